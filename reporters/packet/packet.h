// What a legal review packet is made of: one document of a stored run at a time, with what its original is now. Plain
// data; the writer is in packet_writer.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "reporters/reporter.h"

namespace audit {

enum class Paper : std::uint8_t { kA4, kLetter };

struct PacketSettings {
  std::string prefix = "BA";  ///< of exhibit numbers: "BA-000001"; see IsPacketPrefix
  std::string selection;      ///< what was selected, in words; "" = everything
  Paper paper = Paper::kA4;
};

/// What became of an original since the run read it.
enum class Custody : std::uint8_t {
  kUnchanged,  ///< the same SHA-256
  kChanged,    ///< another SHA-256
  kMissing,    ///< not there any more, or cannot be read
  kNeverRead,  ///< the run itself had read no bytes of it
};

/// The original as it is now.
struct OriginalNow {
  Custody custody = Custody::kNeverRead;
  std::string note;  ///< for a person, one clause without a full stop; "" when unchanged
  std::uint64_t bytes = 0;
  std::int64_t modified_unix_s = 0;
  std::string sha256;   ///< "" if it could not be read
  std::string content;  ///< to be put into the packet; "" unless unchanged
};

struct PacketDocument {
  const AuditRecord& record;
  std::vector<std::size_t> findings;  ///< indices into record.findings, ascending: the exhibits
  OriginalNow original;
  std::string marked;       ///< copy with comments at the findings; "" = there is none
  std::string marked_note;  ///< why there is none, or what became of it; may be empty
};

/// The PNG file of a name that records give (Place::picture); "" if it is not there or not what it was.
using PictureReader = std::function<std::string(const std::string& name)>;

/// Letters, digits, '-' and '_', 1 to 16 of them, beginning with a letter or digit: safe in file names everywhere.
bool IsPacketPrefix(const std::string& text);

/// Name of the file that marks a folder as a packet of ours, and the words in it that say so.
inline constexpr const char* kPacketMark = "packet.json";
inline constexpr const char* kPacketFormat = "brochure-audit packet";

}  // namespace audit
