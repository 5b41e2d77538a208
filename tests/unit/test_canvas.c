/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/suite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/canvas.h"
#include "engine/base/memory.h"

static const struct style plain = {.ink = INK_TEXT};

static void assert_text(const struct canvas *canvas, const char *expected)
{
    struct text text = {0};
    canvas_to_text(canvas, &text);
    assert_string_equal(text_string(&text), expected);
    text_release(&text);
}

/* What every canvas promises of its cells, whatever was drawn. */
static void assert_sound(const struct canvas *canvas)
{
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++) {
            const struct cell *cell = canvas_cell(canvas, column, row);
            size_t length = strlen(cell->bytes);
            assert_true(length < CELL_BYTES);
            assert_int_equal(utf8_valid_prefix(cell->bytes, length), length);
            for (size_t i = 0; i < length; i++)
                assert_true((unsigned char)cell->bytes[i] >= 0x20 && cell->bytes[i] != 0x7F);
            if (cell->width == 0)
                assert_int_equal(canvas_cell(canvas, column - 1, row)->width, 2);
            else
                assert_int_equal(text_width(cell->bytes, length), cell->width);
            if (cell->width == 2)
                assert_int_equal(canvas_cell(canvas, column + 1, row)->width, 0);
        }
}

static void test_empty_and_negative_sizes(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, -3, -1);
    assert_int_equal(canvas.columns, 0);
    assert_int_equal(canvas.rows, 0);
    assert_int_equal(canvas.cursor_column, -1);
    assert_null(canvas_cell(&canvas, 0, 0));
    assert_int_equal(canvas_text(&canvas, 0, 0, plain, "abc"), 3);
    canvas_box(&canvas, 0, 0, 5, 5, plain, "title");
    canvas_bar(&canvas, 0, 0, 10, 0.5, plain);
    canvas_plot(&canvas, 0, 0, 20, 10, &(struct plot){0});
    assert_text(&canvas, "");
    canvas_resize(&canvas, 4, 1);
    (void)canvas_text(&canvas, 0, 0, plain, "ab");
    assert_text(&canvas, "ab\n");
    canvas_release(&canvas);
}

static void test_clips_on_every_side(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 4, 2);
    assert_int_equal(canvas_text(&canvas, -2, 0, plain, "abcdefgh"), 6);
    (void)canvas_text(&canvas, 0, -1, plain, "xxxx");
    (void)canvas_text(&canvas, 0, 2, plain, "xxxx");
    (void)canvas_text(&canvas, 9, 1, plain, "xxxx");
    assert_text(&canvas, "cdef\n");
    canvas_release(&canvas);
}

static void test_wide_characters_own_two_cells(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 6, 1);
    assert_int_equal(canvas_text(&canvas, 0, 0, plain, "日本"), 4);
    assert_int_equal(canvas_cell(&canvas, 0, 0)->width, 2);
    assert_int_equal(canvas_cell(&canvas, 1, 0)->width, 0);
    (void)canvas_text(&canvas, 1, 0, plain, "x");
    assert_text(&canvas, " x本\n");
    (void)canvas_text(&canvas, 2, 0, plain, "y");
    assert_text(&canvas, " xy\n");
    (void)canvas_text(&canvas, 0, 0, plain, "a日b");
    (void)canvas_text(&canvas, 0, 0, plain, "本");
    assert_text(&canvas, "本 b\n");
    assert_sound(&canvas);
    canvas_release(&canvas);
}

static void test_wide_character_at_the_edges(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 3, 1);
    assert_int_equal(canvas_text(&canvas, 0, 0, plain, "ab日"), 4);
    assert_text(&canvas, "ab\n");
    assert_int_equal(canvas_text(&canvas, -1, 0, plain, "日z"), 2);
    assert_text(&canvas, " z\n");
    assert_sound(&canvas);
    canvas_release(&canvas);
}

