/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A term with what is said about it indented below: nested bullets, or a line under the term. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/quality.h"
#include "engine/base/text.h"

/* How an explanation begins and what it answers; the answer begins after `skip` bytes. */
struct form {
    const char *begin, *one, *many, *after; /* the question is one (or many) + subject + after */
    bool skip;
};
static const struct form forms[] = {
    {"best suited for ", "What is ", "What are ", " best suited for?", true},
    {"suited for ", "What is ", "What are ", " suited for?", true},
    {"used for ", "What is ", "What are ", " used for?", true},
    {"used to ", "What is ", "What are ", " used to do?", true},
    {"good for ", "What is ", "What are ", " good for?", true},
    {"designed for ", "What is ", "What are ", " designed for?", true},
    {"designed to ", "What is ", "What are ", " designed to do?", true},
    {"responsible for ", "What is ", "What are ", " responsible for?", true},
    {"based on ", "What is ", "What are ", " based on?", true},
    {"composed of ", "What is ", "What are ", " composed of?", true},
    {"made of ", "What is ", "What are ", " made of?", true},
    {"similar to ", "What is ", "What are ", " similar to?", true},
    {"set up as ", "What is ", "What are ", " set up as?", true},
    {"is responsible for ", "What is ", "What are ", " responsible for?", true},
    {"is used for ", "What is ", "What are ", " used for?", true},
    {"has ", "What does ", "What do ", " have?", true},
    {"can ", "What can ", "What can ", " do?", true},
    {"cannot ", "What can ", "What can ", " not do?", true},
    {"is ", "What is said about ", "What is said about ", "?", false},
};

enum { SENTENCE_WORDS = 30 };

static struct slice term_of(struct finder *f, const struct outline *o)
{
    struct slice label = outline_label(o);
    return slice_trim_any(outline_without_parentheses(f, label, true), " .:");
}

static const char *question_for(struct finder *f, const struct outline *o, struct slice term,
                                struct slice *gloss)
{
    struct arena *arena = &f->harvest->arena;
    const char *name = outline_subject(f, term), *question = NULL;
    bool many = outline_is_many(term);
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !question; i++) {
        if (!slice_begins(*gloss, forms[i].begin))
            continue;
        question = arena_format(arena, "%s%s%s", many ? forms[i].many : forms[i].one, name,
                                forms[i].after);
        if (forms[i].skip)
            *gloss = slice_from(*gloss, strlen(forms[i].begin));
    }
    if (!question && outline_tells_action(*gloss))
        question = arena_format(arena, "What %s %s do?", many ? "do" : "does", name);
    if (!question && word_is_base_verb(word_first(*gloss)) && isupper((unsigned char)name[0]))
        question = arena_format(arena, "What can you do with %s?", name);
    return question ? outline_in_context(f, o->block, question) : NULL;
}

static void offer(struct finder *f, const struct outline *o, size_t first, size_t last,
                  const char *question, const char *back, const char *group)
{
    struct definition d = {.block = o->block,
                           .passage = outline_passage(f, o),
                           .line = first ? o->items[first].line : o->line,
                           .end_line = o->items[last].end_line};
    if (o->items[first].block->kind == BLOCK_PARAGRAPH || o->count > 1) {
        d.adjust = -0.05;
        d.why = "one of several remarks";
    }
    if (strstr(question, "hat do ") && word_is_third_person(word_first(slice_of(back)))) {
        d.adjust = -0.2;
        d.why = "one verb, and many that do it";
    }
    definition_offer_question(f, &d, question, last > first ? CARD_LIST : CARD_BASIC, back, group);
}

/* "Collects ..." over "Lives ...": after a verb in s another word in s is one too. */
static bool is_same_verb(struct slice gloss, struct slice next)
{
    struct slice first = word_first(next);
    return outline_tells_action(gloss) && word_count(next) > 1 && first.length > 3 &&
           slice_ends(first, "s") && !slice_ends(first, "ss");
}

