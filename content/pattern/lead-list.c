/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A heading or a line over bullets: the items as one answer where they are few, one gap an item
 * where they are many.
 */
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"
#include "engine/base/text.h"

enum { ITEM_WORDS = 20, NAME_WORDS = 6, LABEL_WORDS = 4 };

/* Whether the items are names, of which only some are explained. */
static bool are_names(const struct outline *o)
{
    for (size_t i = 0; i < o->count; i++)
        if (word_count(slice_until(o->items[i].text, outline_term_end(o->items[i].text))) >
            NAME_WORDS)
            return false;
    return true;
}

/* The answers; false: some item is none. */
static bool take_items(struct finder *f, const struct outline *o, struct outline_answers *answers)
{
    memset(answers, 0, sizeof *answers);
    bool terms = outline_has_terms(o) || are_names(o);
    for (size_t i = 0; i < o->count; i++) {
        bool term = terms || o->items[i].block->kind == BLOCK_PARAGRAPH;
        const char *text = outline_short(f, outline_item_name(&o->items[i]), term);
        size_t words = word_count(slice_of(text));
        if (!words || words > ITEM_WORDS || strchr(text, '|') || slice_holds(slice_of(text), "   "))
            return false;
        outline_add_answer(answers, text);
    }
    return true;
}

/* Without a doubt that stands in a parenthesis at its end: "use a mill (??? which one)". */
static struct slice without_doubt(struct slice item)
{
    size_t open = slice_find(item, " (");
    struct slice rest = slice_until(item, open);
    bool end = open < item.length && item.at[item.length - 1] == ')';
    return end && word_count(rest) > 1 && quality_doubt(item) && !quality_doubt(rest) ? rest : item;
}

/* Without what is no item: fillers, and questions among answers or answers among questions. */
static void sort_out(struct outline *o)
{
    size_t kept = 0, asking = 0;
    for (size_t i = 0; i < o->count; i++)
        asking += outline_form_of(o->items[i].text) == FORM_QUESTION;
    bool first = o->count && outline_form_of(o->items[0].text) == FORM_QUESTION;
    bool questions = asking * 2 > o->count || (first && asking * 2 == o->count);
    for (size_t i = 0; i < o->count; i++) {
        struct slice item = o->items[i].text = without_doubt(o->items[i].text);
        bool fits = questions || o->count == 1 || !outline_is_asked(item);
        if (fits && !outline_is_filler(item) && !quality_doubt(item))
            o->items[kept++] = o->items[i];
    }
    o->count = kept;
    struct slice parts[OUTLINE_ITEMS];
    size_t count = kept == 1 ? outline_listed(o->items[0].text, parts, OUTLINE_ITEMS) : 0;
    for (size_t i = 0; i < count; i++) {
        o->items[i] = o->items[0];
        o->items[i].text = parts[i];
    }
    o->count = count ? count : kept;
}

static struct offer offer_of(struct finder *f, const struct outline *o,
                             const struct outline_answers *answers)
{
    struct offer offer = outline_offer(f, o, CARD_LIST, "", "", NULL);
    enum outline_form form = outline_form(o);
    struct slice label = outline_label(o);
    if (answers->count == 1) {
        offer.adjust = -0.15;
        offer.why = "one point of perhaps several";
    } else if (form == FORM_TRAIT && label.length && answers->longest <= NAME_WORDS) {
        offer.adjust = 0.05;
        offer.why = "properties of a name";
    } else if (form == FORM_CLAUSE || form == FORM_TRAIT) {
        offer.adjust = answers->words > BACK_WANTED ? -0.1 : -0.05;
        offer.why = "the items are statements";
    } else if (!label.length) {
        offer.adjust = -0.05;
        offer.why = "the lead is a statement";
    } else if (form == FORM_NOUN && outline_is_many(label) && answers->longest <= NAME_WORDS &&
               answers->count > 1) {
        offer.adjust = 0.05;
        offer.why = "names below what they are";
    }
    return offer;
}

/* What stands before the list with a gap; of examples it says of what. */
static const char *gap_label(struct finder *f, const struct outline *o, const char *question)
{
    static const char asked[] = "What are examples of ";
    struct slice label = outline_label(o);
    if (!strncmp(question, asked, strlen(asked)))
        return arena_format(
            &f->harvest->arena, "Examples of %s",
            finder_clean(f, slice_trim_any(slice_of(question + strlen(asked)), "?")));
    const char *name = outline_capitalised(f, finder_clean(f, label));
    if (label.length)
        return word_count(label) > LABEL_WORDS || slice_holds(label, " of ")
                   ? name
                   : outline_in_context(f, o->block, name);
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

enum { LONE_WORDS = 3, LINES = 60 };

/* One bullet explains its parent rather than lists it; what it says in a few words is asked for
 * here, a remark by the pattern for glosses. */
static bool is_lone(const struct outline *o)
{
    struct slice item = o->items[0].text;
    struct slice label = outline_label(o);
    bool many = word_is_plural(word_last(label)) &&
                (o->block->kind != BLOCK_ITEM || outline_is_relation(label));
    bool remark = label.length && word_count(item) >= LONE_WORDS && !outline_is_asked(item);
    bool term = outline_term_end(item) < item.length;
    return o->count == 0 || (o->count == 1 && term) ||
           (o->count == 1 && !many && (remark || o->block->kind == BLOCK_HEADING));
}

static void read_outline(struct finder *f, struct outline *o)
{
    struct outline_answers answers;
    struct slice label = outline_label(o);
    bool glossed = label.length && !outline_is_relation(label) && outline_is_glossed(o);
    if (!o->whole || o->ordered || outline_is_asked(o->lead) || is_vocabulary(o) || glossed)
        return;
    sort_out(o);
    if (is_lone(o) || !take_items(f, o, &answers))
        return;
    outline_tidy(f, o);
    const char *question = outline_question(f, o);
    if (!question)
        return;
    struct offer offer = offer_of(f, o, &answers);
    outline_offer_answers(f, &offer, question, gap_label(f, o, question), &answers);
}

static void find(struct finder *f, const struct block *block)
{
    struct outline o;
    if (!f->english)
        return;
    if (outline_read(f, block, &o))
        read_outline(f, &o);
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    for (size_t line = 1; text && line + 1 < block->mark_count && line < LINES; line++)
        if (outline_read_lines(f, block, line, &o))
            read_outline(f, &o);
}

const struct pattern pattern_lead_list = {
    .name = "lead-list",
    .confidence = 0.7,
    .summary = "a heading or a line over bullets: the items, or one gap an item",
    .example = "# Compilers\n\nPhases of a compiler:\n- Lexing\n- Parsing\n- Code generation\n",
    .front = "What are the three phases of a compiler?",
    .back = "Lexing\nParsing\nCode generation",
    .counter_example = "Resources:\n- the manual\n- the tutorial\n\nTo do:\n- [ ] sleep\n",
    .find = find,
};
