/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/editor.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"

const char *editor_command(const char *configured)
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
    return arguments;
}

void editor_arguments_free(char **arguments)
{
    for (size_t i = 0; arguments && arguments[i]; i++)
        free(arguments[i]);
    free(arguments);
}
