/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/unit.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum dimension { DATA, DATA_RATE, TIME, PIECES, PIECES_RATE, MONEY };

struct row {
    const char *symbol;
    uint64_t numerator, denominator;
    const char *currency;
    enum dimension dimension;
    bool word; /* capitals do not matter */
};

#define ROW(symbol, factor, dimension, word)                                                       \
    {                                                                                              \
        symbol, factor, 1, NULL, dimension, word                                                   \
    }
#define BYTES_AND_BITS(prefix, factor)                                                             \
    ROW(prefix "B", UINT64_C(8) * (factor), DATA, false), ROW(prefix "bit", factor, DATA, false),  \
        ROW(prefix "bits", factor, DATA, false), ROW(prefix "b", factor, DATA, false),             \
        ROW(prefix "bps", factor, DATA_RATE, false),                                               \
        ROW(prefix "Bps", UINT64_C(8) * (factor), DATA_RATE, false)
#define WORDS(word, dimension, factor)                                                             \
    ROW(word, factor, dimension, true), ROW(word "s", factor, dimension, true)

#define NAMED(word, factor)                                                                        \
    WORDS(word "byte", DATA, UINT64_C(8) * (factor)), WORDS(word "bit", DATA, factor)

static const struct row rows[] = {
    BYTES_AND_BITS("", UINT64_C(1)),
    BYTES_AND_BITS("k", UINT64_C(1000)),
    BYTES_AND_BITS("M", UINT64_C(1000000)),
    BYTES_AND_BITS("G", UINT64_C(1000000000)),
    BYTES_AND_BITS("T", UINT64_C(1000000000000)),
    BYTES_AND_BITS("P", UINT64_C(1000000000000000)),
    BYTES_AND_BITS("E", UINT64_C(1000000000000000000)),
    BYTES_AND_BITS("Ki", UINT64_C(1) << 10),
    BYTES_AND_BITS("Mi", UINT64_C(1) << 20),
    BYTES_AND_BITS("Gi", UINT64_C(1) << 30),
    BYTES_AND_BITS("Ti", UINT64_C(1) << 40),
    BYTES_AND_BITS("Pi", UINT64_C(1) << 50),
    BYTES_AND_BITS("Ei", UINT64_C(1) << 60),
    NAMED("", UINT64_C(1)),
    NAMED("kilo", UINT64_C(1000)),
    NAMED("mega", UINT64_C(1000000)),
    NAMED("giga", UINT64_C(1000000000)),
    NAMED("tera", UINT64_C(1000000000000)),
    NAMED("peta", UINT64_C(1000000000000000)),
    NAMED("exa", UINT64_C(1000000000000000000)),
    NAMED("kibi", UINT64_C(1) << 10),
    NAMED("mebi", UINT64_C(1) << 20),
    NAMED("gibi", UINT64_C(1) << 30),
    NAMED("tebi", UINT64_C(1) << 40),
    NAMED("pebi", UINT64_C(1) << 50),
    NAMED("exbi", UINT64_C(1) << 60),
    {"ns", 1, 1000000000, NULL, TIME, false},
    {"us", 1, 1000000, NULL, TIME, false},
    {"ms", 1, 1000, NULL, TIME, false},
    {"s", 1, 1, NULL, TIME, false},
    {"min", 60, 1, NULL, TIME, false},
    {"h", 3600, 1, NULL, TIME, false},
    {"d", 86400, 1, NULL, TIME, false},
    {"y", 31536000, 1, NULL, TIME, false},
    {"a", 31536000, 1, NULL, TIME, false},
    {"nanosecond", 1, 1000000000, NULL, TIME, true},
    {"nanoseconds", 1, 1000000000, NULL, TIME, true},
    {"microsecond", 1, 1000000, NULL, TIME, true},
    {"microseconds", 1, 1000000, NULL, TIME, true},
    {"usec", 1, 1000000, NULL, TIME, true},
    {"millisecond", 1, 1000, NULL, TIME, true},
    {"milliseconds", 1, 1000, NULL, TIME, true},
    {"msec", 1, 1000, NULL, TIME, true},
    WORDS("sec", TIME, 1),
    WORDS("second", TIME, 1),
    {"mins", 60, 1, NULL, TIME, true},
    WORDS("minute", TIME, 60),
    WORDS("hr", TIME, 3600),
    WORDS("hour", TIME, 3600),
    WORDS("day", TIME, 86400),
    WORDS("week", TIME, 604800),
    WORDS("month", TIME, 2628000),
    WORDS("year", TIME, 31536000),
    WORDS("yr", TIME, 31536000),
    {"req", 1, 1, NULL, PIECES, true},
    WORDS("request", PIECES, 1),
    {"query", 1, 1, NULL, PIECES, true},
    {"queries", 1, 1, NULL, PIECES, true},
    WORDS("op", PIECES, 1),
    WORDS("operation", PIECES, 1),
    WORDS("row", PIECES, 1),
    WORDS("key", PIECES, 1),
    WORDS("record", PIECES, 1),
    WORDS("message", PIECES, 1),
    WORDS("event", PIECES, 1),
    {"rps", 1, 1, NULL, PIECES_RATE, true},
    {"qps", 1, 1, NULL, PIECES_RATE, true},
    {"IOPS", 1, 1, NULL, PIECES_RATE, true},
    {"$", 1, 1, "USD", MONEY, false},
    {"USD", 1, 1, "USD", MONEY, true},
    {"dollar", 1, 1, "USD", MONEY, true},
    {"dollars", 1, 1, "USD", MONEY, true},
    {"cent", 1, 100, "USD", MONEY, true},
    {"cents", 1, 100, "USD", MONEY, true},
    {"euro", 1, 1, "EUR", MONEY, true},
    {"euros", 1, 1, "EUR", MONEY, true},
    {"€", 1, 1, "EUR", MONEY, false},
    {"EUR", 1, 1, "EUR", MONEY, true},
    {"£", 1, 1, "GBP", MONEY, false},
    {"GBP", 1, 1, "GBP", MONEY, true},
    {"CHF", 1, 1, "CHF", MONEY, true},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static struct unit from_row(const struct row *row)
{
    struct unit unit = {0};
    (void)snprintf(unit.symbol, sizeof unit.symbol, "%s", row->symbol);
    (void)snprintf(unit.currency, sizeof unit.currency, "%s", row->currency ? row->currency : "");
    unit.factor = number_from_ratio((int128)row->numerator, (int128)row->denominator);
    unit.bits = row->dimension == DATA || row->dimension == DATA_RATE;
    unit.pieces = row->dimension == PIECES || row->dimension == PIECES_RATE;
    unit.money = row->dimension == MONEY;
    unit.seconds = row->dimension == TIME                                         ? 1
                   : row->dimension == DATA_RATE || row->dimension == PIECES_RATE ? -1
                                                                                  : 0;
    return unit;
}

/* "did you mean GiB?": symbols that differ in capitals only. */
static bool suggest(const char *text, char *message, size_t size)
{
    char list[160] = "";
    size_t used = 0;
    for (size_t i = 0; i < ROWS; i++)
        if (!rows[i].word && !strcasecmp(text, rows[i].symbol) && used + 16 < sizeof list)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? " or " : "",
                                     rows[i].symbol);
    if (!strcmp(text, "KB") || !strcmp(text, "Kb"))
        (void)snprintf(list, sizeof list, "k%s (1000) or Ki%s (1024)", text + 1, text + 1);
    if (!strcmp(text, "m")) {
        (void)snprintf(message, size, "did you mean min instead of m?");
        return true;
    }
    if (!list[0])
        return false;
    (void)snprintf(message, size, "capitals matter in units: did you mean %s instead of %s?", list,
                   text);
    return true;
}

