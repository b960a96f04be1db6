/* SPDX-License-Identifier: MIT */
#include "shards.h"

#include "cohorts.h"
#include "desks.h"
#include "panels.h"
#include "queue.h"
#include "repeats.h"
#include "revenues.h"
#include "states.h"

/* Twice so many still fit in a counter. */
static const uint64_t MANY = PTV_COUNT_MAX / 2;

/* Records of the shards that have ordinary ones, by number. Some are in two; those of all are more
 * than durations keep exactly, those of none of them are: so that the step to buckets falls on
 * another merge in almost every tree. */
struct span {
    int first, end;
};

static const struct span spans[SHARDS] = {{0, 120}, {60, 180}, {0, 0}, {0, 0}, {170, 370}, {5, 6}};

void shard_add(const struct shard_kind *kind, void *acc, int shard) {
    for (int i = spans[shard].first; i < spans[shard].end; i++)
        kind->record(acc, kind->special == SHARDS_APART ? 1000 * shard + i : i);
    if (shard == SHARD_EXTREME)
        kind->extreme(acc);
    if (shard == SHARDS - 1)
        kind->odd(acc);
}

void *shards_together(const struct shard_kind *kind, const ptv_allocator *allocator, unsigned set) {
    void *acc = kind->empty(allocator);
    for (int i = 0; i < SHARDS; i++)
        if (set >> i & 1)
            shard_add(kind, acc, i);
    if (kind->finish)
        kind->finish(acc);
    return acc;
}

static void *on_heap(uint32_t type, const void *acc) {
    void *copy = NULL;
    assert_ok(ptv_verbs_find(type)->copy(acc, &copy));
    return copy;
}

/* ---- fixed states */

static void *scale_state(int32_t min, int32_t max, int32_t polarity) {
    ptv_ratings acc = ratings_on(min, max, polarity);
    return on_heap(PTV_TYPE_RATINGS, &acc);
}
static void *ratings_empty(const ptv_allocator *allocator) {
    (void)allocator;
    return scale_state(-3, 7, PTV_POLARITY_HIGH_IS_GOOD);
}
static void ratings_record(void *acc, int i) {
    assert_ok(ptv_ratings_add(acc, i % 11 - 3));
}
static void ratings_odd(void *acc) {
    static const int32_t off[] = {-4, 8, INT32_MAX, INT32_MIN + 1};
    assert_ok(ptv_ratings_add(acc, PTV_SCORE_MISSING));
    for (size_t i = 0; i < COUNT_OF(off); i++)
        assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add(acc, off[i]));
}
static void ratings_extreme(void *acc) {
    assert_ok(ptv_ratings_add_n(acc, -3, MANY));
    assert_ok(ptv_ratings_add_n(acc, 7, MANY));
    assert_ok(ptv_ratings_add_n(acc, PTV_SCORE_MISSING, MANY));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(acc, 8, MANY));
}
static void *ratings_other(size_t n) {
    static const int32_t others[][3] = {{-3, 7, PTV_POLARITY_LOW_IS_GOOD},
                                        {-3, 6, PTV_POLARITY_HIGH_IS_GOOD},
                                        {-2, 7, PTV_POLARITY_HIGH_IS_GOOD},
                                        {0, 10, PTV_POLARITY_HIGH_IS_GOOD}};
    return n < COUNT_OF(others) ? scale_state(others[n][0], others[n][1], others[n][2]) : NULL;
}

static void *no_other(size_t n) {
    (void)n;
    return NULL;
}

static void *proportion_empty(const ptv_allocator *allocator) {
    (void)allocator;
    ptv_proportion acc = proportion_with(0, 0, 0);
    return on_heap(PTV_TYPE_PROPORTION, &acc);
}
static void proportion_record(void *acc, int i) {
    assert_ok(ptv_proportion_add(acc, i % 3 == 0 ? PTV_OUTCOME_HIT : PTV_OUTCOME_MISS));
}
static void proportion_odd(void *acc) {
    assert_ok(ptv_proportion_add(acc, PTV_OUTCOME_EXCLUDED));
    assert_ok(ptv_proportion_add(acc, PTV_SCORE_MISSING));
    assert_status(PTV_OUT_OF_SCALE, ptv_proportion_add(acc, INT32_MAX));
}
static void proportion_extreme(void *acc) {
    assert_ok(ptv_proportion_add_n(acc, PTV_OUTCOME_HIT, MANY));
    assert_ok(ptv_proportion_add_n(acc, PTV_OUTCOME_EXCLUDED, MANY));
}

