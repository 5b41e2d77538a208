/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the notes say otherwise than each other. Each reading of a file brings claims; a term is
 * decided on anew when one of its claims changed, from all claims that the tables then hold. So the
 * order of imports does not matter, and nothing is looked at that no file touched.
 *
 *   Acronyms     Every note has one vote for each full name that it gives. The name with the most
 *                votes is right and the cards of the others are held. Where several have the most,
 *                nobody can tell: the cards of all names are held.
 *   Definitions  Two notes that define a term by different words, where no heading says that they
 *                speak of different things: the cards of both are held.
 *
 * A card that the person rejected or reworded has no vote any more and is never held; one that
 * was accepted is asked whatever is held (the table `card` computes that). Names that more than
 * MOST notes give differently are labels, and no conflict.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { MOST = 16, WORDS = 24, READING_TIME = 64 };

/* --- Touching -----------------------------------------------------------------------------------
 */

void across_touch(struct collection *c, const char *kind, const char *term)
{
    struct touched *touched = &c->touched;
    memory_reserve((void **)&touched->items, touched->count, &touched->capacity,
                   sizeof *touched->items);
    touched->items[touched->count++] = (struct touched_term){
        arena_copy_string(&touched->arena, kind), arena_copy_string(&touched->arena, term)};
}

void across_forget(struct collection *c)
{
    arena_release(&c->touched.arena);
    free(c->touched.items);
    memset(&c->touched, 0, sizeof c->touched);
}

static bool touch_rows(struct collection *c, const char *sql, const char *of, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql, error);
    if (!s)
        return false;
    bind_text(c, s, 1, of);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW)
        across_touch(c, column_text(c, s, 0), column_text(c, s, 1));
    return step == STEP_DONE;
}

bool across_touch_file(struct collection *c, const char *file, struct error *error)
{
    return touch_rows(c, sql_claim_of_file, file, error);
}

bool across_touch_card(struct collection *c, const char *card, struct error *error)
{
    return touch_rows(c, sql_claim_of_card, card, error);
}

/* --- Comparing words ----------------------------------------------------------------------------
 */

struct word {
    const char *at;
    size_t length;
};

static size_t split(const char *text, struct word words[WORDS])
{
    size_t count = 0;
    while (*text && count < WORDS) {
        size_t length = strcspn(text, " ");
        words[count++] = (struct word){text, length};
        text += length + (text[length] == ' ');
    }
    return count;
}

static bool holds_word(const struct word *words, size_t count, struct word word)
{
    for (size_t i = 0; i < count; i++)
        if (words_alike(words[i].at, words[i].length, word.at, word.length))
            return true;
    return false;
}

static size_t count_shared(const struct word *a, size_t count_a, const struct word *b,
                           size_t count_b)
{
    size_t shared = 0;
    for (size_t i = 0; i < count_a; i++)
        shared += holds_word(b, count_b, a[i]);
    return shared;
}

/* A definition begins with what the thing is: two words of it are looked for in the other one. */
static bool names_head(const struct word *a, size_t count_a, const struct word *b, size_t count_b)
{
    return count_shared(a, count_a < 2 ? count_a : 2, b, count_b) > 0;
}

/* Whether both can be true at once. Of a word or two nobody can tell that they are not. */
static bool is_compatible(const char *left, const char *right)
{
    struct word a[WORDS], b[WORDS];
    size_t count_a = split(left, a), count_b = split(right, b);
    size_t least = count_a < count_b ? count_a : count_b;
    return least < 2 || names_head(a, count_a, b, count_b) || names_head(b, count_b, a, count_a) ||
           count_shared(a, count_a, b, count_b) * 3 >= least;
}

/* Whether the headings say that two notes speak of different things. */
static bool is_apart(const char *left, const char *right)
{
    struct word a[WORDS], b[WORDS];
    size_t count_a = split(left, a), count_b = split(right, b);
    return count_a && count_b && !count_shared(a, count_a, b, count_b);
}

static bool is_respelled(struct word a, struct word b)
{
    size_t least = a.length < b.length ? a.length : b.length;
    if (least >= 3 && !strncmp(a.at, b.at, least))
        return true; /* "log", "logging" */
    char *left = memory_copy_bytes(a.at, a.length), *right = memory_copy_bytes(b.at, b.length);
    bool same = text_similarity(left, right) >= 0.6;
    free(left);
    free(right);
    return same;
}

