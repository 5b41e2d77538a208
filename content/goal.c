/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/goal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "content/word.h"

enum { ITEMS_AT_MOST = 1000 };

/* What a goal is called, and the words of headings and sentences that mean it. */
static const struct {
    const char *goal;
    const char *words[8];
} goals[] = {
    {"books", {"books", "book", NULL}},
    {"projects", {"projects", "project", NULL}},
    {"certificates", {"certificates", "certificate", "certifications", "certification", NULL}},
    {"bootcamps", {"bootcamps", "bootcamp", "boot camps", "boot camp", NULL}},
    {"papers", {"papers", "paper", NULL}},
    {"articles", {"articles", "article", "blog posts", NULL}},
    {"courses", {"courses", "course", NULL}},
    {"talks", {"talks", "talk", NULL}},
};

static const char *goal_of(struct slice text)
{
    for (size_t i = 0; i < sizeof goals / sizeof *goals; i++)
        if (slice_holds_any(text, goals[i].words))
            return goals[i].goal;
    return NULL;
}

/* --- Tables --------------------------------------------------------------------------------------
 */

static struct slice cell_text(const struct block *cell)
{
    return slice_trim(slice_make(cell->text, cell->length));
}

struct columns {
    long status, name; /* -1: none */
};

/* By the header: "Status ...", and "Name", "Title" or the word of a goal; else the first other. */
static struct columns read_header(const struct block *row)
{
    static const char *const names[] = {"name", "title", NULL};
    struct columns columns = {-1, -1};
    for (const struct block *cell = row->first; cell; cell = cell->next)
        if (columns.status < 0 && slice_begins(cell_text(cell), "status"))
            columns.status = cell->number;
    for (const struct block *cell = row->first; cell && columns.name < 0; cell = cell->next)
        if (cell->number != columns.status &&
            (slice_holds_any(cell_text(cell), names) || goal_of(cell_text(cell))))
            columns.name = cell->number;
    if (columns.name < 0)
        columns.name = columns.status == 0;
    return columns;
}

static struct slice cell_at(const struct block *row, long number)
{
    for (const struct block *cell = row->first; cell; cell = cell->next)
        if (cell->number == number)
            return cell_text(cell);
    return slice_make("", 0);
}

static enum goal_status status_of(struct slice text)
{
    static const char *const done[] = {
        ":white_check_mark:", ":heavy_check_mark:", "✅", "✔", "[x]", NULL};
    static const char *const done_words[] = {"done", "finished", "completed", "complete", NULL};
    static const char *const doing[] = {":construction:", ":hourglass", "🚧", NULL};
    static const char *const doing_words[] = {"in progress", "started", "reading", "wip",
                                              "ongoing",     "doing",   NULL};
    if (slice_begins(text, "not "))
        return GOAL_PLANNED;
    for (size_t i = 0; done[i]; i++)
        if (slice_holds(text, done[i]))
            return GOAL_DONE;
    for (size_t i = 0; doing[i]; i++)
        if (slice_holds(text, doing[i]))
            return GOAL_IN_PROGRESS;
    if (slice_holds_any(text, doing_words))
        return GOAL_IN_PROGRESS;
    return slice_holds_any(text, done_words) ? GOAL_DONE : GOAL_PLANNED;
}

/* "Paper Name", "Title", "...": what a template leaves to be filled in. */
static bool is_placeholder(struct slice name)
{
    static const char *const words[] = {"name",          "title", "tbd",     "todo",
                                        "to be decided", "none",  "example", NULL};
    struct slice bare = slice_trim_any(name, " .-_*?<>[]()");
    if (!bare.length || slice_is_any(bare, words))
        return true;
    struct slice last = word_last(bare);
    bool label = slice_equals(last, "name") || slice_equals(last, "title");
    return label && word_count(bare) <= 3 && goal_of(bare);
}

static void read_row(struct harvest *h, const struct block *row, const char *goal,
                     const struct columns *columns)
{
    struct slice title = cell_at(row, columns->name);
    if (is_placeholder(title))
        return;
    struct goal_item *item = harvest_add_goal_item(h);
    item->goal = goal;
    item->name = arena_copy_bytes(&h->arena, title.at, title.length);
    item->status = status_of(cell_at(row, columns->status));
    item->line = row->first_line;
}

static void read_table(struct harvest *h, const struct block *table)
{
    struct columns columns = {-1, -1};
    const char *goal =
        table->heading ? goal_of(slice_make(table->heading->text, table->heading->length)) : NULL;
    for (const struct block *row = table->first; row && goal; row = row->next) {
        if (row->header)
            columns = read_header(row);
        else if (columns.status >= 0 && h->goal_item_count < ITEMS_AT_MOST)
            read_row(h, row, goal, &columns);
    }
}

/* --- The strategy --------------------------------------------------------------------------------
 */

/* "11", "eleven", "a dozen"; 0: no number. */
static long number_of(struct slice word)
{
    static const char *const names[] = {
        "zero",     "one",     "two",     "three",     "four",     "five",     "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    word = word_bare(word);
    if (slice_equals(word, "dozen"))
        return 12;
    if (slice_equals(word, "thirty"))
        return 30;
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (slice_equals(word, names[i]))
            return (long)i;
    long number = 0;
    for (size_t at = 0; at < word.length; at++) {
        if (!isdigit((unsigned char)word.at[at]) || word.length > 4)
            return 0;
        number = number * 10 + (word.at[at] - '0');
    }
    return number;
}

/* The first number that a goal's word follows within three words: "2 online bootcamps", but not "2
 * hours a day on books and papers about ...". */
static void read_promise(struct harvest *h, const struct block *block)
{
    struct slice words[64], text = slice_make(block->text, block->length);
    size_t count = word_split(text, words, 64);
    for (size_t i = 0; i < count; i++) {
        long number = number_of(words[i]);
        const char *goal = NULL;
        for (size_t next = i + 1; number && next < count && next <= i + 3 && !goal; next++) {
            if (number_of(words[next]))
                break;
            goal = goal_of(words[next]);
            if (!goal && next + 1 < count && next < i + 3) /* "boot camps" */
                goal = goal_of(
                    slice_make(words[next].at, (size_t)(words[next + 1].at - words[next].at) +
                                                   words[next + 1].length));
        }
        if (!goal)
            continue;
        struct goal_target *target = harvest_add_goal_target(h);
        target->goal = goal;
        target->target = number;
        target->line = block_line(block, (size_t)(words[i].at - block->text));
        target->text = arena_copy_bytes(&h->arena, text.at, text.length < 400 ? text.length : 400);
    }
}

static bool is_strategy(const struct block *heading)
{
    static const char *const words[] = {"strategy", "goals", "goal", "targets", "plan", NULL};
    for (int up = 0; heading && up < 8; heading = heading->heading, up++)
        if (slice_holds_any(slice_make(heading->text, heading->length), words))
            return true;
    return false;
}

void goal_find(const struct document *document, struct harvest *harvest)
{
    for (const struct block *b = document->root; b; b = block_following(b)) {
        if (b->kind == BLOCK_TABLE)
            read_table(harvest, b);
        else if (b->kind == BLOCK_ITEM && b->length && is_strategy(b->heading) &&
                 harvest->goal_target_count < ITEMS_AT_MOST)
            read_promise(harvest, b);
    }
}
