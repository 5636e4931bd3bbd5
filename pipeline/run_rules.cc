#include "pipeline/run_rules.h"

#include <fmt/ranges.h>

#include <string_view>
#include <utility>

#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/ocr_reader.h"
#include "parsers/sha256.h"
#include "pipeline/sandbox.h"

namespace audit {
namespace {

// To be raised when parsers read something differently or records hold something else, so that stored records are not
// taken for what they would say.
constexpr std::string_view kParserVersion = "parsers-14";

std::string OcrInWords(const OcrLimits& ocr) {
  if (ocr.mode == OcrMode::kNever) return "pictures are not read";
  return fmt::format("{} read by OCR ({}): {} pages and {} s of processor time a document",
                     ocr.mode == OcrMode::kAlways ? "all pictures are" : "pages without text are", OcrDescription(),
                     ocr.max_pages, ocr.max_seconds);
}

std::string PicturesInWords(const PictureLimits& pictures) {
  if (pictures.mode == PictureMode::kNever) return "places are not drawn";
  return fmt::format("places of findings{} are drawn: {} pictures and {} s of processor time a document",
                     pictures.mode == PictureMode::kAlways ? "" : " of medium and up", pictures.max_pictures,
                     pictures.max_seconds);
}

std::vector<std::string> ReadingLimitsInWords(const DocumentLimits& limits) {
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

}  // namespace

std::vector<std::string> LimitsInWords(const DocumentLimits& limits) {
  std::vector<std::string> words = ReadingLimitsInWords(limits);
  words.push_back(PicturesInWords(limits.pictures));
  return words;
}

RunRules::RunRules(const RunOptions& options, const std::filesystem::path& data, LoadClassifier load)
    : limits_(options.limits),
      data_(data),
      packs_(PacksOrAll(options.policy, data)),
      classifier_digest_(Classifier::DigestOf(data)) {
  DigestOf(packs_);
  if (load != LoadClassifier::kAhead) return;
  ahead_ = std::async(std::launch::async, [data] { return Classifier(data); });
  Load(packs_);
}

void RunRules::AddSettings(std::vector<FolderSettings> settings) {
  settings_ = std::move(settings);
  for (const FolderSettings& folder : settings_)
    keys_.push_back(KeyOf(folder));
}

DocumentAuditor RunRules::Auditor(KeepReadings readings) {
  if (!classifier_) classifier_.emplace(ahead_.valid() ? ahead_.get() : Classifier(data_));
  for (std::size_t i = table_.size(); i < settings_.size(); ++i)
    table_.push_back(Load(PacksOf(settings_[i])));
  ParseLimits limits = limits_.parse;
  limits.ocr.prolong = ProlongCpuAllowance;  // the allowance of processor time grows when OCR begins
  return MakeDocumentAuditor(*classifier_, table_, settings_, limits, limits_.pictures, readings);
}

std::string RunRules::ReadingKey() const {
  std::string all = fmt::format("{}\n{}\n", AUDIT_VERSION, kParserVersion);
  for (const std::string& limit : ReadingLimitsInWords(limits_))
    all += limit + "\n";
  return Sha256Hex(all);
}

void RunRules::Describe(RunInfo& run, const std::optional<RunInfo>& earlier) {
  run.limits = LimitsInWords(limits_);
  std::string digests;
  for (const auto& [names, digest] : digests_)
    digests += digest;
  run.policy_digest = digests_.size() == 1 ? digests : Sha256Hex(digests);
  if (earlier && earlier->policy_digest == run.policy_digest) {
    run.packs = earlier->packs;
    run.rules = earlier->rules;
    return;
  }
  std::map<std::string, PackInfo> packs;
  std::map<std::string, RuleInfo> rules;
  for (const auto& [names, digest] : digests_) {
    const auto policy = Load(names);
    for (const PackInfo& pack : policy->Packs())
      packs.emplace(pack.name, pack);
    for (const RuleInfo& rule : policy->Rules())
      // Folders may extend a rule each in its way; what one of them forbids to waive is not waived.
      rules.emplace(rule.id, rule).first->second.is_waivable &= rule.is_waivable;
  }
  for (const auto& [name, pack] : packs)
    run.packs.push_back(pack);
  for (const auto& [id, rule] : rules)
    run.rules.push_back(rule);
}

const std::string& RunRules::DigestOf(const PackNames& packs) {
  std::string& digest = digests_[packs];
  if (digest.empty()) digest = Policy::DigestOf(data_, packs);
  return digest;
}

std::shared_ptr<const Policy> RunRules::Load(const PackNames& packs) {
  if (const auto known = loaded_.find(packs); known != loaded_.end()) return known->second;
  auto policy = std::make_shared<const Policy>(data_, packs);
  // Its findings would be kept under the digest of rules that did not make them.
  if (policy->Digest() != DigestOf(packs))
    throw SetupError(
        fmt::format("policy packs {}: were changed while the run began; run again", fmt::join(packs, ", ")));
  return loaded_[packs] = std::move(policy);
}

std::string RunRules::KeyOf(const FolderSettings& folder) {
  std::string all = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", AUDIT_VERSION, kParserVersion, classifier_digest_,
                                DigestOf(PacksOf(folder)), NameOf(folder.declared.track), NameOf(folder.declared.role));
  for (const std::string& jurisdiction : folder.declared.jurisdictions)
    all += jurisdiction + "\n";
  for (const std::string& limit : LimitsInWords(limits_))
    all += limit + "\n";
  return Sha256Hex(all);
}

}  // namespace audit
