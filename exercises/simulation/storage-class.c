/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Storage classes: the colder, the cheaper to keep and the dearer to read.
 *
 * A month of a class costs s + r g a GiB: s to store, r the share of the data that is read back, g
 * to retrieve a GiB; two classes cost the same at r = (s1 - s2) / (g2 - g1), and the cheapest at
 * each r is the lower envelope of straight lines. A colder class has a shortest time: what is
 * deleted before is paid for until then, so that data kept d days of a minimum of m costs
 * s max(d, m), averaged over the d days.
 *
 * Left out: reads faster than a class gives them back, and prices of operations in the colder
 * classes where none is sourced; their cost is then said to be unknown, not taken as nothing.
 */
#include <math.h>
#include <stdio.h>

#include "exercises/price.h"
#include "exercises/problem_writer.h"
#include "exercises/tradeoff.h"

extern const struct simulation simulation_storage_class;

enum { CLASSES = 4 };
enum parameter_index {
    PROVIDER,
    DATA,
    READS,
    KEEP,
    WRITES,
    GETS,
    RATIO,
    UNCERTAINTY,
    GCS_STANDARD,
    GCS_NEARLINE,
    GCS_NEARLINE_DAYS,
    GCS_NEARLINE_GET,
    GCS_COLDLINE,
    GCS_COLDLINE_DAYS,
    GCS_COLDLINE_GET,
    GCS_ARCHIVE,
    GCS_ARCHIVE_DAYS,
    GCS_ARCHIVE_GET,
    GCS_WRITE,
    GCS_GET,
    S3_STANDARD,
    S3_STANDARD_TO,
    S3_INFREQUENT,
    S3_INFREQUENT_DAYS,
    S3_INFREQUENT_GET,
    S3_GLACIER,
    S3_GLACIER_DAYS,
    S3_GLACIER_GET,
    S3_DEEP,
    S3_DEEP_DAYS,
    S3_DEEP_GET,
    S3_WRITE,
    S3_INFREQUENT_WRITE,
    S3_GLACIER_WRITE,
    S3_DEEP_WRITE,
    S3_GET,
    PARAMETERS
};
enum { GCS, S3 };
static const double days_a_month = 365.0 / 12;
static const size_t none = PARAMETERS; /* in the table below: no such price */

/* Which prices a class has. */
struct class
{
    const char *name;
    size_t storage, days, retrieval, write, get;
    const char *prices[6]; /* ids, NULL-terminated */
};

static const struct class classes[2][CLASSES] = {
    [GCS] = {{"standard",
              GCS_STANDARD,
              PARAMETERS,
              PARAMETERS,
              GCS_WRITE,
              GCS_GET,
              {"gcs_std", "gcs_std_opA", "gcs_std_opB", NULL}},
             {"nearline",
              GCS_NEARLINE,
              GCS_NEARLINE_DAYS,
              GCS_NEARLINE_GET,
              PARAMETERS,
              PARAMETERS,
              {"gcs_nearline", "gcs_nearline_get", NULL}},
             {"coldline",
              GCS_COLDLINE,
              GCS_COLDLINE_DAYS,
              GCS_COLDLINE_GET,
              PARAMETERS,
              PARAMETERS,
              {"gcs_coldline", "gcs_coldline_get", NULL}},
             {"archive",
              GCS_ARCHIVE,
              GCS_ARCHIVE_DAYS,
              GCS_ARCHIVE_GET,
              PARAMETERS,
              PARAMETERS,
              {"gcs_archive", "gcs_archive_get", NULL}}},
    [S3] = {{"standard",
             S3_STANDARD,
             PARAMETERS,
             PARAMETERS,
             S3_WRITE,
             S3_GET,
             {"s3_std", "s3_put", "s3_get", NULL}},
            {"infrequent access",
             S3_INFREQUENT,
             S3_INFREQUENT_DAYS,
             S3_INFREQUENT_GET,
             S3_INFREQUENT_WRITE,
             PARAMETERS,
             {"s3_ia", "s3_ia_get", "s3_ia_put", NULL}},
            {"glacier",
             S3_GLACIER,
             S3_GLACIER_DAYS,
             S3_GLACIER_GET,
             S3_GLACIER_WRITE,
             PARAMETERS,
             {"s3_glacier", "s3_glacier_get", "s3_glacier_put", NULL}},
            {"deep archive",
             S3_DEEP,
             S3_DEEP_DAYS,
             S3_DEEP_GET,
             S3_DEEP_WRITE,
             PARAMETERS,
             {"s3_deep", "s3_deep_get", "s3_deep_put", NULL}}},
};

