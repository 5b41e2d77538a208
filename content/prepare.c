/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/prepare.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "content/dialect.h"
#include "content/word.h"

enum {
    INDENT_AT_MOST = 96,       /* columns; deeper lines move left */
    MARKERS_AT_MOST = 12,      /* ">" and list markers at the beginning of one line */
    PIPES_AT_MOST = 64,        /* cells of a table row */
    PARAGRAPH_AT_MOST = 65536, /* bytes of a paragraph that keeps its markup */
    SPECIALS_AT_MOST = 2000,   /* markup characters in it, and then at most one in five */
    TABLE_SPECIALS = 12000     /* ... and in a table, however long */
};

struct preparation {
    struct document *document;
    struct harvest *harvest;
    struct prepared *out;
    unsigned char *heavy; /* per line: belongs to a paragraph that loses its markup */
    long line;
    bool comment; /* inside <!-- --> */
    char fence;   /* '`' or '~' inside a fence, else 0 */
    size_t fence_length;
    long fence_end;     /* the line that closes it, or the last line it may have */
    long quotation_end; /* of a fence that holds prose: the line that closes it */
    struct dialect dialect;
    size_t hopeless[2]; /* fences of at least this length never close (by character) */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *line_of(const struct preparation *p, long line, size_t *length)
{
    return document_line(p->document, line, length);
}

/* The length of a list marker with its blank at `text`, or 0. */
static size_t list_marker(const char *text, size_t length)
{
    size_t digits = 0;
    while (digits < length && digits < 9 && isdigit((unsigned char)text[digits]))
        digits++;
    if (digits && digits < length && (text[digits] == '.' || text[digits] == ')'))
        digits++;
    else if (!digits && length && strchr("-+*", text[0]))
        digits = 1;
    else
        return 0;
    if (digits == length)
        return digits;
    return is_blank(text[digits]) ? digits + 1 : 0;
}

size_t prepare_skip_containers(const char *text, size_t length, int *content)
{
    size_t at = 0;
    if (content)
        *content = 0;
    for (;;) {
        while (at < length && is_blank(text[at]))
            at++;
        size_t marker = at < length && text[at] == '>' ? 1 : list_marker(text + at, length - at);
        if (!marker)
            return at;
        at += marker;
        if (content)
            *content = (int)at;
    }
}

/* --- Fences ------------------------------------------------------------------------------------
 */

/* The length of the fence that begins `body`, 0 for none. */
static size_t fence_run(const char *body, size_t length, char *character)
{
    if (!length || (body[0] != '`' && body[0] != '~'))
        return 0;
    size_t run = 1;
    while (run < length && body[run] == body[0])
        run++;
    *character = body[0];
    if (run < 3 || (body[0] == '`' && memchr(body + run, '`', length - run)))
        return 0;
    return run;
}

/* Whether the line closes a fence of that character and length. */
static bool closes(const char *text, size_t length, char character, size_t wanted)
{
    size_t at = 0;
    while (at < length && (is_blank(text[at]) || text[at] == '>'))
        at++;
    size_t run = 0;
    while (at + run < length && text[at + run] == character)
        run++;
    at += run;
    while (at < length && is_blank(text[at]))
        at++;
    return run >= wanted && at == length;
}

/* The line that ends the fence opened on p->line (whose code stands at `column` or deeper), or 0.
 * A fence inside a list item also ends where the item does. */
static long find_fence_end(const struct preparation *p, char character, size_t run, int column,
                           bool quoted)
{
    for (long line = p->line + 1; line <= p->document->line_count; line++) {
        size_t length;
        const char *text = line_of(p, line, &length);
        if (closes(text, length, character, run))
            return line;
        if (p->document->kinds[line - 1] == LINE_BLANK)
            continue;
        if (quoted && text[strspn(text, " \t")] != '>')
            return line - 1;
        if (!quoted && column && document_indent(p->document, line) < column)
            return line - 1;
    }
    return 0;
}

/* --- Fences that hold prose ---------------------------------------------------------------------
 */

enum { QUOTATION_WORDS = 8, QUOTATION_BYTES = 20000 };

/* Bytes that programs, tables of figures and output are full of, and prose is not. */
static bool is_odd(char c)
{
    return strchr("{}=$<>\\|;_#@~^+", c) != NULL;
}

/* "... from one place. The next ...", or an end with a stop. */
static bool ends_sentence(struct slice line)
{
    static const char *const ends[] = {". ", "? ", "! ", ".\" ", ".” ", NULL};
    static const char *const last[] = {".", "?", "!", ":", ".\"", ".”", "…", NULL};
    for (size_t i = 0; last[i]; i++)
        if (slice_ends(line, last[i]))
            return true;
    return slice_find_any(line, ends) < line.length;
}

/* What the lines of a fence are made of, in bytes. */
struct fence_content {
    struct text text;
    size_t prose, odd, digits;
};

static void read_fence_line(struct fence_content *content, struct slice line)
{
    size_t words = word_count(line);
    if (words >= QUOTATION_WORDS || (words >= 4 && ends_sentence(line)))
        content->prose += ends_sentence(line) || words >= 2 * QUOTATION_WORDS ? line.length : 0;
    for (size_t at = 0; at < line.length; at++) {
        content->odd += is_odd(line.at[at]);
        content->digits += isdigit((unsigned char)line.at[at]) != 0;
    }
    text_append_bytes(&content->text, line.at, line.length);
    text_append(&content->text, " ");
}

/*
 * Whether the lines between `from` and `to` are sentences of a person's language: long lines, ends
 * of sentences, English words, and hardly a sign that programs are made of. A short line between
 * them is a title.
 */
static bool is_quotation(const struct preparation *p, long from, long to)
{
    struct fence_content content = {0};
    for (long line = from; line < to && content.text.length < QUOTATION_BYTES; line++) {
        size_t length;
        const char *text = line_of(p, line, &length);
        struct slice slice = slice_trim(slice_make(text, length));
        if (slice.length)
            read_fence_line(&content, slice);
    }
    size_t all = content.text.length;
    struct slice text = slice_make(text_string(&content.text), all);
    bool prose = content.prose * 10 >= all * 8 && content.odd * 80 < all &&
                 content.digits * 12 < all && word_count(text) >= QUOTATION_WORDS &&
                 text_is_english(text);
    text_release(&content.text);
    return prose;
}

enum { LISTED_LEAST = 3, LISTED_MOST = 60 };

/* Whether the lines are bullets that say what stands behind a name: "- oven : bakes the bread",
 * with a blank before the colon, as no program has it. */
static bool is_listing(const struct preparation *p, long from, long to)
{
    size_t bullets = 0, glossed = 0;
    for (long line = from; line < to; line++) {
        size_t length;
        const char *text = line_of(p, line, &length);
        struct slice slice = slice_trim(slice_make(text, length));
        if (!slice.length)
            continue;
        if (!slice_begins(slice, "- ") || ++bullets > LISTED_MOST)
            return false;
        glossed += slice_holds(slice, " : ") || slice_ends(slice, " :");
    }
    return bullets >= LISTED_LEAST && glossed * 3 >= bullets * 2;
}

/* --- Rules and setext headings ------------------------------------------------------------------
 */

/* Whether `body` is one character of "-=_*" three times or more, also with blanks between. */
static char rule_character(const char *body, size_t length, bool *unbroken)
{
    char character = length ? body[0] : 0;
    size_t count = 0;
    *unbroken = true;
    if (!character || !strchr("-=_*", character))
        return 0;
    for (size_t at = 0; at < length; at++) {
        if (body[at] == character)
            count++;
        else if (!is_blank(body[at]))
            return 0;
        else if (strspn(body + at, " \t") < length - at)
            *unbroken = false;
    }
    return count >= 3 && (character != '=' || *unbroken) ? character : 0;
}

static bool underlines_heading(const struct preparation *p, const char *text, size_t length)
{
    long line = p->line;
    size_t above_length;
    const char *above = line_of(p, line - 1, &above_length);
    if (line < 2 || !length || is_blank(text[0]) || !above_length || is_blank(above[0]))
        return false;
    if (p->document->kinds[line - 2] != LINE_TEXT ||
        (line > 2 && p->document->kinds[line - 3] == LINE_TEXT))
        return false;
    if (above[0] == '#' || above[0] == '>' || list_marker(above, above_length))
        return false;
    for (size_t at = 0; at < above_length; at++)
        if (strchr("[]|+", above[at]) ||
            (above[at] == '-' && at + 1 < above_length && above[at + 1] == '>'))
            return false;
    return true;
}

/* --- Diagrams -----------------------------------------------------------------------------------
 */

static bool has(const char *text, size_t length, const char *wanted)
{
    return memmem(text, length, wanted, strlen(wanted)) != NULL;
}

static size_t count_box_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at + 2 < length; at++)
        count += (unsigned char)text[at] == 0xE2 &&
                 ((unsigned char)text[at + 1] == 0x94 || (unsigned char)text[at + 1] == 0x95 ||
                  (unsigned char)text[at + 1] == 0x96);
    return count;
}

