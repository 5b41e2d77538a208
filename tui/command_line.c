/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsing against the table of commands, dispatch, and the one place where errors are shown. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/manual.h"
#include "tui/terminal_choice.h"
#include "tui/tutor.h"

const struct option_row global_options[] = {
    {"collection", "FILE", "the collection to use, instead of the person's own", OPTION_TEXT, 0, 0},
    {"now", "TIME", "a fixed clock, RFC 3339, such as 2026-11-20T08:00:00+01:00", OPTION_TEXT, 0,
     0},
    {"seed", "N", "fixes every random choice", OPTION_INTEGER, 0, 9007199254740991.0},
    {"json", NULL, "print JSON", OPTION_FLAG, 0, 0},
    {"plain", NULL, "line by line, for pipes and screen readers", OPTION_FLAG, 0, 0},
    {"no-color", NULL, "no colours", OPTION_FLAG, 0, 0},
    {"ascii", NULL, "draw with ASCII characters only", OPTION_FLAG, 0, 0},
    {"help", NULL, "explain the command", OPTION_FLAG, 0, 0},
    {"version", NULL, "print the version", OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command *command_find(const char *name)
{
    for (size_t i = 0; command_registry[i]; i++)
        if (command_registry[i]->run && !strcmp(command_registry[i]->name, name))
            return command_registry[i];
    return NULL;
}

const struct option_value *invocation_option(const struct invocation *invocation, const char *name)
{
    for (size_t i = invocation->option_count; i-- > 0;)
        if (!strcmp(invocation->options[i].row->name, name))
            return &invocation->options[i];
    return NULL;
}

bool invocation_flag(const struct invocation *invocation, const char *name)
{
    return invocation_option(invocation, name) != NULL;
}

const char *invocation_text(const struct invocation *invocation, const char *name)
{
    const struct option_value *value = invocation_option(invocation, name);
    return value ? value->text : NULL;
}

double invocation_number(const struct invocation *invocation, const char *name, double otherwise)
{
    const struct option_value *value = invocation_option(invocation, name);
    return value ? value->number : otherwise;
}

struct collection *invocation_open(const struct invocation *invocation, bool writable,
                                   struct error *error)
{
    char *path = collection_default_path(invocation->collection_path);
    struct collection_options options = {
        .path = path,
        .clock = &invocation->clock,
        .writable = writable,
        .seeded = invocation->seeded,
        .seed = invocation->seed,
    };
    struct collection *collection = collection_open(&options, error);
    free(path);
    return collection;
}

/* --- Parsing ------------------------------------------------------------------------------------
 */

struct parser {
    struct invocation *invocation;
    struct error *error;
    const char **arguments;       /* collected positional words */
    struct option_row *open_rows; /* rows made for options that the table leaves open */
    size_t open_count;
    int argc;
    char **argv;
    int at;
};

static const struct option_row *row_in(const struct option_row *rows, const char *name,
                                       size_t length)
{
    for (; rows && rows->name; rows++)
        if (strlen(rows->name) == length && !strncmp(rows->name, name, length))
            return rows;
    return NULL;
}

static const struct option_row *find_row(struct parser *parser, const char *name, size_t length)
{
    const struct command *command = parser->invocation->command;
    const struct option_row *row = row_in(global_options, name, length);
    if (!row && command)
        row = row_in(command->options, name, length);
    if (!row && command && command->open_options) {
        struct option_row *made = &parser->open_rows[parser->open_count++];
        *made = (struct option_row){
            .name = memory_copy_bytes(name, length), .argument = "VALUE", .kind = OPTION_TEXT};
        row = made;
    }
    return row;
}

static bool read_number(const struct option_row *row, const char *text, double *number,
                        struct error *error)
{
    char *end;
    errno = 0;
    *number = strtod(text, &end);
    bool whole = row->kind != OPTION_INTEGER || *number == floor(*number);
    bool inside =
        row->minimum == row->maximum || (*number >= row->minimum && *number <= row->maximum);
    if (end != text && !*end && errno == 0 && isfinite(*number) && whole && inside)
        return true;
    const char *sort = row->kind == OPTION_INTEGER ? "a whole number" : "a number";
    if (row->minimum == row->maximum)
        return error_set(error, ERROR_USAGE, "--%s takes %s, not '%s'", row->name, sort, text);
    return error_set(error, ERROR_USAGE, "--%s takes %s from %.15g to %.15g, not '%s'", row->name,
                     sort, row->minimum, row->maximum, text);
}

static bool take_option(struct parser *parser, const char *word)
{
    const char *name = word + 2, *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const struct option_row *row = find_row(parser, name, length);
    struct invocation *invocation = parser->invocation;
    if (!row)
        return error_set(parser->error, ERROR_USAGE, "unknown option '--%.*s'%s%s", (int)length,
                         name, invocation->command ? " of command " : "",
                         invocation->command ? invocation->command->name : "");
    struct option_value value = {.row = row};
    if (row->kind == OPTION_FLAG && equals)
        return error_set(parser->error, ERROR_USAGE, "--%s takes no value", row->name);
    if (row->kind != OPTION_FLAG) {
        if (!equals && parser->at + 1 >= parser->argc)
            return error_set(parser->error, ERROR_USAGE, "--%s needs a value (%s)", row->name,
                             row->argument);
        value.text = equals ? equals + 1 : parser->argv[++parser->at];
    }
    if ((row->kind == OPTION_INTEGER || row->kind == OPTION_REAL) &&
        !read_number(row, value.text, &value.number, parser->error))
        return false;
    invocation->options[invocation->option_count++] = value;
    return true;
}

/* "-h", "-o PATH": the few short forms, as their long ones. */
static const char *long_form(const char *word)
{
    if (!strcmp(word, "-h"))
        return "--help";
    if (!strcmp(word, "-o"))
        return "--output";
    return NULL;
}

static bool take_word(struct parser *parser, const char *word)
{
    struct invocation *invocation = parser->invocation;
    if (invocation->command) {
        parser->arguments[invocation->argument_count++] = word;
        return true;
    }
    invocation->command = command_find(word);
    if (invocation->command)
        return true;
    return error_set(parser->error, ERROR_USAGE,
                     "unknown command '%s'; 'tutor338 --help' lists the commands", word);
}

static bool parse_words(struct parser *parser)
{
    bool options_over = false;
    for (parser->at = 1; parser->at < parser->argc; parser->at++) {
        const char *word = parser->argv[parser->at];
        const char *expanded = options_over ? NULL : long_form(word);
        if (expanded)
            word = expanded;
        if (!options_over && !strcmp(word, "--")) {
            options_over = true;
            continue;
        }
        bool is_option = !options_over && !strncmp(word, "--", 2);
        if (!options_over && !is_option && word[0] == '-' && word[1] &&
            !(word[1] >= '0' && word[1] <= '9') && word[1] != '.')
            return error_set(parser->error, ERROR_USAGE, "unknown option '%s'", word);
        if (!(is_option ? take_option(parser, word) : take_word(parser, word)))
            return false;
    }
    return true;
}

static bool apply_globals(struct invocation *invocation, struct error *error)
{
    const char *now = invocation_text(invocation, "now");
    if (!now || !now[0])
        now = getenv("TUTOR338_NOW");
    if (now && now[0]) {
        if (!clock_init_fixed(&invocation->clock, now, error))
            return false;
    } else {
        clock_init_system(&invocation->clock);
    }
    invocation->collection_path = invocation_text(invocation, "collection");
    invocation->seeded = invocation_flag(invocation, "seed");
    invocation->seed = (uint64_t)invocation_number(invocation, "seed", 0);
    invocation->json = invocation_flag(invocation, "json");
    invocation->plain = invocation_flag(invocation, "plain");
    invocation->no_color = invocation_flag(invocation, "no-color");
    invocation->ascii = invocation_flag(invocation, "ascii");
    return true;
}

static bool check_arguments(const struct invocation *invocation, struct error *error)
{
    const struct command *command = invocation->command;
    if (invocation->argument_count < command->minimum_arguments)
        return error_set(error, ERROR_USAGE, "'%s' needs more: tutor338 %s %s", command->name,
                         command->name, command->arguments ? command->arguments : "");
    if (invocation->argument_count > command->maximum_arguments)
        return error_set(error, ERROR_USAGE, "'%s' is too much for '%s': tutor338 %s %s",
                         invocation->arguments[command->maximum_arguments], command->name,
                         command->name, command->arguments ? command->arguments : "");
    return true;
}

/* --- Dispatch -----------------------------------------------------------------------------------
 */

static int run_nothing(struct invocation *invocation, struct error *error)
{
    if (terminal_is_usable(invocation))
        return tutor_open(invocation, NULL, NULL, error);
    invocation->command = command_find("today");
    invocation->plain = true;
    return invocation->command->run(invocation, error);
}

static int dispatch(struct invocation *invocation, struct error *error)
{
    if (invocation_flag(invocation, "help")) {
        if (invocation->command)
            manual_print_command(invocation->command, invocation->out);
        else
            manual_print_overview(invocation->out);
        return 0;
    }
    if (invocation_flag(invocation, "version")) {
        (void)fprintf(invocation->out, "tutor338 %s\n", TUTOR338_VERSION);
        return 0;
    }
    if (!invocation->command)
        return run_nothing(invocation, error);
    if (!check_arguments(invocation, error))
        return (int)error->kind;
    return invocation->command->run(invocation, error);
}

static int finish(struct invocation *invocation, struct error *error, int status)
{
    if (fflush(invocation->out) != 0 || ferror(invocation->out))
        (void)error_set(error, ERROR_FAILURE, "the output cannot be written: %s", strerror(errno));
    if (error->kind == ERROR_NONE)
        return status;
    char message[sizeof error->file + sizeof error->message + 32];
    struct text safe = {0};
    error_format(error, message, sizeof message);
    text_append_safe(&safe, message, strlen(message), false);
    (void)fprintf(invocation->err, "tutor338: %s\n", text_string(&safe));
    text_release(&safe);
    return (int)error->kind;
}

int command_line(int argc, char **argv, FILE *in, FILE *out, FILE *err)
{
    size_t words = (size_t)(argc > 0 ? argc : 0) + 1;
    struct error error = {0};
    struct invocation invocation = {.in = in, .out = out, .err = err};
    struct parser parser = {.invocation = &invocation, .error = &error, .argc = argc, .argv = argv};
    parser.arguments = memory_allocate(words, sizeof *parser.arguments);
    parser.open_rows = memory_allocate(words, sizeof *parser.open_rows);
    invocation.options = memory_allocate(words, sizeof *invocation.options);
    invocation.arguments = parser.arguments;
    int status = ERROR_USAGE;
    if (parse_words(&parser) && apply_globals(&invocation, &error))
        status = dispatch(&invocation, &error);
    status = finish(&invocation, &error, status);
    for (size_t i = 0; i < parser.open_count; i++)
        free((char *)(uintptr_t)parser.open_rows[i].name);
    free(parser.open_rows);
    free(parser.arguments);
    free(invocation.options);
    return status;
}
