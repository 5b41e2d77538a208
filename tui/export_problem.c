/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/export_problem.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/drill.h"
#include "exercises/simulation.h"

void problem_teller_release(struct problem_teller *teller)
{
    text_release(&teller->prompt);
    text_release(&teller->expected);
}

static const char *topic_of(enum item_kind kind, const char *subject)
{
    if (kind == ITEM_DRILL) {
        const struct drill *drill = drill_find(subject);
        return drill ? drill->topic : NULL;
    }
    char *name = memory_copy_bytes(subject, strcspn(subject, ":"));
    const struct simulation *simulation = simulation_find(name);
    free(name);
    return simulation && simulation->topics ? simulation->topics[0] : NULL;
}

void problem_tell(struct problem_teller *teller, enum item_kind kind, const char *subject,
                  const char *id, struct record_problem *told)
{
    struct problem problem = {0};
    struct error ignored = {0};
    double values[MOST_PARAMETERS];
    *told = (struct record_problem){.topic = topic_of(kind, subject)};
    bool made = kind == ITEM_DRILL ? drill_regenerate(id, &problem, &ignored)
                                   : question_regenerate(id, values, &problem, &ignored);
    if (!made)
        return;
    text_clear(&teller->prompt);
    text_clear(&teller->expected);
    text_append(&teller->prompt, problem.prompt);
    problem_tell_answer(&problem, &teller->expected);
    told->prompt = text_string(&teller->prompt);
    told->expected = text_string(&teller->expected);
    problem_release(&problem);
}
