/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

/* The newest answer or decision of this device that still counts; `subject` is the caller's to
 * free. What other devices did is taken back there. */
static bool find_newest(struct collection *c, struct undone *undone, char **subject,
                        struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_event_newest_undoable, error);
    if (!s)
        return false;
    bind_text(c, s, 1, c->device);
    enum step step = statement_step(c, s, error);
    struct event event;
    if (step == STEP_ROW && event_from_row(c, s, &event)) {
        const char *slash = strchr(event.subject, '/');
        undone->found = true;
        (void)snprintf(undone->event_id, sizeof undone->event_id, "%s", event.id);
        (void)snprintf(undone->kind, sizeof undone->kind, "%s", event_kind_name(event.kind));
        (void)snprintf(undone->subject, sizeof undone->subject, "%s",
                       slash ? slash + 1 : event.subject);
        *subject = memory_copy_string(event.subject);
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

bool undo_append(struct collection *c, const char *event_id, const char *subject,
                 struct error *error)
{
    struct text payload = {0};
    text_append(&payload, "{");
    json_add_text(&payload, "event", event_id);
    text_append(&payload, "}");
    bool good = event_append(c, EVENT_UNDO, subject, payload.data, NULL, error);
    text_release(&payload);
    return good;
}

struct credit {
    char event_id[EVENT_ID_TEXT];
    const char *subject; /* in the arena */
};

/* Read here, not by SQL: where memory fails, json_valid() says no instead of failing. */
static bool is_credit_of(const struct event *credit, const char *answer_id)
{
    json_t *payload = json_loads(credit->payload, 0, NULL);
    const char *of = payload_text(payload, "of");
    bool is = of && !strcmp(of, answer_id);
    json_decref(payload);
    return is;
}

/* The events by which the answer was credited, all of them stored behind it; the caller frees
 * `credits`. */
static bool find_credits(struct collection *c, const char *answer_id, struct arena *arena,
                         struct credit **credits, size_t *count, struct error *error)
{
    size_t capacity = 0;
    sqlite3_stmt *s = statement_of(c, sql_event_credits_since, error);
    if (!s)
        return false;
    bind_text(c, s, 1, answer_id);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        struct event event;
        if (!event_from_row(c, s, &event) || !is_credit_of(&event, answer_id))
            continue;
        memory_reserve((void **)credits, *count, &capacity, sizeof **credits);
        struct credit *credit = &(*credits)[(*count)++];
        memcpy(credit->event_id, event.id, sizeof credit->event_id);
        credit->subject = arena_copy_string(arena, event.subject);
    }
    return step == STEP_DONE;
}

/* An answer that did not happen earned its prerequisites nothing. */
static bool undo_credits(struct collection *c, const char *answer_id, struct error *error)
{
    struct arena arena = {0};
    struct credit *credits = NULL;
    size_t count = 0;
    bool good = find_credits(c, answer_id, &arena, &credits, &count, error);
    for (size_t i = 0; good && i < count; i++)
        good = undo_append(c, credits[i].event_id, credits[i].subject, error);
    free(credits);
    arena_release(&arena);
    return good;
}

bool collection_undo(struct collection *c, struct undone *undone, struct error *error)
{
    struct undone result = {0};
    char *subject = NULL;
    if (!transaction_begin(c, error))
        return false;
    bool good = find_newest(c, &result, &subject, error);
    if (good && result.found)
        good = undo_append(c, result.event_id, subject, error) &&
               undo_credits(c, result.event_id, error);
    free(subject);
    good = transaction_end(c, good, error);
    if (good && undone)
        *undone = result;
    return good;
}
