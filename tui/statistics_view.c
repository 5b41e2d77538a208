/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/statistics_view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/heatmap.h"
#include "tui/progress.h"

/* Room for all pages; rows of a plot at least, and of one that says more the taller it is. */
enum { ALL_COLUMNS = 150, ALL_ROWS = 50, PLOT_LEAST = 5, PLOT_MOST = 24, YEAR = 371 };
enum { NAME_CELLS = 15, COUNT_CELLS = 9, INTERVAL_CELLS = 13 };

/* --- Bars with a name ---------------------------------------------------------------------------
 */

struct named_bar {
    const char *name;
    double share;      /* of the bar's length; NaN: nothing there */
    const char *value; /* before the bar */
    const char *note;  /* behind it */
};

/* Where bars begin and how long they are. */
struct bar_place {
    int column, columns;
};

static struct bar_place bar_place(struct area area, int name, int value, int note)
{
    struct bar_place place = {area.column + name + value + 2,
                              area.columns - name - value - note - 4};
    if (place.columns < 0)
        place.columns = 0;
    if (place.columns > 60)
        place.columns = 60;
    return place;
}

static void draw_bar(struct canvas *canvas, struct area area, int row, struct bar_place place,
                     int name, const struct named_bar *bar)
{
    int y = area.row + row;
    if (row >= area.rows)
        return;
    (void)canvas_text_fit(canvas, area.column, y, name - 1, style_of(INK_TEXT), bar->name);
    (void)canvas_text_fit(canvas, area.column + name, y, place.column - area.column - name,
                          style_of(INK_STRONG), bar->value);
    if (isfinite(bar->share) && place.columns > 0)
        canvas_bar(canvas, place.column, y, place.columns, bar->share, style_of(INK_SERIES_A));
    (void)canvas_text_fit(canvas, place.column + place.columns + 2, y,
                          area.column + area.columns - place.column - place.columns - 2,
                          style_of(INK_DIM), bar->note);
}

/* The numbers under bars that begin at 0: the middle and the end. */
static void draw_bar_axis(struct canvas *canvas, struct area area, int row, struct bar_place place,
                          double end, const char *unit)
{
    if (row >= area.rows || place.columns < 16) /* every bar has its number all the same */
        return;
    char middle[32], last[48];
    (void)snprintf(middle, sizeof middle, "%.0f", end / 2);
    (void)snprintf(last, sizeof last, "%.0f%s", end, unit);
    int y = area.row + row;
    (void)canvas_text(canvas, place.column, y, style_of(INK_DIM), "0");
    (void)canvas_text(canvas, place.column + place.columns / 2 - (int)strlen(middle) / 2, y,
                      style_of(INK_DIM), middle);
    int from = place.column + place.columns - 1, room = area.column + area.columns - from;
    if (text_width(last, strlen(last)) > room) /* without the unit */
        (void)snprintf(last, sizeof last, "%.0f", end);
    (void)canvas_text(canvas, from, y, style_of(INK_DIM), last);
}

static const char *share_value_text(const struct share *share, char *buffer, size_t size)
{
    if (share->asked)
        (void)snprintf(buffer, size, "%3.0f %%", floor(share_value(share) * 100 + 0.5));
    else
        (void)snprintf(buffer, size, "    -");
    return buffer;
}

/* "of 340 (88 to 94 %)"; without the interval where there is little room. */
enum { NOTE_FROM = 70, NOTE_CELLS = 22, NOTE_BRIEF = 10 };

static int note_cells(struct area area)
{
    return area.columns >= NOTE_FROM ? NOTE_CELLS : NOTE_BRIEF;
}

static const char *share_note_text(const struct share *share, struct area area, char *buffer,
                                   size_t size)
{
    double low, high;
    share_interval(share, &low, &high);
    buffer[0] = '\0';
    if (share->asked && area.columns < NOTE_FROM)
        (void)snprintf(buffer, size, "of %ld", share->asked);
    else if (share->asked)
        (void)snprintf(buffer, size, "of %ld (%.0f to %.0f %%)", share->asked,
                       floor(low * 100 + 0.5), floor(high * 100 + 0.5));
    return buffer;
}

