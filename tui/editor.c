/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/editor.h"

<<<<<<< HEAD
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
    == == ==
    =
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
        >>>>>>> main

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"

        < < < < < < < HEAD const char *editor_command(const char *configured)
{
    const char *candidates[] = {configured, getenv("VISUAL"), getenv("EDITOR")};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        const char *command = candidates[i];
        if (command && command[strspn(command, " \t")])
            return command;
    }
    return "editor";
}

static bool takes_colon(const char *program)
{
    static const char *const programs[] = {"code", "subl", "hx", "zed"};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        if (!strcmp(path_name(program), programs[i]))
            return true;
    }
    return false;
}

static char *format_word(const char *format_file, long line, bool colon)
{
    struct text word = {0};
    if (colon)
        text_printf(&word, "%s:%ld", format_file, line);
    else
        text_printf(&word, "+%ld", line);
    return text_take(&word);
}

char **editor_arguments(const char *command, const char *file, long line)
{
    size_t words = strlen(command) / 2 + 1;
    char **arguments = memory_allocate(words + 4, sizeof *arguments);
    size_t count = 0;
    for (const char *rest = command + strspn(command, " \t"); *rest;) {
        size_t length = strcspn(rest, " \t");
        arguments[count++] = memory_copy_bytes(rest, length);
        rest += length;
        rest += strspn(rest, " \t");
    }
    if (!count)
        arguments[count++] = memory_copy_string("editor");
    bool colon = takes_colon(arguments[0]);
    /* VS Code reads FILE:LINE as a place only after this. */
    if (colon && line > 0 && !strcmp(path_name(arguments[0]), "code"))
        arguments[count++] = memory_copy_string("--goto");
    if (line > 0)
        arguments[count++] = format_word(file, line, colon);
    if (line <= 0 || !colon)
        arguments[count++] = memory_copy_string(file);
=======
    static bool takes_file_and_line(const char *program)
    {
        static const char *const names[] = {"code", "subl", "hx", "zed", NULL};
        const char *name = path_name(program);
        for (size_t i = 0; names[i]; i++)
            if (!strcmp(name, names[i]))
                return true;
        return false;
    }

    char **editor_arguments(const char *editor, const char *file, long line)
    {
        size_t count = 0, most = strlen(editor) / 2 + 4;
        char **arguments = memory_allocate(most, sizeof *arguments);
        for (const char *at = editor + strspn(editor, " \t"); *at; at += strspn(at, " \t")) {
            size_t length = strcspn(at, " \t");
            arguments[count++] = memory_copy_bytes(at, length);
            at += length;
        }
        if (!count)
            arguments[count++] = memory_copy_string("editor");
        struct text word = {0};
        if (takes_file_and_line(arguments[0])) {
            text_printf(&word, "%s:%ld", file, line);
        } else {
            text_printf(&word, "+%ld", line);
            arguments[count++] = text_take(&word);
            text_append(&word, file);
        }
        arguments[count++] = text_take(&word);
>>>>>>> main
        return arguments;
    }

    void editor_arguments_free(char **arguments)
    {
<<<<<<< HEAD
        for (size_t i = 0; arguments && arguments[i]; i++)
            free(arguments[i]);
        free(arguments);
    }
=======
        for (size_t i = 0; arguments[i]; i++)
            free(arguments[i]);
        free(arguments);
    }

    static const char *chosen_editor(void)
    {
        static const char *const variables[] = {"VISUAL", "EDITOR", NULL};
        for (size_t i = 0; variables[i]; i++) {
            const char *value = getenv(variables[i]);
            if (value && value[strspn(value, " \t")])
                return value;
        }
        return "editor";
    }

    bool editor_run(const char *file, long line, struct error *error)
    {
        char **arguments = editor_arguments(chosen_editor(), file, line > 0 ? line : 1);
        pid_t child = fork();
        int status = 0;
        bool good;
        if (child == 0) {
            execvp(arguments[0], arguments);
            _exit(127);
        }
        while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
            continue;
        if (child < 0)
            good =
                error_set(error, ERROR_FAILURE, "no process for the editor: %s", strerror(errno));
        else if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
            good = error_set(error, ERROR_FAILURE, "the editor '%s' cannot be started; set $EDITOR",
                             arguments[0]);
        else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            good = error_set(error, ERROR_FAILURE, "the editor '%s' ended with an error",
                             arguments[0]);
        else
            good = true;
        editor_arguments_free(arguments);
        return good;
    }
>>>>>>> main
