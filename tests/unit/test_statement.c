/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sentence patterns ask, and what they leave alone, in notes on many subjects. */
#include <string.h>

#include "content/pattern.h"
#include "tests/support/suite.h"

static void gather(const char *text, struct harvest *harvest)
{
    memset(harvest, 0, sizeof *harvest);
    content_harvest("/note.md", text, strlen(text), NULL, harvest);
}

static bool is_asked(const struct harvest *harvest, const char *front, const char *back)
{
    for (size_t i = 0; i < harvest->draft_count; i++)
        if (!strcmp(harvest->drafts[i].front, front) && !strcmp(harvest->drafts[i].back, back))
            return true;
    return false;
}

struct asked {
    const char *note, *front, *back;
};

static void assert_asked(const struct asked *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct harvest harvest;
        gather(cases[i].note, &harvest);
        for (size_t d = 0;
             !is_asked(&harvest, cases[i].front, cases[i].back) && d < harvest.draft_count; d++)
            print_message("got: %s => %s\n", harvest.drafts[d].front, harvest.drafts[d].back);
        if (!is_asked(&harvest, cases[i].front, cases[i].back))
            fail_msg("%s\nis not asked: %s => %s", cases[i].note, cases[i].front, cases[i].back);
        harvest_release(&harvest);
    }
}

#define ASSERT_ASKED(cases) assert_asked(cases, sizeof(cases) / sizeof *(cases))

static void questions_name_their_place(void **state)
{
    static const struct asked cases[] = {
        {"# Mitochondria\n\nThe matrix contains enzymes of the citric acid cycle.\n",
         "Mitochondria: what does the matrix contain?", "Enzymes of the citric acid cycle"},
        {"# Spring framework\n\n## Notes\n\nRequest scope is rare. Retry rules are stored in YAML "
         "files.\n",
         "Spring framework: what are retry rules stored in?", "YAML files"},
        {"# Water cycle\n\nThe cycle moves water between the sea and the air.\n",
         "What does the Water cycle move?", "Water between the sea and the air"},
        {"# Torts\n\nThe parol evidence rule excludes prior oral statements.\n",
         "Torts: what does the parol evidence rule exclude?", "Prior oral statements"},
        {"# Collections\n\nBTrees keep their keys in sorted order.\n", "What do BTrees keep?",
         "Keys in sorted order"},
    };
    (void)state;
    ASSERT_ASKED(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_name_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
