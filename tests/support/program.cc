#include "tests/support/program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/support/temp_folder.h"

namespace audit {

namespace {

ProgramResult Launch(const std::vector<std::string>& arguments, std::string_view input, Permissions permissions) {
  const TempFolder folder;
  const auto in = folder.Write("in", input);
  const auto out = folder.Write("out", "");
  const auto err = folder.Write("err", "");
  std::vector<std::string> words = {AUDIT_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    dup2(open(in.c_str(), O_RDONLY), STDIN_FILENO);
    dup2(open(out.c_str(), O_WRONLY), STDOUT_FILENO);
    dup2(open(err.c_str(), O_WRONLY), STDERR_FILENO);
    if (permissions == Permissions::kHeeded && geteuid() == 0)
      for (const int capability : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH})
        if (prctl(PR_CAPBSET_DROP, capability) != 0) _exit(126);
    execv(pointers[0], pointers.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, ReadFile(out), ReadFile(err)};
}

}  // namespace

ProgramResult RunProgram(const std::vector<std::string>& arguments, std::string_view input) {
  return Launch(arguments, input, Permissions::kAsWeHave);
}

ProgramResult RunProgram(const std::vector<std::string>& arguments, Permissions permissions) {
  return Launch(arguments, "", permissions);
}

std::string CompareGolden(std::string_view name, std::string_view text) {
  const std::filesystem::path file = std::filesystem::path(AUDIT_SOURCE_DIR) / "tests" / name;
  if (std::getenv("AUDIT_UPDATE_GOLDEN") != nullptr) {
    if (std::getenv("CI") != nullptr) throw std::runtime_error("goldens are not rewritten in CI");
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return "";
  }
  if (!std::filesystem::exists(file))
    return fmt::format("{} is missing; AUDIT_UPDATE_GOLDEN=1 writes it", file.string());
  const std::string golden = ReadFile(file);
  if (golden == text) return "";
  std::size_t at = 0;
  while (at < golden.size() && at < text.size() && golden[at] == text[at])
    ++at;
  const std::size_t from = at < 80 ? 0 : at - 80;
  return fmt::format("{} differs at byte {}:\n golden: ...{}\n is now: ...{}", file.string(), at,
                     golden.substr(from, 240), text.substr(from, 240));
}

}  // namespace audit
