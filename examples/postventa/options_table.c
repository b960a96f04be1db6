/* SPDX-License-Identifier: MIT */
#include "options_table.h"

#include <postventa/complaints.h>
#include <postventa/estimate.h>
#include <postventa/quantile.h>
#include <postventa/zone.h>

/* Which commands take an option. */
#define SURVEY     (1u << COMMAND_SURVEY)
#define DURATIONS  (1u << COMMAND_DURATIONS)
#define TICKETS    (1u << COMMAND_TICKETS)
#define CALLS      (1u << COMMAND_CALLS)
#define CONTACTS   (1u << COMMAND_CONTACTS)
#define COMPLAINTS (1u << COMMAND_COMPLAINTS)
#define RETENTION  (1u << COMMAND_RETENTION)
#define SERVICE    (TICKETS | CALLS | CONTACTS | COMPLAINTS | RETENTION)
#define STAMPED    (SURVEY | DURATIONS | TICKETS | CONTACTS | COMPLAINTS | RETENTION)
#define CALENDARED (DURATIONS | TICKETS | COMPLAINTS)
#define ALL        (SURVEY | DURATIONS | SERVICE)

#define MEMBER(name) offsetof(struct options, name)

static const struct choice repeats[] = {
    {"all", REPEAT_ALL},
    {"first", REPEAT_FIRST},
    {"last", REPEAT_LAST},
    {NULL, 0},
};

static const struct choice nps_methods[] = {
    {"score", PTV_METHOD_SCORE},
    {"adjusted_wald", PTV_METHOD_ADJUSTED_WALD},
    {"wald", PTV_METHOD_WALD},
    {NULL, 0},
};

static const struct choice share_methods[] = {
    {"wilson", PTV_METHOD_WILSON},
    {"clopper_pearson", PTV_METHOD_CLOPPER_PEARSON},
    {"agresti_coull", PTV_METHOD_AGRESTI_COULL},
    {"jeffreys", PTV_METHOD_JEFFREYS},
    {NULL, 0},
};

static const struct choice percentile_types[] = {
    {"nearest_rank", PTV_QUANTILE_NEAREST_RANK},
    {"midpoint", PTV_QUANTILE_MIDPOINT},
    {"exclusive", PTV_QUANTILE_EXCLUSIVE},
    {"inclusive", PTV_QUANTILE_INCLUSIVE},
    {"unbiased", PTV_QUANTILE_UNBIASED},
    {"1", PTV_QUANTILE_NEAREST_RANK},
    {"2", PTV_QUANTILE_MIDPOINT},
    {"6", PTV_QUANTILE_EXCLUSIVE},
    {"7", PTV_QUANTILE_INCLUSIVE},
    {"8", PTV_QUANTILE_UNBIASED},
    {NULL, 0},
};

