/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/text.h"

#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <wchar.h>

#include "engine/base/memory.h"

static void reserve(struct text *text, size_t more)
{
    size_t wanted = text->length + more + 1;
    if (wanted <= text->capacity)
        return;
    size_t capacity = text->capacity ? text->capacity : 64;
    while (capacity < wanted)
        capacity *= 2;
    text->data = memory_resize(text->data, capacity, 1);
    text->capacity = capacity;
}

char *text_room(struct text *text, size_t more)
{
    reserve(text, more);
    return text->data + text->length;
}

void text_append_bytes(struct text *text, const char *bytes, size_t length)
{
    reserve(text, length);
    if (length)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_append(struct text *text, const char *string)
{
    text_append_bytes(text, string, strlen(string));
}

void text_append_code_point(struct text *text, uint32_t code_point)
{
    char bytes[4];
    size_t length = utf8_encode(code_point, bytes);
    text_append_bytes(text, bytes, length);
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    reserve(text, 80); /* most fit at once */
    size_t room = text->capacity - text->length;
    int length = vsnprintf(text->data + text->length, room, format, arguments);
    va_end(arguments);
    if (length > 0 && (size_t)length >= room) {
        reserve(text, (size_t)length);
        (void)vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    }
    text->length += length > 0 ? (size_t)length : 0;
    text->data[text->length] = '\0';
    va_end(again);
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->data)
        text->data[0] = '\0';
}

void text_release(struct text *text)
{
    free(text->data);
    memset(text, 0, sizeof *text);
}

char *text_take(struct text *text)
{
    char *data = text->data ? text->data : memory_copy_bytes("", 0);
    memset(text, 0, sizeof *text);
    return data;
}

const char *text_string(const struct text *text)
{
    return text->data ? text->data : "";
}

/* What the lead byte promises: length of the sequence and range of the second byte. */
static size_t sequence(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (lead == 0xE0)
            *low = 0xA0;
        if (lead == 0xED)
            *high = 0x9F;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (lead == 0xF0)
            *low = 0x90;
        if (lead == 0xF4)
            *high = 0x8F;
        return 4;
    }
    return 0;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *code_point, bool *valid)
{
    const unsigned char *b = (const unsigned char *)bytes;
    unsigned char low, high;
    size_t wanted = sequence(b[0], &low, &high);
    if (valid)
        *valid = true;
    if (wanted == 1) {
        *code_point = b[0];
        return 1;
    }
    uint32_t value = wanted == 2 ? b[0] & 0x1FU : wanted == 3 ? b[0] & 0x0FU : b[0] & 0x07U;
    size_t seen = 1;
    while (wanted && seen < wanted && seen < length && b[seen] >= low && b[seen] <= high) {
        value = value << 6 | (b[seen] & 0x3FU);
        low = 0x80;
        high = 0xBF;
        seen++;
    }
    if (!wanted || seen < wanted) {
        *code_point = 0xFFFD;
        if (valid)
            *valid = false;
        return seen;
    }
    *code_point = value;
    return wanted;
}

size_t utf8_encode(uint32_t code_point, char out[4])
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = 0xFFFD;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t utf8_valid_prefix(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        uint32_t code_point;
        bool valid;
        size_t used = utf8_decode(bytes + at, length - at, &code_point, &valid);
        if (!valid)
            return at;
        at += used;
    }
    return length;
}

static bool locale_is_utf8(void)
{
    static int known = -1; /* the locale is set once, before anything is drawn */
    if (known < 0) {
        const char *codeset = nl_langinfo(CODESET);
        known = codeset && (!strcasecmp(codeset, "UTF-8") || !strcasecmp(codeset, "UTF8"));
    }
    return known;
}

/* The same answer from ICU's properties, for locales in which wcwidth() knows only ASCII. */
static int width_by_property(uint32_t code_point)
{
    int8_t type = u_charType((UChar32)code_point);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return code_point == 0xAD ? 1 : 0;
    int width = u_getIntPropertyValue((UChar32)code_point, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

int character_width(uint32_t code_point)
{
    if (code_point >= 0x20 && code_point < 0x7F)
        return 1;
    if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))
        return 0;
    if (!locale_is_utf8())
        return width_by_property(code_point);
    int width = wcwidth((wchar_t)code_point);
    return width < 0 ? 1 : width; /* unassigned: a replacement box of one cell is drawn */
}

int text_width(const char *string, size_t length)
{
    int cells = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        at += utf8_decode(string + at, length - at, &code_point, NULL);
        cells += character_width(code_point);
    }
    return cells;
}

size_t text_fit(const char *string, size_t length, int cells)
{
    size_t at = 0;
    int used = 0;
    while (at < length) {
        uint32_t code_point;
        size_t step = utf8_decode(string + at, length - at, &code_point, NULL);
        int width = character_width(code_point);
        if (used + width > cells)
            break;
        used += width;
        at += step;
    }
    return at;
}

