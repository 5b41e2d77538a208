/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/quality.h"

#include <ctype.h>
#include <string.h>

#include "engine/base/text.h"

/* --- What must never become a card ---------------------------------------------------------------
 */

static const char *const doubts[] = {"not sure",
                                     "unsure",
                                     "refer back",
                                     "referback",
                                     "come back to",
                                     "to do:",
                                     "to-do:",
                                     "todo",
                                     "fixme",
                                     "don't understand",
                                     "do not understand",
                                     "don't know",
                                     "look this up",
                                     "look up later",
                                     "check later",
                                     "double check",
                                     "need to check",
                                     "what does this mean",
                                     "no idea",
                                     "clarify",
                                     "should come back",
                                     "back to this later",
                                     "whats this",
                                     "ask someone",
                                     NULL};

static const char *const persons[] = {"i",   "i'm", "i've", "i'll",   "i’m",  "i’ve",
                                      "i'd", "my",  "me",   "myself", "mine", NULL};

static const char *const chatter[] = {
    "today",       "yesterday",    "tomorrow",       "this chapter",
    "this course", "the course",   "the chapter",    "this book",
    "the book",    "this section", "this project",   "our project",
    "the author",  "author says",  "my notes",       "i will",
    "we will",     "we'll",        "this challenge", "this journey",
    "let's",       "lets look",    "as mentioned",   "mentioned above",
    "as we saw",   "we saw",       "in this case",   "for the rest",
    "son.",        "gud",          "later on",       "in this post",
    "this week",   "last week",    "next week",      NULL};

static const char *const asides[] = {"acknowledgments",
                                     "acknowledgements",
                                     "acknowledgement",
                                     "motivation",
                                     "strategy",
                                     "outline",
                                     "goals",
                                     "goal",
                                     "my goals",
                                     "resources",
                                     "references",
                                     "links",
                                     "useful links",
                                     "syllabus",
                                     "further reading",
                                     "contents",
                                     "table of contents",
                                     "bibliography",
                                     "about me",
                                     "contact",
                                     "license",
                                     "credits",
                                     "books",
                                     "certificates",
                                     "bootcamps",
                                     "articles",
                                     "research papers",
                                     "reading list",
                                     "todo",
                                     "to do",
                                     "next steps",
                                     "plan",
                                     "schedule",
                                     "thanks",
                                     "foreword",
                                     "projects",
                                     "community",
                                     "sources",
                                     NULL};

static const char *const metadata[] = {
    "content", "contents", "topic",   "topics",  "notes",  "note",       "project", "workflow",
    "date",    "author",   "source",  "sources", "tags",   "status",     "link",    "links",
    "title",   "book",     "course",  "chapter", "url",    "instructor", "week",    "day",
    "version", "created",  "updated", "image",   "figure", NULL};

const char *quality_doubt(struct slice text)
{
    if (slice_holds(text, "???") || slice_holds(text, "(?)"))
        return "a question mark of doubt";
    if (slice_holds_any(text, doubts))
        return "a mark to come back or a doubt";
    return NULL;
}

bool quality_is_aside(struct slice heading)
{
    heading = slice_trim_any(heading, " \t:.!#*");
    return slice_is_any(heading, asides) || slice_holds(heading, "acknowledg") ||
           slice_ends(heading, " link") || slice_ends(heading, " links");
}

bool quality_is_chatter(struct slice text)
{
    struct slice rest = text;
    for (;;) {
        struct slice word = word_first(rest);
        if (!word.length)
            break;
        rest = slice_from(rest, (size_t)(word.at + word.length - rest.at));
        struct slice bare = word_bare(word);
        /* "I" alone, but not "I/O" or the numeral in "Part I". */
        if (slice_is_any(bare, persons) && !slice_holds(word, "/") &&
            !(bare.length == 1 && word.length > 1 && word.at[word.length - 1] != ','))
            return true;
    }
    return slice_holds_any(text, chatter);
}

