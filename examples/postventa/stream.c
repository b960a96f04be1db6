/* SPDX-License-Identifier: MIT */
#include "stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input.h"
#include "memory.h"

enum outcome stream_open(struct stream *stream, const char *path) {
    *stream = (struct stream){.name = input_name(path), .standard = strcmp(path, "-") == 0};
    stream->file = stream->standard ? stdin : fopen(path, "rb");
    if (stream->file != NULL)
        return DONE;
    report_system(TEXT_CANNOT_OPEN, path, errno);
    return FAILED;
}

static enum outcome fill(struct stream *stream, char *block, size_t *len) {
    *len = 0;
    if (feof(stream->file)) /* a terminal would be asked once more */
        return DONE;
    errno = 0;
    *len = fread(block, 1, STREAM_BLOCK, stream->file);
    if (*len == STREAM_BLOCK || !ferror(stream->file))
        return DONE;
    report_system(TEXT_CANNOT_READ, stream->name, errno);
    return FAILED;
}

enum outcome stream_look(struct stream *stream, const char **bytes, size_t *len) {
    enum outcome outcome = DONE;
    if (stream->ahead == NULL) {
        stream->ahead = memory_new(STREAM_BLOCK, 1);
        outcome = fill(stream, stream->ahead, &stream->ahead_len);
    }
    *bytes = stream->ahead;
    *len = stream->ahead_len;
    return outcome;
}

enum outcome stream_read(struct stream *stream, char block[STREAM_BLOCK], size_t *len) {
    enum outcome outcome = DONE;
    if (stream->ahead_len > 0 && !stream->given) {
        *len = stream->ahead_len;
        memcpy(block, stream->ahead, *len);
        stream->given = true;
    } else {
        outcome = fill(stream, block, len);
    }
    stream->bytes += *len;
    return outcome;
}

int stream_percent(const struct stream *stream) {
    struct stat about;
    if (fstat(fileno(stream->file), &about) != 0 || !S_ISREG(about.st_mode) || about.st_size <= 0)
        return -1;
    unsigned long long size = (unsigned long long)about.st_size;
    return stream->bytes < size ? (int)(100.0 * (double)stream->bytes / (double)size) : 100;
}

void stream_close(struct stream *stream) {
    if (stream->file != NULL && !stream->standard)
        fclose(stream->file);
    free(stream->ahead);
    *stream = (struct stream){0};
}
