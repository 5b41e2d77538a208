/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/finder.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "content/byte.h"
#include "content/precision.h"
#include "content/quality.h"
#include "content/simulation_link.h"
#include "engine/base/text.h"

/* --- Tags and headings ---------------------------------------------------------------------------
 */

static bool is_flashcard_tag(const char *tag)
{
    return slice_begins(slice_of(tag), "flashcard");
}

static bool wants_flashcards(const struct finder *f)
{
    if (f->options->flashcards)
        return true;
    for (size_t i = 0; i < f->options->tag_count; i++)
        if (is_flashcard_tag(f->options->tags[i]))
            return true;
    for (const struct block *b = f->document->root; b; b = block_following(b)) {
        if (b->kind == BLOCK_FRONT_MATTER && slice_holds_word(slice_of(b->text), "flashcards"))
            return true;
        for (size_t i = 0; i < b->span_count; i++)
            if (b->spans[i].kind == SPAN_TAG && is_flashcard_tag(b->spans[i].target))
                return true;
    }
    return false;
}

/* By the first paragraphs that hold enough words. */
static bool is_english(const struct document *document)
{
    size_t yes = 0, no = 0;
    for (const struct block *b = document->root; b && yes + no < 200; b = block_following(b)) {
        struct slice text = slice_make(b->text, b->length);
        if ((b->kind != BLOCK_PARAGRAPH && b->kind != BLOCK_ITEM) ||
            word_count(slice_until(block_text_line(b, 0), 600)) < 6)
            continue; /* a column of words tells nothing */
        if (text_is_english(text))
            yes++;
        else
            no++;
    }
    return yes * 2 >= no;
}

void finder_init(struct finder *finder, const struct document *document,
                 const struct content_options *options, struct harvest *harvest,
                 const char **refused)
{
    static const struct content_options none;
    *finder = (struct finder){.document = document,
                              .options = options ? options : &none,
                              .harvest = harvest,
                              .refused = refused};
    finder->claimed = memory_allocate((size_t)document->line_count + 2, 1);
    finder->english = is_english(document);
    finder->flashcards = wants_flashcards(finder);
    vocabulary_fill(&finder->vocabulary, document);
}

void finder_release(struct finder *finder)
{
    splitter_release(&finder->splitter);
    text_release(&finder->cleaned);
    clause_list_release(&finder->clauses);
    vocabulary_release(&finder->vocabulary);
    free(finder->claimed);
    memset(finder, 0, sizeof *finder);
}

static void add_headings(struct finder *f, struct draft *draft, const struct block *block)
{
    const struct block *path[8];
    size_t count = 0;
    const struct block *heading = block->kind == BLOCK_HEADING ? block : block->heading;
    if (!f->names || f->named != heading) { /* the drafts under one heading share its path */
        f->named = heading;
        for (; heading && count < 8; heading = heading->heading)
            path[count++] = heading;
        f->names = arena_allocate(&f->harvest->arena, (count + 1) * sizeof *f->names);
        for (size_t i = 0; i < count; i++)
            f->names[i] = arena_copy_string(&f->harvest->arena, path[count - 1 - i]->text);
        f->name_count = count;
    }
    count = f->name_count;
    draft->heading = f->names;
    draft->heading_count = count;
    draft->day = f->day;
    draft->topic = f->topic ? f->topic : count ? f->names[count - 1] : NULL;
}

static void add_tags(struct finder *f, struct draft *draft, const struct block *block)
{
    size_t count = 0, given = f->options->tag_count;
    size_t room = given;
    for (const struct block *b = block; b; b = b->kind == BLOCK_HEADING ? NULL : b->heading)
        room += b->span_count;
    room = room < given + 8 ? room : given + 8;
    const char **tags = arena_allocate(&f->harvest->arena, room * sizeof *tags);
    for (size_t i = 0; i < given; i++)
        tags[count++] = arena_copy_string(&f->harvest->arena, f->options->tags[i]);
    for (const struct block *b = block; b && count < given + 8;
         b = b->kind == BLOCK_HEADING || !b->heading ? NULL : b->heading)
        for (size_t i = 0; i < b->span_count && count < given + 8; i++)
            if (b->spans[i].kind == SPAN_TAG)
                tags[count++] = arena_copy_string(&f->harvest->arena, b->spans[i].target);
    draft->tags = tags;
    draft->tag_count = count;
}

/* --- What patterns call
 * --------------------------------------------------------------------------- */

const char *finder_group(struct finder *finder)
{
    return arena_format(&finder->harvest->arena, "%s-%zu", finder->pattern->name, ++finder->groups);
}

static void refuse(struct finder *f, const struct offer *offer, const char *why)
{
    for (long line = offer->line; f->refused && line <= offer->end_line; line++)
        if (line >= 1 && line <= f->document->line_count)
            f->refused[line - 1] = why;
}

static bool is_claimed(const struct finder *f, const struct offer *offer)
{
    for (long line = offer->line; line <= offer->end_line && line <= f->document->line_count;
         line++)
        if (f->claimed[line])
            return true;
    return false;
}

