// The functions of Little CMS that are answered here, as lcms2.h declares them; that header would ask for another
// package.
#pragma once

#include <cstdint>

extern "C" {
void* cmsOpenProfileFromMem(const void* bytes, std::uint32_t size);
int cmsCloseProfile(void* profile);
void* cmsCreateTransform(void* from, std::uint32_t from_format, void* to, std::uint32_t to_format, std::uint32_t intent,
                         std::uint32_t flags);
void cmsDeleteTransform(void* transform);
}
