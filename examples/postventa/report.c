/* SPDX-License-Identifier: MIT */
#include "report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "term.h"

static bool quiet_wanted;
static bool progress_shown;

void report_quiet(bool quiet) {
    quiet_wanted = quiet;
}

static void say(enum text id, va_list args) {
    struct term term = term_open(stderr, COLOR_NEVER);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, text(id), args);
    char *message = length < 0 ? NULL : malloc((size_t)length + 1);
    report_progress_end();
    fflush(stdout);
    fputs("postventa: ", stderr);
    if (message != NULL) {
        vsnprintf(message, (size_t)length + 1, text(id), again);
        term_put(&term, message);
        free(message);
    } else {
        fputs(text(id), stderr);
    }
    fputc('\n', stderr);
    va_end(again);
}

void report_error(enum text id, ...) {
    va_list args;
    va_start(args, id);
    say(id, args);
    va_end(args);
}

void report_note(enum text id, ...) {
    va_list args;
    if (quiet_wanted)
        return;
    va_start(args, id);
    say(id, args);
    va_end(args);
}

void report_system(enum text id, const char *path, int error) {
    static const struct {
        int error;
        enum text id;
    } known[] = {
        {ENOENT, TEXT_SYSTEM_NO_FILE},   {EACCES, TEXT_SYSTEM_NO_ACCESS},
        {EISDIR, TEXT_SYSTEM_DIRECTORY}, {ENOTDIR, TEXT_SYSTEM_NOT_DIRECTORY},
        {ENOSPC, TEXT_SYSTEM_FULL},      {EIO, TEXT_SYSTEM_IO},
        {EROFS, TEXT_SYSTEM_READ_ONLY},  {ENAMETOOLONG, TEXT_SYSTEM_LONG_NAME},
        {EPERM, TEXT_SYSTEM_NO_ACCESS},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].error == error) {
            report_error(id, path, text(known[i].id));
            return;
        }
    }
    report_error(id, path, strerror(error));
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void report_progress(unsigned long long rows, int percent) {
    static double begin, last;
    double now = seconds();
    if (begin == 0)
        begin = now;
    if (quiet_wanted || now - begin < 1 || now - last < 0.2)
        return;
    struct term term = term_open(stderr, COLOR_NEVER);
    if (!term.is_tty)
        return;
    char count[DECIMAL_SIZE];
    snprintf(count, sizeof count, "%llu", rows);
    decimal_localize(count, text_numbers(), false);
    char line[DECIMAL_SIZE + 64];
    if (percent >= 0)
        snprintf(line, sizeof line, text(TEXT_PROGRESS_PERCENT), count, percent, text_percent());
    else
        snprintf(line, sizeof line, text(TEXT_PROGRESS), count);
    fputc('\r', stderr);
    term_left(&term, line, term.width - 1);
    last = now;
    progress_shown = true;
}

void report_progress_end(void) {
    if (progress_shown)
        fputs("\r\033[K", stderr);
    progress_shown = false;
}
