/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "There are drawbacks of X, including A and B", "X has several uses, such as A and B",
 * "Disadvantages include A and B": lists that a sentence gives in passing. */
#include <ctype.h>
#include <string.h>

#include "content/clause.h"
#include "content/definition.h"
#include "content/pattern.h"
#include "content/verb.h"

struct list_words {
    const char *text;
    bool examples; /* names some, not all */
};
static const struct list_words marks[] = {
    {", including ", false},
    {" including ", false},
    {", such as ", true},
    {" such as ", true},
};

/* "A, B and C" to the end of the sentence, or empty. */
static struct slice list_from(struct slice text)
{
    static const char *const bad[] = {"which", "because", "it", "they", "this", "these", NULL};
    text = slice_trim_any(text, " .,");
    size_t which = slice_find(text, ", which ");
    text = slice_until(text, which);
    if (slice_holds_any(text, bad) || word_count(text) > 34 ||
        !(slice_holds_word(text, "and") || slice_holds_word(text, "or")))
        return slice_until(text, 0);
    return text;
}

static bool offer(struct finder *f, const struct block *block, struct slice sentence,
                  const char *question, struct slice list)
{
    struct definition d = {.block = block, .passage = sentence};
    d.line = finder_line(block, sentence);
    d.end_line = finder_end_line(block, sentence);
    return definition_offer_question(f, &d, question, CARD_LIST, finder_clean(f, list),
                                     clause_group(f, block, sentence));
}

/* Up to where the list begins; `list` empty: there is none. */
static struct slice split_list(struct slice text, struct slice *list, bool *examples)
{
    *list = slice_until(text, 0);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = slice_find(text, marks[i].text);
        if (at >= text.length)
            continue;
        *list = list_from(slice_from(text, at + strlen(marks[i].text)));
        *examples = marks[i].examples;
        return slice_trim_any(slice_until(text, at), " ,");
    }
    return text;
}

/* Without "some", "several" and their like. */
static struct slice without_amount(struct slice what)
{
    static const char *const amounts[] = {"some",        "several",   "various",  "many", "also",
                                          "a number of", "different", "multiple", NULL};
    for (size_t i = 0; amounts[i]; i++) {
        size_t length = strlen(amounts[i]);
        if (slice_begins(what, amounts[i]) && what.length > length && what.at[length] == ' ')
            return without_amount(slice_trim(slice_from(what, length)));
    }
    return what;
}

static bool is_named(struct slice what)
{
    static const char *const loose[] = {"this",  "these", "it",   "they",   "we", "that",
                                        "which", "you",   "ways", "things", NULL};
    size_t words = word_count(what);
    return words >= 2 && words <= 9 && !slice_holds_any(what, loose) &&
           isalpha((unsigned char)what.at[0]) && !memchr(what.at, ',', what.length);
}

/* "There are ... of X, including A and B". */
static bool read_there(struct finder *f, const struct block *block, struct slice sentence)
{
    bool examples = false;
    struct slice list;
    if (!slice_begins(sentence, "there are "))
        return false;
    struct slice what = without_amount(
        slice_trim(split_list(slice_from(sentence, strlen("there are ")), &list, &examples)));
    if (!list.length || !is_named(what))
        return list.length > 0;
    const char *question =
        arena_format(&f->harvest->arena, examples ? "What are examples of %s?" : "What are the %s?",
                     finder_clean(f, what));
    return offer(f, block, sentence, question, list) || true;
}

/* "X has several advantages, including A and B". */
static void read_has(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const nouns[] = {"advantages",  "disadvantages", "benefits", "drawbacks",
                                        "limitations", "uses",          "features", "parts",
                                        "components",  "properties",    "goals",    "challenges",
                                        "types",       "problems",      NULL};
    bool examples = false;
    struct slice list, what = without_amount(split_list(c->rest, &list, &examples));
    if (c->kind != CLAUSE_ACTIVE || !list.length || !slice_is_any(word_last(what), nouns) ||
        word_count(what) > 3 || (strcmp(c->verb, "have") != 0 && strcmp(c->verb, "offer") != 0))
        return;
    const char *question = arena_format(&f->harvest->arena, "What are the %s of %s?",
                                        finder_clean(f, what), clause_inside(f, c->subject));
    offer(f, block, c->sentence, question, list);
}

/* "Column stores like A, B and C compress ...": which of them do. */
static void read_subject(struct finder *f, const struct block *block, const struct clause *c)
{
    static const char *const likes[] = {" like ", " such as ", NULL};
    size_t offsets[2];
    if (c->kind != CLAUSE_ACTIVE || c->borrowed || c->relative || c->negated || c->owner.length ||
        !slice_find_each(c->subject, likes, offsets))
        return;
    size_t which = offsets[0] < offsets[1] ? 0 : 1;
    struct slice what = slice_trim_any(slice_until(c->subject, offsets[which]), " ,");
    struct slice list = list_from(slice_from(c->subject, offsets[which] + strlen(likes[which])));
    struct slice phrase = clause_core(c->phrase);
    /* Two names and a wide verb have too many right answers. */
    if (!list.length || !memchr(list.at, ',', list.length) || !word_is_plural(word_last(what)) ||
        !is_named(what) || word_count(what) > 4 || word_count(phrase) < 3 ||
        word_count(phrase) > 14)
        return;
    const char *question = arena_format(&f->harvest->arena, "Which %s %s?", clause_inside(f, what),
                                        finder_clean(f, phrase));
    offer(f, block, c->sentence, question, list);
}

/* What "The disadvantages include" speaks of: "advantages of X" in the sentence before, or its
 * subject. */
