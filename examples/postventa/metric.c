/* SPDX-License-Identifier: MIT */
#include "metric.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/ces.h>
#include <postventa/csat.h>
#include <postventa/nps.h>

#include "memory.h"

static const char *const names[] = {"nps", "csat", "ces"};

/* What a definition ends with. */
static const char *const repeats[] = {
    [REPEAT_UNSAID] = "", [REPEAT_ALL] = "", [REPEAT_FIRST] = "/first", [REPEAT_LAST] = "/last"};

const char *metric_name(enum metric_kind kind) {
    return names[kind];
}

void metric_free(struct metric *metric) {
    free(metric->column);
    metric->column = NULL;
}

static struct metric usual(enum metric_kind kind) {
    static const int32_t scales[][2] = {{0, 10}, {1, 5}, {1, 7}};
    return (struct metric){
        .kind = kind, .min = scales[kind][0], .max = scales[kind][1], .repeat = REPEAT_ALL};
}

/* Reads a small whole number and moves on; false: there is none. */
static bool read_whole(const char **at, int32_t *value) {
    const char *p = *at;
    bool negative = *p == '-';
    int32_t number = 0;
    p += negative;
    if (!isdigit((unsigned char)*p))
        return false;
    for (; isdigit((unsigned char)*p); p++) {
        if (number > 9999)
            return false;
        number = 10 * number + (*p - '0');
    }
    *value = negative ? -number : number;
    *at = p;
    return true;
}

static bool read_scale(const char **at, struct metric *metric) {
    const char *p = *at;
    if (!read_whole(&p, &metric->min) || *p++ != '-' || !read_whole(&p, &metric->max))
        return false;
    *at = p;
    return true;
}

/* Understands what stands behind the column's name: MIN-MAX[:TOPK] or MIN-MAX[:ease|effort]. */
static bool read_suffix(const char *suffix, struct metric *metric) {
    if (!read_scale(&suffix, metric))
        return false;
    if (*suffix == '\0')
        return true;
    if (*suffix++ != ':')
        return false;
    switch (metric->kind) {
    case METRIC_CSAT:
        return read_whole(&suffix, &metric->top_k) && *suffix == '\0' && metric->top_k > 0;
    case METRIC_CES:
        metric->effort = strcmp(suffix, "effort") == 0;
        return metric->effort || strcmp(suffix, "ease") == 0;
    default:
        return false;
    }
}

/* The scale in the library's words. */
static ptv_status init(struct metric *metric) {
    ptv_scale scale = PTV_SCALE_INIT;
    scale.min = metric->min;
    scale.max = metric->max;
    scale.polarity = metric->effort ? PTV_POLARITY_LOW_IS_GOOD : PTV_POLARITY_HIGH_IS_GOOD;
    switch (metric->kind) {
    case METRIC_CSAT:
        return ptv_csat_init(&metric->empty, &scale);
    case METRIC_CES:
        return ptv_ces_init(&metric->empty, &scale);
    default:
        return ptv_ratings_init(&metric->empty, &scale);
    }
}

/* Asks the library whether the figure can be read on this scale, and how. */
static ptv_status try_reading(struct metric *metric) {
    ptv_nps_result nps = {.size = sizeof nps};
    ptv_csat_result csat = {.size = sizeof csat};
    ptv_ratings_options options = PTV_RATINGS_OPTIONS_INIT;
    ptv_status status = PTV_OK;
    switch (metric->kind) {
    case METRIC_NPS:
        return ptv_nps_read(&metric->empty, NULL, &nps);
    case METRIC_CSAT:
        options.top_k = metric->top_k;
        status = ptv_csat_read(&metric->empty, &options, &csat);
        if (status >= 0)
            metric->top_k = csat.top_k;
        return status >= 0 && csat.top_k == 0 ? PTV_UNDEFINED : status;
    default:
        return status;
    }
}

static void write_definition(struct metric *metric) {
    char last[32];
    if (metric->kind == METRIC_NPS)
        snprintf(last, sizeof last, "%d-%d", METRIC_PROMOTER_MIN, METRIC_PASSIVE_MIN);
    else if (metric->kind == METRIC_CSAT)
        snprintf(last, sizeof last, "top%d", (int)metric->top_k);
    else
        snprintf(last, sizeof last, "%s", metric->effort ? "effort" : "ease");
    snprintf(metric->definition, sizeof metric->definition, "%s/%d-%d/%s%s", names[metric->kind],
             (int)metric->min, (int)metric->max, last, repeats[metric->repeat]);
}

