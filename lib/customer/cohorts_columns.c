/* SPDX-License-Identifier: MIT */
/* Columns of activity: all rows or none.
 *
 * What can fail is a row that is refused, and memory; and how much is wanted of that is known only
 * when it is over: rows may be of customers who are there. A long column is counted in a copy of
 * the table, which takes its place when it is whole: a copy of few customers, beside the rows. The
 * rows of another one are checked before the first is counted, and it gets room for as many new
 * customers.
 *
 * A row costs an access to memory that no processor foresees, and nothing else takes as long: so
 * the memory of a row is asked for long before the row is counted. */
#include "base/platform.h"

#include "base/allocator.h"
#include "base/processor.h"
#include "customer/cohorts_count.h"
#include "time/zone.h"

enum { CHUNK = PTVI_ACTIVITIES, PARTS = 2048 /* of the window */ };

/* What is done with rows. */
enum { CHECK = 1, COUNT = 2 };

/* When the periods of a window begin, and when the last one ends. The time between is cut into
 * equal parts: an instant's part leads to its period, or to one shortly before it. */
struct borders {
    int64_t start[PTV_COHORTS_PERIODS + 1];
    int64_t end;
    int shift;             /* of the time since the start, to the number of its part */
    uint16_t first[PARTS]; /* the period that a part begins in, counted from the window's start */
};

struct column {
    const uint64_t *customers;
    const int64_t *periods;  /* or NULL, and then: */
    const int64_t *instants; /* of which the zone tells the periods */
    const ptv_zone *zone;
    const struct borders *borders; /* of the periods in the zone; NULL: not known */
    size_t n;
};

/* Some rows of a column. */
struct chunk {
    struct ptvi_activities rows;
    int64_t computed[CHUNK]; /* periods */
};

static void cut_into_parts(struct borders *borders) {
    uint64_t length = (uint64_t)borders->end - (uint64_t)borders->start[0];
    uint16_t period = 0;
    borders->shift = 0;
    while (length >> borders->shift >= PARTS)
        borders->shift++;
    for (uint64_t part = 0; part <= length >> borders->shift; part++) {
        while (borders->start[period + 1] <= borders->start[0] + (int64_t)(part << borders->shift))
            period++;
        borders->first[part] = period;
    }
}

/* False where the zone does not reach as far as the window. */
static bool find_borders(const ptv_cohorts *acc, const ptv_zone *zone, struct borders *borders) {
    const ptv_cohorts_config *config = &acc->config;
    int32_t n = config->n_periods;
    for (int32_t i = 0; i <= n; i++)
        if (ptv_zone_period_start(zone, config->unit, config->first_period + i,
                                  &borders->start[i]) < 0)
            return false;
    borders->end = borders->start[n];
    borders->start[n] = INT64_MAX;
    cut_into_parts(borders);
    return true;
}

/* The period of an instant that is not after the window. */
static int64_t period_of(const struct borders *borders, int64_t first_period, int64_t instant) {
    if (instant < borders->start[0])
        return first_period - 1;
    uint64_t since = (uint64_t)instant - (uint64_t)borders->start[0];
    size_t period = borders->first[since >> borders->shift];
    while (borders->start[period + 1] <= instant)
        period++;
    return first_period + (int64_t)period;
}

/* The periods of rows with instants; those of nobody are left alone, whatever they are. */
static ptv_status find_periods(const ptv_cohorts *acc, const struct column *column, size_t from,
                               struct chunk *chunk) {
    const int64_t *instants = column->instants + from;
    for (size_t i = 0; i < chunk->rows.n; i++) {
        int64_t instant = instants[i];
        chunk->computed[i] = PTV_PERIOD_NONE;
        if (instant == PTV_TIME_NONE || chunk->rows.customers[i] == PTV_KEY_NONE)
            continue;
        if (!ptvi_in_range(instant) || instant >= column->borders->end)
            return PTV_ERR_ARGUMENT;
        chunk->computed[i] = period_of(column->borders, acc->config.first_period, instant);
    }
    return PTV_OK;
}

