/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/quiz_pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "exercises/near_miss.h"

/* --- Words --------------------------------------------------------------------------------------
 */

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Words that any question has; sorted. */
static bool is_small_word(const char *word)
{
    static const char *const small[] = {
        "a",       "about",    "all",   "allow",  "allows",  "also",  "an",      "and",    "any",
        "are",     "as",       "at",    "be",     "been",    "being", "between", "by",     "called",
        "can",     "could",    "did",   "do",     "does",    "e",     "each",    "eg",     "etc",
        "example", "examples", "fits",  "five",   "for",     "four",  "from",    "g",      "had",
        "has",     "have",     "how",   "ie",     "if",      "in",    "into",    "is",     "it",
        "its",     "kind",     "kinds", "main",   "may",     "mean",  "means",   "meant",  "might",
        "more",    "most",     "name",  "of",     "on",      "one",   "or",      "other",  "over",
        "s",       "seven",    "short", "should", "six",     "so",    "some",    "stand",  "stands",
        "such",    "term",     "than",  "that",   "the",     "their", "them",    "then",   "these",
        "they",    "this",     "those", "three",  "through", "to",    "two",     "type",   "types",
        "use",     "used",     "using", "via",    "was",     "we",    "were",    "what",   "when",
        "where",   "which",    "who",   "whose",  "why",     "will",  "with",    "within", "would",
        "you",     "your"};
    return bsearch(&word, small, sizeof small / sizeof *small, sizeof *small, compare_words);
}

static bool cut_ending(char *word, size_t *length, const char *ending, size_t keep)
{
    size_t size = strlen(ending);
    if (*length < size + keep || strcmp(word + *length - size, ending) != 0)
        return false;
    *length -= size;
    word[*length] = '\0';
    return true;
}

/* Enough for one text about one subject; no linguist would call it a stem. */
static void cut_endings(char *word)
{
    size_t length = strlen(word);
    if (length > 3 && word[length - 2] != 's' && word[length - 2] != 'u')
        (void)cut_ending(word, &length, "s", 3);
    if (!cut_ending(word, &length, "ing", 4) && !cut_ending(word, &length, "ed", 4) &&
        !cut_ending(word, &length, "er", 4))
        (void)cut_ending(word, &length, "ly", 4);
    (void)cut_ending(word, &length, "e", 3);
    (void)cut_ending(word, &length, "i", 3);
    (void)cut_ending(word, &length, "y", 3);
}

static int compare_stems(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void add_stem(struct stems *stems, char *word)
{
    if (!*word || is_small_word(word) || stems->count == QUIZ_STEMS)
        return;
    cut_endings(word);
    uint32_t hash = (uint32_t)hash_bytes(word, strlen(word));
    for (size_t i = 0; i < stems->count; i++)
        if (stems->items[i] == hash)
            return;
    stems->items[stems->count++] = hash;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

void stems_read(struct stems *stems, const char *text)
{
    char *folded = text_fold(text, strlen(text));
    stems->count = 0;
    for (char *at = folded; *at;) {
        while (*at && !is_letter(*at))
            at++;
        char *end = at;
        while (*end && is_letter(*end))
            end++;
        char after = *end;
        *end = '\0';
        add_stem(stems, at);
        at = after ? end + 1 : end;
    }
    qsort(stems->items, stems->count, sizeof *stems->items, compare_stems);
    free(folded);
}

size_t stems_shared(const struct stems *a, const struct stems *b)
{
    size_t shared = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->items[i] == b->items[j]) {
            shared++;
            i++;
            j++;
        } else if (a->items[i] < b->items[j]) {
            i++;
        } else {
            j++;
        }
    }
    return shared;
}

static size_t smaller(const struct stems *a, const struct stems *b)
{
    return a->count < b->count ? a->count : b->count;
}

/* All words of the shorter are in the longer. */
static bool stems_within(const struct stems *a, const struct stems *b)
{
    size_t least = smaller(a, b);
    return least > 0 && stems_shared(a, b) == least;
}

