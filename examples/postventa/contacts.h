/* SPDX-License-Identifier: MIT */
/* The command `contacts`: first-contact resolution, by whether the customer came back. */
#ifndef CONTACTS_H
#define CONTACTS_H

#include "report.h"

/* Runs the command on argv[2] and the rest; answers how to exit. */
enum outcome contacts_main(int argc, char **argv);

#endif
