/* SPDX-License-Identifier: MIT */
#include "state_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <postventa/status.h>

#include "hash.h"
#include "memory.h"

#define FIRST_LINE   "postventa-state 1"
#define LONGEST_FILE ((size_t)1 << 30)

/* ── writing ─────────────────────────────────────────────────────────────────────────────────── */

static void put_name(FILE *out, const char *name) {
    for (const unsigned char *p = (const unsigned char *)name; *p != '\0'; p++) {
        if (*p > 0x20 && *p < 0x7F && *p != '%')
            fputc(*p, out);
        else
            fprintf(out, "%%%02X", *p);
    }
}

static void check_stream(bool sound) {
    if (sound)
        return;
    report_error(TEXT_OUT_OF_MEMORY);
    exit(FAILED);
}

void state_begin(struct state_writer *writer) {
    *writer = (struct state_writer){0};
    writer->out = open_memstream(&writer->content, &writer->len);
    check_stream(writer->out != NULL);
    fputs(FIRST_LINE "\n", writer->out);
}

void state_put(struct state_writer *writer, const struct state_line *line) {
    const unsigned char *image = line->image;
    put_name(writer->out, line->definition);
    fputs(" column=", writer->out);
    put_name(writer->out, line->column);
    if (line->by != NULL) {
        fputs(" by=", writer->out);
        put_name(writer->out, line->by);
        fputs(" group=", writer->out);
        put_name(writer->out, line->group);
    }
    if (line->invalid > 0)
        fprintf(writer->out, " invalid=%" PRIu64, line->invalid);
    if (line->sent_known)
        fprintf(writer->out, " sent=%" PRIu64, line->sent);
    fputs(" state=", writer->out);
    for (size_t i = 0; i < line->len; i++)
        fprintf(writer->out, "%02x", image[i]);
    fputc('\n', writer->out);
    writer->n++;
}

static bool write_all(int file, const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t written = write(file, bytes, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        len -= (size_t)written;
    }
    return true;
}

/* Writes beside the file, then renames: a reader finds the old file or the new, never a part. */
static bool replace(const char *path, const char *bytes, size_t len, mode_t mode) {
    size_t size = strlen(path) + sizeof ".XXXXXX";
    char *beside = memory_new(size, 1);
    snprintf(beside, size, "%s.XXXXXX", path);
    int file = mkstemp(beside);
    bool made = file >= 0;
    bool ok = made && write_all(file, bytes, len) && fchmod(file, mode) == 0 && fsync(file) == 0;
    int error = errno;
    if (made && close(file) != 0 && ok) {
        error = errno;
        ok = false;
    }
    if (ok && rename(beside, path) != 0) {
        error = errno;
        ok = false;
    }
    if (made && !ok)
        unlink(beside);
    free(beside);
    errno = error;
    return ok;
}

/* A device or a pipe is not replaced but written to. */
static bool write_through(const char *path, const char *bytes, size_t len) {
    FILE *out = fopen(path, "wb");
    if (out == NULL)
        return false;
    bool ok = fwrite(bytes, 1, len, out) == len;
    int error = errno;
    if (fclose(out) != 0 && ok)
        return false;
    errno = error;
    return ok;
}

static bool save(const char *path, const char *bytes, size_t len) {
    struct stat about;
    if (stat(path, &about) != 0) {
        mode_t mask = umask(0);
        umask(mask);
        return replace(path, bytes, len, 0666 & ~mask);
    }
    if (!S_ISREG(about.st_mode))
        return write_through(path, bytes, len);
    char *target = realpath(path, NULL); /* a link stays a link */
    bool ok = target != NULL && replace(target, bytes, len, about.st_mode & 0777);
    free(target);
    return ok;
}

enum outcome state_end(struct state_writer *writer, enum outcome outcome, const char *path) {
    fflush(writer->out);
    uint64_t hash = hash_bytes(writer->content, writer->len);
    fprintf(writer->out, "end %zu %016" PRIx64 "\n", writer->n, hash);
    bool sound = !ferror(writer->out);
    check_stream(fclose(writer->out) == 0 && sound && writer->content != NULL);
    if (outcome == DONE && !save(path, writer->content, writer->len)) {
        report_system(TEXT_CANNOT_SAVE, path, errno);
        outcome = FAILED;
    }
    free(writer->content);
    return outcome;
}

/* ── reading ─────────────────────────────────────────────────────────────────────────────────── */

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Turns %XX back into bytes, in place; false: it is no such text. */
static bool unescape(char *name) {
    char *to = name;
    for (const char *from = name; *from != '\0'; from++) {
        if (*from != '%') {
            *to++ = *from;
            continue;
        }
        int high = hex_digit(from[1]);
        int low = high >= 0 ? hex_digit(from[2]) : -1;
        if (low < 0 || high + low == 0)
            return false;
        *to++ = (char)(high * 16 + low);
        from += 2;
    }
    *to = '\0';
    return true;
}

/* Takes the next word off a line. */
static char *next_word(char **line) {
    char *word = *line;
    char *blank = strchr(word, ' ');
    if (blank != NULL)
        *blank++ = '\0';
    *line = blank != NULL ? blank : word + strlen(word);
    return word;
}

