/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/dialect.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "content/word.h"

enum { BLOCK_AT_MOST = 2000, DRAWER_AT_MOST = 60, TITLE_LINES = 12, TERM_WORDS = 8 };

static struct slice line_at(const struct document *d, long line)
{
    size_t length;
    if (line < 1 || line > d->line_count)
        return slice_make("", 0);
    const char *text = document_line(d, line, &length);
    return slice_make(text, length < 4096 ? length : 0);
}

static struct slice trimmed(const struct document *d, long line)
{
    return slice_trim(line_at(d, line));
}

/* As slice_begins(), but letters must be as they are. */
static bool begins(struct slice text, const char *with)
{
    size_t length = strlen(with);
    return text.length >= length && !memcmp(text.at, with, length);
}

static bool is_plain(const struct document *d, long line)
{
    return line >= 1 && line <= d->line_count && d->kinds[line - 1] == LINE_TEXT;
}

/* --- The head of a page --------------------------------------------------------------------------
 */

static bool is_property_name(struct slice name)
{
    static const char *const names[] = {
        "created",        "created time",  "created at", "last edited", "last edited time",
        "last edited by", "last modified", "updated",    "modified",    "created by",
        "date created",   "date modified", "tags",       "status",      "author",
        "date",           "url",           "source url", NULL};
    for (size_t i = 0; names[i]; i++)
        if (slice_equals(name, names[i]))
            return true;
    return false;
}

/* "Created: ...", "Status: ..." right below the first heading, as exports of pages have them. */
static void mark_properties(struct document *d)
{
    long line = 1, known = 0, count = 0;
    while (line <= d->line_count && line < TITLE_LINES && d->kinds[line - 1] != LINE_TEXT)
        line++;
    if (!begins(trimmed(d, line), "# "))
        return;
    long first = line + 1;
    while (first <= d->line_count && d->kinds[first - 1] == LINE_BLANK)
        first++;
    for (line = first; is_plain(d, line) && count < TITLE_LINES; line++, count++) {
        struct slice text = trimmed(d, line);
        size_t colon = slice_find(text, ": ");
        if (colon >= text.length || word_count(slice_until(text, colon)) > 3 ||
            word_count(text) > 16)
            return;
        known += is_property_name(slice_until(text, colon));
    }
    if (known >= 2 || (known && count == known))
        memset(d->kinds + first - 1, LINE_FRONT_MATTER, (size_t)(line - first));
}

/* "#+TITLE: ..." near the beginning, or a drawer below a line of stars. */
static bool is_org(const struct document *d)
{
    for (long line = 1; line <= d->line_count && line <= 20; line++) {
        struct slice text = line_at(d, line);
        if ((begins(text, "#+") && text.length > 2 && isalpha((unsigned char)text.at[2]) &&
             slice_find(text, ":") < text.length) ||
            (begins(text, "* ") && slice_equals(trimmed(d, line + 1), ":PROPERTIES:")))
            return true;
    }
    return false;
}

void dialect_init(struct dialect *dialect, struct document *document)
{
    *dialect = (struct dialect){.document = document, .org = is_org(document)};
    mark_properties(document);
}

static bool was_read_before(const struct document *d, long line);

/* --- Lines that are no text ----------------------------------------------------------------------
 */

/* The line that closes what `text` opens as code; 0: it opens none, or it never closes. */
static long code_end(const struct document *d, long line, struct slice text)
{
    char closing[64];
    static const char *const org[] = {"SRC", "EXAMPLE", "LATEX", "EXPORT"};
    closing[0] = '\0';
    for (size_t i = 0; i < sizeof org / sizeof *org; i++)
        if (slice_begins(text, "#+BEGIN_") && slice_begins(slice_from(text, 8), org[i]))
            (void)snprintf(closing, sizeof closing, "#+END_%s", org[i]);
    size_t brace = slice_find(text, "}");
    if (begins(text, "\\begin{") && brace < text.length && brace < 40)
        (void)snprintf(closing, sizeof closing, "\\end%.*s", (int)(brace - 5), text.at + 6);
    for (long end = line + 1; closing[0] && end <= d->line_count && end < line + BLOCK_AT_MOST;
         end++)
        if (slice_begins(trimmed(d, end), closing))
            return end;
    return 0;
}