static void test_combining_marks(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 8, 1);
    assert_int_equal(canvas_text(&canvas, 0, 0, plain, "e\xCC\x81x"), 2);
    assert_string_equal(canvas_cell(&canvas, 0, 0)->bytes, "e\xCC\x81");
    assert_string_equal(canvas_cell(&canvas, 1, 0)->bytes, "x");
    struct text many = {0};
    text_append(&many, "o");
    for (int i = 0; i < 40; i++)
        text_append(&many, "\xCC\x88");
    assert_int_equal(canvas_text(&canvas, 0, 0, plain, text_string(&many)), 1);
    text_release(&many);
    assert_true(strlen(canvas_cell(&canvas, 0, 0)->bytes) >= 11);
    /* a mark with nothing to stand on does not join what another call drew */
    (void)canvas_text(&canvas, 0, 0, plain, "a");
    (void)canvas_text(&canvas, 1, 0, plain,
                      "\xCC\x81"
                      "b");
    assert_string_equal(canvas_cell(&canvas, 0, 0)->bytes, "a");
    assert_string_equal(canvas_cell(&canvas, 1, 0)->bytes, "b");
    assert_sound(&canvas);
    canvas_release(&canvas);
}

static void test_emoji_sequences_keep_their_cells(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 10, 1);
    /* woman, joiner, laptop: drawn side by side, 4 cells, as counted */
    assert_int_equal(canvas_text(&canvas, 0, 0, plain, "\U0001F469\u200D\U0001F4BB|"), 5);
    assert_string_equal(canvas_cell(&canvas, 0, 0)->bytes, "\U0001F469");
    assert_string_equal(canvas_cell(&canvas, 4, 0)->bytes, "|");
    assert_int_equal(canvas_text(&canvas, 0, 0, plain, "\u2764\uFE0F|"), 2);
    assert_sound(&canvas);
    canvas_release(&canvas);
}

static void test_controls_never_reach_a_cell(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 20, 1);
    (void)canvas_text(&canvas, 0, 0, plain, "a\x1b[31m\x07\x7f\n\tb\xc2\x9b\xff\xe2\x80\xae");
    assert_sound(&canvas);
    assert_text(&canvas, "a␛[31m␇␡␊ b��\n");
    canvas_release(&canvas);
}

static void test_fit_marks_what_was_cut(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 10, 4);
    assert_int_equal(canvas_text_fit(&canvas, 0, 0, 5, plain, "hello"), 5);
    assert_int_equal(canvas_text_fit(&canvas, 0, 1, 5, plain, "hello!"), 5);
    assert_int_equal(canvas_text_fit(&canvas, 0, 2, 4, plain, "日本語"), 3);
    assert_int_equal(canvas_text_fit(&canvas, 0, 3, 0, plain, "x"), 0);
    assert_text(&canvas, "hello\nhell…\n日…\n");
    canvas.ascii = true;
    assert_int_equal(canvas_text_fit(&canvas, 0, 3, 3, plain, "xyzw"), 3);
    assert_text(&canvas, "hello\nhell…\n日…\nxy~\n");
    canvas_release(&canvas);
}

static void check_wrap(int columns, const char *text, int lines, const char *expected)
{
    struct canvas canvas;
    canvas_init(&canvas, 20, 10);
    assert_int_equal(canvas_paragraph(&canvas, 0, 0, columns, 10, 0, plain, text), lines);
    assert_text(&canvas, expected);
    assert_sound(&canvas);
    canvas_release(&canvas);
}

static void test_wrap(void **state)
{
    (void)state;
    check_wrap(10, "", 0, "");
    check_wrap(10, "one", 1, "one\n");
    check_wrap(10, "one two three", 2, "one two\nthree\n");
    check_wrap(7, "one two three", 2, "one two\nthree\n");
    check_wrap(6, "one two", 2, "one\ntwo\n");
    check_wrap(4, "abcdefghij", 3, "abcd\nefgh\nij\n");
    check_wrap(4, "a bcdefgh", 3, "a\nbcde\nfgh\n");
    check_wrap(10, "a\n\nb\n", 3, "a\n\nb\n");
    check_wrap(10, "one   two      three", 2, "one   two\nthree\n");
    check_wrap(6, "日本語文", 2, "日本語\n文\n");
    check_wrap(5, "日本語文", 2, "日本\n語文\n");
    check_wrap(6, "ab日本語", 2, "ab日本\n語\n");
    check_wrap(6, "日本abcd", 2, "日本\nabcd\n");
    check_wrap(3, "  abcd", 2, "  a\nbcd\n");
    check_wrap(5,
               "e\xCC\x81"
               "e\xCC\x81 two",
               2,
               "e\xCC\x81"
               "e\xCC\x81\ntwo\n");
}

