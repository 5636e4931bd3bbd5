// Where the time of an audit goes: stages OUTPUT-FOLDER FILE... reads each file by the stages that a worker and its
// supervisor go through, one after the other in this one process, and prints the processor time of each stage and its
// share. The least of several rounds counts; each leaves a run in a new folder below OUTPUT-FOLDER (see bench). Neither
// OCR nor pictures.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/policy.h"
#include "analyzers/text/concepts.h"
#include "analyzers/text/segment.h"
#include "analyzers/text/tokens.h"
#include "parsers/parser.h"
#include "parsers/sha256.h"
#include "pipeline/data_folder.h"
#include "pipeline/large_pages.h"
#include "pipeline/reading.h"
#include "pipeline/record_pack.h"
#include "pipeline/store.h"
#include "pipeline/waivers.h"

namespace audit {
namespace {

constexpr int kRounds = 3;

enum Stage : std::size_t { kParse, kSegment, kTokenize, kMatch, kLabel, kJudge, kEncode, kStore, kReport, kStages };
constexpr std::array<std::string_view, kStages> kNames = {
    "parse", "segment", "normalize, tokenize", "match", "label", "judge", "encode", "store", "report"};

using Times = std::array<double, kStages>;

double ProcessorSeconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// What `work` gives; its time is added to `total`.
template <typename Work>
auto Timed(double& total, const Work& work) {
  struct Clock {
    double& to;
    double begin = ProcessorSeconds();
    ~Clock() { to += ProcessorSeconds() - begin; }
  } clock{total};
  return work();
}

struct Source {
  std::string name;
  std::string bytes;
};

class Auditor {
 public:
  explicit Auditor(const std::filesystem::path& data)
      : matcher_(data / "lexicons"), classifier_(data), policy_(data, InstalledPacks(data)) {}

  Times Round(const std::vector<Source>& sources, const std::filesystem::path& folder) const {
    Times times{};
    std::filesystem::create_directories(folder);
    Store store(folder);
    for (const Source& source : sources)
      Audit(source, store, times);
    RunInfo run;
    run.packs = policy_.Packs();
    run.rules = policy_.Rules();
    Timed(times[kReport], [&] { WriteReports(run, store, folder); });
    return times;
  }

 private:
  void Audit(const Source& source, Store& store, Times& times) const {
    const ParseResult result =
        Timed(times[kParse], [&] { return ParseDocument(source.bytes, source.name, ParseLimits()); });
    const auto* document = std::get_if<Document>(&result);
    if (document == nullptr) return;
    // Analyze does these within; done by themselves they are told apart from it. All of a document's statements at
    // once, because reading the clock takes as long as one of them.
    const std::vector<Statement> statements = Timed(times[kSegment], [&] { return SegmentDocument(*document); });
    std::vector<TokenizedText> tokenized(statements.size());
    Timed(times[kTokenize], [&] {
      std::transform(statements.begin(), statements.end(), tokenized.begin(),
                     [](const Statement& each) { return Tokenize(each.text); });
    });
    Timed(times[kMatch], [&] {
      for (const TokenizedText& tokens : tokenized)
        matcher_.Match(tokens);
    });
    Analysis analysis = Timed(times[kLabel], [&] { return classifier_.Analyze(*document, DeclaredFacts()); });
    AuditRecord record;
    record.findings = Timed(times[kJudge], [&] { return policy_.Judge(*document, analysis); });
    record.facts = std::move(analysis.facts);
    for (Finding& finding : record.findings)
      finding.statements.clear();
    std::copy_if(std::make_move_iterator(analysis.statements.begin()),
                 std::make_move_iterator(analysis.statements.end()), std::back_inserter(record.statements),
                 [](const Statement& each) { return !each.labels.empty(); });
    record.path = source.name;
    record.document_id = Sha256Hex(source.name).substr(0, 12);
    record.outcome = Outcome::kAudited;
    Timed(times[kEncode], [&] { return EncodeRecord(record); });
    const std::string reading = Timed(times[kEncode], [&] { return EncodeReading({document->sha256, result}); });
    Input input;
    input.path = source.name;
    Timed(times[kStore], [&] { store.Put(input, "key", record, {"key", reading}); });
  }

  ConceptMatcher matcher_;
  Classifier classifier_;
  Policy policy_;
};

/// What contains other stages that were measured by themselves is left with its own.
void TellApart(Times& times) { times[kLabel] -= times[kSegment] + times[kTokenize] + times[kMatch]; }

void Print(const Times& times, std::size_t bytes) {
  double whole = 0;
  for (const double seconds : times)
    whole += seconds;
  for (std::size_t i = 0; i < kStages; ++i)
    fmt::print("{}\t{:.4f}\t{:.1f}\n", kNames[i], times[i], 100 * times[i] / whole);
  fmt::print("whole\t{:.4f}\t{:.1f}\nbytes\t{}\n", whole, 100.0, bytes);
}

}  // namespace
}  // namespace audit

int main(int argc, char** argv) {
  audit::PreferLargePages();
  if (argc < 3) {
    fmt::print(stderr, "usage: stages OUTPUT-FOLDER FILE...\n");
    return 2;
  }
  std::vector<audit::Source> sources;
  std::size_t bytes = 0;
  for (int i = 2; i < argc; ++i) {
    if (!std::filesystem::is_regular_file(argv[i])) {
      fmt::print(stderr, "stages: {} is not a file; name the files, not their folder\n", argv[i]);
      return 2;
    }
    std::ifstream file(argv[i], std::ios::binary);
    sources.push_back({argv[i], {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}});
    bytes += sources.back().bytes.size();
  }
  const audit::Auditor auditor(audit::DataFolder());
  audit::Times best;
  best.fill(std::numeric_limits<double>::max());
  for (int round = 0; round < audit::kRounds; ++round) {
    const audit::Times times = auditor.Round(sources, std::filesystem::path(argv[1]) / std::to_string(round));
    for (std::size_t i = 0; i < times.size(); ++i)
      best[i] = std::min(best[i], times[i]);
  }
  audit::TellApart(best);
  audit::Print(best, bytes);
  return 0;
}
