/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/formula.h"
#include "exercises/formula_name.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = -1 };

struct parser {
    struct formula *formula;
    const char *typed;       /* for the column of an error */
    const char *start, *at;  /* in the normalised text */
    char point, other_point; /* decimal mark, and the sign that must not be taken for it */
    int depth;
    char *message;
};

static int parse_sum(struct parser *parser);
static int parse_power(struct parser *parser);
static int parse_atom(struct parser *parser);

/* --- Variables ----------------------------------------------------------------------------------
 */

static bool read_variables(const char *names, struct formula *formula)
{
    while (names && *names) {
        size_t length = strcspn(names, " ");
        if (length >= FORMULA_NAME || formula->variable_count >= FORMULA_VARIABLES)
            return false;
        if (length) {
            memcpy(formula->variables[formula->variable_count], names, length);
            formula->variables[formula->variable_count++][length] = '\0';
        }
        names += length + (names[length] == ' ');
    }
    return true;
}

/* --- Errors -------------------------------------------------------------------------------------
 */

/*
 * Which character of what was typed became the byte at `offset` of the normalised text: signs may
 * have become shorter or longer. The first prefix that reaches beyond it ends there.
 */
static int column_of(const char *typed, size_t offset)
{
    char prefix[FORMULA_LONGEST + 1];
    size_t length = strlen(typed), at = 0;
    int column = 0;
    while (at < length) {
        struct text plain = {0};
        uint32_t code_point;
        at += utf8_decode(typed + at, length - at, &code_point, NULL);
        memcpy(prefix, typed, at);
        prefix[at] = '\0';
        column++;
        answer_normalise(prefix, &plain);
        size_t reached = plain.length;
        text_release(&plain);
        if (reached > offset)
            return column;
    }
    return column + 1;
}

__attribute__((format(printf, 3, 4))) static int fail(struct parser *parser, const char *where,
                                                      const char *format, ...)
{
    va_list arguments;
    if (parser->message[0])
        return NONE;
    int used = snprintf(parser->message, ANSWER_MESSAGE,
                        "column %d: ", column_of(parser->typed, (size_t)(where - parser->start)));
    va_start(arguments, format);
    (void)vsnprintf(parser->message + used, (size_t)(ANSWER_MESSAGE - used), format, arguments);
    va_end(arguments);
    return NONE;
}

static int fail_unknown_name(struct parser *parser)
{
    uint32_t code_point;
    const struct formula *formula = parser->formula;
    int length = (int)utf8_decode(parser->at, strlen(parser->at), &code_point, NULL);
    if (formula->variable_count == 0)
        return fail(parser, parser->at, "%.*s has no value here; only numbers are expected", length,
                    parser->at);
    return fail(parser, parser->at, "%.*s has no meaning here; the variable is %s", length,
                parser->at, formula->variables[0]);
}

/* --- The tree -----------------------------------------------------------------------------------
 */

static int add_node(struct parser *parser, struct formula_node node)
{
    struct formula *formula = parser->formula;
    if (formula->count >= FORMULA_NODES)
        return fail(parser, parser->at, "this formula is too long");
    formula->nodes[formula->count] = node;
    return formula->count++;
}

static int add_operation(struct parser *parser, enum formula_operation operation, int left,
                         int right)
{
    if (left == NONE || (right == NONE && operation != FORMULA_NEGATE))
        return NONE;
    return add_node(parser,
                    (struct formula_node){.operation = operation, .left = left, .right = right});
}

static bool go_deeper(struct parser *parser)
{
    if (parser->depth >= FORMULA_DEPTH)
        return fail(parser, parser->at, "this formula is nested too deeply") != NONE;
    parser->depth++;
    return true;
}

