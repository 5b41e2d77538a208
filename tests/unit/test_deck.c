/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decks as values, and what writes them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/deck.h"
#include "engine/base/sha1.h"
#include "engine/base/text.h"
#include "tests/support/decks.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

static void test_sha1(void **state)
{
    (void)state;
    char text[SHA1_TEXT];
    /* The examples of RFC 3174. */
    assert_string_equal(sha1_text("abc", 3, text), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_string_equal(sha1_text("", 0, text), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_string_equal(sha1_text(two_blocks, strlen(two_blocks), text),
                        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    char *many = memory_allocate(1000000, 1);
    memset(many, 'a', 1000000);
    assert_string_equal(sha1_text(many, 1000000, text), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    free(many);
}

static void test_buttons(void **state)
{
    (void)state;
    static const int grades[] = {-1, 1, 3, 4, 5, -1}, buttons[] = {1, 1, 1, 2, 3, 4};
    for (int button = 0; button <= 5; button++)
        assert_int_equal(deck_grade_of_button(button), grades[button]);
    for (int grade = 0; grade <= 5; grade++)
        assert_int_equal(deck_button_of_grade(grade), buttons[grade]);
    for (int button = 1; button <= 4; button++)
        assert_int_equal(deck_button_of_grade(deck_grade_of_button(button)), button);
}

static void test_media_names(void **state)
{
    (void)state;
    static const char *const bad[] = {"",        ".",    "..",  "../x.png", "/etc/passwd",
                                      "a/b.png", "a\\b", "C:x", ".hidden",  "a\nb",
                                      "\xFF.png"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(deck_media_name_is_safe(bad[i]));
    assert_true(deck_media_name_is_safe("cell (1)..png"));
    assert_true(deck_media_name_is_safe("Z\xC3\xBCrich.jpg"));
}

static void test_html(void **state)
{
    (void)state;
    static const struct {
        const char *plain, *html;
    } cases[] = {
        {"a < b & c > d", "a &lt; b &amp; c &gt; d"},
        {"one\ntwo", "one<br>two"},
        {"  two  three ", "&nbsp;&nbsp;two &nbsp;three&nbsp;"},
        {"\tx", "&#9;x"},
        {"see [picture a&b.png]!", "see <img src=\"a&amp;b.png\">!"},
        {"[picture ] [picture x", "[picture ] [picture x"},
        {"[sound:a.mp3]", "[sound:a.mp3]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text out = {0};
        deck_append_html(&out, cases[i].plain);
        assert_string_equal(text_string(&out), cases[i].html);
        text_release(&out);
    }
}

static void test_same_bytes(void **state)
{
    (void)state;
    char *bytes[2];
    size_t length[2];
    struct error error = {0};
    for (int i = 0; i < 2; i++) {
        struct deck deck = {0};
        deck_test_sample(&deck);
        assert_true(deck_pack_apkg(&deck, &bytes[i], &length[i], &error));
        deck_release(&deck);
    }
    assert_int_equal(length[0], length[1]);
    assert_memory_equal(bytes[0], bytes[1], length[0]);
    free(bytes[0]);
    free(bytes[1]);
}

static void test_text(void **state)
{
    (void)state;
    struct deck deck = {0};
    struct text out = {0};
    deck_test_sample(&deck);
    deck_format_text(&deck, &out);
    assert_string_equal(
        text_string(&out),
        "#separator:tab\n#html:true\n#columns:Guid\tNotetype\tDeck\tFront\tBack\tTags\n"
        "#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        "aB3$x\tBasic\tBiology::Cells\t\"What is a &lt; b &amp; \"\"c\"\"?<br>&nbsp;&nbsp;"
        "indented &nbsp;twice\"\t\"An order<br><img src=\"\"cell.png\"\">\"\tcell exam::first\n"
        "rev-1\tBasic (and reversed card)\tBiology::Cells\tmitosis\tdivision of the nucleus\t"
        "cell exam::first\n"
        "clz\tCloze\tBiology::Cells\tThe {{c1::mitochondrion {{c2::inside::where}} the cell}} "
        "makes {{c1::energy}}\t\tcell exam::first\n"
        "susp\tBasic\tBiology::Cells\tribosome\tmakes proteins\t\n");
    text_release(&out);
    deck_release(&deck);
}

static void test_not_writable(void **state)
{
    (void)state;
    struct deck deck = {0};
    struct error error = {0};
    deck_test_sample(&deck);
    assert_false(deck_write_apkg(&deck, "/nowhere/at/all.apkg", &error));
    assert_int_equal(error.kind, ERROR_FAILURE);
    error_clear(&error);
    deck.media[0].bytes = NULL;
    deck.media[0].path = "/nowhere/cell.png";
    char *bytes = NULL;
    size_t length;
    assert_false(deck_pack_apkg(&deck, &bytes, &length, &error));
    assert_string_equal(error.file, "/nowhere/cell.png");
    assert_null(bytes);
    deck_release(&deck);
}

/* Another program's own importer reads the package: cards, tags, clozes, history. */
static void test_mnemosyne(void **state)
{
    (void)state;
    if (system("/usr/bin/python3 -c 'import mnemosyne.libmnemosyne' 2>/dev/null") != 0) {
        print_message("# skipped: mnemosyne is not installed\n");
        skip();
    }
    struct deck deck = {0};
    struct error error = {0};
    char *home = home_make(), line[256], command[1024];
    deck_test_sample(&deck);
    char *package = home_path(home, "sample.apkg");
    assert_true(deck_write_apkg(&deck, package, &error));
    (void)snprintf(command, sizeof command,
                   "HOME=%s /usr/bin/python3 %s/tests/tools/peer-mnemosyne.py %s %s/mnemosyne "
                   "2>%s/messages",
                   home, getenv("SOURCE_ROOT"), package, home, home);
    FILE *pipe = popen(command, "r");
    static const char expected[] =
        "cards 6\nnotes 4\nreviews 4\nclozes 2\n"
        "tags Biology::Cells Default cell exam::first\nmedia cell.png\n"
        "card The {{c1::mitochondrion {{c2::inside::where}} the cell}} makes {{c1::energy}} "
        "| ease 2.5 | lapses 0 | next never\n"
        "card The {{c1::mitochondrion {{c2::inside::where}} the cell}} makes {{c1::energy}} "
        "| ease 2.5 | lapses 0 | next never\n"
        "card What is a &lt; b &amp; \"c\"?<br>&nbsp;&nbsp;indented &nbsp;twice | ease 2.3 | "
        "lapses 1 | next 2026-11-25\n"
        "card mitosis | ease 2.5 | lapses 0 | next never\n"
        "card mitosis | ease 2.5 | lapses 1 | next 2026-11-18\n"
        "card ribosome | ease 2.5 | lapses 0 | next never\n";
    struct text found = {0};
    while (fgets(line, sizeof line, pipe))
        text_append(&found, line);
    assert_string_equal(text_string(&found), expected);
    text_release(&found);
    assert_int_equal(pclose(pipe), 0);
    free(package);
    deck_release(&deck);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha1),         cmocka_unit_test(test_buttons),
        cmocka_unit_test(test_media_names),  cmocka_unit_test(test_html),
        cmocka_unit_test(test_same_bytes),   cmocka_unit_test(test_text),
        cmocka_unit_test(test_not_writable), cmocka_unit_test(test_mnemosyne),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
