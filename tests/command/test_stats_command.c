/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats as people and other programs see it, and the report that shows the same numbers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

static const char notes[] = "# Bakery\n\n"
                            "Q: What raises a dough?\nA: Yeast\n\n"
                            "Q: What makes a crust brown?\nA: Heat and sugar\n\n"
                            "Q: What is a levain?\nA: A sour starter\n\n"
                            "Q: What does salt slow down?\nA: Fermentation\n";

static void require(const json_t *object, const char *names)
{
    char *list = strdup(names), *rest = list;
    for (char *name; (name = strsep(&rest, " "));)
        if (!json_object_get(object, name))
            fail_msg("no key %s", name);
    free(list);
}

static long number(const json_t *object, const char *name)
{
    return (long)json_integer_value(json_object_get(object, name));
}

/* One session: every card is revealed and graded; what is failed comes again and is passed. */
static void study(const char *home, const char *day, const char *input)
{
    char line[128];
    (void)snprintf(line, sizeof line, "review --plain --seed 1 --now %sT18:00:00+01:00", day);
    struct outcome outcome = tutor(home, input, line);
    if (outcome.status > 1)
        fail_msg("%s: %d %s", line, outcome.status, outcome.err);
    outcome_release(&outcome);
}

/* Four new cards; the next day one of them is failed and repeated; six days later. */
static char *lived(void)
{
    char *home = home_make();
    free(home_write(home, "notes/bakery.md", notes));
    struct outcome outcome = tutor(home, "", "import ~/notes --now 2026-11-01T17:00:00+01:00");
    assert_int_equal(outcome.status, 0);
    outcome_release(&outcome);
    outcome = tutor(home, "", "config drill-every 0 --now 2026-11-01T17:00:00+01:00");
    outcome_release(&outcome);
    outcome = tutor(home, "", "config simulations-per-session 0 --now 2026-11-01T17:00:00+01:00");
    outcome_release(&outcome);
    study(home, "2026-11-01", "\n3\n\n3\n\n3\n\n3\n");
    study(home, "2026-11-02", "\n1\n\n3\n\n3\n\n3\n\n3\n");
    study(home, "2026-11-08", "\n3\n\n3\n\n3\n");
    return home;
}

static long sum_of(const json_t *array, const char *name)
{
    long sum = 0;
    size_t i;
    const json_t *row;
    json_array_foreach(array, i, row) sum += number(row, name);
    return sum;
}

/* The row of all learned cards over all days. */
static const json_t *learned(const json_t *stats)
{
    size_t i;
    const json_t *row;
    json_array_foreach(json_object_get(stats, "retention"), i, row)
    {
        const char *interval = json_string_value(json_object_get(row, "interval"));
        if (json_is_null(json_object_get(row, "span_days")) && !strcmp(interval, "all"))
            return row;
    }
    fail_msg("no row of all");
    return NULL;
}

static void an_empty_collection_has_empty_arrays(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *stats = tutor_json(home, "stats --json --now 2026-11-20T08:00:00+01:00");
    static const char *const arrays[] = {"retention", "calibration", "days",   "topics",
                                         "patterns",  "schedulers",  "grades", "hours"};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        const json_t *array = json_object_get(stats, arrays[i]);
        assert_true(json_is_array(array));
        assert_int_equal(json_array_size(array), 0);
    }
    json_decref(stats);
    struct outcome outcome = tutor(home, "", "stats --now 2026-11-20T08:00:00+01:00");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "There are no cards yet."));
    outcome_release(&outcome);
    home_remove(home);
}

