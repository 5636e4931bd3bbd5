#include "reporters/packet/packet_templates.h"

#include <fmt/format.h>

#include "reporters/packet/packet_sources.h"

namespace audit {
std::string RenderPacket(PacketTemplate name, const View& view) {
  static thread_local TemplateSet templates{kPacketSources};
  return templates.Render(static_cast<std::size_t>(name), view);
}

std::string PacketStyle(Paper paper) {
  return fmt::format("@page {{ size: {}; }}\n{}", paper == Paper::kA4 ? "A4" : "letter", kPacketStyleSource);
}

}  // namespace audit
