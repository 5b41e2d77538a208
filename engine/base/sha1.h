/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-1 (RFC 3174, 2001). Other programs' formats name files and compare fields by it; it is no
 * protection against someone who wants two contents with one sum.
 */
#ifndef ENGINE_BASE_SHA1_H
#define ENGINE_BASE_SHA1_H

#include <stddef.h>

enum { SHA1_BYTES = 20, SHA1_TEXT = 41 };

void sha1_bytes(const void *bytes, size_t length, unsigned char sum[SHA1_BYTES]);

/* The same as 40 lower-case hexadecimal digits, terminated. */
const char *sha1_text(const void *bytes, size_t length, char text[SHA1_TEXT]);

#endif