static double confidence_of(const struct finder *f, const struct offer *offer, struct text *reason)
{
    double score = quality_score(offer, f->pattern->confidence, f->verdict.hedged, reason);
    const char *doubt = score > PRECISION_PROPOSED ? precision_doubt(offer) : NULL;
    if (!doubt)
        return score;
    text_printf(reason, "; at most %.2f %s", PRECISION_PROPOSED, doubt);
    return PRECISION_PROPOSED;
}

bool finder_offer(struct finder *f, const struct offer *offer)
{
    bool written = f->pattern->explicit_card;
    const char *why = quality_refusal(offer, written, &f->verdict);
    if (!why && !written && is_claimed(f, offer))
        why = "a written card stands there";
    if (why) {
        refuse(f, offer, why);
        return false;
    }
    struct arena *arena = &f->harvest->arena;
    struct text reason = {0};
    text_printf(&reason, "%s %.2f", f->pattern->name, f->pattern->confidence);
    struct draft *draft = harvest_add_draft(f->harvest);
    draft->kind = offer->kind;
    draft->front = offer->front;
    draft->back = offer->back;
    draft->pattern = f->pattern->name;
    draft->confidence = written ? 1 : confidence_of(f, offer, &reason);
    /* The other side of a fact is no surer than the fact. */
    const struct draft *before = f->harvest->draft_count > 1 ? draft - 1 : NULL;
    if (before && offer->kind == CARD_REVERSE && offer->group == before->group &&
        before->confidence < draft->confidence)
        draft->confidence = before->confidence;
    draft->line = offer->line;
    draft->end_line = offer->end_line;
    draft->group = offer->group ? offer->group : finder_group(f);
    if (!f->verdict.copy)
        f->verdict.copy = arena_copy_bytes(arena, offer->passage.at, offer->passage.length);
    draft->passage = f->verdict.copy;
    draft->reason = arena_copy_string(arena, text_string(&reason));
    draft->explicit_card = written;
    draft->schedule = offer->schedule;
    draft->simulation = simulation_for(offer->passage, draft->front, arena);
    add_headings(f, draft, offer->block);
    add_tags(f, draft, offer->block);
    text_release(&reason);
    return true;
}

const struct slice *finder_sentences(struct finder *f, const struct block *block, size_t *count)
{
    if (f->split != block) {
        splitter_split(&f->splitter, slice_make(block->text, block->length));
        f->split = block;
    }
    *count = f->splitter.count;
    return f->splitter.sentences;
}

long finder_line(const struct block *block, struct slice part)
{
    return block_line(block, (size_t)(part.at - block->text));
}

long finder_end_line(const struct block *block, struct slice part)
{
    size_t end = (size_t)(part.at - block->text) + part.length;
    return block_line(block, end ? end - 1 : 0);
}

/* Leaves out a lone closing or opening mark at the end that its partner did not make it to. */
static struct slice drop_lone(struct slice text)
{
    static const char pairs[] = "()[]";
    for (size_t p = 0; pairs[p]; p += 2) {
        const char *open = memchr(text.at, pairs[p], text.length);
        const char *close = memchr(text.at, pairs[p + 1], text.length);
        if (close && !open && text.at[text.length - 1] == pairs[p + 1])
            text.length--;
        if (open && !close && open == text.at)
            text = slice_from(text, 1);
        open = memchr(text.at, pairs[p], text.length);
        close = memchr(text.at, pairs[p + 1], text.length);
        bool whole = open == text.at && text.length > 2 && close == text.at + text.length - 1;
        if (whole)
            text = slice_make(text.at + 1, text.length - 2);
    }
    return text;
}

/* One pair of double quotes around the whole. */
static struct slice drop_quotes(struct slice text)
{
    static const char *const pairs[][2] = {{"\"", "\""}, {"“", "”"}, {"‘", "’"}, {"'", "'"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);
        if (text.length > open + close && slice_begins(text, pairs[i][0]) &&
            slice_ends(text, pairs[i][1]) &&
            !slice_holds(slice_make(text.at + open, text.length - open - close), pairs[i][0]))
            return slice_make(text.at + open, text.length - open - close);
    }
    return text;
}

const char *finder_clean(struct finder *f, struct slice text)
{
    text = slice_trim_any(text, " \t\n,;:*_-");
    while (text.length && text.at[text.length - 1] == '.' && !slice_ends(text, "..") &&
           !slice_ends(text, "etc."))
        text.length--;
    text = slice_trim_any(drop_lone(drop_quotes(text)), " \t\n*_");
    struct text *out = &f->cleaned;
    bool space = false;
    text_clear(out);
    for (size_t at = 0; at < text.length; at++) {
        char c = text.at[at];
        bool markup = (c == '*' && at + 1 < text.length && text.at[at + 1] == '*') ||
                      (c == '*' && at && text.at[at - 1] == '*');
        if (byte_is_space(c)) {
            space = out->length > 0;
            /* Columns stay recognisable for the judge. */
            if (at + 4 <= text.length && !strncmp(text.at + at, "    ", 4))
                text_append(out, "    ");
        } else if (!markup) {
            if (space && strchr(",.;:!?)", c) == NULL)
                text_append(out, " ");
            space = false;
            text_append_bytes(out, &c, 1);
        }
    }
    return arena_copy_bytes(&f->harvest->arena, text_string(out), out->length);
}

