/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A statement that no other pattern asks about: what it says in its last part is left out. English
 * puts what is new at the end of a clause, so that is what is worth recalling.
 */
#include <ctype.h>
#include <string.h>

#include "content/clause.h"
#include "content/pattern.h"
#include "content/verb.h"

enum { SENTENCES_MOST = 300 }; /* of a block: each looks at all that was made of it */
enum { WORDS_LEAST = 5, WORDS_MOST = 42, BLANK_MOST = 9, WHOLE_MOST = 6, SERIES_MOST = 14 };
#define MOSTLY_ASKED 0.6

/* A statement, or the part of a sentence that is one. */
struct statement {
    struct slice text;
    struct slice words[WORDS_MOST + 1];
    bool aside[WORDS_MOST + 1]; /* stands in brackets */
    size_t count;
    size_t subject; /* the words from it up to the verb say what it is about */
    size_t verb;
    bool command; /* "Keep the lid closed": the verb comes first */
};

/* Words that open another clause. */
static const char *const breaks[] = {"because", "since", "but",      "which", "when",   "where",
                                     "while",   "if",    "so",       "that",  "unless", "until",
                                     "though",  "who",   "although", "as",    "than",   "whereas",
                                     "before",  "after", NULL};
static const char *const joints[] = {"of",   "for",  "with", "in",      "from", "by",   "through",
                                     "into", "on",   "at",   "about",   "to",   "over", "between",
                                     "onto", "upon", "via",  "without", NULL};
static const char *const joining[] = {"and", "or", "as", "like", "than", "all", "both", NULL};
static const char *const articles[] = {"a", "an", "the", "its", "their", "your", NULL};

static bool is_meaningful(struct slice word)
{
    struct slice bare = word_bare(word);
    return bare.length >= 3 && !word_is_stop(bare) && !verb_is_adverb(bare) &&
           !word_is_pronoun(bare);
}

static bool is_any_meaningful(const struct slice *words, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        if (is_meaningful(words[i]))
            return true;
    return false;
}

static bool ends_with(struct slice word, const char *set)
{
    return word.length && strchr(set, word.at[word.length - 1]);
}

/* Fills words and which of them stand in brackets. */
static void split(struct statement *s)
{
    int depth = 0;
    s->count = word_split(s->text, s->words, WORDS_MOST + 1);
    for (size_t i = 0; i < s->count; i++) {
        for (size_t at = 0; at < s->words[i].length; at++)
            depth += s->words[i].at[at] == '(';
        s->aside[i] = depth > 0;
        for (size_t at = 0; at < s->words[i].length; at++)
            depth -= s->words[i].at[at] == ')' && depth > 0;
    }
}

/* --- The statement ------------------------------------------------------------------------------
 */

/* Whether it needs nothing before it and says something. */
static bool stands_alone(const struct statement *s)
{
    static const char *const loose[] = {"this", "these", "it", "they", "those", "we", NULL};
    for (size_t i = 1; i < 4 && i < s->count; i++)
        if (slice_is_any(word_bare(s->words[i]), loose))
            return false;
    static const char *const starts[] = {
        "this",    "that",  "these", "those",   "it",      "they",  "he",     "she",
        "its",     "their", "his",   "her",     "here",    "there", "and",    "or",
        "then",    "also",  "such",  "another", "both",    "see",   "note",   "thus",
        "however", "hence", "it's",  "which",   "what",    "why",   "how",    "who",
        "whom",    "let",   "let's", "e.g",     "eg",      "ex",    "i.e",    "look",
        "read",    "yes",   "no",    "section", "chapter", "don’t", "didn't", "we're",
        "we’re",   "let’s", "we",    "i",       "our",     "my",    NULL};
    return s->count >= WORDS_LEAST && s->count <= WORDS_MOST &&
           isalpha((unsigned char)s->text.at[0]) && !ends_with(s->text, "?:,") &&
           !slice_is_any(word_bare(s->words[0]), starts) && !slice_holds(s->text, "[...]") &&
           !slice_holds(s->text, "{{") && !slice_holds(s->text, "->") &&
           !slice_holds(s->text, " | ");
}

