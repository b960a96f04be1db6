/* SPDX-License-Identifier: MIT */
/** @file
 * The version of the library and of its binary interface. */
#ifndef POSTVENTA_VERSION_H
#define POSTVENTA_VERSION_H

#include <stdint.h>

#include "api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_VERSION_MAJOR 0 /**< Major version: changes when programs must. */
#define PTV_VERSION_MINOR 1 /**< Minor version: new functions. */
#define PTV_VERSION_PATCH 0 /**< Patch version: corrections. */

/** Version of the binary interface: the number in the shared library's name.
 *
 * It changes only when a program linked to an earlier version could break. */
#define PTV_ABI_VERSION 0

/** Version of the library in use, as text.
 *
 * @return "MAJOR.MINOR.PATCH", a constant that lives as long as the library. O(1). */
PTV_API const char *ptv_version(void);

/** Version of the library in use, as a number that can be compared.
 *
 * @return MAJOR * 1000000 + MINOR * 1000 + PATCH. O(1). */
PTV_API uint32_t ptv_version_number(void);

#ifdef __cplusplus
}
#endif

#endif
