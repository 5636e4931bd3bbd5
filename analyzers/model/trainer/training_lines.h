// The labelled statements that the kind model learns from, read from JSON Lines files, and their features. Only the
// trainer uses it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/model/features.h"
#include "analyzers/model/model_file.h"
#include "analyzers/model/trainer/linear_trainer.h"

namespace audit {

struct LineFeature {
  std::uint32_t tag = 0;  ///< RowTable::TagOf
  FeatureGroup group = FeatureGroup::kWord;
  std::uint32_t times = 1;  ///< how often it counts
};

struct LabelledLine {
  std::string text;
  std::size_t file = 0;                          ///< index into TrainingLines::files
  std::size_t piece = 0;                         ///< running number of its text; lines of one text stand in order
  BlockKind block_kind = BlockKind::kParagraph;  ///< by its form
  bool leads = false;                            ///< LeadsOthers
  bool hard = false;                             ///< its author wrote it to be difficult
  bool chinese = false;                          ///< it has a Han character
  Example example;
  std::vector<LineFeature> features;  ///< ascending by tag, no repeats
};

struct TrainingLines {
  std::vector<std::string> files;  ///< names, ascending
  std::vector<LabelledLine> lines;
  std::string digest;  ///< SHA-256 of all files, 64 hex digits
};

/// Folds that lines are dealt to, all lines of a piece to the same one.
inline constexpr std::uint32_t kFolds = 5;

/// Reads every *.jsonl in `folder`. Throws SetupError that names the file and line of what is wrong.
TrainingLines ReadTrainingLines(const std::filesystem::path& folder);

/// Fills `features` and `chinese` of each line, as the model will read it.
void ReadFeatures(const StatementAnalyzer& analyzer, std::vector<LabelledLine>& lines);

/// The features that come often enough, ascending by tag, with what each counts: the rarer, the more.
FeatureRows ChooseRows(const std::vector<LabelledLine>& lines);

/// Fills each line's example with its values in `rows`, scaled as KindReading::norm says.
void FillValues(const FeatureRows& rows, std::vector<LabelledLine>& lines);

/// Numbers the rows of all examples anew, those that come most often first, so that their weights lie side by side in
/// the cache while it is learnt. Returns the new number of each of the `rows` rows.
std::vector<std::uint32_t> NumberByUse(std::size_t rows, std::vector<LabelledLine>& lines);

}  // namespace audit