static void test_wrap_skips_and_counts(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 20, 10);
    const char *text = "one two three four five";
    assert_int_equal(canvas_paragraph(&canvas, 1, 1, 5, 2, 1, plain, text), 5);
    assert_text(&canvas, "\n two\n three\n");
    canvas_clear(&canvas);
    assert_int_equal(canvas_paragraph(&canvas, 0, 0, 5, 0, 0, plain, text), 5);
    assert_int_equal(canvas_paragraph(&canvas, 0, 0, 0, 9, 0, plain, "ab c"), 3);
    assert_int_equal(canvas_paragraph(&canvas, 0, 0, 1, 0, 0, plain, "日本"), 2);
    assert_text(&canvas, "");
    canvas_release(&canvas);
}

static void test_boxes(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 12, 3);
    canvas_box(&canvas, 0, 0, 12, 3, plain, "Title");
    assert_text(&canvas, "┌─ Title ──┐\n│          │\n└──────────┘\n");
    canvas_box(&canvas, 0, 0, 12, 3, plain, "A long title");
    assert_text(&canvas, "┌─ A lon… ─┐\n│          │\n└──────────┘\n");
    canvas.ascii = true;
    canvas_clear(&canvas);
    canvas_box(&canvas, 0, 0, 4, 3, plain, "T");
    assert_text(&canvas, "+--+\n|  |\n+--+\n");
    canvas_clear(&canvas);
    canvas_box(&canvas, -1, -1, 3, 3, plain, NULL);
    assert_text(&canvas, " |\n-+\n");
    canvas_release(&canvas);
}

static void test_bars_in_eighths(void **state)
{
    (void)state;
    static const struct {
        double fraction;
        const char *expected;
    } rows[] = {{0, ""},           {1, "████\n"}, {0.5, "██\n"}, {1.0 / 32, "▏\n"},
                {0.40625, "█▋\n"}, {-3, ""},      {9, "████\n"}, {NAN, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct canvas canvas;
        canvas_init(&canvas, 6, 1);
        canvas_bar(&canvas, 0, 0, 4, rows[i].fraction, plain);
        assert_text(&canvas, rows[i].expected);
        canvas_release(&canvas);
    }
    struct canvas canvas;
    canvas_init(&canvas, 6, 1);
    canvas.ascii = true;
    canvas_bar(&canvas, 0, 0, 4, 0.7, plain);
    assert_text(&canvas, "###\n");
    canvas_release(&canvas);
}

static void test_fill_with_a_wide_grapheme(void **state)
{
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 7, 2);
    canvas_fill(&canvas, 0, 0, 7, 2, plain, "x");
    canvas_fill(&canvas, 1, 0, 5, 1, plain, "日");
    assert_text(&canvas, "x日日 x\nxxxxxxx\n");
    canvas_fill(&canvas, -100, -100, 1000, 1000, plain, "o");
    assert_text(&canvas, "ooooooo\nooooooo\n");
    canvas_fill(&canvas, 0, 0, 7, 2, plain, "");
    assert_text(&canvas, "ooooooo\nooooooo\n");
    canvas_release(&canvas);
}

static void test_svg_is_escaped_and_bounded(void **state)
{
    (void)state;
    struct canvas canvas;
    struct text svg = {0};
    canvas_init(&canvas, 12, 1);
    struct style style = {.ink = INK_BAD, .attributes = ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE};
    (void)canvas_text(&canvas, 0, 0, style, "<&>\"日\xEF\xBF\xBF");
    canvas_to_svg(&canvas, &svg);
    assert_non_null(strstr(svg.data, "&lt;&amp;&gt;&quot;"));
    assert_non_null(strstr(svg.data, ">日</text>"));
    assert_null(strstr(svg.data, "\xEF\xBF\xBF"));
    assert_non_null(strstr(svg.data, "font-weight=\"bold\""));
    assert_non_null(strstr(svg.data, "</svg>\n"));
    text_release(&svg);
    canvas_release(&canvas);
}

/* --- Plots ----------------------------------------------------------------------------------- */

