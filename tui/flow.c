/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/mathematics.h"

void flow_marked(struct flow *flow, int indent, struct style style, const char *text,
                 const struct flow_mark *mark)
{
    if (!text || !*text)
        return;
    struct area area = flow->area;
    struct canvas_mark part = {.start = mark->start, .end = mark->end, .style = mark->style};
    int columns = area.columns - 2 - indent;
    int lines = canvas_paragraph_marked(flow->canvas, 0, 0, columns, 0, 0, style, text, &part);
    int at = flow->line - flow->top;
    int skip = at < 0 ? -at : 0;
    int row = at < 0 ? 0 : at;
    if (row < area.rows && skip < lines)
        (void)canvas_paragraph_marked(flow->canvas, area.column + indent, area.row + row, columns,
                                      area.rows - row, skip, style, text, &part);
    if (mark->focus && part.first_row >= 0)
        flow->focus = flow->line + part.first_row;
    for (int i = part.first_row; mark->sign && i >= 0 && i <= part.last_row; i++)
        if (at + i >= 0 && at + i < area.rows)
            (void)canvas_text(flow->canvas, area.column + indent - 2, area.row + at + i,
                              style_of(INK_ACCENT), mark->sign);
    flow->line += lines;
}

void flow_text(struct flow *flow, int indent, struct style style, const char *text)
{
    flow_marked(flow, indent, style, text, &(struct flow_mark){.style = style});
}

void flow_gap(struct flow *flow)
{
    flow->line++;
}

void flow_focus(struct flow *flow)
{
    flow->focus = flow->line;
}

/* The row of the next line on the canvas; -1: not visible. */
static int visible_row(const struct flow *flow)
{
    int at = flow->line - flow->top;
    return at >= 0 && at < flow->area.rows ? flow->area.row + at : -1;
}

void flow_rule(struct flow *flow)
{
    int row = visible_row(flow);
    if (row >= 0)
        canvas_rule(flow->canvas, flow->area.column, row, flow->area.columns - 2,
                    style_of(INK_DIM));
    flow->line++;
}

void flow_bar(struct flow *flow, int indent, double fraction, enum ink ink)
{
    int row = visible_row(flow);
    int columns = flow->area.columns - indent < 42 ? flow->area.columns - indent - 2 : 40;
    if (row >= 0)
        canvas_bar(flow->canvas, flow->area.column + indent, row, columns, fraction, style_of(ink));
    flow->line++;
}

void flow_field(struct flow *flow, const char *label, const struct field *field)
{
    int row = visible_row(flow), end = flow->area.column + flow->area.columns - 2;
    if (row >= 0) {
        int column = canvas_text(flow->canvas, flow->area.column, row, style_of(INK_ACCENT), label);
        int columns = end - column - 1 > 40 ? 40 : end - column - 1;
        field_draw(field, flow->canvas, column + 1, row, columns);
    }
    flow->line++;
}

/* Scrolled only so far that half a page of what was waited for is seen, or all where it is less. */
static int top_for_focus(const struct flow *measure, int rows)
{
    int wanted = measure->line - measure->focus;
    wanted = wanted > rows / 2 ? rows / 2 : wanted;
    int top = measure->focus + wanted - rows;
    return top > 0 ? top : 0;
}

void flow_draw(struct canvas *canvas, struct area area, struct scroll *scroll,
               void (*content)(struct flow *flow, const void *context), const void *context)
{
    struct flow measure = {.canvas = canvas, .area = area, .rows = area.rows};
    measure.area.rows = 0;
    content(&measure, context);
    scroll->lines = measure.line;
    scroll->page = area.rows;
    if (scroll->follow)
        scroll->top = top_for_focus(&measure, area.rows);
    scroll->follow = false;
    int most = scroll->lines > area.rows ? scroll->lines - area.rows : 0;
    scroll->top = scroll->top > most ? most : scroll->top;
    struct flow flow = {.canvas = canvas, .area = area, .top = scroll->top, .rows = area.rows};
    content(&flow, context);
    struct list list = {.count = (size_t)scroll->lines, .top = (size_t)scroll->top};
    list_arrows(canvas, area, &list);
}

