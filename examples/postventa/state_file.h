/* SPDX-License-Identifier: MIT */
/* States in a file, to be merged by a later run. A text of lines:
 *
 *     postventa-state 1
 *     nps/0-10/9-7 column=NETPRO by=AREA group=A state=505456…
 *     end 1 0123456789abcdef
 *
 * A line for each figure and group: its definition, its column, the column and the value that it is
 * grouped by (both left out where it is not), how many cells were invalid (left out where none was
 * or where the state itself knows), how many surveys were sent (left out where nobody said), and the
 * library's image of the state in hexadecimal. In names,
 * every byte that is not a visible ASCII character, and "%", is written as %XX. The last line tells
 * how many states there are, and the FNV-1a hash of all bytes before it. */
#ifndef STATE_FILE_H
#define STATE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "report.h"

/* One line of a file. */
struct state_line {
    const char *file; /* where it was read, for messages */
    unsigned long long line;
    const char *definition, *column;
    const char *by, *group; /* NULL: not grouped */
    uint64_t invalid;
    bool sent_known;
    uint64_t sent;
    const void *image;
    size_t len;
};

enum state_verdict { STATE_TAKEN, STATE_DAMAGED, STATE_OF_ANOTHER };

/* Who gets the lines of a file; what they point to is valid during the call. A line of which the
 * reader says that it cannot be, or that it belongs to another command, is refused with the file. */
struct state_reader {
    void *context;
    enum state_verdict (*take)(void *context, const struct state_line *line);
};

/* Reads a file's states; refuses a damaged file by name and line. */
enum outcome state_file_read(const char *path, const struct state_reader *reader);

/* A file that is being composed. */
struct state_writer {
    FILE *out;
    char *content;
    size_t len;
    size_t n;
};

void state_begin(struct state_writer *writer);
void state_put(struct state_writer *writer, const struct state_line *line);

/* Gives the file its name: one that is there is replaced at once or not at all. With an outcome
 * that is not DONE, nothing is written, and that is answered. */
enum outcome state_end(struct state_writer *writer, enum outcome outcome, const char *path);

#endif
