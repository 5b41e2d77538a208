/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <string.h>

#include "engine/base/typeset_tree.h"

struct reader {
    struct set_tree *tree;
    const char *text;
    size_t at, end;
    int depth;
    bool failed;
    bool bars;      /* within | |: the next one closes */
    bool integrand; /* before "dx" */
    bool function;  /* the last name read was a function: a number may follow it */
};

/* --- Nodes --------------------------------------------------------------------------------------
 */

static int add(struct reader *reader, enum formula_kind kind)
{
    int node = set_tree_add(reader->tree, kind);
    reader->failed = reader->failed || !node;
    return node;
}

static void append(struct reader *reader, int parent, int child)
{
    set_tree_append(reader->tree, parent, child);
}

static int slice(struct reader *reader, size_t start)
{
    int node = set_tree_text(reader->tree, reader->text + start, reader->at - start);
    reader->failed = reader->failed || !node;
    return node;
}

static struct set_node *node_of(struct reader *reader, int node)
{
    return &reader->tree->nodes[node];
}

/* --- Characters ---------------------------------------------------------------------------------
 */

static char peek(const struct reader *reader, size_t ahead)
{
    return reader->at + ahead < reader->end ? reader->text[reader->at + ahead] : '\0';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool skip_blanks(struct reader *reader)
{
    size_t before = reader->at;
    while (peek(reader, 0) == ' ')
        reader->at++;
    return reader->at > before;
}

static bool starts_with(const struct reader *reader, const char *word)
{
    size_t length = strlen(word);
    return reader->end - reader->at >= length && !memcmp(reader->text + reader->at, word, length);
}

static bool take(struct reader *reader, const char *word)
{
    if (!starts_with(reader, word))
        return false;
    reader->at += strlen(word);
    return true;
}

/* Takes a word that is followed by a blank or a bracket. */
static bool take_word(struct reader *reader, const char *word)
{
    char after = peek(reader, strlen(word));
    return !is_letter(after) && !is_digit(after) && take(reader, word);
}

/* Takes one of the signs; the node that shows it, or 0. */
static int take_sign(struct reader *reader, const struct sign *signs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (take(reader, signs[i].typed)) {
            int node = add(reader, SET_TEXT);
            node_of(reader, node)->sign = &signs[i];
            return node;
        }
    return 0;
}

/* --- Names and numbers --------------------------------------------------------------------------
 */

static const char *const functions[] = {"exp", "ln",  "log", "log2", "log10", "sin", "cos",
                                        "tan", "abs", "det", "min",  "max",   "lim"};
static const char *const logic[] = {"OR", "IF", "IN", "IS", "AS", "BY", "ON", "AND", "NOT", "XOR"};
/* Of two letters, and words all the same. */
static const char *const words[] = {"to", "of", "or", "is", "if", "in", "at", "by",
                                    "as", "so", "no", "on", "up", "we", "it", "be",
                                    "do", "go", "an", "am", "me", "my", "us", "he"};
static const struct sign constants[] = {{"inf", "∞"}, {"pi", "π"}};

static bool is_one_of(const char *text, size_t length, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == length && !memcmp(list[i], text, length))
            return true;
    return false;
}
#define IS_ONE_OF(text, length, list) is_one_of(text, length, list, sizeof(list) / sizeof(list[0]))

static size_t letters_at(const struct reader *reader)
{
    size_t count = 0;
    while (is_letter(peek(reader, count)))
        count++;
    return count;
}

static bool is_name(const char *text, size_t letters)
{
    size_t capitals = 0;
    for (size_t i = 0; i < letters; i++)
        capitals += text[i] < 'a';
    if (letters == 1)
        return true;
    if (capitals == letters)
        return letters <= 3 && !IS_ONE_OF(text, letters, logic);
    return letters == 2 && !capitals && !IS_ONE_OF(text, letters, words);
}

