/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every write, sync and open of the file system, and every allocation of SQLite, fails once: an
 * answer or an import then either succeeds or changes nothing, and the collection stays sound.
 */
#include "tests/support/suite.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/quiz.h"
#include "tests/support/store.h"

/* --- A file system that fails ------------------------------------------------------------------
 */

static struct {
    long countdown; /* operations until the failure; 0: none will fail */
    bool lasting;   /* fails from then on, as a full disk does */
    bool failed;
    long refused_allocation; /* allocations until one is refused; 0: none */
    bool refused;
} fault;

static bool fails(void)
{
    if (fault.failed && fault.lasting)
        return true;
    if (!fault.countdown || --fault.countdown)
        return false;
    fault.failed = true;
    return true;
}

struct shim {
    sqlite3_file base;
    sqlite3_file *real; /* just behind this struct */
};
static sqlite3_vfs *real_vfs, shim_vfs;
static sqlite3_io_methods shim_methods;

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct shim *)(void *)file)->real;
}

static int shim_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}
static int shim_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), bytes, count, at);
}
static int shim_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    if (fails()) {
        if (!fault.lasting && count > 1) /* a short write: half of it is there */
            (void)real_of(file)->pMethods->xWrite(real_of(file), bytes, count / 2, at);
        return fault.lasting ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    return real_of(file)->pMethods->xWrite(real_of(file), bytes, count, at);
}
static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return fails() ? SQLITE_IOERR_TRUNCATE
                   : real_of(file)->pMethods->xTruncate(real_of(file), size);
}
static int shim_sync(sqlite3_file *file, int flags)
{
    return fails() ? SQLITE_IOERR_FSYNC : real_of(file)->pMethods->xSync(real_of(file), flags);
}
static int shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
static int shim_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}
static int shim_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
static int shim_reserved(sqlite3_file *file, int *out)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}
static int shim_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}
static int shim_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}
static int shim_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
static int shim_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    if (extend && fails())
        return SQLITE_IOERR_SHMSIZE;
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}
static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
static void shim_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}
static int shim_unmap(sqlite3_file *file, int delete)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct shim *shim = (struct shim *)(void *)file;
    (void)vfs;
    file->pMethods = NULL;
    if (fails())
        return SQLITE_CANTOPEN;
    shim->real = (sqlite3_file *)(void *)(shim + 1);
    int code = real_vfs->xOpen(real_vfs, name, shim->real, flags, out);
    if (code == SQLITE_OK)
        file->pMethods = &shim_methods;
    return code;
}

static void install_file_system(void)
{
    real_vfs = sqlite3_vfs_find(NULL);
    shim_vfs = *real_vfs;
    shim_vfs.zName = "failing";
    shim_vfs.szOsFile = (int)sizeof(struct shim) + real_vfs->szOsFile;
    shim_vfs.xOpen = shim_open;
    shim_methods = (sqlite3_io_methods){
        .iVersion = 2,
        .xClose = shim_close,
        .xRead = shim_read,
        .xWrite = shim_write,
        .xTruncate = shim_truncate,
        .xSync = shim_sync,
        .xFileSize = shim_size,
        .xLock = shim_lock,
        .xUnlock = shim_unlock,
        .xCheckReservedLock = shim_reserved,
        .xFileControl = shim_control,
        .xSectorSize = shim_sector,
        .xDeviceCharacteristics = shim_device,
        .xShmMap = shim_map,
        .xShmLock = shim_shm_lock,
        .xShmBarrier = shim_barrier,
        .xShmUnmap = shim_unmap,
    };
    (void)sqlite3_vfs_register(&shim_vfs, 1);
}

/* --- Memory that is refused --------------------------------------------------------------------
 */

static sqlite3_mem_methods real_memory;

static bool refuses(void)
{
    if (!fault.refused_allocation || --fault.refused_allocation)
        return false;
    fault.refused = true;
    return true;
}

static void *failing_allocate(int size)
{
    return refuses() ? NULL : real_memory.xMalloc(size);
}

static void *failing_resize(void *old, int size)
{
    return refuses() ? NULL : real_memory.xRealloc(old, size);
}

