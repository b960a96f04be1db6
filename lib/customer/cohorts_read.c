/* SPDX-License-Identifier: MIT */
/* Counts of customers, the table of cohorts, and its averages. */
#include "base/platform.h"

#include <string.h>

#include "base/bits.h"
#include "base/processor.h"
#include "base/sized.h"
#include "base/state.h"
#include "customer/cohorts.h"
#include "customer/cohorts_tally.h"
#include "stats/share.h"

ptv_status ptv_cohorts_options_init(ptv_cohorts_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_cohorts_result_init(ptv_cohorts_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Where brackets are read, each must have an age at least. */
static bool brackets_valid(const ptv_cohorts_options *opt) {
    if (opt->kind != PTV_COHORTS_BRACKET)
        return true;
    if (opt->n_brackets < 1 || opt->n_brackets > PTV_COHORTS_BRACKETS || opt->bracket[0] < 0)
        return false;
    for (int32_t i = 0; i < opt->n_brackets; i++)
        if (opt->bracket[i + 1] <= opt->bracket[i])
            return false;
    return true;
}

/* How many periods of the window are over. */
static int32_t periods_over(const ptv_cohorts_config *config, const ptv_cohorts_options *opt) {
    if (!opt->bounded)
        return config->n_periods;
    if (opt->until_period <= config->first_period)
        return 0;
    uint64_t over = (uint64_t)opt->until_period - (uint64_t)config->first_period;
    return over < (uint64_t)config->n_periods ? (int32_t)over : config->n_periods;
}

ptv_status ptvi_cohorts_reading_from(const ptv_cohorts_options *caller, const ptv_cohorts *acc,
                                     struct ptvi_cohorts_reading *reading) {
    ptv_cohorts_options opt = PTV_COHORTS_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    bool valid = ptvi_sampling_from(opt.confidence, 0, 0, &reading->sampling) &&
                 ptvi_share_method_valid(opt.method) && (opt.bounded == 0 || opt.bounded == 1) &&
                 opt.kind >= PTV_COHORTS_ON && opt.kind <= PTV_COHORTS_BRACKET &&
                 brackets_valid(&opt) && opt.reserved3 == 0;
    if (!valid)
        return PTV_ERR_ARGUMENT;
    if (opt.method == PTV_METHOD_DEFAULT)
        opt.method = PTV_METHOD_WILSON;
    reading->opt = opt;
    reading->over = acc ? periods_over(&acc->config, &opt) : 0;
    return PTV_OK;
}

/* Adds the records of a piece of the table to what is active anywhere. */
PTVI_INLINE void unite_records(const ptv_cohorts *acc, uint64_t *any, size_t words) {
    for (size_t slot = 0; slot < acc->capacity; slot += PTVI_BUCKET) {
        const uint64_t *records = ptvi_cohorts_record(acc, slot);
        ptvi_prefetch(records, 2048);
        for (size_t i = 0; i < PTVI_BUCKET * words; i++)
            any[i % words] |= records[i];
    }
}

struct ptvi_reach ptvi_cohorts_reach(const ptv_cohorts *acc) {
    uint64_t any[PTV_COHORTS_PERIODS / 64] = {0};
    if (acc->words == 1)
        unite_records(acc, any, 1);
    else
        unite_records(acc, any, acc->words);
    struct ptvi_reach reach = {ptvi_next_active(acc, any, 0),
                               ptvi_last_active(acc, any, acc->config.n_periods)};
    return reach;
}

struct ptvi_reach ptvi_cohorts_seen(const ptv_cohorts *acc,
                                    const struct ptvi_cohorts_reading *reading) {
    struct ptvi_reach reach = ptvi_cohorts_reach(acc);
    int32_t last_over = reading->over - 1;
    if (reading->opt.bounded && reach.first >= 0 && last_over > reach.last)
        reach.last = last_over;
    return reach;
}

static int64_t period_of(const ptv_cohorts *acc, int32_t index) {
    return index < 0 ? PTV_PERIOD_NONE : acc->config.first_period + index;
}

ptv_status ptv_cohorts_read(const ptv_cohorts *acc, ptv_cohorts_result *out) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    struct ptvi_reach reach = ptvi_cohorts_reach(acc);
    ptv_cohorts_result result = PTV_COHORTS_RESULT_INIT;
    struct ptvi_customer customer;
    for (size_t slot = 0; slot < acc->capacity; slot++) {
        if (!ptvi_cohorts_at(acc, slot, &customer))
            continue;
        result.customers++;
        result.earlier += customer.earlier;
        for (size_t i = 0; i < acc->words; i++)
            result.active += (uint64_t)ptvi_count_bits(customer.record[i]);
    }
    result.first_active = period_of(acc, reach.first);
    result.last_active = period_of(acc, reach.last);
    ptvi_sized_out(out, &result, sizeof result);
    return result.customers > 0 ? PTV_OK : PTV_EMPTY;
}

/* The shape of a table. Cohorts and ages are counted from the first period with activity on, as far
 * as ptvi_cohorts_seen says. A row has a column for each age, or for each bracket, that begins
 * within that. */
struct table {
    const struct ptvi_cohorts_reading *reading;
    int32_t first;   /* period of the first cohort, counted from the start of the window */
    int32_t cohorts; /* and of ages */
    int32_t columns; /* of the first cohort */
};

/* First age of a column, and the first age behind it. */
static int64_t column_start(const struct table *table, int32_t column) {
    const ptv_cohorts_options *opt = &table->reading->opt;
    return opt->kind == PTV_COHORTS_BRACKET ? opt->bracket[column] : column;
}

static int64_t column_end(const struct table *table, int32_t column) {
    const ptv_cohorts_options *opt = &table->reading->opt;
    return opt->kind == PTV_COHORTS_BRACKET ? opt->bracket[column + 1] : (int64_t)column + 1;
}

static int32_t columns_of(const struct table *table, int32_t cohort) {
    int32_t n = 0, ages = table->cohorts - cohort;
    if (table->reading->opt.kind != PTV_COHORTS_BRACKET)
        return ages;
    while (n < table->reading->opt.n_brackets && column_start(table, n) < ages)
        n++;
    return n;
}

static struct table table_of(const struct ptvi_reach *reach,
                             const struct ptvi_cohorts_reading *reading) {
    struct table table = {reading, reach->first, reach->last - reach->first + 1, 0};
    table.columns = columns_of(&table, 0);
    return table;
}

/* Cells of all cohorts before one. */
static size_t cells_before(const struct table *table, int32_t cohort) {
    size_t n = 0, before = (size_t)cohort, cohorts = (size_t)table->cohorts;
    if (table->reading->opt.kind != PTV_COHORTS_BRACKET)
        return before == 0 ? 0 : before * cohorts - before * (before - 1) / 2;
    for (int32_t i = 0; i < table->columns; i++) {
        size_t with_column = cohorts - (size_t)column_start(table, i);
        n += before < with_column ? before : with_column;
    }
    return n;
}

/* Whether a cell's last period is over; of those that go on for ever, its own. */
static bool is_complete(const struct table *table, int32_t cohort, int32_t column) {
    return table->first + cohort + column_end(table, column) <= table->reading->over;
}

/* Of the activity that is over, only the last: add_up sees to the ages before. What is not over
 * stays, each for itself. */
PTVI_INLINE void keep_last(const ptv_cohorts *acc, const uint64_t *record, size_t words,
                           int32_t over, uint64_t *kept) {
    size_t whole = (size_t)over / 64;
    int32_t last = ptvi_last_active(acc, record, over);
    for (size_t i = 0; i < words; i++)
        kept[i] = i < whole ? 0 : record[i];
    if (whole < words)
        kept[whole] &= UINT64_MAX << over % 64;
    if (last >= 0)
        ptvi_activate(kept, (uint64_t)last);
}

/* Brackets with activity. */
PTVI_INLINE uint64_t active_brackets(const ptv_cohorts *acc, const struct table *table,
                                     const uint64_t *record, int32_t joined, int32_t columns) {
    uint64_t active = 0;
    for (int32_t i = 0; i < columns; i++) {
        int32_t at = ptvi_next_active(acc, record, joined + (int32_t)column_start(table, i));
        active |= (uint64_t)(at >= 0 && at - joined < column_end(table, i)) << i;
    }
    return active;
}

/* The columns, from one on, in which a customer counts. */
PTVI_INLINE uint64_t columns_with(const ptv_cohorts *acc, const struct table *table,
                                  const uint64_t *record, size_t words, int32_t joined,
                                  int32_t columns, int32_t from) {
    uint64_t kept[PTV_COHORTS_PERIODS / 64];
    switch (table->reading->opt.kind) {
    case PTV_COHORTS_ON:
        return ptvi_bits_from(record, words, (size_t)(joined + from));
    case PTV_COHORTS_ON_OR_AFTER:
        keep_last(acc, record, words, table->reading->over, kept);
        return ptvi_bits_from(kept, words, (size_t)(joined + from));
    default:
        return active_brackets(acc, table, record, joined, columns);
    }
}

/* The words of new customers, with activity, among 64 slots. Half of the slots are empty, and there
 * is no telling which: so a word is written down, and the next one over it if it does not count. */
static size_t gather_words(const ptv_cohorts *acc, size_t slot, uint64_t *words) {
    uint64_t earlier = acc->earlier[slot / 64];
    size_t n = 0;
    for (size_t i = 0; i < 64 && slot + i < acc->capacity; i += PTVI_BUCKET) {
        const uint64_t *records = ptvi_cohorts_record(acc, slot + i);
        ptvi_prefetch(records, 2048);
        for (size_t k = 0; k < PTVI_BUCKET; k++) {
            words[n] = records[k];
            n += (records[k] != 0) & ~(earlier >> (i + k)) & 1;
        }
    }
    return n;
}

/* Counts the customers of a window of one word: the cohorts are rows of a tally. */
static void count_words(const ptv_cohorts *acc, const struct table *table, ptv_cohort_cell *cells) {
    struct ptvi_tally tally;
    uint64_t words[64], nobody = 0;
    ptvi_tally_init(&tally, (size_t)table->columns);
    for (int32_t i = 0; i < table->cohorts; i++) {
        int32_t columns = columns_of(table, i);
        ptv_cohort_cell *row = cells + (columns > 0 ? cells_before(table, i) : 0);
        struct ptvi_tally_row none = {{0},
                                      0,
                                      (uint32_t)columns,
                                      &row->retained,
                                      sizeof *cells / sizeof(uint64_t),
                                      columns > 0 ? &row->size : &nobody};
        tally.row[i] = none;
    }
    for (size_t slot = 0; slot < acc->capacity; slot += 64) {
        size_t n = gather_words(acc, slot, words);
        for (size_t i = 0; i < n; i++) {
            int32_t joined = ptvi_lowest_set(words[i]), cohort = joined - table->first;
            int32_t columns = (int32_t)tally.row[cohort].columns;
            ptvi_tally_add(&tally, (size_t)cohort,
                           columns_with(acc, table, &words[i], 1, joined, columns, 0));
        }
    }
    for (int32_t i = 0; i < table->cohorts; i++)
        ptvi_tally_flush(&tally.row[i]);
}

static void count_customer(const ptv_cohorts *acc, const struct table *table,
                           const uint64_t *record, ptv_cohort_cell *cells) {
    int32_t joined = ptvi_next_active(acc, record, 0), cohort = joined - table->first;
    int32_t columns = columns_of(table, cohort);
    if (columns == 0)
        return;
    ptv_cohort_cell *row = cells + cells_before(table, cohort);
    row->size++;
    for (int32_t from = 0; from < columns; from += 64) {
        uint64_t bits = columns_with(acc, table, record, acc->words, joined, columns, from);
        for (; bits != 0; bits &= bits - 1)
            row[from + ptvi_lowest_set(bits)].retained++;
    }
}

/* Who was active at an age was active at it or after every age before. */
static void add_up(const struct table *table, int32_t cohort, ptv_cohort_cell *row) {
    uint64_t after = 0;
    for (int32_t i = columns_of(table, cohort) - 1; i >= 0; i--) {
        if (!is_complete(table, cohort, i))
            continue;
        after += row[i].retained;
        row[i].retained = after;
    }
}

static void finish_row(const ptv_cohorts *acc, const struct table *table, int32_t cohort,
                       ptv_cohort_cell *row) {
    const struct ptvi_cohorts_reading *reading = table->reading;
    int32_t columns = columns_of(table, cohort);
    if (reading->opt.kind == PTV_COHORTS_ON_OR_AFTER)
        add_up(table, cohort, row);
    for (int32_t i = 0; i < columns; i++) {
        ptv_cohort_cell *cell = &row[i];
        cell->cohort = period_of(acc, table->first + cohort);
        cell->age = (int32_t)column_start(table, i);
        cell->size = row->size;
        struct ptvi_share share = {cell->retained, cell->size};
        cell->rate = is_complete(table, cohort, i)
                         ? ptvi_share_read(share, &reading->sampling, reading->opt.method)
                         : ptvi_no_estimate(PTV_INCOMPLETE, reading->sampling.confidence,
                                            reading->opt.method);
    }
}

static void fill_table(const ptv_cohorts *acc, const struct table *table, ptv_cohort_cell *cells) {
    struct ptvi_customer customer;
    if (acc->words == 1)
        count_words(acc, table, cells);
    else
        for (size_t slot = 0; slot < acc->capacity; slot++)
            if (ptvi_cohorts_at(acc, slot, &customer) && !customer.earlier)
                count_customer(acc, table, customer.record, cells);
    for (int32_t cohort = 0; cohort < table->cohorts; cohort++)
        finish_row(acc, table, cohort, cells + cells_before(table, cohort));
}

ptv_status ptv_cohorts_table(const ptv_cohorts *acc, const ptv_cohorts_options *opt,
                             ptv_cohort_cell *cells, size_t cap, size_t *n) {
    const ptv_cohort_cell none = {0, 0, 0, 0, 0, PTV_ESTIMATE_INIT};
    struct ptvi_cohorts_reading reading;
    if (!acc || !n || (!cells && cap > 0))
        return PTV_ERR_NULL;
    ptv_status status = ptvi_cohorts_reading_from(opt, acc, &reading);
    if (status < 0)
        return status;
    struct ptvi_reach reach = ptvi_cohorts_seen(acc, &reading);
    *n = 0;
    if (reach.first < 0)
        return PTV_EMPTY;
    struct table table = table_of(&reach, &reading);
    *n = cells_before(&table, table.cohorts);
    if (!cells)
        return PTV_OK;
    if (cap < *n)
        return PTV_ERR_SPACE;
    for (size_t i = 0; i < *n; i++)
        cells[i] = none;
    fill_table(acc, &table, cells);
    return PTV_OK;
}

/* A cell with a rate: an empty cohort has none. */
static bool has_rate(const ptv_cohort_cell *cell) {
    return cell->rate.status != PTV_INCOMPLETE && cell->size > 0;
}

/* What ptv_cohorts_table never gives, or numbers that would run over. */
static bool cells_valid(const ptv_cohort_cell *cells, size_t n) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        if (cells[i].age < 0 || cells[i].age >= PTV_COHORTS_PERIODS ||
            cells[i].retained > cells[i].size || ptvi_count_add(&sum, cells[i].size) < 0)
            return false;
    return true;
}

