/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/importer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "content/content.h"
#include "engine/base/file.h"
#include "engine/base/text.h"

void import_result_release(struct import_result *result)
{
    for (size_t i = 0; i < result->warning_count; i++) {
        free(result->warnings[i].file);
        free(result->warnings[i].code);
        free(result->warnings[i].message);
    }
    free(result->warnings);
    memset(result, 0, sizeof *result);
}

static void warn(struct import_result *result, const char *file, long line, const char *code,
                 const char *message)
{
    memory_reserve((void **)&result->warnings, result->warning_count, &result->warning_capacity,
                   sizeof *result->warnings);
    result->warnings[result->warning_count++] = (struct import_warning){
        .file = memory_copy_string(file),
        .code = memory_copy_string(code),
        .message = memory_copy_string(message),
        .line = line,
    };
}

/* Splits "a, b" into an array in `arena`. */
static struct content_options options_of(struct collection *collection, const char *tags,
                                         struct arena *arena)
{
    struct content_options options = {
        .flashcards = collection_setting_integer(collection, "flashcards") != 0,
    };
    char *copy = arena_copy_string(arena, tags ? tags : "");
    size_t most = strlen(copy) + 1;
    const char **list = arena_allocate(arena, most * sizeof *list);
    char *rest = copy;
    for (char *tag = strsep(&rest, ", "); tag; tag = strsep(&rest, ", ")) {
        if (*tag == '#')
            tag++;
        if (*tag)
            list[options.tag_count++] = tag;
    }
    options.tags = list;
    return options;
}

/* Where pictures and sounds of decks are kept; the caller frees. */
char *media_folder(void)
{
    char *data = folder_of_user("XDG_DATA_HOME");
    char *folder = path_join(data, "media");
    free(data);
    return folder;
}

struct job {
    struct collection *collection;
    struct import_result *result;
    struct content_options options;
    const char *media; /* folder, or NULL: nothing is to be written */
    bool unreadable;   /* a file inside a folder could not be read */
};

static bool import_file(struct job *job, const char *file, bool named, struct error *error)
{
    struct stat status;
    int64_t size = 0, modified = 0;
    if (stat(file, &status) == 0) {
        size = status.st_size;
        modified = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
    }
    if (collection_import_is_unchanged(job->collection, file, size, modified, &job->result->counts))
        return true;
    struct harvest harvest = {0};
    struct error unread = {0};
    job->options.media_folder = job->media;
    bool good = content_harvest_file(file, &job->options, &harvest, &unread);
    if (!good && named) {
        *error = unread;
    } else if (!good) {
        warn(job->result, file, 0, "unreadable", unread.message);
        job->result->counts.skipped++;
        job->unreadable = good = true;
    } else {
        for (size_t i = 0; i < harvest.warning_count; i++)
            warn(job->result, file, harvest.warnings[i].line, harvest.warnings[i].code,
                 harvest.warnings[i].message);
        good = collection_import_file(job->collection, &harvest, size, modified,
                                      &job->result->counts, error);
    }
    harvest_release(&harvest);
    return good;
}

static bool import_path(struct job *job, const char *path, const char *tags, bool register_it,
                        struct error *error)
{
    struct file_list list = {0};
    bool good = content_find(path, &list, error);
    char *absolute = path_absolute(path);
    bool named = !path_is_folder(path);
    if (good && register_it)
        good = collection_import_source(job->collection, absolute, tags ? tags : "", error);
    for (size_t i = 0; good && i < list.count; i++)
        good = import_file(job, list.files[i], named, error);
    free(absolute);
    file_list_release(&list);
    return good;
}

/* A registered source that is gone (a disk not mounted) leaves its cards as they are. */
static bool import_source(struct job *job, const struct source *source, struct error *error)
{
    struct error missing = {0};
    struct file_list list = {0};
    bool there = content_find(source->path, &list, &missing);
    file_list_release(&list);
    if (!there && !source->own)
        return true; /* it lies on another device */
    if (!there) {
        warn(job->result, source->path, 0, "missing-source", missing.message);
        return true;
    }
    struct arena arena = {0};
    job->options = options_of(job->collection, source->tags, &arena);
    bool good = import_path(job, source->path, source->tags, true, error);
    arena_release(&arena);
    return good;
}

static bool import_sources(struct job *job, struct error *error)
{
    struct source *sources;
    size_t count;
    if (!collection_sources(job->collection, &sources, &count, error))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < count; i++)
        good = import_source(job, &sources[i], error);
    sources_release(sources, count);
    return good;
}

static bool forget_path(struct job *job, const char *path, struct error *error)
{
    char *absolute = path_absolute(path);
    bool good = collection_forget_source(job->collection, absolute, error);
    free(absolute);
    return good;
}

static bool import_all(struct job *job, const struct import_request *request, struct error *error)
{
    if (!request->path_count)
        return import_sources(job, error);
    struct arena arena = {0};
    bool good = true;
    job->options = options_of(job->collection, request->tags, &arena);
    for (size_t i = 0; good && i < request->path_count; i++)
        good = request->forget ? forget_path(job, request->paths[i], error)
                               : import_path(job, request->paths[i], request->tags, true, error);
    arena_release(&arena);
    return good;
}

bool import_run(struct collection *collection, const struct import_request *request,
                struct import_result *result, struct error *error)
{
    if (!collection_import_begin(collection, error))
        return false;
    char *media = media_folder();
    struct job job = {
        .collection = collection, .result = result, .media = request->dry_run ? NULL : media};
    bool good = import_all(&job, request, error);
    free(media);
    struct error ending = {0};
    bool ended = collection_import_end(collection, good && !request->dry_run, &result->counts,
                                       good ? error : &ending);
    if (good && ended && job.unreadable)
        return error_set(error, ERROR_INPUT,
                         "some files cannot be read; everything else was imported");
    return good && ended;
}

bool import_refresh(struct collection *collection, struct error *error)
{
    struct import_request request = {0};
    struct import_result result = {0};
    struct error unreadable = {0};
    bool good = import_run(collection, &request, &result, &unreadable);
    if (!good && unreadable.kind == ERROR_INPUT)
        good = true; /* a file that cannot be read now must not keep a person from studying */
    else if (!good)
        *error = unreadable;
    import_result_release(&result);
    return good;
}

char *sample_folder(void)
{
    char *data = folder_of_user("XDG_DATA_HOME");
    char *folder = path_join(data, "sample");
    free(data);
    return folder;
}

bool sample_write(char **folder, struct error *error)
{
    *folder = sample_folder();
    bool good = folder_make(*folder, error);
    for (size_t i = 0; good && i < sample_file_count; i++) {
        char *path = path_join(*folder, sample_files[i].name);
        good = file_write_atomic(path, sample_files[i].bytes, sample_files[i].length, error);
        free(path);
    }
    return good;
}
