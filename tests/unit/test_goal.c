/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals from a journal's tables and its strategy. */
#include <string.h>

#include "content/content.h"
#include "tests/support/suite.h"

static const char journal[] =
    "## Strategy\n\nThe year in parts, 3 books among them:\n\n"
    "* Reading and summing up 9 books (1 a month)\n* Finishing projects\n"
    "* Joining two online boot camps\n* Three Certificates\n* 2 hours a day of good papers\n"
    "\n## Outline\n\n### Books\n\n"
    "Books | Status of Completion\n--- | ---\nThe Art of Sorting |\n"
    "[Graphs by Hand](https://example.org) | :construction:\nQueues | :white_check_mark: |\n"
    "\n### Certificates\n\n| Proof | Status | Certificate |\n|---|---|---|\n"
    "| | Done | Rope work |\n\n### Research Papers\n\nPaper | Status\n--- | ---\nPaper Name | \n"
    "TBD | :construction:\n\n### Servers\n\nName | Status\n--- | ---\nalpha | up\n"
    "\n### Articles\n\nName | Date\n--- | ---\nNo status here | 2026\n"
    "\n## Elsewhere\n\n- 40 books stand there\n";

static void gather(const char *text, struct harvest *harvest)
{
    memset(harvest, 0, sizeof *harvest);
    content_harvest("/note.md", text, strlen(text), NULL, harvest);
}

static void expect_item(const struct harvest *h, size_t index, const char *goal, const char *name,
                        enum goal_status status, long line)
{
    assert_true(index < h->goal_item_count);
    assert_string_equal(h->goal_items[index].goal, goal);
    assert_string_equal(h->goal_items[index].name, name);
    assert_int_equal(h->goal_items[index].status, status);
    assert_int_equal(h->goal_items[index].line, line);
}

static void tables_give_items(void **state)
{
    (void)state;
    struct harvest h;
    gather(journal, &h);
    assert_int_equal(h.goal_item_count, 4);
    expect_item(&h, 0, "books", "The Art of Sorting", GOAL_PLANNED, 17);
    expect_item(&h, 1, "books", "Graphs by Hand", GOAL_IN_PROGRESS, 18);
    expect_item(&h, 2, "books", "Queues", GOAL_DONE, 19);
    expect_item(&h, 3, "certificates", "Rope work", GOAL_DONE, 25);
    harvest_release(&h);
}

static void the_strategy_gives_targets(void **state)
{
    (void)state;
    struct harvest h;
    gather(journal, &h);
    assert_int_equal(h.goal_target_count, 3);
    static const struct {
        const char *goal;
        long target, line;
    } wanted[] = {{"books", 9, 5}, {"bootcamps", 2, 7}, {"certificates", 3, 8}};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(h.goal_targets[i].goal, wanted[i].goal);
        assert_int_equal(h.goal_targets[i].target, wanted[i].target);
        assert_int_equal(h.goal_targets[i].line, wanted[i].line);
    }
    assert_string_equal(h.goal_targets[2].text, "Three Certificates");
    harvest_release(&h);
}

static void other_notes_have_no_goals(void **state)
{
    (void)state;
    struct harvest h;
    gather("# Plan of the index\n\n- It takes 3 pages, and a book is no page\n\n"
           "| Book | Year |\n|---|---|\n| X | 1 |\n",
           &h);
    assert_int_equal(h.goal_item_count + h.goal_target_count, 0);
    harvest_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_give_items),
        cmocka_unit_test(the_strategy_gives_targets),
        cmocka_unit_test(other_notes_have_no_goals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
