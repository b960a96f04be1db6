/* SPDX-License-Identifier: MIT */
/* verbs.h */
#include "cohorts.h"
#include "desks.h"
#include "panels.h"
#include "queue.h"
#include "repeats.h"
#include "revenues.h"

/* ---- a state of each type, made and read by its type's own functions */

static void *in_memory(const void *acc, size_t size) {
    void *memory = malloc(size);
    assert_non_null(memory);
    return memcpy(memory, acc, size);
}

static void *some_ratings(void) {
    ptv_ratings acc = nps_with(5, 3, 2);
    return in_memory(&acc, sizeof acc);
}
static uint64_t answers(const void *acc) {
    return reading_of(acc, NULL).n;
}

static void *some_proportion(void) {
    ptv_proportion acc = proportion_with(3, 4, 5);
    return in_memory(&acc, sizeof acc);
}
static uint64_t outcomes(const void *acc) {
    return share_of(acc, NULL).n;
}

static void *some_revenue(void) {
    ptv_revenue acc = revenue_of_each_kind();
    return in_memory(&acc, sizeof acc);
}
static uint64_t paying_customers(const void *acc) {
    return revenue_reading(acc, NULL).n;
}

static void *some_durations(void) {
    static const int64_t values[] = {5, 60000, 70000, 5};
    return durations_of(values, COUNT_OF(values));
}
static uint64_t values(const void *acc) {
    return durations_read(acc).n;
}

static void *some_survival(void) {
    ptv_survival *acc = NULL;
    assert_ok(ptv_survival_new(NULL, NULL, &acc));
    for (int64_t time = 1; time <= 6; time++)
        assert_ok(ptv_survival_add(acc, time * 1000, time % 3 ? PTV_EVENT : PTV_CENSORED));
    return acc;
}
static uint64_t subjects(const void *acc) {
    ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
    assert_true(ptv_survival_read(acc, NULL, &result) >= 0);
    return result.n;
}

static void *some_zone(void) {
    ptv_zone *zone = NULL;
    assert_ok(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    return zone;
}
static uint64_t ahead_of_utc(const void *zone) {
    int64_t offset = 0;
    assert_ok(ptv_zone_offset(zone, 0, &offset));
    return (uint64_t)offset;
}

static void *some_repeats(void) {
    ptv_repeats *acc = repeats_of(100, 0, NULL);
    for (int64_t i = 0; i < 7; i++)
        assert_ok(ptv_repeats_add(acc, (uint64_t)(i % 3), 0, 1000 + 60 * i));
    return acc;
}
static uint64_t contacts(const void *acc) {
    return repeats_read_at(acc, 0).contacts;
}

static void *some_desk(void) {
    return desk_with(NULL, 5);
}
static uint64_t tickets(const void *acc) {
    return desk_read(acc).n;
}

static void *some_queue(void) {
    return few_calls(NULL);
}
static uint64_t calls(const void *acc) {
    return queue_reading(acc).offered;
}

static void *some_complaints(void) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaints *acc = NULL;
    config.until = 1000;
    assert_ok(ptv_complaints_new(&config, NULL, &acc));
    for (int64_t i = 0; i < 4; i++) {
        ptv_complaint record = PTV_COMPLAINT_INIT;
        record.received = 100 * (i + 1);
        assert_ok(ptv_complaints_add(acc, &record));
    }
    return acc;
}
static uint64_t complaints(const void *acc) {
    ptv_complaints_result result = PTV_COMPLAINTS_RESULT_INIT;
    assert_true(ptv_complaints_read(acc, NULL, &result) >= 0);
    return result.movement.received;
}

static void *some_cohorts(void) {
    return three_cohorts();
}
static uint64_t customers(const void *acc) {
    return cohorts_read(acc).customers;
}

static void *some_panel(void) {
    ptv_panel *acc = panel_of(0);
    for (uint64_t i = 0; i < 5; i++) {
        ptv_response response = {.respondent = i, .score = (int32_t)i};
        panel_take(acc, response);
    }
    return acc;
}
static uint64_t respondents(const void *acc) {
    return panel_read(acc).respondents;
}

