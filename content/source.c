/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/source.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"

enum { BINARY_SAMPLE = 8192, WARNINGS_AT_MOST = 100 };

bool source_is_binary(const char *bytes, size_t length)
{
    size_t sample = length < BINARY_SAMPLE ? length : BINARY_SAMPLE, nul = 0, control = 0;
    for (size_t i = 0; i < sample; i++) {
        unsigned char c = (unsigned char)bytes[i];
        nul += c == 0;
        control += c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B;
    }
    return nul * 50 > sample || control * 10 > sample;
}

/* What is being written, and the line of it that the last warning named. */
struct loader {
    struct text out;
    struct harvest *harvest;
    long line, warned_utf8, warned_nul;
    int warnings;
};

static void warn_once(struct loader *loader, long *warned, const char *code, const char *message)
{
    if (*warned == loader->line || loader->warnings >= WARNINGS_AT_MOST)
        return;
    *warned = loader->line;
    loader->warnings++;
    harvest_warn(loader->harvest, loader->line, code, "%s", message);
}

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* A code point above ASCII. Returns the bytes of input that it took. */
static size_t load_wide(struct loader *loader, const char *bytes, size_t length)
{
    uint32_t c;
    bool valid;
    size_t step = utf8_decode(bytes, length, &c, &valid);
    struct text *out = &loader->out;
    if (!valid)
        warn_once(loader, &loader->warned_utf8, "invalid-utf8",
                  "bytes that are not UTF-8 were replaced");
    if (c == 0x2010) {
        bool inside = out->length && is_letter((unsigned char)out->data[out->length - 1]) &&
                      step + 1 < length && bytes[step] == ' ' && bytes[step + 1] >= 'a' &&
                      bytes[step + 1] <= 'z';
        if (inside)
            return step + 1;
        text_append_bytes(out, "-", 1);
    } else if (c == 0xA0 || c == 0x202F || c == 0x2028 || c == 0x2029) {
        text_append_bytes(out, " ", 1);
    } else if (c >= 0x80 && c < 0xA0) {
        text_append_code_point(out, 0xFFFD);
    } else if (c != 0xAD && c != 0x200B && c != 0xFEFF) {
        text_append_code_point(out, c);
    }
    return step;
}

static size_t load_control(struct loader *loader, const char *bytes, size_t length)
{
    unsigned char c = (unsigned char)bytes[0];
    if (c == '\n') {
        text_append_bytes(&loader->out, "\n", 1);
        loader->line++;
    } else if (c == '\r' && length > 1 && bytes[1] == '\n') {
        return 1; /* the newline follows */
    } else if (!c) {
        warn_once(loader, &loader->warned_nul, "nul-byte", "NUL bytes were replaced");
        text_append_code_point(&loader->out, 0xFFFD);
    } else {
        text_append_bytes(&loader->out, c == '\t' ? "\t" : " ", 1);
    }
    return 1;
}

static void index_lines(struct document *document)
{
    long lines = 0;
    for (size_t at = 0; at < document->length; lines++) {
        const char *end = memchr(document->bytes + at, '\n', document->length - at);
        at = end ? (size_t)(end - document->bytes) + 1 : document->length;
    }
    document->line_count = lines;
    document->starts = memory_allocate((size_t)lines + 1, sizeof *document->starts);
    document->kinds = memory_allocate((size_t)lines + 1, 1);
    size_t at = 0;
    for (long line = 0; line < lines; line++) {
        document->starts[line] = at;
        at += strspn(document->bytes + at, " \t");
        bool blank = at == document->length || document->bytes[at] == '\n';
        const char *end = blank ? document->bytes + at
                                : memchr(document->bytes + at, '\n', document->length - at);
        document->kinds[line] = blank ? LINE_BLANK : LINE_TEXT;
        at = end ? (size_t)(end - document->bytes) + 1 : document->length;
    }
    document->starts[lines] = document->length;
}

void source_load(struct document *document, const char *bytes, size_t length,
                 struct harvest *harvest)
{
    struct loader loader = {.harvest = harvest, .line = 1};
    size_t at = length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < length) {
        size_t plain = at;
        while (plain < length && (unsigned char)bytes[plain] >= 0x20 &&
               (unsigned char)bytes[plain] < 0x7F)
            plain++;
        text_append_bytes(&loader.out, bytes + at, plain - at);
        at = plain;
        if (at == length)
            break;
        if ((unsigned char)bytes[at] < 0x80)
            at += load_control(&loader, bytes + at, length - at);
        else
            at += load_wide(&loader, bytes + at, length - at);
    }
    document->length = loader.out.length;
    document->bytes = text_take(&loader.out);
    index_lines(document);
}