/* --- Problems -----------------------------------------------------------------------------------
 */

/* A mark such as "b)" or "2." with its text beside it, all lines of that below each other. */
static void marked_item(struct flow *flow, const char *mark, struct style style, const char *text)
{
    int line = flow->line;
    flow->line += flow_rise(flow, 5, text);
    flow_text(flow, 2, style_of(INK_DIM), mark);
    flow->line = line;
    flow_mathematics(flow, 5, style, text);
}

/* The question, and each choice with its letter. */
static void question(struct flow *flow, const struct problem *problem)
{
    char *asked = memory_copy_bytes(problem->prompt, problem_question_length(problem));
    flow_mathematics(flow, 0, style_of(INK_STRONG), asked);
    free(asked);
    for (size_t i = 0; i < problem->choice_count; i++) {
        const char mark[] = {(char)('a' + (int)i), ')', '\0'};
        marked_item(flow, mark, style_of(INK_STRONG), problem->choices[i]);
    }
}

static void verdict_line(struct flow *flow, const struct judgement *judgement, bool gave_up)
{
    static const char *const unicode[] = {"✓ Correct", "✗ Not correct", "? Not graded"};
    static const char *const ascii[] = {"+ Correct", "x Not correct", "? Not graded"};
    static const enum ink inks[] = {INK_GOOD, INK_BAD, INK_ACCENT};
    if (gave_up) {
        flow_text(flow, 0, style_with(INK_STRONG, ATTRIBUTE_BOLD), "Given up.");
        return;
    }
    struct text line = {0};
    text_append(&line, (flow->canvas->ascii ? ascii : unicode)[judgement->verdict]);
    if (judgement->read_as[0])
        text_printf(&line, ", read as %s", judgement->read_as);
    if (judgement_reason(judgement)[0])
        text_printf(&line, ": %s", judgement_reason(judgement));
    struct style style = style_with(inks[judgement->verdict], ATTRIBUTE_BOLD);
    /* What could not be graded is told as it is to be typed. */
    if (judgement->verdict == VERDICT_UNGRADED)
        flow_text(flow, 0, style, text_string(&line));
    else
        flow_mathematics(flow, 0, style, text_string(&line));
    text_release(&line);
}

static void hints(struct flow *flow, const struct problem *problem, int count)
{
    for (int i = 0; i < count && (size_t)i < problem->hint_count; i++) {
        flow_gap(flow);
        flow_text(flow, 0, style_of(INK_DIM), "Hint");
        flow_mathematics(flow, 2, style_of(INK_TEXT), problem->hints[i]);
    }
}

static void solution(struct flow *flow, const struct problem *problem)
{
    flow_gap(flow);
    flow_text(flow, 0, style_of(INK_DIM), "Answer");
    flow_answer(flow, 2, style_of(INK_STRONG), problem);
    if (!problem->step_count)
        return;
    flow_gap(flow);
    flow_text(flow, 0, style_of(INK_DIM), "Step by step");
    for (size_t i = 0; i < problem->step_count; i++) {
        char number[16];
        (void)snprintf(number, sizeof number, "%zu.", i + 1);
        marked_item(flow, number, style_of(INK_TEXT), problem->steps[i]);
    }
}

void flow_problem(struct flow *flow, const struct problem_view *view)
{
    question(flow, view->problem);
    flow_gap(flow);
    if (view->field) {
        flow_field(flow, "Answer", view->field);
        flow_gap(flow);
        flow_reading(flow, view);
    }
    flow_focus(flow);
    if (view->judgement)
        verdict_line(flow, view->judgement, view->gave_up);
    if (view->field)
        hints(flow, view->problem, view->hints);
    else
        solution(flow, view->problem);
}
