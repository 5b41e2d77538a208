/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Anki's packages (.apkg): a zip file. Its entry "meta" says which form it is:
 *
 *   none or 1   collection.anki2 (schema 11), "media" is JSON {"0":"name"}
 *   none or 2   collection.anki21, else the same
 *   3           collection.anki21b; it, "media" (Protocol Buffers) and each medium are zstd frames
 *
 * Media are entries named by their number.
 */
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "content/deck_package.h"
#include "content/protobuf.h"
#include "engine/base/file.h"
#include "engine/base/sha1.h"
#include "engine/base/text.h"

enum form { FORM_OLD = 1, FORM_MIDDLE = 2, FORM_ZSTD = 3 };

struct package {
    const struct deck_input *input;
    struct deck *deck;
    zip_t *zip;
    enum form form;
    size_t media_bytes;
};

static bool refuse(const struct package *package, struct error *error, const char *why)
{
    return error_set_at(error, ERROR_INPUT, package->input->path, 0, "%s", why);
}

/* --- Entries -----------------------------------------------------------------------------------
 */

static size_t most_of(zip_uint64_t packed, size_t most)
{
    zip_uint64_t allowed = packed > most ? most : packed * DECK_RATIO + DECK_SLACK;
    return allowed < most ? (size_t)allowed : most;
}

static bool read_file(const struct package *package, zip_file_t *file, unsigned char *bytes,
                      size_t length, struct error *error)
{
    size_t done = 0;
    zip_int64_t got = 1;
    while (done < length && (got = zip_fread(file, bytes + done, length - done)) > 0)
        done += (size_t)got;
    char more;
    if (done == length && zip_fread(file, &more, 1) == 0)
        return true;
    return refuse(package, error, "is damaged: an entry cannot be read");
}

/* An entry as memory of sqlite3_malloc64; *bytes stays NULL, and no error is set, without one. */
static bool read_packed(const struct package *package, const char *name, size_t most,
                        unsigned char **bytes, size_t *length, struct error *error)
{
    zip_stat_t about;
    zip_int64_t index = zip_name_locate(package->zip, name, ZIP_FL_ENC_GUESS);
    *bytes = NULL;
    if (index < 0)
        return true;
    zip_stat_init(&about);
    if (zip_stat_index(package->zip, (zip_uint64_t)index, 0, &about) != 0 ||
        !(about.valid & ZIP_STAT_SIZE) || !(about.valid & ZIP_STAT_COMP_SIZE))
        return refuse(package, error, "is damaged: an entry cannot be read");
    if (about.size > most_of(about.comp_size, most))
        return refuse(package, error, "unpacks to more than it may hold: it looks like a zip bomb");
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!file)
        return refuse(package, error, "is damaged or encrypted: an entry cannot be opened");
    *length = (size_t)about.size;
    *bytes = sqlite3_malloc64(about.size + 1);
    bool good = *bytes && read_file(package, file, *bytes, *length, error);
    (void)zip_fclose(file);
    if (!good) {
        sqlite3_free(*bytes);
        *bytes = NULL;
    } else {
        (*bytes)[*length] = '\0';
    }
    return good;
}

/* The same unpacked, where the form says that it is packed once more. */
static bool read_entry(const struct package *package, const char *name, size_t most,
                       unsigned char **bytes, size_t *length, struct error *error)
{
    unsigned char *packed;
    if (!read_packed(package, name, most, bytes, length, error))
        return false;
    if (!*bytes || package->form != FORM_ZSTD)
        return true;
    packed = *bytes;
    bool good = deck_unpack_zstd(packed, *length, most_of(*length, most), bytes, length,
                                 package->input->path, error);
    sqlite3_free(packed);
    return good;
}

/* Nothing is written under these names, but a package that has such a one is no honest one. */
static bool check_entries(const struct package *package, struct error *error)
{
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    if (count > DECK_ENTRIES)
        return refuse(package, error, "holds too many entries");
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(package->zip, (zip_uint64_t)i, ZIP_FL_ENC_GUESS);
        if (!name || name[0] == '/' || !strncmp(name, "../", 3) || strstr(name, "/../") ||
            strchr(name, '\\'))
            return refuse(package, error, "holds an entry whose name leads out of the package");
    }
    return true;
}

/* --- Which form --------------------------------------------------------------------------------
 */

