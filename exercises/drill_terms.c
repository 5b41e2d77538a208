/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/drill_terms.h"

#include <ctype.h>
#include <string.h>

#include <unicode/uchar.h>

#include "engine/base/text.h"

/* One word of a text: its letters, and where reading goes on behind it. */
struct word {
    const char *letters, *behind;
    size_t length;
};

/* The code point at `at`, which is not `end`; U+0000 for a byte that is not UTF-8. */
static uint32_t character_at(const char *at, const char *end, size_t *length)
{
    if ((unsigned char)*at < 0x80) {
        *length = 1;
        return (unsigned char)*at;
    }
    uint32_t code_point;
    bool valid;
    *length = utf8_decode(at, (size_t)(end - at), &code_point, &valid);
    return valid ? code_point : 0;
}

static bool is_of_word(uint32_t character)
{
    return character < 0x80 ? isalnum((int)character) != 0
                            : u_isalnum((UChar32)character) ||
                                  (U_GET_GC_MASK((UChar32)character) & U_GC_M_MASK) != 0;
}

static const char *skip_word(const char *at, const char *end)
{
    size_t length;
    while (at < end && is_of_word(character_at(at, end, &length)))
        at += length;
    return at;
}

static const char *skip_to_word(const char *at, const char *end)
{
    size_t length;
    while (at < end && !is_of_word(character_at(at, end, &length)))
        at += length;
    return at;
}

/* Behind "'s" or "'" that ends a word. */
static const char *skip_possessive(const char *at, const char *end)
{
    size_t length = 0;
    uint32_t mark = at < end ? character_at(at, end, &length) : 0;
    if (mark != '\'' && mark != 0x2019)
        return at;
    const char *rest = skip_word(at + length, end);
    bool is_s = rest == at + length + 1 && (at[length] == 's' || at[length] == 'S');
    return is_s ? rest : at + length;
}

static struct word word_at(const char *at, const char *end)
{
    const char *behind = skip_word(at, end);
    return (struct word){at, skip_possessive(behind, end), (size_t)(behind - at)};
}

/* The next word of the same phrase, or NULL where something else stands before it. */
static const char *next_of_phrase(const char *at, const char *end)
{
    int lines = 0;
    while (at < end) {
        size_t length;
        uint32_t character = character_at(at, end, &length);
        if (is_of_word(character))
            return at;
        lines += character == '\n';
        bool joins = character < 0x80 ? character && strchr(" \t\r\n-_/*`", (int)character)
                                      : u_isUWhiteSpace((UChar32)character) ||
                                            u_hasBinaryProperty((UChar32)character, UCHAR_DASH);
        if (!joins || lines > 1)
            return NULL;
        at += length;
    }
    return NULL;
}

/* Not strncasecmp(): in a Turkish locale it takes I and i for different letters. */
static char small(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter + ('a' - 'A')) : letter;
}

static bool same_letters(const char *a, const char *b, size_t length)
{
    size_t same = 0;
    while (same < length && small(a[same]) == small(b[same]))
        same++;
    return same == length;
}

static bool ends_with(const struct word *word, const char *ending)
{
    size_t length = strlen(ending);
    return word->length >= length &&
           same_letters(word->letters + word->length - length, ending, length);
}

/* `plural` is `single` with its last `cut` letters replaced by `ending`. */
static bool is_formed(const struct word *plural, const struct word *single, size_t cut,
                      const char *ending)
{
    size_t stem = single->length - cut;
    return plural->length == stem + strlen(ending) &&
           same_letters(plural->letters, single->letters, stem) && ends_with(plural, ending);
}

static bool is_plural_of(const struct word *plural, const struct word *single)
{
    if (single->length < 2 || plural->length <= single->length)
        return false;
    if (!ends_with(single, "s") && is_formed(plural, single, 0, "s"))
        return true;
    if (ends_with(single, "ix") || ends_with(single, "ex"))
        return is_formed(plural, single, 2, "ices") || is_formed(plural, single, 0, "es");
    if (ends_with(single, "y"))
        return is_formed(plural, single, 1, "ies");
    static const char *const hissing[] = {"s", "x", "z", "ch", "sh"};
    for (size_t i = 0; i < sizeof hissing / sizeof hissing[0]; i++)
        if (ends_with(single, hissing[i]))
            return is_formed(plural, single, 0, "es");
    return false;
}

static bool same_word(const struct word *a, const struct word *b)
{
    if (!same_letters(a->letters, b->letters, 1))
        return false;
    return (a->length == b->length && same_letters(a->letters, b->letters, a->length)) ||
           is_plural_of(a, b) || is_plural_of(b, a);
}

/* Whether the term stands in the text from this word on. */
static bool term_at(const char *term, struct word word, const char *end)
{
    const char *term_end = term + strlen(term);
    const char *next = skip_to_word(term, term_end);
    if (next == term_end)
        return false;
    for (;;) {
        struct word wanted = word_at(next, term_end);
        if (!same_word(&wanted, &word))
            return false;
        next = skip_to_word(wanted.behind, term_end);
        if (next == term_end)
            return true;
        const char *following = next_of_phrase(word.behind, end);
        if (!following)
            return false;
        word = word_at(following, end);
    }
}

size_t drill_terms_in(const struct drill *drill, const char *text)
{
    uint64_t found = 0;
    size_t count = 0;
    const char *end = text + strlen(text);
    if (!drill->terms)
        return 0;
    for (const char *at = skip_to_word(text, end); at < end;) {
        struct word word = word_at(at, end);
        for (size_t i = 0; i < DRILL_TERMS_MOST && drill->terms[i]; i++) {
            if (found >> i & 1 || !term_at(drill->terms[i], word, end))
                continue;
            found |= UINT64_C(1) << i;
            count++;
        }
        at = skip_to_word(word.behind, end);
    }
    return count;
}
