/* SPDX-License-Identifier: MIT */
/* The machine of malformed images: whatever is done to a valid image, deserialize refuses it and
 * leaves its target alone, or gives a state whose image is, byte for byte, what was read. */
#include "desks.h"
#include "queue.h"
#include "repeats.h"

enum {
    EXTENSION = 16,
    PAIRS_MAX = 136,
    QUEUE_HEAD = IMAGE_HEADER + 8 * 22,
    DESK_HEAD = IMAGE_HEADER + 8 * 88,
    MANY_PARTS = 1600
};

/* A state of any type where it is read to: a fixed one lies there, of another a pointer. */
union target {
    uint64_t words[40];
    void *pointer;
};

/* By each type's own function, for the target must be left alone by that. */
typedef ptv_status (*deserializer)(union target *target, const void *buf, size_t len);

#define FIXED(name)                                                                                \
    static ptv_status read_##name(union target *target, const void *buf, size_t len) {             \
        return ptv_##name##_deserialize((void *)target, buf, len);                                 \
    }
#define OPAQUE(name)                                                                               \
    static ptv_status read_##name(union target *target, const void *buf, size_t len) {             \
        ptv_##name *acc = target->pointer;                                                         \
        ptv_status status = ptv_##name##_deserialize(NULL, buf, len, &acc);                        \
        target->pointer = acc;                                                                     \
        return status;                                                                             \
    }
FIXED(ratings)
FIXED(proportion)
FIXED(revenue)
OPAQUE(queue)
OPAQUE(desk)
OPAQUE(repeats)

struct seed {
    const char *name;
    struct image image;
    uint32_t type;
    deserializer read;
    size_t parts; /* where images inside the image begin; 0: there are none */
    bool open;    /* with a little less or more, it may be that of another state */
};

enum { SEEDS = 12 };
static struct seed seeds[SEEDS];

static struct seed repeats_seed(const char *name, int64_t cutoff) {
    static const ptv_contact contacts[] = {{1850, 5, 7},   {1950, 5, 7},           {2100, 5, 7},
                                           {2100, 5, 7},   {2001, 5, 300},         {1000, 900, 0},
                                           {5000, 900, 0}, {1500, PTV_KEY_NONE, 0}};
    struct seed seed = {name, {{0}, 0}, PTV_TYPE_REPEATS, read_repeats, 0, true};
    ptv_repeats *acc = repeats_of(100, 1000, NULL);
    assert_ok(ptv_repeats_add_records(acc, contacts, sizeof *contacts, COUNT_OF(contacts)));
    if (cutoff != PTV_TIME_NONE)
        assert_ok(ptv_repeats_advance(acc, cutoff));
    struct image *image = &seed.image;
    assert_ok(ptv_repeats_serialize(acc, image->bytes, sizeof image->bytes, &image->len));
    ptv_repeats_free(acc);
    return seed;
}

/* Two tickets, one of them answered and solved, a target and a period. */
static struct seed desk_seed(void) {
    struct seed seed = {"desk", {{0}, 0}, PTV_TYPE_DESK, read_desk, DESK_HEAD, false};
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.n_targets = 1;
    config.target[0].limit_ms = 5 * DESK_MINUTE;
    config.from = DESK_NOW - 60 * DESK_MINUTE;
    config.until = DESK_NOW;
    ptv_desk *acc = desk_new(&config, NULL);
    for (int i = 0; i < 2; i++) {
        ptv_ticket_times times = desk_ticket(i);
        assert_ok(ptv_desk_add(acc, &times));
    }
    struct image *image = &seed.image;
    assert_ok(ptv_desk_serialize(acc, image->bytes, IMAGE_MAX - EXTENSION, &image->len));
    ptv_desk_free(acc);
    return seed;
}

/* Customers of every kind. */
static struct image revenue_image(void) {
    static const int64_t customers[][2] = {{200, 200}, {100, 120}, {90, 140}, {300, 150}, {80, 10},
                                           {400, 0},   {0, 50},    {0, 70},   {0, 0}};
    struct image image = {{0}, 0};
    ptv_revenue acc;
    assert_ok(ptv_revenue_init(&acc));
    for (size_t i = 0; i < COUNT_OF(customers); i++)
        assert_ok(ptv_revenue_add(&acc, customers[i][0], customers[i][1], (int32_t)(i % 2)));
    assert_ok(ptv_revenue_add(&acc, PTV_AMOUNT_MISSING, 1, 0));
    assert_status(PTV_OUT_OF_SCALE, ptv_revenue_add(&acc, -1, 1, 0));
    assert_ok(ptv_revenue_serialize(&acc, image.bytes, sizeof image.bytes, &image.len));
    return image;
}

