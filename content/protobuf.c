/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/protobuf.h"

enum wire { WIRE_NUMBER = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

void protobuf_open(struct protobuf *message, const void *bytes, size_t length)
{
    *message = (struct protobuf){.at = bytes};
    message->end = length ? message->at + length : message->at;
}

static bool refuse(struct protobuf *message)
{
    message->malformed = true;
    message->at = message->end;
    return false;
}

/* Seven bits a byte, the lowest first; at most ten bytes. */
static bool read_number(struct protobuf *message, uint64_t *number)
{
    *number = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        if (message->at == message->end)
            return refuse(message);
        unsigned char byte = *message->at++;
        if (shift == 63 && byte > 1)
            return refuse(message);
        *number |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return refuse(message);
}

static bool read_fixed(struct protobuf *message, size_t size)
{
    if ((size_t)(message->end - message->at) < size)
        return refuse(message);
    message->value = 0;
    for (size_t i = size; i > 0; i--)
        message->value = message->value << 8 | message->at[i - 1];
    message->at += size;
    return true;
}

static bool read_bytes(struct protobuf *message)
{
    uint64_t length;
    if (!read_number(message, &length) || length > (uint64_t)(message->end - message->at))
        return refuse(message);
    message->is_bytes = true;
    message->bytes = (const char *)message->at;
    message->length = (size_t)length;
    message->at += length;
    return true;
}

bool protobuf_next(struct protobuf *message)
{
    uint64_t key;
    if (message->at == message->end || !read_number(message, &key))
        return false;
    message->is_bytes = false;
    message->length = 0;
    if (!(key >> 3) || key >> 3 > 0x1FFFFFFF)
        return refuse(message);
    message->number = (uint32_t)(key >> 3);
    switch (key & 7) {
    case WIRE_NUMBER:
        return read_number(message, &message->value);
    case WIRE_64:
        return read_fixed(message, 8);
    case WIRE_32:
        return read_fixed(message, 4);
    case WIRE_BYTES:
        return read_bytes(message);
    default:
        return refuse(message);
    }
}
