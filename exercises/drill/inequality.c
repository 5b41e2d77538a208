/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inequalities, answered by an interval.
 *
 * Level 1: linear, with the sign that turns. 2: between two bounds, absolute values. 3: quadratic
 * and fractional ones.
 */
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

enum { LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL };
static const char *const signs[] = {"<", "<=", ">", ">="};

static bool includes(int sign)
{
    return sign == LESS_OR_EQUAL || sign == MORE_OR_EQUAL;
}

static int turned(int sign)
{
    return (sign + 2) % 4;
}

/* Where x `sign` end: "(-inf, 3]". */
static const char *ray(struct problem *problem, int sign, const char *end)
{
    if (sign < MORE)
        return problem_text(problem, "(-inf, %s%s", end, includes(sign) ? "]" : ")");
    return problem_text(problem, "%s%s, inf)", includes(sign) ? "[" : "(", end);
}

static const char *between(struct problem *problem, const char *low, const char *high, bool closed)
{
    return problem_text(problem, "%s%s, %s%s", closed ? "[" : "(", low, high, closed ? "]" : ")");
}

static const char *outside(struct problem *problem, const char *low, const char *high, bool closed)
{
    return problem_text(problem, "%s or %s", ray(problem, closed ? LESS_OR_EQUAL : LESS, low),
                        ray(problem, closed ? MORE_OR_EQUAL : MORE, high));
}

static const char *line(struct problem *problem, int slope, int constant)
{
    const int coefficients[] = {constant, slope};
    return polynomial_text(problem, coefficients, 2, "x");
}

static void ask_where(struct problem *problem, const char *inequality)
{
    problem_prompt(problem,
                   "For which x does this hold? (an interval such as (2, 5], or x >= 3)\n    %s",
                   inequality);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_linear(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 2, 9) * (draw_between(rng, 0, 2) ? -1 : 1),
        x = draw_between(rng, -9, 12);
    int b = draw_nonzero(rng, -20, 20), c = a * x + b, sign = draw_between(rng, 0, 3);
    int solved = a < 0 ? turned(sign) : sign;
    const char *end = fraction_text(problem, x, 1);
    ask_where(problem, problem_text(problem, "%s %s %d", line(problem, a, b), signs[sign], c));
    problem_answer(problem, ANSWER_INTERVAL, "%s", ray(problem, solved, end));
    problem_hint(problem, "Solve it as an equation, but watch the sign.");
    problem_hint(problem, "Dividing by a negative number turns the sign of the inequality.");
    problem_step(problem, "%dx %s %d", a, signs[sign], c - b);
    problem_step(problem, "divided by %d%s: x %s %d", a, a < 0 ? ", which turns the sign" : "",
                 signs[solved], x);
    problem_step(problem, "%s itself %s to it: %s", end,
                 includes(sign) ? "belongs" : "does not belong", problem->answer);
    problem_misconception(problem, "kept-the-sign",
                          a < 0 ? "dividing by a negative number turns the sign"
                                : "dividing by a positive number keeps the sign",
                          "%s", ray(problem, turned(solved), end));
    problem_misconception(problem, "open-or-closed",
                          includes(sign) ? "equality is allowed: the end belongs to it"
                                         : "equality is not allowed: the end does not belong to it",
                          "%s", ray(problem, solved ^ 1, end));
    problem_misconception(problem, "moved-without-turning", "what crosses the sign changes its own",
                          "%s", ray(problem, solved, fraction_text(problem, c + b, a)));
}

