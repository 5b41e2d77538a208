/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cards that other tools' syntaxes write, end to end: a card that was reviewed keeps its id and its
 * history through everything that happens to its block, and broken blocks take no other card along.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-03-10T09:00:00+01:00 --seed 7 "

/* A block of a fixture that is reviewed, edited, moved and deleted. */
struct block_life {
    const char *name;
    const char *fixture;
    const char *pattern;
    const char *word;       /* in the reviewed card and in no other */
    const char *first;      /* the block begins with this */
    const char *last;       /* and ends with this */
    const char *wording[2]; /* a part of the answer, before and after */
    size_t cards, in_block; /* in the file, in the block */
};

static const struct block_life lives[] = {
    {"Q: and A:",
     "hashcards",
     "question-answer",
     "loops",
     "Q: Which header",
     "by one\n",
     {"lowers by one", "lowers by one hop"},
     4,
     1},
    {"C: with [gaps]",
     "hashcards",
     "question-answer",
     "belongs",
     "C: [ARP]",
     "link.\n",
     {"[hardware address]", "[hardware addresses]"},
     4,
     2},
    {"::",
     "double_colon",
     "double-colon",
     "Place",
     "Place where",
     "devices\n",
     {"folder of devices", "directory of devices"},
     4,
     1},
    {":: with a schedule",
     "double_colon",
     "double-colon",
     "killed",
     "Status of",
     "-->\n",
     {"the number of that signal", "the number of the signal"},
     4,
     1},
    {":::",
     "double_colon",
     "double-colon",
     "Variable",
     "Variable that",
     "mark\n",
     {"a question mark", "the question mark"},
     4,
     2},
    {"?",
     "question_mark",
     "question-mark",
     "registers",
     "What does a context",
     "processor\n",
     {"that leaves", "that is leaving"},
     4,
     1},
    {"? with a schedule",
     "question_mark",
     "question-mark",
     "slice",
     "What happens",
     "-->\n",
     {"its next turn", "its following turn"},
     4,
     1},
    {"??",
     "question_mark",
     "question-mark",
     "inversion",
     "Priority inversion",
     "holds\n",
     {"priority holds", "priority is holding"},
     4,
     2},
    {"==gap==",
     "highlight",
     "highlight-cloze",
     "copied",
     "Memory that",
     "to it.\n",
     {"one of them writes", "one of both writes"},
     3,
     1},
    {"==gap== with a schedule",
     "highlight",
     "highlight-cloze",
     "zeroes",
     "A page that",
     "-->\n",
     {"zeroes by the kernel", "zero bytes by the kernel"},
     3,
     1},
    {"{{c1::}}",
     "anki_cloze",
     "anki-cloze",
     "Chaining",
     "Chaining keeps",
     "array.\n",
     {"linked list of nodes", "linked list of its nodes"},
     4,
     1},
    {"{{c1::}} and {{c2::}}",
     "anki_cloze",
     "anki-cloze",
     "colliding",
     "Open addressing",
     "slots.\n",
     {"the same array", "the very same array"},
     4,
     2},
    {"START Basic",
     "anki_block",
     "anki-block",
     "phantom",
     "START\nBasic\nWhich isolation",
     "END\n",
     {"as the standard describes it", "as the standard describes this"},
     4,
     1},
    {"START Cloze",
     "anki_block",
     "anki-block",
     "covering",
     "START\nCloze",
     "END\n",
     {"{a query}", "{the query}"},
     4,
     2},
    {"STARTI",
     "anki_block",
     "anki-block",
     "sorted",
     "STARTI",
     "ENDI\n",
     {"The merge join", "The sorted merge join"},
     4,
     1},
    {"#card",
     "card_heading",
     "card-heading",
     "peephole",
     "## What does a peephole",
     "ones.\n",
     {"by cheaper ones", "by much cheaper ones"},
     4,
     1},
    {"#card-reverse",
     "card_heading",
     "card-heading",
     "Register",
     "## Register",
     "stack.\n",
     {"a place on the stack", "a slot on the stack"},
     4,
     2},
};

/* --- Commands ------------------------------------------------------------------------------------
 */