static bool is_ip_address(struct slice text)
{
    for (size_t at = 0; at < text.length; at++) {
        if (!isdigit((unsigned char)text.at[at]) ||
            (at && (isalnum((unsigned char)text.at[at - 1]) || text.at[at - 1] == '.')))
            continue;
        size_t end = at, dots = 0;
        while (end < text.length && (isdigit((unsigned char)text.at[end]) ||
                                     (text.at[end] == '.' && end + 1 < text.length &&
                                      isdigit((unsigned char)text.at[end + 1]))))
            dots += text.at[end++] == '.';
        bool range = end < text.length && text.at[end] == '/'; /* a CIDR block is subject matter */
        if (dots == 3 && !range && strncmp(text.at + at, "127.", 4) != 0 &&
            strncmp(text.at + at, "0.", 2) != 0)
            return true;
    }
    return false;
}

static bool is_long_key(struct slice word)
{
    size_t digits = 0, lower = 0, upper = 0;
    for (size_t at = 0; at < word.length; at++) {
        digits += isdigit((unsigned char)word.at[at]) != 0;
        lower += islower((unsigned char)word.at[at]) != 0;
        upper += isupper((unsigned char)word.at[at]) != 0;
    }
    return word.length >= 24 && digits >= 4 && lower + upper + digits + 3 >= word.length &&
           (lower >= 3 || upper >= 3);
}

/* "password=...", "api_key: ...". */
static bool assigns_secret(struct slice text)
{
    static const char *const names[] = {"password", "passwd", "secret",     "api_key", "apikey",
                                        "api key",  "token",  "access_key", NULL};
    for (size_t i = 0; names[i]; i++) {
        for (size_t from = 0; from < text.length;) {
            size_t at = from + slice_find(slice_from(text, from), names[i]);
            if (at >= text.length)
                break;
            struct slice after = slice_from(text, at + strlen(names[i]));
            bool sign = after.length && (after.at[0] == '=' || after.at[0] == ':');
            struct slice value = sign ? slice_trim(slice_from(after, 1)) : after;
            if (sign && value.length && (after.at[0] == '=' || word_count(value) == 1))
                return true;
            from = at + 1;
        }
    }
    return false;
}

bool quality_is_private(struct slice text)
{
    static const char *const marks[] = {"-----begin", "akia",  "/users/", "/home/", "c:\\users",
                                        "ghp_",       "xoxb-", "sk_live", NULL};
    for (size_t i = 0; marks[i]; i++)
        if (slice_holds(text, marks[i]))
            return true;
    if (is_ip_address(text) || assigns_secret(text))
        return true;
    struct slice rest = text;
    for (;;) {
        struct slice word = word_first(rest);
        if (!word.length)
            return false;
        rest = slice_from(rest, (size_t)(word.at + word.length - rest.at));
        const char *at = memchr(word.at, '@', word.length);
        bool address = at && at > word.at && memchr(at, '.', (size_t)(word.at + word.length - at));
        if (address || is_long_key(word_bare(word)))
            return true;
    }
}

/* --- The back ------------------------------------------------------------------------------------
 */

static const char *const boundaries[] = {
    "; ",        ". ",         " - ",         " — ",          " – ",
    ", which ",  ", where ",   ", allowing ", ", including ", ", such as ",
    ", but ",    ", so ",      ", while ",    ", making ",    ", as ",
    ", like ",   ", e.g. ",    ", because ",  " because ",    ", and it ",
    ", and is ", ", and are ", ", and they ", ", ensuring ",  ", leading ",
    ", with ",   ", when ",    ", even ",     ", resulting ", " (",
    " which ",   " so that ",  NULL};

/* Whether brackets and quotes are complete up to `end`. */
static bool is_balanced(struct slice text)
{
    int round = 0, square = 0;
    size_t quotes = 0;
    for (size_t at = 0; at < text.length; at++) {
        round += (text.at[at] == '(') - (text.at[at] == ')');
        square += (text.at[at] == '[') - (text.at[at] == ']');
        quotes += text.at[at] == '"';
    }
    return round == 0 && square == 0 && quotes % 2 == 0;
}

