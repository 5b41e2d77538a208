/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/scope.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "content/verb.h"

enum { NAME_AT_MOST = 44 };

bool scope_is_idle_heading(const struct block *heading)
{
    static const char *const words[] = {"week",     "day",    "notes",        "note",    "example",
                                        "examples", "misc",   "introduction", "intro",   "chapter",
                                        "part",     "lesson", "overview",     "scratch", "journal",
                                        "concepts", "basics", "summary",      "general", NULL};
    struct slice rest = slice_of(heading ? heading->text : "");
    for (struct slice word; (word = word_first(rest)).length;
         rest = slice_from(rest, (size_t)(word.at + word.length - rest.at)))
        if (!slice_is_any(word_bare(word), words) && isalpha((unsigned char)word.at[0]))
            return false;
    return true;
}

/* Nouns for parts, roles and amounts: they belong to something that the heading names. */
static bool is_part(struct slice noun)
{
    static const char *const parts[] = {
        "access",      "amount",      "application", "architecture",  "argument",  "batch",
        "block",       "change",      "charge",      "cluster",       "column",    "command",
        "component",   "compression", "concept",     "configuration", "container", "control",
        "cost",        "data",        "database",    "dataset",       "delay",     "deployment",
        "event",       "executor",    "feature",     "field",         "file",      "flow",
        "format",      "frequency",   "graph",       "image",         "immutable", "instance",
        "job",         "key",         "layer",       "master",        "message",   "method",
        "model",       "node",        "operator",    "option",        "owner",     "parameter",
        "performance", "permission",  "price",       "process",       "property",  "query",
        "record",      "region",      "registry",    "request",       "response",  "retry",
        "role",        "rule",        "scale",       "scheduler",     "script",    "security",
        "server",      "service",     "setting",     "setup",         "size",      "sorting",
        "source",      "stage",       "step",        "storage",       "streaming", "string",
        "structure",   "table",       "tag",         "task",          "test",      "type",
        "user",        "vendor",      "customer",    "provider",      "company",   "value",
        "volume",      "worker",      NULL};
    char room[24];
    noun = word_bare(noun);
    if (slice_is_any(noun, parts))
        return true;
    if (noun.length < 4 || noun.length >= sizeof room || !word_is_plural(noun))
        return false;
    memcpy(room, noun.at, noun.length - 1);
    room[noun.length - 1] = '\0';
    if (slice_ends(noun, "ies"))
        memcpy(room + noun.length - 3, "y", 2);
    return slice_is_any(slice_of(room), parts);
}

/* Heads of many terms: "market structure" needs no heading, "structure" does. */
static bool makes_terms(struct slice noun)
{
    static const char *const heads[] = {
        "architecture", "concept", "concepts",    "configuration", "performance",
        "process",      "scale",   "security",    "structure",     "structures",
        "graph",        "graphs",  "immutable",   "model",         "models",
        "method",       "methods", "database",    "databases",     "storage",
        "streaming",    "sorting", "compression", "data",          NULL};
    return slice_is_any(word_bare(noun), heads);
}

/* Whether a capital or a sign of code shows a name of its own. */
static bool holds_name(struct slice subject)
{
    for (size_t at = 0; at < subject.length; at++)
        if (isupper((unsigned char)subject.at[at]) || strchr("_`(/<", subject.at[at]))
            return true;
    return false;
}

static bool needs_name(const char *subject)
{
    struct slice words[6], term = slice_of(subject);
    size_t count = word_split(term, words, 6);
    bool the = count && slice_equals(words[0], "the");
    bool article = the || (count && (slice_equals(words[0], "a") || slice_equals(words[0], "an")));
    if (count == 1) /* not "SSTables" */
        return islower((unsigned char)subject[0]) ||
               (!word_is_acronym(words[0]) && (word_is_plural(words[0]) || is_part(words[0])));
    if (count == 2 && article && (the || is_part(words[1])))
        return true;
    if (the && count <= 3 && is_part(words[count - 1]) && !makes_terms(words[count - 1]))
        return true; /* "the Web Server" */
    if (count >= 4 && the && slice_equals(words[2], "of"))
        return is_part(words[1]) && !holds_name(term);
    if (count < 2 || count > 5 || holds_name(term))
        return false;
    if (count == 5)
        return verb_is_gerund(words[0]) && is_part(words[4]);
    if (the)
        return !slice_holds_word(term, "of");
    for (size_t i = 1; i < count; i++)
        if (verb_is_preposition(words[i]))
            return false;
    struct slice head = words[count - 1];
    return is_part(head) && !makes_terms(head);
}

/* The nearest heading that says something, in one short line; NULL: none. */
static const char *name_over(struct finder *f, const struct block *block)
{
    if (f->day && f->topic) {
        const char *dash = strstr(f->topic, " - ");
        return finder_clean(f, slice_of(dash ? dash + 3 : f->topic));
    }
    for (const struct block *h = block->heading; h; h = h->heading) {
        const char *name = finder_clean(f, slice_of(h->text));
        if (!scope_is_idle_heading(h))
            return name;
    }
    return NULL;
}

static bool is_usable(const char *name)
{
    size_t length = strlen(name);
    return length >= 2 && length <= NAME_AT_MOST && !strpbrk(name, "#:?.|");
}

const char *scope_of(struct finder *f, const struct block *block, const char *subject)
{
    if (!needs_name(subject))
        return NULL;
    const char *name = name_over(f, block);
    struct slice term = slice_of(subject);
    if (!name || !is_usable(name))
        return NULL;
    if (slice_begins(term, "the "))
        term = slice_from(term, strlen("the "));
    bool said = word_count(term) == 1 ? slice_holds(slice_of(name), term.at)
                                      : text_overlap(slice_of(name), term) > 0.6;
    return said ? NULL : name;
}

const char *scope_question(struct finder *f, const struct block *block, const char *subject,
                           const char *question)
{
    const char *name = scope_of(f, block, subject);
    if (!name)
        return question;
    char *asked = arena_format(&f->harvest->arena, "%s: %s", name, question);
    char *first = asked + strlen(name) + 2;
    *first = (char)tolower((unsigned char)*first);
    return asked;
}

const char *scope_whole(struct finder *f, const struct block *block, const char *subject)
{
    struct slice words[3];
    if (word_split(slice_of(subject), words, 3) != 2 || !slice_equals(words[0], "the"))
        return subject;
    const char *name = name_over(f, block);
    struct slice last = word_last(slice_of(name ? name : ""));
    size_t count = word_count(slice_of(name ? name : ""));
    if (!name || !is_usable(name) || count < 2 || count > 5 || last.length != words[1].length ||
        strncasecmp(last.at, words[1].at, last.length) != 0)
        return subject;
    bool article = slice_begins(slice_of(name), "the ");
    return arena_format(&f->harvest->arena, "the %s", article ? name + strlen("the ") : name);
}