static void ok(const char *home, const char *input, const char *line)
{
    struct outcome outcome = tutor(home, input, line);
    if (outcome.status || strstr(outcome.err, "Sanitizer"))
        fail_msg("'%s' exits %d: %s", line, outcome.status, outcome.err);
    outcome_release(&outcome);
}

static json_t *all_cards(const char *home)
{
    return tutor_json_lines(home, "", NOW "cards --json");
}

static const char *string_of(json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value ? value : "";
}

static json_t *card_by_id(json_t *cards, const char *id)
{
    for (size_t i = 0; i < json_array_size(cards); i++)
        if (!strcmp(string_of(json_array_get(cards, i), "id"), id))
            return json_array_get(cards, i);
    fail_msg("card %s is gone", id);
    return NULL;
}

struct counted {
    size_t made, changed, moved, orphaned;
};

/* Imports and compares the counts; all other cards, of `total`, are to be unchanged. */
static void import(const char *home, size_t total, struct counted expected)
{
    json_t *result = tutor_json(home, NOW "import ~/notes --json");
    json_t *cards = json_object_get(result, "cards");
    const char *const names[] = {"new", "changed", "moved", "orphaned", "unchanged"};
    size_t wanted[] = {expected.made, expected.changed, expected.moved, expected.orphaned, total};
    for (size_t i = 0; i < 4; i++)
        wanted[4] -= wanted[i];
    for (size_t i = 0; i < 5; i++) {
        json_int_t now = json_integer_value(json_object_get(cards, names[i]));
        if ((size_t)now != wanted[i])
            fail_msg("%s: %d (expected %zu)", names[i], (int)now, wanted[i]);
    }
    json_decref(result);
}

static char *fixture_text(const char *name)
{
    const char *root = getenv("SOURCE_ROOT");
    struct text path = {0};
    struct error error = {0};
    char *text = NULL;
    size_t length;
    text_printf(&path, "%s/tests/fixtures/written/%s.md", root ? root : ".", name);
    if (!file_read(path.data, &text, &length, &error))
        fail_msg("%s: %s", path.data, error.message);
    text_release(&path);
    return text;
}

/* --- One block's life ----------------------------------------------------------------------------
 */

struct stage {
    const struct block_life *life;
    char *home;
    char *text;                   /* of the fixture */
    char *before, *block, *after; /* its parts */
    char *id;                     /* of the reviewed card */
    json_t *schedule;             /* of the reviewed card */
};

static void cut(struct stage *stage)
{
    const struct block_life *life = stage->life;
    const char *from = strstr(stage->text, life->first);
    assert_non_null(from);
    const char *to = strstr(from, life->last);
    assert_non_null(to);
    to += strlen(life->last);
    stage->before = memory_copy_bytes(stage->text, (size_t)(from - stage->text));
    stage->block = memory_copy_bytes(from, (size_t)(to - from));
    stage->after = memory_copy_string(to);
}

static void write_parts(const struct stage *stage, const char *name, const char *block,
                        const char *end)
{
    struct text text = {0}, path = {0};
    text_printf(&text, "%s%s%s%s", stage->before, block, stage->after, end);
    text_printf(&path, "notes/%s.md", name);
    free(home_write(stage->home, path.data, text.data));
    text_release(&text);
    text_release(&path);
}

static void remove_note(const struct stage *stage, const char *name)
{
    char *path = home_path(stage->home, name);
    assert_int_equal(unlink(path), 0);
    free(path);
}

static void review_one(struct stage *stage)
{
    struct text line = {0};
    json_t *cards;
    text_printf(&line, NOW "review --plain %s", stage->life->word);
    ok(stage->home, "\n3\nq\n", text_string(&line));
    text_release(&line);
    cards = all_cards(stage->home);
    for (size_t i = 0; i < json_array_size(cards); i++) {
        json_t *card = json_array_get(cards, i), *schedule = json_object_get(card, "schedule");
        if (strcmp(string_of(schedule, "due"), "2026-03-10") <= 0)
            continue;
        assert_null(stage->id);
        stage->id = memory_copy_string(string_of(card, "id"));
        stage->schedule = json_deep_copy(schedule);
    }
    assert_non_null(stage->id);
    if (!strstr(stage->block, "SR:"))
        assert_int_equal(json_integer_value(json_object_get(stage->schedule, "repetitions")), 1);
    json_decref(cards);
}

