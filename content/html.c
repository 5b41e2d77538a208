/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/html.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "content/word.h"

enum { LISTS_AT_MOST = 32, ENTITY_AT_MOST = 32 };

struct reader {
    struct text *out;
    size_t begin;               /* of this text in `out` */
    bool blank;                 /* one is due before the next character */
    long lines;                 /* so many line ends are due */
    int preformatted;           /* depth */
    int cells;                  /* of the current row, so far */
    int lists;                  /* depth */
    int numbers[LISTS_AT_MOST]; /* of the items of a list; -1: not numbered */
    bool raised;                /* <sup> has just begun */
    bool no_tags;               /* a tag had no end: no later one can have it */
};

/* --- Characters --------------------------------------------------------------------------------
 */

/* Nothing that moves a cursor or hides comes through; 0: the character is left out. */
static uint32_t allowed(uint32_t c)
{
    if (c == '\n' || c == '\t')
        return c;
    if (c < 0x20 || c == 0xA0 || c == 0x202F || c == 0x2028 || c == 0x2029)
        return ' ';
    if (c >= 0x7F && c < 0xA0)
        return 0xFFFD;
    return c == 0xAD || c == 0x200B || c == 0xFEFF ? 0 : c;
}

void plain_append_text(struct text *out, const char *plain, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += utf8_decode(plain + at, length - at, &c, NULL);
        if (c == '\r' && at < length && plain[at] == '\n')
            continue;
        c = c == '\r' ? '\n' : allowed(c);
        if (c)
            text_append_code_point(out, c);
    }
}

/* What is due before the next character. */
static void flush(struct reader *r)
{
    bool begun = r->out->length > r->begin;
    if (begun && r->lines)
        for (long i = 0; i < r->lines; i++)
            text_append(r->out, "\n");
    else if (begun && r->blank)
        text_append(r->out, " ");
    r->lines = 0;
    r->blank = false;
}

static void put(struct reader *r, uint32_t c)
{
    c = allowed(c);
    if (!c)
        return;
    flush(r);
    if (r->raised && (isdigit((int)(c & 0x7F)) || c == '-' || c == '+') && c < 0x80)
        text_append(r->out, "^");
    r->raised = false;
    text_append_code_point(r->out, c);
}

static void put_string(struct reader *r, const char *string)
{
    flush(r);
    text_append(r->out, string);
}

static void end_line(struct reader *r)
{
    r->lines = r->lines ? r->lines : 1;
    r->blank = false;
}

/* --- Entities ----------------------------------------------------------------------------------
 */

