/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards that the person wrote as cards: every syntax, what looks like one, and what is broken. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "content/content.h"
#include "content/word.h"
#include "engine/base/text.h"
#include "tests/support/suite.h"

static void gather(const char *text, struct harvest *harvest)
{
    struct content_options options = {.flashcards = true};
    memset(harvest, 0, sizeof *harvest);
    content_harvest("/note.md", text, strlen(text), &options, harvest);
}

static const struct draft *find_card(const struct harvest *h, const char *front, const char *back)
{
    for (size_t i = 0; i < h->draft_count; i++)
        if (!strcmp(h->drafts[i].front, front) && !strcmp(h->drafts[i].back, back))
            return &h->drafts[i];
    return NULL;
}

static const struct draft *expect_card(const struct harvest *h, const char *front, const char *back)
{
    const struct draft *draft = find_card(h, front, back);
    for (size_t i = 0; !draft && i < h->draft_count; i++)
        (void)fprintf(stderr, "has: \"%s\" - \"%s\"\n", h->drafts[i].front, h->drafts[i].back);
    if (!draft)
        fail_msg("no card \"%s\" - \"%s\"", front, back);
    return draft;
}

static bool has_warning(const struct harvest *h, long line)
{
    for (size_t i = 0; i < h->warning_count; i++)
        if (!strcmp(h->warnings[i].code, "broken-block") && h->warnings[i].line == line)
            return true;
    return false;
}

static size_t count_explicit(const struct harvest *h)
{
    size_t count = 0;
    for (size_t i = 0; i < h->draft_count; i++)
        count += h->drafts[i].explicit_card;
    return count;
}

static void question_marks_part_lines(void **state)
{
    (void)state;
    struct harvest h;
    gather("First **line**\nsecond\n?\nAn answer\n```sh\nls\n\npwd\n```\n"
           "<!--SR:!2026-01-02,4,270-->\n\nLeft\n??\nRight\n<!--SR:!2026-03-01,1,230!2026-04-01,"
           "30.5,310-->\n\n?\nnothing before\n\nnothing after\n?\n\na\n?\nb\nc\n?\nd\n\n"
           "Whole\n?\nYes\n",
           &h);
    const struct draft *first = expect_card(&h, "First line\nsecond", "An answer\nls\n\npwd");
    assert_string_equal(first->schedule, "due=2026-01-02 interval=4 ease=270");
    assert_int_equal(first->line, 1);
    assert_string_equal(expect_card(&h, "Left", "Right")->schedule,
                        "due=2026-03-01 interval=1 ease=230");
    const struct draft *reverse = expect_card(&h, "Right", "Left");
    assert_int_equal(reverse->kind, CARD_REVERSE);
    assert_string_equal(reverse->schedule, "due=2026-04-01 interval=30.5 ease=310");
    assert_null(expect_card(&h, "Whole", "Yes")->schedule);
    assert_int_equal(count_explicit(&h), 4);
    assert_true(has_warning(&h, 17) && has_warning(&h, 21) && has_warning(&h, 27));
    harvest_release(&h);
}

static void schedules_are_no_text(void **state)
{
    (void)state;
    struct harvest h;
    gather("one side :: other side <!--SR:!2026-01-02,4,270-->\n\nthis way ::: that way\n"
           "<!--SR:!2026-02-02,5,250!2026-02-03,6,260-->\n\n"
           "A ==leaf== hangs on a ==branch== of it.\n"
           "<!--SR:!2026-05-05,9,240!2026-06-06,10,250-->\n\nbad one :: date\n"
           "<!--SR:!2026-13-02,4,270-->\n",
           &h);
    assert_string_equal(expect_card(&h, "one side", "other side")->schedule,
                        "due=2026-01-02 interval=4 ease=270");
    assert_string_equal(expect_card(&h, "that way", "this way")->schedule,
                        "due=2026-02-03 interval=6 ease=260");
    assert_string_equal(expect_card(&h, "A leaf hangs on a [...] of it.", "branch")->schedule,
                        "due=2026-06-06 interval=10 ease=250");
    assert_null(expect_card(&h, "bad one", "date")->schedule);
    harvest_release(&h);
}

