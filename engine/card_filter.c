/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * QUERY: words, and `name:value` for state, topic, tag, file, day; `due<7d`. A value with blanks is
 * quoted: topic:"load balancing".
 */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"

static const char *fold_into(struct arena *arena, const char *text)
{
    char *folded = text_fold(text, strlen(text));
    const char *kept = arena_copy_string(arena, folded);
    free(folded);
    return kept;
}

/* One word of the query without its quotation marks; NULL at the end. */
static char *next_word(const char **at, struct arena *arena)
{
    struct text word = {0};
    bool quoted = false;
    *at += strspn(*at, " \t\n");
    if (!**at)
        return NULL;
    for (; **at && (quoted || !strchr(" \t\n", **at)); (*at)++) {
        if (**at == '"')
            quoted = !quoted;
        else
            text_append_bytes(&word, *at, 1);
    }
    char *kept = arena_copy_string(arena, text_string(&word));
    text_release(&word);
    return kept;
}

static bool read_number(const char *value, const char *unit, int *number, struct error *error,
                        const char *word)
{
    char *end;
    long read = strtol(value, &end, 10);
    if (end == value || (strcmp(end, unit) != 0 && *end) || read < 0 || read > 100000)
        return error_set(error, ERROR_USAGE,
                         "'%s' cannot be read; expected something like day:3 or due<7d", word);
    *number = (int)read;
    return true;
}

static bool read_state(const char *value, struct card_filter *filter, struct error *error)
{
    enum card_state state = card_state_of(value);
    if (state == CARD_STATE_COUNT)
        return error_set(error, ERROR_USAGE,
                         "'%s' is no state; proposed, active, suspended, orphaned or rejected",
                         value);
    filter->state = (int)state;
    return true;
}

static bool read_word(const char *word, struct card_filter *filter, struct error *error)
{
    struct arena *arena = &filter->arena;
    if (!strncmp(word, "state:", 6))
        return read_state(word + 6, filter, error);
    if (!strncmp(word, "day:", 4))
        return read_number(word + 4, "", &filter->day, error, word);
    if (!strncmp(word, "due<", 4))
        return read_number(word + 4, "d", &filter->due_within_days, error, word);
    if (!strncmp(word, "topic:", 6)) {
        filter->topic = fold_into(arena, word + 6);
    } else if (!strncmp(word, "tag:", 4)) {
        filter->tag = fold_into(arena, word + 4 + (word[4] == '#'));
    } else if (!strncmp(word, "file:", 5)) {
        filter->file = fold_into(arena, word + 5);
    } else {
        const char *folded = fold_into(arena, word);
        if (folded[0])
            filter->words[filter->word_count++] = folded;
    }
    return true;
}

bool card_filter_parse(const char *query, struct card_filter *filter, struct error *error)
{
    memset(filter, 0, sizeof *filter);
    filter->state = -1;
    filter->due_within_days = -1;
    query = query ? query : "";
    filter->words = arena_allocate(&filter->arena, (strlen(query) / 2 + 1) * sizeof(char *));
    for (char *word; (word = next_word(&query, &filter->arena));)
        if (!read_word(word, filter, error)) {
            card_filter_release(filter);
            return false;
        }
    return true;
}

void card_filter_release(struct card_filter *filter)
{
    arena_release(&filter->arena);
    memset(filter, 0, sizeof *filter);
    filter->state = filter->due_within_days = -1;
}

static bool holds(const char *text, const char *folded_part)
{
    char *folded = text_fold(text, strlen(text));
    bool found = strstr(folded, folded_part) != NULL;
    free(folded);
    return found;
}

static bool words_match(const struct card *card, const struct card_filter *filter)
{
    struct text all = {0};
    text_printf(&all, "%s\n%s\n%s", card->front, card->back, card->topic ? card->topic : "");
    for (size_t i = 0; i < card->tag_count; i++)
        text_printf(&all, "\n%s", card->tags[i]);
    char *folded = text_fold(all.data, all.length);
    bool match = true;
    for (size_t i = 0; match && i < filter->word_count; i++)
        match = strstr(folded, filter->words[i]) != NULL;
    free(folded);
    text_release(&all);
    return match;
}

static bool tag_matches(const struct card *card, const char *tag)
{
    for (size_t i = 0; i < card->tag_count; i++)
        if (holds(card->tags[i], tag))
            return true;
    return false;
}

static bool file_matches(const struct card *card, const char *file)
{
    for (size_t i = 0; i < card->source_count; i++)
        if (holds(card->sources[i].file, file))
            return true;
    return false;
}

bool card_matches(const struct card *card, const struct card_filter *filter, day_number today)
{
    if (filter->state >= 0 && (int)card->state != filter->state)
        return false;
    if (filter->day && card->day != filter->day)
        return false;
    if (filter->due_within_days >= 0 &&
        (!card->schedule.reviewed || card->schedule.due >= today + filter->due_within_days))
        return false;
    if (filter->topic && (!card->topic || !holds(card->topic, filter->topic)))
        return false;
    if (filter->tag && !tag_matches(card, filter->tag))
        return false;
    if (filter->file && !file_matches(card, filter->file))
        return false;
    return !filter->word_count || words_match(card, filter);
}
