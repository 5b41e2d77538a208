/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/decks.h"

#include <string.h>

struct deck_note *deck_test_note(struct deck *deck, enum deck_shape shape, const char *guid,
                                 const char *first, const char *second)
{
    const struct deck_model *model = deck_stock_model(deck, shape, deck_shape_name(shape));
    struct deck_note *note = deck_add_note(deck);
    note->guid = arena_copy_string(&deck->arena, guid);
    note->model = model;
    note->fields = arena_allocate(&deck->arena, 2 * sizeof *note->fields);
    note->fields[0] = arena_copy_string(&deck->arena, first);
    note->fields[1] = arena_copy_string(&deck->arena, second);
    note->deck = "Biology::Cells";
    note->line = (long)deck->note_count;
    return note;
}

struct deck_card *deck_test_card(struct deck *deck, struct deck_note *note, int ordinal)
{
    struct deck_card *cards = arena_allocate(&deck->arena, (note->card_count + 1) * sizeof *cards);
    if (note->card_count)
        memcpy(cards, note->cards, note->card_count * sizeof *cards);
    note->cards = cards;
    struct deck_card *card = &cards[note->card_count++];
    *card = (struct deck_card){
        .ordinal = ordinal, .due = DAY_NONE, .place = note->line, .ease_hundredths = 250};
    return card;
}

void deck_test_history(struct deck *deck, struct deck_card *card, size_t count, int64_t last_ms)
{
    struct deck_review *reviews = arena_allocate(&deck->arena, count * sizeof *reviews);
    for (size_t i = 0; i < count; i++)
        reviews[i] = (struct deck_review){
            .utc_ms = last_ms - (int64_t)(count - 1 - i) * 3 * 86400000,
            .button = i ? 3 : 1,
            .ease_hundredths = 250,
            .interval_days = 3,
            .last_days = i ? 3 : 0,
            .milliseconds = 4000 + (int64_t)i,
            .kind = i ? REVIEW_REVIEW : REVIEW_LEARN,
        };
    card->reviews = reviews;
    card->review_count = count;
    card->answers = (int)count;
}

static void set_tags(struct deck *deck, struct deck_note *note)
{
    const char **tags = arena_allocate(&deck->arena, 2 * sizeof *tags);
    tags[0] = "cell";
    tags[1] = "exam::first";
    note->tags = tags;
    note->tag_count = 2;
}

static void set_review(struct deck_card *card, const char *due, int interval, int ease)
{
    struct error error = {0};
    card->phase = DECK_REVIEW;
    (void)day_parse(due, &card->due, &error);
    card->interval_days = interval;
    card->ease_hundredths = ease;
    card->lapses = 1;
}

void deck_test_sample(struct deck *deck)
{
    static const char picture[] = "\x89PNG\r\n\x1a\nnot really";
    struct error error = {0};
    (void)instant_parse("2026-11-20T08:00:00+01:00", &deck->now, &error);
    struct deck_note *note =
        deck_test_note(deck, DECK_BASIC, "aB3$x", "What is a < b & \"c\"?\n  indented  twice",
                       "An order\n[picture cell.png]");
    set_tags(deck, note);
    struct deck_card *card = deck_test_card(deck, note, 0);
    set_review(card, "2026-11-25", 7, 230);
    deck_test_history(deck, card, 4, INT64_C(1763452800123));
    note = deck_test_note(deck, DECK_REVERSED, "rev-1", "mitosis", "division of the nucleus");
    set_tags(deck, note);
    (void)deck_test_card(deck, note, 0);
    card = deck_test_card(deck, note, 1);
    set_review(card, "2026-11-18", 2, 250);
    note = deck_test_note(deck, DECK_CLOZE, "clz",
                          "The {{c1::mitochondrion {{c2::inside::where}} the cell}} makes "
                          "{{c1::energy}}",
                          "");
    set_tags(deck, note);
    (void)deck_test_card(deck, note, 0);
    (void)deck_test_card(deck, note, 1);
    note = deck_test_note(deck, DECK_BASIC, "susp", "ribosome", "makes proteins");
    deck_test_card(deck, note, 0)->suspended = true;
    struct deck_media *media = deck_add_media(deck);
    media->name = "cell.png";
    media->bytes = picture;
    media->length = sizeof picture - 1;
}
