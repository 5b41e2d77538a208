/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exchange of events with the person's other devices through a folder that anything may carry: a
 * file synchroniser, git, a network drive, a memory stick.
 *
 * Each device writes one file, DEVICE.jsonl, and reads all others (*.jsonl; copies under names such
 * as DEVICE.sync-conflict-....jsonl are read like any other file). A line is an event
 * (engine/event_line.h); lines are only ever added, and never in the middle of a file, except where
 * two machines share a device name because a collection was copied, or an older backup came back:
 * then what the file holds and the collection lacks is taken in first, and the file is written anew
 * with all of it, in order of ids. Answers taken over from other programs have one id on every
 * device; the device that took them over writes them. Where two devices disagree about when and
 * where one was given (they were in different time zones), the lesser line counts on all.
 *
 * The result is the union of all events, and tables that depend on nothing else: not on the order
 * in which files or their parts arrive. One id is one event. What undo took back stays so,
 * whichever of the two arrives first.
 *
 * Notes may lie under another path on each device, or not at all. Each device reads its own files
 * and speaks of no other: a card stays as long as one device has it in its notes; a file removed
 * here takes the card's place here with it, and no other device's. Notes that were read under
 * another path elsewhere give the same cards here, with their history, when they are imported.
 *
 * All of it is one transaction, after everything was read and checked: where anything is wrong,
 * neither the collection nor the folder has changed. A last line that is not whole is no event yet;
 * one of this device's own file, left by a crash, is mended.
 */
#ifndef ENGINE_SYNC_H
#define ENGINE_SYNC_H

#include "engine/base/event.h"
#include "engine/collection.h"

struct sync_options {
    const char *folder;
    /* Takes events of cards that no file creates: they count once the card's own file arrives. */
    bool accept_unknown;
    /* Told now and then how many bytes are read and how many there are to read; or NULL. */
    void (*progress)(void *context, int64_t done, int64_t total);
    void *context;
};

struct sync_counts {
    long files;    /* of other devices, in the folder */
    long devices;  /* that they are of */
    long read;     /* lines read: what was read before is not read again */
    long received; /* events among them that were new here */
    long by_kind[EVENT_KIND_COUNT];
    long written; /* events added to this device's file */
    long waiting; /* cards received events are about and that nothing creates yet */
};

/*
 * ERROR_INPUT: the folder or a file cannot be read, or a line (named by file and line) is no event;
 * ERROR_FAILURE: this device's file cannot be written; ERROR_COLLECTION. Then nothing has changed.
 */
bool collection_sync(struct collection *c, const struct sync_options *options,
                     struct sync_counts *counts, struct error *error);

/* The folder of the last exchange, the caller's; NULL where there was none. */
bool collection_sync_folder(struct collection *c, char **folder, struct error *error);

#endif
