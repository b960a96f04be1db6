/* SPDX-License-Identifier: MIT */
/* Rows of CSV, for every command that reads them. */
#include "complaints.h"
#include "contacts.h"
#include "durations.h"
#include "program.h"
#include "retention.h"
#include "survey.h"
#include "tickets.h"

static const struct line lines[] = {
    {survey_main, "s,g\n", {"survey", "--nps", "s", "--csat", "s:1-5", "--by", "g", "-"}},
    {survey_main,
     "s,r,t\n",
     {"survey", "--ces", "s", "--repeat", "last", "--respondent", "r", "--time", "t", "--format",
      "json", "-"}},
    {survey_main, "s,g,n\n", {"survey", "--nps", "s", "--sent", "n", "--compare", "g=a,b", "-"}},
    {durations_main,
     "a,b,g\n",
     {"durations", "--from", "a", "--to", "b", "--by", "g", "--within", "20s,1h", "-"}},
    {durations_main,
     "v,g\n",
     {"durations", "--value", "v", "--unit", "min", "--compare", "g=a,b", "--format", "csv", "-"}},
    {durations_main,
     "a,b\n",
     {"durations", "--from", "a", "--to", "b", "--time-format", "%d/%m/%Y %H:%M", "--zone",
      "Europe/Madrid", "--format", "json", "-"}},
    {tickets_main,
     "o,f,r,c,n\n",
     {"tickets", "--opened", "o", "--first-reply", "f", "--resolved", "r", "--closed", "c",
      "--reopens", "n", "--sla", "first=1h,resolution=1d", "-"}},
    {tickets_main,
     "i,t,s,e\n",
     {"tickets", "--id", "i", "--log-time", "t", "--state", "s", "--event", "e", "--format", "json",
      "-"}},
    {contacts_main, "c,t,i\n", {"contacts", "--customer", "c", "--time", "t", "--issue", "i", "-"}},
    {complaints_main,
     "r,c,u\n",
     {"complaints", "--received", "r", "--closed", "c", "--upheld", "u", "--exposed", "100",
      "--within", "10d", "-"}},
    {retention_main,
     "c,t,m\n",
     {"retention", "--customer", "c", "--time", "t", "--amount", "m", "--period", "month", "-"}},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return try_lines(lines, sizeof lines / sizeof *lines, data, size);
}
