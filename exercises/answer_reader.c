/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/answer_reader.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
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

static bool fail_number(struct reader *reader)
{
    static const char *const functions[] = {"sqrt", "ln", "log", "exp", "pi", "e^", "("};
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        if (!strncmp(reader->at, functions[i], strlen(functions[i])))
            return fail(reader, "one number is expected: type what this comes to");
    return fail(reader, is_letter(*reader->at) ? "a number is expected, in digits such as 12"
                                               : "a number is expected");
}

static bool fail_groups(struct reader *reader, char mark)
{
    if (mark == ',')
        return fail(reader, "decimal comma? Type a decimal point, or groups of three digits");
    if (mark == '.')
        return fail(reader, "decimal point? Type a decimal comma, or groups of three digits");
    return fail(reader, "groups of digits have exactly three");
}

/* A group mark: exactly three digits must follow, and the first group has one to three. */
static bool read_groups(struct reader *reader, char mark, char *digits, size_t *count)
{
    if (*count > 3 || (mark != ' ' && digits[0] == '0'))
        return fail_groups(reader, mark);
    while (*reader->at == mark && is_digit(reader->at[1])) {
        if (digit_run(reader->at + 1) != 3)
            return fail_groups(reader, mark);
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
        return fail_number(reader);
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
    static const char *const signs[] = {"US$", "$", "€", "£", "USD", "EUR", "GBP", "CHF"};
    currency[0] = '\0';
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (!strncmp(reader->at, signs[i], strlen(signs[i]))) {
            (void)snprintf(currency, 8, "%s", i == 0 ? "$" : signs[i]);
            reader->at += strlen(signs[i]);
            skip_blank(reader);
            return;
        }
}

/* What follows a number and can be no unit, and what to say of it. */
static bool fail_sign(struct reader *reader)
{
    if (*reader->at == ',' && reader->comma == ',' && is_digit(reader->at[1]))
        return fail_groups(reader, ',');
    static const char *const several = "one number is expected, not several";
    static const char *const sum = "one number is expected: type what this comes to";
    static const struct {
        const char *sign, *sentence;
    } signs[] = {
        {"or ", several},
        {"and ", several},
        {";", several},
        {",", several},
        {"+", sum},
        {"*", sum},
        {"^", sum},
        {"(", sum},
        {"/(", sum},
        {"/-", "the sign stands before the fraction: -3/4"},
        {"-", "one number is expected, not a range or a difference"},
        {"to ", "one number is expected, not a range"},
        {"in ", "type it as a fraction, such as 1/4"},
        {"=", "type nothing but the number, without ="},
        {"/", "a fraction has one / and a number on either side"},
    };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i].sign);
        if (!strncmp(reader->at, signs[i].sign, length) &&
            !(*reader->at == '/' && is_letter(reader->at[1])))
            return fail(reader, signs[i].sentence);
    }
    if (*reader->at == reader->point)
        return fail(reader, "the decimal mark stands twice");
    return true;
}

static bool of_time(const struct unit *unit)
{
    return unit->seconds == 1 && !unit->bits && !unit->pieces && !unit->money;
}

/* "1:30" is a time, or else a ratio. */
static bool fail_colon(struct reader *reader)
{
    struct unit own;
    char message[ANSWER_MESSAGE];
    bool time =
        reader->own_unit && unit_read(reader->own_unit, NULL, &own, message, sizeof message);
    return fail(reader, time && of_time(&own) ? "hours, minutes or seconds? Type it as 1 h 30 min"
                                              : "type a ratio as a fraction, such as 3/4");
}