static const struct class *class_of(const double *values, size_t alternative)
{
    return &classes[(size_t)values[PROVIDER]][alternative];
}

/* --- Costs --------------------------------------------------------------------------------------
 */

static double price_or_nothing(const double *values, size_t parameter)
{
    return parameter == none ? 0 : values[parameter];
}

static double storage_price(const double *values, size_t alternative)
{
    if (alternative == CLASSES - 1 && values[RATIO] > 0)
        return values[class_of(values, 0)->storage] * values[RATIO];
    return values[class_of(values, alternative)->storage];
}

static const char *name(const double *values, size_t alternative)
{
    return class_of(values, alternative)->name;
}

static const char *const *prices(const double *values, size_t alternative)
{
    return class_of(values, alternative)->prices;
}

/* A request has a price of its own; NaN where there are requests and no price is sourced. */
static double requests_cost(const double *values, size_t count, size_t price)
{
    if (!(values[count] > 0))
        return 0;
    return price == none ? NAN : values[count] / 1000 * values[price];
}

static double cost(const double *values, size_t alternative, struct bill *bill)
{
    const struct class *class = class_of(values, alternative);
    double months = values[KEEP] / days_a_month;
    double early = fmax(price_or_nothing(values, class->days) - values[KEEP], 0) / days_a_month;
    double month = values[DATA] * storage_price(values, alternative);
    if (class->storage == S3_STANDARD && values[DATA] > values[S3_STANDARD_TO])
        return NAN; /* the next tier is not sourced */
    double total = bill_add(bill, "storage", month);
    total += bill_add(bill, "deleted too early", month * early / months);
    total += bill_add(bill, "retrieval",
                      values[DATA] * values[READS] * price_or_nothing(values, class->retrieval));
    total += bill_add(bill, "write requests", requests_cost(values, WRITES, class->write));
    return total + bill_add(bill, "read requests", requests_cost(values, GETS, class->get));
}

static const char *why(const double *values, size_t alternative)
{
    if (class_of(values, alternative)->storage == S3_STANDARD &&
        values[DATA] > values[S3_STANDARD_TO])
        return "more data than the last tier whose price is sourced; add the next one to your "
               "prices.csv";
    return "the price of its requests is not sourced: set the requests to 0 to compare the rest";
}

static void title(const double *values, char *buffer, size_t size)
{
    (void)snprintf(buffer, size, "%.6g GiB kept %.4g days, %.3g of it read each month (%s)",
                   values[DATA], values[KEEP], values[READS],
                   values[PROVIDER] == GCS ? "Google Cloud Storage" : "Amazon S3");
}

/* --- Further results ----------------------------------------------------------------------------
 */

/* The day from which the coldest class is cheaper although its minimum is paid, with no reads. */
static void observe_early(const double *values, struct report *report)
{
    const struct class *cold = class_of(values, CLASSES - 1);
    const char *ids[] = {class_of(values, 0)->prices[0], cold->prices[0], NULL};
    double day = values[cold->days] * storage_price(values, CLASSES - 1) / storage_price(values, 0);
    report_break_even(report, "coldest_pays_from_day", "days", day, ids,
                      "unread data deleted after this day was cheaper in the coldest class, its "
                      "minimum paid in full");
}

/* The closed form holds where nothing is deleted early and no request is paid. */
static void predict_crossings(const double *values, struct report *report)
{
    for (size_t first = 0; first < CLASSES; first++)
        for (size_t second = first + 1; second < CLASSES; second++) {
            const struct class *a = class_of(values, first), *b = class_of(values, second);
            double retrieval =
                price_or_nothing(values, b->retrieval) - price_or_nothing(values, a->retrieval);
            double share =
                (storage_price(values, first) - storage_price(values, second)) / retrieval;
            char key[128] = "break_even.";
            if (values[KEEP] < price_or_nothing(values, a->days) ||
                values[KEEP] < price_or_nothing(values, b->days) || !isfinite(share) ||
                share < 0.001 || share > 10)
                continue;
            (void)snprintf(key, sizeof key, "break_even.%s_%s", a->name, b->name);
            for (char *at = key; *at; at++)
                *at = *at == ' ' ? '_' : *at;
            report_predict(report, key, share, true, "(s1 - s2) / (g2 - g1), two straight lines");
        }
}

