/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/wording.h"

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

/* --- Sentences ----------------------------------------------------------------------------------
 */

double progress_share(const struct day_fact *fact)
{
    int needed = day_fact_answers_needed(fact);
    double share = needed > 0 ? (double)fact->answers / needed : 0;
    return share > 1 ? 1 : share;
}

void progress_goal(struct collection *collection, struct text *out)
{
    struct day_fact fact = {0};
    struct error ignored = {0};
    if (!collection_day(collection, collection_today(collection), &fact, &ignored))
        return;
    int needed = day_fact_answers_needed(&fact), missing = needed - fact.answers;
    if (day_fact_earned(&fact)) {
        text_append(out, "Day earned: ");
        wording_count(fact.answers, "answer", "answers", out);
        text_append(out, ".");
    } else if (missing > 0) {
        wording_count(missing, "more answer earns", "more answers earn", out);
        text_printf(out, " the day (%d of %d).", fact.answers, needed);
    }
}

/* Bytes of "a · b · c" that take at most `columns` cells, up to a separator. */
static size_t fitting(const char *text, int columns)
{
    size_t best = 0, length = strlen(text);
    for (size_t i = 1; i <= length; i++) {
        bool separator = i == length || !strncmp(text + i, " · ", strlen(" · "));
        if (separator && (!best || text_width(text, i) <= columns))
            best = i;
    }
    return best;
}

void progress_plain(bool ascii, const char *text, struct text *out)
{
    for (const char *at = text; *at; at++) {
        bool dot = ascii && !strncmp(at, "·", strlen("·"));
        text_append_bytes(out, dot ? "|" : at, 1);
        at += dot;
    }
}

void progress_line(struct canvas *canvas, struct area area, int row, struct style style,
                   const char *text)
{
    size_t length = fitting(text, area.columns);
    struct text part = {0}, line = {0};
    text_append_bytes(&part, text, length);
    progress_plain(canvas->ascii, text_string(&part), &line);
    area_line(canvas, area, row, style, text_string(&line));
    text_release(&part);
    text_release(&line);
    if (text[length] && row + 1 < area.rows)
        progress_line(canvas, area, row + 1, style, text + length + strlen(" · "));
}

void progress_date(day_number day, struct text *out)
{
    int year, month, date;
    day_to_civil(day, &year, &month, &date);
    text_printf(out, "%s, %d %s %d", weekdays[day_weekday(day)], date, months[month - 1], year);
}

void progress_interval(int days, char *buffer, size_t size)
{
    if (days <= 0)
        (void)snprintf(buffer, size, "today");
    else if (days < 31)
        (void)snprintf(buffer, size, "%d d", days);
    else if (days < 365)
        (void)snprintf(buffer, size, "%.1f mo", days / 30.4375);
    else
        (void)snprintf(buffer, size, "%.1f y", days / 365.25);
}