/* "k", "million": a run of letters of its own. */
static bool read_scale(struct reader *reader, struct quantity *quantity)
{
    static const struct {
        const char *name;
        int thousands;
    } scales[] = {{"k", 1},       {"M", 2},  {"thousand", 1}, {"million", 2},
                  {"billion", 3}, {"bn", 3}, {"trillion", 4}};
    skip_blank(reader);
    size_t length = 0;
    while (is_letter(reader->at[length]))
        length++;
    if (length == 1 && *reader->at == 'K')
        return fail(reader, "K: 1000 or 1024? Type the number in full");
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        const char *name = scales[i].name;
        bool same = length == 1 ? *name == *reader->at : !strncasecmp(name, reader->at, length);
        if (strlen(name) != length || !same)
            continue;
        struct number factor = number_power(number_from_integer(1000), scales[i].thousands);
        quantity->number = number_multiply(quantity->number, factor);
        quantity->scaled = true;
        reader->at += length;
        break;
    }
    return true;
}

static bool read_percent(struct reader *reader, struct quantity *quantity)
{
    static const char *const signs[] = {"%", "percent", "/cent", "pct"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0] && !quantity->percent; i++) {
        size_t length = strlen(signs[i]);
        if (strncasecmp(reader->at, signs[i], length) != 0 || is_letter(reader->at[length]))
            continue;
        reader->at += length;
        skip_blank(reader);
        quantity->percent = true;
        quantity->decimal = true;
        quantity->number = number_divide(quantity->number, number_from_integer(100));
    }
    return !quantity->percent || !*reader->at || fail(reader, "something follows the percent sign");
}

/* "a second" is "per second". */
static const char *after_article(const char *symbol)
{
    return !strncmp(symbol, "a ", 2) ? symbol + 2 : !strncmp(symbol, "an ", 3) ? symbol + 3 : NULL;
}

/* The text of a unit, up to the next digit: "h" of "h and 30 min", "requests/second" of "requests a
 * second". */
static void take_symbol(struct reader *reader, char *symbol, size_t size)
{
    size_t used = strlen(symbol), start = used;
    for (; *reader->at && !is_digit(*reader->at) && used + 1 < size; reader->at++)
        symbol[used++] = *reader->at;
    symbol[used] = '\0';
    bool more = *reader->at;
    while (used > start && symbol[used - 1] == ' ')
        symbol[--used] = '\0';
    if (more && used > start + 4 && !strcmp(symbol + used - 4, " and"))
        symbol[used -= 4] = '\0';
    if (more && used > start + 1 && symbol[used - 1] == ',')
        symbol[--used] = '\0';
    for (char *at = symbol + start; *at; at++) {
        const char *unit = at == symbol + start || at[-1] == ' ' ? after_article(at) : NULL;
        if (!unit)
            continue;
        char *slash = at > symbol + start ? at - 1 : at;
        *slash = '/';
        memmove(slash + 1, unit, strlen(unit) + 1);
        break;
    }
}

static bool read_unit(struct reader *reader, const char *currency, struct quantity *quantity)
{
    char symbol[LONGEST + 16];
    (void)snprintf(symbol, sizeof symbol, "%s", currency);
    skip_blank(reader);
    if (!currency[0] && !read_percent(reader, quantity))
        return false;
    if (quantity->percent)
        return true;
    if (*reader->at == ':')
        return fail_colon(reader);
    if (!fail_sign(reader))
        return false;
    take_symbol(reader, symbol, sizeof symbol);
    if (!symbol[0])
        return true;
    bool digits_follow = is_digit(*reader->at);
    if (number_is_zero(quantity->number) && (symbol[0] == 'x' || (*symbol == 'b' && digits_follow)))
        return fail(reader, "leave out the 0x or 0b: type nothing but the digits");
    if (strchr(symbol, '='))
        return fail(reader, "type nothing but the number, without =");
    quantity->has_unit = true;
    return unit_read(symbol, reader->own_unit, &quantity->unit, reader->message, ANSWER_MESSAGE);
}

/* --- Amounts of time ----------------------------------------------------------------------------
 */

static void note_part(struct quantity *quantity, const struct quantity *part)
{
    char number[128];
    size_t used = strlen(quantity->parts);
    number_format(part->number, part->decimal, number, sizeof number);
    (void)snprintf(quantity->parts + used, sizeof quantity->parts - used, "%s%.20s %.12s",
                   used ? " " : "", number, part->unit.symbol);
}

