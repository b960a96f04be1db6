/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calendar_file.h"
#include "instant.h"
#include "lapse.h"
#include "show.h"
#include "tickets.h"
#include "tickets_figures.h"
#include "tickets_rules.h"

void tickets_gap(const struct figures *figures, struct listed *listed) {
    for (const struct listed *before = figures->at; before < listed && !listed->gap; before++)
        listed->gap = before->place != PLACE_FORMATS;
}

/* ── shares ──────────────────────────────────────────────────────────────────────────────────── */

static struct listed *add_share(const struct ticket_source *source, const char *metric,
                                enum text label, const ptv_estimate *share) {
    struct listed *listed = figures_add(source->figures, metric, UNIT_SHARE, share, label, NULL);
    figures_exactly(listed, figures_part(share), share->n);
    if (share->n == 0)
        listed->place = PLACE_FORMATS;
    return listed;
}

static void remark_count(struct listed *listed, enum text remark, uint64_t n) {
    char number[DECIMAL_SIZE];
    show_count(number, n);
    snprintf(listed->remark, sizeof listed->remark, text(remark), number);
}

static void add_shares(const struct ticket_source *source) {
    const ptv_desk_result *result = &source->result;
    struct listed *listed = add_share(source, "reopened", TEXT_LABEL_REOPENED, &result->reopened);
    tickets_gap(source->figures, listed);
    detail_count(&listed->details, "reopens", result->reopens);
    if (result->reopened.n > 0)
        figures_heading(listed, text(TEXT_LABEL_REOPENED));
    remark_count(listed, TEXT_REMARK_REOPENS, result->reopens);
    listed = add_share(source, "transferred", TEXT_LABEL_TRANSFERRED, &result->transferred);
    detail_count(&listed->details, "transfers", result->transfers);
    remark_count(listed, TEXT_REMARK_TRANSFERS, result->transfers);
    listed = add_share(source, "one_touch", TEXT_LABEL_ONE_TOUCH, &result->one_touch);
    detail_count(&listed->details, "replies", result->replies);
}

/* ── targets ─────────────────────────────────────────────────────────────────────────────────── */

void tickets_target_label(char out[FIGURES_LABEL], const ptv_desk_target *target) {
    char limit[DECIMAL_SIZE];
    enum text label = target->clock == PTV_CLOCK_FIRST_RESPONSE    ? TEXT_TARGET_FIRST
                      : target->clock == PTV_CLOCK_RESOLUTION_LAST ? TEXT_TARGET_RESOLUTION
                      : target->clock == PTV_CLOCK_REQUESTER_WAIT  ? TEXT_TARGET_REQUESTER
                                                                   : TEXT_TARGET_ACTIVE;
    lapse_show(limit, (double)target->limit_ms);
    snprintf(out, FIGURES_LABEL, text(label), limit);
}

enum outcome tickets_target_read(const struct service *service, const struct ticket_tally *tally,
                                 int32_t index, ptv_desk_target_result *result) {
    ptv_proportion_options how = PTV_PROPORTION_OPTIONS_INIT;
    how.confidence = service->options->confidence;
    how.method = service->options->share_method;
    *result = (ptv_desk_target_result)PTV_DESK_TARGET_RESULT_INIT;
    return states_told(ptv_desk_target_read(tally->desk, index, &how, result));
}

/* "1,204 breached · 12 pending" */
static void remark_target(struct listed *listed, const ptv_desk_target_result *result) {
    char breached[DECIMAL_SIZE], pending[DECIMAL_SIZE];
    show_count(breached, result->breached_closed + result->breached_open);
    show_count(pending, result->pending);
    snprintf(listed->remark, sizeof listed->remark, text(TEXT_REMARK_TARGET), breached, pending);
}

static enum outcome add_target(const struct ticket_source *source, int32_t index) {
    ptv_desk_target_result result;
    char label[FIGURES_LABEL], name[DECIMAL_SIZE];
    if (tickets_target_read(source->service, source->tally, index, &result) != DONE)
        return FAILED;
    tickets_target_label(label, &result.target);
    tickets_target_name(name, &result.target);
    struct listed *listed = figures_add(source->figures, "sla", UNIT_SHARE, &result.attainment,
                                        TEXT_LABEL_TARGET, label);
    snprintf(listed->variant, sizeof listed->variant, "%.*s", FIGURES_VARIANT - 1, name);
    figures_exactly(listed, result.met, result.attainment.n);
    figures_heading(listed, name);
    remark_target(listed, &result);
    if (index == 0)
        tickets_gap(source->figures, listed);
    listed->bold = true;
    *strchr(name, '=') = '\0';
    detail_text(&listed->details, "clock", name);
    detail_ms(&listed->details, "limit_ms", result.target.limit_ms);
    detail_count(&listed->details, "met", result.met);
    detail_count(&listed->details, "breached_closed", result.breached_closed);
    detail_count(&listed->details, "breached_open", result.breached_open);
    detail_count(&listed->details, "pending", result.pending);
    detail_count(&listed->details, "absent", result.absent);
    return DONE;
}

