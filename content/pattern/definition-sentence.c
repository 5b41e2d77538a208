/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "X is a ...", "X refers to ...", "X is known as ..." and their like, in English sentences. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/quality.h"

/* A verb, and the question that it answers ("%s" is the subject). */
struct form {
    const char *verb;     /* with its blanks */
    const char *question; /* NULL: by the copula, "What is X?" */
    bool reverse;         /* the answer names the subject */
    bool noun;            /* what follows must be a noun phrase */
};

/* Earlier ones win. */
static const struct form forms[] = {
    {" is defined as ", "How is %s defined?", true, false},
    {" are defined as ", "How are %s defined?", true, false},
    {" are broadly defined as ", "How are %s defined?", true, false},
    {" is broadly defined as ", "How is %s defined?", true, false},
    {" refers to ", "What does %s refer to?", true, false},
    {" refer to ", "What do %s refer to?", true, false},
    {" can be thought of as ", "What can %s be thought of as?", false, false},
    {" is also known as ", "What is %s also known as?", false, false},
    {" are also known as ", "What are %s also known as?", false, false},
    {" is known as ", "What is %s known as?", false, false},
    {" are known as ", "What are %s known as?", false, false},
    {" is called ", "What is %s called?", false, false},
    {" are called ", "What are %s called?", false, false},
    {" stands for ", "What does %s stand for?", false, false},
    {" means ", "What does %s mean?", true, false},
    {" mean ", "What do %s mean?", true, false},
    {" involves ", "What does %s involve?", true, false},
    {" involve ", "What do %s involve?", true, false},
    {" encompasses ", "What does %s encompass?", false, false},
    {" is concerned with ", "What is %s concerned with?", false, false},
    {" is responsible for ", "What is %s responsible for?", false, false},
    {" are responsible for ", "What are %s responsible for?", false, false},
    {" consists of ", "What does %s consist of?", false, false},
    {" consist of ", "What do %s consist of?", false, false},
    {" is the process of ", "What is %s?", true, false},
    {" is ", NULL, true, true},
    {" are ", NULL, true, true},
};

static const char *const openers[] = {"finally, ",
                                      "however, ",
                                      "therefore, ",
                                      "additionally, ",
                                      "furthermore, ",
                                      "moreover, ",
                                      "fundamentally, ",
                                      "basically, ",
                                      "in general, ",
                                      "generally, ",
                                      "essentially, ",
                                      "to begin with, ",
                                      "in short, ",
                                      "by contrast, ",
                                      "in contrast, ",
                                      "on the other hand, ",
                                      "simply put, ",
                                      "in other words, ",
                                      "and, ",
                                      "finally ",
                                      "so, ",
                                      "then, ",
                                      "thus, ",
                                      "first, ",
                                      "second, ",
                                      "in simple terms, ",
                                      "formally, ",
                                      "in practice, ",
                                      NULL};

/* Subjects that begin so say something about something else. */
static const char *const poor_starts[] = {
    "in",     "on",      "at",        "to",      "for",     "with",      "by",       "when",
    "if",     "as",      "while",     "because", "since",   "after",     "before",   "although",
    "though", "from",    "how",       "why",     "whether", "where",     "not",      "no",
    "any",    "every",   "either",    "neither", "and",     "or",        "but",      "also",
    "only",   "even",    "just",      "again",   "first",   "second",    "third",    "next",
    "last",   "two",     "three",     "several", "few",     "more",      "less",     "much",
    "well",   "today",   "now",       "using",   "having",  "being",     "within",   "without",
    "during", "through", "once",      "thanks",  "given",   "see",       "e.g.",     "i.e.",
    "maybe",  "perhaps", "typically", "usually", "often",   "sometimes", "commonly", NULL};

