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
        {PTV_METHOD_MOVER, "mover"},
        {PTV_METHOD_MIETTINEN_NURMINEN, "miettinen_nurminen"},
        {PTV_METHOD_WELCH, "welch"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].method == method)
            return names[i].name;
    return "unknown";
}
