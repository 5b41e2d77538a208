/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/export_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/statistics.h"
#include "exercises/drill.h"
#include "tui/wording.h"

enum { PASS = 3, DAYS_SHOWN = 366, FORECAST_DAYS = 30, NAMES_MOST = 200 };

/* --- Building -----------------------------------------------------------------------------------
 */

/* The text's contents as the report's own; the text is released. */
static const char *keep(struct export_report *report, struct text *text)
{
    const char *kept = arena_copy_string(&report->arena, text_string(text));
    text_release(text);
    return kept;
}

static struct report_section *add_section(struct export_report *report, const char *name,
                                          const char *title)
{
    struct report_section *section = &report->sections[report->section_count++];
    section->name = name;
    section->title = title;
    return section;
}

/* Heads of columns up to a NULL; one that begins with "#" holds numbers. */
static void set_heads(struct report_section *section, const char *const *heads)
{
    struct report_grid *grid = &section->grid;
    for (; heads[grid->columns]; grid->columns++) {
        grid->numbers[grid->columns] = heads[grid->columns][0] == '#';
        grid->heads[grid->columns] = heads[grid->columns] + grid->numbers[grid->columns];
    }
}

/* The cells of a further row, empty. */
static struct report_cell *add_row(struct report_section *section)
{
    struct report_grid *grid = &section->grid;
    if (grid->rows == grid->capacity) {
        grid->capacity = grid->capacity ? 2 * grid->capacity : 16;
        grid->cells =
            memory_resize(grid->cells, grid->capacity * grid->columns, sizeof *grid->cells);
    }
    struct report_cell *row = &grid->cells[grid->rows++ * grid->columns];
    memset(row, 0, grid->columns * sizeof *row);
    return row;
}

static const char *number_text(struct export_report *report, double value, int decimals)
{
    return isfinite(value) ? arena_format(&report->arena, "%.*f", decimals, value) : "";
}

static const char *percent_text(struct export_report *report, double share)
{
    return isfinite(share) ? arena_format(&report->arena, "%.0f %%", floor(share * 100 + 0.5)) : "";
}

static const char *day_text(struct export_report *report, day_number day)
{
    char buffer[DAY_TEXT];
    return arena_copy_string(&report->arena, day_format(day, buffer));
}

static double *doubles(struct export_report *report, size_t count)
{
    return arena_allocate(&report->arena, (count ? count : 1) * sizeof(double));
}

static double share_of(long part, long whole)
{
    return whole > 0 ? (double)part / (double)whole : NAN;
}

/* What the sections are made of: one pass over each table. */
struct reading {
    const struct export_job *job;
    struct export_report *report;
    const struct record_table *table;
    void *into;
};

static const struct record_value *cell(const struct reading *reading,
                                       const struct record_value *values, const char *name)
{
    return &values[record_column(reading->table, name)];
}

/* Rows with all texts, whatever is left out later, and without problems made again. */
static bool read_table(struct reading *reading, enum record_kind kind,
                       bool (*visit)(void *context, const struct record_value *values), void *into,
                       struct error *error)
{
    struct record_request request = reading->job->request;
    request.redact = false;
    request.problem = NULL;
    reading->table = record_table(kind);
    reading->into = into;
    return collection_each_record(reading->job->collection, kind, &request, visit, reading, error);
}

/* --- The challenge ------------------------------------------------------------------------------
 */

static void add_figure(struct export_report *report, const char *value, const char *label)
{
    report->figures[report->figure_count].value = value;
    report->figures[report->figure_count++].label = label;
}

