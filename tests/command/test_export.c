/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports at the command line. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/csv.h"
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/generate.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-11-20T08:00:00+01:00 --seed 7 "
#define NEXT "--now 2026-11-23T21:00:00+01:00 --seed 8 "

/* Fronts and backs that are hard on CSV, HTML and Markdown. */
static const char notes[] = "# Zebrafish, \"quoted\" | piped\n\n"
                            "Q: What does `=cmd|' /C calc'!A0` do <script>alert(1)</script>?\n"
                            "A: =cmd, \"twice\" & more\n\n"
                            "Q: -Wombat | pangolin?\n"
                            "A: +Quokka\n\n"
                            "Q: @Axolotl שלום עולم 👩‍🚀 *stars* _under_?\n"
                            "A: مرحبا, <b>narwhal</b> & </table>\n";

static char *read_all(const char *home, const char *name)
{
    char *path = home_path(home, name), *bytes = NULL;
    size_t length;
    struct error error = {0};
    if (!file_read(path, &bytes, &length, &error))
        fail_msg("%s: %s", path, error.message);
    free(path);
    return bytes;
}

static void must(const char *home, const char *input, const char *line)
{
    struct outcome outcome = tutor(home, input, line);
    if (outcome.status != 0)
        fail_msg("'%s' exits %d: %s", line, outcome.status, outcome.err);
    outcome_release(&outcome);
}

static void expect_status(const char *home, const char *line, int status, const char *why)
{
    struct outcome outcome = tutor(home, "", line);
    if (outcome.status != status || !strstr(outcome.err, why))
        fail_msg("'%s' exits %d: %s", line, outcome.status, outcome.err);
    if (status)
        assert_string_equal(outcome.out, "");
    outcome_release(&outcome);
}

/* A home with notes that are hard to write down, answered on two days. */
static char *studied(void)
{
    char *home = home_make();
    free(home_write(home, "notes/hard.md", notes));
    must(home, "", NOW "import ~/notes --json");
    must(home, "", NOW "triage --min-confidence 0 --accept-all");
    must(home, "", NOW "challenge start");
    must(home, "\n4\n\n2\n\n3\nq\n", NOW "review --plain");
    must(home, "1\n2\n", NOW "drill powers --count 2 --plain");
    must(home, "\n4\n\n4\n\n4\nq\n", NEXT "review --plain");
    must(home, "zebra\n", NEXT "quiz --count 1 --plain");
    return home;
}

/* --- What goes together -------------------------------------------------------------------------
 */

static void test_usage(void **state)
{
    (void)state;
    char *home = home_make();
    expect_status(home, NOW "export", 2, "needs more");
    expect_status(home, NOW "export everything --format csv", 2, "reviews, quizzes, drills");
    expect_status(home, NOW "export reviews", 2, "expected");
    expect_status(home, NOW "export reviews --format pdf", 2, "csv, ");
    expect_status(home, NOW "export all --format csv", 2, "folder");
    expect_status(home, NOW "export reviews --format csv --since 2026-02-30", 2, "2026-02-30");
    expect_status(home, NOW "export reviews --format csv --since 2026-02-03 --until 2026-02-01", 2,
                  "after");
    expect_status(home, NOW "export reviews --format csv --state active", 2,
                  "--state is for tables of cards");
    expect_status(home, NOW "export all --format html --state active", 2, "--state is for tables");
    expect_status(home, NOW "export cards --format csv --state odd", 2, "odd");
    expect_status(home, NOW "export cards --format csv --since 2026-02-03", 2, "study day");
    expect_status(home, NOW "export cards --format jsonl --excel-safe", 2, "--excel-safe");
    /* an empty collection has tables too, without rows */
    struct outcome outcome = tutor(home, "", NOW "export days --format csv");
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "study_day,status,answers,minutes,journal_words,goal,earned,"
                                     "declared,late\r\n");
    outcome_release(&outcome);
    home_remove(home);
}

/* --- Tables -------------------------------------------------------------------------------------
 */

