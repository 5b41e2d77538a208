/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that a card got in another program. Each becomes an event at its own time. What is here
 * already is told by the time: an answer of the collection's own went out with a deck and comes
 * back with it, moved at most by the seconds that other programs need to keep moments apart.
 */
#include <stdlib.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { SAME_ANSWER_MS = 60000 };

struct times {
    int64_t *items;
    size_t count, capacity;
};

static bool read_times(struct collection *c, const char *card, struct times *times,
                       struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_event_review_times, error);
    if (!s)
        return false;
    bind_text(c, s, 1, card);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&times->items, times->count, &times->capacity,
                       sizeof *times->items);
        times->items[times->count++] = sqlite3_column_int64(s, 0);
    }
    return step == STEP_DONE;
}

/* One for one, both by time. */
static bool is_known(const struct times *times, size_t *next, int64_t utc_ms)
{
    while (*next < times->count && times->items[*next] < utc_ms - SAME_ANSWER_MS)
        ++*next;
    if (*next == times->count || times->items[*next] > utc_ms)
        return false;
    ++*next;
    return true;
}

static bool store_one(struct collection *c, const char *card, const struct draft *draft,
                      const struct draft_review *review, size_t *added, struct error *error)
{
    struct text json = {0};
    bool fresh = false;
    text_append(&json, "{");
    json_add_integer(&json, "grade", review->grade);
    json_add_integer(&json, "ms", review->milliseconds);
    if (review->interval_days)
        json_add_integer(&json, "interval", review->interval_days);
    if (review->ease_hundredths)
        json_add_integer(&json, "ease", review->ease_hundredths);
    text_append(&json, "}");
    bool good = event_import_review(c, draft->key, card, review->utc_ms, json.data, &fresh, error);
    *added += good && fresh;
    text_release(&json);
    return good;
}

bool history_store(struct collection *c, const char *card, const struct draft *draft, bool fresh,
                   size_t *added, struct error *error)
{
    struct times times = {0};
    size_t next = 0;
    *added = 0;
    if (!draft->key)
        return true; /* without a name there is no telling what was read before */
    bool good = fresh || read_times(c, card, &times, error);
    for (size_t i = 0; good && i < draft->review_count; i++)
        if (!is_known(&times, &next, draft->reviews[i].utc_ms))
            good = store_one(c, card, draft, &draft->reviews[i], added, error);
    free(times.items);
    return good;
}
