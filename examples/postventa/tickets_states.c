/* SPDX-License-Identifier: MIT */
/* --states: what the words of a log mean. */
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "tickets.h"

static const struct {
    const char *name;
    enum text label;
} presets[] = {
    [PTV_STATE_NEW] = {"new", TEXT_STATE_NEW},
    [PTV_STATE_OPEN] = {"open", TEXT_STATE_OPEN},
    [PTV_STATE_PENDING] = {"pending", TEXT_STATE_PENDING},
    [PTV_STATE_HOLD] = {"hold", TEXT_STATE_HOLD},
    [PTV_STATE_SOLVED] = {"resolved", TEXT_STATE_RESOLVED},
    [PTV_STATE_ARCHIVED] = {"closed", TEXT_STATE_CLOSED},
};

#define N_PRESETS ((int32_t)(sizeof presets / sizeof *presets))

const char *tickets_preset_name(int32_t preset) {
    return presets[preset].name;
}

const char *tickets_state_name(const struct state_word *word) {
    return word->word != NULL ? word->word : text(presets[word->preset].label);
}

/* A word must not have two meanings. */
static bool add(struct state_words *words, const char *word, size_t length, const char *meaning,
                size_t meaning_length) {
    char *own = memory_text(word, length);
    int32_t preset = 0;
    while (preset < N_PRESETS && (strlen(presets[preset].name) != meaning_length ||
                                  strncmp(presets[preset].name, meaning, meaning_length) != 0))
        preset++;
    bool sound = preset < N_PRESETS && length > 0 && words->n < PTV_TICKET_STATES;
    for (size_t i = 0; i < words->n && sound; i++)
        sound = words->at[i].word == NULL || strcmp(words->at[i].word, own) != 0;
    if (sound)
        words->at[words->n++] = (struct state_word){own, preset};
    else
        free(own);
    return sound;
}

/* "WORD=STATE", in which the word may hold "=" itself. */
static bool read_word(struct state_words *words, const char *given, size_t length) {
    size_t equals = length;
    while (equals > 0 && given[equals - 1] != '=')
        equals--;
    return equals > 0 && add(words, given, equals - 1, given + equals, length - equals);
}

/* Puts the first state of the new in front, where a ticket is created in it; without one, a state
 * that has no word. */
static bool put_new_first(struct state_words *words) {
    size_t at = 0;
    while (at < words->n && words->at[at].preset != PTV_STATE_NEW)
        at++;
    struct state_word first = {NULL, PTV_STATE_NEW};
    if (at < words->n)
        first = words->at[at];
    else if (words->n++ == PTV_TICKET_STATES)
        return false;
    memmove(&words->at[1], &words->at[0], at * sizeof first);
    words->at[0] = first;
    return true;
}

enum outcome tickets_states_read(struct state_words *words, const char *given) {
    bool sound = true;
    *words = (struct state_words){.n = 0};
    for (int32_t i = 0; i < N_PRESETS && given == NULL; i++) {
        const char *name = presets[i].name;
        add(words, name, strlen(name), name, strlen(name));
    }
    for (const char *at = given; at != NULL && sound;) {
        size_t length = strcspn(at, ",");
        sound = read_word(words, at, length);
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    if (sound && put_new_first(words))
        return DONE;
    words->n = words->n > PTV_TICKET_STATES ? PTV_TICKET_STATES : words->n;
    report_error(TEXT_BAD_STATES, given, PTV_TICKET_STATES - 1);
    return MISUSED;
}

void tickets_states_free(struct state_words *words) {
    for (size_t i = 0; i < words->n; i++)
        free(words->at[i].word);
    words->n = 0;
}