/* --- Days in buckets ----------------------------------------------------------------------------
 */

enum { BUCKETS_MOST = 100 };

/* The span cut in parts of the same number of days, oldest first. */
struct buckets {
    int days; /* of each */
    size_t count;
    double middle[BUCKETS_MOST]; /* in days from the last day: 0 and below */
    double reviews[BUCKETS_MOST], minutes[BUCKETS_MOST]; /* a day */
    struct share retention[BUCKETS_MOST];
};

static int bucket_days(int days, int least)
{
    static const int steps[] = {1, 7, 30, 91, 365};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i] >= least && days / steps[i] < BUCKETS_MOST)
            return steps[i];
    return days / BUCKETS_MOST + 1;
}

static void fill_buckets(const struct statistics_book *book, int least, struct buckets *buckets)
{
    const struct statistics *numbers = &book->numbers;
    day_number first = statistics_span_first(book);
    int days = numbers->until - first + 1;
    memset(buckets, 0, sizeof *buckets);
    buckets->days = bucket_days(days, least);
    buckets->count = (size_t)((days + buckets->days - 1) / buckets->days);
    for (size_t i = 0; i < buckets->count; i++) {
        double last = -(double)(buckets->count - 1 - i) * buckets->days;
        buckets->middle[i] = last - (buckets->days - 1) / 2.0;
    }
    for (size_t i = 0; i < numbers->day_count; i++) {
        const struct statistics_day *day = &numbers->days[i];
        if (day->day < first || day->day > numbers->until)
            continue;
        size_t at = buckets->count - 1 - (size_t)((numbers->until - day->day) / buckets->days);
        buckets->reviews[at] += (double)day->reviews / buckets->days;
        buckets->minutes[at] += (double)day->milliseconds / 60000 / buckets->days;
        share_add(&buckets->retention[at], &day->retention);
    }
}

static double most_of(const double *values, size_t count)
{
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, values[i]);
    return most;
}

/* Columns over days, which x counts from today. */
static void draw_columns(struct canvas *canvas, struct area area, const double *x, const double *y,
                         size_t count, int days, const char *label)
{
    double most = most_of(y, count);
    char y_label[64];
    (void)snprintf(y_label, sizeof y_label, days > 1 ? "%s a day, mean of %d days" : "%s", label,
                   days);
    if (!(most > 0) || area.rows < PLOT_LEAST - 1)
        return;
    struct plot_series series = {.x = x, .y = y, .count = count, .ink = INK_SERIES_A, .bars = true};
    struct plot plot = {.x_label = "days from today",
                        .y_label = y_label,
                        .x_low = x[0] - days / 2.0,
                        .x_high = x[count - 1] + days / 2.0,
                        .y_low = 0,
                        .y_high = fmax(most * 1.05, 5),
                        .series = &series,
                        .series_count = 1};
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
}

/* --- Pages --------------------------------------------------------------------------------------
 */

/* Intervals about shares: for each a line from low to high, and a gap; in per cent. */
struct intervals {
    double x[3 * BUCKETS_MOST], y[3 * BUCKETS_MOST];
    size_t count;
};

static void add_interval(struct intervals *intervals, double x, const struct share *share)
{
    double low, high;
    share_interval(share, &low, &high);
    const double ends[3] = {100 * low, 100 * high, NAN};
    for (int i = 0; share->asked && i < 3; i++) {
        intervals->x[intervals->count] = x;
        intervals->y[intervals->count++] = ends[i];
    }
}

static struct plot_series interval_series(const struct intervals *intervals)
{
    return (struct plot_series){.name = "95 %",
                                .x = intervals->x,
                                .y = intervals->y,
                                .count = intervals->count,
                                .ink = INK_DIM};
}

