/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chinese "X（...）是一种 Y。", "X是指 Y。", Japanese "Xとは、Y。", Korean "X란 Y." at the
 * beginning of a sentence; and the first sentence below a line "**X**：" that holds nothing else.
 */
#include <string.h>

#include "content/pattern.h"
#include "content/script.h"

enum { GLOSS_AT_LEAST = 5 };

/* What stands between term and gloss. `kind`: what follows is plainly a definition. */
struct verb {
    const char *text;
    bool kind;
};

static const struct verb verbs[] = {
    {"是一种", true},   {"是一個", true},     {"是一个", true},   {"是一类", true},
    {"是一種", true},   {"是一門", true},     {"是一门", true},   {"是指", true},
    {"指的是", true},   {"广义上是指", true}, {"被定义为", true}, {"とは、", true},
    {"とは", true},     {"이란 ", true},      {"란 ", true},      {"即为", true},
    {"也是一种", true}, {"通常是指", true},   {"就是", false},    {"是", false}};

/* "X本质上", "X通常": how far it is so stands between the term and its verb. */
static struct slice without_adverb(struct slice term)
{
    static const char *const adverbs[] = {"本质上", "广义上", "通常", "一般", "就",
                                          "主要",   "则",     "也",   "其实", NULL};
    for (size_t i = 0; adverbs[i]; i++)
        if (slice_ends(term, adverbs[i]))
            return slice_trim(slice_until(term, term.length - strlen(adverbs[i])));
    return term;
}

static bool offer(struct finder *f, const struct block *block, struct slice term,
                  struct slice gloss, struct slice passage, double adjust)
{
    struct slice name = script_term(without_adverb(script_term(term)));
    struct slice said = script_shorten(gloss);
    enum script script = script_of(passage);
    if (!script_is_term(name) || script_length(said) < GLOSS_AT_LEAST)
        return false;
    struct arena *arena = &f->harvest->arena;
    struct offer card = {.kind = CARD_BASIC,
                         .back = finder_clean(f, said),
                         .block = block,
                         .line = finder_line(block, passage),
                         .end_line = finder_end_line(block, passage),
                         .passage = passage,
                         .term = term,
                         .adjust = adjust,
                         .why = adjust < 0 ? "perhaps no definition" : NULL};
    card.front = script_question(arena, script, finder_clean(f, name));
    return card.front && finder_offer(f, &card);
}

/* "X（Y）是...": the term, "" where the sentence begins otherwise. */
static bool read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t at = slice_find(slice_until(sentence, 160), verbs[i].text);
        if (!at || at >= sentence.length || at >= 160)
            continue;
        struct slice term = slice_until(sentence, at);
        struct slice gloss = slice_from(sentence, at + strlen(verbs[i].text));
        bool bracket = slice_ends(slice_trim(term), "）") || slice_ends(slice_trim(term), ")");
        /* "不是", "是否", "是不是", "是由": no definitions; "...的" alone describes. */
        static const char *const otherwise[] = {
            "否", "不", "由", "在", "因为", "为了", "通过", "什么", "，", "的是", "说", "处于",
            "因", "能", "无", "最", "如何", "怎",   "用来", "以",   "将", "可以", "从", NULL};
        if (slice_begins_any(gloss, otherwise) || slice_ends(term, "不") ||
            slice_ends(term, "都") || slice_ends(term, "也") || slice_ends(sentence, "？") ||
            slice_ends(sentence, "?"))
            continue;
        struct slice whole = verbs[i].kind && slice_begins(slice_of(verbs[i].text), "是一")
                                 ? slice_from(sentence, at + strlen("是"))
                                 : gloss;
        double adjust = verbs[i].kind ? 0.05 : bracket ? 0 : -0.15;
        return offer(f, block, term, whole, sentence, adjust);
    }
    return false;
}

/* The paragraph's text where all of it is strong: "**X**：". */
static struct slice title_of(const struct block *block)
{
    struct slice text = slice_make(block->text, block->length);
    for (size_t i = 0; block->kind == BLOCK_PARAGRAPH && i < block->span_count; i++) {
        const struct span *span = &block->spans[i];
        struct slice rest = slice_from(text, span->end);
        if (span->kind == SPAN_STRONG && span->start == 0 &&
            (!rest.length || slice_equals(rest, "：") || slice_equals(rest, ":")))
            return slice_until(text, span->end);
    }
    return slice_until(text, 0);
}

static void find(struct finder *f, const struct block *block)
{
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    if (!text || script_of(slice_make(block->text, block->length)) == SCRIPT_OTHER)
        return;
    struct slice title = title_of(block);
    const struct block *below = title.length ? block->next : block;
    if (!below || (below != block && below->kind != BLOCK_PARAGRAPH) || !below->length)
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, below, &count);
    if (below == block) {
        for (size_t i = 0; i < count; i++)
            read_sentence(f, block, sentences[i]);
        return;
    }
    static const char *const pairs[] = {"与", "和", "及", "的", "と", "の", NULL};
    struct slice name = script_term(title);
    struct slice said = count ? sentences[0] : slice_until(title, 0);
    static const char *const far[] = {"它", "其", "这",   "此",       "因此", "但",   "尽管", "如",
                                      "在", "当", "为了", "简单来说", "それ", "この", "また", NULL};
    if (count && slice_find_any(name, pairs) == name.length && !slice_begins_any(said, far) &&
        !slice_ends(said, "：") && !slice_ends(said, "？") &&
        !(slice_find_bytes(said, name.at, name.length) < said.length))
        offer(f, below, title, said, said, -0.15); /* else the sentence itself defines it */
}

const struct pattern pattern_wide_definition = {
    .name = "wide-definition",
    .confidence = 0.75,
    .summary = "Chinese, Japanese and Korean definitions: X是一种 Y, Xとは Y, X란 Y",
    .example = "酵母（Yeast）是一种单细胞真菌，能够使面团发酵。\n",
    .front = "酵母是什么？",
    .back = "一种单细胞真菌，能够使面团发酵",
    .counter_example = "它是一种真菌。酵母是不是植物？面团不是面包。\n\nYeast is a fungus.\n",
    .find = find,
};
