/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/definition.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "content/article.h"
#include "content/claim.h"
#include "content/outline.h"
#include "content/precision.h"
#include "content/quality.h"
#include "content/scope.h"
#include "content/script.h"
#include "content/verb.h"
#include "engine/base/text.h"

/* Labels: what follows them is no explanation of the label. */
static const char *const labels[] = {"example",
                                     "examples",
                                     "example usecase",
                                     "e.g",
                                     "note",
                                     "notes",
                                     "nb",
                                     "important",
                                     "warning",
                                     "tip",
                                     "hint",
                                     "topic",
                                     "content",
                                     "contents",
                                     "goal",
                                     "goals",
                                     "summary",
                                     "recap",
                                     "conclusion",
                                     "overview",
                                     "introduction",
                                     "resources",
                                     "references",
                                     "source",
                                     "sources",
                                     "link",
                                     "links",
                                     "see",
                                     "see also",
                                     "author",
                                     "date",
                                     "title",
                                     "question",
                                     "questions",
                                     "answer",
                                     "answers",
                                     "q",
                                     "a",
                                     "c",
                                     "todo",
                                     "to do",
                                     "key elements",
                                     "key points",
                                     "in short",
                                     "tools",
                                     "pros",
                                     "cons",
                                     "advantages",
                                     "disadvantages",
                                     "steps",
                                     "step",
                                     "part",
                                     "part i",
                                     "part ii",
                                     "part iii",
                                     "chapter",
                                     "week",
                                     "day",
                                     "project",
                                     "workflow",
                                     "here",
                                     "usage",
                                     "prerequisites",
                                     "result",
                                     "results",
                                     "output",
                                     "input",
                                     "reminder",
                                     "remember",
                                     "update",
                                     "edit",
                                     "status",
                                     "name",
                                     "type",
                                     "value",
                                     "description",
                                     "details",
                                     "more",
                                     "other",
                                     "others",
                                     "misc",
                                     "i.e",
                                     "however",
                                     "finally",
                                     "first",
                                     "second",
                                     "third",
                                     "next",
                                     "book",
                                     "video",
                                     "email",
                                     "phone",
                                     "url",
                                     "http",
                                     "https",
                                     "password",
                                     "user",
                                     "username",
                                     "pitfalls",
                                     "main difference",
                                     "see book",
                                     "outcome",
                                     "instructor",
                                     "course",
                                     "lecture",
                                     "module",
                                     "section",
                                     "front",
                                     "back",
                                     "ps",
                                     "fyi",
                                     "image",
                                     "key",
                                     "idea",
                                     "ideas",
                                     "use case",
                                     "use cases",
                                     "definition",
                                     "founder",
                                     "ceo",
                                     "important correction",
                                     "language",
                                     "year",
                                     "time",
                                     "price",
                                     "region",
                                     "tags",
                                     "basic",
                                     "lab",
                                     "homework",
                                     "assignment",
                                     "quiz",
                                     "exam",
                                     "alternative",
                                     "alternatives",
                                     NULL};

/* Nouns of which there are many: their definitions ask for "a". */
static const char *const countable[] = {
    "pipeline",   "system",     "database",  "warehouse", "lake",        "lakehouse",   "mart",
    "index",      "table",      "key",       "query",     "server",      "cluster",     "node",
    "container",  "image",      "file",      "function",  "matrix",      "vector",      "model",
    "network",    "subnet",     "gateway",   "registry",  "framework",   "zone",        "instance",
    "bucket",     "queue",      "role",      "tree",      "graph",       "algorithm",   "protocol",
    "card",       "router",     "firewall",  "schema",    "proof",       "theorem",     "set",
    "record",     "segment",    "tuple",     "column",    "row",         "field",       "variable",
    "class",      "object",     "method",    "interface", "thread",      "lock",        "cache",
    "log",        "filter",     "stack",     "list",      "array",       "pointer",     "address",
    "packet",     "port",       "proxy",     "balancer",  "partition",   "replica",     "shard",
    "snapshot",   "token",      "neuron",    "layer",     "group",       "user",        "volume",
    "branch",     "commit",     "package",   "condition", "transaction", "exception",   "session",
    "connection", "expression", "statement", "element",   "agreement",   "environment", "component",
    "deployment", "message",    "page",      "stage",     "service",     "technique",   "tool",
    "pattern",    "engine",     "machine",   "process",   "axiom",       "lemma",       "corollary",
    "bus",        "hub",        "library",   "module",    "daemon",      "client",      "host",
    "switch",     "virus",      "number",    NULL};

