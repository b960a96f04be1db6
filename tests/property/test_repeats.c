/* SPDX-License-Identifier: MIT */
/* What holds for repeats, whatever was counted: no order, split or merge tree leaves a trace; no
 * cutoff changes a reading; the readings are those of a model that looks at every pair. */
#include "repeats.h"

#include "service/repeats.h"

enum { CONTACTS = 160, SHARDS = 6 };

/* Where instants are, and how far apart: dense, sparse, and at either end of what there is. */
struct scene {
    int64_t base;
    uint64_t spread;
    int64_t window;
};

static const struct scene scenes[] = {
    {1000, 300, 10},
    {-40, 80, 7},
    {1000, 5000, 30},
    {1700000000000, 2592000000, 604800000},
    {INT64_MIN + 1, 200, 9},
    {INT64_MAX - 199, 200, 9},
    {INT64_MIN + 1, UINT64_MAX - 1, INT64_MAX},
    {INT64_MIN + 1, UINT64_MAX - 1, INT64_C(1) << 58},
    {5, 1, 1},
};

static int64_t plus(int64_t time, uint64_t ms) {
    return (int64_t)((uint64_t)time + ms);
}

/* How far b is behind a; a <= b. */
static uint64_t distance(int64_t a, int64_t b) {
    return (uint64_t)b - (uint64_t)a;
}

static ptv_contact random_contact(struct generator *generator, const struct scene *scene) {
    ptv_contact contact = {plus(scene->base, random_below(generator, scene->spread)),
                           random_below(generator, 8), random_below(generator, 2)};
    uint64_t kind = random_below(generator, 30);
    if (kind == 0)
        contact.customer = PTV_KEY_NONE;
    if (kind == 1)
        contact.time = PTV_TIME_NONE;
    if (kind == 2)
        contact.customer = PTV_KEY_NONE - 1 - contact.customer;
    if (kind == 3)
        contact.issue = UINT64_MAX - contact.issue;
    return contact;
}

static bool has_customer(const ptv_contact *contact) {
    return contact->customer != PTV_KEY_NONE && contact->time != PTV_TIME_NONE;
}

static void add_all(ptv_repeats *acc, const ptv_contact *contacts, size_t n) {
    assert_ok(ptv_repeats_add_records(acc, contacts, sizeof *contacts, n));
}

static void shuffle(struct generator *generator, ptv_contact *contacts, size_t n) {
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = random_below(generator, i + 1);
        ptv_contact kept = contacts[i];
        contacts[i] = contacts[j];
        contacts[j] = kept;
    }
}

/* Whether the second contact, at another place of the array, is in the window after the first. Of
 * contacts at one instant, the first in the array is followed by the others. */
static bool repeats(const ptv_contact *contacts, size_t first, size_t second, int64_t window) {
    const ptv_contact *a = &contacts[first], *b = &contacts[second];
    return has_customer(a) && has_customer(b) && a->customer == b->customer &&
           a->issue == b->issue && (a->time < b->time || (a->time == b->time && first < second)) &&
           distance(a->time, b->time) <= (uint64_t)window;
}

struct model {
    uint64_t contacts, openers, eligible, resolved, short_history, excluded, later;
    uint64_t over, repeat_free;
    int64_t since;
};

static void model_contact(struct model *model, const ptv_contact *contacts, size_t n, size_t i,
                          int64_t window, int64_t as_of) {
    int64_t time = contacts[i].time;
    bool opens = true, alone = true, over = distance(time, as_of) >= (uint64_t)window;
    for (size_t j = 0; j < n; j++) {
        opens = opens && !(i != j && repeats(contacts, j, i, window));
        alone = alone && !(i != j && contacts[j].time <= as_of && repeats(contacts, i, j, window));
    }
    model->contacts++;
    model->over += over;
    model->repeat_free += over && alone;
    model->openers += opens;
    model->eligible += opens && over;
    model->resolved += opens && over && alone;
    model->short_history +=
        opens && over && (time < model->since || distance(model->since, time) < (uint64_t)window);
}

static struct model model_of(const ptv_contact *contacts, size_t n, int64_t window, int64_t since,
                             int64_t as_of) {
    struct model model = {0};
    model.since = since == 0 ? PTV_TIME_NONE : since;
    for (size_t i = 0; since == 0 && i < n; i++)
        if (has_customer(&contacts[i]) && contacts[i].time <= as_of &&
            (model.since == PTV_TIME_NONE || contacts[i].time < model.since))
            model.since = contacts[i].time;
    for (size_t i = 0; i < n; i++)
        if (!has_customer(&contacts[i]))
            model.excluded++;
        else if (contacts[i].time > as_of)
            model.later++;
        else
            model_contact(&model, contacts, n, i, window, as_of);
    return model;
}

