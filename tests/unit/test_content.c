/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "content/content.h"
#include "content/quality.h"
#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/suite.h"

static void gather(const char *text, size_t length, bool flashcards, struct harvest *harvest)
{
    struct content_options options = {.flashcards = flashcards};
    memset(harvest, 0, sizeof *harvest);
    content_harvest("/note.md", text, length, &options, harvest);
}

static const struct draft *find_front(const struct harvest *harvest, const char *front)
{
    for (size_t i = 0; i < harvest->draft_count; i++)
        if (!strcmp(harvest->drafts[i].front, front))
            return &harvest->drafts[i];
    return NULL;
}

static bool has_warning(const struct harvest *harvest, const char *code, long line)
{
    for (size_t i = 0; i < harvest->warning_count; i++)
        if (!strcmp(harvest->warnings[i].code, code) && harvest->warnings[i].line == line)
            return true;
    return false;
}

/* --- Single notes
 * --------------------------------------------------------------------------------- */

static void assert_card(const char *note, bool flashcards, const char *front, const char *back)
{
    struct harvest harvest;
    gather(note, strlen(note), flashcards, &harvest);
    const struct draft *draft = find_front(&harvest, front);
    if (!draft)
        fail_msg("no card \"%s\" in: %s", front, note);
    assert_string_equal(draft->back, back);
    harvest_release(&harvest);
}

static void assert_no_card(const char *note)
{
    struct harvest harvest;
    gather(note, strlen(note), false, &harvest);
    if (harvest.draft_count)
        fail_msg("\"%s\" - \"%s\" from: %s", harvest.drafts[0].front, harvest.drafts[0].back, note);
    harvest_release(&harvest);
}

static void explicit_cards(void **state)
{
    (void)state;
    assert_card("Q: Two\nlines?\nA: Yes,\ntwo\n\nmore", false, "Two\nlines?", "Yes,\ntwo");
    assert_card("C: A [queue] is fair, a [stack] is not.", false,
                "A queue is fair, a [...] is not.", "stack");
    assert_card("left side :: right side", true, "left side", "right side");
    assert_card("left side ::: right side", true, "right side", "left side");
    assert_card("Say ==what== is hidden.", true, "Say [...] is hidden.", "what");
    assert_card("{{c1::a}} and {{c2::b::letter}}", false, "a and [letter]", "b");
    assert_card("Q: broken\n\nQ: Whole?\nA: Yes", false, "Whole?", "Yes");
    assert_card("Q: Which command?\nA:\n```sh\nls -l\n\npwd\n```\n", false, "Which command?",
                "ls -l\n\npwd");
}

static void no_explicit_card_by_accident(void **state)
{
    (void)state;
    assert_no_card("left side :: right side");
    assert_no_card("Say ==what== is hidden.");
    assert_no_card("{{ config(x='y') }}");
    assert_no_card("```\nQ: code?\nA: yes\na :: b\n```\n");
}

static void broken_blocks_are_named(void **state)
{
    (void)state;
    struct harvest harvest;
    const char *note = "Q: nothing follows\n\ntext\n\nC: no gap [](x)\n\nC: also [] none\n";
    gather(note, strlen(note), false, &harvest);
    assert_true(has_warning(&harvest, "broken-block", 1));
    assert_true(has_warning(&harvest, "broken-block", 7));
    harvest_release(&harvest);
}

static void definitions_read_as_english(void **state)
{
    (void)state;
    assert_card("A mutex is a lock that one thread holds at a time.", false, "What is a mutex?",
                "A lock that one thread holds at a time");
    assert_card("Write skew refers to two writers that read the same rows.", false,
                "What does write skew refer to?", "Two writers that read the same rows");
    assert_card("Merging is the process of joining sorted runs, while splitting is the process of "
                "cutting them apart.",
                false, "What is splitting?", "Cutting them apart");
    assert_card("- __Google Pub/Sub__ - delivers messages to many subscribers", false,
                "What does Google Pub/Sub do?", "Delivers messages to many subscribers");
    assert_card("Ring Buffers:\nA ring buffer is a fixed array whose ends are joined.\n", false,
                "What is a ring buffer?", "A fixed array whose ends are joined");
}

