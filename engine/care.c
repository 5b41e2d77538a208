/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

/* Whether the card is so already; then there is nothing to append. */
static bool is_already(enum care care, const struct card_fold *card)
{
    switch (care) {
    case CARE_SUSPEND:
        return card->suspended;
    case CARE_UNSUSPEND:
        return !card->suspended;
    case CARE_ACCEPT:
        return card->decision == 1;
    case CARE_REJECT:
        return card->decision == 2;
    case CARE_RESET:
        return !card->schedule.reviewed && card->schedule.last_seen == DAY_NONE;
    case CARE_BURY:
    case CARE_DUE:
        break;
    }
    return false;
}

static const enum event_kind care_events[] = {
    [CARE_SUSPEND] = EVENT_SUSPEND, [CARE_UNSUSPEND] = EVENT_UNSUSPEND,
    [CARE_BURY] = EVENT_BURY,       [CARE_RESET] = EVENT_RESET,
    [CARE_ACCEPT] = EVENT_ACCEPT,   [CARE_REJECT] = EVENT_REJECT,
    [CARE_DUE] = EVENT_DUE,
};

static bool write_care(struct collection *c, enum care care, const char *text, struct text *json,
                       struct error *error)
{
    day_number day = DAY_NONE;
    if (care == CARE_DUE && !day_parse(text ? text : "", &day, error))
        return false;
    text_append(json, "{");
    if (care == CARE_DUE)
        json_add_integer(json, "due", day);
    if (care == CARE_BURY)
        json_add_integer(json, "until", c->today + 1);
    if (care == CARE_REJECT)
        json_add_text(json, "reason", text);
    text_append(json, "}");
    return true;
}

/* The card's whole id and state; ERROR_USAGE where there is none. */
static bool load_card(struct fold *fold, struct collection *c, const char *id, struct error *error)
{
    if (!fold_begin(fold, c, id, true, error))
        return false;
    if (fold->class != SUBJECT_CARD || !fold->of.card.exists)
        return error_set(error, ERROR_USAGE, "there is no card '%s'", id);
    return true;
}

bool collection_care(struct collection *c, enum care care, const char *card_id, const char *text,
                     struct error *error)
{
    struct fold fold = {0};
    struct text payload = {0};
    char id[40];
    backup_daily(c);
    if (!card_resolve(c, card_id, id, error) || !transaction_begin(c, error))
        return false;
    bool good = load_card(&fold, c, id, error) && write_care(c, care, text, &payload, error);
    if (good && !is_already(care, &fold.of.card))
        good = event_append(c, care_events[care], id, payload.data, NULL, error);
    fold_release(&fold);
    text_release(&payload);
    return transaction_end(c, good, error);
}

bool collection_edit(struct collection *c, const char *card_id, const char *front, const char *back,
                     struct error *error)
{
    struct fold fold = {0};
    struct text payload = {0};
    char id[40];
    if (!front[strspn(front, " \t\n")] || !back[strspn(back, " \t\n")])
        return error_set(error, ERROR_USAGE, "a card needs a front and a back");
    backup_daily(c);
    if (!card_resolve(c, card_id, id, error) || !transaction_begin(c, error))
        return false;
    text_append(&payload, "{");
    json_add_text(&payload, "front", front);
    json_add_text(&payload, "back", back);
    text_append(&payload, "}");
    bool good = load_card(&fold, c, id, error) &&
                event_append(c, EVENT_EDIT, id, payload.data, NULL, error);
    fold_release(&fold);
    text_release(&payload);
    return transaction_end(c, good, error);
}
