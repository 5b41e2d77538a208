/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/outline.h"

#include <ctype.h>
#include <string.h>

#include "content/definition.h"
#include "content/quality.h"
#include "content/verb.h"
#include "engine/base/text.h"

enum { ITEM_WORDS = 20 };

/* --- Reading the lead ----------------------------------------------------------------------------
 */

/* The emphasised words that begin the text, where what follows only explains them. */
static struct slice leading_name(const struct block *block, struct slice text)
{
    for (size_t i = 0; i < block->span_count; i++) {
        const struct span *span = &block->spans[i];
        bool marks = span->kind == SPAN_STRONG || span->kind == SPAN_EMPHASIS;
        if (!marks || block->text + span->start != text.at || span->end > block->length)
            continue;
        struct slice name = slice_make(text.at, span->end - span->start);
        struct slice rest = slice_trim(slice_from(text, name.length));
        if (!rest.length || strchr("(:-", rest.at[0]))
            return name;
    }
    return text;
}

/* "... in one bowl\nSpices:": a short last line that leads to something by itself. */
static struct slice last_line(const struct block *block)
{
    struct slice text = slice_make(block->text, block->length);
    if (block->mark_count < 2)
        return text;
    struct slice line = block_text_line(block, block->mark_count - 1);
    struct slice before = block_text_line(block, block->mark_count - 2);
    bool leads = line.length && line.at[line.length - 1] == ':' && word_count(line) <= 4 &&
                 isupper((unsigned char)line.at[0]) && before.length &&
                 !word_is_stop(word_bare(word_last(before))) && before.at[before.length - 1] != ',';
    return leads ? line : text;
}

/* The last sentence of the last line. */
static struct slice last_sentence(struct slice text)
{
    for (size_t at = text.length; at-- > 0;)
        if (text.at[at] == '\n') {
            text = slice_from(text, at + 1);
            break;
        }
    text = slice_trim(text);
    size_t end = text.length && text.at[text.length - 1] == '.' ? text.length - 1 : text.length;
    size_t from = end > 400 ? end - 400 : 0;
    for (size_t at = end; at-- > from + 1;)
        if (text.at[at] == ' ' && strchr(".!", text.at[at - 1]) && at + 1 < text.length &&
            isupper((unsigned char)text.at[at + 1]))
            return slice_from(text, at + 1);
    return text;
}

static void read_lead(const struct block *block, struct slice text, struct outline *o)
{
    struct slice trimmed = slice_trim_any(text, " \t\n*_");
    o->block = block;
    o->colon = trimmed.length && trimmed.at[trimmed.length - 1] == ':';
    o->lead = slice_trim_any(leading_name(block, slice_trim(text)), " \t\n:*_");
    o->line = o->lead.length ? finder_line(block, o->lead) : block->first_line;
    o->end_line = o->lead.length ? finder_end_line(block, o->lead) : block->first_line;
}

/* --- Reading the items ---------------------------------------------------------------------------
 */

static void add_item(struct outline *o, const struct block *block, struct slice text)
{
    text = slice_trim(text);
    if (!text.length)
        return;
    if (o->count == OUTLINE_ITEMS) {
        o->whole = false;
        return;
    }
    struct outline_item *item = &o->items[o->count++];
    item->text = text;
    item->block = block;
    item->line = finder_line(block, text);
    item->end_line = finder_end_line(block, text);
}

/* Whether some items follow each other without a blank line: then a blank line ends the part of
 * the list that the lead is about. */
static bool is_tight(const struct block *list)
{
    const struct block *item = list->first;
    for (size_t seen = 0; item && item->next && seen < OUTLINE_ITEMS; item = item->next, seen++)
        if (item->next->first_line == item->last_line + 1)
            return true;
    return false;
}

/* Where a line further left than the item goes on with it: that one leads to something else. */
static size_t item_end(const struct finder *f, const struct block *item)
{
    for (size_t i = 1; i < item->mark_count; i++)
        if (document_indent(f->document, item->marks[i].line) <
            document_indent(f->document, item->first_line))
            return item->marks[i].offset;
    return item->length;
}