/* The lowest of the values, and of the line they are compared with, down to a ten. */
static double ten_below(const double *values, size_t count, double line)
{
    for (size_t i = 0; i < count; i++)
        line = fmin(line, values[i]); /* NaN is passed over */
    return fmax(10 * floor((line - 5) / 10), 0);
}

/* The share remembered over time, with the one that is wanted. */
static void draw_retention_curve(const struct statistics_book *book, struct canvas *canvas,
                                 struct area area)
{
    struct buckets *buckets = memory_allocate(1, sizeof *buckets);
    struct intervals *intervals = memory_allocate(1, sizeof *intervals);
    double came[BUCKETS_MOST], wanted = 100 * book->numbers.scheduling.retention;
    fill_buckets(book, 7, buckets);
    for (size_t i = 0; i < buckets->count; i++) {
        came[i] = 100 * share_value(&buckets->retention[i]);
        add_interval(intervals, buckets->middle[i], &buckets->retention[i]);
    }
    double half = buckets->days / 2.0;
    double ends[2] = {buckets->middle[0] - half, buckets->middle[buckets->count - 1] + half};
    double line[2] = {wanted, wanted};
    struct plot_series series[] = {
        {.name = "remembered",
         .x = buckets->middle,
         .y = came,
         .count = buckets->count,
         .ink = INK_SERIES_A,
         .points = buckets->count == 1},
        interval_series(intervals),
        {.name = "wanted", .x = ends, .y = line, .count = 2, .ink = INK_THEORY},
    };
    char label[48];
    (void)snprintf(label, sizeof label, "%%, %d days each", buckets->days);
    struct plot plot = {.x_label = "days from today",
                        .y_label = label,
                        .x_low = ends[0],
                        .x_high = ends[1],
                        .y_low = ten_below(came, buckets->count, wanted),
                        .y_high = 100,
                        .series = series,
                        .series_count = 3};
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
    free(intervals);
    free(buckets);
}

static void draw_retention(const struct statistics_book *book, struct scroll *scroll,
                           struct canvas *canvas, struct area area)
{
    enum { CLASSES = CLASS_COUNT - CLASS_FIRST, CURVE_LEAST = 7 };
    struct bar_place place = bar_place(area, NAME_CELLS, 5, note_cells(area));
    struct share all = statistics_retention(&book->numbers, book->span, CLASS_FIRST, CLASS_COUNT);
    int row = 0;
    (void)scroll;
    if (!all.asked)
        return;
    for (size_t class = CLASS_FIRST; class < CLASS_COUNT; class ++, row++) {
        const struct share *share = &book->numbers.retention[book->span][class];
        char value[16], note[64];
        struct named_bar bar = {.name = interval_classes[class].title,
                                .share = share_value(share),
                                .value = share_value_text(share, value, sizeof value),
                                .note = share_note_text(share, area, note, sizeof note)};
        draw_bar(canvas, area, row, place, NAME_CELLS, &bar);
        int at = place.column + (int)(book->numbers.scheduling.retention * place.columns);
        if (place.columns > 0 && row < area.rows)
            (void)canvas_text(canvas, at, area.row + row, style_with(INK_THEORY, ATTRIBUTE_BOLD),
                              canvas->ascii ? "|" : "│");
    }
    draw_bar_axis(canvas, area, row, place, 100, canvas->ascii ? " %  | wanted" : " %  │ wanted");
    (void)area_cut_top(&area, row + 1);
    if (area.rows >= CURVE_LEAST)
        draw_retention_curve(book, canvas, area);
}

static void draw_forecast(const struct statistics_book *book, struct scroll *scroll,
                          struct canvas *canvas, struct area area)
{
    double x[FORECAST_DAYS], y[FORECAST_DAYS];
    (void)scroll;
    for (int i = 0; i < FORECAST_DAYS; i++) {
        x[i] = i;
        y[i] = (double)book->due[i];
    }
    draw_columns(canvas, area, x, y, FORECAST_DAYS, 1, "reviews due");
}

