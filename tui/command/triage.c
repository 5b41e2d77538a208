/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/triage.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/importer.h"
#include "tui/json.h"
#include "tui/plain.h"
#include "tui/terminal_choice.h"
#include "tui/triage_plain.h"
#include "tui/tutor.h"

/* --- Lists --------------------------------------------------------------------------------------
 */

struct listing {
    struct collection *collection;
    FILE *out;
    json_t *array; /* NULL: in words */
    struct error error;
};

static json_t *remark_json(const struct remark_row *row)
{
    return json_pack("{s:o, s:I, s:o, s:o}", "file", json_text(row->file), "line",
                     (json_int_t)row->line, "text", json_text(row->text), "why",
                     json_text(row->why));
}

static bool list_clarify(void *context, const struct remark_row *row)
{
    struct listing *listing = context;
    if (listing->array) {
        json_array_append_new(listing->array, remark_json(row));
        return true;
    }
    struct text line = {0};
    text_printf(&line, "%s:%ld  %s\n    %s", row->file, row->line, row->text, row->why);
    plain_print(listing->out, "", text_string(&line));
    text_release(&line);
    return true;
}

/* The held cards of the file that ask what the one on the remark's line asks. */
struct conflict {
    const struct remark_row *row;
    char *front; /* folded; NULL: not known yet */
    json_t *cards;
};

static bool find_front(void *context, const struct card *card)
{
    struct conflict *conflict = context;
    for (size_t i = 0; card->held && i < card->source_count; i++) {
        struct text text = {0};
        text_printf(&text, "%s %s", card->front, card->back);
        bool same = card->sources[i].line == conflict->row->line &&
                    !strcmp(text_string(&text), conflict->row->text);
        text_release(&text);
        if (same) {
            conflict->front = text_fold(card->front, strlen(card->front));
            return false;
        }
    }
    return true;
}

static bool add_rival(void *context, const struct card *card)
{
    struct conflict *conflict = context;
    char *front = text_fold(card->front, strlen(card->front));
    if (card->held && !strcmp(front, conflict->front))
        json_array_append_new(conflict->cards, json_card(card));
    free(front);
    return true;
}

/* Of two notes that do not agree the collection names the cards. */
static bool add_by_id(struct listing *listing, struct conflict *conflict, const char *id)
{
    struct card card = {0};
    if (!collection_card(listing->collection, id, &card, &listing->error))
        return false;
    json_array_append_new(conflict->cards, json_card(&card));
    card_release(&card);
    return true;
}

static bool list_conflict(void *context, const struct remark_row *row)
{
    struct listing *listing = context;
    struct conflict conflict = {.row = row, .cards = json_array()};
    if (!listing->array) {
        json_decref(conflict.cards);
        return list_clarify(context, row);
    }
    bool good;
    if (row->card)
        good =
            add_by_id(listing, &conflict, row->card) && add_by_id(listing, &conflict, row->rival);
    else
        good = collection_each_card_of_file(listing->collection, row->file, find_front, &conflict,
                                            &listing->error);
    if (good && conflict.front)
        good = collection_each_card_of_file(listing->collection, row->file, add_rival, &conflict,
                                            &listing->error);
    json_t *value = remark_json(row);
    json_object_set_new(value, "cards", conflict.cards);
    json_array_append_new(listing->array, value);
    free(conflict.front);
    return good;
}

static bool list(struct invocation *invocation, struct collection *collection, const char *what,
                 struct error *error)
{
    bool conflicts = !strcmp(what, "conflicts");
    if (!conflicts && strcmp(what, "clarify") != 0)
        return error_set(error, ERROR_USAGE, "--list takes clarify or conflicts, not '%s'", what);
    struct listing listing = {.collection = collection, .out = invocation->out};
    if (invocation->json)
        listing.array = json_array();
    bool good = collection_each_remark(collection, conflicts ? "conflict" : "clarify",
                                       conflicts ? list_conflict : list_clarify, &listing, error);
    if (good && listing.error.kind != ERROR_NONE) {
        *error = listing.error;
        good = false;
    }
    if (good && listing.array)
        json_print(json_incref(listing.array), invocation->out);
    json_decref(listing.array);
    return good;
}

