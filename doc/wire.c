/* SPDX-License-Identifier: MIT */
/* The images in wire-format.md, sixteen bytes a line. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(ptv_status status) {
    if (status < 0)
        exit(EXIT_FAILURE);
}

static void dump(const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (i % 16 == 0)
            printf("%04x ", (unsigned)i);
        printf("%s%02x", i % 8 == 0 ? "  " : " ", bytes[i]);
        if (i % 16 == 15 || i + 1 == length)
            printf("\n");
    }
}

int main(int argc, char **argv) {
    uint8_t image[256];
    size_t length = 0;
    if (argc == 2 && strcmp(argv[1], "ratings") == 0) {
        ptv_ratings ratings;
        check(ptv_csat_init(&ratings, NULL));
        check(ptv_ratings_add_n(&ratings, 1, 3));
        check(ptv_ratings_add_n(&ratings, 4, 258));
        check(ptv_ratings_add_n(&ratings, 5, 70000));
        check(ptv_ratings_add_n(&ratings, 6, 2)); /* off the scale: invalid */
        check(ptv_ratings_add_n(&ratings, PTV_SCORE_MISSING, 17));
        check(ptv_ratings_serialize(&ratings, image, sizeof image, &length));
    } else if (argc == 2 && strcmp(argv[1], "proportion") == 0) {
        ptv_proportion solved;
        check(ptv_proportion_init(&solved));
        check(ptv_proportion_add_n(&solved, PTV_OUTCOME_HIT, 280));
        check(ptv_proportion_add_n(&solved, PTV_OUTCOME_MISS, 120));
        check(ptv_proportion_add_n(&solved, PTV_OUTCOME_EXCLUDED, 9));
        check(ptv_proportion_serialize(&solved, image, sizeof image, &length));
    }
    dump(image, length);
    return length > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
