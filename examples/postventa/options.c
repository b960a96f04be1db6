/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/estimate.h>
#include <postventa/quantile.h>
#include <postventa/version.h>

#include "lapse.h"
#include "memory.h"
#include "nearest.h"

#define HELP_INDENT 6

/* Values above every character, so that they can share getopt's numbers with -h and -V. */
enum option_id {
    OPTION_NPS = 256,
    OPTION_CSAT,
    OPTION_CES,
    OPTION_FROM,
    OPTION_TO,
    OPTION_VALUE,
    OPTION_UNIT,
    OPTION_ID,
    OPTION_WITHIN,
    OPTION_TIME_FORMAT,
    OPTION_ZONE,
    OPTION_IGNORE_OFFSET,
    OPTION_CALENDAR,
    OPTION_BY,
    OPTION_WHERE,
    OPTION_MISSING,
    OPTION_SEPARATOR,
    OPTION_STRICT,
    OPTION_COMPARE,
    OPTION_CONFIDENCE,
    OPTION_NPS_METHOD,
    OPTION_SHARE_METHOD,
    OPTION_PERCENTILES,
    OPTION_PERCENTILE_TYPE,
    OPTION_SAVE_STATE,
    OPTION_MERGE,
    OPTION_FORMAT,
    OPTION_DECIMALS,
    OPTION_COLOR,
    OPTION_LANG,
    OPTION_QUIET,
    OPTION_HELP = 'h',
    OPTION_VERSION = 'V',
};

/* Which commands take an option. */
#define SURVEY    (1u << COMMAND_SURVEY)
#define DURATIONS (1u << COMMAND_DURATIONS)
#define ALL       (SURVEY | DURATIONS)

struct option_row {
    unsigned commands;
    enum text section; /* a heading goes before the first option of a section */
    const char *name;
    const char *argument; /* NULL: takes none */
    int id;
    enum text help;
};

