/* SPDX-License-Identifier: MIT */
#include "state_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hash.h"
#include "memory.h"

#define FIRST_LINE   "postventa-state 1"
#define LONGEST_FILE ((size_t)1 << 30)
#define IMAGE_MAX    1024

/* ── writing ─────────────────────────────────────────────────────────────────────────────────── */

static void put_name(FILE *out, const char *name) {
    for (const unsigned char *p = (const unsigned char *)name; *p != '\0'; p++) {
        if (*p > 0x20 && *p < 0x7F && *p != '%')
            fputc(*p, out);
        else
            fprintf(out, "%%%02X", *p);
    }
}

static enum outcome put_state(FILE *out, const ptv_ratings *state) {
    unsigned char image[IMAGE_MAX];
    size_t len;
    ptv_status status = ptv_ratings_serialize(state, image, sizeof image, &len);
    if (status < 0) {
        report_error(TEXT_LIBRARY, ptv_status_message(status));
        return FAILED;
    }
    fputs(" state=", out);
    for (size_t i = 0; i < len; i++)
        fprintf(out, "%02x", image[i]);
    fputc('\n', out);
    return DONE;
}

static enum outcome put_entry(FILE *out, const struct survey *survey, size_t group, size_t m) {
    const struct metric *metric = &survey->metrics[m];
    fprintf(out, "%s column=", metric->definition);
    put_name(out, metric->column);
    if (survey->by != NULL) {
        fputs(" by=", out);
        put_name(out, survey->by);
        fputs(" group=", out);
        put_name(out, survey->groups.names[group]);
    }
    return put_state(out, &survey->states[group * survey->n_metrics + m]);
}

/* The whole file as one text. */
static enum outcome compose(const struct survey *survey, char **content, size_t *len) {
    enum outcome outcome = DONE;
    FILE *out = open_memstream(content, len);
    if (out == NULL) {
        report_error(TEXT_OUT_OF_MEMORY);
        return FAILED;
    }
    fputs(FIRST_LINE "\n", out);
    size_t *order = groups_order(&survey->groups);
    for (size_t g = 0; g < survey->groups.n && outcome == DONE; g++)
        for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++)
            outcome = put_entry(out, survey, order[g], m);
    free(order);
    fflush(out);
    fprintf(out, "end %zu %016" PRIx64 "\n", survey->groups.n * survey->n_metrics,
            hash_bytes(*content, *len));
    if (fclose(out) != 0) {
        report_error(TEXT_OUT_OF_MEMORY);
        return FAILED;
    }
    return outcome;
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

enum outcome state_file_write(const char *path, const struct survey *survey) {
    char *content = NULL;
    size_t len = 0;
    enum outcome outcome = compose(survey, &content, &len);
    if (outcome == DONE && !save(path, content, len)) {
        report_system(TEXT_CANNOT_SAVE, path, errno);
        outcome = FAILED;
    }
    free(content);
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

static bool read_image(const char *hex, ptv_ratings *state) {
    unsigned char image[IMAGE_MAX];
    size_t len = strlen(hex) / 2;
    if (strlen(hex) % 2 != 0 || len > sizeof image)
        return false;
    for (size_t i = 0; i < len; i++) {
        int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        image[i] = (unsigned char)(high * 16 + low);
    }
    return ptv_ratings_deserialize(state, image, len) == PTV_OK;
}

/* The state is on the scale that its line names: an empty state of that scale takes it. */
static bool fits(const struct metric *metric, const ptv_ratings *state) {
    ptv_ratings trial = metric->empty;
    return ptv_ratings_merge(&trial, state) == PTV_OK;
}

static bool read_entry(char *line, struct state_entry *entry) {
    const char *definition = next_word(&line);
    const char *column = next_value(&line, "column");
    const char *by = next_value(&line, "by");
    const char *group = by != NULL ? next_value(&line, "group") : NULL;
    const char *image = next_value(&line, "state");
    if (column == NULL || (by == NULL) != (group == NULL) || image == NULL || *line != '\0' ||
        !read_image(image, &entry->state) || !metric_define(&entry->metric, definition, column))
        return false;
    entry->by = by != NULL ? memory_text(by, strlen(by)) : NULL;
    entry->group = group != NULL ? memory_text(group, strlen(group)) : NULL;
    return fits(&entry->metric, &entry->state);
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
                               struct state_entries *entries) {
    size_t before = entries->n;
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
        entries->at =
            memory_grow(entries->at, &entries->capacity, entries->n + 1, sizeof *entries->at);
        struct state_entry *entry = &entries->at[entries->n++];
        *entry = (struct state_entry){.file = path, .line = number};
        if (!read_entry(line, entry))
            return damaged(path, number);
    }
    return is_end(last, entries->n - before, hash_before) ? DONE : damaged(path, number + 1);
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

enum outcome state_file_read(const char *path, struct state_entries *entries) {
    size_t len;
    char *content = read_all(path, &len);
    if (content == NULL)
        return FAILED;
    enum outcome outcome = read_lines(path, content, len, entries);
    free(content);
    return outcome;
}

void state_entries_free(struct state_entries *entries) {
    for (size_t i = 0; i < entries->n; i++) {
        metric_free(&entries->at[i].metric);
        free(entries->at[i].by);
        free(entries->at[i].group);
    }
    free(entries->at);
}
