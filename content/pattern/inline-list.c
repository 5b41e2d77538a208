/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Bread needs: flour, water, salt", "Fees include rent, heat and light": names beside each other
 * behind a colon or a verb that announces them.
 */
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/quality.h"

enum { LEAD_WORDS = 12, LEAST = 3, NAME_WORDS = 5, SENTENCES_MOST = 200 };

/* The names in `text`; 0: they are none, or too few. */
static size_t names_in(struct slice text, struct slice *names)
{
    static const char *const more[] = {" that ", " which ", " to ", " is ", " are ", NULL};
    text = slice_until(text, slice_find_any(text, more));
    size_t count = outline_split(slice_trim_any(text, " \t\n."), names, OUTLINE_ITEMS);
    for (size_t i = 0; i < count; i++)
        if (word_count(names[i]) > NAME_WORDS || memchr(names[i].at, ':', names[i].length) ||
            word_is_pronoun(word_first(names[i])))
            return 0;
    return count >= LEAST && memchr(text.at, ',', text.length) ? count : 0;
}

/* The part of the lead that asks: "top 3 fees, more or less" is about fees. */
static struct slice tidy(struct slice lead)
{
    static const char *const tops[] = {"top ", "the top ", "the main ", "main ", NULL};
    static const char *const fillers[] = {" things like", " common things like", " things such as",
                                          NULL};
    lead = slice_trim_any(lead, " \t\n*_:");
    for (size_t i = 0; fillers[i]; i++)
        if (slice_ends(lead, fillers[i]))
            lead = slice_until(lead, lead.length - strlen(fillers[i]));
    if (slice_ends(lead, " common"))
        lead = slice_until(lead, lead.length - strlen(" common"));
    size_t top = slice_begins_any(lead, tops);
    if (top)
        lead = slice_until(lead, slice_find(lead, ","));
    return slice_from(lead, top);
}

static void offer(struct finder *f, const struct block *block, struct slice lead,
                  struct slice passage, const struct slice *names, size_t count)
{
    struct outline o = {.lead = tidy(lead), .block = block, .colon = true, .whole = true};
    struct outline_answers answers = {0};
    o.line = finder_line(block, passage);
    o.end_line = finder_end_line(block, passage);
    for (size_t i = 0; i < count; i++) {
        o.items[o.count++] = (struct outline_item){
            .text = names[i], .block = block, .line = o.line, .end_line = o.end_line};
        outline_add_answer(&answers, outline_capitalised(f, finder_clean(f, names[i])));
    }
    const char *question = outline_question(f, &o);
    if (!question)
        return;
    struct offer base = {.block = block,
                         .line = o.line,
                         .end_line = o.end_line,
                         .passage = passage,
                         .group = finder_group(f)};
    outline_offer_answers(f, &base, question, outline_capitalised(f, finder_clean(f, o.lead)),
                          &answers);
}

static bool is_lead(struct slice lead)
{
    static const char *const asides[] = {"to include", "can include", "not include", "you",
                                         "that",       "which",       NULL};
    size_t words = word_count(lead);
    if (slice_holds_any(lead, asides) || outline_is_imperative(lead))
        return false;
    return words >= 3 && words <= LEAD_WORDS && !memchr(lead.at, '(', lead.length) &&
           !word_is_pronoun(word_bare(word_first(lead))) && !quality_is_chatter(lead);
}

/* Where the names begin, or the length. */
static size_t split_at(struct slice text)
{
    static const char *const verbs[] = {" include ",
                                        " includes ",
                                        " consist of ",
                                        " consists of ",
                                        " are made up of ",
                                        " is made up of ",
                                        " comprise ",
                                        " comprises ",
                                        " is a collection of ",
                                        " is a combination of ",
                                        " is a set of ",
                                        " is the intersection of ",
                                        " is a mix of ",
                                        NULL};
    const char *colon = memchr(text.at, ':', text.length);
    size_t at = colon ? (size_t)(colon - text.at) + 1 : text.length;
    if (colon && at < text.length && strchr(" \n", text.at[at]))
        return at;
    at = slice_find_any(text, verbs);
    return at < text.length ? at + slice_begins_any(slice_from(text, at), verbs) : at;
}

static void read(struct finder *f, const struct block *block, struct slice text)
{
    struct slice names[OUTLINE_ITEMS];
    text = slice_trim_any(text, " \t\n:");
    size_t at = split_at(text);
    struct slice lead = slice_trim_any(slice_until(text, at), " \t\n:");
    size_t count = at < text.length && is_lead(lead) ? names_in(slice_from(text, at), names) : 0;
    if (count)
        offer(f, block, lead, text, names, count);
}

static void find(struct finder *f, const struct block *block)
{
    bool prose = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    if (!prose || !f->english || !memchr(block->text, ',', block->length))
        return;
    struct slice first = block_text_line(block, 0), text = slice_make(block->text, block->length);
    if (block->mark_count > 1 && block->mark_count < 6 && slice_ends(first, ":")) {
        read(f, block, text); /* the names go on over the lines below it */
        return;
    }
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count && i < SENTENCES_MOST; i++)
        read(f, block, sentences[i]);
}

const struct pattern pattern_inline_list = {
    .name = "inline-list",
    .confidence = 0.6,
    .summary = "names beside each other behind a colon or \"include\"",
    .example =
        "# Rents\n\nThe monthly fees of a flat include common things like: heat, light, water\n",
    .front = "Rents: The monthly fees of a flat include what?",
    .back = "Heat\nLight\nWater",
    .counter_example = "They include heat, light and water. We went home: it rained, then it "
                       "snowed, and so on it went.\n",
    .find = find,
};
