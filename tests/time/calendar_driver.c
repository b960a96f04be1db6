/* SPDX-License-Identifier: MIT */
/* Answers questions about calendars from standard input, one line each, for test_calendar.py.
 *
 *     calendar LENGTH ZONEFILE     then LENGTH bytes of text     -> status line column reason
 *     open FROM TO | due FROM BUDGET | is INSTANT | opening INSTANT | closing INSTANT
 *                                                                -> status answer
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/calendar.h>

enum { FILE_MAX = 1 << 20 };

static char buffer[FILE_MAX];

static ptv_zone *zone_of_file(const char *path) {
    ptv_zone *zone = NULL;
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    size_t n = fread(buffer, 1, sizeof buffer, file);
    fclose(file);
    return ptv_zone_new_tzif(buffer, n, NULL, &zone) == PTV_OK ? zone : NULL;
}

static ptv_calendar *read_calendar(const char *arguments) {
    char path[512];
    size_t length;
    ptv_calendar *cal = NULL;
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    if (sscanf(arguments, "%zu %511s", &length, path) != 2 || length > FILE_MAX)
        exit(2);
    ptv_zone *zone = zone_of_file(path);
    if (!zone || fread(buffer, 1, length, stdin) != length)
        exit(2);
    ptv_status status = ptv_calendar_new(buffer, length, zone, NULL, &error, &cal);
    printf("%d %u %u %d\n", (int)status, (unsigned)error.line, (unsigned)error.column,
           (int)error.reason);
    ptv_zone_free(zone);
    return cal;
}

static void answer(const ptv_calendar *cal, const char *question, int64_t a, int64_t b) {
    int64_t result = 0;
    int32_t open = 0;
    ptv_status status = PTV_ERR_ARGUMENT;
    if (strcmp(question, "open") == 0)
        status = ptv_calendar_open_ms(cal, a, b, &result);
    else if (strcmp(question, "due") == 0)
        status = ptv_calendar_due(cal, a, b, &result);
    else if (strcmp(question, "opening") == 0)
        status = ptv_calendar_next_open(cal, a, &result);
    else if (strcmp(question, "closing") == 0)
        status = ptv_calendar_next_close(cal, a, &result);
    else if (strcmp(question, "is") == 0)
        status = ptv_calendar_is_open(cal, a, &open);
    else
        exit(2);
    printf("%d %" PRId64 "\n", (int)status, result + open);
}

int main(void) {
    char line[1024], question[16];
    ptv_calendar *cal = NULL;
    while (fgets(line, sizeof line, stdin)) {
        int64_t a = 0, b = 0;
        if (strncmp(line, "calendar ", 9) == 0) {
            ptv_calendar_free(cal);
            cal = read_calendar(line + 9);
            continue;
        }
        if (sscanf(line, "%15s %" SCNd64 " %" SCNd64, question, &a, &b) < 2)
            return 2;
        answer(cal, question, a, b);
    }
    ptv_calendar_free(cal);
    return 0;
}
