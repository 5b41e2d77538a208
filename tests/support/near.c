/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/near.h"

#include <math.h>

#include "tests/support/suite.h"

void near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance))
        fail_msg("%.15g is not within %g of %.15g", value, tolerance, expected);
}

void near_relative(double value, double expected, double share)
{
    near(value, expected, share * fmax(fabs(expected), 1e-9));
}
