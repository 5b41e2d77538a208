/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comma-separated values (RFC 4180): lines end with CRLF, a field is quoted where it must be. In a
 * folder they come with their description, datapackage.json (Frictionless Data Package 1).
 */
#include <string.h>

#include "engine/base/memory.h"
#include "tui/export.h"
#include "tui/json.h"

struct writing {
    const struct record_table *table;
    bool excel_safe;
    FILE *out;
    struct text cell;
};

/* --- Cells --------------------------------------------------------------------------------------
 */

static void write_cell(const char *text, FILE *out)
{
    if (!strpbrk(text, "\",\r\n")) {
        (void)fputs(text, out);
        return;
    }
    (void)fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            (void)fputc('"', out);
        (void)fputc(*text, out);
    }
    (void)fputc('"', out);
}

/* What a spreadsheet would take for a formula (OWASP, "CSV Injection"). */
static bool is_formula(const char *text)
{
    return *text && strchr("=+-@\t\r", *text);
}

static bool write_row(void *context, const struct record_value *values)
{
    struct writing *writing = context;
    for (size_t i = 0; i < writing->table->column_count; i++) {
        const struct record_column *column = &writing->table->columns[i];
        text_clear(&writing->cell);
        if (writing->excel_safe && column->type == RECORD_TEXT && values[i].known &&
            is_formula(values[i].text))
            text_append(&writing->cell, "'");
        record_append(column, &values[i], &writing->cell);
        if (i)
            (void)fputc(',', writing->out);
        write_cell(text_string(&writing->cell), writing->out);
    }
    (void)fputs("\r\n", writing->out);
    return !ferror(writing->out);
}

static bool write_table(const struct export_job *job, enum record_kind kind, FILE *out,
                        struct error *error)
{
    struct writing writing = {
        .table = record_table(kind), .excel_safe = job->excel_safe, .out = out};
    for (size_t i = 0; i < writing.table->column_count; i++)
        (void)fprintf(out, "%s%s", i ? "," : "", writing.table->columns[i].name);
    (void)fputs("\r\n", out);
    bool good =
        collection_each_record(job->collection, kind, &job->request, write_row, &writing, error);
    text_release(&writing.cell);
    return good;
}

static bool write(const struct export_job *job, FILE *out, struct error *error)
{
    return write_table(job, (enum record_kind)job->what, out, error);
}

/* --- Description --------------------------------------------------------------------------------
 */

static json_t *field_json(const struct record_column *column, bool key, bool excel_safe)
{
    static const struct {
        const char *name, *format;
    } types[] = {
        [RECORD_TEXT] = {"string", "default"}, [RECORD_INTEGER] = {"integer", "default"},
        [RECORD_REAL] = {"number", "default"}, [RECORD_BOOLEAN] = {"boolean", "default"},
        [RECORD_DATE] = {"date", "default"},   [RECORD_TIME] = {"datetime", "any"},
    };
    bool guarded = excel_safe && column->type == RECORD_TEXT;
    json_t *field = json_pack(
        "{s:s, s:s, s:s, s:o}", "name", column->name, "type", types[column->type].name, "format",
        types[column->type].format, "description",
        json_sprintf("%s%s", column->description,
                     guarded ? " An apostrophe before a first = + - @, tab or carriage return "
                               "keeps spreadsheets from computing it and is no part of the text."
                             : ""));
    if (column->unit)
        json_object_set_new(field, "unit", json_string(column->unit));
    if (column->required)
        json_object_set_new(field, "constraints",
                            key ? json_pack("{s:b, s:b}", "required", true, "unique", true)
                                : json_pack("{s:b}", "required", true));
    return field;
}

static json_t *resource_json(const struct record_table *table, bool excel_safe)
{
    json_t *fields = json_array();
    for (size_t i = 0; i < table->column_count; i++) {
        const struct record_column *column = &table->columns[i];
        json_array_append_new(fields,
                              field_json(column, !strcmp(column->name, table->key), excel_safe));
    }
    json_t *dialect = json_pack("{s:s, s:s, s:s, s:b, s:b}", "delimiter", ",", "lineTerminator",
                                "\r\n", "quoteChar", "\"", "doubleQuote", true, "header", true);
    json_t *schema = json_pack("{s:o, s:[s], s:[s]}", "fields", fields, "primaryKey", table->key,
                               "missingValues", "");
    return json_pack("{s:s, s:s, s:o, s:s, s:s, s:s, s:s, s:o, s:o}", "name", table->name, "title",
                     table->title, "path", json_sprintf("%s.csv", table->name), "profile",
                     "tabular-data-resource", "format", "csv", "mediatype", "text/csv", "encoding",
                     "utf-8", "dialect", dialect, "schema", schema);
}

static void write_description(const struct export_job *job, FILE *out)
{
    char created[INSTANT_TEXT];
    json_t *resources = json_array();
    for (int kind = 0; kind < RECORD_KIND_COUNT; kind++)
        if (job->what == kind || job->what == EXPORT_ALL)
            json_array_append_new(
                resources, resource_json(record_table((enum record_kind)kind), job->excel_safe));
    int64_t now = clock_now(collection_clock(job->collection)).utc_ms;
    json_print(json_pack("{s:s, s:s, s:s, s:o, s:o}", "profile", "tabular-data-package", "name",
                         "tutor338", "created", instant_format_utc(now, created), "description",
                         json_sprintf("Written by tutor338 %s%s.", job->version,
                                      job->request.redact ? " without texts" : ""),
                         "resources", resources),
               out);
}

/* --- Files --------------------------------------------------------------------------------------
 */

/* One table, or all of them; then the description. */
static size_t table_count(const struct export_job *job)
{
    return job->what == EXPORT_ALL ? RECORD_KIND_COUNT : 1;
}

static enum record_kind table_at(const struct export_job *job, size_t number)
{
    return (enum record_kind)(job->what == EXPORT_ALL ? (int)number : job->what);
}

static char *file_name(const struct export_job *job, size_t number)
{
    struct text name = {0};
    if (number > table_count(job))
        return NULL;
    if (number == table_count(job))
        return memory_copy_string("datapackage.json");
    text_printf(&name, "%s.csv", record_table(table_at(job, number))->name);
    return text_take(&name);
}

static bool write_file(const struct export_job *job, size_t number, FILE *out, struct error *error)
{
    if (number < table_count(job))
        return write_table(job, table_at(job, number), out, error);
    write_description(job, out);
    return true;
}

const struct export_format export_format_csv = {
    .name = "csv",
    .summary = "tables for spreadsheets",
    .suffix = "csv",
    .what = EXPORT_TABLES | 1 << EXPORT_ALL,
    .redacts = true,
    .spreadsheet = true,
    .write = write,
    .file_name = file_name,
    .write_file = write_file,
};
