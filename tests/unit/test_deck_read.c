/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of decks of other programs, and what is refused. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "content/deck.h"
#include "content/html.h"
#include "content/protobuf.h"
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/decks.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

/* --- Helpers ------------------------------------------------------------------------------------
 */

static const struct deck_format *format_named(const char *name)
{
    for (size_t i = 0; deck_format_registry[i]; i++)
        if (!strcmp(deck_format_registry[i]->name, name))
            return deck_format_registry[i];
    fail_msg("no format %s", name);
    return NULL;
}

/* Reads bytes with the format; the harvest is the caller's. */
static bool read_bytes(const char *format, const char *path, const char *bytes, size_t length,
                       const char *media, struct harvest *harvest, struct error *error)
{
    harvest->file = arena_copy_string(&harvest->arena, path);
    struct deck_input input = {.path = harvest->file,
                               .bytes = bytes,
                               .length = length,
                               .media_folder = media,
                               .harvest = harvest};
    return deck_harvest(format_named(format), &input, NULL, harvest, error);
}

static void read_text(const char *format, const char *text, struct harvest *harvest)
{
    struct error error = {0};
    if (!read_bytes(format, "/x/deck", text, strlen(text), NULL, harvest, &error))
        fail_msg("%ld: %s", error.line, error.message);
}

static char *pack_sample(size_t *length)
{
    struct deck deck = {0};
    struct error error = {0};
    char *bytes = NULL;
    deck_test_sample(&deck);
    assert_true(deck_pack_apkg(&deck, &bytes, length, &error));
    deck_release(&deck);
    return bytes;
}

static void expect_card(const struct draft *draft, enum card_kind kind, const char *front,
                        const char *back)
{
    assert_string_equal(draft->front, front);
    assert_string_equal(draft->back, back);
    assert_int_equal(draft->kind, kind);
    assert_true(draft->explicit_card);
}

/* --- HTML ----------------------------------------------------------------------------------------
 */

static void test_html(void **state)
{
    (void)state;
    static const struct {
        const char *html, *plain;
    } cases[] = {
        {"plain", "plain"},
        {"a  b\n c", "a b c"},
        {"one<br>two<br/>three", "one\ntwo\nthree"},
        {"<div>one</div><div>two</div>", "one\ntwo"},
        {"one<div>two</div>three", "one\ntwo\nthree"},
        {"a<div><br></div><div>b</div>", "a\n\nb"},
        {"<b>bold</b> <i>and</i> <span style=\"x\">more</span>", "bold and more"},
        {"a &lt; b &amp;&amp; c&nbsp;&gt; d &#65;&#x42; &rarr; &szlig;",
         "a < b && c > d AB \xE2\x86\x92 \xC3\x9F"},
        {"&unknown; &; & &#xFFFFFF; &#0;", "&unknown; &; & \xEF\xBF\xBD &#0;"},
        {"<ul><li>one</li><li>two</li></ul>after", "- one\n- two\nafter"},
        {"<ol><li>one<li>two<ul><li>deep</ul></ol>", "1. one\n2. two\n  - deep"},
        {"<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
         "a | b\n1 | 2"},
        {"<table><tr><td><p>a</p></td><td><div>b</div></td></tr></table>", "a | b"},
        {"<pre>if x:\n    y = 1\n</pre>then", "if x:\n    y = 1\nthen"},
        {"use <code>x&lt;y</code> here", "use x<y here"},
        {"<img src=\"cell.png\"> and <IMG width=3 src=a%20b.png>",
         "[picture cell.png] and [picture a b.png]"},
        {"<img src='/x/../y/z.png'><img src=\"data:image/png;base64,AAAA\">",
         "[picture z.png][picture]"},
        {"<img src=\"a%C3%A9&amp;%e0%0a%5d%.png\">", "[picture a\xC3\xA9&\xEF\xBF\xBD__%.png]"},
        {"[sound:a.mp3]", "[sound:a.mp3]"},
        {"2<sup>10</sup> and 1<sup>st</sup> H<sub>2</sub>O", "2^10 and 1st H2O"},
        {"a<!-- hidden <b> -->b<style>.x{}</style>c<script>alert(1)</script>d", "abcd"},
        {"a < b and c <d", "a < b and c <d"},
        {"x<y", "x<y"},
        {"tail <a href=\"x>y\">link</a> <b", "tail link <b"},
        {"bad \xFF\x1B[31m\x07 byte", "bad \xEF\xBF\xBD [31m  byte"},
        {"<style>never closed", ""},
        {"<!-- never closed", ""},
        {"", ""},
        {"<", "<"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text out = {0};
        html_append_text(&out, cases[i].html, strlen(cases[i].html));
        assert_string_equal(text_string(&out), cases[i].plain);
        text_release(&out);
    }
}

/* What is written as HTML is read as it was. */
static void test_html_round_trip(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "one\ntwo\n\n\nthree",         "  indented\n    more  blanks", "a\tb",
        "a < b & c > \"d\" &amp; <b>", "[picture x y.png] and text",   "{{c1::gap::hint}}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text html = {0}, plain = {0};
        deck_append_html(&html, texts[i]);
        html_append_text(&plain, html.data, html.length);
        assert_string_equal(text_string(&plain), texts[i]);
        text_release(&html);
        text_release(&plain);
    }
}

