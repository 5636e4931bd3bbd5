#include "tests/support/background_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

namespace audit {
namespace {

int ExitCodeOf(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

}  // namespace

BackgroundProgram::BackgroundProgram(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {AUDIT_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) {
    const int nowhere = open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      dup2(nowhere, stream);
    execv(pointers[0], pointers.data());
    _exit(127);
  }
}

BackgroundProgram::~BackgroundProgram() {
  Signal(SIGKILL);
  Wait();
}

bool BackgroundProgram::Running() {
  int status = 0;
  if (process_ > 0 && waitpid(process_, &status, WNOHANG) == process_) {
    process_ = -1;
    exit_code_ = ExitCodeOf(status);
  }
  return process_ > 0;
}

int BackgroundProgram::Wait() {
  int status = 0;
  if (process_ > 0 && waitpid(process_, &status, 0) == process_) exit_code_ = ExitCodeOf(status);
  process_ = -1;
  return exit_code_;
}

void BackgroundProgram::Signal(int number) const {
  if (process_ > 0) kill(process_, number);
}

std::vector<pid_t> BackgroundProgram::Children() const {
  std::ifstream list(fmt::format("/proc/{0}/task/{0}/children", process_));
  std::vector<pid_t> children;
  for (pid_t child = 0; list >> child;)
    children.push_back(child);
  return children;
}

}  // namespace audit
