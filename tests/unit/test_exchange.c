/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decks into the collection and out of it again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/deck.h"
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/collection.h"
#include "tests/support/decks.h"
#include "tests/support/process.h"
#include "tests/support/store.h"
#include "tests/support/suite.h"
#include "tui/importer.h"

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    return test_open(path, &now);
}

static struct import_counts import(struct collection *c, const char *path)
{
    struct import_result result = {0};
    struct error error = {0};
    struct import_request request = {.paths = &path, .path_count = 1};
    if (!import_run(c, &request, &result, &error))
        fail_msg("%s", error.message);
    struct import_counts counts = result.counts;
    import_result_release(&result);
    return counts;
}

static void write_deck(const struct deck *deck, const char *path)
{
    struct error error = {0};
    (void)unlink(path);
    if (!deck_write_apkg(deck, path, &error))
        fail_msg("%s", error.message);
}

static void export(struct collection *c, const char *path, int state)
{
    struct deck deck;
    struct error error = {0};
    struct card_filter filter = {.state = state, .due_within_days = -1};
    char *media = media_folder();
    if (!collection_deck(c, &filter, media, &deck, &error))
        fail_msg("%s", error.message);
    write_deck(&deck, path);
    deck_release(&deck);
    free(media);
}

static struct card card_of(struct collection *c, const char *front)
{
    struct card card;
    struct error error = {0};
    char *id = memory_copy_string(test_find(c, front));
    if (!collection_card(c, id, &card, &error))
        fail_msg("%s: %s", front, error.message);
    free(id);
    return card;
}

static long count_events(const char *path, const char *kind)
{
    char sql[128];
    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM event WHERE kind = '%s'", kind);
    return test_number(path, sql);
}

/* --- In ------------------------------------------------------------------------------------------
 */

static void test_import_deck(void **state)
{
    (void)state;
    struct collection *c = fresh("in.db");
    struct deck deck = {0};
    deck_test_sample(&deck);
    write_deck(&deck, "in.apkg");
    struct import_counts counts = import(c, "in.apkg");
    assert_int_equal(counts.new_cards, 6);
    assert_int_equal(counts.proposed, 0);
    struct card card = card_of(c, "What is a < b & \"c\"?\n  indented  twice");
    char day[DAY_TEXT];
    assert_string_equal(day_format(card.schedule.due, day), "2026-11-25");
    assert_int_equal(card.schedule.interval_days, 7);
    assert_int_equal(card.schedule.ease_hundredths, 230);
    assert_int_equal(card.schedule.lapses, 1);
    assert_string_equal(day_format(card.schedule.last_review, day), "2025-11-18");
    assert_int_equal(card.schedule.last_grade, -1);
    assert_string_equal(card.topic, "Biology::Cells");
    card_release(&card);
    assert_int_equal(test_state(c, "ribosome"), CARD_SUSPENDED);
    assert_int_equal(count_events("in.db", "review-imported"), 4);
    /* None of them is an answer of a study day. */
    assert_int_equal(test_number("in.db", "SELECT count(*) FROM day WHERE answers > 0"), 0);
    struct undone undone;
    struct error error = {0};
    assert_true(collection_undo(c, &undone, &error));
    assert_false(undone.found);
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
    deck_release(&deck);
}

/* Where a year has passed since: the fixture's answers end in November 2025. */
static void test_import_twice(void **state)
{
    (void)state;
    struct collection *c = fresh("twice.db");
    struct deck deck = {0};
    deck_test_sample(&deck);
    write_deck(&deck, "twice.apkg");
    (void)import(c, "twice.apkg");
    long events = test_number("twice.db", "SELECT count(*) FROM event");
    write_deck(&deck, "twice.apkg"); /* the same deck with another date */
    struct import_counts counts = import(c, "twice.apkg");
    assert_int_equal(counts.unchanged, 6);
    assert_int_equal(counts.schedules_ignored, 0);
    assert_int_equal(test_number("twice.db", "SELECT count(*) FROM event"), events);
    collection_close(c);
    /* Two devices come to the same cards and events. */
    struct collection *other = fresh("other.db");
    test_clock_add(&now, 3, 5);
    (void)import(other, "twice.apkg");
    collection_close(other);
    test_sql("other.db", "ATTACH 'twice.db' AS t; CREATE TABLE both AS SELECT id, subject, "
                         "study_day FROM event WHERE kind = 'review-imported' INTERSECT SELECT id, "
                         "subject, study_day FROM t.event");
    assert_int_equal(test_number("other.db", "SELECT count(*) FROM both"), 4);
    deck_release(&deck);
}

