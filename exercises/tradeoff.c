/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/tradeoff.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_randist.h>

/* --- Money --------------------------------------------------------------------------------------
 */

double bill_add(struct bill *bill, const char *name, double amount)
{
    if (bill && bill->count < TRADEOFF_LINES)
        bill->lines[bill->count++] = (struct bill_line){.name = name, .amount = amount};
    return amount;
}

double tiered_cost(const struct price_tier *tiers, size_t count, double quantity)
{
    double cost = 0, from = 0;
    for (size_t i = 0; i < count && isfinite(tiers[i].price) && !isnan(tiers[i].to); i++) {
        double part = fmin(quantity, tiers[i].to) - from;
        cost += fmax(part, 0) * tiers[i].price;
        from = tiers[i].to;
        if (quantity <= from)
            return cost;
    }
    return NAN;
}

/* Thousands apart: "12,345,678". */
static void group_thousands(char *buffer, size_t size)
{
    char plain[64];
    (void)snprintf(plain, sizeof plain, "%s", buffer);
    size_t digits = strspn(plain, "0123456789"), used = 0;
    for (size_t i = 0; plain[i] && used + 2 < size; i++) {
        if (i > 0 && i < digits && (digits - i) % 3 == 0)
            buffer[used++] = ',';
        buffer[used++] = plain[i];
    }
    buffer[used] = '\0';
}

void money_format(double amount, const char *unit, char *buffer, size_t size)
{
    double size_of = fabs(amount);
    char number[64];
    const char *each = unit ? strchr(unit, '/') : NULL;
    if (!isfinite(amount)) {
        (void)snprintf(buffer, size, "none");
        return;
    }
    if (size_of >= 1e15)
        (void)snprintf(number, sizeof number, "%.4g", size_of);
    else if (size_of >= 1e4)
        (void)snprintf(number, sizeof number, "%.0f", size_of);
    else if (size_of >= 0.01 || size_of == 0)
        (void)snprintf(number, sizeof number, "%.2f", size_of);
    else
        (void)snprintf(number, sizeof number, "%.3g", size_of);
    group_thousands(number, sizeof number);
    (void)snprintf(buffer, size, "%s$%s%s%s", amount < 0 ? "-" : "", number, each ? " a " : "",
                   each ? each + 1 : "");
}

void place_format(double place, char *buffer, size_t size)
{
    char number[64];
    if (!(fabs(place) >= 999.5) || fabs(place) >= 1e15) {
        (void)snprintf(buffer, size, "%.3g", place);
        return;
    }
    double unit = pow(10, floor(log10(fabs(place))) - 2);
    (void)snprintf(number, sizeof number, "%.0f", round(fabs(place) / unit) * unit);
    group_thousands(number, sizeof number);
    (void)snprintf(buffer, size, "%s%s", place < 0 ? "-" : "", number);
}

void bytes_format(double bytes, char *buffer, size_t size)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    size_t unit = 0;
    for (; bytes >= 999.5 && unit + 1 < sizeof units / sizeof *units; unit++)
        bytes /= 1000;
    char number[32];
    place_format(bytes, number, sizeof number);
    (void)snprintf(buffer, size, "%s %s", number, units[unit]);
}

/* For a call of printf. */
struct place_text {
    char text[72];
};
static struct place_text at(double place)
{
    struct place_text text = {""};
    place_format(place, text.text, sizeof text.text);
    return text;
}

/* --- Costs and where they cross -----------------------------------------------------------------
 */

/* Of every alternative. */
static void all_costs(const struct tradeoff *tradeoff, const double *values,
                      double costs[TRADEOFF_ALTERNATIVES])
{
    if (tradeoff->costs) {
        tradeoff->costs(values, costs);
        return;
    }
    for (size_t i = 0; i < tradeoff->alternative_count; i++)
        costs[i] = tradeoff->cost(values, i, NULL);
}

int tradeoff_cheapest(const struct tradeoff *tradeoff, const double *values)
{
    int cheapest = -1;
    double least = INFINITY, costs[TRADEOFF_ALTERNATIVES];
    all_costs(tradeoff, values, costs);
    for (size_t i = 0; i < tradeoff->alternative_count; i++)
        if (isfinite(costs[i]) && costs[i] < least) {
            least = costs[i];
            cheapest = (int)i;
        }
    return cheapest;
}

