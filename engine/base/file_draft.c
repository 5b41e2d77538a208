/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/file_draft.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"

static bool fail(const struct file_draft *draft, enum error_kind kind, int cause,
                 struct error *error)
{
    return error_set_at(error, kind, draft->path, 0, "cannot be written: %s", strerror(cause));
}

/* A device or a pipe is written to as it is: nothing can take its place. */
static bool open_in_place(struct file_draft *draft, struct error *error)
{
    draft->stream = fopen(draft->path, "wb");
    if (draft->stream)
        return true;
    (void)fail(draft, ERROR_INPUT, errno, error);
    file_draft_discard(draft);
    return false;
}

bool file_draft_open(struct file_draft *draft, const char *path, struct error *error)
{
    struct text temporary = {0};
    struct stat status;
    memset(draft, 0, sizeof *draft);
    if (path_is_folder(path))
        return error_set_at(error, ERROR_INPUT, path, 0, "is a folder, expected a file");
    draft->path = path_exists(path) ? path_absolute(path) : memory_copy_string(path);
    bool exists = stat(draft->path, &status) == 0;
    if (exists && !S_ISREG(status.st_mode))
        return open_in_place(draft, error);
    text_printf(&temporary, "%s.XXXXXX", draft->path);
    int fd = mkstemp(temporary.data);
    if (fd < 0) {
        (void)fail(draft, ERROR_INPUT, errno, error);
        text_release(&temporary);
        file_draft_discard(draft);
        return false;
    }
    draft->temporary = text_take(&temporary);
    if (exists)
        (void)fchmod(fd, status.st_mode & 0777);
    draft->stream = fdopen(fd, "wb");
    if (draft->stream)
        return true;
    (void)close(fd);
    (void)fail(draft, ERROR_FAILURE, errno, error);
    file_draft_discard(draft);
    return false;
}

bool file_draft_finish(struct file_draft *draft, struct error *error)
{
    errno = 0;
    bool good = fflush(draft->stream) == 0 && !ferror(draft->stream) &&
                (!draft->temporary || fsync(fileno(draft->stream)) == 0);
    int cause = errno ? errno : EIO;
    if (fclose(draft->stream) != 0 && good) {
        good = false;
        cause = errno;
    }
    draft->stream = NULL;
    return good || fail(draft, ERROR_FAILURE, cause, error);
}

bool file_draft_publish(struct file_draft *draft, struct error *error)
{
    if (draft->temporary && rename(draft->temporary, draft->path) != 0)
        return fail(draft, ERROR_FAILURE, errno, error);
    free(draft->temporary);
    draft->temporary = NULL;
    file_draft_discard(draft);
    return true;
}

void file_draft_discard(struct file_draft *draft)
{
    if (draft->stream)
        (void)fclose(draft->stream);
    if (draft->temporary)
        (void)unlink(draft->temporary);
    free(draft->temporary);
    free(draft->path);
    memset(draft, 0, sizeof *draft);
}
