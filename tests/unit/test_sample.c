/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first notes that a person sees: every card of them is clean, and nearly all are active; what
 * a sentence says in passing is only proposed. */
#include <string.h>

#include "content/content.h"
#include "content/word.h"
#include "tests/support/suite.h"

static void check_file(const struct sample_file *file, size_t *active, size_t *proposed,
                       bool *fence)
{
    struct harvest harvest = {0};
    content_harvest(file->name, file->bytes, file->length, NULL, &harvest);
    assert_int_equal(harvest.warning_count, 0);
    assert_int_equal(harvest.remark_count, 0);
    for (size_t i = 0; i < harvest.draft_count; i++) {
        const struct draft *draft = &harvest.drafts[i];
        assert_null(draft->held);
        assert_true(draft->confidence >= 0.5);
        assert_true(draft->day > 0);
        assert_non_null(draft->topic);
        assert_true(word_count(slice_of(draft->back)) <= 25);
    }
    for (size_t i = 0; i < harvest.link_count; i++)
        *fence = *fence || !strcmp(harvest.links[i].parameters, "slots=64 load=0.7");
    for (size_t i = 0; i < harvest.draft_count; i++)
        *(harvest.drafts[i].confidence >= 0.75 ? active : proposed) += 1;
    harvest_release(&harvest);
}

static void samples_give_good_cards(void **state)
{
    (void)state;
    size_t active = 0, proposed = 0;
    bool fence = false;
    assert_int_equal(sample_file_count, 5);
    for (size_t i = 0; i < sample_file_count; i++)
        check_file(&sample_files[i], &active, &proposed, &fence);
    assert_in_range(active, 40, 70);
    assert_in_range(proposed, 0, 20);
    assert_true(fence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(samples_give_good_cards)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