/* --- Reading ------------------------------------------------------------------------------------
 */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool begins_name(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static char peek(struct parser *parser)
{
    while (*parser->at == ' ')
        parser->at++;
    return *parser->at;
}

static const char *skip_digits(const char *at)
{
    while (is_digit(*at))
        at++;
    return at;
}

/* Digits, a decimal mark, an exponent; returns the end, or NULL where no digit is. */
static const char *end_of_number(const struct parser *parser)
{
    const char *at = skip_digits(parser->at);
    bool any = at > parser->at;
    if (*at == parser->point) {
        const char *fraction = skip_digits(at + 1);
        any |= fraction > at + 1;
        at = fraction;
    }
    if (!any)
        return NULL;
    if (*at == 'e' || *at == 'E') {
        const char *digits = at + 1 + (at[1] == '-' || at[1] == '+');
        if (is_digit(*digits))
            at = skip_digits(digits);
    }
    return at;
}

static int parse_number(struct parser *parser)
{
    char copy[FORMULA_LONGEST + 1];
    const char *start = parser->at, *end = end_of_number(parser);
    if (!end)
        return fail(parser, start, "a number is expected");
    size_t length = (size_t)(end - start);
    memcpy(copy, start, length);
    copy[length] = '\0';
    char *mark = strchr(copy, parser->point);
    if (mark)
        *mark = '.';
    double value = strtod(copy, NULL);
    if (!isfinite(value))
        return fail(parser, start, "this number is too large");
    if (fabs(value) < DBL_MIN && copy[strspn(copy, "0.")] >= '1' && copy[strspn(copy, "0.")] <= '9')
        return fail(parser, start, "this number is too close to zero");
    if (*end == parser->other_point || *end == '_' || *end == parser->point)
        return fail(parser, end, "digits are not grouped in a formula, and the decimal mark is %c",
                    parser->point);
    if (*end == 'e' && end[1] != '^' &&
        formula_find_name(parser->formula, end).operation == FORMULA_CONSTANT)
        return fail(parser, end, "%.*s times e, or an exponent such as %.*se3?", (int)length, start,
                    (int)length, start);
    parser->at = end;
    return add_node(parser,
                    (struct formula_node){
                        .operation = FORMULA_NUMBER, .left = -1, .right = -1, .value = value});
}

static int parse_parenthesised(struct parser *parser)
{
    const char *opened = parser->at++;
    if (!go_deeper(parser))
        return NONE;
    int inner = parse_sum(parser);
    parser->depth--;
    if (inner == NONE)
        return NONE;
    if (peek(parser) != ')')
        return *parser->at ? fail(parser, parser->at, "a sign or ) is expected")
                           : fail(parser, opened, "this ( is not closed");
    parser->at++;
    return inner;
}

/* The n of "log n": one name or number, and then nothing that could belong to it. */
static int parse_bare_argument(struct parser *parser, const char *function)
{
    if (!is_digit(*parser->at) && !begins_name(*parser->at))
        return fail(parser, parser->at, "%s of what? Put it in parentheses", function);
    if (!go_deeper(parser))
        return NONE;
    int argument = parse_atom(parser);
    parser->depth--;
    const char *follows = parser->at + strspn(parser->at, " ");
    if (argument != NONE && *follows && !strchr("+-*)", *follows))
        return fail(parser, follows, "%s of what? Put it in parentheses", function);
    return argument;
}

static int parse_name(struct parser *parser)
{
    struct formula_name name = formula_find_name(parser->formula, parser->at);
    if (!name.length)
        return fail_unknown_name(parser);
    parser->at += name.length;
    if (name.operation != FORMULA_FUNCTION)
        return add_node(
            parser, (struct formula_node){
                        .operation = name.operation, .which = name.which, .left = -1, .right = -1});
    const char *function = formula_function_name(name.which);
    char next = peek(parser);
    if (next == '^')
        return fail(parser, parser->at, "a power of %s is written %s(...)^2", function, function);
    int argument =
        next == '(' ? parse_parenthesised(parser) : parse_bare_argument(parser, function);
    if (argument == NONE)
        return NONE;
    return add_node(parser, (struct formula_node){.operation = FORMULA_FUNCTION,
                                                  .which = name.which,
                                                  .left = argument,
                                                  .right = -1});
}

static int parse_atom(struct parser *parser)
{
    char c = peek(parser);
    if (c == '(')
        return parse_parenthesised(parser);
    if (is_digit(c) || c == parser->point)
        return parse_number(parser);
    if (begins_name(c))
        return parse_name(parser);
    if (!c)
        return fail(parser, parser->at, "something is missing at the end");
    if (c == '|')
        return fail(parser, parser->at, "an absolute value is written abs(...)");
    return fail(parser, parser->at, "a number, a name or ( is expected");
}

/* Depth is counted here, since powers nest to the right: 2^3^4. */
static int parse_exponent(struct parser *parser)
{
    char c = peek(parser);
    if (!go_deeper(parser))
        return NONE;
    if (c == '-' || c == '+')
        parser->at++;
    const char *start = parser->at;
    int exponent = c == '-' || c == '+' ? parse_exponent(parser) : parse_power(parser);
    parser->depth--;
    if (exponent != NONE && *start != '(' && parser->at[-1] != ')' &&
        (begins_name(*parser->at) || is_digit(*parser->at)))
        return fail(parser, parser->at,
                    "where does the exponent end? Type * after it, or parentheses");
    return c == '-' ? add_operation(parser, FORMULA_NEGATE, exponent, NONE) : exponent;
}

static int parse_power(struct parser *parser)
{
    int base = parse_atom(parser);
    const char *sign = parser->at + strspn(parser->at, " ");
    if (base == NONE || *sign != '^')
        return base;
    parser->at = sign + 1;
    return add_operation(parser, FORMULA_POWER, base, parse_exponent(parser));
}

static int parse_signed(struct parser *parser)
{
    char c = peek(parser);
    if (c != '-' && c != '+')
        return parse_power(parser);
    if (!go_deeper(parser))
        return NONE;
    parser->at++;
    int operand = parse_signed(parser);
    parser->depth--;
    return c == '-' ? add_operation(parser, FORMULA_NEGATE, operand, NONE) : operand;
}

/* A factor with no sign before it. */
static int parse_implied_factor(struct parser *parser, bool divided)
{
    if (is_digit(*parser->at) || *parser->at == parser->point)
        return fail(parser, parser->at, "a sign is missing before this number");
    if (divided)
        return fail(parser, parser->at,
                    "is this below the fraction line? Type * before it, or parentheses");
    return parse_power(parser);
}

static int parse_product(struct parser *parser)
{
    int left = parse_signed(parser);
    bool divided = false;
    while (left != NONE) {
        char c = peek(parser);
        if (c == '*' || c == '/') {
            parser->at++;
            divided = c == '/';
            left = add_operation(parser, divided ? FORMULA_DIVIDE : FORMULA_MULTIPLY, left,
                                 parse_signed(parser));
        } else if (c == '(' || c == parser->point || is_digit(c) || begins_name(c)) {
            left = add_operation(parser, FORMULA_MULTIPLY, left,
                                 parse_implied_factor(parser, divided));
        } else {
            break;
        }
    }
    return left;
}

static int parse_sum(struct parser *parser)
{
    int left = parse_product(parser);
    while (left != NONE && (peek(parser) == '+' || *parser->at == '-')) {
        bool more = *parser->at++ == '+';
        left = add_operation(parser, more ? FORMULA_ADD : FORMULA_SUBTRACT, left,
                             parse_product(parser));
    }
    return left;
}

static bool parse_all(struct parser *parser)
{
    const char *equals = strchr(parser->start, '=');
    if (equals)
        return fail(parser, equals, "type only what stands to the right of the =") != NONE;
    if (parse_sum(parser) == NONE)
        return false;
    if (peek(parser) == ')')
        return fail(parser, parser->at, "this ) was never opened") != NONE;
    return !*parser->at || fail(parser, parser->at, "this cannot be read") != NONE;
}

bool formula_read(const char *typed, const struct answer_style *style, const char *variables,
                  struct formula *formula, char message[ANSWER_MESSAGE])
{
    bool swapped = style && style->decimal_comma;
    struct text plain = {0};
    formula->count = formula->variable_count = 0;
    message[0] = '\0';
    if (strnlen(typed, FORMULA_LONGEST + 1) > FORMULA_LONGEST) {
        (void)snprintf(message, ANSWER_MESSAGE, "this is too long for a formula");
        return false;
    }
    if (!read_variables(variables, formula)) {
        (void)snprintf(message, ANSWER_MESSAGE, "the problem names too many variables");
        return false;
    }
    answer_normalise(typed, &plain);
    struct parser parser = {.formula = formula,
                            .typed = typed,
                            .start = text_string(&plain),
                            .at = text_string(&plain),
                            .point = swapped ? ',' : '.',
                            .other_point = swapped ? '.' : ',',
                            .message = message};
    bool good = plain.length <= FORMULA_LONGEST && parse_all(&parser);
    if (!good && !message[0])
        (void)snprintf(message, ANSWER_MESSAGE, "this is too long for a formula");
    text_release(&plain);
    return good;
}
