/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/term_filter.h"

#include <stddef.h>
#include <string.h>

enum { LONGEST = 6 };

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* FNV-1a (Fowler, Noll, Vo 1991), a letter at a time, small and capital alike. */
static uint32_t add_letter(uint32_t hash, char letter)
{
    uint32_t small = (unsigned char)letter;
    if (letter >= 'A' && letter <= 'Z')
        small += 'a' - 'A';
    return (hash ^ small) * 16777619U;
}

static uint32_t bit_of(uint32_t hash)
{
    return (hash ^ hash >> 16) % TERM_FILTER_BITS;
}

void term_filter_fill(struct term_filter *filter, const char *text)
{
    uint32_t hash = 0;
    int length = 0;
    memset(filter, 0, sizeof *filter);
    for (; *text; text++) {
        if (!is_letter(*text)) {
            length = 0;
            continue;
        }
        if (length >= LONGEST)
            continue;
        hash = add_letter(length++ ? hash : 2166136261U, *text);
        filter->bits[bit_of(hash) / 64] |= UINT64_C(1) << bit_of(hash) % 64;
    }
}

static bool ends_in(const char *word, size_t length, const char *ending)
{
    size_t size = strlen(ending);
    return length > size && !memcmp(word + length - size, ending, size);
}

/* How many letters singular and plural of a word have in common at least, whichever it is. */
static size_t common(const char *word, size_t length)
{
    static const struct {
        const char *ending;
        size_t cut;
    } rows[] = {{"ices", 4}, {"ies", 3}, {"es", 2}, {"s", 1}, {"ix", 2}, {"ex", 2}, {"y", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ends_in(word, length, rows[i].ending))
            return length - rows[i].cut;
    return length;
}

bool term_filter_passes(const struct term_filter *filter, const char *term)
{
    size_t length = 0;
    while (is_letter(term[length]))
        length++;
    /* What does not begin with plain letters and end them plainly is left to drill_terms_in(). */
    if (!length || (unsigned char)term[length] >= 0x80)
        return true;
    size_t wanted = common(term, length);
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < wanted && i < LONGEST; i++)
        hash = add_letter(hash, term[i]);
    return filter->bits[bit_of(hash) / 64] >> bit_of(hash) % 64 & 1;
}
