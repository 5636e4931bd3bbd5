#include "parsers/pdf/kept_fonts.h"

#include <Gfx.h>
#include <Object.h>
#include <Page.h>
#include <XRef.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace audit {
namespace {

constexpr int kMostKept = 200;

// Poppler has no way to give fonts to a page. These two members are private in it; naming them as template arguments is
// the one thing that the language allows outsiders, and fails to compile should another version rename them.
template <typename Tag, typename Tag::Type member>
struct MemberOf {
  friend typename Tag::Type Opened(Tag) { return member; }
};
struct TopOfDrawer {
  using Type = GfxResources* Gfx::*;
  friend Type Opened(TopOfDrawer);
};
template struct MemberOf<TopOfDrawer, &Gfx::res>;
struct NextOfResources {
  using Type = GfxResources* GfxResources::*;
  friend Type Opened(NextOfResources);
};
template struct MemberOf<NextOfResources, &GfxResources::next>;

GfxResources*& NextOf(GfxResources& resources) { return resources.*Opened(NextOfResources()); }

using FontKey = std::tuple<int, int, std::string>;  // object, generation, name in the page's resources

}  // namespace

struct KeptFonts::Impl {
  XRef* table = nullptr;
  std::map<FontKey, std::unique_ptr<GfxResources>> fonts;  // each holds one font
  Dict* page = nullptr;                                    // whose fonts were taken, until they are given back
  Object taken;
  std::vector<GfxResources*> chain;  // of the page

  GfxResources* Font(const char* name, const Object& reference) {
    const Ref ref = reference.getRef();
    auto& font = fonts[{ref.num, ref.gen, name}];
    if (!font) {
      auto* entry = new Dict(table);
      entry->add(name, reference.copy());
      auto* alone = new Dict(table);
      alone->add("Font", Object(entry));
      const Object owner(alone);
      font = std::make_unique<GfxResources>(table, alone, nullptr);
    }
    return font.get();
  }
};

KeptFonts::KeptFonts(XRef* table) : impl_(std::make_unique<Impl>()) { impl_->table = table; }
KeptFonts::~KeptFonts() = default;

void KeptFonts::TakeFrom(Page& page) {
  impl_->chain.clear();
  Dict* resources = page.getResourceDict();
  if (resources == nullptr) return;
  const Object fonts = resources->lookup("Font");
  if (!fonts.isDict() || fonts.dictGetLength() > kMostKept) return;
  for (int i = 0; i < fonts.dictGetLength(); ++i)
    if (!fonts.dictGetValNF(i).isRef()) return;
  if (static_cast<int>(impl_->fonts.size()) + fonts.dictGetLength() > kMostKept) impl_->fonts.clear();
  for (int i = 0; i < fonts.dictGetLength(); ++i) {
    GfxResources* font = impl_->Font(fonts.dictGetKey(i), fonts.dictGetValNF(i));
    auto& chain = impl_->chain;
    if (std::find(chain.begin(), chain.end(), font) == chain.end()) chain.push_back(font);
  }
  impl_->page = resources;
  impl_->taken = resources->lookupNF("Font").copy();
  resources->set("Font", Object(0));  // neither a dictionary nor a reference: no fonts
}

KeptFonts::Loan KeptFonts::Lend(Gfx& drawer) {
  if (impl_->page != nullptr) impl_->page->set("Font", std::move(impl_->taken));
  impl_->page = nullptr;
  GfxResources* const top = drawer.*Opened(TopOfDrawer());
  GfxResources* last = top;
  for (GfxResources* font : impl_->chain) {
    NextOf(*last) = font;
    NextOf(*font) = nullptr;
    last = font;
  }
  return Loan(*top);
}

KeptFonts::Loan::~Loan() { NextOf(to_) = nullptr; }

void KeptFonts::Forget() { impl_->fonts.clear(); }

}  // namespace audit
