/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/answer_compare.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "exercises/answer_judge.h"
#include "exercises/drill.h"

/* Estimates: within a factor of 2 right, of 3 right with a note, of 10 the right idea. */
static const double GOOD_FACTOR = 2, FAIR_FACTOR = 3, IDEA_FACTOR = 10;

bool answer_close(struct number a, struct number e, double absolute, double relative)
{
    if (absolute <= 0 && relative <= 0)
        return number_equal(a, e);
    /* A hair more than the tolerance: 0.15 - 0.1 is not 0.05 in binary. */
    double allowed = fmax(absolute, relative * fabs(e.value));
    return fabs(a.value - e.value) <= allowed + 1e-15 * fabs(e.value);
}

void decide(struct judgement *judgement, enum verdict verdict, const char *format, ...)
{
    char raw[sizeof judgement->message];
    struct text safe = {0};
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(raw, sizeof raw, format, arguments);
    va_end(arguments);
    text_append_safe(&safe, raw, strlen(raw), false); /* parts of it may have been typed */
    judgement->verdict = verdict;
    (void)snprintf(judgement->message, sizeof judgement->message, "%s", text_string(&safe));
    text_release(&safe);
}

void decide_misconception(struct judgement *judgement, const char *name, const char *reason)
{
    decide(judgement, VERDICT_WRONG, "%s", reason);
    (void)snprintf(judgement->misconception, sizeof judgement->misconception, "%s", name);
}

void echo(struct judgement *judgement, const char *understood)
{
    struct text safe = {0};
    text_append_safe(&safe, understood, strlen(understood), false);
    size_t kept = text_fit(text_string(&safe), safe.length, 60); /* of at most 4 bytes a cell */
    (void)snprintf(judgement->read_as, sizeof judgement->read_as, "%.*s%s", (int)kept,
                   text_string(&safe), kept < safe.length ? "…" : "");
    text_release(&safe);
}

/* --- The question typed back -------------------------------------------------------------------
 */