/* An option that has another meaning in another command has a row for each. */
static const struct option_row table[] = {
    {SURVEY, TEXT_SECTION_FIGURES, "nps", "COL[:MIN-MAX]", OPTION_NPS, TEXT_HELP_NPS},
    {SURVEY, TEXT_SECTION_FIGURES, "csat", "COL[:MIN-MAX[:TOPK]]", OPTION_CSAT, TEXT_HELP_CSAT},
    {SURVEY, TEXT_SECTION_FIGURES, "ces", "COL[:MIN-MAX[:ease|effort]]", OPTION_CES, TEXT_HELP_CES},
    {DURATIONS, TEXT_SECTION_TIMES, "from", "COL", OPTION_FROM, TEXT_HELP_FROM},
    {DURATIONS, TEXT_SECTION_TIMES, "to", "COL", OPTION_TO, TEXT_HELP_TO},
    {DURATIONS, TEXT_SECTION_TIMES, "value", "COL", OPTION_VALUE, TEXT_HELP_VALUE},
    {DURATIONS, TEXT_SECTION_TIMES, "unit", "ms|s|min|h", OPTION_UNIT, TEXT_HELP_UNIT},
    {DURATIONS, TEXT_SECTION_TIMES, "within", "TIME[,TIME...]", OPTION_WITHIN, TEXT_HELP_WITHIN},
    {DURATIONS, TEXT_SECTION_STAMPS, "time-format", "FORMAT", OPTION_TIME_FORMAT,
     TEXT_HELP_TIME_FORMAT},
    {DURATIONS, TEXT_SECTION_STAMPS, "zone", "NAME", OPTION_ZONE, TEXT_HELP_ZONE},
    {DURATIONS, TEXT_SECTION_STAMPS, "ignore-offset", NULL, OPTION_IGNORE_OFFSET,
     TEXT_HELP_IGNORE_OFFSET},
    {DURATIONS, TEXT_SECTION_STAMPS, "calendar", "FILE", OPTION_CALENDAR, TEXT_HELP_CALENDAR},
    {ALL, TEXT_SECTION_ROWS, "by", "COL", OPTION_BY, TEXT_HELP_BY},
    {ALL, TEXT_SECTION_ROWS, "where", "COL=V|COL!=V|COL=V*", OPTION_WHERE, TEXT_HELP_WHERE},
    {DURATIONS, TEXT_SECTION_ROWS, "id", "COL", OPTION_ID, TEXT_HELP_ID},
    {ALL, TEXT_SECTION_ROWS, "missing", "[COL=]V[,V...]", OPTION_MISSING, TEXT_HELP_MISSING},
    {ALL, TEXT_SECTION_ROWS, "separator", "C", OPTION_SEPARATOR, TEXT_HELP_SEPARATOR},
    {SURVEY, TEXT_SECTION_ROWS, "strict", NULL, OPTION_STRICT, TEXT_HELP_STRICT},
    {DURATIONS, TEXT_SECTION_ROWS, "strict", NULL, OPTION_STRICT, TEXT_HELP_STRICT_TIMES},
    {ALL, TEXT_SECTION_METHODS, "compare", "COL=A,B", OPTION_COMPARE, TEXT_HELP_COMPARE},
    {ALL, TEXT_SECTION_METHODS, "confidence", "P", OPTION_CONFIDENCE, TEXT_HELP_CONFIDENCE},
    {SURVEY, TEXT_SECTION_METHODS, "nps-method", "METHOD", OPTION_NPS_METHOD, TEXT_HELP_NPS_METHOD},
    {ALL, TEXT_SECTION_METHODS, "share-method", "METHOD", OPTION_SHARE_METHOD,
     TEXT_HELP_SHARE_METHOD},
    {DURATIONS, TEXT_SECTION_METHODS, "percentiles", "P[,P...]", OPTION_PERCENTILES,
     TEXT_HELP_PERCENTILES},
    {DURATIONS, TEXT_SECTION_METHODS, "percentile-type", "TYPE", OPTION_PERCENTILE_TYPE,
     TEXT_HELP_PERCENTILE_TYPE},
    {ALL, TEXT_SECTION_STATES, "save-state", "FILE", OPTION_SAVE_STATE, TEXT_HELP_SAVE_STATE},
    {SURVEY, TEXT_SECTION_STATES, "merge", "FILE", OPTION_MERGE, TEXT_HELP_MERGE},
    {DURATIONS, TEXT_SECTION_STATES, "merge", "FILE", OPTION_MERGE, TEXT_HELP_MERGE_TIMES},
    {ALL, TEXT_SECTION_OUTPUT, "format", "table|json|csv", OPTION_FORMAT, TEXT_HELP_FORMAT},
    {SURVEY, TEXT_SECTION_OUTPUT, "decimals", "N", OPTION_DECIMALS, TEXT_HELP_DECIMALS},
    {DURATIONS, TEXT_SECTION_OUTPUT, "decimals", "N", OPTION_DECIMALS, TEXT_HELP_DECIMALS_TIMES},
    {ALL, TEXT_SECTION_OUTPUT, "color", "auto|always|never", OPTION_COLOR, TEXT_HELP_COLOR},
    {ALL, TEXT_SECTION_OUTPUT, "lang", "en|es", OPTION_LANG, TEXT_HELP_LANG},
    {ALL, TEXT_SECTION_OUTPUT, "quiet", NULL, OPTION_QUIET, TEXT_HELP_QUIET},
    {ALL, TEXT_SECTION_OUTPUT, "help", NULL, OPTION_HELP, TEXT_HELP_HELP},
    {ALL, TEXT_SECTION_OUTPUT, "version", NULL, OPTION_VERSION, TEXT_HELP_VERSION},
};

#define N_OPTIONS (sizeof table / sizeof *table)

/* What --help says before and after the options. */
static const struct {
    enum text usage, purpose, examples;
} commands[] = {
    [COMMAND_SURVEY] = {TEXT_SURVEY_USAGE, TEXT_SURVEY_PURPOSE, TEXT_SURVEY_EXAMPLES},
    [COMMAND_DURATIONS] = {TEXT_DURATIONS_USAGE, TEXT_DURATIONS_PURPOSE, TEXT_DURATIONS_EXAMPLES},
};

