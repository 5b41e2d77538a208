/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/quantity.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR = 40 };

static const struct {
    const char *name;
    double bytes;
} units[] = {
    {"kB", 1e3},        {"MB", 1e6},         {"GB", 1e9},
    {"TB", 1e12},       {"PB", 1e15},        {"KiB", 1024},
    {"MiB", 1048576},   {"GiB", 1073741824}, {"TiB", 1.099511627776e12},
    {"kilobytes", 1e3}, {"megabytes", 1e6},  {"megabyte", 1e6},
    {"gigabytes", 1e9}, {"gigabyte", 1e9},   {"terabytes", 1e12},
    {"terabyte", 1e12}, {"petabytes", 1e15}, {"petabyte", 1e15},
};

/* A number at the beginning of `text` ("1,024", "99.9"); returns its length, 0: none. */
static size_t read_number(struct slice text, double *value)
{
    char digits[QUANTITY_ROOM];
    size_t at = 0, count = 0;
    bool point = false;
    for (; at < text.length && count + 1 < sizeof digits; at++) {
        char c = text.at[at];
        bool more = at + 1 < text.length && isdigit((unsigned char)text.at[at + 1]);
        if (c == '.' && more && !point && count)
            point = true;
        else if (c == ',' && more && count && !point)
            continue;
        else if (!isdigit((unsigned char)c))
            break;
        digits[count++] = c;
    }
    digits[count] = '\0';
    if (!count || (at < text.length && text.at[at] == '.' && at + 1 < text.length &&
                   isdigit((unsigned char)text.at[at + 1])))
        return 0; /* a version or an address */
    *value = strtod(digits, NULL);
    return at;
}

static bool ends_word(struct slice text, size_t at)
{
    return at >= text.length || !isalnum((unsigned char)text.at[at]);
}

static bool is_rate(struct slice after)
{
    return slice_begins(after, "/s") || slice_begins(after, " per second") ||
           slice_begins(after, " a second") || slice_begins(after, " / s");
}

/* What follows the number is a unit of bytes (per second). */
static bool in_bytes(struct slice after, bool rate, double *value)
{
    after = slice_trim(slice_until(after, 40));
    after = slice_begins(after, "-") ? slice_from(after, 1) : after;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t length = strlen(units[i].name);
        if (!slice_begins(after, units[i].name) || !ends_word(after, length) ||
            is_rate(slice_from(after, length)) != rate)
            continue;
        if (after.at[length - 1] == 'b' && length < 4)
            return false; /* "Mb" are bits */
        *value *= units[i].bytes;
        return true;
    }
    return false;
}

/* Whether the number, and what follows it, is of that kind. */
static bool fits(struct slice after, enum quantity_kind kind, const char *phrase, double *value)
{
    struct slice next = slice_trim(slice_until(after, 40));
    double below;
    size_t length;
    switch (kind) {
    case QUANTITY_AFTER:
        return true;
    case QUANTITY_NEAR: /* neither bytes nor a share */
        return !in_bytes(after, false, value) && !in_bytes(after, true, value) &&
               !slice_begins(next, "%");
    case QUANTITY_BEFORE:
        return slice_begins(next, phrase) && ends_word(next, strlen(phrase));
    case QUANTITY_BYTES:
        return in_bytes(after, false, value);
    case QUANTITY_RATE:
        return in_bytes(after, true, value);
    case QUANTITY_SHARE:
        *value /= 100;
        return (slice_begins(next, "%") || slice_begins(next, "percent")) && *value >= 0.9 &&
               *value < 1;
    case QUANTITY_RATIO:
        length =
            *value == 1 && slice_begins(after, "/") ? read_number(slice_from(after, 1), &below) : 0;
        if (!length || below <= 1 || !ends_word(after, length + 1) ||
            slice_begins(slice_from(after, length + 1), "/"))
            return false;
        *value /= below;
        return true;
    }
    return false;
}

bool quantity_find(struct slice text, enum quantity_kind kind, const char *phrase, double *value)
{
    if (kind == QUANTITY_NEAR) {
        size_t at = slice_find_word(text, phrase);
        text = slice_until(slice_from(text, at + strlen(phrase)), NEAR);
        text = slice_until(text, slice_find(text, ". "));
    }
    if (kind == QUANTITY_AFTER) {
        size_t at = slice_find(text, phrase);
        return at < text.length &&
               read_number(slice_trim(slice_from(text, at + strlen(phrase))), value);
    }
    for (size_t at = 0; at < text.length;) {
        bool begins = isdigit((unsigned char)text.at[at]) &&
                      (at == 0 ||
                       !(isalnum((unsigned char)text.at[at - 1]) || strchr("./", text.at[at - 1])));
        size_t length = begins ? read_number(slice_from(text, at), value) : 0;
        if (length && fits(slice_from(text, at + length), kind, phrase, value))
            return true;
        at += length ? length : 1;
    }
    return false;
}

void quantity_print(double value, char out[QUANTITY_ROOM])
{
    int digits = value < 0.9 ? 3 : value < 1 ? 9 : 6; /* "five nines" need theirs */
    (void)snprintf(out, QUANTITY_ROOM, "%.*g", digits, value);
    char *exponent = strchr(out, 'e');
    if (!exponent || exponent[1] != '+')
        return;
    char *power = exponent + 2 + (exponent[2] == '0');
    memmove(exponent + 1, power, strlen(power) + 1);
}
