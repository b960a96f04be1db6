/* SPDX-License-Identifier: MIT */
/* Conditions that the code before them makes certain, and that are asked all the same, so that a
 * mistake elsewhere ends in a status and not in a wrong number. No test can reach their other side:
 * builds that measure coverage leave them out, and builds that look for mistakes stop there. */
#ifndef PTVI_CERTAIN_H
#define PTVI_CERTAIN_H

#include "postventa/status.h"

#if defined(PTVI_CERTAIN_LEFT_OUT)
#define PTVI_ALWAYS(condition) ((void)sizeof(condition), 1) /* not computed, but used */
#define PTVI_NEVER(condition)  ((void)sizeof(condition), 0)
#elif defined(PTVI_CERTAIN_CHECKED)
#define PTVI_ALWAYS(condition) ((condition) ? 1 : (__builtin_trap(), 0))
#define PTVI_NEVER(condition)  ((condition) ? (__builtin_trap(), 1) : 0)
#else
#define PTVI_ALWAYS(condition) (condition)
#define PTVI_NEVER(condition)  (condition)
#endif

/* Takes the status of a call that cannot fail where it is made. */
static inline void ptvi_certainly(ptv_status status) {
    (void)PTVI_ALWAYS(status >= 0);
    (void)status;
}

#endif