/* Those that people's editors write (HTML 4.01, 24), sorted. */
static const struct entity {
    const char *name;
    uint32_t code;
} entities[] = {
    {"Auml", 0xC4},    {"Delta", 0x394},   {"Eacute", 0xC9},   {"Omega", 0x3A9},
    {"Ouml", 0xD6},    {"Sigma", 0x3A3},   {"Uuml", 0xDC},     {"aacute", 0xE1},
    {"agrave", 0xE0},  {"alpha", 0x3B1},   {"amp", '&'},       {"apos", '\''},
    {"asymp", 0x2248}, {"auml", 0xE4},     {"beta", 0x3B2},    {"bull", 0x2022},
    {"cap", 0x2229},   {"ccedil", 0xE7},   {"cent", 0xA2},     {"copy", 0xA9},
    {"cup", 0x222A},   {"darr", 0x2193},   {"deg", 0xB0},      {"delta", 0x3B4},
    {"divide", 0xF7},  {"eacute", 0xE9},   {"ecirc", 0xEA},    {"egrave", 0xE8},
    {"emsp", ' '},     {"ensp", ' '},      {"epsilon", 0x3B5}, {"equiv", 0x2261},
    {"euro", 0x20AC},  {"exist", 0x2203},  {"forall", 0x2200}, {"frac12", 0xBD},
    {"frac14", 0xBC},  {"gamma", 0x3B3},   {"ge", 0x2265},     {"gt", '>'},
    {"harr", 0x2194},  {"hellip", 0x2026}, {"iexcl", 0xA1},    {"infin", 0x221E},
    {"int", 0x222B},   {"iquest", 0xBF},   {"isin", 0x2208},   {"lambda", 0x3BB},
    {"laquo", 0xAB},   {"larr", 0x2190},   {"ldquo", 0x201C},  {"le", 0x2264},
    {"lsquo", 0x2018}, {"lt", '<'},        {"mdash", 0x2014},  {"micro", 0xB5},
    {"middot", 0xB7},  {"minus", 0x2212},  {"mu", 0x3BC},      {"nbsp", ' '},
    {"ndash", 0x2013}, {"ne", 0x2260},     {"not", 0xAC},      {"ntilde", 0xF1},
    {"oacute", 0xF3},  {"omega", 0x3C9},   {"or", 0x2228},     {"ouml", 0xF6},
    {"para", 0xB6},    {"part", 0x2202},   {"phi", 0x3C6},     {"pi", 0x3C0},
    {"plusmn", 0xB1},  {"pound", 0xA3},    {"prod", 0x220F},   {"quot", '"'},
    {"rArr", 0x21D2},  {"radic", 0x221A},  {"raquo", 0xBB},    {"rarr", 0x2192},
    {"rdquo", 0x201D}, {"reg", 0xAE},      {"rho", 0x3C1},     {"rsquo", 0x2019},
    {"sect", 0xA7},    {"sigma", 0x3C3},   {"sub", 0x2282},    {"sum", 0x2211},
    {"sup2", 0xB2},    {"sup3", 0xB3},     {"szlig", 0xDF},    {"tau", 0x3C4},
    {"theta", 0x3B8},  {"thinsp", ' '},    {"times", 0xD7},    {"trade", 0x2122},
    {"uacute", 0xFA},  {"uarr", 0x2191},   {"uuml", 0xFC},     {"yen", 0xA5},
};

static int compare_entity(const void *name, const void *entity)
{
    return strcmp(name, ((const struct entity *)entity)->name);
}

static uint32_t number_of(const char *digits, size_t length)
{
    bool hex = length && (digits[0] == 'x' || digits[0] == 'X');
    uint32_t value = 0;
    if (length == hex)
        return 0;
    for (size_t i = hex; i < length; i++) {
        unsigned char c = (unsigned char)digits[i];
        if (hex ? !isxdigit(c) : !isdigit(c))
            return 0;
        int digit = isdigit(c) ? c - '0' : tolower(c) - 'a' + 10;
        value = value * (hex ? 16 : 10) + (uint32_t)digit;
        if (value > 0x10FFFF)
            return 0xFFFD;
    }
    return value >= 0xD800 && value < 0xE000 ? 0xFFFD : value;
}

/* The character of the entity at `at`, whose length goes to `taken`; 0: it is none. */
static uint32_t entity_at(const char *at, size_t length, size_t *taken)
{
    char name[ENTITY_AT_MOST];
    size_t end = 1;
    while (end < length && end < sizeof name && (isalnum((unsigned char)at[end]) || at[end] == '#'))
        end++;
    if (end >= length || at[end] != ';' || end < 2)
        return 0;
    *taken = end + 1;
    if (at[1] == '#')
        return number_of(at + 2, end - 2);
    memcpy(name, at + 1, end - 1);
    name[end - 1] = '\0';
    const struct entity *entity = bsearch(name, entities, sizeof entities / sizeof *entities,
                                          sizeof *entities, compare_entity);
    return entity ? entity->code : 0;
}

/* --- Tags --------------------------------------------------------------------------------------
 */

struct tag {
    char name[16];
    bool closing;
    struct slice attributes;
};

/* Reads the tag at `at` ('<'); the bytes taken, or 0 where none stands there. */
static size_t tag_at(const char *at, size_t length, struct tag *tag)
{
    size_t next = 1, name = 0;
    tag->closing = next < length && at[next] == '/';
    next += tag->closing;
    if (next >= length || !isalpha((unsigned char)at[next]))
        return 0;
    for (; next < length && isalnum((unsigned char)at[next]); next++)
        if (name + 1 < sizeof tag->name)
            tag->name[name++] = (char)tolower((unsigned char)at[next]);
    tag->name[name] = '\0';
    size_t begin = next;
    char quote = '\0';
    for (; next < length && (quote || at[next] != '>'); next++) {
        if (quote)
            quote = at[next] == quote ? '\0' : quote;
        else if ((at[next] == '"' || at[next] == '\'') && at[next - 1] == '=')
            quote = at[next];
    }
    tag->attributes = slice_make(at + begin, next - begin);
    return next < length ? next + 1 : 0;
}