static void ask_budget(gsl_rng *rng, struct problem *problem)
{
    int fixed = 10 * draw_between(rng, 2, 30), each = draw_between(rng, 2, 20),
        x = draw_between(rng, 5, 40), total = fixed + each * x;
    int which = draw_between(rng, 0, 2);
    const char *texts[] = {
        problem_text(problem,
                     "A disk of %d GB holds %d GB already; %d GB are added each day. For which "
                     "numbers x of days is the disk not over-full? (any x from 0 on, also parts of "
                     "a day)",
                     total, fixed, each),
        problem_text(problem,
                     "A budget allows $%d; $%d are spent already, and an hour costs $%d. For which "
                     "numbers x of hours is the budget kept? (any x from 0 on)",
                     total, fixed, each),
        problem_text(problem,
                     "A consumer handles at most %d messages a second; %d are there already and "
                     "each thousand users send %d more. For how many thousands x of users can it "
                     "keep up? (any x from 0 on)",
                     total, fixed, each)};
    problem_prompt(problem, "%s", texts[which]);
    problem_answer(problem, ANSWER_INTERVAL, "[0, %d]", x);
    problem_hint(problem, "What there is after x must be at most what is allowed.");
    problem_hint(problem, "%d + %dx <= %d, and x is not below 0.", fixed, each, total);
    problem_step(problem, "%dx <= %d - %d = %d", each, total, fixed, total - fixed);
    problem_step(problem, "x <= %d; both ends belong to it: %s", x, problem->answer);
    problem_misconception(problem, "forgot-what-is-there", "part of it is used already", "[0, %s]",
                          fraction_text(problem, total, each));
    problem_misconception(problem, "forgot-zero", "x cannot be below 0", "(-inf, %d]", x);
    problem_misconception(problem, "open-or-closed", "exactly full is still allowed", "[0, %d)", x);
    problem_misconception(problem, "kept-the-sign", "that is where it is too much", "[%d, inf)", x);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_double(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 2, 6) * (draw_between(rng, 0, 1) ? -1 : 1),
        b = draw_nonzero(rng, -12, 12);
    int low = draw_between(rng, -8, 4), high = low + draw_between(rng, 2, 9);
    int left = draw_between(rng, 0, 1), right = draw_between(rng, 0, 1); /* <= for 1 */
    int first = a > 0 ? low : high, second = a > 0 ? high : low;
    bool low_closed = a > 0 ? left : right, high_closed = a > 0 ? right : left;
    ask_where(problem, problem_text(problem, "%d %s %s %s %d", a * first + b, signs[left],
                                    line(problem, a, b), signs[right], a * second + b));
    problem_answer(problem, ANSWER_INTERVAL, "%s%d, %d%s", low_closed ? "[" : "(", low, high,
                   high_closed ? "]" : ")");
    problem_hint(problem, "Do the same to all three parts.");
    problem_hint(problem, "First %s %d, then divide by %d%s.", b < 0 ? "add" : "subtract", abs(b),
                 a, a < 0 ? ": both signs turn" : "");
    problem_step(problem, "%d %s %dx %s %d", a * first, signs[left], a, signs[right], a * second);
    if (a < 0)
        problem_step(problem, "divided by %d, both signs turn: %d %s x %s %d", a, first,
                     signs[turned(left)], signs[turned(right)], second);
    else
        problem_step(problem, "divided by %d: %d %s x %s %d", a, first, signs[left], signs[right],
                     second);
    problem_step(problem, "x lies in %s", problem->answer);
    problem_misconception(problem, "ends-exchanged",
                          a < 0 ? "the ends changed places, and their signs go with them"
                                : "each end keeps its own sign",
                          "%s%d, %d%s", high_closed ? "[" : "(", low, high, low_closed ? "]" : ")");
    problem_misconception(problem, "lost-the-sign", "the factor is negative, and so turns the ends",
                          "%s%d, %d%s", high_closed ? "[" : "(", -high, -low,
                          low_closed ? "]" : ")");
    problem_misconception(problem, "stopped-early", "that is the multiple of x, not x",
                          "%s%d, %d%s", left ? "[" : "(", a * first, a * second, right ? "]" : ")");
    problem_misconception(problem, "open-or-closed", "look at each end: is equality allowed?",
                          "%s%d, %d%s", low_closed ? "(" : "[", low, high, high_closed ? ")" : "]");
}