static const struct type {
    uint32_t number;
    size_t size;
    void *(*some)(void);
    uint64_t (*count)(const void *acc); /* of what it counts; of a zone, how far it is from UTC */
    bool set;                           /* what is in both of two states counts once */
} types[] = {
    {PTV_TYPE_RATINGS, 128, some_ratings, answers, false},
    {PTV_TYPE_PROPORTION, 64, some_proportion, outcomes, false},
    {PTV_TYPE_DURATIONS, 0, some_durations, values, false},
    {PTV_TYPE_SURVIVAL, 0, some_survival, subjects, false},
    {PTV_TYPE_ZONE, 0, some_zone, ahead_of_utc, false},
    {PTV_TYPE_REPEATS, 0, some_repeats, contacts, false},
    {PTV_TYPE_DESK, 0, some_desk, tickets, false},
    {PTV_TYPE_QUEUE, 0, some_queue, calls, false},
    {PTV_TYPE_COMPLAINTS, 0, some_complaints, complaints, false},
    {PTV_TYPE_COHORTS, 0, some_cohorts, customers, true},
    {PTV_TYPE_REVENUE, 320, some_revenue, paying_customers, false},
    {PTV_TYPE_PANEL, 0, some_panel, respondents, true},
};

/* ---- what holds for each of them */

/* A state with its verbs, and the bytes that it had when it was made. */
struct subject {
    const struct type *type;
    const ptv_verbs *verbs;
    void *acc;
    struct bytes image;
};

static bool has_image(const struct subject *subject, const void *acc) {
    struct bytes image = state_bytes(subject->type->number, acc);
    bool same = same_bytes(image, subject->image);
    free(image.data);
    return same;
}

/* Runs a check on a state of each type. */
static void for_each_type(void (*check)(const struct subject *subject)) {
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        struct subject subject = {&types[i], ptv_verbs_find(types[i].number), NULL, {NULL, 0}};
        assert_non_null(subject.verbs);
        subject.acc = types[i].some();
        subject.image = state_bytes(types[i].number, subject.acc);
        check(&subject);
        assert_true(has_image(&subject, subject.acc));
        subject.verbs->free(subject.acc);
        free(subject.image.data);
    }
}

static void every_type_has_its_verbs(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        const ptv_verbs *verbs = ptv_verbs_find(types[i].number);
        bool counts = types[i].number != PTV_TYPE_ZONE;
        assert_non_null(verbs);
        assert_ptr_equal(verbs, ptv_verbs_find(types[i].number));
        assert_true(verbs->type == types[i].number && verbs->reserved == 0);
        assert_true(verbs->state_size == types[i].size);
        assert_true(verbs->copy && verbs->free && verbs->serialize && verbs->deserialize);
        assert_true((verbs->reset != NULL) == counts && (verbs->merge != NULL) == counts);
    }
}

static void no_other_number_has_verbs(void **unused) {
    (void)unused;
    size_t found = 0;
    for (uint32_t number = 0; number < 70000; number++) {
        bool known = ptv_verbs_find(number) != NULL;
        assert_true(known == (ptv_wire_type_name(number) != NULL));
        found += known;
    }
    assert_true(found == COUNT_OF(types));
    assert_null(ptv_verbs_find(UINT32_MAX));
    assert_null(ptv_verbs_find(UINT32_C(1) << 31));
}

static void check_image(const struct subject *subject) {
    uint32_t type = 0;
    uint64_t length = 0;
    size_t len = 0;
    assert_ok(ptv_wire_info(subject->image.data, subject->image.len, &type, NULL, &length));
    assert_true(type == subject->type->number && length == subject->image.len);
    uint8_t few[PTV_WIRE_HEADER];
    scribble(few);
    assert_untouched(few, PTV_ERR_SPACE,
                     subject->verbs->serialize(subject->acc, few, sizeof few, &len));
    assert_true(len == subject->image.len);
}

