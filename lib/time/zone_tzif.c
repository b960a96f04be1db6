/* SPDX-License-Identifier: MIT */
/* Zones from TZif files, RFC 8536 and 9636: a header and a block of numbers of 32 bits; from
 * version 2 on again a header and a block, of 64 bits, and a line with the rule for the time after.
 * All numbers are big-endian. What is said of names and of summer time is checked and left. */
#include "base/platform.h"

#include <string.h>

#include "base/allocator.h"
#include "time/zone.h"

enum { HEADER = 44, AT_VERSION = 4, AT_COUNTS = 20, TYPE_BYTES = 6 };

/* A block with its header: the arrays that are in it. */
struct block {
    int version;
    uint32_t n_ut, n_std, n_leap, n_times, n_types, n_chars;
    size_t time_bytes;
    const uint8_t *times, *indexes, *types, *chars, *end;
};

static uint32_t get32(const uint8_t *in) {
    return (uint32_t)in[0] << 24 | (uint32_t)in[1] << 16 | (uint32_t)in[2] << 8 | in[3];
}

/* A signed number of 4 or 8 bytes. */
static int64_t get_signed(const uint8_t *in, size_t bytes) {
    if (bytes == 4)
        return (int32_t)get32(in);
    return (int64_t)((uint64_t)get32(in) << 32 | get32(in + 4));
}

static void get_counts(const uint8_t *in, struct block *block) {
    block->n_ut = get32(in);
    block->n_std = get32(in + 4);
    block->n_leap = get32(in + 8);
    block->n_times = get32(in + 12);
    block->n_types = get32(in + 16);
    block->n_chars = get32(in + 20);
}

/* Bytes of the arrays; counts of 32 bits cannot make it pass 64. */
static uint64_t body_bytes(const struct block *block) {
    uint64_t time = block->time_bytes;
    return block->n_times * (time + 1) + block->n_types * (uint64_t)TYPE_BYTES + block->n_chars +
           block->n_leap * (time + 4) + block->n_std + block->n_ut;
}

static ptv_status open_block(const uint8_t *in, size_t len, size_t time_bytes,
                             struct block *block) {
    static const uint8_t magic[4] = {'T', 'Z', 'i', 'f'};
    if (memcmp(in, magic, len < sizeof magic ? len : sizeof magic) != 0)
        return PTV_ERR_WIRE_MAGIC;
    if (len < HEADER)
        return PTV_ERR_WIRE_LENGTH;
    uint8_t version = in[AT_VERSION];
    if (version != 0 && (version < '2' || version > '4'))
        return PTV_ERR_WIRE_VERSION;
    block->version = version == 0 ? 1 : version - '0';
    block->time_bytes = time_bytes;
    get_counts(in + AT_COUNTS, block);
    uint64_t body = body_bytes(block);
    if (body > len - HEADER)
        return PTV_ERR_WIRE_LENGTH;
    block->times = in + HEADER;
    block->indexes = block->times + block->n_times * time_bytes;
    block->types = block->indexes + block->n_times;
    block->chars = block->types + block->n_types * (size_t)TYPE_BYTES;
    block->end = block->times + body;
    return PTV_OK;
}

