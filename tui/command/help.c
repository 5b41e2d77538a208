/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/command.h"
#include "tui/manual.h"

static int run(struct invocation *invocation, struct error *error)
{
    const struct command *command =
        invocation->argument_count ? command_find(invocation->arguments[0]) : NULL;
    if (invocation->argument_count && !command) {
        (void)error_set(error, ERROR_USAGE, "unknown command '%s'", invocation->arguments[0]);
        return ERROR_USAGE;
    }
    if (invocation_flag(invocation, "man"))
        manual_print_man(invocation->out);
    else if (invocation_flag(invocation, "completion"))
        manual_print_bash_completion(invocation->out);
    else if (command)
        manual_print_command(command, invocation->out);
    else
        manual_print_overview(invocation->out);
    return 0;
}

static const struct option_row options[] = {
    {"man", NULL, "print the man page", OPTION_FLAG, 0, 0},
    {"completion", NULL, "print completions for bash", OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_help = {
    .name = "help",
    .summary = "explain a command; print the man page or completions",
    .arguments = "[COMMAND]",
    .options = options,
    .maximum_arguments = 1,
    .run = run,
};
