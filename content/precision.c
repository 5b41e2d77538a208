/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/precision.h"

#include <ctype.h>
#include <string.h>

#include "content/quality.h"

enum { ITEMS_AT_MOST = 5, REVERSE_WORDS = 5, STEM = 5 };

/* --- Any card ------------------------------------------------------------------------------------
 */

static bool is_overlong(const struct offer *offer)
{
    return offer->kind != CARD_COMMAND && word_count(slice_of(offer->back)) > BACK_WANTED;
}

/* "A, B, C, D, E and F": nobody recalls them all. Brackets hold examples. */
static bool has_many_items(const struct offer *offer)
{
    struct slice back = slice_of(offer->back);
    size_t commas = 0, lines = 1, depth = 0, last = 0;
    for (size_t at = 0; at < back.length; at++) {
        depth += back.at[at] == '(';
        depth -= depth && back.at[at] == ')';
        lines += back.at[at] == '\n';
        commas += back.at[at] == ',' && !depth;
        last = back.at[at] == ',' ? at : last;
    }
    struct slice tail = slice_trim(slice_from(back, commas ? last + 1 : back.length));
    bool joined = slice_holds(tail, " and ") || slice_holds(tail, " or ");
    size_t items = commas + 1 + (commas >= 3 && joined);
    return offer->kind != CARD_COMMAND && (items > ITEMS_AT_MOST || lines > ITEMS_AT_MOST);
}

/* --- The rules -----------------------------------------------------------------------------------
 */

struct rule {
    bool (*holds)(const struct offer *offer);
    const char *why;
};

static const struct rule rules[] = {
    {is_overlong, "an answer to read, not to recall"},
    {has_many_items, "more items than one recalls"},
};

const char *precision_doubt(const struct offer *offer)
{
    if (offer->kind == CARD_CLOZE)
        return NULL;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].holds(offer))
            return rules[i].why;
    return NULL;
}
