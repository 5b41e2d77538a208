/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a quiz asks, what it offers as wrong, how answers are judged, when its time is over. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "tests/support/quiz_cards.h"
#include "tests/support/store.h"
#include "tui/quiz_compose.h"
#include "tui/quiz_pool.h"
#include "tui/quiz_run.h"
#include "tui/quiz_start.h"

static struct clock now;
static struct error error;
static const struct answer_style point = {0};

static void must(bool good)
{
    if (!good)
        fail_msg("%s", error.message);
}

static struct collection *with_cards(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    memset(&error, 0, sizeof error);
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    quiz_cards(c, "/notes");
    return c;
}

static void compose(struct collection *c, struct quiz_options options, struct quiz_draft *draft)
{
    must(quiz_compose(c, &options, draft, &error));
}

static bool has_choice(const struct quiz_item *item, const char *text)
{
    for (size_t i = 0; i < item->choice_count; i++)
        if (!strcmp(item->choices[i], text))
            return true;
    return false;
}

/* --- Properties over many quizzes ---------------------------------------------------------------
 */

static void check_item(const struct quiz_item *item)
{
    struct quiz_result result;
    size_t right = 0;
    assert_true(item->prompt[0] && item->expected[0] && item->item[0] && item->subject[0]);
    for (size_t i = 0; item->form == QUIZ_CHOICE && i < item->choice_count; i++) {
        const char letter[] = {quiz_letter(i), '\0'};
        quiz_judge(item, letter, &point, &result);
        assert_true(result.judged);
        right += result.verdict == QUIZ_RIGHT;
        for (size_t j = 0; j < i; j++)
            assert_false(near_miss_alike(item->choices[i], item->choices[j]));
    }
    if (item->form == QUIZ_CHOICE) {
        assert_int_equal(right, 1);
        assert_in_range(item->choice_count, 3, 4);
        assert_true(has_choice(item, item->expected));
    } else if (item->form != QUIZ_ORDER) {
        quiz_judge(item, item->expected, &point, &result);
        assert_true(result.judged);
        assert_int_equal(result.verdict == QUIZ_RIGHT || result.verdict == QUIZ_NOTED, true);
    }
}

static void check_draft(const struct quiz_draft *draft)
{
    for (size_t i = 0; i < draft->count; i++) {
        check_item(&draft->items[i]);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(draft->items[i].item, draft->items[j].item);
    }
}

static void same_draft(const struct quiz_draft *a, const struct quiz_draft *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_string_equal(a->items[i].item, b->items[i].item);
        assert_int_equal(a->items[i].form, b->items[i].form);
        assert_int_equal(a->items[i].choice_count, b->items[i].choice_count);
        for (size_t j = 0; j < a->items[i].choice_count; j++)
            assert_string_equal(a->items[i].choices[j], b->items[i].choices[j]);
    }
}

static void one_seed_is_one_quiz(void **state)
{
    (void)state;
    struct collection *c = with_cards("seed.db");
    size_t different = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct quiz_draft a, b, other;
        struct quiz_options options = {.count = 10, .seed = seed};
        compose(c, options, &a);
        compose(c, options, &b);
        options.seed = seed + 1000;
        compose(c, options, &other);
        assert_int_equal(a.count, 10);
        same_draft(&a, &b);
        check_draft(&a);
        different += strcmp(a.items[0].item, other.items[0].item) != 0;
        quiz_draft_release(&a);
        quiz_draft_release(&b);
        quiz_draft_release(&other);
    }
    assert_true(different > 20);
    collection_close(c);
}

static void add_words(struct text *out, struct random_source *random, size_t count)
{
    static const char *const syllables[] = {"ba", "ke", "lo", "mi", "nu", "pa", "re", "so",
                                            "ti", "vu", "da", "fe", "go", "hi", "ju", "za"};
    for (size_t i = 0; i < count; i++) {
        text_append(out, i ? " " : "");
        for (size_t j = 2 + random_below(random, 2); j > 0; j--)
            text_append(out, syllables[random_below(random, 16)]);
    }
}

/* Terms with their meanings, some of them twice in other words, in the plural, or as part of
 * another. */
