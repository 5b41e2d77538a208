/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How large a table file is: RocksDB's block-based table, format 5, without compression.
 *
 * A block of 4096 bytes holds records in key order. Each has three lengths, the key without what it
 * shares with the key before, eight bytes of sequence number and type, and the value; every 16th
 * (a restart) has its whole key. A block ends with its restart offsets and a checksum. The index
 * has one shortened key a block. Keys are 16 hexadecimal digits: those of a shuffled load share
 * what random keys as dense as the file's share, those of a sequential load almost everything.
 */
#include <math.h>

#include "exercises/lsm/private.h"

enum {
    BLOCK_BYTES = 4096,
    BLOCK_ALMOST_FULL = 3687, /* 90 %: from here a record that would not fit begins a new block */
    RESTART_INTERVAL = 16,
    INTERNAL_BYTES = 8, /* sequence number and type */
    BLOCK_TRAILER = 5,
    DIGITS = 16,     /* of a key; a longer one ends in padding */
    INDEX_BYTES = 9, /* of the index itself: count of restarts and trailer */
    FILE_BYTES = 963 /* properties, metaindex and footer, without the file's number; measured */
};

/* Digits that neighbours among `density` random keys of base 16 share: for each prefix length the
 * chance that the next key falls into the same of 16^j cells. */
static double shared_by_random_keys(double density, double digits)
{
    double shared = 0, cells = 16;
    for (int j = 1; j <= (int)digits; j++, cells *= 16) {
        double filling = density / cells;
        if (filling < 1e-6)
            break;
        shared += 1 - (-expm1(-filling)) / filling;
    }
    return shared;
}

static double shared_digits(const struct lsm_parameters *parameters, size_t count, uint64_t span)
{
    double digits = parameters->key_bytes < DIGITS ? parameters->key_bytes : DIGITS;
    double density = (double)count / (double)span;
    if (parameters->distribution == LSM_SEQUENTIAL)
        return fmax(0, digits - 16.0 / 15.0);
    return shared_by_random_keys(density * parameters->keys, digits);
}

static double varint_bytes(double value)
{
    return value < 128 ? 1 : value < 16384 ? 2 : 3;
}

struct lsm_layout lsm_layout(const struct lsm_parameters *parameters, size_t count,
                             size_t deletions, uint64_t span)
{
    double puts = count ? (double)(count - deletions) / (double)count : 1;
    double key = parameters->key_bytes + (double)INTERNAL_BYTES;
    double value = puts * parameters->value_bytes;
    double value_length = puts * varint_bytes(parameters->value_bytes) + (1 - puts);
    double shared = count ? shared_digits(parameters, count, span) : 0;
    struct lsm_layout layout = {.record_bytes =
                                    1 + varint_bytes(key) + value_length + key - shared + value,
                                .restart_bytes = shared + 4,
                                .first_bytes = 4,
                                .index_bytes = 2 + shared + 1 + 5 + 4};
    double bytes = layout.first_bytes;
    uint32_t records = 0;
    for (;; records++) {
        bool restart = records % RESTART_INTERVAL == 0;
        double after =
            bytes + key + value + (restart ? 4 : 0) + 4 + varint_bytes(key) + value_length;
        if (records && (bytes >= BLOCK_BYTES || (after > BLOCK_BYTES && bytes > BLOCK_ALMOST_FULL)))
            break;
        bytes += layout.record_bytes + (restart ? layout.restart_bytes : 0);
    }
    layout.block_records = records;
    layout.block_bytes = bytes + BLOCK_TRAILER;
    return layout;
}

size_t lsm_layout_cut(const struct lsm_layout *layout, uint64_t limit)
{
    double blocks = ceil((double)limit / layout->block_bytes);
    return (size_t)blocks * layout->block_records + 1;
}

uint64_t lsm_layout_written(const struct lsm_layout *layout, size_t count)
{
    size_t blocks = count ? (count - 1) / layout->block_records : 0;
    return (uint64_t)((double)blocks * layout->block_bytes);
}

/* Blocks of random keys, index and all; a rest of a block is one, too. */
static double random_bytes(const struct lsm_layout *layout, size_t count)
{
    size_t blocks = count / layout->block_records, rest = count % layout->block_records;
    size_t restarts = (rest + RESTART_INTERVAL - 1) / RESTART_INTERVAL;
    double bytes = (double)blocks * (layout->block_bytes + layout->index_bytes) + INDEX_BYTES;
    if (rest)
        bytes += layout->first_bytes + BLOCK_TRAILER + (double)rest * layout->record_bytes +
                 (double)restarts * layout->restart_bytes + layout->index_bytes;
    return bytes;
}

static uint64_t whole_varint_bytes(uint64_t value)
{
    uint64_t bytes = 1;
    for (; value >= 128; value >>= 7)
        bytes++;
    return bytes;
}

/* Leading digits that two different key numbers share. */
static uint32_t shared_by(uint32_t digits, uint32_t a, uint32_t b)
{
    uint32_t differing = (35 - (uint32_t)__builtin_clz(a ^ b)) / 4;
    return differing < digits ? digits - differing : 0;
}

/*
 * The same to the byte, for a sequential load: there the choice between files that overlap equally
 * hangs on a byte more or less.
 */
static uint64_t sequential_bytes(const struct lsm_parameters *p, const uint32_t *records,
                                 size_t count)
{
    uint32_t digits = p->key_bytes < DIGITS ? p->key_bytes : DIGITS, key = p->key_bytes + 8;
    uint64_t written = 0, index = INDEX_BYTES, block = 8, in_block = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t value = records[i] & 1 ? 0 : p->value_bytes;
        uint32_t lengths = (uint32_t)(whole_varint_bytes(key) + whole_varint_bytes(value));
        uint32_t shared = i ? shared_by(digits, records[i] >> 1, records[i - 1] >> 1) : 0;
        /* A restart is written by the record after the 16th; the first is there from the start. */
        bool restart = in_block && in_block % RESTART_INTERVAL == 0;
        uint64_t after = block + key + value + (restart ? 4 : 0) + 4 + lengths;
        if (in_block &&
            (block >= BLOCK_BYTES || (after > BLOCK_BYTES && block > BLOCK_ALMOST_FULL))) {
            index += 2 + shared + 1 + whole_varint_bytes(written) + whole_varint_bytes(block) + 4;
            written += block + BLOCK_TRAILER;
            block = 8;
            in_block = 0;
            restart = false;
        }
        block += 1 + lengths + key + value + (restart ? 4 : 0);
        block -= in_block % RESTART_INTERVAL ? shared : 0;
        in_block++;
    }
    index += 2 + p->key_bytes + whole_varint_bytes(written) + whole_varint_bytes(block) + 4;
    return written + block + BLOCK_TRAILER + index;
}

uint64_t lsm_file_bytes(const struct lsm_parameters *parameters, const struct lsm_file *file,
                        bool flushed)
{
    uint64_t rest = FILE_BYTES + whole_varint_bytes(file->number) + (flushed ? 4 : 0);
    if (parameters->distribution == LSM_SEQUENTIAL)
        return rest + sequential_bytes(parameters, file->records, file->count);
    struct lsm_layout layout =
        lsm_layout(parameters, file->count, file->deletions, lsm_file_span(file));
    return rest + (uint64_t)random_bytes(&layout, file->count);
}
