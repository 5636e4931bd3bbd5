// A check of a page's markup that needs no browser: stricter than HTML, so that nothing rests on a browser's repairs.
#pragma once

#include <fmt/format.h>

#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// "" if every element of `page` is closed in its turn, every attribute is quoted, ids are unique and every link has
/// its target within the page; else what is wrong first.
inline std::string BrokenMarkup(const std::string& page) {
  static const std::regex kTag(R"(<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)(/?)>|<!DOCTYPE html>)");
  static const std::regex kReference(R"re( (id|href)="([^"]*)")re");
  static const std::set<std::string> kVoid = {"meta", "input"};
  std::vector<std::string> open;
  std::set<std::string> ids, targets;
  std::size_t tags = 0;
  for (std::sregex_iterator tag(page.begin(), page.end(), kTag), end; tag != end; ++tag, ++tags) {
    const std::string name = (*tag)[2], attributes = (*tag)[3];
    for (std::sregex_iterator found(attributes.begin(), attributes.end(), kReference); found != end; ++found) {
      const std::string value = (*found)[2];
      if ((*found)[1] == "id" && !ids.insert(value).second) return fmt::format("two elements have the id {}", value);
      if ((*found)[1] == "href") targets.insert(value);
    }
    if (name.empty() || kVoid.count(name) > 0 || (*tag)[4] == "/") continue;
    if ((*tag)[1] != "/") {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name)
        return fmt::format("</{}> closes {}", name, open.empty() ? "nothing" : open.back());
      open.pop_back();
    }
  }
  if (!open.empty()) return fmt::format("<{}> is never closed", open.back());
  const auto signs = static_cast<std::size_t>(std::count(page.begin(), page.end(), '<'));
  if (signs != tags) return fmt::format("{} of {} '<' are no tag", signs - tags, signs);
  for (const std::string& target : targets)
    if (target.empty() || target[0] != '#' || ids.count(target.substr(1)) == 0)
      return fmt::format("the link {} leads nowhere in the page", target);
  return "";
}

}  // namespace audit
