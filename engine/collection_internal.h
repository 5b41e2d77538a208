/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the collection share and nobody else may include.
 *
 *   collection.c  opening, closing, migrating, transactions
 *   statement.c   prepared statements, kept; errors of SQLite in words
 *   event.c       appending events: ids, study day
 *   fold.c        subject by subject from events to tables; fold_*.c one class of subjects each
 *   fold_schedules.c all schedules under another scheduler
 *   skill_history.c the answers to a skill, told again; a tally of all skills
 *   diary.c       one day, told again
 *   late.c        days that another device earned, known here only later
 *   settings.c, day.c, answer.c, sprint.c, undo.c, care.c, plan.c, card_read.c, card_filter.c
 *   import.c      files and sources; reconcile.c drafts against known cards; absent.c what need
 *                 not be asked
 *   history.c     answers given in other programs; deck.c the collection as a deck for them
 *   across.c      what the notes say otherwise than each other; search.c the words of all cards
 *   quiz.c        quizzes: their questions and answers
 *   review_log.c  all answers to cards, for the fit of FSRS
 *   backup.c, doctor.c
 *   stake.c       cards due by what is at stake; backlog.c the days until all of them had a turn
 *   statistics.c, statistics_tally.c every answer, told once for all numbers (statistics.h)
 *   event_line.c  events as lines of text; sync.c, sync_read.c, sync_write.c what other devices
 *                 tell and are told (sync.h)
 *
 * Functions here take part in a transaction that is open already; those of collection.h open one.
 */
#ifndef ENGINE_COLLECTION_INTERNAL_H
#define ENGINE_COLLECTION_INTERNAL_H

#include <jansson.h>
#include <sqlite3.h>

#include "engine/base/event.h"
#include "engine/base/random.h"
#include "engine/base/text.h"
#include "engine/collection.h"

enum { STATEMENT_SLOTS = 256, COLLECTION_APPLICATION = 0x54333338, PATTERN_VERSION = 2 };

/* What is folded of one study day; order-insensitive. */
struct day_state {
    day_number day; /* DAY_NONE: nothing loaded */
    int answers, due_at_open, journal_words;
    int64_t active_ms, opened_ms, first_ms, last_ms;
    char opened_id[EVENT_ID_TEXT];
    int first_offset, last_offset;
};

/* A growing list of card ids or paths in the import's arena. */
struct names {
    const char **items;
    size_t count, capacity;
};

/* Hashes, in a table of `room` places (a power of two); 0 is a free one. */
struct hash_set {
    uint64_t *places;
    size_t count, room;
};

/* What the collection may know (absent.c). Not in a set: certainly unknown. */
struct known_sets {
    bool filled;
    size_t asked;             /* drafts that asked before it was worth filling them */
    struct hash_set subjects; /* of events, and cards that files list */
    struct hash_set texts;    /* of cards */
};

/* One import: what was seen and what happened, until it ends. */
struct import {
    struct arena arena;
    struct known_sets known;
    double active_from; /* confidence */
    struct names sources, seen;
    struct names lost;              /* cards that a file no longer holds */
    struct names made;              /* cards that this import brought */
    struct names gained;            /* cards known that another file holds now */
    struct names revived;           /* those of them that had no source left */
    struct names detailed, details; /* those with other details there, and the payloads that say */
    long changes;                   /* cards made or changed */
    bool broken;                    /* the transaction is lost; nothing can be committed */
    bool had_events;
};

/* Terms whose claims changed in this transaction; across_settle() decides on them. */
struct touched {
    struct arena arena;
    struct touched_term {
        const char *kind, *term;
    } * items;
    size_t count, capacity;
};

struct collection {
    sqlite3 *db;
    char *path;
    const struct clock *clock;
    bool writable, seeded;
    bool absent;  /* opened for reading and not there: an empty collection in memory */
    bool blank;   /* opened for reading and the file holds nothing, not even tables */
    bool is_copy; /* nobody's collection: it needs no backup before it is migrated */
    uint64_t seed;
    struct random_source random;
    char device[DEVICE_TEXT];
    struct {
        const char *sql;
        sqlite3_stmt *handle;
    } statements[STATEMENT_SLOTS];
    int bind_status; /* the first failure to bind or read a value since the last step */

    /* Of the open transaction. SQLite may roll back by itself (memory, disk): then nothing more may
       be written, or it would be committed statement by statement. */
    bool in_transaction;
    struct error cause; /* a setting that could not be read: the transaction must fail */
    struct instant now;
    day_number today;
    struct scheduling scheduling;
    bool ids_known;
    int64_t last_ms, stored; /* of this device's last event; number of events */
    int last_counter;
    struct day_state day;
    bool day_dirty;
    struct import *import;
    struct touched touched;
    bool replaying; /* into tables that are not searched */
};