static const char *const vendors[] = {"amazon", "aws", "google", "apache", "microsoft", "azure",
                                      "gcp",    "ibm", "oracle", "github", "docker",    NULL};

static const char *const finite_verbs[] = {
    "is",      "are",  "was",     "were",     "has",   "have",  "can",   "will",  "does", "do",
    "should",  "must", "may",     "might",    "could", "would", "need",  "needs", "if",   "when",
    "because", "that", "which",   "how",      "why",   "what",  "where", "not",   "make", "don't",
    "let's",   "use",  "include", "includes", "like",  "such",  NULL};

static bool is_article(struct slice word)
{
    return slice_equals(word, "a") || slice_equals(word, "an") || slice_equals(word, "the");
}

bool definition_is_term(struct slice term)
{
    struct slice words[8];
    term = slice_trim_any(term, " \t*_\"");
    size_t count = word_split(term, words, 8);
    if (!count || count > 7 || term.length > 70 || term.length < 2)
        return false;
    if (!isalnum((unsigned char)term.at[0]) && (unsigned char)term.at[0] < 0xC0 &&
        term.at[0] != '.')
        return false;
    bool letters = false;
    for (size_t at = 0; at < term.length; at++) {
        letters =
            letters || isalpha((unsigned char)term.at[at]) || (unsigned char)term.at[at] >= 0xC0;
        if (strchr("?!;=<>{}|[]:", term.at[at]) ||
            (term.at[at] == '.' && at + 1 < term.length && term.at[at + 1] == ' '))
            return false;
    }
    if (!letters || slice_is_any(term, labels) || word_is_pronoun(words[0]) ||
        slice_holds(term, ", ") || quality_is_aside(term))
        return false;
    for (size_t i = 0; i < count; i++)
        if (slice_is_any(words[i], finite_verbs))
            return false;
    static const char *const joints[] = {"for", "by", "to", "in", "with", "as", "from", NULL};
    if (count > 2 && slice_ends(words[0], "ed") && slice_is_any(words[1], joints))
        return false;
    static const char *const remarks[] = {"note", "notes", "reminder", "question",
                                          "hint", "tip",   "answer",   NULL};
    static const char *const numbered[] = {"problem", "question", "step",     "case", "example",
                                           "part",    "option",   "solution", "idea", NULL};
    struct slice stem = words[0]; /* "Problem1" counts problems */
    while (stem.length && isdigit((unsigned char)stem.at[stem.length - 1]))
        stem.length--;
    if ((count > 1 && slice_is_any(words[count - 1], remarks)) ||
        (stem.length < words[0].length && slice_is_any(stem, numbered)))
        return false;
    if (count > 1 && (slice_is_any(words[0], labels) || slice_ends(term, " definition") ||
                      slice_ends(term, " example") || slice_ends(term, " examples")))
        return false;
    return !word_is_stop(words[count - 1]);
}

/* Without an acronym in parentheses at its end. */
static struct slice without_parentheses(struct slice term)
{
    term = slice_trim(term);
    const char *open = memchr(term.at, '(', term.length);
    if (open && open > term.at + 1 && term.at[term.length - 1] == ')')
        term = slice_trim(slice_until(term, (size_t)(open - term.at)));
    return term;
}

/* "operational analytics", "ingestion": nouns that take no article. */
static bool is_mass_noun(struct slice word)
{
    static const char *const endings[] = {"tion", "sion", "ing",  "ity",  "ics",  "ment",
                                          "ism",  "ness", "ance", "ence", "logy", "ware",
                                          "age",  "cy",   "ship", "phy",  "try",  NULL};
    for (size_t i = 0; endings[i]; i++)
        if (slice_ends(word, endings[i]))
            return true;
    return false;
}

