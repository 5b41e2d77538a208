/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/svg_plot.h"

#include <math.h>
#include <string.h>

#include "engine/base/axis.h"
#include "tui/wording.h"

/* Of the area inside the axes; the numbers stand left of it and below. */
enum { LEFT = 44, RIGHT = 12, TOP = 14, HEIGHT = 150, BELOW = 40 };
enum { AREA = SVG_WIDTH - LEFT - RIGHT, ROWS_OF_AXIS = 9 };

static void begin(struct text *out, const char *id, const char *title, const char *description,
                  double height)
{
    text_printf(out,
                "<svg class=\"plot\" viewBox=\"0 0 %d %.0f\" role=\"img\" "
                "aria-labelledby=\"%s-t %s-d\"><title id=\"%s-t\">",
                SVG_WIDTH, height, id, id, id);
    text_append_markup(out, title);
    text_printf(out, "</title><desc id=\"%s-d\">", id);
    text_append_markup(out, description);
    text_append(out, "</desc>\n");
}

static void put_text(struct text *out, double x, double y, const char *anchor, const char *string)
{
    text_printf(out, "<text class=\"plot-text\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y,
                anchor);
    text_append_markup(out, string);
    text_append(out, "</text>\n");
}

static void put_line(struct text *out, const char *class, double x1, double y1, double x2,
                     double y2)
{
    text_printf(out, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                class, x1, y1, x2, y2);
}

/* --- Values over days or names ------------------------------------------------------------------
 */

static struct axis value_axis(const struct chart *chart)
{
    struct axis_range range = axis_range_given(1, 0, false);
    axis_range_include(&range, 0);
    axis_range_include(&range, 1);
    for (size_t i = 0; i < chart->count && !chart->percent; i++)
        axis_range_include(&range, chart->values[i]);
    range.whole = true;
    return axis_make(range, ROWS_OF_AXIS, false);
}

static double y_of(const struct axis *axis, double value)
{
    return TOP + HEIGHT * (1 - axis_unit(axis, value));
}

static void put_value_axis(struct text *out, const struct chart *chart, const struct axis *axis)
{
    for (int i = 0; i < axis->tick_count; i++) {
        double y = y_of(axis, axis->ticks[i]);
        char number[AXIS_NUMBER];
        if (axis->ticks[i] != floor(axis->ticks[i]) && !chart->percent)
            continue; /* what is counted has no halves */
        axis_format(axis, axis->ticks[i], number);
        if (chart->percent)
            (void)snprintf(number, sizeof number, "%.0f %%", axis->ticks[i] * 100);
        put_line(out, axis->ticks[i] == 0 ? "plot-axis" : "plot-grid", LEFT, y, LEFT + AREA, y);
        put_text(out, LEFT - 6, y + 4, "end", number);
    }
}

static void append_name(const struct chart *chart, size_t at, struct text *name)
{
    char day[DAY_TEXT];
    text_append(name, chart->kind == CHART_DAYS ? day_format(chart->first + (day_number)at, day)
                                                : chart->names[at]);
}

static void append_value(const struct chart *chart, double value, struct text *out)
{
    text_printf(out, chart->percent ? "%.0f %%" : "%.15g", chart->percent ? value * 100 : value);
}

static void put_bar(struct text *out, const struct chart *chart, const struct axis *axis, size_t at)
{
    double step = (double)AREA / (double)chart->count, gap = step > 6 ? step * 0.18 : step * 0.06;
    double x = LEFT + step * (double)at, y = y_of(axis, chart->values[at]);
    double bottom = y_of(axis, 0);
    struct text title = {0};
    append_name(chart, at, &title);
    text_append(&title, ": ");
    append_value(chart, chart->values[at], &title);
    text_printf(out,
                "<rect class=\"plot-bar\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">"
                "<title>",
                x + gap, y, step - 2 * gap, bottom - y);
    text_append_markup(out, text_string(&title));
    text_append(out, "</title></rect>\n");
    text_release(&title);
    if (chart->low && isfinite(chart->low[at])) {
        double middle = x + step / 2, low = y_of(axis, chart->low[at]),
               high = y_of(axis, chart->high[at]);
        put_line(out, "plot-range", middle, low, middle, high);
        put_line(out, "plot-range", middle - 5, low, middle + 5, low);
        put_line(out, "plot-range", middle - 5, high, middle + 5, high);
    }
}

