/* SPDX-License-Identifier: MIT */
#include "survey_view.h"

#include <stdio.h>
#include <string.h>

#include "show.h"

void view_newline(const struct view *view) {
    fputc('\n', view->term.stream);
}

void view_indent(const struct view *view) {
    term_repeat(&view->term, " ", ' ', VIEW_INDENT);
}

void view_levels(char out[32], int32_t from, int32_t to) {
    if (from == to)
        snprintf(out, 32, "%d", (int)from);
    else
        snprintf(out, 32, "%d-%d", (int)from, (int)to);
}

void view_box(char out[32], const struct metric *metric, int32_t k, bool best) {
    if (best != metric->effort)
        view_levels(out, metric->max - k + 1, metric->max);
    else
        view_levels(out, metric->min, metric->min + k - 1);
}

void view_add_method(char list[VIEW_METHODS_SIZE], int32_t method) {
    const char *name = text_method(ptv_method_name(method));
    if (method == PTV_METHOD_DEFAULT || strstr(list, name) != NULL)
        return;
    size_t used = strlen(list);
    snprintf(list + used, VIEW_METHODS_SIZE - used, "%s%s", used > 0 ? ", " : "", name);
}

void view_methods(const struct view *view, double confidence, const char *methods) {
    char level[DECIMAL_SIZE], line[2 * DECIMAL_SIZE];
    show_confidence(level, confidence);
    snprintf(line, sizeof line, text(TEXT_INTERVALS), level, methods);
    term_style(&view->term, STYLE_DIM);
    view_indent(view);
    term_wrap(&view->term, line, VIEW_INDENT, VIEW_INDENT);
    term_style(&view->term, STYLE_PLAIN);
}