static void *revenue_empty(const ptv_allocator *allocator) {
    (void)allocator;
    ptv_revenue acc = revenue_of_nobody();
    return on_heap(PTV_TYPE_REVENUE, &acc);
}
static void revenue_record(void *acc, int i) {
    assert_ok(ptv_revenue_add(acc, i % 5 * 1009, i * 7 % 6 * 997, i % 2));
}
static void revenue_odd(void *acc) {
    for (int kind = 0; kind < KINDS; kind++)
        assert_true(add_customer(acc, customer_of_kind[kind]) >= 0);
}
static void revenue_extreme(void *acc) {
    const struct customer customer = {INT64_MAX, INT64_MAX - 1, 0};
    ptv_revenue many = revenue_with(&customer, 1);
    for (int doubled = 0; doubled < 58; doubled++)
        assert_ok(ptv_revenue_merge(&many, &many));
    assert_ok(ptv_revenue_merge(acc, &many));
    assert_ok(ptv_revenue_add(acc, INT64_MAX, 0, 0));
    assert_ok(ptv_revenue_add(acc, 0, INT64_MAX, 1));
}

/* ---- times */

static void *durations_empty(const ptv_allocator *allocator) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.calendar_id = 9;
    config.n_limits = 2;
    config.limit_ms[1] = 100 * 1009;
    return durations_new(&config, allocator);
}
static void durations_record(void *acc, int i) {
    assert_ok(ptv_durations_add(acc, i * 1009));
}
static void durations_odd(void *acc) {
    assert_ok(ptv_durations_add(acc, PTV_TIME_NONE));
    assert_status(PTV_OUT_OF_SCALE, ptv_durations_add(acc, -1));
    assert_status(PTV_OUT_OF_SCALE, ptv_durations_add(acc, INT64_MIN + 1));
}
static void durations_extreme(void *acc) {
    assert_ok(ptv_durations_add_n(acc, INT64_MAX, MANY - 1));
    assert_ok(ptv_durations_add(acc, 0));
    assert_ok(ptv_durations_add_n(acc, PTV_TIME_NONE, MANY));
    assert_status(PTV_OUT_OF_SCALE, ptv_durations_add_n(acc, -1, MANY));
}
static void *durations_other(size_t n) {
    ptv_durations_config config[5];
    for (size_t i = 0; i < COUNT_OF(config); i++)
        config[i] = (ptv_durations_config){sizeof config[i], 0, 9, 7, 2, {0, 100 * 1009}};
    config[0].calendar_id = 8;
    config[1].precision_bits = 8;
    config[2].n_limits = 1;
    config[2].limit_ms[1] = 0;
    config[3].limit_ms[1]++;
    config[4].n_limits = 3;
    config[4].limit_ms[2] = INT64_MAX;
    return n < COUNT_OF(config) ? durations_new(&config[n], NULL) : NULL;
}

static void *survival_with(uint64_t calendar_id, int64_t unit_ms, const ptv_allocator *allocator) {
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *acc = NULL;
    config.calendar_id = calendar_id;
    config.unit_ms = unit_ms;
    assert_ok(ptv_survival_new(&config, allocator, &acc));
    return acc;
}
static void *survival_empty(const ptv_allocator *allocator) {
    return survival_with(9, 1000, allocator);
}
static void survival_record(void *acc, int i) {
    assert_ok(ptv_survival_add(acc, i * 7 % 200, i % 3 == 0 ? PTV_CENSORED : PTV_EVENT));
}
static void survival_odd(void *acc) {
    assert_ok(ptv_survival_add(acc, PTV_TIME_NONE, PTV_EVENT));
    assert_status(PTV_OUT_OF_SCALE, ptv_survival_add(acc, -1, PTV_CENSORED));
}
static void survival_extreme(void *acc) {
    assert_ok(ptv_survival_add_n(acc, INT64_MAX, PTV_EVENT, MANY / 2));
    assert_ok(ptv_survival_add_n(acc, 0, PTV_CENSORED, MANY / 2));
    assert_ok(ptv_survival_add_n(acc, PTV_TIME_NONE, PTV_EVENT, MANY));
}
static void *survival_other(size_t n) {
    return n == 0 ? survival_with(8, 1000, NULL) : n == 1 ? survival_with(9, 1001, NULL) : NULL;
}

