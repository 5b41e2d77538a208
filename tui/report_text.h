/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a simulation measured, in words and aligned columns. */
#ifndef TUI_REPORT_TEXT_H
#define TUI_REPORT_TEXT_H

#include <stddef.h>

#include "engine/base/text.h"
#include "exercises/simulation.h"

/* A number for people: "41", "1.503", "2.5e+09"; "none" where it does not exist. */
void report_text_value(double value, char *buffer, size_t size);

/* A value of a result, as a bill writes it where it is money: "334,158", "28.42". */
enum { REPORT_NUMBER = 48 };
void report_text_result(const struct observation *observation, double value, char *buffer,
                        size_t size);

/* "cost archive", "even standard_archive" (break-evens): the name of a result in short. */
void report_text_name(const struct observation *observation, char *buffer, size_t size);

/* Every observation with spread, theory and source. */
void report_text_table(const struct report *report, struct text *out);

/* "slots: how many places the table has (8 to 4096 slots)" */
void report_text_parameter(const struct parameter *parameter, struct text *out);

#endif
