/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/mathematics.h"

#include <string.h>

#include "engine/base/typeset.h"
#include "exercises/answer_compare.h"

enum { ROWS_FREE = 3 };

static int columns_of(const struct flow *flow, int indent)
{
    return flow->area.columns - 2 - indent;
}

void flow_mathematics(struct flow *flow, int indent, struct style style, const char *text)
{
    struct text set = {0};
    if (text)
        typeset_text(text, columns_of(flow, indent), flow->canvas->ascii, &set);
    flow_text(flow, indent, style, text_string(&set));
    text_release(&set);
}

int flow_rise(const struct flow *flow, int indent, const char *text)
{
    return typeset_rise(text, columns_of(flow, indent), flow->canvas->ascii);
}

static bool is_expression(enum answer_kind kind)
{
    switch (kind) {
    case ANSWER_EXACT:
    case ANSWER_MATRIX:
    case ANSWER_VECTOR:
    case ANSWER_SET:
    case ANSWER_INTERVAL:
    case ANSWER_FORMULA:
        return true;
    case ANSWER_DECIMAL:
    case ANSWER_UNIT:
    case ANSWER_PERCENT:
    case ANSWER_ESTIMATE:
    case ANSWER_CHOICE:
    case ANSWER_KIND_COUNT:
    default:
        return false;
    }
}

void flow_answer(struct flow *flow, int indent, struct style style, const struct problem *problem)
{
    struct text set = {0}, told = {0};
    const char *answer = problem->answer;
    if (is_expression(problem->kind) &&
        typeset_formula(NULL, answer, strlen(answer), columns_of(flow, indent), flow->canvas->ascii,
                        &set)) {
        flow_text(flow, indent, style, text_string(&set));
    } else {
        problem_tell_answer(problem, &told);
        flow_mathematics(flow, indent, style, text_string(&told));
    }
    text_release(&told);
    text_release(&set);
}

static int lines_in(const char *text)
{
    int lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* What was understood of the answer so far, set; false: nothing, or it needs no reading. */
static bool set_reading(const struct flow *flow, const struct problem_view *view, struct text *out)
{
    struct judgement judgement = {.verdict = VERDICT_UNGRADED};
    const char *typed = field_text(view->field);
    if (!is_expression(view->problem->kind) || !typed[strspn(typed, " ")] ||
        (view->problem->kind == ANSWER_EXACT && !strpbrk(typed, "/^")))
        return false;
    answer_judge(view->problem, typed, &view->style, &judgement);
    const char *reading = judgement.read_as;
    return reading[0] && typeset_formula("Reads as  ", reading, strlen(reading),
                                         columns_of(flow, 0), flow->canvas->ascii, out);
}

void flow_reading(struct flow *flow, const struct problem_view *view)
{
    struct text set = {0};
    int room = flow->rows - flow->line;
    if (room >= ROWS_FREE && set_reading(flow, view, &set) && lines_in(text_string(&set)) < room) {
        flow_text(flow, 0, style_of(INK_DIM), text_string(&set));
        flow_gap(flow);
    }
    text_release(&set);
}
