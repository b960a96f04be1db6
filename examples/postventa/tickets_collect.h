/* SPDX-License-Identifier: MIT */
/* From rows to tickets. */
#ifndef TICKETS_COLLECT_H
#define TICKETS_COLLECT_H

#include "groups.h"
#include "tickets.h"

/* The columns of times that a ticket has in one row. */
enum ticket_time { OPENED, FIRST_REPLY, RESOLVED, CLOSED, N_TICKET_TIMES };

/* The columns of counts. */
enum ticket_number { REOPENS, REPLIES, TRANSFERS, N_TICKET_NUMBERS };

/* A column of cells that are no times; not given: no name. */
struct cell_column {
    struct cell_faults faults;
    size_t column;
};

#define NOT_COMPARED SIZE_MAX /* instead of a group: --compare does not want it */

/* What a row, or all rows of one id, tell. */
struct ticket_record {
    size_t group;            /* that of its first row */
    unsigned long long line; /* of its first row */
    ptv_ticket ticket;
    int32_t met;                     /* PTV_OUTCOME_… of the product's flag */
    bool unreadable[N_TICKET_TIMES]; /* a cell of that column could not be read */
    int64_t last_event;              /* of a log: that of its last row */
};

/* What an event of a log is; `state` is one of the log's, PTV_STATE_IMPLIED where it names none. */
struct log_event {
    size_t record;
    int64_t time;
    unsigned long long line;
    int32_t kind; /* PTV_TICKET_…; 0: nobody says */
    int32_t state;
    int32_t met;
    bool replies; /* the condition of the first reply holds */
};

struct event_log {
    struct moment_column time;
    struct cell_column id, state, event;
    struct cell_faults before, twice, contradictory;
    struct selection replies; /* the condition of the first reply */
    ptv_ticket_rules rules;
    struct log_event *events;
    size_t n, capacity;
};

struct ticket_collector {
    struct service *service;
    struct tickets *tickets;
    struct selection selection;
    struct faults faults;
    struct moment_column times[N_TICKET_TIMES]; /* without a name: not given */
    struct cell_column numbers[N_TICKET_NUMBERS];
    struct cell_column met, by_agent;
    size_t id; /* column */
    struct cell_faults reversed[N_TICKET_TIMES];
    struct groups ids;
    size_t *by_id; /* the record of each id */
    size_t by_id_capacity;
    bool counting; /* while the file is read: whatever more comes, a ticket is counted alike */
    struct ticket_record *records; /* that are not counted yet */
    size_t n, capacity, kept;
    int64_t earliest, latest; /* the first opening, the last of all instants; PTV_TIME_NONE */
    int64_t as_of;
    uint64_t calendar_id;
    struct event_log log;
};

/* The record that a row belongs to, by its id; NULL: without one, it is a record of its own. */
struct ticket_record *tickets_record(struct ticket_collector *collector, const struct row *row,
                                     size_t group);

/* Finds a column; without a name, there is none. */
enum outcome tickets_find_cell(struct cell_column *column, const struct columns *columns,
                               const char *name);

/* Reads a time of a row. */
enum outcome tickets_take_time(struct ticket_collector *collector, const struct row *row,
                               struct moment_column *column, int64_t *time, enum moment *moment);

/* Reads the product's flag; missing or unreadable: it is not changed. */
enum outcome tickets_take_flag(struct ticket_collector *collector, const struct row *row,
                               struct cell_column *column, int32_t *outcome);

/* Notes an instant that the file has. */
void tickets_see(struct ticket_collector *collector, int64_t time);

/* A time that is needed could not be read. */
bool tickets_invalid(const struct ticket_record *record);

/* Counts the ticket of a record, or why it cannot be. */
enum outcome tickets_count_record(struct ticket_collector *collector, struct ticket_record *record);

/* Counts what was measured of a ticket. */
enum outcome tickets_count(struct ticket_collector *collector, const struct ticket_record *record,
                           const ptv_ticket_times *times, int32_t met);

/* ── a log ───────────────────────────────────────────────────────────────────────────────────── */

/* Finds the columns of a log. */
enum outcome tickets_log_header(struct ticket_collector *collector, const struct columns *columns);

/* Takes an event. */
enum outcome tickets_log_row(struct ticket_collector *collector, const struct row *row,
                             size_t group);

/* Lets the events of each ticket happen, in order, and counts what its clocks show. */
enum outcome tickets_log_count(struct ticket_collector *collector);

void tickets_log_tell(const struct ticket_collector *collector, const char *file);
void tickets_log_free(struct event_log *log);

#endif
