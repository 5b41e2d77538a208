/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/deck_table.h"

#include <stdlib.h>
#include <string.h>

#include "content/cloze.h"
#include "content/html.h"
#include "engine/base/csv.h"
#include "engine/base/text.h"

enum { CLOZES_AT_MOST = 100 };

void deck_table_set(struct deck_table *table, const char **kept, struct slice value)
{
    struct text plain = {0};
    plain_append_text(&plain, value.at, value.length);
    *kept = arena_copy_string(&table->deck->arena, text_string(&plain));
    text_release(&plain);
}

/* --- Columns -----------------------------------------------------------------------------------
 */

static enum deck_column column_named(const char *name, bool cards)
{
    static const struct {
        enum deck_column column;
        const char *names[8];
    } known[] = {
        {DECK_COLUMN_TAGS, {"tags", "tag", "labels"}},
        {DECK_COLUMN_DECK, {"deck", "topic", "category", "subject", "chapter"}},
        {DECK_COLUMN_GUID, {"guid", "id", "key"}},
        {DECK_COLUMN_NOTETYPE, {"notetype", "note type", "type", "kind"}},
        {DECK_COLUMN_FRONT, {"front", "question", "term", "word", "prompt", "text", "q"}},
        {DECK_COLUMN_BACK, {"back", "answer", "definition", "meaning", "translation", "a"}},
    };
    struct slice trimmed = slice_trim(slice_of(name));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        for (size_t j = 0; j < 8 && known[i].names[j]; j++)
            if (slice_equals(trimmed, known[i].names[j]))
                return known[i].column < DECK_COLUMN_TAGS && !cards ? DECK_COLUMN_NONE
                                                                    : known[i].column;
    return cards ? DECK_COLUMN_OTHER : DECK_COLUMN_NONE;
}

void deck_table_name_columns(struct deck_table *table, const char *const *names, size_t count,
                             bool cards)
{
    bool taken[DECK_COLUMN_OTHER + 1] = {false};
    for (size_t i = 0; i < count && i < DECK_COLUMNS; i++) {
        enum deck_column column = column_named(names[i], cards);
        bool again = column != DECK_COLUMN_NONE && column < DECK_COLUMN_OTHER && taken[column];
        taken[column] = true;
        if (table->columns[i] == DECK_COLUMN_NONE)
            table->columns[i] = again ? DECK_COLUMN_OTHER : column;
    }
}

static bool has_column(const struct deck_table *table, enum deck_column column)
{
    for (size_t i = 0; i < DECK_COLUMNS; i++)
        if (table->columns[i] == column)
            return true;
    return false;
}

static bool read_names(struct deck_table *table, struct csv_reader *reader, struct error *error)
{
    struct text others = {0};
    enum csv_result result = csv_next(reader, error);
    if (result == CSV_MALFORMED)
        return false;
    if (result == CSV_END)
        return error_set_at(error, ERROR_INPUT, table->input->path, 1,
                            "is empty: its first line should name the columns");
    deck_table_name_columns(table, reader->fields, reader->field_count, true);
    bool cloze = has_column(table, DECK_COLUMN_NOTETYPE);
    if (!has_column(table, DECK_COLUMN_FRONT) || (!has_column(table, DECK_COLUMN_BACK) && !cloze))
        return error_set_at(error, ERROR_INPUT, table->input->path, reader->record_line,
                            "is no table of cards: its first line should name the columns, front "
                            "and back among them");
    for (size_t i = 0; i < reader->field_count && i < DECK_COLUMNS; i++)
        if (table->columns[i] == DECK_COLUMN_OTHER)
            text_printf(&others, "%s%.40s", others.length ? ", " : "", reader->fields[i]);
    if (others.length)
        harvest_warn(table->input->harvest, reader->record_line, "unknown-column",
                     "not used: the columns %.300s", others.data);
    text_release(&others);
    return true;
}

/* --- Notes -------------------------------------------------------------------------------------
 */

/* The fields of one record, by what they are. */
struct row {
    const char *meta[DECK_COLUMN_OTHER]; /* NULL: there is none */
    const char *fields[DECK_COLUMNS];    /* front, back and those without a name */
    size_t count;
};

static void sort_row(const struct deck_table *table, const struct csv_reader *reader,
                     struct row *row)
{
    const char *front = NULL, *back = NULL;
    for (size_t i = 0; i < reader->field_count && i < DECK_COLUMNS; i++) {
        enum deck_column column = table->columns[i];
        if (column == DECK_COLUMN_FRONT)
            front = reader->fields[i];
        else if (column == DECK_COLUMN_BACK)
            back = reader->fields[i];
        else if (column == DECK_COLUMN_NONE && !table->headed)
            row->fields[row->count++] = reader->fields[i];
        else if (column > DECK_COLUMN_BACK && column < DECK_COLUMN_OTHER)
            row->meta[column] = reader->fields[i];
    }
    if (table->headed) {
        row->fields[0] = front ? front : "";
        row->fields[1] = back ? back : "";
        row->count = 2;
    }
}

static const char *keep(const struct deck_table *table, const char *value, bool html)
{
    struct text plain = {0};
    if (html)
        html_append_text(&plain, value, strlen(value));
    else
        plain_append_text(&plain, value, strlen(value));
    struct slice trimmed = slice_trim(slice_of(text_string(&plain)));
    const char *kept = arena_copy_bytes(&table->deck->arena, trimmed.at, trimmed.length);
    text_release(&plain);
    return kept;
}

