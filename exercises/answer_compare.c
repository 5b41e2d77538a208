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

/* Estimates: within a factor of 2 right, of 3 right with a note, of 10 the right idea. A wrong one
 * that is known is recognised within a tenth. */
static const double GOOD_FACTOR = 2, FAIR_FACTOR = 3, IDEA_FACTOR = 10, KNOWN_ESTIMATE = 0.1;

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

bool is_rounded(struct number a, struct number e)
{
    int decimals = number_decimals(a);
    double off = fabs(a.value - e.value);
    return decimals > 0 && off <= 0.5 * pow(10, -decimals) * (1 + 1e-9) &&
           off <= 0.01 * fabs(e.value);
}

void decide_rounded(struct judgement *judgement)
{
    decide(judgement, VERDICT_UNGRADED,
           "%s is rounded; an exact answer is asked for, such as a fraction", judgement->read_as);
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
    const char *text;
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

/* By which factor two amounts differ, at least 1; infinite where their signs do. */
static double off_by(struct number a, struct number e)
{
    double ratio = a.value / e.value;
    return ratio > 0 ? fmax(ratio, 1 / ratio) : INFINITY;
}

/* Within a factor, itself included: 0.6 is twice 0.3 in decimal, not quite in binary. */
static bool within(struct number a, struct number e, double factor)
{
    return number_is_zero(e) ? number_is_zero(a) : off_by(a, e) <= factor * (1 + 1e-12);
}

static bool is_right(const struct problem *problem, struct number a, struct number e)
{
    if (problem->kind != ANSWER_ESTIMATE || e.value == 0)
        return answer_close(a, e, problem->absolute, problem->relative);
    return within(a, e, FAIR_FACTOR);
}

static void decide_right(const struct comparison *c, struct judgement *judgement)
{
    char shown[128];
    bool rough = c->problem->kind == ANSWER_ESTIMATE && !number_is_zero(c->e) &&
                 !within(c->a, c->e, GOOD_FACTOR);
    quantity_format(&c->typed, shown, sizeof shown);
    if (rough)
        decide(judgement, VERDICT_CORRECT, "close enough for an estimate; computed: %s",
               c->problem->answer);
    else if (c->typed.unreduced)
        decide(judgement, VERDICT_CORRECT, "right; in lowest terms it is %s", shown);
    else
        decide(judgement, VERDICT_CORRECT, "%s", "");
}

/* Of the right value: is it in the form that is asked for? */
static bool decide_form(const struct comparison *c, struct judgement *judgement)
{
    char shown[128], reason[512];
    if (!c->problem->lowest_terms || !(c->typed.unreduced || c->typed.decimal))
        return false;
    quantity_format(&c->typed, shown, sizeof shown);
    if (c->typed.decimal) {
        decide(judgement, VERDICT_UNGRADED, "the value is right; type it as a fraction");
        return true;
    }
    (void)snprintf(reason, sizeof reason, "%s is %s, but it is to be reduced", c->text, shown);
    decide_misconception(judgement, "not-reduced", reason);
    return true;
}

/* How far a wrong answer is from a known one, in shares of it; infinite: it is another one. */
static double distance_from(const struct comparison *c, const struct misconception *known)
{
    const struct problem *problem = c->problem;
    struct quantity wrong;
    char message[ANSWER_MESSAGE];
    if (!quantity_read(known->answer, NULL, problem->unit, &wrong, message))
        return INFINITY;
    struct number value = in_unit_of(&wrong, &c->expected);
    bool estimate = problem->kind == ANSWER_ESTIMATE;
    double relative = fmax(problem->relative, estimate ? KNOWN_ESTIMATE : 0);
    if (!answer_close(c->a, value, problem->absolute, relative))
        return INFINITY;
    return value.value != 0 ? fabs(c->a.value / value.value - 1) : 0;
}

/* The nearest one: those of estimates may overlap. */
static bool decide_known_misconception(const struct comparison *c, struct judgement *judgement)
{
    const struct misconception *nearest = NULL;
    double least = INFINITY;
    for (size_t i = 0; i < c->problem->misconception_count; i++) {
        const struct misconception *known = &c->problem->misconceptions[i];
        double distance = distance_from(c, known);
        if (distance < least) {
            least = distance;
            nearest = known;
        }
    }
    if (nearest)
        decide_misconception(judgement, nearest->name, nearest->reason);
    return nearest != NULL;
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
    if (c->problem->kind == ANSWER_ESTIMATE && within(c->a, c->e, IDEA_FACTOR))
        decide(judgement, VERDICT_WRONG, "right idea, but more than a factor of %g off",
               FAIR_FACTOR);
    else if (is_right(c->problem, number_negate(c->a), c->e) && !number_is_zero(c->e))
        decide(judgement, VERDICT_WRONG, "the sign is wrong");
    else if (isfinite(power) && ratio > 0 && fabs(power) > 0.5 && fabs(power - round(power)) < 1e-9)
        decide(judgement, VERDICT_WRONG, "the digits are right, the power of ten is not");
    else if (c->problem->kind == ANSWER_EXACT && c->typed.decimal && fabs(ratio - 1) < 1e-3)
        decide(judgement, VERDICT_WRONG, "close, but an exact answer is asked for");
    else
        decide(judgement, VERDICT_WRONG, "%s", judgement_no_more);
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
    if (expected->has_unit && (typed->scaled || is_right(c->problem, c->a, c->e))) {
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

/* "k" is 1000 here; where 1024 would be right, nobody knows what was meant. */
static bool decide_scale(const struct comparison *c, struct judgement *judgement)
{
    double value = c->a.value;
    for (int k = 1; c->typed.scaled && k <= 4; k++) {
        value *= 1.024;
        if (!is_right(c->problem, number_from_double(value), c->e))
            continue;
        decide(judgement, VERDICT_UNGRADED, "1000 or 1024? Type the number in full");
        return true;
    }
    return false;
}

/* Whether the question asks for so many per cent, and takes the bare number for it. */
static bool asks_per_cent(const struct comparison *c)
{
    static const char *const phrases[] = {"in per cent", "in percent", "many per cent",
                                          "many percent"};
    const char *prompt = c->problem->prompt;
    bool asked = false;
    for (size_t i = 0; prompt && i < sizeof phrases / sizeof phrases[0]; i++)
        asked |= strstr(prompt, phrases[i]) != NULL;
    return asked && !c->expected.has_unit && !c->expected.percent &&
           c->problem->kind != ANSWER_PERCENT;
}

/* "12 %" where the answer is 12, since per cent are asked for; 0.12 is a share. */
static bool decide_share(struct comparison *c, struct judgement *judgement)
{
    struct number hundred = number_multiply(c->a, number_from_integer(100));
    bool asked = asks_per_cent(c);
    if (c->typed.has_unit || c->expected.has_unit || c->expected.percent ||
        !(asked || c->typed.percent))
        return false;
    if (c->typed.percent && asked) {
        c->a = hundred;
        return false;
    }
    if (is_right(c->problem, c->a, c->e) || !is_right(c->problem, hundred, c->e))
        return false;
    if (asked)
        decide(judgement, VERDICT_UNGRADED, "%s or %s %%? The answer is asked for in per cent",
               judgement->read_as, judgement->read_as);
    else
        decide(judgement, VERDICT_UNGRADED, "a number is asked for, without a percent sign");
    return true;
}

/* Reads both; false: what was typed is not to be graded. */
static bool read_comparison(struct comparison *c, struct judgement *judgement)
{
    const struct problem *problem = c->problem;
    char message[ANSWER_MESSAGE];
    if (!quantity_read(c->text, c->style, problem->unit, &c->typed, message)) {
        decide(judgement, VERDICT_UNGRADED, "%s", message);
        return false;
    }
    quantity_format(&c->typed, judgement->read_as, sizeof judgement->read_as);
    if (!quantity_read(problem->answer, NULL, problem->unit, &c->expected, message)) {
        decide(judgement, VERDICT_UNGRADED, "the problem's own answer cannot be read: %s", message);
        return false;
    }
    if (decide_other_dimension(c, judgement))
        return false;
    c->a = in_unit_of(&c->typed, &c->expected);
    c->e = c->expected.number;
    return !decide_share(c, judgement) && !lacks_only_its_unit(c, judgement);
}

static void judge_quantity(struct comparison *c, struct judgement *judgement)
{
    if (!read_comparison(c, judgement))
        return;
    if (c->problem->kind == ANSWER_ESTIMATE && c->e.value != 0)
        judgement->distance = fabs(c->a.value / c->e.value - 1);
    if (is_right(c->problem, c->a, c->e)) {
        if (!decide_form(c, judgement))
            decide_right(c, judgement);
        return;
    }
    if (decide_scale(c, judgement) || decide_known_misconception(c, judgement) ||
        decide_unit_slip(c, judgement))
        return;
    if (c->problem->kind == ANSWER_EXACT && c->typed.decimal && is_rounded(c->a, c->e))
        decide_rounded(judgement);
    else
        decide_wrong(c, judgement);
}

static void judge_number(const struct problem *problem, const char *typed,
                         const struct answer_style *style, struct judgement *judgement)
{
    struct text plain = {0};
    answer_unwrap(typed, &plain);
    struct comparison c = {.problem = problem, .style = style, .text = text_string(&plain)};
    judge_quantity(&c, judgement);
    text_release(&plain);
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
    decide(judgement, VERDICT_WRONG, "%s", judgement_no_more);
}

/* --- The door -----------------------------------------------------------------------------------
 */

/* Whether `word` is what the prompt counts: "how many bytes", or one of them, "byte". */
static bool is_counted(const char *prompt, const char *word, size_t length)
{
    static const char asks[] = "ow many ";
    for (const char *at = strstr(prompt, asks); at; at = strstr(at, asks)) {
        at += sizeof asks - 1;
        size_t counted = strcspn(at, " ?.,;:()\n");
        if (!strncasecmp(at, word, length) &&
            (counted == length || (counted == length + 1 && at[length] == 's')))
            return true;
    }
    return false;
}

/*
 * Of "192 bytes" where the question is how many bytes, the length of "192"; else all of it. Where a
 * unit or per cent belongs to the answer it stays.
 */
static size_t length_of_number(const struct problem *problem, const char *typed)
{
    size_t end = strlen(typed);
    if (!problem->prompt || problem->unit ||
        (problem->kind != ANSWER_EXACT && problem->kind != ANSWER_DECIMAL &&
         problem->kind != ANSWER_ESTIMATE))
        return end;
    while (end && strchr(" \t\r\n", typed[end - 1]))
        end--;
    size_t word = end;
    while (word && isalpha((unsigned char)typed[word - 1]))
        word--;
    bool counted = word && word < end && strncasecmp(typed + word, "percent", end - word) != 0 &&
                   is_counted(problem->prompt, typed + word, end - word);
    return counted ? word : strlen(typed);
}

static void judge_read(const struct problem *problem, const char *typed,
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

void answer_judge(const struct problem *problem, const char *typed,
                  const struct answer_style *style, struct judgement *judgement)
{
    char *number = memory_copy_bytes(typed, length_of_number(problem, typed));
    judge_read(problem, number, style, judgement);
    free(number);
}
