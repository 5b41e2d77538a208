/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <string.h>

#include "engine/base/typeset_tree.h"

/* A line that is gone through from the left. */
struct line {
    const char *text;
    size_t length, at;
    struct text *out;
};

/* --- What stands where --------------------------------------------------------------------------
 */

static char char_at(const struct line *line, size_t at)
{
    return at < line->length ? line->text[at] : '\0';
}

/* The character before; '\0' at the beginning. */
static char before(const struct line *line, size_t at)
{
    return at > 0 ? line->text[at - 1] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool follows(const struct line *line, size_t at, const char *word)
{
    size_t length = strlen(word);
    return at + length <= line->length && !memcmp(line->text + at, word, length);
}

static bool precedes(const struct line *line, size_t at, const char *word)
{
    size_t length = strlen(word);
    return at >= length && !memcmp(line->text + at - length, word, length);
}

static size_t letters_from(const struct line *line, size_t at)
{
    size_t end = at;
    while (is_letter(char_at(line, end)))
        end++;
    return end - at;
}

/* Whether the letter that ends before `at` stands alone, as in "x", "-x" and "3x". */
static bool single_letter_before(const struct line *line, size_t at)
{
    if (!is_letter(before(line, at)))
        return false;
    char c = before(line, at - 1);
    bool joined = c == '-' && at > 2 && isalnum((unsigned char)line->text[at - 3]);
    return !is_letter(c) && c != '\'' && c != '_' && !joined;
}

/* An operand ends there: "3", "3x", ")", "|", "12 %". */
static bool operand_before(const struct line *line, size_t at)
{
    char c = before(line, at);
    return is_digit(c) || (c && strchr(")]|%", c)) || single_letter_before(line, at) ||
           (c == '\'' && at > 1 && is_letter(line->text[at - 2]));
}

/* Function names with what tells them from words, ended by NULL. */
static const char *const functions[] = {"sqrt(", "√",    "ln ",  "ln(",  "log ",
                                        "log(",  "exp(", "sin(", "cos(", NULL};

static bool starts_with_one_of(const struct line *line, size_t at, const char *const *list)
{
    for (; *list; list++)
        if (follows(line, at, *list))
            return true;
    return false;
}

/* An operand begins there: "3", "-3", "x", "(", "|", "$3", a function, or a word that is a factor.
 */
static bool operand_from(const struct line *line, size_t at)
{
    char c = char_at(line, at);
    size_t letters = letters_from(line, at);
    if (is_digit(c) || (c && strchr("(|", c)))
        return true;
    if (c == '-' || c == '$')
        return is_digit(char_at(line, at + 1));
    if (starts_with_one_of(line, at, functions))
        return true;
    if (letters == 1)
        return char_at(line, at + 1) != '-' && char_at(line, at + 1) != '_';
    return letters && (follows(line, at + letters, "·") || follows(line, at + letters, " ·"));
}

/* Whether the clause about `at` has an equals sign: up to ".", ",", ":" or ";" before a blank. */
static bool in_equation(const struct line *line, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && !(strchr(".,:;", line->text[start - 1]) && char_at(line, start) == ' '))
        start--;
    while (end < line->length &&
           !(strchr(".,:;", line->text[end]) && strchr(" ", char_at(line, end + 1))))
        end++;
    for (size_t i = start; i + 2 < end; i++)
        if (!memcmp(line->text + i, " = ", 3))
            return true;
    return false;
}

/* --- The rules ----------------------------------------------------------------------------------
 */

/* Each looks at line->at; true: it has written something and gone on. */
typedef bool rule(struct line *line);

static bool change(struct line *line, size_t length, const char *to)
{
    text_append(line->out, to);
    line->at += length;
    return true;
}

/* The end of an exponent that begins at `at`; 0: it is none that can be raised. */
static size_t exponent_end(const struct line *line, size_t at)
{
    size_t end = at;
    if (char_at(line, end) == '(') {
        const char *close = memchr(line->text + end, ')', line->length - end);
        return close && char_at(line, (size_t)(close - line->text) + 1) != '^'
                   ? (size_t)(close - line->text) + 1
                   : 0;
    }
    end += char_at(line, end) == '-';
    size_t first = end;
    if (is_letter(char_at(line, end)))
        end++;
    else
        while (is_digit(char_at(line, end)))
            end++;
    char after = char_at(line, end);
    bool decimal = after == '.' && is_digit(char_at(line, end + 1));
    bool more = is_letter(after) || is_digit(after) || after == '^' || after == '(' || after == '_';
    return end == first || more || decimal ? 0 : end;
}

