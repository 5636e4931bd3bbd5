// Whose regulator a statement leans on: that of the pack's jurisdiction or another country's. A sentence may name both
// and mean one of them only ("not FDA-approved, but licensed in Japan").
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/judge/phrases.h"
#include "analyzers/statement.h"
#include "analyzers/vocabulary.h"

namespace audit {

/// Whose regulator a statement names, seen from the pack's jurisdiction.
enum class Agency : std::uint8_t { kHome, kForeign, kNone };
template <>
std::span<const NamedValue<Agency>> NamesOf();

/// A pack's words for regulators. Refers to the pack, which must outlive it.
struct AgencyWords {
  std::string_view jurisdiction;       ///< "us"
  const std::vector<Phrase>& home;     ///< its own regulators; empty = what the classifier names is believed
  const std::vector<Phrase>& foreign;  ///< other countries and their regulators
};

/// Of `label` in its statement; null = of the statement as a whole. Where the home regulator is named only to say that
/// it did not approve, a claim beside it is of the foreign one.
Agency AgencyOf(const Statement& statement, const TokenizedText& tokens, const AgencyWords& words, const Label* label);

}  // namespace audit
