// The printable page of a packet: templates (templates/*.mustache, built into the program) filled with values, each
// escaped on its way in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "reporters/html/template.h"
#include "reporters/packet/packet.h"

namespace audit {

enum class PacketTemplate : std::uint8_t {
  kHead,       ///< from the first line to the style
  kCover,      ///< to the rows of the index
  kIndexRow,   ///< one exhibit in the index
  kDocuments,  ///< from the end of the index to the rows of documents
  kDocumentRow,
  kUnread,  ///< from the end of the documents to the rows of what was not read
  kUnreadRow,
  kExhibits,  ///< the end of what was not read
  kExhibit,
  kEnd,
};

std::string RenderPacket(PacketTemplate name, const View& view);

/// The style sheet for this paper.
std::string PacketStyle(Paper paper);

}  // namespace audit
