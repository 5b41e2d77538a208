/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/finder.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "content/byte.h"
#include "content/precision.h"
#include "content/quality.h"
#include "content/script.h"
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
            (word_count(slice_until(block_text_line(b, 0), 600)) < 6 &&
             script_of(text) == SCRIPT_OTHER))
            continue; /* a column of words tells nothing */
        if (script_of(text) == SCRIPT_OTHER && text_is_english(text))
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
    text_release(&finder->reason);
    arena_release(&finder->work);
    clause_list_release(&finder->clauses);
    vocabulary_release(&finder->vocabulary);
    free(finder->claimed);
    memset(finder, 0, sizeof *finder);
}

/* Where the strings of drafts live. */
static struct arena *kept_arena(const struct finder *f)
{
    return f->kept ? f->kept : &f->harvest->arena;
}

/* A string from a pattern, where it will stay. */
static const char *keep(const struct finder *f, const char *text)
{
    return f->kept ? arena_copy_string(f->kept, text) : text;
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
        f->names = arena_allocate(kept_arena(f), (count + 1) * sizeof *f->names);
        for (size_t i = 0; i < count; i++)
            f->names[i] = arena_copy_string(kept_arena(f), path[count - 1 - i]->text);
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
    const char **tags = arena_allocate(kept_arena(f), room * sizeof *tags);
    for (size_t i = 0; i < given; i++)
        tags[count++] = arena_copy_string(kept_arena(f), f->options->tags[i]);
    for (const struct block *b = block; b && count < given + 8;
         b = b->kind == BLOCK_HEADING || !b->heading ? NULL : b->heading)
        for (size_t i = 0; i < b->span_count && count < given + 8; i++)
            if (b->spans[i].kind == SPAN_TAG)
                tags[count++] = arena_copy_string(kept_arena(f), b->spans[i].target);
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
    text_printf(reason, "; at most %.2f: %s", PRECISION_PROPOSED, doubt);
    return PRECISION_PROPOSED;
}

/* A kept copy of the reason. Few differ, so each is looked for where its like was put before. */
static const char *keep_reason(struct finder *f)
{
    const char *reason = text_string(&f->reason);
    size_t hash = 0;
    for (const char *at = reason; *at; at++)
        hash = hash * 31 + (unsigned char)*at;
    const char **place = &f->reasons[(hash ^ hash >> 8) & 255];
    if (!*place || strcmp(*place, reason) != 0)
        *place = arena_copy_bytes(kept_arena(f), reason, f->reason.length);
    return *place;
}

