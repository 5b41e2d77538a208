/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A statement that no other pattern asks about: what it says in its last part is left out. English
 * puts what is new at the end of a clause, so that is what is worth recalling.
 */
#include <ctype.h>
#include <string.h>

#include "content/clause.h"
#include "content/outline.h"
#include "content/pattern.h"
#include "content/quality.h"
#include "content/statement.h"
#include "content/verb.h"

enum { SENTENCES_MOST = 300 }; /* of a block: each looks at all that was made of it */
enum {
    BLANK_MOST = 9,
    WHOLE_MOST = 6,
    SUBJECT_MOST = 11,
    SERIES_MOST = 14,
    LONG = 14,
    LONG_ORDER = 9,
    SHOWN_MOST = 45
};
enum { PARTS_MOST = 12, SPANS_MOST = 100, GAPS_MOST = 4 };
#define MOSTLY_ASKED 0.6

/* What was left out of one statement so far: no word is asked for twice. */
struct gaps {
    struct slice taken[GAPS_MOST];
    size_t count;
    struct slice shown; /* around the gap; empty: the statement */
};

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
        if (last > from && i > last &&
            (statement_ends_with(s->words[i], ",.;:)") || i + 1 == s->count))
            return i + 1;
        if (statement_ends_with(s->words[i], ";:.)"))
            return from;
        commas += statement_ends_with(s->words[i], ",");
        if (i > from && verb_is_be(word_bare(s->words[i])))
            return from;
    }
    return from;
}

/* Where the clause goes on to another one. */
static size_t clause_end(const struct statement *s, size_t from)
{
    for (size_t i = from; i < s->count; i++) {
        if (i > from && statement_is_break(s->words[i]))
            return i;
        if (statement_ends_with(s->words[i], ",;:)") && i > from)
            return i + 1;
        if (s->words[i].at[0] == '(' && i > from)
            return i;
    }
    return s->count;
}

static struct slice cut(const struct statement *s, size_t from, size_t end)
{
    while (from < end && statement_is_article(s->words[from]))
        from++;
    if (from >= end || !statement_says(s, from, end))
        return slice_make(s->text.at, 0);
    struct slice last = s->words[end - 1];
    return slice_trim_any(
        slice_make(s->words[from].at, (size_t)(last.at + last.length - s->words[from].at)),
        " .,;:!*_\"“”");
}

/* As cut(), of numbers. */
static struct slice cut_any(const struct statement *s, size_t from, size_t end)
{
    struct slice last = s->words[end - 1];
    return slice_trim_any(
        slice_make(s->words[from].at, (size_t)(last.at + last.length - s->words[from].at)),
        " .,;:!*_\"“”()");
}

/* Words before a number that only counts on. */
static const char *const numbered[] = {"chapter", "section", "step", "part", "stage",
                                       "page",    "figure",  "week", "day",  "property",
                                       "rule",    "version", NULL};

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
        bool before = i == from || statement_is_joint(s->words[i - 1]) ||
                      slice_equals(word_bare(s->words[i - 1]), "as") ||
                      slice_equals(word_bare(s->words[i - 1]), "like");
        size_t end = before ? series_end(s, i) : i;
        if (end > i)
            return cut(s, i, end);
    }
    for (size_t i = from + 1; i + 1 < s->count; i++)
        if (slice_equals(s->words[from], "not") && slice_equals(s->words[i], "but") &&
            s->count - i <= BLANK_MOST)
            return cut(s, i + 1, s->count); /* "not fast but steady" */
    if (slice_equals(s->words[from], "and") || slice_equals(s->words[from], "or"))
        from = s->verb; /* "hide and protect" */
    size_t end = clause_end(s, from), start = from;
    bool of_alone = end - from <= BLANK_MOST; /* "of" parts nothing that is short enough */
    for (size_t i = from + 1; i + 2 < end; i++)
        of_alone =
            of_alone && (slice_equals(s->words[i], "of") || !statement_is_joint(s->words[i]));
    if (end - from > WHOLE_MOST && !of_alone)
        for (size_t i = end - 2; i > from; i--)
            if (statement_is_joint(s->words[i]) && statement_says(s, i + 1, end) && end - i > 2) {
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
    if (s->command || end - s->subject > SUBJECT_MOST || end == s->subject ||
        slice_is_any(word_bare(s->words[s->subject]), loose) || s->count - s->verb < 4)
        return slice_make(s->text.at, 0);
    struct slice subject = cut(s, s->subject, end);
    bool common = word_count(subject) < 2 && !word_is_acronym(subject) && !verb_is_gerund(subject);
    return common ? slice_make(s->text.at, 0) : subject; /* "vendors" may be anybody */
}