static const struct choice units[] = {
    {"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}, {NULL, 0},
};

static const struct choice formats[] = {
    {"table", FORMAT_TABLE},
    {"json", FORMAT_JSON},
    {"csv", FORMAT_CSV},
    {NULL, 0},
};

static const struct choice colors[] = {
    {"auto", COLOR_AUTO},
    {"always", COLOR_ALWAYS},
    {"never", COLOR_NEVER},
    {NULL, 0},
};

static const struct choice calls_inputs[] = {
    {"csv", CALLS_CSV},
    {"asterisk", CALLS_ASTERISK},
    {"freeswitch", CALLS_FREESWITCH},
    {NULL, 0},
};

static const struct choice service_bases[] = {
    {"default", SERVICE_DEFAULT},
    {"answered", SERVICE_ANSWERED},
    {"offered", SERVICE_OFFERED},
    {"with_abandoned", SERVICE_WITH_ABANDONED},
    {NULL, 0},
};

static const struct choice periods[] = {
    {"day", PTV_PERIOD_DAY},         {"week", PTV_PERIOD_WEEK}, {"month", PTV_PERIOD_MONTH},
    {"quarter", PTV_PERIOD_QUARTER}, {"year", PTV_PERIOD_YEAR}, {NULL, 0},
};

/* So many smallest units make an amount of 1. */
static const struct choice amount_decimals[] = {
    {"0", 1},     {"1", 10},     {"2", 100},     {"3", 1000},
    {"4", 10000}, {"5", 100000}, {"6", 1000000}, {NULL, 0},
};

static const struct choice cells[] = {
    {"rate", CELLS_RATE},
    {"count", CELLS_COUNT},
    {NULL, 0},
};

static const struct choice exposures[] = {
    {"end", PTV_EXPOSED_AT_END},
    {"average", PTV_EXPOSED_AVERAGE},
    {NULL, 0},
};

const struct option_row option_table[] = {
    {SURVEY, TEXT_SECTION_FIGURES, "nps", "COL[:MIN-MAX]", TEXT_HELP_NPS, take_figure, 0, NULL},
    {SURVEY, TEXT_SECTION_FIGURES, "csat", "COL[:MIN-MAX[:TOPK]]", TEXT_HELP_CSAT, take_figure, 0,
     NULL},
    {SURVEY, TEXT_SECTION_FIGURES, "ces", "COL[:MIN-MAX[:ease|effort]]", TEXT_HELP_CES, take_figure,
     0, NULL},
    {SURVEY, TEXT_SECTION_RESPONSE, "sent", "N|COL", TEXT_HELP_SENT, take_text, MEMBER(survey.sent),
     NULL},
    {SURVEY, TEXT_SECTION_REPEATS, "repeat", "all|first|last", TEXT_HELP_REPEAT, take_choice,
     MEMBER(survey.repeat), repeats},
    {SURVEY, TEXT_SECTION_REPEATS, "respondent", "COL", TEXT_HELP_RESPONDENT, take_text,
     MEMBER(survey.respondent), NULL},
    {SURVEY, TEXT_SECTION_REPEATS, "time", "COL[+COL]", TEXT_HELP_TIME_OF_ANSWER, take_text,
     MEMBER(survey.time), NULL},
    {DURATIONS, TEXT_SECTION_TIMES, "from", "COL", TEXT_HELP_FROM, take_text, MEMBER(from), NULL},
    {DURATIONS, TEXT_SECTION_TIMES, "to", "COL", TEXT_HELP_TO, take_text, MEMBER(to), NULL},
    {DURATIONS, TEXT_SECTION_TIMES, "value", "COL", TEXT_HELP_VALUE, take_text, MEMBER(value),
     NULL},
    {DURATIONS, TEXT_SECTION_TIMES, "unit", "ms|s|min|h", TEXT_HELP_UNIT, take_unit, 0, units},
    {DURATIONS, TEXT_SECTION_TIMES, "within", "TIME[,TIME...]", TEXT_HELP_WITHIN, take_within, 0,
     NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "opened", "COL", TEXT_HELP_OPENED, take_text,
     MEMBER(tickets.opened), NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "first-reply", "COL", TEXT_HELP_FIRST_REPLY, take_text,
     MEMBER(tickets.first_reply), NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "resolved", "COL", TEXT_HELP_RESOLVED, take_text,
     MEMBER(tickets.resolved), NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "closed", "COL", TEXT_HELP_CLOSED, take_text, MEMBER(closed),
     NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "reopens", "COL", TEXT_HELP_REOPENS, take_text,
     MEMBER(tickets.reopens), NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "replies", "COL", TEXT_HELP_REPLIES, take_text,
     MEMBER(tickets.replies), NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "transfers", "COL", TEXT_HELP_TRANSFERS, take_text,
     MEMBER(tickets.transfers), NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "met", "COL", TEXT_HELP_MET, take_text, MEMBER(tickets.met),
     NULL},
    {TICKETS, TEXT_SECTION_TICKETS, "created-by-agent", "COL", TEXT_HELP_BY_AGENT, take_text,
     MEMBER(tickets.by_agent), NULL},
    {TICKETS, TEXT_SECTION_LOG, "log-time", "COL", TEXT_HELP_LOG_TIME, take_text,
     MEMBER(tickets.log_time), NULL},
    {TICKETS, TEXT_SECTION_LOG, "state", "COL", TEXT_HELP_STATE, take_text, MEMBER(tickets.state),
     NULL},
    {TICKETS, TEXT_SECTION_LOG, "states", "WORD=STATE[,...]", TEXT_HELP_STATES, take_text,
     MEMBER(tickets.states), NULL},
    {TICKETS, TEXT_SECTION_LOG, "event", "COL", TEXT_HELP_EVENT, take_text, MEMBER(tickets.event),
     NULL},
    {TICKETS, TEXT_SECTION_LOG, "first-reply-when", "COL=V|COL!=V|COL=V*",
     TEXT_HELP_FIRST_REPLY_WHEN, take_text, MEMBER(tickets.first_reply_when), NULL},
    {TICKETS, TEXT_SECTION_TARGETS, "sla", "CLOCK=TIME[,...]", TEXT_HELP_SLA, take_text,
     MEMBER(tickets.sla), NULL},
    {TICKETS, TEXT_SECTION_TARGETS, "within", "TIME[,TIME...]", TEXT_HELP_WITHIN_TICKETS,
     take_within, 0, NULL},
    {TICKETS, TEXT_SECTION_TARGETS, "as-of", "TIME", TEXT_HELP_AS_OF, take_text, MEMBER(as_of),
     NULL},
    {TICKETS, TEXT_SECTION_TARGETS, "until", "TIME", TEXT_HELP_UNTIL, take_text, MEMBER(as_of),
     NULL},
    {TICKETS, TEXT_SECTION_TARGETS, "from", "TIME", TEXT_HELP_FROM_TICKETS, take_text, MEMBER(from),
     NULL},
    {TICKETS, TEXT_SECTION_TARGETS, "ages", "TIME[,TIME...]", TEXT_HELP_AGES, take_ages, 0, NULL},
    {CALLS, TEXT_SECTION_CALLS, "input", "csv|asterisk|freeswitch", TEXT_HELP_INPUT, take_choice,
     MEMBER(calls.input), calls_inputs},
    {CALLS, TEXT_SECTION_CALLS, "within", "TIME[,TIME...]", TEXT_HELP_WITHIN_CALLS, take_within, 0,
     NULL},
    {CALLS, TEXT_SECTION_CALLS, "short", "TIME", TEXT_HELP_SHORT, take_lapse,
     MEMBER(calls.short_ms), NULL},
    {CALLS, TEXT_SECTION_CALLS, "service-level", "default|answered|offered|with-abandoned",
     TEXT_HELP_SERVICE_LEVEL, take_choice, MEMBER(calls.base), service_bases},
    {CALLS, TEXT_SECTION_CALLS, "count-zero-waits", NULL, TEXT_HELP_ZERO_WAITS, take_flag,
     MEMBER(calls.count_zero_waits), NULL},
    {CALLS, TEXT_SECTION_CALLS, "list", NULL, TEXT_HELP_LIST, take_flag, MEMBER(calls.list), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "outcome", "COL", TEXT_HELP_OUTCOME, take_text,
     MEMBER(calls.outcome), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "answered", "V[,V...]", TEXT_HELP_ANSWERED, take_text,
     MEMBER(calls.answered), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "abandoned", "V[,V...]", TEXT_HELP_ABANDONED, take_text,
     MEMBER(calls.abandoned), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "flowed-out", "V[,V...]", TEXT_HELP_FLOWED_OUT, take_text,
     MEMBER(calls.flowed_out), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "callback", "V[,V...]", TEXT_HELP_CALLBACK, take_text,
     MEMBER(calls.callback), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "unqueued", "V[,V...]", TEXT_HELP_UNQUEUED, take_text,
     MEMBER(calls.unqueued), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "ignore", "V[,V...]", TEXT_HELP_IGNORE, take_text,
     MEMBER(calls.ignore), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "wait", "COL", TEXT_HELP_WAIT, take_text, MEMBER(calls.wait),
     NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "talk", "COL", TEXT_HELP_TALK, take_text, MEMBER(calls.talk),
     NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "hold", "COL", TEXT_HELP_HOLD, take_text, MEMBER(calls.hold),
     NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "wrap-up", "COL", TEXT_HELP_WRAP_UP, take_text,
     MEMBER(calls.wrap_up), NULL},
    {CALLS, TEXT_SECTION_CALL_COLUMNS, "unit", "ms|s|min|h", TEXT_HELP_UNIT_CALLS, take_unit, 0,
     units},
    {CONTACTS, TEXT_SECTION_CONTACTS, "customer", "COL", TEXT_HELP_CUSTOMER, take_text,
     MEMBER(contacts.customer), NULL},
    {CONTACTS, TEXT_SECTION_CONTACTS, "time", "COL[+COL]", TEXT_HELP_TIME, take_text,
     MEMBER(contacts.time), NULL},
    {CONTACTS, TEXT_SECTION_CONTACTS, "issue", "COL", TEXT_HELP_ISSUE, take_text,
     MEMBER(contacts.issue), NULL},
    {CONTACTS, TEXT_SECTION_CONTACTS, "window", "TIME", TEXT_HELP_WINDOW, take_lapse,
     MEMBER(contacts.window_ms), NULL},
    {CONTACTS, TEXT_SECTION_CONTACTS, "since", "TIME", TEXT_HELP_SINCE, take_text,
     MEMBER(contacts.since), NULL},
    {CONTACTS, TEXT_SECTION_CONTACTS, "as-of", "TIME", TEXT_HELP_AS_OF_CONTACTS, take_text,
     MEMBER(as_of), NULL},
    {CONTACTS, TEXT_SECTION_CONTACTS, "until", "TIME", TEXT_HELP_UNTIL, take_text, MEMBER(as_of),
     NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "received", "COL", TEXT_HELP_RECEIVED, take_text,
     MEMBER(complaints.received), NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "closed", "COL", TEXT_HELP_CLOSED_COMPLAINTS, take_text,
     MEMBER(closed), NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "upheld", "COL", TEXT_HELP_UPHELD, take_text,
     MEMBER(complaints.upheld), NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "exposed", "[GROUP=]N", TEXT_HELP_EXPOSED, take_texts,
     MEMBER(complaints.exposed), NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "exposed-start", "[GROUP=]N", TEXT_HELP_EXPOSED_START,
     take_texts, MEMBER(complaints.exposed_start), NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "exposure", "end|average", TEXT_HELP_EXPOSURE,
     take_choice, MEMBER(complaints.exposure), exposures},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "within", "TIME", TEXT_HELP_WITHIN_COMPLAINTS,
     take_within, 0, NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "ages", "TIME[,TIME...]", TEXT_HELP_AGES_COMPLAINTS,
     take_ages, 0, NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "from", "TIME", TEXT_HELP_FROM_COMPLAINTS, take_text,
     MEMBER(from), NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "as-of", "TIME", TEXT_HELP_AS_OF_COMPLAINTS, take_text,
     MEMBER(as_of), NULL},
    {COMPLAINTS, TEXT_SECTION_COMPLAINTS, "until", "TIME", TEXT_HELP_UNTIL, take_text,
     MEMBER(as_of), NULL},
    {RETENTION, TEXT_SECTION_RETENTION, "customer", "COL", TEXT_HELP_CUSTOMER_RETENTION, take_text,
     MEMBER(retention.customer), NULL},
    {RETENTION, TEXT_SECTION_RETENTION, "time", "COL[+COL]", TEXT_HELP_TIME_RETENTION, take_text,
     MEMBER(retention.time), NULL},
    {RETENTION, TEXT_SECTION_RETENTION, "period", "day|week|month|quarter|year", TEXT_HELP_PERIOD,
     take_choice, MEMBER(retention.period), periods},
    {RETENTION, TEXT_SECTION_RETENTION, "kind", "on|on-or-after|bracket:AGE,AGE[,...]",
     TEXT_HELP_KIND, take_kind, 0, NULL},
    {RETENTION, TEXT_SECTION_RETENTION, "amount", "COL", TEXT_HELP_AMOUNT, take_text,
     MEMBER(retention.amount), NULL},
    {RETENTION, TEXT_SECTION_RETENTION, "amount-decimals", "N", TEXT_HELP_AMOUNT_DECIMALS,
     take_choice, MEMBER(retention.units), amount_decimals},
    {RETENTION, TEXT_SECTION_RETENTION, "cells", "rate|count", TEXT_HELP_CELLS, take_choice,
     MEMBER(retention.cells), cells},
    {RETENTION, TEXT_SECTION_RETENTION, "as-of", "TIME", TEXT_HELP_AS_OF_RETENTION, take_text,
     MEMBER(as_of), NULL},
    {RETENTION, TEXT_SECTION_RETENTION, "until", "TIME", TEXT_HELP_UNTIL, take_text, MEMBER(as_of),
     NULL},
    {STAMPED, TEXT_SECTION_STAMPS, "time-format", "FORMAT", TEXT_HELP_TIME_FORMAT, take_text,
     MEMBER(time_format), NULL},
    {RETENTION, TEXT_SECTION_STAMPS, "zone", "NAME", TEXT_HELP_ZONE_RETENTION, take_text,
     MEMBER(zone), NULL},
    {STAMPED & ~(CALENDARED | RETENTION), TEXT_SECTION_STAMPS, "zone", "NAME",
     TEXT_HELP_ZONE_OF_STAMPS, take_text, MEMBER(zone), NULL},
    {CALENDARED, TEXT_SECTION_STAMPS, "zone", "NAME", TEXT_HELP_ZONE, take_text, MEMBER(zone),
     NULL},
    {STAMPED, TEXT_SECTION_STAMPS, "ignore-offset", NULL, TEXT_HELP_IGNORE_OFFSET, take_flag,
     MEMBER(ignore_offset), NULL},
    {CALENDARED, TEXT_SECTION_STAMPS, "calendar", "FILE", TEXT_HELP_CALENDAR, take_text,
     MEMBER(calendar), NULL},
    {ALL, TEXT_SECTION_ROWS, "by", "COL", TEXT_HELP_BY, take_text, MEMBER(by), NULL},
    {ALL, TEXT_SECTION_ROWS, "where", "COL=V|COL!=V|COL=V*", TEXT_HELP_WHERE, take_texts,
     MEMBER(where), NULL},
    {DURATIONS, TEXT_SECTION_ROWS, "id", "COL", TEXT_HELP_ID, take_text, MEMBER(id), NULL},
    {TICKETS, TEXT_SECTION_ROWS, "id", "COL", TEXT_HELP_ID_TICKETS, take_text, MEMBER(id), NULL},
    {ALL, TEXT_SECTION_ROWS, "missing", "[COL=]V[,V...]", TEXT_HELP_MISSING, take_texts,
     MEMBER(missing), NULL},
    {ALL, TEXT_SECTION_ROWS, "separator", "C", TEXT_HELP_SEPARATOR, take_separator, 0, NULL},
    {SURVEY, TEXT_SECTION_ROWS, "strict", NULL, TEXT_HELP_STRICT, take_flag, MEMBER(strict), NULL},
    {DURATIONS, TEXT_SECTION_ROWS, "strict", NULL, TEXT_HELP_STRICT_TIMES, take_flag,
     MEMBER(strict), NULL},
    {SERVICE, TEXT_SECTION_ROWS, "strict", NULL, TEXT_HELP_STRICT_RECORDS, take_flag,
     MEMBER(strict), NULL},
    {ALL, TEXT_SECTION_METHODS, "compare", "COL=A,B", TEXT_HELP_COMPARE, take_text, MEMBER(compare),
     NULL},
    {ALL, TEXT_SECTION_METHODS, "confidence", "P", TEXT_HELP_CONFIDENCE, take_confidence, 0, NULL},
    {SURVEY, TEXT_SECTION_METHODS, "nps-method", "METHOD", TEXT_HELP_NPS_METHOD, take_choice,
     MEMBER(nps_method), nps_methods},
    {ALL, TEXT_SECTION_METHODS, "share-method", "METHOD", TEXT_HELP_SHARE_METHOD, take_choice,
     MEMBER(share_method), share_methods},
    {DURATIONS | TICKETS, TEXT_SECTION_METHODS, "percentiles", "P[,P...]", TEXT_HELP_PERCENTILES,
     take_percentiles, 0, NULL},
    {DURATIONS, TEXT_SECTION_METHODS, "percentile-type", "TYPE", TEXT_HELP_PERCENTILE_TYPE,
     take_choice, MEMBER(percentile_type), percentile_types},
    {ALL, TEXT_SECTION_STATES, "save-state", "FILE", TEXT_HELP_SAVE_STATE, take_text,
     MEMBER(save_state), NULL},
    {SURVEY, TEXT_SECTION_STATES, "merge", "FILE", TEXT_HELP_MERGE, take_texts, MEMBER(merge),
     NULL},
    {DURATIONS, TEXT_SECTION_STATES, "merge", "FILE", TEXT_HELP_MERGE_TIMES, take_texts,
     MEMBER(merge), NULL},
    {SERVICE, TEXT_SECTION_STATES, "merge", "FILE", TEXT_HELP_MERGE_RECORDS, take_texts,
     MEMBER(merge), NULL},
    {ALL, TEXT_SECTION_OUTPUT, "format", "table|json|csv", TEXT_HELP_FORMAT, take_format, 0,
     formats},
    {SURVEY, TEXT_SECTION_OUTPUT, "decimals", "N", TEXT_HELP_DECIMALS, take_decimals, 0, NULL},
    {DURATIONS, TEXT_SECTION_OUTPUT, "decimals", "N", TEXT_HELP_DECIMALS_TIMES, take_decimals, 0,
     NULL},
    {SERVICE, TEXT_SECTION_OUTPUT, "decimals", "N", TEXT_HELP_DECIMALS_RECORDS, take_decimals, 0,
     NULL},
    {ALL, TEXT_SECTION_OUTPUT, "color", "auto|always|never", TEXT_HELP_COLOR, take_color, 0,
     colors},
    {ALL, TEXT_SECTION_OUTPUT, "lang", "en|es", TEXT_HELP_LANG, take_nothing, 0, NULL},
    {ALL, TEXT_SECTION_OUTPUT, "quiet", NULL, TEXT_HELP_QUIET, take_quiet, MEMBER(quiet), NULL},
    {ALL, TEXT_SECTION_OUTPUT, "help", NULL, TEXT_HELP_HELP, take_nothing, 0, NULL},
    {ALL, TEXT_SECTION_OUTPUT, "version", NULL, TEXT_HELP_VERSION, take_nothing, 0, NULL},
};

const size_t n_option_rows = sizeof option_table / sizeof *option_table;
