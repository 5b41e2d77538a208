/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/queue_picture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- Drawing: what all pictures share ------------------------------------------------------------
 */

static const struct style dim = {.ink = INK_DIM}, strong = {.ink = INK_STRONG}, plain = {0};
static const struct style theory_style = {.ink = INK_THEORY};

enum { LABEL = 10 }; /* columns of what stands before a row */
enum { WIDE = 66 };  /* from so many columns on two numbers stand beside each other */

struct area {
    int row, rows;
};

static void draw_heading(const struct queue *q, struct canvas *canvas)
{
    const double *v = q->values;
    char line[256], service[32], other[32], third[32];
    (void)queue_time(v[QUEUE_SERVICE], service);
    if (q->mode == QUEUE_BATCH)
        (void)snprintf(line, sizeof line,
                       "A: windows of %s, B: one by one; %.4g records/s, %s each, overhead %s",
                       queue_time(v[QUEUE_WINDOW], third), v[QUEUE_RATE], service,
                       queue_time(v[QUEUE_OVERHEAD], other));
    else if (q->mode == QUEUE_AUTOSCALE)
        (void)snprintf(line, sizeof line,
                       "%.4g jobs a second, %.0f %% more or less; a new worker is ready in %s",
                       v[QUEUE_RATE], 100 * v[QUEUE_SWING], queue_time(v[QUEUE_LAG], other));
    else
        (void)snprintf(line, sizeof line,
                       "%.0f server%s, one line: %.4g customers a second, %s each%s",
                       v[QUEUE_SERVERS], v[QUEUE_SERVERS] > 1 ? "s" : "", v[QUEUE_RATE], service,
                       q->theory.stable ? "" : ", too many");
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, strong, line);
    queue_describe(q, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, plain, line);
}

static void draw_clock(const struct queue *q, int row, struct canvas *canvas)
{
    char line[160], clock[32];
    const struct service_line *at = &q->line;
    if (q->mode == QUEUE_BATCH)
        (void)snprintf(line, sizeof line, "clock %s  came %d  done: in batches %d, one by one %d",
                       queue_time(q->both.clock, clock), (int)q->both.arrived,
                       (int)(q->both.arrived - q->both.collected.count - q->both.in_batch.count),
                       (int)q->both.alone_finished);
    else
        (void)snprintf(line, sizeof line, "clock %s  came %d  in line %zu  at servers %zu  done %d",
                       queue_time(at->clock, clock), (int)at->arrived, at->waiting.count, at->busy,
                       (int)at->finished);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, dim, line);
}

/* A mark for each, or for several where they would not fit, over at most `rows` rows. Returns the
 * rows used. */
static int draw_crowd(const char *label, size_t count, int row, int rows, enum ink ink,
                      struct canvas *canvas)
{
    int room = canvas->columns - LABEL - 8;
    size_t cells = room > 0 && rows > 0 ? (size_t)room * (size_t)rows : 0;
    (void)canvas_text(canvas, 0, row, dim, label);
    if (!cells)
        return 1;
    size_t each = 1;
    for (int k = 0; count > cells * each; k++)
        each *= k % 3 == 1 ? 5 : 2; /* 1, 2, 10, 20, 100 ... */
    size_t marks = (count + each - 1) / each;
    for (size_t i = 0; i < marks; i++)
        (void)canvas_text(canvas, LABEL + (int)(i % (size_t)room), row + (int)(i / (size_t)room),
                          (struct style){.ink = (uint8_t)ink}, canvas->ascii ? "o" : "●");
    int last = row + (marks ? (int)((marks - 1) / (size_t)room) : 0);
    int end = LABEL + (marks ? (int)((marks - 1) % (size_t)room) + 2 : 0);
    if (!count)
        (void)canvas_text(canvas, LABEL, row, dim, "nobody");
    else if (each > 1)
        (void)canvas_printf(canvas, end, last, dim, "%zu each", each);
    else if (count > 5)
        (void)canvas_printf(canvas, end, last, strong, "%zu", count);
    return last - row + 1;
}

