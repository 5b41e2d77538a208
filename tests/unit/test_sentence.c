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

/* One letter above ASCII hands the whole text to ICU: the sentences must be the same ones. */
static void ascii_ends_where_icu_does(void **state)
{
    static const char alphabet[] = ".!?\"')(] ,-:;aA1z.. b%";
    struct splitter plain = {0}, wide = {0};
    uint64_t random = 88172645463325252U;
    (void)state;
    for (int i = 0; i < 100000; i++) {
        char ascii[64] = "words ", accented[64] = "w\xC3\xB6rds ";
        for (size_t at = 6; at < 36; at++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            ascii[at] = accented[at + 1] = alphabet[random % (sizeof alphabet - 1)];
        }
        splitter_split(&plain, slice_of(ascii));
        splitter_split(&wide, slice_of(accented));
        bool same = plain.count == wide.count;
        for (size_t s = 0; same && s < plain.count; s++)
            same = plain.sentences[s].length + (s == 0) == wide.sentences[s].length;
        if (!same)
            fail_msg("\"%s\" is split in another way", ascii);
    }
    splitter_release(&plain);
    splitter_release(&wide);
}

static void phrases_are_found_at_once(void **state)
{
    static const char *const phrases[] = {"I", "hash table", "hash", "(?)", " is ", NULL};
    size_t offsets[5];
    struct slice text = slice_of("The HASH table (?) is i/o of hashes");
    (void)state;
    assert_int_equal(slice_find_each(text, phrases, offsets), 5);
    for (size_t i = 0; phrases[i]; i++)
        assert_int_equal(offsets[i], slice_find(text, phrases[i]));
    assert_int_equal(slice_find_any(text, phrases), 4);
    assert_int_equal(slice_find_any(slice_of("none of them, yet a t"), phrases), 21);
    assert_true(slice_holds_any(slice_of("the hash"), phrases));
    assert_false(slice_holds_any(slice_of("hashes with (?) is"), phrases));
    assert_true(slice_is_any(slice_of("Hash Table"), phrases));
    assert_true(slice_is_any(slice_of("i"), phrases));
    assert_false(slice_is_any(slice_of(""), phrases));
    assert_int_equal(slice_begins_any(slice_of("HASH tables"), phrases), 10);
    assert_int_equal(slice_begins_any(slice_of("hash"), phrases), 4);
    assert_int_equal(slice_begins_any(slice_of("it"), phrases), 1);
    assert_int_equal(slice_begins_any(slice_of("a hash"), phrases), 0);
    assert_int_equal(slice_begins_any(slice_of(""), phrases), 0);
}

static void short_things_are_found_too(void **state)
{
    (void)state;
    assert_int_equal(slice_find(slice_of("log"), "log files"), 3);
    assert_int_equal(slice_find(slice_of("LOG"), "g"), 2);
    assert_int_equal(slice_find(slice_of("a b,"), ","), 3);
    assert_int_equal(slice_find(slice_of("a word that is far from , it"), " , "), 23);
    assert_int_equal(slice_find(slice_of(""), "a"), 0);
    assert_true(slice_ends(slice_of("LOG"), "og"));
    assert_false(slice_ends(slice_of("g"), "og"));
    assert_true(slice_equals(slice_of(""), ""));
    assert_false(slice_equals(slice_of("log"), "lo"));
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
        cmocka_unit_test(ascii_ends_where_icu_does),
        cmocka_unit_test(phrases_are_found_at_once),
        cmocka_unit_test(short_things_are_found_too),
        cmocka_unit_test(words_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
