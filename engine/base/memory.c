/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/error.h"

static void exhausted(size_t wanted)
{
    (void)fprintf(stderr, "tutor338: out of memory (%zu bytes wanted)\n", wanted);
    exit(ERROR_FAILURE);
}

void (*memory_exhausted)(size_t wanted) = exhausted;

static size_t total(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        memory_exhausted(SIZE_MAX);
    return count && size ? count * size : 1;
}

void *memory_allocate(size_t count, size_t size)
{
    void *memory = calloc(1, total(count, size));
    if (!memory) {
        memory_exhausted(total(count, size));
        abort();
    }
    return memory;
}

void *memory_resize(void *old, size_t count, size_t size)
{
    void *memory = realloc(old, total(count, size));
    if (!memory) {
        memory_exhausted(total(count, size));
        abort();
    }
    return memory;
}

char *memory_copy_bytes(const char *bytes, size_t length)
{
    char *copy = memory_resize(NULL, length + 1, 1);
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *memory_copy_string(const char *string)
{
    return string ? memory_copy_bytes(string, strlen(string)) : NULL;
}

void memory_reserve(void **items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    *items = memory_resize(*items, wanted, size);
    *capacity = wanted;
}

/* Things are handed out from the front, strings (which need no alignment) from the back. */
struct arena_chunk {
    struct arena_chunk *previous;
    size_t used, end, size;
    max_align_t data[];
};

enum { ARENA_CHUNK = 64 * 1024 - sizeof(struct arena_chunk) };

/* The chunk that has room for so many bytes. */
static struct arena_chunk *chunk_with(struct arena *arena, size_t size)
{
    struct arena_chunk *chunk = arena->chunk;
    arena->bytes += size;
    if (chunk && chunk->end - chunk->used >= size)
        return chunk;
    size_t room = size > ARENA_CHUNK ? size : ARENA_CHUNK;
    chunk = memory_allocate(1, sizeof *chunk + room);
    chunk->size = chunk->end = room;
    chunk->previous = arena->chunk;
    arena->chunk = chunk;
    return chunk;
}

void *arena_allocate(struct arena *arena, size_t size)
{
    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    struct arena_chunk *chunk = chunk_with(arena, size);
    chunk->used += size;
    return (char *)chunk->data + chunk->used - size;
}

char *arena_copy_bytes(struct arena *arena, const char *bytes, size_t length)
{
    struct arena_chunk *chunk = chunk_with(arena, length + 1);
    chunk->end -= length + 1;
    char *copy = (char *)chunk->data + chunk->end;
    if (length)
        memcpy(copy, bytes, length);
    return copy;
}

void arena_clear(struct arena *arena)
{
    struct arena_chunk *chunk = arena->chunk;
    if (!chunk)
        return;
    struct arena rest = {.chunk = chunk->previous};
    arena_release(&rest);
    chunk->previous = NULL;
    memset(chunk->data, 0, chunk->used);
    memset((char *)chunk->data + chunk->end, 0, chunk->size - chunk->end);
    chunk->used = 0;
    chunk->end = chunk->size;
    arena->bytes = 0;
}

void arena_join(struct arena *arena, struct arena *other)
{
    struct arena_chunk *last = other->chunk;
    if (!last)
        return;
    while (last->previous)
        last = last->previous;
    last->previous = arena->chunk;
    arena->chunk = other->chunk;
    arena->bytes += other->bytes;
    *other = (struct arena){0};
}

char *arena_copy_string(struct arena *arena, const char *string)
{
    return string ? arena_copy_bytes(arena, string, strlen(string)) : NULL;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    char room[256]; /* most fit at once */
    int printed = vsnprintf(room, sizeof room, format, arguments);
    size_t length = printed > 0 ? (size_t)printed : 0;
    va_end(arguments);
    char *text;
    if (length < sizeof room) {
        text = arena_copy_bytes(arena, room, length);
    } else {
        text = arena_allocate(arena, length + 1);
        (void)vsnprintf(text, length + 1, format, again);
    }
    va_end(again);
    return text;
}

void arena_release(struct arena *arena)
{
    while (arena->chunk) {
        struct arena_chunk *previous = arena->chunk->previous;
        free(arena->chunk);
        arena->chunk = previous;
    }
    arena->bytes = 0;
}
