/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/answer_reader.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 200, DIGITS = 80 };

struct reader {
    const char *at;
    const char *own_unit;
    char point, comma; /* decimal mark and group mark */
    char *message;
};

static bool fail(struct reader *reader, const char *sentence)
{
    (void)snprintf(reader->message, ANSWER_MESSAGE, "%s", sentence);
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blank(struct reader *reader)
{
    while (*reader->at == ' ')
        reader->at++;
}

/* --- Signs that stand for others ---------------------------------------------------------------
 */

static const char *plain_sign(uint32_t c)
{
    switch (c) {
    case 0x2212: /* minus */
    case 0x2013: /* en dash, often typed for it */
        return "-";
    case 0x00D7: /* multiplication sign */
    case 0x00B7:
    case 0x22C5:
        return "*";
    case 0x2044:
    case 0x2215:
    case 0x00F7:
        return "/";
    case 0x00B5:
    case 0x03BC:
        return "u";
    case 0x00A0:
    case 0x2007:
    case 0x2009:
    case 0x202F:
    case '\t':
        return " ";
    default:
        return NULL;
    }
}

/* The digit or sign that a superscript shows, or 0. */
static char superscript(uint32_t c)
{
    if (c == 0x207B)
        return '-';
    if (c == 0xB9)
        return '1';
    if (c == 0xB2 || c == 0xB3)
        return (char)('0' + (c - 0xB0));
    return c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ? (char)('0' + (c - 0x2070)) : 0;
}

static void append_plain(struct text *out, const char *typed, size_t length)
{
    bool raised = false;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        size_t step = utf8_decode(typed + at, length - at, &c, NULL);
        char up = superscript(c);
        const char *sign = plain_sign(c);
        if (up) {
            text_append(out, raised ? "" : "^");
            text_append_bytes(out, &up, 1);
        } else if (sign && !(sign[0] == ' ' && out->length && out->data[out->length - 1] == ' ')) {
            text_append(out, sign);
        } else if (!sign && !(c == ' ' && out->length && out->data[out->length - 1] == ' ')) {
            text_append_bytes(out, typed + at, step);
        }
        raised = up != 0;
        at += step;
    }
}

static void replace_all(struct text *text, const char *old, const char *new)
{
    struct text out = {0};
    const char *at = text_string(text);
    for (const char *hit; (hit = strstr(at, old)); at = hit + strlen(old)) {
        text_append_bytes(&out, at, (size_t)(hit - at));
        text_append(&out, new);
    }
    text_append(&out, at);
    text_release(text);
    *text = out;
}

void answer_normalise(const char *typed, struct text *out)
{
    struct text plain = {0};
    append_plain(&plain, typed, strlen(typed));
    replace_all(&plain, "**", "^");
    replace_all(&plain, " per ", "/");
    const char *start = text_string(&plain) + strspn(text_string(&plain), " \r\n");
    size_t length = strlen(start);
    while (length && strchr(" \r\n", start[length - 1]))
        length--;
    text_append_bytes(out, start, length);
    text_release(&plain);
}

/* --- Numbers ------------------------------------------------------------------------------------
 */

static size_t digit_run(const char *at)
{
    size_t count = 0;
    while (is_digit(at[count]))
        count++;
    return count;
}

/* A group mark: exactly three digits must follow, and the first group has one to three. */
static bool read_groups(struct reader *reader, char mark, char *digits, size_t *count)
{
    if (*count > 3 || (mark != ' ' && digits[0] == '0'))
        return fail(reader, mark == ',' ? "decimal comma? Type a decimal point, or groups of three"
                                        : "groups of digits have exactly three");
    while (*reader->at == mark && is_digit(reader->at[1])) {
        if (digit_run(reader->at + 1) != 3)
            return fail(reader, mark == ','
                                    ? "decimal comma? Type a decimal point, or groups of three"
                                    : "groups of digits have exactly three");
        if (*count + 3 >= DIGITS)
            return fail(reader, "this number is too long");
        memcpy(digits + *count, reader->at + 1, 3);
        *count += 3;
        reader->at += 4;
    }
    return true;
}

