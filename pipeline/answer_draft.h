// What a worker has said so far of the document in hand: its record, and the pictures that follow it. A worker may have
// been taken over by a document; what it says is checked to be well formed, and cannot be more.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/evidence.h"
#include "pipeline/worker_process.h"
#include "reporters/audit_record.h"

namespace audit {

/// Keeps a PNG file and returns the name by which records refer to it.
using PictureKeeper = std::function<std::string(std::string_view png)>;

class AnswerDraft {
 public:
  /// What a part of the answer means for the supervisor.
  enum class Step { kGoOn, kHasRecord, kEnded, kOutOfTurn };

  /// At most `max_pictures` are kept.
  Step Take(AnswerFrame frame, std::size_t max_pictures);

  bool HasRecord() const { return record_.has_value(); }
  Doubt doubt() const { return doubt_; }
  AnswerFrom from() const { return from_; }

  /// The record with its pictures, which are handed to `keep` (null: thrown away). `cut_short`: why there are no more
  /// of them; "" = as many as the worker said. REQUIRES: HasRecord().
  AuditRecord Finish(std::string_view cut_short, const PictureKeeper& keep);
  std::string TakeReading() { return std::move(reading_); }

 private:
  struct Picture {
    std::vector<EvidencePlace> shows;
    std::string png;
  };
  std::optional<Picture> PictureOf(const AnswerFrame& frame) const;

  std::string reading_;
  std::optional<AuditRecord> record_;
  Doubt doubt_ = Doubt::kNone;
  AnswerFrom from_ = AnswerFrom::kBytes;
  std::vector<Picture> pictures_;
  std::string cut_short_;
};

}  // namespace audit
