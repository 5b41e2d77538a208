/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sync.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/base/file.h"
#include "engine/sync_internal.h"
#include "sql.h"

enum { WORTH_A_BACKUP = 100 };
#define ENDING ".jsonl"
#define FOLDER "sync-folder" /* in the table `local` */

/* --- The folder --------------------------------------------------------------------------------
 */

static bool is_event_file(const char *name)
{
    size_t length = strlen(name);
    return name[0] != '.' && length > strlen(ENDING) &&
           !strcmp(name + length - strlen(ENDING), ENDING);
}

static int compare_files(const void *left, const void *right)
{
    const struct sync_file *a = left, *b = right;
    return strcmp(a->name, b->name);
}

/* A link or a pipe in a folder that others write to may lead anywhere. */
static bool add_file(struct syncing *sync, const char *name, struct error *error)
{
    struct stat status;
    memory_reserve((void **)&sync->files, sync->file_count, &sync->file_capacity,
                   sizeof *sync->files);
    struct sync_file *file = &sync->files[sync->file_count++];
    *file = (struct sync_file){.name = memory_copy_string(name),
                               .path = path_join(sync->folder, name),
                               .own = !strcmp(name, sync->own_name)};
    if (lstat(file->path, &status) != 0)
        return error_set_at(error, ERROR_INPUT, file->path, 0, "cannot be read: %s",
                            strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set_at(error, ERROR_INPUT, file->path, 0, "is %s, expected a file of events",
                            S_ISDIR(status.st_mode)   ? "a folder"
                            : S_ISLNK(status.st_mode) ? "a symbolic link"
                                                      : "no regular file");
    file->size = status.st_size;
    sync->total += status.st_size;
    return true;
}

static bool list_files(struct syncing *sync, struct error *error)
{
    DIR *folder = opendir(sync->folder);
    if (!folder)
        return error_set_at(error, ERROR_INPUT, sync->folder, 0,
                            errno == ENOENT    ? "does not exist; expected the folder for sync"
                            : errno == ENOTDIR ? "is no folder; expected the folder for sync"
                                               : "cannot be read: %s",
                            strerror(errno));
    bool good = true;
    for (struct dirent *entry; good && (entry = readdir(folder));)
        if (is_event_file(entry->d_name))
            good = add_file(sync, entry->d_name, error);
    (void)closedir(folder);
    if (sync->file_count)
        qsort(sync->files, sync->file_count, sizeof *sync->files, compare_files);
    return good;
}

static void count_devices(struct syncing *sync)
{
    for (size_t i = 0; i < sync->file_count; i++) {
        const struct sync_file *file = &sync->files[i];
        bool known =
            file->own || !strcmp(file->mark.device, sync->c->device) || !file->mark.device[0];
        for (size_t j = 0; j < i && !known; j++)
            known = !strcmp(sync->files[j].mark.device, file->mark.device);
        sync->counts->files += !file->own;
        sync->counts->devices += !known;
    }
}

/* --- Folding -----------------------------------------------------------------------------------
 */

static bool fold_subjects(struct collection *c, const char *sql, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql, error);
    if (!s)
        return false;
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        if (!fold_subject_again(c, column_text(c, s, 0), error)) {
            (void)sqlite3_reset(s);
            return false;
        }
    }
    return step == STEP_DONE;
}

static bool fold_days(struct collection *c, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_sync_days, error);
    if (!s)
        return false;
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        if (!fold_day_again(c, sqlite3_column_int(s, 0), error)) {
            (void)sqlite3_reset(s);
            return false;
        }
    }
    return step == STEP_DONE;
}

/* The same files mean other cards now: they are to be read again. */
static bool settle_flashcards(struct collection *c, struct error *error)
{
    int64_t touched = 0;
    sqlite3_stmt *s = statement_of(c, sql_sync_is_touched, error);
    if (s)
        bind_text(c, s, 1, "setting/flashcards");
    return statement_integer(c, s, 0, &touched, error) &&
           (!touched || statement_execute(c, "DELETE FROM file_stamp", error));
}

/* Settings first: what is made of the answers depends on them. Many events are folded faster by
 * folding everything. */
static bool fold_touched(struct syncing *sync, struct error *error)
{
    struct collection *c = sync->c;
    struct scheduling before = c->scheduling;
    if (!fold_subjects(c, sql_sync_settings, error) || !settle_flashcards(c, error))
        return false;
    setting_scheduling(c, &c->scheduling);
    if (!scheduling_equal(&before, &c->scheduling) || sync->counts->received > sync->before / 2)
        return fold_everything(c, error) && search_rebuild(c, error);
    return fold_subjects(c, sql_sync_subjects, error) && fold_days(c, error);
}

