/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "A -> B -> C" in a sentence or a drawing: the order. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "content/outline.h"
#include "engine/base/text.h"

enum { LINKS = 10, LINK_WORDS = 6, LINE_AT_MOST = 400, LINES = 200 };

struct chain {
    struct slice label; /* before the colon */
    struct slice links[LINKS];
    size_t count;
};

/* The bytes of the arrow that begins at `at`, 0 for none; blanks must stand on its left. */
static size_t arrow(struct slice line, size_t at, bool drawing)
{
    static const char *const signs[] = {"→", "⟶", "⇒", "➔", NULL};
    struct slice rest = slice_from(line, at);
    for (size_t i = 0; signs[i]; i++)
        if (slice_begins(rest, signs[i]))
            return strlen(signs[i]);
    if (!at || line.at[at - 1] != ' ')
        return 0;
    size_t length = 0;
    while (length < rest.length && (rest.at[length] == '-' || rest.at[length] == '='))
        length++;
    size_t shaft = length;
    while (length < rest.length && rest.at[length] == '>')
        length++;
    bool plain = !drawing && shaft == 0 && length == 1; /* "A > B > C" */
    bool blank = length < rest.length && rest.at[length] == ' ';
    return length > shaft && blank && (shaft > 0 || plain) ? length : 0;
}

/* One station: of a drawing only the cell that touches the arrow. */
static struct slice station(struct slice text, bool drawing, bool first)
{
    for (size_t at = 0; drawing && at < text.length;) {
        bool gap =
            text.at[at] == '|' || !strncmp(text.at + at, "   ", text.length - at > 2 ? 3 : 9);
        if (!gap) {
            at++;
            continue;
        }
        struct slice left = slice_trim_any(slice_until(text, at), " |");
        struct slice right = slice_trim_any(slice_from(text, at + 1), " |");
        if (!first && left.length)
            return slice_trim_any(left, " []()|+");
        if (first && !right.length)
            return slice_trim_any(left, " []()|+");
        text = right;
        at = 0;
    }
    return slice_trim_any(text, " []|+*_;.");
}

static bool is_station(struct slice text)
{
    size_t letters = 0;
    for (size_t at = 0; at < text.length; at++)
        letters += isalpha((unsigned char)text.at[at]) != 0;
    return letters > 1 && letters * 2 > text.length && word_count(text) <= LINK_WORDS &&
           !memchr(text.at, '|', text.length) && !memchr(text.at, '{', text.length);
}

/* Whether `text` names `other` again: a path of menus, or a circle. */
static bool names_again(struct slice text, struct slice other)
{
    for (size_t at = 0; at + other.length <= text.length; at++) {
        bool begins = at == 0 || text.at[at - 1] == ' ';
        bool ends = at + other.length == text.length || text.at[at + other.length] == ' ';
        if (begins && ends && !strncasecmp(text.at + at, other.at, other.length))
            return true;
    }
    return false;
}

static bool add_link(struct chain *chain, struct slice text, bool drawing)
{
    if (!chain->count) {
        size_t colon = drawing ? text.length : slice_find(text, ": ");
        if (colon < text.length) {
            chain->label = slice_trim(slice_until(text, colon));
            text = slice_from(text, colon + 2);
        }
    } else if (slice_holds(text, ": ")) {
        return false; /* "Branch 1: sorting": one of several ways to go on */
    }
    text = station(text, drawing, !chain->count);
    if (chain->count == LINKS || !is_station(text))
        return false;
    for (size_t i = 0; i < chain->count; i++)
        if (slice_holds(text, "/") || names_again(text, chain->links[i]))
            return false;
    chain->links[chain->count++] = text;
    return true;
}

static void read_chain(struct slice line, bool drawing, struct chain *chain)
{
    memset(chain, 0, sizeof *chain);
    chain->label = slice_until(line, 0);
    size_t start = 0, at = 0;
    while (at < line.length) {
        size_t length = arrow(line, at, drawing);
        if (!length) {
            at++;
            continue;
        }
        struct slice link = slice_make(line.at + start, at - start);
        bool ends = chain->count && memchr(link.at, ';', link.length);
        if (!add_link(chain, ends ? slice_until(link, slice_find(link, ";")) : link, drawing) ||
            ends)
            return;
        at += length;
        start = at;
    }
    struct slice rest = slice_from(line, start);
    if (chain->count)
        add_link(chain, slice_until(rest, slice_find(rest, ";")), drawing);
}

static void offer(struct finder *f, const struct block *block, const struct chain *chain,
                  struct slice line, long number)
{
    struct arena *arena = &f->harvest->arena;
    size_t from = chain->label.length ? 0 : 1;
    struct text back = {0};
    for (size_t i = from; i < chain->count; i++)
        text_printf(&back, "%s%s", i > from ? " → " : "",
                    outline_capitalised(f, finder_clean(f, chain->links[i])));
    const char *question =
        from ? arena_format(arena, "What follows “%s”, in order?", finder_clean(f, chain->links[0]))
             : arena_format(arena, "What is the order in “%s”?", finder_clean(f, chain->label));
    struct offer offer = {.kind = CARD_ORDER,
                          .front = outline_in_context(f, block, question),
                          .back = arena_copy_string(arena, text_string(&back)),
                          .block = block,
                          .line = number,
                          .end_line = number,
                          .passage = slice_trim_any(line, " :")};
    if (block->kind == BLOCK_DIAGRAM || block->kind == BLOCK_CODE) {
        offer.adjust = -0.1;
        offer.why = "read from a drawing";
    }
    finder_offer(f, &offer);
    text_release(&back);
}

static void read_line(struct finder *f, const struct block *block, struct slice line, long number,
                      bool drawing)
{
    struct chain chain;
    if (line.length > LINE_AT_MOST ||
        !(memchr(line.at, '>', line.length) || slice_holds(line, "→")))
        return;
    read_chain(line, drawing, &chain);
    if (chain.count > 2 && word_count(chain.label) < 7)
        offer(f, block, &chain, line, number);
}

static void read_drawing(struct finder *f, const struct block *block)
{
    struct slice rest = slice_make(block->text, block->length);
    long number = block->first_line + (block->kind == BLOCK_CODE);
    for (size_t i = 0; rest.length && i < LINES; i++, number++) {
        const char *newline = memchr(rest.at, '\n', rest.length);
        size_t length = newline ? (size_t)(newline - rest.at) : rest.length;
        read_line(f, block, slice_until(rest, length), number, true);
        rest = slice_from(rest, length + (newline != NULL));
    }
}

static void find(struct finder *f, const struct block *block)
{
    bool plain = !block->info || !*block->info || !strcmp(block->info, "text");
    if (!f->english)
        return;
    if (block->kind == BLOCK_DIAGRAM || (block->kind == BLOCK_CODE && plain)) {
        read_drawing(f, block);
    } else if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM) {
        for (size_t i = 0; i < block->mark_count && i < LINES; i++) {
            struct slice line = block_text_line(block, i);
            read_line(f, block, line, finder_line(block, line), false);
        }
    }
}

const struct pattern pattern_chain = {
    .name = "chain",
    .confidence = 0.75,
    .summary = "A -> B -> C: the order",
    .example = "Life of a butterfly: egg -> caterpillar -> chrysalis -> imago\n",
    .front = "What is the order in “Life of a butterfly”?",
    .back = "Egg → Caterpillar → Chrysalis → Imago",
    .counter_example = "Write p->next->data, or a -> b.\n",
    .find = find,
};
