/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/schedule_picture.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static struct style bold(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink, .attributes = ATTRIBUTE_BOLD};
}

const char *graph_task_name(const struct schedule_graph *graph, unsigned task, bool capitals,
                            char buffer[GRAPH_NAME])
{
    size_t i = 0;
    for (; graph->names[task][i]; i++) {
        int c = (unsigned char)graph->names[task][i];
        buffer[i] = (char)(capitals ? toupper(c) : c);
    }
    buffer[i] = '\0';
    return buffer;
}

/* --- Gantt chart --------------------------------------------------------------------------------
 */

enum { LABEL = 16, NARROW_LABEL = 9, NARROW = 50, LEAST_NAMED = 4 };

/* Where the chart is: bars begin at `left` and have `width` cells. */
struct chart {
    const struct gantt *gantt;
    struct canvas *canvas;
    int left, width;
};

static bool on_path(const struct gantt *g, unsigned task)
{
    return g->on_path && g->on_path[task];
}

static int column_at(const struct chart *c, double time)
{
    double cells = time / c->gantt->horizon * c->width;
    if (!(cells > 0))
        return c->left;
    return c->left + (cells < c->width ? (int)cells : c->width);
}

/* Cells from `begin` to `end`, at least one. */
static void fill(const struct chart *c, int row, double begin, double end, struct style style,
                 const char *mark)
{
    int from = column_at(c, begin), to = column_at(c, end);
    if (from > c->left + c->width - 1)
        from = c->left + c->width - 1;
    canvas_fill(c->canvas, from, row, to > from ? to - from : 1, 1, style, mark);
}

static const char *mark(const struct chart *c, const char *unicode, const char *ascii)
{
    return c->canvas->ascii ? ascii : unicode;
}

static double attempt_end(const struct gantt *g, unsigned task, unsigned attempt)
{
    return g->day->start[task][attempt] + g->luck->duration[task][attempt];
}

/* One attempt: a bar that has grown until now, with a mark where it failed. */
static void draw_attempt(const struct chart *c, unsigned task, unsigned attempt, int row)
{
    const struct gantt *g = c->gantt;
    double begin = g->day->start[task][attempt], end = attempt_end(g, task, attempt);
    bool over = end <= g->now, last = attempt + 1 == g->luck->attempts[task];
    bool failed = over && (!last || !g->luck->right[task]);
    bool stale = g->rules->fixed && isnan(g->day->ready[task]);
    struct style style = on_path(g, task) ? bold(INK_ACCENT) : ink(INK_SERIES_A);
    const char *bar = on_path(g, task) ? mark(c, "█", "#") : mark(c, "▒", "=");
    if (stale && last) {
        style = ink(INK_BAD);
        bar = "!";
    }
    fill(c, row, begin, over ? end : g->now, style, bar);
    if (failed) {
        int at = column_at(c, end) - 1, from = column_at(c, begin);
        if (at > c->left + c->width - 1)
            at = c->left + c->width - 1;
        (void)canvas_text(c->canvas, at > from ? at : from, row, bold(INK_BAD), last ? "X" : "x");
    }
}

/* The end of the failed task that this one was skipped for. */
static double skipped_at(const struct gantt *g, unsigned task)
{
    while (g->day->outcome[task] == TASK_SKIPPED)
        task = g->day->cause[task];
    return g->day->end[task];
}

static void draw_skipped(const struct chart *c, unsigned task, int row)
{
    const struct gantt *g = c->gantt;
    double at = skipped_at(g, task);
    char line[64];
    if (at > g->now)
        return;
    (void)snprintf(line, sizeof line, "skipped: needs %s", g->graph->names[g->day->cause[task]]);
    int column = column_at(c, at), latest = c->left + c->width - (int)strlen(line);
    column = column < latest ? column : latest > c->left ? latest : c->left;
    (void)canvas_text_fit(c->canvas, column, row, c->left + c->width - column, ink(INK_BAD), line);
}

/* Waits: from the inputs' end to the beginning, and between attempts. */
static void draw_waits(const struct chart *c, unsigned task, int row)
{
    const struct gantt *g = c->gantt;
    const char *wait = mark(c, "·", ".");
    double from = g->day->ready[task], start = g->day->start[task][0];
    if (isfinite(from) && from < start && from <= g->now)
        fill(c, row, from, fmin(start, g->now), ink(INK_DIM), wait);
    for (unsigned attempt = 1; attempt < g->luck->attempts[task]; attempt++) {
        double pause = attempt_end(g, task, attempt - 1);
        if (pause <= g->now && pause < g->day->start[task][attempt])
            fill(c, row, pause, fmin(g->day->start[task][attempt], g->now), ink(INK_DIM), wait);
    }
}

