/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events are the only truth: histories of everything that can be done, in any order and with clocks
 * that jump, leave the tables that a replay of all events makes; and tables that were damaged in
 * any column are named by the doctor and made again as they were.
 */
#include "tests/support/suite.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "engine/quiz.h"
#include "tests/support/store.h"

enum { SEEDS = 120, STEPS = 60, CHECKED_EVERY = 15, DAMAGED_EVERY = 4, IDS = 48 };

struct history {
    struct collection *c;
    struct clock now;
    struct random_source random;
    char ids[IDS][40];
    size_t count;
    struct text deeds; /* what was done, for the message */
};

static uint64_t below(struct history *history, uint64_t bound)
{
    return random_below(&history->random, bound);
}

static void must(struct history *history, bool good, const struct error *error)
{
    if (!good)
        fail_msg("%s; after:%s", error->message, text_string(&history->deeds));
}

/* What a person may be told is no fault: no such quiz, no day of rest left. */
static void may(struct history *history, bool good, const struct error *error)
{
    must(history, good || error->kind == ERROR_USAGE, error);
}

static bool take_id(void *context, const struct card *card)
{
    struct history *history = context;
    if (history->count < IDS)
        (void)snprintf(history->ids[history->count++], sizeof *history->ids, "%s", card->id);
    return true;
}

static void read_ids(struct history *history)
{
    struct error error = {0};
    history->count = 0;
    must(history, collection_each_card(history->c, NULL, take_id, history, &error), &error);
}

static const char *some_card(struct history *history)
{
    return history->ids[below(history, history->count)];
}

/* --- Imports -----------------------------------------------------------------------------------
 */

/* Lines come and go, wordings change, terms are claimed to mean different things. */
static void change_drafts(struct history *history, struct harvest *harvest)
{
    static const char *const meanings[] = {"write ahead log", "work area list", "wide area link"};
    for (size_t i = 0; i < harvest->draft_count; i++) {
        struct draft *draft = &harvest->drafts[i];
        draft->line = draft->end_line = draft->line + (long)below(history, 3);
        draft->confidence = 0.5 + 0.1 * (double)below(history, 5);
        if (i / 2 % 2)
            draft->group = i % 4 < 2 ? "a" : "b";
        switch (below(history, 12)) {
        case 0:
            draft->back = arena_format(&harvest->arena, "%s, as of version %d", draft->back,
                                       (int)below(history, 3));
            break;
        case 1:
            draft->topic = below(history, 2) ? "another topic" : NULL;
            break;
        case 2:
            draft->claim = (struct claim){CLAIM_EXPANSION, "wal", meanings[below(history, 3)], ""};
            break;
        case 3:
            draft->held = below(history, 2) ? "acronym" : NULL;
            break;
        case 4:
            draft->simulation = "hashing load=0.5";
            draft->day = (int)below(history, 5);
            break;
        default:
            break;
        }
    }
}

static void add_rest_of_file(struct history *history, struct harvest *harvest)
{
    harvest->words = (long)below(history, 400);
    if (below(history, 2))
        *harvest_add_remark(harvest) =
            (struct remark){"clarify", harvest->file, 3, "(?) which one", "a mark", NULL};
    if (below(history, 2))
        *harvest_add_link(harvest) = (struct simulation_link){"hashing", "load=0.5", 2, 3};
    if (below(history, 2))
        *harvest_add_goal_item(harvest) =
            (struct goal_item){"books", "A book", (enum goal_status)below(history, 3), 4};
    if (below(history, 2))
        *harvest_add_goal_target(harvest) =
            (struct goal_target){"books", 4 + (long)below(history, 9), 5, "so many books"};
}

