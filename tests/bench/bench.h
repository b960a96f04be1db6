/* SPDX-License-Identifier: MIT */
/* What the benchmarks share: data that can be made again, times, and one way to print them.
 *
 * A benchmark checks its answers first. Then it measures: CPU time of its one thread, each way
 * several times in turn with the others, so that a busy moment of the machine meets all alike; the
 * median is printed as a table; with --json that goes to the error stream, and a line of JSON for
 * each figure to the output. The last row is the most memory that the program has had. */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/postventa.h>

/* Ends the program unless a condition holds that the figures rest on. */
void bench_require(bool condition, const char *what);
#define OK(call) bench_require((call) == PTV_OK, #call)

/* Memory, or the end of the program. Touched, so that no page is made while time is taken. */
void *bench_memory(size_t n, size_t size);

/* xorshift64*: the same numbers on every machine. */
struct bench_random {
    uint64_t state;
};
uint64_t bench_draw(struct bench_random *random);
/* 0 to n - 1; n at most 2^32. */
uint32_t bench_below(struct bench_random *random, uint32_t n);
/* Above 0 and below 1. */
double bench_unit(struct bench_random *random);
uint64_t bench_splitmix(uint64_t key);

/* Scores of 0 to 10, as many are given to a question of recommendation. */
void bench_scores(uint8_t *scores, size_t n);
/* Agents 0 to n_agents - 1: drawn evenly; by Zipf's law, the k-th a k-th of the times that the first
 * is, with at most 1,000 of them; one after the other. */
void bench_agents(uint32_t *agents, size_t n, uint64_t seed, uint32_t n_agents);
void bench_agents_by_zipf(uint32_t *agents, size_t n, uint64_t seed, uint32_t n_agents);
void bench_agents_in_order(uint32_t *agents, size_t n, uint32_t n_agents);
/* The next event: a customer, 0 to customers - 1, and its month, 0 to months - 1; months are nearer
 * to a customer's first one the more often. */
uint64_t bench_event(struct bench_random *random, uint32_t customers, int64_t months,
                     int64_t *month);

/* A way of doing something with n items. */
struct bench_way {
    const char *name;
    void (*run)(void *context);
    double ns; /* median, an item; set by bench_measure */
};

/* Runs all ways in turn, several rounds after one to warm up, and sets their medians. */
void bench_measure(struct bench_way *ways, size_t n_ways, void *context, double items);

/* The time in which this machine reads so many bytes once, in order: the limit of any column. */
struct bench_read {
    const void *bytes;
    size_t n;
};
void bench_read_once(void *read);

/* Begins a table: its workload ("W1"), what it is, and what an item is. */
void bench_title(int argc, char **argv, const char *workload, const char *what, const char *item);
/* A row: ns an item, and how many times that is of the limit's (0: there is none); a goal for that
 * ratio (0: none). */
void bench_row(const char *name, double ns, double limit_ns, double goal);
/* A row that is no time, such as bytes a state, with its goal (0: none). */
void bench_figure(const char *name, double value, const char *unit, double goal);

/* A number among the arguments, the first that is one; or a default. */
size_t bench_argument(int argc, char **argv, size_t usual);

#endif
