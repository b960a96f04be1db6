/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "lapse.h"
#include "show.h"

/* The bases of service levels: those of the option, and what each is called in JSON and CSV when it
 * is not the headline's. */
static const struct service_variant {
    int32_t base;
    const char *word, *metric;
    enum text label;
} variants[] = {
    {SERVICE_DEFAULT, "default", "service_level_default", TEXT_LABEL_SERVICE_LEVEL},
    {SERVICE_ANSWERED, "answered", "service_level_answered", TEXT_LABEL_SERVICE_ANSWERED},
    {SERVICE_OFFERED, "offered", "service_level_offered", TEXT_LABEL_SERVICE_OFFERED},
    {SERVICE_WITH_ABANDONED, "with_abandoned", "service_level_with_abandoned",
     TEXT_LABEL_SERVICE_ABANDONED},
};

#define N_VARIANTS (sizeof variants / sizeof *variants)

/* What the parts of a result say of handling. */
#define TALK_ALONE   1u
#define WITH_HOLD    2u
#define WITH_WRAP_UP 4u

/* What figures are read from. */
struct source {
    const struct service *service;
    const struct options *options;
    const ptv_queue *queue;
    ptv_queue_config config;
    ptv_queue_result result;
    struct call_limits limits;
    struct figures *figures;
};

ptv_queue_options calls_options(const struct options *options, int32_t base) {
    ptv_queue_options out = PTV_QUEUE_OPTIONS_INIT;
    out.confidence = options->confidence;
    out.share_method = options->share_method;
    out.base = base == SERVICE_ANSWERED  ? PTV_SERVICE_BASE_ANSWERED
               : base == SERVICE_OFFERED ? PTV_SERVICE_BASE_OFFERED
                                         : PTV_SERVICE_BASE_DEFAULT;
    out.count_abandoned = base == SERVICE_WITH_ABANDONED;
    return out;
}

/* ── service levels ──────────────────────────────────────────────────────────────────────────── */

static ptv_status service_level(const struct source *source, const struct limit *limit,
                                const ptv_queue_options *how, ptv_estimate *level) {
    ptv_status status = ptv_queue_service_level(source->queue, limit->ms, how, level);
    if (status == PTV_ERR_MISMATCH)
        report_error(TEXT_NO_LIMIT, limit->name);
    return status;
}

static struct listed *add_level(const struct source *source, const char *metric, enum text label,
                                const char *word, const struct limit *limit,
                                const ptv_estimate *level) {
    char shown[DECIMAL_SIZE];
    lapse_show(shown, (double)limit->ms);
    struct listed *listed = figures_add(source->figures, metric, UNIT_SHARE, level, label, shown);
    snprintf(listed->variant, sizeof listed->variant, "%s", limit->name);
    figures_exactly(listed, figures_part(level), level->n);
    detail_ms(&listed->details, "limit_ms", limit->ms);
    detail_count(&listed->details, "within", figures_part(level));
    detail_text(&listed->details, "base", word);
    return listed;
}

/* The headline. */
static ptv_status add_levels(const struct source *source) {
    ptv_queue_options how = calls_options(source->options, source->options->calls.base);
    const struct service_variant *variant = variants;
    while (variant->base != source->options->calls.base)
        variant++;
    for (size_t i = 0; i < source->limits.n; i++) {
        const struct limit *limit = &source->limits.at[i];
        ptv_estimate level = PTV_ESTIMATE_INIT;
        char shown[DECIMAL_SIZE], heading[FIGURES_LABEL];
        ptv_status status = service_level(source, limit, &how, &level);
        if (status < 0)
            return status;
        lapse_show(shown, (double)limit->ms);
        snprintf(heading, sizeof heading, text(TEXT_HEADING_WITHIN), shown);
        struct listed *listed = add_level(source, "service_level", TEXT_LABEL_SERVICE_LEVEL,
                                          variant->word, limit, &level);
        listed->bold = true;
        figures_heading(listed, heading);
    }
    return PTV_OK;
}