static enum outcome add_met(const struct ticket_source *source) {
    ptv_proportion_options how = PTV_PROPORTION_OPTIONS_INIT;
    ptv_proportion_result result = PTV_PROPORTION_RESULT_INIT;
    how.confidence = source->options->confidence;
    how.method = source->options->share_method;
    enum outcome outcome = states_told(ptv_proportion_read(&source->tally->met, &how, &result));
    if (outcome != DONE || (source->options->tickets.met == NULL && result.n == 0))
        return outcome;
    struct listed *listed =
        figures_add(source->figures, "met", UNIT_SHARE, &result.share, TEXT_LABEL_MET, NULL);
    figures_exactly(listed, result.hits, result.n);
    figures_heading(listed, text(TEXT_HEADING_MET));
    detail_count(&listed->details, "hits", result.hits);
    detail_count(&listed->details, "excluded", result.excluded);
    if (source->config.n_targets == 0)
        tickets_gap(source->figures, listed);
    listed->bold = true;
    return DONE;
}

static enum outcome add_targets(const struct ticket_source *source) {
    enum outcome outcome = DONE;
    for (int32_t i = 0; i < source->config.n_targets && outcome == DONE; i++)
        outcome = add_target(source, i);
    return outcome == DONE ? add_met(source) : outcome;
}

/* ── counts ──────────────────────────────────────────────────────────────────────────────────── */

/* What the log had beside tickets: of all groups together. */
static void detail_log(struct details *details, const struct event_counts *log) {
    const struct {
        const char *key;
        uint64_t n;
    } counts[] = {
        {"events", log->events},
        {"events_without_id", log->without_id},
        {"events_without_time", log->without_time},
        {"events_before_opening", log->before_opening},
        {"events_contradictory", log->contradictory},
        {"events_out_of_order", log->out_of_order},
        {"unknown_events", log->unknown_events},
        {"unknown_states", log->unknown_states},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        detail_count(details, counts[i].key, counts[i].n);
}

/* Of those that are 0 for most, people see only what is there. */
static void add_counts(const struct ticket_source *source) {
    const ptv_desk_result *result = &source->result;
    const struct ticket_tally *tally = source->tally;
    bool known = source->tickets->has_first_response;
    const struct {
        const char *metric;
        uint64_t count;
        enum text label;
        bool shown;
    } counts[] = {
        {"tickets", result->n, TEXT_LABEL_TICKETS, true},
        {"open", result->open, TEXT_LABEL_OPEN, source->tickets->has_resolution},
        {"unanswered", result->unanswered, TEXT_LABEL_UNANSWERED, known},
        {"no_first_response", result->no_first_response, TEXT_LABEL_NO_FIRST_RESPONSE,
         known && result->no_first_response > 0},
        {"next_unanswered", result->next_unanswered, TEXT_LABEL_NEXT_UNANSWERED,
         result->next_unanswered > 0},
        {"resolved_by_close", result->resolved_by_close, TEXT_LABEL_BY_CLOSE,
         result->resolved_by_close > 0},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct listed *listed = figures_count(source->figures, counts[i].metric, counts[i].count,
                                              counts[i].label, NULL);
        listed->level = i > 0;
        if (i == 0)
            tickets_gap(source->figures, listed);
        listed->place = counts[i].shown ? PLACE_EVERYWHERE : PLACE_FORMATS;
        if (i == 0) {
            detail_count(&listed->details, "missing", tally->missing);
            detail_count(&listed->details, "later", tally->later);
            if (source->tickets->is_log)
                detail_log(&listed->details, &source->tickets->log);
        }
    }
}

/* ── the backlog ─────────────────────────────────────────────────────────────────────────────── */

static void add_bands(const struct ticket_source *source) {
    const ptv_desk_config *config = &source->config;
    char label[DECIMAL_SIZE];
    for (int32_t i = 0; i <= config->n_ages && config->n_ages > 0; i++) {
        lapse_show_band(label, config->age_ms, config->n_ages, i);
        struct listed *listed = figures_count(
            source->figures, "open_end", source->result.backlog.band[i], TEXT_LABEL_BAND, label);
        listed->level = 1;
        listed->place = PLACE_TABLE;
    }
}

static void add_backlog(const struct ticket_source *source) {
    const ptv_desk_config *config = &source->config;
    const ptv_backlog *backlog = &source->result.backlog;
    const struct {
        const char *metric;
        uint64_t count;
        enum text label;
    } counts[] = {
        {"open_start", backlog->open_start, TEXT_LABEL_BACKLOG_START},
        {"received", backlog->received, TEXT_LABEL_BACKLOG_RECEIVED},
        {"closed", backlog->closed, TEXT_LABEL_BACKLOG_CLOSED},
        {"open_end", backlog->open_end, TEXT_LABEL_BACKLOG_END},
    };
    uint64_t edges[PTV_BACKLOG_AGES];
    struct listed *listed = NULL;
    if (config->from == 0 && config->until == 0)
        return;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        listed = figures_count(source->figures, counts[i].metric, counts[i].count, counts[i].label,
                               NULL);
        if (i == 0)
            tickets_gap(source->figures, listed);
        detail_instant(&listed->details, "from", config->from);
        detail_instant(&listed->details, "until", config->until);
    }
    for (int32_t i = 0; i < config->n_ages; i++)
        edges[i] = (uint64_t)config->age_ms[i];
    detail_count(&listed->details, "outside", backlog->outside);
    detail_counts(&listed->details, "age_edges", edges, (size_t)config->n_ages);
    detail_counts(&listed->details, "ages", backlog->band, (size_t)config->n_ages + 1);
    add_bands(source);
}

