/* SPDX-License-Identifier: MIT */
/* What holds for survival, whatever was counted: no order, chunk or merge tree leaves a trace; the
 * readings agree with one another and with what is known of them; no image but its own is read. */
#include "bytes.h"
#include "states.h"

#include "time/survival.h"

enum { CASES = 400, ROUNDS = 300, MODEL = 700, POINTS = 400 };

static ptv_survival *fresh(void) {
    ptv_survival *acc;
    assert_ok(ptv_survival_new(NULL, NULL, &acc));
    return acc;
}

static struct bytes image_of(const ptv_survival *acc) {
    return state_bytes(PTV_TYPE_SURVIVAL, acc);
}

static void assert_image(const ptv_survival *acc, struct bytes want) {
    assert_state_bytes(PTV_TYPE_SURVIVAL, acc, want);
}

/* A case as a caller has it; some are missing, some negative. */
struct one_case {
    int64_t time;
    int32_t event;
    uint64_t n;
};

static struct one_case random_case(struct generator *generator, uint64_t times, unsigned bits) {
    struct one_case one = {(int64_t)random_below(generator, times),
                           (int32_t)random_below(generator, 2), random_magnitude(generator, bits)};
    uint64_t kind = random_below(generator, 40);
    if (kind == 0)
        one.time = PTV_TIME_NONE;
    if (kind == 1)
        one.time = -1 - one.time;
    if (kind == 2)
        one.time = INT64_MAX - one.time;
    return one;
}

static void add_case(ptv_survival *acc, const struct one_case *one) {
    assert_true(ptv_survival_add_n(acc, one->time, one->event, one->n) >= 0);
}

static void shuffle(struct generator *generator, struct one_case *cases, size_t n) {
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = random_below(generator, i + 1);
        struct one_case kept = cases[i];
        cases[i] = cases[j];
        cases[j] = kept;
    }
}

/* Cases cut into shards anywhere, shards merged in pairs picked at random. */
static ptv_survival *by_a_random_tree(struct generator *generator, const struct one_case *cases,
                                      size_t n) {
    ptv_survival *shards[12];
    size_t left = 1 + random_below(generator, COUNT_OF(shards));
    for (size_t i = 0; i < left; i++)
        shards[i] = fresh();
    for (size_t i = 0; i < n; i++)
        add_case(shards[random_below(generator, left)], &cases[i]);
    while (left > 1) {
        size_t i = random_below(generator, left), j = random_below(generator, left - 1);
        j += j >= i;
        assert_ok(ptv_survival_merge(shards[i], shards[j]));
        ptv_survival_free(shards[j]);
        shards[j] = shards[--left];
    }
    return shards[0];
}

static void any_order_chunks_and_tree_give_the_same_bytes(void **unused) {
    (void)unused;
    struct generator generator = {41};
    static const uint64_t spread[] = {3, 40, 1000, UINT64_C(1) << 62};
    static struct one_case cases[CASES];
    for (int round = 0; round < ROUNDS; round++) {
        ptv_survival *whole = fresh();
        for (size_t i = 0; i < CASES; i++) {
            cases[i] = random_case(&generator, spread[round % 4], 50);
            add_case(whole, &cases[i]);
        }
        struct bytes image = image_of(whole);
        for (int trees = 0; trees < 10; trees++) {
            shuffle(&generator, cases, CASES);
            ptv_survival *merged = by_a_random_tree(&generator, cases, CASES);
            assert_image(merged, image);
            ptv_survival_free(merged);
        }
        free(image.data);
        ptv_survival_free(whole);
    }
}

static void add_then_remove_is_as_before(void **unused) {
    (void)unused;
    struct generator generator = {42};
    static struct one_case cases[CASES];
    for (int round = 0; round < ROUNDS; round++) {
        ptv_survival *acc = fresh();
        uint64_t times = 1 + random_magnitude(&generator, 20);
        for (int i = 0; i < round; i++) {
            struct one_case one = random_case(&generator, times, 40);
            add_case(acc, &one);
        }
        struct bytes before = image_of(acc);
        for (size_t i = 0; i < CASES; i++) {
            cases[i] = random_case(&generator, times, 40);
            add_case(acc, &cases[i]);
        }
        shuffle(&generator, cases, CASES);
        for (size_t i = 0; i < CASES; i++)
            assert_true(ptv_survival_remove(acc, cases[i].time, cases[i].event, cases[i].n) >= 0);
        assert_image(acc, before);
        free(before.data);
        ptv_survival_free(acc);
    }
}

