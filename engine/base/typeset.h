/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mathematics set on character cells: from the linear form in which problems are written and
 * answers typed ("x^2/(x - 4) >= 5", "[1 2; 3 4]") to stacked fractions, raised exponents, roots
 * with an overline and matrices in tall brackets.
 *
 * Three steps, as in any typesetter (Knuth, The TeXbook, 1984, appendix G, on a coarser grid): a
 * reader makes a tree, each node becomes a box of cells with a baseline, the boxes are drawn on a
 * canvas. What the reader does not know is shown exactly as it was written; nothing is lost and
 * nothing is guessed. Length, depth and height are bounded (TYPESET_...).
 *
 * Displays are lines that begin with four blanks; they are read by this grammar:
 *
 *     list     = relation { ("," | "or") (relation | "...") } [ "." | "?" | ";" ... ]
 *     relation = sum { ("=" | "<" | ">" | "<=" | ">=" | "!=" | the same as signs) sum }
 *     sum      = product { ("+" | "-" | "±") product }
 *     product  = { sign } power { ("*" | "·" | "×") { sign } power | "/" power | power }
 *     power    = atom [ "^" exponent ]
 *     atom     = number [ "%" ] | name { "'" } | "(" list ")" | interval | "{" list "}"
 *              | "|" list "|" | "sqrt" "(" list ")" | "√" atom | matrix
 *              | "integral from" sum "to" sum "of" product
 *     matrix   = "[" entry { blank entry } { ";" entry { blank entry } } "]"
 *     name     = letter { digit } | function | two small letters | up to three capitals
 *
 * "12*x" is set as "12x". "x/2y" and "x^2y", which two readers would take for two things, are not
 * read. Lines of rows in brackets below each other ("A = [ 1  2 ]" over "[ 3  4 ]") are one matrix.
 * Lines with columns (two blanks or more inside) are tables, and with them all the lines around
 * them are left alone. Neighbours of a matrix stand beside it where they fit.
 *
 * In sentences only this is changed, character by character, and only by these rules:
 *   - lines with a word of logic or of SQL in capitals (NOT, AND, SELECT ...) are left alone, and
 *     so is what follows "type", "typed", "such as": it says what to type;
 *   - BASE^EXPONENT is raised where BASE ends in a digit, a bracket or a letter that stands alone,
 *     and EXPONENT is a whole number, one letter or something in parentheses, of characters that
 *     all have a raised form;
 *   - sqrt(...) becomes √, without parentheses about one number or letter;
 *   - <=, >= and != become signs where neither side continues an arrow;
 *   - "-" becomes U+2212 before a number at the beginning of a word or behind an opening bracket or
 *     operator; before a letter or bracket there, where an operator or bracket stands before it;
 *     between blanks where both sides are operands (numbers, brackets, letters that stand alone),
 *     a product with "·" follows, or its clause is an equation; and in "(n-1)", between one letter
 * and one number;
 *   - "*" becomes "·" between operands without blanks, or nothing as in "12*x"; "inf" is ∞ as the
 * end of an interval; "2 x 3" becomes "2 × 3"; "'" behind one letter or ")" is a prime. Words with
 * hyphens, ranges such as 5-10, names of files and addresses fit none of these. Matrices in a
 * sentence are set in tall brackets on its line, or on lines of their own where the line is too
 * narrow. A fraction in a sentence remains "a/b".
 *
 * In ASCII the shapes are made of "-", "/", "|", "\", "[" and "]"; exponents and sentences remain
 * as they were written.
 */
#ifndef ENGINE_BASE_TYPESET_H
#define ENGINE_BASE_TYPESET_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/canvas.h"
#include "engine/base/text.h"

enum {
    TYPESET_LONGEST = 400, /* bytes of one formula; a longer one is shown as written */
    TYPESET_NODES = 600,
    TYPESET_DEPTH = 24,   /* brackets, powers and roots within one another */
    TYPESET_ROWS = 20,    /* of one formula; a taller one is shown as written */
    TYPESET_FRACTIONS = 2 /* stacked within one another; deeper ones are written "a/b" */
};

/* Appends a sentence by the rules above; its matrices remain linear. */
void typeset_sentence(const char *text, size_t length, struct text *out);

/*
 * Appends one formula as lines that each end with "\n", none wider than `columns`. `label` (or
 * NULL) stands before it, on its baseline. Where it is too wide it is broken before operators and
 * relations. False: it cannot be read or does not fit; nothing is appended.
 */
bool typeset_formula(const char *label, const char *source, size_t length, int columns, bool ascii,
                     struct text *out);

/* Appends text of sentences and displays, apart by "\n", set for lines of `columns` cells. Only
 * lines without formulas of several rows may still be wider. */
void typeset_text(const char *text, int columns, bool ascii, struct text *out);

/* Rows above the baseline of the first line of that: a matrix reaches up there. */
int typeset_rise(const char *text, int columns, bool ascii);

/* As canvas_paragraph(), for text of sentences and displays. */
int typeset_draw(struct canvas *canvas, int column, int row, int columns, int rows, int skip,
                 struct style style, const char *text);

#endif
