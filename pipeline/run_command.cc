#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <deque>
#include <map>
#include <thread>
#include <utility>

#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/ocr_reader.h"
#include "parsers/sha256.h"
#include "pipeline/commands.h"
#include "pipeline/data_folder.h"
#include "pipeline/discovery.h"
#include "pipeline/document_auditor.h"
#include "pipeline/exit_code.h"
#include "pipeline/progress.h"
#include "pipeline/run_lock.h"
#include "pipeline/sandbox.h"
#include "pipeline/store.h"
#include "pipeline/terminal_text.h"
#include "pipeline/waivers.h"
#include "pipeline/worker_pool.h"
#include "reporters/reporter.h"

namespace audit {
namespace {

constexpr std::size_t kPendingBatch = 1024;

// To be raised when parsers read something differently, so that stored records are not taken for what they would say.
constexpr std::string_view kParserVersion = "parsers-4";

std::atomic<bool> interrupted{false};

void Interrupt(int) { interrupted = true; }

std::string UtcNow() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

double CpuSeconds() {
  double seconds = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    for (const timeval& time : {usage.ru_utime, usage.ru_stime})
      seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  }
  return seconds;
}

std::string OcrInWords(const OcrLimits& ocr) {
  if (ocr.mode == OcrMode::kNever) return "pictures are not read";
  return fmt::format("{} read by OCR ({}): {} pages and {} s of processor time a document",
                     ocr.mode == OcrMode::kAlways ? "all pictures are" : "pages without text are", OcrDescription(),
                     ocr.max_pages, ocr.max_seconds);
}

std::vector<std::string> LimitsInWords(const DocumentLimits& limits) {
  return {fmt::format("processor time a document: {} s", limits.cpu_seconds),
          fmt::format("time on the clock a document: {} s", limits.wall_seconds),
          fmt::format("memory of a reader: {} MiB", limits.memory_mib),
          fmt::format("size of a file: {} MiB", limits.file_mib),
          fmt::format("pages of a document: {}", limits.parse.max_pages),
          fmt::format("one part of a container, inflated: {} MiB", limits.parse.max_part_bytes >> 20),
          fmt::format("all parts of a container, inflated: {} MiB", limits.parse.max_container_bytes >> 20),
          fmt::format("text of a document: {} MiB", limits.parse.max_text_bytes >> 20),
          OcrInWords(limits.parse.ocr)};
}

/// Packs of the command line, or all that are installed.
std::vector<std::string> PacksOrAll(const std::vector<std::string>& packs, const std::filesystem::path& data) {
  return packs.empty() ? InstalledPacks(data) : packs;
}

/// Everything that the verdict on a document depends on besides its bytes, loaded once.
class Rulebook {
 public:
  Rulebook(const RunOptions& options, const std::filesystem::path& data)
      : limits_(options.limits), data_(data), packs_(PacksOrAll(options.policy, data)), classifier_(data) {
    Load(packs_);
  }

  void AddSettings(const std::vector<FolderSettings>& settings) {
    for (const FolderSettings& folder : settings) {
      table_.push_back(Load(folder.policy.empty() ? packs_ : folder.policy));
      keys_.push_back(KeyOf(folder, *table_.back()));
    }
  }

  const Classifier& Classes() const { return classifier_; }
  const PolicyTable& Policies() const { return table_; }
  const std::string& Key(std::size_t settings) const { return keys_.at(settings); }

  /// Packs and rules of all policies in use, each once, in order of name.
  void Describe(RunInfo& run) const {
    std::map<std::string, PackInfo> packs;
    std::map<std::string, RuleInfo> rules;
    std::string digests;
    for (const auto& [names, policy] : loaded_) {
      for (const PackInfo& pack : policy->Packs())
        packs.emplace(pack.name, pack);
      for (const RuleInfo& rule : policy->Rules())
        // Folders may extend a rule each in its way; what one of them forbids to waive is not waived.
        rules.emplace(rule.id, rule).first->second.is_waivable &= rule.is_waivable;
      digests += policy->Digest();
    }
    for (const auto& [name, pack] : packs)
      run.packs.push_back(pack);
    for (const auto& [id, rule] : rules)
      run.rules.push_back(rule);
    run.policy_digest = loaded_.size() == 1 ? loaded_.begin()->second->Digest() : Sha256Hex(digests);
  }

