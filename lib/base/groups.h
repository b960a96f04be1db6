/* SPDX-License-Identifier: MIT */
/* What groups are made of, also for the test of what happens when there are no numbers left. */
#ifndef PTVI_GROUPS_H
#define PTVI_GROUPS_H

#include "base/keymap.h"
#include "postventa/groups.h"

/* No code. There are so many groups at most, from 0 on. */
#define PTVI_NO_CODE UINT32_MAX

struct ptvi_group {
    const char *bytes;
    uint64_t len;
    int64_t integer;
    int32_t kind;
    uint32_t next; /* code of another group with the same hash, or PTVI_NO_CODE */
};

struct ptv_groups {
    ptv_allocator allocator;
    struct ptvi_keymap chains;
    uint64_t secret[2];       /* of the hashes of bytes */
    struct ptvi_group *group; /* by code */
    size_t n, capacity;
    struct ptvi_chunk *chunks; /* the first is being filled */
    uint32_t last;             /* the code told last, for rows are often like the row before */
};

#endif
