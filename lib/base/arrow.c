/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>

#include "base/sized.h"
#include "postventa/arrow.h"

/* What a format means here. One that ends with a colon is followed by a zone. */
struct meaning {
    const char *format;
    int32_t type; /* PTV_COLUMN_… */
    int32_t unit_num, unit_den;
};

static const struct meaning meanings[] = {
    {"n", PTV_COLUMN_NULL, 0, 0},         {"b", PTV_COLUMN_BIT, 0, 0},
    {"c", PTV_COLUMN_I8, 0, 0},           {"C", PTV_COLUMN_U8, 0, 0},
    {"s", PTV_COLUMN_I16, 0, 0},          {"S", PTV_COLUMN_U16, 0, 0},
    {"i", PTV_COLUMN_I32, 0, 0},          {"I", PTV_COLUMN_U32, 0, 0},
    {"l", PTV_COLUMN_I64, 0, 0},          {"L", PTV_COLUMN_U64, 0, 0},
    {"e", PTV_COLUMN_F16, 0, 0},          {"f", PTV_COLUMN_F32, 0, 0},
    {"g", PTV_COLUMN_F64, 0, 0},          {"u", PTV_COLUMN_STRING, 0, 0},
    {"z", PTV_COLUMN_STRING, 0, 0},       {"U", PTV_COLUMN_LARGE_STRING, 0, 0},
    {"Z", PTV_COLUMN_LARGE_STRING, 0, 0}, {"vu", PTV_COLUMN_STRING_VIEW, 0, 0},
    {"vz", PTV_COLUMN_STRING_VIEW, 0, 0}, {"tdD", PTV_COLUMN_I32, 86400000, 1},
    {"tdm", PTV_COLUMN_I64, 1, 1},        {"tss:", PTV_COLUMN_I64, 1000, 1},
    {"tsm:", PTV_COLUMN_I64, 1, 1},       {"tsu:", PTV_COLUMN_I64, 1, 1000},
    {"tsn:", PTV_COLUMN_I64, 1, 1000000}, {"tDs", PTV_COLUMN_I64, 1000, 1},
    {"tDm", PTV_COLUMN_I64, 1, 1},        {"tDu", PTV_COLUMN_I64, 1, 1000},
    {"tDn", PTV_COLUMN_I64, 1, 1000000},
};

static bool matches(const char *format, const char *pattern) {
    char last = 0;
    for (; *pattern; pattern++, format++) {
        if (*format != *pattern)
            return false;
        last = *pattern;
    }
    return *format == 0 || last == ':';
}

/* NULL: none. */
static const struct meaning *meaning_of(const char *format) {
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (matches(format, meanings[i].format))
            return &meanings[i];
    return NULL;
}

/* The buffers of an array, in the order of Arrow's layouts. */
enum { VALIDITY, VALUES, BYTES };

/* How many an array must have; views have any number more, before a last one with their sizes. */
static int64_t buffers_of(int32_t type) {
    switch (type) {
    case PTV_COLUMN_NULL:
        return 0;
    case PTV_COLUMN_STRING:
    case PTV_COLUMN_LARGE_STRING:
    case PTV_COLUMN_STRING_VIEW:
        return 3;
    default:
        return 2;
    }
}

/* Whether there are the buffers that values of this type are read from. */
static bool has_buffers(const struct ArrowArray *array, int32_t type) {
    int64_t wanted = buffers_of(type);
    if (type == PTV_COLUMN_NULL)
        return array->n_buffers >= 0;
    bool as_many =
        type == PTV_COLUMN_STRING_VIEW ? array->n_buffers >= wanted : array->n_buffers == wanted;
    return as_many && array->buffers && (array->buffers[VALUES] || array->length == 0) &&
           (array->buffers[VALIDITY] || array->null_count <= 0);
}

static bool in_range(const struct ArrowArray *array) {
    return array->length >= 0 && array->offset >= 0 && array->offset <= INT64_MAX - array->length;
}

static void find_values(const struct ArrowArray *array, ptv_column *column) {
    const void *const *buffers = array->buffers;
    if (column->type == PTV_COLUMN_NULL)
        return;
    column->validity = array->null_count == 0 ? NULL : (const uint8_t *)buffers[VALIDITY];
    column->values = buffers[VALUES];
    if (column->type == PTV_COLUMN_STRING || column->type == PTV_COLUMN_LARGE_STRING) {
        column->offsets = buffers[VALUES];
        column->values = buffers[BYTES];
    }
    if (column->type == PTV_COLUMN_STRING_VIEW) {
        column->n_buffers = (uint64_t)(array->n_buffers - buffers_of(column->type));
        column->buffers = column->n_buffers > 0 ? buffers + BYTES : NULL;
    }
}

/* Describes an array, or the dictionary of one. */
static ptv_status describe(const struct ArrowSchema *schema, const struct ArrowArray *array,
                           ptv_column *column) {
    if (!schema->release || !array->release)
        return PTV_ERR_ARGUMENT;
    if (!schema->format)
        return PTV_ERR_NULL;
    const struct meaning *meaning = meaning_of(schema->format);
    if (!meaning)
        return PTV_ERR_COLUMN;
    if (!in_range(array) || !has_buffers(array, meaning->type))
        return PTV_ERR_ARGUMENT;
    ptv_column described = PTV_COLUMN_INIT;
    described.type = meaning->type;
    described.unit_num = meaning->unit_num;
    described.unit_den = meaning->unit_den;
    described.offset = (uint64_t)array->offset;
    described.n = (uint64_t)array->length;
    find_values(array, &described);
    *column = described;
    return PTV_OK;
}

/* Describes a dictionary, which has none itself; for whole numbers that are no times. */
static ptv_status describe_dictionary(const struct ArrowSchema *schema,
                                      const struct ArrowArray *array, const ptv_column *indices,
                                      ptv_column *dictionary) {
    bool whole = indices->type >= PTV_COLUMN_I8 && indices->type <= PTV_COLUMN_U64;
    if (!schema || !array)
        return PTV_ERR_ARGUMENT;
    if (schema->dictionary || !whole || indices->unit_num != 0)
        return PTV_ERR_COLUMN;
    return array->dictionary ? PTV_ERR_ARGUMENT : describe(schema, array, dictionary);
}

ptv_status ptv_arrow_column(const struct ArrowSchema *schema, const struct ArrowArray *array,
                            ptv_column *out, ptv_column *dictionary) {
    ptv_column column, entries;
    ptv_status status =
        schema && array ? ptvi_sized_out_check(out, (uint32_t)sizeof *out) : PTV_ERR_NULL;
    if (status == PTV_OK)
        status = describe(schema, array, &column);
    if (status < 0)
        return status;
    if (schema->dictionary || array->dictionary) {
        status = ptvi_sized_out_check(dictionary, (uint32_t)sizeof *dictionary);
        if (status == PTV_OK)
            status = describe_dictionary(schema->dictionary, array->dictionary, &column, &entries);
        if (status < 0)
            return status;
        ptvi_sized_out(dictionary, &entries, (uint32_t)sizeof entries);
        column.dictionary = dictionary;
    }
    ptvi_sized_out(out, &column, (uint32_t)sizeof column);
    return PTV_OK;
}
