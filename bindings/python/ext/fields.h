/* SPDX-License-Identifier: MIT */
/* Members of the library's structs, described once and read both ways: keyword arguments of a call
 * go into options and configs, results come out as attributes. */
#ifndef FIELDS_H
#define FIELDS_H

#include "binding.h"

enum field_kind {
    FIELD_COUNT,    /* uint64_t: int */
    FIELD_I64,      /* int64_t: int */
    FIELD_OPTIONAL, /* int64_t: int; INT64_MIN is None */
    FIELD_I32,      /* int32_t: int */
    FIELD_U32,      /* uint32_t: int */
    FIELD_BOOL,     /* int32_t: bool */
    FIELD_OUTCOME,  /* int32_t: True, False, or None for PTV_OUTCOME_EXCLUDED */
    FIELD_DOUBLE,   /* double: float */
    FIELD_INSTANT,  /* int64_t ms: an aware datetime or None */
    FIELD_DURATION, /* int64_t ms: a timedelta or None */
    FIELD_SPAN,     /* double ms: taken as a timedelta or a number of ms, given as a float */
    FIELD_KNOWN,    /* int32_t: int; -1 is None */
    FIELD_KEY,      /* uint64_t: taken as an int, str or bytes */
    FIELD_WORD,     /* int32_t: one of `words`, a str */
    FIELD_FLAGS,    /* uint32_t, a sum of numbers of `words`: a tuple of str, or one of them */
    FIELD_METHOD,   /* int32_t: PTV_METHOD_… by name, a str */
    FIELD_STATUS,   /* int32_t: a ptv_status as "ok", "empty", … */
    FIELD_OBJECT,   /* PyObject *: taken as it is, borrowed */
    FIELD_RECORD,   /* a struct: a record of `record` */
    FIELD_ARRAY     /* an array: a tuple of `array` */
};

/* A word for a number of the library's: ends with a NULL. */
struct word {
    const char *text;
    int32_t number;
};

/* An array within a struct. */
struct field_array {
    enum field_kind kind; /* of an element: COUNT, I32, I64 or DURATION */
    int32_t max;          /* places */
    size_t length_offset; /* where the struct says how many there are, an int32_t */
    int32_t (*length)(const void *values); /* or what tells; both 0: all places */
};

/* What is particular to a field. */
enum field_note {
    FIELD_PLAIN,
    FIELD_NOT_SHOWN, /* by repr */
    FIELD_NOT_NONE,  /* of a call: None does not stand for the default */
    FIELD_NOT_0      /* of a call: to the library 0 means the default, so nobody can ask for it */
};

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset;
    const char *doc;
    const struct word *words;          /* of FIELD_WORD and FIELD_FLAGS */
    const struct record_class *record; /* of FIELD_RECORD */
    const struct field_array *array;   /* of FIELD_ARRAY */
    enum field_note note;
};

/* A field of a struct of the library, where both have one name. */
#define FIELD(type, member, kind, doc)                                                             \
    { #member, kind, offsetof(type, member), doc, NULL, NULL, NULL, FIELD_PLAIN }
#define FIELD_QUIET(type, member, kind, doc)                                                       \
    { #member, kind, offsetof(type, member), doc, NULL, NULL, NULL, FIELD_NOT_SHOWN }
/* One that Python knows by another name, such as `window` for window_ms. */
#define FIELD_AS(name, type, member, kind, doc)                                                    \
    { name, kind, offsetof(type, member), doc, NULL, NULL, NULL, FIELD_PLAIN }
/* An argument that is left out for the library's default, and is never 0. */
#define FIELD_OPTION(type, member, kind) FIELD_OPTION_AS(#member, type, member, kind)
#define FIELD_OPTION_AS(name, type, member, kind)                                                  \
    { name, kind, offsetof(type, member), NULL, NULL, NULL, NULL, FIELD_NOT_0 }
#define FIELD_WORDS(type, member, words, doc)                                                      \
    { #member, FIELD_WORD, offsetof(type, member), doc, words, NULL, NULL, FIELD_PLAIN }
#define FIELD_OF(type, member, class, doc)                                                         \
    { #member, FIELD_RECORD, offsetof(type, member), doc, NULL, class, NULL, FIELD_PLAIN }
#define FIELD_ESTIMATE(type, member, doc) FIELD_OF(type, member, &ptvpy_estimate, doc)
#define FIELD_MANY(type, member, array, doc)                                                       \
    { #member, FIELD_ARRAY, offsetof(type, member), doc, NULL, NULL, array, FIELD_PLAIN }
#define FIELDS_END                                                                                 \
    { NULL, FIELD_COUNT, 0, NULL, NULL, NULL, NULL, FIELD_PLAIN }

/* The field of that name among those of a function's arguments; NULL with an exception. */
const struct field *ptvpy_field_find(const char *function, const struct field *fields,
                                     PyObject *name);

/* The member as Python shows it; a new reference. For a time that no timedelta and no datetime
 * holds an OverflowError is set, which names the field. */
PyObject *ptvpy_field_give(const struct field *field, const void *values);

/* The same, but such a time is an int of ms. */
PyObject *ptvpy_field_give_any(const struct field *field, const void *values);

/* The words as messages list them; a new reference. */
PyObject *ptvpy_words_text(const struct word *words);

/* The number of one of the words; 0, or -1 with an exception that lists them. */
int ptvpy_take_word(PyObject *value, const char *what, const struct word *words, int32_t *out);

/* Puts a value of Python into the member; 0, or -1 with an exception that names the field. */
int ptvpy_field_take(const struct field *field, PyObject *value, void *values);

/* Whether the member is 0, and must not be. */
bool ptvpy_field_is_refused(const struct field *field, const void *values);

/* Takes the arguments of a call to `function`: `n_positional` of them by position, borrowed, into
 * `positional`; all others by keyword, into the fields of the struct `values`. None leaves a field
 * as it is. 0, or -1 with the exception that Python's own functions would raise. */
int ptvpy_take_arguments(const char *function, PyObject *args, PyObject *kwargs,
                         PyObject **positional, Py_ssize_t n_positional, const struct field *fields,
                         void *values);

/* As ptvpy_failed; where an argument is out of range, the message shows those that were given. */
bool ptvpy_call_failed(ptv_status status, const char *function, PyObject *kwargs);

#endif