static struct stage begin(const struct block_life *life)
{
    struct stage stage = {.life = life, .home = home_make(), .text = fixture_text(life->fixture)};
    cut(&stage);
    write_parts(&stage, "note", stage.block, "");
    import(stage.home, life->cards, (struct counted){.made = life->cards});
    review_one(&stage);
    return stage;
}

static void end(struct stage *stage)
{
    ok(stage->home, "", NOW "doctor");
    json_decref(stage->schedule);
    free(stage->text);
    free(stage->before);
    free(stage->block);
    free(stage->after);
    free(stage->id);
    home_remove(stage->home);
}

/* All cards are those of before, the reviewed one has its history; returns the cards. */
static json_t *expect_history(const struct stage *stage, json_t *before, const char *state)
{
    json_t *cards = all_cards(stage->home);
    assert_int_equal(json_array_size(cards), json_array_size(before));
    for (size_t i = 0; i < json_array_size(before); i++)
        (void)card_by_id(cards, string_of(json_array_get(before, i), "id"));
    json_t *card = card_by_id(cards, stage->id);
    assert_string_equal(string_of(card, "state"), state);
    assert_string_equal(string_of(card, "pattern"), stage->life->pattern);
    if (!json_equal(json_object_get(card, "schedule"), stage->schedule))
        fail_msg("the history is lost");
    return cards;
}

static bool is_the_same(json_t *before, json_t *after)
{
    json_t *one = json_copy(before), *other = json_copy(after);
    for (size_t i = 0; i < 2; i++) {
        (void)json_object_del(i ? one : other, "source");
        (void)json_object_del(i ? one : other, "sources");
    }
    bool same = json_equal(one, other);
    json_decref(one);
    json_decref(other);
    return same;
}

/* How many cards are not what they were; their lines may be others. */
static size_t count_different(json_t *before, json_t *after)
{
    size_t different = 0;
    for (size_t i = 0; i < json_array_size(before); i++) {
        json_t *card = json_array_get(before, i);
        different += !is_the_same(card, card_by_id(after, string_of(card, "id")));
    }
    return different;
}

/* Imported again, with the file as it is and then written anew, all is as it was. */
static void expect_rest(const struct stage *stage, const char *name)
{
    size_t total = stage->life->cards, length;
    json_t *before = all_cards(stage->home), *after;
    char *path = home_path(stage->home, name), *text = NULL;
    struct error error = {0};
    import(stage->home, total, (struct counted){0});
    assert_true(file_read(path, &text, &length, &error));
    free(home_write(stage->home, name, text));
    import(stage->home, total, (struct counted){0});
    after = all_cards(stage->home);
    if (!json_equal(before, after))
        fail_msg("%s\n%s", json_dumps(before, 0), json_dumps(after, 0));
    json_decref(before);
    json_decref(after);
    free(path);
    free(text);
}

static void test_answer_is_edited(void **state)
{
    struct stage stage = begin(*state);
    const struct block_life *life = stage.life;
    const char *at = strstr(stage.block, life->wording[0]);
    struct text edited = {0};
    assert_non_null(at);
    text_append_bytes(&edited, stage.block, (size_t)(at - stage.block));
    text_printf(&edited, "%s%s", life->wording[1], at + strlen(life->wording[0]));
    json_t *before = all_cards(stage.home);
    write_parts(&stage, "note", text_string(&edited), "");
    import(stage.home, life->cards, (struct counted){.changed = life->in_block});
    json_t *after = expect_history(&stage, before, "active");
    assert_int_equal(count_different(before, after), life->in_block);
    assert_false(json_equal(card_by_id(before, stage.id), card_by_id(after, stage.id)));
    expect_rest(&stage, "notes/note.md");
    text_release(&edited);
    json_decref(before);
    json_decref(after);
    end(&stage);
}