/* Groups like "[ storage ]": drawn boxes when there are several. */
static size_t count_boxes(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at + 2 < length; at++)
        if (text[at] == '[' && (at == 0 || is_blank(text[at - 1]) || text[at - 1] == '[') &&
            (is_blank(text[at + 1]) ||
             (at > 1 && is_blank(text[at - 1]) && is_blank(text[at - 2]))))
            count++;
    return count;
}

static bool only_strokes(const char *text, size_t length)
{
    size_t strokes = 0;
    for (size_t at = 0; at < length; at++) {
        if (is_blank(text[at]))
            continue;
        if (!strchr("|^v/\\+-=<>V", text[at]))
            return false;
        strokes++;
    }
    return strokes > 0 && strspn(text, " \t") >= 4;
}

static bool has_gap(const char *text, size_t length)
{
    size_t start = strspn(text, " \t"), run = 0;
    for (size_t at = start; at < length; at++) {
        run = is_blank(text[at]) ? run + 1 : 0;
        if (run >= 3)
            return true;
    }
    return false;
}

static bool draws(const char *text, size_t length)
{
    if (length > 400 || text[0] == '#')
        return false;
    if (only_strokes(text, length) ||
        (memchr(text, 0xE2, length) && count_box_characters(text, length) >= 2))
        return true;
    if (has(text, length, "--") &&
        (has(text, length, "+--") || has(text, length, "--+") || has(text, length, "+ --") ||
         has(text, length, "-->>") || has(text, length, "<<--")))
        return true;
    return memchr(text, '[', length) && count_boxes(text, length) >= 2 && !has(text, length, "](");
}

