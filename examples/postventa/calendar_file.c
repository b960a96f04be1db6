/* SPDX-License-Identifier: MIT */
#include "calendar_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "memory.h"

#define LONGEST ((size_t)1000 * 1000 + 1) /* one more byte than the library takes */

/* The file, or the beginning of one that is too long; NULL: told why not. */
static char *read_beginning(const char *path, size_t *len) {
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        report_system(TEXT_CANNOT_OPEN, path, errno);
        return NULL;
    }
    char *bytes = memory_new(LONGEST, 1);
    errno = 0;
    *len = fread(bytes, 1, LONGEST, in);
    int error = ferror(in) ? errno : 0;
    fclose(in);
    if (error == 0)
        return bytes;
    report_system(TEXT_CANNOT_READ, path, error);
    free(bytes);
    return NULL;
}

static const char *reason(int32_t number) {
    static const enum text reasons[] = {
        [PTV_CALENDAR_BAD_WORD] = TEXT_CALENDAR_BAD_WORD,
        [PTV_CALENDAR_BAD_DAY] = TEXT_CALENDAR_BAD_DAY,
        [PTV_CALENDAR_BAD_TIME] = TEXT_CALENDAR_BAD_TIME,
        [PTV_CALENDAR_BAD_SPAN] = TEXT_CALENDAR_BAD_SPAN,
        [PTV_CALENDAR_OVERLAP] = TEXT_CALENDAR_OVERLAP,
        [PTV_CALENDAR_BAD_DATE] = TEXT_CALENDAR_BAD_DATE,
        [PTV_CALENDAR_ORDER] = TEXT_CALENDAR_ORDER,
        [PTV_CALENDAR_TWICE] = TEXT_CALENDAR_TWICE,
        [PTV_CALENDAR_TOO_LONG] = TEXT_CALENDAR_TOO_LONG,
    };
    if (number < PTV_CALENDAR_BAD_WORD || (size_t)number >= sizeof reasons / sizeof *reasons)
        return ptv_calendar_reason(number); /* a later library may know more than we do */
    return text(reasons[number]);
}

enum outcome calendar_read(const char *path, const ptv_zone *zone, ptv_calendar **calendar) {
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    size_t len, mark = 0;
    char *bytes = read_beginning(path, &len);
    if (bytes == NULL)
        return FAILED;
    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        mark = 3;
    ptv_status status = ptv_calendar_new(bytes + mark, len - mark, zone, NULL, &error, calendar);
    free(bytes);
    if (status >= 0)
        return DONE;
    if (status == PTV_ERR_ARGUMENT && error.line > 0)
        report_error(TEXT_BAD_CALENDAR, path, (unsigned)error.line, (unsigned)error.column,
                     reason(error.reason));
    else
        report_error(TEXT_LIBRARY, ptv_status_message(status));
    return FAILED;
}

const char *calendar_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

const char *calendar_of(const char *definition) {
    const char *part = strstr(definition, CALENDAR_PART);
    return part != NULL ? part + strlen(CALENDAR_PART) : NULL;
}

uint64_t calendar_number(const char *name) {
    if (name == NULL)
        return 0;
    uint64_t id = hash_bytes(name, strlen(name));
    return id != 0 ? id : 1;
}
