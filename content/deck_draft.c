/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a deck to drafts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/deck.h"
#include "engine/base/text.h"

struct drafting {
    const struct deck *deck;
    const char *pattern;
    const struct content_options *options;
    struct harvest *harvest;
    long empty; /* cards left out */
    long first_empty;
};

/* --- Who the card is ---------------------------------------------------------------------------
 */

/* The id that our own guid holds at that place: "tutor338-ID-ID"; NULL: it is none of ours. */
static const char *own_id(struct arena *arena, const char *guid, int ordinal)
{
    size_t length = strlen(DECK_OWN_GUID);
    if (strncmp(guid, DECK_OWN_GUID, length) != 0)
        return NULL;
    const char *at = guid + length;
    for (int i = 0; i < ordinal && at; i++) {
        at = strchr(at, '-');
        at = at ? at + 1 : NULL;
    }
    size_t digits = at ? strspn(at, "0123456789abcdef") : 0;
    if (digits != 16 || (at[digits] && at[digits] != '-'))
        return NULL;
    return arena_copy_bytes(arena, at, digits);
}

static void identify(struct drafting *d, const struct deck_note *note, const struct deck_card *card,
                     struct draft *draft)
{
    struct arena *arena = &d->harvest->arena;
    if (!note->guid[0])
        return;
    draft->id = own_id(arena, note->guid, card->ordinal);
    draft->key = arena_format(arena, "%s/%d", note->guid, card->ordinal);
}

/* Our own models are named after the kind of their cards. */
static enum card_kind kind_of(const struct deck_note *note, const struct deck_card *card)
{
    const struct deck_model *model = note->model;
    size_t own = strlen(DECK_OWN_MODEL);
    if (model->shape == DECK_CLOZE)
        return CARD_CLOZE;
    if (!strncmp(model->name, DECK_OWN_MODEL, own)) {
        enum card_kind kind = card_kind_of(model->name + own);
        if (kind != CARD_KIND_COUNT)
            return kind;
    }
    bool two = model->shape == DECK_REVERSED || !strcmp(model->name, DECK_BOTH_WAYS);
    return two && card->ordinal == 1 ? CARD_REVERSE : CARD_BASIC;
}

/* --- Where it belongs --------------------------------------------------------------------------
 */

/* "Tutor338::TOPIC" is a topic of ours; another deck's name is one as a whole. */
static const char *topic_of(struct drafting *d, const char *deck)
{
    size_t own = strlen(DECK_OWN_NAME);
    if (!strncmp(deck, DECK_OWN_NAME, own) && (!deck[own] || !strncmp(deck + own, "::", 2)))
        deck += deck[own] ? own + 2 : own;
    return deck[0] ? arena_copy_string(&d->harvest->arena, deck) : NULL;
}

static void set_heading(struct drafting *d, const struct deck_note *note, struct draft *draft)
{
    struct arena *arena = &d->harvest->arena;
    const char **parts = arena_allocate(arena, (strlen(note->deck) / 2 + 1) * sizeof *parts);
    for (const char *at = note->deck; at && *at;) {
        const char *end = strstr(at, "::");
        size_t length = end ? (size_t)(end - at) : strlen(at);
        parts[draft->heading_count++] = arena_copy_bytes(arena, at, length);
        at = end ? end + 2 : NULL;
    }
    draft->heading = parts;
}

static void set_tags(struct drafting *d, const struct deck_note *note, struct draft *draft)
{
    size_t given = d->options ? d->options->tag_count : 0;
    const char **tags =
        arena_allocate(&d->harvest->arena, (given + note->tag_count + 1) * sizeof *tags);
    for (size_t i = 0; i < given; i++)
        tags[draft->tag_count++] = arena_copy_string(&d->harvest->arena, d->options->tags[i]);
    for (size_t i = 0; i < note->tag_count; i++) {
        bool known = false;
        for (size_t j = 0; j < given && !known; j++)
            known = !strcmp(tags[j], note->tags[i]);
        if (!known)
            tags[draft->tag_count++] = arena_copy_string(&d->harvest->arena, note->tags[i]);
    }
    draft->tags = tags;
}

/* --- How it stands -----------------------------------------------------------------------------
 */

static void set_schedule(struct drafting *d, const struct deck_card *card, struct draft *draft)
{
    char due[DAY_TEXT];
    struct text schedule = {0};
    bool known = (card->phase == DECK_REVIEW || card->phase == DECK_RELEARNING) &&
                 card->due != DAY_NONE && card->interval_days > 0;
    if (!known)
        return;
    text_printf(&schedule, "due=%s interval=%d ease=%d", day_format(card->due, due),
                card->interval_days, card->ease_hundredths ? card->ease_hundredths : 250);
    draft->schedule = arena_copy_string(&d->harvest->arena, schedule.data);
    draft->repetitions = card->repetitions;
    draft->lapses = card->lapses;
    text_release(&schedule);
}

