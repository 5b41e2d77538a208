/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mathematics on character cells: pictures that were looked at (tests/fixtures/typeset.txt), what
 * holds for any source, and what holds for everything that the drills say.
 */
#include "tests/support/suite.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/typeset.h"
#include "exercises/drill.h"

/* --- Pictures -----------------------------------------------------------------------------------
 */

static char *fixture(void)
{
    char path[512], *bytes;
    size_t length;
    struct error error = {0};
    const char *root = getenv("SOURCE_ROOT");
    (void)snprintf(path, sizeof path, "%s/tests/fixtures/typeset.txt", root ? root : ".");
    if (!file_read(path, &bytes, &length, &error))
        fail_msg("%s", error.message);
    return bytes;
}

/* One record: "80 ascii\nsource\n=>\npicture". */
static void check_picture(char *record)
{
    char *end;
    int columns = (int)strtol(record, &end, 10);
    bool ascii = !strncmp(end, " ascii\n", 7);
    char *source = strchr(record, '\n') + 1, *picture = strstr(source, "\n=>\n");
    assert_non_null(picture);
    *picture = '\0';
    picture += 4;
    struct text out = {0};
    typeset_text(source, columns, ascii, &out);
    if (strcmp(text_string(&out), picture) != 0)
        fail_msg("%s\nis\n%s\ninstead of\n%s", source, text_string(&out), picture);
    text_release(&out);
}

static void test_pictures(void **state)
{
    (void)state;
    char *bytes = fixture();
    int count = 0;
    char *record = strstr(bytes, "\n====\n") + 6;
    for (char *end; (end = strstr(record, "\n====\n")); record = end + 6, count++) {
        *end = '\0';
        check_picture(record);
    }
    assert_true(count >= 170);
    free(bytes);
}

static void test_label_stands_on_the_baseline(void **state)
{
    (void)state;
    struct text out = {0};
    assert_true(typeset_formula("Reads as  ", "[1 2; 3 4; 5 6]", 15, 40, false, &out));
    assert_string_equal(text_string(&out), "          ⎡ 1  2 ⎤\n"
                                           "Reads as  ⎢ 3  4 ⎥\n"
                                           "          ⎣ 5  6 ⎦\n");
    text_clear(&out);
    assert_false(typeset_formula("Reads as  ", "2 +", 3, 40, false, &out));
    assert_false(typeset_formula(NULL, "[1 2; 3 4]", 10, 7, false, &out));
    assert_false(typeset_formula(NULL, "", 0, 40, false, &out));
    assert_string_equal(text_string(&out), "");
    text_release(&out);
}

static void test_rise(void **state)
{
    (void)state;
    assert_int_equal(typeset_rise("A = [1 2; 3 4; 5 6], so", 40, false), 1);
    assert_int_equal(typeset_rise("A = [1 2; 3 4], so", 40, false), 0);
    assert_int_equal(typeset_rise("A = [1 2; 3 4; 5 6], so", 14, false), 1);
    assert_int_equal(typeset_rise("A = [1 2; 3 4; 5 6], so", 10, false), 0);
    assert_int_equal(typeset_rise("type [1 2; 3 4; 5 6]", 40, false), 0);
    assert_int_equal(typeset_rise("", 40, false), 0);
}

static void test_draws_as_many_lines_as_it_counts(void **state)
{
    (void)state;
    const char *source = "Solve\n    1/(x + 1) = 2\nfor x.";
    struct canvas canvas;
    struct text shown = {0};
    const struct style style = {.ink = INK_TEXT};
    canvas_init(&canvas, 20, 5);
    assert_int_equal(typeset_draw(&canvas, 0, 0, 20, 0, 0, style, source), 5);
    assert_int_equal(typeset_draw(&canvas, 0, 0, 20, 5, 0, style, source), 5);
    canvas_to_text(&canvas, &shown);
    assert_string_equal(text_string(&shown), "Solve\n"
                                             "       1\n"
                                             "    ─────── = 2\n"
                                             "     x + 1\n"
                                             "for x.\n");
    canvas_clear(&canvas);
    text_clear(&shown);
    (void)typeset_draw(&canvas, 0, 0, 20, 2, 3, style, source);
    canvas_to_text(&canvas, &shown);
    assert_string_equal(text_string(&shown), "     x + 1\nfor x.\n");
    text_release(&shown);
    canvas_release(&canvas);
}

/* --- Bounds -------------------------------------------------------------------------------------
 */

/* Shown exactly as written. */
static void expect_untouched(const char *source)
{
    struct text out = {0};
    typeset_text(source, 2000, false, &out);
    assert_string_equal(text_string(&out), source);
    text_release(&out);
}

static char *repeated(const char *before, const char *part, int count, const char *behind)
{
    struct text out = {0};
    text_append(&out, before);
    for (int i = 0; i < count; i++)
        text_append(&out, part);
    text_append(&out, behind);
    return text_take(&out);
}

