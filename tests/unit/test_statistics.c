/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics against small histories counted by hand, and larger ones counted in another way. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/random.h"
#include "engine/fsrs.h"
#include "engine/record.h"
#include "engine/statistics.h"
#include "tests/support/store.h"

enum { CARDS = 12, ALL = SPAN_COUNT - 1 };

static struct clock now;
static char ids[CARDS][40];

static struct collection *fresh(const char *path, int cards)
{
    struct harvest harvest;
    test_clock(&now, "2026-09-01T08:00:00+02:00");
    (void)unlink(path);
    struct collection *c = test_open(path, &now);
    test_harvest(&harvest, "/notes/a.md", "Card", cards);
    for (int i = 0; i < cards; i++) {
        harvest.drafts[i].topic = i % 3 ? i % 3 == 1 ? "Docker" : "Queues" : NULL;
        harvest.drafts[i].pattern = i % 2 ? "list" : "term";
    }
    (void)test_import_one(c, &harvest);
    for (int i = 0; i < cards; i++)
        (void)snprintf(ids[i], sizeof ids[i], "%s", test_find(c, harvest.drafts[i].front));
    harvest_release(&harvest);
    return c;
}

static struct statistics take(struct collection *c, const struct statistics_request *request)
{
    const struct statistics_request everything = {.since = DAY_NONE, .until = DAY_NONE};
    struct statistics statistics;
    struct error error = {0};
    if (!collection_statistics(c, request ? request : &everything, &statistics, &error))
        fail_msg("%s", error.message);
    return statistics;
}

/* So many days later. */
static void wait_days(int days)
{
    test_clock_add(&now, days, 0);
}

static void expect_share(const struct share *share, long asked, long passed)
{
    assert_int_equal(share->asked, asked);
    assert_int_equal(share->passed, passed);
}

