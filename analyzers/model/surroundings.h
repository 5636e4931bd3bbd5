// The second reading of a statement: what the first one made of it, of its neighbours, of the line that leads it and of
// the text around. A sentence that could be a claim is rather one among claims, and rather a report among warnings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/model/kind_model.h"
#include "analyzers/model/model_file.h"

namespace audit {

/// Whether what follows may be read under the statement: headings, and whatever ends with a colon or question mark.
bool LeadsOthers(bool heading, std::string_view text);

/// Mean confidences of many statements, scaled so that they sum to 1.
KindRow SharesOf(std::span<const KindScores> alone);

/// Calls `read` with the network's input for each statement of one document in order and its index: `alone` is what
/// each was found to be at the first reading, `leads` whether it leads others. Both have the same length. Needs no more
/// memory for more statements.
void ReadSurroundings(std::span<const KindScores> alone, const std::vector<bool>& leads, const KindRow& usual_shares,
                      const std::function<void(std::size_t, const NetworkInput&)>& read);

/// Calibrated confidences of the network's scores.
KindScores ConfidencesOf(const SurroundingsModel& model, const OutputRow& outputs);

/// Confidences after the second reading.
KindScores ScoreInContext(const SurroundingsModel& model, const NetworkInput& input);

}  // namespace audit
