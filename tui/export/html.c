/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as one page: its style and pictures inside, no script, nothing loaded from anywhere.
 */
#include "tui/export.h"
#include "tui/export_report.h"
#include "tui/svg_plot.h"

static const char style[] =
    ":root{color-scheme:light dark;--page:#f6f7f9;--box:#fff;--ink:#1c2430;--dim:#5b6675;"
    "--rule:#dde2e9;--bar:#2b6cb0;--range:#1c2430;--heat0:#e6eaf0;--heat1:#bcd6f0;--heat2:#7fb0e0;"
    "--heat3:#3f83c6;--heat4:#1d4f8f;--mark:#5b6675}\n"
    "@media(prefers-color-scheme:dark){:root{--page:#11161d;--box:#1a212b;--ink:#e4e9f0;"
    "--dim:#9aa7b8;--rule:#2f3947;--bar:#5fa3e6;--range:#e4e9f0;--heat0:#28313d;--heat1:#24466b;"
    "--heat2:#2f6ba6;--heat3:#4f95d8;--heat4:#9cc9f5;--mark:#aab6c6}}\n"
    "*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}\n"
    "main{max-width:1180px;margin:0 auto;padding:20px 16px 40px;display:grid;gap:16px;"
    "grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr))}\n"
    "header,section,footer{min-width:0}header,.wide,footer{grid-column:1/-1}\n"
    "h1{font-size:1.6rem;line-height:1.2;margin:0 0 4px}h2{font-size:1.15rem;margin:0 0 6px}"
    "h3{font-size:.9rem;font-weight:600;margin:14px 0 4px;color:var(--dim)}p{margin:0 0 8px}\n"
    "section{background:var(--box);border:1px solid var(--rule);border-radius:10px;"
    "padding:16px 18px}\n"
    ".dim,.note,footer{color:var(--dim)}.note,footer{font-size:.85rem}.note{margin-top:10px}\n"
    ".figures{display:flex;flex-wrap:wrap;gap:8px 28px;margin:10px 0 12px}"
    ".figures div{display:flex;flex-direction:column}.figures dt{order:2;font-size:.8rem;"
    "color:var(--dim)}.figures dd{margin:0;font-size:1.7rem;font-weight:650;line-height:1.1;"
    "font-variant-numeric:tabular-nums}\n"
    ".plots{display:flex;flex-wrap:wrap;gap:8px 28px}.plots>*{flex:1 1 300px;min-width:0;"
    "max-width:560px}svg.plot{display:block;width:100%;height:auto}"
    "svg.spark{display:block;width:110px;height:22px}\n"
    ".plot-text{font-size:11.5px;fill:var(--dim)}.plot-bar{fill:var(--bar)}"
    ".plot-range{stroke:var(--range);stroke-width:1.2}.plot-axis{stroke:var(--dim)}"
    ".plot-grid{stroke:var(--rule)}.plot-line{fill:none;stroke:var(--bar);stroke-width:1.5}"
    ".plot-dot{fill:var(--bar)}\n"
    ".heat-0{fill:var(--heat0)}.heat-1{fill:var(--heat1)}.heat-2{fill:var(--heat2)}"
    ".heat-3{fill:var(--heat3)}.heat-4{fill:var(--heat4)}.heat-future{fill:none;"
    "stroke:var(--rule)}.heat-mark{font-size:9px;fill:var(--mark)}\n"
    "details{margin-top:10px}summary{cursor:pointer;color:var(--dim);font-size:.9rem}\n"
    ".scroll{overflow-x:auto;margin-top:6px}details "
    ".scroll{max-height:26rem}table{border-collapse:collapse;"
    "width:100%;font-size:.88rem;font-variant-numeric:tabular-nums}"
    "th,td{padding:4px 10px 4px 0;text-align:left;border-bottom:1px solid var(--rule);"
    "vertical-align:middle}th{font-weight:600;color:var(--dim)}.n{text-align:right;white-space:"
    "nowrap}"
    "th.n,td.n{padding:4px 10px}\n"
    "@media(max-width:520px){section{padding:14px 12px}th.n,td.n{padding:4px 4px}"
    "th,td{padding-right:4px}svg.spark{width:48px}table{font-size:.78rem}}\n"
    "@media print{body{background:none}section{break-inside:avoid}.scroll{max-height:none}}\n";

static void element(struct text *out, const char *tag, const char *class, const char *string)
{
    text_printf(out, class ? "<%s class=\"%s\">" : "<%s>", tag, class);
    text_append_markup(out, string);
    text_printf(out, "</%s>\n", tag);
}

/* --- Tables -------------------------------------------------------------------------------------
 */

