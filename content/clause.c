/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/clause.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "content/clause_internal.h"
#include "content/definition.h"
#include "content/pattern.h"
#include "content/verb.h"

enum { SENTENCE_AT_MOST = 800 };

/* What the sentence before leaves for a pronoun. */
struct antecedent {
    struct slice subject, sentence;
    bool plural, certain;
};

/* "It", "They", "These encodings": the subject they stand for. */
static bool resolve(struct clause *c, const struct antecedent *a)
{
    struct slice words[4];
    size_t count = word_split(c->subject, words, 4);
    if (!a->certain || !count || count > 2)
        return false;
    struct slice last = word_bare(words[count - 1]), head = clause_head(a->subject);
    bool many = slice_equals(words[0], "they") || slice_equals(words[0], "these");
    bool single = slice_equals(words[0], "it") || slice_equals(words[0], "this");
    bool agrees = (single && !a->plural) || (many && (a->plural || clause_is_plural(a->subject)));
    bool noun = count == 2 && last.length == head.length && word_count(a->subject) > 1 &&
                !strncasecmp(last.at, head.at, head.length);
    bool alone = count == 1 && !slice_equals(words[0], "this");
    if (!agrees || !(alone || noun))
        return false;
    c->subject = a->subject;
    c->since = a->sentence;
    c->borrowed = true;
    return true;
}

/* "It is crucial to ...": an "it" that stands for nothing before. */
static bool is_expletive(const struct clause *c)
{
    static const char *const states[] = {"similar", "equal",     "equivalent", "due",
                                         "able",    "identical", "close",      NULL};
    static const char *const after[] = {"to", "that", "when", "if", "whether", NULL};
    struct slice words[2];
    if (!slice_equals(c->subject, "it") || (c->kind != CLAUSE_BE && c->kind != CLAUSE_MODAL_BE))
        return false;
    return word_split(c->rest, words, 2) == 2 && slice_is_any(words[1], after) &&
           !verb_is_participle(words[0]) && !slice_is_any(words[0], states);
}

/* "The main idea", "The drawback": an idea or drawback of what was spoken of. */
static bool is_ownable(struct slice subject)
{
    static const char *const begins[] = {"the ",     "a common ", "a major ",    "one major ",
                                         "a key ",   "a main ",   "a frequent ", "one common ",
                                         "another ", NULL};
    bool begun = false;
    for (size_t i = 0; begins[i] && !begun; i++)
        begun = slice_begins(subject, begins[i]);
    return begun && word_count(subject) <= 4 && clause_is_ownable_noun(word_last(subject));
}

/* "X, which is based on Y, gives Z": both what X is based on and what it gives. */
static bool read_interrupted(struct clause_list *list, struct slice text, struct slice sentence,
                             struct antecedent *before)
{
    size_t at = slice_find(slice_until(text, 80), ", which ");
    struct slice subject = slice_until(text, at);
    if (at >= text.length || at >= 80 || !clause_is_subject(subject))
        return false;
    struct slice inner = slice_from(text, at + strlen(", "));
    for (size_t from = 0; from < inner.length;) {
        size_t comma = from + slice_find(slice_from(inner, from), ", ");
        if (comma >= inner.length)
            return false;
        struct slice rest = slice_trim(slice_from(inner, comma + 1));
        struct slice verb = word_first(rest);
        from = comma + 1;
        if (!verb_is_be(verb) && !verb_is_modal(verb) && !verb_of_third_person(verb))
            continue;
        struct clause told = {.sentence = sentence, .since = sentence}, main = told;
        struct slice last = word_last(slice_until(inner, comma));
        struct slice whole = slice_from(inner, (size_t)(last.at - inner.at));
        if (clause_split(&told, slice_until(inner, comma)) && slice_equals(told.subject, "which")) {
            told.subject = subject;
            *clause_add(list) = told;
        }
        if (clause_split(&main, whole) && word_count(main.subject) == 1) {
            main.subject = subject;
            main.plural = clause_is_plural(subject);
            *before = (struct antecedent){subject, sentence, main.plural, true};
            *clause_add(list) = main;
        }
        return true;
    }
    return false;
}

