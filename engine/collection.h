/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The collection: everything that a person has learned, in one SQLite file.
 *
 * Events are the only truth: an append-only table. Every other table is a fold of the events of one
 * subject in (time, id) order, leaving out those undone, and can be rebuilt. So each change below
 * appends events and folds them in one transaction (WAL, synchronous=FULL), committed when the
 * function returns true; when it returns false nothing has changed.
 *
 * Strings in what is returned belong to the value and go with its _release().
 */
#ifndef ENGINE_COLLECTION_H
#define ENGINE_COLLECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/clock.h"
#include "engine/base/draft.h"
#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/base/sprint.h"
#include "engine/scheduler.h"
#include "engine/streak.h"

struct collection;

struct collection_options {
    const char *path;
    const struct clock *clock; /* must outlive the collection */
    bool writable; /* false: opened for reading; a missing file then reads as an empty collection */
    bool seeded;   /* event ids derive from `seed`, the device and the number of stored events */
    uint64_t seed;
};

/* NULL on failure (ERROR_COLLECTION). Makes folder (0700) and file (0600) where writable. */
struct collection *collection_open(const struct collection_options *options, struct error *error);
void collection_close(struct collection *collection); /* NULL is fine */

/* Where the contract puts it: `given`, $TUTOR338_COLLECTION, XDG data folder. The caller frees. */
char *collection_default_path(const char *given);

/* The clock, and the study day of now under the collection's rollover. */
const struct clock *collection_clock(const struct collection *collection);
day_number collection_today(struct collection *collection);

/* --- Settings: events too; each has a default, a range and a help text in one table ------------
 */

struct setting {
    const char *name;    /* "new-per-day" */
    const char *initial; /* "10" */
    const char *help;
    enum {
        SETTING_INTEGER,
        SETTING_REAL,
        SETTING_DATE,
        SETTING_CHOICE,
        SETTING_PARAMETERS,
        SETTING_TEXT
    } kind;
    double minimum, maximum;
    const char *const *choices;
};
extern const struct setting settings[]; /* ends with a NULL name */
/* start, length, rollover, goal-answers, goal-minutes, goal-words, goal-all-due, new-per-day,
   reviews-per-day, session-minutes, drill-every, new-skills-per-day, simulations-per-session,
   scheduler, fuzz, confidence-active, six-grades ... */

#define SETTING_TARGET "goal-target-" /* before the name of a goal: "goal-target-books" */

bool collection_set(struct collection *c, const char *name, const char *value, struct error *error);
/* The study day from which a value set now holds: today, or for goals of the day and the rollover
 * the next one. */
day_number collection_setting_begins(struct collection *c, const char *name);
/* The value that holds today; the default where none was set. `buffer` of SETTING_TEXT_SIZE. */
enum { SETTING_TEXT_SIZE = 512 };
const char *collection_setting(struct collection *c, const char *name,
                               char buffer[SETTING_TEXT_SIZE]);
/* For a choice its place among the choices: 0 for "no", 1 for "yes". */
long collection_setting_integer(struct collection *c, const char *name);
double collection_setting_real(struct collection *c, const char *name);
/* The scheduler with its settings: what makes of answers when an item comes again. */
void collection_scheduling(struct collection *c, struct scheduling *scheduling);
/* The parameters that FSRS has, or would have were it the scheduler. */
void collection_fsrs_parameters(struct collection *c, double parameters[FSRS_PARAMETERS]);
struct fit_log;
/*
 * Adds all answers to cards, given here or in other programs, to the log (fit.h), in order of time;
 * those undone are left out. After a reset the card is another one. A card that came learned from
 * elsewhere without its answers is left out until it is reset: its first answer here is not the
 * first.
 */
bool collection_review_log(struct collection *c, struct fit_log *log, struct error *error);

/* --- Cards -------------------------------------------------------------------------------------
 */

enum card_state {
    CARD_PROPOSED,
    CARD_ACTIVE,
    CARD_SUSPENDED,
    CARD_ORPHANED,
    CARD_REJECTED,
    CARD_STATE_COUNT
};
const char *card_state_name(enum card_state state);
enum card_state card_state_of(const char *name); /* CARD_STATE_COUNT: none of that name */