/* Nouns that need an "of ..." to be subjects at all. */
static const char *const hollow[] = {
    "example",    "goal",         "purpose",       "point",      "reason",        "advantage",
    "advantages", "disadvantage", "disadvantages", "difference", "problem",       "benefit",
    "benefits",   "feature",      "features",      "idea",       "thing",         "things",
    "way",        "ways",         "result",        "answer",     "question",      "case",
    "solution",   "category",     "step",          "part",       "aspect",        "approach",
    "key",        "best",         "main",          "most",       "previous",      "above",
    "following",  "concept",      "process",       "system",     "statement",     "concepts",
    "topic",      "list",         "rest",          "author",     "book",          "chapter",
    "course",     "service",      "method",        "data",       "disadvantages", "conclusions",
    "tables",     "people",       "everyone",      NULL};

static const char *const finite[] = {
    "is",    "are",    "was",  "were", "has",   "have",    "had",  "can",   "will",
    "would", "should", "must", "may",  "might", "could",   "does", "do",    "did",
    "that",  "which",  "who",  "if",   "when",  "because", "so",   "where", NULL};

static struct slice without_opener(struct slice clause)
{
    for (size_t i = 0; openers[i]; i++)
        if (slice_begins(clause, openers[i]))
            return slice_trim(slice_from(clause, strlen(openers[i])));
    return clause;
}

static bool is_article(struct slice word)
{
    return slice_equals(word, "a") || slice_equals(word, "an") || slice_equals(word, "the");
}

static bool is_subject(struct slice subject)
{
    struct slice words[8];
    size_t count = word_split(subject, words, 8);
    if (!count || count > 6 || !isalnum((unsigned char)subject.at[0]))
        return false;
    size_t first = is_article(words[0]) ? 1 : 0;
    if (first == count || word_is_pronoun(words[first]) || word_is_pronoun(words[0]) ||
        slice_is_any(words[0], poor_starts) || slice_is_any(words[first], poor_starts))
        return false;
    if (slice_is_any(words[count - 1], hollow) && count - first == 1)
        return false;
    if (slice_is_any(words[first], hollow))
        return false;
    for (size_t i = 0; i < count; i++)
        if (slice_is_any(words[i], finite) || word_is_pronoun(words[i]) ||
            word_is_third_person(words[i]) != 0)
            if (!(i == count - 1 && word_is_third_person(words[i])))
                return false;
    for (size_t at = 0; at < subject.length; at++)
        if (strchr(",;:()[]{}<>=/|?\"`", subject.at[at]))
            return false;
    return !slice_ends(subject, "ly") && !word_is_stop(words[count - 1]);
}

/* Judgements of worth are no definitions. */
static const char *const judgements[] = {"a bit",
                                         "a lot",
                                         "a good",
                                         "a great",
                                         "an important",
                                         "a key",
                                         "a major",
                                         "a critical",
                                         "a crucial",
                                         "a must",
                                         "the best",
                                         "the most",
                                         "the same",
                                         "the only",
                                         "the key",
                                         "an example",
                                         "a problem",
                                         "a common",
                                         "a better",
                                         "a big",
                                         "the main",
                                         "the reason",
                                         "an issue",
                                         "a huge",
                                         "a popular",
                                         "a solid",
                                         "a cool",
                                         "the first",
                                         "the second",
                                         "the third",
                                         "the next",
                                         "the last",
                                         "the case",
                                         "the answer",
                                         "a fundamental aspect",
                                         "a result",
                                         "a win",
                                         "one of",
                                         "the three",
                                         "the two",
                                         "the primary",
                                         "the foundation",
                                         "the right",
                                         "a challenge",
                                         "a fine",
                                         "a topic",
                                         "the worst",
                                         "a means",
                                         "a critical component",
                                         "an option",
                                         "a thing",
                                         "the bread",
                                         NULL};

static bool begins_any(struct slice text, const char *const *words)
{
    for (; *words; words++) {
        size_t length = strlen(*words);
        if (slice_begins(text, *words) &&
            (text.length == length || !isalpha((unsigned char)text.at[length])))
            return true;
    }
    return false;
}

