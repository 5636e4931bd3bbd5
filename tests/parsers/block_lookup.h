// Finds blocks by their words in tests.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace audit {

inline std::string TextOf(const Document& document, const Block& block) {
  return document.text.substr(block.text.begin, block.text.end - block.text.begin);
}

inline std::vector<std::string> Texts(const Document& document) {
  std::vector<std::string> texts;
  for (const Block& block : document.blocks)
    texts.push_back(TextOf(document, block));
  return texts;
}

inline std::vector<std::string> TextsOfKind(const Document& document, BlockKind kind) {
  std::vector<std::string> texts;
  for (const Block& block : document.blocks) {
    if (block.kind == kind) texts.push_back(TextOf(document, block));
  }
  return texts;
}

/// The one block with this text.
inline Block BlockWith(const Document& document, std::string_view text) {
  const Block* found = nullptr;
  for (const Block& block : document.blocks) {
    if (TextOf(document, block) != text) continue;
    if (found != nullptr) ADD_FAILURE() << "said twice: " << text;
    found = &block;
  }
  if (found == nullptr) {
    ADD_FAILURE() << "no block: " << text << "\nin:\n" << document.text;
    return {};
  }
  return *found;
}

/// "#colour on #ground", or "unknown".
inline std::string PaintOf(const Block& block) {
  if (!block.style.ground) return "unknown";
  const auto hex = [](const Rgb& color) {
    return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
  };
  return hex(block.style.color.value()) + " on " + hex(*block.style.ground);
}

inline bool HasAnomaly(const Document& document, std::string_view name) {
  for (const Anomaly& anomaly : document.anomalies) {
    if (anomaly.name == name) return true;
  }
  return false;
}

}  // namespace audit