static bool find_form(struct package *package, struct error *error)
{
    unsigned char *bytes;
    size_t length;
    struct protobuf meta;
    uint64_t version = 0;
    if (!read_packed(package, "meta", DECK_LIST_BYTES, &bytes, &length, error))
        return false;
    if (!bytes) {
        bool middle = zip_name_locate(package->zip, "collection.anki21", 0) >= 0;
        package->form = middle ? FORM_MIDDLE : FORM_OLD;
        return true;
    }
    protobuf_open(&meta, bytes, length);
    while (protobuf_next(&meta))
        if (meta.number == 1 && !meta.is_bytes)
            version = meta.value;
    bool malformed = meta.malformed;
    sqlite3_free(bytes);
    if (malformed || !version)
        return refuse(package, error, "is damaged: it does not say which form it has");
    if (version > FORM_ZSTD)
        return refuse(package, error,
                      "comes from a newer Anki: export it with support for older versions");
    package->form = (enum form)version;
    return true;
}

static bool read_collection(const struct package *package, struct error *error)
{
    static const char *const names[] = {[FORM_OLD] = "collection.anki2",
                                        [FORM_MIDDLE] = "collection.anki21",
                                        [FORM_ZSTD] = "collection.anki21b"};
    unsigned char *bytes;
    size_t length;
    if (!read_entry(package, names[package->form], DECK_DATABASE_BYTES, &bytes, &length, error))
        return false;
    if (!bytes)
        return refuse(package, error, "is no Anki package: there is no collection inside");
    return deck_read_collection(bytes, length, package->input, package->deck, error);
}

/* --- Media -------------------------------------------------------------------------------------
 */

static bool add_name(const struct package *package, const char *name, const char *number,
                     struct error *error)
{
    char *end;
    long place = strtol(number, &end, 10);
    if (!number[0] || *end || place < 0 || place > DECK_ENTRIES)
        return refuse(package, error, "is damaged: the list of its media cannot be read");
    if (!deck_media_name_is_safe(name))
        return refuse(package, error, "holds a medium whose name leads out of the package");
    if (package->deck->media_count >= DECK_ENTRIES)
        return refuse(package, error, "holds too many media");
    struct deck_media *media = deck_add_media(package->deck);
    media->name = arena_copy_string(&package->deck->arena, name);
    media->hash = arena_copy_string(&package->deck->arena, number); /* its entry, for now */
    return true;
}

static bool read_list_json(const struct package *package, const char *text, size_t length,
                           struct error *error)
{
    json_t *list = json_loadb(text, length, 0, NULL), *name;
    const char *number;
    bool good = json_is_object(list) ||
                refuse(package, error, "is damaged: the list of its media cannot be read");
    json_object_foreach(list, number, name)
    {
        if (good)
            good = add_name(package, json_is_string(name) ? json_string_value(name) : "", number,
                            error);
    }
    json_decref(list);
    return good;
}

static bool read_list_entry(const struct package *package, const struct protobuf *list, long place,
                            struct error *error)
{
    struct protobuf entry;
    char *name = NULL, number[24];
    (void)snprintf(number, sizeof number, "%ld", place);
    protobuf_open(&entry, list->bytes, list->length);
    while (protobuf_next(&entry))
        if (entry.number == 1 && entry.is_bytes && !name)
            name = memory_copy_bytes(entry.bytes, entry.length);
    bool good = !entry.malformed && name && strlen(name) == strnlen(name, DECK_LIST_BYTES) &&
                add_name(package, name, number, error);
    free(name);
    return good || refuse(package, error, "is damaged: the list of its media cannot be read");
}

static bool read_list_messages(const struct package *package, const unsigned char *bytes,
                               size_t length, struct error *error)
{
    struct protobuf list;
    long place = 0;
    bool good = true;
    protobuf_open(&list, bytes, length);
    while (good && protobuf_next(&list))
        if (list.number == 1 && list.is_bytes)
            good = read_list_entry(package, &list, place++, error);
    return good && (!list.malformed ||
                    refuse(package, error, "is damaged: the list of its media cannot be read"));
}

static bool read_list(const struct package *package, struct error *error)
{
    unsigned char *bytes;
    size_t length;
    if (!read_entry(package, "media", DECK_LIST_BYTES, &bytes, &length, error))
        return false;
    if (!bytes)
        return true;
    bool good = package->form == FORM_ZSTD
                    ? read_list_messages(package, bytes, length, error)
                    : read_list_json(package, (const char *)bytes, length, error);
    sqlite3_free(bytes);
    return good;
}

static int compare_media(const void *left, const void *right)
{
    const struct deck_media *a = left, *b = right;
    return strcmp(a->name, b->name);
}

