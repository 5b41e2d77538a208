/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is forgiven in a typed text, and what never is. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

#include "exercises/near_miss.h"

#define RIGHT NEAR_RIGHT
#define NOTED NEAR_NOTED
#define WRONG NEAR_WRONG

static const struct row {
    const char *expected, *typed;
    enum near_verdict verdict;
    const char *note; /* occurs in what is said; NULL: nothing is said */
} rows[] = {
    /* The same text. */
    {"Indexing", "Indexing", RIGHT, NULL},
    {"Indexing", "  indexing ", RIGHT, NULL},
    {"Elastic File System", "elastic  file system", RIGHT, NULL},
    {"the \xe2\x80\x9cleader\xe2\x80\x9d", "the leader", RIGHT, NULL},
    {"Straße", "STRASSE", RIGHT, NULL},
    {"ﬁle", "file", RIGHT, NULL},
    {"数据库", "数据库", RIGHT, NULL},

    /* Articles, punctuation, the first word. */
    {"The streaming DAG", "streaming DAG", RIGHT, "an article"},
    {"leader", "a leader", RIGHT, "an article"},
    {"Event-based", "event based", RIGHT, "punctuation"},
    {"Redundancy.", "redundancy", RIGHT, "punctuation"},
    {"input/output", "input output", RIGHT, "punctuation"},
    {"By providing redundancy", "providing redundancy", RIGHT, "the first word"},
    {"Scale out", "to scale out", RIGHT, "the first word"},
    {"A", "A", RIGHT, NULL},
    {"A", "B", WRONG, NULL},
    {"node.js", "node.js", RIGHT, NULL},

    /* Singular and plural. */
    {"Events", "event", NOTED, "\"event\" for \"events\""},
    {"replica", "replicas", NOTED, "singular for plural"},
    {"Secondary indices", "secondary index", NOTED, "singular for plural"},
    {"batches", "batch", NOTED, "singular for plural"},
    {"queries", "query", NOTED, "singular for plural"},
    {"APIs", "API", NOTED, "singular for plural"},
    {"API", "APIs", NOTED, "singular for plural"},
    {"APIs", "APs", WRONG, NULL},
    {"DNS", "DN", WRONG, NULL},
    {"AWS", "AW", WRONG, NULL},
    {"news", "new", WRONG, NULL},
    {"bus", "bu", WRONG, NULL},
    {"class", "clas", WRONG, NULL},
    {"princess", "princes", NOTED, NULL},

    /* Spelling. */
    {"Kubernetes", "kubernets", NOTED, "spelling"},
    {"Kubernetes", "kuberntes", NOTED, "\"kuberntes\" for \"kubernetes\""},
    {"receive", "recieve", NOTED, "spelling"},
    {"behaviour", "behavior", NOTED, "spelling"},
    {"durability", "durabilty", NOTED, "spelling"},
    {"denormalization", "denormalisation", NOTED, "spelling"},
    {"availability", "avialabilty", NOTED, "spelling"},
    {"availability", "avalbilty", WRONG, NULL}, /* three slips */
    {"Kafka", "kafak", NOTED, "spelling"},
    {"Kafka", "kfak", WRONG, NULL},
    {"lock", "look", WRONG, NULL}, /* four letters allow none */
    {"lock", "locc", WRONG, NULL},
    {"naïve", "naive", NOTED, "accents"},
    {"Zürich", "Zurich", NOTED, "accents"},
    {"Дейкстра", "Дейкстрa", NOTED, "spelling"},
    {"database", "data base", NOTED, "joined"},
    {"data lake", "datalake", NOTED, "joined"},

    /* Lists in any order. */
    {"Performance and security", "security and performance", NOTED, "another order"},
    {"Dagster, Prefect, Mage", "mage, dagster, prefect", NOTED, "another order"},
    {"Dagster, Prefect, Mage", "Dagster Prefect Mage", RIGHT, "punctuation"},
    {"Dagster, Prefect and Mage", "Dagster, Prefect & Mage", RIGHT, "punctuation"},
    {"the star schema and the snowflake schema", "snowflake schema, star schema", NOTED,
     "another order"},
    {"Time-based\nEvent-based", "event based, time based", NOTED, "another order"},
    {"ETL and ELT", "ELT and ETL", NOTED, "another order"},
    {"Reliability, maintainability, and scalability", "scalabilty, reliability, maintainability",
     NOTED, "spelling"},
    {"Dagster, Prefect, Mage", "Dagster, Prefect", WRONG, NULL},
    {"Dagster, Prefect, Mage", "Dagster, Dagster, Mage", WRONG, NULL},
    {"writer reads", "reads writer", WRONG, NULL}, /* no list */
    {"reader before writer", "writer before reader", WRONG, NULL},

    /* An acronym and its words. */
    {"Extract, transform, load (ETL)", "ETL", NOTED, "one of the two forms"},
    {"Extract, transform, load (ETL)", "extract transform load", NOTED, "one of the two forms"},
    {"ETL (extract, transform, load)", "extract, transform, load", NOTED, "one of the two forms"},
    {"Relational Database Service (RDS)", "rds", NOTED, "one of the two forms"},
    {"Relational Database Service (RDS)", "relational database service RDS", RIGHT, "punctuation"},
    {"Extract, transform, load", "ETL", WRONG, NULL}, /* the answer has only the words */
    {"ETL", "extract, transform, load", WRONG, NULL},
    {"Stable storage (disk)", "disk", WRONG, NULL},
    {"Elastic File System (EFS)", "EBS", WRONG, NULL},

    /* Numbers and signs. */
    {"16", "61", WRONG, NULL},
    {"16", "16", RIGHT, NULL},
    {"16 bits", "16 bit", NOTED, "singular for plural"},
    {"10000", "1000", WRONG, NULL},
    {"1,500", "1500", RIGHT, "punctuation"},
    {"1.500", "1,500", WRONG, NULL},
    {"99.9 %", "99.9", WRONG, NULL},
    {"99.9 %", "99.9%", RIGHT, "punctuation"},
    {"99.9%", "99.99%", WRONG, NULL},
    {"-5", "5", WRONG, NULL},
    {"IPv4", "IPv6", WRONG, NULL},
    {"HTTP/2", "HTTP/3", WRONG, NULL},
    {"O(n log n)", "O(n)", WRONG, NULL},
    {"x < y", "x > y", WRONG, NULL},
    {"C++", "C", WRONG, NULL},
    {"C#", "C++", WRONG, NULL},
    {"$5", "5", WRONG, NULL},
    {"2^10", "210", WRONG, NULL},
    {"a+b", "a-b", WRONG, NULL},
    {"version 12345", "version 12346", WRONG, NULL},

    /* Opposites and neighbours. */
    {"increase", "decrease", WRONG, NULL},
    {"can", "cannot", WRONG, NULL},
    {"cannot be changed", "can be changed", WRONG, NULL},
    {"cannot be changed", "can't be changed", RIGHT, "punctuation"},
    {"cannot be changed", "can not be changed", RIGHT, "blanks"},
    {"It does not scale", "it doesn't scale", RIGHT, "punctuation"},
    {"not durable", "now durable", WRONG, NULL},
    {"durable", "not durable", WRONG, NULL},
    {"notable", "not able", WRONG, NULL},
    {"with a leader", "without a leader", WRONG, NULL},
    {"TCP", "UDP", WRONG, NULL},
    {"OLTP", "OLAP", WRONG, NULL},
    {"OLTP", "OLTPP", WRONG, NULL},
    {"async", "sync", WRONG, NULL},
    {"synchronous", "asynchronous", WRONG, NULL},
    {"asynchronous", "synchronous", WRONG, NULL},
    {"unstructured", "structured", WRONG, NULL},
    {"ascending", "descending", WRONG, NULL},
    {"encryption", "decryption", WRONG, NULL},
    {"encoding", "decoding", WRONG, NULL},
    {"microservices", "macroservices", WRONG, NULL},
    {"interoperability", "intraoperability", WRONG, NULL},
    {"underprovisioned", "overprovisioned", WRONG, NULL},
    {"homogeneous", "heterogeneous", WRONG, NULL},
    {"mutable", "immutable", WRONG, NULL},
    {"bounded data", "unbounded data", WRONG, NULL},
    {"stateless", "stateful", WRONG, NULL},
    {"maximum", "minimum", WRONG, NULL},
    {"relational", "rational", WRONG, NULL},
    {"content", "context", WRONG, NULL},
    {"insert", "invert", WRONG, NULL},
    {"causal", "casual", WRONG, NULL},
    {"leader", "reader", WRONG, NULL},
    {"leader", "loader", WRONG, NULL},
    {"horizontal scaling", "vertical scaling", WRONG, NULL},
    {"ingress", "egress", WRONG, NULL},
    {"push", "pull", WRONG, NULL},
    {"read and write", "read or write", WRONG, NULL},
    {"millisecond", "microsecond", WRONG, NULL},
    {"kilobytes", "gigabytes", WRONG, NULL},

    /* Too little, too much. */
    {"Top layer of the hierarchy", "top layer", WRONG, NULL},
    {"Indexing", "indexing of rows", WRONG, NULL},
    {"Indexing", "", WRONG, NULL},
    {"Indexing", "...", WRONG, NULL},
    {"", "", WRONG, NULL},
    {"the", "", WRONG, NULL},
};