static void install_memory(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
    sqlite3_mem_methods memory = real_memory;
    memory.xMalloc = failing_allocate;
    memory.xRealloc = failing_resize;
    (void)sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
}

/* --- What is done while it fails ---------------------------------------------------------------
 */

static struct clock now;
static char *sound;
static size_t sound_length;
static char card_id[40];

/* An answer and two credits. */
static bool do_drill(struct collection *c, struct error *error)
{
    static const char *const prerequisites[] = {"byte-units", "percent-change", NULL};
    struct graded graded;
    struct answer answer = {.kind = ITEM_DRILL,
                            .subject = "storage-sizing",
                            .grade = 4,
                            .level = 1,
                            .prerequisites = prerequisites};
    return collection_answer(c, &answer, &graded, error);
}

/* Ends the open quiz and begins another. */
static bool do_quiz_start(struct collection *c, struct error *error)
{
    struct quiz quiz = {0};
    struct quiz_item items[2] = {
        {.form = QUIZ_TYPED, .subject = card_id, .item = card_id, .prompt = "?", .expected = "x"},
        {.form = QUIZ_TYPED, .subject = card_id, .item = card_id, .prompt = "!", .expected = "y"}};
    struct quiz_options options = {.count = 2};
    bool good = collection_quiz_start(c, &options, items, 2, &quiz, error);
    quiz_release(&quiz);
    return good;
}

static bool read_open_quiz(struct collection *c, struct quiz *quiz, struct error *error)
{
    char id[QUIZ_ID];
    return collection_quiz_unfinished(c, id, error) && collection_quiz(c, id, quiz, error);
}

/* An answer and the review that it is; of the question that is open. */
static bool do_quiz_answer(struct collection *c, struct error *error)
{
    struct quiz quiz = {0};
    struct quiz_given given = {.verdict = QUIZ_NOTED, .typed = "x", .distance = NAN};
    bool good =
        read_open_quiz(c, &quiz, error) && collection_quiz_answer(c, &quiz, 1, &given, NULL, error);
    quiz_release(&quiz);
    return good;
}

/* The first answer becomes a review, and the quiz says so. */
static bool do_quiz_review(struct collection *c, struct error *error)
{
    struct quiz quiz = {0};
    long made;
    bool good = read_open_quiz(c, &quiz, error) && collection_quiz_review(c, &quiz, &made, error);
    quiz_release(&quiz);
    return good;
}

/* A quiz with its first question answered; from now on answers are reviews. */
static void prepare_quiz(struct collection *c)
{
    struct error error = {0};
    struct quiz quiz = {0};
    struct quiz_given given = {.verdict = QUIZ_RIGHT, .typed = "x", .distance = NAN};
    assert_true(do_quiz_start(c, &error));
    assert_true(read_open_quiz(c, &quiz, &error));
    assert_true(collection_quiz_answer(c, &quiz, 0, &given, NULL, &error));
    assert_true(collection_set(c, "quiz-counts-as-review", "yes", &error));
    quiz_release(&quiz);
}

static void prepare(void)
{
    struct harvest harvest;
    struct error error = {0};
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    struct collection *c = test_open("sound.db", &now);
    test_harvest(&harvest, "/notes/a.md", "card", 8);
    (void)test_import_one(c, &harvest);
    strcpy(card_id, test_find(c, harvest.drafts[0].front));
    assert_true(collection_open_day(c, &error)); /* the backup of the day is made */
    (void)test_grade(c, card_id, 3);
    assert_true(do_drill(c, &error));
    prepare_quiz(c);
    harvest_release(&harvest);
    collection_close(c);
    assert_true(file_read("sound.db", &sound, &sound_length, &error));
}

static struct collection *open_copy(void)
{
    struct error error = {0};
    (void)unlink("hurt.db-wal");
    (void)unlink("hurt.db-shm");
    assert_true(file_write_atomic("hurt.db", sound, sound_length, &error));
    return test_open("hurt.db", &now);
}

static long events_of(struct collection *c)
{
    struct collection_counts counts;
    struct error error = {0};
    assert_true(collection_count(c, &counts, &error));
    return counts.events;
}