/* The others, for programs; and the headline with short calls in its base, if there are such. */
static ptv_status add_other_levels(const struct source *source) {
    ptv_estimate level = PTV_ESTIMATE_INIT;
    for (size_t i = 0; i < N_VARIANTS * source->limits.n; i++) {
        const struct service_variant *variant = &variants[i / source->limits.n];
        const struct limit *limit = &source->limits.at[i % source->limits.n];
        ptv_queue_options how = calls_options(source->options, variant->base);
        if (variant->base == source->options->calls.base)
            continue;
        ptv_status status = service_level(source, limit, &how, &level);
        if (status < 0)
            return status;
        add_level(source, variant->metric, variant->label, variant->word, limit, &level)->place =
            PLACE_FORMATS;
    }
    ptv_queue_options how = calls_options(source->options, source->options->calls.base);
    how.keep_short = 1;
    for (size_t i = 0; i < source->limits.n && source->config.short_ms > 0; i++) {
        ptv_status status = service_level(source, &source->limits.at[i], &how, &level);
        if (status < 0)
            return status;
        add_level(source, "service_level_keep_short", TEXT_LABEL_SERVICE_SHORT, "keep_short",
                  &source->limits.at[i], &level)
            ->place = PLACE_FORMATS;
    }
    return PTV_OK;
}

/* ── times ───────────────────────────────────────────────────────────────────────────────────── */

static ptv_durations_options durations_options(const struct options *options) {
    ptv_durations_options out = PTV_DURATIONS_OPTIONS_INIT;
    out.confidence = options->confidence;
    out.share_method = options->share_method;
    return out;
}

/* Times of one kind: all there is, and the 90th percentile. */
struct times {
    ptv_durations_result result;
    ptv_estimate p90;
};

static ptv_status read_times(const struct source *source, int32_t kind, struct times *times) {
    ptv_durations_options how = durations_options(source->options);
    const ptv_durations *state;
    *times = (struct times){.result = PTV_DURATIONS_RESULT_INIT};
    ptv_status status = ptv_queue_durations(source->queue, kind, &state);
    if (status >= 0)
        status = ptv_durations_read(state, &how, &times->result);
    return status < 0 ? status : ptv_durations_percentile(state, 9, 10, &how, &times->p90);
}

static struct listed *add_mean(const struct source *source, const char *metric, enum text label,
                               const ptv_estimate *mean, const struct times *times) {
    struct listed *listed = figures_add(source->figures, metric, UNIT_TIME, mean, label, NULL);
    detail_number(&listed->details, "median", times->result.median.value);
    detail_number(&listed->details, "p90", times->p90.value);
    detail_ms(&listed->details, "max", times->result.max_ms);
    detail_bool(&listed->details, "exact", times->result.exact != 0);
    detail_count(&listed->details, "missing", times->result.missing);
    detail_count(&listed->details, "rejected", times->result.rejected);
    return listed;
}

/* People see the median and the 90th percentile below it: a mean of waits is nobody's wait. */
static void add_spread(const struct source *source, const char *metric, const struct times *times) {
    const struct {
        const ptv_estimate *estimate;
        enum text label;
    } spread[] = {{&times->result.median, TEXT_LABEL_MEDIAN}, {&times->p90, TEXT_LABEL_P90}};
    for (size_t i = 0; i < sizeof spread / sizeof *spread && times->result.n > 0; i++) {
        struct listed *listed = figures_add(source->figures, metric, UNIT_TIME, spread[i].estimate,
                                            spread[i].label, NULL);
        listed->level = 1;
        listed->place = PLACE_TABLE;
    }
}

/* A mean of which people see nothing where there is none. */
static ptv_status add_part(const struct source *source, const char *metric, enum text label,
                           int32_t kind, struct listed **added) {
    struct times times;
    ptv_status status = read_times(source, kind, &times);
    if (status < 0)
        return status;
    *added = add_mean(source, metric, label, &times.result.mean, &times);
    if (times.result.n == 0)
        (*added)->place = PLACE_FORMATS;
    return PTV_OK;
}

static ptv_status add_waits(const struct source *source) {
    const ptv_queue_result *result = &source->result;
    struct times times;
    struct listed *listed;
    ptv_status status = read_times(source, PTV_QUEUE_WAIT_ANSWERED, &times);
    if (status < 0)
        return status;
    listed = add_mean(source, "asa_ms", TEXT_LABEL_ASA, &result->asa, &times);
    listed->gap = true;
    figures_heading(listed, text(TEXT_HEADING_ASA));
    add_spread(source, "asa_ms", &times);
    status = add_part(source, "wait_abandoned_ms", TEXT_LABEL_WAIT_ABANDONED,
                      PTV_QUEUE_WAIT_ABANDONED, &listed);
    if (status >= 0)
        status = add_part(source, "wait_flowed_out_ms", TEXT_LABEL_WAIT_FLOWED_OUT,
                          PTV_QUEUE_WAIT_FLOWED_OUT, &listed);
    if (status >= 0)
        figures_add(source->figures, "wait_ms", UNIT_TIME, &result->wait, TEXT_LABEL_WAIT, NULL);
    return status;
}

