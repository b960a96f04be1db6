/* SPDX-License-Identifier: MIT */
/* A column through Arrow's C data interface: counted where it lies, no copy, no Arrow library.
 *
 * Whoever has the column (a data frame, a database) fills in the two structs; whoever wants it reads
 * them, and then gives them back. Here both are in one program. A bitmap in the column says which
 * answers are missing. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { ROWS = 12 };

/* ---- who has the column */

/* Answers of a survey; rows 3 and 9 have none. */
static const int8_t scores[ROWS] = {10, 9, 7, 0, 10, 6, 9, 8, 10, 0, 3, 9};
static const uint8_t validity[] = {0xF7, 0x0D};

static void release_schema(struct ArrowSchema *schema) {
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array) {
    printf("given back\n");
    array->release = NULL;
}

static void hand_over(struct ArrowSchema *schema, struct ArrowArray *array) {
    static const void *buffers[] = {validity, scores};
    const struct ArrowSchema int8 = {.format = "c", .name = "score", .release = release_schema};
    const struct ArrowArray column = {.length = ROWS,
                                      .null_count = 2,
                                      .n_buffers = 2,
                                      .buffers = buffers,
                                      .release = release_array};
    *schema = int8;
    *array = column;
}

/* ---- who counts it */

int main(void) {
    struct ArrowSchema schema;
    struct ArrowArray array;
    hand_over(&schema, &array);

    ptv_ratings ratings;
    ptv_column column = PTV_COLUMN_INIT, dictionary = PTV_COLUMN_INIT;
    check(ptv_nps_init(&ratings));
    check(ptv_arrow_column(&schema, &array, &column, &dictionary));
    check(ptv_ratings_add_column(&ratings, &column));

    /* From here on only the counts are wanted. */
    array.release(&array);
    schema.release(&schema);

    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    check(ptv_nps_read(&ratings, NULL, &nps));
    printf("n %u, missing %u, NPS %+.1f, 95 %% between %+.1f and %+.1f\n", (unsigned)nps.n,
           (unsigned)nps.missing, nps.score.value, nps.score.lower, nps.score.upper);
    return 0;
}
