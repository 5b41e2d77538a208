/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/statistics_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tui/wording.h"

enum { ASKED_LEAST = 10 };

bool statistics_book_read(struct collection *collection, const struct statistics_request *request,
                          struct statistics_book *book, struct error *error)
{
    const struct statistics_request everything = {.since = DAY_NONE, .until = DAY_NONE};
    memset(book, 0, sizeof *book);
    book->span = SPAN_INITIAL;
    if (!collection_statistics(collection, request ? request : &everything, &book->numbers, error))
        return false;
    if (collection_forecast(collection, book->numbers.today, FORECAST_DAYS, book->due, error))
        return true;
    statistics_release(&book->numbers);
    return false;
}

void statistics_book_release(struct statistics_book *book)
{
    statistics_release(&book->numbers);
}

const char *statistics_title(enum statistics_page page)
{
    static const char *const titles[PAGE_COUNT] = {[PAGE_RETENTION] = "Retention",
                                                   [PAGE_FORECAST] = "Forecast",
                                                   [PAGE_CALIBRATION] = "Calibration",
                                                   [PAGE_REVIEWS] = "Reviews",
                                                   [PAGE_TIME] = "Time",
                                                   [PAGE_YEAR] = "Year",
                                                   [PAGE_TOPICS] = "Topics",
                                                   [PAGE_PATTERNS] = "Patterns",
                                                   [PAGE_ANSWERS] = "Answers",
                                                   [PAGE_CARDS] = "Cards"};
    return titles[page];
}

bool statistics_has_days(enum statistics_page page)
{
    return page == PAGE_RETENTION || page == PAGE_REVIEWS || page == PAGE_TIME;
}

void statistics_span_words(const struct statistics_book *book, struct text *out)
{
    const struct statistics *numbers = &book->numbers;
    if (statistics_spans[book->span]) {
        text_printf(out, "in the last %d days", statistics_spans[book->span]);
    } else if (numbers->since != DAY_NONE) {
        text_append(out, "since ");
        wording_date(numbers->since, numbers->today, out);
    } else {
        text_append(out, "in all");
    }
}

day_number statistics_span_first(const struct statistics_book *book)
{
    const struct statistics *numbers = &book->numbers;
    day_number first = numbers->until - statistics_spans[book->span] + 1;
    if (!statistics_spans[book->span])
        first = numbers->day_count ? numbers->days[0].day : numbers->until;
    if (numbers->since != DAY_NONE && first < numbers->since)
        first = numbers->since;
    return first > numbers->until ? numbers->until : first;
}

/* --- Small parts --------------------------------------------------------------------------------
 */

static double percent(double share)
{
    return floor(share * 100 + 0.5);
}

void statistics_percent(double share, struct text *out)
{
    if (isfinite(share))
        text_printf(out, "%3.0f %%", percent(share));
    else
        text_append(out, "    -");
}

static void column(struct text *out, const char *text, int cells)
{
    size_t length = strlen(text), fits = text_fit(text, length, cells);
    text_append_safe(out, text, fits, false);
    for (int width = text_width(text, fits); width < cells; width++)
        text_append(out, " ");
}

/* "6 h 12 min", "12 min". */
static void add_hours(int64_t milliseconds, struct text *out)
{
    long long minutes = (long long)(milliseconds / 60000);
    if (minutes >= 60)
        text_printf(out, "%lld h ", minutes / 60);
    text_printf(out, "%lld min", minutes % 60);
}

/* "92 %  of 340   88 to 94 %" */
static void add_share(const struct share *share, struct text *out)
{
    double low, high;
    share_interval(share, &low, &high);
    statistics_percent(share_value(share), out);
    if (share->asked)
        text_printf(out, "  of %-6ld %3.0f to %.0f %%", share->asked, percent(low), percent(high));
}

const char *statistics_group_name(const struct statistics_book *book, enum statistics_page page,
                                  const struct statistics_group *group)
{
    (void)book;
    return group->name[0] ? group->name : page == PAGE_TOPICS ? "no topic" : "no pattern";
}

