/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The doctor replays every event into temporary tables of the same names (which SQL finds first),
 * by the very code that keeps the real ones, and compares. What differs is rebuilt on request.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

/* Every derived table, its columns that must agree, and its key for messages. */
static const struct derived {
    const char *table, *columns, *key;
} derived[] = {
    {"undone", "event", "event"},
    {"card",
     "id, created, kind, front, back, pattern, confidence, passage, reason, text_hash, topic, day,"
     "tags, simulation, held, proposed, decision, reject_reason, suspended, edited, buried_until,"
     "reviewed, repetitions, interval_days, ease_hundredths, stability, difficulty, passed, lapses,"
     "last_review, due, last_grade, last_seen, first_day, source_count, source_file, source_line,"
     "sibling, held_by_file",
     "id"},
    {"card_source", "file, place, card, line, end_line, heading, sibling, device",
     "file || ':' || line"},
    {"note_file", "path, payload_hash, words, device", "path"},
    {"remark", "file, place, kind, line, text, why", "file || ':' || line"},
    {"simulation_link", "file, place, name, parameters, line, end_line", "file || ':' || line"},
    {"declared_day", "file, number", "file"},
    {"goal", "file, place, goal, name, status, target, line, text", "file || ':' || line"},
    {"claim", "file, place, kind, term, words, scope", "file || ':' || term"},
    {"hold", "kind, term, card, rival, agree, files", "card"},
    {"source", "path, tags, registered", "path"},
    {"skill",
     "subject, rating, answers, reviewed, repetitions, interval_days, ease_hundredths, stability,"
     "difficulty, passed, lapses, last_review, due, last_grade, last_seen",
     "subject"},
    {"day",
     "day, answers, active_ms, due_at_open, opened_ms, opened_id, journal_words, first_ms,"
     "first_offset, last_ms, last_offset",
     "date(day * 86400, 'unixepoch')"},
    {"rest_day", "day", "date(day * 86400, 'unixepoch')"},
    {"quiz", "id, device, started_ms, study_day, topic, items, ended_ms, reason, reviewed", "id"},
    {"quiz_answer", "quiz, number, event, form, topic, correct, ms", "quiz || '/' || number"},
    {"setting", "name, from_day, utc_ms, event, value", "name"},
    {"sprint", "name, skill, day, began, level, seconds, correct, wrong, passed, finished", "name"},
    {"sprint_fact", "sprint, fact, asked, missed, correct, correct_ms", "sprint || ': ' || fact"},
};
enum { DERIVED_COUNT = sizeof derived / sizeof derived[0], SHOWN_MOST = 5 };

void doctor_report_release(struct doctor_report *report)
{
    free(report->problems);
    memset(report, 0, sizeof *report);
}

static struct problem_found *add_problem(struct doctor_report *report, const char *code)
{
    memory_reserve((void **)&report->problems, report->count, &report->capacity,
                   sizeof *report->problems);
    struct problem_found *problem = &report->problems[report->count++];
    memset(problem, 0, sizeof *problem);
    (void)snprintf(problem->code, sizeof problem->code, "%s", code);
    return problem;
}

/* Runs one SQL text; each row (where, message) is a problem. */
static bool report_rows(struct collection *c, const char *code, const char *sql,
                        struct doctor_report *report, struct error *error)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) != SQLITE_OK)
        return collection_fail(c, error);
    int step;
    while ((step = sqlite3_step(s)) == SQLITE_ROW) {
        struct problem_found *problem = add_problem(report, code);
        (void)snprintf(problem->where, sizeof problem->where, "%s", column_text(c, s, 0));
        (void)snprintf(problem->message, sizeof problem->message, "%s", column_text(c, s, 1));
    }
    bool good = step == SQLITE_DONE || collection_fail(c, error);
    (void)sqlite3_finalize(s);
    return good;
}

/* --- Events ------------------------------------------------------------------------------------
 */