/* "every 2 years", "3.6% of it", "1/17": the number with its unit. */
static struct slice choose_number(const struct statement *s, size_t from)
{
    for (size_t i = from; i < s->count; i++) {
        struct slice bare = word_bare(s->words[i]);
        bool digits = bare.length > 0;
        size_t unit_letters = 0; /* "100km", not "3rd" */
        while (unit_letters < 3 && unit_letters < bare.length &&
               isalpha((unsigned char)bare.at[bare.length - 1 - unit_letters]))
            unit_letters++;
        static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
        if (slice_is_any(slice_from(bare, bare.length - unit_letters), ordinals))
            continue;
        bare.length -= unit_letters;
        for (size_t at = 0; at < bare.length; at++)
            digits =
                digits && (isdigit((unsigned char)bare.at[at]) || strchr(".,/%x", bare.at[at]));
        if (!digits || !isdigit((unsigned char)bare.at[0]) ||
            (i && statement_ends_with(s->words[i], ".)") && i + 1 < s->count))
            continue;
        bool name = i && isupper((unsigned char)s->words[i - 1].at[0]); /* "Chapter 2" */
        if (name || (i && slice_is_any(word_bare(s->words[i - 1]), numbered)))
            continue;
        static const char *const counts[] = {"every", "roughly", "about", "than", "just",
                                             "only",  "around",  "least", "most", NULL};
        bool measures = !i || statement_is_joint(s->words[i - 1]) ||
                        statement_is_article(s->words[i - 1]) || verb_may_be(s->words[i - 1]) ||
                        verb_is_be(s->words[i - 1]) || slice_is_any(s->words[i - 1], counts);
        bool unit =
            !unit_letters && i + 1 < s->count && !statement_ends_with(s->words[i], ",.;:)") &&
            !statement_is_joint(s->words[i + 1]) && !statement_is_break(s->words[i + 1]) &&
            !statement_is_joining(s->words[i + 1]) && !verb_is_be(word_bare(s->words[i + 1])) &&
            isalpha((unsigned char)s->words[i + 1].at[0]);
        if (unit || unit_letters || measures)
            return cut_any(s, i, i + 1 + unit);
    }
    return slice_make(s->text.at, 0);
}

/* What the last clause or phrase of a long statement says: "than the road", "so that it dries". */
static struct slice choose_tail(const struct statement *s, size_t from)
{
    size_t end = s->count;
    while (end > from && s->aside[end - 1])
        end--;
    if (end < from + 4)
        return slice_make(s->text.at, 0);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = end - 2; i > from && end - i <= BLANK_MOST; i--) {
            bool opens =
                pass ? statement_is_joint(s->words[i])
                     : statement_is_break(s->words[i]) || statement_ends_with(s->words[i], ",;:");
            bool short_one = pass && end - i == 2 + (size_t)statement_is_article(s->words[i + 1]);
            if (opens && !short_one && end - i > 2 && statement_says(s, i + 1, end))
                return cut(s, i + 1, end);
        }
    return slice_make(s->text.at, 0);
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
           !slice_is_any(blank, particles) && !slice_begins(blank, "well as") &&
           !statement_is_joining(first);
}

/* "is an important concept", "comes with its benefits": praise, which says nothing by itself. */
static bool is_praise(struct slice blank)
{
    static const char *const praise[] = {"important",
                                         "good",
                                         "great",
                                         "nice",
                                         "interesting",
                                         "helpful",
                                         "some",
                                         "many",
                                         "cool",
                                         "bad",
                                         "concept",
                                         "idea",
                                         "topic",
                                         "thing",
                                         "things",
                                         "stuff",
                                         "useful",
                                         "benefits",
                                         "pros",
                                         "cons",
                                         "downsides",
                                         "drawbacks",
                                         "upsides",
                                         "it's",
                                         "its",
                                         "it’s",
                                         "very",
                                         "really",
                                         "pretty",
                                         "quite",
                                         "lot",
                                         "fun",
                                         "with",
                                         "a",
                                         "an",
                                         "and",
                                         "also",
                                         "super",
                                         "obvious",
                                         "clear",
                                         "straightforward",
                                         NULL};
    struct slice rest = blank;
    for (struct slice word; (word = word_first(rest)).length;
         rest = slice_from(rest, (size_t)(word.at + word.length - rest.at)))
        if (!slice_is_any(word_bare(word), praise))
            return false;
    return true;
}

