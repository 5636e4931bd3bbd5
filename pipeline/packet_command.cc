// A legal review packet of a stored run: exhibits, originals, marked copies, chain of custody and checksums in one
// folder or zip that stands alone.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "analyzers/setup_error.h"
#include "parsers/sha256.h"
#include "pipeline/commands.h"
#include "pipeline/evidence_folder.h"
#include "pipeline/exit_code.h"
#include "pipeline/marked_copy.h"
#include "pipeline/original.h"
#include "pipeline/output_place.h"
#include "pipeline/print_pdf.h"
#include "pipeline/run_folder.h"
#include "pipeline/selection.h"
#include "pipeline/stored_run.h"
#include "pipeline/terminal_text.h"
#include "reporters/packet/packet_writer.h"
#include "reporters/packet/zip_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

/// Whether a packet of ours stands there, which another may replace.
bool IsPacket(const fs::path& path) {
  if (fs::is_regular_file(fs::symlink_status(path))) return ZipComment(path) == kPacketFormat;
  if (!fs::is_directory(fs::symlink_status(path))) return false;
  std::ifstream stream(path / kPacketMark, std::ios::binary);
  const auto json = nlohmann::json::parse(stream, nullptr, false);
  return json.is_object() && json.value("format", "") == kPacketFormat;
}

/// With --zip, a file whose name ends so.
fs::path TargetOf(const PacketOptions& options) {
  fs::path target = fs::absolute(options.out).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  if (options.zip && target.extension() != ".zip") target += ".zip";
  return target;
}

void RefuseForeign(const fs::path& target) {
  if (!fs::exists(fs::symlink_status(target)) || IsPacket(target)) return;
  if (fs::is_directory(fs::symlink_status(target)) && fs::is_empty(target)) return;
  throw SetupError(fmt::format("--out {}: exists and is no packet; name a new folder", target.string()));
}

OriginalNow OriginalOf(const AuditRecord& record, const std::map<std::string, fs::path, std::less<>>& files,
                       std::size_t max_bytes) {
  OriginalNow now;
  if (record.sha256.empty()) {
    now.note = "the run read no bytes of it";
    return now;
  }
  now.custody = Custody::kMissing;
  const auto file = files.find(record.path);
  if (file == files.end()) {
    now.note = "the run does not know where it lay";
    return now;
  }
  Original original = ReadSteadyFile(file->second, max_bytes);
  if (!original.trouble.empty()) {
    now.note = std::move(original.trouble);
    return now;
  }
  now.bytes = original.bytes.size();
  now.modified_unix_s = original.stamp.modified_ns / 1'000'000'000;
  now.sha256 = Sha256Hex(original.bytes);
  if (now.sha256 != record.sha256) {
    now.custody = Custody::kChanged;
    now.note = "its SHA-256 is no longer the one that was read; run the audit again";
    return now;
  }
  now.custody = Custody::kUnchanged;
  now.content = std::move(original.bytes);
  return now;
}

struct MadePacket {
  PacketWriter::Result result;
  std::size_t unenclosed = 0;      ///< originals that are changed, gone or were never read
  std::int64_t newest_unix_s = 0;  ///< newest change of a document: the one time that a zip of the packet shows
};

/// Writes the packet of the selection into one folder.
class PacketMaker {
 public:
  PacketMaker(const StoredRun& run, const PacketOptions& options, const Selection& selection, const fs::path& folder)
      : run_(run),
        selection_(selection),
        evidence_(options.folder),
        writer_(
            run.Info(), {options.prefix, selection.InWords(), options.paper},
            [this](const std::string& name) { return evidence_.Read(name); }, folder) {
    run.Stored().ForEachInput([this](const Input& input) { files_[input.path] = input.file; });
  }

