/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/quality.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "content/byte.h"
#include "engine/base/text.h"

/* Some lists are macros, because most texts hold nothing of several of them: one pass over their
 * union then says so. */
/* clang-format off */

/* --- What must never become a card ---------------------------------------------------------------
 */

#define DOUBTS \
    "not sure", "unsure", "refer back", "referback", "come back to", "to do:", "to-do:", \
    "todo", "fixme", "don't understand", "do not understand", "don't know", "look this up", \
    "look up later", "check later", "double check", "need to check", "what does this mean", \
    "no idea", "clarify", "should come back", "back to this later", "whats this", \
    "ask someone"
static const char *const doubts[] = {DOUBTS, NULL};

#define PERSONS \
    "i", "i'm", "i've", "i'll", "i’m", "i’ve", "i'd", "my", "me", "myself", "mine"
static const char *const persons[] = {PERSONS, NULL};

#define CHATTER \
    "today", "yesterday", "tomorrow", "this chapter", "this course", "the course", "these courses", \
    "the chapter", "this book", "the book", "this section", "this project", "our project", \
    "the author", "author says", "my notes", "i will", "we will", "we'll", "this challenge", \
    "this journey", "let's", "lets look", "as mentioned", "mentioned above", "as we saw", \
    "we saw", "in this case", "for the rest", "you better", "you'd better", "later on", "in this post", \
    "this week", "last week", "next week"
static const char *const chatter[] = {CHATTER, NULL};

#define HEDGES \
    "seems", "probably", "kind of", "maybe", "pretty", "sort of", "perhaps", "honestly", \
    "guess", "a lot of stuff", "nothing too"
static const char *const hedges[] = {HEDGES, NULL};
#define SECRET_NAMES \
    "password", "passwd", "secret", "api_key", "apikey", "api key", "token", "access_key"
static const char *const secret_names[] = {SECRET_NAMES, NULL};
#define SECRET_MARKS \
    "-----begin", "akia", "/users/", "/home/", "c:\\users", "ghp_", "xoxb-", "sk_live"
static const char *const secret_marks[] = {SECRET_MARKS, NULL};

/* clang-format on */
static const char *const passage_alarms[] = {DOUBTS, PERSONS, CHATTER, HEDGES, NULL};
static const char *const secrets[] = {SECRET_NAMES, SECRET_MARKS, NULL};

static const char *const asides[] = {"参考",
                                     "参考资料",
                                     "参考文献",
                                     "参考链接",
                                     "参考資料",
                                     "致谢",
                                     "目录",
                                     "謝辞",
                                     "目次",
                                     "참고",
                                     "참고 자료",
                                     "참고 문헌",
                                     "목차",
                                     "acknowledgments",
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

static bool holds_question_marks(struct slice text)
{
    return slice_holds(text, "???") || slice_holds(text, "(?)");
}

const char *quality_doubt(struct slice text)
{
    if (holds_question_marks(text))
        return "a question mark of doubt";
    if (slice_holds_any(text, doubts))
        return "a mark to come back or a doubt";
    return NULL;
}

bool quality_is_aside(struct slice heading)
{
    heading = slice_trim_any(heading, " \t:.!#*");
    return slice_is_any(heading, asides) || slice_begins(heading, "参考 ") ||
           slice_holds(heading, "acknowledg") || slice_ends(heading, " further reading") ||
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

bool quality_is_hedged(struct slice text)
{
    static const char *const vague[] = {"a lot of stuff", "a lot to",   "a little bit",
                                        "a bit more",     "seems like", NULL};
    return slice_holds_any(text, hedges) || slice_holds_any(text, vague);
}

static size_t count_byte(struct slice text, char byte)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length; at++)
        count += text.at[at] == byte;
    return count;
}