/* A word that an option takes, and what it stands for. */
struct choice {
    const char *name;
    int value;
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

static const char *name_of(int id) {
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (table[i].id == id)
            return table[i].name;
    return "";
}

/* Equal words, a dash standing for an underscore. */
static bool same_word(const char *given, const char *name) {
    for (; *given != '\0' && *name != '\0'; given++, name++)
        if (*given != *name && !(*given == '-' && *name == '_'))
            return false;
    return *given == *name;
}

static enum outcome choose(int id, const char *given, const struct choice *choices, int *value) {
    char all[256] = "";
    for (const struct choice *choice = choices; choice->name != NULL; choice++) {
        if (same_word(given, choice->name)) {
            *value = choice->value;
            return DONE;
        }
        strcat(strcat(all, *all != '\0' ? ", " : ""), choice->name);
    }
    report_error(TEXT_BAD_CHOICE, name_of(id), given, all);
    return MISUSED;
}

static enum outcome once(int id, const char *given, const char **value) {
    if (*value != NULL) {
        report_error(TEXT_TWICE, name_of(id), *value, given);
        return MISUSED;
    }
    *value = given;
    return DONE;
}

static enum outcome read_confidence(const char *given, double *confidence) {
    char *end;
    bool plain = *given != '\0' && strspn(given, "0123456789.") == strlen(given);
    double value = plain ? strtod(given, &end) : 0;
    if (!plain || *end != '\0' || !(value > 0 && value < 1)) {
        report_error(TEXT_BAD_CONFIDENCE, given);
        return MISUSED;
    }
    *confidence = value;
    return DONE;
}

static enum outcome read_decimals(const char *given, int *decimals) {
    if (strlen(given) != 1 || *given < '0' || *given > '6') {
        report_error(TEXT_BAD_DECIMALS, given);
        return MISUSED;
    }
    *decimals = *given - '0';
    return DONE;
}

static enum outcome read_separator(const char *given, char *separator) {
    if (strcmp(given, "tab") == 0 || strcmp(given, "\\t") == 0) {
        *separator = '\t';
        return DONE;
    }
    if (strlen(given) != 1 || strchr("\"\r\n ", *given) != NULL) {
        report_error(TEXT_BAD_SEPARATOR, given);
        return MISUSED;
    }
    *separator = *given;
    return DONE;
}

/* A percentage above 0 and below 100 as a fraction: 99.9 is 999 of 1000. */
static bool read_percentile(const char *given, size_t length, struct percentile *percentile) {
    uint32_t den = 0;
    *percentile = (struct percentile){.den = 100};
    if (length == 0 || length > 9 || !isdigit((unsigned char)*given))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (given[i] == '.' && den == 0 && i + 1 < length) {
            den = 100;
            continue;
        }
        if (!isdigit((unsigned char)given[i]))
            return false;
        percentile->num = 10 * percentile->num + (uint32_t)(given[i] - '0');
        den *= 10;
        percentile->den = den > 0 ? den : 100;
    }
    snprintf(percentile->name, sizeof percentile->name, "%.*s", (int)length, given);
    return percentile->num > 0 && percentile->num < percentile->den;
}

static enum outcome read_percentiles(const char *given, struct options *options) {
    options->n_percentiles = 0;
    for (const char *at = given;; at++) {
        struct percentile next;
        size_t length = strcspn(at, ","), i = options->n_percentiles;
        if (i == MOST_PERCENTILES || !read_percentile(at, length, &next)) {
            report_error(TEXT_BAD_PERCENTILES, given, MOST_PERCENTILES);
            return MISUSED;
        }
        for (; i > 0; i--) {
            struct percentile *before = &options->percentiles[i - 1];
            uint64_t here = (uint64_t)next.num * before->den;
            uint64_t there = (uint64_t)before->num * next.den;
            if (here == there) {
                report_error(TEXT_BAD_PERCENTILES, given, MOST_PERCENTILES);
                return MISUSED;
            }
            if (here > there)
                break;
            options->percentiles[i] = *before;
        }
        options->percentiles[i] = next;
        options->n_percentiles++;
        at += length;
        if (*at == '\0')
            return DONE;
    }
}

static enum outcome read_limits(const char *given, struct options *options) {
    for (const char *at = given;; at++) {
        struct limit next;
        size_t length = strcspn(at, ","), i = options->n_limits;
        bool sound = i < MOST_LIMITS && length < sizeof next.name;
        if (sound) {
            snprintf(next.name, sizeof next.name, "%.*s", (int)length, at);
            sound = lapse_read(next.name, &next.ms);
        }
        for (; sound && i > 0 && options->limits[i - 1].ms >= next.ms; i--) {
            sound = options->limits[i - 1].ms != next.ms;
            options->limits[i] = options->limits[i - 1];
        }
        if (!sound) {
            report_error(TEXT_BAD_WITHIN, given, MOST_LIMITS);
            return MISUSED;
        }
        options->limits[i] = next;
        options->n_limits++;
        at += length;
        if (*at == '\0')
            return DONE;
    }
}