/* Lines beside a drawing that hold strokes or columns belong to it. */
static void spread_diagrams(struct document *document, long line, long step)
{
    for (;; line += step) {
        size_t length;
        if (line < 1 || line > document->line_count || document->kinds[line - 1] != LINE_TEXT)
            return;
        const char *text = document_line(document, line, &length);
        bool strokes =
            memchr(text, '|', length) || has(text, length, "-->") || has(text, length, "<-");
        bool boxed = text[strspn(text, " \t")] == '|';
        if (length > 400 || !strokes || !(boxed || has_gap(text, length)))
            return;
        document->kinds[line - 1] = LINE_DIAGRAM;
    }
}

/* --- One line of text ----------------------------------------------------------------------------
 */

static const char *const html_tags[] = {
    "a",       "abbr",  "article", "b",     "big",      "blockquote", "body",   "br",
    "center",  "code",  "dd",      "del",   "details",  "div",        "dl",     "dt",
    "em",      "font",  "footer",  "h1",    "h2",       "h3",         "h4",     "h5",
    "h6",      "head",  "header",  "hr",    "html",     "i",          "img",    "ins",
    "kbd",     "li",    "main",    "mark",  "nav",      "ol",         "p",      "pre",
    "s",       "samp",  "section", "small", "span",     "strong",     "style",  "sub",
    "summary", "sup",   "table",   "tbody", "td",       "th",         "thead",  "tr",
    "u",       "ul",    "var",     "video", "figure",   "figcaption", "iframe", "source",
    "picture", "aside", "caption", "tfoot", "colgroup", "wbr",        "dfn"};

/* The length of an HTML tag at `text` (which begins with "<"), or 0. */
static size_t html_tag(const char *text, size_t length)
{
    size_t at = 1, name = 0;
    if (at < length && text[at] == '/')
        at++;
    while (at + name < length && isalnum((unsigned char)text[at + name]) && name < 16)
        name++;
    if (!name || at + name >= length || !strchr(" \t/>", text[at + name]))
        return 0;
    bool known = false;
    for (size_t i = 0; i < sizeof html_tags / sizeof *html_tags && !known; i++)
        known = strlen(html_tags[i]) == name && !strncasecmp(html_tags[i], text + at, name);
    const char *end = known ? memchr(text + at, '>', length - at) : NULL;
    return end ? (size_t)(end - text) + 1 : 0;
}

