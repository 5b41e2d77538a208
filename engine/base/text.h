/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Growing UTF-8 text, and what the whole program must agree on about characters: which bytes are
 * valid, how wide a character is in terminal cells, what is made of characters that must never
 * reach a terminal, and how two texts are compared ("folded").
 */
#ifndef ENGINE_BASE_TEXT_H
#define ENGINE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A growing string. Zero-initialise to begin; `data` is terminated once anything was appended. */
struct text {
    char *data;
    size_t length, capacity;
};
void text_append(struct text *text, const char *string);
/* Room for `more` bytes and an end behind the text, to be written to at once. */
char *text_room(struct text *text, size_t more);
void text_append_bytes(struct text *text, const char *bytes, size_t length);
void text_append_code_point(struct text *text, uint32_t code_point);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_clear(struct text *text);               /* empty, memory kept */
void text_release(struct text *text);             /* memory given back; usable again */
char *text_take(struct text *text);               /* the string, now the caller's; never NULL */
const char *text_string(const struct text *text); /* never NULL */

/*
 * Decodes one code point from `bytes` (length > 0 left). Returns the bytes consumed, at least 1.
 * An invalid sequence gives U+FFFD and consumes the bytes that cannot be part of a valid one
 * (Unicode 15, 3.9, "maximal subpart"); `*valid` tells, where not NULL.
 */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *code_point, bool *valid);

/* Encodes into `out` (4 bytes of room); returns the length. Not terminated. */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* The first offset at which `bytes` is not valid UTF-8, or `length`. */
size_t utf8_valid_prefix(const char *bytes, size_t length);

/*
 * Cells that one code point takes: 0 (combining, joiners, controls), 1 or 2. This is wcwidth(), as
 * ncurses counts, in a UTF-8 locale; in any other locale a built-in table answers the same way, so
 * that files and tests do not depend on the environment.
 */
int character_width(uint32_t code_point);

/* Cells that the text takes; invalid bytes count as U+FFFD. */
int text_width(const char *string, size_t length);

/* The longest prefix (bytes) that ends at a character boundary and takes at most `cells`. */
size_t text_fit(const char *string, size_t length, int cells);

/*
 * Appends `bytes` made safe to show: C0, C1 and DEL become their visible picture (U+2400...) or
 * U+FFFD, bidirectional overrides and isolates are dropped, invalid UTF-8 becomes U+FFFD.
 * `keep_newlines` lets "\n" pass; a tab becomes one space.
 */
void text_append_safe(struct text *text, const char *bytes, size_t length, bool keep_newlines);

/* As HTML, XML and the values of their attributes have it; what XML cannot hold becomes U+FFFD. */
void text_append_markup(struct text *text, const char *string);

/*
 * The form in which texts are compared and hashed: NFKC, full case folding, dashes unified, markup
 * and quotation characters dropped, white space collapsed and trimmed (Unicode TR15, TR21, by ICU).
 * The caller frees.
 */
char *text_fold(const char *string, size_t length);
/* The same into `out`, which is emptied first. */
void text_fold_into(struct text *out, const char *string, size_t length);

/* Case-insensitive ASCII comparison of whole strings. */
bool text_equal_ignoring_case(const char *a, const char *b);

#endif
