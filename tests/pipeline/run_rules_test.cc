// Packs are loaded only where something new asks for them, and are never taken for others.
#include "pipeline/run_rules.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <optional>
#include <string>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

const std::filesystem::path kData = std::filesystem::path(AUDIT_SOURCE_DIR) / "analyzers";

constexpr const char* kRule =
    "title: Free parking promised\ncategory: guarantee\nseverity: medium\nwhy: Parking is no treatment.\n"
    "when:\n  statement: {says: [parking is free]}\nmessage: Promises free parking.\n"
    "authorities:\n  - {cite: House manual, mark: U}\n"
    "cases:\n  breach: [Parking is free.]\n  clean: [Parking costs nothing.]\n";

class RunRulesTest : public ::testing::Test {
 protected:
  RunRulesTest() {
    folder_.Write("house/pack.yaml", "title: House\njurisdiction: us\nas_of: 2026-01-01\nversion: \"1\"\n");
    folder_.Write("house/parking.yaml", kRule);
    options_.policy = {(folder_.Path() / "house").string()};
  }
  void Edit() { folder_.Write("house/parking.yaml", fmt::format("# other\n{}", kRule)); }
  RunRules Rules() const { return RunRules(options_, kData, LoadClassifier::kWhenNeeded); }

  TempFolder folder_;
  RunOptions options_;
};

TEST_F(RunRulesTest, TakesTheDescriptionOfARunWithTheVerySamePacks) {
  RunInfo earlier;
  Rules().Describe(earlier, std::nullopt);
  ASSERT_THAT(earlier.rules, SizeIs(1));
  earlier.rules[0].title = "As the earlier run had it";
  RunInfo again;
  Rules().Describe(again, earlier);
  ASSERT_THAT(again.rules, SizeIs(1));
  EXPECT_EQ(again.rules[0].title, "As the earlier run had it");
  EXPECT_EQ(again.policy_digest, earlier.policy_digest);
  EXPECT_THAT(again.packs, SizeIs(1));
}

TEST_F(RunRulesTest, DescribesChangedPacksAnew) {
  RunInfo earlier;
  Rules().Describe(earlier, std::nullopt);
  Edit();
  earlier.rules[0].title = "As the earlier run had it";
  RunInfo again;
  Rules().Describe(again, earlier);
  ASSERT_THAT(again.rules, SizeIs(1));
  EXPECT_EQ(again.rules[0].title, "Free parking promised");
}

TEST_F(RunRulesTest, RefusesPacksThatChangeBetweenTheirDigestAndTheirLoading) {
  RunRules rules = Rules();
  Edit();
  RunInfo run;
  EXPECT_THAT([&] { rules.Describe(run, std::nullopt); },
              ThrowsMessage<SetupError>(HasSubstr("were changed while the run began")));
}

}  // namespace
}  // namespace audit
