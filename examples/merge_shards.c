/* SPDX-License-Identifier: MIT */
/* Three machines count a part each and send bytes; a fourth merges them.
 *
 * The result is the same, byte for byte, as if one machine had counted everything: a state holds
 * integers only, so no split and no order leaves a trace. */
#include <postventa/postventa.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

enum { SHARDS = 3, ROWS = 6, ROOM = 256 };

static const int8_t shards[SHARDS][ROWS] = {
    {10, 9, 9, 8, 10, 7},
    {6, 10, 8, 4, 0, 10},
    {8, 8, 9, 10, 5, 9},
};

struct message {
    uint8_t bytes[ROOM];
    size_t length;
};

/* What each of the three does: count, serialize, send. */
static struct message count_shard(const int8_t *rows) {
    ptv_ratings ratings;
    struct message message;
    check(ptv_nps_init(&ratings));
    check(ptv_ratings_add_i8(&ratings, rows, NULL, 0, ROWS));
    check(ptv_ratings_serialize(&ratings, message.bytes, ROOM, &message.length));
    return message;
}

static void print_state(const char *name, const ptv_ratings *ratings) {
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    check(ptv_nps_read(ratings, NULL, &nps));
    printf("%-8s n %2u  NPS %+6.1f  [%+6.1f, %+6.1f]\n", name, (unsigned)nps.n, nps.score.value,
           nps.score.lower, nps.score.upper);
}

int main(void) {
    ptv_ratings merged, whole;
    check(ptv_nps_init(&merged));
    check(ptv_nps_init(&whole));

    for (int i = 0; i < SHARDS; i++) {
        struct message message = count_shard(shards[i]);

        /* What the fourth does: deserialize checks everything, merge adds. */
        char name[] = "shard ?";
        ptv_ratings part;
        check(ptv_ratings_deserialize(&part, message.bytes, message.length));
        check(ptv_ratings_merge(&merged, &part));
        name[6] = (char)('1' + i);
        print_state(name, &part);

        check(ptv_ratings_add_i8(&whole, shards[i], NULL, 0, ROWS));
    }
    print_state("merged", &merged);
    print_state("whole", &whole);

    struct message a, b;
    check(ptv_ratings_serialize(&merged, a.bytes, ROOM, &a.length));
    check(ptv_ratings_serialize(&whole, b.bytes, ROOM, &b.length));
    bool same = a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
    printf("%u bytes each, %s\n", (unsigned)a.length, same ? "the same" : "different");
    return same ? 0 : 1;
}