/* --- Decisions by option ------------------------------------------------------------------------
 */

struct ids {
    struct arena arena;
    const char **items;
    size_t count, capacity;
    double least; /* confidence, for --accept-all */
};

static void add_id(struct ids *ids, const char *id)
{
    memory_reserve((void **)&ids->items, ids->count, &ids->capacity, sizeof *ids->items);
    ids->items[ids->count++] = arena_copy_string(&ids->arena, id);
}

static void release_ids(struct ids *ids)
{
    free(ids->items);
    arena_release(&ids->arena);
}

/* Every id is looked up before anything is changed, so that a wrong one changes nothing. */
static bool add_known(struct collection *collection, struct ids *ids, const char *id,
                      struct error *error)
{
    struct card card = {0};
    bool good = collection_card(collection, id, &card, error);
    if (good)
        add_id(ids, card.id);
    card_release(&card);
    return good;
}

/* What one of the two options names; the words without an option belong to `with_words`. */
static bool add_named(const struct invocation *invocation, struct collection *collection,
                      const char *option, bool with_words, struct ids *ids, struct error *error)
{
    for (size_t i = 0; i < invocation->option_count; i++)
        if (!strcmp(invocation->options[i].row->name, option) &&
            !add_known(collection, ids, invocation->options[i].text, error))
            return false;
    for (size_t i = 0; with_words && i < invocation->argument_count; i++)
        if (!add_known(collection, ids, invocation->arguments[i], error))
            return false;
    return true;
}

/* Cards in a conflict are decided one by one, never by their confidence. */
static bool add_sure(void *context, const struct card *card)
{
    struct ids *ids = context;
    if (!card->held && card->confidence >= ids->least)
        add_id(ids, card->id);
    return true;
}

static bool add_all_sure(const struct invocation *invocation, struct collection *collection,
                         struct ids *ids, struct error *error)
{
    struct card_filter filter = {0};
    if (!card_filter_parse("state:proposed", &filter, error))
        return false;
    ids->least = invocation_number(invocation, "min-confidence", 0);
    bool good = collection_each_card(collection, &filter, add_sure, ids, error);
    card_filter_release(&filter);
    return good;
}

static bool care_for(struct collection *collection, enum care care, const char *reason,
                     const struct ids *ids, struct error *error)
{
    for (size_t i = 0; i < ids->count; i++)
        if (!collection_care(collection, care, ids->items[i], reason, error))
            return false;
    return true;
}

static bool report_decided(struct invocation *invocation, struct collection *collection,
                           size_t accepted, size_t rejected, struct error *error)
{
    struct triage_waiting waiting;
    if (!triage_count(collection, &waiting, error))
        return false;
    if (invocation->json)
        json_print(json_pack("{s:I, s:I, s:I}", "accepted", (json_int_t)accepted, "rejected",
                             (json_int_t)rejected, "proposed", (json_int_t)waiting.proposed),
                   invocation->out);
    else
        (void)fprintf(invocation->out, "saved: %zu accepted, %zu rejected. Waiting: %ld.\n",
                      accepted, rejected, waiting.proposed);
    return true;
}

static bool decide(struct invocation *invocation, struct collection *collection,
                   struct error *error)
{
    struct ids accept = {0}, reject = {0};
    bool rejects = invocation_option(invocation, "reject") != NULL;
    bool accepts = invocation_option(invocation, "accept") != NULL;
    bool good = true;
    if (invocation->argument_count && rejects && accepts)
        good = error_set(error, ERROR_USAGE,
                         "which ids are accepted and which rejected is not clear; give --accept "
                         "or --reject before each");
    good = good && add_named(invocation, collection, "accept", !rejects, &accept, error) &&
           add_named(invocation, collection, "reject", rejects, &reject, error);
    if (good && invocation_flag(invocation, "accept-all"))
        good = add_all_sure(invocation, collection, &accept, error);
    good =
        good && care_for(collection, CARE_ACCEPT, NULL, &accept, error) &&
        care_for(collection, CARE_REJECT, invocation_text(invocation, "reason"), &reject, error) &&
        report_decided(invocation, collection, accept.count, reject.count, error);
    release_ids(&accept);
    release_ids(&reject);
    return good;
}

