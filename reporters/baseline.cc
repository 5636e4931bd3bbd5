#include "reporters/baseline.h"

namespace audit {

std::string_view ChangeInWords(FindingChange change) {
  switch (change) {
    case FindingChange::kOld:
      return "";
    case FindingChange::kNew:
      return "new";
    case FindingChange::kChanged:
      return "changed";
  }
  return "";
}

}  // namespace audit