/* Makes the subject one that stands by itself; false: it does not, or the clause was added. */
static bool settle_subject(struct clause_list *list, struct clause *read,
                           const struct antecedent *old)
{
    struct slice subject;
    read->subject = clause_without_acronym(clause_without_aside(read->subject));
    if (clause_without_relative(read->subject, &subject)) {
        clause_add_inner(list, read, subject);
        read->subject = subject;
    }
    clause_add_relative(list, read);
    read->expletive = is_expletive(read);
    if (read->expletive ||
        (slice_equals(read->subject, "you") && slice_begins(read->lead, "to "))) {
        *clause_add(list) = *read;
        return false;
    }
    if (clause_is_subject(read->subject) || resolve(read, old))
        return true;
    if (old->certain && is_ownable(read->subject)) {
        read->owner = old->subject;
        read->since = old->sentence;
        *clause_add(list) = *read;
    }
    return false;
}

static void read_statement(struct clause_list *list, struct slice text, struct slice sentence,
                           struct antecedent *before)
{
    struct clause read = {.sentence = sentence, .since = sentence};
    text = slice_trim_any(
        clause_without_opener(clause_without_label(slice_trim_any(text, " \t\n.,;"))), " ,");
    struct antecedent none = {0}, old = *before;
    *before = none;
    if (text.length < 12 || text.at[text.length - 1] == '?' ||
        !clause_take_lead(&text, &read.lead) || !clause_split(&read, text))
        return;
    if (!read.lead.length && read_interrupted(list, text, sentence, before))
        return;
    bool that = read.kind == CLAUSE_BE && slice_begins(read.rest, "that ") &&
                !slice_holds(read.subject, " of ") && !slice_holds(read.subject, " between ");
    struct slice inner = slice_from(read.rest, that ? strlen("that ") : 0);
    if (that && !is_ownable(read.subject) && !clause_split(&read, inner))
        return; /* "The major difference is that X ..." */
    if (!settle_subject(list, &read, &old)) {
        if (read.owner.length)
            *before = old;
        return;
    }
    struct slice topic = clause_topic(read.subject);
    bool whole = topic.at == read.subject.at;
    *before = (struct antecedent){.subject = topic,
                                  .sentence = read.since,
                                  .plural = whole ? read.plural : clause_is_plural(topic),
                                  .certain = !slice_holds_word(topic, "that")};
    *clause_add(list) = read;
    clause_split_predicate(list);
    clause_add_that(list, &read);
}

/* Whether the text has a subject (or "it") and a finite verb of its own. */
static bool is_statement(struct slice text)
{
    struct clause c = {0};
    struct slice lead, subject;
    text = slice_trim_any(clause_without_opener(clause_without_label(text)), " ,");
    if (text.length < 12 || !clause_take_lead(&text, &lead) || !clause_split(&c, text))
        return false;
    const char *end = c.subject.at + c.subject.length;
    subject = clause_without_acronym(clause_without_aside(c.subject));
    if (subject.length == c.subject.length && *end == ',')
        return false; /* "software, and its code, is": no second statement */
    clause_without_relative(subject, &subject);
    return clause_is_subject(subject) || (slice_equals(c.subject, "it") && !is_expletive(&c)) ||
           slice_equals(c.subject, "they");
}

/* A statement so short that what follows "and" cannot belong to its object. */
static bool is_short_statement(struct slice text)
{
    struct clause c = {0};
    struct slice lead;
    text = slice_trim_any(clause_without_opener(clause_without_label(text)), " ,");
    return clause_take_lead(&text, &lead) && clause_split(&c, text) && c.kind == CLAUSE_ACTIVE &&
           word_count(c.rest) <= 4 &&
           !slice_holds_word(slice_from(c.rest, word_first(c.rest).length), "to") &&
           !slice_holds_word(c.rest, "that");
}

/* Also where the subject only means something beside the one before: "and a common pitfall is". */
static bool begins_statement(struct slice text)
{
    struct clause c = {0};
    return is_statement(text) ||
           (clause_is_article(word_first(text)) && clause_split(&c, text) && c.kind == CLAUSE_BE &&
            clause_is_ownable_noun(clause_head(c.subject)));
}

/* Where "A is ..., while B is ..." goes on with B; `length` when it does not. */
static size_t find_joint(struct slice text, size_t *skip)
{
    static const char *const joints[] = {
        ", while ",   ", whereas ", "; ",      ", but ", ", and ",          ", so ", " and it ",
        " and they ", " but it ",   ", they ", ", it ",  " while another ", " and ", NULL};
    static const size_t kept[] = {8, 10, 2, 6, 6, 5, 5,
                                  5, 5,  2, 2, 7, 5}; /* where the second statement begins */
    size_t best = text.length, offsets[sizeof joints / sizeof *joints];
    if (!slice_find_each(text, joints, offsets))
        return best;
    for (size_t i = 0; joints[i]; i++) {
        size_t at = offsets[i];
        bool bare = !joints[i + 1];
        if (at >= best || (bare && !is_short_statement(slice_until(text, at))) ||
            !begins_statement(slice_from(text, at + kept[i])) ||
            !is_statement(slice_until(text, at)))
            continue;
        best = at;
        *skip = kept[i];
    }
    return best;
}