static void tags_at_the_end_of_a_line_ask(void **state)
{
    (void)state;
    struct harvest h;
    gather("Which trees keep their leaves #flashcard\n- pine\n- *yew*\n\n"
           "- Which tree bears acorns #card\n    - the oak\n        - and no other\n- the beech\n\n"
           "Larch #card-reverse\nA conifer that sheds its needles\n<!--ID: 1600000000001-->\n\n"
           "left :: right #card\nnot its answer\n",
           &h);
    expect_card(&h, "Which trees keep their leaves", "- pine\n- yew");
    assert_int_equal(
        expect_card(&h, "Which tree bears acorns", "- the oak\n- and no other")->end_line, 7);
    expect_card(&h, "Larch", "A conifer that sheds its needles");
    assert_int_equal(expect_card(&h, "A conifer that sheds its needles", "Larch")->kind,
                     CARD_REVERSE);
    expect_card(&h, "left", "right");
    assert_int_equal(count_explicit(&h), 5);
    harvest_release(&h);
}

static void braces_hide_what_they_hold(void **state)
{
    (void)state;
    struct harvest h;
    gather("The {{oak}} bears {{hard fruit}} in autumn.\n"
           "<!--SR:!2026-01-02,4,270!2026-02-02,5,260-->\n\nyew:::tree with red seeds\n\n"
           "colour of a leaf:: green ![[leaf.png]]\n\nThe page says {{title}}.\n",
           &h);
    const struct draft *first = expect_card(&h, "The [...] bears hard fruit in autumn.", "oak");
    assert_string_equal(first->schedule, "due=2026-01-02 interval=4 ease=270");
    assert_string_equal(expect_card(&h, "The oak bears [...] in autumn.", "hard fruit")->schedule,
                        "due=2026-02-02 interval=5 ease=260");
    expect_card(&h, "tree with red seeds", "yew");
    expect_card(&h, "colour of a leaf", "green");
    harvest_release(&h);
}

static void questions_are_written_in_other_scripts(void **state)
{
    (void)state;
    struct harvest h;
    gather("问：面包为什么会发起来？\n答：因为酵母放出气体。\n\n問: 酵母とは?\n答: 菌の一つ\n\n"
           "Q：一周有几天？\nA：七天\n",
           &h);
    expect_card(&h, "面包为什么会发起来？", "因为酵母放出气体。");
    expect_card(&h, "酵母とは?", "菌の一つ");
    expect_card(&h, "一周有几天？", "七天");
    assert_int_equal(h.draft_count, 3);
    harvest_release(&h);
}

static void hidden_and_quoted_blocks_are_read(void **state)
{
    (void)state;
    struct harvest h;
    gather("TARGET DECK: Garden::Trees\nFILE TAGS: bark root\n\n%%ANKI\nBasic\n"
           "Which tissue carries sugar?\nBack: The phloem\nReference: A. Writer, _Trees_.\n"
           "Tags: sugar\n<!--ID: 1600000000001-->\nEND%%\n\n"
           "%%NOTE\nCloze\n{2:$2^{k}$} is {even} for $k_{0} > 0$.\nEND%%\n\n"
           "> [!note]\n> START\n> Basic\n> Front: What does bark *do*?\n> Back: It protects\n"
           "> the stem\n> END\n\n%%TODO\nask about this\n%%\n",
           &h);
    const struct draft *hidden = expect_card(&h, "Which tissue carries sugar?", "The phloem");
    assert_int_equal(hidden->tag_count, 3);
    assert_string_equal(hidden->tags[2], "root");
    assert_int_equal(hidden->end_line, 11);
    expect_card(&h, "[...] is even for $k_{0} > 0$.", "$2^{k}$");
    expect_card(&h, "$2^{k}$ is [...] for $k_{0} > 0$.", "even");
    expect_card(&h, "What does bark do?", "It protects\nthe stem");
    assert_int_equal(h.draft_count, 4);
    assert_int_equal(h.warning_count, 0);
    harvest_release(&h);
}

static void anki_blocks_are_read(void **state)
{
    (void)state;
    struct harvest h;
    gather("START\nBasic (and reversed card)\nFront: The *first* page\nof two\n"
           "Back: A title\n```\ncode  here\n```\nTags: one two\n<!--ID: 123-->\nEND\n\n"
           "START\nCloze\nA {{c1::tree}} has {{c2::leaves}}.\nEND\n\n"
           "START\nCloze\nA {2:root} and a {twig}.\nEND\n\n"
           "STARTI [Basic] Which side? Back: Left Tags: side <!--ID: 9--> ENDI\n\n"
           "Q: Later?\nA: Still there\n",
           &h);
    const struct draft *basic = expect_card(&h, "The first page\nof two", "A title\ncode  here");
    assert_int_equal(basic->tag_count, 2);
    assert_string_equal(basic->tags[1], "two");
    assert_int_equal(basic->end_line, 11);
    assert_int_equal(expect_card(&h, "A title\ncode  here", "The first page\nof two")->kind,
                     CARD_REVERSE);
    expect_card(&h, "A [...] has leaves.", "tree");
    expect_card(&h, "A tree has [...].", "leaves");
    expect_card(&h, "A root and a [...].", "twig");
    assert_string_equal(expect_card(&h, "Which side?", "Left")->tags[0], "side");
    expect_card(&h, "Later?", "Still there");
    assert_int_equal(h.draft_count, 8);
    assert_int_equal(h.warning_count, 0);
    harvest_release(&h);
}

