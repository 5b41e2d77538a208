/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file system and memory under SQLite that fail when told to. */
#ifndef TESTS_SUPPORT_FAULT_H
#define TESTS_SUPPORT_FAULT_H

#include <stdbool.h>

struct fault {
    long countdown; /* operations until the failure; 0: none will fail */
    bool lasting;   /* fails from then on, as a full disk does */
    bool failed;
    long refused_allocation; /* allocations until one is refused; 0: none */
    bool refused;
};
extern struct fault fault; /* all zeroes: nothing fails */

void fault_install_memory(void);      /* before sqlite3_initialize() */
void fault_install_file_system(void); /* after it */

#endif
