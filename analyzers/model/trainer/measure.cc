#include "analyzers/model/trainer/measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "analyzers/model/combine.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

constexpr std::string_view kUntouchedFile = "train.jsonl";

KindBits RulesAlone(std::span<const Label> labels) {
  KindBits bits = 0;
  for (const auto& label : labels)
    if (label.stands) bits |= BitOf(label.kind);
  return bits;
}

KindBits StandingIn(const KindScores& scores) {
  KindBits bits = 0;
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    if (scores[k].stands) bits |= KindBits{1} << k;
  return bits;
}

}  // namespace

void Measure::Add(const LabelledLine& line, KindBits have) {
  static const KindBits kClaims = KindsOf(KindFamily::kClaim);
  const KindBits want = line.example.kinds, optional = line.example.optional;
  all.Add(want, optional, have);
  if (by_file.size() <= line.file) by_file.resize(line.file + 1);
  by_file[line.file].Add(want, optional, have);
  (line.hard ? hard : ordinary).Add(want, optional, have);
  if (line.chinese) chinese.Add(want, optional, have);
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    const KindBits bit = KindBits{1} << k;
    by_kind[k].Add(want & bit, optional, have & bit);
  }
  constexpr KindBits kApproval = BitOf(StatementKind::kApprovalClaim);
  const std::size_t alleged = (have & kApproval) != 0 ? 1 : 0;
  if ((want & BitOf(StatementKind::kStatusDisclosure)) != 0 && ((want | optional) & kApproval) == 0)
    ++denied, denied_alleged += alleged;
  if ((want | optional) == 0 && (line.text.ends_with('?') || line.text.ends_with("？")))
    ++asked, asked_alleged += alleged;
  if ((want & kClaims) != 0) return;
  ++without_claim;
  alarms += (have & ~optional & kClaims) != 0 ? 1 : 0;
}

void Errors::Add(const LabelledLine& line, KindBits have, KindBits rules, KindBits model, bool turned) {
  const KindBits misses = line.example.kinds & ~have;
  const KindBits wrong = have & ~line.example.kinds & ~line.example.optional;
  const auto count = [](KindBits bits) { return static_cast<std::size_t>(std::popcount(bits)); };
  doubted += count(misses & rules);
  not_sure += count(misses & ~rules & model);
  neither += count(misses & ~rules & ~model);
  agreed += count(wrong & rules);
  model_only += count(wrong & ~rules);
  missed += count(misses);
  given += count(wrong);
  if (turned) missed_turned += count(misses), given_turned += count(wrong);
}

namespace {

/// Something in it may turn what its words say.
bool IsTurned(const StatementView& view) {
  return std::any_of(view.cues.begin(), view.cues.end(),
                     [](const ContextCue& cue) { return cue.kind != CueKind::kForecast; }) ||
         std::any_of(view.clauses.begin(), view.clauses.end(),
                     [](const Clause& clause) { return clause.questioned || clause.hypothetical; });
}

void Print(const Errors& errors) {
  fmt::print("errors of both in context, by cause:\n");
  for (const auto& [what, count] :
       {std::pair("missed, found by neither rules nor model", errors.neither),
        std::pair("missed, the model not sure enough for what speaks against it", errors.not_sure),
        std::pair("missed, found by the rules and doubted by the model", errors.doubted),
        std::pair("given wrongly by the model alone", errors.model_only),
        std::pair("given wrongly by rules and model", errors.agreed)})
    fmt::print("  {:62} {}\n", what, count);
  fmt::print("  of {} missed and {} given wrongly, {} and {} in lines that negate, ask, suppose or report\n",
             errors.missed, errors.given, errors.missed_turned, errors.given_turned);
}

/// Ways of deciding, side by side on the same lines.
struct Ways {
  Measure rules, first_reading, model, both, model_in_context, both_in_context;