/* A bar with what it is of before and what it says behind. */
static void draw_progress(const char *label, const char *what, double share, const char *note,
                          enum ink ink, int row, struct canvas *canvas)
{
    enum { WHAT = 16, NOTE = 24, LEAST = 6 };
    int column = LABEL + WHAT, note_columns = NOTE;
    int bar = canvas->columns - column - note_columns - 1;
    if (bar < LEAST) { /* narrow: the note goes */
        note_columns = 0;
        bar = canvas->columns - column;
    }
    (void)canvas_text_fit(canvas, 0, row, LABEL - 1, dim, label);
    (void)canvas_text_fit(canvas, LABEL, row, WHAT - 1, plain, what);
    if (bar > 0 && !isnan(share))
        canvas_bar(canvas, column, row, bar, share, (struct style){.ink = (uint8_t)ink});
    if (note_columns)
        (void)canvas_text_fit(canvas, column + bar + 1, row, note_columns, dim, note);
}

/* "label value (theory value)" */
static int draw_value(const char *label, const char *value, const char *theory, int column, int row,
                      struct canvas *canvas)
{
    column = canvas_printf(canvas, column, row, dim, "%s ", label);
    column = canvas_text(canvas, column, row, strong, value);
    if (theory && *theory)
        column = canvas_printf(canvas, column, row, theory_style, " (%s)", theory);
    return column + 3;
}

static double predicted(const struct report *report, const char *name)
{
    const struct prediction *prediction = report_prediction(report, name);
    return prediction ? prediction->value : NAN;
}

/* A time that was measured and what theory says. */
static int draw_time(const struct report *report, const char *label, const char *name, int column,
                     int row, struct canvas *canvas)
{
    char seen[32], expected[32], theory[48];
    (void)snprintf(theory, sizeof theory, "theory %s",
                   queue_time(predicted(report, name), expected));
    return draw_value(label, queue_time(report_mean(report, name), seen), theory, column, row,
                      canvas);
}

static int draw_share(const struct report *report, const char *label, const char *name, int column,
                      int row, struct canvas *canvas)
{
    char seen[32] = "none", theory[48] = "theory none";
    double mean = report_mean(report, name), expected = predicted(report, name);
    if (!isnan(mean))
        (void)snprintf(seen, sizeof seen, "%.3g %%", 100 * mean);
    if (!isnan(expected))
        (void)snprintf(theory, sizeof theory, "theory %.3g %%", 100 * expected);
    return draw_value(label, seen, theory, column, row, canvas);
}

/* "done within: half 3.4 s, 95 % 14.9 s, 99 % 23 s" */
static void draw_quantiles(const struct report *report, int row, struct canvas *canvas)
{
    char line[192], half[32], most[32], nearly[32];
    (void)snprintf(line, sizeof line, "done within: half %s, 95 %% %s, 99 %% %s",
                   queue_time(report_mean(report, "latency_p50"), half),
                   queue_time(report_mean(report, "latency_p95"), most),
                   queue_time(report_mean(report, "latency_p99"), nearly));
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, plain, line);
}

/* Whether customers count yet; else says so. */
static bool draw_counting(const struct queue *q, int row, struct canvas *canvas)
{
    const struct latency *latency =
        q->mode == QUEUE_BATCH ? &q->both.alone_latency : &q->line.latency;
    char line[128];
    if (latency_counted(latency) > 0)
        return true;
    (void)snprintf(line, sizeof line,
                   "Counted from number %d on: by then the empty start is forgotten",
                   (int)latency->warm_up + 1);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, dim, line);
    return false;
}

/* --- Drawing: the line now -----------------------------------------------------------------------
 */

