/* SPDX-License-Identifier: MIT */
#include "term.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "utf8.h"

#define NARROWEST 40
#define WIDEST    160

static bool has_utf8(const char *name) {
    return name != NULL && (strstr(name, "UTF-8") != NULL || strstr(name, "utf8") != NULL ||
                            strstr(name, "utf-8") != NULL || strstr(name, "UTF8") != NULL);
}

/* The locale's name, as POSIX looks it up. */
static const char *environment_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0')
            return value;
    }
    return NULL;
}

void term_setup(void) {
    /* Only the character set: numbers are written by decimal.c and never follow the locale. A
     * locale that is named but not installed still tells the terminal's character set. */
    if (setlocale(LC_CTYPE, "") == NULL && has_utf8(environment_locale()))
        setlocale(LC_CTYPE, "C.UTF-8");
}

static int environment_width(void) {
    const char *columns = getenv("COLUMNS");
    return columns != NULL ? atoi(columns) : 0;
}

struct term term_open(FILE *stream, enum term_color color) {
    struct term term = {.stream = stream, .width = environment_width()};
    struct winsize size;
    int file = fileno(stream);
    term.is_tty = isatty(file) == 1;
    if (term.width <= 0 && term.is_tty && ioctl(file, TIOCGWINSZ, &size) == 0)
        term.width = size.ws_col;
    if (term.width <= 0)
        term.width = 80;
    if (term.width < NARROWEST)
        term.width = NARROWEST;
    if (term.width > WIDEST)
        term.width = WIDEST;
    const char *no_color = getenv("NO_COLOR");
    const char *kind = getenv("TERM");
    bool wanted = term.is_tty && (no_color == NULL || *no_color == '\0') &&
                  (kind == NULL || strcmp(kind, "dumb") != 0);
    term.color = color == COLOR_ALWAYS || (color == COLOR_AUTO && wanted);
    term.utf8 = has_utf8(nl_langinfo(CODESET));
    return term;
}

/* What stands for a character where only ASCII can be shown. */
static const char *ascii_of(uint32_t code) {
    static const struct {
        uint32_t code;
        const char *text;
    } table[] = {
        {0xE1, "a"},    {0xE9, "e"},    {0xED, "i"},     {0xF3, "o"},   {0xFA, "u"},
        {0xFC, "u"},    {0xF1, "n"},    {0xE7, "c"},     {0xC1, "A"},   {0xC9, "E"},
        {0xCD, "I"},    {0xD3, "O"},    {0xDA, "U"},     {0xDC, "U"},   {0xD1, "N"},
        {0xBF, ""},     {0xA1, ""},     {0xA0, " "},     {0xAB, "\""},  {0xBB, "\""},
        {0xB7, "|"},    {0x2013, "-"},  {0x2014, "-"},   {0x2018, "'"}, {0x2019, "'"},
        {0x201C, "\""}, {0x201D, "\""}, {0x2026, "..."}, {0x2212, "-"}, {0x2265, ">="},
        {0x2264, "<="}, {0x2500, "-"},  {0x25C2, "<"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].code == code)
            return table[i].text;
    return "?";
}

/* One character as it is shown, and its width. */
static int shown(const struct term *term, uint32_t code, char out[8]) {
    if (code < 0x20 || code == 0x7F) {
        strcpy(out, code == '\n' || code == '\t' ? " " : "?");
        return 1;
    }
    if (code < 0x80) {
        utf8_encode(code, out);
        return 1;
    }
    if (!term->utf8) {
        strcpy(out, ascii_of(code));
        return (int)strlen(out);
    }
    int columns = wcwidth((wchar_t)code);
    utf8_encode(columns < 0 ? UTF8_REPLACEMENT : code, out);
    return columns < 0 ? 1 : columns;
}

/* Writes what fits into `limit` columns, if there is a stream; returns the columns. */
static int show(const struct term *term, FILE *stream, const char *text, int limit) {
    int columns = 0;
    while (*text != '\0') {
        uint32_t code;
        char out[8];
        text += utf8_decode(text, &code);
        int width = shown(term, code, out);
        if (columns + width > limit)
            break;
        columns += width;
        if (stream != NULL)
            fputs(out, stream);
    }
    return columns;
}

void term_put(const struct term *term, const char *text) {
    show(term, term->stream, text, 1 << 30);
}

int term_columns(const struct term *term, const char *text) {
    return show(term, NULL, text, 1 << 30);
}

static void blanks(const struct term *term, int n) {
    for (int i = 0; i < n; i++)
        fputc(' ', term->stream);
}

/* Writes a text that is too long: its beginning, and a mark. */
static int cut(const struct term *term, const char *text, int columns) {
    int mark = columns > 0 ? 1 : 0;
    int used = show(term, term->stream, text, columns - mark);
    if (mark)
        fputs(term->utf8 ? "…" : "~", term->stream);
    return used + mark;
}

void term_left(const struct term *term, const char *text, int columns) {
    int used = term_columns(term, text);
    if (used > columns)
        used = cut(term, text, columns);
    else
        term_put(term, text);
    blanks(term, columns - used);
}

void term_right(const struct term *term, const char *text, int columns) {
    int used = term_columns(term, text);
    if (used > columns) {
        term_left(term, text, columns);
        return;
    }
    blanks(term, columns - used);
    term_put(term, text);
}

void term_repeat(const struct term *term, const char *glyph, char ascii, int times) {
    for (int i = 0; i < times; i++) {
        if (term->utf8)
            fputs(glyph, term->stream);
        else
            fputc(ascii, term->stream);
    }
}

void term_style(const struct term *term, enum term_style style) {
    static const char *const codes[] = {"\033[0m",  "\033[1m",  "\033[2m",
                                        "\033[31m", "\033[33m", "\033[32m"};
    if (term->color)
        fputs(codes[style], term->stream);
}

void term_shade(const struct term *term, int shade) {
    /* of the 256 colours that terminals have in common: from pale to dark blue */
    static const char *const codes[TERM_SHADES] = {
        "\033[48;5;255;38;5;16m", "\033[48;5;153;38;5;16m", "\033[48;5;111;38;5;16m",
        "\033[48;5;68;38;5;16m", "\033[48;5;25;38;5;231m"};
    if (term->color)
        fputs(codes[shade], term->stream);
}

void term_wrap(const struct term *term, const char *text, int at, int indent) {
    int column = at;
    while (*text != '\0') {
        char word[256];
        size_t length = strcspn(text, " \n");
        snprintf(word, sizeof word, "%.*s", (int)length, text);
        int columns = term_columns(term, word);
        bool first = column <= indent;
        if (!first && column + 1 + columns > term->width) {
            fputc('\n', term->stream);
            column = 0;
            first = true;
        }
        if (column < indent) {
            blanks(term, indent - column);
            column = indent;
        } else if (!first) {
            fputc(' ', term->stream);
            column++;
        }
        term_put(term, word);
        column += columns;
        text += length;
        if (*text == '\n') {
            fputc('\n', term->stream);
            column = 0;
        }
        text += *text != '\0';
    }
    fputc('\n', term->stream);
}