/* --- The inbox ----------------------------------------------------------------------------------
 */

static bool print_counts(struct invocation *invocation, struct collection *collection,
                         struct error *error)
{
    struct collection_counts counts = {0};
    struct triage_waiting waiting = {0};
    if (!triage_count(collection, &waiting, error) || !collection_count(collection, &counts, error))
        return false;
    json_print(json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "proposed",
                         (json_int_t)waiting.proposed, "held", (json_int_t)waiting.held, "leeches",
                         (json_int_t)waiting.leeches, "clarify", (json_int_t)counts.clarify,
                         "conflicts", (json_int_t)counts.conflicts, "active",
                         (json_int_t)counts.cards[CARD_ACTIVE], "rejected",
                         (json_int_t)counts.cards[CARD_REJECTED]),
               invocation->out);
    return true;
}

static bool line_by_line(struct invocation *invocation, struct collection *collection,
                         struct error *error)
{
    if (!import_refresh(collection, error))
        return false;
    struct triage *triage = triage_start(collection, error);
    if (!triage)
        return false;
    bool good = true;
    if (triage_phase(triage) == TRIAGE_EMPTY)
        (void)fprintf(invocation->out, "No card waits for your decision.\n");
    else
        good = triage_plain(invocation, collection, triage, error);
    triage_free(triage);
    return good;
}

static bool decides(const struct invocation *invocation)
{
    return invocation_option(invocation, "accept") || invocation_option(invocation, "reject") ||
           invocation_flag(invocation, "accept-all");
}

static bool is_usable(const struct invocation *invocation, struct error *error)
{
    if (invocation->argument_count && !invocation_option(invocation, "accept") &&
        !invocation_option(invocation, "reject"))
        return error_set(error, ERROR_USAGE, "give --accept or --reject before '%s'",
                         invocation->arguments[0]);
    if (invocation_option(invocation, "min-confidence") &&
        !invocation_flag(invocation, "accept-all"))
        return error_set(error, ERROR_USAGE, "--min-confidence goes with --accept-all");
    if (invocation_option(invocation, "reason") && !invocation_option(invocation, "reject"))
        return error_set(error, ERROR_USAGE, "--reason goes with --reject");
    return true;
}

static int run(struct invocation *invocation, struct error *error)
{
    const char *what = invocation_text(invocation, "list");
    if (!is_usable(invocation, error))
        return (int)error->kind;
    if (!what && !decides(invocation) && terminal_is_usable(invocation))
        return tutor_open(invocation, "triage", NULL, error);
    bool writes = decides(invocation) || (!what && !invocation->json);
    struct collection *collection = invocation_open(invocation, writes, error);
    bool good = collection != NULL;
    if (good && decides(invocation))
        good = decide(invocation, collection, error);
    else if (good && what)
        good = list(invocation, collection, what, error);
    else if (good && invocation->json)
        good = print_counts(invocation, collection, error);
    else if (good)
        good = line_by_line(invocation, collection, error);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static const struct option_row options[] = {
    {"accept", "ID", "ask this card, and those whose ids follow", OPTION_TEXT, 0, 0},
    {"reject", "ID", "never propose this card again, and those whose ids follow", OPTION_TEXT, 0,
     0},
    {"reason", "TEXT", "why they are rejected", OPTION_TEXT, 0, 0},
    {"accept-all", NULL, "accept every proposed card that is in no conflict", OPTION_FLAG, 0, 0},
    {"min-confidence", "X", "with --accept-all: only those at least this sure", OPTION_REAL, 0, 1},
    {"list", "WHAT", "clarify: passages to look at; conflicts: terms defined in two ways",
     OPTION_TEXT, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_triage = {
    .name = "triage",
    .summary = "decide on the cards that the notes only suggest",
    .arguments = "[ID...]",
    .details =
        "In a terminal it opens the inbox. With --plain, or without a terminal, it goes line "
        "by line:\n"
        "a accept, r [reason] reject, k skip, A or R all like this (after a y), e edit, o "
        "open the\n"
        "source, u undo, q leave. A line that begins with 'saved' follows each decision that "
        "is on\n"
        "disk. With --json it only counts.",
    .options = options,
    .maximum_arguments = 10000,
    .run = run,
};
