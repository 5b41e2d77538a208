/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "content/pattern.h"
#include "engine/base/text.h"
#include "tui/card_text.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/plain.h"
#include "tui/source_plain.h"
#include "tui/wording.h"

enum { SEARCH_LISTED = 50 };

static bool print_json_line(void *context, const struct card *card)
{
    json_print_line(json_card(card), context);
    return true;
}

static bool print_plain(void *context, const struct card *card)
{
    FILE *out = context;
    struct text line = {0};
    text_printf(&line, "%s  %s  %.2f  ", card->id, card_state_name(card->state), card->confidence);
    if (card->source_count)
        text_printf(&line, "%s:%ld", card->sources[0].file, card->sources[0].line);
    plain_print(out, "", text_string(&line));
    plain_print(out, "    Q: ", card->front);
    plain_print(out, "    A: ", card->back);
    text_release(&line);
    return true;
}

typedef bool card_visit(void *context, const struct card *card);

static int list(struct invocation *invocation, struct error *error)
{
    struct text query = {0};
    for (size_t i = 0; i < invocation->argument_count; i++)
        text_printf(&query, "%s%s", i ? " " : "", invocation->arguments[i]);
    struct card_filter filter = {0};
    bool good = card_filter_parse(text_string(&query), &filter, error);
    const char *state = invocation_text(invocation, "state");
    if (good && state) {
        filter.state = (int)card_state_of(state);
        if (filter.state == CARD_STATE_COUNT)
            good = error_set(error, ERROR_USAGE,
                             "--state takes proposed, active, suspended, orphaned or rejected, not "
                             "'%s'",
                             state);
    }
    struct collection *collection = good ? invocation_open(invocation, false, error) : NULL;
    const char *search = invocation_text(invocation, "search");
    card_visit *visit = invocation->json ? print_json_line : print_plain;
    if (collection && search)
        good = collection_search(collection, search, &filter,
                                 (long)invocation_number(invocation, "limit", SEARCH_LISTED), visit,
                                 invocation->out, error);
    else
        good =
            collection && collection_each_card(collection, &filter, visit, invocation->out, error);
    collection_close(collection);
    card_filter_release(&filter);
    text_release(&query);
    return good ? 0 : (int)error->kind;
}

static bool add_json(void *context, const struct card *card)
{
    json_array_append_new(context, json_card(card));
    return true;
}

/* "state 0.60; -0.10: long answer": where the score began, then what moved it, a line each. */
static void print_score(const struct card *card, FILE *out)
{
    const char *part = card->reason ? card->reason : "";
    (void)fprintf(out, "    confidence %.2f\n", card->confidence);
    while (*part) {
        size_t length = strcspn(part, ";");
        struct text line = {0};
        text_append_bytes(&line, part, length);
        plain_print(out, "        ", text_string(&line));
        text_release(&line);
        part += length;
        part += strspn(part, "; ");
    }
}

static void print_pattern(const char *name, FILE *out)
{
    const struct pattern *pattern = NULL;
    for (size_t i = 0; name && pattern_registry[i]; i++)
        if (!strcmp(pattern_registry[i]->name, name))
            pattern = pattern_registry[i];
    (void)fprintf(out, "    pattern %s%s%s\n", name ? name : "none", pattern ? ": " : "",
                  pattern ? pattern->summary : "");
}

static void print_explained(const struct card *card, FILE *out, bool ascii)
{
    (void)print_plain(out, card);
    if (card->held)
        plain_print(out, "    ", card_text_held(card));
    if (card->held_why)
        plain_print(out, "    held: ", card->held_why);
    print_pattern(card->pattern, out);
    print_score(card, out);
    if (card->passage) {
        (void)fprintf(out, "    matched\n");
        plain_print(out, "        ", card->passage);
    }
    source_plain(out, card, 1, ascii);
}

static int explain(struct invocation *invocation, const char *id, struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    struct card card = {0};
    bool good = collection && collection_card(collection, id, &card, error);
    if (good && invocation->json) {
        json_t *value = json_card(&card), *related = json_array();
        json_object_set_new(value, "passage", json_text(card.passage));
        json_object_set_new(value, "reason", json_text(card.reason));
        json_object_set_new(value, "related", related);
        good = collection_related(collection, card.id, CARD_RELATED, add_json, related, error);
        if (good)
            json_print(value, invocation->out);
        else
            json_decref(value);
    } else if (good) {
        struct text related = {0};
        print_explained(&card, invocation->out, invocation->ascii);
        good = card_text_related(collection, card.id, &related, error);
        if (good)
            plain_print(invocation->out, "    related: ", text_string(&related));
        text_release(&related);
    }
    card_release(&card);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static int patterns(struct invocation *invocation)
{
    json_t *array = json_array();
    for (size_t i = 0; pattern_registry[i]; i++) {
        const struct pattern *pattern = pattern_registry[i];
        if (invocation->json) {
            json_array_append_new(
                array, json_pack("{s:s, s:o, s:s, s:o, s:o}", "name", pattern->name, "confidence",
                                 json_number(pattern->confidence), "summary", pattern->summary,
                                 "example", json_text(pattern->example), "counter_example",
                                 json_text(pattern->counter_example)));
            continue;
        }
        (void)fprintf(invocation->out, "%s (%.2f): %s\n", pattern->name, pattern->confidence,
                      pattern->summary);
        plain_print(invocation->out, "    example:     ", pattern->example);
        plain_print(invocation->out, "    no card for: ", pattern->counter_example);
    }
    if (invocation->json)
        json_print(array, invocation->out);
    else
        json_decref(array);
    return 0;
}

static int run(struct invocation *invocation, struct error *error)
{
    const char *id = invocation_text(invocation, "explain");
    if (invocation_flag(invocation, "patterns"))
        return patterns(invocation);
    return id ? explain(invocation, id, error) : list(invocation, error);
}

static const struct option_row options[] = {
    {"state", "STATE", "only proposed, active, suspended, orphaned or rejected cards", OPTION_TEXT,
     0, 0},
    {"search", "TEXT", "full-text search in all cards, best first", OPTION_TEXT, 0, 0},
    {"limit", "N", "how many cards a search lists (50; 0: all)", OPTION_INTEGER, 0, 1000000},
    {"explain", "ID", "the passage, the pattern and the reason of one card, and related cards",
     OPTION_TEXT, 0, 0},
    {"patterns", NULL, "list the patterns that make cards, with examples", OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_cards = {
    .name = "cards",
    .summary = "list cards",
    .arguments = "[QUERY]",
    .details = "QUERY is words that must all occur, and state: topic: tag: file: day: due<7d.\n"
               "--search ranks: its words may stand anywhere in front, back, topic or tags and in\n"
               "any form; QUERY and --state narrow what it finds. Where no card has all words,\n"
               "those that have some are listed.\n"
               "With --json one card a line.",
    .options = options,
    .maximum_arguments = 1000,
    .run = run,
};