  MadePacket Make() {
    run_.Records().ForEach([this](const AuditRecord& record) {
      writer_.Count(record);
      // What was left out of the audit on purpose is no part of its matter.
      if (record.outcome != Outcome::kSkipped && selection_.SelectsDocument(record)) Add(record);
    });
    made_.result = writer_.Finish();
    return made_;
  }

 private:
  void Add(const AuditRecord& record) {
    PacketDocument document{record, selection_.FindingsOf(record), OriginalOf(record, files_, limits_.file_mib << 20),
                            "", ""};
    if (document.original.custody == Custody::kUnchanged && !document.findings.empty()) {
      MarkedDocument marked = MarkUpOriginal(record, document.findings, document.original.content, limits_);
      document.marked_note = marked.bytes.empty() ? std::move(marked.why_not) : std::move(marked.note);
      document.marked = std::move(marked.bytes);
    }
    if (document.original.custody != Custody::kUnchanged) ++made_.unenclosed;
    made_.newest_unix_s = std::max(made_.newest_unix_s, record.modified_unix_s);
    writer_.Add(document);
  }

  const StoredRun& run_;
  const Selection& selection_;
  DocumentLimits limits_;
  EvidenceFolder evidence_;
  PacketWriter writer_;
  std::map<std::string, fs::path, std::less<>> files_;
  MadePacket made_;
};

/// In place of an earlier packet, which goes only when the new one is whole.
void Publish(const fs::path& attempt, const fs::path& target) {
  std::error_code error;
  const fs::path old = AttemptFolder(target) += ".old";
  fs::remove_all(old, error);
  if (fs::exists(target)) fs::rename(target, old);
  if (fs::is_directory(attempt)) {
    if (!PublishFolder(attempt, target)) throw SetupError(fmt::format("--out {}: exists already", target.string()));
  } else {
    FlushAndRename(attempt, target);
  }
  fs::remove_all(old, error);
}

/// Pages that a browser prints in a second, far below what was measured; a large packet takes its time.
int PrintingSeconds(std::size_t exhibits) { return 120 + static_cast<int>(std::min<std::size_t>(exhibits / 5, 3600)); }

}  // namespace

int RunCommand(const PacketOptions& options) {
  const StoredRun run(options.folder);
  const Selection selection(options.select, run.Info().rules);
  const fs::path target = TargetOf(options);
  RefuseForeign(target);
  RefuseArchive(run, target, "packets");
  selection.RefuseUnmatched(run.Records());
  const fs::path attempt = AttemptFolder(target);
  std::error_code error;
  fs::remove_all(attempt, error);  // of an attempt that was interrupted
  MakeFolder(attempt);
  const MadePacket made = PacketMaker(run, options, selection, attempt).Make();
  const PacketWriter::Result& result = made.result;
  std::string no_pdf;
  if (options.pdf == PrintedPdf::kAuto)
    no_pdf = PrintPdf(attempt / "packet.html", attempt / "packet.pdf", run.Info().finished_utc,
                      PrintingSeconds(result.exhibits));
  WriteChecksums(attempt);
  if (options.zip) {
    const fs::path zip = attempt.string() + ".zip";
    fs::remove(zip, error);
    ZipFolder(attempt, target.stem().string(), made.newest_unix_s, kPacketFormat, zip);
    fs::remove_all(attempt, error);
    Publish(zip, target);
  } else {
    Publish(attempt, target);
  }
  fmt::print("Exhibits: {}; documents: {}; originals enclosed: {}; marked copies: {}\n", result.exhibits,
             result.documents, result.originals, result.marked);
  if (made.unenclosed > 0)
    fmt::print("{} originals are not enclosed: changed, gone or never read; chain-of-custody.csv says which\n",
               made.unenclosed);
  if (!no_pdf.empty()) fmt::print("No PDF: {}; print packet.html from a browser\n", no_pdf);
  fmt::print("Packet: {}\n", TerminalText(target.string()));
  return made.unenclosed > 0 ? kExitNotFullyRead : kExitOk;
}

}  // namespace audit