static void deserialize_inverts_serialize(void **unused) {
    (void)unused;
    struct generator generator = {43};
    for (int round = 0; round < ROUNDS; round++) {
        ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
        ptv_survival *acc, *back, *copy;
        config.calendar_id = random_magnitude(&generator, 64);
        config.unit_ms = 1 + (int64_t)random_magnitude(&generator, 62);
        assert_ok(ptv_survival_new(&config, NULL, &acc));
        for (int i = 0; i < round; i++) {
            struct one_case one = random_case(&generator, UINT64_C(1) << 62, 50);
            add_case(acc, &one);
        }
        struct bytes image = image_of(acc);
        assert_ok(ptv_survival_deserialize(NULL, image.data, image.len, &back));
        assert_image(back, image);
        assert_ok(ptv_survival_copy(back, NULL, &copy));
        assert_image(copy, image);
        if (round % 2) { /* doubles, whichever of the three is the source */
            assert_ok(ptv_survival_merge(back, acc));
            assert_ok(ptv_survival_merge(copy, copy));
            struct bytes twice = image_of(back);
            assert_image(copy, twice);
            free(twice.data);
        }
        free(image.data);
        ptv_survival_free(acc);
        ptv_survival_free(back);
        ptv_survival_free(copy);
    }
}

/* A state beside an array of counters: whatever is done to both, they agree. */
static void a_state_is_what_an_array_would_be(void **unused) {
    (void)unused;
    static uint64_t counts[MODEL][2];
    static ptv_survival_point points[MODEL];
    struct generator generator = {44};
    ptv_survival *acc = fresh();
    memset(counts, 0, sizeof counts);
    for (int step = 0; step < 60000; step++) {
        /* Waves: mostly adding, mostly removing. */
        bool add = random_below(&generator, 10) < (step / 6000 % 2 ? 1u : 8u);
        uint64_t time = random_below(&generator, MODEL), n = 1 + random_below(&generator, 3);
        int32_t event = (int32_t)random_below(&generator, 2);
        if (add) {
            assert_ok(ptv_survival_add_n(acc, (int64_t)time, event, n));
            counts[time][event] += n;
        } else {
            bool enough = counts[time][event] >= n;
            assert_status(enough ? PTV_OK : PTV_ERR_UNDERFLOW,
                          ptv_survival_remove(acc, (int64_t)time, event, n));
            counts[time][event] -= enough ? n : 0;
        }
        if (step % 50)
            continue;
        size_t n_points, at = 0;
        assert_ok(ptv_survival_curve(acc, NULL, points, MODEL, &n_points));
        for (size_t t = 0; t < MODEL; t++)
            if (counts[t][0] + counts[t][1] > 0) {
                assert_true(at < n_points && points[at].time == (int64_t)t);
                assert_true(points[at].censored == counts[t][0] &&
                            points[at].events == counts[t][1]);
                at++;
            }
        assert_int_equal(at, n_points);
        ptv_survival_result r = PTV_SURVIVAL_RESULT_INIT;
        uint64_t events = 0, n_all = 0;
        for (size_t t = 0; t < MODEL; t++) {
            events += counts[t][1];
            n_all += counts[t][0] + counts[t][1];
        }
        assert_true(ptv_survival_read(acc, NULL, &r) >= 0);
        assert_true(r.events == events && r.n == n_all && r.times == n_points);
    }
    ptv_survival_free(acc);
}

static ptv_survival *random_sample(struct generator *generator, uint64_t times, int bits,
                                   bool censoring) {
    ptv_survival *acc = fresh();
    uint64_t n = 1 + random_below(generator, 30);
    for (uint64_t i = 0; i < n; i++) {
        int32_t event = !censoring || random_below(generator, 2) ? PTV_EVENT : PTV_CENSORED;
        assert_ok(ptv_survival_add_n(acc, (int64_t)random_below(generator, times), event,
                                     1 + random_magnitude(generator, (unsigned)bits + 1)));
    }
    return acc;
}

static ptv_survival_options options_of(double confidence, int32_t method) {
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    opt.confidence = confidence;
    opt.method = method;
    return opt;
}