static void draw_task(const struct chart *c, unsigned task, int row)
{
    const struct gantt *g = c->gantt;
    char name[GRAPH_NAME];
    (void)canvas_text_fit(c->canvas, 0, row, c->left - 1,
                          on_path(g, task) ? bold(INK_STRONG) : ink(INK_TEXT),
                          graph_task_name(g->graph, task, on_path(g, task), name));
    if (g->day->outcome[task] == TASK_SKIPPED) {
        draw_skipped(c, task, row);
        return;
    }
    draw_waits(c, task, row);
    if (g->rules->fixed && g->rules->start[task] < g->horizon)
        (void)canvas_text(c->canvas, column_at(c, g->rules->start[task]), row, ink(INK_THEORY),
                          mark(c, "┊", ":"));
    for (unsigned attempt = 0; attempt < g->luck->attempts[task]; attempt++)
        if (g->day->start[task][attempt] <= g->now)
            draw_attempt(c, task, attempt, row);
}

/* A worker's row: the attempts it made, each with its name. */
static void draw_worker_attempt(const struct chart *c, unsigned task, unsigned attempt, int row)
{
    const struct gantt *g = c->gantt;
    draw_attempt(c, task, attempt, row);
    char name[GRAPH_NAME];
    int from = column_at(c, g->day->start[task][attempt]);
    int to = column_at(c, fmin(attempt_end(g, task, attempt), g->now));
    if (from >= c->left + c->width)
        return;
    (void)canvas_text(c->canvas, from, row, bold(INK_STRONG), "|"); /* where a new bar begins */
    if (to - from < LEAST_NAMED)
        return;
    (void)graph_task_name(g->graph, task, on_path(g, task), name);
    name[to - from - 2 < GRAPH_NAME - 1 ? to - from - 2 : GRAPH_NAME - 1] = '\0';
    struct style style = on_path(g, task) ? bold(INK_STRONG) : ink(INK_TEXT);
    style.attributes |= ATTRIBUTE_REVERSE; /* the bar goes on under its name */
    (void)canvas_text(c->canvas, from + 1, row, style, name);
}

static void draw_worker(const struct chart *c, unsigned worker, int row)
{
    const struct gantt *g = c->gantt;
    char label[24];
    (void)snprintf(label, sizeof label, c->left < LABEL ? "wkr %u" : "worker %u", worker + 1);
    (void)canvas_text_fit(c->canvas, 0, row, c->left - 1, ink(INK_TEXT), label);
    for (unsigned task = 0; task < g->graph->tasks; task++)
        for (unsigned attempt = 0;
             g->day->outcome[task] != TASK_SKIPPED && attempt < g->luck->attempts[task]; attempt++)
            if (g->day->worker[task][attempt] == worker && g->day->start[task][attempt] <= g->now)
                draw_worker_attempt(c, task, attempt, row);
}

/* What the marks mean, as many of them as there is room for, and the right edge's time. */
static void draw_legend(const struct chart *c, int row)
{
    const struct gantt *g = c->gantt;
    char edge[32] = "";
    if (g->times)
        (void)snprintf(edge, sizeof edge, "%.4g min", g->horizon);
    int end = c->canvas->columns - (int)strlen(edge), column = 0;
    const struct {
        const char *mark, *means;
        bool shown;
    } items[] = {
        {mark(c, "█", "#"), "LONGEST PATH", g->on_path != NULL},
        {mark(c, "▒", "="), g->on_path ? "other" : "running", true},
        {"x", "failed", true},
        {mark(c, "·", "."), "waits", true},
        {mark(c, "┊", ":"), "clock", g->rules->fixed},
        {"!", "stale data", g->rules->fixed},
    };
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        if (!items[i].shown || column + 4 + (int)strlen(items[i].means) > end)
            continue;
        column = canvas_text(c->canvas, column, row, ink(INK_STRONG), items[i].mark) + 1;
        column = canvas_text(c->canvas, column, row, ink(INK_DIM), items[i].means) + 2;
    }
    (void)canvas_text(c->canvas, end > column ? end : column, row, ink(INK_DIM), edge);
}

int gantt_draw(const struct gantt *gantt, int row, int rows, struct canvas *canvas)
{
    bool narrow = canvas->columns < NARROW;
    struct chart chart = {gantt, canvas, narrow ? NARROW_LABEL : LABEL, 0};
    int tasks = (int)gantt->graph->tasks, workers = (int)gantt->rules->workers;
    chart.width = canvas->columns - chart.left;
    if (chart.width < 4 || rows < 1)
        return 0;
    bool legend = rows > 2;
    int room = legend ? rows - 1 : rows, used = 0;
    bool by_worker = tasks > room && workers > 0 && workers < tasks;
    int lines = by_worker ? workers : tasks;
    bool cut = lines > room && room > 1;
    int shown = cut ? room - 1 : lines < room ? lines : room;
    for (; used < shown; used++)
        if (by_worker)
            draw_worker(&chart, (unsigned)used, row + used);
        else
            draw_task(&chart, (unsigned)used, row + used);
    if (cut)
        (void)canvas_printf(canvas, 0, row + used++, ink(INK_DIM), "and %d more %s", lines - shown,
                            by_worker ? "workers" : "tasks");
    if (legend)
        draw_legend(&chart, row + used++);
    return used;
}

