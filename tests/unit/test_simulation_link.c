/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which simulation a passage opens, and the numbers that it takes along. */
#include <string.h>

#include "content/content.h"
#include "content/quantity.h"
#include "content/simulation_link.h"
#include "engine/base/memory.h"
#include "tests/support/suite.h"

static void expect(const char *passage, const char *wanted)
{
    struct arena arena = {0};
    const char *link = simulation_for(slice_of(passage), "", &arena);
    if ((link == NULL) != (wanted == NULL) || (link && strcmp(link, wanted) != 0))
        fail_msg("\"%s\" opens \"%s\"", passage, link ? link : "nothing");
    arena_release(&arena);
}

static void passages_open_simulations(void **state)
{
    (void)state;
    static const struct {
        const char *passage, *link;
    } cases[] = {
        {"Say that you have a 5TB table in BigQuery.", "warehouse table-bytes=5e12"},
        {"Snowflake reads 300 GB of it.", "warehouse table-bytes=3e11"},
        {"On-demand pricing counts the bytes.", "warehouse"},
        {"A disk of 10 TB, 100 IOPS and 200 MB/s fills in half a day.",
         "disk-assets capacity-bytes=1e13 iops=100 bandwidth-bytes=2e8"},
        {"Each disk does so many operations (IOPS) a second, say 120, and holds 4 TB.",
         "disk-assets capacity-bytes=4e12 iops=120"},
        {"The drive reads 150 megabytes per second.", "disk-assets bandwidth-bytes=1.5e8"},
        {"An archive costs 1/17 of that.", "storage-class archive-ratio=0.0588"},
        {"Archive storage is cheap to keep.", "storage-class"},
        {"Compaction drops old values.", "compaction"},
        {"An SSTable is sorted by key.", "compaction"},
        {"Old log segments are merged.", "compaction"},
        {"It promises an availability of 99.9 %.", "availability availability=0.999"},
        {"Uptime was 99.95% last year.", "availability availability=0.9995"},
        {"Five nines allow about five minutes a year.", "availability"},
        {"Spot instances may be taken back.", "spot"},
        {"A preemptible machine is cheaper.", "spot"},
        {"Reserved instances bind for a year.", "reserve"},
        {"Autoscaling follows the load.", "autoscale"},
        {"Stream processing handles events as they come.", "queue"},
        {"Consumers take messages from a queue.", "queue"},
        {"A DAG holds the order of tasks.", "dag"},
        {"An orchestrator starts what is ready.", "dag"},
        {"Control charts tell noise from change.", "spc"},
        {"Avro resolves the writer's schema against the reader's.", "schema"},
        {"Schema evolution keeps old readers working.", "schema"},
        {"A column store reads only what a query names.", "scan"},
        {"A Bloom filter saves reads of an SSTable.", "bloom"},
        {"A hash table with a load factor of 0.75 is fine.", "hash load=0.75"},
        {"With consistent hashing a new node takes its share from all.", "ring"},
        {"A B-tree rewrites the page that a record is in.", "btree-lsm"},
        {"By the birthday paradox 32 bits are soon too few.", "birthday"},
        {"Bitcask keeps the place of every key in memory.", "bitcask"},
        {"Kubernetes is a container orchestrator.", NULL},
        {"Each availability zone has its own power.", NULL},
        {"Availability matters.", NULL},
        {"Availability fell to 20 %.", NULL},
        {"Put it into BigQuery.", NULL},
        {"A priority queue is a heap.", NULL},
        {"The archive of 1/17/2026 is old.", NULL},
        {"A dagger is no graph.", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].passage, cases[i].link);
}

static void numbers_are_read(void **state)
{
    (void)state;
    double value;
    assert_true(quantity_find(slice_of("1,500 GB"), QUANTITY_BYTES, NULL, &value));
    assert_float_equal(value, 1.5e12, 1);
    assert_true(quantity_find(slice_of("a 2-TB disk"), QUANTITY_BYTES, NULL, &value));
    assert_float_equal(value, 2e12, 1);
    assert_true(quantity_find(slice_of("v1.2.3 has 4 MiB"), QUANTITY_BYTES, NULL, &value));
    assert_float_equal(value, 4194304, 0.1);
    assert_false(quantity_find(slice_of("100 Mb"), QUANTITY_BYTES, NULL, &value));
    assert_false(quantity_find(slice_of("200 MB/s"), QUANTITY_BYTES, NULL, &value));
    assert_false(quantity_find(slice_of("x5TBs 10.0.0.1 GB"), QUANTITY_BYTES, NULL, &value));
    assert_false(quantity_find(slice_of("2/3 and 1/1"), QUANTITY_RATIO, NULL, &value));
    assert_false(quantity_find(slice_of("100 %"), QUANTITY_SHARE, NULL, &value));
    assert_true(quantity_find(slice_of("3000 iops"), QUANTITY_BEFORE, "IOPS", &value));
    assert_float_equal(value, 3000, 0);
    char text[QUANTITY_ROOM];
    quantity_print(2.5e8, text);
    assert_string_equal(text, "2.5e8");
    quantity_print(0.9999999, text);
    assert_string_equal(text, "0.9999999");
    quantity_print(0.5, text);
    assert_string_equal(text, "0.5");
    quantity_print(64, text);
    assert_string_equal(text, "64");
}

static void quoted_prose_is_linked(void **state)
{
    (void)state;
    struct harvest harvest = {0};
    static const char note[] =
        "```\nA quotation may stand in a fence: archival storage costs a small part, say 1/12, of "
        "what the other costs.\nshort archive 1/9\n```\n\n```c\nint compaction; /* archival "
        "storage "
        "in a comment of a program is no passage of a note, however long it is */\n```\n";
    content_harvest("/note.md", note, sizeof note - 1, NULL, &harvest);
    assert_int_equal(harvest.link_count, 1);
    assert_string_equal(harvest.links[0].parameters, "archive-ratio=0.0833");
    assert_int_equal(harvest.links[0].line, 2);
    harvest_release(&harvest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passages_open_simulations),
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(quoted_prose_is_linked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
