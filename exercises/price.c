/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/price.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/csv.h"
#include "engine/base/file.h"
#include "engine/base/text.h"

#define REQUIRED "id, unit, price_usd, as_of and source"

enum column {
    ID,
    UNIT,
    AMOUNT,
    AS_OF,
    SOURCE,
    REQUIRED_COLUMNS,
    PROVIDER = REQUIRED_COLUMNS,
    SERVICE,
    SKU,
    REGION,
    TIER_FROM,
    TIER_TO,
    DAYS,
    SOURCE_KIND,
    CONFIDENCE,
    NOTE,
    COLUMNS
};
static const char *const column_names[COLUMNS] = {
    [ID] = "id",
    [UNIT] = "unit",
    [AMOUNT] = "price_usd",
    [AS_OF] = "as_of",
    [SOURCE] = "source",
    [PROVIDER] = "provider",
    [SERVICE] = "service",
    [SKU] = "sku",
    [REGION] = "region",
    [TIER_FROM] = "tier_from",
    [TIER_TO] = "tier_to",
    [DAYS] = "min_duration_days",
    [SOURCE_KIND] = "source_kind",
    [CONFIDENCE] = "confidence",
    [NOTE] = "note",
};

/* A file being read into a book. */
struct reading {
    struct price_book *book;
    struct csv_reader csv;
    long columns[COLUMNS]; /* index of the field; -1: the file has none */
    const char *file;
    bool own;
    struct error *error;
};

/* --- One row -----------------------------------------------------------------------------------
 */

/* The text of a cell, trimmed and safe to show, in one line; NULL: there is no such column. */
static const char *cell(struct reading *reading, enum column column)
{
    if (reading->columns[column] < 0)
        return NULL;
    const char *from = reading->csv.fields[reading->columns[column]];
    from += strspn(from, " \t\r\n");
    size_t length = strlen(from);
    while (length && strchr(" \t\r\n", from[length - 1]))
        length--;
    char *flat = memory_copy_bytes(from, length);
    for (char *at = flat; *(at += strcspn(at, "\t\r\n"));)
        *at = ' ';
    struct text safe = {0};
    text_append_safe(&safe, flat, length, false);
    const char *copy = arena_copy_string(&reading->book->arena, text_string(&safe));
    text_release(&safe);
    free(flat);
    return copy;
}

static const char *cell_or_empty(struct reading *reading, enum column column)
{
    const char *text = cell(reading, column);
    return text ? text : "";
}

static bool refuse(struct reading *reading, const char *what, const char *text,
                   const char *expected)
{
    return error_set_at(reading->error, ERROR_INPUT, reading->file, reading->csv.record_line,
                        "%s '%.80s': expected %s", what, text, expected);
}

/* A finite number of at least 0, the whole of `text`; no other notation than digits with a point
 * and an exponent. */
static bool read_number(const char *text, double *number)
{
    char *end;
    if (!text[0] || text[strspn(text, "0123456789.eE+-")])
        return false;
    *number = strtod(text, &end);
    return !*end && isfinite(*number) && *number >= 0;
}

/* An optional number; an empty cell leaves `number` at what it is. */
static bool read_optional(struct reading *reading, enum column column, double *number)
{
    const char *text = cell_or_empty(reading, column);
    return !text[0] || read_number(text, number) ||
           refuse(reading, column_names[column], text, "a number of at least 0, or nothing at all");
}

static bool read_identity(struct reading *reading, struct price *price)
{
    price->id = cell(reading, ID);
    price->unit = cell(reading, UNIT);
    price->source = cell(reading, SOURCE);
    if (!price->id[0])
        return refuse(reading, "id", "", "the name of the price");
    if (!price->unit[0])
        return refuse(reading, "unit", "", "what the price buys, such as GiB-month");
    return price->source[0] ||
           refuse(reading, "source", "", "where the price was read; none counts without");
}

