/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a byte is, by table: <ctype.h> asks for the locale at every call. Bytes of characters above
 * ASCII belong to words. */
#ifndef CONTENT_BYTE_H
#define CONTENT_BYTE_H

#include <stdbool.h>

enum { BYTE_SPACE = 1, BYTE_WORD = 2 };
extern const unsigned char byte_classes[256];

static inline bool byte_is_space(char c)
{
    return (byte_classes[(unsigned char)c] & BYTE_SPACE) != 0;
}

static inline bool byte_is_word(char c)
{
    return (byte_classes[(unsigned char)c] & BYTE_WORD) != 0;
}

/* ASCII letters in lower case. */
static inline char byte_fold(char c)
{
    return (unsigned char)(c - 'A') < 26 ? (char)(c | 0x20) : c;
}

#endif