/* The median, and how many would wait longer than each limit. */
static ptv_status add_patience(const struct source *source) {
    ptv_survival_options how = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_survival_result curve = PTV_SURVIVAL_RESULT_INIT;
    const ptv_survival *patience;
    how.confidence = source->options->confidence;
    figures_add(source->figures, "patience_ms", UNIT_TIME, &source->result.patience,
                TEXT_LABEL_PATIENCE, NULL)
        ->gap = true;
    ptv_status status = ptv_queue_patience(source->queue, &patience);
    if (status >= 0)
        status = ptv_survival_read(patience, &how, &curve);
    for (size_t i = 0; i < source->limits.n && status >= 0; i++) {
        const struct limit *limit = &source->limits.at[i];
        ptv_estimate left = PTV_ESTIMATE_INIT;
        char shown[DECIMAL_SIZE];
        status = ptv_survival_at(patience, limit->ms / curve.unit_ms, &how, &left);
        if (status < 0)
            return status;
        lapse_show(shown, (double)limit->ms);
        struct listed *listed = figures_add(source->figures, "patience_survival", UNIT_SHARE, &left,
                                            TEXT_LABEL_WILLING, shown);
        snprintf(listed->variant, sizeof listed->variant, "%s", limit->name);
        detail_ms(&listed->details, "limit_ms", limit->ms);
        listed->level = 1;
    }
    return status;
}

static ptv_status add_handling(const struct source *source) {
    static const struct {
        int32_t kind;
        const char *metric;
        enum text label;
    } parts[] = {
        {PTV_QUEUE_TALK, "talk_ms", TEXT_LABEL_TALK},
        {PTV_QUEUE_HOLD, "hold_ms", TEXT_LABEL_HOLD},
        {PTV_QUEUE_WRAP_UP, "wrap_up_ms", TEXT_LABEL_WRAP_UP},
    };
    const ptv_queue_result *result = &source->result;
    struct times times;
    ptv_status status = read_times(source, PTV_QUEUE_HANDLING, &times);
    if (status < 0)
        return status;
    struct listed *listed = add_mean(source, "aht_ms", TEXT_LABEL_AHT, &result->aht, &times);
    listed->gap = true;
    figures_heading(listed, text(TEXT_HEADING_AHT));
    detail_bool(&listed->details, "with_hold", (result->parts & WITH_HOLD) != 0);
    detail_bool(&listed->details, "with_wrap_up", (result->parts & WITH_WRAP_UP) != 0);
    add_spread(source, "aht_ms", &times);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status >= 0; i++) {
        status = add_part(source, parts[i].metric, parts[i].label, parts[i].kind, &listed);
        if (status < 0)
            return status;
        listed->level = 1;
        if (result->parts == TALK_ALONE)
            listed->place = PLACE_FORMATS;
    }
    if (isfinite(result->occupancy_ratio)) {
        ptv_estimate ratio = {.value = result->occupancy_ratio, .lower = NAN, .upper = NAN};
        figures_add(source->figures, "occupancy", UNIT_SHARE, &ratio, TEXT_LABEL_OCCUPANCY, NULL);
    }
    return status;
}

/* ── counts ──────────────────────────────────────────────────────────────────────────────────── */

