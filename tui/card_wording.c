/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/card_wording.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"

static const char front_line[] = "=== front ===", back_line[] = "=== back ===";

void card_wording_release(struct card_wording *wording)
{
    free(wording->front);
    free(wording->back);
    *wording = (struct card_wording){0};
}

void card_wording_write(const struct card *card, struct text *out)
{
    text_printf(out,
                "Change the card below the two lines that name its parts; save, and leave.\n"
                "What stands above them is not read.\n"
                "%s\n%s\n%s\n%s\n",
                front_line, card->front, back_line, card->back);
}

/* Where the line begins that says just that; NULL: nowhere. */
static const char *find_line(const char *text, const char *wanted)
{
    size_t length = strlen(wanted);
    for (const char *at = text; *at;) {
        size_t line = strcspn(at, "\n");
        size_t bare = line && at[line - 1] == '\r' ? line - 1 : line;
        if (bare == length && !strncmp(at, wanted, length))
            return at;
        at += line + (at[line] == '\n');
    }
    return NULL;
}

/* From the end of the line at `from` up to `end`, without the empty lines around it and without
 * what other systems end lines with. */
static char *part(const char *from, const char *end)
{
    from += strcspn(from, "\n");
    while (from < end && strchr("\r\n", *from))
        from++;
    while (end > from && strchr(" \t\r\n", end[-1]))
        end--;
    char *copy = memory_copy_bytes(from, (size_t)(end - from)), *to = copy;
    for (const char *at = copy; *at; at++)
        if (at[0] != '\r' || at[1] != '\n')
            *to++ = *at;
    *to = '\0';
    return copy;
}

bool card_wording_read(const char *text, struct card_wording *wording, struct error *error)
{
    const char *front = find_line(text, front_line);
    const char *back = front ? find_line(front, back_line) : NULL;
    if (!back)
        return error_set(error, ERROR_INPUT,
                         "the lines '%s' and '%s' must stay; nothing was changed", front_line,
                         back_line);
    wording->front = part(front, back);
    wording->back = part(back, back + strlen(back));
    if (wording->front[0] && wording->back[0])
        return true;
    card_wording_release(wording);
    return error_set(error, ERROR_INPUT, "a card needs a front and a back; nothing was changed");
}

char *card_wording_file(const struct card *card, struct error *error)
{
    const char *folder = getenv("TMPDIR");
    struct text text = {0}, path = {0};
    text_printf(&path, "%s/tutor338-card.XXXXXX", folder && *folder ? folder : "/tmp");
    card_wording_write(card, &text);
    int file = mkstemp(path.data);
    bool good = file >= 0 && write(file, text.data, text.length) == (ssize_t)text.length;
    if (!good)
        (void)error_set_at(error, ERROR_FAILURE, path.data, 0, "cannot be written: %s",
                           strerror(errno));
    if (file >= 0)
        (void)close(file);
    if (file >= 0 && !good)
        (void)unlink(path.data);
    text_release(&text);
    if (good)
        return text_take(&path);
    text_release(&path);
    return NULL;
}

bool card_wording_take(const char *path, char **text, struct error *error)
{
    size_t length;
    bool good = file_read(path, text, &length, error);
    (void)unlink(path);
    return good;
}