static void add_terms(struct harvest *harvest, uint64_t seed, int count)
{
    struct random_source random;
    random_init(&random, seed);
    for (int i = 0; i < count; i++) {
        struct text term = {0}, meaning = {0}, front = {0};
        add_words(&term, &random, 1 + random_below(&random, 2));
        add_words(&meaning, &random, 4 + random_below(&random, 5));
        text_printf(&front, "What is the %s?", text_string(&term));
        (void)test_draft(harvest, i % 2 ? "Odd" : "Even", text_string(&front),
                         text_string(&meaning), i * 3 + 1);
        text_clear(&front);
        text_printf(&front, "Which term fits: %s?", text_string(&meaning));
        (void)test_draft(harvest, i % 2 ? "Odd" : "Even", text_string(&front), text_string(&term),
                         i * 3 + 2);
        text_clear(&front);
        switch (random_below(&random, 4)) {
        case 0: /* the same in short */
            text_printf(&front, "In short, what is %s?", text_string(&term));
            add_words(&meaning, &random, 1);
            break;
        case 1: /* another thing of the same meaning */
            text_append(&front, "What is the ");
            add_words(&front, &random, 2);
            text_append(&front, "?");
            text_append(&meaning, "s");
            break;
        default: /* another meaning altogether */
            text_append(&front, "What is the ");
            add_words(&front, &random, 2);
            text_append(&front, "?");
            text_clear(&meaning);
            add_words(&meaning, &random, 5);
        }
        (void)test_draft(harvest, "Both", text_string(&front), text_string(&meaning), i * 3 + 3);
        text_release(&term);
        text_release(&meaning);
        text_release(&front);
    }
}

/* Of every choice: no other choice is the back of a card with the same front, or passes for it. */
static void check_backs(struct quiz_pool *pool, const struct quiz_item *item)
{
    for (size_t i = 0; i < pool->count; i++) {
        const struct quiz_card *card = &pool->cards[i].card;
        if (strcmp(card->front, item->prompt) != 0)
            continue;
        for (size_t j = 0; j < item->choice_count; j++)
            if (strcmp(item->choices[j], item->expected) != 0)
                assert_false(near_miss_alike(card->back, item->choices[j]));
    }
}

static void never_two_right_answers(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct harvest harvest = {.file = "/notes/a.md"};
        struct quiz_pool pool;
        size_t choices = 0;
        test_clock(&now, "2026-11-20T08:00:00+01:00");
        (void)unlink("generated.db");
        struct collection *c = test_open("generated.db", &now);
        add_terms(&harvest, seed, 60);
        (void)test_import_one(c, &harvest);
        must(quiz_pool_read(&pool, c, 1, &error));
        for (uint64_t i = 0; i < 5; i++) {
            struct quiz_draft draft;
            compose(c, (struct quiz_options){.count = 60, .seed = i, .forms = 15}, &draft);
            assert_int_equal(draft.count, 60);
            check_draft(&draft);
            for (size_t j = 0; j < draft.count; j++) {
                choices += draft.items[j].form == QUIZ_CHOICE;
                check_backs(&pool, &draft.items[j]);
            }
            quiz_draft_release(&draft);
        }
        assert_true(choices > 150);
        quiz_pool_release(&pool);
        harvest_release(&harvest);
        collection_close(c);
    }
}

/* --- Distractors --------------------------------------------------------------------------------
 */

static struct pool_card *card_of(struct quiz_pool *pool, const char *front)
{
    for (size_t i = 0; i < pool->count; i++)
        if (!strcmp(pool->cards[i].card.front, front))
            return &pool->cards[i];
    fail_msg("no card '%s'", front);
    return NULL;
}

