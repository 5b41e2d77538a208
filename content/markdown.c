/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/markdown.h"

#include <ctype.h>
#include <md4c.h>
#include <stdlib.h>
#include <string.h>

#include "content/prepare.h"
#include "content/source.h"
#include "content/word.h"
#include "engine/base/text.h"

enum {
    DEPTH = 64,
    OPEN_SPANS = 32,
    BLOCKS_AT_MOST = 2000000,
    PIECE_WANTED = 64 * 1024, /* md4c is given pieces: its costs are bounded by their size */
    PIECE_LARGE = 256 * 1024,
    PIECE_AT_MOST = 1024 * 1024
};

struct builder {
    struct document *document;
    const char *base; /* prepared text */
    const size_t *starts;
    long line;                  /* of the text seen last */
    struct block *stack[DEPTH]; /* stack[depth] is where children go */
    int depth, too_deep;        /* blocks open in it, and beyond it */
    struct block *leaf;         /* what text goes to, NULL: not known yet */
    struct block *heading;
    struct text text;
    struct line_mark *marks;
    size_t mark_count, mark_capacity;
    struct span *spans;
    size_t span_count, span_capacity;
    size_t open[OPEN_SPANS]; /* indices of spans that are open */
    int open_count;
    bool broken; /* a soft line break was the last that was seen */
};

/* --- Lines ---------------------------------------------------------------------------------------
 */

static long line_at(struct builder *b, const char *pointer)
{
    if (pointer < b->base || pointer >= b->base + b->starts[b->document->line_count])
        return b->line;
    size_t offset = (size_t)(pointer - b->base);
    while (b->line > 1 && b->starts[b->line - 1] > offset)
        b->line--;
    while (b->line < b->document->line_count && b->starts[b->line] <= offset)
        b->line++;
    return b->line;
}

/* Lets the block and all around it hold the line. */
static void cover(struct block *block, long line)
{
    for (; block; block = block->parent) {
        if (block->first_line && block->first_line <= line && block->last_line >= line)
            return;
        if (!block->first_line || line < block->first_line)
            block->first_line = line;
        if (line > block->last_line)
            block->last_line = line;
    }
}

/* The next line of that kind after the last text, or the last text's. */
static long find_line(struct builder *b, enum line_kind kind)
{
    long line = b->line + (b->document->root->last_line >= b->line);
    for (; line <= b->document->line_count; line++) {
        if (b->document->kinds[line - 1] == (unsigned char)kind)
            return line;
        if (b->document->kinds[line - 1] == LINE_TEXT)
            break;
    }
    return b->line;
}

/* --- Text of a leaf ------------------------------------------------------------------------------
 */

static void mark_line(struct builder *b, long line)
{
    if (b->mark_count && b->marks[b->mark_count - 1].line == line)
        return;
    memory_reserve((void **)&b->marks, b->mark_count, &b->mark_capacity, sizeof *b->marks);
    b->marks[b->mark_count++] = (struct line_mark){b->text.length, line};
}

static struct span *add_span(struct builder *b, enum span_kind kind, size_t start, size_t end)
{
    memory_reserve((void **)&b->spans, b->span_count, &b->span_capacity, sizeof *b->spans);
    struct span *span = &b->spans[b->span_count++];
    *span = (struct span){.kind = kind, .start = start, .end = end};
    return span;
}

static bool starts_tag(const char *text, size_t at, size_t length)
{
    unsigned char next = at + 1 < length ? (unsigned char)text[at + 1] : 0;
    return text[at] == '#' && (at == 0 || isspace((unsigned char)text[at - 1])) &&
           (isalpha(next) || next >= 0x80);
}

static size_t tag_length(const char *text, size_t length)
{
    size_t at = 1;
    while (at < length && (isalnum((unsigned char)text[at]) || strchr("_-/", text[at]) ||
                           (unsigned char)text[at] >= 0x80))
        at++;
    return at;
}