static int read_name(struct reader *reader)
{
    size_t letters = letters_at(reader), length = letters, start = reader->at;
    const char *text = reader->text + start;
    while (is_digit(peek(reader, length)))
        length++;
    reader->function = IS_ONE_OF(text, length, functions);
    for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++)
        if (length == strlen(constants[i].typed) && starts_with(reader, constants[i].typed))
            return take_sign(reader, &constants[i], 1);
    if (!reader->function && !is_name(text, letters))
        reader->failed = true;
    reader->at += length;
    int row = add(reader, SET_ROW);
    append(reader, row, slice(reader, start));
    static const struct sign primes[] = {{"''", "″"}, {"'", "′"}};
    for (int i = 0; i < 2 && peek(reader, 0) == '\''; i++)
        append(reader, row, take_sign(reader, primes, 2));
    return row;
}

/* Whether three digits follow a comma, and no fourth. */
static bool group_follows(const struct reader *reader)
{
    return peek(reader, 0) == ',' && is_digit(peek(reader, 1)) && is_digit(peek(reader, 2)) &&
           is_digit(peek(reader, 3)) && !is_digit(peek(reader, 4));
}

/* "e15", "e-3" behind a number. */
static void skip_exponent(struct reader *reader)
{
    size_t sign = peek(reader, 1) == '-' || peek(reader, 1) == '+';
    if (peek(reader, 0) != 'e' || !is_digit(peek(reader, 1 + sign)))
        return;
    reader->at += 1 + sign;
    while (is_digit(peek(reader, 0)))
        reader->at++;
}

static int read_number(struct reader *reader)
{
    size_t start = reader->at;
    (void)take(reader, "$");
    size_t digits = reader->at;
    while (is_digit(peek(reader, 0)))
        reader->at++;
    while (reader->at - digits <= 3 && group_follows(reader)) {
        reader->at += 4;
        digits = reader->at - 3;
    }
    if (peek(reader, 0) == '.' && is_digit(peek(reader, 1))) {
        reader->at++;
        while (is_digit(peek(reader, 0)))
            reader->at++;
    }
    skip_exponent(reader);
    size_t number = reader->at;
    (void)skip_blanks(reader);
    if (!take(reader, "%"))
        reader->at = number;
    reader->function = false;
    return slice(reader, start);
}

/* --- Brackets -----------------------------------------------------------------------------------
 */

static int read_list(struct reader *reader);
static int read_sum(struct reader *reader);
static int read_product(struct reader *reader);
static int read_atom(struct reader *reader);

static bool has_comma(const struct reader *reader, int row)
{
    const struct set_tree *tree = reader->tree;
    for (int i = tree->nodes[row].first; i >= 0; i = tree->nodes[i].next)
        if (tree->nodes[i].kind == SET_TEXT && tree->nodes[i].sign &&
            tree->nodes[i].sign->typed[0] == ',')
            return true;
    return false;
}

/* What is between brackets; intervals may end with the other kind. */
static int read_fence(struct reader *reader)
{
    char open = reader->text[reader->at++];
    bool bars = reader->bars;
    reader->bars = open == '|';
    int fence = add(reader, SET_FENCE);
    (void)skip_blanks(reader);
    int inside = read_list(reader);
    (void)skip_blanks(reader);
    char close = peek(reader, 0);
    bool fits = open == '|'   ? close == '|'
                : open == '{' ? close == '}'
                              : close == ')' || close == ']';
    bool list = has_comma(reader, inside);
    if (!fits || (open == '(' && close == ']' && !list) || (open == '[' && close == ')' && !list)) {
        reader->failed = true;
        return fence;
    }
    reader->at++;
    reader->bars = bars;
    reader->function = false;
    append(reader, fence, inside);
    node_of(reader, fence)->flat = list;
    node_of(reader, fence)->open = open;
    node_of(reader, fence)->close = close;
    return fence;
}

/* The end of the brackets that begin here, behind the closing one; 0: none, or brackets within. */
static size_t bracket_end(const struct reader *reader)
{
    for (size_t i = reader->at + 1; i < reader->end && reader->text[i] != '['; i++)
        if (reader->text[i] == ']')
            return i + 1;
    return 0;
}

/* "[1 2; 3 4]" and "[1 2]", but not "[1, 2]", "[1]" or "[a + b]". */
static bool is_matrix(const struct reader *reader)
{
    size_t end = bracket_end(reader);
    if (peek(reader, 0) != '[' || !end)
        return false;
    bool gap = false, several = false;
    for (size_t i = reader->at + 1; i + 1 < end; i++) {
        char c = reader->text[i];
        if (c == ',' || ((c == '+' || c == '-') && reader->text[i + 1] == ' '))
            return false;
        several = several || c == ';' || (gap && c != ' ');
        gap = c == ' ' && (gap || i > reader->at + 1);
    }
    return several;
}

