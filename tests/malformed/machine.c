/* SPDX-License-Identifier: MIT */
#include "machine.h"

/* ── memory that is counted ──────────────────────────────────────────────────────────────────── */

struct memory {
    size_t bytes, most; /* held now, and at most since it was last set */
};
static struct memory memory;

union head {
    max_align_t align;
    size_t size;
};

static void *take(void *ctx, size_t size) {
    struct memory *counted = ctx;
    union head *head = malloc(sizeof *head + size);
    if (!head)
        return NULL;
    head->size = size;
    counted->bytes += size;
    counted->most = counted->bytes > counted->most ? counted->bytes : counted->most;
    return head + 1;
}

static void give_back(void *ctx, void *ptr) {
    struct memory *counted = ctx;
    if (!ptr)
        return;
    union head *head = (union head *)ptr - 1;
    counted->bytes -= head->size;
    free(head);
}

static const ptv_allocator allocator = {take, give_back, &memory};

/* ── each type's own functions ───────────────────────────────────────────────────────────────── */

/* A state of any type where it is read to: a fixed one lies there, of another a pointer. */
union target {
    uint64_t words[40];
    void *pointer;
};

#define FIXED(name)                                                                                \
    static ptv_status deserialize_##name(union target *target, const void *buf, size_t len) {      \
        return ptv_##name##_deserialize((void *)target, buf, len);                                 \
    }
#define OPAQUE(name)                                                                               \
    static ptv_status deserialize_##name(union target *target, const void *buf, size_t len) {      \
        ptv_##name *acc = target->pointer;                                                         \
        ptv_status status = ptv_##name##_deserialize(&allocator, buf, len, &acc);                  \
        target->pointer = acc;                                                                     \
        return status;                                                                             \
    }
FIXED(ratings)
FIXED(proportion)
FIXED(revenue)
OPAQUE(durations)
OPAQUE(survival)
OPAQUE(zone)
OPAQUE(repeats)
OPAQUE(desk)
OPAQUE(queue)
OPAQUE(complaints)
OPAQUE(cohorts)
OPAQUE(panel)

/* A reading of a state, which must not fail. */
#define READ(name, RESULT, ...)                                                                    \
    static bool read_##name(const void *acc) {                                                     \
        ptv_##name##_result result = RESULT;                                                       \
        return ptv_##name##_read(acc, __VA_ARGS__ & result) >= 0;                                  \
    }
READ(proportion, PTV_PROPORTION_RESULT_INIT, NULL, )
READ(revenue, PTV_REVENUE_RESULT_INIT, NULL, )
READ(durations, PTV_DURATIONS_RESULT_INIT, NULL, )
READ(survival, PTV_SURVIVAL_RESULT_INIT, NULL, )
READ(repeats, PTV_REPEATS_RESULT_INIT, NULL, )
READ(desk, PTV_DESK_RESULT_INIT, NULL, )
READ(queue, PTV_QUEUE_RESULT_INIT, NULL, )
READ(complaints, PTV_COMPLAINTS_RESULT_INIT, NULL, )
READ(cohorts, PTV_COHORTS_RESULT_INIT, )

static bool read_ratings(const void *acc) {
    ptv_ratings_result result = PTV_RATINGS_RESULT_INIT;
    ptv_ces_result ces = PTV_CES_RESULT_INIT;
    return ptv_ratings_read(acc, NULL, &result) >= 0 && ptv_ces_read(acc, NULL, &ces) >= 0;
}

static bool read_panel(const void *acc) {
    ptv_panel_result result = PTV_PANEL_RESULT_INIT;
    ptv_ratings ratings;
    return ptv_panel_read(acc, &result) >= 0 && ptv_panel_ratings(acc, &ratings) == PTV_OK &&
           read_ratings(&ratings);
}

/* Periods of instants, and their starts. */
static bool read_zone(const void *acc) {
    static const int64_t instants[] = {0, 1700000000000, -2000000000000, 4102444800000};
    for (size_t i = 0; i < COUNT_OF(instants); i++) {
        int64_t offset, index, start;
        if (ptv_zone_offset(acc, instants[i], &offset) != PTV_OK ||
            ptv_zone_period(acc, PTV_PERIOD_MONTH, instants[i], &index) != PTV_OK ||
            ptv_zone_period_start(acc, PTV_PERIOD_MONTH, index, &start) != PTV_OK ||
            start > instants[i])
            return false;
    }
    return true;
}