static void assert_share(const ptv_estimate *got, uint64_t x, uint64_t n) {
    ptv_estimate want;
    assert_true(ptv_share_interval(x, n, 0.95, PTV_METHOD_WILSON, &want) >= 0);
    assert_same_bytes(*got, want);
}

static void assert_reading(const ptv_repeats *acc, const struct model *want, int64_t as_of) {
    ptv_repeats_result r = repeats_read_at(acc, as_of);
    assert_true(r.contacts == want->contacts && r.later == want->later);
    assert_true(r.openers == want->openers && r.eligible == want->eligible);
    assert_true(r.resolved == want->resolved && r.excluded == want->excluded);
    assert_true(r.not_yet_eligible == want->openers - want->eligible);
    assert_true(r.short_history == want->short_history);
    assert_true(r.since == want->since && r.as_of == as_of);
    assert_share(&r.fcr, want->resolved, want->eligible);
    assert_share(&r.repeat_free, want->repeat_free, want->over);
}

/* An instant at which something may change, not before another. */
static int64_t random_as_of(struct generator *generator, const struct scene *scene,
                            const ptv_contact *contacts, size_t n, int64_t from) {
    int64_t time = contacts[random_below(generator, n)].time;
    uint64_t kind = random_below(generator, 6);
    if (kind == 0 && time < INT64_MAX - scene->window)
        time += scene->window;
    if (kind == 1 && time < INT64_MAX - scene->window)
        time += scene->window - 1;
    if (kind == 2)
        time = plus(scene->base, random_below(generator, scene->spread));
    if (kind == 3)
        time = INT64_MAX;
    return time < from || time == 0 || time == PTV_TIME_NONE ? from : time;
}

static void readings_are_those_of_a_model(void **unused) {
    (void)unused;
    struct generator generator = {61};
    static ptv_contact contacts[CONTACTS];
    for (int round = 0; round < 600; round++) {
        const struct scene *scene = &scenes[(size_t)round % COUNT_OF(scenes)];
        int64_t since =
            round % 2 ? 0 : plus(scene->base, random_below(&generator, scene->spread) / 3);
        ptv_repeats *acc = repeats_of(scene->window, since, NULL);
        size_t n = 1 + random_below(&generator, CONTACTS);
        for (size_t i = 0; i < n; i++)
            contacts[i] = random_contact(&generator, scene);
        add_all(acc, contacts, n);
        for (int i = 0; i < 10; i++) {
            int64_t as_of =
                random_as_of(&generator, scene, contacts, n, scene->base ? scene->base : 1);
            struct model want = model_of(contacts, n, scene->window, since, as_of);
            assert_reading(acc, &want, as_of);
        }
        ptv_repeats_free(acc);
    }
}

/* Merges states in pairs picked at random. */
static ptv_repeats *merged(struct generator *generator, ptv_repeats **shards, size_t left) {
    while (left > 1) {
        size_t i = random_below(generator, left), j = random_below(generator, left - 1);
        j += j >= i;
        assert_ok(ptv_repeats_merge(shards[i], shards[j]));
        ptv_repeats_free(shards[j]);
        shards[j] = shards[--left];
    }
    return shards[0];
}

static void any_order_split_and_tree_give_the_same_bytes(void **unused) {
    (void)unused;
    struct generator generator = {62};
    static ptv_contact contacts[CONTACTS];
    for (int round = 0; round < 200; round++) {
        const struct scene *scene = &scenes[(size_t)round % COUNT_OF(scenes)];
        ptv_repeats *whole = repeats_of(scene->window, 0, NULL);
        for (size_t i = 0; i < CONTACTS; i++)
            contacts[i] = random_contact(&generator, scene);
        add_all(whole, contacts, CONTACTS);
        struct bytes image = repeats_image(whole);
        for (int tree = 0; tree < 10; tree++) {
            ptv_repeats *shards[SHARDS];
            size_t n = 1 + random_below(&generator, SHARDS);
            bool by_customer = tree % 2;
            shuffle(&generator, contacts, CONTACTS);
            for (size_t i = 0; i < n; i++)
                shards[i] = repeats_of(scene->window, 0, NULL);
            for (size_t i = 0; i < CONTACTS; i++) {
                size_t shard = by_customer ? contacts[i].customer % n : random_below(&generator, n);
                add_all(shards[shard], &contacts[i], 1);
            }
            ptv_repeats *sum = merged(&generator, shards, n);
            assert_repeats_image(sum, image);
            ptv_repeats_free(sum);
        }
        free(image.data);
        ptv_repeats_free(whole);
    }
}