struct calibration_points {
    double x[CALIBRATION_BINS], y[CALIBRATION_BINS];
    size_t count;
    char name[24];
};

/* `intervals`, where not NULL, receives those about what came. */
static void fill_points(const struct calibration *calibration, struct calibration_points *points,
                        struct intervals *intervals)
{
    const char *title = calibration->scheduler->title;
    (void)snprintf(points->name, sizeof points->name, "%.*s", (int)strcspn(title, " "), title);
    points->count = 0;
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const struct calibration_bin *bin = &calibration->bins[i];
        if (!bin->observed.asked)
            continue;
        points->x[points->count] = 100 * bin->predicted / (double)bin->observed.asked;
        points->y[points->count++] = 100 * share_value(&bin->observed);
        if (intervals)
            add_interval(intervals, points->x[points->count - 1], &bin->observed);
    }
}

static void plot_calibration(const struct calibration_points *points, size_t count,
                             const struct intervals *intervals, struct canvas *canvas,
                             struct area area)
{
    struct plot_series series[SCHEDULERS_MOST + 2];
    size_t used = 0;
    double lowest = 90, came = 90;
    series[used++] = interval_series(intervals);
    for (size_t i = count; i-- > 0;) { /* the scheduler in use lies over the others */
        const struct calibration_points *of = &points[i];
        if (!of->count)
            continue;
        lowest = fmin(lowest, of->x[0]);
        came = fmin(came, ten_below(of->y, of->count, 90));
        series[used++] = (struct plot_series){.name = of->name,
                                              .x = of->x,
                                              .y = of->y,
                                              .count = of->count,
                                              .ink = (enum ink)(INK_SERIES_A + i),
                                              .points = of->count == 1};
    }
    lowest = 10 * floor(lowest / 10);
    double ends[2] = {lowest, 100};
    series[used++] = (struct plot_series){
        .name = "as foretold", .x = ends, .y = ends, .count = 2, .ink = INK_THEORY};
    struct plot plot = {.x_label = "foretold, %",
                        .y_label = "came, %",
                        .x_low = lowest,
                        .x_high = 100,
                        .y_low = fmin(came, lowest),
                        .y_high = 100,
                        .series = series,
                        .series_count = used};
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
}

static void draw_calibration(const struct statistics_book *book, struct scroll *scroll,
                             struct canvas *canvas, struct area area)
{
    const struct statistics *numbers = &book->numbers;
    size_t count = numbers->calibration_count;
    (void)scroll;
    if (!numbers->calibrations[0].asked || area.rows < PLOT_LEAST)
        return;
    struct intervals *intervals = memory_allocate(1, sizeof *intervals);
    struct calibration_points *points = memory_allocate(count, sizeof *points);
    for (size_t i = 0; i < count; i++)
        fill_points(&numbers->calibrations[i], &points[i], i ? NULL : intervals);
    plot_calibration(points, count, intervals, canvas, area);
    free(points);
    free(intervals);
}

static void draw_days(const struct statistics_book *book, bool of_reviews, struct canvas *canvas,
                      struct area area)
{
    struct buckets *buckets = memory_allocate(1, sizeof *buckets);
    fill_buckets(book, 1, buckets);
    draw_columns(canvas, area, buckets->middle, of_reviews ? buckets->reviews : buckets->minutes,
                 buckets->count, buckets->days, of_reviews ? "reviews" : "minutes");
    free(buckets);
}

static void draw_reviews(const struct statistics_book *book, struct scroll *scroll,
                         struct canvas *canvas, struct area area)
{
    (void)scroll;
    draw_days(book, true, canvas, area);
}

static void draw_time(const struct statistics_book *book, struct scroll *scroll,
                      struct canvas *canvas, struct area area)
{
    (void)scroll;
    draw_days(book, false, canvas, area);
}