/* ":PROPERTIES:", ":LOGBOOK:" up to ":END:". */
static long drawer_end(const struct document *d, long line, struct slice text)
{
    if (!slice_equals(text, ":PROPERTIES:") && !slice_equals(text, ":LOGBOOK:"))
        return 0;
    for (long end = line + 1; end <= d->line_count && end < line + DRAWER_AT_MOST; end++)
        if (slice_equals(trimmed(d, end), ":END:"))
            return end;
    return 0;
}

/* "id:: 64f...", "collapsed:: true": what Logseq notes about a block. */
static bool is_block_property(struct slice text)
{
    static const char *const keys[] = {"id",
                                       "collapsed",
                                       "title",
                                       "tags",
                                       "alias",
                                       "type",
                                       "template",
                                       "public",
                                       "icon",
                                       "created-at",
                                       "heading",
                                       "filters",
                                       "deck",
                                       "updated-at",
                                       "template-including-parent",
                                       "background-color",
                                       "file",
                                       "file-path",
                                       "extra",
                                       NULL};
    size_t at = slice_find(text, "::");
    if (at >= text.length || !at || memchr(text.at, ' ', at) ||
        (at + 2 < text.length && text.at[at + 2] != ' '))
        return false;
    struct slice key = slice_until(text, at);
    return slice_is_any(key, keys) || begins(key, "card-") || begins(key, "logseq.") ||
           begins(key, "query-") || begins(key, "hl-") || begins(key, "ls-");
}

/* "{{embed ...}}", "{{query ...}}", "((a block's id))", alone on the line. */
static bool is_macro(struct slice text)
{
    static const char *const names[] = {"embed", "query", "renderer", "video",    "youtube",
                                        "tweet", "pdf",   "function", "namespace"};
    if (begins(text, "((") && slice_ends(text, "))") && text.length > 36 &&
        !memchr(text.at, ' ', text.length))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (begins(text, "{{") && slice_ends(text, "}}") &&
            slice_begins(slice_from(text, 2), names[i]))
            return true;
    return false;
}

/* "SCHEDULED: <...>", "CLOCK: [...]". */
static bool is_time_stamp(struct slice text)
{
    static const char *const names[] = {"SCHEDULED: <", "DEADLINE: <", "CLOSED: [", "CLOCK: ["};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (begins(text, names[i]))
            return true;
    return false;
}

/* "!!! note", "??? question" over indented lines; "::: name", ":::{note}", ":::". */
static bool is_container(const struct document *d, long line, struct slice text)
{
    if (begins(text, ":::")) {
        size_t colons = 0;
        while (colons < text.length && text.at[colons] == ':')
            colons++;
        struct slice rest = slice_trim(slice_from(text, colons));
        return !rest.length || rest.at[0] == '{' || word_count(rest) == 1;
    }
    if (!begins(text, "!!! ") && !begins(text, "??? ") && !begins(text, "???+ "))
        return false;
    long next = line + 1;
    while (next < d->line_count && d->kinds[next - 1] == LINE_BLANK)
        next++;
    return next <= d->line_count && document_indent(d, next) >= document_indent(d, line) + 4;
}

/* "[^1]: ...": a remark without the sentence that it belongs to. */
static bool is_footnote(struct slice text)
{
    size_t close = slice_find(text, "]: ");
    return begins(text, "[^") && close < text.length && close > 2 && !memchr(text.at, ' ', close);
}

static bool is_keyword(struct slice text)
{
    if (!begins(text, "#+") || text.length < 3 || !isalpha((unsigned char)text.at[2]))
        return false;
    size_t at = 2;
    while (at < text.length && (isalpha((unsigned char)text.at[at]) || text.at[at] == '_'))
        at++;
    return at == text.length || text.at[at] == ':' || slice_begins(text, "#+BEGIN_") ||
           slice_begins(text, "#+END_");
}