/* --- The graph ----------------------------------------------------------------------------------
 */

enum { NORTH = 1, EAST = 2, SOUTH = 4, WEST = 8, LEAST_GAP = 3, MOST_GAP = 14 };

struct layout {
    const struct schedule_graph *graph;
    const bool *on_path;
    struct canvas *canvas;
    int top, rows;
    unsigned layers;         /* that fit */
    int column[GRAPH_TASKS]; /* of a layer */
    int width[GRAPH_TASKS];  /* of a layer */
    int row[GRAPH_TASKS];    /* of a task; -1: not shown */
    int place[GRAPH_TASKS];  /* of a task in its layer */
    int size[GRAPH_TASKS];   /* of a layer */
    unsigned char *lines;    /* directions of each cell */
};

static int name_length(const struct schedule_graph *graph, unsigned task, int cap)
{
    int length = (int)strlen(graph->names[task]);
    return length < cap ? length : cap;
}

/* The columns that all layers take where no name is longer than `cap`. */
static int columns_taken(struct layout *l, int cap)
{
    int sum = 0;
    memset(l->width, 0, sizeof l->width);
    memset(l->size, 0, sizeof l->size);
    for (unsigned task = 0; task < l->graph->tasks; task++) {
        unsigned layer = l->graph->layer[task];
        int length = name_length(l->graph, task, cap);
        l->place[task] = l->size[layer]++;
        l->width[layer] = length > l->width[layer] ? length : l->width[layer];
    }
    for (unsigned layer = 0; layer < l->graph->layers; layer++)
        sum += l->width[layer];
    return sum;
}

static void place_layers(struct layout *l)
{
    int cap = GRAPH_NAME, gaps = LEAST_GAP * ((int)l->graph->layers - 1);
    int sum = columns_taken(l, cap);
    while (cap > 9 && sum + gaps > l->canvas->columns)
        sum = columns_taken(l, --cap);
    int between =
        l->graph->layers > 1 ? (l->canvas->columns - sum) / ((int)l->graph->layers - 1) : 0;
    int gap = between < LEAST_GAP ? LEAST_GAP : between > MOST_GAP ? MOST_GAP : between, column = 0;
    for (l->layers = 0; l->layers < l->graph->layers; l->layers++) {
        if (column + l->width[l->layers] > l->canvas->columns)
            break;
        l->column[l->layers] = column;
        column += l->width[l->layers] + gap;
    }
}

/* Spread evenly; of a layer with too many the last row says how many more there are. */
static void place_tasks(struct layout *l)
{
    for (unsigned task = 0; task < l->graph->tasks; task++) {
        unsigned layer = l->graph->layer[task];
        int size = l->size[layer], place = l->place[task];
        l->row[task] = size <= l->rows       ? (2 * place + 1) * l->rows / (2 * size)
                       : place < l->rows - 1 ? place
                                             : -1;
        if (layer >= l->layers)
            l->row[task] = -1;
    }
}

static void join(struct layout *l, int column, int row, int direction)
{
    if (column >= 0 && column < l->canvas->columns && row >= 0 && row < l->rows)
        l->lines[row * l->canvas->columns + column] |= (unsigned char)direction;
}

static void draw_line(struct layout *l, int column, int row, int to_column, int to_row)
{
    for (; column < to_column; column++) {
        join(l, column, row, EAST);
        join(l, column + 1, row, WEST);
    }
    for (; row < to_row; row++) {
        join(l, column, row, SOUTH);
        join(l, column, row + 1, NORTH);
    }
    for (; row > to_row; row--) {
        join(l, column, row, NORTH);
        join(l, column, row - 1, SOUTH);
    }
}

static void route(struct layout *l, unsigned from, unsigned to)
{
    unsigned layer = l->graph->layer[from];
    if (l->row[from] < 0 || l->row[to] < 0 || l->graph->layer[to] != layer + 1)
        return;
    int begin = l->column[layer] + name_length(l->graph, from, l->width[layer]) + 1;
    int end = l->column[layer + 1] - 2, first = l->column[layer] + l->width[layer] + 1;
    int lanes = end - first + 1;
    /* One task's edges leave it together. */
    int lane = first + (lanes > 1 && l->size[layer] > 1 ? l->place[to] % lanes : 0);
    draw_line(l, begin, l->row[from], lane, l->row[from]);
    draw_line(l, lane, l->row[from], lane, l->row[to]);
    draw_line(l, lane, l->row[to], end, l->row[to]);
    join(l, begin, l->row[from], WEST); /* so that a corner in the first or last cell is one */
    join(l, end, l->row[to], EAST);
}

