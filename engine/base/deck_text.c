/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "engine/base/deck.h"
#include "engine/base/file.h"
#include "engine/base/text.h"

/* A field as RFC 4180 has it, with a tab between fields. A number sign at the beginning of a line
 * would make a comment of it. */
static void append_field(struct text *out, const char *value, bool first)
{
    text_append(out, first ? "" : "\t");
    if (!strpbrk(value, "\t\n\r\"") && !(first && value[0] == '#')) {
        text_append(out, value);
        return;
    }
    text_append(out, "\"");
    for (const char *at = value; *at; at++)
        text_append(out, *at == '"' ? "\"\"" : (char[]){*at, '\0'});
    text_append(out, "\"");
}

static void append_html_field(struct text *out, const char *plain)
{
    struct text html = {0};
    deck_append_html(&html, plain);
    append_field(out, text_string(&html), false);
    text_release(&html);
}

static void append_tags(struct text *out, const struct deck_note *note)
{
    struct text tags = {0};
    for (size_t i = 0; i < note->tag_count; i++) {
        text_append(&tags, i ? " " : "");
        for (const char *at = note->tags[i]; *at; at++)
            text_append_bytes(&tags, (unsigned char)*at <= ' ' ? "_" : at, 1);
    }
    append_field(out, text_string(&tags), false);
    text_release(&tags);
}

static void append_row(struct text *out, const struct deck_note *note, const char *guid,
                       const char *model, const char *const *fields, size_t field_count,
                       size_t width)
{
    append_field(out, guid, true);
    append_field(out, model, false);
    append_field(out, note->deck, false);
    for (size_t i = 0; i < width; i++)
        append_html_field(out, i < field_count ? fields[i] : "");
    append_tags(out, note);
    text_append(out, "\n");
}

static bool is_both_ways(const struct deck_note *note)
{
    return note->model->shape == DECK_FIELDS && !strcmp(note->model->name, DECK_BOTH_WAYS);
}

static bool is_ours(const struct deck_model *model)
{
    return !strncmp(model->name, DECK_OWN_MODEL, strlen(DECK_OWN_MODEL));
}

static void append_note(struct text *out, const struct deck_note *note, size_t width)
{
    const char *const *fields = (const char *const *)note->fields;
    if (!is_both_ways(note)) {
        append_row(out, note, note->guid,
                   is_ours(note->model) ? deck_shape_name(note->model->shape) : note->model->name,
                   fields, note->model->field_count, width);
        return;
    }
    for (size_t i = 0; i < note->card_count; i++) {
        const struct deck_card *card = &note->cards[i];
        append_row(out, note, card->alone ? card->alone : note->guid, deck_shape_name(DECK_BASIC),
                   fields + (card->ordinal ? 2 : 0), 2, width);
    }
}

void deck_format_text(const struct deck *deck, struct text *out)
{
    size_t width = 2;
    for (size_t i = 0; i < deck->note_count; i++)
        if (!is_both_ways(&deck->notes[i]) && deck->notes[i].model->field_count > width)
            width = deck->notes[i].model->field_count;
    text_append(out, "#separator:tab\n#html:true\n#columns:Guid\tNotetype\tDeck");
    for (size_t i = 0; i < width; i++)
        if (i < 2)
            text_append(out, i ? "\tBack" : "\tFront");
        else
            text_printf(out, "\tField %zu", i + 1);
    text_printf(out,
                "\tTags\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:%zu\n",
                width + 4);
    for (size_t i = 0; i < deck->note_count; i++)
        append_note(out, &deck->notes[i], width);
}

bool deck_write_text(const struct deck *deck, const char *path, struct error *error)
{
    struct text out = {0};
    deck_format_text(deck, &out);
    bool good = file_write_atomic(path, text_string(&out), out.length, error);
    text_release(&out);
    return good;
}
