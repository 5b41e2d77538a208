/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/hashing/picture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDEST_LABEL = 9, READABLE = 5, MATRIX_COLUMNS = AVALANCHE_BITS + 6, PLOT_ROWS = 6 };

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* --- Slots with one key each --------------------------------------------------------------------
 */

static bool is_stepped(const struct hash_experiment *e)
{
    return e->block == 0 && e->table.walk.tries > 0;
}

/* "[" and "]" where something just happened, "(" and ")" at home or where a key hopped to. */
static const char *marks_of(const struct hash_experiment *e, uint64_t slot)
{
    const struct hash_walk *walk = &e->table.walk;
    if (!is_stepped(e))
        return "  ";
    if (slot == walk->at)
        return "[]";
    bool home = slot == walk->home && e->table.shape.scheme != SCHEME_CUCKOO;
    return home || slot == walk->other ? "()" : "  ";
}

static void draw_slot(const struct hash_experiment *e, uint64_t slot, int column, int row,
                      int width, struct canvas *canvas)
{
    uint32_t key = e->table.cells[slot] & HASH_KEY;
    const char *marks = marks_of(e, slot);
    struct style style = ink(key ? INK_SERIES_A : INK_DIM);
    struct hash_label label = {.text = "."};
    if (marks[0] == '[')
        style = (struct style){INK_ACCENT, ATTRIBUTE_BOLD};
    if (key)
        label = hash_label(&e->table, key);
    else if (!canvas->ascii)
        (void)snprintf(label.text, sizeof label.text, "·");
    int used = text_width(label.text, strlen(label.text)), inside = width - 2;
    int at = column + 1 + (used < inside ? inside - used : 0);
    (void)canvas_printf(canvas, column, row, style, "%c", marks[0]);
    (void)canvas_text_fit(canvas, at, row, column + 1 + inside - at, style, label.text);
    (void)canvas_printf(canvas, column + 1 + inside, row, style, "%c", marks[1]);
}

/* Cells that the longest label takes, two at least. */
static int label_width(const struct hash_table *table)
{
    int width = 2;
    for (uint32_t key = 1; table->keys.words && key <= table->keys.word_count; key++) {
        struct hash_label label = hash_label(table, key);
        int own = text_width(label.text, strlen(label.text));
        width = own > width ? own : width;
    }
    return width < WIDEST_LABEL ? width : WIDEST_LABEL;
}

/* Slots in a row of cells `width` wide: a round number, unless more are needed to fit `rows`. */
static int slots_in_row(const struct hash_experiment *e, int width, int rows, int columns)
{
    int slots = (int)e->table.shape.slots, most = (columns - 4) / width;
    int bucket = (int)e->table.shape.bucket;
    int each = most >= 16 ? most / 8 * 8 : most >= 8 ? 8 : most;
    if (each > 0 && (slots + each - 1) / each > rows)
        each = most;
    if (e->table.shape.scheme == SCHEME_CUCKOO && each > bucket)
        each -= each % bucket;
    return each;
}

/* Slots in rows, each with the number of its first; returns the rows used. */
static int draw_cells(const struct hash_experiment *e, int row, int rows, struct canvas *canvas)
{
    const struct hash_table *table = &e->table;
    int slots = (int)table->shape.slots, label = label_width(table), each, needed;
    int width = label + 2, least = 2 + (label < READABLE ? label : READABLE);
    for (;; width--) { /* narrower where the rows would not do */
        each = slots_in_row(e, width, rows, canvas->columns);
        needed = each > 0 ? (slots + each - 1) / each : rows + 1;
        if (needed <= rows || width <= least)
            break;
    }
    if (each <= 0)
        return 0;
    int shown = needed < rows ? needed : rows, top = 0;
    int current = is_stepped(e) ? (int)table->walk.at / each : 0;
    if (needed > shown && current >= shown) /* the slot that matters stays in view */
        top = current - shown + 1;
    for (int line = 0; line < shown; line++) {
        int first = (top + line) * each;
        (void)canvas_printf(canvas, 0, row + line, ink(INK_DIM), "%3d", first);
        for (int i = 0; i < each && first + i < slots; i++)
            draw_slot(e, (uint64_t)first + (uint64_t)i, 3 + width * i, row + line, width, canvas);
    }
    return shown;
}