/* The last year in the shades of the challenge's picture, whether there is a challenge or not. */
static void draw_year(const struct statistics_book *book, struct scroll *scroll,
                      struct canvas *canvas, struct area area)
{
    const struct statistics *numbers = &book->numbers;
    day_number first = numbers->today - YEAR + 1;
    first -= day_weekday(first);
    struct streak streak = {.start = first, .day_count = (size_t)(numbers->today - first) + 1};
    (void)scroll;
    streak.length = (int)streak.day_count;
    streak.days = memory_allocate(streak.day_count, sizeof *streak.days);
    for (size_t i = 0; i < streak.day_count; i++)
        streak.days[i].day = first + (day_number)i;
    for (size_t i = 0; i < numbers->day_count; i++) {
        const struct statistics_day *day = &numbers->days[i];
        long answers = day->answers + day->imported;
        if (day->day < first || day->day > numbers->today || !answers)
            continue;
        struct streak_day *of = &streak.days[day->day - first];
        of->status = DAY_EARNED;
        of->answers = answers > 10000 ? 10000 : (int)answers;
        of->minutes = (int)(day->milliseconds / 60000);
    }
    heatmap_draw(canvas, area_cut_top(&area, HEATMAP_LEAST), &streak, numbers->today);
    area_line(canvas, area, 0, style_of(INK_DIM),
              canvas->ascii ? "    -=%# up to 14, 29, 59 and more answers or minutes"
                            : "    ░▒▓█ up to 14, 29, 59 and more answers or minutes");
    free(streak.days);
}

static void draw_group(const struct statistics_book *book, enum statistics_page page,
                       const struct statistics_group *group, struct canvas *canvas,
                       struct area area, int row)
{
    char value[16], note[64];
    int name = area.columns >= 76 ? 30 : 20;
    struct bar_place place = bar_place(area, name, 5, note_cells(area));
    struct named_bar bar = {.name = statistics_group_name(book, page, group),
                            .share = share_value(&group->retention),
                            .value = share_value_text(&group->retention, value, sizeof value),
                            .note = share_note_text(&group->retention, area, note, sizeof note)};
    draw_bar(canvas, area, row, place, name, &bar);
}

static void draw_groups(const struct statistics_book *book, enum statistics_page page,
                        struct scroll *scroll, struct canvas *canvas, struct area area)
{
    const struct statistics_groups *groups =
        page == PAGE_TOPICS ? &book->numbers.topics : &book->numbers.patterns;
    int rows = area.rows - 1, most = (int)groups->count > rows ? (int)groups->count - rows : 0;
    int name = area.columns >= 76 ? 30 : 20, top = 0;
    if (rows < 1)
        return;
    if (scroll) {
        scroll->lines = (int)groups->count;
        scroll->page = rows;
        scroll->top = scroll->top > most ? most : scroll->top;
        top = scroll->top;
    }
    int shown = (int)groups->count - top < rows ? (int)groups->count - top : rows;
    for (int row = 0; row < shown; row++)
        draw_group(book, page, &groups->items[top + row], canvas, area, row);
    draw_bar_axis(canvas, area, shown, bar_place(area, name, 5, note_cells(area)), 100,
                  " % remembered");
    struct list edges = {.count = groups->count, .top = (size_t)top};
    struct area listed = {area.column, area.row, area.columns, rows};
    list_arrows(canvas, listed, &edges);
}

static void draw_topics(const struct statistics_book *book, struct scroll *scroll,
                        struct canvas *canvas, struct area area)
{
    draw_groups(book, PAGE_TOPICS, scroll, canvas, area);
}

static void draw_patterns(const struct statistics_book *book, struct scroll *scroll,
                          struct canvas *canvas, struct area area)
{
    draw_groups(book, PAGE_PATTERNS, scroll, canvas, area);
}

static struct bar_place count_place(struct area area)
{
    return bar_place(area, NAME_CELLS, COUNT_CELLS, area.columns >= NOTE_FROM ? 24 : 8);
}

