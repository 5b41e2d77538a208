/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/deck_package.h"

#include <sqlite3.h>
#include <string.h>
#include <zstd.h>

enum { STEP_BYTES = 1 << 16 };

static bool too_large(const char *path, struct error *error)
{
    return error_set_at(error, ERROR_INPUT, path, 0,
                        "unpacks to more than it may hold: it looks like a zip bomb");
}

/* Room for `more` bytes; false where that is more than `most`. */
static bool reserve(unsigned char **out, size_t used, size_t *room, size_t more, size_t most)
{
    if (used + more <= *room)
        return true;
    size_t wanted = *room ? *room * 2 : STEP_BYTES * 4;
    wanted = wanted < used + more ? used + more : wanted;
    wanted = wanted > most + STEP_BYTES ? most + STEP_BYTES : wanted;
    unsigned char *larger = used + more > wanted ? NULL : sqlite3_realloc64(*out, wanted);
    if (!larger)
        return false;
    *out = larger;
    *room = wanted;
    return true;
}

static bool unpack(ZSTD_DStream *stream, ZSTD_inBuffer *in, size_t most, unsigned char **out,
                   size_t *length, const char *path, struct error *error)
{
    size_t room = 0, left = 1;
    while (left) {
        if (!reserve(out, *length, &room, STEP_BYTES, most))
            return too_large(path, error);
        ZSTD_outBuffer piece = {.dst = *out + *length, .size = STEP_BYTES};
        size_t before = in->pos;
        left = ZSTD_decompressStream(stream, &piece, in);
        *length += piece.pos;
        if (ZSTD_isError(left) || (left && in->pos == in->size && before == in->pos && !piece.pos))
            return error_set_at(error, ERROR_INPUT, path, 0,
                                "is damaged: a compressed part cannot be read");
        if (*length > most)
            return too_large(path, error);
    }
    return true;
}

bool deck_unpack_zstd(const unsigned char *bytes, size_t length, size_t most, unsigned char **out,
                      size_t *out_length, const char *path, struct error *error)
{
    ZSTD_DStream *stream = ZSTD_createDStream();
    ZSTD_inBuffer in = {.src = bytes, .size = length};
    *out = NULL;
    *out_length = 0;
    if (!stream)
        return error_set(error, ERROR_FAILURE, "out of memory");
    (void)ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27);
    bool good = unpack(stream, &in, most, out, out_length, path, error);
    (void)ZSTD_freeDStream(stream);
    if (!good) {
        sqlite3_free(*out);
        *out = NULL;
    }
    return good;
}
