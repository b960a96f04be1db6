/* SPDX-License-Identifier: MIT */
/* The bytes of states of any type. Equal states have equal ones. */
#ifndef TESTS_BYTES_H
#define TESTS_BYTES_H

#include "testing.h"

/* To be given back by free. */
struct bytes {
    uint8_t *data;
    size_t len;
};

/* The image of a state, whose type is a PTV_TYPE_… constant. */
struct bytes state_bytes(uint32_t type, const void *acc);

bool same_bytes(struct bytes a, struct bytes b);
bool same_states(uint32_t type, const void *a, const void *b);

void assert_state_bytes(uint32_t type, const void *acc, struct bytes want);

/* The call answers a status, and the state's bytes are as they were. */
#define assert_bytes_untouched(type, acc, expected, call)                                          \
    do {                                                                                           \
        struct bytes before_call = state_bytes(type, acc);                                         \
        assert_status(expected, call);                                                             \
        assert_state_bytes(type, acc, before_call);                                                \
        free(before_call.data);                                                                    \
    } while (0)

#endif
