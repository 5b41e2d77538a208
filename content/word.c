/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/word.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "content/byte.h"

struct slice slice_trim_any(struct slice slice, const char *set)
{
    while (slice.length && slice.at[0] && strchr(set, slice.at[0]))
        slice = slice_from(slice, 1);
    while (slice.length && slice.at[slice.length - 1] && strchr(set, slice.at[slice.length - 1]))
        slice.length--;
    return slice;
}

static bool is_trimmed(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

struct slice slice_trim(struct slice slice)
{
    while (slice.length && is_trimmed(slice.at[0]))
        slice = slice_from(slice, 1);
    while (slice.length && is_trimmed(slice.at[slice.length - 1]))
        slice.length--;
    return slice;
}

bool slice_matches(const char *at, const char *string, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (byte_fold(at[i]) != byte_fold(string[i]))
            return false;
    return true;
}

/* Where a byte stands from `at` on; a word apart, which is where most blanks are found. */
static inline size_t next_byte(struct slice slice, size_t at, char byte)
{
    size_t near = at + 16 < slice.length ? at + 16 : slice.length;
    for (; at < near; at++)
        if (slice.at[at] == byte)
            return at;
    const char *next = at < slice.length ? memchr(slice.at + at, byte, slice.length - at) : NULL;
    return next ? (size_t)(next - slice.at) : slice.length;
}

size_t slice_find_bytes(struct slice slice, const char *wanted, size_t length)
{
    if (length > slice.length || !length)
        return length ? slice.length : 0;
    size_t end = slice.length - length + 1; /* of the offsets where it fits */
    char first = byte_fold(wanted[0]), second = byte_fold(wanted[length > 1]);
    bool letter = first >= 'a' && first <= 'z';
    for (size_t at = 0; at < end; at++) {
        if (!letter) { /* one case only */
            at = next_byte(slice, at, first);
            if (at >= end)
                break;
        } else if ((slice.at[at] | 0x20) != first) {
            continue;
        }
        if (length < 2 || (byte_fold(slice.at[at + 1]) == second &&
                           slice_matches(slice.at + at + 2, wanted + 2, length - 2)))
            return at;
    }
    return slice.length;
}

size_t slice_find_word(struct slice slice, const char *word)
{
    size_t length = strlen(word), from = 0;
    while (from < slice.length) {
        size_t at = from + slice_find(slice_from(slice, from), word);
        if (at >= slice.length)
            break;
        bool before = at == 0 || !byte_is_word(slice.at[at - 1]);
        bool after = at + length >= slice.length || !byte_is_word(slice.at[at + length]);
        if (before && after)
            return at;
        from = at + 1;
    }
    return slice.length;
}

bool slice_holds_word(struct slice slice, const char *word)
{
    return slice_find_word(slice, word) < slice.length;
}

static struct slice next_word(struct slice *rest)
{
    size_t at = 0, end;
    while (at < rest->length && byte_is_space(rest->at[at]))
        at++;
    for (end = at; end < rest->length && !byte_is_space(rest->at[end]);)
        end++;
    struct slice word = slice_until(slice_from(*rest, at), end - at);
    *rest = slice_from(*rest, end);
    return word;
}

size_t word_count(struct slice slice)
{
    size_t count = 0;
    bool before = true; /* a blank */
    for (size_t at = 0; at < slice.length; at++) {
        bool blank = byte_is_space(slice.at[at]);
        count += before && !blank;
        before = blank;
    }
    return count;
}

size_t word_split(struct slice slice, struct slice *words, size_t room)
{
    size_t count = 0;
    while (count < room) {
        struct slice word = next_word(&slice);
        if (!word.length)
            break;
        words[count++] = word;
    }
    return count;
}

struct slice word_first(struct slice slice)
{
    return next_word(&slice);
}

struct slice word_last(struct slice slice)
{
    slice = slice_trim(slice);
    size_t at = slice.length;
    while (at && !byte_is_space(slice.at[at - 1]))
        at--;
    return slice_from(slice, at);
}

struct slice word_bare(struct slice word)
{
    while (word.length && !byte_is_word(word.at[0]))
        word = slice_from(word, 1);
    while (word.length && !byte_is_word(word.at[word.length - 1]))
        word.length--;
    return word;
}

static const char *const stop_words[] = {
    "a",    "an",   "and",   "any",    "are",     "as",    "at",    "be",    "been",
    "but",  "by",   "can",   "could",  "do",      "does",  "each",  "for",   "from",
    "had",  "has",  "have",  "if",     "in",      "into",  "is",    "it",    "its",
    "may",  "more", "most",  "not",    "of",      "on",    "only",  "or",    "other",
    "over", "per",  "so",    "some",   "such",    "than",  "that",  "the",   "their",
    "them", "then", "there", "these",  "they",    "this",  "those", "to",    "under",
    "up",   "used", "via",   "was",    "were",    "when",  "where", "which", "while",
    "who",  "will", "with",  "within", "without", "would", "you",   "your",  NULL};

static const char *const small_words[] = {"a",   "an",   "and", "as",   "at", "by",
                                          "for", "from", "in",  "of",   "on", "or",
                                          "per", "the",  "to",  "with", "&",  NULL};

static const char *const pronouns[] = {
    "this", "these",      "that",      "those",    "it",      "its",     "they",   "their",  "them",
    "he",   "she",        "his",       "her",      "we",      "our",     "us",     "i",      "my",
    "me",   "you",        "your",      "here",     "there",   "which",   "who",    "what",   "one",
    "some", "many",       "most",      "each",     "both",    "another", "other",  "others", "such",
    "all",  "everything", "something", "anything", "nothing", "former",  "latter", "same",   NULL};

static const char *const verbs[] = {
    "abstract",    "access",    "achieve",   "act",          "add",         "aggregate",
    "aim",         "allocate",  "allow",     "analyze",      "analyse",     "answer",
    "apply",       "assign",    "assign",    "authenticate", "automate",    "block",
    "break",       "build",     "cache",     "call",         "change",      "check",
    "cluster",     "collect",   "combine",   "compare",      "compress",    "compute",
    "configure",   "connect",   "contain",   "control",      "convert",     "coordinate",
    "copy",        "count",     "create",    "decide",       "define",      "delete",
    "deliver",     "deploy",    "describe",  "detect",       "determine",   "distribute",
    "divide",      "emphasize", "enable",    "encode",       "encrypt",     "ensure",
    "exchange",    "execute",   "expose",    "extract",      "fetch",       "filter",
    "find",        "forward",   "generate",  "get",          "give",        "group",
    "guarantee",   "guide",     "handle",    "help",         "hide",        "hold",
    "host",        "identify",  "improve",   "include",      "increase",    "insert",
    "integrate",   "isolate",   "join",      "keep",         "let",         "limit",
    "link",        "list",      "load",      "log",          "make",        "manage",
    "manipulate",  "map",       "measure",   "merge",        "migrate",     "minimize",
    "modify",      "monitor",   "move",      "offer",        "open",        "optimize",
    "orchestrate", "organize",  "partition", "perform",      "prevent",     "process",
    "produce",     "protect",   "provide",   "provision",    "publish",     "pull",
    "push",        "query",     "read",      "receive",      "record",      "reduce",
    "remove",      "replace",   "replicate", "represent",    "require",     "resolve",
    "restrict",    "retrieve",  "return",    "route",        "run",         "save",
    "scale",       "scan",      "schedule",  "search",       "select",      "send",
    "separate",    "serve",     "set",       "setup",        "share",       "show",
    "simplify",    "solve",     "sort",      "specify",      "split",       "start",
    "stop",        "store",     "stream",    "support",      "synchronize", "take",
    "test",        "track",     "transfer",  "transform",    "translate",   "trigger",
    "turn",        "update",    "upload",    "use",          "validate",    "verify",
    "visualize",   "wait",      "wrap",      "write",        NULL};

bool word_is_stop(struct slice word)
{
    return slice_is_any(word, stop_words);
}

bool word_is_small(struct slice word)
{
    return slice_is_any(word, small_words);
}

bool word_is_pronoun(struct slice word)
{
    return slice_is_any(word, pronouns);
}

bool word_is_plural(struct slice word)
{
    word = word_bare(word);
    static const char *const singular[] = {"ss",    "us",         "is",        "ics",    "'s",
                                           "ops",   "aws",        "ras",       "ios",    "lens",
                                           "dns",   "kubernetes", "postgres",  "always", "this",
                                           "redis", "pandas",     "analytics", NULL};
    static const char *const plural[] = {"data", "people",   "criteria", "phenomena", "indices",
                                         "axes", "matrices", "vertices", "analyses",  NULL};
    if (slice_is_any(word, plural))
        return !slice_equals(word, "data");
    if (word.length < 4 || word.at[word.length - 1] != 's')
        return false;
    if (isupper((unsigned char)word.at[0]) && isupper((unsigned char)word.at[1]))
        return islower((unsigned char)word.at[word.length - 1]) != 0; /* APIs, but not HTTPS */
    for (size_t i = 0; singular[i]; i++)
        if (slice_ends(word, singular[i]))
            return false;
    return true;
}

bool word_is_acronym(struct slice word)
{
    word = word_bare(word);
    size_t capitals = 0;
    for (size_t at = 0; at < word.length; at++)
        capitals += isupper((unsigned char)word.at[at]) != 0;
    return capitals >= 2 || (capitals && word.length && !isupper((unsigned char)word.at[0]));
}

bool word_starts_with_vowel(struct slice word)
{
    word = word_bare(word);
    static const char *const consonant[] = {"uni", "use", "usu", "uti",  "eu", "one",
                                            "url", "uri", "usb", "uuid", "ui", NULL};
    static const char *const vowel[] = {"hour", "honest", "heir", NULL};
    if (!word.length)
        return false;
    size_t run = 0;
    while (run < word.length && isupper((unsigned char)word.at[run]))
        run++;
    if (run >= 2 && run <= 4 && run + 1 >= word.length && !slice_is_any(word, consonant))
        return strchr("AEFHILMNORSX", word.at[0]) != NULL; /* spelled out: an SLA, a VPC */
    for (size_t i = 0; consonant[i]; i++)
        if (slice_begins(word, consonant[i]))
            return false;
    for (size_t i = 0; vowel[i]; i++)
        if (slice_begins(word, vowel[i]))
            return true;
    return strchr("aeiouAEIOU", word.at[0]) != NULL;
}

bool word_is_base_verb(struct slice word)
{
    return slice_is_any(word_bare(word), verbs);
}

bool word_is_third_person(struct slice word)
{
    word = word_bare(word);
    if (word.length < 4 || !slice_ends(word, "s") || slice_ends(word, "ss"))
        return false;
    struct slice stem = slice_until(word, word.length - 1);
    if (word_is_base_verb(stem))
        return true;
    if (slice_ends(stem, "e") && word_is_base_verb(slice_until(stem, stem.length - 1)))
        return true;
    if (!slice_ends(stem, "ie") || stem.length > 30)
        return false;
    char changed[32];
    memcpy(changed, stem.at, stem.length - 2);
    changed[stem.length - 2] = 'y';
    return word_is_base_verb(slice_make(changed, stem.length - 1));
}

bool text_is_english(struct slice text)
{
    text = slice_until(text, 600);
    size_t words = 0, english = 0, other = 0;
    for (struct slice word; (word = next_word(&text)).length; words++) {
        struct slice bare = word_bare(word);
        english += word_is_stop(bare);
        for (size_t at = 0; at < bare.length; at++)
            if ((unsigned char)bare.at[at] >= 0xC3 && (unsigned char)bare.at[at] != 0xE2) {
                other++;
                break;
            }
    }
    if (words < 6)
        return other == 0;
    return english * 9 >= words && other * 5 < words;
}

double text_overlap(struct slice a, struct slice b)
{
    struct slice left[64], right[64];
    size_t lefts = word_split(a, left, 64), rights = word_split(b, right, 64);
    size_t shared = 0, of_a = 0, of_b = 0;
    for (size_t j = 0; j < rights; j++) {
        right[j] = word_bare(right[j]);
        of_b += !word_is_stop(right[j]);
    }
    for (size_t i = 0; i < lefts; i++) {
        struct slice word = word_bare(left[i]);
        if (word_is_stop(word))
            continue;
        of_a++;
        bool found = false;
        for (size_t j = 0; j < rights && !found; j++) {
            struct slice other = right[j];
            size_t common = word.length < other.length ? word.length : other.length;
            found = common >= 4
                        ? !strncasecmp(word.at, other.at, common)
                        : word.length == other.length && !strncasecmp(word.at, other.at, common);
        }
        shared += found;
    }
    size_t least = of_a < of_b ? of_a : of_b;
    return least ? (double)shared / (double)least : 0;
}

bool text_holds_all(struct slice text, struct slice part)
{
    struct slice words[16];
    size_t count = word_split(part, words, 16), meant = 0;
    for (size_t i = 0; i < count; i++) {
        struct slice word = word_bare(words[i]);
        if (!word.length || word_is_stop(word))
            continue;
        meant++;
        size_t stem = word.length > 4 && slice_ends(word, "s") ? word.length - 1 : word.length;
        char copy[64];
        if (stem >= sizeof copy)
            return false;
        memcpy(copy, word.at, stem);
        copy[stem] = '\0';
        if (!(stem < 4 ? slice_holds_word(text, copy) : slice_holds(text, copy)))
            return false;
    }
    return meant > 0;
}