static struct slice owner_of(struct slice before, const struct clause *clauses, size_t count)
{
    static const char *const of[] = {"advantages of ", "benefits of ", "drawbacks of ", NULL};
    for (size_t i = 0; of[i]; i++) {
        size_t at = slice_find(before, of[i]);
        if (at < before.length) {
            struct slice list, rest = slice_from(before, at + strlen(of[i]));
            bool examples;
            rest = split_list(rest, &list, &examples);
            return clause_is_subject(rest) ? rest : slice_until(rest, 0);
        }
    }
    struct slice owner = slice_until(before, 0);
    for (size_t i = 0; i < count; i++)
        if (clauses[i].sentence.at == before.at && !clauses[i].relative)
            owner = clauses[i].subject;
    return owner;
}

static void read_include(struct finder *f, const struct block *block, struct slice sentence,
                         struct slice owner)
{
    static const char *const begins[] = {"disadvantages include ",     "advantages include ",
                                         "benefits include ",          "drawbacks include ",
                                         "the disadvantages include ", "the advantages include ",
                                         "the benefits include ",      "the drawbacks include ",
                                         "the disadvantage is that ",  "the advantage is that ",
                                         "the drawback is that ",      "one disadvantage is that ",
                                         "one advantage is that ",     NULL};
    for (size_t i = 0; begins[i] && owner.length; i++) {
        if (!slice_begins(sentence, begins[i]))
            continue;
        struct slice answer = slice_from(sentence, strlen(begins[i]));
        struct slice words[3];
        size_t count = word_split(slice_of(begins[i]), words, 3);
        struct slice noun = count == 2 ? words[0] : words[1];
        bool one = !slice_ends(noun, "s");
        static const char *const splices[] = {"this is ", "it is ", NULL};
        for (size_t s = 0; splices[s]; s++)
            if (slice_begins(answer, splices[s]))
                return;
        const char *question =
            arena_format(&f->harvest->arena, "What %s the %s of %s?", one ? "is" : "are",
                         finder_clean(f, noun), clause_inside(f, owner));
        offer(f, block, sentence, question, answer);
        return;
    }
}

/* 2 to 6 as a word, or 0. */
static size_t number_of(struct slice word)
{
    static const char *const numbers[] = {"two", "three", "four", "five", "six"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (slice_equals(word, numbers[i]))
            return i + 2;
    return 0;
}

/* "There are three principles of X." and as many sentences, each about one of them. */
static void read_counted(struct finder *f, const struct block *block, const struct slice *sentences,
                         size_t count, const struct clause *clauses, size_t clause_count)
{
    size_t at = slice_find(slice_until(sentences[0], 40), "there are ");
    struct slice what = slice_from(sentences[0], at + strlen("there are "));
    size_t number = number_of(word_first(what));
    if (at > 0 || !number || count <= number || memchr(what.at, ',', what.length) ||
        memchr(what.at, ':', what.length) || !is_named(slice_trim_any(what, " .")))
        return;
    char *list = arena_copy_string(&f->harvest->arena, "");
    size_t next = 0;
    for (size_t i = 1; i <= number; i++) {
        while (next < clause_count && clauses[next].sentence.at < sentences[i].at)
            next++;
        const struct clause *c = &clauses[next];
        if (next >= clause_count || c->sentence.at != sentences[i].at || c->borrowed ||
            c->lead.length || word_count(c->subject) > 3)
            return;
        const char *joint = i == 1 ? "" : i == number ? " and " : ", ";
        list =
            arena_format(&f->harvest->arena, "%s%s%s", list, joint, clause_inside(f, c->subject));
    }
    struct definition d = {.block = block, .passage = sentences[0]};
    d.line = finder_line(block, sentences[0]);
    d.end_line = finder_end_line(block, sentences[number]);
    const char *question =
        arena_format(&f->harvest->arena, "What are the %s?", finder_clean(f, what));
    definition_offer_question(f, &d, question, CARD_LIST, list,
                              clause_group(f, block, sentences[0]));
}

static void find(struct finder *f, const struct block *block)
{
    size_t count, sentence_count = 0;
    const struct clause *clauses = clause_read(f, block, &count);
    for (size_t i = 0; i < count; i++) {
        read_has(f, block, &clauses[i]);
        read_subject(f, block, &clauses[i]);
    }
    if (!clause_is_prose(block))
        return;
    const struct slice *sentences = finder_sentences(f, block, &sentence_count);
    struct slice before = slice_make(block->text, 0);
    size_t first = 0;
    for (size_t i = 0; i < sentence_count; i++) {
        if (sentences[i].length > 800)
            continue;
        size_t last = first;
        while (last < count && clauses[last].sentence.at <= before.at)
            last++;
        if (slice_holds(sentences[i], "advantage") || slice_holds(sentences[i], " include ") ||
            slice_holds(sentences[i], "drawback"))
            read_include(f, block, sentences[i],
                         owner_of(before, count ? clauses + first : clauses, last - first));
        read_there(f, block, sentences[i]);
        if (slice_begins(sentences[i], "there are "))
            read_counted(f, block, sentences + i, sentence_count - i,
                         count ? clauses + first : clauses, count - first);
        first = last;
        before = sentences[i];
    }
}

const struct pattern pattern_including = {
    .name = "including",
    .confidence = 0.75,
    .summary = "there are ... of X, including A and B; the drawbacks include A and B",
    .example = "There are several drawbacks of full scans, including long waits and cold caches.\n",
    .front = "What are the drawbacks of full scans?",
    .back = "Long waits and cold caches",
    .counter_example = "There are many of these, including ours and theirs. It has three parts.\n",
    .find = find,
};