/* What was done on the days of the span. */
static struct statistics_day sum_of_span(const struct statistics_book *book, long *days)
{
    struct statistics_day sum = {0};
    day_number first = statistics_span_first(book);
    *days = 0;
    for (size_t i = 0; i < book->numbers.day_count; i++) {
        const struct statistics_day *day = &book->numbers.days[i];
        if (day->day < first)
            continue;
        *days += day->reviews > 0 || day->answers > 0;
        sum.reviews += day->reviews;
        sum.fresh += day->fresh;
        sum.repeats += day->repeats;
        sum.imported += day->imported;
        sum.answers += day->answers;
        sum.milliseconds += day->milliseconds;
        share_add(&sum.retention, &day->retention);
    }
    return sum;
}

/* --- Sentences ----------------------------------------------------------------------------------
 */

static void retention_words(const struct statistics_book *book, struct text *out)
{
    struct share all = statistics_retention(&book->numbers, book->span, CLASS_FIRST, CLASS_COUNT);
    double low, high, value = share_value(&all), wanted = book->numbers.scheduling.retention;
    share_interval(&all, &low, &high);
    if (!all.asked) {
        text_append(out, "No learned card came back ");
        statistics_span_words(book, out);
        text_append(out, ". What is remembered shows from a card's second day on.");
        return;
    }
    text_append(out, "Remembered ");
    statistics_span_words(book, out);
    text_printf(out, ": %ld of %ld learned cards, %.0f %% (%.0f to %.0f %%). Wanted: %.0f %%.",
                all.passed, all.asked, percent(value), percent(low), percent(high),
                percent(wanted));
}

static void forecast_words(const struct statistics_book *book, struct text *out)
{
    long all = 0;
    int fullest = 0;
    for (int i = 0; i < FORECAST_DAYS; i++) {
        all += book->due[i];
        fullest = book->due[i] > book->due[fullest] ? i : fullest;
    }
    if (!all) {
        text_printf(out, "Nothing falls due in the next %d days.", FORECAST_DAYS);
        return;
    }
    wording_count(all, "review falls", "reviews fall", out);
    text_printf(out, " due in the next %d days, %ld today. Fullest: ", FORECAST_DAYS, book->due[0]);
    wording_date(book->numbers.today + fullest, book->numbers.today, out);
    text_printf(out, " with %ld.", book->due[fullest]);
}

static double mean_predicted(const struct calibration *calibration)
{
    double sum = 0;
    for (int i = 0; i < CALIBRATION_BINS; i++)
        sum += calibration->bins[i].predicted;
    return sum / (double)calibration->asked;
}

static double mean_observed(const struct calibration *calibration)
{
    struct share sum = {0};
    for (int i = 0; i < CALIBRATION_BINS; i++)
        share_add(&sum, &calibration->bins[i].observed);
    return share_value(&sum);
}

/* "SM-2 (Wozniak 1990)" as far as the bracket. */
static void add_scheduler(const struct scheduler *scheduler, struct text *out)
{
    size_t length = strcspn(scheduler->title, "(");
    while (length && scheduler->title[length - 1] == ' ')
        length--;
    text_append_bytes(out, scheduler->title, length);
}

static void calibration_words(const struct statistics_book *book, struct text *out)
{
    const struct calibration *used = &book->numbers.calibrations[0];
    if (!used->asked) {
        text_append(out, "No learned card has come back yet: then what the scheduler foretells "
                         "stands against what you remember.");
        return;
    }
    add_scheduler(used->scheduler, out);
    text_printf(out, " foretold %.1f %% of %ld answers right, %.1f %% were: off by %.1f points.",
                100 * mean_predicted(used), used->asked, 100 * mean_observed(used),
                100 * used->error);
    for (size_t i = 1; i < book->numbers.calibration_count; i++) {
        const struct calibration *other = &book->numbers.calibrations[i];
        if (!other->asked)
            continue;
        text_append(out, " ");
        add_scheduler(other->scheduler, out);
        text_printf(out, " would be off by %.1f.", 100 * other->error);
    }
}