static bool read_list(const struct finder *f, const struct block *list, struct outline *o)
{
    bool tight = is_tight(list);
    o->ordered = list->ordered;
    for (const struct block *item = list->first; item; item = item->next) {
        if (item->task || o->count == OUTLINE_ITEMS) {
            o->whole = false;
            break;
        }
        size_t end = item_end(f, item);
        add_item(o, item, slice_make(item->text, end));
        if (end < item->length)
            break;
        if (tight && !list->ordered && item->next && item->next->first_line > item->last_line + 1)
            break;
    }
    return o->count > 0;
}

/* The cells of a line: what three blanks or more separate. */
static void add_cells(struct outline *o, const struct block *block, struct slice line)
{
    size_t start = 0;
    for (size_t at = 0; at + 3 <= line.length; at++) {
        if (strncmp(line.at + at, "   ", 3) != 0)
            continue;
        add_item(o, block, slice_make(line.at + start, at - start));
        while (at < line.length && line.at[at] == ' ')
            at++;
        start = at;
    }
    add_item(o, block, slice_from(line, start));
}

/* A line that can stand below a lead: a few words, or a term with its explanation. */
static bool is_entry(struct slice line)
{
    size_t term = outline_term_end(line);
    bool entry = term < line.length && word_count(slice_until(line, term)) <= 5;
    bool colon = memchr(line.at, ':', line.length) != NULL;
    return line.length && line.at[line.length - 1] != ',' && (entry || word_count(line) <= 8) &&
           (entry || !colon || line.at[line.length - 1] == ':') &&
           !memchr(line.at, '[', line.length) && !memchr(line.at, '|', line.length);
}

/* "Storage:" over "Pantry: dry goods" goes on in the paragraphs below, as long as these begin so
 * too and stand as far right. */
static void add_paragraphs(const struct finder *f, const struct block *block, int indent,
                           struct outline *o)
{
    long last = block->last_line;
    for (const struct block *next = block->next;
         next && (next->kind == BLOCK_PARAGRAPH || next->kind == BLOCK_LIST) &&
         next->first_line <= last + 3 && document_indent(f->document, next->first_line) >= indent &&
         o->count < OUTLINE_ITEMS;
         next = next->next) {
        if (document_indent(f->document, next->first_line) > indent) {
            last = next->last_line;
            continue; /* about the entry above */
        }
        struct slice line = block_text_line(next, 0);
        if (!is_entry(line) || outline_term_end(line) >= line.length)
            return;
        add_item(o, next, line);
        last = next->last_line;
    }
}

enum { LEAD_WORDS = 6, NESTED_LINES = 60 };

/* A short line and shorter ones below it: "Compilers:" over "gcc", "clang". Lines still further
 * right belong to the one above them. */
bool outline_read_lines(const struct finder *f, const struct block *block, size_t first,
                        struct outline *o)
{
    memset(o, 0, sizeof *o);
    o->whole = true;
    struct slice lead = block_text_line(block, first);
    bool colon = lead.length && lead.at[lead.length - 1] == ':';
    bool item = block->kind == BLOCK_ITEM;
    if (first + 1 >= block->mark_count || block->mark_count > NESTED_LINES || !lead.length ||
        word_count(lead) > LEAD_WORDS || slice_holds(lead, "   ") || slice_holds(lead, ": ") ||
        (item && block->first) || word_is_stop(word_bare(word_last(lead))))
        return false;
    int indent = document_indent(f->document, block->marks[first].line), inner = 0;
    for (size_t i = first + 1; i < block->mark_count; i++) {
        struct slice line = block_text_line(block, i);
        int at = document_indent(f->document, block->marks[i].line);
        if (at <= indent && first > 0)
            break;
        if (inner && at > inner)
            continue;
        bool small = !colon && line.length && islower((unsigned char)line.at[0]);
        if (small || !(at > indent || colon) || !is_entry(line))
            return false;
        inner = inner ? inner : at;
        if (outline_term_end(line) < line.length)
            add_item(o, block, line);
        else
            add_cells(o, block, line);
    }
    read_lead(block, lead, o);
    if (colon && first == 0 && !item && o->count && inner > indent && outline_has_terms(o))
        add_paragraphs(f, block, inner, o);
    else if (colon && first == 0 && !item && o->count == 1 && inner > indent &&
             outline_term_end(o->items[0].text) < o->items[0].text.length)
        add_paragraphs(f, block, inner, o);
    return o->count > 1 || (o->count == 1 && item && inner > indent);
}

