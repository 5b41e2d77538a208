/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys, the key table, config.ini, the palette's matching, completion: all without a terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "tests/support/suite.h"
#include "tui/complete.h"
#include "tui/config.h"
#include "tui/overlay.h"

static void names_are_read_and_written(void **state)
{
    (void)state;
    static const char *const names[] = {"space", "enter",  "ctrl-p", "colon",   "semicolon",
                                        "hash",  "equals", "up",     "f1",      "f12",
                                        "x",     "G",      "!",      "page-up", "é"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct key key;
        char buffer[KEY_TEXT];
        assert_true(key_parse(names[i], &key));
        assert_string_equal(key_format(key, buffer), names[i]);
    }
}

static void what_is_no_key_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"",       "f0",     "f13",    "ctrl-", "ctrl-i",
                                        "ctrl-m", "ctrl-H", "ctrl-1", "spac",  "\x01",
                                        "\xff",   "ab",     "ctrl-pp"};
    struct key key;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(key_parse(names[i], &key));
}

static void every_default_is_a_key_and_no_two_meet(void **state)
{
    (void)state;
    for (int six = 0; six < 2; six++) {
        struct keymap keymap;
        struct error error = {0};
        keymap_init(&keymap);
        keymap.six_grades = six;
        const struct action_row *row;
        for (size_t i = 0; (row = action_row_at(i)); i++) {
            struct key key;
            assert_non_null(row->summary);
            assert_true(keymap_key(&keymap, row, false, &key));
            assert_ptr_equal(action_find(row->action)->name != NULL, true);
        }
        if (!keymap_check(&keymap, &error))
            fail_msg("%s", error.message);
        keymap_release(&keymap);
    }
}

static void names_of_rows_differ(void **state)
{
    (void)state;
    const struct action_row *a, *b;
    for (size_t i = 0; (a = action_row_at(i)); i++)
        for (size_t j = i + 1; (b = action_row_at(j)); j++)
            assert_string_not_equal(a->name, b->name);
}

/* Every action has a row, but for those that nothing can press. */
static void every_action_has_a_row(void **state)
{
    (void)state;
    for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
        if (!action_find((enum action)action))
            fail_msg("action %d has no key", action);
    }
}

static void digits_follow_the_grades(void **state)
{
    (void)state;
    static const enum action four[] = {ACTION_GRADE_1, ACTION_GRADE_3, ACTION_GRADE_4,
                                       ACTION_GRADE_5};
    struct keymap keymap;
    keymap_init(&keymap);
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(keymap_find(&keymap, "review", (struct key){.code = '1' + i})->action,
                         four[i]);
    assert_null(keymap_find(&keymap, "review", (struct key){.code = '5'}));
    keymap.six_grades = true;
    for (unsigned i = 0; i < 6; i++)
        assert_int_equal(keymap_find(&keymap, "review", (struct key){.code = '0' + i})->action,
                         ACTION_GRADE_0 + (int)i);
    keymap_release(&keymap);
}

/* --- config.ini --- */

static bool read_text(const char *text, struct config *config, struct error *error)
{
    struct error failed = {0};
    assert_true(file_write_atomic("config.ini", text, strlen(text), &failed));
    config_init(config);
    return config_read(config, "config.ini", error);
}

static void config_rebinds(void **state)
{
    (void)state;
    struct config config;
    struct error error = {0};
    if (!read_text("# ours\n[theme]\nname = light\nascii = yes\n[keys]\n"
                   "reveal = f5 semicolon\npalette = ctrl-k\n[editor]\ncommand = vim -f\n",
                   &config, &error))
        fail_msg("%ld: %s", error.line, error.message);
    assert_int_equal(config.theme, THEME_LIGHT);
    assert_true(config.ascii);
    assert_string_equal(config.editor, "vim -f");
    assert_string_equal(
        keymap_find(&config.keymap, "review", (struct key){.code = SPECIAL_F1 + 4})->name,
        "reveal");
    assert_string_equal(keymap_find(&config.keymap, "review", (struct key){.code = ';'})->name,
                        "reveal");
    assert_null(keymap_find(&config.keymap, "review", (struct key){.code = ' '}));
    assert_null(keymap_find(&config.keymap, "review", (struct key){.code = ':'}));
    config_release(&config);
}