/* Cards of another program: a schedule, some with the answers that led to it. */
static void make_deck(struct history *history, struct harvest *harvest)
{
    test_harvest(harvest, "/notes/cards.apkg", "deck", 2 + (int)below(history, 4));
    for (size_t i = 0; i < harvest->draft_count; i++) {
        struct draft *draft = &harvest->drafts[i];
        char due[DAY_TEXT];
        size_t count = (size_t)below(history, 5);
        int64_t last = history->now.fixed.utc_ms - (int64_t)below(history, 40) * 86400000;
        draft->key = arena_format(&harvest->arena, "key %zu", i);
        draft->suspended = !below(history, 5);
        if (!below(history, 3))
            continue;
        draft->schedule = arena_format(
            &harvest->arena, "due=%s interval=%d ease=%d",
            day_format((day_number)(last / 86400000) + (day_number)below(history, 60), due),
            1 + (int)below(history, 40), 130 + (int)below(history, 200));
        draft->repetitions = (int)below(history, 9);
        draft->lapses = (int)below(history, 4);
        struct draft_review *reviews = arena_allocate(&harvest->arena, 5 * sizeof *reviews);
        for (size_t k = 0; k < count; k++)
            reviews[k] = (struct draft_review){.utc_ms = last - (int64_t)(count - 1 - k) *
                                                                    (int64_t)(1 + i) * 86400000,
                                               .grade = (int)below(history, 6),
                                               .milliseconds = 3000,
                                               .interval_days = 3,
                                               .ease_hundredths = 250};
        draft->reviews = reviews;
        draft->review_count = count;
    }
}

static void import(struct history *history)
{
    struct harvest files[3];
    const struct harvest *given[3];
    size_t count = 0;
    const char *const paths[] = {"/notes/a.md", "/notes/b.md"};
    for (size_t i = 0; i < 2; i++) {
        if (!below(history, 4))
            continue; /* the file is gone */
        test_harvest(&files[count], paths[i], below(history, 4) ? "card" : "horse",
                     4 + (int)below(history, 6));
        change_drafts(history, &files[count]);
        add_rest_of_file(history, &files[count]);
        count++;
    }
    if (!count || below(history, 2))
        make_deck(history, &files[count++]);
    for (size_t i = 0; i < count; i++)
        given[i] = &files[i];
    (void)test_import(history->c, given, count);
    for (size_t i = 0; i < count; i++)
        harvest_release(&files[i]);
    read_ids(history);
}

static void forget_source(struct history *history)
{
    struct error error = {0};
    struct import_counts counts = {0};
    must(history, collection_import_begin(history->c, &error), &error);
    may(history, collection_forget_source(history->c, "/notes", &error), &error);
    must(history, collection_import_end(history->c, true, &counts, &error), &error);
}

/* --- Answers -----------------------------------------------------------------------------------
 */

static void fill_answer(struct history *history, struct answer *answer)
{
    *answer = (struct answer){.grade = (int)below(history, 6),
                              .milliseconds = (int64_t)below(history, 90000),
                              .level = 1 + (int)below(history, 3),
                              .typed = below(history, 2) ? "1/\"2\"\n\xff" : NULL,
                              .verdict = below(history, 2) ? "correct" : NULL,
                              .distance = 0.25};
}

static void review(struct history *history)
{
    struct answer answer;
    struct error error = {0};
    fill_answer(history, &answer);
    answer.kind = ITEM_CARD;
    answer.subject = some_card(history);
    for (uint64_t times = 1 + below(history, 2); times > 0; times--, answer.grade = 4)
        must(history, collection_answer(history->c, &answer, NULL, &error), &error);
}

static const char *const drills[] = {"powers", "arithmetic", "storage-sizing"};
static const char *const prerequisites[] = {"arithmetic", "counting", NULL};

static void drill(struct history *history)
{
    struct answer answer;
    struct error error = {0};
    fill_answer(history, &answer);
    answer.kind = ITEM_DRILL;
    answer.subject = drills[below(history, 3)];
    answer.prerequisites = below(history, 2) ? prerequisites : NULL;
    must(history, collection_answer(history->c, &answer, NULL, &error), &error);
}

static void predict(struct history *history)
{
    struct answer answer;
    struct error error = {0};
    fill_answer(history, &answer);
    answer.kind = ITEM_SIMULATION;
    answer.subject = below(history, 2) ? "hashing:probes" : "hashing:load";
    must(history, collection_answer(history->c, &answer, NULL, &error), &error);
}

