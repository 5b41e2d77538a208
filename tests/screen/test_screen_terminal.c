/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reaches the terminal: bytes, colours, widths, sizes; and what comes from it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/screen.h"
#include "tests/support/suite.h"

static void nothing_is_written_when_nothing_changes(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){0});
    size_t before = test.bytes;
    for (int i = 0; i < 50; i++) {
        screen_settle(&test);
        test.loop.stale = true;
    }
    screen_settle(&test);
    assert_int_equal(test.bytes, before);
    assert_int_equal(app_pace(&test.app), -1);
    screen_close(&test);
}

/* A key that changes a line must not send the screen again. */
static void little_is_written_when_little_changes(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "drills"});
    screen_type(&test, "j");
    size_t before = test.bytes;
    screen_type(&test, "j");
    screen_type(&test, "k");
    assert_true(test.bytes - before < 400);
    assert_null(strstr(test.raw.data + before, "\033[2J"));
    screen_close(&test);
}

static void a_resize_is_laid_out_at_once(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "review"});
    screen_type(&test, "?");
    screen_resize(&test, 60, 15);
    screen_expect(&test, "Keys: Review");
    screen_resize(&test, 200, 60);
    screen_expect(&test, "past quizzes");
    screen_type(&test, "\033");
    screen_resize(&test, 80, 24);
    screen_golden(&test, "review-asking");
    screen_close(&test);
}

static void a_small_terminal_is_told_what_is_needed(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.columns = 40, .rows = 10});
    char *shown = screen_text(&test);
    assert_string_equal(shown, "Needs 60x15, has 40x10. q leaves.\n\n\n\n\n\n\n\n\n\n");
    free(shown);
    screen_type(&test, "2?");
    screen_expect(&test, "Needs 60x15");
    screen_resize(&test, 5, 2);
    screen_resize(&test, 1, 1);
    screen_resize(&test, 40, 10);
    screen_type(&test, "q");
    assert_true(test.left);
    screen_close(&test);
}

/* --- Colour --- */

static bool any_color(const struct screen_test *test)
{
    return strstr(text_string(&test->raw), "\033[38;") || strstr(text_string(&test->raw), "[3;3");
}

static void colors_come_from_the_theme(void **state)
{
    (void)state;
    static const char *const themes[] = {"dark", "light", "high-contrast"};
    for (int i = 0; i < 3; i++) {
        struct screen_test test;
        char config[64];
        (void)snprintf(config, sizeof config, "[theme]\nname = %s\n", themes[i]);
        screen_open(&test, &(struct screen_options){.config = config});
        assert_true(any_color(&test));
        /* The terminal's own background, always. */
        assert_null(strstr(text_string(&test.raw), "\033[48;"));
        screen_close(&test);
    }
}

static void no_colors_where_none_are_wanted(void **state)
{
    (void)state;
    static const struct screen_options ways[] = {{.no_color = true},
                                                 {.config = "[theme]\nname = mono\n"}};
    struct screen_test test;
    for (int i = 0; i < 2; i++) {
        screen_open(&test, &ways[i]);
        assert_false(any_color(&test));
        screen_expect(&test, "Enter start");
        assert_true(screen_cell_of(&test, "Enter start").attrs.bold);
        screen_close(&test);
    }
    assert_int_equal(setenv("NO_COLOR", "1", 1), 0);
    screen_open(&test, &(struct screen_options){0});
    assert_int_equal(unsetenv("NO_COLOR"), 0);
    assert_false(any_color(&test));
    screen_close(&test);
}

/* --- Text --- */

/* Shows the card whose front holds `text`, by burying those before it. */
static void find_card(struct screen_test *test, const char *text)
{
    for (int i = 0; i < 12 && !screen_shows(test, text); i++)
        screen_type(test, screen_shows(test, "Answer") ? "\007\r" : "b");
    screen_expect(test, text);
}

static void wide_and_combining_characters_keep_their_cells(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "review"});
    find_card(&test, "How many cells does 日本語 take");
    screen_type(&test, " ");
    screen_expect(&test, "(cafe\xCC\x81)?");
    screen_expect(&test, "六 (6) and 4 \xF0\x9F\x98\x80");
    assert_int_equal(screen_cell_of(&test, "日").width, 2);
    screen_golden(&test, "review-wide");
    screen_close(&test);
}

