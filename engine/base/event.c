/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/event.h"

#include <string.h>

static const struct {
    const char *name;
    bool answer, undoable;
} kinds[EVENT_KIND_COUNT] = {
    [EVENT_CARD_CREATED] = {"card-created", false, false},
    [EVENT_TEXT_CHANGED] = {"text-changed", false, false},
    [EVENT_DETAILS_CHANGED] = {"details-changed", false, false},
    [EVENT_ACCEPT] = {"accept", false, true},
    [EVENT_REJECT] = {"reject", false, true},
    [EVENT_EDIT] = {"edit", false, true},
    [EVENT_SUSPEND] = {"suspend", false, true},
    [EVENT_UNSUSPEND] = {"unsuspend", false, true},
    [EVENT_BURY] = {"bury", false, true},
    [EVENT_RESET] = {"reset", false, true},
    [EVENT_DUE] = {"due", false, true},
    [EVENT_REVIEW] = {"review", true, true},
    [EVENT_REVIEW_IMPORTED] = {"review-imported", false, false},
    [EVENT_DRILL] = {"drill", true, true},
    [EVENT_PREDICTION] = {"prediction", true, true},
    [EVENT_CREDIT] = {"credit", false, false},
    [EVENT_QUIZ_STARTED] = {"quiz-started", false, false},
    [EVENT_QUIZ] = {"quiz", true, false}, /* the right answer was shown at once */
    [EVENT_QUIZ_ENDED] = {"quiz-ended", false, false},
    [EVENT_QUIZ_REVIEWED] = {"quiz-reviewed", false, false},
    [EVENT_SETTING] = {"setting", false, false},
    [EVENT_CHALLENGE_START] = {"challenge-start", false, false},
    [EVENT_REST] = {"rest", false, true},
    [EVENT_DAY_OPENED] = {"day-opened", false, false},
    [EVENT_SOURCE_REGISTERED] = {"source-registered", false, false},
    [EVENT_SOURCE_FORGOTTEN] = {"source-forgotten", false, false},
    [EVENT_FILE_READ] = {"file-read", false, false},
    [EVENT_FILE_GONE] = {"file-gone", false, false},
    [EVENT_UNDO] = {"undo", false, false},
    [EVENT_SPRINT] = {"sprint", false, false},
    [EVENT_CRAM] = {"cram", false, true},
};

const char *event_kind_name(enum event_kind kind)
{
    return kinds[kind].name;
}

enum event_kind event_kind_of(const char *name)
{
    int kind = 0;
    while (kind < EVENT_KIND_COUNT && strcmp(kinds[kind].name, name) != 0)
        kind++;
    return (enum event_kind)kind;
}

bool event_kind_is_answer(enum event_kind kind)
{
    return kind < EVENT_KIND_COUNT && kinds[kind].answer;
}

bool event_kind_is_undoable(enum event_kind kind)
{
    return kind < EVENT_KIND_COUNT && kinds[kind].undoable;
}
