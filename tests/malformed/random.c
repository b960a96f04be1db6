/* SPDX-License-Identifier: MIT */
/* Several changes at once. An image depends on its number alone, so a run of more images begins with
 * those of a run of fewer, and each of several programs makes its own share. */
#include "machine.h"

#include "base/bytes.h"

enum { MOST_CHANGES = 4 };

/* Short images are cheaper to read, and more of them are: as the square of their lengths. */
static uint64_t weights[SEEDS_MAX];

static uint64_t weigh_seeds(void) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n_seeds; i++) {
        uint64_t len = seeds[i].image.len;
        sum += (UINT64_C(1) << 32) / (len * len);
        weights[i] = sum;
    }
    return sum;
}

static size_t draw_seed(struct generator *generator, uint64_t sum) {
    uint64_t drawn = random_below(generator, sum);
    size_t i = 0;
    while (weights[i] <= drawn)
        i++;
    return i;
}

/* Of words, most likely one of those that all images of a type have in the same place. */
static void change_word(struct draft *draft, struct generator *generator) {
    size_t words = draft->seed->image.len / 8;
    size_t at = 8 * (size_t)random_below(generator, words);
    uint64_t own = ptvi_get64(draft->bytes + at), drawn = random_next(generator);
    switch (drawn % 4) {
    case 0:
        set_word(draft, at, extremes[drawn / 4 % EXTREMES]);
        break;
    case 1:
        set_word(draft, at, own + (drawn / 4 % 16) - 8);
        break;
    case 2:
        set_word(draft, at, ptvi_get64(draft->bytes + 8 * (drawn / 4 % words)));
        break;
    default:
        set_word(draft, at, random_magnitude(generator, 64));
        break;
    }
}

/* A counter goes up and another down, or both up. */
static void change_sum(struct draft *draft, struct generator *generator) {
    size_t words = draft->seed->image.len / 8;
    size_t a = 8 * (size_t)random_below(generator, words);
    size_t b = 8 * (size_t)random_below(generator, words);
    uint64_t n = random_magnitude(generator, 8), up = random_below(generator, 2);
    set_word(draft, a, ptvi_get64(draft->bytes + a) + n);
    set_word(draft, b, ptvi_get64(draft->bytes + b) + (up ? n : 0 - n));
}

static void change_byte(struct draft *draft, struct generator *generator) {
    uint64_t drawn = random_next(generator);
    size_t at = (size_t)(drawn >> 16) % draft->seed->image.len;
    uint8_t own = draft->bytes[at], other = (uint8_t)drawn;
    switch (drawn >> 8 & 3) {
    case 0:
        set_byte(draft, at, other);
        break;
    case 1:
        set_byte(draft, at, (uint8_t)(own ^ 1u << other % 8));
        break;
    case 2:
        set_byte(draft, at, (uint8_t)(own + other % 8 - 4));
        break;
    default:
        set_byte(draft, at, draft->bytes[drawn / 7 % draft->seed->image.len]);
        break;
    }
}

/* Headers are left alone mostly: nothing behind a wrong one is looked at. */
static void spare_header(struct draft *draft, struct generator *generator) {
    if (random_below(generator, 32) > 0)
        for (size_t at = 0; at < PTV_WIRE_HEADER; at++)
            if (at < CHECKSUM || at >= CHECKSUM + 4)
                set_byte(draft, at, draft->seed->image.data[at]);
}

static void change(struct draft *draft, struct generator *generator) {
    uint64_t changes = 1 + random_below(generator, MOST_CHANGES);
    for (uint64_t i = 0; i < changes; i++) {
        uint64_t which = random_below(generator, 8);
        if (which < 2)
            change_word(draft, generator);
        else if (which == 2)
            change_sum(draft, generator);
        else
            change_byte(draft, generator);
    }
    spare_header(draft, generator);
}

void feed_random(struct machine *machine, uint64_t images) {
    uint8_t *bytes[SEEDS_MAX];
    uint64_t sum = weigh_seeds();
    for (size_t i = 0; i < n_seeds; i++) {
        bytes[i] = malloc(seeds[i].image.len);
        assert_non_null(bytes[i]);
    }
    machine->what = "several changes";
    while (machine->images < images) {
        struct generator generator = {machine->made};
        if (!its_turn(machine))
            continue;
        generator.state = random_next(&generator); /* far from the next image's */
        size_t i = draw_seed(&generator, sum);
        struct draft draft = {&seeds[i], bytes[i]};
        machine->seed = &seeds[i];
        memcpy(bytes[i], seeds[i].image.data, seeds[i].image.len);
        change(&draft, &generator);
        feed(machine, bytes[i], seeds[i].image.len);
    }
    for (size_t i = 0; i < n_seeds; i++)
        free(bytes[i]);
    machine->seed = seeds;
}
