/* SPDX-License-Identifier: MIT */
/* Columns of activity: all rows or none.
 *
 * Rows are checked before the first is counted. What can fail then is memory, and how much is
 * wanted is known only when it is over: rows may be of customers who are there. A column with few
 * rows gets room for as many new customers. A longer one is counted in a copy of the table, which
 * takes its place when it is whole: a copy of few customers, beside the rows. */
#include "base/platform.h"

#include "base/allocator.h"
#include "customer/cohorts.h"

enum { CHUNK = 256 };

struct column {
    const uint64_t *customers;
    const int64_t *periods;  /* or NULL, and then: */
    const int64_t *instants; /* of which the zone tells the periods */
    const ptv_zone *zone;
    size_t n;
};

/* Some rows of a column. */
struct chunk {
    size_t n;
    const uint64_t *customers;
    const int64_t *periods;
    int64_t computed[CHUNK];
};

/* The periods of the chunk's instants; those of nobody are left alone, whatever they are. */
static ptv_status compute_periods(const ptv_cohorts *acc, const struct column *column, size_t from,
                                  struct chunk *chunk) {
    int64_t instants[CHUNK];
    for (size_t i = 0; i < chunk->n; i++)
        instants[i] =
            chunk->customers[i] == PTV_KEY_NONE ? PTV_TIME_NONE : column->instants[from + i];
    chunk->periods = chunk->computed;
    return ptv_zone_period_column(column->zone, acc->config.unit, instants, NULL, 0, chunk->n,
                                  chunk->computed);
}

/* The rows from one on; none at the end. */
static ptv_status read_chunk(const ptv_cohorts *acc, const struct column *column, size_t from,
                             struct chunk *chunk) {
    size_t left = column->n - from;
    chunk->n = left < CHUNK ? left : CHUNK;
    if (chunk->n == 0)
        return PTV_OK;
    chunk->customers = column->customers + from;
    if (!column->periods)
        return compute_periods(acc, column, from, chunk);
    chunk->periods = column->periods + from;
    return PTV_OK;
}

static bool left_alone(const struct chunk *chunk, size_t row) {
    return chunk->customers[row] == PTV_KEY_NONE || chunk->periods[row] == PTV_PERIOD_NONE;
}

/* What a column asks for. */
struct demand {
    size_t rows;  /* that are counted */
    uint64_t end; /* 1 above the highest key of them, which is below PTV_KEY_NONE; or 0 */
};

static ptv_status check_chunk(const ptv_cohorts *acc, const struct chunk *chunk,
                              struct demand *demand) {
    for (size_t i = 0; i < chunk->n; i++) {
        if (left_alone(chunk, i))
            continue;
        uint64_t customer = chunk->customers[i];
        if (!ptvi_cohorts_takes(acc, customer, chunk->periods[i]))
            return PTV_ERR_ARGUMENT;
        demand->rows++;
        demand->end = customer < demand->end ? demand->end : customer + 1;
    }
    return PTV_OK;
}

static ptv_status check_column(const ptv_cohorts *acc, const struct column *column,
                               struct demand *demand) {
    struct chunk chunk;
    for (size_t from = 0;; from += chunk.n) {
        ptv_status status = read_chunk(acc, column, from, &chunk);
        if (status == PTV_OK && chunk.n == 0)
            return PTV_OK;
        if (status == PTV_OK)
            status = check_chunk(acc, &chunk, demand);
        if (status < 0)
            return status;
    }
}

/* Counts the rows of a column that was checked; only memory can be wanting. */
static ptv_status count_column(ptv_cohorts *acc, const struct column *column) {
    struct chunk chunk;
    for (size_t from = 0;; from += chunk.n) {
        ptv_status status = read_chunk(acc, column, from, &chunk);
        if (status < 0 || chunk.n == 0)
            return status;
        for (size_t i = 0; i < chunk.n; i++) {
            size_t slot;
            if (left_alone(&chunk, i))
                continue;
            uint64_t id = ptvi_cohorts_id(acc, chunk.customers[i]);
            status = ptvi_cohorts_place(acc, id, &slot);
            if (status < 0)
                return status;
            ptvi_cohorts_mark(acc, slot, chunk.periods[i]);
        }
    }
}

static ptv_status count_in_copy(ptv_cohorts *acc, const struct column *column) {
    ptv_cohorts copy = *acc;
    ptv_status status = ptvi_cohorts_copy_table(&copy);
    if (status < 0)
        return status;
    status = count_column(&copy, column);
    ptvi_release(&acc->allocator, status < 0 ? copy.slots : acc->slots);
    if (status == PTV_OK)
        *acc = copy;
    return status;
}

static ptv_status add_column(ptv_cohorts *acc, const struct column *column) {
    struct demand demand = {0, 0};
    ptv_status status = check_column(acc, column, &demand);
    if (status < 0 || demand.rows == 0)
        return status;
    if (ptvi_cohorts_dense(acc)) {
        status = ptvi_cohorts_reserve(acc, demand.end);
    } else if (demand.rows > ptvi_cohorts_room(acc) - acc->customers &&
               demand.rows > acc->customers / 2) {
        return count_in_copy(acc, column);
    } else {
        status = ptvi_cohorts_reserve(acc, (uint64_t)acc->customers + demand.rows);
    }
    return status < 0 ? status : count_column(acc, column);
}

ptv_status ptv_cohorts_add_periods(ptv_cohorts *acc, const uint64_t *customers,
                                   const int64_t *periods, size_t offset, size_t n) {
    if (!acc || (n > 0 && (!customers || !periods)))
        return PTV_ERR_NULL;
    if (n == 0)
        return PTV_OK;
    struct column column = {customers + offset, periods + offset, NULL, NULL, n};
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
    struct column column = {customers + offset, NULL, instants + offset, zone, n};
    return add_column(acc, &column);
}
