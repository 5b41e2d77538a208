/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "exercises/availability/curve.h"
#include "exercises/availability/picture.h"

static double most_of(const struct series *series)
{
    double most = 0;
    for (size_t i = 0; i < series->count; i++)
        most = fmax(most, series->y[i]);
    return most;
}

/* What is independent soon leaves the picture at its top: the other curve is what matters. */
void availability_plot_nines(const struct availability *s, const struct report *report, int row,
                             struct canvas *canvas)
{
    const struct series *alone = report_find_series(report, "nines_independent");
    const struct series *shared = report_find_series(report, "nines_common_cause");
    const struct redundancy *set = &s->plant.redundancy;
    char name[96];
    struct redundancy r = curve_dependent(s, *set);
    double here = set->components, nines = report_mean(report, "nines");
    if (r.common_cause > 0)
        (void)snprintf(name, sizeof name, "common causes %.3g %%%s", 100 * r.common_cause,
                       r.crews < r.components ? ", few crews" : "");
    else
        (void)snprintf(name, sizeof name, "%d repair crew%s", r.crews, r.crews == 1 ? "" : "s");
    struct plot_series series[] = {
        {.name = "independent",
         .x = alone->x,
         .y = alone->y,
         .count = alone->count,
         .ink = INK_SERIES_A},
        {.name = name, .x = shared->x, .y = shared->y, .count = shared->count, .ink = INK_SERIES_B},
        {.name = "measured",
         .x = &here,
         .y = &nines,
         .count = 1,
         .ink = INK_ACCENT,
         .points = true},
    };
    const struct plot_mark mark = {here, NAN, "this run"};
    double most = fmax(2 * most_of(shared), nines > 0 ? nines + 1 : 0);
    struct plot plot = {.x_label = "components",
                        .y_label = "nines (3: 99.9 %)",
                        .y_low = 0,
                        .y_high = fmin(most, most_of(alone)),
                        .series = series,
                        .series_count = isnan(nines) ? 2 : 3,
                        .marks = &mark,
                        .mark_count = canvas->rows - row >= 12};
    canvas_plot(canvas, 0, row, canvas->columns, canvas->rows - row, &plot);
}

static void write_lesson(const struct availability *s, char *buffer, size_t size)
{
    struct redundancy r = curve_dependent(s, s->plant.redundancy);
    int enough = curve_enough(s);
    const char *why = r.common_cause > 0 ? "common causes are left" : "the crews are busy";
    if (s->values[AVAILABILITY_ARRANGEMENT] == ARRANGED_SERIES)
        (void)snprintf(buffer, size, "All are needed: each further component takes nines away.");
    else if (enough)
        (void)snprintf(buffer, size, "From %d on, one more adds under a tenth of a nine: %s.",
                       enough, why);
    else
        (void)snprintf(buffer, size,
                       "Each further component still adds a tenth of a nine or more.");
}

enum { TABLE_LABEL = 15, TABLE_COLUMNS = 6 };

/* One row of the table: the column of this run is marked. */
static void draw_nines_row(const struct availability *s, const char *label, const struct series *of,
                           bool whole, enum ink how, int row, struct canvas *canvas)
{
    (void)canvas_text_fit(canvas, 0, row, TABLE_LABEL - 1, ink(how), label);
    for (size_t i = 0; i < of->count; i++) {
        int column = TABLE_LABEL + (int)i * TABLE_COLUMNS;
        bool here = (int)of->x[i] == s->plant.redundancy.components;
        struct style style = {(uint8_t)how, here ? ATTRIBUTE_BOLD | ATTRIBUTE_UNDERLINE : 0};
        if (column + TABLE_COLUMNS > canvas->columns + 1)
            return;
        if (whole)
            (void)canvas_printf(canvas, column, row, style, here ? "[%.0f]" : " %.0f", of->x[i]);
        else
            (void)canvas_printf(canvas, column, row, style, of->y[i] < 9.995 ? " %.2f" : " %.1f",
                                of->y[i]);
    }
}

/* Nines for each number of components, and below what was measured of this one. */
static int draw_nines_table(const struct availability *s, const struct report *report, int row,
                            struct canvas *canvas)
{
    const struct series *alone = report_find_series(report, "nines_independent");
    const struct series *shared = report_find_series(report, "nines_common_cause");
    struct redundancy r = curve_dependent(s, s->plant.redundancy);
    char label[48], crews[24] = "";
    if (r.crews < r.components)
        (void)snprintf(crews, sizeof crews, "%d crew%s", r.crews, r.crews == 1 ? "" : "s");
    if (r.common_cause > 0)
        (void)snprintf(label, sizeof label, "%s%.3g %%%s%s", crews[0] ? "" : "common ",
                       100 * r.common_cause, crews[0] ? ", " : "", crews);
    else
        (void)snprintf(label, sizeof label, "%s", crews);
    draw_nines_row(s, "components", alone, true, INK_DIM, row, canvas);
    draw_nines_row(s, "independent", alone, false, INK_SERIES_A, row + 1, canvas);
    draw_nines_row(s, label, shared, false, INK_SERIES_B, row + 2, canvas);
    if (canvas->rows < WIDE_ROWS)
        return 3;
    double nines = report_mean(report, "nines");
    double down = redundancy_unavailability(&s->plant.redundancy);
    if (isnan(nines))
        (void)canvas_text(canvas, 0, row + 3, ink(INK_ACCENT), "this run: nothing measured yet");
    else
        (void)canvas_printf(canvas, 0, row + 3, ink(INK_ACCENT), "this run: measured %.2f", nines);
    (void)canvas_printf(canvas, 32, row + 3, ink(INK_THEORY), "theory %.2f",
                        reliability_nines(down));
    return 5;
}

void availability_draw_nines(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct availability *s = state;
    char line[160];
    availability_draw_head(s, "Nines", canvas);
    if (!report) {
        (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_DIM),
                              "How many nines so many components bring is drawn after your guess.");
        return;
    }
    write_lesson(s, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_ACCENT), line);
    int row = 2 + draw_nines_table(s, report, 2, canvas);
    if (canvas->rows - row >= 4)
        availability_plot_nines(s, report, row, canvas);
}