/* ---- contacts */

enum { WINDOW_MS = 5000 };

static void *repeats_empty(const ptv_allocator *allocator) {
    return repeats_of(WINDOW_MS, 0, allocator);
}
static void repeats_record(void *acc, int i) {
    assert_ok(ptv_repeats_add(acc, (uint64_t)i * (uint64_t)i % 40, (uint64_t)i % 2, i % 90 * 1000));
}
static void repeats_odd(void *acc) {
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE, 1, 5));
    assert_ok(ptv_repeats_add(acc, 1, 1, PTV_TIME_NONE));
    assert_ok(ptv_repeats_exclude(acc, 3));
}
static void repeats_extreme(void *acc) {
    assert_ok(ptv_repeats_add(acc, 0, UINT64_MAX, INT64_MIN + 1));
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE - 1, UINT64_MAX, INT64_MAX));
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE - 1, UINT64_MAX, INT64_MAX));
    assert_ok(ptv_repeats_exclude(acc, MANY));
}
static void *repeats_other(size_t n) {
    return n == 0   ? repeats_of(WINDOW_MS + 1, 0, NULL)
           : n == 1 ? repeats_of(WINDOW_MS, 1, NULL)
                    : NULL;
}

/* Once contacts are settled, a customer must be in one shard only. */
static const int64_t CUTOFF = 60000;

static void *settled_empty(const ptv_allocator *allocator) {
    return repeats_of(WINDOW_MS, 1, allocator);
}
static void settled_record(void *acc, int i) {
    int64_t time = i % 3 * 4000 + i % 70 * 1000;
    assert_ok(ptv_repeats_add(acc, (uint64_t)i, 0, time));
    assert_ok(ptv_repeats_add(acc, (uint64_t)i, 0, time + WINDOW_MS - 1 + i % 3));
}
static void settled_extreme(void *acc) {
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE - 1, 0, 1));
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE - 1, 0, CUTOFF));
    assert_ok(ptv_repeats_add(acc, PTV_KEY_NONE - 1, 0, INT64_MAX));
    assert_ok(ptv_repeats_exclude(acc, MANY));
}
static void settled_finish(void *acc) {
    assert_ok(ptv_repeats_advance(acc, CUTOFF));
}
static void *settled_other(size_t n) {
    void *acc = n == 0 ? repeats_of(WINDOW_MS, 2, NULL) : n < 3 ? settled_empty(NULL) : NULL;
    if (n < 2)
        settled_finish(acc);
    if (n == 1) /* another cutoff */
        assert_ok(ptv_repeats_advance(acc, CUTOFF + 1));
    return acc; /* at last, one that was not advanced */
}

/* ---- composites of times */

static void *desk_empty(const ptv_allocator *allocator) {
    ptv_desk_config config = full_desk_config();
    return desk_new(&config, allocator);
}
/* Of the parts of a composite one goes to buckets, as the durations do; the others are small. */
static void desk_record(void *acc, int i) {
    ptv_ticket_wait wait = next_wait(i * 777);
    add_ticket(acc, i % 40);
    assert_ok(ptv_desk_add_wait(acc, &wait));
}
static void desk_odd(void *acc) {
    for (int i = 10; i < 120; i += 11) /* among them, tickets whose reply came before them */
        add_ticket(acc, i);
}
static void desk_extreme(void *acc) {
    ptv_ticket_times oldest = open_ticket(INT64_MAX), newest = open_ticket(0);
    ptv_ticket_wait longest = next_wait(INT64_MAX), shortest = next_wait(0);
    resolve(&newest, 0);
    oldest.reopens = oldest.transfers = oldest.replies = INT32_MAX;
    assert_ok(ptv_desk_add(acc, &oldest));
    assert_ok(ptv_desk_add(acc, &newest));
    assert_ok(ptv_desk_add_wait(acc, &longest));
    assert_ok(ptv_desk_add_wait(acc, &shortest));
}
static void *desk_other(size_t n) {
    ptv_desk_config config[8];
    for (size_t i = 0; i < COUNT_OF(config); i++)
        config[i] = full_desk_config();
    config[0].calendar_id = 1;
    config[1].from++;
    config[2].until++;
    config[3].target[--config[3].n_targets] = (ptv_desk_target){0, 0, 0};
    config[4].age_ms[--config[4].n_ages] = 0;
    config[5].target[0].limit_ms++;
    config[6].target[7].clock = PTV_CLOCK_RESOLUTION_FIRST;
    config[7].age_ms[0]++;
    return n < COUNT_OF(config) ? desk_new(&config[n], NULL) : NULL;
}