static void reviews_words(const struct statistics_book *book, struct text *out)
{
    long days;
    struct statistics_day sum = sum_of_span(book, &days);
    if (!sum.reviews) {
        text_append(out, "No card was reviewed ");
        statistics_span_words(book, out);
        text_append(out, ".");
        return;
    }
    wording_count(sum.reviews, "review ", "reviews ", out);
    statistics_span_words(book, out);
    text_append(out, ", on ");
    wording_count(days, "day", "days", out);
    double mean = (double)sum.reviews / (double)days;
    text_printf(out, ", %.*f a day: %ld of new cards, ", mean < 100, mean, sum.fresh);
    wording_count(sum.repeats, "repeat of the day", "repeats of the day", out);
    if (sum.imported)
        text_printf(out, "; %ld from another program", sum.imported);
    text_append(out, ".");
}

static void time_words(const struct statistics_book *book, struct text *out)
{
    long days;
    struct statistics_day sum = sum_of_span(book, &days);
    if (sum.milliseconds < 60000) {
        text_append(out, "Less than a minute of study ");
        statistics_span_words(book, out);
        text_append(out, ".");
        return;
    }
    add_hours(sum.milliseconds, out);
    text_append(out, " of study ");
    statistics_span_words(book, out);
    text_append(out, ", on ");
    wording_count(days, "day", "days", out);
    text_printf(out, ", %.1f minutes a day.", (double)sum.milliseconds / 60000 / (double)days);
    if (sum.answers)
        text_printf(out, " An answer takes %.0f s.",
                    (double)sum.milliseconds / 1000 / (double)sum.answers);
}

static void year_words(const struct statistics_book *book, struct text *out)
{
    const struct statistics *numbers = &book->numbers;
    long days = 0, row = 0, longest = 0;
    day_number before = DAY_NONE;
    for (size_t i = 0; i < numbers->day_count; i++) {
        const struct statistics_day *day = &numbers->days[i];
        if (day->day <= numbers->today - 365 || day->day > numbers->today ||
            (!day->reviews && !day->answers))
            continue;
        row = days && day->day == before + 1 ? row + 1 : 1;
        longest = row > longest ? row : longest;
        before = day->day;
        days++;
    }
    text_printf(out, "Something was answered on %ld of the last 365 days, ", days);
    wording_count(longest, "day", "days", out);
    text_append(out, " in a row at most.");
}

static const struct statistics_groups *groups_of(const struct statistics_book *book,
                                                 enum statistics_page page)
{
    return page == PAGE_TOPICS ? &book->numbers.topics : &book->numbers.patterns;
}

/* The least remembered of those that were asked often enough to tell; NULL: none was. */
static const struct statistics_group *hardest(const struct statistics_groups *groups)
{
    const struct statistics_group *found = NULL;
    for (size_t i = 0; i < groups->count; i++) {
        const struct statistics_group *group = &groups->items[i];
        if (group->retention.asked < ASKED_LEAST)
            continue;
        if (!found || share_value(&group->retention) < share_value(&found->retention))
            found = group;
    }
    return found;
}

static void groups_words(const struct statistics_book *book, enum statistics_page page,
                         struct text *out)
{
    const struct statistics_groups *groups = groups_of(book, page);
    const struct statistics_group *group = hardest(groups);
    bool topics = page == PAGE_TOPICS;
    wording_count((long)groups->count, topics ? "topic" : "pattern of cards",
                  topics ? "topics" : "patterns of cards", out);
    if (!group) {
        text_printf(out, ". Which one is hard shows after %d answers to learned cards of it.",
                    ASKED_LEAST);
        return;
    }
    text_append(out, topics ? ". The hardest: " : ". Failed most: ");
    const char *name = statistics_group_name(book, page, group);
    text_append_safe(out, name, text_fit(name, strlen(name), 40), false);
    text_printf(out, ", %.0f %% of %ld answers remembered.",
                percent(share_value(&group->retention)), group->retention.asked);
}

