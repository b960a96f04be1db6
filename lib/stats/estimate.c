/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stddef.h>

#include "postventa/estimate.h"

const char *ptv_method_name(int32_t method) {
    static const struct {
        int32_t method;
        const char *name;
    } names[] = {
        {PTV_METHOD_DEFAULT, "default"},
        {PTV_METHOD_WILSON, "wilson"},
        {PTV_METHOD_CLOPPER_PEARSON, "clopper_pearson"},
        {PTV_METHOD_AGRESTI_COULL, "agresti_coull"},
        {PTV_METHOD_JEFFREYS, "jeffreys"},
        {PTV_METHOD_SCORE, "score"},
        {PTV_METHOD_ADJUSTED_WALD, "adjusted_wald"},
        {PTV_METHOD_WALD, "wald"},
        {PTV_METHOD_STUDENT_T, "student_t"},
        {PTV_METHOD_SCORE_BOUNDED, "score_bounded"},
        {PTV_METHOD_ORDER_STATISTICS, "order_statistics"},
        {PTV_METHOD_MOVER, "mover"},
        {PTV_METHOD_MIETTINEN_NURMINEN, "miettinen_nurminen"},
        {PTV_METHOD_WELCH, "welch"},
        {PTV_METHOD_BRUNNER_MUNZEL, "brunner_munzel"},
        {PTV_METHOD_ROTHMAN_WILSON, "rothman_wilson"},
        {PTV_METHOD_LOG_LOG, "log_log"},
        {PTV_METHOD_LOG, "log"},
        {PTV_METHOD_PLAIN, "plain"},
        {PTV_METHOD_LOG_RANK, "log_rank"},
        {PTV_METHOD_GARWOOD, "garwood"},
        {PTV_METHOD_RATE_RATIO, "rate_ratio"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].method == method)
            return names[i].name;
    return "unknown";
}
