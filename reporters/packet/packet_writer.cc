#include "reporters/packet/packet_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/vocabulary.h"
#include "parsers/sha256.h"
#include "reporters/atomic_file.h"
#include "reporters/packet/packet_numbers.h"
#include "reporters/packet/packet_tables.h"
#include "reporters/packet/packet_templates.h"
#include "reporters/packet/packet_views.h"
#include "reporters/record_ids.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kChecksums = "SHA256SUMS";

/// Without a flush to the disk: the folder is flushed as a whole when it is put in its place.
void WriteFile(const fs::path& file, std::string_view content) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  PutFile(file, content, Durability::kLater);
}

}  // namespace

struct PacketWriter::Impl {
  Impl(const RunInfo& run_info, PacketSettings packet_settings, PictureReader reader, const fs::path& target)
      : run(run_info),
        settings(std::move(packet_settings)),
        pictures(std::move(reader)),
        folder(target),
        index(target / ".index.partial"),
        documents(target / ".documents.partial"),
        unread(target / ".unread.partial"),
        exhibits(target / ".exhibits.partial") {
    tables.emplace(target, run_info.csv_mark);
  }

  void AddExhibit(const PacketDocument& document, const PacketFiles& files, std::size_t index_of_finding,
                  const std::string& finding_id) {
    const Finding& finding = document.record.findings.at(index_of_finding);
    Exhibit exhibit{ExhibitNumber(settings.prefix, ++totals.exhibits), finding_id, finding, {}};
    ++totals.by_severity[finding.severity];
    if (finding.disposition != Disposition::kOpen) ++totals.waived;
    std::size_t lost = 0;
    const std::vector<ExhibitPicture> shown = KeepPictures(finding, exhibit.number, lost);
    for (const ExhibitPicture& picture : shown)
      exhibit.pictures.push_back(picture.file);
    tables->AddExhibit(document, files, exhibit);
    View view = ExhibitView(document, files, exhibit);
    if (index_of_finding == document.findings.front()) view.Show("first_of_document");
    index.Write(RenderPacket(PacketTemplate::kIndexRow, view));
    AddExhibitParts(document, exhibit, shown, lost, view);
    exhibits.Write(RenderPacket(PacketTemplate::kExhibit, view));
  }

  /// Each picture of the finding once, under the exhibit's number.
  std::vector<ExhibitPicture> KeepPictures(const Finding& finding, const std::string& exhibit,
                                           std::size_t& lost) const {
    std::vector<ExhibitPicture> kept;
    std::set<std::string> seen;
    for (std::size_t place = 0; place < finding.places.size(); ++place) {
      const std::string& name = finding.places[place].picture;
      if (name.empty() || !seen.insert(name).second) continue;
      std::string png = pictures(name);
      if (png.empty()) {
        ++lost;
        continue;
      }
      const std::string file = fmt::format("pictures/{}-{}.png", exhibit, kept.size() + 1);
      WriteFile(folder / file, png);
      kept.push_back({file, std::move(png), place});
    }
    return kept;
  }

  void WritePage() {
    const View view = PacketView(run, settings, totals);
    AtomicFile file(folder / "packet.html");
    FileWriter& page = file.Writer();
    page.Write(RenderPacket(PacketTemplate::kHead, view));
    page.Write(fmt::format("<style>{}</style>\n", PacketStyle(settings.paper)));
    page.Write(RenderPacket(PacketTemplate::kCover, view));
    index.CopyTo(page);
    page.Write(RenderPacket(PacketTemplate::kDocuments, view));
    documents.CopyTo(page);
    page.Write(RenderPacket(PacketTemplate::kUnread, view));
    unread.CopyTo(page);
    page.Write(RenderPacket(PacketTemplate::kExhibits, view));
    exhibits.CopyTo(page);
    page.Write(RenderPacket(PacketTemplate::kEnd, view));
    file.Commit();
  }

