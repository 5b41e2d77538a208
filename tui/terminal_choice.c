/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/terminal_choice.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool terminal_is_usable(const struct invocation *invocation)
{
    const char *term = getenv("TERM");
    if (invocation->plain || invocation->json || !term || !term[0] || !strcmp(term, "dumb"))
        return false;
    return isatty(fileno(invocation->in)) && isatty(fileno(invocation->out));
}