/* By their numbers while these are short, and the newest stands out. */
static int draw_waiting(const struct queue *q, struct area area, struct canvas *canvas)
{
    enum { TOKEN = 4, MOST_NUMBERS = 200, SHORT = 999 };
    const struct service_line *line = &q->line;
    size_t waiting = line->waiting.count;
    int room = (canvas->columns - LABEL) / TOKEN * area.rows;
    if (waiting > MOST_NUMBERS || (int)waiting > room || line->arrived > SHORT || !waiting)
        return draw_crowd("in line", waiting, area.row, area.rows, INK_SERIES_A, canvas);
    int a_row = (canvas->columns - LABEL) / TOKEN;
    (void)canvas_text(canvas, 0, area.row, dim, "in line");
    for (int i = 0; i < (int)waiting; i++) {
        int who = (int)line->started + i + 1;
        bool fresh = line->event.kind == SERVICE_IN_LINE && i == (int)waiting - 1;
        struct style style = {fresh ? INK_ACCENT : INK_SERIES_A, fresh ? ATTRIBUTE_BOLD : 0};
        (void)canvas_printf(canvas, LABEL + i % a_row * TOKEN, area.row + i / a_row, style, "%d",
                            who);
    }
    return ((int)waiting - 1) / a_row + 1;
}

static void draw_server(const struct queue *q, uint32_t number, int row, struct canvas *canvas)
{
    const struct place *place = &q->line.places[number];
    const struct service_event *event = &q->line.event;
    char label[24], what[32], left[32], note[48];
    double share = (q->line.clock - place->began) / (place->done - place->began);
    bool fresh = (event->kind == SERVICE_BEGUN_AT_ONCE || event->kind == SERVICE_DONE_NEXT) &&
                 event->place == number;
    (void)snprintf(label, sizeof label, "server %u", number + 1);
    (void)snprintf(what, sizeof what, "customer %d", (int)place->customer + 1);
    (void)snprintf(note, sizeof note, "%s left", queue_time(place->done - q->line.clock, left));
    if (place->busy)
        draw_progress(label, what, share, note, fresh ? INK_ACCENT : INK_SERIES_B, row, canvas);
    else
        draw_progress(label, "idle", NAN, "", INK_DIM, row, canvas);
}

/* A row each, or a character each where there are more. */
static void draw_servers(const struct queue *q, struct area area, struct canvas *canvas)
{
    int servers = (int)q->line.place_count, a_row = canvas->columns - LABEL;
    if (servers <= area.rows) {
        for (int i = 0; i < servers; i++)
            draw_server(q, (uint32_t)i, area.row + i, canvas);
        return;
    }
    if (a_row < 1 || area.rows < 1)
        return;
    (void)canvas_text(canvas, 0, area.row, dim, "servers");
    for (int i = 0; i < servers && i / a_row < area.rows; i++) {
        bool busy = q->line.places[i].busy;
        const char *mark = busy ? canvas->ascii ? "#" : "█" : canvas->ascii ? "." : "·";
        (void)canvas_text(canvas, LABEL + i % a_row, area.row + i / a_row,
                          (struct style){.ink = busy ? INK_SERIES_B : INK_DIM}, mark);
    }
    int below = area.row + (servers - 1) / a_row + 1;
    if (below < area.row + area.rows)
        (void)canvas_printf(canvas, LABEL, below, dim, "%s busy  %s idle",
                            canvas->ascii ? "#" : "█", canvas->ascii ? "." : "·");
}

/* Returns the rows used; so do the next ones. */
static int draw_steady(const struct queue *q, struct area area, struct canvas *canvas)
{
    int servers = (int)q->line.place_count, own = area.rows - 1;
    if (servers + 1 > area.rows) { /* in a row or two of characters, and the legend */
        int a_row = canvas->columns > LABEL ? canvas->columns - LABEL : 1;
        own = (servers - 1) / a_row + 2;
    } else {
        own = servers;
    }
    own = own < area.rows - 1 ? own : area.rows - 1;
    int used = draw_waiting(q, (struct area){area.row, area.rows - own}, canvas);
    draw_servers(q, (struct area){area.row + used, own}, canvas);
    return used + own;
}