static void sprint(struct history *history)
{
    static const char *const facts[] = {"7 × 8", "6 × 9", "12 + 5"};
    char id[SPRINT_ID];
    struct answer answer;
    struct error error = {0};
    must(history, collection_sprint_id(history->c, id, &error), &error);
    struct sprint_run run = {id, "arithmetic", 1 + (int)below(history, 3), 60};
    for (int i = 1; i <= 4; i++) {
        struct sprint_answer given = {i, facts[below(history, 3)], "56",
                                      (enum sprint_outcome)below(history, 3),
                                      (int64_t)below(history, 9000)};
        must(history, collection_sprint_answer(history->c, &run, &given, &error), &error);
    }
    fill_answer(history, &answer);
    answer.kind = ITEM_DRILL;
    answer.subject = "arithmetic";
    if (below(history, 2))
        must(history, collection_sprint_end(history->c, &run, &answer, NULL, &error), &error);
}

/* Begun, or gone on with; answered, ended, made reviews of, each or not. */
static void quiz(struct history *history)
{
    struct error error = {0};
    struct quiz quiz = {0};
    char id[QUIZ_ID];
    const char *card = some_card(history);
    struct quiz_item items[3] = {
        {.form = QUIZ_TYPED, .subject = card, .item = card, .prompt = "?", .expected = "x"},
        {.form = QUIZ_NUMBER,
         .kind = ITEM_DRILL,
         .subject = "powers",
         .item = "powers@1/1/7",
         .skill = "powers",
         .prerequisites = prerequisites,
         .topic = "sums",
         .prompt = "2^3",
         .expected = "8"},
        {.form = QUIZ_CLOZE, .subject = card, .item = card, .prompt = "!", .expected = "y"}};
    struct quiz_options options = {.count = 3, .topic = below(history, 2) ? "sums" : NULL};
    must(history, collection_quiz_unfinished(history->c, id, &error), &error);
    if (id[0] && below(history, 2))
        must(history, collection_quiz(history->c, id, &quiz, &error), &error);
    else
        must(history, collection_quiz_start(history->c, &options, items, 3, &quiz, &error), &error);
    for (size_t i = 0; i < quiz.count; i++) {
        struct quiz_given given = {.verdict = (enum quiz_verdict)below(history, 4),
                                   .typed = "x",
                                   .level = 1,
                                   .milliseconds = 900,
                                   .distance = NAN};
        if (!quiz.given[i].answered && below(history, 2))
            must(history, collection_quiz_answer(history->c, &quiz, i, &given, NULL, &error),
                 &error);
    }
    long made = 0;
    if (below(history, 2))
        must(history, collection_quiz_end(history->c, &quiz, "left", &error), &error);
    if (quiz.ended && below(history, 2))
        must(history, collection_quiz_review(history->c, &quiz, &made, &error), &error);
    quiz_release(&quiz);
}

/* --- Decisions ---------------------------------------------------------------------------------
 */

static void care(struct history *history)
{
    struct error error = {0};
    char day[DAY_TEXT];
    enum care care = (enum care)below(history, 7);
    day_number due = collection_today(history->c) + (day_number)below(history, 60) - 20;
    must(history,
         collection_care(history->c, care, some_card(history),
                         care == CARE_DUE ? day_format(due, day) : "why not", &error),
         &error);
}

static void edit(struct history *history)
{
    struct error error = {0};
    must(history,
         collection_edit(history->c, some_card(history), below(history, 2) ? "own front" : "front",
                         "own back", &error),
         &error);
}

static void undo(struct history *history)
{
    struct undone undone;
    struct error error = {0};
    for (uint64_t times = 1 + below(history, 3); times > 0; times--)
        must(history, collection_undo(history->c, &undone, &error), &error);
}