static bool is_typed(const char *type, const char *cell)
{
    char *end = NULL;
    if (!strcmp(type, "integer"))
        return strtoll(cell, &end, 10), *end == '\0';
    if (!strcmp(type, "number"))
        return (void)strtod(cell, &end), *end == '\0';
    if (!strcmp(type, "boolean"))
        return !strcmp(cell, "true") || !strcmp(cell, "false");
    int year, month, day, at = 0;
    if (!strcmp(type, "date"))
        return sscanf(cell, "%4d-%2d-%2d%n", &year, &month, &day, &at) == 3 && !cell[at];
    if (!strcmp(type, "datetime"))
        return sscanf(cell, "%4d-%2d-%2dT%*2d:%*2d:%*2d%*[.0-9Z]%n", &year, &month, &day, &at) >=
                   3 &&
               cell[strlen(cell) - 1] == 'Z';
    return !strcmp(type, "string");
}

static void check_record(const struct csv_reader *reader, json_t *fields, const char *name)
{
    assert_int_equal(reader->field_count, json_array_size(fields));
    for (size_t i = 0; i < reader->field_count; i++) {
        json_t *field = json_array_get(fields, i), *rules = json_object_get(field, "constraints");
        const char *cell = reader->fields[i];
        bool required = json_is_true(json_object_get(rules, "required"));
        if (*cell ? !is_typed(json_string_value(json_object_get(field, "type")), cell) : required)
            fail_msg("%s.%s: '%s'", name, json_string_value(json_object_get(field, "name")), cell);
    }
}

/* One table against what datapackage.json says of it; returns its rows. */
static long check_table(const char *home, const char *folder, json_t *resource)
{
    char path[256];
    const char *name = json_string_value(json_object_get(resource, "name"));
    json_t *schema = json_object_get(resource, "schema"), *keys = json_object();
    json_t *fields = json_object_get(schema, "fields");
    const char *key = json_string_value(json_array_get(json_object_get(schema, "primaryKey"), 0));
    (void)snprintf(path, sizeof path, "%s/%s", folder,
                   json_string_value(json_object_get(resource, "path")));
    char *bytes = read_all(home, path);
    struct csv_reader reader;
    struct error error = {0};
    long rows = 0, at = -1;
    csv_open(&reader, bytes, strlen(bytes), ',', name);
    assert_int_equal(csv_next(&reader, &error), CSV_RECORD);
    for (size_t i = 0; i < reader.field_count; i++)
        assert_string_equal(reader.fields[i],
                            json_string_value(json_object_get(json_array_get(fields, i), "name")));
    assert_int_equal(csv_find(&reader, key, &at), 1);
    for (enum csv_result result; (result = csv_next(&reader, &error)) != CSV_END; rows++) {
        assert_int_equal(result, CSV_RECORD);
        check_record(&reader, fields, name);
        assert_null(json_object_get(keys, reader.fields[at]));
        json_object_set_new(keys, reader.fields[at], json_true());
    }
    csv_close(&reader);
    free(bytes);
    json_decref(keys);
    return rows;
}

static void test_tables(void **state)
{
    (void)state;
    char *home = studied();
    must(home, "", NEXT "export all --format csv -o ~/tables");
    char *bytes = read_all(home, "tables/datapackage.json");
    json_t *package = json_loads(bytes, 0, NULL),
           *resources = json_object_get(package, "resources");
    assert_string_equal(json_string_value(json_object_get(package, "profile")),
                        "tabular-data-package");
    assert_int_equal(json_array_size(resources), 6);
    long rows[6];
    for (size_t i = 0; i < 6; i++)
        rows[i] = check_table(home, "tables", json_array_get(resources, i));
    assert_int_equal(rows[0], 6); /* reviews */
    assert_int_equal(rows[1], 1); /* quizzes */
    assert_int_equal(rows[2], 2); /* drills */
    assert_int_equal(rows[5], 4); /* days of the challenge up to today */
    json_t *cards = tutor_json_lines(home, "", NEXT "cards --json");
    assert_int_equal(rows[4], json_array_size(cards));
    json_decref(cards);
    json_decref(package);
    free(bytes);
    home_remove(home);
}

/* What other programs read is what was written. */
static void test_other_readers(void **state)
{
    (void)state;
    char command[1024];
    if (system("python3 -c 'import csv' 2>/dev/null") != 0) {
        print_message("# skipped: python3 is not installed\n");
        skip();
    }
    char *home = studied();
    must(home, "", NEXT "export all --format csv -o ~/tables");
    must(home, "", NEXT "export all --format jsonl -o ~/lines.jsonl");
    (void)snprintf(command, sizeof command,
                   "python3 '%s/tests/tools/export-check.py' tables '%s/tables' '%s/lines.jsonl'",
                   getenv("SOURCE_ROOT"), home, home);
    assert_int_equal(system(command), 0);
    home_remove(home);
}

