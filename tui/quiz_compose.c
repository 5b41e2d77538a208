/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/quiz_compose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "tui/quiz_exercise.h"
#include "tui/quiz_pool.h"

enum {
    USUAL_COUNT = 10,
    TYPED_WORDS = 6,
    SURELY_TYPED_WORDS = 3,
    CHOICE_LETTERS = 200,
    CHOICE_LINES = 4,
    LEAST_STEPS = 3,
    TRIES = 5,
    MOST_STEPS = 9
};

struct composer {
    struct collection *collection;
    const struct quiz_options *options;
    struct quiz_pool pool;
    struct quiz_draft *draft;
    size_t wanted, capacity;
    const char **groups, **patterns; /* of the items taken */
    long used[QUIZ_FORM_COUNT];      /* how often each form was taken */
    size_t cards_wanted;
};

void quiz_draft_release(struct quiz_draft *draft)
{
    free(draft->items);
    arena_release(&draft->arena);
    memset(draft, 0, sizeof *draft);
}

static bool wants(const struct composer *composer, enum quiz_form form)
{
    return !composer->options->forms || composer->options->forms & 1U << form;
}

static struct quiz_item *add_item(struct composer *composer, const char *group, const char *pattern)
{
    struct quiz_draft *draft = composer->draft;
    if (draft->count == composer->capacity) {
        composer->capacity = composer->capacity ? composer->capacity * 2 : 16;
        size_t room = composer->capacity;
        draft->items = memory_resize(draft->items, room, sizeof *draft->items);
        composer->groups = memory_resize(composer->groups, room, sizeof *composer->groups);
        composer->patterns = memory_resize(composer->patterns, room, sizeof *composer->patterns);
    }
    composer->groups[draft->count] = group;
    composer->patterns[draft->count] = pattern;
    struct quiz_item *item = &draft->items[draft->count++];
    memset(item, 0, sizeof *item);
    return item;
}

/* --- Which cards are asked for ------------------------------------------------------------------
 */

static bool topic_fits(const char *topic, const char *folded)
{
    char *own = text_fold(topic, strlen(topic));
    bool fits = strstr(own, folded) != NULL;
    free(own);
    return fits;
}

static void mark_eligible(struct composer *composer)
{
    const struct quiz_options *options = composer->options;
    const char *topic = options->topic ? options->topic : "";
    char *folded = text_fold(topic, strlen(topic));
    for (size_t i = 0; i < composer->pool.count; i++) {
        struct pool_card *card = &composer->pool.cards[i];
        int day = card->card.day;
        card->eligible = (!options->day_first || day >= options->day_first) &&
                         (!options->day_last || (day && day <= options->day_last)) &&
                         (!*folded || topic_fits(card->card.topic, folded));
        composer->draft->fitting += card->eligible;
    }
    free(folded);
}

/* --- Orders -------------------------------------------------------------------------------------
 */

static bool asks_for_order(const struct quiz_card *card)
{
    return card->kind == CARD_ORDER ||
           (card->kind == CARD_LIST &&
            (!strcmp(card->pattern, "ordered-list") || !strcmp(card->pattern, "chain")));
}

/* Without "1. " or "- " before it. */
static const char *step_copy(const char *at, size_t length, struct arena *arena)
{
    size_t skip = strspn(at, " \t-*"), digits = strspn(at + skip, "0123456789");
    if (digits && (at[skip + digits] == '.' || at[skip + digits] == ')'))
        skip += digits + 1;
    while (skip < length && at[skip] == ' ')
        skip++;
    while (length > skip && (at[length - 1] == ' ' || at[length - 1] == '\r'))
        length--;
    return arena_copy_bytes(arena, at + (skip < length ? skip : length),
                            skip < length ? length - skip : 0);
}

static bool same_step(const char *a, const char *b)
{
    char *x = text_fold(a, strlen(a)), *y = text_fold(b, strlen(b));
    bool same = !strcmp(x, y);
    free(x);
    free(y);
    return same;
}

