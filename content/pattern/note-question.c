/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question in the note with its answer: a heading over a paragraph, a bullet over bullets. */
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"
#include "engine/base/text.h"

enum { QUESTION_WORDS = 25, ANSWER_WORDS = 25, ANSWERS = 5 };

/* Whether it asks something that stands by itself. */
static bool asks(struct slice question)
{
    static const char *const starts[] = {"what", "which", "who",  "why", "how", "when",   "where",
                                         "is",   "are",   "does", "do",  "can", "should", NULL};
    static const char *const dangling[] = {"this", "that", "it", "they", "these", "those",
                                           "i",    "we",   "my", "our",  "your",  NULL};
    size_t words = word_count(question);
    bool marked = question.length && question.at[question.length - 1] == '?';
    if (!marked && !(outline_is_asked(question) && words > 4))
        return false;
    return words > 2 && words <= QUESTION_WORDS &&
           slice_is_any(word_bare(word_first(question)), starts) &&
           !slice_holds_any(question, dangling) && !memchr(question.at, '\n', question.length) &&
           (!marked || (const char *)memchr(question.at, '?', question.length) ==
                           question.at + question.length - 1);
}

static void offer(struct finder *f, const struct block *block, struct slice question,
                  struct slice passage, const char *back, long end_line)
{
    const char *asked = outline_capitalised(f, finder_clean(f, question));
    if (asked[strlen(asked) - 1] != '?')
        asked = arena_format(&f->harvest->arena, "%s?", asked);
    struct offer offer = {.kind = strchr(back, '\n') ? CARD_LIST : CARD_BASIC,
                          .front = outline_in_context(f, block, asked),
                          .back = back,
                          .block = block,
                          .line = block->first_line,
                          .end_line = end_line,
                          .passage = passage};
    finder_offer(f, &offer);
}

/* The bullets below, as long as they fit. */
static void read_items(struct finder *f, const struct block *block, struct slice question)
{
    struct outline o;
    if (!outline_read(f, block, &o))
        return;
    struct text out = {0};
    size_t words = 0, used = 0;
    for (; used < o.count && used < ANSWERS; used++) {
        struct slice item = o.items[used].text;
        words += word_count(item);
        if (outline_form_of(item) == FORM_QUESTION || (used && words > ANSWER_WORDS))
            break;
        const char *clean = outline_capitalised(f, finder_clean(f, quality_shorten(item)));
        text_printf(&out, "%s%s", used ? "\n" : "", clean);
    }
    const char *back = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    if (used)
        offer(f, block, question, outline_passage(f, &o), back, o.items[used - 1].end_line);
}

static void find(struct finder *f, const struct block *block)
{
    bool text =
        block->kind == BLOCK_HEADING || block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    struct slice question = slice_trim_any(slice_make(block->text, block->length), " *_\n");
    if (!text || !f->english || block->length > 300 || !asks(question))
        return;
    read_items(f, block, question);
    const struct block *next = block->next;
    if (block->kind != BLOCK_HEADING || !next || next->kind != BLOCK_PARAGRAPH)
        return;
    size_t count;
    f->split = NULL;
    const struct slice *sentences = finder_sentences(f, next, &count);
    if (!count || sentences[0].at[sentences[0].length - 1] == '?' ||
        sentences[0].at[sentences[0].length - 1] == ':')
        return;
    const char *back = finder_clean(f, quality_shorten(sentences[0]));
    offer(f, block, question, sentences[0], outline_capitalised(f, back),
          finder_end_line(next, sentences[0]));
}

const struct pattern pattern_note_question = {
    .name = "note-question",
    .confidence = 0.6,
    .summary = "a question in the note, and the answer below it",
    .example = "## Why is bread scored?\n\nThe cut lets the loaf open where the baker wants.\n",
    .front = "Why is bread scored?",
    .back = "The cut lets the loaf open where the baker wants",
    .counter_example = "> [!Questions]\n> - Why is bread scored?\n> - What is a crumb?\n",
    .find = find,
};
