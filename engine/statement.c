/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "engine/collection_internal.h"

bool collection_fail_code(const char *path, int code, const char *message, struct error *error)
{
    switch (code & 0xFF) {
    case SQLITE_NOTADB:
        return error_set_at(error, ERROR_COLLECTION, path, 0,
                            "is not a collection (no SQLite database); nothing was changed");
    case SQLITE_CORRUPT:
        return error_set_at(error, ERROR_COLLECTION, path, 0,
                            "is damaged (%s); 'doctor' says what, 'restore' brings back a backup",
                            message);
    case SQLITE_FULL:
        return error_set_at(error, ERROR_COLLECTION, path, 0,
                            "cannot be written: the disk is full");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set_at(error, ERROR_COLLECTION, path, 0, "is in use by another program");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_set_at(error, ERROR_COLLECTION, path, 0, "cannot be written: %s", message);
    case SQLITE_CANTOPEN:
        return error_set_at(error, ERROR_COLLECTION, path, 0, "cannot be opened: %s", message);
    default:
        return error_set_at(error, ERROR_COLLECTION, path, 0, "%s", message);
    }
}

bool collection_fail(struct collection *c, struct error *error)
{
    int code = c->bind_status != SQLITE_OK ? c->bind_status : sqlite3_extended_errcode(c->db);
    const char *message =
        c->bind_status != SQLITE_OK ? sqlite3_errstr(c->bind_status) : sqlite3_errmsg(c->db);
    c->bind_status = SQLITE_OK;
    return collection_fail_code(c->path, code, message, error);
}

sqlite3_stmt *statement_of(struct collection *c, const char *sql, struct error *error)
{
    size_t slot = ((uintptr_t)sql >> 3) % STATEMENT_SLOTS;
    while (c->statements[slot].sql && c->statements[slot].sql != sql)
        slot = (slot + 1) % STATEMENT_SLOTS;
    if (!c->statements[slot].sql) {
        sqlite3_stmt *handle = NULL;
        if (sqlite3_prepare_v3(c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) !=
            SQLITE_OK) {
            (void)collection_fail(c, error);
            return NULL;
        }
        c->statements[slot].sql = sql;
        c->statements[slot].handle = handle;
    }
    sqlite3_stmt *s = c->statements[slot].handle;
    (void)sqlite3_reset(s); /* repeats the failure of the last step, already reported */
    (void)sqlite3_clear_bindings(s);
    c->bind_status = SQLITE_OK;
    return s;
}

void statements_release(struct collection *c)
{
    for (size_t i = 0; i < STATEMENT_SLOTS; i++)
        (void)sqlite3_finalize(c->statements[i].handle);
    memset(c->statements, 0, sizeof c->statements);
}

static void note(struct collection *c, int code)
{
    if (code != SQLITE_OK && c->bind_status == SQLITE_OK)
        c->bind_status = code;
}

void bind_text(struct collection *c, sqlite3_stmt *s, int at, const char *value)
{
    note(c, value ? sqlite3_bind_text(s, at, value, -1, SQLITE_STATIC) : sqlite3_bind_null(s, at));
}

void bind_integer(struct collection *c, sqlite3_stmt *s, int at, int64_t value)
{
    note(c, sqlite3_bind_int64(s, at, value));
}

void bind_real(struct collection *c, sqlite3_stmt *s, int at, double value)
{
    note(c, isnan(value) ? sqlite3_bind_null(s, at) : sqlite3_bind_double(s, at, value));
}

void bind_day(struct collection *c, sqlite3_stmt *s, int at, day_number value)
{
    note(c, value == DAY_NONE ? sqlite3_bind_null(s, at) : sqlite3_bind_int(s, at, value));
}

static bool transaction_lost(struct collection *c, struct error *error)
{
    if (!c->in_transaction || !sqlite3_get_autocommit(c->db))
        return false;
    (void)error_set_at(error, ERROR_COLLECTION, c->path, 0,
                       "memory or disk failed during the change; nothing of it was kept");
    return true;
}

