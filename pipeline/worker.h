// The worker's side of the pool: receives open files over a socket, answers each with a record, then with pictures, so
// that trouble in drawing costs no record. And the frames in which both sides speak.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "pipeline/document_auditor.h"
#include "pipeline/options.h"

namespace audit {

/// Why another attempt might end otherwise.
enum class Doubt : std::uint32_t {
  kNone,
  kShortOfMemory,  ///< AuditedDocument::short_of_memory
  kUnsteadyFile,   ///< it changed while it was read, or its drive had trouble
};

enum class AnswerPart : std::uint32_t {
  kReading,  ///< for the store; comes first, if there is one
  kRecord,   ///< the encoded record
  kPicture,  ///< `places` times an EvidencePlace of the record, then a PNG file
  kEnd,      ///< what cut the drawing short, in words, or nothing
};

/// What a record was made of.
enum class AnswerFrom : std::uint32_t { kBytes, kStored };

/// Ahead of every part of an answer. Same program on both ends, so native byte order.
struct AnswerHeader {
  AnswerPart part = AnswerPart::kRecord;
  std::uint32_t bytes = 0;     ///< of what follows
  Doubt doubt = Doubt::kNone;  ///< of a record
  std::uint32_t places = 0;    ///< of a picture
  AnswerFrom from{};           ///< of a record
};

inline constexpr std::uint32_t kMaxAnswerBytes = 512u << 20;

/// Sent with the open file attached, and behind it a memory file of StoredDocument's two texts, if there is one.
struct JobHeader {
  std::uint32_t settings = 0;
  std::uint32_t name_bytes = 0;     ///< of the display path that follows
  std::uint32_t reading_bytes = 0;  ///< of the memory file; 0 = there is none
  std::uint32_t record_bytes = 0;
};

/// Whether an error of the file system may pass (a share that is away for a moment).
bool IsTransient(int error);

/// What a freshly forked process does before it sees a document: ends with its parent, leaves signals to it, closes all
/// files but `socket`, enters the sandbox. Returns the socket's new number.
int BecomeWorker(int socket, const DocumentLimits& limits);

/// Serves until the socket closes. Never returns.
[[noreturn]] void ServeDocuments(int socket, const DocumentLimits& limits, const DocumentAuditor& auditor);

/// False if the worker is gone.
bool SendJob(int socket, int file, std::string_view name, std::size_t settings, const StoredDocument& stored);

}  // namespace audit
