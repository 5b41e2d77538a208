/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report of everything as a value: sections with a sentence that says what there is to see,
 * pictures as numbers, and the table behind them. HTML and Markdown only differ in how they draw.
 */
#ifndef TUI_EXPORT_REPORT_H
#define TUI_EXPORT_REPORT_H

#include "engine/base/memory.h"
#include "tui/export.h"

/* Values over days, over names, or over names that are too long to stand below an axis. */
enum chart_kind { CHART_DAYS, CHART_NAMES, CHART_LIST };

struct chart {
    enum chart_kind kind;
    const char *title, *x_label, *y_label;
    size_t count;
    const double *values;      /* not finite: nothing there */
    const double *low, *high;  /* an interval about each, or NULL */
    const char *const *names;  /* CHART_NAMES, CHART_LIST */
    const char *const *labels; /* CHART_LIST: behind the bar */
    day_number first;          /* CHART_DAYS: the day of values[0] */
    bool percent;              /* values are shares, the axis ends at 1 */
};

struct report_cell {
    const char *text;
    const double *spark; /* a small curve in place of text, or NULL */
    size_t spark_count;
};

enum { REPORT_COLUMNS = 8, REPORT_CHARTS = 2, REPORT_FIGURES = 6, REPORT_SECTIONS = 8 };
struct report_grid {
    const char *heads[REPORT_COLUMNS];
    bool numbers[REPORT_COLUMNS]; /* aligned right */
    size_t columns, rows, capacity;
    struct report_cell *cells; /* row by row */
};

struct report_section {
    const char *name, *title; /* "retention", "What stays" */
    const char *summary;      /* a sentence or two */
    const char *note;         /* how it is counted; NULL: nothing to say */
    struct chart charts[REPORT_CHARTS];
    size_t chart_count;
    struct report_grid grid;
    bool grid_first; /* the table is the picture */
};

struct export_report {
    struct arena arena;
    day_number today;
    const char *version; /* of the program */
    bool redacted;
    const char *period;   /* "From 1 Oct 2026 to 20 Nov 2026", "Everything up to 20 Nov 2026" */
    const char *headline; /* of the streak */
    struct streak streak;
    struct {
        const char *value, *label;
    } figures[REPORT_FIGURES];
    size_t figure_count;
    struct report_section sections[REPORT_SECTIONS];
    size_t section_count;
};

/* export_report_release() after, also on failure; false without an error where it was ended. */
bool export_report_read(const struct export_job *job, struct export_report *report,
                        struct error *error);
void export_report_release(struct export_report *report);

/* The two ways to draw it (tui/export/). */
void export_report_html(const struct export_report *report, struct text *out);
void export_report_markdown(const struct export_report *report, struct text *out);

/* Reads it, draws it, writes it. */
bool export_report_write(const struct export_job *job,
                         void (*draw)(const struct export_report *report, struct text *out),
                         FILE *out, struct error *error);

#endif