static void broken_anki_blocks_hide_nothing(void **state)
{
    (void)state;
    struct harvest h;
    gather("START\nBasic\nNo end\nBack: x\n\nSTART\nBasic\nNo back\nEND\n\n"
           "STARTI [Basic] open Back: end\n\nSTART\nCloze\nno gap\nEND\n\nSTART\nEND\n\n"
           "START\nBasic\nWhole?\nBack: Yes\nEND\n\nSTART\n\nQ: Last?\nA: Yes\n",
           &h);
    expect_card(&h, "Whole?", "Yes");
    expect_card(&h, "Last?", "Yes");
    assert_int_equal(count_explicit(&h), 2);
    static const long broken[] = {1, 6, 11, 13, 18, 27};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        if (!has_warning(&h, broken[i]))
            fail_msg("no warning at line %ld", broken[i]);
    harvest_release(&h);
}

static void clozes_nest_and_touch(void **state)
{
    (void)state;
    struct harvest h;
    gather("{{c1::Oslo was {{c2::founded::verb}}}} around {{c3::1049}}{{c3:: or so}}.\n\n"
           "A set {{c1::$\\frac{1}{2}$}} here.\n\nOpen {{c1::without\nand {{c2::closed}} after.\n",
           &h);
    expect_card(&h, "[...] around 1049 or so.", "Oslo was founded");
    expect_card(&h, "Oslo was [verb] around 1049 or so.", "founded");
    expect_card(&h, "Oslo was founded around [...][...].", "1049,  or so");
    expect_card(&h, "Open without and [...] after.", "closed");
    assert_true(has_warning(&h, 5));
    assert_int_equal(h.warning_count, 1);
    assert_int_equal(count_explicit(&h), 5);
    harvest_release(&h);
}

static void headings_ask(void **state)
{
    (void)state;
    struct harvest h;
    struct text note = {0};
    text_append(&note, "# Tree #card\n\n- root\n- leaf\n\n```\ncode\n```\n\n"
                       "## Bush #card-reverse\n\nA small tree\n\nQ: Own?\nA: Yes\n\n"
                       "## Empty #card\n\n## Long #card\n\n");
    for (int i = 0; i < 70; i++)
        text_printf(&note, "word%d ", i);
    gather(text_string(&note), &h);
    expect_card(&h, "Tree", "root\nleaf\ncode");
    expect_card(&h, "A small tree", "Bush");
    expect_card(&h, "Own?", "Yes");
    assert_true(has_warning(&h, 17));
    const struct draft *last = &h.drafts[h.draft_count - 1];
    assert_string_equal(last->front, "Long");
    assert_true(last->confidence < 0.75 && !last->explicit_card);
    assert_int_equal(h.remark_count, 1);
    assert_string_equal(h.remarks[0].kind, "clarify");
    assert_int_equal(h.remarks[0].line, 19);
    text_release(&note);
    harvest_release(&h);
}

static void hashcards_take_markup_and_code(void **state)
{
    (void)state;
    struct harvest h;
    gather("Q: Which **flag** of `ls`?\nA: `-l`, see [the page](x)\nand *more*\n\n"
           "C: A [first], a [second] and a [link](y) with [third].\n\n"
           "Q: Code?\nA:\n```c\nint *a[2];\n\nreturn **b;\n```\nand text\n\nC: open [gap\n\n"
           "Q: five * 6 * 7 == x == y?\nA: a_b_c\n<!--SR:!2026-01-02,4,270-->\n",
           &h);
    expect_card(&h, "Which flag of ls?", "-l, see the page\nand more");
    expect_card(&h, "A first, a second and a link with [...].", "third");
    expect_card(&h, "A [...], a second and a link with third.", "first");
    expect_card(&h, "Code?", "int *a[2];\n\nreturn **b;\nand text");
    expect_card(&h, "five * 6 * 7 == x == y?", "a_b_c");
    assert_true(has_warning(&h, 16));
    harvest_release(&h);
}

/* A blank line ends a card, but not before the answer, the list that an answer announces, formulas
 * and further clozes. */