/* "A is ..., while B is ...": two statements; what "it" means after them is not certain. */
static void read_sentence(struct clause_list *list, struct slice sentence,
                          struct antecedent *before)
{
    size_t skip = 0, at = find_joint(sentence, &skip);
    if (at >= sentence.length) {
        read_statement(list, sentence, sentence, before);
        return;
    }
    read_statement(list, slice_until(sentence, at), sentence, before);
    struct antecedent first = *before;
    read_statement(list, slice_from(sentence, at + skip), sentence, before);
    bool same = first.certain && before->certain && first.subject.at == before->subject.at;
    before->certain = same;
}

/* "Data Warehouse:" before its explanation, or the heading over its first sentence. */
static bool label(struct slice sentence, struct antecedent *before)
{
    if (sentence.length < 3 || sentence.at[sentence.length - 1] != ':' || word_count(sentence) > 5)
        return false;
    struct slice term = slice_until(sentence, sentence.length - 1);
    *before = (struct antecedent){.subject = term,
                                  .sentence = sentence,
                                  .plural = clause_is_plural(term),
                                  .certain = definition_is_term(term) && clause_is_subject(term)};
    return true;
}

/* A fence without a language that holds a passage of a book. */
static bool is_quotation(const struct block *block)
{
    struct slice text = slice_trim(slice_make(block->text, block->length));
    if (block->kind != BLOCK_CODE || (block->info && *block->info) || word_count(text) < 12 ||
        !(isalpha((unsigned char)text.at[0]) || strchr("\"'", text.at[0]) ||
          (unsigned char)text.at[0] == 0xE2) ||
        !slice_holds(text, ". "))
        return false;
    size_t odd = 0;
    for (size_t at = 0; at < text.length; at++)
        odd += strchr("{}=$<>\\|;_#", text.at[at]) != NULL;
    return odd * 100 < text.length;
}

bool clause_is_prose(const struct block *block)
{
    return block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM ||
           block->kind == BLOCK_QUOTE || is_quotation(block);
}

struct slice clause_predicate(struct slice rest, bool plural)
{
    struct clause c = {.kind = CLAUSE_BE, .rest = rest, .plural = plural};
    size_t skip = 0, at = clause_second_verb(&c, &skip);
    for (size_t from = 0; from < at;) {
        size_t comma = from + slice_find(slice_from(rest, from), ", and ");
        if (comma >= at)
            break;
        if (word_count(slice_until(rest, comma)) >= 4 &&
            begins_statement(slice_from(rest, comma + 6)))
            at = comma;
        from = comma + 1;
    }
    return slice_until(rest, at);
}

/* A short item of an English note need not show by many small words that it is English. */
static bool reads_english(const struct finder *f, struct slice text)
{
    enum { SHORT = 20 };
    if (text_is_english(text))
        return true;
    if (!f->english || word_count(text) > SHORT)
        return false;
    for (size_t at = 0; at < text.length; at++)
        if ((unsigned char)text.at[at] >= 0xC3 && (unsigned char)text.at[at] != 0xE2)
            return false;
    for (struct slice word; (word = word_first(text)).length; text = clause_after(text, word))
        if (word_is_stop(word_bare(word)) || verb_of_third_person(word))
            return true;
    return false;
}

const struct clause *clause_read(struct finder *f, const struct block *block, size_t *count)
{
    struct clause_list *list = &f->clauses;
    if (list->block != block) {
        list->block = block;
        list->count = 0;
        bool prose = clause_is_prose(block);
        size_t sentences = 0;
        const struct slice *split = prose ? finder_sentences(f, block, &sentences) : NULL;
        if (!prose || !reads_english(f, slice_make(block->text, block->length)))
            sentences = 0;
        struct antecedent before = {0};
        for (size_t i = 0; i < sentences; i++)
            if (split[i].length > SENTENCE_AT_MOST)
                before.certain = false;
            else if (!label(split[i], &before))
                read_sentence(list, split[i], &before);
    }
    *count = list->count;
    return list->clauses;
}

void clause_list_release(struct clause_list *list)
{
    free(list->clauses);
    memset(list, 0, sizeof *list);
}
