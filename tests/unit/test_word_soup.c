/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notes that no person wrote: the words on which patterns turn, in any order, between any marks.
 * Whatever comes out must cite lines that exist and be short; the sanitizers watch the rest.
 */
#include <string.h>

#include "content/content.h"
#include "content/word.h"
#include "engine/base/random.h"
#include "engine/base/text.h"
#include "tests/support/suite.h"

enum { NOTES = 400, PIECES = 400 };

static const char *const pieces[] = {
    "the",
    "a",
    "an",
    "The",
    "It",
    "This",
    "They",
    "These",
    "is",
    "are",
    "was",
    "has",
    "means",
    "refers to",
    "known as",
    "called",
    "because",
    "while",
    "whereas",
    "which",
    "that",
    "who",
    "so that",
    "in order to",
    "such as",
    "like",
    "including",
    "and",
    "or",
    "not",
    "only",
    "most",
    "cache",
    "index",
    "Raft",
    "nodes",
    "leader",
    "log",
    "SSTables",
    "Key Value Store",
    "stores",
    "keeps",
    "allow",
    "use",
    "replicated",
    "needs",
    "can be thought of as",
    "three",
    "two",
    "60 %",
    "10 TB",
    "1/17",
    "RPO",
    "(KVS)",
    "(RPO)",
    "(",
    ")",
    ",",
    ";",
    ":",
    "-",
    " - ",
    "->",
    ".",
    ". ",
    "?",
    "!",
    "\"",
    "'s",
    "e.g.",
    "i.e.",
    "\n",
    "\n\n",
    "\n- ",
    "\n    - ",
    "\n1. ",
    "\n# ",
    "\n### Day 3\n",
    "\n> ",
    "\n| a | b |\n|---|---|\n| ",
    " | ",
    "**",
    "__",
    "`",
    "==",
    "{{c1::",
    "}}",
    "\n```\n",
    "\nQ: ",
    "\nA: ",
    "\nC: ",
    " :: ",
    "\n?\n",
    "#card",
    "#flashcards",
    "\nSTART\nBasic\n",
    "\nBack: ",
    "\nEND\n",
    "Advantages:",
    "Examples",
    "vs",
    "versus",
    "etc",
    "\xE6\x97\xA5\xE6\x9C\xAC",
    "caf\xC3\xA9",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\t",
    "    ",
};

static long count_lines(const struct text *note)
{
    long lines = 1;
    for (size_t i = 0; i < note->length; i++)
        lines += note->data[i] == '\n';
    return lines;
}

static void check_draft(const struct draft *draft, long lines)
{
    assert_true(draft->line >= 1 && draft->line <= draft->end_line);
    assert_true(draft->end_line <= lines);
    assert_true(draft->front[0] && draft->back[0]);
    assert_true(draft->confidence > 0 && draft->confidence <= 1);
    assert_int_equal(utf8_valid_prefix(draft->front, strlen(draft->front)), strlen(draft->front));
    assert_int_equal(utf8_valid_prefix(draft->back, strlen(draft->back)), strlen(draft->back));
    bool whole = !strcmp(draft->pattern, "card-heading"); /* the person's own card: never cut */
    if (!draft->explicit_card && !whole && word_count(slice_of(draft->back)) > 60)
        fail_msg("%s: %s - %s", draft->pattern, draft->front, draft->back);
}

static void test_word_soup(void **state)
{
    (void)state;
    struct random_source source;
    random_init(&source, 1990);
    for (int n = 0; n < NOTES; n++) {
        struct text note = {0};
        struct harvest harvest = {0};
        struct content_options options = {.flashcards = n % 2};
        for (int i = 0; i < PIECES; i++)
            text_printf(&note, "%s%s", i ? " " : "",
                        pieces[random_below(&source, sizeof pieces / sizeof *pieces)]);
        content_harvest("/soup.md", note.data, note.length, &options, &harvest);
        for (size_t i = 0; i < harvest.draft_count; i++)
            check_draft(&harvest.drafts[i], count_lines(&note));
        harvest_release(&harvest);
        text_release(&note);
    }
}

/* Plain sentences only, so that the sentence patterns get deep. */
static void test_sentence_soup(void **state)
{
    (void)state;
    struct random_source source;
    random_init(&source, 338);
    for (int n = 0; n < NOTES; n++) {
        struct text note = {0};
        struct harvest harvest = {0};
        struct content_options options = {0};
        text_append(&note, "# Storage\n\n");
        for (int i = 0; i < PIECES; i++)
            text_printf(&note, "%s%s", pieces[random_below(&source, 48)],
                        i % 9 == 8 ? ". The " : " ");
        content_harvest("/soup.md", note.data, note.length, &options, &harvest);
        for (size_t i = 0; i < harvest.draft_count; i++)
            check_draft(&harvest.drafts[i], count_lines(&note));
        harvest_release(&harvest);
        text_release(&note);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_word_soup),
        cmocka_unit_test(test_sentence_soup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