/* --- Lists --------------------------------------------------------------------------------------
 */

/* The slot whose list a key is in. */
static uint64_t list_of(const struct hash_table *table, uint32_t key)
{
    unsigned choice = table->places ? table->places[key - 1] & 7 : 0;
    return hash_home(table, key, choice, table->shape.slots);
}

/* "5 cat>dog": one list in at most `cells`. */
static void draw_list(const struct hash_experiment *e, uint64_t slot, int column, int row,
                      int cells, struct canvas *canvas)
{
    const struct hash_table *table = &e->table;
    const char *link = canvas->ascii ? ">" : "→";
    char line[256];
    int used = 0;
    bool here = is_stepped(e) && slot == table->walk.at;
    bool other = is_stepped(e) && slot == table->walk.other;
    for (uint32_t key = 1; key <= table->count && used < (int)sizeof line - 40; key++)
        if (list_of(table, key) == slot)
            used += snprintf(line + used, sizeof line - (size_t)used, "%s%s", used ? link : "",
                             hash_label(table, key).text);
    if (!used)
        (void)snprintf(line, sizeof line, "%s", canvas->ascii ? "." : "·");
    (void)canvas_printf(canvas, column, row, ink(here ? INK_ACCENT : INK_DIM), "%2d%c", (int)slot,
                        here    ? '['
                        : other ? '('
                                : ' ');
    struct style style =
        here ? (struct style){INK_ACCENT, ATTRIBUTE_BOLD} : ink(used ? INK_SERIES_A : INK_DIM);
    (void)canvas_text_fit(canvas, column + 3, row, cells - 4, style, line);
}

/* One column a slot, one block a key: a list stands on its slot. Returns the rows used. */
static int draw_stacks(const struct hash_experiment *e, int row, int rows, struct canvas *canvas)
{
    const struct hash_table *table = &e->table;
    int slots = (int)table->shape.slots, wide = canvas->columns >= 2 * slots ? 2 : 1;
    int high = (int)table->longest < rows - 1 ? (int)table->longest : rows - 1;
    high = high < 3 && rows > 3 ? 3 : high;
    for (int slot = 0; slot < slots; slot++) {
        bool here = is_stepped(e) && (uint64_t)slot == table->walk.at;
        bool other = is_stepped(e) && (uint64_t)slot == table->walk.other;
        for (int level = 0; level < high; level++) {
            bool cut = level == high - 1 && (int)table->cells[slot] > high;
            const char *block = canvas->ascii ? "#" : "█";
            if (level < (int)table->cells[slot])
                (void)canvas_text(canvas, slot * wide, row + high - 1 - level,
                                  here ? ink(INK_ACCENT) : ink(INK_SERIES_A), cut ? "+" : block);
        }
        (void)canvas_text(canvas, slot * wide, row + high,
                          here ? (struct style){INK_ACCENT, ATTRIBUTE_BOLD} : ink(INK_DIM),
                          here    ? "^"
                          : other ? "?"
                                  : (canvas->ascii ? "-" : "─"));
    }
    return high + 1;
}

static int draw_lists(const struct hash_experiment *e, int row, int rows, struct canvas *canvas)
{
    int slots = (int)e->table.shape.slots, columns = canvas->columns / 20;
    columns = columns < 1 ? 1 : columns;
    int needed = (slots + columns - 1) / columns;
    if (needed > rows)
        return rows > 1 ? draw_stacks(e, row, rows, canvas) : 0;
    columns = (slots + needed - 1) / needed;
    int cells = canvas->columns / columns;
    for (int slot = 0; slot < slots; slot++)
        draw_list(e, (uint64_t)slot, slot / needed * cells, row + slot % needed, cells, canvas);
    return needed;
}

