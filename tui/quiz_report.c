/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/quiz_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/card_text.h"
#include "tui/json.h"
#include "tui/plain.h"
#include "tui/quiz_run.h"
#include "tui/wording.h"

/* --- Shares -------------------------------------------------------------------------------------
 */

void quiz_shares_add(struct quiz_shares *shares, const char *name, long count, long right)
{
    for (size_t i = 0; i < shares->count; i++) {
        if (strcmp(shares->items[i].name, name) != 0)
            continue;
        shares->items[i].count += count;
        shares->items[i].right += right;
        return;
    }
    memory_reserve((void **)&shares->items, shares->count, &shares->capacity,
                   sizeof *shares->items);
    struct quiz_share *share = &shares->items[shares->count++];
    *share = (struct quiz_share){.count = count, .right = right};
    size_t length = strlen(name), room = sizeof share->name - 1;
    if (length > room) /* at the end of a character */
        for (length = room; length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80;)
            length--;
    memcpy(share->name, name, length);
}

void quiz_shares_release(struct quiz_shares *shares)
{
    free(shares->items);
    memset(shares, 0, sizeof *shares);
}

static bool is_right(const struct quiz *quiz, size_t index)
{
    return quiz->given[index].answered && quiz_grade(quiz->given[index].verdict) >= 3;
}

bool quiz_missed(const struct quiz *quiz, size_t index)
{
    return quiz->given[index].answered && !is_right(quiz, index);
}

void quiz_shares_by_kind(const struct quiz *quiz, struct quiz_shares *shares)
{
    for (size_t i = 0; i < quiz->count; i++)
        if (quiz->given[i].answered)
            quiz_shares_add(shares, quiz_form_name(quiz->items[i].form), 1, is_right(quiz, i));
}

void quiz_shares_by_topic(const struct quiz *quiz, struct quiz_shares *shares)
{
    for (size_t i = 0; i < quiz->count; i++) {
        const char *topic = quiz->items[i].topic;
        if (quiz->given[i].answered)
            quiz_shares_add(shares, topic ? topic : "no topic", 1, is_right(quiz, i));
    }
}

/* --- Words --------------------------------------------------------------------------------------
 */

void quiz_score_text(const struct quiz *quiz, struct text *out)
{
    if (!quiz->answered) {
        text_append(out, "No question was answered");
    } else {
        text_printf(out, "%zu of %zu right, %.0f %%", quiz->right, quiz->answered,
                    100.0 * (double)quiz->right / (double)quiz->answered);
        if (quiz->spent_ms > 0) {
            text_append(out, ", in ");
            wording_duration(quiz->spent_ms, out);
        }
    }
    if (quiz->answered == quiz->count)
        return;
    if (!quiz->ended)
        text_printf(out, "; %zu more to answer", quiz->count - quiz->answered);
    else
        text_printf(out, "; %s before the other %zu",
                    !strcmp(quiz->reason, "time") ? "the time was over" : "it was ended",
                    quiz->count - quiz->answered);
}

void quiz_source_text(struct collection *collection, const struct quiz_item *item, struct text *out)
{
    struct card card = {0};
    struct error gone = {0};
    if (item->kind != ITEM_CARD) {
        text_append(out, item->item);
        return;
    }
    if (collection_card(collection, item->item, &card, &gone))
        card_text_source(&card, out);
    card_release(&card);
}

/* --- Lines --------------------------------------------------------------------------------------
 */

static void print_shares(FILE *out, const char *title, struct quiz_shares *shares)
{
    (void)fprintf(out, "%s:\n", title);
    for (size_t i = 0; i < shares->count; i++) {
        struct text line = {0};
        text_printf(&line, "%s: %ld of %ld", shares->items[i].name, shares->items[i].right,
                    shares->items[i].count);
        plain_print(out, "   ", text_string(&line));
        text_release(&line);
    }
    quiz_shares_release(shares);
}

static void print_missed(struct collection *collection, const struct quiz *quiz, size_t index,
                         FILE *out)
{
    const struct quiz_item *item = &quiz->items[index];
    struct text typed = {0}, expected = {0}, source = {0};
    (void)fprintf(out, "%zu.\n", index + 1);
    plain_print(out, "   Q: ", item->prompt);
    quiz_typed_text(item, &quiz->given[index], &typed);
    plain_print(out, "   You: ", text_string(&typed));
    quiz_expected_text(item, &expected);
    plain_print(out, "   Right: ", text_string(&expected));
    quiz_source_text(collection, item, &source);
    plain_print(out, "   ", text_string(&source));
    text_release(&typed);
    text_release(&expected);
    text_release(&source);
}

void quiz_report_plain(struct collection *collection, const struct quiz *quiz, FILE *out)
{
    struct quiz_shares shares = {0};
    struct text score = {0};
    quiz_score_text(quiz, &score);
    (void)fprintf(out, "\nResult: %s.\n", text_string(&score));
    text_release(&score);
    if (!quiz->answered)
        return;
    quiz_shares_by_kind(quiz, &shares);
    print_shares(out, "By kind", &shares);
    quiz_shares_by_topic(quiz, &shares);
    print_shares(out, "By topic", &shares);
    if (quiz->right == quiz->answered)
        return;
    (void)fprintf(out, "Missed:\n");
    for (size_t i = 0; i < quiz->count; i++)
        if (quiz_missed(quiz, i))
            print_missed(collection, quiz, i, out);
}

/* --- JSON ---------------------------------------------------------------------------------------
 */

