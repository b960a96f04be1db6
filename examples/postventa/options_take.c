/* SPDX-License-Identifier: MIT */
/* How the values of options are taken. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lapse.h"
#include "memory.h"
#include "options_table.h"

/* The member that a row names. */
static void *member(struct options *options, const struct option_row *row) {
    return (char *)options + row->member;
}

enum outcome take_text(struct options *options, const struct option_row *row, const char *given) {
    const char **value = member(options, row);
    if (*value != NULL) {
        report_error(TEXT_TWICE, row->name, *value, given);
        return MISUSED;
    }
    *value = given;
    return DONE;
}

enum outcome take_texts(struct options *options, const struct option_row *row, const char *given) {
    struct texts *texts = member(options, row);
    texts->at = memory_grow(texts->at, &texts->capacity, texts->n + 1, sizeof *texts->at);
    texts->at[texts->n++] = given;
    return DONE;
}

enum outcome take_flag(struct options *options, const struct option_row *row, const char *given) {
    (void)given;
    *(bool *)member(options, row) = true;
    return DONE;
}

/* Equal words, a dash standing for an underscore. */
static bool same_word(const char *given, const char *name) {
    for (; *given != '\0' && *name != '\0'; given++, name++)
        if (*given != *name && !(*given == '-' && *name == '_'))
            return false;
    return *given == *name;
}

static enum outcome choose(const struct option_row *row, const char *given, int *value) {
    char all[256] = "";
    for (const struct choice *choice = row->choices; choice->name != NULL; choice++) {
        if (same_word(given, choice->name)) {
            *value = choice->value;
            return DONE;
        }
        strcat(strcat(all, *all != '\0' ? ", " : ""), choice->name);
    }
    report_error(TEXT_BAD_CHOICE, row->name, given, all);
    return MISUSED;
}

enum outcome take_choice(struct options *options, const struct option_row *row, const char *given) {
    int value;
    enum outcome outcome = choose(row, given, &value);
    if (outcome == DONE)
        *(int32_t *)member(options, row) = value;
    return outcome;
}

enum outcome take_lapse(struct options *options, const struct option_row *row, const char *given) {
    int64_t ms;
    if (!lapse_read(given, &ms) || ms == 0) {
        report_error(TEXT_BAD_LAPSE, row->name, given);
        return MISUSED;
    }
    *(int64_t *)member(options, row) = ms;
    return DONE;
}

enum outcome take_figure(struct options *options, const struct option_row *row, const char *given) {
    struct figure_wishes *wishes = &options->figures;
    int kind;
    for (kind = METRIC_NPS; strcmp(row->name, metric_name((enum metric_kind)kind)) != 0;)
        kind++;
    wishes->at = memory_grow(wishes->at, &wishes->capacity, wishes->n + 1, sizeof *wishes->at);
    wishes->at[wishes->n++] = (struct figure_wish){(enum metric_kind)kind, given};
    return DONE;
}

enum outcome take_unit(struct options *options, const struct option_row *row, const char *given) {
    int value = 0;
    enum outcome outcome = choose(row, given, &value);
    options->unit_ms = value;
    return outcome;
}

enum outcome take_format(struct options *options, const struct option_row *row, const char *given) {
    int value = FORMAT_TABLE;
    enum outcome outcome = choose(row, given, &value);
    options->format = (enum format)value;
    return outcome;
}

enum outcome take_color(struct options *options, const struct option_row *row, const char *given) {
    int value = COLOR_AUTO;
    enum outcome outcome = choose(row, given, &value);
    options->color = (enum term_color)value;
    return outcome;
}

enum outcome take_quiet(struct options *options, const struct option_row *row, const char *given) {
    report_quiet(true);
    return take_flag(options, row, given);
}

enum outcome take_nothing(struct options *options, const struct option_row *row,
                          const char *given) {
    (void)options;
    (void)row;
    (void)given;
    return DONE;
}

enum outcome take_confidence(struct options *options, const struct option_row *row,
                             const char *given) {
    (void)row;
    char *end;
    bool plain = *given != '\0' && strspn(given, "0123456789.") == strlen(given);
    double value = plain ? strtod(given, &end) : 0;
    if (!plain || *end != '\0' || !(value > 0 && value < 1)) {
        report_error(TEXT_BAD_CONFIDENCE, given);
        return MISUSED;
    }
    options->confidence = value;
    return DONE;
}

enum outcome take_decimals(struct options *options, const struct option_row *row,
                           const char *given) {
    (void)row;
    if (strlen(given) != 1 || *given < '0' || *given > '6') {
        report_error(TEXT_BAD_DECIMALS, given);
        return MISUSED;
    }
    options->decimals = *given - '0';
    return DONE;
}