static void hashcards_hold_blank_lines(void **state)
{
    (void)state;
    struct harvest h;
    gather(
        "---\nname = \"Trees\"\n---\n\nQ: Name three trees.\nA:\n\n- oak\n- elm\n\n- ash\n\n"
        "Q: What does it show?\n\n![leaf](img/leaf.png)\n\nA: A leaf.\n\n"
        "C:\nA seed is sown\nand a [tree] grows.\n\n- [Saying] 3\n\n"
        "Q: The law?\nA:\n\n$$\nx_{1} _a_ \\le *y*\n$$\n\n"
        "Q: Two steps?\nA: There are two:\n\n1. dig\n2. plant\n\nProse about a garden, "
        "outside.\n\nQ: Never answered?\n\nMore prose.\n\n# Next\n\nA: no answer\n\n"
        "C: a [gap] here.\n\nProse with a [link](x), a note[^1] and [[a page]].\n\n"
        "Q: Table?\nA:\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\nQ: Escaped \\* star, $a_b_c$?\nA: yes\n",
        &h);
    expect_card(&h, "Name three trees.", "- oak\n- elm\n- ash");
    expect_card(&h, "What does it show?\nleaf", "A leaf.");
    expect_card(&h, "A seed is sown\nand a [...] grows.\n- Saying 3", "tree");
    expect_card(&h, "A seed is sown\nand a tree grows.\n- [...] 3", "Saying");
    expect_card(&h, "The law?", "$$\nx_{1} _a_ \\le *y*\n$$");
    expect_card(&h, "Two steps?", "There are two:\n1. dig\n2. plant");
    expect_card(&h, "a [...] here.", "gap");
    expect_card(&h, "Table?", "a | b\n1 | 2");
    expect_card(&h, "Escaped * star, $a_b_c$?", "yes");
    assert_int_equal(count_explicit(&h), 9);
    assert_int_equal(h.warning_count, 1);
    harvest_release(&h);
}

static void sides_may_stand_tight_or_lopsided(void **state)
{
    (void)state;
    struct harvest h;
    gather("The bird that cannot fly is a::penguin\nThe main town of Norway::Oslo\n"
           "The lake of Geneva::the deepest one\nQuestion::Answer\nMy bird:: your bird\n"
           "Your lake ::my lake\n- an item:: of a list\nwren one:::wren two\n\n"
           "id:: 64-12\ncollapsed:: true\n- type:: book\n\nuse Some::Name\nstd::vector\n"
           "call Thread::close now\nping ::1 and ::2\nfe80::1\nstd:: is a scope\n",
           &h);
    expect_card(&h, "The bird that cannot fly is a", "penguin");
    expect_card(&h, "The main town of Norway", "Oslo");
    expect_card(&h, "The lake of Geneva", "the deepest one");
    expect_card(&h, "Question", "Answer");
    expect_card(&h, "My bird", "your bird");
    expect_card(&h, "Your lake", "my lake");
    expect_card(&h, "an item", "of a list");
    expect_card(&h, "wren two", "wren one");
    assert_int_equal(count_explicit(&h), 9);
    harvest_release(&h);
}

static void highlights_take_hints_and_groups(void **state)
{
    (void)state;
    struct harvest h;
    gather("It sold for ==90==^[pounds] in ==1950==^[year] or so.\n"
           "<!--SR:!2026-01-02,4,270!2026-01-03,5,260-->\n\n"
           "Some are ==red==[^1], some ==blue==[^2] and some ==pink==[^1].\n",
           &h);
    expect_card(&h, "It sold for [pounds] in 1950 or so.", "90");
    assert_string_equal(expect_card(&h, "It sold for 90 in [year] or so.", "1950")->schedule,
                        "due=2026-01-03 interval=5 ease=260");
    expect_card(&h, "Some are [...], some blue and some [...].", "red, pink");
    expect_card(&h, "Some are red, some [...] and some pink.", "blue");
    assert_int_equal(count_explicit(&h), 4);
    harvest_release(&h);
}

static void a_line_of_pluses_ends_a_card_with_blank_lines(void **state)
{
    (void)state;
    struct harvest h;
    gather("Which birds?\n?\n\n| bird | legs |\n|---|---|\n| wren | 2 |\n\nand more\n+++\n\n"
           "Not part of it.\n\nNext?\n?\nYes\n\nNo part either.\n",
           &h);
    expect_card(&h, "Which birds?", "bird | legs\nwren | 2\nand more");
    expect_card(&h, "Next?", "Yes");
    assert_int_equal(count_explicit(&h), 2);
    assert_int_equal(h.warning_count, 0);
    harvest_release(&h);
}

