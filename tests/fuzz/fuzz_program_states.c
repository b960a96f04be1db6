/* SPDX-License-Identifier: MIT */
/* Files of states that the program saved, with the last line, which has their number and their hash,
 * made good. */
#include <inttypes.h>

#include "calls.h"
#include "contacts.h"
#include "durations.h"
#include "hash.h"
#include "program.h"
#include "survey.h"

static const struct line lines[] = {
    {survey_main, NULL, {"survey", "--merge", "/dev/stdin"}},
    {survey_main, NULL, {"survey", "--merge", "/dev/stdin", "--by", "g", "--format", "json"}},
    {durations_main, NULL, {"durations", "--merge", "/dev/stdin"}},
    {calls_main, NULL, {"calls", "--merge", "/dev/stdin", "--format", "csv"}},
    {contacts_main, NULL, {"contacts", "--merge", "/dev/stdin"}},
};

/* Which line, and the states; in the upper half of the numbers, the whole file. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { WHOLE = 128, NUMBER = 127, LONGEST = 8192 };
    static const char first[] = "postventa-state 1\n";
    char file[LONGEST + 128];
    if (size < 1 || size > LONGEST)
        return 0;
    const struct line *line = &lines[(size_t)(data[0] & NUMBER) % (sizeof lines / sizeof *lines)];
    if (data[0] & WHOLE) {
        run_line(line, false, data + 1, size - 1);
        return 0;
    }
    size_t len = sizeof first - 1 + size - 1, n = 0;
    memcpy(file, first, sizeof first - 1);
    memcpy(file + sizeof first - 1, data + 1, size - 1);
    if (file[len - 1] != '\n')
        file[len++] = '\n';
    for (size_t i = sizeof first - 1; i < len; i++)
        n += file[i] == '\n';
    int end = snprintf(file + len, sizeof file - len, "end %zu %016" PRIx64 "\n", n,
                       hash_bytes(file, len));
    run_line(line, false, (const uint8_t *)file, len + (size_t)end);
    return 0;
}
