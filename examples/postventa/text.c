/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static enum language chosen = ENGLISH;

/* The language of messages, as POSIX looks it up. */
static const char *environment_language(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0')
            return strncmp(value, "es", 2) == 0 ? "es" : "en";
    }
    return "en";
}

bool text_language(const char *name) {
    if (name == NULL)
        name = environment_language();
    if (strcmp(name, "es") == 0)
        chosen = SPANISH;
    else if (strcmp(name, "en") == 0)
        chosen = ENGLISH;
    else
        return false;
    return true;
}

const char *text(enum text id) {
    static const char *const texts[][2] = {
#define TEXT_PAIR(name, en, es) {en, es},
        MESSAGES(TEXT_PAIR)
#undef TEXT_PAIR
    };
    return texts[id][chosen];
}

struct decimal_style text_numbers(void) {
    return chosen == SPANISH ? (struct decimal_style){',', '.'} : (struct decimal_style){'.', ','};
}

const char *text_percent(void) {
    return chosen == SPANISH ? " %" : "%";
}

struct named {
    const char *name;
    enum text id;
};

static const char *by_name(const struct named *table, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].name, name) == 0)
            return text(table[i].id);
    return name; /* a later library may know more names than we do */
}

const char *text_band(const char *name) {
    static const struct named bands[] = {
        {"more_detractors", TEXT_BAND_MORE_DETRACTORS},
        {"good", TEXT_BAND_GOOD},
        {"very_good", TEXT_BAND_VERY_GOOD},
        {"excellent", TEXT_BAND_EXCELLENT},
        {"fair_target", TEXT_BAND_FAIR_TARGET},
    };
    return by_name(bands, sizeof bands / sizeof *bands, name);
}

const char *text_method(const char *name) {
    static const struct named methods[] = {
        {"score", TEXT_METHOD_SCORE},
        {"adjusted_wald", TEXT_METHOD_ADJUSTED_WALD},
        {"wald", TEXT_METHOD_WALD},
        {"wilson", TEXT_METHOD_WILSON},
        {"clopper_pearson", TEXT_METHOD_CLOPPER_PEARSON},
        {"agresti_coull", TEXT_METHOD_AGRESTI_COULL},
        {"jeffreys", TEXT_METHOD_JEFFREYS},
        {"student_t", TEXT_METHOD_STUDENT_T},
        {"score_bounded", TEXT_METHOD_SCORE_BOUNDED},
        {"mover", TEXT_METHOD_MOVER},
        {"brunner_munzel", TEXT_METHOD_BRUNNER_MUNZEL},
        {"order_statistics", TEXT_METHOD_ORDER_STATISTICS},
        {"miettinen_nurminen", TEXT_METHOD_MIETTINEN_NURMINEN},
        {"welch", TEXT_METHOD_WELCH},
        {"rothman_wilson", TEXT_METHOD_ROTHMAN_WILSON},
        {"log_log", TEXT_METHOD_LOG_LOG},
        {"log", TEXT_METHOD_LOG},
        {"plain", TEXT_METHOD_PLAIN},
        {"log_rank", TEXT_METHOD_LOG_RANK},
        {"garwood", TEXT_METHOD_GARWOOD},
        {"rate_ratio", TEXT_METHOD_RATE_RATIO},
    };
    return by_name(methods, sizeof methods / sizeof *methods, name);
}