/* Takes "key=value" off a line if it comes next; NULL: it does not, or is no name. */
static char *next_value(char **line, const char *key) {
    size_t length = strlen(key);
    if (strncmp(*line, key, length) != 0 || (*line)[length] != '=')
        return NULL;
    char *value = next_word(line) + length + 1;
    return unescape(value) ? value : NULL;
}

/* Turns hexadecimal digits into bytes, in place; false: they are none. */
static bool unhex(char *hex, size_t *len) {
    size_t digits = strlen(hex);
    for (size_t i = 0; i + 1 < digits; i += 2) {
        int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);
        if (high < 0 || low < 0)
            return false;
        hex[i / 2] = (char)(high * 16 + low);
    }
    *len = digits / 2;
    return digits % 2 == 0;
}

/* Reads a counter, in the one form that it is written in. */
static bool read_count(const char *digits, uint64_t *count) {
    *count = 0;
    if (*digits == '\0' || (*digits == '0' && digits[1] != '\0'))
        return false;
    for (; *digits >= '0' && *digits <= '9'; digits++) {
        if (*count > PTV_COUNT_MAX / 10)
            return false;
        *count = 10 * *count + (uint64_t)(*digits - '0');
    }
    return *digits == '\0' && *count <= PTV_COUNT_MAX;
}

static bool read_line(char *text, struct state_line *line) {
    char *definition = next_word(&text);
    line->definition = definition;
    line->column = next_value(&text, "column");
    line->by = next_value(&text, "by");
    line->group = line->by != NULL ? next_value(&text, "group") : NULL;
    const char *invalid = next_value(&text, "invalid");
    const char *sent = next_value(&text, "sent");
    char *image = next_value(&text, "state");
    if (!unescape(definition) || line->column == NULL ||
        (line->by == NULL) != (line->group == NULL) || image == NULL || *text != '\0' ||
        (invalid != NULL && (!read_count(invalid, &line->invalid) || line->invalid == 0)) ||
        (sent != NULL && !read_count(sent, &line->sent)))
        return false;
    line->sent_known = sent != NULL;
    line->image = image;
    return unhex(image, &line->len);
}

static enum outcome damaged(const char *path, unsigned long long line) {
    report_error(TEXT_STATE_DAMAGED, path, line);
    return FAILED;
}

/* The last line: "end COUNT HASH". */
static bool is_end(const char *line, size_t count, uint64_t hash_before) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "end %zu %016" PRIx64 "\n", count, hash_before);
    return strcmp(line, wanted) == 0;
}

/* Where the last line begins; the end of the text if no line feed closes it. */
static char *last_line(char *content, size_t len) {
    char *at = content + len;
    if (len > 0 && at[-1] == '\n')
        for (at--; at > content && at[-1] != '\n';)
            at--;
    return at;
}

static enum outcome read_lines(const char *path, char *content, size_t len,
                               const struct state_reader *reader) {
    unsigned long long number = 1;
    char *last = last_line(content, len);
    uint64_t hash_before = hash_bytes(content, (size_t)(last - content));
    char *newline = strchr(content, '\n');
    for (char *line = newline + 1; line < last; line = newline + 1) {
        number++;
        newline = strchr(line, '\n');
        if (newline == NULL)
            return damaged(path, number);
        *newline = '\0';
        struct state_line parsed = {.file = path, .line = number};
        enum state_verdict verdict = STATE_DAMAGED;
        if (read_line(line, &parsed))
            verdict = reader->take(reader->context, &parsed);
        if (verdict == STATE_DAMAGED)
            return damaged(path, number);
        if (verdict == STATE_OF_ANOTHER) {
            report_error(TEXT_STATE_OF_ANOTHER, path, number, parsed.definition);
            return FAILED;
        }
    }
    return is_end(last, (size_t)(number - 1), hash_before) ? DONE : damaged(path, number + 1);
}

static bool begins_well(const char *content, size_t len) {
    static const char first[] = FIRST_LINE "\n";
    size_t known = len < sizeof first - 1 ? len : sizeof first - 1;
    return strncmp(content, first, known) == 0;
}

/* The whole file as one text; NULL: told why not. */
static char *read_all(const char *path, size_t *len) {
    char *content = NULL;
    size_t capacity = 0, got = 1;
    FILE *in = fopen(path, "rb");
    *len = 0;
    if (in == NULL) {
        report_system(TEXT_CANNOT_OPEN, path, errno);
        return NULL;
    }
    errno = 0;
    while (got > 0 && *len < LONGEST_FILE && (*len == 0 || begins_well(content, *len))) {
        content = memory_grow(content, &capacity, *len + 4096 + 1, 1);
        got = fread(content + *len, 1, capacity - *len - 1, in);
        *len += got;
        content[*len] = '\0';
    }
    int error = ferror(in) ? errno : 0;
    fclose(in);
    if (error != 0)
        report_system(TEXT_CANNOT_READ, path, error);
    else if (*len <= strlen(FIRST_LINE) || !begins_well(content, *len))
        report_error(TEXT_NO_STATE_FILE, path);
    else
        return content;
    free(content);
    return NULL;
}

enum outcome state_file_read(const char *path, const struct state_reader *reader) {
    size_t len;
    char *content = read_all(path, &len);
    if (content == NULL)
        return FAILED;
    enum outcome outcome = read_lines(path, content, len, reader);
    free(content);
    return outcome;
}