static const struct statistics_day *day_of(const struct statistics *statistics, day_number day)
{
    for (size_t i = 0; i < statistics->day_count; i++)
        if (statistics->days[i].day == day)
            return &statistics->days[i];
    fail_msg("no day %d", (int)day);
    return NULL;
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

/* --- By hand -----------------------------------------------------------------------------------
 */

/* Learned, passed, lapsed and repeated on that day, passed late, and one answer taken back. */
static void a_card_counted_by_hand(void **state)
{
    (void)state;
    struct undone undone;
    struct error error = {0};
    struct collection *c = fresh("hand.db", 1);
    day_number first = collection_today(c);
    (void)test_grade(c, ids[0], 4); /* new; then 1 day */
    wait_days(1);
    (void)test_grade(c, ids[0], 4); /* asked after 1; then 6 */
    wait_days(6);
    (void)test_grade(c, ids[0], 2); /* asked after 6: forgotten; then 1 */
    (void)test_grade(c, ids[0], 4); /* a repeat */
    wait_days(3);
    (void)test_grade(c, ids[0], 4); /* asked after 1, two days late; then 6 */
    wait_days(6);
    (void)test_grade(c, ids[0], 5);
    assert_true(collection_undo(c, &undone, &error) && undone.found);
    struct statistics all = take(c, NULL);
    assert_int_equal(all.reviews, 5);
    const struct share *classes = all.retention[ALL];
    expect_share(&classes[CLASS_NEW], 1, 1);
    expect_share(&classes[1], 2, 2);
    expect_share(&classes[2], 1, 0);
    for (size_t class = 3; class < CLASS_COUNT; class ++)
        expect_share(&classes[class], 0, 0);
    assert_int_equal(all.day_count, 4);
    const struct statistics_day *lapse = day_of(&all, first + 7);
    assert_int_equal(lapse->reviews, 2);
    assert_int_equal(lapse->repeats, 1);
    expect_share(&lapse->retention, 1, 0);
    assert_int_equal(lapse->milliseconds, 8000);
    assert_int_equal(day_of(&all, first)->fresh, 1);
    assert_int_equal(day_of(&all, first)->added, 1);
    assert_int_equal(all.grades[4].reviews, 4);
    assert_int_equal(all.grades[4].repeats, 1);
    assert_int_equal(all.grades[4].fresh, 1);
    assert_int_equal(all.grades[4].young, 2);
    assert_int_equal(all.grades[2].young, 1);
    assert_int_equal(all.hours[8].reviews, 5);
    expect_share(&all.hours[8].retention, 3, 2);
    const struct calibration *sm2 = &all.calibrations[0];
    assert_string_equal(sm2->scheduler->name, "sm2");
    assert_int_equal(sm2->asked, 3);
    double late = pow(0.9, 3);
    assert_true(near(sm2->log_loss, -(log(0.9) + log(0.1) + log(late)) / 3));
    expect_share(&sm2->bins[18].observed, 2, 1); /* .9 */
    expect_share(&sm2->bins[14].observed, 1, 1); /* .729 */
    assert_true(near(sm2->bins[18].predicted, 1.8));
    /* (2 x .4^2 + 1 x .271^2) / 3 */
    assert_true(near(sm2->error, sqrt((2 * 0.4 * 0.4 + (1 - late) * (1 - late)) / 3)));
    assert_int_equal(all.topics.count, 1);
    assert_string_equal(all.topics.items[0].name, "");
    expect_share(&all.topics.items[0].retention, 3, 2);
    assert_int_equal(all.topics.items[0].lapses, 1);
    assert_int_equal(all.topics.items[0].milliseconds, 20000);
    assert_true(near(all.topics.items[0].ease, 2.5));
    assert_true(isnan(all.topics.items[0].difficulty));
    assert_string_equal(all.patterns.items[0].name, "term");
    statistics_release(&all);
    collection_close(c);
}

static void spans_go_back_from_today(void **state)
{
    (void)state;
    static const long asked[SPAN_COUNT] = {1, 2, 3, 3, 3};
    struct collection *c = fresh("spans.db", 1);
    (void)test_grade(c, ids[0], 4);
    wait_days(1);
    (void)test_grade(c, ids[0], 4);
    wait_days(60);
    (void)test_grade(c, ids[0], 4);
    wait_days(20);
    (void)test_grade(c, ids[0], 4);
    wait_days(6); /* it is the first of seven days */
    struct statistics all = take(c, NULL);
    for (size_t span = 0; span < SPAN_COUNT; span++) {
        struct share sum = statistics_retention(&all, span, CLASS_FIRST, CLASS_COUNT);
        assert_int_equal(sum.asked, asked[span]);
    }
    statistics_release(&all);
    wait_days(1);
    all = take(c, NULL);
    assert_int_equal(statistics_retention(&all, 0, CLASS_FIRST, CLASS_COUNT).asked, 0);
    statistics_release(&all);
    collection_close(c);
}

static void a_reset_card_is_new_again(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = fresh("reset.db", 1);
    (void)test_grade(c, ids[0], 4);
    wait_days(1);
    (void)test_grade(c, ids[0], 4);
    assert_true(collection_care(c, CARE_RESET, ids[0], NULL, &error));
    wait_days(1);
    (void)test_grade(c, ids[0], 1);
    struct statistics all = take(c, NULL);
    expect_share(&all.retention[ALL][CLASS_NEW], 2, 1);
    struct share learned = statistics_retention(&all, ALL, CLASS_FIRST, CLASS_COUNT);
    expect_share(&learned, 1, 1);
    assert_int_equal(all.calibrations[0].asked, 1);
    statistics_release(&all);
    collection_close(c);
}

/* Three answers of another program, a schedule taken over from it, and one answer here. */
static void imported_answers_are_reviews_without_time(void **state)
{
    (void)state;
    struct harvest harvest;
    struct collection *c = fresh("imported.db", 1);
    day_number today = collection_today(c);
    int64_t noon = (int64_t)today * 86400000 + 10 * 3600000;
    const struct draft_review reviews[] = {
        {noon - INT64_C(100) * 86400000, 4, 5000, 1, 250},
        {noon - INT64_C(99) * 86400000, 4, 5000, 6, 250},
        {noon - INT64_C(90) * 86400000, 4, 5000, 40, 250},
    };
    test_harvest(&harvest, "/notes/deck.txt", "Elsewhere", 1);
    harvest.drafts[0].key = "deck-1";
    harvest.drafts[0].schedule = "due=2026-09-02 interval=80 ease=270";
    harvest.drafts[0].reviews = reviews;
    harvest.drafts[0].review_count = 3;
    (void)test_import_one(c, &harvest);
    char id[40];
    (void)snprintf(id, sizeof id, "%s", test_find(c, harvest.drafts[0].front));
    harvest_release(&harvest);
    wait_days(1);
    (void)test_grade(c, id, 4);
    struct statistics all = take(c, NULL);
    assert_int_equal(all.reviews, 4);
    const struct share *classes = all.retention[ALL];
    expect_share(&classes[CLASS_NEW], 1, 1);
    expect_share(&classes[1], 1, 1);
    expect_share(&classes[2], 1, 1); /* after 6 days, three late */
    expect_share(&classes[4], 1, 1); /* after the 80 that were taken over */
    assert_int_equal(day_of(&all, today - 90)->imported, 1);
    assert_int_equal(day_of(&all, today - 90)->milliseconds, 0);
    assert_int_equal(day_of(&all, today + 1)->imported, 0);
    assert_int_equal(day_of(&all, today + 1)->milliseconds, 4000);
    assert_int_equal(all.patterns.items[0].milliseconds, 4000);
    statistics_release(&all);
    collection_close(c);
}

/* Of two devices: an event that arrived later was earlier. */
static void events_count_in_their_own_order(void **state)
{
    (void)state;
    char sql[512];
    struct collection *c = fresh("order.db", 1);
    day_number today = collection_today(c);
    wait_days(5);
    (void)test_grade(c, ids[0], 2);
    collection_close(c);
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO event (id, device, kind, subject, utc_ms, offset_minutes, zone, "
                   "study_day, payload) VALUES ('00000000-0000-7000-8000-000000000001', 'other', "
                   "'review', '%s', %lld, 120, '+02:00', %d, '{\"grade\":4,\"ms\":1000}')",
                   ids[0], (long long)today * 86400000 + 40000000, (int)today);
    test_sql("order.db", sql);
    c = test_open("order.db", &now);
    struct statistics all = take(c, NULL);
    expect_share(&all.retention[ALL][CLASS_NEW], 1, 1);
    expect_share(&all.retention[ALL][1], 1, 0);
    assert_int_equal(day_of(&all, today)->fresh, 1);
    statistics_release(&all);
    collection_close(c);
}

/* Whichever is in use, both foretell the same; the one in use comes first. */
static void both_schedulers_are_judged(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = fresh("both.db", 1);
    (void)test_grade(c, ids[0], 4);
    wait_days(1);
    (void)test_grade(c, ids[0], 4);
    wait_days(6);
    (void)test_grade(c, ids[0], 1);
    struct statistics sm2 = take(c, NULL);
    struct fsrs_memory memory = fsrs_first(fsrs_default, 3);
    double one = fsrs_retrievability(fsrs_default, 1, memory.stability);
    memory = fsrs_next(fsrs_default, memory, 1, 3);
    double six = fsrs_retrievability(fsrs_default, 6, memory.stability);
    assert_string_equal(sm2.calibrations[0].scheduler->name, "sm2");
    assert_string_equal(sm2.calibrations[1].scheduler->name, "fsrs");
    assert_true(near(sm2.calibrations[1].log_loss, -(log(one) + log(1 - six)) / 2));
    assert_true(collection_set(c, "scheduler", "fsrs", &error));
    struct statistics fsrs = take(c, NULL);
    assert_string_equal(fsrs.calibrations[0].scheduler->name, "fsrs");
    assert_true(near(fsrs.calibrations[0].log_loss, sm2.calibrations[1].log_loss));
    assert_true(near(fsrs.calibrations[1].log_loss, sm2.calibrations[0].log_loss));
    assert_true(near(fsrs.calibrations[1].error, sm2.calibrations[0].error));
    assert_true(fsrs.topics.items[0].difficulty > 1);
    statistics_release(&sm2);
    statistics_release(&fsrs);
    collection_close(c);
}

static void drills_guesses_and_quizzes_stand_in_their_day(void **state)
{
    (void)state;
    struct graded graded;
    struct error error = {0};
    struct collection *c = fresh("others.db", 1);
    struct answer drill = {.kind = ITEM_DRILL,
                           .subject = "powers",
                           .grade = 4,
                           .milliseconds = 90000,
                           .problem = "powers@1/1/1",
                           .verdict = "correct",
                           .level = 1,
                           .distance = NAN};
    struct answer guess = {.kind = ITEM_SIMULATION,
                           .subject = "hash:probes",
                           .grade = 1,
                           .milliseconds = 5000,
                           .problem = "hash:probes@1/1/3",
                           .distance = 0.9};
    assert_true(collection_answer(c, &drill, &graded, &error));
    assert_true(collection_answer(c, &guess, &graded, &error));
    (void)test_grade(c, ids[0], 4);
    struct answer practice = {.kind = ITEM_CARD,
                              .subject = ids[0],
                              .grade = 1,
                              .milliseconds = 3000,
                              .distance = NAN,
                              .cram = true};
    assert_true(collection_answer(c, &practice, &graded, &error));
    struct statistics all = take(c, NULL);
    const struct statistics_day *day = day_of(&all, collection_today(c));
    expect_share(&day->drills, 1, 1);
    expect_share(&day->practice, 1, 0);
    expect_share(&day->predictions, 1, 0);
    expect_share(&day->quiz, 0, 0);
    assert_int_equal(day->reviews, 1);
    assert_int_equal(day->answers, 3);
    assert_int_equal(day->milliseconds, 60000 + 5000 + 4000 + 3000);
    statistics_release(&all);
    collection_close(c);
}

static void wilsons_interval(void **state)
{
    (void)state;
    static const struct {
        struct share share;
        double low, high;
    } rows[] = {{{10, 8}, 0.490162, 0.943318}, /* by the published formula */
                {{10, 0}, 0, 0.277533},
                {{10, 10}, 0.722467, 1},
                {{1000, 900}, 0.879848, 0.917091}};
    double low, high;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        share_interval(&rows[i].share, &low, &high);
        assert_true(fabs(low - rows[i].low) < 1e-5 && fabs(high - rows[i].high) < 1e-5);
    }
    share_interval(&(struct share){0, 0}, &low, &high);
    assert_true(isnan(low) && isnan(high));
    assert_true(isnan(share_value(&(struct share){0, 0})));
}

