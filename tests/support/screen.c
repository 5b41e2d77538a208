/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/screen.h"

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "tests/support/suite.h"

enum { PIPE_BYTES = 1 << 20 };

/* newterm() keeps a little of what it began when it refuses a terminal type. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libtinfo\n";
}

/* --- Opening and closing ------------------------------------------------------------------------
 */

static void must(bool ok, const struct error *error)
{
    if (!ok)
        fail_msg("%s:%ld: %s", error->file, error->line, error->message);
}

static void open_pipes(struct screen_test *test)
{
    int keys[2], output[2];
    assert_int_equal(pipe(keys), 0);
    assert_int_equal(pipe(output), 0);
    /* A whole screen must fit, as the one process both writes and reads. */
    (void)fcntl(output[1], F_SETPIPE_SZ, PIPE_BYTES);
    (void)fcntl(output[0], F_SETFL, O_NONBLOCK);
    test->keys = keys[1];
    test->output = output[0];
    test->in = fdopen(keys[0], "r");
    test->out = fdopen(output[1], "w");
}

static void open_grid(struct screen_test *test, int columns, int rows)
{
    test->vterm = vterm_new(rows, columns);
    vterm_set_utf8(test->vterm, 1);
    test->grid = vterm_obtain_screen(test->vterm);
    vterm_screen_enable_altscreen(test->grid, 1);
    vterm_screen_reset(test->grid, 1);
}

/* Pipes have no size, so curses is told; it sets the scrolling region by it. */
static void tell_size(int columns, int rows)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", columns);
    assert_int_equal(setenv("COLUMNS", number, 1), 0);
    (void)snprintf(number, sizeof number, "%d", rows);
    assert_int_equal(setenv("LINES", number, 1), 0);
}

static void open_collection(struct screen_test *test, const struct screen_options *options)
{
    struct error error = {0};
    char *path = path_join(test->folder, "collection.db");
    struct collection_options how = {
        .path = path, .clock = &test->clock, .writable = true, .seeded = true, .seed = 7};
    must(clock_init_fixed(&test->clock, "2026-11-20T08:00:00+01:00", &error), &error);
    test->collection = collection_open(&how, &error);
    must(test->collection != NULL, &error);
    if (!options->empty)
        fixture_cards(test->collection, "/home/you/notes", options->cards);
    free(path);
}

static void open_config(const struct screen_test *test, const char *text, struct config *config)
{
    struct error error = {0};
    config_init(config);
    if (!text)
        return;
    char *path = path_join(test->folder, "config.ini");
    must(file_write_atomic(path, text, strlen(text), &error), &error);
    must(config_read(config, path, &error), &error);
    free(path);
}

void screen_open(struct screen_test *test, const struct screen_options *options)
{
    struct error error = {0};
    struct config config;
    int columns = options->columns ? options->columns : 80;
    int rows = options->rows ? options->rows : 24;
    memset(test, 0, sizeof *test);
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
    (void)snprintf(test->folder, sizeof test->folder, "%s/screen.XXXXXX",
                   getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(test->folder));
    open_collection(test, options);
    open_config(test, options->config, &config);
    open_pipes(test);
    open_grid(test, columns, rows);
    struct terminal_options how = {.in = test->in,
                                   .out = test->out,
                                   .type = "xterm-256color",
                                   .theme = config.theme,
                                   .no_color = options->no_color};
    app_init(&test->app, test->collection, &config, 7);
    test->app.ascii = test->app.ascii || options->ascii;
    tell_size(columns, rows);
    test->terminal = terminal_open(&how, &error);
    must(test->terminal != NULL, &error);
    must(app_start(&test->app, options->first_screen, &error), &error);
    loop_init(&test->loop, &test->app, test->terminal);
    screen_settle(test);
}

static void remove_folder(const char *folder)
{
    struct text command = {0};
    text_printf(&command, "rm -rf '%s'", folder);
    (void)!system(text_string(&command));
    text_release(&command);
}

void screen_close(struct screen_test *test)
{
    loop_release(&test->loop);
    terminal_close(test->terminal);
    app_release(&test->app);
    collection_close(test->collection);
    (void)fclose(test->in);
    (void)fclose(test->out);
    (void)close(test->keys);
    (void)close(test->output);
    vterm_free(test->vterm);
    text_release(&test->raw);
    remove_folder(test->folder);
}

/* --- Keys and output ----------------------------------------------------------------------------
 */

static void drain(struct screen_test *test)
{
    char bytes[8192];
    ssize_t count;
    (void)fflush(test->out);
    while ((count = read(test->output, bytes, sizeof bytes)) > 0) {
        test->bytes += (size_t)count;
        text_append_bytes(&test->raw, bytes, (size_t)count);
        (void)vterm_input_write(test->vterm, bytes, (size_t)count);
    }
    vterm_screen_flush_damage(test->grid);
}