static void add_streak_figures(struct export_report *report)
{
    const struct streak *streak = &report->streak;
    struct arena *arena = &report->arena;
    add_figure(report, arena_format(arena, "%d", streak->earned),
               arena_format(arena, "of %d days earned", streak->length));
    if (streak->chain > 0) /* after a break what was earned counts, not a bare zero */
        add_figure(report, arena_format(arena, "%d", streak->chain), "days in a row");
    add_figure(report, arena_format(arena, "%d", streak->best), "the longest row");
    if (isfinite(streak->share))
        add_figure(report, percent_text(report, streak->share), "of the days so far");
    add_figure(report, percent_text(report, streak->strength), "strength, half-life 13 days");
}

/* A month of the challenge a row. */
static void add_months(struct export_report *report, struct report_section *section)
{
    static const char *const heads[] = {"Month",   "#Earned", "#Rest",    "#Travel",
                                        "#Frozen", "#Missed", "#Answers", NULL};
    static const enum day_status statuses[] = {DAY_EARNED, DAY_REST, DAY_TRAVEL, DAY_FROZEN,
                                               DAY_MISSED};
    enum { STATUSES = sizeof statuses / sizeof *statuses };
    const struct streak *streak = &report->streak;
    set_heads(section, heads);
    for (size_t i = 0; i < streak->day_count && streak->days[i].day <= report->today;) {
        int year, month, date, counts[STATUSES] = {0}, answers = 0;
        day_to_civil(streak->days[i].day, &year, &month, &date);
        int first_year = year, first_month = month;
        for (; i < streak->day_count && streak->days[i].day <= report->today; i++) {
            day_to_civil(streak->days[i].day, &year, &month, &date);
            if (month != first_month)
                break;
            for (size_t s = 0; s < STATUSES; s++)
                counts[s] += streak->days[i].status == statuses[s];
            answers += streak->days[i].answers;
        }
        struct report_cell *row = add_row(section);
        row[0].text = arena_format(&report->arena, "%04d-%02d", first_year, first_month);
        for (size_t s = 0; s < STATUSES; s++)
            row[1 + s].text = arena_format(&report->arena, "%d", counts[s]);
        row[1 + STATUSES].text = arena_format(&report->arena, "%d", answers);
    }
}

static bool add_challenge(const struct export_job *job, struct export_report *report,
                          struct error *error)
{
    struct report_section *section = add_section(report, "challenge", "The challenge");
    struct text line = {0};
    if (!collection_streak(job->collection, &report->streak, error))
        return false;
    wording_streak(&report->streak, &line);
    report->headline = keep(report, &line);
    if (report->streak.start == DAY_NONE) {
        section->summary = "The challenge has not been started.";
        return true;
    }
    const struct streak *streak = &report->streak;
    text_printf(&line, "%d of %d days are earned", streak->earned, streak->length);
    if (streak->chain > 0)
        text_printf(&line, ", the last %d of them in a row", streak->chain);
    text_printf(&line, "; the longest row was %d. Freeze tokens left: %d, days of rest: %d.",
                streak->best, streak->tokens, streak->rest_left);
    section->summary = keep(report, &line);
    section->note = "A day is earned when its goal is met. Rest, travel and frozen days keep the "
                    "row going without adding to it.";
    add_streak_figures(report);
    add_months(report, section);
    return true;
}

/* --- Retention ----------------------------------------------------------------------------------
 */

static void add_retention_rows(struct export_report *report, struct report_section *section,
                               const struct share *retention)
{
    static const char *const heads[] = {"Interval before", "#Asked",         "#Remembered",
                                        "#Share",          "#95 % interval", NULL};
    struct chart *chart = &section->charts[section->chart_count++];
    double *values = doubles(report, CLASS_COUNT), *low = doubles(report, CLASS_COUNT),
           *high = doubles(report, CLASS_COUNT);
    const char **names = arena_allocate(&report->arena, CLASS_COUNT * sizeof *names);
    set_heads(section, heads);
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        const struct share *share = &retention[i];
        struct report_cell *row = add_row(section);
        names[i] = interval_classes[i].title;
        values[i] = share_value(share);
        share_interval(share, &low[i], &high[i]);
        row[0].text = names[i];
        row[1].text = arena_format(&report->arena, "%ld", share->asked);
        row[2].text = arena_format(&report->arena, "%ld", share->passed);
        row[3].text = percent_text(report, values[i]);
        row[4].text =
            share->asked ? arena_format(&report->arena, "%.0f–%.0f %%", low[i] * 100, high[i] * 100)
                         : "";
    }
    *chart = (struct chart){.kind = CHART_NAMES,
                            .title = "Remembered, by the interval before",
                            .x_label = "interval before the answer",
                            .y_label = "remembered",
                            .count = CLASS_COUNT,
                            .values = values,
                            .low = low,
                            .high = high,
                            .names = names,
                            .percent = true};
}