static void images_are_the_types_own(void **unused) {
    (void)unused;
    for_each_type(check_image);
}

static void check_copy(const struct subject *subject) {
    const ptv_verbs *verbs = subject->verbs;
    void *copy = NULL, *of_copy = NULL;
    assert_ok(verbs->copy(subject->acc, &copy));
    assert_true(copy && copy != subject->acc);
    assert_true(has_image(subject, copy));
    assert_true(subject->type->count(copy) == subject->type->count(subject->acc));
    assert_ok(verbs->copy(copy, &of_copy));
    verbs->free(copy);
    assert_true(has_image(subject, of_copy));
    verbs->free(of_copy);
}

static void copies_are_alike(void **unused) {
    (void)unused;
    for_each_type(check_copy);
}

static void check_deserialize(const struct subject *subject) {
    void *back = NULL;
    assert_ok(subject->verbs->deserialize(subject->image.data, subject->image.len, &back));
    assert_true(has_image(subject, back));
    assert_true(subject->type->count(back) == subject->type->count(subject->acc));
    subject->verbs->free(back);
}

static void bytes_give_the_state_back(void **unused) {
    (void)unused;
    for_each_type(check_deserialize);
}

/* With itself the counts double, and sets stay. */
static void check_merge(const struct subject *subject) {
    const ptv_verbs *verbs = subject->verbs;
    void *sum = NULL;
    if (!verbs->merge)
        return;
    uint64_t n = subject->type->count(subject->acc);
    assert_true(n > 0);
    assert_ok(verbs->copy(subject->acc, &sum));
    assert_ok(verbs->merge(sum, subject->acc));
    assert_true(subject->type->count(sum) == (subject->type->set ? n : 2 * n));
    verbs->free(sum);
}

static void merging_adds(void **unused) {
    (void)unused;
    for_each_type(check_merge);
}

/* Merged with what is empty and of the same definition, a state is what it was. */
static void check_reset(const struct subject *subject) {
    const ptv_verbs *verbs = subject->verbs;
    void *empty = NULL;
    if (!verbs->reset)
        return;
    assert_ok(verbs->copy(subject->acc, &empty));
    assert_ok(verbs->reset(empty));
    assert_true(subject->type->count(empty) == 0);
    assert_ok(verbs->merge(empty, subject->acc));
    assert_true(has_image(subject, empty));
    verbs->free(empty);
}

static void resetting_keeps_the_definition(void **unused) {
    (void)unused;
    for_each_type(check_reset);
}

static void check_nulls(const struct subject *subject) {
    const ptv_verbs *verbs = subject->verbs;
    void *out = &out;
    size_t len = 77;
    const uint8_t *image = subject->image.data;
    assert_untouched(out, PTV_ERR_NULL, verbs->copy(NULL, &out));
    assert_status(PTV_ERR_NULL, verbs->copy(subject->acc, NULL));
    assert_status(PTV_ERR_NULL, verbs->copy(NULL, NULL));
    assert_untouched(len, PTV_ERR_NULL, verbs->serialize(NULL, NULL, 0, &len));
    assert_untouched(len, PTV_ERR_NULL, verbs->serialize(subject->acc, NULL, 1, &len));
    assert_status(PTV_ERR_NULL, verbs->serialize(subject->acc, NULL, 0, NULL));
    assert_untouched(out, PTV_ERR_NULL, verbs->deserialize(NULL, 0, &out));
    assert_status(PTV_ERR_NULL, verbs->deserialize(image, subject->image.len, NULL));
    verbs->free(NULL);
    if (!verbs->merge)
        return;
    assert_status(PTV_ERR_NULL, verbs->reset(NULL));
    assert_status(PTV_ERR_NULL, verbs->merge(NULL, subject->acc));
    assert_status(PTV_ERR_NULL, verbs->merge(subject->acc, NULL));
}

static void null_is_refused(void **unused) {
    (void)unused;
    for_each_type(check_nulls);
}