static void test_html_long(void **state)
{
    (void)state;
    static const char *const pieces[] = {"<a ",      "<a b=\"", "<!-", "&#",
                                         "<style><", "<li>",    "</",  "%"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct text html = {0}, plain = {0};
        while (html.length < 2000000)
            text_append(&html, pieces[i]);
        html_append_text(&plain, html.data, html.length); /* a second each would be a minute */
        text_release(&html);
        text_release(&plain);
    }
}

static void test_protobuf(void **state)
{
    (void)state;
    static const char good[] = "\x08\x96\x01\x12\x03"
                               "abc\x1D\x01\x02\x03\x04\x21\x01\x02\x03\x04\x05\x06\x07\x08";
    static const struct {
        const char *bytes;
        size_t length;
    } bad[] = {
        {"\x08", 1},
        {"\x08\xFF", 2},
        {"\x12\x05"
         "abc",
         5},
        {"\x1D\x01", 2},
        {"\x0B\x0C", 2},
        {"\x00\x01", 2},
        {"\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", 11},
        {"\x12\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 11},
    };
    struct protobuf message;
    protobuf_open(&message, good, sizeof good - 1);
    assert_true(protobuf_next(&message));
    assert_int_equal(message.number, 1);
    assert_int_equal(message.value, 150);
    assert_true(protobuf_next(&message));
    assert_true(message.is_bytes);
    assert_memory_equal(message.bytes, "abc", 3);
    assert_true(protobuf_next(&message));
    assert_int_equal(message.value, 0x04030201);
    assert_true(protobuf_next(&message));
    assert_int_equal(message.number, 4);
    assert_false(protobuf_next(&message));
    assert_false(message.malformed);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        protobuf_open(&message, bad[i].bytes, bad[i].length);
        while (protobuf_next(&message))
            ;
        assert_true(message.malformed);
    }
}

/* --- Packages ------------------------------------------------------------------------------------
 */

/* The cards of deck_test_sample(). */
static void expect_sample(const struct harvest *harvest)
{
    const struct draft *d = harvest->drafts;
    assert_int_equal(harvest->draft_count, 6);
    size_t basic = 6, reversed = 6, cloze = 6, suspended = 6;
    for (size_t i = 0; i < 6; i++) { /* notes come by id, which is a hash */
        if (!strcmp(d[i].key, "aB3$x/0"))
            basic = i;
        if (!strcmp(d[i].key, "rev-1/0"))
            reversed = i;
        if (!strcmp(d[i].key, "clz/0"))
            cloze = i;
        if (!strcmp(d[i].key, "susp/0"))
            suspended = i;
    }
    assert_true(basic < 6 && reversed < 5 && cloze < 5 && suspended < 6);
    expect_card(&d[basic], CARD_BASIC, "What is a < b & \"c\"?\n  indented  twice",
                "An order\n[picture cell.png]");
    assert_string_equal(d[basic].schedule, "due=2026-11-25 interval=7 ease=230");
    assert_int_equal(d[basic].lapses, 1);
    assert_int_equal(d[basic].review_count, 4);
    assert_int_equal(d[basic].reviews[3].utc_ms, INT64_C(1763452800123));
    assert_int_equal(d[basic].reviews[0].grade, 1);
    assert_int_equal(d[basic].reviews[3].grade, 4);
    assert_int_equal(d[basic].reviews[3].milliseconds, 4003);
    assert_int_equal(d[basic].tag_count, 2);
    assert_string_equal(d[basic].tags[1], "exam::first");
    assert_string_equal(d[basic].topic, "Biology::Cells");
    assert_int_equal(d[basic].heading_count, 2);
    assert_string_equal(d[basic].heading[1], "Cells");
    expect_card(&d[reversed], CARD_BASIC, "mitosis", "division of the nucleus");
    expect_card(&d[reversed + 1], CARD_REVERSE, "division of the nucleus", "mitosis");
    assert_string_equal(d[reversed].group, d[reversed + 1].group);
    assert_null(d[reversed].schedule);
    assert_string_equal(d[reversed + 1].schedule, "due=2026-11-18 interval=2 ease=250");
    expect_card(&d[cloze], CARD_CLOZE, "The [...] makes [...]",
                "mitochondrion inside the cell, energy");
    expect_card(&d[cloze + 1], CARD_CLOZE, "The mitochondrion [where] the cell makes energy",
                "inside");
    assert_true(d[suspended].suspended);
    assert_false(d[basic].suspended);
}