static bool add_retention(struct reading *reading, struct error *error)
{
    struct export_report *report = reading->report;
    struct report_section *section = add_section(report, "retention", "What stays");
    const struct record_request *request = &reading->job->request;
    const struct statistics_request wanted = {.since = request->since,
                                              .until = request->until,
                                              .pulse = request->pulse,
                                              .context = request->context};
    struct statistics statistics;
    if (!collection_statistics(reading->job->collection, &wanted, &statistics, error))
        return false;
    const struct share *retention = statistics.retention[SPAN_COUNT - 1]; /* of all days */
    struct share learned =
        statistics_retention(&statistics, SPAN_COUNT - 1, CLASS_FIRST, CLASS_COUNT);
    section->note = "True retention: only the first answer to a card on a study day counts, and "
                    "grade 3 or more is a pass. The bars carry 95 % intervals (Wilson 1927). New "
                    "cards are shown apart and are not in the sentence above.";
    if (!statistics.reviews)
        section->summary = "There are no answers to cards in this time.";
    else if (!learned.asked)
        section->summary =
            arena_format(&report->arena, "%ld answers to new cards; none has come back yet.",
                         statistics.reviews);
    else
        section->summary = arena_format(
            &report->arena, "Of %ld cards that came back, %ld were remembered: %.0f %%.",
            learned.asked, learned.passed, floor(share_value(&learned) * 100 + 0.5));
    if (statistics.reviews)
        add_retention_rows(report, section, retention);
    statistics_release(&statistics);
    return true;
}

/* --- Forecast -----------------------------------------------------------------------------------
 */

static bool add_forecast(const struct export_job *job, struct export_report *report,
                         struct error *error)
{
    static const char *const heads[] = {"Day", "#Due", NULL};
    struct report_section *section = add_section(report, "forecast", "What comes");
    long due[FORECAST_DAYS], all = 0, most = 0;
    double *values = doubles(report, FORECAST_DAYS);
    if (!collection_forecast(job->collection, report->today, FORECAST_DAYS, due, error))
        return false;
    set_heads(section, heads);
    for (int i = 0; i < FORECAST_DAYS; i++) {
        struct report_cell *row = add_row(section);
        values[i] = (double)due[i];
        all += due[i];
        most = due[i] > most ? due[i] : most;
        row[0].text = day_text(report, report->today + i);
        row[1].text = arena_format(&report->arena, "%ld", due[i]);
    }
    section->summary =
        all ? arena_format(&report->arena,
                           "%ld reviews fall due in the next %d days, %ld of them today; the "
                           "fullest day has %ld.",
                           all, FORECAST_DAYS, due[0], most)
            : "Nothing falls due in the next 30 days.";
    section->note = "Overdue reviews count today. New cards are not counted.";
    if (all)
        section->charts[section->chart_count++] = (struct chart){.kind = CHART_DAYS,
                                                                 .title = "Reviews due a day",
                                                                 .y_label = "reviews",
                                                                 .count = FORECAST_DAYS,
                                                                 .values = values,
                                                                 .first = report->today};
    return true;
}

/* --- Days ---------------------------------------------------------------------------------------
 */

