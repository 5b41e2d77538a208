/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a lead to the question that its list answers. */
#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/outline.h"
#include "content/quality.h"

static char *ask(struct finder *f, const char *before, const char *middle, const char *after)
{
    return arena_format(&f->harvest->arena, "%s%s%s", before, middle, after);
}

/* --- What it is about ----------------------------------------------------------------------------
 */

/* Headings that only count or file: "Week 3 notes", "Chapter 2", "Part I". */
static bool is_numbering(struct slice heading)
{
    static const char *const begins[] = {"day",     "week",   "chapter", "part",     "lecture",
                                         "lesson",  "module", "unit",    "notes",    "appendix",
                                         "session", "course", "journal", "concepts", NULL};
    static const char *const counted[] = {"stage", "phase", "step", NULL};
    struct slice first = word_bare(word_first(heading)), last = word_bare(word_last(heading));
    if (slice_is_any(first, counted))
        return word_count(heading) == 2 && last.length && isdigit((unsigned char)last.at[0]);
    return slice_is_any(first, begins) && word_count(heading) < 5;
}

/* "Chapter 3: Enzymes" is about enzymes, "Saws: rip, panel" about saws. */
static struct slice main_part(struct slice heading)
{
    static const char *const marks[] = {": ", " -- ", " – ", " — ", " - ", NULL};
    for (size_t i = 0; marks[i]; i++) {
        size_t at = slice_find(heading, marks[i]);
        if (at >= heading.length || at < 3)
            continue;
        struct slice before = slice_trim(slice_until(heading, at));
        if (!marks[i + 1] && !is_numbering(before)) /* "Bose - Einstein" */
            continue;
        return is_numbering(before) ? slice_trim(slice_from(heading, at + strlen(marks[i])))
                                    : before;
    }
    return heading;
}

static struct slice without_intro(struct slice heading)
{
    static const char *const intros[] = {"intro to ", "introduction to ", "overview of ",
                                         "more on ",  "about ",           NULL};
    for (size_t i = 0; intros[i]; i++)
        if (slice_begins(heading, intros[i]))
            heading = slice_from(heading, strlen(intros[i]));
    static const char *const ends[] = {" examples", " example", " basics", " notes", NULL};
    for (size_t i = 0; ends[i]; i++)
        if (slice_ends(heading, ends[i]))
            heading = slice_until(heading, heading.length - strlen(ends[i]));
    return heading;
}

/* "Advantages", "Key elements": of what, the next one up says. */
static bool names_a_part(struct slice name)
{
    return outline_is_relation(name) && (word_count(name) == 1 || slice_begins(name, "key "));
}

/* The nearest item or heading over the block whose words can stand in a question. */
static struct slice name_over(struct finder *f, const struct block *block)
{
    for (const struct block *p = block->parent; p && p->kind != BLOCK_DOCUMENT; p = p->parent) {
        if (p->kind != BLOCK_ITEM || !p->length)
            continue;
        struct outline over = {.block = p, .lead = slice_make(p->text, p->length)};
        struct slice name = outline_label(&over);
        if (name.length && word_count(name) <= 6 && !names_a_part(name))
            return name;
    }
    if (f->day && f->topic)
        return without_intro(slice_of(f->topic));
    if (block->kind == BLOCK_HEADING && block == f->titled && f->title &&
        !is_numbering(slice_make(f->title->text, f->title->length)))
        return without_intro(main_part(slice_make(f->title->text, f->title->length)));
    for (const struct block *h = block->heading; h; h = h->heading) {
        struct slice name = slice_make(h->text, h->length);
        bool asks = slice_begins(name, "how to ") || memchr(name.at, '?', name.length);
        if ((!name.length || is_numbering(name)) && h == f->titled && f->title)
            name = slice_make(f->title->text, f->title->length);
        name = main_part(slice_trim_any(name, " \t:*_?."));
        if (!is_numbering(name) && !asks && name.length && !names_a_part(name))
            return without_intro(name);
    }
    return slice_make(block->text, 0);
}

const char *outline_about(struct finder *f, const struct block *block)
{
    struct slice name = outline_without_parentheses(f, name_over(f, block), true);
    if (name.length < 2 || name.length > 70 || word_count(name) > 9)
        return NULL;
    const char *clean = definition_subject(f, name);
    return strpbrk(clean, "\n{}|#") ? NULL : clean;
}