static void marked_names_in_quotes(void **state)
{
    (void)state;
    assert_card("> __Lock Manager (LM)__ setup locks and queues for all writers\n", false,
                "What does Lock Manager do?", "Setup locks and queues for all writers");
}

static void subjects_that_list(void **state)
{
    (void)state;
    assert_card("Column stores like Zulu, Oak Base, and Tern use a dictionary to shrink strings.",
                false, "Which column stores use a dictionary to shrink strings?",
                "Zulu, Oak Base, and Tern");
}

static void letters_after_or(void **state)
{
    (void)state;
    assert_card("The kernel uses a Translation Lookaside Buffer or TLB.", false,
                "What does TLB stand for?", "Translation Lookaside Buffer");
    assert_card("This is where Policy as Code steps in or PaC.", false, "What does PaC stand for?",
                "Policy as Code");
    assert_no_card("We ask people and computers to stop or PAC.");
}

static void definitions_before_their_names(void **state)
{
    (void)state;
    assert_card("Small files can also be merged by one thread, referred to as compaction, and the "
                "old ones go away.",
                false, "What is meant by compaction?", "Small files can be merged by one thread");
    assert_card("This is also known as greedy readers that take every lock in advance.", false,
                "What are greedy readers?", "Readers that take every lock in advance");
    assert_no_card("This is called sharing. Those are known as tightly packed.");
}

static void other_scripts_are_asked_in_their_language(void **state)
{
    (void)state;
    assert_card("- 酵母：一种使面团发酵的真菌。\n- 盐:调味用的白色晶体\n", false, "盐是什么？",
                "调味用的白色晶体");
    assert_card("酵母（イースト）：パンをふくらませる菌の一つ\n", false, "酵母とは何ですか？",
                "パンをふくらませる菌の一つ");
    assert_card("효모: 빵을 부풀게 하는 단세포 균류\n", false, "“효모”의 뜻은 무엇인가요?",
                "빵을 부풀게 하는 단세포 균류");
    assert_card("**酵母**：\n\n面团里放出气体的一种真菌，很常见。\n", false, "酵母是什么？",
                "面团里放出气体的一种真菌，很常见");
    assert_no_card("注意：面团要放在温暖的地方发酵\n");
    assert_no_card("## 参考 Reference\n\n- 酵母：一种使面团发酵的真菌\n");
    assert_no_card("It is warm.\n\n面团在 30 度的地方发酵。It was 5 in all.\n");
}

/* Whether the note gives a card that begins so and becomes active by itself. */
static bool is_sure(const char *note, const char *front)
{
    struct harvest harvest;
    gather(note, strlen(note), false, &harvest);
    bool sure = false;
    for (size_t i = 0; i < harvest.draft_count; i++)
        sure |= !strncmp(harvest.drafts[i].front, front, strlen(front)) &&
                harvest.drafts[i].confidence >= 0.75;
    harvest_release(&harvest);
    return sure;
}

static void what_a_lecturer_says_aside_is_not_sure(void **state)
{
    (void)state;
    assert_true(is_sure("A lexer is a program part that cuts a text into tokens.\n", "What is"));
    static const char *const notes[] = {
        "A token is a local thing so far as one parser is concerned.\n",
        "The heart of the machine is the fact that every part has its own clock.\n",
        "Leaving the harbour is a release of ropes in the case of sailing ships.\n",
        "There could be a fourth cost, which is the implicit cost of it all.\n",
        "The right choice is the design of the older ships.\n",
        "The harbour office is called Sea House office.\n",
        "The rudder address is the rudder address for the ship of that name.\n",
        "Wood is a precious resource of the yard.\n",
        "We then implemented L3, which is a Pentium architecture of old.\n",
        "They call it SBM for short, which is the physical boat in the yard.\n",
        "A central dock, which is the model used in Sweden, is a serious bottleneck.\n",
        "- OH Note: the map of all docks stands still for years\n",
        "- Problem1 for sailors: the order that the harbour enforces is strict\n",
        "It is just that every dock is full because ships wait for the tide.\n",
        "The harbour allows quick access to ships without a permit.\n",
        "The harbour is also full because ships wait for the tide.\n",
        "At the same time, the harbour lowers the price by adding docks.\n",
        "They use a capability, which is a heavy abstract notion to carry out efficiently.\n",
        "The harbour is able to provide well-defined docks.\n",
        "The three key data structures are masts, sails and ropes.\n",
        NULL};
    for (size_t i = 0; notes[i]; i++)
        if (is_sure(notes[i], "W"))
            fail_msg("a sure card from: %s", notes[i]);
    assert_card("A ledger is a table of payments, it's a table on paper, so it's slow.\n", false,
                "What is a ledger?", "A table of payments");
    assert_no_card("The harbour operating system (OS1) and it (OS2) differ.\n");
}

