/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in prose, with their units: what a simulation takes from a passage. */
#ifndef CONTENT_QUANTITY_H
#define CONTENT_QUANTITY_H

#include <stdbool.h>

#include "content/word.h"

enum quantity_kind {
    QUANTITY_AFTER,  /* "load factor of 0.7": the number after `phrase` */
    QUANTITY_NEAR,   /* "IOPS, say, 100": the next plain number after `phrase` in the sentence */
    QUANTITY_BEFORE, /* "100 IOPS": the number before `phrase` */
    QUANTITY_BYTES,  /* "5TB", "512 MiB" */
    QUANTITY_RATE,   /* "200 MB/s" in bytes per second */
    QUANTITY_RATIO,  /* "1/17", of one to more than one */
    QUANTITY_SHARE   /* "99.9 %", of 90 % and more, below 100 % */
};

/* The first such number of the text. `phrase` is for the first three kinds. */
bool quantity_find(struct slice text, enum quantity_kind kind, const char *phrase, double *value);

enum { QUANTITY_ROOM = 32 };
/* "5e12", "0.7", "100": at most six digits, three below 0.9, nine from there to 1. */
void quantity_print(double value, char out[QUANTITY_ROOM]);

#endif
