/* SPDX-License-Identifier: MIT */
#include "failing_allocator.h"

/* Before each block: its size, and a sign that it is one. */
struct head {
    _Alignas(max_align_t) size_t size;
    uint64_t sign;
};

static const uint64_t LIVE = UINT64_C(0x1157B10C6B10C11E), DEAD = UINT64_C(0xDEADB10C6B10CDED);

static void *take(void *ctx, size_t size) {
    struct failing_allocator *memory = ctx;
    assert_true(size > 0);
    memory->calls++;
    bool fails = memory->until_failure == 0;
    if (memory->until_failure != UINT64_MAX)
        memory->until_failure--; /* 0 becomes UINT64_MAX: the next does not fail */
    if (fails)
        return NULL;
    struct head *head = malloc(sizeof *head + size);
    assert_non_null(head);
    head->size = size;
    head->sign = LIVE;
    memset(head + 1, 0xA5, size);
    memory->blocks++;
    memory->bytes += size;
    memory->most = memory->bytes > memory->most ? memory->bytes : memory->most;
    return head + 1;
}

static void give_back(void *ctx, void *ptr) {
    struct failing_allocator *memory = ctx;
    if (!ptr)
        return;
    struct head *head = (struct head *)ptr - 1;
    assert_true(head->sign == LIVE);
    head->sign = DEAD;
    memory->blocks--;
    memory->bytes -= head->size;
    memset(ptr, 0x5A, head->size);
    free(head);
}

ptv_allocator failing_allocator(struct failing_allocator *memory) {
    ptv_allocator allocator = {take, give_back, memory};
    *memory = (struct failing_allocator){.until_failure = UINT64_MAX};
    return allocator;
}

size_t for_each_failure(allocates call, void *ctx) {
    for (size_t k = 0;; k++) {
        struct failing_allocator memory;
        ptv_allocator allocator = failing_allocator(&memory);
        memory.until_failure = k;
        ptv_status status = call(&allocator, ctx);
        assert_true(memory.blocks == 0);
        if (memory.calls <= k) {
            assert_true(status >= 0);
            return k;
        }
        assert_status(PTV_ERR_MEMORY, status);
    }
}