/* What solve_roots() walks along. */
struct pair {
    const struct tradeoff *tradeoff;
    const double *values;
    size_t parameter, first, second;
};

static double difference(double x, const void *context)
{
    const struct pair *pair = context;
    double values[MOST_PARAMETERS];
    memcpy(values, pair->values, pair->tradeoff->simulation->parameter_count * sizeof *values);
    values[pair->parameter] = x;
    if (!pair->tradeoff->costs)
        return pair->tradeoff->cost(values, pair->first, NULL) -
               pair->tradeoff->cost(values, pair->second, NULL);
    double costs[TRADEOFF_ALTERNATIVES];
    pair->tradeoff->costs(values, costs);
    return costs[pair->first] - costs[pair->second];
}

/* How close to a jump a cost is looked at, as a share of the place. */
static const double beside_jump = 1e-9;

static size_t find_jumps(const struct tradeoff *tradeoff, const double *values, size_t axis,
                         double places[TRADEOFF_JUMPS])
{
    return tradeoff->jumps ? tradeoff->jumps(values, axis, places) : 0;
}

size_t tradeoff_break_even(const struct tradeoff *tradeoff, const double *values, size_t axis,
                           size_t first, size_t second, double *places, size_t most)
{
    const struct tradeoff_axis *along = &tradeoff->axes[axis];
    struct pair pair = {tradeoff, values, along->parameter, first, second};
    double jumps[TRADEOFF_JUMPS];
    size_t pieces = find_jumps(tradeoff, values, axis, jumps), count = 0;
    for (size_t i = 0; i <= pieces && count < most; i++) {
        struct solve_range range = {i ? jumps[i - 1] * (1 + beside_jump) : along->low,
                                    i < pieces ? jumps[i] * (1 - beside_jump) : along->high,
                                    along->logarithmic};
        count += solve_roots(difference, &pair, range, places + count, most - count);
    }
    return count;
}

/* Whether nothing is cheaper than `first` with the parameter at `place`. */
static bool is_cheapest(const struct tradeoff_run *run, size_t axis, double place, size_t first)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    double values[MOST_PARAMETERS];
    memcpy(values, run->values, sizeof values);
    values[tradeoff->axes[axis].parameter] = place;
    double cost = tradeoff->cost(values, first, NULL);
    for (size_t i = 0; i < tradeoff->alternative_count; i++)
        if (tradeoff->cost(values, i, NULL) < cost * (1 - 1e-9) - 1e-12)
            return false;
    return true;
}

static void find_crossings(struct tradeoff_run *run)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    for (size_t axis = 0; axis < tradeoff->axis_count; axis++)
        for (size_t first = 0; first < tradeoff->alternative_count; first++)
            for (size_t second = first + 1; second < tradeoff->alternative_count; second++) {
                struct crossing *crossing = &run->crossings[run->crossing_count++];
                *crossing = (struct crossing){.axis = axis, .first = first, .second = second};
                crossing->count = tradeoff_break_even(tradeoff, run->values, axis, first, second,
                                                      crossing->places, TRADEOFF_CROSSINGS);
                for (size_t k = 0; k < crossing->count; k++)
                    crossing->cheapest[k] = is_cheapest(run, axis, crossing->places[k], first);
            }
}

/* --- Bands --------------------------------------------------------------------------------------
 */

/* The cost with each uncertain parameter multiplied by a factor; `fixed` stays as it is. */
static double drawn_cost(const struct tradeoff_run *run, const double *values, size_t fixed,
                         size_t alternative, int draw)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    double drawn[MOST_PARAMETERS];
    memcpy(drawn, values, tradeoff->simulation->parameter_count * sizeof *drawn);
    for (size_t k = 0; k < tradeoff->uncertain_count; k++) {
        size_t parameter = tradeoff->uncertain[k];
        const struct parameter *described = &tradeoff->simulation->parameters[parameter];
        if (parameter != fixed)
            drawn[parameter] =
                fmin(fmax(drawn[parameter] * run->factors[draw][k], described->minimum),
                     described->maximum);
    }
    return tradeoff->cost(drawn, alternative, NULL);
}

