/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/run.h"

#include <string.h>

void loop_init(struct loop *loop, struct app *app, struct terminal *terminal)
{
    memset(loop, 0, sizeof *loop);
    loop->app = app;
    loop->terminal = terminal;
    loop->stale = true;
    terminal_mouse(terminal, app->mouse);
}

void loop_release(struct loop *loop)
{
    canvas_release(&loop->canvas);
}

static void draw(struct loop *loop)
{
    int columns, rows;
    terminal_size(loop->terminal, &columns, &rows);
    if (columns != loop->canvas.columns || rows != loop->canvas.rows)
        canvas_resize(&loop->canvas, columns, rows);
    app_draw(loop->app, &loop->canvas);
    terminal_draw(loop->terminal, &loop->canvas);
    loop->stale = false;
}

/* False: leave. */
static bool follow(struct loop *loop, unsigned effects)
{
    struct app *app = loop->app;
    while (effects & EFFECT_EDIT) {
        struct error error = {0};
        (void)terminal_edit(loop->terminal, app->edit_file, app->edit_line, &error);
        effects = (effects & ~(unsigned)EFFECT_EDIT) | app_edited(app, &error);
    }
    if (effects & EFFECT_MOUSE)
        terminal_mouse(loop->terminal, app->mouse);
    if (effects & EFFECT_STOP)
        terminal_stop(loop->terminal);
    if (effects & (EFFECT_REPAINT | EFFECT_STOP))
        terminal_repaint(loop->terminal);
    loop->stale = loop->stale || (effects & ~(unsigned)EFFECT_QUIT) != 0;
    return !(effects & EFFECT_QUIT);
}

enum turn loop_turn(struct loop *loop, int timeout_ms)
{
    struct key key;
    if (loop->stale)
        draw(loop);
    if (!terminal_read(loop->terminal, timeout_ms, &key))
        return TURN_IDLE;
    return follow(loop, app_feed(loop->app, key)) ? TURN_KEY : TURN_LEAVE;
}

void loop_tick(struct loop *loop)
{
    (void)follow(loop, app_tick(loop->app));
}

int app_run(struct app *app, struct terminal *terminal)
{
    struct loop loop;
    enum turn turn;
    loop_init(&loop, app, terminal);
    while ((turn = loop_turn(&loop, app_pace(app))) != TURN_LEAVE) {
        if (turn == TURN_IDLE)
            loop_tick(&loop);
    }
    loop_release(&loop);
    return terminal_signal(terminal) ? 128 + terminal_signal(terminal) : 0;
}
