/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "X does Y because Z", "X does Y so that Z", "X does Y by doing Z": why and how. */
#include <ctype.h>
#include <string.h>

#include "content/clause.h"
#include "content/pattern.h"
#include "content/quality.h"
#include "content/verb.h"

/* "as" may also tell when: what was made "because" is only proposed. */
#define OWN_WORDS (-0.05)

struct mark {
    const char *text;
    const char *asks;
    size_t skip; /* of the mark, what the answer leaves out */
};

static const struct mark marks[] = {
    {" because ", "Why", 1},  {" so that ", "Why", 1}, {" in order to ", "Why", 1},
    {" due to ", "Why", 1},   {", as it ", "Why", 2},  {", as they ", "Why", 2},
    {" as it ", "Why", 1},    {" as they ", "Why", 1}, {", since ", "Why", 2},
    {" as a lot ", "Why", 1}, {" by ", "How", 1},
};

/* What stands before the mark as a question: "Why does X store Y?" */
static const char *ask(struct finder *f, const struct block *block, const struct clause *c,
                       const char *what, struct slice core)
{
    const char *said = finder_clean(f, core);
    if (c->kind == CLAUSE_ACTIVE)
        said = arena_format(&f->harvest->arena, "%s %s", c->verb, said);
    return clause_question(f, block, c, what, said);
}

static bool may_ask(struct slice core)
{
    static const char *const loose[] = {"this", "these", "it", "they", "which", "we", NULL};
    return core.length && word_count(core) <= 18 && !slice_holds_any(core, loose);
}

static bool read_mark(struct finder *f, const struct block *block, const struct clause *c,
                      const struct mark *mark)
{
    bool base = c->kind == CLAUSE_ACTIVE || c->kind == CLAUSE_MODAL_BE;
    struct slice whole = base ? c->rest : c->phrase;
    size_t at = slice_find(whole, mark->text);
    if (at >= whole.length)
        return false;
    struct slice core = slice_trim_any(slice_until(whole, at), " ,");
    struct slice answer = slice_from(whole, at + mark->skip);
    struct slice after = slice_from(whole, at + strlen(mark->text));
    static const char *const vague[] = {"involve", "include", "mean", "have", "contain", NULL};
    bool by = !strcmp(mark->text, " by ");
    /* "It is just that ... because ..." stresses; "the reason for it is ..." gives its own. */
    if (slice_holds(answer, " it they ") || slice_begins(core, "just that ") ||
        slice_begins(c->subject, "the reason"))
        return false;
    if (!mark->asks || !may_ask(core) || (by && !verb_is_gerund(word_first(after))) ||
        (by && slice_holds(core, " that ")))
        return false;
    if (by && (slice_is_any(slice_of(c->verb), vague) ||
               (c->kind == CLAUSE_BE && !verb_is_participle(word_first(core)))))
        return false;
    /* "as it ..." and "since ..." also tell when; "because" does not. */
    bool as = slice_begins(answer, "as ") || slice_begins(answer, "since ");
    if (as)
        answer = slice_of(arena_format(&f->harvest->arena, "because %s",
                                       finder_clean(f, clause_after(answer, word_first(answer)))));
    return clause_offer(f, block, c, CARD_BASIC, ask(f, block, c, mark->asks, core), answer,
                        as || slice_holds_word(core, "the two") ? OWN_WORDS : 0);
}

/* "The war ended in 1648": when it ended. */
static bool read_year(struct finder *f, const struct block *block, const struct clause *c)
{
    bool was = slice_equals(c->auxiliary, "was") || slice_equals(c->auxiliary, "were");
    bool did = c->kind == CLAUSE_ACTIVE && slice_equals(c->auxiliary, "did");
    struct slice year = word_bare(word_last(c->rest));
    struct slice before = slice_trim(slice_until(c->rest, (size_t)(year.at - c->rest.at)));
    struct slice in = word_last(before), core = slice_until(before, (size_t)(in.at - before.at));
    bool digits = year.length == 4 && strchr("12", year.at[0]);
    for (size_t at = 0; at < year.length; at++)
        digits = digits && isdigit((unsigned char)year.at[at]);
    core = slice_trim_any(core, " ,");
    if (!(was || did) || !digits || !slice_equals(in, "in") || c->lead.length ||
        !may_ask(core.length ? core : c->subject) || (was && !core.length))
        return false;
    struct slice answer = slice_make(in.at, (size_t)(year.at + year.length - in.at));
    return clause_offer(f, block, c, CARD_BASIC, ask(f, block, c, "When", core), answer, 0);
}

/* "To shrink files, engines use ...": what they use for it. */
static void read_means(struct finder *f, const struct block *block, const struct clause *c)
{
    if (!slice_begins(c->lead, "to ") || c->kind != CLAUSE_MODAL ||
        !slice_equals(c->subject, "you") || !strcmp(c->verb, "need"))
        return;
    clause_offer(f, block, c, CARD_BASIC, clause_question(f, block, c, "What", "do"), c->phrase,
                 OWN_WORDS);
}

static void find(struct finder *f, const struct block *block)
{
    size_t count;
    const struct clause *clauses = clause_read(f, block, &count);
    for (size_t i = 0; i < count; i++) {
        if (clauses[i].owner.length || clauses[i].several)
            continue;
        bool found = read_year(f, block, &clauses[i]);
        for (size_t m = 0; m < sizeof marks / sizeof *marks && !found; m++)
            found = read_mark(f, block, &clauses[i], &marks[m]);
        if (!found)
            read_means(f, block, &clauses[i]);
    }
}

const struct pattern pattern_cause = {
    .name = "cause",
    .confidence = 0.75,
    .summary = "X does Y because Z, so that Z, due to Z, by doing Z",
    .example = "A compiler moves loads because memory is slower than arithmetic.\n",
    .front = "Why does a compiler move loads?",
    .back = "Because memory is slower than arithmetic",
    .counter_example = "It works because of this. We do that so that they can go.\n",
    .find = find,
};
