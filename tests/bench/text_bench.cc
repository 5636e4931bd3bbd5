// How fast text becomes statements, tokens and concepts, in bytes a second on one core. AUDIT_BENCH_TEXT names a file
// of one statement a line to measure on; without it an invented text serves.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "analyzers/text/concepts.h"
#include "analyzers/text/normalize.h"
#include "analyzers/text/segment.h"
#include "analyzers/text/tokens.h"

namespace audit {
namespace {

std::vector<std::string> Lines() {
  std::vector<std::string> lines;
  if (const char* path = std::getenv("AUDIT_BENCH_TEXT")) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
      lines.push_back(line);
  }
  if (!lines.empty()) return lines;
  return {
      "Our exosome therapy isn't FDA-approved, and results may vary from patient to patient.",
      "Wharton’s jelly allografts “relieve” the grinding and stiffness of knee arthritis – without surgery!",
      "This statement has not been evaluated by the U.S. Food and Drug Administration.",
      "外泌體療程未經衛福部核准，不得宣稱醫療效能；請向醫師查證。",
  };
}

std::size_t BytesOf(const std::vector<std::string>& lines) {
  std::size_t bytes = 0;
  for (const std::string& line : lines)
    bytes += line.size();
  return bytes;
}

template <typename Work>
void RunOnLines(benchmark::State& state, const Work& work) {
  const std::vector<std::string> lines = Lines();
  for (auto _ : state)
    for (const std::string& line : lines)
      benchmark::DoNotOptimize(work(line));
  state.SetBytesProcessed(static_cast<std::int64_t>(BytesOf(lines)) * state.iterations());
}

std::filesystem::path Lexicons() { return std::filesystem::path(AUDIT_SOURCE_DIR) / "analyzers/lexicons"; }

void BenchNormalize(benchmark::State& state) {
  RunOnLines(state, [](const std::string& line) { return Normalize(line); });
}
BENCHMARK(BenchNormalize);

void BenchTokenize(benchmark::State& state) {
  RunOnLines(state, [](const std::string& line) { return Tokenize(line); });
}
BENCHMARK(BenchTokenize);

void BenchTokenizeAndMatch(benchmark::State& state) {
  const ConceptMatcher matcher(Lexicons());
  RunOnLines(state, [&matcher](const std::string& line) { return matcher.Match(Tokenize(line)); });
}
BENCHMARK(BenchTokenizeAndMatch);

void BenchSegment(benchmark::State& state) {
  std::string text;
  for (const std::string& line : Lines())
    text += line + " ";
  for (auto _ : state)
    benchmark::DoNotOptimize(SegmentSentences(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(BenchSegment);

void BenchLoadLexicons(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(ConceptMatcher(Lexicons()));
}
BENCHMARK(BenchLoadLexicons)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace audit
