/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every cmocka suite includes, in the order that cmocka 1.1 asks for. */
#ifndef TESTS_SUPPORT_SUITE_H
#define TESTS_SUPPORT_SUITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