/* --- How a question is put ----------------------------------------------------------------------
 */

enum { OPENS_NOUN, OPENS_TO, OPENS_BY, OPENS_REASON, OPENS_NUMBER, OPENS_ING, OPENS_VERB };

/* The next word of a folded text, letters only; false at the end. */
static bool next_word(const char **at, char *word, size_t size)
{
    while (**at && !is_letter(**at))
        ++*at;
    size_t length = 0;
    while ((*at)[length] && is_letter((*at)[length]))
        length++;
    (void)snprintf(word, size, "%.*s", (int)length, *at);
    *at += length;
    return length > 0;
}

static bool is_word_of(const char *word, const char *list)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

/* "DDIA: what is X?" asks "what is X?". */
static const char *without_context(const char *folded)
{
    const char *colon = strstr(folded, ": ");
    static const char *const starts[] = {"what", "which", "how",     "why",      "who",
                                         "when", "where", "in what", "in short", "name"};
    for (; colon; colon = strstr(colon + 1, ": "))
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
            if (!strncmp(colon + 2, starts[i], strlen(starts[i])))
                return colon + 2;
    return folded;
}

/* "what is the goal of x" is put by its "goal"; "what is x used for" by its last word. */
static void shape_of_be(const char *rest, char shape[QUIZ_SHAPE])
{
    char word[32], noun[32] = "", last[32] = "";
    bool defined = false, found = false;
    const char *at = rest;
    for (int i = 0; next_word(&at, word, sizeof word); i++) {
        if (i == 0)
            defined = !strcmp(word, "the") || !strcmp(word, "an") || !strcmp(word, "a");
        found = found || (defined && i > 1 && is_word_of(word, "of for to in between"));
        if (!found)
            (void)snprintf(noun, sizeof noun, "%s", word);
        (void)snprintf(last, sizeof last, "%s", word);
    }
    if (is_word_of(last, "of for to by with from in on at as called be"))
        (void)snprintf(shape, QUIZ_SHAPE, "what be %s", last);
    else
        (void)snprintf(shape, QUIZ_SHAPE, found ? "what be the %s" : "what be", noun);
}

static void shape_of_do(const char *rest, char shape[QUIZ_SHAPE])
{
    char word[32], last[32] = "", before[32] = "";
    while (next_word(&rest, word, sizeof word)) {
        (void)snprintf(before, sizeof before, "%s", last);
        (void)snprintf(last, sizeof last, "%s", word);
    }
    if (!strcmp(last, "mean"))
        (void)snprintf(shape, QUIZ_SHAPE, "what be");
    else
        (void)snprintf(shape, QUIZ_SHAPE, "what do %s%s", !strcmp(before, "to") ? "to " : "", last);
}

static void read_shape(const char *front, char shape[QUIZ_SHAPE])
{
    char *folded = text_fold(front, strlen(front)), first[32] = "", second[32] = "", third[32] = "";
    const char *at = without_context(folded);
    if (!strncmp(at, "in short, ", 10))
        at += 10;
    (void)next_word(&at, first, sizeof first);
    (void)next_word(&at, second, sizeof second);
    const char *after = at;
    (void)next_word(&after, third, sizeof third);
    if (!strcmp(first, "what") && is_word_of(second, "is are was were"))
        shape_of_be(at, shape);
    else if (!strcmp(first, "what") && is_word_of(second, "does do did can could"))
        shape_of_do(at, shape);
    else if (is_word_of(first, "why how"))
        (void)snprintf(shape, QUIZ_SHAPE, "%s %s", first, !strcmp(first, "how") ? second : "");
    else
        (void)snprintf(shape, QUIZ_SHAPE, "%s %s %s", first, second, third);
    free(folded);
}

static bool ends(const char *word, const char *ending)
{
    size_t length = strlen(word), size = strlen(ending);
    return length > size && !strcmp(word + length - size, ending);
}

