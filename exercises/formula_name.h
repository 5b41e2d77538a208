/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in formulas: functions, constants, and the variables of the formula at hand. */
#ifndef EXERCISES_FORMULA_NAME_H
#define EXERCISES_FORMULA_NAME_H

#include "exercises/formula.h"

struct formula_name {
    enum formula_operation operation; /* variable, constant or function */
    int which;
    size_t length; /* 0: unknown */
};

/* The longest name that `at` begins with; a variable goes before others of its length. */
struct formula_name formula_find_name(const struct formula *formula, const char *at);

/* By `which` of a node. */
const char *formula_function_name(int which);
const char *formula_constant_name(int which);
double formula_constant_value(int which);
double formula_function_value(int which, double argument);

#endif