/* ── states ──────────────────────────────────────────────────────────────────────────────────── */

uint64_t tickets_time_in_states(const struct tickets *tickets, const struct ticket_tally *tally) {
    uint64_t all = 0;
    for (size_t i = 0; i < tickets->words.n; i++)
        all += tally->states[i].ms;
    return all;
}

/* The beginning of a word that may be too long, not cut inside a character. */
static void write_variant(char out[FIGURES_VARIANT], const char *word) {
    size_t length = strlen(word);
    if (length >= FIGURES_VARIANT) {
        length = FIGURES_VARIANT - 1;
        while (length > 0 && ((unsigned char)word[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(out, word, length);
    out[length] = '\0';
}

/* For programs; people get a picture. */
static void add_states(const struct ticket_source *source) {
    const struct state_words *words = &source->tickets->words;
    uint64_t all = tickets_time_in_states(source->tickets, source->tally);
    for (size_t i = 0; i < words->n && source->tally->whole; i++) {
        const struct state_time *time = &source->tally->states[i];
        const char *name = tickets_state_name(&words->at[i]);
        ptv_estimate total = {.value = (double)time->ms,
                              .lower = NAN,
                              .upper = NAN,
                              .std_error = NAN,
                              .confidence = NAN,
                              .n = time->tickets};
        struct listed *listed =
            figures_add(source->figures, "state_ms", UNIT_TIME, &total, TEXT_LABEL_STATE, name);
        listed->place = PLACE_FORMATS;
        write_variant(listed->variant, name);
        detail_text(&listed->details, "state", name);
        detail_text(&listed->details, "meaning", tickets_preset_name(words->at[i].preset));
        detail_number(&listed->details, "share", all > 0 ? (double)time->ms / (double)all : NAN);
        detail_count(&listed->details, "now", time->now);
    }
}

/* ── notes ───────────────────────────────────────────────────────────────────────────────────── */

static void note_count(const struct ticket_source *source, enum text note, uint64_t n) {
    char number[DECIMAL_SIZE];
    show_count(number, n);
    if (n > 0)
        figures_note(source->figures, note, number);
}

static void note_readings(const struct ticket_source *source) {
    const struct ticket_tally *tally = source->tally;
    const ptv_zone *zone = source->tickets->moments.stamps.zone;
    char first[INSTANT_SIZE], last[INSTANT_SIZE];
    if (tally->as_of == PTV_TIME_NONE)
        return;
    instant_show(first, tally->as_of, zone);
    instant_show(last, tally->last, zone);
    if (tally->as_of == tally->last)
        figures_note(source->figures, TEXT_NOTE_AS_OF, first);
    else
        figures_note(source->figures, TEXT_NOTE_AS_OF_SEVERAL, first, last);
}

static enum outcome note_rejected(const struct ticket_source *source) {
    uint64_t rejected;
    enum outcome outcome = tickets_rejected(source, &rejected);
    if (outcome == DONE)
        note_count(source, TEXT_NOTE_REJECTED, rejected);
    return outcome;
}

/* What the log had beside tickets is of no group. */
static void note_log(const struct ticket_source *source) {
    const struct event_counts *log = &source->tickets->log;
    if (source->service->states.grouping.comparing)
        return;
    note_count(source, TEXT_NOTE_EVENTS_LEFT_OUT,
               log->without_id + log->without_time + log->before_opening + log->contradictory);
    note_count(source, TEXT_NOTE_UNKNOWN_STATES, log->unknown_states);
}

static enum outcome add_notes(const struct ticket_source *source) {
    const struct ticket_tally *tally = source->tally;
    note_readings(source);
    note_count(source, TEXT_NOTE_NOT_OPENED, tally->missing);
    note_count(source, TEXT_NOTE_LATER, tally->later);
    enum outcome outcome = note_rejected(source);
    note_log(source);
    if (source->service->options->file != NULL && !source->tickets->knows_ends)
        figures_note(source->figures, TEXT_NOTE_NO_ENDS);
    if (tally->of_log && !tally->whole)
        figures_note(source->figures, TEXT_NOTE_STATES_NOT_STORED);
    if (!source->exact)
        figures_note(source->figures, TEXT_NOTE_BUCKETS);
    return outcome;
}

/* ── all together ────────────────────────────────────────────────────────────────────────────── */

static enum outcome open_source(struct ticket_source *source, const struct service *service,
                                const struct counted *counted, struct figures *figures) {
    ptv_proportion_options how = PTV_PROPORTION_OPTIONS_INIT;
    *source = (struct ticket_source){.service = service,
                                     .tickets = service->context,
                                     .options = service->options,
                                     .tally = counted->state,
                                     .figures = figures,
                                     .config = PTV_DESK_CONFIG_INIT,
                                     .result = PTV_DESK_RESULT_INIT,
                                     .exact = true};
    how.confidence = service->options->confidence;
    how.method = service->options->share_method;
    ptv_status status = ptv_desk_config_read(source->tally->desk, &source->config);
    return states_told(status < 0 ? status
                                  : ptv_desk_read(source->tally->desk, &how, &source->result));
}

/* The columns of the table of groups: the first is the headline. */
static void add_headings(const struct ticket_source *source) {
    const struct tickets *tickets = source->tickets;
    for (size_t i = 0; i < source->figures->n; i++) {
        struct listed *listed = &source->figures->at[i];
        const char *metric = listed->figure.name;
        bool response = strcmp(metric, "first_response_ms") == 0;
        bool resolution = strcmp(metric, "resolution_ms") == 0;
        if ((!response && !resolution) || listed->place == PLACE_TABLE)
            continue;
        if (response ? tickets->has_first_response : tickets->has_resolution)
            figures_heading(listed,
                            text(response ? TEXT_HEADING_FIRST_RESPONSE : TEXT_HEADING_RESOLUTION));
    }
}

enum outcome tickets_read(struct service *service, const struct counted *counted,
                          struct figures *figures) {
    struct ticket_source source;
    enum outcome outcome = open_source(&source, service, counted, figures);
    if (outcome == DONE)
        outcome = tickets_times(&source);
    if (outcome == DONE)
        outcome = add_targets(&source);
    if (outcome != DONE)
        return outcome;
    add_shares(&source);
    add_counts(&source);
    add_backlog(&source);
    add_states(&source);
    add_headings(&source);
    detail_instant(&figures->common, "as_of", source.tally->last);
    detail_text(&figures->common, "calendar", calendar_of(service->states.definition));
    figures->base = source.result.n;
    return add_notes(&source);
}

enum outcome tickets_prepare(struct service *service, const struct states_parts *parts) {
    struct tickets *tickets = service->context;
    if (service->options->file == NULL) {
        enum outcome outcome = moments_open(&tickets->moments, service->options);
        if (outcome != DONE)
            return outcome;
    }
    if (calendar_of(service->states.definition) != NULL)
        lapse_in_hours();
    for (size_t i = 0; i < parts->n; i++) {
        ptv_desk_result result = PTV_DESK_RESULT_INIT;
        struct ticket_tally *tally = parts->at[i].counted->state;
        ticket_tally_sort(tally);
        if (states_told(ptv_desk_read(tally->desk, NULL, &result)) != DONE)
            return FAILED;
        tickets->has_first_response =
            tickets->has_first_response || result.no_first_response < result.n;
        tickets->has_resolution = tickets->has_resolution || result.open < result.n;
    }
    return DONE;
}
