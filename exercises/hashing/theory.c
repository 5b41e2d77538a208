/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/hashing/theory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

enum { MOST_TAILS = 32, MOST_LAW = 64, LARGE_CUCKOO = 1 << 14 };

/* --- Open addressing ----------------------------------------------------------------------------
 */

/* Qr(m, n) for r = 0 or 1. */
static double knuth_q(int r, double slots, double keys)
{
    double sum = 0, term = 1;
    for (uint64_t step = 0; step <= (uint64_t)keys; step++) {
        double k = (double)step;
        double ratio = (keys - k) / slots * (r + k + 1) / (k + 1);
        sum += term;
        /* Ratios only fall from here on: the rest is less than a geometric series. */
        if (ratio < 1 && term * ratio / (1 - ratio) < sum * 1e-17)
            break;
        term *= ratio;
    }
    return sum;
}

double linear_expected_hit(double slots, double keys)
{
    return keys < 1 ? NAN : (1 + knuth_q(0, slots, keys - 1)) / 2;
}

double linear_expected_miss(double slots, double keys)
{
    return (1 + knuth_q(1, slots, keys)) / 2;
}

/* H(x) - H(y), x >= y, by the digamma function: psi(x + 1) = H(x) - Euler's constant. */
static double harmonic_difference(double x, double y)
{
    return gsl_sf_psi(x + 1) - gsl_sf_psi(y + 1);
}

double double_expected_hit(double slots, double keys)
{
    return keys < 1 ? NAN : (slots + 1) / keys * harmonic_difference(slots + 1, slots + 1 - keys);
}

double double_expected_miss(double slots, double keys)
{
    return (slots + 1) / (slots + 1 - keys);
}

double robin_hood_limit_miss(double a)
{
    return 1 + a + a * a / (2 * (1 - a));
}

double robin_hood_limit_variance(double a)
{
    return a * a / 12 + pow(a, 4) / (4 * (1 - a) * (1 - a)) + pow(a, 3) / (3 * (1 - a)) +
           a / (2 * (1 - a));
}

void robin_hood_law(double load, double *probabilities, size_t count)
{
    double c[MOST_LAW] = {(1 - load) * exp(load)}; /* for the mean not to drift */
    for (size_t j = 0; j + 1 < count && j + 1 < MOST_LAW; j++) {
        double rest = c[j];
        for (size_t i = 0; i <= j; i++)
            rest -= c[i] * gsl_ran_poisson_pdf((unsigned)(j + 1 - i), load);
        if (j == 0) /* one more way to 0: nothing was there and nobody came */
            rest -= c[0] * gsl_ran_poisson_pdf(0, load);
        c[j + 1] = rest / gsl_ran_poisson_pdf(0, load);
    }
    for (size_t d = 0; d < count; d++) {
        probabilities[d] = 0;
        for (size_t j = 0; j <= d && d < MOST_LAW; j++)
            probabilities[d] += c[d - j] * gsl_cdf_poisson_Q((unsigned)j, load) / load;
    }
}

/* --- Cuckoo -------------------------------------------------------------------------------------
 */

struct cuckoo_equation {
    unsigned choices, bucket;
};

/* P(Poisson(x) >= y); the incomplete gamma function, good to the last bits also for small x. */
static double poisson_at_least(double x, unsigned y)
{
    return gsl_cdf_gamma_P(x, y, 1);
}

static double cuckoo_difference(double x, void *parameters)
{
    const struct cuckoo_equation *e = parameters;
    return x * poisson_at_least(x, e->bucket) / poisson_at_least(x, e->bucket + 1) -
           (double)e->choices * e->bucket;
}

/* For two choices and buckets of one slot the root is 0, and the load its limit there, 1/2. */
double cuckoo_threshold(unsigned choices, unsigned bucket)
{
    struct cuckoo_equation equation = {choices, bucket};
    gsl_function function = {cuckoo_difference, &equation};
    double low = 1e-4, high = 2.0 * choices * bucket + 10, x = 1e-9;
    if (cuckoo_difference(low, &equation) < 0) {
        gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
        (void)gsl_root_fsolver_set(solver, &function, low, high);
        for (int i = 0; i < 200; i++) {
            (void)gsl_root_fsolver_iterate(solver);
            if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                       gsl_root_fsolver_x_upper(solver), 0, 1e-13) == GSL_SUCCESS)
                break;
        }
        x = gsl_root_fsolver_root(solver);
        gsl_root_fsolver_free(solver);
    }
    return x / (choices * bucket * pow(poisson_at_least(x, bucket), choices - 1.0));
}