/* `fixed` is a parameter that is not uncertain here, or MOST_PARAMETERS. */
static struct band cost_band(const struct tradeoff_run *run, const double *values, size_t fixed,
                             size_t alternative)
{
    double typical = run->tradeoff->cost(values, alternative, NULL);
    double draws[TRADEOFF_DRAWS];
    if (!run->tradeoff->uncertain_count || !(values[run->tradeoff->uncertainty] > 0))
        return (struct band){typical, typical, typical};
    for (int i = 0; i < TRADEOFF_DRAWS; i++)
        draws[i] = drawn_cost(run, values, fixed, alternative, i);
    struct band band = band_of(draws, TRADEOFF_DRAWS);
    band.typical = typical;
    band.low = fmin(band.low, typical);
    band.high = fmax(band.high, typical);
    return isfinite(typical) ? band : (struct band){NAN, NAN, NAN};
}

/* --- Running ------------------------------------------------------------------------------------
 */

void tradeoff_init(struct tradeoff_run *run, const struct tradeoff *tradeoff, const double *values,
                   gsl_rng *rng)
{
    run->tradeoff = tradeoff;
    memcpy(run->values, values, tradeoff->simulation->parameter_count * sizeof *values);
    double sigma = tradeoff->uncertain_count ? band_sigma(values[tradeoff->uncertainty]) : 0;
    for (int i = 0; i < TRADEOFF_DRAWS; i++)
        for (size_t k = 0; k < tradeoff->uncertain_count; k++)
            run->factors[i][k] = gsl_ran_lognormal(rng, 0, sigma);
    for (size_t i = 0; i < tradeoff->alternative_count; i++)
        run->here[i] = cost_band(run, run->values, MOST_PARAMETERS, i);
    find_crossings(run);
}

double tradeoff_place(const struct tradeoff_axis *axis, int k, int count)
{
    double share = (double)k / (count - 1);
    return axis->logarithmic ? axis->low * pow(axis->high / axis->low, share)
                             : axis->low + share * (axis->high - axis->low);
}

bool tradeoff_step(void *state, gsl_rng *rng)
{
    struct tradeoff_run *run = state;
    const struct tradeoff *tradeoff = run->tradeoff;
    const struct tradeoff_axis *axis = &tradeoff->axes[0];
    double values[MOST_PARAMETERS];
    (void)rng;
    if (run->points == TRADEOFF_POINTS)
        return false;
    memcpy(values, run->values, sizeof values);
    int point = run->points++;
    run->x[point] = values[axis->parameter] = tradeoff_place(axis, point, TRADEOFF_POINTS);
    for (size_t i = 0; i < tradeoff->alternative_count; i++)
        run->costs[i][point] = cost_band(run, values, axis->parameter, i);
    run->cheapest[point] = tradeoff_cheapest(tradeoff, values);
    return true;
}

bool tradeoff_copy(void *to, const void *from)
{
    memcpy(to, from, sizeof(struct tradeoff_run));
    return true;
}

/* --- Where the choice flips ---------------------------------------------------------------------
 */

static int cheapest_at(const struct tradeoff_run *run, size_t axis, double place)
{
    double values[MOST_PARAMETERS];
    memcpy(values, run->values, sizeof values);
    values[run->tradeoff->axes[axis].parameter] = place;
    return tradeoff_cheapest(run->tradeoff, values);
}

static size_t add_flip(struct flip flip, struct flip flips[TRADEOFF_FLIPS], size_t count)
{
    if (count == TRADEOFF_FLIPS)
        return count;
    size_t at = count;
    for (; at > 0 && flips[at - 1].place > flip.place; at--)
        flips[at] = flips[at - 1];
    flips[at] = flip;
    return count + 1;
}

