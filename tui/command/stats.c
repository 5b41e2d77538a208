/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/statistics_text.h"

enum { DAYS_LISTED = 30, COLUMNS = 80 };

/* --- JSON ---------------------------------------------------------------------------------------
 */

static void add_share(json_t *object, const struct share *share)
{
    double low, high;
    share_interval(share, &low, &high);
    json_object_set_new(object, "asked", json_integer(share->asked));
    json_object_set_new(object, "passed", json_integer(share->passed));
    json_object_set_new(object, "retention", json_number(share_value(share)));
    json_object_set_new(object, "low", json_number(low));
    json_object_set_new(object, "high", json_number(high));
}

static void add_retention(json_t *array, size_t span, const char *interval, int least, int most,
                          const struct share *share)
{
    int days = statistics_spans[span];
    json_t *row = json_pack("{s:o, s:s}", "span_days", days ? json_integer(days) : json_null(),
                            "interval", interval);
    json_object_set_new(row, "least_days", least ? json_integer(least) : json_null());
    json_object_set_new(row, "most_days", most ? json_integer(most) : json_null());
    add_share(row, share);
    json_array_append_new(array, row);
}

static json_t *retention_json(const struct statistics *numbers)
{
    json_t *array = json_array();
    for (size_t span = 0; numbers->reviews && span < SPAN_COUNT; span++) {
        if (!statistics_has_span(numbers, span))
            continue;
        const struct {
            const char *name;
            size_t first, end;
            int least, most;
        } sums[] = {{"young", CLASS_FIRST, CLASS_MATURE, 1, MATURE_DAYS - 1},
                    {"mature", CLASS_MATURE, CLASS_COUNT, MATURE_DAYS, 0},
                    {"all", CLASS_FIRST, CLASS_COUNT, 1, 0}};
        for (size_t class = 0; class < CLASS_COUNT; class ++)
            add_retention(array, span, interval_classes[class].name, interval_classes[class].least,
                          class == CLASS_COUNT - 1 ? 0 : interval_classes[class].most,
                          &numbers->retention[span][class]);
        for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
            struct share share = statistics_retention(numbers, span, sums[i].first, sums[i].end);
            add_retention(array, span, sums[i].name, sums[i].least, sums[i].most, &share);
        }
    }
    return array;
}

static json_t *bins_json(const struct calibration *calibration)
{
    json_t *array = json_array();
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const struct calibration_bin *bin = &calibration->bins[i];
        double low, high, asked = (double)bin->observed.asked;
        if (!bin->observed.asked)
            continue;
        share_interval(&bin->observed, &low, &high);
        json_array_append_new(array, json_pack("{s:o, s:o, s:I, s:o, s:o, s:o, s:o}", "from",
                                               json_number((double)i / CALIBRATION_BINS), "to",
                                               json_number((i + 1.0) / CALIBRATION_BINS), "asked",
                                               (json_int_t)bin->observed.asked, "predicted",
                                               json_number(bin->predicted / asked), "observed",
                                               json_number(share_value(&bin->observed)), "low",
                                               json_number(low), "high", json_number(high)));
    }
    return array;
}

static json_t *schedulers_json(const struct statistics *numbers)
{
    json_t *array = json_array();
    for (size_t i = 0; i < numbers->calibration_count; i++) {
        const struct calibration *calibration = &numbers->calibrations[i];
        if (calibration->asked)
            json_array_append_new(array,
                                  json_pack("{s:s, s:b, s:I, s:o, s:o, s:o}", "algorithm",
                                            calibration->scheduler->name, "in_use", i == 0, "asked",
                                            (json_int_t)calibration->asked, "log_loss",
                                            json_number(calibration->log_loss), "calibration_error",
                                            json_number(calibration->error), "calibration",
                                            bins_json(calibration)));
    }
    return array;
}