/* "If the disk fails, ...", "In a cluster, ...": where the main clause begins. */
static size_t main_clause(const struct statement *s)
{
    static const char *const openers[] = {
        "if",     "when",    "while",     "although", "though", "since",  "because", "as",
        "once",   "unless",  "whereas",   "in",       "for",    "by",     "with",    "at",
        "on",     "to",      "after",     "before",   "even",   "during", "rather",  "instead",
        "unlike", "despite", "ideally",   "often",    "given",  "from",   "over",    "sometimes",
        "so",     "usually", "typically", "first",    "second", NULL};
    if (!slice_is_any(word_bare(s->words[0]), openers))
        return 0;
    for (size_t i = 0; i + 3 < s->count && i < 20; i++)
        if (ends_with(s->words[i], ","))
            return i + 1;
    return 0;
}

/* "Logging, alerting, and tracing": commas that belong to the subject. */
static bool is_list(const struct statement *s, size_t from, size_t end)
{
    bool joined = false;
    for (size_t i = from; i < end; i++)
        joined = joined || slice_is_any(word_bare(s->words[i]), joining);
    return joined;
}

/* Whether the word at `i` is the finite verb of the clause that begins at `from`. */
static bool is_finite(const struct statement *s, size_t from, size_t i)
{
    struct slice word = word_bare(s->words[i]), before = word_bare(s->words[i - 1]);
    if (verb_is_be(word) || verb_is_modal(word))
        return true;
    if (slice_is_any(before, joints) || slice_is_any(before, articles))
        return false;
    const char *third = verb_of_third_person(word), *base = verb_of_base(word);
    if (third)
        return !verb_may_be_noun(third) || i - from >= 2;
    return base && !verb_may_be_noun(base) && (word_is_plural(before) || i - from == 1);
}

/* "The way the data is stored impacts ...", "the belief that clouds are ...": the verb of a clause
 * inside the subject. */
static bool is_relative(const struct statement *s, size_t verb)
{
    static const char *const inner[] = {"that", "which", "who", "where", "whose", "when", NULL};
    static const char *const determiners[] = {"the", "a", "an", NULL};
    for (size_t i = s->subject + 1; i < verb; i++) {
        if (slice_is_any(word_bare(s->words[i]), inner) || ends_with(s->words[i], ","))
            return !is_list(s, s->subject, verb);
        bool joined = slice_is_any(word_bare(s->words[i - 1]), joints) ||
                      slice_is_any(word_bare(s->words[i - 1]), joining) ||
                      verb_is_gerund(word_bare(s->words[i - 1]));
        if (slice_is_any(word_bare(s->words[i]), determiners) && !joined)
            return true;
    }
    return false;
}

/* Finds subject and verb; false: none that is certain. */
static bool find_verb(struct statement *s)
{
    s->subject = main_clause(s);
    const char *command = verb_of_base(word_bare(s->words[s->subject]));
    if (command) {
        s->verb = s->subject;
        s->command = true;
        return true;
    }
    for (size_t i = s->subject + 1; i + 1 < s->count; i++) {
        if (s->aside[i])
            continue;
        if (is_finite(s, s->subject, i)) {
            s->verb = i;
            return !is_relative(s, i);
        }
        if (ends_with(s->words[i], ";:"))
            return false;
    }
    return false;
}

/* --- What is left out ---------------------------------------------------------------------------
 */

/* "A, B and C" from the word at `from`: the place after it, or `from` where there is no series. */
static size_t series_end(const struct statement *s, size_t from)
{
    size_t commas = 0, last = from;
    for (size_t i = from; i < s->count && i < from + SERIES_MOST; i++) {
        bool joined =
            i > from && (slice_equals(s->words[i], "and") || slice_equals(s->words[i], "or"));
        if (joined && commas >= 2)
            last = i;
        if (last > from && i > last && (ends_with(s->words[i], ",.;:)") || i + 1 == s->count))
            return i + 1;
        if (ends_with(s->words[i], ";:.)"))
            return from;
        commas += ends_with(s->words[i], ",");
        if (i > from && verb_is_be(word_bare(s->words[i])))
            return from;
    }
    return from;
}

/* Where the clause goes on to another one. */
static size_t clause_end(const struct statement *s, size_t from)
{
    for (size_t i = from; i < s->count; i++) {
        if (i > from && slice_is_any(word_bare(s->words[i]), breaks))
            return i;
        if (ends_with(s->words[i], ",;:)") && i > from)
            return i + 1;
        if (s->words[i].at[0] == '(' && i > from)
            return i;
    }
    return s->count;
}

static struct slice cut(const struct statement *s, size_t from, size_t end)
{
    while (from < end && slice_is_any(word_bare(s->words[from]), articles))
        from++;
    if (from >= end || !is_any_meaningful(s->words, from, end))
        return slice_make(s->text.at, 0);
    struct slice last = s->words[end - 1];
    return slice_trim_any(
        slice_make(s->words[from].at, (size_t)(last.at + last.length - s->words[from].at)),
        " .,;:!*_\"“”");
}

