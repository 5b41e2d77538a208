/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/sync_internal.h"
#include "sql.h"

enum { PIECE = 1 << 18, SAMPLES = 16, SAMPLE_BYTES = 4096, PROGRESS_LINES = 4096 };

/* --- How far a file was read -------------------------------------------------------------------
 */

bool sync_sample(int fd, int64_t length, uint64_t *sample)
{
    uint64_t hash = random_mix((uint64_t)length, SAMPLES);
    for (int i = 0; i < SAMPLES && length > 0; i++) {
        char bytes[SAMPLE_BYTES];
        int64_t wanted = length < SAMPLE_BYTES ? length : SAMPLE_BYTES;
        int64_t at = (length - wanted) / (SAMPLES - 1) * i;
        if (i == SAMPLES - 1)
            at = length - wanted;
        if (pread(fd, bytes, (size_t)wanted, at) != wanted)
            return false;
        hash = random_mix(hash, hash_bytes(bytes, (size_t)wanted));
    }
    *sample = hash;
    return true;
}

static const char *local_name(const char *path, struct text *name)
{
    text_printf(name, "sync %s", path);
    return name->data;
}

bool sync_mark_load(struct syncing *sync, const char *path, struct sync_mark *mark,
                    struct error *error)
{
    struct collection *c = sync->c;
    struct text name = {0};
    struct sync_mark read = {0};
    *mark = read;
    sqlite3_stmt *s = statement_of(c, sql_local_get, error);
    if (!s)
        return false;
    bind_text(c, s, 1, local_name(path, &name));
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW &&
        sscanf(column_text(c, s, 0), "%" SCNd64 " %ld %23s %39s %" SCNx64 " %" SCNd64, &read.offset,
               &read.line, read.device, read.last, &read.sample, &read.written) == 6)
        *mark = read;
    (void)sqlite3_reset(s);
    text_release(&name);
    if (!strcmp(mark->device, "-"))
        mark->device[0] = '\0';
    if (!strcmp(mark->last, "-"))
        mark->last[0] = '\0';
    return step != STEP_FAILED;
}

bool sync_mark_store(struct syncing *sync, const char *path, const struct sync_mark *mark,
                     struct error *error)
{
    struct collection *c = sync->c;
    struct text name = {0}, value = {0};
    sqlite3_stmt *s = statement_of(c, sql_local_put, error);
    if (!s)
        return false;
    text_printf(&value, "%" PRId64 " %ld %s %s %" PRIx64 " %" PRId64, mark->offset, mark->line,
                mark->device[0] ? mark->device : "-", mark->last[0] ? mark->last : "-",
                mark->sample, mark->written);
    bind_text(c, s, 1, local_name(path, &name));
    bind_text(c, s, 2, value.data);
    bool good = statement_run(c, s, error);
    text_release(&name);
    text_release(&value);
    return good;
}

/* --- Lines -------------------------------------------------------------------------------------
 */

struct reader {
    struct syncing *sync;
    struct sync_file *file;
    size_t number;
    int fd;
    char *bytes;
    size_t start, end, capacity;
    bool at_end;
};

enum taken { TAKEN_LINE, TAKEN_END, TAKEN_PART, TAKEN_FAILED };

static bool at_line(const struct reader *reader, struct error *error, const char *message)
{
    return error_set_at(
        error, ERROR_INPUT, reader->file->path, reader->file->mark.line, "%s%s", message,
        reader->file->own ? "; it is this device's own file: move it away, and what the "
                            "collection holds of it is written anew"
                          : "");
}

static bool fill(struct reader *reader, struct error *error)
{
    if (reader->start) {
        memmove(reader->bytes, reader->bytes + reader->start, reader->end - reader->start);
        reader->end -= reader->start;
        reader->start = 0;
    }
    while (reader->capacity < reader->end + PIECE + 1) {
        reader->capacity = reader->capacity ? reader->capacity * 2 : 2 * PIECE;
        reader->bytes = memory_resize(reader->bytes, reader->capacity, 1);
    }
    ssize_t got;
    do
        got = read(reader->fd, reader->bytes + reader->end, PIECE);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return error_set_at(error, ERROR_INPUT, reader->file->path, 0, "cannot be read: %s",
                            strerror(errno));
    reader->at_end = got == 0;
    reader->end += (size_t)got;
    return true;
}