/* One entry: up to a blank or semicolon, all of it. */
static int read_entry(struct reader *reader, size_t end)
{
    size_t behind = reader->at;
    while (behind < end && !strchr(" ;", reader->text[behind]))
        behind++;
    struct reader entry = {
        .tree = reader->tree, .text = reader->text, .at = reader->at, .end = behind};
    entry.depth = reader->depth;
    int row = read_sum(&entry);
    reader->failed = reader->failed || entry.failed || entry.at < behind;
    reader->at = behind;
    int box = add(reader, SET_ROW);
    append(reader, box, row);
    node_of(reader, box)->flat = true;
    return box;
}

/* Entries stay nodes of their own: a matrix is no row, so nothing is spliced into it. */
static int read_matrix(struct reader *reader)
{
    size_t end = bracket_end(reader) - 1;
    int matrix = add(reader, SET_MATRIX), entries = 0, in_row = 0;
    for (reader->at++; !reader->failed; in_row++) {
        (void)skip_blanks(reader);
        if (reader->at < end && reader->text[reader->at] != ';') {
            append(reader, matrix, read_entry(reader, end));
            continue;
        }
        if (!in_row || (entries && in_row != entries)) {
            reader->failed = true;
            break;
        }
        entries = in_row;
        in_row = -1;
        reader->at++;
        if (reader->at > end)
            break;
    }
    node_of(reader, matrix)->entries = entries;
    reader->function = false;
    return matrix;
}

/* "sqrt(...)" or "√..." */
static int read_root(struct reader *reader)
{
    bool word = take(reader, "sqrt");
    if (word ? peek(reader, 0) != '(' : !take(reader, "√"))
        reader->failed = true;
    int root = add(reader, SET_ROOT);
    if (!reader->failed)
        append(reader, root, peek(reader, 0) == '(' ? read_fence(reader) : read_atom(reader));
    return root;
}

/* "integral from 0 to 1 of (3x^2 - 1) dx" */
static int read_integral(struct reader *reader)
{
    int integral = add(reader, SET_INTEGRAL);
    int low = read_sum(reader);
    (void)skip_blanks(reader);
    reader->failed = reader->failed || !take(reader, "to ");
    int high = read_sum(reader);
    (void)skip_blanks(reader);
    reader->failed = reader->failed || !take(reader, "of ");
    reader->integrand = true;
    int body = read_product(reader);
    reader->integrand = false;
    append(reader, integral, low);
    append(reader, integral, high);
    append(reader, integral, body);
    node_of(reader, low)->flat = node_of(reader, high)->flat = true;
    return integral;
}

/* --- The grammar of typeset.h -------------------------------------------------------------------
 */

static int read_atom_within(struct reader *reader)
{
    char c = peek(reader, 0);
    if (is_digit(c) || ((c == '.' || c == '$') && is_digit(peek(reader, 1))))
        return read_number(reader);
    if (is_matrix(reader))
        return read_matrix(reader);
    if (c && strchr("([{|", c))
        return read_fence(reader);
    if (starts_with(reader, "sqrt(") || starts_with(reader, "√"))
        return read_root(reader);
    if (take(reader, "integral from "))
        return read_integral(reader);
    if (is_letter(c))
        return read_name(reader);
    reader->failed = true;
    return 0;
}

static int read_atom(struct reader *reader)
{
    if (reader->failed || reader->depth >= TYPESET_DEPTH) {
        reader->failed = true;
        return 0;
    }
    reader->depth++;
    int node = read_atom_within(reader);
    reader->depth--;
    return node;
}

static const struct sign minus = {"-", "−"};
static const struct sign signs[] = {{"-", "−"}, {"−", "−"}, {"+", "+"}, {"±", "±"}};
static const struct sign products[] = {{"*", "·"}, {"·", "·"}, {"×", "×"}};
static const struct sign relations[] = {{"<=", "≤"}, {">=", "≥"}, {"!=", "≠"}, {"=", "="},
                                        {"<", "<"},  {">", ">"},  {"≤", "≤"},  {"≥", "≥"},
                                        {"≠", "≠"},  {"≈", "≈"}};
