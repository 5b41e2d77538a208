/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/hashing/function.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/random.h"

/* --- SipHash-2-4 --------------------------------------------------------------------------------
 */

struct sip {
    uint64_t v0, v1, v2, v3;
};

static inline uint64_t rotate(uint64_t value, int bits)
{
    return value << bits | value >> (64 - bits);
}

static inline void sip_round(struct sip *s)
{
    s->v0 += s->v1;
    s->v1 = rotate(s->v1, 13) ^ s->v0;
    s->v0 = rotate(s->v0, 32);
    s->v2 += s->v3;
    s->v3 = rotate(s->v3, 16) ^ s->v2;
    s->v0 += s->v3;
    s->v3 = rotate(s->v3, 21) ^ s->v0;
    s->v2 += s->v1;
    s->v1 = rotate(s->v1, 17) ^ s->v2;
    s->v2 = rotate(s->v2, 32);
}

static inline void sip_word(struct sip *s, uint64_t word)
{
    s->v3 ^= word;
    sip_round(s);
    sip_round(s);
    s->v0 ^= word;
}

/* At most eight bytes, the first the lowest. */
static inline uint64_t little_endian(const unsigned char *bytes, size_t length)
{
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

uint64_t siphash(uint64_t key0, uint64_t key1, const unsigned char *bytes, size_t length)
{
    struct sip s = {key0 ^ 0x736F6D6570736575U, key1 ^ 0x646F72616E646F6DU,
                    key0 ^ 0x6C7967656E657261U, key1 ^ 0x7465646279746573U};
    size_t whole = length / 8 * 8;
    for (size_t i = 0; i < whole; i += 8)
        sip_word(&s, little_endian(bytes + i, 8));
    sip_word(&s, (uint64_t)length << 56 | little_endian(bytes + whole, length - whole));
    s.v2 ^= 0xFF;
    for (int i = 0; i < 4; i++)
        sip_round(&s);
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

/* --- The functions ------------------------------------------------------------------------------
 */

/* A record number is eight bytes; to the character sum it is its decimal digits. */
void hash_input_of(const struct hash_keys *keys, uint64_t key, struct hash_input *input)
{
    input->salt = keys->salt;
    if (!keys->words) {
        input->number = keys->salt + key;
        for (size_t i = 0; i < 8; i++)
            input->bytes[i] = (unsigned char)(input->number >> (8 * i));
        input->length = 8;
        return;
    }
    const char *word = keys->words[key - 1];
    size_t length = strlen(word);
    input->length = length < sizeof input->bytes ? length : sizeof input->bytes;
    memcpy(input->bytes, word, input->length);
    input->number = 0;
    for (size_t i = 0; i < length; i++)
        input->number = input->number << 8 | (unsigned char)word[i];
}

/* Each further choice weighs the characters by one more power of their place. */
static uint64_t character_sum(const struct hash_keys *keys, uint64_t key, unsigned choice)
{
    char digits[32];
    const char *text = digits;
    uint64_t sum = 0;
    if (keys->words)
        text = keys->words[key - 1];
    else
        (void)snprintf(digits, sizeof digits, "%" PRIu64, keys->salt + key);
    for (uint64_t i = 0; text[i]; i++) {
        uint64_t weight = 1;
        for (unsigned k = 0; k < choice; k++)
            weight *= i + 1;
        sum += weight * (unsigned char)text[i];
    }
    return sum;
}

/* A further choice is told by a first byte: a last one would leave its low bits to those before. */
static uint64_t fnv1a(const struct hash_input *input, unsigned choice)
{
    unsigned char bytes[sizeof input->bytes + 1];
    bytes[0] = (unsigned char)choice;
    memcpy(bytes + (choice > 0), input->bytes, input->length);
    return hash_bytes(bytes, input->length + (choice > 0));
}

uint64_t hash_of_input(enum hash_function function, const struct hash_input *input, unsigned choice)
{
    uint64_t sum = 0;
    switch (function) {
    case HASH_IDENTITY: /* further choices take further digits */
        return input->number >> (11 * choice);
    case HASH_CHARACTER_SUM:
        for (size_t i = 0; i < input->length; i++)
            sum += input->bytes[i];
        return sum;
    case HASH_FNV1A:
        return fnv1a(input, choice);
    case HASH_SIPHASH:
        return siphash(input->salt, choice, input->bytes, input->length);
    default:
        return hash_mix((hash_bytes(input->bytes, input->length) ^ input->salt) +
                        choice * 0xD1B54A32D192ED03U);
    }
}

uint64_t hash_slowly(enum hash_function function, const struct hash_keys *keys, uint64_t key,
                     unsigned choice)
{
    struct hash_input input;
    if (function == HASH_CHARACTER_SUM)
        return character_sum(keys, key, choice);
    if (function == HASH_UNIFORM && !keys->words)
        return hash_uniformly(keys->salt, key, choice);
    hash_input_of(keys, key, &input);
    return hash_of_input(function, &input, choice);
}

void hash_key_name(const struct hash_keys *keys, uint32_t key, char *buffer, size_t size)
{
    if (keys->words && key && key <= keys->word_count)
        (void)snprintf(buffer, size, "%s", keys->words[key - 1]);
    else
        (void)snprintf(buffer, size, "%" PRIu32, key);
}
