/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/plain.h"
#include "tui/wording.h"

static const char *const status_names[] = {
    [GOAL_PLANNED] = "planned", [GOAL_IN_PROGRESS] = "in progress", [GOAL_DONE] = "done"};

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
    json_array_append_new(
        context, json_pack("{s:o, s:o, s:I, s:I, s:o, s:o}", "name", json_text(row->name), "target",
                           row->target < 0 ? json_null() : json_integer(row->target), "done",
                           (json_int_t)row->done, "in_progress", (json_int_t)row->in_progress,
                           "items", items, "question", json_text(row->question)));
    return true;
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
        "disagree, the question says so.",
    .run = run,
};
