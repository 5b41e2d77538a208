/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/precision.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "content/definition.h"
#include "content/quality.h"
#include "content/scope.h"
#include "content/verb.h"

enum { ITEMS_AT_MOST = 5, REVERSE_WORDS = 5, STEM = 5, LONG_TERM = 6 };

static bool begins_any(struct slice text, const char *const *begins)
{
    return slice_begins_any(text, begins) > 0;
}

static bool ends_any(struct slice text, const char *const *ends)
{
    for (size_t i = 0; ends[i]; i++)
        if (slice_ends(text, ends[i]))
            return true;
    return false;
}

/* Whether it begins with a verb; "process of ..." does not. */
static bool begins_with_verb(struct slice text)
{
    struct slice first = word_first(text), word = word_bare(first);
    return (word_is_third_person(word) || word_is_base_verb(word)) &&
           !slice_begins(slice_from(text, first.length), " of ");
}

/* --- Any card ------------------------------------------------------------------------------------
 */

static bool is_overlong(const struct offer *offer)
{
    return offer->kind != CARD_COMMAND && word_count(slice_of(offer->back)) > BACK_WANTED;
}

/* "A, B, C, D, E and F": nobody recalls them all. Brackets hold examples. */
static bool has_many_items(const struct offer *offer)
{
    struct slice back = slice_of(offer->back);
    size_t commas = 0, lines = 1, depth = 0, last = 0;
    for (size_t at = 0; at < back.length; at++) {
        depth += back.at[at] == '(';
        depth -= depth && back.at[at] == ')';
        lines += back.at[at] == '\n';
        commas += back.at[at] == ',' && !depth;
        last = back.at[at] == ',' ? at : last;
    }
    struct slice tail = slice_trim(slice_from(back, commas ? last + 1 : back.length));
    bool joined = slice_holds(tail, " and ") || slice_holds(tail, " or ");
    size_t items = commas + 1 + (commas >= 3 && joined);
    return offer->kind != CARD_COMMAND && (items > ITEMS_AT_MOST || lines > ITEMS_AT_MOST);
}

/* --- The reverse ---------------------------------------------------------------------------------
 */

/* "each Region comprised of multiple AZs": the term by its first letters, perhaps in the plural. */
static bool is_abbreviated(struct slice word, struct slice term)
{
    struct slice parts[8];
    size_t count = word_split(term, parts, 8);
    if (count < 2 || word.length < count || word.length > count + 1)
        return false;
    for (size_t i = 0; i < count; i++)
        if (toupper((unsigned char)parts[i].at[0]) != word.at[i])
            return false;
    return true;
}

static bool shares_stem(struct slice gloss, struct slice term)
{
    struct slice parts[8], rest = gloss;
    size_t count = word_split(term, parts, 8);
    for (struct slice word; (word = word_first(rest)).length;
         rest = slice_from(rest, (size_t)(word.at + word.length - rest.at))) {
        if (is_abbreviated(word_bare(word), term))
            return true;
        for (size_t i = 0; i < count; i++)
            if (word.length >= STEM && parts[i].length >= STEM &&
                !strncasecmp(word.at, parts[i].at, parts[i].length > LONG_TERM ? STEM - 1 : STEM))
                return true;
    }
    return false;
}

/* "... and include everything": a second statement about the term. */
static bool holds_second_verb(struct slice gloss)
{
    for (size_t at; (at = slice_find(gloss, " and ")) < gloss.length;) {
        gloss = slice_from(gloss, at + strlen(" and "));
        if (begins_with_verb(gloss))
            return true;
    }
    return false;
}

/* "a tool that parses text": one of very many. */
static bool is_broad(struct slice gloss)
{
    static const char *const heads[] = {"concept",  "tool",      "engine",  "product", "solution",
                                        "system",   "framework", "service", "object",  "approach",
                                        "platform", "thing",     "program", "person",  "language",
                                        "company",  NULL};
    struct slice words[10];
    size_t count = word_split(gloss, words, 10);
    for (size_t i = 1; i + 1 < count && i < 5 && count < 10; i++)
        if (slice_equals(words[i + 1], "that") || slice_equals(words[i + 1], "which"))
            return slice_is_any(words[i], heads);
    return false;
}