/* Explanations in a row that answer the same question make one card. */
static size_t offer_run(struct finder *f, const struct outline *o, struct slice term, size_t first,
                        const char *group)
{
    struct slice gloss = o->items[first].text;
    const char *question = question_for(f, o, term, &gloss);
    const char *back = outline_capitalised(f, finder_clean(f, quality_shorten(gloss)));
    size_t words = word_count(slice_of(back)), last = first;
    while (question && last + 1 < o->count) {
        struct slice next = o->items[last + 1].text;
        const char *other = is_same_verb(gloss, next) ? question : question_for(f, o, term, &next);
        const char *more = outline_capitalised(f, finder_clean(f, quality_shorten(next)));
        words += word_count(slice_of(more));
        if (!other || strcmp(other, question) != 0 || words > BACK_WANTED)
            break;
        back = arena_format(&f->harvest->arena, "%s\n%s", back, more);
        last++;
    }
    if (question)
        offer(f, o, first, last, question, back, group);
    return last + 1;
}

static bool is_kind(struct slice gloss)
{
    static const char *const begins[] = {"a ",
                                         "an ",
                                         "the ",
                                         "subset of ",
                                         "set of ",
                                         "collection of ",
                                         "combinations of ",
                                         "kind of ",
                                         "type of ",
                                         "combination of ",
                                         NULL};
    for (size_t i = 0; begins[i]; i++)
        if (slice_begins(gloss, begins[i]))
            return true;
    return false;
}

/* A single remark without a verb of its own: "virtual private cloud: private network". */
static void offer_single(struct finder *f, const struct outline *o, struct slice term)
{
    struct slice item = o->items[0].text;
    enum outline_form form = outline_form_of(item);
    size_t words = word_count(item);
    struct slice parts[OUTLINE_ITEMS];
    bool several = outline_listed(item, parts, OUTLINE_ITEMS) > 0;
    if (o->count > 1 || words < 3 || several || words > SENTENCE_WORDS ||
        (form == FORM_QUESTION && outline_is_asked(item)) || memchr(item.at, ':', item.length) ||
        o->block->kind == BLOCK_HEADING)
        return;
    struct definition d = {.block = o->block, .passage = outline_passage(f, o)};
    d.line = o->line;
    d.end_line = o->items[0].end_line;
    d.adjust = -0.25;
    d.why = "a remark, perhaps no explanation";
    const char *question = arena_format(&f->harvest->arena, "Which point is noted under “%s”?",
                                        outline_capitalised(f, finder_clean(f, term)));
    definition_offer_question(f, &d, outline_in_context(f, o->block, question), CARD_BASIC,
                              finder_clean(f, quality_shorten(item)), NULL);
}

static void find(struct finder *f, const struct block *block)
{
    struct outline o;
    if (!f->english || !outline_read(f, block, &o) || o.ordered)
        return;
    struct slice term = term_of(f, &o);
    for (size_t i = 0; i < o.count; i++)
        if (outline_is_asked(o.items[i].text))
            return;
    if (!definition_is_term(term) || outline_is_imperative(term) ||
        (outline_is_relation(term) && word_count(term) == 1))
        return;
    if (!outline_is_glossed(&o)) {
        offer_single(f, &o, term);
        return;
    }
    const char *group = finder_group(f);
    for (size_t i = 0; i < o.count;) {
        struct slice gloss = o.items[i].text;
        if (is_kind(gloss)) {
            struct definition d = {.term = term, .gloss = gloss, .block = block};
            d.passage = outline_passage(f, &o);
            d.line = i ? o.items[i].line : o.line;
            d.end_line = o.items[i].end_line;
            definition_offer(f, &d);
            i++;
        } else {
            i = offer_run(f, &o, term, i, group);
        }
    }
}

const struct pattern pattern_indented_gloss = {
    .name = "indented-gloss",
    .confidence = 0.9,
    .summary = "a term, and what it is or does indented below it",
    .example = "- Log shipper\n    - Collects lines from files\n    - Sends batches to a server\n",
    .front = "What does a log shipper do?",
    .back = "Collects lines from files\nSends batches to a server",
    .counter_example = "- Fruit\n    - Apples\n    - Pears\n",
    .find = find,
};
