/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/process.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tests/support/suite.h"

enum { MOST_WORDS = 64 };

uid_t process_user;

char *home_make(void)
{
    const char *base = getenv("TMPDIR");
    struct text path = {0};
    text_printf(&path, "%s/home.XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(path.data))
        fail_msg("mkdtemp: %s", strerror(errno));
    return text_take(&path);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void home_remove(char *home)
{
    (void)nftw(home, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(home);
}

char *home_path(const char *home, const char *name)
{
    return path_join(home, name);
}

char *home_write(const char *home, const char *name, const char *text)
{
    struct error error = {0};
    char *path = path_join(home, name), *folder = path_folder(path);
    if (!folder_make(folder, &error) || !file_write_atomic(path, text, strlen(text), &error))
        fail_msg("%s: %s", error.file, error.message);
    free(folder);
    return path;
}

void outcome_release(struct outcome *outcome)
{
    free(outcome->out);
    free(outcome->err);
}

/* Never returns: the child becomes the tutor. */
static void become_tutor(const char *home, const char *line)
{
    char *words[MOST_WORDS + 2], *copy = memory_copy_string(line), *rest = copy;
    size_t count = 0;
    const char *program = getenv("TUTOR338");
    words[count++] = memory_copy_string(program ? program : "tutor338");
    for (char *word = strsep(&rest, " "); word && count < MOST_WORDS; word = strsep(&rest, " ")) {
        struct text full = {0};
        if (!*word)
            continue;
        const char *tail = *word == '~' ? word + 1 : word;
        text_printf(&full, "%s%s", *word == '~' ? home : "", tail);
        words[count++] = text_take(&full);
    }
    words[count] = NULL;
    setenv("HOME", home, 1);
    unsetenv("XDG_DATA_HOME");
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_STATE_HOME");
    unsetenv("TUTOR338_COLLECTION");
    if (process_user && (setresgid(process_user, process_user, process_user) != 0 ||
                         setresuid(process_user, process_user, process_user) != 0))
        _exit(125);
    execv(words[0], words);
    _exit(126);
}

static pid_t start(const char *home, const char *line, int in[2], int out[2], int err[2])
{
    if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) || (err && pipe2(err, O_CLOEXEC)))
        fail_msg("pipe: %s", strerror(errno));
    pid_t pid = fork();
    if (pid < 0)
        fail_msg("fork: %s", strerror(errno));
    if (pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        if (err)
            dup2(err[1], 2);
        become_tutor(home, line);
    }
    close(in[0]);
    close(out[1]);
    if (err)
        close(err[1]);
    return pid;
}

static int status_of(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Reads what is there into `text`; closes and forgets the descriptor at its end. */
static void drain(int *fd, struct text *text)
{
    char buffer[65536];
    ssize_t got = read(*fd, buffer, sizeof buffer);
    if (got > 0) {
        text_append_bytes(text, buffer, (size_t)got);
    } else if (got == 0 || errno != EINTR) {
        close(*fd);
        *fd = -1;
    }
}

/* Feeds and reads at once, so that neither side can wait for the other for ever. */
static void exchange(int to, int from, int errors, const char *input, struct text *out,
                     struct text *err)
{
    size_t left = strlen(input);
    while (from >= 0 || errors >= 0) {
        struct pollfd fds[3] = {{from, POLLIN, 0}, {errors, POLLIN, 0}, {to, POLLOUT, 0}};
        if (!left && to >= 0) {
            close(to);
            fds[2].fd = to = -1;
        }
        if (poll(fds, 3, -1) < 0)
            continue;
        if (to >= 0 && fds[2].revents) {
            ssize_t wrote = write(to, input, left);
            if (wrote > 0) {
                input += wrote;
                left -= (size_t)wrote;
            } else if (wrote < 0 && errno != EINTR) {
                left = 0;
            }
        }
        if (from >= 0 && fds[0].revents)
            drain(&from, out);
        if (errors >= 0 && fds[1].revents)
            drain(&errors, err);
    }
    if (to >= 0)
        close(to);
}

struct outcome tutor(const char *home, const char *input, const char *line)
{
    int in[2], out[2], err[2];
    struct text stdout_text = {0}, stderr_text = {0};
    struct outcome outcome;
    signal(SIGPIPE, SIG_IGN);
    pid_t pid = start(home, line, in, out, err);
    exchange(in[1], out[0], err[0], input ? input : "", &stdout_text, &stderr_text);
    outcome.status = status_of(pid);
    outcome.out = text_take(&stdout_text);
    outcome.err = text_take(&stderr_text);
    return outcome;
}

json_t *tutor_json(const char *home, const char *line)
{
    json_error_t cause;
    struct outcome outcome = tutor(home, "", line);
    if (outcome.status != 0)
        fail_msg("'%s' exits %d: %s", line, outcome.status, outcome.err);
    json_t *value = json_loads(outcome.out, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &cause);
    if (!value)
        fail_msg("'%s' prints no JSON: %s\n%s", line, cause.text, outcome.out);
    outcome_release(&outcome);
    return value;
}

json_t *tutor_json_lines(const char *home, const char *input, const char *line)
{
    struct outcome outcome = tutor(home, input, line);
    json_t *array = json_array();
    if (outcome.status != 0)
        fail_msg("'%s' exits %d: %s", line, outcome.status, outcome.err);
    char *rest = outcome.out;
    for (char *row = strsep(&rest, "\n"); row; row = strsep(&rest, "\n")) {
        json_error_t cause;
        json_t *value = *row ? json_loads(row, JSON_REJECT_DUPLICATES, &cause) : NULL;
        if (*row && !value)
            fail_msg("'%s' prints no JSON line: %s", line, row);
        if (value)
            json_array_append_new(array, value);
    }
    outcome_release(&outcome);
    return array;
}

struct talk talk_start(const char *home, const char *line)
{
    int in[2], out[2];
    struct talk talk;
    signal(SIGPIPE, SIG_IGN);
    talk.pid = start(home, line, in, out, NULL);
    talk.to = in[1];
    talk.from = out[0];
    return talk;
}

void talk_write(struct talk *talk, const char *text)
{
    size_t left = strlen(text);
    while (left) {
        ssize_t wrote = write(talk->to, text, left);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return; /* the other side has gone; reading will say so */
        text += wrote;
        left -= (size_t)wrote;
    }
}

bool talk_line(struct talk *talk, char *line, size_t size)
{
    size_t used = 0;
    for (;;) {
        char c;
        ssize_t got = read(talk->from, &c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        if (c == '\n')
            break;
        if (used + 1 < size)
            line[used++] = c;
    }
    line[used] = '\0';
    return true;
}

int talk_end(struct talk *talk, int signal_number)
{
    if (signal_number)
        kill(talk->pid, signal_number);
    close(talk->to);
    if (!signal_number) {
        char c;
        while (read(talk->from, &c, 1) > 0)
            continue;
    }
    close(talk->from);
    return status_of(talk->pid);
}

char *shared_path(const char *name)
{
    const char *root = getenv("SOURCE_ROOT");
    struct text path = {0};
    text_printf(&path, "%s/../shared/%s", root ? root : ".", name);
    if (!path_exists(text_string(&path))) {
        printf("# skipped: ../shared/%s is not here\n", name);
        text_release(&path);
        return NULL;
    }
    return text_take(&path);
}