static void test_card_keeps_identity(void **state)
{
    (void)state;
    struct collection *c = fresh("edit.db");
    struct deck deck = {0};
    struct error error = {0};
    deck_test_sample(&deck);
    write_deck(&deck, "edit.apkg");
    (void)import(c, "edit.apkg");
    struct card card = card_of(c, "ribosome");
    char *id = memory_copy_string(card.id);
    card_release(&card);
    assert_true(collection_care(c, CARE_UNSUSPEND, id, NULL, &error));
    (void)test_grade(c, id, 5);
    deck.notes[3].fields[0] = "Which part of the cell reads the messenger?";
    deck.notes[3].fields[1] = "something else altogether";
    write_deck(&deck, "edit.apkg");
    struct import_counts counts = import(c, "edit.apkg");
    assert_int_equal(counts.changed, 1);
    assert_int_equal(counts.unchanged, 5);
    assert_int_equal(counts.new_cards, 0);
    card = card_of(c, "Which part of the cell reads the messenger?");
    assert_string_equal(card.id, id);
    assert_int_equal(card.schedule.last_grade, 5);
    assert_int_equal(card.state, CARD_ACTIVE);
    card_release(&card);
    /* Notes of the same text do not become one card; a note that goes orphans its card. */
    deck.notes[0].fields[0] = "ribosome";
    deck.notes[0].fields[1] = "makes proteins";
    deck.notes[3].fields[0] = "ribosome";
    deck.notes[3].fields[1] = "makes proteins";
    write_deck(&deck, "edit.apkg");
    counts = import(c, "edit.apkg");
    assert_int_equal(counts.changed, 2);
    assert_int_equal(counts.new_cards, 0);
    deck.note_count = 3;
    write_deck(&deck, "edit.apkg");
    counts = import(c, "edit.apkg");
    assert_int_equal(counts.orphaned, 1);
    deck.note_count = 4;
    write_deck(&deck, "edit.apkg");
    counts = import(c, "edit.apkg");
    assert_int_equal(counts.moved, 1);
    assert_int_equal(test_doctor(c, false), 0);
    free(id);
    collection_close(c);
    deck_release(&deck);
}

static struct draft *keyed(struct harvest *harvest, const char *key, const char *front, long line)
{
    struct draft *draft = test_draft(harvest, "Deck", front, "the answer", line);
    draft->key = key;
    draft->explicit_card = true;
    return draft;
}

/* A reader that gave one key to two drafts would not break the collection. */
static void test_key_twice(void **state)
{
    (void)state;
    struct collection *c = fresh("twice-key.db");
    for (int round = 0; round < 2; round++) {
        struct harvest harvest = {.file = "/notes/deck.apkg"};
        (void)keyed(&harvest, "k/0", "What is asked first?", 1);
        (void)keyed(&harvest, "k/0", "What is asked second?", 2);
        (void)keyed(&harvest, "k/1", "What is asked first?", 3);
        struct import_counts counts = test_import_one(c, &harvest);
        assert_int_equal(counts.new_cards, round ? 0 : 2);
        assert_int_equal(counts.changed, 0);
        assert_int_equal(test_number("twice-key.db", "SELECT count(*) FROM card"), 2);
        assert_int_equal(test_doctor(c, false), 0);
        harvest_release(&harvest);
    }
    collection_close(c);
}

