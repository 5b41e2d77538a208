/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/editor.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"

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
    return arguments;
}

void editor_arguments_free(char **arguments)
{
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
        good = error_set(error, ERROR_FAILURE, "no process for the editor: %s", strerror(errno));
    else if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        good = error_set(error, ERROR_FAILURE, "the editor '%s' cannot be started; set $EDITOR",
                         arguments[0]);
    else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        good = error_set(error, ERROR_FAILURE, "the editor '%s' ended with an error", arguments[0]);
    else
        good = true;
    editor_arguments_free(arguments);
    return good;
}
