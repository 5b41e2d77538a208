/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as the contract prints them: 15 significant digits, null for what does not exist. */
#ifndef TUI_JSON_H
#define TUI_JSON_H

#include <stdio.h>

#include <jansson.h>

#include "engine/collection.h"
#include "engine/streak.h"

json_t *json_number(double value);     /* null where not finite */
json_t *json_text(const char *string); /* null for NULL; invalid UTF-8 repaired */
json_t *json_day(day_number day);      /* null for DAY_NONE */
json_t *json_strings(const char *const *list, size_t count);
json_t *json_card(const struct card *card);
json_t *json_streak(const struct streak *streak);

/* One document, indented, or one line. Both release `value`. */
void json_print(json_t *value, FILE *out);
void json_print_line(json_t *value, FILE *out);

#endif
