/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/near_miss.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"

enum {
    LETTERS_A_SLIP = 5,
    LONGEST_WORD = 64,
    LEAST_PLURAL = 4,
    ACRONYM_MOST = 8,
    PREFIXES = 10,
    NOTE_CELLS = 120
};

/* What was forgiven, as bits; names[] says them. */
enum forgiven {
    FORGIVEN_SIGNS = 1,
    FORGIVEN_ARTICLE = 2,
    FORGIVEN_LEAD = 4,
    FORGIVEN_ACCENT = 8,
    FORGIVEN_PLURAL = 16,
    FORGIVEN_SPELLING = 32,
    FORGIVEN_JOIN = 64,
    FORGIVEN_ORDER = 128,
    FORGIVEN_SHORT = 256,
    FORGIVEN_FREELY = FORGIVEN_SIGNS | FORGIVEN_ARTICLE | FORGIVEN_LEAD
};

struct word {
    const char *text; /* folded */
    bool acronym;     /* written in capitals, or with a digit: nothing is forgiven in it */
    bool plural;      /* of an acronym: "APIs" */
    bool item;        /* begins an item of a list */
};

struct phrase {
    struct arena arena;
    struct word *words;
    size_t count, capacity;
    size_t items; /* of a list; 1: it is none */
    unsigned dropped;
};

/* --- Words --------------------------------------------------------------------------------------
 */

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (!strcmp(word, *list))
            return true;
    return false;
}

static bool is_negation(const char *word)
{
    static const char *const negations[] = {"no",  "not",     "never",   "none",    "nor",
                                            "non", "neither", "without", "nothing", NULL};
    return is_one_of(word, negations);
}

static bool is_article(const char *word)
{
    static const char *const articles[] = {"a", "an", "the", NULL};
    return is_one_of(word, articles);
}

static struct word *add_word(struct phrase *phrase, const char *text, size_t length)
{
    memory_reserve((void **)&phrase->words, phrase->count, &phrase->capacity,
                   sizeof *phrase->words);
    struct word *word = &phrase->words[phrase->count++];
    *word = (struct word){.text = arena_copy_bytes(&phrase->arena, text, length)};
    return word;
}