static void ask_absolute(gsl_rng *rng, struct problem *problem)
{
    static const char *const wanted[] = {"less than", "at most", "more than", "at least"};
    int middle = draw_nonzero(rng, -9, 12), width = draw_between(rng, 1, 9),
        sign = draw_between(rng, 0, 3);
    bool inside = sign < MORE;
    const char *low = fraction_text(problem, middle - width, 1),
               *high = fraction_text(problem, middle + width, 1);
    const char *minus_low = fraction_text(problem, -middle - width, 1),
               *minus_high = fraction_text(problem, width - middle, 1);
    ask_where(problem,
              problem_text(problem, "|%s| %s %d", line(problem, 1, -middle), signs[sign], width));
    problem_answer(problem, ANSWER_INTERVAL, "%s",
                   (inside ? between : outside)(problem, low, high, includes(sign)));
    problem_hint(problem, "|x - m| is the distance between x and m. What is m here?");
    problem_hint(problem, "The distance to %d is to be %s %d.", middle, wanted[sign], width);
    problem_step(problem, "the distance between x and %d is %d at %s and at %s", middle, width, low,
                 high);
    problem_step(problem, "it is %s %s of them: %s", inside ? "less" : "more",
                 inside ? "between the two" : "on the far side", problem->answer);
    problem_misconception(
        problem, "turned-the-middle", "x + 3 is the distance to -3, x - 3 the distance to 3", "%s",
        (inside ? between : outside)(problem, minus_low, minus_high, includes(sign)));
    problem_misconception(problem, "inside-for-outside",
                          inside ? "a small distance lies between the ends"
                                 : "a large distance lies outside the ends",
                          "%s", (inside ? outside : between)(problem, low, high, includes(sign)));
    problem_misconception(problem, "one-side-only", "what stands within | | can be negative", "%s",
                          ray(problem, sign, high));
    problem_misconception(problem, "open-or-closed", "look at the ends: is equality allowed?", "%s",
                          (inside ? between : outside)(problem, low, high, !includes(sign)));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

/* a (x - p)(x - q) `sign` 0 */
static void ask_quadratic(gsl_rng *rng, struct problem *problem)
{
    int p = draw_between(rng, -8, 6), q = p + draw_between(rng, 1, 9),
        sign = draw_between(rng, 0, 3);
    int a = draw_between(rng, 0, 2) ? 1 : -1;
    const int coefficients[] = {a * p * q, -a * (p + q), a};
    bool inside = (sign < MORE) == (a > 0);
    const char *low = fraction_text(problem, p, 1), *high = fraction_text(problem, q, 1);
    ask_where(problem, problem_text(problem, "%s %s 0",
                                    polynomial_text(problem, coefficients, 3, "x"), signs[sign]));
    problem_answer(problem, ANSWER_INTERVAL, "%s",
                   (inside ? between : outside)(problem, low, high, includes(sign)));
    problem_hint(problem, "Find where it is 0: only there it can change its sign.");
    problem_hint(problem, "The curve opens %s. Where does it lie %s 0?",
                 a > 0 ? "upwards" : "downwards", sign < MORE ? "below" : "above");
    problem_hint(problem, "Or try one number from each of the three parts.");
    problem_step(problem, "it is 0 at %d and %d: %s(%s)(%s)", p, q, a < 0 ? "-" : "",
                 line(problem, 1, -p), line(problem, 1, -q));
    problem_step(problem, "it opens %s, so it is %s 0 between them and %s outside",
                 a > 0 ? "upwards" : "downwards", a > 0 ? "below" : "above",
                 a > 0 ? "above" : "below");
    problem_step(problem, "%s 0 holds on %s", signs[sign], problem->answer);
    problem_misconception(problem, "inside-for-outside", "try a number from there", "%s",
                          (inside ? outside : between)(problem, low, high, includes(sign)));
    problem_misconception(problem, "solved-as-an-equation",
                          "a product is not below a bound where each factor is", "%s",
                          ray(problem, sign, high));
    problem_misconception(
        problem, "turned-the-signs", "x - p is 0 at p: the ends have the other sign", "%s",
        (inside ? between : outside)(problem, fraction_text(problem, -q, 1),
                                     fraction_text(problem, -p, 1), includes(sign)));
    problem_misconception(problem, "open-or-closed", "look at the ends: is equality allowed?", "%s",
                          (inside ? between : outside)(problem, low, high, !includes(sign)));
}

/* c / (x - p) `sign` d, with c and d above 0: 0 < x - p <= c/d, or the rest. */
static void ask_fraction(gsl_rng *rng, struct problem *problem)
{
    int p = draw_nonzero(rng, -8, 8), width = draw_between(rng, 1, 9), d = draw_between(rng, 2, 9);
    int c = width * d, sign = draw_between(rng, 0, 3);
    bool more = sign >= MORE, closed = includes(sign);
    ask_where(problem,
              problem_text(problem, "%d / (%s) %s %d", c, line(problem, 1, -p), signs[sign], d));
    if (more)
        problem_answer(problem, ANSWER_INTERVAL, "(%d, %d%s", p, p + width, closed ? "]" : ")");
    else
        problem_answer(problem, ANSWER_INTERVAL, "(-inf, %d) or %s%d, inf)", p, closed ? "[" : "(",
                       p + width);
    problem_hint(problem, "Multiplying by %s turns the sign where that is negative: two cases.",
                 line(problem, 1, -p));
    problem_hint(problem, "For x < %d the left side is negative; is that %s %d?", p, signs[sign],
                 d);
    problem_hint(problem, "At x = %d it is not defined.", p);
    problem_step(problem, "x < %d: the left side is negative, so this %s", p,
                 more ? "never holds" : "always holds");
    problem_step(problem, "x > %d: %d %s %d(%s), so %s %s %d", p, c, signs[sign], d,
                 line(problem, 1, -p), "x", signs[turned(sign)], p + width);
    problem_step(problem, "together: %s", problem->answer);
    problem_misconception(problem, "forgot-the-negative-case",
                          more ? "left of the gap the left side is negative"
                               : "left of the gap the left side is negative, and that is less",
                          "%s", ray(problem, turned(sign), fraction_text(problem, p + width, 1)));
    problem_misconception(problem, "kept-the-sign",
                          "x stands below the fraction line: more x is less of it", "%s",
                          ray(problem, sign, fraction_text(problem, p + width, 1)));
    problem_misconception(
        problem, "included-the-gap", "at that place it is not defined", "%s",
        more ? problem_text(problem, "[%d, %d%s", p, p + width, closed ? "]" : ")")
             : problem_text(problem, "(-inf, %d] or %s%d, inf)", p, closed ? "[" : "(", p + width));
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][3] = {
        {ask_linear, ask_linear, ask_budget},
        {ask_double, ask_absolute, ask_absolute},
        {ask_quadratic, ask_quadratic, ask_fraction},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 2)](rng, problem);
}

const struct drill drill_inequality = {
    .name = "inequality",
    .title = "Inequalities to intervals",
    .topic = "algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"linear-equation", NULL},
    .terms = (const char *const[]){"inequality", "interval notation", "open interval",
                                   "closed interval", "half open interval", "absolute value",
                                   "upper bound", "lower bound", NULL},
    .generate = generate,
};
