/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/tutor.h"

#include <stdlib.h>

#include "engine/base/random.h"
#include "tui/app.h"
#include "tui/importer.h"
#include "tui/run.h"
#include "tui/terminal.h"

/* After the editor every registered source that changed is read again. */
static bool reimport(struct app *app, const char *file, struct error *error)
{
    (void)file;
    return import_refresh(app->collection, error);
}

static uint64_t seed_of(const struct invocation *invocation)
{
    struct random_source source;
    if (invocation->seeded)
        return invocation->seed;
    random_init_system(&source);
    return random_next(&source);
}

static int run(struct invocation *invocation, struct app *app, struct error *error)
{
    struct terminal_options options = {
        .in = invocation->in,
        .out = invocation->out,
        .theme = app->config.theme,
        .no_color = invocation->no_color,
    };
    struct terminal *terminal = terminal_open(&options, error);
    if (!terminal)
        return (int)error->kind;
    int status = app_run(app, terminal);
    terminal_close(terminal);
    return status;
}

static int run_with(struct invocation *invocation, const char *first_screen,
                    const struct session_options *session, struct collection *collection,
                    struct config *config, struct error *error)
{
    struct app app;
    struct error stale = {0};
    bool fresh = import_refresh(collection, &stale);
    app_init(&app, collection, config, seed_of(invocation));
    app.ascii = app.ascii || invocation->ascii;
    app.reimport = reimport;
    if (session)
        app.asked = *session;
    int status = ERROR_FAILURE;
    if (app_start(&app, first_screen, error)) {
        /* Notes that cannot be read today must not keep anybody from learning. */
        if (!fresh)
            app_complain(&app, &stale);
        status = run(invocation, &app, error);
    }
    app_release(&app);
    return error->kind != ERROR_NONE ? (int)error->kind : status;
}

int tutor_open(struct invocation *invocation, const char *first_screen,
               const struct session_options *session, struct error *error)
{
    struct config config;
    if (!config_load(&config, error)) {
        config_release(&config);
        return (int)error->kind;
    }
    /* What the person wrote down for the tutor wins over what holds for every program. */
    if (config.editor[0])
        (void)setenv("VISUAL", config.editor, 1);
    struct collection *collection = invocation_open(invocation, true, error);
    if (!collection) {
        config_release(&config);
        return (int)error->kind;
    }
    int status = run_with(invocation, first_screen, session, collection, &config, error);
    collection_close(collection);
    return status;
}