/* Whether the capital of the subject's first word belongs to the word. */
static bool keeps_capital(const struct finder *f, struct slice subject)
{
    struct slice words[8];
    size_t count = word_split(subject, words, 8);
    if (!count || word_is_acronym(words[0]) || !isupper((unsigned char)words[0].at[0]) ||
        word_bare(words[0]).length < 2)
        return true;
    if (slice_is_any(words[0], vendors))
        return true;
    if (count > 1 && (slice_ends(words[0], "'s") || slice_ends(words[0], "’s")))
        return true; /* "Student's t-test" */
    if (count > 1) {
        for (size_t i = 1; i < count; i++)
            if (isupper((unsigned char)words[i].at[0]))
                return true; /* a title of several words */
        return vocabulary_is_strictly_name(&f->vocabulary, words[0]);
    }
    if (is_mass_noun(words[0]) || slice_is_any(words[0], countable))
        return vocabulary_is_strictly_name(&f->vocabulary, words[0]);
    return !vocabulary_knows(&f->vocabulary, words[0]) ||
           vocabulary_is_name(&f->vocabulary, words[0]);
}

const char *definition_subject(struct finder *finder, struct slice subject)
{
    char *clean = (char *)finder_clean(finder, subject);
    struct slice text = slice_of(clean);
    if (is_article(word_first(text)) || !keeps_capital(finder, text))
        clean[0] = (char)tolower((unsigned char)clean[0]);
    return clean;
}

/* --- Questions
 * ------------------------------------------------------------------------------------ */

/* Whether the gloss tells what the term does ("collects ...", "centrally manage ..."). */
static bool tells_action(struct slice gloss, bool third_person)
{
    if (third_person && outline_tells_action(gloss))
        return true;
    struct slice words[3];
    size_t count = word_split(gloss, words, 3), at = 0;
    if (count > 1 && slice_ends(words[0], "ly"))
        at = 1;
    if (at + 1 >= count || slice_equals(words[at + 1], "of"))
        return false;
    if (third_person)
        return word_is_third_person(words[at]);
    struct slice verb = word_bare(words[at]);
    const char *base = verb_of_base(verb);
    bool object = is_article(words[at + 1]) && !verb_is_preposition(verb) && !word_is_stop(verb) &&
                  !slice_ends(verb, "ing") && !slice_ends(verb, "ed");
    return object || word_is_base_verb(verb) || (base && !verb_may_be_noun(base));
}

bool definition_is_principle(struct slice term)
{
    struct slice first = word_first(term);
    static const char *const advice[] = {"choose", "prioritize", "embrace", "always", "never",
                                         "avoid",  "prefer",     "don't",   NULL};
    static const char *const longer[] = {"plan",  "architect", "do",   "be",    "think", "design",
                                         "learn", "make",      "keep", "write", "start", NULL};
    size_t words = word_count(term);
    return (words > 1 && slice_is_any(first, advice)) ||
           (words > 2 && (slice_is_any(first, longer) || word_is_base_verb(first)));
}

static bool is_product(struct slice term)
{
    return slice_is_any(word_first(term), vendors) || word_is_acronym(word_first(term)) ||
           word_is_acronym(word_last(term));
}

/* "founder of ...", "author of ...": the term is a person. */
static bool is_person(struct slice term, struct slice gloss)
{
    static const char *const roles[] = {
        "founder",  "author",    "inventor",   "creator",       "ceo",       "president",
        "king",     "queen",     "emperor",    "philosopher",   "physicist", "chemist",
        "botanist", "biologist", "composer",   "mathematician", "painter",   "poet",
        "writer",   "general",   "novelist",   "economist",     "engineer",  "discoverer",
        "judge",    "lawyer",    "politician", "explorer",      "nurse",     NULL};
    size_t count = word_count(term);
    struct slice words[12];
    size_t glosses = word_split(gloss, words, 12);
    if (count < 2 || count > 4 || !isupper((unsigned char)word_last(term).at[0]))
        return false;
    for (size_t i = 0; i < glosses && !slice_equals(words[i], "that"); i++)
        if (slice_is_any(word_bare(words[i]), roles) ||
            (word_bare(words[i]).length > 6 && slice_ends(word_bare(words[i]), "ist")))
            return i == 0 || !slice_is_any(words[i - 1],
                                           (const char *const[]){"for", "by", "of", "to", NULL});
    return false;
}

/* "Top layer", "second stage of the stack": a place among others; the word for such a place, or
 * nothing. */
