/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

void csv_open(struct csv_reader *reader, const char *bytes, size_t length, char separator,
              const char *file)
{
    static const char mark[] = "\xef\xbb\xbf";
    *reader = (struct csv_reader){
        .at = bytes, .end = bytes + length, .file = file, .separator = separator, .line = 1};
    if (length >= 3 && !memcmp(bytes, mark, 3))
        reader->at += 3;
}

void csv_close(struct csv_reader *reader)
{
    text_release(&reader->text);
    free(reader->fields);
    free(reader->offsets);
    *reader = (struct csv_reader){0};
}

static bool ends_line(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* Passes over one end of line, where there is one. */
static bool pass_line_end(struct csv_reader *reader)
{
    if (reader->at == reader->end || !ends_line(*reader->at))
        return false;
    bool two = *reader->at == '\r' && reader->end - reader->at > 1 && reader->at[1] == '\n';
    reader->at += two ? 2 : 1;
    reader->line++;
    return true;
}

static bool malformed(struct csv_reader *reader, long line, const char *what, struct error *error)
{
    reader->at = reader->end;
    return error_set_at(error, ERROR_INPUT, reader->file, line, "%s", what);
}

/* From behind the opening quotation mark to behind the closing one. */
static bool read_quoted(struct csv_reader *reader, struct error *error)
{
    long opened = reader->line;
    while (reader->at < reader->end) {
        const char *from = reader->at;
        if (*from == '\0')
            return malformed(reader, reader->line, "holds a NUL byte", error);
        if (*from == '"' && (reader->end - from < 2 || from[1] != '"')) {
            reader->at++;
            return true;
        }
        if (pass_line_end(reader)) {
            text_append_bytes(&reader->text, from, (size_t)(reader->at - from));
            continue;
        }
        reader->at += *from == '"' ? 2 : 1;
        text_append_bytes(&reader->text, from, 1);
    }
    return malformed(reader, opened, "a quotation mark opens a field that is never closed", error);
}

static bool read_plain(struct csv_reader *reader, struct error *error)
{
    const char *from = reader->at;
    for (; reader->at < reader->end; reader->at++) {
        if (*reader->at == reader->separator || ends_line(*reader->at))
            break;
        if (*reader->at == '\0')
            return malformed(reader, reader->line, "holds a NUL byte", error);
        if (*reader->at == '"')
            return malformed(reader, reader->line,
                             "a quotation mark inside a field; expected the whole field in "
                             "quotation marks, those inside it doubled",
                             error);
    }
    text_append_bytes(&reader->text, from, (size_t)(reader->at - from));
    return true;
}

static bool read_field(struct csv_reader *reader, struct error *error)
{
    memory_reserve((void **)&reader->offsets, reader->field_count, &reader->offset_capacity,
                   sizeof *reader->offsets);
    reader->offsets[reader->field_count++] = reader->text.length;
    bool quoted = reader->at < reader->end && *reader->at == '"';
    reader->at += quoted;
    if (quoted ? !read_quoted(reader, error) : !read_plain(reader, error))
        return false;
    text_append_bytes(&reader->text, "", 1);
    if (reader->at == reader->end || *reader->at == reader->separator || ends_line(*reader->at))
        return true;
    return malformed(reader, reader->line,
                     "text behind the closing quotation mark; expected a separator or the end of "
                     "the line",
                     error);
}

/* The texts stand still only now. */
static void point_fields(struct csv_reader *reader)
{
    for (size_t i = 0; i < reader->field_count; i++) {
        memory_reserve((void **)&reader->fields, i, &reader->field_capacity,
                       sizeof *reader->fields);
        reader->fields[i] = reader->text.data + reader->offsets[i];
    }
    if (!reader->width)
        reader->width = reader->field_count;
    reader->ragged = reader->field_count != reader->width;
}

enum csv_result csv_next(struct csv_reader *reader, struct error *error)
{
    while (pass_line_end(reader))
        ;
    reader->field_count = 0;
    text_clear(&reader->text);
    if (reader->at == reader->end)
        return CSV_END;
    reader->record_line = reader->line;
    for (bool more = true; more;) {
        if (!read_field(reader, error)) {
            reader->field_count = 0;
            return CSV_MALFORMED;
        }
        more = reader->at < reader->end && *reader->at == reader->separator;
        reader->at += more;
    }
    (void)pass_line_end(reader);
    point_fields(reader);
    return CSV_RECORD;
}

static bool reads(const char *field, const char *name)
{
    field += strspn(field, " \t");
    size_t length = strlen(field);
    while (length && (field[length - 1] == ' ' || field[length - 1] == '\t'))
        length--;
    char *trimmed = memory_copy_bytes(field, length);
    bool same = text_equal_ignoring_case(trimmed, name);
    free(trimmed);
    return same;
}

size_t csv_find(const struct csv_reader *reader, const char *name, long *index)
{
    size_t times = 0;
    *index = -1;
    for (size_t i = 0; i < reader->field_count; i++)
        if (reads(reader->fields[i], name) && !times++)
            *index = (long)i;
    return times;
}