/* --- Large tables -------------------------------------------------------------------------------
 */

/* How full `count` slots from `first` are, 0 to 1; lists: keys a slot, against 4. */
static double fullness(const struct hash_table *table, uint64_t first, uint64_t count)
{
    bool lists = hash_methods[table->shape.scheme]->lists;
    uint64_t looked = 0, stride = count > 64 ? count / 64 : 1;
    double sum = 0;
    for (uint64_t slot = first; slot < first + count && slot < table->shape.slots; slot += stride) {
        sum += lists ? table->cells[slot] / 4.0 : table->cells[slot] ? 1 : 0;
        looked++;
    }
    return looked ? sum / (double)looked : 0;
}

/* A character for one slot or for as many as it takes to show the whole table. */
static int draw_large(const struct hash_experiment *e, int row, int rows, struct canvas *canvas)
{
    static const char *const shades[] = {"·", "░", "▒", "▓", "█"};
    static const char *const plain[] = {".", ":", "+", "*", "#"};
    const struct hash_table *table = &e->table;
    int caption = rows > 1;
    uint64_t slots = table->shape.slots;
    uint64_t room = (uint64_t)canvas->columns * (uint64_t)(rows - caption);
    bool lists = hash_methods[table->shape.scheme]->lists;
    if (rows < 1 || canvas->columns < 1)
        return 0;
    uint64_t each = (slots + room - 1) / room, shown = (slots + each - 1) / each;
    for (uint64_t i = 0; i < shown; i++) {
        double full = fullness(table, i * each, each);
        int level = full <= 0 ? 0 : full >= 1 ? 4 : 1 + (int)(full * 3.999 / 1.3333);
        level = level > 4 ? 4 : level;
        (void)canvas_text(canvas, (int)(i % (uint64_t)canvas->columns),
                          row + (int)(i / (uint64_t)canvas->columns),
                          ink(level ? INK_SERIES_A : INK_DIM),
                          canvas->ascii ? plain[level] : shades[level]);
    }
    int used = (int)((shown - 1) / (uint64_t)canvas->columns) + 1;
    const char *what = lists ? "the fuller, the longer its list" : "filled where a key is";
    char line[128];
    if (each == 1)
        (void)snprintf(line, sizeof line, "one character a slot, %s", what);
    else
        (void)snprintf(line, sizeof line, "one character for %d slots, %s", (int)each,
                       lists ? what : "the darker the fuller");
    if (caption)
        (void)canvas_text_fit(canvas, 0, row + used, canvas->columns, ink(INK_DIM), line);
    return used + caption;
}

/* How many slots hold 0, 1, 2... keys: bars, and what theory expects beside. */
static int draw_lengths(const struct histogram *lengths, int row, int rows, struct canvas *canvas)
{
    double most = 1, all = 0;
    int shown = (int)lengths->count < rows - 1 ? (int)lengths->count : rows - 1;
    int bar = canvas->columns - 42;
    if (shown < 1 || bar < 4)
        return 0;
    for (size_t i = 0; i < lengths->count; i++) {
        most = fmax(most, lengths->means[i]);
        all += lengths->means[i];
    }
    (void)canvas_text_fit(canvas, 0, row, canvas->columns, ink(INK_DIM),
                          "keys in a slot, and how many slots have as many");
    for (int i = 0; i < shown; i++) {
        int line = row + 1 + i;
        (void)canvas_printf(canvas, 0, line, ink(INK_DIM), "%3.0f", lengths->values[i]);
        canvas_bar(canvas, 4, line, bar, lengths->means[i] / most, ink(INK_SERIES_A));
        int column = canvas_printf(canvas, 5 + bar, line, ink(INK_STRONG), "%6.2f %%",
                                   100 * lengths->means[i] / all);
        if (lengths->theory)
            (void)canvas_printf(canvas, column + 2, line, ink(INK_THEORY), "theory %.2f %%",
                                100 * lengths->theory[i] / all);
    }
    return shown + 1;
}

/* --- Numbers and curves -------------------------------------------------------------------------
 */