static bool check_events(struct collection *c, struct doctor_report *report, struct error *error)
{
    return report_rows(c, "foreign-key",
                       "SELECT \"table\", 'row ' || rowid || ' points to nothing in ' || parent "
                       "FROM pragma_foreign_key_check LIMIT 20",
                       report, error) &&
           report_rows(c, "bad-payload",
                       "SELECT id, 'the payload of a ' || kind || ' event is no JSON' FROM event "
                       "WHERE NOT json_valid(payload) LIMIT 20",
                       report, error) &&
           report_rows(c, "impossible-grade",
                       "SELECT id, 'grade ' || coalesce(json_extract(payload, '$.grade'), 'none') "
                       "FROM event WHERE kind IN ('review', 'review-imported', 'drill', "
                       "'prediction', 'quiz', 'cram') AND "
                       "json_valid(payload) AND coalesce(json_extract(payload, '$.grade'), -1) "
                       "NOT IN (0, 1, 2, 3, 4, 5) LIMIT 20",
                       report, error) &&
           report_rows(c, "unknown-card",
                       "SELECT subject, 'reviewed, but never made' FROM "
                       "(SELECT DISTINCT subject FROM event WHERE kind IN ('review', 'cram')) e "
                       "WHERE NOT EXISTS (SELECT 1 FROM event m WHERE "
                       "m.subject = e.subject AND m.kind = 'card-created') LIMIT 20",
                       report, error) &&
           report_rows(c, "unknown-answer",
                       "SELECT id, 'credits an answer that was never given' FROM event e "
                       "WHERE kind = 'credit' AND json_valid(payload) AND NOT EXISTS "
                       "(SELECT 1 FROM event a WHERE a.id = e.payload ->> 'of') LIMIT 20",
                       report, error) &&
           report_rows(c, "event-order",
                       "SELECT id, 'not after the event before it of the same device' FROM "
                       "(SELECT id, lag(id) OVER (PARTITION BY device ORDER BY sequence) AS before "
                       "FROM event WHERE kind <> 'review-imported') WHERE before >= id "
                       /* what was exchanged is stored as it arrived */
                       "AND NOT EXISTS (SELECT 1 FROM local WHERE name = 'sync-folder') LIMIT 20",
                       report, error);
}

/* --- Replay and comparison ---------------------------------------------------------------------
 */

/* The schema of a derived table and its indexes, made temporary. */
static bool make_temporary(struct collection *c, const char *table, struct error *error)
{
    struct text all = {0};
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(c->db,
                           "SELECT type, sql FROM main.sqlite_schema WHERE tbl_name = ?1 AND "
                           "sql IS NOT NULL ORDER BY type DESC",
                           -1, &s, NULL) != SQLITE_OK)
        return collection_fail(c, error);
    bind_text(c, s, 1, table);
    while (sqlite3_step(s) == SQLITE_ROW) {
        bool is_table = !strcmp(column_text(c, s, 0), "table");
        const char *begin = is_table ? "CREATE TABLE " : "CREATE INDEX ";
        const char *sql = column_text(c, s, 1);
        if (!strncmp(sql, begin, strlen(begin)))
            text_printf(&all, "%s%s;", is_table ? "CREATE TEMP TABLE " : "CREATE INDEX temp.",
                        sql + strlen(begin));
    }
    bool good = sqlite3_finalize(s) == SQLITE_OK || collection_fail(c, error);
    good = good && statement_execute(c, text_string(&all), error);
    text_release(&all);
    return good;
}

static void drop_temporary(struct collection *c)
{
    char sql[96];
    statements_release(c);
    for (size_t i = 0; i < DERIVED_COUNT; i++) {
        (void)snprintf(sql, sizeof sql, "DROP TABLE IF EXISTS temp.%s", derived[i].table);
        (void)sqlite3_exec(c->db, sql, NULL, NULL, NULL);
    }
}

static bool count_difference(struct collection *c, const struct derived *table, bool main_first,
                             int64_t *count, struct text *where, struct error *error)
{
    struct text sql = {0};
    sqlite3_stmt *s = NULL;
    text_printf(&sql,
                "SELECT %s FROM (SELECT %s FROM %s.%s EXCEPT SELECT %s FROM %s.%s) ORDER BY 1",
                table->key, table->columns, main_first ? "main" : "temp", table->table,
                table->columns, main_first ? "temp" : "main", table->table);
    bool good = sqlite3_prepare_v2(c->db, sql.data, -1, &s, NULL) == SQLITE_OK;
    int step = SQLITE_DONE;
    while (good && (step = sqlite3_step(s)) == SQLITE_ROW) {
        if ((*count)++ < SHOWN_MOST)
            text_printf(where, "%s%s", where->length ? ", " : "", column_text(c, s, 0));
    }
    good = (good && step == SQLITE_DONE) || collection_fail(c, error);
    (void)sqlite3_finalize(s);
    text_release(&sql);
    return good;
}

static bool compare_table(struct collection *c, const struct derived *table,
                          struct doctor_report *report, struct error *error)
{
    int64_t wrong = 0, missing = 0;
    struct text where = {0};
    bool good = count_difference(c, table, true, &wrong, &where, error) &&
                count_difference(c, table, false, &missing, &where, error);
    if (good && (wrong || missing)) {
        struct problem_found *problem = add_problem(report, "derived-differs");
        (void)snprintf(problem->where, sizeof problem->where, "%s: %.200s", table->table,
                       text_string(&where));
        (void)snprintf(problem->message, sizeof problem->message,
                       "table %s differs from the replay of all events: %lld rows should not be "
                       "there as they are, %lld are missing",
                       table->table, (long long)wrong, (long long)missing);
    }
    text_release(&where);
    return good;
}