/* Bytes of another type, and damaged ones. */
static void check_wrong_bytes(const struct subject *subject) {
    void *out = &out;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        const ptv_verbs *other = ptv_verbs_find(types[i].number);
        if (other == subject->verbs)
            continue;
        assert_untouched(out, PTV_ERR_WIRE_TYPE,
                         other->deserialize(subject->image.data, subject->image.len, &out));
    }
    const ptv_verbs *verbs = subject->verbs;
    assert_untouched(out, PTV_ERR_WIRE_LENGTH,
                     verbs->deserialize(subject->image.data, subject->image.len - 1, &out));
    subject->image.data[IMAGE_CHECKSUM] ^= 1;
    assert_untouched(out, PTV_ERR_WIRE_CHECKSUM,
                     verbs->deserialize(subject->image.data, subject->image.len, &out));
    subject->image.data[IMAGE_CHECKSUM] ^= 1;
}

static void wrong_bytes_are_refused(void **unused) {
    (void)unused;
    for_each_type(check_wrong_bytes);
}

/* Only fixed states say what they are: zeros, garbage and a state of another type are none. */
static void check_foreign(const struct subject *subject) {
    const ptv_verbs *verbs = subject->verbs;
    uint64_t words[3][40] = {{0}};
    void *out = &out;
    if (verbs->state_size == 0)
        return;
    scribble(words[1]);
    void *other = verbs->type == PTV_TYPE_RATINGS ? some_proportion() : some_ratings();
    memcpy(words[2], other, verbs->type == PTV_TYPE_RATINGS ? 64 : 128);
    free(other);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t len = 77;
        assert_untouched(out, PTV_ERR_STATE, verbs->copy(words[i], &out));
        assert_untouched(words, PTV_ERR_STATE, verbs->reset(words[i]));
        assert_untouched(words, PTV_ERR_STATE, verbs->merge(words[i], subject->acc));
        assert_status(PTV_ERR_STATE, verbs->merge(subject->acc, words[i]));
        assert_untouched(len, PTV_ERR_STATE, verbs->serialize(words[i], NULL, 0, &len));
    }
}

static void foreign_memory_is_no_state(void **unused) {
    (void)unused;
    for_each_type(check_foreign);
}

/* A fixed state of the caller's own memory takes part like one from malloc. */
static void fixed_states_live_anywhere(void **unused) {
    (void)unused;
    ptv_ratings array[2] = {nps_with(1, 2, 3), nps_with(4, 0, 0)};
    const ptv_verbs *verbs = ptv_verbs_find(PTV_TYPE_RATINGS);
    void *copy = NULL;
    assert_true(verbs->state_size == sizeof array[0]);
    assert_ok(verbs->merge(&array[0], &array[1]));
    assert_ok(verbs->copy(&array[0], &copy));
    assert_memory_equal(copy, &array[0], sizeof array[0]);
    assert_true(reading_of(copy, NULL).n == 10);
    verbs->free(copy);
}

static void other_definitions_do_not_merge(void **unused) {
    (void)unused;
    ptv_ratings a = ratings_on(0, 10, 0), b = ratings_on(1, 5, 0);
    const ptv_verbs *verbs = ptv_verbs_find(PTV_TYPE_RATINGS);
    assert_untouched(a, PTV_ERR_MISMATCH, verbs->merge(&a, &b));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_has_its_verbs),
        cmocka_unit_test(no_other_number_has_verbs),
        cmocka_unit_test(images_are_the_types_own),
        cmocka_unit_test(copies_are_alike),
        cmocka_unit_test(bytes_give_the_state_back),
        cmocka_unit_test(merging_adds),
        cmocka_unit_test(resetting_keeps_the_definition),
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(wrong_bytes_are_refused),
        cmocka_unit_test(foreign_memory_is_no_state),
        cmocka_unit_test(fixed_states_live_anywhere),
        cmocka_unit_test(other_definitions_do_not_merge),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("verbs", tests, NULL, NULL);
}
