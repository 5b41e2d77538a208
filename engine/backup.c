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

enum { BACKUPS_KEPT = 10, BUSY_MS = 10000 };

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
        (void)sqlite3_busy_timeout(source, BUSY_MS);
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

/* Whether a copy may take that name: nothing lies there, or an older copy. Neither a person's notes
 * nor a collection that is in use is written over. */
static bool may_replace(const char *path, struct error *error)
{
    static const char magic[16] = "SQLite format 3";
    unsigned char head[100] = {0};
    struct text log = {0};
    if (!path_exists(path))
        return true;
    FILE *file = fopen(path, "rb");
    size_t length = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        (void)fclose(file);
    uint32_t application = (uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 |
                           (uint32_t)head[70] << 8 | head[71]; /* SQLite's file format, 1.3 */
    bool good = length == sizeof head && !memcmp(head, magic, sizeof magic) &&
                application == COLLECTION_APPLICATION;
    text_printf(&log, "%s-wal", path);
    if (!good)
        (void)error_set_at(error, ERROR_INPUT, path, 0,
                           "exists and is no backup; name another file");
    else if (path_exists(log.data))
        good =
            error_set_at(error, ERROR_INPUT, path, 0, "is a collection in use; name another file");
    text_release(&log);
    return good;
}

bool collection_backup(struct collection *c, const char *path, char **written, struct error *error)
{
    if (c->absent)
        return error_set_at(error, ERROR_COLLECTION, c->path, 0, "does not exist yet");
    if (!path)
        return backup_rotate(c, "asked", written, error);
    char *target = path_absolute(path);
    bool good = strcmp(target, c->path) != 0
                    ? may_replace(target, error) && copy_atomic(c->path, target, error)
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
    int64_t bad = 0;
    if (!path_exists(backup))
        return error_set_at(error, ERROR_INPUT, backup, 0, "does not exist");
    struct collection *c = collection_open(&options, error);
    if (!c)
        return false;
    bool good = !c->blank || error_set_at(error, ERROR_COLLECTION, backup, 0,
                                          "holds no collection; nothing was changed");
    good = good && statement_integer(c, statement_of(c, sql_integrity_bad, error), 0, &bad, error);
    if (good && bad)
        good = error_set_at(error, ERROR_COLLECTION, backup, 0,
                            "is damaged; the collection was not replaced");
    collection_close(c);
    return good;
}

/* A copy beside the collection, brought up to date, so that whoever has the collection open finds
 * the tables that he knows. */
static bool prepare(const char *backup, const char *fresh, const struct clock *clock,
                    struct error *error)
{
    if (!copy_database(backup, fresh, error))
        return false;
    struct collection *c = collection_open_copy(fresh, clock, error);
    collection_close(c);
    return c != NULL;
}

/* The old collection is kept: as a backup where it can be read (`*readable`), else as it is. */
static bool keep_old(const char *path, const struct clock *clock, bool *readable,
                     struct error *error)
{
    struct error cause = {0};
    *readable = rotate(path, clock, "before-restore", NULL, &cause);
    if (*readable)
        return true;
    char *folder = backup_folder(path);
    char *name = free_name(folder, clock_now(clock).utc_ms, "damaged");
    bool good = folder_make(folder, &cause) && link(path, name) == 0;
    if (!good)
        (void)error_set_at(error, ERROR_COLLECTION, path, 0, "cannot be kept as a backup: %s",
                           cause.message);
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

static bool replace_file(const char *fresh, const char *target, struct error *error)
{
    char *folder = path_folder(target);
    bool good = remove_log(target, "-wal", error) && remove_log(target, "-shm", error);
    if (good && rename(fresh, target) != 0)
        good = error_set_at(error, ERROR_COLLECTION, target, 0, "cannot be replaced: %s",
                            strerror(errno));
    if (good)
        (void)sync_file(folder);
    free(folder);
    return good;
}

/*
 * Page by page, as one transaction of SQLite: another instance that has the collection open goes on
 * with the new one, where a file put in its place would leave it writing to one that nobody finds.
 * SQLITE_READONLY: the pages are of another size.
 */
static int replace_pages(const char *fresh, const char *target)
{
    sqlite3 *source = NULL, *old = NULL;
    int code = sqlite3_open_v2(fresh, &source, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_open_v2(target, &old, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK) {
        (void)sqlite3_busy_timeout(old, BUSY_MS);
        code = sqlite3_exec(old, "PRAGMA synchronous=FULL; SELECT 1 FROM sqlite_schema", NULL, NULL,
                            NULL);
    }
    sqlite3_backup *copy =
        code == SQLITE_OK ? sqlite3_backup_init(old, "main", source, "main") : NULL;
    if (copy) {
        code = sqlite3_backup_step(copy, -1);
        int finished = sqlite3_backup_finish(copy);
        code = code == SQLITE_DONE ? finished : code;
    } else if (code == SQLITE_OK) {
        code = sqlite3_errcode(old);
    }
    (void)sqlite3_close(old);
    (void)sqlite3_close(source);
    return code;
}

static bool replace(const char *fresh, const char *target, bool readable, struct error *error)
{
    if (!readable)
        return replace_file(fresh, target, error);
    int code = replace_pages(fresh, target);
    if ((code & 0xFF) == SQLITE_READONLY && access(target, W_OK) == 0)
        return replace_file(fresh, target, error);
    return code == SQLITE_OK || collection_fail_code(target, code, sqlite3_errstr(code), error);
}

bool collection_restore(const char *path, const char *backup, const struct clock *clock,
                        struct error *error)
{
    char *target = path_absolute(path), *folder = path_folder(target);
    struct text fresh = {0};
    struct error cause = {0};
    bool readable = false;
    text_printf(&fresh, "%s.restoring", target);
    bool good = check_backup(backup, clock, error);
    if (good && !folder_make(folder, &cause))
        good = error_set_at(error, ERROR_COLLECTION, folder, 0, "%s", cause.message);
    good = good && prepare(backup, fresh.data, clock, error);
    if (good && path_exists(target))
        good = keep_old(target, clock, &readable, error);
    good = good && replace(fresh.data, target, readable, error);
    (void)unlink(fresh.data); /* gone where it took the place of the old file */
    free(target);
    free(folder);
    text_release(&fresh);
    return good;
}