/* The same full name, however its words are joined, inflected or misspelled. */
static bool is_same_name(const char *left, const char *right)
{
    struct word a[WORDS], b[WORDS];
    size_t count = split(left, a);
    if (count != split(right, b)) {
        for (; *left || *right; left++, right++) { /* "data base", "database" */
            left += *left == ' ';
            right += *right == ' ';
            if (*left != *right)
                return false;
        }
        return true;
    }
    for (size_t i = 0; i < count; i++)
        if (!is_respelled(a[i], b[i]))
            return false;
    return true;
}

/* --- The claims on one term ---------------------------------------------------------------------
 */

/* Cards that were held, or are now. */
struct affected {
    struct arena arena;
    const char **cards;
    size_t count, capacity;
};

static void affect(struct affected *affected, const char *card)
{
    memory_reserve((void **)&affected->cards, affected->count, &affected->capacity,
                   sizeof *affected->cards);
    affected->cards[affected->count++] = arena_copy_string(&affected->arena, card);
}

struct claimed {
    const char *file, *words, *scope, *card;
    bool reverse;
    bool decided;        /* rejected or reworded by the person */
    bool silent;         /* that, or the reverse of such a one: it has no vote */
    size_t group, place; /* `place`: among all of the term, by file */
};

/* Claims that say the same. Of acronyms: names spelled alike; of definitions: words and scope. */
struct group {
    const struct claimed *first; /* the first of the claims, a question to the term if there is one
                                  */
    const char *words, *scope, *last_file;
    long files;
};

struct deciding {
    struct collection *c;
    struct arena arena;
    const struct touched_term *term;
    struct claimed *claims;
    size_t count, capacity;
    struct group groups[MOST];
    size_t group_count;
    long files;
    struct affected *affected;
};

/* Of one card together, and by place. */
static int compare_of_card(const void *left, const void *right)
{
    const struct claimed *a = left, *b = right;
    int order = strcmp(a->card, b->card);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* The moment of a file's last reading and its id, which sort as text. */
static bool reading_time(struct deciding *d, const char *file, char time[READING_TIME],
                         struct error *error)
{
    struct collection *c = d->c;
    struct text subject = {0};
    sqlite3_stmt *s = statement_of(c, sql_claim_reading, error);
    time[0] = '\0';
    if (!s)
        return false;
    text_printf(&subject, "file/%s", file);
    bind_text(c, s, 1, subject.data);
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW)
        (void)snprintf(time, READING_TIME, "%020lld %s", (long long)sqlite3_column_int64(s, 0),
                       column_text(c, s, 1));
    (void)sqlite3_reset(s);
    text_release(&subject);
    return step != STEP_FAILED;
}

/* Which of the claims of one card was read last; they are in order of place. */
static bool find_newest(struct deciding *d, size_t from, size_t end, size_t *newest,
                        struct error *error)
{
    char best[READING_TIME] = "", time[READING_TIME] = "";
    *newest = from;
    for (size_t i = from; i < end; i++) {
        if ((i == from || strcmp(d->claims[i].file, d->claims[i - 1].file) != 0) &&
            !reading_time(d, d->claims[i].file, time, error))
            return false;
        if (strcmp(time, best) < 0)
            continue;
        memcpy(best, time, sizeof best);
        *newest = i;
    }
    return true;
}

/*
 * One card says one thing. Where the copies of a note on two devices give it different words, the
 * older one is yet to be read again: it contradicts nobody.
 */
static bool drop_stale(struct deciding *d, struct error *error)
{
    size_t kept = 0, end = 0;
    if (d->count)
        qsort(d->claims, d->count, sizeof *d->claims, compare_of_card);
    for (size_t from = 0; from < d->count; from = end) {
        size_t newest = from;
        bool differ = false;
        for (end = from + 1; end < d->count && !strcmp(d->claims[from].card, d->claims[end].card);
             end++)
            differ = differ || strcmp(d->claims[from].words, d->claims[end].words) != 0;
        if (differ && !find_newest(d, from, end, &newest, error))
            return false;
        const char *words = d->claims[newest].words;
        for (size_t i = from; i < end; i++)
            if (!strcmp(d->claims[i].words, words))
                d->claims[kept++] = d->claims[i];
    }
    d->count = kept;
    return true;
}

