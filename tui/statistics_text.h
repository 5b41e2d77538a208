/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statistics in words and tables, page by page: what `stats` prints, the screen says above its
 * plots and shows as the table behind them.
 */
#ifndef TUI_STATISTICS_TEXT_H
#define TUI_STATISTICS_TEXT_H

#include "engine/base/text.h"
#include "engine/statistics.h"
#include "engine/streak.h"

enum statistics_page {
    PAGE_RETENTION,
    PAGE_FORECAST,
    PAGE_CALIBRATION,
    PAGE_REVIEWS,
    PAGE_TIME,
    PAGE_YEAR,
    PAGE_TOPICS,
    PAGE_PATTERNS,
    PAGE_ANSWERS,
    PAGE_CARDS,
    PAGE_COUNT
};
enum { FORECAST_DAYS = 30, SPAN_INITIAL = 1 };

/* Read once; pages are told from it. */
struct statistics_book {
    struct statistics numbers;
    long due[FORECAST_DAYS]; /* from today; of all topics */
    size_t span;             /* of statistics_spans: what sentences and plots are about */
};
/* NULL `request`: everything. statistics_book_release() after success. */
bool statistics_book_read(struct collection *collection, const struct statistics_request *request,
                          struct statistics_book *book, struct error *error);
void statistics_book_release(struct statistics_book *book);

/* Whether a table would hold anything but zeroes. */
bool statistics_has_table(const struct statistics_book *book, enum statistics_page page);

const char *statistics_title(enum statistics_page page); /* "Retention" */
/* Whether the page is about the span; the others are about all days, or about now. */
bool statistics_has_days(enum statistics_page page);
/* "in the last 30 days", "since 1 Nov", "in all" */
void statistics_span_words(const struct statistics_book *book, struct text *out);
/* The days of the span that there can be something on: the first of them, at least one. */
day_number statistics_span_first(const struct statistics_book *book);
/* What the page says, in a sentence or two without a newline. */
void statistics_words(const struct statistics_book *book, enum statistics_page page,
                      struct text *out);
/* The numbers, aligned, each line ended by a newline: in `columns` cells where that can be, 54 at
 * least; at most `days` days where days are listed, 0: all. */
void statistics_table(const struct statistics_book *book, enum statistics_page page, int columns,
                      int days, struct text *out);
/* Whether there is no card yet, and nothing was ever done. */
bool statistics_is_empty(const struct statistics_book *book);
/* What will be here, where there is nothing yet. */
void statistics_nothing(struct text *out);

/* The name of a topic or pattern, as people read it. */
const char *statistics_group_name(const struct statistics_book *book, enum statistics_page page,
                                  const struct statistics_group *group);
/* "92 %", "–" where nothing was asked; right-aligned in 5 cells. */
void statistics_percent(double share, struct text *out);

#endif
