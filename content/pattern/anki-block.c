/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Obsidian_to_Anki: the lines START, a note type, the fields, "Tags: ...", "<!--ID: ...-->", END,
 * also in a quotation; or all of it in one line between STARTI and ENDI. The words for START and
 * END are a setting of that program; people hide their notes in a comment, "%%WORD" to "END%%".
 * Runs before the other written patterns (they are called by name), so that its lines are closed
 * to them.
 */
#include <ctype.h>
#include <string.h>

#include "content/cloze.h"
#include "content/written.h"

struct note {
    struct finder *finder;
    const struct block *under;
    long first, last;
    struct slice type;
    struct text front, back;
    struct slice tags, file_tags; /* of the note, and of all that follow "FILE TAGS" */
    bool formula;                 /* inside "$$" */
    bool answered;                /* "Back:" was seen */
    bool source;                  /* inside "Reference: ...": of neither side */
};

/* The draft of the last offer gets the note's own tags besides the others. */
static void add_tags(struct note *note)
{
    struct harvest *h = note->finder->harvest;
    struct draft *draft = &h->drafts[h->draft_count - 1];
    struct slice words[32];
    size_t count = word_split(note->tags, words, 16);
    count += word_split(note->file_tags, words + count, 16);
    if (!count)
        return;
    const char **tags = arena_allocate(&h->arena, (draft->tag_count + count) * sizeof *tags);
    for (size_t i = 0; i < draft->tag_count; i++)
        tags[i] = draft->tags[i];
    for (size_t i = 0; i < count; i++)
        tags[draft->tag_count + i] = arena_copy_bytes(&h->arena, words[i].at, words[i].length);
    draft->tags = tags;
    draft->tag_count += count;
}

/* The bytes of the formula "$...$" at the beginning, 0: none begins there. */
static size_t formula_length(struct slice text)
{
    if (text.length < 3 || text.at[0] != '$' || strchr(" \t\n", text.at[1]))
        return 0;
    size_t run = text.at[1] == '$' ? 2 : 1;
    size_t end = slice_find(slice_from(text, run), run == 2 ? "$$" : "$");
    return end + run < text.length && end ? end + 2 * run : 0;
}

/* Where the gap that opens at the beginning closes: braces of formulas and code are their own. */
static size_t gap_end(struct slice text)
{
    for (size_t at = 1; at < text.length;) {
        size_t formula = formula_length(slice_from(text, at));
        if (text.at[at] == '}')
            return at;
        at += formula ? formula : 1;
    }
    return text.length;
}

/* "{a} and {2:b}" (the plugin's short form) with numbers as Anki writes them. */
static void number_gaps(struct text *out, struct slice text)
{
    int number = 0;
    for (size_t at = 0; at < text.length; at++) {
        struct slice rest = slice_from(text, at);
        size_t formula = formula_length(rest);
        size_t length = rest.at[0] == '{' ? gap_end(rest) : rest.length;
        if (length == rest.length || number >= 50) {
            text_append_bytes(out, rest.at, formula ? formula : 1);
            at += formula ? formula - 1 : 0;
            continue;
        }
        struct slice inside = slice_make(rest.at + 1, length - 1);
        size_t digits = slice_begins(inside, "c") ? 1 : 0;
        while (digits < inside.length && isdigit((unsigned char)inside.at[digits]))
            digits++;
        bool own = digits && digits < inside.length && strchr(":|", inside.at[digits]) &&
                   isdigit((unsigned char)inside.at[digits - 1]);
        /* "{c2:b}" and "{2|b}" name their number, and one number is one card. */
        int given = 0;
        for (size_t i = own && inside.at[0] == 'c'; own && i < digits && given < 1000; i++)
            given = given * 10 + (inside.at[i] - '0');
        inside = own ? slice_from(inside, digits + 1) : inside;
        text_printf(out, "{{c%d::%.*s}}", own ? given : ++number, (int)inside.length, inside.at);
        at += length;
    }
}

static size_t offer_cloze(struct note *note, const struct offer *model)
{
    struct slice text = slice_of(text_string(&note->front));
    struct text numbered = {0};
    if (!cloze_begins(model->block, text)) {
        number_gaps(&numbered, text);
        text = slice_of(text_string(&numbered));
    }
    struct harvest *h = note->finder->harvest;
    size_t unclosed, before = h->draft_count;
    size_t made = cloze_offer(note->finder, model, text, &unclosed);
    if (made && h->draft_count == before + 1)
        add_tags(note);
    text_release(&numbered);
    return made;
}

