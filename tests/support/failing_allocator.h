/* SPDX-License-Identifier: MIT */
/* An allocator that fails on demand, and that knows what was not given back. */
#ifndef TESTS_FAILING_ALLOCATOR_H
#define TESTS_FAILING_ALLOCATOR_H

#include "testing.h"

struct failing_allocator {
    uint64_t until_failure; /* allocations until the one that fails, alone; UINT64_MAX: none does */
    uint64_t calls;         /* allocations asked for, those that failed too */
    int64_t blocks;         /* not given back */
    size_t bytes;           /* in them */
    size_t most;            /* bytes that were ever held at a time */
};

/* Makes one that does not fail yet, and the allocator of the API that uses it. New memory and memory
 * given back are scribbled over. */
ptv_allocator failing_allocator(struct failing_allocator *memory);

/* Something that allocates: makes its objects, asserts what holds whether it failed or not, gives
 * back what it made, and answers its status. */
typedef ptv_status (*allocates)(const ptv_allocator *allocator, void *ctx);

/* Lets each allocation of a call fail in turn, until none is left to fail: the call answers
 * PTV_ERR_MEMORY each time and then, without a failure, a status of 0 or more. Nothing leaks.
 * Returns the number of failures. */
size_t for_each_failure(allocates call, void *ctx);

#endif
