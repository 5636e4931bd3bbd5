// The program as a person meets it: help, errors and exit codes. Whole messages are goldens.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(CommandLine, HelpIsAsInTheManual) {
  for (const std::string command :
       {"", "run", "plan", "merge", "diff", "report", "annotate", "packet", "parse", "classify", "explain", "policy"}) {
    std::vector<std::string> words = {"--help"};
    if (!command.empty()) words.insert(words.begin(), command);
    const ProgramResult result = RunProgram(words);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(CompareGolden("cli/help/" + (command.empty() ? "brochure-audit" : command) + ".txt", result.out), "");
  }
}

TEST(CommandLine, TellsItsVersion) { EXPECT_EQ(RunProgram({"--version"}).out, "brochure-audit " AUDIT_VERSION "\n"); }

/// Each error is one line that starts with the program's name, and exit code 2.
void ExpectSetupError(const std::vector<std::string>& words, const std::string& message) {
  const ProgramResult result = RunProgram(words);
  EXPECT_EQ(result.exit_code, 2) << result.err;
  EXPECT_THAT(result.err, HasSubstr(message));
  EXPECT_THAT(result.out, IsEmpty());
}

TEST(CommandLine, RefusesAMissingArchive) {
  const TempFolder folder;
  const std::string out = (folder.Path() / "out").string();
  ExpectSetupError({"run", "/no/such/archive", "--out", out},
                   "brochure-audit: archive /no/such/archive: No such file or directory");
}

TEST(CommandLine, RefusesAnUnknownPolicyNamingTheInstalledOnes) {
  const TempFolder folder;
  const ProgramResult result =
      RunProgram({"run", folder.Path().string(), "--out", (folder.Path() / "out").string(), "--policy", "mars"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("mars"));
  EXPECT_THAT(result.err, HasSubstr("us"));
}

TEST(CommandLine, RefusesAnOutputThatCannotBeWritten) {
  const TempFolder folder;
  folder.Write("a.html", "<p>x");
  const auto file = folder.Write("file", "");
  ExpectSetupError({"run", folder.Path().string(), "--out", (file / "out").string()},
                   "name a folder that can be written");
  ExpectSetupError({"run", folder.Path().string(), "--out", "/proc/audit-report"}, "name a folder that can be written");
}

TEST(CommandLine, RefusesAnUnknownSeverityNamingTheValidOnes) {
  ExpectSetupError({"run", ".", "--out", "/nowhere", "--fail-on", "awful"}, "info, low, medium, high, critical");
}

TEST(CommandLine, RefusesUsageErrors) {
  ExpectSetupError({}, "subcommand");
  ExpectSetupError({"audit"}, "subcommand");
  ExpectSetupError({"run", "."}, "--out");
  ExpectSetupError({"run", ".", "--out", "/nowhere", "--jobs", "0"}, "--jobs");
  ExpectSetupError({"report", "/no/such/run"}, "holds no stored run");
  ExpectSetupError({"policy", "show", "us/no-such-rule"}, "valid are: ");
  ExpectSetupError({"classify", "/no/such/file"}, "cannot be read");
  ExpectSetupError({"explain", " "}, "is empty");
}

TEST(CommandLine, RefusesABrokenRuleWithItsPlace) {
  const TempFolder folder;
  folder.Write("archive/a.html", "<p>x");
  folder.Write("house/pack.yaml", "title: House\njurisdiktion: us\n");
  const std::string out = (folder.Path() / "out").string();
  ExpectSetupError(
      {"run", (folder.Path() / "archive").string(), "--out", out, "--policy", (folder.Path() / "house").string()},
      "pack.yaml:2:1: ");
  EXPECT_FALSE(std::filesystem::exists(out)) << "nothing is written before the set-up is whole";
}

TEST(CommandLine, RefusesBrokenSettingsWithTheirPlace) {
  const TempFolder folder;
  folder.Write("archive/brochure-audit.yaml", "role: surgeon\n");
  ExpectSetupError({"run", (folder.Path() / "archive").string(), "--out", (folder.Path() / "out").string()},
                   "brochure-audit.yaml:1:7: unknown role; valid are: ");
}

TEST(CommandLine, ClassifiesOneStatementALine) {
  const ProgramResult result = RunProgram({"classify", "-"}, "first\n\nthird \xFF\r\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr(R"({"line":1,"text":"first","kinds":[],"labels":[]})"));
  EXPECT_THAT(result.out, HasSubstr(R"({"line":2,"text":"","kinds":[],"labels":[]})"));
  EXPECT_THAT(result.out, HasSubstr("\"text\":\"third \xEF\xBF\xBD\""));
}

}  // namespace
}  // namespace audit