static const char *grade_name(int grade)
{
    static const char *const names[6] = {"0, blank", "1, again", "2, again, nearly",
                                         "3, hard",  "4, good",  "5, easy"};
    return names[grade];
}

/* The hour with the best retention of those asked often enough; -1: none was. */
static int best_hour(const struct statistics *numbers)
{
    int best = -1;
    for (int hour = 0; hour < 24; hour++)
        if (numbers->hours[hour].retention.asked >= ASKED_LEAST &&
            (best < 0 || share_value(&numbers->hours[hour].retention) >
                             share_value(&numbers->hours[best].retention)))
            best = hour;
    return best;
}

static void answers_words(const struct statistics_book *book, struct text *out)
{
    const struct statistics *numbers = &book->numbers;
    long failed = 0, all = numbers->reviews;
    int most = 0, best = best_hour(numbers);
    for (int grade = 0; grade < 6; grade++) {
        failed += grade < 3 ? numbers->grades[grade].reviews : 0;
        most = numbers->grades[grade].reviews > numbers->grades[most].reviews ? grade : most;
    }
    if (!all) {
        text_append(out, "No card has been graded yet.");
        return;
    }
    text_printf(out, "Of %ld reviews %.0f %% failed; the grade given most is %s.", all,
                percent((double)failed / (double)all), grade_name(most));
    if (best >= 0)
        text_printf(out, " Most is remembered from %d:00 on: %.0f %%.", best,
                    percent(share_value(&numbers->hours[best].retention)));
}

static void cards_words(const struct statistics_book *book, struct text *out)
{
    const struct card_counts *cards = &book->numbers.cards;
    long learned = cards->young + cards->mature;
    wording_count(cards->fresh + learned, "active card", "active cards", out);
    text_printf(out, ": %ld new, %ld young, %ld mature (%d days or more).", cards->fresh,
                cards->young, cards->mature, MATURE_DAYS);
    if (learned)
        text_printf(out, " Of the %ld learned about %.0f would be remembered today.", learned,
                    floor(cards->recalled + 0.5));
}

void statistics_words(const struct statistics_book *book, enum statistics_page page,
                      struct text *out)
{
    if (page == PAGE_TOPICS || page == PAGE_PATTERNS) {
        groups_words(book, page, out);
        return;
    }
    static void (*const words[PAGE_COUNT])(const struct statistics_book *book, struct text *out) = {
        [PAGE_RETENTION] = retention_words,
        [PAGE_FORECAST] = forecast_words,
        [PAGE_CALIBRATION] = calibration_words,
        [PAGE_REVIEWS] = reviews_words,
        [PAGE_TIME] = time_words,
        [PAGE_YEAR] = year_words,
        [PAGE_ANSWERS] = answers_words,
        [PAGE_CARDS] = cards_words,
    };
    words[page](book, out);
}

bool statistics_is_empty(const struct statistics_book *book)
{
    const struct card_counts *cards = &book->numbers.cards;
    return !book->numbers.day_count && !cards->fresh && !cards->young && !cards->mature &&
           !cards->proposed && !cards->suspended;
}

void statistics_nothing(struct text *out)
{
    text_append(out,
                "There are no cards yet. Once you review some, this shows how much of what you "
                "learned you remember (from a card's second day on), how many reviews come due, "
                "whether the scheduler foretells you well, your reviews and minutes a day, and "
                "which topics and kinds of cards are hard for you.");
}

/* --- Tables -------------------------------------------------------------------------------------
 */

static void share_row(struct text *out, const char *name, const struct share *share)
{
    column(out, name, 16);
    add_share(share, out);
    text_append(out, "\n");
}

/* Whether the days asked for are those of a span that is told anyway. */
static bool is_told(const struct statistics *numbers)
{
    for (size_t span = 0; span < SPAN_COUNT - 1; span++)
        if (numbers->until - numbers->since + 1 == statistics_spans[span])
            return true;
    return false;
}

