#include "reporters/waiver.h"

namespace audit {

std::string_view StateInWords(WaiverState state) {
  switch (state) {
    case WaiverState::kInForce:
      return "in force";
    case WaiverState::kExpired:
      return "expired";
    case WaiverState::kUnmatched:
      return "matches no finding";
    case WaiverState::kRefused:
      return "refused: the rule may not be waived";
  }
  return "";
}

}  // namespace audit