static void test_package(void **state)
{
    (void)state;
    size_t length;
    char *bytes = pack_sample(&length), *home = home_make(), *media = home_path(home, "media");
    struct harvest harvest = {0};
    struct error error = {0};
    assert_true(folder_make(media, &error));
    assert_true(read_bytes("anki-deck", "/x/a.apkg", bytes, length, media, &harvest, &error));
    expect_sample(&harvest);
    for (size_t i = 0; i < harvest.draft_count; i++)
        if (!strcmp(harvest.drafts[i].key, "aB3$x/0")) {
            /* sha1sum of the picture */
            char *copy = memory_copy_string(harvest.drafts[i].media);
            assert_memory_equal(copy, "cell.png\t", 9);
            copy[strlen(copy) - 1] = '\0';
            char *path = path_join(media, copy + 9), *stored;
            assert_true(file_read(path, &stored, &length, &error));
            assert_memory_equal(stored, "\x89PNG", 4);
            free(stored);
            free(path);
            free(copy);
        }
    assert_int_equal(harvest.warning_count, 0);
    harvest_release(&harvest);
    free(bytes);
    free(media);
    home_remove(home);
}

/* The same deck as versions since 2.1.50 write it: tables and messages, all under zstd. */
static char *pack_modern(size_t *length)
{
    size_t old_length, base_length, size, packed[3];
    char *old = pack_sample(&old_length);
    char *base = deck_test_unzip(old, old_length, "collection.anki2", &base_length);
    /* x'..' are messages: kind of the note type; question and answer of the template. */
    static const char sql[] =
        "CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE "
        "nocase, config blob NOT NULL);"
        "CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);"
        "CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL, "
        "config blob NOT NULL, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;"
        "CREATE TABLE templates (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL, "
        "config blob NOT NULL, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;"
        "CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL, kind blob);"
        "CREATE TABLE config (KEY text NOT NULL PRIMARY KEY, val blob NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE tags (tag text NOT NULL PRIMARY KEY) WITHOUT ROWID;"
        "INSERT INTO notetypes SELECT m.key, m.value ->> 'name', CASE m.value ->> 'type' WHEN 1 "
        "THEN x'0801' ELSE x'' END FROM col, json_each(col.models) m;"
        "INSERT INTO fields SELECT m.key, f.value ->> 'ord', f.value ->> 'name', x'' FROM col, "
        "json_each(col.models) m, json_each(m.value, '$.flds') f;"
        "INSERT INTO templates SELECT m.key, t.value ->> 'ord', t.value ->> 'name', "
        "CAST(x'0A' || char(length(t.value ->> 'qfmt')) || (t.value ->> 'qfmt') || x'12' || "
        "char(length(t.value ->> 'afmt')) || (t.value ->> 'afmt') AS blob) FROM col, "
        "json_each(col.models) m, json_each(m.value, '$.tmpls') t;"
        "INSERT INTO decks SELECT d.key, replace(d.value ->> 'name', '::', char(31)), x'' FROM "
        "col, json_each(col.decks) d;"
        "INSERT INTO config VALUES ('creationOffset', CAST('-60' AS blob));"
        "UPDATE col SET ver = 18, models = '', decks = '', conf = '';";
    char *database = deck_test_database(base, base_length, sql, &size);
    char *collection = deck_test_zstd(database, size, &packed[0]);
    char *list = deck_test_zstd("\x0A\x0C\x0A\x08"
                                "cell.png\x10\x12",
                                14, &packed[1]);
    char *medium = deck_test_zstd("\x89PNG\r\n\x1a\nnot really", 18, &packed[2]);
    const struct test_entry entries[] = {{"meta", "\x08\x03", 2},
                                         {"collection.anki21b", collection, packed[0]},
                                         {"collection.anki2", "please update", 13},
                                         {"media", list, packed[1]},
                                         {"0", medium, packed[2]}};
    char *zip = deck_test_zip(entries, 5, length);
    free(old);
    free(base);
    free(database);
    free(collection);
    free(list);
    free(medium);
    return zip;
}