struct card_source {
    const char *file; /* absolute */
    long line, end_line;
    const char *const *heading;
    size_t heading_count;
};

struct card {
    struct arena arena;
    const char *id;
    enum card_state state;
    const char *held;     /* "conflict", "acronym" (its letters do not match) or NULL */
    const char *held_why; /* in words, where known; else NULL */
    const char *rival;    /* the id of a card of another note that says otherwise, or NULL */
    enum card_kind kind;
    const char *front, *back, *pattern;
    double confidence;
    struct card_source *sources;
    size_t source_count;
    const char *topic; /* NULL: none */
    int day;           /* 0: none */
    const char *const *tags;
    size_t tag_count;
    const char *simulation; /* NULL: none */
    const char *passage, *reason;
    const char *group; /* siblings share it; NULL: none */
    bool edited;
    day_number buried_until; /* DAY_NONE: not buried */
    const char *algorithm;   /* "sm2" or "fsrs": the scheduler in use */
    struct schedule schedule;
};
void card_release(struct card *card);

/* ERROR_USAGE where there is no such card. An id may be shortened while it stays the only match. */
bool collection_card(struct collection *c, const char *id, struct card *card, struct error *error);

/* What QUERY and --state say. Words must all occur (folded) in front, back, topic or tags. */
struct card_filter {
    struct arena arena;
    const char **words;
    size_t word_count;
    const char *topic, *tag, *file; /* substrings, folded; NULL: any */
    int state;                      /* enum card_state, or -1: any */
    int day;                        /* 0: any */
    int due_within_days;            /* -1: any; 7: due within seven days */
};
/* Reads "raft state:active topic:docker due<7d"; what cannot be read is ERROR_USAGE. */
bool card_filter_parse(const char *query, struct card_filter *filter, struct error *error);
void card_filter_release(struct card_filter *filter);

/* Calls `visit` in order of file, line, id until it returns false. */
bool collection_each_card(struct collection *c, const struct card_filter *filter,
                          bool (*visit)(void *context, const struct card *card), void *context,
                          struct error *error);

/* The same for the cards that lie in one file, in order of line and id. */
bool collection_each_card_of_file(struct collection *c, const char *file,
                                  bool (*visit)(void *context, const struct card *card),
                                  void *context, struct error *error);

/* The same for the cards graded today, in order of id; no more than `most`. */
bool collection_each_card_answered(struct collection *c, long most,
                                   bool (*visit)(void *context, const struct card *card),
                                   void *context, struct error *error);

/*
 * All words of `text` must occur (ignoring case and endings; the last may be begun only), or where
 * no card has them all, any. Best first. What is no word is passed over, so that every text can be
 * searched for. `filter` (or NULL) narrows; `limit` 0: all.
 */
bool collection_search(struct collection *c, const char *text, const struct card_filter *filter,
                       long limit, bool (*visit)(void *context, const struct card *card),
                       void *context, struct error *error);

/* At most `limit` cards of other notes, or of other days of the same note, that are about the same
 * things; the most alike first. */
bool collection_related(struct collection *c, const char *card_id, long limit,
                        bool (*visit)(void *context, const struct card *card), void *context,
                        struct error *error);

struct collection_counts {
    long cards[CARD_STATE_COUNT];
    long held; /* cards in a conflict */
    long clarify, conflicts, simulations, sources, events;
};
bool collection_count(struct collection *c, struct collection_counts *counts, struct error *error);

enum care {
    CARE_SUSPEND,
    CARE_UNSUSPEND,
    CARE_BURY, /* until tomorrow */
    CARE_RESET,
    CARE_ACCEPT,
    CARE_REJECT, /* text: the reason, or NULL; remembered by text over re-imports */
    CARE_DUE,    /* text: YYYY-MM-DD */
};
bool collection_care(struct collection *c, enum care care, const char *card_id, const char *text,
                     struct error *error);
/* The person's own wording; never overwritten by an import. */
bool collection_edit(struct collection *c, const char *card_id, const char *front, const char *back,
                     struct error *error);

/* --- Import ------------------------------------------------------------------------------------
 */

