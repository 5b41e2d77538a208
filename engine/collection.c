/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/collection.h"

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

enum { BUSY_MS = 10000, WAL_ATTEMPTS = 200, WAL_PAUSE_MS = 10 };

char *collection_default_path(const char *given)
{
    const char *named = given && given[0] ? given : getenv("TUTOR338_COLLECTION");
    if (named && named[0])
        return memory_copy_string(named);
    char *folder = folder_of_user("XDG_DATA_HOME");
    char *path = path_join(folder, "collection.db");
    free(folder);
    return path;
}

const struct clock *collection_clock(const struct collection *collection)
{
    return collection->clock;
}

day_number collection_today(struct collection *collection)
{
    struct instant now = clock_now(collection->clock);
    return setting_study_day(collection, &now);
}

/* --- Opening -----------------------------------------------------------------------------------
 */

/* Makes folder and file, so that SQLite (which copies the mode for its other files) finds 0600. */
static bool make_file(const char *path, struct error *error)
{
    if (path_exists(path))
        return true;
    char *folder = path_folder(path);
    struct error cause = {0};
    bool good = folder_make(folder, &cause);
    if (!good)
        (void)error_set_at(error, ERROR_COLLECTION, folder, 0, "%s", cause.message);
    free(folder);
    if (!good)
        return false;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_set_at(error, ERROR_COLLECTION, path, 0, "cannot be made: %s",
                            strerror(errno));
    (void)close(fd);
    return true;
}

static bool pragma_integer(struct collection *c, const char *sql, int *value, struct error *error)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) != SQLITE_OK)
        return collection_fail(c, error);
    bool good = sqlite3_step(s) == SQLITE_ROW;
    *value = good ? sqlite3_column_int(s, 0) : 0;
    if (!good)
        (void)collection_fail(c, error);
    (void)sqlite3_finalize(s);
    return good;
}

static bool configure(struct collection *c, struct error *error)
{
    static const char pragmas[] = "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON;"
                                  "PRAGMA synchronous=FULL; PRAGMA cell_size_check=ON;"
                                  "PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;";
    (void)sqlite3_extended_result_codes(c->db, 1);
    (void)sqlite3_busy_timeout(c->db, BUSY_MS);
    (void)sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    return statement_execute(c, pragmas, error);
}

/* A file of another program, or of a later version of this one, is left as it is. */
static bool check_identity(struct collection *c, int *version, struct error *error)
{
    int application, tables;
    if (!pragma_integer(c, "PRAGMA application_id", &application, error) ||
        !pragma_integer(c, "PRAGMA user_version", version, error) ||
        !pragma_integer(c, "SELECT count(*) FROM sqlite_schema", &tables, error))
        return false;
    if (application != COLLECTION_APPLICATION && (application || tables || *version))
        return error_set_at(error, ERROR_COLLECTION, c->path, 0,
                            "is a database of another program; nothing was changed");
    if (*version > sql_migration_count)
        return error_set_at(error, ERROR_COLLECTION, c->path, 0,
                            "is of version %d, newer than this program reads (%d); nothing was "
                            "changed: use a newer tutor338",
                            *version, sql_migration_count);
    return true;
}

/* One step in one transaction; another instance may have been faster. */
static bool migrate_step(struct collection *c, struct error *error)
{
    char sql[96];
    int version = 0;
    if (!statement_execute(c, "BEGIN IMMEDIATE", error))
        return false;
    bool good = pragma_integer(c, "PRAGMA user_version", &version, error);
    if (good && version < sql_migration_count) {
        (void)snprintf(sql, sizeof sql, "PRAGMA user_version=%d; PRAGMA application_id=%d",
                       version + 1, COLLECTION_APPLICATION);
        good = statement_execute(c, sql_migrations[version], error) &&
               statement_execute(c, sql, error);
    }
    good = good && statement_execute(c, "COMMIT", error);
    if (!good)
        (void)sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
    return good;
}