static struct slice place_of(struct slice gloss)
{
    static const char *const places[] = {"top",    "bottom", "upper", "lower",  "middle",
                                         "inner",  "outer",  "first", "second", "third",
                                         "fourth", "last",   "final", NULL};
    static const char *const wholes[] = {"hierarchy", "stack", "list", "model", "pyramid", NULL};
    struct slice words[6];
    size_t count = word_split(gloss, words, 6), at = count && is_article(words[0]);
    bool short_one = count == at + 2;
    bool of = count > at + 3 && count < 6 && slice_equals(words[at + 2], "of") &&
              slice_is_any(words[count - 1], wholes);
    if (count < at + 2 || !slice_is_any(words[at], places) || !(short_one || of))
        return slice_until(gloss, 0);
    return words[at + 1];
}

/* Adjectives mean something; what else has no article may be a name. */
static bool is_adjective(struct slice word)
{
    static const char *const endings[] = {"able", "ible", "ic",  "al",   "ive", "ous",
                                          "ent",  "ant",  "ed",  "less", "ful", "ary",
                                          "id",   "ar",   "ile", "ish",  "ite", NULL};
    for (size_t i = 0; endings[i]; i++)
        if (slice_ends(word, endings[i]))
            return true;
    return false;
}

/* "What is a berth?", "What is the rule of three?"; NULL: nothing tells the article. */
static const char *with_article(struct finder *f, struct slice term, struct slice gloss,
                                const char *subject)
{
    struct arena *arena = &f->harvest->arena;
    char *small = arena_copy_string(arena, subject);
    struct slice last = word_last(term);
    if (islower((unsigned char)last.at[0]) || word_count(term) == 1)
        small[0] = (char)tolower((unsigned char)small[0]);
    switch (article_of(&f->vocabulary, term, gloss)) {
    case ARTICLE_ONE:
        return arena_format(arena, "What is %s %s?",
                            word_starts_with_vowel(word_first(term)) ? "an" : "a", small);
    case ARTICLE_THE:
        return arena_format(arena, "What is the %s?", small);
    case ARTICLE_QUOTED:
        return arena_format(arena, "What does “%s” mean?", finder_clean(f, term));
    default:
        return NULL;
    }
}

static const char *question_of(struct finder *f, struct slice term, struct slice gloss)
{
    struct arena *arena = &f->harvest->arena;
    const char *subject = definition_subject(f, term);
    struct slice first = word_bare(word_first(gloss)), last = word_bare(word_last(term));
    struct slice begin = word_first(term);
    bool plural = word_is_plural(word_bare(article_head(term))), many = word_count(term) > 1;
    if (!f->english)
        return arena_format(arena, "%s: …?", subject);
    if (definition_is_principle(term))
        return arena_format(arena, "What does “%s” mean?", finder_clean(f, term));
    if (is_person(term, gloss))
        return arena_format(arena, "Who is %s?", subject);
    struct slice place = place_of(gloss);
    if (place.length && plural)
        return arena_format(arena, "Which %.*s do %s form?", (int)place.length, place.at, subject);
    if (place.length)
        return arena_format(arena, "Which %.*s is %s?", (int)place.length, place.at, subject);
    if (tells_action(gloss, true) || (tells_action(gloss, false) && (is_product(term) || plural)))
        return arena_format(arena, "What %s %s do?", plural ? "do" : "does", subject);
    if (tells_action(gloss, false))
        return arena_format(arena, "What does “%s” mean?", finder_clean(f, term));
    if (plural)
        return arena_format(arena, "What are %s?", subject);
    bool gateway = many && word_is_acronym(begin) && !word_is_acronym(last) &&
                   slice_is_any(last, countable) &&
                   (slice_equals(first, "a") || slice_equals(first, "an"));
    if (!gateway && (is_article(begin) || is_product(term)))
        return arena_format(arena, "What is %s?", subject);
    const char *natural = with_article(f, term, gloss, subject);
    if (natural)
        return natural;
    bool article = slice_equals(first, "a") || slice_equals(first, "an");
    bool lower = islower((unsigned char)last.at[0]) != 0;
    bool one = article || slice_equals(first, "the");
    bool common = !many && article && vocabulary_is_countable(&f->vocabulary, last) &&
                  !is_mass_noun(last) && islower((unsigned char)subject[0]);
    static const char *const measures[] = {"number", "ratio", "share",       "rate", "percentage",
                                           "size",   "time",  "probability", "sum",  NULL};
    struct slice second = word_first(slice_from(gloss, 4));
    if (slice_equals(first, "the") && slice_is_any(second, measures) && many && lower &&
        !is_mass_noun(last))
        return arena_format(arena, "What is the %s?", subject);
    size_t of = slice_find(term, " of ");
    if (of && of < term.length)
        return arena_format(arena, "What is %s?", subject); /* "freedom of speech" */
    if (slice_is_any(last, countable) || common || (one && !is_mass_noun(last) && many && lower))
        return arena_format(arena, "What is %s %s?", word_starts_with_vowel(begin) ? "an" : "a",
                            subject);
    bool name = isupper((unsigned char)subject[0]) && !is_adjective(last);
    if (article || many || name || is_mass_noun(last))
        return arena_format(arena, "What is %s?", subject);
    return arena_format(arena, "What does “%s” mean?", subject);
}

