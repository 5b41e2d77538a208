/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session that is killed loses no answer whose "saved" line was printed. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

enum { ITEMS = 20, RANDOM_KILLS = 50 };

#define NOW "--now 2026-03-10T09:00:00+01:00 --seed 7 "

/* A home with notes of more than 20 cards, imported, and limits that admit them all today. */
static char *prepare(void)
{
    static const char *const words[] = {"amber", "birch", "cedar", "delta",   "ember", "fjord",
                                        "grove", "heron", "islet", "juniper", "kelp",  "larch"};
    struct text notes = {0};
    char *home = home_make();
    for (int i = 0; i < 24; i++)
        text_printf(
            &notes,
            "## Chapter %d\n\nQ: Which tree stands at milestone %d?\nA: The %s number %d\n\n",
            i + 1, i + 1, words[i % 12], i + 1);
    free(home_write(home, "notes/trees.md", text_string(&notes)));
    text_release(&notes);
    struct outcome outcome = tutor(home, "", NOW "import ~/notes");
    assert_int_equal(outcome.status, 0);
    outcome_release(&outcome);
    outcome = tutor(home, "", NOW "config new-per-day 30");
    assert_int_equal(outcome.status, 0);
    outcome_release(&outcome);
    return home;
}

static long answers_today(const char *home)
{
    json_t *today = tutor_json(home, NOW "today --json");
    long done = (long)json_integer_value(json_object_get(json_object_get(today, "goal"), "done"));
    json_decref(today);
    return done;
}

static void check_doctor(const char *home)
{
    struct outcome outcome = tutor(home, "", NOW "doctor");
    if (outcome.status != 0)
        fail_msg("doctor: %s%s", outcome.out, outcome.err);
    outcome_release(&outcome);
}

/* Answers until `wanted` lines "saved" have come, whatever is asked; returns how many came. */
static int answer(struct talk *talk, int wanted)
{
    char line[512];
    int saved = 0;
    while (saved < wanted && talk_line(talk, line, sizeof line)) {
        if (!strncmp(line, "saved", 5))
            saved++;
        else if (!strncmp(line, "Enter shows", 11))
            talk_write(talk, "\n3\n");
        else if (!strncmp(line, "Type an answer", 14))
            talk_write(talk, "g\n");
    }
    return saved;
}

static void test_kill_after_every_answer(void **state)
{
    (void)state;
    for (int n = 1; n <= ITEMS; n++) {
        char *home = prepare();
        struct talk talk = talk_start(home, NOW "review --plain --limit 20");
        assert_int_equal(answer(&talk, n), n);
        assert_int_equal(talk_end(&talk, SIGKILL), 128 + SIGKILL);
        assert_true(answers_today(home) >= n);
        check_doctor(home);
        home_remove(home);
    }
}

/* All the input at once; killed after a random number of lines of output. */
static void test_kill_at_random_moments(void **state)
{
    (void)state;
    struct random_source source;
    random_init(&source, 338);
    for (int i = 0; i < RANDOM_KILLS; i++) {
        char *home = prepare(), line[512];
        struct talk talk = talk_start(home, NOW "review --plain --limit 20");
        for (int k = 0; k < ITEMS; k++)
            talk_write(&talk, "\n3\n");
        uint64_t lines = random_below(&source, 140);
        long saved = 0;
        for (uint64_t k = 0; k < lines && talk_line(&talk, line, sizeof line); k++)
            saved += !strncmp(line, "saved", 5);
        (void)talk_end(&talk, SIGKILL);
        assert_true(answers_today(home) >= saved);
        check_doctor(home);
        home_remove(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kill_after_every_answer),
        cmocka_unit_test(test_kill_at_random_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
