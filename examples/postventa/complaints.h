/* SPDX-License-Identifier: MIT */
/* The command `complaints`: how many came in, per thousand; how they were solved; what is open. */
#ifndef COMPLAINTS_H
#define COMPLAINTS_H

#include "report.h"

/* Runs the command on argv[2] and the rest; answers how to exit. */
enum outcome complaints_main(int argc, char **argv);

#endif
