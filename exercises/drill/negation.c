/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saying the opposite, and saying the same.
 *
 * Level 1: De Morgan's laws. 2: contrapositive, converse and the negation of an "if". 3: negated
 * "every" and "some", one within the other.
 */
#include "exercises/drill.h"
#include "exercises/drill_text.h"
#include "exercises/problem_writer.h"

/* A statement and its denial. */
struct statement {
    const char *yes, *no;
};
static const struct statement statements[] = {
    {"the disk is full", "the disk is not full"},
    {"the job is late", "the job is not late"},
    {"the cache is warm", "the cache is not warm"},
    {"the key is unique", "the key is not unique"},
    {"the replica is up", "the replica is not up"},
    {"the schema has changed", "the schema has not changed"},
    {"the query uses the index", "the query does not use the index"},
    {"the file is compressed", "the file is not compressed"},
    {"the batch is empty", "the batch is not empty"},
    {"the stream is ordered", "the stream is not ordered"},
    {"the test passes", "the test does not pass"},
    {"the alert fires", "the alert does not fire"},
    {"the table is partitioned", "the table is not partitioned"},
    {"the lock is held", "the lock is not held"},
};
enum { STATEMENTS = sizeof statements / sizeof statements[0] };

static void draw_two(gsl_rng *rng, const struct statement **first, const struct statement **second)
{
    int one = draw_between(rng, 0, STATEMENTS - 1), other = draw_between(rng, 0, STATEMENTS - 2);
    *first = &statements[one];
    *second = &statements[other + (other >= one)];
}

