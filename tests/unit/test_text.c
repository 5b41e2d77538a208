/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/suite.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"

static void test_growing(void **state)
{
    (void)state;
    struct text text = {0};
    assert_string_equal(text_string(&text), "");
    text_append(&text, "");
    text_append_bytes(&text, "ab\0c", 4);
    assert_int_equal(text.length, 4);
    text_clear(&text);
    for (int i = 0; i < 1000; i++)
        text_printf(&text, "%d,", i);
    assert_int_equal(text.length, 10 * 2 + 90 * 3 + 900 * 4);
    text_append_code_point(&text, 0x1F600);
    assert_string_equal(text.data + text.length - 4, "\xF0\x9F\x98\x80");
    char *taken = text_take(&text);
    assert_int_equal(strlen(taken), 3894);
    free(taken);
    assert_null(text.data);
    taken = text_take(&text);
    assert_string_equal(taken, "");
    free(taken);
    text_release(&text);
}

static void check_decode(const char *bytes, size_t consumed, uint32_t expected, bool good)
{
    uint32_t c = 0;
    bool valid = !good;
    assert_int_equal(utf8_decode(bytes, strlen(bytes), &c, &valid), consumed);
    assert_int_equal(c, expected);
    assert_int_equal(valid, good);
}

static void test_decode(void **state)
{
    (void)state;
    check_decode("a", 1, 'a', true);
    check_decode("\xC3\xA9", 2, 0xE9, true);
    check_decode("\xE2\x82\xAC", 3, 0x20AC, true);
    check_decode("\xF4\x8F\xBF\xBF", 4, 0x10FFFF, true);
    check_decode("\x80", 1, 0xFFFD, false);
    check_decode("\xC0\x80", 1, 0xFFFD, false);
    check_decode("\xED\xA0\x80", 1, 0xFFFD, false);
    check_decode("\xF4\x90\x80\x80", 1, 0xFFFD, false);
    check_decode("\xE2\x82", 2, 0xFFFD, false);
    check_decode("\xE2\x82x", 2, 0xFFFD, false);
    check_decode("\xF0\x9F\x98", 3, 0xFFFD, false);
    check_decode("\xFF", 1, 0xFFFD, false);
}

static void test_every_code_point_survives(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        uint32_t back;
        bool valid;
        size_t length = utf8_encode(c, bytes);
        assert_int_equal(utf8_decode(bytes, length, &back, &valid), length);
        assert_true(valid);
        assert_int_equal(back, c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
    }
}

static void test_valid_prefix(void **state)
{
    (void)state;
    assert_int_equal(utf8_valid_prefix("", 0), 0);
    assert_int_equal(utf8_valid_prefix("ab\xC3\xA9", 4), 4);
    assert_int_equal(utf8_valid_prefix("ab\xC3", 3), 2);
    assert_int_equal(utf8_valid_prefix("\xFFz", 2), 0);
}

static void check_width(void)
{
    static const struct {
        uint32_t c;
        int width;
    } rows[] = {{'a', 1},    {' ', 1},    {0x07, 0},   {0x7F, 0},    {0x9B, 0},   {0x301, 0},
                {0x200D, 0}, {0x65E5, 2}, {0xAC00, 2}, {0x1F600, 2}, {0xFF21, 2}, {0xE9, 1},
                {0x2500, 1}, {0x28FF, 1}, {0x3000, 2}, {0x2026, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(character_width(rows[i].c), rows[i].width);
}

static void test_width_in_this_locale(void **state)
{
    (void)state;
    check_width();
    assert_int_equal(text_width("a日e\xCC\x81\xFF", 8), 5);
    assert_int_equal(text_width("", 0), 0);
}

static void test_fit(void **state)
{
    (void)state;
    const char *text = "a日e\xCC\x81z";
    size_t length = strlen(text);
    assert_int_equal(text_fit(text, length, 0), 0);
    assert_int_equal(text_fit(text, length, 1), 1);
    assert_int_equal(text_fit(text, length, 2), 1);
    assert_int_equal(text_fit(text, length, 3), 4);
    assert_int_equal(text_fit(text, length, 4), 7); /* the accent stays with its letter */
    assert_int_equal(text_fit(text, length, 99), length);
}

static void check_safe(const char *bytes, size_t length, bool newlines, const char *expected)
{
    struct text text = {0};
    text_append_safe(&text, bytes, length, newlines);
    assert_string_equal(text_string(&text), expected);
    text_release(&text);
}

static void test_safe(void **state)
{
    (void)state;
    check_safe("plain é", 8, false, "plain é");
    check_safe("\x1b]0;x\x07", 6, false, "␛]0;x␇");
    check_safe("a\nb\tc", 5, true, "a\nb c");
    check_safe("a\nb", 3, false, "a␊b");
    check_safe("\0", 1, false, "␀");
    check_safe("\x7f", 1, false, "␡");
    check_safe("\xc2\x9b"
               "31m",
               5, false, "�31m");
    check_safe("x\xe2\x80\xaey\xe2\x81\xa6z", 9, false, "xyz");
    check_safe("\xff\xfe", 2, false, "��");
}

static void check_fold(const char *text, const char *expected)
{
    char *folded = text_fold(text, strlen(text));
    assert_string_equal(folded, expected);
    free(folded);
}

static void test_fold(void **state)
{
    (void)state;
    check_fold("", "");
    check_fold("  The  **B-Tree**\t`node`\n", "the b-tree node");
    check_fold("\"Straße\"", "strasse");
    check_fold("ﬁle — “x”", "file - x");
    check_fold("Ｎ１", "n1");
    check_fold("E\xCC\x81", "é");
    check_fold("a\xc2\xa0\xe2\x80\x8b b", "a b");
    check_fold("−3", "-3");
    check_fold("\xff", "�");
}

static void test_fold_is_the_same_twice(void **state)
{
    (void)state;
    static const char *const texts[] = {"ΑΣ", "İx", "ŉ", "ǰ", "**a** _b_", "½ ² ™", "ＡＢ　ｃ"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char *once = text_fold(texts[i], strlen(texts[i]));
        char *twice = text_fold(once, strlen(once));
        assert_string_equal(once, twice);
        free(once);
        free(twice);
    }
}

static void test_equal_ignoring_case(void **state)
{
    (void)state;
    assert_true(text_equal_ignoring_case("GiB", "gib"));
    assert_false(text_equal_ignoring_case("GiB", "gi"));
}

int main(void)
{
    (void)setlocale(LC_CTYPE, "");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growing),
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_every_code_point_survives),
        cmocka_unit_test(test_valid_prefix),
        cmocka_unit_test(test_width_in_this_locale),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_safe),
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_fold_is_the_same_twice),
        cmocka_unit_test(test_equal_ignoring_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