static bool is_ip_address(struct slice text)
{
    if (!memchr(text.at, '.', text.length) || count_byte(text, '.') < 3)
        return false;
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

enum { KEY_AT_LEAST = 24 };

static bool is_long_key(struct slice word)
{
    size_t digits = 0, lower = 0, upper = 0;
    if (word.length < KEY_AT_LEAST)
        return false;
    for (size_t at = 0; at < word.length; at++) {
        digits += isdigit((unsigned char)word.at[at]) != 0;
        lower += islower((unsigned char)word.at[at]) != 0;
        upper += isupper((unsigned char)word.at[at]) != 0;
    }
    return digits >= 4 && lower + upper + digits + 5 >= word.length && (lower >= 3 || upper >= 3);
}

/* Whether so many bytes in a row are no blanks. Looks at the last of them first. */
static bool holds_long_word(struct slice text)
{
    size_t begin = 0;
    for (size_t at = KEY_AT_LEAST; at <= text.length; at = begin + KEY_AT_LEAST) {
        while (at > begin && !byte_is_space(text.at[at - 1]))
            at--;
        if (at == begin)
            return true;
        begin = at;
    }
    return false;
}

/* "password=...", "api_key: ...". */
static bool assigns_secret(struct slice text)
{
    for (size_t i = 0; secret_names[i]; i++) {
        for (size_t from = 0; from < text.length;) {
            size_t at = from + slice_find(slice_from(text, from), secret_names[i]);
            if (at >= text.length)
                break;
            struct slice after = slice_from(text, at + strlen(secret_names[i]));
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
    bool named = slice_find_any(text, secrets) < text.length;
    if (is_ip_address(text) ||
        (named && (slice_find_any(text, secret_marks) < text.length || assigns_secret(text))))
        return true;
    if (!memchr(text.at, '@', text.length) && !holds_long_word(text))
        return false;
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

bool quality_is_balanced(struct slice text)
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
    bool spliced = slice_find_any(text, splices) < text.length;
    for (size_t i = 0; spliced && splices[i]; i++) {
        size_t at = slice_find(text, splices[i]);
        if (at < text.length && word_count(slice_until(text, at)) >= 4)
            text = slice_until(text, at);
    }
    for (size_t at = 3; at + 2 < text.length; at++) {
        if (text.at[at] != '.' || text.at[at + 1] != ' ')
            continue;
        struct slice before = word_last(slice_until(text, at));
        bool stop = before.length > 3 && !memchr(before.at, '.', before.length);
        if (stop && word_count(slice_until(text, at)) >= 4)
            return slice_until(text, at);
    }
    return text;
}

struct slice quality_shorten(struct slice back)
{
    back = without_splice(back);
    size_t example = slice_find(back, " ex. "); /* what is only added as an example */
    if (example < back.length && word_count(slice_until(back, example)) > 4 &&
        quality_is_balanced(slice_until(back, example)))
        back = slice_trim_any(slice_until(back, example), " ,;-");
    if (word_count(back) <= BACK_WANTED)
        return back;
    size_t best = 0;
    for (size_t at = 0; at < back.length; at++) {
        at += slice_find_any(slice_from(back, at), boundaries);
        struct slice part = slice_until(back, at);
        size_t words = at < back.length ? word_count(part) : 0;
        if (words > BACK_WANTED)
            break;
        if (words >= 5 && quality_is_balanced(part))
            best = at;
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

static bool holds_part(struct slice text, const char *const *parts)
{
    return slice_find_any(text, parts) < text.length;
}

/* clang-format off */
#define ADDRESSES "http://", "https://", "www."
#define DRAWN "    ", "-->", "│", "]("
#define COLUMNS " | ", " > "
#define BROKEN "{{", "}}", "\xEF\xBF\xBD"
/* clang-format on */
static const char *const addresses[] = {ADDRESSES, NULL};
static const char *const drawn[] = {DRAWN, NULL};
static const char *const columns[] = {COLUMNS, NULL};
static const char *const broken[] = {BROKEN, NULL};
static const char *const signs[] = {ADDRESSES, DRAWN, COLUMNS, BROKEN, NULL};

/* "the the": a slip of the pen, or two texts put together badly. */
static bool holds_doubled_word(struct slice text)
{
    struct slice rest = text, before = slice_until(text, 0);
    for (struct slice word; (word = word_first(rest)).length; before = word) {
        rest = slice_from(rest, (size_t)(word.at + word.length - rest.at));
        if (word.length == before.length && word.length > 1 && word_is_stop(word) &&
            !strncasecmp(word.at, before.at, word.length) && !slice_equals(word, "that"))
            return true;
    }
    return false;
}

/* "a flat to live in": the preposition belongs to the verb before it. */
static bool ends_with_its_verb(struct slice text)
{
    struct slice last = word_last(text);
    struct slice before = slice_trim(slice_until(text, (size_t)(last.at - text.at)));
    struct slice verb = word_last(before);
    struct slice to = word_last(slice_trim(slice_until(before, (size_t)(verb.at - before.at))));
    return slice_equals(to, "to") && !word_is_stop(verb) && !slice_equals(verb, "according");
}

/* A command may hold what would be columns or a path of menus elsewhere. */
static const char *refuse_text(struct slice front, struct slice back, bool command)
{
    if (!back.length || !front.length)
        return "nothing to answer";
    bool sign = holds_part(back, signs);
    if ((sign && holds_part(back, addresses)) || holds_part(front, addresses))
        return "only a link";
    if (slice_is_any(word_bare(word_first(back)), dangling_starts) &&
        !slice_begins(back, "not only"))
        return "begins with a word that points elsewhere";
    bool points = slice_holds_any(back, pointers) || slice_holds_any(front, pointers);
    if (points && !command) /* "the image" is what a command builds */
        return "points to another place";
    struct slice last = word_bare(word_last(back));
    if (slice_is_any(last, loose_ends) && !word_is_acronym(last) && /* but "GROUP BY" is whole */
        !ends_with_its_verb(back))
        return "ends in the middle";
    if ((sign && holds_part(back, drawn)) || slice_holds(front, "    "))
        return "a drawing or columns";
    if (!command && (slice_ends(back, "|") || (sign && holds_part(back, columns))))
        return "columns or a path of menus";
    if (sign && holds_part(back, broken))
        return "markup or broken text";
    if (back.at[back.length - 1] == '?')
        return "the answer is a question";
    if (!command && (holds_doubled_word(front) || holds_doubled_word(back)))
        return "a word stands twice";
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

static const char *refuse_passage(struct slice passage, bool alarm)
{
    if (alarm ? quality_doubt(passage) != NULL : holds_question_marks(passage))
        return "a doubt or a mark to come back";
    if (slice_ends(slice_trim(passage), ":"))
        return "leads to a list";
    return alarm && quality_is_chatter(passage) ? "journal chatter" : NULL;
}

static void judge(struct passage_verdict *verdict, struct slice passage)
{
    if (verdict->known && verdict->passage.at == passage.at &&
        verdict->passage.length == passage.length)
        return;
    bool alarm = slice_holds_any(passage, passage_alarms);
    *verdict = (struct passage_verdict){.passage = passage,
                                        .known = true,
                                        .secret = quality_is_private(passage),
                                        .hedged = alarm && slice_holds_any(passage, hedges),
                                        .why = refuse_passage(passage, alarm)};
}

const char *quality_refusal(const struct offer *offer, bool explicit_card,
                            struct passage_verdict *last)
{
    struct slice front = slice_of(offer->front), back = slice_of(offer->back);
    if (!front.length || !back.length)
        return "nothing to answer";
    judge(last, offer->passage);
    if (last->secret || quality_is_private(front) || quality_is_private(back))
        return "holds a secret, a host or a personal path";
    if (explicit_card)
        return word_count(back) > 2000 ? "the answer is too long" : NULL;
    if (last->why)
        return last->why;
    const char *why = refuse_text(front, back, offer->kind == CARD_COMMAND);
    return why ? why : refuse_answer(offer, front, back);
}

/* --- The score -----------------------------------------------------------------------------------
 */

/* "SQL, bash, Hive", "finance + operations", "build -> test": words beside each other. */
static bool is_listing(struct slice text)
{
    static const char *const between[] = {" + ", "->", " / ", NULL};
    static const char *const small[] = {"of", "that", "to", NULL};
    size_t commas = count_byte(text, ','), words = word_count(text);
    return holds_part(text, between) || (commas == 1 && words <= 3) ||
           (commas >= 2 && words <= (commas + 1) * 3 && !slice_holds_any(text, small));
}

static void part(struct text *reason, double *score, double by, const char *why)
{
    *score += by;
    text_printf(reason, "; %+.2f: %s", by, why);
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

double quality_score(const struct offer *offer, double start, bool hedged, struct text *reason)
{
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
    if (hedged)
        part(reason, &score, -0.20, "hedged");
    if (slice_holds_any(back, ours))
        part(reason, &score, -0.20, "first person");
    if (!quality_is_balanced(back))
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
