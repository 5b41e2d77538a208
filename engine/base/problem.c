/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/problem.h"

#include <string.h>

const char *answer_kind_name(enum answer_kind kind)
{
    static const char *const names[ANSWER_KIND_COUNT] = {
        "exact", "decimal",  "unit",    "percent",  "matrix", "vector",
        "set",   "interval", "formula", "estimate", "choice",
    };
    return names[kind];
}

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[] = {"correct", "wrong", "ungraded"};
    return names[verdict];
}

void problem_release(struct problem *problem)
{
    arena_release(&problem->arena);
    memset(problem, 0, sizeof *problem);
}
