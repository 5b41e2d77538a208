/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "exercises/availability/picture.h"
#include "exercises/availability/wording.h"

/* From before the backup that is restored to after the restore; one page for both ways. */
static struct page recovery_page(const struct disaster *d, int cells)
{
    double margin = 0.15 * (d->lost + d->restoring);
    double from = d->hours - d->lost - margin, to = d->hours + d->restoring + margin;
    return (struct page){from, to, cells};
}

static void draw_span(struct canvas *canvas, const struct page *page, int row, double from,
                      double to, enum mark mark)
{
    int first = page_cell(page, from), last = page_cell(page, to);
    first = first < 0 ? 0 : first;
    for (int i = first; i <= last && i < page->cells; i++)
        (void)page_put(canvas, LABEL + i, row, mark);
}

/* Each backup from its beginning to where it is complete. */
static void draw_backups(const struct availability *s, const struct disaster *d,
                         const struct page *page, int row, struct canvas *canvas)
{
    double interval = s->values[AVAILABILITY_BACKUP_INTERVAL];
    double duration = s->values[AVAILABILITY_BACKUP_HOURS];
    draw_span(canvas, page, row, page->from, d->hours - d->lost, MARK_UP);
    draw_span(canvas, page, row, d->hours - d->lost, d->hours, MARK_WAITING);
    draw_span(canvas, page, row, d->hours, d->hours + d->restoring, MARK_REPAIRED);
    draw_span(canvas, page, row, d->hours + d->restoring, page->to, MARK_UP);
    double at = d->hours - d->lost; /* the one that is restored from, and perhaps one that is not */
    for (at += at + interval < d->hours ? interval : 0; at >= page->from; at -= interval) {
        int column = LABEL + page_cell(page, at), complete = LABEL + page_cell(page, at + duration);
        (void)canvas_text(canvas, column, row, ink(INK_GOOD), "B");
        if (complete > column && at + duration < d->hours)
            (void)canvas_text(canvas, complete, row, ink(INK_GOOD), "C");
    }
    (void)page_put(canvas, LABEL + page_cell(page, d->hours), row, MARK_DISASTER);
}

static const char *held(bool met)
{
    return met ? "kept" : "missed";
}

/* What one disaster cost, in words. */
static void draw_cost(const struct availability *s, double lost, double down, int row,
                      struct canvas *canvas)
{
    double rpo = s->values[AVAILABILITY_RPO_HOURS], rto = s->values[AVAILABILITY_RTO_HOURS];
    char times[4][48], line[320];
    format_hours_short(lost, times[0], sizeof times[0]);
    format_hours_short(rpo, times[1], sizeof times[1]);
    format_hours_short(down, times[2], sizeof times[2]);
    format_hours_short(rto, times[3], sizeof times[3]);
    (void)snprintf(line, sizeof line, "lost %s (RPO %s: %s), back after %s (RTO %s: %s)", times[0],
                   times[1], held(lost <= rpo), times[2], times[3], held(down <= rto));
    (void)canvas_text_fit(canvas, LABEL, row, canvas->columns - LABEL,
                          ink(lost <= rpo && down <= rto ? INK_GOOD : INK_BAD), line);
}