static void retention_table(const struct statistics_book *book, int days, struct text *out)
{
    static const char *const titles[SPAN_COUNT] = {"Last 7 days", "Last 30 days", "Last 90 days",
                                                   "Last 365 days", "All days"};
    (void)days;
    text_append(out, "Interval before  share  answers  95 % interval\n");
    for (size_t span = 0; span < SPAN_COUNT; span++) {
        struct share young = statistics_retention(&book->numbers, span, CLASS_FIRST, CLASS_MATURE);
        struct share mature = statistics_retention(&book->numbers, span, CLASS_MATURE, CLASS_COUNT);
        struct share all = statistics_retention(&book->numbers, span, CLASS_FIRST, CLASS_COUNT);
        const struct share *classes = book->numbers.retention[span];
        if (!statistics_has_span(&book->numbers, span) || (!all.asked && !classes[CLASS_NEW].asked))
            continue;
        bool since = span == SPAN_COUNT - 1 && book->numbers.since != DAY_NONE;
        if (since && is_told(&book->numbers))
            continue;
        if (since) {
            text_append(out, "Since ");
            wording_date(book->numbers.since, book->numbers.today, out);
            text_append(out, "\n");
        } else {
            text_printf(out, "%s\n", titles[span]);
        }
        for (size_t class = CLASS_FIRST; class < CLASS_COUNT; class ++)
            share_row(out, interval_classes[class].title, &classes[class]);
        share_row(out, "young, under 21", &young);
        share_row(out, "mature, from 21", &mature);
        share_row(out, "all learned", &all);
        share_row(out, "new cards", &classes[CLASS_NEW]);
    }
    text_append(out, "Only the first answer of a study day to a card counts. New cards are in no "
                     "sum.\n");
}

static void forecast_table(const struct statistics_book *book, int days, struct text *out)
{
    char date[DAY_TEXT];
    (void)days;
    text_append(out, "Day           due\n");
    for (int i = 0; i < FORECAST_DAYS; i++)
        text_printf(out, "%s %6ld\n", day_format(book->numbers.today + i, date), book->due[i]);
    text_append(out, "Overdue reviews count today. New cards are not counted.\n");
}

static void calibration_table(const struct statistics_book *book, int days, struct text *out)
{
    (void)days;
    for (size_t i = 0; i < book->numbers.calibration_count; i++) {
        const struct calibration *calibration = &book->numbers.calibrations[i];
        if (!calibration->asked)
            continue;
        text_printf(out, "%s%s: log loss %.4f, off by %.2f points over %ld answers\n",
                    calibration->scheduler->title, i ? "" : ", in use", calibration->log_loss,
                    100 * calibration->error, calibration->asked);
        text_append(out, "Foretold       mean    came  answers  95 % interval\n");
        for (int k = 0; k < CALIBRATION_BINS; k++) {
            const struct calibration_bin *bin = &calibration->bins[k];
            if (!bin->observed.asked)
                continue;
            text_printf(out, "%2d to %3d %%  %6.1f %%  ", 5 * k, 5 * k + 5,
                        100 * bin->predicted / (double)bin->observed.asked);
            add_share(&bin->observed, out);
            text_append(out, "\n");
        }
    }
    text_append(out, "Off by: the root of the mean square of foretold minus came, over the rows. "
                     "Of both numbers less is better.\n");
}

static void reviews_row(const struct statistics_day *day, struct text *out)
{
    char date[DAY_TEXT];
    text_printf(out, "%s %7ld %6ld %7ld   ", day_format(day->day, date), day->reviews, day->fresh,
                day->repeats);
    statistics_percent(share_value(&day->retention), out);
    text_printf(out, " %7ld\n", day->added);
}

