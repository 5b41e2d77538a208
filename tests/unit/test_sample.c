/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first notes that a person sees: every card of them is active and clean. */
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "content/word.h"
#include "tests/support/suite.h"

struct totals {
    size_t active, links, linked;
    bool fence, table;
};

/* What is active at once must be short and stand in its day; nothing is doubtful or broken. */
static void check_file(const struct sample_file *file, struct totals *totals)
{
    struct harvest harvest = {0};
    size_t active = 0;
    content_harvest(file->name, file->bytes, file->length, NULL, &harvest);
    assert_int_equal(harvest.warning_count, 0);
    assert_int_equal(harvest.remark_count, 0);
    for (size_t i = 0; i < harvest.draft_count; i++) {
        const struct draft *draft = &harvest.drafts[i];
        assert_null(draft->held);
        assert_int_equal(draft->day, strtol(file->name + 4, NULL, 10));
        assert_non_null(draft->topic);
        if (draft->confidence < 0.75)
            continue;
        active++;
        totals->linked += draft->simulation != NULL;
        if (word_count(slice_of(draft->back)) > 25)
            fail_msg("%s: %s - %s", file->name, draft->front, draft->back);
    }
    for (size_t i = 0; i < harvest.link_count; i++) {
        const char *parameters = harvest.links[i].parameters;
        totals->fence = totals->fence || !strcmp(parameters, "slots=64 load=0.7");
        totals->table = totals->table || !strcmp(parameters, "table-bytes=5e12");
    }
    if (active < 8 || active > 24 || !harvest.link_count)
        fail_msg("%s: %zu cards, %zu links", file->name, active, harvest.link_count);
    totals->active += active;
    totals->links += harvest.link_count;
    harvest_release(&harvest);
}

static void samples_give_good_cards(void **state)
{
    (void)state;
    struct totals totals = {0};
    assert_int_equal(sample_file_count, 20);
    for (size_t i = 0; i < sample_file_count; i++)
        check_file(&sample_files[i], &totals);
    assert_in_range(totals.active, 200, 400);
    assert_true(totals.linked >= 25);
    assert_true(totals.fence && totals.table);
}

/* The notes show every written syntax at work. */
static void samples_show_the_syntaxes(void **state)
{
    (void)state;
    static const char *const patterns[] = {"question-answer", "double-colon", "highlight-cloze",
                                           "anki-cloze",      "anki-block",   "question-mark"};
    bool seen[sizeof patterns / sizeof *patterns] = {false};
    for (size_t i = 0; i < sample_file_count; i++) {
        struct harvest harvest = {0};
        content_harvest(sample_files[i].name, sample_files[i].bytes, sample_files[i].length, NULL,
                        &harvest);
        for (size_t d = 0; d < harvest.draft_count; d++)
            for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++)
                seen[p] = seen[p] || !strcmp(harvest.drafts[d].pattern, patterns[p]);
        harvest_release(&harvest);
    }
    for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++)
        if (!seen[p])
            fail_msg("%s", patterns[p]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_give_good_cards),
        cmocka_unit_test(samples_show_the_syntaxes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