/* The block that counts: the last of the file. */
static ptv_status open_file(const uint8_t *in, size_t len, struct block *block) {
    ptv_status status = open_block(in, len, 4, block);
    if (status < 0 || block->version == 1)
        return status;
    int version = block->version;
    const uint8_t *second = block->end;
    status = open_block(second, len - (size_t)(second - in), 8, block);
    if (status == PTV_ERR_WIRE_LENGTH)
        return status;
    return status == PTV_OK && block->version == version ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

static int64_t time_at(const struct block *block, size_t i) {
    return get_signed(block->times + i * block->time_bytes, block->time_bytes);
}

static int32_t offset_of_type(const struct block *block, size_t type) {
    return (int32_t)get32(block->types + type * TYPE_BYTES);
}

/* Every type has an offset in range, says 0 or 1 for summer time, and has a name among the chars.
 * */
static bool valid_types(const struct block *block) {
    for (size_t i = 0; i < block->n_types; i++) {
        const uint8_t *type = block->types + i * TYPE_BYTES;
        if (!ptvi_valid_offset(offset_of_type(block, i)) || type[4] > 1 ||
            type[5] >= block->n_chars)
            return false;
    }
    return true;
}

static bool valid_times(const struct block *block) {
    for (size_t i = 0; i < block->n_times; i++)
        if (block->indexes[i] >= block->n_types ||
            (i > 0 && time_at(block, i) <= time_at(block, i - 1)))
            return false;
    return true;
}

static bool valid_block(const struct block *block) {
    return block->n_leap == 0 && block->n_types > 0 && block->n_chars > 0 &&
           block->chars[block->n_chars - 1] == 0 &&
           (block->n_std == 0 || block->n_std == block->n_types) &&
           (block->n_ut == 0 || block->n_ut == block->n_types) && valid_types(block) &&
           valid_times(block);
}

/* The line after the last block; left alone where it is empty, or there is none in this version. */
static ptv_status find_footer(const struct block *block, const uint8_t *end, const char **footer) {
    if (block->version == 1)
        return block->end == end ? PTV_OK : PTV_ERR_WIRE_LENGTH;
    if (block->end == end)
        return PTV_ERR_WIRE_LENGTH;
    if (*block->end != '\n')
        return PTV_ERR_WIRE_CONTENT;
    const uint8_t *line = block->end + 1, *line_end = line;
    while (line_end < end && *line_end != '\n')
        line_end++;
    if (end - line_end != 1)
        return PTV_ERR_WIRE_LENGTH;
    if (line < line_end)
        *footer = (const char *)line;
    return PTV_OK;
}

/* Lists the transitions that an instant can be after and before; answers the last of all, as
 * ptvi_zone_finish wants it. */
static int64_t take_transitions(const struct block *block, ptv_zone *zone) {
    int64_t last = -PTVI_TIME_END;
    zone->first_offset = offset_of_type(block, 0);
    for (size_t i = 0; i < block->n_times; i++) {
        int64_t at = time_at(block, i);
        int32_t offset = offset_of_type(block, block->indexes[i]);
        if (at >= PTVI_SECONDS_LIMIT)
            return PTVI_TIME_END;
        if (at > -PTVI_SECONDS_LIMIT) {
            ptvi_zone_append(zone, at, offset);
            last = at;
        } else {
            zone->first_offset = offset;
        }
    }
    return last;
}

/* Fills a zone; false for what no zone has. */
static bool take_zone(const struct block *block, const char *footer, ptv_zone *zone) {
    struct ptvi_rule rule;
    int32_t offset;
    if (footer && !ptvi_rule_parse(footer, '\n', &rule, &offset))
        return false;
    int64_t since = take_transitions(block, zone);
    if (!footer || since == PTVI_TIME_END)
        return true; /* the last offset stays */
    return ptvi_zone_finish(zone, &rule, offset, since);
}

ptv_status ptv_zone_new_tzif(const void *bytes, size_t len, const ptv_allocator *allocator,
                             ptv_zone **out) {
    struct block block;
    const char *footer = NULL;
    if (!bytes || !out)
        return PTV_ERR_NULL;
    ptv_status status = open_file((const uint8_t *)bytes, len, &block);
    if (status == PTV_OK)
        status = find_footer(&block, (const uint8_t *)bytes + len, &footer);
    if (status < 0)
        return status;
    if (!valid_block(&block))
        return PTV_ERR_WIRE_CONTENT;
    ptv_zone *zone = ptvi_zone_allocate(allocator, block.n_times);
    if (!zone)
        return PTV_ERR_MEMORY;
    if (!take_zone(&block, footer, zone)) {
        ptv_zone_free(zone);
        return PTV_ERR_WIRE_CONTENT;
    }
    *out = zone;
    return PTV_OK;
}