static int read_opening(const char *back, const char *shape)
{
    char *folded = text_fold(back, strlen(back)), word[32] = "";
    const char *at = folded;
    (void)next_word(&at, word, sizeof word);
    free(folded);
    if (word[0] >= '0' && word[0] <= '9')
        return OPENS_NUMBER;
    if (!strcmp(word, "to"))
        return OPENS_TO;
    if (!strcmp(word, "by"))
        return OPENS_BY;
    if (is_word_of(word, "because due since as so"))
        return OPENS_REASON;
    if (ends(word, "ing"))
        return OPENS_ING;
    return !strncmp(shape, "what do", 7) && ends(word, "s") && !ends(word, "ss") ? OPENS_VERB
                                                                                 : OPENS_NOUN;
}

/* --- The pool -----------------------------------------------------------------------------------
 */

static bool add_card(void *context, const struct quiz_card *card)
{
    struct quiz_pool *pool = context;
    struct arena *arena = &pool->arena;
    memory_reserve((void **)&pool->cards, pool->count, &pool->capacity, sizeof *pool->cards);
    struct pool_card *kept = &pool->cards[pool->count++];
    memset(kept, 0, sizeof *kept);
    kept->card = *card;
    kept->card.id = arena_copy_string(arena, card->id);
    kept->card.pattern = arena_copy_string(arena, card->pattern);
    kept->card.topic = arena_copy_string(arena, card->topic);
    kept->card.group = arena_copy_string(arena, card->group);
    kept->card.front = arena_copy_string(arena, card->front);
    kept->card.back = arena_copy_string(arena, card->back);
    kept->card.simulation = arena_copy_string(arena, card->simulation);
    kept->order = random_mix(pool->seed, hash_bytes(card->id, strlen(card->id)));
    return true;
}

static int compare_order(const void *a, const void *b)
{
    const struct pool_card *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->card.id, y->card.id);
}

bool quiz_pool_read(struct quiz_pool *pool, struct collection *collection, uint64_t seed,
                    struct error *error)
{
    memset(pool, 0, sizeof *pool);
    pool->seed = seed;
    if (!collection_each_quiz_card(collection, add_card, pool, error))
        return false;
    if (pool->count)
        qsort(pool->cards, pool->count, sizeof *pool->cards, compare_order);
    return true;
}

void quiz_pool_release(struct quiz_pool *pool)
{
    free(pool->cards);
    arena_release(&pool->arena);
    memset(pool, 0, sizeof *pool);
}

static void measure_back(struct pool_card *card)
{
    const char *back = card->card.back;
    size_t length = strlen(back);
    bool blank = true;
    card->lines = length > 0;
    for (size_t at = 0; at < length; at++) {
        bool space = back[at] == ' ' || back[at] == '\n' || back[at] == '\t';
        card->words += blank && !space;
        blank = space;
        card->lines += back[at] == '\n' && back[at + 1];
        card->letters += ((unsigned char)back[at] & 0xC0) != 0x80;
    }
}

/* Its back has all words of its front, or begins with one of them. */
static bool begins_with_subject(const struct pool_card *card)
{
    struct stems first = {0};
    size_t shared = stems_shared(&card->front, &card->back);
    if (shared && shared == card->front.count && card->front.count < card->back.count)
        return true;
    for (const char *at = card->card.back; *at && !first.count; at += strcspn(at, " \n")) {
        char word[64];
        at += strspn(at, " \n");
        (void)snprintf(word, sizeof word, "%.*s", (int)strcspn(at, " \n"), at);
        stems_read(&first, word);
    }
    return card->words > 2 && stems_shared(&card->front, &first) > 0;
}

void quiz_pool_prepare(struct pool_card *card)
{
    if (card->prepared)
        return;
    card->prepared = true;
    read_shape(card->card.front, card->shape);
    card->opening = read_opening(card->card.back, card->shape);
    char *folded = text_fold(card->card.front, strlen(card->card.front));
    stems_read(&card->front, without_context(folded));
    free(folded);
    stems_read(&card->back, card->card.back);
    measure_back(card);
    card->names_itself = begins_with_subject(card);
}