/* The 30 of "1h30": two digits at the end, less than 60, of the unit that comes next. */
static bool read_bare_part(struct reader *reader, const struct quantity *before,
                           struct quantity *part)
{
    char ignored[ANSWER_MESSAGE];
    double seconds = before->unit.factor.value;
    const char *next = seconds == 3600 ? "min" : seconds == 60 ? "s" : NULL;
    bool fits = next && number_is_integer(before->number) && reader->at[0] <= '5' &&
                digit_run(reader->at) == 2 && !reader->at[2];
    if (!fits)
        return false;
    part->number = number_from_integer(strtol(reader->at, NULL, 10));
    reader->at += 2;
    return unit_read(next, NULL, &part->unit, ignored, sizeof ignored);
}

static bool read_full_part(struct reader *reader, struct quantity *part)
{
    if (!read_number(reader, &part->number, &part->decimal))
        return false;
    skip_blank(reader);
    if (reader->at[0] == 'm' && !is_letter(reader->at[1])) { /* after hours: minutes */
        char ignored[ANSWER_MESSAGE];
        reader->at++;
        skip_blank(reader);
        part->has_unit = true;
        return unit_read("min", NULL, &part->unit, ignored, sizeof ignored);
    }
    if (!read_unit(reader, "", part))
        return false;
    return part->has_unit || fail(reader, "each number needs its unit, as in 1 h 30 min");
}

/* The "30 min" of "1 h 30 min". */
static bool read_rest_of_time(struct reader *reader, struct quantity *quantity)
{
    struct quantity last = *quantity;
    if (*reader->at && quantity->has_unit && of_time(&quantity->unit))
        note_part(quantity, &last);
    while (*reader->at) {
        struct quantity part = {0};
        if (!quantity->parts[0])
            return fail(reader, quantity->has_unit ? "something follows that cannot be read"
                                                   : "one number is expected, not several");
        if (!read_bare_part(reader, &last, &part) && !read_full_part(reader, &part))
            return false;
        if (!of_time(&part.unit) || part.unit.factor.value >= last.unit.factor.value)
            return fail(reader, "the larger unit stands first, as in 1 h 30 min");
        struct number ratio = number_divide(part.unit.factor, quantity->unit.factor);
        quantity->number = number_add(quantity->number, number_multiply(part.number, ratio));
        quantity->decimal = true;
        note_part(quantity, &part);
        last = part;
    }
    return true;
}

/* What a double neither holds is refused; an exact 0 is meant. */
static bool check_range(struct reader *reader, const struct quantity *quantity)
{
    if (!isfinite(quantity->number.value))
        return fail(reader, "this number is too large to read");
    if (!quantity->number.exact && fabs(quantity->number.value) < DBL_MIN)
        return fail(reader, "this number is too close to zero to read");
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
    if (!read_quotient(reader, quantity) || !read_scale(reader, quantity))
        return false;
    if (!read_unit(reader, currency, quantity) || !read_rest_of_time(reader, quantity))
        return false;
    if (negative) {
        quantity->number = number_negate(quantity->number);
        quantity->mantissa = number_negate(quantity->mantissa);
    }
    return check_range(reader, quantity);
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
    struct reader reader = {.at = text_string(&plain),
                            .own_unit = own_unit,
                            .point = swapped ? ',' : '.',
                            .comma = swapped ? '.' : ',',
                            .message = message};
    bool good = read_answer(&reader, quantity);
    text_release(&plain);
    return good;
}

/* --- What was understood ------------------------------------------------------------------------
 */

/* Whole cents are shown as two digits: "1200.50". */
static void format_amount(struct number number, bool decimal, bool money, char *buffer, size_t size)
{
    struct number cents = number_multiply(number, number_from_integer(100));
    if (money && cents.exact && cents.denominator == 1 && number.denominator != 1)
        (void)snprintf(buffer, size, "%.2f", number.value);
    else
        number_format(number, decimal, buffer, size);
}