bool precision_reverses(struct slice gloss, struct slice term)
{
    static const char *const loose[] = {
        "a new ",     "an new ",    "the new ",   "new ",      "a field ", "a concept ",
        "a measure ", "measure ",   "a product ", "a type of", "type of ", "one of ",
        "two ",       "three ",     "each ",      "top ",      "first ",   "last ",
        "the top ",   "the first ", "the last ",  NULL};
    bool state = word_count(term) == 1 && verb_is_participle(term);   /* "normalised" is no name */
    struct slice plain = slice_until(gloss, slice_find(gloss, " (")); /* brackets hold examples */
    return !begins_any(gloss, loose) && word_count(gloss) >= REVERSE_WORDS &&
           word_count(plain) >= REVERSE_WORDS - 1 && !begins_with_verb(gloss) &&
           !slice_holds(gloss, " provided by ") && !slice_holds(gloss, " component of the ") &&
           !slice_holds(gloss, " part of the ") && !slice_holds_word(gloss, "product of") &&
           !holds_second_verb(gloss) && !shares_stem(gloss, term) && !is_broad(gloss) && !state;
}

/* Whether many other terms would fit as well. */
bool precision_is_loose_reverse(const struct offer *offer)
{
    static const char asked[] = "Which term fits: ";
    struct slice front = slice_of(offer->front);
    if (offer->kind != CARD_REVERSE || !slice_begins(front, asked))
        return false;
    struct slice gloss = slice_trim_any(slice_from(front, strlen(asked)), " ?");
    return !precision_reverses(gloss, slice_of(offer->back));
}

/* --- What is asked -------------------------------------------------------------------------------
 */

/* Whether a capital behind "what" shows a name. */
static bool names_a_name(const struct offer *offer)
{
    struct slice front = slice_of(offer->front);
    for (size_t at = slice_find(front, "what ") + 1; at < front.length; at++)
        if (isupper((unsigned char)front.at[at]))
            return true;
    return false;
}

/* "What does batch work involve?": some of its parts, or what it is like; no definition. */
static bool asks_loosely(const struct offer *offer)
{
    static const char *const always[] = {" responsible for?", " be thought of as?", " set up as?",
                                         NULL};
    static const char *const common[] = {" involve?", " cover?", " encompass?", " consist of?",
                                         NULL};
    struct slice front = slice_of(offer->front);
    return ends_any(front, always) || slice_holds(front, "what can you do with ") ||
           slice_holds(front, "what are the key points about ") ||
           (slice_holds(front, "what do") && slice_ends(front, " have?")) ||
           (ends_any(front, common) && offer->term.length && !names_a_name(offer));
}

/* "the course", "the Thinking course": nothing that the subject is about. */
static bool is_about_the_source(const struct offer *offer)
{
    static const char *const sources[] = {"course", "courses", "book",     "project", "chapter",
                                          "lesson", "lessons", "chapters", "module",  NULL};
    struct slice front = slice_trim_any(slice_of(offer->front), " ?");
    struct slice term = offer->term.length ? offer->term : front;
    return slice_is_any(word_last(term), sources) &&
           (slice_begins(term, "the ") || slice_holds(term, " the ") || word_count(term) == 1);
}

/* Whether the text before the passage names what it is about, in its last sentence. */
static bool is_named_before(const struct offer *offer)
{
    const struct block *block = offer->block;
    const char *at = offer->passage.at;
    if (at <= block->text || at > block->text + block->length)
        return false;
    while (--at > block->text && !(at[0] == '.' && at[1] == ' ' && at + 3 < offer->passage.at))
        if (isupper((unsigned char)at[0]) && at[-1] == ' ')
            return true;
    return false;
}

/* "What is a deployment?" under "Week 2 notes": of what? */
static bool lacks_place(const struct offer *offer)
{
    static const char *const heads[] = {"deployment", "block",     "cluster", "storage", "flow",
                                        "ingestion",  "batch",     "service", "node",    "task",
                                        "component",  "container", "layer",   NULL};
    struct slice term = slice_trim_any(offer->term, " *_\"");
    static const char *const articles[] = {"a ", "an ", "the ", NULL};
    if (begins_any(term, articles))
        term = slice_trim(slice_from(term, word_first(term).length));
    return word_count(term) == 1 && (slice_is_any(term, heads) || word_is_plural(term)) &&
           !names_a_name(offer) && !slice_holds(slice_of(offer->front), ": ") &&
           scope_is_idle_heading(offer->block->heading) && !is_named_before(offer);
}

