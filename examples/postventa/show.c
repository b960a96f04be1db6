/* SPDX-License-Identifier: MIT */
#include "show.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lapse.h"

static int decimals_of(enum unit unit, const struct options *options) {
    static const int usual[] = {
        [UNIT_POINTS] = 0, [UNIT_SHARE] = 1, [UNIT_SCALE] = 2,    [UNIT_OF_100] = 1,
        [UNIT_COUNT] = 0,  [UNIT_TIME] = 0,  [UNIT_PER_1000] = 2, [UNIT_PERIODS] = 0};
    if (unit == UNIT_COUNT || unit == UNIT_PERIODS)
        return 0;
    return options->decimals >= 0 ? options->decimals : usual[unit];
}

/* Puts a plain decimal text into the language's dress, with what its unit adds. */
static void dress(char out[DECIMAL_SIZE], enum unit unit) {
    decimal_localize(out, text_numbers(), unit == UNIT_POINTS);
    if (unit == UNIT_SHARE)
        strncat(out, text_percent(), DECIMAL_SIZE - strlen(out) - 1);
}

void show_number(char out[DECIMAL_SIZE], double value, enum unit unit,
                 const struct options *options) {
    if (!isfinite(value)) {
        strcpy(out, "-");
        return;
    }
    if (unit == UNIT_TIME) {
        lapse_show(out, value);
        return;
    }
    decimal_double(out, unit == UNIT_SHARE ? 100 * value : value, decimals_of(unit, options));
    dress(out, unit);
}

void show_difference(char out[DECIMAL_SIZE], double value, enum unit unit,
                     const struct options *options) {
    if (!isfinite(value)) {
        strcpy(out, "-");
        return;
    }
    if (unit == UNIT_TIME) {
        lapse_show_difference(out, value);
        return;
    }
    /* a decimal more than NPS has: +44 and +39 may well differ by 5.6 */
    int decimals = decimals_of(unit == UNIT_POINTS ? UNIT_SHARE : unit, options);
    decimal_double(out, unit == UNIT_SHARE ? 100 * value : value, decimals);
    decimal_localize(out, text_numbers(), true);
}

void show_value(char out[DECIMAL_SIZE], const struct figure *figure,
                const struct options *options) {
    const struct exact *exact = &figure->exact;
    if (!isfinite(figure->estimate.value)) {
        bool empty = figure->estimate.status == PTV_EMPTY;
        bool late = figure->unit == UNIT_PERIODS && figure->estimate.status == PTV_INCOMPLETE;
        enum text why = empty ? TEXT_NO_DATA : late ? TEXT_NOT_REACHED : TEXT_UNDEFINED;
        snprintf(out, DECIMAL_SIZE, "%s", text(why));
        return;
    }
    if (exact->den == 0) {
        show_number(out, figure->estimate.value, figure->unit, options);
        return;
    }
    int shift = exact->shift + (figure->unit == UNIT_SHARE ? 2 : 0);
    decimal_ratio(out, exact->negative, exact->num, exact->den, shift,
                  decimals_of(figure->unit, options));
    dress(out, figure->unit);
}

void show_interval(char out[DECIMAL_SIZE], const struct figure *figure,
                   const struct options *options) {
    const ptv_estimate *estimate = &figure->estimate;
    char lower[DECIMAL_SIZE], upper[DECIMAL_SIZE];
    if (figure->unit == UNIT_TIME && (isfinite(estimate->lower) || isfinite(estimate->upper))) {
        lapse_show_interval(out, estimate->lower, estimate->upper);
        return;
    }
    /* a time that so few have reached may have no upper bound: that is an interval all the same */
    bool open = figure->unit == UNIT_PERIODS && isfinite(estimate->lower);
    if (!open && (!isfinite(estimate->lower) || !isfinite(estimate->upper))) {
        bool expected = isfinite(estimate->value) && figure->unit != UNIT_COUNT;
        snprintf(out, DECIMAL_SIZE, "%s", expected ? text(TEXT_NO_INTERVAL) : "");
        return;
    }
    show_number(lower, estimate->lower, figure->unit, options);
    show_number(upper, estimate->upper, figure->unit, options);
    bool comma = text_numbers().point == ',';
    snprintf(out, DECIMAL_SIZE, "[%.200s%s %.200s]", lower, comma ? ";" : ",", upper);
}

void show_count(char out[DECIMAL_SIZE], uint64_t count) {
    snprintf(out, DECIMAL_SIZE, "%llu", (unsigned long long)count);
    decimal_localize(out, text_numbers(), false);
}

void show_percent(char out[DECIMAL_SIZE], uint64_t part, uint64_t whole) {
    if (whole == 0 || whole > DECIMAL_RATIO_MAX)
        decimal_double(out, whole == 0 ? 0 : 100 * ((double)part / (double)whole), 1);
    else
        decimal_ratio(out, false, part, whole, 2, 1);
    dress(out, UNIT_SHARE);
}

void show_confidence(char out[DECIMAL_SIZE], double confidence) {
    decimal_double(out, 100 * confidence, 6);
    size_t length = strlen(out);
    while (length > 0 && out[length - 1] == '0')
        out[--length] = '\0';
    if (length > 0 && out[length - 1] == '.')
        out[--length] = '\0';
    dress(out, UNIT_SHARE);
}

void show_p(char out[DECIMAL_SIZE], double p) {
    char number[DECIMAL_SIZE];
    if (!isfinite(p)) {
        strcpy(out, "");
        return;
    }
    bool small = p < 0.001;
    decimal_double(number, small ? 0.001 : p, 3);
    decimal_localize(number, text_numbers(), false);
    snprintf(out, DECIMAL_SIZE, "p %c %.200s", small ? '<' : '=', number);
}