static int draw_batch(const struct queue *q, struct area area, struct canvas *canvas)
{
    const struct batch_stream *both = &q->both;
    size_t open = both->collected.count - both->closed_records;
    double window = both->costs.window, into = both->clock - both->window * window;
    double lasts = both->batch_done - both->batch_began;
    bool at_work = isfinite(both->batch_done), alone = isfinite(both->alone_done);
    bool over = isinf(both->window_end), spaced = area.rows >= 6;
    char what[48], note[64], time[32];
    (void)snprintf(what, sizeof what, "%zu record%s", open, queue_plural(open));
    (void)snprintf(note, sizeof note, "closes in %s", queue_time(window - into, time));
    draw_progress("window", over ? "closed" : what, over ? NAN : into / window, over ? "" : note,
                  INK_SERIES_A, area.row, canvas);
    (void)snprintf(what, sizeof what, "batch of %zu", both->in_batch.count);
    (void)snprintf(note, sizeof note, "%s left%s", queue_time(both->batch_done - both->clock, time),
                   both->closed.count ? ", more wait" : "");
    draw_progress("worker A", at_work ? what : "idle",
                  at_work ? (both->clock - both->batch_began) / lasts : NAN, at_work ? note : "",
                  INK_SERIES_A, area.row + 1, canvas);
    if (area.rows < 4)
        return 2;
    int row = area.row + 2 + spaced;
    int used = draw_crowd("in line", both->alone.count - alone, row, area.rows - 3 - spaced,
                          INK_SERIES_B, canvas);
    (void)snprintf(what, sizeof what, "record %d", (int)both->alone_finished + 1);
    (void)snprintf(note, sizeof note, "%s left", queue_time(both->alone_done - both->clock, time));
    lasts = both->alone_done - both->alone_began;
    draw_progress("worker B", alone ? what : "idle",
                  alone ? (both->clock - both->alone_began) / lasts : NAN, alone ? note : "",
                  INK_SERIES_B, row + used, canvas);
    return row + used + 1 - area.row;
}

/* A character for each worker: busy, idle, starting; several where there are too many. */
static void draw_workers(const struct queue *q, int row, bool legend, struct canvas *canvas)
{
    static const char *const marks[2][3] = {{"█", "□", "░"}, {"#", "_", "+"}};
    static const enum ink inks[3] = {INK_SERIES_B, INK_TEXT, INK_ACCENT};
    static const char *const names[3] = {"busy", "idle", "starting"};
    size_t busy = q->line.busy, there = q->line.ready + q->line.sent_away;
    size_t counts[3] = {busy, there - busy, q->scaler.starting};
    int room = canvas->columns - LABEL, column = LABEL;
    size_t all = there + q->scaler.starting, each = 1;
    char next[32];
    while (room > 0 && all > (size_t)room * each)
        each *= 2;
    (void)canvas_text(canvas, 0, row, dim, "workers");
    for (int kind = 0; kind < 3; kind++)
        for (size_t i = 0; i < (counts[kind] + each - 1) / each; i++)
            column = canvas_text(canvas, column, row, (struct style){.ink = (uint8_t)inks[kind]},
                                 marks[canvas->ascii][kind]);
    column = LABEL;
    for (int kind = 0; legend && kind < 3; kind++) {
        column = canvas_text(canvas, column, row + 1, (struct style){.ink = (uint8_t)inks[kind]},
                             marks[canvas->ascii][kind]);
        column =
            canvas_printf(canvas, column, row + 1, dim, " %zu %s  ", counts[kind], names[kind]);
    }
    if (legend && q->scaler.starting)
        (void)canvas_printf(canvas, column, row + 1, dim, "(next in %s)",
                            queue_time(scaler_next(&q->scaler) - q->line.clock, next));
}

static int draw_autoscale(const struct queue *q, struct area area, struct canvas *canvas)
{
    double rate = demand_at(&q->demand, q->line.clock), most = demand_peak(&q->demand);
    bool legend = area.rows >= 4;
    char what[48], note[64];
    (void)snprintf(what, sizeof what, "%.3g a second", rate);
    (void)snprintf(note, sizeof note, "work for %.3g workers", rate * q->values[QUEUE_SERVICE]);
    draw_progress("demand", what, rate / most, note, INK_SERIES_A, area.row, canvas);
    draw_workers(q, area.row + 1, legend, canvas);
    int row = area.row + 2 + legend;
    int used = draw_crowd("in line", q->line.waiting.count, row, area.row + area.rows - row,
                          INK_BAD, canvas);
    return row + used - area.row;
}

