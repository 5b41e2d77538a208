/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that are close enough; a test fails with both of them. */
#ifndef TESTS_SUPPORT_NEAR_H
#define TESTS_SUPPORT_NEAR_H

/* |value - expected| <= tolerance; not a number never is. */
void near(double value, double expected, double tolerance);

/* The same with tolerance as a share of the expected value, which counts as at least 1e-9. */
void near_relative(double value, double expected, double share);

#endif