size_t quiz_steps(const struct quiz_card *card, const char *steps[QUIZ_CHOICES],
                  struct arena *arena)
{
    static const char *const separators[] = {"\n", " → ", " -> ", " => "};
    size_t which = 0, count = 0;
    if (!asks_for_order(card))
        return 0;
    while (which < sizeof separators / sizeof *separators && !strstr(card->back, separators[which]))
        which++;
    if (which == sizeof separators / sizeof *separators)
        return 0;
    for (const char *at = card->back; at && *at;) {
        const char *end = strstr(at, separators[which]);
        const char *step = step_copy(at, end ? (size_t)(end - at) : strlen(at), arena);
        for (size_t i = 0; i < count; i++)
            if (same_step(steps[i], step))
                return 0;
        if (*step && count == MOST_STEPS)
            return 0;
        if (*step)
            steps[count++] = step;
        at = end ? end + strlen(separators[which]) : NULL;
    }
    return count >= LEAST_STEPS ? count : 0;
}

/* By chance, and never in order already. */
static void shuffle(const char **items, size_t count, uint64_t seed, bool apart)
{
    struct random_source source;
    const char *first = items[0];
    bool moved = false;
    random_init(&source, seed);
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)random_below(&source, i);
        const char *kept = items[i - 1];
        items[i - 1] = items[j];
        items[j] = kept;
        moved = moved || j != i - 1;
    }
    if (apart && !moved) {
        memmove(items, items + 1, (count - 1) * sizeof *items);
        items[count - 1] = first;
    }
}

/* --- One card as a question ---------------------------------------------------------------------
 */

/* Of more than a few words nobody types the very ones, but for a name that letters stand for. */
static bool can_be_typed(const struct pool_card *card)
{
    bool kind = card->card.kind != CARD_CLOZE && card->card.kind != CARD_COMMAND;
    size_t most = strstr(card->card.pattern, "acronym") ? TYPED_WORDS : SURELY_TYPED_WORDS;
    return kind && card->words > 0 && card->words <= most && card->lines <= CHOICE_LINES;
}

static bool can_be_cloze(const struct pool_card *card)
{
    return card->card.kind == CARD_CLOZE && card->lines == 1 && card->words <= TYPED_WORDS &&
           card->words > 0 && strchr(card->card.front, '[');
}

/* The abbreviation of a name, and what one stands for, are told by their letters. */
static bool can_be_chosen(const struct pool_card *card)
{
    return card->card.kind != CARD_CLOZE && card->letters > 0 && card->letters <= CHOICE_LETTERS &&
           card->lines <= CHOICE_LINES && !strstr(card->card.pattern, "acronym");
}

static void fill_choice(struct composer *composer, const struct pool_card *card,
                        const struct pool_card *const *found, size_t count, struct quiz_item *item)
{
    struct arena *arena = &composer->draft->arena;
    item->form = QUIZ_CHOICE;
    item->expected = quiz_pool_back(card, arena);
    item->choices[item->choice_count++] = item->expected;
    for (size_t i = 0; i < count; i++)
        item->choices[item->choice_count++] = quiz_pool_back(found[i], arena);
    shuffle(item->choices, item->choice_count, random_mix(card->order, 4), false);
}

static void fill_order(struct composer *composer, const struct pool_card *card,
                       const char *const *steps, size_t count, struct quiz_item *item)
{
    struct text expected = {0};
    item->form = QUIZ_ORDER;
    for (size_t i = 0; i < count; i++) {
        item->choices[i] = steps[i];
        text_printf(&expected, "%s%s", i ? "\n" : "", steps[i]);
    }
    item->choice_count = count;
    item->expected = arena_copy_string(&composer->draft->arena, text_string(&expected));
    shuffle(item->choices, count, random_mix(card->order, 5), true);
    text_release(&expected);
}

/* Of typing and choosing the one that was taken less often; at first by chance. */
static bool prefers_typing(const struct composer *composer, const struct pool_card *card)
{
    long typed = composer->used[QUIZ_TYPED], chosen = composer->used[QUIZ_CHOICE];
    if (card->words > SURELY_TYPED_WORDS)
        return false;
    return typed == chosen ? card->order % 2 : typed < chosen;
}