static void test_excel_safe(void **state)
{
    (void)state;
    char *home = studied();
    struct outcome plain = tutor(home, "", NEXT "export cards --format csv");
    struct outcome safe = tutor(home, "", NEXT "export cards --format csv --excel-safe");
    assert_non_null(strstr(plain.out, ",\"=cmd, \"\"twice\"\" & more\","));
    assert_non_null(strstr(safe.out, ",\"'=cmd, \"\"twice\"\" & more\","));
    assert_non_null(strstr(safe.out, ",'-Wombat | pangolin?,"));
    assert_non_null(strstr(safe.out, ",'+Quokka"));
    assert_non_null(strstr(safe.out, ",'@Axolotl"));
    assert_null(strstr(safe.out, ",-Wombat"));
    outcome_release(&plain);
    outcome_release(&safe);
    must(home, "", NEXT "export cards --format csv --excel-safe -o ~/safe");
    char *package = read_all(home, "safe/datapackage.json");
    assert_non_null(strstr(package, "An apostrophe before"));
    free(package);
    home_remove(home);
}

static size_t lines_of(const char *home, const char *line)
{
    json_t *lines = tutor_json_lines(home, "", line);
    size_t count = json_array_size(lines);
    json_decref(lines);
    return count;
}

static void test_bounds(void **state)
{
    (void)state;
    char *home = studied();
    assert_int_equal(lines_of(home, NEXT "export reviews --format jsonl"), 6);
    assert_int_equal(lines_of(home, NEXT "export reviews --format jsonl --until 2026-11-20"), 3);
    assert_int_equal(lines_of(home, NEXT "export reviews --format jsonl --since 2026-11-21"), 3);
    assert_int_equal(
        lines_of(home, NEXT "export days --format jsonl --since 2026-11-21 --until 2026-11-22"), 2);
    assert_int_equal(lines_of(home, NEXT "export drills --format jsonl --since 2026-11-21"), 0);
    home_remove(home);
}

/* --- JSON Lines ---------------------------------------------------------------------------------
 */

static bool type_fits(json_t *type, json_t *value)
{
    if (json_is_array(type)) {
        bool fits = false;
        for (size_t i = 0; i < json_array_size(type); i++)
            fits = fits || type_fits(json_array_get(type, i), value);
        return fits;
    }
    const char *name = json_string_value(type);
    return (!strcmp(name, "string") && json_is_string(value)) ||
           (!strcmp(name, "null") && json_is_null(value)) ||
           (!strcmp(name, "integer") && json_is_integer(value)) ||
           (!strcmp(name, "number") && json_is_number(value)) ||
           (!strcmp(name, "boolean") && json_is_boolean(value));
}

/* The part of JSON Schema that the schema uses. */
static bool fits(json_t *schema, json_t *row)
{
    json_t *properties = json_object_get(schema, "properties"), *value, *name;
    size_t index;
    const char *key;
    json_array_foreach(json_object_get(schema, "required"), index,
                       name) if (!json_object_get(row, json_string_value(name))) return false;
    json_object_foreach(row, key, value)
    {
        json_t *rule = json_object_get(properties, key), *wanted, *choices;
        if (!rule)
            return false; /* additionalProperties */
        if ((wanted = json_object_get(rule, "const")) && !json_equal(wanted, value))
            return false;
        if ((wanted = json_object_get(rule, "type")) && !type_fits(wanted, value))
            return false;
        if ((choices = json_object_get(rule, "enum"))) {
            bool found = false;
            json_array_foreach(choices, index, wanted) found = found || json_equal(wanted, value);
            if (!found)
                return false;
        }
    }
    return true;
}