static void add_then_remove_is_as_before(void **unused) {
    (void)unused;
    struct generator generator = {63};
    static ptv_contact contacts[CONTACTS];
    for (int round = 0; round < 300; round++) {
        const struct scene *scene = &scenes[(size_t)round % COUNT_OF(scenes)];
        ptv_repeats *acc = repeats_of(scene->window, scene->base ? scene->base : 1, NULL);
        for (int i = 0; i < round; i++) {
            ptv_contact contact = random_contact(&generator, scene);
            add_all(acc, &contact, 1);
        }
        int64_t cutoff = plus(scene->base, random_below(&generator, scene->spread));
        if (round % 3)
            assert_ok(ptv_repeats_advance(acc, cutoff));
        struct bytes before = repeats_image(acc);
        size_t n = 0;
        while (n < CONTACTS) {
            contacts[n] = random_contact(&generator, scene);
            bool late = round % 3 && has_customer(&contacts[n]) && contacts[n].time < cutoff;
            if (late)
                contacts[n].time = cutoff;
            n++;
        }
        add_all(acc, contacts, n);
        shuffle(&generator, contacts, n);
        for (size_t i = 0; i < n; i++)
            assert_ok(
                ptv_repeats_remove(acc, contacts[i].customer, contacts[i].issue, contacts[i].time));
        assert_repeats_image(acc, before);
        free(before.data);
        ptv_repeats_free(acc);
    }
}

static int by_time(const void *a, const void *b) {
    int64_t x = ((const ptv_contact *)a)->time, y = ((const ptv_contact *)b)->time;
    return x < y ? -1 : x > y;
}

/* A stream: contacts come in an order of their own, but none after a cutoff that is behind it. The
 * same contacts go to a state that never advances, to one that does, and to shards by customer that
 * do; and at the end all to one that advances once. */
struct stream {
    const struct scene *scene;
    int64_t since, cutoff;
    ptv_repeats *plain, *advancing, *shards[SHARDS];
    size_t n_shards, n; /* contacts so far */
    ptv_contact contacts[CONTACTS];
};

static void stream_start(struct stream *stream, struct generator *generator, size_t scene) {
    stream->scene = &scenes[scene];
    uint64_t lead = random_below(generator, stream->scene->spread) / 4;
    stream->since = plus(stream->scene->base, lead);
    stream->since = stream->since == 0 ? 1 : stream->since;
    stream->cutoff = PTV_TIME_NONE;
    stream->plain = repeats_of(stream->scene->window, stream->since, NULL);
    stream->advancing = repeats_of(stream->scene->window, stream->since, NULL);
    stream->n_shards = 1 + random_below(generator, SHARDS);
    stream->n = 0;
    for (size_t i = 0; i < stream->n_shards; i++)
        stream->shards[i] = repeats_of(stream->scene->window, stream->since, NULL);
}

static void stream_take(struct stream *stream, const ptv_contact *contact) {
    stream->contacts[stream->n++] = *contact;
    add_all(stream->plain, contact, 1);
    add_all(stream->advancing, contact, 1);
    add_all(stream->shards[contact->customer % stream->n_shards], contact, 1);
}

static void stream_advance(struct stream *stream, int64_t cutoff) {
    stream->cutoff = cutoff;
    assert_ok(ptv_repeats_advance(stream->advancing, cutoff));
    for (size_t i = 0; i < stream->n_shards; i++)
        assert_ok(ptv_repeats_advance(stream->shards[i], cutoff));
}

/* The earliest instant that a reading or a cutoff may have; 0 would be the default. */
static int64_t stream_from(const struct stream *stream) {
    int64_t from = stream->cutoff == PTV_TIME_NONE ? stream->scene->base : stream->cutoff;
    return from == 0 ? 1 : from;
}

static void stream_read(const struct stream *stream, struct generator *generator) {
    int64_t as_of =
        random_as_of(generator, stream->scene, stream->contacts, stream->n, stream_from(stream));
    struct model want =
        model_of(stream->contacts, stream->n, stream->scene->window, stream->since, as_of);
    assert_reading(stream->plain, &want, as_of);
    assert_reading(stream->advancing, &want, as_of);
}

