/* SPDX-License-Identifier: MIT */
#include "testing.h"

#include <locale.h>

#ifdef __has_feature
#if __has_feature(memory_sanitizer)
#include <sanitizer/msan_interface.h>
#define CHECKS_WHAT_IS_WRITTEN
#endif
#endif

/* FNV-1a of all that was noted. */
static uint64_t digest = UINT64_C(0xCBF29CE484222325);
static unsigned long long n_noted;
static bool notes_shown;

/* The same of the doubles alone; 0 before the first. */
static uint64_t doubles;

/* MemorySanitizer stops where one of the bytes was never written. */
static void assert_written(const void *bytes, size_t n) {
#ifdef CHECKS_WHAT_IS_WRITTEN
    __msan_check_mem_is_initialized(bytes, n);
#else
    (void)bytes;
    (void)n;
#endif
}

static uint64_t with_bytes(uint64_t before, const uint8_t *byte, size_t n) {
    for (size_t i = 0; i < n; i++)
        before = (before ^ byte[i]) * UINT64_C(0x100000001B3);
    return before;
}

void note_bytes(const void *bytes, size_t n) {
    assert_written(bytes, n);
    digest = with_bytes(digest, bytes, n);
    n_noted++;
    if (notes_shown)
        print_message("note %llu: %016llx\n", n_noted, (unsigned long long)digest);
}

/* The lowest byte first; NaN is one number, whatever its bits are. */
static void note_double(double x) {
    uint64_t bits = UINT64_C(0x7FF8000000000000);
    uint8_t bytes[sizeof bits];
    if (!isnan(x))
        memcpy(&bits, &x, sizeof bits);
    for (size_t i = 0; i < sizeof bits; i++)
        bytes[i] = (uint8_t)(bits >> 8 * i);
    note_bytes(bytes, sizeof bytes);
    doubles = with_bytes(doubles, bytes, sizeof bytes) + 1;
}

void forget_doubles(void) {
    doubles = 0;
}

bool same_doubles(uint64_t want, const char *what) {
    uint64_t got = doubles;
    forget_doubles();
    if (got != want)
        print_error("%s: not the same last bits as ever: digest 0x%016llX\n", what,
                    (unsigned long long)got);
    return got == want;
}

static void print_digest(void) {
    printf("digest: %016llx of %llu\n", (unsigned long long)digest, n_noted);
}

void use_environment_locale(void) {
    setlocale(LC_ALL, "");
    notes_shown = getenv("PTV_TEST_NOTES") != NULL;
    atexit(print_digest);
}

void assert_status_at(ptv_status expected, ptv_status got, const char *call, const char *file,
                      int line) {
    if (got == expected)
        return;
    print_error("%s: got %s (%d), want %s\n", call, ptv_status_name(got), (int)got,
                ptv_status_name(expected));
    _fail(file, line);
}

bool is_close(double got, double want, double tolerance, double floor, double *ratio) {
    double ignored;
    note_double(got);
    ratio = ratio ? ratio : &ignored;
    *ratio = 0;
    if (isnan(want) || isinf(want))
        return isnan(want) ? isnan(got) : got == want;
    double error = fabs(got - want);
    double allowed = tolerance * (fabs(want) > floor ? fabs(want) : floor);
    if (error > 0 || isnan(error))
        *ratio = error / allowed;
    return error <= allowed;
}

void assert_close_at(double got, double want, double tolerance, double floor, const char *text,
                     const char *file, int line) {
    if (is_close(got, want, tolerance, floor, NULL))
        return;
    print_error("%s: got %.17g, want %.17g\n", text, got, want);
    _fail(file, line);
}

void assert_at_most_at(double a, double b, const char *a_text, const char *b_text, const char *file,
                       int line) {
    note_double(a);
    note_double(b);
    if (a <= b)
        return;
    print_error("not %s <= %s: %.17g, %.17g\n", a_text, b_text, a, b);
    _fail(file, line);
}

void assert_less_at(double a, double b, const char *a_text, const char *b_text, const char *file,
                    int line) {
    note_double(a);
    note_double(b);
    if (a < b)
        return;
    print_error("not %s < %s: %.17g, %.17g\n", a_text, b_text, a, b);
    _fail(file, line);
}