struct slice block_text_line(const struct block *block, size_t index)
{
    if (index >= block->mark_count)
        return slice_make(block->text, 0);
    size_t start = block->marks[index].offset;
    size_t end = index + 1 < block->mark_count ? block->marks[index + 1].offset : block->length;
    return slice_trim(slice_make(block->text + start, end > start ? end - start : 0));
}

void finder_claim(struct finder *finder, long line, long end_line)
{
    for (; line <= end_line && line <= finder->document->line_count; line++)
        finder->claimed[line] = 1;
}

/* --- The run
 * -------------------------------------------------------------------------------------- */

/* "### Day 12" begins a journal day; the next heading of its level or above ends it. */
static int day_of(const struct block *heading)
{
    struct slice text = slice_trim(slice_make(heading->text, heading->length));
    if (!slice_begins(text, "day ") || text.length > 40)
        return 0;
    int day = 0;
    size_t at = 4;
    for (; at < text.length && isdigit((unsigned char)text.at[at]) && day < 100000; at++)
        day = day * 10 + (text.at[at] - '0');
    return at < text.length && isalnum((unsigned char)text.at[at]) ? 0 : day;
}

static void note_heading(struct finder *f, const struct block *block, int *level)
{
    int day = day_of(block);
    if (day) {
        f->day = day;
        f->topic = NULL;
        *level = block->level;
    } else if (f->day && block->level <= *level) {
        f->day = 0;
        f->topic = NULL;
    }
}

/* "Tides" right over "Week 2": headings of one level without a word between them are one title. */
static void note_title(struct finder *f, const struct block *before, const struct block *block)
{
    bool adjacent = before && before->next == block && before->level == block->level;
    f->title = adjacent ? before : NULL;
    f->titled = block;
}

/* "**Topic:** X" below a day. */
static void note_topic(struct finder *f, const struct block *block)
{
    struct slice text = slice_make(block->text, block->length);
    if (!f->day || f->topic || !slice_begins(text, "topic:") || text.length > 200)
        return;
    const char *newline = memchr(text.at, '\n', text.length);
    text = newline ? slice_trim(slice_from(text, 6)) : slice_from(text, 6);
    const char *topic = finder_clean(f, text);
    f->topic = *topic ? topic : NULL;
}

/* Whether the block stands under a heading of links or thanks; asked once for each heading. */
static bool is_aside(struct finder *f, const struct block *block)
{
    if (f->judged == block->heading)
        return f->aside;
    f->judged = block->heading;
    f->aside = false;
    for (const struct block *h = block->heading; h && !f->aside; h = h->heading)
        f->aside = quality_is_aside(slice_make(h->text, h->length));
    return f->aside;
}

static void refuse_block(struct finder *f, const struct block *block, const char *why)
{
    struct offer offer = {.line = block->first_line, .end_line = block->last_line};
    refuse(f, &offer, why);
}

static void visit(struct finder *f, const struct block *block)
{
    if (!block->length || f->claimed[block->first_line])
        return;
    if (is_aside(f, block)) {
        refuse_block(f, block, "under a heading of goals, links or thanks");
        return;
    }
    for (size_t i = 0; pattern_registry[i]; i++) {
        f->pattern = pattern_registry[i];
        if (!f->pattern->explicit_card)
            f->pattern->find(f, block);
    }
}

static void run_explicit(struct finder *f)
{
    for (size_t i = 0; pattern_registry[i]; i++) {
        f->pattern = pattern_registry[i];
        if (f->pattern->explicit_card)
            f->pattern->find(f, f->document->root);
    }
}

/* Explicit cards were made before the days were known. */
static void date_drafts(struct finder *f, size_t first_inferred, long line, long end_line)
{
    for (size_t i = 0; i < first_inferred; i++) {
        struct draft *draft = &f->harvest->drafts[i];
        if (draft->line < line || draft->line > end_line)
            continue;
        draft->day = f->day;
        if (f->topic)
            draft->topic = f->topic;
    }
}

void finder_run(struct finder *finder)
{
    int level = 0;
    run_explicit(finder);
    size_t explicit_drafts = finder->harvest->draft_count;
    const struct block *heading = NULL;
    for (const struct block *b = finder->document->root; b; b = block_following(b)) {
        if (b->kind == BLOCK_HEADING) {
            note_heading(finder, b, &level);
            note_title(finder, heading, b);
            heading = b;
        } else if (b->kind == BLOCK_PARAGRAPH) {
            note_topic(finder, b);
        }
        if (b->depth == 1 && finder->day && explicit_drafts)
            date_drafts(finder, explicit_drafts, b->first_line, b->last_line);
        visit(finder, b);
    }
}
