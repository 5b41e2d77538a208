/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/settle.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "content/word.h"
#include "engine/base/text.h"

/* Drafts that ask (or answer) the same, told by their folded fronts (or backs). */
struct entry {
    char *text;
    size_t draft;
};

static int by_text(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = strcmp(left->text, right->text);
    return order ? order : (left->draft > right->draft) - (left->draft < right->draft);
}

static bool same_text(const char *a, const char *b)
{
    if (!strcmp(a, b))
        return true;
    char *left = text_fold(a, strlen(a)), *right = text_fold(b, strlen(b));
    bool same = !strcmp(left, right);
    free(left);
    free(right);
    return same;
}

static bool is_better(const struct draft *a, const struct draft *b)
{
    if (a->explicit_card != b->explicit_card)
        return a->explicit_card;
    return a->confidence > b->confidence;
}

static void hold(struct harvest *h, struct draft *draft, const struct draft *other)
{
    if (draft->held)
        return;
    draft->held = "conflict";
    struct remark *remark = harvest_add_remark(h);
    remark->kind = "conflict";
    remark->file = h->file;
    remark->line = draft->line;
    remark->text = arena_format(&h->arena, "%s %s", draft->front, draft->back);
    remark->why = arena_format(&h->arena, "line %ld answers it with: %s", other->line, other->back);
}

/* Below it a card states something about its subject, but does not define it. */
#define DEFINES 0.7

/* Whether both answers can be true at once: they share words, or come from one passage. */
static bool is_compatible(const struct draft *a, const struct draft *b)
{
    if (labs(a->line - b->line) <= 1 || strcmp(a->pattern, b->pattern) != 0)
        return true;
    if (a->confidence < DEFINES || b->confidence < DEFINES)
        return true; /* one of many things that a sentence says about it */
    struct slice left = slice_of(a->back), right = slice_of(b->back);
    double overlap = text_overlap(left, right);
    if (!strcmp(a->pattern, "acronym"))
        return overlap >= 0.5;
    return overlap > 0 || word_count(left) < 3 || word_count(right) < 3;
}

/* Two drafts with one question. Returns whether `later` goes (then *gone), else the earlier. */
static void settle_pair(struct harvest *h, struct draft *first, struct draft *later,
                        bool *drop_first, bool *drop_later)
{
    bool same = same_text(first->back, later->back);
    if (first->kind == CARD_REVERSE && later->kind == CARD_REVERSE) /* "Data marts", "data mart" */
        same = same || text_overlap(slice_of(first->back), slice_of(later->back)) >= 1;
    if (same || is_compatible(first, later)) {
        if (!same && (first->explicit_card || later->explicit_card) &&
            first->explicit_card == later->explicit_card)
            return; /* the person wrote both */
        if (first->kind == CARD_REVERSE && !same) {
            *drop_first = *drop_later = true;
            return;
        }
        *drop_first = is_better(later, first);
        *drop_later = !*drop_first;
        return;
    }
    if (first->kind == CARD_REVERSE) {
        *drop_first = *drop_later = true;
        return;
    }
    hold(h, first, later);
    hold(h, later, first);
}

static void settle_run(struct harvest *h, const struct entry *run, size_t count, bool *gone)
{
    size_t kept = 0;
    for (size_t i = 1; i < count; i++) {
        bool drop_first = false, drop_later = false;
        struct draft *first = &h->drafts[run[kept].draft], *later = &h->drafts[run[i].draft];
        settle_pair(h, first, later, &drop_first, &drop_later);
        gone[run[kept].draft] = gone[run[kept].draft] || drop_first;
        gone[run[i].draft] = gone[run[i].draft] || drop_later;
        if (drop_first || (!drop_later && first->held))
            kept = i;
    }
}

/* One passage gave the same answer to two questions ("What are data marts?", "What is a data
 * mart?"): the surer stays. */
static void settle_answers(struct harvest *h, const struct entry *run, size_t count, bool *gone)
{
    for (size_t i = 1; i < count; i++) {
        struct draft *first = &h->drafts[run[i - 1].draft], *later = &h->drafts[run[i].draft];
        bool apart = first->kind != later->kind || labs(first->line - later->line) > 1 ||
                     first->explicit_card || later->explicit_card || gone[run[i - 1].draft] ||
                     gone[run[i].draft] || word_count(slice_of(first->back)) < 4;
        if (!apart)
            gone[is_better(later, first) ? run[i - 1].draft : run[i].draft] = true;
    }
}