struct worked_day {
    day_number day;
    int64_t answers, minutes, words;
    bool earned;
};
struct worked {
    struct worked_day *days;
    size_t count, capacity;
};

static bool take_day(void *context, const struct record_value *values)
{
    struct reading *reading = context;
    struct worked *worked = reading->into;
    void *days = worked->days;
    memory_reserve(&days, worked->count, &worked->capacity, sizeof *worked->days);
    worked->days = days;
    worked->days[worked->count++] =
        (struct worked_day){.day = (day_number)cell(reading, values, "study_day")->integer,
                            .answers = cell(reading, values, "answers")->integer,
                            .minutes = cell(reading, values, "minutes")->integer,
                            .words = cell(reading, values, "journal_words")->integer,
                            .earned = cell(reading, values, "earned")->integer != 0};
    return true;
}

static void add_day_charts(struct export_report *report, struct report_section *section,
                           const struct worked *worked)
{
    day_number last = worked->days[worked->count - 1].day, first = worked->days[0].day;
    if (last - first >= DAYS_SHOWN)
        first = last - DAYS_SHOWN + 1;
    size_t count = (size_t)(last - first) + 1;
    double *answers = doubles(report, count), *minutes = doubles(report, count);
    for (size_t i = 0; i < worked->count; i++)
        if (worked->days[i].day >= first) {
            answers[worked->days[i].day - first] = (double)worked->days[i].answers;
            minutes[worked->days[i].day - first] = (double)worked->days[i].minutes;
        }
    section->charts[section->chart_count++] = (struct chart){.kind = CHART_DAYS,
                                                             .title = "Answers a day",
                                                             .y_label = "answers",
                                                             .count = count,
                                                             .values = answers,
                                                             .first = first};
    section->charts[section->chart_count++] = (struct chart){.kind = CHART_DAYS,
                                                             .title = "Minutes a day",
                                                             .y_label = "minutes",
                                                             .count = count,
                                                             .values = minutes,
                                                             .first = first};
}

static void add_day_rows(struct export_report *report, struct report_section *section,
                         const struct worked *worked)
{
    static const char *const heads[] = {"Day",        "#Answers", "#Minutes",
                                        "#New words", "Earned",   NULL};
    set_heads(section, heads);
    for (size_t i = worked->count; i-- > 0;) {
        const struct worked_day *day = &worked->days[i];
        if (!day->answers && !day->minutes && !day->words)
            continue;
        struct report_cell *row = add_row(section);
        row[0].text = day_text(report, day->day);
        row[1].text = arena_format(&report->arena, "%lld", (long long)day->answers);
        row[2].text = arena_format(&report->arena, "%lld", (long long)day->minutes);
        row[3].text = arena_format(&report->arena, "%lld", (long long)day->words);
        row[4].text = day->earned ? "yes" : "";
    }
}

static bool add_days(struct reading *reading, struct error *error)
{
    struct export_report *report = reading->report;
    struct report_section *section = add_section(report, "days", "Time and answers");
    struct worked worked = {0};
    int64_t answers = 0, minutes = 0;
    long active = 0;
    bool good = read_table(reading, RECORD_DAYS, take_day, &worked, error);
    for (size_t i = 0; i < worked.count; i++) {
        answers += worked.days[i].answers;
        minutes += worked.days[i].minutes;
        active += worked.days[i].answers > 0;
    }
    section->note = "An item counts for 60 seconds at most. The pictures end with the last day and "
                    "go back a year at most.";
    if (!active) {
        section->summary = "There are no answers in this time.";
    } else {
        struct text line = {0};
        wording_count((long)answers, "answer", "answers", &line);
        text_append(&line, " on ");
        wording_count(active, "day", "days", &line);
        text_printf(&line, ", %.1f a day; %lld h %02lld min in all.",
                    (double)answers / (double)active, (long long)(minutes / 60),
                    (long long)(minutes % 60));
        section->summary = keep(report, &line);
        add_day_charts(report, section, &worked);
        add_day_rows(report, section, &worked);
    }
    free(worked.days);
    return good;
}