const char *outline_in_context(struct finder *f, const struct block *block, const char *question)
{
    const char *about = outline_about(f, block);
    if (!about || text_overlap(slice_of(about), slice_of(question)) >= 0.99 ||
        slice_holds(slice_of(question), about))
        return question;
    char *asked =
        ask(f, outline_capitalised(f, about), strchr(about, ':') ? " – " : ": ", question);
    char *first = asked + strlen(asked) - strlen(question);
    struct slice word = word_first(slice_of(question));
    static const char *const starts[] = {"what", "which", "how", "name",  "in",
                                         "when", "why",   "is",  "are",   "does",
                                         "do",   "can",   "who", "where", NULL};
    if (slice_is_any(word_bare(word), starts))
        *first = (char)tolower((unsigned char)*first);
    return asked;
}

/* --- The lead as a name --------------------------------------------------------------------------
 */

static const char *const finite[] = {
    "is",   "are",  "was",    "has",  "have",    "had",   "can",   "could", "should",
    "must", "will", "would",  "does", "do",      "need",  "needs", "may",   "might",
    "were", "want", "wants",  "used", "defines", "said",  "says",  "means", "we",
    "you",  "i",    "it",     "they", "let's",   "going", "there", "note",  "nb",
    "if",   "aim",  "impact", "once", "this",    "these", "that",  NULL};

/* "They use a number of techniques, including": the techniques; length 0: no such lead. */
static struct slice sampled(struct slice lead)
{
    static const char *const ends[] = {", including", ", such as", " such as", " including", NULL};
    static const char *const amounts[] = {" a number of ", " several ", " various ", " many ",
                                          " different ",   " some ",    NULL};
    size_t cut = lead.length;
    for (size_t i = 0; ends[i] && cut == lead.length; i++)
        if (slice_ends(lead, ends[i]))
            cut = lead.length - strlen(ends[i]);
    for (size_t i = 0; amounts[i] && cut < lead.length; i++) {
        size_t at = slice_find(lead, amounts[i]), skip = at + strlen(amounts[i]);
        if (skip < cut && word_count(slice_make(lead.at + skip, cut - skip)) <= 4)
            return slice_make(lead.at + skip, cut - skip);
    }
    return slice_until(lead, 0);
}

struct slice outline_label(const struct outline *o)
{
    struct slice lead = slice_trim(o->lead), none = slice_until(lead, 0);
    struct slice sample = sampled(lead);
    if (sample.length)
        return sample;
    if (slice_begins(lead, "consider ") && word_count(lead) < 6)
        lead = slice_from(lead, 9);
    static const char *const marks[] = {": ", " : ", " - ", " -- ", " – ", " (", NULL};
    size_t end = lead.length;
    for (size_t i = 0; marks[i]; i++) {
        size_t at = slice_find(lead, marks[i]);
        end = at < end && at > 1 ? at : end;
    }
    lead = slice_trim_any(slice_until(lead, end), " .:*_\"“”");
    if (word_count(lead) > 10 || slice_holds_any(lead, finite) || lead.length < 2 ||
        memchr(lead.at, '?', lead.length) || memchr(lead.at, '\n', lead.length) ||
        slice_holds(lead, "   ") || slice_holds(lead, ", ") || slice_holds(lead, "->"))
        return none;
    return lead;
}

/* The noun that the label is about: "pillars" in "pillars of DataOps". */
static struct slice head_of(struct slice label)
{
    static const char *const ends[] = {" of ",   " for ",  " to ",   " in ", " on ",
                                       " when ", " from ", " with ", " by ", " using ",
                                       " per ",  " at ",   NULL};
    size_t end = label.length;
    for (size_t i = 0; ends[i]; i++) {
        size_t at = slice_find(label, ends[i]);
        end = at < end && at > 0 ? at : end;
    }
    return word_last(slice_until(label, end));
}

