/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of all cards: an FTS5 index beside the table `card`, kept with it in the same
 * transaction by the statements below. What somebody typed never reaches the query language of
 * FTS5: words are taken out of it and quoted.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { ASKED_MOST = 32, ALIKE_WORDS = 48, ALIKE_ASKED = 8, ALIKE_READ = 40, RARE_SHARE = 10 };

/* --- Keeping ------------------------------------------------------------------------------------
 */

static bool run_of(struct fold *fold, const char *sql, struct error *error)
{
    if (fold->c->replaying)
        return true;
    sqlite3_stmt *s = statement_of(fold->c, sql, error);
    if (!s)
        return false;
    bind_text(fold->c, s, 1, fold->subject);
    return statement_run(fold->c, s, error);
}

bool search_add(struct fold *fold, struct error *error)
{
    const struct card_fold *card = &fold->of.card;
    struct collection *c = fold->c;
    if (c->replaying)
        return true;
    int64_t row = sqlite3_last_insert_rowid(c->db);
    sqlite3_stmt *s = statement_of(c, sql_search_add_row, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, row);
    bind_text(c, s, 2, card->front);
    bind_text(c, s, 3, card->back);
    bind_text(c, s, 4, card->topic);
    bind_text(c, s, 5, card->tags);
    return statement_run(c, s, error);
}

bool search_remove(struct fold *fold, struct error *error)
{
    return run_of(fold, sql_search_remove, error);
}

bool search_put(struct fold *fold, struct error *error)
{
    return run_of(fold, sql_search_add, error);
}

bool search_rebuild(struct collection *c, struct error *error)
{
    return statement_run(c, statement_of(c, sql_search_rebuild, error), error);
}

bool search_check(struct collection *c, bool *good, struct error *error)
{
    *good = true;
    if (!c->writable) /* the question is asked by an INSERT */
        return true;
    sqlite3_stmt *s = statement_of(c, sql_search_check, error);
    if (!s)
        return false;
    int code = sqlite3_step(s);
    (void)sqlite3_reset(s);
    *good = (code & 0xFF) != SQLITE_CORRUPT;
    return code == SQLITE_DONE || !*good || collection_fail(c, error);
}

/* --- Words --------------------------------------------------------------------------------------
 */

static bool is_part_of_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The next run of letters and digits; length 0: no more. */
static const char *next_word(const char **at, size_t *length)
{
    const char *start = *at;
    while (*start && !is_part_of_word(*start))
        start++;
    *length = 0;
    while (start[*length] && is_part_of_word(start[*length]))
        ++*length;
    *at = start + *length;
    return start;
}

static void add_word(struct text *query, const char *word, size_t length, const char *before)
{
    text_append(query, query->length ? before : "");
    text_append(query, "\"");
    text_append_bytes(query, word, length);
    text_append(query, "\"");
}

/* `"load" AND "balanc" *`; empty where the text holds no word. */
static void write_query(const char *text, const char *between, struct text *query)
{
    size_t length, count = 0;
    for (const char *word; count < ASKED_MOST && (word = next_word(&text, &length), length);
         count++)
        add_word(query, word, length, between);
    if (count)
        text_append(query, " *"); /* the last word may still be being typed */
}

/* --- Searching ----------------------------------------------------------------------------------
 */

struct found {
    struct arena arena;
    const char **ids;
    size_t count, capacity;
};

static void add_found(struct found *found, const char *id)
{
    memory_reserve((void **)&found->ids, found->count, &found->capacity, sizeof *found->ids);
    found->ids[found->count++] = arena_copy_string(&found->arena, id);
}

static void release_found(struct found *found)
{
    free(found->ids);
    arena_release(&found->arena);
}

/* How many cards match, counted up to `most`. */
static bool count_matches(struct collection *c, const char *query, int64_t most, int64_t *count,
                          struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_search_count, error);
    if (s) {
        bind_text(c, s, 1, query);
        bind_integer(c, s, 2, most);
    }
    return statement_integer(c, s, 0, count, error);
}

/* Reads `limit` ids, or all where a filter still decides. */
static bool find(struct collection *c, const char *query, long limit, struct found *found,
                 struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_search_list, error);
    if (!s)
        return false;
    bind_text(c, s, 1, query);
    bind_integer(c, s, 2, limit > 0 ? limit : -1);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW)
        add_found(found, column_text(c, s, 0));
    return step == STEP_DONE;
}

static bool visit_found(struct collection *c, const struct found *found,
                        const struct card_filter *filter, long limit,
                        bool (*visit)(void *context, const struct card *card), void *context,
                        struct error *error)
{
    day_number today = collection_today(c);
    bool more = true;
    long shown = 0;
    for (size_t i = 0; more && i < found->count && (limit <= 0 || shown < limit); i++) {
        struct card card;
        struct error cause = {0};
        if (!card_read(c, found->ids[i], &card, &cause)) {
            if (cause.kind == ERROR_NONE)
                continue; /* gone since: another instance */
            *error = cause;
            return false;
        }
        if (!filter || card_matches(&card, filter, today)) {
            shown++;
            more = visit(context, &card);
        }
        card_release(&card);
    }
    return true;
}