struct putting {
    enum quiz_form form; /* QUIZ_FORM_COUNT: it cannot be asked */
    const struct pool_card *found[QUIZ_DISTRACTORS];
    size_t found_count;
    const char *steps[QUIZ_CHOICES];
    size_t step_count;
};

static void try_choice(struct composer *composer, struct pool_card *card, struct putting *putting)
{
    if (!wants(composer, QUIZ_CHOICE) || !can_be_chosen(card))
        return;
    putting->found_count = quiz_pool_distractors(&composer->pool, card, putting->found);
    if (putting->found_count >= QUIZ_LEAST_DISTRACTORS)
        putting->form = QUIZ_CHOICE;
}

static struct putting put_card(struct composer *composer, struct pool_card *card)
{
    struct putting putting = {.form = QUIZ_FORM_COUNT};
    quiz_pool_prepare(card);
    putting.step_count = quiz_steps(&card->card, putting.steps, &composer->draft->arena);
    bool typed = wants(composer, QUIZ_TYPED) && can_be_typed(card) && !putting.step_count;
    if (putting.step_count)
        putting.form = wants(composer, QUIZ_ORDER) ? QUIZ_ORDER : QUIZ_FORM_COUNT;
    else if (can_be_cloze(card) && wants(composer, QUIZ_CLOZE))
        putting.form = QUIZ_CLOZE;
    else if (typed && prefers_typing(composer, card))
        putting.form = QUIZ_TYPED;
    else
        try_choice(composer, card, &putting);
    if (putting.form == QUIZ_FORM_COUNT && typed)
        putting.form = QUIZ_TYPED;
    return putting;
}

static bool take_card(struct composer *composer, struct pool_card *card)
{
    struct arena *arena = &composer->draft->arena;
    struct putting putting = put_card(composer, card);
    if (putting.form == QUIZ_FORM_COUNT)
        return false;
    struct quiz_item *item = add_item(composer, card->card.group, card->card.pattern);
    item->form = putting.form;
    item->kind = ITEM_CARD;
    item->subject = item->item = arena_copy_string(arena, card->card.id);
    item->topic = *card->card.topic ? arena_copy_string(arena, card->card.topic) : NULL;
    item->prompt = arena_copy_string(arena, card->card.front);
    if (putting.form == QUIZ_CHOICE)
        fill_choice(composer, card, putting.found, putting.found_count, item);
    else if (putting.form == QUIZ_ORDER)
        fill_order(composer, card, putting.steps, putting.step_count, item);
    else
        item->expected = quiz_pool_back(card, arena);
    composer->used[item->form]++;
    return true;
}

/* --- Which cards --------------------------------------------------------------------------------
 */

static bool has_prompt(const struct quiz_draft *draft, const char *prompt)
{
    for (size_t i = 0; i < draft->count; i++)
        if (!strcmp(draft->items[i].prompt, prompt))
            return true;
    return false;
}

/* What is given up, step by step, while there are too few questions. */
struct strictness {
    bool seen, pattern, group;
};

static bool allowed(const struct composer *composer, const struct pool_card *card,
                    struct strictness strict)
{
    const struct quiz_draft *draft = composer->draft;
    size_t of_pattern = 0, most = (composer->cards_wanted + 2) / 3;
    if (strict.seen && !card->card.seen)
        return false;
    for (size_t i = 0; i < draft->count; i++) {
        if (draft->items[i].kind != ITEM_CARD)
            continue;
        if (strict.group && *card->card.group && !strcmp(composer->groups[i], card->card.group))
            return false;
        of_pattern += !strcmp(composer->patterns[i], card->card.pattern);
    }
    if (has_prompt(draft, card->card.front))
        return false;
    return !strict.pattern || of_pattern < most;
}

