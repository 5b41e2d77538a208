/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a quiz is asked for as one line of text, for the argument of a screen:
 * "count=10 minutes=5 days=10-40 kind=choice,typed topic=data warehouse"; topic is the last. */
#ifndef TUI_QUIZ_START_H
#define TUI_QUIZ_START_H

#include "engine/base/text.h"
#include "engine/quiz.h"

void quiz_start_write(const struct quiz_options *options, struct text *out);
/* The topic points into `argument`. What cannot be read is left as it is. */
void quiz_start_read(const char *argument, struct quiz_options *options);

#endif
