/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/export_schema.h"

#include "tui/json.h"

static const struct {
    const char *name, *format;
} types[] = {
    [RECORD_TEXT] = {"string", NULL},   [RECORD_INTEGER] = {"integer", NULL},
    [RECORD_REAL] = {"number", NULL},   [RECORD_BOOLEAN] = {"boolean", NULL},
    [RECORD_DATE] = {"string", "date"}, [RECORD_TIME] = {"string", "date-time"},
};

/* --- Rows ---------------------------------------------------------------------------------------
 */

static json_t *value_json(const struct record_column *column, const struct record_value *value,
                          struct text *buffer)
{
    if (!value->known)
        return json_null();
    switch (column->type) {
    case RECORD_TEXT:
        return json_text(value->text);
    case RECORD_INTEGER:
        return json_integer(value->integer);
    case RECORD_REAL:
        return json_real(value->real);
    case RECORD_BOOLEAN:
        return json_boolean(value->integer != 0);
    case RECORD_DATE:
    case RECORD_TIME:
        break;
    }
    text_clear(buffer);
    record_append(column, value, buffer);
    return json_string(text_string(buffer));
}

void export_schema_row(const struct record_table *table, const struct record_value *values,
                       FILE *out)
{
    json_t *row = json_object();
    struct text buffer = {0};
    json_object_set_new(row, "schema_version", json_integer(EXPORT_SCHEMA_VERSION));
    json_object_set_new(row, "table", json_string(table->name));
    for (size_t i = 0; i < table->column_count; i++)
        json_object_set_new(row, table->columns[i].name,
                            value_json(&table->columns[i], &values[i], &buffer));
    json_print_line(row, out);
    text_release(&buffer);
}

/* --- Schema -------------------------------------------------------------------------------------
 */

static json_t *column_schema(const struct record_column *column)
{
    json_t *schema = json_object(), *type = json_string(types[column->type].name);
    /* A text may be left out of any row by --redact. */
    json_object_set_new(schema, "type",
                        column->required ? type : json_pack("[o, s]", type, "null"));
    if (types[column->type].format)
        json_object_set_new(schema, "format", json_string(types[column->type].format));
    json_t *description = json_string(column->description);
    if (column->unit)
        description = json_sprintf("%s In %s.", json_string_value(description), column->unit);
    json_object_set_new(schema, "description", description);
    return schema;
}

/* Of the tables from `first` to `last`, which have the same columns. */
static json_t *tables_schema(int first, int last)
{
    const struct record_table *table = record_table((enum record_kind)first);
    json_t *properties = json_object(), *required = json_array(), *names = json_array();
    for (int kind = first; kind <= last; kind++)
        json_array_append_new(names, json_string(record_table((enum record_kind)kind)->name));
    json_object_set_new(properties, "schema_version",
                        json_pack("{s:i}", "const", EXPORT_SCHEMA_VERSION));
    json_object_set_new(properties, "table", json_pack("{s:o}", "enum", names));
    json_array_append_new(required, json_string("schema_version"));
    json_array_append_new(required, json_string("table"));
    for (size_t i = 0; i < table->column_count; i++) {
        const struct record_column *column = &table->columns[i];
        json_object_set_new(properties, column->name, column_schema(column));
        json_array_append_new(required, json_string(column->name));
    }
    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties", properties, "required",
                     required, "additionalProperties", false);
}

void export_schema_write(FILE *out)
{
    json_t *tables = json_array();
    for (int first = 0, last; first < RECORD_KIND_COUNT; first = last + 1) {
        last = first;
        while (last + 1 < RECORD_KIND_COUNT &&
               record_table((enum record_kind)(last + 1))->columns ==
                   record_table((enum record_kind)first)->columns)
            last++;
        json_array_append_new(tables, tables_schema(first, last));
    }
    json_print(json_pack("{s:s, s:s, s:s, s:o}", "$schema",
                         "https://json-schema.org/draft/2020-12/schema", "title",
                         "A line of an export of tutor338", "description",
                         "tutor338 export WHAT --format jsonl writes a row of a table a line.",
                         "oneOf", tables),
               out);
}
