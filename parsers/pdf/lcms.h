// The functions of Little CMS that color_transforms.cc answers in the library's place, as lcms2.h declares them: that
// header would ask for another package. Profiles and transforms are owned by who made them.
#pragma once

#include <cstdint>

extern "C" {
void* cmsOpenProfileFromMem(const void* bytes, std::uint32_t size);
int cmsCloseProfile(void* profile);
void* cmsCreateTransform(void* from, std::uint32_t from_format, void* to, std::uint32_t to_format, std::uint32_t intent,
                         std::uint32_t flags);
void cmsDeleteTransform(void* transform);
}
