/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/deck.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"

void deck_release(struct deck *deck)
{
    free(deck->models);
    free(deck->notes);
    free(deck->media);
    arena_release(&deck->arena);
    memset(deck, 0, sizeof *deck);
}

struct deck_model *deck_add_model(struct deck *deck)
{
    memory_reserve((void **)&deck->models, deck->model_count, &deck->model_capacity,
                   sizeof(void *));
    struct deck_model *model = arena_allocate(&deck->arena, sizeof *model);
    deck->models[deck->model_count++] = model;
    return model;
}

struct deck_note *deck_add_note(struct deck *deck)
{
    memory_reserve((void **)&deck->notes, deck->note_count, &deck->note_capacity,
                   sizeof *deck->notes);
    struct deck_note *note = &deck->notes[deck->note_count++];
    memset(note, 0, sizeof *note);
    return note;
}

struct deck_media *deck_add_media(struct deck *deck)
{
    memory_reserve((void **)&deck->media, deck->media_count, &deck->media_capacity,
                   sizeof *deck->media);
    struct deck_media *media = &deck->media[deck->media_count++];
    memset(media, 0, sizeof *media);
    return media;
}

void *deck_grow(struct arena *arena, const void *items, size_t count, size_t size)
{
    if (count & (count - 1))
        return (void *)(uintptr_t)items;
    void *more = arena_allocate(arena, (count ? count * 2 : 1) * size);
    if (count)
        memcpy(more, items, count * size);
    return more;
}

/* --- Models ------------------------------------------------------------------------------------
 */

static const char *const two_sides[] = {"Front", "Back"};
static const char *const cloze_fields[] = {"Text", "Back Extra"};
static const char *const four_sides[] = {"Front", "Back", "Other front", "Other back"};
static const struct deck_template both[] = {{"Card 1", "{{Front}}", "{{Back}}"},
                                            {"Card 2", "{{Back}}", "{{Front}}"}};
static const struct deck_template gap[] = {
    {"Cloze", "{{cloze:Text}}", "{{cloze:Text}}\n{{Back Extra}}"}};
static const struct deck_template other_words[] = {{"Card 1", "{{Front}}", "{{Back}}"},
                                                   {"Card 2", "{{Other front}}", "{{Other back}}"}};

static const struct deck_model stock[] = {
    [DECK_BASIC] = {"Basic", DECK_BASIC, two_sides, 2, both, 1},
    [DECK_REVERSED] = {"Basic (and reversed card)", DECK_REVERSED, two_sides, 2, both, 2},
    [DECK_CLOZE] = {"Cloze", DECK_CLOZE, cloze_fields, 2, gap, 1},
    [DECK_FIELDS] = {DECK_BOTH_WAYS, DECK_FIELDS, four_sides, 4, other_words, 2},
};

const char *deck_shape_name(enum deck_shape shape)
{
    return stock[shape].name;
}

static const struct deck_model *model_like(struct deck *deck, enum deck_shape shape,
                                           const char *name)
{
    for (size_t i = 0; i < deck->model_count; i++)
        if (deck->models[i]->shape == shape && !strcmp(deck->models[i]->name, name))
            return deck->models[i];
    struct deck_model *model = deck_add_model(deck);
    *model = stock[shape];
    model->name = arena_copy_string(&deck->arena, name);
    return model;
}

const struct deck_model *deck_stock_model(struct deck *deck, enum deck_shape shape,
                                          const char *name)
{
    return model_like(deck, shape, name);
}

const struct deck_model *deck_both_ways(struct deck *deck)
{
    return model_like(deck, DECK_FIELDS, DECK_BOTH_WAYS);
}

/* --- Grades and names --------------------------------------------------------------------------
 */

int deck_grade_of_button(int button)
{
    static const int grades[] = {-1, 1, 3, 4, 5};
    return button < 1 || button > 4 ? -1 : grades[button];
}

int deck_button_of_grade(int grade)
{
    return grade < 3 ? 1 : grade > 5 ? 4 : grade - 1;
}

bool deck_media_name_is_safe(const char *name)
{
    size_t length = strlen(name);
    if (!length || length > 240 || name[0] == '.' || utf8_valid_prefix(name, length) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)name[i] < 0x20 || strchr("/\\:\x7F", name[i]))
            return false;
    return true;
}

/* --- HTML --------------------------------------------------------------------------------------
 */

/* The length of "[picture NAME]" at `at`, and where its name is; 0: none stands there. */
static size_t picture_at(const char *at, const char **name, size_t *length)
{
    static const char begin[] = "[picture ";
    if (strncmp(at, begin, sizeof begin - 1) != 0)
        return 0;
    *name = at + sizeof begin - 1;
    *length = strcspn(*name, "]\n");
    return *length && (*name)[*length] == ']' ? sizeof begin - 1 + *length + 1 : 0;
}

static void append_escaped(struct text *out, const char *from, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        switch (from[i]) {
        case '&':
            text_append(out, "&amp;");
            break;
        case '<':
            text_append(out, "&lt;");
            break;
        case '>':
            text_append(out, "&gt;");
            break;
        case '"':
            text_append(out, "&quot;");
            break;
        default:
            text_append_bytes(out, from + i, 1);
        }
    }
}

void deck_append_html(struct text *out, const char *plain)
{
    char before = '\n';
    for (const char *at = plain; *at;) {
        const char *name;
        size_t length, picture = picture_at(at, &name, &length);
        bool last = !at[1] || at[1] == '\n';
        if (picture) {
            text_append(out, "<img src=\"");
            append_escaped(out, name, length);
            text_append(out, "\">");
            at += picture;
            before = ']';
            continue;
        }
        if (*at == '\n')
            text_append(out, "<br>");
        else if (*at == '\t')
            text_append(out, "&#9;");
        else if (*at == ' ' && (before == ' ' || before == '\n' || last))
            text_append(out, "&nbsp;");
        else if (*at == '"' || *at == '\x1F') /* quotation marks need no escape in a text */
            text_append(out, *at == '"' ? "\"" : " ");
        else
            append_escaped(out, at, 1);
        before = *at++;
    }
}
