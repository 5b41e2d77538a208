/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/availability/parameter.h"

struct redundancy redundancy_from(const double *values)
{
    enum arrangement arrangement = (enum arrangement)values[AVAILABILITY_ARRANGEMENT];
    int components = (int)values[AVAILABILITY_COMPONENTS];
    return (struct redundancy){.availability = values[AVAILABILITY_SHARE],
                               .components = components,
                               .needed = arrangement == ARRANGED_SERIES ? components
                                         : arrangement == ARRANGED_PARALLEL
                                             ? 1
                                             : (int)values[AVAILABILITY_NEEDED],
                               .repair_hours = values[AVAILABILITY_REPAIR_HOURS],
                               .crews = (int)values[AVAILABILITY_CREWS],
                               .common_cause = values[AVAILABILITY_COMMON_CAUSE]};
}