static void talk_leaves_no_gaps(void **state)
{
    (void)state;
    struct harvest harvest;
    static const char note[] =
        "So the keeper is going to remain reluctant to object to the tide. Hurried sailors remain "
        "reluctant to wait for anything. And this boat is sort of reluctant to leave. Now lets see "
        "how the rope remains bound to the old "
        "post.\n";
    gather(note, sizeof note - 1, false, &harvest);
    assert_true(harvest.draft_count > 0);
    for (size_t i = 0; i < harvest.draft_count; i++)
        assert_non_null(strstr(harvest.drafts[i].passage, "Hurried sailors"));
    harvest_release(&harvest);
}

static void markup_of_pages_is_read_as_headings_and_items(void **state)
{
    (void)state;
    struct harvest harvest;
    static const char note[] =
        "# Yard\n\n<h2>Ropes</h2>\n\n<ul>\n  <li>A hawser is a thick rope for"
        " mooring a ship.</li>\n  <li>A halyard is a rope for hoisting a "
        "sail.\n</li>\n</ul>\n";
    gather(note, sizeof note - 1, false, &harvest);
    const struct draft *draft = find_front(&harvest, "What is a hawser?");
    assert_non_null(draft);
    assert_string_equal(draft->topic, "Ropes");
    assert_int_equal(draft->line, 6);
    assert_string_equal(draft->passage, "A hawser is a thick rope for mooring a ship.");
    assert_non_null(find_front(&harvest, "What is a halyard?"));
    harvest_release(&harvest);
}

static void a_title_that_is_a_link_is_no_term(void **state)
{
    (void)state;
    assert_no_card("- [Sourdough: the history of bread in four kitchens](https://x.org/a)\n");
}

static void chatter_secrets_and_doubts_make_no_cards(void **state)
{
    (void)state;
    assert_no_card("Today I learned that a heap is a tree with an order.");
    assert_no_card("**Content:** Some Course\n\n**Topic:** Sorting algorithms of all kinds\n");
    assert_no_card("Server: the machine at 10.20.30.40 that runs the jobs\n");
    assert_no_card("Login: use the password=hunter2 for the test machine\n");
    assert_no_card("Notes folder: everything is kept in /home/somebody/notes\n");
    assert_no_card("## Acknowledgments\n\nA mentor is a person who helps you learn.\n");
    assert_no_card("Gossip: a protocol that spreads news (\?\?\?) between nodes\n");
    assert_no_card("This is a test of pronouns. It is a lock that one thread holds.");
    assert_no_card("Ein Mutex ist eine Sperre, die immer nur ein Faden halten kann.");
}

static void doubts_become_remarks(void **state)
{
    (void)state;
    struct harvest harvest;
    const char *note =
        "# A\n\nNot sure how this works.\n\nThe Recovery Point Objective (RTO) counts.\n";
    gather(note, strlen(note), false, &harvest);
    assert_int_equal(harvest.remark_count, 2);
    bool doubt = false, letters = false;
    for (size_t i = 0; i < harvest.remark_count; i++) {
        assert_string_equal(harvest.remarks[i].kind, "clarify");
        doubt = doubt || harvest.remarks[i].line == 3;
        letters = letters || harvest.remarks[i].line == 5;
    }
    assert_true(doubt && letters);
    harvest_release(&harvest);
}

