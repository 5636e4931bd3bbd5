// Labels by which items of lists are known: bullets, numbers, letters, check boxes, hours. Stateless.
#pragma once

#include <cstddef>
#include <string_view>

namespace audit {

/// Length in bytes of the bullet or dash and the blanks at the beginning of a list item, 0 = none. Numbers and
/// letters ("1.", "(a)") are part of the text and not counted.
std::size_t BulletLength(std::string_view text);

/// True if the text begins with a bullet, a number or a letter as items of lists do.
bool HasListLabel(std::string_view text);

}  // namespace audit