static bool read_claims(struct deciding *d, struct error *error)
{
    sqlite3_stmt *s = statement_of(d->c, sql_claim_of_term, error);
    if (!s)
        return false;
    bind_text(d->c, s, 1, d->term->kind);
    bind_text(d->c, s, 2, d->term->term);
    const char *file = "";
    enum step step;
    while ((step = statement_step(d->c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&d->claims, d->count, &d->capacity, sizeof *d->claims);
        if (strcmp(file, column_text(d->c, s, 0)) != 0)
            file = column_copy(d->c, s, 0, &d->arena);
        d->claims[d->count] = (struct claimed){.file = file,
                                               .place = d->count,
                                               .words = column_copy(d->c, s, 1, &d->arena),
                                               .scope = column_copy(d->c, s, 2, &d->arena),
                                               .card = column_copy(d->c, s, 3, &d->arena),
                                               .reverse = sqlite3_column_int(s, 4) != 0,
                                               .decided = sqlite3_column_int(s, 5) != 0};
        d->count++;
    }
    return step == STEP_DONE && drop_stale(d, error);
}

static bool is_expansion(const struct deciding *d)
{
    return !strcmp(d->term->kind, "expansion");
}

static bool belongs(const struct deciding *d, const struct group *group,
                    const struct claimed *claim)
{
    if (is_expansion(d))
        return is_same_name(group->words, claim->words);
    return !strcmp(group->words, claim->words) && !strcmp(group->scope, claim->scope);
}

/* By what they say, not by where they stand: groups must not depend on names of files. */
static int compare_claims(const void *left, const void *right)
{
    const struct claimed *a = left, *b = right;
    int order = strcmp(a->words, b->words);
    if (!order)
        order = strcmp(a->scope, b->scope);
    if (!order)
        order = (int)a->reverse - (int)b->reverse;
    if (!order)
        order = strcmp(a->file, b->file);
    return order ? order : strcmp(a->card, b->card);
}

static int compare_files(const void *left, const void *right)
{
    const struct claimed *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    return order ? order : compare_claims(left, right);
}

/* A question that the person rejected or reworded takes the vote from its reverse, too: in order of
 * files it stands before it. */
static void silence(struct deciding *d)
{
    const struct claimed *decided = NULL;
    for (size_t i = 0; i < d->count; i++) {
        struct claimed *claim = &d->claims[i];
        if (claim->decided && !claim->reverse)
            decided = claim;
        claim->silent = claim->decided || (decided && !strcmp(decided->file, claim->file) &&
                                           !strcmp(decided->words, claim->words));
    }
}

/* The claims are in order of files. */
static void count_votes(struct deciding *d)
{
    const char *last_file = NULL;
    silence(d);
    for (size_t i = 0; i < d->count; i++) {
        const struct claimed *claim = &d->claims[i];
        struct group *group = &d->groups[claim->group];
        if (claim->silent)
            continue;
        d->files += !last_file || strcmp(last_file, claim->file) != 0;
        last_file = claim->file;
        group->files += !group->last_file || strcmp(group->last_file, claim->file) != 0;
        group->last_file = claim->file;
        if (!group->first || (group->first->reverse && !claim->reverse))
            group->first = claim;
    }
}

/* False: the notes give so many different ones that it is a label. */
static bool group_claims(struct deciding *d)
{
    size_t at = 0;
    qsort(d->claims, d->count, sizeof *d->claims, compare_claims);
    for (size_t i = 0; i < d->count; i++) {
        struct claimed *claim = &d->claims[i];
        bool repeats =
            i && !strcmp(claim[-1].words, claim->words) && !strcmp(claim[-1].scope, claim->scope);
        for (at = repeats ? at : 0; at < d->group_count; at++)
            if (repeats || belongs(d, &d->groups[at], claim))
                break;
        if (at == MOST)
            return false;
        if (at == d->group_count)
            d->groups[d->group_count++] =
                (struct group){.words = claim->words, .scope = claim->scope};
        claim->group = at;
    }
    qsort(d->claims, d->count, sizeof *d->claims, compare_files);
    count_votes(d);
    return true;
}

static bool hold(struct deciding *d, const struct claimed *claim, const struct group *rival,
                 struct error *error)
{
    struct collection *c = d->c;
    sqlite3_stmt *s = statement_of(c, sql_hold_add, error);
    if (!s)
        return false;
    bind_text(c, s, 1, d->term->kind);
    bind_text(c, s, 2, d->term->term);
    bind_text(c, s, 3, claim->card);
    bind_text(c, s, 4, rival->first->card);
    bind_integer(c, s, 5, d->groups[claim->group].files);
    bind_integer(c, s, 6, d->files);
    affect(d->affected, claim->card);
    return statement_run(c, s, error);
}

/* The most votes; `*tied` where several have them. */
static size_t winner(const struct deciding *d, bool *tied)
{
    size_t best = 0;
    *tied = false;
    for (size_t i = 1; i < d->group_count; i++) {
        *tied = d->groups[i].files > d->groups[best].files
                    ? false
                    : *tied || d->groups[i].files == d->groups[best].files;
        if (d->groups[i].files > d->groups[best].files)
            best = i;
    }
    return best;
}

static bool decide_acronym(struct deciding *d, struct error *error)
{
    bool tied, good = true;
    size_t best = winner(d, &tied);
    if (!d->groups[best].files)
        return true; /* the person decided on all of them */
    for (size_t i = 0; good && i < d->count; i++) {
        const struct claimed *claim = &d->claims[i];
        size_t rival = best;
        if (claim->decided)
            continue;
        if (claim->group == best)
            for (rival = best + 1; tied && d->groups[rival].files < d->groups[best].files;)
                rival++;
        if (claim->group != best || tied)
            good = hold(d, claim, &d->groups[rival], error);
    }
    return good;
}

/* Whether two notes that define the term so contradict each other. */
static bool contradicts(const struct group *a, const struct group *b)
{
    return a != b && b->files && !is_apart(a->scope, b->scope) &&
           !is_compatible(a->words, b->words);
}

/* Against what its own note says, a card was weighed when the note was read. */
static bool is_elsewhere(const struct group *group, const struct claimed *claim)
{
    return group->files > 1 || strcmp(group->last_file, claim->file) != 0;
}

static bool decide_definition(struct deciding *d, struct error *error)
{
    bool against[MOST][MOST], good = true;
    for (size_t i = 0; i < d->group_count; i++)
        for (size_t j = 0; j < d->group_count; j++)
            against[i][j] = contradicts(&d->groups[i], &d->groups[j]);
    for (size_t i = 0; good && i < d->count; i++) {
        const struct claimed *claim = &d->claims[i];
        size_t j = claim->decided ? d->group_count : 0;
        while (j < d->group_count &&
               !(against[claim->group][j] && is_elsewhere(&d->groups[j], claim)))
            j++;
        if (j < d->group_count)
            good = hold(d, claim, &d->groups[j], error);
    }
    return good;
}

/* --- Deciding -----------------------------------------------------------------------------------
 */

static bool clear_holds(struct deciding *d, struct error *error)
{
    size_t before = d->affected->count;
    struct collection *c = d->c;
    sqlite3_stmt *s = statement_of(c, sql_hold_of_term, error);
    if (!s)
        return false;
    bind_text(c, s, 1, d->term->kind);
    bind_text(c, s, 2, d->term->term);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW)
        affect(d->affected, column_text(c, s, 0));
    if (step == STEP_FAILED || d->affected->count == before)
        return step != STEP_FAILED;
    if (!(s = statement_of(c, sql_hold_clear, error)))
        return false;
    bind_text(c, s, 1, d->term->kind);
    bind_text(c, s, 2, d->term->term);
    return statement_run(c, s, error);
}

