/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as comma-separated values, and as a file of prices. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/csv.h"
#include "exercises/price.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_records(const char *bytes, size_t size, char separator)
{
    struct csv_reader reader;
    struct error error = {0};
    enum csv_result result;
    size_t held = 0;
    long line = 0;
    csv_open(&reader, bytes, size, separator, "file");
    while ((result = csv_next(&reader, &error)) == CSV_RECORD) {
        if (!reader.field_count || reader.record_line <= line || reader.line < reader.record_line)
            abort();
        line = reader.record_line;
        for (size_t i = 0; i < reader.field_count; i++)
            held += strlen(reader.fields[i]);
    }
    if (held > size || (result == CSV_MALFORMED) != (error.kind == ERROR_INPUT))
        abort();
    if (csv_next(&reader, &error) != CSV_END)
        abort();
    csv_close(&reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = {0};
    char *bytes = memory_copy_bytes((const char *)data, size);
    read_records(bytes, size, ',');
    read_records(bytes, size, '\t');
    struct price_book *book = price_book_read(bytes, size, "own.csv", &error);
    if ((book != NULL) != (error.kind == ERROR_NONE) || (!book && !error.line))
        abort();
    for (size_t i = 0; book && i < book->count; i++) {
        const struct price *price = &book->prices[i];
        if (!price->id[0] || !price->source[0] || !(price->amount >= 0) ||
            !(price->tier_to > price->tier_from))
            abort();
    }
    price_book_free(book);
    free(bytes);
    return 0;
}
