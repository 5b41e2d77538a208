/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the notes say otherwise than each other: who is held back, whatever the order. */
#include "tests/support/suite.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "content/content.h"
#include "engine/base/text.h"
#include "engine/collection.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    return test_open(path, &now);
}

struct note {
    const char *file, *text;
};

/* Everything under /notes is these notes, in this order. */
static struct import_counts import_notes(struct collection *c, const struct note *notes,
                                         const size_t *order, size_t count)
{
    struct content_options options = {0};
    struct harvest *harvests = calloc(count, sizeof *harvests);
    const struct harvest **all = calloc(count, sizeof *all);
    for (size_t i = 0; i < count; i++) {
        const struct note *note = &notes[order ? order[i] : i];
        content_harvest(note->file, note->text, strlen(note->text), &options, &harvests[i]);
        all[i] = &harvests[i];
    }
    struct import_counts counts = test_import(c, all, count);
    for (size_t i = 0; i < count; i++)
        harvest_release(&harvests[i]);
    free(harvests);
    free(all);
    return counts;
}

/* One note alone; the others stay as they are. */
static void import_again(struct collection *c, const struct note *note)
{
    static int64_t stamp = 1000000;
    struct content_options options = {0};
    struct harvest harvest = {0};
    struct error error = {0};
    struct import_counts counts = {0};
    content_harvest(note->file, note->text, strlen(note->text), &options, &harvest);
    assert_true(collection_import_begin(c, &error));
    assert_true(collection_import_file(c, &harvest, 100, ++stamp, &counts, &error));
    assert_true(collection_import_end(c, true, &counts, &error));
    harvest_release(&harvest);
}

/* What is known of every card, and why it is held, as one text. */
static bool add_card(void *context, const struct card *card)
{
    text_printf(context, "%s %s %s %s|%s|%s\n", card->id, card_state_name(card->state),
                card->held ? card->held : "-", card->front, card->back,
                card->held_why ? card->held_why : "");
    return true;
}

static char *state_of(struct collection *c)
{
    struct text all = {0};
    struct error error = {0};
    assert_true(collection_each_card(c, NULL, add_card, &all, &error));
    return text_take(&all);
}

struct wanted {
    const char *front, *back;
    struct card *found;
    bool any;
    enum card_state state;
    char held[16], why[512], id[40];
};

static bool look(void *context, const struct card *card)
{
    struct wanted *wanted = context;
    if (!strstr(card->front, wanted->front) ||
        strncmp(card->back, wanted->back, strlen(wanted->back)) != 0)
        return true;
    wanted->any = true;
    wanted->state = card->state;
    (void)snprintf(wanted->id, sizeof wanted->id, "%s", card->id);
    (void)snprintf(wanted->held, sizeof wanted->held, "%s", card->held ? card->held : "");
    (void)snprintf(wanted->why, sizeof wanted->why, "%s", card->held_why ? card->held_why : "");
    return false;
}

static struct wanted find(struct collection *c, const char *front, const char *back)
{
    struct wanted wanted = {.front = front, .back = back};
    struct error error = {0};
    assert_true(collection_each_card(c, NULL, look, &wanted, &error));
    if (!wanted.any)
        fail_msg("no card asks '%s' and answers '%s'", front, back);
    return wanted;
}

static void expect_held(struct collection *c, const char *front, const char *back, bool held)
{
    struct wanted wanted = find(c, front, back);
    if (held != !strcmp(wanted.held, "conflict") || held != (wanted.state == CARD_PROPOSED))
        fail_msg("'%s' '%s' is %s, held '%s'", front, back, card_state_name(wanted.state),
                 wanted.held);
}

/* --- Acronyms -----------------------------------------------------------------------------------
 */