static void nothing_is_empty(void **state)
{
    (void)state;
    struct error error = {0};
    test_clock(&now, "2026-09-01T08:00:00+02:00");
    struct collection_options options = {.path = "never.db", .clock = &now};
    struct collection *c = collection_open(&options, &error);
    assert_non_null(c);
    struct statistics all = take(c, NULL);
    assert_int_equal(all.reviews, 0);
    assert_int_equal(all.day_count, 0);
    assert_int_equal(all.topics.count, 0);
    assert_int_equal(all.patterns.count, 0);
    assert_true(isnan(all.calibrations[0].log_loss));
    statistics_release(&all);
    collection_close(c);
}

/* --- Counted in another way --------------------------------------------------------------------
 */

/* Answers by chance, some taken back, some cards reset, put aside or given a day. */
static void live(struct collection *c, uint64_t seed)
{
    struct random_source source;
    struct error error = {0};
    random_init(&source, seed);
    for (int i = 0; i < 300; i++) {
        const char *id = ids[random_below(&source, CARDS)];
        struct undone undone;
        switch (random_below(&source, 24)) {
        case 0:
            assert_true(collection_care(c, CARE_RESET, id, NULL, &error));
            break;
        case 1:
            assert_true(collection_care(c, CARE_DUE, id, "2026-12-24", &error));
            break;
        case 2:
            assert_true(collection_undo(c, &undone, &error));
            break;
        default:
            (void)test_grade(c, id, (int)random_below(&source, 6));
        }
        test_clock_add(&now, random_below(&source, 3) ? 0 : 1, (int)random_below(&source, 90));
    }
}