 private:
  std::shared_ptr<const Policy> Load(const std::vector<std::string>& packs) {
    auto& policy = loaded_[packs];
    if (!policy) policy = std::make_shared<const Policy>(data_, packs);
    return policy;
  }

  std::string KeyOf(const FolderSettings& folder, const Policy& policy) const {
    std::string all = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", AUDIT_VERSION, kParserVersion, classifier_.Digest(),
                                  policy.Digest(), NameOf(folder.declared.track), NameOf(folder.declared.role));
    for (const std::string& jurisdiction : folder.declared.jurisdictions)
      all += jurisdiction + "\n";
    for (const std::string& limit : LimitsInWords(limits_))
      all += limit + "\n";
    return Sha256Hex(all);
  }

  DocumentLimits limits_;
  std::filesystem::path data_;
  std::vector<std::string> packs_;
  Classifier classifier_;
  std::map<std::vector<std::string>, std::shared_ptr<const Policy>> loaded_;
  PolicyTable table_;
  std::vector<std::string> keys_;
};

/// Hands out inputs without a record, a batch at a time, so that memory does not grow with the archive.
class PendingInputs {
 public:
  PendingInputs(const Store& store, const Rulebook& rules) : store_(store), rules_(rules) {}

  std::optional<Input> Next() {
    if (batch_.empty() && !ended_) {
      const auto more = store_.Pending([this](std::size_t i) { return rules_.Key(i); }, last_, kPendingBatch);
      batch_.assign(more.begin(), more.end());
      ended_ = more.size() < kPendingBatch;
    }
    if (batch_.empty()) return std::nullopt;
    Input input = std::move(batch_.front());
    batch_.pop_front();
    last_ = input.path;
    return input;
  }

 private:
  const Store& store_;
  const Rulebook& rules_;
  std::deque<Input> batch_;
  std::string last_;
  bool ended_ = false;
};

/// As asked for, with an allowance of processor time that grows when OCR begins.
ParseLimits ParseLimitsOf(const RunOptions& options) {
  ParseLimits limits = options.limits.parse;
  limits.ocr.prolong = ProlongCpuAllowance;
  return limits;
}

/// Reads what has no record yet. Returns how many documents that were.
std::size_t AuditPending(const RunOptions& options, const Rulebook& rules, const Discovery& discovery, Store& store) {
  const int processors = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  WorkerPool pool(options.jobs > 0 ? options.jobs : processors, options.limits,
                  MakeDocumentAuditor(rules.Classes(), rules.Policies(), discovery.settings, ParseLimitsOf(options)));
  PendingInputs pending(store, rules);
  Progress progress(options.verbosity, store.InputCount());
  std::size_t done = 0;
  const PoolEnd end = pool.Run([&pending] { return pending.Next(); },
                               [&](const Input& input, const AuditRecord& record) {
                                 store.Put(input, rules.Key(input.settings), record);
                                 progress.Add(record);
                                 ++done;
                               },
                               interrupted);
  if (end == PoolEnd::kInterrupted)
    throw SetupError(fmt::format(
        "interrupted; {} documents were audited and are kept, and the same command goes on from there", done));
  return done;
}

struct Totals {
  std::map<Outcome, std::size_t> outcomes;
  std::map<Severity, std::size_t, std::greater<>> findings;
  std::size_t documents = 0;
  std::size_t not_fully_read = 0;
  std::size_t waived = 0;
  std::optional<Severity> worst_open;
};

Totals Count(const RecordSource& records) {
  Totals totals;
  records.ForEach([&totals](const AuditRecord& record) {
    ++totals.documents;
    ++totals.outcomes[record.outcome];
    if (IsNotFullyRead(record)) ++totals.not_fully_read;
    for (const Finding& finding : record.findings) {
      ++totals.findings[finding.severity];
      if (finding.disposition != Disposition::kOpen)
        ++totals.waived;
      else
        totals.worst_open = std::max(totals.worst_open, std::optional(finding.severity));
    }
  });
  return totals;
}