static bool offer_sides(struct note *note, const struct offer *model)
{
    struct offer offer = *model;
    struct arena *arena = &note->finder->harvest->arena;
    offer.kind = CARD_BASIC;
    offer.front = arena_copy_string(arena, text_string(&note->front));
    offer.back = arena_copy_string(arena, text_string(&note->back));
    offer.group = finder_group(note->finder);
    if (!finder_offer(note->finder, &offer))
        return false;
    add_tags(note);
    if (!slice_holds(note->type, "revers"))
        return true;
    const char *front = offer.front;
    offer.kind = CARD_REVERSE;
    offer.front = offer.back;
    offer.back = front;
    if (finder_offer(note->finder, &offer))
        add_tags(note);
    return true;
}

static void finish(struct note *note)
{
    struct finder *f = note->finder;
    note->under = written_block(f->document, note->under, note->first);
    struct offer model = {
        .block = note->under,
        .line = note->first,
        .end_line = note->last,
        .passage = slice_of(arena_copy_string(&f->harvest->arena, text_string(&note->front)))};
    bool cloze = slice_holds(note->type, "cloze");
    bool whole = note->front.length && (cloze || (note->answered && note->back.length));
    bool made = whole && (cloze ? offer_cloze(note, &model) > 0 : offer_sides(note, &model));
    if (!made)
        harvest_warn(f->harvest, note->first, "broken-block", "%s",
                     cloze ? "this cloze note holds no gap"
                           : "this note wants a front and a line \"Back: ...\"");
    finder_claim(f, note->first, note->last);
}

static void clear(struct note *note)
{
    text_clear(&note->front);
    text_clear(&note->back);
    note->tags = note->type = slice_make("", 0);
    note->answered = note->formula = note->source = false;
}

/* --- Over several lines --------------------------------------------------------------------------
 */

/* "ID: 1600000000001", as older versions wrote it. */
static bool is_id(struct slice text)
{
    size_t digits = 4;
    while (digits < text.length && isdigit((unsigned char)text.at[digits]))
        digits++;
    return digits > 8 && digits == text.length && !memcmp(text.at, "ID: ", 4);
}

/* The line without the marks of a quotation. */
static struct slice line_text(const struct document *d, long line)
{
    struct slice text = slice_trim(written_line(d, line));
    while (text.length && text.at[0] == '>')
        text = slice_trim(slice_from(text, 1));
    return text;
}

/* "Reference: ...": where the note comes from, a field of its own in many note types. */
static bool names_source(struct slice text)
{
    static const char *const fields[] = {"reference:", "references:", "source:", NULL};
    return slice_begins_any(text, fields) > 0;
}

static void read_field(struct note *note, long line)
{
    const struct document *d = note->finder->document;
    struct slice text = line_text(d, line);
    bool code = written_is_code(d, line);
    bool quoted = slice_begins(slice_trim(written_line(d, line)), ">");
    struct text *out = note->answered ? &note->back : &note->front;
    if (!code && (slice_begins(text, "back:") || slice_begins(text, "tags:")))
        note->source = false;
    else if (!code && names_source(text))
        note->source = true;
    if (note->source)
        return;
    if (!code && slice_begins(text, "back:")) {
        note->answered = true;
        if (slice_trim(slice_from(text, 5)).length)
            written_append(&note->back, slice_from(text, 5));
    } else if (!code && slice_begins(text, "tags:")) {
        note->tags = slice_trim(slice_from(text, 5));
    } else if (!code && !out->length &&
               (slice_begins(text, "front:") || slice_begins(text, "text:"))) {
        written_append(out, slice_from(text, text.at[0] == 'F' ? 6 : 5));
    } else if (code || (text.length && !slice_begins(text, "<!--") && !is_id(text))) {
        if (written_append_formula(out, text, &note->formula))
            return;
        if (quoted)
            written_append(out, text);
        else
            written_append_line(out, d, line);
    }
}

/* "START", or "%%WORD" over a note type. */
static bool is_start(const struct document *d, long line)
{
    static const char *const types[] = {"basic", "cloze", NULL};
    struct slice text = line_text(d, line);
    if (text.length == 5 && !memcmp(text.at, "START", 5))
        return true;
    if (text.length < 5 || text.length > 24 || memcmp(text.at, "%%", 2) != 0)
        return false;
    for (size_t at = 2; at < text.length; at++)
        if (!isupper((unsigned char)text.at[at]))
            return false;
    struct slice type = line < d->line_count ? line_text(d, line + 1) : slice_until(text, 0);
    return word_count(type) < 6 && slice_begins_any(type, types) > 0;
}

static bool is_end(struct slice text)
{
    return slice_begins(text, "END") && (text.length == 3 || slice_equals(text, "END%%")) &&
           isupper((unsigned char)text.at[0]);
}

