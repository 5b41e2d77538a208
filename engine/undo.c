/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

/* The newest answer or decision that still counts; `subject` is the caller's to free. */
static bool find_newest(struct collection *c, struct undone *undone, char **subject,
                        struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_event_newest_undoable, error);
    if (!s)
        return false;
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

bool collection_undo(struct collection *c, struct undone *undone, struct error *error)
{
    struct undone result = {0};
    char *subject = NULL;
    if (!transaction_begin(c, error))
        return false;
    bool good = find_newest(c, &result, &subject, error);
    if (good && result.found) {
        struct text payload = {0};
        text_append(&payload, "{");
        json_add_text(&payload, "event", result.event_id);
        text_append(&payload, "}");
        good = event_append(c, EVENT_UNDO, subject, payload.data, NULL, error);
        text_release(&payload);
    }
    free(subject);
    good = transaction_end(c, good, error);
    if (good && undone)
        *undone = result;
    return good;
}