/* How long the sign of a currency is that a unit begins with: of "$/month" 1. */
static size_t currency_sign(const char *symbol)
{
    static const char *const signs[] = {"$", "€", "£"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (!strncmp(symbol, signs[i], strlen(signs[i])))
            return strlen(signs[i]);
    return 0;
}

static void format_unit(const struct quantity *quantity, char *buffer, size_t size)
{
    char number[128];
    const struct unit *unit = &quantity->unit;
    const char *symbol = unit->symbol;
    size_t sign = currency_sign(symbol);
    bool micro = !strcmp(symbol, "us"), negative;
    format_amount(quantity->number, quantity->decimal, unit->money != 0, number, sizeof number);
    negative = number[0] == '-';
    if (sign)
        (void)snprintf(buffer, size, "%s%.*s%s%s", negative ? "-" : "", (int)sign, symbol,
                       number + negative, symbol + sign);
    else
        (void)snprintf(buffer, size, "%s%s%s", number, symbol[0] == '/' ? "" : " ",
                       micro ? "µs" : symbol);
}

/* "h" for "hour", which would not go with 1.5. */
static const char *short_symbol(const struct unit *unit)
{
    static const struct {
        double seconds;
        const char *symbol;
    } units[] = {{60, "min"},         {3600, "h"},       {86400, "d"},
                 {2628000, "months"}, {604800, "weeks"}, {31536000, "y"}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (unit->factor.value == units[i].seconds)
            return units[i].symbol;
    return unit->symbol;
}

void quantity_format(const struct quantity *quantity, char *buffer, size_t size)
{
    char number[128];
    if (quantity->parts[0]) {
        (void)snprintf(buffer, size, "%s%s (%.4g %s)", quantity->number.value < 0 ? "-" : "",
                       quantity->parts, quantity->number.value, short_symbol(&quantity->unit));
    } else if (quantity->percent) {
        number_format(number_multiply(quantity->number, number_from_integer(100)), true, number,
                      sizeof number);
        (void)snprintf(buffer, size, "%s %%", number);
    } else if (quantity->has_unit) {
        format_unit(quantity, buffer, size);
    } else {
        number_format(quantity->number, quantity->decimal, buffer, size);
    }
}

/* --- As people write it -------------------------------------------------------------------------
 */

const char *answer_after_name(const char *text)
{
    const char *at = text + strspn(text, " "), *name = at;
    if (is_letter(*name) || (unsigned char)*name >= 0x80)
        while (is_letter(*name) || is_digit(*name) || strchr("_'", *name) ||
               (unsigned char)*name >= 0x80)
            if (!*name++)
                return text;
    if (name > at && *name == '(') {
        name += strcspn(name, ")=");
        if (*name++ != ')')
            return text;
    }
    name += strspn(name, " ");
    return *name == '=' ? name + 1 + strspn(name + 1, " ") : text;
}

/* What follows "about" or "~". */
static const char *after_approximation(const char *at)
{
    static const char *const words[] = {"~",        "≈",       "about ",  "approximately ",
                                        "approx. ", "approx ", "around ", "roughly ",
                                        "circa ",   "ca. ",    "ca "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i]);
        if (!strncasecmp(at, words[i], length))
            return at + length + strspn(at + length, " ");
    }
    return at;
}

void answer_unwrap(const char *typed, struct text *out)
{
    struct text plain = {0};
    answer_normalise(typed, &plain);
    replace_all(&plain, "≈", "~");
    const char *start = after_approximation(answer_after_name(text_string(&plain)));
    size_t length = strlen(start);
    if (length > 1 && start[length - 1] == '.')
        length--;
    bool enclosed = length > 2 && start[0] == '(' && start[length - 1] == ')' &&
                    memchr(start + 1, ')', length - 1) == start + length - 1 &&
                    !currency_sign(start + 1);
    text_append_bytes(out, start + enclosed, length - (enclosed ? 2 : 0));
    text_release(&plain);
}