static json_t *moment(int64_t ms, bool there)
{
    char text[INSTANT_TEXT];
    return there ? json_string(instant_format_utc(ms, text)) : json_null();
}

static json_t *share_of(long right, long count)
{
    return json_number(count ? (double)right / (double)count : NAN);
}

static json_t *item_json(const struct quiz *quiz, size_t index)
{
    const struct quiz_item *item = &quiz->items[index];
    const struct quiz_given *given = &quiz->given[index];
    json_t *value = json_object();
    json_object_set_new(value, "number", json_integer((json_int_t)index + 1));
    json_object_set_new(value, "kind", json_text(quiz_form_name(item->form)));
    json_object_set_new(value, "item_id", json_text(item->item));
    json_object_set_new(value, "topic", json_text(item->topic));
    json_object_set_new(value, "skill", json_text(item->skill));
    json_object_set_new(value, "prompt", json_text(item->prompt));
    json_object_set_new(value, "choices", json_strings(item->choices, item->choice_count));
    json_object_set_new(value, "expected", json_text(item->expected));
    json_object_set_new(value, "typed", json_text(given->typed));
    json_object_set_new(value, "verdict",
                        json_text(given->answered ? quiz_verdict_name(given->verdict) : NULL));
    json_object_set_new(value, "misconception", json_text(given->misconception));
    json_object_set_new(value, "grade",
                        given->answered ? json_integer(quiz_grade(given->verdict)) : json_null());
    json_object_set_new(value, "milliseconds",
                        given->answered ? json_integer((json_int_t)given->milliseconds)
                                        : json_null());
    return value;
}

static json_t *shares_json(struct quiz_shares *shares, const char *key)
{
    json_t *array = json_array();
    for (size_t i = 0; i < shares->count; i++)
        json_array_append_new(array,
                              json_pack("{s:o, s:I, s:I}", key, json_text(shares->items[i].name),
                                        "count", (json_int_t)shares->items[i].count, "right",
                                        (json_int_t)shares->items[i].right));
    quiz_shares_release(shares);
    return array;
}

json_t *quiz_report_json(const struct quiz *quiz)
{
    struct quiz_shares shares = {0};
    json_t *value = json_object(), *items = json_array(), *missed = json_array();
    for (size_t i = 0; i < quiz->count; i++) {
        json_array_append_new(items, item_json(quiz, i));
        if (quiz_missed(quiz, i))
            json_array_append_new(missed, json_integer((json_int_t)i + 1));
    }
    json_object_set_new(value, "quiz", json_text(quiz->id));
    json_object_set_new(value, "started", moment(quiz->started_ms, true));
    json_object_set_new(value, "finished", moment(quiz->ended_ms, quiz->ended));
    json_object_set_new(value, "reason", json_text(quiz->reason));
    json_object_set_new(value, "count", json_integer((json_int_t)quiz->count));
    json_object_set_new(value, "answered", json_integer((json_int_t)quiz->answered));
    json_object_set_new(value, "right", json_integer((json_int_t)quiz->right));
    json_object_set_new(value, "score", share_of((long)quiz->right, (long)quiz->answered));
    json_object_set_new(value, "seconds", json_number((double)quiz->spent_ms / 1000));
    json_object_set_new(value, "reviewed", json_boolean(quiz->reviewed));
    json_object_set_new(value, "items", items);
    quiz_shares_by_kind(quiz, &shares);
    json_object_set_new(value, "by_kind", shares_json(&shares, "kind"));
    quiz_shares_by_topic(quiz, &shares);
    json_object_set_new(value, "by_topic", shares_json(&shares, "topic"));
    json_object_set_new(value, "missed", missed);
    return value;
}

/* --- All quizzes --------------------------------------------------------------------------------
 */

static bool print_row(void *context, const struct quiz_row *row)
{
    char day[DAY_TEXT];
    struct text line = {0};
    text_printf(&line, "%s  %3ld of %-3ld right", day_format(row->study_day, day), row->right,
                row->answered);
    if (row->answered)
        text_printf(&line, "  %3.0f %%", 100.0 * (double)row->right / (double)row->answered);
    if (row->topic)
        text_printf(&line, "  %s", row->topic);
    if (!row->ended)
        text_printf(&line, "  open, %ld to answer", row->count - row->answered);
    else if (row->answered < row->count)
        text_printf(&line, "  ended before the last %ld", row->count - row->answered);
    plain_print(context, "", text_string(&line));
    text_release(&line);
    return true;
}

bool quiz_history_plain(struct collection *collection, FILE *out, struct error *error)
{
    return collection_each_quiz(collection, print_row, out, error);
}

static bool add_row(void *context, const struct quiz_row *row)
{
    json_array_append_new(
        context,
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:o, s:o}", "quiz",
                  json_text(row->id), "started", moment(row->started_ms, true), "finished",
                  moment(row->ended_ms, row->ended), "study_day", json_day(row->study_day),
                  "reason", json_text(row->reason), "topic", json_text(row->topic), "count",
                  (json_int_t)row->count, "answered", (json_int_t)row->answered, "right",
                  (json_int_t)row->right, "score", share_of(row->right, row->answered), "seconds",
                  json_number((double)row->milliseconds / 1000)));
    return true;
}

bool quiz_history_json(struct collection *collection, json_t **array, struct error *error)
{
    *array = json_array();
    if (collection_each_quiz(collection, add_row, *array, error))
        return true;
    json_decref(*array);
    *array = NULL;
    return false;
}