static void take_cards(struct composer *composer)
{
    static const struct strictness steps[] = {
        {true, true, true},   {false, true, true},   {true, false, true},
        {false, false, true}, {false, false, false},
    };
    size_t end = composer->draft->count + composer->cards_wanted;
    bool *tried = memory_allocate(composer->pool.count + 1, sizeof *tried);
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        for (size_t i = 0; i < composer->pool.count && composer->draft->count < end; i++) {
            struct pool_card *card = &composer->pool.cards[i];
            if (tried[i] || !card->eligible || !allowed(composer, card, steps[s]))
                continue;
            tried[i] = true;
            (void)take_card(composer, card);
        }
    }
    free(tried);
}

/* --- Drills and simulations ---------------------------------------------------------------------
 */

/* Whether part of the cards is asked for, so that exercises must fit to them. */
static bool is_narrowed(const struct quiz_options *options)
{
    return (options->topic && *options->topic) || options->day_first || options->day_last;
}

/* What exercises are to fit to: the topic asked for, else the topics of the cards asked for. */
static char *subject_matter(const struct composer *composer)
{
    const struct quiz_options *options = composer->options;
    struct text all = {0};
    if (options->topic && *options->topic)
        text_append(&all, options->topic);
    for (size_t i = 0; (!options->topic || !*options->topic) && i < composer->pool.count; i++)
        if (composer->pool.cards[i].eligible)
            text_printf(&all, "%s ", composer->pool.cards[i].card.topic);
    char *folded = text_fold(text_string(&all), all.length);
    text_release(&all);
    return folded;
}

static bool take_exercises(struct composer *composer, enum quiz_form form, size_t wanted,
                           const char *matter, struct error *error)
{
    struct quiz_exercises exercises = {.collection = composer->collection,
                                       .matter = matter,
                                       .strict = is_narrowed(composer->options),
                                       .seed = composer->options->seed,
                                       .arena = &composer->draft->arena};
    bool good = quiz_exercises_open(&exercises, form, error);
    size_t end = composer->draft->count + wanted;
    bool found = true;
    for (size_t i = 0; good && found && composer->draft->count < end && i < TRIES * wanted; i++) {
        struct quiz_item item = {0};
        good = quiz_exercises_next(&exercises, &item, &found, error);
        if (good && found && !has_prompt(composer->draft, item.prompt))
            *add_item(composer, "", "") = item;
    }
    quiz_exercises_close(&exercises);
    return good;
}

static bool wants_cards(const struct composer *composer)
{
    return wants(composer, QUIZ_CHOICE) || wants(composer, QUIZ_TYPED) ||
           wants(composer, QUIZ_CLOZE) || wants(composer, QUIZ_ORDER);
}

/* Shares of the whole where cards are asked as well; of the rest, what the others leave. */
static bool fill(struct composer *composer, struct error *error)
{
    bool number = wants(composer, QUIZ_NUMBER), prediction = wants(composer, QUIZ_PREDICTION);
    bool cards = wants_cards(composer);
    size_t wanted = composer->wanted;
    size_t numbers = !number ? 0 : cards ? wanted / 5 : prediction ? (wanted + 1) / 2 : wanted;
    size_t predictions = !prediction ? 0 : cards ? wanted / 10 : wanted - numbers;
    char *matter = subject_matter(composer);
    bool good =
        (!numbers || take_exercises(composer, QUIZ_NUMBER, numbers, matter, error)) &&
        (!predictions || take_exercises(composer, QUIZ_PREDICTION, predictions, matter, error));
    free(matter);
    size_t exercises = composer->draft->count;
    composer->cards_wanted = wanted - exercises;
    if (good && cards)
        take_cards(composer);
    bool any_form = !composer->options->forms || composer->options->forms == QUIZ_ALL_FORMS;
    if (any_form && composer->draft->count == exercises)
        composer->draft->count = 0;
    return good;
}

/* --- In which order -----------------------------------------------------------------------------
 */

static void swap_items(struct composer *composer, size_t a, size_t b)
{
    struct quiz_item item = composer->draft->items[a];
    const char *group = composer->groups[a];
    composer->draft->items[a] = composer->draft->items[b];
    composer->draft->items[b] = item;
    composer->groups[a] = composer->groups[b];
    composer->groups[b] = group;
}

static bool are_siblings(const struct composer *composer, size_t a, size_t b)
{
    return *composer->groups[a] && !strcmp(composer->groups[a], composer->groups[b]);
}

