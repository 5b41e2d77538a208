/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "exercises/lsm.h"

/* Beyond these a run would take minutes. */
static const double most_files = 20000, most_flushes = 200000;

bool lsm_parameters_check(const struct lsm_parameters *parameters, struct error *error)
{
    struct lsm_parameters p = *parameters;
    double data = (double)p.keys * (p.key_bytes + p.value_bytes);
    double flushes = ((double)p.keys + (double)p.operations) / p.entries_per_flush;
    if (flushes > most_flushes)
        return error_set(
            error, ERROR_USAGE,
            "%.0f flushes of %u entries: expected at most %.0f; enlarge memtable-bytes", flushes,
            p.entries_per_flush, most_flushes);
    bool splits = p.policy == LSM_LEVELED || p.policy == LSM_UNIVERSAL;
    if (splits && data / (double)p.target_file_bytes > most_files)
        return error_set(error, ERROR_USAGE,
                         "%.0f files of %.0f bytes: expected at most %.0f; enlarge "
                         "target-file-bytes",
                         data / (double)p.target_file_bytes, (double)p.target_file_bytes,
                         most_files);
    if (p.policy == LSM_LAZY_LEVELING &&
        p.entries_per_flush * pow(p.size_ratio, LSM_LEVELS - 1) < p.keys)
        return error_set(error, ERROR_USAGE,
                         "%u keys do not fit in %d levels of ratio %.3g: enlarge size-ratio or "
                         "memtable-bytes",
                         p.keys, LSM_LEVELS - 1, p.size_ratio);
    return true;
}
