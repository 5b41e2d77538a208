/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done on one day, told again from its events. */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { PASS = 3 };

static enum item_kind kind_of(const char *name)
{
    for (int kind = ITEM_CARD; kind <= ITEM_SIMULATION; kind++)
        if (!strcmp(item_kind_name((enum item_kind)kind), name))
            return (enum item_kind)kind;
    return ITEM_CARD;
}

static void count(struct day_diary *diary, const struct day_answer *answer)
{
    bool right = answer->grade >= PASS;
    if (answer->quiz) {
        diary->quiz_answers++;
        diary->quiz_right += right;
        return;
    }
    switch (answer->kind) {
    case ITEM_CARD:
        diary->cards++;
        if (answer->grade >= 0 && answer->grade < 6)
            diary->by_grade[answer->grade]++;
        break;
    case ITEM_DRILL:
        diary->drills++;
        diary->drills_right += right;
        break;
    case ITEM_SIMULATION:
        diary->predictions++;
        diary->predictions_right += right;
        break;
    }
}

static void add(struct collection *c, struct day_diary *diary, sqlite3_stmt *s)
{
    memory_reserve((void **)&diary->answers, diary->count, &diary->capacity,
                   sizeof *diary->answers);
    struct day_answer *answer = &diary->answers[diary->count++];
    const char *subject = column_copy(c, s, 2, &diary->arena);
    *answer = (struct day_answer){
        .quiz = sqlite3_column_int(s, 0) != 0,
        .kind = kind_of(column_text(c, s, 1)),
        .subject = subject ? subject : "",
        .front = column_copy(c, s, 3, &diary->arena),
        .at = {.utc_ms = sqlite3_column_int64(s, 4), .offset_minutes = sqlite3_column_int(s, 5)},
        .milliseconds = sqlite3_column_int64(s, 6),
        .grade = sqlite3_column_int(s, 7),
        .typed = column_copy(c, s, 8, &diary->arena),
        .other_device = sqlite3_column_int(s, 9) != 0,
    };
    if (answer->kind != ITEM_CARD && strchr(answer->subject, '/'))
        answer->subject = strchr(answer->subject, '/') + 1;
    count(diary, answer);
}

static bool read_answers(struct collection *c, day_number day, struct day_diary *diary,
                         struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_day_answers, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, day);
    bind_text(c, s, 2, c->device);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW)
        add(c, diary, s);
    return step == STEP_DONE;
}

static bool read_number(struct collection *c, const char *sql, day_number day, long *number,
                        struct error *error)
{
    int64_t value = 0;
    sqlite3_stmt *s = statement_of(c, sql, error);
    if (s)
        bind_integer(c, s, 1, day);
    bool good = statement_integer(c, s, 0, &value, error);
    *number = (long)value;
    return good;
}

bool collection_day_diary(struct collection *c, day_number day, struct day_diary *diary,
                          struct error *error)
{
    memset(diary, 0, sizeof *diary);
    if (collection_day(c, day, &diary->fact, error) && read_answers(c, day, diary, error) &&
        read_number(c, sql_day_sprints, day, &diary->sprints, error) &&
        read_number(c, sql_day_crams, day, &diary->crams, error) &&
        read_number(c, sql_plan_introduced, day, &diary->new_cards, error))
        return true;
    day_diary_release(diary);
    return false;
}

void day_diary_release(struct day_diary *diary)
{
    arena_release(&diary->arena);
    free(diary->answers);
    memset(diary, 0, sizeof *diary);
}
