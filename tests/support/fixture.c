/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards and a history for the screen tests; every word of them is our own. */
#include "tests/support/screen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "tests/support/suite.h"

struct fixture_card {
    const char *file;
    long line;
    enum card_kind kind;
    const char *heading[2];
    const char *front, *back, *simulation;
    bool proposed;
};

static const struct fixture_card cards[] = {
    {"day-003-storage.md",
     12,
     CARD_BASIC,
     {"Storage engines", "Append-only logs"},
     "What does a Bitcask-style store keep in memory for every key?",
     "The file and the offset at which the newest value begins.",
     "hash slots=128 load=0.9",
     false},
    {"day-003-storage.md",
     18,
     CARD_CLOZE,
     {"Storage engines", "Merging"},
     "Merging closed segments keeps only the [...] value of every key.",
     "newest",
     NULL,
     false},
    {"day-003-storage.md",
     25,
     CARD_LIST,
     {"Storage engines", "LSM trees"},
     "Which three amplifications does a compaction policy trade against each other?",
     "1. Read amplification\n2. Write amplification\n3. Space amplification",
     NULL,
     false},
    {"day-004-containers.md",
     7,
     CARD_COMMAND,
     {"Containers", "Everyday commands"},
     "Which command shows the running containers, and also those that have ended?",
     "docker ps --all",
     NULL,
     false},
    {"day-004-containers.md",
     15,
     CARD_BASIC,
     {"Containers", "Images"},
     "Why does the order of lines in a Dockerfile matter?",
     "Every line makes a layer, and a changed layer makes all later ones be built again. What "
     "changes rarely, such as installed packages, belongs to the top; what changes often, such as "
     "the program's own files, to the bottom.",
     NULL,
     false},
    {"day-005-text.md",
     3,
     CARD_BASIC,
     {"Text", "Widths"},
     "How many cells does 日本語 take, and how many the word café written with a combining "
     "accent (cafe\xCC\x81)?",
     "六 (6) and 4 \xF0\x9F\x98\x80",
     NULL,
     false},
    {"day-005-text.md",
     9,
     CARD_BASIC,
     {"Text", "Control characters"},
     "What would \x1b[31mred\x1b[0m and \x1b]0;title\x07 do if they reached a terminal?",
     "Colour the text and \x9b"
     "2J the window; so they are shown, not sent.",
     NULL,
     false},
    {"day-005-text.md",
     14,
     CARD_BASIC,
     {"Text", "Encodings"},
     "How many bytes does UTF-8 need for a code point above U+FFFF?",
     "Four.",
     NULL,
     true},
};

static void add_draft(struct harvest *harvest, const struct fixture_card *card)
{
    struct draft *draft = harvest_add_draft(harvest);
    const char **heading = arena_allocate(&harvest->arena, sizeof card->heading);
    memcpy(heading, card->heading, sizeof card->heading);
    draft->kind = card->kind;
    draft->front = arena_copy_string(&harvest->arena, card->front);
    draft->back = arena_copy_string(&harvest->arena, card->back);
    draft->pattern = card->kind == CARD_CLOZE ? "cloze" : "question";
    draft->confidence = card->proposed ? 0.55 : 0.95;
    draft->line = card->line;
    draft->end_line = card->line + 1;
    draft->heading = heading;
    draft->heading_count = 2;
    draft->topic = card->heading[0];
    draft->day = atoi(card->file + 4);
    draft->passage = draft->back;
    draft->reason = "written as a question, +0.40; short answer, +0.10";
    draft->simulation = card->simulation;
    draft->explicit_card = !card->proposed;
    draft->group = arena_format(&harvest->arena, "line-%ld", card->line);
}

static void must(bool ok, const struct error *error)
{
    if (!ok)
        fail_msg("%s:%ld: %s", error->file, error->line, error->message);
}

/* The cards of one note. The place is no real one, so that it reads the same in every picture. */
static void import_note(struct collection *collection, const char *folder, size_t first, size_t end)
{
    struct harvest harvest = {0};
    struct import_counts counts = {0};
    struct error error = {0};
    char *path = path_join(folder, cards[first].file);
    harvest.file = arena_copy_string(&harvest.arena, path);
    for (size_t i = first; i < end; i++)
        add_draft(&harvest, &cards[i]);
    must(collection_import_file(collection, &harvest, 8, 1, &counts, &error), &error);
    harvest_release(&harvest);
    free(path);
}

void fixture_cards(struct collection *collection, const char *folder, long limit)
{
    struct import_counts counts = {0};
    struct error error = {0};
    size_t count = sizeof cards / sizeof *cards;
    count = limit > 0 && (size_t)limit < count ? (size_t)limit : count;
    must(collection_import_begin(collection, &error), &error);
    must(collection_import_source(collection, folder, "", &error), &error);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && !strcmp(cards[end].file, cards[first].file);)
            end++;
        import_note(collection, folder, first, end);
    }
    must(collection_import_end(collection, true, &counts, &error), &error);
}

/* Answers to drills, which need no cards: `count` of them on one day. */
static void answer_day(struct collection *collection, int count)
{
    struct error error = {0};
    must(collection_open_day(collection, &error), &error);
    for (int i = 0; i < count; i++) {
        struct graded graded;
        struct answer answer = {.kind = ITEM_DRILL,
                                .subject = "powers",
                                .grade = 4,
                                .milliseconds = 9000,
                                .typed = "1024",
                                .problem = "powers@1/1/1",
                                .verdict = "correct",
                                .level = 1,
                                .distance = NAN};
        must(collection_answer(collection, &answer, &graded, &error), &error);
    }
}