/* --- Results by name: quizzes and predictions ---------------------------------------------------
 */

struct named {
    const char *name;
    long count, right;
    double *distances; /* of predictions */
    size_t distance_count, distance_capacity;
};
struct names {
    struct named items[NAMES_MOST];
    size_t count;
};

/* Beyond the last place all others share it. */
static struct named *named_of(struct names *names, const char *name, struct arena *arena)
{
    size_t at = 0;
    while (at < names->count && strcmp(names->items[at].name, name) != 0)
        at++;
    if (at == NAMES_MOST)
        return &names->items[NAMES_MOST - 1];
    if (at == names->count) {
        names->count++;
        names->items[at].name =
            at == NAMES_MOST - 1 ? "all others" : arena_copy_string(arena, name);
    }
    return &names->items[at];
}

static int by_count(const void *a, const void *b)
{
    const struct named *left = a, *right = b;
    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    return strcmp(left->name, right->name);
}

static bool take_quiz(void *context, const struct record_value *values)
{
    struct reading *reading = context;
    const struct record_value *topic = cell(reading, values, "topic");
    struct named *named =
        named_of(reading->into, topic->known ? topic->text : "no topic", &reading->report->arena);
    named->count++;
    named->right += cell(reading, values, "grade")->integer >= PASS;
    return true;
}

static void add_quiz_rows(struct reading *reading, struct report_section *section,
                          struct names *names)
{
    static const char *const heads[] = {"Topic", "#Questions", "#Right", "#Share", NULL};
    enum { SHOWN = 12 };
    struct export_report *report = reading->report;
    size_t shown = names->count < SHOWN ? names->count : SHOWN;
    double *values = doubles(report, shown);
    const char **titles = arena_allocate(&report->arena, (shown + 1) * sizeof *titles);
    const char **labels = arena_allocate(&report->arena, (shown + 1) * sizeof *labels);
    set_heads(section, heads);
    for (size_t i = 0; i < names->count; i++) {
        struct named *named = &names->items[i];
        struct report_cell *row = add_row(section);
        double share = share_of(named->right, named->count);
        row[0].text = reading->job->request.redact
                          ? arena_format(&report->arena, "Topic %zu", i + 1)
                          : named->name;
        row[1].text = arena_format(&report->arena, "%ld", named->count);
        row[2].text = arena_format(&report->arena, "%ld", named->right);
        row[3].text = percent_text(report, share);
        if (i >= shown)
            continue;
        values[i] = share;
        titles[i] = row[0].text;
        labels[i] = arena_format(&report->arena, "%ld of %ld", named->right, named->count);
    }
    section->charts[section->chart_count++] =
        (struct chart){.kind = CHART_LIST,
                       .title = "Right answers in quizzes, by topic",
                       .count = shown,
                       .values = values,
                       .names = titles,
                       .labels = labels,
                       .percent = true};
}

static bool add_quizzes(struct reading *reading, struct error *error)
{
    struct export_report *report = reading->report;
    struct report_section *section = add_section(report, "quizzes", "Quizzes by topic");
    struct names *names = memory_allocate(1, sizeof *names);
    long count = 0, right = 0;
    bool good = read_table(reading, RECORD_QUIZZES, take_quiz, names, error);
    for (size_t i = 0; i < names->count; i++) {
        count += names->items[i].count;
        right += names->items[i].right;
    }
    qsort(names->items, names->count, sizeof *names->items, by_count);
    section->summary = "There are no quizzes in this time.";
    if (count) {
        section->summary =
            arena_format(&report->arena, "%ld of %ld questions were answered right: %.0f %%.",
                         right, count, floor(share_of(right, count) * 100 + 0.5));
        add_quiz_rows(reading, section, names);
    }
    free(names);
    return good;
}

