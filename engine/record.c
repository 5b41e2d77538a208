/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/record.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "engine/record_internal.h"

/* --- Columns ------------------------------------------------------------------------------------
 */

#define REQUIRED true, false
#define OPTIONAL false, false
#define PRIVATE false, true

static const struct record_column answer_columns[ANSWER_COLUMNS] = {
    [ANSWER_EVENT] = {"event_id", RECORD_TEXT, NULL, "The answer; never changes.", REQUIRED},
    [ANSWER_SESSION] = {"session_id", RECORD_TEXT, NULL,
                        "Answers of one sitting share it. It is not stored but derived: answers on "
                        "one device less than 30 minutes apart belong together, and the id is that "
                        "of the first of them. In a quiz it is the id of the quiz.",
                        REQUIRED},
    [ANSWER_TIME] = {"time_utc", RECORD_TIME, NULL, "When the answer was given.", REQUIRED},
    [ANSWER_OFFSET] = {"utc_offset_min", RECORD_INTEGER, "minutes",
                       "Local time minus UTC where it was given.", REQUIRED},
    [ANSWER_DAY] = {"study_day", RECORD_DATE, NULL, "The study day for which it counts.", REQUIRED},
    [ANSWER_KIND] = {"kind", RECORD_TEXT, NULL,
                     "What was answered: review, review-imported (given in another program), drill "
                     "or prediction; in a quiz the form of the question.",
                     REQUIRED},
    [ANSWER_ITEM] = {"item_id", RECORD_TEXT, NULL,
                     "The id of the card, or of the problem, which it regenerates.", OPTIONAL},
    [ANSWER_TOPIC] = {"topic", RECORD_TEXT, NULL, "The topic of the card or of the drill.",
                      PRIVATE},
    [ANSWER_SKILL] = {"skill", RECORD_TEXT, NULL,
                      "The drill, or simulation:question; none for cards.", OPTIONAL},
    [ANSWER_GENERATOR] = {"generator", RECORD_TEXT, NULL, "What made the problem: name@version.",
                          OPTIONAL},
    [ANSWER_SEED] = {"seed", RECORD_TEXT, NULL,
                     "The seed of the problem, in decimal digits: more than a double holds.",
                     OPTIONAL},
    [ANSWER_PROMPT] = {"prompt", RECORD_TEXT, NULL,
                       "The question, as the card reads now; of a problem made again from its id, "
                       "empty where that version is no longer made.",
                       PRIVATE},
    [ANSWER_EXPECTED] = {"expected", RECORD_TEXT, NULL, "The right answer, made in the same way.",
                         PRIVATE},
    [ANSWER_TYPED] = {"typed", RECORD_TEXT, NULL, "Exactly what was typed.", PRIVATE},
    [ANSWER_VERDICT] = {"verdict", RECORD_TEXT, NULL, "How a typed answer was judged.", OPTIONAL},
    [ANSWER_MISCONCEPTION] = {"misconception", RECORD_TEXT, NULL,
                              "The name of the mistake that was recognised.", OPTIONAL},
    [ANSWER_GRADE] = {"grade", RECORD_INTEGER, NULL, "0 to 5; 3 is the lowest pass.", REQUIRED},
    [ANSWER_MS] = {"milliseconds", RECORD_INTEGER, "ms", "From shown to graded.", OPTIONAL},
    [ANSWER_HINTS] = {"hints", RECORD_INTEGER, NULL, "Hints that were taken.", OPTIONAL},
    [ANSWER_EASE_BEFORE] = {"ease_before", RECORD_REAL, NULL,
                            "SM-2's ease factor of the item before the answer; none before its "
                            "first.",
                            OPTIONAL},
    [ANSWER_EASE_AFTER] = {"ease_after", RECORD_REAL, NULL, "The same after it.", OPTIONAL},
    [ANSWER_INTERVAL_BEFORE] = {"interval_before", RECORD_INTEGER, "days",
                                "The interval that ran when it was given; none before the first.",
                                OPTIONAL},
    [ANSWER_INTERVAL_AFTER] = {"interval_after", RECORD_INTEGER, "days", "The next interval.",
                               OPTIONAL},
    [ANSWER_DUE] = {"due", RECORD_DATE, NULL, "When the item was to come again.", OPTIONAL},
    [ANSWER_LEVEL] = {"level", RECORD_INTEGER, NULL, "The level of a drill's problem.", OPTIONAL},
    [ANSWER_DISTANCE] = {"distance", RECORD_REAL, NULL,
                         "How far off a prediction was: |guess / result - 1|.", OPTIONAL},
    [ANSWER_REPEAT] = {"repeat", RECORD_BOOLEAN, NULL,
                       "Whether the item had been answered on that study day before; such an "
                       "answer changes neither ease nor interval.",
                       OPTIONAL},
};

