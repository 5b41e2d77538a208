/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvas_bill(): what a sum of money is made of. */
#include "engine/base/canvas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/axis.h"
#include "engine/base/memory.h"

enum { AMOUNT = 48, SHORTEST_BAR = 6, SHARE = 6, GAP = 2, SHORTEST_NAME = 8, SHORTEST_UNIT = 3 };

/* --- Amounts --------------------------------------------------------------------------------- */

/* A comma between every three digits of the whole part. */
static void group_thousands(const char *digits, char *buffer, size_t size)
{
    size_t sign = digits[0] == '-', whole = strcspn(digits + sign, ".") + sign, used = 0;
    for (size_t i = 0; digits[i] && used + 2 < size; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0)
            buffer[used++] = ',';
        buffer[used++] = digits[i];
    }
    buffer[used] = '\0';
}

static void drop_zeros(char *digits)
{
    size_t length = strlen(digits);
    while (length && digits[length - 1] == '0')
        digits[--length] = '\0';
}

void bill_amount(double amount, char *buffer, size_t size)
{
    char digits[AMOUNT];
    if (!isfinite(amount)) {
        (void)snprintf(buffer, size, "none");
        return;
    }
    double magnitude = fabs(amount);
    amount = magnitude > 0 ? amount : 0; /* no -0.00 */
    if (magnitude >= 1e15 || (magnitude > 0 && magnitude < 1e-6)) {
        (void)snprintf(buffer, size, "%.4g", amount);
        axis_shorten(buffer);
        return;
    }
    if (magnitude > 0 && magnitude < 0.01) {
        int decimals = 3 - (int)floor(log10(magnitude));
        (void)snprintf(digits, sizeof digits, "%.*f", decimals, amount);
        drop_zeros(digits);
    } else {
        (void)snprintf(digits, sizeof digits, "%.*f", magnitude < 9999.995 ? 2 : 0, amount);
    }
    group_thousands(digits, buffer, size);
}

/* --- Lines ----------------------------------------------------------------------------------- */

struct bill_row {
    const char *name;
    char amount[AMOUNT];
    double share; /* of the total; NaN: none is shown */
    struct style style;
};

struct bill_layout {
    int column, columns;
    int name, whole, fraction; /* widths: whole part of the amounts, point and what follows */
    int bar;
};

static int width_of(const char *text)
{
    return text_width(text, strlen(text));
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static double sum_of(const struct bill_line *lines, size_t count, const bool *left_out)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(lines[i].amount) && (!left_out || left_out[i]))
            sum += lines[i].amount;
    return sum;
}

/* Leaves out the smallest amounts, the later of two that are the same, until `room` are left. */
static void choose_lines(const struct bill_line *lines, size_t count, size_t room, bool *left_out)
{
    for (size_t shown = count; shown > room; shown--) {
        size_t least = count;
        double amount = INFINITY;
        for (size_t i = 0; i < count; i++) {
            double own = isfinite(lines[i].amount) ? fabs(lines[i].amount) : -1;
            if (!left_out[i] && own <= amount) {
                least = i;
                amount = own;
            }
        }
        left_out[least] = true;
    }
}

static struct bill_row make_row(const char *name, double amount, double total, struct style style)
{
    struct bill_row row = {.name = name ? name : "", .share = NAN, .style = style};
    bill_amount(amount, row.amount, sizeof row.amount);
    if (isfinite(amount) && total > 0 && isfinite(total))
        row.share = amount / total;
    return row;
}

/* Names are cut where that gives room to shares, bars and the unit; the bar has what is left. */
static struct bill_layout lay_out(const struct bill_row *rows, size_t count, int column,
                                  int columns, const char *unit)
{
    struct bill_layout layout = {.column = column, .columns = columns};
    for (size_t i = 0; i < count; i++) {
        int whole = (int)strcspn(rows[i].amount, ".");
        layout.name = larger(layout.name, width_of(rows[i].name));
        layout.whole = larger(layout.whole, whole);
        layout.fraction = larger(layout.fraction, (int)strlen(rows[i].amount) - whole);
    }
    int amount = layout.whole + layout.fraction + GAP;
    int behind = columns >= 40 ? SHARE + SHORTEST_BAR + GAP : 0;
    behind = larger(behind, unit ? width_of(unit) + 1 : 0);
    if (columns - amount - behind < SHORTEST_NAME)
        behind = 0;
    int most = larger(columns - amount - behind, 0);
    layout.name = layout.name < most ? layout.name : most;
    layout.bar = columns - layout.name - amount - SHARE - GAP;
    return layout;
}