static struct plot sample_plot(struct plot_series series[2], double *x, double *y, double *z)
{
    for (int i = 0; i < 20; i++) {
        x[i] = i / 20.0;
        y[i] = 1 / (1 - x[i]);
        z[i] = 1 + x[i];
    }
    series[0] = (struct plot_series){"measured", x, y, 20, INK_SERIES_A, false, NULL, NULL, false};
    series[1] = (struct plot_series){"theory", x, z, 20, INK_THEORY, false, NULL, NULL, false};
    return (struct plot){.title = "Probes against load",
                         .x_label = "load",
                         .y_label = "probes",
                         .series = series,
                         .series_count = 2};
}

/* Bars reach as far as the error says, and the axis makes room for them. */
static void test_plot_shows_errors(void **state)
{
    (void)state;
    double x[] = {0, 1, 2}, y[] = {5, 5, 5}, error[] = {0, 4, NAN};
    struct plot_series series = {"measured", x, y, 3, INK_SERIES_A, false, error, NULL, false};
    struct plot plot = {.series = &series, .series_count = 1};
    struct canvas canvas;
    struct text text = {0};
    canvas_init(&canvas, 41, 24);
    canvas.ascii = true;
    canvas_plot(&canvas, 0, 0, 41, 24, &plot);
    canvas_to_text(&canvas, &text);
    int bars = 0;
    for (size_t i = 0; i < text.length; i++)
        bars += text.data[i] == ':';
    assert_true(bars >= 10);
    assert_non_null(strstr(text.data, "8"));
    assert_sound(&canvas);
    text_release(&text);
    canvas_release(&canvas);
}

static void test_plot_has_numbers_labels_and_legend(void **state)
{
    (void)state;
    struct plot_series series[2];
    double x[20], y[20], z[20];
    struct plot plot = sample_plot(series, x, y, z);
    for (int ascii = 0; ascii < 2; ascii++) {
        struct canvas canvas;
        struct text text = {0};
        canvas_init(&canvas, 60, 16);
        canvas.ascii = ascii;
        canvas_plot(&canvas, 0, 0, 60, 16, &plot);
        canvas_to_text(&canvas, &text);
        static const char *const parts[] = {"Probes against load",
                                            "probes",
                                            "load",
                                            "measured",
                                            "theory",
                                            "20",
                                            "10",
                                            "0.2",
                                            "0.8"};
        for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
            assert_non_null(strstr(text.data, parts[i]));
        for (size_t i = 0; ascii && i < text.length; i++)
            assert_true((unsigned char)text.data[i] < 0x80);
        assert_true(ascii || strstr(text.data, "⣀") || strstr(text.data, "⠤"));
        assert_sound(&canvas);
        text_release(&text);
        canvas_release(&canvas);
    }
}

static void test_plot_survives_every_size(void **state)
{
    (void)state;
    struct plot_series series[2];
    double x[20], y[20], z[20];
    struct plot plot = sample_plot(series, x, y, z);
    for (int columns = 0; columns <= 200; columns += columns < 30 ? 1 : 17)
        for (int rows = 0; rows <= 60; rows += rows < 14 ? 1 : 9) {
            struct canvas canvas;
            canvas_init(&canvas, columns, rows);
            canvas.ascii = rows % 2;
            canvas_plot(&canvas, 0, 0, columns, rows, &plot);
            canvas_plot(&canvas, -5, -3, columns, rows, &plot);
            assert_sound(&canvas);
            canvas_release(&canvas);
        }
}

/* Where nothing may be drawn outside the rectangle that was given. */
static void test_plot_stays_inside(void **state)
{
    (void)state;
    struct plot_series series[2];
    double x[20], y[20], z[20];
    struct plot plot = sample_plot(series, x, y, z);
    for (int columns = 1; columns < 40; columns++)
        for (int rows = 1; rows < 16; rows++) {
            struct canvas canvas;
            canvas_init(&canvas, 60, 30);
            canvas_plot(&canvas, 10, 7, columns, rows, &plot);
            for (int row = 0; row < 30; row++)
                for (int column = 0; column < 60; column++)
                    if (column < 10 || column >= 10 + columns || row < 7 || row >= 7 + rows)
                        assert_string_equal(canvas_cell(&canvas, column, row)->bytes, " ");
            canvas_release(&canvas);
        }
}