/* Where the choice flips although costs do not meet. */
static size_t add_jumps(const struct tradeoff_run *run, size_t axis, double limit,
                        struct flip flips[TRADEOFF_FLIPS], size_t count)
{
    double places[TRADEOFF_JUMPS];
    size_t jumps = find_jumps(run->tradeoff, run->values, axis, places);
    for (size_t i = 0; i < jumps && places[i] <= limit; i++) {
        int before = cheapest_at(run, axis, places[i] * (1 - beside_jump));
        int after = cheapest_at(run, axis, places[i] * (1 + beside_jump));
        if (before >= 0 && after >= 0 && before != after)
            count = add_flip((struct flip){places[i], (size_t)before, (size_t)after, true}, flips,
                             count);
    }
    return count;
}

size_t tradeoff_flips(const struct tradeoff_run *run, size_t axis, double limit,
                      struct flip flips[TRADEOFF_FLIPS])
{
    size_t count = 0;
    for (size_t i = 0; i < run->crossing_count; i++)
        for (size_t k = 0; k < run->crossings[i].count; k++) {
            const struct crossing *crossing = &run->crossings[i];
            double place = crossing->places[k];
            if (crossing->axis != axis || !crossing->cheapest[k] || place > limit)
                continue;
            bool first = cheapest_at(run, axis, place * (1 - 1e-6)) == (int)crossing->first;
            struct flip flip = {place, first ? crossing->first : crossing->second,
                                first ? crossing->second : crossing->first, false};
            count = add_flip(flip, flips, count);
        }
    return add_jumps(run, axis, limit, flips, count);
}

void tradeoff_tell_flips(const struct tradeoff_run *run, size_t axis, const struct flip *flips,
                         size_t count, char *buffer, size_t size)
{
    enum { TOLD = 5 }; /* of more, the first and the last */
    const struct tradeoff *tradeoff = run->tradeoff;
    const struct tradeoff_axis *along = &tradeoff->axes[axis];
    struct text text = {0};
    int first = cheapest_at(run, axis, along->low);
    if (count)
        text_append(&text, "Cheapest: ");
    for (size_t i = 0; i < count; i++)
        if (count <= TOLD || i == 0)
            text_printf(&text, "%s to %s, ", tradeoff->name(run->values, flips[i].before),
                        at(flips[i].place).text);
        else if (i + 1 == count)
            text_printf(&text, "in turns to %s, ", at(flips[i].place).text);
    if (count)
        text_printf(&text, "then %s", tradeoff->name(run->values, flips[count - 1].after));
    else if (first >= 0)
        text_printf(&text, "%s is cheapest all the way from %s to %s",
                    tradeoff->name(run->values, (size_t)first), at(along->low).text,
                    at(along->high).text);
    else
        text_append(&text, "No sourced price says what any of them costs here");
    (void)snprintf(buffer, size, "%s", text_string(&text));
    text_release(&text);
}

/* --- In words -----------------------------------------------------------------------------------
 */

/* The dearest of those that can be had, for a comparison. */
static int dearest(const struct tradeoff_run *run, int point)
{
    int found = -1;
    for (size_t i = 0; i < run->tradeoff->alternative_count; i++) {
        double cost = run->costs[i][point].typical;
        if (isfinite(cost) && (found < 0 || cost > run->costs[found][point].typical))
            found = (int)i;
    }
    return found;
}

void tradeoff_describe(const void *state, char *buffer, size_t size)
{
    const struct tradeoff_run *run = state;
    const struct tradeoff *tradeoff = run->tradeoff;
    const char *label = tradeoff->axes[0].label;
    int point = run->points - 1;
    char money[64], most[64];
    if (point < 0) {
        (void)snprintf(buffer, size, "%d alternatives wait to be compared, from %s to %s: %s",
                       (int)tradeoff->alternative_count, at(tradeoff->axes[0].low).text,
                       at(tradeoff->axes[0].high).text, label);
        return;
    }
    if (run->points == TRADEOFF_POINTS) {
        struct flip flips[TRADEOFF_FLIPS];
        size_t count = tradeoff_flips(run, 0, INFINITY, flips);
        tradeoff_tell_flips(run, 0, flips, count, buffer, size);
        return;
    }
    int cheapest = run->cheapest[point];
    if (cheapest < 0) {
        (void)snprintf(buffer, size, "At %s (%s) no sourced price says what any of them costs",
                       at(run->x[point]).text, label);
        return;
    }
    const char *name = tradeoff->name(run->values, (size_t)cheapest);
    money_format(run->costs[cheapest][point].typical, tradeoff->unit, money, sizeof money);
    if (point > 0 && run->cheapest[point - 1] >= 0 && run->cheapest[point - 1] != cheapest) {
        (void)snprintf(buffer, size, "At %s the choice has flipped: %s (%s), no longer %s",
                       at(run->x[point]).text, name, money,
                       tradeoff->name(run->values, (size_t)run->cheapest[point - 1]));
        return;
    }
    int worst = dearest(run, point);
    money_format(run->costs[worst][point].typical, NULL, most, sizeof most);
    if (worst == cheapest)
        (void)snprintf(buffer, size, "At %s: %s, %s", at(run->x[point]).text, name, money);
    else
        (void)snprintf(buffer, size, "At %s: %s is cheapest, %s; %s would be %s",
                       at(run->x[point]).text, name, money,
                       tradeoff->name(run->values, (size_t)worst), most);
}

