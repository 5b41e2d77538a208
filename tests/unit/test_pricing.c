/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's prices where simulations start: defaults, runs, the player, questions, sessions; and
 * how a run tells what it used. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/process.h"
#include "tests/support/store.h"
#include "tui/json.h"
#include "tui/player.h"
#include "tui/pricing.h"
#include "tui/session.h"
#include "tui/simulate.h"

#define HEADER "id,unit,price_usd,as_of,source\n"

/* --- A simulation of one step: a bill ----------------------------------------------------------
 */

enum { AMOUNT, STANDARD, ARCHIVE, ARCHIVE_DAYS, SLOT, LATER, VALUES };

static const struct parameter parameters[VALUES] = {
    {.name = "amount",
     .unit = "GiB",
     .kind = PARAMETER_REAL,
     .minimum = 0,
     .maximum = 1e6,
     .initial = 100,
     .help = "what is stored"},
    PRICE("gcs_std", "GiB-month", "standard storage"),
    PRICE("gcs_archive", "GiB-month", "archive storage"),
    PRICE_DAYS("gcs_archive", "GiB-month", "archive is paid at least"),
    PRICE("bq_slot_std", "slot-hour", "a slot"),
    PRICE_OPTIONAL("gcs_later", "GiB-month", "a class to come"),
};

struct bill_state {
    double cost;
    bool done;
};

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct bill_state *bill = state;
    (void)rng;
    bill->cost = values[AMOUNT] * values[STANDARD];
}

static bool step(void *state, gsl_rng *rng)
{
    struct bill_state *bill = state;
    (void)rng;
    bill->done = true;
    return false;
}

static void describe(const void *state, char *buffer, size_t size)
{
    (void)snprintf(buffer, size, "%s", ((const struct bill_state *)state)->done ? "done" : "");
}

static void observe(const void *state, struct report *report)
{
    static const char *const ids[] = {"gcs_std", NULL};
    const struct bill_state *bill = state;
    (void)report_cost(report, "total", "USD", bill->cost, bill->cost, bill->cost, ids);
}

static void observe_without_ids(const void *state, struct report *report)
{
    const struct bill_state *bill = state;
    report_value(report, "total", "USD", bill->cost);
}

static const char *const no_series[] = {NULL};

static const struct simulation simulation_bill = {
    .name = "bill",
    .title = "A bill",
    .summary = "What a month costs.",
    .parameters = parameters,
    .parameter_count = VALUES,
    .series = no_series,
    .version = 1,
    .state_size = sizeof(struct bill_state),
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
};

/* The same, where no observation names its prices: all of them count as used. */
static struct simulation bill_without_ids(void)
{
    struct simulation simulation = simulation_bill;
    simulation.observe = observe_without_ids;
    return simulation;
}

/* --- A home with a file of prices --------------------------------------------------------------
 */

static char *home_with(const char *prices)
{
    char *home = home_make();
    char *folder = home_path(home, "config");
    assert_int_equal(setenv("XDG_CONFIG_HOME", folder, 1), 0);
    if (prices)
        free(home_write(home, "config/tutor338/prices.csv", prices));
    free(folder);
    return home;
}

static void leave(char *home)
{
    assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
    home_remove(home);
}

static struct clock clock_of(const char *when)
{
    struct clock clock;
    test_clock(&clock, when);
    return clock;
}

static struct pricing open_pricing(const char *when)
{
    struct pricing pricing;
    struct error error = {0};
    struct clock clock = clock_of(when);
    if (!pricing_open(&pricing, NULL, &clock, &error))
        fail_msg("%s", error.message);
    return pricing;
}