/* The table of answers that is exported says for each what ran before it. */
struct counted {
    struct share classes[CLASS_COUNT];
    long reviews, repeats;
    size_t repeat, before, grade;
};

static bool count_record(void *context, const struct record_value *values)
{
    struct counted *counted = context;
    counted->reviews++;
    if (values[counted->repeat].integer) {
        counted->repeats++;
        return true;
    }
    const struct record_value *before = &values[counted->before];
    size_t class = CLASS_COUNT - 1;
    while (class > 0 && (!before->known || before->integer < interval_classes[class].least))
        class --;
    share_add(&counted->classes[class], &(struct share){1, values[counted->grade].integer >= 3});
    return true;
}

static struct counted count_records(struct collection *c)
{
    const struct record_table *table = record_table(RECORD_REVIEWS);
    struct counted counted = {.repeat = record_column(table, "repeat"),
                              .before = record_column(table, "interval_before"),
                              .grade = record_column(table, "grade")};
    struct record_request request = {.since = DAY_NONE, .until = DAY_NONE, .card_state = -1};
    struct error error = {0};
    assert_true(
        collection_each_record(c, RECORD_REVIEWS, &request, count_record, &counted, &error));
    return counted;
}

static void check_groups(const struct statistics *all, const struct statistics_groups *groups)
{
    long reviews = 0;
    struct share asked = {0}, wanted = statistics_retention(all, ALL, CLASS_FIRST, CLASS_COUNT);
    for (size_t i = 0; i < groups->count; i++) {
        reviews += groups->items[i].reviews;
        share_add(&asked, &groups->items[i].retention);
        assert_true(i == 0 || groups->items[i - 1].reviews >= groups->items[i].reviews);
    }
    assert_int_equal(reviews, all->reviews);
    expect_share(&asked, wanted.asked, wanted.passed);
}

