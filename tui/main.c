/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets up what is per process (locale, numerical library) and hands over to the command line. */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "tui/command.h"

/* Notes are UTF-8 whatever the locale says; without this, LANG=C would draw question marks. */
static void set_locale(void)
{
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
}

int main(int argc, char **argv)
{
    set_locale();
    gsl_set_error_handler_off();
    return command_line(argc, argv, stdin, stdout, stderr);
}