enum step statement_step(struct collection *c, sqlite3_stmt *s, struct error *error)
{
    if (transaction_lost(c, error))
        return STEP_FAILED;
    int code = c->bind_status == SQLITE_OK ? sqlite3_step(s) : c->bind_status;
    if (code == SQLITE_ROW)
        return STEP_ROW;
    if (code == SQLITE_DONE) {
        (void)sqlite3_reset(s);
        return STEP_DONE;
    }
    (void)collection_fail(c, error);
    (void)sqlite3_reset(s);
    return STEP_FAILED;
}

bool statement_run(struct collection *c, sqlite3_stmt *s, struct error *error)
{
    enum step step = STEP_ROW;
    while (s && step == STEP_ROW)
        step = statement_step(c, s, error);
    return s && step == STEP_DONE;
}

bool statement_execute(struct collection *c, const char *sql, struct error *error)
{
    if (transaction_lost(c, error))
        return false;
    if (sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    c->bind_status = SQLITE_OK;
    return collection_fail(c, error);
}

bool statement_integer(struct collection *c, sqlite3_stmt *s, int64_t absent, int64_t *value,
                       struct error *error)
{
    *value = absent;
    if (!s)
        return false;
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW) {
        if (sqlite3_column_type(s, 0) != SQLITE_NULL)
            *value = sqlite3_column_int64(s, 0);
        (void)sqlite3_reset(s);
    }
    return step != STEP_FAILED;
}

const char *column_text(struct collection *c, sqlite3_stmt *s, int at)
{
    const unsigned char *value = sqlite3_column_text(s, at);
    if (!value && sqlite3_column_type(s, at) != SQLITE_NULL)
        note(c, SQLITE_NOMEM);
    return value ? (const char *)value : "";
}

const char *column_copy(struct collection *c, sqlite3_stmt *s, int at, struct arena *arena)
{
    if (sqlite3_column_type(s, at) == SQLITE_NULL)
        return NULL;
    return arena_copy_string(arena, column_text(c, s, at));
}

day_number column_day(sqlite3_stmt *s, int at)
{
    return sqlite3_column_type(s, at) == SQLITE_NULL ? DAY_NONE : sqlite3_column_int(s, at);
}

void bind_schedule(struct collection *c, sqlite3_stmt *s, int first, const struct schedule *value)
{
    bind_integer(c, s, first, value->reviewed);
    bind_integer(c, s, first + 1, value->repetitions);
    bind_integer(c, s, first + 2, value->interval_days);
    bind_integer(c, s, first + 3, value->ease_hundredths);
    bind_real(c, s, first + 4, value->stability);
    bind_real(c, s, first + 5, value->difficulty);
    bind_integer(c, s, first + 6, value->passed);
    bind_integer(c, s, first + 7, value->lapses);
    bind_day(c, s, first + 8, value->last_review);
    bind_day(c, s, first + 9, value->due);
    bind_integer(c, s, first + 10, value->last_grade);
    bind_day(c, s, first + 11, value->last_seen);
}

static double column_real(sqlite3_stmt *s, int at)
{
    return sqlite3_column_type(s, at) == SQLITE_NULL ? NAN : sqlite3_column_double(s, at);
}

void column_schedule(sqlite3_stmt *s, int first, struct schedule *value)
{
    value->reviewed = sqlite3_column_int(s, first) != 0;
    value->repetitions = sqlite3_column_int(s, first + 1);
    value->interval_days = sqlite3_column_int(s, first + 2);
    value->ease_hundredths = sqlite3_column_int(s, first + 3);
    value->stability = column_real(s, first + 4);
    value->difficulty = column_real(s, first + 5);
    value->passed = sqlite3_column_int(s, first + 6) != 0;
    value->lapses = sqlite3_column_int(s, first + 7);
    value->last_review = column_day(s, first + 8);
    value->due = column_day(s, first + 9);
    value->last_grade = sqlite3_column_int(s, first + 10);
    value->last_seen = column_day(s, first + 11);
}