#define TAKE_SIGN(reader, list) take_sign(reader, list, sizeof(list) / sizeof(list[0]))

static int read_power(struct reader *reader);

/* "2", "-1", "(n-1)", "2^3"; what stands close behind it would be taken for a part of it. */
static int read_exponent(struct reader *reader)
{
    int row = add(reader, SET_ROW);
    bool negative = take(reader, "-"), enclosed = peek(reader, 0) == '(';
    if (negative) {
        int sign = add(reader, SET_TEXT);
        node_of(reader, sign)->sign = &minus;
        append(reader, row, sign);
    }
    append(reader, row, read_power(reader));
    char after = peek(reader, 0);
    if (!enclosed && (is_letter(after) || is_digit(after) || after == '('))
        reader->failed = true;
    node_of(reader, row)->flat = true;
    return row;
}

static int read_power(struct reader *reader)
{
    if (reader->depth >= TYPESET_DEPTH)
        reader->failed = true;
    int base = read_atom(reader);
    if (reader->failed || !take(reader, "^"))
        return base;
    int power = add(reader, SET_POWER);
    reader->depth++;
    int exponent = read_exponent(reader);
    reader->depth--;
    int enclosed = add(reader, SET_ROW);
    append(reader, enclosed, base);
    append(reader, power, enclosed);
    append(reader, power, exponent);
    return power;
}

static bool begins_factor(const struct reader *reader)
{
    char c = peek(reader, 0);
    if (is_letter(c)) {
        size_t letters = letters_at(reader);
        return !IS_ONE_OF(reader->text + reader->at, letters, words);
    }
    return c == '(' || c == '[' || c == '{' || (c == '|' && !reader->bars) ||
           starts_with(reader, "√") || (reader->function && is_digit(c));
}

/* The signs before a factor. */
static void read_signs(struct reader *reader, int row)
{
    for (int i = 0; i < TYPESET_DEPTH; i++) {
        int sign = TAKE_SIGN(reader, signs);
        if (!sign)
            return;
        node_of(reader, sign)->gap = true;
        append(reader, row, sign);
        (void)skip_blanks(reader);
    }
    reader->failed = true;
}

/* All factors so far over the next one. */
static int read_fraction(struct reader *reader, int factors, bool spaced)
{
    int fraction = add(reader, SET_FRACTION);
    (void)skip_blanks(reader);
    int below = add(reader, SET_ROW);
    append(reader, below, read_power(reader));
    append(reader, fraction, factors);
    append(reader, fraction, below);
    node_of(reader, fraction)->spaced = spaced;
    size_t behind = reader->at;
    (void)skip_blanks(reader);
    bool differential = reader->integrand && peek(reader, 0) == 'd' && letters_at(reader) == 2;
    reader->failed = reader->failed || (begins_factor(reader) && !differential);
    reader->at = behind;
    int row = add(reader, SET_ROW);
    append(reader, row, fraction);
    return row;
}

static void read_factor(struct reader *reader, int factors, int sign, bool blank)
{
    node_of(reader, sign)->blank_before = blank;
    node_of(reader, sign)->blank_after = skip_blanks(reader);
    append(reader, factors, sign);
    read_signs(reader, factors);
    append(reader, factors, read_power(reader));
}

/* "12*x", which is set as "12x": a number, a star, a letter or bracket. */
static bool star_is_left_out(const struct reader *reader, size_t factor)
{
    char next = peek(reader, 1);
    if (peek(reader, 0) != '*' || !(is_letter(next) || next == '('))
        return false;
    for (size_t i = factor; i < reader->at; i++)
        if (!is_digit(reader->text[i]) && reader->text[i] != '.')
            return false;
    return true;
}

static void read_neighbour(struct reader *reader, int factors, bool blank)
{
    if (blank)
        append(reader, factors, set_tree_text(reader->tree, " ", 1));
    append(reader, factors, read_power(reader));
}

