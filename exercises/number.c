/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const int128 LIMIT = (int128)1 << 125;

static int128 magnitude(int128 a)
{
    return a < 0 ? -a : a;
}

static int128 common_divisor(int128 a, int128 b)
{
    a = magnitude(a);
    b = magnitude(b);
    while (b) {
        int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* False when the product would pass the limit. Both are within it. */
static bool product(int128 a, int128 b, int128 *out)
{
    if (a && magnitude(b) > LIMIT / magnitude(a))
        return false;
    *out = a * b;
    return true;
}

struct number number_from_ratio(int128 numerator, int128 denominator)
{
    struct number number = {.exact = true};
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    int128 divisor = common_divisor(numerator, denominator);
    number.numerator = numerator / divisor;
    number.denominator = denominator / divisor;
    number.value = (double)((long double)number.numerator / (long double)number.denominator);
    return number;
}

struct number number_from_integer(int64_t value)
{
    return number_from_ratio(value, 1);
}

struct number number_from_double(double value)
{
    return (struct number){.denominator = 1, .value = value};
}

struct number number_add(struct number a, struct number b)
{
    int128 left, right, below;
    if (a.exact && b.exact && product(a.numerator, b.denominator, &left) &&
        product(b.numerator, a.denominator, &right) &&
        product(a.denominator, b.denominator, &below) && magnitude(left + right) <= LIMIT)
        return number_from_ratio(left + right, below);
    return number_from_double(a.value + b.value);
}

struct number number_multiply(struct number a, struct number b)
{
    int128 above, below;
    if (a.exact && b.exact) {
        /* Crosswise first: a result in lowest terms that fits is then never missed. */
        struct number left = number_from_ratio(a.numerator, b.denominator);
        struct number right = number_from_ratio(b.numerator, a.denominator);
        if (product(left.numerator, right.numerator, &above) &&
            product(left.denominator, right.denominator, &below))
            return number_from_ratio(above, below);
    }
    return number_from_double(a.value * b.value);
}

struct number number_divide(struct number a, struct number b)
{
    if (b.exact && b.numerator) {
        struct number inverse = number_from_ratio(b.denominator, b.numerator);
        return number_multiply(a, inverse);
    }
    return number_from_double(a.value / b.value);
}

struct number number_negate(struct number a)
{
    a.numerator = -a.numerator;
    a.value = -a.value;
    return a;
}

struct number number_power(struct number base, int exponent)
{
    struct number result = number_from_integer(1), square = base;
    if (exponent < 0 && number_is_zero(base))
        return number_from_double(pow(base.value, exponent));
    for (unsigned left = (unsigned)(exponent < 0 ? -(int64_t)exponent : exponent);;) {
        if (left % 2)
            result = number_multiply(result, square);
        left /= 2;
        if (!left)
            break;
        square = number_multiply(square, square);
        if (!result.exact || !square.exact)
            return number_from_double(pow(base.value, exponent));
    }
    if (!result.exact)
        return number_from_double(pow(base.value, exponent));
    return exponent < 0 ? number_divide(number_from_integer(1), result) : result;
}

bool number_is_zero(struct number a)
{
    return a.exact ? a.numerator == 0 : a.value == 0;
}

bool number_is_integer(struct number a)
{
    return a.exact ? a.denominator == 1 : a.value == floor(a.value);
}

bool number_equal(struct number a, struct number b)
{
    if (a.exact && b.exact)
        return a.numerator == b.numerator && a.denominator == b.denominator;
    return fabs(a.value - b.value) <= 1e-14 * fabs(b.value);
}

static const char *digits_of(int128 value, char room[48])
{
    char *at = room + 47;
    int128 rest = magnitude(value);
    *at = '\0';
    do
        *--at = (char)('0' + (int)(rest % 10));
    while (rest /= 10);
    if (value < 0)
        *--at = '-';
    return at;
}

/* "1.5e+07" is written 1.5e7. */
static void tidy_exponent(char *text)
{
    char *mark = strchr(text, 'e'), *to;
    if (!mark)
        return;
    char *from = mark + 1;
    to = from;
    if (*from == '-')
        *to++ = *from++;
    else if (*from == '+')
        from++;
    while (*from == '0' && from[1])
        from++;
    memmove(to, from, strlen(from) + 1);
}

/* Zeros at the end of decimals say nothing. */
static void cut_zeros(char *text)
{
    size_t length = strlen(text);
    if (!strchr(text, '.') || strchr(text, 'e'))
        return;
    while (text[length - 1] == '0')
        length--;
    text[length - (text[length - 1] == '.')] = '\0';
}

enum { ROUNDED_DIGITS = 6, EXACT_DIGITS = 15 };

static void format_rounded(double value, char *buffer, size_t size)
{
    double size_of_it = fabs(value);
    if (size_of_it >= 1e-4 && size_of_it < 1e15) {
        int decimals = ROUNDED_DIGITS - 1 - (int)floor(log10(size_of_it));
        (void)snprintf(buffer, size, "%.*f", decimals > 0 ? decimals : 0, value);
        cut_zeros(buffer);
    } else {
        (void)snprintf(buffer, size, "%.*g", ROUNDED_DIGITS, value);
        tidy_exponent(buffer);
    }
}

int number_decimals(struct number a)
{
    int decimals = 0;
    for (; a.exact && a.denominator > 1 && decimals < 30; decimals++)
        a = number_multiply(a, number_from_integer(10));
    return a.exact && a.denominator == 1 ? decimals : -1;
}

/* The digits of an exact number that has so many decimals. */
static void format_decimals(struct number a, int decimals, char *buffer, size_t size)
{
    char room[48];
    const char *digits = digits_of(
        number_multiply(a, number_power(number_from_integer(10), decimals)).numerator, room);
    bool negative = *digits == '-';
    int length = (int)strlen(digits += negative), whole = length - decimals;
    (void)snprintf(buffer, size, "%s%.*s%s.%.*s%s", negative ? "-" : "", whole > 0 ? whole : 0,
                   digits, whole > 0 ? "" : "0", whole < 0 ? -whole : 0,
                   "000000000000000000000000000000", digits + (whole > 0 ? whole : 0));
}

/* With a decimal point or an exponent, whichever is shorter to read. */
static void format_decimal(struct number a, char *buffer, size_t size)
{
    int decimals = number_decimals(a);
    char short_form[32];
    (void)snprintf(short_form, sizeof short_form, "%.*g", EXACT_DIGITS, a.value);
    bool tiny = fabs(a.value) < 1e-4 && strlen(short_form) < EXACT_DIGITS;
    bool round_one = decimals == 0 && fabs(a.value) >= 1e15 && strlen(short_form) < EXACT_DIGITS;
    if (decimals < 0 && !tiny) {
        format_rounded(a.value, buffer, size);
    } else if (tiny || round_one) {
        tidy_exponent(short_form);
        (void)snprintf(buffer, size, "%s", short_form);
    } else if (decimals == 0) {
        char room[48];
        (void)snprintf(buffer, size, "%s", digits_of(a.numerator, room));
    } else {
        format_decimals(a, decimals, buffer, size);
    }
}

void number_format(struct number a, bool decimal, char *buffer, size_t size)
{
    char above[48], below[48];
    if (!a.exact)
        format_rounded(a.value, buffer, size);
    else if (decimal && a.numerator)
        format_decimal(a, buffer, size);
    else if (a.denominator == 1)
        (void)snprintf(buffer, size, "%s", digits_of(a.numerator, above));
    else
        (void)snprintf(buffer, size, "%s/%s", digits_of(a.numerator, above),
                       digits_of(a.denominator, below));
}