/* --- Drawing: results ----------------------------------------------------------------------------
 */

static void draw_steady_numbers(const struct queue *q, const struct report *report,
                                struct area area, struct canvas *canvas)
{
    double mean = report_mean(report, "mean_in_queue");
    double product = report_mean(report, "rate_times_wait");
    char seen[48], expected[48];
    if (!q->theory.stable) {
        double growth = report_mean(report, "line_growth");
        if (isnan(growth))
            return;
        (void)canvas_printf(canvas, 0, area.row, plain,
                            "The line grows by %.3g customers a second (theory %.3g).", growth,
                            predicted(report, "line_growth"));
        (void)canvas_text_fit(canvas, 0, area.row + 1, area.rows > 1 ? canvas->columns : 0, plain,
                              "There is no mean wait: it is longer the longer one looks.");
        return;
    }
    if (!draw_counting(q, area.row, canvas))
        return;
    bool wide = canvas->columns >= WIDE;
    int column = draw_share(report, "have to wait", "wait_probability", 0, area.row, canvas);
    if (wide || area.rows > 1)
        (void)draw_time(report, "mean wait", "mean_wait", wide ? column : 0, area.row + !wide,
                        canvas);
    if (wide && area.rows > 1)
        draw_quantiles(report, area.row + 1, canvas);
    if (area.rows < 3 || isnan(product))
        return;
    (void)snprintf(seen, sizeof seen, "%.3g", mean);
    (void)snprintf(expected, sizeof expected, "theory %.3g", predicted(report, "mean_in_queue"));
    column = draw_value(wide ? "in line on average" : "in line", seen, expected, 0, area.row + 2,
                        canvas);
    (void)snprintf(seen, sizeof seen, "%.3g", product);
    if (wide)
        (void)draw_value("Little's law: rate x wait", seen, "", column, area.row + 2, canvas);
}

/* Who is faster, and what that costs. */
static void draw_verdict(const struct queue *q, int row, struct canvas *canvas)
{
    struct batch_window batch = queue_window(q->values);
    double busy = batch_window_busy(&batch), alone = streaming_busy(&batch);
    double response = q->theory.response, sooner = streaming_mean_response(&batch);
    char line[192];
    if (busy >= 1 && alone >= 1)
        (void)snprintf(line, sizeof line, "Neither can keep up: both lines grow.");
    else if (alone >= 1)
        (void)snprintf(line, sizeof line,
                       "One by one cannot keep up: each record pays the overhead. Batches can.");
    else if (busy >= 1)
        (void)snprintf(line, sizeof line,
                       "Batches cannot keep up: windows are too short for their overhead.");
    else if (isnan(response))
        (void)snprintf(line, sizeof line,
                       "Batches only just keep up: windows wait for each other.");
    else
        (void)snprintf(line, sizeof line,
                       "Theory: %s is %.3g times sooner, and its worker %.3g times as busy.",
                       sooner < response ? "one by one" : "a batch",
                       fmax(sooner, response) / fmin(sooner, response),
                       sooner < response ? alone / busy : busy / alone);
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, plain, line);
}

static void draw_batch_numbers(const struct queue *q, const struct report *report, struct area area,
                               struct canvas *canvas)
{
    if (!draw_counting(q, area.row, canvas))
        return;
    bool wide = canvas->columns >= WIDE;
    int column = draw_time(report, "A: latency", "batch.mean_response", 0, area.row, canvas);
    if (wide)
        (void)draw_share(report, "busy", "batch.utilisation", column, area.row, canvas);
    if (area.rows < 2)
        return;
    column = draw_time(report, "B: latency", "stream.mean_response", 0, area.row + 1, canvas);
    if (wide)
        (void)draw_share(report, "busy", "stream.utilisation", column, area.row + 1, canvas);
    if (area.rows > 2 && wide)
        draw_verdict(q, area.row + 2, canvas);
    else if (area.rows > 2)
        (void)canvas_printf(canvas, 0, area.row + 2, dim, "busy: A %.3g %%, B %.3g %%",
                            100 * report_mean(report, "batch.utilisation"),
                            100 * report_mean(report, "stream.utilisation"));
}

