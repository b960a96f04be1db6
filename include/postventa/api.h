/* SPDX-License-Identifier: MIT */
/** @file
 * How the library's functions are exported and marked. */
#ifndef POSTVENTA_API_H
#define POSTVENTA_API_H

/** Marks a function that the library exports.
 *
 * A program that links the static library on Windows defines PTV_STATIC. */
#if defined(_WIN32) && !defined(PTV_STATIC)
#ifdef PTV_BUILDING
#define PTV_API __declspec(dllexport)
#else
#define PTV_API __declspec(dllimport)
#endif
#elif defined(__GNUC__) && defined(PTV_BUILDING)
#define PTV_API __attribute__((visibility("default")))
#else
#define PTV_API
#endif

/** Marks a function whose status must not be dropped. */
#if defined(__GNUC__)
#define PTV_NODISCARD __attribute__((warn_unused_result))
#else
#define PTV_NODISCARD
#endif

#endif
