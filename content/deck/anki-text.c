/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Anki's text (.txt): heading lines "#key:value", then a note a line. A file is one if its very
 * first line is such a heading; other texts are notes.
 *
 *   #separator:tab          or comma, semicolon, colon, pipe, space, or the character itself
 *   #html:true              fields hold HTML
 *   #tags:a b               for every note;  #deck:NAME, #notetype:NAME the same
 *   #columns:Front<TAB>Back what the columns are called
 *   #guid column:1          and notetype, deck, tags column: where these stand
 *
 * A column named after what it is (guid, tags, deck, notetype) is that. The first two others are
 * front and back of the card, or text and extra of a cloze; further ones follow on the back.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "content/deck_table.h"
#include "content/word.h"
#include "engine/base/csv.h"

/* Keys by which a file is known. */
static const char *const keys[] = {
    "separator",       "html",        "columns",     "notetype",    "deck",
    "notetype column", "deck column", "tags column", "guid column", NULL};

static struct slice first_line(const char *bytes, size_t length)
{
    if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
        bytes += 3;
        length -= 3;
    }
    const char *end = length ? memchr(bytes, '\n', length) : NULL;
    return slice_trim(slice_make(bytes, end ? (size_t)(end - bytes) : length));
}

/* The value of the heading line "#KEY:VALUE", or an empty slice without an address. */
static struct slice heading(struct slice line, const char *key)
{
    size_t length = strlen(key);
    if (line.length < length + 2 || line.at[0] != '#' ||
        strncasecmp(line.at + 1, key, length) != 0 || line.at[length + 1] != ':')
        return slice_make(NULL, 0);
    return slice_from(line, length + 2);
}

static bool recognise(const char *bytes, size_t length)
{
    struct slice line = first_line(bytes, length);
    for (size_t i = 0; keys[i]; i++)
        if (heading(line, keys[i]).at)
            return true;
    return false;
}

static char separator_of(struct slice value)
{
    static const struct {
        const char *name;
        char separator;
    } names[] = {{"tab", '\t'}, {"comma", ','}, {"semicolon", ';'}, {"colon", ':'},
                 {"pipe", '|'}, {"space", ' '}, {"\\t", '\t'}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_begins(value, names[i].name))
            return names[i].separator;
    bool usable = value.length && !isalnum((unsigned char)value.at[0]) && value.at[0] != '"' &&
                  (unsigned char)value.at[0] < 0x80;
    return usable ? value.at[0] : '\t';
}

static char *copy(struct slice value)
{
    return memory_copy_bytes(value.at, value.length);
}

/* "#guid column:1" counts from 1. */
static void set_column(struct deck_table *table, enum deck_column column, struct slice value)
{
    char *digits = copy(value);
    long number = strtol(digits, NULL, 10);
    if (number > 0 && number <= DECK_COLUMNS)
        table->columns[number - 1] = column;
    free(digits);
}

static void name_columns(struct deck_table *table, struct slice value, const char *path)
{
    struct csv_reader names;
    struct error ignored = {0};
    csv_open(&names, value.at, value.length, table->separator, path);
    if (csv_next(&names, &ignored) == CSV_RECORD)
        deck_table_name_columns(table, names.fields, names.field_count, false);
    csv_close(&names);
}

static void read_heading(struct deck_table *table, struct slice line, const char *path)
{
    struct slice value;
    if ((value = heading(line, "separator")).at)
        table->separator = separator_of(value.length ? value : slice_of("tab"));
    else if ((value = heading(line, "html")).at)
        table->html = slice_begins(value, "true");
    else if ((value = heading(line, "columns")).at)
        name_columns(table, value, path);
    else if ((value = heading(line, "tags")).at)
        deck_table_set(table, &table->tags, value);
    else if ((value = heading(line, "deck")).at)
        deck_table_set(table, &table->deck_name, value);
    else if ((value = heading(line, "notetype")).at)
        deck_table_set(table, &table->notetype, value);
    else if ((value = heading(line, "guid column")).at)
        set_column(table, DECK_COLUMN_GUID, value);
    else if ((value = heading(line, "notetype column")).at)
        set_column(table, DECK_COLUMN_NOTETYPE, value);
    else if ((value = heading(line, "deck column")).at)
        set_column(table, DECK_COLUMN_DECK, value);
    else if ((value = heading(line, "tags column")).at)
        set_column(table, DECK_COLUMN_TAGS, value);
}

static bool read_text(const struct deck_input *input, struct deck *deck, struct error *error)
{
    struct deck_table table = {.input = input, .deck = deck, .separator = '\t', .lines_before = 0};
    const char *at = input->bytes, *end = at + input->length;
    if (input->length >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3))
        at += 3;
    while (at < end && *at == '#') {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        struct slice line = slice_make(at, (size_t)(stop - at));
        if (line.length && line.at[line.length - 1] == '\r')
            line.length--;
        read_heading(&table, line, input->path);
        at = stop < end ? stop + 1 : end;
        table.lines_before++;
    }
    return deck_table_read(&table, at, (size_t)(end - at), error);
}

static const char *const endings[] = {".txt", NULL};

const struct deck_format deck_format_anki_text = {
    .name = "anki-text",
    .summary = "Anki text (.txt that begins with a line such as #separator:tab)",
    .endings = endings,
    .in_folders = true,
    .recognise = recognise,
    .read = read_text,
};
