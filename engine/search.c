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

enum { ASKED_MOST = 32, ALIKE_WORDS = 48, ALIKE_ASKED = 8, ALIKE_READ = 40 };
/* A word that more than every tenth card has says nothing; one that one in 400 has, all. */
enum { RARE_SHARE = 10, RARE_ALONE = 400, FEW = 20, LEAST = 3 };

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

bool search_add(struct collection *c, const struct card_fold *card, struct error *error)
{
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

/* A word of the card, and how many cards have it. */
struct asked {
    char *word;
    int64_t cards;
};

struct relating {
    struct collection *c;
    struct card card;
    int64_t cards;                   /* in the collection */
    struct asked asked[ALIKE_WORDS]; /* the rarest first; ALIKE_ASKED are asked for */
    size_t count;
    struct found places, found;
};

static int compare_asked(const void *left, const void *right)
{
    const struct asked *a = left, *b = right;
    if (a->cards != b->cards)
        return a->cards < b->cards ? -1 : 1;
    return strcmp(a->word, b->word);
}

static bool is_known(const struct relating *r, const char *word)
{
    for (size_t i = 0; i < r->count; i++)
        if (!strcmp(r->asked[i].word, word))
            return true;
    return false;
}

/* Words of questions and of grammar: they tell nothing of what a card is about. */
static bool is_empty_word(const char *word)
{
    static const char *const empty[] = {
        "what", "which", "who",   "whom", "whose", "where", "when", "why",   "how",
        "does", "did",   "the",   "and",  "for",   "from",  "with", "that",  "this",
        "are",  "was",   "were",  "been", "these", "those", "its",  "has",   "have",
        "not",  "can",   "will",  "into", "than",  "then",  "they", "their", "there",
        "fits", "term",  "stand", "mean", "name",  "stands"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (!strcmp(word, empty[i]))
            return true;
    return false;
}

/* Takes the word if some other card has it, but not so many that it says nothing. */
static bool try_word(struct relating *r, const char *word, size_t length, struct error *error)
{
    struct text query = {0};
    int64_t most = r->cards / RARE_SHARE, half = r->cards / 2, matches = 0;
    if (most < FEW) /* of few cards many may be about one thing */
        most = half < LEAST ? LEAST : half < FEW ? half : FEW;
    add_word(&query, word, length, "");
    bool good = count_matches(r->c, query.data, most + 1, &matches, error);
    text_release(&query);
    if (good && matches > 1 && matches <= most)
        r->asked[r->count++] = (struct asked){memory_copy_bytes(word, length), matches};
    return good;
}

static bool choose_words(struct relating *r, struct error *error)
{
    struct text both = {0};
    text_printf(&both, "%s\n%s", r->card.front, r->card.back);
    char *folded = text_fold(both.data, both.length);
    text_release(&both);
    const char *at = folded, *word;
    size_t length, tried = 0;
    bool good =
        statement_integer(r->c, statement_of(r->c, sql_search_cards, error), 0, &r->cards, error);
    while (good && tried < ALIKE_WORDS && (word = next_word(&at, &length), length)) {
        char *copy = memory_copy_bytes(word, length);
        if (length > 2 && !is_known(r, copy) && !is_empty_word(copy)) {
            tried++;
            good = try_word(r, word, length, error);
        }
        free(copy);
    }
    free(folded);
    if (r->count)
        qsort(r->asked, r->count, sizeof *r->asked, compare_asked);
    return good;
}

static size_t asked_for(const struct relating *r)
{
    return r->count < ALIKE_ASKED ? r->count : ALIKE_ASKED;
}

/* Two cards that share one word only are about the same if hardly any other has it. */
static bool is_about(const struct relating *r, const char *text)
{
    size_t shared = 0, length;
    int64_t rare = r->cards / RARE_ALONE > 2 ? r->cards / RARE_ALONE : 2;
    char *folded = text_fold(text, strlen(text));
    for (size_t i = 0; i < asked_for(r); i++) {
        const char *at = folded, *word, *asked = r->asked[i].word;
        bool found = false;
        while (!found && (word = next_word(&at, &length), length))
            found = words_alike(asked, strlen(asked), word, length);
        shared += found ? 1U + (r->asked[i].cards <= rare) : 0U;
    }
    free(folded);
    return shared > 1;
}

/* One card a place: a reverse says nothing new. */
static bool is_new_place(struct relating *r, const char *file, int64_t line)
{
    const char *place = arena_format(&r->places.arena, "%s:%lld", file, (long long)line);
    for (size_t i = 0; i < r->places.count; i++)
        if (!strcmp(r->places.ids[i], place))
            return false;
    add_found(&r->places, place);
    return true;
}

static bool find_related(struct relating *r, long limit, struct error *error)
{
    struct text query = {0};
    struct collection *c = r->c;
    for (size_t i = 0; i < asked_for(r); i++)
        add_word(&query, r->asked[i].word, strlen(r->asked[i].word), " OR ");
    sqlite3_stmt *s = query.length ? statement_of(c, sql_search_related, error) : NULL;
    enum step step = query.length ? STEP_FAILED : STEP_DONE;
    if (s) {
        bind_text(c, s, 1, query.data);
        bind_text(c, s, 2, r->card.id);
        bind_integer(c, s, 3, r->card.day);
        bind_integer(c, s, 4, ALIKE_READ);
        step = STEP_DONE;
        while ((long)r->found.count < limit && (step = statement_step(c, s, error)) == STEP_ROW)
            if (is_about(r, column_text(c, s, 3)) &&
                is_new_place(r, column_text(c, s, 1), sqlite3_column_int64(s, 2)))
                add_found(&r->found, column_text(c, s, 0));
        (void)sqlite3_reset(s);
    }
    text_release(&query);
    return step != STEP_FAILED;
}

bool collection_related(struct collection *c, const char *card_id, long limit,
                        bool (*visit)(void *context, const struct card *card), void *context,
                        struct error *error)
{
    struct relating r = {.c = c};
    bool good = collection_card(c, card_id, &r.card, error) && choose_words(&r, error) &&
                find_related(&r, limit, error) &&
                visit_found(c, &r.found, NULL, limit, visit, context, error);
    for (size_t i = 0; i < r.count; i++)
        free(r.asked[i].word);
    release_found(&r.places);
    release_found(&r.found);
    card_release(&r.card);
    return good;
}
