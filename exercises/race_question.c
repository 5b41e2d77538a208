/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/race_question.h"

#include <math.h>

#include "exercises/problem_writer.h"

struct race_parameters race_parameters_from(const double *values)
{
    struct race_parameters p = {
        .lsm = {.policy = (enum lsm_policy)values[RACE_POLICY],
                .keys = (uint32_t)values[RACE_KEYS],
                .operations = (uint64_t)values[RACE_OPERATIONS],
                .distribution = (enum lsm_distribution)values[RACE_DISTRIBUTION],
                .zipf_exponent = values[RACE_ZIPF_EXPONENT],
                .key_bytes = (uint32_t)values[RACE_KEY_BYTES],
                .value_bytes = (uint32_t)values[RACE_VALUE_BYTES],
                .level0_trigger = (uint32_t)values[RACE_LEVEL0_TRIGGER],
                .level1_bytes = (uint64_t)values[RACE_LEVEL1_BYTES],
                .size_ratio = values[RACE_RATIO],
                .target_file_bytes = (uint64_t)values[RACE_TARGET_FILE_BYTES],
                .universal_size_ratio_percent = 1, /* as the engine has them unless told */
                .universal_max_size_amplification_percent = 200,
                .ordered_load = values[RACE_LOAD] > 0},
        .page_bytes = (uint32_t)values[RACE_PAGE_BYTES],
        .pool_bytes = (uint64_t)values[RACE_POOL_BYTES],
        .checkpoint_writes = (uint64_t)values[RACE_CHECKPOINT_WRITES],
        .rightmost_split = values[RACE_RIGHTMOST_SPLIT] > 0};
    p.lsm.entries_per_flush = lsm_default_entries_per_flush((uint64_t)values[RACE_MEMTABLE_BYTES],
                                                            p.lsm.key_bytes, p.lsm.value_bytes);
    return p;
}

/* --- What a write in place costs ----------------------------------------------------------------
 */

static void draw_in_place(gsl_rng *rng, double *values)
{
    static const int records[] = {50, 80, 100, 128, 200, 256, 400};
    static const int percents[] = {10, 20, 25, 40, 50, 75, 80, 90};
    int page = 4096 << draw_between(rng, 0, 2);
    values[RACE_LOAD] = 1;
    values[RACE_KEYS] = 1000.0 * draw_between(rng, 4, 20);
    values[RACE_OPERATIONS] = 3 * values[RACE_KEYS];
    values[RACE_VALUE_BYTES] = records[draw_between(rng, 0, 6)] - values[RACE_KEY_BYTES];
    values[RACE_PAGE_BYTES] = page;
    struct race_parameters p = race_parameters_from(values);
    double share = percents[draw_between(rng, 0, 7)] / 100.0;
    values[RACE_POOL_BYTES] = fmax(1, round(share * race_expected_pages(&p, NULL))) * page;
}

static bool pose_in_place(const double *values, struct problem *problem)
{
    struct race_parameters p = race_parameters_from(values);
    double pages = race_expected_pages(&p, NULL), pool = (double)race_pool_pages(&p);
    double record = race_record_bytes(&p), page = p.page_bytes;
    if (p.lsm.distribution != LSM_UNIFORM || p.checkpoint_writes || pool < 1 || pool > 0.95 * pages)
        return false;
    double missed = 1 - pool / pages, written = missed * page / record;
    problem_prompt(problem,
                   "A B+-tree of %.0f leaf pages of %.0f bytes has a buffer pool of %.0f pages "
                   "(LRU). Records of %.0f bytes are overwritten in place, keys at random. How "
                   "many bytes of pages are written for each byte of user data, once the pool is "
                   "warm? (The log is left out.)",
                   pages, page, pool, record);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", written);
    problem_hint(problem, "A write whose page is in the pool costs nothing now.");
    problem_hint(problem, "Every page in the pool is dirty, so a page that is read evicts one that "
                          "must be written, whole.");
    problem_step(problem, "a page is in the pool with chance %.0f/%.0f = %.3f", pool, pages,
                 pool / pages);
    problem_step(problem, "so 1 - %.3f = %.3f of the writes evict a dirty page", pool / pages,
                 missed);
    problem_step(problem, "a page is %.0f/%.0f = %.1f records", page, record, page / record);
    if (!race_ordered(&p))
        problem_step(problem, "fuller pages are hit more often and kept: a run after a random load "
                              "writes a little less");
    problem_step(problem, "%.3f x %.1f = %.3g", missed, page / record, written);
    problem_misconception(problem, "record-alone",
                          "a disk takes pages: one changed record rewrites its whole page", "%.3g",
                          missed);
    problem_misconception(problem, "no-pool",
                          "pages in the pool are not written for each of their writes", "%.3g",
                          page / record);
    return true;
}