static void know_scheduler(struct collection *c)
{
    c->today = collection_today(c);
    setting_scheduling(c, &c->scheduling);
}

static bool replay_and_compare(struct collection *c, struct doctor_report *report,
                               struct error *error)
{
    bool good = statement_execute(c, "PRAGMA query_only=OFF; BEGIN", error);
    know_scheduler(c);
    statements_release(c);
    c->in_transaction = good; /* were it lost, the real tables would be emptied */
    for (size_t i = 0; good && i < DERIVED_COUNT; i++)
        good = make_temporary(c, derived[i].table, error);
    good = good && fold_everything(c, error);
    for (size_t i = 0; good && i < DERIVED_COUNT; i++)
        good = compare_table(c, &derived[i], report, error);
    c->in_transaction = false;
    statements_release(c);
    if (!sqlite3_get_autocommit(c->db))
        (void)sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
    drop_temporary(c);
    if (!c->writable)
        (void)sqlite3_exec(c->db, "PRAGMA query_only=ON", NULL, NULL, NULL);
    return good;
}

/* --- All of it ---------------------------------------------------------------------------------
 */

/* The rebuilt tables take the place of the old ones in one transaction, after a backup. */
static bool rebuild(struct collection *c, bool indexes, struct error *error)
{
    struct error ignored = {0};
    (void)backup_rotate(c, "repair", NULL, &ignored);
    if (!transaction_begin(c, error))
        return false;
    bool good = !indexes || statement_execute(c, "REINDEX", error);
    good = good && fold_everything(c, error) && search_rebuild(c, error);
    return transaction_end(c, good, error);
}

static bool check_integrity(struct collection *c, struct doctor_report *report, struct error *error)
{
    return report_rows(c, "damaged",
                       "SELECT 'file', integrity_check FROM pragma_integrity_check "
                       "WHERE integrity_check <> 'ok' LIMIT 50",
                       report, error);
}

/* Damage that ends the examination is itself the finding. */
static void report_failure(struct doctor_report *report, const char *path,
                           const struct error *cause)
{
    struct problem_found *problem = add_problem(report, "damaged");
    (void)snprintf(problem->where, sizeof problem->where, "%.250s", path);
    (void)snprintf(problem->message, sizeof problem->message, "%.500s", cause->message);
}

/* Whether search finds what the cards say; a collection that cannot be written cannot be asked. */
static bool check_search(struct collection *c, struct doctor_report *report, struct error *error)
{
    bool good = true;
    if (!search_check(c, &good, error))
        return false;
    if (!good) {
        struct problem_found *problem = add_problem(report, "search-differs");
        (void)snprintf(problem->where, sizeof problem->where, "card_search");
        (void)snprintf(problem->message, sizeof problem->message,
                       "the index for searching is not that of the cards");
    }
    return true;
}

static bool examine_all(struct collection *c, struct doctor_report *report, size_t *damages,
                        struct error *error)
{
    bool good = check_integrity(c, report, error);
    *damages = report->count;
    return good && check_events(c, report, error) && replay_and_compare(c, report, error) &&
           check_search(c, report, error);
}

/* With room for the pages of indexes, which are visited in no order; rows to be sorted may be as
 * many as there are events, so they go to a file. */
static bool examine(struct collection *c, struct doctor_report *report, size_t *damages)
{
    struct error cause = {0};
    bool good = statement_execute(c, "PRAGMA cache_size=-65536; PRAGMA temp_store=FILE", &cause) &&
                examine_all(c, report, damages, &cause);
    (void)sqlite3_exec(c->db, "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000", NULL, NULL,
                       NULL);
    if (!good) {
        report_failure(report, c->path, &cause);
        ++*damages;
    }
    return good;
}

bool collection_doctor(struct collection *c, bool repair, struct doctor_report *report,
                       struct error *error)
{
    size_t damages = 0, before;
    memset(report, 0, sizeof *report);
    (void)examine(c, report, &damages);
    if (!repair || !report->count)
        return true;
    if (!c->writable)
        return error_set_at(error, ERROR_COLLECTION, c->path, 0, "was opened for reading only");
    before = report->count;
    struct error cause = {0};
    struct doctor_report after = {0};
    if (!rebuild(c, damages > 0, &cause)) {
        report_failure(report, c->path, &cause);
        return true;
    }
    (void)examine(c, &after, &damages);
    for (size_t i = 0; i < before; i++) {
        bool still = false;
        for (size_t j = 0; j < after.count && !still; j++)
            still = !strcmp(after.problems[j].code, report->problems[i].code) &&
                    !strcmp(after.problems[j].where, report->problems[i].where);
        report->problems[i].repaired = !still;
    }
    doctor_report_release(&after);
    return true;
}