static bool do_answer(struct collection *c, struct error *error)
{
    struct graded graded;
    struct answer answer = {.kind = ITEM_CARD, .subject = card_id, .grade = 4, .milliseconds = 100};
    return collection_answer(c, &answer, &graded, error);
}

static bool do_import(struct collection *c, struct error *error)
{
    struct import_counts counts = {0};
    struct harvest harvest;
    test_harvest(&harvest, "/notes/b.md", "horse", 6);
    bool good = collection_import_begin(c, error) &&
                collection_import_source(c, "/notes/b.md", "", error) &&
                collection_import_file(c, &harvest, 10, 10, &counts, error);
    good = collection_import_end(c, good, &counts, error) && good;
    harvest_release(&harvest);
    return good;
}

static bool do_undo(struct collection *c, struct error *error)
{
    struct undone undone;
    return collection_undo(c, &undone, error);
}

struct deed {
    bool (*act)(struct collection *c, struct error *error);
    long events; /* appended on success */
};
static const struct deed deeds[] = {{do_answer, 1},     {do_drill, 3},      {do_import, 8},
                                    {do_undo, 3},       {do_quiz_start, 2}, {do_quiz_answer, 2},
                                    {do_quiz_review, 2}};
enum { DEEDS = sizeof deeds / sizeof deeds[0] };

/* Acts with the fault that is set; true once the fault was no longer reached. */
static bool try_deed(const struct deed *deed, long number, bool allocation, bool lasting)
{
    struct error error = {0};
    struct collection *c = open_copy();
    long before = events_of(c);
    memset(&fault, 0, sizeof fault);
    fault.lasting = lasting;
    *(allocation ? &fault.refused_allocation : &fault.countdown) = number;
    bool good = deed->act(c, &error);
    bool reached = fault.failed || fault.refused;
    memset(&fault, 0, sizeof fault);
    assert_true(good || error.kind != ERROR_NONE);
    assert_true(good || reached);
    assert_int_equal(events_of(c), before + (good ? deed->events : 0));
    collection_close(c);
    c = test_open("hurt.db", &now);
    assert_int_equal(events_of(c), before + (good ? deed->events : 0));
    assert_int_equal(test_doctor(c, false), 0);
    error_clear(&error);
    assert_true(good || deed->act(c, &error)); /* the next try works */
    collection_close(c);
    return !reached;
}

static void every_operation_fails_once(void **state)
{
    (void)state;
    for (int i = 0; i < DEEDS; i++)
        for (int lasting = 0; lasting < 2; lasting++)
            for (long n = 1; !try_deed(&deeds[i], n, false, lasting); n++)
                assert_true(n < 2000);
}

static void every_allocation_fails_once(void **state)
{
    (void)state;
    for (int i = 0; i < DEEDS; i++)
        for (long n = 1; !try_deed(&deeds[i], n, true, false); n++)
            assert_true(n < 20000);
}

static void opening_survives_faults(void **state)
{
    (void)state;
    for (int allocation = 0; allocation < 2; allocation++) {
        bool reached = true;
        for (long n = 1; reached; n++) {
            struct error error = {0};
            struct collection_options options = {.path = "new.db", .clock = &now, .writable = true};
            (void)unlink("new.db");
            (void)unlink("new.db-wal");
            (void)unlink("new.db-shm");
            *(allocation ? &fault.refused_allocation : &fault.countdown) = n;
            struct collection *c = collection_open(&options, &error);
            reached = fault.failed || fault.refused;
            memset(&fault, 0, sizeof fault);
            assert_true(c || error.kind == ERROR_COLLECTION);
            collection_close(c);
            c = test_open("new.db", &now);
            assert_int_equal(test_doctor(c, false), 0);
            collection_close(c);
        }
    }
}

int main(void)
{
    bool in_memory = test_enter_memory();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_fails_once),
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(opening_survives_faults),
    };
    install_memory();
    if (sqlite3_initialize() != SQLITE_OK)
        return 1;
    install_file_system();
    prepare();
    int failed = cmocka_run_group_tests_name("faults", tests, NULL, NULL);
    if (in_memory)
        test_leave_memory();
    free(sound);
    return failed;
}