/* "1. Measure" over "A. weigh" and "B. sift": lines with letters. */
static bool read_letters(const struct block *block, struct outline *o)
{
    for (size_t i = 1; i < block->mark_count; i++) {
        struct slice line = block_text_line(block, i);
        if (line.length < 4 ||
            line.at[0] !=
                (char)('A' + (int)i - 1 + (islower((unsigned char)line.at[0]) ? 32 : 0)) ||
            !strchr(".)", line.at[1]) || line.at[2] != ' ')
            return false;
        add_item(o, block, slice_from(line, 3));
    }
    read_lead(block, block_text_line(block, 0), o);
    return o->count > 1;
}

/* A short line, and further right below it a paragraph of names. */
static bool read_below(const struct finder *f, const struct block *block, struct outline *o)
{
    const struct block *next = block->next;
    struct slice text = slice_trim(slice_make(block->text, block->length));
    if (!next || next->kind != BLOCK_PARAGRAPH || block->mark_count != 1 || !text.length ||
        word_count(text) > LEAD_WORDS || strchr(".,;?!", text.at[text.length - 1]) ||
        next->first_line != block->last_line + 2 || next->mark_count < 2 ||
        next->mark_count > OUTLINE_ITEMS)
        return false;
    int indent = document_indent(f->document, next->first_line);
    bool right = indent > document_indent(f->document, block->first_line);
    for (size_t i = 0; i < next->mark_count; i++) {
        struct slice line = block_text_line(next, i);
        if (!right || document_indent(f->document, next->marks[i].line) != indent ||
            !is_entry(line) || memchr(line.at, ':', line.length) ||
            line.at[line.length - 1] == '.' || word_count(line) > LEAD_WORDS)
            return false;
        add_cells(o, next, line);
    }
    read_lead(block, text, o);
    return o->count > 1;
}

/* A heading over one line of names with commas between them. */
static bool read_listing(const struct block *block, struct outline *o)
{
    struct slice parts[OUTLINE_ITEMS];
    const struct block *next = block->next;
    if (!next || next->kind != BLOCK_PARAGRAPH || next->mark_count != 1)
        return false;
    size_t count = outline_listed(slice_make(next->text, next->length), parts, OUTLINE_ITEMS);
    for (size_t i = 0; i < count && count > 2; i++)
        add_item(o, next, parts[i]);
    read_lead(block, slice_make(block->text, block->length), o);
    return o->count > 2;
}

static bool is_list(const struct block *block)
{
    return block && block->kind == BLOCK_LIST;
}

/* "Pillars:" over a paragraph of which every line has columns. */
static bool read_columns(const struct finder *f, const struct block *block, struct outline *o)
{
    (void)f;
    const struct block *next = block->next;
    if (!next || next->kind != BLOCK_PARAGRAPH || !block->length ||
        block->text[block->length - 1] != ':' || next->mark_count > OUTLINE_ITEMS ||
        next->first_line > block->last_line + 2)
        return false;
    for (size_t i = 0; i < next->mark_count; i++) {
        struct slice line = block_text_line(next, i);
        if (!slice_holds(line, "   ") || memchr(line.at, ':', line.length) ||
            memchr(line.at, '[', line.length) || memchr(line.at, '|', line.length)) {
            o->count = 0;
            return false;
        }
        add_cells(o, next, line);
    }
    read_lead(block, last_sentence(slice_make(block->text, block->length)), o);
    return o->count > 2;
}