static void *queue_empty(const ptv_allocator *allocator) {
    ptv_queue_config config = queue_config_with(3000, 0);
    return queue_new(&config, allocator);
}
ptv_call shard_call(int i) {
    ptv_call call = nth_call(i % 40);
    call.wait_ms = i * 1009;
    return call;
}
static void queue_record(void *acc, int i) {
    ptv_call call = shard_call(i);
    assert_ok(ptv_queue_add(acc, &call));
}
static void queue_odd(void *acc) {
    add_calls(acc);
}
static void queue_extreme(void *acc) {
    ptv_call longest = answered_call(INT64_MAX, INT64_MAX, 0, 0);
    ptv_call given_up = call_of(PTV_CALL_ABANDONED, INT64_MAX);
    longest.rings = longest.transfers = given_up.rings = INT32_MAX;
    assert_ok(ptv_queue_add(acc, &longest));
    assert_ok(ptv_queue_add(acc, &given_up));
    assert_ok(ptv_queue_add_ready(acc, INT64_MAX));
}
static void *queue_other(size_t n) {
    ptv_queue_config config[5];
    for (size_t i = 0; i < COUNT_OF(config); i++)
        config[i] = queue_config_with(3000, 0);
    config[0].calendar_id++;
    config[1].short_ms++;
    config[2].patience_unit_ms = 999;
    config[3].limit_ms[--config[3].n_limits] = 0;
    config[4].limit_ms[1]++;
    return n < COUNT_OF(config) ? queue_new(&config[n], NULL) : NULL;
}

static ptv_complaints_config complaints_config(void) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    config.from = 1000000;
    config.until = 2000000;
    config.within_ms = 20000;
    config.n_ages = 2;
    config.age_ms[0] = 10000;
    config.age_ms[1] = 100000;
    return config;
}
static void *complaints_with(const ptv_complaints_config *config, const ptv_allocator *allocator) {
    ptv_complaints *acc = NULL;
    assert_ok(ptv_complaints_new(config, allocator, &acc));
    return acc;
}
static void *complaints_empty(const ptv_allocator *allocator) {
    ptv_complaints_config config = complaints_config();
    return complaints_with(&config, allocator);
}
/* From before the period until after it; every fifth is still open. */
ptv_complaint shard_complaint(int i) {
    ptv_complaint complaint = PTV_COMPLAINT_INIT;
    complaint.received = 900000 + i * 3001;
    complaint.closed = i % 5 == 0 ? PTV_TIME_NONE : complaint.received + i * 97;
    complaint.upheld = i % 2 == 0 ? PTV_OUTCOME_HIT : PTV_OUTCOME_MISS;
    if (i % 5 == 0 || i % 7 == 0)
        complaint.upheld = PTV_OUTCOME_EXCLUDED;
    return complaint;
}
static void complaints_record(void *acc, int i) {
    ptv_complaint complaint = shard_complaint(i);
    assert_ok(ptv_complaints_add(acc, &complaint));
}
static void complaints_odd(void *acc) {
    ptv_complaint never = PTV_COMPLAINT_INIT, backwards = {1500000, 1499999, PTV_TIME_NONE, 0, 0};
    never.upheld = backwards.upheld = PTV_OUTCOME_MISS;
    assert_status(PTV_OUT_OF_SCALE, ptv_complaints_add(acc, &never));
    assert_status(PTV_OUT_OF_SCALE, ptv_complaints_add(acc, &backwards));
}
static void complaints_extreme(void *acc) {
    ptv_complaint complaint = {INT64_MIN + 1, 1999999, PTV_TIME_NONE, PTV_OUTCOME_HIT, 0};
    assert_ok(ptv_complaints_add(acc, &complaint));
    complaint.received = 1000000;
    complaint.closed = INT64_MAX;
    assert_ok(ptv_complaints_add(acc, &complaint));
    assert_ok(ptv_complaints_add_exposed(acc, MANY, MANY));
}
static void *complaints_other(size_t n) {
    ptv_complaints_config config[6];
    for (size_t i = 0; i < COUNT_OF(config); i++)
        config[i] = complaints_config();
    config[0].calendar_id = 1;
    config[1].from--;
    config[2].until++;
    config[3].within_ms = 0;
    config[4].age_ms[--config[4].n_ages] = 0;
    config[5].age_ms[1]++;
    return n < COUNT_OF(config) ? complaints_with(&config[n], NULL) : NULL;
}

