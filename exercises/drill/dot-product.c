/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dot product, length and cosine.
 *
 * Level 1: the dot product of two short vectors. 2: lengths, distances and right angles. 3: cosine
 * similarity. Vectors whose length is asked for are drawn from those with a whole one.
 */
#include <math.h>

#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/linear_algebra.h"
#include "exercises/problem_writer.h"

/* "2·3 + (-1)·4" */
static const char *products(struct problem *problem, const struct matrix *a, const struct matrix *b)
{
    const char *sum = "";
    for (size_t i = 0; i < a->rows; i++)
        sum = problem_text(problem, "%s%s%s·%s", sum, i ? " + " : "",
                           factor_text(problem, a->at[i][0]), factor_text(problem, b->at[i][0]));
    return sum;
}

static int whole(double value)
{
    return (int)lround(value);
}

static double sum_of(const struct matrix *a)
{
    double sum = 0;
    for (size_t i = 0; i < a->rows; i++)
        sum += a->at[i][0];
    return sum;
}

static double sum_of_sizes(const struct matrix *a)
{
    double sum = 0;
    for (size_t i = 0; i < a->rows; i++)
        sum += fabs(a->at[i][0]);
    return sum;
}

/* A vector with a whole length: a Pythagorean pair or triple in any order and with any signs. */
static struct matrix draw_whole_length(gsl_rng *rng, size_t size)
{
    static const int pairs[][2] = {{3, 4}, {6, 8}, {5, 12}, {8, 15}, {9, 12}, {20, 21}, {7, 24}};
    static const int triples[][3] = {{1, 2, 2}, {2, 3, 6}, {1, 4, 8}, {4, 4, 7},
                                     {2, 4, 4}, {2, 6, 9}, {6, 6, 7}};
    int which = draw_between(rng, 0, 6);
    struct matrix a = vector_of(size, size == 2 ? pairs[which] : triples[which]);
    for (size_t i = 0; i < size; i++) {
        size_t k = gsl_rng_uniform_int(rng, size);
        double kept = a.at[i][0];
        a.at[i][0] = a.at[k][0] * (draw_between(rng, 0, 2) ? 1 : -1);
        a.at[k][0] = i == k ? a.at[i][0] : kept;
    }
    return a;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void add_dot_misconceptions(struct problem *problem, const struct matrix *a,
                                   const struct matrix *b)
{
    double sizes = 0, last = 0;
    size_t n = a->rows;
    for (size_t i = 0; i < n; i++)
        sizes += fabs(a->at[i][0] * b->at[i][0]);
    last = a->at[n - 1][0] * b->at[n - 1][0];
    problem_misconception(problem, "lost-a-sign", "a product of two different signs is negative",
                          "%d", whole(sizes));
    problem_misconception(problem, "added-instead", "entries at the same place are multiplied",
                          "%d", whole(sum_of(a) + sum_of(b)));
    problem_misconception(problem, "forgot-the-last-entry", "the last pair is missing", "%d",
                          whole(vector_dot(a, b) - last));
    problem_misconception(problem, "multiplied-the-sums",
                          "only entries at the same place meet; that is all with all", "%d",
                          whole(sum_of(a) * sum_of(b)));
}

static void ask_dot(gsl_rng *rng, struct problem *problem)
{
    size_t n = (size_t)draw_between(rng, 2, 3);
    struct matrix a = matrix_draw(rng, n, 1, -5, 6, false);
    struct matrix b = matrix_draw(rng, n, 1, -4, 7, false);
    int dot = whole(vector_dot(&a, &b));
    problem_prompt(problem, "What is the dot product of %s and %s?", vector_text(problem, &a, 1),
                   vector_text(problem, &b, 1));
    problem_answer(problem, ANSWER_EXACT, "%d", dot);
    problem_hint(problem, "Multiply the entries at the same place, and add up.");
    problem_hint(problem, "The first product is %s · %s.", factor_text(problem, a.at[0][0]),
                 factor_text(problem, b.at[0][0]));
    problem_step(problem, "a · b = %s", products(problem, &a, &b));
    problem_step(problem, "= %d", dot);
    problem_misconception(problem, "answered-with-a-vector",
                          "the products are added up to one number; that is the first one only",
                          "%d", whole(a.at[0][0] * b.at[0][0]));
    add_dot_misconceptions(problem, &a, &b);
}

static void ask_score(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[][3] = {
        {"A ranking model scores a page", "clicks, age, spam reports", "score"},
        {"A query planner adds up a cost", "page reads, sorts, cache hits", "cost"},
        {"A fraud model scores a payment", "amount, retries, trusted days", "score"},
    };
    int which = draw_between(rng, 0, 2);
    const int weights[] = {draw_between(rng, 2, 7), draw_between(rng, 1, 5),
                           -draw_between(rng, 1, 4)};
    struct matrix w = vector_of(3, weights), x = matrix_draw(rng, 3, 1, 1, 9, false);
    int score = whole(vector_dot(&w, &x));
    problem_prompt(problem,
                   "%s from three features (%s) with the weights w = %s. What is the %s w · x of "
                   "x = %s?",
                   things[which][0], things[which][1], vector_text(problem, &w, 1),
                   things[which][2], vector_text(problem, &x, 1));
    problem_answer(problem, ANSWER_EXACT, "%d", score);
    problem_hint(problem, "Every feature counts as often as its weight says.");
    problem_hint(problem, "Start with %g · %g, the first weight times the first feature.",
                 w.at[0][0], x.at[0][0]);
    problem_step(problem, "w · x = %s", products(problem, &w, &x));
    problem_step(problem, "= %d", score);
    add_dot_misconceptions(problem, &w, &x);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void add_length_steps(struct problem *problem, const struct matrix *a)
{
    double square = vector_dot(a, a), length = vector_norm(a);
    problem_step(problem, "sum of squares: %s = %g", products(problem, a, a), square);
    problem_step(problem, "√%g = %g", square, length);
    problem_misconception(problem, "forgot-the-root", "the length is the root of that sum", "%d",
                          whole(square));
    problem_misconception(problem, "added-the-sizes",
                          "that is the way along the axes, not the straight one", "%d",
                          whole(sum_of_sizes(a)));
    problem_misconception(problem, "added-without-squaring", "square every entry first", "%d",
                          whole(fabs(sum_of(a))));
}

static void ask_length(gsl_rng *rng, struct problem *problem)
{
    struct matrix a = draw_whole_length(rng, (size_t)draw_between(rng, 2, 3));
    problem_prompt(problem, "How long is the vector %s (its Euclidean norm)?",
                   vector_text(problem, &a, 1));
    problem_answer(problem, ANSWER_EXACT, "%d", whole(vector_norm(&a)));
    problem_hint(problem, "Pythagoras: the square of the length is the sum of the squares.");
    problem_hint(problem, "The first square is %g.", a.at[0][0] * a.at[0][0]);
    add_length_steps(problem, &a);
}

static void ask_distance(gsl_rng *rng, struct problem *problem)
{
    size_t n = (size_t)draw_between(rng, 2, 3);
    struct matrix d = draw_whole_length(rng, n), p = matrix_draw(rng, n, 1, -5, 9, true), q = p;
    for (size_t i = 0; i < n; i++)
        q.at[i][0] += d.at[i][0];
    problem_prompt(problem,
                   "Two points of a cluster lie at %s and %s. What is the Euclidean distance "
                   "between them?",
                   vector_text(problem, &p, 1), vector_text(problem, &q, 1));
    problem_answer(problem, ANSWER_EXACT, "%d", whole(vector_norm(&d)));
    problem_hint(problem, "The distance is the length of the difference.");
    problem_hint(problem, "The difference begins with %g - %s = %g.", q.at[0][0],
                 factor_text(problem, p.at[0][0]), d.at[0][0]);
    problem_step(problem, "difference: %s", vector_text(problem, &d, 1));
    add_length_steps(problem, &d);
}

static void ask_right_angle(gsl_rng *rng, struct problem *problem)
{
    int a = draw_nonzero(rng, -6, 6), b = draw_nonzero(rng, -5, 5), c = draw_nonzero(rng, -4, 4);
    int x = draw_nonzero(rng, -8, 8), d = draw_nonzero(rng, -4, 4), e = -(c * x + b * d);
    /* (a, b, c) · (e/a, d, x) = 0; a first entry of 1 keeps it whole. */
    a = a > 0 ? 1 : -1;
    e *= a;
    problem_prompt(problem,
                   "For which k do the vectors (%d, %d, %d) and (%d, %d, k) stand at right angles?",
                   a, b, c, e, d);
    problem_answer(problem, ANSWER_EXACT, "%d", x);
    problem_hint(problem, "At right angles means: the dot product is 0.");
    problem_hint(problem, "%s·%s + %s·%s + %s·k = 0", factor_text(problem, a),
                 factor_text(problem, e), factor_text(problem, b), factor_text(problem, d),
                 factor_text(problem, c));
    problem_step(problem, "dot product: %d + %sk = 0", a * e + b * d, factor_text(problem, c));
    problem_step(problem, "k = %d / %s = %d", -(a * e + b * d), factor_text(problem, c), x);
    problem_misconception(problem, "lost-the-sign", "the sum must cancel, not double", "%d", -x);
    problem_misconception(problem, "stopped-early", "that is the multiple of k", "%d",
                          -(a * e + b * d));
    problem_misconception(problem, "asked-for-length-one", "0 is asked for, not 1", "%s",
                          fraction_text(problem, 1 - (a * e + b * d), c));
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void add_cosine(struct problem *problem, const struct matrix *a, const struct matrix *b)
{
    double dot = vector_dot(a, b), one = vector_norm(a), other = vector_norm(b);
    double cosine = vector_cosine(a, b);
    problem_answer(problem, ANSWER_DECIMAL, "%.3f", cosine);
    problem->absolute = 0.0055;
    problem_hint(problem, "The cosine is the dot product divided by both lengths.");
    problem_hint(problem, "The dot product is %g.", dot);
    problem_hint(problem, "The lengths are whole numbers; the first is %g.", one);
    problem_step(problem, "a · b = %s = %g", products(problem, a, b), dot);
    problem_step(problem, "|a| = %g, |b| = %g", one, other);
    problem_step(problem, "cosine = %g / (%g · %g) = %g / %g = %s", dot, one, other, dot,
                 one * other, problem->answer);
    problem_misconception(problem, "forgot-to-normalise",
                          "a cosine lies between -1 and 1: divide by the lengths", "%g", dot);
    problem_misconception(problem, "divided-by-one-length", "both vectors are brought to length 1",
                          "%.4f", dot / one);
    problem_misconception(problem, "added-the-lengths", "the lengths are multiplied, not added",
                          "%.4f", dot / (one + other));
    problem_misconception(problem, "divided-by-the-squares",
                          "divide by the lengths, not by their squares", "%.4f",
                          dot / (one * one * other * other));
    problem_misconception(problem, "distance-for-similarity", "1 minus it is the cosine distance",
                          "%.4f", 1 - cosine);
}

static void ask_cosine(gsl_rng *rng, struct problem *problem)
{
    static const char *const openings[] = {"Two documents have the embeddings",
                                           "Two users, their mean rating subtracted, rated",
                                           "Two items are described by the features"};
    size_t n = (size_t)draw_between(rng, 2, 3);
    struct matrix a = draw_whole_length(rng, n), b;
    do
        b = draw_whole_length(rng, n);
    while (fabs(vector_cosine(&a, &b)) > 0.99);
    problem_prompt(problem,
                   "%s a = %s and b = %s. What is their cosine similarity (the cosine of the angle "
                   "between them)?",
                   draw_text(rng, openings, 3), vector_text(problem, &a, 1),
                   vector_text(problem, &b, 1));
    add_cosine(problem, &a, &b);
}

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    (void)drill;
    if (level == 1)
        (draw_between(rng, 0, 2) ? ask_dot : ask_score)(rng, problem);
    else if (level == 2)
        switch (draw_between(rng, 0, 2)) {
        case 0:
            ask_length(rng, problem);
            break;
        case 1:
            ask_distance(rng, problem);
            break;
        default:
            ask_right_angle(rng, problem);
        }
    else
        ask_cosine(rng, problem);
}

const struct drill drill_dot_product = {
    .name = "dot-product",
    .title = "Dot product, length and cosine",
    .topic = "linear algebra",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"arithmetic", NULL},
    .terms = (const char *const[]){"dot product", "inner product", "scalar product", "vector",
                                   "unit vector", "orthogonal", "cosine similarity",
                                   "cosine distance", "euclidean distance", "embedding",
                                   "vector search", "linear algebra", NULL},
    .generate = generate,
};
