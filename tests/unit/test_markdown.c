/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "content/markdown.h"
#include "engine/base/text.h"
#include "tests/support/suite.h"

struct note {
    struct document document;
    struct harvest harvest;
};

static void load(struct note *note, const char *text)
{
    memset(note, 0, sizeof *note);
    markdown_read(&note->document, text, strlen(text), &note->harvest);
}

static void drop(struct note *note)
{
    document_release(&note->document);
    harvest_release(&note->harvest);
}

/* The n-th block of that kind, counted from 0. */
static const struct block *block_of(const struct note *note, enum block_kind kind, int n)
{
    for (const struct block *b = note->document.root; b; b = block_following(b))
        if (b->kind == kind && n-- == 0)
            return b;
    return NULL;
}

static int count_of(const struct note *note, enum block_kind kind)
{
    int count = 0;
    while (block_of(note, kind, count))
        count++;
    return count;
}

static void assert_lines(const struct block *block, long first, long last)
{
    assert_non_null(block);
    assert_int_equal(block->first_line, first);
    assert_int_equal(block->last_line, last);
}

static void blocks_know_their_lines(void **state)
{
    (void)state;
    struct note note;
    load(&note,
         "# Title\n\nfirst line\nsecond line\n\n- one\n  - inner\n- [x] done\n\n1. a\n2. b\n\n"
         "| h | i |\n|---|---|\n| 1 | 2 |\n\n```sh\nls\n```\n\n> quoted\n\n---\n");
    assert_lines(block_of(&note, BLOCK_HEADING, 0), 1, 1);
    assert_lines(block_of(&note, BLOCK_PARAGRAPH, 0), 3, 4);
    assert_lines(block_of(&note, BLOCK_ITEM, 0), 6, 7);
    assert_lines(block_of(&note, BLOCK_ITEM, 1), 7, 7);
    const struct block *done = block_of(&note, BLOCK_ITEM, 2);
    assert_true(done->task && done->done);
    assert_int_equal(block_of(&note, BLOCK_ITEM, 4)->number, 2);
    assert_true(block_of(&note, BLOCK_ITEM, 4)->ordered);
    assert_int_equal(count_of(&note, BLOCK_CELL), 4);
    const struct block *code = block_of(&note, BLOCK_CODE, 0);
    assert_lines(code, 17, 19);
    assert_string_equal(code->info, "sh");
    assert_string_equal(code->text, "ls\n");
    assert_lines(block_of(&note, BLOCK_QUOTE, 0), 21, 21);
    assert_lines(block_of(&note, BLOCK_RULE, 0), 23, 23);
    assert_ptr_equal(code->heading, block_of(&note, BLOCK_HEADING, 0));
    drop(&note);
}

static void offsets_lead_to_lines(void **state)
{
    (void)state;
    struct note note;
    load(&note, "One sentence here.\nAnother **bold** one\nand its end.\n");
    const struct block *b = block_of(&note, BLOCK_PARAGRAPH, 0);
    assert_string_equal(b->text, "One sentence here. Another bold one and its end.");
    assert_int_equal(block_line(b, 0), 1);
    assert_int_equal(block_line(b, (size_t)(strstr(b->text, "bold") - b->text)), 2);
    assert_int_equal(block_line(b, b->length - 1), 3);
    size_t bold = (size_t)(strstr(b->text, "bold") - b->text);
    assert_true(block_covered(b, SPAN_STRONG, bold, bold + 4));
    assert_false(block_covered(b, SPAN_STRONG, bold, bold + 8));
    drop(&note);
}

static void people_do_not_write_commonmark(void **state)
{
    (void)state;
    struct note note;
    load(&note, "Real heading\n------------\n\nlist -> of\n----\n\ntwo lines\nof text\n====\n\n"
                "    - four blanks are no code\n\ncosts $5 and $7 today\n");
    assert_int_equal(count_of(&note, BLOCK_HEADING), 1);
    assert_int_equal(count_of(&note, BLOCK_RULE), 2);
    assert_int_equal(count_of(&note, BLOCK_CODE), 0);
    assert_string_equal(block_of(&note, BLOCK_ITEM, 0)->text, "four blanks are no code");
    const struct block *cost = block_of(&note, BLOCK_PARAGRAPH, 2);
    assert_non_null(cost);
    assert_string_equal(cost->text, "costs $5 and $7 today");
    drop(&note);
}

static void html_is_unwrapped(void **state)
{
    (void)state;
    struct note note;
    load(&note, "1. one\n\n<mark class='blue'>2. two</mark>\n\n<mark>over\ntwo lines</mark>\n\n"
                "<!-- hidden\nstill hidden -->\n\n<path_to_file> stays\n");
    assert_string_equal(block_of(&note, BLOCK_ITEM, 1)->text, "two");
    assert_string_equal(block_of(&note, BLOCK_PARAGRAPH, 0)->text, "over two lines");
    assert_string_equal(block_of(&note, BLOCK_PARAGRAPH, 1)->text, "<path_to_file> stays");
    drop(&note);
}

