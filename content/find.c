/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the files to import. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "content/content.h"
#include "content/deck.h"
#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"

void file_list_release(struct file_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->files[i]);
    free(list->files);
    memset(list, 0, sizeof *list);
}

static void add_file(struct file_list *list, char *path)
{
    memory_reserve((void **)&list->files, list->count, &list->capacity, sizeof *list->files);
    list->files[list->count++] = path;
}

static bool is_note(const char *name)
{
    static const char *const endings[] = {".md", ".markdown", ".txt"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (text_equal_ignoring_case(dot, endings[i]))
            return true;
    return false;
}

static bool is_found_in_folders(const char *path)
{
    const struct deck_format *format = deck_format_of_name(path);
    return is_note(path) || (format && format->in_folders);
}

/* Why a file that was named is none to import. */
static bool refuse(const char *path, struct error *error)
{
    const char *dot = strrchr(path, '.');
    if (dot && text_equal_ignoring_case(dot, ".colpkg"))
        return error_set_at(error, ERROR_INPUT, path, 0,
                            "is a whole collection of Anki: export its decks as .apkg, with "
                            "scheduling, and import those");
    return error_set_at(error, ERROR_INPUT, path, 0,
                        "is neither a note (.md, .markdown, .txt) nor a deck (.apkg, .csv, .tsv)");
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Folders still to walk; the deepest path a file system gives is bounded by PATH_MAX. */
static bool walk(const char *folder, struct file_list *list, struct error *error)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_visible, by_name);
    if (count < 0)
        return error_set_at(error, ERROR_INPUT, folder, 0, "cannot read the folder: %s",
                            strerror(errno));
    bool good = true;
    for (int i = 0; i < count; i++) {
        char *path = path_join(folder, entries[i]->d_name);
        struct stat status;
        bool known = good && lstat(path, &status) == 0;
        if (known && S_ISDIR(status.st_mode))
            good = walk(path, list, error);
        else if (known && is_found_in_folders(path) && stat(path, &status) == 0 &&
                 S_ISREG(status.st_mode))
            add_file(list, memory_copy_string(path));
        free(path);
        free(entries[i]);
    }
    free(entries);
    return good;
}

bool content_find(const char *path, struct file_list *list, struct error *error)
{
    if (!path_exists(path))
        return error_set_at(error, ERROR_INPUT, path, 0, "no such file or folder");
    char *absolute = path_absolute(path);
    bool good = true;
    size_t before = list->count;
    if (!path_is_folder(absolute)) {
        if (is_note(absolute) || deck_format_of_name(absolute))
            add_file(list, memory_copy_string(absolute));
        else
            good = refuse(path, error);
    } else {
        good = walk(absolute, list, error);
        if (good && list->count == before)
            good =
                error_set_at(error, ERROR_INPUT, path, 0, "the folder holds no notes and no decks");
    }
    free(absolute);
    return good;
}