/* "can't" without its apostrophe, and "cannot", are two words. */
static bool add_contraction(struct phrase *phrase, const char *text)
{
    static const struct {
        const char *joined, *first;
    } forms[] = {{"cannot", "can"},    {"cant", "can"},        {"wont", "will"},
                 {"dont", "do"},       {"doesnt", "does"},     {"didnt", "did"},
                 {"isnt", "is"},       {"arent", "are"},       {"wasnt", "was"},
                 {"werent", "were"},   {"shouldnt", "should"}, {"wouldnt", "would"},
                 {"couldnt", "could"}, {"hasnt", "has"},       {"havent", "have"},
                 {"hadnt", "had"},     {"mustnt", "must"},     {"neednt", "need"}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(text, forms[i].joined) != 0)
            continue;
        add_word(phrase, forms[i].first, strlen(forms[i].first));
        add_word(phrase, "not", 3);
        return true;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Capitals and digits only, two or more: "TCP", "S3", "ISO 9001" word by word. */
static bool is_acronym(const char *raw, size_t length)
{
    size_t capitals = 0, letters = 0;
    bool digit = false;
    for (size_t i = 0; i < length; i++) {
        digit = digit || is_digit(raw[i]);
        capitals += raw[i] >= 'A' && raw[i] <= 'Z';
        letters += (raw[i] >= 'a' && raw[i] <= 'z') || (unsigned char)raw[i] >= 0x80;
    }
    return digit || (capitals >= 2 && !letters);
}

/* The plural of an acronym: "APIs". */
static bool is_plural_acronym(const char *raw, size_t length)
{
    return length > 2 && raw[length - 1] == 's' && is_acronym(raw, length - 1);
}

/* "1,500" and "1_500" are 1500; a point stays. */
static void add_number_part(struct text *word, const char *raw, size_t at, size_t length)
{
    bool group = raw[at] == ',' && at + 3 < length && is_digit(raw[at + 1]) &&
                 is_digit(raw[at + 2]) && is_digit(raw[at + 3]) &&
                 (at + 4 >= length || !is_digit(raw[at + 4]));
    if (!group)
        text_append_bytes(word, raw + at, 1);
}

static void finish_word(struct phrase *phrase, struct text *raw, bool *item)
{
    if (!raw->length)
        return;
    char *folded = text_fold(raw->data, raw->length);
    size_t before = phrase->count;
    if (folded[0] && !add_contraction(phrase, folded)) {
        struct word *word = add_word(phrase, folded, strlen(folded));
        word->acronym = is_acronym(raw->data, raw->length);
        word->plural = is_plural_acronym(raw->data, raw->length);
    }
    if (phrase->count > before) {
        phrase->words[before].item = *item;
        *item = false;
    }
    free(folded);
    text_clear(raw);
}

/* Part of a word: letters, digits, marks, and signs inside numbers and names ("3.14", "node.js",
 * "C++", "C#"). */
static bool in_word(const char *at, const char *start, uint32_t c)
{
    if (c >= 0x80)
        return u_isalnum((UChar32)c) || u_charType((UChar32)c) == U_NON_SPACING_MARK;
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return true;
    bool behind = at > start && (at[-1] > ' ') && !strchr("([{,;:-/", at[-1]);
    bool before = at[1] && !strchr(" \t\n)]},;:.-/", at[1]);
    if (c == '\'' || c == '_')
        return behind && before;
    if (c == '.')
        return before && (behind || is_digit(at[1]));
    if (c == ',')
        return behind && is_digit(at[-1]) && is_digit(at[1]);
    return (c == '+' || c == '#') && behind;
}

/* A minus sign, not a hyphen. */
static bool is_minus(const char *at, const char *start, uint32_t c)
{
    bool dash = c == '-' || c == 0x2212;
    const char *next = at + (c == '-' ? 1 : 3);
    return dash && is_digit(*next) && (at == start || at[-1] == ' ' || at[-1] == '(');
}

/* Signs that mean something stay as words of their own. */
static bool is_meaning(uint32_t c)
{
    if (c < 0x80)
        return strchr("%<>=+*^$@~|\\!", (int)c) && c != '!' && c != '*';
    int8_t type = u_charType((UChar32)c);
    return type == U_MATH_SYMBOL || type == U_CURRENCY_SYMBOL;
}

static bool separates_items(uint32_t c)
{
    return c == ',' || c == ';' || c == '\n' || c == '&' || c == 0x2022;
}

static void cut_words(struct phrase *phrase, const char *text)
{
    struct text raw = {0};
    size_t length = strlen(text);
    bool item = true;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        size_t step = utf8_decode(text + at, length - at, &c, NULL);
        if (c == ',' && in_word(text + at, text, c)) {
            add_number_part(&raw, text, at, length);
        } else if (in_word(text + at, text, c) && c != 0x2192) {
            text_append_bytes(&raw, text + at, step);
        } else {
            finish_word(phrase, &raw, &item);
            if (is_minus(text + at, text, c))
                add_word(phrase, "-", 1);
            else if (is_meaning(c) && c != 0x2192)
                add_word(phrase, text + at, step);
            item = item || separates_items(c);
        }
        at += step;
    }
    finish_word(phrase, &raw, &item);
    text_release(&raw);
}

static void remove_word(struct phrase *phrase, size_t at)
{
    bool item = phrase->words[at].item;
    memmove(phrase->words + at, phrase->words + at + 1,
            (phrase->count - at - 1) * sizeof *phrase->words);
    phrase->count--;
    if (at < phrase->count)
        phrase->words[at].item = phrase->words[at].item || item;
}