/* The first of them are what the person did; changes that Anki logs by hand are no answers. */
static void set_reviews(struct drafting *d, const struct deck_card *card, struct draft *draft)
{
    if (!card->review_count)
        return;
    struct draft_review *reviews =
        arena_allocate(&d->harvest->arena, card->review_count * sizeof *reviews);
    for (size_t i = 0; i < card->review_count; i++) {
        const struct deck_review *review = &card->reviews[i];
        int grade = deck_grade_of_button(review->button);
        if (grade < 0)
            continue;
        reviews[draft->review_count++] = (struct draft_review){
            .utc_ms = review->utc_ms,
            .grade = grade,
            .milliseconds = review->milliseconds,
            .interval_days = review->interval_days,
            .ease_hundredths = review->ease_hundredths,
        };
    }
    draft->reviews = reviews;
}

/* --- Media -------------------------------------------------------------------------------------
 */

/* Readers leave the media sorted by name. */
static const struct deck_media *media_named(const struct deck *deck, const char *name,
                                            size_t length)
{
    size_t low = 0, high = deck->media_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *other = deck->media[middle].name;
        int order = strncmp(other, name, length);
        if (!order && !other[length])
            return &deck->media[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Adds "NAME\tFILE\n" for each of the deck's media that the text speaks of. */
static void find_media(struct drafting *d, const char *text, const char *begin, struct text *found)
{
    for (const char *at = text; (at = strstr(at, begin)) != NULL;) {
        at += strlen(begin);
        size_t length = strcspn(at, "]\n");
        const struct deck_media *media = media_named(d->deck, at, length);
        if (media && media->path)
            text_printf(found, "%s\t%s\n", media->name, strrchr(media->path, '/') + 1);
    }
}

static void set_media(struct drafting *d, struct draft *draft)
{
    static const char *const begins[] = {"[picture ", "[sound:"};
    struct text found = {0};
    for (size_t i = 0; d->deck->media_count && i < sizeof begins / sizeof *begins; i++) {
        find_media(d, draft->front, begins[i], &found);
        find_media(d, draft->back, begins[i], &found);
    }
    if (found.length)
        draft->media = arena_copy_string(&d->harvest->arena, found.data);
    text_release(&found);
}

/* --- All of it ---------------------------------------------------------------------------------
 */

static void draft_card(struct drafting *d, const struct deck_note *note,
                       const struct deck_card *card, const char *group)
{
    struct text front = {0}, back = {0};
    struct arena *arena = &d->harvest->arena;
    if (deck_show(note, card, &front, &back)) {
        struct draft *draft = harvest_add_draft(d->harvest);
        draft->kind = kind_of(note, card);
        draft->front = arena_copy_bytes(arena, front.data, front.length);
        draft->back = arena_copy_bytes(arena, back.data, back.length);
        draft->pattern = d->pattern;
        draft->confidence = 1;
        draft->explicit_card = true;
        draft->line = draft->end_line = note->line;
        draft->topic = topic_of(d, note->deck);
        draft->group = note->card_count > 1 ? group : NULL;
        draft->passage = draft->front;
        draft->reason = arena_format(arena, "a card of the deck \"%s\"", note->deck);
        draft->suspended = card->suspended;
        identify(d, note, card, draft);
        set_heading(d, note, draft);
        set_tags(d, note, draft);
        set_schedule(d, card, draft);
        set_reviews(d, card, draft);
        set_media(d, draft);
    } else if (!d->empty++) {
        d->first_empty = note->line;
    }
    text_release(&front);
    text_release(&back);
}

void deck_draft(const struct deck *deck, const char *pattern, const struct content_options *options,
                struct harvest *harvest)
{
    struct drafting d = {.deck = deck, .pattern = pattern, .options = options, .harvest = harvest};
    for (size_t i = 0; i < deck->note_count; i++) {
        const struct deck_note *note = &deck->notes[i];
        const char *group = arena_format(&harvest->arena, "n%zu", i);
        for (size_t j = 0; j < note->card_count; j++)
            draft_card(&d, note, &note->cards[j], group);
    }
    if (d.empty)
        harvest_warn(harvest, d.first_empty, "empty-card", "%ld %s an empty side and %s left out",
                     d.empty, d.empty == 1 ? "card has" : "cards have",
                     d.empty == 1 ? "is" : "are");
}
