/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* What has been read and not given: the beginning of a line, then a block behind it. */
struct pending {
    const struct line_reader *reader;
    char *text; /* room for a line and a block */
    size_t len;
    bool skipping; /* the rest of a line whose beginning was given as a cut one */
    unsigned long long lines;
};

static enum outcome give(struct pending *pending, char *text, size_t len, bool open) {
    bool cut = len > LINE_LONGEST;
    if (len > 0 && !open && text[len - 1] == '\r')
        len--;
    if (cut)
        len = LINE_LONGEST;
    text[len] = '\0';
    struct line line = {text, len, ++pending->lines, cut, open};
    return pending->reader->take(pending->reader->context, &line);
}

/* Gives all lines that have ended, and keeps the beginning of the next. */
static enum outcome give_ended(struct pending *pending) {
    char *from = pending->text, *const end = pending->text + pending->len;
    enum outcome outcome = DONE;
    for (char *feed; outcome == DONE && (feed = memchr(from, '\n', (size_t)(end - from))) != NULL;
         from = feed + 1) {
        if (!pending->skipping)
            outcome = give(pending, from, (size_t)(feed - from), false);
        pending->skipping = false;
    }
    pending->len = (size_t)(end - from);
    if (outcome == DONE && !pending->skipping && pending->len > LINE_LONGEST) {
        outcome = give(pending, from, pending->len, false);
        pending->skipping = true;
    }
    if (pending->skipping)
        pending->len = 0;
    memmove(pending->text, from, pending->len);
    return outcome;
}

enum outcome lines_read(struct stream *stream, const struct line_reader *reader) {
    struct pending pending = {.reader = reader,
                              .text = memory_new(LINE_LONGEST + STREAM_BLOCK + 1, 1)};
    enum outcome outcome = DONE;
    size_t len = 1;
    while (outcome == DONE && len > 0) {
        outcome = stream_read(stream, pending.text + pending.len, &len);
        pending.len += len;
        if (outcome == DONE)
            outcome = give_ended(&pending);
        report_progress(pending.lines, stream_percent(stream));
    }
    if (outcome == DONE && pending.len > 0)
        outcome = give(&pending, pending.text, pending.len, true);
    report_progress_end();
    free(pending.text);
    return outcome;
}