/* The base is an exponent or index itself: "2^3^2". */
static bool base_is_raised(const struct line *line, size_t at)
{
    while (at > 0 && (isalnum((unsigned char)line->text[at - 1]) || line->text[at - 1] == '.'))
        at--;
    return before(line, at) == '^' || before(line, at) == '_';
}

static bool raise_exponent(struct line *line)
{
    size_t at = line->at + 1, end;
    if (line->text[line->at] != '^' || !operand_before(line, line->at) ||
        before(line, line->at) == '%' || base_is_raised(line, line->at) ||
        !(end = exponent_end(line, at)))
        return false;
    bool enclosed = char_at(line, at) == '(';
    if (!append_raised(line->text + at + enclosed, end - at - 2 * (size_t)enclosed, line->out))
        return false;
    line->at = end;
    return true;
}

static bool root(struct line *line)
{
    if (!follows(line, line->at, "sqrt(") || is_letter(before(line, line->at)))
        return false;
    size_t end = line->at + 5;
    while (isalnum((unsigned char)char_at(line, end)) || char_at(line, end) == '.')
        end++;
    bool letters = letters_from(line, line->at + 5) > 0, one = end == line->at + 6;
    char after = char_at(line, end + 1);
    bool closed = char_at(line, end) == ')' && end > line->at + 5 && (one || !letters) &&
                  !isalnum((unsigned char)after) && after != '^' && after != '(';
    text_append(line->out, "√");
    if (closed)
        text_append_bytes(line->out, line->text + line->at + 5, end - line->at - 5);
    line->at = closed ? end + 1 : line->at + 4;
    return true;
}

static bool comparison(struct line *line)
{
    static const char *const signs[][2] = {{"<=", "≤"}, {">=", "≥"}, {"!=", "≠"}};
    char last = before(line, line->at), next = char_at(line, line->at + 2);
    if ((last && strchr("<>=!-", last)) || (next && strchr("<>=!-", next) && next != '-'))
        return false;
    for (size_t i = 0; i < 3; i++)
        if (follows(line, line->at, signs[i][0]))
            return change(line, 2, signs[i][1]);
    return false;
}

/* An opening bracket, an operator or nothing stands before: a sign is no operator there. */
static bool sign_may_stand(const struct line *line, size_t at, bool strict)
{
    static const char *const operators[] = {"·", "√", "±", "×", "· ", "± ", "× ", "≈ "};
    char c = before(line, at);
    if (!c || strchr("([{=*/^<>|", c))
        return true;
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (precedes(line, at, operators[i]))
            return true;
    if (c != ' ' || at < 2)
        return false;
    c = line->text[at - 2];
    return !strict || strchr("=<>+", c) || (strchr(":,", c) && in_equation(line, at));
}

/* "-3", but not "-3rd" and not the beginning of a date or an option. */
static bool negative_number(const struct line *line)
{
    size_t end = line->at + 1;
    while (is_digit(char_at(line, end)) || (char_at(line, end) == '.' && end > line->at + 1))
        end++;
    return is_digit(char_at(line, line->at + 1)) && letters_from(line, end) < 2 &&
           char_at(line, end) != '-' && char_at(line, end) != '_' &&
           sign_may_stand(line, line->at, false);
}

static bool negative_letter(const struct line *line)
{
    size_t at = line->at + 1;
    if (!sign_may_stand(line, line->at, true))
        return false;
    char after = char_at(line, at + 1);
    bool letter = letters_from(line, at) == 1 && after != '-' && after != '_';
    return letter || char_at(line, at) == '(' || starts_with_one_of(line, at, functions) ||
           follows(line, at, "inf,") || follows(line, at, "inf)");
}

/* A word with a multiplication dot inside. */
static bool is_product(const struct line *line, size_t at)
{
    while (at < line->length && line->text[at] != ' ' && !follows(line, at, "·"))
        at++;
    return follows(line, at, "·");
}

static bool subtraction(const struct line *line)
{
    size_t at = line->at;
    if (before(line, at) != ' ' || char_at(line, at + 1) != ' ' || at < 2)
        return false;
    bool right = operand_from(line, at + 2);
    return (right && (operand_before(line, at - 1) || is_product(line, at + 2))) ||
           in_equation(line, at);
}