static void what_may_be_right_is_not_offered(void **state)
{
    (void)state;
    static const struct {
        const char *front, *back, *other_front, *other_back;
        bool may;
    } rows[] = {
        /* the same thing in other words */
        {"What is a quay?", "A wall to lie along", "In short, what is the quay?",
         "Where ships load", true},
        {"What is streaming?", "Handling each record when it comes", "What is stream processing?",
         "Work on the fly", true},
        /* the same back, folded; a near miss; contained */
        {"What is a buoy?", "A floating mark", "What is a spar?", "a floating mark.", true},
        {"What is a buoy?", "A floating mark", "What is a spar?", "Floating marks", true},
        {"What is a buoy?", "A floating mark", "What is a spar?", "A mark", true},
        {"What is a buoy?", "A floating mark with a light", "What is a spar?",
         "A floating mark with a light that flashes twice", true},
        /* an item of the list, of this card or of another about the same */
        {"What are the sails of a sloop?", "Main, jib", "What is bent to the forestay?", "Jib",
         true},
        {"What are the sails of a sloop?", "Main\nJib", "What is bent to the forestay?", "Jib",
         true},
        /* most words shared */
        {"What is tonnage?", "The volume of all spaces inside the hull", "What is draught?",
         "The volume of closed spaces inside a hull and deck", true},
        /* it names what is asked about, or is named by it */
        {"What is a windlass?", "A winch for the chain", "What is a hawse?",
         "The hole for the windlass chain", true},
        {"Which term fits: the rope that leads from the bollard?", "Spring",
         "Which term fits: a post?", "Bollard", true},
        /* the same fact put twice as a term */
        {"Which term fits: a rope that holds the bow to the quay?", "Head rope",
         "Which term fits: a line that holds the bow to the quay?", "Bow line", true},
        /* neighbours that are wrong */
        {"What is flood?", "The stream that comes in", "What is ebb?", "The current going out",
         false},
        {"Which term fits: the left side of a ship?", "Port", "Which term fits: wind from behind?",
         "Following wind", false},
        {"Which term fits: a store for raw records?", "Data lake",
         "Which term fits: tidy tables for reports?", "Data warehouse", false},
        {"How many knots is gale force?", "34", "How many masts has a ketch?", "2", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct harvest harvest = {.file = "/notes/a.md"};
        struct quiz_pool pool;
        test_clock(&now, "2026-11-20T08:00:00+01:00");
        (void)unlink("right.db");
        struct collection *c = test_open("right.db", &now);
        (void)test_draft(&harvest, "Ships", rows[i].front, rows[i].back, 1);
        (void)test_draft(&harvest, "Ships", rows[i].other_front, rows[i].other_back, 2);
        (void)test_import_one(c, &harvest);
        must(quiz_pool_read(&pool, c, 1, &error));
        bool may = quiz_pool_may_be_right(&pool, card_of(&pool, rows[i].front),
                                          card_of(&pool, rows[i].other_front));
        if (may != rows[i].may)
            fail_msg("'%s' for '%s': %d", rows[i].other_back, rows[i].front, may);
        quiz_pool_release(&pool);
        harvest_release(&harvest);
        collection_close(c);
    }
}

static void a_list_elsewhere_makes_its_items_right(void **state)
{
    (void)state;
    struct harvest harvest = {.file = "/notes/a.md"};
    struct quiz_pool pool;
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink("list.db");
    struct collection *c = test_open("list.db", &now);
    (void)test_draft(&harvest, "Ships", "Name a light of a trawler", "All-round green", 1);
    (void)test_draft(&harvest, "Ships", "What are the lights of a trawler?",
                     "All-round green\nAll-round white\nSidelights", 2);
    (void)test_draft(&harvest, "Ships", "Name what a pilot boat carries", "All-round white", 3);
    (void)test_import_one(c, &harvest);
    must(quiz_pool_read(&pool, c, 1, &error));
    assert_true(quiz_pool_may_be_right(&pool, card_of(&pool, "Name a light of a trawler"),
                                       card_of(&pool, "Name what a pilot boat carries")));
    quiz_pool_release(&pool);
    harvest_release(&harvest);
    collection_close(c);
}

static void a_choice_is_never_about_the_same_thing(void **state)
{
    (void)state;
    struct collection *c = with_cards("choice.db");
    size_t choices = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct quiz_draft draft;
        compose(c, (struct quiz_options){.count = 20, .seed = seed, .forms = 1U << QUIZ_CHOICE},
                &draft);
        check_draft(&draft);
        for (size_t i = 0; i < draft.count; i++) {
            const struct quiz_item *item = &draft.items[i];
            choices++;
            assert_int_equal(item->form, QUIZ_CHOICE);
            if (!strcmp(item->prompt, "What is a breakwater?"))
                assert_false(has_choice(item, "A stone wall against the sea"));
            if (!strcmp(item->prompt, "In short, what is a breakwater?"))
                assert_false(has_choice(item, "A wall of stone that takes the force out of waves"));
        }
        quiz_draft_release(&draft);
    }
    assert_true(choices > 300);
    collection_close(c);
}

