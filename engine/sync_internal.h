/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the exchange share.
 *
 *   sync.c        the whole run: the folder, the transaction, folding what was touched
 *   sync_read.c   one file, line by line
 *   sync_write.c  this device's own file
 */
#ifndef ENGINE_SYNC_INTERNAL_H
#define ENGINE_SYNC_INTERNAL_H

#include "engine/collection_internal.h"
#include "engine/event_line.h"
#include "engine/sync.h"

/* How far a file was read: kept in the table `local`, under the file's path. */
struct sync_mark {
    int64_t offset;                                /* bytes, whole lines */
    long line;                                     /* how many */
    char device[DEVICE_TEXT], last[EVENT_ID_TEXT]; /* whose it is and its last id; "" */
    uint64_t sample;                               /* of bytes spread over the part that was read */
    int64_t written; /* own file: all events up to this sequence are in it */
};

struct sync_file {
    char *name, *path;
    int64_t size;
    bool own;
    struct sync_mark mark;
};

struct syncing {
    struct collection *c;
    const struct sync_options *options;
    struct sync_counts *counts;
    char *folder, *own_name; /* absolute; "DEVICE.jsonl" */
    struct sync_file *files;
    size_t file_count, file_capacity;
    int64_t before;       /* the last sequence before anything was received */
    int64_t done, total;  /* bytes to read */
    bool touched;         /* something is to be folded */
    bool torn;            /* the own file ends in a part of a line */
    struct text own_path; /* of the own file, whether it is there or not */
};

/* A hash of a bounded number of bytes of the file's first `length`; false where they cannot be
 * read. */
bool sync_sample(int fd, int64_t length, uint64_t *sample);
bool sync_mark_load(struct syncing *sync, const char *path, struct sync_mark *mark,
                    struct error *error);
bool sync_mark_store(struct syncing *sync, const char *path, const struct sync_mark *mark,
                     struct error *error);

/* Stores the events of the file's lines that were not read before, and notes what they touch. */
bool sync_read_file(struct syncing *sync, size_t number, struct error *error);

/* Adds this device's events that its file lacks, on disk when it returns true. */
bool sync_write_own(struct syncing *sync, struct error *error);

#endif
