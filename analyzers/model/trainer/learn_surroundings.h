// Teaches the second reading (surroundings.h) and says how it reads the lines it was not taught with. Only the trainer
// uses it.
#pragma once

#include <vector>

#include "analyzers/model/kind_model.h"
#include "analyzers/model/model_file.h"
#include "analyzers/model/trainer/measure.h"
#include "analyzers/model/trainer/training_lines.h"

namespace audit {

/// Learns from the first readings that no line's own label had a part in; gives the held-out second ones.
SecondReadings LearnSurroundings(const std::vector<LabelledLine>& lines, const std::vector<KindScores>& first,
                                 SurroundingsModel& model);

}  // namespace audit
