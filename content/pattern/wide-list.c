/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "...包括：", "...如下：", "...以下步骤：" (Chinese) at the end of a paragraph over a list: what
 * the list holds.
 */
#include <string.h>

#include "content/outline.h"
#include "content/pattern.h"
#include "content/script.h"

enum { LEAD_AT_MOST = 30, ITEM_AT_MOST = 24, ITEMS_AT_MOST = 7 };

/* The last clause of the text, without the colon at its end; length 0: no colon. */
static struct slice lead_of(struct slice text)
{
    static const char *const breaks[] = {"。", "，", "；", "\n", "！", "？", NULL};
    text = slice_trim(text);
    if (!slice_ends(text, "：") && !slice_ends(text, ":"))
        return slice_until(text, 0);
    text = slice_until(text, text.length - (slice_ends(text, ":") ? 1 : strlen("：")));
    for (size_t at; (at = slice_find_any(text, breaks)) < text.length;) {
        struct slice rest =
            slice_trim(slice_from(text, at + slice_begins_any(slice_from(text, at), breaks)));
        static const char *const bare[] = {"包括", "如下", "即", "分别是", "有", NULL};
        if (!rest.length || slice_is_any(rest, bare))
            break;
        text = rest;
    }
    return text;
}

/* The name that "它" stands for: the line in strong letters or the heading above. */
static const char *name_over(struct finder *f, const struct block *block)
{
    const struct block *before = NULL;
    for (const struct block *b = block->parent ? block->parent->first : NULL; b && b != block;
         b = b->next)
        if (b->kind == BLOCK_HEADING ||
            (b->kind == BLOCK_PARAGRAPH && b->span_count && b->spans[0].kind == SPAN_STRONG &&
             b->spans[0].start == 0 && b->spans[0].end + strlen("：") >= b->length))
            before = b;
    struct slice name =
        before ? script_term(slice_make(before->text, before->length)) : slice_make("", 0);
    return name.length && script_is_term(name) ? finder_clean(f, name) : NULL;
}

/* The question, NULL: the lead announces no list. */
static const char *question_of(struct finder *f, const struct block *block, struct slice lead,
                               const char **label)
{
    static const char *const joined[] = {"并", "还", "也",   "从而", "而", "此处", "这",
                                         "那", "此", "因此", "所以", "但", NULL};
    static const char *const following[] = {"以下几个", "以下几类", "以下几种", "以下",
                                            "下列",     "下面的",   NULL};
    static const char *const ends[] = {"主要包括", "包括", "包含", "分为", "有", NULL};
    static const char *const thus[] = {"如下所示", "如下", NULL};
    struct arena *arena = &f->harvest->arena;
    const char *of = "";
    size_t pronoun = slice_begins(lead, "它们")                             ? strlen("它们")
                     : slice_begins(lead, "它") || slice_begins(lead, "其") ? strlen("它")
                                                                            : 0;
    if (pronoun) {
        of = name_over(f, block);
        if (!of)
            return NULL;
        lead = slice_from(lead, pronoun);
    }
    if (slice_begins_any(lead, joined) || slice_holds(lead, "图"))
        return NULL;
    *label = arena_format(arena, "%s%.*s", of, (int)lead.length, lead.at);
    size_t at = slice_find_any(lead, following);
    if (at < lead.length) {
        size_t width = slice_begins_any(slice_from(lead, at), following);
        struct slice rest = slice_from(lead, at + width);
        return arena_format(arena, "%s%.*s哪些%.*s？", of, (int)at, lead.at, (int)rest.length,
                            rest.at);
    }
    for (size_t i = 0; thus[i]; i++)
        if (slice_ends(lead, thus[i]) && lead.length > strlen(thus[i]))
            return arena_format(arena, "%s%.*s是怎样的？", of, (int)(lead.length - strlen(thus[i])),
                                lead.at);
    for (size_t i = 0; ends[i]; i++)
        if (slice_ends(lead, ends[i]) && lead.length > strlen(ends[i]))
            return arena_format(arena, "%s%.*s哪些？", of, (int)lead.length, lead.at);
    return NULL;
}

/* The item's term, or its first clause. */
static struct slice short_item(struct slice text)
{
    static const char *const ends[] = {"：", ":", "。", "；", "，", "（", "\n", NULL};
    text = slice_trim(text);
    return slice_trim(slice_until(text, slice_find_any(text, ends)));
}

static void find(struct finder *f, const struct block *block)
{
    struct outline_answers answers = {0};
    bool text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    if (!text || script_of(slice_make(block->text, block->length)) != SCRIPT_CHINESE)
        return;
    const struct block *list = block->kind == BLOCK_ITEM ? block->first : block->next;
    struct slice lead = lead_of(slice_make(block->text, block->length));
    if (!list || list->kind != BLOCK_LIST || !lead.length || script_length(lead) > LEAD_AT_MOST)
        return;
    for (const struct block *item = list->first; item; item = item->next) {
        struct slice said = short_item(slice_make(item->text, item->length));
        static const char *const conditions[] = {"若",   "如果", "当",   "首先",
                                                 "接着", "此时", "最后", NULL};
        if (answers.count == ITEMS_AT_MOST || !said.length || script_length(said) > ITEM_AT_MOST ||
            slice_begins_any(said, conditions))
            return;
        outline_add_answer(&answers, finder_clean(f, said));
    }
    const char *label = NULL;
    const char *question = answers.count > 1 ? question_of(f, block, lead, &label) : NULL;
    if (!question)
        return;
    struct offer offer = {.block = block,
                          .line = finder_line(block, lead),
                          .end_line = list->last_line,
                          .passage = lead,
                          .term = lead};
    if (slice_begins(lead, "它") || slice_begins(lead, "其")) {
        offer.adjust = -0.1;
        offer.why = "named by the line above";
    }
    outline_offer_answers(f, &offer, question, label, &answers);
}

const struct pattern pattern_wide_list = {
    .name = "wide-list",
    .confidence = 0.75,
    .summary = "Chinese ...包括： or ...以下步骤： over a list: the items",
    .example = "面包在发酵后烘烤。做面包需要以下原料：\n\n- 面粉：小麦磨成\n- 水\n- 酵母\n",
    .front = "做面包需要哪些原料？",
    .back = "面粉\n水\n酵母",
    .counter_example = "它包括：\n\n- 面粉\n- 水\n\n今天买了：\n\n- 面粉\n- 盐\n",
    .find = find,
};