static void time_row(const struct statistics_day *day, bool one_topic, struct text *out)
{
    char date[DAY_TEXT];
    text_printf(out, "%s %7.1f", day_format(day->day, date), (double)day->milliseconds / 60000);
    if (!one_topic)
        text_printf(out, " %7ld %6ld %7ld %7ld", day->answers, day->drills.asked,
                    day->predictions.asked, day->quiz.asked);
    text_append(out, "\n");
}

/* Whether the row would hold anything but zeroes. */
static bool has_row(const struct statistics_day *day, bool of_reviews)
{
    return of_reviews ? day->reviews || day->added : day->answers || day->milliseconds;
}

/* The latest first. */
static void days_table(const struct statistics_book *book, bool of_reviews, int most,
                       struct text *out)
{
    const struct statistics *numbers = &book->numbers;
    long listed = 0, left = 0;
    text_append(out, of_reviews           ? "Day        reviews    new repeats  passed   added\n"
                     : numbers->one_topic ? "Day        minutes\n"
                                          : "Day        minutes answers drills guesses    quiz\n");
    for (size_t i = numbers->day_count; i-- > 0;) {
        const struct statistics_day *day = &numbers->days[i];
        if (!has_row(day, of_reviews))
            continue;
        if (most && listed == most) {
            left++;
            continue;
        }
        listed++;
        if (of_reviews)
            reviews_row(day, out);
        else
            time_row(day, numbers->one_topic, out);
    }
    if (left) {
        wording_count(left, "older day is", "older days are", out);
        text_append(out, " not listed.\n");
    }
    text_append(out, of_reviews ? "Passed: of the learned cards. Added: cards made that day.\n"
                                : "An item counts for 60 seconds at most.\n");
}

static void reviews_table(const struct statistics_book *book, int days, struct text *out)
{
    days_table(book, true, days, out);
}

static void time_table(const struct statistics_book *book, int days, struct text *out)
{
    days_table(book, false, days, out);
}

/* Names take what the numbers leave. */
static void groups_table(const struct statistics_book *book, enum statistics_page page, int columns,
                         struct text *out)
{
    enum { NUMBERS = 40, NAME_LEAST = 12, NAME_MOST = 40 };
    const struct statistics_groups *groups = groups_of(book, page);
    bool fsrs = !strcmp(book->numbers.scheduling.scheduler->name, "fsrs");
    int name = columns - NUMBERS;
    name = name < NAME_LEAST ? NAME_LEAST : name > NAME_MOST ? NAME_MOST : name;
    column(out, page == PAGE_TOPICS ? "Topic" : "Pattern", name);
    text_printf(out, " cards reviews passed %s lapses    min\n", fsrs ? "diff" : "ease");
    long unasked = 0;
    for (size_t i = 0; i < groups->count; i++) {
        const struct statistics_group *group = &groups->items[i];
        double ease = fsrs ? group->difficulty : group->ease;
        if (!group->reviews) {
            unasked++;
            continue;
        }
        column(out, statistics_group_name(book, page, group), name);
        text_printf(out, " %5ld %7ld  ", group->cards, group->reviews);
        statistics_percent(share_value(&group->retention), out);
        if (isfinite(ease))
            text_printf(out, " %4.2f", ease);
        else
            text_append(out, "    -");
        text_printf(out, " %6ld %6.0f\n", group->lapses, (double)group->milliseconds / 60000);
    }
    if (unasked) {
        wording_count(unasked, page == PAGE_TOPICS ? "topic has" : "pattern has",
                      page == PAGE_TOPICS ? "topics have" : "patterns have", out);
        text_append(out, " no review yet.\n");
    }
}

static void answers_table(const struct statistics_book *book, int days, struct text *out)
{
    (void)days;
    text_append(out, "Grade             reviews    new  young mature repeats\n");
    for (int i = 0; i < 6; i++) {
        const struct grade_count *grade = &book->numbers.grades[i];
        column(out, grade_name(i), 16);
        text_printf(out, " %8ld %6ld %6ld %6ld %7ld\n", grade->reviews, grade->fresh, grade->young,
                    grade->mature, grade->repeats);
    }
    text_append(out, "Hour             reviews  passed\n");
    for (int hour = 0; hour < 24; hour++) {
        const struct hour_count *count = &book->numbers.hours[hour];
        if (!count->reviews)
            continue;
        text_printf(out, "%2d:00 to %2d:59 %10ld   ", hour, hour, count->reviews);
        statistics_percent(share_value(&count->retention), out);
        text_append(out, "\n");
    }
}

