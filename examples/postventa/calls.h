/* SPDX-License-Identifier: MIT */
/* The command `calls`: queues of calls, from CSV files and from the logs of telephone systems. */
#ifndef CALLS_H
#define CALLS_H

#include <postventa/queue.h>

#include "calls_source.h"
#include "csv_out.h"
#include "service.h"

/* What the command has beside its states. */
struct calls {
    ptv_queue_config config;    /* of all queues */
    const char *counted_of;     /* what calls are read from: columns, or the kind of log */
    struct selection selection; /* of the rows */
    struct log_counts log;      /* what the log had beside calls */
    bool is_log;
    struct csv_out list; /* of --list */
};

/* Runs the command on argv[2] and the rest; answers how to exit. */
enum outcome calls_main(int argc, char **argv);

/* Reads the files that the options name. */
enum outcome calls_collect(struct service *service);

/* The text that says what a queue's config is: "calls/20s,1min/short=5s". The caller's to free. */
char *calls_definition(const ptv_queue_config *config);

/* Lists the figures of a queue, and the differences between two. */
enum outcome calls_read(struct service *service, const struct counted *counted,
                        struct figures *figures);
enum outcome calls_compare(struct service *service, const struct counted *a,
                           const struct counted *b, struct differences *differences);

/* Draws what became of the calls, and how long callers are willing to wait. */
enum outcome calls_picture(struct service *service, const struct term *term,
                           const struct counted *counted);

/* The limits that are reported of a queue, with their names. */
struct call_limits {
    struct limit at[PTV_QUEUE_LIMITS];
    size_t n;
};

struct call_limits calls_limits(const struct service *service, const ptv_queue *queue);

/* How queues are read, as the options say; the base is that of the headline. */
ptv_queue_options calls_options(const struct options *options, int32_t base);

#endif
