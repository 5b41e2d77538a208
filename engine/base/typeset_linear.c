/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engine/base/typeset_tree.h"

static const struct set_node *node_at(const struct set_tree *tree, int node)
{
    return &tree->nodes[node];
}

uint32_t raised_character(char c)
{
    static const char plain[] = "0123456789+-=()abcdefghijklmnoprstuvwxyzT";
    static const uint32_t raised[] = {
        0x2070, 0xB9,   0xB2,   0xB3,   0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079, 0x207A,
        0x207B, 0x207C, 0x207D, 0x207E, 0x1D43, 0x1D47, 0x1D9C, 0x1D48, 0x1D49, 0x1DA0, 0x1D4D,
        0x2B0,  0x2071, 0x2B2,  0x1D4F, 0x2E1,  0x1D50, 0x207F, 0x1D52, 0x1D56, 0x2B3,  0x2E2,
        0x1D57, 0x1D58, 0x1D5B, 0x2B7,  0x2E3,  0x2B8,  0x1DBB, 0x1D40};
    const char *at = c ? strchr(plain, c) : NULL;
    return at ? raised[at - plain] : 0;
}

/* A blank that only sets an operator apart. */
static bool is_beside_operator(const char *text, size_t length, size_t at)
{
    static const char operators[] = "+-=";
    return (at > 0 && strchr(operators, text[at - 1])) ||
           (at + 1 < length && text[at + 1] && strchr(operators, text[at + 1]));
}

bool append_raised(const char *text, size_t length, struct text *out)
{
    size_t before = out->length;
    for (size_t i = 0; i < length; i++) {
        uint32_t raised = raised_character(text[i]);
        if (raised) {
            text_append_code_point(out, raised);
        } else if (text[i] != ' ' || !is_beside_operator(text, length, i)) {
            if (out->length > before) {
                out->length = before;
                out->data[before] = '\0';
            }
            return false;
        }
    }
    return out->length > before;
}

/* The exponent without the parentheses about all of it. */
int set_tree_without_fence(const struct set_tree *tree, int node)
{
    const struct set_node *row = node_at(tree, node);
    if (row->kind == SET_ROW && row->first >= 0 && row->first == row->last)
        return set_tree_without_fence(tree, row->first);
    bool plain = row->kind == SET_FENCE && row->open == '(' && row->close == ')' && !row->flat;
    return plain ? row->first : node;
}

/* The exponent raised within the line; false: it has characters that cannot be. */
bool set_tree_raised(const struct set_tree *tree, int exponent, struct text *out)
{
    struct text plain = {0};
    set_tree_linear(tree, set_tree_without_fence(tree, exponent), true, &plain);
    bool can = !tree->ascii && append_raised(text_string(&plain), plain.length, out);
    text_release(&plain);
    return can;
}

static void linear_text(const struct set_node *node, bool ascii, struct text *out)
{
    text_append(out, node->blank_before ? " " : "");
    if (!node->sign)
        text_append_bytes(out, node->text, node->length);
    else
        text_append(out, ascii ? node->sign->typed : node->sign->unicode);
    text_append(out, node->blank_after ? " " : "");
}

static void linear_matrix(const struct set_tree *tree, const struct set_node *matrix, bool ascii,
                          struct text *out)
{
    int entry = 0;
    for (int i = matrix->first; i >= 0; i = node_at(tree, i)->next, entry++) {
        text_append(out, !entry ? "[" : entry % matrix->entries ? " " : "; ");
        set_tree_linear(tree, i, ascii, out);
    }
    text_append(out, "]");
}

/* One number or letter needs no overline. */
bool set_tree_simple_root(const struct set_tree *tree, const struct set_node *root)
{
    int inner = set_tree_without_fence(tree, root->first);
    while (node_at(tree, inner)->kind == SET_ROW &&
           node_at(tree, inner)->first == node_at(tree, inner)->last)
        inner = node_at(tree, inner)->first;
    return node_at(tree, inner)->kind == SET_TEXT;
}

static void linear_root(const struct set_tree *tree, const struct set_node *root, bool ascii,
                        struct text *out)
{
    text_append(out, ascii ? "sqrt" : "√");
    if (ascii && node_at(tree, root->first)->kind != SET_FENCE)
        text_append(out, " ");
    bool simple = !ascii && set_tree_simple_root(tree, root);
    set_tree_linear(tree, simple ? set_tree_without_fence(tree, root->first) : root->first, ascii,
                    out);
}

static void linear_integral(const struct set_tree *tree, const struct set_node *node, bool ascii,
                            struct text *out)
{
    int high = node_at(tree, node->first)->next;
    text_append(out, "integral from ");
    set_tree_linear(tree, node->first, ascii, out);
    text_append(out, " to ");
    set_tree_linear(tree, high, ascii, out);
    text_append(out, " of ");
    set_tree_linear(tree, node->last, ascii, out);
}

static void linear_pair(const struct set_tree *tree, const struct set_node *node, bool ascii,
                        struct text *out)
{
    set_tree_linear(tree, node->first, ascii, out);
    if (node->kind == SET_FRACTION) {
        text_append(out, node->spaced ? " / " : "/");
    } else {
        if (!ascii && set_tree_raised(tree, node->last, out))
            return;
        text_append(out, "^");
    }
    set_tree_linear(tree, node->last, ascii, out);
}

/* Appends the node as text on one line. */
void set_tree_linear(const struct set_tree *tree, int at, bool ascii, struct text *out)
{
    const struct set_node *node = node_at(tree, at);
    switch (node->kind) {
    case SET_TEXT:
        linear_text(node, ascii, out);
        break;
    case SET_ROW:
        for (int i = node->first; i >= 0; i = node_at(tree, i)->next)
            set_tree_linear(tree, i, ascii, out);
        break;
    case SET_FRACTION:
    case SET_POWER:
        linear_pair(tree, node, ascii, out);
        break;
    case SET_ROOT:
        linear_root(tree, node, ascii, out);
        break;
    case SET_FENCE:
        text_append_bytes(out, &node->open, 1);
        set_tree_linear(tree, node->first, ascii, out);
        text_append_bytes(out, &node->close, 1);
        break;
    case SET_MATRIX:
        linear_matrix(tree, node, ascii, out);
        break;
    case SET_INTEGRAL:
        linear_integral(tree, node, ascii, out);
        break;
    }
}

char *set_tree_line(const struct set_tree *tree, int node)
{
    struct text out = {0};
    set_tree_linear(tree, node, tree->ascii, &out);
    return text_take(&out);
}