/* "..., including:" over paragraphs of which each begins with its term. */
static bool read_paragraphs(const struct finder *f, const struct block *block, struct outline *o)
{
    (void)f;
    const struct block *next = block->next;
    long last = block->last_line;
    if (!block->length || block->text[block->length - 1] != ':')
        return false;
    for (; next && next->kind == BLOCK_PARAGRAPH && next->first_line <= last + 2;
         next = next->next) {
        struct slice text = slice_make(next->text, next->length);
        if (outline_term_end(text) >= text.length || o->count == OUTLINE_ITEMS)
            break;
        add_item(o, next, text);
        last = next->last_line;
    }
    read_lead(block, last_sentence(slice_make(block->text, block->length)), o);
    return o->count > 1;
}

/* A line further left at the end of an item leads to the items after it. */
static bool read_rest(const struct finder *f, const struct block *block, struct outline *o)
{
    size_t end = item_end(f, block);
    if (end >= block->length || block->first)
        return false;
    for (const struct block *item = block->next; item; item = item->next) {
        size_t length = item_end(f, item);
        add_item(o, item, slice_make(item->text, length));
        if (length < item->length)
            break;
    }
    read_lead(block, last_sentence(slice_make(block->text, block->length)), o);
    return o->lead.length && o->count > 0;
}

static void restart(struct outline *o)
{
    memset(o, 0, sizeof *o);
    o->whole = true;
}

bool outline_read(const struct finder *f, const struct block *block, struct outline *o)
{
    restart(o);
    struct slice text = slice_make(block->text, block->length);
    if (block->kind == BLOCK_ITEM && is_list(block->first)) {
        read_lead(block, last_sentence(text), o);
        return o->lead.length && read_list(f, block->first, o);
    }
    bool leads = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING;
    if (leads && is_list(block->next) && block->next->first_line <= block->last_line + 2) {
        read_lead(block, last_sentence(last_line(block)), o);
        return o->lead.length && read_list(f, block->next, o);
    }
    if (block->kind == BLOCK_HEADING)
        return read_listing(block, o);
    if (block->kind == BLOCK_ITEM && read_rest(f, block, o))
        return true;
    if (block->kind != BLOCK_ITEM && block->kind != BLOCK_PARAGRAPH)
        return false;
    if (restart(o), read_letters(block, o))
        return true;
    if (outline_read_lines(f, block, 0, o))
        return true;
    if (block->kind == BLOCK_ITEM)
        return false;
    bool (*const readers[])(const struct finder *, const struct block *,
                            struct outline *) = {read_columns, read_paragraphs, read_below};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        restart(o);
        if (readers[i](f, block, o))
            return true;
    }
    return false;
}

/* --- What the items are --------------------------------------------------------------------------
 */

static const char *const asking[] = {"how", "what", "when", "where", "which", "who", "why", NULL};
static const char *const verbs[] = {
    "is",       "are",     "was",       "can",       "will",  "does",   "should",    "must",
    "has",      "have",    "cannot",    "isn't",     "don't", "needs",  "comprised", "means",
    "makes",    "make",    "may",       "could",     "wants", "named",  "need",      "require",
    "requires", "depends", "contains",  "uses",      "allow", "allows", "determins", "runs",
    "operates", "manages", "lets",      "gives",     "goes",  "takes",  "becomes",   "comes",
    "works",    "holds",   "describes", "separated", NULL};
static const char *const imperatives[] = {
    "avoid",   "don't",    "do",    "never",  "always",   "identify", "ensure",  "ensuring",
    "learn",   "adopt",    "focus", "keep",   "be",       "get",      "build",   "choose",
    "plan",    "use",      "ask",   "make",   "set",      "create",   "install", "understand",
    "monitor", "track",    "know",  "design", "continue", "map",      "call",    "send",
    "perform", "hold",     "move",  "run",    "check",    "define",   "write",   "read",
    "test",    "automate", "add",   "work",   NULL};