/* --- Which cards --------------------------------------------------------------------------------
 */

static void forms_topics_and_days_are_kept_to(void **state)
{
    (void)state;
    struct collection *c = with_cards("options.db");
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct quiz_draft draft;
        for (unsigned form = 0; form < QUIZ_FORM_COUNT; form++) {
            compose(c, (struct quiz_options){.count = 5, .seed = seed, .forms = 1U << form},
                    &draft);
            assert_true(draft.count > 0);
            for (size_t i = 0; i < draft.count; i++)
                assert_int_equal(draft.items[i].form, form);
            check_draft(&draft);
            quiz_draft_release(&draft);
        }
        compose(c, (struct quiz_options){.count = 30, .seed = seed, .topic = "tIDE"}, &draft);
        assert_true(draft.count > 5);
        for (size_t i = 0; i < draft.count; i++)
            assert_string_equal(draft.items[i].topic, "Tides");
        quiz_draft_release(&draft);
        compose(c, (struct quiz_options){.count = 30, .seed = seed, .day_first = 1, .day_last = 1},
                &draft);
        assert_int_equal(draft.fitting, 11);
        for (size_t i = 0; i < draft.count; i++)
            assert_string_equal(draft.items[i].topic, "Harbours");
        quiz_draft_release(&draft);
        compose(c, (struct quiz_options){.count = 5, .seed = seed, .topic = "glaciers"}, &draft);
        assert_int_equal(draft.count, 0);
        quiz_draft_release(&draft);
    }
    collection_close(c);
}

static void exercises_fit_to_the_topic(void **state)
{
    (void)state;
    struct collection *c = with_cards("exercises.db");
    struct quiz_draft draft;
    compose(c,
            (struct quiz_options){.count = 6,
                                  .topic = "probability",
                                  .forms = 1U << QUIZ_NUMBER | 1U << QUIZ_PREDICTION},
            &draft);
    assert_int_equal(draft.count, 6);
    size_t numbers = 0;
    for (size_t i = 0; i < draft.count; i++) {
        numbers += draft.items[i].form == QUIZ_NUMBER;
        if (draft.items[i].form == QUIZ_NUMBER)
            assert_string_equal(draft.items[i].topic, "probability");
    }
    assert_int_equal(numbers, 3);
    check_draft(&draft);
    quiz_draft_release(&draft);
    collection_close(c);
}

static void what_was_asked_before_comes_first(void **state)
{
    (void)state;
    static const char *const seen[] = {"What is a neap?", "What is slack water?",
                                       "What is a fairway?"};
    struct collection *c = with_cards("seen.db");
    for (size_t i = 0; i < 3; i++)
        (void)test_grade(c, test_find(c, seen[i]), 4);
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct quiz_draft draft;
        compose(c, (struct quiz_options){.count = 4, .seed = seed, .forms = 1U << QUIZ_CHOICE},
                &draft);
        size_t found = 0;
        for (size_t i = 0; i < draft.count; i++)
            for (size_t j = 0; j < 3; j++)
                found += !strcmp(draft.items[i].prompt, seen[j]);
        assert_int_equal(draft.count, 4);
        assert_int_equal(found, 3); /* the fourth is new */
        quiz_draft_release(&draft);
    }
    collection_close(c);
}

static bool add_group(void *context, const struct quiz_card *card)
{
    text_printf(context, "%s=%s;", card->id, card->group);
    return true;
}

static void group_of(const struct text *groups, const char *id, char group[64])
{
    const char *at = strstr(text_string(groups), id);
    (void)sscanf(at + strlen(id) + 1, "%63[^;]", group);
}

