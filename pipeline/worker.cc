#include "pipeline/worker.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include "parsers/sha256.h"
#include "pipeline/record_pack.h"
#include "pipeline/sandbox.h"

namespace audit {
namespace {

// Drawing keeps to its budget by itself; the kernel ends what does not.
constexpr int kDrawingGraceSeconds = 4;

bool ReadAll(int socket, void* data, std::size_t size) {
  auto* to = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t count = read(socket, to, size);
    if (count <= 0) return false;
    to += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

bool WriteAll(int socket, const void* data, std::size_t size) {
  const auto* from = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t count = write(socket, from, size);
    if (count <= 0) return false;
    from += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

struct Job {
  JobHeader header;
  std::string name;
  int file = -1;
  StoredDocument stored;
};

/// What a memory file of another process holds; it cannot shrink under us, since only the supervisor has it.
bool ReadStored(int memory, const JobHeader& header, StoredDocument& stored) {
  stored.reading.resize(header.reading_bytes);
  stored.record.resize(header.record_bytes);
  return pread(memory, stored.reading.data(), stored.reading.size(), 0) == static_cast<ssize_t>(header.reading_bytes) &&
         pread(memory, stored.record.data(), stored.record.size(), header.reading_bytes) ==
             static_cast<ssize_t>(header.record_bytes);
}

/// Receives a job with the files that come with it.
bool ReceiveJob(int socket, Job& job) {
  iovec data{&job.header, sizeof job.header};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t count = recvmsg(socket, &message, MSG_WAITALL | MSG_CMSG_CLOEXEC);
  if (count != static_cast<ssize_t>(sizeof job.header)) return false;
  const cmsghdr* part = CMSG_FIRSTHDR(&message);
  const bool has_stored = job.header.reading_bytes > 0;
  if (part == nullptr || part->cmsg_type != SCM_RIGHTS ||
      part->cmsg_len != CMSG_LEN((has_stored ? 2 : 1) * sizeof(int)))
    return false;
  std::array<int, 2> files{-1, -1};
  std::memcpy(files.data(), CMSG_DATA(part), (has_stored ? 2 : 1) * sizeof(int));
  job.file = files[0];
  if (has_stored) {
    const bool there = ReadStored(files[1], job.header, job.stored);
    close(files[1]);
    if (!there) return false;
  }
  job.name.resize(job.header.name_bytes);
  return ReadAll(socket, job.name.data(), job.name.size());
}

struct Answer {
  AuditedDocument audited;
  Doubt doubt = Doubt::kNone;
  AnswerFrom from = AnswerFrom::kBytes;
};

Answer Unreadable(std::string detail, Doubt doubt) {
  Answer out;
  out.audited.record.outcome = Outcome::kUnreadable;
  out.audited.record.outcome_detail = std::move(detail);
  out.doubt = doubt;
  return out;
}

/// The whole file, or why not. The supervisor has checked the size, but files grow.
std::optional<Answer> ReadFile(int file, std::size_t max_bytes, std::string& bytes) {
  const auto trouble = [] {
    return Unreadable(fmt::format("The file cannot be read: {}.", std::strerror(errno)),
                      IsTransient(errno) ? Doubt::kUnsteadyFile : Doubt::kNone);
  };
  struct stat before {};
  struct stat after {};
  if (fstat(file, &before) != 0) return trouble();
  bytes.resize(std::min(static_cast<std::size_t>(before.st_size), max_bytes) + 1);
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t count = read(file, bytes.data() + filled, bytes.size() - filled);
    if (count < 0) return trouble();
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(filled);
  if (fstat(file, &after) != 0) return trouble();
  if (after.st_size != before.st_size || after.st_mtim.tv_sec != before.st_mtim.tv_sec ||
      after.st_mtim.tv_nsec != before.st_mtim.tv_nsec || filled != static_cast<std::size_t>(after.st_size))
    return Unreadable("The file changed each time it was read; run again when nobody writes to it.",
                      Doubt::kUnsteadyFile);
  return std::nullopt;
}

Answer AuditBytes(const std::string& bytes, const Job& job, const DocumentAuditor& auditor) {
  AuditedDocument audited = auditor.read(bytes, job.name, job.header.settings);
  const Doubt doubt = audited.short_of_memory ? Doubt::kShortOfMemory : Doubt::kNone;
  return {std::move(audited), doubt};
}

/// Nothing if what is stored cannot be used. The file is read only if there are places to draw.
std::optional<Answer> JudgeStored(const Job& job, const DocumentLimits& limits, const DocumentAuditor& auditor,
                                  std::string& bytes) {
  try {
    Answer answer{auditor.judge(job.stored, job.header.settings), Doubt::kNone, AnswerFrom::kStored};
    if (answer.audited.draw &&
        (ReadFile(job.file, limits.file_mib << 20, bytes) || Sha256Hex(bytes) != answer.audited.record.sha256))
      return std::nullopt;
    return answer;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

/// Leaves the bytes of the file in `bytes`, if they were needed.
Answer AuditJob(const Job& job, const DocumentLimits& limits, const DocumentAuditor& auditor, std::string& bytes) {
  if (!job.stored.reading.empty())
    if (auto answer = JudgeStored(job, limits, auditor, bytes)) return std::move(*answer);
  try {
    lseek(job.file, 0, SEEK_SET);
    if (auto trouble = ReadFile(job.file, limits.file_mib << 20, bytes)) return std::move(*trouble);
    return AuditBytes(bytes, job, auditor);
  } catch (const std::bad_alloc&) {
    return Unreadable(fmt::format("It needs more memory than the limit of {} MiB.", limits.memory_mib),
                      Doubt::kShortOfMemory);
  } catch (const std::exception& error) {
    Answer out = Unreadable(fmt::format("The audit of this document failed: {}.", error.what()), Doubt::kNone);
    out.audited.record.outcome = Outcome::kCrashed;
    return out;
  }
}

/// Parts of an answer that go out together: each write wakes the supervisor.
class AnswerParts {
 public:
  explicit AnswerParts(int socket) : socket_(socket) {}

  void Add(AnswerHeader header, std::string_view content) {
    header.bytes = static_cast<std::uint32_t>(std::min<std::size_t>(content.size(), kMaxAnswerBytes + 1u));
    waiting_.append(reinterpret_cast<const char*>(&header), sizeof header);
    waiting_ += content;
  }

  /// False if the supervisor is gone.
  bool Send() {
    const std::string sending = std::exchange(waiting_, {});
    return WriteAll(socket_, sending.data(), sending.size());
  }

 private:
  int socket_;
  std::string waiting_;
};

/// Draws what the record is to show. What cut the drawing short, in words, or nothing.
std::string SendPictures(AnswerParts& answer, const AuditedDocument& audited, std::string_view bytes,
                         const DocumentLimits& limits) {
  std::string cut_short;
  StartCpuAllowance(limits.pictures.max_seconds + kDrawingGraceSeconds);
  try {
    cut_short = audited.draw(bytes, [&answer](std::span<const EvidencePlace> shows, std::string_view png) {
      std::string content(reinterpret_cast<const char*>(shows.data()), shows.size_bytes());
      content += png;
      answer.Add({.part = AnswerPart::kPicture, .places = static_cast<std::uint32_t>(shows.size())}, content);
      answer.Send();  // where the supervisor is gone, the end is not sent either
    });
  } catch (const std::exception& error) {
    cut_short = fmt::format("drawing failed: {}", error.what());
  }
  StopCpuAllowance();
  return cut_short;
}

/// Not through the socket, which holds little and would have to be waited for. -1 if there is no room for it.
int MemoryFileOf(const StoredDocument& stored) {
  const int file = memfd_create("stored", MFD_CLOEXEC);
  if (file < 0) return -1;
  for (const std::string* part : {&stored.reading, &stored.record}) {
    if (WriteAll(file, part->data(), part->size())) continue;
    close(file);
    return -1;
  }
  return file;
}

}  // namespace

bool IsTransient(int error) { return error == EIO || error == ESTALE || error == ETIMEDOUT || error == EAGAIN; }

int BecomeWorker(int socket, const DocumentLimits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGINT, SIG_IGN);  // the supervisor decides what ^C means
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGPIPE, SIG_IGN);
#if !defined(__SANITIZE_ADDRESS__)
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere >= 0) {
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
  }
#endif
  if (dup2(socket, STDERR_FILENO + 1) < 0) _exit(1);
  close_range(STDERR_FILENO + 2, ~0U, 0);
  EnterSandbox(limits);
  return STDERR_FILENO + 1;
}

void ServeDocuments(int socket, const DocumentLimits& limits, const DocumentAuditor& auditor) {
  socket = BecomeWorker(socket, limits);
  for (Job job; ReceiveJob(socket, job); job = {}) {
    StartCpuAllowance(limits.cpu_seconds);
    std::string bytes;
    const Answer answer = AuditJob(job, limits, auditor, bytes);
    close(job.file);
    const std::string record = EncodeRecord(answer.audited.record);
    StopCpuAllowance();
    AnswerParts parts(socket);
    if (!answer.audited.reading.empty()) parts.Add({AnswerPart::kReading}, answer.audited.reading);
    parts.Add({.part = AnswerPart::kRecord, .doubt = answer.doubt, .from = answer.from}, record);
    std::string cut_short;
    if (answer.audited.draw) {
      if (!parts.Send()) break;  // ahead of the drawing, whose trouble must not cost the record
      cut_short = SendPictures(parts, answer.audited, bytes, limits);
    }
    parts.Add({AnswerPart::kEnd}, cut_short);
    if (!parts.Send()) break;
  }
  _exit(0);
}

bool SendJob(int socket, int file, std::string_view name, std::size_t settings, const StoredDocument& stored) {
  JobHeader header{static_cast<std::uint32_t>(settings), static_cast<std::uint32_t>(name.size()), 0, 0};
  std::array<int, 2> files{file, -1};
  if (!stored.reading.empty()) {
    files[1] = MemoryFileOf(stored);
    if (files[1] >= 0) {  // else it is read from its bytes
      header.reading_bytes = static_cast<std::uint32_t>(stored.reading.size());
      header.record_bytes = static_cast<std::uint32_t>(stored.record.size());
    }
  }
  const std::size_t attached = (files[1] >= 0 ? 2 : 1) * sizeof(int);
  std::array<iovec, 2> data = {{{&header, sizeof header}, {const_cast<char*>(name.data()), name.size()}}};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = data.data();
  message.msg_iovlen = data.size();
  message.msg_control = control.data();
  message.msg_controllen = CMSG_SPACE(attached);
  cmsghdr* part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(attached);
  std::memcpy(CMSG_DATA(part), files.data(), attached);
  const bool sent = sendmsg(socket, &message, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof header + name.size());
  if (files[1] >= 0) close(files[1]);
  return sent;
}

}  // namespace audit