static size_t curve_of(const ptv_survival *acc, const ptv_survival_options *opt,
                       ptv_survival_point *points) {
    size_t n;
    assert_ok(ptv_survival_curve(acc, opt, points, POINTS, &n));
    return n;
}

static void without_censoring_it_is_a_share(void **unused) {
    (void)unused;
    struct generator generator = {45};
    static ptv_survival_point points[POINTS];
    for (int round = 0; round < 2000; round++) {
        ptv_survival *acc = random_sample(&generator, 50, round % 50, false);
        ptv_survival_options opt = options_of(round % 2 ? 0.95 : 0.999, 0);
        size_t n = curve_of(acc, &opt, points);
        for (size_t i = 0; i < n; i++) {
            const ptv_estimate *got = &points[i].survival;
            ptv_estimate want;
            uint64_t all = points[0].at_risk, left = points[i].at_risk - points[i].events;
            assert_ok(ptv_share_interval(left, all, opt.confidence, PTV_METHOD_WILSON, &want));
            assert_exact(got->value, want.value);
            assert_close(got->std_error, want.std_error, 1e-12);
            assert_close(got->n_eff, (double)all, 1e-12);
            assert_close(got->lower, want.lower, 1e-12);
            assert_close(got->upper, want.upper, 1e-12);
            assert_status(PTV_OK, got->status);
        }
        ptv_survival_free(acc);
    }
}

/* However many times there are: nothing piles up. */
static void many_times_cost_no_digits(void **unused) {
    (void)unused;
    enum { MANY = 200000 };
    ptv_survival *acc = fresh();
    for (int64_t t = 1; t <= MANY; t++)
        assert_ok(ptv_survival_add(acc, t, PTV_EVENT));
    for (int64_t t = 1; t < MANY; t += 9973) {
        ptv_estimate e;
        assert_ok(ptv_survival_at(acc, t, NULL, &e));
        assert_exact(e.value, (double)(MANY - t) / (double)MANY);
        assert_close(e.n_eff, MANY, 1e-14);
    }
    ptv_survival_free(acc);
}

static const double confidences[] = {0.5, 0.8, 0.95, 0.99, 0.9999};

/* The curve does not rise; its interval holds the estimate, is inside 0..1 and grows with the
 * confidence. */
static void curves_and_bands(void **unused) {
    (void)unused;
    struct generator generator = {46};
    static ptv_survival_point points[COUNT_OF(confidences)][POINTS];
    for (int round = 0; round < 1000; round++) {
        ptv_survival *acc = random_sample(&generator, 60, round % 40, true);
        for (int32_t method = PTV_METHOD_ROTHMAN_WILSON; method <= PTV_METHOD_PLAIN; method++) {
            size_t n = 0;
            for (size_t c = 0; c < COUNT_OF(confidences); c++) {
                ptv_survival_options opt = options_of(confidences[c], method);
                n = curve_of(acc, &opt, points[c]);
            }
            for (size_t i = 0; i < n; i++)
                for (size_t c = 0; c < COUNT_OF(confidences); c++) {
                    const ptv_estimate *e = &points[c][i].survival;
                    assert_in(0, e->value, i > 0 ? points[c][i - 1].survival.value : 1);
                    bool none =
                        method != PTV_METHOD_ROTHMAN_WILSON && (e->std_error == 0 || e->value == 0);
                    assert_status(none ? PTV_DEGENERATE : PTV_OK, e->status);
                    if (none)
                        continue;
                    assert_in(0, e->lower, e->value);
                    assert_in(e->value, e->upper, 1);
                    if (c > 0) {
                        assert_at_most(e->lower, points[c - 1][i].survival.lower);
                        assert_at_most(points[c - 1][i].survival.upper, e->upper);
                    }
                }
        }
        ptv_survival_free(acc);
    }
}

/* A sample of which everything is there k times: the same curve, a narrower band. */
static void more_of_the_same_narrows_the_band(void **unused) {
    (void)unused;
    struct generator generator = {47};
    static ptv_survival_point points[POINTS], doubled[POINTS];
    for (int round = 0; round < 500; round++) {
        ptv_survival *acc = random_sample(&generator, 60, 20, true);
        size_t n = curve_of(acc, NULL, points);
        assert_ok(ptv_survival_merge(acc, acc));
        assert_int_equal(curve_of(acc, NULL, doubled), n);
        for (size_t i = 0; i < n; i++) {
            const ptv_estimate *a = &points[i].survival, *b = &doubled[i].survival;
            assert_close(b->value, a->value, 1e-13);
            assert_close(b->n_eff, 2 * a->n_eff, 0.5); /* n (n - d) is not four times as large */
            assert_less(b->upper - b->lower, a->upper - a->lower);
        }
        ptv_survival_free(acc);
    }
}