/* Whether it overlaps with what was left out before. */
static bool is_taken(const struct gaps *gaps, struct slice blank)
{
    for (size_t i = 0; i < gaps->count; i++)
        if (blank.at < gaps->taken[i].at + gaps->taken[i].length &&
            gaps->taken[i].at < blank.at + blank.length)
            return true;
    return gaps->count == GAPS_MOST;
}

/* Without the slip of the pen in "across the the road". */
static const char *without_doubled(struct finder *f, const char *text)
{
    static const char *const slips[] = {" the the ", " a a ",   " of of ",
                                        " to to ",   " is is ", NULL};
    struct slice all = slice_of(text);
    size_t at = slice_find_any(all, slips);
    if (at >= all.length)
        return text;
    size_t length = (slice_begins_any(slice_from(all, at), slips) - 1) / 2;
    return arena_format(&f->harvest->arena, "%.*s%s", (int)at, text, text + at + length);
}

/* "Tenant     responsible for the garden": one column that begins in small letters goes on. */
static const char *without_column(struct finder *f, const char *text)
{
    struct slice all = slice_of(text);
    size_t at = slice_find(all, "   ");
    struct slice rest = slice_trim(slice_from(all, at));
    if (at >= all.length || !rest.length || !islower((unsigned char)rest.at[0]) ||
        slice_holds(rest, "   "))
        return text;
    return arena_format(&f->harvest->arena, "%.*s %.*s", (int)at, text, (int)rest.length, rest.at);
}

static void offer(struct finder *f, const struct block *block, const struct statement *s,
                  struct gaps *gaps, struct slice blank, double adjust)
{
    bool number = blank.length && isdigit((unsigned char)blank.at[0]);
    if (!blank.length || is_taken(gaps, blank) || (!number && !is_worth_asking(blank)))
        return;
    struct slice shown = gaps->shown.length ? gaps->shown : s->text;
    struct slice before = slice_until(shown, (size_t)(blank.at - shown.at));
    struct slice after = slice_from(shown, before.length + blank.length);
    const char *answer = finder_clean(f, blank);
    if (slice_holds_word(before, answer) || slice_holds_word(after, answer))
        return;
    struct offer card = {
        .kind = CARD_CLOZE, .block = block, .passage = shown, .back = answer, .adjust = adjust};
    card.front = arena_format(&f->harvest->arena, "%.*s[...]%.*s", (int)before.length, before.at,
                              (int)after.length, after.at);
    card.front = finder_clean(f, slice_of(without_doubled(f, without_column(f, card.front))));
    if (s->verb >= s->count && word_count(s->text) < LONG) /* a remark is about something */
        card.front = outline_in_context(f, block, card.front);
    card.line = finder_line(block, s->text);
    card.end_line = finder_end_line(block, s->text);
    card.group = clause_group(f, block, s->text);
    if (finder_offer(f, &card))
        gaps->taken[gaps->count++] = blank;
}

