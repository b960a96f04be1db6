/* SPDX-License-Identifier: MIT */
/* The common verbs by type. A function may only be called as the type that it is, so each type's
 * own are wrapped, by macros for what its kind of state has in common. */
#include "base/platform.h"

#include "base/allocator.h"
#include "postventa/postventa.h"

/* Hands out a copy of a fixed state, unless the check of it failed. */
static ptv_status hand_out_copy(ptv_status status, const void *acc, size_t size, void **out) {
    ptv_allocator source = ptvi_allocator_or_default(NULL);
    if (status < 0)
        return status;
    return out ? ptvi_allocate_copy(&source, acc, size, out) : PTV_ERR_NULL;
}

/* Hands out an opaque state, unless making it failed. */
static ptv_status hand_out(ptv_status status, void *made, void **out) {
    if (status >= 0)
        *out = made;
    return status;
}

static void free_fixed(void *acc) {
    ptv_allocator source = ptvi_allocator_or_default(NULL);
    ptvi_release(&source, acc);
}

#define SERIALIZE(name)                                                                            \
    static ptv_status serialize_##name(const void *acc, void *buf, size_t cap, size_t *len) {      \
        return ptv_##name##_serialize((const ptv_##name *)acc, buf, cap, len);                     \
    }

#define RESET_AND_MERGE(name)                                                                      \
    static ptv_status reset_##name(void *acc) {                                                    \
        return ptv_##name##_reset((ptv_##name *)acc);                                              \
    }                                                                                              \
    static ptv_status merge_##name(void *dst, const void *src) {                                   \
        return ptv_##name##_merge((ptv_##name *)dst, (const ptv_##name *)src);                     \
    }

/* Asking for the length of its image is the check of a state. */
#define FIXED(name)                                                                                \
    SERIALIZE(name)                                                                                \
    RESET_AND_MERGE(name)                                                                          \
    static ptv_status copy_##name(const void *acc, void **out) {                                   \
        size_t len;                                                                                \
        ptv_status status = ptv_##name##_serialize((const ptv_##name *)acc, NULL, 0, &len);        \
        return hand_out_copy(status, acc, sizeof(ptv_##name), out);                                \
    }                                                                                              \
    static ptv_status deserialize_##name(const void *buf, size_t len, void **out) {                \
        ptv_##name acc;                                                                            \
        ptv_status status = ptv_##name##_deserialize(&acc, buf, len);                              \
        return hand_out_copy(status, &acc, sizeof acc, out);                                       \
    }

#define OPAQUE(name)                                                                               \
    SERIALIZE(name)                                                                                \
    static ptv_status copy_##name(const void *acc, void **out) {                                   \
        ptv_##name *copy = NULL;                                                                   \
        ptv_status status = ptv_##name##_copy((const ptv_##name *)acc, NULL, out ? &copy : NULL);  \
        return hand_out(status, copy, out);                                                        \
    }                                                                                              \
    static void free_##name(void *acc) {                                                           \
        ptv_##name##_free((ptv_##name *)acc);                                                      \
    }                                                                                              \
    static ptv_status deserialize_##name(const void *buf, size_t len, void **out) {                \
        ptv_##name *acc = NULL;                                                                    \
        ptv_status status = ptv_##name##_deserialize(NULL, buf, len, out ? &acc : NULL);           \
        return hand_out(status, acc, out);                                                         \
    }

#define COUNTING(name)                                                                             \
    OPAQUE(name)                                                                                   \
    RESET_AND_MERGE(name)

FIXED(ratings)
FIXED(proportion)
FIXED(revenue)
COUNTING(durations)
COUNTING(survival)
COUNTING(repeats)
COUNTING(desk)
COUNTING(queue)
COUNTING(complaints)
COUNTING(cohorts)
COUNTING(panel)
OPAQUE(zone)

/* A row of the table, where the rows of all types stand in order. */
#define ROW(type, size, name, free, reset, merge)                                                  \
    { type, 0, size, copy_##name, free, reset, merge, serialize_##name, deserialize_##name }
#define FIXED_ROW(type, name)                                                                      \
    ROW(type, sizeof(ptv_##name), name, free_fixed, reset_##name, merge_##name)
#define COUNTING_ROW(type, name) ROW(type, 0, name, free_##name, reset_##name, merge_##name)

static const ptv_verbs verbs[] = {
    FIXED_ROW(PTV_TYPE_RATINGS, ratings),
    FIXED_ROW(PTV_TYPE_PROPORTION, proportion),
    COUNTING_ROW(PTV_TYPE_DURATIONS, durations),
    COUNTING_ROW(PTV_TYPE_SURVIVAL, survival),
    ROW(PTV_TYPE_ZONE, 0, zone, free_zone, NULL, NULL),
    COUNTING_ROW(PTV_TYPE_REPEATS, repeats),
    COUNTING_ROW(PTV_TYPE_DESK, desk),
    COUNTING_ROW(PTV_TYPE_QUEUE, queue),
    COUNTING_ROW(PTV_TYPE_COMPLAINTS, complaints),
    COUNTING_ROW(PTV_TYPE_COHORTS, cohorts),
    FIXED_ROW(PTV_TYPE_REVENUE, revenue),
    COUNTING_ROW(PTV_TYPE_PANEL, panel),
};
_Static_assert(sizeof verbs / sizeof *verbs == PTV_TYPE_PANEL, "each type has its row");

const ptv_verbs *ptv_verbs_find(uint32_t type) {
    return type > 0 && type <= PTV_TYPE_PANEL ? &verbs[type - PTV_TYPE_RATINGS] : NULL;
}
