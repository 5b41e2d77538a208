/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/plain.h"
#include "tui/wording.h"

static const char *const status_names[] = {
    [GOAL_PLANNED] = "planned", [GOAL_IN_PROGRESS] = "in progress", [GOAL_DONE] = "done"};

static json_t *source_json(const struct goal_source *source)
{
    return source->number < 0
               ? json_null()
               : json_pack("{s:I, s:o, s:I}", "number", (json_int_t)source->number, "file",
                           json_text(source->file), "line", (json_int_t)source->line);
}

static bool add_json(void *context, const struct goal_row *row)
{
    json_t *items = json_array();
    for (size_t i = 0; i < row->item_count; i++) {
        const struct goal_entry *item = &row->items[i];
        json_array_append_new(items,
                              json_pack("{s:o, s:s, s:o, s:I}", "name", json_text(item->name),
                                        "status", status_names[item->status], "file",
                                        json_text(item->file), "line", (json_int_t)item->line));
    }
    json_t *goal =
        json_pack("{s:o, s:o, s:I, s:I, s:o, s:o}", "name", json_text(row->name), "target",
                  row->target < 0 ? json_null() : json_integer(row->target), "done",
                  (json_int_t)row->done, "in_progress", (json_int_t)row->in_progress, "items",
                  items, "question", json_text(row->question));
    json_object_set_new(goal, "settled", json_text(row->settled));
    json_object_set_new(goal, "chosen", row->chosen ? json_integer(row->chosen) : json_null());
    json_object_set_new(goal, "text", source_json(&row->text));
    json_object_set_new(goal, "other", source_json(&row->other));
    json_array_append_new(context, goal);
    return true;
}

static void print_place(FILE *out, const char *who, const struct goal_source *source)
{
    struct text line = {0};
    text_printf(&line, "%s: %ld, %s:%ld", who, source->number, source->file, source->line);
    plain_print(out, "    ", text_string(&line));
    text_release(&line);
}

/* Where the numbers that disagree stand, and how to decide. */
static void print_places(FILE *out, const struct goal_row *row)
{
    struct text line = {0};
    print_place(out, "text", &row->text);
    if (row->other.number >= 0)
        print_place(out, "elsewhere", &row->other);
    if (row->item_count) {
        struct goal_source table = {(long)row->item_count, row->items[0].file, row->items[0].line};
        print_place(out, "table", &table);
    }
    text_printf(&line, "'tutor338 config " SETTING_TARGET "%s NUMBER' decides, 0 asks again",
                row->name);
    plain_print(out, "    ", text_string(&line));
    text_release(&line);
}

static bool print_goal(void *context, const struct goal_row *row)
{
    FILE *out = context;
    struct text line = {0};
    wording_goal(row, &line);
    if (row->in_progress)
        text_printf(&line, ", %ld in progress", row->in_progress);
    plain_print(out, "", text_string(&line));
    for (size_t i = 0; i < row->item_count; i++) {
        text_clear(&line);
        text_printf(&line, "%-11s  %s", status_names[row->items[i].status], row->items[i].name);
        plain_print(out, "  ", text_string(&line));
    }
    if (row->question)
        plain_print(out, "  ? ", row->question);
    if (row->settled)
        plain_print(out, "  = ", row->settled);
    if (row->question || row->settled)
        print_places(out, row);
    text_release(&line);
    return true;
}

static bool is_any(void *context, const struct goal_row *row)
{
    (void)row;
    *(bool *)context = true;
    return false;
}

static bool print_goals(struct collection *collection, FILE *out, struct error *error)
{
    bool any = false;
    if (!collection_each_goal(collection, is_any, &any, error))
        return false;
    if (!any)
        (void)fprintf(out, "The notes name no goals yet: tables and a strategy list of books, "
                           "projects and the like are read.\n");
    return collection_each_goal(collection, print_goal, out, error);
}

static int run(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    bool good = collection != NULL;
    if (good && invocation->json) {
        json_t *array = json_array();
        good = collection_each_goal(collection, add_json, array, error);
        if (good)
            json_print(array, invocation->out);
        else
            json_decref(array);
    } else if (good) {
        good = print_goals(collection, invocation->out, error);
    }
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

const struct command command_goals = {
    .name = "goals",
    .summary = "the goals that the notes name: how many are done",
    .details =
        "Read from the notes' own tables and from the text that says how many. Where the two\n"
        "disagree, the question says so; 'tutor338 config goal-target-books 7' decides it, 0 asks "
        "again.\n"
        "The notes are never changed.",
    .run = run,
};
