/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <inttypes.h>
#include <math.h>

#include "decimal.h"
#include "utf8.h"

static void put_text(FILE *out, const char *text) {
    fputc('"', out);
    while (*text != '\0') {
        uint32_t code;
        char bytes[5];
        text += utf8_decode(text, &code);
        if (code == '"' || code == '\\') {
            fprintf(out, "\\%c", (int)code);
        } else if (code < 0x20 || code == 0x7F) {
            fprintf(out, "\\u%04" PRIX32, code);
        } else {
            utf8_encode(code, bytes);
            fputs(bytes, out);
        }
    }
    fputc('"', out);
}

static void begin(struct json *json, const char *key) {
    if (json->comma)
        fputc(',', json->out);
    json->comma = true;
    if (key != NULL) {
        put_text(json->out, key);
        fputc(':', json->out);
    }
}

void json_open(struct json *json, const char *key, char bracket) {
    begin(json, key);
    fputc(bracket, json->out);
    json->comma = false;
}

void json_close(struct json *json, char bracket) {
    fputc(bracket, json->out);
    json->comma = true;
}

void json_text(struct json *json, const char *key, const char *value) {
    begin(json, key);
    if (value != NULL)
        put_text(json->out, value);
    else
        fputs("null", json->out);
}

void json_number(struct json *json, const char *key, double value) {
    char number[DECIMAL_SIZE];
    begin(json, key);
    if (isfinite(value)) {
        decimal_shortest(number, value);
        fputs(number, json->out);
    } else {
        fputs("null", json->out);
    }
}

void json_count(struct json *json, const char *key, uint64_t value) {
    begin(json, key);
    fprintf(json->out, "%" PRIu64, value);
}

void json_bool(struct json *json, const char *key, bool value) {
    begin(json, key);
    fputs(value ? "true" : "false", json->out);
}

void json_line(struct json *json) {
    if (json->comma)
        fputc(',', json->out);
    json->comma = false;
    fputc('\n', json->out);
}
