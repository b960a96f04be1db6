/* SPDX-License-Identifier: MIT */
/* Commands of the program, which read what the bytes are from standard input: each from the first
 * option to the last line of its report. What it says goes where the process' output does;
 * libFuzzer's option -close_fd_mask=3 keeps it back. */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "report.h"
#include "target.h"
#include "text.h"

enum { MOST_ARGUMENTS = 20 };

/* A command line. A header is put before the bytes, so that the columns are there; NULL: none. */
struct line {
    enum outcome (*run)(int argc, char **argv);
    const char *header;
    const char *arguments[MOST_ARGUMENTS]; /* the command's name, then options, then its file */
};

/* A file without a name becomes standard input, for every run anew. */
static inline void give(const char *header, const uint8_t *data, size_t size) {
    static FILE *file;
    if (!file) {
        file = tmpfile();
        REQUIRE(file != NULL && dup2(fileno(file), STDIN_FILENO) == STDIN_FILENO);
    }
    rewind(file);
    if (header)
        REQUIRE(fputs(header, file) >= 0);
    REQUIRE(fwrite(data, 1, size, file) == size && fflush(file) == 0);
    REQUIRE(ftruncate(STDIN_FILENO, ftell(file)) == 0);
    rewind(stdin);
}

static inline enum outcome run_line(const struct line *line, bool with_header, const uint8_t *data,
                                    size_t size) {
    char *argv[MOST_ARGUMENTS + 2], program[] = "postventa";
    char words[1024], *word = words;
    int argc = 0;
    argv[argc++] = program;
    for (size_t i = 0; i < MOST_ARGUMENTS && line->arguments[i]; i++) {
        argv[argc++] = strcpy(word, line->arguments[i]);
        word += strlen(word) + 1;
        REQUIRE(word < words + sizeof words - 128);
    }
    argv[argc] = NULL;
    give(with_header ? line->header : NULL, data, size);
    REQUIRE(text_language("en"));
    enum outcome outcome = line->run(argc, argv);
    REQUIRE(outcome == DONE || outcome == FAILED || outcome == MISUSED);
    REQUIRE(fflush(stdout) == 0);
    return outcome;
}

/* Which line, and what is read; in the upper half of the numbers, without the header. */
static inline int try_lines(const struct line *lines, size_t n, const uint8_t *data, size_t size) {
    enum { HEAD = 1, NO_HEADER = 128, NUMBER = 127 };
    if (size < HEAD)
        return 0;
    const struct line *line = &lines[(size_t)(data[0] & NUMBER) % n];
    enum outcome outcome = run_line(line, !(data[0] & NO_HEADER), data + HEAD, size - HEAD);
    REQUIRE(outcome != MISUSED || (data[0] & NO_HEADER) || !line->header);
    return 0;
}

#endif
