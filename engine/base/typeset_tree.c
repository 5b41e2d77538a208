/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/typeset_tree.h"

int set_tree_add(struct set_tree *tree, enum formula_kind kind)
{
    if (!tree->count)
        tree->nodes[tree->count++] =
            (struct set_node){.kind = SET_TEXT, .text = "", .first = -1, .last = -1, .next = -1};
    if (tree->count >= TYPESET_NODES)
        return 0;
    tree->nodes[tree->count] =
        (struct set_node){.kind = kind, .text = "", .first = -1, .last = -1, .next = -1};
    return tree->count++;
}

void set_tree_append(struct set_tree *tree, int parent, int child)
{
    struct set_node *row = &tree->nodes[parent];
    const struct set_node *part = &tree->nodes[child];
    if (!parent || !child || part->next >= 0)
        return;
    bool splice = row->kind == SET_ROW && part->kind == SET_ROW;
    int first = splice ? part->first : child, last = splice ? part->last : child;
    if (first < 0)
        return;
    if (row->last >= 0)
        tree->nodes[row->last].next = first;
    else
        row->first = first;
    row->last = last;
}

int set_tree_text(struct set_tree *tree, const char *text, size_t length)
{
    int node = set_tree_add(tree, SET_TEXT);
    tree->nodes[node].text = node ? text : "";
    tree->nodes[node].length = node ? length : 0;
    return node;
}
