/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/triage_plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tui/card_text.h"
#include "tui/card_wording.h"
#include "tui/editor.h"
#include "tui/importer.h"
#include "tui/plain.h"
#include "tui/source_plain.h"
#include "tui/wording.h"

enum { AROUND = 1 }; /* lines shown before and after those of the card */

struct plain {
    struct collection *collection;
    struct triage *triage;
    FILE *in, *out;
    bool leaving, ascii;
};

static void say(const struct plain *plain, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void say(const struct plain *plain, const char *format, ...)
{
    va_list arguments;
    struct text text = {0};
    char line[1024];
    va_start(arguments, format);
    (void)vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    text_append(&text, line);
    plain_print(plain->out, "", text_string(&text));
    text_release(&text);
    (void)fflush(plain->out);
}

void triage_plain_summary(const struct triage *triage, struct text *out)
{
    const struct triage_summary *summary = triage_summary(triage);
    long position, batch, waiting;
    triage_progress(triage, &position, &batch, &waiting);
    text_printf(out, "%ld accepted, %ld rejected", summary->accepted, summary->rejected);
    if (summary->edited)
        text_printf(out, ", %ld edited", summary->edited);
    if (summary->skipped)
        text_printf(out, ", %ld skipped", summary->skipped);
    if (waiting)
        text_printf(out, "; %ld %s waiting.", waiting, waiting == 1 ? "is" : "are");
    else
        text_append(out, "; nothing is waiting any more.");
}

/* --- Showing ------------------------------------------------------------------------------------
 */

static void print_rivals(const struct plain *plain, const struct triage_item *item)
{
    if (!item->card.held)
        return;
    say(plain, "%s", card_text_held(&item->card));
    for (size_t i = 0; i < item->rival_count; i++) {
        struct text where = {0};
        card_text_source(&item->rivals[i], &where);
        plain_print(plain->out, "   the other: ", item->rivals[i].back);
        plain_print(plain->out, "   ", text_string(&where));
        text_release(&where);
    }
}

static void show_item(const struct plain *plain)
{
    const struct triage_item *item = triage_item(plain->triage);
    long position, batch, waiting;
    if (!item)
        return;
    const struct card *card = &item->card;
    triage_progress(plain->triage, &position, &batch, &waiting);
    (void)fprintf(plain->out, "\n");
    say(plain, "[%ld/%ld, %ld waiting] %s card, %s, confidence %.2f", position, batch, waiting,
        card_kind_name(card->kind), card->pattern, card->confidence);
    plain_print(plain->out, "Q: ", card->front);
    plain_print(plain->out, "A: ", card->back);
    if (card->reason && strchr(card->reason, ';')) /* else it is what was just said */
        plain_print(plain->out, "Why: ", card->reason);
    if (item->leech)
        say(plain, "Put aside: it was forgotten %d times. Accepting asks it again.",
            card->schedule.lapses);
    print_rivals(plain, item);
    source_plain(plain->out, card, AROUND, plain->ascii);
    size_t alike = triage_alike(plain->triage);
    char all[64] = "";
    if (alike > 1)
        (void)snprintf(all, sizeof all, "A or R all %zu like this, ", alike);
    say(plain, "a accept, r [reason] reject, k skip, %se edit, o source, u undo, q leave:", all);
}

/* --- Taking -------------------------------------------------------------------------------------
 */

static bool after(const struct plain *plain, bool good, const char *what)
{
    if (!good)
        return false;
    say(plain, "saved: %s", what);
    show_item(plain);
    return true;
}

/* All like this, once the next line says yes. */
static bool take_alike(struct plain *plain, bool accept, const char *reason, struct error *error)
{
    size_t count = triage_alike(plain->triage);
    const struct card *card = &triage_item(plain->triage)->card;
    const char *file = card->source_count ? path_name(card->sources[0].file) : "no note";
    struct text said = {0};
    say(plain,
        "%s %zu card%s of pattern %s from %s? Type y to do it:", accept ? "Accept" : "Reject",
        count, count == 1 ? "" : "s", card->pattern, file);
    char *answer = plain_read_line(plain->in);
    bool yes = answer && (!strcmp(answer, "y") || !strcmp(answer, "yes"));
    free(answer);
    if (!yes) {
        say(plain, "Nothing was changed.");
        show_item(plain);
        return true;
    }
    bool good = accept ? triage_accept_alike(plain->triage, &count, error)
                       : triage_reject_alike(plain->triage, reason, &count, error);
    text_printf(&said, "%zu %s", count, accept ? "accepted" : "rejected");
    good = after(plain, good, text_string(&said));
    text_release(&said);
    return good;
}

static bool undo(struct plain *plain, struct error *error)
{
    size_t cards;
    if (!triage_undo(plain->triage, &cards, error))
        return false;
    if (cards)
        say(plain, "saved: %zu taken back", cards);
    else
        say(plain, "There is nothing to take back.");
    show_item(plain);
    return true;
}

/* What the editor left: an error in it is said, and the card is as it was. */
static bool edit(struct plain *plain, struct error *error)
{
    struct error failed = {0};
    bool changed = false;
    char *path = card_wording_file(&triage_item(plain->triage)->card, error);
    if (!path)
        return false;
    if (!editor_run(path, CARD_WORDING_LINE, &failed)) {
        char *unused = NULL;
        struct error ignored = {0};
        (void)card_wording_take(path, &unused, &ignored);
        free(unused);
    } else {
        (void)triage_edit_done(plain->triage, path, &changed, &failed);
    }
    free(path);
    if (failed.kind == ERROR_COLLECTION) {
        *error = failed;
        return false;
    }
    if (failed.kind != ERROR_NONE)
        say(plain, "%s", failed.message);
    if (changed)
        return after(plain, true, "edited");
    say(plain, "The card is as it was.");
    return true;
}

static bool open_source(struct plain *plain, struct error *error)
{
    struct error failed = {0};
    const struct card *card = &triage_item(plain->triage)->card;
    if (!card->source_count) {
        say(plain, "This card comes from no note.");
        return true;
    }
    if (!editor_run(card->sources[0].file, card->sources[0].line, &failed)) {
        say(plain, "%s", failed.message);
        return true;
    }
    if (!import_refresh(plain->collection, error) || !triage_refresh(plain->triage, error))
        return false;
    say(plain, "The file was read again.");
    show_item(plain);
    return true;
}

static bool take_key(struct plain *plain, char key, const char *rest, struct error *error)
{
    struct triage *triage = plain->triage;
    switch (key) {
    case 'a':
        return after(plain, triage_accept(triage, error), "accepted");
    case 'r':
    case 'x':
        return after(plain, triage_reject(triage, rest, error), "rejected");
    case 'k':
        if (!triage_skip(triage, error))
            return false;
        say(plain, "Skipped.");
        show_item(plain);
        return true;
    case 'A':
    case 'R':
        return take_alike(plain, key == 'A', rest, error);
    case 'e':
        return edit(plain, error);
    case 'o':
        return open_source(plain, error);
    default:
        show_item(plain);
        return true;
    }
}

/* A batch is done: Enter goes on. */
static bool pause_line(struct plain *plain, const char *line, struct error *error)
{
    if (*line) {
        say(plain, "Enter shows the next ones, u takes back, q leaves.");
        return true;
    }
    bool good = triage_next_batch(plain->triage, error);
    show_item(plain);
    return good;
}

static bool take_line(struct plain *plain, const char *line, struct error *error)
{
    if (!strcmp(line, "q")) {
        plain->leaving = true;
        return true;
    }
    if (!strcmp(line, "u"))
        return undo(plain, error);
    if (triage_phase(plain->triage) == TRIAGE_PAUSE)
        return pause_line(plain, line, error);
    const char *rest = *line ? line + 1 + strspn(line + 1, " \t") : line;
    bool word = line[0] && line[1] && line[1] != ' ' && line[1] != '\t';
    return take_key(plain, word ? '?' : line[0], rest, error);
}

bool triage_plain(struct invocation *invocation, struct collection *collection,
                  struct triage *triage, struct error *error)
{
    struct plain plain = {.collection = collection,
                          .triage = triage,
                          .in = invocation->in,
                          .out = invocation->out,
                          .ascii = invocation->ascii};
    bool good = true;
    show_item(&plain);
    while (good && !plain.leaving && triage_phase(triage) != TRIAGE_EMPTY) {
        if (triage_phase(triage) == TRIAGE_PAUSE)
            say(&plain, "These are decided; more wait. Enter shows the next ones, q leaves:");
        char *line = plain_read_line(plain.in);
        if (!line)
            break;
        good = take_line(&plain, line, error);
        free(line);
    }
    struct text line = {0};
    triage_plain_summary(triage, &line);
    if (good)
        say(&plain, "\nDone: %s", text_string(&line));
    text_release(&line);
    return good;
}
