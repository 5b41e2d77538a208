/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decks of other programs: how a format plugs in, and what all formats share. One file in
 * content/deck/ ends in a `const struct deck_format deck_format_NAME` (dashes as underscores).
 *
 * Decks come from strangers. A reader checks before it believes, stays within the limits below and
 * writes nothing but media, and these only when everything else was sound. What it cannot read it
 * refuses as ERROR_INPUT, naming file and reason.
 */
#ifndef CONTENT_DECK_H
#define CONTENT_DECK_H

#include "content/content.h"
#include "engine/base/deck.h"

/*
 * Limits of a package. An entry may unpack to DECK_SLACK bytes and DECK_RATIO for each packed one,
 * and never to more than its kind allows.
 */
enum {
    DECK_PACKAGE_BYTES = 1 << 30,    /* the file */
    DECK_DATABASE_BYTES = 512 << 20, /* its collection, unpacked: it is held in memory */
    DECK_LIST_BYTES = 32 << 20,      /* the list of its media, unpacked */
    DECK_MEDIUM_BYTES = 64 << 20,    /* one picture or recording */
    DECK_MEDIA_BYTES = 1 << 30,      /* all that are taken over */
    DECK_ENTRIES = 200000,
    DECK_SLACK = 16 << 20,
    DECK_RATIO = 200,
    DECK_TEXT_BYTES = 1 << 20, /* of a field or template: what is longer is cut */
    DECK_SCHEMA_LAST = 18,     /* of collections: Anki 2.1.28 and later */
};

struct deck_input {
    const char *path;  /* absolute, to cite and (without `bytes`) to read */
    const char *bytes; /* of the file, or NULL: only packages are read from the path */
    size_t length;
    const char *media_folder; /* where media go, under their sum; NULL: they are left out */
    struct harvest *harvest;  /* warnings go here */
};

struct deck_format {
    const char *name;           /* the pattern of its cards: "anki-deck" */
    const char *summary;        /* one line for people */
    const char *const *endings; /* of file names, ending in NULL: ".apkg" */
    bool in_folders;            /* read where a folder that holds it is imported */
    bool packed;                /* no text: it is read from its path */
    /* Whether a file of that ending is one; NULL: the ending says so. */
    bool (*recognise)(const char *bytes, size_t length);
    /* Media are sorted by name. On failure the deck holds something or nothing. */
    bool (*read)(const struct deck_input *input, struct deck *deck, struct error *error);
};

extern const struct deck_format *const deck_format_registry[]; /* ends in NULL */

/* The format that the file's name alone decides, or NULL. */
const struct deck_format *deck_format_of_name(const char *path);
/* The format of a file of that content, or NULL: it is a note. */
const struct deck_format *deck_format_of(const char *path, const char *bytes, size_t length);

/* Reads a deck into drafts. */
bool deck_harvest(const struct deck_format *format, const struct deck_input *input,
                  const struct content_options *options, struct harvest *harvest,
                  struct error *error);

/*
 * What a card shows, appended to `front` and `back`: its templates with the note's fields filled
 * in. False where a side stays empty: then it is no card.
 */
bool deck_show(const struct deck_note *note, const struct deck_card *card, struct text *front,
               struct text *back);

/* The drafts of a deck, in its order. Cards with an empty side are left out, with a warning. */
void deck_draft(const struct deck *deck, const char *pattern, const struct content_options *options,
                struct harvest *harvest);

/* The shape that a model's templates amount to. */
enum deck_shape deck_shape_of(const struct deck_model *model);

#endif