static void test_block_moves_to_another_heading(void **state)
{
    struct stage stage = begin(*state);
    size_t total = stage.life->cards, moved = stage.life->in_block;
    struct text tail = {0};
    json_t *before = all_cards(stage.home);
    text_printf(&tail, "\n# Elsewhere\n\n%s", stage.block);
    write_parts(&stage, "note", "", text_string(&tail));
    import(stage.home, total, (struct counted){.moved = moved});
    json_t *after = expect_history(&stage, before, "active");
    json_t *source = json_object_get(card_by_id(after, stage.id), "source");
    json_t *heading = json_array_get(json_object_get(source, "heading"), 0);
    assert_string_equal(json_string_value(heading), "Elsewhere");
    expect_rest(&stage, "notes/note.md");
    text_release(&tail);
    json_decref(before);
    json_decref(after);
    end(&stage);
}

/* All cards come under a heading that was not there. */
static void test_heading_is_put_above(void **state)
{
    struct stage stage = begin(*state);
    json_t *before = all_cards(stage.home);
    char *whole = stage.before, *title = strstr(whole, "# ");
    struct text text = {0};
    assert_non_null(title);
    text_append_bytes(&text, whole, (size_t)(title - whole));
    text_printf(&text, "# Volume one\n\n#%s", title);
    stage.before = text_take(&text);
    write_parts(&stage, "note", stage.block, "");
    import(stage.home, stage.life->cards, (struct counted){.moved = stage.life->cards});
    json_t *after = expect_history(&stage, before, "active");
    expect_rest(&stage, "notes/note.md");
    json_decref(before);
    json_decref(after);
    free(whole);
    end(&stage);
}

static void expect_one_source(json_t *cards, const char *id, const char *file)
{
    json_t *sources = json_object_get(card_by_id(cards, id), "sources");
    assert_int_equal(json_array_size(sources), 1);
    assert_non_null(strstr(string_of(json_array_get(sources, 0), "file"), file));
}

static void test_block_moves_to_another_file(void **state)
{
    struct stage stage = begin(*state);
    struct text other = {0};
    json_t *before = all_cards(stage.home);
    text_printf(&other, "# Elsewhere\n\n#flashcards\n\n%s", stage.block);
    free(home_write(stage.home, "notes/elsewhere.md", text_string(&other)));
    write_parts(&stage, "note", "", "");
    import(stage.home, stage.life->cards, (struct counted){.moved = stage.life->in_block});
    json_t *after = expect_history(&stage, before, "active");
    expect_one_source(after, stage.id, "/elsewhere.md");
    assert_in_range(count_different(before, after), 0, stage.life->in_block);
    expect_rest(&stage, "notes/elsewhere.md");
    text_release(&other);
    json_decref(before);
    json_decref(after);
    end(&stage);
}

static void test_file_is_renamed(void **state)
{
    struct stage stage = begin(*state);
    json_t *before = all_cards(stage.home);
    write_parts(&stage, "deep/renamed", stage.block, "");
    remove_note(&stage, "notes/note.md");
    import(stage.home, stage.life->cards, (struct counted){.moved = stage.life->cards});
    json_t *after = expect_history(&stage, before, "active");
    expect_one_source(after, stage.id, "/deep/renamed.md");
    expect_rest(&stage, "notes/deep/renamed.md");
    json_decref(before);
    json_decref(after);
    end(&stage);
}

static void test_nothing_happens(void **state)
{
    struct stage stage = begin(*state);
    expect_rest(&stage, "notes/note.md");
    end(&stage);
}

static void test_block_is_deleted_and_put_back(void **state)
{
    struct stage stage = begin(*state);
    size_t total = stage.life->cards, gone = stage.life->in_block;
    json_t *before = all_cards(stage.home);
    write_parts(&stage, "note", "", "");
    import(stage.home, total, (struct counted){.orphaned = gone});
    json_t *orphaned = expect_history(&stage, before, "orphaned");
    assert_int_equal(count_different(before, orphaned), gone);
    import(stage.home, total - gone, (struct counted){0});
    write_parts(&stage, "note", stage.block, "");
    import(stage.home, total, (struct counted){.moved = gone});
    json_t *after = expect_history(&stage, before, "active");
    assert_int_equal(count_different(before, after), 0);
    expect_rest(&stage, "notes/note.md");
    json_decref(before);
    json_decref(orphaned);
    json_decref(after);
    end(&stage);
}

