#include "pipeline/document_auditor.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

#include "parsers/sha256.h"
#include "pipeline/record_pack.h"

namespace audit {
namespace {

AuditedDocument Unread(const ParseFailure& failure, const std::string& sha256) {
  AuditedDocument out;
  out.record.sha256 = sha256;
  out.record.format = failure.format;
  out.record.outcome = failure.kind == ParseFailureKind::kUnsupported ? Outcome::kUnsupported : Outcome::kUnreadable;
  out.record.outcome_detail = failure.message;
  out.short_of_memory = failure.kind == ParseFailureKind::kLimit;
  return out;
}

std::string WhatIsMissing(const Coverage& coverage) {
  std::string detail;
  const auto add = [&detail](const std::string& sentence) { detail += (detail.empty() ? "" : " ") + sentence; };
  if (coverage.pages_without_text > 0)
    add(fmt::format("{} of {} pages have no text that can be read (pictures only).", coverage.pages_without_text,
                    coverage.pages_total));
  const int lost = coverage.pages_total - coverage.pages_read - coverage.pages_without_text;
  if (lost > 0) add(fmt::format("{} of {} pages could not be read.", lost, coverage.pages_total));
  for (const std::string& limit : coverage.limits_hit)
    add(fmt::format("Limit hit: {}.", limit));
  return detail.empty() ? "The document was not read in whole." : detail;
}

/// Only statements with labels are kept; findings point at them by their new index.
void KeepLabelled(Analysis& analysis, std::vector<Finding>& findings, AuditRecord& record) {
  std::vector<std::size_t> new_index(analysis.statements.size(), 0);
  for (std::size_t i = 0; i < analysis.statements.size(); ++i) {
    new_index[i] = record.statements.size();
    if (!analysis.statements[i].labels.empty())
      record.statements.push_back(std::move(analysis.statements[i]));
    else
      new_index[i] = analysis.statements.size();
  }
  for (Finding& finding : findings) {
    for (std::size_t& index : finding.statements)
      index = new_index.at(index);
    std::erase(finding.statements, analysis.statements.size());
  }
}

/// Jurisdictions that no pack of the policy speaks for: silence about them is no clean bill.
std::vector<std::string> WithoutPack(const std::vector<std::string>& jurisdictions, const Policy& policy) {
  const std::vector<PackInfo> packs = policy.Packs();
  std::vector<std::string> without;
  std::copy_if(jurisdictions.begin(), jurisdictions.end(), std::back_inserter(without), [&packs](const auto& each) {
    return std::none_of(packs.begin(), packs.end(),
                        [&each](const PackInfo& pack) { return pack.jurisdiction == each; });
  });
  return without;
}

/// What a picture shows: a page, where on it, and the words.
using Shown = std::tuple<int, double, double, std::string_view>;

std::optional<Shown> ShownAt(const Place& place) {
  if (!place.where.box) return std::nullopt;
  return Shown{place.where.page, place.where.box->left, place.where.box->top, place.quote};
}

/// Takes over the pictures of an earlier record of the same bytes, and their orders off the list.
void TakePictures(const AuditRecord& earlier, std::vector<Finding>& findings, std::vector<PictureOrder>& orders) {
  std::map<Shown, std::string_view> known;
  for (const Finding& finding : earlier.findings)
    for (const Place& place : finding.places)
      if (const auto shown = ShownAt(place); shown && !place.picture.empty()) known.emplace(*shown, place.picture);
  std::erase_if(orders, [&](const PictureOrder& order) {
    const EvidencePlace& first = order.shows.front();
    const auto shown = ShownAt(findings[first.finding].places[first.place]);
    const auto picture = shown ? known.find(*shown) : known.end();
    if (picture == known.end()) return false;
    for (const EvidencePlace& at : order.shows)
      findings[at.finding].places[at.place].picture = picture->second;
    return true;
  });
}

/// Asks for pictures of places; that some will not be made is told in the record. `earlier` may be null.
void OrderPictures(const Document& document, const Analysis& analysis, const PictureLimits& limits,
                   const AuditRecord* earlier, std::vector<Finding>& findings, AuditedDocument& out) {
  AddContext(document, analysis, findings);
  PictureOrders orders = OrderPictures(document, analysis, findings, limits);
  if (orders.left_out > 0)
    out.record.anomalies.push_back(
        {std::string(kNoPicture),
         fmt::format("{} places have no picture; the limit is {} a document (--max-pictures).", orders.left_out,
                     limits.max_pictures),
         {}});
  if (earlier != nullptr) TakePictures(*earlier, findings, orders.orders);
  if (orders.orders.empty()) return;
  out.draw = [format = document.format, orders = std::move(orders.orders), limits](std::string_view bytes,
                                                                                   const EvidenceSink& sink) {
    return Draw(format, bytes, orders, limits, sink);
  };
}

AuditedDocument Judge(Document document, const Classifier& classifier, const Policy& policy,
                      const DeclaredFacts& declared, const PictureLimits& pictures, const AuditRecord* earlier) {
  AuditedDocument out;
  AuditRecord& record = out.record;
  Analysis analysis = classifier.Analyze(document, declared);
  Judgement judgement = policy.JudgeAll(document, analysis);
  std::vector<Finding>& findings = judgement.findings;
  record.anomalies = std::move(document.anomalies);
  OrderPictures(document, analysis, pictures, earlier, findings, out);
  KeepLabelled(analysis, findings, record);
  record.findings = std::move(findings);
  record.checklist = std::move(judgement.checklist);
  record.facts = std::move(analysis.facts);
  record.unjudged = WithoutPack(record.facts.jurisdictions, policy);
  record.sha256 = document.sha256;
  record.format = document.format;
  record.coverage = document.coverage;
  const auto title = document.metadata.find("title");
  if (title != document.metadata.end()) record.title = title->second;
  record.policy_digest = policy.Digest();
  if (document.coverage.IsComplete()) {
    record.outcome = Outcome::kAudited;
  } else {
    record.outcome = document.coverage.pages_read > 0 ? Outcome::kPartlyRead : Outcome::kUnreadable;
    record.outcome_detail = WhatIsMissing(document.coverage);
  }
  return out;
}

}  // namespace

DocumentAuditor MakeDocumentAuditor(const Classifier& classifier, const PolicyTable& policies,
                                    const std::vector<FolderSettings>& settings, const ParseLimits& limits,
                                    const PictureLimits& pictures, KeepReadings readings) {
  const auto audit = [&classifier, &policies, &settings, pictures](Reading reading, std::size_t index,
                                                                   const AuditRecord* earlier) {
    if (const auto* failure = std::get_if<ParseFailure>(&reading.result)) return Unread(*failure, reading.sha256);
    return Judge(std::get<Document>(std::move(reading.result)), classifier, *policies.at(index),
                 settings.at(index).declared, pictures, earlier);
  };
  DocumentAuditor auditor;
  auditor.read = [audit, limits, readings](std::string_view bytes, std::string_view name, std::size_t index) {
    Reading reading{"", ParseDocument(bytes, name, limits)};
    const auto* document = std::get_if<Document>(&reading.result);
    reading.sha256 = document != nullptr ? document->sha256 : Sha256Hex(bytes);
    std::string encoded = readings == KeepReadings::kYes ? EncodeReading(reading) : "";
    AuditedDocument out = audit(std::move(reading), index, nullptr);
    out.reading = std::move(encoded);
    return out;
  };
  auditor.judge = [audit](const StoredDocument& stored, std::size_t index) {
    const AuditRecord earlier = DecodeRecord(stored.record);
    return audit(DecodeReading(stored.reading), index, &earlier);
  };
  return auditor;
}

}  // namespace audit