/* "a house, these are where ...": a second sentence after a comma. */
static struct slice without_splice(struct slice text)
{
    static const char *const splices[] = {", these ",  ", they ", ", this ", ", it is ",
                                          ", it can ", ", but ",  NULL};
    for (size_t i = 0; splices[i]; i++) {
        size_t at = slice_find(text, splices[i]);
        if (at < text.length && word_count(slice_until(text, at)) >= 4)
            text = slice_until(text, at);
    }
    for (size_t at = 3; at + 2 < text.length; at++) {
        struct slice before = word_last(slice_until(text, at));
        bool stop = text.at[at] == '.' && text.at[at + 1] == ' ' && before.length > 3 &&
                    !memchr(before.at, '.', before.length);
        if (stop && word_count(slice_until(text, at)) >= 4)
            return slice_until(text, at);
    }
    return text;
}

struct slice quality_shorten(struct slice back)
{
    back = without_splice(back);
    if (word_count(back) <= BACK_WANTED)
        return back;
    size_t best = 0;
    for (size_t i = 0; boundaries[i]; i++) {
        for (size_t from = 0; from < back.length;) {
            size_t at = from + slice_find(slice_from(back, from), boundaries[i]);
            if (at >= back.length)
                break;
            struct slice part = slice_until(back, at);
            size_t words = word_count(part);
            if (words > BACK_WANTED)
                break;
            if (words >= 5 && at > best && is_balanced(part))
                best = at;
            from = at + 1;
        }
    }
    return best ? slice_trim_any(slice_until(back, best), " ,;") : back;
}

static const char *const dangling_starts[] = {
    "this", "that's", "it",      "its",  "they",  "these",   "those", "he",   "she",       "there",
    "here", "also",   "as such", "such", "which", "however", "but",   "then", "therefore", "their",
    "them", "so",     "another", "both", "see",   "note",    "not",   "else", NULL};

static const char *const pointers[] = {"the above",      "above",
                                       "below",          "the following",
                                       "as follows",     "see also",
                                       "see below",      "refer to the",
                                       "mentioned",      "the former",
                                       "the latter",     "this note",
                                       "said before",    "figure",
                                       "click",          "the image",
                                       "the diagram",    "shown here",
                                       "look like this", "looks like this",
                                       "do this",        "like this",
                                       "these two",      "this means",
                                       "the previous",   "previously mentioned",
                                       "earlier",        "the first one",
                                       "the second one", NULL};

static const char *const loose_ends[] = {
    "and",  "or",    "of",  "the", "a",  "an",   "to",   "in",  "for",       "with", "by", "as",
    "that", "which", "are", "is",  "on", "from", "like", "e.g", "including", "such", NULL};

static bool has_columns(struct slice text)
{
    return slice_holds(text, "    ");
}

static const char *refuse_text(struct slice front, struct slice back)
{
    if (!back.length || !front.length)
        return "nothing to answer";
    if (slice_holds(back, "http://") || slice_holds(back, "https://") ||
        slice_holds(back, "www.") || slice_holds(front, "http"))
        return "only a link";
    if (slice_is_any(word_bare(word_first(back)), dangling_starts) &&
        !slice_begins(back, "not only"))
        return "begins with a word that points elsewhere";
    if (slice_holds_any(back, pointers) || slice_holds_any(front, pointers))
        return "points to another place";
    if (slice_is_any(word_bare(word_last(back)), loose_ends))
        return "ends in the middle";
    if (has_columns(back) || has_columns(front) || slice_holds(back, "-->") ||
        slice_holds(back, "│") || slice_holds(back, "]("))
        return "a drawing or columns";
    if (slice_holds(back, " | ") || slice_ends(back, "|") || slice_holds(back, " > "))
        return "columns or a path of menus";
    if (slice_holds(back, "{{") || slice_holds(back, "}}") || slice_holds(back, "\xEF\xBF\xBD"))
        return "markup or broken text";
    if (back.at[back.length - 1] == '?')
        return "the answer is a question";
    return NULL;
}