/* Of those that are 0 for most, people see only what is there. */
static void add_counts(const struct source *source) {
    const ptv_queue_result *result = &source->result;
    char within_short[DECIMAL_SIZE];
    lapse_show(within_short, (double)source->config.short_ms);
    const struct {
        const char *metric;
        uint64_t count;
        enum text label;
        int level;
        bool always;
    } counts[] = {
        {"offered", result->offered, TEXT_LABEL_OFFERED, 0, true},
        {"answered", result->answered, TEXT_LABEL_ANSWERED, 1, true},
        {"abandoned", result->abandoned, TEXT_LABEL_ABANDONED, 1, true},
        {"short_abandoned", result->short_abandoned, TEXT_LABEL_SHORT_ABANDONED, 2,
         source->config.short_ms > 0},
        {"flowed_out", result->flowed_out, TEXT_LABEL_FLOWED_OUT, 1, false},
        {"callbacks", result->callbacks, TEXT_LABEL_CALLBACKS, 2, false},
        {"waiting", result->waiting, TEXT_LABEL_WAITING, 0, false},
        {"unqueued", result->unqueued, TEXT_LABEL_UNQUEUED, 0, false},
        {"rings", result->rings, TEXT_LABEL_RINGS, 0, false},
        {"transfers", result->transfers, TEXT_LABEL_TRANSFERS, 0, false},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct listed *listed = figures_count(source->figures, counts[i].metric, counts[i].count,
                                              counts[i].label, within_short);
        listed->level = counts[i].level;
        listed->gap = i == 0;
        listed->place = counts[i].always || counts[i].count > 0 ? PLACE_EVERYWHERE : PLACE_FORMATS;
    }
}

static void note_count(struct figures *figures, enum text note, uint64_t n) {
    char number[DECIMAL_SIZE];
    show_count(number, n);
    if (n > 0)
        figures_note(figures, note, number);
}

/* Medians and percentiles of a state with many distinct times are not to the last second. */
static ptv_status note_buckets(const struct source *source) {
    static const int32_t shown[] = {PTV_QUEUE_WAIT_ANSWERED, PTV_QUEUE_HANDLING};
    bool exact = true;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct times times;
        ptv_status status = read_times(source, shown[i], &times);
        if (status < 0)
            return status;
        exact = exact && (times.result.n == 0 || times.result.exact != 0);
    }
    if (!exact)
        figures_line(source->figures, text(TEXT_FROM_BUCKETS));
    return PTV_OK;
}

static ptv_status add_notes(const struct source *source) {
    static const int32_t waits[] = {PTV_QUEUE_WAIT_ANSWERED, PTV_QUEUE_WAIT_ABANDONED,
                                    PTV_QUEUE_WAIT_FLOWED_OUT};
    uint64_t missing = 0, rejected = 0;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        struct times times;
        ptv_status status = read_times(source, waits[i], &times);
        if (status < 0)
            return status;
        missing += times.result.missing;
        rejected += times.result.rejected;
    }
    note_count(source->figures, TEXT_NOTE_NO_WAIT, missing);
    note_count(source->figures, TEXT_NOTE_NEGATIVE_WAIT, rejected);
    if (source->result.parts == TALK_ALONE)
        figures_note(source->figures, TEXT_NOTE_TALK_ONLY);
    return note_buckets(source);
}

/* What only the log knows, of which no group and no state has a part. */
static void add_log_counts(const struct source *source) {
    const struct calls *calls = source->service->context;
    const struct log_counts *log = &calls->log;
    struct details *common = &source->figures->common;
    if (!calls->is_log)
        return;
    detail_count(common, "unreadable_lines", log->unreadable);
    detail_count(common, "unknown_events", log->unknown);
    detail_count(common, "begun_before", log->begun_before);
    detail_count(common, "answered_before", log->answered_before);
    detail_count(common, "lost_ends", log->lost_ends);
    detail_count(common, "cut_talks", log->cut_talks);
}

/* ── all together ────────────────────────────────────────────────────────────────────────────── */

static ptv_status open_source(struct source *source, struct service *service,
                              const struct counted *counted, struct figures *figures) {
    *source = (struct source){.service = service,
                              .options = service->options,
                              .queue = counted->state,
                              .config = PTV_QUEUE_CONFIG_INIT,
                              .result = PTV_QUEUE_RESULT_INIT,
                              .limits = calls_limits(service, counted->state),
                              .figures = figures};
    ptv_queue_options how = calls_options(source->options, source->options->calls.base);
    ptv_status status = ptv_queue_config_read(source->queue, &source->config);
    return status < 0 ? status : ptv_queue_read(source->queue, &how, &source->result);
}

/* Tells a failure that has not been told. */
static enum outcome told(ptv_status status) {
    return status == PTV_ERR_MISMATCH ? FAILED : states_told(status);
}

