#include "analyzers/model/context_features.h"

#include <algorithm>
#include <initializer_list>

namespace audit {
namespace {

/// Collects features; keys are made of small numbers, so that no names are built for each statement.
class Collector {
 public:
  explicit Collector(const StatementView& view) : last_(view.Tokens().empty() ? 0 : view.Tokens().size() - 1) {}

  void Add(std::initializer_list<std::uint64_t> parts, const TokenRange& words) {
    std::uint64_t key = 0;
    for (const auto part : parts)
      key = JoinKeys(key, part);
    const bool placed = words.first < words.last && words.last <= last_ + 1;
    out_.push_back({key, static_cast<std::uint32_t>(placed ? words.first : 0),
                    static_cast<std::uint32_t>(placed ? words.last - 1 : last_)});
  }
  std::vector<ContextFeature> Take() { return std::move(out_); }

 private:
  std::size_t last_;
  std::vector<ContextFeature> out_;
};

template <typename Enum>
std::uint64_t Number(Enum value) {
  return static_cast<std::uint64_t>(value) + 1;
}

/// Bits of the cue kinds that reach the words, with the question and the condition of their clause.
std::uint64_t HeldBy(const StatementView& view, const TokenRange& words) {
  std::uint64_t bits = 0;
  for (const auto& cue : view.cues)
    if (cue.scope.Contains(words)) bits |= std::uint64_t{1} << static_cast<unsigned>(cue.kind);
  if (words.first < view.clause_of.size()) {
    const auto& clause = view.clauses[view.clause_of[words.first]];
    if (clause.questioned) bits |= 256;
    if (clause.hypothetical) bits |= 512;
  }
  return bits;
}

// First parts of the keys; part of the stored model.
enum class Source : std::uint64_t {
  kLabel = 1,
  kLabelStance = 2,
  kLabelSubject = 3,
  kFrame = 4,
  kFrameSubject = 5,
  kFrameHeld = 6,
  kCue = 7,
  kHeldConcept = 8,
  kRule = 9,
  kMasked = 10,
};

void AddFrames(const StatementView& view, Collector& out) {
  for (const auto& frame : view.frames) {
    const std::uint64_t named = frame.authority.first < frame.authority.last ? 1 : 0;
    const std::uint64_t held = HeldBy(view, frame.status);
    out.Add({Number(Source::kFrame), Number(frame.form), Number(frame.family)}, frame.words);
    out.Add({Number(Source::kFrameSubject), Number(frame.family), Number(frame.subject), frame.own ? 1U : 0U, named},
            frame.words);
    out.Add({Number(Source::kFrameHeld), Number(frame.family), Number(frame.subject), held}, frame.words);
  }
}

}  // namespace

std::vector<ContextFeature> ReadContext(const StatementView& view, std::span<const Label> labels, const RuleBook& rules,
                                        std::span<const std::string> concept_names) {
  Collector out(view);
  for (const auto& label : labels) {
    const std::uint64_t stands = label.stands ? 1 : 0;
    out.Add({Number(Source::kLabel), Number(label.kind), stands}, {});
    out.Add({Number(Source::kLabelStance), Number(label.kind), stands, Number(label.stance)}, {});
    out.Add({Number(Source::kLabelSubject), Number(label.kind), stands, Number(label.subject)}, {});
  }
  AddFrames(view, out);
  for (const auto& cue : view.cues)
    out.Add({Number(Source::kCue), Number(cue.kind)}, cue.words);
  for (const auto& match : view.concepts) {
    const TokenRange words{match.first, match.last + 1};
    if (const auto held = HeldBy(view, words); held != 0)
      out.Add({Number(Source::kHeldConcept), FeatureKey(concept_names[match.id]), held}, words);
  }
  for (const auto& hit : view.hits) {
    const auto& rule = rules.Rules()[hit.rule];
    out.Add({Number(Source::kRule), FeatureKey(rule.because), HeldBy(view, hit.words)}, hit.words);
  }
  for (const auto& words : view.masked)
    out.Add({Number(Source::kMasked)}, words);
  return out.Take();
}

}  // namespace audit