/* Whether what follows "is" or "are" names a kind of thing. */
static bool is_noun_phrase(struct slice text, bool plural)
{
    struct slice words[6];
    size_t count = word_split(text, words, 6);
    if (count < 3 || begins_any(text, judgements))
        return false;
    if (slice_equals(words[0], "a") || slice_equals(words[0], "an") ||
        slice_equals(words[0], "the"))
        return true;
    if (!plural || word_is_stop(words[0]) || slice_ends(words[0], "ly") ||
        slice_ends(words[0], "ing") || slice_ends(words[0], "ed") ||
        slice_ends(word_bare(words[0]), "able") || slice_ends(word_bare(words[0]), "ful"))
        return false;
    for (size_t i = 0; i < count && i < 4; i++) {
        if (word_is_stop(words[i]))
            break;
        if (i > 0 && word_is_plural(words[i]))
            return true;
    }
    return false;
}

static const char *question_for(struct finder *f, const struct form *form, const char *subject)
{
    struct arena *arena = &f->harvest->arena;
    if (form->question) {
        const char *hole = strstr(form->question, "%s");
        return arena_format(arena, "%.*s%s%s", (int)(hole - form->question), form->question,
                            subject, hole + 2);
    }
    return arena_format(arena, "What %s %s?", form->verb[1] == 'a' ? "are" : "is", subject);
}

static void offer(struct finder *f, const struct form *form, struct definition *d)
{
    const char *subject = definition_subject(f, d->term);
    const char *back = finder_clean(f, quality_shorten(slice_trim(d->gloss)));
    const char *group = finder_group(f);
    if (word_count(slice_of(back)) < (form->noun ? 3U : 2U))
        return;
    if (!definition_offer_question(f, d, question_for(f, form, subject), CARD_BASIC, back, group))
        return;
    if (form->reverse)
        definition_offer_reverse(f, d, d->term, back, group);
}

/* One clause: a subject, one of the verbs, what is said. */
static bool read_clause(struct finder *f, const struct block *block, struct slice clause,
                        struct slice passage)
{
    clause = without_opener(slice_trim(clause));
    if (clause.length && clause.at[clause.length - 1] == '?')
        return false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct form *form = &forms[i];
        size_t at = slice_find(slice_until(clause, 120), form->verb);
        if (at >= clause.length || at >= 120)
            continue;
        struct slice subject = slice_trim_any(slice_until(clause, at), " \t\n,\"“”*_");
        struct slice gloss = slice_from(clause, at + strlen(form->verb));
        bool plural = form->verb[1] == 'a';
        if (!is_subject(subject) || (form->noun && !is_noun_phrase(gloss, plural)))
            continue;
        if (slice_begins(gloss, "not ") || slice_begins(gloss, "that "))
            continue;
        struct definition d = {.term = subject, .gloss = gloss, .block = block};
        d.passage = passage;
        d.line = finder_line(block, passage);
        d.end_line = finder_end_line(block, passage);
        offer(f, form, &d);
        return true;
    }
    return false;
}

/* "Encoding is ..., while decoding is ...": two statements. */
static void read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    static const char *const joints[] = {", while ", ", whereas ", "; ", ", and finally ", NULL};
    if (sentence.length > 1500)
        return;
    for (size_t i = 0; joints[i]; i++) {
        size_t at = slice_find(sentence, joints[i]);
        if (at >= sentence.length)
            continue;
        struct slice second = slice_from(sentence, at + strlen(joints[i]));
        if (read_clause(f, block, second, sentence)) {
            read_clause(f, block, slice_until(sentence, at), sentence);
            return;
        }
    }
    read_clause(f, block, sentence, sentence);
}

static void find(struct finder *f, const struct block *block)
{
    if (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM)
        return;
    if (!text_is_english(slice_make(block->text, block->length)))
        return;
    size_t count;
    f->split = NULL;
    const struct slice *sentences = finder_sentences(f, block, &count);
    for (size_t i = 0; i < count; i++)
        read_sentence(f, block, sentences[i]);
}

const struct pattern pattern_definition_sentence = {
    .name = "definition-sentence",
    .confidence = 0.75,
    .summary = "X is a ..., X refers to ..., X is defined as ..., X is known as ...",
    .example = "A semaphore is a counter that threads raise and lower to share a resource.\n",
    .front = "What is a semaphore?",
    .back = "A counter that threads raise and lower to share a resource",
    .counter_example = "It is a good idea. There are many ways. This is known as progress.\n",
    .find = find,
};
