/* SPDX-License-Identifier: MIT */
#include "flag.h"

#include <stddef.h>
#include <strings.h>

bool flag_read(const char *text, bool *value) {
    static const struct {
        const char *word;
        bool value;
    } words[] = {{"true", true}, {"yes", true}, {"y", true},  {"t", true}, {"1", true},
                 {"sí", true},   {"sÍ", true},  {"si", true}, {"s", true}, {"false", false},
                 {"no", false},  {"n", false},  {"f", false}, {"0", false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasecmp(text, words[i].word) == 0) {
            *value = words[i].value;
            return true;
        }
    }
    return false;
}
