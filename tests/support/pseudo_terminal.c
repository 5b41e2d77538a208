/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/pseudo_terminal.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { QUIET_MS = 150, PATIENCE_MS = 20000 };

static double now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* Reads until nothing came for a while; the moment of the last byte, or `since` when none came. */
static double read_burst(int fd, double since)
{
    char buffer[65536];
    double last = since;
    bool any = false;
    for (;;) {
        struct pollfd poller = {fd, POLLIN, 0};
        int ready = poll(&poller, 1, any ? QUIET_MS : PATIENCE_MS);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0 || read(fd, buffer, sizeof buffer) <= 0)
            return last;
        last = now_ms();
        any = true;
    }
}

static double processor_ms(pid_t pid)
{
    char path[64], text[1024] = "";
    unsigned long user = 0, system = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    size_t got = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[got] = '\0';
    const char *after = strrchr(text, ')');
    if (after)
        (void)sscanf(after + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
                     &system);
    return (double)(user + system) * 1000.0 / (double)sysconf(_SC_CLK_TCK);
}

/* The peak since exec; what getrusage() says would count the parent from before it. */
static long peak_kb(pid_t pid)
{
    char path[64], line[256];
    long kb = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        (void)sscanf(line, "VmHWM: %ld", &kb);
    if (file)
        fclose(file);
    return kb;
}

static void press(int fd, const char *keys)
{
    for (; *keys; keys++) {
        struct pollfd poller = {fd, POLLIN, 0};
        char buffer[65536];
        if (write(fd, keys, 1) != 1)
            return;
        if (poll(&poller, 1, 20) > 0 && read(fd, buffer, sizeof buffer) <= 0)
            return;
    }
}

bool terminal_measure(char *const arguments[], const char *keys, const char *quit,
                      struct start_figures *figures)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int fd, status;
    memset(figures, 0, sizeof *figures);
    double began = now_ms();
    pid_t pid = forkpty(&fd, NULL, NULL, &size);
    if (pid < 0)
        return false;
    if (pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        execvp(arguments[0], arguments);
        _exit(127);
    }
    figures->first_screen_ms = read_burst(fd, began) - began;
    size_t count = strlen(keys);
    double before = processor_ms(pid);
    press(fd, keys);
    if (count)
        figures->key_ms = (processor_ms(pid) - before) / (double)count;
    figures->resident_kb = peak_kb(pid);
    press(fd, quit);
    struct pollfd poller = {fd, POLLIN, 0};
    char buffer[65536];
    while (poll(&poller, 1, 2000) > 0 && read(fd, buffer, sizeof buffer) > 0)
        continue;
    close(fd);
    kill(pid, SIGHUP);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}