bool outline_is_relation(struct slice label)
{
    static const char *const relations[] = {
        "advantages", "disadvantages", "pros",           "cons",
        "benefits",   "drawbacks",     "pitfalls",       "downsides",
        "upsides",    "components",    "parts",          "types",
        "kinds",      "steps",         "stages",         "phases",
        "properties", "features",      "principles",     "goals",
        "trade-offs", "tradeoffs",     "limits",         "limitations",
        "use cases",  "applications",  "reasons",        "rules",
        "layers",     "levels",        "elements",       "factors",
        "parameters", "methods",       "considerations", "requirements",
        "causes",     "effects",       "symptoms",       "strengths",
        "weaknesses", "challenges",    "tools",          "characteristics",
        "criteria",   "risks",         "problems",       "key elements",
        "pillars",    "techniques",    "strategies",     NULL};
    return slice_is_any(label, relations) ||
           (word_count(label) == 2 && slice_is_any(word_last(label), relations));
}

const char *outline_relation_link(struct slice label)
{
    static const char *const serving[] = {"tools",   "techniques", "strategies", "considerations",
                                          "reasons", "criteria",   "use cases",  NULL};
    bool serves = slice_is_any(label, serving) || slice_is_any(word_last(label), serving);
    return serves ? "for" : "of";
}

bool outline_is_attribute(struct slice label)
{
    static const char *const attributes[] = {
        "goal",    "aim",    "purpose",  "objective", "function",   "role",    "cause",
        "effect",  "origin", "habitat",  "treatment", "diagnosis",  "symptom", "structure",
        "formula", "unit",   "symbol",   "syntax",    "complexity", "capital", "holding",
        "penalty", "yield",  "key idea", "main idea", "motto",      NULL};
    return slice_is_any(label, attributes);
}

static bool is_no_lead(struct slice label)
{
    static const char *const none[] = {"note",    "notes",   "nb",     "important", "summary",
                                       "recap",   "todo",    "see",    "see also",  "lab",
                                       "warning", "outline", "agenda", "update",    "grouped by",
                                       "basics",  NULL};
    return slice_is_any(label, none) || quality_is_aside(label) || slice_begins(label, "lab ") ||
           (isdigit((unsigned char)label.at[0]) &&
            !isdigit((unsigned char)label.at[label.length - 1]) && word_count(label) < 2);
}

/* "6 Pillars" without the number: how many there are is counted. */
static struct slice without_count(struct slice label)
{
    size_t digits = 0;
    while (digits < label.length && isdigit((unsigned char)label.at[digits]))
        digits++;
    return digits && digits < 3 && digits < label.length && label.at[digits] == ' '
               ? slice_trim(slice_from(label, digits))
               : label;
}

/* "Caching: keeping results" over "Examples:" in one paragraph: the examples are of caching. */
static const char *term_of_first_line(struct finder *f, const struct block *block)
{
    struct slice first = block_text_line(block, 0);
    size_t end = outline_term_end(first);
    if (block->mark_count < 2 || end >= first.length)
        return NULL;
    return definition_subject(f, slice_until(first, end));
}

static const char *about_examples(struct finder *f, const struct outline *o, struct slice label)
{
    size_t of = slice_find(label, "of ");
    if (slice_begins(label, "example") && of < label.length)
        return ask(f, "What are examples of ", definition_subject(f, slice_from(label, of + 3)),
                   "?");
    if (slice_is_any(label, (const char *const[]){"examples", "example", "e.g", NULL})) {
        const char *about = term_of_first_line(f, o->block);
        about = about ? about : outline_about(f, o->block);
        return about && !strpbrk(about, ":") && !strstr(about, "--")
                   ? ask(f, "What are examples of ", about, "?")
                   : NULL;
    }
    if (slice_ends(label, " examples")) {
        struct slice kind = slice_until(label, label.length - strlen(" examples"));
        const char *asked = ask(f, "What are examples of ", definition_subject(f, kind), "s?");
        return word_count(kind) == 1 ? outline_in_context(f, o->block, asked) : asked;
    }
    return NULL;
}

/* Most items begin with a small letter: properties rather than things. */
static bool is_small(const struct outline *o)
{
    size_t small = 0;
    for (size_t i = 0; i < o->count; i++)
        small += islower((unsigned char)o->items[i].text.at[0]) && word_count(o->items[i].text) > 2;
    return small * 2 > o->count && !outline_has_terms(o);
}