static void draw_count(struct canvas *canvas, struct area area, int row, const char *name,
                       long count, double most, const char *note)
{
    char value[16];
    struct bar_place place = count_place(area);
    (void)snprintf(value, sizeof value, "%8ld", count);
    struct named_bar bar = {
        .name = name, .share = most > 0 ? (double)count / most : NAN, .value = value, .note = note};
    draw_bar(canvas, area, row, place, NAME_CELLS, &bar);
}

static void draw_grades(const struct statistics *numbers, struct canvas *canvas, struct area *area)
{
    static const char *const names[6] = {"0 blank", "1 again", "2 again",
                                         "3 hard",  "4 good",  "5 easy"};
    double most = 0;
    int row = 0;
    for (int i = 0; i < 6; i++)
        most = fmax(most, (double)numbers->grades[i].reviews);
    for (int i = 0; i < 6; i++, row++) {
        const struct grade_count *grade = &numbers->grades[i];
        char note[64] = "";
        long first = grade->reviews - grade->repeats;
        if (grade->reviews && area->columns >= NOTE_FROM)
            (void)snprintf(note, sizeof note, "%ld first, %ld repeats", first, grade->repeats);
        draw_count(canvas, *area, row, names[i], grade->reviews, most, note);
    }
    draw_bar_axis(canvas, *area, row, count_place(*area), most, " reviews");
    (void)area_cut_top(area, row + 2);
}

static void draw_answers(const struct statistics_book *book, struct scroll *scroll,
                         struct canvas *canvas, struct area area)
{
    double x[24], y[24];
    const struct statistics *numbers = &book->numbers;
    (void)scroll;
    if (!numbers->reviews)
        return;
    draw_grades(numbers, canvas, &area);
    for (int i = 0; i < 24; i++) {
        x[i] = i + 0.5;
        y[i] = (double)numbers->hours[i].reviews;
    }
    if (area.rows < PLOT_LEAST + 1)
        return;
    struct plot_series series = {.x = x, .y = y, .count = 24, .ink = INK_SERIES_B, .bars = true};
    struct plot plot = {.x_label = "hour of the day",
                        .y_label = "reviews",
                        .x_low = 0,
                        .x_high = 24,
                        .y_low = 0,
                        .y_high = 1.05 * most_of(y, 24),
                        .series = &series,
                        .series_count = 1};
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
}

/* "1 day", "2-6 days", "over 90 days" */
static void name_interval(const struct interval_bin *bin, bool last, char *name, size_t size)
{
    if (last)
        (void)snprintf(name, size, "over %d days", bin->least - 1);
    else if (bin->least == bin->most)
        (void)snprintf(name, size, "%d day", bin->least);
    else
        (void)snprintf(name, size, "%d-%d days", bin->least, bin->most);
}

/* Where rows are few the last of them holds all longer intervals. */
static void draw_cards(const struct statistics_book *book, struct scroll *scroll,
                       struct canvas *canvas, struct area area)
{
    const struct card_counts *cards = &book->numbers.cards;
    int shown = area.rows - 1 < INTERVAL_BINS ? area.rows - 1 : INTERVAL_BINS, row = 0;
    long counts[INTERVAL_BINS] = {0};
    double most = (double)cards->fresh;
    (void)scroll;
    if (shown < 1)
        return;
    for (int i = 0; i < INTERVAL_BINS; i++)
        counts[i < shown ? i : shown - 1] += cards->intervals[i].cards;
    for (int i = 0; i < shown; i++)
        most = fmax(most, (double)counts[i]);
    draw_count(canvas, area, row++, "new", cards->fresh, most, "");
    for (int i = 0; i < shown; i++) {
        const struct interval_bin *bin = &cards->intervals[i];
        char name[32];
        name_interval(bin, i == shown - 1, name, sizeof name);
        draw_count(canvas, area, row++, name, counts[i], most,
                   bin->least >= MATURE_DAYS ? "mature" : "young");
    }
    draw_bar_axis(canvas, area, row, count_place(area), most, " cards");
}

/* --- All of it ----------------------------------------------------------------------------------
 */

