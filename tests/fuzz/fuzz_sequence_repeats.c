/* SPDX-License-Identifier: MIT */
/* Repeats beside a list of all contacts, of which every pair is looked at. */
#include "sequence.h"

enum { CONTACTS = 128, SINCE = 10, WINDOW = 20 };

struct model {
    ptv_contact contacts[CONTACTS];
    size_t n;
    uint64_t excluded;
    int64_t cutoff; /* 0: none yet */
};

static void *make(uint8_t shape) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats *acc;
    (void)shape;
    config.window_ms = WINDOW;
    config.since = SINCE;
    REQUIRE(ptv_repeats_new(&config, NULL, &acc) == PTV_OK);
    return acc;
}

static void begin(void *model, uint8_t shape) {
    (void)model;
    (void)shape;
}

static ptv_contact next_contact(struct input *in) {
    uint8_t who = next_byte(in), when = next_byte(in);
    ptv_contact contact = {SINCE + when, who & 7, who >> 3 & 1};
    if (who >= 250)
        contact.customer = PTV_KEY_NONE;
    if (when == 255)
        contact.time = PTV_TIME_NONE;
    return contact;
}

static bool is_known(const ptv_contact *contact) {
    return contact->customer != PTV_KEY_NONE && contact->time != PTV_TIME_NONE;
}

static ptv_status model_add(struct model *model, const ptv_contact *contact) {
    if (!is_known(contact)) {
        model->excluded++;
        return PTV_OK;
    }
    if (contact->time < model->cutoff)
        return PTV_ERR_ORDER;
    REQUIRE(model->n < CONTACTS);
    model->contacts[model->n++] = *contact;
    return PTV_OK;
}

static bool same(const ptv_contact *a, const ptv_contact *b) {
    return a->customer == b->customer && a->issue == b->issue && a->time == b->time;
}

static ptv_status model_remove(struct model *model, const ptv_contact *contact) {
    if (!is_known(contact)) {
        if (model->excluded == 0)
            return PTV_ERR_UNDERFLOW;
        model->excluded--;
        return PTV_OK;
    }
    if (contact->time < model->cutoff)
        return PTV_ERR_ORDER;
    for (size_t i = 0; i < model->n; i++) {
        if (same(&model->contacts[i], contact)) {
            model->contacts[i] = model->contacts[--model->n];
            return PTV_OK;
        }
    }
    return PTV_ERR_UNDERFLOW;
}

/* Records with something behind each; one at fault, and none is counted. */
static void step_records(ptv_repeats *acc, struct model *model, struct input *in) {
    enum { MOST = 8 };
    struct record {
        ptv_contact contact;
        uint64_t behind;
    } records[MOST] = {0};
    struct model after = *model;
    size_t n = next_byte(in) % MOST;
    ptv_status expected = PTV_OK;
    for (size_t i = 0; i < n; i++) {
        records[i] = (struct record){next_contact(in), i};
        if (model_add(&after, &records[i].contact) != PTV_OK)
            expected = PTV_ERR_ORDER;
    }
    REQUIRE(ptv_repeats_add_records(acc, &records->contact, sizeof *records, n) == expected);
    if (expected == PTV_OK)
        *model = after;
}

static void step_advance(ptv_repeats *acc, struct model *model, struct input *in) {
    int64_t cutoff = 1 + next_byte(in);
    bool back = cutoff < model->cutoff;
    REQUIRE(ptv_repeats_advance(acc, cutoff) == (back ? PTV_ERR_ORDER : PTV_OK));
    if (!back)
        model->cutoff = cutoff;
}

static void step(void *acc, void *of, struct input *in) {
    enum { ROOM = 8 };
    struct model *model = of;
    uint8_t what = next_byte(in) & 7;
    if (model->n + ROOM > CONTACTS)
        return;
    if (what == 0) {
        step_advance(acc, model, in);
    } else if (what == 1) {
        step_records(acc, model, in);
    } else {
        ptv_contact c = next_contact(in);
        if (what <= 5)
            REQUIRE(ptv_repeats_add(acc, c.customer, c.issue, c.time) == model_add(model, &c));
        else
            REQUIRE(ptv_repeats_remove(acc, c.customer, c.issue, c.time) ==
                    model_remove(model, &c));
    }
}