/* --- Offers
 * --------------------------------------------------------------------------------------- */

static const char *capitalised(struct finder *f, const char *text)
{
    char *copy = arena_copy_string(&f->harvest->arena, text);
    struct slice first = word_first(slice_of(copy));
    if (islower((unsigned char)copy[0]) && !word_is_acronym(first) && !slice_holds(first, "_") &&
        !slice_holds(first, ".") && !slice_holds(first, "("))
        copy[0] = (char)toupper((unsigned char)copy[0]);
    return copy;
}

bool definition_offer_question(struct finder *finder, const struct definition *d,
                               const char *question, enum card_kind kind, const char *back,
                               const char *group)
{
    struct offer offer = {.kind = kind,
                          .front = question,
                          .back = capitalised(finder, back),
                          .block = d->block,
                          .line = d->line,
                          .end_line = d->end_line,
                          .passage = d->passage,
                          .term = d->term,
                          .group = group,
                          .adjust = d->adjust,
                          .why = d->why};
    return finder_offer(finder, &offer);
}

/* Whether one could name the term from its gloss. */
static bool has_reverse(struct slice term, struct slice gloss)
{
    size_t words = word_count(gloss);
    if (words < 4 || words > BACK_WANTED || word_count(term) > 4 || slice_holds_word(term, "to"))
        return false;
    struct slice parts[8];
    size_t count = word_split(term, parts, 8);
    for (size_t i = 0; i < count; i++) {
        struct slice part = word_bare(parts[i]);
        if (!word_is_stop(part) && part.length > 2 && text_holds_all(gloss, part))
            return false;
    }
    return text_is_english(gloss) && !slice_holds(gloss, "?");
}

static const char *lower_first(struct finder *f, const char *text)
{
    char *copy = arena_copy_string(&f->harvest->arena, text);
    struct slice first = word_first(slice_of(copy));
    if (!word_is_acronym(first) && !vocabulary_is_name(&f->vocabulary, first))
        copy[0] = (char)tolower((unsigned char)copy[0]);
    return copy;
}

void definition_offer_reverse(struct finder *finder, const struct definition *definition,
                              struct slice term, const char *back, const char *group)
{
    struct slice name = slice_of(finder_clean(finder, term));
    if (is_article(word_first(name)))
        name = slice_from(name, word_first(name).length + 1);
    if (!has_reverse(name, slice_of(back)) || !precision_reverses(slice_of(back), name))
        return;
    const char *question =
        arena_format(&finder->harvest->arena, "Which term fits: %s?", lower_first(finder, back));
    struct offer reverse = {
        .kind = CARD_REVERSE, .front = question, .back = name.at, .term = definition->term};
    if (precision_is_loose_reverse(&reverse))
        return;
    definition_offer_question(finder, definition, question, CARD_REVERSE, name.at, group);
}

/* Whether the text is a whole statement with a subject of its own. */
static bool is_statement(struct slice gloss)
{
    static const char *const relative[] = {"that", "which", "who",  "where", "whose", "when",
                                           "to",   "for",   "used", "you",   "one",   NULL};
    static const char *const verbs[] = {"is",     "are",      "was",    "were",  "has",  "have",
                                        "can",    "will",     "do",     "don't", "does", "must",
                                        "should", "need",     "wanted", "use",   "goes", "could",
                                        "needs",  "requires", "wants",  "makes", "lies", NULL};
    struct slice words[14];
    size_t count = word_split(gloss, words, 14);
    static const char *const each[] = {"each", "every", "all", "most", "both", NULL};
    if ((count > 1 && slice_equals(words[1], "due")) || (count > 3 && slice_is_any(words[0], each)))
        return true;
    bool inside = false;
    for (size_t i = 0; i < count; i++) {
        inside = inside || words[i].at[0] == '(';
        bool aside = inside;
        inside = inside && !memchr(words[i].at, ')', words[i].length);
        if (aside)
            continue;
        if ((i && slice_is_any(words[i], relative)))
            return false;
        if (i > 0 && slice_is_any(words[i], verbs) && count > 3)
            return true;
    }
    return false;
}