/* Siblings offered one after the other share the copy of their group's name. */
static const char *keep_group(struct finder *f, const char *group)
{
    if (!group)
        group = finder_group(f);
    if (f->group_offered != group)
        f->group_kept = keep(f, group);
    f->group_offered = group;
    return f->group_kept;
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
    struct draft *draft = harvest_add_draft(f->harvest);
    const struct draft *before = f->harvest->draft_count > 1 ? draft - 1 : NULL;
    text_clear(&f->reason);
    text_printf(&f->reason, "%s %.2f", f->pattern->name, f->pattern->confidence);
    draft->kind = offer->kind;
    draft->front = keep(f, offer->front);
    draft->back = keep(f, offer->back);
    draft->pattern = f->pattern->name;
    draft->confidence = written ? 1 : confidence_of(f, offer, &f->reason);
    draft->line = offer->line;
    draft->end_line = offer->end_line;
    draft->group = keep_group(f, offer->group);
    /* The other side of a fact is no surer than the fact. */
    if (before && offer->kind == CARD_REVERSE && draft->group == before->group &&
        before->confidence < draft->confidence) {
        draft->confidence = before->confidence;
        text_printf(&f->reason, "; at most %.2f: no surer than its other side", draft->confidence);
    }
    if (!f->verdict.copy)
        f->verdict.copy = arena_copy_bytes(kept_arena(f), offer->passage.at, offer->passage.length);
    draft->passage = f->verdict.copy;
    draft->reason = keep_reason(f);
    draft->explicit_card = written;
    draft->schedule = keep(f, offer->schedule);
    draft->simulation = simulation_for(offer->passage, draft->front, kept_arena(f));
    add_headings(f, draft, offer->block);
    add_tags(f, draft, offer->block);
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
    text_clear(&f->cleaned);
    char *out = text_room(&f->cleaned, text.length * 4 + 1); /* columns may grow */
    size_t used = 0;
    bool space = false;
    for (size_t at = 0; at < text.length; at++) {
        char c = text.at[at];
        bool markup = c == '*' && ((at + 1 < text.length && text.at[at + 1] == '*') ||
                                   (at && text.at[at - 1] == '*'));
        if (byte_is_space(c)) {
            space = used > 0;
            /* Columns stay recognisable for the judge. */
            if (at + 4 <= text.length && !memcmp(text.at + at, "    ", 4)) {
                memcpy(out + used, "    ", 4);
                used += 4;
            }
        } else if (!markup) {
            if (space && strchr(",.;:!?)", c) == NULL)
                out[used++] = ' ';
            space = false;
            out[used++] = c;
        }
    }
    return arena_copy_bytes(&f->harvest->arena, out, used);
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

/* Whether a draft was taken from the passage, from a part of it, or from more than it. */
static bool is_taken_from(const struct draft *draft, struct slice passage, const char *terminated)
{
    struct slice taken = slice_of(draft->passage ? draft->passage : "");
    if (taken.length <= passage.length)
        return taken.length && memmem(passage.at, passage.length, taken.at, taken.length) != NULL;
    return strstr(draft->passage, terminated) != NULL;
}

double finder_asked(const struct finder *f, struct slice passage)
{
    struct text shown = {0};
    char *terminated = memory_copy_bytes(passage.at, passage.length);
    for (size_t i = f->first_of_block; i < f->harvest->draft_count; i++) {
        const struct draft *draft = &f->harvest->drafts[i];
        if (is_taken_from(draft, passage, terminated))
            text_printf(&shown, "%s %s ", draft->front, draft->back);
    }
    free(terminated);
    struct slice all = slice_make(text_string(&shown), shown.length);
    size_t known = 0, count = 0;
    struct slice rest = passage;
    for (struct slice word; (word = word_first(rest)).length;
         rest = slice_from(rest, (size_t)(word.at + word.length - rest.at))) {
        struct slice bare = word_bare(word);
        if (bare.length < 3 || word_is_stop(bare))
            continue;
        char *copy = memory_copy_bytes(bare.at, bare.length);
        count++;
        known += slice_holds_word(all, copy);
        free(copy);
    }
    text_release(&shown);
    return count ? (double)known / (double)count : 1;
}

static void refuse_block(struct finder *f, const struct block *block, const char *why)
{
    struct offer offer = {.line = block->first_line, .end_line = block->last_line};
    refuse(f, &offer, why);
}

/* What the drafts of a block claim was written beside what is about to go. */
static void keep_claims(struct harvest *harvest, size_t first)
{
    for (size_t i = first; i < harvest->draft_count; i++) {
        struct claim *claim = &harvest->drafts[i].claim;
        if (claim->kind == CLAIM_NONE)
            continue;
        claim->term = arena_copy_string(&harvest->arena, claim->term);
        claim->words = arena_copy_string(&harvest->arena, claim->words);
        claim->scope = claim->scope ? arena_copy_string(&harvest->arena, claim->scope) : NULL;
    }
}

/* What the patterns make on the way to their offers is gone after the block, but for what remarks
 * and warnings hold. */
static void run_patterns(struct finder *f, const struct block *block)
{
    struct harvest *harvest = f->harvest;
    struct arena kept = harvest->arena;
    size_t noted = harvest->remark_count + harvest->warning_count;
    harvest->arena = f->work;
    f->kept = &kept;
    f->first_of_block = harvest->draft_count;
    for (int fallback = 0; fallback < 2; fallback++)
        for (size_t i = 0; pattern_registry[i]; i++) {
            f->pattern = pattern_registry[i];
            if (!f->pattern->explicit_card && f->pattern->fallback == fallback)
                f->pattern->find(f, block);
        }
    f->work = harvest->arena;
    harvest->arena = kept;
    keep_claims(harvest, f->first_of_block);
    f->kept = NULL;
    f->group_offered = NULL;
    f->verdict.known = false; /* its passage may be gone */
    if (harvest->remark_count + harvest->warning_count > noted)
        arena_join(&harvest->arena, &f->work);
    arena_clear(&f->work);
}

static void visit(struct finder *f, const struct block *block)
{
    if (!block->length || f->claimed[block->first_line])
        return;
    if (is_aside(f, block)) {
        refuse_block(f, block, "under a heading of goals, links or thanks");
        return;
    }
    /* What stands in another script is for the patterns of that script. */
    bool english = f->english;
    if (script_of(slice_make(block->text, block->length)) != SCRIPT_OTHER)
        f->english = false;
    run_patterns(f, block);
    f->english = english;
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