static void draw_autoscale_numbers(const struct report *report, struct area area,
                                   struct canvas *canvas)
{
    char seen[32], other[64];
    (void)snprintf(seen, sizeof seen, "%.0f", report_mean(report, "peak_backlog"));
    bool wide = canvas->columns >= WIDE;
    (void)snprintf(other, sizeof other, "%s %.0f", wide ? "without chance" : "about",
                   predicted(report, "peak_backlog"));
    int column = draw_value("longest line", seen, other, 0, area.row, canvas), row = area.row + 1;
    double waits = report_mean(report, "mean_wait");
    if (wide || area.rows > 1)
        (void)draw_value("mean wait", queue_time(waits, seen), "", wide ? column : 0,
                         wide ? area.row : row++, canvas);
    if (row >= area.row + area.rows || isnan(waits))
        return;
    (void)snprintf(seen, sizeof seen, "%.3g", report_mean(report, "mean_workers"));
    (void)snprintf(other, sizeof other, "the peak wants %.0f",
                   report_mean(report, "workers_for_the_peak"));
    column = draw_value("workers paid for", seen, other, 0, row, canvas);
    if (wide)
        (void)canvas_printf(canvas, column, row, dim, "busy %.3g %% of their time",
                            100 * report_mean(report, "utilisation"));
    if (++row < area.row + area.rows)
        draw_quantiles(report, row, canvas);
}

static void draw_numbers(const struct queue *q, const struct report *report, struct area area,
                         struct canvas *canvas)
{
    if (q->mode == QUEUE_BATCH)
        draw_batch_numbers(q, report, area, canvas);
    else if (q->mode == QUEUE_AUTOSCALE)
        draw_autoscale_numbers(report, area, canvas);
    else
        draw_steady_numbers(q, report, area, canvas);
}

/* --- Drawing: curves -----------------------------------------------------------------------------
 */