/* "Which three items come under “Storage”?" */
static const char *about_place(struct finder *f, const struct outline *o, const char *name)
{
    enum outline_form form = outline_form(o);
    if (o->count == 1)
        return arena_format(
            &f->harvest->arena, "Which %s under “%s”?",
            outline_is_asked(o->items[0].text) ? "question comes" : "point is noted", name);
    return form == FORM_CLAUSE ? NULL
                               : arena_format(&f->harvest->arena, "Which %s %s come under “%s”?",
                                              outline_number(f, o->count),
                                              form == FORM_NOUN ? "items" : "points", name);
}

/* "Apache Airflow": every word begun by a capital. */
static bool is_title(struct slice name)
{
    struct slice words[8];
    size_t count = word_split(name, words, 8);
    for (size_t i = 0; i < count; i++)
        if (!isupper((unsigned char)words[i].at[0]) && i + 1 < count)
            return false;
    return count > 0 && isupper((unsigned char)name.at[0]) &&
           (count == 1 || isupper((unsigned char)words[1].at[0]) || word_is_acronym(words[0]));
}

/* "Rule-based", "price-driven": kinds, each by what it goes by. */
static bool are_based(const struct outline *o)
{
    bool based = o->count > 1;
    for (size_t i = 0; i < o->count && based; i++) {
        struct slice item = slice_trim_any(o->items[i].text, " *_.:");
        based =
            word_count(item) == 1 && (slice_ends(item, "-based") || slice_ends(item, "-driven"));
    }
    return based;
}

/* What to ask of a name that means one thing. */
static const char *about_one(struct finder *f, const struct outline *o, const char *name)
{
    switch (outline_form(o)) {
    case FORM_ACTION:
        if (is_title(slice_of(name)) && word_is_base_verb(word_first(o->items[0].text)))
            return ask(f, "What does ", name, " do?");
        return ask(f, "What does ", outline_subject(f, outline_label(o)), " involve?");
    case FORM_TRAIT:
        if (are_based(o))
            return arena_format(&f->harvest->arena, "What are the %s kinds of %s?",
                                outline_number(f, o->count), name);
        return ask(f, "What characterises ", name, "?");
    case FORM_CLAUSE:
        return ask(f, "What are the key points about ", name, "?");
    default:
        return is_small(o) ? ask(f, "What are the key points about ", name, "?")
                           : about_place(f, o, outline_capitalised(f, name));
    }
}

/* What "they" stands for: the subject of the paragraph's first sentence. */
static const char *paragraph_subject(struct finder *f, const struct outline *o)
{
    struct slice text = slice_until(slice_make(o->block->text, o->block->length), 80);
    if (!slice_begins(o->lead, "they ") && !slice_begins(o->lead, "it "))
        return NULL;
    size_t is = slice_find(text, " is "), are = slice_find(text, " are ");
    struct slice subject = slice_trim_any(slice_until(text, is < are ? is : are), " ,");
    return subject.length < text.length && word_count(subject) <= 4 &&
                   !word_is_pronoun(word_first(subject))
               ? definition_subject(f, subject)
               : NULL;
}

/* "three ", where the label does not count itself. */
static const char *counted(struct finder *f, const struct outline *o, struct slice label)
{
    static const char *const numbers[] = {"two",  "three",   "four", "five", "six",
                                          "many", "several", "some", "both", NULL};
    struct slice first = word_first(label);
    if (slice_equals(first, "the"))
        first = word_first(slice_trim(slice_from(label, 3)));
    if (o->count < 2 || slice_is_any(first, numbers) || isdigit((unsigned char)first.at[0]))
        return "";
    return arena_format(&f->harvest->arena, "%s ", outline_number(f, o->count));
}

/* Whether every item is a kind of the head ("rye bread", "oat bread" of bread), and none is the
 * head's own label again. */
static bool holds_kinds(const struct outline *o, struct slice label)
{
    struct slice head = word_bare(head_of(label));
    bool kinds = o->count > 1 && head.length == word_last(label).length;
    for (size_t i = 0; i < o->count && kinds; i++) {
        struct slice item = slice_trim_any(o->items[i].text, " *_.:");
        struct slice last = word_bare(word_last(item));
        kinds = word_count(item) > 1 && word_count(item) < 5 && last.length == head.length &&
                !strncasecmp(last.at, head.at, head.length);
    }
    return kinds;
}

