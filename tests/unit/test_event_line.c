/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events as lines: nothing is lost, and what is no event is said to be none. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/event_line.h"

#define ID "019a9f5c-1c00-7000-8000-000000000001"
#define BEGIN "{\"schema_version\":1,\"id\":\"" ID "\",\"device\":\"00000000000000aa\","
#define TIME                                                                                       \
    "\"time_utc\":\"2026-11-20T07:00:00Z\",\"utc_offset_min\":60,\"zone\":\"Europe/Zurich\","      \
    "\"study_day\":\"2026-11-20\","
#define REVIEW BEGIN "\"kind\":\"review\",\"subject\":\"abc\"," TIME

static void expect(const char *bytes, size_t length, const char *message)
{
    struct event_line line;
    struct error error = {0};
    bool good = event_line_read(bytes, length, &line, &error);
    event_line_release(&line);
    if (good != !message)
        fail_msg("%s: %s", bytes, good ? "is read" : error.message);
    if (message) {
        assert_string_equal(error.message, message);
        assert_int_equal(error.kind, ERROR_INPUT);
    }
}

static void what_is_no_event_is_said_to_be_none(void **state)
{
    (void)state;
    static const struct {
        const char *line, *message;
    } rows[] = {
        {REVIEW "\"payload\":{\"grade\":4}}", NULL},
        {" {  \"payload\" : {\"grade\" : 4 , \"typed\" : \"} , {\" } ,\"schema_version\":1,"
         "\"id\":\"" ID "\",\"device\":\"00000000000000aa\",\"kind\":\"review\"," TIME
         "\"subject\":\"abc\" } ",
         NULL},
        {"", "is no JSON: expected an event as a line of JSON"},
        {"hello", "is no JSON: expected an event as a line of JSON"},
        {REVIEW "\"payload\":{\"grade\":4}", "is no JSON: expected an event as a line of JSON"},
        {REVIEW "\"payload\":{\"grade\":4}}}", "is no JSON: expected an event as a line of JSON"},
        {"\"a\xff\"", "is not UTF-8: expected an event as a line of JSON"},
        {"[1]", "is no JSON object: expected an event"},
        {"{}", "\"schema_version\" is missing"},
        {"{\"schema_version\":\"1\"}", "\"schema_version\" is no whole number"},
        {"{\"schema_version\":0}", "\"schema_version\" is 1, not 0"},
        {"{\"schema_version\":2,\"wonders\":[]}",
         "was written by a newer version of tutor338 (schema_version 2; this one reads 1): use "
         "that version here, too"},
        {"{\"schema_version\":1}", "\"id\" is missing"},
        {"{\"schema_version\":1,\"id\":7}", "\"id\" is no text"},
        {"{\"schema_version\":1,\"id\":\"x\",\"device\":\"00000000000000aa\",\"kind\":\"review\"}",
         "\"id\" is a UUID of version 7, not \"x\""},
        {"{\"schema_version\":1,\"id\":\"019a9f5c-1c00-4000-8000-000000000001\","
         "\"device\":\"00000000000000aa\",\"kind\":\"review\"}",
         "\"id\" is a UUID of version 7, not \"019a9f5c-1c00-4000-8000-000000000001\""},
        {"{\"schema_version\":1,\"id\":\"019A9F5C-1C00-7000-8000-000000000001\","
         "\"device\":\"00000000000000aa\",\"kind\":\"review\"}",
         "\"id\" is a UUID of version 7, not \"019A9F5C-1C00-7000-8000-000000000001\""},
        {"{\"schema_version\":1,\"id\":\"019a9f5c-1c00-7000-c000-000000000001\","
         "\"device\":\"00000000000000aa\",\"kind\":\"review\"}",
         "\"id\" is a UUID of version 7, not \"019a9f5c-1c00-7000-c000-000000000001\""},
        {"{\"schema_version\":1,\"id\":\"ffffffff-ffff-7000-8000-000000000001\","
         "\"device\":\"00000000000000aa\",\"kind\":\"review\"}",
         "\"id\" is a UUID of version 7, not \"ffffffff-ffff-7000-8000-000000000001\""},
        {"{\"schema_version\":1,\"id\":\"" ID "\",\"device\":\"../evil\",\"kind\":\"review\"}",
         "\"device\" is the name of a device, not \"../evil\""},
        {"{\"schema_version\":1,\"id\":\"" ID "\",\"device\":\"\\u001b[2J\",\"kind\":\"review\"}",
         "\"device\" is the name of a device, not \"␛[2J\""},
        {BEGIN "\"kind\":\"telepathy\"}",
         "\"telepathy\" is no kind of event that this version knows: it was written by a newer "
         "version of tutor338; use that version here, too"},
        {"{\"schema_version\":1,\"id\":\"" ID "\",\"device\":\"imported\",\"kind\":\"review\"}",
         "a \"review\" event is none of device \"imported\""},
        {BEGIN "\"kind\":\"review\",\"wonder\":1}", "\"wonder\" is no member of an event"},
        {BEGIN "\"kind\":\"review\",\"kind\":\"review\"}",
         "is no JSON: expected an event as a line of JSON"},
        {BEGIN "\"kind\":\"review\",\"subject\":\"abc\"}", "\"time_utc\" is missing"},
        {BEGIN "\"kind\":\"review\",\"time_utc\":\"2026-11-20T07:00:00+01:00\","
               "\"utc_offset_min\":60,\"zone\":\"\",\"study_day\":\"2026-11-20\"}",
         "\"time_utc\" is a time such as 2026-11-20T07:00:00Z, not \"2026-11-20T07:00:00+01:00\""},
        {BEGIN "\"kind\":\"review\",\"time_utc\":\"2026-11-31T07:00:00Z\","
               "\"utc_offset_min\":60,\"zone\":\"\",\"study_day\":\"2026-11-20\"}",
         "\"time_utc\" is a time such as 2026-11-20T07:00:00Z, not \"2026-11-31T07:00:00Z\""},
        {BEGIN "\"kind\":\"review\",\"time_utc\":\"2026-11-20T07:00:00Z\","
               "\"utc_offset_min\":6000,\"zone\":\"\",\"study_day\":\"2026-11-20\"}",
         "\"utc_offset_min\" is from -1139 to 1139, not 6000"},
        {BEGIN "\"kind\":\"review\",\"time_utc\":\"2026-11-20T07:00:00Z\","
               "\"utc_offset_min\":1.5,\"zone\":\"\",\"study_day\":\"2026-11-20\"}",
         "\"utc_offset_min\" is no whole number"},
        {BEGIN "\"kind\":\"review\",\"time_utc\":\"2026-11-20T07:00:00Z\","
               "\"utc_offset_min\":60,\"zone\":\"a\\nb\",\"study_day\":\"2026-11-20\"}",
         "\"zone\" is the name of a time zone, not \"a␊b\""},
        {BEGIN "\"kind\":\"review\",\"time_utc\":\"2026-11-20T07:00:00Z\","
               "\"utc_offset_min\":60,\"zone\":\"Europe/Zurich\",\"study_day\":\"2026-11-22\"}",
         "\"study_day\" 2026-11-22 is not the day of \"time_utc\", nor the one before"},
        {BEGIN "\"kind\":\"review\",\"time_utc\":\"2026-11-20T07:00:00Z\","
               "\"utc_offset_min\":60,\"zone\":\"Europe/Zurich\",\"study_day\":\"2026-02-30\"}",
         "\"study_day\" is a day such as 2026-11-20, not \"2026-02-30\""},
        {BEGIN "\"kind\":\"review\"," TIME "\"payload\":{\"grade\":4}}", "\"subject\" is missing"},
        {BEGIN "\"kind\":\"review\",\"subject\":[]," TIME "\"payload\":{\"grade\":4}}",
         "\"subject\" is no text"},
        {BEGIN "\"kind\":\"review\",\"subject\":\"\"," TIME "\"payload\":{\"grade\":4}}",
         "\"subject\" \"\" is nothing that a \"review\" is about"},
        {BEGIN "\"kind\":\"review\",\"subject\":\"setting/start\"," TIME
               "\"payload\":{\"grade\":4}}",
         "\"subject\" \"setting/start\" is nothing that a \"review\" is about"},
        {BEGIN "\"kind\":\"drill\",\"subject\":\"abc\"," TIME "\"payload\":{\"grade\":4}}",
         "\"subject\" \"abc\" is nothing that a \"drill\" is about"},
        {BEGIN "\"kind\":\"rest\",\"subject\":\"day/tomorrow\"," TIME "\"payload\":{}}",
         "\"subject\" \"day/tomorrow\" is nothing that a \"rest\" is about"},
        {BEGIN "\"kind\":\"file-gone\",\"subject_bytes\":\"zz\"," TIME "\"payload\":{}}",
         "\"subject_bytes\" is hexadecimal digits, not \"zz\""},
        {BEGIN "\"kind\":\"file-gone\",\"subject_bytes\":\"66696c652f00\"," TIME "\"payload\":{}}",
         "\"subject\" holds a zero byte"},
        {BEGIN "\"kind\":\"review\",\"subject_bytes\":\"6162\"," TIME "\"payload\":{\"grade\":4}}",
         "\"subject\" \"ab\" is nothing that a \"review\" is about"},
        {REVIEW "\"zone\":\"x\"}", "is no JSON: expected an event as a line of JSON"},
        {BEGIN "\"kind\":\"review\",\"subject\":\"abc\"," TIME "\"payload\":4}",
         "\"payload\" is no object"},
        {REVIEW "\"payload\":{}}", "\"grade\" in the payload of \"review\" is a grade from 0 to 5"},
        {REVIEW "\"payload\":{\"grade\":6}}",
         "\"grade\" in the payload of \"review\" is a grade from 0 to 5"},
        {REVIEW "\"payload\":{\"grade\":4.0}}",
         "\"grade\" in the payload of \"review\" is a grade from 0 to 5"},
        {REVIEW "\"payload\":{\"grade\":\"4\"}}",
         "\"grade\" in the payload of \"review\" is a grade from 0 to 5"},
        {REVIEW "\"payload\":{\"grade\":4,\"ms\":\"fast\"}}",
         "\"ms\" in the payload of \"review\" is a whole number"},
        {REVIEW "\"payload\":{\"grade\":4,\"ms\":99999999999}}",
         "\"ms\" in the payload of \"review\" is a whole number"},
        {REVIEW "\"payload\":{\"grade\":4,\"ms\":99999999999999999999999}}",
         "is no JSON: expected an event as a line of JSON"},
        {BEGIN "\"kind\":\"due\",\"subject\":\"abc\"," TIME "\"payload\":{\"due\":2147483647}}",
         "\"due\" in the payload of \"due\" is the number of a day"},
        {BEGIN "\"kind\":\"card-created\",\"subject\":\"abc\"," TIME
               "\"payload\":{\"kind\":\"riddle\",\"front\":\"\",\"back\":\"\"}}",
         "\"kind\" in the payload of \"card-created\" is a kind of card"},
        {BEGIN "\"kind\":\"card-created\",\"subject\":\"abc\"," TIME
               "\"payload\":{\"kind\":\"basic\",\"front\":\"\"}}",
         "\"back\" in the payload of \"card-created\" is a text"},
        {BEGIN "\"kind\":\"undo\",\"subject\":\"abc\"," TIME "\"payload\":{\"event\":\"abc\"}}",
         "\"event\" in the payload of \"undo\" is the id of an event"},
        {BEGIN "\"kind\":\"credit\",\"subject\":\"drill/powers\"," TIME "\"payload\":{\"of\":\"" ID
               "\",\"share\":2}}",
         "\"share\" in the payload of \"credit\" is a share, above 0 and up to 1"},
        {BEGIN "\"kind\":\"setting\",\"subject\":\"setting/length\"," TIME
               "\"payload\":{\"value\":3}}",
         "\"value\" in the payload of \"setting\" is a text"},
        {BEGIN "\"kind\":\"file-read\",\"subject\":\"file//a\"," TIME
               "\"payload\":{\"days\":[1,\"x\"]}}",
         "\"days\" in the payload of \"file-read\" is a list of days of the journal"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(rows[i].line, strlen(rows[i].line), rows[i].message);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    static const char nul[] = REVIEW "\"payload\":{\"grade\":4,\"typed\":\"a\0b\"}}";
    expect(nul, sizeof nul - 1, "is no JSON: expected an event as a line of JSON");
    size_t depth = 200000;
    char *deep = malloc(depth + sizeof REVIEW + 16);
    strcpy(deep, REVIEW "\"payload\":");
    memset(deep + strlen(deep), '[', depth + 1);
    deep[sizeof REVIEW - 1 + strlen("\"payload\":") + depth] = '\0';
    expect(deep, strlen(deep), "is no JSON: expected an event as a line of JSON");
    free(deep);
}

/* --- There and back ----------------------------------------------------------------------------
 */

static void expect_back(const struct event *event)
{
    struct text line = {0};
    struct event_line read;
    struct error error = {0};
    event_line_write(event, &line);
    assert_int_equal(line.data[line.length - 1], '\n');
    assert_ptr_equal(strchr(line.data, '\n'), line.data + line.length - 1);
    if (!event_line_read(line.data, line.length - 1, &read, &error))
        fail_msg("%s: %s", line.data, error.message);
    assert_true(event_line_same(event, &read.event));
    assert_string_equal(event->payload, read.event.payload);
    event_line_release(&read);
    text_release(&line);
}

static void nothing_is_lost_on_the_way(void **state)
{
    (void)state;
    static const struct {
        enum event_kind kind;
        const char *subject, *payload;
        int64_t utc_ms;
        int offset;
    } rows[] = {
        {EVENT_REVIEW, "0123456789abcdef", "{\"grade\":4,\"ms\":1200,\"typed\":\"\\\"}{\\\\\"}",
         INT64_C(1795158000123), 60},
        {EVENT_REVIEW, "0123456789abcdef", "{ \"grade\" : 0 }", -1, -300},
        {EVENT_SUSPEND, "x", "{}", 0, 0},
        {EVENT_SETTING, "setting/goal-target-books",
         "{\"value\":\"\\u0007 日本 \xF0\x9F\x98\x80\",\"from\":20777}", INT64_C(1795158000000),
         1139},
        {EVENT_CREDIT, "drill/powers", "{\"of\":\"" ID "\",\"share\":0.25,\"from\":\"x\"}", 1,
         -1139},
        {EVENT_FILE_READ, "file//home/ä b/\\\"x.md",
         "{\"words\":3,\"cards\":[[\"a\",1,2,0,0]],\"headings\":[\"a\\nb\"],\"days\":[]}", 5, 0},
        {EVENT_FILE_GONE, "file//home/\xff\xfe\n/x.md", "{}", 5, 0},
        {EVENT_QUIZ_STARTED, "quiz/0123", "{\"items\":[{\"a\":[1,2.5e-7]}]}", 5, 720},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event event = {.id = ID,
                              .device = "00000000000000aa",
                              .kind = rows[i].kind,
                              .subject = rows[i].subject,
                              .payload = rows[i].payload,
                              .at = {.utc_ms = rows[i].utc_ms,
                                     .offset_minutes = rows[i].offset,
                                     .zone = "Pacific/Kiritimati"}};
        event.study_day = study_day(&event.at, 4);
        expect_back(&event);
    }
}

static void a_device_is_sixteen_digits(void **state)
{
    (void)state;
    assert_true(event_line_is_device("0123456789abcdef", 16));
    assert_true(event_line_is_device("imported", 8));
    assert_false(event_line_is_device("0123456789abcdeF", 16));
    assert_false(event_line_is_device("0123456789abcdef0", 17));
    assert_false(event_line_is_device("0123", 4));
    assert_false(event_line_is_device("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_event_is_said_to_be_none),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(nothing_is_lost_on_the_way),
        cmocka_unit_test(a_device_is_sixteen_digits),
    };
    return cmocka_run_group_tests_name("event_line", tests, NULL, NULL);
}