/* --- How full pages become ----------------------------------------------------------------------
 */

static void draw_pages(gsl_rng *rng, double *values)
{
    static const int rooms[] = {10, 20, 25, 40, 50, 100};
    int room = rooms[draw_between(rng, 0, 5)];
    values[RACE_KEYS] = 10000.0 * draw_between(rng, 1, 10);
    values[RACE_OPERATIONS] = values[RACE_KEYS];
    values[RACE_PAGE_BYTES] = 4096 << draw_between(rng, 0, 1);
    values[RACE_VALUE_BYTES] = floor(values[RACE_PAGE_BYTES] / room) - values[RACE_KEY_BYTES];
}

static bool pose_pages(const double *values, struct problem *problem)
{
    struct race_parameters p = race_parameters_from(values);
    uint32_t keys = p.lsm.keys, room = race_page_records(&p);
    if (race_ordered(&p) || room < 8 || keys < 50 * room)
        return false;
    double pages = race_expected_pages(&p, NULL), full = (double)keys / room;
    problem_prompt(problem,
                   "%s records are inserted into a B+-tree in random order. A leaf page holds %u "
                   "records; one too many splits it in halves. About how many leaf pages are there "
                   "at the end?",
                   grouped(problem, keys), room);
    problem_answer(problem, ANSWER_ESTIMATE, "%.0f", pages);
    problem_hint(problem, "Pages are between half full and full, but not evenly so: after a split "
                          "there are two that have just been halved.");
    problem_hint(problem, "Occupancy tends to ln 2 = 0.693.");
    problem_step(problem, "full pages would be %s/%u = %.0f", grouped(problem, keys), room, full);
    problem_step(problem, "at ln 2 = 69 %% full: %.0f/0.693 = %.0f", full, full / log(2));
    problem_step(problem, "exactly, for pages of %u records (%.1f %% full): %.0f", room,
                 100 * full / pages, pages);
    problem_misconception(problem, "full-pages", "splits leave room in most pages", "%.0f", full);
    problem_misconception(problem, "half-full", "halves fill up again until they split", "%.0f",
                          2 * full);
    return true;
}

/* --- Which writes less --------------------------------------------------------------------------
 */

/* Writes of a run that a question may make to know its answer: some tenths of a second. */
enum { WRITES_MEASURED = 4000000 };

static void measure(const struct race_parameters *parameters, double *in_place, double *merged)
{
    struct race race;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 338);
    race_init(&race, parameters, rng);
    while (race_step(&race, rng))
        continue;
    *in_place = race_btree_written(&race, LSM_OVERWRITE);
    *merged = race_lsm_written(&race, LSM_OVERWRITE);
    race_release(&race);
    gsl_rng_free(rng);
}

