/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "postventa/version.h"

#define TEXT(x)                     #x
#define DOTTED(major, minor, patch) TEXT(major) "." TEXT(minor) "." TEXT(patch)

const char *ptv_version(void) {
    return DOTTED(PTV_VERSION_MAJOR, PTV_VERSION_MINOR, PTV_VERSION_PATCH);
}

uint32_t ptv_version_number(void) {
    return PTV_VERSION_MAJOR * 1000000u + PTV_VERSION_MINOR * 1000u + PTV_VERSION_PATCH;
}
