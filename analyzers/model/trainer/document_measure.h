// How well whole pieces of training lines are judged: each piece as a document, once by its authors' labels and once by
// those of a classifier that did not learn from it. Only the trainer uses it.
#pragma once

#include <filesystem>
#include <vector>

#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/model/kind_model.h"
#include "analyzers/model/trainer/training_lines.h"

namespace audit {

/// Prints the micro F1 over finding categories above info, and how many pieces that deserve no finding are left
/// without. `in_context` by line, from models that did not learn from the line's piece; the packs lie below
/// `data_folder`. Only pieces of the files in the mixture of whole documents count (train.jsonl, mixed-*.jsonl), of
/// eight lines or more.
void PrintDocumentMeasures(const StatementAnalyzer& analyzer, const TrainingLines& training,
                           const std::vector<KindScores>& in_context, const std::filesystem::path& data_folder);

}  // namespace audit