/* "1 1/2" is a mixed number and "1 h 30 min" an amount of time; neither groups digits. */
static bool blank_groups_digits(const char *at)
{
    if (at[0] != ' ' || digit_run(at + 1) != 3)
        return false;
    while (at[0] == ' ' && digit_run(at + 1) == 3)
        at += 4;
    return at[0] != '/';
}

/* Digits with an "_" between some of them. */
static bool read_digits(struct reader *reader, char *digits, size_t *count)
{
    while (is_digit(*reader->at) ||
           (*reader->at == '_' && *count && is_digit(reader->at[1]) && is_digit(reader->at[-1]))) {
        if (*count + 1 >= DIGITS)
            return fail(reader, "this number is too long");
        if (*reader->at != '_')
            digits[(*count)++] = *reader->at;
        reader->at++;
    }
    return true;
}

static bool read_exponent(struct reader *reader, int *exponent)
{
    const char *at = reader->at + 1;
    bool negative = *at == '-';
    at += *at == '-' || *at == '+';
    size_t count = digit_run(at);
    if (!count)
        return true; /* the "E" of a unit */
    if (count > 4)
        return fail(reader, "this exponent is too large");
    *exponent = (int)strtol(at, NULL, 10) * (negative ? -1 : 1);
    reader->at = at + count;
    return true;
}

static struct number number_of_digits(const char *digits, size_t count, int exponent)
{
    struct number number = number_from_integer(0), ten = number_from_integer(10);
    char copy[DIGITS + 16];
    for (size_t i = 0; i < count; i++)
        number = number_add(number_multiply(number, ten), number_from_integer(digits[i] - '0'));
    if (number_is_zero(number))
        return number; /* whatever the exponent */
    if (number.exact)
        number = number_multiply(number, number_power(ten, exponent));
    if (number.exact)
        return number;
    (void)snprintf(copy, sizeof copy, "%.*se%d", (int)count, digits, exponent);
    return number_from_double(strtod(copy, NULL));
}

static bool read_number(struct reader *reader, struct number *number, bool *decimal)
{
    char digits[DIGITS + 1];
    size_t count = 0, whole;
    int exponent = 0;
    if (!read_digits(reader, digits, &count))
        return false;
    char mark = *reader->at;
    if (count &&
        (((mark == reader->comma || mark == '\'') && is_digit(reader->at[1])) ||
         blank_groups_digits(reader->at)) &&
        !read_groups(reader, mark, digits, &count))
        return false;
    whole = count;
    if (*reader->at == reader->point) {
        *decimal = true;
        reader->at++;
        if (is_digit(*reader->at) && !read_digits(reader, digits, &count))
            return false;
    }
    if (!count)
        return fail(reader, "a number is expected");
    if ((*reader->at == 'e' || *reader->at == 'E') && !read_exponent(reader, &exponent))
        return false;
    *decimal |= exponent != 0;
    *number = number_of_digits(digits, count, exponent - (int)(count - whole));
    return true;
}

/* --- Terms, fractions ---------------------------------------------------------------------------
 */

static bool read_power(struct reader *reader, struct number *number, struct quantity *quantity)
{
    int exponent = 0;
    char *end;
    skip_blank(reader);
    if (*reader->at != '^')
        return true;
    reader->at++;
    skip_blank(reader);
    const char *digits = reader->at + (*reader->at == '-' || *reader->at == '+');
    size_t count = digit_run(digits);
    if (!count || count > 4 || digits[count] == reader->point)
        return fail(reader, "a whole number of at most four digits is expected as exponent");
    exponent = (int)strtol(reader->at, &end, 10);
    reader->at = end;
    quantity->power = true;
    quantity->base = *number;
    quantity->exponent = exponent;
    *number = number_power(*number, exponent);
    return true;
}