static void escape_sequences_in_notes_are_shown_not_sent(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "review"});
    find_card(&test, "if they reached a terminal?");
    screen_type(&test, " ");
    screen_expect(&test, "␛[31mred␛[0m");
    assert_null(strstr(text_string(&test.raw), "\033[31mred"));
    assert_null(strstr(text_string(&test.raw), "\033]0;title"));
    assert_null(strstr(text_string(&test.raw), "\x9b"
                                               "2J"));
    screen_close(&test);
}

static void ascii_draws_with_ascii(void **state)
{
    (void)state;
    static const char *const screens[] = {"today", "review", "drills", "simulations", "welcome"};
    for (int i = 0; i < 5; i++) {
        struct screen_test test;
        screen_open(
            &test, &(struct screen_options){.first_screen = screens[i], .ascii = true, .cards = 2});
        for (int page = 0; page < 2; page++) {
            char *shown = screen_text(&test);
            for (const char *at = shown; *at; at++) {
                if ((unsigned char)*at > 126)
                    fail_msg("%s is not ASCII:\n%s", screens[i], shown);
            }
            free(shown);
            screen_type(&test, "?");
        }
        screen_close(&test);
    }
}

/* --- Keys from the terminal --- */

static void escape_alone_is_a_key(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){0});
    screen_type(&test, "?");
    screen_expect(&test, "Keys: Today");
    screen_type(&test, "\033");
    screen_reject(&test, "Keys: Today");
    screen_type(&test, "?\033[B\033OB");
    screen_expect(&test, "Keys: Today");
    screen_close(&test);
}

static void a_paste_is_text_and_never_a_command(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.empty = true});
    screen_type(&test, "\033[200~q1\033[201~");
    assert_false(test.left);
    screen_expect(&test, "Try the sample");
    screen_type(&test, "2\033[200~/tmp/no such\rplace\x07\033[201~");
    screen_expect(&test, "Folder or file /tmp/no such place");
    screen_reject(&test, "no such file or folder");
    screen_close(&test);
}

static void bad_bytes_do_no_harm(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){0});
    screen_type(&test, "\xff\xfe\xc3\x28\x80\x01\x02\x1c\x1d\x1f");
    screen_type(&test, "\033[999~\033[1;1M\033P1$r\033\\\033]0;x\007");
    assert_false(test.left);
    screen_expect(&test, "Today");
    screen_close(&test);
}

static void the_end_of_input_leaves(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){0});
    assert_int_equal(close(test.keys), 0);
    assert_int_equal(loop_turn(&test.loop, 1000), TURN_LEAVE);
    test.keys = dup(STDERR_FILENO);
    screen_close(&test);
}

static void an_unknown_terminal_is_named(void **state)
{
    (void)state;
    struct error error = {0};
    struct terminal_options options = {.in = stdin, .out = stdout, .type = "no-such-terminal"};
    assert_null(terminal_open(&options, &error));
    assert_int_equal(error.kind, ERROR_FAILURE);
    assert_non_null(strstr(error.message, "no-such-terminal"));
}

static void the_mouse_is_off_until_asked_for(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "drills"});
    assert_null(strstr(text_string(&test.raw), "1000h"));
    screen_type(&test, "m");
    screen_expect(&test, "Mouse on");
    assert_non_null(strstr(text_string(&test.raw), "1000h"));
    screen_type(&test, "m");
    screen_expect(&test, "Mouse off");
    screen_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_written_when_nothing_changes),
        cmocka_unit_test(little_is_written_when_little_changes),
        cmocka_unit_test(a_resize_is_laid_out_at_once),
        cmocka_unit_test(a_small_terminal_is_told_what_is_needed),
        cmocka_unit_test(colors_come_from_the_theme),
        cmocka_unit_test(no_colors_where_none_are_wanted),
        cmocka_unit_test(wide_and_combining_characters_keep_their_cells),
        cmocka_unit_test(escape_sequences_in_notes_are_shown_not_sent),
        cmocka_unit_test(ascii_draws_with_ascii),
        cmocka_unit_test(escape_alone_is_a_key),
        cmocka_unit_test(a_paste_is_text_and_never_a_command),
        cmocka_unit_test(bad_bytes_do_no_harm),
        cmocka_unit_test(the_end_of_input_leaves),
        cmocka_unit_test(an_unknown_terminal_is_named),
        cmocka_unit_test(the_mouse_is_off_until_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