static void test_opening(void **state)
{
    (void)state;
    struct pricing pricing;
    struct error error = {0};
    struct clock clock = clock_of("2026-11-21T00:30:00+01:00"); /* still the 20th in UTC */
    char *home = home_with(NULL);
    assert_true(pricing_open(&pricing, NULL, &clock, &error));
    assert_int_equal(pricing.today, day_from_civil(2026, 11, 21));
    assert_false(price_find(pricing.book, "gcs_std")->own);
    pricing_release(&pricing);
    leave(home);
    home = home_with(HEADER "gcs_std,GiB-month,x,2026-11-01,me\n");
    assert_false(pricing_open(&pricing, &simulation_bill, &clock, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_int_equal(error.line, 2);
    char *path = pricing_path();
    assert_string_equal(error.file, path);
    free(path);
    /* what has no prices does not ask for them */
    struct error none = {0};
    assert_true(pricing_open(&pricing, simulation_find("hash"), &clock, &none));
    assert_null(pricing.book);
    leave(home);
}

static void test_defaults_are_the_person_s(void **state)
{
    (void)state;
    struct error error = {0};
    double values[VALUES];
    char *home = home_with(HEADER "gcs_std,GiB-month,0.5,2026-11-01,me\n"
                                  "gcs_later,GiB-month,0.25,2026-11-02,me\n");
    struct pricing pricing = open_pricing("2026-11-21");
    assert_true(pricing_defaults(&pricing, &simulation_bill, values, &error));
    assert_true(values[AMOUNT] == 100 && values[STANDARD] == 0.5 && values[LATER] == 0.25);
    assert_true(values[ARCHIVE] == 0.0012 && values[ARCHIVE_DAYS] == 365);
    pricing_release(&pricing);
    leave(home);
}

/* --- Told in words and as JSON -----------------------------------------------------------------
 */

static struct run *run_bill(const struct simulation *simulation, const struct pricing *pricing,
                            const char *changes)
{
    struct error error = {0};
    double values[MOST_PARAMETERS];
    assert_true(pricing_defaults(pricing, simulation, values, &error));
    assert_true(simulation_apply(simulation, values, changes, &error));
    struct run *run = run_start(simulation, values, NULL, 1, &error);
    assert_non_null(run);
    run_complete(run);
    return run;
}

static void expect_section(const struct simulation *simulation, const char *changes,
                           const char *wanted)
{
    struct pricing pricing = open_pricing("2026-11-21T08:00:00Z");
    struct run *run = run_bill(simulation, &pricing, changes);
    struct report report = {0};
    struct text text = {0};
    run_observe(run, &report);
    pricing_text(&pricing, run, &report, &text);
    assert_string_equal(text_string(&text), wanted);
    text_release(&text);
    report_release(&report);
    run_free(run);
    pricing_release(&pricing);
}

#define GCS                                                                                        \
    "of 2026-09-20 (62 days old), cloud.google.com/storage/pricing via "                           \
    "api-evangelist/gcp-cloud-storage plans yml (high confidence)\n"
#define SLOTS                                                                                      \
    "of 2023-07-05 (1235 days old), redresscompliance.com google-bigquery-pricing-optimisation "   \
    "(page undated; editions since July 2023) (low confidence)\n"                                  \
    "  bq_slot_std            0.04 USD per slot-hour\n"

static void test_section(void **state)
{
    (void)state;
    struct simulation all = bill_without_ids();
    char *home = home_with(NULL);
    expect_section(&all, "",
                   "Prices used, oldest first\n" SLOTS GCS
                   "  gcs_std                0.02 USD per GiB-month\n"
                   "  gcs_archive            0.0012 USD per GiB-month\n"
                   "  gcs_archive_days       365 days\n"
                   "not in the list of prices\n"
                   "  gcs_later              none USD per GiB-month\n");
    expect_section(&simulation_bill, "gcs_std=0.03",
                   "Prices used, oldest first\n" GCS
                   "  gcs_std                0.03 USD per GiB-month, set by hand; the row says "
                   "0.02\n");
    expect_section(simulation_find("hash"), "", "");
    leave(home);
    home = home_with(HEADER "gcs_archive,GiB-month,0.5,2026-11-20,my bill\n");
    expect_section(&all, "gcs_later=0.1",
                   "Prices used, oldest first\n" SLOTS GCS
                   "  gcs_std                0.02 USD per GiB-month\n"
                   "  gcs_archive_days       365 days\n"
                   "your own of 2026-11-20 (1 day old), my bill\n"
                   "  gcs_archive            0.5 USD per GiB-month\n"
                   "not in the list of prices\n"
                   "  gcs_later              0.1 USD per GiB-month, set by hand\n");
    leave(home);
}

static void expect_help(size_t parameter, double value, const char *wanted)
{
    struct pricing pricing = open_pricing("2026-11-21T08:00:00Z");
    struct text text = {0};
    pricing_help(&pricing, &parameters[parameter], value, &text);
    assert_string_equal(text_string(&text), wanted);
    text_release(&text);
    pricing_release(&pricing);
}

static void test_help(void **state)
{
    (void)state;
    char *home = home_with(HEADER "gcs_archive,GiB-month,0.5,2026-11-21,my bill\n");
    expect_help(STANDARD, 0.02,
                "gcs_std: USD per GiB-month, of 2026-09-20 (62 days old), "
                "cloud.google.com/storage/pricing via api-evangelist/gcp-cloud-storage plans yml");
    expect_help(STANDARD, 0.5,
                "gcs_std: USD per GiB-month, set by hand; the row says 0.02, of 2026-09-20 (62 "
                "days old), cloud.google.com/storage/pricing via api-evangelist/gcp-cloud-storage "
                "plans yml");
    expect_help(ARCHIVE, 0.5,
                "gcs_archive: USD per GiB-month, your own of 2026-11-21 (today), my bill");
    expect_help(LATER, NAN, "gcs_later: USD per GiB-month, not in the list of prices");
    expect_help(LATER, 1, "gcs_later: USD per GiB-month, set by hand");
    leave(home);
}

static json_t *print_run(const struct run *run, const struct pricing *pricing)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    simulate_print_json(run, pricing, out);
    (void)fclose(out);
    json_t *value = json_loads(bytes, 0, NULL);
    assert_non_null(value);
    free(bytes);
    return value;
}

static void test_json(void **state)
{
    (void)state;
    char *home = home_with(HEADER "gcs_std,GiB-month,0.5,2026-11-20,my bill\n");
    struct pricing pricing = open_pricing("2026-11-21T08:00:00Z");
    struct run *run = run_bill(&simulation_bill, &pricing, "gcs_archive=0.01");
    json_t *value = print_run(run, &pricing), *prices = json_object_get(value, "prices");
    assert_int_equal(json_array_size(prices), VALUES - 1);
    static const char *const order[] = {"bq_slot_std", "gcs_archive", "gcs_archive_days", "gcs_std",
                                        "gcs_later"};
    for (size_t i = 0; i < VALUES - 1; i++)
        assert_string_equal(
            json_string_value(json_object_get(json_array_get(prices, i), "parameter")), order[i]);
    json_t *own = json_array_get(prices, 3), *set = json_array_get(prices, 1);
    json_t *lost = json_array_get(prices, 4);
    json_t *wanted =
        json_pack("{s:s, s:s, s:f, s:s, s:f, s:s, s:i, s:s, s:n, s:b, s:b, s:b}", "id", "gcs_std",
                  "parameter", "gcs_std", "price", 0.5, "unit", "USD per GiB-month", "listed", 0.5,
                  "as_of", "2026-11-20", "age_days", 1, "source", "my bill", "confidence", "own", 1,
                  "changed", 0, "used", 1);
    assert_true(json_equal(own, wanted));
    assert_true(json_is_true(json_object_get(set, "changed")));
    assert_true(json_real_value(json_object_get(set, "listed")) == 0.0012);
    assert_true(json_is_false(json_object_get(set, "used")));
    assert_string_equal(json_string_value(json_object_get(json_array_get(prices, 2), "id")),
                        "gcs_archive");
    static const char *const nulls[] = {"price", "listed", "as_of", "age_days", "source"};
    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
        assert_true(json_is_null(json_object_get(lost, nulls[i])));
    json_decref(wanted);
    json_decref(value);
    run_free(run);
    pricing_release(&pricing);
    leave(home);
    struct error error = {0};
    double values[MOST_PARAMETERS];
    simulation_defaults(simulation_find("birthday"), values);
    run = run_start(simulation_find("birthday"), values, NULL, 1, &error);
    value = print_run(run, &pricing);
    assert_null(json_object_get(value, "prices"));
    json_decref(value);
    run_free(run);
}

/* --- Where they reach --------------------------------------------------------------------------
 */

static void test_player_begins_with_them(void **state)
{
    (void)state;
    struct error error = {0};
    double base[VALUES];
    simulation_defaults(&simulation_bill, base);
    base[STANDARD] = 0.5;
    struct player *player = player_open(&simulation_bill, base, 1, &error);
    base[STANDARD] = 7; /* it has a copy */
    assert_true(player_front(player)->values[STANDARD] == 0.5);
    assert_true(report_mean(&player_front(player)->report, "cost.total") == 50);
    assert_true(player_set(player, "gcs_std", "$0.25", &error));
    assert_true(report_mean(&player_front(player)->report, "cost.total") == 25);
    assert_true(player_load(player, "amount=10", &error)); /* a preset: the price is back */
    assert_true(report_mean(&player_front(player)->report, "cost.total") == 5);
    player_free(player);
}

/* A slider moves a price about a tenth, to what people would write, and never off to nothing. */
static void test_sliding_a_price(void **state)
{
    (void)state;
    const struct parameter *price = &parameters[ARCHIVE];
    char text[64];
    double value = parameter_nudge(price, 0.0012, 1);
    parameter_format(price, value, text, sizeof text);
    assert_string_equal(text, "0.0013");
    assert_true(parameter_nudge(price, value, -1) == 0.0012);
    assert_true(parameter_nudge(price, 0, 1) == 0.000012);
    assert_true(parameter_nudge(price, 0.00001, -1) == 0);
    assert_true(parameter_nudge(&parameters[LATER], NAN, 1) == 0.01);
    static const struct parameter end = PRICE_TIER_END("bq_ondemand", "TiB scanned", "x");
    assert_true(isinf(parameter_nudge(&end, INFINITY, 1)));
    assert_true(parameter_nudge(&end, INFINITY, -1) == 1000);
    double down = 0.02;
    for (int i = 0; i < 12; i++) {
        double next = parameter_nudge(&parameters[STANDARD], down, -1);
        assert_true(next > 0.85 * down && next < down);
        down = next;
    }
}

static size_t price_parameter(const struct simulation *simulation)
{
    size_t at = 0;
    while (simulation->parameters[at].price_field != PRICE_AMOUNT ||
           !simulation->parameters[at].price || simulation->parameters[at].optional)
        at++;
    return at;
}

/* Drawn over other prices, a question's id alone brings it back: prompt, answer and values. */
static void test_questions_come_back_by_their_id(void **state)
{
    (void)state;
    long moved = 0, asked = 0;
    for (size_t i = 0; simulation_registry[i]; i++) {
        const struct simulation *simulation = simulation_registry[i];
        if (!price_is_used(simulation))
            continue;
        double base[MOST_PARAMETERS];
        simulation_defaults(simulation, base);
        size_t at = price_parameter(simulation);
        base[at] *= 1.5;
        for (size_t q = 0; q < simulation->question_count; q++)
            for (uint64_t seed = 0; seed < 10; seed++) {
                double values[MOST_PARAMETERS], same[MOST_PARAMETERS];
                struct problem with, without, again;
                struct error error = {0};
                const struct question *question = &simulation->questions[q];
                if (!question_generate_over(simulation, question, base, seed, values, &with))
                    continue;
                assert_non_null(strstr(with.id, simulation->parameters[at].name));
                if (!question_regenerate(with.id, same, &again, &error))
                    fail_msg("%s: %s", with.id, error.message);
                assert_string_equal(with.prompt, again.prompt);
                assert_string_equal(with.answer, again.answer);
                assert_string_equal(with.id, again.id);
                assert_memory_equal(values, same, simulation->parameter_count * sizeof *values);
                assert_true(question_generate(simulation, question, seed, NULL, &without));
                moved += strcmp(with.answer, without.answer) != 0;
                asked++;
                problem_release(&with);
                problem_release(&without);
                problem_release(&again);
            }
    }
    if (!asked)
        skip();
    assert_true(moved > 0);
}

/* Over the shipped prices nothing changes, not even the id. */
static void test_questions_over_the_shipped_prices(void **state)
{
    (void)state;
    for (size_t i = 0; simulation_registry[i]; i++) {
        const struct simulation *simulation = simulation_registry[i];
        double base[MOST_PARAMETERS];
        struct error error = {0};
        simulation_defaults(simulation, base);
        assert_true(price_book_apply(NULL, simulation, base, &error));
        for (size_t q = 0; q < simulation->question_count; q++) {
            struct problem over, plain;
            const struct question *question = &simulation->questions[q];
            assert_true(question_generate_over(simulation, question, base, 3, NULL, &over));
            assert_true(question_generate(simulation, question, 3, NULL, &plain));
            assert_string_equal(over.id, plain.id);
            assert_string_equal(over.answer, plain.answer);
            problem_release(&over);
            problem_release(&plain);
        }
    }
}

/* --- Sessions ----------------------------------------------------------------------------------
 */

/* The id of the prediction that a session of this day asks; "" where it asks none. */
static void prediction_of(const char *home, int day, char *id, size_t size, bool *troubled)
{
    struct error error = {0};
    struct clock clock;
    char *path = home_path(home, "collection.db");
    test_clock(&clock, "2026-03-10T09:00:00+01:00");
    test_clock_add(&clock, day, 0);
    struct collection *collection = test_open(path, &clock);
    if (!day) {
        struct harvest harvest = {0};
        test_harvest(&harvest, "/notes/a.md", "card", 400); /* new ones on every day */
        (void)test_import_one(collection, &harvest);
        harvest_release(&harvest);
    }
    struct session_options options = {.seed = 5};
    struct session *session = session_start(collection, &options, &error);
    if (!session)
        fail_msg("%s", error.message);
    *troubled = session_trouble(session) != NULL;
    id[0] = '\0';
    while (session_phase(session) != SESSION_OVER && !id[0]) {
        if (session_item(session)->kind == ITEM_SIMULATION)
            (void)snprintf(id, size, "%s", session_item(session)->problem.id);
        if (session_item(session)->kind == ITEM_CARD)
            assert_true(session_reveal(session) && session_grade(session, 5, NULL, &error));
        else
            assert_true(session_skip(session, &error));
    }
    session_free(session);
    collection_close(collection);
    free(path);
}

/* Days of sessions: how many asked about prices, and how many of those over the person's own. */
static void walk_days(const char *prices, int *asked, int *own, int *troubles)
{
    char *home = home_with(prices);
    *asked = *own = *troubles = 0;
    for (int day = 0; day < 40; day++) {
        char id[PROBLEM_ID], name[64];
        bool troubled;
        prediction_of(home, day, id, sizeof id, &troubled);
        (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(id, ":"), id);
        const struct simulation *simulation = simulation_find(name);
        bool priced = simulation && price_is_used(simulation);
        *asked += priced;
        *own += priced && strchr(id, ' ') != NULL; /* an id holds what is not shipped */
        *troubles += troubled;
    }
    leave(home);
}

/* Every shipped price half as much again, in a unit of this name (NULL: its own): whatever is asked
 * about prices then meets one of the person's. */
static char *all_prices(const char *unit)
{
    const struct price_book *book = price_book_shipped();
    struct text text = {0};
    text_append(&text, HEADER);
    for (size_t i = 0; i < book->count; i++)
        text_printf(&text, "%s,%s,%.6g,2026-01-01,me\n", book->prices[i].id,
                    unit ? unit : book->prices[i].unit, 1.5 * book->prices[i].amount);
    return text_take(&text);
}

static void test_sessions(void **state)
{
    (void)state;
    int asked, own, troubles;
    if (!simulation_find("storage-class"))
        skip();
    walk_days(NULL, &asked, &own, &troubles);
    assert_true(asked > 0 && !own && !troubles);
    char *prices = all_prices(NULL);
    walk_days(prices, &asked, &own, &troubles);
    assert_true(own > 0 && own == asked && !troubles);
    free(prices);
    walk_days(HEADER "gcs_std,GiB-month,-1,2026-01-01,me\n", &asked, &own, &troubles);
    assert_true(!asked && troubles == 40); /* nothing with other prices than the person's */
    prices = all_prices("barrel");
    walk_days(prices, &asked, &own, &troubles);
    assert_true(!own && troubles > 0);
    free(prices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_opening),
        cmocka_unit_test(test_defaults_are_the_person_s),
        cmocka_unit_test(test_section),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_player_begins_with_them),
        cmocka_unit_test(test_sliding_a_price),
        cmocka_unit_test(test_questions_come_back_by_their_id),
        cmocka_unit_test(test_questions_over_the_shipped_prices),
        cmocka_unit_test(test_sessions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
