/* SPDX-License-Identifier: MIT */
/* Queues and calls ready made, and their bytes. */
#ifndef TESTS_QUEUE_H
#define TESTS_QUEUE_H

#include "durations.h"

ptv_queue *queue_new(const ptv_queue_config *config, const ptv_allocator *allocator);

/* A call of which only the wait is known. */
ptv_call call_of(int32_t outcome, int64_t wait_ms);

/* An answered call. */
ptv_call answered_call(int64_t wait, int64_t talk, int64_t hold, int64_t wrap_up);

/* Counts a call of which only the wait is known. */
void add_call(ptv_queue *acc, int32_t outcome, int64_t wait_ms);

/* The image of a queue; to be given back by free. */
struct bytes queue_bytes(const ptv_queue *acc);

bool same_queue(const ptv_queue *a, const ptv_queue *b);

#define assert_same_queue(a, b) assert_true(same_queue(a, b))

/* The call answers a status, and the queue's bytes are as they were. */
#define assert_queue_untouched(acc, expected, call)                                                \
    assert_bytes_untouched(PTV_TYPE_QUEUE, acc, expected, call)

/* A reading, which must not fail; its status is that of the abandonment. */
ptv_queue_result queue_reading(const ptv_queue *acc);

const ptv_durations *queue_times(const ptv_queue *acc, int32_t kind);

ptv_survival_result patience_of(const ptv_queue *acc);

/* A service level, which must not fail. */
ptv_estimate service_level(const ptv_queue *acc, int64_t limit_ms, int32_t base,
                           int32_t count_abandoned, int32_t keep_short);

/* ---- an example, of which every number was counted by hand */

enum { SECOND = 1000, MINUTE = 60 * SECOND };

/* Waits in seconds. Short calls wait up to 5 s; limits are 2, 5, 10 and 20 s. */
enum { N_ANSWERED = 8, N_ABANDONED = 6, N_FLOWED_OUT = 2 };
extern const int64_t answered_s[N_ANSWERED], abandoned_s[N_ABANDONED], flowed_out_s[N_FLOWED_OUT];

ptv_queue_config example_config(void);
void add_example(ptv_queue *acc);
ptv_queue *example_queue(void);

/* ---- queues that hold something of everything */

/* A config with limits of 0, 5 and 20 s. */
ptv_queue_config queue_config_with(int64_t short_ms, int64_t unit_ms);

/* Calls of every kind; with times that are missing and wrong. */
enum { N_CALLS = 13 };
extern const ptv_call some_calls[N_CALLS];

/* What adding one of them answers. */
ptv_status call_status(const ptv_call *call);

void add_calls(ptv_queue *acc);

/* A queue with them, whose short calls wait up to 3 s. */
ptv_queue *few_calls(const ptv_allocator *allocator);

/* Calls of which no two are alike. */
ptv_call nth_call(int64_t i);

/* The same with so many distinct times that the parts are in buckets. */
ptv_queue *many_calls(void);

#endif
