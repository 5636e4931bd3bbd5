// Short brochures of our own through classifier and judge. What is not yet right is written beside each, so that every
// change of it is reviewed; what is honest and not listed must come out clean.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/judge/case_document.h"
#include "analyzers/policy.h"

namespace audit {
namespace {

const std::filesystem::path kData = AUDIT_SOURCE_DIR "/analyzers";
const std::filesystem::path kFile = AUDIT_SOURCE_DIR "/tests/analyzers/judge/brochures.yaml";

/// The labelling guide leaves these to the reader's judgement.
const std::set<std::string> kNotCounted = {"superiority", "benefit-claim"};

struct Brochure {
  std::string name;
  std::string jurisdiction;
  std::vector<std::string> expect;
  std::vector<std::string> known;
  RuleCase content;
};

std::vector<std::string> TextsOf(const YamlNode& list) {
  std::vector<std::string> out;
  for (const YamlNode& item : list.items)
    out.push_back(item.scalar);
  return out;
}

std::vector<Brochure> Brochures() {
  std::vector<Brochure> out;
  const YamlFile file = ReadYamlFile(kFile);
  for (const YamlNode& node : file.root.items.front().items) {
    Brochure& brochure = out.emplace_back();
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const std::string& key = node.keys[i].scalar;
      const YamlNode& value = node.items[i];
      if (key == "name") brochure.name = value.scalar;
      if (key == "jurisdiction") brochure.jurisdiction = value.scalar;
      if (key == "expect") brochure.expect = TextsOf(value);
      if (key == "known") brochure.known = TextsOf(value);
      if (key == "blocks")
        for (const YamlNode& block : value.items)
          brochure.content.blocks.push_back({block.keys.front().scalar, block.items.front().scalar});
    }
  }
  return out;
}

/// "-category" for each that is missed and "+category" for each that is one too many, sorted.
std::vector<std::string> Gaps(const Brochure& brochure) {
  static const Classifier classifier(kData);
  static const Policy policy(kData, InstalledPacks(kData));
  const Document document = DocumentOf(brochure.content);
  DeclaredFacts declared;
  declared.jurisdictions = {brochure.jurisdiction};
  std::set<std::string> found;
  for (const Finding& finding : policy.Judge(document, classifier.Analyze(document, declared)))
    if (finding.severity > Severity::kInfo && !kNotCounted.contains(finding.category)) found.insert(finding.category);
  std::vector<std::string> gaps;
  for (const std::string& category : brochure.expect)
    if (found.erase(category) == 0) gaps.push_back("-" + category);
  for (const std::string& category : found)
    gaps.push_back("+" + category);
  std::sort(gaps.begin(), gaps.end());
  return gaps;
}

TEST(Brochures, GiveTheFindingsOfACarefulReaderButForKnownGaps) {
  const std::vector<Brochure> brochures = Brochures();
  EXPECT_GE(brochures.size(), 10u);
  for (const Brochure& brochure : brochures) {
    std::vector<std::string> known = brochure.known;
    std::sort(known.begin(), known.end());
    EXPECT_EQ(Gaps(brochure), known) << brochure.name;
  }
}

}  // namespace
}  // namespace audit