/* The same thing, one of them perhaps in the plural or with an article. */
static bool begins_with_term(struct slice gloss, struct slice term, size_t *length)
{
    struct slice first = word_first(gloss);
    size_t skip = is_article(first) ? first.length + 1 : 0;
    if (is_article(word_first(term)))
        term = slice_from(term, word_first(term).length + 1);
    size_t stem = term.length;
    if (word_is_plural(word_last(term)))
        stem--;
    if (!stem || skip + stem >= gloss.length || strncasecmp(gloss.at + skip, term.at, stem) != 0)
        return false;
    *length = skip + stem;
    while (*length < gloss.length && isalpha((unsigned char)gloss.at[*length]))
        (*length)++;
    return true;
}

/* "A data mart is a subset ..." under "Data Marts:" gives "a subset ..."; length 0: unusable. */
static struct slice without_term(struct slice gloss, struct slice term)
{
    static const char *const copulas[] = {" is ", " are ", " refers to ", " means ", NULL};
    size_t length;
    if (!begins_with_term(gloss, term, &length))
        return gloss;
    struct slice rest = slice_from(gloss, length);
    for (size_t i = 0; copulas[i]; i++) {
        if (!slice_begins(rest, copulas[i]))
            continue;
        rest = slice_from(rest, strlen(copulas[i]));
        struct slice first = word_first(rest);
        return is_article(first) || i > 1 ? rest : slice_until(rest, 0);
    }
    /* "card: card reader of a library" begins with the term and goes on as a name. */
    bool goes_on = rest.length > 1 && rest.at[0] == ' ' && islower((unsigned char)rest.at[1]) &&
                   !word_is_stop(word_first(rest));
    return goes_on ? gloss : slice_until(rest, 0);
}

/* "Data marts: A data mart is a ..." speaks of one: "data mart". */
static struct slice as_in_sentence(struct slice gloss, struct slice term)
{
    size_t length, skip = word_first(gloss).length + 1;
    bool one = slice_begins(gloss, "a ") || slice_begins(gloss, "an ");
    if (!one || !word_is_plural(word_last(term)) || !begins_with_term(gloss, term, &length) ||
        !slice_begins(slice_from(gloss, length), " is a"))
        return term;
    return slice_make(gloss.at + skip, length - skip);
}

/* A line that ends although the next word would have fitted ends the explanation. */
static struct slice until_broken_line(const struct finder *f, const struct block *block,
                                      struct slice gloss)
{
    size_t low = 0, high = block->mark_count, start = (size_t)(gloss.at - block->text);
    while (low < high) { /* the first mark inside the gloss */
        size_t middle = low + (high - low) / 2;
        if (block->marks[middle].offset <= start)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i < block->mark_count; i++) {
        const char *at = block->text + block->marks[i].offset;
        if (at >= gloss.at + gloss.length)
            break;
        size_t length;
        document_line(f->document, block->marks[i].line - 1, &length);
        struct slice before = slice_trim(slice_until(gloss, (size_t)(at - gloss.at)));
        struct slice next = word_first(slice_from(gloss, (size_t)(at - gloss.at)));
        bool open = !before.length || !isalpha((unsigned char)before.at[before.length - 1]) ||
                    word_is_stop(word_last(before)) || word_is_stop(next);
        if (!open && length + next.length < 70 &&
            document_indent(f->document, block->marks[i].line) > 4)
            return before;
    }
    return gloss;
}

/* --- What is no explanation ----------------------------------------------------------------------
 */

enum { PARTS_AT_MOST = 12, LISTED_OF_ACRONYM = 5, TITLE_WORDS = 3 };

/* "Penguin: The History of Salt": whose title it is, no explanation. */
static bool is_pointer(struct slice term, struct slice gloss)
{
    struct slice words[12];
    size_t count = word_split(gloss, words, 12), capitals = 0, small = 0;
    for (size_t i = 0; i < count; i++) {
        capitals += isupper((unsigned char)words[i].at[0]) != 0;
        small += !isupper((unsigned char)words[i].at[0]) && !word_is_stop(word_bare(words[i]));
    }
    return word_count(term) == 1 && !word_is_acronym(term) && count < 12 && !small &&
           capitals >= TITLE_WORDS && count > capitals;
}

