/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards as text for Anki's import; neither schedules nor history. */
#include "engine/base/deck.h"
#include "engine/base/text.h"
#include "tui/export_deck.h"

static bool format_text(const struct deck *deck, FILE *out, struct error *error)
{
    struct text text = {0};
    (void)error;
    deck_format_text(deck, &text);
    bool good = fwrite(text_string(&text), 1, text.length, out) == text.length;
    text_release(&text);
    return good;
}

static bool write(const struct export_job *job, FILE *out, struct error *error)
{
    return export_deck_write(job, format_text, out, error);
}

const struct export_format export_format_anki = {
    .name = "anki",
    .summary = "cards as text that Anki imports",
    .suffix = "txt",
    .what = 1 << RECORD_CARDS,
    .write = write,
};