enum outline_form outline_form_of(struct slice item)
{
    struct slice words[10];
    size_t count = word_split(item, words, 10);
    if (!count)
        return FORM_NOUN;
    struct slice first = word_bare(words[0]);
    if (slice_is_any(first, asking) || outline_is_asked(item))
        return FORM_QUESTION;
    if (slice_is_any(first, verbs) || slice_equals(first, "no") || slice_equals(first, "not"))
        return FORM_TRAIT;
    bool gerund = slice_ends(first, "ing") && first.length > 5 && count > 2;
    if ((slice_is_any(first, imperatives) && count > 1) || gerund)
        return FORM_ACTION;
    if (count > 2 && word_is_base_verb(first) && (count > 4 || !word_is_plural(words[count - 1])))
        return FORM_ACTION;
    if (outline_is_imperative(item))
        return FORM_ACTION;
    for (size_t i = 1; i < count; i++)
        if (slice_is_any(word_bare(words[i]), verbs))
            return FORM_CLAUSE;
    bool adjective = slice_ends(first, "able") || slice_ends(first, "ible") ||
                     slice_ends(first, "ate") || slice_ends(first, "ete") ||
                     slice_ends(first, "ed");
    return adjective ? FORM_TRAIT : FORM_NOUN;
}

enum outline_form outline_form(const struct outline *o)
{
    size_t forms[FORM_CLAUSE + 1] = {0}, best = FORM_NOUN;
    for (size_t i = 0; i < o->count; i++)
        forms[outline_form_of(o->items[i].text)]++;
    for (size_t form = 1; form <= FORM_CLAUSE; form++)
        if (forms[form] > forms[best])
            best = form;
    return (enum outline_form)best;
}

/* --- Text ----------------------------------------------------------------------------------------
 */

/* "(S3)": letters that the answer may keep. */
static bool opens_acronym(struct slice text, size_t open)
{
    size_t at = open + 1, small = 0;
    while (at < text.length && at < open + 8 && isalnum((unsigned char)text.at[at]))
        small += islower((unsigned char)text.at[at++]) != 0;
    return at < text.length && text.at[at] == ')' && at > open + 2 && !small;
}

struct slice outline_without_parentheses(struct finder *f, struct slice text, bool acronyms_too)
{
    if (!memchr(text.at, '(', text.length))
        return text;
    struct text out = {0};
    int depth = 0;
    for (size_t at = 0; at < text.length; at++) {
        if (text.at[at] == '(' && (acronyms_too || !opens_acronym(text, at)))
            depth++;
        if (!depth)
            text_append_bytes(&out, text.at + at, 1);
        depth -= text.at[at] == ')' && depth > 0;
    }
    const char *clean = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    return slice_trim(slice_of(clean));
}

static bool is_code(struct slice word)
{
    return word_is_acronym(word) || slice_holds(word, "_") || slice_holds(word, "(") ||
           slice_holds(word, ".") || slice_holds(word, "/");
}

const char *outline_capitalised(struct finder *f, const char *text)
{
    char *copy = arena_copy_string(&f->harvest->arena, text);
    if (islower((unsigned char)copy[0]) && !is_code(word_first(slice_of(copy))))
        copy[0] = (char)toupper((unsigned char)copy[0]);
    return copy;
}

const char *outline_lowered(struct finder *f, const char *text)
{
    char *copy = arena_copy_string(&f->harvest->arena, text);
    struct slice first = word_first(slice_of(copy));
    if (!is_code(first) && !vocabulary_is_strictly_name(&f->vocabulary, word_bare(first)) &&
        first.length > 1)
        copy[0] = (char)tolower((unsigned char)copy[0]);
    return copy;
}

/* Where the term ends that begins the item ("RAM - volatile", "Kafka: events"), or the length. */
size_t outline_term_end(struct slice item)
{
    static const char *const marks[] = {": ", " : ", " - ", " -- ", " – ", " — ", ". -- ", NULL};
    size_t best = item.length;
    for (size_t i = 0; marks[i]; i++) {
        size_t at = slice_find(slice_until(item, 80), marks[i]);
        if (at < best && at < 80 && at > 1 && word_count(slice_until(item, at)) <= 6)
            best = at;
    }
    return best;
}

