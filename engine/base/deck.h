/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A deck as programs exchange it: notes, the cards made of them, how each card stands, what was
 * answered when, and media. It is Anki's model, since every other program can read that: a note has
 * fields, its model has templates, and each template (or each number of a cloze) is one card.
 *
 * It is a plain value. Texts are plain UTF-8 with "\n" between lines; what a format writes for them
 * (HTML) is its own affair. "[picture NAME]" stands for an image and "[sound:NAME]" for a recording
 * of the media. Everything lives in the arena: zero-initialise, deck_release() after.
 */
#ifndef ENGINE_BASE_DECK_H
#define ENGINE_BASE_DECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/clock.h"
#include "engine/base/error.h"
#include "engine/base/memory.h"

enum deck_shape {
    DECK_BASIC,    /* two fields, one card: the first asks, the second answers */
    DECK_REVERSED, /* the same and a second card the other way round */
    DECK_CLOZE,    /* "{{c1::answer::hint}}" in the first field: one card a number */
    DECK_FIELDS    /* anything else, as its templates say */
};

/* What a card shows: text with "{{Field}}", "{{#Field}}...{{/Field}}", "{{^Field}}...{{/Field}}",
 * "{{cloze:Field}}". The answer is what comes below the question. */
struct deck_template {
    const char *name, *question, *answer;
};
struct deck_model {
    const char *name;
    enum deck_shape shape;
    const char *const *fields; /* their names */
    size_t field_count;
    const struct deck_template *templates; /* of a cloze: one */
    size_t template_count;
};

enum deck_phase { DECK_NEW, DECK_LEARNING, DECK_REVIEW, DECK_RELEARNING };

/* What a past answer was: in Anki's numbers for the column `type` of its log. */
enum deck_review_kind { REVIEW_LEARN, REVIEW_REVIEW, REVIEW_RELEARN, REVIEW_FILTERED };

struct deck_review {
    int64_t utc_ms;
    int button;            /* 1 again, 2 hard, 3 good, 4 easy */
    int ease_hundredths;   /* after it; 0: not known */
    int64_t interval_days; /* after it; negative: seconds */
    int64_t last_days;     /* before it; the same */
    int64_t milliseconds;  /* taken to answer */
    enum deck_review_kind kind;
};

struct deck_card {
    int ordinal;       /* of the template, or the cloze's number less one */
    const char *alone; /* what its note would be called if it had this card only; or NULL */
    enum deck_phase phase;
    bool suspended, buried;
    day_number due; /* DAY_NONE: a new card */
    int64_t place;  /* of a new card among the new */
    int interval_days;
    int ease_hundredths; /* 250; 0: not known */
    int answers;         /* how often it was asked */
    int repetitions;     /* n of SM-2's I(n); 0: not known (Anki does not keep it) */
    int lapses;
    const struct deck_review *reviews; /* by time */
    size_t review_count;
};

struct deck_note {
    const char *guid; /* the same wherever the note goes; "": none */
    const struct deck_model *model;
    const char **fields; /* as many as the model has */
    const char *const *tags;
    size_t tag_count;
    const char *deck; /* "Databases::Indexes" */
    struct deck_card *cards;
    size_t card_count;
    long line; /* where it stands in the file, or its number; 1-based */
};

struct deck_media {
    const char *name; /* as texts call it: no folder in it */
    const char *path; /* where the bytes are, or NULL: in `bytes` */
    const char *bytes;
    size_t length;
    const char *hash; /* SHA-1 of the bytes in hexadecimal, or NULL: not known */
};

struct deck {
    struct arena arena;
    struct instant now; /* the moment of writing */
    struct deck_model **models;
    size_t model_count, model_capacity;
    struct deck_note *notes;
    size_t note_count, note_capacity;
    struct deck_media *media;
    size_t media_count, media_capacity;
};
void deck_release(struct deck *deck);

/* Room for one more, zeroed; a pointer to a note or media holds until the next is added. */
struct deck_model *deck_add_model(struct deck *deck);
struct deck_note *deck_add_note(struct deck *deck);
struct deck_media *deck_add_media(struct deck *deck);

/*
 * The array of `count` things of `size` bytes with room for one more: itself, or (where `count` is
 * 0 or a power of two) a copy twice as long in the arena. Only for arrays that it made.
 */
void *deck_grow(struct arena *arena, const void *items, size_t count, size_t size);

/*
 * The model of that shape (not DECK_FIELDS) and name, made where the deck has none. Fields: Front
 * and Back; Text and Back Extra.
 */
const struct deck_model *deck_stock_model(struct deck *deck, enum deck_shape shape,
                                          const char *name);
/* What Anki itself calls its model of that shape. */
const char *deck_shape_name(enum deck_shape shape);

/*
 * A note of our own whose two cards ask one fact from both sides in different words: fields Front,
 * Back, Other front, Other back.
 */
#define DECK_BOTH_WAYS "Tutor338 both ways"
/* Our models are "Tutor338 list" and so on, after the kind of card. */
#define DECK_OWN_MODEL "Tutor338 "
/* Notes of ours are called this and the ids of their cards, joined by "-". */
#define DECK_OWN_GUID "tutor338-"
/* Decks of ours are below this. */
#define DECK_OWN_NAME "Tutor338"

const struct deck_model *deck_both_ways(struct deck *deck);

/*
 * Anki has four buttons, we grade 0 to 5 with 3 as the least pass:
 *
 *     again (1) = 1     hard (2) = 3     good (3) = 4     easy (4) = 5
 *
 * and back: 0, 1, 2 = again, 3 = hard, 4 = good, 5 = easy. A button survives the way there and
 * back; of the grades 0 and 2 only that they failed.
 */
int deck_grade_of_button(int button); /* -1: no answer (Anki logs changes by hand as 0) */
int deck_button_of_grade(int grade);

/* Whether a name may stand in a deck and as a file: no folder, no "..", no control character. */
bool deck_media_name_is_safe(const char *name);

/*
 * Writes the deck as a package (.apkg) in the form that every version of Anki reads: a zip file of
 * an SQLite database of schema 11 (collection.anki2) and the media under numbers. The bytes depend
 * on the deck and its `now` alone. The file is there whole or not at all.
 */
bool deck_write_apkg(const struct deck *deck, const char *path, struct error *error);
/* The same into memory, to be freed by the caller. */
bool deck_pack_apkg(const struct deck *deck, char **bytes, size_t *length, struct error *error);

/*
 * Writes the notes as text for Anki's import of text: heading lines "#separator:tab", "#html:true",
 * "#columns", then a line a note: guid, model, deck, fields, tags. It holds neither schedule nor
 * history. A model of ours is called by the name that Anki knows for its shape, and a note both
 * ways becomes two, since a text cannot bring models along.
 */
bool deck_write_text(const struct deck *deck, const char *path, struct error *error);
struct text;
void deck_format_text(const struct deck *deck, struct text *out);

/* Plain text as HTML: markup escaped, lines and runs of blanks kept, pictures as images. */
void deck_append_html(struct text *out, const char *plain);

#endif
