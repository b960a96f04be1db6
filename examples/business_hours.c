/* SPDX-License-Identifier: MIT */
/* Business time over a weekend in which the clocks change, and when an answer is due.
 *
 * A calendar is made from a text, which a product can store, and a zone, here from its POSIX rule
 * (a TZif file's bytes do as well). A text with a fault is refused, with the place and the reason. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

static const char hours[] = "mon-fri 09:00-14:00 16:00-19:00\n"
                            "sat     10:00-14:00\n"
                            "holiday 2025-03-31\n";

enum { HOUR = 3600000 };

/* Prints a local time of March or April 2025: the clock of the zone, not that of this machine. */
static void show(const char *what, const ptv_zone *zone, int64_t instant) {
    const int64_t march = 20148; /* days from 1970-01-01 to 2025-03-01 */
    int64_t local, day;
    check(ptv_zone_to_local(zone, instant, &local));
    check(ptv_zone_period(zone, PTV_PERIOD_DAY, instant, &day));
    day -= march;
    printf("%-8s 2025-%s-%02d %02d:%02d\n", what, day < 31 ? "03" : "04",
           (int)(day < 31 ? day + 1 : day - 30), (int)(local / HOUR % 24),
           (int)(local / 60000 % 60));
}

int main(void) {
    ptv_zone *madrid;
    ptv_calendar *office, *none = NULL;
    check(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &madrid));
    check(ptv_calendar_new(hours, strlen(hours), madrid, NULL, NULL, &office));

    /* Friday 28 March 2025, 18:30 in Madrid; answered on Tuesday at 09:45. Clocks went forward on
     * Sunday, and Monday was a holiday. */
    const int64_t opened = 1743183000000, answered = 1743493500000;
    int64_t open, due, elapsed = answered - opened;
    show("opened", madrid, opened);
    show("answered", madrid, answered);
    check(ptv_calendar_open_ms(office, opened, answered, &open));
    printf("elapsed  %5.2f h\nopen     %5.2f h\n", (double)elapsed / (double)HOUR,
           (double)open / (double)HOUR);

    check(ptv_calendar_due(office, opened, 6 * HOUR, &due));
    show("6 h due", madrid, due);

    const char wrong[] = "mon-fri 09:00-18:00\nsat 10:00-25:00\n";
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    ptv_status status = ptv_calendar_new(wrong, strlen(wrong), madrid, NULL, &error, &none);
    printf("line %u, column %u: %s\n", (unsigned)error.line, (unsigned)error.column,
           ptv_calendar_reason(error.reason));

    ptv_calendar_free(office);
    ptv_zone_free(madrid);
    return status == PTV_ERR_ARGUMENT ? 0 : 1;
}
