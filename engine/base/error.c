/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 5, 0))) static void fill(struct error *error, enum error_kind kind,
                                                       const char *file, long line,
                                                       const char *format, va_list arguments)
{
    if (error->kind != ERROR_NONE)
        return;
    error->kind = kind;
    error->line = line;
    (void)snprintf(error->file, sizeof error->file, "%s", file ? file : "");
    (void)vsnprintf(error->message, sizeof error->message, format, arguments);
}

bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, kind, NULL, 0, format, arguments);
    va_end(arguments);
    return false;
}

bool error_set_at(struct error *error, enum error_kind kind, const char *file, long line,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, kind, file, line, format, arguments);
    va_end(arguments);
    return false;
}

void error_clear(struct error *error)
{
    memset(error, 0, sizeof *error);
}

void error_format(const struct error *error, char *buffer, size_t size)
{
    if (error->file[0] && error->line > 0)
        (void)snprintf(buffer, size, "%s:%ld: %s", error->file, error->line, error->message);
    else if (error->file[0])
        (void)snprintf(buffer, size, "%s: %s", error->file, error->message);
    else
        (void)snprintf(buffer, size, "%s", error->message);
}