/// What the waivers did, and each that did nothing: somebody has to look at it again.
void PrintWaivers(const Waivers& waivers, std::size_t waived) {
  if (waivers.file.empty()) return;
  fmt::print("Waivers: {} read, {} findings waived\n", waivers.all.size(), waived);
  for (const Waiver& waiver : waivers.all)
    if (waiver.state != WaiverState::kInForce)
      fmt::print("  {}:{}: {} (until {}): {}\n", TerminalText(waivers.file), waiver.line, StateInWords(waiver.state),
                 waiver.until, TerminalText(waiver.reason));
}

void PrintSummary(const Totals& totals, const Waivers& waivers, const std::filesystem::path& folder) {
  std::string outcomes;
  for (const auto& [outcome, count] : totals.outcomes)
    outcomes += fmt::format("{}{} {}", outcomes.empty() ? "" : ", ", count, OutcomeName(outcome));
  std::string findings;
  for (const auto& [severity, count] : totals.findings)
    findings += fmt::format("{}{} {}", findings.empty() ? "" : ", ", count, NameOf(severity));
  fmt::print("Documents: {}{}{}\n", totals.documents, outcomes.empty() ? "" : ": ", outcomes);
  fmt::print("Findings: {}\n", findings.empty() ? "none" : findings);
  PrintWaivers(waivers, totals.waived);
  fmt::print("Report: {}\n", (folder / "report.html").string());
}

int ExitCodeOf(const Totals& totals, const std::optional<Severity>& fail_on) {
  if (fail_on && totals.worst_open && *totals.worst_open >= *fail_on) return kExitFindings;
  return totals.not_fully_read > 0 ? kExitNotFullyRead : kExitOk;
}

}  // namespace

int RunCommand(const RunOptions& options) {
  std::signal(SIGINT, Interrupt);
  std::signal(SIGTERM, Interrupt);
  RunInfo run;
  run.started_utc = UtcNow();
  run.tool_version = AUDIT_VERSION;
  run.limits = LimitsInWords(options.limits);
  for (const auto& archive : options.archives)
    run.archives.push_back(DisplayPath(archive.native()));

  Rulebook rules(options, DataFolder());
  const RunLock lock(options.out);
  Store store(options.out);
  Discovery discovery;
  store.ReplaceInputs([&](const auto& add) {
    discovery = Discover(options.archives, options.out, [&add](const Input& input) {
      if (interrupted) throw SetupError("interrupted while the archive was listed; the same command begins again");
      add(input);
    });
  });
  rules.AddSettings(discovery.settings);
  rules.Describe(run);
  if (!options.waivers.empty())
    run.waivers =
        ReadWaivers(options.waivers, run.rules, options.waivers_day.empty() ? TodayUtc() : options.waivers_day);
  if (options.limits.parse.ocr.mode != OcrMode::kNever && OcrDescription().empty()) {
    run.warnings.push_back(fmt::format("Pictures are not read: there is no English model in {}", OcrModelFolder()));
  }
  for (const std::string& layer : ProbeSandbox(options.limits))
    run.warnings.push_back(fmt::format("This machine does not give the readers' sandbox: {}", layer));

  const std::size_t audited = AuditPending(options, rules, discovery, store);
  store.DropRecordsWithoutInput();
  run.documents_reused = store.InputCount() - audited;
  run.cpu_seconds = CpuSeconds();
  run.finished_utc = UtcNow();
  store.PutRunInfo(run);
  WriteReports(run, store, options.out);

  const Totals totals = Count(WaivedRecords(store, run.waivers, run.rules));
  if (options.verbosity != Verbosity::kQuiet) PrintSummary(totals, run.waivers, options.out);
  return ExitCodeOf(totals, options.fail_on);
}

}  // namespace audit