static const struct record_column card_columns[] = {
    {"id", RECORD_TEXT, NULL, "The card; never changes.", REQUIRED},
    {"state", RECORD_TEXT, NULL, "proposed, active, suspended, orphaned or rejected.", REQUIRED},
    {"held", RECORD_TEXT, NULL, "Why it is held back: conflict or acronym.", OPTIONAL},
    {"held_why", RECORD_TEXT, NULL, "The same in words.", PRIVATE},
    {"kind", RECORD_TEXT, NULL, "basic, reverse, cloze, list, order, table, command or typed.",
     REQUIRED},
    {"front", RECORD_TEXT, NULL, "The question.", PRIVATE},
    {"back", RECORD_TEXT, NULL, "The answer.", PRIVATE},
    {"pattern", RECORD_TEXT, NULL, "The pattern that made it.", OPTIONAL},
    {"confidence", RECORD_REAL, NULL, "How sure the pattern was, 0 to 1.", OPTIONAL},
    {"source_file", RECORD_TEXT, NULL, "The first note that holds it.", PRIVATE},
    {"source_line", RECORD_INTEGER, NULL, "Its first line there.", OPTIONAL},
    {"source_end_line", RECORD_INTEGER, NULL, "Its last line there.", OPTIONAL},
    {"source_heading", RECORD_TEXT, NULL, "The headings over it, outermost first.", PRIVATE},
    {"source_count", RECORD_INTEGER, NULL, "How many places hold it.", REQUIRED},
    {"other_sources", RECORD_TEXT, NULL, "The others, one a line: file:line-end.", PRIVATE},
    {"topic", RECORD_TEXT, NULL, "What its note is about.", PRIVATE},
    {"day", RECORD_INTEGER, NULL, "The day of the journal that holds it.", OPTIONAL},
    {"tags", RECORD_TEXT, NULL, "Its tags, between blanks.", PRIVATE},
    {"simulation", RECORD_TEXT, NULL, "The simulation that shows what it says.", OPTIONAL},
    {"algorithm", RECORD_TEXT, NULL, "sm2 or fsrs; like all below none before the first answer.",
     OPTIONAL},
    {"repetitions", RECORD_INTEGER, NULL, "The number of the interval that runs.", OPTIONAL},
    {"interval_days", RECORD_INTEGER, "days", "The interval that runs.", OPTIONAL},
    {"ease", RECORD_REAL, NULL, "SM-2's ease factor; none under FSRS.", OPTIONAL},
    {"stability", RECORD_REAL, "days", "FSRS's stability.", OPTIONAL},
    {"difficulty", RECORD_REAL, NULL, "FSRS's difficulty, 1 to 10.", OPTIONAL},
    {"lapses", RECORD_INTEGER, NULL, "How often it was forgotten after a pass.", OPTIONAL},
    {"due", RECORD_DATE, NULL, "When it comes again.", OPTIONAL},
};

static const struct record_column day_columns[] = {
    {"study_day", RECORD_DATE, NULL, "The day.", REQUIRED},
    {"status", RECORD_TEXT, NULL,
     "In the challenge: earned, rest, travel, frozen, missed or open; none outside it.", OPTIONAL},
    {"answers", RECORD_INTEGER, NULL, "Graded answers of every kind.", REQUIRED},
    {"minutes", RECORD_INTEGER, "minutes",
     "Active minutes, rounded down; an item counts for 60 seconds at most.", REQUIRED},
    {"journal_words", RECORD_INTEGER, NULL, "New words in notes registered before the day.",
     REQUIRED},
    {"goal", RECORD_TEXT, NULL, "What earned the day: any of these was enough.", REQUIRED},
    {"earned", RECORD_BOOLEAN, NULL, "Whether the goal was met.", REQUIRED},
    {"declared", RECORD_BOOLEAN, NULL,
     "Known only from a journal that counts its days; tells of no answers.", REQUIRED},
    {"late", RECORD_BOOLEAN, NULL, "Earned by answers that came from another device later.",
     REQUIRED},
};

