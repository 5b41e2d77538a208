/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/claim.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "content/definition.h"

enum { WORDS_MOST = 24 };

/* Below it a card states something about its subject, but does not settle what it is. */
#define SETTLES 0.75

static bool is_part_of_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The folded words of the text that `skip` does not skip. */
static const char *words_of(struct arena *arena, const char *text, bool (*skip)(struct slice word))
{
    struct text words = {0};
    size_t count = 0;
    char *folded = text_fold(text, strlen(text));
    for (const char *at = folded; *at && count < WORDS_MOST;) {
        size_t length = 0;
        while (at[length] && is_part_of_word(at[length]))
            length++;
        if (length && !skip(slice_make(at, length))) {
            text_append(&words, count++ ? " " : "");
            text_append_bytes(&words, at, length);
        }
        at += length ? length : 1;
    }
    free(folded);
    const char *kept = arena_copy_string(arena, text_string(&words));
    text_release(&words);
    return kept;
}

static bool says_little(struct slice word)
{
    return word.length < 2 || word_is_stop(word);
}

const char *claim_words(struct arena *arena, const char *text)
{
    return words_of(arena, text, says_little);
}

static const char *fold_kept(struct arena *arena, const char *text)
{
    char *folded = text_fold(text, strlen(text));
    const char *kept = arena_copy_string(arena, folded);
    free(folded);
    return kept;
}

static void claim(struct harvest *harvest, size_t from, const struct claim *claim)
{
    if (from >= harvest->draft_count || harvest->drafts[from].confidence < SETTLES - 1e-9)
        return;
    for (size_t i = from; i < harvest->draft_count; i++)
        if (!harvest->drafts[i].explicit_card)
            harvest->drafts[i].claim = *claim;
}

void claim_expansion(struct harvest *harvest, size_t from, const char *letters, const char *name)
{
    struct arena *arena = &harvest->arena;
    struct claim expansion = {.kind = CLAIM_EXPANSION,
                              .term = fold_kept(arena, letters),
                              .words = words_of(arena, name, word_is_small),
                              .scope = ""};
    if (*expansion.term && *expansion.words)
        claim(harvest, from, &expansion);
}

/* --- Definitions --------------------------------------------------------------------------------
 */

/* Headings that order a note and name no subject: "Day 4", "Definitions", "Notes". */
static bool orders(struct slice word)
{
    static const char *const words[] = {
        "day",         "week",       "chapter",  "lecture",      "lesson",   "part",
        "section",     "module",     "unit",     "session",      "term",     "terms",
        "terminology", "definition", "glossary", "definitions",  "notes",    "note",
        "journal",     "summary",    "overview", "introduction", "contents", "content",
        "concepts",    "concept",    "key",      "basics",       "general",  "other",
        "others",      "recap",      "review",   "learnings",    "learned",  "vocabulary",
        "misc",        "topic",      "topics",   "today",        NULL};
    bool number = true;
    for (size_t at = 0; at < word.length; at++)
        number = number && isdigit((unsigned char)word.at[at]);
    return number || says_little(word) || slice_is_any(word, words);
}

/* The nearest heading that names something else than the term. */
static const char *scope_of(struct arena *arena, const struct block *block, const char *term)
{
    for (const struct block *heading = block->heading; heading; heading = heading->heading) {
        const char *words = words_of(arena, heading->text, orders);
        if (*words && !strstr(words, term))
            return words;
    }
    return "";
}

/* "data mart" for "The Data Marts". */
static const char *singular(struct arena *arena, const char *term)
{
    struct slice rest = slice_trim(slice_of(term)), first = word_first(rest);
    if (slice_equals(first, "a") || slice_equals(first, "an") || slice_equals(first, "the"))
        rest = slice_trim(slice_from(rest, first.length));
    if (rest.length > 3 && word_is_plural(word_last(rest)))
        rest.length--;
    char *copy = arena_copy_bytes(arena, rest.at, rest.length);
    return fold_kept(arena, copy);
}

void claim_definition(struct finder *finder, size_t from, const struct block *block,
                      struct slice term, const char *definition)
{
    struct arena *arena = &finder->harvest->arena;
    struct claim defined = {.kind = CLAIM_DEFINITION};
    if (!finder->english || definition_is_principle(term))
        return;
    defined.term = singular(arena, finder_clean(finder, term));
    defined.words = claim_words(arena, definition);
    if (!*defined.term || !*defined.words)
        return;
    defined.scope = scope_of(arena, block, defined.term);
    claim(finder->harvest, from, &defined);
}
