/* SPDX-License-Identifier: MIT */
/* What every example does with a status: a failure ends the program with its message. A positive
 * status says something about the data, and the program goes on. */
#ifndef EXAMPLES_CHECK_H
#define EXAMPLES_CHECK_H

#include <postventa/status.h>
#include <stdio.h>
#include <stdlib.h>

static inline ptv_status check(ptv_status status) {
    if (status < 0) {
        fprintf(stderr, "%s: %s\n", ptv_status_name(status), ptv_status_message(status));
        exit(EXIT_FAILURE);
    }
    return status;
}

#endif
