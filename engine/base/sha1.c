/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/sha1.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK = 64, ROUNDS = 80 };

static uint32_t rotate(uint32_t word, int bits)
{
    return word << bits | word >> (32 - bits);
}

static uint32_t mix(int round, uint32_t b, uint32_t c, uint32_t d)
{
    static const uint32_t constants[] = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
    uint32_t mixed = b ^ c ^ d;
    if (round < 20)
        mixed = (b & c) | (~b & d);
    else if (round >= 40 && round < 60)
        mixed = (b & c) | (b & d) | (c & d);
    return mixed + constants[round / 20];
}

static void add_block(uint32_t state[5], const unsigned char *block)
{
    uint32_t words[ROUNDS], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < 16; i++, block += 4)
        words[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 |
                   block[3];
    for (int i = 16; i < ROUNDS; i++)
        words[i] = rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t next = rotate(a, 5) + mix(i, b, c, d) + e + words[i];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

/* The rest of the bytes, a one bit, zeroes and the length in bits. */
static void add_end(uint32_t state[5], const unsigned char *rest, size_t left, uint64_t length)
{
    unsigned char end[2 * BLOCK] = {0};
    size_t size = left < BLOCK - 8 ? BLOCK : 2 * BLOCK;
    if (left)
        memcpy(end, rest, left);
    end[left] = 0x80;
    for (size_t i = 0; i < 8; i++)
        end[size - 1 - i] = (unsigned char)(length * 8 >> 8 * i);
    for (size_t at = 0; at < size; at += BLOCK)
        add_block(state, end + at);
}

void sha1_bytes(const void *bytes, size_t length, unsigned char sum[SHA1_BYTES])
{
    uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    const unsigned char *at = bytes;
    size_t left = length;
    for (; left >= BLOCK; left -= BLOCK, at += BLOCK)
        add_block(state, at);
    add_end(state, at, left, length);
    for (size_t i = 0; i < SHA1_BYTES; i++)
        sum[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

const char *sha1_text(const void *bytes, size_t length, char text[SHA1_TEXT])
{
    unsigned char sum[SHA1_BYTES];
    sha1_bytes(bytes, length, sum);
    for (size_t i = 0; i < SHA1_BYTES; i++)
        (void)snprintf(text + 2 * i, 3, "%02x", sum[i]);
    return text;
}