static const struct note ports[] = {
    {"/notes/a.md", "# Radar\n\nA Vessel Traffic Service (VTS) guides ships by radio.\n"},
    {"/notes/b.md", "# Radio\n\nEvery Vessel Traffic Service (VTS) has a channel of its own.\n"},
    {"/notes/c.md", "# Maps\n\nA Vessel Tracking System (VTS) draws ships on a chart.\n"},
    {"/notes/d.md", "# Law\n\nThe pilot reports to the Vessel Traffic Service (VTS) at once.\n"},
    {"/notes/e.md", "# Trade\n\nThe Volume Tonnage Scheme (VTS) lowers the harbour dues.\n"},
};
enum { PORTS = sizeof ports / sizeof *ports };

static void majority_over_all_files_wins(void **state)
{
    (void)state;
    struct collection *c = fresh("majority.db");
    struct import_counts counts = import_notes(c, ports, NULL, PORTS);
    expect_held(c, "What does VTS stand for?", "Vessel Traffic Service", false);
    expect_held(c, "What does VTS stand for?", "Vessel Tracking System", true);
    expect_held(c, "What does VTS stand for?", "Volume Tonnage Scheme", true);
    expect_held(c, "abbreviation of “Vessel Tracking System”", "VTS", true);
    struct wanted minority = find(c, "What does VTS", "Volume");
    assert_non_null(strstr(minority.why, "4 of 5 notes say otherwise"));
    assert_non_null(strstr(minority.why, "/notes/a.md:3: Vessel Traffic Service"));
    assert_int_equal(counts.conflicts, 2);
    struct collection_counts all;
    struct error error = {0};
    assert_true(collection_count(c, &all, &error));
    assert_int_equal(all.conflicts, 2);
    assert_int_equal(counts.proposed, all.cards[CARD_PROPOSED]);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void order_of_imports_does_not_matter(void **state)
{
    (void)state;
    static const size_t orders[][PORTS] = {
        {0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 4, 0, 3, 1}, {4, 2, 1, 0, 3}};
    char *first = NULL;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct collection *c = fresh("order.db");
        if (i % 2)
            (void)import_notes(c, ports, orders[i], PORTS);
        else
            for (size_t j = 0; j < PORTS; j++)
                import_again(c, &ports[orders[i][j]]);
        char *all = state_of(c);
        if (!first)
            first = memory_copy_string(all);
        assert_string_equal(all, first);
        free(all);
        assert_int_equal(test_doctor(c, false), 0);
        collection_close(c);
    }
    free(first);
}

static void one_file_anew_is_as_all_anew(void **state)
{
    (void)state;
    struct collection *c = fresh("anew.db"), *all;
    struct note changed[PORTS];
    memcpy(changed, ports, sizeof ports);
    changed[0].text = "# Radar\n\nA Vessel Tracking System (VTS) guides ships by radio.\n";
    (void)import_notes(c, ports, NULL, PORTS);
    char *before = state_of(c);
    (void)import_notes(c, ports, NULL, PORTS);
    char *again = state_of(c);
    assert_string_equal(before, again);
    import_again(c, &changed[0]); /* two against two: nobody can tell */
    expect_held(c, "What does VTS stand for?", "Vessel Traffic Service", true);
    expect_held(c, "What does VTS stand for?", "Vessel Tracking System", true);
    import_again(c, &ports[0]);
    char *back = state_of(c);
    assert_string_equal(before, back);
    import_again(c, &changed[0]);
    char *one = state_of(c);
    all = fresh("anew-all.db");
    (void)import_notes(all, ports, NULL, PORTS);
    (void)import_notes(all, changed, NULL, PORTS);
    char *whole = state_of(all);
    assert_string_equal(one, whole);
    assert_int_equal(test_doctor(c, false), 0);
    free(before);
    free(again);
    free(back);
    free(one);
    free(whole);
    collection_close(c);
    collection_close(all);
}