/* --- statement.c -------------------------------------------------------------------------------
 */

/* Fills `error` from what SQLite says about the connection; returns false. */
bool collection_fail(struct collection *c, struct error *error);
bool collection_fail_code(const char *path, int code, const char *message, struct error *error);

/* The statement of that SQL (a static string), ready to bind; NULL on failure. */
sqlite3_stmt *statement_of(struct collection *c, const char *sql, struct error *error);
void statements_release(struct collection *c);

void bind_text(struct collection *c, sqlite3_stmt *s, int at, const char *value); /* NULL: null */
void bind_integer(struct collection *c, sqlite3_stmt *s, int at, int64_t value);
void bind_real(struct collection *c, sqlite3_stmt *s, int at, double value); /* NaN: null */
void bind_day(struct collection *c, sqlite3_stmt *s, int at, day_number value);

enum step { STEP_FAILED, STEP_ROW, STEP_DONE };
/* At the end or on failure the statement is reset. */
enum step statement_step(struct collection *c, sqlite3_stmt *s, struct error *error);
/* Steps to the end, rows ignored. */
bool statement_run(struct collection *c, sqlite3_stmt *s, struct error *error);
/* Runs SQL that takes no values and is not kept. */
bool statement_execute(struct collection *c, const char *sql, struct error *error);
/* The one integer that the prepared and bound statement answers; `absent` where no row or null. */
bool statement_integer(struct collection *c, sqlite3_stmt *s, int64_t absent, int64_t *value,
                       struct error *error);

/* Text of a column; "" where it is null. Lost memory is noted in bind_status. */
const char *column_text(struct collection *c, sqlite3_stmt *s, int at);
/* A copy in the arena; NULL where it is null. */
const char *column_copy(struct collection *c, sqlite3_stmt *s, int at, struct arena *arena);
day_number column_day(sqlite3_stmt *s, int at);

/* The twelve columns of a schedule, as every table and statement orders them. */
enum { SCHEDULE_COLUMNS = 12 };
void bind_schedule(struct collection *c, sqlite3_stmt *s, int first, const struct schedule *value);
void column_schedule(sqlite3_stmt *s, int first, struct schedule *value);

/* --- collection.c ------------------------------------------------------------------------------
 */

/* Opens a copy of a collection for writing and brings it up to date. */
struct collection *collection_open_copy(const char *path, const struct clock *clock,
                                        struct error *error);
/* BEGIN IMMEDIATE, and what a transaction needs to know. ERROR_COLLECTION where not writable. */
bool transaction_begin(struct collection *c, struct error *error);
/* Commits if `good`, else rolls back. Returns whether it was committed. */
bool transaction_end(struct collection *c, bool good, struct error *error);

/* --- event.c -----------------------------------------------------------------------------------
 */

/* Appends and folds. `out` (may be NULL) receives the event; its strings are the arguments. */
bool event_append(struct collection *c, enum event_kind kind, const char *subject,
                  const char *payload, struct event *out, struct error *error);

/* Binds the event to a statement that stores it, and runs it; the event is not folded. */
bool event_store(struct collection *c, const char *sql, const struct event *event,
                 struct error *error);

/* Appends without folding: fold_subject_again() must follow. */
bool event_append_unfolded(struct collection *c, enum event_kind kind, const char *subject,
                           const char *payload, struct error *error);
/*
 * Appends, without folding, an answer given in another program to the card that is called `key`
 * there. Key and time decide the event's id, so that it is the same on every device and is stored
 * once; `added` says whether it was new.
 */
bool event_import_review(struct collection *c, const char *key, const char *subject, int64_t utc_ms,
                         const char *payload, bool *added, struct error *error);

/* The same for a card that no event names yet, without reading the payload back: `card` holds what
   it says, `source` where the card lies. */
struct card_fold;
struct first_source;
bool event_append_card(struct collection *c, const char *id, const char *payload,
                       struct card_fold *card, const struct first_source *source,
                       struct error *error);
/* The same for a file-read, of whose payload `reading` holds the cards. `stands`: no later reading
   says otherwise. */
struct reading;
bool event_append_reading(struct collection *c, const char *subject, const char *payload,
                          const struct reading *reading, bool *stands, struct error *error);