static bool share_customers(const struct model *a, const struct model *b) {
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++)
            if (a->contacts[i].customer == b->contacts[j].customer)
                return true;
    return false;
}

static int merge(void *of, const void *other) {
    struct model *model = of;
    const struct model *from = other;
    size_t n = from->n;
    if (model->cutoff != from->cutoff)
        return PTV_ERR_MISMATCH;
    if (model->n + n > CONTACTS || model->excluded + from->excluded > PTV_COUNT_MAX)
        return NOT_TRIED;
    if (model->cutoff != 0 && share_customers(model, from))
        return NOT_TRIED; /* who is in two states that were advanced is two customers */
    model->excluded += from->excluded;
    memmove(&model->contacts[model->n], from->contacts, n * sizeof *from->contacts);
    model->n += n;
    return PTV_OK;
}

/* Whether one contact is in the window after another; of two at one instant, the first in the list
 * is followed by the other. */
static bool follows(const struct model *model, size_t second, size_t first) {
    const ptv_contact *a = &model->contacts[first], *b = &model->contacts[second];
    bool later = a->time < b->time || (a->time == b->time && first < second);
    return a->customer == b->customer && a->issue == b->issue && later &&
           b->time - a->time <= WINDOW;
}

static void count_contact(const struct model *model, size_t i, int64_t as_of,
                          ptv_repeats_result *want) {
    int64_t time = model->contacts[i].time;
    bool opens = true, alone = true, over = as_of - time >= WINDOW;
    if (time > as_of) {
        want->later++;
        return;
    }
    for (size_t j = 0; j < model->n; j++) {
        opens = opens && !(i != j && follows(model, i, j));
        alone = alone && !(i != j && model->contacts[j].time <= as_of && follows(model, j, i));
    }
    want->contacts++;
    want->openers += opens;
    want->eligible += opens && over;
    want->resolved += opens && over && alone;
    want->not_yet_eligible += opens && !over;
    want->short_history += opens && over && time - SINCE < WINDOW;
}

static void check_at(const ptv_repeats *acc, const struct model *model, int64_t as_of) {
    ptv_repeats_options opt = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result r = PTV_REPEATS_RESULT_INIT, want = PTV_REPEATS_RESULT_INIT;
    opt.as_of = as_of;
    for (size_t i = 0; i < model->n; i++)
        count_contact(model, i, as_of, &want);
    REQUIRE(ptv_repeats_read(acc, &opt, &r) == (want.eligible > 0 ? PTV_OK : PTV_EMPTY));
    REQUIRE(r.contacts == want.contacts && r.openers == want.openers);
    REQUIRE(r.eligible == want.eligible && r.resolved == want.resolved);
    REQUIRE(r.not_yet_eligible == want.not_yet_eligible && r.later == want.later);
    REQUIRE(r.short_history == want.short_history && r.excluded == model->excluded);
    double share = (double)want.resolved / (double)want.eligible;
    REQUIRE(want.eligible == 0 || near(r.fcr.value, share, 1e-15));
}

static void check(const void *acc, const void *of) {
    const struct model *list = of;
    int64_t cutoff = list->cutoff;
    check_at(acc, list, 1000);
    check_at(acc, list, cutoff > 150 ? cutoff : 150);
    /* When the window of a contact is just over. */
    if (list->n > 0 && list->contacts[list->n - 1].time + WINDOW >= cutoff)
        check_at(acc, list, list->contacts[list->n - 1].time + WINDOW);
}

/* The state depends on the contacts and the last cutoff only. */
static bool recount(void *acc, const void *of) {
    const struct model *model = of;
    for (size_t i = model->n; i-- > 0;) {
        const ptv_contact *c = &model->contacts[i];
        REQUIRE(ptv_repeats_add(acc, c->customer, c->issue, c->time) == PTV_OK);
    }
    REQUIRE(ptv_repeats_exclude(acc, model->excluded) == PTV_OK);
    return model->cutoff == 0 || ptv_repeats_advance(acc, model->cutoff) == PTV_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct subject repeats = {
        PTV_TYPE_REPEATS, sizeof(struct model), make, begin, step, merge, check, recount,
    };
    return try_sequence(&repeats, data, size);
}
