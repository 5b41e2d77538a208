/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies by SQLite's backup interface, read through a connection of their own: what is copied is
 * the last committed state, also while a transaction of ours is open. A copy is made under a
 * temporary name and renamed when it is whole.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/collection_internal.h"
#include "sql.h"

enum { BACKUPS_KEPT = 10 };

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    return good;
}

static int copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
    if (!copy)
        return sqlite3_errcode(to);
    int code = sqlite3_backup_step(copy, -1);
    int finished = sqlite3_backup_finish(copy);
    if (code != SQLITE_DONE)
        return code;
    if (finished != SQLITE_OK)
        return finished;
    /* a copy stands alone: no -wal beside it */
    return sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
}

/* `from` to a new file; both named in errors by `to`. */
static bool copy_database(const char *from, const char *to, struct error *error)
{
    sqlite3 *source = NULL, *target = NULL;
    int fd = open(to, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_set_at(error, ERROR_COLLECTION, to, 0, "cannot be made: %s", strerror(errno));
    (void)close(fd);
    int code = sqlite3_open_v2(from, &source, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK) {
        (void)sqlite3_busy_timeout(source, 10000);
        code = sqlite3_open_v2(to, &target, SQLITE_OPEN_READWRITE, NULL);
    }
    if (code == SQLITE_OK)
        code = copy_pages(source, target);
    (void)sqlite3_close(target);
    (void)sqlite3_close(source);
    if (code == SQLITE_OK && sync_file(to))
        return true;
    (void)unlink(to);
    return collection_fail_code(
        to, code == SQLITE_OK ? SQLITE_IOERR : code,
        code == SQLITE_OK ? "cannot be written to disk" : sqlite3_errstr(code), error);
}

static bool copy_atomic(const char *from, const char *to, struct error *error)
{
    struct text temporary = {0};
    text_printf(&temporary, "%s.part", to);
    bool good = copy_database(from, temporary.data, error);
    if (good && rename(temporary.data, to) != 0) {
        good =
            error_set_at(error, ERROR_COLLECTION, to, 0, "cannot be written: %s", strerror(errno));
        (void)unlink(temporary.data);
    }
    text_release(&temporary);
    return good;
}

/* --- The folder of backups ---------------------------------------------------------------------
 */

static char *backup_folder(const char *path)
{
    struct text folder = {0};
    text_printf(&folder, "%s.backups", path);
    return text_take(&folder);
}

static int is_backup(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 3 && !strcmp(entry->d_name + length - 3, ".db");
}

static int newest_last(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void drop_old(const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_backup, newest_last);
    for (int i = 0; i < count; i++) {
        if (i < count - BACKUPS_KEPT) {
            char *path = path_join(folder, entries[i]->d_name);
            (void)unlink(path); /* one too many does no harm */
            free(path);
        }
        free(entries[i]);
    }
    free(entries);
}

/* "20261120T070000Z-daily.db", the moment in front so that names sort by age. */
static char *free_name(const char *folder, int64_t utc_ms, const char *why)
{
    char moment[INSTANT_TEXT], compact[INSTANT_TEXT];
    size_t length = 0;
    for (const char *at = instant_format_utc(utc_ms - utc_ms % 1000, moment); *at; at++)
        if (*at != '-' && *at != ':')
            compact[length++] = *at;
    compact[length] = '\0';
    for (int i = 0;; i++) {
        struct text name = {0};
        text_printf(&name, "%s/%s-%03d-%s.db", folder, compact, i, why);
        if (i == 999 || !path_exists(name.data))
            return text_take(&name);
        text_release(&name);
    }
}

static bool rotate(const char *path, const struct clock *clock, const char *why, char **written,
                   struct error *error)
{
    struct error cause = {0};
    char *folder = backup_folder(path);
    bool good = folder_make(folder, &cause);
    if (!good)
        (void)error_set_at(error, ERROR_COLLECTION, folder, 0, "%s", cause.message);
    char *name = free_name(folder, clock_now(clock).utc_ms, why);
    good = good && copy_atomic(path, name, error);
    if (good)
        drop_old(folder);
    free(folder);
    if (good && written)
        *written = name;
    else
        free(name);
    return good;
}

bool backup_rotate(struct collection *c, const char *why, char **written, struct error *error)
{
    return rotate(c->path, c->clock, why, written, error);
}

/* Whether today's copy is still to be made. */
static bool needs_daily(struct collection *c, const char *today)
{
    struct error ignored = {0};
    int64_t events = 0;
    if (!c->writable ||
        !statement_integer(c, statement_of(c, sql_event_count, &ignored), 0, &events, &ignored) ||
        !events)
        return false;
    sqlite3_stmt *s = statement_of(c, sql_local_get, &ignored);
    if (!s)
        return false;
    bind_text(c, s, 1, "daily-backup");
    bool done = statement_step(c, s, &ignored) == STEP_ROW && !strcmp(column_text(c, s, 0), today);
    (void)sqlite3_reset(s);
    return !done;
}

void backup_daily(struct collection *c)
{
    char today[DAY_TEXT];
    struct error ignored = {0};
    sqlite3_stmt *s;
    day_format(collection_today(c), today);
    if (!needs_daily(c, today) || !backup_rotate(c, "daily", NULL, &ignored) ||
        !(s = statement_of(c, sql_local_put, &ignored)))
        return;
    bind_text(c, s, 1, "daily-backup");
    bind_text(c, s, 2, today);
    (void)statement_run(c, s, &ignored);
}

bool collection_backup(struct collection *c, const char *path, char **written, struct error *error)
{
    if (c->absent)
        return error_set_at(error, ERROR_COLLECTION, c->path, 0, "does not exist yet");
    if (!path)
        return backup_rotate(c, "asked", written, error);
    char *target = path_absolute(path);
    bool good = strcmp(target, c->path) != 0
                    ? copy_atomic(c->path, target, error)
                    : error_set_at(error, ERROR_COLLECTION, target, 0,
                                   "is the collection itself; name another file");
    if (good && written)
        *written = target;
    else
        free(target);
    return good;
}

/* --- Restoring ---------------------------------------------------------------------------------
 */

/* A backup that would not open, or holds damage, replaces nothing. */
static bool check_backup(const char *backup, const struct clock *clock, struct error *error)
{
    struct collection_options options = {.path = backup, .clock = clock};
    struct doctor_report report = {0};
    if (!path_exists(backup))
        return error_set_at(error, ERROR_INPUT, backup, 0, "does not exist");
    struct collection *c = collection_open(&options, error);
    if (!c)
        return false;
    int64_t bad = 0;
    sqlite3_stmt *s = statement_of(c, sql_integrity_bad, error);
    bool good = statement_integer(c, s, 0, &bad, error);
    if (good && bad)
        good = error_set_at(error, ERROR_COLLECTION, backup, 0,
                            "is damaged; the collection was not replaced");
    doctor_report_release(&report);
    collection_close(c);
    return good;
}

/* The old collection is kept: as a backup where it can be read, else moved aside as it is. */
static bool keep_old(const char *path, const struct clock *clock, struct error *error)
{
    struct error ignored = {0};
    if (!path_exists(path) || rotate(path, clock, "before-restore", NULL, &ignored))
        return true;
    char *folder = backup_folder(path);
    char *name = free_name(folder, clock_now(clock).utc_ms, "damaged");
    bool good = folder_make(folder, &ignored) && link(path, name) == 0;
    if (!good)
        (void)error_set_at(error, ERROR_COLLECTION, path, 0, "cannot be kept as a backup: %s",
                           strerror(errno));
    free(folder);
    free(name);
    return good;
}

/* What is left of the old file's log must not be taken for the new one's. */
static bool remove_log(const char *path, const char *ending, struct error *error)
{
    struct text name = {0};
    text_printf(&name, "%s%s", path, ending);
    bool good = unlink(name.data) == 0 || errno == ENOENT ||
                error_set_at(error, ERROR_COLLECTION, name.data, 0, "cannot be removed: %s",
                             strerror(errno));
    text_release(&name);
    return good;
}

bool collection_restore(const char *path, const char *backup, const struct clock *clock,
                        struct error *error)
{
    char *target = path_absolute(path), *folder = path_folder(target);
    struct text fresh = {0};
    struct error cause = {0};
    text_printf(&fresh, "%s.restoring", target);
    bool good = check_backup(backup, clock, error);
    if (good && !folder_make(folder, &cause))
        good = error_set_at(error, ERROR_COLLECTION, folder, 0, "%s", cause.message);
    good = good && copy_database(backup, fresh.data, error);
    good = good && keep_old(target, clock, error);
    good = good && remove_log(target, "-wal", error) && remove_log(target, "-shm", error);
    if (good && rename(fresh.data, target) != 0)
        good = error_set_at(error, ERROR_COLLECTION, target, 0, "cannot be replaced: %s",
                            strerror(errno));
    if (good)
        (void)sync_file(folder);
    else
        (void)unlink(fresh.data);
    free(target);
    free(folder);
    text_release(&fresh);
    return good;
}