/* The next line, without its newline, terminated; TAKEN_PART: the file ends without one. */
static enum taken next_line(struct reader *reader, char **line, size_t *length, struct error *error)
{
    size_t searched = 0;
    for (;;) {
        size_t left = reader->end - reader->start;
        char *from = reader->bytes + reader->start;
        char *newline = left > searched ? memchr(from + searched, '\n', left - searched) : NULL;
        *line = from;
        *length = newline ? (size_t)(newline - from) : left;
        if (newline) {
            *newline = '\0';
            reader->start += *length + 1;
            return TAKEN_LINE;
        }
        if (reader->at_end)
            return left ? TAKEN_PART : TAKEN_END;
        if (left > EVENT_LINE_MOST) {
            reader->file->mark.line++;
            (void)error_set_at(error, ERROR_INPUT, reader->file->path, reader->file->mark.line,
                               "the line is longer than %d MB", EVENT_LINE_MOST >> 20);
            return TAKEN_FAILED;
        }
        searched = left;
        if (!fill(reader, error))
            return TAKEN_FAILED;
    }
}

/* --- Events ------------------------------------------------------------------------------------
 */

static bool is_about_card(const struct event *event)
{
    return event->kind != EVENT_UNDO && subject_class_of(event->subject) == SUBJECT_CARD;
}

static bool touch(struct reader *reader, const struct event *event, bool needs_card,
                  struct error *error)
{
    struct collection *c = reader->sync->c;
    sqlite3_stmt *s = statement_of(c, sql_sync_touch, error);
    if (!s)
        return false;
    reader->sync->touched = true;
    bind_text(c, s, 1, event->subject);
    bind_integer(c, s, 2, needs_card);
    bind_integer(c, s, 3, (int64_t)reader->number);
    bind_integer(c, s, 4, reader->file->mark.line);
    if (!statement_run(c, s, error))
        return false;
    if (!event_kind_is_answer(event->kind) && event->kind != EVENT_DAY_OPENED &&
        event->kind != EVENT_FILE_READ && event->kind != EVENT_SPRINT)
        return true;
    if (!(s = statement_of(c, sql_sync_touch_day, error)))
        return false;
    bind_integer(c, s, 1, event->study_day);
    return statement_run(c, s, error);
}

/* Reads a stored event; its strings are in the arena. */
static bool stored_event(struct collection *c, const char *id, struct arena *arena,
                         struct event *event, bool *found, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_event_by_id, error);
    if (!s)
        return false;
    bind_text(c, s, 1, id);
    enum step step = statement_step(c, s, error);
    *found = step == STEP_ROW;
    if (*found) {
        (void)event_from_row(c, s, event);
        event->subject = arena_copy_string(arena, event->subject);
        event->payload = arena_copy_string(arena, event->payload);
        (void)sqlite3_reset(s);
    }
    return step != STEP_FAILED;
}

/* By the person; with an answer, what it was credited; answers of a quiz that are counted as right
 * after all. */
static bool can_be_undone(enum event_kind kind)
{
    return event_kind_is_undoable(kind) || kind == EVENT_CREDIT || kind == EVENT_QUIZ;
}

static bool is_undone(struct collection *c, const char *id, bool *undone, struct error *error)
{
    int64_t found = 0;
    sqlite3_stmt *s = statement_of(c, sql_sync_is_undone, error);
    if (s)
        bind_text(c, s, 1, id);
    bool good = statement_integer(c, s, 0, &found, error);
    *undone = found != 0;
    return good;
}

/* What is taken back counts no longer, or when it arrives. */
static bool take_undo(struct reader *reader, const struct event_line *line, struct error *error)
{
    struct collection *c = reader->sync->c;
    struct arena arena = {0};
    struct event event;
    bool found = false;
    const char *target = payload_text(line->payload, "event");
    sqlite3_stmt *s = statement_of(c, sql_undone_add, error);
    if (!s)
        return false;
    bind_text(c, s, 1, target);
    bool good =
        statement_run(c, s, error) && stored_event(c, target, &arena, &event, &found, error);
    if (good && found && !can_be_undone(event.kind))
        good = at_line(reader, error, "takes back what cannot be taken back");
    else if (good && found)
        good = touch(reader, &event, false, error);
    arena_release(&arena);
    return good;
}