double next_above(double x) {
    uint64_t bits;
    if (!(x < INFINITY))
        return x;
    if (x == 0)
        return 0x1p-1074;
    memcpy(&bits, &x, sizeof bits);
    bits += x > 0 ? 1u : UINT64_MAX;
    memcpy(&x, &bits, sizeof x);
    return x;
}

double next_below(double x) {
    return -next_above(-x);
}

uint64_t random_next(struct generator *generator) {
    generator->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = generator->state;
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

uint64_t random_below(struct generator *generator, uint64_t n) {
    return random_next(generator) % n;
}

uint64_t random_magnitude(struct generator *generator, unsigned bits) {
    uint64_t x = random_next(generator);
    return x >> (64 - 1 - random_below(generator, bits));
}

/* Larger than any struct that the library accepts. */
enum { ROOM = 8192, LARGEST = 4096 };

struct room {
    _Alignas(16) unsigned char bytes[ROOM];
};

static void set_size(struct room *room, size_t size) {
    uint32_t written = (uint32_t)size;
    memcpy(room->bytes, &written, sizeof written);
}

static uint32_t size_in(const struct room *room) {
    uint32_t size;
    memcpy(&size, room->bytes, sizeof size);
    return size;
}

void assert_input_size_checked(takes_struct call, void *ctx, const void *valid, size_t known) {
    struct room room = {{0}};
    memcpy(room.bytes, valid, known);
    assert_true(size_in(&room) == known);
    assert_ok(call(room.bytes, ctx));

    for (size_t size = 0; size < known; size++) {
        set_size(&room, size);
        assert_status(PTV_ERR_SIZE, call(room.bytes, ctx));
    }
    static const uint32_t huge[] = {LARGEST + 1, 0x7FFFFFFF, 0x80000000, UINT32_MAX};
    for (size_t i = 0; i < COUNT_OF(huge); i++) {
        set_size(&room, huge[i]);
        assert_status(PTV_ERR_SIZE, call(room.bytes, ctx));
    }
    for (size_t size = known + 1; size <= LARGEST; size = size < known + 32 ? size + 1 : LARGEST) {
        set_size(&room, size);
        assert_ok(call(room.bytes, ctx));
        room.bytes[size - 1] = 1;
        assert_status(PTV_ERR_SIZE, call(room.bytes, ctx));
        room.bytes[size - 1] = 0;
        room.bytes[known] = 0x80;
        assert_status(PTV_ERR_SIZE, call(room.bytes, ctx));
        room.bytes[known] = 0;
        if (size == LARGEST)
            break;
    }

    set_size(&room, known);
    room.bytes[known] = 1; /* not the struct's any more */
    assert_ok(call(room.bytes, ctx));
    room.bytes[4] = 1; /* the member `reserved` */
    assert_status(PTV_ERR_ARGUMENT, call(room.bytes, ctx));
}

void assert_output_size_checked(gives_struct call, void *ctx, size_t known) {
    struct room plain, room, before;
    scribble(plain);
    set_size(&plain, known);
    assert_true(call(plain.bytes, ctx) >= 0);
    assert_true(size_in(&plain) == known);
    for (size_t i = 4; i < 8; i++)
        assert_int_equal(plain.bytes[i], 0);
    for (size_t i = known; i < ROOM; i++)
        assert_int_equal(plain.bytes[i], 0xA5);

    scribble(room);
    static const uint32_t huge[] = {LARGEST + 1, 0x7FFFFFFF, 0x80000000, UINT32_MAX};
    for (size_t i = 0; i < known + COUNT_OF(huge); i++) {
        set_size(&room, i < known ? i : huge[i - known]);
        before = room;
        assert_status(PTV_ERR_SIZE, call(room.bytes, ctx));
        assert_same_bytes(before, room);
    }
    static const size_t longer[] = {1, 7, 8, 24, 1000};
    for (size_t i = 0; i < COUNT_OF(longer); i++) {
        size_t size = known + longer[i];
        scribble(room);
        set_size(&room, size);
        assert_true(call(room.bytes, ctx) >= 0);
        assert_memory_equal(room.bytes, plain.bytes, known);
        for (size_t j = known; j < size; j++)
            assert_int_equal(room.bytes[j], 0);
        for (size_t j = size; j < ROOM; j++)
            assert_int_equal(room.bytes[j], 0xA5);
    }
}
