/* SPDX-License-Identifier: MIT */
/* First-contact resolution: of the customers who called, how many had no need to call again?
 *
 * A contact opens a chain when its customer had none in the seven days before; it resolved, when he
 * had none in the seven days after. Whose seven days are not over is not yet eligible: to count him
 * as resolved would make every last week a good one. Two machines count, each the customers whose
 * key falls to it; a customer in both would be two customers. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

enum { SHARDS = 2, DAY = 86400000 };

static const struct {
    int day;
    const char *customer;
} contacts[] = {
    {1, "ana"},    {1, "bruno"}, {2, "carmen"}, {3, "bruno"},  /* bruno is back after two days */
    {4, "diego"},  {5, "elena"}, {9, "bruno"},  {10, "farid"}, /* and again, in the same chain */
    {11, "ana"}, /* after ten days: a chain of its own */
    {12, "grace"}, {13, "hugo"}, {17, "grace"}, {20, "ines"},  {22, "diego"}, {23, "ines"},
};
enum { CONTACTS = sizeof contacts / sizeof contacts[0] };

static void print_share(const char *name, const ptv_estimate *share) {
    printf("%-14s %5.1f %%  [%.1f, %.1f] of %u\n", name, 100 * share->value, 100 * share->lower,
           100 * share->upper, (unsigned)share->n);
}

int main(void) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT; /* a window of seven days */
    ptv_repeats *shards[SHARDS];
    config.since = 1 * (int64_t)DAY;
    for (int i = 0; i < SHARDS; i++)
        check(ptv_repeats_new(&config, NULL, &shards[i]));

    for (int i = 0; i < CONTACTS; i++) {
        const char *name = contacts[i].customer;
        uint64_t customer = ptv_key_hash(name, strlen(name)); /* the same on any machine */
        check(ptv_repeats_add(shards[customer % SHARDS], customer, 0,
                              contacts[i].day * (int64_t)DAY));
    }
    check(ptv_repeats_merge(shards[0], shards[1]));

    ptv_repeats_options options = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result result = PTV_REPEATS_RESULT_INIT;
    options.as_of = 24 * (int64_t)DAY;
    check(ptv_repeats_read(shards[0], &options, &result));
    printf("%u contacts open %u chains: %u resolved, %u repeated, %u not yet eligible\n",
           (unsigned)result.contacts, (unsigned)result.openers, (unsigned)result.resolved,
           (unsigned)(result.eligible - result.resolved), (unsigned)result.not_yet_eligible);
    print_share("FCR", &result.fcr);
    print_share("repeat-free", &result.repeat_free); /* of all contacts: another figure */
    printf("%u of the base began in the first week, when an earlier contact may be unknown\n",
           (unsigned)result.short_history);

    for (int i = 0; i < SHARDS; i++)
        ptv_repeats_free(shards[i]);
    return 0;
}