static const struct row *find_row(const char *text)
{
    for (size_t i = 0; i < ROWS; i++)
        if (!strcmp(text, rows[i].symbol) || (rows[i].word && !strcasecmp(text, rows[i].symbol)))
            return &rows[i];
    return NULL;
}

static bool read_simple(const char *text, const char *own, struct unit *unit, char *message,
                        size_t size)
{
    const struct row *row = find_row(text);
    if (row) {
        *unit = from_row(row);
        return true;
    }
    if (own && !find_row(own) && !strcasecmp(text, own) && strlen(own) < UNIT_SYMBOL) {
        *unit = (struct unit){.factor = number_from_integer(1), .pieces = 1};
        (void)snprintf(unit->symbol, sizeof unit->symbol, "%s", own);
        return true;
    }
    if (!suggest(text, message, size))
        (void)snprintf(message, size, "'%.40s' is no number or unit known here", text);
    return false;
}

static bool read_quotient(const char *text, const char *slash, const char *own, struct unit *unit,
                          char *message, size_t size)
{
    char above[UNIT_SYMBOL];
    struct unit below;
    (void)snprintf(above, sizeof above, "%.*s", (int)(slash - text), text);
    if (!above[0]) /* "/s": pieces */
        *unit = (struct unit){.factor = number_from_integer(1), .pieces = 1};
    else if (!read_simple(above, own, unit, message, size))
        return false;
    if (!read_simple(slash + 1, NULL, &below, message, size))
        return false;
    char symbol[2 * UNIT_SYMBOL];
    (void)snprintf(symbol, sizeof symbol, "%s/%s", unit->symbol, below.symbol);
    symbol[UNIT_SYMBOL - 1] = '\0';
    memcpy(unit->symbol, symbol, UNIT_SYMBOL);
    unit->factor = number_divide(unit->factor, below.factor);
    unit->bits -= below.bits;
    unit->seconds -= below.seconds;
    unit->pieces -= below.pieces;
    unit->money -= below.money;
    return true;
}

bool unit_read(const char *text, const char *own, struct unit *unit, char *message, size_t size)
{
    const char *slash = strchr(text, '/');
    if (strlen(text) >= UNIT_SYMBOL || (slash && strchr(slash + 1, '/'))) {
        (void)snprintf(message, size, "'%.40s' is no number or unit known here", text);
        return false;
    }
    if (slash && !(own && !strcasecmp(text, own) && slash == text))
        return read_quotient(text, slash, own, unit, message, size);
    return read_simple(text, own, unit, message, size);
}

bool unit_same_dimension(const struct unit *a, const struct unit *b)
{
    return a->bits == b->bits && a->seconds == b->seconds && a->pieces == b->pieces &&
           a->money == b->money && !strcmp(a->currency, b->currency);
}