static void config_errors_name_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        long line;
        const char *says;
    } cases[] = {
        {"[keys]\nreveal = nokey\n", 2, "nokey"}, {"[keys]\n\n\nreveel = space\n", 4, "reveel"},
        {"[theme]\nname = pink\n", 2, "pink"},    {"[theme]\nascii = maybe\n", 2, "maybe"},
        {"[thema]\nname = dark\n", 2, "thema"},   {"[keys]\nreveal\n", 2, "name = value"},
        {"[numbers]\ndecimal = dot\n", 2, "dot"}, {"[keys]\nreveal = u\n", 0, "undo"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config config;
        struct error error = {0};
        assert_false(read_text(cases[i].text, &config, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_int_equal(error.line, cases[i].line);
        assert_string_equal(error.file, "config.ini");
        if (!strstr(error.message, cases[i].says))
            fail_msg("\"%s\" does not say \"%s\"", error.message, cases[i].says);
        config_release(&config);
    }
}

/* --- Matching and completion --- */

static void palette_matches_letters_in_order(void **state)
{
    (void)state;
    assert_int_equal(fuzzy_score("xq", "step back"), 0);
    assert_true(fuzzy_score("", "anything") > 0);
    assert_true(fuzzy_score("sb", "step-back") > fuzzy_score("sb", "submit"));
    assert_true(fuzzy_score("under", "under way") > fuzzy_score("under", "u n d e r"));
    assert_true(fuzzy_score("STEP", "step") > 0);
}

static void touch(const char *path)
{
    struct error error = {0};
    assert_true(file_write_atomic(path, "x", 1, &error));
}

static void paths_are_completed(void **state)
{
    (void)state;
    struct completion completion;
    assert_int_equal(mkdir("tree", 0700), 0);
    assert_int_equal(mkdir("tree/notes", 0700), 0);
    touch("tree/notes-b.md");
    touch("tree/picture.png");
    touch("tree/.hidden.md");
    complete_path("tree/n", &completion);
    assert_string_equal(completion.text, "tree/notes");
    assert_int_equal(completion.count, 2);
    assert_string_equal(completion.names[0], "notes-b.md");
    assert_string_equal(completion.names[1], "notes/");
    completion_release(&completion);
    complete_path("tree/p", &completion);
    assert_int_equal(completion.count, 0);
    assert_string_equal(completion.text, "tree/p");
    completion_release(&completion);
    complete_path("tree/.h", &completion);
    assert_string_equal(completion.text, "tree/.hidden.md");
    completion_release(&completion);
}

static void home_is_expanded(void **state)
{
    (void)state;
    assert_int_equal(setenv("HOME", "/somewhere", 1), 0);
    char *path = expand_home("~/notes");
    assert_string_equal(path, "/somewhere/notes");
    free(path);
    path = expand_home("~other/notes");
    assert_string_equal(path, "~other/notes");
    free(path);
}

static void field_edits_whole_characters(void **state)
{
    (void)state;
    struct field field = {0};
    field_set(&field, "cafe\xCC\x81");
    (void)field_feed(&field, (struct key){.code = SPECIAL_BACKSPACE});
    assert_string_equal(field_text(&field), "caf");
    (void)field_feed(&field, (struct key){.code = SPECIAL_LEFT});
    (void)field_feed(&field, (struct key){.code = 0x65E5});
    assert_string_equal(field_text(&field), "ca日f");
    (void)field_feed(&field, (struct key){.code = SPECIAL_DELETE});
    (void)field_feed(&field, (struct key){.code = SPECIAL_HOME});
    (void)field_feed(&field, (struct key){.code = SPECIAL_BACKSPACE});
    assert_string_equal(field_text(&field), "ca日");
    assert_false(field_feed(&field, (struct key){.code = 'a', .control = true}));
    field_release(&field);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_and_written),
        cmocka_unit_test(what_is_no_key_is_refused),
        cmocka_unit_test(every_default_is_a_key_and_no_two_meet),
        cmocka_unit_test(names_of_rows_differ),
        cmocka_unit_test(every_action_has_a_row),
        cmocka_unit_test(digits_follow_the_grades),
        cmocka_unit_test(config_rebinds),
        cmocka_unit_test(config_errors_name_the_line),
        cmocka_unit_test(palette_matches_letters_in_order),
        cmocka_unit_test(paths_are_completed),
        cmocka_unit_test(home_is_expanded),
        cmocka_unit_test(field_edits_whole_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