static void make_seeds(void) {
    struct generator generator = {22};
    ptv_ratings states[] = {ratings_on(0, 10, PTV_POLARITY_HIGH_IS_GOOD),
                            ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD),
                            ratings_on(-3, 3, PTV_POLARITY_LOW_IS_GOOD),
                            ratings_on(INT32_MAX - 1, INT32_MAX, PTV_POLARITY_HIGH_IS_GOOD),
                            ratings_on(INT32_MIN + 1, INT32_MIN + 11, PTV_POLARITY_LOW_IS_GOOD)};
    static const char *const names[] = {"ratings 0..10", "ratings 1..5", "ratings -3..3",
                                        "ratings to INT32_MAX", "ratings from INT32_MIN + 1"};
    for (size_t i = 0; i < 5; i++) {
        ptv_ratings_result r = reading_of(&states[i], NULL);
        for (int32_t level = 0; level <= r.scale_max - r.scale_min; level++)
            assert_ok(ptv_ratings_add_n(&states[i], r.scale_min + level,
                                        random_magnitude(&generator, 60)));
        assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&states[i], 77, 3));
        struct seed seed = {names[i], ratings_image(&states[i]), PTV_TYPE_RATINGS, read_ratings, 0,
                            false};
        seeds[i] = seed;
    }
    ptv_proportion some = proportion_with(1436, 342, 968), none = proportion_with(0, 0, 0);
    struct seed share = {
        "proportion", proportion_image(&some), PTV_TYPE_PROPORTION, read_proportion, 0, false};
    struct seed empty = {"empty proportion",
                         proportion_image(&none),
                         PTV_TYPE_PROPORTION,
                         read_proportion,
                         0,
                         false};
    seeds[5] = share;
    seeds[6] = empty;

    ptv_queue *queue = few_calls(NULL);
    struct seed calls = {"queue", {{0}, 0}, PTV_TYPE_QUEUE, read_queue, QUEUE_HEAD, false};
    assert_ok(ptv_queue_serialize(queue, calls.image.bytes, IMAGE_MAX, &calls.image.len));
    ptv_queue_free(queue);
    seeds[7] = calls;
    seeds[8] = repeats_seed("repeats", PTV_TIME_NONE);
    seeds[9] = repeats_seed("repeats, advanced", 2000);
    seeds[10] = desk_seed();
    struct seed revenue = {"revenue", revenue_image(), PTV_TYPE_REVENUE, read_revenue, 0, false};
    seeds[11] = revenue;
}

struct machine {
    const struct seed *seed;
    uint64_t images, accepted;
};

/* Feeds one image; the state it may become starts as garbage. Written without assertions of cmocka
 * where it is fast enough only so. */
static bool feed(struct machine *machine, const uint8_t *bytes, size_t len) {
    const struct seed *seed = machine->seed;
    const ptv_verbs *verbs = ptv_verbs_find(seed->type);
    union target target, untouched;
    memset(&target, 0xA5, sizeof target);
    untouched = target;
    machine->images++;
    ptv_status status = seed->read(&target, bytes, len);
    if (status < 0) {
        if (memcmp(&target, &untouched, sizeof target) != 0)
            fail_msg("%s: refused (%s), but the target was touched", seed->name,
                     ptv_status_name(status));
        return false;
    }
    if (status != PTV_OK)
        fail_msg("%s: status %s", seed->name, ptv_status_name(status));
    machine->accepted++;
    uint8_t again[IMAGE_MAX];
    size_t again_len = 0;
    bool opaque = verbs->state_size == 0;
    if (verbs->serialize(opaque ? target.pointer : &target, again, sizeof again, &again_len) !=
            PTV_OK ||
        again_len != len || memcmp(again, bytes, len) != 0)
        fail_msg("%s: accepted an image that is not its own", seed->name);
    if (opaque)
        verbs->free(target.pointer);
    return true;
}

/* The checksums of the images inside, as far as their lengths lead to them, then the image's. */
static void feed_repaired(struct machine *machine, struct image *image) {
    uint64_t one;
    for (size_t at = machine->seed->parts; at > 0 && at < image->len; at += (size_t)one) {
        if (ptv_wire_info(image->bytes + at, image->len - at, NULL, NULL, &one) != PTV_OK)
            break;
        repair_checksum(image->bytes + at, (size_t)one);
    }
    repair_checksum(image->bytes, image->len);
    feed(machine, image->bytes, image->len);
}

static void report(const char *what, const struct machine *machine) {
    print_message("%-28s %-28s %9llu images, %8llu accepted\n", what, machine->seed->name,
                  (unsigned long long)machine->images, (unsigned long long)machine->accepted);
}

static uint64_t images_in_all;

#define FOR_EACH_SEED(machine)                                                                     \
    for (struct machine machine = {seeds, 0, 0}; (machine).seed < seeds + SEEDS;                   \
         images_in_all += (machine).images, (machine).seed++, (machine).images = 0,                \
                        (machine).accepted = 0)