/* --- Drills -------------------------------------------------------------------------------------
 */

static bool is_within(const struct record_request *request, day_number day)
{
    return (request->since == DAY_NONE || day >= request->since) &&
           (request->until == DAY_NONE || day <= request->until);
}

/* A row for a skill that was drilled in this time. */
static bool add_skill(struct reading *reading, struct report_section *section, const char *name,
                      long *answers, long *right, struct error *error)
{
    struct export_report *report = reading->report;
    const struct drill *drill = drill_find(name);
    struct skill_history history;
    int level = 0;
    double rating = NAN;
    if (!collection_skill(reading->job->collection, name, drill ? drill->levels : 1000, &level,
                          &rating, error) ||
        !collection_skill_history(reading->job->collection, ITEM_DRILL, name, &history, error))
        return false;
    double *curve = doubles(report, history.count);
    size_t count = 0;
    long passed = 0;
    for (size_t i = 0; i < history.count; i++)
        if (is_within(&reading->job->request, history.answers[i].study_day)) {
            curve[count++] = history.answers[i].rating;
            passed += history.answers[i].right;
        }
    if (count) {
        struct report_cell *row = add_row(section);
        row[0].text = arena_copy_string(&report->arena, drill ? drill->title : name);
        row[1].text = drill ? arena_format(&report->arena, "%d/%d", level, drill->levels)
                            : arena_format(&report->arena, "%d", level);
        row[2].text = number_text(report, rating, 0);
        row[3].text = arena_format(&report->arena, "%zu", count);
        row[4].text = percent_text(report, share_of(passed, (long)count));
        row[5] = (struct report_cell){"", curve, count};
    }
    *answers += (long)count;
    *right += passed;
    skill_history_release(&history);
    return true;
}

static bool add_drills(struct reading *reading, struct error *error)
{
    static const char *const heads[] = {"Skill",  "#Level", "#Rating", "#Answers",
                                        "#Right", "Trend",  NULL};
    struct export_report *report = reading->report;
    struct report_section *section = add_section(report, "drills", "Drills");
    struct skill_tallies tallies = {0};
    long answers = 0, right = 0;
    set_heads(section, heads);
    section->grid_first = true;
    bool good = collection_skill_tallies(reading->job->collection, &tallies, error);
    for (size_t i = 0; good && i < tallies.count; i++)
        good = add_skill(reading, section, tallies.items[i].name, &answers, &right, error);
    skill_tallies_release(&tallies);
    section->summary = "There are no answers to drills in this time.";
    if (answers)
        section->summary =
            arena_format(&report->arena, "%ld answers in %zu skills, %.0f %% of them right.",
                         answers, section->grid.rows, floor(share_of(right, answers) * 100 + 0.5));
    section->note = "The rating is Elo's (1978) and as it is now; a level is 150 points apart from "
                    "the next.";
    return good;
}

/* --- Goals --------------------------------------------------------------------------------------
 */

struct goals {
    const char *names[NAMES_MOST], *labels[NAMES_MOST];
    double values[NAMES_MOST];
    size_t count;
    long done;
};

static bool take_goal(void *context, const struct goal_row *goal)
{
    struct reading *reading = context;
    struct export_report *report = reading->report;
    struct goals *goals = reading->into;
    struct report_section *section = &report->sections[report->section_count - 1];
    struct report_cell *row = add_row(section);
    bool redact = reading->job->request.redact;
    long target = goal->target > 0 ? goal->target : (long)goal->item_count;
    row[0].text = redact ? arena_format(&report->arena, "Goal %zu", section->grid.rows)
                         : arena_copy_string(&report->arena, goal->name);
    row[1].text = arena_format(&report->arena, "%ld", goal->done);
    row[2].text = arena_format(&report->arena, "%ld", goal->in_progress);
    row[3].text = arena_format(&report->arena, "%zu", goal->item_count);
    row[4].text = goal->target > 0 ? arena_format(&report->arena, "%ld", goal->target) : "";
    row[5].text =
        goal->question && !redact ? arena_copy_string(&report->arena, goal->question) : "";
    goals->done += goal->done;
    if (goals->count == NAMES_MOST)
        return true;
    goals->names[goals->count] = row[0].text;
    goals->values[goals->count] = share_of(goal->done, target);
    goals->labels[goals->count++] = arena_format(&report->arena, "%ld of %ld", goal->done, target);
    return true;
}