static bool open_code(struct dialect *x, long line, struct slice text, struct text *out)
{
    x->code_end = code_end(x->document, line, text);
    if (!x->code_end)
        return false;
    struct slice language = text.at[0] == '#' && word_count(text) > 1
                                ? word_first(slice_trim(slice_from(text, word_first(text).length)))
                                : slice_make("", 0);
    text_printf(out, "```%.*s", (int)language.length, language.at);
    x->document->kinds[line - 1] = LINE_FENCE;
    return true;
}

/* "- Term :: what it is", as Org writes definitions. */
static bool append_description(const struct dialect *x, struct slice whole, struct text *out)
{
    struct slice text = slice_trim(whole);
    size_t at = slice_find(text, " :: ");
    if (!x->org || !begins(text, "- ") || at >= text.length || at < 3)
        return false;
    text_append_bytes(out, whole.at, (size_t)(text.at - whole.at) + at);
    text_append(out, ": ");
    text_append_bytes(out, text.at + at + 4, text.length - at - 4);
    return true;
}

bool dialect_takes_line(struct dialect *x, long line, struct text *out)
{
    unsigned char *kind = &x->document->kinds[line - 1];
    struct slice whole = line_at(x->document, line), text = slice_trim(whole);
    if (x->code_end) {
        bool end = line == x->code_end;
        *kind = end ? LINE_FENCE : LINE_CODE;
        if (end)
            text_append(out, "```");
        else if (!begins(text, "```"))
            text_append_bytes(out, whole.at, whole.length);
        x->code_end = end ? 0 : x->code_end;
        return true;
    }
    if (x->drawer_end < line)
        x->drawer_end = drawer_end(x->document, line, text);
    if (append_description(x, whole, out))
        return true;
    if (begins(text, "- "))
        text = slice_trim(slice_from(text, 2));
    bool none = line <= x->drawer_end || is_keyword(text) || is_block_property(text) ||
                is_macro(text) || is_time_stamp(text) || is_footnote(text) ||
                was_read_before(x->document, line) || is_container(x->document, line, text);
    if (!open_code(x, line, slice_trim(whole), out) && none)
        *kind = LINE_MARKUP;
    return x->code_end || none;
}

/* --- Lines that are written otherwise ------------------------------------------------------------
 */

/* The length of ":   " or "~ " that begins a definition, with what stands before it. */
static size_t definition_mark(struct slice line)
{
    size_t at = 0;
    while (at < line.length && at < 4 && line.at[at] == ' ')
        at++;
    if (at + 2 >= line.length || !strchr(":~", line.at[at]) || !strchr(" \t", line.at[at + 1]))
        return 0;
    for (at++; at < line.length && strchr(" \t", line.at[at]); at++)
        continue;
    return at < line.length ? at : 0;
}

/* A short line alone, and its definition on the next line or after a blank one. */
static bool is_defined_term(const struct document *d, long line)
{
    struct slice text = line_at(d, line), below = line_at(d, line + 1);
    if (!text.length ||
        !(isalnum((unsigned char)text.at[0]) || strchr("*_`[", text.at[0]) ||
          (unsigned char)text.at[0] >= 0x80) ||
        word_count(text) > TERM_WORDS || strchr(".:;,|?!", text.at[text.length - 1]))
        return false;
    bool alone = line == 1 || !is_plain(d, line - 1) || definition_mark(line_at(d, line - 1)) ||
                 line_at(d, line - 1).at[0] == ' ';
    if (!slice_trim(below).length)
        below = line_at(d, line + 2);
    return alone && definition_mark(below) > 0;
}

static bool defines(const struct document *d, long line)
{
    return definition_mark(line_at(d, line)) && is_defined_term(d, line - 1);
}

/* A definition that was read with its term, over a blank line. */
static bool was_read_before(const struct document *d, long line)
{
    return line > 2 && definition_mark(line_at(d, line)) && !trimmed(d, line - 1).length &&
           is_defined_term(d, line - 2);
}

