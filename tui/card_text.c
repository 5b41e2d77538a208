/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/card_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "exercises/simulation.h"
#include "tui/drill_choice.h"
#include "tui/wording.h"

/* Adds what the line does not say yet, ignoring case. */
static void add_new(struct text *out, size_t from, const char *part)
{
    if (!part || !*part || strcasestr(text_string(out) + from, part))
        return;
    text_printf(out, "%s%s", out->length > from ? ", " : "", part);
}

void card_text_context(const struct card *card, struct text *out)
{
    size_t from = out->length;
    if (card->source_count)
        wording_heading(&card->sources[0], out);
    add_new(out, from, card->topic);
    if (card->day > 0) {
        char day[24];
        (void)snprintf(day, sizeof day, "%s %d", out->length > from ? "day" : "Day", card->day);
        add_new(out, from, day);
    }
}

void card_text_source(const struct card *card, struct text *out)
{
    if (!card->source_count) {
        text_append(out, "From no note");
        return;
    }
    const struct card_source *source = &card->sources[0];
    char *folder = path_folder(source->file);
    text_printf(out, "From %s/%s:%ld", path_name(folder), path_name(source->file), source->line);
    free(folder);
    if (card->source_count > 1)
        text_printf(out, " and %zu more", card->source_count - 1);
}

const char *card_text_held(const struct card *card)
{
    if (!card->held)
        return "";
    if (!strcmp(card->held, "acronym"))
        return "Held back: the letters of the abbreviation do not match its words.";
    return "Held back: your notes answer this in two ways that do not agree.";
}

static bool add_related(void *context, const struct card *card)
{
    struct text *out = context;
    struct text back = {0};
    for (const char *at = card->back; *at; at++)
        text_append_bytes(&back, *at == '\n' ? "; " : at, *at == '\n' ? 2 : 1);
    text_printf(out, "%s%s\n  %s\n  ", out->length ? "\n" : "", card->front, text_string(&back));
    text_release(&back);
    card_text_source(card, out);
    if (card->day > 0)
        text_printf(out, ", day %d", card->day);
    text_append(out, "\n");
    return true;
}

bool card_text_related(struct collection *collection, const char *id, struct text *out,
                       struct error *error)
{
    size_t before = out->length;
    bool good = collection_related(collection, id, CARD_RELATED, add_related, out, error);
    if (good && out->length == before)
        text_append(out, "No card of another note or day is about the same things.\n");
    return good;
}

static void schedule_lines(const struct schedule *schedule, day_number today, struct text *out)
{
    if (!schedule->reviewed) {
        text_append(out, "Not asked yet\n");
        return;
    }
    text_append(out, "Last asked   ");
    wording_date(schedule->last_seen, today, out);
    text_printf(out, ", grade %d\nDue          ", schedule->last_grade);
    wording_date(schedule->due, today, out);
    text_append(out, "\nInterval     ");
    wording_interval(schedule->interval_days, out);
    text_printf(out, "\nIn a row     ");
    wording_count(schedule->repetitions, "pass", "passes", out);
    text_append(out, ", ");
    wording_count(schedule->lapses, "lapse", "lapses", out);
    if (isfinite(schedule->stability))
        text_printf(out, "\nStability    %.1f days, difficulty %.1f of 10\n", schedule->stability,
                    schedule->difficulty);
    else
        text_printf(out, "\nEase         %d.%02d\n", schedule->ease_hundredths / 100,
                    schedule->ease_hundredths % 100);
}

static void line(struct text *out, const char *label, const char *value)
{
    if (value && *value)
        text_printf(out, "%s%s\n", label, value);
}

void card_text_information(const struct card *card, day_number today, struct text *out)
{
    schedule_lines(&card->schedule, today, out);
    text_append(out, "\n");
    for (size_t i = 0; i < card->source_count; i++)
        text_printf(out, "Source       %s:%ld\n", card->sources[i].file, card->sources[i].line);
    line(out, "Topic        ", card->topic);
    for (size_t i = 0; i < card->tag_count; i++)
        text_printf(out, "%s%s", i ? ", " : "Tags         ", card->tags[i]);
    text_append(out, card->tag_count ? "\n" : "");
    line(out, "Simulation   ", card->simulation);
    const struct drill *drill = drill_for_card(card);
    if (drill)
        text_printf(out, "Drill        %s (%s)\n", drill->title, drill->name);
    text_printf(out, "Kind         %s%s\n", card_kind_name(card->kind),
                card->edited ? ", in your own words" : "");
    text_printf(out, "Pattern      %s, confidence %.2f\n", card->pattern ? card->pattern : "none",
                card->confidence);
    line(out, "Why          ", card->reason);
    if (card->passage && *card->passage)
        text_printf(out, "\nIn the note:\n%s\n", card->passage);
}

void card_text_question(const struct problem *problem, struct text *out)
{
    size_t length = strcspn(problem->id, ":@");
    char *name = memory_copy_bytes(problem->id, length);
    const struct simulation *simulation = simulation_find(name);
    free(name);
    if (!simulation)
        return;
    double *values = memory_allocate(simulation->parameter_count, sizeof *values);
    struct problem again = {0};
    struct error ignored = {0};
    text_append(out, simulation->name);
    if (question_regenerate(problem->id, values, &again, &ignored)) {
        for (size_t i = 0; i < simulation->parameter_count; i++) {
            char value[64];
            parameter_format(&simulation->parameters[i], values[i], value, sizeof value);
            text_printf(out, " %s=%s", simulation->parameters[i].name, value);
        }
    }
    problem_release(&again);
    free(values);
}