static const char *about_many(struct finder *f, const struct outline *o, struct slice label)
{
    enum outline_form form = outline_form(o);
    bool plain = o->block->kind != BLOCK_ITEM || word_count(label) == 1;
    const char *name = outline_small(f, label, plain);
    const char *about = paragraph_subject(f, o);
    if (about && slice_holds_word(o->lead, "using") && outline_is_relation(label))
        return arena_format(&f->harvest->arena, "Which %s%s %s %s use?", counted(f, o, label),
                            outline_lowered(f, name),
                            outline_is_many(slice_of(about)) ? "do" : "does",
                            about); /* "They do so by using several methods:" */
    about = about ? about : outline_about(f, o->block);
    bool of = about && !strchr(about, ':') && !strstr(about, " vs ") &&
              text_overlap(slice_of(about), label) < 0.5;
    if (outline_is_relation(label) && !about && word_count(label) == 1)
        return NULL;
    const char *count = counted(f, o, label);
    if (outline_is_relation(label)) {
        char *small = arena_copy_string(&f->harvest->arena, name);
        small[0] = (char)tolower((unsigned char)small[0]);
        name = small;
    }
    if (outline_is_relation(label) && of &&
        (word_count(label) == 1 || word_count(slice_of(about)) < 3))
        return arena_format(&f->harvest->arena, "What are the %s%s %s %s?", count, name,
                            outline_relation_link(label), about);
    bool relation = outline_is_relation(head_of(label)) || slice_begins(label, "the ");
    bool listed = o->block->kind == BLOCK_ITEM && form == FORM_NOUN && !relation;
    const char *question;
    if (relation && outline_is_relation(word_first(slice_of(name)))) {
        char *small = arena_copy_string(&f->harvest->arena, name);
        small[0] = (char)tolower((unsigned char)small[0]);
        name = small;
    } else if (relation) {
        name = outline_lowered(f, name);
    }
    if (form == FORM_NOUN && holds_kinds(o, label) && !slice_begins(label, "the "))
        question = arena_format(&f->harvest->arena, "What are the %skinds of %s?", count, name);
    else if (listed)
        question = arena_format(&f->harvest->arena, "Which %s %s are listed?",
                                outline_number(f, o->count), name);
    else if (o->block->kind == BLOCK_ITEM && form == FORM_ACTION)
        question = ask(f, "What do ", name, " do?");
    else if (form == FORM_ACTION || form == FORM_NOUN || relation)
        question = arena_format(&f->harvest->arena, "What are the %s%s?", count,
                                slice_begins(label, "the ") ? name + 4 : name);
    else
        question = ask(f, "What are the key points about ", name, "?");
    return outline_in_context(f, o->block, question);
}

static const char *about_label(struct finder *f, const struct outline *o, struct slice label)
{
    static const char *const adverbs[] = {"from", "when", "how",   "where",  "why",
                                          "what", "in",   "on",    "for",    "at",
                                          "to",   "with", "after", "before", NULL};
    const char *question, *quoted = outline_capitalised(f, finder_clean(f, label));
    bool plural = word_is_plural(head_of(label));
    enum outline_form form = outline_form(o);
    if (outline_is_imperative(label) && (!plural || form == FORM_ACTION))
        question = form == FORM_ACTION
                       ? ask(f, "How does one ", outline_lowered(f, finder_clean(f, label)), "?")
                       : about_place(f, o, quoted);
    else if (slice_is_any(word_first(label), adverbs) ||
             (o->count == 1 && (!plural || o->block->kind == BLOCK_ITEM)))
        question = about_place(f, o, quoted);
    else if (form == FORM_QUESTION)
        question = plural && slice_begins(head_of(label), "question")
                       ? ask(f, "What are the ", outline_small(f, label, true), "?")
                       : arena_format(&f->harvest->arena, "Which %s questions come under “%s”?",
                                      outline_number(f, o->count), quoted);
    else if (plural)
        return about_many(f, o, label);
    else
        question = about_one(f, o, definition_subject(f, label));
    return question ? outline_in_context(f, o->block, question) : NULL;
}

