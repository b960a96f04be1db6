/* SPDX-License-Identifier: MIT */
/* base/allocator.h, and the allocator that the tests use. */
#include "failing_allocator.h"
#include "testing.h"

#include "base/allocator.h"

static void null_means_malloc_and_free(void **unused) {
    (void)unused;
    ptv_allocator source = ptvi_allocator_or_default(NULL);
    uint8_t *memory = ptvi_allocate(&source, 3, 100);
    assert_non_null(memory);
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(memory[i], 0);
    ptvi_release(&source, memory);
}

static void one_without_functions_too(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator whole = failing_allocator(&memory), none = {NULL, NULL, NULL}, half = whole;
    half.free = NULL;
    assert_true(ptvi_allocator_or_default(&none).alloc != NULL);
    assert_true(ptvi_allocator_or_default(&half).alloc != whole.alloc);
    assert_true(ptvi_allocator_or_default(&half).free != NULL);
    half = whole;
    half.alloc = NULL;
    assert_true(ptvi_allocator_or_default(&half).free != whole.free);
}

static void the_callers_own_is_used_and_given_zeros(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator whole = failing_allocator(&memory);
    ptv_allocator source = ptvi_allocator_or_default(&whole);
    assert_true(source.alloc == whole.alloc && source.free == whole.free && source.ctx == &memory);
    uint64_t *words = ptvi_allocate(&source, 5, sizeof *words);
    assert_non_null(words);
    assert_true(memory.blocks == 1 && memory.bytes == 40 && memory.calls == 1);
    for (size_t i = 0; i < 5; i++)
        assert_true(words[i] == 0);
    ptvi_release(&source, words);
    ptvi_release(&source, NULL);
    assert_true(memory.blocks == 0 && memory.bytes == 0);
}

static void a_product_beyond_size_t_is_no_memory(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator source = failing_allocator(&memory);
    assert_null(ptvi_allocate(&source, SIZE_MAX / 8 + 1, 8));
    assert_null(ptvi_allocate(&source, SIZE_MAX, SIZE_MAX));
    assert_null(ptvi_allocate(&source, 0, 8));
    assert_true(memory.calls == 0);
}

static void one_allocation_fails_and_the_next_does_not(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator source = failing_allocator(&memory);
    memory.until_failure = 1;
    void *first = ptvi_allocate(&source, 1, 1);
    assert_non_null(first);
    assert_null(ptvi_allocate(&source, 1, 1));
    void *third = ptvi_allocate(&source, 1, 1);
    assert_non_null(third);
    assert_true(memory.blocks == 2 && memory.calls == 3);
    ptvi_release(&source, first);
    ptvi_release(&source, third);
}

static ptv_status copy_five(const ptv_allocator *allocator, void *five) {
    const struct failing_allocator *memory = allocator->ctx;
    void *copy = NULL;
    ptv_status status = ptvi_allocate_copy(allocator, five, 5, &copy);
    assert_true((copy != NULL) == (status == PTV_OK));
    assert_true(memory->bytes == (copy ? 5 : 0));
    if (copy)
        assert_memory_equal(copy, five, 5);
    ptvi_release(allocator, copy);
    return status;
}

static void a_copy_is_whole_or_none(void **unused) {
    (void)unused;
    char five[] = "five";
    assert_true(for_each_failure(copy_five, five) == 1);
}

int main(void) {
    use_environment_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_means_malloc_and_free),
        cmocka_unit_test(one_without_functions_too),
        cmocka_unit_test(the_callers_own_is_used_and_given_zeros),
        cmocka_unit_test(a_product_beyond_size_t_is_no_memory),
        cmocka_unit_test(one_allocation_fails_and_the_next_does_not),
        cmocka_unit_test(a_copy_is_whole_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
