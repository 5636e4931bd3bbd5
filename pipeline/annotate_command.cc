// Marked copies of the originals of a stored run, below one folder, with an index that leaves nothing out.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/sha256.h"
#include "pipeline/commands.h"
#include "pipeline/exit_code.h"
#include "pipeline/marked_copy.h"
#include "pipeline/original.h"
#include "pipeline/output_place.h"
#include "pipeline/run_folder.h"
#include "pipeline/selection.h"
#include "pipeline/stored_run.h"
#include "pipeline/terminal_text.h"
#include "reporters/atomic_file.h"
#include "reporters/csv/csv_table.h"
#include "reporters/place.h"
#include "reporters/record_ids.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndexName = "annotations.csv";
// Scripts read it: columns are only ever appended.
constexpr std::array<std::string_view, 14> kIndexColumns = {
    "document_id", "path", "sha256",   "format", "copy",   "copy_sha256", "document_note",
    "finding_id",  "rule", "severity", "place",  "placed", "note",        "fingerprint"};

std::string_view PlacingInWords(MarkPlacing placing) {
  switch (placing) {
    case MarkPlacing::kAtWords:
      return "at the words";
    case MarkPlacing::kNearby:
      return "nearby";
    case MarkPlacing::kNowhere:
      break;
  }
  return "not placed";
}

/// Where the copy of a document goes; nothing for a path that would lead out of the folder.
std::optional<fs::path> CopyPath(const fs::path& folder, const std::string& path) {
  const fs::path relative = fs::path(path).lexically_normal();
  if (relative.empty() || relative.is_absolute() || *relative.begin() == "..") return std::nullopt;
  return folder / relative;
}

struct Tally {
  std::size_t copies = 0;
  std::size_t without_copy = 0;  ///< though there was something to mark
  std::size_t nothing_to_mark = 0;
  std::size_t at_words = 0;
  std::size_t nearby = 0;
  std::size_t not_placed = 0;
};

class Annotator {
 public:
  Annotator(const StoredRun& run, const Selection& selection, const fs::path& folder)
      : selection_(selection), folder_(folder), index_(folder / kIndexName, kIndexColumns, run.Info().csv_mark) {
    run.Stored().ForEachInput([this](const Input& input) { files_[input.path] = input.file; });
  }

  void Add(const AuditRecord& record) {
    if (!selection_.SelectsDocument(record)) return;
    const std::vector<std::size_t> findings = selection_.FindingsOf(record);
    const auto file = files_.find(record.path);
    const std::size_t max_bytes = limits_.file_mib << 20;
    const Original original = file == files_.end() ? Original{"", {}, "the run does not know where it lay"}
                              : findings.empty()   ? Original{}
                                                   : ReadOriginal(file->second, record.sha256, max_bytes);
    MarkedDocument marked = MarkUpOriginal(record, findings, original.bytes, limits_);
    if (!original.trouble.empty()) marked.why_not = original.trouble;
    Keep(record, std::move(marked));
  }

  const Tally& Finish() {
    index_.Commit();
    return tally_;
  }

 private:
  void Keep(const AuditRecord& record, MarkedDocument marked) {
    const auto target = CopyPath(folder_, record.path);
    if (!target || *target == folder_ / kIndexName) {
      marked.bytes.clear();
      marked.why_not = "its path cannot be used in the folder of copies";
    }
    if (!marked.bytes.empty()) {
      MakeFolder(target->parent_path());
      AtomicFile copy(*target);
      copy.Write(marked.bytes);
      copy.Commit();
    }
    ++(marked.marks.empty() ? tally_.nothing_to_mark : marked.bytes.empty() ? tally_.without_copy : tally_.copies);
    std::vector<std::string> row = {record.document_id,
                                    record.path,
                                    record.sha256,
                                    record.format,
                                    marked.bytes.empty() ? "" : record.path,
                                    marked.bytes.empty() ? "" : Sha256Hex(marked.bytes),
                                    marked.bytes.empty() ? "not marked: " + marked.why_not : marked.note};
    const std::size_t shared = row.size();
    const std::vector<std::string> ids = FindingIds(record);
    for (const FindingMark& mark : marked.marks) {
      const Finding& finding = record.findings[mark.finding];
      const MarkPlacing placing = marked.bytes.empty() ? MarkPlacing::kNowhere : mark.outcome.placing;
      Count(placing);
      row.resize(shared);
      row.insert(row.end(), {ids[mark.finding], finding.rule, std::string(NameOf(finding.severity)),
                             PlaceInWords(finding.places[mark.place].where), std::string(PlacingInWords(placing)),
                             mark.outcome.note, finding.fingerprint});
      index_.Add(row);
    }
    if (marked.marks.empty()) {
      row.resize(kIndexColumns.size());
      index_.Add(row);
    }
  }

  void Count(MarkPlacing placing) {
    ++(placing == MarkPlacing::kAtWords  ? tally_.at_words
       : placing == MarkPlacing::kNearby ? tally_.nearby
                                         : tally_.not_placed);
  }

  const Selection& selection_;
  fs::path folder_;
  DocumentLimits limits_;
  CsvTable index_;
  std::map<std::string, fs::path, std::less<>> files_;
  Tally tally_;
};

}  // namespace

int RunCommand(const AnnotateOptions& options) {
  const StoredRun run(options.folder);
  const Selection selection(options.select, run.Info().rules);
  if (fs::exists(fs::symlink_status(options.out)))
    throw SetupError(fmt::format("--out {}: exists already; name a new folder", options.out.string()));
  RefuseArchive(run, options.out, "marked copies");
  selection.RefuseUnmatched(run.Records());
  const fs::path attempt = AttemptFolder(options.out);
  std::error_code error;
  fs::remove_all(attempt, error);  // of an attempt that was interrupted
  MakeFolder(attempt);
  Annotator annotator(run, selection, attempt);
  run.Records().ForEach([&annotator](const AuditRecord& record) { annotator.Add(record); });
  const Tally& tally = annotator.Finish();
  if (!PublishFolder(attempt, fs::absolute(options.out)))
    throw SetupError(fmt::format("--out {}: exists already; name a new folder", options.out.string()));
  fmt::print(
      "Marked copies: {}; documents that could not be marked: {}; without findings: {}\nComments: {} at the words, {} "
      "nearby, {} not placed\n"
      "Every one of them: {}\n",
      tally.copies, tally.without_copy, tally.nothing_to_mark, tally.at_words, tally.nearby, tally.not_placed,
      TerminalText((options.out / kIndexName).string()));
  return tally.without_copy + tally.not_placed > 0 ? kExitNotFullyRead : kExitOk;
}

}  // namespace audit
