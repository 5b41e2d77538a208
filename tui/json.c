/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tui/drill_choice.h"

json_t *json_number(double value)
{
    if (!isfinite(value))
        return json_null();
    if (value == floor(value) && fabs(value) < 9e15)
        return json_integer((json_int_t)value);
    return json_real(value);
}

json_t *json_text(const char *string)
{
    if (!string)
        return json_null();
    json_t *value = json_string(string);
    if (value)
        return value;
    struct text repaired = {0};
    for (size_t at = 0, length = strlen(string); at < length;) {
        uint32_t code_point;
        at += utf8_decode(string + at, length - at, &code_point, NULL);
        text_append_code_point(&repaired, code_point);
    }
    value = json_string(text_string(&repaired));
    text_release(&repaired);
    return value;
}

json_t *json_day(day_number day)
{
    char buffer[DAY_TEXT];
    return day == DAY_NONE ? json_null() : json_string(day_format(day, buffer));
}

json_t *json_strings(const char *const *list, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, json_text(list[i]));
    return array;
}

static json_t *json_source(const struct card_source *source)
{
    return json_pack("{s:o, s:I, s:I, s:o}", "file", json_text(source->file), "line",
                     (json_int_t)source->line, "end_line", (json_int_t)source->end_line, "heading",
                     json_strings(source->heading, source->heading_count));
}

static json_t *json_schedule(const struct schedule *schedule, const char *algorithm)
{
    bool known = schedule->reviewed;
    json_t *value = json_object();
    json_object_set_new(value, "algorithm", json_string(algorithm));
    json_object_set_new(value, "repetitions",
                        known ? json_integer(schedule->repetitions) : json_null());
    json_object_set_new(value, "interval_days",
                        known ? json_integer(schedule->interval_days) : json_null());
    json_object_set_new(value, "ease", json_number(schedule_ease(schedule)));
    json_object_set_new(value, "stability", known ? json_number(schedule->stability) : json_null());
    json_object_set_new(value, "difficulty",
                        known ? json_number(schedule->difficulty) : json_null());
    json_object_set_new(value, "lapses", known ? json_integer(schedule->lapses) : json_null());
    json_object_set_new(value, "due", json_day(known ? schedule->due : DAY_NONE));
    return value;
}

json_t *json_card(const struct card *card)
{
    json_t *sources = json_array();
    for (size_t i = 0; i < card->source_count; i++)
        json_array_append_new(sources, json_source(&card->sources[i]));
    json_t *value = json_object();
    json_object_set_new(value, "id", json_text(card->id));
    json_object_set_new(value, "state", json_string(card_state_name(card->state)));
    json_object_set_new(value, "held", json_text(card->held));
    json_object_set_new(value, "held_why", json_text(card->held_why));
    json_object_set_new(value, "kind", json_string(card_kind_name(card->kind)));
    json_object_set_new(value, "front", json_text(card->front));
    json_object_set_new(value, "back", json_text(card->back));
    json_object_set_new(value, "pattern", json_text(card->pattern));
    json_object_set_new(value, "confidence", json_real(card->confidence));
    json_object_set(value, "source", card->source_count ? json_array_get(sources, 0) : json_null());
    json_object_set_new(value, "sources", sources);
    json_object_set_new(value, "topic", json_text(card->topic));
    json_object_set_new(value, "day", card->day ? json_integer(card->day) : json_null());
    json_object_set_new(value, "tags", json_strings(card->tags, card->tag_count));
    json_object_set_new(value, "simulation", json_text(card->simulation));
    const struct drill *drill = drill_for_card(card);
    json_object_set_new(value, "drill", json_text(drill ? drill->name : NULL));
    json_object_set_new(value, "schedule", json_schedule(&card->schedule, card->algorithm));
    return value;
}

static json_t *json_streak_days(const struct streak *streak)
{
    json_t *days = json_array();
    for (size_t i = 0; i < streak->day_count; i++) {
        const struct streak_day *day = &streak->days[i];
        json_array_append_new(days, json_pack("{s:o, s:s, s:b, s:b, s:b, s:i, s:i}", "day",
                                              json_day(day->day), "status",
                                              day_status_name(day->status), "late", day->late,
                                              "declared", day->declared, "rest", day->rest,
                                              "answers", day->answers, "minutes", day->minutes));
    }
    return days;
}

static json_t *json_milestones(const struct streak *streak)
{
    struct milestone stones[MILESTONES];
    json_t *array = json_array();
    size_t count = streak->start == DAY_NONE ? 0 : streak_milestones(streak, stones);
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, json_pack("{s:i, s:b, s:o}", "days", stones[i].days, "reached",
                                               stones[i].reached, "day", json_day(stones[i].day)));
    return array;
}

json_t *json_streak(const struct streak *streak)
{
    json_t *value = json_object();
    bool started = streak->start != DAY_NONE;
    json_object_set_new(value, "start", json_day(streak->start));
    json_object_set_new(value, "length", json_integer(streak->length));
    json_object_set_new(value, "day", started ? json_integer(streak->day) : json_null());
    json_object_set_new(value, "earned", json_integer(streak->earned));
    json_object_set_new(value, "chain", json_integer(streak->chain));
    json_object_set_new(value, "best", json_integer(streak->best));
    json_object_set_new(value, "share", json_number(streak->share));
    json_object_set_new(value, "strength", json_number(streak->strength));
    json_object_set_new(value, "tokens", json_integer(streak->tokens));
    json_object_set_new(value, "rest_left", json_integer(streak->rest_left));
    json_object_set_new(value, "behind", json_integer(streak->behind));
    json_object_set_new(value, "end_original", json_day(started ? streak->end_original : DAY_NONE));
    json_object_set_new(value, "end_projected",
                        json_day(started ? streak->end_projected : DAY_NONE));
    json_object_set_new(value, "finished", json_day(started ? streak->finished : DAY_NONE));
    json_object_set_new(value, "declared", json_integer(streak->declared));
    json_object_set_new(value, "pace", json_number(started ? streak->pace : NAN));
    json_object_set_new(value, "pace_needed", json_number(started ? streak->pace_needed : NAN));
    json_object_set_new(value, "milestones", json_milestones(streak));
    json_object_set_new(value, "days", json_streak_days(streak));
    return value;
}

enum { JSON_FORMAT = JSON_REAL_PRECISION(15) | JSON_ENCODE_ANY };

void json_print(json_t *value, FILE *out)
{
    (void)json_dumpf(value, out, JSON_FORMAT | JSON_INDENT(2));
    (void)fputc('\n', out);
    json_decref(value);
}

void json_print_line(json_t *value, FILE *out)
{
    (void)json_dumpf(value, out, JSON_FORMAT);
    (void)fputc('\n', out);
    json_decref(value);
}