static double crossing(const ptv_survival_point *points, size_t n, double level, int which) {
    for (size_t i = 0; i < n; i++) {
        const ptv_estimate *e = &points[i].survival;
        if ((which == 0 ? e->value : which == 1 ? e->lower : e->upper) <= level + 1e-12)
            return (double)points[i].time;
    }
    return NAN;
}

static void quantiles_are_where_the_curve_crosses(void **unused) {
    (void)unused;
    struct generator generator = {48};
    static ptv_survival_point points[POINTS];
    size_t with_value = 0, with_upper = 0;
    for (int round = 0; round < 3000; round++) {
        ptv_survival *acc = random_sample(&generator, 1 + random_magnitude(&generator, 62),
                                          round % 20, round % 4 > 0);
        ptv_survival_options opt = options_of(confidences[round % 5], 50 + round % 4);
        size_t n = curve_of(acc, &opt, points);
        uint32_t den = 2 + (uint32_t)random_below(&generator, 100);
        uint32_t num = 1 + (uint32_t)random_below(&generator, den - 1);
        double level = (double)(den - num) / den;
        ptv_estimate e;
        ptv_status status = ptv_survival_quantile(acc, num, den, &opt, &e);
        assert_exact(e.value, crossing(points, n, level, 0));
        assert_exact(e.lower, crossing(points, n, level, 1));
        assert_exact(e.upper, crossing(points, n, level, 2));
        assert_status(isnan(e.value)   ? PTV_INCOMPLETE
                      : isnan(e.upper) ? PTV_UNATTAINABLE
                                       : PTV_OK,
                      status);
        with_value += isnan(e.value) ? 0 : 1;
        with_upper += isnan(e.upper) ? 0 : 1;
        if (!isnan(e.value) && !isnan(e.lower))
            assert_at_most(e.lower, e.value);
        if (!isnan(e.upper))
            assert_at_most(e.value, e.upper);
        if (num * 2 == den) {
            ptv_survival_result r = PTV_SURVIVAL_RESULT_INIT;
            assert_status(status, ptv_survival_read(acc, &opt, &r));
            assert_same_bytes(r.median, e);
        }
        ptv_survival_free(acc);
    }
    assert_in_range(with_upper, 500, with_value);
}

/* The area under the points of the curve; never beyond the limit; rises with it, and slows down. */
static void restricted_means_are_areas(void **unused) {
    (void)unused;
    struct generator generator = {49};
    static ptv_survival_point points[POINTS];
    for (int round = 0; round < 3000; round++) {
        uint64_t times = 1 + random_magnitude(&generator, 62);
        ptv_survival *acc = random_sample(&generator, times, round % 40, round % 4 > 0);
        size_t n = curve_of(acc, NULL, points);
        int64_t limit = 1 + (int64_t)random_below(&generator, times + 1);
        ptv_estimate e, half;
        ptv_status status = ptv_survival_restricted_mean(acc, limit, NULL, &e);
        double area = 0, share = 1;
        int64_t from = 0;
        for (size_t i = 0; i < n && points[i].time < limit; i++) {
            area += share * (double)(points[i].time - from);
            from = points[i].time;
            share = points[i].survival.value;
        }
        area += share * (double)(limit - from);
        bool known = share == 0 || points[n - 1].time >= limit;
        assert_true(known == (status != PTV_INCOMPLETE));
        if (known) {
            assert_close(e.value, area, 1e-12);
            assert_at_most(e.value, (double)limit);
            assert_true((status == PTV_OK) == (e.std_error > 0));
        }
        if (status == PTV_OK) {
            assert_in(0, e.lower, e.value);
            assert_in(e.value, e.upper, (double)limit);
        }
        if (known && limit > 1) {
            assert_true(ptv_survival_restricted_mean(acc, limit / 2, NULL, &half) >= 0);
            assert_at_most(half.value, e.value);
            assert_at_most(e.value * 0.5 * (1 - 1e-12), half.value + 1);
        }
        ptv_survival_free(acc);
    }
}