/* Appends `"name":` and the value to JSON text; a comma before where needed. */
void json_add_text(struct text *json, const char *name, const char *value); /* NULL: left out */
void json_add_integer(struct text *json, const char *name, int64_t value);
void json_add_real(struct text *json, const char *name, double value); /* NaN: left out */
void json_add_quoted(struct text *json, const char *value);            /* just the string */
/* The number as JSON has it, and what is read back from that. */
double json_round(double value, char digits[40]);

/* Members of a parsed payload. */
const char *payload_text(const json_t *payload, const char *name); /* NULL: absent */
int64_t payload_integer(const json_t *payload, const char *name, int64_t absent);
double payload_real(const json_t *payload, const char *name, double absent);

/* --- fold.c ------------------------------------------------------------------------------------
 */

struct card_fold {
    bool exists, created; /* has a row; has a text */
    bool looked;          /* `exists` is known */
    bool wording_changed, text_changed, details_changed;
    bool decided; /* rejected or edited: what it claims counts no longer, or again */
    char created_id[EVENT_ID_TEXT];
    const char *kind, *front, *back, *pattern, *passage, *reason;
    double confidence;
    int64_t text_hash;
    const char *topic, *tags, *simulation, *held, *reject_reason;
    int day, decision;
    bool proposed, suspended, edited;
    day_number buried_until, first_day;
    struct schedule schedule;
};
/* Where a new card lies: its file was read before, so that its row is written only once. */
struct first_source {
    const char *file, *sibling;
    int64_t line, count;
};

struct skill_fold {
    bool exists;
    double rating;
    int answers;
    struct schedule schedule;
};
/* A card's place in a file, as the payload of a file-read lists it. */
struct source_row {
    const char *card, *heading;
    int64_t line, end_line, group;
    bool absent; /* the card has no row yet */
};
/* What an import has just written into a payload: reading it back costs time and memory. */
struct reading {
    const char *rest; /* the payload without cards and headings */
    const struct source_row *rows;
    size_t count;
};
/*
 * A path names another file on another device: each device speaks of its own copy only, and a card
 * lies at the path as long as it lies in one of the copies. So the last word of each device counts.
 */
struct file_fold {
    struct copy {
        char device[DEVICE_TEXT];
        json_t *payload; /* of the device's last file-read */
    } * copies;          /* of the devices that have the file; the last read is the last */
    size_t count, capacity;
    const struct reading *reading; /* cards of the last copy, or NULL: they are in the payload */
};
/* The same for paths that are registered. */
struct source_fold {
    struct registration {
        char device[DEVICE_TEXT];
        const char *tags;
        day_number registered;
    } * items;
    size_t count, capacity;
};

/* Answers are stored as they are applied; the first to a question counts. */
struct quiz_fold {
    bool started, ended, reviewed;
    char device[DEVICE_TEXT];
    const char *topic, *reason;
    int64_t started_ms, ended_ms, items;
    day_number day;
};

enum subject_class {
    SUBJECT_CARD,
    SUBJECT_SKILL,
    SUBJECT_SETTING,
    SUBJECT_FILE,
    SUBJECT_SOURCE, /* a few events: always folded from nothing */
    SUBJECT_DAY,
    SUBJECT_SPRINT,
    SUBJECT_QUIZ /* a few events: always folded from nothing */
};
#define SPRINT_PREFIX "sprint/"
enum subject_class subject_class_of(const char *subject);

/* The state of one subject while its events are applied in (time, id) order. */
struct fold {
    struct collection *c;
    char *subject;
    enum subject_class class;
    struct arena arena;
    union {
        struct card_fold card;
        struct skill_fold skill;
        struct file_fold file;
        struct source_fold source;
        struct quiz_fold quiz;
    } of;
};

/* From nothing, or from the tables. */
bool fold_begin(struct fold *fold, struct collection *c, const char *subject, bool from_tables,
                struct error *error);
bool fold_apply(struct fold *fold, const struct event *event, const json_t *payload,
                struct error *error);
bool fold_store(struct fold *fold, struct error *error); /* to the tables */
void fold_release(struct fold *fold);

/* Folds an event just stored: incrementally if it is its subject's latest, else anew. */
bool fold_event(struct collection *c, const struct event *event, struct error *error);
/* A file-read just stored, of whose payload the cards are known. */
bool fold_reading(struct collection *c, const struct event *event, const struct reading *reading,
                  bool *stands, struct error *error);
bool fold_subject_again(struct collection *c, const char *subject, struct error *error);
bool fold_day_again(struct collection *c, day_number day, struct error *error);
/* Empties every derived table and folds everything: first the settings, which decide how the rest
 * is folded. Reads nothing that is derived. search_rebuild() must follow. */