/* The merged shards, and a state that advanced once, are the one that advanced on the way. */
static void stream_end(struct stream *stream, struct generator *generator) {
    ptv_repeats *once = stream->plain, *back;
    if (stream->cutoff != PTV_TIME_NONE)
        assert_ok(ptv_repeats_advance(once, stream->cutoff));
    assert_same_repeats(stream->advancing, once);
    ptv_repeats *sum = merged(generator, stream->shards, stream->n_shards);
    assert_same_repeats(sum, once);
    assert_true(sum->links == once->links && sum->contacts.n == once->contacts.n);
    ptv_repeats_result of_sum = repeats_read_at(sum, INT64_MAX);
    ptv_repeats_result of_once = repeats_read_at(once, INT64_MAX);
    assert_same_bytes(of_sum, of_once);
    struct bytes image = repeats_image(once);
    assert_ok(ptv_repeats_deserialize(NULL, image.data, image.len, &back));
    assert_same_repeats(back, once);
    free(image.data);
    ptv_repeats_free(back);
    ptv_repeats_free(sum);
    ptv_repeats_free(once);
    ptv_repeats_free(stream->advancing);
}

static void no_cutoff_changes_a_reading(void **unused) {
    (void)unused;
    struct generator generator = {64};
    static struct stream stream;
    static ptv_contact coming[CONTACTS];
    for (int round = 0; round < 900; round++) {
        stream_start(&stream, &generator, (size_t)round % COUNT_OF(scenes));
        size_t n = 1 + random_below(&generator, CONTACTS), block = 1 + random_below(&generator, 40);
        for (size_t i = 0; i < n; i++)
            coming[i] = random_contact(&generator, stream.scene);
        qsort(coming, n, sizeof *coming, by_time);
        for (size_t i = 0; i < n; i += block) {
            size_t m = n - i < block ? n - i : block;
            int64_t cutoff = coming[i].time; /* not after any to come */
            if (cutoff != PTV_TIME_NONE && random_below(&generator, 3) > 0)
                stream_advance(&stream, cutoff);
            shuffle(&generator, coming + i, m);
            for (size_t j = i; j < i + m; j++)
                stream_take(&stream, &coming[j]);
            stream_read(&stream, &generator);
        }
        if (round % 2)
            stream_advance(&stream, random_as_of(&generator, stream.scene, stream.contacts,
                                                 stream.n, stream_from(&stream)));
        stream_end(&stream, &generator);
    }
}

/* Also where it is not as it should be, and a customer who advanced in two states is in one: what
 * comes of it is a state like any other, and the same whichever way it came about. */
static void split_customers_are_still_merged_alike(void **unused) {
    (void)unused;
    struct generator generator = {65};
    for (int round = 0; round < 400; round++) {
        const struct scene *scene = &scenes[(size_t)round % 3];
        ptv_repeats *shards[SHARDS], *again[SHARDS], *back;
        for (size_t i = 0; i < SHARDS; i++)
            shards[i] = repeats_of(scene->window, 1, NULL);
        int64_t cutoff = scene->base;
        for (int step = 0; step < 4; step++) {
            for (size_t i = 0; i < CONTACTS; i++) {
                ptv_contact contact = random_contact(&generator, scene);
                if (has_customer(&contact) && contact.time >= cutoff)
                    add_all(shards[random_below(&generator, SHARDS)], &contact, 1);
            }
            cutoff += (int64_t)random_below(&generator, scene->spread / 3);
            for (size_t i = 0; i < SHARDS; i++)
                assert_ok(ptv_repeats_advance(shards[i], cutoff));
        }
        for (size_t i = 0; i < SHARDS; i++)
            assert_ok(ptv_repeats_copy(shards[i], NULL, &again[i]));
        ptv_repeats *sum = merged(&generator, shards, SHARDS);
        ptv_repeats *other = merged(&generator, again, SHARDS);
        assert_same_repeats(sum, other);
        for (int step = 0; step < 3; step++) {
            struct bytes image = repeats_image(sum);
            assert_ok(ptv_repeats_deserialize(NULL, image.data, image.len, &back));
            assert_same_repeats(back, sum);
            ptv_repeats_result r = repeats_read_at(sum, INT64_MAX);
            cutoff += (int64_t)random_below(&generator, scene->spread / 3);
            assert_ok(ptv_repeats_advance(sum, cutoff));
            assert_true(sum->links <= sum->settled.openers - sum->settled.repeat_free);
            ptv_repeats_result now = repeats_read_at(sum, INT64_MAX);
            assert_same_bytes(now, r);
            free(image.data);
            ptv_repeats_free(back);
        }
        ptv_repeats_free(sum);
        ptv_repeats_free(other);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_are_those_of_a_model),
        cmocka_unit_test(any_order_split_and_tree_give_the_same_bytes),
        cmocka_unit_test(add_then_remove_is_as_before),
        cmocka_unit_test(no_cutoff_changes_a_reading),
        cmocka_unit_test(split_customers_are_still_merged_alike),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("repeats", tests, NULL, NULL);
}