static void test_modern_package(void **state)
{
    (void)state;
    size_t length;
    char *bytes = pack_modern(&length), *home = home_make(), *media = home_path(home, "media");
    struct harvest harvest = {0};
    struct error error = {0};
    assert_true(folder_make(media, &error));
    bool good = read_bytes("anki-deck", "/x/a.apkg", bytes, length, media, &harvest, &error);
    assert_string_equal(error.message, "");
    assert_true(good);
    expect_sample(&harvest);
    harvest_release(&harvest);
    free(bytes);
    free(media);
    home_remove(home);
}

/* --- What is refused -----------------------------------------------------------------------------
 */

/* The sample with one entry replaced (bytes NULL: left out), its collection after `sql`. */
static char *pack_changed(const char *sql, const char *entry, const char *bytes, size_t size,
                          size_t *length)
{
    size_t old_length, base_length, changed_length = 0;
    char *old = pack_sample(&old_length);
    char *base = deck_test_unzip(old, old_length, "collection.anki2", &base_length);
    char *changed = deck_test_database(base, base_length, sql ? sql : "", &changed_length);
    struct test_entry entries[4] = {{"collection.anki2", changed, changed_length},
                                    {"media", "{\"0\":\"cell.png\"}", 16},
                                    {"0", "picture", 7}};
    size_t count = 3;
    bool replaced = !entry;
    for (size_t i = 0; i < 3; i++)
        if (entry && !strcmp(entries[i].name, entry)) {
            entries[i] = bytes ? (struct test_entry){entry, bytes, size} : entries[--count];
            replaced = true;
        }
    if (!replaced)
        entries[count++] = (struct test_entry){entry, bytes, size};
    char *zip = deck_test_zip(entries, count, length);
    free(old);
    free(base);
    free(changed);
    return zip;
}

static void expect_refused(const char *bytes, size_t length, const char *why)
{
    struct harvest harvest = {0};
    struct error error = {0};
    char *home = home_make();
    bool good = read_bytes("anki-deck", "/x/bad.apkg", bytes, length, home, &harvest, &error);
    if (good || !strstr(error.message, why))
        fail_msg("expected '%s', got '%s'", why, good ? "a deck" : error.message);
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.file, "/x/bad.apkg");
    assert_int_equal(harvest.draft_count, 0);
    DIR *folder = opendir(home); /* no medium of a refused package */
    for (struct dirent *entry; (entry = readdir(folder));)
        assert_true(entry->d_type == DT_DIR);
    (void)closedir(folder);
    harvest_release(&harvest);
    home_remove(home);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *entry, *bytes;
        size_t size;
        const char *why;
    } cases[] = {
        {NULL, "collection.anki2", NULL, 0, "no collection inside"},
        {NULL, "collection.anki2", "not a database, though long enough", 34, "no SQLite file"},
        {NULL, "media", "{\"0\":\"../evil.png\"}", 19, "leads out"},
        {NULL, "media", "{\"0\":\"/etc/cron.d/evil\"}", 24, "leads out"},
        {NULL, "media", "{\"0\":7}", 7, "leads out"},
        {NULL, "media", "{\"x\":\"cell.png\"}", 16, "list of its media"},
        {NULL, "media", "[[[[", 4, "list of its media"},
        {NULL, "../evil", "x", 1, "leads out"},
        {NULL, "/evil", "x", 1, "leads out"},
        {NULL, "a/../../evil", "x", 1, "leads out"},
        {NULL, "meta", "\x08\x04", 2, "newer Anki"},
        {NULL, "meta", "\x08", 1, "does not say"},
        {NULL, "meta", "", 0, "does not say"},
        {"DROP TABLE cards", NULL, NULL, 0, "no notes, cards"},
        {"DROP TABLE col", NULL, NULL, 0, "no notes, cards"},
        {"DELETE FROM col", NULL, NULL, 0, "is empty"},
        {"ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS SELECT * FROM n", NULL, NULL, 0,
         "something else than a table as 'notes'"},
        {"DROP TABLE revlog; CREATE VIRTUAL TABLE revlog USING fts5(id)", NULL, NULL, 0,
         "something else than a table as 'revlog'"},
        {"UPDATE col SET models = '{'", NULL, NULL, 0, "no JSON"},
        {"UPDATE col SET decks = '7'", NULL, NULL, 0, "no JSON"},
        {"UPDATE col SET ver = 99", NULL, NULL, 0, "newer Anki"},
        {"ALTER TABLE cards RENAME COLUMN did TO dod", NULL, NULL, 0, "damaged"},
        {"CREATE TABLE notetypes (id)", NULL, NULL, 0, "lacks tables"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length;
        char *bytes =
            pack_changed(cases[i].sql, cases[i].entry, cases[i].bytes, cases[i].size, &length);
        expect_refused(bytes, length, cases[i].why);
        free(bytes);
    }
}