static int draw_last_disaster(const struct availability *s, int row, struct canvas *canvas)
{
    const struct disaster *d = availability_last_disaster(s);
    struct page page = recovery_page(d, canvas->columns - LABEL);
    int column = 0;
    (void)canvas_text(canvas, 0, row, ink(INK_TEXT), "backups");
    draw_backups(s, d, &page, row, canvas);
    draw_cost(s, d->lost, d->restoring, row + 1, canvas);
    (void)canvas_text(canvas, 0, row + 2, ink(INK_TEXT), "replica");
    draw_span(canvas, &page, row + 2, page.from, page.to, MARK_UP);
    draw_span(canvas, &page, row + 2, d->hours, d->hours + d->failing_over, MARK_REPAIRED);
    (void)page_put(canvas, LABEL + page_cell(&page, d->hours), row + 2, MARK_DISASTER);
    draw_cost(s, d->lag, d->failing_over, row + 3, canvas);
    static const char *const words[] = {"data lost", "restoring", "disaster"};
    static const enum mark of[] = {MARK_WAITING, MARK_REPAIRED, MARK_DISASTER};
    column = canvas_text(canvas, column, row + 4, ink(INK_GOOD), "B C");
    column = canvas_text(canvas, column, row + 4, ink(INK_DIM), " backup begins, is complete") + 3;
    for (int i = 0; i < 3; i++) {
        column = page_put(canvas, column, row + 4, of[i]);
        column = canvas_printf(canvas, column, row + 4, ink(INK_DIM), " %s", words[i]) + 3;
    }
    return 5;
}

enum { LOSSES = 6, LOSS_COLUMNS = 11 };

/* What each way costs, column by column; `hours` of one unit, 0 for a share. */
static const struct {
    const char *name;
    double hours;
} losses[2][LOSSES] = {{{"backup.lost_hours", 1},
                        {"backup.worst_lost_hours", 1},
                        {"backup.rpo_met", 0},
                        {"backup.down_hours", 1},
                        {"backup.worst_down_hours", 1},
                        {"backup.rto_met", 0}},
                       {{"replica.lost_seconds", 1.0 / SECONDS_AN_HOUR},
                        {"replica.worst_lost_seconds", 1.0 / SECONDS_AN_HOUR},
                        {"replica.rpo_met", 0},
                        {"replica.down_minutes", 1.0 / MINUTES_AN_HOUR},
                        {"replica.worst_down_minutes", 1.0 / MINUTES_AN_HOUR},
                        {"replica.rto_met", 0}}};

static void draw_loss(const struct report *report, int way, int loss, bool theory, int row,
                      struct canvas *canvas)
{
    const char *name = losses[way][loss].name;
    const struct prediction *p = report_prediction(report, name);
    double value = theory ? p ? p->value : NAN : report_mean(report, name);
    char text[64] = "-";
    if (!isnan(value) && losses[way][loss].hours > 0)
        format_hours_short(value * losses[way][loss].hours, text, sizeof text);
    else if (!isnan(value))
        (void)snprintf(text, sizeof text, "%.3g %%", 100 * value);
    (void)canvas_text(canvas, LABEL + loss * LOSS_COLUMNS, row,
                      ink(theory ? INK_THEORY : INK_STRONG), text);
}

static void draw_losses(const struct availability *s, const struct report *report, int row,
                        struct canvas *canvas)
{
    static const char *const heads[] = {"lost: mean", "worst", "", "down: mean", "worst", ""};
    char rpo[24], rto[24], target[48];
    format_hours_short(s->values[AVAILABILITY_RPO_HOURS], rpo, sizeof rpo);
    format_hours_short(s->values[AVAILABILITY_RTO_HOURS], rto, sizeof rto);
    for (int i = 0; i < LOSSES; i++) {
        (void)snprintf(target, sizeof target, "%s %s", i == 2 ? "RPO" : "RTO", i == 2 ? rpo : rto);
        (void)canvas_text(canvas, LABEL + i * LOSS_COLUMNS, row, ink(INK_DIM),
                          heads[i][0] ? heads[i] : target);
    }
    row++;
    for (int way = 0; way < 2; way++)
        for (int theory = 0; theory < 2; theory++, row++) {
            (void)canvas_text(canvas, 0, row, ink(theory ? INK_THEORY : INK_TEXT),
                              theory ? "  theory"
                              : way  ? "replica"
                                     : "backups");
            for (int i = 0; i < LOSSES; i++)
                draw_loss(report, way, i, theory, row, canvas);
        }
}

/* The last ones below each other, the disaster in one column: what is lost before, restoring after.
 */