/* Where the average of each age stands among all of them. */
struct places {
    int16_t of[PTV_COHORTS_PERIODS]; /* -1: no cell has that age */
    size_t n;
};

static void find_places(struct places *places, const ptv_cohort_cell *cells, size_t n) {
    places->n = 0;
    for (size_t age = 0; age < PTV_COHORTS_PERIODS; age++)
        places->of[age] = -1;
    for (size_t i = 0; i < n; i++)
        places->of[cells[i].age] = 0;
    for (size_t age = 0; age < PTV_COHORTS_PERIODS; age++)
        if (places->of[age] == 0)
            places->of[age] = (int16_t)places->n++;
}

/* What an average is made of. Until all cells have been seen, its bytes hold this instead. */
struct sums {
    struct ptvi_share pooled;
    double rates;
    int32_t age, cohorts;
};
_Static_assert(sizeof(struct sums) <= sizeof(ptv_cohort_average), "sums fit an average");

static void add_cell(ptv_cohort_average *average, const ptv_cohort_cell *cell) {
    struct sums sums;
    memcpy(&sums, average, sizeof sums);
    sums.age = cell->age;
    if (has_rate(cell)) {
        sums.pooled.x += cell->retained;
        sums.pooled.n += cell->size;
        sums.rates += (double)cell->retained / (double)cell->size;
        sums.cohorts++;
    }
    memcpy(average, &sums, sizeof sums);
}