static void set(struct history *history)
{
    static const char *const rows[][4] = {
        {"goal-answers", "3", "12", "0"},
        {"goal-minutes", "1", "20", "5"},
        {"goal-words", "0", "25", "300"},
        {"goal-all-due", "yes", "no", "yes"},
        {"rollover", "0", "4", "23"},
        {"new-per-day", "1", "10", "20"},
        {"leech-lapses", "1", "2", "8"},
        {"confidence-active", "0", "0.75", "1"},
        {"quiz-counts-as-review", "yes", "no", "yes"},
        {"rest-days", "0", "14", "3"},
        {"goal-target-books", "0", "5", "12"},
        {"flashcards", "yes", "no", "yes"},
        {"scheduler", "sm2", "fsrs", "fsrs"},
        {"retention", "0.8", "0.9", "0.95"},
        {"length", "100", "338", "30"},
    };
    struct error error = {0};
    const char *const *row = rows[below(history, sizeof rows / sizeof *rows)];
    must(history, collection_set(history->c, row[0], row[1 + below(history, 3)], &error), &error);
}

static void day(struct history *history)
{
    struct error error = {0};
    day_number today = collection_today(history->c);
    switch (below(history, 3)) {
    case 0:
        must(history, collection_open_day(history->c, &error), &error);
        break;
    case 1:
        may(history, collection_rest(history->c, today + 1 + (day_number)below(history, 9), &error),
            &error);
        break;
    default:
        may(history,
            collection_challenge_start(history->c, today - (day_number)below(history, 30), &error),
            &error);
    }
}

/* Mostly a little forward; days, a year forward or back; another zone. Now and then it stands. */
static void move_clock(struct history *history)
{
    static const struct {
        const char *zone;
        int offset;
    } zones[] = {{"Europe/Zurich", 60},
                 {"Asia/Tokyo", 540},
                 {"America/Los_Angeles", -480},
                 {"Pacific/Kiritimati", 840}};
    static const int days[] = {0, 0, 0, 1, 1, 2, 3, 6, 20, -1, -1, 366, -365};
    int jump = days[below(history, sizeof days / sizeof *days)];
    test_clock_add(&history->now, jump, (int)below(history, 900));
    if (below(history, 8))
        return;
    size_t zone = below(history, sizeof zones / sizeof *zones);
    struct instant *at = &history->now.fixed;
    at->offset_minutes = zones[zone].offset;
    (void)snprintf(at->zone, sizeof at->zone, "%s", zones[zone].zone);
}

static void act(struct history *history)
{
    static const struct {
        const char *name;
        void (*act)(struct history *history);
        unsigned weight;
    } deeds[] = {{"review", review, 16}, {"drill", drill, 5},   {"predict", predict, 3},
                 {"sprint", sprint, 2},  {"quiz", quiz, 3},     {"care", care, 9},
                 {"edit", edit, 3},      {"undo", undo, 5},     {"set", set, 4},
                 {"day", day, 3},        {"import", import, 4}, {"forget", forget_source, 1}};
    unsigned all = 0, i = 0;
    for (size_t k = 0; k < sizeof deeds / sizeof *deeds; k++)
        all += deeds[k].weight;
    unsigned which = (unsigned)below(history, all);
    while (which >= deeds[i].weight)
        which -= deeds[i++].weight;
    text_printf(&history->deeds, " %s", deeds[i].name);
    deeds[i].act(history);
    if (below(history, 2))
        move_clock(history);
}

/* --- Damage ------------------------------------------------------------------------------------
 */

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return s;
}

/* Everything but the events, what belongs to this machine alone, and the words to be searched. */
static const char derived_tables[] =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('event', 'local', "
    "'file_stamp') AND name NOT LIKE 'card_search%' AND name NOT LIKE 'sqlite_%' ORDER BY name";

/* All derived rows in an order of their own. */
static char *contents(const char *path)
{
    struct text all = {0}, sql = {0};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_stmt *tables = prepare(db, derived_tables);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        text_clear(&sql);
        text_printf(&sql, "SELECT * FROM %s", (const char *)sqlite3_column_text(tables, 0));
        sqlite3_stmt *rows = prepare(db, sql.data);
        int columns = sqlite3_column_count(rows);
        text_append(&sql, " ORDER BY 1");
        for (int i = 1; i < columns; i++)
            text_printf(&sql, ", %d", i + 1);
        (void)sqlite3_finalize(rows);
        rows = prepare(db, sql.data);
        while (sqlite3_step(rows) == SQLITE_ROW) {
            text_printf(&all, "%s", (const char *)sqlite3_column_text(tables, 0));
            for (int i = 0; i < columns; i++)
                text_printf(&all, "|%s",
                            sqlite3_column_text(rows, i)
                                ? (const char *)sqlite3_column_text(rows, i)
                                : "-");
            text_append(&all, "\n");
        }
        (void)sqlite3_finalize(rows);
    }
    (void)sqlite3_finalize(tables);
    (void)sqlite3_close(db);
    text_release(&sql);
    return text_take(&all);
}