/* Control characters take a cell each as pictures: nothing beside them is cut off. */
static void test_unsafe_text_beside_a_matrix(void **state)
{
    (void)state;
    struct text out = {0};
    typeset_text("a\x7f\x1b b [1 2; 3 4], end", 40, false, &out);
    assert_string_equal(text_string(&out), "a␡␛ b ⎡ 1  2 ⎤, end\n"
                                           "      ⎣ 3  4 ⎦");
    text_release(&out);
}

static void test_bounds(void **state)
{
    (void)state;
    char *sources[] = {
        repeated("    ", "(", 300, ""),
        repeated("    1", "+(1", TYPESET_DEPTH + 1, ")))))))))))))))))))))))))"),
        repeated("    x", "^x", 2 * TYPESET_DEPTH, ""),
        repeated("    x", "+1", TYPESET_LONGEST, ""),
        repeated("    ", "-", 120, "x"),
        repeated("    [1 2", "; 1 2", TYPESET_ROWS, "]"),
        repeated("    ", "|", 90, ""),
        repeated("    ", "√", 90, "x"),
    };
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        expect_untouched(sources[i]);
        free(sources[i]);
    }
    expect_untouched("");
    expect_untouched("\n\n    \n");
    expect_untouched("    \xff^2 \x1b[31m");
}

/* --- Everything that drills say -----------------------------------------------------------------
 */

enum { SEEDS = 50 };

/* The letter or digit that a raised character stands for; 0: it is none. */
static char lowered(uint32_t c)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    for (const char *at = letters; *at; at++) {
        struct text raised = {0};
        char source[] = {'x', '^', *at, '\0'};
        uint32_t found = 0;
        typeset_sentence(source, 3, &raised);
        if (raised.length > 1 && raised.data[1] != '^')
            (void)utf8_decode(raised.data + 1, raised.length - 1, &found, NULL);
        text_release(&raised);
        if (found == c)
            return *at;
    }
    return 0;
}

static char lowered_once(uint32_t c)
{
    static struct {
        uint32_t from;
        char to;
    } known[64];
    static int count;
    for (int i = 0; i < count; i++)
        if (known[i].from == c)
            return known[i].to;
    char to = lowered(c);
    assert_true(count < 64);
    known[count].from = c;
    known[count++].to = to;
    return to;
}

/* The letters and digits, signs spelled as they are typed. */
static void append_marks(const char *text, struct text *out)
{
    size_t length = strlen(text), step;
    for (size_t at = 0; at < length; at += step) {
        uint32_t c;
        step = utf8_decode(text + at, length - at, &c, NULL);
        char raised = c > 0x80 ? lowered_once(c) : 0;
        if (c < 0x80 && isalnum((int)c))
            text_append_code_point(out, c);
        else if (raised)
            text_append_bytes(out, &raised, 1);
        else
            text_append(out, c == 0x221A   ? "sqrt"
                             : c == 0x221E ? "inf"
                             : c == 0x3C0  ? "pi"
                             : c == 0xD7   ? "x"
                             : c == 0x2320 ? "integralfromtoof"
                                           : "");
    }
}