/* The length of the code span that begins at `text`, or of its opening run. */
static size_t code_span(const char *text, size_t length, bool *closed)
{
    size_t run = 0;
    while (run < length && text[run] == '`')
        run++;
    *closed = false;
    for (size_t at = run; at < length;) {
        const char *next = memchr(text + at, '`', length - at);
        if (!next)
            break;
        size_t start = (size_t)(next - text), end = start;
        while (end < length && text[end] == '`')
            end++;
        if (end - start == run) {
            *closed = true;
            return end;
        }
        at = end;
    }
    return run;
}

/* "[[ ... ]]" that draws a box instead of naming a page. */
static bool is_drawn_link(const char *text, size_t length)
{
    const char *end = memmem(text, length, "]]", 2);
    size_t inside = end ? (size_t)(end - text) : length;
    return !end || inside > 200 || memmem(text, inside, "..", 2) || memmem(text, inside, "  ", 2) ||
           (inside > 2 && is_blank(text[2]));
}

/* Skips comments; returns the bytes to leave out at `text`. */
static size_t comment_length(struct preparation *p, const char *text, size_t length)
{
    const char *end = memmem(text, length, "-->", 3);
    p->comment = !end;
    return end ? (size_t)(end - text) + 3 : length;
}

static void append_plainly(struct text *out, const char *text, size_t length)
{
    text_append_bytes(out, text, length);
    for (size_t at = out->length - length; at < out->length; at++)
        if (strchr("*_[]<>$|~\\&!`#", out->data[at]))
            out->data[at] = ' ';
}

/* How much of the text holds nothing that append_inline() looks at. */
static size_t plain_length(const char *text, size_t length)
{
    static const bool special[256] = {['<'] = true, ['`'] = true, ['\\'] = true, ['$'] = true,
                                      ['['] = true, ['{'] = true, ['!'] = true};
    size_t at = 0;
    while (at < length && !special[(unsigned char)text[at]])
        at++;
    return at;
}

/* Whether the tag parts what stands before it from what follows. */
static bool parts_text(const char *tag, size_t length)
{
    static const char *const names[] = {"br", "p", "li", "div", "td", "th", "tr", "dd", "dt"};
    size_t at = length > 1 && tag[1] == '/' ? 2 : 1, name = 0;
    while (at + name < length && isalnum((unsigned char)tag[at + name]))
        name++;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == name && !strncasecmp(names[i], tag + at, name))
            return true;
    return false;
}

/* "10<sup>6</sup>" is 10^6, "word<sup>1</sup>" a note. What of it was read. */
static size_t append_raised(struct text *out, size_t line_start, const char *text, size_t length)
{
    size_t digits = 5, letters = 0;
    while (digits < length && isdigit((unsigned char)text[digits]))
        digits++;
    bool number = digits > 5 && length - digits >= 6 && !strncasecmp(text + digits, "</sup>", 6);
    for (size_t at = out->length; at > line_start && isalpha((unsigned char)out->data[at - 1]);
         at--)
        letters++;
    char before = out->length > line_start ? out->data[out->length - 1] : ' ';
    bool power = isdigit((unsigned char)before) || before == ')' || letters == 1 || letters == 2;
    if (number && !power)
        return digits + 6;
    if (power)
        text_append(out, "^");
    return 5;
}

/* A blank for the tags that part words; returns the bytes to leave out. */
static size_t append_tag(struct text *out, size_t line_start, const char *text, size_t length,
                         size_t tag)
{
    if (tag == 5 && !strncasecmp(text, "<sup>", 5))
        return append_raised(out, line_start, text, length);
    bool inside = out->length > line_start && !is_blank(out->data[out->length - 1]);
    if (inside && tag < length && parts_text(text, tag))
        text_append(out, " ");
    return tag;
}

/* "![[picture.png]]": what is shown there stands elsewhere. */
static size_t embedded(const char *text, size_t length)
{
    const char *end = length > 5 && !memcmp(text, "![[", 3)
                          ? memmem(text, length < 300 ? length : 300, "]]", 2)
                          : NULL;
    return end ? (size_t)(end - text) + 2 : 0;
}