enum outcome take_separator(struct options *options, const struct option_row *row,
                            const char *given) {
    (void)row;
    if (strcmp(given, "tab") == 0 || strcmp(given, "\\t") == 0) {
        options->separator = '\t';
        return DONE;
    }
    if (strlen(given) != 1 || strchr("\"\r\n ", *given) != NULL) {
        report_error(TEXT_BAD_SEPARATOR, given);
        return MISUSED;
    }
    options->separator = *given;
    return DONE;
}

/* A percentage above 0 and below 100 as a fraction: 99.9 is 999 of 1000. */
static bool read_percentile(const char *given, size_t length, struct percentile *percentile) {
    uint32_t den = 0;
    *percentile = (struct percentile){.den = 100};
    if (length == 0 || length > 9 || !isdigit((unsigned char)*given))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (given[i] == '.' && den == 0 && i + 1 < length) {
            den = 100;
            continue;
        }
        if (!isdigit((unsigned char)given[i]))
            return false;
        percentile->num = 10 * percentile->num + (uint32_t)(given[i] - '0');
        den *= 10;
        percentile->den = den > 0 ? den : 100;
    }
    snprintf(percentile->name, sizeof percentile->name, "%.*s", (int)length, given);
    return percentile->num > 0 && percentile->num < percentile->den;
}

enum outcome take_percentiles(struct options *options, const struct option_row *row,
                              const char *given) {
    (void)row;
    options->n_percentiles = 0;
    for (const char *at = given;; at++) {
        struct percentile next;
        size_t length = strcspn(at, ","), i = options->n_percentiles;
        if (i == MOST_PERCENTILES || !read_percentile(at, length, &next)) {
            report_error(TEXT_BAD_PERCENTILES, given, MOST_PERCENTILES);
            return MISUSED;
        }
        for (; i > 0; i--) {
            struct percentile *before = &options->percentiles[i - 1];
            uint64_t here = (uint64_t)next.num * before->den;
            uint64_t there = (uint64_t)before->num * next.den;
            if (here == there) {
                report_error(TEXT_BAD_PERCENTILES, given, MOST_PERCENTILES);
                return MISUSED;
            }
            if (here > there)
                break;
            options->percentiles[i] = *before;
        }
        options->percentiles[i] = next;
        options->n_percentiles++;
        at += length;
        if (*at == '\0')
            return DONE;
    }
}

/* Reads up to `most` different times into a rising list. */
static bool read_limits(const char *given, struct limit *list, size_t *n, size_t most) {
    for (const char *at = given;; at++) {
        struct limit next;
        size_t length = strcspn(at, ","), i = *n;
        bool sound = i < most && length < sizeof next.name;
        if (sound) {
            snprintf(next.name, sizeof next.name, "%.*s", (int)length, at);
            sound = lapse_read(next.name, &next.ms);
        }
        for (; sound && i > 0 && list[i - 1].ms >= next.ms; i--) {
            sound = list[i - 1].ms != next.ms;
            list[i] = list[i - 1];
        }
        if (!sound)
            return false;
        list[i] = next;
        ++*n;
        at += length;
        if (*at == '\0')
            return true;
    }
}

enum outcome take_within(struct options *options, const struct option_row *row, const char *given) {
    if (read_limits(given, options->limits, &options->n_limits, MOST_LIMITS))
        return DONE;
    report_error(TEXT_BAD_TIMES, row->name, given, MOST_LIMITS);
    return MISUSED;
}

/* Two or more rising numbers. */
static bool read_edges(const char *given, struct retention_options *options) {
    options->n_edges = 0;
    for (const char *at = given;; at++) {
        size_t length = strspn(at, "0123456789");
        if (length == 0 || length > 6 || options->n_edges == MOST_EDGES)
            return false;
        int32_t edge = (int32_t)strtol(at, NULL, 10);
        if (options->n_edges > 0 && edge <= options->edges[options->n_edges - 1])
            return false;
        options->edges[options->n_edges++] = edge;
        at += length;
        if (*at != ',')
            return *at == '\0' && options->n_edges > 1;
    }
}

enum outcome take_kind(struct options *options, const struct option_row *row, const char *given) {
    static const char bracket[] = "bracket:";
    struct retention_options *retention = &options->retention;
    (void)row;
    retention->n_edges = 0;
    if (same_word(given, "on")) {
        retention->kind = PTV_COHORTS_ON;
        return DONE;
    }
    if (same_word(given, "on_or_after")) {
        retention->kind = PTV_COHORTS_ON_OR_AFTER;
        return DONE;
    }
    retention->kind = PTV_COHORTS_BRACKET;
    if (strncmp(given, bracket, strlen(bracket)) == 0 &&
        read_edges(given + strlen(bracket), retention))
        return DONE;
    report_error(TEXT_BAD_KIND, given, MOST_EDGES);
    return MISUSED;
}

enum outcome take_ages(struct options *options, const struct option_row *row, const char *given) {
    if (read_limits(given, options->ages, &options->n_ages, MOST_AGES) && options->ages[0].ms > 0)
        return DONE;
    report_error(TEXT_BAD_TIMES, row->name, given, MOST_AGES);
    return MISUSED;
}