static void *copy_list(struct export_report *report, const void *list, size_t size)
{
    void *copy = arena_allocate(&report->arena, size ? size : 1);
    memcpy(copy, list, size);
    return copy;
}

static bool add_goals(struct reading *reading, struct error *error)
{
    static const char *const heads[] = {
        "Goal", "#Done", "#In progress", "#Listed", "#Target", "To be cleared up", NULL};
    struct export_report *report = reading->report;
    struct report_section *section = add_section(report, "goals", "Goals");
    struct goals goals = {0};
    struct reading counting = {.job = reading->job, .report = report, .into = &goals};
    set_heads(section, heads);
    section->grid_first = true;
    bool good = collection_each_goal(reading->job->collection, take_goal, &counting, error);
    section->summary = "The notes name no goals.";
    if (section->grid.rows) {
        struct text line = {0};
        wording_count(goals.done, "thing is", "things are", &line);
        text_append(&line, " done under ");
        wording_count((long)section->grid.rows, "goal.", "goals.", &line);
        section->summary = keep(report, &line);
        section->charts[section->chart_count++] = (struct chart){
            .kind = CHART_LIST,
            .title = "Goals, by the share that is done",
            .count = goals.count,
            .values = copy_list(report, goals.values, goals.count * sizeof *goals.values),
            .names = copy_list(report, goals.names, goals.count * sizeof *goals.names),
            .labels = copy_list(report, goals.labels, goals.count * sizeof *goals.labels),
            .percent = true};
    }
    section->note = "As the notes list them now.";
    return good;
}

/* --- Predictions --------------------------------------------------------------------------------
 */

static const struct {
    double most;
    const char *name;
} distance_classes[] = {
    {0.05, "≤ 5 %"}, {0.2, "≤ 20 %"}, {0.5, "≤ 50 %"}, {1, "≤ 100 %"}, {INFINITY, "more"}};
