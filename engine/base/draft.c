/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/draft.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[CARD_KIND_COUNT] = {
    [CARD_BASIC] = "basic",     [CARD_REVERSE] = "reverse", [CARD_CLOZE] = "cloze",
    [CARD_LIST] = "list",       [CARD_ORDER] = "order",     [CARD_TABLE] = "table",
    [CARD_COMMAND] = "command", [CARD_TYPED] = "typed",
};

const char *card_kind_name(enum card_kind kind)
{
    return kind_names[kind];
}

enum card_kind card_kind_of(const char *name)
{
    for (int kind = 0; kind < CARD_KIND_COUNT; kind++)
        if (!strcmp(kind_names[kind], name))
            return (enum card_kind)kind;
    return CARD_KIND_COUNT;
}

/* Grows one of the harvest's arrays by a zeroed element and returns it. */
static void *add(void **items, size_t *count, size_t *capacity, size_t size)
{
    memory_reserve(items, *count, capacity, size);
    void *item = (char *)*items + *count * size;
    memset(item, 0, size);
    (*count)++;
    return item;
}

struct draft *harvest_add_draft(struct harvest *h)
{
    return add((void **)&h->drafts, &h->draft_count, &h->draft_capacity, sizeof *h->drafts);
}

struct remark *harvest_add_remark(struct harvest *h)
{
    return add((void **)&h->remarks, &h->remark_count, &h->remark_capacity, sizeof *h->remarks);
}

struct simulation_link *harvest_add_link(struct harvest *h)
{
    return add((void **)&h->links, &h->link_count, &h->link_capacity, sizeof *h->links);
}

struct goal_item *harvest_add_goal_item(struct harvest *h)
{
    return add((void **)&h->goal_items, &h->goal_item_count, &h->goal_item_capacity,
               sizeof *h->goal_items);
}

struct goal_target *harvest_add_goal_target(struct harvest *h)
{
    return add((void **)&h->goal_targets, &h->goal_target_count, &h->goal_target_capacity,
               sizeof *h->goal_targets);
}

void harvest_warn(struct harvest *h, long line, const char *code, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct warning *warning =
        add((void **)&h->warnings, &h->warning_count, &h->warning_capacity, sizeof *h->warnings);
    warning->file = h->file;
    warning->line = line;
    warning->code = code;
    warning->message = arena_copy_string(&h->arena, message);
}

void harvest_release(struct harvest *harvest)
{
    free(harvest->drafts);
    free(harvest->warnings);
    free(harvest->remarks);
    free(harvest->links);
    free(harvest->goal_items);
    free(harvest->goal_targets);
    arena_release(&harvest->arena);
    memset(harvest, 0, sizeof *harvest);
}