/* Days, topics, patterns, grades, hours and bins are about the same answers. */
static void check_sums(const struct statistics *all)
{
    long days = 0, repeats = 0, repeated = 0, grades = 0, hours = 0, bins = 0;
    struct share of_days = {0}, of_hours = {0};
    struct share wanted = statistics_retention(all, ALL, CLASS_FIRST, CLASS_COUNT);
    for (size_t i = 0; i < all->day_count; i++) {
        days += all->days[i].reviews;
        repeats += all->days[i].repeats;
        share_add(&of_days, &all->days[i].retention);
        assert_int_equal(all->days[i].reviews,
                         all->days[i].fresh + all->days[i].repeats + all->days[i].retention.asked);
        assert_true(i == 0 || all->days[i - 1].day < all->days[i].day);
    }
    for (int i = 0; i < 6; i++) {
        const struct grade_count *grade = &all->grades[i];
        grades += grade->reviews;
        repeated += grade->repeats;
        assert_int_equal(grade->reviews,
                         grade->fresh + grade->young + grade->mature + grade->repeats);
    }
    for (int i = 0; i < 24; i++) {
        hours += all->hours[i].reviews;
        share_add(&of_hours, &all->hours[i].retention);
    }
    for (size_t i = 0; i < all->calibration_count; i++, bins = 0) {
        for (int k = 0; k < CALIBRATION_BINS; k++)
            bins += all->calibrations[i].bins[k].observed.asked;
        assert_int_equal(bins, wanted.asked);
    }
    assert_int_equal(days, all->reviews);
    assert_int_equal(repeats, repeated);
    assert_int_equal(grades, all->reviews);
    assert_int_equal(hours, all->reviews);
    expect_share(&of_days, wanted.asked, wanted.passed);
    expect_share(&of_hours, wanted.asked, wanted.passed);
    check_groups(all, &all->topics);
    check_groups(all, &all->patterns);
}

static void check_life(struct collection *c)
{
    struct statistics all = take(c, NULL);
    struct counted counted = count_records(c);
    check_sums(&all);
    assert_int_equal(all.reviews, counted.reviews);
    /* a day given to a card never answered is an interval to the records, and new here */
    struct share here = statistics_retention(&all, ALL, 0, CLASS_COUNT), there = {0};
    for (size_t class = 0; class < CLASS_COUNT; class ++)
        share_add(&there, &counted.classes[class]);
    expect_share(&here, there.asked, there.passed);
    for (size_t class = 2; class < CLASS_COUNT; class ++)
        expect_share(&all.retention[ALL][class], counted.classes[class].asked,
                     counted.classes[class].passed);
    statistics_release(&all);
}

