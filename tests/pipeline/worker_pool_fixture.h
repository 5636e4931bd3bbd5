// Mock documents that hang, crash, eat memory or leave, and a pool of workers that reads them.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "pipeline/worker_pool.h"
#include "tests/support/temp_folder.h"

namespace audit {

/// Shared by all workers, since a dead one remembers nothing.
inline std::atomic<int>* const crashes =
    new (mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
        std::atomic<int>(0);

inline constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n and so on";

/// One good picture, and then what the content tells.
inline decltype(AuditedDocument::draw) DrawingOf(std::string_view content) {
  return [order = std::string(content)](std::string_view bytes, const EvidenceSink& sink) -> std::string {
    EXPECT_EQ(bytes, order);
    const EvidencePlace first{0, 0}, second{0, 1}, none{0, 2};
    sink({&first, 1}, kPng);
    if (order == "draw and crash") std::raise(SIGKILL);
    if (order == "draw and crash the first time" && crashes->fetch_add(1) == 1) std::raise(SIGKILL);
    if (order == "draw and throw") throw std::runtime_error("mock trouble");
    if (order == "draw and spin")
      for (std::atomic<unsigned> turns{0};; ++turns) {
      }
    if (order == "draw what is no picture") sink({&second, 1}, "<script>");
    if (order == "draw of no place") sink({&none, 1}, kPng);
    if (order == "draw too many")
      for (int i = 0; i < 100; ++i)
        sink({&second, 1}, std::string(kPng) + std::to_string(i));
    return order == "draw in part" ? "the budget is spent" : "";
  };
}

/// Does what the document's content tells it to.
inline AuditedDocument ActOut(std::string_view bytes, std::string_view, std::size_t) {
  static std::string seen_before;  // what earlier documents left behind in this worker
  AuditedDocument out;
  out.record.outcome = Outcome::kAudited;
  out.record.title = bytes;
  if (bytes == "crash") std::raise(SIGKILL);
  if (bytes == "crash the first time" && crashes->fetch_add(1) == 0) std::raise(SIGKILL);
  if (bytes == "exit") _exit(7);
  if (bytes == "throw") throw std::runtime_error("mock trouble");
  if (bytes == "wait") std::this_thread::sleep_for(std::chrono::hours(1));
  if (bytes == "spin")
    for (std::atomic<unsigned> turns{0};; ++turns) {
    }
  if (bytes == "eat memory") {
    std::vector<std::string> meals;
    for (;;)
      meals.emplace_back(64u << 20, 'x');
  }
  if (bytes == "short unless fresh") {
    out.short_of_memory = !seen_before.empty();
    out.record.outcome = seen_before.empty() ? Outcome::kAudited : Outcome::kUnreadable;
  }
  if (bytes == "open a socket") out.record.title = socket(AF_INET, SOCK_STREAM, 0) < 0 ? "refused" : "allowed";
  if (bytes == "run a program") out.record.title = execl("/bin/true", "true", nullptr) < 0 ? "refused" : "allowed";
  if (bytes == "start a process") {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    out.record.title = child < 0 ? "refused" : "allowed";
  }
  if (bytes == "read a file") out.record.title = open("/etc/passwd", O_RDONLY) < 0 ? "refused" : "allowed";
  if (bytes == "write a file")
    out.record.title = open("/tmp/audit-test-must-not-be", O_WRONLY | O_CREAT, 0600) < 0 ? "refused" : "allowed";
  if (bytes.starts_with("draw")) {
    out.record.findings.resize(1);
    out.record.findings[0].places.resize(2);
    out.draw = DrawingOf(bytes);
  }
  seen_before = bytes;
  return out;
}

inline std::optional<Task> NextOf(std::deque<Input>& inputs) {
  if (inputs.empty()) return std::nullopt;
  const Input next = inputs.front();
  inputs.pop_front();
  return Task{next};
}

class WorkerPoolTest : public ::testing::Test {
 protected:
  /// Runs documents with these contents, in order, and returns the records by content.
  std::map<std::string, AuditRecord> Run(int workers, const std::vector<std::string>& contents) {
    std::deque<Input> inputs;
    for (const std::string& content : contents) {
      Input input;
      input.path = content;
      input.file = folder_.Write(content, content);
      input.stamp.bytes = content.size();
      inputs.push_back(input);
    }
    std::map<std::string, AuditRecord> records;
    const std::atomic<bool> stop{false};
    WorkerPool pool(
        workers, limits_, [] { return DocumentAuditor{ActOut}; },
        [this](std::string_view png) {
          pictures_.emplace_back(png);
          return "picture" + std::to_string(pictures_.size());
        });
    pool.Run([&inputs] { return NextOf(inputs); },
             [&records](const Finished& finished) {
               EXPECT_FALSE(records.contains(finished.input.path)) << "two records for " << finished.input.path;
               records[finished.input.path] = finished.record;
             },
             stop);
    EXPECT_EQ(records.size(), contents.size());
    return records;
  }

  TempFolder folder_;
  DocumentLimits limits_;
  std::vector<std::string> pictures_;  // that were kept, in order
};

}  // namespace audit
