/* SPDX-License-Identifier: MIT */
#include "comparison_json.h"

#include "reading.h"

void comparison_json_open(struct json *json, const struct grouping *grouping, const char *metric,
                          const char *column, const ptv_comparison *comparison) {
    json_open(json, NULL, '{');
    json_text(json, "metric", metric);
    json_text(json, "column", column);
    json_text(json, "by", grouping->by);
    json_open(json, "groups", '[');
    json_text(json, NULL, grouping->groups.names[0]);
    json_text(json, NULL, grouping->groups.names[1]);
    json_close(json, ']');
    json_text(json, "status", reading_status(comparison->status));
    json_number(json, "value", comparison->difference);
    json_number(json, "lower", comparison->lower);
    json_number(json, "upper", comparison->upper);
    json_number(json, "std_error", comparison->std_error);
    json_number(json, "statistic", comparison->statistic);
    json_number(json, "df", comparison->df);
    json_number(json, "p_value", comparison->p_value);
    json_number(json, "confidence", comparison->confidence);
    json_text(json, "method", ptv_method_name(comparison->method));
}
