/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures of pipelines: the chart of Gantt (about 1910), a bar for each attempt of each task, and
 * the graph itself from left to right.
 */
#ifndef EXERCISES_SCHEDULE_PICTURE_H
#define EXERCISES_SCHEDULE_PICTURE_H

#include "engine/base/canvas.h"
#include "exercises/schedule_day.h"

struct gantt {
    const struct schedule_graph *graph;
    const struct day_luck *luck;
    const struct day_rules *rules;
    const struct day *day;
    double now;          /* bars end here, minutes; INFINITY: the day is over */
    double horizon;      /* what the right edge stands for, minutes, above 0 */
    const bool *on_path; /* tasks of the longest path, or NULL: not to be shown */
    bool times;          /* say what the right edge stands for */
};

/*
 * Draws at most `rows` rows and returns how many were used: one for each task, or where there are
 * too many of them one for each worker with the names in the bars, and a line that explains the
 * marks. The longest path has full bars and its names in capitals.
 */
int gantt_draw(const struct gantt *gantt, int row, int rows, struct canvas *canvas);

/*
 * The graph by layers, with its edges, and below it what each task takes and needs, as far as
 * `rows` reach. `minutes` of each task; `on_path` (or NULL) as above. Only edges between
 * neighbouring layers are drawn. Returns the rows used.
 */
int graph_draw(const struct schedule_graph *graph, const double *minutes, const bool *on_path,
               int row, int rows, struct canvas *canvas);

/* A task's name, in capitals where `capitals`. */
const char *graph_task_name(const struct schedule_graph *graph, unsigned task, bool capitals,
                            char buffer[GRAPH_NAME]);

#endif
