/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/sentence.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "engine/base/memory.h"

enum { CHUNK = 32 * 1024 }; /* ICU is given this much at once, cut at a blank */

/* After these a full stop does not end a sentence, whatever follows. */
static const char *const always[] = {"e.g.", "i.e.", "Dr.",  "Mr.",   "Mrs.", "Ms.",     "Prof.",
                                     "St.",  "vs.",  "cf.",  "Fig.",  "fig.", "approx.", "resp.",
                                     "Eq.",  "eq.",  "Sec.", "Ch.",   "No.",  "Vol.",    "pp.",
                                     "eg.",  "ie.",  "viz.", "incl.", NULL};
/* After these only when the next word is no beginner of sentences: "the U.S. West". */
static const char *const sometimes[] = {"U.S.", "U.K.", "E.U.", "Inc.", "Ltd.", "Corp.", "Co.",
                                        "Jr.",  "Sr.",  "a.m.", "p.m.", "etc.", "al.",   NULL};
static const char *const beginners[] = {"the", "a",     "an",   "it",  "this", "these",   "they",
                                        "in",  "there", "that", "if",  "when", "we",      "he",
                                        "she", "for",   "on",   "its", "but",  "however", NULL};

static bool ends_in(struct slice text, const char *abbreviation)
{
    size_t length = strlen(abbreviation);
    if (text.length < length || memcmp(text.at + text.length - length, abbreviation, length) != 0)
        return false;
    return text.length == length || !isalnum((unsigned char)text.at[text.length - length - 1]);
}

/* Whether what ICU cut between `before` and `after` belongs together. */
static bool is_joined(struct slice before, struct slice after)
{
    for (size_t i = 0; always[i]; i++)
        if (ends_in(before, always[i]))
            return true;
    for (size_t i = 0; sometimes[i]; i++)
        if (ends_in(before, sometimes[i]))
            return !slice_is_any(word_bare(word_first(after)), beginners);
    /* An initial: "J. Gray". */
    size_t n = before.length;
    return n >= 2 && before.at[n - 1] == '.' && isupper((unsigned char)before.at[n - 2]) &&
           (n == 2 || before.at[n - 3] == ' ') && n >= 4 && after.length &&
           isupper((unsigned char)after.at[0]) &&
           !slice_is_any(word_bare(word_first(after)), beginners);
}

static void add(struct splitter *splitter, struct slice sentence, bool may_join)
{
    sentence = slice_trim(sentence);
    if (!sentence.length)
        return;
    if (may_join && splitter->count) {
        struct slice *last = &splitter->sentences[splitter->count - 1];
        if (is_joined(*last, sentence)) {
            last->length = (size_t)(sentence.at + sentence.length - last->at);
            return;
        }
    }
    memory_reserve((void **)&splitter->sentences, splitter->count, &splitter->capacity,
                   sizeof *splitter->sentences);
    splitter->sentences[splitter->count++] = sentence;
}

/* --- ASCII --------------------------------------------------------------------------------------
 * The rules of Unicode TR29 for sentences (SB6 to SB11) over ICU's own classes of the characters:
 * the same answer as ICU's iterator at a tenth of its cost. Anything else is ICU's.
 */

static unsigned char classes[128];

/* Whether all of it is ASCII without line ends, ignored and unknown characters. */
static bool is_plain(struct slice piece)
{
    if (!classes['a'])
        for (UChar32 c = 0; c < 128; c++)
            classes[c] = (unsigned char)u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK);
    for (size_t at = 0; at < piece.length; at++)
        if ((unsigned char)piece.at[at] >= 0x7F ||
            ((unsigned char)piece.at[at] < ' ' && piece.at[at] != '\t'))
            return false;
    return true;
}

static int class_at(struct slice piece, size_t at)
{
    return at < piece.length ? classes[(unsigned char)piece.at[at]] : U_SB_SEP;
}

static bool is_letter(int class)
{
    return class == U_SB_LOWER || class == U_SB_UPPER || class == U_SB_OLETTER;
}

/* SB8: after a full stop that the next letter, a small one, goes on from. */
static bool goes_on(struct slice piece, size_t at)
{
    while (at < piece.length && !is_letter(class_at(piece, at)) &&
           class_at(piece, at) != U_SB_STERM && class_at(piece, at) != U_SB_ATERM)
        at++;
    return class_at(piece, at) == U_SB_LOWER;
}

/* Where the sentence that holds the offset ends. */
static size_t plain_end(struct slice piece, size_t at)
{
    while (at < piece.length) {
        int class = class_at(piece, at++);
        bool full_stop = class == U_SB_ATERM;
        if (!full_stop && class != U_SB_STERM)
            continue;
        int before = at > 1 ? class_at(piece, at - 2) : U_SB_OTHER, next = class_at(piece, at);
        bool cased = before == U_SB_UPPER || before == U_SB_LOWER;
        if (full_stop && (next == U_SB_NUMERIC || (cased && next == U_SB_UPPER)))
            continue; /* SB6, SB7 */
        while (class_at(piece, at) == U_SB_CLOSE)
            at++;
        while (class_at(piece, at) == U_SB_SP)
            at++;
        next = class_at(piece, at);
        if (next == U_SB_SCONTINUE || next == U_SB_STERM || next == U_SB_ATERM)
            continue; /* SB8a */
        if (!full_stop || !goes_on(piece, at))
            return at;
    }
    return piece.length;
}

/* --- Any text -----------------------------------------------------------------------------------
 */

/* A piece without newlines. */
static void split_piece(struct splitter *splitter, struct slice piece)
{
    if (is_plain(piece)) {
        for (size_t start = 0, end; start < piece.length; start = end) {
            end = plain_end(piece, start);
            add(splitter, slice_make(piece.at + start, end - start), start > 0);
        }
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    if (!splitter->iterator)
        splitter->iterator = ubrk_open(UBRK_SENTENCE, "en", NULL, 0, &status);
    UText *text = utext_openUTF8(NULL, piece.at, (int64_t)piece.length, &status);
    ubrk_setUText(splitter->iterator, text, &status);
    if (U_FAILURE(status)) {
        add(splitter, piece, false);
        utext_close(text);
        return;
    }
    bool first = true;
    int32_t start = ubrk_first(splitter->iterator);
    for (int32_t end = ubrk_next(splitter->iterator); end != UBRK_DONE;
         start = end, end = ubrk_next(splitter->iterator)) {
        add(splitter, slice_make(piece.at + start, (size_t)(end - start)), !first);
        first = false;
    }
    utext_close(text);
}

void splitter_split(struct splitter *splitter, struct slice text)
{
    splitter->count = 0;
    while (text.length) {
        const char *newline = memchr(text.at, '\n', text.length);
        size_t length = newline ? (size_t)(newline - text.at) : text.length;
        if (length > CHUNK) {
            length = CHUNK;
            while (length > CHUNK / 2 && text.at[length] != ' ')
                length--;
            while (length < text.length && ((unsigned char)text.at[length] & 0xC0) == 0x80)
                length++;
        }
        split_piece(splitter, slice_until(text, length));
        text = slice_from(text, length + (newline == text.at + length));
    }
}

void splitter_release(struct splitter *splitter)
{
    if (splitter->iterator)
        ubrk_close(splitter->iterator);
    free(splitter->sentences);
    memset(splitter, 0, sizeof *splitter);
}
