/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages of Protocol Buffers (encoding of version 3), field by field, inside the bytes given and
 * nowhere else. Fields of other kinds than asked for are passed over; groups are refused.
 */
#ifndef CONTENT_PROTOBUF_H
#define CONTENT_PROTOBUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct protobuf {
    const unsigned char *at, *end;
    bool malformed;

    /* The field read last: */
    uint32_t number;
    bool is_bytes;     /* it holds bytes, else a number */
    uint64_t value;    /* the number */
    const char *bytes; /* inside the message, not terminated */
    size_t length;
};

void protobuf_open(struct protobuf *message, const void *bytes, size_t length);

/* Reads the next field; false at the end or where it is malformed. */
bool protobuf_next(struct protobuf *message);

#endif