/* "What are the two main concepts in a cluster?": no name and no topic. */
static bool counts_vaguely(const struct offer *offer)
{
    static const char *const vague[] = {"concepts", "things", "points", "aspects", "key", NULL};
    static const char *const parts[] = {" components?",     " elements?",   " factors?",
                                        " considerations?", " properties?", NULL};
    struct slice front = slice_of(offer->front);
    if (offer->kind != CARD_LIST || !slice_begins(front, "what are the ") ||
        !(slice_holds_any(front, vague) || (ends_any(front, parts) && word_count(front) <= 6)))
        return false;
    for (size_t at = 1; at < front.length; at++)
        if (isupper((unsigned char)front.at[at]))
            return false;
    return true;
}

/* --- What is answered ----------------------------------------------------------------------------
 */

/* "Choose Common Components Wisely": a piece of advice is explained by advice. */
static bool is_advice_unexplained(const struct offer *offer)
{
    static const char *const duties[] = {"should", "must", "need to", "needs to", NULL};
    struct slice back = slice_of(offer->back);
    return offer->kind == CARD_BASIC && definition_is_principle(offer->term) &&
           !verb_of_base(word_first(back)) && !slice_holds_any(back, duties);
}

/* "Where are sand dunes common?" "In deserts": of what, and what else, the note leaves open. */
static bool asks_where_common(const struct offer *offer)
{
    static const char *const spread[] = {
        " common?",    " widespread?", " popular?",     " frequent?",
        " prevalent?", " inevitable?", " unavoidable?", NULL};
    struct slice front = slice_of(offer->front);
    return slice_holds(front, "where ") && ends_any(front, spread);
}

/* "before planting", "Before planting": planting what? */
static bool ends_in_bare_gerund(struct slice text)
{
    static const char *const times[] = {"before", "after", "when", "while", NULL};
    struct slice last = word_bare(word_last(text));
    struct slice before = slice_trim(slice_until(text, (size_t)(last.at - text.at)));
    return verb_is_gerund(last) && slice_is_any(word_bare(word_last(before)), times);
}

static bool leaves_object_open(const struct offer *offer)
{
    struct slice front = slice_of(offer->front), back = slice_of(offer->back);
    return offer->kind == CARD_BASIC &&
           (ends_in_bare_gerund(slice_trim_any(front, " ?")) || ends_in_bare_gerund(back));
}

/* "What are mashing and lautering?" "Two steps of brewing": says only that they are two. */
static bool only_counts(const struct offer *offer)
{
    static const char *const counts[] = {"two ", "both ", "three ", NULL};
    struct slice front = slice_of(offer->front);
    return offer->kind == CARD_BASIC && slice_holds(front, "what are ") &&
           slice_holds(front, " and ") && begins_any(slice_of(offer->back), counts);
}

/* "What are strict approaches known as?": approaches to what? */
static bool names_hollow_kind(const struct offer *offer)
{
    static const char *const hollow[] = {"approaches", "methods",   "ways",
                                         "techniques", "solutions", "processes",
                                         "problems",   "cases",     NULL};
    static const char *const ends[] = {" known as?", " called?", " referred to as?", NULL};
    struct slice front = slice_of(offer->front);
    for (size_t i = 0; ends[i]; i++)
        if (slice_ends(front, ends[i]) && slice_begins(front, "what are "))
            return slice_is_any(word_last(slice_until(front, front.length - strlen(ends[i]))),
                                hollow) &&
                   !names_a_name(offer);
    return false;
}

/* "What are the kinds of oak bark?" "Oak bark, pine bark": one of the answers is the question. */
static bool asks_an_answer(const struct offer *offer)
{
    struct slice front = slice_trim_any(slice_of(offer->front), " ?"), rest = slice_of(offer->back);
    while (offer->kind == CARD_LIST && rest.length) {
        const char *end = memchr(rest.at, '\n', rest.length);
        struct slice line = slice_until(rest, end ? (size_t)(end - rest.at) : rest.length);
        bool within = line.length && line.length < front.length && word_count(line) > 1;
        size_t at = within ? front.length - line.length : 0;
        if (within && front.at[at - 1] == ' ' && !strncasecmp(front.at + at, line.at, line.length))
            return true;
        rest = slice_from(rest, end ? line.length + 1 : line.length);
    }
    return false;
}