static void obsidian_syntax_is_read(void **state)
{
    (void)state;
    struct note note;
    load(&note,
         "---\ntags: [a]\n---\n> [!tip] My title\n> body\n\nsee [[Page#part]] #later ==here== x\n");
    assert_lines(block_of(&note, BLOCK_FRONT_MATTER, 0), 1, 3);
    const struct block *callout = block_of(&note, BLOCK_CALLOUT, 0);
    assert_non_null(callout);
    assert_string_equal(callout->info, "tip");
    const struct block *b = block_of(&note, BLOCK_PARAGRAPH, 1);
    assert_non_null(strstr(b->text, "here"));
    assert_null(strstr(b->text, "#later"));
    assert_null(strstr(b->text, "=="));
    bool tag = false, mark = false, link = false;
    for (size_t i = 0; i < b->span_count; i++) {
        tag = tag || (b->spans[i].kind == SPAN_TAG && !strcmp(b->spans[i].target, "later"));
        mark = mark || b->spans[i].kind == SPAN_MARK;
        link =
            link || (b->spans[i].kind == SPAN_WIKILINK && !strcmp(b->spans[i].target, "Page#part"));
    }
    assert_true(tag && mark && link);
    drop(&note);
}

static void encodings_are_repaired(void **state)
{
    (void)state;
    struct note note;
    load(&note, "\xEF\xBB\xBFone\r\ntwo\r\n\r\nnet\xE2\x80\x90 working \xFF bad\r\n");
    assert_string_equal(block_of(&note, BLOCK_PARAGRAPH, 0)->text, "one two");
    const struct block *b = block_of(&note, BLOCK_PARAGRAPH, 1);
    assert_string_equal(b->text, "networking \xEF\xBF\xBD bad");
    assert_int_equal(b->first_line, 4);
    assert_int_equal(note.harvest.warning_count, 1);
    assert_string_equal(note.harvest.warnings[0].code, "invalid-utf8");
    assert_int_equal(note.harvest.warnings[0].line, 4);
    drop(&note);
}

static void drawings_are_no_text(void **state)
{
    (void)state;
    struct note note;
    load(&note,
         "Before\n\n+------+      +-----+\n| left | ---> | right |\n+------+      +-----+\n\n"
         "After\n");
    assert_lines(block_of(&note, BLOCK_DIAGRAM, 0), 3, 5);
    assert_int_equal(count_of(&note, BLOCK_PARAGRAPH), 2);
    drop(&note);
}

static void an_open_fence_swallows_nothing(void **state)
{
    (void)state;
    struct note note;
    load(&note, "```\ncode that never ends\n\nTerm: still text\n");
    assert_int_equal(count_of(&note, BLOCK_CODE), 0);
    assert_string_equal(note.harvest.warnings[0].code, "broken-block");
    assert_string_equal(block_of(&note, BLOCK_PARAGRAPH, 1)->text, "Term: still text");
    drop(&note);
}

/* A text made of `unit` repeated. */
static char *repeat(const char *unit, size_t times, size_t *length)
{
    struct text text = {0};
    for (size_t i = 0; i < times; i++)
        text_append(&text, unit);
    *length = text.length;
    return text_take(&text);
}

static void hostile_input_is_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        size_t times;
    } cases[] = {
        {"> ", 100000},     {"- ", 100000},      {"[", 200000},      {"[a](", 100000},
        {"*a_ ", 200000},   {"`", 200000},       {"![[]()", 50000},  {"a\n=\n", 50000},
        {"| a ", 100000},   {"- a\n  ", 100000}, {"<!-- ", 50000},   {"{{c1::a", 50000},
        {"(A", 100000},     {"==a", 100000},     {"``` x\n", 50000}, {"word ", 2000000},
        {"$a", 100000},     {"a: b\n", 100000},  {"&amp;", 100000},  {"\\", 200000},
        {" or A", 100000},  {"[[a]]", 50000},    {"~~a", 100000},    {"#t ", 100000},
        {"|[a](\n", 60000}, {"- [a](\n", 60000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length;
        char *text = repeat(cases[i].unit, cases[i].times, &length);
        struct note note = {0};
        clock_t begin = clock();
        markdown_read(&note.document, text, length, &note.harvest);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (seconds > 8)
            fail_msg("\"%s\" took %.1f s", cases[i].unit, seconds);
        drop(&note);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_know_their_lines),
        cmocka_unit_test(offsets_lead_to_lines),
        cmocka_unit_test(people_do_not_write_commonmark),
        cmocka_unit_test(html_is_unwrapped),
        cmocka_unit_test(obsidian_syntax_is_read),
        cmocka_unit_test(encodings_are_repaired),
        cmocka_unit_test(drawings_are_no_text),
        cmocka_unit_test(an_open_fence_swallows_nothing),
        cmocka_unit_test(hostile_input_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