/* Stars of a heading and the word that says how far its task is. */
static struct dialect_edit org_heading(struct slice line)
{
    static const char *const prefixes[] = {"# ", "## ", "### ", "#### ", "##### ", "###### "};
    size_t stars = 0;
    while (stars < line.length && line.at[stars] == '*')
        stars++;
    if (!stars || stars > 6 || stars >= line.length || line.at[stars] != ' ')
        return (struct dialect_edit){0};
    struct slice rest = slice_trim(slice_from(line, stars));
    size_t skip = (size_t)(rest.at - line.at);
    if (begins(rest, "TODO ") || begins(rest, "DONE "))
        skip += 5;
    return (struct dialect_edit){.skip = skip, .prefix = prefixes[stars - 1]};
}

/* "<h2>Title</h2>" and "<li>item": what they are in Markdown. */
static struct dialect_edit html_line(struct slice line)
{
    static const char *const prefixes[] = {"# ", "## ", "### ", "#### ", "##### ", "###### "};
    struct slice text = slice_trim(line);
    for (int lists = 0; lists < 2 && (slice_begins(text, "<ul>") || slice_begins(text, "<ol>"));
         lists++)
        text = slice_trim(slice_from(text, 4));
    bool heading = text.length > 8 && slice_begins(text, "<h") && text.at[2] >= '1' &&
                   text.at[2] <= '6' && strchr(" >", text.at[3]);
    const char *end = heading || slice_begins(text, "<li>") || slice_begins(text, "<li ")
                          ? memchr(text.at, '>', text.length)
                          : NULL;
    if (!end || !slice_trim(slice_from(text, (size_t)(end + 1 - text.at))).length)
        return (struct dialect_edit){0};
    struct slice rest = slice_trim(slice_from(text, (size_t)(end + 1 - text.at)));
    return (struct dialect_edit){.skip = (size_t)(rest.at - line.at),
                                 .prefix = heading ? prefixes[text.at[2] - '1'] : "- "};
}

struct dialect_edit dialect_edit(const struct dialect *x, long line)
{
    size_t length;
    const char *whole = document_line(x->document, line, &length);
    struct slice text = line_at(x->document, line), html = slice_trim(slice_make(whole, length));
    if (html.length && html.at[0] == '<') {
        struct dialect_edit edit = html_line(slice_make(whole, length));
        if (edit.prefix)
            return edit;
    }
    if (x->org && text.length && text.at[0] == '*')
        return org_heading(text);
    /* Right below another definition only a list keeps the two apart. */
    if (defines(x->document, line)) {
        bool item = definition_mark(line_at(x->document, line - 2)) > 0;
        return (struct dialect_edit){.skip = definition_mark(text), .prefix = item ? "  " : ""};
    }
    if (!is_defined_term(x->document, line))
        return (struct dialect_edit){0};
    bool item = definition_mark(line_at(x->document, line - 1)) > 0;
    bool marked = begins(text, "**") || begins(text, "__");
    struct dialect_edit edit = {.prefix = item     ? marked ? "- " : "- **"
                                          : marked ? ""
                                                   : "**",
                                .suffix = marked ? ": " : ":** "};
    struct slice below = line_at(x->document, line + 2);
    if (!trimmed(x->document, line + 1).length) { /* a blank line would part the two */
        below = slice_from(below, definition_mark(below));
        edit.more = below.at;
        edit.more_length = below.length;
    }
    return edit;
}

/* --- Inside a line -------------------------------------------------------------------------------
 */

/* "[1/3]" or "[50%]": how much of an Org task is done. */
static bool is_progress(struct slice text)
{
    bool sign = false;
    for (size_t at = 1; at + 1 < text.length; at++) {
        if (!isdigit((unsigned char)text.at[at]) && !strchr("/%", text.at[at]))
            return false;
        sign |= !isdigit((unsigned char)text.at[at]);
    }
    return sign && text.length < 10;
}