/* Four fifths as wide as they are apart; what is 0 has none. */
static void test_plot_draws_columns(void **state)
{
    (void)state;
    double x[] = {0, 1, 2, 3}, y[] = {2, 0, 4, 1};
    struct plot_series series = {.x = x, .y = y, .count = 4, .ink = INK_SERIES_A, .bars = true};
    struct plot plot = {.x_low = -0.5,
                        .x_high = 3.5,
                        .y_low = 0,
                        .y_high = 4,
                        .series = &series,
                        .series_count = 1};
    struct canvas canvas;
    struct text text = {0};
    canvas_init(&canvas, 25, 6);
    canvas.ascii = true;
    canvas_plot(&canvas, 0, 0, 25, 6, &plot);
    canvas_to_text(&canvas, &text);
    assert_string_equal(text_string(&text), "4+             ****\n"
                                            " |             ****\n"
                                            "2+  ****       **** ****\n"
                                            "0+  ****       **** ****\n"
                                            " +---+----------+--------\n"
                                            "     0          2\n");
    text_release(&text);
    canvas_release(&canvas);
}

static void test_plot_of_awkward_data(void **state)
{
    (void)state;
    double x[] = {0, 1, NAN, 3, INFINITY, 5, 1e308, -1e308};
    double y[] = {0, NAN, 1, 1e308, 2, -INFINITY, -1e308, 5e-324};
    double same[] = {7, 7, 7, 7, 7, 7, 7, 7};
    for (size_t count = 0; count <= 8; count++)
        for (int flat = 0; flat < 3; flat++) {
            struct plot_series series = {
                NULL, flat == 1 ? same : x, flat ? same : y, count, INK_SERIES_A, count % 2, NULL,
                NULL, count % 3 == 0};
            struct plot plot = {.series = &series, .series_count = 1, .y_low = NAN};
            struct canvas canvas;
            canvas_init(&canvas, 40, 12);
            canvas_plot(&canvas, 0, 0, 40, 12, &plot);
            assert_sound(&canvas);
            canvas_release(&canvas);
        }
}

static void test_plot_clips_to_given_ranges(void **state)
{
    (void)state;
    double x[] = {-10, 10}, y[] = {-10, 10}, out[] = {50, 60};
    struct plot_series series[] = {{"in", x, y, 2, INK_SERIES_A, false, NULL, NULL, false},
                                   {"out", x, out, 2, INK_SERIES_B, false, NULL, NULL, false}};
    struct plot plot = {
        .x_low = 0, .x_high = 4, .y_low = 0, .y_high = 4, .series = series, .series_count = 2};
    struct canvas canvas;
    canvas_init(&canvas, 7, 7);
    canvas.ascii = true;
    plot.series_count = 1;
    series[0].name = NULL;
    canvas_plot(&canvas, 0, 0, 7, 3, &plot);
    struct text text = {0};
    canvas_to_text(&canvas, &text);
    assert_non_null(strchr(text_string(&text), '*'));
    text_release(&text);
    canvas_clear(&canvas);
    plot.series = series + 1;
    series[1].name = NULL;
    canvas_plot(&canvas, 0, 0, 7, 3, &plot);
    canvas_to_text(&canvas, &text);
    assert_null(strchr(text_string(&text), '*'));
    text_release(&text);
    canvas_release(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_and_negative_sizes),
        cmocka_unit_test(test_clips_on_every_side),
        cmocka_unit_test(test_wide_characters_own_two_cells),
        cmocka_unit_test(test_wide_character_at_the_edges),
        cmocka_unit_test(test_combining_marks),
        cmocka_unit_test(test_emoji_sequences_keep_their_cells),
        cmocka_unit_test(test_controls_never_reach_a_cell),
        cmocka_unit_test(test_fit_marks_what_was_cut),
        cmocka_unit_test(test_wrap),
        cmocka_unit_test(test_wrap_skips_and_counts),
        cmocka_unit_test(test_boxes),
        cmocka_unit_test(test_bars_in_eighths),
        cmocka_unit_test(test_fill_with_a_wide_grapheme),
        cmocka_unit_test(test_svg_is_escaped_and_bounded),
        cmocka_unit_test(test_plot_has_numbers_labels_and_legend),
        cmocka_unit_test(test_plot_shows_errors),
        cmocka_unit_test(test_plot_survives_every_size),
        cmocka_unit_test(test_plot_stays_inside),
        cmocka_unit_test(test_plot_draws_columns),
        cmocka_unit_test(test_plot_of_awkward_data),
        cmocka_unit_test(test_plot_clips_to_given_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