/* "RNA / a single strand of nucleotides" repeats the name; "a strand of nucleotides / RNA" too. */
static struct slice without_alias(struct slice gloss)
{
    size_t at = slice_find(gloss, " / ");
    if (at >= gloss.length)
        return gloss;
    struct slice before = slice_trim(slice_until(gloss, at)), after = slice_from(gloss, at + 3);
    if (word_count(before) == 1 && word_is_acronym(before) && word_count(after) > 2)
        return slice_trim(after);
    return word_count(before) > 4 && word_count(after) < 6 ? before : gloss;
}

/* A term with a list behind it: what the note lists. */
static bool offer_listed(struct finder *f, const struct definition *d, struct slice term,
                         const struct slice *parts, size_t count)
{
    struct arena *arena = &f->harvest->arena;
    struct outline_answers answers = {0};
    const char *name = finder_clean(f, term);
    for (size_t i = 0; i < count; i++)
        outline_add_answer(&answers, outline_capitalised(f, finder_clean(f, parts[i])));
    bool relation = outline_is_relation(word_first(term));
    const char *question =
        relation ? arena_format(arena, "What are the %s %s?", outline_number(f, count),
                                outline_lowered(f, name))
        : word_is_plural(word_last(term)) && !outline_is_imperative(term) &&
                !word_is_base_verb(word_first(term))
            ? arena_format(arena, "Which %s examples of %s are listed?", outline_number(f, count),
                           outline_small(f, term, true))
            : arena_format(arena, "Which %s items are listed under “%s”?", outline_number(f, count),
                           outline_capitalised(f, name));
    struct offer offer = {.block = d->block,
                          .line = d->line,
                          .end_line = d->end_line,
                          .passage = d->passage,
                          .term = d->term,
                          .adjust = d->adjust - 0.25,
                          .why = "a listing"};
    outline_offer_answers(f, &offer, outline_in_context(f, d->block, question),
                          outline_in_context(f, d->block, outline_capitalised(f, name)), &answers);
    return true;
}

enum { LINE_WORDS = 7 };

/* An explanation of several short lines, of which each could have held more: each is a point. */
static bool offer_lines(struct finder *f, const struct definition *whole,
                        const struct definition *first, struct slice term)
{
    const struct block *block = whole->block;
    struct outline_answers answers = {0};
    const char *end = whole->gloss.at + whole->gloss.length;
    if (!f->english || first->gloss.length >= whole->gloss.length || !definition_is_term(term))
        return false;
    size_t line = 0;
    while (line + 1 < block->mark_count &&
           block->text + block->marks[line + 1].offset <= whole->gloss.at)
        line++;
    if (word_count(first->gloss) > LINE_WORDS)
        return false;
    outline_add_answer(&answers, outline_capitalised(f, finder_clean(f, first->gloss)));
    for (line++; line < block->mark_count && block->text + block->marks[line].offset < end;
         line++) {
        struct slice text = block_text_line(block, line), word = word_first(text);
        /* "e.g. flour", "[sifted] ---> flour" only add to the line above */
        if (!word.length || !isalpha((unsigned char)word.at[0]) ||
            memchr(word.at, '.', word.length) || slice_holds(text, "->"))
            return false;
        outline_add_answer(&answers, outline_capitalised(f, finder_clean(f, text)));
    }
    if (answers.count < 2 || answers.longest > LINE_WORDS || answers.words > BACK_WANTED)
        return false;
    const char *question = arena_format(
        &f->harvest->arena, "Which %s points are listed under “%s”?",
        outline_number(f, answers.count), outline_capitalised(f, finder_clean(f, term)));
    struct offer offer = {.block = block,
                          .line = whole->line,
                          .end_line = whole->end_line,
                          .passage = whole->passage,
                          .term = term,
                          .adjust = whole->adjust - 0.25,
                          .why = "a listing"};
    outline_offer_answers(f, &offer, outline_in_context(f, block, question), question, &answers);
    return true;
}

/* "Leaven: leaven raises the dough": a statement about the term. */
static bool tells_of(struct slice gloss, struct slice term)
{
    size_t length;
    if (!begins_with_term(gloss, term, &length))
        return false;
    struct slice next = word_first(slice_from(gloss, length));
    return word_is_third_person(next) || word_is_base_verb(next);
}

