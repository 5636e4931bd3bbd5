// The built brochure-audit as a process that a test can watch, signal and kill.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace audit {

class BackgroundProgram {
 public:
  /// Starts the program with `arguments` (without its name); what it prints is thrown away.
  explicit BackgroundProgram(const std::vector<std::string>& arguments);
  /// Kills it if it still runs.
  ~BackgroundProgram();
  BackgroundProgram(const BackgroundProgram&) = delete;
  BackgroundProgram& operator=(const BackgroundProgram&) = delete;

  bool Running();
  /// Waits for its end; its exit code, or -1 if a signal ended it.
  int Wait();
  void Signal(int number) const;
  /// Processes that it has started and that live now.
  std::vector<pid_t> Children() const;

 private:
  pid_t process_ = -1;
  int exit_code_ = -1;
};

}  // namespace audit