/* Days a step between labels, so that five or six of them stand there. */
static size_t label_step(const struct chart *chart)
{
    static const size_t steps[] = {1, 2, 7, 14, 28, 56, 91};
    size_t i = 0;
    if (chart->kind == CHART_NAMES)
        return 1;
    while (i + 1 < sizeof steps / sizeof *steps && chart->count / steps[i] > 6)
        i++;
    return steps[i];
}

static void put_names(struct text *out, const struct chart *chart)
{
    double step = (double)AREA / (double)chart->count;
    for (size_t i = 0; i < chart->count; i += label_step(chart)) {
        double x = LEFT + step * ((double)i + 0.5);
        struct text name = {0};
        if (chart->kind == CHART_DAYS) {
            put_line(out, "plot-axis", x, TOP + HEIGHT, x, TOP + HEIGHT + 4);
            wording_date(chart->first + (day_number)i, chart->first + (day_number)i, &name);
        } else {
            append_name(chart, i, &name);
        }
        put_text(out, x, TOP + HEIGHT + 17, "middle", text_string(&name));
        text_release(&name);
    }
    if (chart->x_label)
        put_text(out, LEFT + AREA / 2.0, TOP + HEIGHT + 34, "middle", chart->x_label);
}

static void bars(struct text *out, const struct chart *chart, const char *id,
                 const char *description)
{
    struct axis axis = value_axis(chart);
    begin(out, id, chart->title, description, TOP + HEIGHT + (chart->x_label ? BELOW : BELOW - 16));
    put_value_axis(out, chart, &axis);
    for (size_t i = 0; i < chart->count; i++)
        if (isfinite(chart->values[i]) && (chart->values[i] > 0 || chart->low))
            put_bar(out, chart, &axis, i);
    put_names(out, chart);
    text_append(out, "</svg>\n");
}

/* --- Values over long names ---------------------------------------------------------------------
 */

enum { LIST_NAMES = 150, LIST_LABELS = 66, LIST_STEP = 22, LIST_CELLS = 20 };

/* A bar a line: its name before it, what it says behind. */
static void list(struct text *out, const struct chart *chart, const char *id,
                 const char *description)
{
    double room = SVG_WIDTH - LIST_NAMES - LIST_LABELS;
    begin(out, id, chart->title, description, (double)(chart->count * LIST_STEP + 6));
    for (size_t i = 0; i < chart->count; i++) {
        double y = 4 + LIST_STEP * (double)i;
        double value = isfinite(chart->values[i]) ? fmin(fmax(chart->values[i], 0), 1) : 0;
        struct text name = {0};
        size_t length = strlen(chart->names[i]),
               fit = text_fit(chart->names[i], length, LIST_CELLS);
        text_append_bytes(&name, chart->names[i], fit);
        if (fit < length)
            text_append(&name, "…");
        put_text(out, LIST_NAMES - 8, y + 13, "end", text_string(&name));
        text_release(&name);
        text_printf(out,
                    "<rect class=\"heat-0\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"14\" "
                    "rx=\"2\"/>\n<rect class=\"plot-bar\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" "
                    "height=\"14\" rx=\"2\"><title>",
                    LIST_NAMES, y + 1, room, LIST_NAMES, y + 1, room * value);
        text_append_markup(out, chart->names[i]);
        text_append(out, ": ");
        text_append_markup(out, chart->labels[i]);
        text_append(out, "</title></rect>\n");
        put_text(out, LIST_NAMES + room + 6, y + 13, "start", chart->labels[i]);
    }
    text_append(out, "</svg>\n");
}

void svg_plot(struct text *out, const struct chart *chart, const char *id, const char *description)
{
    if (!chart->count)
        return;
    (chart->kind == CHART_LIST ? list : bars)(out, chart, id, description);
}