enum { WIDE_AT_LEAST = 4 };

/* The same in Chinese, Japanese and Korean, where nothing is known about the gloss but its length.
 */
static bool offer_wide(struct finder *f, struct definition d, enum script script)
{
    struct slice term = script_term(slice_trim_any(d.term, " \t\n*_\"'"));
    struct slice gloss = script_shorten(d.gloss);
    if (gloss.length > term.length && !strncmp(gloss.at, term.at, term.length)) {
        gloss = slice_from(gloss, term.length); /* "X：X是由..." */
        gloss = slice_begins(gloss, "是") ? slice_from(gloss, strlen("是")) : slice_until(gloss, 0);
    }
    if (!script_is_term(term) || !gloss.length)
        return false;
    if (script_length(gloss) < WIDE_AT_LEAST) {
        d.adjust -= 0.2;
        d.why = "very short gloss";
    }
    const char *name = finder_clean(f, term);
    const char *question = script_question(&f->harvest->arena, script, name);
    return definition_offer_question(f, &d, scope_question(f, d.block, name, question), CARD_BASIC,
                                     finder_clean(f, gloss), NULL);
}

bool definition_offer(struct finder *finder, const struct definition *definition)
{
    struct definition d = *definition;
    enum script script = script_of(d.gloss);
    if (script != SCRIPT_OTHER)
        return offer_wide(finder, d, script);
    d.gloss = until_broken_line(finder, d.block, d.gloss);
    struct slice term = without_parentheses(slice_trim_any(d.term, " \t\n*_\"'"));
    struct slice whole = without_term(slice_trim_any(d.gloss, " \t\n-:;,"), term);
    term = as_in_sentence(slice_trim_any(d.gloss, " \t\n-:;,"), term);
    struct slice gloss = quality_shorten(without_alias(whole)), parts[PARTS_AT_MOST];
    struct slice names = whole.length && whole.at[0] != '('
                             ? outline_without_parentheses(finder, whole, true)
                             : whole;
    size_t count = finder->english ? outline_listed(names, parts, PARTS_AT_MOST) : 0;
    if (count > LISTED_OF_ACRONYM && word_count(term) == 1 && word_is_acronym(term))
        return false; /* the members of one thing, not of a kind */
    if (finder->english && is_pointer(term, whole))
        return false;
    size_t arrow = slice_find(whole, "->");
    if (arrow < whole.length && slice_holds(slice_from(whole, arrow + 2), "->"))
        return false; /* an order, which the chain asks for */
    if (outline_is_attribute(term) && outline_about(finder, d.block))
        return false; /* label-colon asks of what */
    if (count && definition_is_term(term))
        return offer_listed(finder, &d, term, parts, count);
    const char *back = finder_clean(finder, gloss);
    if (offer_lines(finder, definition, &d, term))
        return true;
    if (!definition_is_term(term) || !*back)
        return false;
    bool statement = is_statement(whole) || tells_of(whole, term);
    if (word_count(slice_of(back)) < 3) {
        d.adjust -= 0.2;
        d.why = "very short gloss";
    } else if (statement) {
        d.adjust -= definition_is_principle(term) ? 0.1 : 0.25;
        d.why = "the gloss is a statement of its own";
    }
    const char *group = finder_group(finder);
    size_t from = finder->harvest->draft_count;
    const char *subject = definition_subject(finder, term);
    const char *question = question_of(finder, term, slice_of(back));
    if (finder->english && statement && !definition_is_principle(term) &&
        !is_adjective(word_bare(word_last(term))) && !slice_begins(slice_of(question), "Who ") &&
        !slice_ends(word_first(whole), "ing"))
        question = outline_in_context(
            finder, d.block,
            arena_format(&finder->harvest->arena, "How %s “%s” explained?",
                         word_is_plural(word_last(term)) ? "are" : "is",
                         outline_capitalised(finder, finder_clean(finder, term))));
    else
        question = scope_question(finder, d.block, subject, question);
    if (!definition_offer_question(finder, &d, question, CARD_BASIC, back, group))
        return false;
    if (!statement && !definition_is_principle(term))
        definition_offer_reverse(finder, &d, term, back, group);
    claim_definition(finder, from, d.block, term, back);
    return true;
}