void metric_set_repeat(struct metric *metric, enum repeat repeat) {
    metric->repeat = repeat;
    write_definition(metric);
}

/* Takes a definition's ending off, and answers what it says. */
static enum repeat cut_repeat(char *definition) {
    size_t length = strlen(definition);
    for (enum repeat repeat = REPEAT_FIRST; repeat <= REPEAT_LAST; repeat++) {
        size_t ending = strlen(repeats[repeat]);
        if (length < ending || strcmp(definition + length - ending, repeats[repeat]) != 0)
            continue;
        definition[length - ending] = '\0';
        return repeat;
    }
    return REPEAT_ALL;
}

/* Makes a scale ready, or tells what is wrong with it. */
static enum outcome prepare(struct metric *metric) {
    ptv_status status = init(metric);
    if (status < 0) {
        report_error(TEXT_BAD_SCALE, names[metric->kind], metric->column, (int)metric->min,
                     (int)metric->max);
        return MISUSED;
    }
    status = try_reading(metric);
    if (status == PTV_UNDEFINED) {
        report_error(TEXT_NO_TOP_K, metric->column, (int)metric->min, (int)metric->max,
                     metric->column, (int)metric->min, (int)metric->max);
        return MISUSED;
    }
    if (status < 0) {
        report_error(metric->kind == METRIC_NPS ? TEXT_BAD_NPS_SCALE : TEXT_BAD_TOP_K,
                     metric->column, (int)metric->min, (int)metric->max);
        return MISUSED;
    }
    write_definition(metric);
    return DONE;
}

/* Looks, from the right, for a colon that parts a column from a suffix. Where no column fits, the
 * first suffix that can be understood tells what name was meant. */
static struct metric part(enum metric_kind kind, const char *given, const struct columns *columns) {
    struct metric found = usual(kind);
    found.column = memory_text(given, strlen(given));
    if (columns_have(columns, given))
        return found;
    bool guessed = false;
    for (size_t i = strlen(given); i-- > 0;) {
        struct metric trial = usual(kind);
        if (given[i] != ':' || !read_suffix(given + i + 1, &trial))
            continue;
        trial.column = memory_text(given, i);
        bool exists = columns_have(columns, trial.column);
        if (exists || !guessed) {
            metric_free(&found);
            found = trial;
            guessed = true;
        } else {
            metric_free(&trial);
        }
        if (exists)
            break;
    }
    return found;
}

enum outcome metric_parse(struct metric *metric, enum metric_kind kind, const char *given,
                          const struct columns *columns) {
    *metric = part(kind, given, columns);
    enum outcome outcome = columns_find(columns, metric->column, &metric->index);
    return outcome == DONE ? prepare(metric) : outcome;
}

bool metric_define(struct metric *metric, const char *definition, const char *column) {
    char every[sizeof metric->definition];
    if (strlen(definition) >= sizeof every)
        return false;
    strcpy(every, definition);
    enum repeat repeat = cut_repeat(every);
    for (size_t kind = 0; kind < sizeof names / sizeof *names; kind++) {
        size_t length = strlen(names[kind]);
        if (strncmp(every, names[kind], length) != 0 || every[length] != '/')
            continue;
        *metric = usual((enum metric_kind)kind);
        const char *at = every + length + 1;
        int32_t top_k = 0;
        if (!read_scale(&at, metric) || *at++ != '/')
            return false;
        if (kind == METRIC_CSAT && strncmp(at, "top", 3) == 0) {
            at += 3;
            if (!read_whole(&at, &top_k) || top_k < 1)
                return false;
        }
        metric->top_k = top_k;
        metric->effort = strcmp(at, "effort") == 0;
        if (init(metric) < 0)
            return false;
        ptv_status status = try_reading(metric);
        if (status < 0 || status == PTV_UNDEFINED)
            return false;
        metric_set_repeat(metric, repeat);
        if (strcmp(metric->definition, definition) != 0)
            return false;
        metric->column = memory_text(column, strlen(column));
        return true;
    }
    return false;
}