const char *quiz_pool_back(const struct pool_card *card, struct arena *arena)
{
    struct text out = {0};
    for (const char *at = card->card.back; *at;) {
        size_t length = strcspn(at, "\n");
        if (length)
            text_printf(&out, "%s%.*s", out.length ? "; " : "", (int)length, at);
        at += length + (at[length] == '\n');
    }
    const char *back = arena_copy_string(arena, text_string(&out));
    text_release(&out);
    return back;
}

/* --- What may be right --------------------------------------------------------------------------
 */

static bool asks_for_term(const struct pool_card *card)
{
    return !strncmp(card->shape, "which term", 10);
}

static bool about_the_same(const struct pool_card *a, const struct pool_card *b)
{
    size_t shared = stems_shared(&a->front, &b->front), least = smaller(&a->front, &b->front);
    if (!least)
        return true; /* nothing is known about what one of them asks */
    return asks_for_term(a) ? shared * 2 >= least : shared == least;
}

/* One folded text holds the other as whole words. */
static bool contains(const char *a, const char *b)
{
    bool found = false;
    char *x = text_fold(a, strlen(a)), *y = text_fold(b, strlen(b));
    const char *in = strlen(x) >= strlen(y) ? x : y, *what = in == x ? y : x;
    size_t length = strlen(what);
    for (const char *at = length ? strstr(in, what) : NULL; at && !found; at = strstr(at + 1, what))
        found = (at == in || !is_letter(at[-1])) && !is_letter(at[length]);
    free(x);
    free(y);
    return found;
}

/* Short answers are alike where one has all words of the other; longer ones where a third is
 * shared.
 */
static bool backs_alike(const char *a, const struct stems *stems_a, const char *b,
                        const struct stems *stems_b)
{
    size_t least = smaller(stems_a, stems_b), shared = stems_shared(stems_a, stems_b);
    if (least > 0 && (shared == least || (least > 3 && shared > 1 && shared * 3 >= least)))
        return true;
    return contains(a, b) || near_miss_alike(a, b);
}

/* Whether the text is the item's back or one of the parts of it. */
static bool alike_to_part(const struct pool_card *of, const struct pool_card *other)
{
    if (backs_alike(of->card.back, &of->back, other->card.back, &other->back))
        return true;
    bool found = false;
    char *copy = memory_copy_string(of->card.back), *rest = copy, *part;
    while (!found && (part = strsep(&rest, "\n,;")) != NULL) {
        struct stems stems;
        stems_read(&stems, part);
        found = stems.count > 0 && backs_alike(part, &stems, other->card.back, &other->back);
    }
    free(copy);
    return found;
}

/* Cards that are about the same thing as the one asked. */
struct same {
    struct pool_card **items;
    size_t count, capacity;
};

static void gather_same(struct quiz_pool *pool, struct pool_card *card, struct same *same)
{
    quiz_pool_prepare(card);
    for (size_t i = 0; i < pool->count; i++) {
        struct pool_card *other = &pool->cards[i];
        quiz_pool_prepare(other);
        if (other == card || !other->front.count || !about_the_same(card, other))
            continue;
        memory_reserve((void **)&same->items, same->count, &same->capacity, sizeof *same->items);
        same->items[same->count++] = other;
    }
}

static bool may_be_right(const struct pool_card *card, const struct same *same,
                         const struct pool_card *other)
{
    if (about_the_same(card, other) || alike_to_part(card, other))
        return true;
    bool names = stems_within(&other->back, &card->front) && other->back.count <= card->front.count;
    bool named = stems_within(&card->front, &other->back) && card->front.count <= other->back.count;
    bool circular = card->front.count > 1 &&
                    stems_shared(&card->front, &other->back) * 3 >= card->front.count * 2;
    if (names || named || circular)
        return true;
    for (size_t i = 0; i < same->count; i++)
        if (same->items[i] != other && alike_to_part(same->items[i], other))
            return true;
    return false;
}