static void judges_as_the_table_says(void **state)
{
    (void)state;
    static const char *const names[] = {"wrong", "right with a note", "right"};
    size_t bad = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct near_miss miss;
        near_miss_judge(row->expected, row->typed, &miss);
        bool noted = !row->note || strstr(miss.note, row->note);
        bool silent = row->note || row->verdict == NOTED || !miss.note[0];
        if (miss.verdict == row->verdict && noted && silent)
            continue;
        bad++;
        print_error("'%s' for '%s': %s, not %s; said '%s'\n", row->typed, row->expected,
                    names[miss.verdict], names[row->verdict], miss.note);
    }
    assert_int_equal(bad, 0);
}

static void what_is_forgiven_is_always_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct near_miss miss;
        near_miss_judge(rows[i].expected, rows[i].typed, &miss);
        if (miss.verdict == NEAR_NOTED)
            assert_true(miss.note[0] != '\0');
        if (miss.verdict == NEAR_WRONG)
            assert_string_equal(miss.note, "");
    }
}

static void an_answer_is_right_for_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct near_miss miss;
        const char *text = rows[i].expected;
        near_miss_judge(text, text, &miss);
        if (text[0])
            assert_int_equal(miss.verdict, NEAR_RIGHT);
        assert_string_equal(miss.note, "");
    }
}

static void long_and_broken_texts_are_judged(void **state)
{
    (void)state;
    enum { LONG = 20000 };
    static char text[LONG + 1], other[LONG + 1];
    struct near_miss miss;
    memset(text, 'x', LONG);
    memset(other, 'x', LONG);
    other[LONG - 1] = 'y';
    near_miss_judge(text, other, &miss);
    assert_int_equal(miss.verdict, NEAR_WRONG);
    near_miss_judge(text, text, &miss);
    assert_int_equal(miss.verdict, NEAR_RIGHT);
    for (size_t i = 1; i < LONG; i += 2)
        text[i] = ',';
    near_miss_judge(text, other, &miss);
    assert_int_equal(miss.verdict, NEAR_WRONG);
    near_miss_judge("\xff\xfe caf\xc3", "caf\xc3", &miss);
    near_miss_judge("(((ETL", ")", &miss);
    assert_int_equal(miss.verdict, NEAR_WRONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_as_the_table_says),
        cmocka_unit_test(what_is_forgiven_is_always_said),
        cmocka_unit_test(an_answer_is_right_for_itself),
        cmocka_unit_test(long_and_broken_texts_are_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
