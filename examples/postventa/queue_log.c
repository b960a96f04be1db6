/* SPDX-License-Identifier: MIT */
#include "queue_log.h"

#include <string.h>

#include <postventa/durations.h>

#define MOST_FIELDS    32
#define FEWEST_FIELDS  5
#define FIRST_DATA     5
#define MOST_SECONDS   INT64_C(1000000000000)
#define SHORTEST_EPOCH 9 /* digits: since March 1973 */

/* Where an event has its times: the number of a datum, from 1; negative: counted from the last, -1.
 * 0: nowhere. */
struct known_event {
    const char *name;
    enum log_event event;
    int wait, talk;
};

/* The most frequent first. */
static const struct known_event known[] = {
    {"RINGNOANSWER", LOG_RING, 0, 0},
    {"ENTERQUEUE", LOG_ENTER, 0, 0},
    {"CONNECT", LOG_CONNECT, 1, 0},
    {"COMPLETECALLER", LOG_COMPLETE, 1, 2},
    {"COMPLETEAGENT", LOG_COMPLETE, 1, 2},
    {"ABANDON", LOG_ABANDON, 3, 0},
    {"DID", LOG_COME, 0, 0},
    {"PAUSE", LOG_OTHER, 0, 0},
    {"UNPAUSE", LOG_OTHER, 0, 0},
    {"RINGCANCELED", LOG_OTHER, 0, 0}, /* that is the caller's doing: an end follows */
    {"BLINDTRANSFER", LOG_TRANSFER, 3, 4},
    {"ATTENDEDTRANSFER", LOG_TRANSFER, -3, -2}, /* behind data of the method: more or fewer */
    {"TRANSFER", LOG_TRANSFER, 3, 4},
    {"EXITWITHTIMEOUT", LOG_EXIT, 3, 0},
    {"EXITEMPTY", LOG_EXIT, 3, 0},
    {"EXITWITHKEY", LOG_EXIT, 4, 0},
    {"WITHDRAW", LOG_EXIT, 3, 0},
    {"AGENTDUMP", LOG_OTHER, 0, 0}, /* hung up on the announcement: the caller waits on */
    {"SYSCOMPAT", LOG_OTHER, 0, 0}, /* could not be connected: it is abandoned, and that follows */
    {"PAUSEALL", LOG_OTHER, 0, 0},
    {"UNPAUSEALL", LOG_OTHER, 0, 0},
    {"PAUSEREASON", LOG_OTHER, 0, 0},
    {"ADDMEMBER", LOG_OTHER, 0, 0},
    {"REMOVEMEMBER", LOG_OTHER, 0, 0},
    {"AGENTLOGIN", LOG_OTHER, 0, 0},
    {"AGENTLOGOFF", LOG_OTHER, 0, 0},
    {"AGENTCALLBACKLOGIN", LOG_OTHER, 0, 0},
    {"AGENTCALLBACKLOGOFF", LOG_OTHER, 0, 0},
    {"PENALTY", LOG_OTHER, 0, 0},
    {"RINGINUSE", LOG_OTHER, 0, 0},
    {"QUEUESTART", LOG_OTHER, 0, 0},
    {"CONFIGRELOAD", LOG_OTHER, 0, 0},
    {"ROTATE", LOG_OTHER, 0, 0},
    {"INFO", LOG_OTHER, 0, 0},
};

static const struct known_event unknown = {"", LOG_UNKNOWN, 0, 0};

static const struct known_event *event_of(const char *name) {
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0)
            return &known[i];
    return &unknown;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Reads seconds, with a fraction or without. */
static bool read_seconds(const char *text, int64_t *ms) {
    bool negative = *text == '-';
    int64_t seconds = 0, part = 0;
    text += negative;
    if (!is_digit(*text))
        return false;
    for (; is_digit(*text); text++) {
        seconds = 10 * seconds + (*text - '0');
        if (seconds > MOST_SECONDS)
            return false;
    }
    if (*text == '.' && is_digit(text[1])) {
        text++;
        for (int64_t weight = 100; is_digit(*text); text++, weight /= 10)
            part += weight * (*text - '0');
    }
    *ms = negative ? -(1000 * seconds + part) : 1000 * seconds + part;
    return *text == '\0';
}

/* The time that an event has among its data, from the first to the one before `end`. */
static int64_t take_time(struct log_line *line, char *const *data, char *const *end, int where) {
    int64_t ms = PTV_TIME_NONE;
    char *const *at = where > 0 ? data + (where - 1) : end + where;
    if (where == 0 || at < data || at >= end || **at == '\0')
        return ms;
    if (!read_seconds(*at, &ms)) {
        line->is_garbled = true;
        ms = PTV_TIME_NONE;
    }
    return ms;
}

static size_t split(char *text, char *field[MOST_FIELDS]) {
    size_t n = 0;
    for (;;) {
        field[n++] = text;
        text = n < MOST_FIELDS ? strchr(text, '|') : NULL;
        if (text == NULL)
            return n;
        *text++ = '\0';
    }
}

/* A call or a queue, not a word in its place. */
static bool is_name(const char *text) {
    return *text != '\0' && strcmp(text, "NONE") != 0 && strcmp(text, "REALTIME") != 0;
}

bool log_line_read(char *text, size_t len, struct log_line *line) {
    char *field[MOST_FIELDS];
    if (memchr(text, '\0', len) != NULL || strspn(text, "0123456789") < SHORTEST_EPOCH)
        return false;
    size_t n = split(text, field);
    if (n < FEWEST_FIELDS || !read_seconds(field[0], &line->time_ms) || *field[4] == '\0')
        return false;
    const struct known_event *event = event_of(field[4]);
    while (n > FIRST_DATA && *field[n - 1] == '\0') /* as tables with a fixed number write them */
        n--;
    line->id = field[1];
    line->queue = field[2];
    line->agent = strcmp(field[3], "NONE") != 0 ? field[3] : "";
    line->name = field[4];
    line->event = event->event;
    line->is_garbled = false;
    line->wait_ms = take_time(line, field + FIRST_DATA, field + n, event->wait);
    line->talk_ms = take_time(line, field + FIRST_DATA, field + n, event->talk);
    bool of_queue = event->event > LOG_COME;
    return !of_queue || (is_name(line->id) && is_name(line->queue));
}