/* What does not fit is left out whole: first theory, then the value. */
static int draw_value(const struct report *report, const char *label, const char *name, int column,
                      int row, struct canvas *canvas)
{
    const struct observation *measured = report_observation(report, name);
    const struct prediction *theory = report_prediction(report, name);
    char value[64], expected[64] = "";
    if (!measured || (isnan(measured->mean) && !theory))
        return column;
    if (isnan(measured->mean))
        (void)snprintf(value, sizeof value, "-");
    else
        (void)snprintf(value, sizeof value, "%.4g", measured->mean);
    if (theory)
        (void)snprintf(expected, sizeof expected, " (%s %.4g)", theory->exact ? "theory" : "about",
                       theory->value);
    int room = canvas->columns - column - (int)(strlen(label) + 1 + strlen(value));
    if (room < 0)
        return column;
    column = canvas_printf(canvas, column, row, ink(INK_DIM), "%s ", label);
    column = canvas_text(canvas, column, row, ink(INK_STRONG), value);
    if ((int)strlen(expected) <= room)
        column = canvas_text(canvas, column, row, ink(INK_THEORY), expected);
    return column + 3;
}

static void draw_values(const struct report *report, int row, struct canvas *canvas)
{
    int column = draw_value(report, "probes: hit", "probes_hit", 0, row, canvas);
    column = draw_value(report, "miss", "probes_miss", column, row, canvas);
    if (report_find_histogram(report, "chain_length_histogram"))
        column = draw_value(report, "longest list", "max_load", column, row, canvas);
    (void)draw_value(report, "fails at load", "load_at_failure", column, row, canvas);
}

static void draw_plot(const struct report *report, int row, int columns, struct canvas *canvas)
{
    static const char *const names[] = {"probes_miss_theory", "probes_hit_theory", "probes_miss",
                                        "probes_hit"};
    static const char *const shown[] = {"miss, theory", "hit, theory", "miss", "hit"};
    static const enum ink inks[] = {INK_THEORY, INK_THEORY, INK_SERIES_A, INK_SERIES_B};
    struct plot_series series[4];
    size_t count = 0;
    double furthest = 1;
    for (size_t i = 0; i < 4; i++) {
        const struct series *from = report_find_series(report, names[i]);
        if (!from || !from->count)
            continue;
        furthest = fmax(furthest, from->x[from->count - 1]);
        series[count] = (struct plot_series){.name = shown[i],
                                             .x = from->x,
                                             .y = from->y,
                                             .count = from->count,
                                             .ink = inks[i],
                                             .error = from->error};
        count++;
    }
    struct plot plot = {.x_label = "load",
                        .y_label = "probes",
                        .x_low = 0,
                        .x_high = furthest,
                        .series = series,
                        .series_count = count};
    if (count)
        canvas_plot(canvas, 0, row, columns, canvas->rows - row, &plot);
}

/* --- The hash function --------------------------------------------------------------------------
 */

static void quality_line(const struct hash_quality *quality, char *line, size_t size)
{
    int used = isnan(quality->p) ? snprintf(line, size, "Hash: too few keys for chi-square")
                                 : snprintf(line, size, "Hash: chi-square p %.2g, %s", quality->p,
                                            hash_verdict(quality));
    if (used > 0 && (size_t)used < size && !isnan(quality->avalanche))
        (void)snprintf(line + used, size - (size_t)used, "; a key bit flips %.0f %% of the hash",
                       100 * quality->avalanche);
}

