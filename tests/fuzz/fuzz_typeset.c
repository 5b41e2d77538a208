/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as text with mathematics: letters and digits of ASCII sources are all shown, in
 * sentences none is lost either, formulas fit where they say so, and ASCII stays ASCII.
 */
#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/typeset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Letters and digits in ASCII mode, where none has another form; each counted. */
static void count_marks(const char *text, size_t counts[256])
{
    for (; *text; text++)
        if (isalnum((unsigned char)*text))
            counts[(unsigned char)*text]++;
}

static void expect_nothing_lost(const char *source, const char *shown)
{
    size_t before[256] = {0}, after[256] = {0};
    count_marks(source, before);
    count_marks(shown, after);
    for (int i = 0; i < 256; i++) /* "sqrt" and "integral from to of" become signs */
        if (before[i] != after[i] && !strstr(source, "sqrt") && !strstr(source, "integral") &&
            !strstr(source, "√"))
            abort();
}

static void check(const char *source, size_t size, int columns)
{
    struct text shown = {0}, plain = {0};
    typeset_text(source, columns, false, &shown);
    typeset_text(source, columns, true, &plain);
    bool ascii = true;
    for (size_t i = 0; i < size; i++)
        ascii = ascii && ((source[i] >= ' ' && source[i] <= '~') || source[i] == '\n');
    for (size_t i = 0; ascii && i < plain.length; i++)
        if ((unsigned char)plain.data[i] >= 0x80)
            abort();
    if (ascii)
        expect_nothing_lost(source, text_string(&plain));
    text_clear(&shown);
    if (typeset_formula(NULL, source, size, columns, false, &shown))
        for (const char *line = text_string(&shown); *line; line = strchr(line, '\n') + 1)
            if (text_width(line, strcspn(line, "\n")) > columns)
                abort();
    (void)typeset_rise(source, columns, false);
    text_release(&shown);
    text_release(&plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char source[1024];
    size_t length = size < sizeof source - 1 ? size : sizeof source - 1;
    memcpy(source, data, length);
    source[length] = '\0';
    length = strlen(source);
    check(source, length, 76);
    check(source, length, 9);
    check(source, length, -3);
    return 0;
}
