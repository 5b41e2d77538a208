/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A numbered list under a heading or line: its order, and what follows what. */
#include <ctype.h>
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"
#include "engine/base/text.h"

enum { ITEMS_WANTED = 5, ITEM_WORDS = 12, FRONT_WORDS = 60 };

struct items {
    const char *text[OUTLINE_ITEMS];
    size_t count, words;
};

static bool take_items(struct finder *f, const struct outline *o, struct items *items)
{
    memset(items, 0, sizeof *items);
    for (size_t i = 0; i < o->count; i++) {
        const char *text = outline_short(f, outline_item_name(&o->items[i]), true);
        size_t words = word_count(slice_of(text));
        if (!words || words > ITEM_WORDS || outline_form_of(o->items[i].text) == FORM_QUESTION)
            return false;
        items->text[items->count++] = text;
        items->words += words;
    }
    return items->count > 2;
}

/* Whether one thing happens after the other, so that "what follows?" makes sense. */
static bool is_process(const struct outline *o)
{
    static const char *const words[] = {
        "step",     "steps",     "stage",      "stages",    "phase",    "phases",
        "process",  "lifecycle", "lifecycles", "cycle",     "order",    "workflow",
        "pipeline", "how",       "set",        "procedure", "sequence", "install",
        "follows",  "setup",     "installing", "first",     NULL};
    const struct block *heading = o->block->kind == BLOCK_HEADING ? o->block : o->block->heading;
    return slice_holds_any(o->lead, words) ||
           (heading && slice_holds_any(slice_make(heading->text, heading->length), words));
}

static void offer(struct finder *f, const struct outline *o, enum card_kind kind, const char *front,
                  const char *back, const char *group)
{
    struct offer offer = outline_offer(f, o, kind, front, back, group);
    bool named = kind == CARD_CLOZE && outline_is_many(outline_label(o));
    if (!is_process(o) && !named) {
        offer.adjust = -0.05;
        offer.why = "the numbers may be no order";
    }
    finder_offer(f, &offer);
}

static const char *numbered(struct finder *f, const struct items *items, size_t hidden)
{
    struct text out = {0};
    bool all = items->words <= FRONT_WORDS;
    for (size_t i = 0; i < items->count; i++)
        if (all || (i + 2 >= hidden && i <= hidden + 2) || hidden == items->count)
            text_printf(&out, "%s%zu. %s", out.length ? hidden == items->count ? "\n" : "; " : "",
                        i + 1, i == hidden ? "[...]" : items->text[i]);
    const char *list = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    return list;
}

/* What the list is called: the lead, else what the heading says. */
static const char *name_of(struct finder *f, const struct outline *o)
{
    struct slice label = outline_label(o);
    if (label.length)
        return outline_capitalised(f, finder_clean(f, label));
    struct slice lead = slice_trim_any(outline_without_parentheses(f, o->lead, true), " .:*_,");
    if (slice_begins(lead, "the ") && slice_ends(lead, " are"))
        lead = slice_make(lead.at + 4, lead.length - 8);
    else if ((!o->colon && o->block->kind != BLOCK_HEADING) || word_count(lead) > 14)
        return outline_about(f, o->block) ? outline_capitalised(f, outline_about(f, o->block))
                                          : NULL;
    return outline_capitalised(f, finder_clean(f, lead));
}

/* "stages" gives "stage", "properties" "property". */
static const char *singular(struct finder *f, struct slice many)
{
    size_t length = many.length;
    if (slice_ends(many, "ies") && length > 4)
        return arena_format(&f->harvest->arena, "%.*sy", (int)length - 3, many.at);
    static const char *const long_ones[] = {"sses", "xes", "ches", "shes", "zes", NULL};
    for (size_t i = 0; long_ones[i]; i++)
        if (slice_ends(many, long_ones[i]))
            return arena_copy_bytes(&f->harvest->arena, many.at, length - 2);
    return arena_copy_bytes(&f->harvest->arena, many.at, length - (slice_ends(many, "s") ? 1 : 0));
}

/* How to speak of the list: "stages" of "a rocket launch", or "steps" of the quoted name. */
struct named {
    const char *many, *one, *of; /* of: NULL where the name says it all in other words */
};