static const char *joined(struct problem *problem, const char *a, const char *word, const char *b)
{
    return problem_text(problem, "%s %s %s", a, word, b);
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

/* The statement may itself hold a "not", which is then taken away. */
static void ask_de_morgan(gsl_rng *rng, struct problem *problem)
{
    const struct statement *a, *b;
    draw_two(rng, &a, &b);
    bool either = draw_between(rng, 0, 1), turned = draw_between(rng, 0, 1);
    const char *word = either ? "or" : "and", *other = either ? "and" : "or";
    const char *b_yes = turned ? b->no : b->yes, *b_no = turned ? b->yes : b->no;
    problem_prompt(problem,
                   "What is the negation of this: the statement that is true exactly when "
                   "this one is false?\n    %s",
                   joined(problem, a->yes, word, b_yes));
    choice_right(problem, joined(problem, a->no, other, b_no));
    choice_wrong(problem, "kept-the-word",
                 either ? "\"a or b\" is false only where both are false: the or becomes an and"
                        : "\"a and b\" is false as soon as one is false: the and becomes an or",
                 joined(problem, a->no, word, b_no));
    choice_wrong(problem, "negated-only-the-word",
                 "both parts must be negated, not only the word between them",
                 joined(problem, a->yes, other, b_yes));
    choice_wrong(problem, "negated-only-one-part", "both parts must be negated, and the word turns",
                 joined(problem, a->no, word, b_yes));
    choice_finish(problem, rng);
    problem_hint(problem, "When is the statement false? Think of the four cases.");
    problem_hint(problem, "De Morgan: not (a and b) is (not a) or (not b); not (a or b) is (not a) "
                          "and (not b).");
    problem_step(problem, "the statement has the form: a %s b, with a: %s, b: %s", word, a->yes,
                 b_yes);
    problem_step(problem, "not (a %s b) is (not a) %s (not b)", word, other);
    problem_step(problem, "not a: %s; not b: %s", a->no, b_no);
    problem_step(problem, "together: %s", problem->answer);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static const char *implication(struct problem *problem, const char *a, const char *b)
{
    return problem_text(problem, "if %s, then %s", a, b);
}

static void ask_contrapositive(gsl_rng *rng, struct problem *problem)
{
    const struct statement *a, *b;
    draw_two(rng, &a, &b);
    problem_prompt(problem, "Which statement says exactly the same as this one?\n    %s",
                   implication(problem, a->yes, b->yes));
    choice_right(problem, implication(problem, b->no, a->no));
    choice_wrong(problem, "converse", "that is the converse; b may also come about in other ways",
                 implication(problem, b->yes, a->yes));
    choice_wrong(problem, "inverse",
                 "nothing is said of what happens where the first part is false",
                 implication(problem, a->no, b->no));
    choice_wrong(problem, "if-as-and", "an \"if\" does not say that its first part is true",
                 joined(problem, a->yes, "and", b->yes));
    choice_finish(problem, rng);
    problem_hint(problem, "The only thing it rules out: the first part true, the second false.");
    problem_hint(problem, "If the second part is false, what do you know of the first?");
    problem_step(problem, "it rules out only this: %s", joined(problem, a->yes, "and", b->no));
    problem_step(problem, "so where \"%s\" holds, \"%s\" cannot hold", b->no, a->yes);
    problem_step(problem, "the contrapositive: %s", problem->answer);
}

static void ask_negated_if(gsl_rng *rng, struct problem *problem)
{
    const struct statement *a, *b;
    draw_two(rng, &a, &b);
    problem_prompt(problem, "What would show that this rule is broken?\n    %s",
                   implication(problem, a->yes, b->yes));
    choice_right(problem, joined(problem, a->yes, "and", b->no));
    choice_wrong(problem, "negated-both",
                 "where the first part is false the rule says nothing, and is kept",
                 joined(problem, a->no, "and", b->no));
    choice_wrong(problem, "converse", "the rule does not say that this is the only way",
                 joined(problem, a->no, "and", b->yes));
    choice_wrong(problem, "negated-within",
                 "that is another rule, and a single case cannot show it",
                 implication(problem, a->yes, b->no));
    choice_finish(problem, rng);
    problem_hint(problem,
                 "A rule \"if a, then b\" is broken by one case. Which of the four is it?");
    problem_hint(problem, "not (if a, then b) is: a and not b.");
    problem_step(problem, "where it is not so that %s, the rule says nothing", a->yes);
    problem_step(problem, "where it is so, the rule demands: %s", b->yes);
    problem_step(problem, "it is broken where %s", problem->answer);
}

/* "a is enough for b", "a only if b": which "if" is it? */
static void ask_wording(gsl_rng *rng, struct problem *problem)
{
    static const struct {
        const char *before, *between;
        bool first_follows; /* a and not b is what it rules out */
    } forms[] = {
        {"", ", but only if ", true},
        {"it is enough that ", " to know that ", true},
        {"it is necessary that ", " for this: ", false},
        {"", " whenever ", false},
    };
    const struct statement *a, *b;
    draw_two(rng, &a, &b);
    int form = draw_between(rng, 0, 3);
    const struct statement *from = forms[form].first_follows ? a : b,
                           *to = forms[form].first_follows ? b : a;
    problem_prompt(problem, "Which \"if\" says the same as this?\n    %s%s%s%s", forms[form].before,
                   a->yes, forms[form].between, b->yes);
    choice_right(problem, implication(problem, from->yes, to->yes));
    choice_wrong(problem, "converse",
                 "the two have changed places: this may be so, but is not said",
                 implication(problem, to->yes, from->yes));
    choice_wrong(problem, "inverse", "that is the converse, said with not",
                 implication(problem, from->no, to->no));
    choice_wrong(problem, "negated-within", "that is nearly the opposite",
                 implication(problem, from->yes, to->no));
    choice_finish(problem, rng);
    problem_hint(problem, "Which of the two allows you to conclude the other?");
    problem_hint(problem, "Enough: if it is so, the other follows. Necessary, only if: without it "
                          "the other cannot be.");
    problem_step(problem, "it rules out: %s", joined(problem, from->yes, "and", to->no));
    problem_step(problem, "which is to say: %s", problem->answer);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static const struct scene {
    const char *outer, *verb, *inner; /* "every shard has some replica that ..." */
    const char *is[3], *is_not[3];
} scenes[] = {
    {"shard",
     "has",
     "replica",
     {"is up", "lags", "is full"},
     {"is not up", "does not lag", "is not full"}},
    {"pipeline",
     "contains",
     "task",
     {"fails", "is slow", "writes twice"},
     {"does not fail", "is not slow", "does not write twice"}},
    {"table",
     "has",
     "column",
     {"allows NULL", "is indexed", "is encrypted"},
     {"does not allow NULL", "is not indexed", "is not encrypted"}},
    {"region",
     "has",
     "data centre",
     {"runs on battery", "accepts writes", "is reachable"},
     {"does not run on battery", "does not accept writes", "is not reachable"}},
    {"topic",
     "has",
     "partition",
     {"is empty", "has a leader", "falls behind"},
     {"is not empty", "does not have a leader", "does not fall behind"}},
    {"team",
     "owns",
     "service",
     {"has an alert", "is on call", "meets its goal"},
     {"does not have an alert", "is not on call", "does not meet its goal"}},
    {"query",
     "reads",
     "table",
     {"is partitioned", "is sorted", "has statistics"},
     {"is not partitioned", "is not sorted", "does not have statistics"}},
    {"backup",
     "holds",
     "file",
     {"is readable", "is signed", "is older than a day"},
     {"is not readable", "is not signed", "is not older than a day"}},
};
enum { SCENES = sizeof scenes / sizeof scenes[0] };

/* "every shard has a replica such that it is up"; `outer` and `inner`: every (true) or some. */
static const char *quantified(struct problem *problem, const struct scene *scene, bool outer,
                              bool inner, const char *property)
{
    if (inner)
        return problem_text(problem, "for %s %s: every %s that it %s %s", outer ? "every" : "some",
                            scene->outer, scene->inner, scene->verb, property);
    return problem_text(problem, "for %s %s: some %s that it %s %s", outer ? "every" : "some",
                        scene->outer, scene->inner, scene->verb, property);
}

static void ask_quantifiers(gsl_rng *rng, struct problem *problem)
{
    const struct scene *scene = &scenes[draw_between(rng, 0, SCENES - 1)];
    int which = draw_between(rng, 0, 2);
    bool outer = draw_between(rng, 0, 1), inner = draw_between(rng, 0, 1);
    bool turned = draw_between(rng, 0, 1);
    const char *property = turned ? scene->is_not[which] : scene->is[which];
    const char *opposite = turned ? scene->is[which] : scene->is_not[which];
    problem_prompt(problem, "What is the negation of this statement?\n    %s",
                   quantified(problem, scene, outer, inner, property));
    choice_right(problem, quantified(problem, scene, !outer, !inner, opposite));
    choice_wrong(problem, "negated-only-the-end", "\"every\" and \"some\" change places, too",
                 quantified(problem, scene, outer, inner, opposite));
    choice_wrong(problem, "kept-the-inner-quantifier",
                 "the inner \"every\" or \"some\" must change, too",
                 quantified(problem, scene, !outer, inner, opposite));
    choice_wrong(problem, "kept-the-property",
                 "\"every\" and \"some\" have changed, but the end must be negated as well",
                 quantified(problem, scene, !outer, !inner, property));
    choice_wrong(problem, "kept-the-outer-quantifier",
                 "the outer \"every\" or \"some\" must change, too",
                 quantified(problem, scene, outer, !inner, opposite));
    choice_finish(problem, rng);
    problem_hint(problem, "It is false as soon as there is a case that breaks it. Which case?");
    problem_hint(problem, "not (for every x: P) is: for some x: not P; not (for some x: P) is: for "
                          "every x: not P.");
    problem_hint(problem, "Carry the \"not\" inwards, past one \"every\" or \"some\" at a time.");
    problem_step(problem, "not (%s)", quantified(problem, scene, outer, inner, property));
    problem_step(problem, "for %s %s: not (%s %s that it %s %s)", outer ? "some" : "every",
                 scene->outer, inner ? "every" : "some", scene->inner, scene->verb, property);
    problem_step(problem, "%s", problem->answer);
}

/* ------------------------------------------------------------------------------------------------
 */

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    typedef void asker(gsl_rng * rng, struct problem * problem);
    static asker *const middle[] = {ask_contrapositive, ask_negated_if, ask_wording};
    (void)drill;
    if (level == 1)
        ask_de_morgan(rng, problem);
    else if (level == 2)
        middle[draw_between(rng, 0, 2)](rng, problem);
    else
        ask_quantifiers(rng, problem);
}

const struct drill drill_negation = {
    .name = "negation",
    .title = "Negation and contrapositive",
    .topic = "logic",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"truth-table", NULL},
    .terms = (const char *const[]){"negation", "contrapositive", "de morgan", "de morgan's law",
                                   "quantifier", "if and only if", "logical implication",
                                   "counterexample", "mathematical proof", "proof by contradiction",
                                   NULL},
    .generate = generate,
};