static char *without_blanks(const char *typed)
{
    struct text plain = {0};
    answer_normalise(typed, &plain);
    char *text = text_take(&plain), *to = text;
    for (const char *from = text; *from; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return text;
}

/* "2^10" for 2^10, and dressed up: "1*2^10", "+2^10". */
static bool repeats_expression(const struct problem *problem, const char *typed,
                               const struct answer_style *style)
{
    if (!problem->expression)
        return false;
    char *own = without_blanks(problem->expression), *other = without_blanks(typed);
    bool same = !strcasecmp(own, other);
    free(own);
    free(other);
    if (problem->kind == ANSWER_FORMULA)
        return same || repeats_formula(problem, typed, style);
    struct quantity a, b;
    char message[ANSWER_MESSAGE];
    if (same || !quantity_read(problem->expression, NULL, problem->unit, &a, message) ||
        !quantity_read(typed, style, problem->unit, &b, message))
        return same;
    return a.power && b.power && a.exponent == b.exponent && number_equal(a.base, b.base) &&
           number_equal(a.mantissa, b.mantissa);
}

/* --- Numbers, units, percent -------------------------------------------------------------------
 */

/* What was typed and what is expected, both in the unit of the answer. */
struct comparison {
    const struct problem *problem;
    const struct answer_style *style;
    struct quantity typed, expected;
    struct number a, e;
};

/* The amount in the unit of `expected`; a bare number is taken to be in it. */
static struct number in_unit_of(const struct quantity *quantity, const struct quantity *expected)
{
    if (!quantity->has_unit || !expected->has_unit)
        return quantity->number;
    struct number ratio = number_divide(quantity->unit.factor, expected->unit.factor);
    return number_multiply(quantity->number, ratio);
}

static double off_by(struct number a, struct number e)
{
    double ratio = a.value / e.value;
    return ratio > 0 ? fmax(ratio, 1 / ratio) : INFINITY;
}

static bool is_right(const struct problem *problem, struct number a, struct number e)
{
    if (problem->kind != ANSWER_ESTIMATE || e.value == 0)
        return answer_close(a, e, problem->absolute, problem->relative);
    return off_by(a, e) <= FAIR_FACTOR;
}

static void decide_right(const struct comparison *c, struct judgement *judgement)
{
    char shown[128];
    bool rough = c->problem->kind == ANSWER_ESTIMATE && off_by(c->a, c->e) > GOOD_FACTOR;
    quantity_format(&c->typed, shown, sizeof shown);
    if (rough)
        decide(judgement, VERDICT_CORRECT, "close enough for an estimate; computed: %s",
               c->problem->answer);
    else if (c->typed.unreduced)
        decide(judgement, VERDICT_CORRECT, "right; in lowest terms it is %s", shown);
    else
        decide(judgement, VERDICT_CORRECT, "%s", "");
}

static bool decide_known_misconception(const struct comparison *c, struct judgement *judgement)
{
    const struct problem *problem = c->problem;
    for (size_t i = 0; i < problem->misconception_count; i++) {
        const struct misconception *known = &problem->misconceptions[i];
        struct quantity wrong;
        char message[ANSWER_MESSAGE];
        if (!quantity_read(known->answer, NULL, problem->unit, &wrong, message))
            continue;
        double relative = fmax(problem->relative, problem->kind == ANSWER_ESTIMATE ? 0.01 : 0);
        if (!answer_close(c->a, in_unit_of(&wrong, &c->expected), problem->absolute, relative))
            continue;
        decide_misconception(judgement, known->name, known->reason);
        return true;
    }
    return false;
}

/* Slips that any problem about amounts of data can meet. */
static bool decide_unit_slip(const struct comparison *c, struct judgement *judgement)
{
    const struct problem *p = c->problem;
    double relative = fmax(p->relative, 1e-9), scale = 1;
    if (!c->expected.has_unit || c->expected.unit.bits == 0 || p->kind == ANSWER_ESTIMATE)
        return false;
    struct number eight = number_from_integer(8);
    if (answer_close(c->a, number_multiply(c->e, eight), 0, relative) ||
        answer_close(number_multiply(c->a, eight), c->e, 0, relative)) {
        decide_misconception(judgement, "mixed-bits-and-bytes", "a byte has 8 bits");
        return true;
    }
    for (int k = 1; k <= 6; k++) {
        scale *= 1.024;
        bool low = answer_close(number_from_double(c->a.value * scale), c->e, 0, relative);
        if (low || answer_close(number_from_double(c->a.value / scale), c->e, 0, relative)) {
            decide_misconception(judgement, low ? "used-1000-for-1024" : "used-1024-for-1000",
                                 "kB, MB, GB, TB count in thousands; KiB, MiB, GiB, TiB in 1024s");
            return true;
        }
    }
    return false;
}

static void decide_wrong(const struct comparison *c, struct judgement *judgement)
{
    double ratio = c->a.value / c->e.value, power = log10(fabs(ratio));
    if (c->problem->kind == ANSWER_ESTIMATE && off_by(c->a, c->e) <= IDEA_FACTOR)
        decide(judgement, VERDICT_WRONG, "right idea, but more than a factor of %g off",
               FAIR_FACTOR);
    else if (answer_close(number_negate(c->a), c->e, 0, 1e-12) && !number_is_zero(c->e))
        decide(judgement, VERDICT_WRONG, "the sign is wrong");
    else if (isfinite(power) && ratio > 0 && fabs(power) > 0.5 && fabs(power - round(power)) < 1e-9)
        decide(judgement, VERDICT_WRONG, "the digits are right, the power of ten is not");
    else if (c->problem->kind == ANSWER_EXACT && c->typed.decimal && fabs(ratio - 1) < 1e-3)
        decide(judgement, VERDICT_WRONG, "close, but an exact answer is asked for");
    else
        decide(judgement, VERDICT_WRONG, "this is not the answer");
}

/* 0.75, which some give as 75 %. */
static bool is_share(const struct comparison *c)
{
    enum answer_kind kind = c->problem->kind;
    return (kind == ANSWER_EXACT || kind == ANSWER_DECIMAL) && !c->expected.has_unit &&
           fabs(c->e.value) > 0 && fabs(c->e.value) < 1;
}

/* Would it be right with the percent sign or the unit that it lacks? Then it is asked for. */
static bool lacks_only_its_unit(const struct comparison *c, struct judgement *judgement)
{
    const struct quantity *typed = &c->typed, *expected = &c->expected;
    struct number hundredth = number_from_ratio(1, 100);
    if (typed->has_unit || typed->percent)
        return false;
    if (expected->has_unit && is_right(c->problem, c->a, c->e)) {
        decide(judgement, VERDICT_UNGRADED, "%s of what? Type the unit, too", judgement->read_as);
        return true;
    }
    bool of_hundred = expected->percent || c->problem->kind == ANSWER_PERCENT || is_share(c);
    if (of_hundred && !is_right(c->problem, c->a, c->e) &&
        is_right(c->problem, number_multiply(c->a, hundredth), c->e)) {
        decide(judgement, VERDICT_UNGRADED, "%s or %s %%?", judgement->read_as, judgement->read_as);
        return true;
    }
    return false;
}

/* Units that cannot be compared. */
static bool decide_other_dimension(const struct comparison *c, struct judgement *judgement)
{
    if (!c->typed.has_unit && !(c->typed.percent && c->expected.has_unit))
        return false;
    if (!c->expected.has_unit) {
        decide(judgement, VERDICT_UNGRADED, "a number without a unit is asked for, not %s",
               judgement->read_as);
        return true;
    }
    if (c->typed.percent) {
        decide(judgement, VERDICT_UNGRADED, "an amount in %s is asked for, not a percentage",
               c->expected.unit.symbol);
        return true;
    }
    if (unit_same_dimension(&c->typed.unit, &c->expected.unit))
        return false;
    decide_misconception(judgement, "other-quantity", "this unit measures something else");
    return true;
}

static void judge_number(const struct problem *problem, const char *typed,
                         const struct answer_style *style, struct judgement *judgement)
{
    struct comparison c = {.problem = problem, .style = style};
    char message[ANSWER_MESSAGE];
    if (!quantity_read(typed, style, problem->unit, &c.typed, message)) {
        decide(judgement, VERDICT_UNGRADED, "%s", message);
        return;
    }
    quantity_format(&c.typed, judgement->read_as, sizeof judgement->read_as);
    if (!quantity_read(problem->answer, NULL, problem->unit, &c.expected, message)) {
        decide(judgement, VERDICT_UNGRADED, "the problem's own answer cannot be read: %s", message);
        return;
    }
    if (decide_other_dimension(&c, judgement))
        return;
    c.a = in_unit_of(&c.typed, &c.expected);
    c.e = c.expected.number;
    if (problem->kind == ANSWER_ESTIMATE && c.e.value != 0)
        judgement->distance = fabs(c.a.value / c.e.value - 1);
    if (lacks_only_its_unit(&c, judgement))
        return;
    if (is_right(problem, c.a, c.e))
        decide_right(&c, judgement);
    else if (!decide_known_misconception(&c, judgement) && !decide_unit_slip(&c, judgement))
        decide_wrong(&c, judgement);
}

/* --- Choices ------------------------------------------------------------------------------------
 */

static bool same_folded(const char *a, const char *b)
{
    char *one = text_fold(a, strlen(a)), *two = text_fold(b, strlen(b));
    bool same = !strcmp(one, two);
    free(one);
    free(two);
    return same;
}

/* What follows the mark of a choice, "b", "b)", "(b)" or "b.", in what was typed; NULL: it does not
 * begin with that mark. */
static const char *after_mark(const char *typed, const char *mark)
{
    size_t length = strlen(mark);
    typed += strspn(typed, " \t(");
    if (strncasecmp(typed, mark, length) != 0)
        return NULL;
    typed += length;
    if (*typed && !strchr(" \t).:", *typed))
        return NULL;
    typed += strspn(typed, ").:");
    return typed + strspn(typed, " \t");
}

/* By letter or number, alone or before the text, as in "b) the second". */
static bool is_marked(const struct problem *problem, size_t index, const char *typed)
{
    char letter[] = {(char)('a' + (int)index), '\0'}, number[24];
    (void)snprintf(number, sizeof number, "%zu", index + 1);
    const char *rest = after_mark(typed, letter);
    if (!rest)
        rest = after_mark(typed, number);
    return rest && (!*rest || same_folded(problem->choices[index], rest));
}

/* The choice that `typed` names in full, by letter or by number; NULL: none. */
static const char *chosen(const struct problem *problem, const char *typed)
{
    for (size_t i = 0; i < problem->choice_count; i++)
        if (same_folded(problem->choices[i], typed))
            return problem->choices[i];
    for (size_t i = 0; i < problem->choice_count; i++)
        if (is_marked(problem, i, typed))
            return problem->choices[i];
    return NULL;
}

static void judge_choice(const struct problem *problem, const char *typed,
                         struct judgement *judgement)
{
    const char *choice = problem->choice_count ? chosen(problem, typed) : typed;
    if (!choice) {
        decide(judgement, VERDICT_UNGRADED, "type one of the %zu choices, or its letter",
               problem->choice_count);
        return;
    }
    echo(judgement, choice);
    if (same_folded(choice, problem->answer)) {
        decide(judgement, VERDICT_CORRECT, "%s", "");
        return;
    }
    for (size_t i = 0; i < problem->misconception_count; i++)
        if (same_folded(choice, problem->misconceptions[i].answer)) {
            decide_misconception(judgement, problem->misconceptions[i].name,
                                 problem->misconceptions[i].reason);
            return;
        }
    decide(judgement, VERDICT_WRONG, "this is not the answer");
}

/* --- The door -----------------------------------------------------------------------------------
 */

void answer_judge(const struct problem *problem, const char *typed,
                  const struct answer_style *style, struct judgement *judgement)
{
    memset(judgement, 0, sizeof *judgement);
    if (!typed[strspn(typed, " \t\r\n")]) {
        decide(judgement, VERDICT_UNGRADED, "nothing was typed");
        return;
    }
    if (repeats_expression(problem, typed, style)) {
        decide(judgement, VERDICT_UNGRADED, "that is the question; type what it comes to");
        return;
    }
    switch (problem->kind) {
    case ANSWER_EXACT:
    case ANSWER_DECIMAL:
    case ANSWER_UNIT:
    case ANSWER_PERCENT:
    case ANSWER_ESTIMATE:
        judge_number(problem, typed, style, judgement);
        return;
    case ANSWER_CHOICE:
        judge_choice(problem, typed, judgement);
        return;
    case ANSWER_FORMULA:
        judge_formula(problem, typed, style, judgement);
        return;
    case ANSWER_MATRIX:
    case ANSWER_VECTOR:
        judge_matrix(problem, typed, style, judgement);
        return;
    case ANSWER_SET:
        judge_set(problem, typed, style, judgement);
        return;
    case ANSWER_INTERVAL:
        judge_interval(problem, typed, style, judgement);
        return;
    default:
        decide(judgement, VERDICT_UNGRADED, "answers of the kind \"%s\" cannot be read",
               answer_kind_name(problem->kind));
    }
}

void problem_judge(const struct problem *problem, const char *typed, struct judgement *judgement)
{
    answer_judge(problem, typed, NULL, judgement);
}