static void a_tie_holds_all_until_a_vote_decides(void **state)
{
    (void)state;
    struct collection *c = fresh("tie.db");
    static const size_t two[] = {0, 2}, three[] = {0, 1, 2};
    (void)import_notes(c, ports, two, 2);
    expect_held(c, "What does VTS stand for?", "Vessel Traffic Service", true);
    expect_held(c, "What does VTS stand for?", "Vessel Tracking System", true);
    (void)import_notes(c, ports, three, 3);
    expect_held(c, "What does VTS stand for?", "Vessel Traffic Service", false);
    expect_held(c, "What does VTS stand for?", "Vessel Tracking System", true);
    (void)import_notes(c, ports, two, 1); /* the others are gone */
    expect_held(c, "What does VTS stand for?", "Vessel Traffic Service", false);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void spellings_of_one_name_agree(void **state)
{
    (void)state;
    static const struct note notes[] = {
        {"/notes/a.md", "The Automatic Identification System (AIS) sends positions.\n"},
        {"/notes/b.md", "An automatic identification systems (AIS) sends them often.\n"},
        {"/notes/c.md", "The Automatic Identifcation System (AIS) needs an antenna.\n"},
        {"/notes/d.md", "The Data Base Service (DBS) answers.\n"},
        {"/notes/e.md", "A DataBase Service (DBS) answers at once.\n"},
    };
    struct collection *c = fresh("spelling.db");
    assert_int_equal(import_notes(c, notes, NULL, 5).conflicts, 0);
    expect_held(c, "What does AIS stand for?", "Automatic Identification System", false);
    collection_close(c);
}

static void one_note_with_two_names_is_a_tie(void **state)
{
    (void)state;
    static const struct note note = {
        "/notes/a.md", "# One\n\nA Vessel Traffic Service (VTS) helps.\n\n# Two\n\nA Vessel "
                       "Tracking System (VTS) helps too.\n"};
    struct collection *c = fresh("own.db");
    (void)import_notes(c, &note, NULL, 1);
    expect_held(c, "What does VTS stand for?", "Vessel Traffic Service", true);
    expect_held(c, "What does VTS stand for?", "Vessel Tracking System", true);
    import_again(c, &ports[1]);
    expect_held(c, "What does VTS stand for?", "Vessel Traffic Service", false);
    expect_held(c, "What does VTS stand for?", "Vessel Tracking System", true);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* Several letters of one word, as in HArbour BOard. */
static void letters_may_begin_words_together(void **state)
{
    (void)state;
    static const struct note note = {
        "/notes/a.md", "**Harbour Board Of Norway (HABO):** an office that dredges the fairways\n"
                       "\n**Coastal Radio Service North (CORA):** it answers distress calls\n"};
    struct collection *c = fresh("together.db");
    struct import_counts counts = import_notes(c, &note, NULL, 1);
    assert_int_equal(counts.clarify, 0);
    assert_string_equal(find(c, "Coastal Radio Service North", "").held, "");
    collection_close(c);
}

static void letters_that_do_not_match_hold_their_cards(void **state)
{
    (void)state;
    static const struct note notes[] = {
        {"/notes/a.md", "**Vessel Motion Service (VTS):** an office that guides ships by radio\n"},
        {"/notes/b.md", "A pilot boards early. VTS (Vessel Motion Service) is told by radio.\n"},
        {"/notes/c.md", "A Vessel Traffic Service (VTS) guides ships by radio.\n"}};
    struct collection *c = fresh("letters.db");
    struct import_counts counts = import_notes(c, notes, NULL, 3);
    assert_int_equal(counts.clarify, 2);
    struct wanted card = find(c, "Vessel Motion Service", "An office");
    assert_string_equal(card.held, "acronym");
    assert_int_equal(card.state, CARD_PROPOSED);
    assert_string_equal(card.why, "the letters do not match the words");
    expect_held(c, "What does VTS stand for?", "Vessel Traffic Service", false);
    struct error error = {0};
    assert_true(collection_care(c, CARE_ACCEPT, card.id, NULL, &error));
    import_again(c, &notes[0]);
    assert_int_equal(find(c, "Vessel Motion Service", "An office").state, CARD_ACTIVE);
    collection_close(c);
}

/* --- Definitions --------------------------------------------------------------------------------
 */

static void incompatible_definitions_are_both_held(void **state)
{
    (void)state;
    static const struct note notes[] = {
        {"/notes/a.md", "# Day 3\n\n**Fairway:** a marked lane of deep water for large ships\n"},
        {"/notes/b.md", "# Day 9\n\n**Fairway:** short grass on which golfers aim their ball\n"},
        {"/notes/c.md", "# Day 9\n\n**Mole:** a wall of stone that shelters a harbour\n"},
        {"/notes/d.md", "# Day 8\n\n**Mole:** a massive stone breakwater reached on foot\n"}};
    struct collection *c = fresh("define.db");
    assert_int_equal(import_notes(c, notes, NULL, 4).conflicts, 2);
    expect_held(c, "airway", "A marked lane", true);
    expect_held(c, "airway", "Short grass", true);
    expect_held(c, "ole", "A wall of stone", false); /* they share a word that tells */
    struct wanted card = find(c, "airway", "A marked lane");
    assert_string_equal(card.why,
                        "/notes/b.md:3 answers it with: Short grass on which golfers aim their "
                        "ball");
    static const size_t without[] = {0, 2, 3};
    (void)import_notes(c, notes, without, 3);
    expect_held(c, "airway", "A marked lane", false);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void headings_that_name_a_subject_are_scopes(void **state)
{
    (void)state;
    static const struct note notes[] = {
        {"/notes/a.md", "# Shipping\n\n**Fairway:** a marked lane of deep water for ships\n"},
        {"/notes/b.md", "# Golf\n\n**Fairway:** short grass on which players aim their ball\n"},
        {"/notes/c.md", "# Day 4\n\n**Berth:** the place at a quay where a ship is moored\n"},
        {"/notes/d.md", "# Trains\n\n**Berth:** a narrow bed that folds out of the wall\n"}};
    struct collection *c = fresh("scope.db");
    (void)import_notes(c, notes, NULL, 4);
    expect_held(c, "airway", "A marked lane", false);
    expect_held(c, "airway", "Short grass", false);
    expect_held(c, "erth", "The place at a quay", true);
    expect_held(c, "erth", "A narrow bed", true);
    collection_close(c);
}

/* As many notes as there are words: a heading of a form, no term. */
static void a_label_that_every_note_fills_is_no_conflict(void **state)
{
    (void)state;
    static const char *const words[] = {"anchor",  "bridge", "candle", "desert", "engine",
                                        "feather", "garden", "hammer", "island", "jacket",
                                        "kettle",  "ladder", "mirror", "needle", "orange",
                                        "pepper",  "quiver", "ribbon", "saddle", "tunnel"};
    enum { LABELS = sizeof words / sizeof *words };
    struct note notes[LABELS];
    char files[LABELS][32], texts[LABELS][96];
    for (size_t i = 0; i < LABELS; i++) {
        (void)snprintf(files[i], sizeof files[i], "/notes/%02zu.md", i);
        (void)snprintf(texts[i], sizeof texts[i], "**Kolpa:** %s%s %s%s %s%s\n", words[i], "ry",
                       words[i], "less", words[i], "ful");
        notes[i] = (struct note){files[i], texts[i]};
    }
    struct collection *c = fresh("label.db");
    assert_int_equal(import_notes(c, notes, NULL, LABELS).conflicts, 0);
    assert_true(import_notes(c, notes, NULL, 3).conflicts >= 0);
    collection_close(c);
}

/* --- The person decides -------------------------------------------------------------------------
 */

static void decisions_win_and_can_be_taken_back(void **state)
{
    (void)state;
    struct collection *c = fresh("decide.db");
    struct error error = {0};
    struct undone undone;
    static const size_t two[] = {0, 2};
    (void)import_notes(c, ports, two, 2);
    struct wanted traffic = find(c, "What does VTS", "Vessel Traffic"),
                  tracking = find(c, "What does VTS", "Vessel Tracking");
    assert_true(collection_care(c, CARE_ACCEPT, traffic.id, NULL, &error));
    assert_int_equal(find(c, "What does VTS", "Vessel Traffic").state, CARD_ACTIVE);
    expect_held(c, "What does VTS", "Vessel Tracking", true);
    import_again(c, &ports[4]); /* a third name comes: what was accepted stays */
    assert_int_equal(find(c, "What does VTS", "Vessel Traffic").state, CARD_ACTIVE);
    assert_int_equal(test_doctor(c, false), 0);
    assert_true(collection_undo(c, &undone, &error));
    expect_held(c, "What does VTS", "Vessel Traffic", true);
    (void)import_notes(c, ports, two, 2);
    assert_true(collection_care(c, CARE_REJECT, tracking.id, NULL, &error));
    assert_int_equal(find(c, "What does VTS", "Vessel Tracking").state, CARD_REJECTED);
    expect_held(c, "What does VTS", "Vessel Traffic", false);        /* nobody says otherwise now */
    expect_held(c, "abbreviation of “Vessel Tracking", "VTS", true); /* it says what was rejected */
    assert_int_equal(test_doctor(c, false), 0);
    assert_true(collection_undo(c, &undone, &error));
    expect_held(c, "What does VTS", "Vessel Traffic", true);
    assert_int_equal(test_doctor(c, false), 0);
    assert_true(collection_care(c, CARE_REJECT, tracking.id, NULL, &error));
    assert_true(collection_care(c, CARE_ACCEPT, tracking.id, NULL, &error));
    expect_held(c, "What does VTS", "Vessel Traffic", true); /* it has its vote back */
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void a_card_in_the_persons_words_is_free(void **state)
{
    (void)state;
    struct collection *c = fresh("words.db");
    struct error error = {0};
    static const size_t two[] = {0, 2};
    (void)import_notes(c, ports, two, 2);
    struct wanted card = find(c, "What does VTS", "Vessel Tracking");
    assert_true(
        collection_edit(c, card.id, "What is VTS on a chart?", "A tracking system", &error));
    assert_int_equal(find(c, "What is VTS on a chart?", "A tracking system").state, CARD_ACTIVE);
    expect_held(c, "What does VTS", "Vessel Traffic", false);
    import_again(c, &ports[1]);
    assert_int_equal(find(c, "What is VTS on a chart?", "A tracking system").state, CARD_ACTIVE);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

/* --- Repair -------------------------------------------------------------------------------------
 */

static void lost_holds_are_found_and_rebuilt(void **state)
{
    (void)state;
    struct collection *c = fresh("repair.db");
    (void)import_notes(c, ports, NULL, PORTS);
    char *before = state_of(c);
    collection_close(c);
    test_sql("repair.db", "DELETE FROM hold; UPDATE card SET held = NULL; DELETE FROM claim "
                          "WHERE file = '/notes/c.md'");
    c = test_open("repair.db", &now);
    assert_true(test_doctor(c, false) > 0);
    assert_int_equal(test_doctor(c, true), 0);
    char *after = state_of(c);
    assert_string_equal(before, after);
    free(before);
    free(after);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(majority_over_all_files_wins),
        cmocka_unit_test(order_of_imports_does_not_matter),
        cmocka_unit_test(one_file_anew_is_as_all_anew),
        cmocka_unit_test(a_tie_holds_all_until_a_vote_decides),
        cmocka_unit_test(spellings_of_one_name_agree),
        cmocka_unit_test(one_note_with_two_names_is_a_tie),
        cmocka_unit_test(letters_may_begin_words_together),
        cmocka_unit_test(letters_that_do_not_match_hold_their_cards),
        cmocka_unit_test(incompatible_definitions_are_both_held),
        cmocka_unit_test(headings_that_name_a_subject_are_scopes),
        cmocka_unit_test(a_label_that_every_note_fills_is_no_conflict),
        cmocka_unit_test(decisions_win_and_can_be_taken_back),
        cmocka_unit_test(a_card_in_the_persons_words_is_free),
        cmocka_unit_test(lost_holds_are_found_and_rebuilt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
