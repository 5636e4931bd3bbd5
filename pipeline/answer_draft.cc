#include "pipeline/answer_draft.h"

#include <fmt/format.h>

#include <cstring>
#include <exception>
#include <utility>

#include "pipeline/record_pack.h"

namespace audit {
namespace {

/// The record may be trusted to be well formed, not to tell the truth about itself.
AuditRecord RecordOf(std::string_view bytes) {
  try {
    return DecodeRecord(bytes);
  } catch (const std::exception& error) {
    AuditRecord record;
    record.outcome = Outcome::kCrashed;
    record.outcome_detail = fmt::format("The worker's answer cannot be understood: {}.", error.what());
    return record;
  }
}

/// They are named by who keeps them.
void ForgetPictures(AuditRecord& record) {
  for (Finding& finding : record.findings)
    for (Place& place : finding.places)
      place.picture.clear();
}

}  // namespace

AnswerDraft::Step AnswerDraft::Take(AnswerFrame frame, std::size_t max_pictures) {
  switch (frame.header.part) {
    case AnswerPart::kReading:
      if (record_) return Step::kOutOfTurn;
      reading_ = std::move(frame.content);
      return Step::kGoOn;
    case AnswerPart::kRecord:
      if (record_) return Step::kOutOfTurn;
      record_ = RecordOf(frame.content);
      doubt_ = frame.header.doubt;
      from_ = frame.header.from;
      if (from_ == AnswerFrom::kBytes) ForgetPictures(*record_);
      return Step::kHasRecord;
    case AnswerPart::kPicture:
      if (!record_) return Step::kOutOfTurn;
      if (auto picture = PictureOf(frame); picture && pictures_.size() < max_pictures)
        pictures_.push_back(std::move(*picture));
      return Step::kGoOn;
    case AnswerPart::kEnd:
      if (!record_) return Step::kOutOfTurn;
      cut_short_ = std::move(frame.content);
      return Step::kEnded;
  }
  return Step::kOutOfTurn;
}

/// Absent: it shows nothing of the record, or is none.
std::optional<AnswerDraft::Picture> AnswerDraft::PictureOf(const AnswerFrame& frame) const {
  constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
  const std::size_t count = frame.header.places;
  if (count == 0 || count > frame.content.size() / sizeof(EvidencePlace)) return std::nullopt;
  Picture picture;
  picture.shows.resize(count);
  std::memcpy(picture.shows.data(), frame.content.data(), count * sizeof(EvidencePlace));
  picture.png = frame.content.substr(count * sizeof(EvidencePlace));
  if (!picture.png.starts_with(kSignature)) return std::nullopt;
  for (const EvidencePlace& at : picture.shows)
    if (at.finding >= record_->findings.size() || at.place >= record_->findings[at.finding].places.size())
      return std::nullopt;
  return picture;
}

AuditRecord AnswerDraft::Finish(std::string_view cut_short, const PictureKeeper& keep) {
  AuditRecord record = *std::move(record_);
  record_.reset();
  if (cut_short.empty()) cut_short = cut_short_;
  if (!cut_short.empty())
    record.anomalies.push_back({std::string(kNoPicture), fmt::format("Not all places are drawn: {}.", cut_short), {}});
  for (const Picture& picture : pictures_) {
    if (!keep) break;
    const std::string name = keep(picture.png);
    for (const EvidencePlace& at : picture.shows)
      record.findings[at.finding].places[at.place].picture = name;
  }
  return record;
}

}  // namespace audit