static void every_part_tells_of_the_same_answers(void **state)
{
    (void)state;
    char *home = lived();
    json_t *stats = tutor_json(home, "stats --json --now 2026-11-09T08:00:00+01:00");
    require(stats, "study_day since algorithm wanted reviews retention calibration schedulers days "
                   "topics patterns grades hours cards");
    long reviews = number(stats, "reviews");
    assert_int_equal(reviews, 4 + 5 + 3);
    static const char *const parts[] = {"days", "topics", "patterns", "grades", "hours"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_int_equal(sum_of(json_object_get(stats, parts[i]), "reviews"), reviews);
    const json_t *days = json_object_get(stats, "days"), *all = learned(stats);
    assert_int_equal(number(all, "asked"), 7);
    assert_int_equal(number(all, "passed"), 6);
    assert_int_equal(sum_of(days, "asked"), 7);
    assert_int_equal(sum_of(days, "repeats"), 1);
    assert_int_equal(sum_of(days, "new"), 4);
    assert_int_equal(sum_of(json_object_get(stats, "calibration"), "asked"), 7);
    assert_int_equal(json_array_size(json_object_get(stats, "schedulers")), 2);
    const json_t *second = json_array_get(days, 1);
    require(second, "day reviews new repeats asked passed retention imported minutes added drills "
                    "drills_right predictions predictions_right quiz_answers quiz_right practice "
                    "practice_right answers");
    assert_string_equal(json_string_value(json_object_get(second, "day")), "2026-11-02");
    assert_int_equal(number(second, "repeats"), 1);
    require(json_array_get(json_object_get(stats, "topics"), 0),
            "topic cards learned reviews lapses ease difficulty minutes asked passed retention low "
            "high");
    require(json_array_get(json_object_get(stats, "calibration"), 0),
            "from to asked predicted observed low high");
    json_decref(stats);
    home_remove(home);
}

static void days_and_topics_narrow_it(void **state)
{
    (void)state;
    char *home = lived();
    json_t *stats = tutor_json(home, "stats --days 2 --json --now 2026-11-09T08:00:00+01:00");
    assert_string_equal(json_string_value(json_object_get(stats, "since")), "2026-11-08");
    assert_int_equal(number(stats, "reviews"), 3);
    assert_int_equal(json_array_size(json_object_get(stats, "days")), 1);
    json_decref(stats);
    stats = tutor_json(home, "stats --topic BAKE --json --now 2026-11-09T08:00:00+01:00");
    assert_int_equal(number(stats, "reviews"), 12);
    const json_t *day = json_array_get(json_object_get(stats, "days"), 0);
    assert_true(json_is_null(json_object_get(day, "drills")));
    json_decref(stats);
    stats = tutor_json(home, "stats --topic kayaks --json --now 2026-11-09T08:00:00+01:00");
    assert_int_equal(number(stats, "reviews"), 0);
    assert_int_equal(json_array_size(json_object_get(stats, "topics")), 0);
    json_decref(stats);
    static const char *const bad[] = {"stats --days 0", "stats --days x", "stats --weeks 3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct outcome outcome = tutor(home, "", bad[i]);
        assert_int_equal(outcome.status, 2);
        outcome_release(&outcome);
    }
    home_remove(home);
}

static void words_and_tables_are_plain(void **state)
{
    (void)state;
    static const char *const shown[] = {
        "Remembered in the last 30 days: 6 of 7 learned cards, 86 % (49 to 97 %). Wanted: 90 %.",
        "1 day            80 %  of 5",
        "2 to 6 days     100 %  of 2",
        "SM-2 (Wozniak 1990), in use: log loss",
        "12 reviews in the last 30 days, on 3 days, 4.0 a day: 4 of new cards, 1 repeat of the day",
        "2026-11-02       5      0       1    75 %       0",
        "1 pattern of cards.",
        "Of 12 reviews 8 % failed; the grade given most is 4, good.",
        "4 active cards: 0 new, 4 young, 0 mature (21 days or more).",
    };
    char *home = lived();
    struct outcome outcome = tutor(home, "", "stats --plain --now 2026-11-09T08:00:00+01:00");
    assert_int_equal(outcome.status, 0);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (!strstr(outcome.out, shown[i]))
            fail_msg("no \"%s\" in %s", shown[i], outcome.out);
    for (const char *at = outcome.out; *at; at++)
        assert_true(*at == '\n' || (unsigned char)*at >= ' ');
    outcome_release(&outcome);
    home_remove(home);
}

/* The report and stats cannot disagree. */
static void the_report_has_the_same_numbers(void **state)
{
    (void)state;
    char *home = lived(), line[256];
    json_t *stats = tutor_json(home, "stats --json --now 2026-11-09T08:00:00+01:00");
    const json_t *all = learned(stats);
    struct outcome outcome =
        tutor(home, "", "export all --format markdown --now 2026-11-09T08:00:00+01:00");
    assert_int_equal(outcome.status, 0);
    (void)snprintf(line, sizeof line, "Of %ld cards that came back, %ld were remembered: 86 %%.",
                   number(all, "asked"), number(all, "passed"));
    if (!strstr(outcome.out, line))
        fail_msg("no \"%s\" in %s", line, outcome.out);
    static const char *const rows[] = {"| 1 day | 5 | 4 | 80", "| 38–96",
                                       "| 2 to 6 days | 2 | 2 | 100", "| new cards | 4 | 4 | 100"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strstr(outcome.out, rows[i]))
            fail_msg("no \"%s\" in %s", rows[i], outcome.out);
    outcome_release(&outcome);
    json_decref(stats);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_collection_has_empty_arrays),
        cmocka_unit_test(every_part_tells_of_the_same_answers),
        cmocka_unit_test(days_and_topics_narrow_it),
        cmocka_unit_test(words_and_tables_are_plain),
        cmocka_unit_test(the_report_has_the_same_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