/* An empty state with the definition that a state says it has; NULL: there is no such. */
#define ANEW(name, CONFIG)                                                                         \
    static void *new_##name(const void *acc) {                                                     \
        ptv_##name##_config config = CONFIG;                                                       \
        ptv_##name *made = NULL;                                                                   \
        ptv_status status = ptv_##name##_config_read(acc, &config);                                \
        if (status == PTV_OK)                                                                      \
            status = ptv_##name##_new(&config, NULL, &made);                                       \
        return status == PTV_OK ? made : NULL;                                                     \
    }
ANEW(durations, PTV_DURATIONS_CONFIG_INIT)
ANEW(survival, PTV_SURVIVAL_CONFIG_INIT)
ANEW(desk, PTV_DESK_CONFIG_INIT)
ANEW(queue, PTV_QUEUE_CONFIG_INIT)
ANEW(complaints, PTV_COMPLAINTS_CONFIG_INIT)
ANEW(cohorts, PTV_COHORTS_CONFIG_INIT)
ANEW(panel, PTV_PANEL_CONFIG_INIT)

/* A type: how it is read, how another of its definition is made, and what it may hold, besides a
 * constant, for each byte of an image. What repeats are advanced to is no part of their definition.
 */
struct kind {
    ptv_status (*deserialize)(union target *target, const void *buf, size_t len);
    bool (*read)(const void *acc);
    void *(*anew)(const void *acc);
    size_t constant, per_byte;
};

/* The constants of durations, and of what owns them, are those of pages of buckets, of which each
 * may be told in three bytes, and there are no more than the precision gives. */
static const struct kind kinds[] = {
    [PTV_TYPE_RATINGS] = {deserialize_ratings, read_ratings, NULL, 0, 0},
    [PTV_TYPE_PROPORTION] = {deserialize_proportion, read_proportion, NULL, 0, 0},
    [PTV_TYPE_REVENUE] = {deserialize_revenue, read_revenue, NULL, 0, 0},
    [PTV_TYPE_DURATIONS] = {deserialize_durations, read_durations, new_durations, 160 << 10, 16},
    [PTV_TYPE_SURVIVAL] = {deserialize_survival, read_survival, new_survival, 4 << 10, 12},
    [PTV_TYPE_ZONE] = {deserialize_zone, read_zone, NULL, 256, 4},
    [PTV_TYPE_REPEATS] = {deserialize_repeats, read_repeats, NULL, 4 << 10, 28},
    [PTV_TYPE_DESK] = {deserialize_desk, read_desk, new_desk, 1 << 20, 12},
    [PTV_TYPE_QUEUE] = {deserialize_queue, read_queue, new_queue, 1 << 20, 12},
    [PTV_TYPE_COMPLAINTS] = {deserialize_complaints, read_complaints, new_complaints, 1 << 20, 12},
    [PTV_TYPE_COHORTS] = {deserialize_cohorts, read_cohorts, new_cohorts, 1 << 10, 20},
    [PTV_TYPE_PANEL] = {deserialize_panel, read_panel, new_panel, 1 << 10, 16},
};

/* ── messages ────────────────────────────────────────────────────────────────────────────────── */

_Noreturn void broken(const struct machine *machine, const char *text) {
    fprintf(stderr, "malformed: %s, %s, image %llu: %s\n", machine->seed->name, machine->what,
            (unsigned long long)machine->made, text);
    exit(1);
}

static void check(const struct machine *machine, bool holds, const char *text) {
    if (!holds)
        broken(machine, text);
}

/* ── what is accepted ────────────────────────────────────────────────────────────────────────── */

/* Images are written here. It grows outside of what is counted. */
static uint8_t *room;
static size_t room_size;