static void draw_aligned(const struct availability *s, int row, int rows, struct canvas *canvas)
{
    double rpo = s->values[AVAILABILITY_RPO_HOURS], rto = s->values[AVAILABILITY_RTO_HOURS];
    int kept = s->disaster_count < DISASTERS_KEPT ? s->disaster_count : DISASTERS_KEPT;
    kept = kept < rows - 1 ? kept : rows - 1;
    struct page page = {-backup_loss_worst(s->values[AVAILABILITY_BACKUP_INTERVAL],
                                           s->values[AVAILABILITY_BACKUP_HOURS]),
                        1.05 * fmax(s->worst_down, rto), canvas->columns - LABEL};
    page.from = 1.05 * fmin(page.from, -rpo);
    (void)canvas_text_fit(
        canvas, 0, row, canvas->columns, ink(INK_DIM),
        "Each with backups: data lost before it, restoring after it; | lose no more "
        "(recovery point objective, RPO), be back (recovery time objective, RTO)");
    for (int i = 0; i < kept; i++) {
        const struct disaster *d = &s->disasters[(s->disaster_count - 1 - i) % DISASTERS_KEPT];
        int at = row + 1 + i;
        (void)canvas_printf(canvas, 0, at, ink(INK_TEXT), "year %.0f",
                            floor(d->hours / HOURS_A_YEAR) + 1);
        draw_span(canvas, &page, at, -d->lost, 0, MARK_WAITING);
        draw_span(canvas, &page, at, 0, d->restoring, MARK_REPAIRED);
        (void)canvas_text(canvas, LABEL + page_cell(&page, -rpo), at, ink(INK_STRONG), "|");
        (void)canvas_text(canvas, LABEL + page_cell(&page, rto), at, ink(INK_STRONG), "|");
        (void)page_put(canvas, LABEL + page_cell(&page, 0), at, MARK_DISASTER);
    }
}

static void draw_recovery_head(const struct availability *s, struct canvas *canvas)
{
    const double *v = s->values;
    char line[256], interval[48], duration[48];
    format_hours(v[AVAILABILITY_BACKUP_INTERVAL], interval, sizeof interval);
    format_hours(v[AVAILABILITY_BACKUP_HOURS], duration, sizeof duration);
    (void)snprintf(line, sizeof line,
                   "Recovery: a backup every %s, complete after %s, against a replica", interval,
                   duration);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
}

void availability_draw_recovery(const void *state, const struct report *report,
                                struct canvas *canvas)
{
    const struct availability *s = state;
    int row = canvas->rows >= WIDE_ROWS ? 2 : 1;
    char line[160], moment[64];
    draw_recovery_head(s, canvas);
    if (s->values[AVAILABILITY_DISASTERS] <= 0 || !s->disaster_count) {
        (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_DIM),
                              s->values[AVAILABILITY_DISASTERS] > 0
                                  ? "No disaster has struck yet."
                                  : "No disaster strikes while disaster-rate is 0.");
        return;
    }
    if (canvas->rows >= WIDE_ROWS) {
        format_moment(availability_last_disaster(s)->hours, moment, sizeof moment);
        (void)snprintf(line, sizeof line, "The last of %d disaster%s, in %s:", s->disaster_count,
                       s->disaster_count == 1 ? "" : "s", moment);
        (void)canvas_text_fit(canvas, 0, row++, canvas->columns, ink(INK_DIM), line);
    }
    if (canvas->columns - LABEL >= 4)
        row += draw_last_disaster(s, row, canvas);
    row += canvas->rows >= WIDE_ROWS;
    if (report && canvas->columns - LABEL >= LOSSES * LOSS_COLUMNS)
        draw_losses(s, report, row, canvas);
    row += 6;
    if (canvas->columns - LABEL >= 4 && canvas->rows - row >= 4)
        draw_aligned(s, row, canvas->rows - row, canvas);
}