/* "(n-1)": close together, in parentheses, between one letter and one number. */
static bool close_subtraction(const struct line *line)
{
    size_t at = line->at, start = at, end = at + 1;
    if (single_letter_before(line, at))
        start--;
    else
        while (start > 0 && is_digit(line->text[start - 1]))
            start--;
    bool letter_first = start < at && is_letter(line->text[start]);
    if (letter_first)
        while (is_digit(char_at(line, end)))
            end++;
    else
        end += letters_from(line, end) == 1;
    return start < at && end > at + 1 && before(line, start) == '(' && char_at(line, end) == ')';
}

static bool minus(struct line *line)
{
    if (line->text[line->at] != '-')
        return false;
    bool is_minus = negative_number(line) || negative_letter(line) || subtraction(line) ||
                    close_subtraction(line);
    return is_minus && change(line, 1, "−");
}

static bool multiplication(struct line *line)
{
    if (line->text[line->at] != '*' || !operand_before(line, line->at) ||
        !operand_from(line, line->at + 1))
        return false;
    size_t number = line->at;
    while (number > 0 && (is_digit(line->text[number - 1]) || line->text[number - 1] == '.'))
        number--;
    char next = char_at(line, line->at + 1), first = before(line, number);
    bool left_out = number < line->at && !isalnum((unsigned char)first) && first != '^' &&
                    first != '_' && (is_letter(next) || next == '(');
    return change(line, 1, left_out ? "" : "·");
}

static bool infinity(struct line *line)
{
    if (!follows(line, line->at, "inf") || is_letter(char_at(line, line->at + 3)))
        return false;
    bool low = (precedes(line, line->at, "(-") || precedes(line, line->at, "(")) &&
               char_at(line, line->at + 3) == ',';
    bool high = precedes(line, line->at, ", ") && char_at(line, line->at + 3) == ')';
    return (low || high) && change(line, 3, "∞");
}

static bool times(struct line *line)
{
    size_t at = line->at;
    if (!follows(line, at, "x ") || !precedes(line, at, " ") || at < 2 ||
        !is_digit(line->text[at - 2]) || !is_digit(char_at(line, at + 2)))
        return false;
    return change(line, 1, "×");
}

static bool prime(struct line *line)
{
    size_t at = line->at;
    bool two = follows(line, at, "''");
    char after = char_at(line, at + 1 + two);
    bool base = single_letter_before(line, at) || before(line, at) == ')';
    if (line->text[at] != '\'' || !base || is_letter(after))
        return false;
    return change(line, two ? 2 : 1, two ? "″" : "′");
}

/* --- Lines --------------------------------------------------------------------------------------
 */

/* A word by itself. */
static bool has_word(const char *text, size_t length, const char *word, size_t *end)
{
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= length; i++)
        if (!memcmp(text + i, word, size) && (i == 0 || !isalnum((unsigned char)text[i - 1])) &&
            (i + size == length || !isalnum((unsigned char)text[i + size]))) {
            *end = i + size;
            return true;
        }
    return false;
}

/* How much of the line is not code and does not say what to type. */
size_t typeset_prose(const char *text, size_t length)
{
    static const char *const code[] = {"NOT", "AND", "OR", "XOR", "SELECT", "FROM", "WHERE"};
    static const char *const typing[] = {"type", "Type", "typed", "such as"};
    size_t end, shortest = length;
    for (size_t i = 0; i < sizeof code / sizeof code[0]; i++)
        if (has_word(text, length, code[i], &end))
            return 0;
    for (size_t i = 0; i < sizeof typing / sizeof typing[0]; i++)
        if (has_word(text, length, typing[i], &end) && end < shortest)
            shortest = end;
    return shortest;
}

void typeset_sentence(const char *text, size_t length, struct text *out)
{
    static rule *const rules[] = {raise_exponent, root,     comparison, minus,
                                  multiplication, infinity, times,      prime};
    struct line line = {.text = text, .length = length, .out = out};
    size_t prose = typeset_prose(text, length);
    while (line.at < prose) {
        bool changed = false;
        for (size_t i = 0; i < sizeof rules / sizeof rules[0] && !changed; i++)
            changed = rules[i](&line);
        if (!changed)
            text_append_bytes(out, text + line.at++, 1);
    }
    if (line.at < length)
        text_append_bytes(out, text + line.at, length - line.at);
}