/* A lead under which a list is no answer to a question. */
static bool is_idle(const struct outline *o, struct slice label)
{
    static const char *const words[] = {"us",      "me",    "my",       "our",
                                        "reading", "links", "thoughts", NULL};
    static const char *const first[] = {"or", "and", "but", "so", "also", "next", "else", NULL};
    static const char *const asking[] = {"what", "how", "why", "who", NULL};
    bool heading = o->block->kind == BLOCK_HEADING;
    bool quoted = o->lead.length && (o->lead.at[0] == '"' || slice_begins(o->lead, "“"));
    if (memchr(label.at, '!', label.length))
        return true;
    if (is_no_lead(label) || is_numbering(label) || slice_holds_any(label, words) ||
        slice_is_any(word_first(label), first) ||
        (slice_is_any(word_last(label), asking) && !quoted) || slice_holds_word(label, "notes"))
        return true;
    return heading && (o->count == 1 || outline_form(o) == FORM_CLAUSE);
}

/* --- The lead as a statement ---------------------------------------------------------------------
 */

/* The subject that begins a statement: a lone plural owes its capital to the sentence. */
static const char *subject_of(struct finder *f, struct slice subject)
{
    bool lone = word_count(subject) == 1 && word_is_plural(subject);
    return lone ? outline_small(f, subject, true) : definition_subject(f, subject);
}

/* "A runner should look at" asks "What should a runner look at?". */
static const char *about_modal(struct finder *f, struct slice lead)
{
    static const char *const modals[] = {" should ", " must ", " can ", NULL};
    for (size_t i = 0; modals[i]; i++) {
        size_t at = slice_find(lead, modals[i]);
        if (at >= lead.length || at == 0 || word_count(slice_until(lead, at)) > 6)
            continue;
        struct slice subject = slice_until(lead, at);
        const char *name = subject_of(f, subject);
        bool one = !word_is_plural(word_last(subject)) && islower((unsigned char)name[0]) &&
                   strncmp(name, "the ", 4) != 0 && strncmp(name, "a", 1) != 0;
        return arena_format(&f->harvest->arena, "What%s%s%s %s?", modals[i], one ? "the " : "",
                            name, finder_clean(f, slice_from(lead, at + strlen(modals[i]))));
    }
    return NULL;
}

/* "There are two kinds of wheel", "A wheel has the following parts". */
static const char *about_count(struct finder *f, struct slice lead)
{
    if (slice_begins(lead, "there are ") && word_count(lead) < 12) {
        struct slice counted = slice_from(lead, 10);
        if (counted.length > 2 && isdigit((unsigned char)counted.at[0]) && counted.at[1] == ' ')
            return arena_format(&f->harvest->arena, "What are the %s %s?",
                                outline_number(f, (size_t)(counted.at[0] - '0')),
                                finder_clean(f, slice_from(counted, 2)));
        return ask(f, "What are the ", finder_clean(f, counted), "?");
    }
    static const char *const haves[] = {" has ", " have ", NULL};
    for (size_t i = 0; haves[i]; i++) {
        size_t at = slice_find(lead, haves[i]);
        struct slice object =
            slice_from(lead, at < lead.length ? at + strlen(haves[i]) : lead.length);
        if (!object.length || word_count(slice_until(lead, at)) > 6 || word_count(object) > 6 ||
            !word_is_plural(word_last(object)))
            continue;
        if (slice_begins(object, "the "))
            object = slice_trim(slice_from(object, 4));
        struct slice first = word_first(object);
        if (slice_begins(first, "foll") && first.length < object.length)
            object = slice_trim(slice_from(object, first.length));
        return arena_format(&f->harvest->arena, "Which %s %s %s have?", finder_clean(f, object),
                            i ? "do" : "does", definition_subject(f, slice_until(lead, at)));
    }
    return NULL;
}

/* Words after which a statement waits for its object. */
static bool is_open(struct slice last)
{
    static const char *const open[] = {
        "on",    "for",     "using",   "enable",   "enables",  "understand", "include", "includes",
        "from",  "to",      "with",    "of",       "by",       "in",         "through", "into",
        "via",   "allows",  "allow",   "provides", "provide",  "covers",     "offers",  "requires",
        "needs", "need",    "ensure",  "ensures",  "means",    "uses",       "use",     "supports",
        "about", "between", "against", "consider", "contains", "comprises",  "be",      NULL};
    return slice_is_any(last, open);
}

