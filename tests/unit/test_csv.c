/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated values: what RFC 4180 says, and what is refused. */
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/csv.h"

/* All records, one a line: "LINE[*] field|field", the star for a ragged one; or the error. */
static char *shape(const char *bytes, size_t length, char separator)
{
    struct csv_reader reader;
    struct error error = {0};
    struct text out = {0};
    enum csv_result result;
    csv_open(&reader, bytes, length, separator, "file");
    while ((result = csv_next(&reader, &error)) == CSV_RECORD) {
        text_printf(&out, "%ld%s ", reader.record_line, reader.ragged ? "*" : "");
        for (size_t i = 0; i < reader.field_count; i++)
            text_printf(&out, "%s%s", i ? "|" : "", reader.fields[i]);
        text_append(&out, "\n");
    }
    if (result == CSV_MALFORMED) {
        char message[1600];
        assert_int_equal(error.kind, ERROR_INPUT);
        error_format(&error, message, sizeof message);
        text_append(&out, message);
    }
    assert_int_equal(csv_next(&reader, &error), CSV_END); /* and so it stays */
    csv_close(&reader);
    return text_take(&out);
}

static void check(const char *bytes, const char *expected)
{
    char *got = shape(bytes, strlen(bytes), ',');
    assert_string_equal(got, expected);
    free(got);
}

static void test_records(void **state)
{
    (void)state;
    check("", "");
    check("\n\r\n\r", "");
    check("a", "1 a\n");
    check("a,b\nc,d", "1 a|b\n2 c|d\n");
    check("a,b\r\nc,d\r\n", "1 a|b\n2 c|d\n");
    check("a,b\rc,d\r", "1 a|b\n2 c|d\n");
    check(",\n,,\n", "1 |\n2* ||\n");
    check(" a , b\n", "1  a | b\n");
    check("a\n\n\nb\n", "1 a\n4 b\n");
    check("\"\"\n", "1 \n");
    check("\xef\xbb\xbf\"a\",b\n", "1 a|b\n");
}

static void test_quotation(void **state)
{
    (void)state;
    check("\"a,b\",c\n", "1 a,b|c\n");
    check("\"say \"\"so\"\"\",\"\"\"\"\n", "1 say \"so\"|\"\n");
    check("\"two\nlines\",x\ny,z\n", "1 two\nlines|x\n3 y|z\n");
    check("\"two\r\nlines\",x\r\ny,z\r\n", "1 two\r\nlines|x\n3 y|z\n");
    check("\"\",\"\"", "1 |\n");
    check("a,\"b\"", "1 a|b\n");
}

static void test_ragged(void **state)
{
    (void)state;
    check("a,b\nc\nd,e,f\ng,h\n", "1 a|b\n2* c\n3* d|e|f\n4 g|h\n");
}

static void test_refusals(void **state)
{
    (void)state;
    check("a\n\"b\nc\nd", "1 a\nfile:2: a quotation mark opens a field that is never closed");
    check("a\n\"", "1 a\nfile:2: a quotation mark opens a field that is never closed");
    check("a\nb\"c\n", "1 a\nfile:2: a quotation mark inside a field; expected the whole field in "
                       "quotation marks, those inside it doubled");
    check("\"x\ny\"z,a\n", "file:2: text behind the closing quotation mark; expected a separator "
                           "or the end of the line");
    static const char nul[] = "a\nb\0c\n", quoted[] = "a\n\"b\n\0c\"\n";
    char *got = shape(nul, sizeof nul - 1, ',');
    assert_string_equal(got, "1 a\nfile:2: holds a NUL byte");
    free(got);
    got = shape(quoted, sizeof quoted - 1, ',');
    assert_string_equal(got, "1 a\nfile:3: holds a NUL byte");
    free(got);
}

static void test_other_separators(void **state)
{
    (void)state;
    char *got = shape("a;b,c\n\"d;e\";f\n", 14, ';');
    assert_string_equal(got, "1 a|b,c\n2 d;e|f\n");
    free(got);
    got = shape("a\tb\n", 4, '\t');
    assert_string_equal(got, "1 a|b\n");
    free(got);
}

static void test_find(void **state)
{
    (void)state;
    struct csv_reader reader;
    struct error error = {0};
    long at;
    static const char bytes[] = "id, Price_USD \t,note,ID";
    csv_open(&reader, bytes, sizeof bytes - 1, ',', NULL);
    assert_int_equal(csv_next(&reader, &error), CSV_RECORD);
    assert_int_equal(csv_find(&reader, "id", &at), 2);
    assert_int_equal(at, 0);
    assert_int_equal(csv_find(&reader, "price_usd", &at), 1);
    assert_int_equal(at, 1);
    assert_int_equal(csv_find(&reader, "not", &at), 0);
    assert_int_equal(at, -1);
    csv_close(&reader);
}

/* What is written by the rule is read back as it was, whatever the fields hold. */
static void test_what_is_quoted_comes_back(void **state)
{
    (void)state;
    static const char alphabet[] = "ab,\"\n\r; ";
    unsigned draw = 12345;
    for (int round = 0; round < 2000; round++) {
        char fields[3][9] = {{0}};
        struct text bytes = {0};
        for (int f = 0; f < 3; f++) {
            text_append(&bytes, f ? ",\"" : "\"");
            for (int i = 0; i < 8; i++) {
                draw = draw * 1664525u + 1013904223u;
                char c = alphabet[(draw >> 16) % (sizeof alphabet - 1)];
                fields[f][i] = c;
                text_append_bytes(&bytes, "\"\"", c == '"');
                text_append_bytes(&bytes, &c, 1);
            }
            text_append(&bytes, "\"");
        }
        struct csv_reader reader;
        struct error error = {0};
        csv_open(&reader, bytes.data, bytes.length, ',', NULL);
        assert_int_equal(csv_next(&reader, &error), CSV_RECORD);
        assert_int_equal(reader.field_count, 3);
        for (int f = 0; f < 3; f++)
            assert_string_equal(reader.fields[f], fields[f]);
        csv_close(&reader);
        text_release(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_quotation),
        cmocka_unit_test(test_ragged),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_other_separators),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_what_is_quoted_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