static void test_schema(void **state)
{
    (void)state;
    char *home = studied(), path[512], *bytes;
    size_t length, index, rows = 0;
    struct error error = {0};
    json_t *row;
    struct outcome outcome = tutor(home, "", NOW "export --schema");
    (void)snprintf(path, sizeof path, "%s/tui/export/schema.json", getenv("SOURCE_ROOT"));
    assert_true(file_read(path, &bytes, &length, &error));
    assert_string_equal(outcome.out, bytes); /* the copy in the repository */
    json_t *schema = json_loads(bytes, 0, NULL), *tables = json_object_get(schema, "oneOf");
    json_t *lines = tutor_json_lines(home, "", NEXT "export all --format jsonl");
    json_array_foreach(lines, index, row)
    {
        int matches = 0;
        for (size_t i = 0; i < json_array_size(tables); i++)
            matches += fits(json_array_get(tables, i), row);
        if (matches != 1)
            fail_msg("fits %d tables: %s", matches, json_dumps(row, 0));
        rows++;
    }
    assert_true(rows > 12);
    json_object_set_new(json_array_get(lines, 0), "grade", json_string("4"));
    for (size_t i = 0; i < json_array_size(tables); i++)
        assert_false(fits(json_array_get(tables, i), json_array_get(lines, 0)));
    json_decref(lines);
    json_decref(schema);
    free(bytes);
    outcome_release(&outcome);
    home_remove(home);
}

/* --- Files --------------------------------------------------------------------------------------
 */

static size_t entries(const char *home, const char *folder)
{
    char *path = home_path(home, folder);
    DIR *directory = opendir(path);
    size_t count = 0;
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory));)
        count += entry->d_name[0] != '.';
    (void)closedir(directory);
    free(path);
    return count;
}

static void test_failing(void **state)
{
    (void)state;
    char *home = studied();
    free(home_write(home, "out/old.jsonl", "as it was\n"));
    expect_status(home, NEXT "export all --format jsonl -o /dev/full", 5, "No space left");
    expect_status(home, NEXT "export all --format jsonl -o ~/out", 3, "is a folder");
    expect_status(home, NEXT "export all --format jsonl -o ~/missing/a.jsonl", 3, "missing");
    expect_status(home, NEXT "export all --format csv -o ~/missing/tables", 3, "missing");
    expect_status(home, NEXT "export all --format csv -o ~/out/old.jsonl", 3, "is no folder");
    expect_status(home, NEXT "export reviews --format jsonl --since never -o ~/out/old.jsonl", 2,
                  "never");
    assert_int_equal(entries(home, "out"), 1);
    char *old = read_all(home, "out/old.jsonl");
    assert_string_equal(old, "as it was\n");
    free(old);
    must(home, "", NEXT "export all --format jsonl -o ~/out/old.jsonl");
    assert_int_equal(entries(home, "out"), 1);
    old = read_all(home, "out/old.jsonl");
    assert_non_null(strstr(old, "\"schema_version\""));
    free(old);
    home_remove(home);
}

/* A folder that may not be written to. */
static void test_forbidden(void **state)
{
    (void)state;
    enum { NOBODY = 65534 };
    char *home = home_make(), *parent = path_folder(home), *out = home_path(home, "out");
    free(home_write(home, "out/old.jsonl", "as it was\n"));
    assert_int_equal(chmod(parent, 0755), 0);
    assert_int_equal(chmod(home, 0755), 0);
    assert_int_equal(chmod(out, 0555), 0);
    process_user = geteuid() == 0 ? NOBODY : 0; /* root may write everywhere */
    expect_status(home, NOW "--collection ~/none.db export days --format jsonl -o ~/out/a.jsonl", 3,
                  "Permission denied");
    expect_status(home, NOW "--collection ~/none.db export days --format csv -o ~/out/tables", 3,
                  "Permission denied");
    process_user = 0;
    assert_int_equal(chmod(out, 0755), 0);
    assert_int_equal(entries(home, "out"), 1);
    free(out);
    free(parent);
    home_remove(home);
}

/* A disk that is full in the middle: nothing new is there, and what was there is whole. */
static void test_full_disk(void **state)
{
    (void)state;
    char *home = studied(), command[1200];
    free(home_write(home, "out/old.jsonl", "as it was\n"));
    (void)snprintf(command, sizeof command,
                   "ulimit -f 1; trap '' XFSZ; HOME='%s' '%s' %s export all --format jsonl -o "
                   "'%s/out/old.jsonl' --collection '%s/.local/share/tutor338/collection.db' "
                   "2>'%s/said'",
                   home, getenv("TUTOR338"), NEXT, home, home, home);
    int status = system(command);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 5);
    assert_int_equal(entries(home, "out"), 1);
    char *old = read_all(home, "out/old.jsonl");
    assert_string_equal(old, "as it was\n");
    free(old);
    home_remove(home);
}

