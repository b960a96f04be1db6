/* SPDX-License-Identifier: MIT */
/* The library's bands as the table in metrics.md. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <stdlib.h>

/* One edge: a sign, and a number with as many digits as it has. */
static void print_edge(const char *closed_sign, const char *open_sign, int closed, double edge) {
    if (edge - edge != 0) /* infinite */
        printf("| ");
    else
        printf("| %s %.10g ", closed ? closed_sign : open_sign, edge);
}

int main(void) {
    static const struct {
        int32_t metric;
        const char *constant;
        const char *unit;
    } metrics[] = {
        {PTV_METRIC_NPS, "NPS", "points"},
        {PTV_METRIC_CSAT, "CSAT", "share"},
        {PTV_METRIC_RETENTION, "RETENTION", "share"},
        {PTV_METRIC_RETENTION_CONTRACT, "RETENTION_CONTRACT", "share"},
        {PTV_METRIC_CHURN, "CHURN", "share"},
        {PTV_METRIC_FIRST_RESPONSE_CHAT, "FIRST_RESPONSE_CHAT", "ms"},
        {PTV_METRIC_FIRST_RESPONSE_SOCIAL, "FIRST_RESPONSE_SOCIAL", "ms"},
        {PTV_METRIC_FIRST_RESPONSE_EMAIL, "FIRST_RESPONSE_EMAIL", "ms"},
    };
    printf("| PTV_METRIC_… | band | from | to | unit | period | source |\n");
    printf("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
        const ptv_band *bands;
        size_t n;
        if (ptv_band_defaults(metrics[i].metric, &bands, &n) < 0)
            return EXIT_FAILURE;
        for (size_t j = 0; j < n; j++) {
            printf("| %s | %s ", metrics[i].constant, bands[j].name);
            print_edge("≥", ">", bands[j].closed & PTV_BAND_CLOSED_LOWER, bands[j].lower);
            print_edge("≤", "<", bands[j].closed & PTV_BAND_CLOSED_UPPER, bands[j].upper);
            printf("| %s | %s | %s |\n", metrics[i].unit, bands[j].period ? bands[j].period : "",
                   bands[j].source);
        }
    }
    /* None is left out: the metrics are numbered from 1 on. */
    const int32_t next = (int32_t)(sizeof metrics / sizeof metrics[0]) + 1;
    const ptv_band *none;
    size_t n;
    return ptv_band_defaults(next, &none, &n) < 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