static bool read_figures(struct reading *reading, struct price *price)
{
    struct error unused = {0};
    const char *amount = cell(reading, AMOUNT), *as_of = cell(reading, AS_OF);
    if (!read_number(amount, &price->amount))
        return refuse(reading, "price_usd", amount, "a finite number of US dollars, at least 0");
    if (!day_parse(as_of, &price->as_of, &unused))
        return refuse(reading, "as_of", as_of,
                      "the day of the price as YYYY-MM-DD; none counts without");
    price->tier_from = 0;
    price->tier_to = INFINITY;
    price->minimum_days = NAN;
    if (!read_optional(reading, TIER_FROM, &price->tier_from) ||
        !read_optional(reading, TIER_TO, &price->tier_to) ||
        !read_optional(reading, DAYS, &price->minimum_days))
        return false;
    return price->tier_to > price->tier_from ||
           refuse(reading, "tier_to", cell_or_empty(reading, TIER_TO),
                  "a tier that ends above its tier_from");
}

static bool read_price(struct reading *reading, struct price *price)
{
    *price = (struct price){.own = reading->own,
                            .file = reading->file,
                            .line = reading->csv.record_line,
                            .provider = cell_or_empty(reading, PROVIDER),
                            .service = cell_or_empty(reading, SERVICE),
                            .sku = cell_or_empty(reading, SKU),
                            .region = cell_or_empty(reading, REGION),
                            .source_kind = cell_or_empty(reading, SOURCE_KIND),
                            .confidence = cell_or_empty(reading, CONFIDENCE),
                            .note = cell_or_empty(reading, NOTE)};
    return read_identity(reading, price) && read_figures(reading, price);
}

/* --- A file ------------------------------------------------------------------------------------
 */

static bool read_header(struct reading *reading)
{
    enum csv_result result = csv_next(&reading->csv, reading->error);
    long line = reading->csv.record_line;
    if (result == CSV_MALFORMED)
        return false;
    if (result == CSV_END)
        return error_set_at(reading->error, ERROR_INPUT, reading->file, 1,
                            "holds nothing; expected a first line with the columns " REQUIRED);
    for (int column = 0; column < COLUMNS; column++) {
        size_t times = csv_find(&reading->csv, column_names[column], &reading->columns[column]);
        if (times > 1)
            return error_set_at(reading->error, ERROR_INPUT, reading->file, line,
                                "the column %s stands there %zu times; expected once",
                                column_names[column], times);
        if (!times && column < REQUIRED_COLUMNS)
            return error_set_at(reading->error, ERROR_INPUT, reading->file, line,
                                "there is no column %s; expected at least " REQUIRED,
                                column_names[column]);
    }
    return true;
}

static bool read_rows(struct reading *reading)
{
    struct price_book *book = reading->book;
    enum csv_result result;
    while ((result = csv_next(&reading->csv, reading->error)) == CSV_RECORD) {
        if (reading->csv.ragged)
            return error_set_at(reading->error, ERROR_INPUT, reading->file,
                                reading->csv.record_line,
                                "has %zu fields; expected %zu, as in the first line",
                                reading->csv.field_count, reading->csv.width);
        memory_reserve((void **)&book->prices, book->count, &book->capacity, sizeof *book->prices);
        if (!read_price(reading, &book->prices[book->count]))
            return false;
        book->count++;
    }
    return result == CSV_END;
}