/* --- What another program knew -------------------------------------------------------------------
 */

static void expect_number(json_t *object, const char *key, double expected)
{
    double now = json_number_value(json_object_get(object, key));
    if (now < expected - 1e-6 || now > expected + 1e-6)
        fail_msg("%s is %g (expected %g)", key, now, expected);
}

static void expect_schedule(const char *home, const char *front, const char *due, int interval,
                            double ease, int repetitions)
{
    json_t *cards = all_cards(home);
    for (size_t i = 0; i < json_array_size(cards); i++) {
        json_t *card = json_array_get(cards, i), *schedule = json_object_get(card, "schedule");
        if (strcmp(string_of(card, "front"), front) != 0)
            continue;
        assert_string_equal(string_of(schedule, "due"), due);
        expect_number(schedule, "interval_days", interval);
        expect_number(schedule, "ease", ease);
        expect_number(schedule, "repetitions", repetitions);
        json_decref(cards);
        return;
    }
    fail_msg("no card asks '%s'", front);
}

/* A schedule is taken when the card is first seen, and never again. */
static void test_schedule_goes_on(void **state)
{
    static const char note[] = "#flashcards\n\n"
                               "overdue :: one way <!--SR:!2026-01-02,4,270-->\n\n"
                               "both ways ::: each of them\n"
                               "<!--SR:!2026-03-20,12.5,250!2026-05-01,30,90-->\n\n"
                               "no such day :: nothing is taken <!--SR:!2026-02-31,4,270-->\n\n"
                               "far away :: next year <!--SR:!2027-03-10,4,270-->\n";
    (void)state;
    char *home = home_make();
    free(home_write(home, "notes/note.md", note));
    import(home, 5, (struct counted){.made = 5});
    expect_schedule(home, "overdue", "2026-01-02", 4, 2.7, 2);
    expect_schedule(home, "both ways", "2026-03-20", 13, 2.5, 2);
    expect_schedule(home, "each of them", "2026-05-01", 30, 1.3, 2);
    expect_schedule(home, "no such day", "", 0, 0, 0);
    expect_schedule(home, "far away", "2027-03-10", 4, 2.7, 2);
    ok(home, "", NOW "doctor");
    ok(home, "\n3\nq\n", NOW "review --plain overdue");
    json_t *before = all_cards(home);
    free(home_write(home, "notes/note.md", note));
    import(home, 5, (struct counted){0});
    json_t *after = all_cards(home);
    assert_true(json_equal(before, after));
    expect_schedule(home, "overdue", "2026-03-21", 11, 2.7, 3); /* 4 days x 2.7, rounded up */
    ok(home, "", NOW "doctor");
    json_decref(before);
    json_decref(after);
    home_remove(home);
}

/* --- What is broken, and what is no card ---------------------------------------------------------
 */

struct broken {
    const char *fixture, *message;
    int line;
    size_t cards;
};