/* "Cloze", "Cloze (imported)", "Basic (and reversed card)"; without a name, by the text. */
static enum deck_shape shape_of(const char *notetype, const char *front)
{
    struct text a = {0}, b = {0};
    bool gaps = false;
    for (int i = 1; i <= CLOZES_AT_MOST && !gaps && strstr(front, "{{c"); i++)
        gaps = cloze_show(slice_of(front), i, &a, &b);
    text_release(&a);
    text_release(&b);
    if (gaps && (!notetype || strcasestr(notetype, "cloze")))
        return DECK_CLOZE;
    return notetype && strcasestr(notetype, "reversed") ? DECK_REVERSED : DECK_BASIC;
}

static const struct deck_model *model_of(struct deck_table *table, const char *notetype,
                                         const char *front)
{
    enum deck_shape shape = shape_of(notetype, front);
    struct text own = {0};
    text_printf(&own, DECK_OWN_MODEL "%s", notetype ? notetype : "");
    enum card_kind kind = notetype ? card_kind_of(notetype) : CARD_KIND_COUNT;
    bool ours = kind != CARD_KIND_COUNT && shape == DECK_BASIC;
    const struct deck_model *model = deck_stock_model(table->deck, shape,
                                                      ours       ? own.data
                                                      : notetype ? notetype
                                                                 : deck_shape_name(shape));
    text_release(&own);
    return model;
}

static void add_card(struct deck *deck, struct deck_note *note, int ordinal)
{
    note->cards = deck_grow(&deck->arena, note->cards, note->card_count, sizeof *note->cards);
    note->cards[note->card_count++] = (struct deck_card){.ordinal = ordinal, .due = DAY_NONE};
}

static void add_cards(struct deck *deck, struct deck_note *note)
{
    struct text front = {0}, back = {0};
    for (int i = 0; note->model->shape == DECK_CLOZE && i < CLOZES_AT_MOST; i++) {
        text_clear(&front);
        text_clear(&back);
        if (cloze_show(slice_of(note->fields[0]), i + 1, &front, &back))
            add_card(deck, note, i);
    }
    for (int i = 0; note->model->shape != DECK_CLOZE && i < (int)note->model->template_count; i++)
        add_card(deck, note, i);
    text_release(&front);
    text_release(&back);
}

/* What Anki would put into further fields follows on the back. */
static const char *rest_of(const struct deck_table *table, const struct row *row)
{
    struct text all = {0};
    for (size_t i = 1; i < row->count; i++) {
        const char *value = keep(table, row->fields[i], table->html);
        text_printf(&all, "%s%s", all.length && value[0] ? "\n" : "", value);
    }
    const char *kept = arena_copy_string(&table->deck->arena, text_string(&all));
    text_release(&all);
    return kept;
}

static void set_tags(const struct deck_table *table, struct deck_note *note, const char *own)
{
    struct text all = {0};
    struct arena *arena = &table->deck->arena;
    text_printf(&all, "%s %s", table->tags ? table->tags : "", own ? own : "");
    const char *plain = keep(table, all.data, false);
    const char **tags = arena_allocate(arena, (strlen(plain) / 2 + 1) * sizeof *tags);
    for (const char *at = plain; *at;) {
        at += strspn(at, table->headed ? " \t\n," : " \t\n");
        size_t length = strcspn(at, table->headed ? " \t\n," : " \t\n");
        if (length)
            tags[note->tag_count++] = arena_copy_bytes(arena, at, length);
        at += length;
    }
    note->tags = tags;
    text_release(&all);
}

static void add_note(struct deck_table *table, const struct csv_reader *reader)
{
    struct row row = {.count = 0};
    sort_row(table, reader, &row);
    const char *front = row.count ? keep(table, row.fields[0], table->html) : "";
    const char *notetype = row.meta[DECK_COLUMN_NOTETYPE];
    notetype = notetype && notetype[0] ? keep(table, notetype, false) : table->notetype;
    const struct deck_model *model = model_of(table, notetype, front);
    const char *guid = row.meta[DECK_COLUMN_GUID], *deck = row.meta[DECK_COLUMN_DECK];
    struct deck_note *note = deck_add_note(table->deck);
    note->model = model;
    note->guid = keep(table, guid ? guid : "", false);
    note->deck = deck ? keep(table, deck, false) : table->deck_name ? table->deck_name : "";
    note->line = reader->record_line + table->lines_before;
    note->fields = arena_allocate(&table->deck->arena, 2 * sizeof *note->fields);
    note->fields[0] = front;
    note->fields[1] = rest_of(table, &row);
    set_tags(table, note, row.meta[DECK_COLUMN_TAGS]);
    add_cards(table->deck, note);
}

/* Names the line in the file, not in the part of it that the reader saw. */
static bool fail_at(const struct deck_table *table, struct error *cause, struct error *error)
{
    return error_set_at(error, cause->kind, table->input->path, cause->line + table->lines_before,
                        "%s", cause->message);
}

bool deck_table_read(struct deck_table *table, const char *bytes, size_t length,
                     struct error *error)
{
    struct csv_reader reader;
    struct error cause = {0};
    csv_open(&reader, bytes, length, table->separator, table->input->path);
    bool good = !table->headed || read_names(table, &reader, &cause);
    enum csv_result result = CSV_END;
    while (good && (result = csv_next(&reader, &cause)) == CSV_RECORD)
        if (reader.field_count > 1 || reader.fields[0][0])
            add_note(table, &reader);
    csv_close(&reader);
    return (good && result == CSV_END) || fail_at(table, &cause, error);
}