static bool migrate(struct collection *c, struct error *error)
{
    int version;
    if (!check_identity(c, &version, error))
        return false;
    if (version && version < sql_migration_count && c->writable && !c->is_copy &&
        !backup_rotate(c, "migration", NULL, error))
        return false;
    while (version < sql_migration_count)
        if (!migrate_step(c, error) || !pragma_integer(c, "PRAGMA user_version", &version, error))
            return false;
    return true;
}

/* WAL needs the file for itself for a moment: another instance may be at the same. */
static bool enter_wal(struct collection *c, struct error *error)
{
    int code = SQLITE_BUSY;
    for (int i = 0; i < WAL_ATTEMPTS && (code & 0xFF) == SQLITE_BUSY; i++) {
        if (i)
            (void)sqlite3_sleep(WAL_PAUSE_MS);
        code = sqlite3_exec(c->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
    }
    return code == SQLITE_OK || collection_fail(c, error);
}

static bool read_device(struct collection *c, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_local_get, error);
    if (!s)
        return false;
    bind_text(c, s, 1, "device");
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW)
        (void)snprintf(c->device, sizeof c->device, "%s", column_text(c, s, 0));
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

/* The device has a name from the first time that the collection is opened for writing. */
static bool name_device(struct collection *c, struct error *error)
{
    uint64_t number = c->seeded ? random_mix(c->seed, 338) : random_next(&c->random);
    char name[DEVICE_TEXT];
    (void)snprintf(name, sizeof name, "%016llx", (unsigned long long)number);
    sqlite3_stmt *s = statement_of(c, sql_local_put_once, error);
    if (!s)
        return false;
    bind_text(c, s, 1, "device");
    bind_text(c, s, 2, name);
    return statement_run(c, s, error) && read_device(c, error);
}

static bool open_writable(struct collection *c, struct error *error)
{
    if (path_is_folder(c->path))
        return error_set_at(error, ERROR_COLLECTION, c->path, 0, "is a folder, expected a file");
    if (!make_file(c->path, error))
        return false;
    int code = sqlite3_open_v2(c->path, &c->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK)
        return collection_fail_code(c->path, code,
                                    c->db ? sqlite3_errmsg(c->db) : sqlite3_errstr(code), error);
    int version;
    if (!configure(c, error) || !check_identity(c, &version, error))
        return false;
    if (sqlite3_db_readonly(c->db, "main") == 1)
        return error_set_at(error, ERROR_COLLECTION, c->path, 0,
                            "cannot be written: the file is read-only");
    return enter_wal(c, error) && migrate(c, error) && read_device(c, error) &&
           (c->device[0] || name_device(c, error));
}

/* --- Opening for reading -----------------------------------------------------------------------
 */

/* A file that cannot be asked for locks (a read-only folder) is read as it lies there. */
static char *immutable_uri(const char *path)
{
    struct text uri = {0};
    text_append(&uri, "file:");
    for (const char *at = path; *at; at++) {
        if (*at == '?' || *at == '#' || *at == '%')
            text_printf(&uri, "%%%02X", (unsigned)(unsigned char)*at);
        else
            text_append_bytes(&uri, at, 1);
    }
    text_append(&uri, "?immutable=1");
    return text_take(&uri);
}

