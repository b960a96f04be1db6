/* SPDX-License-Identifier: MIT */
/** @file
 * The verbs that all states have in common, by type: for databases and other languages, which hold
 * states without knowing what they count. Each verb is the type's own function; here states are
 * `void *`, and their memory comes from malloc. */
#ifndef POSTVENTA_VERBS_H
#define POSTVENTA_VERBS_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "status.h"
#include "wire.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Verbs of a type of state. The members keep their places; later versions add some at the end. */
typedef struct ptv_verbs {
    uint32_t type;     /**< PTV_TYPE_… */
    uint32_t reserved; /**< 0 */
    /** Bytes of a state that the caller may allocate and copy itself; 0: it is opaque. */
    uint64_t state_size;
    /** Makes a state with the same contents, to be given back by `free`. */
    ptv_status (*copy)(const void *acc, void **out);
    /** Gives back what `copy` or `deserialize` made, or what the type's `_new` made without an
     * allocator; NULL is fine. */
    void (*free)(void *acc);
    /** Forgets what was counted; the definition stays. NULL of a type that counts nothing. */
    ptv_status (*reset)(void *acc);
    /** Adds the contents of another state of this type and definition. NULL likewise. */
    ptv_status (*merge)(void *dst, const void *src);
    /** Writes a state as bytes; a NULL buffer with cap 0 asks for the length. */
    ptv_status (*serialize)(const void *acc, void *buf, size_t cap, size_t *len);
    /** Makes a state from bytes, whoever wrote them, to be given back by `free`. */
    ptv_status (*deserialize)(const void *buf, size_t len, void **out);
} ptv_verbs;

/** The verbs of a type of state.
 *
 * @param[in] type  a PTV_TYPE_… constant, as ptv_wire_info tells it of bytes
 * @return a constant that lives as long as the library; NULL: this version has no such type.
 * O(1). */
PTV_API const ptv_verbs *ptv_verbs_find(uint32_t type);

#ifdef __cplusplus
}
#endif

#endif
