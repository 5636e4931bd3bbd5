#include "pipeline/marked_copy.h"

#include <fmt/format.h>

#include <array>
#include <exception>
#include <nlohmann/json.hpp>
#include <utility>

#include "analyzers/vocabulary.h"
#include "parsers/parser.h"
#include "parsers/sha256.h"
#include "pipeline/refuse_fractions.h"
#include "pipeline/sandboxed_task.h"
#include "reporters/record_ids.h"
#include "reporters/wording.h"

namespace audit {
namespace {

using Json = nlohmann::json;

/// By severity: dark text stays readable on all of them, and they can be told apart without red and green.
Rgb ColorOf(Severity severity) {
  constexpr std::array<Rgb, 5> kColors = {{
      {0xD9, 0xE3, 0xF0},  // info
      {0xBF, 0xDD, 0xFA},  // low
      {0xFF, 0xEB, 0x8A},  // medium
      {0xFF, 0xC7, 0x85},  // high
      {0xFF, 0xA3, 0xA3},  // critical
  }};
  return kColors.at(static_cast<std::size_t>(severity));
}

Mark MarkOf(const Finding& finding, const Place& place, std::string_view id) {
  return {place.where, place.quote,
          fmt::format("{}: {} ({})", Capitalized(NameOf(finding.severity)), finding.title, finding.rule),
          CommentOn(finding, id), ColorOf(finding.severity)};
}

/// A line of JSON, then the bytes of the copy.
std::string Encode(const MarkUpResult& result) {
  if (const auto* not_marked = std::get_if<NotMarked>(&result))
    return Json{{"reason", not_marked->reason}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  const auto& copy = std::get<MarkedCopy>(result);
  Json marks = Json::array();
  for (const MarkOutcome& mark : copy.marks)
    marks.push_back({static_cast<int>(mark.placing), mark.note});
  return Json{{"note", copy.note}, {"marks", marks}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n" +
         copy.bytes;
}

/// Throws std::exception: a process that read a hostile document is not trusted.
MarkUpResult Decode(std::string answer) {
  const auto end = answer.find('\n');
  const Json json = Json::parse(answer.substr(0, end), RefuseFractions());
  if (json.contains("reason")) return NotMarked{json.at("reason").get<std::string>()};
  MarkedCopy copy;
  json.at("note").get_to(copy.note);
  for (const Json& mark : json.at("marks")) {
    const int placing = mark.at(0).get<int>();
    if (placing < 0 || placing > static_cast<int>(MarkPlacing::kNowhere)) throw std::runtime_error("no such placing");
    copy.marks.push_back({static_cast<MarkPlacing>(placing), mark.at(1).get<std::string>()});
  }
  answer.erase(0, end + 1);
  copy.bytes = std::move(answer);
  return copy;
}

MarkUpResult MarkUpInSandbox(const AuditRecord& record, std::string_view original, const std::vector<Mark>& marks,
                             const DocumentLimits& limits) {
  ParseLimits reading = limits.parse;
  reading.ocr.mode = OcrMode::kNever;  // words that OCR read are marked by the boxes that the record has
  TaskEnd end = RunSandboxed(limits, [&] { return Encode(MarkUpDocument(record.format, original, marks, reading)); });
  if (!end.finished) return NotMarked{std::move(end.trouble)};
  try {
    MarkUpResult result = Decode(std::move(end.answer));
    const auto* copy = std::get_if<MarkedCopy>(&result);
    if (copy != nullptr && copy->marks.size() != marks.size()) return NotMarked{"its comments were lost on the way"};
    return result;
  } catch (const std::exception& error) {
    return NotMarked{fmt::format("the process's answer cannot be understood: {}", error.what())};
  }
}

MarkUpResult MarkUp(const AuditRecord& record, std::string_view original, const std::vector<Mark>& marks,
                    const DocumentLimits& limits) {
  if (marks.empty()) return NotMarked{"no finding of the selection lies in it"};
  if (record.sha256.empty() || Sha256Hex(original) != record.sha256)
    return NotMarked{"the original is no longer the file that was audited (SHA-256 differs); run the audit again"};
  return MarkUpInSandbox(record, original, marks, limits);
}

}  // namespace

std::string CommentOn(const Finding& finding, std::string_view finding_id) {
  std::string text = finding.message;
  text += "\nWhy: " + finding.reason;
  if (!finding.rewrite.empty()) text += "\nA wording to start from: " + finding.rewrite;
  for (const Authority& authority : finding.authorities)
    text += fmt::format("\nAuthority: {} ({}; law as of {})", authority.cite,
                        VerificationInWords(authority.verification), finding.as_of);
  if (finding.disposition != Disposition::kOpen)
    text += fmt::format("\nReviewed: {}. {}", NameOf(finding.disposition), finding.disposition_note);
  return text + fmt::format("\nFinding {}. For counsel, not a ruling.", finding_id);
}

MarkedDocument MarkUpOriginal(const AuditRecord& record, const std::vector<std::size_t>& findings,
                              std::string_view original, const DocumentLimits& limits) {
  MarkedDocument out;
  std::vector<Mark> marks;
  const std::vector<std::string> ids = FindingIds(record);
  for (const std::size_t index : findings) {
    const Finding& finding = record.findings.at(index);
    for (std::size_t place = 0; place < finding.places.size(); ++place) {
      out.marks.push_back({index, place, {}});
      marks.push_back(MarkOf(finding, finding.places[place], ids[index]));
    }
  }
  MarkUpResult result = MarkUp(record, original, marks, limits);
  if (auto* copy = std::get_if<MarkedCopy>(&result)) {
    out.bytes = std::move(copy->bytes);
    out.note = std::move(copy->note);
    for (std::size_t i = 0; i < out.marks.size(); ++i)
      out.marks[i].outcome = std::move(copy->marks[i]);
  } else {
    out.why_not = std::move(std::get<NotMarked>(result).reason);
  }
  return out;
}

}  // namespace audit