static void draw_share(struct canvas *canvas, int column, int row, const struct bill_layout *layout,
                       const struct bill_row *line)
{
    if (layout->bar < 0 || isnan(line->share))
        return;
    double percent = fabs(line->share) < 0.005 && line->share < 0 ? 0 : line->share * 100;
    if (percent > 0 && percent < 0.5)
        (void)canvas_text(canvas, column, row, line->style, " <1 %");
    else if (fabs(percent) < 1000)
        (void)canvas_printf(canvas, column, row, line->style, "%3.0f %%", percent);
    if (layout->bar >= SHORTEST_BAR)
        canvas_bar(canvas, column + SHARE, row, layout->bar < 40 ? layout->bar : 40, line->share,
                   line->style);
}

/* Returns the column after the amount. */
static int draw_line(struct canvas *canvas, int row, const struct bill_layout *layout,
                     const struct bill_row *line)
{
    const struct style name = {.ink = line->style.ink == INK_STRONG ? INK_STRONG : INK_TEXT};
    int right = layout->column + layout->columns;
    int point = layout->column + layout->name + GAP + layout->whole;
    int start = point - (int)strcspn(line->amount, ".");
    (void)canvas_text_fit(canvas, layout->column, row, layout->name, name, line->name);
    start = start > layout->column ? start : layout->column;
    (void)canvas_text_fit(canvas, start, row, right - start, name, line->amount);
    return point + layout->fraction;
}

static void draw_unit(struct canvas *canvas, int row, const struct bill_layout *layout,
                      const struct bill_row *total, const char *unit)
{
    int after = layout->column + layout->name + GAP + layout->whole + 1 +
                (int)strlen(total->amount + strcspn(total->amount, "."));
    if (unit && layout->column + layout->columns >= after + SHORTEST_UNIT)
        (void)canvas_text_fit(canvas, after, row, layout->column + layout->columns - after,
                              (struct style){.ink = INK_DIM}, unit);
}

static size_t fill_rows(const struct bill_line *lines, size_t count, size_t room,
                        struct bill_row *rows, char more[AMOUNT])
{
    bool *left_out = memory_allocate(count, sizeof *left_out);
    double total = sum_of(lines, count, NULL);
    size_t shown = count <= room ? count : room > 1 ? room - 1 : 0, used = 0;
    choose_lines(lines, count, shown, left_out);
    for (size_t i = 0; i < count; i++)
        if (!left_out[i])
            rows[used++] = make_row(lines[i].name, lines[i].amount, total,
                                    (struct style){.ink = INK_SERIES_A});
    if (shown && shown < count) {
        (void)snprintf(more, AMOUNT, "and %zu more", count - shown);
        rows[used++] =
            make_row(more, sum_of(lines, count, left_out), total, (struct style){.ink = INK_DIM});
    }
    rows[used] = make_row("total", total, NAN, (struct style){.ink = INK_STRONG});
    free(left_out);
    return used;
}

int canvas_bill(struct canvas *canvas, int column, int row, int columns, int rows,
                const struct bill_line *lines, size_t count, const char *unit)
{
    if (columns < 1 || rows < 1)
        return 0;
    char more[AMOUNT];
    struct bill_row *table = memory_allocate(count + 2, sizeof *table);
    size_t used = fill_rows(lines, count, (size_t)(rows - 1), table, more);
    struct bill_layout layout = lay_out(table, used + 1, column, columns, unit);
    int line = row;
    for (size_t i = 0; i < used; i++, line++) {
        int after = draw_line(canvas, line, &layout, &table[i]);
        draw_share(canvas, after + GAP, line, &layout, &table[i]);
    }
    int width = layout.name + GAP + layout.whole + layout.fraction;
    if (used && rows >= (int)used + 2)
        canvas_rule(canvas, column, line++, width < columns ? width : columns,
                    (struct style){.ink = INK_DIM});
    (void)draw_line(canvas, line, &layout, &table[used]);
    draw_unit(canvas, line++, &layout, &table[used], unit);
    free(table);
    return line - row;
}