static bool take_new(struct reader *reader, const struct event_line *line, struct error *error)
{
    const struct event *event = &line->event;
    bool undone = false, is_undo = event->kind == EVENT_UNDO;
    reader->sync->counts->received++;
    reader->sync->counts->by_kind[event->kind]++;
    if (is_undo)
        return take_undo(reader, line, error);
    if (!can_be_undone(event->kind) && !is_undone(reader->sync->c, event->id, &undone, error))
        return false;
    if (undone)
        return at_line(reader, error, "is taken back by another event, and cannot be");
    return touch(reader, event, is_about_card(event), error);
}

/*
 * The same answer of another program, taken over by two devices in different zones: the lesser line
 * counts, so that all devices come to the same. The only event that ever takes another's place.
 */
static bool take_lesser(struct reader *reader, const struct event *stored,
                        const struct event *event, struct error *error)
{
    struct text old = {0}, fresh = {0};
    event_line_write(stored, &old);
    event_line_write(event, &fresh);
    bool lesser = strcmp(fresh.data, old.data) < 0;
    text_release(&old);
    text_release(&fresh);
    if (!lesser)
        return true;
    return event_store(reader->sync->c, sql_sync_replace, event, error) &&
           touch(reader, stored, false, error) && touch(reader, event, true, error);
}

static bool take_known(struct reader *reader, const struct event_line *line, struct error *error)
{
    struct arena arena = {0};
    struct event stored;
    bool found = false;
    const struct event *event = &line->event;
    bool good = stored_event(reader->sync->c, event->id, &arena, &stored, &found, error);
    if (good && found && !event_line_same(&stored, event)) {
        if (!strcmp(stored.device, DEVICE_IMPORTED) && !strcmp(event->device, DEVICE_IMPORTED))
            good = take_lesser(reader, &stored, event, error);
        else
            good = at_line(reader, error, "has the id of another event with other content");
    }
    arena_release(&arena);
    return good;
}

static bool note_written(struct reader *reader, const struct event *event, struct error *error)
{
    struct collection *c = reader->sync->c;
    if (!reader->file->own)
        return true;
    sqlite3_stmt *s = statement_of(c, sql_sync_note_written, error);
    if (!s)
        return false;
    bind_text(c, s, 1, event->id);
    return statement_run(c, s, error);
}

/* Ids of the device rise from line to line; a line that is there twice does no harm. */
static bool take_event(struct reader *reader, const struct event_line *line, struct error *error)
{
    struct sync_mark *mark = &reader->file->mark;
    const struct event *event = &line->event;
    bool imported = !strcmp(event->device, DEVICE_IMPORTED), back = false, added = false;
    if (!imported && !mark->device[0])
        memcpy(mark->device, event->device, sizeof mark->device);
    if (!imported && strcmp(event->device, mark->device) != 0) {
        char message[96];
        (void)snprintf(message, sizeof message, "an event of device %s does not belong here: %s",
                       event->device, "a file holds those of one");
        return at_line(reader, error, message);
    }
    if (!imported) {
        back = strcmp(event->id, mark->last) <= 0;
        if (!back)
            memcpy(mark->last, event->id, sizeof mark->last);
    }
    if (!event_store(reader->sync->c, sql_event_add_once, event, error))
        return false;
    added = sqlite3_changes(reader->sync->c->db) > 0;
    if (added && back)
        return at_line(reader, error, "the id comes before that of a line above");
    return note_written(reader, event, error) &&
           (added ? take_new(reader, line, error) : take_known(reader, line, error));
}

static bool part(const struct reader *reader, struct error *error)
{
    return error_set_at(error, ERROR_INPUT, reader->file->path, reader->file->mark.line,
                        "the last line is not whole: the transfer may not be finished; try again "
                        "when it is");
}

static bool take_line(struct reader *reader, const char *bytes, size_t length, struct error *error)
{
    struct sync_mark *mark = &reader->file->mark;
    struct event_line line;
    struct error cause = {0};
    mark->line++;
    bool good = event_line_read(bytes, length, &line, &cause);
    if (good) {
        good = take_event(reader, &line, error);
    } else if (!line.members && mark->offset + (int64_t)length + 1 >= reader->file->size) {
        (void)part(reader, error);
    } else {
        (void)at_line(reader, error, cause.message);
    }
    event_line_release(&line);
    mark->offset += (int64_t)length + 1;
    reader->sync->counts->read++;
    reader->sync->done += (int64_t)length + 1;
    if (reader->sync->options->progress && mark->line % PROGRESS_LINES == 0)
        reader->sync->options->progress(reader->sync->options->context, reader->sync->done,
                                        reader->sync->total);
    return good;
}

