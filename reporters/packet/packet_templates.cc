#include "reporters/packet/packet_templates.h"

#include <Poco/Base64Encoder.h>
#include <fmt/format.h>

#include <array>
#include <cassert>
#include <kainjow/mustache.hpp>
#include <sstream>
#include <vector>

#include "parsers/sha256.h"
#include "reporters/html/html_text.h"
#include "reporters/packet/packet_sources.h"

namespace audit {
namespace {

namespace mustache = kainjow::mustache;

mustache::data DataOf(const View& view) {
  mustache::data data;
  for (const auto& [name, text] : view.texts)
    data[name] = mustache::data(text);
  for (const auto& [name, items] : view.lists) {
    mustache::list list;
    for (const View& item : items)
      list.push_back(DataOf(item));
    data[name] = mustache::data(list);
  }
  return data;
}

std::vector<mustache::mustache> ParseAll() {
  std::vector<mustache::mustache> parsed;
  for (const std::string_view source : kPacketSources) {
    parsed.emplace_back(std::string(source));
    assert(parsed.back().is_valid());
    parsed.back().set_custom_escape([](const std::string& text) { return HtmlText(text); });
  }
  return parsed;
}

}  // namespace

std::string RenderPacket(PacketTemplate name, const View& view) {
  // Rendering keeps its state in the template, so each thread has its own.
  static thread_local std::vector<mustache::mustache> templates = ParseAll();
  std::string out;
  templates.at(static_cast<std::size_t>(name)).render(DataOf(view), [&out](const std::string& part) { out += part; });
  return out;
}

std::string PacketStyle(Paper paper) {
  return fmt::format("@page {{ size: {}; }}\n{}", paper == Paper::kA4 ? "A4" : "letter", kPacketStyleSource);
}

std::string Base64(std::string_view bytes) {
  std::ostringstream out;
  Poco::Base64Encoder encoder(out);
  encoder.rdbuf()->setLineLength(0);
  encoder.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  encoder.close();
  return out.str();
}

std::string PolicyHash(std::string_view text) {
  const std::string hex = Sha256Hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return fmt::format("sha256-{}", Base64(bytes));
}

}  // namespace audit