bool fold_everything(struct collection *c, struct error *error);
/* Folds the schedules of cards and skills again under c->scheduling, and nothing else: no text and
 * no file is read. One pass over the events (fold_schedules.c). */
bool fold_schedules(struct collection *c, struct error *error);

/* Fills an event from columns id, device, kind, subject, utc_ms, offset, zone, study_day, payload;
   false for a kind that this version does not know. */
bool event_from_row(struct collection *c, sqlite3_stmt *s, struct event *event);

bool card_fold_load(struct fold *fold, struct error *error);
void card_fold_apply(struct fold *fold, const struct event *event, const json_t *payload);
/* What the payload of an answer tells a schedule. */
struct answer_told {
    int64_t grade;     /* -1: none */
    int64_t shift, of; /* 0: the due day stays (fuzz.h) */
    int64_t interval;  /* of an answer in another program; -1: not told */
};
struct answer_told answer_told_in(const json_t *payload);
/* What of it concerns the schedule (with `created` and `first_day`). `told`: of an answer, whose
 * payload may be NULL. */
void card_fold_schedule(struct fold *fold, const struct event *event,
                        const struct answer_told *told, const json_t *payload);
bool card_fold_store(struct fold *fold, struct error *error);
/* The state of a card not reviewed, not decided on, without a row. */
void card_fold_init(struct card_fold *card);
/* Its row, where it is known that there is none. */
bool card_fold_add(struct collection *c, const char *id, const struct card_fold *card,
                   const struct first_source *source, struct error *error);
void skill_fold_init(struct skill_fold *skill);
bool skill_fold_load(struct fold *fold, struct error *error);
void skill_fold_apply(struct fold *fold, const struct event *event, const json_t *payload);
bool skill_fold_store(struct fold *fold, struct error *error);
int skill_level(double rating, int levels);
void file_fold_apply(struct fold *fold, const struct event *event, const json_t *payload);
bool file_fold_store(struct fold *fold, struct error *error);
void file_fold_release(struct fold *fold);
bool sprint_fold_clear(struct fold *fold, struct error *error);
bool sprint_fold_apply(struct fold *fold, const struct event *event, const json_t *payload,
                       struct error *error);
bool quiz_fold_begin(struct fold *fold, struct error *error);
bool quiz_fold_apply(struct fold *fold, const struct event *event, const json_t *payload,
                     struct error *error);
bool quiz_fold_store(struct fold *fold, struct error *error);

/* --- day.c -------------------------------------------------------------------------------------
 */

void day_state_init(struct day_state *state, day_number day);
void day_state_apply(struct day_state *state, const struct event *event, const json_t *payload);
bool day_state_load(struct collection *c, day_number day, struct day_state *state,
                    struct error *error);
bool day_state_store(struct collection *c, const struct day_state *state, struct error *error);
/* Applies to the day kept by the transaction; written at its end. */
bool day_apply(struct collection *c, const struct event *event, const json_t *payload,
               struct error *error);
bool day_flush(struct collection *c, struct error *error);
/* The goal that holds on a day; 0: not a way to earn it. */
struct day_goal {
    int answers, minutes, words;
    bool all_due;
};
bool goal_on(struct collection *c, day_number day, struct day_goal *goal, struct error *error);
/* The state with the goal that held that day. */
void day_fact_of(const struct day_state *state, const struct day_goal *goal, struct day_fact *fact);

/* --- late.c ------------------------------------------------------------------------------------
 */

/* Marks those of the facts (in order of day) from `start` on (DAY_NONE: none) that are `late`: see
 * struct streak_day. */
bool late_mark(struct collection *c, day_number start, struct day_fact *facts, size_t count,
               struct error *error);

/* --- answer.c ----------------------------------------------------------------------------------
 */

/* Whether today is earned by what this transaction holds so far. */
bool day_is_earned(struct collection *c, bool *earned, struct error *error);

/* --- settings.c --------------------------------------------------------------------------------
 */

/* "goal-target-books": what a person decided where the notes disagree. */
bool setting_is_target(const char *name);
const struct setting *setting_find(const char *name);
/* The value that held on a day. Never fails: what cannot be read is the default. */
const char *setting_on(struct collection *c, const char *name, day_number day,
                       char buffer[SETTING_TEXT_SIZE]);
long setting_integer_on(struct collection *c, const char *name, day_number day);
/* The scheduler decided on last and its settings, on whatever day: another one tells the whole
 * history anew, so that every device makes the same of it. SM-2 where its name is not known. */
void setting_scheduling(struct collection *c, struct scheduling *scheduling);
/* The study day of a moment under the rollover that holds then. */
day_number setting_study_day(struct collection *c, const struct instant *at);