static struct named named_of(struct finder *f, const struct outline *o, const char *name)
{
    static const char *const joints[] = {" of ", " in ", " for ", " to ", " when ", NULL};
    struct slice label = outline_label(o), head = label;
    struct named named = {is_process(o) ? "steps" : "points", is_process(o) ? "step" : "point",
                          NULL};
    const char *about = outline_about(f, o->block);
    size_t at = label.length;
    for (size_t i = 0; joints[i] && at == label.length; i++)
        at = slice_find(label, joints[i]);
    head = slice_until(label, at);
    if (slice_begins(head, "the "))
        head = slice_from(head, 4);
    if (!label.length || word_count(head) != 1 || !word_is_plural(head) ||
        !(outline_is_relation(head) || at < label.length) || (at == label.length && !about)) {
        if (slice_holds_word(slice_of(name), "stages"))
            named = (struct named){"stages", "stage", NULL};
        return named;
    }
    named.many = outline_lowered(f, finder_clean(f, head));
    named.one = singular(f, slice_of(named.many));
    named.of = at < label.length
                   ? arena_copy_bytes(&f->harvest->arena, label.at + at + 1, label.length - at - 1)
                   : arena_format(&f->harvest->arena, "of %s", about);
    return named;
}

static void offer_few(struct finder *f, const struct outline *o, const char *name,
                      const struct items *items)
{
    struct arena *arena = &f->harvest->arena;
    const char *group = finder_group(f);
    struct named named = named_of(f, o, name);
    bool process = is_process(o);
    const char *of = named.of ? named.of : arena_format(arena, "of “%s”", name);
    const char *asked =
        arena_format(arena, "What are the %s %s %s%s?", outline_number(f, items->count), named.many,
                     of, process ? ", in order" : "");
    if (items->words <= BACK_WANTED)
        offer(f, o, CARD_ORDER, asked, numbered(f, items, items->count), group);
    for (size_t i = 0; i + 1 < items->count && process; i++)
        offer(f, o, CARD_ORDER,
              arena_format(arena, "Which %s %s follows “%s”?", named.one, of, items->text[i]),
              items->text[i + 1], group);
}

/* Whether a numbered line goes on where markup broke the list off. */
static bool is_broken_off(const struct outline *o)
{
    const struct block *next = o->items[o->count - 1].block;
    next = next->parent ? next->parent->next : NULL;
    if (next && next->length && isdigit((unsigned char)next->text[0]))
        return true;
    for (int i = 0; next && i < 4 && next->kind != BLOCK_HEADING; i++, next = next->next)
        if (next->kind == BLOCK_LIST && next->ordered && next->first &&
            next->first->number > (long)o->count)
            return true;
    return false;
}

static void find(struct finder *f, const struct block *block)
{
    struct outline o;
    struct items items;
    if (!f->english || !outline_read(f, block, &o) || !o.whole || !o.ordered || is_broken_off(&o))
        return;
    outline_tidy(f, &o);
    const char *name = take_items(f, &o, &items) ? name_of(f, &o) : NULL;
    if (!name || quality_is_aside(slice_of(name)))
        return;
    if (items.count <= ITEMS_WANTED) {
        offer_few(f, &o, name, &items);
        return;
    }
    const char *group = finder_group(f);
    name = word_count(slice_of(name)) == 1 ? outline_in_context(f, block, name) : name;
    for (size_t i = 0; i < items.count; i++)
        offer(f, &o, CARD_CLOZE,
              arena_format(&f->harvest->arena, "%s: %s", name, numbered(f, &items, i)),
              items.text[i], group);
}

const struct pattern pattern_ordered_list = {
    .name = "ordered-list",
    .confidence = 0.75,
    .summary = "a heading or a line over a numbered list: its order",
    .example = "Stages of a rocket launch:\n\n1. Ignition\n2. Ascent\n3. Separation\n",
    .front = "Which stage of a rocket launch follows “Ignition”?",
    .back = "Ascent",
    .counter_example = "Stages of a rocket launch:\n\n- Ignition\n- Ascent\n- Separation\n",
    .find = find,
};
