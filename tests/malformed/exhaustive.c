/* SPDX-License-Identifier: MIT */
/* What is done to every seed, each in turn. */
#include "machine.h"

#include "base/bytes.h"

const uint64_t extremes[EXTREMES] = {
    0,
    1,
    2,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
    0x100000000,
    UINT64_C(1) << 53,
    PTV_COUNT_MAX - 1,
    PTV_COUNT_MAX,
    PTV_COUNT_MAX + 1,
    UINT64_C(1) << 62,
    INT64_MAX - 1,
    INT64_MAX,
    UINT64_C(1) << 63,
    (UINT64_C(1) << 63) + 1,
    UINT64_C(0x7FFFFFFF7FFFFFFF),
    UINT64_C(0x8080808080808080),
    UINT64_MAX - 1,
    UINT64_MAX,
};

/* ── images of another length ────────────────────────────────────────────────────────────────── */

/* How much of an image is made good again after a change. */
enum { NOTHING, ITS_CHECKSUM, ITS_LENGTH, ITS_PARTS, REPAIRS };

/* An image of so many bytes lies at the end of this room, so that a sanitizer sees a byte read too
 * many. */
enum { ROOM = 1 << 14 };
static uint8_t *room;

static uint8_t *room_for(size_t len) {
    assert_true(len <= ROOM);
    return room + ROOM - len;
}

/* The length of the part in which the change was, if any. */
static void repair_part(const struct seed *seed, uint8_t *bytes, size_t len, size_t at) {
    size_t part = part_of(seed, at);
    if (part == seed->n_parts)
        return;
    size_t start = seed->parts[part].at;
    size_t changed = seed->parts[part].len + len - seed->image.len;
    if (start + PTV_WIRE_HEADER <= len)
        ptvi_put64(bytes + start + 8, changed);
}

static void repair(const struct machine *machine, uint8_t *bytes, size_t len, size_t at,
                   int repairs) {
    if (len < PTV_WIRE_HEADER)
        return;
    if (repairs >= ITS_LENGTH)
        ptvi_put64(bytes + 8, len);
    if (repairs >= ITS_PARTS)
        repair_part(machine->seed, bytes, len, at);
    if (repairs >= ITS_PARTS)
        seal_parts(machine->seed->type, bytes, len);
    else if (repairs >= ITS_CHECKSUM)
        seal(bytes, len);
}

/* Puts other bytes in the place of some of an image, and feeds it after each repair from one on. */
static void replace(struct machine *machine, size_t at, size_t n, const uint8_t *with, size_t m,
                    int least) {
    const struct bytes *image = &machine->seed->image;
    size_t len = image->len - n + m;
    for (int repairs = least; repairs < REPAIRS; repairs++) {
        if (!its_turn(machine))
            continue;
        uint8_t *bytes = room_for(len);
        memcpy(bytes, image->data, at);
        if (m > 0)
            memcpy(bytes + at, with, m);
        memcpy(bytes + at + m, image->data + at + n, image->len - at - n);
        repair(machine, bytes, len, at > 0 ? at - (n == 0) : 0, repairs);
        bool accepted = feed(machine, bytes, len);
        if (accepted && repairs < ITS_LENGTH && len != image->len)
            broken(machine, "accepted with the length of another");
    }
}

static void feed_truncations(struct machine *machine) {
    machine->what = "truncations";
    for (size_t len = 0; len < machine->seed->image.len; len++)
        replace(machine, len, machine->seed->image.len - len, NULL, 0, NOTHING);
}