static int by_byte(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* Whether parts stand above or beside one another, so that rows are not the order of reading. */
static bool is_stacked(const char *source, const char *shown)
{
    size_t before = 0, after = 0;
    for (; *source; source++)
        before += *source == '\n';
    for (const char *c = shown; *c; c++)
        after += *c == '\n';
    return before != after || strstr(shown, "    x = (") || strstr(shown, "⌠");
}

static void expect_nothing_lost(const char *id, const char *source, const char *shown)
{
    struct text from = {0}, to = {0};
    append_marks(source, &from);
    append_marks(shown, &to);
    if (is_stacked(source, shown)) {
        qsort(from.data ? from.data : (char[1]){0}, from.length, 1, by_byte);
        qsort(to.data ? to.data : (char[1]){0}, to.length, 1, by_byte);
    }
    if (strcmp(text_string(&from), text_string(&to)) != 0)
        fail_msg("%s\n%s\nis shown as\n%s\n%s\n%s", id, source, shown, text_string(&from),
                 text_string(&to));
    if (!strstr(source, "nan") && strstr(shown, "nan"))
        fail_msg("%s: %s", id, shown);
    text_release(&from);
    text_release(&to);
}

/* Lines of more than one row must not be wrapped. */
static void expect_pictures_fit(const char *id, const char *shown, int columns)
{
    static const char *const parts[] = {"─", "⎡", "⎢", "⎣", "⌠", "⌡", "⎮", "⎛", "__"};
    for (const char *line = shown; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        size_t length = strcspn(line, "\n");
        struct text one = {0};
        text_append_bytes(&one, line, length);
        for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
            if (strstr(text_string(&one), parts[i]) && text_width(one.data, one.length) > columns)
                fail_msg("%s at %d columns: %s", id, columns, one.data);
        text_release(&one);
    }
}

/* Drawn, wrapped and read off the cells. */
static void expect_all_drawn(const char *id, const char *source, int columns)
{
    struct canvas canvas;
    struct text set = {0}, shown = {0}, from = {0}, to = {0};
    const struct style style = {.ink = INK_TEXT};
    canvas_init(&canvas, columns, 80);
    int lines = typeset_draw(&canvas, 0, 0, columns, 80, 0, style, source);
    assert_true(lines <= 80);
    canvas_to_text(&canvas, &shown);
    typeset_text(source, columns, false, &set);
    append_marks(text_string(&set), &from);
    append_marks(text_string(&shown), &to);
    if (strcmp(text_string(&from), text_string(&to)) != 0)
        fail_msg("%s at %d columns: %s", id, columns, text_string(&shown));
    text_release(&set);
    text_release(&shown);
    text_release(&from);
    text_release(&to);
    canvas_release(&canvas);
}

/* Sentences alone are set in the same way at any width. */
static int widest(const char *source)
{
    return strchr(source, '[') || strstr(source, "\n    ") ? 120 : 40;
}

static void check_text(const char *id, const char *source)
{
    for (int columns = 40; columns <= widest(source); columns += 20) {
        struct text shown = {0};
        typeset_text(source, columns, false, &shown);
        expect_nothing_lost(id, source, text_string(&shown));
        expect_pictures_fit(id, text_string(&shown), columns);
        text_clear(&shown);
        typeset_text(source, columns, true, &shown);
        for (const char *c = text_string(&shown); *c; c++)
            if ((unsigned char)*c >= 0x80 && !strchr(source, *c))
                fail_msg("%s: not ASCII: %s", id, text_string(&shown));
        text_release(&shown);
        expect_all_drawn(id, source, columns);
    }
}

static void check_answer(const struct problem *problem)
{
    struct text shown = {0};
    const char *answer = problem->answer;
    if (typeset_formula(NULL, answer, strlen(answer), 40, false, &shown)) {
        struct text line = {0};
        text_printf(&line, "%s\n", answer);
        expect_nothing_lost(problem->id, text_string(&line), text_string(&shown));
        expect_pictures_fit(problem->id, text_string(&shown), 40);
        text_release(&line);
    } else if (problem->kind == ANSWER_FORMULA || problem->kind == ANSWER_MATRIX ||
               problem->kind == ANSWER_INTERVAL || problem->kind == ANSWER_VECTOR) {
        fail_msg("%s: the answer is not read: %s", problem->id, answer);
    }
    text_release(&shown);
}

static void check_problem(const struct problem *problem)
{
    check_text(problem->id, problem->prompt);
    for (size_t i = 0; i < problem->hint_count; i++)
        check_text(problem->id, problem->hints[i]);
    for (size_t i = 0; i < problem->step_count; i++)
        check_text(problem->id, problem->steps[i]);
    check_answer(problem);
}

static void test_drills_lose_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; drill_registry[i]; i++)
        for (int level = 1; level <= drill_registry[i]->levels; level++)
            for (uint64_t seed = 0; seed < SEEDS; seed++) {
                struct problem problem;
                struct error error = {0};
                assert_true(drill_generate(drill_registry[i], level, seed, &problem, &error));
                check_problem(&problem);
                problem_release(&problem);
            }
}

/* Displays of algebra and calculus are mathematics; those of logic are not touched. */
static void test_displays_are_read(void **state)
{
    (void)state;
    static const char *const read[] = {"derivative", "integral",   "inequality", "quadratic",
                                       "logarithm",  "eigenpairs", "sequence",   "linear-equation"};
    static const char *const left[] = {"truth-table", "negation"};
    for (size_t i = 0; i < sizeof read / sizeof read[0] + 2; i++)
        for (int level = 1; level <= 3; level++)
            for (uint64_t seed = 0; seed < SEEDS; seed++) {
                bool mathematics = i < sizeof read / sizeof read[0];
                const char *name = mathematics ? read[i] : left[i - sizeof read / sizeof read[0]];
                struct problem problem;
                struct error error = {0};
                struct text out = {0};
                assert_true(drill_generate(drill_find(name), level, seed, &problem, &error));
                const char *display = strstr(problem.prompt, "\n    ");
                size_t length = display ? strcspn(display + 1, "\n") : 0;
                bool done = display && !strchr(display, '[') &&
                            typeset_formula(NULL, display + 5, length - 4, 100, false, &out);
                if (display && !strchr(display, '[') && done != mathematics)
                    fail_msg("%s: %s", problem.id, problem.prompt);
                text_release(&out);
                problem_release(&problem);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_label_stands_on_the_baseline),
        cmocka_unit_test(test_rise),
        cmocka_unit_test(test_draws_as_many_lines_as_it_counts),
        cmocka_unit_test(test_unsafe_text_beside_a_matrix),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_drills_lose_nothing),
        cmocka_unit_test(test_displays_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
