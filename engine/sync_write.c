/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The own file grows at its end. What is added is on disk before the collection is committed, and
 * is true whether that succeeds or not: the events were stored before.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file_draft.h"
#include "engine/sync_internal.h"
#include "sql.h"

enum { PIECE = 1 << 18 };

struct writer {
    struct syncing *sync;
    struct sync_mark *mark;
    int fd;
    struct text piece;
    long written;
};

static bool fail(const struct syncing *sync, int cause, struct error *error)
{
    return error_set_at(error, ERROR_FAILURE, sync->own_path.data, 0, "cannot be written: %s",
                        strerror(cause));
}

static bool flush(struct writer *writer, struct error *error)
{
    const char *bytes = text_string(&writer->piece);
    size_t left = writer->piece.length;
    while (left) {
        ssize_t wrote = write(writer->fd, bytes, left);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return fail(writer->sync, wrote < 0 ? errno : EIO, error);
        bytes += wrote;
        left -= (size_t)wrote;
    }
    writer->mark->offset += (int64_t)writer->piece.length;
    text_clear(&writer->piece);
    return true;
}

static bool write_event(struct writer *writer, const struct event *event, struct error *error)
{
    event_line_write(event, &writer->piece);
    writer->mark->line++;
    writer->written++;
    if (!strcmp(event->device, writer->sync->c->device))
        memcpy(writer->mark->last, event->id, sizeof writer->mark->last);
    return writer->piece.length < PIECE || flush(writer, error);
}

/* The events that the statement finds, in its order. */
static bool write_events(struct writer *writer, const char *sql, int64_t after, struct error *error)
{
    struct syncing *sync = writer->sync;
    sqlite3_stmt *s = statement_of(sync->c, sql, error);
    if (!s)
        return false;
    bind_integer(sync->c, s, 1, after);
    bind_text(sync->c, s, 2, sync->c->device);
    bind_integer(sync->c, s, 3, sync->before);
    enum step step;
    while ((step = statement_step(sync->c, s, error)) == STEP_ROW) {
        struct event event;
        if (!event_from_row(sync->c, s, &event) || !write_event(writer, &event, error)) {
            (void)sqlite3_reset(s);
            return error_set_at(error, ERROR_COLLECTION, sync->c->path, 0,
                                "an event cannot be read: %s", event.id);
        }
    }
    return step == STEP_DONE && flush(writer, error);
}

/* A new file takes the old one's place when it is whole. */
static bool write_all(struct writer *writer, struct error *error)
{
    struct file_draft draft;
    struct error cause = {0};
    if (!file_draft_open(&draft, writer->sync->own_path.data, &cause))
        return error_set_at(error, ERROR_FAILURE, cause.file, 0, "%s", cause.message);
    writer->fd = fileno(draft.stream);
    bool good = write_events(writer, sql_sync_own_all, 0, error) &&
                file_draft_finish(&draft, error) && file_draft_publish(&draft, error);
    file_draft_discard(&draft);
    return good;
}

/* Where not all can be added nothing is. */
static bool append(struct writer *writer, int64_t after, struct error *error)
{
    struct syncing *sync = writer->sync;
    int64_t before = writer->mark->offset;
    writer->fd = open(sync->own_path.data, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    if (writer->fd < 0)
        return fail(sync, errno, error);
    bool good = (!sync->torn || ftruncate(writer->fd, before) == 0) || fail(sync, errno, error);
    good = good && write_events(writer, sql_sync_own_new, after, error) &&
           (fsync(writer->fd) == 0 || fail(sync, errno, error));
    if (!good)
        (void)!ftruncate(writer->fd, before);
    if (close(writer->fd) != 0 && good)
        good = fail(sync, errno, error);
    return good;
}

static bool first_missing(struct syncing *sync, int64_t after, char id[EVENT_ID_TEXT],
                          struct error *error)
{
    sqlite3_stmt *s = statement_of(sync->c, sql_sync_own_first, error);
    id[0] = '\0';
    if (!s)
        return false;
    bind_integer(sync->c, s, 1, after);
    bind_text(sync->c, s, 2, sync->c->device);
    enum step step = statement_step(sync->c, s, error);
    if (step == STEP_ROW)
        memcpy(id, column_text(sync->c, s, 0), strnlen(column_text(sync->c, s, 0), 39) + 1);
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

static bool any_missing(struct syncing *sync, int64_t after, bool *any, struct error *error)
{
    sqlite3_stmt *s = statement_of(sync->c, sql_sync_own_new, error);
    if (!s)
        return false;
    bind_integer(sync->c, s, 1, after);
    bind_text(sync->c, s, 2, sync->c->device);
    bind_integer(sync->c, s, 3, sync->before);
    enum step step = statement_step(sync->c, s, error);
    (void)sqlite3_reset(s);
    *any = step == STEP_ROW;
    return step != STEP_FAILED;
}

static bool take_sample(struct syncing *sync, struct sync_mark *mark, struct error *error)
{
    int fd = open(sync->own_path.data, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    bool good = fd >= 0 && sync_sample(fd, mark->offset, &mark->sample);
    if (fd >= 0)
        (void)close(fd);
    return good || fail(sync, errno ? errno : EIO, error);
}

static bool write_missing(struct syncing *sync, struct sync_mark *mark, bool exists,
                          struct error *error)
{
    struct writer writer = {.sync = sync, .mark = mark};
    char first[EVENT_ID_TEXT];
    if (!first_missing(sync, mark->written, first, error))
        return false;
    long had = mark->line;
    bool anew = !exists || (first[0] && strcmp(first, mark->last) <= 0);
    if (anew)
        *mark = (struct sync_mark){.written = mark->written};
    bool good = anew ? write_all(&writer, error) : append(&writer, mark->written, error);
    text_release(&writer.piece);
    sync->counts->written = anew ? writer.written - had : writer.written;
    return good && take_sample(sync, mark, error);
}

bool sync_write_own(struct syncing *sync, struct error *error)
{
    struct sync_mark mark = {0}, *kept = &mark;
    bool exists = false, any = false;
    int64_t last = 0;
    for (size_t i = 0; i < sync->file_count; i++)
        if (sync->files[i].own) {
            kept = &sync->files[i].mark;
            exists = true;
        }
    if (!any_missing(sync, kept->written, &any, error) ||
        ((any || sync->torn) && !write_missing(sync, kept, exists, error)) ||
        !statement_integer(sync->c, statement_of(sync->c, sql_event_count, error), 0, &last, error))
        return false;
    if (!any && (!exists || kept->written == last))
        return true;
    memcpy(kept->device, sync->c->device, sizeof kept->device);
    kept->written = last;
    return sync_mark_store(sync, sync->own_path.data, kept, error);
}
