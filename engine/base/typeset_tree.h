/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree between the reader and the boxes of typeset.h; for engine/base/typeset*.c only. */
#ifndef ENGINE_BASE_TYPESET_TREE_H
#define ENGINE_BASE_TYPESET_TREE_H

#include "engine/base/typeset.h"

enum formula_kind {
    SET_TEXT,     /* characters */
    SET_ROW,      /* children beside one another */
    SET_FRACTION, /* children: above, below */
    SET_POWER,    /* children: base, exponent */
    SET_ROOT,     /* child: what is under it */
    SET_FENCE,    /* child: what is between the brackets */
    SET_MATRIX,   /* children: entries, row by row */
    SET_INTEGRAL  /* children: lower limit, upper limit, what is integrated */
};

/* A sign that is typed in one way and set in another. */
struct sign {
    const char *typed, *unicode;
};

struct set_node {
    enum formula_kind kind;
    int first, last, next;   /* children and the following sibling; -1: none */
    const char *text;        /* SET_TEXT: bytes that outlive the tree */
    size_t length;           /* of it */
    const struct sign *sign; /* instead of text */
    bool blank_before, blank_after;
    bool gap;         /* a blank behind it where what follows is stacked */
    bool may_break;   /* a line may begin with it */
    bool flat;        /* on one line in any case */
    bool spaced;      /* SET_FRACTION on one line: blanks about the stroke */
    char open, close; /* SET_FENCE */
    int entries;      /* SET_MATRIX: in each row */
    int columns;      /* of the box ... */
    int above, below; /* ... and its rows over and under the baseline */
};

struct set_tree {
    struct set_node nodes[TYPESET_NODES];
    int count, root;
    bool ascii;
};

/* A node without children; 0, an empty text, when there is no room. Zero-initialised trees only. */
int set_tree_add(struct set_tree *tree, enum formula_kind kind);
/* Puts `child` last into `parent`; the children of a row join those of a row. */
void set_tree_append(struct set_tree *tree, int parent, int child);
int set_tree_text(struct set_tree *tree, const char *text, size_t length);

/* The whole source as a row; false: not read. */
bool set_tree_read(struct set_tree *tree, const char *source, size_t length);
/* A matrix at the beginning of `source`, its bytes in `used`; -1: none there. */
int set_tree_matrix(struct set_tree *tree, const char *source, size_t length, size_t *used);

/* Boxes of the tree; false: too tall. */
bool set_tree_measure(struct set_tree *tree);
/*
 * Appends the tree as lines of at most `columns` cells, each behind `indent` blanks; false: it
 * cannot be broken so.
 */
bool set_tree_lines(const struct set_tree *tree, int indent, int columns, struct text *out);

/* Appends a node as text on one line. */
void set_tree_linear(const struct set_tree *tree, int node, bool ascii, struct text *out);
/* The same in the tree's own characters; the caller frees. */
char *set_tree_line(const struct set_tree *tree, int node);
/* The node itself, or what is in the parentheses that enclose all of it. */
int set_tree_without_fence(const struct set_tree *tree, int node);
/* One number or letter, which needs no overline. */
bool set_tree_simple_root(const struct set_tree *tree, const struct set_node *root);
/* Appends an exponent in raised characters; false: it has some that cannot be raised. */
bool set_tree_raised(const struct set_tree *tree, int exponent, struct text *out);

/* The raised form of an ASCII character; 0: none. */
uint32_t raised_character(char c);
/* Appends all of `text` raised, without blanks beside operators; false, nothing appended: not all
 * can be. */
bool append_raised(const char *text, size_t length, struct text *out);

/* How many bytes of a sentence may be changed: it is no code and does not yet say what to type. */
size_t typeset_prose(const char *text, size_t length);

#endif