static void cards_table(const struct statistics_book *book, int days, struct text *out)
{
    const struct card_counts *cards = &book->numbers.cards;
    bool fsrs = !strcmp(book->numbers.scheduling.scheduler->name, "fsrs");
    const struct {
        const char *name;
        long count;
    } states[] = {{"new", cards->fresh},
                  {"young, under 21", cards->young},
                  {"mature, from 21", cards->mature},
                  {"proposed", cards->proposed},
                  {"suspended", cards->suspended},
                  {"orphaned", cards->orphaned},
                  {"rejected", cards->rejected}};
    (void)days;
    text_append(out, "State            cards\n");
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        text_printf(out, "%-15s %6ld\n", states[i].name, states[i].count);
    if (!cards->young && !cards->mature)
        return; /* what follows is of learned cards */
    text_append(out, "Interval         cards\n");
    for (int i = 0; i < INTERVAL_BINS; i++) {
        const struct interval_bin *bin = &cards->intervals[i];
        struct text name = {0};
        text_printf(&name, bin->least == bin->most ? "%d day" : "%d to %d days", bin->least,
                    bin->most);
        if (i == INTERVAL_BINS - 1) {
            text_clear(&name);
            text_printf(&name, "over %d days", bin->least - 1);
        }
        text_printf(out, "%-15s %6ld\n", text_string(&name), bin->cards);
        text_release(&name);
    }
    text_printf(out, "%-15s  cards\n", fsrs ? "Difficulty" : "Ease");
    for (int i = 0; i < EASE_BINS; i++) {
        char name[32];
        const struct ease_bin *bin = &cards->ease[i];
        if (isfinite(bin->high))
            (void)snprintf(name, sizeof name, "%.1f to %.1f", bin->low, bin->high);
        else
            (void)snprintf(name, sizeof name, "%.1f and more", bin->low);
        text_printf(out, "%-15s %6ld\n", name, bin->cards);
    }
}

bool statistics_has_table(const struct statistics_book *book, enum statistics_page page)
{
    const struct statistics *numbers = &book->numbers;
    bool any = false;
    switch (page) {
    case PAGE_FORECAST:
        for (int i = 0; i < FORECAST_DAYS; i++)
            any = any || book->due[i];
        return any;
    case PAGE_CALIBRATION:
        return numbers->calibrations[0].asked > 0;
    case PAGE_CARDS:
        return true;
    case PAGE_TIME:
    case PAGE_YEAR:
    case PAGE_REVIEWS:
        for (size_t i = 0; i < numbers->day_count; i++)
            any = any || has_row(&numbers->days[i], page == PAGE_REVIEWS);
        return any;
    default:
        return numbers->reviews > 0;
    }
}

void statistics_table(const struct statistics_book *book, enum statistics_page page, int columns,
                      int days, struct text *out)
{
    static void (*const tables[PAGE_COUNT])(const struct statistics_book *book, int days,
                                            struct text *out) = {
        [PAGE_RETENTION] = retention_table,
        [PAGE_FORECAST] = forecast_table,
        [PAGE_CALIBRATION] = calibration_table,
        [PAGE_REVIEWS] = reviews_table,
        [PAGE_TIME] = time_table,
        [PAGE_YEAR] = time_table,
        [PAGE_ANSWERS] = answers_table,
        [PAGE_CARDS] = cards_table,
    };
    if (page == PAGE_TOPICS || page == PAGE_PATTERNS)
        groups_table(book, page, columns, out);
    else
        tables[page](book, days, out);
}