static bool try_reading(struct collection *c, const char *name, int flags, int *version,
                        struct error *error)
{
    int code = sqlite3_open_v2(name, &c->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        return configure(c, error) && check_identity(c, version, error) &&
               statement_execute(c, "PRAGMA query_only=ON", error);
    return collection_fail_code(c->path, code, c->db ? sqlite3_errmsg(c->db) : sqlite3_errstr(code),
                                error);
}

static void close_db(struct collection *c)
{
    statements_release(c);
    (void)sqlite3_close(c->db);
    c->db = NULL;
}

/* An empty or an old collection is read in memory, where it can be brought up to date. */
static bool read_in_memory(struct collection *c, struct error *error)
{
    sqlite3 *file = c->db;
    c->db = NULL;
    int code =
        sqlite3_open_v2(":memory:", &c->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK && file) {
        sqlite3_backup *copy = sqlite3_backup_init(c->db, "main", file, "main");
        code = copy ? sqlite3_backup_step(copy, -1) : sqlite3_errcode(c->db);
        code = code == SQLITE_DONE ? SQLITE_OK : code;
        if (copy && sqlite3_backup_finish(copy) != SQLITE_OK && code == SQLITE_OK)
            code = sqlite3_errcode(c->db);
    }
    (void)sqlite3_close(file);
    if (code != SQLITE_OK)
        return collection_fail_code(c->path, code, sqlite3_errstr(code), error);
    return configure(c, error) && migrate(c, error);
}

static bool open_reading(struct collection *c, struct error *error)
{
    struct error cause = {0};
    int version = 0;
    struct stat status;
    if (path_is_folder(c->path))
        return error_set_at(error, ERROR_COLLECTION, c->path, 0, "is a folder, expected a file");
    if (stat(c->path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
        c->absent = true;
        return read_in_memory(c, error);
    }
    if (!try_reading(c, c->path, SQLITE_OPEN_READWRITE, &version, &cause)) {
        close_db(c);
        char *uri = immutable_uri(c->path);
        struct error ignored = {0};
        bool good = try_reading(c, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, &version, &ignored);
        free(uri);
        if (!good) {
            if (error)
                *error = cause;
            return false;
        }
    }
    c->blank = version == 0;
    if (version < sql_migration_count)
        return read_in_memory(c, error);
    return read_device(c, error);
}

static struct collection *open_as(const struct collection_options *options, bool is_copy,
                                  struct error *error)
{
    struct collection *c = memory_allocate(1, sizeof *c);
    c->is_copy = is_copy;
    c->path = path_absolute(options->path);
    c->clock = options->clock;
    c->writable = options->writable;
    c->seeded = options->seeded;
    c->seed = options->seed;
    c->day.day = DAY_NONE;
    if (c->seeded)
        random_init(&c->random, c->seed);
    else
        random_init_system(&c->random);
    if (c->writable ? open_writable(c, error) : open_reading(c, error)) {
        setting_scheduling(c, &c->scheduling);
        return c;
    }
    collection_close(c);
    return NULL;
}

struct collection *collection_open(const struct collection_options *options, struct error *error)
{
    return open_as(options, false, error);
}

struct collection *collection_open_copy(const char *path, const struct clock *clock,
                                        struct error *error)
{
    struct collection_options options = {.path = path, .clock = clock, .writable = true};
    return open_as(&options, true, error);
}

void collection_close(struct collection *collection)
{
    if (!collection)
        return;
    if (collection->import)
        (void)collection_import_end(collection, false, NULL, NULL);
    close_db(collection);
    across_forget(collection);
    free(collection->path);
    free(collection);
}

/* --- Transactions ------------------------------------------------------------------------------
 */

bool transaction_begin(struct collection *c, struct error *error)
{
    if (!c->writable)
        return error_set_at(error, ERROR_COLLECTION, c->path, 0, "was opened for reading only");
    if (!statement_run(c, statement_of(c, sql_begin, error), error))
        return false;
    c->in_transaction = true;
    error_clear(&c->cause);
    c->now = clock_now(c->clock);
    c->today = setting_study_day(c, &c->now);
    setting_scheduling(c, &c->scheduling);
    c->ids_known = false;
    c->day.day = DAY_NONE;
    c->day_dirty = false;
    across_forget(c);
    return true;
}

bool transaction_end(struct collection *c, bool good, struct error *error)
{
    good = good && across_settle(c, NULL, error) && day_flush(c, error);
    across_forget(c);
    if (good && c->cause.kind != ERROR_NONE) {
        good = false;
        if (error && error->kind == ERROR_NONE)
            *error = c->cause;
    }
    good = good && statement_run(c, statement_of(c, sql_commit, error), error);
    if (!good && !sqlite3_get_autocommit(c->db))
        (void)sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
    c->in_transaction = false;
    c->day.day = DAY_NONE;
    c->day_dirty = false;
    return good;
}