static struct slice attribute(struct slice attributes, const char *name)
{
    size_t length = strlen(name);
    for (size_t at = 0; at + length < attributes.length; at++) {
        const char *here = attributes.at + at;
        if ((at && !isspace((unsigned char)here[-1])) || strncasecmp(here, name, length) != 0 ||
            here[length] != '=')
            continue;
        struct slice value = slice_from(attributes, at + length + 1);
        char quote = value.length ? value.at[0] : ' ';
        bool quoted = quote == '"' || quote == '\'';
        if (quoted)
            value = slice_from(value, 1);
        size_t end = 0;
        while (end < value.length &&
               (quoted ? value.at[end] != quote : !isspace((unsigned char)value.at[end])))
            end++;
        return slice_until(value, end);
    }
    return slice_make("", 0);
}

/* The bytes that "%20", an entity or the character itself stand for. Returns what it took. */
static size_t decode_source(struct slice source, struct text *name)
{
    size_t taken = 1;
    char code[3] = {0};
    uint32_t c = source.at[0] == '&' ? entity_at(source.at, source.length, &taken) : 0;
    if (c) {
        text_append_code_point(name, c);
        return taken;
    }
    if (source.at[0] == '%' && source.length > 2)
        memcpy(code, source.at + 1, 2);
    bool coded = isxdigit((unsigned char)code[0]) && isxdigit((unsigned char)code[1]);
    char byte = coded ? (char)strtol(code, NULL, 16) : source.at[0];
    text_append_bytes(name, byte ? &byte : "_", 1);
    return coded ? 3 : 1;
}

/* The name of the file alone: "a%20b.png", "folder/b.png". */
static void put_picture(struct reader *r, struct slice source)
{
    size_t begin = 0;
    struct text name = {0};
    if (slice_begins(source, "data:")) { /* the picture itself, spelled out */
        put_string(r, "[picture]");
        return;
    }
    for (size_t i = 0; i < source.length; i++)
        if (source.at[i] == '/' || source.at[i] == '\\')
            begin = i + 1;
    for (size_t at = begin; at < source.length;)
        at += decode_source(slice_from(source, at), &name);
    put_string(r, "[picture ");
    for (size_t at = 0; at < name.length;) {
        uint32_t c;
        at += utf8_decode(name.data + at, name.length - at, &c, NULL);
        c = allowed(c);
        if (c)
            text_append_code_point(r->out, c == ']' || c == '\n' || c == '\t' ? '_' : c);
    }
    text_append(r->out, "]");
    text_release(&name);
}

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names && strcmp(name, *names) != 0)
        names++;
    return *names != NULL;
}

static bool is_block(const char *name)
{
    static const char *const blocks[] = {
        "address", "article", "blockquote", "body",  "center", "dd", "div", "dl",  "dt",
        "figure",  "footer",  "form",       "h1",    "h2",     "h3", "h4",  "h5",  "h6",
        "header",  "hr",      "li",         "main",  "nav",    "ol", "p",   "pre", "section",
        "table",   "tbody",   "tfoot",      "thead", "tr",     "ul", NULL};
    return is_one_of(name, blocks);
}

static void begin_item(struct reader *r)
{
    int depth = r->lists < LISTS_AT_MOST ? r->lists : LISTS_AT_MOST;
    int *number = depth ? &r->numbers[depth - 1] : NULL;
    end_line(r);
    flush(r);
    for (int i = 1; i < depth; i++)
        text_append(r->out, "  ");
    if (number && *number >= 0)
        text_printf(r->out, "%d. ", ++*number);
    else
        text_append(r->out, "- ");
}

static void change_lists(struct reader *r, const struct tag *tag)
{
    if (tag->closing) {
        r->lists -= r->lists > 0;
    } else {
        if (r->lists < LISTS_AT_MOST)
            r->numbers[r->lists] = tag->name[0] == 'o' ? 0 : -1;
        r->lists++;
    }
}

