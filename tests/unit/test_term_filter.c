/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter holds back no term that is found, and nearly all that are not. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"
#include "exercises/drill_terms.h"
#include "exercises/term_filter.h"

static struct term_filter filter;

/* Whether the term is found; fails where it is, and the filter holds it back. */
static bool found(const char *term, const char *text)
{
    const char *const terms[] = {term, NULL};
    const struct drill drill = {.terms = terms};
    term_filter_fill(&filter, text);
    bool is_found = drill_terms_in(&drill, text) > 0;
    if (is_found && !term_filter_passes(&filter, term))
        fail_msg("'%s' is held back from '%s'", term, text);
    return is_found;
}

static void forms_of_words_pass(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"matrix", "matrices"},
        {"latency", "latencies"},
        {"hash", "hashes"},
        {"queue", "queues"},
        {"index", "indices"},
        {"index", "indexes"},
        {"bus", "buses"},
        {"id", "ids"},
        {"bayes", "Bayes'"},
        {"box", "boxes"},
        {"sky", "skies"},
        {"sla", "SLAs"},
        {"bloom filter", "Bloom-filters"},
        {"p99", "**P99**"},
        {"queue\xC3\xA9", "queue\xC3\xA9s"},
        {"\xC3\xA9tat", "\xC3\xA9tat"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char text[64];
        (void)snprintf(text, sizeof text, "so (%s), then", pairs[i][1]);
        assert_true(found(pairs[i][0], text));
        if (i < 8) {
            (void)snprintf(text, sizeof text, "so (%s), then", pairs[i][0]);
            assert_true(found(pairs[i][1], text));
        }
    }
}

/* Every term of every drill, in its own words, in capitals and in the plural. */
static void no_term_of_a_drill_is_held_back(void **state)
{
    (void)state;
    static const char *const forms[] = {"%s", "The %s.", "**%ss**", "%ses", "x%s %s"};
    for (size_t i = 0; drill_registry[i]; i++)
        for (size_t k = 0; drill_registry[i]->terms && drill_registry[i]->terms[k]; k++) {
            const char *term = drill_registry[i]->terms[k];
            assert_true(found(term, term));
            for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
                struct text text = {0};
                const char *at = forms[form];
                for (; *at; at++)
                    if (at[0] == '%' && at[1] == 's') {
                        text_append(&text, term);
                        at++;
                    } else {
                        text_append_bytes(&text, at, 1);
                    }
                (void)found(term, text_string(&text));
                text_release(&text);
            }
        }
}

static void most_others_are(void **state)
{
    (void)state;
    static const char text[] = "What does a Bitcask-style store keep in memory for every key? The "
                               "file and the offset at which the newest value begins.";
    long passed = 0, terms = 0;
    term_filter_fill(&filter, text);
    for (size_t i = 0; drill_registry[i]; i++)
        for (size_t k = 0; drill_registry[i]->terms && drill_registry[i]->terms[k]; k++) {
            passed += term_filter_passes(&filter, drill_registry[i]->terms[k]);
            terms++;
        }
    assert_true(passed * 20 <= terms);
    assert_false(term_filter_passes(&filter, "availability"));
    assert_true(term_filter_passes(&filter, "newest"));
    assert_true(term_filter_passes(&filter, "stores"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_words_pass),
        cmocka_unit_test(no_term_of_a_drill_is_held_back),
        cmocka_unit_test(most_others_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