static void conflicts_are_held(void **state)
{
    (void)state;
    struct harvest harvest;
    const char *note = "Write fence: a barrier between two groups of stores\n\ntext\n\ntext\n\n"
                       "Write fence: wooden planks around some garden\n";
    gather(note, strlen(note), false, &harvest);
    size_t held = 0, remarks = 0;
    for (size_t i = 0; i < harvest.draft_count; i++)
        held += harvest.drafts[i].held && !strcmp(harvest.drafts[i].held, "conflict");
    for (size_t i = 0; i < harvest.remark_count; i++)
        remarks += !strcmp(harvest.remarks[i].kind, "conflict");
    assert_int_equal(held, 2);
    assert_int_equal(remarks, 2);
    harvest_release(&harvest);
}

static void journals_have_days(void **state)
{
    (void)state;
    struct harvest harvest;
    const char *note =
        "# Log\n\n### Day 7\n\n**Topic:** Locks\n\nA mutex is a lock that one thread holds "
        "at a time. #threads\n\nQ: Asked?\nA: Answered\n\n### Other\n\nA spinlock is a lock "
        "that waits by asking again.\n";
    gather(note, strlen(note), false, &harvest);
    const struct draft *mutex = find_front(&harvest, "What is a mutex?");
    assert_non_null(mutex);
    assert_int_equal(mutex->day, 7);
    assert_string_equal(mutex->topic, "Locks");
    assert_int_equal(mutex->heading_count, 2);
    assert_string_equal(mutex->heading[1], "Day 7");
    assert_int_equal(mutex->line, 7);
    assert_string_equal(mutex->tags[0], "threads");
    assert_int_equal(find_front(&harvest, "Asked?")->day, 7);
    const struct draft *other = find_front(&harvest, "What is a spinlock?");
    assert_int_equal(other->day, 0);
    assert_string_equal(other->topic, "Other");
    harvest_release(&harvest);
}

static void sentences_cite_their_own_lines(void **state)
{
    (void)state;
    struct harvest harvest;
    const char *note = "Some words that begin a paragraph and go on for a while here.\n"
                       "A latch is a lock that protects pages in memory for a very\n"
                       "short time. More words follow and end the paragraph.\n";
    gather(note, strlen(note), false, &harvest);
    const struct draft *latch = find_front(&harvest, "What is a latch?");
    assert_non_null(latch);
    assert_int_equal(latch->line, 2);
    assert_int_equal(latch->end_line, 3);
    harvest_release(&harvest);
}

static void simulations_are_linked(void **state)
{
    (void)state;
    struct harvest harvest;
    const char *note =
        "```sim hash\nslots = 32\nload = 0.5\n```\n\nA hash table is a table that finds a "
        "key in constant time.\n\n```sim hash\nnonsense\n```\n";
    gather(note, strlen(note), false, &harvest);
    assert_int_equal(harvest.link_count, 3);
    assert_string_equal(harvest.links[0].name, "hash");
    assert_string_equal(harvest.links[0].parameters, "slots=32 load=0.5");
    assert_int_equal(harvest.links[0].end_line, 4);
    assert_true(has_warning(&harvest, "broken-block", 9));
    assert_string_equal(find_front(&harvest, "What is a hash table?")->simulation, "hash");
    harvest_release(&harvest);
}

/* --- Whole files
 * ---------------------------------------------------------------------------------- */

static void bad_bytes_are_named(void **state)
{
    (void)state;
    struct harvest harvest;
    static const char note[] =
        "fine\nbad \xC3( here\nnul \0 here\n\nA mutex is a lock that one thread "
        "holds at a time.\n";
    gather(note, sizeof note - 1, false, &harvest);
    assert_true(has_warning(&harvest, "invalid-utf8", 2));
    assert_true(has_warning(&harvest, "nul-byte", 3));
    assert_non_null(find_front(&harvest, "What is a mutex?"));
    harvest_release(&harvest);
    static char binary[4096];
    gather(binary, sizeof binary, false, &harvest);
    assert_true(harvest.skipped);
    assert_true(has_warning(&harvest, "binary", 0));
    harvest_release(&harvest);
    gather("", 0, false, &harvest);
    assert_false(harvest.skipped);
    assert_int_equal(harvest.draft_count, 0);
    harvest_release(&harvest);
}

