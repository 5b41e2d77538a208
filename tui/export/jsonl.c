/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Lines: a row a line, the tables one after another. */
#include "tui/export.h"
#include "tui/export_schema.h"

struct writing {
    const struct record_table *table;
    FILE *out;
};

static bool write_row(void *context, const struct record_value *values)
{
    struct writing *writing = context;
    export_schema_row(writing->table, values, writing->out);
    return !ferror(writing->out);
}

static bool write(const struct export_job *job, FILE *out, struct error *error)
{
    bool good = true;
    for (int kind = 0; good && kind < RECORD_KIND_COUNT; kind++) {
        struct writing writing = {record_table((enum record_kind)kind), out};
        if (job->what == kind || job->what == EXPORT_ALL)
            good = collection_each_record(job->collection, (enum record_kind)kind, &job->request,
                                          write_row, &writing, error);
    }
    return good;
}

const struct export_format export_format_jsonl = {
    .name = "jsonl",
    .summary = "JSON Lines: a row a line",
    .suffix = "jsonl",
    .what = EXPORT_TABLES | 1 << EXPORT_ALL,
    .redacts = true,
    .write = write,
};