void svg_sparkline(struct text *out, const double *values, size_t count, const char *title)
{
    enum { WIDTH = 110, TALL = 22, EDGE = 3, MOST = 120 };
    double low = INFINITY, high = -INFINITY;
    size_t first = count > MOST ? count - MOST : 0, last = count - 1;
    if (!count)
        return;
    for (size_t i = first; i < count; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    text_printf(out, "<svg class=\"spark\" viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH,
                TALL);
    text_append_markup(out, title);
    text_append(out, "</title><polyline class=\"plot-line\" points=\"");
    double x = EDGE, y = TALL / 2.0;
    for (size_t i = first; i <= last; i++) {
        double part = last > first ? (double)(i - first) / (double)(last - first) : 1;
        x = EDGE + (WIDTH - 2 * EDGE) * part;
        y = high > low ? EDGE + (TALL - 2 * EDGE) * (high - values[i]) / (high - low) : TALL / 2.0;
        text_printf(out, "%s%.1f,%.1f", i > first ? " " : "", x, y);
    }
    text_printf(out, "\"/><circle class=\"plot-dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/></svg>", x,
                y);
}

/* --- The challenge ------------------------------------------------------------------------------
 */

enum { CELL = 12, STEP = 14, HEAT_LEFT = 34, HEAT_TOP = 18, HEAT_WEEKS = 25 };

static int shade_of(const struct streak_day *day)
{
    if (day->status != DAY_EARNED)
        return 0;
    return day->answers >= 60 ? 4 : day->answers >= 30 ? 3 : day->answers >= 15 ? 2 : 1;
}

/* A letter where the shade does not say it. */
static const char *mark_of(const struct streak_day *day, bool today)
{
    switch (day->status) {
    case DAY_REST:
        return "R";
    case DAY_TRAVEL:
        return "T";
    case DAY_FROZEN:
        return "F";
    case DAY_MISSED:
        return "×";
    case DAY_OPEN:
        return today ? "?" : "";
    default:
        return day->declared ? "○" : "";
    }
}

static void put_day(struct text *out, const struct streak_day *day, double x, double y,
                    day_number today)
{
    char date[DAY_TEXT];
    const char *mark = mark_of(day, day->day == today);
    text_printf(out,
                "<rect class=\"heat-%d%s\" x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" "
                "rx=\"2\"><title>%s: %s",
                shade_of(day), day->status == DAY_FUTURE ? " heat-future" : "", x, y, CELL, CELL,
                day_format(day->day, date), day_status_name(day->status));
    if (day->answers)
        text_printf(out, ", %d answers, %d minutes", day->answers, day->minutes);
    text_append(out, "</title></rect>\n");
    if (*mark)
        text_printf(out,
                    "<text class=\"heat-mark\" x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">%s"
                    "</text>\n",
                    x + CELL / 2.0, y + 9.5, mark);
}

/* Names of months over the weeks in which they begin. */
static void put_months(struct text *out, day_number monday, int weeks)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (int week = 0, shown = 0; week < weeks; week++) {
        int year, month, date;
        day_to_civil(monday + 7 * week + 6, &year, &month, &date);
        if (month != shown && (date <= 7 || !week))
            put_text(out, HEAT_LEFT + STEP * week, HEAT_TOP - 6, "start", months[month - 1]);
        shown = month;
    }
}

static void put_weeks(struct text *out, const struct streak *streak, day_number monday, int weeks,
                      day_number today, int number)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    char id[24];
    (void)snprintf(id, sizeof id, "heat%d", number);
    begin(out, id, "The challenge day by day",
          "A week a column, Monday at the top; the fuller the colour, the more answers.",
          HEAT_TOP + 7 * STEP);
    put_months(out, monday, weeks);
    for (int day = 0; day < 7; day += 2)
        put_text(out, HEAT_LEFT - 6, HEAT_TOP + STEP * day + 10, "end", days[day]);
    for (size_t i = 0; i < streak->day_count; i++) {
        int away = streak->days[i].day - monday;
        if (away >= 0 && away < 7 * weeks)
            put_day(out, &streak->days[i], HEAT_LEFT + STEP * (away / 7),
                    HEAT_TOP + STEP * (away % 7), today);
    }
    text_append(out, "</svg>\n");
}

void svg_heatmap(struct text *out, const struct streak *streak, day_number today)
{
    if (!streak->day_count)
        return;
    day_number monday = streak->start - day_weekday(streak->start);
    day_number last = streak->days[streak->day_count - 1].day;
    int weeks = (last - monday) / 7 + 1;
    for (int first = 0, number = 1; first < weeks; first += HEAT_WEEKS, number++)
        put_weeks(out, streak, monday + 7 * first,
                  weeks - first < HEAT_WEEKS ? weeks - first : HEAT_WEEKS, today, number);
}