/* The part of a line after its markers. */
static void append_inline(struct preparation *p, const char *text, size_t length)
{
    struct text *out = &p->out->text;
    size_t line_start = out->length;
    size_t closers_left = 64; /* code spans looked for: long runs of unequal fences cost */
    for (size_t at = 0; at < length;) {
        const char *here = text + at;
        size_t left = length - at, step = 1;
        bool closed = false;
        size_t plain = p->comment ? 0 : plain_length(here, left);
        if (plain) {
            text_append_bytes(out, here, plain);
            at += plain;
            continue;
        }
        if (p->comment || (*here == '<' && left > 3 && !memcmp(here, "<!--", 4))) {
            at += comment_length(p, here, left);
            continue;
        }
        size_t shown = *here == '!' ? embedded(here, left) : 0;
        if (shown) {
            at += shown;
            continue;
        }
        size_t tag = *here == '<' ? html_tag(here, left) : 0;
        if (tag) {
            at += append_tag(out, line_start, here, left, tag);
            continue;
        }
        size_t said = dialect_inline(out, line_start, here, left);
        if (said) {
            at += said;
            continue;
        }
        if (*here == '`' && closers_left) {
            step = code_span(here, left, &closed);
            closers_left -= !closed;
            if (closed)
                dialect_drop_role(out, line_start);
        } else if (*here == '\\' && left > 1) {
            step = 2;
        } else if ((*here == '$' && left > 1 && isdigit((unsigned char)here[1])) ||
                   (left > 1 && here[0] == '[' && here[1] == '[' && is_drawn_link(here, left))) {
            text_append(out, "\\");
        }
        text_append_bytes(out, here, step);
        at += step;
    }
}

static size_t count_of(const char *text, size_t length, const char *set)
{
    size_t count = 0;
    bool wanted[256] = {false};
    for (; *set; set++)
        wanted[(unsigned char)*set] = true;
    for (size_t at = 0; at < length; at++)
        count += wanted[(unsigned char)text[at]];
    return count;
}

/* White space and markers, no deeper than is reasonable. Returns how much of the line they took. */
static size_t append_markers(struct text *out, const char *text, size_t length)
{
    size_t at = 0;
    int column = 0;
    for (int markers = 0; markers <= MARKERS_AT_MOST; markers++) {
        for (; at < length && is_blank(text[at]); at++) {
            int wide = text[at] == '\t' ? 4 - column % 4 : 1;
            for (int i = 0; i < wide && column < INDENT_AT_MOST; i++, column++)
                text_append(out, " ");
        }
        size_t marker = at < length && text[at] == '>' ? 1 : list_marker(text + at, length - at);
        if (!marker)
            return at;
        if (markers == MARKERS_AT_MOST)
            break;
        text_append_bytes(out, text + at, marker);
        column += (int)marker;
        at += marker;
    }
    while (at < length && strchr("> \t-+*", text[at]))
        at++;
    return at;
}

/* The hashes of a heading, and not the emoji that decorate it or the beginning of a text. */
static size_t append_decorated(struct text *out, const char *text, size_t length)
{
    size_t hashes = 0;
    while (hashes < length && hashes < 7 && text[hashes] == '#')
        hashes++;
    size_t at = hashes && hashes < length && text[hashes] == ' ' ? hashes + 1 : 0;
    size_t emoji = dialect_decoration(text + at, length - at);
    if (!emoji)
        return 0;
    text_append_bytes(out, text, at);
    return at + emoji;
}

static void append_text_line(struct preparation *p, const char *text, size_t length)
{
    struct text *out = &p->out->text;
    size_t start = out->length;
    struct dialect_edit edit = {0};
    length = dialect_without_name(text, length);
    if (!p->comment && !p->heavy[p->line - 1])
        edit = dialect_edit(&p->dialect, p->line);
    if (edit.prefix)
        text_append(out, edit.prefix);
    text += edit.skip;
    length -= edit.skip;
    size_t at = p->comment || edit.prefix ? 0 : append_markers(out, text, length);
    if (!p->comment && !edit.prefix)
        at += append_decorated(out, text + at, length - at);
    size_t body = out->length;
    if (p->heavy[p->line - 1] || count_of(text, length, "|") > PIPES_AT_MOST)
        append_plainly(out, text + at, length - at);
    else
        append_inline(p, text + at, length - at);
    if (edit.suffix)
        text_append(out, edit.suffix);
    if (edit.more)
        append_inline(p, edit.more, edit.more_length);
    /* Tags at the beginning of the text leave blanks that would count as indentation. */
    size_t lead = 0;
    while (body + lead < out->length && is_blank(out->data[body + lead]))
        lead++;
    if (lead && at < length && !is_blank(text[at])) {
        memmove(out->data + body, out->data + body + lead, out->length - body - lead);
        out->length -= lead;
    }
    bool empty = true;
    for (size_t i = start; i < out->length && empty; i++)
        empty = is_blank(out->data[i]);
    if (empty) {
        out->length = start;
        p->document->kinds[p->line - 1] = LINE_MARKUP;
    }
}

