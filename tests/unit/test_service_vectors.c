/* SPDX-License-Identifier: MIT */
/* Replays the vectors of rates, of Erlang's models and of keys. */
#include "vectors.h"

#include "base/siphash.h"

/* The columns of a row from one to its end, each within a tolerance. */
static bool columns_near(const struct vector_file *file, const struct vector_row *row, int first,
                         const double *got, int n, double tolerance) {
    return row->n_fields == first + n && vector_near(file, row, first, got, n, tolerance, 0);
}

static bool check_rate(const struct vector_file *file, const struct vector_row *row) {
    ptv_estimate out;
    int32_t method = PTV_METHOD_GARWOOD;
    if (strcmp(row->text[3], ptv_method_name(PTV_METHOD_JEFFREYS)) == 0)
        method = PTV_METHOD_JEFFREYS;
    assert_string_equal(row->text[3], ptv_method_name(method));
    assert_ok(ptv_rate_interval(row->count[0], row->count[1], row->number[2], method, &out));
    const double got[] = {out.value, out.lower, out.upper};
    return columns_near(file, row, 4, got, COUNT_OF(got), 1e-12);
}

static bool check_ratio(const struct vector_file *file, const struct vector_row *row) {
    ptv_comparison out;
    ptv_status status = ptv_rate_compare(row->count[0], row->count[1], row->count[2], row->count[3],
                                         row->number[4], 0, &out);
    assert_status(row->count[0] + row->count[2] > 0 ? PTV_OK : PTV_DEGENERATE, status);
    const double got[] = {out.difference, out.lower, out.upper, out.p_value};
    return columns_near(file, row, 5, got, COUNT_OF(got), 1e-12);
}

static bool check_erlang(const struct vector_file *file, const struct vector_row *row) {
    ptv_erlang_load load = PTV_ERLANG_LOAD_INIT;
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    load.arrivals_per_hour = row->number[0];
    load.handling_ms = row->number[1];
    load.patience_ms = row->number[2];
    load.within_ms = (int64_t)row->count[3];
    ptv_status status = ptv_erlang_read(&load, (int32_t)row->count[4], &out);
    assert_status(isinf(row->number[11]) ? PTV_DEGENERATE : PTV_OK, status);
    const double got[] = {
        out.offered_erlang,    out.occupancy_ratio, out.wait_ratio, out.service_level_ratio,
        out.abandonment_ratio, out.asa_ms,          out.wait_ms,    out.queue_mean};
    return columns_near(file, row, 5, got, COUNT_OF(got), 1e-12);
}

/* The bytes of a field in hexadecimal, until the next call. */
static const uint8_t *bytes_of(const char *hex, size_t *len) {
    static uint8_t bytes[VECTOR_LINE / 2];
    *len = strlen(hex) / 2;
    for (size_t i = 0; i < *len; i++) {
        const char digits[] = {hex[2 * i], hex[2 * i + 1], '\0'};
        bytes[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
    return bytes;
}

/* The last field is a hash. */
static bool is_hash(const struct vector_file *file, const struct vector_row *row, uint64_t got) {
    const char *want = row->text[row->n_fields - 1];
    if (strlen(want) == 16 && got == strtoull(want, NULL, 16))
        return true;
    print_error("%s:%d: got %016llx, want %s\n", file->name, row->line, (unsigned long long)got,
                want);
    return false;
}

static bool check_key(const struct vector_file *file, const struct vector_row *row) {
    size_t len;
    const uint8_t *bytes = bytes_of(row->text[0], &len);
    return is_hash(file, row, ptv_key_hash(bytes, len));
}

static bool check_siphash(const struct vector_file *file, const struct vector_row *row) {
    const uint64_t key[2] = {strtoull(row->text[0], NULL, 16), strtoull(row->text[1], NULL, 16)};
    size_t len;
    const uint8_t *bytes = bytes_of(row->text[2], &len);
    return is_hash(file, row, ptvi_siphash(key, bytes, len));
}

static struct vector_file files[] = {
    {.name = "rate_interval.csv",
     .header = "events,exposure,confidence,method,value,lower,upper",
     .check = check_rate,
     .rows_min = 300,
     .digest = UINT64_C(0x407B2B816C30FC75)},
    {.name = "rate_compare.csv",
     .header = "events1,exposure1,events2,exposure2,confidence,ratio,lower,upper,p_value",
     .check = check_ratio,
     .rows_min = 500,
     .digest = UINT64_C(0x304DFCF80907D78C)},
    {.name = "erlang.csv",
     .header = "arrivals_per_hour,handling_ms,patience_ms,within_ms,agents,offered_erlang,"
               "occupancy_ratio,wait_ratio,service_level_ratio,abandonment_ratio,asa_ms,wait_ms,"
               "queue_mean",
     .check = check_erlang,
     .rows_min = 300,
     .digest = UINT64_C(0xE43CE8A4BA8DB850)},
    {.name = "key_hash.csv", .header = "bytes,hash", .check = check_key, .rows_min = 100},
    {.name = "siphash.csv",
     .header = "key0,key1,bytes,hash",
     .check = check_siphash,
     .rows_min = 100},
};

int main(int argc, char **argv) {
    return vectors_main(argc, argv, "service vectors", files, COUNT_OF(files));
}