bool outline_has_terms(const struct outline *o)
{
    size_t terms = 0;
    for (size_t i = 0; i < o->count; i++)
        terms += outline_term_end(o->items[i].text) < o->items[i].text.length;
    return terms * 2 > o->count && o->count > 1;
}

bool outline_is_imperative(struct slice label)
{
    static const char *const sure[] = {
        "avoid", "don't",  "do",      "never",     "always",     "identify",  "ensure",   "learn",
        "adopt", "choose", "embrace", "create",    "prioritize", "minimize",  "maximize", "install",
        "make",  "keep",   "perform", "architect", "understand", "recognize", "consider", NULL};
    static const char *const objects[] = {"the", "a", "an", "your", NULL};
    struct slice first = word_bare(word_first(label));
    struct slice second = word_first(slice_from(label, word_first(label).length));
    size_t words = word_count(label);
    /* "Weigh the dish": what stands before an article and is no preposition gives an order. */
    bool orders = words > 2 && slice_is_any(second, objects) && !word_is_stop(first) &&
                  !verb_is_preposition(first) && !verb_is_adverb(first) &&
                  !slice_ends(first, "ing") && !slice_ends(first, "s") &&
                  !slice_ends(first, "ed") && !outline_is_relation(first) &&
                  !word_is_pronoun(first);
    return (words > 1 && slice_is_any(first, sure)) || orders ||
           (words > 2 && (slice_is_any(first, imperatives) || word_is_base_verb(first)) &&
            !slice_begins(slice_from(label, first.length), " of "));
}

bool outline_is_many(struct slice name)
{
    static const char *const ends[] = {" of ", " for ", " with ", " in ", " on ", " to ", NULL};
    size_t end = name.length, words = word_count(name);
    for (size_t i = 0; ends[i]; i++) {
        size_t at = slice_find(name, ends[i]);
        end = at < end && at > 0 ? at : end;
    }
    struct slice last = word_last(slice_until(name, end));
    bool product = words > 2 && isupper((unsigned char)last.at[0]) && last.at > name.at;
    return word_is_plural(last) && !product;
}

/* Whether one can count what the words name: "page table", but not "machine learning". */
static bool is_countable(const struct finder *f, struct slice name)
{
    static const char *const masses[] = {"tion", "sion", "ing",  "ity",  "ics",  "ment",   "ism",
                                         "ness", "ance", "ence", "logy", "ware", "age",    "cy",
                                         "ship", "phy",  "try",  "ss",   "data", "source", "code",
                                         "vs",   "ops",  "th",   "ture", NULL};
    struct slice last = word_last(name);
    if (slice_ends(word_first(name), "ing") && word_count(name) > 2)
        return false;
    for (size_t i = 0; masses[i]; i++)
        if (slice_ends(last, masses[i]))
            return vocabulary_is_countable(&f->vocabulary, last) && i > 7;
    return word_count(name) > 1 || slice_ends(last, "er") || slice_ends(last, "or") ||
           vocabulary_is_countable(&f->vocabulary, last);
}

const char *outline_subject(struct finder *f, struct slice name)
{
    const char *subject = definition_subject(f, name);
    struct slice text = slice_of(subject);
    static const char *const articles[] = {"the", "a", "an", "one", "each", "every", "no", NULL};
    if (!islower((unsigned char)subject[0]) || outline_is_many(name) || !is_countable(f, text) ||
        slice_is_any(word_first(text), articles) || slice_holds(text, " of ") ||
        slice_holds(text, " in "))
        return subject;
    return arena_format(&f->harvest->arena, "%s %s", word_starts_with_vowel(text) ? "an" : "a",
                        subject);
}