static bool decide(struct collection *c, const struct touched_term *term, struct affected *affected,
                   struct error *error)
{
    struct deciding d = {.c = c, .term = term, .affected = affected};
    int64_t claims = 0;
    if (!clear_holds(&d, error))
        return false;
    sqlite3_stmt *s = statement_of(c, sql_claim_any_two, error);
    if (s) {
        bind_text(c, s, 1, term->kind);
        bind_text(c, s, 2, term->term);
    }
    bool good = statement_integer(c, s, 0, &claims, error);
    if (good && claims > 1) {
        good = read_claims(&d, error);
        if (good && d.count && group_claims(&d))
            good = is_expansion(&d) ? decide_acronym(&d, error) : decide_definition(&d, error);
    }
    free(d.claims);
    arena_release(&d.arena);
    return good;
}

/* What an import says of the cards it made: one that is held was counted as active before. */
static void count_held(const struct collection *c, const char *card, bool reverse, bool was_active,
                       bool is_active, struct import_counts *counts)
{
    counts->conflicts += !reverse;
    if (c->import && was_active && !is_active && names_hold(&c->import->made, card))
        counts->proposed++;
}

static bool read_effect(struct collection *c, const char *card, int *state, bool *held,
                        bool *reverse, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_hold_effect, error);
    *state = -1;
    if (!s)
        return false;
    bind_text(c, s, 1, card);
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW) {
        *state = sqlite3_column_int(s, 0);
        *held = sqlite3_column_int(s, 1) != 0;
        *reverse = sqlite3_column_int(s, 2) != 0;
        (void)sqlite3_reset(s);
    }
    return step != STEP_FAILED;
}

