/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passages of the notes that open a simulation. */
#include "engine/collection_internal.h"
#include "sql.h"

bool collection_each_link(struct collection *c, const char *simulation,
                          bool (*visit)(void *context, const struct link_row *row), void *context,
                          struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_link_of, error);
    bool more = true;
    if (!s)
        return false;
    bind_text(c, s, 1, simulation);
    enum step step = STEP_DONE;
    while (more && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct arena arena = {0};
        struct link_row row = {.file = column_copy(c, s, 0, &arena),
                               .parameters = column_copy(c, s, 1, &arena),
                               .line = (long)sqlite3_column_int64(s, 2),
                               .end_line = (long)sqlite3_column_int64(s, 3)};
        more = visit(context, &row);
        arena_release(&arena);
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}
