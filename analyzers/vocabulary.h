// The written names of every enumeration of the analyzers and of the parsers' types, in one table each: reports,
// policies, messages and stored records use these and nothing else. Names are stable: never rename, only add.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzers/finding.h"
#include "analyzers/statement.h"

namespace audit {

template <typename Enum>
struct NamedValue {
  Enum value;
  std::string_view name;
};

/// All values with their names, in declaration order. Defined for each enumeration below.
template <typename Enum>
std::span<const NamedValue<Enum>> NamesOf();

template <>
std::span<const NamedValue<BlockKind>> NamesOf();
template <>
std::span<const NamedValue<Visibility>> NamesOf();
template <>
std::span<const NamedValue<StatementKind>> NamesOf();
template <>
std::span<const NamedValue<Stance>> NamesOf();
template <>
std::span<const NamedValue<Subject>> NamesOf();
template <>
std::span<const NamedValue<ProductTrack>> NamesOf();
template <>
std::span<const NamedValue<DocumentRole>> NamesOf();
template <>
std::span<const NamedValue<Severity>> NamesOf();
template <>
std::span<const NamedValue<Verification>> NamesOf();
template <>
std::span<const NamedValue<Disposition>> NamesOf();
template <>
std::span<const NamedValue<Answered>> NamesOf();

template <typename Enum>
std::string_view NameOf(Enum value) {
  for (const auto& row : NamesOf<Enum>())
    if (row.value == value) return row.name;
  return "";
}

/// Nothing if no value has that name.
template <typename Enum>
std::optional<Enum> ValueOf(std::string_view name) {
  for (const auto& row : NamesOf<Enum>())
    if (row.name == name) return row.value;
  return std::nullopt;
}

/// "critical, high, medium": for messages that name the valid words.
template <typename Enum>
std::string AllNames() {
  std::string out;
  for (const auto& row : NamesOf<Enum>()) {
    if (!out.empty()) out += ", ";
    out += row.name;
  }
  return out;
}

KindFamily FamilyOf(StatementKind kind);

/// All kinds of a family.
KindBits KindsOf(KindFamily family);

}  // namespace audit
