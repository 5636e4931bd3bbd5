// Pictures that reading words needs the place of, but not the picture. Poppler's private interface (22.12).
#pragma once

class Page;

namespace audit {

/// Puts stand-ins of the same size, mask and transparency in the place of the page's JPEG 2000 pictures, which Poppler
/// would decode in whole before it asks the device whether it wants them. In memory alone, and only for readers of
/// words.
void LeaveUndecoded(Page& page);

}  // namespace audit
