/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/latency_ladder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/csv.h"

enum column { ID, WHAT, NANOSECONDS, AS_OF, SOURCE, COLUMNS };
static const char *const column_names[COLUMNS] = {"id", "what", "nanoseconds", "as_of", "source"};

/* A file being read. */
struct reading {
    struct latency_ladder *ladder;
    struct csv_reader csv;
    long columns[COLUMNS];
    const char *file;
    struct error *error;
};

static bool refuse(struct reading *reading, enum column column, const char *expected)
{
    return error_set_at(reading->error, ERROR_INPUT, reading->file, reading->csv.record_line,
                        "%s '%.80s': expected %s", column_names[column],
                        reading->csv.fields[reading->columns[column]], expected);
}

static bool read_header(struct reading *reading)
{
    if (csv_next(&reading->csv, reading->error) != CSV_RECORD)
        return error_set_at(reading->error, ERROR_INPUT, reading->file, 1,
                            "there is no first line with the names of columns");
    for (int column = 0; column < COLUMNS; column++)
        if (csv_find(&reading->csv, column_names[column], &reading->columns[column]) != 1)
            return error_set_at(reading->error, ERROR_INPUT, reading->file, 1,
                                "expected the column %s once", column_names[column]);
    return true;
}

static bool read_seconds(const char *text, double *seconds)
{
    char *end;
    double nanoseconds = strtod(text, &end);
    *seconds = nanoseconds / 1e9;
    return text[0] && !text[strspn(text, "0123456789.e+")] && !*end && isfinite(nanoseconds) &&
           nanoseconds > 0;
}

static const char *copy(struct reading *reading, enum column column)
{
    return arena_copy_string(&reading->ladder->arena,
                             reading->csv.fields[reading->columns[column]]);
}

static bool read_rung(struct reading *reading, struct rung *rung)
{
    struct latency_ladder *ladder = reading->ladder;
    struct error unused = {0};
    *rung = (struct rung){
        .id = copy(reading, ID), .what = copy(reading, WHAT), .source = copy(reading, SOURCE)};
    if (!rung->id[0] || latency_rung(ladder, rung->id))
        return refuse(reading, ID, "a name that no row before it has");
    if (!rung->what[0])
        return refuse(reading, WHAT, "what it is that takes the time");
    if (!rung->source[0])
        return refuse(reading, SOURCE, "where the number was read");
    if (!read_seconds(reading->csv.fields[reading->columns[NANOSECONDS]], &rung->seconds))
        return refuse(reading, NANOSECONDS, "a finite number above 0");
    if (ladder->count && rung->seconds < ladder->rungs[ladder->count - 1].seconds)
        return refuse(reading, NANOSECONDS, "no less than in the row before");
    return day_parse(reading->csv.fields[reading->columns[AS_OF]], &rung->as_of, &unused) ||
           refuse(reading, AS_OF, "the day of the number as YYYY-MM-DD");
}

static bool read_rungs(struct reading *reading)
{
    struct latency_ladder *ladder = reading->ladder;
    enum csv_result result;
    while ((result = csv_next(&reading->csv, reading->error)) == CSV_RECORD) {
        struct rung rung;
        if (reading->csv.ragged)
            return error_set_at(reading->error, ERROR_INPUT, reading->file,
                                reading->csv.record_line,
                                "has %zu fields; expected %zu, as in the first line",
                                reading->csv.field_count, reading->csv.width);
        if (!read_rung(reading, &rung))
            return false;
        memory_reserve((void **)&ladder->rungs, ladder->count, &ladder->capacity,
                       sizeof *ladder->rungs);
        ladder->rungs[ladder->count++] = rung;
    }
    return result == CSV_END;
}

struct latency_ladder *latency_ladder_read(const char *bytes, size_t length, const char *file,
                                           struct error *error)
{
    struct reading reading = {
        .ladder = memory_allocate(1, sizeof *reading.ladder), .file = file, .error = error};
    csv_open(&reading.csv, bytes, length, ',', file);
    bool good = read_header(&reading) && read_rungs(&reading);
    csv_close(&reading.csv);
    if (good)
        return reading.ladder;
    latency_ladder_free(reading.ladder);
    return NULL;
}

void latency_ladder_free(struct latency_ladder *ladder)
{
    if (!ladder)
        return;
    arena_release(&ladder->arena);
    free(ladder->rungs);
    free(ladder);
}

const struct latency_ladder *latency_ladder_shipped(void)
{
    static const struct latency_ladder *shipped;
    struct error error = {0};
    if (!shipped)
        shipped = latency_ladder_read(latencies_shipped, latencies_shipped_length, "latencies.csv",
                                      &error);
    if (!shipped) { /* the program was built wrong */
        char message[1600];
        error_format(&error, message, sizeof message);
        (void)fprintf(stderr, "tutor338: shipped %s\n", message);
        abort();
    }
    return shipped;
}

const struct rung *latency_rung(const struct latency_ladder *ladder, const char *id)
{
    for (size_t i = 0; i < ladder->count; i++)
        if (!strcmp(ladder->rungs[i].id, id))
            return &ladder->rungs[i];
    return NULL;
}
