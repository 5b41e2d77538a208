/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cards as comma-separated values (.csv; .tsv with tabs), quoted as in RFC 4180 (2005). The first
 * record names the columns, ignoring case:
 *
 *   front   front, question, term, word, prompt, text, q
 *   back    back, answer, definition, meaning, translation, a
 *   tags    tags, tag, labels             divided by blanks or commas
 *   topic   deck, topic, category, subject, chapter
 *   id      id, guid, key                 who the card is, whatever its text becomes
 *   kind    notetype, note type, type, kind   "cloze", "basic", "reversed", or one of ours
 *
 * Other columns are left out, with a warning. Without a front and a back it is no table of cards;
 * a cloze ("{{c1::answer}}") needs no back. Commas, semicolons and tabs divide fields: what the
 * first line has most of.
 */
#include <string.h>

#include "content/deck_table.h"
#include "engine/base/csv.h"
#include "engine/base/text.h"

/* Of the heading, which may be quoted, but holds no line end. */
static char separator_of(const struct deck_input *input)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < input->length && input->bytes[i] != '\n'; i++) {
        quoted = quoted != (input->bytes[i] == '"');
        for (size_t j = 0; !quoted && j < 3; j++)
            counts[j] += input->bytes[i] == candidates[j];
    }
    for (size_t j = 1; j < 3; j++)
        if (counts[j] > counts[best])
            best = j;
    return candidates[best];
}

static bool read_csv(const struct deck_input *input, struct deck *deck, struct error *error)
{
    struct deck_table table = {
        .input = input, .deck = deck, .separator = separator_of(input), .headed = true};
    return deck_table_read(&table, input->bytes, input->length, error);
}

static const char *const endings[] = {".csv", ".tsv", NULL};

const struct deck_format deck_format_csv = {
    .name = "csv",
    .summary = "table of cards (.csv, .tsv) whose first line names the columns",
    .endings = endings,
    .read = read_csv,
};