void fixture_history(struct screen_test *test)
{
    static const int answers[] = {10, 12, 15, 0,  20, 31, 10, 10, 65, 12, 0,  0,  0,  10, 18,
                                  22, 30, 11, 10, 10, 40, 12, 16, 13, 10, 10, 62, 20, 14, 12};
    enum { DAYS = sizeof answers / sizeof *answers };
    struct clock now = test->clock;
    struct error error = {0};
    for (int i = 0; i < DAYS; i++) {
        char when[40], day[DAY_TEXT];
        (void)snprintf(when, sizeof when, "%sT18:00:00+01:00",
                       day_format(study_day(&now.fixed, 4) - DAYS + i, day));
        must(clock_init_fixed(&test->clock, when, &error), &error);
        if (i == 0)
            must(collection_challenge_start(test->collection, collection_today(test->collection),
                                            &error),
                 &error);
        if (i == 9)
            must(collection_rest(test->collection, collection_today(test->collection) + 1, &error),
                 &error);
        if (answers[i])
            answer_day(test->collection, answers[i]);
    }
    test->clock = now;
}

/* --- Forty days of a challenge -----------------------------------------------------------------
 */

/* What was lived: a, b, c, d ever more answers; x too few; R a rest; t a date skipped; . nothing.
 */
static const char lived[] = "aabcaad"
                            "Rab.xcb"
                            "aaabcda"
                            "aabctab"
                            "a.aacab"
                            "abada";
enum { LIVED = sizeof lived - 1, DEPARTURE = 24, ARRIVAL = 26, HOME = 29 };

/* From home over the Pacific to Japan, and back. */
static const char *hour_of(int index)
{
    return index == DEPARTURE                 ? "21:00:00-08:00"
           : index >= ARRIVAL && index < HOME ? "09:00:00+09:00"
                                              : "18:00:00+01:00";
}

static int answers_of(char letter)
{
    static const struct {
        char letter;
        int answers;
    } rows[] = {{'a', 10}, {'b', 18}, {'c', 34}, {'d', 64}, {'x', 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].letter == letter)
            return rows[i].answers;
    return 0;
}

static void set_day(struct screen_test *test, day_number day, const char *hour)
{
    char when[48], date[DAY_TEXT];
    struct error error = {0};
    (void)snprintf(when, sizeof when, "%sT%s", day_format(day, date), hour);
    must(clock_init_fixed(&test->clock, when, &error), &error);
}

/* Two that were earned are in the journal, and one that was frozen. */
static void import_journal(struct screen_test *test)
{
    static const int days[] = {9, 11, 29};
    struct harvest harvest = {0};
    struct import_counts counts = {0};
    struct error error = {0};
    harvest.file = "/home/you/notes/journal.md";
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct draft *draft = harvest_add_draft(&harvest);
        draft->front = arena_format(&harvest.arena, "What was learned on day %d?", days[i]);
        draft->back = "Something about storage engines.";
        draft->pattern = "question";
        draft->confidence = 0.5;
        draft->line = draft->end_line = days[i] * 10;
        draft->day = days[i];
    }
    must(collection_import_begin(test->collection, &error), &error);
    must(collection_import_source(test->collection, harvest.file, "", &error), &error);
    must(collection_import_file(test->collection, &harvest, 8, 1, &counts, &error), &error);
    must(collection_import_end(test->collection, true, &counts, &error), &error);
    harvest_release(&harvest);
}

static bool keep_id(void *context, const struct card *card)
{
    char(*ids)[40] = context;
    size_t used = 0;
    while (used < 4 && ids[used][0])
        used++;
    if (used < 4 && card->state == CARD_ACTIVE)
        (void)snprintf(ids[used], sizeof ids[used], "%s", card->id);
    return true;
}

/* Four cards, each with another grade, and a prediction. */
static void review_cards(struct screen_test *test)
{
    char ids[4][40] = {{0}};
    static const int grades[] = {2, 3, 4, 5};
    struct error error = {0};
    struct graded graded;
    must(collection_each_card(test->collection, NULL, keep_id, ids, &error), &error);
    for (int i = 0; i < 4 && ids[i][0]; i++) {
        struct answer answer = {
            .subject = ids[i], .grade = grades[i], .milliseconds = 42000, .distance = NAN};
        must(collection_answer(test->collection, &answer, &graded, &error), &error);
    }
    struct answer guess = {.kind = ITEM_SIMULATION,
                           .subject = "bloom:false-positives",
                           .grade = 4,
                           .milliseconds = 30000,
                           .typed = "0.02",
                           .problem = "bloom@1/1/7",
                           .distance = 0.1};
    must(collection_answer(test->collection, &guess, &graded, &error), &error);
}

void fixture_answer(struct screen_test *test, int count)
{
    answer_day(test->collection, count);
}

void fixture_challenge(struct screen_test *test, int days)
{
    struct clock now = test->clock;
    struct error error = {0};
    day_number start = study_day(&now.fixed, 4) - days;
    set_day(test, start, hour_of(0));
    must(collection_challenge_start(test->collection, start, &error), &error);
    import_journal(test);
    for (int i = 0; i < days; i++) {
        set_day(test, start + i, hour_of(i));
        if (i + 1 < LIVED && lived[i + 1] == 'R')
            must(collection_rest(test->collection, start + i + 1, &error), &error);
        if (answers_of(lived[i]))
            answer_day(test->collection, answers_of(lived[i]));
        if (i == days - 1)
            review_cards(test);
    }
    test->clock = now;
    must(collection_rest(test->collection, start + days + 10, &error), &error);
}
