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

/* One minute's limit; 20 s three times, 60 s, 300 s, a missing one and a negative one. */
static size_t durations(const char *name, uint8_t *image, size_t size) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    ptv_durations *acc;
    size_t length;
    config.calendar_id = 7;
    config.n_limits = 1;
    config.limit_ms[0] = 60000;
    check(ptv_durations_new(&config, NULL, &acc));
    check(ptv_durations_add_n(acc, 20000, 3));
    check(ptv_durations_add(acc, 60000));
    check(ptv_durations_add(acc, 300000));
    check(ptv_durations_add(acc, PTV_TIME_NONE));
    check(ptv_durations_add(acc, -5));
    if (strcmp(name, "durations-removed") == 0)
        check(ptv_durations_remove(acc, 20000, 1));
    check(ptv_durations_serialize(acc, image, size, &length));
    ptv_durations_free(acc);
    return length;
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
    } else if (argc == 2 && strcmp(argv[1], "survival") == 0) {
        ptv_survival *open_for;
        ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
        config.unit_ms = 3600000;
        check(ptv_survival_new(&config, NULL, &open_for));
        check(ptv_survival_add_n(open_for, 5, PTV_EVENT, 2));
        check(ptv_survival_add_n(open_for, 5, PTV_CENSORED, 300));
        check(ptv_survival_add_n(open_for, 6, PTV_EVENT, 1));
        check(ptv_survival_add_n(open_for, 1000, PTV_CENSORED, 3));
        check(ptv_survival_add_n(open_for, PTV_TIME_NONE, PTV_CENSORED, 9));
        check(ptv_survival_serialize(open_for, image, sizeof image, &length));
        ptv_survival_free(open_for);
    } else if (argc == 2 && strcmp(argv[1], "zone") == 0) {
        ptv_zone *madrid;
        check(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &madrid));
        check(ptv_zone_serialize(madrid, image, sizeof image, &length));
        ptv_zone_free(madrid);
    }
    if (argc == 2 && strncmp(argv[1], "durations", 9) == 0)
        length = durations(argv[1], image, sizeof image);
    dump(image, length);
    return length > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
