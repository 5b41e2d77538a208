/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/simulation_link.h"

#include <ctype.h>
#include <string.h>

#include "engine/base/text.h"

/* A subject's words, and the simulation that shows it. Parameters with a phrase before their number
 * ("load factor of 0.7") take it from the passage. */
struct subject {
    const char *simulation;
    const char *words[8];
    struct {
        const char *parameter, *phrase;
    } numbers[4];
};

static const struct subject subjects[] = {
    {"hash",
     {"hash table", "hash tables", "hash map", "hash maps", "hash index", "hash indexes", NULL},
     {{"load", "load factor of"}, {"load", "load factor is"}, {"slots", "slots ="}, {NULL, NULL}}},
};

/* The number after the phrase, as digits with at most one point. */
static struct slice number_after(struct slice passage, const char *phrase)
{
    size_t at = slice_find(passage, phrase);
    if (at >= passage.length)
        return slice_make(passage.at, 0);
    struct slice rest = slice_trim(slice_from(passage, at + strlen(phrase)));
    size_t length = 0, points = 0;
    for (; length < rest.length && length < 12; length++) {
        if (rest.at[length] == '.' && length + 1 < rest.length &&
            isdigit((unsigned char)rest.at[length + 1]))
            points++;
        else if (!isdigit((unsigned char)rest.at[length]))
            break;
    }
    return slice_until(rest, points <= 1 ? length : 0);
}

static void append_parameters(struct text *out, const struct subject *subject, struct slice passage)
{
    const char *done = NULL;
    for (size_t i = 0; i < 4 && subject->numbers[i].parameter; i++) {
        const char *name = subject->numbers[i].parameter;
        struct slice number = number_after(passage, subject->numbers[i].phrase);
        if (!number.length || (done && !strcmp(done, name)))
            continue;
        text_printf(out, "%s%s=%.*s", out->length ? " " : "", name, (int)number.length, number.at);
        done = name;
    }
}

static const struct subject *subject_of(struct slice passage, struct slice front)
{
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (slice_holds_any(passage, subjects[i].words) ||
            slice_holds_any(front, subjects[i].words))
            return &subjects[i];
    return NULL;
}

const char *simulation_for(struct slice passage, const char *front, struct arena *arena)
{
    const struct subject *subject = subject_of(passage, slice_of(front));
    if (!subject)
        return NULL;
    struct text parameters = {0};
    append_parameters(&parameters, subject, passage);
    const char *link = arena_format(arena, "%s%s%s", subject->simulation,
                                    parameters.length ? " " : "", text_string(&parameters));
    text_release(&parameters);
    return link;
}

static bool is_name(struct slice text)
{
    for (size_t at = 0; at < text.length; at++)
        if (!isalnum((unsigned char)text.at[at]) && text.at[at] != '-' && text.at[at] != '_')
            return false;
    return text.length > 0 && text.length <= 40;
}

/* "slots = 64" to "slots=64"; false: not of that form. */
static bool append_assignment(struct text *out, struct slice line)
{
    const char *equals = memchr(line.at, '=', line.length);
    if (!equals)
        return false;
    struct slice name = slice_trim(slice_until(line, (size_t)(equals - line.at)));
    struct slice value = slice_trim(slice_from(line, (size_t)(equals - line.at) + 1));
    if (!is_name(name) || !value.length || value.length > 40 || memchr(value.at, ' ', value.length))
        return false;
    text_printf(out, "%s%.*s=%.*s", out->length ? " " : "", (int)name.length, name.at,
                (int)value.length, value.at);
    return true;
}

static void read_fence(const struct block *code, struct harvest *harvest)
{
    struct slice name = slice_trim(slice_from(slice_of(code->info), 3));
    struct text parameters = {0};
    if (!is_name(name)) {
        harvest_warn(harvest, code->first_line, "broken-block",
                     "\"sim\" wants the name of one simulation");
        return;
    }
    struct slice rest = slice_make(code->text, code->length);
    for (long line = code->first_line + 1; rest.length; line++) {
        const char *newline = memchr(rest.at, '\n', rest.length);
        size_t length = newline ? (size_t)(newline - rest.at) : rest.length;
        struct slice text = slice_trim(slice_until(rest, length));
        if (text.length && text.at[0] != '#' && !append_assignment(&parameters, text))
            harvest_warn(harvest, line, "broken-block", "expected \"parameter = value\"");
        rest = slice_from(rest, length + 1);
    }
    struct simulation_link *link = harvest_add_link(harvest);
    link->name = arena_copy_bytes(&harvest->arena, name.at, name.length);
    link->parameters = arena_copy_string(&harvest->arena, text_string(&parameters));
    link->line = code->first_line;
    link->end_line = code->last_line;
    text_release(&parameters);
}

static void link_passage(const struct block *block, struct harvest *harvest)
{
    struct slice passage = slice_make(block->text, block->length);
    const struct subject *subject = subject_of(passage, slice_make("", 0));
    if (!subject)
        return;
    struct text parameters = {0};
    append_parameters(&parameters, subject, passage);
    struct simulation_link *link = harvest_add_link(harvest);
    link->name = subject->simulation;
    link->parameters = arena_copy_string(&harvest->arena, text_string(&parameters));
    link->line = block->first_line;
    link->end_line = block->last_line;
    text_release(&parameters);
}

void simulation_find_links(const struct document *document, struct harvest *harvest)
{
    for (const struct block *b = document->root; b; b = block_following(b)) {
        if (b->kind == BLOCK_CODE && !strncmp(b->info, "sim ", 4))
            read_fence(b, harvest);
        else if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM)
            link_passage(b, harvest);
    }
}