/* The unit in which a length of time is best read. */
static double time_unit(double longest, const char **name)
{
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{86400, "days"}, {3600, "hours"}, {60, "minutes"}, {1, "seconds"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (longest > 3 * units[i].seconds) {
            *name = units[i].name;
            return units[i].seconds;
        }
    *name = longest > 0.5 ? "seconds" : "milliseconds";
    return longest > 0.5 ? 1 : 1e-3;
}

struct curve {
    const struct series *series;
    const char *name;
    enum ink ink;
};

enum { MOST_CURVES = 3 };

/* A box of the canvas with up to three curves over time, or a sentence where there are none. */
static void draw_curves(const struct curve *curves, size_t count, struct plot plot, int column,
                        struct area area, int columns, struct canvas *canvas)
{
    double x[MOST_CURVES][OVER_TIME_SAMPLES], longest = 0, highest = 0;
    struct plot_series series[MOST_CURVES];
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (curves[i].series->count)
            longest = fmax(longest, curves[i].series->x[curves[i].series->count - 1]);
    double unit = time_unit(longest, &plot.x_label);
    for (size_t i = 0; i < count; i++) {
        const struct series *own = curves[i].series;
        if (!own->count)
            continue;
        for (size_t k = 0; k < own->count; k++) {
            x[used][k] = own->x[k] / unit;
            highest = fmax(highest, own->y[k]);
        }
        series[used] = (struct plot_series){.name = curves[i].name,
                                            .x = x[used],
                                            .y = own->y,
                                            .count = own->count,
                                            .ink = curves[i].ink,
                                            .error = own->error};
        used++;
    }
    struct plot_mark marks[QUEUE_QUANTILES];
    for (size_t i = 0; i < plot.mark_count && i < QUEUE_QUANTILES; i++) {
        marks[i] = plot.marks[i];
        marks[i].x /= unit;
    }
    plot.marks = marks;
    plot.y_high = highest > 0 ? highest * 1.05 : 1;
    plot.series = series;
    plot.series_count = used;
    if (longest > 0)
        canvas_plot(canvas, column, area.row, columns, area.rows, &plot);
    else
        (void)canvas_text_fit(canvas, column, area.row, columns, dim,
                              "Nothing is measured yet: play on.");
}

static void draw_line_over_time(const struct queue *q, const struct report *report, int column,
                                struct area area, int columns, struct canvas *canvas)
{
    const struct series *waiting = report_find_series(report, "queue_length");
    const struct series *alone = report_find_series(report, "stream_queue_length");
    double ends[2] = {0, 0}, mean[2];
    struct series theory = {.x = ends, .y = mean, .count = 2};
    struct curve curves[MOST_CURVES] = {{waiting, "in line", INK_SERIES_A}};
    size_t count = 1;
    if (q->mode == QUEUE_BATCH) {
        curves[0].name = "A, not begun";
        curves[count++] = (struct curve){alone, "B, in line", INK_SERIES_B};
    } else if (q->theory.stable && waiting->count) {
        ends[1] = waiting->x[waiting->count - 1];
        mean[0] = mean[1] = predicted(report, "mean_in_queue");
        curves[count++] = (struct curve){&theory, "mean by theory", INK_THEORY};
    }
    struct plot plot = {.title = q->mode == QUEUE_BATCH ? "records waiting, in the first windows"
                                                        : "customers waiting",
                        .y_label = "waiting"};
    draw_curves(curves, count, plot, column, area, columns, canvas);
}

static void draw_workers_over_time(const struct report *report, int column, struct area area,
                                   int columns, struct canvas *canvas)
{
    const struct curve curves[] = {
        {report_find_series(report, "workers"), "workers there", INK_SERIES_B},
        {report_find_series(report, "demand"), "work that comes", INK_SERIES_A},
    };
    struct plot plot = {.title = "workers there, and workers' worth of work", .y_label = "workers"};
    draw_curves(curves, 2, plot, column, area, columns, canvas);
}

/* Beside or above each other, as there is room. */
static void draw_over_time(const struct queue *q, const struct report *report, struct area area,
                           struct canvas *canvas)
{
    enum { TALL = 16 };
    int columns = canvas->columns, half = columns / 2 - 1, top = area.rows / 2;
    if (q->mode != QUEUE_AUTOSCALE) {
        draw_line_over_time(q, report, 0, area, columns, canvas);
    } else if (area.rows >= TALL) {
        draw_workers_over_time(report, 0, (struct area){area.row, top}, columns, canvas);
        draw_line_over_time(q, report, 0, (struct area){area.row + top, area.rows - top}, columns,
                            canvas);
    } else if (columns >= WIDE) {
        draw_workers_over_time(report, 0, area, half, canvas);
        draw_line_over_time(q, report, columns - half, area, half, canvas);
    } else {
        draw_line_over_time(q, report, 0, area, columns, canvas);
    }
}

/* Of the one line: where half, 95 % and 99 % are done. */
static size_t mark_quantiles(const struct report *report, struct plot_mark *marks)
{
    static const char *const names[QUEUE_QUANTILES] = {"latency_p50", "latency_p95", "latency_p99"};
    static const char *const labels[QUEUE_QUANTILES] = {"half", "95 %", "99 %"};
    size_t count = 0;
    for (int i = 0; i < QUEUE_QUANTILES; i++) {
        double at = report_mean(report, names[i]);
        if (!isnan(at))
            marks[count++] = (struct plot_mark){at, 1 - queue_quantiles[i], labels[i]};
    }
    return count;
}

static void draw_latencies(const struct queue *q, const struct report *report, struct area area,
                           struct canvas *canvas)
{
    struct plot_mark marks[QUEUE_QUANTILES];
    struct series latency = *report_find_series(report, "latency");
    struct series alone = *report_find_series(report, "stream_latency");
    const struct series *theory = report_find_series(report, "latency_theory");
    bool batch = q->mode == QUEUE_BATCH, crowded = area.rows < 20;
    if (crowded) /* the band would hide the curve */
        latency.error = alone.error = NULL;
    struct curve curves[MOST_CURVES] = {
        {theory, batch ? "theory of A" : "theory", INK_THEORY},
        {&latency, batch ? "A, in batches" : "measured", INK_SERIES_A},
        {&alone, "B, one by one", INK_SERIES_B}};
    if (!latency.count)
        theory = &latency;
    curves[0].series = theory;
    struct plot plot = {.title = "what share takes longer, from coming to being done",
                        .y_label = "share",
                        .marks = marks,
                        .mark_count = batch || area.rows < 8 ? 0 : mark_quantiles(report, marks)};
    draw_curves(curves, batch ? 3 : 2, plot, 0, area, canvas->columns, canvas);
}

/* --- Pictures ------------------------------------------------------------------------------------
 */

/* The curve that tells most; both where there is room. */
static void draw_best_curves(const struct queue *q, const struct report *report, struct area area,
                             struct canvas *canvas)
{
    enum { BOTH = 24 };
    bool steady = q->mode == QUEUE_STEADY && q->theory.stable;
    bool any = report_find_series(report, "latency")->count > 0;
    bool both = any && area.rows >= BOTH, latencies = any && (steady || q->mode == QUEUE_BATCH);
    int rows = both ? area.rows / 2 : area.rows;
    struct area first = {area.row, rows}, rest = {area.row + rows + 1, area.rows - rows - 1};
    if (latencies || both)
        draw_latencies(q, report, latencies ? first : rest, canvas);
    if (!latencies || both)
        draw_over_time(q, report, latencies ? rest : first, canvas);
}

static int draw_now(const struct queue *q, struct area area, struct canvas *canvas)
{
    return q->mode == QUEUE_BATCH       ? draw_batch(q, area, canvas)
           : q->mode == QUEUE_AUTOSCALE ? draw_autoscale(q, area, canvas)
                                        : draw_steady(q, area, canvas);
}

/* The line as it is; when all are gone, what came of it. */
void queue_draw(const void *state, const struct report *report, struct canvas *canvas)
{
    enum { HEAD = 3, NUMBERS = 3, LEAST_CURVES = 5, LEAST_BELOW = 9, MOST_NOW = 14 };
    const struct queue *q = state;
    bool spaced = canvas->rows >= 16, over = report && queue_is_over(q);
    int row = HEAD + spaced, room = canvas->rows - row, rest;
    int numbers = room >= 7 || over ? NUMBERS : room >= 3;
    numbers = !report ? 0 : numbers < room ? numbers : room;
    bool curves = report && report_find_series(report, "queue_length")->count > 1;
    int now = over ? 0 : room - numbers;
    draw_heading(q, canvas);
    draw_clock(q, 2, canvas);
    if (curves && now > LEAST_BELOW + 6) /* they go below it */
        now = now / 2 < MOST_NOW ? now / 2 : MOST_NOW;
    if (now > 1)
        now = draw_now(q, (struct area){row, now}, canvas);
    row += now + (now && spaced);
    if (numbers)
        draw_numbers(q, report, (struct area){row, numbers}, canvas);
    row += numbers + spaced;
    rest = canvas->rows - row;
    if (curves && rest >= (over ? LEAST_CURVES : LEAST_BELOW))
        draw_best_curves(q, report, (struct area){row, rest}, canvas);
}

/* Of curves: the heading, then the curves; before a guess a sentence. */
static bool draw_above_curves(const struct queue *q, const struct report *report, struct area *area,
                              struct canvas *canvas)
{
    draw_heading(q, canvas);
    *area = (struct area){2, canvas->rows - 2};
    if (!report)
        (void)canvas_text_fit(canvas, 0, 2, canvas->columns, dim,
                              "The curves would tell the answer: they come after the guess.");
    return report != NULL;
}

void queue_draw_latency(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct queue *q = state;
    struct area area;
    if (!draw_above_curves(q, report, &area, canvas))
        return;
    if (area.rows > 12) {
        draw_numbers(q, report, (struct area){area.row, 3}, canvas);
        area = (struct area){area.row + 4, area.rows - 4};
    }
    draw_latencies(q, report, area, canvas);
}

void queue_draw_over_time(const void *state, const struct report *report, struct canvas *canvas)
{
    struct area area;
    if (draw_above_curves(state, report, &area, canvas))
        draw_over_time(state, report, area, canvas);
}