/* A name as results are called: "on demand wide" to "on_demand_wide". */
static void as_key(char *name)
{
    for (; *name; name++)
        if (*name == '-' || *name == ' ')
            *name = '_';
}

void tradeoff_break_even_name(const struct tradeoff *tradeoff, const double *values, size_t axis,
                              size_t first, size_t second, size_t k, char *buffer, size_t size)
{
    struct text name = {0};
    text_printf(&name, "%s_%s", tradeoff->name(values, first), tradeoff->name(values, second));
    if (axis > 0 && axis < TRADEOFF_AXES)
        text_printf(&name, "_by_%s",
                    tradeoff->simulation->parameters[tradeoff->axes[axis].parameter].name);
    if (k > 0)
        text_printf(&name, "_%d", (int)k + 1);
    (void)snprintf(buffer, size, "%s", text_string(&name));
    text_release(&name);
    as_key(buffer);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* The ids of two lists, each once. */
static void join_prices(const char *const *a, const char *const *b, const char **joined,
                        size_t most)
{
    size_t count = 0;
    const char *const *lists[2] = {a, b};
    for (int list = 0; list < 2; list++)
        for (const char *const *id = lists[list]; id && *id && count + 1 < most; id++) {
            bool known = false;
            for (size_t i = 0; i < count; i++)
                known = known || !strcmp(joined[i], *id);
            if (!known)
                joined[count++] = *id;
        }
    joined[count] = NULL;
}

/* Where both of a pair can be had along an axis, as far as points show. */
struct shared {
    double low, high; /* the first and the last place; NaN: there is none */
    double sum;       /* of the differences: below 0 where the first costs less */
    bool all, same;   /* everywhere; and both cost the same */
};

static struct shared find_shared(const struct tradeoff_run *run, const struct crossing *crossing)
{
    const struct tradeoff_axis *axis = &run->tradeoff->axes[crossing->axis];
    struct pair pair = {run->tradeoff, run->values, axis->parameter, crossing->first,
                        crossing->second};
    struct shared shared = {.low = NAN, .high = NAN, .all = true, .same = true};
    for (int i = 0; i < TRADEOFF_POINTS; i++) {
        double place = tradeoff_place(axis, i, TRADEOFF_POINTS), apart = difference(place, &pair);
        if (!isfinite(apart)) {
            shared.all = false;
            continue;
        }
        shared.low = isnan(shared.low) ? place : shared.low;
        shared.high = place;
        shared.sum += apart;
        shared.same = shared.same && apart == 0;
    }
    return shared;
}

/* Why a pair does not cross along an axis. */
static void explain_none(const struct tradeoff_run *run, const struct crossing *crossing,
                         char *buffer, size_t size)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    const struct tradeoff_axis *axis = &tradeoff->axes[crossing->axis];
    struct shared shared = find_shared(run, crossing);
    const char *less =
        tradeoff->name(run->values, shared.sum < 0 ? crossing->first : crossing->second);
    const char *where = shared.all ? "all the way" : "where both can be had,";
    struct place_text low = at(isnan(shared.low) ? axis->low : shared.low);
    struct place_text high = at(isnan(shared.low) ? axis->high : shared.high);
    if (isnan(shared.low))
        (void)snprintf(buffer, size, "one of the two cannot be priced from %s to %s", low.text,
                       high.text);
    else if (shared.same)
        (void)snprintf(buffer, size, "both cost the same from %s to %s", low.text, high.text);
    else
        (void)snprintf(buffer, size, "%s costs less %s from %s to %s (%s)", less, where, low.text,
                       high.text, axis->label);
}