/* --- Choices ------------------------------------------------------------------------------------
 */

struct choices_equation {
    double choices;
    size_t count;
};

static int choices_derivative(double t, const double s[], double derivative[], void *parameters)
{
    const struct choices_equation *e = parameters;
    double before = 1;
    (void)t;
    for (size_t i = 0; i < e->count; i++) {
        double own = pow(fmax(s[i], 0), e->choices);
        derivative[i] = before - own;
        before = own;
    }
    return GSL_SUCCESS;
}

void choices_tails(unsigned choices, double load, double *tails, size_t count)
{
    struct choices_equation equation = {choices, MOST_TAILS};
    gsl_odeiv2_system system = {choices_derivative, NULL, MOST_TAILS, &equation};
    double s[MOST_TAILS] = {0}, t = 0;
    if (load > 0) {
        gsl_odeiv2_driver *driver =
            gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-14, 1e-12);
        (void)gsl_odeiv2_driver_apply(driver, &t, load, s);
        gsl_odeiv2_driver_free(driver);
    }
    for (size_t i = 0; i < count; i++)
        tails[i] = i < MOST_TAILS ? s[i] : 0;
}

/* --- Lists --------------------------------------------------------------------------------------
 */

static const char binomial[] = "chain length Binomial(n, 1/m); Knuth, TAOCP 3, 6.4";
static const char mitzenmacher[] = "Mitzenmacher 1996: ds_i/dt = s_(i-1)^d - s_i^d, a limit";

bool hash_theory_lengths(const struct hash_shape *shape, double keys, double *counts, size_t count,
                         struct hash_formula *formula)
{
    double slots = (double)shape->slots, tails[MOST_TAILS + 1];
    if (shape->scheme == SCHEME_CHAINING) {
        for (size_t i = 0; i < count; i++)
            counts[i] = slots * gsl_ran_binomial_pdf((unsigned)i, 1 / slots, (unsigned)keys);
        *formula = (struct hash_formula){slots, true, NAN, binomial};
        return true;
    }
    if (shape->scheme != SCHEME_TWO_CHOICE)
        return false;
    tails[0] = 1;
    choices_tails(shape->choices, keys / slots, tails + 1, MOST_TAILS);
    for (size_t i = 0; i < count; i++)
        counts[i] = i < MOST_TAILS ? slots * (tails[i] - tails[i + 1]) : 0;
    *formula = (struct hash_formula){slots, false, NAN, mitzenmacher};
    return true;
}

/* The longest list, as if the lists were independent: sum of P(longest >= i). */
static struct hash_formula longest(const struct hash_shape *shape, double keys)
{
    double slots = (double)shape->slots, sum = 0, tails[MOST_TAILS];
    bool chaining = shape->scheme == SCHEME_CHAINING;
    if (keys < 1)
        return (struct hash_formula){NAN, false, NAN, NULL};
    if (!chaining)
        choices_tails(shape->choices, keys / slots, tails, MOST_TAILS);
    for (unsigned i = 1; i <= 10000; i++) {
        double tail = chaining         ? gsl_cdf_binomial_Q(i - 1, 1 / slots, (unsigned)keys)
                      : i < MOST_TAILS ? tails[i - 1]
                                       : 0;
        double some = -expm1(slots * log1p(-fmin(tail, 1 - 1e-16)));
        sum += some;
        if (some < 1e-9)
            break;
    }
    return (struct hash_formula){sum, false, NAN,
                                 chaining ? "Binomial lists as if independent" : mitzenmacher};
}

/* --- All of a scheme ----------------------------------------------------------------------------
 */

