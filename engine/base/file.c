/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"

static bool read_all(int fd, const char *path, struct text *out, struct error *error)
{
    char buffer[65536];
    for (;;) {
        ssize_t got = read(fd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_at(error, ERROR_INPUT, path, 0, "cannot be read: %s", strerror(errno));
        if (got == 0)
            return true;
        text_append_bytes(out, buffer, (size_t)got);
    }
}

bool file_read(const char *path, char **bytes, size_t *length, struct error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_at(error, ERROR_INPUT, path, 0, "cannot be opened: %s", strerror(errno));
    struct stat status;
    struct text text = {0};
    bool good;
    if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode))
        good = error_set_at(error, ERROR_INPUT, path, 0, "is a folder, expected a file");
    else
        good = read_all(fd, path, &text, error);
    (void)close(fd);
    if (!good) {
        text_release(&text);
        return false;
    }
    *length = text.length;
    *bytes = text_take(&text);
    return true;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t wrote = write(fd, bytes, length);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        bytes += wrote;
        length -= (size_t)wrote;
    }
    return fsync(fd) == 0;
}

bool file_write_atomic(const char *path, const char *bytes, size_t length, struct error *error)
{
    struct text temporary = {0};
    text_printf(&temporary, "%s.XXXXXX", path);
    int fd = mkstemp(temporary.data);
    bool good = fd >= 0 && write_all(fd, bytes, length);
    int cause = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        cause = errno;
    }
    if (good && rename(temporary.data, path) != 0) {
        good = false;
        cause = errno;
    }
    if (!good) {
        if (fd >= 0)
            (void)unlink(temporary.data);
        (void)error_set_at(error, ERROR_FAILURE, path, 0, "cannot be written: %s", strerror(cause));
    }
    text_release(&temporary);
    return good;
}

bool folder_make(const char *path, struct error *error)
{
    char *copy = memory_copy_string(path);
    bool good = true;
    for (char *slash = copy + 1; good && *copy; slash++) {
        char kept = *slash;
        if (kept != '/' && kept != '\0')
            continue;
        *slash = '\0';
        if (mkdir(copy, 0700) != 0 && !path_is_folder(copy))
            good =
                error_set_at(error, ERROR_FAILURE, copy, 0, "cannot be made: %s", strerror(errno));
        *slash = kept;
        if (!kept)
            break;
    }
    free(copy);
    return good;
}

bool path_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

bool path_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

char *path_join(const char *folder, const char *name)
{
    if (name[0] == '/')
        return memory_copy_string(name);
    struct text path = {0};
    size_t length = strlen(folder);
    text_printf(&path, "%s%s%s", folder, length && folder[length - 1] == '/' ? "" : "/", name);
    return text_take(&path);
}

char *path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return memory_copy_string(".");
    return memory_copy_bytes(path, slash == path ? 1 : (size_t)(slash - path));
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_absolute(const char *path)
{
    char *resolved = realpath(path, NULL);
    char here[PATH_MAX];
    if (resolved)
        return resolved;
    if (path[0] != '/' && getcwd(here, sizeof here))
        return path_join(here, path);
    return memory_copy_string(path);
}

char *folder_of_user(const char *variable)
{
    const char *value = getenv(variable), *home = getenv("HOME");
    if (value && value[0] == '/')
        return path_join(value, "tutor338");
    const char *fallback = !strcmp(variable, "XDG_CONFIG_HOME")  ? ".config/tutor338"
                           : !strcmp(variable, "XDG_STATE_HOME") ? ".local/state/tutor338"
                                                                 : ".local/share/tutor338";
    return path_join(home && home[0] ? home : "/tmp", fallback);
}
