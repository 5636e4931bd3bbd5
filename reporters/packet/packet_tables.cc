#include "reporters/packet/packet_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzers/vocabulary.h"
#include "reporters/place.h"
#include "reporters/utc_time.h"
#include "reporters/wording.h"

namespace audit {
namespace {

// Scripts read these tables: columns are only ever appended.
constexpr std::array<std::string_view, 20> kIndexColumns = {"exhibit",     "document_number", "path",
                                                            "place",       "position",        "severity",
                                                            "rule",        "title",           "quote",
                                                            "message",     "reason",          "rewrite",
                                                            "authorities", "disposition",     "disposition_note",
                                                            "pictures",    "original_file",   "marked_copy",
                                                            "finding_id",  "fingerprint"};
constexpr std::array<std::string_view, 15> kDocumentColumns = {
    "document_number", "path",          "title",          "format",      "pages",
    "pages_read",      "outcome",       "outcome_detail", "exhibits",    "first_exhibit",
    "last_exhibit",    "original_file", "original_note",  "marked_copy", "marked_note"};
constexpr std::array<std::string_view, 13> kCustodyColumns = {"document_number",
                                                              "document_id",
                                                              "path",
                                                              "bytes_at_reading",
                                                              "modified_utc_at_reading",
                                                              "sha256_at_reading",
                                                              "bytes_now",
                                                              "modified_utc_now",
                                                              "sha256_now",
                                                              "state",
                                                              "packet_file",
                                                              "marked_copy",
                                                              "marked_copy_sha256"};
constexpr std::array<std::string_view, 6> kUnreadColumns = {"path",  "outcome",      "outcome_detail",
                                                            "bytes", "modified_utc", "sha256"};

/// Values of the places, each once.
template <typename Of>
std::string OfPlaces(const Finding& finding, const Of& of) {
  std::vector<std::string> values;
  for (const Place& place : finding.places) {
    std::string value = of(place);
    if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end())
      values.push_back(std::move(value));
  }
  return JoinValues(values);
}

std::string Authorities(const Finding& finding) {
  std::vector<std::string> values;
  for (const Authority& authority : finding.authorities)
    values.push_back(fmt::format("{} ({}, law as of {})", authority.cite, VerificationInWords(authority.verification),
                                 finding.as_of));
  return JoinValues(values);
}

}  // namespace

std::string_view CustodyName(Custody custody) {
  switch (custody) {
    case Custody::kUnchanged:
      return "unchanged";
    case Custody::kChanged:
      return "changed";
    case Custody::kMissing:
      return "missing";
    case Custody::kNeverRead:
      return "never-read";
  }
  return "";
}

PacketTables::PacketTables(const std::filesystem::path& folder, CsvMark mark)
    : index_(folder / "index.csv", kIndexColumns, mark),
      documents_(folder / "documents.csv", kDocumentColumns, mark),
      custody_(folder / "chain-of-custody.csv", kCustodyColumns, mark),
      unread_(folder / "not-read.csv", kUnreadColumns, mark) {}

void PacketTables::AddExhibit(const PacketDocument& document, const PacketFiles& files, const Exhibit& exhibit) {
  const Finding& finding = exhibit.finding;
  index_.Add(std::vector<std::string>{
      exhibit.number,
      files.number,
      document.record.path,
      OfPlaces(finding, [](const Place& place) { return PlaceInWords(place.where); }),
      OfPlaces(finding, [](const Place& place) { return PositionOnPage(place.where); }),
      std::string(NameOf(finding.severity)),
      finding.rule,
      finding.title,
      OfPlaces(finding, [](const Place& place) { return place.quote; }),
      finding.message,
      finding.reason,
      finding.rewrite,
      Authorities(finding),
      finding.disposition == Disposition::kOpen ? "" : std::string(NameOf(finding.disposition)),
      finding.disposition_note,
      JoinValues(exhibit.pictures),
      files.original,
      files.marked,
      exhibit.finding_id,
      finding.fingerprint});
}

void PacketTables::AddDocument(const PacketDocument& document, const PacketFiles& files, const std::string& first,
                               const std::string& last) {
  const AuditRecord& record = document.record;
  const OriginalNow& now = document.original;
  documents_.Add(std::vector<std::string>{
      files.number, record.path, record.title, record.format, std::to_string(record.coverage.pages_total),
      std::to_string(record.coverage.pages_read), std::string(OutcomeName(record.outcome)), record.outcome_detail,
      std::to_string(document.findings.size()), first, last, files.original, now.note, files.marked,
      document.marked_note});
  const bool seen = !now.sha256.empty();
  custody_.Add(std::vector<std::string>{
      files.number, record.document_id, record.path, std::to_string(record.bytes), UtcTime(record.modified_unix_s),
      record.sha256, seen ? std::to_string(now.bytes) : "", seen ? UtcTime(now.modified_unix_s) : "", now.sha256,
      std::string(CustodyName(now.custody)), files.original, files.marked, files.marked_sha256});
}

void PacketTables::AddUnread(const AuditRecord& record) {
  unread_.Add(std::vector<std::string>{record.path, std::string(OutcomeName(record.outcome)), record.outcome_detail,
                                       std::to_string(record.bytes), UtcTime(record.modified_unix_s), record.sha256});
}

void PacketTables::Commit() {
  index_.Commit();
  documents_.Commit();
  custody_.Commit();
  unread_.Commit();
}

}  // namespace audit