static bool read_term(struct reader *reader, struct number *number, struct quantity *quantity)
{
    struct number factor;
    if (!read_number(reader, number, &quantity->decimal) || !read_power(reader, number, quantity))
        return false;
    if (quantity->power)
        return true;
    const char *kept = reader->at;
    bool times = *kept == '*' || (*kept == 'x' && !number_is_zero(*number));
    reader->at += times;
    skip_blank(reader);
    if (!times || !is_digit(*reader->at)) {
        reader->at = kept;
        return true;
    }
    if (!read_number(reader, &factor, &quantity->decimal) || !read_power(reader, &factor, quantity))
        return false;
    if (!quantity->power)
        return fail(reader, "one number is expected, not a product to work out");
    quantity->mantissa = *number;
    *number = number_multiply(*number, factor);
    return true;
}

static bool divide(struct reader *reader, struct number above, struct number below,
                   struct quantity *quantity)
{
    if (number_is_zero(below))
        return fail(reader, below.exact ? "the denominator is zero"
                                        : "this number is too close to zero to read");
    quantity->number = number_divide(above, below);
    quantity->unreduced = quantity->number.exact && above.exact && below.exact &&
                          number_is_integer(above) && number_is_integer(below) &&
                          quantity->number.denominator != below.numerator;
    return true;
}

/* The "1/2" of "1 1/2", after its integer. */
static bool read_mixed(struct reader *reader, struct number whole, struct quantity *quantity)
{
    struct number above, below;
    bool decimal = false;
    skip_blank(reader);
    if (!read_number(reader, &above, &decimal) || *reader->at++ != '/' ||
        !read_number(reader, &below, &decimal) || decimal)
        return fail(reader, "this is no mixed number such as 1 1/2");
    if (!divide(reader, above, below, quantity))
        return false;
    if (quantity->number.value >= 1)
        return fail(reader, "ambiguous: a mixed number has a fraction less than 1");
    quantity->number = number_add(whole, quantity->number);
    return true;
}

static bool mixed_follows(const struct reader *reader)
{
    if (*reader->at != ' ')
        return false;
    const char *slash = reader->at + 1 + digit_run(reader->at + 1);
    return slash > reader->at + 1 && *slash == '/' && is_digit(slash[1]);
}

static bool read_quotient(struct reader *reader, struct quantity *quantity)
{
    struct number above, below;
    struct quantity under = {.mantissa = number_from_integer(1)};
    const char *start = reader->at;
    if (!read_number(reader, &above, &quantity->decimal))
        return false;
    if (mixed_follows(reader) && !quantity->decimal && number_is_integer(above)) {
        if (digit_run(reader->at + 1) == 3 && digit_run(start) <= 3)
            return fail(reader, "ambiguous: a mixed number, or digits in groups of three?");
        return read_mixed(reader, above, quantity);
    }
    reader->at = start;
    quantity->decimal = false;
    if (!read_term(reader, &above, quantity))
        return false;
    quantity->number = above;
    const char *slash = reader->at + strspn(reader->at, " ");
    if (*slash != '/' || !(is_digit(slash[1]) || (slash[1] == ' ' && is_digit(slash[2]))))
        return true;
    reader->at = slash + 1;
    skip_blank(reader);
    quantity->power = false;
    return read_term(reader, &below, &under) && divide(reader, above, below, quantity);
}

/* --- Units --------------------------------------------------------------------------------------
 */

/* A currency sign before the number; it joins "/month" behind it. */
static void read_currency(struct reader *reader, char currency[8])
{
    static const char *const signs[] = {"$", "€", "£", "USD", "EUR", "GBP", "CHF"};
    currency[0] = '\0';
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (!strncmp(reader->at, signs[i], strlen(signs[i]))) {
            (void)snprintf(currency, 8, "%s", signs[i]);
            reader->at += strlen(signs[i]);
            skip_blank(reader);
            return;
        }
}