static void orders_to_the_anki_plugin_are_no_text(void **state)
{
    (void)state;
    struct harvest h;
    gather("TARGET DECK\nBirds::Small\n\nFILE TAGS\nzoo wings\n\nSTART\nBasic\nWhich bird?\n"
           "Back: A wren\nTags: tiny\nID: 1600000000001\nEND\n\nSTART\nCloze\nA {2:wren} or a "
           "{2|tit} and a {crow}.\nEND\n\nDELETE\nID: 1600000000002\n",
           &h);
    const struct draft *card = expect_card(&h, "Which bird?", "A wren");
    assert_int_equal(card->tag_count, 3);
    assert_string_equal(card->tags[2], "wings");
    expect_card(&h, "A wren or a tit and a [...].", "crow");
    expect_card(&h, "A [...] or a [...] and a crow.", "wren, tit");
    assert_int_equal(h.draft_count, 3);
    harvest_release(&h);
}

static void names_and_templates_are_no_cards(void **state)
{
    (void)state;
    static const char *const notes[] = {"Fill a std::vector with it",
                                        "Call Thread::close first",
                                        "It is AWS::S3::Bucket here",
                                        "The address fe80::1 is local",
                                        "Ping 2001:db8::1 now",
                                        "See arn:aws:s3:::bucket for it",
                                        "An arn:aws:iam :: thing",
                                        "key:: value",

                                        "::: tip",
                                        "text `a :: b` text",
                                        "a $x :: y$ b",
                                        "map :: (a -> b) -> [a] -> [b]",
                                        "{{ config :: x }}",
                                        "Value ${{ secrets :: KEY }} there",
                                        "{% if a :: b %}",
                                        "run it::with::more words here",
                                        "Read foo::bar_baz now",
                                        "---- :::: ----",
                                        "```mermaid\ngraph TD\nA:::big --> B\nx :: y\n```",
                                        "```yaml\non: a :: b\n?\nx\n```",
                                        "---\nkey: a :: b\n---\n"};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        struct harvest h;
        gather(notes[i], &h);
        if (count_explicit(&h) || h.warning_count)
            fail_msg("\"%s\" from: %s", h.draft_count ? h.drafts[0].front : "a warning", notes[i]);
        harvest_release(&h);
    }
}

static void hostile_notes_are_read_in_time(void **state)
{
    (void)state;
    static const char *const units[] = {"START\n",
                                        "START\nEND\n",
                                        "STARTI ",
                                        "STARTI [B] a Back: b ENDI ",
                                        "?\n",
                                        "a\n?\nb\n\n",
                                        "{{c1::",
                                        "{{c1::a}} {{c2::",
                                        "}}",
                                        "# a #card\n",
                                        "# a #card\n\nb\n\n",
                                        "C: [",
                                        "[[[[",
                                        "C: [a](b) [c\n",
                                        "**a *b `c ",
                                        "<!--SR:!",
                                        "a :: b\n<!--SR:!2026-01-02,4,270-->\n\n",
                                        "a::b c::d ",
                                        "Q: a\nA: b\n\n",
                                        "`{{c9::a::b}}` ",
                                        "==a==[^1] ",
                                        "Q: a\n\n",
                                        "C:\n\n",
                                        "Q: a\nA:\n\n- b\n\n",
                                        "a\n?\nb\n\n\n",
                                        "$a$ \\(b "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct text text = {0};
        while (text.length < 400000)
            text_append(&text, units[i]);
        struct harvest h;
        clock_t begin = clock();
        gather(text.data, &h);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (seconds > 5)
            fail_msg("%.1f s for \"%s\"", seconds, units[i]);
        harvest_release(&h);
        text_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(question_marks_part_lines),
        cmocka_unit_test(schedules_are_no_text),
        cmocka_unit_test(tags_at_the_end_of_a_line_ask),
        cmocka_unit_test(braces_hide_what_they_hold),
        cmocka_unit_test(questions_are_written_in_other_scripts),
        cmocka_unit_test(hidden_and_quoted_blocks_are_read),
        cmocka_unit_test(anki_blocks_are_read),
        cmocka_unit_test(broken_anki_blocks_hide_nothing),
        cmocka_unit_test(clozes_nest_and_touch),
        cmocka_unit_test(headings_ask),
        cmocka_unit_test(hashcards_take_markup_and_code),
        cmocka_unit_test(hashcards_hold_blank_lines),
        cmocka_unit_test(sides_may_stand_tight_or_lopsided),
        cmocka_unit_test(highlights_take_hints_and_groups),
        cmocka_unit_test(a_line_of_pluses_ends_a_card_with_blank_lines),
        cmocka_unit_test(orders_to_the_anki_plugin_are_no_text),
        cmocka_unit_test(names_and_templates_are_no_cards),
        cmocka_unit_test(hostile_notes_are_read_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