/* All that the verb says where it is short, a series where there is one, else its last part
 * without the preposition that leads to it. */
static struct slice choose_predicate(const struct statement *s)
{
    size_t from = s->verb + 1;
    while (from < s->count &&
           (verb_is_adverb(word_bare(s->words[from])) || verb_is_modal(word_bare(s->words[from])) ||
            slice_equals(word_bare(s->words[from]), "be") ||
            slice_equals(word_bare(s->words[from]), "been")))
        from++;
    if (from >= s->count)
        return slice_make(s->text.at, 0);
    for (size_t i = from; i < s->count && i < from + 12; i++) {
        bool before = i == from || slice_is_any(word_bare(s->words[i - 1]), joints) ||
                      slice_equals(word_bare(s->words[i - 1]), "as") ||
                      slice_equals(word_bare(s->words[i - 1]), "like");
        size_t end = before ? series_end(s, i) : i;
        if (end > i)
            return cut(s, i, end);
    }
    size_t end = clause_end(s, from), start = from;
    if (end - from > WHOLE_MOST)
        for (size_t i = end - 2; i > from; i--)
            if (slice_is_any(word_bare(s->words[i]), joints) &&
                is_any_meaningful(s->words, i + 1, end) && end - i > 2) {
                start = i + 1;
                break;
            }
    return end - start > BLANK_MOST ? slice_make(s->text.at, 0) : cut(s, start, end);
}

static struct slice choose_subject(const struct statement *s)
{
    static const char *const loose[] = {"we",   "you",  "i",    "it",    "one",
                                        "this", "that", "they", "there", NULL};
    size_t end = s->verb;
    while (end > s->subject && verb_is_adverb(word_bare(s->words[end - 1])))
        end--;
    for (size_t i = s->subject + 1; i < end; i++)
        if (s->aside[i])
            end = i;
    if (s->command || end - s->subject > WHOLE_MOST + 1 || end == s->subject ||
        slice_is_any(word_bare(s->words[s->subject]), loose) || s->count - s->verb < 4)
        return slice_make(s->text.at, 0);
    return cut(s, s->subject, end);
}

/* Something to recall: no particle, no half of a bracket, not one short word. */
static bool is_worth_asking(struct slice blank)
{
    static const char *const particles[] = {
        "off",   "out",  "up",    "down",        "in",   "as",   "so",  "not",    "don't",
        "don’t", "more", "many",  "some",        "such", "able", "all", "things", "thing",
        "way",   "ways", "first", "first place", "bit",  "case", NULL};
    struct slice first = word_first(blank);
    size_t open = 0, close = 0;
    for (size_t at = 0; at < blank.length; at++) {
        open += blank.at[at] == '(';
        close += blank.at[at] == ')';
    }
    bool comma = first.length && first.at[first.length - 1] == ',' && word_count(blank) < 4;
    return blank.length >= 4 && open == close && !memchr(blank.at, ':', blank.length) && !comma &&
           !slice_is_any(blank, particles) && !slice_is_any(word_bare(first), joining);
}

static void offer(struct finder *f, const struct block *block, const struct statement *s,
                  struct slice blank, double adjust)
{
    if (!is_worth_asking(blank))
        return;
    struct slice before = slice_until(s->text, (size_t)(blank.at - s->text.at));
    struct slice after = slice_from(s->text, before.length + blank.length);
    const char *answer = finder_clean(f, blank);
    if (slice_holds_word(before, answer) || slice_holds_word(after, answer))
        return;
    struct offer card = {
        .kind = CARD_CLOZE, .block = block, .passage = s->text, .back = answer, .adjust = adjust};
    card.front = finder_clean(
        f, slice_of(arena_format(&f->harvest->arena, "%.*s[...]%.*s", (int)before.length, before.at,
                                 (int)after.length, after.at)));
    card.line = finder_line(block, s->text);
    card.end_line = finder_end_line(block, s->text);
    card.group = clause_group(f, block, s->text);
    finder_offer(f, &card);
}

