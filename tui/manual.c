/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/manual.h"

#include <string.h>

static void print_option(const struct option_row *row, FILE *out)
{
    char left[64];
    (void)snprintf(left, sizeof left, "--%s%s%s", row->name, row->argument ? " " : "",
                   row->argument ? row->argument : "");
    (void)fprintf(out, "  %-24s  %s", left, row->help);
    if (row->minimum < row->maximum && row->maximum < 9e15)
        (void)fprintf(out, " (%.15g to %.15g)", row->minimum, row->maximum);
    (void)fputc('\n', out);
}

static void print_options(const char *title, const struct option_row *rows, FILE *out)
{
    if (!rows || !rows->name)
        return;
    (void)fprintf(out, "\n%s\n", title);
    for (; rows->name; rows++)
        print_option(rows, out);
}

void manual_print_overview(FILE *out)
{
    (void)fprintf(out, "tutor338: turns your study notes into cards, drills and simulations, and "
                       "carries you through 338 days\n\n"
                       "usage: tutor338 [COMMAND] [OPTIONS]\n\n"
                       "Without a command it opens the full-screen tutor.\n\nCommands\n");
    for (size_t i = 0; command_registry[i]; i++)
        if (command_registry[i]->run)
            (void)fprintf(out, "  %-12s  %s\n", command_registry[i]->name,
                          command_registry[i]->summary);
    print_options("Options of every command", global_options, out);
    (void)fprintf(out, "\n'tutor338 COMMAND --help' explains one command.\n");
}

void manual_print_command(const struct command *command, FILE *out)
{
    (void)fprintf(out, "tutor338 %s: %s\n\nusage: tutor338 %s%s%s [OPTIONS]\n", command->name,
                  command->summary, command->name, command->arguments ? " " : "",
                  command->arguments ? command->arguments : "");
    if (command->details)
        (void)fprintf(out, "\n%s\n", command->details);
    print_options("Options", command->options, out);
    print_options("Options of every command", global_options, out);
}

/* Roff takes a leading dot or quote as a request, and a bare hyphen as a typographic one. */
static void print_roff(const char *text, FILE *out)
{
    if (*text == '.' || *text == '\'')
        (void)fputs("\\&", out);
    for (; *text; text++) {
        if (*text == '-' || *text == '\\')
            (void)fputc('\\', out);
        (void)fputc(*text == '\\' ? 'e' : *text, out);
        if (*text == '\n' && (text[1] == '.' || text[1] == '\''))
            (void)fputs("\\&", out);
    }
}

static void print_roff_options(const struct option_row *rows, FILE *out)
{
    for (; rows && rows->name; rows++) {
        (void)fputs(".TP\n.B \\-\\-", out);
        print_roff(rows->name, out);
        if (rows->argument)
            (void)fprintf(out, " \\fI%s\\fR", rows->argument);
        (void)fputc('\n', out);
        print_roff(rows->help, out);
        (void)fputc('\n', out);
    }
}

static void print_roff_keys(FILE *out)
{
    (void)fputs(".SH KEYS\n", out);
    const struct action_row *row;
    for (size_t i = 0; (row = action_row_at(i)); i++) {
        if (!row->keys || !row->keys[0])
            continue;
        (void)fputs(".TP\n.B ", out);
        print_roff(row->keys, out);
        (void)fputs("\n", out);
        print_roff(row->summary, out);
        (void)fprintf(out, " (%s)\n", row->name);
    }
}

void manual_print_man(FILE *out)
{
    (void)fprintf(out,
                  ".TH TUTOR338 1 \"\" \"tutor338 %s\"\n.SH NAME\ntutor338 \\- a learning tutor "
                  "that turns study notes into cards, drills and simulations\n.SH SYNOPSIS\n"
                  ".B tutor338\n[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]\n.SH COMMANDS\n",
                  TUTOR338_VERSION);
    for (size_t i = 0; command_registry[i]; i++) {
        const struct command *command = command_registry[i];
        if (!command->run)
            continue;
        (void)fprintf(out, ".SS %s %s\n", command->name,
                      command->arguments ? command->arguments : "");
        print_roff(command->summary, out);
        (void)fputs(".\n", out);
        if (command->details) {
            (void)fputs(".PP\n", out);
            print_roff(command->details, out);
            (void)fputs("\n", out);
        }
        print_roff_options(command->options, out);
    }
    (void)fputs(".SH OPTIONS OF EVERY COMMAND\n", out);
    print_roff_options(global_options, out);
    print_roff_keys(out);
    (void)fputs(
        ".SH EXIT STATUS\n0 done; 1 nothing to ask, answer not correct, or the doctor found "
        "something; 2 unknown command or option, or a value out of range; 3 input missing, "
        "unreadable or malformed; 4 the collection cannot be used; 5 any other failure; "
        "128+n after signal n.\n",
        out);
}

static void print_names(const struct option_row *rows, FILE *out)
{
    for (; rows && rows->name; rows++)
        (void)fprintf(out, " --%s", rows->name);
}

void manual_print_bash_completion(FILE *out)
{
    (void)fputs("_tutor338() {\n  local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
                "  case ${COMP_WORDS[1]} in\n",
                out);
    for (size_t i = 0; command_registry[i]; i++) {
        if (!command_registry[i]->run)
            continue;
        (void)fprintf(out, "  %s) words=\"", command_registry[i]->name);
        print_names(command_registry[i]->options, out);
        (void)fputs("\" ;;\n", out);
    }
    (void)fputs("  esac\n  if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"", out);
    for (size_t i = 0; command_registry[i]; i++)
        if (command_registry[i]->run)
            (void)fprintf(out, "%s ", command_registry[i]->name);
    (void)fputs("\"; fi\n  words=\"$words", out);
    print_names(global_options, out);
    (void)fputs("\"\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                "}\ncomplete -o default -F _tutor338 tutor338\n",
                out);
}