/* Where the "==" that closes the one before `at` stands, or 0. */
static size_t mark_end(const char *text, size_t at, size_t length)
{
    const char *end = memmem(text + at, length - at < 2000 ? length - at : 2000, "==", 2);
    size_t found = end ? (size_t)(end - text) : 0;
    bool good = found > at && text[at] != ' ' && text[at] != '=' && text[found - 1] != ' ' &&
                (found + 2 >= length || text[found + 2] != '=');
    return good ? found : 0;
}

/* Takes tags and highlight marks out of the text, moving spans and line marks with it. */
static void extract(struct builder *b)
{
    char *text = b->text.data;
    size_t length = b->text.length, to = 0, close = 0, opened = 0;
    size_t *moved = memory_allocate(length + 2, sizeof *moved);
    size_t spans = b->span_count, marks_left = 200;
    for (size_t at = 0; at < length;) {
        size_t skip = 0;
        if (close && at == close) {
            add_span(b, SPAN_MARK, opened, to);
            close = 0;
            skip = 2;
        } else if (starts_tag(text, at, length)) {
            skip = tag_length(text + at, length - at);
            add_span(b, SPAN_TAG, to, to)->target =
                arena_copy_bytes(&b->document->arena, text + at + 1, skip - 1);
        } else if (!close && marks_left && at + 1 < length && text[at] == '=' &&
                   text[at + 1] == '=') {
            close = mark_end(text, at + 2, length);
            opened = to;
            skip = close ? 2 : 0;
            marks_left--;
        }
        for (size_t i = 0; i < (skip ? skip : 1); i++)
            moved[at + i] = to;
        if (!skip)
            text[to++] = text[at];
        at += skip ? skip : 1;
    }
    moved[length] = to;
    for (size_t i = 0; i < spans; i++) {
        b->spans[i].start = moved[b->spans[i].start];
        b->spans[i].end = moved[b->spans[i].end];
    }
    for (size_t i = 0; i < b->mark_count; i++)
        b->marks[i].offset = moved[b->marks[i].offset];
    b->text.length = to;
    text[to] = '\0';
    free(moved);
}