static void the_seeds_themselves(void **unused) {
    (void)unused;
    FOR_EACH_SEED(machine) {
        assert_true(feed(&machine, machine.seed->image.bytes, machine.seed->image.len));
    }
}

/* As it stands, with the checksum repaired, and with the length repaired as well. The copy has the
 * length of the image and no more, so a byte read too many is seen by a sanitizer. */
static void feed_with_length(struct machine *machine, const struct image *image, size_t len) {
    for (int repairs = 0; repairs <= 2; repairs++) {
        uint8_t *bytes = malloc(len > 0 ? len : 1);
        assert_non_null(bytes);
        memcpy(bytes, image->bytes, len);
        if (repairs == 2)
            repair_length(bytes, len);
        if (repairs >= 1)
            repair_checksum(bytes, len);
        if (feed(machine, bytes, len) && !(machine->seed->open && repairs == 2))
            fail_msg("%s: accepted with %zu bytes", machine->seed->name, len);
        free(bytes);
    }
}

static void every_truncation_is_refused(void **unused) {
    (void)unused;
    FOR_EACH_SEED(machine) {
        for (size_t len = 0; len < machine.seed->image.len; len++)
            feed_with_length(&machine, &machine.seed->image, len);
        report("truncations", &machine);
    }
}

static void every_extension_is_refused(void **unused) {
    (void)unused;
    static const uint8_t fillings[] = {0x00, 0x01, 0x80, 0xFF};
    FOR_EACH_SEED(machine) {
        for (size_t more = 1; more <= EXTENSION; more++)
            for (size_t i = 0; i < COUNT_OF(fillings); i++) {
                struct image image = machine.seed->image;
                memset(image.bytes + image.len, fillings[i], more);
                feed_with_length(&machine, &image, image.len + more);
            }
        report("extensions", &machine);
    }
}

/* From one value of a byte to the next: of an image with many parts, every fifth has to do. */
static unsigned step_of(const struct seed *seed) {
    return seed->image.len > MANY_PARTS ? 5 : 1;
}

static void every_byte_damaged_is_refused(void **unused) {
    (void)unused;
    FOR_EACH_SEED(machine) {
        struct image image = machine.seed->image;
        for (size_t at = 0; at < image.len; at++) {
            uint8_t kept = image.bytes[at];
            for (unsigned value = 0; value < 256; value += step_of(machine.seed)) {
                image.bytes[at] = (uint8_t)value;
                if (feed(&machine, image.bytes, image.len) != (value == kept))
                    fail_msg("%s: byte %zu from %u to %u", machine.seed->name, at, kept, value);
            }
            image.bytes[at] = kept;
        }
        report("bytes", &machine);
    }
}

static void every_byte_changed_and_sealed(void **unused) {
    (void)unused;
    FOR_EACH_SEED(machine) {
        for (size_t at = 0; at < machine.seed->image.len; at++)
            for (unsigned value = 0; value < 256; value += step_of(machine.seed)) {
                struct image image = machine.seed->image;
                image.bytes[at] = (uint8_t)value;
                feed_repaired(&machine, &image);
            }
        assert_true(machine.accepted > 0);
        assert_true(machine.accepted < machine.images);
        report("bytes, sealed", &machine);
    }
}

/* Of images that are not too long for it. */
static void every_pair_of_bits_flipped_and_sealed(void **unused) {
    (void)unused;
    FOR_EACH_SEED(machine) {
        struct image image = machine.seed->image;
        size_t bits = 8 * image.len;
        if (image.len > PAIRS_MAX)
            continue;
        for (size_t i = 0; i < bits; i++) {
            image.bytes[i / 8] ^= (uint8_t)(1u << i % 8);
            for (size_t j = i + 1; j < bits; j++) {
                image.bytes[j / 8] ^= (uint8_t)(1u << j % 8);
                feed_repaired(&machine, &image);
                image.bytes[j / 8] ^= (uint8_t)(1u << j % 8);
            }
            image.bytes[i / 8] ^= (uint8_t)(1u << i % 8);
        }
        assert_true(machine.images == (uint64_t)bits * (bits - 1) / 2);
        report("pairs of bits, sealed", &machine);
    }
}

static void images_were_counted(void **unused) {
    (void)unused;
    print_message("%llu malformed images in all\n", (unsigned long long)images_in_all);
    assert_true(images_in_all > 1000000);
}

static int make_seeds_once(void **unused) {
    (void)unused;
    make_seeds();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seeds_themselves),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(every_extension_is_refused),
        cmocka_unit_test(every_byte_damaged_is_refused),
        cmocka_unit_test(every_byte_changed_and_sealed),
        cmocka_unit_test(every_pair_of_bits_flipped_and_sealed),
        cmocka_unit_test(images_were_counted),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("malformed", tests, make_seeds_once, NULL);
}
