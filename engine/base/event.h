/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can happen to a collection. Every change is an event; the names are stored and never change
 * their meaning. The subject says whose state the event belongs to: a card by its id, everything
 * else by a prefix ("drill/powers", "simulation/hashing:probes", "setting/start", "file//a/b.md",
 * "source//a", "day/2026-11-20", "sprint/arithmetic/0123456789abcdef",
 * "quiz/0123456789abcdef").
 */
#ifndef ENGINE_BASE_EVENT_H
#define ENGINE_BASE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/clock.h"

enum event_kind {
    EVENT_CARD_CREATED,    /* card: the whole draft; due, interval, ease from another program */
    EVENT_TEXT_CHANGED,    /* card: the whole draft as the notes now have it */
    EVENT_DETAILS_CHANGED, /* card: topic, day, tags, simulation, held; or due, interval, ease */
    EVENT_ACCEPT,
    EVENT_REJECT, /* card: reason */
    EVENT_EDIT,   /* card: front and back by the person */
    EVENT_SUSPEND,
    EVENT_UNSUSPEND,
    EVENT_BURY,            /* card: until (study day) */
    EVENT_RESET,           /* card: forget the schedule */
    EVENT_DUE,             /* card: due (study day) */
    EVENT_REVIEW,          /* card: grade, ms, typed, verdict; quiz: the answer it was made of;
                              leech: it is suspended by this; shift, of: the due day moves by so
                              many days where the interval is `of` */
    EVENT_REVIEW_IMPORTED, /* card: grade, ms, interval, ease: an answer given in another program,
                              at its time; its id follows from the card's key and the time */
    EVENT_DRILL,        /* drill: grade, ms, typed, problem, level, verdict, misconception, hints */
    EVENT_PREDICTION,   /* simulation: the same and distance */
    EVENT_CREDIT,       /* drill: of (the answer's event), from (the skill answered), share */
    EVENT_QUIZ_STARTED, /* quiz: options, and the questions as they are asked, in order */
    EVENT_QUIZ,         /* quiz: number of the question, typed, verdict, grade, ms, ... */
    EVENT_QUIZ_ENDED,   /* quiz: reason */
    EVENT_QUIZ_REVIEWED,     /* quiz: its answers were made reviews */
    EVENT_SETTING,           /* setting: value, from (the study day from which it holds) */
    EVENT_CHALLENGE_START,   /* setting/start: the same */
    EVENT_REST,              /* day: declared a day of rest */
    EVENT_DAY_OPENED,        /* day: due (reviews due plus new cards allowed) */
    EVENT_SOURCE_REGISTERED, /* source: tags */
    EVENT_SOURCE_FORGOTTEN,  /* source: registered no more */
    EVENT_FILE_READ,         /* file: where each of its cards is, remarks, links, new words */
    EVENT_FILE_GONE,         /* file: no longer part of a source */
    EVENT_UNDO,              /* the undone event's subject: event (its id) */
    EVENT_SPRINT, /* sprint: level, seconds; number, fact, typed, result, ms; or finished */
    EVENT_CRAM,   /* card: grade, ms, typed: practice that changes no schedule. It is no answer of
                     the day, as what is known anyway can be practised for ever; its time counts */
    EVENT_KIND_COUNT
};
const char *event_kind_name(enum event_kind kind); /* "card-created" */
enum event_kind event_kind_of(const char *name);   /* EVENT_KIND_COUNT: none of that name */

/* Answers: graded, counted by the goal of the day. */
bool event_kind_is_answer(enum event_kind kind);

/* What undo takes back: answers and decisions of the person. */
bool event_kind_is_undoable(enum event_kind kind);

enum { EVENT_ID_TEXT = 40, DEVICE_TEXT = 24 };

struct event {
    char id[EVENT_ID_TEXT]; /* UUIDv7 (RFC 9562) */
    char device[DEVICE_TEXT];
    enum event_kind kind;
    const char *subject;
    struct instant at;
    day_number study_day; /* fixed when written, as the offset and the zone are */
    const char *payload;  /* a JSON object */
};

#endif