/* ---- customers */

static ptv_cohorts_config window(uint64_t n_dense) {
    ptv_cohorts_config config = window_of(-5, 100);
    config.unit = PTV_PERIOD_WEEK;
    config.zone_id = 3;
    config.n_dense = n_dense;
    config.seed = 77;
    return config;
}
static void *cohorts_empty(const ptv_allocator *allocator) {
    ptv_cohorts_config config = window(0);
    return cohorts_new(&config, allocator);
}
static void cohorts_record(void *acc, int i) {
    assert_ok(ptv_cohorts_add(acc, (uint64_t)i % 130, i % 97 - 5));
}
static void cohorts_odd(void *acc) {
    assert_ok(ptv_cohorts_add(acc, PTV_KEY_NONE, 0));
    assert_ok(ptv_cohorts_add(acc, 5, PTV_PERIOD_NONE));
    assert_ok(ptv_cohorts_add_earlier(acc, 6));
    assert_ok(ptv_cohorts_add(acc, 7, -6)); /* before the window */
}
static void cohorts_extreme(void *acc) {
    assert_ok(ptv_cohorts_add(acc, 0, 94));
    assert_ok(ptv_cohorts_add(acc, PTV_KEY_NONE - 1, -5));
    assert_ok(ptv_cohorts_add(acc, PTV_KEY_NONE - 1, 94));
    assert_ok(ptv_cohorts_add_earlier(acc, PTV_KEY_NONE - 2));
}
static void *cohorts_other_than(uint64_t n_dense, size_t n) {
    ptv_cohorts_config config[5];
    for (size_t i = 0; i < COUNT_OF(config); i++)
        config[i] = window(n_dense);
    config[0].unit = PTV_PERIOD_MONTH;
    config[1].zone_id++;
    config[2].seed++;
    config[3].n_dense++;
    config[4].first_period++; /* without the first period, in which there is activity */
    if (n >= COUNT_OF(config))
        return NULL;
    ptv_cohorts *acc = cohorts_new(&config[n], NULL);
    if (n == 4)
        assert_ok(ptv_cohorts_add_earlier(acc, 1)); /* nor does it go the other way */
    return acc;
}
static void *cohorts_other(size_t n) {
    return cohorts_other_than(0, n);
}

enum { DENSE = 5000 };

static void *dense_empty(const ptv_allocator *allocator) {
    ptv_cohorts_config config = window(DENSE);
    return cohorts_new(&config, allocator);
}
static void dense_extreme(void *acc) {
    assert_ok(ptv_cohorts_add(acc, 0, 94));
    assert_ok(ptv_cohorts_add(acc, DENSE / 10 - 1, -5));
    assert_ok(ptv_cohorts_add_earlier(acc, DENSE / 10 - 2));
}
static void *dense_other(size_t n) {
    return cohorts_other_than(DENSE, n);
}