/* "and" parts the items of a list; articles go, unless nothing else is there. */
static void drop_small_words(struct phrase *phrase)
{
    for (size_t i = 0; i < phrase->count;) {
        const char *word = phrase->words[i].text;
        bool and = !strcmp(word, "and") && i > 0 && i + 1 < phrase->count;
        bool article = is_article(word) && phrase->count > 1 && !phrase->words[i].acronym;
        if (and)
            phrase->words[i].item = true;
        if (article)
            phrase->dropped |= FORGIVEN_ARTICLE;
        if (and || article)
            remove_word(phrase, i);
        else
            i++;
    }
    phrase->items = 0;
    for (size_t i = 0; i < phrase->count; i++)
        phrase->items += i == 0 || phrase->words[i].item;
}

static void phrase_read(struct phrase *phrase, const char *text)
{
    memset(phrase, 0, sizeof *phrase);
    cut_words(phrase, text);
    drop_small_words(phrase);
}

static void phrase_release(struct phrase *phrase)
{
    free(phrase->words);
    arena_release(&phrase->arena);
}

/* --- Two words ----------------------------------------------------------------------------------
 */

/* Words one slip apart that mean different things, in pairs. */
static const char *const look_alikes[][2] = {
    {"adapt", "adopt"},
    {"attached", "attacked"},
    {"binding", "building"},
    {"casual", "causal"},
    {"complement", "compliment"},
    {"content", "contest"},
    {"content", "context"},
    {"contest", "context"},
    {"contract", "contrast"},
    {"conservation", "conversation"},
    {"depth", "death"},
    {"discrete", "discreet"},
    {"diverse", "diverge"},
    {"format", "formal"},
    {"insert", "invert"},
    {"leader", "loader"},
    {"marker", "market"},
    {"model", "modal"},
    {"packet", "packed"},
    {"packet", "pocket"},
    {"parse", "pause"},
    {"phase", "phrase"},
    {"point", "print"},
    {"pricing", "priming"},
    {"principal", "principle"},
    {"relay", "reply"},
    {"replay", "reply"},
    {"replay", "relay"},
    {"scale", "scare"},
    {"sever", "serve"},
    {"server", "sever"},
    {"shard", "share"},
    {"shared", "sharded"},
    {"stack", "stock"},
    {"stage", "state"},
    {"staging", "stating"},
    {"statically", "statistically"},
    {"store", "score"},
    {"stream", "steam"},
    {"string", "strong"},
    {"thread", "threat"},
    {"token", "taken"},
    {"trace", "track"},
    {"tuple", "triple"},
    {"value", "valve"},
    {"write", "white"},
    {"precision", "prevision"},
    {"latency", "latently"},
    {"commit", "commute"},
    {"median", "medial"},
    {"mutable", "mutual"},
    {"encrypted", "encoded"},
    {"encode", "encore"},
    {"bounded", "bonded"},
    {"sparse", "sparks"},
    {"partial", "parties"},
    {"worker", "walker"},
    {"prefix", "preface"},
    {"cubic", "cubit"},
    {"normal", "nominal"},
    {"union", "unison"},
    {"policy", "police"},
    {"device", "devise"},
};

/* Beginnings of which another makes another thing of the word. */
static const char *const prefixes[][PREFIXES] = {
    {"micro", "macro", "milli", "mega", "kilo", "giga", "nano"},
    {"inter", "intra", "intro"},
    {"hyper", "hypo"},
    {"pre", "pro", "post", "per"},
    {"under", "over"},
    {"up", "down"},
    {"uni", "bi", "multi", "un"},
    {"en", "de", "un", "in", "im", "ex", "non", "dis", "re"},
    {"homo", "hetero"},
    {"symm", "asymm"},
    {"anti", "ante"},
    {"con", "dis"},
};

static size_t prefix_length(const char *word, const char *prefix)
{
    size_t length = prefix ? strlen(prefix) : 0;
    return length && !strncmp(word, prefix, length) ? length : 0;
}

