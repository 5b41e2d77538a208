/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A heading or a line over bullets: the items as one answer where they are few, one gap an item
 * where they are many.
 */
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"
#include "engine/base/text.h"

enum { ITEMS_WANTED = 5, ITEM_WORDS = 20, GAP_WORDS = 8, FRONT_WORDS = 60 };

struct items {
    const char *text[OUTLINE_ITEMS];
    size_t count, words, longest;
};

static bool take_items(struct finder *f, const struct outline *o, struct items *items)
{
    memset(items, 0, sizeof *items);
    bool terms = outline_has_terms(o);
    for (size_t i = 0; i < o->count; i++) {
        const char *text = outline_short(f, outline_item_name(&o->items[i]), terms);
        size_t words = word_count(slice_of(text));
        if (!words || words > ITEM_WORDS || strchr(text, '|') || slice_holds(slice_of(text), "   "))
            return false;
        items->text[items->count++] = text;
        items->words += words;
        items->longest = words > items->longest ? words : items->longest;
    }
    return true;
}

static void offer(struct finder *f, const struct outline *o, enum card_kind kind, const char *front,
                  const char *back, const char *group)
{
    struct offer offer = outline_offer(f, o, kind, front, back, group);
    enum outline_form form = outline_form(o);
    if (form == FORM_CLAUSE || form == FORM_TRAIT) {
        offer.adjust = -0.05;
        offer.why = "the items are statements";
    } else if (!outline_label(o).length) {
        offer.adjust = -0.05;
        offer.why = "the lead is a statement";
    }
    finder_offer(f, &offer);
}

static const char *join(struct finder *f, const struct items *items, size_t from, size_t to)
{
    struct text out = {0};
    for (size_t i = from; i < to; i++)
        text_printf(&out, "%s%s", i > from ? "\n" : "", items->text[i]);
    const char *joined = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    return joined;
}

/* The question, told that only a part of the answer is wanted. */
static const char *part_question(struct finder *f, const char *question, size_t from, size_t to,
                                 size_t count)
{
    int length = (int)strlen(question) - 1;
    if (to - from == 1)
        return arena_format(&f->harvest->arena, "%.*s (number %zu of %zu)?", length, question, to,
                            count);
    return arena_format(&f->harvest->arena, "%.*s (numbers %zu to %zu of %zu)?", length, question,
                        from + 1, to, count);
}

/* A few items: one card, or two where the answer would be too long. */
static void offer_list(struct finder *f, const struct outline *o, const char *question,
                       const struct items *items)
{
    const char *group = finder_group(f);
    if (items->words <= BACK_WANTED) {
        offer(f, o, CARD_LIST, question, join(f, items, 0, items->count), group);
        return;
    }
    if (outline_form(o) == FORM_CLAUSE)
        return;
    for (size_t from = 0, to; from < items->count; from = to) {
        size_t words = 0;
        for (to = from; to < items->count && (to == from || words < BACK_WANTED); to++) {
            words += word_count(slice_of(items->text[to]));
            if (to > from && words > BACK_WANTED)
                break;
        }
        offer(f, o, CARD_LIST, part_question(f, question, from, to, items->count),
              join(f, items, from, to), group);
    }
}

/* The list with one item hidden; of a long one only what stands near. */
static const char *with_gap(struct finder *f, const char *label, const struct items *items,
                            size_t hidden)
{
    bool all = items->words <= FRONT_WORDS;
    struct text out = {0};
    text_printf(&out, "%s: ", label);
    for (size_t i = 0; i < items->count; i++) {
        bool near = all || (i + 2 >= hidden && i <= hidden + 2);
        bool edge = !near && (i == 0 || i + 1 == items->count);
        if (!near && !edge)
            continue;
        const char *text = i == hidden ? "[...]" : near ? items->text[i] : "…";
        text_printf(&out, "%s%s", i ? "; " : "", text);
    }
    const char *front = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    return front;
}

static const char *gap_label(struct finder *f, const struct outline *o)
{
    struct slice label = outline_label(o);
    if (label.length && !slice_begins(label, "example"))
        return outline_in_context(f, o->block, outline_capitalised(f, finder_clean(f, label)));
    struct slice lead = outline_without_parentheses(f, o->lead, true);
    return outline_capitalised(f, finder_clean(f, slice_trim_any(lead, " .:*_,")));
}

/* Short words for short words: a vocabulary, whose items are no parts of its heading. */
static bool is_vocabulary(const struct outline *o)
{
    size_t pairs = 0;
    for (size_t i = 0; i < o->count; i++)
        pairs += slice_holds(o->items[i].text, " - ") && word_count(o->items[i].text) < 7;
    return pairs > 2 && pairs == o->count;
}

/* One bullet explains its parent rather than lists it, unless the parent speaks of many. */
static bool is_lone(const struct outline *o)
{
    struct slice item = o->items[0].text, label = outline_label(o);
    bool many = word_is_plural(word_last(label)) && o->block->kind != BLOCK_ITEM;
    bool several = memchr(item.at, ',', item.length) || slice_holds(item, " / ");
    return o->count == 1 && !(several && word_count(item) < 10) && !many;
}

static void find(struct finder *f, const struct block *block)
{
    struct outline o;
    struct items items;
    if (!f->english || !outline_read(f, block, &o) || !o.whole || o.ordered || is_lone(&o) ||
        is_vocabulary(&o) || outline_is_glossed(&o) || !take_items(f, &o, &items))
        return;
    outline_tidy(f, &o);
    const char *question = outline_question(f, &o);
    if (!question)
        return;
    if (items.count <= ITEMS_WANTED || items.longest > GAP_WORDS) {
        offer_list(f, &o, question, &items);
        return;
    }
    const char *group = finder_group(f), *label = gap_label(f, &o);
    for (size_t i = 0; i < items.count; i++)
        offer(f, &o, CARD_CLOZE, with_gap(f, label, &items, i), items.text[i], group);
}

const struct pattern pattern_lead_list = {
    .name = "lead-list",
    .confidence = 0.7,
    .summary = "a heading or a line over bullets: the items, or one gap an item",
    .example = "# Compilers\n\nPhases of a compiler:\n- Lexing\n- Parsing\n- Code generation\n",
    .front = "What are the phases of a compiler?",
    .back = "Lexing\nParsing\nCode generation",
    .counter_example = "Resources:\n- the manual\n- the tutorial\n\nTo do:\n- [ ] sleep\n",
    .find = find,
};
