/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Large inputs from a seed, the same on every machine: collections with a history, and notes. */
#ifndef TESTS_SUPPORT_GENERATE_H
#define TESTS_SUPPORT_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/clock.h"
#include "engine/base/draft.h"
#include "engine/base/error.h"

/*
 * A new collection at `path` with `cards` cards in files of 200 and about `reviews` review events
 * before the clock's day, as SM-2 would have asked for them, by turns on this device and another;
 * folded. The clock is a fixed one. A challenge began 300 days ago.
 */
bool generate_collection(const char *path, const struct clock *clock, size_t cards, size_t reviews,
                         uint64_t seed, struct error *error);

/* The drafts of one generated file; released with harvest_release(). */
void generate_harvest(struct harvest *harvest, const char *file, size_t first, size_t count,
                      uint64_t seed);

/* Markdown notes of at least `bytes` bytes: headings, terms, lists, tables, prose. The caller
 * frees. */
char *generate_notes(size_t bytes, uint64_t seed, size_t *length);

#endif