static void draw_lines(struct layout *l)
{
    static const char *const unicode[16] = {" ", "│", "─", "└", "│", "│", "┌", "├",
                                            "─", "┘", "─", "┴", "┐", "┤", "┬", "┼"};
    static const char *const ascii[16] = {" ", "|", "-", "+", "|", "|", "+", "+",
                                          "-", "+", "-", "+", "+", "+", "+", "+"};
    for (int row = 0; row < l->rows; row++)
        for (int column = 0; column < l->canvas->columns; column++) {
            int directions = l->lines[row * l->canvas->columns + column];
            if (directions)
                (void)canvas_text(l->canvas, column, l->top + row, ink(INK_DIM),
                                  l->canvas->ascii ? ascii[directions] : unicode[directions]);
        }
}

static void draw_names(struct layout *l)
{
    char name[GRAPH_NAME];
    for (unsigned task = 0; task < l->graph->tasks; task++) {
        unsigned layer = l->graph->layer[task];
        bool path = l->on_path && l->on_path[task];
        if (l->row[task] >= 0)
            (void)canvas_text_fit(l->canvas, l->column[layer], l->top + l->row[task],
                                  l->width[layer], path ? bold(INK_STRONG) : ink(INK_TEXT),
                                  graph_task_name(l->graph, task, path, name));
    }
    for (unsigned layer = 0; layer < l->layers; layer++)
        if (l->size[layer] > l->rows)
            (void)canvas_printf(l->canvas, l->column[layer], l->top + l->rows - 1, ink(INK_DIM),
                                "+%d", l->size[layer] - l->rows + 1);
}

static int largest_layer(const struct schedule_graph *graph)
{
    int size[GRAPH_TASKS] = {0}, most = 0;
    for (unsigned task = 0; task < graph->tasks; task++)
        most = ++size[graph->layer[task]] > most ? size[graph->layer[task]] : most;
    return most;
}

/* "load orders 12 min, after check orders" */
static void format_needs(const struct schedule_graph *graph, unsigned task, double minutes,
                         char *line, size_t size)
{
    int length = snprintf(line, size, "%s %.4g min", graph->names[task], minutes);
    for (unsigned i = 0; i < graph_inputs(graph, task) && length < (int)size; i++)
        length += snprintf(line + length, size - (size_t)length, "%s%s", i ? ", " : ", after ",
                           graph->names[graph_input(graph, task, i)]);
}

/* In as many columns as fit, read downwards. */
static int draw_needs(const struct schedule_graph *graph, const double *minutes, int row, int rows,
                      struct canvas *canvas)
{
    enum { WIDTH = 37 };
    int columns = canvas->columns / WIDTH > 1 ? canvas->columns / WIDTH : 1;
    int tasks = (int)graph->tasks, each = (tasks + columns - 1) / columns;
    int used = each < rows ? each : rows, width = canvas->columns / columns;
    for (int task = 0; task < tasks; task++) {
        char line[256];
        if (task % each >= used)
            continue;
        format_needs(graph, (unsigned)task, minutes[task], line, sizeof line);
        (void)canvas_text_fit(canvas, task / each * width, row + task % each, width - 2,
                              ink(INK_DIM), line);
    }
    return used;
}

int graph_draw(const struct schedule_graph *graph, const double *minutes, const bool *on_path,
               int row, int rows, struct canvas *canvas)
{
    int most = largest_layer(graph);
    if (rows < 1 || canvas->columns < 4)
        return 0;
    struct layout *l = memory_allocate(1, sizeof *l);
    l->graph = graph;
    l->on_path = on_path;
    l->canvas = canvas;
    l->top = row;
    l->rows = rows < 2 * most ? (rows < most + 1 ? rows : most) : 2 * most - 1;
    l->lines = memory_allocate((size_t)l->rows * (size_t)canvas->columns, 1);
    place_layers(l);
    place_tasks(l);
    for (unsigned edge = 0; edge < graph->edges; edge++)
        route(l, graph->from[edge], graph->to[edge]);
    draw_lines(l);
    draw_names(l);
    int used = l->rows, hidden = (int)(graph->layers - l->layers);
    free(l->lines);
    free(l);
    if (hidden > 0 && used < rows)
        (void)canvas_printf(canvas, 0, row + used++, ink(INK_DIM), "%d more layers to the right",
                            hidden);
    if (rows - used > 2)
        used += 1 + draw_needs(graph, minutes, row + used + 1, rows - used - 1, canvas);
    return used;
}
