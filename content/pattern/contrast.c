/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "A does this, while B does that": how two things differ. */
#include <string.h>
#include <strings.h>

#include "content/clause.h"
#include "content/definition.h"
#include "content/pattern.h"
#include "content/quality.h"
#include "content/verb.h"

static bool is_joined(const struct clause *a, const struct clause *b)
{
    static const char *const joints[] = {"while", "whereas", "; ", NULL};
    if (a->sentence.at != b->sentence.at || b->subject.at < a->rest.at || a->relative ||
        b->relative || a->borrowed || b->borrowed || a->lead.length || b->lead.length)
        return false;
    const char *from = a->rest.at + a->rest.length;
    if (from > b->subject.at)
        return false;
    struct slice between = slice_make(from, (size_t)(b->subject.at - from));
    for (size_t i = 0; joints[i]; i++)
        if (slice_holds(between, joints[i]))
            return true;
    return false;
}

static struct slice head_of(struct slice subject)
{
    return word_bare(word_last(subject));
}

/* Whether both sides tell the same kind of thing: with the same verb, or about two kinds of one
 * thing ("a void contract", "a voidable contract"), or about two acronyms. */
static bool is_comparable(const struct clause *a, const struct clause *b)
{
    struct slice left = head_of(a->subject), right = head_of(b->subject);
    bool verb = a->kind == b->kind && a->verb && b->verb && !strcmp(a->verb, b->verb);
    bool head = left.length == right.length && !strncasecmp(left.at, right.at, left.length);
    bool names = word_is_acronym(left) && word_is_acronym(right);
    return verb || head || names;
}

static void read_pair(struct finder *f, const struct block *block, const struct clause *a,
                      const struct clause *b)
{
    static const char *const loose[] = {"this", "these", "they", "we", "here", NULL};
    struct slice whole =
        slice_make(a->subject.at, (size_t)(b->rest.at + b->rest.length - a->subject.at));
    if (!is_joined(a, b) || !is_comparable(a, b) || word_count(a->subject) > 4 ||
        word_count(b->subject) > 4 || word_count(whole) > 32 || slice_holds_any(whole, loose))
        return;
    const char *left = clause_inside(f, a->subject), *right = clause_inside(f, b->subject);
    struct definition d = {.block = block, .passage = a->sentence};
    d.line = finder_line(block, a->sentence);
    d.end_line = finder_end_line(block, a->sentence);
    const char *question =
        arena_format(&f->harvest->arena, "How do %s and %s differ?", left, right);
    definition_offer_question(f, &d, question, CARD_BASIC, finder_clean(f, whole),
                              clause_group(f, block, a->sentence));
}

static void find(struct finder *f, const struct block *block)
{
    size_t count;
    const struct clause *clauses = clause_read(f, block, &count);
    for (size_t i = 0; i + 1 < count; i++)
        read_pair(f, block, &clauses[i], &clauses[i + 1]);
}

const struct pattern pattern_contrast = {
    .name = "contrast",
    .confidence = 0.65,
    .summary = "A does this, while B does that",
    .example = "A mutex allows one thread, whereas a semaphore allows several threads.\n",
    .front = "How do a mutex and a semaphore differ?",
    .back = "A mutex allows one thread, whereas a semaphore allows several threads",
    .counter_example = "It admits one, while they admit several. A lock waits while busy. A court "
                       "hears appeals, while equity follows the law.\n",
    .find = find,
};