static size_t write_image(const struct machine *machine, const ptv_verbs *verbs, const void *acc) {
    size_t len = 0;
    check(machine, verbs->serialize(acc, NULL, 0, &len) == PTV_OK, "its length is not told");
    if (len > room_size) {
        room_size = 2 * len;
        free(room);
        room = malloc(room_size);
        check(machine, room != NULL, "no memory");
    }
    check(machine, verbs->serialize(acc, room, len, &len) == PTV_OK, "it cannot be written");
    return len;
}

static void check_image(const struct machine *machine, const void *acc, const uint8_t *bytes,
                        size_t len) {
    size_t own = write_image(machine, ptv_verbs_find(machine->seed->type), acc);
    check(machine, own == len && memcmp(room, bytes, len) == 0, "its image is another");
}

/* Whatever was done to a state, it is one that is read from its own image. */
static void check_readable(const struct machine *machine, const void *acc) {
    const ptv_verbs *verbs = ptv_verbs_find(machine->seed->type);
    size_t len = write_image(machine, verbs, acc);
    uint8_t *image = malloc(len);
    void *back;
    check(machine, image != NULL, "no memory");
    memcpy(image, room, len);
    check(machine, verbs->deserialize(image, len, &back) == PTV_OK, "its image is refused");
    check_image(machine, back, image, len);
    verbs->free(back);
    free(image);
}

/* A merge gives a state like any other, or changes nothing. */
static void check_merge(const struct machine *machine, void *dst, const void *src) {
    const ptv_verbs *verbs = ptv_verbs_find(machine->seed->type);
    size_t len = write_image(machine, verbs, dst);
    uint8_t *before = malloc(len);
    check(machine, before != NULL, "no memory");
    memcpy(before, room, len);
    ptv_status status = verbs->merge(dst, src);
    check(machine, status == PTV_OK || status == PTV_ERR_OVERFLOW || status == PTV_ERR_MISMATCH,
          "a merge has another status");
    if (status == PTV_OK)
        check_readable(machine, dst);
    else
        check_image(machine, dst, before, len);
    free(before);
}

static void *copy_of(const struct machine *machine, const void *acc) {
    void *copy = NULL;
    check(machine, ptv_verbs_find(machine->seed->type)->copy(acc, &copy) == PTV_OK,
          "it cannot be copied");
    return copy;
}

/* States that were accepted lately, to be merged with the next. */
enum { KEPT = 4 };
static struct {
    void *states[KEPT];
    size_t next;
} kept[TYPES + 1];

static void keep(const struct machine *machine, void *state) {
    uint32_t type = machine->seed->type;
    void **place = &kept[type].states[kept[type].next++ % KEPT];
    ptv_verbs_find(type)->free(*place);
    *place = state;
}

void forget_accepted(const struct machine *machine) {
    for (uint32_t type = 1; type <= TYPES; type++)
        for (size_t i = 0; i < KEPT; i++) {
            ptv_verbs_find(type)->free(kept[type].states[i]);
            kept[type].states[i] = NULL;
        }
    free(room);
    room = NULL;
    room_size = 0;
    check(machine, memory.bytes == 0, "not all memory was given back");
}

/* With itself and with others that were accepted, both ways; then without what it counted. */
static void use_merges(const struct machine *machine, const void *acc) {
    const ptv_verbs *verbs = ptv_verbs_find(machine->seed->type);
    void *sum = copy_of(machine, acc);
    check_merge(machine, sum, sum);
    for (size_t i = 0; i < KEPT; i++) {
        const void *other = kept[verbs->type].states[i];
        if (!other)
            continue;
        void *both = copy_of(machine, other);
        check_merge(machine, both, acc);
        check_merge(machine, sum, other);
        verbs->free(both);
    }
    check(machine, verbs->reset(sum) == PTV_OK, "it cannot be reset");
    check_merge(machine, sum, acc);
    verbs->free(sum);
}

/* What a state says that it is made for is what it is: another made so takes all of it. */
static void use_definition(const struct machine *machine, const void *acc, const uint8_t *bytes,
                           size_t len) {
    const ptv_verbs *verbs = ptv_verbs_find(machine->seed->type);
    if (!kinds[verbs->type].anew)
        return;
    void *other = kinds[verbs->type].anew(acc);
    check(machine, other != NULL, "its definition is none");
    check(machine, verbs->merge(other, acc) == PTV_OK, "its definition is another");
    check_image(machine, other, bytes, len);
    verbs->free(other);
}