/* --- across.c ----------------------------------------------------------------------------------
 */

/* The claims on that term changed, or those of the file or of the card are about to. */
void across_touch(struct collection *c, const char *kind, const char *term);
bool across_touch_file(struct collection *c, const char *file, struct error *error);
bool across_touch_card(struct collection *c, const char *card, struct error *error);
/*
 * Decides anew which cards are held back, for the terms touched since; the transaction must not end
 * before. `counts` may be NULL: of an import, with the cards it made sorted.
 */
bool across_settle(struct collection *c, struct import_counts *counts, struct error *error);
void across_forget(struct collection *c);
/* Why the card is held, and which card says otherwise; both stay NULL where nobody knows. */
bool across_explain(struct collection *c, struct card *card, struct error *error);
/* The cards held back because of other notes, as remarks. */
bool across_each_remark(struct collection *c,
                        bool (*visit)(void *context, const struct remark_row *row), void *context,
                        struct error *error);
bool names_hold(const struct names *sorted, const char *name);

/* --- search.c ----------------------------------------------------------------------------------
 */

/* The words of a card just added; before and after they change. */
bool search_add(struct collection *c, const struct card_fold *card, struct error *error);
bool search_remove(struct fold *fold, struct error *error);
bool search_put(struct fold *fold, struct error *error);
/* All words anew; whether they are those of the cards (`*good`). */
bool search_rebuild(struct collection *c, struct error *error);
bool search_check(struct collection *c, bool *good, struct error *error);

/* --- undo.c ------------------------------------------------------------------------------------
 */

/* Appends the undoing of one event of that subject, and folds without it. */
bool undo_append(struct collection *c, const char *event_id, const char *subject,
                 struct error *error);

/* --- the rest ----------------------------------------------------------------------------------
 */

/* "drill/powers", "simulation/x:y", or the card's id. */
void item_subject(enum item_kind kind, const char *name, struct text *subject);
/* collection_answer() for a grade that is possible, in the open transaction. */
bool answer_store(struct collection *c, const struct answer *answer, struct graded *graded,
                  struct error *error);

/* The whole id of a card from its beginning; ERROR_USAGE where none or more than one fits. */
bool card_resolve(struct collection *c, const char *given, char id[40], struct error *error);
/* Reads a card by its whole id; false without an error set where there is none. */
bool card_read(struct collection *c, const char *id, struct card *card, struct error *error);
/* Whether the words and parts of the filter that no query decides all hold. */
bool card_matches(const struct card *card, const struct card_filter *filter, day_number today);

/* Reviews due, new cards that the allowance still admits. */
bool plan_counts(struct collection *c, day_number today, long *due, long *new_left,
                 struct error *error);

/* Copies of the file as it is on disk, into the folder of backups. `why` names the copy. */
bool backup_rotate(struct collection *c, const char *why, char **written, struct error *error);
/*
 * Once a study day, before the first change, where there is something to lose. That a copy cannot
 * be made must not keep a person from studying: `backup` says why.
 */
void backup_daily(struct collection *c);

/* Matches the harvest's drafts with the cards known, appends what changed. */
bool reconcile_file(struct collection *c, const struct harvest *harvest,
                    struct import_counts *counts, size_t *cards, struct error *error);
void names_add(struct import *import, struct names *names, const char *name);

/* Stores what the draft's history holds and the collection does not (history.c), without folding;
 * `added` says how much. `fresh`: nothing is known of the card yet. */
bool history_store(struct collection *c, const char *card, const struct draft *draft, bool fresh,
                   size_t *added, struct error *error);

/* --- absent.c ----------------------------------------------------------------------------------
 */

/* To be called before `drafts` more drafts ask: reads the sets once that is cheaper than asking. */
bool absent_prepare(struct collection *c, size_t drafts, struct error *error);
/* Whether it is certain that no card has the text; that no event or file names the card. */
bool absent_text(const struct collection *c, int64_t hash);
bool absent_card(const struct collection *c, const char *id);
/* The card is made now. */
void absent_no_more(struct collection *c, const char *id, int64_t hash);
void absent_release(struct known_sets *known);

/* 64 bits of the folded text: what "the same text" means. */
int64_t text_identity(const char *folded_front, const char *folded_back);

/* How much two folded texts share, 0..1 (Dice's coefficient of letter pairs). */
double text_similarity(const char *a, const char *b);

/* Whether two folded words are the same, or forms of one: "merged" and "merging". */
bool words_alike(const char *a, size_t length_a, const char *b, size_t length_b);

#endif