static void observe_crossing(const struct tradeoff_run *run, const struct crossing *crossing,
                             struct report *report)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    const char *ids[2 * TRADEOFF_LINES];
    char name[128], note[256];
    const struct parameter *parameter =
        &tradeoff->simulation->parameters[tradeoff->axes[crossing->axis].parameter];
    join_prices(tradeoff->prices(run->values, crossing->first),
                tradeoff->prices(run->values, crossing->second), ids, 2 * TRADEOFF_LINES);
    for (size_t k = 0; k < crossing->count; k++) {
        tradeoff_break_even_name(tradeoff, run->values, crossing->axis, crossing->first,
                                 crossing->second, k, name, sizeof name);
        report_break_even(report, name, parameter->unit, crossing->places[k], ids, NULL);
    }
    if (crossing->count || crossing->axis > 0) /* along further axes most pairs do not meet */
        return;
    tradeoff_break_even_name(tradeoff, run->values, crossing->axis, crossing->first,
                             crossing->second, 0, name, sizeof name);
    explain_none(run, crossing, note, sizeof note);
    report_break_even(report, name, parameter->unit, NAN, ids, note);
}

static void observe_costs(const struct tradeoff_run *run, struct report *report)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    for (size_t i = 0; i < tradeoff->alternative_count; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s", tradeoff->name(run->values, i));
        as_key(name);
        struct observation *cost =
            report_cost(report, name, tradeoff->unit, run->here[i].low, run->here[i].typical,
                        run->here[i].high, tradeoff->prices(run->values, i));
        if (isnan(run->here[i].typical) && tradeoff->why)
            cost->note = arena_copy_string(&report->arena, tradeoff->why(run->values, i));
    }
}

static void observe_series(const struct tradeoff_run *run, struct report *report)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    double y[TRADEOFF_POINTS], half[TRADEOFF_POINTS];
    for (size_t i = 0; i < tradeoff->alternative_count; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "cost_%d", (int)i + 1);
        for (int k = 0; k < run->points; k++) {
            y[k] = run->costs[i][k].typical;
            half[k] = (run->costs[i][k].high - run->costs[i][k].low) / 2;
        }
        report_band(report,
                    report_series(report, name, tradeoff->axes[0].label, tradeoff->unit, run->x, y,
                                  (size_t)run->points),
                    half);
    }
    for (int k = 0; k < run->points; k++)
        y[k] = run->cheapest[k] >= 0 ? (double)(run->cheapest[k] + 1) : (double)NAN;
    report_series(report, "cheapest", tradeoff->axes[0].label, "alternative", run->x, y,
                  (size_t)run->points);
}

static bool is_flip(const struct crossing *crossing)
{
    for (size_t k = 0; k < crossing->count; k++)
        if (crossing->cheapest[k])
            return true;
    return false;
}

/* Of pairs at which the choice does not flip: those that the simulation finds worth telling. */
static bool is_told(const struct tradeoff_run *run, const struct crossing *crossing)
{
    const struct tradeoff *tradeoff = run->tradeoff;
    return !tradeoff->comparable || tradeoff->comparable(crossing->first, crossing->second);
}

void tradeoff_observe_results(const struct tradeoff_run *run, struct report *report)
{
    observe_costs(run, report);
    for (int wanted = 1; wanted >= 0; wanted--) /* where the choice flips comes first */
        for (size_t i = 0; i < run->crossing_count; i++) {
            const struct crossing *crossing = &run->crossings[i];
            if (is_flip(crossing) == wanted && (wanted || is_told(run, crossing)))
                observe_crossing(run, crossing, report);
        }
    if (run->tradeoff->extra)
        run->tradeoff->extra(run->values, report);
}

void tradeoff_observe(const void *state, struct report *report)
{
    tradeoff_observe_results(state, report);
    observe_series(state, report);
}