/* Ended in the middle: the temporary file is gone, what was there is whole. */
static void test_interrupted(void **state)
{
    (void)state;
    char *home = home_make(), *database = home_path(home, "large.db");
    struct clock clock;
    struct error error = {0};
    free(home_write(home, "out/old.jsonl", "as it was\n"));
    assert_true(clock_init_fixed(&clock, "2026-11-20T08:00:00+01:00", &error));
    if (!generate_collection(database, &clock, 2000, 40000, 1, &error))
        fail_msg("%s", error.message);
    struct talk talk = talk_start(
        home, NOW "export reviews --format jsonl --collection ~/large.db -o ~/out/old.jsonl");
    siginfo_t ended = {0};
    while (entries(home, "out") < 2 && !ended.si_pid)
        assert_int_equal(waitid(P_PID, (id_t)talk.pid, &ended, WEXITED | WNOHANG | WNOWAIT), 0);
    assert_int_equal(ended.si_pid, 0);
    assert_int_equal(talk_end(&talk, SIGINT), 130);
    assert_int_equal(entries(home, "out"), 1);
    char *old = read_all(home, "out/old.jsonl");
    assert_string_equal(old, "as it was\n");
    free(old);
    free(database);
    home_remove(home);
}

static void test_same_bytes(void **state)
{
    (void)state;
    char *home = studied();
    static const char *const lines[] = {
        NEXT "export all --format jsonl -o ~/a.out", NEXT "export all --format jsonl -o ~/b.out",
        NEXT "export cards --format csv -o ~/a",     NEXT "export cards --format csv -o ~/b",
        NEXT "export all --format html -o ~/a.html", NEXT "export all --format html -o ~/b.html"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        must(home, "", lines[i]);
    static const char *const pairs[][2] = {{"a.out", "b.out"},
                                           {"a.html", "b.html"},
                                           {"a/cards.csv", "b/cards.csv"},
                                           {"a/datapackage.json", "b/datapackage.json"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *a = read_all(home, pairs[i][0]), *b = read_all(home, pairs[i][1]);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    home_remove(home);
}

/* No word of the notes gets out. */
static void test_redact(void **state)
{
    (void)state;
    char *home = studied();
    static const char *const words[] = {"ebrafish", "cmd",   "ombat",   "uokka", "xolotl",
                                        "narwhal",  "stars", "hard.md", "alert", "twice"};
    static const char *const lines[] = {NEXT "export all --format jsonl --redact",
                                        NEXT "export all --format html --redact",
                                        NEXT "export all --format markdown --redact"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct outcome outcome = tutor(home, "", lines[i]);
        assert_int_equal(outcome.status, 0);
        assert_true(strlen(outcome.out) > 500);
        for (size_t word = 0; word < sizeof words / sizeof *words; word++)
            if (strstr(outcome.out, words[word]))
                fail_msg("'%s' tells '%s'", lines[i], words[word]);
        outcome_release(&outcome);
    }
    must(home, "", NEXT "export all --format csv --redact -o ~/tables");
    static const char *const files[] = {"tables/cards.csv", "tables/reviews.csv",
                                        "tables/drills.csv", "tables/datapackage.json"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *bytes = read_all(home, files[i]);
        for (size_t word = 0; word < sizeof words / sizeof *words; word++)
            assert_null(strstr(bytes, words[word]));
        free(bytes);
    }
    home_remove(home);
}

/* --- Reports ------------------------------------------------------------------------------------
 */

static void test_page(void **state)
{
    (void)state;
    char command[1024], *home = studied();
    must(home, "", NEXT "export all --format html -o ~/report.html");
    char *page = read_all(home, "report.html");
    static const char *const expected[] = {"<!DOCTYPE html>",
                                           "Day 4 of 338",
                                           "2026-11-20: earned",
                                           "Of 3 cards that came back",
                                           "Powers of two and ten",
                                           "prefers-color-scheme",
                                           "</html>"};
    static const char *const never[] = {"<script", "http", "src=", "url(", "@import", "nan", "inf"};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (!strstr(page, expected[i]))
            fail_msg("the page lacks '%s'", expected[i]);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strstr(page, never[i]))
            fail_msg("the page holds '%.60s'", strstr(page, never[i]));
    free(page);
    (void)snprintf(command, sizeof command,
                   "! command -v python3 >/dev/null || python3 '%s/tests/tools/export-check.py' "
                   "html '%s/report.html'",
                   getenv("SOURCE_ROOT"), home);
    assert_int_equal(system(command), 0);
    expect_status(home, NEXT "export reviews --format html", 2, "html: all");
    home_remove(home);
}

/* An empty collection has a report that says so. */
static void test_empty_report(void **state)
{
    (void)state;
    char *home = home_make();
    static const char *const formats[] = {"html", "markdown"};
    for (size_t i = 0; i < 2; i++) {
        char line[160];
        (void)snprintf(line, sizeof line, NOW "export all --format %s", formats[i]);
        struct outcome outcome = tutor(home, "", line);
        assert_int_equal(outcome.status, 0);
        assert_non_null(strstr(outcome.out, "The challenge has not been started"));
        assert_non_null(strstr(outcome.out, "There are no answers in this time"));
        outcome_release(&outcome);
    }
    home_remove(home);
}

static void test_report_bounds(void **state)
{
    (void)state;
    char *home = studied();
    struct outcome outcome =
        tutor(home, "", NEXT "export all --format markdown --since 2026-11-20 --until 2026-11-20");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "From 20 Nov 2026 to 20 Nov 2026"));
    assert_non_null(strstr(outcome.out, "none has come back yet"));
    assert_non_null(strstr(outcome.out, "5 answers on 1 day"));
    outcome_release(&outcome);
    home_remove(home);
}