static int by_id_then_line(const void *a, const void *b)
{
    const struct price *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Names the first line of the file that repeats an id. */
static bool check_ids(struct reading *reading)
{
    const struct price_book *book = reading->book;
    struct price *sorted = memory_allocate(book->count, sizeof *sorted);
    const struct price *first = NULL, *repeated = NULL;
    if (book->count)
        memcpy(sorted, book->prices, book->count * sizeof *sorted);
    qsort(sorted, book->count, sizeof *sorted, by_id_then_line);
    for (size_t i = 1; i < book->count; i++)
        if (!strcmp(sorted[i - 1].id, sorted[i].id) &&
            (!repeated || sorted[i].line < repeated->line)) {
            first = &sorted[i - 1];
            repeated = &sorted[i];
        }
    bool good = !repeated ||
                error_set_at(reading->error, ERROR_INPUT, reading->file, repeated->line,
                             "id '%.80s' stands in line %ld already; expected one row of an id",
                             repeated->id, first->line);
    free(sorted);
    return good;
}

static struct price_book *read_file(struct reading *reading, const char *bytes, size_t length)
{
    reading->book = memory_allocate(1, sizeof *reading->book);
    reading->file = arena_copy_string(&reading->book->arena, reading->file);
    csv_open(&reading->csv, bytes, length, ',', reading->file);
    bool good = read_header(reading) && read_rows(reading) && check_ids(reading);
    csv_close(&reading->csv);
    if (good)
        return reading->book;
    price_book_free(reading->book);
    return NULL;
}

/* --- Books -------------------------------------------------------------------------------------
 */

void price_book_free(struct price_book *book)
{
    if (!book)
        return;
    arena_release(&book->arena);
    free(book->prices);
    free(book);
}

const struct price_book *price_book_shipped(void)
{
    static const struct price_book *shipped;
    struct error error = {0};
    if (shipped)
        return shipped;
    struct reading reading = {.file = "prices.csv", .error = &error};
    shipped = read_file(&reading, prices_shipped, prices_shipped_length);
    if (!shipped) { /* the program was built wrong */
        char message[1600];
        error_format(&error, message, sizeof message);
        (void)fprintf(stderr, "tutor338: shipped %s\n", message);
        abort();
    }
    return shipped;
}

/* What the file has no column for stays as it was shipped. */
static void keep_shipped(const struct reading *reading, struct price *price,
                         const struct price *shipped)
{
    const struct price row = *price;
    const long *columns = reading->columns;
    price->provider = columns[PROVIDER] < 0 ? shipped->provider : row.provider;
    price->service = columns[SERVICE] < 0 ? shipped->service : row.service;
    price->sku = columns[SKU] < 0 ? shipped->sku : row.sku;
    price->region = columns[REGION] < 0 ? shipped->region : row.region;
    price->shipped_days = columns[DAYS] < 0;
    price->shipped_tier = columns[TIER_FROM] < 0 && columns[TIER_TO] < 0;
    price->minimum_days = columns[DAYS] < 0 ? shipped->minimum_days : row.minimum_days;
    price->tier_from = columns[TIER_FROM] < 0 ? shipped->tier_from : row.tier_from;
    price->tier_to = columns[TIER_TO] < 0 ? shipped->tier_to : row.tier_to;
}

/* Puts the rows of `own` over the shipped ones. */
static bool overlay(struct reading *reading, struct price_book *own)
{
    const struct price_book *shipped = price_book_shipped();
    size_t count = shipped->count;
    struct price *all = memory_allocate(count + own->count, sizeof *all);
    memcpy(all, shipped->prices, count * sizeof *all);
    bool good = true;
    for (size_t i = 0; good && i < own->count; i++) {
        struct price *price = &own->prices[i];
        const struct price *old = price_find(shipped, price->id);
        if (old)
            keep_shipped(reading, price, old);
        good = price->tier_to > price->tier_from ||
               error_set_at(reading->error, ERROR_INPUT, price->file, price->line,
                            "the tier of %.80s runs from %.12g to %.12g; expected an end above "
                            "its beginning",
                            price->id, price->tier_from, price->tier_to);
        all[old ? (size_t)(old - shipped->prices) : count++] = *price;
    }
    free(own->prices);
    own->prices = all;
    own->count = own->capacity = count;
    return good;
}

struct price_book *price_book_read(const char *bytes, size_t length, const char *file,
                                   struct error *error)
{
    struct reading reading = {.file = file, .own = true, .error = error};
    struct price_book *book = read_file(&reading, bytes, length);
    if (!book || overlay(&reading, book))
        return book;
    price_book_free(book);
    return NULL;
}

static struct price_book *copy_shipped(void)
{
    const struct price_book *shipped = price_book_shipped();
    struct price_book *book = memory_allocate(1, sizeof *book);
    book->count = book->capacity = shipped->count;
    book->prices = memory_allocate(book->count, sizeof *book->prices);
    memcpy(book->prices, shipped->prices, book->count * sizeof *book->prices);
    return book;
}

struct price_book *price_book_open(const char *path, struct error *error)
{
    char *bytes;
    size_t length;
    if (!path || !path_exists(path))
        return copy_shipped();
    if (!file_read(path, &bytes, &length, error))
        return NULL;
    struct price_book *book = price_book_read(bytes, length, path, error);
    free(bytes);
    return book;
}

const struct price *price_find(const struct price_book *book, const char *id)
{
    for (size_t i = 0; i < book->count; i++)
        if (!strcmp(book->prices[i].id, id))
            return &book->prices[i];
    return NULL;
}

long price_age_days(const struct price *price, day_number today)
{
    return (long)today - (long)price->as_of;
}

const char *price_age_format(const struct price *price, day_number today,
                             char buffer[PRICE_AGE_TEXT])
{
    long days = price_age_days(price, today);
    if (!days)
        (void)snprintf(buffer, PRICE_AGE_TEXT, "today");
    else
        (void)snprintf(buffer, PRICE_AGE_TEXT, "%ld day%s %s", labs(days),
                       labs(days) == 1 ? "" : "s", days > 0 ? "old" : "ahead");
    return buffer;
}

void price_format(double amount, char *buffer, size_t size)
{
    int digits = 12;
    do
        (void)snprintf(buffer, size, "%.*g", digits, amount);
    while (strtod(buffer, NULL) != amount && ++digits <= 17);
    if (!strchr(buffer, 'e') || amount < 1e-9)
        return;
    for (int decimals = 4; decimals <= 20; decimals++) {
        char plain[64];
        (void)snprintf(plain, sizeof plain, "%.*f", decimals, amount);
        if (strtod(plain, NULL) == amount) {
            (void)snprintf(buffer, size, "%s", plain);
            return;
        }
    }
}

/* --- Parameters --------------------------------------------------------------------------------
 */

static double value_of(const struct price *price, enum price_field field)
{
    if (field == PRICE_TIER_TO)
        return price->tier_to;
    if (field == PRICE_MINIMUM_DAYS)
        return isnan(price->minimum_days) ? 0 : price->minimum_days;
    return price->amount;
}

bool price_value(const struct price_book *book, const struct parameter *parameter, double *value,
                 struct error *error)
{
    const struct price *price = price_find(book ? book : price_book_shipped(), parameter->price);
    *value = NAN;
    if (!price)
        return parameter->optional || error_set(error, ERROR_INPUT, "there is no price %s, in %s",
                                                parameter->price, parameter->price_unit);
    if (strcmp(price->unit, parameter->price_unit) != 0)
        return error_set_at(error, ERROR_INPUT, price->file, price->line,
                            "%.80s is a price per '%.80s'; expected per %s", price->id, price->unit,
                            parameter->price_unit);
    double is = value_of(price, parameter->price_field);
    bool open = parameter->price_field == PRICE_TIER_TO && isinf(is);
    if (!open && !(is >= parameter->minimum && is <= parameter->maximum))
        return error_set_at(error, ERROR_INPUT, price->file, price->line,
                            "%s is %.12g; expected %.12g to %.12g %s", parameter->name, is,
                            parameter->minimum, parameter->maximum, parameter->unit);
    *value = is;
    return true;
}

bool price_book_apply(const struct price_book *book, const struct simulation *simulation,
                      double *values, struct error *error)
{
    double applied[MOST_PARAMETERS];
    size_t count = simulation->parameter_count;
    memcpy(applied, values, count * sizeof *values);
    for (size_t i = 0; i < count; i++)
        if (simulation->parameters[i].price &&
            !price_value(book, &simulation->parameters[i], &applied[i], error))
            return false;
    memcpy(values, applied, count * sizeof *values);
    return true;
}

bool price_is_used(const struct simulation *simulation)
{
    for (size_t i = 0; i < simulation->parameter_count; i++)
        if (simulation->parameters[i].price)
            return true;
    return false;
}