static void finish_average(ptv_cohort_average *average,
                           const struct ptvi_cohorts_reading *reading) {
    struct sums sums;
    memcpy(&sums, average, sizeof sums);
    average->age = sums.age;
    average->cohorts = sums.cohorts;
    average->pooled = ptvi_share_read(sums.pooled, &reading->sampling, reading->opt.method);
    average->simple = sums.cohorts > 0 ? sums.rates / sums.cohorts : average->pooled.value;
}

static void fill_averages(const ptv_cohort_cell *cells, size_t n, const struct places *places,
                          const struct ptvi_cohorts_reading *reading,
                          ptv_cohort_average *averages) {
    const struct sums none = {{0, 0}, 0, 0, 0};
    for (size_t i = 0; i < places->n; i++)
        memcpy(&averages[i], &none, sizeof none);
    for (size_t i = 0; i < n; i++)
        add_cell(&averages[places->of[cells[i].age]], &cells[i]);
    for (size_t i = 0; i < places->n; i++)
        finish_average(&averages[i], reading);
}

ptv_status ptv_cohorts_averages(const ptv_cohort_cell *cells, size_t n_cells,
                                const ptv_cohorts_options *opt, ptv_cohort_average *averages,
                                size_t cap, size_t *n) {
    struct ptvi_cohorts_reading reading;
    struct places places;
    if (!n || (!cells && n_cells > 0) || (!averages && cap > 0))
        return PTV_ERR_NULL;
    ptv_status status = ptvi_cohorts_reading_from(opt, NULL, &reading);
    if (status < 0)
        return status;
    if (!cells_valid(cells, n_cells))
        return PTV_ERR_ARGUMENT;
    find_places(&places, cells, n_cells);
    *n = places.n;
    if (!averages)
        return PTV_OK;
    if (cap < places.n)
        return PTV_ERR_SPACE;
    fill_averages(cells, n_cells, &places, &reading, averages);
    return PTV_OK;
}