/* The same where the borders are not known. */
static ptv_status compute_periods(const ptv_cohorts *acc, const struct column *column, size_t from,
                                  struct chunk *chunk) {
    int64_t instants[CHUNK];
    size_t n = chunk->rows.n;
    for (size_t i = 0; i < n; i++)
        instants[i] =
            chunk->rows.customers[i] == PTV_KEY_NONE ? PTV_TIME_NONE : column->instants[from + i];
    return ptv_zone_period_column(column->zone, acc->config.unit, instants, NULL, 0, n,
                                  chunk->computed);
}

/* The rows from one on; none at the end. */
static ptv_status read_chunk(const ptv_cohorts *acc, const struct column *column, size_t from,
                             struct chunk *chunk) {
    size_t left = column->n - from;
    chunk->rows.n = left < CHUNK ? left : CHUNK;
    chunk->rows.customers = column->customers + from;
    chunk->rows.periods = column->periods ? column->periods + from : chunk->computed;
    if (column->periods || left == 0)
        return PTV_OK;
    return column->borders ? find_periods(acc, column, from, chunk)
                           : compute_periods(acc, column, from, chunk);
}

/* Checks the rows of a column, or counts them, or both as it goes. */
static ptv_status go_through(ptv_cohorts *acc, const struct column *column, unsigned what,
                             struct ptvi_demand *demand) {
    unsigned processor = ptvi_processor();
    struct chunk chunk;
    for (size_t from = 0;; from += chunk.rows.n) {
        ptv_status status = read_chunk(acc, column, from, &chunk);
        if (status == PTV_OK && chunk.rows.n == 0)
            return PTV_OK;
        if (status == PTV_OK && what & CHECK)
            status = ptvi_activities_check(acc, &chunk.rows, processor, demand);
        if (status == PTV_OK && what & COUNT)
            status = ptvi_activities_count(acc, &chunk.rows, processor);
        if (status < 0)
            return status;
    }
}

static ptv_status count_in_copy(ptv_cohorts *acc, const struct column *column) {
    struct ptvi_demand demand = {0, 0, 0};
    ptv_cohorts copy = *acc;
    ptv_status status = ptvi_cohorts_copy_table(&copy);
    if (status < 0)
        return status;
    status = go_through(&copy, column, CHECK | COUNT, &demand);
    ptvi_release(&acc->allocator, status < 0 ? copy.block : acc->block);
    if (status == PTV_OK)
        *acc = copy;
    return status;
}

/* Whether there are so many rows that a copy of the table costs less than room for as many
 * customers, or, where keys are dense, than to read the rows twice. */
static bool is_long(const ptv_cohorts *acc, size_t n) {
    if (ptvi_cohorts_dense(acc))
        return n > acc->capacity;
    return n > ptvi_cohorts_room(acc) - acc->customers && n > acc->customers / 2;
}

static ptv_status add_column(ptv_cohorts *acc, const struct column *column) {
    struct ptvi_demand demand = {0, 0, 0};
    if (is_long(acc, column->n))
        return count_in_copy(acc, column);
    ptv_status status = go_through(acc, column, CHECK, &demand);
    if (status < 0 || demand.rows == 0)
        return status;
    status = ptvi_cohorts_reserve(
        acc, ptvi_cohorts_dense(acc) ? demand.end : (uint64_t)acc->customers + demand.rows);
    return status < 0 ? status : go_through(acc, column, COUNT, &demand);
}

ptv_status ptv_cohorts_add_periods(ptv_cohorts *acc, const uint64_t *customers,
                                   const int64_t *periods, size_t offset, size_t n) {
    if (!acc || (n > 0 && (!customers || !periods)))
        return PTV_ERR_NULL;
    if (n == 0)
        return PTV_OK;
    struct column column = {customers + offset, periods + offset, NULL, NULL, NULL, n};
    return add_column(acc, &column);
}

ptv_status ptv_cohorts_add_instants(ptv_cohorts *acc, const ptv_zone *zone,
                                    const uint64_t *customers, const int64_t *instants,
                                    size_t offset, size_t n) {
    if (!acc || !zone || (n > 0 && (!customers || !instants)))
        return PTV_ERR_NULL;
    if (acc->config.unit == 0)
        return PTV_ERR_ARGUMENT;
    if (n == 0)
        return PTV_OK;
    struct column column = {customers + offset, NULL, instants + offset, zone, NULL, n};
    struct borders borders;
    if (n >= (size_t)acc->config.n_periods && find_borders(acc, zone, &borders))
        column.borders = &borders;
    return add_column(acc, &column);
}
