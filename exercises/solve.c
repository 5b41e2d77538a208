/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/solve.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_interp.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

enum { SAMPLES = 200, ITERATIONS = 200 };

/* GSL wants a function of a void pointer. */
struct call {
    solve_function *function;
    const void *context;
};

static double evaluate(double x, void *call)
{
    const struct call *of = call;
    return of->function(x, of->context);
}

static double sample_at(struct solve_range range, int i)
{
    double share = (double)i / SAMPLES;
    if (i == SAMPLES)
        return range.high;
    return range.logarithmic ? range.low * pow(range.high / range.low, share)
                             : range.low + share * (range.high - range.low);
}

/* --- Roots --------------------------------------------------------------------------------------
 */

/* The root between two places of opposite signs; NaN: it is a jump, or the solver gave up. */
static double refine(struct call *call, double low, double high)
{
    gsl_function function = {evaluate, call};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    double scale = fmax(fabs(evaluate(low, call)), fabs(evaluate(high, call))), root = NAN;
    int status = solver ? gsl_root_fsolver_set(solver, &function, low, high) : GSL_ENOMEM;
    for (int i = 0; status == GSL_SUCCESS && i < ITERATIONS; i++) {
        status = gsl_root_fsolver_iterate(solver);
        double a = gsl_root_fsolver_x_lower(solver), b = gsl_root_fsolver_x_upper(solver);
        if (status == GSL_SUCCESS && gsl_root_test_interval(a, b, 0, 1e-13) == GSL_SUCCESS) {
            root = gsl_root_fsolver_root(solver);
            break;
        }
    }
    if (solver)
        gsl_root_fsolver_free(solver);
    /* at a jump the function is as large as beside it */
    return isfinite(root) && fabs(evaluate(root, call)) <= scale * 1e-3 ? root : NAN;
}

/* The next place after `i` where the function is finite and not zero; SAMPLES + 1: none. */
static int next_signed(struct call *call, struct solve_range range, int i, double *x, double *y)
{
    for (i++; i <= SAMPLES; i++) {
        *x = sample_at(range, i);
        *y = evaluate(*x, call);
        if (!isfinite(*y) || *y != 0)
            break;
    }
    return i;
}

size_t solve_roots(solve_function *function, const void *context, struct solve_range range,
                   double *roots, size_t most)
{
    struct call call = {function, context};
    double x, y, before_x = NAN, before_y = NAN;
    size_t count = 0;
    if (!(range.low < range.high) || (range.logarithmic && !(range.low > 0)))
        return 0;
    for (int i = next_signed(&call, range, -1, &x, &y); i <= SAMPLES && count < most;
         i = next_signed(&call, range, i, &x, &y)) {
        if (isfinite(before_y) && isfinite(y) && (before_y < 0) != (y < 0)) {
            double root = refine(&call, before_x, x);
            if (isfinite(root))
                roots[count++] = root;
        }
        before_x = x;
        before_y = y;
    }
    return count;
}

/* --- The lowest place ---------------------------------------------------------------------------
 */

/* Between two samples about the lowest one. */
static double descend(struct call *call, double low, double middle, double high)
{
    gsl_function function = {evaluate, call};
    gsl_min_fminimizer *solver = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
    double place = middle;
    int status = solver ? gsl_min_fminimizer_set(solver, &function, middle, low, high) : GSL_ENOMEM;
    for (int i = 0; status == GSL_SUCCESS && i < ITERATIONS; i++) {
        status = gsl_min_fminimizer_iterate(solver);
        if (status != GSL_SUCCESS)
            break;
        place = gsl_min_fminimizer_x_minimum(solver);
        double a = gsl_min_fminimizer_x_lower(solver), b = gsl_min_fminimizer_x_upper(solver);
        if (gsl_min_test_interval(a, b, 0, 1e-8) == GSL_SUCCESS)
            break;
    }
    if (solver)
        gsl_min_fminimizer_free(solver);
    return place;
}

bool solve_minimum(solve_function *function, const void *context, struct solve_range range,
                   double *place)
{
    struct call call = {function, context};
    double lowest = INFINITY;
    int at = -1;
    if (!(range.low < range.high) || (range.logarithmic && !(range.low > 0)))
        return false;
    for (int i = 0; i <= SAMPLES; i++) {
        double y = evaluate(sample_at(range, i), &call);
        if (isfinite(y) && y < lowest) {
            lowest = y;
            at = i;
        }
    }
    if (at < 0)
        return false;
    *place = sample_at(range, at);
    if (at == 0 || at == SAMPLES)
        return true;
    double low = sample_at(range, at - 1), high = sample_at(range, at + 1);
    double before = evaluate(low, &call), after = evaluate(high, &call);
    if (isfinite(before) && isfinite(after) && before > lowest && after > lowest)
        *place = descend(&call, low, *place, high);
    return true;
}

/* --- Bands --------------------------------------------------------------------------------------
 */

struct band band_of(double *draws, size_t count)
{
    size_t finite = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(draws[i]))
            draws[finite++] = draws[i];
    if (!finite)
        return (struct band){NAN, NAN, NAN};
    gsl_sort(draws, 1, finite);
    return (struct band){gsl_stats_quantile_from_sorted_data(draws, 1, finite, 0.05),
                         gsl_stats_quantile_from_sorted_data(draws, 1, finite, 0.5),
                         gsl_stats_quantile_from_sorted_data(draws, 1, finite, 0.95)};
}

double band_sigma(double share)
{
    return share > 0 ? log1p(share) / gsl_cdf_ugaussian_Pinv(0.95) : 0;
}

/* --- Curves -------------------------------------------------------------------------------------
 */

static bool can_be_refined(const double *x, const double *y, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(x[i]) || !isfinite(y[i]) || (i > 0 && !(x[i] > x[i - 1])))
            return false;
    return count >= 3;
}

bool curve_refine(const double *x, const double *y, size_t count, bool logarithmic, double *fine_x,
                  double *fine_y, size_t fine)
{
    if (!can_be_refined(x, y, count) || (logarithmic && !(x[0] > 0)))
        return false;
    gsl_interp *curve = gsl_interp_alloc(gsl_interp_steffen, count);
    bool good = curve && gsl_interp_init(curve, x, y, count) == GSL_SUCCESS;
    double low = x[0], high = x[count - 1];
    for (size_t i = 0; good && i < fine; i++) {
        double share = fine > 1 ? (double)i / (double)(fine - 1) : 0;
        double at = logarithmic ? low * pow(high / low, share) : low + share * (high - low);
        fine_x[i] = fmin(fmax(at, low), high);
        good = gsl_interp_eval_e(curve, x, y, fine_x[i], NULL, &fine_y[i]) == GSL_SUCCESS;
    }
    if (curve)
        gsl_interp_free(curve);
    return good;
}
