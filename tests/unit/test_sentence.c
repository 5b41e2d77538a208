/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "content/sentence.h"
#include "tests/support/suite.h"

static void assert_sentences(const char *text, const char *const *expected)
{
    struct splitter splitter = {0};
    splitter_split(&splitter, slice_of(text));
    size_t count = 0;
    for (; expected[count]; count++) {
        assert_true(count < splitter.count);
        if (!slice_equals(splitter.sentences[count], expected[count]))
            fail_msg("%.*s\nis not\n%s", (int)splitter.sentences[count].length,
                     splitter.sentences[count].at, expected[count]);
    }
    assert_int_equal(splitter.count, count);
    splitter_release(&splitter);
}

static void plain_sentences(void **state)
{
    (void)state;
    assert_sentences("One ends. Two asks? Three!",
                     (const char *[]){"One ends.", "Two asks?", "Three!", NULL});
    assert_sentences("It is written in Go. Then it runs.",
                     (const char *[]){"It is written in Go.", "Then it runs.", NULL});
    assert_sentences("Version 3.5 of main.tf is 0.7 old.",
                     (const char *[]){"Version 3.5 of main.tf is 0.7 old.", NULL});
    assert_sentences("", (const char *[]){NULL});
    assert_sentences("a line\nanother", (const char *[]){"a line", "another", NULL});
}

static void abbreviations_are_rejoined(void **state)
{
    (void)state;
    assert_sentences("Logs, e.g. Kafka, keep order. Queues do not.",
                     (const char *[]){"Logs, e.g. Kafka, keep order.", "Queues do not.", NULL});
    assert_sentences("The rules of Dr. Codd are old.",
                     (const char *[]){"The rules of Dr. Codd are old.", NULL});
    assert_sentences(
        "Servers in the U.S. West region fail. Others work.",
        (const char *[]){"Servers in the U.S. West region fail.", "Others work.", NULL});
    assert_sentences("They live in the U.S. The rest is here.",
                     (const char *[]){"They live in the U.S.", "The rest is here.", NULL});
    assert_sentences("A store, i.e. Postgres.", (const char *[]){"A store, i.e. Postgres.", NULL});
    assert_sentences("Disks, tapes, etc. The end.",
                     (const char *[]){"Disks, tapes, etc.", "The end.", NULL});
}

static void words_are_known(void **state)
{
    (void)state;
    assert_true(word_is_plural(slice_of("indexes")));
    assert_true(word_is_plural(slice_of("SSTables")));
    assert_false(word_is_plural(slice_of("analysis")));
    assert_false(word_is_plural(slice_of("DNS")));
    assert_false(word_is_plural(slice_of("Kubernetes")));
    assert_true(word_is_third_person(slice_of("replicates")));
    assert_true(word_is_third_person(slice_of("queries")));
    assert_false(word_is_third_person(slice_of("class")));
    assert_true(word_starts_with_vowel(slice_of("SLA")));
    assert_true(word_starts_with_vowel(slice_of("index")));
    assert_false(word_starts_with_vowel(slice_of("user")));
    assert_false(word_starts_with_vowel(slice_of("VPC")));
    assert_true(text_is_english(slice_of("this is a text with many of the usual words")));
    assert_false(
        text_is_english(slice_of("Das Gedächtnis vergisst mit der Zeit fast alles wieder")));
    assert_int_equal(word_count(slice_of("  three small words ")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_sentences),
        cmocka_unit_test(abbreviations_are_rejoined),
        cmocka_unit_test(words_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