static void apply_tag(struct reader *r, const struct tag *tag)
{
    const char *name = tag->name;
    if (!strcmp(name, "br")) {
        r->lines++;
        r->blank = false;
    } else if (!strcmp(name, "img")) {
        struct slice source = attribute(tag->attributes, "src");
        if (source.length)
            put_picture(r, source);
    } else if (!strcmp(name, "li") && !tag->closing) {
        begin_item(r);
    } else if (!strcmp(name, "td") || !strcmp(name, "th")) {
        if (!tag->closing && r->cells++) {
            r->lines = 0;
            put_string(r, r->out->length > r->begin ? " | " : "");
        }
    } else if (is_block(name)) {
        if (!(r->cells && (!strcmp(name, "p") || !strcmp(name, "div"))))
            end_line(r);
    }
    if (!strcmp(name, "ul") || !strcmp(name, "ol"))
        change_lists(r, tag);
    if (!strcmp(name, "pre"))
        r->preformatted += tag->closing ? -(r->preformatted > 0) : 1;
    if (!strcmp(name, "tr") || !strcmp(name, "table"))
        r->cells = 0;
    r->raised = !strcmp(name, "sup") && !tag->closing;
}

/* Where what the tag begins is over: the text of styles and scripts is none. */
static size_t skip_content(const char *html, size_t at, size_t length, const char *name)
{
    static const char *const silent[] = {"style", "script", "title", NULL};
    if (!is_one_of(name, silent))
        return at;
    size_t size = strlen(name);
    for (; at + 2 + size < length; at++)
        if (html[at] == '<' && html[at + 1] == '/' && !strncasecmp(html + at + 2, name, size)) {
            const char *end = memchr(html + at, '>', length - at);
            return end ? (size_t)(end - html) + 1 : length;
        }
    return length;
}

/* A comment or declaration; the bytes taken, 0: none stands there. */
static size_t comment_at(const char *at, size_t length)
{
    if (length < 4 || at[1] != '!')
        return 0;
    bool comment = at[2] == '-' && at[3] == '-';
    const char *end = comment ? memmem(at + 4, length - 4, "-->", 3) : memchr(at, '>', length);
    return end ? (size_t)(end - at) + (comment ? 3 : 1) : length;
}

static size_t read_markup(struct reader *r, const char *html, size_t at, size_t length)
{
    struct tag tag;
    size_t taken = comment_at(html + at, length - at);
    if (taken)
        return at + taken;
    bool begins = isalpha((unsigned char)html[at + 1]) || html[at + 1] == '/';
    taken = begins && !r->no_tags ? tag_at(html + at, length - at, &tag) : 0;
    if (!taken) {
        r->no_tags = r->no_tags || (begins && html[at + 1] != '/');
        put(r, '<');
        return at + 1;
    }
    apply_tag(r, &tag);
    return tag.closing ? at + taken : skip_content(html, at + taken, length, tag.name);
}

static size_t read_character(struct reader *r, const char *html, size_t at, size_t length)
{
    uint32_t c;
    size_t taken = 0;
    if (html[at] == '&' && (c = entity_at(html + at, length - at, &taken))) {
        put(r, c);
        return at + taken;
    }
    taken = utf8_decode(html + at, length - at, &c, NULL);
    if (c == '\r')
        return at + taken;
    if (r->preformatted && c == '\n')
        r->lines++;
    else if (!r->preformatted && (c == ' ' || c == '\n' || c == '\t' || c == '\f'))
        r->blank = !r->lines;
    else
        put(r, c);
    return at + taken;
}

void html_append_text(struct text *out, const char *html, size_t length)
{
    struct reader reader = {.out = out, .begin = out->length};
    for (size_t at = 0; at < length;) {
        bool markup = html[at] == '<' && at + 1 < length;
        at = markup ? read_markup(&reader, html, at, length)
                    : read_character(&reader, html, at, length);
    }
    while (out->length > reader.begin && strchr(" \n\t", out->data[out->length - 1]))
        out->data[--out->length] = '\0';
}
