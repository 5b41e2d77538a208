/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Devices of one person, each with a collection, a clock and a folder of its own; event files are
 * carried from folder to folder by the tests, whole or in part.
 */
#ifndef TESTS_SUPPORT_DEVICES_H
#define TESTS_SUPPORT_DEVICES_H

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "engine/sync.h"

struct device {
    int number;
    struct clock clock;
    struct collection *c;
    char path[64], folder[64]; /* of the collection; where its event files are */
    char name[32], file[128];  /* "0123456789abcdef", its own event file */
};

/* A fresh device, its collection and folder made anew in the working folder. */
void device_open(struct device *device, const char *test, int number, const char *when);
void device_close(struct device *device);

/* Exchange with its folder; false and the error where it refuses. */
bool device_try(struct device *device, bool accept_unknown, struct sync_counts *counts,
                struct error *error);
/* The same where it must work: aborts otherwise. */
struct sync_counts device_sync(struct device *device);

/* What is in a file; the caller frees. "" where it is not there. */
char *file_text(const char *path, size_t *length);
void file_put(const char *path, const char *bytes, size_t length);
void file_put_text(const char *path, const char *text);

/* Copies the own file of one device into the folder of another, as far as `length` bytes. */
void device_deliver(const struct device *from, const struct device *to, size_t length);
/* Each writes, every file is carried everywhere, each reads. */
void devices_exchange(struct device *devices, int count);

/* All events in order of their ids, and all rows of all derived tables. */
void device_dump(struct device *device, bool events, struct text *out);

/* Something that a person does, by chance. */
void device_live(struct device *device, struct random_source *random);

#endif