/* The media that the notes speak of, marked in `used`. */
static void find_used(const struct deck *deck, bool *used)
{
    static const char *const begins[] = {"[picture ", "[sound:"};
    for (size_t i = 0; i < deck->note_count; i++)
        for (size_t j = 0; j < deck->notes[i].model->field_count * 2; j++) {
            const char *begin = begins[j % 2], *at = deck->notes[i].fields[j / 2];
            while ((at = strstr(at, begin)) != NULL) {
                at += strlen(begin);
                struct deck_media key = {.name = memory_copy_bytes(at, strcspn(at, "]\n"))};
                struct deck_media *found = bsearch(&key, deck->media, deck->media_count,
                                                   sizeof *deck->media, compare_media);
                if (found)
                    used[found - deck->media] = true;
                free((char *)(uintptr_t)key.name);
            }
        }
}

/* ".png" of the name, where it is short and plain; else "". */
static const char *ending_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t length = dot ? strspn(dot + 1, "abcdefghijklmnopqrstuvwxyz"
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
                        : 0;
    return length && length <= 5 && !dot[1 + length] ? dot : "";
}

static bool store_medium(const struct package *package, struct deck_media *media,
                         const unsigned char *bytes, size_t length, struct error *error)
{
    char sum[SHA1_TEXT];
    struct text name = {0};
    text_printf(&name, "%s%s", sha1_text(bytes, length, sum), ending_of(media->name));
    char *path = path_join(package->input->media_folder, name.data);
    bool good = folder_make(package->input->media_folder, error);
    good =
        good && (path_exists(path) || file_write_atomic(path, (const char *)bytes, length, error));
    media->hash = arena_copy_string(&package->deck->arena, sum);
    media->path = arena_copy_string(&package->deck->arena, path);
    media->length = length;
    text_release(&name);
    free(path);
    return good;
}

/* One that is missing is worth a warning: Anki writes such packages. */
static bool take_medium(struct package *package, struct deck_media *media, struct error *error)
{
    unsigned char *bytes;
    size_t length = 0;
    if (!read_entry(package, media->hash, DECK_MEDIUM_BYTES, &bytes, &length, error))
        return false;
    media->hash = NULL;
    if (!bytes) {
        harvest_warn(package->input->harvest, 0, "missing-medium",
                     "the package does not hold the file %.200s", media->name);
        return true;
    }
    package->media_bytes += length;
    bool good = package->media_bytes <= DECK_MEDIA_BYTES ||
                refuse(package, error, "holds more media than may be taken over");
    good = good &&
           (!package->input->media_folder || store_medium(package, media, bytes, length, error));
    sqlite3_free(bytes);
    return good;
}

static bool read_media(struct package *package, struct error *error)
{
    struct deck *deck = package->deck;
    if (!read_list(package, error))
        return false;
    if (deck->media_count)
        qsort(deck->media, deck->media_count, sizeof *deck->media, compare_media);
    bool *used = memory_allocate(deck->media_count, sizeof *used);
    if (deck->media_count)
        find_used(deck, used);
    bool good = true;
    for (size_t i = 0; good && i < deck->media_count; i++) {
        if (used[i])
            good = take_medium(package, &deck->media[i], error);
        else
            deck->media[i].hash = NULL;
    }
    free(used);
    return good;
}

/* --- All of it ---------------------------------------------------------------------------------
 */

static zip_t *open_zip(const struct deck_input *input, struct error *error)
{
    struct stat status;
    zip_error_t cause;
    zip_error_init(&cause);
    zip_source_t *source = NULL;
    if (input->bytes)
        source = zip_source_buffer_create(input->bytes, input->length, 0, &cause);
    else if (stat(input->path, &status) == 0 && status.st_size > DECK_PACKAGE_BYTES)
        (void)error_set_at(error, ERROR_INPUT, input->path, 0, "is larger than a package may be");
    else
        source = zip_source_file_create(input->path, 0, 0, &cause);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &cause) : NULL;
    if (!zip) {
        if (source)
            zip_source_free(source);
        (void)error_set_at(error, ERROR_INPUT, input->path, 0, "is no Anki package: %s",
                           zip_error_strerror(&cause));
    }
    zip_error_fini(&cause);
    return zip;
}

static bool read_apkg(const struct deck_input *input, struct deck *deck, struct error *error)
{
    struct package package = {.input = input, .deck = deck};
    package.zip = open_zip(input, error);
    if (!package.zip)
        return false;
    bool good = check_entries(&package, error) && find_form(&package, error) &&
                read_collection(&package, error) && read_media(&package, error);
    zip_discard(package.zip);
    return good;
}

static const char *const endings[] = {".apkg", NULL};

const struct deck_format deck_format_apkg = {
    .name = "anki-deck",
    .summary = "Anki package (.apkg, of any version), with schedules, history and media",
    .endings = endings,
    .in_folders = true,
    .packed = true,
    .read = read_apkg,
};