#define COLUMNS(list) list, sizeof list / sizeof *list
static const struct record_table tables[RECORD_KIND_COUNT] = {
    [RECORD_REVIEWS] = {"reviews", "Answers to cards", "event_id", true, COLUMNS(answer_columns)},
    [RECORD_QUIZZES] = {"quizzes", "Answers in quizzes", "event_id", true, COLUMNS(answer_columns)},
    [RECORD_DRILLS] = {"drills", "Answers to drills", "event_id", true, COLUMNS(answer_columns)},
    [RECORD_SIMULATIONS] = {"simulations", "Predictions of simulations", "event_id", true,
                            COLUMNS(answer_columns)},
    [RECORD_CARDS] = {"cards", "Cards as they are now", "id", false, COLUMNS(card_columns)},
    [RECORD_DAYS] = {"days", "Study days", "study_day", true, COLUMNS(day_columns)},
};

const struct record_table *record_table(enum record_kind kind)
{
    return &tables[kind];
}

size_t record_column(const struct record_table *table, const char *name)
{
    size_t column = 0;
    while (column < table->column_count && strcmp(table->columns[column].name, name) != 0)
        column++;
    if (column == table->column_count)
        abort(); /* a name that is written in the program */
    return column;
}

void record_append(const struct record_column *column, const struct record_value *value,
                   struct text *out)
{
    char buffer[INSTANT_TEXT];
    if (!value->known)
        return;
    switch (column->type) {
    case RECORD_TEXT:
        text_append(out, value->text);
        break;
    case RECORD_INTEGER:
        text_printf(out, "%lld", (long long)value->integer);
        break;
    case RECORD_REAL:
        text_printf(out, "%.15g", value->real);
        break;
    case RECORD_BOOLEAN:
        text_append(out, value->integer ? "true" : "false");
        break;
    case RECORD_DATE:
        text_append(out, day_format((day_number)value->integer, buffer));
        break;
    case RECORD_TIME:
        text_append(out, instant_format_utc(value->integer, buffer));
        break;
    }
}

/* --- One telling --------------------------------------------------------------------------------
 */

void recording_clear(struct recording *recording)
{
    memset(recording->values, 0, sizeof recording->values);
}

void recording_text(struct recording *recording, size_t column, const char *value)
{
    recording->values[column] = (struct record_value){.known = value != NULL, .text = value};
}

void recording_integer(struct recording *recording, size_t column, int64_t value)
{
    recording->values[column] = (struct record_value){.known = true, .integer = value};
}

void recording_real(struct recording *recording, size_t column, double value)
{
    recording->values[column] = (struct record_value){.known = isfinite(value), .real = value};
}

void recording_day(struct recording *recording, size_t column, day_number day)
{
    recording->values[column] = (struct record_value){.known = day != DAY_NONE, .integer = day};
}

bool recording_visit(struct recording *recording)
{
    const struct record_table *table = recording->table;
    for (size_t i = 0; recording->request->redact && i < table->column_count; i++)
        if (table->columns[i].redacted)
            recording->values[i].known = false;
    return recording->visit(recording->context, recording->values);
}

bool recording_wants(const struct recording *recording, day_number day)
{
    const struct record_request *request = recording->request;
    return (request->since == DAY_NONE || day >= request->since) &&
           (request->until == DAY_NONE || day <= request->until);
}

bool recording_pulse(const struct recording *recording, long done, long total)
{
    enum { BETWEEN = 256 };
    const struct record_request *request = recording->request;
    return !request->pulse || done % BETWEEN || request->pulse(request->context, done, total);
}

bool collection_each_record(struct collection *c, enum record_kind kind,
                            const struct record_request *request,
                            bool (*visit)(void *context, const struct record_value *values),
                            void *context, struct error *error)
{
    struct recording recording = {.c = c,
                                  .kind = kind,
                                  .table = record_table(kind),
                                  .request = request,
                                  .visit = visit,
                                  .context = context};
    switch (kind) {
    case RECORD_QUIZZES:
        return record_quizzes(&recording, error);
    case RECORD_CARDS:
        return record_cards(&recording, error);
    case RECORD_DAYS:
        return record_days(&recording, error);
    default:
        return record_answers(&recording, error);
    }
}

bool collection_hold(struct collection *c, struct error *error)
{
    return statement_execute(c, "BEGIN", error);
}

void collection_let_go(struct collection *c)
{
    struct error ignored = {0};
    (void)statement_execute(c, "ROLLBACK", &ignored); /* nothing was written */
}