static void comparisons_mirror(void **unused) {
    (void)unused;
    struct generator generator = {50};
    size_t significant = 0, tests = 0;
    for (int round = 0; round < 3000; round++) {
        ptv_survival *a = random_sample(&generator, 40, round % 54, true);
        ptv_survival *b = random_sample(&generator, 30, round % 53, true);
        ptv_survival_options opt = options_of(confidences[round % 5], 0);
        ptv_comparison there, back;
        ptv_status status = ptv_survival_compare(a, b, &opt, &there);
        assert_status(status, ptv_survival_compare(b, a, &opt, &back));
        if (status == PTV_OK) {
            assert_exact(back.difference, -there.difference);
            assert_exact(back.lower, -there.upper);
            assert_exact(back.upper, -there.lower);
            assert_exact(back.std_error, there.std_error);
            assert_exact(back.statistic, there.statistic);
            assert_exact(back.p_value, there.p_value);
            bool outside = there.lower > 0 || there.upper < 0;
            assert_true(outside == (there.p_value < 1 - opt.confidence));
            assert_in(there.lower, there.difference, there.upper);
            assert_in(0, there.p_value, 1);
            significant += outside;
            tests++;
        } else {
            assert_status(PTV_DEGENERATE, status);
        }
        status = ptv_survival_compare(a, a, &opt, &there);
        if (status == PTV_OK) {
            assert_exact(there.difference, 0);
            assert_exact(there.p_value, 1);
        }
        ptv_survival_free(a);
        ptv_survival_free(b);
    }
    assert_in_range(significant, tests / 10, tests - 1);
}

/* The machine of malformed images: whatever is done to a valid image, deserialize refuses it and
 * leaves its target alone, or gives a state whose image is, byte for byte, what was read. */
struct machine {
    const char *what;
    uint64_t images, accepted;
};

static bool feed(struct machine *machine, const uint8_t *bytes, size_t len) {
    ptv_survival *const untouched = (ptv_survival *)(void *)machine;
    ptv_survival *acc = untouched;
    machine->images++;
    ptv_status status = ptv_survival_deserialize(NULL, bytes, len, &acc);
    if (status < 0) {
        if (acc != untouched)
            fail_msg("%s: refused (%s), but the target was touched", machine->what,
                     ptv_status_name(status));
        return false;
    }
    uint8_t again[IMAGE_MAX];
    size_t again_len = 0;
    if (status != PTV_OK ||
        ptv_survival_serialize(acc, again, sizeof again, &again_len) != PTV_OK ||
        again_len != len || memcmp(again, bytes, len) != 0)
        fail_msg("%s: accepted an image that is not its own", machine->what);
    ptv_survival_free(acc);
    machine->accepted++;
    return true;
}

enum { SEEDS = 4 };

static struct image seed(int which) {
    struct generator generator = {51};
    struct image image = {{0}, 0};
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *acc;
    config.calendar_id = which == 1 ? UINT64_C(0x0123456789ABCDEF) : 0;
    config.unit_ms = which == 2 ? 3600000 : 1;
    assert_ok(ptv_survival_new(&config, NULL, &acc));
    for (int i = 0; which > 0 && i < 8; i++) {
        struct one_case one = {which == 3 ? (int64_t)random_magnitude(&generator, 63) : i, i % 2,
                               which == 3 ? random_magnitude(&generator, 56)
                                          : 1 + (uint64_t)i * 40};
        add_case(acc, &one);
    }
    if (which == 3) {
        struct one_case last = {INT64_MAX, PTV_EVENT, 1}, none = {PTV_TIME_NONE, 0, 77};
        add_case(acc, &last);
        add_case(acc, &none);
    }
    assert_ok(ptv_survival_serialize(acc, image.bytes, sizeof image.bytes, &image.len));
    ptv_survival_free(acc);
    return image;
}

static void report(const struct machine *machine) {
    print_message("%-24s %8llu images, %7llu accepted\n", machine->what,
                  (unsigned long long)machine->images, (unsigned long long)machine->accepted);
}

/* The copy has the length of the image and no more, so a byte read too many is seen by a
 * sanitizer. The first image again with a time more or less is an image, too. */
