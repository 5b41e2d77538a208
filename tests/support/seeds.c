/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/seeds.h"

#include <ctype.h>
#include <stdlib.h>

#include "exercises/drill.h"
#include "tests/support/suite.h"

void seeds_check_all(const char *drill, unsigned seeds, problem_check *check)
{
    const struct drill *found = drill_find(drill);
    assert_non_null(found);
    for (int level = 1; level <= found->levels; level++)
        for (unsigned seed = 0; seed < seeds; seed++) {
            struct problem problem;
            struct error error = {0};
            assert_true(drill_generate(found, level, seed, &problem, &error));
            check(&problem);
            problem_release(&problem);
        }
}

void seeds_hold_level(const char *drill, int level, unsigned seeds, problem_holds *holds)
{
    const struct drill *found = drill_find(drill);
    assert_non_null(found);
    for (unsigned seed = 0; seed < seeds; seed++) {
        struct problem problem;
        struct error error = {0};
        assert_true(drill_generate(found, level, seed, &problem, &error));
        if (!holds(&problem))
            fail_msg("%s: %s\n-> %s", problem.id, problem.prompt, problem.answer);
        problem_release(&problem);
    }
}

size_t signed_numbers_in(const char *text, double *numbers, size_t most)
{
    size_t count = 0;
    for (const char *at = text; *at && count < most;) {
        bool sign = *at == '-' && isdigit((unsigned char)at[1]);
        if (!sign && !isdigit((unsigned char)*at)) {
            at++;
            continue;
        }
        char *end;
        numbers[count] = strtod(at, &end);
        if (*end == '/' && isdigit((unsigned char)end[1]))
            numbers[count] /= strtod(end + 1, &end);
        count++;
        at = end;
    }
    return count;
}
