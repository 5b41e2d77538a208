/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a page (tui/flow.h) whose mathematics is set as engine/base/typeset.h tells. */
#ifndef TUI_MATHEMATICS_H
#define TUI_MATHEMATICS_H

#include "tui/flow.h"

/* As flow_text(), for sentences and displays. */
void flow_mathematics(struct flow *flow, int indent, struct style style, const char *text);
/* Rows above the baseline of the first line of that. */
int flow_rise(const struct flow *flow, int indent, const char *text);

/* The canonical answer: set by itself where it is an expression. */
void flow_answer(struct flow *flow, int indent, struct style style, const struct problem *problem);

/*
 * How what stands in the field reads so far, for answers that are more than one number; a gap
 * follows. Says nothing about whether it is right. Nothing where it cannot be read (yet), or where
 * fewer than three rows of the page are free.
 */
void flow_reading(struct flow *flow, const struct problem_view *view);

#endif
