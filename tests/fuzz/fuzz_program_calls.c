/* SPDX-License-Identifier: MIT */
/* Files of calls: a queue_log of Asterisk, records of FreeSWITCH, and rows of CSV. */
#include "calls.h"
#include "program.h"

static const struct line lines[] = {
    {calls_main, NULL, {"calls", "--input", "asterisk", "--by", "queue", "-"}},
    {calls_main, NULL, {"calls", "--input", "asterisk", "--list", "-"}},
    {calls_main,
     NULL,
     {"calls", "--input", "asterisk", "--compare", "queue=q,r", "--format", "json", "-"}},
    {calls_main,
     "cc_side,cc_queue,cc_agent,cc_queue_joined_epoch,cc_queue_answered_epoch,"
     "cc_queue_canceled_epoch,cc_queue_terminated_epoch,cc_cause,cc_cancel_reason,uuid\n",
     {"calls", "--input", "freeswitch", "--by", "agent", "--within", "10s,20s", "-"}},
    {calls_main,
     "outcome,wait,talk,hold,wrap\n",
     {"calls", "--outcome", "outcome", "--wait", "wait", "--talk", "talk", "--hold", "hold",
      "--wrap-up", "wrap", "--unit", "s", "--short", "5s", "--format", "csv", "-"}},
    {calls_main, NULL, {"calls", "--quiet", "-"}},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return try_lines(lines, sizeof lines / sizeof *lines, data, size);
}
