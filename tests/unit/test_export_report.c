/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports drawn with texts that try to be something else. */
#include <math.h>
#include <md4c.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tests/support/suite.h"
#include "tui/export_report.h"
#include "tui/svg_plot.h"

static const char *const nasty[] = {
    "a | b",
    "`code` and ``` fences",
    "<script>alert(1)</script>",
    "</table></details> & &amp; &lt;",
    "**bold** _under_ ~~gone~~",
    "[link](javascript:x) ![p](q) <http://a.b>",
    "http://example.org/x www.example.org me@example.org #12 @me",
    "back\\slash \\| \\`",
    "two\nlines \033[31mred",
    "\"quotes\" 'apostrophes' $x$",
    "שלום 👩‍🚀 ｅ",
};
enum { NASTY = sizeof nasty / sizeof *nasty };

/* A table and bars named after them. */
static void make(struct export_report *report)
{
    static double values[NASTY];
    static struct report_cell cells[NASTY * 2];
    memset(report, 0, sizeof *report);
    report->streak.start = DAY_NONE;
    report->version = "0";
    report->headline = "Headline";
    report->period = "Always";
    struct report_section *section = &report->sections[report->section_count++];
    section->name = "nasty";
    section->title = "Nasty";
    section->summary = "All of them.";
    section->grid_first = true;
    for (size_t i = 0; i < NASTY; i++) {
        values[i] = (double)i / NASTY;
        cells[2 * i].text = nasty[i];
        cells[2 * i + 1].text = "1";
    }
    section->grid = (struct report_grid){.heads = {"Name", "Number"},
                                         .numbers = {false, true},
                                         .columns = 2,
                                         .rows = NASTY,
                                         .cells = cells};
    section->charts[section->chart_count++] = (struct chart){.kind = CHART_LIST,
                                                             .title = "Bars",
                                                             .count = NASTY,
                                                             .values = values,
                                                             .names = nasty,
                                                             .labels = nasty,
                                                             .percent = true};
}

/* --- Markdown, as md4c reads it -----------------------------------------------------------------
 */

struct seen {
    size_t cells, rows, others;
    bool in_cell;
    struct text cell;
    struct text names[NASTY + 1];
};

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct seen *seen = context;
    (void)detail;
    seen->in_cell = type == MD_BLOCK_TD;
    text_clear(&seen->cell);
    seen->cells += type == MD_BLOCK_TD;
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct seen *seen = context;
    (void)detail;
    if (type == MD_BLOCK_TD && seen->cells % 2 == 1 && seen->rows < NASTY)
        text_append(&seen->names[seen->rows++], text_string(&seen->cell));
    seen->others += type == MD_BLOCK_HTML;
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct seen *seen = context;
    (void)detail;
    seen->others += type != MD_SPAN_CODE || seen->in_cell; /* bars are code */
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)type;
    (void)detail;
    (void)context;
    return 0;
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    struct seen *seen = context;
    seen->others += type == MD_TEXT_HTML;
    if (type == MD_TEXT_ENTITY && !strncmp(text, "&lt;", size))
        text_append(&seen->cell, "<");
    else if (type == MD_TEXT_ENTITY && !strncmp(text, "&amp;", size))
        text_append(&seen->cell, "&");
    else
        text_append_bytes(&seen->cell, text, size);
    return 0;
}

static void test_markdown(void **state)
{
    (void)state;
    struct export_report report;
    struct text out = {0};
    struct seen seen = {0};
    const MD_PARSER parser = {.flags = MD_DIALECT_GITHUB | MD_FLAG_LATEXMATHSPANS,
                              .enter_block = enter_block,
                              .leave_block = leave_block,
                              .enter_span = enter_span,
                              .leave_span = leave_span,
                              .text = take_text};
    make(&report);
    export_report_markdown(&report, &out);
    assert_int_equal(md_parse(out.data, (MD_SIZE)out.length, &parser, &seen), 0);
    assert_int_equal(seen.cells, 2 * NASTY);
    assert_int_equal(seen.others, 0);
    for (size_t i = 0; i < NASTY; i++) {
        struct text safe = {0};
        text_append_safe(&safe, nasty[i], strlen(nasty[i]), false);
        assert_string_equal(text_string(&seen.names[i]), text_string(&safe));
        text_release(&safe);
        text_release(&seen.names[i]);
    }
    text_release(&seen.cell);
    text_release(&out);
}

/* --- HTML ---------------------------------------------------------------------------------------
 */

static void test_html(void **state)
{
    (void)state;
    struct export_report report;
    struct text out = {0};
    make(&report);
    export_report_html(&report, &out);
    static const char *const never[] = {"<script", "</table></details>", "\033", "<http",
                                        "\"quotes\" '"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_null(strstr(out.data, never[i]));
    for (size_t i = 0; i < NASTY; i++) {
        struct text escaped = {0};
        text_append_markup(&escaped, nasty[i]);
        assert_non_null(strstr(out.data, text_string(&escaped)));
        text_release(&escaped);
    }
    text_release(&out);
}

/* --- Charts -------------------------------------------------------------------------------------
 */

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        count++;
    return count;
}

static void test_bars(void **state)
{
    (void)state;
    static const double values[] = {3, 0, 12, 7, NAN};
    struct text out = {0};
    struct chart chart = {.kind = CHART_DAYS,
                          .title = "Answers & more",
                          .count = 5,
                          .values = values,
                          .first = day_from_civil(2026, 11, 20)};
    svg_plot(&out, &chart, "a-1", "A sentence.");
    assert_int_equal(occurrences(out.data, "class=\"plot-bar\""), 3);
    assert_non_null(strstr(out.data, "<title>2026-11-22: 12</title>"));
    assert_non_null(strstr(out.data, "<title id=\"a-1-t\">Answers &amp; more</title>"));
    assert_non_null(strstr(out.data, "<desc id=\"a-1-d\">A sentence.</desc>"));
    assert_non_null(strstr(out.data, ">20 Nov</text>"));
    assert_null(strstr(out.data, "nan"));
    /* twelve is four times as high as three, and the axis goes above it */
    double low = 0, high = 0;
    assert_int_equal(sscanf(strstr(out.data, "height="), "height=\"%lf", &low), 1);
    const char *second = strstr(strstr(out.data, "height=") + 1, "height=");
    assert_int_equal(sscanf(second, "height=\"%lf", &high), 1);
    assert_true(fabs(high - 4 * low) < 0.05 && high > 100);
    text_release(&out);
}

static void test_no_values(void **state)
{
    (void)state;
    static const double none[] = {0, 0};
    struct text out = {0};
    struct chart chart = {.kind = CHART_DAYS, .title = "None", .values = none};
    svg_plot(&out, &chart, "a", "");
    assert_int_equal(out.length, 0);
    chart.count = 2;
    svg_plot(&out, &chart, "a", "");
    assert_int_equal(occurrences(out.data, "plot-bar"), 0);
    assert_null(strstr(out.data, "nan"));
    text_clear(&out);
    svg_sparkline(&out, none, 0, "none");
    assert_int_equal(out.length, 0);
    svg_sparkline(&out, none, 1, "one");
    svg_sparkline(&out, none, 2, "flat");
    assert_null(strstr(out.data, "nan"));
    text_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_bars),
        cmocka_unit_test(test_no_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