/* --- Decks --------------------------------------------------------------------------------------
 */

static void test_decks(void **state)
{
    (void)state;
    char *home = studied(), *other = home_make(), command[1024];
    must(home, "", NEXT "export cards --format apkg -o ~/deck.apkg");
    must(home, "", NEXT "export cards --format anki -o ~/deck.txt");
    (void)snprintf(command, sizeof command, "cp '%s/deck.apkg' '%s/deck.apkg'", home, other);
    assert_int_equal(system(command), 0);
    must(other, "", "--now 2026-11-23T22:00:00+01:00 import ~/deck.apkg");
    json_t *ours = tutor_json_lines(home, "", NEXT "cards --json");
    json_t *theirs = tutor_json_lines(other, "", NEXT "cards --json");
    assert_int_equal(json_array_size(ours), 3);
    assert_int_equal(json_array_size(theirs), 3);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) {
            json_t *a = json_array_get(ours, i), *b = json_array_get(theirs, j);
            if (json_equal(json_object_get(a, "id"), json_object_get(b, "id"))) {
                assert_true(json_equal(json_object_get(a, "back"), json_object_get(b, "back")));
                assert_true(
                    json_equal(json_object_get(a, "schedule"), json_object_get(b, "schedule")));
            }
        }
    char *text = read_all(home, "deck.txt");
    assert_true(!strncmp(text, "#separator:tab\n", 15) && strstr(text, "@Axolotl"));
    free(text);
    struct outcome empty = tutor(home, "", NEXT "export cards --format anki --state suspended");
    assert_null(strstr(empty.out, "Axolotl"));
    outcome_release(&empty);
    expect_status(home, NEXT "export all --format apkg", 2, "apkg: cards");
    expect_status(home, NEXT "export cards --format anki --redact", 2, "--redact");
    json_decref(ours);
    json_decref(theirs);
    home_remove(other);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usage),         cmocka_unit_test(test_tables),
        cmocka_unit_test(test_other_readers), cmocka_unit_test(test_excel_safe),
        cmocka_unit_test(test_bounds),        cmocka_unit_test(test_schema),
        cmocka_unit_test(test_failing),       cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_forbidden),     cmocka_unit_test(test_interrupted),
        cmocka_unit_test(test_same_bytes),    cmocka_unit_test(test_redact),
        cmocka_unit_test(test_page),          cmocka_unit_test(test_decks),
        cmocka_unit_test(test_empty_report),  cmocka_unit_test(test_report_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