static bool is_bidi_control(uint32_t code_point)
{
    return code_point == 0x061C || code_point == 0x200E || code_point == 0x200F ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

void text_append_safe(struct text *text, const char *bytes, size_t length, bool keep_newlines)
{
    for (size_t at = 0; at < length;) {
        uint32_t c;
        size_t step = utf8_decode(bytes + at, length - at, &c, NULL);
        at += step;
        if (c == '\n' && keep_newlines)
            text_append_bytes(text, "\n", 1);
        else if (c == '\t')
            text_append_bytes(text, " ", 1);
        else if (c < 0x20)
            text_append_code_point(text, 0x2400 + c);
        else if (c == 0x7F)
            text_append_code_point(text, 0x2421);
        else if ((c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029)
            text_append_code_point(text, 0xFFFD);
        else if (!is_bidi_control(c))
            text_append_code_point(text, c);
    }
}

static bool fits_xml(uint32_t code_point)
{
    bool control = code_point < 0x20 && code_point != '\n' && code_point != '\t';
    return !control && (code_point < 0x7F || code_point >= 0xA0) && code_point != 0xFFFE &&
           code_point != 0xFFFF;
}

void text_append_markup(struct text *text, const char *string)
{
    for (size_t at = 0, length = strlen(string); at < length;) {
        uint32_t code_point;
        at += utf8_decode(string + at, length - at, &code_point, NULL);
        switch (code_point) {
        case '&':
            text_append(text, "&amp;");
            break;
        case '<':
            text_append(text, "&lt;");
            break;
        case '>':
            text_append(text, "&gt;");
            break;
        case '"':
            text_append(text, "&quot;");
            break;
        case '\'':
            text_append(text, "&#39;");
            break;
        default:
            text_append_code_point(text, fits_xml(code_point) ? code_point : 0xFFFD);
        }
    }
}

/* Markup and quotation marks say nothing about what a text means. */
static bool is_ignored_when_folding(UChar32 c)
{
    switch (c) {
    case '*':
    case '_':
    case '`':
    case '"':
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x00AD:
    case 0x200B:
    case 0xFEFF:
        return true;
    default:
        return false;
    }
}

static bool is_dash(UChar32 c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static void fold_ascii(struct text *folded, const char *string, size_t length)
{
    char *out = text_room(folded, length);
    size_t used = 0;
    bool space = false;
    for (size_t at = 0; at < length; at++) {
        char c = string[at];
        bool letter = c >= 'a' && c <= 'z';
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            space = used > 0;
        } else if (letter || !is_ignored_when_folding(c)) {
            if (space)
                out[used++] = ' ';
            space = false;
            out[used++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
    }
    out[used] = '\0';
    folded->length += used;
}

/* White space to one blank, dashes to "-", markup out. */
static void collapse(const char *bytes, size_t length, struct text *out)
{
    bool space = false;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += utf8_decode(bytes + at, length - at, &c, NULL);
        if (c < 0x20 || u_isUWhiteSpace((UChar32)c)) {
            space = out->length > 0;
        } else if (!is_ignored_when_folding((UChar32)c)) {
            if (space)
                text_append_bytes(out, " ", 1);
            space = false;
            text_append_code_point(out, is_dash((UChar32)c) ? (uint32_t)'-' : c);
        }
    }
}

static bool is_ascii(const char *string, size_t length)
{
    for (size_t at = 0; at < length; at++)
        if ((unsigned char)string[at] >= 0x80 || !string[at])
            return false;
    return true;
}

void text_fold_into(struct text *out, const char *string, size_t length)
{
    text_clear(out);
    if (is_ascii(string, length)) {
        fold_ascii(out, string, length);
        return;
    }
    if (length > INT32_MAX / 32)
        length = INT32_MAX / 32;
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&status);
    int32_t units = 0, bytes = 0;
    UChar *source = memory_allocate(length + 1, sizeof *source);
    u_strFromUTF8WithSub(source, (int32_t)length + 1, &units, string, (int32_t)length, 0xFFFD, NULL,
                         &status);
    int32_t room = units * 18 + 16; /* the longest NFKC expansion of one unit is 18 */
    UChar *folded = memory_allocate((size_t)room, sizeof *folded);
    int32_t count = unorm2_normalize(normalizer, source, units, folded, room, &status);
    char *plain = memory_allocate((size_t)count * 3 + 1, 1);
    u_strToUTF8WithSub(plain, count * 3 + 1, &bytes, folded, count, 0xFFFD, NULL, &status);
    if (U_SUCCESS(status))
        collapse(plain, (size_t)bytes, out);
    free(source);
    free(folded);
    free(plain);
}

char *text_fold(const char *string, size_t length)
{
    struct text out = {0};
    text_fold_into(&out, string, length);
    return text_take(&out);
}

bool text_equal_ignoring_case(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}
