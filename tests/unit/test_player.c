/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Playing one run or two, and guessing first. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "tests/support/process.h"
#include "tests/support/store.h"
#include "tui/guess.h"
#include "tui/player.h"
#include "tui/report_text.h"
#include "tui/simulate.h"

static struct player *open_hash(void)
{
    struct error error = {0};
    struct player *player = player_open(simulation_find("hash"), NULL, 3, &error);
    assert_non_null(player);
    return player;
}

static void set(struct player *player, const char *name, const char *text)
{
    struct error error = {0};
    if (!player_set(player, name, text, &error))
        fail_msg("%s", error.message);
}

static double result(const struct player_side *side, const char *name)
{
    const struct observation *observation = report_observation(&side->report, name);
    assert_non_null(observation);
    return observation->mean;
}

static void test_a_changed_value_keeps_the_step(void **state)
{
    (void)state;
    struct player *player = open_hash();
    struct error error = {0};
    assert_true(player_step(player, 12));
    set(player, "load", "0.5");
    assert_int_equal(player_position(player), 12);
    assert_false(player_set(player, "load", "7", &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_true(player_front(player)->values[3] == 0.5);
    assert_true(player_back(player, 100));
    assert_int_equal(player_position(player), 0);
    assert_false(player_back(player, 1));
    player_free(player);
}

/* Two runs differ in nothing but the values that were changed. */
static void test_two_runs_side_by_side(void **state)
{
    (void)state;
    struct player *player = open_hash();
    struct error error = {0};
    assert_true(player_step(player, 5));
    assert_true(player_compare(player, &error));
    assert_int_equal(player->side_count, 2);
    assert_int_equal(player->side, 1);
    assert_string_equal(player->sides[0].description, player->sides[1].description);
    set(player, "load", "0.5");
    assert_true(player->sides[0].values[3] == 0.8 && player->sides[1].values[3] == 0.5);
    player_complete(player);
    assert_true(player_finished(player));
    assert_true(result(&player->sides[0], "probes_miss") >
                result(&player->sides[1], "probes_miss"));
    long length = player_furthest(player);
    assert_int_equal(player_position(player), length);
    player_seek(player, 3);
    assert_int_equal(run_position(player->sides[0].run), 3);
    assert_int_equal(run_position(player->sides[1].run), 3);
    assert_int_equal(player_furthest(player), length);
    assert_true(player_compare(player, &error)); /* the one that was edited stays */
    assert_int_equal(player->side_count, 1);
    assert_true(player_front(player)->values[3] == 0.5);
    player_free(player);
}

static void test_a_shorter_run_waits_for_the_longer(void **state)
{
    (void)state;
    struct player *player = open_hash();
    struct error error = {0};
    assert_true(player_compare(player, &error));
    set(player, "load", "0.1");
    player_seek(player, 50);
    assert_true(run_finished(player->sides[1].run));
    assert_false(player_finished(player));
    assert_true(player_step(player, 1));
    assert_int_equal(player_position(player), 51);
    assert_true(player_back(player, 1));
    assert_int_equal(player_position(player), 50);
    player_free(player);
}

static void test_a_frame_makes_the_steps_of_its_speed(void **state)
{
    (void)state;
    struct player *player = open_hash();
    struct clock clock;
    test_clock(&clock, "2026-11-20T08:00:00Z");
    player->speed = 1000;
    player_frame(player, 20, &clock, 10);
    assert_int_equal(player_position(player), 20);
    player->speed = 1;
    player_frame(player, 20, &clock, 10);
    assert_int_equal(player_position(player), 21);
    player_free(player);
}

static void test_a_preset_starts_from_the_defaults(void **state)
{
    (void)state;
    struct player *player = open_hash();
    struct error error = {0};
    set(player, "trials", "3");
    assert_true(player_load(player, "load=0.95 slots=32", &error));
    assert_true(player_front(player)->values[6] == 1 && player_front(player)->values[2] == 32);
    assert_int_equal(player_position(player), 0);
    assert_false(player_load(player, "load=3", &error));
    assert_true(player_front(player)->values[3] == 0.95);
    player_free(player);
}

/* The guess is stored, and the question is due again as the scheduler says. */
static void test_a_guess_is_stored(void **state)
{
    (void)state;
    struct clock clock;
    char *home = home_make(), *path = home_path(home, "c.db");
    test_clock(&clock, "2026-11-20T08:00:00Z");
    struct collection *c = test_open(path, &clock);
    const struct simulation *hash = simulation_find("hash");
    struct player *player = open_hash();
    struct answer_style style = {0};
    struct error error = {0};
    struct guess guess = {0};
    struct schedule schedule;
    assert_true(guess_pose(&guess, hash, player_front(player)->values, 3, &clock));
    assert_non_null(strstr(guess.problem.prompt, "64 slots"));
    assert_true(guess_give(&guess, c, "a few", &style, &error));
    assert_false(guess.given);
    assert_true(guess.judgement.message[0]);
    assert_true(guess_give(&guess, c, "7.9", &style, &error));
    assert_true(guess.given);
    assert_int_equal(guess.judgement.verdict, VERDICT_CORRECT);
    assert_true(collection_schedule(c, ITEM_SIMULATION, "hash:miss-near-full", &schedule, &error));
    assert_true(schedule.reviewed);
    assert_true(guess_pose(&guess, hash, player_front(player)->values, 3, &clock));
    assert_string_equal(guess.problem.skill, "hash:hit"); /* another question the next time */
    guess_release(&guess);
    set(player, "load", "0");
    assert_false(guess_pose(&guess, hash, player_front(player)->values, 3, &clock));
    player_free(player);
    collection_close(c);
    free(path);
    home_remove(home);
}

static void test_a_slider_steps_through_the_range(void **state)
{
    (void)state;
    struct player *player = open_hash();
    struct error error = {0};
    const struct simulation *hash = player->simulation;
    for (size_t i = 0; i < hash->parameter_count; i++) {
        const struct parameter *p = &hash->parameters[i];
        double value = p->minimum;
        int steps = 0;
        while (p->kind != PARAMETER_CHOICE && value < p->maximum && steps++ < 2000) {
            double next = parameter_nudge(p, value, 1);
            assert_true(next > value && next <= p->maximum);
            assert_true(parameter_nudge(p, next, -1) < next);
            value = next;
        }
        assert_true(steps < 2000);
    }
    assert_true(player_apply(player, "scheme=quadratic slots=64", &error));
    for (size_t i = 0; i < hash->parameter_count; i++)
        if (!strcmp(hash->parameters[i].name, "slots")) {
            assert_true(player_nudge(player, i, 1, &error)); /* only powers of two fit */
            assert_true(player_front(player)->values[i] > 64);
            error_clear(&error);
        }
    assert_null(player_turn_picture(player)); /* hash has one picture */
    player_free(player);
}

static void test_numbers_for_people(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {{41, "41"},       {1.5034, "1.503"},  {2.5e9, "2.5e+09"},
                {1e-14, "1e-14"}, {0, "0"},           {0.999975, "0.999975"},
                {1, "1"},         {-0.0, "0"},        {0.9999999, "0.9999999"},
                {NAN, "none"},    {INFINITY, "none"}, {0.99, "0.99"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[48];
        report_text_value(rows[i].value, text, sizeof text);
        assert_string_equal(text, rows[i].text);
    }
}

static void expect_file(const struct run *run, const char *path, const char *part)
{
    struct error error = {0};
    char *bytes = NULL;
    size_t length = 0;
    if (!simulate_write(run, NULL, 0, path, &error))
        fail_msg("%s", error.message);
    assert_true(file_read(path, &bytes, &length, &error));
    if (!strstr(bytes, part))
        fail_msg("%s does not hold '%s'", path, part);
    free(bytes);
}

static void test_a_run_is_written(void **state)
{
    (void)state;
    struct player *player = open_hash();
    struct error error = {0};
    char *home = home_make(), path[1024];
    player_complete(player);
    static const char *const parts[][2] = {{"svg", "<svg"},
                                           {"json", "\"probes_miss\""},
                                           {"csv", "kind,name,x,value,error,theory\r\nresult,"}};
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s/run.%s", home, parts[i][0]);
        expect_file(player_front(player)->run, path, parts[i][1]);
    }
    assert_false(simulate_write(player_front(player)->run, NULL, 0, "run.xyz", &error));
    assert_non_null(strstr(error.message, ".svg, .csv or .json"));
    player_free(player);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_changed_value_keeps_the_step),
        cmocka_unit_test(test_two_runs_side_by_side),
        cmocka_unit_test(test_a_shorter_run_waits_for_the_longer),
        cmocka_unit_test(test_a_frame_makes_the_steps_of_its_speed),
        cmocka_unit_test(test_a_preset_starts_from_the_defaults),
        cmocka_unit_test(test_a_guess_is_stored),
        cmocka_unit_test(test_a_slider_steps_through_the_range),
        cmocka_unit_test(test_numbers_for_people),
        cmocka_unit_test(test_a_run_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