/* Without "Note that ", "We recommend that ": what is noted stands by itself. */
static struct slice without_opener(struct slice text)
{
    static const char *const openers[] = {"note that ",
                                          "note also that ",
                                          "also note that ",
                                          "recall that ",
                                          "remember that ",
                                          "keep in mind that ",
                                          "it is important to note that ",
                                          "important to note that ",
                                          "also important to note that ",
                                          "important to note is that ",
                                          "it is worth noting that ",
                                          "bear in mind that ",
                                          "this means that ",
                                          "it turns out that ",
                                          "the point is that ",
                                          "we must point out that ",
                                          "in other words, ",
                                          "that is, ",
                                          "in general, ",
                                          "generally, ",
                                          "basically, ",
                                          "basically ",
                                          "generally ",
                                          "essentially, ",
                                          "for instance, ",
                                          "for example, ",
                                          "namely, ",
                                          "of course, ",
                                          "in short, ",
                                          "in practice, ",
                                          "frequently, ",
                                          "typically, ",
                                          "usually, ",
                                          NULL};
    for (size_t i = 0; openers[i]; i++)
        if (slice_begins(text, openers[i]))
            return slice_from(text, strlen(openers[i]));
    return text;
}

enum { TALK = 3 }; /* sentences of a paragraph: one or two may be figures of speech */

/* "So you can see that this is going to be slow": as one talks through a picture. What is said so
 * points at what the listener sees, and runs on. */
static bool is_spoken(struct slice sentence)
{
    static const char *const begins[] = {"so ",           "so, ",         "now ",
                                         "now, ",         "and ",         "okay",
                                         "notice ",       "whereas",      "at that point",
                                         "at this point", "in that case", "in this case",
                                         "imagine ",      "suppose",      "in order to do",
                                         "if you do ",    "let us ",      "lets ",
                                         "as i ",         "the idea is ", NULL};
    static const char *const talk[] = {"going to",     "sort of",      "lets",       "you know",
                                       "you think",    "you have",     "you see",    "you're",
                                       "in this case", "in that case", "as you can", "you can see",
                                       "over here",    "right here",   NULL};
    bool glued = false; /* "port.Those": two sentences in one */
    for (size_t at = 1; at + 2 < sentence.length; at++)
        glued |= sentence.at[at] == '.' && islower((unsigned char)sentence.at[at - 1]) &&
                 isupper((unsigned char)sentence.at[at + 1]) &&
                 islower((unsigned char)sentence.at[at + 2]);
    return glued || slice_begins_any(sentence, begins) || slice_holds_any(sentence, talk);
}

static void read_statement(struct finder *f, const struct block *block, struct slice text)
{
    struct statement s = {.text = without_opener(slice_trim_any(text, " \t\n*\"“"))};
    split(&s);
    if (!s.count || !stands_alone(&s) || !find_verb(&s) || finder_asked(f, s.text) >= MOSTLY_ASKED)
        return;
    offer(f, block, &s, choose_predicate(&s), 0);
    offer(f, block, &s, choose_subject(&s), -0.05);
}

/* Two statements joined by "; ", ", but " or a dash are read one by one. */
static void read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    static const char *const marks[] = {"; ", ", but ", " — ", "—", ", so ", NULL};
    while (sentence.length) {
        size_t at = slice_find_any(sentence, marks);
        read_statement(f, block, slice_until(sentence, at));
        if (at >= sentence.length)
            return;
        sentence = slice_from(sentence, at);
        for (size_t i = 0; marks[i]; i++)
            if (slice_begins(sentence, marks[i])) {
                sentence = slice_from(sentence, strlen(marks[i]));
                break;
            }
    }
}

static void find(struct finder *f, const struct block *block)
{
    if ((block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM &&
         block->kind != BLOCK_QUOTE) ||
        !f->english || !text_is_english(slice_make(block->text, block->length)))
        return;
    size_t count;
    const struct slice *sentences = finder_sentences(f, block, &count);
    size_t spoken = 0;
    for (size_t i = 0; i < count && count <= SENTENCES_MOST; i++)
        spoken += is_spoken(sentences[i]);
    for (size_t i = 0; i < count && count <= SENTENCES_MOST; i++)
        if (spoken < TALK || !is_spoken(sentences[i]))
            read_sentence(f, block, sentences[i]);
}

const struct pattern pattern_sentence_cloze = {
    .name = "sentence-cloze",
    .confidence = 0.35,
    .fallback = true,
    .summary = "a statement that nothing else asks about: its last part is left out",
    .example = "Hurried reviewers remain reluctant to object to anything.\n",
    .front = "Hurried reviewers remain [...]",
    .back = "reluctant to object to anything",
    .counter_example = "It remains hard for them to object. Is that worth the time it saves?\n",
    .find = find,
};
