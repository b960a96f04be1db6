/* SPDX-License-Identifier: MIT */
#include "survey_table.h"

#include <stdio.h>
#include <string.h>

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
    const struct term *term = &view->term;
    char about[DECIMAL_SIZE];
    describe(about, metric);
    term_style(term, STYLE_BOLD);
    fprintf(term->stream, "%s  ", titles[metric->kind]);
    term_put(term, metric->column);
    term_style(term, STYLE_PLAIN);
    int at = (int)strlen(titles[metric->kind]) + 2 + term_columns(term, metric->column);
    bool fits = at + 2 + term_columns(term, about) <= term->width;
    fputs(fits ? " " : "\n", term->stream);
    term_style(term, STYLE_DIM);
    term_wrap(term, about, fits ? at + 1 : 0, VIEW_INDENT);
    term_style(term, STYLE_PLAIN);
}

enum outcome survey_table(const struct survey *survey, const struct parts *parts) {
    struct view view = {survey, survey->options, term_open(stdout, survey->options->color)};
    enum outcome outcome = DONE;
    for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++) {
        if (m > 0)
            view_newline(&view);
        print_heading(&view, &survey->metrics[m]);
        if (survey->by != NULL)
            outcome = survey_groups(&view, parts, m);
        else
            outcome = survey_sample(&view, &survey->metrics[m], &parts->at[0].states[m]);
    }
    return outcome;
}
