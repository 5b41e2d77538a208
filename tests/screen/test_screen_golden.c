/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every screen at the three sizes, compared with pictures that somebody looked at. */
#include <stdio.h>
#include <string.h>

#include "tests/support/practice.h"
#include "tests/support/screen.h"
#include "tests/support/suite.h"

static const struct {
    int columns, rows;
} sizes[] = {{80, 24}, {60, 15}, {200, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* Opens a screen, types, and compares, once a size. */
struct scene {
    const char *name, *screen, *keys, *argument; /* of the review, or of `screen` */
    bool empty, history, ascii;
    bool practised; /* weeks of drills; then `screen` is opened with `argument` */
};

static const struct scene scenes[] = {
    {.name = "welcome", .empty = true},
    {.name = "welcome-import", .empty = true, .keys = "2/nowhere/at/all\r"},
    {.name = "today", .history = true},
    {.name = "today-ascii", .history = true, .ascii = true},
    {.name = "today-new"},
    {.name = "today-empty", .screen = "today", .empty = true},
    {.name = "review-asking", .screen = "review"},
    {.name = "review-revealed", .screen = "review", .keys = " "},
    {.name = "review-reject", .screen = "review", .keys = " xtoo vague"},
    {.name = "review-information", .screen = "review", .keys = "i"},
    {.name = "drills", .screen = "drills"},
    {.name = "drills-practised", .screen = "drills", .practised = true},
    {.name = "drills-ascii", .screen = "drills", .practised = true, .ascii = true},
    {.name = "skill", .screen = "skill", .argument = "byte-units", .practised = true},
    {.name = "skill-ascii",
     .screen = "skill",
     .argument = "powers",
     .practised = true,
     .ascii = true},
    {.name = "skill-turned",
     .screen = "skill",
     .argument = "byte-units",
     .keys = "mm",
     .practised = true},
    {.name = "skill-table",
     .screen = "skill",
     .argument = "byte-units",
     .keys = "t",
     .practised = true},
    {.name = "skill-new", .screen = "skill", .argument = "storage-sizing", .practised = true},
    {.name = "drill-asking", .argument = "drill:powers", .keys = "12abc\r\x14"},
    {.name = "drill-answered", .argument = "drill:powers", .keys = "7\r"},
    {.name = "drill-choice", .argument = "drill:negation", .keys = "\x14"},
    {.name = "drill-choice-answered", .argument = "drill:negation", .keys = "b\r"},
    {.name = "spot-choice", .screen = "simulation spot", .keys = "p5\rp5\rpmaybe\r"},
    {.name = "spot-choice-reveal", .screen = "simulation spot", .keys = "p5\rp5\rpc\rG"},
    {.name = "export", .screen = "export"},
    {.name = "export-tables", .screen = "export", .keys = "j\x1b[Dj\x1b[C"},
    {.name = "simulations", .screen = "simulations"},
    {.name = "simulation", .screen = "review", .keys = "s"},
    {.name = "simulation-stepped", .screen = "review", .keys = "sl\033llll"},
    {.name = "simulation-range", .screen = "review", .keys = "sjj\r99999999\r"},
    {.name = "simulation-table", .screen = "review", .keys = "s \033Gt"},
    {.name = "simulation-guess", .screen = "review", .keys = "s "},
    {.name = "simulation-unread", .screen = "review", .keys = "s many\r"},
    {.name = "simulation-reveal", .screen = "review", .keys = "s 12\rG"},
    {.name = "simulation-compare", .screen = "review", .keys = "sl\033vjjj\r0.5\rG"},
    {.name = "simulation-presets", .screen = "review", .keys = "so"},
    {.name = "compaction", .screen = "simulation compaction", .keys = "l\033llllllllllllllllllll"},
    {.name = "compaction-done", .screen = "simulation compaction", .keys = "G\033G"},
    {.name = "compaction-presets", .screen = "simulation compaction", .keys = "o"},
    {.name = "compaction-policies",
     .screen = "simulation compaction",
     .keys = "l\033gv\runiversal\rG"},
    {.name = "btree-lsm", .screen = "simulation btree-lsm", .keys = "l\033llllllllllllllllllll"},
    {.name = "btree-lsm-done", .screen = "simulation btree-lsm", .keys = "G\033G"},
    {.name = "btree-lsm-presets", .screen = "simulation btree-lsm", .keys = "o"},
    {.name = "btree-lsm-guess", .screen = "simulation btree-lsm", .keys = "p"},
    {.name = "btree-lsm-pools",
     .screen = "simulation btree-lsm",
     .keys = "l\033gvjjjjjjjj\r12000000\rG"},
    {.name = "scan", .screen = "simulation scan zone-maps=both", .keys = "l\033lllllllllllllll"},
    {.name = "scan-columns", .screen = "simulation scan", .keys = "l\033Gmm"},
    {.name = "scan-bill",
     .screen = "simulation scan rows=20000 columns=6 columns-read=2 dimensions=3 "
               "dimension-rows=400 schema=normalised compression=dictionary",
     .keys = "l\033Gmmm"},
    {.name = "storage-class-prices",
     .screen = "simulation storage-class",
     .keys = "jjjjjjjjl\033Gt\033[6~\033[6~"},
    {.name = "simulation-write", .screen = "review", .keys = "sw"},
    {.name = "simulation-robin-hood",
     .screen = "simulation hash scheme=robin-hood",
     .keys = "llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll"},
    {.name = "simulation-cuckoo", .screen = "simulation hash scheme=cuckoo load=0.5", .keys = "G"},
    {.name = "simulation-chaining",
     .screen = "simulation hash scheme=chaining slots=16 load=1.5",
     .keys = "lllllllllllllllllllll"},
    {.name = "simulation-two-choice",
     .screen = "simulation hash scheme=two-choice slots=10000 load=1 trials=4",
     .keys = "G"},
    {.name = "simulation-linear",
     .screen = "simulation hash slots=1000 load=0.9 trials=20",
     .keys = "l\033G"},
    {.name = "simulation-bad-hash",
     .screen = "simulation hash function=character-sum load=0.6",
     .keys = "G"},
    {.name = "simulation-own-keys",
     .screen = "simulation hash slots=16 scheme=hopscotch",
     .keys = "ycat dog cow cat horse hen\rG"},
    {.name = "simulation-bloom",
     .screen = "simulation bloom",
     .keys = "l\033llllllllllllllllllllll"},
    {.name = "simulation-ring", .screen = "simulation ring", .keys = "l\033G"},
    {.name = "simulation-bitcask",
     .screen = "simulation bitcask delete-fraction=0.2",
     .keys = "llllllllllllllllllllllllllllllllllllllllll"},
    {.name = "simulation-birthday",
     .screen = "simulation birthday",
     .keys = "l\033llllllllllllllllllllllllllllll"},
    {.name = "simulation-dag", .screen = "simulation dag", .keys = "l\033llllllllllll"},
    {.name = "simulation-dag-fixed",
     .screen = "simulation dag policy=fixed slack=0 failure=0.3",
     .keys = "l\033G"},
    {.name = "simulation-dag-guess", .screen = "simulation dag", .keys = "p"},
    {.name = "availability",
     .screen = "simulation availability arrangement=k-of-n components=3",
     .keys = "l\033llllllllllllllllllllllllllllll"},
    {.name = "availability-done",
     .screen = "simulation availability components=4 common-cause=0.1 repair-crews=1",
     .keys = "G\033G"},
    {.name = "availability-rare",
     .screen = "simulation availability availability=0.9999999",
     .keys = "G\033G"},
    {.name = "availability-nines",
     .screen = "simulation availability components=3 common-cause=0.1",
     .keys = "G\033Gm"},
    {.name = "availability-recovery",
     .screen = "simulation availability disaster-rate=1 backup-hours=3 rpo-hours=4",
     .keys = "G\033Gmm"},
    {.name = "simulation-queue",
     .screen = "simulation queue servers=2 arrival-rate=1.6",
     .keys = "l\033llllllllllllllllllllllllllllllllllllllllllllllll"},
    {.name = "simulation-queue-batch", .screen = "simulation queue mode=batch", .keys = "l\033Gm"},
    {.name = "simulation-queue-autoscale",
     .screen = "simulation queue",
     .keys = "ojjjj\rllllllllllllllllllllllllllllllllll"
             "llllllllllllllllllllllllllllllllll"},
    {.name = "storage-class", .screen = "simulation storage-class", .keys = "G\033G"},
    {.name = "storage-class-days", .screen = "simulation storage-class", .keys = "G\033Gm"},
    {.name = "storage-class-map", .screen = "simulation storage-class", .keys = "G\033Gmm"},
    {.name = "storage-class-zoom", .screen = "simulation storage-class", .keys = "G\033Gmmz"},
    {.name = "storage-class-bill", .screen = "simulation storage-class", .keys = "G\033Gmmm"},
    {.name = "warehouse-costs", .screen = "simulation warehouse", .keys = "G\033G"},
    {.name = "warehouse-table",
     .screen = "simulation warehouse pruned=0.6 repeated=0.5",
     .keys = "G\033Gmz"},
    {.name = "warehouse-bill", .screen = "simulation warehouse", .keys = "G\033Gmmmmm"},
    {.name = "disk-assets", .screen = "simulation disk-assets", .keys = "l\033llllllllllllllllll"},
    {.name = "disk-assets-overload",
     .screen = "simulation disk-assets buying=never fill=0.6",
     .keys = "G\033Gz"},
    {.name = "disk-assets-sizes", .screen = "simulation disk-assets", .keys = "G\033Gmz"},
    {.name = "disk-assets-binding", .screen = "simulation disk-assets", .keys = "G\033Gmmz"},
    {.name = "storage-class-guess", .screen = "simulation storage-class", .keys = "p"},
    {.name = "tco", .screen = "simulation tco", .keys = "l\033G"},
    {.name = "tco-years", .screen = "simulation tco", .keys = "l\033Gm"},
    {.name = "tco-lock-in", .screen = "simulation tco scenario=lock-in", .keys = "l\033lllllll"},
    {.name = "regions", .screen = "simulation regions", .keys = "G\033G"},
    {.name = "regions-up", .screen = "simulation regions", .keys = "G\033Gmm"},
    {.name = "spot", .screen = "simulation spot", .keys = "l\033llllllllllllllllllll"},
    {.name = "spot-done", .screen = "simulation spot", .keys = "l\033G"},
    {.name = "reserve", .screen = "simulation reserve", .keys = "l\033lllllllll"},
    {.name = "reserve-done", .screen = "simulation reserve term=three-years", .keys = "l\033G"},
    {.name = "autoscale",
     .screen = "simulation autoscale",
     .keys = "l\033llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll"},
    {.name = "autoscale-done", .screen = "simulation autoscale", .keys = "l\033Gmm"},
    {.name = "autoscale-moment", .screen = "simulation autoscale burst-size=3", .keys = "l\033Gm"},
    {.name = "serverless", .screen = "simulation serverless", .keys = "G\033G"},
    {.name = "serverless-day", .screen = "simulation serverless peak-to-mean=8", .keys = "G\033Gm"},
    {.name = "serverless-map", .screen = "simulation serverless", .keys = "G\033Gmmm"},
    {.name = "egress", .screen = "simulation egress", .keys = "G\033G"},
    {.name = "egress-tiers", .screen = "simulation egress", .keys = "G\033Gm"},
    {.name = "egress-map", .screen = "simulation egress", .keys = "G\033Gmmm"},
    {.name = "help", .screen = "review", .keys = "?"},
    {.name = "help-search", .screen = "review", .keys = "?back"},
    {.name = "palette", .history = true, .keys = ":sim"},
};

/* Lets the app go where it was told to, as after a key. */
static void follow_up(struct screen_test *test)
{
    (void)app_feed(&test->app, (struct key){.code = SPECIAL_RESIZE});
    test->loop.stale = true;
    screen_settle(test);
}

static void open_scene(struct screen_test *test, const struct scene *scene, int columns, int rows)
{
    bool own_start = scene->history || scene->practised;
    struct screen_options options = {.columns = columns,
                                     .rows = rows,
                                     .first_screen = own_start ? NULL : scene->screen,
                                     .empty = scene->empty,
                                     .ascii = scene->ascii};
    screen_open(test, &options);
    if (scene->history)
        fixture_history(test);
    if (scene->practised) {
        practice_weeks(test->collection, &test->clock);
        app_replace(&test->app, scene->screen, scene->argument);
        follow_up(test);
    } else if (scene->history || scene->argument) {
        app_replace(&test->app, scene->argument ? "review" : "today", scene->argument);
        follow_up(test);
    }
    if (scene->keys)
        screen_type(test, scene->keys);
}

static void scenes_look_as_they_did(void **state)
{
    const struct scene *scene = *state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        open_scene(&test, scene, sizes[i].columns, sizes[i].rows);
        screen_golden(&test, scene->name);
        screen_close(&test);
    }
}

/* A whole session to its summary. */
static void summary_looks_as_it_did(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        struct screen_options options = {.columns = sizes[i].columns,
                                         .rows = sizes[i].rows,
                                         .first_screen = "review",
                                         .cards = 3,
                                         .config = NULL};
        struct error error = {0};
        screen_open(&test, &options);
        assert_true(collection_set(test.collection, "drill-every", "0", &error));
        assert_true(collection_set(test.collection, "simulations-per-session", "0", &error));
        assert_true(collection_challenge_start(test.collection,
                                               collection_today(test.collection) - 3, &error));
        app_replace(&test.app, "review", "");
        follow_up(&test);
        screen_type(&test, " 3 4 1 3");
        screen_golden(&test, "summary");
        screen_close(&test);
    }
}

/* Ten problems of one skill, to what that changed. */
static void practice_summary_looks_as_it_did(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        struct screen_options options = {
            .columns = sizes[i].columns, .rows = sizes[i].rows, .first_screen = "drills"};
        screen_open(&test, &options);
        practice_weeks(test.collection, &test.clock);
        app_replace(&test.app, "review", "drill:powers");
        follow_up(&test);
        for (uint64_t number = 0; number < 10; number++)
            practice_solve(&test, "powers", number);
        screen_golden(&test, "summary-practice");
        screen_close(&test);
    }
}

int main(void)
{
    enum { SCENES = sizeof scenes / sizeof *scenes };
    struct CMUnitTest tests[SCENES + 2];
    for (size_t i = 0; i < SCENES; i++)
        tests[i] = (struct CMUnitTest){scenes[i].name, scenes_look_as_they_did, NULL, NULL,
                                       (void *)(uintptr_t)&scenes[i]};
    tests[SCENES] = (struct CMUnitTest)cmocka_unit_test(summary_looks_as_it_did);
    tests[SCENES + 1] = (struct CMUnitTest)cmocka_unit_test(practice_summary_looks_as_it_did);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