static const char *refuse_answer(const struct offer *offer, struct slice front, struct slice back)
{
    size_t words = word_count(back);
    if (words > BACK_AT_MOST)
        return "the answer is too long";
    if (offer->kind != CARD_CLOZE && text_holds_all(front, back))
        return "gives the answer away";
    if (words == 1 && slice_is_any(word_bare(back), metadata))
        return "a label";
    return NULL;
}

const char *quality_refusal(const struct offer *offer, bool explicit_card)
{
    struct slice front = slice_of(offer->front), back = slice_of(offer->back);
    if (!front.length || !back.length)
        return "nothing to answer";
    if (quality_is_private(offer->passage) || quality_is_private(front) || quality_is_private(back))
        return "holds a secret, a host or a personal path";
    if (explicit_card)
        return word_count(back) > 2000 ? "the answer is too long" : NULL;
    if (quality_doubt(offer->passage))
        return "a doubt or a mark to come back";
    if (slice_ends(slice_trim(offer->passage), ":"))
        return "leads to a list";
    if (quality_is_chatter(offer->passage))
        return "journal chatter";
    const char *why = refuse_text(front, back);
    return why ? why : refuse_answer(offer, front, back);
}

/* --- The score -----------------------------------------------------------------------------------
 */

/* "SQL, bash, Hive", "finance + operations", "build -> test": words beside each other. */
static bool is_listing(struct slice text)
{
    size_t commas = 0, words = word_count(text);
    for (size_t at = 0; at < text.length; at++)
        commas += text.at[at] == ',';
    bool sentence = slice_holds_word(text, "of") || slice_holds_word(text, "that") ||
                    slice_holds_word(text, "to");
    return slice_holds(text, " + ") || slice_holds(text, "->") || slice_holds(text, " / ") ||
           (commas >= 2 && !sentence && words <= (commas + 1) * 3) || (commas == 1 && words <= 3);
}

static void part(struct text *reason, double *score, double by, const char *why)
{
    *score += by;
    text_printf(reason, "; %+.2f %s", by, why);
}

/* Only capitalised words: a name or a title, hardly an explanation. */
static bool is_title(struct slice text)
{
    struct slice words[16];
    size_t count = word_split(text, words, 16), capitals = 0, meant = 0;
    for (size_t i = 0; i < count; i++) {
        if (word_is_stop(word_bare(words[i])))
            continue;
        meant++;
        capitals += isupper((unsigned char)words[i].at[0]) != 0;
    }
    return count < 16 && meant >= 2 && capitals == meant;
}

double quality_score(const struct offer *offer, double start, struct text *reason)
{
    static const char *const hedges[] = {
        "seems",    "probably", "kind of",  "maybe",          "pretty",      "sort of", "perhaps",
        "honestly", "guess",    "etc ....", "a lot of stuff", "nothing too", NULL};
    static const char *const ours[] = {"we", "our", "us", "we're", "we've", NULL};
    struct slice back = slice_of(offer->back);
    double score = start;
    if (offer->adjust != 0)
        part(reason, &score, offer->adjust, offer->why ? offer->why : "by the pattern");
    if (offer->kind == CARD_CLOZE)
        return score;
    size_t words = word_count(back);
    if (words > BACK_WANTED)
        part(reason, &score, -0.10, "long answer");
    if (slice_holds_any(offer->passage, hedges))
        part(reason, &score, -0.20, "hedged");
    if (slice_holds_any(back, ours))
        part(reason, &score, -0.20, "first person");
    if (!is_balanced(back))
        part(reason, &score, -0.20, "bracket or quote left open");
    if (offer->kind == CARD_BASIC && !slice_ends(slice_of(offer->front), "stand for?") &&
        is_title(back))
        part(reason, &score, -0.20, "a title");
    if (offer->kind == CARD_BASIC && is_listing(back))
        part(reason, &score, -0.20, "a listing");
    if (slice_holds(back, "..") || slice_holds(back, "!!"))
        part(reason, &score, -0.20, "trails off");
    return score < 0 ? 0 : score > 1 ? 1 : score;
}