/* --- The whole run -----------------------------------------------------------------------------
 */

static bool check_cards(struct syncing *sync, struct error *error)
{
    struct collection *c = sync->c;
    char shown[128] = "";
    sqlite3_stmt *s = statement_of(c, sql_sync_unknown, error);
    if (!s)
        return false;
    enum step step = statement_step(c, s, error);
    if (step != STEP_ROW)
        return step == STEP_DONE;
    (void)snprintf(shown, sizeof shown, "%.60s", column_text(c, s, 0));
    size_t file = (size_t)sqlite3_column_int64(s, 1);
    long line = (long)sqlite3_column_int64(s, 2);
    sync->counts->waiting = (long)sqlite3_column_int64(s, 3);
    (void)sqlite3_reset(s);
    if (sync->options->accept_unknown)
        return true;
    return error_set_at(error, ERROR_INPUT, sync->files[file].path, line,
                        "unknown card %s: neither the collection nor a file in the folder creates "
                        "it. Wait until the file of the device that did is there, or take such "
                        "events with --accept-unknown",
                        shown);
}

static bool receive(struct syncing *sync, struct error *error)
{
    bool good = true;
    for (size_t i = 0; good && i < sync->file_count; i++)
        good = sync_read_file(sync, i, error);
    return good && check_cards(sync, error);
}

static bool remember_folder(struct syncing *sync, struct error *error)
{
    char *last = NULL;
    bool same =
        collection_sync_folder(sync->c, &last, error) && last && !strcmp(last, sync->folder);
    free(last);
    sqlite3_stmt *s = same ? NULL : statement_of(sync->c, sql_local_put, error);
    if (!s)
        return same;
    bind_text(sync->c, s, 1, FOLDER);
    bind_text(sync->c, s, 2, sync->folder);
    return statement_run(sync->c, s, error);
}

static bool back_up(struct syncing *sync, struct error *error)
{
    if (sync->before && sync->counts->received > WORTH_A_BACKUP)
        return backup_rotate(sync->c, "sync", NULL, error);
    if (sync->before && sync->counts->received)
        backup_daily(sync->c);
    return true;
}

static bool exchange(struct syncing *sync, struct error *error)
{
    struct collection *c = sync->c;
    sqlite3_stmt *s = statement_of(c, sql_event_count, error);
    bool good = statement_integer(c, s, 0, &sync->before, error) &&
                statement_execute(c, sql_sync_tables, error) && receive(sync, error);
    if (good && sync->touched)
        good = fold_touched(sync, error);
    return good && across_settle(c, NULL, error) && back_up(sync, error) &&
           sync_write_own(sync, error) && remember_folder(sync, error);
}

static void release(struct syncing *sync)
{
    for (size_t i = 0; i < sync->file_count; i++) {
        free(sync->files[i].name);
        free(sync->files[i].path);
    }
    free(sync->files);
    free(sync->folder);
    free(sync->own_name);
    text_release(&sync->own_path);
}

bool collection_sync(struct collection *c, const struct sync_options *options,
                     struct sync_counts *counts, struct error *error)
{
    struct text name = {0};
    *counts = (struct sync_counts){0};
    struct syncing sync = {.c = c, .options = options, .counts = counts};
    text_printf(&name, "%s" ENDING, c->device);
    sync.own_name = text_take(&name);
    sync.folder = path_absolute(options->folder);
    char *own = path_join(sync.folder, sync.own_name);
    text_append(&sync.own_path, own);
    free(own);
    if (!list_files(&sync, error) || !transaction_begin(c, error)) {
        release(&sync);
        return false;
    }
    (void)sqlite3_exec(c->db, "PRAGMA cache_size=-65536", NULL, NULL, NULL);
    bool good = transaction_end(c, exchange(&sync, error), error);
    (void)sqlite3_exec(c->db, "PRAGMA cache_size=-8000", NULL, NULL, NULL);
    count_devices(&sync);
    release(&sync);
    return good;
}

bool collection_sync_folder(struct collection *c, char **folder, struct error *error)
{
    *folder = NULL;
    sqlite3_stmt *s = statement_of(c, sql_local_get, error);
    if (!s)
        return false;
    bind_text(c, s, 1, FOLDER);
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW)
        *folder = memory_copy_string(column_text(c, s, 0));
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}