static void assert_complete(const char *text, size_t length)
{
    struct coverage coverage = {0};
    content_cover("/note.md", text, length, NULL, &coverage);
    long next = 1, lines = 0;
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    lines += length && text[length - 1] != '\n';
    for (size_t i = 0; i < coverage.count; i++) {
        assert_int_equal(coverage.rows[i].first_line, next);
        assert_true(coverage.rows[i].last_line >= next);
        assert_true((coverage.rows[i].cards == 0) == (coverage.rows[i].why != NULL));
        next = coverage.rows[i].last_line + 1;
    }
    assert_int_equal(next, lines + 1);
    coverage_release(&coverage);
}

static void coverage_names_every_line_once(void **state)
{
    (void)state;
    static const char *const notes[] = {
        "",
        "\n",
        "a",
        "# h\n\ntext\n\n\n",
        "---\na: b\n---\n\n- x\n  - y\n\n```\nc\n\nd\n```\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n<mark>\n</mark>\n\n> q\n>\n> r\n\n***\n",
        "Term: something that is explained here\n\n+--+\n|  |\n+--+\n",
        "1. a\n\n   b\n2. c\n\n\t\n"};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        assert_complete(notes[i], strlen(notes[i]));
}

static void write_note(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void notes_are_found(void **state)
{
    (void)state;
    assert_int_equal(mkdir("notes", 0700), 0);
    assert_int_equal(mkdir("notes/.hidden", 0700), 0);
    assert_int_equal(mkdir("notes/sub", 0700), 0);
    assert_int_equal(mkdir("empty", 0700), 0);
    write_note("notes/b.md", "x");
    write_note("notes/a.TXT", "x");
    write_note("notes/.c.md", "x");
    write_note("notes/.hidden/d.md", "x");
    write_note("notes/sub/e.Markdown", "x");
    write_note("notes/f.pdf", "x");
    assert_int_equal(symlink("../notes", "notes/loop"), 0);
    struct file_list list = {0};
    struct error error = {0};
    assert_true(content_find("notes", &list, &error));
    assert_int_equal(list.count, 3);
    assert_string_equal(path_name(list.files[0]), "a.TXT");
    assert_string_equal(path_name(list.files[1]), "b.md");
    assert_string_equal(path_name(list.files[2]), "e.Markdown");
    assert_int_equal(list.files[0][0], '/');
    static const char *const bad[] = {"missing", "empty", "notes/f.pdf"};
    for (size_t i = 0; i < 3; i++) {
        assert_false(content_find(bad[i], &list, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        error_clear(&error);
    }
    file_list_release(&list);
}

static void hostile_notes_are_bounded(void **state)
{
    (void)state;
    static const char *const units[] = {
        "A (",   "a: b\n", "X is a y z w. ", "{{c1::a}}", "a or ",  "Q: a\n",
        "==a==", "(AB) ",  "C: [a] [b]\n",   "A is ",     "Term: ", "- **a** - b c d\n"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct text text = {0};
        while (text.length < 400000)
            text_append(&text, units[i]);
        struct harvest harvest;
        clock_t begin = clock();
        gather(text.data, text.length, true, &harvest);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (seconds > 20)
            fail_msg("\"%s\" took %.1f s", units[i], seconds);
        harvest_release(&harvest);
        text_release(&text);
    }
}

/* --- The reader's own notes, where they are present
 * ------------------------------------------------- */

/* Whether a command shows the word instead of a host, a personal path or a name of one's own; it
 * stands in no line. */
static bool is_placeholder(const char *word)
{
    static const char *const words[] = {"host",     "path", "image",     "container", "network",
                                        "database", "user", "namespace", "bucket"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(word, words[i]))
            return true;
    return false;
}

/* The words of the back that the cited lines hold, and how many there are. */
static size_t supported_words(const char *lines, const char *back, bool command, size_t *words)
{
    char *folded = text_fold(lines, strlen(lines)), *mine = text_fold(back, strlen(back));
    size_t supported = 0;
    *words = 0;
    for (char *word = strtok(mine, " ,.;:()[]="); word; word = strtok(NULL, " ,.;:()[]=")) {
        if (strlen(word) < 4 || (command && is_placeholder(word)))
            continue;
        ++*words;
        supported += strstr(folded, word) != NULL;
    }
    free(folded);
    free(mine);
    return supported;
}

static char *cited(const char *bytes, long first, long last)
{
    for (long line = 1; line < first && bytes; line++) {
        bytes = strchr(bytes, '\n');
        bytes = bytes ? bytes + 1 : NULL;
    }
    const char *end = bytes;
    for (long line = first; line <= last && end; line++) {
        end = strchr(end, '\n');
        end = end ? end + 1 : NULL;
    }
    assert_non_null(bytes);
    return memory_copy_bytes(bytes, end ? (size_t)(end - bytes) : strlen(bytes));
}

static size_t check_note(const char *path)
{
    struct harvest harvest = {0};
    struct error error = {0};
    char *bytes;
    size_t length, active = 0;
    assert_true(file_read(path, &bytes, &length, &error));
    assert_true(content_harvest_file(path, NULL, &harvest, &error));
    assert_complete(bytes, length);
    for (size_t i = 0; i < harvest.draft_count; i++) {
        const struct draft *draft = &harvest.drafts[i];
        if (draft->confidence < 0.75 || draft->held)
            continue;
        active++;
        char *lines = cited(bytes, draft->line, draft->end_line);
        size_t words,
            found = supported_words(lines, draft->back, draft->kind == CARD_COMMAND, &words);
        if (found * 10 < words * 8)
            fail_msg("%s:%ld does not hold: %s", path, draft->line, draft->back);
        assert_true(word_count(slice_of(draft->back)) <= BACK_AT_MOST || draft->explicit_card);
        free(lines);
    }
    harvest_release(&harvest);
    free(bytes);
    return active;
}

static void the_notes_load_without_loss(void **state)
{
    (void)state;
    const char *root = getenv("SOURCE_ROOT");
    char *pattern = NULL;
    glob_t found = {0};
    if (root && asprintf(&pattern, "%s/../shared/notes/*.txt", root) > 0)
        (void)glob(pattern, 0, NULL, &found);
    free(pattern);
    if (found.gl_pathc < 5) {
        printf("# skipped: ../shared/notes is absent\n");
        globfree(&found);
        skip();
    }
    size_t active = 0;
    for (size_t i = 0; i < found.gl_pathc; i++)
        active += check_note(found.gl_pathv[i]);
    globfree(&found);
    assert_true(active >= 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(explicit_cards),
        cmocka_unit_test(no_explicit_card_by_accident),
        cmocka_unit_test(broken_blocks_are_named),
        cmocka_unit_test(definitions_read_as_english),
        cmocka_unit_test(marked_names_in_quotes),
        cmocka_unit_test(subjects_that_list),
        cmocka_unit_test(letters_after_or),
        cmocka_unit_test(definitions_before_their_names),
        cmocka_unit_test(other_scripts_are_asked_in_their_language),
        cmocka_unit_test(what_a_lecturer_says_aside_is_not_sure),
        cmocka_unit_test(markup_of_pages_is_read_as_headings_and_items),
        cmocka_unit_test(talk_leaves_no_gaps),
        cmocka_unit_test(a_title_that_is_a_link_is_no_term),
        cmocka_unit_test(chatter_secrets_and_doubts_make_no_cards),
        cmocka_unit_test(doubts_become_remarks),
        cmocka_unit_test(conflicts_are_held),
        cmocka_unit_test(journals_have_days),
        cmocka_unit_test(sentences_cite_their_own_lines),
        cmocka_unit_test(simulations_are_linked),
        cmocka_unit_test(bad_bytes_are_named),
        cmocka_unit_test(coverage_names_every_line_once),
        cmocka_unit_test(notes_are_found),
        cmocka_unit_test(hostile_notes_are_bounded),
        cmocka_unit_test(the_notes_load_without_loss),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
