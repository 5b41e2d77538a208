/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards as Anki's templates make them of a note's fields. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/cloze.h"
#include "content/deck.h"
#include "engine/base/text.h"

enum { SECTIONS_AT_MOST = 32 };

struct rendering {
    const struct deck_note *note;
    const struct deck_card *card;
    bool answer;
    struct text *out;
    int depth, hidden_from; /* sections open; the outermost that is not shown, or 0 */
};

static const char *field_value(const struct rendering *r, struct slice name)
{
    const struct deck_model *model = r->note->model;
    for (size_t i = 0; i < model->field_count; i++)
        if (strlen(model->fields[i]) == name.length &&
            !memcmp(model->fields[i], name.at, name.length))
            return r->note->fields[i];
    return NULL;
}

/* Every section of a number ("{{#c1}}") and of a field is shown where there is such a thing. */
static bool is_filled(const struct rendering *r, struct slice name)
{
    const char *value = field_value(r, name);
    char number[16];
    if (value)
        return slice_trim(slice_of(value)).length > 0;
    (void)snprintf(number, sizeof number, "c%d", r->card->ordinal + 1);
    return slice_equals(name, number) || (slice_equals(name, "Tags") && r->note->tag_count);
}

static void put_cloze(struct rendering *r, const char *value)
{
    struct text front = {0}, back = {0};
    if (cloze_show(slice_of(value), r->card->ordinal + 1, &front, &back))
        text_append(r->out, text_string(r->answer ? &back : &front));
    text_release(&front);
    text_release(&back);
}

/* "type:cloze:Text": filters, then the field. What a filter hides until asked is for the answer. */
static void put_field(struct rendering *r, struct slice body)
{
    bool cloze = false, later = false, spoken = false;
    size_t colon;
    while ((colon = slice_find(body, ":")) < body.length && !field_value(r, body)) {
        struct slice filter = slice_trim(slice_until(body, colon));
        cloze = cloze || slice_equals(filter, "cloze");
        later = later || slice_equals(filter, "type") || slice_equals(filter, "hint");
        spoken = spoken || slice_begins(filter, "tts");
        body = slice_trim(slice_from(body, colon + 1));
    }
    const char *value = field_value(r, body);
    if (spoken || (later && !r->answer))
        return;
    if (value && cloze)
        put_cloze(r, value);
    else if (value)
        text_append(r->out, value);
    else if (slice_equals(body, "Deck"))
        text_append(r->out, r->note->deck);
}

static void open_section(struct rendering *r, struct slice name, bool wanted)
{
    r->depth++;
    if (!r->hidden_from && (r->depth > SECTIONS_AT_MOST || is_filled(r, name) != wanted))
        r->hidden_from = r->depth;
}

static void put_replacement(struct rendering *r, struct slice body)
{
    char first = body.length ? body.at[0] : '\0';
    struct slice name = slice_trim(slice_from(body, 1));
    if (first == '#' || first == '^') {
        open_section(r, name, first == '#');
    } else if (first == '/') {
        if (r->hidden_from == r->depth)
            r->hidden_from = 0;
        r->depth -= r->depth > 0;
    } else if (!r->hidden_from && first != '!') {
        put_field(r, body);
    }
}

static void render(struct rendering *r, const char *template)
{
    struct slice rest = slice_of(template);
    while (rest.length) {
        size_t open = slice_find(rest, "{{");
        if (!r->hidden_from)
            text_append_bytes(r->out, rest.at, open < rest.length ? open : rest.length);
        if (open >= rest.length)
            return;
        rest = slice_from(rest, open + 2);
        size_t close = slice_find(rest, "}}");
        if (close >= rest.length)
            return;
        put_replacement(r, slice_trim(slice_until(rest, close)));
        rest = slice_from(rest, close + 2);
    }
}

/* Lines that sections left empty, and blanks at both ends. */
static void tidy(struct text *out, size_t begin)
{
    size_t to = begin, ends = 0;
    for (size_t at = begin; at < out->length; at++) {
        char c = out->data[at];
        ends = c == '\n' ? ends + 1 : 0;
        if (ends > 2 || (c == '\n' && to == begin))
            continue;
        out->data[to++] = c;
    }
    while (to > begin && strchr(" \n\t", out->data[to - 1]))
        to--;
    out->length = to;
    if (out->data)
        out->data[to] = '\0';
}

static bool is_blank(const struct text *text, size_t begin)
{
    return !text->data || !slice_trim(slice_of(text->data + begin)).length;
}

bool deck_show(const struct deck_note *note, const struct deck_card *card, struct text *front,
               struct text *back)
{
    const struct deck_model *model = note->model;
    size_t number = model->shape == DECK_CLOZE ? 0 : (size_t)card->ordinal;
    size_t begin = front->length, begin_back = back->length;
    if (card->ordinal < 0 || number >= model->template_count)
        return false;
    struct rendering question = {.note = note, .card = card, .out = front};
    render(&question, model->templates[number].question);
    tidy(front, begin);
    struct rendering answer = {.note = note, .card = card, .out = back, .answer = true};
    render(&answer, model->templates[number].answer);
    tidy(back, begin_back);
    return !is_blank(front, begin) && !is_blank(back, begin_back);
}

enum deck_shape deck_shape_of(const struct deck_model *model)
{
    struct text sides[2] = {{0}};
    enum deck_shape shape = DECK_FIELDS;
    if (model->shape == DECK_CLOZE)
        return DECK_CLOZE;
    if (model->field_count != 2 || model->template_count < 1 || model->template_count > 2)
        return DECK_FIELDS;
    for (size_t i = 0; i < 2; i++)
        text_printf(&sides[i], "{{%s}}", model->fields[i]);
    bool straight = true;
    for (size_t i = 0; i < model->template_count; i++)
        straight = straight && !strcmp(model->templates[i].question, sides[i].data) &&
                   !strcmp(model->templates[i].answer, sides[1 - i].data);
    if (straight)
        shape = model->template_count == 1 ? DECK_BASIC : DECK_REVERSED;
    text_release(&sides[0]);
    text_release(&sides[1]);
    return shape;
}