bool quiz_pool_may_be_right(struct quiz_pool *pool, struct pool_card *card, struct pool_card *other)
{
    struct same same = {0};
    gather_same(pool, card, &same);
    quiz_pool_prepare(other);
    bool right = may_be_right(card, &same, other);
    free(same.items);
    return right;
}

/* --- Distractors --------------------------------------------------------------------------------
 */

static bool like_length(const struct pool_card *a, const struct pool_card *b)
{
    size_t low = a->letters < b->letters ? a->letters : b->letters;
    size_t high = a->letters < b->letters ? b->letters : a->letters;
    return high <= 12 || high <= low * 2 + 4;
}

/* "SSTables are sorted" is no answer to a question about anything else. */
static bool names_itself(const struct pool_card *card)
{
    return card->names_itself;
}

/* 0 the nearest; -1: no candidate at all. */
static int nearness(const struct pool_card *card, const struct pool_card *other)
{
    bool pattern = !strcmp(card->card.pattern, other->card.pattern);
    bool topic = !strcmp(card->card.topic, other->card.topic);
    if (other == card || card->card.kind != other->card.kind ||
        strcmp(card->shape, other->shape) != 0 || card->opening != other->opening ||
        card->lines != other->lines || !like_length(card, other) || names_itself(other))
        return -1;
    if (pattern)
        return topic ? 0 : 1;
    return topic || stems_shared(&card->front, &other->back) ? 2 : -1;
}

static bool alike_to_chosen(const struct pool_card *other, const struct pool_card *const *found,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (backs_alike(found[i]->card.back, &found[i]->back, other->card.back, &other->back))
            return true;
    return false;
}

struct candidate {
    struct pool_card *card;
    uint64_t rank;
};

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* The nearest first; of equally near ones those that share a word with the question, then by
 * chance. */
static size_t gather(struct quiz_pool *pool, struct pool_card *card, struct candidate *candidates)
{
    size_t count = 0;
    for (size_t i = 0; i < pool->count; i++) {
        struct pool_card *other = &pool->cards[i];
        if (other->card.kind != card->card.kind)
            continue;
        quiz_pool_prepare(other);
        int near = nearness(card, other);
        if (near < 0)
            continue;
        bool plausible = stems_shared(&card->front, &other->back) > 0;
        uint64_t rank = (uint64_t)near * 2 + !plausible;
        candidates[count++] =
            (struct candidate){other, rank << 60 | random_mix(card->order, other->order) >> 4};
    }
    if (count)
        qsort(candidates, count, sizeof *candidates, compare_candidates);
    return count;
}

/* The right answer repeats words of the question, and no other repeats half as many. */
static bool gives_itself_away(const struct pool_card *card, const struct pool_card *const *found,
                              size_t count)
{
    size_t repeated = stems_shared(&card->front, &card->back);
    for (size_t i = 0; i < count; i++)
        if (stems_shared(&card->front, &found[i]->back) * 2 >= repeated)
            return false;
    return repeated > 0;
}

size_t quiz_pool_distractors(struct quiz_pool *pool, struct pool_card *card,
                             const struct pool_card *found[QUIZ_DISTRACTORS])
{
    enum { TRIED_MOST = 60 };
    size_t count = 0;
    struct same same = {0};
    gather_same(pool, card, &same);
    struct candidate *candidates = memory_allocate(pool->count + 1, sizeof *candidates);
    size_t total = gather(pool, card, candidates);
    for (size_t i = 0; i < total && i < TRIED_MOST && count < QUIZ_DISTRACTORS; i++) {
        struct pool_card *other = candidates[i].card;
        if (!alike_to_chosen(other, found, count) && !may_be_right(card, &same, other))
            found[count++] = other;
    }
    free(candidates);
    free(same.items);
    return gives_itself_away(card, found, count) ? 0 : count;
}
