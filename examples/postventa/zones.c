/* SPDX-License-Identifier: MIT */
#include "zones.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "memory.h"
#include "stamp.h"

#define DATABASE     "/usr/share/zoneinfo"
#define LONGEST_FILE ((size_t)1024 * 1024) /* the largest has some kilobytes */

static const char *database(void) {
    const char *given = getenv("TZDIR");
    return given != NULL && *given != '\0' ? given : DATABASE;
}

/* The name stays in the database: no absolute path, no part that leads upwards. */
static bool is_name(const char *name) {
    for (const char *part = name;; part++) {
        size_t length = strcspn(part, "/");
        if (length == 0 || *part == '.')
            return false;
        part += length;
        if (*part == '\0')
            return true;
    }
}

/* The whole file; NULL: errno tells why, ENOENT if it is no regular one, or too long. */
static void *read_all(const char *path, size_t *len) {
    struct stat about;
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return NULL;
    char *bytes = NULL;
    int error = ENOENT;
    if (fstat(fileno(in), &about) == 0 && S_ISREG(about.st_mode)) {
        bytes = memory_new(LONGEST_FILE, 1);
        *len = fread(bytes, 1, LONGEST_FILE, in);
        if (ferror(in))
            error = errno;
        if (ferror(in) || *len == LONGEST_FILE) {
            free(bytes);
            bytes = NULL;
        }
    }
    fclose(in);
    errno = error;
    return bytes;
}

/* Whether there is no such file, rather than one that cannot be read. */
static bool is_absent(int error) {
    return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG;
}

/* What became of a name that is no file's. */
static enum outcome told(ptv_status status, const char *name) {
    if (memory_status(status) >= 0)
        return DONE;
    report_error(TEXT_NO_ZONE, name, database());
    return MISUSED;
}

/* From the database; `found` tells whether it has such a file. */
static enum outcome open_file(const char *name, ptv_zone **zone, bool *found) {
    size_t len = 0, size = strlen(database()) + strlen(name) + 2;
    char *path = memory_new(size, 1);
    snprintf(path, size, "%s/%s", database(), name);
    errno = ENOENT;
    void *bytes = is_name(name) ? read_all(path, &len) : NULL;
    enum outcome outcome = DONE;
    *found = bytes != NULL;
    if (!*found && !is_absent(errno)) {
        report_system(TEXT_CANNOT_READ, path, errno);
        outcome = FAILED;
    } else if (*found) {
        ptv_status status = memory_status(ptv_zone_new_tzif(bytes, len, NULL, zone));
        if (status < 0) {
            report_error(TEXT_BAD_ZONE_FILE, path, ptv_status_message(status));
            outcome = FAILED;
        }
    }
    free(bytes);
    free(path);
    return outcome;
}

enum outcome zone_open(const char *name, ptv_zone **zone) {
    const char *at = name;
    int64_t offset = 0;
    bool found;
    *zone = NULL;
    if (name == NULL || strcmp(name, "UTC") == 0 || (stamp_offset(&at, &offset) && *at == '\0'))
        return told(ptv_zone_new_fixed(offset, NULL, zone), name);
    enum outcome outcome = open_file(name, zone, &found);
    if (outcome != DONE || found)
        return outcome;
    return told(ptv_zone_new_posix(name, NULL, zone), name);
}