typedef void settle_function(struct harvest *h, const struct entry *run, size_t count, bool *gone);

/* --- Runs
 * ---------------------------------------------------------------------------------------- */

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 1469598103934665603U; /* FNV-1a */
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    return hash;
}

/* A table of hashes: how often each was seen, 2 for more. */
struct seen {
    uint64_t *hashes; /* 0: free */
    unsigned char *times;
    size_t room; /* a power of two, at least twice as many as there are hashes */
};

static size_t place_of(const struct seen *seen, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 32) & (seen->room - 1);
    while (seen->times[at] && seen->hashes[at] != hash)
        at = (at + 1) & (seen->room - 1);
    return at;
}

typedef const char *side_function(const struct draft *draft);

static const char *front_of(const struct draft *draft)
{
    return draft->front;
}

static const char *back_of(const struct draft *draft)
{
    return draft->back;
}

/* The drafts whose text on that side another one has too, in the order of these texts. Only they
 * are kept and sorted: nearly all texts of a file stand alone. */
static size_t find_shared(const struct harvest *h, side_function *side, struct entry *entries)
{
    struct seen seen = {.room = 64};
    size_t count = 0;
    while (seen.room < h->draft_count * 2)
        seen.room *= 2;
    seen.hashes = memory_allocate(seen.room, sizeof *seen.hashes);
    seen.times = memory_allocate(seen.room, 1);
    uint64_t *hashes = memory_allocate(h->draft_count, sizeof *hashes);
    struct text folded = {0};
    for (size_t i = 0; i < h->draft_count; i++) {
        const char *text = side(&h->drafts[i]);
        text_fold_into(&folded, text, strlen(text));
        hashes[i] = hash_of(text_string(&folded));
        size_t at = place_of(&seen, hashes[i]);
        seen.hashes[at] = hashes[i];
        seen.times[at] = (unsigned char)(seen.times[at] ? 2 : 1);
    }
    for (size_t i = 0; i < h->draft_count; i++) {
        const char *text = side(&h->drafts[i]);
        if (seen.times[place_of(&seen, hashes[i])] == 2)
            entries[count++] = (struct entry){text_fold(text, strlen(text)), i};
    }
    text_release(&folded);
    free(hashes);
    free(seen.hashes);
    free(seen.times);
    qsort(entries, count, sizeof *entries, by_text);
    return count;
}

/* Calls `settle` for every run of drafts with one text. */
static void settle_runs(struct harvest *h, side_function *side, settle_function *settle, bool *gone)
{
    struct entry *entries = memory_allocate(h->draft_count, sizeof *entries);
    size_t count = find_shared(h, side, entries);
    for (size_t first = 0, after; first < count; first = after) {
        for (after = first + 1; after < count && !strcmp(entries[first].text, entries[after].text);)
            after++;
        if (after - first > 1)
            settle(h, entries + first, after - first, gone);
    }
    for (size_t i = 0; i < count; i++)
        free(entries[i].text);
    free(entries);
}

static int by_line(const void *a, const void *b)
{
    const struct draft *left = a, *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->end_line != right->end_line)
        return left->end_line < right->end_line ? -1 : 1;
    int order = strcmp(left->front, right->front);
    return order ? order : strcmp(left->back, right->back);
}

/* Drafts come in the order of their lines, but for written cards: then only those of one line are
 * to be put in order. */
static void sort_drafts(struct draft *drafts, size_t count)
{
    bool rising = true;
    for (size_t i = 1; i < count && rising; i++)
        rising = drafts[i - 1].line <= drafts[i].line;
    for (size_t first = 0, after; first < count; first = after) {
        for (after = first + 1;
             after < count && (!rising || drafts[after].line == drafts[first].line);)
            after++;
        if (after - first > 1)
            qsort(drafts + first, after - first, sizeof *drafts, by_line);
    }
}

void settle_drafts(struct harvest *h)
{
    if (!h->draft_count)
        return;
    bool *gone = memory_allocate(h->draft_count, sizeof *gone);
    settle_runs(h, front_of, settle_run, gone);
    settle_runs(h, back_of, settle_answers, gone);
    size_t kept = 0;
    for (size_t i = 0; i < h->draft_count; i++)
        if (!gone[i])
            h->drafts[kept++] = h->drafts[i];
    h->draft_count = h->draft_capacity = kept; /* what is not needed is given back */
    h->drafts = memory_resize(h->drafts, kept, sizeof *h->drafts);
    free(gone);
    sort_drafts(h->drafts, h->draft_count);
}
