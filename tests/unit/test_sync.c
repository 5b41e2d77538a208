/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events that travel between devices in files: whatever arrives how and when, all end alike. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/collection_internal.h"
#include "engine/sync.h"
#include "tests/support/devices.h"
#include "tests/support/store.h"

/* --- Any life, any delivery --------------------------------------------------------------------
 */

enum { DEVICES = 3, STEPS = 90, ROUNDS = 24 };

static void expect_same(struct device *a, struct device *b, uint64_t seed)
{
    struct text left = {0}, right = {0};
    device_dump(a, true, &left);
    device_dump(b, true, &right);
    if (strcmp(text_string(&left), text_string(&right)) != 0) {
        file_put("sync-left.txt", left.data, left.length);
        file_put("sync-right.txt", right.data, right.length);
        fail_msg("seed %d: devices %d and %d differ (sync-left.txt, sync-right.txt)", (int)seed,
                 a->number, b->number);
    }
    text_release(&left);
    text_release(&right);
}

static size_t line_end(const char *bytes, size_t length)
{
    while (length && bytes[length - 1] != '\n')
        length--;
    return length;
}

/* Carries a file in one of the ways in which files are carried. */
static void carry(struct device *from, struct device *to, struct random_source *random)
{
    size_t whole, length;
    char *bytes = file_text(from->file, &whole), path[200];
    length = whole ? random_below(random, whole + 1) : 0;
    switch (random_below(random, 5)) {
    case 0: /* cut anywhere */
        device_deliver(from, to, length);
        break;
    case 1: /* cut between lines */
        device_deliver(from, to, line_end(bytes, length));
        break;
    case 2: /* as a synchroniser keeps an older version */
        (void)snprintf(path, sizeof path, "%s/%s.sync-conflict-20261120-0%d0000-ABCDEFG.jsonl",
                       to->folder, from->name, (int)random_below(random, 3));
        file_put(path, bytes, line_end(bytes, length));
        break;
    case 3: /* twice */
        (void)snprintf(path, sizeof path, "%s/%s.jsonl", to->folder, from->name);
        bytes = memory_resize(bytes, 2 * whole + 1, 1);
        memcpy(bytes + whole, bytes, whole);
        file_put(path, bytes, 2 * whole);
        break;
    default:
        device_deliver(from, to, SIZE_MAX);
    }
    free(bytes);
}

/* What is refused leaves everything as it was. */
static void try_sync(struct device *device, struct random_source *random)
{
    struct text before = {0}, after = {0};
    struct sync_counts counts;
    struct error error = {0};
    size_t had, has;
    device_dump(device, true, &before);
    char *own_before = file_text(device->file, &had);
    if (!device_try(device, random_below(random, 2), &counts, &error)) {
        if (!strstr(error.message, "not whole") && !strstr(error.message, "unknown card"))
            fail_msg("%s:%ld: %s", error.file, error.line, error.message);
        assert_int_equal(error.kind, ERROR_INPUT);
        device_dump(device, true, &after);
        assert_string_equal(text_string(&before), text_string(&after));
        char *own_after = file_text(device->file, &has);
        assert_int_equal(had, has);
        assert_memory_equal(own_before, own_after, had);
        free(own_after);
    }
    free(own_before);
    text_release(&before);
    text_release(&after);
}

static void live_through(uint64_t seed)
{
    struct device devices[DEVICES];
    struct random_source random;
    random_init(&random, seed);
    for (int i = 0; i < DEVICES; i++)
        device_open(&devices[i], "any", i, "2026-11-20T08:00:00+01:00");
    for (int step = 0; step < STEPS; step++) {
        struct device *device = &devices[random_below(&random, DEVICES)];
        struct device *other = &devices[random_below(&random, DEVICES)];
        device_live(device, &random);
        if (!random_below(&random, 3) && other != device)
            carry(other, device, &random);
        if (!random_below(&random, 3))
            try_sync(device, &random);
    }
    devices_exchange(devices, DEVICES);
    for (int i = 0; i < DEVICES; i++) {
        struct sync_counts again = device_sync(&devices[i]);
        assert_int_equal(again.received + again.written + again.read, 0);
        assert_int_equal(test_doctor(devices[i].c, false), 0);
        if (i)
            expect_same(&devices[0], &devices[i], seed);
    }
    for (int i = 0; i < DEVICES; i++)
        device_close(&devices[i]);
}

static void all_devices_end_alike(void **state)
{
    (void)state;
    const char *chosen = getenv("SYNC_SEED");
    if (chosen) {
        live_through(strtoull(chosen, NULL, 10));
        return;
    }
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        live_through(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_devices_end_alike),
    };
    return cmocka_run_group_tests_name("sync", tests, NULL, NULL);
}