enum { DISTANCES = sizeof distance_classes / sizeof *distance_classes };

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *values, size_t count)
{
    if (!count)
        return NAN;
    qsort(values, count, sizeof *values, by_value);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void note_distance(struct named *named, double distance)
{
    void *distances = named->distances;
    memory_reserve(&distances, named->distance_count, &named->distance_capacity,
                   sizeof *named->distances);
    named->distances = distances;
    named->distances[named->distance_count++] = distance;
}

static bool take_prediction(void *context, const struct record_value *values)
{
    struct reading *reading = context;
    const struct record_value *skill = cell(reading, values, "skill");
    const struct record_value *distance = cell(reading, values, "distance");
    struct named *named =
        named_of(reading->into, skill->known ? skill->text : "", &reading->report->arena);
    named->count++;
    named->right += cell(reading, values, "grade")->integer >= PASS;
    if (distance->known)
        note_distance(named, distance->real);
    return true;
}

static void add_prediction_chart(struct export_report *report, struct report_section *section,
                                 const struct names *names)
{
    double *values = doubles(report, DISTANCES);
    const char **titles = arena_allocate(&report->arena, DISTANCES * sizeof *titles);
    for (size_t class = 0; class < DISTANCES; class ++)
        titles[class] = distance_classes[class].name;
    for (size_t i = 0; i < names->count; i++)
        for (size_t j = 0; j < names->items[i].distance_count; j++) {
            size_t class = 0;
            while (names->items[i].distances[j] > distance_classes[class].most)
                class ++;
            values[class]++;
        }
    section->charts[section->chart_count++] =
        (struct chart){.kind = CHART_NAMES,
                       .title = "How far off predictions were",
                       .x_label = "away from the result by",
                       .y_label = "predictions",
                       .count = DISTANCES,
                       .values = values,
                       .names = titles};
}

static void add_prediction_rows(struct export_report *report, struct report_section *section,
                                struct names *names)
{
    static const char *const heads[] = {"Question", "#Predictions", "#Good", "#Off by (median)",
                                        NULL};
    set_heads(section, heads);
    for (size_t i = 0; i < names->count; i++) {
        struct named *named = &names->items[i];
        struct report_cell *row = add_row(section);
        row[0].text = named->name;
        row[1].text = arena_format(&report->arena, "%ld", named->count);
        row[2].text = arena_format(&report->arena, "%ld", named->right);
        row[3].text = percent_text(report, median(named->distances, named->distance_count));
    }
}

static bool add_predictions(struct reading *reading, struct error *error)
{
    struct export_report *report = reading->report;
    struct report_section *section = add_section(report, "predictions", "Predictions");
    struct names *names = memory_allocate(1, sizeof *names);
    long count = 0, right = 0, measured = 0;
    bool good = read_table(reading, RECORD_SIMULATIONS, take_prediction, names, error);
    for (size_t i = 0; i < names->count; i++) {
        count += names->items[i].count;
        right += names->items[i].right;
        measured += (long)names->items[i].distance_count;
    }
    qsort(names->items, names->count, sizeof *names->items, by_count);
    section->summary = "There are no predictions of simulations in this time.";
    section->note = "How far off: |guess / result - 1|, where the result is a number.";
    if (count) {
        section->summary =
            arena_format(&report->arena, "%ld of %ld predictions were good: %.0f %%.", right, count,
                         floor(share_of(right, count) * 100 + 0.5));
        if (measured)
            add_prediction_chart(report, section, names);
        add_prediction_rows(report, section, names);
    }
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i].distances);
    free(names);
    return good;
}

/* --- All of it ----------------------------------------------------------------------------------
 */

static void set_period(const struct export_job *job, struct export_report *report)
{
    const struct record_request *request = &job->request;
    day_number until = request->until == DAY_NONE ? report->today : request->until;
    struct text line = {0};
    bool since = request->since != DAY_NONE;
    text_append(&line, since ? "From " : "Everything up to ");
    if (since) {
        wording_date(request->since, 0, &line);
        text_append(&line, " to ");
    }
    wording_date(until, 0, &line);
    report->period = keep(report, &line);
}

bool export_report_read(const struct export_job *job, struct export_report *report,
                        struct error *error)
{
    struct reading reading = {.job = job, .report = report};
    memset(report, 0, sizeof *report);
    report->streak.start = DAY_NONE;
    report->version = job->version;
    report->redacted = job->request.redact;
    report->today = collection_today(job->collection);
    set_period(job, report);
    return add_challenge(job, report, error) && add_days(&reading, error) &&
           add_retention(&reading, error) && add_forecast(job, report, error) &&
           add_drills(&reading, error) && add_quizzes(&reading, error) &&
           add_predictions(&reading, error) && add_goals(&reading, error);
}

void export_report_release(struct export_report *report)
{
    for (size_t i = 0; i < report->section_count; i++)
        free(report->sections[i].grid.cells);
    streak_release(&report->streak);
    arena_release(&report->arena);
}

bool export_report_write(const struct export_job *job,
                         void (*draw)(const struct export_report *report, struct text *out),
                         FILE *out, struct error *error)
{
    struct export_report report;
    struct text page = {0};
    bool good = export_report_read(job, &report, error);
    if (good) {
        draw(&report, &page);
        good = fwrite(page.data, 1, page.length, out) == page.length;
    }
    text_release(&page);
    export_report_release(&report);
    return good;
}