static void feed_extensions(struct machine *machine) {
    static const uint8_t fillings[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    uint8_t more[16];
    machine->what = "extensions";
    for (size_t i = 0; i < COUNT_OF(fillings); i++) {
        memset(more, fillings[i], sizeof more);
        for (size_t n = 1; n <= sizeof more; n++)
            replace(machine, machine->seed->image.len, 0, more, n, NOTHING);
    }
}

/* Of the lengths that entries and numbers have. */
static void feed_entries(struct machine *machine) {
    static const size_t lengths[] = {1, 2, 3, 4, 8, 9, 10, 11, 12, 16};
    const struct bytes *image = &machine->seed->image;
    for (size_t i = 0; i < COUNT_OF(lengths); i++)
        for (size_t at = PTV_WIRE_HEADER, n = lengths[i]; at + n <= image->len; at++) {
            machine->what = "an entry twice";
            replace(machine, at, 0, image->data + at, n, ITS_PARTS);
            machine->what = "an entry less";
            replace(machine, at, n, NULL, 0, ITS_PARTS);
            if (at + 2 * n > image->len)
                continue;
            uint8_t swapped[2 * 16];
            memcpy(swapped, image->data + at + n, n);
            memcpy(swapped + n, image->data + at, n);
            machine->what = "entries swapped";
            replace(machine, at, 2 * n, swapped, 2 * n, ITS_PARTS);
            memcpy(swapped, image->data + at, n);
            machine->what = "an entry copied";
            replace(machine, at, 2 * n, swapped, 2 * n, ITS_PARTS);
        }
}

/* Numbers of variable length in forms that they do not have, and the largest ones. */
static void feed_varints(struct machine *machine) {
    static const uint8_t forms[][11] = {
        {0x80, 0x00},
        {0x80, 0x80, 0x00},
        {0xFF, 0x00},
        {0x80, 0x01},
        {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01},
        {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02},
        {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01},
        {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},
        {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}};
    static const size_t lengths[] = {2, 3, 2, 2, 10, 10, 11, 9, 11};
    const struct bytes *image = &machine->seed->image;
    machine->what = "numbers of variable length";
    for (size_t at = PTV_WIRE_HEADER; at < image->len; at++) {
        uint8_t overlong[] = {(uint8_t)(image->data[at] | 0x80), 0x00};
        replace(machine, at, 1, overlong, sizeof overlong, ITS_PARTS);
        for (size_t i = 0; i < COUNT_OF(forms); i++) {
            replace(machine, at, 1, forms[i], lengths[i], ITS_PARTS);
            replace(machine, at, 0, forms[i], lengths[i], ITS_PARTS);
        }
    }
}

/* The start of one and the end of another of its type: from the same place, or as far from the end.
 */
static void feed_splices(struct machine *machine, bool all) {
    const struct bytes *image = &machine->seed->image;
    machine->what = "splices";
    for (const struct seed *other = seeds; other < seeds + n_seeds; other++)
        for (size_t at = PTV_WIRE_HEADER; at < image->len; at += all ? 1 : 7) {
            const struct bytes *tail = &other->image;
            if (other->type != machine->seed->type)
                break;
            if (at <= tail->len)
                replace(machine, at, image->len - at, tail->data + at, tail->len - at, ITS_PARTS);
            size_t left = image->len - at;
            if (left <= tail->len)
                replace(machine, at, left, tail->data + tail->len - left, left, ITS_PARTS);
        }
}

/* Whole images of other states, and of the same one, in the place of a part. */
static void feed_parts(struct machine *machine) {
    const struct seed *seed = machine->seed;
    machine->what = "other parts";
    for (size_t part = 0; part < seed->n_parts; part++) {
        size_t at = seed->parts[part].at, n = seed->parts[part].len;
        for (const struct seed *other = seeds; other < seeds + n_seeds; other++)
            replace(machine, at, n, other->image.data, other->image.len, ITS_LENGTH);
        for (size_t other = 0; other < seed->n_parts; other++)
            replace(machine, at, n, seed->image.data + seed->parts[other].at,
                    seed->parts[other].len, ITS_LENGTH);
        replace(machine, at, n, NULL, 0, ITS_LENGTH);
    }
}

/* ── images of the same length ───────────────────────────────────────────────────────────────── */

static void feed_draft(struct machine *machine, const struct draft *draft) {
    if (its_turn(machine))
        feed(machine, draft->bytes, draft->seed->image.len);
}

/* Puts everything back, checksums that were written over as well. */
static void restore(struct draft *draft) {
    memcpy(draft->bytes, draft->seed->image.data, draft->seed->image.len);
}

/* Without a checksum that fits, no bit may be another. */
static void feed_damages(struct machine *machine, struct draft *draft) {
    machine->what = "damaged bytes";
    for (size_t at = 0; at < draft->seed->image.len; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            draft->bytes[at] ^= (uint8_t)(1u << bit);
            if (its_turn(machine) && feed(machine, draft->bytes, draft->seed->image.len))
                broken(machine, "accepted with a checksum that does not fit");
            draft->bytes[at] ^= (uint8_t)(1u << bit);
        }
}

/* Some values of a byte are bits that are flipped, ends of its range, and neighbours. */
static bool is_telling(uint8_t from, unsigned to) {
    unsigned flipped = from ^ to;
    return (flipped & (flipped - 1)) == 0 || to == 0 || to == 0xFF || to == from + 1u ||
           to + 1 == from;
}

static void feed_bytes(struct machine *machine, struct draft *draft, bool all) {
    machine->what = "bytes";
    for (size_t at = 0; at < draft->seed->image.len; at++) {
        uint8_t own = draft->bytes[at];
        for (unsigned value = 0; value < 256; value++)
            if (all || is_telling(own, value)) {
                set_byte(draft, at, (uint8_t)value);
                feed_draft(machine, draft);
            }
        set_byte(draft, at, own);
    }
}

static void flip_bit(struct draft *draft, size_t bit) {
    set_byte(draft, bit / 8, (uint8_t)(draft->bytes[bit / 8] ^ 1u << bit % 8));
}

enum {
    SHORT = 320,         /* bytes of an image of which there are all pairs; of others those of: */
    START = 160,         /* its first bytes, */
    NEIGHBOURS = 8 * 16, /* and bits that are not farther from one another. */
    FEW = 61,            /* one of so many, where not all are asked for, */
    THIN = 128           /* and of all images of a seed one for each so many of its bytes */
};

static bool is_pair(const struct seed *seed, size_t first, size_t second) {
    return seed->image.len <= SHORT || second < 8 * START || second - first <= NEIGHBOURS;
}

static void feed_pairs(struct machine *machine, struct draft *draft, bool all) {
    size_t bits = 8 * draft->seed->image.len, step = all ? 1 : FEW;
    machine->what = "pairs of bits";
    for (size_t first = 0; first < bits; first++) {
        flip_bit(draft, first);
        for (size_t second = first + 1 + (all ? 0 : first % FEW); second < bits; second += step) {
            if (!is_pair(draft->seed, first, second))
                break;
            flip_bit(draft, second);
            feed_draft(machine, draft);
            flip_bit(draft, second);
        }
        flip_bit(draft, first);
    }
}

/* Words of eight bytes, at each place where one can be: extreme, doubled, and a little more or less.
 */
static void feed_words(struct machine *machine, struct draft *draft) {
    machine->what = "words";
    for (size_t at = PTV_WIRE_HEADER - 16; at + 8 <= draft->seed->image.len; at++) {
        uint64_t own = ptvi_get64(draft->bytes + at);
        const uint64_t others[] = {own + 1, own - 1, 0 - own, 2 * own, ~own, own << 32};
        for (size_t i = 0; i < EXTREMES + COUNT_OF(others); i++) {
            set_word(draft, at, i < EXTREMES ? extremes[i] : others[i - EXTREMES]);
            feed_draft(machine, draft);
            restore(draft);
        }
    }
}

/* Two words with the sum that they had, or that change alike: what a sum alone does not tell. */
static void feed_sums(struct machine *machine, struct draft *draft, bool all) {
    size_t len = draft->seed->image.len;
    machine->what = "sums";
    for (size_t a = PTV_WIRE_HEADER; a + 8 <= len; a += 8)
        for (size_t b = PTV_WIRE_HEADER; b + 8 <= len; b += all ? 8 : 8 * 5) {
            uint64_t own = ptvi_get64(draft->bytes + a), other = ptvi_get64(draft->bytes + b);
            if (a == b)
                continue;
            set_word(draft, a, own + 1);
            set_word(draft, b, other - 1);
            feed_draft(machine, draft);
            set_word(draft, b, other + 1);
            feed_draft(machine, draft);
            set_word(draft, a, other);
            set_word(draft, b, own);
            feed_draft(machine, draft);
            restore(draft);
        }
}

void feed_exhaustive(struct machine *machine, bool all) {
    room = malloc(ROOM);
    assert_non_null(room);
    for (machine->seed = seeds; machine->seed < seeds + n_seeds; machine->seed++) {
        struct bytes image = machine->seed->image;
        machine->share.thin = all ? 1 : 1 + image.len / THIN;
        struct draft draft = {machine->seed, malloc(image.len)};
        assert_non_null(draft.bytes);
        memcpy(draft.bytes, image.data, image.len);
        machine->what = "as it is";
        if (!feed(machine, draft.bytes, image.len))
            broken(machine, "refused");
        feed_truncations(machine);
        feed_extensions(machine);
        feed_entries(machine);
        feed_varints(machine);
        feed_splices(machine, all);
        feed_parts(machine);
        feed_damages(machine, &draft);
        feed_bytes(machine, &draft, all);
        feed_words(machine, &draft);
        feed_sums(machine, &draft, all);
        feed_pairs(machine, &draft, all);
        if (memcmp(draft.bytes, image.data, image.len) != 0)
            broken(machine, "the machine did not put everything back");
        free(draft.bytes);
    }
    machine->share.thin = 1;
    machine->seed = seeds;
    free(room);
}