/* How cards stand, as Anki's columns say it. */
static void test_standing(void **state)
{
    (void)state;
#define OF_CARD " WHERE nid = (SELECT id FROM notes WHERE guid = 'aB3$x')"
#define AS_IT_WAS "due=2026-11-25 interval=7 ease=230"
    static const struct {
        const char *sql, *schedule;
        size_t reviews;
        bool suspended;
        const char *topic;
    } cases[] = {
        {"SELECT 1", AS_IT_WAS, 4, false, "Biology::Cells"},
        /* lent to a filtered deck */
        {"UPDATE cards SET odid = did, odue = due, did = 1, due = -100" OF_CARD, AS_IT_WAS, 4,
         false, "Biology::Cells"},
        /* being learned, to be asked at a moment */
        {"UPDATE cards SET type = 1, queue = 1, ivl = 0, due = 1795000000" OF_CARD, NULL, 4, false,
         "Biology::Cells"},
        /* forgotten, being learned again */
        {"UPDATE cards SET type = 3, queue = 1, ivl = 2, due = 1795000000" OF_CARD,
         "due=2026-11-18 interval=2 ease=230", 4, false, "Biology::Cells"},
        {"UPDATE cards SET queue = -1" OF_CARD, AS_IT_WAS, 4, true, "Biology::Cells"},
        {"UPDATE cards SET queue = -3" OF_CARD, AS_IT_WAS, 4, false, "Biology::Cells"},
        {"UPDATE cards SET type = 0, queue = 0, due = 5" OF_CARD, NULL, 4, false, "Biology::Cells"},
        {"UPDATE cards SET factor = 0" OF_CARD, "due=2026-11-25 interval=7 ease=250", 4, false,
         "Biology::Cells"},
        {"UPDATE cards SET did = 77" OF_CARD, AS_IT_WAS, 4, false, NULL},
        /* an old collection does not say in which zone it began; it was four in the morning */
        {"UPDATE col SET conf = '{}'", AS_IT_WAS, 4, false, "Biology::Cells"},
        {"UPDATE col SET conf = '{}', crt = crt + 9 * 3600", AS_IT_WAS, 4, false, "Biology::Cells"},
        {"UPDATE col SET conf = '{}', crt = crt - 12 * 3600", AS_IT_WAS, 4, false,
         "Biology::Cells"},
        /* changed by hand; at no time; of a card that is gone */
        {"UPDATE revlog SET ease = 0 WHERE id = (SELECT min(id) FROM revlog);"
         "INSERT INTO revlog VALUES (-5, (SELECT cid FROM revlog), -1, 3, 1, 1, 2500, 1, 1);"
         "INSERT INTO revlog VALUES (5, 12345, -1, 3, 1, 1, 2500, 1, 1);",
         AS_IT_WAS, 3, false, "Biology::Cells"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length;
        char *bytes = pack_changed(cases[i].sql, NULL, NULL, 0, &length);
        struct harvest harvest = {0};
        struct error error = {0};
        const struct draft *draft = NULL;
        assert_true(read_bytes("anki-deck", "/x/a.apkg", bytes, length, NULL, &harvest, &error));
        for (size_t j = 0; j < harvest.draft_count; j++)
            if (!strcmp(harvest.drafts[j].key, "aB3$x/0"))
                draft = &harvest.drafts[j];
        assert_non_null(draft);
        assert_string_equal(draft->schedule ? draft->schedule : "none",
                            cases[i].schedule ? cases[i].schedule : "none");
        assert_int_equal(draft->review_count, cases[i].reviews);
        assert_int_equal(draft->suspended, cases[i].suspended);
        assert_string_equal(draft->topic ? draft->topic : "none",
                            cases[i].topic ? cases[i].topic : "none");
        harvest_release(&harvest);
        free(bytes);
    }
}

/* Notes without a note type, cards without a note, an id twice, an empty side: left out, and told.
 */
static void test_left_out(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *code;
        size_t drafts; /* 0: depends on which note comes first */
    } cases[] = {
        {"UPDATE notes SET mid = 5 WHERE guid = 'susp'", "unknown-note-type", 5},
        {"DELETE FROM notes WHERE guid = 'susp'", "lost-card", 5},
        {"UPDATE notes SET guid = 'clz' WHERE guid = 'susp'", "repeated-id", 0},
        {"UPDATE notes SET flds = 'x' WHERE guid = 'susp'", "empty-card", 5},
        {"UPDATE cards SET ord = 7 WHERE nid = (SELECT id FROM notes WHERE guid = 'susp')",
         "empty-card", 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length;
        char *bytes = pack_changed(cases[i].sql, NULL, NULL, 0, &length);
        struct harvest harvest = {0};
        struct error error = {0};
        assert_true(read_bytes("anki-deck", "/x/a.apkg", bytes, length, NULL, &harvest, &error));
        if (cases[i].drafts)
            assert_int_equal(harvest.draft_count, cases[i].drafts);
        bool told = false;
        for (size_t j = 0; j < harvest.warning_count; j++)
            told = told || !strcmp(harvest.warnings[j].code, cases[i].code);
        assert_true(told);
        harvest_release(&harvest);
        free(bytes);
    }
}

/* Triggers are there, and nobody pulls them. */
static void test_triggers(void **state)
{
    (void)state;
    size_t length;
    char *bytes =
        pack_changed("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM cards; END;"
                     "CREATE VIEW v AS SELECT 1;",
                     NULL, NULL, 0, &length);
    struct harvest harvest = {0};
    struct error error = {0};
    assert_true(read_bytes("anki-deck", "/x/a.apkg", bytes, length, NULL, &harvest, &error));
    assert_int_equal(harvest.draft_count, 6);
    harvest_release(&harvest);
    free(bytes);
}

/* Any end that comes too early is refused or leaves a whole deck, and nothing else happens. */
static void test_truncated(void **state)
{
    (void)state;
    size_t length;
    char *bytes = pack_sample(&length);
    for (size_t cut = 0; cut < length; cut += length / 97 + 1)
        expect_refused(bytes, cut, "");
    free(bytes);
}

/* Every byte of the collection in turn is wrong: it is read or refused, within its memory. */
static void test_damaged(void **state)
{
    (void)state;
    size_t length, size;
    char *bytes = pack_sample(&length);
    char *base = deck_test_unzip(bytes, length, "collection.anki2", &size);
    for (size_t at = 16; at < size; at += 131) {
        base[at] = (char)(base[at] ^ 0xFF);
        const struct test_entry entries[] = {{"collection.anki2", base, size}, {"media", "{}", 2}};
        size_t packed;
        char *zip = deck_test_zip(entries, 2, &packed);
        struct harvest harvest = {0};
        struct error error = {0};
        if (!read_bytes("anki-deck", "/x/a.apkg", zip, packed, NULL, &harvest, &error))
            assert_int_equal(error.kind, ERROR_INPUT);
        harvest_release(&harvest);
        free(zip);
        base[at] = (char)(base[at] ^ 0xFF);
    }
    free(base);
    free(bytes);
}

static void test_bombs(void **state)
{
    (void)state;
    size_t size = 48 << 20, packed, twice, length;
    char *zeroes = memory_allocate(size, 1);
    struct test_entry entries[] = {{"collection.anki2", zeroes, size}, {"media", "{}", 2}};
    char *zip = deck_test_zip(entries, 2, &length); /* a thousand to one */
    expect_refused(zip, length, "bomb");
    free(zip);
    char *frame = deck_test_zstd(zeroes, size, &packed);
    char *frame_of_frame = deck_test_zstd(frame, packed, &twice);
    struct test_entry modern[] = {{"meta", "\x08\x03", 2}, {"collection.anki21b", frame, packed}};
    zip = deck_test_zip(modern, 2, &length);
    expect_refused(zip, length, "bomb");
    free(zip);
    modern[1].bytes = frame_of_frame;
    modern[1].length = twice;
    zip = deck_test_zip(modern, 2, &length);
    expect_refused(zip, length, "no SQLite file");
    free(zip);
    modern[1].length = twice / 2;
    zip = deck_test_zip(modern, 2, &length);
    expect_refused(zip, length, "compressed part");
    free(zip);
    free(zeroes);
    free(frame);
    free(frame_of_frame);
}

/* --- Templates -----------------------------------------------------------------------------------
 */

static void test_templates(void **state)
{
    (void)state;
    static const char *const names[] = {"Word", "Meaning", "Example"};
    static const struct {
        const char *question, *answer, *word, *example, *front, *back;
    } cases[] = {
        {"{{Word}}", "{{Meaning}}", "cat", "", "cat", "an animal"},
        {"{{Word}}\n{{#Example}}e.g. {{Example}}{{/Example}}", "{{Meaning}}", "cat", "", "cat",
         "an animal"},
        {"{{Word}}\n{{#Example}}e.g. {{Example}}{{/Example}}", "{{Meaning}}", "cat", "the cat",
         "cat\ne.g. the cat", "an animal"},
        {"{{^Example}}none{{/Example}} {{Word}}", "{{Meaning}}", "cat", "", "none cat",
         "an animal"},
        {"{{Word}} {{type:Meaning}}", "{{type:Meaning}}", "cat", "", "cat", "an animal"},
        {"{{Word}} {{hint:Meaning}}{{tts en_US:Word}}", "{{FrontSide}}{{text:Meaning}}", "cat", "",
         "cat", "an animal"},
        {"{{#Example}}{{#Word}}x{{/Word}}{{/Example}}{{Word}}", "{{Meaning}} ({{Deck}})", "cat", "",
         "cat", "an animal (D)"},
        {"{{/Word}}{{Word}} {{Nothing}} {{", "{{Meaning}}", "cat", "", "cat", "an animal"},
        {"{{Word}}", "{{Example}}", "cat", "", NULL, NULL},
        {"{{Example}}", "{{Word}}", "cat", "  ", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct deck_template template = {"Card", cases[i].question, cases[i].answer};
        struct deck_model model = {"M", DECK_FIELDS, names, 3, &template, 1};
        const char *fields[] = {cases[i].word, "an animal", cases[i].example};
        struct deck_note note = {.model = &model, .fields = fields, .deck = "D", .guid = ""};
        struct deck_card card = {.ordinal = 0};
        struct text front = {0}, back = {0};
        assert_int_equal(deck_show(&note, &card, &front, &back), cases[i].front != NULL);
        if (cases[i].front) {
            assert_string_equal(text_string(&front), cases[i].front);
            assert_string_equal(text_string(&back), cases[i].back);
        }
        text_release(&front);
        text_release(&back);
    }
}

/* --- Text and tables -----------------------------------------------------------------------------
 */

static void test_anki_text(void **state)
{
    (void)state;
    struct harvest harvest = {0};
    read_text("anki-text",
              "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
              "#tags column:6\n"
              "g1\tBasic\tLanguage::Spanish\tel <b>gato</b>\tthe cat\tanimal pet\n"
              "g2\tBasic (and reversed card)\tLanguage\tuno\t\"one<br>\"\"1\"\"\"\t\n"
              "g3\tCloze\tLanguage\t{{c1::Madrid}} is in {{c2::Spain::country}}\tEurope\t\n",
              &harvest);
    const struct draft *d = harvest.drafts;
    assert_int_equal(harvest.draft_count, 5);
    expect_card(&d[0], CARD_BASIC, "el gato", "the cat");
    assert_string_equal(d[0].topic, "Language::Spanish");
    assert_int_equal(d[0].tag_count, 2);
    assert_string_equal(d[0].tags[1], "pet");
    assert_string_equal(d[0].key, "g1/0");
    assert_int_equal(d[0].line, 7);
    expect_card(&d[1], CARD_BASIC, "uno", "one\n\"1\"");
    expect_card(&d[2], CARD_REVERSE, "one\n\"1\"", "uno");
    expect_card(&d[3], CARD_CLOZE, "[...] is in Spain", "Madrid\nEurope");
    expect_card(&d[4], CARD_CLOZE, "Madrid is in [country]", "Spain\nEurope");
    assert_string_equal(d[4].key, "g3/1");
    harvest_release(&harvest);
}

static void test_anki_text_headings(void **state)
{
    (void)state;
    struct harvest harvest = {0};
    read_text(
        "anki-text",
        "\xEF\xBB\xBF#separator:Semicolon\r\n#html:false\r\n#tags:one two\r\n#deck:Chemistry\r\n"
        "H2O;a <b>;more\r\nNaCl;salt;\r\n",
        &harvest);
    assert_int_equal(harvest.draft_count, 2);
    expect_card(&harvest.drafts[0], CARD_BASIC, "H2O", "a <b>\nmore");
    expect_card(&harvest.drafts[1], CARD_BASIC, "NaCl", "salt");
    assert_string_equal(harvest.drafts[1].tags[1], "two");
    assert_string_equal(harvest.drafts[1].topic, "Chemistry");
    assert_null(harvest.drafts[1].key);
    harvest_release(&harvest);
    struct error error = {0};
    const char *bad = "#separator:tab\nfine\tcard\nnot\tfi\"ne\n";
    assert_false(read_bytes("anki-text", "/x/a.txt", bad, strlen(bad), NULL, &harvest, &error));
    assert_int_equal(error.line, 3);
    assert_string_equal(error.file, "/x/a.txt");
    harvest_release(&harvest);
}

/* What is written as text is read as the same cards. */
static void test_text_round_trip(void **state)
{
    (void)state;
    struct deck deck = {0};
    struct text out = {0};
    struct harvest harvest = {0};
    deck_test_sample(&deck);
    deck_format_text(&deck, &out);
    read_text("anki-text", out.data, &harvest);
    assert_int_equal(harvest.draft_count, 6);
    expect_card(&harvest.drafts[0], CARD_BASIC, "What is a < b & \"c\"?\n  indented  twice",
                "An order\n[picture cell.png]");
    expect_card(&harvest.drafts[4], CARD_CLOZE, "The mitochondrion [where] the cell makes energy",
                "inside");
    harvest_release(&harvest);
    text_release(&out);
    deck_release(&deck);
}

static void test_csv(void **state)
{
    (void)state;
    struct harvest harvest = {0};
    read_text("csv",
              "Term,Definition,Tags,Deck,id,color\r\n"
              "\"a, b\",\"two\r\nlines\",\"x,y z\",Letters,1,red\r\n"
              "c,d,,,2,blue\r\n,empty,,,3,\r\n",
              &harvest);
    assert_int_equal(harvest.draft_count, 2);
    expect_card(&harvest.drafts[0], CARD_BASIC, "a, b", "two\nlines");
    assert_int_equal(harvest.drafts[0].tag_count, 3);
    assert_string_equal(harvest.drafts[0].topic, "Letters");
    assert_string_equal(harvest.drafts[0].key, "1/0");
    assert_string_equal(harvest.drafts[0].pattern, "csv");
    assert_null(harvest.drafts[1].topic);
    assert_int_equal(harvest.warning_count, 2);
    assert_string_equal(harvest.warnings[0].code, "unknown-column");
    assert_string_equal(harvest.warnings[1].code, "empty-card");
    harvest_release(&harvest);
    read_text("csv", "kind;text\ncloze;The {{c1::sun}} shines\nlist;x\n", &harvest);
    assert_int_equal(harvest.draft_count, 1);
    expect_card(&harvest.drafts[0], CARD_CLOZE, "The [...] shines", "sun");
    harvest_release(&harvest);
    read_text("csv", "front\tback\tkind\n1\t2\torder\n", &harvest);
    expect_card(&harvest.drafts[0], CARD_ORDER, "1", "2");
    harvest_release(&harvest);
}

static void test_csv_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        long line;
        const char *why;
    } cases[] = {
        {"", 1, "is empty"},
        {"name,price\na,1\n", 1, "no table of cards"},
        {"front,back\na,\"b\nc", 2, ""},
        {"front,back\na,b\nc,d\"e\n", 3, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct harvest harvest = {0};
        struct error error = {0};
        assert_false(read_bytes("csv", "/x/a.csv", cases[i].text, strlen(cases[i].text), NULL,
                                &harvest, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_int_equal(error.line, cases[i].line);
        assert_non_null(strstr(error.message, cases[i].why));
        harvest_release(&harvest);
    }
}

static void test_which_format(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text, *format;
    } cases[] = {
        {"a.apkg", "", "anki-deck"},
        {"A.APKG", "", "anki-deck"},
        {"a.csv", "x", "csv"},
        {"a.tsv", "x", "csv"},
        {"a.txt", "#separator:tab\nx\ty\n", "anki-text"},
        {"a.txt", "\xEF\xBB\xBF#html:true\n", "anki-text"},
        {"a.txt", "#guid column:1\n", "anki-text"},
        {"a.txt", "one\ttwo\n", NULL},
        {"a.txt", "# separator: a heading\n", NULL},
        {"a.txt", "\n#separator:tab\n", NULL},
        {"a.txt", "#tags: raft\n", NULL},
        {"a.md", "#separator:tab\n", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct deck_format *format =
            deck_format_of(cases[i].path, cases[i].text, strlen(cases[i].text));
        if (cases[i].format)
            assert_string_equal(format ? format->name : "none", cases[i].format);
        else
            assert_null(format);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_html_round_trip),
        cmocka_unit_test(test_html_long),
        cmocka_unit_test(test_protobuf),
        cmocka_unit_test(test_package),
        cmocka_unit_test(test_modern_package),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_standing),
        cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_triggers),
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_templates),
        cmocka_unit_test(test_anki_text),
        cmocka_unit_test(test_anki_text_headings),
        cmocka_unit_test(test_text_round_trip),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_csv_refused),
        cmocka_unit_test(test_which_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