static void append(struct texts *texts, const char *given) {
    texts->at = memory_grow(texts->at, &texts->capacity, texts->n + 1, sizeof *texts->at);
    texts->at[texts->n++] = given;
}

static void wish(struct figure_wishes *wishes, enum metric_kind kind, const char *column) {
    wishes->at = memory_grow(wishes->at, &wishes->capacity, wishes->n + 1, sizeof *wishes->at);
    wishes->at[wishes->n++] = (struct figure_wish){kind, column};
}

static enum outcome operand(struct options *options, const char *given) {
    if (options->file != NULL) {
        report_error(TEXT_TWO_FILES, options->file, given);
        return MISUSED;
    }
    options->file = given;
    return DONE;
}

static enum outcome take(struct options *options, int id, const char *given) {
    enum outcome outcome = DONE;
    int value = 0;
    switch (id) {
    case OPTION_NPS:
        wish(&options->figures, METRIC_NPS, given);
        break;
    case OPTION_CSAT:
        wish(&options->figures, METRIC_CSAT, given);
        break;
    case OPTION_CES:
        wish(&options->figures, METRIC_CES, given);
        break;
    case OPTION_FROM:
        return once(id, given, &options->from);
    case OPTION_TO:
        return once(id, given, &options->to);
    case OPTION_VALUE:
        return once(id, given, &options->value);
    case OPTION_UNIT:
        outcome = choose(id, given, units, &value);
        options->unit_ms = value;
        break;
    case OPTION_ID:
        return once(id, given, &options->id);
    case OPTION_WITHIN:
        return read_limits(given, options);
    case OPTION_TIME_FORMAT:
        return once(id, given, &options->time_format);
    case OPTION_ZONE:
        return once(id, given, &options->zone);
    case OPTION_IGNORE_OFFSET:
        options->ignore_offset = true;
        break;
    case OPTION_CALENDAR:
        return once(id, given, &options->calendar);
    case OPTION_BY:
        return once(id, given, &options->by);
    case OPTION_WHERE:
        append(&options->where, given);
        break;
    case OPTION_MISSING:
        append(&options->missing, given);
        break;
    case OPTION_SEPARATOR:
        return read_separator(given, &options->separator);
    case OPTION_STRICT:
        options->strict = true;
        break;
    case OPTION_COMPARE:
        return once(id, given, &options->compare);
    case OPTION_CONFIDENCE:
        return read_confidence(given, &options->confidence);
    case OPTION_NPS_METHOD:
        return choose(id, given, nps_methods, &options->nps_method);
    case OPTION_SHARE_METHOD:
        return choose(id, given, share_methods, &options->share_method);
    case OPTION_PERCENTILES:
        return read_percentiles(given, options);
    case OPTION_PERCENTILE_TYPE:
        return choose(id, given, percentile_types, &options->percentile_type);
    case OPTION_SAVE_STATE:
        return once(id, given, &options->save_state);
    case OPTION_MERGE:
        append(&options->merge, given);
        break;
    case OPTION_FORMAT:
        outcome = choose(id, given, formats, &value);
        options->format = (enum format)value;
        break;
    case OPTION_DECIMALS:
        return read_decimals(given, &options->decimals);
    case OPTION_COLOR:
        outcome = choose(id, given, colors, &value);
        options->color = (enum term_color)value;
        break;
    case OPTION_QUIET:
        options->quiet = true;
        report_quiet(true);
        break;
    default: /* --lang: obeyed before everything else */
        break;
    }
    return outcome;
}

static bool takes(enum command command, const struct option_row *row) {
    return (row->commands >> command & 1) != 0;
}

static void fill_getopt(enum command command, struct option out[N_OPTIONS + 1]) {
    memset(out, 0, (N_OPTIONS + 1) * sizeof *out);
    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (!takes(command, &table[i]))
            continue;
        out->name = table[i].name;
        out->has_arg = table[i].argument != NULL ? required_argument : no_argument;
        out->val = table[i].id;
        out++;
    }
}

