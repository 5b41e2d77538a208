/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sprint is a subject of its own, "sprint/SKILL/ID", so that folding one again touches no other.
 * Its rows are sums, in which the order of the answers does not matter; so each answer is added to
 * the tables at once and nothing is read back.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { LEVEL_MOST = 1000, SECONDS_MOST = 86400, MS_MOST = SECONDS_MOST * 1000 };

/* "arithmetic/0123456789abcdef". */
static const char *name_of(const struct fold *fold)
{
    return fold->subject + strlen(SPRINT_PREFIX);
}

static bool remove_rows(struct fold *fold, const char *sql, struct error *error)
{
    sqlite3_stmt *s = statement_of(fold->c, sql, error);
    if (!s)
        return false;
    bind_text(fold->c, s, 1, name_of(fold));
    return statement_run(fold->c, s, error);
}

bool sprint_fold_clear(struct fold *fold, struct error *error)
{
    return remove_rows(fold, sql_sprint_remove, error) &&
           remove_rows(fold, sql_sprint_facts_remove, error);
}

static int64_t within(const json_t *payload, const char *name, int64_t low, int64_t high)
{
    int64_t value = payload_integer(payload, name, low);
    return value < low ? low : value > high ? high : value;
}

/* `outcome` SPRINT_OUTCOME_COUNT: its end. */
static bool add_to_sprint(struct fold *fold, const struct event *event, const json_t *payload,
                          enum sprint_outcome outcome, struct error *error)
{
    struct collection *c = fold->c;
    sqlite3_stmt *s = statement_of(c, sql_sprint_add, error);
    if (!s)
        return false;
    const char *name = name_of(fold);
    char *skill = memory_copy_bytes(name, strcspn(name, "/"));
    bind_text(c, s, 1, name);
    bind_text(c, s, 2, skill);
    bind_integer(c, s, 3, event->study_day);
    bind_text(c, s, 4, event->id);
    bind_integer(c, s, 5, within(payload, "level", 1, LEVEL_MOST));
    bind_integer(c, s, 6, within(payload, "seconds", 1, SECONDS_MOST));
    bind_integer(c, s, 7, outcome == SPRINT_RIGHT);
    bind_integer(c, s, 8, outcome == SPRINT_WRONG);
    bind_integer(c, s, 9, outcome == SPRINT_PASSED);
    bind_integer(c, s, 10, outcome == SPRINT_OUTCOME_COUNT);
    bool good = statement_run(c, s, error);
    free(skill);
    return good;
}

static bool add_to_fact(struct fold *fold, const char *fact, int64_t milliseconds, bool right,
                        struct error *error)
{
    struct collection *c = fold->c;
    sqlite3_stmt *s = statement_of(c, sql_sprint_fact_add, error);
    if (!s)
        return false;
    bind_text(c, s, 1, name_of(fold));
    bind_text(c, s, 2, fact);
    bind_integer(c, s, 3, !right);
    bind_integer(c, s, 4, right);
    bind_integer(c, s, 5, right ? milliseconds : 0);
    return statement_run(c, s, error);
}

bool sprint_fold_apply(struct fold *fold, const struct event *event, const json_t *payload,
                       struct error *error)
{
    const char *fact = payload_text(payload, "fact"), *result = payload_text(payload, "result");
    enum sprint_outcome outcome = result ? sprint_outcome_of(result) : SPRINT_OUTCOME_COUNT;
    bool ended = payload_integer(payload, "finished", 0) == 1;
    if (event->kind != EVENT_SPRINT)
        return true;
    if (ended)
        return add_to_sprint(fold, event, payload, SPRINT_OUTCOME_COUNT, error);
    if (!fact || outcome == SPRINT_OUTCOME_COUNT)
        return true;
    return add_to_sprint(fold, event, payload, outcome, error) &&
           add_to_fact(fold, fact, within(payload, "ms", 0, MS_MOST), outcome == SPRINT_RIGHT,
                       error);
}