/* A card that notes hold too is not reworded by a deck; once only the deck is left, it is. */
static void test_card_in_notes_too(void **state)
{
    (void)state;
    struct collection *c = fresh("shared.db");
    struct harvest deck = {.file = "/notes/deck.apkg"}, note = {.file = "/notes/a.md"};
    (void)keyed(&deck, "k/0", "What is asked?", 1);
    (void)test_draft(&note, "Part", "What is asked?", "the answer", 1);
    (void)test_import(c, (const struct harvest *const[]){&deck, &note}, 2);
    assert_int_equal(test_number("shared.db", "SELECT count(*) FROM card"), 1);
    deck.drafts[0].front = "Something else that is asked";
    struct import_counts counts = test_import(c, (const struct harvest *const[]){&deck, &note}, 2);
    assert_int_equal(counts.changed, 0);
    assert_true(*test_find(c, "What is asked?"));
    (void)test_import_one(c, &deck);
    deck.drafts[0].front = "Something else again that is asked";
    counts = test_import_one(c, &deck);
    assert_int_equal(counts.changed, 1);
    assert_true(*test_find(c, "Something else again that is asked"));
    assert_int_equal(test_number("shared.db", "SELECT count(*) FROM card"), 1);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&deck);
    harvest_release(&note);
    collection_close(c);
}

/* Rejected stays rejected, whatever the deck says of it. */
static void test_rejected(void **state)
{
    (void)state;
    struct collection *c = fresh("rejected.db");
    struct error error = {0};
    struct harvest deck = {.file = "/notes/deck.apkg"};
    (void)keyed(&deck, "k/0", "What is asked?", 1);
    (void)test_import_one(c, &deck);
    assert_true(collection_care(c, CARE_REJECT, test_find(c, "What is asked?"), "no", &error));
    deck.drafts[0].front = "What is asked now?";
    struct import_counts counts = test_import_one(c, &deck);
    assert_int_equal(counts.changed + counts.new_cards, 0);
    assert_int_equal(test_state(c, "What is asked?"), CARD_REJECTED);
    harvest_release(&deck);
    collection_close(c);
}

/* The deck was studied on in Anki, and comes again. */
static void test_history_goes_on(void **state)
{
    (void)state;
    struct collection *c = fresh("on.db");
    struct deck deck = {0};
    deck_test_sample(&deck);
    write_deck(&deck, "on.apkg");
    (void)import(c, "on.apkg");
    struct deck_card *card = &deck.notes[0].cards[0];
    deck_test_history(&deck, card, 5, INT64_C(1763452800123) + 3 * INT64_C(86400000));
    card->due += 20;
    card->interval_days = 27;
    write_deck(&deck, "on.apkg");
    (void)import(c, "on.apkg");
    assert_int_equal(count_events("on.db", "review-imported"), 5);
    struct card kept = card_of(c, "What is a < b & \"c\"?\n  indented  twice");
    assert_int_equal(kept.schedule.interval_days, 27);
    assert_int_equal(test_doctor(c, false), 0);
    /* Asked here since: what was answered there counts, its schedule does not. */
    (void)test_grade(c, kept.id, 4);
    struct card asked = card_of(c, kept.front);
    deck_test_history(&deck, card, 6, INT64_C(1763452800123) + 6 * INT64_C(86400000));
    card->interval_days = 99;
    write_deck(&deck, "on.apkg");
    struct import_counts counts = import(c, "on.apkg");
    assert_int_equal(counts.schedules_ignored, 1);
    assert_int_equal(count_events("on.db", "review-imported"), 6);
    card_release(&kept);
    kept = card_of(c, asked.front);
    assert_int_not_equal(kept.schedule.interval_days, 99);
    assert_int_equal(kept.schedule.last_grade, 4);
    assert_int_equal(test_doctor(c, false), 0);
    card_release(&kept);
    card_release(&asked);
    collection_close(c);
    deck_release(&deck);
}

/* A card that is only being learned there has no interval: its answers say where it stands. */
static void test_learning(void **state)
{
    (void)state;
    struct collection *c = fresh("learn.db");
    struct deck deck = {0};
    struct error error = {0};
    assert_true(instant_parse("2026-11-20T08:00:00+01:00", &deck.now, &error));
    struct deck_note *note = deck_test_note(&deck, DECK_BASIC, "l", "front", "back");
    struct deck_card *card = deck_test_card(&deck, note, 0);
    card->phase = DECK_LEARNING;
    card->due = 20777;
    deck_test_history(&deck, card, 2, deck.now.utc_ms - 86400000);
    write_deck(&deck, "learn.apkg");
    (void)import(c, "learn.apkg");
    struct card kept = card_of(c, "front");
    char day[DAY_TEXT];
    assert_true(kept.schedule.reviewed);
    assert_int_equal(kept.schedule.interval_days, 6); /* failed, then passed: SM-2's second */
    assert_string_equal(day_format(kept.schedule.due, day), "2026-11-25");
    assert_int_equal(test_doctor(c, false), 0);
    card_release(&kept);
    collection_close(c);
    deck_release(&deck);
}

