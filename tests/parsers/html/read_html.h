// Reads pages in tests.
#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "parsers/html/html_parser.h"
#include "tests/parsers/block_lookup.h"

namespace audit {

inline Document ReadHtml(std::string_view page, const ParseLimits& limits = {}) {
  ParseResult result = ParseHtml(page, limits);
  if (auto* failure = std::get_if<ParseFailure>(&result)) {
    ADD_FAILURE() << failure->message;
    return {};
  }
  return std::get<Document>(std::move(result));
}

}  // namespace audit
