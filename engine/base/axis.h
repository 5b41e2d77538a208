/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An axis of a plot or a map: its range, where its ticks stand and how their numbers are written.
 *
 * A linear axis has ticks at multiples of 1, 2 or 5 times a power of ten (Heckbert 1990, "Nice
 * numbers for graph labels"). A logarithmic one has them at 1, 2 and 5 in every decade, at every
 * decade or at every second, third, fifth, ... decade, as many as there is room for; a range
 * that holds fewer than two of those numbers has the ticks of a linear axis, at their logarithmic
 * places. No axis is empty, reversed or infinite, whatever range it is made of.
 */
#ifndef ENGINE_BASE_AXIS_H
#define ENGINE_BASE_AXIS_H

#include <stdbool.h>

enum { AXIS_NUMBER = 32, AXIS_TICKS = 64 };

/* What an axis has to show. low > high: nothing. */
struct axis_range {
    double low, high;
    bool logarithmic;
    bool whole; /* the ends move out to numbers that could be ticks */
};

struct axis {
    double low, high;
    bool logarithmic;
    double step;  /* between ticks; 0: they are in decades */
    int decimals; /* of the numbers, where step is not 0 */
    double ticks[AXIS_TICKS];
    int tick_count;
};

/* Has the value a place on such an axis: finite, and above 0 where it is logarithmic? */
bool axis_takes(bool logarithmic, double value);

/* `low` and `high` where they are a range that such an axis can have; else one that is empty, for
 * axis_range_include(). */
struct axis_range axis_range_given(double low, double high, bool logarithmic);
/* Widens the range; a value that axis_takes() refuses changes nothing. */
void axis_range_include(struct axis_range *range, double value);

/* `across`: numbers stand beside each other, else one a row. `cells`: the axis's length. */
struct axis axis_make(struct axis_range range, int cells, bool across);

/* 0 at the low end, 1 at the high end, beyond them outside (never further than 1e12). The value is
 * one that axis_takes(). */
double axis_unit(const struct axis *axis, double value);

/* Which of `count` dots in a row, the first and the last on the ends, a unit of 0..1 is. */
int axis_dot(double unit, int count);

/* For people: "0.001", "10", "1e6". */
void axis_format(const struct axis *axis, double value, char buffer[AXIS_NUMBER]);
/* "1e+06" becomes "1e6", "1e-07" becomes "1e-7". */
void axis_shorten(char *number);

#endif
