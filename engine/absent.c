/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an import need not ask. Nearly every draft of a new file is a card that nobody knows, and to
 * ask SQLite so costs as much as to store it. Once an import has asked often enough, everything
 * that the collection knows is read into sets of hashes; what is in none of them is certainly
 * unknown. The sets only grow: after a file that failed they hold too much, which costs a question.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

/* Reading one row of an index for the sets costs so much less than a question. */
enum { ROWS_A_QUESTION = 16 };

static size_t place_of(const struct hash_set *set, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 32) & (set->room - 1);
    while (set->places[at] && set->places[at] != hash)
        at = (at + 1) & (set->room - 1);
    return at;
}

static void add(struct hash_set *set, uint64_t hash)
{
    hash = hash ? hash : 1;
    if (set->count * 2 >= set->room) {
        struct hash_set larger = {.room = set->room ? set->room * 2 : 1024, .count = set->count};
        larger.places = memory_allocate(larger.room, sizeof *larger.places);
        for (size_t i = 0; i < set->room; i++)
            if (set->places[i])
                larger.places[place_of(&larger, set->places[i])] = set->places[i];
        free(set->places);
        *set = larger;
    }
    size_t at = place_of(set, hash);
    set->count += !set->places[at];
    set->places[at] = hash;
}

static bool holds(const struct hash_set *set, uint64_t hash)
{
    return set->room && set->places[place_of(set, hash ? hash : 1)];
}

static uint64_t hash_of(const char *name)
{
    return hash_bytes(name, strlen(name));
}

static bool fill(struct collection *c, const char *sql, struct hash_set *set, bool names,
                 struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    while (step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW)
        add(set, names ? hash_of(column_text(c, s, 0)) : (uint64_t)sqlite3_column_int64(s, 0));
    return step == STEP_DONE;
}

bool absent_prepare(struct collection *c, size_t drafts, struct error *error)
{
    struct known_sets *known = &c->import->known;
    int64_t events = 0;
    if (known->filled)
        return true;
    if (!statement_integer(c, statement_of(c, sql_event_count, error), 0, &events, error))
        return false;
    known->asked += drafts;
    if (known->asked * ROWS_A_QUESTION < (size_t)events)
        return true;
    known->filled = fill(c, sql_event_subjects, &known->subjects, true, error) &&
                    fill(c, sql_card_source_cards, &known->subjects, true, error) &&
                    fill(c, sql_card_texts, &known->texts, false, error);
    return known->filled;
}

bool absent_text(const struct collection *c, int64_t hash)
{
    return c->import->known.filled && !holds(&c->import->known.texts, (uint64_t)hash);
}

bool absent_card(const struct collection *c, const char *id)
{
    return c->import->known.filled && !holds(&c->import->known.subjects, hash_of(id));
}

void absent_no_more(struct collection *c, const char *id, int64_t hash)
{
    if (!c->import->known.filled)
        return;
    add(&c->import->known.subjects, hash_of(id));
    add(&c->import->known.texts, (uint64_t)hash);
}

void absent_release(struct known_sets *known)
{
    free(known->subjects.places);
    free(known->texts.places);
    memset(known, 0, sizeof *known);
}