/* The prefix of the group with which the word begins, the longest; NULL: none. */
static const char *prefix_in(const char *const group[PREFIXES], const char *word)
{
    const char *best = NULL;
    for (size_t i = 0; i < PREFIXES && group[i]; i++)
        if (prefix_length(word, group[i]) > (best ? strlen(best) : 0))
            best = group[i];
    return best;
}

static bool prefixes_differ(const char *a, const char *b)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        const char *of_a = prefix_in(prefixes[i], a), *of_b = prefix_in(prefixes[i], b);
        if (of_a && of_b && strcmp(of_a, of_b) != 0)
            return true;
    }
    return false;
}

static bool look_alike(const char *a, const char *b)
{
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++) {
        const char *const *pair = look_alikes[i];
        if ((!strcmp(a, pair[0]) && !strcmp(b, pair[1])) ||
            (!strcmp(a, pair[1]) && !strcmp(b, pair[0])))
            return true;
    }
    return false;
}

static size_t code_points(const char *word, uint32_t out[LONGEST_WORD])
{
    size_t length = strlen(word), count = 0;
    for (size_t at = 0; at < length && count < LONGEST_WORD; count++)
        at += utf8_decode(word + at, length - at, &out[count], NULL);
    return count;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters changed, added, left out, neighbours swapped (Damerau 1964; optimal string alignment). */
static size_t slips(const uint32_t *a, size_t count_a, const uint32_t *b, size_t count_b)
{
    size_t rows[3][LONGEST_WORD + 1];
    for (size_t j = 0; j <= count_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= count_a; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= count_b; j++) {
            row[j] =
                least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
    return rows[count_a % 3][count_b];
}

static bool misspelled(const char *expected, const char *typed)
{
    uint32_t a[LONGEST_WORD], b[LONGEST_WORD];
    size_t count_a = code_points(expected, a), count_b = code_points(typed, b);
    size_t shorter = least(count_a, count_b);
    if (shorter < LETTERS_A_SLIP || count_a == LONGEST_WORD || count_b == LONGEST_WORD ||
        a[0] != b[0] || is_negation(expected) || is_negation(typed) ||
        prefixes_differ(expected, typed) || look_alike(expected, typed))
        return false;
    return slips(a, count_a, b, count_b) <= shorter / LETTERS_A_SLIP;
}

static bool ends_with(const char *word, size_t length, const char *ending)
{
    size_t size = strlen(ending);
    return length >= size && !strncmp(word + length - size, ending, size);
}

/* Whether `many` is the plural of `one`: -s, -es, -ies, and a few of Latin and Greek. */
static bool is_plural_of(const char *many, const char *one)
{
    static const char *const single[] = {"news",  "lens",   "bias",   "alias",      "canvas", "gas",
                                         "atlas", "pandas", "always", "kubernetes", NULL};
    static const char *const odd[][2] = {{"indices", "index"},     {"vertices", "vertex"},
                                         {"matrices", "matrix"},   {"axes", "axis"},
                                         {"analyses", "analysis"}, {"criteria", "criterion"},
                                         {"schemata", "schema"},   {"people", "person"},
                                         {"children", "child"},    {"hypotheses", "hypothesis"},
                                         {"halves", "half"},       {"leaves", "leaf"},
                                         {"caches", "cache"},      {"media", "medium"}};
    size_t length = strlen(many), base = strlen(one);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (!strcmp(many, odd[i][0]) && !strcmp(one, odd[i][1]))
            return true;
    if (length < LEAST_PLURAL || is_one_of(many, single) || ends_with(many, length, "ss"))
        return false;
    if (length == base + 1 && many[base] == 's' && !strncmp(many, one, base))
        return !ends_with(many, length, "us") && !ends_with(many, length, "is");
    if (length == base + 2 && ends_with(many, length, "es") && !strncmp(many, one, base))
        return ends_with(one, base, "s") || ends_with(one, base, "x") ||
               ends_with(one, base, "z") || ends_with(one, base, "ch") ||
               ends_with(one, base, "sh");
    return length == base + 2 && ends_with(many, length, "ies") && ends_with(one, base, "y") &&
           !strncmp(many, one, base - 1);
}

/* `many` is `one` and an s. */
static bool is_one_more(const char *many, const char *one)
{
    size_t length = strlen(one);
    return !strncmp(many, one, length) && !strcmp(many + length, "s");
}

/* Without accents; the caller frees. */
static char *plain_letters(const char *word)
{
    enum { UNITS = LONGEST_WORD * 4, BYTES = UNITS * 3 };
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFDInstance(&status);
    UChar source[UNITS], parted[UNITS];
    char bytes[BYTES];
    int32_t units = 0, length = 0;
    struct text out = {0};
    u_strFromUTF8WithSub(source, UNITS, &units, word, -1, 0xFFFD, NULL, &status);
    units = unorm2_normalize(normalizer, source, units, parted, UNITS, &status);
    u_strToUTF8(bytes, BYTES, &length, parted, units, &status);
    if (U_FAILURE(status)) /* longer than any word */
        return memory_copy_string(word);
    for (size_t at = 0; at < (size_t)length;) {
        uint32_t c;
        at += utf8_decode(bytes + at, (size_t)length - at, &c, NULL);
        if (u_charType((UChar32)c) != U_NON_SPACING_MARK)
            text_append_code_point(&out, c);
    }
    return text_take(&out);
}

static bool same_without_accents(const char *a, const char *b)
{
    char *plain_a = plain_letters(a), *plain_b = plain_letters(b);
    bool same = !strcmp(plain_a, plain_b);
    free(plain_a);
    free(plain_b);
    return same;
}

/* 0: not the same word; 1: the very same; else what is to be forgiven. */
static unsigned compare_words(const struct word *expected, const struct word *typed)
{
    const char *a = expected->text, *b = typed->text;
    if (!strcmp(a, b))
        return FORGIVEN_SIGNS;
    if ((expected->plural && is_one_more(a, b)) ||
        (expected->acronym && typed->plural && is_one_more(b, a)))
        return FORGIVEN_PLURAL;
    if (expected->acronym || expected->plural || strpbrk(a, "0123456789+#") ||
        strpbrk(b, "0123456789+#"))
        return 0;
    if (is_plural_of(a, b) || is_plural_of(b, a))
        return FORGIVEN_PLURAL;
    if (same_without_accents(a, b))
        return FORGIVEN_ACCENT;
    return misspelled(a, b) ? FORGIVEN_SPELLING : 0;
}

/* --- Two texts ----------------------------------------------------------------------------------
 */

struct comparison {
    unsigned forgiven;
    struct text words; /* '"typed" for "expected"' */
};

static void note_word(struct comparison *result, const struct word *expected,
                      const struct word *typed, unsigned forgiven)
{
    if (forgiven == FORGIVEN_SIGNS)
        return;
    result->forgiven |= forgiven;
    text_printf(&result->words, "%s\"%s\" for \"%s\"", result->words.length ? ", " : "",
                typed->text, expected->text);
}

static bool compare_sequence(const struct word *a, size_t count_a, const struct word *b,
                             size_t count_b, struct comparison *result)
{
    if (count_a != count_b || !count_a)
        return false;
    for (size_t i = 0; i < count_a; i++) {
        unsigned forgiven = compare_words(&a[i], &b[i]);
        if (!forgiven)
            return false;
        note_word(result, &a[i], &b[i], forgiven);
    }
    return true;
}

static void forget(struct comparison *result)
{
    result->forgiven = 0;
    text_clear(&result->words);
}

/* The words of item number `index`. */
static const struct word *item_of(const struct phrase *phrase, size_t index, size_t *count)
{
    size_t start = 0, seen = 0;
    for (size_t i = 1; i < phrase->count && seen < index; i++)
        if (phrase->words[i].item) {
            seen++;
            start = i;
        }
    size_t end = start + 1;
    while (end < phrase->count && !phrase->words[end].item)
        end++;
    *count = end - start;
    return phrase->words + start;
}

/* Each item typed is another item expected. */
static bool compare_items(const struct phrase *expected, const struct phrase *typed,
                          struct comparison *result)
{
    enum { ITEMS_MOST = 32 };
    bool used[ITEMS_MOST] = {false};
    if (expected->items < 2 || expected->items != typed->items || expected->items > ITEMS_MOST)
        return false;
    for (size_t i = 0; i < typed->items; i++) {
        size_t count_b, found = expected->items;
        const struct word *b = item_of(typed, i, &count_b);
        for (size_t j = 0; j < expected->items && found == expected->items; j++) {
            size_t count_a;
            const struct word *a = item_of(expected, j, &count_a);
            struct comparison trial = {0};
            if (!used[j] && compare_sequence(a, count_a, b, count_b, &trial)) {
                found = j;
                result->forgiven |= trial.forgiven;
                if (trial.words.length)
                    text_printf(&result->words, "%s%s", result->words.length ? ", " : "",
                                text_string(&trial.words));
            }
            text_release(&trial.words);
        }
        if (found == expected->items)
            return false;
        used[found] = true;
        if (found != i)
            result->forgiven |= FORGIVEN_ORDER;
    }
    return true;
}

static size_t negations(const struct phrase *phrase)
{
    size_t count = 0;
    for (size_t i = 0; i < phrase->count; i++)
        count += is_negation(phrase->words[i].text);
    return count;
}

/* "data base" for "database". */
static bool compare_joined(const struct phrase *expected, const struct phrase *typed)
{
    struct text a = {0}, b = {0};
    if (negations(expected) != negations(typed) || expected->items > 1)
        return false;
    for (size_t i = 0; i < expected->count; i++)
        text_append(&a, expected->words[i].text);
    for (size_t i = 0; i < typed->count; i++)
        text_append(&b, typed->words[i].text);
    bool same = a.length >= LETTERS_A_SLIP && !strcmp(text_string(&a), text_string(&b)) &&
                !strpbrk(text_string(&a), "0123456789-+.%");
    text_release(&a);
    text_release(&b);
    return same;
}

static bool compare_phrases(const struct phrase *expected, const struct phrase *typed,
                            struct comparison *result)
{
    forget(result);
    if (compare_sequence(expected->words, expected->count, typed->words, typed->count, result))
        return true;
    forget(result);
    if (compare_items(expected, typed, result))
        return true;
    forget(result);
    result->forgiven = FORGIVEN_JOIN;
    return compare_joined(expected, typed);
}

/* "by adding disks" for "adding disks", and the other way round. */
static bool drop_lead(struct phrase *phrase)
{
    bool lead = phrase->count > 1 &&
                (!strcmp(phrase->words[0].text, "to") || !strcmp(phrase->words[0].text, "by"));
    if (lead)
        remove_word(phrase, 0);
    return lead;
}

static bool compare_whole(const char *expected, const char *typed, struct comparison *result)
{
    struct phrase a, b;
    phrase_read(&a, expected);
    phrase_read(&b, typed);
    bool same = compare_phrases(&a, &b, result);
    unsigned extra = a.dropped != b.dropped ? FORGIVEN_ARTICLE : 0;
    if (!same) {
        bool dropped_a = drop_lead(&a), dropped_b = drop_lead(&b);
        if (dropped_a != dropped_b)
            same = compare_phrases(&a, &b, result);
        extra |= same ? FORGIVEN_LEAD : 0;
    }
    result->forgiven |= extra;
    phrase_release(&a);
    phrase_release(&b);
    return same;
}

/* --- Acronym and words --------------------------------------------------------------------------
 */

/* Whether the first letters of the words of `full` are `letters`, small words left out or not. */
static bool stands_for(const char *letters, size_t count, const char *full, size_t length)
{
    size_t used = 0;
    bool start = true;
    for (size_t i = 0; i < length && used < count; i++) {
        bool letter = (full[i] >= 'a' && full[i] <= 'z') || (full[i] >= 'A' && full[i] <= 'Z');
        if (letter && start && (full[i] | 0x20) == (letters[used] | 0x20))
            used++;
        start = !letter;
    }
    return used == count;
}

/* "words (ACRONYM)" or "ACRONYM (words)": the two parts, where one stands for the other. */
static bool parts_of(const char *text, char **outer, char **inner)
{
    const char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
    if (!close || close[1 + strspn(close + 1, " .")] || open == text)
        return false;
    size_t before = (size_t)(open - text), inside = (size_t)(close - open - 1);
    while (before && text[before - 1] == ' ')
        before--;
    bool first_short = before <= ACRONYM_MOST && is_acronym(text, before);
    bool second_short = inside <= ACRONYM_MOST && is_acronym(open + 1, inside);
    bool match = (first_short && stands_for(text, before, open + 1, inside)) ||
                 (second_short && stands_for(open + 1, inside, text, before));
    if (!match)
        return false;
    *outer = memory_copy_bytes(text, before);
    *inner = memory_copy_bytes(open + 1, inside);
    return true;
}

static bool compare_parts(const char *expected, const char *typed, struct comparison *result)
{
    char *outer, *inner;
    if (!parts_of(expected, &outer, &inner))
        return false;
    bool same = compare_whole(outer, typed, result) || compare_whole(inner, typed, result);
    result->forgiven |= FORGIVEN_SHORT;
    free(outer);
    free(inner);
    return same;
}

/* --- The verdict --------------------------------------------------------------------------------
 */

static void write_note(const struct comparison *result, const char *expected, const char *typed,
                       char note[NEAR_NOTE])
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {{FORGIVEN_SHORT, "one of the two forms"},
                 {FORGIVEN_ORDER, "another order"},
                 {FORGIVEN_PLURAL, "singular for plural"},
                 {FORGIVEN_SPELLING, "spelling"},
                 {FORGIVEN_ACCENT, "accents"},
                 {FORGIVEN_JOIN, "joined or parted words"},
                 {FORGIVEN_ARTICLE, "an article"},
                 {FORGIVEN_LEAD, "the first word"}};
    struct text out = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (result->forgiven & names[i].bit)
            text_printf(&out, "%s%s", out.length ? ", " : "", names[i].name);
    if (!out.length) {
        char *a = text_fold(expected, strlen(expected)), *b = text_fold(typed, strlen(typed));
        if (strcmp(a, b) != 0)
            text_append(&out, "punctuation or blanks");
        free(a);
        free(b);
    }
    if (result->words.length)
        text_printf(&out, " (%s)", text_string(&result->words));
    if (out.length) {
        size_t fits = text_fit(text_string(&out), out.length, NOTE_CELLS);
        (void)snprintf(note, NEAR_NOTE, "Forgiven: %.*s%s.", (int)fits, text_string(&out),
                       fits < out.length ? "..." : "");
    }
    text_release(&out);
}

void near_miss_judge(const char *expected, const char *typed, struct near_miss *miss)
{
    struct comparison result = {0};
    memset(miss, 0, sizeof *miss);
    if (compare_whole(expected, typed, &result) || compare_parts(expected, typed, &result)) {
        miss->verdict = result.forgiven & ~(unsigned)FORGIVEN_FREELY ? NEAR_NOTED : NEAR_RIGHT;
        write_note(&result, expected, typed, miss->note);
    }
    text_release(&result.words);
}

bool near_miss_alike(const char *a, const char *b)
{
    struct near_miss miss;
    near_miss_judge(a, b, &miss);
    if (miss.verdict == NEAR_WRONG)
        near_miss_judge(b, a, &miss);
    return miss.verdict != NEAR_WRONG;
}
