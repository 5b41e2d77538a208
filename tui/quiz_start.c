/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/quiz_start.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/quiz_compose.h"

void quiz_start_write(const struct quiz_options *options, struct text *out)
{
    bool first = true;
    text_printf(out, "count=%ld minutes=%ld", options->count, options->minutes);
    if (options->day_first)
        text_printf(out, " days=%d-%d", options->day_first, options->day_last);
    for (int form = 0; form < QUIZ_FORM_COUNT; form++) {
        if (!(options->forms & 1U << form))
            continue;
        text_printf(out, "%s%s", first ? " kind=" : ",", quiz_form_name((enum quiz_form)form));
        first = false;
    }
    if (options->topic && *options->topic)
        text_printf(out, " topic=%s", options->topic);
}

static void read_part(const char *name, const char *value, struct quiz_options *options)
{
    struct error ignored = {0};
    if (!strcmp(name, "count"))
        options->count = strtol(value, NULL, 10);
    else if (!strcmp(name, "minutes"))
        options->minutes = strtol(value, NULL, 10);
    else if (!strcmp(name, "days"))
        (void)quiz_days_read(value, &options->day_first, &options->day_last, &ignored);
    else if (!strcmp(name, "kind"))
        (void)quiz_forms_read(value, &options->forms, &ignored);
}

void quiz_start_read(const char *argument, struct quiz_options *options)
{
    char name[16], value[128];
    while (argument && *argument) {
        argument += strspn(argument, " ");
        if (!strncmp(argument, "topic=", 6)) {
            options->topic = argument + 6;
            return;
        }
        if (sscanf(argument, "%15[a-z]=%127[^ ]", name, value) == 2)
            read_part(name, value, options);
        argument += strcspn(argument, " ");
    }
}
