/* SPDX-License-Identifier: MIT */
/* Counting levels by their bits, with vectors of one width; ratings_count.c includes this for each.
 * TARGET and NAME(…) say what it is compiled for and called; of that name there are
 *
 *     bits      a vector
 *     table     one for look-ups, of 16 bytes
 *     index     a vector of bytes, less the lowest level, as the index of look-ups
 *     look_up   its bits
 *     both      the bits of two vectors
 *     carry     adds the bits of two vectors to sums: what goes into the sums of twice the weight
 *     drain     adds how often each bit of a byte is set, times 2^shift, to counts
 *
 * Sums of the weights 1, 2, 4… are kept as a vector each (Harley and Seal's way to count bits): of
 * 32 vectors, only one is drained. */

/* Adds eight vectors to sums of the weights 1, 2 and 4; returns what weighs 8. */
PTVI_INLINE TARGET NAME(bits)
    NAME(add_eight)(NAME(bits) * one, NAME(bits) * two, NAME(bits) * four, const NAME(bits) * a) {
    NAME(bits) b = NAME(carry)(one, a[0], a[1]), c = NAME(carry)(one, a[2], a[3]);
    NAME(bits) d = NAME(carry)(one, a[4], a[5]), e = NAME(carry)(one, a[6], a[7]);
    b = NAME(carry)(two, b, c);
    d = NAME(carry)(two, d, e);
    return NAME(carry)(four, b, d);
}

/* Counts n bytes, up to the last whole 32 vectors; returns how many those are. */
static TARGET size_t NAME(count_bits)(const uint8_t *bytes, size_t n, struct ptvi_range range,
                                      uint64_t counts[PTVI_LEVELS]) {
    enum { WIDE = sizeof(NAME(bits)), STEP = 32 * WIDE };
    if (n < STEP)
        return 0;
    const NAME(bits) zero = NAME(table)(_mm_setzero_si128());
    const NAME(bits) lowest = NAME(table)(_mm_set1_epi8((char)range.min));
    const NAME(bits) first_table = NAME(table)(bits_of(first_bits, range.levels));
    const NAME(bits) even_table = NAME(table)(bits_of(even_bits, range.levels));
    const NAME(bits) odd_table = NAME(table)(bits_of(odd_bits, range.levels));
    struct met met = {{0}, {0}};
    NAME(bits) f1 = zero, f2 = zero, f4 = zero, f8 = zero, f16 = zero;
    NAME(bits) o1 = zero, o2 = zero, o4 = zero, o8 = zero;
    size_t done = 0;
    for (; n - done >= STEP; done += STEP) {
        NAME(bits) first_8[4], pairs[16];
#pragma GCC unroll 1
        for (size_t part = 0; part < 4; part++) {
            NAME(bits) eight[8];
#pragma GCC unroll 8
            for (size_t i = 0; i < 8; i++) {
                const uint8_t *at = bytes + done + (8 * part + i) * WIDE;
                if (i * WIDE % 64 == 0)
                    ptvi_prefetch_stream(at);
                NAME(bits) index = NAME(index)(at, lowest);
                eight[i] = NAME(look_up)(first_table, index);
                NAME(bits) others = NAME(look_up)(i % 2 ? odd_table : even_table, index);
                NAME(bits) *pair = &pairs[4 * part + i / 2];
                *pair = i % 2 ? NAME(both)(*pair, others) : others;
            }
            first_8[part] = NAME(add_eight)(&f1, &f2, &f4, eight);
        }
        NAME(bits) first_16 = NAME(carry)(&f8, first_8[0], first_8[1]);
        NAME(bits) more_16 = NAME(carry)(&f8, first_8[2], first_8[3]);
        NAME(drain)(NAME(carry)(&f16, first_16, more_16), 5, met.first);
        NAME(bits) other_8 = NAME(add_eight)(&o1, &o2, &o4, pairs);
        NAME(bits) more_8 = NAME(add_eight)(&o1, &o2, &o4, pairs + 8);
        NAME(drain)(NAME(carry)(&o8, other_8, more_8), 4, met.other);
    }
    const NAME(bits) first[] = {f1, f2, f4, f8, f16}, other[] = {o1, o2, o4, o8};
    for (int i = 0; i < 5; i++)
        NAME(drain)(first[i], i, met.first);
    for (int i = 0; i < 4; i++)
        NAME(drain)(other[i], i, met.other);
    add_met(&met, done, counts);
    return done;
}
