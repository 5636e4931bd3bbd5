// Colour transforms that several colour spaces of a document share.
#include "parsers/pdf/color_transforms.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>

#include "parsers/pdf/lcms.h"

namespace audit {
namespace {

/// A function of the library that Poppler has loaded.
template <typename Function>
Function* Theirs(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

void* NewProfile() { return Theirs<void*()>("cmsCreate_sRGBProfile")(); }

constexpr std::uint32_t kRgb8 = 4u << 16 | 3u << 3 | 1u;  // TYPE_RGB_8

/// Of two profiles that are known by their address alone.
struct SharedTransform {
  KeepColorTransforms keep{true};
  void* from = NewProfile();
  void* to = NewProfile();

  void* Create() const { return cmsCreateTransform(from, kRgb8, to, kRgb8, 0, 0); }
};

int RedOf(void* transform) {
  const std::array<std::uint8_t, 3> red = {255, 0, 0};
  std::array<std::uint8_t, 3> out = {};
  Theirs<void(void*, const void*, void*, std::uint32_t)>("cmsDoTransform")(transform, red.data(), out.data(), 1);
  return out[0];
}

TEST(ColorTransforms, AreMadeOnceForTheSameProfiles) {
  const SharedTransform shared;
  const long before = ColorTransformsGivenAgain();
  void* const first = shared.Create();
  EXPECT_EQ(shared.Create(), first);
  EXPECT_EQ(ColorTransformsGivenAgain(), before + 1);
  cmsDeleteTransform(first);
  cmsDeleteTransform(first);
  cmsCloseProfile(shared.from);
  cmsCloseProfile(shared.to);
}

TEST(ColorTransforms, OutliveTheirProfilesUntilTheLastUserIsGone) {
  const SharedTransform shared;
  void* const first = shared.Create();
  void* const second = shared.Create();
  ASSERT_EQ(first, second);
  cmsCloseProfile(shared.from);
  cmsCloseProfile(shared.to);
  cmsDeleteTransform(first);
  EXPECT_EQ(RedOf(second), 255);
  cmsDeleteTransform(second);
}

}  // namespace
}  // namespace audit