/* The value of another column of the same type, or one that no fold makes. */
static void harm_column(struct history *history, sqlite3 *db, const char *table, struct text *sql)
{
    struct text query = {0};
    text_printf(&query, "SELECT name, type FROM pragma_table_info('%s') ORDER BY random()", table);
    text_clear(&query);
    text_printf(&query, "SELECT name, type, count(*) OVER () FROM pragma_table_info('%s')", table);
    sqlite3_stmt *columns = prepare(db, text_string(&query));
    (void)sqlite3_step(columns);
    uint64_t place = below(history, (uint64_t)sqlite3_column_int(columns, 2));
    for (; place > 0; place--)
        (void)sqlite3_step(columns);
    const char *name = (const char *)sqlite3_column_text(columns, 0);
    bool is_text = !strcmp((const char *)sqlite3_column_text(columns, 1), "TEXT");
    if (is_text)
        text_printf(sql, "UPDATE OR IGNORE %s SET %s = coalesce(%s, '') || 'x'", table, name, name);
    else
        text_printf(sql, "UPDATE OR IGNORE %s SET %s = coalesce(%s, 0) + %d", table, name, name,
                    1 + (int)below(history, 3));
    (void)sqlite3_finalize(columns);
    text_release(&query);
}

/* True where there was something to harm; `table` says where. */
static bool harm(struct history *history, const char *path, char table[64])
{
    struct text sql = {0};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    text_printf(&sql, "SELECT name, count(*) OVER () FROM (%s)", derived_tables);
    sqlite3_stmt *tables = prepare(db, sql.data);
    (void)sqlite3_step(tables);
    for (uint64_t at = below(history, (uint64_t)sqlite3_column_int(tables, 1)); at > 0; at--)
        (void)sqlite3_step(tables);
    (void)snprintf(table, 64, "%s", (const char *)sqlite3_column_text(tables, 0));
    (void)sqlite3_finalize(tables);
    text_clear(&sql);
    text_printf(&sql, "SELECT count(*) FROM %s", table);
    sqlite3_stmt *s = prepare(db, sql.data);
    (void)sqlite3_step(s);
    uint64_t rows = (uint64_t)sqlite3_column_int(s, 0);
    (void)sqlite3_finalize(s);
    text_clear(&sql);
    if (below(history, 3))
        harm_column(history, db, table, &sql);
    else
        text_printf(&sql, "DELETE FROM %s", table);
    /* one row, by whatever is its key; or now and then all */
    struct text key = {0};
    text_printf(&key,
                "SELECT group_concat(name, ', ') FROM (SELECT name FROM "
                "pragma_table_info('%s') ORDER BY cid)",
                table);
    s = prepare(db, key.data);
    (void)sqlite3_step(s);
    if (rows && below(history, 8))
        text_printf(&sql, " WHERE (%s) IS (SELECT %s FROM %s LIMIT 1 OFFSET %d)",
                    (const char *)sqlite3_column_text(s, 0),
                    (const char *)sqlite3_column_text(s, 0), table, (int)below(history, rows));
    (void)sqlite3_finalize(s);
    text_release(&key);
    if (sqlite3_exec(db, text_string(&sql), NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text_string(&sql), sqlite3_errmsg(db));
    bool changed = sqlite3_changes(db) > 0;
    text_printf(&history->deeds, " [%s]", text_string(&sql));
    (void)sqlite3_close(db);
    text_release(&sql);
    return changed;
}

/* Whether the doctor names the table; `repair`: nothing stays. */
static bool names(struct history *history, const char *table, bool repair)
{
    struct doctor_report report;
    struct error error = {0};
    bool named = false;
    must(history, collection_doctor(history->c, repair, &report, &error), &error);
    for (size_t i = 0; i < report.count; i++) {
        const struct problem_found *problem = &report.problems[i];
        size_t length = strlen(table);
        named |= !strcmp(problem->code, "derived-differs") &&
                 !strncmp(problem->where, table, length) && problem->where[length] == ':';
        if (repair && !problem->repaired)
            fail_msg("not repaired: %s %s; after:%s", problem->where, problem->message,
                     text_string(&history->deeds));
    }
    doctor_report_release(&report);
    return named;
}

/* The first row that a repair changes, before and after it. */
static void tell_difference(struct history *history, struct text *out)
{
    struct doctor_report report;
    struct error error = {0};
    char *before = contents("history.db");
    (void)collection_doctor(history->c, true, &report, &error);
    doctor_report_release(&report);
    char *after = contents("history.db");
    const char *left = before, *right = after;
    while (*left && *right && strcspn(left, "\n") == strcspn(right, "\n") &&
           !strncmp(left, right, strcspn(left, "\n"))) {
        left += strcspn(left, "\n") + 1;
        right += strcspn(right, "\n") + 1;
    }
    text_printf(out, "\n  kept     %.*s\n  replayed %.*s\n", (int)strcspn(left, "\n"), left,
                (int)strcspn(right, "\n"), right);
    free(before);
    free(after);
}

static void expect_sound(struct history *history)
{
    struct doctor_report report;
    struct error error = {0};
    struct text difference = {0};
    must(history, collection_doctor(history->c, false, &report, &error), &error);
    if (report.count) {
        tell_difference(history, &difference);
        fail_msg("%s %s: %s%safter:%s", report.problems[0].code, report.problems[0].where,
                 report.problems[0].message, text_string(&difference),
                 text_string(&history->deeds));
    }
    doctor_report_release(&report);
}

/* --- The tests ---------------------------------------------------------------------------------
 */

static void begin(struct history *history, uint64_t seed)
{
    memset(history, 0, sizeof *history);
    (void)unlink("history.db");
    test_clock(&history->now, "2026-11-20T08:00:00+01:00");
    random_init(&history->random, seed);
    history->c = test_open("history.db", &history->now);
    text_printf(&history->deeds, " seed %d:", (int)seed);
    struct harvest harvest;
    test_harvest(&harvest, "/notes/a.md", "card", 9);
    (void)test_import_one(history->c, &harvest);
    harvest_release(&harvest);
    read_ids(history);
}

static void end(struct history *history)
{
    collection_close(history->c);
    text_release(&history->deeds);
}

static void tables_are_what_a_replay_makes(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct history history;
        begin(&history, seed);
        for (int i = 1; i <= STEPS; i++) {
            act(&history);
            if (i % CHECKED_EVERY == 0)
                expect_sound(&history);
        }
        end(&history);
    }
}

static void damage_is_named_and_repaired(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed += DAMAGED_EVERY) {
        struct history history;
        begin(&history, seed * 1000);
        for (int i = 0; i < STEPS; i++)
            act(&history);
        char *sound = contents("history.db");
        for (int i = 0; i < 6; i++) {
            char table[64];
            collection_close(history.c);
            bool changed = harm(&history, "history.db", table);
            history.c = test_open("history.db", &history.now);
            char *harmed = contents("history.db");
            if (strcmp(sound, harmed) != 0 && changed && !names(&history, table, false))
                fail_msg("not named: %s; after:%s", table, text_string(&history.deeds));
            (void)names(&history, table, true);
            expect_sound(&history);
            char *repaired = contents("history.db");
            if (strcmp(sound, repaired) != 0)
                fail_msg("other than before; after:%s", text_string(&history.deeds));
            free(harmed);
            free(repaired);
        }
        free(sound);
        end(&history);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_what_a_replay_makes),
        cmocka_unit_test(damage_is_named_and_repaired),
    };
    bool in_memory = test_enter_memory();
    int failed = cmocka_run_group_tests_name("history", tests, NULL, NULL);
    if (in_memory)
        test_leave_memory();
    return failed;
}