static void test_broken_block_in_front(void **state)
{
    static const struct broken all[] = {
        {"hashcards", "\"Q:\" has no \"A:\"", 3, 4},
        {"double_colon", "nothing stands after this \"?\"", 6, 4},
        {"question_mark", "nothing stands before this \"?\"", 7, 4},
        {"highlight", "nothing stands before this \"?\"", 5, 3},
        {"anki_cloze", "\"{{c1::\" has no \"}}\"", 3, 4},
        {"anki_block", "\"START\" has no \"END\"", 3, 4},
        {"card_heading", "nothing stands under this heading", 3, 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *home = home_make(), *text = fixture_text(all[i].fixture);
        free(home_write(home, "notes/note.md", text));
        json_t *result = tutor_json(home, NOW "import ~/notes --json");
        json_t *warnings = json_object_get(result, "warnings"),
               *first = json_array_get(warnings, 0);
        assert_int_equal(json_array_size(warnings), 1);
        assert_string_equal(string_of(first, "code"), "broken-block");
        assert_non_null(strstr(string_of(first, "message"), all[i].message));
        assert_int_equal(json_integer_value(json_object_get(first, "line")), all[i].line);
        json_t *cards = json_object_get(result, "cards");
        assert_int_equal(json_integer_value(json_object_get(cards, "new")), all[i].cards);
        json_decref(result);
        free(text);
        home_remove(home);
    }
}

/* A broken block right before a whole one, without a line that names anything between them. */
static void test_broken_block_takes_no_other(void **state)
{
    static const char *const notes[] = {
        "Q: Broken\nQ: Whole?\nA: Yes, whole\n",
        "START\nBasic\nBroken\nSTART\nBasic\nWhole?\nBack: Yes, whole\nEND\n",
        "A {{c1::broken gap.\n\nThe answer is {{c1::whole}} here.\n",
        "#flashcards\n\nBroken\n?\n\nWhole?\n?\nYes, whole\n",
        "## Broken #card\n## Whole? #card\n\nYes, whole\n",
        "STARTI [Basic] Broken Back: no end\n\nSTARTI [Basic] Whole? Back: Yes ENDI\n",
        "C: [] Broken\n\nC: A [whole] one\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        char *home = home_make();
        free(home_write(home, "notes/note.md", notes[i]));
        json_t *result = tutor_json(home, NOW "import ~/notes --json");
        json_t *warnings = json_object_get(result, "warnings");
        if (json_array_size(warnings) != 1)
            fail_msg("%zu warnings for: %s", json_array_size(warnings), notes[i]);
        json_t *cards = all_cards(home);
        size_t whole = 0;
        for (size_t j = 0; j < json_array_size(cards); j++) {
            json_t *card = json_array_get(cards, j);
            whole +=
                strstr(string_of(card, "front"), "hole") || strstr(string_of(card, "back"), "hole");
        }
        if (whole != 1)
            fail_msg("%zu whole cards of: %s", whole, notes[i]);
        json_decref(cards);
        json_decref(result);
        home_remove(home);
    }
}

static void test_lookalikes_are_no_cards(void **state)
{
    (void)state;
    char *home = home_make(), *text = fixture_text("no_cards");
    free(home_write(home, "notes/note.md", text));
    json_t *result = tutor_json(home, NOW "import ~/notes --json");
    assert_int_equal(json_array_size(json_object_get(result, "warnings")), 0);
    json_t *cards = all_cards(home);
    for (size_t i = 0; i < json_array_size(cards); i++)
        for (size_t j = 0; j < sizeof lives / sizeof *lives; j++)
            if (!strcmp(string_of(json_array_get(cards, i), "pattern"), lives[j].pattern))
                fail_msg("a card: %s", string_of(json_array_get(cards, i), "front"));
    json_decref(cards);
    json_decref(result);
    free(text);
    home_remove(home);
}

/* --- All of it -----------------------------------------------------------------------------------
 */

struct step {
    const char *name;
    CMUnitTestFunction run;
};

static const struct step steps[] = {
    {"the answer is edited", test_answer_is_edited},
    {"moves to another heading", test_block_moves_to_another_heading},
    {"a heading is put above", test_heading_is_put_above},
    {"moves to another file", test_block_moves_to_another_file},
    {"the file is renamed", test_file_is_renamed},
    {"nothing happens", test_nothing_happens},
    {"is deleted and put back", test_block_is_deleted_and_put_back},
};

enum { WHOLE = 4 }; /* tests that follow no one block */
enum { LIVES = sizeof lives / sizeof *lives, STEPS = sizeof steps / sizeof *steps };

int main(void)
{
    struct CMUnitTest tests[LIVES * STEPS + WHOLE] = {
        cmocka_unit_test(test_schedule_goes_on),
        cmocka_unit_test(test_broken_block_in_front),
        cmocka_unit_test(test_broken_block_takes_no_other),
        cmocka_unit_test(test_lookalikes_are_no_cards),
    };
    char names[LIVES * STEPS][80];
    for (size_t i = 0; i < LIVES * STEPS; i++) {
        const struct block_life *life = &lives[i / STEPS];
        const struct step *step = &steps[i % STEPS];
        (void)snprintf(names[i], sizeof names[i], "%s: %s", life->name, step->name);
        tests[i + WHOLE] =
            (struct CMUnitTest){names[i], step->run, NULL, NULL, (void *)(uintptr_t)life};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
