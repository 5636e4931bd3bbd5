#include "pipeline/print_pdf.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::array kBrowsers = {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"};

/// "" if none of them is on PATH.
fs::path Browser() {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    for (const char* name : kBrowsers) {
      fs::path file = fs::path(rest.substr(0, end)) / name;
      if (end > 0 && access(file.c_str(), X_OK) == 0) return file;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

/// A folder for what the browser keeps; goes with this object.
class ProfileFolder {
 public:
  ProfileFolder() {
    std::string name = (fs::temp_directory_path() / "brochure-audit-print-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~ProfileFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  ProfileFolder(const ProfileFolder&) = delete;
  ProfileFolder& operator=(const ProfileFolder&) = delete;

  const fs::path& Path() const { return path_; }

 private:
  fs::path path_;
};

std::string UrlOf(const fs::path& file) {
  std::string url = "file://";
  for (const char c : fs::absolute(file).string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
                       c == '.' || c == '-' || c == '_';
    if (plain)
      url += c;
    else
      url += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

std::vector<std::string> Arguments(const fs::path& browser, const fs::path& page, const fs::path& pdf,
                                   const fs::path& profile) {
  std::vector<std::string> arguments = {browser.string(),
                                        "--headless",
                                        "--disable-gpu",
                                        "--disable-dev-shm-usage",
                                        "--disable-extensions",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync",
                                        "--no-first-run",
                                        "--no-default-browser-check",
                                        "--proxy-server=127.0.0.1:9",  // nobody answers there
                                        "--host-resolver-rules=MAP * ~NOTFOUND",
                                        "--no-pdf-header-footer",
                                        fmt::format("--user-data-dir={}", profile.string()),
                                        fmt::format("--print-to-pdf={}", pdf.string())};
  if (geteuid() == 0) arguments.emplace_back("--no-sandbox");  // Chromium refuses root otherwise
  arguments.push_back(UrlOf(page));
  return arguments;
}

[[noreturn]] void Become(const std::vector<std::string>& arguments, const fs::path& home) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    dup2(nowhere, stream);
  setenv("HOME", home.c_str(), 1);
  setenv("TZ", "UTC", 1);
  std::vector<char*> raw;
  raw.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments)
    raw.push_back(const_cast<char*>(argument.c_str()));
  raw.push_back(nullptr);
  execv(raw[0], raw.data());
  _exit(127);
}

/// Waits for the browser's end; kills it with all that it started when its time is up. "" = it ended well.
std::string Await(pid_t browser, int max_seconds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(max_seconds);
  int status = 0;
  while (waitpid(browser, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= deadline) {
      kill(-browser, SIGKILL);
      waitpid(browser, &status, 0);
      return fmt::format("the browser did not finish in {} s", max_seconds);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  kill(-browser, SIGKILL);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? "" : "the browser failed";
}

/// Dates of a PDF are "D:20260131093000+00'00'"; the new one is as long, so that no offset in the file moves.
void ReplaceDates(std::string& pdf, const std::string& time_utc) {
  std::string digits;
  for (const char c : time_utc)
    if (c >= '0' && c <= '9') digits += c;
  digits.resize(14, '0');
  for (const std::string_view key : {"/CreationDate (D:", "/ModDate (D:"}) {
    for (std::size_t at = 0; (at = pdf.find(key, at)) != std::string::npos; at += key.size()) {
      const std::size_t end = pdf.find(')', at);
      const std::size_t begin = at + key.size();
      if (end == std::string::npos || end - begin < digits.size()) continue;
      pdf.replace(begin, digits.size(), digits);
    }
  }
}

}  // namespace

std::string PrintPdf(const fs::path& page, const fs::path& pdf, const std::string& time_utc, int max_seconds) {
  const fs::path browser = Browser();
  if (browser.empty()) return "no browser (chromium, google-chrome) is on PATH";
  const ProfileFolder profile;
  if (profile.Path().empty()) return "no temporary folder can be made";
  const fs::path printed = profile.Path() / "page.pdf";
  const std::vector<std::string> arguments = Arguments(browser, page, printed, profile.Path());
  const pid_t process = fork();
  if (process < 0) return "no process can be started";
  if (process == 0) Become(arguments, profile.Path());
  if (std::string trouble = Await(process, max_seconds); !trouble.empty()) return trouble;
  std::ifstream stream(printed, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!bytes.starts_with("%PDF-")) return "the browser gave no PDF";
  ReplaceDates(bytes, time_utc);
  std::ofstream out(pdf, std::ios::binary);
  out << bytes;
  out.close();
  return out ? "" : "it cannot be written";
}

}  // namespace audit