/* What the person stressed in the statement is what is worth recalling of it. */
static void offer_stressed(struct finder *f, const struct block *block, const struct statement *s,
                           struct gaps *gaps)
{
    size_t from = (size_t)(s->text.at - block->text), end = from + s->text.length;
    for (size_t i = 0; i < block->span_count && i < SPANS_MOST; i++) {
        const struct span *span = &block->spans[i];
        struct slice blank = slice_make(block->text + span->start, span->end - span->start);
        bool stressed = span->kind == SPAN_STRONG || span->kind == SPAN_EMPHASIS;
        bool label = span->end < block->length && block->text[span->end] == ':';
        if (stressed && !label && span->start >= from && span->end < end &&
            word_count(blank) <= BLANK_MOST && gaps->count + 2 < GAPS_MOST)
            offer(f, block, s, gaps, slice_trim_any(blank, " .,;:*_"), 0);
    }
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

/* What somebody is quoted with: `Ada liked to say, "Everything floats"`. */
static bool offer_quotation(struct finder *f, const struct block *block, const struct statement *s,
                            struct gaps *gaps)
{
    static const char *const said[] = {" saying, “",  " says, “",  " said, “",  " said: “",
                                       " says: “",    " say, “",   " wrote, “", " wrote: “",
                                       " saying, \"", " says, \"", " said, \"", " say, \"",
                                       " said: \"",   " says: \"", NULL};
    size_t at = slice_find_any(s->text, said);
    struct slice quote = slice_from(s->text, at + slice_begins_any(slice_from(s->text, at), said));
    if (at >= s->text.length)
        return false;
    quote = slice_trim_any(slice_until(quote, slice_find(quote, quote.at[-1] == '"' ? "\"" : "”")),
                           " .,”\"");
    size_t before = gaps->count;
    if (word_count(quote) >= 3)
        offer(f, block, s, gaps, quote, 0);
    return gaps->count > before;
}

/* "The rest is in [a file](there)". */
static bool is_pointer(const struct block *block, const struct statement *s)
{
    struct slice last = word_bare(s->words[s->count - 1]);
    size_t at = (size_t)(last.at - block->text);
    return s->count < LONG && (block_covered(block, SPAN_LINK, at, at + last.length) ||
                               block_covered(block, SPAN_WIKILINK, at, at + last.length));
}

/* Capitals on most words: a name of something, no statement. */
static bool is_title(const struct statement *s)
{
    size_t capitals = 0, meant = 0;
    for (size_t i = 0; i < s->count; i++) {
        bool small = word_is_stop(word_bare(s->words[i]));
        meant += !small;
        capitals += !small && isupper((unsigned char)s->words[i].at[0]);
    }
    return capitals * 4 >= meant * 3;
}

/* `whole`: the sentence that it is a part of, or empty. */
static void read_statement(struct finder *f, const struct block *block, struct slice text,
                           struct slice whole, bool known)
{
    struct statement s;
    struct gaps gaps = {.count = 0, .shown = whole};
    if (!statement_read(&s, text) || offer_quotation(f, block, &s, &gaps) || known ||
        is_pointer(block, &s) || quality_is_hedged(s.text))
        return;
    bool sure = s.verb < s.count;
    static const char *const vague[] = {"some", "any", "something", NULL};
    if (!sure &&
        (is_title(&s) || slice_is_any(s.words[0], vague) || verb_of_past(word_bare(s.words[0]))))
        return; /* "Moved to the new house" is what was done that day */
    if (sure && is_praise(slice_make(s.words[s.verb + 1].at,
                                     (size_t)(s.text.at + s.text.length - s.words[s.verb + 1].at))))
        return;
    struct slice predicate = sure ? choose_predicate(&s) : slice_make(s.text.at, 0);
    if (predicate.length && is_praise(predicate))
        return;
    offer_stressed(f, block, &s, &gaps);
    offer(f, block, &s, &gaps, predicate, 0);
    offer(f, block, &s, &gaps, choose_number(&s, 1), 0);
    if (!sure || s.count > (s.command ? LONG_ORDER : LONG))
        offer(f, block, &s, &gaps, choose_tail(&s, sure ? s.verb : 0), -0.1);
    if (sure && gaps.count < 3)
        offer(f, block, &s, &gaps, choose_subject(&s), -0.05);
}

/* "A, but B": each part is asked for beside the other, where the whole stands by itself. */
static struct slice whole_of(struct slice sentence)
{
    static const char *const turns[] = {", but ", ", yet ", "; ", NULL};
    static const char *const ends[] = {", however ", ", and thus ", ", instead ", ", so ", NULL};
    struct statement s;
    bool turns_once = slice_find_any(sentence, turns) < sentence.length;
    bool whole = turns_once && slice_find_any(sentence, ends) == sentence.length &&
                 word_count(sentence) <= SHOWN_MOST && statement_read(&s, sentence) &&
                 !quality_is_chatter(s.text) && !quality_is_hedged(s.text) &&
                 !quality_doubt(s.text);
    return whole ? s.text : slice_until(sentence, 0);
}

/* Two statements joined by "; ", ", but " or a dash are read one by one. */
static void read_sentence(struct finder *f, const struct block *block, struct slice sentence)
{
    static const char *const marks[] = {"; ",         ", but ", " — ",        "—",
                                        ", so ",      ", yet ", ", however ", ", and thus ",
                                        ", instead ", NULL};
    struct slice whole = whole_of(sentence), parts[PARTS_MOST];
    bool known[PARTS_MOST]; /* before one part is shown beside the other */
    size_t count = 0;
    while (sentence.length && count < PARTS_MOST) {
        size_t at = slice_find_any(sentence, marks);
        parts[count] = slice_until(sentence, at);
        known[count] = finder_asked(f, parts[count]) >= MOSTLY_ASKED;
        count++;
        sentence = slice_from(sentence, at);
        sentence = slice_from(sentence, slice_begins_any(sentence, marks));
    }
    for (size_t i = 0; i < count; i++)
        read_statement(f, block, parts[i], whole, known[i]);
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
