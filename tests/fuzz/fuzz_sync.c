/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as the event file of another device: each line by itself, and the file as a whole,
 * exchanged with a collection. What is refused changes nothing; what is taken folds as the doctor
 * folds it.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/collection_internal.h"
#include "engine/event_line.h"
#include "engine/sync.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[64], file[128], path[128];
static struct clock now;

static void remove_all(void)
{
    (void)unlink(file);
    (void)rmdir(folder);
    (void)unlink(path);
}

static void begin(void)
{
    struct error error = {0};
    (void)snprintf(folder, sizeof folder, "/tmp/fuzz-sync-XXXXXX");
    if (!mkdtemp(folder) || !clock_init_fixed(&now, "2026-11-20T08:00:00+01:00", &error))
        abort();
    (void)snprintf(file, sizeof file, "%s/any.jsonl", folder);
    (void)snprintf(path, sizeof path, "%s.db", folder);
    (void)atexit(remove_all);
}

/* Nothing is left of the one before. */
static struct collection *open_fresh(void)
{
    struct error error = {0};
    struct collection_options options = {
        .path = path, .clock = &now, .writable = true, .seeded = true, .seed = 1};
    char name[160];
    for (int i = 0; i < 3; i++) {
        static const char *const endings[] = {"", "-wal", "-shm"};
        (void)snprintf(name, sizeof name, "%s%s", path, endings[i]);
        (void)unlink(name);
    }
    struct collection *c = collection_open(&options, &error);
    if (!c || sqlite3_exec(c->db, "PRAGMA synchronous=OFF", NULL, NULL, NULL) != SQLITE_OK)
        abort();
    return c;
}

static int64_t count_events(struct collection *c)
{
    struct collection_counts counts;
    struct error error = {0};
    if (!collection_count(c, &counts, &error))
        abort();
    return counts.events;
}

/* Cards and answers that are still to come are no fault of the exchange. */
static void check_taken(struct collection *c)
{
    struct doctor_report report;
    struct error error = {0};
    if (!collection_doctor(c, false, &report, &error))
        abort();
    for (size_t i = 0; i < report.count; i++)
        if (strncmp(report.problems[i].code, "unknown-", strlen("unknown-")) != 0) {
            (void)fprintf(stderr, "%s %s: %s\n", report.problems[i].code, report.problems[i].where,
                          report.problems[i].message);
            abort();
        }
    doctor_report_release(&report);
}

static bool exchange(struct collection *c, struct error *error)
{
    struct sync_options options = {.folder = folder, .accept_unknown = true};
    struct sync_counts counts;
    int64_t before = count_events(c);
    bool good = collection_sync(c, &options, &counts, error);
    if (count_events(c) != before + (good ? counts.received : 0))
        abort();
    if (!good && error->kind != ERROR_INPUT) {
        (void)fprintf(stderr, "%s: %s\n", error->file, error->message);
        abort();
    }
    return good;
}

static void exchange_file(const uint8_t *data, size_t size)
{
    static struct collection *c; /* a fresh one after each that took something */
    struct error error = {0};
    FILE *out = fopen(file, "wb");
    if (!out || fwrite(data, 1, size, out) != size || fclose(out) != 0)
        abort();
    if (!c)
        c = open_fresh();
    if (!exchange(c, &error))
        return;
    check_taken(c);
    error_clear(&error);
    if (!exchange(c, &error)) /* nothing is new */
        abort();
    collection_close(c);
    c = NULL;
}

static void read_line(const char *bytes, size_t length)
{
    struct event_line line, again;
    struct error error = {0};
    struct text written = {0};
    if (event_line_read(bytes, length, &line, &error)) {
        event_line_write(&line.event, &written);
        if (!event_line_read(written.data, written.length - 1, &again, &error) ||
            !event_line_same(&line.event, &again.event))
            abort();
        event_line_release(&again);
    } else if (error.kind != ERROR_INPUT || !error.message[0]) {
        abort();
    }
    text_release(&written);
    event_line_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!folder[0])
        begin();
    const char *bytes = (const char *)data;
    for (size_t at = 0; at < size;) {
        const char *newline = memchr(bytes + at, '\n', size - at);
        size_t length = newline ? (size_t)(newline - bytes) - at : size - at;
        read_line(bytes + at, length);
        at += length + 1;
    }
    exchange_file(data, size);
    return 0;
}