  void Print() const {
    const std::pair<std::string_view, const Measure*> rows[] = {
        {"rules", &rules}, {"first reading", &first_reading},       {"model", &model},
        {"both", &both},   {"model in context", &model_in_context}, {"both in context", &both_in_context}};
    for (const auto& [name, measure] : rows)
      fmt::print(
          "{:16} F1 {:.4f} P {:.3f} R {:.3f}, ordinary {:.4f}, hard {:.4f}, Chinese {:.4f}; false alarms {} of {}; "
          "approval-claims given to {} of {} lines that say it is lacking, to {} of {} questions\n",
          name, measure->all.F1(), measure->all.Precision(), measure->all.Recall(), measure->ordinary.F1(),
          measure->hard.F1(), measure->chinese.F1(), measure->alarms, measure->without_claim, measure->denied_alleged,
          measure->denied, measure->asked_alleged, measure->asked);
  }

  void PrintByFile(const std::vector<std::string>& files) const {
    for (std::size_t f = 0; f < files.size(); ++f)
      fmt::print("  {:24} rules {:.3f} model {:.3f} both {:.3f} both in context {:.3f}\n", files[f],
                 rules.by_file[f].F1(), model.by_file[f].F1(), both.by_file[f].F1(), both_in_context.by_file[f].F1());
  }

  void PrintByKind() const {
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      fmt::print(
          "  {:24} rules {:.3f} model {:.3f} both {:.3f} (P {:.3f} R {:.3f}) both in context {:.3f} (P {:.3f})\n",
          NameOf(static_cast<StatementKind>(k)), rules.by_kind[k].F1(), model.by_kind[k].F1(), both.by_kind[k].F1(),
          both.by_kind[k].Precision(), both.by_kind[k].Recall(), both_in_context.by_kind[k].F1(),
          both_in_context.by_kind[k].Precision());
  }
};

}  // namespace

float BestThreshold(const std::vector<LabelledLine>& lines, const std::vector<KindScores>& confidences) {
  double best = 0.5, best_f1 = 0;
  for (int percent = 20; percent <= 60; ++percent) {
    KindTally tally;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      KindBits have = 0;
      for (std::size_t k = 0; k < kStatementKindCount; ++k)
        if (confidences[i][k].confidence >= percent / 100.0) have |= KindBits{1} << k;
      tally.Add(lines[i].example.kinds, lines[i].example.optional, have);
    }
    if (tally.F1() > best_f1) {
      best_f1 = tally.F1();
      best = percent / 100.0;
    }
  }
  return static_cast<float>(best);
}

void PrintMeasures(const StatementAnalyzer& analyzer, const TrainingLines& training,
                   const std::vector<KindScores>& first, const SecondReadings& second) {
  const auto& lines = training.lines;
  Ways all, untouched;
  Errors errors;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Statement statement;
    statement.text = lines[i].text;
    const StatementView view = analyzer.Analyze(statement);
    const KindScores& in_context = second.in_context[i];
    const KindBits ruled = RulesAlone(statement.labels), modelled = StandingIn(in_context);
    const KindBits standing = WeighKinds(view, statement.labels, in_context, Scope::kDocument);
    const KindBits alone = WeighKinds(view, statement.labels, second.alone[i], Scope::kStatementAlone);
    for (Ways* ways : {&all, &untouched}) {
      if (ways == &untouched && training.files[lines[i].file] != kUntouchedFile) continue;
      ways->rules.Add(lines[i], ruled);
      ways->first_reading.Add(lines[i], StandingIn(first[i]));
      ways->model.Add(lines[i], StandingIn(second.alone[i]));
      ways->both.Add(lines[i], alone);
      ways->model_in_context.Add(lines[i], modelled);
      ways->both_in_context.Add(lines[i], standing);
    }
    errors.Add(lines[i], standing, ruled, modelled, IsTurned(view));
  }
  fmt::print(
      "held out by piece, {} folds ({} lines); first reading: each kind by itself; in context: weighed with the other "
      "lines of its piece\n",
      kFolds, lines.size());
  all.Print();
  fmt::print("{} alone, whose labels were not read again where a model contradicted them:\n", kUntouchedFile);
  untouched.Print();
  Print(errors);
  all.PrintByFile(training.files);
  all.PrintByKind();
}

}  // namespace audit
