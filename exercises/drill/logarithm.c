/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logarithms: how often something is multiplied.
 *
 * Level 1: logarithms of powers, by heart. 2: their laws, levels of trees and steps of searches.
 * 3: when something that grows by a percentage has grown so far.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

static int64_t power(int base, int exponent)
{
    int64_t value = 1;
    while (exponent-- > 0)
        value *= base;
    return value;
}

/* "1/8" or "8". */
static const char *power_text(struct problem *problem, int base, int exponent)
{
    return exponent < 0 ? fraction_text(problem, 1, power(base, -exponent))
                        : fraction_text(problem, power(base, exponent), 1);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_power(gsl_rng *rng, struct problem *problem)
{
    static const int bases[] = {2, 2, 2, 3, 5, 10, 10};
    static const int most[] = {0, 0, 12, 5, 0, 4, 0, 0, 0, 0, 9};
    int base = bases[draw_between(rng, 0, 6)];
    int exponent;
    do
        exponent = draw_between(rng, base == 2 ? -6 : -3, most[base]);
    while (exponent >= -1 && exponent <= 1);
    const char *argument = power_text(problem, base, exponent);
    int form = draw_between(rng, 0, 2);
    if (form == 0)
        problem_prompt(problem, "What is the logarithm of %s to base %d?", argument, base);
    else if (form == 1)
        problem_prompt(problem, "Solve for x:\n    %d^x = %s", base, argument);
    else
        problem_prompt(problem,
                       "On a logarithmic axis to base %d, where 1 stands at 0, at which "
                       "mark does %s stand?",
                       base, argument);
    problem_expression(problem, "log%d(%s)", base, argument);
    problem_answer(problem, ANSWER_EXACT, "%d", exponent);
    problem_hint(problem, "To which power must %d be raised to give %s?", base, argument);
    problem_hint(problem, "Count how often you divide by %d until 1 is left%s.", base,
                 exponent < 0 ? "; multiplying counts as negative" : "");
    problem_step(problem, "%s = %d^%s", argument, base, factor_text(problem, exponent));
    problem_step(problem, "so the logarithm is %d", exponent);
    problem_misconception(problem, "lost-the-sign",
                          "numbers below 1 have a negative logarithm, those above a positive one",
                          "%d", -exponent);
    if (exponent > 0)
        problem_misconception(problem, "divided-by-the-base",
                              "the logarithm counts divisions; it is not one", "%s",
                              power_text(problem, base, exponent - 1));
    problem_misconception(problem, "off-by-one-exponent", "one too many", "%d", exponent + 1);
    problem_misconception(problem, "off-by-one-exponent", "one is missing", "%d", exponent - 1);
}

static void ask_inverse(gsl_rng *rng, struct problem *problem)
{
    int base = draw_between(rng, 0, 1) ? 2 : 10;
    int exponent = draw_between(rng, base == 2 ? 3 : 2, base == 2 ? 14 : 7);
    static const char *const things[] = {"rows", "keys", "pages", "values", "files"};
    const char *thing = draw_text(rng, things, 5);
    problem_prompt(problem,
                   "The logarithm of the number of %s to base %d is %d. How many %s are "
                   "there?",
                   thing, base, exponent, thing);
    problem_answer(problem, ANSWER_EXACT, "%lld", (long long)power(base, exponent));
    problem_hint(problem, "The logarithm is the exponent.");
    problem_hint(problem, "%d^%d", base, exponent);
    problem_step(problem, "log(x) = %d to base %d means x = %d^%d", exponent, base, base, exponent);
    problem_step(problem, "x = %lld", (long long)power(base, exponent));
    problem_misconception(problem, "multiplied-base-and-exponent",
                          "a power is repeated multiplication, not one", "%d", base * exponent);
    problem_misconception(problem, "swapped-base-and-exponent", "the base is what is raised",
                          "%lld", (long long)power(exponent, base));
    problem_misconception(problem, "off-by-one-exponent", "one factor is missing", "%lld",
                          (long long)power(base, exponent - 1));
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_law(gsl_rng *rng, struct problem *problem)
{
    int base = draw_between(rng, 0, 2) ? 2 : 10, most = base == 2 ? 8 : 4;
    int p = draw_between(rng, 2, most), q = draw_between(rng, 2, most - 1),
        k = draw_between(rng, 2, 9);
    q += q >= p; /* another one */
    int kind = draw_between(rng, 0, 2), value = kind == 0   ? p + k * q
                                                : kind == 1 ? p - k * q
                                                            : p * k - q;
    const char *first = power_text(problem, base, p), *second = power_text(problem, base, q);
    const char *argument = kind == 0   ? problem_text(problem, "%s · %s^%d", first, second, k)
                           : kind == 1 ? problem_text(problem, "%s / %s^%d", first, second, k)
                                       : problem_text(problem, "%s^%d / %s", first, k, second);
    problem_prompt(problem, "Without a calculator: what is the logarithm of\n    %s\nto base %d?",
                   argument, base);
    problem_expression(problem, "log%d(%s)", base, argument);
    problem_answer(problem, ANSWER_EXACT, "%d", value);
    problem_hint(problem, "The logarithm of a product is a sum, of a quotient a difference; an "
                          "exponent becomes a factor.");
    problem_hint(problem, "%s = %d^%d and %s = %d^%d", first, base, p, second, base, q);
    problem_step(problem, "log %s = %d, log %s = %d (base %d)", first, p, second, q, base);
    if (kind == 0)
        problem_step(problem, "%d + %d · %d = %d", p, k, q, value);
    else if (kind == 1)
        problem_step(problem, "%d - %d · %d = %d", p, k, q, value);
    else
        problem_step(problem, "%d · %d - %d = %d", k, p, q, value);
    problem_misconception(problem, "forgot-the-exponent", "the exponent becomes a factor", "%d",
                          kind == 0 ? p + q : p - q);
    problem_misconception(problem, "multiplied-logarithms",
                          "the logarithm of a product is the sum of the logarithms", "%d",
                          p * q * k);
    problem_misconception(problem, "exponent-to-the-whole",
                          "the exponent belongs to one of the two only", "%d",
                          kind == 0 ? k * (p + q) : k * (p - q));
    problem_misconception(problem, "raised-the-logarithm",
                          "the exponent multiplies the logarithm, it is not applied to it", "%.0f",
                          kind == 0   ? p + pow(q, k)
                          : kind == 1 ? p - pow(q, k)
                                      : pow(p, k) - q);
}

static void ask_search(gsl_rng *rng, struct problem *problem)
{
    int thousands = draw_between(rng, 1, 3), size = draw_between(rng, 1, 9);
    int64_t rows = size * power(1000, thousands);
    int steps = 0;
    while (steps < 62 && (INT64_C(1) << steps) < rows + 1)
        steps++;
    problem_prompt(problem,
                   "A binary search looks for a key among %s sorted keys and halves what is left "
                   "with each comparison. How many comparisons are needed at most?",
                   grouped(problem, (uint64_t)rows));
    problem_answer(problem, ANSWER_EXACT, "%d", steps);
    problem_hint(problem, "k comparisons are enough for 2^k - 1 keys.");
    problem_hint(problem, "1000 is about 2^10; and %d lies between two powers of two.", size);
    problem_step(problem, "2^%d - 1 = %s is too few for %s keys", steps - 1,
                 grouped(problem, (UINT64_C(1) << (steps - 1)) - 1),
                 grouped(problem, (uint64_t)rows));
    problem_step(problem, "2^%d - 1 = %s is enough: %d", steps,
                 grouped(problem, (UINT64_C(1) << steps) - 1), steps);
    problem_misconception(problem, "ten-for-two",
                          "each comparison halves, it does not leave a tenth", "%d",
                          3 * thousands + 1);
    problem_misconception(problem, "rounded-down", "one comparison more may be needed", "%d",
                          steps - 1);
    problem_misconception(problem, "one-too-many", "one comparison fewer is enough", "%d",
                          steps + 1);
    problem_misconception(problem, "halved-instead-of-logarithm",
                          "half is left after one comparison, and the search goes on", "%lld",
                          (long long)(rows / 2));
}

static void ask_tree(gsl_rng *rng, struct problem *problem)
{
    static const int fans[] = {50, 100, 128, 200, 250, 256, 400, 500};
    int fan = fans[draw_between(rng, 0, 7)], levels = 1;
    int64_t rows = draw_between(rng, 1, 9) * power(10, draw_between(rng, 5, 10)), reach = fan;
    while (reach < rows) {
        reach *= fan;
        levels++;
    }
    problem_prompt(problem,
                   "Every page of a B-tree points to %d pages below, and a leaf page to %d rows. "
                   "How many levels of pages are needed for %s rows?",
                   fan, fan, grouped(problem, (uint64_t)rows));
    problem_answer(problem, ANSWER_EXACT, "%d", levels);
    problem_hint(problem, "k levels reach %d^k rows.", fan);
    problem_hint(problem,
                 "The smallest k with %d^k at least %s: the logarithm to base %d, rounded "
                 "up.",
                 fan, grouped(problem, (uint64_t)rows), fan);
    problem_step(problem, "%d^%d = %s is too few", fan, levels - 1,
                 grouped(problem, (uint64_t)(reach / fan)));
    problem_step(problem, "%d^%d = %s is enough: %d", fan, levels,
                 grouped(problem, (uint64_t)reach), levels);
    problem_misconception(problem, "rounded-down", "that many levels do not reach all rows", "%d",
                          levels - 1);
    problem_misconception(problem, "one-too-many", "one level fewer is enough", "%d", levels + 1);
    problem_misconception(problem, "two-for-the-fan-out",
                          "each level multiplies by the fan-out, not by two", "%d",
                          (int)ceil(log2((double)rows)));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_growth(gsl_rng *rng, struct problem *problem)
{
    static const int rates[] = {2, 3, 5, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50};
    static const char *const scenes[][2] = {
        {"A data warehouse", "month"},       {"Traffic", "year"},
        {"The number of users", "week"},     {"The cost of a service", "quarter"},
        {"The length of a backlog", "hour"},
    };
    int rate = rates[draw_between(rng, 0, 12)], times = draw_between(rng, 2, 10);
    int which = draw_between(rng, 0, 4);
    const char *thing = scenes[which][0], *period = scenes[which][1];
    double count = log(times) / log1p(rate / 100.0);
    problem->relative = 0.01;
    problem->absolute = 0.06;
    problem_prompt(problem,
                   "%s grows by %d %% every %s. After how many %ss is it %d times as large? (to "
                   "one decimal)",
                   thing, rate, period, period, times);
    problem_answer(problem, ANSWER_DECIMAL, "%.1f", count);
    problem_hint(problem, "After t %ss it is 1.%02d^t times as large.", period, rate);
    problem_hint(problem, "1.%02d^t = %d: take the logarithm of both sides.", rate, times);
    problem_hint(problem, "t · ln(1.%02d) = ln(%d)", rate, times);
    problem_step(problem, "1.%02d^t = %d, so t = ln(%d) / ln(1.%02d)", rate, times, times, rate);
    problem_step(problem, "= %.4f / %.4f = %s", log(times), log1p(rate / 100.0), problem->answer);
    problem_misconception(problem, "added-the-percentages",
                          "growth is on top of growth: it takes less long", "%.4g",
                          (times - 1) * 100.0 / rate);
    problem_misconception(problem, "multiple-over-rate", "percentages do not add up", "%.4g",
                          times * 100.0 / rate);
    problem_misconception(problem, "turned-the-fraction",
                          "divided the wrong way round: how often does the growth fit in?", "%.4g",
                          1 / count);
    problem_misconception(problem, "divided-the-arguments",
                          "the quotient of logarithms is not the logarithm of the quotient", "%.4g",
                          log(times / (1 + rate / 100.0)));
}

static void ask_decay(gsl_rng *rng, struct problem *problem)
{
    static const int half[] = {2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30};
    static const char *const scenes[][2] = {{"The weight of an old event in a score", "day"},
                                            {"The rate of errors after a fix", "minute"},
                                            {"Interest in a release", "week"},
                                            {"The age-weighted use of a cache entry", "hour"}};
    static const int parts[] = {3, 5, 6, 10, 20, 50, 100, 1000};
    int life = half[draw_between(rng, 0, 11)], which = draw_between(rng, 0, 3),
        part = parts[draw_between(rng, 0, 7)];
    double halvings = log2(part), time = life * halvings;
    problem->absolute = 0.06;
    problem->relative = 0.01;
    problem_prompt(problem,
                   "%s halves every %d %ss. After how many %ss is 1/%d of it left? (to one "
                   "decimal)",
                   scenes[which][0], life, scenes[which][1], scenes[which][1], part);
    problem_answer(problem, ANSWER_DECIMAL, "%.1f", time);
    problem_hint(problem, "How many halvings leave 1/%d?", part);
    problem_hint(problem, "2^k = %d, so k is the logarithm of %d to base 2: ln(%d) / ln(2).", part,
                 part, part);
    problem_step(problem, "k = ln(%d) / ln(2) = %.4f halvings", part, halvings);
    problem_step(problem, "%d · %.4f = %s", life, halvings, problem->answer);
    problem_misconception(problem, "linear-decay",
                          "each halving takes half of what is left, not half of the beginning",
                          "%.4g", 2.0 * life * (1 - 1.0 / part));
    problem_misconception(problem, "natural-for-binary", "it halves: the base is 2, not e", "%.4g",
                          life * log(part));
    problem_misconception(problem, "decimal-for-binary", "it halves: the base is 2, not 10", "%.4g",
                          life * log10(part));
    problem_misconception(problem, "forgot-the-half-life",
                          "that is the number of halvings; each takes a while", "%.4g", halvings);
    problem_misconception(problem, "halved-for-each-part", "parts are not halvings", "%.4g",
                          life * part / 2.0);
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const askers[3][4] = {
        {ask_power, ask_power, ask_power, ask_inverse},
        {ask_law, ask_law, ask_search, ask_tree},
        {ask_growth, ask_growth, ask_decay, ask_decay},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 3)](rng, problem);
}

const struct drill drill_logarithm = {
    .name = "logarithm",
    .title = "Logarithms",
    .topic = "algebra",
    .version = 2,
    .levels = 3,
    .prerequisites = (const char *const[]){"powers", NULL},
    .terms = (const char *const[]){"logarithm", "logarithmic", "natural log", "log scale", "log2",
                                   "exponential growth", "doubling time", "binary search", "b-tree",
                                   "tree height", NULL},
    .generate = generate,
};
