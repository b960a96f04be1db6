/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>

#include "postventa/band.h"
#include "stats/elementary.h"

#define RULE_OF_THUMB "usual in NPS reports; a rule of thumb without a primary source"
#define PRACTICE      "usual in after-sales practice; a rule of thumb without a primary source"

/* The Tiny C Compiler takes no minus before an infinity for a constant. */
#ifdef __TINYC__
#define MINUS_INFINITY (-1.0 / 0.0)
#else
#define MINUS_INFINITY (-INFINITY)
#endif

/* The library's only list of bands; a metric's bands are neighbours, in rising order. */
static const ptv_band nps[] = {
    {"more_detractors", RULE_OF_THUMB, NULL, MINUS_INFINITY, 0, 0, 0},
    {"good", RULE_OF_THUMB, NULL, 0, 30, PTV_BAND_CLOSED_LOWER, 0},
    {"very_good", RULE_OF_THUMB, NULL, 30, 50, PTV_BAND_CLOSED_LOWER, 0},
    {"excellent", RULE_OF_THUMB, NULL, 50, INFINITY, PTV_BAND_CLOSED_LOWER, 0},
};
static const ptv_band csat[] = {
    {"fair_target", PRACTICE, NULL, 0.75, 0.85, PTV_BAND_CLOSED_LOWER | PTV_BAND_CLOSED_UPPER, 0},
};
static const ptv_band retention[] = {
    {"good", PRACTICE, "year", 0.8, INFINITY, 0, 0},
};
static const ptv_band retention_contract[] = {
    {"good", PRACTICE, "year", 0.9, INFINITY, PTV_BAND_CLOSED_LOWER, 0},
};
static const ptv_band churn[] = {
    {"good", PRACTICE, "year", MINUS_INFINITY, 0.05, 0, 0},
};
static const ptv_band first_response_chat[] = {
    {"on_time", PRACTICE, NULL, 0, 60000, PTV_BAND_CLOSED_LOWER | PTV_BAND_CLOSED_UPPER, 0},
};
static const ptv_band first_response_social[] = {
    {"on_time", PRACTICE, NULL, 0, 3600000, PTV_BAND_CLOSED_LOWER | PTV_BAND_CLOSED_UPPER, 0},
};
static const ptv_band first_response_email[] = {
    {"on_time", PRACTICE, NULL, 0, 86400000, PTV_BAND_CLOSED_LOWER | PTV_BAND_CLOSED_UPPER, 0},
};

#define ALL_OF(bands) bands, sizeof bands / sizeof bands[0]

ptv_status ptv_band_defaults(int32_t metric, const ptv_band **bands, size_t *n) {
    static const struct {
        int32_t metric;
        const ptv_band *bands;
        size_t n;
    } metrics[] = {
        {PTV_METRIC_NPS, ALL_OF(nps)},
        {PTV_METRIC_CSAT, ALL_OF(csat)},
        {PTV_METRIC_RETENTION, ALL_OF(retention)},
        {PTV_METRIC_RETENTION_CONTRACT, ALL_OF(retention_contract)},
        {PTV_METRIC_CHURN, ALL_OF(churn)},
        {PTV_METRIC_FIRST_RESPONSE_CHAT, ALL_OF(first_response_chat)},
        {PTV_METRIC_FIRST_RESPONSE_SOCIAL, ALL_OF(first_response_social)},
        {PTV_METRIC_FIRST_RESPONSE_EMAIL, ALL_OF(first_response_email)},
    };
    if (!bands || !n)
        return PTV_ERR_NULL;
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++)
        if (metrics[i].metric == metric) {
            *bands = metrics[i].bands;
            *n = metrics[i].n;
            return PTV_OK;
        }
    return PTV_ERR_ARGUMENT;
}

static bool holds(const ptv_band *band, double value) {
    bool above = band->closed & PTV_BAND_CLOSED_LOWER ? value >= band->lower : value > band->lower;
    bool below = band->closed & PTV_BAND_CLOSED_UPPER ? value <= band->upper : value < band->upper;
    return above && below;
}

ptv_status ptv_band_find(const ptv_band *bands, size_t n, double value, const ptv_band **band) {
    if (!band || (!bands && n > 0))
        return PTV_ERR_NULL;
    *band = NULL;
    for (size_t i = 0; i < n && !*band; i++)
        if (holds(&bands[i], value))
            *band = &bands[i];
    return PTV_OK;
}
