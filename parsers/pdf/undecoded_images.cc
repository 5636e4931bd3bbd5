#include "parsers/pdf/undecoded_images.h"

#include <Page.h>
#include <Stream.h>

#include <algorithm>
#include <utility>

namespace audit {
namespace {

constexpr int kMostObjects = 500;  // of a page; more are drawings in pieces, not pictures

bool IsJpeg2000(const Object& object) {
  return object.isStream() && object.getStream()->getKind() == strJPX &&
         object.streamGetDict()->lookup("Subtype").isName("Image") &&
         !object.streamGetDict()->lookup("ImageMask").isBool();
}

Object StandIn(const Object& picture) {
  Dict* facts = picture.streamGetDict()->copy(picture.streamGetDict()->getXRef());
  for (const char* key : {"Filter", "DecodeParms", "Decode"})
    facts->remove(key);
  facts->set("ColorSpace", Object(objName, "DeviceRGB"));
  facts->set("BitsPerComponent", Object(8));
  facts->set("Length", Object(0));
  return Object(static_cast<Stream*>(new MemStream("", 0, 0, Object(facts))));  // owned by the object
}

}  // namespace

void LeaveUndecoded(Page& page) {
  Dict* resources = page.getResourceDict();
  if (resources == nullptr) return;
  Object objects = resources->lookup("XObject");
  if (!objects.isDict()) return;
  bool changed = false;
  for (int i = 0; i < std::min(objects.dictGetLength(), kMostObjects); ++i) {
    const Object picture = objects.dictGetVal(i);
    if (!IsJpeg2000(picture)) continue;
    objects.dictSet(objects.dictGetKey(i), StandIn(picture));
    changed = true;
  }
  if (changed) resources->set("XObject", std::move(objects));
}

}  // namespace audit
