/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/settle.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "content/word.h"
#include "engine/base/text.h"

enum { LINES_BACK = 64 };

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

/* Of two full names of one acronym the engine decides, over all notes. */
static bool is_left_to_engine(const struct draft *a, const struct draft *b)
{
    return a->claim.kind == CLAIM_EXPANSION && b->claim.kind == CLAIM_EXPANSION;
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
    if (is_left_to_engine(first, later))
        return;
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
/* "Which term fits: the process of drying malt?" and "Which term fits: drying malt?". */
static bool asks_within(const struct draft *a, const struct draft *b)
{
    static const char asked[] = "Which term fits: ";
    bool reverse = a->kind == CARD_REVERSE && b->kind == CARD_REVERSE &&
                   !strncmp(a->front, asked, strlen(asked)) &&
                   !strncmp(b->front, asked, strlen(asked));
    if (!reverse)
        return false;
    const char *left = a->front + strlen(asked), *right = b->front + strlen(asked);
    return strcasestr(left, right) || strcasestr(right, left);
}

static void settle_answers(struct harvest *h, const struct entry *run, size_t count, bool *gone)
{
    size_t kept = 0;
    for (size_t i = 1; i < count; i++) {
        if (gone[run[kept].draft]) {
            kept = i;
            continue;
        }
        struct draft *first = &h->drafts[run[kept].draft], *later = &h->drafts[run[i].draft];
        bool apart = first->kind != later->kind || labs(first->line - later->line) > 1 ||
                     first->explicit_card || later->explicit_card || gone[run[i].draft] ||
                     (word_count(slice_of(first->back)) < 4 && !asks_within(first, later));
        bool drop_first = !apart && is_better(later, first);
        if (!apart)
            gone[drop_first ? run[kept].draft : run[i].draft] = true;
        if (!gone[run[i].draft])
            kept = i;
    }
}

/* --- The same list twice ------------------------------------------------------------------------
 */

enum { GAPS_AT_LEAST = 4, GROUPS_BACK = 64 };

/* The gaps of one list, one behind the other in the drafts. */
struct gaps {
    size_t first, count;
    uint64_t sign; /* a bit for the beginning of each answer */
};

enum { SIGN_LETTERS = 4 };

static uint64_t sign_of(const struct harvest *h, struct gaps gaps)
{
    uint64_t sign = 0;
    for (size_t i = gaps.first; i < gaps.first + gaps.count; i++) {
        uint64_t hash = 0;
        const char *back = h->drafts[i].back;
        for (size_t at = 0; at < SIGN_LETTERS && back[at]; at++)
            hash = hash * 31 + (unsigned char)(back[at] | 0x20);
        sign |= (uint64_t)1 << (hash % 61);
    }
    return sign;
}

static size_t bits_of(uint64_t sign)
{
    size_t bits = 0;
    for (; sign; sign &= sign - 1)
        bits++;
    return bits;
}

/* The next run of gaps that belong together, from `at` on; count 0: no more. */
static struct gaps next_gaps(const struct harvest *h, size_t at)
{
    while (at < h->draft_count) {
        const struct draft *first = &h->drafts[at];
        size_t end = at + 1;
        while (end < h->draft_count && h->drafts[end].group == first->group)
            end++;
        if (first->kind == CARD_CLOZE && !first->explicit_card && end - at >= GAPS_AT_LEAST)
            return (struct gaps){.first = at, .count = end - at};
        at = end;
    }
    return (struct gaps){.first = at};
}

/* How many answers of the one list stand in the other, perhaps spelled otherwise. */
static size_t shared_answers(const struct harvest *h, struct gaps a, struct gaps b)
{
    size_t shared = 0;
    for (size_t i = a.first; i < a.first + a.count; i++)
        for (size_t k = b.first; k < b.first + b.count; k++) {
            struct slice left = slice_of(h->drafts[i].back), right = slice_of(h->drafts[k].back);
            if (same_text(left.at, right.at) ||
                (word_count(left) > 1 && text_overlap(left, right) >= 0.6)) {
                shared++;
                break;
            }
        }
    return shared;
}

/* A list that stands in the file a second time, with a word more or a slip of the pen, is asked for
 * once: where it is fuller. */
static void settle_lists(const struct harvest *h, bool *gone)
{
    struct gaps kept[GROUPS_BACK];
    size_t count = 0;
    for (struct gaps now = next_gaps(h, 0); now.count; now = next_gaps(h, now.first + now.count)) {
        size_t seen = count < GROUPS_BACK ? count : GROUPS_BACK, at = 0;
        now.sign = sign_of(h, now);
        while (at < seen && !(bits_of(now.sign & kept[at].sign) * 2 >= bits_of(now.sign) &&
                              shared_answers(h, now, kept[at]) * 5 >= kept[at].count * 4 &&
                              shared_answers(h, kept[at], now) * 5 >= now.count * 4))
            at++;
        struct gaps less = now;
        if (at == seen) {
            kept[count++ % GROUPS_BACK] = now;
            continue;
        }
        if (now.count > kept[at].count) {
            less = kept[at];
            kept[at] = now;
        }
        for (size_t i = less.first; i < less.first + less.count; i++)
            gone[i] = true;
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

/* The first draft that begins after the line; the drafts are in order of their lines. */
static size_t first_after(const struct harvest *h, long line)
{
    size_t low = 0, high = h->draft_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (h->drafts[middle].line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* "Recovery Point Objective (RTO)": whether the name or the letters are wrong only the person can
 * say. Until then nothing is asked that was taken from there. */
static void hold_mismatched(struct harvest *h, const struct remark *remark)
{
    for (size_t i = first_after(h, remark->line); i > 0; i--) {
        struct draft *draft = &h->drafts[i - 1];
        if (draft->line < remark->line - LINES_BACK)
            return;
        if (!draft->held && !draft->explicit_card && remark->line <= draft->end_line &&
            (strcasestr(draft->front, remark->mismatched) ||
             strcasestr(draft->back, remark->mismatched)))
            draft->held = "acronym";
    }
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
    settle_lists(h, gone);
    size_t kept = 0;
    for (size_t i = 0; i < h->draft_count; i++)
        if (!gone[i])
            h->drafts[kept++] = h->drafts[i];
    h->draft_count = h->draft_capacity = kept; /* what is not needed is given back */
    h->drafts = memory_resize(h->drafts, kept, sizeof *h->drafts);
    free(gone);
    sort_drafts(h->drafts, h->draft_count);
    for (size_t i = 0; i < h->remark_count; i++)
        if (h->remarks[i].mismatched)
            hold_mismatched(h, &h->remarks[i]);
}