/* --- The whole text ------------------------------------------------------------------------------
 */

/* Whether a line begins something of its own, so that it does not lengthen the paragraph before. */
static bool begins_block(const struct document *d, long line)
{
    size_t length;
    const char *text = document_line(d, line, &length);
    size_t lead = strspn(text, " \t");
    return lead < length && (text[lead] == '#' || list_marker(text + lead, length - lead));
}

/* Marks the lines of paragraphs that are too long or too full of markup characters. */
static void mark_heavy(struct preparation *p)
{
    const struct document *d = p->document;
    for (long first = 0; first < d->line_count;) {
        size_t bytes = 0, specials = 0;
        long last = first;
        for (; last < d->line_count && d->kinds[last] != LINE_BLANK; last++) {
            if (last > first && begins_block(d, last + 1))
                break;
            size_t length = d->starts[last + 1] - d->starts[last];
            bytes += length;
            specials += count_of(d->bytes + d->starts[last], length, "*_[]<$~\\&!`>");
        }
        size_t begin = d->starts[first] + strspn(d->bytes + d->starts[first], " \t");
        bool table = d->bytes[begin] == '|'; /* may be long, but not full of markup */
        if ((table ? specials > TABLE_SPECIALS : bytes > PARAGRAPH_AT_MOST) ||
            (specials > SPECIALS_AT_MOST && specials * 5 > bytes))
            memset(p->heavy + first, 1, (size_t)(last - first));
        first = last > first ? last : last + 1;
    }
}

static long front_matter_end(const struct preparation *p)
{
    const struct document *d = p->document;
    size_t length;
    const char *text = line_of(p, 1, &length);
    if (length < 3 || memcmp(text, "---", 3) || strspn(text + 3, " \t") < length - 3)
        return 0;
    for (long line = 2; line <= d->line_count && line <= 200; line++) {
        text = line_of(p, line, &length);
        if (length >= 3 && (!memcmp(text, "---", 3) || !memcmp(text, "...", 3)) &&
            strspn(text + 3, " \t") >= length - 3)
            return line;
        bool key = length && (memchr(text, ':', length) || is_blank(text[0]) || text[0] == '-' ||
                              text[0] == '#');
        if (length && !key)
            return 0;
    }
    return 0;
}

static bool open_fence(struct preparation *p, const char *text, size_t length)
{
    int column = 0;
    char character = 0;
    size_t body = prepare_skip_containers(text, length, &column);
    size_t run = fence_run(text + body, length - body, &character);
    if (!run)
        return false;
    size_t *hopeless = &p->hopeless[character == '~'];
    bool quoted = text[strspn(text, " \t")] == '>';
    p->fence_end =
        *hopeless && run >= *hopeless ? 0 : find_fence_end(p, character, run, column, quoted);
    if (!p->fence_end) {
        *hopeless = run;
        harvest_warn(p->harvest, p->line, "broken-block", "this code fence never closes");
        for (size_t i = 0; i < body; i++)
            text_append_bytes(&p->out->text, text + i, 1);
        append_plainly(&p->out->text, text + body + run, length - body - run);
        return true;
    }
    p->document->kinds[p->line - 1] = LINE_FENCE;
    bool plain = !slice_trim(slice_make(text + body + run, length - body - run)).length;
    if (plain &&
        (is_quotation(p, p->line + 1, p->fence_end) || is_listing(p, p->line + 1, p->fence_end))) {
        p->quotation_end = p->fence_end; /* both fences become blank lines */
        return true;
    }
    p->fence = character;
    p->fence_length = run;
    text_append_bytes(&p->out->text, text, length);
    return true;
}

