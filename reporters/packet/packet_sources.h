// The texts of templates/, built into the program. For packet_templates.cc alone.
#pragma once

#include <array>
#include <string_view>

namespace audit {

extern const std::string_view kPacketStyleSource;
/// In the order of the enumeration PacketTemplate.
extern const std::array<std::string_view, 10> kPacketSources;

}  // namespace audit