static int read_product(struct reader *reader)
{
    int row = add(reader, SET_ROW), factors = add(reader, SET_ROW);
    read_signs(reader, row);
    size_t start = reader->at;
    append(reader, factors, read_power(reader));
    while (!reader->failed) {
        size_t before = reader->at;
        bool blank = skip_blanks(reader);
        int sign = 0;
        reader->at += star_is_left_out(reader, start);
        if (take(reader, "/"))
            factors = read_fraction(reader, factors, blank);
        else if ((sign = TAKE_SIGN(reader, products)))
            read_factor(reader, factors, sign, blank);
        else if (begins_factor(reader))
            read_neighbour(reader, factors, blank);
        else {
            reader->at = before;
            break;
        }
    }
    append(reader, row, factors);
    return row;
}

static void append_operator(struct reader *reader, int row, int sign)
{
    struct set_node *node = node_of(reader, sign);
    node->blank_before = node->blank_after = node->may_break = true;
    append(reader, row, sign);
    (void)skip_blanks(reader);
}

static int read_sum(struct reader *reader)
{
    int row = read_product(reader);
    while (!reader->failed) {
        size_t before = reader->at;
        (void)skip_blanks(reader);
        int sign = TAKE_SIGN(reader, signs);
        if (!sign) {
            reader->at = before;
            break;
        }
        append_operator(reader, row, sign);
        append(reader, row, read_product(reader));
    }
    return row;
}

static int read_relation(struct reader *reader)
{
    int row = add(reader, SET_ROW);
    for (int first = 1; !reader->failed; first = 0) {
        size_t before = reader->at;
        (void)skip_blanks(reader);
        int sign = TAKE_SIGN(reader, relations);
        if (sign) {
            append_operator(reader, row, sign);
            node_of(reader, sign)->blank_before = node_of(reader, row)->first != sign;
        } else if (!first) {
            reader->at = before;
            break;
        }
        append(reader, row, read_sum(reader));
    }
    return row;
}

/* The end of a series, "...". */
static bool take_dots(struct reader *reader, int row)
{
    size_t start = reader->at;
    if (!take(reader, "..."))
        return false;
    append(reader, row, slice(reader, start));
    return true;
}

static int read_list(struct reader *reader)
{
    static const struct sign comma = {",", ","}, either = {"or", "or"};
    int row = add(reader, SET_ROW);
    append(reader, row, read_relation(reader));
    while (!reader->failed) {
        size_t before = reader->at;
        bool blank = skip_blanks(reader);
        bool word = blank && take_word(reader, "or");
        int sign = word ? add(reader, SET_TEXT) : take_sign(reader, &comma, 1);
        if (!sign) {
            reader->at = before;
            break;
        }
        struct set_node *node = node_of(reader, sign);
        node->sign = word ? &either : &comma;
        node->blank_before = word;
        node->blank_after = true;
        append(reader, row, sign);
        (void)skip_blanks(reader);
        int before_last = node_of(reader, row)->last;
        if (!take_dots(reader, row))
            append(reader, row, read_relation(reader));
        int next = node_of(reader, before_last)->next;
        if (next >= 0)
            node_of(reader, next)->may_break = true;
    }
    return row;
}

/* What ends the sentence behind a formula: " ?", ".", ";". */
static size_t without_tail(const char *source, size_t length)
{
    while (length && strchr(" ?.!;:,", source[length - 1]))
        length--;
    return length;
}

bool set_tree_read(struct set_tree *tree, const char *source, size_t length)
{
    size_t end = without_tail(source, length);
    if (length - end >= 5 && !memcmp(source + end, ", ...", 5))
        end += 5;
    if (!end || length > TYPESET_LONGEST)
        return false;
    struct reader reader = {.tree = tree, .text = source, .end = end};
    tree->root = read_list(&reader);
    if (reader.failed || reader.at != end)
        return false;
    while (length > end && source[length - 1] == ' ')
        length--;
    reader.at = length;
    if (length > end)
        append(&reader, tree->root, slice(&reader, end));
    return !reader.failed;
}

int set_tree_matrix(struct set_tree *tree, const char *source, size_t length, size_t *used)
{
    struct reader reader = {.tree = tree, .text = source, .end = length};
    if (length > TYPESET_LONGEST)
        reader.end = TYPESET_LONGEST;
    if (!is_matrix(&reader))
        return -1;
    int matrix = read_matrix(&reader);
    *used = reader.at;
    return reader.failed ? -1 : matrix;
}
