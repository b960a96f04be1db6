/* SPDX-License-Identifier: MIT */
/* Checks zones against what others found: reads lines from a file, or from standard input.
 *
 *   file PATH                    a zone from a TZif file
 *   rule TEXT                    a zone from a POSIX rule
 *   same PATH                    whether a TZif file makes a zone of the same bytes
 *   o INSTANT OFFSET             its offset
 *   l LOCAL FIRST LAST FOUND     the instants of a local time, as start and as end
 *   p INSTANT DAY WEEK MONTH     the periods of an instant
 *
 * All in seconds, and as millisecond 0, 1 and 999 of them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/postventa.h>

struct run {
    char name[1024];
    ptv_zone *zone;
    long comparisons, differences, zones;
};

/* Counts a comparison, and shows the first of those that fail. */
static void compare(struct run *run, const char *what, int64_t of, int64_t got, int64_t want) {
    run->comparisons++;
    if (got == want)
        return;
    if (run->differences++ < 20)
        printf("%s: %s of %" PRId64 ": got %" PRId64 ", not %" PRId64 "\n", run->name, what, of,
               got, want);
}

static void *read_file(const char *path, size_t *len) {
    enum { MOST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    char *bytes = file ? malloc(MOST) : NULL;
    if (bytes)
        *len = fread(bytes, 1, MOST, file);
    if (file)
        fclose(file);
    return bytes;
}

static ptv_status zone_of_file(const char *path, ptv_zone **zone) {
    size_t len = 0;
    void *bytes = read_file(path, &len);
    ptv_status status = ptv_zone_new_tzif(bytes, len, NULL, zone);
    free(bytes);
    return status;
}

/* A zone is as good as its image. */
static void check_image(struct run *run) {
    static uint8_t image[1 << 16], again[1 << 16];
    ptv_zone *copy = NULL;
    size_t len = 0, len_again = 0;
    int64_t same = ptv_zone_serialize(run->zone, image, sizeof image, &len) == PTV_OK &&
                   ptv_zone_deserialize(NULL, image, len, &copy) == PTV_OK &&
                   ptv_zone_serialize(copy, again, sizeof again, &len_again) == PTV_OK &&
                   len == len_again && memcmp(image, again, len) == 0;
    compare(run, "image", (int64_t)len, same, 1);
    if (copy) {
        ptv_zone_free(run->zone);
        run->zone = copy;
    }
}

static void take_zone(struct run *run, const char *text, int is_rule) {
    ptv_zone_free(run->zone);
    run->zone = NULL;
    snprintf(run->name, sizeof run->name, "%s", text);
    ptv_status status =
        is_rule ? ptv_zone_new_posix(text, NULL, &run->zone) : zone_of_file(text, &run->zone);
    compare(run, "status", 0, status, PTV_OK);
    run->zones++;
    if (status == PTV_OK)
        check_image(run);
}

static void check_offset(struct run *run, int64_t instant, int64_t want) {
    static const int64_t ms[] = {0, 1, 999};
    for (int i = 0; i < 3; i++) {
        int64_t got = INT64_MIN;
        if (ptv_zone_offset(run->zone, 1000 * instant + ms[i], &got) != PTV_OK)
            got = INT64_MIN;
        compare(run, "offset", instant, got, 1000 * want);
    }
}

static void check_local(struct run *run, int64_t local, const int64_t want[2], int64_t want_found) {
    static const int64_t ms[] = {0, 1, 999};
    for (int32_t edge = PTV_LOCAL_START; edge <= PTV_LOCAL_END; edge++)
        for (int i = 0; i < 3; i++) {
            int64_t got = INT64_MIN;
            int64_t shift = want_found == PTV_LOCAL_GAP ? 0 : ms[i];
            int32_t found = -1;
            if (ptv_zone_to_instant(run->zone, 1000 * local + ms[i], edge, &got, &found) != PTV_OK)
                got = INT64_MIN;
            compare(run, "instant", local, got, 1000 * want[edge] + shift);
            compare(run, "kind", local, found, want_found);
        }
}

static void check_periods(struct run *run, int64_t instant, const int64_t want[3]) {
    const int64_t wanted[] = {want[0], want[1], want[2], (want[2] - (want[2] % 3 + 3) % 3) / 3,
                              (want[2] - (want[2] % 12 + 12) % 12) / 12};
    for (int32_t unit = PTV_PERIOD_DAY; unit <= PTV_PERIOD_YEAR; unit++) {
        int64_t got = INT64_MIN, ms = 1000 * instant + 999, in_column = INT64_MIN;
        if (ptv_zone_period(run->zone, unit, ms, &got) != PTV_OK ||
            ptv_zone_period_column(run->zone, unit, &ms, NULL, 0, 1, &in_column) != PTV_OK)
            got = INT64_MIN;
        compare(run, "period", instant, got, wanted[unit - 1]);
        compare(run, "period in a column", instant, in_column, got);
    }
}

static void check_same(struct run *run, const char *path) {
    static uint8_t image[1 << 16], other[1 << 16];
    ptv_zone *zone = NULL;
    size_t len = 0, other_len = 0;
    int64_t same = zone_of_file(path, &zone) == PTV_OK &&
                   ptv_zone_serialize(run->zone, image, sizeof image, &len) == PTV_OK &&
                   ptv_zone_serialize(zone, other, sizeof other, &other_len) == PTV_OK &&
                   len == other_len && memcmp(image, other, len) == 0;
    compare(run, "other file", (int64_t)len, same, 1);
    ptv_zone_free(zone);
}

/* Does what a line says; 0 if it says nothing known. */
static int obey(struct run *run, const char *line) {
    int64_t a, b[3], c;
    if (strncmp(line, "file ", 5) == 0 || strncmp(line, "rule ", 5) == 0)
        take_zone(run, line + 5, line[0] == 'r');
    else if (!run->zone)
        return 1; /* told already */
    else if (strncmp(line, "same ", 5) == 0)
        check_same(run, line + 5);
    else if (sscanf(line, "o %" SCNd64 " %" SCNd64, &a, b) == 2)
        check_offset(run, a, b[0]);
    else if (sscanf(line, "l %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64, &a, b, b + 1, &c) == 4)
        check_local(run, a, b, c);
    else if (sscanf(line, "p %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64, &a, b, b + 1, b + 2) ==
             4)
        check_periods(run, a, b);
    else
        return 0;
    return 1;
}

int main(int argc, char **argv) {
    struct run run = {"none", NULL, 0, 0, 0};
    FILE *in = argc > 1 ? fopen(argv[1], "r") : stdin;
    char line[1024];
    int understood = in != NULL;
    while (understood && fgets(line, sizeof line, in)) {
        line[strcspn(line, "\n")] = '\0';
        understood = line[0] == '#' || obey(&run, line);
    }
    ptv_zone_free(run.zone);
    if (in && in != stdin)
        fclose(in);
    printf("%ld zones, %ld comparisons, %ld differences\n", run.zones, run.comparisons,
           run.differences);
    return understood && run.comparisons > 0 && run.differences == 0 ? 0 : 1;
}
