/* SPDX-License-Identifier: MIT */
/* JSON, written piece by piece: always valid, whatever the names hold; the locale has no say. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Begins an object or array, a member of one, and ends it; commas come by themselves. */
struct json {
    FILE *out;
    bool comma; /* something stands before, at this depth */
};

void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);

/* A member of an object; with key NULL, an element of an array. */
void json_text(struct json *json, const char *key, const char *value); /* NULL: null */
void json_number(struct json *json, const char *key, double value);    /* not finite: null */
void json_count(struct json *json, const char *key, uint64_t value);
void json_bool(struct json *json, const char *key, bool value);

/* Starts a new line, for the eye and for grep. */
void json_line(struct json *json);

#endif