enum { GIVEN_WORDS = 2 };

/* "Name the command to do a git gc": all but its options is said. */
static bool gives_command(const struct offer *offer)
{
    struct slice words[GIVEN_WORDS + 1], back = slice_of(offer->back);
    size_t count = word_split(back, words, GIVEN_WORDS + 1);
    if (offer->kind != CARD_COMMAND || count < GIVEN_WORDS || words[1].at[0] == '-' ||
        memchr(back.at, '\n', back.length))
        return false;
    struct slice said =
        slice_make(words[0].at, (size_t)(words[1].at + words[1].length - words[0].at));
    char room[64];
    if (said.length >= sizeof room)
        return false;
    memcpy(room, said.at, said.length);
    room[said.length] = '\0';
    return slice_holds_word(slice_of(offer->front), room);
}

/* "Even though ...", "Expected by ...": half a sentence. */
static bool is_fragment(const struct offer *offer)
{
    static const char *const begins[] = {"even though ", "although ", "since ",
                                         "because ",     "when ",     NULL};
    static const char *const links[] = {"by", "of", "from", "with", NULL};
    struct slice back = slice_of(offer->back), first = word_first(back);
    if (offer->kind != CARD_BASIC || !offer->term.length)
        return false;
    struct slice front = slice_of(offer->front);
    bool participle = slice_ends(first, "ed") || slice_equals(first, "made");
    return begins_any(back, begins) ||
           (participle && slice_is_any(word_first(slice_from(back, first.length)), links) &&
            (slice_begins(front, "what is ") || slice_holds(front, ": what is ")));
}

/* "A critical part of every kitchen": how much it matters, not what it is. */
static bool is_praise(const struct offer *offer)
{
    static const char *const worth[] = {"critical", "crucial", "important", "essential",   "vital",
                                        "precious", "key",     "major",     "significant", NULL};
    struct slice back = slice_of(offer->back), first = word_first(back);
    if (slice_is_any(first, (const char *const[]){"a", "an", "the", NULL}))
        first = word_first(slice_from(back, first.length));
    return offer->kind == CARD_BASIC && offer->term.length && slice_is_any(first, worth);
}

/* --- Spoken language ----------------------------------------------------------------------------
 */

/* "the guy who needs it", "how you're going to do it": as one talks, not as one asks. */
static bool is_talk(const struct offer *offer)
{
    static const char *const talk[] = {"guy",      "guys",      "sort of", "you're", "you’re",
                                       "you've",   "we're",     "we've",   "let's",  "you'll",
                                       "you know", "it's time", NULL};
    return slice_holds_any(slice_of(offer->front), talk) ||
           slice_holds_any(slice_of(offer->back), talk);
}

/* "A local thing ...", "The fact that ...", "The idea in ...": no kind of thing. */
static bool is_hollow(const struct offer *offer)
{
    static const char *const hollow[] = {"thing", "fact", "idea", "case", "reason", NULL};
    static const char *const begins[] = {"first of all", "that same", "all ", NULL};
    struct slice words[4], back = slice_of(offer->back);
    size_t count = word_split(back, words, 4);
    bool asked = slice_begins(slice_of(offer->front), "what ");
    if (offer->kind != CARD_BASIC || !asked)
        return false;
    for (size_t i = 0; i < count && i < 3; i++)
        if (slice_is_any(words[i], hollow) && (i == 1 || i == 2) &&
            slice_is_any(words[0], (const char *const[]){"a", "an", "the", NULL}) &&
            !slice_is_any(words[1], (const char *const[]){"use", "test", "main", "key", NULL}))
            return offer->term.length > 0;
    return begins_any(back, begins) || (offer->term.length && slice_holds(back, "that same "));
}