static void *keep(struct builder *b, const void *items, size_t count, size_t size)
{
    void *copy = arena_allocate(&b->document->arena, count * size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

static void flush(struct builder *b)
{
    struct block *leaf = b->leaf;
    b->leaf = NULL;
    if (leaf && b->text.length) {
        bool verbatim = leaf->kind == BLOCK_CODE || leaf->kind == BLOCK_DIAGRAM;
        if (!verbatim && (memchr(b->text.data, '#', b->text.length) ||
                          memmem(b->text.data, b->text.length, "==", 2)))
            extract(b);
        while (!verbatim && b->text.length &&
               isspace((unsigned char)b->text.data[b->text.length - 1]))
            b->text.data[--b->text.length] = '\0';
        for (size_t i = 0; i < b->span_count; i++) {
            b->spans[i].end = b->spans[i].end > b->text.length ? b->text.length : b->spans[i].end;
            b->spans[i].start =
                b->spans[i].start > b->spans[i].end ? b->spans[i].end : b->spans[i].start;
        }
        leaf->length = b->text.length;
        leaf->text = arena_copy_bytes(&b->document->arena, b->text.data, b->text.length);
        leaf->marks = keep(b, b->marks, b->mark_count, sizeof *b->marks);
        leaf->mark_count = b->mark_count;
        leaf->spans = keep(b, b->spans, b->span_count, sizeof *b->spans);
        leaf->span_count = b->span_count;
    }
    text_clear(&b->text);
    b->mark_count = b->span_count = 0;
    b->open_count = 0;
    b->broken = false;
}

/* --- md4c's callbacks ----------------------------------------------------------------------------
 */

static struct block *top(const struct builder *b)
{
    return b->stack[b->depth];
}

static struct block *push(struct builder *b, enum block_kind kind)
{
    struct block *parent = top(b);
    if (b->depth + 1 >= DEPTH) {
        b->too_deep++;
        return parent;
    }
    struct block *block = document_add(b->document, parent, kind);
    block->heading = b->heading;
    b->stack[++b->depth] = block;
    return block;
}

static void pop(struct builder *b)
{
    if (b->too_deep)
        b->too_deep--;
    else if (b->depth > 0)
        b->depth--;
}

static char *copy_attribute(struct builder *b, const MD_ATTRIBUTE *attribute)
{
    return arena_copy_bytes(&b->document->arena, attribute->text ? attribute->text : "",
                            attribute->size);
}

static void enter_item(struct builder *b, const MD_BLOCK_LI_DETAIL *detail)
{
    struct block *list = top(b), *before = list->last;
    struct block *item = push(b, BLOCK_ITEM);
    if (item == list)
        return;
    item->task = detail->is_task;
    item->done = detail->is_task && detail->task_mark != ' ';
    item->ordered = list->ordered;
    item->number = before ? before->number + 1 : list->number;
}

static void enter_code(struct builder *b, const MD_BLOCK_CODE_DETAIL *detail)
{
    struct block *code = push(b, BLOCK_CODE);
    code->info = copy_attribute(b, &detail->info);
    b->line = find_line(b, LINE_FENCE);
    cover(code, b->line);
    b->leaf = code;
}

static void leave_code(struct builder *b)
{
    long closing = b->line + 1;
    if (closing <= b->document->line_count && b->document->kinds[closing - 1] == LINE_FENCE) {
        b->line = closing;
        cover(top(b), closing);
    }
}

static void enter_heading(struct builder *b, const MD_BLOCK_H_DETAIL *detail)
{
    struct block *heading = push(b, BLOCK_HEADING);
    heading->level = (int)detail->level;
    const struct block *above = b->heading;
    while (above && above->level >= heading->level)
        above = above->heading;
    heading->heading = above;
    b->heading = heading;
    b->leaf = heading;
}

static void enter_paragraph(struct builder *b)
{
    struct block *parent = top(b);
    bool own = parent->kind == BLOCK_ITEM && !parent->first && !parent->length;
    b->leaf = own ? parent : push(b, BLOCK_PARAGRAPH);
    if (own)
        b->too_deep++; /* its leave must not close the item */
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    struct builder *b = userdata;
    if (type == MD_BLOCK_DOC || type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY)
        return 0;
    flush(b);
    if (b->document->block_count > BLOCKS_AT_MOST)
        return -1;
    struct block *block = NULL;
    switch (type) {
    case MD_BLOCK_QUOTE:
        push(b, BLOCK_QUOTE);
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        block = push(b, BLOCK_LIST);
        block->ordered = type == MD_BLOCK_OL;
        block->number = block->ordered ? (long)((MD_BLOCK_OL_DETAIL *)detail)->start : 0;
        break;
    case MD_BLOCK_LI:
        enter_item(b, detail);
        break;
    case MD_BLOCK_HR:
        b->line = find_line(b, LINE_RULE);
        cover(push(b, BLOCK_RULE), b->line);
        break;
    case MD_BLOCK_H:
        enter_heading(b, detail);
        break;
    case MD_BLOCK_CODE:
        enter_code(b, detail);
        break;
    case MD_BLOCK_TABLE:
        push(b, BLOCK_TABLE);
        break;
    case MD_BLOCK_TR:
        block = push(b, BLOCK_ROW);
        block->header = block->parent && !block->parent->first->next;
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        block = top(b);
        long column = block->last ? block->last->number + 1 : 0;
        b->leaf = push(b, BLOCK_CELL);
        b->leaf->number = column;
        b->leaf->header = type == MD_BLOCK_TH;
        break;
    default:
        enter_paragraph(b);
        break;
    }
    return 0;
}

/* A quote whose first line is "[!title]" is a callout. */
static void settle_quote(struct block *quote)
{
    struct block *first = quote->first;
    if (quote->kind != BLOCK_QUOTE || !first || first->kind != BLOCK_PARAGRAPH ||
        strncmp(first->text, "[!", 2) != 0)
        return;
    char *end = strchr(first->text, ']');
    if (!end)
        return;
    size_t start = (size_t)(end - first->text) + 1;
    start += strspn(first->text + start, "+- ");
    quote->kind = BLOCK_CALLOUT;
    *end = '\0';
    quote->info = first->text + 2;
    for (size_t i = 0; i < first->mark_count; i++) {
        struct line_mark *mark = (struct line_mark *)&first->marks[i];
        mark->offset = mark->offset > start ? mark->offset - start : 0;
    }
    for (size_t i = 0; i < first->span_count; i++) {
        struct span *span = (struct span *)&first->spans[i];
        span->start = span->start > start ? span->start - start : 0;
        span->end = span->end > start ? span->end - start : 0;
    }
    first->text += start;
    first->length -= start;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    struct builder *b = userdata;
    (void)detail;
    if (type == MD_BLOCK_DOC || type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY)
        return 0;
    if (type == MD_BLOCK_CODE && !b->too_deep)
        leave_code(b);
    flush(b);
    if (type == MD_BLOCK_QUOTE && !b->too_deep)
        settle_quote(top(b));
    pop(b);
    return 0;
}

/* A tight item's text comes without a paragraph. */
static void need_leaf(struct builder *b)
{
    if (b->leaf)
        return;
    struct block *parent = top(b);
    if (!parent->first && !parent->length && parent->kind == BLOCK_ITEM) {
        b->leaf = parent;
    } else {
        b->leaf = document_add(b->document, parent, BLOCK_PARAGRAPH);
        b->leaf->heading = b->heading;
    }
}

/* Whether a line ended by itself: it introduces ("Term:"), or it is short, without punctuation, and
 * the next one begins with a capital. Then it stays a line of its own. */
static bool ends_line(const struct builder *b, const char *next, size_t size)
{
    size_t length = b->text.length;
    if (!length)
        return false;
    char last = b->text.data[length - 1];
    if (last == ':')
        return true;
    size_t start = b->mark_count ? b->marks[b->mark_count - 1].offset : 0;
    size_t word = length;
    while (word > start && b->text.data[word - 1] != ' ')
        word--;
    return length - start < 50 && size && isupper((unsigned char)next[0]) &&
           !strchr(".!?,;-(&/", last) &&
           !word_is_stop(slice_make(b->text.data + word, length - word));
}

static void soft_break(struct builder *b, const char *next, size_t size)
{
    while (b->text.length && b->text.data[b->text.length - 1] == ' ')
        b->text.data[--b->text.length] = '\0';
    text_append(&b->text, ends_line(b, next, size) ? "\n" : " ");
    b->broken = false;
}

static const char *span_target(struct builder *b, MD_SPANTYPE type, void *detail)
{
    if (type == MD_SPAN_A)
        return copy_attribute(b, &((MD_SPAN_A_DETAIL *)detail)->href);
    if (type == MD_SPAN_IMG)
        return copy_attribute(b, &((MD_SPAN_IMG_DETAIL *)detail)->src);
    if (type == MD_SPAN_WIKILINK)
        return copy_attribute(b, &((MD_SPAN_WIKILINK_DETAIL *)detail)->target);
    return NULL;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    static const enum span_kind kinds[] = {[MD_SPAN_EM] = SPAN_EMPHASIS,
                                           [MD_SPAN_STRONG] = SPAN_STRONG,
                                           [MD_SPAN_A] = SPAN_LINK,
                                           [MD_SPAN_IMG] = SPAN_IMAGE,
                                           [MD_SPAN_CODE] = SPAN_CODE,
                                           [MD_SPAN_DEL] = SPAN_STRIKE,
                                           [MD_SPAN_LATEXMATH] = SPAN_MATH,
                                           [MD_SPAN_LATEXMATH_DISPLAY] = SPAN_MATH,
                                           [MD_SPAN_WIKILINK] = SPAN_WIKILINK,
                                           [MD_SPAN_U] = SPAN_EMPHASIS};
    struct builder *b = userdata;
    need_leaf(b);
    if (b->broken)
        soft_break(b, "", 0);
    struct span *span = add_span(b, kinds[type], b->text.length, b->text.length);
    span->target = span_target(b, type, detail);
    if (b->open_count < OPEN_SPANS)
        b->open[b->open_count] = b->span_count - 1;
    b->open_count++;
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    struct builder *b = userdata;
    (void)type;
    (void)detail;
    if (b->open_count > 0 && --b->open_count < OPEN_SPANS)
        b->spans[b->open[b->open_count]].end = b->text.length;
    return 0;
}

static const struct {
    const char *entity;
    uint32_t code_point;
} entities[] = {{"&amp;", '&'},       {"&lt;", '<'},      {"&gt;", '>'},       {"&quot;", '"'},
                {"&apos;", '\''},     {"&nbsp;", ' '},    {"&ndash;", 0x2013}, {"&mdash;", 0x2014},
                {"&hellip;", 0x2026}, {"&rarr;", 0x2192}, {"&larr;", 0x2190},  {"&times;", 0xD7},
                {"&copy;", 0xA9},     {"&deg;", 0xB0}};

static void append_entity(struct text *out, const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (strlen(entities[i].entity) == length && !memcmp(entities[i].entity, text, length)) {
            text_append_code_point(out, entities[i].code_point);
            return;
        }
    if (length > 3 && text[1] == '#') {
        bool hex = text[2] == 'x' || text[2] == 'X';
        unsigned long value = strtoul(text + (hex ? 3 : 2), NULL, hex ? 16 : 10);
        if (value >= 0x20 && value < 0x110000 && (value < 0x7F || value >= 0xA0)) {
            text_append_code_point(out, (uint32_t)value);
            return;
        }
    }
    text_append_bytes(out, text, length);
}

static void code_text(struct builder *b, const char *text, size_t size)
{
    bool inside = text >= b->base && text < b->base + b->starts[b->document->line_count];
    for (size_t at = 0; at < size; at++) {
        if (!b->text.length || b->text.data[b->text.length - 1] == '\n') {
            if (!inside && b->line < b->document->line_count)
                b->line++;
            else if (inside)
                line_at(b, text + at);
            mark_line(b, b->line);
            cover(b->leaf, b->line);
        }
        text_append_bytes(&b->text, text + at, 1);
    }
}

static int text(MD_TEXTTYPE type, const MD_CHAR *string, MD_SIZE size, void *userdata)
{
    struct builder *b = userdata;
    need_leaf(b);
    if (b->leaf->kind == BLOCK_CODE) {
        code_text(b, string, size);
        return 0;
    }
    if (type == MD_TEXT_BR) {
        text_append(&b->text, "\n");
        return 0;
    }
    if (type == MD_TEXT_SOFTBR) {
        b->broken = true; /* what kind of break is seen with the next text */
        return 0;
    }
    if (b->broken)
        soft_break(b, string, size);
    long line = line_at(b, string);
    mark_line(b, line);
    cover(b->leaf, line);
    if (type == MD_TEXT_NULLCHAR)
        text_append_code_point(&b->text, 0xFFFD);
    else if (type == MD_TEXT_ENTITY)
        append_entity(&b->text, string, size);
    else
        text_append_bytes(&b->text, string, size);
    return 0;
}

/* --- Pieces --------------------------------------------------------------------------------------
 */

static bool may_begin_piece(const struct document *d, long line, size_t size)
{
    unsigned char before = d->kinds[line - 2], kind = d->kinds[line - 1];
    if (kind == LINE_CODE || (kind == LINE_FENCE && before == LINE_CODE) ||
        (kind == LINE_FENCE && before == LINE_FENCE))
        return false;
    if (size >= PIECE_AT_MOST)
        return true;
    if (size < PIECE_WANTED || kind != LINE_TEXT || before != LINE_BLANK)
        return false;
    char first = d->bytes[d->starts[line - 1]];
    return first == '#' || (size >= PIECE_LARGE && isalpha((unsigned char)first));
}

/* The first line after the piece that begins with `line`. */
static long piece_end(const struct document *d, const size_t *starts, long line)
{
    size_t begin = starts[line - 1];
    for (long next = line + 1; next <= d->line_count; next++)
        if (starts[next - 1] - begin >= PIECE_WANTED &&
            may_begin_piece(d, next, starts[next - 1] - begin))
            return next;
    return d->line_count + 1;
}

static void parse_piece(struct builder *b, long first, long after)
{
    MD_PARSER parser = {
        .flags = MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_TABLES | MD_FLAG_WIKILINKS |
                 MD_FLAG_LATEXMATHSPANS | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                 MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_NOHTML,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = text,
    };
    b->depth = b->too_deep = 0;
    b->line = first;
    size_t start = b->starts[first - 1];
    md_parse(b->base + start, (MD_SIZE)(b->starts[after - 1] - start), &parser, b);
    flush(b);
}

/* Drawings and front matter were hidden from md4c; they join the tree at their places. */
static void insert_hidden(struct document *d, enum line_kind kind, enum block_kind block_kind)
{
    struct block *before = NULL;
    for (long line = 1; line <= d->line_count; line++) {
        if (d->kinds[line - 1] != (unsigned char)kind)
            continue;
        long last = line;
        while (last < d->line_count && d->kinds[last] == (unsigned char)kind)
            last++;
        for (struct block *next = before ? before->next : d->root->first;
             next && next->first_line < line; next = next->next)
            before = next;
        struct block *block = arena_allocate(&d->arena, sizeof *block);
        *block = (struct block){.kind = block_kind, .depth = 1, .parent = d->root};
        block->first_line = line;
        block->last_line = last;
        block->length = d->starts[last] - d->starts[line - 1];
        block->text = arena_copy_bytes(&d->arena, d->bytes + d->starts[line - 1], block->length);
        block->heading = before && before->kind == BLOCK_HEADING ? before
                         : before                                ? before->heading
                                                                 : NULL;
        block->next = before ? before->next : d->root->first;
        *(before ? &before->next : &d->root->first) = block;
        if (!block->next)
            d->root->last = block;
        before = block;
        line = last;
    }
}

/* Blocks that hold no text (an empty item) stand where the block before them does. */
static void place_empty(struct document *d)
{
    long line = 1;
    for (struct block *block = d->root; block; block = block_following(block)) {
        if (!block->first_line)
            block->first_line = block->last_line = line;
        line = block->first_line;
    }
}

void markdown_parse(struct document *document, struct harvest *harvest)
{
    struct prepared prepared = {0};
    prepare_markdown(document, harvest, &prepared);
    struct builder b = {.document = document,
                        .base = text_string(&prepared.text),
                        .starts = prepared.starts,
                        .line = 1};
    b.stack[0] = document_add(document, NULL, BLOCK_DOCUMENT);
    for (long line = 1; line <= document->line_count;) {
        long after = piece_end(document, prepared.starts, line);
        parse_piece(&b, line, after);
        line = after;
    }
    if (document->block_count > BLOCKS_AT_MOST)
        harvest_warn(harvest, b.line, "too-large", "the rest of the file was not read");
    insert_hidden(document, LINE_FRONT_MATTER, BLOCK_FRONT_MATTER);
    insert_hidden(document, LINE_DIAGRAM, BLOCK_DIAGRAM);
    place_empty(document);
    document->root->first_line = 1;
    document->root->last_line = document->line_count;
    text_release(&b.text);
    free(b.marks);
    free(b.spans);
    prepared_release(&prepared);
}

void markdown_read(struct document *document, const char *bytes, size_t length,
                   struct harvest *harvest)
{
    source_load(document, bytes, length, harvest);
    markdown_parse(document, harvest);
}
