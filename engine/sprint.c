/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { REMEMBERED = 20 }; /* sprints of a level that still say something about its facts */

bool collection_sprint_id(struct collection *c, char id[SPRINT_ID], struct error *error)
{
    uint64_t number = random_next(&c->random);
    int64_t stored = 0;
    if (!statement_integer(c, statement_of(c, sql_event_count, error), 0, &stored, error))
        return false;
    if (c->seeded)
        number = random_mix(random_mix(c->seed, hash_bytes(c->device, strlen(c->device))),
                            (uint64_t)stored);
    (void)snprintf(id, SPRINT_ID, "%016" PRIx64, number);
    return true;
}

static void write_subject(const struct sprint_run *run, struct text *subject)
{
    text_printf(subject, "%s%s/%s", SPRINT_PREFIX, run->skill, run->id);
}

static bool append(struct collection *c, const struct sprint_run *run, const struct text *payload,
                   struct error *error)
{
    struct text subject = {0};
    write_subject(run, &subject);
    bool good =
        event_append(c, EVENT_SPRINT, text_string(&subject), text_string(payload), NULL, error);
    text_release(&subject);
    return good;
}

bool collection_sprint_answer(struct collection *c, const struct sprint_run *run,
                              const struct sprint_answer *answer, struct error *error)
{
    struct text payload = {0};
    backup_daily(c);
    if (!transaction_begin(c, error))
        return false;
    text_append(&payload, "{");
    json_add_integer(&payload, "level", run->level);
    json_add_integer(&payload, "seconds", run->seconds);
    json_add_integer(&payload, "number", answer->number);
    json_add_text(&payload, "fact", answer->fact);
    json_add_text(&payload, "typed", answer->typed);
    json_add_text(&payload, "result", sprint_outcome_name(answer->outcome));
    json_add_integer(&payload, "ms", answer->milliseconds);
    text_append(&payload, "}");
    bool good = transaction_end(c, append(c, run, &payload, error), error);
    text_release(&payload);
    return good;
}

bool collection_sprint_end(struct collection *c, const struct sprint_run *run,
                           const struct answer *answer, struct graded *graded, struct error *error)
{
    struct text payload = {0};
    struct graded result = {0};
    if (answer->grade < 0 || answer->grade > 5)
        return error_set(error, ERROR_USAGE, "a grade is 0 to 5, not %d", answer->grade);
    backup_daily(c);
    if (!transaction_begin(c, error))
        return false;
    text_append(&payload, "{");
    json_add_integer(&payload, "level", run->level);
    json_add_integer(&payload, "seconds", run->seconds);
    json_add_integer(&payload, "finished", 1);
    text_append(&payload, "}");
    bool good = append(c, run, &payload, error) && answer_store(c, answer, &result, error);
    good = transaction_end(c, good, error);
    text_release(&payload);
    if (good && graded)
        *graded = result;
    return good;
}

bool collection_each_sprint(struct collection *c, const char *skill,
                            bool (*visit)(void *context, const struct sprint_row *row),
                            void *context, struct error *error)
{
    enum step step;
    sqlite3_stmt *s = statement_of(c, sql_sprint_all, error);
    if (!s)
        return false;
    bind_text(c, s, 1, skill);
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        struct sprint_row row = {
            .day = sqlite3_column_int(s, 1),
            .level = sqlite3_column_int(s, 2),
            .seconds = sqlite3_column_int(s, 3),
            .right = (long)sqlite3_column_int64(s, 4),
            .wrong = (long)sqlite3_column_int64(s, 5),
            .passed = (long)sqlite3_column_int64(s, 6),
            .finished = sqlite3_column_int(s, 7) != 0,
        };
        const char *slash = strchr(column_text(c, s, 0), '/');
        (void)snprintf(row.id, sizeof row.id, "%s", slash ? slash + 1 : "");
        if (!visit(context, &row)) {
            (void)sqlite3_reset(s);
            return true;
        }
    }
    return step == STEP_DONE;
}

/* --- Memory of facts ---------------------------------------------------------------------------
 */

struct memories {
    struct sprint_memory *items;
    size_t count, capacity;
};

/* The sums of one more sprint, the oldest first. */
static void remember(struct memories *all, const char *fact, long asked, long missed, long right,
                     int64_t right_ms)
{
    bool known = all->count && !strcmp(all->items[all->count - 1].fact, fact);
    if (!known) {
        memory_reserve((void **)&all->items, all->count, &all->capacity, sizeof *all->items);
        all->items[all->count] = (struct sprint_memory){0};
        (void)snprintf(all->items[all->count++].fact, SPRINT_FACT, "%s", fact);
    }
    struct sprint_memory *memory = &all->items[all->count - 1];
    double share = (double)missed / (double)asked;
    memory->asked += asked;
    memory->missed += missed;
    memory->miss_share = known ? (memory->miss_share + share) / 2 : share;
    if (right && right_ms) {
        double mean = (double)right_ms / (double)right;
        memory->milliseconds = memory->milliseconds > 0 ? (memory->milliseconds + mean) / 2 : mean;
    }
}

bool collection_sprint_memory(struct collection *c, const char *skill, int level,
                              struct sprint_memory **memories, size_t *count, struct error *error)
{
    struct memories all = {0};
    enum step step;
    sqlite3_stmt *s = statement_of(c, sql_sprint_facts_lately, error);
    *memories = NULL;
    *count = 0;
    if (!s)
        return false;
    bind_text(c, s, 1, skill);
    bind_integer(c, s, 2, level);
    bind_integer(c, s, 3, REMEMBERED);
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        const char *fact = column_text(c, s, 0);
        if (fact[0] && strlen(fact) < SPRINT_FACT)
            remember(&all, fact, (long)sqlite3_column_int64(s, 1), (long)sqlite3_column_int64(s, 2),
                     (long)sqlite3_column_int64(s, 3), sqlite3_column_int64(s, 4));
    }
    *memories = all.items;
    *count = all.count;
    return step == STEP_DONE;
}