struct import_counts {
    long files, bytes;
    long new_cards, changed, moved, unchanged, orphaned, proposed;
    long simulations, goals, conflicts, clarify, skipped;
    long schedules_ignored; /* of another program, for cards that were asked here */
};

/* A path that the person gave to import, with its tags (comma separated, or ""). */
struct source {
    char *path, *tags;
    bool own; /* registered on this device; else on another, and need not be here */
};
/* Forgets a registered source; its cards lose it at the end of the import that says so. */
bool collection_forget_source(struct collection *c, const char *path, struct error *error);
/* Registered sources in path order; the caller frees with sources_release(). */
bool collection_sources(struct collection *c, struct source **sources, size_t *count,
                        struct error *error);
void sources_release(struct source *sources, size_t count);

/* One transaction for a whole import; between begin and end nothing else may be called on it. */
bool collection_import_begin(struct collection *c, struct error *error);
bool collection_import_source(struct collection *c, const char *path, const char *tags,
                              struct error *error);
/*
 * Whether the file (by size and modification time, both given) is as it was when last read with the
 * same version of the patterns; then its cards count as unchanged and it need not be read.
 */
bool collection_import_is_unchanged(struct collection *c, const char *file, int64_t size,
                                    int64_t modified_ns, struct import_counts *counts);
/* Reconciles one file's drafts with what is known, inside a savepoint. */
bool collection_import_file(struct collection *c, const struct harvest *harvest, int64_t size,
                            int64_t modified_ns, struct import_counts *counts, struct error *error);
/* Files of `source` read before and not in this import: their cards lose that source. */
bool collection_import_end(struct collection *c, bool commit, struct import_counts *counts,
                           struct error *error);

/* Passages to look at. `visit` as above. */
struct remark_row {
    const char *kind, *file, *text, *why;
    long line;
    const char *card, *rival; /* held because of another note: both cards; else NULL */
};
bool collection_each_remark(struct collection *c, const char *kind,
                            bool (*visit)(void *context, const struct remark_row *row),
                            void *context, struct error *error);

/* A note file that was read, with its cards by state. In order of path; `visit` as above. */
struct note_row {
    const char *path;
    long cards[CARD_STATE_COUNT];
};
bool collection_each_note(struct collection *c,
                          bool (*visit)(void *context, const struct note_row *row), void *context,
                          struct error *error);

/* A passage of the notes that opens a simulation. */
struct link_row {
    const char *file;
    long line, end_line;
    const char *parameters; /* "size-bytes=5e12 ..." */
};
/* Those of one simulation, by file and place. `visit` as above. */
bool collection_each_link(struct collection *c, const char *simulation,
                          bool (*visit)(void *context, const struct link_row *row), void *context,
                          struct error *error);

/* A goal with all that the notes list under it, over all files. An entry listed twice is one. */
struct goal_entry {
    const char *name, *file;
    enum goal_status status;
    long line;
};
struct goal_row {
    const char *name; /* "books" */
    long target;      /* what holds: `chosen`, else the first that the text names; -1: none */
    long done, in_progress;
    const struct goal_entry *items;
    size_t item_count;
    long chosen; /* the person's own, of the setting goal-target-NAME; 0: none */
    /* What the text says, and where; the table is at the first item. -1 and NULL: nothing. */
    struct goal_source {
        long number;
        const char *file;
        long line;
    } text, other;        /* another number that the text names */
    const char *question; /* where text and table, or two texts, disagree and nothing was chosen */
    const char *settled;  /* where something was chosen instead */
};
/* In order of name. `visit` as above. */
bool collection_each_goal(struct collection *c,
                          bool (*visit)(void *context, const struct goal_row *row), void *context,
                          struct error *error);

/* --- Answers -----------------------------------------------------------------------------------
 */

enum item_kind { ITEM_CARD, ITEM_DRILL, ITEM_SIMULATION };
const char *item_kind_name(enum item_kind kind); /* "card", "drill", "simulation" */

