/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as GitHub-flavoured Markdown: tables, and curves of block characters. Texts of notes
 * are escaped so that they mean nothing but themselves.
 */
#include <math.h>
#include <string.h>

#include "tui/export.h"
#include "tui/export_report.h"

enum { SPARK_MOST = 60, BAR_CELLS = 20 };

/* Every ASCII punctuation mark may be escaped (CommonMark 0.31, 2.4); these can mean something
 * inside a line, and so can the beginnings of addresses (GitHub's autolinks). */
static void escape(struct text *out, const char *string)
{
    struct text safe = {0};
    text_append_safe(&safe, string, strlen(string), false);
    for (const char *at = text_string(&safe); *at; at++) {
        if (*at == '<')
            text_append(out, "&lt;");
        else if (*at == '&')
            text_append(out, "&amp;");
        else if (strchr("\\`*_[]>#|~@$", *at) || !strncmp(at, "://", 3) ||
                 (*at == '.' && at[1] > ' '))
            text_printf(out, "\\%c", *at);
        else
            text_append_bytes(out, at, 1);
    }
    text_release(&safe);
}

/* Our own sentences: nothing in them but what stands in for numbers and dates. */
static void paragraph(struct text *out, const char *string)
{
    text_printf(out, "%s\n\n", string);
}

/* The last values as one character each; a dot where there is nothing. */
static void append_spark(struct text *out, const double *values, size_t count, bool from_zero)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    size_t first = count > SPARK_MOST ? count - SPARK_MOST : 0;
    double low = from_zero ? 0 : INFINITY, high = -INFINITY;
    for (size_t i = first; i < count; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    text_append(out, "`");
    for (size_t i = first; i < count; i++) {
        double part = high > low ? (values[i] - low) / (high - low) : 0.5;
        bool none = !isfinite(values[i]) || (from_zero && values[i] <= 0);
        text_append(out, none ? "·" : blocks[(int)fmin(floor(part * 8), 7)]);
    }
    text_append(out, "`");
}

static void write_days(struct text *out, const struct chart *chart)
{
    char from[DAY_TEXT], to[DAY_TEXT];
    size_t shown = chart->count > SPARK_MOST ? SPARK_MOST : chart->count;
    day_number last = chart->first + (day_number)chart->count - 1;
    double most = 0;
    for (size_t i = chart->count - shown; i < chart->count; i++)
        most = fmax(most, chart->values[i]);
    text_printf(out, "%s, %s to %s, %.0f at most:\n\n", chart->title,
                day_format(last - (day_number)shown + 1, from), day_format(last, to), most);
    append_spark(out, chart->values, chart->count, true);
    text_append(out, "\n\n");
}

static void write_bars(struct text *out, const struct chart *chart)
{
    double most = chart->percent ? 1 : 0;
    for (size_t i = 0; i < chart->count && !chart->percent; i++)
        most = fmax(most, chart->values[i]);
    text_printf(out, "%s:\n\n", chart->title);
    for (size_t i = 0; i < chart->count; i++) {
        double part = most > 0 && isfinite(chart->values[i]) ? chart->values[i] / most : 0;
        int full = (int)floor(fmin(fmax(part, 0), 1) * BAR_CELLS + 0.5);
        text_append(out, "- `");
        for (int cell = 0; cell < BAR_CELLS; cell++)
            text_append(out, cell < full ? "█" : "░");
        text_append(out, "` ");
        escape(out, chart->names[i]);
        if (chart->labels) {
            text_append(out, ", ");
            escape(out, chart->labels[i]);
        }
        text_append(out, "\n");
    }
    text_append(out, "\n");
}

static void write_grid(struct text *out, const struct report_grid *grid)
{
    text_append(out, "|");
    for (size_t i = 0; i < grid->columns; i++) {
        text_printf(out, " %s |", grid->heads[i]);
    }
    text_append(out, "\n|");
    for (size_t i = 0; i < grid->columns; i++)
        text_append(out, grid->numbers[i] ? " ---: |" : " --- |");
    text_append(out, "\n");
    for (size_t row = 0; row < grid->rows; row++) {
        text_append(out, "|");
        for (size_t i = 0; i < grid->columns; i++) {
            const struct report_cell *cell = &grid->cells[row * grid->columns + i];
            text_append(out, " ");
            if (cell->spark)
                append_spark(out, cell->spark, cell->spark_count, false);
            else
                escape(out, cell->text ? cell->text : "");
            text_append(out, " |");
        }
        text_append(out, "\n");
    }
    text_append(out, "\n");
}

static void write_section(struct text *out, const struct report_section *section)
{
    bool folded = !section->grid_first && section->grid.rows > 12;
    text_printf(out, "## %s\n\n", section->title);
    paragraph(out, section->summary);
    for (size_t i = 0; i < section->chart_count; i++)
        (section->charts[i].kind == CHART_DAYS ? write_days : write_bars)(out, &section->charts[i]);
    if (!section->grid.rows)
        return;
    if (folded)
        paragraph(out, "<details><summary>The numbers as a table</summary>");
    write_grid(out, &section->grid);
    if (folded)
        paragraph(out, "</details>");
    if (section->note)
        text_printf(out, "*%s*\n\n", section->note);
}

void export_report_markdown(const struct export_report *report, struct text *out)
{
    char written[DAY_TEXT];
    text_append(out, "# Learning report\n\n");
    paragraph(out, report->headline);
    paragraph(out, report->period);
    for (size_t i = 0; i < report->section_count; i++)
        write_section(out, &report->sections[i]);
    text_printf(out, "Written by tutor338 %s on %s%s.\n", report->version,
                day_format(report->today, written),
                report->redacted ? ", without texts of the notes" : "");
}

static bool write(const struct export_job *job, FILE *out, struct error *error)
{
    return export_report_write(job, export_report_markdown, out, error);
}

const struct export_format export_format_markdown = {
    .name = "markdown",
    .summary = "the same report as Markdown",
    .suffix = "md",
    .what = 1 << EXPORT_ALL,
    .redacts = true,
    .write = write,
};