static void open_theory(const struct hash_shape *shape, double n, struct hash_theory *t)
{
    static const char knuth[] = "Knuth 1963; TAOCP 3, 6.4; exact for n keys in m slots";
    static const char limits[] = "Celis 1986, Viola 2005: limit for large tables; for n keys in m "
                                 "slots a miss is 1 + n/m x hit";
    static const char uniform[] = "Peterson 1957: uniform probing; Guibas, Szemeredi 1978";
    static const char quadratic[] = "Knuth, TAOCP 3, 6.4: secondary clustering alone; real tables "
                                    "cost 1-3 % more a hit, 6-12 % more a miss, at a >= .9";
    double m = (double)shape->slots, a = n / m;
    switch (shape->scheme) {
    case SCHEME_LINEAR:
        t->hit = (struct hash_formula){linear_expected_hit(m, n), true, NAN, knuth};
        t->miss = (struct hash_formula){linear_expected_miss(m, n), true, NAN, knuth};
        break;
    case SCHEME_ROBIN_HOOD:
        t->hit = (struct hash_formula){linear_expected_hit(m, n), true, NAN, knuth};
        t->miss = (struct hash_formula){robin_hood_limit_miss(a), false, NAN, limits};
        if (n >= 1)
            t->variance = (struct hash_formula){robin_hood_limit_variance(a), false, NAN, limits};
        break;
    case SCHEME_DOUBLE: {
        /* In small tables the steps repeat themselves: measured, up to .4 % more at 11 to 300. */
        bool large = shape->slots >= 1000;
        double hit = double_expected_hit(m, n), miss = double_expected_miss(m, n);
        t->hit = (struct hash_formula){hit, large, large ? NAN : 0.005 * hit, uniform};
        t->miss = (struct hash_formula){miss, large, large ? NAN : 0.005 * miss, uniform};
        break;
    }
    default: {
        double hit = 1 - log1p(-a) - a / 2, miss = 1 / (1 - a) - a - log1p(-a);
        if (n >= 1)
            t->hit = (struct hash_formula){hit, false, 0.03 * hit, quadratic};
        t->miss = (struct hash_formula){miss, false, 0.12 * miss, quadratic};
        break;
    }
    }
}

static void cuckoo_theory(const struct hash_shape *shape, struct hash_theory *t)
{
    bool single = shape->bucket == 1;
    t->miss = (struct hash_formula){(double)shape->choices * shape->bucket, single, NAN,
                                    single ? "one slot of each choice" : "at most k l slots"};
    t->failure = (struct hash_formula){cuckoo_threshold(shape->choices, shape->bucket), false,
                                       shape->slots < LARGE_CUCKOO ? NAN : 0.02,
                                       "Fountoulakis, Khosla, Panagiotou 2011: threshold of large "
                                       "tables, root of a Poisson equation"};
}

void hash_theory(const struct hash_shape *shape, double n, struct hash_theory *theory)
{
    static const char lists[] = "Knuth, TAOCP 3, 6.4: separate chaining";
    static const char map[] = "Herlihy, Shavit, Tzafrir 2008: only keys of the same home are "
                              "compared, as in chaining";
    static const char choices[] = "d lists of n/m keys each on average";
    const struct hash_formula none = {NAN, false, NAN, NULL};
    double m = (double)shape->slots;
    *theory = (struct hash_theory){none, none, none, none, none};
    switch (shape->scheme) {
    case SCHEME_CHAINING:
    case SCHEME_HOPSCOTCH: {
        const char *source = shape->scheme == SCHEME_CHAINING ? lists : map;
        if (n >= 1)
            theory->hit = (struct hash_formula){1 + (n - 1) / (2 * m), true, NAN, source};
        theory->miss = (struct hash_formula){n / m, true, NAN, source};
        if (shape->scheme == SCHEME_CHAINING)
            theory->longest = longest(shape, n);
        break;
    }
    case SCHEME_TWO_CHOICE:
        theory->miss = (struct hash_formula){shape->choices * n / m, true, NAN, choices};
        theory->longest = longest(shape, n);
        break;
    case SCHEME_CUCKOO:
        cuckoo_theory(shape, theory);
        break;
    default:
        open_theory(shape, n, theory);
        break;
    }
}