static bool is_narrowing(const struct card_filter *filter)
{
    return filter && (filter->word_count || filter->topic || filter->tag || filter->file ||
                      filter->state >= 0 || filter->day || filter->due_within_days >= 0);
}

bool collection_search(struct collection *c, const char *text, const struct card_filter *filter,
                       long limit, bool (*visit)(void *context, const struct card *card),
                       void *context, struct error *error)
{
    struct text query = {0};
    struct found found = {0};
    int64_t all = 0;
    write_query(text, " AND ", &query);
    if (!query.length)
        return true;
    bool good = count_matches(c, query.data, 1, &all, error);
    if (good && !all) {
        text_clear(&query);
        write_query(text, " OR ", &query);
    }
    good = good && find(c, query.data, is_narrowing(filter) ? 0 : limit, &found, error) &&
           visit_found(c, &found, filter, limit, visit, context, error);
    release_found(&found);
    text_release(&query);
    return good;
}

/* --- Related cards ------------------------------------------------------------------------------
 */

struct asked {
    char *query; /* one word, quoted */
    int64_t cards;
};

static int compare_asked(const void *left, const void *right)
{
    const struct asked *a = left, *b = right;
    if (a->cards != b->cards)
        return a->cards < b->cards ? -1 : 1;
    return strcmp(a->query, b->query);
}

static bool is_known(const struct asked *asked, size_t count, const char *query)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(asked[i].query, query))
            return true;
    return false;
}

/* The words of the card that not every card has, the rarest first. */
static bool choose_words(struct collection *c, const struct card *card, struct asked *asked,
                         size_t *count, struct error *error)
{
    int64_t cards = 0;
    struct text both = {0};
    if (!statement_integer(c, statement_of(c, sql_search_cards, error), 0, &cards, error))
        return false;
    int64_t most = cards / RARE_SHARE > 3 ? cards / RARE_SHARE : 3;
    text_printf(&both, "%s\n%s", card->front, card->back);
    char *folded = text_fold(both.data, both.length);
    text_release(&both);
    const char *at = folded, *word;
    size_t length, tried = 0;
    bool good = true;
    while (good && tried < ALIKE_WORDS && (word = next_word(&at, &length), length)) {
        struct text query = {0};
        int64_t matches = 0;
        add_word(&query, word, length, "");
        if (length > 2 && !is_known(asked, *count, query.data)) {
            tried++;
            good = count_matches(c, query.data, most + 1, &matches, error);
        }
        if (matches > 1 && matches <= most)
            asked[(*count)++] = (struct asked){text_take(&query), matches};
        text_release(&query);
    }
    free(folded);
    if (*count)
        qsort(asked, *count, sizeof *asked, compare_asked);
    return good;
}

/* One card a place: a reverse says nothing new. */
static bool find_related(struct collection *c, const struct card *card, const char *query,
                         long limit, struct found *found, struct error *error)
{
    struct found places = {0};
    sqlite3_stmt *s = statement_of(c, sql_search_related, error);
    if (!s)
        return false;
    bind_text(c, s, 1, query);
    bind_text(c, s, 2, card->id);
    bind_integer(c, s, 3, card->day);
    bind_integer(c, s, 4, ALIKE_READ);
    enum step step = STEP_DONE;
    while ((long)found->count < limit && (step = statement_step(c, s, error)) == STEP_ROW) {
        const char *place = arena_format(&places.arena, "%s:%lld", column_text(c, s, 1),
                                         (long long)sqlite3_column_int64(s, 2));
        bool known = false;
        for (size_t i = 0; i < places.count && !known; i++)
            known = !strcmp(places.ids[i], place);
        if (known)
            continue;
        add_found(&places, place);
        add_found(found, column_text(c, s, 0));
    }
    (void)sqlite3_reset(s);
    release_found(&places);
    return step != STEP_FAILED;
}

bool collection_related(struct collection *c, const char *card_id, long limit,
                        bool (*visit)(void *context, const struct card *card), void *context,
                        struct error *error)
{
    struct asked asked[ALIKE_WORDS];
    struct text query = {0};
    struct found found = {0};
    struct card card = {0};
    size_t count = 0;
    bool good =
        collection_card(c, card_id, &card, error) && choose_words(c, &card, asked, &count, error);
    for (size_t i = 0; i < count; i++) {
        if (i < ALIKE_ASKED)
            text_printf(&query, "%s%s", i ? " OR " : "", asked[i].query);
        free(asked[i].query);
    }
    if (good && query.length)
        good = find_related(c, &card, query.data, limit, &found, error) &&
               visit_found(c, &found, NULL, limit, visit, context, error);
    release_found(&found);
    text_release(&query);
    card_release(&card);
    return good;
}
