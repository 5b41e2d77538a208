/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words of notes are a drill's terms, and which only look like them. */
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "exercises/drill_terms.h"

struct sample {
    const char *term, *text;
};

static size_t count(const char *term, const char *text)
{
    const char *const terms[] = {term, NULL};
    const struct drill drill = {.name = "test", .terms = terms};
    return drill_terms_in(&drill, text);
}

static void whole_words_are_found(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"queue", "queue"},
        {"queue", "A Queue."},
        {"queue", "the QUEUE, then"},
        {"queue", "(queue)"},
        {"queue", "`queue`"},
        {"queue", "work-queue"},
        {"queue", "queue_length"},
        {"queue", "two queues"},
        {"queue", "the queue's length"},
        {"queue", "the queue\xE2\x80\x99s length"},
        {"queue", "'queue'"},
        {"queue", "\xE2\x80\x9Cqueue\xE2\x80\x9D"},
        {"queue", "\xFFqueue\xFF"},
        {"queue", "caf\xC3\xA9 queue"},
        {"queues", "one queue"},
        {"latency", "Latencies"},
        {"latencies", "latency"},
        {"hash", "hashes"},
        {"matrix", "two matrices"},
        {"matrix", "MATRIXES"},
        {"index", "indices"},
        {"index", "indexes"},
        {"p99", "at P99."},
        {"bayes", "Bayes' theorem"},
        {"bayes theorem", "Bayes' theorem"},
        {"bayes theorem", "Bayes's theorem"},
        {"bayes' theorem", "the Bayes theorem"},
        {"little's law", "Little\xE2\x80\x99s law"},
        {"a/b test", "A/B tests"},
        {"a/b test", "a-b test"},
        {"m/m/1", "an M/M/1 queue"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        if (count(samples[i].term, samples[i].text) != 1)
            fail_msg("'%s' is not found in '%s'", samples[i].term, samples[i].text);
}

static void phrases_are_joined_by_blanks_hyphens_and_markup(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "bloom filter",
        "bloom-filter",
        "Bloom_Filter",
        "BLOOM FILTERS",
        "bloom   filter",
        "bloom\tfilter",
        "bloom\nfilter",
        "bloom \r\n filter",
        "bloom - filter",
        "**Bloom** *filter*",
        "`bloom` filter",
        "bloom\xC2\xA0"
        "filter",
        "bloom/filter",
        "a bloom bloom filter",
        "bloom\xE2\x80\x91"
        "filter",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (count("bloom filter", texts[i]) != 1)
            fail_msg("not found in '%s'", texts[i]);
        assert_int_equal(count("bloom-filter", texts[i]), 1);
    }
}

static void parts_and_other_forms_are_not_found(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"queue", ""},
        {"queue", "queued"},
        {"queue", "queueing"},
        {"queue", "enqueue"},
        {"queue", "queue2"},
        {"queue", "queuess"},
        {"queue", "qu"},
        {"queue", "queu\xC3\xA9"},
        {"queue", "queue\xCC\x81"},
        {"queue", "\xC3\xA9queue"},
        {"queue", "q ueue"},
        {"queues", "queuess"},
        {"hash", "hashed"},
        {"hash", "hashs\xC3\xA9"},
        {"latency", "latencyies"},
        {"latency", "latencies2"},
        {"matrix", "matrice"},
        {"sla", "slas\xC3\xB3n"},
        {"sla", "slack"},
        {"p99", "p 99"},
        {"p99", "p999"},
        {"bloom filter", "bloom"},
        {"bloom filter", "filter bloom"},
        {"bloom filter", "bloomfilter"},
        {"bloom filter", "bloom, filter"},
        {"bloom filter", "bloom. Filter"},
        {"bloom filter", "bloom\n\nfilter"},
        {"bloom filter", "bloom \n \n filter"},
        {"bloom filter", "bloom the filter"},
        {"bloom filter", "bloom\xFF"
                         "filter"},
        {"bloom filter", "bloom -"},
        {"a/b test", "a b"},
        {"", "anything"},
        {" - ", "a - b"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        if (count(samples[i].term, samples[i].text) != 0)
            fail_msg("'%s' is found in '%s'", samples[i].term, samples[i].text);
}

static void different_terms_are_counted_once_each(void **state)
{
    (void)state;
    static const char *const terms[] = {"bloom filter", "filter", "hash", "false positive", NULL};
    static const struct drill drill = {.name = "test", .terms = terms};
    static const struct drill none = {.name = "none"};
    assert_int_equal(drill_terms_in(&drill, "Hash, hash and hashes"), 1);
    assert_int_equal(drill_terms_in(&drill, "a Bloom filter"), 2);
    assert_int_equal(
        drill_terms_in(&drill, "Bloom filters hash each key; a false-positive is what a filter\n"
                               "says wrongly. Bloom filter, hash."),
        4);
    assert_int_equal(drill_terms_in(&drill, "nothing of it"), 0);
    assert_int_equal(drill_terms_in(&none, "a Bloom filter"), 0);
}

/* Every cut of a text through its bytes, the last ones half a character. */
static void cut_text_does_no_harm(void **state)
{
    (void)state;
    static const char text[] = "\xF0\x9F\x98\x80 blo\xCC\x88om\xE2\x80\x91 bloom\xE2\x80\x91"
                               "filter\xE2\x80\x99s \xE4\xBD\x87";
    size_t found = 0;
    for (size_t from = 0; from < sizeof text; from++)
        for (size_t length = 0; from + length < sizeof text; length++) {
            char *copy = calloc(1, length + 1);
            memcpy(copy, text + from, length);
            found += count("bloom filter", copy);
            free(copy);
        }
    assert_true(found > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_words_are_found),
        cmocka_unit_test(phrases_are_joined_by_blanks_hyphens_and_markup),
        cmocka_unit_test(parts_and_other_forms_are_not_found),
        cmocka_unit_test(different_terms_are_counted_once_each),
        cmocka_unit_test(cut_text_does_no_harm),
    };
    return cmocka_run_group_tests_name("drill_terms", tests, NULL, NULL);
}