static void extra(const double *values, struct report *report)
{
    report_value(report, "price_ratio", "",
                 storage_price(values, 0) / storage_price(values, CLASSES - 1));
    observe_early(values, report);
    if (!(values[WRITES] > 0) && !(values[GETS] > 0))
        predict_crossings(values, report);
}

static const struct tradeoff tradeoff = {
    .simulation = &simulation_storage_class,
    .title = title,
    .alternative_count = CLASSES,
    .name = name,
    .cost = cost,
    .why = why,
    .prices = prices,
    .unit = "USD/month",
    .axes = {{READS, 0.001, 10, true, "share of the data read each month"},
             {KEEP, 1, 1095, true, "days until it is deleted"}},
    .axis_count = 2,
    .uncertain = {DATA, READS},
    .uncertain_count = 2,
    .uncertainty = UNCERTAINTY,
    .extra = extra,
};

static void init(void *state, const double *values, gsl_rng *rng)
{
    tradeoff_init(state, &tradeoff, values, rng);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_pair(gsl_rng *rng, double *values)
{
    static const double data[] = {100, 500, 1000, 5000, 20000};
    values[PROVIDER] = GCS;
    values[DATA] = data[draw_between(rng, 0, 4)];
    values[READS] = draw_between(rng, 1, 9) / 100.0;
}

static bool nothing_early(const double *values)
{
    for (size_t i = 0; i < CLASSES; i++)
        if (values[KEEP] < price_or_nothing(values, class_of(values, i)->days))
            return false;
    return !(values[WRITES] > 0) && !(values[GETS] > 0);
}

/* Standard against the coldest class, as straight lines. */
static bool pose_share(const double *values, struct problem *problem)
{
    const struct class *hot = class_of(values, 0), *cold = class_of(values, CLASSES - 1);
    double s1 = storage_price(values, 0), s2 = storage_price(values, CLASSES - 1);
    double g = values[cold->retrieval], share = (s1 - s2) / g;
    if (!nothing_early(values) || !(share > 0) || !(g > 0))
        return false;
    problem_prompt(problem,
                   "A GiB costs $%.4g a month in the %s class and $%.4g in %s, where reading a GiB "
                   "back costs another $%.4g. From which share of the data read each month on is "
                   "%s the cheaper?",
                   s1, hot->name, s2, cold->name, g, hot->name);
    problem_answer(problem, ANSWER_DECIMAL, "%.3g", share);
    problem->relative = 0.02;
    problem_hint(problem, "Write the monthly cost of a GiB in both classes, with r for the share.");
    problem_step(problem, "%.4g = %.4g + %.4g r", s1, s2, g);
    problem_step(problem, "r = (%.4g - %.4g) / %.4g = %.3g", s1, s2, g, share);
    problem_misconception(problem, "ratio-of-prices",
                          "that is how much cheaper it is to store, reading left out", "%.3g",
                          s1 / s2);
    problem_misconception(problem, "forgets-cold-storage",
                          "the colder class is not free to store either", "%.4g", s1 / g);
    return true;
}

static void draw_keep(gsl_rng *rng, double *values)
{
    static const double days[] = {7, 10, 14, 30, 45, 60, 90, 120};
    draw_pair(rng, values);
    values[KEEP] = days[draw_between(rng, 0, 7)];
}

/* Bytes that nobody reads, deleted early. */
static bool pose_early(const double *values, struct problem *problem)
{
    const struct class *cold = class_of(values, CLASSES - 1);
    double minimum = values[cold->days], keep = values[KEEP];
    double paid = values[DATA] * storage_price(values, CLASSES - 1) * minimum / days_a_month;
    if (keep >= minimum || !(paid > 0))
        return false;
    problem_prompt(problem,
                   "%.6g GiB are put into the %s class ($%.4g per GiB and month, at least %.0f "
                   "days are paid) and deleted, never read, after %.4g days. What did storing them "
                   "cost, in dollars?",
                   values[DATA], cold->name, storage_price(values, CLASSES - 1), minimum, keep);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", paid);
    problem->relative = 0.03;
    problem_hint(problem, "Deleting early does not end the bill.");
    problem_step(problem, "%.0f days are %.3g months", minimum, minimum / days_a_month);
    problem_step(problem, "%.6g GiB x $%.4g x %.3g = $%.4g", values[DATA],
                 storage_price(values, CLASSES - 1), minimum / days_a_month, paid);
    problem_misconception(problem, "pays-the-days-only",
                          "what is deleted early is paid to the end of the minimum", "%.4g",
                          paid * keep / minimum);
    return true;
}

/* A bill of the second coldest class. */
static bool pose_bill(const double *values, struct problem *problem)
{
    const struct class *class = class_of(values, CLASSES - 2);
    double total = cost(values, CLASSES - 2, NULL);
    double stored = values[DATA] * storage_price(values, CLASSES - 2);
    double read = values[DATA] * values[READS];
    if (!nothing_early(values) || !isfinite(total))
        return false;
    problem_prompt(problem,
                   "%.6g GiB lie in the %s class at $%.4g per GiB and month; each month %.3g %% of "
                   "them are read back at $%.4g per GiB. What is the monthly bill in dollars?",
                   values[DATA], class->name, storage_price(values, CLASSES - 2),
                   100 * values[READS], values[class->retrieval]);
    problem_answer(problem, ANSWER_DECIMAL, "%.4g", total);
    problem->relative = 0.02;
    problem_hint(problem, "Storage and retrieval are two lines of the bill.");
    problem_step(problem, "storage %.6g x $%.4g = $%.4g", values[DATA],
                 storage_price(values, CLASSES - 2), stored);
    problem_step(problem, "retrieval %.4g GiB x $%.4g = $%.4g", read, values[class->retrieval],
                 read * values[class->retrieval]);
    problem_step(problem, "in all $%.4g", total);
    problem_misconception(problem, "storage-only", "reading back is another line of the bill",
                          "%.4g", stored);
    return true;
}

static const struct question questions[] = {
    {"share", draw_pair, pose_share},
    {"early", draw_keep, pose_early},
    {"bill", draw_pair, pose_bill},
};

/* ------------------------------------------------------------------------------------------------
 */

static const char *const providers[] = {"gcs", "s3", NULL};

static const struct parameter parameters[PARAMETERS] = {
    [PROVIDER] = {.name = "provider",
                  .unit = "",
                  .kind = PARAMETER_CHOICE,
                  .choices = providers,
                  .help = "whose classes are compared"},
    [DATA] = {"data", "GiB", PARAMETER_REAL, 1, 1e9, 1000, NULL, "how much is stored"},
    [READS] = {"reads", "", PARAMETER_REAL, 0, 100, 0.05, NULL,
               "share of the data read back each month; 1 is all of it, once"},
    [KEEP] = {"keep-days", "days", PARAMETER_REAL, 1, 36500, 365, NULL,
              "until the data is deleted; a minimum that is longer is paid"},
    [WRITES] = {"write-requests", "requests", PARAMETER_REAL, 0, 1e12, 0, NULL,
                "a month that write or list"},
    [GETS] = {"read-requests", "requests", PARAMETER_REAL, 0, 1e12, 0, NULL, "a month that read"},
    [RATIO] = {"archive-ratio", "", PARAMETER_REAL, 0, 1, 0, NULL,
               "the coldest class costs this share of standard; 0: as the list says"},
    [UNCERTAINTY] = {"uncertainty", "", PARAMETER_REAL, 0, 5, 0.3, NULL,
                     "data and reads may be this share more, or as much less"},
    [GCS_STANDARD] = PRICE("gcs_std", "GiB-month", "standard storage"),
    [GCS_NEARLINE] = PRICE("gcs_nearline", "GiB-month", "nearline storage"),
    [GCS_NEARLINE_DAYS] = PRICE_DAYS("gcs_nearline", "GiB-month", "nearline is paid at least"),
    [GCS_NEARLINE_GET] = PRICE("gcs_nearline_get", "GiB", "reading back from nearline"),
    [GCS_COLDLINE] = PRICE("gcs_coldline", "GiB-month", "coldline storage"),
    [GCS_COLDLINE_DAYS] = PRICE_DAYS("gcs_coldline", "GiB-month", "coldline is paid at least"),
    [GCS_COLDLINE_GET] = PRICE("gcs_coldline_get", "GiB", "reading back from coldline"),
    [GCS_ARCHIVE] = PRICE("gcs_archive", "GiB-month", "archive storage"),
    [GCS_ARCHIVE_DAYS] = PRICE_DAYS("gcs_archive", "GiB-month", "archive is paid at least"),
    [GCS_ARCHIVE_GET] = PRICE("gcs_archive_get", "GiB", "reading back from the archive"),
    [GCS_WRITE] = PRICE("gcs_std_opA", "1000 ops", "a thousand writes or lists, standard class"),
    [GCS_GET] = PRICE("gcs_std_opB", "1000 ops", "a thousand reads, standard class"),
    [S3_STANDARD] = PRICE("s3_std", "GB-month", "standard storage"),
    [S3_STANDARD_TO] = PRICE_TIER_END("s3_std", "GB-month", "the end of its first tier"),
    [S3_INFREQUENT] = PRICE("s3_ia", "GB-month", "infrequent access"),
    [S3_INFREQUENT_DAYS] = PRICE_DAYS("s3_ia", "GB-month", "infrequent access is paid at least"),
    [S3_INFREQUENT_GET] = PRICE("s3_ia_get", "GB", "reading back from infrequent access"),
    [S3_GLACIER] = PRICE("s3_glacier", "GB-month", "glacier, flexible retrieval"),
    [S3_GLACIER_DAYS] = PRICE_DAYS("s3_glacier", "GB-month", "glacier is paid at least"),
    [S3_GLACIER_GET] = PRICE("s3_glacier_get", "GB", "reading back from glacier, standard speed"),
    [S3_DEEP] = PRICE("s3_deep", "GB-month", "glacier deep archive"),
    [S3_DEEP_DAYS] = PRICE_DAYS("s3_deep", "GB-month", "deep archive is paid at least"),
    [S3_DEEP_GET] = PRICE("s3_deep_get", "GB", "reading back from deep archive, standard speed"),
    [S3_WRITE] = PRICE("s3_put", "1000 ops", "a thousand writes or lists, standard class"),
    [S3_INFREQUENT_WRITE] = PRICE("s3_ia_put", "1000 ops", "a thousand writes, infrequent access"),
    [S3_GLACIER_WRITE] = PRICE("s3_glacier_put", "1000 ops", "a thousand writes, glacier"),
    [S3_DEEP_WRITE] = PRICE("s3_deep_put", "1000 ops", "a thousand writes, deep archive"),
    [S3_GET] = PRICE("s3_get", "1000 ops", "a thousand reads, standard class"),
};

static const struct picture pictures[] = {
    {"days", tradeoff_draw_second},
    {"map", tradeoff_draw_map},
    {"bill", tradeoff_draw_bill},
};

static const struct preset presets[] = {
    {"a backup nobody reads", "reads=0.001", "The coldest class wins by far."},
    {"logs read once a month", "reads=1.2", "Every class but standard pays for the reading."},
    {"deleted after two weeks", "keep-days=14 reads=0.01", "The minimum is paid all the same."},
    {"a month of archive", "keep-days=30 reads=0", "Paying for a year, and still cheaper."},
    {"a seventeenth of the price", "archive-ratio=0.0588", "A rule of thumb beside the list."},
    {"Amazon's classes", "provider=s3", "Other names, the same shape."},
    {"many small objects", "provider=s3 write-requests=5000000 reads=0.02",
     "Requests can cost more than bytes."},
};

static const char *const topics[] = {"cloud cost", "storage", NULL};

const struct simulation simulation_storage_class = {
    .name = "storage-class",
    .title = "Storage classes: cheap to keep, dear to read",
    .summary = "What a month of storage costs in each class, and where the cheapest changes.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = TRADEOFF_SERIES_4,
    .version = 1,
    .state_size = sizeof(struct tradeoff_run),
    .init = init,
    .step = tradeoff_step,
    .describe = tradeoff_describe,
    .observe = tradeoff_observe,
    .draw = tradeoff_draw,
    .copy = tradeoff_copy,
    .picture = "costs",
    .pictures = pictures,
    .picture_count = sizeof pictures / sizeof *pictures,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