static void use(const struct machine *machine, const void *acc, const uint8_t *bytes, size_t len) {
    const ptv_verbs *verbs = ptv_verbs_find(machine->seed->type);
    void *copy = copy_of(machine, acc);
    check_image(machine, copy, bytes, len);
    if (verbs->merge)
        use_merges(machine, acc);
    use_definition(machine, acc, bytes, len);
    check_image(machine, acc, bytes, len);
    keep(machine, copy);
}

/* ── feeding ─────────────────────────────────────────────────────────────────────────────────── */

/* Of those that are accepted: a use takes as long as a hundred images, and a reading, with all of
 * its intervals, as thousands. */
enum { USE_EACH = 16, READ_EACH = 1024 };

/* The state is a fixed one that lies in the target, or one that the target points to. */
static void accept_state(struct machine *machine, union target *target, const uint8_t *bytes,
                         size_t len) {
    const ptv_verbs *verbs = ptv_verbs_find(machine->seed->type);
    bool opaque = verbs->state_size == 0;
    void *acc = opaque ? target->pointer : target;
    check_image(machine, acc, bytes, len);
    uint64_t number = machine->accepted[verbs->type]++;
    if (number % USE_EACH == 0)
        use(machine, acc, bytes, len);
    if (number % READ_EACH == 0)
        check(machine, kinds[verbs->type].read(acc), "it cannot be read");
    if (opaque)
        verbs->free(acc);
}

/* What may be held for an image of that length. */
static size_t bound(const struct machine *machine, size_t len) {
    const struct kind *kind = &kinds[machine->seed->type];
    return kind->constant + kind->per_byte * len;
}

bool feed(struct machine *machine, const uint8_t *bytes, size_t len) {
    const struct kind *kind = &kinds[machine->seed->type];
    union target target, untouched;
    memset(&target, 0xA5, sizeof target);
    untouched = target;
    size_t held = memory.bytes;
    memory.most = held;
    machine->images++;
    ptv_status status = kind->deserialize(&target, bytes, len);
    check(machine, memory.most - held <= bound(machine, len), "it takes too much memory");
    if (status == PTV_OK) {
        accept_state(machine, &target, bytes, len);
    } else {
        check(machine, status < 0 && status != PTV_ERR_MEMORY && status != PTV_ERR_NULL,
              "it has another status");
        check(machine, memcmp(&target, &untouched, sizeof target) == 0,
              "refused, but the target was touched");
    }
    check(machine, memory.bytes == held, "memory was not given back");
    return status == PTV_OK;
}

/* ── the worst images ────────────────────────────────────────────────────────────────────────── */

static void *accepted_state(const struct machine *machine, struct bytes image) {
    union target target = {{0}};
    check(machine, kinds[machine->seed->type].deserialize(&target, image.data, image.len) == PTV_OK,
          "refused");
    return target.pointer;
}

/* A merge holds at most what is read and what it makes of it, and that once more while it is made.
 */
static void merge_worst(struct machine *machine, const struct worst *worst) {
    const ptv_verbs *verbs = ptv_verbs_find(worst->type);
    void *a = accepted_state(machine, worst->images[0]);
    void *b = accepted_state(machine, worst->images[1]);
    memory.most = memory.bytes;
    if (verbs->merge) {
        check_merge(machine, a, b);
        check_merge(machine, b, a);
        check_merge(machine, a, a);
    }
    check(machine, memory.most <= 4 * bound(machine, worst->images[0].len + worst->images[1].len),
          "a merge takes too much memory");
    verbs->free(a);
    verbs->free(b);
}

void feed_worst(struct machine *machine, size_t kind, size_t len) {
    struct worst worst = make_worst(kind, len);
    const struct seed seed = {.name = worst.name, .type = worst.type};
    machine->seed = &seed;
    machine->what = "the worst";
    for (int i = 0; i < 2; i++)
        check(machine, feed(machine, worst.images[i].data, worst.images[i].len), "refused");
    merge_worst(machine, &worst);
    free(worst.images[0].data);
    free(worst.images[1].data);
    machine->seed = seeds;
}