static void truncated_and_extended(void **unused) {
    (void)unused;
    static const uint8_t fillings[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    struct machine machine = {"truncated, extended", 0, 0};
    for (int which = 0; which < SEEDS; which++) {
        struct image image = seed(which);
        assert_true(feed(&machine, image.bytes, image.len));
        for (size_t len = 0; len <= image.len + 16; len++)
            for (size_t filling = 0; filling < (len > image.len ? COUNT_OF(fillings) : 1);
                 filling++)
                for (int repairs = 0; repairs <= 2 && len != image.len; repairs++) {
                    uint8_t *bytes = malloc(len > 0 ? len : 1);
                    assert_non_null(bytes);
                    memset(bytes, fillings[filling], len);
                    memcpy(bytes, image.bytes, len < image.len ? len : image.len);
                    if (repairs == 2)
                        repair_length(bytes, len);
                    if (repairs >= 1)
                        repair_checksum(bytes, len);
                    bool accepted = feed(&machine, bytes, len);
                    if (accepted && repairs < 2)
                        fail_msg("accepted %zu bytes of %zu", len, image.len);
                    free(bytes);
                }
    }
    report(&machine);
}

static void every_byte_to_every_value(void **unused) {
    (void)unused;
    struct machine sealed = {"bytes, sealed", 0, 0}, damaged = {"bytes", 0, 0};
    for (int which = 0; which < SEEDS; which++) {
        struct image image = seed(which);
        for (size_t at = 0; at < image.len; at++)
            for (unsigned value = 0; value < 256; value++) {
                struct image other = image;
                other.bytes[at] = (uint8_t)value;
                if (feed(&damaged, other.bytes, other.len) != (value == image.bytes[at]))
                    fail_msg("byte %zu to %u", at, value);
                repair_checksum(other.bytes, other.len);
                feed(&sealed, other.bytes, other.len);
            }
    }
    report(&damaged);
    report(&sealed);
    assert_true(sealed.accepted > 1000 && sealed.accepted < sealed.images);
}

static void every_pair_of_bits_and_any_tail(void **unused) {
    (void)unused;
    struct machine bits = {"pairs of bits, sealed", 0, 0}, tails = {"tails, sealed", 0, 0};
    for (int which = 1; which < SEEDS; which++) {
        struct image image = seed(which);
        for (size_t i = 0; i < 8 * image.len; i++)
            for (size_t j = i + 1; j < 8 * image.len; j++) {
                struct image other = image;
                other.bytes[i / 8] ^= (uint8_t)(1u << i % 8);
                other.bytes[j / 8] ^= (uint8_t)(1u << j % 8);
                repair_checksum(other.bytes, other.len);
                feed(&bits, other.bytes, other.len);
            }
    }
    struct generator generator = {52};
    for (int round = 0; round < 200000; round++) {
        struct image image = seed(0);
        size_t n = random_below(&generator, 40);
        for (size_t i = 0; i < n; i++) { /* small numbers more often than long ones */
            uint64_t byte = random_next(&generator);
            image.bytes[image.len++] = (uint8_t)(byte >> 8 & 3 ? byte & 0x7F : byte);
        }
        repair_length(image.bytes, image.len);
        repair_checksum(image.bytes, image.len);
        feed(&tails, image.bytes, image.len);
    }
    report(&bits);
    report(&tails);
    assert_true(tails.accepted > 1000 && tails.accepted < tails.images / 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_chunks_and_tree_give_the_same_bytes),
        cmocka_unit_test(add_then_remove_is_as_before),
        cmocka_unit_test(deserialize_inverts_serialize),
        cmocka_unit_test(a_state_is_what_an_array_would_be),
        cmocka_unit_test(without_censoring_it_is_a_share),
        cmocka_unit_test(many_times_cost_no_digits),
        cmocka_unit_test(curves_and_bands),
        cmocka_unit_test(more_of_the_same_narrows_the_band),
        cmocka_unit_test(quantiles_are_where_the_curve_crosses),
        cmocka_unit_test(restricted_means_are_areas),
        cmocka_unit_test(comparisons_mirror),
        cmocka_unit_test(truncated_and_extended),
        cmocka_unit_test(every_byte_to_every_value),
        cmocka_unit_test(every_pair_of_bits_and_any_tail),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("survival properties", tests, NULL, NULL);
}