static void test_refused_changes_nothing(void **state)
{
    (void)state;
    struct collection *c = fresh("refused.db");
    struct deck deck = {0};
    struct error error = {0};
    deck_test_sample(&deck);
    write_deck(&deck, "good.apkg");
    (void)import(c, "good.apkg");
    long events = test_number("refused.db", "SELECT count(*) FROM event");
    assert_true(file_write_atomic("bad.apkg", "PK\3\4 nothing", 12, &error));
    struct import_result result = {0};
    const char *paths[] = {"good.apkg", "bad.apkg"};
    struct import_request request = {.paths = paths, .path_count = 2};
    assert_false(import_run(c, &request, &result, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.file, "bad.apkg"));
    assert_int_equal(test_number("refused.db", "SELECT count(*) FROM event"), events);
    import_result_release(&result);
    collection_close(c);
    deck_release(&deck);
}

/* --- Out and in again ----------------------------------------------------------------------------
 */

static const char notes[] =
    "# Storage\n\n"
    "A memtable absorbs writes::keeps them sorted in memory #flashcards\n\n"
    "- What does a {{c1::Bloom filter}} never give? A {{c2::false negative::which error}}.\n\n"
    "Compaction:::merges segments\n\n"
    "WAL stands for write-ahead log.\n\n"
    "A **replica** is a copy of the data on another node.\n\n"
    "The steps of a write are:\n\n1. append to the log\n2. put into the memtable\n"
    "3. acknowledge\n\n"
    "The parts of an LSM tree are:\n\n- the memtable\n- the segments\n- the log\n\n"
    "| Tier | Cost |\n|---|---|\n| hot | high |\n| cold | low |\n\n"
    "```sh\n# list the pods\nkubectl get pods\n```\n";

struct line {
    struct text text;
    size_t count;
};

static bool describe(void *context, const struct card *card)
{
    struct line *all = context;
    const struct schedule *s = &card->schedule;
    text_printf(&all->text, "%s %s %s [%s] [%s] %s", card->id, card_state_name(card->state),
                card_kind_name(card->kind), card->front, card->back,
                card->topic ? card->topic : "-");
    for (size_t i = 0; i < card->tag_count; i++)
        text_printf(&all->text, " #%s", card->tags[i]);
    text_printf(&all->text, " | %d %d %d %d %d %d %d\n", s->reviewed, s->repetitions,
                s->interval_days, s->ease_hundredths, s->lapses, (int)s->last_review, (int)s->due);
    all->count++;
    return true;
}