/* The end of a fence that held prose. */
static bool close_quotation(struct preparation *p, const char *text, size_t length)
{
    char character = 0;
    size_t body = prepare_skip_containers(text, length, NULL);
    if (p->line != p->quotation_end)
        return false;
    p->quotation_end = 0;
    if (!fence_run(text + body, length - body, &character))
        return false;
    p->document->kinds[p->line - 1] = LINE_FENCE;
    return true;
}

static void code_line(struct preparation *p, const char *text, size_t length)
{
    bool last = p->line == p->fence_end;
    bool closing = last && closes(text, length, p->fence, p->fence_length);
    p->document->kinds[p->line - 1] = closing ? LINE_FENCE : LINE_CODE;
    text_append_bytes(&p->out->text, text, length);
    if (last)
        p->fence = 0;
}

static bool rule_line(struct preparation *p, const char *text, size_t length)
{
    bool unbroken;
    size_t body = prepare_skip_containers(text, length, NULL);
    size_t lead = strspn(text, " \t");
    /* "- - -" looks like markers all the way. */
    if (rule_character(text + lead, length - lead, &unbroken))
        body = lead;
    char character = rule_character(text + body, length - body, &unbroken);
    if (!character)
        return false;
    if (unbroken && (character == '=' || character == '-') && underlines_heading(p, text, length)) {
        text_append_bytes(&p->out->text, text, length);
        p->document->kinds[p->line - 1] = LINE_MARKUP;
        return true;
    }
    p->document->kinds[p->line - 1] = LINE_RULE;
    text_append_bytes(&p->out->text, text, body < INDENT_AT_MOST ? body : 0);
    text_append(&p->out->text, "___");
    return true;
}

static void one_line(struct preparation *p)
{
    size_t length;
    const char *text = line_of(p, p->line, &length);
    unsigned char *kind = &p->document->kinds[p->line - 1];
    if (*kind == LINE_FRONT_MATTER || *kind == LINE_DIAGRAM)
        return;
    if (p->fence) {
        code_line(p, text, length);
        return;
    }
    if ((*kind == LINE_BLANK && !p->dialect.code_end) || close_quotation(p, text, length))
        return;
    if (!p->comment && dialect_takes_line(&p->dialect, p->line, &p->out->text))
        return;
    if (!p->comment && (open_fence(p, text, length) || rule_line(p, text, length)))
        return;
    append_text_line(p, text, length);
}

/* Finds drawings outside fences before anything is written, because they spread. */
static void find_diagrams(struct preparation *p)
{
    struct document *d = p->document;
    char fence = 0, character = 0;
    size_t run = 0;
    for (long line = 1; line <= d->line_count; line++) {
        size_t length;
        const char *text = document_line(d, line, &length);
        if (fence) {
            fence = closes(text, length, fence, run) ? 0 : fence;
            continue;
        }
        size_t body = prepare_skip_containers(text, length, NULL);
        run = fence_run(text + body, length - body, &character);
        if (run)
            fence = character;
        else if (d->kinds[line - 1] == LINE_TEXT && draws(text, length))
            d->kinds[line - 1] = LINE_DIAGRAM;
    }
    for (long line = 1; line <= d->line_count; line++) {
        if (d->kinds[line - 1] != LINE_DIAGRAM)
            continue;
        spread_diagrams(d, line - 1, -1);
        spread_diagrams(d, line + 1, 1);
    }
}

void prepare_markdown(struct document *document, struct harvest *harvest, struct prepared *prepared)
{
    struct preparation p = {.document = document, .harvest = harvest, .out = prepared};
    size_t lines = (size_t)document->line_count;
    prepared->starts = memory_allocate(lines + 1, sizeof *prepared->starts);
    p.heavy = memory_allocate(lines + 1, 1);
    long front = front_matter_end(&p);
    memset(document->kinds, LINE_FRONT_MATTER, (size_t)front);
    dialect_init(&p.dialect, document);
    mark_heavy(&p);
    find_diagrams(&p);
    for (p.line = 1; p.line <= document->line_count; p.line++) {
        prepared->starts[p.line - 1] = prepared->text.length;
        one_line(&p);
        text_append_bytes(&prepared->text, "\n", 1);
    }
    prepared->starts[lines] = prepared->text.length;
    free(p.heavy);
}

void prepared_release(struct prepared *prepared)
{
    text_release(&prepared->text);
    free(prepared->starts);
    memset(prepared, 0, sizeof *prepared);
}