struct answer {
    enum item_kind kind;
    const char *subject;                 /* card id, drill name, or "simulation:question" */
    int grade;                           /* 0-5 */
    int64_t milliseconds;                /* from shown to graded */
    const char *typed;                   /* exactly as typed; NULL: nothing was typed */
    const char *problem;                 /* problem id for drills and simulations; NULL for cards */
    const char *verdict, *misconception; /* or NULL */
    int hints;
    int level;                        /* drills */
    const char *const *prerequisites; /* of the drill, names; NULL-terminated; may be NULL */
    double distance;                  /* predictions: |guess/answer - 1|; NaN: none */
    const char *quiz; /* "ID/NUMBER" of the quiz answer that this repeats, which counts for the day
                         in its place; NULL: none */
    bool cram;        /* practice of a card: it is noted, and its schedule stays as it is */
};

struct graded {
    char event_id[40];
    struct schedule before, after;
    bool repeat;      /* a further grade of the same day */
    bool again_today; /* comes again this session */
    bool day_earned;  /* this answer earned the day */
};

/*
 * Appends the event and folds it: one transaction, on disk when this returns true. A right answer
 * (grade 3 or more) to a drill is credited to its prerequisites in the same transaction: a quarter
 * of what it is worth, in their rating and, once they were asked themselves, in when they are due.
 */
bool collection_answer(struct collection *c, const struct answer *answer, struct graded *graded,
                       struct error *error);

/* What collection_answer() would lead to, for the keys' labels. Changes nothing. */
bool collection_preview(struct collection *c, enum item_kind kind, const char *subject, int grade,
                        struct schedule *after, struct error *error);

/* Schedule of a drill's skill or a simulation's question; schedule_init() where never seen. */
bool collection_schedule(struct collection *c, enum item_kind kind, const char *subject,
                         struct schedule *schedule, struct error *error);

/* Level (1..levels) and Elo rating of a skill, from its events. */
bool collection_skill(struct collection *c, const char *skill, int levels, int *level,
                      double *rating, struct error *error);

/* How many skills were drilled today for the first time; what was undone does not count. */
bool collection_skills_introduced(struct collection *c, long *count, struct error *error);

/*
 * The person's median time over the right answers to an item, undone ones left out; false where
 * there are fewer than `least`.
 */
bool collection_median_ms(struct collection *c, enum item_kind kind, const char *subject,
                          long least, int64_t *median, struct error *error);

/* One answer to a skill, as it was then. */
struct skill_answer {
    day_number study_day;
    struct instant at;    /* when it was given */
    int64_t milliseconds; /* it took; 0: not measured */
    int level, grade, hints;
    bool right;                /* grade 3 or better: what raises the rating */
    const char *verdict;       /* NULL: not written down */
    const char *misconception; /* name; NULL: none was recognised */
    const char *problem;       /* id; NULL: not written down */
    double rating;             /* Elo, after it */
};
struct skill_history {
    struct arena arena;
    struct skill_answer *answers; /* oldest first, without those undone */
    size_t count, capacity;
};
/* The answers to a drill's skill, or to a simulation's question, all its events told again: what
 * else moves the rating counts, but is no answer. Empty for a skill never tried. */
bool collection_skill_history(struct collection *c, enum item_kind kind, const char *subject,
                              struct skill_history *history, struct error *error);
void skill_history_release(struct skill_history *history);

/* How the answers to one drill went. */
enum { TALLY_RECENT = 20 };
struct skill_tally {
    const char *name; /* of the drill */
    long answers, right;
    long recent, recent_right; /* of the last TALLY_RECENT answers */
    int64_t median_ms;         /* of the right ones that were measured; -1: none was */
    day_number last_day;
};
struct skill_tallies {
    struct arena arena;
    struct skill_tally *items; /* of the drills tried, in order of name */
    size_t count, capacity;
};
/* Reads every answer ever given to a drill once: for the opening of a screen, not for its keys. */
bool collection_skill_tallies(struct collection *c, struct skill_tallies *tallies,
                              struct error *error);
/* NULL: never tried. */
const struct skill_tally *skill_tally_find(const struct skill_tallies *tallies, const char *name);
void skill_tallies_release(struct skill_tallies *tallies);

struct undone {
    bool found; /* false: nothing to undo */
    char event_id[40];
    char kind[24]; /* of the event: "review", "drill", "suspend", ... */
    char subject[128];
};
/* Appends the undoing of the newest answer or decision of this device not yet undone, and of what
 * an answer was credited with. What another device did is undone there. */