static void lives_agree_with_their_records(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct error error = {0};
        struct collection *c = fresh("lives.db", CARDS);
        live(c, seed);
        check_life(c);
        assert_true(collection_set(c, "scheduler", "fsrs", &error));
        check_life(c);
        collection_close(c);
    }
}

/* What is asked for in parts is the whole. */
static void parts_make_the_whole(void **state)
{
    (void)state;
    struct collection *c = fresh("parts.db", CARDS);
    live(c, 9);
    struct statistics all = take(c, NULL);
    day_number middle = all.days[all.day_count / 2].day;
    struct statistics_request before = {.since = DAY_NONE, .until = middle - 1},
                              after = {.since = middle, .until = DAY_NONE},
                              docker = {.since = DAY_NONE, .until = DAY_NONE, .topic = "OCKE"};
    struct statistics first = take(c, &before), second = take(c, &after), one = take(c, &docker);
    assert_int_equal(first.reviews + second.reviews, all.reviews);
    assert_int_equal(first.day_count + second.day_count, all.day_count);
    struct share sum = statistics_retention(&first, ALL, 0, CLASS_COUNT),
                 rest = statistics_retention(&second, ALL, 0, CLASS_COUNT),
                 whole = statistics_retention(&all, ALL, 0, CLASS_COUNT);
    share_add(&sum, &rest);
    expect_share(&sum, whole.asked, whole.passed);
    check_sums(&first);
    check_sums(&second);
    check_sums(&one);
    assert_true(one.one_topic);
    assert_int_equal(one.topics.count, 1);
    assert_string_equal(one.topics.items[0].name, "Docker");
    for (size_t i = 0; i < all.topics.count; i++)
        if (!strcmp(all.topics.items[i].name, "Docker"))
            assert_int_equal(one.reviews, all.topics.items[i].reviews);
    statistics_release(&first);
    statistics_release(&second);
    statistics_release(&one);
    statistics_release(&all);
    collection_close(c);
}

static bool refuse(void *context, long done, long total)
{
    (void)done;
    (void)total;
    ++*(int *)context;
    return false;
}

/* The pulse ends it without an error; there is nothing to release then. */
static void it_can_be_ended(void **state)
{
    (void)state;
    int calls = 0;
    struct error error = {0};
    struct statistics all;
    struct collection *c = fresh("ended.db", 1);
    test_sql(
        "ended.db",
        "INSERT INTO event (id, device, kind, subject, utc_ms, offset_minutes, zone, "
        "study_day, payload) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 5000) SELECT printf('%032d', i), 'other', 'review', 'nobody', i, 0, 'Z', 0, "
        "'{\"grade\":4}' FROM n");
    struct statistics_request request = {
        .since = DAY_NONE, .until = DAY_NONE, .pulse = refuse, .context = &calls};
    assert_false(collection_statistics(c, &request, &all, &error));
    assert_int_equal(error.kind, ERROR_NONE);
    assert_int_equal(calls, 1);
    all = take(c, NULL);
    assert_int_equal(all.reviews, 5000);
    assert_int_equal(all.grades[4].repeats, 4999);
    statistics_release(&all);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_counted_by_hand),
        cmocka_unit_test(spans_go_back_from_today),
        cmocka_unit_test(a_reset_card_is_new_again),
        cmocka_unit_test(imported_answers_are_reviews_without_time),
        cmocka_unit_test(events_count_in_their_own_order),
        cmocka_unit_test(both_schedulers_are_judged),
        cmocka_unit_test(drills_guesses_and_quizzes_stand_in_their_day),
        cmocka_unit_test(wilsons_interval),
        cmocka_unit_test(nothing_is_empty),
        cmocka_unit_test(lives_agree_with_their_records),
        cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(it_can_be_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
