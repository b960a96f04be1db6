/* SPDX-License-Identifier: MIT */
/* A file that is read once, from its beginning; its first bytes can be looked at before. */
#ifndef STREAM_H
#define STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "report.h"

#define STREAM_BLOCK ((size_t)64 * 1024)

struct stream {
    FILE *file;
    const char *name; /* for messages */
    char *ahead;      /* bytes that were looked at */
    size_t ahead_len;
    bool given; /* they have been read since */
    bool standard;
    unsigned long long bytes; /* read so far */
};

/* Opens a file, "-" being standard input; tells why it cannot. */
enum outcome stream_open(struct stream *stream, const char *path);

/* The first bytes, up to a block of them, before any is read. */
enum outcome stream_look(struct stream *stream, const char **bytes, size_t *len);

/* Reads up to a block; no byte at all: the file has ended. */
enum outcome stream_read(struct stream *stream, char block[STREAM_BLOCK], size_t *len);

/* How far it has been read, in percent; -1 where that cannot be known. */
int stream_percent(const struct stream *stream);

void stream_close(struct stream *stream);

#endif
