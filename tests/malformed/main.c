/* SPDX-License-Identifier: MIT */
/* Feeds malformed images of every type, first each of many kinds, then random ones.
 *
 *     malformed [--images N] [--part K/N]
 *     malformed --worst K --length N
 *
 * --images  how many in all, at least those of the first kind; without it few of each, for tests
 * --part    of N programs that share the work, the K-th, from 1 on
 * --worst   only the worst images of the K-th kind, from 1 on, each of about N bytes */
#include "machine.h"

static const uint64_t FEW_IMAGES = 2000000;

static const uint64_t WORST_LENGTH = 1 << 20;

struct options {
    uint64_t images, worst, length;
    struct share share;
    bool all;
};

_Noreturn static void usage(void) {
    fprintf(stderr, "usage: malformed [--images N] [--part K/N] | --worst K --length N\n");
    exit(2);
}

static uint64_t number_of(const char *text, char **end) {
    unsigned long long number = strtoull(text, end, 10);
    if (*end == text || number == 0)
        usage();
    return number;
}

static struct options options_of(int argc, char **argv) {
    struct options options = {FEW_IMAGES, 0, WORST_LENGTH, {1, 0, 1}, false};
    for (int i = 1; i < argc; i += 2) {
        char *end;
        if (i + 1 == argc)
            usage();
        uint64_t number = number_of(argv[i + 1], &end);
        if (strcmp(argv[i], "--images") == 0 && *end == '\0') {
            options.images = number;
            options.all = true;
        } else if (strcmp(argv[i], "--worst") == 0 && *end == '\0' && number <= WORST) {
            options.worst = number;
        } else if (strcmp(argv[i], "--length") == 0 && *end == '\0') {
            options.length = number;
        } else if (strcmp(argv[i], "--part") == 0 && *end == '/') {
            options.share.of = number_of(end + 1, &end);
            options.share.first = number - 1;
            if (number > options.share.of)
                usage();
        } else {
            usage();
        }
    }
    return options;
}

static void report(const struct machine *machine) {
    uint64_t accepted = 0, types = 0;
    for (uint32_t type = 1; type <= TYPES; type++) {
        printf("%-16s %12llu accepted\n", ptv_wire_type_name(type),
               (unsigned long long)machine->accepted[type]);
        accepted += machine->accepted[type];
        types += machine->accepted[type] > 0;
    }
    printf("figure: malformed-images %llu\n", (unsigned long long)machine->images);
    printf("figure: malformed-accepted %llu\n", (unsigned long long)accepted);
    printf("figure: malformed-types %llu\n", (unsigned long long)types);
    printf("figure: malformed-worst %d\n", WORST);
}

static void feed_all(struct machine *machine, const struct options *options) {
    make_seeds();
    feed_exhaustive(machine, options->all);
    printf("%llu images of the first kinds\n", (unsigned long long)machine->images);
    feed_random(machine, options->images / options->share.of);
    for (size_t kind = 0; kind < WORST; kind++)
        feed_worst(machine, kind, options->length);
    report(machine);
    free_seeds();
}

int main(int argc, char **argv) {
    struct options options = options_of(argc, argv);
    struct machine machine = {.share = options.share};
    use_environment_locale();
    machine.seed = seeds;
    if (options.worst > 0)
        feed_worst(&machine, (size_t)options.worst - 1, (size_t)options.length);
    else
        feed_all(&machine, &options);
    forget_accepted(&machine);
    return 0;
}
