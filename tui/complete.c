/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/complete.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"

void completion_release(struct completion *completion)
{
    for (size_t i = 0; i < completion->count; i++)
        free(completion->names[i]);
    free(completion->names);
    free(completion->text);
    memset(completion, 0, sizeof *completion);
}

char *expand_home(const char *typed)
{
    const char *home = getenv("HOME");
    if (typed[0] != '~' || (typed[1] && typed[1] != '/') || !home)
        return memory_copy_string(typed);
    struct text path = {0};
    text_append(&path, home);
    text_append(&path, typed + 1);
    return text_take(&path);
}

static bool is_note(const char *name)
{
    static const char *const endings[] = {".md", ".markdown", ".txt"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++) {
        if (text_equal_ignoring_case(dot, endings[i]))
            return true;
    }
    return false;
}

/* Whether the entry can be meant; true in `*folder` for a folder. */
static bool is_candidate(const char *parent, const char *name, const char *prefix, bool *folder)
{
    if (strncmp(name, prefix, strlen(prefix)) != 0 || (name[0] == '.' && prefix[0] != '.') ||
        !strcmp(name, ".") || !strcmp(name, ".."))
        return false;
    char *path = path_join(parent, name);
    *folder = path_is_folder(path);
    free(path);
    return *folder || is_note(name);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void collect(const char *parent, const char *prefix, struct completion *completion)
{
    DIR *stream = opendir(parent);
    for (struct dirent *entry; stream && (entry = readdir(stream));) {
        bool folder;
        if (!is_candidate(parent, entry->d_name, prefix, &folder))
            continue;
        struct text name = {0};
        text_append(&name, entry->d_name);
        text_append(&name, folder ? "/" : "");
        memory_reserve((void **)&completion->names, completion->count, &completion->capacity,
                       sizeof *completion->names);
        completion->names[completion->count++] = text_take(&name);
    }
    if (stream)
        (void)closedir(stream);
    if (completion->count)
        qsort(completion->names, completion->count, sizeof *completion->names, by_name);
}

/* In bytes, ending at a character boundary. */
static size_t common_length(const struct completion *completion)
{
    const char *first = completion->names[0], *last = completion->names[completion->count - 1];
    size_t length = 0;
    while (first[length] && first[length] == last[length])
        length++;
    while (length && ((unsigned char)first[length] & 0xC0) == 0x80)
        length--;
    return length;
}

void complete_path(const char *typed, struct completion *completion)
{
    memset(completion, 0, sizeof *completion);
    const char *slash = strrchr(typed, '/');
    const char *prefix = slash ? slash + 1 : typed;
    struct text shown = {0}, parent = {0};
    text_append_bytes(&shown, typed, (size_t)(prefix - typed));
    char *expanded = expand_home(text_string(&shown));
    text_append(&parent, expanded[0] ? expanded : ".");
    collect(text_string(&parent), prefix, completion);
    if (completion->count)
        text_append_bytes(&shown, completion->names[0], common_length(completion));
    else
        text_append(&shown, prefix);
    completion->text = text_take(&shown);
    text_release(&parent);
    free(expanded);
}