/* "It is a set of habits" under "Hygiene" becomes "Hygiene is a set of habits"; NULL: the pronoun
 * stays unknown. */
static const char *without_pronoun(struct finder *f, const struct outline *o, struct slice lead)
{
    struct slice first = word_first(lead);
    if (slice_begins(lead, "it is ") || slice_begins(lead, "they are ")) {
        const char *about = outline_about(f, o->block);
        return about && !strchr(about, ':')
                   ? ask(f, outline_capitalised(f, about), " ",
                         finder_clean(f, slice_trim(slice_from(lead, first.length))))
                   : NULL;
    }
    return word_is_pronoun(word_bare(first)) ? NULL : outline_capitalised(f, finder_clean(f, lead));
}

/* "Hygiene is a set of habits" asks "Which habits make up hygiene?". */
static const char *about_set(struct finder *f, struct slice statement)
{
    static const char *const sets[] = {
        " is a set of ",    " is a collection of ", " is a combination of ",
        " is a series of ", " consists of ",        " is composed of ",
        " is made up of ",  " is made of ",         NULL};
    for (size_t i = 0; sets[i]; i++) {
        size_t at = slice_find(statement, sets[i]);
        struct slice parts =
            slice_from(statement, at < statement.length ? at + strlen(sets[i]) : statement.length);
        if (slice_begins(parts, "the following "))
            parts = slice_from(parts, strlen("the following "));
        if (parts.length && word_is_plural(word_last(parts)) && word_count(parts) <= 5)
            return arena_format(&f->harvest->arena, "Which %s make up %s?", finder_clean(f, parts),
                                definition_subject(f, slice_until(statement, at)));
    }
    return NULL;
}

/* "Sourdough is slow:" asks "In which three respects is sourdough slow?". */
static const char *about_quality(struct finder *f, const struct outline *o, struct slice lead)
{
    size_t is = slice_find(lead, " is "), are = slice_find(lead, " are ");
    size_t at = is < are ? is : are, skip = is < are ? 4 : 5;
    struct slice subject = slice_until(lead, at);
    struct slice rest = slice_from(lead, at < lead.length ? at + skip : lead.length);
    if (!rest.length || word_count(rest) != 1 || word_count(subject) > 4 || o->count < 2 ||
        word_is_plural(rest) || word_is_stop(rest) || word_is_pronoun(word_first(subject)))
        return NULL;
    return arena_format(&f->harvest->arena, "In which %s respects %s %s %s?",
                        outline_number(f, o->count), is < are ? "is" : "are",
                        subject_of(f, subject), finder_clean(f, rest));
}

enum { QUOTED_WORDS = 14, LABEL_WORDS = 6 };

/* The line of the block's text in which the part stands, counted from 0. */
static size_t line_of(const struct block *block, struct slice part)
{
    size_t line = 0;
    while (line + 1 < block->mark_count && block->text + block->marks[line + 1].offset <= part.at)
        line++;
    return line;
}

/* A statement that leads to a list without a word that asks for it: what stands under it. */
static const char *about_any(struct finder *f, const struct outline *o, struct slice lead)
{
    size_t words = word_count(lead);
    bool whole = o->lead.at == block_text_line(o->block, line_of(o->block, o->lead)).at;
    if (!whole || words < 2 || words > QUOTED_WORDS ||
        word_is_pronoun(word_bare(word_first(lead))) ||
        word_is_pronoun(word_bare(word_last(lead))) || memchr(lead.at, '?', lead.length) ||
        memchr(lead.at, '\n', lead.length) || slice_holds(lead, "   ") || quality_is_chatter(lead))
        return NULL;
    const char *question = about_quality(f, o, lead);
    bool nested =
        o->block->kind != BLOCK_PARAGRAPH || o->colon || o->items[0].line == o->end_line + 1;
    if (!question && nested)
        question = about_place(f, o, outline_capitalised(f, finder_clean(f, lead)));
    return question ? outline_in_context(f, o->block, question) : NULL;
}