bool collection_undo(struct collection *c, struct undone *undone, struct error *error);

/* --- Sprints -----------------------------------------------------------------------------------
 *
 * Quick questions against the clock. Each answer is an event of its own, committed when given; it
 * is no answer of the day and undo passes it over. A sprint that ran to its end has an end too,
 * which comes with one graded answer to the skill: that is what counts. Without an end it is
 * unfinished.
 */

enum { SPRINT_ID = 24 };
struct sprint_run {
    const char *id;    /* of collection_sprint_id() */
    const char *skill; /* "arithmetic" */
    int level, seconds;
};
/* A name that no other sprint has. Nothing is stored. */
bool collection_sprint_id(struct collection *c, char id[SPRINT_ID], struct error *error);

struct sprint_answer {
    int number;        /* of the question in the sprint, from 1 */
    const char *fact;  /* "7 × 8" */
    const char *typed; /* NULL: passed */
    enum sprint_outcome outcome;
    int64_t milliseconds; /* from shown to answered */
};
/* One transaction, on disk when this returns true. */
bool collection_sprint_answer(struct collection *c, const struct sprint_run *run,
                              const struct sprint_answer *answer, struct error *error);
/* The sprint's end and the graded answer in one transaction; `graded` may be NULL. */
bool collection_sprint_end(struct collection *c, const struct sprint_run *run,
                           const struct answer *answer, struct graded *graded, struct error *error);

struct sprint_row {
    char id[SPRINT_ID];
    day_number day;
    int level, seconds;
    long right, wrong, passed;
    bool finished;
};
/* Those of a skill, the newest first; `visit` as above. */
bool collection_each_sprint(struct collection *c, const char *skill,
                            bool (*visit)(void *context, const struct sprint_row *row),
                            void *context, struct error *error);
/* What the last 20 sprints of a level, finished or not, say about each fact that they asked, in
 * order of the fact. The caller frees `*memories`, also on failure. */
bool collection_sprint_memory(struct collection *c, const char *skill, int level,
                              struct sprint_memory **memories, size_t *count, struct error *error);

/* --- The day -----------------------------------------------------------------------------------
 */

struct plan_item {
    char card_id[40];
    bool is_new;
    bool again; /* graded under 4 earlier today */
};
/*
 * What is due beyond what a day takes, after a pause or a large import. The rule: each day takes
 * the cards with most at stake up to reviews-per-day, and no new card while more is due than that.
 * `days` comes from living the coming days by this rule, with what comes due meanwhile and as many
 * misses as the scheduler expects.
 */
enum { BACKLOG_DAYS = 60 };
struct backlog {
    long left; /* due cards that today's limit does not take; 0: no backlog, nothing else holds */
    long per_day; /* the limit: reviews-per-day */
    int days;     /* until there is room for all that is due (siblings may wait), today being the
                     first; 0: not foreseen */
    bool never;   /* not within BACKLOG_DAYS at this limit */
    long would;   /* then: the least limit, in steps of five, that would do; 0: not foreseen */
};

struct plan {
    day_number study_day;
    long due;       /* reviews due today and not done, before limits */
    long due_today; /* of them within today's limits */
    long new_left;  /* new cards that today still admits: by their allowance, behind the due */
    long done;      /* answers given today */
    long room;      /* cards that today's limit still took, those to come again apart */
    struct plan_item
        *items; /* again, due (what is most at stake first), then new; siblings apart */
    size_t count;
};
/* `filter` (or NULL) narrows; `limit` 0: the settings decide. Reads a bounded number of rows. */
bool collection_plan(struct collection *c, const struct card_filter *filter, long limit,
                     struct plan *plan, struct error *error);
void plan_release(struct plan *plan);

/* What a plan without filter and limit leaves over, and when it will be done. */
bool collection_backlog(struct collection *c, const struct plan *plan, struct backlog *backlog,
                        struct error *error);

/*
 * All active cards that the filter (or NULL) lets through, due or not, what is most at stake first
 * and those never asked last: for practice before an examination. `limit` 0: all. Reads them all.
 */