static size_t sibling_pairs(const struct composer *composer)
{
    size_t pairs = 0;
    for (size_t i = 1; i < composer->draft->count; i++)
        pairs += are_siblings(composer, i - 1, i);
    return pairs;
}

/* By chance; then a sibling of the one before changes places with one that fits better there. */
static void arrange(struct composer *composer)
{
    struct random_source source;
    size_t count = composer->draft->count;
    random_init(&source, random_mix(composer->options->seed, 6));
    for (size_t i = count; i > 1; i--)
        swap_items(composer, i - 1, (size_t)random_below(&source, i));
    size_t pairs = sibling_pairs(composer);
    for (size_t i = 1; pairs && i < count; i++)
        for (size_t j = 0; j < count && are_siblings(composer, i - 1, i); j++) {
            swap_items(composer, i, j);
            size_t now = sibling_pairs(composer);
            if (now >= pairs)
                swap_items(composer, i, j);
            else
                pairs = now;
        }
}

bool quiz_compose(struct collection *collection, const struct quiz_options *options,
                  struct quiz_draft *draft, struct error *error)
{
    struct composer composer = {.collection = collection, .options = options, .draft = draft};
    memset(draft, 0, sizeof *draft);
    composer.wanted = options->count > 0 ? (size_t)options->count : USUAL_COUNT;
    if (composer.wanted > QUIZ_MOST)
        composer.wanted = QUIZ_MOST;
    bool good = quiz_pool_read(&composer.pool, collection, options->seed, error);
    if (good) {
        mark_eligible(&composer);
        good = fill(&composer, error);
    }
    if (good)
        arrange(&composer);
    quiz_pool_release(&composer.pool);
    free(composer.groups);
    free(composer.patterns);
    if (!good)
        quiz_draft_release(draft);
    return good;
}

/* --- Options in words ---------------------------------------------------------------------------
 */

bool quiz_forms_read(const char *text, unsigned *forms, struct error *error)
{
    for (const char *at = text; *at;) {
        char word[32];
        size_t length = strcspn(at, ", ");
        (void)snprintf(word, sizeof word, "%.*s", (int)length, at);
        enum quiz_form form = quiz_form_of(word);
        if (length && form == QUIZ_FORM_COUNT)
            return error_set(error, ERROR_USAGE,
                             "--kind takes choice, typed, cloze, order, number or prediction, not "
                             "'%s'",
                             word);
        if (length)
            *forms |= 1U << form;
        at += length + (at[length] != '\0');
    }
    return *forms || error_set(error, ERROR_USAGE, "--kind needs a kind of question");
}

bool quiz_days_read(const char *text, int *first, int *last, struct error *error)
{
    int used = 0;
    *first = *last = 0;
    int found = sscanf(text, "%6d%n-%6d%n", first, &used, last, &used);
    if (found == 1)
        *last = *first;
    if (found < 1 || text[used] || *first < 1 || *last < *first || text[0] == ' ')
        return error_set(error, ERROR_USAGE,
                         "--days takes two days of the journal such as 10-40, or one, not '%s'",
                         text);
    return true;
}

static void add_part(struct text *out, const char *part)
{
    text_printf(out, "%s%s", out->length ? ", " : "", part);
}

void quiz_options_text(const struct quiz_options *options, struct text *out)
{
    char part[64];
    if (options->topic && *options->topic)
        add_part(out, options->topic);
    if (options->day_first && options->day_first == options->day_last)
        (void)snprintf(part, sizeof part, "day %d", options->day_first);
    else
        (void)snprintf(part, sizeof part, "days %d-%d", options->day_first, options->day_last);
    if (options->day_first)
        add_part(out, part);
    if (options->forms && options->forms != QUIZ_ALL_FORMS)
        for (int form = 0; form < QUIZ_FORM_COUNT; form++)
            if (options->forms & 1U << form)
                add_part(out, quiz_form_name((enum quiz_form)form));
    (void)snprintf(part, sizeof part, "at most %ld min", options->minutes);
    if (options->minutes)
        add_part(out, part);
}