/* A list right after the first words under a heading, which do not lead to it: what the heading
 * lists. */
static const char *about_heading(struct finder *f, const struct outline *o)
{
    const struct block *heading = o->block->heading;
    struct slice name = slice_until(o->lead, 0);
    if (o->block->kind == BLOCK_PARAGRAPH && heading && heading->next == o->block && !o->colon)
        name = slice_trim_any(slice_make(heading->text, heading->length), " :*_.");
    if (!name.length || word_count(name) > LABEL_WORDS || is_numbering(name) || o->count < 2 ||
        is_no_lead(name) || memchr(name.at, '?', name.length))
        return NULL;
    return about_place(f, o, outline_capitalised(f, finder_clean(f, name)));
}

/* "Bakers can do one or all of these:" without what counts. */
static struct slice without_these(struct slice lead)
{
    static const char *const counts[] = {"one",   "or",        "more", "any",     "some",
                                         "all",   "of",        "both", "several", "potentially",
                                         "these", "following", "the",  "things",  NULL};
    if (!slice_ends(lead, " of these") && !slice_ends(lead, " of the following"))
        return lead;
    while (slice_is_any(word_last(lead), counts))
        lead = slice_trim(slice_until(lead, (size_t)(word_last(lead).at - lead.at)));
    return lead;
}

static const char *about_statement(struct finder *f, const struct outline *o, struct slice lead)
{
    struct slice shorter = without_these(lead);
    if (shorter.length < lead.length) {
        const char *modal = about_modal(f, shorter);
        return modal ? outline_in_context(f, o->block, modal) : NULL;
    }
    size_t words = word_count(lead);
    struct slice last = word_bare(word_last(lead));
    bool owns = slice_begins(lead, "it is ") || slice_begins(lead, "they are ");
    if (!o->colon && !is_open(last) && !owns && !slice_ends(lead, " are"))
        return NULL;
    if (words < 3 || words > 28 || word_is_pronoun(last) || memchr(lead.at, '?', lead.length))
        return NULL;
    if (slice_ends(lead, " are") && words < 9)
        return outline_in_context(
            f, o->block,
            ask(f, "What are ", definition_subject(f, slice_until(lead, lead.length - 4)), "?"));
    bool open = is_open(last);
    const char *question = about_count(f, lead);
    if (!question && open)
        question = about_modal(f, lead);
    if (question)
        return outline_in_context(f, o->block, question);
    const char *statement = without_pronoun(f, o, lead);
    if (!statement)
        return NULL;
    question = about_set(f, slice_of(statement));
    if (question)
        return question;
    if (open)
        question = ask(f, statement, " what", "?");
    else if (word_is_plural(last))
        question = ask(f, statement, ". Which ones", "?");
    else
        return NULL;
    return words < 12 ? outline_in_context(f, o->block, question) : question;
}

enum { LEAD_WORDS = 10 };

const char *outline_question(struct finder *f, const struct outline *o)
{
    struct slice label = outline_label(o);
    if (!label.length && word_count(o->lead) <= LEAD_WORDS && outline_is_imperative(o->lead) &&
        outline_form(o) == FORM_ACTION && !memchr(o->lead.at, '\n', o->lead.length))
        label = o->lead; /* advice over advice */
    if (label.length && is_idle(o, label))
        return NULL;
    bool orders = label.length && outline_is_imperative(label) && outline_form(o) == FORM_ACTION;
    if (label.length && (orders || !is_open(word_last(label)))) {
        if (slice_begins(label, "example") || slice_ends(label, " examples") ||
            slice_equals(label, "e.g"))
            return about_examples(f, o, label);
        bool alone =
            word_count(label) == 1 && !outline_about(f, o->block) && !paragraph_subject(f, o);
        return alone && islower((unsigned char)definition_subject(f, label)[0])
                   ? NULL
                   : about_label(f, o, without_count(without_intro(label)));
    }
    struct slice lead = slice_trim_any(outline_without_parentheses(f, o->lead, true), " .:*_,");
    const char *question = about_statement(f, o, lead);
    if (!question)
        question = about_any(f, o, lead);
    return question ? question : about_heading(f, o);
}
