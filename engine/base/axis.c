/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/axis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double largest = 1e300, smallest = 1e-300; /* of a logarithmic axis */

bool axis_takes(bool logarithmic, double value)
{
    return isfinite(value) && (!logarithmic || value > 0);
}

static double clamp(bool logarithmic, double value)
{
    return fmin(fmax(value, logarithmic ? smallest : -largest), largest);
}

struct axis_range axis_range_given(double low, double high, bool logarithmic)
{
    struct axis_range range = {INFINITY, -INFINITY, logarithmic, false};
    if (axis_takes(logarithmic, low) && axis_takes(logarithmic, high) && low < high) {
        range.low = clamp(logarithmic, low);
        range.high = clamp(logarithmic, high);
    }
    return range;
}

void axis_range_include(struct axis_range *range, double value)
{
    if (!axis_takes(range->logarithmic, value))
        return;
    range->low = fmin(range->low, clamp(range->logarithmic, value));
    range->high = fmax(range->high, clamp(range->logarithmic, value));
}

/* --- Ticks ----------------------------------------------------------------------------------- */

static double nice(double value)
{
    double power = pow(10, floor(log10(value)));
    double fraction = value / power;
    return power * (fraction < 1.5 ? 1 : fraction < 3.5 ? 2 : fraction < 7.5 ? 5 : 10);
}

/* The ticks at multiples of the step, the first AXIS_TICKS of them. */
static void fill_ticks(struct axis *axis)
{
    axis->tick_count = 0;
    while (axis->tick_count < AXIS_TICKS) {
        double value = (ceil(axis->low / axis->step - 1e-9) + axis->tick_count) * axis->step;
        if (!(value <= axis->high + axis->step * 1e-6))
            return;
        axis->ticks[axis->tick_count++] = value;
    }
}

static void linear_ticks(struct axis *axis, int most, bool whole)
{
    axis->step = nice((axis->high - axis->low) / (most > 1 ? most : 1));
    if (!(axis->step > 0) || !isfinite(axis->step)) /* the ends differ in the last bit only */
        axis->step = axis->high - axis->low;
    if (whole) {
        double low = floor(axis->low / axis->step + 1e-9) * axis->step;
        if (!axis->logarithmic || low > 0)
            axis->low = low;
        axis->high = ceil(axis->high / axis->step - 1e-9) * axis->step;
    }
    fill_ticks(axis);
    for (int finer = 0; finer < 3 && axis->tick_count < 2; finer++) { /* one says nothing */
        axis->step = nice(axis->step / 2.1);
        fill_ticks(axis);
    }
    double decimals = -floor(log10(axis->step) + 1e-9);
    axis->decimals = decimals > 0 ? decimals < 12 ? (int)decimals : 12 : 0;
}

/* The number 1, 2 or 5 times a power of ten that is next at or below (above) the value. */
static double ladder(double value, bool above)
{
    double power = pow(10, floor(log10(value) + 1e-12)), fraction = value / power;
    if (above)
        return power * (fraction <= 1 + 1e-9   ? 1
                        : fraction <= 2 + 1e-9 ? 2
                        : fraction <= 5 + 1e-9 ? 5
                                               : 10);
    return power * (fraction >= 5 - 1e-9 ? 5 : fraction >= 2 - 1e-9 ? 2 : 1);
}

/* Ticks at 1 (2, 5) times 10^(k stride), as many as there are; the first AXIS_TICKS are kept. */
static int decade_ticks(struct axis *axis, int stride, bool within)
{
    static const double steps[] = {1, 2, 5};
    int first = (int)floor(log10(axis->low)) - 1, last = (int)ceil(log10(axis->high)) + 1;
    int count = 0;
    axis->tick_count = 0;
    for (int exponent = first; exponent <= last; exponent++)
        for (int i = 0; exponent % stride == 0 && i < (within ? 3 : 1); i++) {
            double value = steps[i] * pow(10, exponent);
            if (value < axis->low * (1 - 1e-9) || value > axis->high * (1 + 1e-9))
                continue;
            if (axis->tick_count < AXIS_TICKS)
                axis->ticks[axis->tick_count++] = value;
            count++;
        }
    return count;
}

static bool logarithmic_ticks(struct axis *axis, int most, bool whole)
{
    static const int strides[] = {1, 2, 3, 5, 10, 20, 40, 80, 160};
    if (decade_ticks(axis, 1, true) < 2)
        return false;
    if (whole) {
        axis->low = clamp(true, ladder(axis->low, false));
        axis->high = clamp(true, ladder(axis->high, true));
    }
    if (decade_ticks(axis, 1, true) <= most)
        return true;
    for (size_t i = 0; i < sizeof strides / sizeof strides[0]; i++)
        if (decade_ticks(axis, strides[i], false) <= most)
            break;
    if (axis->tick_count < 2) /* a decade and a bit */
        (void)decade_ticks(axis, 1, true);
    return true;
}

static void widen(struct axis *axis)
{
    if (axis->low > axis->high) {
        axis->low = axis->logarithmic ? 1 : 0;
        axis->high = axis->logarithmic ? 10 : 1;
    } else if (axis->logarithmic) {
        axis->low /= 2;
        axis->high *= 2;
    } else {
        double half = fabs(axis->low) > smallest ? fabs(axis->low) / 10 : 1;
        axis->low -= half;
        axis->high += half;
    }
}

static int at_most(int value, int most)
{
    return value < most ? value : most;
}

struct axis axis_make(struct axis_range range, int cells, bool across)
{
    struct axis axis = {.low = range.low, .high = range.high, .logarithmic = range.logarithmic};
    int decades = at_most(across ? cells / 8 : cells / 2, 13);
    if (!(axis.low < axis.high))
        widen(&axis);
    if (!range.logarithmic || !logarithmic_ticks(&axis, decades > 3 ? decades : 3, range.whole))
        linear_ticks(&axis, at_most(across ? cells / 10 : cells / 3, 8), range.whole);
    return axis;
}

double axis_unit(const struct axis *axis, double value)
{
    double low = axis->low, high = axis->high, at = clamp(axis->logarithmic, value);
    double unit = axis->logarithmic ? (log10(at) - log10(low)) / (log10(high) - log10(low))
                                    : (at - low) / (high - low);
    return fmin(fmax(unit, -1e12), 1e12);
}

int axis_dot(double unit, int count)
{
    return (int)lround(unit * (count - 1));
}

void axis_shorten(char *number)
{
    char *mark = strchr(number, 'e');
    if (!mark)
        return;
    char *to = mark + 1 + (mark[1] == '-'), *from = mark + 2;
    from += strspn(from, "0");
    memmove(to, from, strlen(from) + 1);
}

void axis_format(const struct axis *axis, double value, char buffer[AXIS_NUMBER])
{
    double furthest = fmax(fabs(axis->low), fabs(axis->high));
    if (fabs(value) < axis->step * 1e-6)
        value = 0;
    if (axis->step > 0 && (value == 0 || (furthest < 1e6 && axis->decimals <= 5))) {
        (void)snprintf(buffer, AXIS_NUMBER, "%.*f", value == 0 ? 0 : axis->decimals, value);
        return;
    }
    (void)snprintf(buffer, AXIS_NUMBER, axis->step > 0 ? "%.4g" : "%.6g", value);
    axis_shorten(buffer);
}
