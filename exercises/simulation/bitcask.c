/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bitcask: an append-only log with a hash index of all keys in memory.
 *
 * Source: Sheehy, Smith, "Bitcask: a log-structured hash table for fast key/value data" (2010). A
 * record has 14 bytes of header (checksum, time, lengths), a key of 16 and a value of 98: 128
 * bytes; a tombstone has no value. The keydir takes 30 bytes and the key for each live key. Keys
 * are overwritten uniformly at random. When the dead share of the log reaches the merge fraction,
 * policy "all" copies every live record into a new log; "oldest" copies those of the oldest segment
 * to its end, until the dead share is below the fraction again.
 *
 * Theory: merging everything at S times the live data costs S / (S - 1) bytes for each byte
 * written, exact for the S that whole records make. Oldest first at utilisation u = 1 - fraction, a
 * = 1 / u: a / (a + W0(-a e^-a)) (Menon 1995; Desnoyers 2012; W0 is Lambert's function): the limit
 * of many keys and small segments. Neither knows of deletes, so with deletes none is shown. The
 * measurement begins after the keys are loaded and, where segments are cleaned singly, after half
 * of the run.
 *
 * At the end the process dies in the middle of a record, and the log is read again from its
 * beginning. Left out: hint files, concurrency, fsync and its price, values of different sizes.
 */
#include <gsl/gsl_sf_lambert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/problem_writer.h"
#include "exercises/simulation.h"

enum { HEADER = 14, KEY_BYTES = 16, VALUE_BYTES = 98, ENTRY_BYTES = 30 };
enum { TOMBSTONE_BYTES = HEADER + KEY_BYTES, RECORD_BYTES = TOMBSTONE_BYTES + VALUE_BYTES };
enum { GRID = 20, STEPS = 150, SMALL_KEYS = 64, SMALL_OPERATIONS = 2000, MOST_WORDS = 1024 };
enum parameter_index { KEYS, OPERATIONS, SEGMENT, FRACTION, POLICY, DELETES, PARAMETERS };
enum policy { POLICY_ALL, POLICY_OLDEST };

static const uint32_t DELETED = 1U << 31, NOWHERE = UINT32_MAX;

/* A record is its key, with DELETED for a tombstone. */
struct segment {
    uint32_t *records;
    uint32_t count, room, live;
    uint64_t bytes;
};

struct place {
    uint32_t segment, index; /* segment NOWHERE: the key is not there */
};

struct bitcask {
    uint32_t keys;
    uint64_t operations, segment_bytes, operation; /* operations done, the load not counted */
    double fraction, deletes;
    enum policy policy;
    struct segment *segments; /* [first] ... [last]; the last is appended to */
    size_t first, last, room;
    struct place *keydir;
    uint32_t loaded, live;
    uint64_t live_bytes, log_bytes;
    uint64_t user_bytes, written_bytes, merges; /* since the load */
    /* What the measurement began with, and the last point where it could have ended. */
    uint64_t begin_user, begin_written, end_user, end_written;
    bool begun;
    double amplification_at[GRID], dead_at[GRID], operations_at[GRID];
    int points;
    int ending; /* 0: runs, 1: torn, 2: recovered */
    uint32_t recovered, scanned;
    uint32_t *typed; /* keys in the order of the words, with DELETED for "-word"; NULL: drawn */
    char **names;    /* of the keys that were typed */
    uint64_t typed_count;
    char line[200];
};

/* --- The log ------------------------------------------------------------------------------------
 */

static uint32_t size_of(uint32_t record)
{
    return record & DELETED ? TOMBSTONE_BYTES : RECORD_BYTES;
}

static struct segment *active(struct bitcask *b)
{
    return &b->segments[b->last];
}

/* Old segments are gone from the front; the array moves down now and then. */
static void open_segment(struct bitcask *b)
{
    if (b->last + 1 == b->room && b->first > b->room / 2) {
        memmove(b->segments, b->segments + b->first,
                (b->last + 1 - b->first) * sizeof *b->segments);
        for (uint32_t key = 0; key < b->keys; key++)
            if (b->keydir[key].segment != NOWHERE)
                b->keydir[key].segment -= (uint32_t)b->first;
        b->last -= b->first;
        b->first = 0;
    }
    if (b->last + 1 == b->room) {
        b->room *= 2;
        b->segments = memory_resize(b->segments, b->room, sizeof *b->segments);
    }
    b->segments[++b->last] = (struct segment){NULL, 0, 0, 0, 0};
}

static void append(struct bitcask *b, uint32_t record)
{
    uint32_t key = record & ~DELETED;
    if (active(b)->count && active(b)->bytes + size_of(record) > b->segment_bytes)
        open_segment(b);
    struct segment *s = active(b);
    if (s->count == s->room) {
        s->room = s->room ? 2 * s->room : 8;
        s->records = memory_resize(s->records, s->room, sizeof *s->records);
    }
    s->records[s->count] = record;
    s->bytes += size_of(record);
    b->log_bytes += size_of(record);
    b->written_bytes += size_of(record);
    if (!(record & DELETED)) {
        b->keydir[key] = (struct place){(uint32_t)b->last, s->count};
        b->live_bytes += RECORD_BYTES;
        b->live++;
        s->live++;
    }
    s->count++;
}

/* The record of a key is dead from now on. */
static void forget(struct bitcask *b, uint32_t key)
{
    struct place place = b->keydir[key];
    if (place.segment == NOWHERE)
        return;
    b->segments[place.segment].live--;
    b->live_bytes -= RECORD_BYTES;
    b->live--;
    b->keydir[key].segment = NOWHERE;
}

static bool is_live(const struct bitcask *b, size_t segment, uint32_t index)
{
    uint32_t record = b->segments[segment].records[index];
    struct place place = b->keydir[record & ~DELETED];
    return !(record & DELETED) && place.segment == segment && place.index == index;
}

static double dead_share(const struct bitcask *b)
{
    return b->log_bytes ? 1 - (double)b->live_bytes / (double)b->log_bytes : 0;
}

/* A share that is reached but for the rounding of its division is reached. */
static bool merge_is_due(const struct bitcask *b)
{
    double dead = (double)(b->log_bytes - b->live_bytes);
    return b->log_bytes > 0 && dead >= b->fraction * (double)b->log_bytes * (1 - 1e-12);
}

/* Copies the live records of the first segment to the end and drops it. A tombstone has nothing
 * left to hide there: every older record is gone. Returns the records copied. */
static uint32_t clean_first(struct bitcask *b)
{
    struct segment old = b->segments[b->first];
    uint32_t copied = 0;
    for (uint32_t i = 0; i < old.count; i++) {
        if (!is_live(b, b->first, i))
            continue;
        uint32_t key = old.records[i];
        forget(b, key);
        append(b, key);
        copied++;
    }
    b->log_bytes -= old.bytes;
    free(b->segments[b->first].records);
    b->segments[b->first++].records = NULL;
    return copied;
}

static void merge(struct bitcask *b)
{
    uint32_t copied = 0, gone = 0;
    open_segment(b);
    if (b->policy == POLICY_ALL) {
        for (size_t left = b->last - b->first; left; left--, gone++)
            copied += clean_first(b);
    } else {
        for (; b->first < b->last && merge_is_due(b); gone++)
            copied += clean_first(b);
    }
    b->merges++;
    size_t used = strlen(b->line);
    (void)snprintf(b->line + used, sizeof b->line - used,
                   "; merge: %u live record%s copied, %u segment%s dropped", copied,
                   copied == 1 ? "" : "s", gone, gone == 1 ? "" : "s");
}

/* --- Operations ---------------------------------------------------------------------------------
 */

static void name_key(const struct bitcask *b, uint32_t key, char *buffer, size_t size)
{
    if (b->names)
        (void)snprintf(buffer, size, "%.24s", b->names[key]);
    else
        (void)snprintf(buffer, size, "%u", key + 1);
}

static void put(struct bitcask *b, uint32_t key)
{
    char name[32];
    bool was = b->keydir[key].segment != NOWHERE;
    name_key(b, key, name, sizeof name);
    forget(b, key);
    append(b, key);
    b->user_bytes += RECORD_BYTES;
    (void)snprintf(b->line, sizeof b->line, "put %s: appended to segment %d%s", name,
                   (int)(b->last - b->first) + 1, was ? ", its old record is dead" : "");
}

static void delete_key(struct bitcask *b, uint32_t key)
{
    char name[32];
    name_key(b, key, name, sizeof name);
    forget(b, key);
    append(b, key | DELETED);
    b->user_bytes += TOMBSTONE_BYTES;
    (void)snprintf(b->line, sizeof b->line,
                   "delete %s: a tombstone is appended, the keydir forgets it", name);
}

static void operate(struct bitcask *b, gsl_rng *rng)
{
    uint32_t key;
    bool deletes = false;
    if (b->typed) {
        key = b->typed[b->operation] & ~DELETED;
        deletes = b->typed[b->operation] & DELETED;
    } else {
        key = (uint32_t)gsl_rng_uniform_int(rng, b->keys);
        deletes = b->deletes > 0 && gsl_rng_uniform(rng) < b->deletes;
    }
    if (deletes && b->keydir[key].segment == NOWHERE) {
        char name[32];
        name_key(b, key, name, sizeof name);
        (void)snprintf(b->line, sizeof b->line, "delete %s: it is not there, nothing is written",
                       name);
    } else if (deletes) {
        delete_key(b, key);
    } else {
        put(b, key);
    }
    b->operation++;
}

/* The log before the first whole cycle, and at the end of the last. */
static void mark(struct bitcask *b, bool merged)
{
    bool warm = b->policy == POLICY_ALL || b->operation * 2 >= b->operations;
    if (!b->begun && warm) {
        b->begun = true;
        b->begin_user = b->end_user = b->user_bytes;
        b->begin_written = b->end_written = b->written_bytes;
    }
    if (b->begun && merged) {
        b->end_user = b->user_bytes;
        b->end_written = b->written_bytes;
    }
}

/* Of whole cycles where there is one, else of all that was written. */
static double amplification(const struct bitcask *b)
{
    if (b->end_user > b->begin_user)
        return (double)(b->end_written - b->begin_written) / (double)(b->end_user - b->begin_user);
    return b->user_bytes ? (double)b->written_bytes / (double)b->user_bytes : NAN;
}

static void note_point(struct bitcask *b)
{
    while (b->points < GRID && b->operation * GRID >= b->operations * (uint64_t)(b->points + 1)) {
        b->operations_at[b->points] = (double)b->operation;
        b->dead_at[b->points] = dead_share(b);
        b->amplification_at[b->points++] = amplification(b);
    }
}

/* --- Running ------------------------------------------------------------------------------------
 */

static void begin(struct bitcask *b)
{
    b->room = 64;
    b->segments = memory_allocate(b->room, sizeof *b->segments);
    b->keydir = memory_allocate(b->keys, sizeof *b->keydir);
    for (uint32_t key = 0; key < b->keys; key++)
        b->keydir[key].segment = NOWHERE;
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct bitcask *b = state;
    (void)rng;
    b->keys = (uint32_t)values[KEYS];
    b->operations = (uint64_t)values[OPERATIONS];
    b->segment_bytes = (uint64_t)values[SEGMENT];
    b->fraction = values[FRACTION];
    b->policy = (enum policy)values[POLICY];
    b->deletes = values[DELETES];
    begin(b);
}

static void drop_log(struct bitcask *b)
{
    for (size_t i = b->first; b->segments && i <= b->last; i++)
        free(b->segments[i].records);
    free(b->segments);
    free(b->keydir);
}

static void release(void *state)
{
    struct bitcask *b = state;
    drop_log(b);
    for (uint32_t key = 0; b->names && key < b->keys; key++)
        free(b->names[key]);
    free(b->names);
    free(b->typed);
}

static bool is_small(const struct bitcask *b)
{
    return b->keys <= SMALL_KEYS && b->operations <= SMALL_OPERATIONS;
}

static bool copy(void *to, const void *from)
{
    const struct bitcask *b = from;
    struct bitcask *twin = to;
    if (!is_small(b))
        return false;
    *twin = *b;
    twin->segments = memory_allocate(b->room, sizeof *b->segments);
    for (size_t i = b->first; i <= b->last; i++) {
        twin->segments[i] = b->segments[i];
        twin->segments[i].records = memory_allocate(b->segments[i].room, sizeof(uint32_t));
        if (b->segments[i].count)
            memcpy(twin->segments[i].records, b->segments[i].records,
                   b->segments[i].count * sizeof(uint32_t));
    }
    twin->keydir = memory_allocate(b->keys, sizeof *b->keydir);
    memcpy(twin->keydir, b->keydir, b->keys * sizeof *b->keydir);
    if (b->typed) {
        twin->typed = memory_allocate(b->typed_count, sizeof *b->typed);
        memcpy(twin->typed, b->typed, b->typed_count * sizeof *b->typed);
        twin->names = memory_allocate(b->keys, sizeof *b->names);
        for (uint32_t key = 0; key < b->keys; key++)
            twin->names[key] = memory_copy_string(b->names[key]);
    }
    return true;
}

/* The number of a word, a new one for a new word. */
static uint32_t number_of(struct bitcask *b, const char *word, size_t length, uint32_t *count)
{
    for (uint32_t key = 0; key < *count; key++)
        if (strlen(b->names[key]) == length && !memcmp(b->names[key], word, length))
            return key;
    b->names[*count] = memory_copy_bytes(word, length);
    return (*count)++;
}

static bool input(void *state, const char *text, struct error *error)
{
    static const char blanks[] = " \t,;";
    struct bitcask *b = state;
    uint32_t count = 0;
    b->typed = memory_allocate(MOST_WORDS, sizeof *b->typed);
    b->names = memory_allocate(MOST_WORDS, sizeof *b->names);
    for (const char *at = text; *(at += strspn(at, blanks)) && b->typed_count < MOST_WORDS;) {
        size_t length = strcspn(at, blanks);
        bool deletes = at[0] == '-' && length > 1;
        uint32_t key = number_of(b, at + deletes, length - deletes, &count);
        b->typed[b->typed_count++] = key | (deletes ? DELETED : 0);
        at += length;
    }
    drop_log(b);
    b->keys = count;
    b->operations = b->typed_count;
    b->loaded = count; /* what is typed is all that happens */
    begin(b);
    return count > 0 ||
           error_set(error, ERROR_USAGE, "expected words: cat dog cat puts, -cat deletes");
}

/* What a process that starts finds: it reads the log from its oldest record on. */
static void recover(struct bitcask *b)
{
    struct place *found = memory_allocate(b->keys, sizeof *found);
    b->scanned = b->recovered = 0;
    for (uint32_t key = 0; key < b->keys; key++)
        found[key].segment = NOWHERE;
    for (size_t s = b->first; s <= b->last; s++)
        for (uint32_t i = 0; i < b->segments[s].count; i++, b->scanned++) {
            uint32_t record = b->segments[s].records[i];
            found[record & ~DELETED] = (struct place){record & DELETED ? NOWHERE : (uint32_t)s, i};
        }
    for (uint32_t key = 0; key < b->keys; key++)
        b->recovered += b->keydir[key].segment != NOWHERE &&
                        found[key].segment == b->keydir[key].segment &&
                        found[key].index == b->keydir[key].index;
    free(found);
}

static void one(struct bitcask *b, gsl_rng *rng)
{
    b->line[0] = '\0';
    if (b->loaded < b->keys) {
        put(b, b->loaded++);
        if (b->loaded == b->keys) { /* what follows is measured */
            b->user_bytes = b->written_bytes = 0;
            mark(b, false);
        }
        return;
    }
    mark(b, false);
    operate(b, rng);
    bool full = merge_is_due(b);
    if (full)
        merge(b);
    mark(b, full);
    note_point(b);
}

static bool step(void *state, gsl_rng *rng)
{
    struct bitcask *b = state;
    uint64_t block = is_small(b) ? 1 : (b->keys + b->operations + STEPS - 1) / STEPS;
    if (b->operation == b->operations && b->loaded == b->keys) {
        if (b->ending == 2)
            return false;
        if (++b->ending == 1) {
            (void)snprintf(b->line, sizeof b->line,
                           "The process dies in the middle of a record: its last bytes are "
                           "missing");
            return true;
        }
        recover(b);
        (void)snprintf(b->line, sizeof b->line,
                       "Recovery: %u records read, the torn one fails its checksum and is cut off; "
                       "%u of %u keys are back",
                       b->scanned, b->recovered, b->live);
        return true;
    }
    while (block-- && (b->operation < b->operations || b->loaded < b->keys))
        one(b, rng);
    return true;
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct bitcask *b = state;
    if (!b->operation && !b->loaded)
        (void)snprintf(buffer, size, "An empty log; %u keys are put first, then %d operations",
                       b->keys, (int)b->operations);
    else if (!b->operation && b->typed)
        (void)snprintf(buffer, size, "An empty log; %d operations of yours wait",
                       (int)b->operations);
    else if (is_small(b) || b->ending)
        (void)snprintf(buffer, size, "%s", b->line);
    else
        (void)snprintf(buffer, size, "%u keys, %d of %d operations, %d merge%s", b->loaded,
                       (int)b->operation, (int)b->operations, (int)b->merges,
                       b->merges == 1 ? "" : "s");
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* Records in the log when everything is merged: the first at which the dead share is reached. */
static double records_at_merge(double keys, double fraction)
{
    double records = ceil(keys / (1 - fraction) - 1e-9);
    return records > keys ? records : keys + 1;
}

static double oldest_first(double fraction)
{
    double a = 1 / (1 - fraction);
    return a / (a + gsl_sf_lambert_W0(-a * exp(-a)));
}

static double expected(const struct bitcask *b)
{
    if (b->policy == POLICY_OLDEST)
        return oldest_first(b->fraction);
    double s = records_at_merge(b->keys, b->fraction) / b->keys;
    return s / (s - 1);
}

static void observe(const void *state, struct report *report)
{
    static const char all[] = "merge everything at S times the live data: S / (S - 1)";
    static const char oldest[] = "Menon 1995, Desnoyers 2012: a / (a + W0(-a e^-a)), a = 1 / "
                                 "utilisation; many keys, small segments";
    const struct bitcask *b = state;
    bool exact = b->policy == POLICY_ALL, formula = b->deletes <= 0 && !b->typed;
    double x[GRID], theory[GRID];
    report_observe(report, "write_amplification", "", amplification(b), NAN);
    report_observe(report, "keydir_bytes", "bytes", (ENTRY_BYTES + KEY_BYTES) * (double)b->live,
                   NAN);
    report_observe(report, "log_bytes", "bytes", (double)b->log_bytes, NAN);
    report_observe(report, "dead_fraction", "", dead_share(b), NAN);
    report_observe(report, "merges", "", (double)b->merges, NAN);
    report_observe(report, "recovered_fraction", "",
                   b->ending == 2 && b->live ? (double)b->recovered / b->live : NAN, NAN);
    if (formula && b->merges > 0)
        report_predict(report, "write_amplification", expected(b), exact, exact ? all : oldest);
    if (formula && b->loaded == b->keys)
        report_predict(report, "keydir_bytes", (ENTRY_BYTES + KEY_BYTES) * (double)b->keys, true,
                       "Sheehy, Smith 2010: 30 bytes and the key for each");
    report_series(report, "write_amplification", "operations", "write amplification",
                  b->operations_at, b->amplification_at, (size_t)b->points);
    for (int k = 0; k < GRID; k++) {
        x[k] = (double)b->operations * (k + 1) / GRID;
        theory[k] = expected(b);
    }
    report_series(report, "write_amplification_theory", "operations", "write amplification", x,
                  theory, formula ? GRID : 0);
    report_series(report, "dead_fraction", "operations", "dead share", b->operations_at, b->dead_at,
                  (size_t)b->points);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* One record: "17 " live, " . " dead, "x17" a tombstone. */
static int draw_record(const struct bitcask *b, size_t segment, uint32_t index, int column, int row,
                       struct canvas *canvas)
{
    uint32_t record = b->segments[segment].records[index];
    char name[32];
    bool newest = segment == b->last && index + 1 == b->segments[segment].count;
    name_key(b, record & ~DELETED, name, sizeof name);
    struct style style = ink(is_live(b, segment, index) ? INK_SERIES_A : INK_DIM);
    if (newest)
        style = (struct style){INK_ACCENT, ATTRIBUTE_BOLD};
    if (record & DELETED)
        return canvas_printf(canvas, column, row, style, "%s%s ", canvas->ascii ? "x" : "✗", name);
    if (is_live(b, segment, index))
        return canvas_printf(canvas, column, row, style, "%s ", name);
    return canvas_text(canvas, column, row, style, canvas->ascii ? ". " : "· ");
}

static int draw_segments(const struct bitcask *b, int row, int rows, struct canvas *canvas)
{
    int count = (int)(b->last - b->first) + 1, shown = count < rows ? count : rows;
    for (int line = 0; line < shown; line++) {
        size_t segment = b->last - (size_t)(shown - 1 - line);
        const struct segment *s = &b->segments[segment];
        int column = canvas_printf(canvas, 0, row + line, ink(INK_DIM), "segment %-3d ",
                                   (int)(segment - b->first) + 1);
        for (uint32_t i = 0; i < s->count && column < canvas->columns; i++)
            column = draw_record(b, segment, i, column, row + line, canvas);
        if (segment == b->last && b->ending == 1)
            column = canvas_text(canvas, column, row + line, ink(INK_BAD),
                                 canvas->ascii ? "4?#~ torn" : "4?▒~ torn");
        if (segment == b->last)
            (void)canvas_text(canvas, column, row + line, ink(INK_DIM), canvas->ascii ? "<" : "◂");
    }
    return shown;
}

/* Of one or several segments a bar each: live and dead. */
static int draw_bars(const struct bitcask *b, int row, int rows, struct canvas *canvas)
{
    size_t count = b->last - b->first + 1,
           each = rows > 0 ? (count + (size_t)rows - 1) / (size_t)rows : 1;
    int bar = canvas->columns - 34, line = 0;
    for (size_t from = b->first; bar > 3 && line < rows && from <= b->last; from += each, line++) {
        uint64_t live = 0, records = 0;
        for (size_t s = from; s < from + each && s <= b->last; s++) {
            live += b->segments[s].live;
            records += b->segments[s].count;
        }
        char name[32];
        (void)snprintf(name, sizeof name, each > 1 ? "segments %d-" : "segment %d",
                       (int)(from - b->first) + 1);
        (void)canvas_text_fit(canvas, 0, row + line, 16, ink(INK_DIM), name);
        double share = records ? (double)live / (double)records : 0;
        canvas_bar(canvas, 17, row + line, bar, share, ink(INK_SERIES_A));
        (void)canvas_printf(canvas, 18 + bar, row + line, ink(INK_STRONG), "%3.0f %% live",
                            100 * share);
    }
    return line;
}

static void draw_numbers(const struct bitcask *b, const struct report *report, int row,
                         struct canvas *canvas)
{
    const struct prediction *theory = report_prediction(report, "write_amplification");
    double measured = amplification(b);
    int column = canvas_text(canvas, 0, row, ink(INK_DIM), "bytes written for each byte put ");
    if (isnan(measured))
        column = canvas_text(canvas, column, row, ink(INK_STRONG), "-");
    else
        column = canvas_printf(canvas, column, row, ink(INK_STRONG), "%.3f", measured);
    if (theory)
        column = canvas_printf(canvas, column, row, ink(INK_THEORY), " (%s %.3f)",
                               theory->exact ? "theory" : "about", theory->value);
    (void)canvas_printf(canvas, column + 3, row, ink(INK_DIM), "dead %.0f %%   keydir %d B",
                        100 * dead_share(b), (ENTRY_BYTES + KEY_BYTES) * (int)b->live);
}

static void draw_plot(const struct report *report, int row, struct canvas *canvas)
{
    const struct plot plot = {.x_label = "operations", .y_label = "written / put"};
    report_plot(report, "write_amplification", "write amplification", &plot, row, canvas);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    static const char *const does[] = {"everything", "the oldest segment"};
    const struct bitcask *b = state;
    char line[256];
    (void)snprintf(line, sizeof line,
                   "Bitcask: %u keys, segments of %d bytes; merges %s at %.3g %% dead", b->keys,
                   (int)b->segment_bytes, does[b->policy], 100 * b->fraction);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    describe(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    int row = canvas->rows >= 16 ? 3 : 2, rows = canvas->rows - row;
    int given = !report ? rows : rows >= 14 ? rows / 2 : rows - 1;
    if (given > 0)
        row +=
            is_small(b) ? draw_segments(b, row, given, canvas) : draw_bars(b, row, given, canvas);
    if (!report)
        return;
    row += canvas->rows - row > 8;
    draw_numbers(b, report, row++, canvas);
    if (canvas->rows - row >= 6)
        draw_plot(report, row, canvas);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_all(gsl_rng *rng, double *values)
{
    static const int percents[] = {10, 20, 25, 40, 50, 60, 75, 80};
    values[FRACTION] = percents[draw_between(rng, 0, 7)] / 100.0;
    values[KEYS] = 10000;
    values[OPERATIONS] = 100000;
    values[SEGMENT] = 65536;
}

static bool pose_all(const double *values, struct problem *problem)
{
    double f = values[FRACTION], s = 1 / (1 - f);
    double records = records_at_merge(values[KEYS], f), real = records / (records - values[KEYS]);
    if (values[POLICY] != POLICY_ALL || values[DELETES] > 0 || fabs(real * f - 1) > 0.02)
        return false; /* few records: not near the formula */
    problem_prompt(problem,
                   "A log-structured store rewrites all its live records whenever %.4g %% of the "
                   "log is dead. How many bytes does it write in all for each byte that is put?",
                   100 * f);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", 1 / f);
    problem_hint(problem, "How large is the log then, against the live data?");
    problem_hint(problem, "At S times the live data it costs S / (S - 1).");
    problem_step(problem, "S = 1 / (1 - %.4g) = %.4g times the live data", f, s);
    problem_step(problem, "between merges %.4g times the live data are put, and 1 time is copied",
                 s - 1);
    problem_step(problem, "S / (S - 1) = %.3g", 1 / f);
    problem_misconception(problem, "counts-the-log", "that is how large the log grows", "%.3g", s);
    problem_misconception(problem, "forgets-the-put", "the first writing counts as well", "%.3g",
                          1 / f - 1);
    return true;
}

static void draw_oldest(gsl_rng *rng, double *values)
{
    static const int percents[] = {10, 15, 20, 25, 30, 40, 50};
    values[FRACTION] = percents[draw_between(rng, 0, 6)] / 100.0;
    values[POLICY] = POLICY_OLDEST;
    values[KEYS] = 10000;
    values[OPERATIONS] = 100000;
    values[SEGMENT] = 8192;
}

static bool pose_oldest(const double *values, struct problem *problem)
{
    double f = values[FRACTION], u = 1 - f, a = 1 / u, w = gsl_sf_lambert_W0(-a * exp(-a));
    if (values[POLICY] != POLICY_OLDEST || values[DELETES] > 0 || values[KEYS] < 1000)
        return false;
    double amplification = oldest_first(f);
    problem_prompt(problem,
                   "A log of many small segments is kept %.4g %% live by copying the live records "
                   "of its oldest segment to the end. Keys are overwritten at random. How many "
                   "bytes are written for each byte that is put?",
                   100 * u);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", amplification);
    problem_hint(problem, "The oldest segment has had the longest time to die: less of it is live "
                          "than of the log.");
    problem_hint(problem, "With a = 1/u it is a / (a + W0(-a e^-a)).");
    problem_step(problem, "a = 1 / %.4g = %.4g, W0(-a e^-a) = %.4g", u, a, w);
    problem_step(problem, "of the oldest segment %.3g is live", -w / a);
    problem_step(problem, "1 / (1 - %.3g) = %.3g", -w / a, amplification);
    problem_misconception(problem, "average-segment",
                          "the oldest segment is emptier than the average one", "%.3g", 1 / f);
    return true;
}

static void draw_keydir(gsl_rng *rng, double *values)
{
    static const double keys[] = {1000, 5000, 20000, 100000, 500000, 1000000};
    values[KEYS] = keys[draw_between(rng, 0, 5)];
    values[OPERATIONS] = 100000;
    values[SEGMENT] = 65536;
}

static bool pose_keydir(const double *values, struct problem *problem)
{
    uint64_t keys = (uint64_t)values[KEYS];
    if (values[DELETES] > 0)
        return false;
    problem_prompt(problem,
                   "A hash index keeps an entry of %d bytes and the key itself in memory, for each "
                   "of %s keys of %d bytes; values of %d bytes are on disk. How many kB of memory "
                   "does it take?",
                   ENTRY_BYTES, grouped(problem, keys), KEY_BYTES, VALUE_BYTES);
    double kilobytes = (double)keys * (ENTRY_BYTES + KEY_BYTES) / 1000;
    problem_answer(problem, ANSWER_ESTIMATE, "%.4g", kilobytes);
    problem_hint(problem, "Values do not count.");
    problem_hint(problem, "Every key is in memory, whole.");
    problem_step(problem, "%d + %d = %d bytes a key", ENTRY_BYTES, KEY_BYTES,
                 ENTRY_BYTES + KEY_BYTES);
    problem_step(problem, "%d x %s / 1000 = %.4g", ENTRY_BYTES + KEY_BYTES, grouped(problem, keys),
                 kilobytes);
    problem_misconception(problem, "entry-alone", "the key is in memory as well", "%.4g",
                          (double)keys * ENTRY_BYTES / 1000);
    problem_misconception(problem, "values-too", "values stay on disk", "%.4g",
                          (double)keys * (ENTRY_BYTES + KEY_BYTES + VALUE_BYTES) / 1000);
    return true;
}

static const struct question questions[] = {
    {"merge-everything", draw_all, pose_all},
    {"oldest-first", draw_oldest, pose_oldest},
    {"keydir", draw_keydir, pose_keydir},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const policies[] = {"all", "oldest", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [KEYS] = {"keys", "keys", PARAMETER_INTEGER, 1, 1000000, 16, NULL,
              "that are put first; up to 64 are shown record by record"},
    [OPERATIONS] = {"operations", "operations", PARAMETER_INTEGER, 1, 10000000, 200, NULL,
                    "after the keys are put, each on a random key"},
    [SEGMENT] = {"segment-bytes", "bytes", PARAMETER_INTEGER, RECORD_BYTES, 1 << 30, 1024, NULL,
                 "a new file is begun beyond; a record has 128"},
    [FRACTION] = {"merge-fraction", "", PARAMETER_REAL, 0.02, 0.95, 0.5, NULL,
                  "dead share of the log at which it is merged"},
    [POLICY] = {"policy", "", PARAMETER_CHOICE, 0, 1, POLICY_ALL, policies,
                "what a merge rewrites: all segments, or the oldest"},
    [DELETES] = {"delete-fraction", "", PARAMETER_REAL, 0, 0.9, 0, NULL,
                 "share of the operations that delete"},
};

static const struct preset presets[] = {
    {"tombstones", "delete-fraction=0.3", "A delete is one more record, until a merge drops it."},
    {"merge late", "merge-fraction=0.8", "A log five times the data, and only 1.25 bytes a byte."},
    {"merge early", "merge-fraction=0.2", "A small log, paid for with five bytes a byte."},
    {"oldest first, 80 % live",
     "keys=10000 operations=300000 segment-bytes=8192 merge-fraction=0.2 policy=oldest",
     "2.69 bytes a byte, where merging everything takes 5."},
};

static const char *const topics[] = {"hash indexes", "logs", NULL};
static const char *const series_names[] = {"write_amplification", "write_amplification_theory",
                                           "dead_fraction", NULL};

const struct simulation simulation_bitcask = {
    .name = "bitcask",
    .title = "Bitcask: a log and a hash index",
    .summary = "Appends records to segments, merges the dead away and recovers: what a log costs.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct bitcask),
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .release = release,
    .copy = copy,
    .input = input,
    .input_help = "Words are put in this order, -word deletes: cat dog cat -dog.",
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