static void draw_winner(gsl_rng *rng, double *values)
{
    static const int records[] = {40, 64, 100, 200, 1000, 2000, 4000};
    static const int percents[] = {10, 25, 50, 75, 90};
    int record = records[draw_between(rng, 0, 6)];
    double entries = 100;
    values[RACE_KEYS] = 1000.0 * draw_between(rng, 2, 6);
    values[RACE_OPERATIONS] = 3 * values[RACE_KEYS];
    values[RACE_VALUE_BYTES] = record - values[RACE_KEY_BYTES];
    values[RACE_MEMTABLE_BYTES] = entries * record;
    values[RACE_LEVEL1_BYTES] = fmax(4096, 4 * values[RACE_MEMTABLE_BYTES]);
    values[RACE_TARGET_FILE_BYTES] = fmax(4096, values[RACE_MEMTABLE_BYTES]);
    struct race_parameters p = race_parameters_from(values);
    double share = percents[draw_between(rng, 0, 4)] / 100.0;
    values[RACE_POOL_BYTES] =
        fmax(1, round(share * race_expected_pages(&p, NULL))) * values[RACE_PAGE_BYTES];
}

static bool pose_winner(const double *values, struct problem *problem)
{
    struct race_parameters p = race_parameters_from(values);
    double in_place, merged, pages = race_expected_pages(&p, NULL);
    double pool = (double)race_pool_pages(&p), record = race_record_bytes(&p), page = p.page_bytes;
    if (p.lsm.distribution != LSM_UNIFORM || p.lsm.policy != LSM_LEVELED || p.checkpoint_writes ||
        p.lsm.operations < p.lsm.keys || p.lsm.keys + p.lsm.operations > WRITES_MEASURED ||
        pool > 0.95 * pages)
        return false;
    measure(&p, &in_place, &merged);
    const char *winner = in_place < merged ? "the B+-tree" : "the LSM tree";
    problem_prompt(problem,
                   "Records of %.0f bytes are overwritten, keys at random. A B+-tree has %.0f leaf "
                   "pages of %.0f bytes, %.0f of them in its pool. A leveled LSM tree holds %.3g "
                   "memtables of data, its levels grow %.3g times. Which writes fewer bytes: the "
                   "B+-tree (a) or the LSM tree (b)?",
                   record, pages, page, fmin(pool, pages),
                   (double)p.lsm.keys / p.lsm.entries_per_flush, p.lsm.size_ratio);
    problem->choices[problem->choice_count++] = "the B+-tree";
    problem->choices[problem->choice_count++] = "the LSM tree";
    problem_answer(problem, ANSWER_CHOICE, "%s", winner);
    problem_hint(problem, "In place, each miss writes a page for one record: weigh page/record.");
    problem_hint(problem, "Merging rewrites a record some times a level, however small it is.");
    problem_step(problem, "in place: about (1 - %.0f/%.0f) x %.0f/%.0f = %.2f; measured %.2f",
                 fmin(pool, pages), pages, page, record,
                 (1 - fmin(pool / pages, 1)) * page / record, in_place);
    problem_step(problem, "flushes and merges, measured: %.2f", merged);
    problem_step(problem, "%.2f against %.2f: fewer bytes are written by %s", in_place, merged,
                 winner);
    return true;
}

const struct question race_questions[RACE_QUESTIONS] = {
    {"in-place-writes", draw_in_place, pose_in_place},
    {"leaf-pages", draw_pages, pose_pages},
    {"which-writes-less", draw_winner, pose_winner},
};

const struct preset race_presets[RACE_PRESETS] = {
    {"small records: merging wins", "",
     "one record changes and its whole page is written; a merge writes many at once"},
    {"records near a page: in place wins",
     "value-bytes=3900 keys=10000 operations=30000 memtable-bytes=1048576 level1-bytes=4194304 "
     "target-file-bytes=1048576 pool-bytes=8388608",
     "a page is about one record: nothing else is written with it"},
    {"everything in the pool", "pool-bytes=33554432 checkpoint-writes=30000",
     "no page is read or evicted; checkpoints alone write, many changes to a page at once"},
    {"a few hot keys", "distribution=zipf zipf-exponent=0.99",
     "hot pages stay in the pool, cold ones are still written for one record each"},
    {"keys in order", "distribution=sequential",
     "each page is written once, full of changes; files of the load move down unread"},
};