static void siblings_stand_apart(void **state)
{
    (void)state;
    struct collection *c = with_cards("siblings.db");
    struct text groups = {0};
    must(collection_each_quiz_card(c, add_group, &groups, &error));
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct quiz_draft draft;
        char before[64] = "", group[64] = "";
        compose(c, (struct quiz_options){.count = seed % 2 ? 20 : 8, .seed = seed, .forms = 15},
                &draft);
        for (size_t i = 0; i < draft.count; i++) {
            group_of(&groups, draft.items[i].item, group);
            assert_string_not_equal(group, before);
            memcpy(before, group, sizeof before);
        }
        quiz_draft_release(&draft);
    }
    text_release(&groups);
    collection_close(c);
}

/* --- Orders -------------------------------------------------------------------------------------
 */

static void steps_are_read(void **state)
{
    (void)state;
    static const struct {
        enum card_kind kind;
        const char *pattern, *back;
        size_t count;
        const char *first, *last;
    } rows[] = {
        {CARD_ORDER, "ordered-list", "1. one\n2. two\n3. three", 3, "one", "three"},
        {CARD_ORDER, "chain", "Build → Test → Deploy", 3, "Build", "Deploy"},
        {CARD_LIST, "ordered-list", "- one\n- two\n- three\n- four", 4, "one", "four"},
        {CARD_LIST, "lead-list", "one\ntwo\nthree", 0, NULL, NULL}, /* in no order */
        {CARD_ORDER, "ordered-list", "one\ntwo", 0, NULL, NULL},
        {CARD_ORDER, "ordered-list", "one\ntwo\nOne", 0, NULL, NULL}, /* two alike */
        {CARD_ORDER, "ordered-list", "Serving data", 0, NULL, NULL},
        {CARD_ORDER, "ordered-list", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj", 0, NULL, NULL},
        {CARD_BASIC, "term", "one\ntwo\nthree", 0, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        struct quiz_card card = {
            .kind = rows[i].kind, .pattern = rows[i].pattern, .back = rows[i].back};
        const char *steps[QUIZ_CHOICES];
        size_t count = quiz_steps(&card, steps, &arena);
        assert_int_equal(count, rows[i].count);
        if (count) {
            assert_string_equal(steps[0], rows[i].first);
            assert_string_equal(steps[count - 1], rows[i].last);
        }
        arena_release(&arena);
    }
}

static void answers_are_judged_by_form(void **state)
{
    (void)state;
    static const struct quiz_item choice = {.form = QUIZ_CHOICE,
                                            .expected = "two",
                                            .choices = {"one", "two", "three"},
                                            .choice_count = 3};
    static const struct quiz_item order = {
        .form = QUIZ_ORDER, .expected = "x\ny\nz", .choices = {"z", "x", "y"}, .choice_count = 3};
    static const struct quiz_item typed = {.form = QUIZ_TYPED, .expected = "breakwater"};
    static const struct quiz_item number = {
        .form = QUIZ_NUMBER, .kind = ITEM_DRILL, .item = "nosuch@1/1/1", .expected = "1"};
    static const struct {
        const struct quiz_item *item;
        const char *typed;
        bool judged;
        enum quiz_verdict verdict;
    } rows[] = {
        {&choice, "b", true, QUIZ_RIGHT},
        {&choice, "B", true, QUIZ_RIGHT},
        {&choice, " (b) ", true, QUIZ_RIGHT},
        {&choice, "2", true, QUIZ_RIGHT},
        {&choice, "two", true, QUIZ_RIGHT},
        {&choice, "a", true, QUIZ_WRONG},
        {&choice, "d", false, 0},
        {&choice, "4", false, 0},
        {&choice, "0", false, 0},
        {&choice, "", false, 0},
        {&choice, "ab", false, 0},
        {&choice, "b c", false, 0},
        {&order, "b c a", true, QUIZ_RIGHT},
        {&order, "BCA", true, QUIZ_RIGHT},
        {&order, "b, c, a", true, QUIZ_RIGHT},
        {&order, "b > c > a", true, QUIZ_RIGHT},
        {&order, "a b c", true, QUIZ_WRONG},
        {&order, "b c", false, 0},
        {&order, "b c a a", false, 0},
        {&order, "b c d", false, 0},
        {&order, "", false, 0},
        {&typed, "Breakwater", true, QUIZ_RIGHT},
        {&typed, "brekwater", true, QUIZ_NOTED},
        {&typed, "harbour", true, QUIZ_WRONG},
        {&typed, "  ", false, 0},
        {&number, "1", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct quiz_result result;
        quiz_judge(rows[i].item, rows[i].typed, &point, &result);
        if (result.judged != rows[i].judged || (result.judged && result.verdict != rows[i].verdict))
            fail_msg("'%s': %d, %d", rows[i].typed, result.judged, (int)result.verdict);
        assert_true(result.judged || result.note[0]);
    }
}

/* --- The run ------------------------------------------------------------------------------------
 */

static void the_time_ends_it(void **state)
{
    (void)state;
    struct quiz_options options = {.count = 5, .minutes = 1, .seed = 1, .forms = 1U << QUIZ_CHOICE};
    struct collection *c = with_cards("time.db");
    struct quiz_run *run = quiz_run_start(c, &options, &point, &error);
    assert_non_null(run);
    assert_true(quiz_run_left(run) == 60000);
    struct quiz quiz;
    must(collection_quiz(c, quiz_run_quiz(run)->id, &quiz, &error));
    struct quiz_given given = {
        .verdict = QUIZ_RIGHT, .typed = "a", .distance = NAN, .milliseconds = 59000};
    must(collection_quiz_answer(c, &quiz, 0, &given, NULL, &error));
    quiz_run_free(run);
    run = quiz_run_resume(c, quiz.id, &point, &error);
    assert_non_null(run);
    assert_int_equal(quiz_run_index(run), 1);
    assert_true(quiz_run_left(run) == 1000);
    given.milliseconds = 1000;
    must(collection_quiz_answer(c, &quiz, 1, &given, NULL, &error));
    quiz_run_free(run);
    run = quiz_run_resume(c, quiz.id, &point, &error);
    assert_non_null(run);
    assert_int_equal(quiz_run_phase(run), QUIZ_OVER);
    assert_string_equal(quiz_run_quiz(run)->reason, "time");
    assert_int_equal(quiz_run_quiz(run)->answered, 2);
    assert_false(quiz_run_answer(run, "a", &error));
    error_clear(&error);
    quiz_run_free(run);
    quiz_release(&quiz);
    collection_close(c);
}

static void the_open_question_does_not_count_when_time_is_over(void **state)
{
    (void)state;
    struct quiz_options options = {.count = 5, .minutes = 1, .seed = 1, .forms = 1U << QUIZ_CHOICE};
    struct collection *c = with_cards("over.db");
    struct quiz_run *run = quiz_run_start(c, &options, &point, &error);
    assert_non_null(run);
    struct quiz *quiz = (struct quiz *)(uintptr_t)quiz_run_quiz(run);
    quiz->spent_ms = 60000; /* as if it had passed while the question was open */
    must(quiz_run_answer(run, "a", &error));
    assert_int_equal(quiz_run_phase(run), QUIZ_OVER);
    assert_int_equal(quiz->answered, 0);
    assert_string_equal(quiz->reason, "time");
    quiz_run_free(run);
    collection_close(c);
}

static void a_run_goes_from_question_to_question(void **state)
{
    (void)state;
    struct quiz_options options = {.count = 4, .seed = 3, .forms = 1U << QUIZ_CHOICE};
    struct collection *c = with_cards("run.db");
    struct quiz_run *run = quiz_run_start(c, &options, &point, &error);
    assert_non_null(run);
    assert_true(quiz_run_left(run) == -1);
    must(quiz_run_answer(run, "nothing", &error));
    assert_int_equal(quiz_run_phase(run), QUIZ_ASKING); /* unread costs nothing */
    assert_int_equal(quiz_run_quiz(run)->answered, 0);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(quiz_run_index(run), i);
        must(i == 2 ? quiz_run_pass(run, &error)
                    : quiz_run_answer(run, quiz_run_item(run)->expected, &error));
        assert_int_equal(quiz_run_phase(run), QUIZ_JUDGED);
        assert_int_equal(quiz_run_quiz(run)->answered, i + 1);
        must(quiz_run_continue(run, &error));
    }
    assert_int_equal(quiz_run_phase(run), QUIZ_OVER);
    assert_null(quiz_run_item(run));
    assert_string_equal(quiz_run_quiz(run)->reason, "finished");
    assert_int_equal(quiz_run_quiz(run)->right, 3);
    quiz_run_free(run);
    options.topic = "nowhere";
    assert_null(quiz_run_start(c, &options, &point, &error));
    assert_int_equal(error.kind, ERROR_NEGATIVE);
    error_clear(&error);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void another_instance_is_caught_up_with(void **state)
{
    (void)state;
    struct quiz_options options = {.count = 4, .seed = 3, .forms = 1U << QUIZ_CHOICE};
    struct collection *c = with_cards("both.db");
    struct quiz_run *one = quiz_run_start(c, &options, &point, &error);
    struct quiz_run *two = quiz_run_resume(c, quiz_run_quiz(one)->id, &point, &error);
    must(quiz_run_answer(one, "a", &error));
    must(quiz_run_continue(one, &error));
    must(quiz_run_answer(one, "a", &error));
    assert_false(quiz_run_answer(two, "b", &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    error_clear(&error);
    assert_int_equal(quiz_run_index(two), 2);
    must(quiz_run_answer(two, "b", &error));
    must(quiz_run_end(one, &error));
    must(quiz_run_continue(two, &error));
    assert_false(quiz_run_answer(two, "b", &error));
    assert_int_equal(quiz_run_phase(two), QUIZ_OVER);
    error_clear(&error);
    assert_int_equal(quiz_run_quiz(two)->answered, 3);
    quiz_run_free(one);
    quiz_run_free(two);
    collection_close(c);
}

/* --- Words --------------------------------------------------------------------------------------
 */

static void options_are_read_and_written(void **state)
{
    (void)state;
    int first, last;
    unsigned forms = 0;
    struct text out = {0};
    struct quiz_options options = {0};
    memset(&error, 0, sizeof error);
    assert_true(quiz_days_read("10-40", &first, &last, &error));
    assert_int_equal(first, 10);
    assert_int_equal(last, 40);
    assert_true(quiz_days_read("7", &first, &last, &error));
    assert_int_equal(last, 7);
    static const char *const bad[] = {"", "x", "0-4", "5-4", "1-2-3", "1-", "-3", "1 - 3", " 4"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        error_clear(&error);
        assert_false(quiz_days_read(bad[i], &first, &last, &error));
        assert_int_equal(error.kind, ERROR_USAGE);
    }
    error_clear(&error);
    assert_true(quiz_forms_read("choice, order", &forms, &error));
    assert_int_equal(forms, 1U << QUIZ_CHOICE | 1U << QUIZ_ORDER);
    assert_false(quiz_forms_read("choices", &forms, &error));
    error_clear(&error);
    quiz_start_read("count=5 minutes=2 days=3-9 kind=choice,cloze topic=data lake house", &options);
    assert_string_equal(options.topic, "data lake house");
    quiz_start_write(&options, &out);
    assert_string_equal(text_string(&out),
                        "count=5 minutes=2 days=3-9 kind=choice,cloze topic=data lake house");
    text_clear(&out);
    quiz_options_text(&options, &out);
    assert_string_equal(text_string(&out),
                        "data lake house, days 3-9, choice, cloze, at most 2 min");
    text_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_seed_is_one_quiz),
        cmocka_unit_test(never_two_right_answers),
        cmocka_unit_test(what_may_be_right_is_not_offered),
        cmocka_unit_test(a_list_elsewhere_makes_its_items_right),
        cmocka_unit_test(a_choice_is_never_about_the_same_thing),
        cmocka_unit_test(forms_topics_and_days_are_kept_to),
        cmocka_unit_test(exercises_fit_to_the_topic),
        cmocka_unit_test(what_was_asked_before_comes_first),
        cmocka_unit_test(siblings_stand_apart),
        cmocka_unit_test(steps_are_read),
        cmocka_unit_test(answers_are_judged_by_form),
        cmocka_unit_test(the_time_ends_it),
        cmocka_unit_test(the_open_question_does_not_count_when_time_is_over),
        cmocka_unit_test(a_run_goes_from_question_to_question),
        cmocka_unit_test(another_instance_is_caught_up_with),
        cmocka_unit_test(options_are_read_and_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
