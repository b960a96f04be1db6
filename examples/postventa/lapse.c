/* SPDX-License-Identifier: MIT */
#include "lapse.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "number.h"
#include "text.h"

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* The same in every language that the program speaks. From the smallest. */
static const struct {
    const char *name;
    int64_t ms;
} units[] = {{"ms", 1}, {"s", SECOND}, {"min", MINUTE}, {"h", HOUR}, {"d", DAY}};

#define N_UNITS (sizeof units / sizeof *units)

static bool in_hours;

void lapse_in_hours(void) {
    in_hours = true;
}

bool lapse_read(const char *text, int64_t *ms) {
    char digits[32];
    size_t length = strspn(text, "0123456789.");
    double number;
    if (length == 0 || length >= sizeof digits)
        return false;
    snprintf(digits, sizeof digits, "%.*s", (int)length, text);
    if (!number_read(digits, &number))
        return false;
    text += length;
    text += *text == ' ';
    for (size_t i = 0; i < N_UNITS; i++) {
        double exact = number * (double)units[i].ms;
        if (strcmp(text, units[i].name) != 0)
            continue;
        if (!(exact < 9e15) || exact != floor(exact))
            return false;
        *ms = (int64_t)exact;
        return true;
    }
    return false;
}

void lapse_name(char out[DECIMAL_SIZE], int64_t ms) {
    size_t i = ms == 0 ? 1 : N_UNITS - 1;
    while (ms % units[i].ms != 0)
        i--;
    snprintf(out, DECIMAL_SIZE, "%" PRId64 "%s", ms / units[i].ms, units[i].name);
}

/* Half away from zero, as everything that is shown. */
static double rounded(double value) {
    return floor(value + 0.5);
}

/* "1 d 3 h": so many of the smaller unit, of which the larger one holds `per`. */
static void show_two(char out[DECIMAL_SIZE], double smaller, int per, const char *large,
                     const char *small) {
    double larger = floor(smaller / per);
    char number[DECIMAL_SIZE];
    decimal_double(number, larger, 0);
    decimal_localize(number, text_numbers(), false);
    int rest = (int)(smaller - larger * per);
    if (rest > 0)
        snprintf(out, DECIMAL_SIZE, "%.300s %s %d %s", number, large, rest, small);
    else
        snprintf(out, DECIMAL_SIZE, "%.300s %s", number, large);
}

/* A number of one unit, with a decimal where there is one to tell. */
static void show_one(char out[DECIMAL_SIZE], double value, const char *unit) {
    char number[DECIMAL_SIZE];
    decimal_double(number, value, rounded(10 * value) == 10 * rounded(value) ? 0 : 1);
    decimal_localize(number, text_numbers(), false);
    snprintf(out, DECIMAL_SIZE, "%.300s %s", number, unit);
}

/* What is not below 0. */
static void show(char out[DECIMAL_SIZE], double ms, bool hours_at_most) {
    if (ms == 0)
        show_one(out, 0, "s");
    else if (rounded(ms) < (double)SECOND)
        show_one(out, ms, "ms");
    else if (rounded(ms / 100) < 600)
        show_one(out, ms / (double)SECOND, "s");
    else if (rounded(ms / (double)SECOND) < 3600)
        show_two(out, rounded(ms / (double)SECOND), 60, "min", "s");
    else if (hours_at_most || rounded(ms / (double)MINUTE) < 1440)
        show_two(out, rounded(ms / (double)MINUTE), 60, "h", "min");
    else
        show_two(out, rounded(ms / (double)HOUR), 24, "d", "h");
}

void lapse_show(char out[DECIMAL_SIZE], double ms) {
    if (!isfinite(ms))
        strcpy(out, "-");
    else if (ms < 0)
        lapse_show_difference(out, ms);
    else
        show(out, ms, in_hours);
}

void lapse_show_difference(char out[DECIMAL_SIZE], double ms) {
    char amount[DECIMAL_SIZE];
    if (!isfinite(ms)) {
        strcpy(out, "-");
        return;
    }
    lapse_show(amount, fabs(ms));
    snprintf(out, DECIMAL_SIZE, "%s%.500s", ms > 0 ? "+" : ms < 0 ? "-" : "", amount);
}

void lapse_show_band(char out[DECIMAL_SIZE], const int64_t *edges, int32_t n_edges, int32_t band) {
    char from[DECIMAL_SIZE], to[DECIMAL_SIZE];
    show(from, band > 0 ? (double)edges[band - 1] : 0, false);
    show(to, band < n_edges ? (double)edges[band] : 0, false);
    if (band == n_edges)
        snprintf(out, DECIMAL_SIZE, "≥ %.200s", from);
    else if (band == 0)
        snprintf(out, DECIMAL_SIZE, "< %.200s", to);
    else
        snprintf(out, DECIMAL_SIZE, "%.200s – %.200s", from, to);
}

void lapse_show_interval(char out[DECIMAL_SIZE], double lower, double upper) {
    char from[DECIMAL_SIZE], to[DECIMAL_SIZE];
    lapse_show(from, lower);
    lapse_show(to, upper);
    snprintf(out, DECIMAL_SIZE, "[%.200s%c %.200s]", from, text_numbers().point == ',' ? ';' : ',',
             to);
}