void screen_settle(struct screen_test *test)
{
    enum turn turn = TURN_KEY;
    while (turn == TURN_KEY) {
        turn = loop_turn(&test->loop, 0);
        drain(test);
    }
    test->left = turn == TURN_LEAVE;
}

void screen_type(struct screen_test *test, const char *bytes)
{
    size_t length = strlen(bytes);
    assert_int_equal(write(test->keys, bytes, length), length);
    screen_settle(test);
}

void screen_resize(struct screen_test *test, int columns, int rows)
{
    static const char whole_region[] = "\033[r"; /* as terminals do when resized */
    vterm_set_size(test->vterm, rows, columns);
    (void)vterm_input_write(test->vterm, whole_region, sizeof whole_region - 1);
    terminal_set_size(test->terminal, columns, rows);
    test->loop.stale = true;
    screen_settle(test);
}

/* --- Reading the grid ---------------------------------------------------------------------------
 */

static void append_cell(const VTermScreenCell *cell, struct text *out)
{
    if (!cell->chars[0])
        text_append(out, " ");
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
        text_append_code_point(out, cell->chars[i]);
}

static void append_row(struct screen_test *test, int row, int columns, struct text *out)
{
    size_t start = out->length;
    for (int column = 0; column < columns; column++) {
        VTermScreenCell cell;
        (void)vterm_screen_get_cell(test->grid, (VTermPos){row, column}, &cell);
        append_cell(&cell, out);
        column += cell.width == 2;
    }
    while (out->length > start && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
}

char *screen_text(struct screen_test *test)
{
    int columns, rows;
    struct text out = {0};
    vterm_get_size(test->vterm, &rows, &columns);
    for (int row = 0; row < rows; row++) {
        append_row(test, row, columns, &out);
        text_append(&out, "\n");
    }
    return text_take(&out);
}

bool screen_shows(struct screen_test *test, const char *text)
{
    char *shown = screen_text(test);
    bool found = strstr(shown, text) != NULL;
    free(shown);
    return found;
}

static void expect(struct screen_test *test, const char *text, bool wanted)
{
    if (screen_shows(test, text) == wanted)
        return;
    char *shown = screen_text(test);
    print_error("%s \"%s\" on:\n%s\n", wanted ? "No" : "There is", text, shown);
    free(shown);
    fail();
}

void screen_expect(struct screen_test *test, const char *text)
{
    expect(test, text, true);
}

void screen_reject(struct screen_test *test, const char *text)
{
    expect(test, text, false);
}

VTermScreenCell screen_cell_of(struct screen_test *test, const char *text)
{
    VTermScreenCell cell = {0};
    int columns, rows;
    vterm_get_size(test->vterm, &rows, &columns);
    for (int row = 0; row < rows; row++) {
        struct text line = {0};
        append_row(test, row, columns, &line);
        const char *at = strstr(text_string(&line), text);
        int column = at ? text_width(line.data, (size_t)(at - line.data)) : -1;
        text_release(&line);
        if (column < 0)
            continue;
        (void)vterm_screen_get_cell(test->grid, (VTermPos){row, column}, &cell);
        return cell;
    }
    fail_msg("\"%s\" is not shown", text);
    return cell;
}

/* --- Golden files -------------------------------------------------------------------------------
 */

static void compare(const char *path, const char *shown)
{
    char *wanted;
    size_t length;
    struct error error = {0};
    if (!file_read(path, &wanted, &length, &error)) {
        print_error("%s is missing; it would be:\n%s\n", path, shown);
        fail();
    }
    if (strcmp(wanted, shown) != 0) {
        print_error("%s differs. Wanted:\n%s\nShown:\n%s\n", path, wanted, shown);
        free(wanted);
        fail();
    }
    free(wanted);
}

void screen_golden(struct screen_test *test, const char *name)
{
    int columns, rows;
    const char *root = getenv("SOURCE_ROOT"), *mode = getenv("GOLDEN");
    struct text path = {0};
    struct error error = {0};
    vterm_get_size(test->vterm, &rows, &columns);
    text_printf(&path, "%s/tests/golden/%s-%dx%d.txt", root ? root : ".", name, columns, rows);
    char *shown = screen_text(test);
    if (mode && !strcmp(mode, "write"))
        must(file_write_atomic(text_string(&path), shown, strlen(shown), &error), &error);
    else
        compare(text_string(&path), shown);
    free(shown);
    text_release(&path);
}