static void *panel_with(int32_t policy, const ptv_allocator *allocator) {
    ptv_panel_config config = {sizeof config, 0, 1, 5, PTV_POLARITY_HIGH_IS_GOOD, policy};
    ptv_panel *acc = NULL;
    assert_ok(ptv_panel_new(&config, allocator, &acc));
    return acc;
}
static void *panel_last(const ptv_allocator *allocator) {
    return panel_with(PTV_PANEL_LAST, allocator);
}
static void *panel_first(const ptv_allocator *allocator) {
    return panel_with(PTV_PANEL_FIRST, allocator);
}
/* Few respondents, times and records: ties of every depth. */
ptv_response shard_response(int i) {
    ptv_response response = {(uint64_t)i % 70, i % 4 - 2, (uint64_t)i % 3, i * 7 % 9 - 1, i % 5};
    if (i % 6 == 5)
        response.score = PTV_SCORE_MISSING;
    return response;
}
static void panel_record(void *acc, int i) {
    panel_take(acc, shard_response(i));
    assert_ok(ptv_panel_add_sent(acc, i % 5, 2));
}
static void panel_odd(void *acc) {
    panel_take(acc, (ptv_response){PTV_KEY_NONE, 1, 1, 4, 0});
    panel_take(acc, (ptv_response){PTV_KEY_NONE, 1, 1, PTV_SCORE_MISSING, 0});
    panel_take(acc, (ptv_response){3, 1, 1, INT32_MAX, 0});
}
static void panel_extreme(void *acc) {
    panel_take(acc, (ptv_response){0, INT64_MAX, UINT64_MAX, 5, PTV_PANEL_CHANNELS - 1});
    panel_take(acc, (ptv_response){1, INT64_MIN + 1, 0, INT32_MIN + 1, 0});
    panel_take(acc, (ptv_response){PTV_KEY_NONE - 1, INT64_MIN + 1, UINT64_MAX, 1, 0});
    assert_ok(ptv_panel_add_sent(acc, 0, MANY / 2));
    assert_ok(ptv_panel_add_sent(acc, PTV_PANEL_CHANNELS - 1, MANY / 2));
}
static void *panel_other_than(int32_t policy, size_t n) {
    ptv_panel_config config[4];
    ptv_panel *acc = NULL;
    for (size_t i = 0; i < COUNT_OF(config); i++)
        config[i] = (ptv_panel_config){sizeof config[i], 0, 1, 5, 0, policy};
    config[0].policy = PTV_PANEL_LAST + PTV_PANEL_FIRST - policy;
    config[1].polarity = PTV_POLARITY_LOW_IS_GOOD;
    config[2].scale_min = 0;
    config[3].scale_max = 6;
    if (n < COUNT_OF(config))
        assert_ok(ptv_panel_new(&config[n], NULL, &acc));
    return acc;
}
static void *last_other(size_t n) {
    return panel_other_than(PTV_PANEL_LAST, n);
}
static void *first_other(size_t n) {
    return panel_other_than(PTV_PANEL_FIRST, n);
}

const struct shard_kind shard_kinds[] = {
    {"ratings", PTV_TYPE_RATINGS, ratings_empty, ratings_record, ratings_odd, ratings_extreme,
     ratings_other, NULL, 0},
    {"proportion", PTV_TYPE_PROPORTION, proportion_empty, proportion_record, proportion_odd,
     proportion_extreme, no_other, NULL, 0},
    {"revenue", PTV_TYPE_REVENUE, revenue_empty, revenue_record, revenue_odd, revenue_extreme,
     no_other, NULL, 0},
    {"durations", PTV_TYPE_DURATIONS, durations_empty, durations_record, durations_odd,
     durations_extreme, durations_other, NULL, 0},
    {"survival", PTV_TYPE_SURVIVAL, survival_empty, survival_record, survival_odd, survival_extreme,
     survival_other, NULL, 0},
    {"repeats", PTV_TYPE_REPEATS, repeats_empty, repeats_record, repeats_odd, repeats_extreme,
     repeats_other, NULL, 0},
    {"repeats, settled", PTV_TYPE_REPEATS, settled_empty, settled_record, repeats_odd,
     settled_extreme, settled_other, settled_finish, SHARDS_APART},
    {"desk", PTV_TYPE_DESK, desk_empty, desk_record, desk_odd, desk_extreme, desk_other, NULL, 0},
    {"queue", PTV_TYPE_QUEUE, queue_empty, queue_record, queue_odd, queue_extreme, queue_other,
     NULL, 0},
    {"complaints", PTV_TYPE_COMPLAINTS, complaints_empty, complaints_record, complaints_odd,
     complaints_extreme, complaints_other, NULL, 0},
    {"cohorts", PTV_TYPE_COHORTS, cohorts_empty, cohorts_record, cohorts_odd, cohorts_extreme,
     cohorts_other, NULL, SHARDS_A_SET},
    {"cohorts, dense", PTV_TYPE_COHORTS, dense_empty, cohorts_record, cohorts_odd, dense_extreme,
     dense_other, NULL, SHARDS_A_SET},
    {"panel of last answers", PTV_TYPE_PANEL, panel_last, panel_record, panel_odd, panel_extreme,
     last_other, NULL, 0},
    {"panel of first answers", PTV_TYPE_PANEL, panel_first, panel_record, panel_odd, panel_extreme,
     first_other, NULL, 0},
};

const size_t n_shard_kinds = COUNT_OF(shard_kinds);