/* "What is the i-node address?": "The i-node address for ...". */
static bool is_circular(const struct offer *offer)
{
    static const char *const articles[] = {"a ", "an ", "the ", NULL};
    struct slice back = slice_of(offer->back), term = slice_trim_any(offer->term, " *_\"");
    back = slice_from(back, slice_begins_any(back, articles));
    term = slice_from(term, slice_begins_any(term, articles));
    return offer->kind == CARD_BASIC && word_count(term) > 1 && term.length < back.length &&
           back.at[term.length] == ' ' && slice_stands(back.at, term.at, term.length) &&
           slice_begins(slice_of(offer->front), "what is ");
}

/* "What is leaving the barrier?", "What is a fourth cost?", "What is the right choice?": a single
 * deed, or one of several that only the text around it tells apart. */
static bool is_one_of_several(const struct offer *offer)
{
    static const char *const articles[] = {"a ", "an ", "the ", NULL};
    static const char *const places[] = {"fourth", "fifth", "sixth", "another", "right",
                                         "wrong",  "other", "next",  "same",    NULL};
    struct slice term = slice_trim_any(offer->term, " *_\"");
    static const char *const counted[] = {"fourth", "fifth", "sixth", NULL};
    bool article = slice_begins_any(term, articles) > 0;
    term = slice_from(term, slice_begins_any(term, articles));
    struct slice first = word_first(term);
    struct slice second = word_first(slice_from(term, first.length));
    bool deed = verb_is_gerund(first) &&
                slice_is_any(second, (const char *const[]){"the", "a", "an", NULL});
    return offer->kind != CARD_CLOZE &&
           (deed || slice_is_any(first, counted) || (article && slice_is_any(first, places)));
}

/* "Why is the cache also small?", "At the same time, how ...?": goes on from another statement. */
static bool goes_on(const struct offer *offer)
{
    struct slice front = slice_of(offer->front);
    return slice_begins(front, "at the same time") ||
           (slice_holds_word(front, "also") && !slice_holds(front, "also known") &&
            !slice_holds(front, "also called"));
}

/* "A heavy notion to carry out efficiently": what it is like, not what it is. */
static bool is_rated(const struct offer *offer)
{
    struct slice back = slice_of(offer->back), front = slice_of(offer->front);
    struct slice said = offer->kind == CARD_REVERSE ? slice_trim_any(front, " ?") : back;
    bool about = offer->kind == CARD_REVERSE
                     ? slice_begins(front, "which term fits: a")
                     : slice_begins(back, "a ") || slice_begins(back, "an ");
    return about && slice_ends(said, "ly") && slice_holds(said, " to ") && word_count(said) < 12;
}

/* "What is the operating system called?": which one, only the text around it says. */
static bool asks_name_of_any(const struct offer *offer)
{
    struct slice front = slice_of(offer->front);
    static const char *const asked[] = {" called?", " able to do?", NULL};
    return slice_begins(front, "what is the ") && ends_any(front, asked) && word_count(front) < 8 &&
           !names_a_name(offer);
}

/* --- The rules -----------------------------------------------------------------------------------
 */

struct rule {
    bool (*holds)(const struct offer *offer);
    const char *why;
};

static const struct rule rules[] = {
    {is_overlong, "an answer to read, not to recall"},
    {has_many_items, "more items than one recalls"},
    {precision_is_loose_reverse, "other terms fit as well"},
    {asks_loosely, "asks for a part of what it is"},
    {is_about_the_source, "about the source, not its subject"},
    {lacks_place, "a common noun without its place"},
    {counts_vaguely, "counts without naming of what"},
    {is_advice_unexplained, "advice, and no advice explains it"},
    {is_fragment, "half a sentence"},
    {is_praise, "says that it matters"},
    {asks_where_common, "where something is common"},
    {leaves_object_open, "does what to what?"},
    {only_counts, "says only how many they are"},
    {names_hollow_kind, "a kind, and not of what"},
    {asks_an_answer, "one of the answers is the question"},
    {gives_command, "the question gives the command away"},
    {is_talk, "spoken, not written"},
    {is_hollow, "the answer names no kind of thing"},
    {is_circular, "the answer is the question"},
    {is_one_of_several, "one of several that only the text tells apart"},
    {goes_on, "goes on from another statement"},
    {is_rated, "says what it is like"},
    {asks_name_of_any, "only the text tells which one"},
};

const char *precision_doubt(const struct offer *offer)
{
    if (offer->kind == CARD_CLOZE)
        return NULL;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].holds(offer))
            return rules[i].why;
    return NULL;
}
