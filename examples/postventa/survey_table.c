/* SPDX-License-Identifier: MIT */
#include "survey_table.h"

#include <stdio.h>

#include "decimal.h"
#include "survey_view.h"

static void describe(char out[DECIMAL_SIZE], const struct metric *metric) {
    char scale[32], promoters[32], passives[32], detractors[32], top[32];
    view_levels(scale, metric->min, metric->max);
    switch (metric->kind) {
    case METRIC_NPS:
        view_levels(promoters, METRIC_PROMOTER_MIN, metric->max);
        view_levels(passives, METRIC_PASSIVE_MIN, METRIC_PROMOTER_MIN - 1);
        view_levels(detractors, metric->min, METRIC_PASSIVE_MIN - 1);
        snprintf(out, DECIMAL_SIZE, text(TEXT_ABOUT_NPS), scale, promoters, passives, detractors);
        break;
    case METRIC_CSAT:
        view_box(top, metric, metric->top_k, true);
        snprintf(out, DECIMAL_SIZE, text(TEXT_ABOUT_CSAT), scale, top);
        break;
    default:
        snprintf(out, DECIMAL_SIZE, text(metric->effort ? TEXT_ABOUT_EFFORT : TEXT_ABOUT_EASE),
                 scale, (int)(metric->effort ? metric->min : metric->max));
        break;
    }
}

static void print_heading(const struct view *view, const struct metric *metric) {
    static const char *const titles[] = {"NPS", "CSAT", "CES"};
    char about[2 * DECIMAL_SIZE], scale[DECIMAL_SIZE];
    describe(scale, metric);
    if (metric->repeat == REPEAT_FIRST)
        snprintf(about, sizeof about, text(TEXT_FIRST_OF_EACH), scale);
    else if (metric->repeat == REPEAT_LAST)
        snprintf(about, sizeof about, text(TEXT_LAST_OF_EACH), scale);
    else
        snprintf(about, sizeof about, "%s", scale);
    layout_heading(&view->term, titles[metric->kind], metric->column, about);
}

enum outcome survey_table(const struct survey *survey, const struct parts *parts) {
    struct view view = {survey, survey->options, term_open(stdout, survey->options->color)};
    enum outcome outcome = DONE;
    for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++) {
        if (m > 0)
            layout_newline(&view.term);
        print_heading(&view, &survey->metrics[m]);
        if (survey->grouping.by != NULL)
            outcome = survey_groups(&view, parts, m);
        else
            outcome = survey_sample(&view, &survey->metrics[m], &parts->at[0].counts[m]);
    }
    return outcome;
}