static int by_line(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every card in words, by id, wherever it lies. */
static char *describe_all(struct collection *c, size_t *count)
{
    struct line all = {.count = 0};
    struct error error = {0};
    struct text sorted = {0};
    assert_true(collection_each_card(c, NULL, describe, &all, &error));
    char **lines = memory_allocate(all.count, sizeof *lines), *at = all.text.data;
    size_t found = 0;
    for (char *end; at && *at && found < all.count; at = end) { /* a card begins with its id */
        end = strstr(at, "\n");
        while (end && end[1] && strspn(end + 1, "0123456789abcdef") != 16)
            end = strstr(end + 1, "\n");
        *end++ = '\0';
        lines[found++] = at;
    }
    qsort(lines, found, sizeof *lines, by_line);
    for (size_t i = 0; i < found; i++)
        text_printf(&sorted, "%s\n", lines[i]);
    *count = all.count;
    free(lines);
    text_release(&all.text);
    return text_take(&sorted);
}

struct ids {
    char items[64][40];
    size_t count;
};

static bool take_id(void *context, const struct card *card)
{
    struct ids *ids = context;
    if (ids->count < 64)
        (void)snprintf(ids->items[ids->count++], 40, "%s", card->id);
    return true;
}

/* Some cards of the notes accepted and answered over some weeks, one suspended. */
static void study(struct collection *c)
{
    struct ids ids = {.count = 0};
    struct error error = {0};
    assert_true(collection_each_card(c, NULL, take_id, &ids, &error));
    assert_true(ids.count > 10);
    for (size_t i = 0; i < ids.count; i++)
        assert_true(collection_care(c, CARE_ACCEPT, ids.items[i], NULL, &error));
    for (int day = 0; day < 30; day++) {
        for (size_t i = 0; i < ids.count; i++)
            if ((day * 7 + (int)i) % 5 == 0 && i % 6 != 5)
                (void)test_grade(c, ids.items[i], (day + (int)i) % 4 ? 4 : 1);
        if (day < 29) /* the last answers are of this very moment */
            test_clock_add(&now, 1, 3);
    }
    assert_true(collection_care(c, CARE_SUSPEND, ids.items[3], NULL, &error));
}

static void test_round_trip(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = fresh("out.db");
    size_t count, again;
    assert_true(file_write_atomic("notes.md", notes, sizeof notes - 1, &error));
    (void)import(c, "notes.md");
    study(c);
    char *before = describe_all(c, &count);
    long reviews = count_events("out.db", "review");
    export(c, "out.apkg", -1);
    /* Into the same collection: nothing changes. */
    long cards = test_number("out.db", "SELECT count(*) FROM card");
    struct import_counts counts = import(c, "out.apkg");
    assert_int_equal(counts.new_cards + counts.changed + counts.orphaned + counts.schedules_ignored,
                     0);
    assert_int_equal(counts.unchanged, cards);
    char *after = describe_all(c, &again);
    assert_string_equal(after, before);
    assert_int_equal(count_events("out.db", "review-imported"), 0);
    assert_int_equal(test_doctor(c, false), 0);
    free(after);
    /* Into an empty one: the same cards, schedules, history. */
    (void)unlink("empty.db");
    struct collection *other = test_open("empty.db", &now);
    counts = import(other, "out.apkg");
    assert_int_equal(counts.new_cards, cards);
    after = describe_all(other, &again);
    assert_int_equal(again, count);
    assert_string_equal(after, before);
    assert_int_equal(count_events("empty.db", "review-imported"), reviews);
    assert_int_equal(test_doctor(other, false), 0);
    free(after);
    /* And out of that one the very same again. */
    export(other, "out2.apkg", -1);
    (void)unlink("third.db");
    struct collection *third = test_open("third.db", &now);
    (void)import(third, "out2.apkg");
    after = describe_all(third, &again);
    assert_string_equal(after, before);
    free(after);
    free(before);
    collection_close(third);
    collection_close(other);
    collection_close(c);
}

/* All that the patterns make of twenty days of notes. */
static void test_sample_round_trip(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection *c = fresh("sample.db"), *other = fresh("sample2.db");
    char *folder = NULL;
    size_t count, again;
    assert_true(sample_write(&folder, &error));
    (void)import(c, folder);
    export(c, "sample.apkg", CARD_ACTIVE);
    char *before = describe_all(c, &count);
    struct import_counts counts = import(c, "sample.apkg");
    assert_int_equal(counts.new_cards + counts.changed + counts.orphaned, 0);
    char *after = describe_all(c, &again);
    assert_string_equal(after, before);
    free(after);
    (void)import(other, "sample.apkg");
    assert_int_equal(test_doctor(other, false), 0);
    after = describe_all(other, &again);
    assert_true(again > 100);
    assert_int_equal(again, counts.unchanged);
    for (char *line = after, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        *end = '\0';
        if (!strstr(before, line))
            fail_msg("not as it was: %s", line);
    }
    free(after);
    free(before);
    free(folder);
    collection_close(other);
    collection_close(c);
}

/* What the deck of another program is called there it is called when it goes back. */
static void test_names_stay(void **state)
{
    (void)state;
    struct collection *c = fresh("names.db");
    struct deck deck = {0}, out;
    struct error error = {0};
    deck_test_sample(&deck);
    write_deck(&deck, "names.apkg");
    (void)import(c, "names.apkg");
    char *media = media_folder();
    assert_true(collection_deck(c, NULL, media, &out, &error));
    assert_int_equal(out.note_count, 5); /* of a cloze in a cloze each card is a note */
    size_t found = 0;
    for (size_t i = 0; i < out.note_count; i++) {
        const struct deck_note *note = &out.notes[i];
        assert_string_equal(note->deck, "Tutor338::Biology::Cells");
        if (!strcmp(note->guid, "rev-1")) {
            assert_int_equal(note->model->shape, DECK_REVERSED);
            assert_int_equal(note->card_count, 2);
            assert_int_equal(note->cards[1].ordinal, 1);
            found++;
        }
        if (!strcmp(note->guid, "aB3$x")) {
            assert_int_equal(note->cards[0].review_count, 4);
            assert_int_equal(note->cards[0].reviews[0].button, 1);
            assert_int_equal(note->cards[0].reviews[3].button, 3);
            assert_int_equal(note->cards[0].reviews[3].interval_days, 3);
            found++;
        }
        found += !strcmp(note->guid, "susp") && note->cards[0].suspended;
    }
    assert_int_equal(found, 3);
    assert_int_equal(out.media_count, 1);
    assert_string_equal(out.media[0].name, "cell.png");
    write_deck(&out, "back.apkg");
    deck_release(&out);
    (void)import(c, "back.apkg");
    assert_int_equal(test_number("names.db", "SELECT count(*) FROM card"), 6);
    assert_int_equal(count_events("names.db", "review-imported"), 4);
    assert_int_equal(test_doctor(c, false), 0);
    free(media);
    collection_close(c);
    deck_release(&deck);
}

static void test_notes_of_siblings(void **state)
{
    (void)state;
    struct collection *c = fresh("siblings.db");
    struct error error = {0};
    struct deck deck;
    static const char text[] =
        "# A\n\nThe {{c1::sun}} warms the {{c2::earth::planet}} #flashcards\n\n"
        "Left side:::Right side #flashcards\n";
    assert_true(file_write_atomic("siblings.md", text, sizeof text - 1, &error));
    (void)import(c, "siblings.md");
    assert_true(collection_deck(c, NULL, NULL, &deck, &error));
    size_t cloze = 0, both = 0;
    for (size_t i = 0; i < deck.note_count; i++) {
        const struct deck_note *note = &deck.notes[i];
        if (note->model->shape == DECK_CLOZE) {
            assert_non_null(
                strstr(note->fields[0], "The {{c1::sun}} warms the {{c2::earth::planet}}"));
            assert_int_equal(note->card_count, 2);
            cloze++;
        }
        if (note->model->shape == DECK_REVERSED) {
            assert_string_equal(note->fields[0], "Left side");
            assert_string_equal(note->fields[1], "Right side");
            both++;
        }
    }
    assert_int_equal(cloze, 1);
    assert_int_equal(both, 1);
    deck_release(&deck);
    collection_close(c);
}

/* Anki's text carries no schedule, but the cards find themselves again. */
static void test_text_comes_back(void **state)
{
    (void)state;
    struct collection *c = fresh("text.db");
    struct error error = {0};
    struct deck deck;
    assert_true(file_write_atomic("text.md", notes, sizeof notes - 1, &error));
    (void)import(c, "text.md");
    assert_true(collection_deck(c, NULL, NULL, &deck, &error));
    assert_true(deck_write_text(&deck, "text.txt", &error));
    long cards = test_number("text.db", "SELECT count(*) FROM card");
    struct import_counts counts = import(c, "text.txt");
    assert_int_equal(counts.new_cards + counts.changed + counts.orphaned, 0);
    assert_int_equal(counts.unchanged, cards);
    assert_int_equal(test_number("text.db", "SELECT count(*) FROM card"), cards);
    deck_release(&deck);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import_deck),
        cmocka_unit_test(test_import_twice),
        cmocka_unit_test(test_card_keeps_identity),
        cmocka_unit_test(test_key_twice),
        cmocka_unit_test(test_card_in_notes_too),
        cmocka_unit_test(test_rejected),
        cmocka_unit_test(test_history_goes_on),
        cmocka_unit_test(test_learning),
        cmocka_unit_test(test_refused_changes_nothing),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_sample_round_trip),
        cmocka_unit_test(test_names_stay),
        cmocka_unit_test(test_notes_of_siblings),
        cmocka_unit_test(test_text_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