/* The line of END, 0: a new START or the document's end comes first (then `after` is there). */
static long find_end(const struct document *d, long start, long *after)
{
    for (long line = start + 1; line <= d->line_count; line++) {
        *after = line;
        if (written_is_code(d, line))
            continue;
        if (is_end(line_text(d, line)))
            return line;
        if (is_start(d, line))
            return 0;
    }
    *after = d->line_count + 1;
    return 0;
}

static void read_lines(struct note *note, long start, long end)
{
    clear(note);
    note->first = start;
    note->last = end;
    if (start + 1 < end)
        note->type = line_text(note->finder->document, start + 1);
    for (long line = start + 2; line < end; line++)
        read_field(note, line);
    finish(note);
}

/* --- In one line ---------------------------------------------------------------------------------
 */

static struct slice cut(struct slice text, const char *mark, struct slice *after)
{
    size_t at = slice_find(text, mark);
    *after = at < text.length ? slice_from(text, at + strlen(mark)) : slice_make("", 0);
    return slice_until(text, at);
}

static void read_inline(struct note *note, struct slice inside)
{
    struct slice back, tags, rest;
    clear(note);
    inside = slice_trim(inside);
    const char *end = inside.length ? memchr(inside.at, ']', inside.length) : NULL;
    if (end && inside.at[0] == '[') {
        note->type = slice_make(inside.at + 1, (size_t)(end - inside.at) - 1);
        inside = slice_from(inside, (size_t)(end - inside.at) + 1);
    }
    inside = cut(inside, "<!--", &rest);
    inside = cut(inside, "Tags:", &tags);
    inside = cut(inside, "Back:", &back);
    written_append(&note->front, inside);
    written_append(&note->back, back);
    note->tags = slice_trim(tags);
    note->answered = back.length > 0;
    finish(note);
}

static void read_inlines(struct note *note, long line, struct slice text)
{
    for (;;) {
        size_t start = slice_find_word(text, "STARTI");
        if (start >= text.length)
            return;
        text = slice_from(text, start + 6);
        size_t end = slice_find_word(text, "ENDI");
        note->first = note->last = line;
        if (end >= text.length) {
            harvest_warn(note->finder->harvest, line, "broken-block",
                         "\"STARTI\" has no \"ENDI\" after it");
            return;
        }
        read_inline(note, slice_until(text, end));
        text = slice_from(text, end + 4);
    }
}

/* The lines that tell the plugin where its notes go, or which to delete, with the line below, or
 * "TARGET DECK: name" in one. */
static bool read_order(struct note *note, long line, struct slice text)
{
    static const char *const orders[] = {"TARGET DECK", "FILE TAGS", "DELETE", NULL};
    struct finder *f = note->finder;
    size_t order = slice_begins_any(text, orders);
    if (!order || !isupper((unsigned char)text.at[1]))
        return false;
    struct slice said = slice_trim(slice_from(text, order));
    long last = line;
    if (said.length && said.at[0] == ':' && text.at[0] != 'D')
        said = slice_trim(slice_from(said, 1));
    else if (said.length)
        return false;
    if (!said.length && line < f->document->line_count)
        said = slice_trim(written_line(f->document, last = line + 1));
    if (text.at[0] == 'D' && !is_id(said) && !slice_begins(said, "<!--ID"))
        return false;
    if (text.at[0] == 'F')
        note->file_tags = said;
    finder_claim(f, line, last);
    return true;
}

static void find(struct finder *f, const struct block *block)
{
    const struct document *d = f->document;
    struct note note = {.finder = f};
    (void)block;
    for (long line = 1; line <= d->line_count; line++) {
        struct slice raw = written_line(d, line), text = slice_trim(raw);
        if (written_is_code(d, line) || text.length < 5 || read_order(&note, line, text))
            continue;
        if (memmem(text.at, text.length, "STARTI ", 7))
            read_inlines(&note, line, text);
        if (!is_start(d, line))
            continue;
        long after = line, end = find_end(d, line, &after);
        if (end)
            read_lines(&note, line, end);
        else
            harvest_warn(f->harvest, line, "broken-block", "\"%.*s\" has no \"END\" after it",
                         (int)text.length, text.at);
        line = end ? end : after - 1;
    }
    text_release(&note.front);
    text_release(&note.back);
}

const struct pattern pattern_anki_block = {
    .name = "anki-block",
    .confidence = 1,
    .summary = "START / Basic or Cloze / front / Back: ... / END (Obsidian_to_Anki)",
    .example = "START\nBasic\nWhich call waits for a child process?\nBack: waitpid\n"
               "Tags: unix process\n<!--ID: 1600000000001-->\nEND\n",
    .front = "Which call waits for a child process?",
    .back = "waitpid",
    .counter_example = "START\nBasic\nA question with no end\nBack: and its answer\n",
    .explicit_card = true,
    .find = find,
};