/* Whether the word may lose its capital inside a question. */
static bool is_common(const struct finder *f, struct slice word, bool unknown_too)
{
    if (is_code(word) || word_is_acronym(word))
        return false;
    if (!vocabulary_knows(&f->vocabulary, word_bare(word)))
        return unknown_too;
    return !vocabulary_is_strictly_name(&f->vocabulary, word_bare(word));
}

const char *outline_small(struct finder *f, struct slice name, bool unknown_too)
{
    char *small = (char *)finder_clean(f, name);
    struct slice words[10];
    size_t count = word_split(slice_of(small), words, 10), common = 0;
    for (size_t i = 0; i < count; i++)
        common += is_common(f, words[i], unknown_too) || word_is_acronym(words[i]);
    for (size_t i = 0; i < count && common == count; i++)
        if (is_common(f, words[i], unknown_too))
            small[words[i].at - small] = (char)tolower((unsigned char)words[i].at[0]);
    return small;
}

struct slice outline_item_name(const struct outline_item *item)
{
    struct slice name = item->text;
    for (size_t i = 0; i < item->block->span_count; i++) {
        const struct span *span = &item->block->spans[i];
        if (span->kind == SPAN_STRONG && item->block->text + span->start == item->text.at &&
            span->end - span->start < name.length)
            name.length = span->end - span->start;
    }
    return name;
}

bool outline_is_gloss(struct slice item)
{
    static const char *const states[] = {"best suited ",
                                         "suited ",
                                         "used ",
                                         "good for ",
                                         "designed ",
                                         "set up ",
                                         "based on ",
                                         "responsible ",
                                         "similar ",
                                         "composed ",
                                         "made of ",
                                         "located ",
                                         "has ",
                                         "have ",
                                         "can ",
                                         "cannot ",
                                         "improvs ",
                                         "provides ",
                                         "is ",
                                         "are ",
                                         "a ",
                                         "an ",
                                         "the ",
                                         "subset of ",
                                         "set of ",
                                         "collection ",
                                         "combinations of ",
                                         "combination of ",
                                         "part of ",
                                         "kind of ",
                                         "type of ",
                                         NULL};
    if (word_count(item) < 2 || strchr("\"“", item.at[0]))
        return false;
    for (size_t i = 0; states[i]; i++)
        if (slice_begins(item, states[i]))
            return true;
    return outline_tells_action(item);
}

bool outline_tells_action(struct slice text)
{
    static const char *const after_noun[] = {
        "of",   "on",     "in",   "for",    "and",   "or",      "by",   "that", "which", "who",
        "with", "to",     "from", "at",     "is",    "are",     "used", "made", "such",  "whose",
        "than", "called", "as",   "within", "under", "between", "per",  "can",  NULL};
    struct slice first = word_bare(word_first(text));
    struct slice second = word_bare(word_first(slice_from(text, word_first(text).length)));
    if (!second.length || slice_is_any(second, after_noun) ||
        memchr(word_first(text).at, ',', word_first(text).length))
        return false;
    if (word_is_third_person(first))
        return true;
    if (verb_is_participle(second) || slice_ends(second, "ing"))
        return false; /* "bytes written to disk" */
    return first.length > 4 && slice_ends(first, "s") && word_is_plural(first) &&
           islower((unsigned char)second.at[0]);
}

bool outline_is_glossed(const struct outline *o)
{
    size_t glosses = 0;
    for (size_t i = 0; i < o->count; i++)
        glosses += outline_is_gloss(o->items[i].text);
    return glosses * 2 >= o->count && glosses > 0;
}

/* Without an explanation behind a spaced dash. */
static struct slice without_dash(struct slice item)
{
    static const char *const dashes[] = {" - ", " -- ", " – ", " — ", NULL};
    for (size_t i = 0; dashes[i]; i++) {
        size_t at = slice_find(slice_until(item, 80), dashes[i]);
        if (at > 1 && at < 80 && at < item.length)
            item = slice_until(item, at);
    }
    return item;
}