static void write_cell(struct text *out, const struct report_cell *cell, bool number)
{
    text_append(out, number ? "<td class=\"n\">" : "<td>");
    if (cell->spark)
        svg_sparkline(out, cell->spark, cell->spark_count, "Rating after each answer");
    else
        text_append_markup(out, cell->text ? cell->text : "");
    text_append(out, "</td>");
}

static void write_grid(struct text *out, const struct report_grid *grid)
{
    text_append(out, "<div class=\"scroll\"><table>\n<thead><tr>");
    for (size_t i = 0; i < grid->columns; i++) {
        text_printf(out, "<th scope=\"col\"%s>", grid->numbers[i] ? " class=\"n\"" : "");
        text_append_markup(out, grid->heads[i]);
        text_append(out, "</th>");
    }
    text_append(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < grid->rows; row++) {
        text_append(out, "<tr>");
        for (size_t i = 0; i < grid->columns; i++)
            write_cell(out, &grid->cells[row * grid->columns + i], grid->numbers[i]);
        text_append(out, "</tr>\n");
    }
    text_append(out, "</tbody></table></div>\n");
}

/* --- Sections -----------------------------------------------------------------------------------
 */

static void write_charts(struct text *out, const struct report_section *section)
{
    if (!section->chart_count)
        return;
    text_append(out, "<div class=\"plots\">\n");
    for (size_t i = 0; i < section->chart_count; i++) {
        char id[64];
        (void)snprintf(id, sizeof id, "%s-%zu", section->name, i + 1);
        text_append(out, "<div>");
        element(out, "h3", NULL, section->charts[i].title);
        svg_plot(out, &section->charts[i], id, section->summary);
        text_append(out, "</div>\n");
    }
    text_append(out, "</div>\n");
}

static void write_challenge(struct text *out, const struct export_report *report)
{
    text_append(out, "<dl class=\"figures\">\n");
    for (size_t i = 0; i < report->figure_count; i++) {
        text_append(out, "<div>");
        element(out, "dt", NULL, report->figures[i].label);
        element(out, "dd", NULL, report->figures[i].value);
        text_append(out, "</div>\n");
    }
    text_append(out, "</dl>\n<div class=\"plots\">\n");
    svg_heatmap(out, &report->streak, report->today);
    text_append(out, "</div>\n");
    element(out, "p", "note",
            "The fuller the colour, the more answers: from 1, 15, 30 and 60. R rest, T travel, F "
            "frozen, "
            "× missed, ○ declared in a journal, ? today.");
}

static void write_section(struct text *out, const struct export_report *report, size_t number)
{
    const struct report_section *section = &report->sections[number];
    bool wide = section->chart_count > 1 || section->grid_first || !number;
    text_printf(out, "<section id=\"%s\"%s>\n", section->name, wide ? " class=\"wide\"" : "");
    element(out, "h2", NULL, section->title);
    element(out, "p", NULL, section->summary);
    if (!number && report->streak.day_count)
        write_challenge(out, report);
    write_charts(out, section);
    if (section->grid.rows && section->grid_first) {
        write_grid(out, &section->grid);
    } else if (section->grid.rows) {
        text_append(out, "<details><summary>The numbers as a table</summary>\n");
        write_grid(out, &section->grid);
        text_append(out, "</details>\n");
    }
    if (section->note && section->grid.rows)
        element(out, "p", "note", section->note);
    text_append(out, "</section>\n");
}

void export_report_html(const struct export_report *report, struct text *out)
{
    char written[DAY_TEXT];
    text_append(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                     "<title>Learning report</title>\n<style>\n");
    text_append(out, style);
    text_append(out, "</style>\n</head>\n<body>\n<main>\n<header>\n");
    element(out, "h1", NULL, "Learning report");
    element(out, "p", NULL, report->headline);
    element(out, "p", "dim", report->period);
    text_append(out, "</header>\n");
    for (size_t i = 0; i < report->section_count; i++)
        write_section(out, report, i);
    text_append(out, "<footer>");
    text_printf(out, "Written by tutor338 %s on %s%s.", report->version,
                day_format(report->today, written),
                report->redacted ? ", without texts of the notes" : "");
    text_append(out, "</footer>\n</main>\n</body>\n</html>\n");
}

static bool write(const struct export_job *job, FILE *out, struct error *error)
{
    return export_report_write(job, export_report_html, out, error);
}

const struct export_format export_format_html = {
    .name = "html",
    .summary = "a report to look at, one page",
    .suffix = "html",
    .what = 1 << EXPORT_ALL,
    .redacts = true,
    .write = write,
};