  void WriteMark() const {
    Json severities = Json::object();
    for (const auto& [severity, count] : totals.by_severity)
      severities[std::string(NameOf(severity))] = count;
    const Json json = {{"format", kPacketFormat},
                       {"format_version", 1},
                       {"tool_version", run.tool_version},
                       {"policy_digest", run.policy_digest},
                       {"archives", run.archives},
                       {"selection", settings.selection},
                       {"prefix", settings.prefix},
                       {"run_started_utc", run.started_utc},
                       {"run_finished_utc", run.finished_utc},
                       {"documents", totals.documents},
                       {"exhibits", totals.exhibits},
                       {"exhibits_by_severity", std::move(severities)},
                       {"originals", totals.originals},
                       {"marked_copies", totals.marked},
                       {"run_documents", totals.run.documents},
                       {"run_not_fully_read", totals.run.not_fully_read}};
    WriteFile(folder / kPacketMark, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  }

  const RunInfo& run;
  PacketSettings settings;
  PictureReader pictures;
  fs::path folder;
  FileWriter index, documents, unread, exhibits;  // parts of the page, on the disk until their turn comes
  std::optional<PacketTables> tables;
  PacketTotals totals;
};

PacketWriter::PacketWriter(const RunInfo& run, const PacketSettings& settings, PictureReader pictures,
                           const fs::path& folder)
    : impl_(std::make_unique<Impl>(run, settings, std::move(pictures), folder)) {}
PacketWriter::~PacketWriter() = default;

void PacketWriter::Count(const AuditRecord& record) {
  impl_->totals.run.Add(record);
  if (!IsNotFullyRead(record)) return;
  impl_->tables->AddUnread(record);
  if (impl_->totals.run.not_fully_read <= kUnreadListed)
    impl_->unread.Write(RenderPacket(PacketTemplate::kUnreadRow, UnreadRowView(record)));
}

void PacketWriter::Add(const PacketDocument& document) {
  PacketTotals& totals = impl_->totals;
  const AuditRecord& record = document.record;
  PacketFiles files;
  files.number = DocumentNumber(impl_->settings.prefix, ++totals.documents);
  const std::string name = files.number + SafeEnding(record.path, record.format);
  ++totals.custody[document.original.custody];
  if (document.original.custody == Custody::kUnchanged) {
    files.original = "originals/" + name;
    WriteFile(impl_->folder / files.original, document.original.content);
    ++totals.originals;
  }
  if (!document.marked.empty()) {
    files.marked = "marked/" + name;
    files.marked_sha256 = Sha256Hex(document.marked);
    WriteFile(impl_->folder / files.marked, document.marked);
    ++totals.marked;
  }
  const std::vector<std::string> ids = FindingIds(record);
  const std::size_t before = totals.exhibits;
  for (const std::size_t index : document.findings)
    impl_->AddExhibit(document, files, index, ids.at(index));
  const bool any = totals.exhibits > before;
  const std::string first = any ? ExhibitNumber(impl_->settings.prefix, before + 1) : "";
  const std::string last = any ? ExhibitNumber(impl_->settings.prefix, totals.exhibits) : "";
  impl_->tables->AddDocument(document, files, first, last);
  impl_->documents.Write(RenderPacket(PacketTemplate::kDocumentRow, DocumentRowView(document, files, first, last)));
}

PacketWriter::Result PacketWriter::Finish() {
  impl_->tables->Commit();
  impl_->WritePage();
  impl_->WriteMark();
  const PacketTotals& totals = impl_->totals;
  return {totals.exhibits, totals.documents, totals.originals, totals.marked};
}

void WriteChecksums(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename().string()[0] != '.')
      names.push_back(entry.path().lexically_relative(folder).generic_string());
  std::sort(names.begin(), names.end());
  std::string sums;
  for (const std::string& name : names) {
    if (name == kChecksums) continue;
    std::ifstream file(folder / name, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    sums += fmt::format("{}  {}\n", Sha256Hex(content), name);
  }
  WriteFile(folder / kChecksums, sums);
}

}  // namespace audit
