/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two things beside each other, each explained in a few words: how they differ. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/quality.h"

enum { GLOSS_WORDS = 12, NAME_WORDS = 5 };

struct side {
    struct slice name, gloss;
};

/* "Name (gloss) ..." or "Name: gloss" or "Name - gloss". */
static bool read_side(struct slice item, struct side *side)
{
    static const char *const marks[] = {": ", " - ", " -- ", " – ", " — ", " (", NULL};
    size_t best = item.length, width = 0;
    for (size_t i = 0; marks[i]; i++) {
        size_t at = slice_find(slice_until(item, 60), marks[i]);
        if (at < best && at < 60) {
            best = at;
            width = strlen(marks[i]);
        }
    }
    if (best >= item.length)
        return false;
    side->name = slice_trim_any(slice_until(item, best), " .*_:");
    side->gloss = slice_from(item, best + width);
    if (item.at[best + width - 1] == '(') {
        const char *close = memchr(side->gloss.at, ')', side->gloss.length);
        side->gloss = slice_until(side->gloss, close ? (size_t)(close - side->gloss.at) : 0);
    }
    side->gloss = quality_shorten(slice_trim_any(side->gloss, " .;,"));
    size_t words = word_count(side->gloss);
    return words > 1 && words <= GLOSS_WORDS && word_count(side->name) <= NAME_WORDS &&
           side->name.length > 1 && isalpha((unsigned char)side->name.at[0]) &&
           definition_is_term(side->name) && !memchr(side->gloss.at, '?', side->gloss.length);
}

static void find(struct finder *f, const struct block *block)
{
    struct outline o;
    struct side left, right;
    if (!f->english || !outline_read(f, block, &o) || o.count != 2 || !o.whole ||
        o.items[0].block->kind != BLOCK_ITEM || !read_side(o.items[0].text, &left) ||
        !read_side(o.items[1].text, &right) || text_overlap(left.gloss, right.gloss) >= 1)
        return;
    struct arena *arena = &f->harvest->arena;
    const char *question =
        arena_format(arena, "How do %s and %s differ?", definition_subject(f, left.name),
                     definition_subject(f, right.name));
    const char *back = arena_format(
        arena, "%s: %s\n%s: %s", outline_capitalised(f, finder_clean(f, left.name)),
        finder_clean(f, left.gloss), outline_capitalised(f, finder_clean(f, right.name)),
        finder_clean(f, right.gloss));
    struct offer offer = {.kind = CARD_LIST,
                          .front = outline_in_context(f, o.items[0].block, question),
                          .back = back,
                          .block = block,
                          .line = o.items[0].line,
                          .end_line = o.items[1].end_line,
                          .passage = outline_passage(f, &o)};
    finder_offer(f, &offer);
}

const struct pattern pattern_comparison = {
    .name = "comparison",
    .confidence = 0.75,
    .summary = "two bullets beside each other, each explained: how they differ",
    .example = "# Kites\n\nShapes\n- delta (stable in light wind)\n- box (needs a strong wind)\n",
    .front = "Kites: how do delta and box differ?",
    .back = "Delta: stable in light wind\nBox: needs a strong wind",
    .counter_example = "# Kites\n\nShapes\n- delta\n- box\n",
    .find = find,
};