static void add_others(json_t *row, const struct statistics_day *day, bool one_topic)
{
    const struct {
        const char *name, *right;
        const struct share *share;
    } others[] = {{"drills", "drills_right", &day->drills},
                  {"predictions", "predictions_right", &day->predictions},
                  {"quiz_answers", "quiz_right", &day->quiz},
                  {"practice", "practice_right", &day->practice}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        json_object_set_new(row, others[i].name,
                            one_topic ? json_null() : json_integer(others[i].share->asked));
        json_object_set_new(row, others[i].right,
                            one_topic ? json_null() : json_integer(others[i].share->passed));
    }
    json_object_set_new(row, "answers", one_topic ? json_null() : json_integer(day->answers));
}

static json_t *days_json(const struct statistics *numbers)
{
    json_t *array = json_array();
    for (size_t i = 0; i < numbers->day_count; i++) {
        const struct statistics_day *day = &numbers->days[i];
        json_t *row = json_pack(
            "{s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:I}", "day", json_day(day->day),
            "reviews", (json_int_t)day->reviews, "new", (json_int_t)day->fresh, "repeats",
            (json_int_t)day->repeats, "asked", (json_int_t)day->retention.asked, "passed",
            (json_int_t)day->retention.passed, "imported", (json_int_t)day->imported, "retention",
            json_number(share_value(&day->retention)), "minutes",
            json_number((double)day->milliseconds / 60000), "added", (json_int_t)day->added);
        add_others(row, day, numbers->one_topic);
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *groups_json(const struct statistics_groups *groups, const char *key)
{
    json_t *array = json_array();
    for (size_t i = 0; i < groups->count; i++) {
        const struct statistics_group *group = &groups->items[i];
        json_t *row =
            json_pack("{s:o, s:I, s:I, s:I, s:I, s:o, s:o, s:o}", key,
                      json_text(group->name[0] ? group->name : NULL), "cards",
                      (json_int_t)group->cards, "learned", (json_int_t)group->learned, "reviews",
                      (json_int_t)group->reviews, "lapses", (json_int_t)group->lapses, "ease",
                      json_number(group->ease), "difficulty", json_number(group->difficulty),
                      "minutes", json_number((double)group->milliseconds / 60000));
        add_share(row, &group->retention);
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *grades_json(const struct statistics *numbers)
{
    json_t *array = json_array();
    for (int i = 0; numbers->reviews && i < 6; i++) {
        const struct grade_count *grade = &numbers->grades[i];
        json_array_append_new(
            array, json_pack("{s:i, s:I, s:I, s:I, s:I, s:I}", "grade", i, "reviews",
                             (json_int_t)grade->reviews, "new", (json_int_t)grade->fresh, "young",
                             (json_int_t)grade->young, "mature", (json_int_t)grade->mature,
                             "repeats", (json_int_t)grade->repeats));
    }
    return array;
}

static json_t *hours_json(const struct statistics *numbers)
{
    json_t *array = json_array();
    for (int i = 0; numbers->reviews && i < 24; i++) {
        json_t *row =
            json_pack("{s:i, s:I}", "hour", i, "reviews", (json_int_t)numbers->hours[i].reviews);
        add_share(row, &numbers->hours[i].retention);
        json_array_append_new(array, row);
    }
    return array;
}

static json_t *cards_json(const struct statistics *numbers)
{
    const struct card_counts *cards = &numbers->cards;
    json_t *intervals = json_array(), *ease = json_array();
    for (int i = 0; i < INTERVAL_BINS; i++)
        json_array_append_new(
            intervals,
            json_pack("{s:i, s:o, s:I}", "least_days", cards->intervals[i].least, "most_days",
                      i == INTERVAL_BINS - 1 ? json_null() : json_integer(cards->intervals[i].most),
                      "cards", (json_int_t)cards->intervals[i].cards));
    for (int i = 0; i < EASE_BINS; i++)
        json_array_append_new(ease,
                              json_pack("{s:o, s:o, s:I}", "from", json_number(cards->ease[i].low),
                                        "to", json_number(cards->ease[i].high), "cards",
                                        (json_int_t)cards->ease[i].cards));
    bool fsrs = !strcmp(numbers->scheduling.scheduler->name, "fsrs");
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:o}", "new", (json_int_t)cards->fresh,
        "young", (json_int_t)cards->young, "mature", (json_int_t)cards->mature, "proposed",
        (json_int_t)cards->proposed, "suspended", (json_int_t)cards->suspended, "orphaned",
        (json_int_t)cards->orphaned, "rejected", (json_int_t)cards->rejected, "recalled",
        json_number(cards->recalled), "intervals", intervals, fsrs ? "difficulty" : "ease", ease);
}

static void print_json(const struct statistics *numbers, FILE *out)
{
    json_t *value = json_object();
    json_object_set_new(value, "study_day", json_day(numbers->today));
    json_object_set_new(value, "since", json_day(numbers->since));
    json_object_set_new(value, "algorithm", json_string(numbers->scheduling.scheduler->name));
    json_object_set_new(value, "wanted", json_number(numbers->scheduling.retention));
    json_object_set_new(value, "reviews", json_integer(numbers->reviews));
    json_object_set_new(value, "retention", retention_json(numbers));
    json_object_set_new(value, "calibration", bins_json(&numbers->calibrations[0]));
    json_object_set_new(value, "schedulers", schedulers_json(numbers));
    json_object_set_new(value, "days", days_json(numbers));
    json_object_set_new(value, "topics", groups_json(&numbers->topics, "topic"));
    json_object_set_new(value, "patterns", groups_json(&numbers->patterns, "pattern"));
    json_object_set_new(value, "grades", grades_json(numbers));
    json_object_set_new(value, "hours", hours_json(numbers));
    json_object_set_new(value, "cards", cards_json(numbers));
    json_print(value, out);
}

/* --- Words --------------------------------------------------------------------------------------
 */

static void print_words(const struct statistics_book *book, int days, FILE *out)
{
    struct text text = {0};
    bool one_topic = book->numbers.one_topic;
    for (int page = 0; page < PAGE_COUNT; page++) {
        if ((page == PAGE_FORECAST && one_topic) || page == PAGE_YEAR)
            continue; /* a forecast is of all topics; the days of the year are those of the time */
        text_printf(&text, "%s%s\n", page ? "\n" : "",
                    statistics_title((enum statistics_page)page));
        statistics_words(book, (enum statistics_page)page, &text);
        text_append(&text, "\n");
        if (statistics_has_table(book, (enum statistics_page)page))
            statistics_table(book, (enum statistics_page)page, COLUMNS, days, &text);
    }
    (void)fputs(text_string(&text), out);
    text_release(&text);
}

static int run(struct invocation *invocation, struct error *error)
{
    int days = (int)invocation_number(invocation, "days", 0);
    struct collection *collection = invocation_open(invocation, false, error);
    struct statistics_request request = {
        .since = DAY_NONE, .until = DAY_NONE, .topic = invocation_text(invocation, "topic")};
    struct statistics_book book;
    if (collection && days)
        request.since = collection_today(collection) - days + 1;
    if (!collection || !statistics_book_read(collection, &request, &book, error)) {
        collection_close(collection);
        return (int)error->kind;
    }
    if (days) /* all days that were asked for */
        book.span = SPAN_COUNT - 1;
    if (invocation->json) {
        print_json(&book.numbers, invocation->out);
    } else if (statistics_is_empty(&book) && !request.topic) {
        struct text text = {0};
        statistics_nothing(&text);
        (void)fprintf(invocation->out, "%s\n", text_string(&text));
        text_release(&text);
    } else {
        print_words(&book, days ? days : DAYS_LISTED, invocation->out);
    }
    statistics_book_release(&book);
    collection_close(collection);
    return 0;
}

static const struct option_row options[] = {
    {"days", "N", "only the last N study days, today included", OPTION_INTEGER, 1, 36600},
    {"topic", "T", "only cards whose topic holds T", OPTION_TEXT, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_stats = {
    .name = "stats",
    .summary = "how much is remembered: retention, calibration, days, topics, patterns",
    .details =
        "True retention is the share of first answers of a study day that passed, of cards that\n"
        "were learned before, by the interval that ran. Calibration sets what each scheduler\n"
        "foretold against what came. Answers given in other programs count as reviews, their time\n"
        "does not. Reviews made of a quiz count as reviews; their time is the quiz's.",
    .options = options,
    .run = run,
};