/* "RNA (ribonucleic acid, in the lab)": letters that the parenthesis explains. */
static bool is_expanded(struct slice item)
{
    struct slice first = word_first(item);
    bool capitals = first.length > 1;
    for (size_t at = 0; at < first.length; at++)
        capitals = capitals && isupper((unsigned char)first.at[at]);
    return capitals && first.length + 2 < item.length &&
           slice_begins(slice_from(item, first.length), " (") && item.at[item.length - 1] == ')' &&
           toupper((unsigned char)item.at[first.length + 2]) == first.at[0];
}

/* "RNA (ribonucleic acid)" of it. */
static struct slice expansion(struct finder *f, struct slice item)
{
    size_t end = item.length - 1;
    size_t comma = slice_find(item, ", ");
    end = comma < end ? comma : end;
    return slice_of(arena_format(&f->harvest->arena, "%.*s)", (int)end, item.at));
}

/* A long item up to its first comma or full stop. */
static struct slice first_clause(struct slice item)
{
    static const char *const ends[] = {". ", ", ", "; ", " - ", NULL};
    size_t cut = item.length;
    if (word_count(item) <= ITEM_WORDS)
        return item;
    for (size_t i = 0; ends[i]; i++) {
        size_t at = slice_find(item, ends[i]);
        cut = at < cut && word_count(slice_until(item, at)) > 2 ? at : cut;
    }
    return slice_until(item, cut);
}

const char *outline_short(struct finder *f, struct slice item, bool terms)
{
    const char *newline = memchr(item.at, '\n', item.length);
    if (newline)
        item = slice_until(item, (size_t)(newline - item.at));
    static const char *const marks[] = {"nb: ", "note: ", "important: ", NULL};
    for (size_t i = 0; marks[i]; i++)
        if (slice_begins(item, marks[i]))
            item = slice_trim(slice_from(item, strlen(marks[i])));
    size_t remark = slice_find(item, " NOTE:");
    item = slice_until(item, remark > 2 ? remark : item.length);
    item = terms ? slice_until(item, outline_term_end(item)) : without_dash(item);
    if (is_expanded(item))
        return finder_clean(f, expansion(f, item));
    item = outline_without_parentheses(f, item, false);
    item = quality_shorten(first_clause(slice_trim_any(item, " .:;,-")));
    if (slice_ends(item, ", etc"))
        item = slice_until(item, item.length - 5);
    return outline_capitalised(f, finder_clean(f, item));
}

void outline_tidy(struct finder *f, struct outline *o)
{
    static const char *const sources[] = {
        " outlined in the book", " outline in the book", " listed in the book",
        " given in the book",    " in the book",         " of the book",
        " in this chapter",      " in this section",     NULL};
    for (size_t i = 0; sources[i]; i++) {
        size_t at = slice_find(o->lead, sources[i]);
        if (at >= o->lead.length)
            continue;
        struct slice after = slice_from(o->lead, at + strlen(sources[i]));
        o->lead = slice_of(arena_format(&f->harvest->arena, "%.*s%.*s", (int)at, o->lead.at,
                                        (int)after.length, after.at));
        return;
    }
}

struct slice outline_passage(struct finder *f, const struct outline *o)
{
    struct text out = {0};
    text_append_bytes(&out, o->lead.at, o->lead.length);
    for (size_t i = 0; i < o->count; i++) {
        text_append(&out, "\n");
        struct slice item = outline_without_parentheses(f, o->items[i].text, false);
        text_append_bytes(&out, item.at, item.length);
    }
    while (out.length && strchr(": ", out.data[out.length - 1]))
        out.data[--out.length] = '\0';
    struct slice passage = slice_of(arena_copy_string(&f->harvest->arena, text_string(&out)));
    text_release(&out);
    return passage;
}

struct offer outline_offer(struct finder *f, const struct outline *o, enum card_kind kind,
                           const char *front, const char *back, const char *group)
{
    return (struct offer){.kind = kind,
                          .front = front,
                          .back = back,
                          .block = o->block,
                          .line = o->line,
                          .end_line = o->items[o->count - 1].end_line,
                          .passage = outline_passage(f, o),
                          .group = group};
}