static enum outcome unknown(enum command command, const char *given) {
    char plain[64];
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(given, "="), given);
    struct nearest nearest = nearest_begin(plain);
    for (size_t i = 0; i < N_OPTIONS; i++) {
        char option[64];
        snprintf(option, sizeof option, "--%s", table[i].name);
        if (takes(command, &table[i]))
            nearest_try(&nearest, option, table[i].name);
    }
    if (nearest.found != NULL)
        report_error(TEXT_UNKNOWN_OPTION_NEAREST, given, nearest.found);
    else
        report_error(TEXT_UNKNOWN_OPTION, given);
    return MISUSED;
}

static void heading(const struct term *term, enum text id) {
    fputc('\n', term->stream);
    term_style(term, STYLE_BOLD);
    term_put(term, text(id));
    term_style(term, STYLE_PLAIN);
    fputc('\n', term->stream);
}

static void help(enum command command, const struct term *term) {
    const struct option_row *before = NULL;
    term_wrap(term, text(commands[command].usage), 0, 0);
    fputc('\n', term->stream);
    term_wrap(term, text(commands[command].purpose), 0, 0);
    for (const struct option_row *row = table; row < table + N_OPTIONS; row++) {
        if (!takes(command, row))
            continue;
        if (before == NULL || row->section != before->section)
            heading(term, row->section);
        before = row;
        fputs("  ", term->stream);
        if (row->id < 256)
            fprintf(term->stream, "-%c, ", row->id);
        fprintf(term->stream, "--%s%s%s\n", row->name, row->argument != NULL ? " " : "",
                row->argument != NULL ? row->argument : "");
        term_wrap(term, text(row->help), 0, HELP_INDENT);
    }
    heading(term, TEXT_SECTION_EXAMPLES);
    term_wrap(term, text(commands[command].examples), 0, 2);
}

static enum outcome obey(int id, const struct options *options) {
    struct term term = term_open(stdout, options->color);
    if (id == OPTION_HELP)
        help(options->command, &term);
    else
        printf("postventa %s\n", ptv_version());
    return DONE;
}

enum outcome options_read(enum command command, int argc, char **argv, struct options *options,
                          bool *finished) {
    struct option long_options[N_OPTIONS + 1];
    enum outcome outcome = DONE;
    *options = (struct options){.command = command, .separator = ',', .decimals = -1};
    *finished = false;
    fill_getopt(command, long_options);
    opterr = 0;
    optind = 2;
    while (outcome == DONE) {
        int here = optind;
        /* "-": operands come in their place, whatever POSIXLY_CORRECT says */
        int id = getopt_long(argc, argv, "-:hV", long_options, NULL);
        if (id == -1)
            break;
        if (id == OPTION_HELP || id == OPTION_VERSION) {
            *finished = true;
            return obey(id, options);
        }
        if (id == 1) {
            outcome = operand(options, optarg);
        } else if (id == ':') {
            report_error(TEXT_NO_ARGUMENT, argv[here]);
            outcome = MISUSED;
        } else if (id == '?') {
            outcome = unknown(command, argv[here]);
        } else {
            outcome = take(options, id, optarg);
        }
    }
    for (; outcome == DONE && optind < argc; optind++)
        outcome = operand(options, argv[optind]);
    return outcome;
}

enum outcome options_check(const struct options *options) {
    enum text complaint;
    if (options->file == NULL && options->merge.n == 0)
        complaint = TEXT_NO_INPUT;
    else if (options->by != NULL && options->compare != NULL)
        complaint = TEXT_BY_AND_COMPARE;
    else if (options->file == NULL && options->where.n + options->missing.n > 0)
        complaint = TEXT_NO_ROWS_TO_SELECT;
    else if (options->save_state != NULL && strcmp(options->save_state, "-") == 0)
        complaint = TEXT_STATE_TO_STDOUT;
    else
        return DONE;
    report_error(complaint);
    return MISUSED;
}

enum outcome options_language(int argc, char **argv) {
    const char *name = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            name = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            name = argv[i + 1];
    }
    text_language(NULL);
    if (name != NULL && !text_language(name)) {
        report_error(TEXT_BAD_CHOICE, "lang", name, "en, es");
        return MISUSED;
    }
    return DONE;
}

void options_free(struct options *options) {
    free(options->figures.at);
    free(options->where.at);
    free(options->missing.at);
    free(options->merge.at);
}