enum outcome calls_read(struct service *service, const struct counted *counted,
                        struct figures *figures) {
    struct source source;
    ptv_status status = open_source(&source, service, counted, figures);
    if (status >= 0)
        status = add_levels(&source);
    if (status < 0)
        return told(status);
    struct listed *abandonment =
        figures_add(figures, "abandonment", UNIT_SHARE, &source.result.abandonment,
                    TEXT_LABEL_ABANDONMENT, NULL);
    figures_exactly(abandonment, source.result.abandoned, source.result.offered);
    figures_heading(abandonment, text(TEXT_HEADING_ABANDONED));
    status = add_waits(&source);
    if (status >= 0)
        status = add_patience(&source);
    if (status >= 0)
        status = add_handling(&source);
    if (status >= 0) {
        add_counts(&source);
        status = add_other_levels(&source);
    }
    if (status >= 0)
        status = add_notes(&source);
    add_log_counts(&source);
    figures->base = source.result.offered;
    return told(status);
}

/* ── differences ─────────────────────────────────────────────────────────────────────────────── */

static ptv_status compare_shares(struct differences *differences, const struct source *source,
                                 const char *name, enum text label, const struct limit *limit,
                                 const uint64_t counts[4]) {
    ptv_comparison comparison;
    char shown[DECIMAL_SIZE] = "";
    ptv_status status = figures_compare(source->options, counts, &comparison);
    if (status < 0)
        return status;
    if (limit != NULL)
        lapse_show(shown, (double)limit->ms);
    struct listed_difference *added =
        differences_add(differences, name, UNIT_SHARE, &comparison, label, shown);
    if (limit != NULL)
        snprintf(added->variant, sizeof added->variant, "%s", limit->name);
    return PTV_OK;
}

static ptv_status compare_levels(struct differences *differences, const struct source *a,
                                 const struct source *b) {
    ptv_queue_options how = calls_options(a->options, a->options->calls.base);
    for (size_t i = 0; i < a->limits.n; i++) {
        const struct limit *limit = &a->limits.at[i];
        ptv_estimate first = PTV_ESTIMATE_INIT, second = PTV_ESTIMATE_INIT;
        ptv_status status = service_level(a, limit, &how, &first);
        if (status >= 0)
            status = service_level(b, limit, &how, &second);
        if (status >= 0)
            status = compare_shares(
                differences, a, "service_level_difference", TEXT_LABEL_SERVICE_LEVEL, limit,
                (const uint64_t[]){figures_part(&first), first.n, figures_part(&second), second.n});
        if (status < 0)
            return status;
    }
    return PTV_OK;
}

static ptv_status compare_means(struct differences *differences, const struct source *a,
                                const struct source *b) {
    static const struct {
        int32_t kind;
        const char *name;
        enum text label;
    } means[] = {
        {PTV_QUEUE_WAIT_ANSWERED, "asa_ms_difference", TEXT_LABEL_ASA},
        {PTV_QUEUE_HANDLING, "aht_ms_difference", TEXT_LABEL_AHT},
    };
    ptv_durations_options how = durations_options(a->options);
    how.kind = PTV_TIME_KIND_MEAN;
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        const ptv_durations *first, *second;
        ptv_comparison comparison;
        ptv_status status = ptv_queue_durations(a->queue, means[i].kind, &first);
        if (status >= 0)
            status = ptv_queue_durations(b->queue, means[i].kind, &second);
        if (status >= 0)
            status = ptv_durations_compare(first, second, &how, &comparison);
        if (status < 0)
            return status;
        differences_add(differences, means[i].name, UNIT_TIME, &comparison, means[i].label, NULL);
    }
    return PTV_OK;
}

enum outcome calls_compare(struct service *service, const struct counted *a,
                           const struct counted *b, struct differences *differences) {
    struct source first, second;
    ptv_status status = open_source(&first, service, a, NULL);
    if (status >= 0)
        status = open_source(&second, service, b, NULL);
    if (status >= 0)
        status = compare_levels(differences, &first, &second);
    if (status >= 0)
        status = compare_shares(differences, &first, "abandonment_difference",
                                TEXT_LABEL_ABANDONMENT, NULL,
                                (const uint64_t[]){first.result.abandoned, first.result.offered,
                                                   second.result.abandoned, second.result.offered});
    if (status >= 0)
        status = compare_means(differences, &first, &second);
    return told(status);
}
