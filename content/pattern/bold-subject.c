/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "**Name** collects ...", "**Name** hosted on ...": an emphasised name as the subject of its line.
 */
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/quality.h"

enum { REST_WORDS = 30 };

static size_t leading_span(const struct block *block)
{
    for (size_t i = 0; i < block->span_count; i++) {
        const struct span *span = &block->spans[i];
        bool marks = span->kind == SPAN_STRONG || span->kind == SPAN_EMPHASIS;
        if (marks && span->start == 0 && span->end > 2 && span->end < block->length)
            return span->end;
    }
    return 0;
}

/* "(IDE) hosted", "- manages": without the parenthesis or dash that comes first. With a dash the
 * question names the heading, for a note that explains the same name in several places. */
static struct slice after_parenthesis(struct slice rest)
{
    rest = slice_trim(rest);
    const char *close = rest.length && rest.at[0] == '(' ? memchr(rest.at, ')', rest.length) : NULL;
    if (close)
        rest = slice_trim(slice_from(rest, (size_t)(close + 1 - rest.at)));
    return slice_begins(rest, "- ") ? slice_trim(slice_from(rest, 2)) : rest;
}

static const char *question_for(struct finder *f, struct slice term, struct slice rest)
{
    static const char *const states[] = {"hosted",  "used",     "based", "built",
                                         "written", "designed", "made",  "located",
                                         "stored",  "run",      NULL};
    struct arena *arena = &f->harvest->arena;
    const char *subject = outline_subject(f, term);
    struct slice first = word_first(rest);
    bool many = outline_is_many(term);
    bool list =
        first.length > 3 && memchr(first.at, ',', first.length) && slice_holds(rest, " and ");
    if (word_is_third_person(first) || list || slice_equals(first, "setup") ||
        (word_is_base_verb(first) && many))
        return arena_format(arena, "What %s %s do?", many ? "do" : "does", subject);
    if (slice_is_any(first, states))
        return arena_format(arena, "How %s %s described?", many ? "are" : "is", subject);
    return NULL;
}

static void find(struct finder *f, const struct block *block)
{
    bool text =
        block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM || block->kind == BLOCK_QUOTE;
    size_t end = text && f->english ? leading_span(block) : 0;
    if (!end)
        return;
    struct slice whole = slice_make(block->text, block->length);
    struct slice term = outline_without_parentheses(f, slice_until(whole, end), true);
    f->split = NULL;
    splitter_split(&f->splitter, whole);
    if (!f->splitter.count || f->splitter.sentences[0].length <= end || !definition_is_term(term))
        return;
    struct slice sentence = f->splitter.sentences[0];
    for (size_t i = 1; i < f->splitter.count && slice_ends(sentence, "i.e."); i++)
        sentence.length =
            (size_t)(f->splitter.sentences[i].at + f->splitter.sentences[i].length - sentence.at);
    struct slice rest = after_parenthesis(slice_from(sentence, end));
    size_t words = word_count(rest);
    const char *question = words > 2 && words <= REST_WORDS ? question_for(f, term, rest) : NULL;
    if (!question)
        return;
    struct definition d = {.block = block, .passage = sentence};
    if (slice_ends(slice_of(question), " described?")) {
        d.adjust = -0.05;
        d.why = "how it is described";
    }
    d.line = finder_line(block, sentence);
    d.end_line = finder_end_line(block, sentence);
    definition_offer_question(f, &d, outline_in_context(f, block, question), CARD_BASIC,
                              finder_clean(f, words > BACK_WANTED ? quality_shorten(rest) : rest),
                              NULL);
}

const struct pattern pattern_bold_subject = {
    .name = "bold-subject",
    .confidence = 0.75,
    .summary = "**Name** does something: what it does",
    .example = "- **Log shipper** collects lines from many files\n",
    .front = "What does a log shipper do?",
    .back = "Collects lines from many files",
    .counter_example = "**Everything** was fine. **Name:** Anna\n",
    .find = find,
};
