// What CSS declarations say about the colour of words and of the ground under them, in style sheets and on elements.
// What cannot be decided is told as unknown, never guessed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/html/inline_style.h"

namespace audit {

enum class CssState : std::uint8_t { kSilent, kInherited, kGiven, kUnknown };

/// One colour property; `color` counts when given.
struct CssPaint {
  CssState state = CssState::kSilent;
  CssColor color;

  bool operator==(const CssPaint&) const = default;
};

enum class CssTrait : std::uint8_t { kSilent, kNo, kYes };

/// What is taken out of the flow lies over something that its ancestors do not tell. From least to most.
enum class CssFlow : std::uint8_t { kSilent, kStatic, kRelative, kFixed, kAbsolute };

struct CssPaints {
  CssPaint ink;
  CssPaint ground;
  CssTrait picture = CssTrait::kSilent;  ///< yes: a picture or gradient lies, or may lie, on the ground
  CssTrait veil = CssTrait::kSilent;     ///< yes: opacity, filters and the like change the colours of all within
  CssTrait shifted = CssTrait::kSilent;  ///< yes: moved over what stands before it
  CssFlow flow = CssFlow::kSilent;

  bool operator==(const CssPaints&) const = default;

  /// Lets `nearer` win wherever it says something.
  void Override(const CssPaints& nearer);
  /// The same where it is not known whether `nearer` applies: what it would change becomes unknown.
  void Doubt(const CssPaints& nearer);
};

struct CssDeclarations {
  CssPaints usual;
  CssPaints important;
};

/// Values of custom properties ("--ink") by name; absent value = not the same everywhere.
using CssVariables = std::map<std::string, std::optional<std::string>, std::less<>>;

/// `declarations`: what stands between the braces of a rule or in a style attribute.
CssDeclarations ReadCssPaints(std::string_view declarations, const CssVariables& variables);

/// Puts down the custom properties of a rule; one that is known with another value becomes ambiguous unless
/// `may_replace`.
void ReadCssVariables(std::string_view declarations, bool may_replace, CssVariables& variables);

}  // namespace audit
