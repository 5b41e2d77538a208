/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a card's passage stands in the lines of its note, whatever markup is around it. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "tests/support/suite.h"
#include "tui/source_lines.h"

/* Reads `text` as a file and marks the passage in all of it. */
static bool mark(const char *text, const char *passage, struct source_lines *lines)
{
    struct error error = {0};
    assert_true(file_write_atomic("note.md", text, strlen(text), &error));
    assert_true(source_lines_read("note.md", 1, 0, lines, &error));
    return source_lines_mark(lines, 1, 1000, passage);
}

static void expect_part(const struct source_lines *lines, size_t line, const char *expected)
{
    struct line_part part = lines->parts[line];
    char *found = memory_copy_bytes(lines->lines[line] + part.start, part.end - part.start);
    assert_string_equal(found, expected);
    free(found);
}

static void a_sentence_is_found_in_its_line(void **state)
{
    (void)state;
    struct source_lines lines;
    assert_true(
        mark("# Locks\n\nMuch goes before. A **latch** is a [short lock](https://x.y/a_b) on "
             "a page. More follows.\n",
             "A latch is a short lock on a page.", &lines));
    expect_part(&lines, 0, "");
    expect_part(&lines, 2, "A **latch** is a [short lock](https://x.y/a_b) on a page.");
    source_lines_release(&lines);
}

static void a_whole_line_keeps_its_markup(void **state)
{
    (void)state;
    struct source_lines lines;
    assert_true(
        mark("  3. **Latch:** a short <mark>lock</mark>.\n", "Latch: a short lock", &lines));
    expect_part(&lines, 0, "  3. **Latch:** a short <mark>lock</mark>.");
    source_lines_release(&lines);
}

static void a_passage_of_several_lines_is_found_in_each(void **state)
{
    (void)state;
    struct source_lines lines;
    assert_true(
        mark("First things first. Locks come in kinds:\n\n- shared\n- exclusive, by the way\n",
             "Locks come in kinds\nshared\nexclusive", &lines));
    expect_part(&lines, 0, "Locks come in kinds:");
    expect_part(&lines, 2, "- shared");
    expect_part(&lines, 3, "exclusive");
    source_lines_release(&lines);
    assert_true(mark("A latch is held while\na page is read. Then not.\n",
                     "A latch is held while a page is read.", &lines));
    expect_part(&lines, 0, "A latch is held while");
    expect_part(&lines, 1, "a page is read.");
    source_lines_release(&lines);
    /* Columns are read downwards, so the second is found above the end of the first. */
    assert_true(mark("red      round\nblue     square\n", "Red\nBlue\nRound\nSquare", &lines));
    expect_part(&lines, 0, "red      round");
    source_lines_release(&lines);
}

static void names_in_angle_brackets_are_text_in_code(void **state)
{
    (void)state;
    struct source_lines lines;
    assert_true(mark("    tool apply <name of it>\n", "tool apply <name of it>", &lines));
    source_lines_release(&lines);
}

static void what_was_edited_away_is_not_found(void **state)
{
    (void)state;
    struct source_lines lines;
    assert_false(mark("Something else stands here.\n", "A latch is a short lock.", &lines));
    source_lines_release(&lines);
    assert_false(mark("Something else stands here.\n", NULL, &lines));
    source_lines_release(&lines);
    assert_false(mark("", "A latch", &lines));
    source_lines_release(&lines);
}

static void expect_window(const char *line, size_t start, size_t end, int around,
                          const char *expected, const char *marked)
{
    struct text out = {0};
    struct line_part part;
    source_line_window(line, (struct line_part){start, end}, around, false, &out, &part);
    assert_string_equal(text_string(&out), expected);
    assert_int_equal(part.end - part.start, strlen(marked));
    assert_memory_equal(text_string(&out) + part.start, marked, strlen(marked));
    text_release(&out);
}

static void a_window_is_cut_between_words(void **state)
{
    (void)state;
    expect_window("one two three four five six", 8, 13, 100, "one two three four five six",
                  "three");
    expect_window("one two three four five six", 8, 13, 4, "… two three …", "three");
    expect_window("one two three four five six", 8, 13, 6, "… two three four …", "three");
    expect_window("one two", 0, 7, 3, "one two", "one two");
    /* Text without blanks is cut between characters. */
    expect_window("日本語東京大阪", 9, 15, 4, "… 本語東京大阪", "東京");
    expect_window("日本語東京大阪", 9, 15, 2, "… 語東京大 …", "東京");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_found_in_its_line),
        cmocka_unit_test(a_whole_line_keeps_its_markup),
        cmocka_unit_test(a_passage_of_several_lines_is_found_in_each),
        cmocka_unit_test(names_in_angle_brackets_are_text_in_code),
        cmocka_unit_test(what_was_edited_away_is_not_found),
        cmocka_unit_test(a_window_is_cut_between_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
