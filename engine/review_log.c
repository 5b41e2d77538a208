/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reviews of the collection as FSRS is fitted to them. */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "engine/fit.h"
#include "sql.h"

/* A card that events have named so far. */
struct known_card {
    const char *id;      /* NULL: a free place */
    uint32_t number;     /* in the log; each reset begins another */
    bool reviewed;       /* since then */
    bool learned_before; /* elsewhere, nobody knows how: its answers teach nothing of first ones */
};

struct reader {
    struct collection *c;
    struct fit_log *log;
    struct arena arena;
    struct known_card *cards; /* hash table by id, a power of two */
    size_t count, room;
};

static struct known_card *place_of(const struct reader *reader, const char *id)
{
    size_t at = (size_t)hash_bytes(id, strlen(id)) & (reader->room - 1);
    while (reader->cards[at].id && strcmp(reader->cards[at].id, id) != 0)
        at = (at + 1) & (reader->room - 1);
    return &reader->cards[at];
}

static void make_room(struct reader *reader)
{
    struct known_card *old = reader->cards;
    size_t room = reader->room;
    if (2 * reader->count < room)
        return;
    reader->room = room ? 2 * room : 1024;
    reader->cards = memory_allocate(reader->room, sizeof *reader->cards);
    for (size_t i = 0; i < room; i++)
        if (old[i].id)
            *place_of(reader, old[i].id) = old[i];
    free(old);
}

static struct known_card *card_of(struct reader *reader, const char *id)
{
    make_room(reader);
    struct known_card *card = place_of(reader, id);
    if (!card->id) {
        *card = (struct known_card){.id = arena_copy_string(&reader->arena, id)};
        reader->count++;
    }
    return card;
}

static void review(struct reader *reader, struct known_card *card, day_number day, int grade)
{
    if (card->learned_before || grade < 0 || grade > 5)
        return;
    if (!card->reviewed)
        card->number = reader->log->cards;
    card->reviewed = true;
    fit_log_add(reader->log, card->number, day, grade);
}

/* A row: subject, kind, study day, grade. */
static void take(struct reader *reader, sqlite3_stmt *s)
{
    const char *id = column_text(reader->c, s, 0);
    if (subject_class_of(id) != SUBJECT_CARD)
        return;
    struct known_card *card = card_of(reader, id);
    switch (event_kind_of(column_text(reader->c, s, 1))) {
    case EVENT_REVIEW:
    case EVENT_REVIEW_IMPORTED:
        review(reader, card, sqlite3_column_int(s, 2),
               sqlite3_column_type(s, 3) == SQLITE_INTEGER ? sqlite3_column_int(s, 3) : -1);
        break;
    case EVENT_RESET:
        card->reviewed = card->learned_before = false;
        break;
    default:
        card->learned_before |= !card->reviewed;
        break;
    }
}

bool collection_review_log(struct collection *c, struct fit_log *log, struct error *error)
{
    struct reader reader = {.c = c, .log = log};
    sqlite3_stmt *s = statement_of(c, sql_review_log, error);
    enum step step = STEP_FAILED;
    while (s && (step = statement_step(c, s, error)) == STEP_ROW)
        take(&reader, s);
    free(reader.cards);
    arena_release(&reader.arena);
    return step == STEP_DONE;
}

void collection_fsrs_parameters(struct collection *c, double parameters[FSRS_PARAMETERS])
{
    char value[SETTING_TEXT_SIZE];
    struct error ignored = {0}; /* they were checked */
    memcpy(parameters, fsrs_default, FSRS_PARAMETERS * sizeof *parameters);
    if (*setting_on(c, "fsrs-parameters", DAY_EVER, value))
        (void)fsrs_parameters_read(value, parameters, &ignored);
}