/* --- The end of the own file -------------------------------------------------------------------
 */

/* Whether the rest of a line is one that this device was writing when it was interrupted. */
static bool is_own_part(struct reader *reader, const char *bytes, size_t length, bool *is,
                        struct error *error)
{
    static const char before_id[] = "{\"schema_version\":1,\"id\":\"";
    enum { BEFORE = sizeof before_id - 1, ID = 36 };
    struct arena arena = {0};
    struct event event;
    struct text whole = {0};
    char id[EVENT_ID_TEXT] = "";
    bool found = false;
    size_t known = length < BEFORE ? length : BEFORE;
    *is = !memcmp(bytes, before_id, known);
    if (!*is || length < BEFORE + ID)
        return true;
    memcpy(id, bytes + BEFORE, ID);
    bool good = stored_event(reader->sync->c, id, &arena, &event, &found, error);
    if (good && found)
        event_line_write(&event, &whole);
    *is = found && length < whole.length && !memcmp(bytes, whole.data, length);
    text_release(&whole);
    arena_release(&arena);
    return good;
}

static bool end_part(struct reader *reader, const char *bytes, size_t length, struct error *error)
{
    bool own = false;
    reader->file->mark.line++;
    if (!reader->file->own)
        return part(reader, error);
    if (!is_own_part(reader, bytes, length, &own, error))
        return false;
    reader->file->mark.line--;
    reader->sync->torn = own;
    if (own)
        return true;
    reader->file->mark.line++;
    return part(reader, error);
}

static bool read_lines(struct reader *reader, struct error *error)
{
    char *line;
    size_t length;
    enum taken taken;
    if (!fill(reader, error))
        return false;
    while ((taken = next_line(reader, &line, &length, error)) == TAKEN_LINE)
        if (!take_line(reader, line, length, error))
            return false;
    return taken == TAKEN_END || (taken == TAKEN_PART && end_part(reader, line, length, error));
}

/* --- The file ----------------------------------------------------------------------------------
 */

/* The device that the name begins with; the first line says it where the name does not. */
static void forget_mark(struct sync_file *file)
{
    size_t digits = strspn(file->name, "0123456789abcdef");
    memset(&file->mark, 0, sizeof file->mark);
    if (event_line_is_device(file->name, digits))
        memcpy(file->mark.device, file->name, digits);
}

/* Goes to where reading went on last time, if what was read then is still there. */
static bool go_on(struct reader *reader, struct error *error)
{
    struct sync_file *file = reader->file;
    uint64_t sample = 0;
    if (!sync_mark_load(reader->sync, file->path, &file->mark, error))
        return false;
    if (!file->mark.offset || file->mark.offset > file->size ||
        !sync_sample(reader->fd, file->mark.offset, &sample) || sample != file->mark.sample)
        forget_mark(file);
    if (lseek(reader->fd, file->mark.offset, SEEK_SET) < 0)
        return error_set_at(error, ERROR_INPUT, file->path, 0, "cannot be read: %s",
                            strerror(errno));
    reader->sync->done += file->mark.offset;
    return true;
}

bool sync_read_file(struct syncing *sync, size_t number, struct error *error)
{
    struct sync_file *file = &sync->files[number];
    struct reader reader = {.sync = sync, .file = file, .number = number};
    reader.fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (reader.fd < 0)
        return error_set_at(error, ERROR_INPUT, file->path, 0, "cannot be read: %s",
                            strerror(errno));
    bool good = go_on(&reader, error);
    const int64_t before = file->mark.offset;
    good = good && (file->mark.offset == file->size || read_lines(&reader, error));
    if (good && file->mark.offset != before &&
        !sync_sample(reader.fd, file->mark.offset, &file->mark.sample))
        good = error_set_at(error, ERROR_INPUT, file->path, 0, "changes while it is read");
    free(reader.bytes);
    (void)close(reader.fd);
    bool same = file->mark.offset == before;
    return good && (file->own || same || sync_mark_store(sync, file->path, &file->mark, error));
}