/* "[^1]" and "^[a note]", but after "==" they belong to a cloze; "[@key]" with the blank before. */
static size_t reference(struct text *out, size_t line_start, struct slice text)
{
    const char *close = memchr(text.at, ']', text.length < 400 ? text.length : 400);
    bool cloze = out->length >= line_start + 2 && !memcmp(out->data + out->length - 2, "==", 2);
    if (!close)
        return 0;
    size_t length = (size_t)(close - text.at) + 1;
    bool note = begins(text, "[^") && length > 3 && !memchr(text.at, ' ', length);
    if (note && !cloze) {
        bool definition = out->length == line_start && length < text.length && *(close + 1) == ':';
        return length + definition;
    }
    if (!begins(text, "[@") && !begins(text, "[-@") && !begins(text, "[see @") &&
        !is_progress(slice_until(text, length)))
        return 0;
    if (out->length > line_start && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
    return length;
}

/* "{.class}", "{#id}", "{: .class}", and "{role}" before a code span. */
static size_t braces(struct slice text)
{
    const char *close = memchr(text.at, '}', text.length < 200 ? text.length : 200);
    if (!close || text.length < 3)
        return 0;
    size_t length = (size_t)(close - text.at) + 1;
    bool named = (text.at[1] == '.' || text.at[1] == '#') && isalpha((unsigned char)text.at[2]);
    bool role = length < text.length && *(close + 1) == '`' && length > 2;
    for (size_t at = 1; role && at + 1 < length; at++)
        role = isalpha((unsigned char)text.at[at]) || strchr(":_-", text.at[at]);
    return named || role || begins(text, "{: ") ? length : 0;
}

/* "\cite{key}", "\ref{name}" and their like. */
static size_t command(struct slice text)
{
    static const char *const names[] = {"cite",  "citep",   "citet", "autocite", "parencite", "ref",
                                        "eqref", "autoref", "cref",  "label",    "index",     NULL};
    size_t at = 1;
    while (at < text.length && isalpha((unsigned char)text.at[at]))
        at++;
    if (at >= text.length || !strchr("[{", text.at[at]) ||
        !slice_is_any(slice_make(text.at + 1, at - 1), names))
        return 0;
    const char *close = memchr(text.at, '}', text.length < 300 ? text.length : 300);
    return close ? (size_t)(close - text.at) + 1 : 0;
}

size_t dialect_inline(struct text *out, size_t line_start, const char *text, size_t length)
{
    struct slice rest = slice_make(text, length);
    switch (*text) {
    case '[':
        return length > 3 ? reference(out, line_start, rest) : 0;
    case '{':
        return braces(rest);
    case '\\':
        return length > 5 ? command(rest) : 0;
    default:
        return 0;
    }
}

void dialect_drop_role(struct text *out, size_t line_start)
{
    size_t at = out->length;
    if (at < line_start + 3 || out->data[at - 1] != ':')
        return;
    for (at--; at > line_start &&
               (islower((unsigned char)out->data[at - 1]) || out->data[at - 1] == '-');)
        at--;
    bool name = at < out->length - 2 && at > line_start && out->data[at - 1] == ':' &&
                (at - 1 == line_start || strchr(" (", out->data[at - 2]));
    if (name) {
        out->length = at - 1;
        out->data[out->length] = '\0';
    }
}

size_t dialect_without_name(const char *text, size_t length)
{
    size_t at = length;
    while (at > 0 && (isalnum((unsigned char)text[at - 1]) || text[at - 1] == '-'))
        at--;
    bool name = at < length && at > 2 && text[at - 1] == '^' && text[at - 2] == ' ';
    return name ? at - 2 : length;
}

static bool is_emoji(uint32_t c)
{
    bool box = (c >= 0x2610 && c <= 0x2612) || c == 0x2705 || (c >= 0x2713 && c <= 0x2718) ||
               c == 0x274C || c == 0x274E; /* they say how far a thing is */
    return !box && ((c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || c == 0x2B50 ||
                    c == 0xFE0F || c == 0x200D);
}

size_t dialect_decoration(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && (unsigned char)text[at] >= 0x80) {
        uint32_t code;
        size_t step = utf8_decode(text + at, length - at, &code, NULL);
        if (!is_emoji(code))
            break;
        at += step;
    }
    if (!at || at >= length || text[at] != ' ')
        return 0;
    while (at < length && text[at] == ' ')
        at++;
    return at < length ? at : 0;
}
