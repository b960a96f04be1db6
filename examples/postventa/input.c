/* SPDX-License-Identifier: MIT */
#include "input.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

#define LONGEST_ROW ((size_t)16 * 1024 * 1024) /* more is no row but a quote that nobody closed */

/* The row that is being read, and what came before it. */
struct input {
    const struct input_reader *reader;
    const char *name;
    struct columns columns;
    bool has_header;
    enum outcome outcome;

    char *text; /* cells, each with a closing NUL */
    size_t text_size, text_capacity;
    size_t *start;
    size_t n, start_capacity;
    size_t beyond; /* cells of the row that the header does not name and that are not blank */
    unsigned long long line;  /* in which the row starts */
    unsigned long long inner; /* line breaks inside its cells */
    unsigned long long rows;
    unsigned long long blank_lines; /* since the last row */
    int last_end;                   /* the character that ended the last row */
};

const char *input_name(const char *path) {
    return strcmp(path, "-") == 0 ? text(TEXT_STANDARD_INPUT) : path;
}

const char *row_cell(const struct row *row, size_t column) {
    return column < row->n ? row->text + row->start[column] : "";
}

static unsigned long long line_breaks(const char *text, size_t len) {
    unsigned long long n = 0;
    const char *end = text + len;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        n++;
    return n;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Cuts off blanks; tells how many of them were line breaks. */
static unsigned long long trim(const char **text, size_t *len) {
    unsigned long long breaks = 0;
    for (; *len > 0 && is_blank((*text)[*len - 1]); --*len)
        breaks += (*text)[*len - 1] == '\n';
    for (; *len > 0 && is_blank(**text); ++*text, --*len)
        breaks += **text == '\n';
    return breaks;
}

static void take_cell(void *cell, size_t len, void *context) {
    struct input *input = context;
    const char *text = len > 0 ? cell : ""; /* libcsv may give NULL for nothing */
    if (input->outcome != DONE)
        return;
    input->inner += trim(&text, &len);
    if (input->has_header && input->n >= input->columns.n) {
        input->inner += line_breaks(text, len);
        input->beyond += len > 0;
        return;
    }
    if (input->text_size + len > LONGEST_ROW) {
        report_error(TEXT_LONG_ROW, input->name, input->line);
        input->outcome = FAILED;
        return;
    }
    input->start = memory_grow(input->start, &input->start_capacity, input->n + 1, sizeof(size_t));
    input->text = memory_grow(input->text, &input->text_capacity, input->text_size + len + 1, 1);
    input->start[input->n++] = input->text_size;
    memcpy(input->text + input->text_size, text, len);
    input->text_size += len;
    input->text[input->text_size++] = '\0';
}

static void take_header(struct input *input) {
    for (size_t i = 0; i < input->n; i++) {
        const char *name = input->text + input->start[i];
        columns_add(&input->columns, name, strlen(name));
    }
    input->has_header = true;
    input->outcome = input->reader->header(input->reader->context, &input->columns);
}

static void give_row(struct input *input, unsigned long long line, size_t n) {
    struct row row = {
        .line = line,
        .file = input->name,
        .n = n,
        .is_short = n<input->columns.n, .is_long = input->beyond> 0,
        .text = input->text,
        .start = input->start,
    };
    input->rows++;
    input->outcome = input->reader->row(input->reader->context, &row);
}

/* In a file of one column, the blank lines before a row were rows, too: answers not given. */
static void give_blank_rows(struct input *input) {
    unsigned long long n = input->columns.n == 1 && input->rows > 0 ? input->blank_lines : 0;
    for (unsigned long long i = n; i > 0 && input->outcome == DONE; i--)
        give_row(input, input->line - i, 0);
    input->blank_lines = 0;
}

static void end_row(int end, void *context) {
    struct input *input = context;
    if (input->outcome != DONE)
        return;
    bool second_half = end == '\n' && input->last_end == '\r' && input->n == 0;
    if (input->n > 0 && !input->has_header) {
        take_header(input);
        input->blank_lines = 0;
    } else if (input->n > 0) {
        give_blank_rows(input);
        if (input->outcome == DONE)
            give_row(input, input->line, input->n);
    } else if (!second_half) {
        input->blank_lines++;
    }
    /* those inside the cells that were kept; a look at all of a row costs less than one at each */
    if (input->text_size > 0)
        input->inner += line_breaks(input->text, input->text_size);
    input->line += input->inner + !second_half;
    input->last_end = second_half ? 0 : end;
    input->n = input->beyond = input->text_size = 0;
    input->inner = 0;
}

/* The first bytes tell a byte order mark: of UTF-8, to be skipped; of UTF-16, to be refused. */
static enum outcome skip_mark(struct input *input, const char **bytes, size_t *len) {
    if (*len >= 3 && memcmp(*bytes, "\xEF\xBB\xBF", 3) == 0) {
        *bytes += 3;
        *len -= 3;
    } else if (*len >= 2 &&
               (memcmp(*bytes, "\xFF\xFE", 2) == 0 || memcmp(*bytes, "\xFE\xFF", 2) == 0)) {
        report_error(TEXT_UTF16, input->name);
        return FAILED;
    }
    return DONE;
}

static enum outcome parse_block(struct input *input, struct csv_parser *parser, const char *bytes,
                                size_t len) {
    const char *nul = memchr(bytes, '\0', len);
    size_t sound = nul != NULL ? (size_t)(nul - bytes) : len;
    size_t parsed = csv_parse(parser, bytes, sound, take_cell, end_row, input);
    if (input->outcome != DONE)
        return input->outcome;
    if (parsed < sound) {
        report_error(csv_error(parser) == CSV_EPARSE ? TEXT_BAD_QUOTE : TEXT_OUT_OF_MEMORY,
                     input->name, input->line);
        return FAILED;
    }
    if (nul != NULL) {
        report_error(TEXT_NUL, input->name, input->line);
        return FAILED;
    }
    if (csv_get_buffer_size(parser) > LONGEST_ROW) {
        report_error(TEXT_LONG_ROW, input->name, input->line);
        return FAILED;
    }
    return DONE;
}

static enum outcome parse_file(struct input *input, struct csv_parser *parser,
                               struct stream *stream) {
    char *block = memory_new(STREAM_BLOCK, 1);
    enum outcome outcome = DONE;
    for (bool first = true; outcome == DONE; first = false) {
        size_t len;
        const char *from = block;
        outcome = stream_read(stream, block, &len);
        if (outcome == DONE && first)
            outcome = skip_mark(input, &from, &len);
        if (outcome == DONE)
            outcome = parse_block(input, parser, from, len);
        report_progress(input->rows, stream_percent(stream));
        if (len == 0 && from == block)
            break;
    }
    report_progress_end();
    free(block);
    return outcome;
}

static enum outcome finish(struct input *input, struct csv_parser *parser) {
    if (csv_fini(parser, take_cell, end_row, input) != 0) {
        report_error(TEXT_OPEN_QUOTE, input->name, input->line);
        return FAILED;
    }
    if (input->outcome != DONE)
        return input->outcome;
    if (!input->has_header) {
        report_error(TEXT_EMPTY_FILE, input->name);
        return FAILED;
    }
    if (input->rows == 0)
        report_note(TEXT_HEADER_ALONE, input->name);
    return DONE;
}

enum outcome input_read_stream(struct stream *stream, char separator,
                               const struct input_reader *reader) {
    struct input input = {.reader = reader, .name = stream->name, .line = 1};
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        report_error(TEXT_OUT_OF_MEMORY);
        exit(FAILED);
    }
    csv_set_delim(&parser, (unsigned char)separator);
    csv_set_blk_size(&parser, STREAM_BLOCK);
    enum outcome outcome = parse_file(&input, &parser, stream);
    if (outcome == DONE)
        outcome = finish(&input, &parser);
    csv_free(&parser);
    columns_free(&input.columns);
    free(input.text);
    free(input.start);
    return outcome;
}

enum outcome input_read(const char *path, char separator, const struct input_reader *reader) {
    struct stream stream;
    enum outcome outcome = stream_open(&stream, path);
    if (outcome == DONE)
        outcome = input_read_stream(&stream, separator, reader);
    stream_close(&stream);
    return outcome;
}