static void draw_page(const struct statistics_book *book, enum statistics_page page,
                      struct scroll *scroll, struct canvas *canvas, struct area area)
{
    static void (*const draws[PAGE_COUNT])(const struct statistics_book *book,
                                           struct scroll *scroll, struct canvas *canvas,
                                           struct area area) = {
        [PAGE_RETENTION] = draw_retention,
        [PAGE_FORECAST] = draw_forecast,
        [PAGE_CALIBRATION] = draw_calibration,
        [PAGE_REVIEWS] = draw_reviews,
        [PAGE_TIME] = draw_time,
        [PAGE_YEAR] = draw_year,
        [PAGE_TOPICS] = draw_topics,
        [PAGE_PATTERNS] = draw_patterns,
        [PAGE_ANSWERS] = draw_answers,
        [PAGE_CARDS] = draw_cards,
    };
    struct text words = {0};
    statistics_words(book, page, &words);
    int rows = canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                                style_of(INK_STRONG), text_string(&words));
    text_release(&words);
    (void)area_cut_top(&area, rows);
    if (area.rows > PLOT_MOST / 2)
        (void)area_cut_top(&area, 1);
    area.rows = area.rows > PLOT_MOST ? PLOT_MOST : area.rows;
    draws[page](book, scroll, canvas, area);
}

/* The pages by name, the one in front in brackets; from the one before it where not all fit. */
static void draw_names(const struct statistics_view *view, struct canvas *canvas, struct area area)
{
    int width = 0, column = area.column;
    for (int page = 0; page < PAGE_COUNT; page++)
        width += (int)strlen(statistics_title((enum statistics_page)page)) + 3;
    int first = width <= area.columns || view->page == 0 ? 0 : (int)view->page - 1;
    if (first > 0)
        column = canvas_text(canvas, column, area.row, style_of(INK_ACCENT), "< ");
    for (int page = first; page < PAGE_COUNT; page++) {
        bool front = page == (int)view->page;
        char name[32];
        (void)snprintf(name, sizeof name, front ? "[%s]" : "%s",
                       statistics_title((enum statistics_page)page));
        if (column + (int)strlen(name) + 2 > area.column + area.columns) {
            (void)canvas_text(canvas, column, area.row, style_of(INK_ACCENT), ">");
            break;
        }
        column =
            canvas_text(canvas, column, area.row,
                        front ? style_with(INK_ACCENT, ATTRIBUTE_BOLD) : style_of(INK_DIM), name) +
            2;
    }
}

/* Two beside each other, the first half on the left. */
static void draw_all(const struct statistics_view *view, const struct statistics_book *book,
                     struct canvas *canvas, struct area area)
{
    enum { ROWS = (PAGE_COUNT + 1) / 2, BETWEEN = 4 };
    int columns = (area.columns - BETWEEN) / 2, rows = area.rows / ROWS;
    for (int page = 0; page < PAGE_COUNT; page++) {
        struct area part = {area.column + page / ROWS * (columns + BETWEEN),
                            area.row + page % ROWS * rows, columns, rows - 1};
        bool front = page == (int)view->page;
        (void)canvas_printf(canvas, part.column, part.row,
                            front ? style_with(INK_ACCENT, ATTRIBUTE_BOLD) : style_of(INK_ACCENT),
                            front ? "[%s]" : "%s", statistics_title((enum statistics_page)page));
        (void)area_cut_top(&part, 1);
        draw_page(book, (enum statistics_page)page, NULL, canvas, part);
    }
}

void statistics_view_draw(struct statistics_view *view, const struct statistics_book *book,
                          struct canvas *canvas, struct area area)
{
    view->all = !view->alone && area.columns >= ALL_COLUMNS && area.rows >= ALL_ROWS;
    if (view->all) {
        draw_all(view, book, canvas, area);
        return;
    }
    area = area_centre(area, 110);
    draw_names(view, canvas, area_cut_top(&area, area.rows > 14 ? 2 : 1));
    view->scroll.lines = view->scroll.page = 0;
    draw_page(book, view->page, &view->scroll, canvas, area);
}
