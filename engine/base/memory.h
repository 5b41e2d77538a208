/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that is there or the program ends: no caller checks for NULL.
 *
 * When the system refuses, memory_exhausted is called; it must not return. Every graded answer is
 * committed before the next is asked, so ending loses nothing. The default handler writes one line
 * to standard error and exits with ERROR_FAILURE; the terminal installs its own, which first gives
 * the screen back.
 */
#ifndef ENGINE_BASE_MEMORY_H
#define ENGINE_BASE_MEMORY_H

#include <stddef.h>

extern void (*memory_exhausted)(size_t wanted);

/* Zeroed memory for `count` things of `size` bytes; never NULL, also for 0. Free with free(). */
void *memory_allocate(size_t count, size_t size);

/* `old` (or NULL) grown or shrunk to `count` things of `size` bytes; new bytes are not zeroed. */
void *memory_resize(void *old, size_t count, size_t size);

/* A copy of `string`; NULL stays NULL. */
char *memory_copy_string(const char *string);

/* A terminated copy of `length` bytes. */
char *memory_copy_bytes(const char *bytes, size_t length);

/* Room for one more: doubles `*items` (things of `size` bytes) when `count` has reached
 * `*capacity`. */
void memory_reserve(void **items, size_t count, size_t *capacity, size_t size);

/*
 * An arena: many small allocations with one lifetime. Zero-initialise to begin.
 * What it hands out is zeroed, aligned for any type (copies of strings are not), and lives until
 * arena_release().
 */
struct arena_chunk;
struct arena {
    struct arena_chunk *chunk;
    size_t bytes; /* handed out so far */
};
void *arena_allocate(struct arena *arena, size_t size);
char *arena_copy_bytes(struct arena *arena, const char *bytes, size_t length);
char *arena_copy_string(struct arena *arena, const char *string); /* NULL stays NULL */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void arena_release(struct arena *arena);
/* Everything is given back but room to begin again with. */
void arena_clear(struct arena *arena);
/* What `other` handed out lives as long as `arena` from now on; `other` is empty. */
void arena_join(struct arena *arena, struct arena *other);

#endif