static bool apply(struct collection *c, const char *card, struct import_counts *counts,
                  struct error *error)
{
    int before, after;
    bool held = false, reverse = false;
    if (!read_effect(c, card, &before, &held, &reverse, error))
        return false;
    sqlite3_stmt *s = statement_of(c, sql_hold_apply, error);
    if (!s)
        return false;
    bind_text(c, s, 1, card);
    if (!statement_run(c, s, error) || !read_effect(c, card, &after, &held, &reverse, error))
        return false;
    if (counts && held && after == CARD_PROPOSED)
        count_held(c, card, reverse, before == CARD_ACTIVE, after == CARD_ACTIVE, counts);
    return true;
}

static int compare_terms(const void *left, const void *right)
{
    const struct touched_term *a = left, *b = right;
    int order = strcmp(a->term, b->term);
    return order ? order : strcmp(a->kind, b->kind);
}

static int compare_cards(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool across_settle(struct collection *c, struct import_counts *counts, struct error *error)
{
    struct touched *touched = &c->touched;
    struct affected affected = {0};
    bool good = true;
    if (touched->count)
        qsort(touched->items, touched->count, sizeof *touched->items, compare_terms);
    for (size_t i = 0; good && i < touched->count; i++)
        if (!i || compare_terms(&touched->items[i - 1], &touched->items[i]) != 0)
            good = decide(c, &touched->items[i], &affected, error);
    if (affected.count)
        qsort(affected.cards, affected.count, sizeof *affected.cards, compare_cards);
    for (size_t i = 0; good && i < affected.count; i++)
        if (!i || strcmp(affected.cards[i - 1], affected.cards[i]) != 0)
            good = apply(c, affected.cards[i], counts, error);
    free(affected.cards);
    arena_release(&affected.arena);
    across_forget(c);
    return good;
}

/* --- Why ----------------------------------------------------------------------------------------
 */

/* From columns kind, agree, files, rival's id, back, file, line. */
static const char *why_of(struct collection *c, sqlite3_stmt *s, struct arena *arena)
{
    long agree = (long)sqlite3_column_int64(s, 1), files = (long)sqlite3_column_int64(s, 2);
    const char *back = column_copy(c, s, 4, arena), *file = column_copy(c, s, 5, arena);
    long line = (long)sqlite3_column_int64(s, 6);
    if (strcmp(column_text(c, s, 0), "expansion") != 0)
        return arena_format(arena, "%s:%ld answers it with: %s", file ? file : "", line, back);
    return arena_format(arena, "%ld of %ld notes say otherwise; %s:%ld: %s", files - agree, files,
                        file ? file : "", line, back);
}

static bool explain_by_remark(struct collection *c, struct card *card, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_hold_remark, error);
    if (!s || !card->source_count)
        return s != NULL;
    bind_text(c, s, 1, card->sources[0].file);
    bind_integer(c, s, 2, card->sources[0].line);
    bind_text(c, s, 3, arena_format(&card->arena, "%s %s", card->front, card->back));
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW)
        card->held_why = column_copy(c, s, 0, &card->arena);
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

bool across_explain(struct collection *c, struct card *card, struct error *error)
{
    if (!strcmp(card->held, "acronym")) {
        card->held_why = "the letters do not match the words";
        return true;
    }
    sqlite3_stmt *s = statement_of(c, sql_hold_of_card, error);
    if (!s)
        return false;
    bind_text(c, s, 1, card->id);
    enum step step = statement_step(c, s, error);
    if (step == STEP_ROW) {
        card->rival = column_copy(c, s, 3, &card->arena);
        card->held_why = why_of(c, s, &card->arena);
        (void)sqlite3_reset(s);
    }
    return step == STEP_ROW || (step == STEP_DONE && explain_by_remark(c, card, error));
}

bool across_each_remark(struct collection *c,
                        bool (*visit)(void *context, const struct remark_row *row), void *context,
                        struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_hold_all, error);
    enum step step = STEP_DONE;
    bool more = true;
    if (!s)
        return false;
    while (more && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct arena arena = {0};
        struct remark_row row = {
            .kind = "conflict",
            .why = why_of(c, s, &arena),
            .rival = column_copy(c, s, 3, &arena),
            .file = column_copy(c, s, 7, &arena),
            .line = (long)sqlite3_column_int64(s, 8),
            .text = column_copy(c, s, 9, &arena),
            .card = column_copy(c, s, 10, &arena),
        };
        more = visit(context, &row);
        arena_release(&arena);
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}
