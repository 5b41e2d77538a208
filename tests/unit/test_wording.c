/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences that screens and --plain share, and the argument vector of editors. */
#include <stdlib.h>
#include <string.h>

#include "tests/support/suite.h"
#include "tui/editor.h"
#include "tui/wording.h"

static void expect_interval(int days, const char *words)
{
    struct text text = {0};
    wording_interval(days, &text);
    assert_string_equal(text_string(&text), words);
    text_release(&text);
}

static void test_intervals(void **state)
{
    (void)state;
    expect_interval(0, "again today");
    expect_interval(1, "1 day");
    expect_interval(6, "6 days");
    expect_interval(30, "30 days");
    expect_interval(76, "2.5 months");
    expect_interval(335, "11 months");
    expect_interval(438, "1.2 years");
    expect_interval(36500, "99.9 years");
}

static void expect_streak(const struct streak *streak, const char *words)
{
    struct text text = {0};
    wording_streak(streak, &text);
    assert_string_equal(text_string(&text), words);
    text_release(&text);
}

static void test_streak_line(void **state)
{
    (void)state;
    struct streak streak = {
        .start = day_from_civil(2026, 1, 1),
        .length = 338,
        .day = 41,
        .earned = 38,
        .chain = 12,
        .best = 19,
        .share = 0.924,
        .behind = 3,
        .end_original = day_from_civil(2026, 12, 4),
        .end_projected = day_from_civil(2026, 12, 7),
    };
    expect_streak(&streak,
                  "Day 41 of 338 · chain 12 · best 19 · 92 % of days · ends 7 Dec (3 behind)");
    streak.chain = 0; /* after a break the totals come first */
    streak.behind = 0;
    streak.end_projected = DAY_NONE;
    expect_streak(&streak, "Day 41 of 338 · 38 earned · best 19 · 92 % of days · ends 4 Dec");
    streak.earned = streak.best = 0; /* never a bare zero */
    streak.share = 0;
    expect_streak(&streak, "Day 41 of 338 · ends 4 Dec");
    streak.start = DAY_NONE;
    expect_streak(&streak, "The challenge has not been started");
}

static void test_cloze(void **state)
{
    (void)state;
    struct text text = {0};
    wording_cloze("A [...] sorts by key", "segment", &text);
    assert_string_equal(text_string(&text), "A segment sorts by key");
    text_clear(&text);
    wording_cloze("no gap", "answer", &text);
    assert_string_equal(text_string(&text), "answer");
    text_release(&text);
}

static void test_durations(void **state)
{
    (void)state;
    struct text text = {0};
    wording_duration(41600, &text);
    text_append(&text, ", ");
    wording_duration(190000, &text);
    assert_string_equal(text_string(&text), "42 s, 3 min 10 s");
    text_release(&text);
}

static void expect_arguments(const char *editor, const char *joined)
{
    struct text text = {0};
    char **arguments = editor_arguments(editor, "/notes/a b.md", 7);
    for (size_t i = 0; arguments[i]; i++)
        text_printf(&text, "<%s>", arguments[i]);
    assert_string_equal(text_string(&text), joined);
    editor_arguments_free(arguments);
    text_release(&text);
}

/* Split at blanks, never read by a shell; some editors take the line with the file. */
static void test_editor_arguments(void **state)
{
    (void)state;
    expect_arguments("vi", "<vi><+7></notes/a b.md>");
    expect_arguments("  emacs  -nw ", "<emacs><-nw><+7></notes/a b.md>");
    expect_arguments("code --wait", "<code><--wait></notes/a b.md:7>");
    expect_arguments("/usr/bin/hx", "</usr/bin/hx></notes/a b.md:7>");
    expect_arguments("a b c d e f g", "<a><b><c><d><e><f><g><+7></notes/a b.md>");
    expect_arguments("vi;rm", "<vi;rm><+7></notes/a b.md>");
    expect_arguments("", "<editor><+7></notes/a b.md>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_streak_line),
        cmocka_unit_test(test_cloze),
        cmocka_unit_test(test_durations),
        cmocka_unit_test(test_editor_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