bool collection_cram(struct collection *c, const struct card_filter *filter, long limit,
                     struct plan *plan, struct error *error);

/* Notes that the day was opened with this much due; the first time of a study day counts. */
bool collection_open_day(struct collection *c, struct error *error);

/* What happened on a study day; zeroes for a day without events. */
bool collection_day(struct collection *c, day_number day, struct day_fact *fact,
                    struct error *error);

/* One graded answer of a day. */
struct day_answer {
    bool quiz; /* asked in a quiz */
    enum item_kind kind;
    const char *subject; /* card id, drill name, or "simulation:question" */
    const char *front;   /* of the card, or the question of the quiz; NULL: neither is known */
    struct instant at;
    int64_t milliseconds;
    int grade;
    const char *typed; /* NULL: nothing was */
    bool other_device;
};
struct day_diary {
    struct arena arena;
    struct day_fact fact;
    struct day_answer *answers; /* oldest first, without those undone */
    size_t count, capacity;
    long by_grade[6]; /* of cards */
    long cards, drills, drills_right, predictions, predictions_right, sprints, new_cards;
    long quiz_answers, quiz_right; /* which are in none of the others */
    long crams;                    /* cards practised without a change of their schedule */
};
/* Everything that was done on a study day. Reads that day's events. */
bool collection_day_diary(struct collection *c, day_number day, struct day_diary *diary,
                          struct error *error);
void day_diary_release(struct day_diary *diary);

/* Reviews due on each of `count` days from `from` on (overdue ones count on `from` if it is today).
 */
bool collection_forecast(struct collection *c, day_number from, size_t count, long *due,
                         struct error *error);

bool collection_streak(struct collection *c, struct streak *streak, struct error *error);
/* Starts the challenge; a day in the future or before 2000 is ERROR_USAGE. */
bool collection_challenge_start(struct collection *c, day_number day, struct error *error);
/* The highest "Day N" that the journal counts; 0: it counts none. A challenge that is to count
 * those days starts so many days before today. */
bool collection_journal_days(struct collection *c, int *last, struct error *error);
bool collection_rest(struct collection *c, day_number day, struct error *error);

/* --- Exchange ----------------------------------------------------------------------------------
 */

struct deck;
/*
 * The cards that the filter lets through (NULL: of every state) as a deck (engine/base/deck.h),
 * with schedules, history, tags, and the topic as "Tutor338::TOPIC". The siblings of a cloze are
 * one cloze note, a card and its reverse a note with both; every other card is a basic note of a
 * model named after its kind. Notes are named after the ids of their cards, those of another
 * program keep its name. `media_folder` (or NULL) holds what the texts' "[picture NAME]" and
 * "[sound:NAME]" name.
 *
 * Imported again, into the same collection or an empty one, the deck gives the same cards by id,
 * kind, front, back, topic and tags, the same schedule (SM-2's numbers, due day, lapses, the day of
 * the last review), suspension, and each answer's time, time taken and pass or failure. Not kept:
 * where a card stands in the notes, pattern, confidence, journal day, simulation, being buried, the
 * grades 0 and 2 (they become 1), what was typed.
 *
 * deck_release() after; on failure the deck is empty.
 */
bool collection_deck(struct collection *c, const struct card_filter *filter,
                     const char *media_folder, struct deck *deck, struct error *error);

/* --- Care --------------------------------------------------------------------------------------
 */

struct problem_found {
    char code[32], where[256], message[512];
    bool repaired;
};
struct doctor_report {
    struct problem_found *problems;
    size_t count, capacity;
};
/* Integrity check, replay of every event, comparison with the tables; `repair` rebuilds them. */
bool collection_doctor(struct collection *c, bool repair, struct doctor_report *report,
                       struct error *error);
void doctor_report_release(struct doctor_report *report);

/* A consistent copy (SQLite's backup interface). `path` NULL: into COLLECTION.backups/, ten kept;
   `*written` (may be NULL) receives the path, the caller's. */
bool collection_backup(struct collection *c, const char *path, char **written, struct error *error);
/* Replaces the collection at `path` by a backup after checking it; the old one is kept as a backup.
 */
bool collection_restore(const char *path, const char *backup, const struct clock *clock,
                        struct error *error);

#endif