static bool read_unit(struct reader *reader, const char *currency, struct quantity *quantity)
{
    char symbol[LONGEST + 16];
    size_t used = (size_t)snprintf(symbol, sizeof symbol, "%s", currency);
    size_t length = 0;
    skip_blank(reader);
    if (*reader->at == '%' && !currency[0]) {
        reader->at++;
        quantity->percent = true;
        quantity->decimal = true;
        quantity->number = number_divide(quantity->number, number_from_integer(100));
        return !*reader->at || fail(reader, "something follows the percent sign");
    }
    while (reader->at[length] && !is_digit(reader->at[length]))
        length++;
    const char *rest = reader->at + length;
    while (length && reader->at[length - 1] == ' ')
        length--;
    (void)snprintf(symbol + used, sizeof symbol - used, "%.*s", (int)length, reader->at);
    reader->at = rest;
    if (!symbol[0])
        return true;
    quantity->has_unit = true;
    return unit_read(symbol, reader->own_unit, &quantity->unit, reader->message, ANSWER_MESSAGE);
}

/* The "30 min" of "1 h 30 min". */
static bool read_rest_of_time(struct reader *reader, struct quantity *quantity)
{
    while (*reader->at) {
        struct quantity part = {0};
        const struct unit *unit = &quantity->unit;
        bool time = quantity->has_unit && unit->seconds == 1 && !unit->bits && !unit->pieces;
        bool decimal = false;
        if (!time || !read_number(reader, &part.number, &decimal) ||
            !read_unit(reader, "", &part) || !part.has_unit ||
            !unit_same_dimension(unit, &part.unit) || part.unit.factor.value >= unit->factor.value)
            return !reader->message[0] && fail(reader, "something follows that cannot be read");
        struct number ratio = number_divide(part.unit.factor, unit->factor);
        quantity->number = number_add(quantity->number, number_multiply(part.number, ratio));
        quantity->decimal = true;
    }
    return true;
}

static bool read_answer(struct reader *reader, struct quantity *quantity)
{
    char currency[8];
    bool negative = *reader->at == '-';
    reader->at += *reader->at == '-' || *reader->at == '+';
    skip_blank(reader);
    read_currency(reader, currency);
    if (!negative && currency[0] && *reader->at == '-') {
        negative = true;
        reader->at++;
    }
    if (!read_quotient(reader, quantity))
        return false;
    if (negative) {
        quantity->number = number_negate(quantity->number);
        quantity->mantissa = number_negate(quantity->mantissa);
    }
    if (!read_unit(reader, currency, quantity) || !read_rest_of_time(reader, quantity))
        return false;
    /* An exact 0 is meant; a double only becomes 0, or less precise, where it cannot hold more. */
    if (!isfinite(quantity->number.value))
        return fail(reader, "this number is too large to read");
    if (!quantity->number.exact && fabs(quantity->number.value) < DBL_MIN)
        return fail(reader, "this number is too close to zero to read");
    return true;
}

bool quantity_read(const char *typed, const struct answer_style *style, const char *own_unit,
                   struct quantity *quantity, char message[ANSWER_MESSAGE])
{
    bool swapped = style && style->decimal_comma;
    struct text plain = {0};
    memset(quantity, 0, sizeof *quantity);
    quantity->mantissa = number_from_integer(1);
    message[0] = '\0';
    if (strnlen(typed, LONGEST + 1) > LONGEST) {
        (void)snprintf(message, ANSWER_MESSAGE, "this is too long for an answer");
        return false;
    }
    answer_normalise(typed, &plain);
    struct reader reader = {text_string(&plain), own_unit, swapped ? ',' : '.', swapped ? '.' : ',',
                            message};
    bool good = read_answer(&reader, quantity);
    text_release(&plain);
    return good;
}

void quantity_format(const struct quantity *quantity, char *buffer, size_t size)
{
    char number[128];
    struct number shown = quantity->number;
    if (quantity->percent)
        shown = number_multiply(shown, number_from_integer(100));
    number_format(shown, quantity->decimal, number, sizeof number);
    (void)snprintf(buffer, size, "%s%s%s", number,
                   quantity->percent || quantity->has_unit ? " " : "",
                   quantity->percent    ? "%"
                   : quantity->has_unit ? quantity->unit.symbol
                                        : "");
}
