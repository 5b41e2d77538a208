/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/availability/curve.h"

static const double OFTEN_COMMON = 0.1;
enum { SHOWN = 10 };

/* The same arrangement of so many components: the needed stay, or are all of them. */
static struct redundancy with_components(const struct availability *s, int components)
{
    struct redundancy r = s->plant.redundancy;
    bool all = s->values[AVAILABILITY_ARRANGEMENT] == ARRANGED_SERIES;
    r.components = components;
    r.needed = all ? components : r.needed;
    return r;
}

static struct redundancy made_independent(struct redundancy r)
{
    r.common_cause = 0;
    r.crews = MOST_COMPONENTS;
    return r;
}

/* As it is set; where failures are independent, with a common cause such as there often is. */
struct redundancy curve_dependent(const struct availability *s, struct redundancy r)
{
    if (!redundancy_is_independent(&s->plant.redundancy))
        return r;
    r = made_independent(r);
    r.common_cause = OFTEN_COMMON;
    return r;
}

int curve_from(const struct availability *s)
{
    return s->values[AVAILABILITY_ARRANGEMENT] == ARRANGED_K_OF_N ? s->plant.redundancy.needed : 1;
}

/* So many that the arrangement at hand is on it. */
int curve_count(const struct availability *s)
{
    int needed = s->plant.redundancy.components - curve_from(s) + 3;
    return needed > SHOWN ? needed : SHOWN;
}

double curve_nines(const struct availability *s, int components, bool dependent)
{
    struct redundancy r = with_components(s, components);
    r = dependent ? curve_dependent(s, r) : made_independent(r);
    return reliability_nines(redundancy_unavailability(&r));
}

/* The number of components from which one more adds less than a tenth of a nine; 0: none. */
int curve_enough(const struct availability *s)
{
    if (s->values[AVAILABILITY_ARRANGEMENT] == ARRANGED_SERIES)
        return 0;
    for (int n = curve_from(s); n < curve_from(s) + curve_count(s); n++)
        if (curve_nines(s, n + 1, true) < curve_nines(s, n, true) + 0.1)
            return n;
    return 0;
}
