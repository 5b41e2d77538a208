/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Tools: X or Y", "Advantages: ..." inside what it is about: the label asks, its line answers. */
#include <ctype.h>
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"

enum { LINES = 100 };

/* "Best for: thin slices": a remark of which the label is no noun. */
static bool is_use(struct slice label)
{
    static const char *const uses[] = {
        "best for",   "good for",     "bad for",   "ideal for", "used for",      "useful for",
        "suited for", "used in",      "best when", "good when", "not good when", "avoid when",
        "use when",   "not good for", "not for",   "found in",  "caused by",     "treated with",
        NULL};
    return slice_is_any(label, uses);
}

static const char *question_for(struct finder *f, const struct block *block, struct slice label)
{
    struct arena *arena = &f->harvest->arena;
    const char *about = outline_about(f, block);
    static const char *const examples[] = {"example",  "example usecase", "example use case",
                                           "use case", "main difference", "alternative",
                                           "downside", "advantage",       "disadvantage",
                                           "benefit",  "drawback",        "limitation",
                                           NULL};
    if (!about || strchr(about, ':'))
        return NULL;
    const char *name = outline_small(f, label, true);
    if (outline_is_attribute(label))
        return arena_format(arena, "What is the %s of %s?", name, about);
    if (is_use(label))
        return outline_in_context(
            f, block,
            arena_format(arena, "Which point is noted under “%s”?", outline_capitalised(f, name)));
    if (outline_is_relation(label) ||
        slice_is_any(label, (const char *const[]){"alternatives", "examples", NULL}))
        return arena_format(
            arena, "What are the %s %s %s?", name,
            slice_equals(label, "alternatives") ? "to" : outline_relation_link(label), about);
    if (slice_is_any(label, examples))
        return arena_format(arena, "What is %s %s of %s?",
                            slice_begins(label, "main")     ? "the"
                            : word_starts_with_vowel(label) ? "an"
                                                            : "a",
                            name, about);
    return NULL;
}

static void read_line(struct finder *f, const struct block *block, struct slice line)
{
    size_t colon = slice_find(slice_until(line, 40), ":");
    if (colon >= line.length || colon >= 40 || colon + 4 > line.length)
        return;
    struct slice label = slice_trim_any(slice_until(line, colon), " *_");
    struct slice rest = slice_trim(slice_from(line, colon + 1));
    if (!isalpha((unsigned char)label.at[0]) || word_count(label) > 3)
        return;
    const char *question = question_for(f, block, label);
    if (!question)
        return;
    const char *back = outline_capitalised(f, finder_clean(f, quality_shorten(rest)));
    struct offer offer = {.kind = memchr(rest.at, ',', rest.length) ? CARD_LIST : CARD_BASIC,
                          .front = question,
                          .back = back,
                          .block = block,
                          .line = finder_line(block, line),
                          .end_line = finder_end_line(block, line),
                          .passage = line};
    if (is_use(label)) {
        offer.adjust = -0.1;
        offer.why = "a remark";
    }
    finder_offer(f, &offer);
}

static void find(struct finder *f, const struct block *block)
{
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    if (!text || !f->english || !memchr(block->text, ':', block->length))
        return;
    for (size_t i = 0; i < block->mark_count && i < LINES; i++)
        read_line(f, block, block_text_line(block, i));
}

const struct pattern pattern_label_colon = {
    .name = "label-colon",
    .confidence = 0.75,
    .summary = "\"Tools: X or Y\" below what it is about",
    .example = "# Fencing\n\n- Foil\n    - Advantages: light and quick\n",
    .front = "What are the advantages of Foil?",
    .back = "Light and quick",
    .counter_example = "# Fencing\n\nNote: bring water\n",
    .find = find,
};
