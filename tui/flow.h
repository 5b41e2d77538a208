/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paragraphs one below the other, scrolled as one page. The content is a function that adds its
 * parts; it runs once to measure and once to draw.
 */
#ifndef TUI_FLOW_H
#define TUI_FLOW_H

#include "engine/base/problem.h"
#include "exercises/answer_reader.h"
#include "tui/widget.h"

struct flow {
    struct canvas *canvas;
    struct area area;
    int top;  /* lines scrolled away */
    int line; /* where the next part goes, from the beginning of the page */
    int rows; /* of the page that are seen at a time */
    int focus;
};

/* Adds a paragraph, indented by cells; nothing for NULL or "". */
void flow_text(struct flow *flow, int indent, struct style style, const char *text);
/* The same with bytes start..end marked: `style` of their own, and `sign` two cells before each
 * line that holds some of them. */
struct flow_mark {
    size_t start, end;
    struct style style;
    const char *sign; /* NULL: none */
    bool focus;       /* what the person waits for begins there */
};
void flow_marked(struct flow *flow, int indent, struct style style, const char *text,
                 const struct flow_mark *mark);
void flow_gap(struct flow *flow);
/* What comes next is what the person waits for: the answer. */
void flow_focus(struct flow *flow);
void flow_rule(struct flow *flow);
void flow_bar(struct flow *flow, int indent, double fraction, enum ink ink);
/* A label and a text field on one line. */
void flow_field(struct flow *flow, const char *label, const struct field *field);

/* Measures and draws; the last column tells where there is more. */
void flow_draw(struct canvas *canvas, struct area area, struct scroll *scroll,
               void (*content)(struct flow *flow, const void *context), const void *context);

/* A problem with what became of it. */
struct problem_view {
    const struct problem *problem;
    const struct judgement *judgement; /* NULL: nothing was typed yet */
    const struct field *field;         /* NULL: no more answers are taken */
    struct answer_style style;         /* how numbers are typed */
    int hints;
    bool gave_up;
};
void flow_problem(struct flow *flow, const struct problem_view *view);

#endif