static void draw_matrix(const struct hash_quality *quality, int column, int row, int rows,
                        struct canvas *canvas)
{
    static const char *const shades[] = {" ", "░", "▒", "▓", "█"};
    static const char *const plain[] = {" ", ".", "+", "*", "#"};
    int each = 1;
    while (AVALANCHE_BITS / each > rows - 4 && each < AVALANCHE_BITS)
        each *= 2;
    (void)canvas_text(canvas, column, row, ink(INK_DIM), "avalanche: key bit, across hash bit");
    for (int i = 0; i < AVALANCHE_BITS; i += each) {
        int line = row + 1 + i / each;
        if (i % (4 * each) == 0)
            (void)canvas_printf(canvas, column, line, ink(INK_DIM), "%2d", i);
        for (int j = 0; j < AVALANCHE_BITS; j++) {
            double sum = 0;
            for (int k = i; k < i + each; k++)
                sum += quality->flips[k][j];
            double share = sum / each;
            int level = isnan(share) ? 0 : (int)lround(4 * fmin(fmax(share, 0), 1));
            (void)canvas_text(canvas, column + 3 + j, line, ink(level == 2 ? INK_GOOD : INK_BAD),
                              canvas->ascii ? plain[level] : shades[level]);
        }
    }
    int line = row + 1 + AVALANCHE_BITS / each;
    (void)canvas_text(canvas, column, line, ink(INK_DIM), "even grey is good, a pattern bad");
    (void)canvas_printf(canvas, column, line + 1, ink(INK_DIM), "mean %.3f, worst bias %.2f",
                        quality->avalanche, quality->bias);
}

/* --- All of it ----------------------------------------------------------------------------------
 */

static int draw_table(const struct hash_experiment *e, const struct report *report, int row,
                      int rows, struct canvas *canvas)
{
    bool small = e->table.shape.slots <= HASH_SMALL,
         lists = hash_methods[e->table.shape.scheme]->lists;
    const struct histogram *lengths =
        report ? report_find_histogram(report, "chain_length_histogram") : NULL;
    if (rows < 1)
        return 0;
    if (small)
        return lists ? draw_lists(e, row, rows, canvas) : draw_cells(e, row, rows, canvas);
    if (lists && lengths && lengths->count && rows > 3) {
        int used = draw_lengths(lengths, row, rows, canvas);
        if (used)
            return used;
    }
    return draw_large(e, row, rows, canvas);
}

void hash_draw(const struct hash_experiment *e, const char *heading, const char *happened,
               const struct report *report, struct canvas *canvas)
{
    bool roomy = canvas->rows >= 16, tall = canvas->rows >= 22;
    bool matrix = report && tall && canvas->columns >= 2 * MATRIX_COLUMNS + 12;
    char line[256];
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), heading);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), happened);
    bool small = e->table.shape.slots <= HASH_SMALL;
    int row = canvas->rows >= (small ? 11 : 14) ? 3 : 2, rows = canvas->rows - row;
    /* The table first, then its numbers, then curves where six rows are left for them. */
    bool lists = hash_methods[e->table.shape.scheme]->lists;
    /* Of a large table the curve says more. */
    bool squeezed = report && !small && !lists && rows >= 9 && rows < 13;
    int numbers = report ? 1 + (canvas->rows >= 9 && !squeezed) : 0;
    int given = rows - numbers - (rows >= 13 ? PLOT_ROWS + roomy : squeezed ? PLOT_ROWS - 1 : 0);
    if (tall && given > canvas->rows / 2)
        given = canvas->rows / 2;
    row += draw_table(e, report, row, given, canvas);
    if (!report)
        return;
    row += roomy || canvas->rows - row == numbers + 1;
    draw_values(report, row++, canvas);
    if (numbers > 1 && !matrix) {
        quality_line(hash_experiment_quality(e), line, sizeof line);
        (void)canvas_text_fit(canvas, 0, row++, canvas->columns, ink(INK_DIM), line);
    }
    if (matrix) {
        quality_line(hash_experiment_quality(e), line, sizeof line);
        (void)canvas_text_fit(canvas, 0, row++, canvas->columns, ink(INK_DIM), line);
        draw_matrix(hash_experiment_quality(e), canvas->columns - MATRIX_COLUMNS, row,
                    canvas->rows - row, canvas);
    }
    if (canvas->rows - row >= PLOT_ROWS - 1)
        draw_plot(report, row, canvas->columns - (matrix ? MATRIX_COLUMNS + 2 : 0), canvas);
}
