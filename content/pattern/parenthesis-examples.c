/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Several stone fruits (Plum, Cherry, Peach) keep well": names in parentheses behind what they are
 * examples of. */
#include <ctype.h>
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"
#include "content/verb.h"

enum { NAMES_LEAST = 2, NAME_WORDS = 3, KIND_WORDS = 3, INSIDE_MOST = 160, SEEN_MOST = 40 };

/* The names between the brackets; 0: they are none. */
static size_t names_in(struct slice inside, struct slice *names)
{
    static const char *const intros[] = {"e.g. ", "eg. ",       "eg: ",         "ex: ", "such as ",
                                         "like ", "including ", "for example ", NULL};
    inside = slice_from(inside, slice_begins_any(inside, intros));
    size_t count = outline_split(inside, names, OUTLINE_ITEMS);
    for (size_t i = 0; i < count; i++)
        if (word_count(names[i]) > NAME_WORDS || !isupper((unsigned char)names[i].at[0]) ||
            memchr(names[i].at, ':', names[i].length))
            return 0;
    return count >= NAMES_LEAST ? count : 0;
}

/* "various stone fruits": the plural noun at the end with the words that belong to it; length 0:
 * none. */
static struct slice kind_before(struct slice before)
{
    before = slice_trim(before.length > 80 ? slice_from(before, before.length - 80) : before);
    struct slice last = word_last(before), kind = last;
    static const char *const amounts[] = {"various",   "many",  "several", "some",
                                          "different", "other", "these",   "most",
                                          "common",    "all",   NULL};
    static const char *const loose[] = {"things", "ways",    "words", "terms",
                                        "others", "reasons", NULL};
    if (!word_is_plural(last) || !islower((unsigned char)last.at[0]) || slice_is_any(last, loose) ||
        !isalpha((unsigned char)last.at[last.length - 1]) || verb_is_be(last))
        return slice_until(before, 0);
    for (size_t words = 1; words < KIND_WORDS; words++) {
        struct slice rest = slice_trim(slice_until(before, (size_t)(kind.at - before.at)));
        struct slice word = word_last(rest);
        if (!word.length || !isalnum((unsigned char)word.at[word.length - 1]) ||
            word_is_stop(word) || slice_is_any(word, amounts) || verb_is_preposition(word) ||
            verb_is_modal(word) || verb_of_third_person(word) || verb_is_adverb(word))
            break;
        kind = slice_make(word.at, (size_t)(last.at + last.length - word.at));
    }
    return kind;
}

static void read(struct finder *f, const struct block *block, size_t open)
{
    struct slice text = slice_make(block->text, block->length);
    struct slice inside = slice_until(slice_from(text, open + 1), INSIDE_MOST);
    const char *close = memchr(inside.at, ')', inside.length);
    struct slice names[OUTLINE_ITEMS], kind = kind_before(slice_until(text, open));
    if (!close || !kind.length)
        return;
    inside.length = (size_t)(close - inside.at);
    size_t count = names_in(inside, names);
    if (!count)
        return;
    struct outline_answers answers = {0};
    for (size_t i = 0; i < count; i++)
        outline_add_answer(&answers, finder_clean(f, names[i]));
    struct offer offer = {.block = block,
                          .passage = slice_make(kind.at, (size_t)(close + 1 - kind.at)),
                          .group = finder_group(f)};
    offer.line = finder_line(block, offer.passage);
    offer.end_line = finder_end_line(block, offer.passage);
    const char *name = finder_clean(f, kind);
    const char *question = outline_in_context(
        f, block, arena_format(&f->harvest->arena, "What are examples of %s?", name));
    outline_offer_answers(f, &offer, question,
                          arena_format(&f->harvest->arena, "Examples of %s", name), &answers);
}

static void find(struct finder *f, const struct block *block)
{
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    size_t seen = 0;
    if (!text || !f->english)
        return;
    for (size_t at = 2; at < block->length && seen < SEEN_MOST; at++) {
        if (block->text[at] != '(' || block->text[at - 1] != ' ')
            continue;
        seen++;
        read(f, block, at);
    }
}

const struct pattern pattern_parenthesis_examples = {
    .name = "parenthesis-examples",
    .confidence = 0.55,
    .summary = "names in parentheses behind what they are examples of",
    .example = "# Orchard\n\nThe cellar keeps various stone fruits (Plum, Cherry, Peach) over the "
               "winter.\n",
    .front = "Orchard: what are examples of stone fruits?",
    .back = "Plum\nCherry\nPeach",
    .counter_example = "The cellar keeps them (Plum, Cherry). Stone fruits (keep them dry, and "
                       "cool) last long.\n",
    .find = find,
};
