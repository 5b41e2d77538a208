/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every pattern of the registry keeps what its descriptor promises. */
#include <string.h>

#include "content/pattern.h"
#include "tests/support/suite.h"

static void gather(const char *text, struct harvest *harvest)
{
    memset(harvest, 0, sizeof *harvest);
    content_harvest("/note.md", text, strlen(text), NULL, harvest);
}

static void examples_give_their_cards(void **state)
{
    (void)state;
    for (size_t i = 0; pattern_registry[i]; i++) {
        const struct pattern *p = pattern_registry[i];
        struct harvest harvest;
        bool found = false;
        gather(p->example, &harvest);
        for (size_t d = 0; d < harvest.draft_count; d++)
            found = found || (!strcmp(harvest.drafts[d].pattern, p->name) &&
                              !strcmp(harvest.drafts[d].front, p->front) &&
                              !strcmp(harvest.drafts[d].back, p->back));
        if (!found)
            fail_msg("%s: the example gives %zu drafts, first \"%s\" - \"%s\"", p->name,
                     harvest.draft_count, harvest.draft_count ? harvest.drafts[0].front : "",
                     harvest.draft_count ? harvest.drafts[0].back : "");
        harvest_release(&harvest);
    }
}

static void counter_examples_give_none(void **state)
{
    (void)state;
    for (size_t i = 0; pattern_registry[i]; i++) {
        const struct pattern *p = pattern_registry[i];
        struct harvest harvest;
        gather(p->counter_example, &harvest);
        for (size_t d = 0; d < harvest.draft_count; d++)
            if (!strcmp(harvest.drafts[d].pattern, p->name))
                fail_msg("%s: %s", p->name, harvest.drafts[d].front);
        harvest_release(&harvest);
    }
}

static void descriptors_are_complete(void **state)
{
    (void)state;
    for (size_t i = 0; pattern_registry[i]; i++) {
        const struct pattern *p = pattern_registry[i];
        assert_true(p->name && p->summary && p->find && *p->summary);
        assert_true(p->confidence > 0 && p->confidence <= 1);
        assert_true(!p->explicit_card || p->confidence >= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_give_their_cards),
        cmocka_unit_test(counter_examples_give_none),
        cmocka_unit_test(descriptors_are_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
