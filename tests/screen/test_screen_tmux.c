/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real program in a real terminal (tmux): signals, resize, Ctrl-Z and fg, the editor. Each wait
 * polls until a deadline; nothing sleeps for a fixed time.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

enum { DEADLINE_MS = 20000, POLL_MS = 20 };

struct pane {
    char *home;
    char socket[64];
};

static long now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Runs a tmux command; its output, the caller's. */
static char *tmux(const struct pane *pane, const char *command)
{
    struct text line = {0}, out = {0};
    char bytes[4096];
    size_t count;
    text_printf(&line, "tmux -L %s -f /dev/null %s 2>/dev/null", pane->socket, command);
    FILE *stream = popen(text_string(&line), "r");
    assert_non_null(stream);
    while ((count = fread(bytes, 1, sizeof bytes, stream)) > 0)
        text_append_bytes(&out, bytes, count);
    (void)pclose(stream);
    text_release(&line);
    return text_take(&out);
}

static void run(const struct pane *pane, const char *command)
{
    free(tmux(pane, command));
}

static void send(const struct pane *pane, const char *keys)
{
    struct text command = {0};
    text_printf(&command, "send-keys %s", keys);
    run(pane, text_string(&command));
    text_release(&command);
}

static void wait_for(const struct pane *pane, const char *text)
{
    long end = now_ms() + DEADLINE_MS;
    char *shown = NULL;
    do {
        free(shown);
        shown = tmux(pane, "capture-pane -p");
        if (strstr(shown, text)) {
            free(shown);
            return;
        }
        (void)poll(NULL, 0, POLL_MS);
    } while (now_ms() < end);
    print_error("\"%s\" did not come:\n%s\n", text, shown);
    free(shown);
    run(pane, "kill-server");
    fail();
}

/* Waits for a file that holds something; its text, the caller's. */
static char *wait_for_file(const char *path)
{
    long end = now_ms() + DEADLINE_MS;
    while (now_ms() < end) {
        char *bytes;
        size_t length;
        struct error error = {0};
        if (path_exists(path) && file_read(path, &bytes, &length, &error)) {
            if (length)
                return bytes;
            free(bytes);
        }
        (void)poll(NULL, 0, POLL_MS);
    }
    fail_msg("%s did not come", path);
    return NULL;
}

static bool has_tmux(void)
{
    return system("command -v tmux >/dev/null 2>&1") == 0;
}

/* A shell with job control in a pane of 80x24; skips the test where there is no tmux. */
static void open_pane(struct pane *pane)
{
    static int number;
    if (!has_tmux()) {
        print_message("# skipped: tmux is not installed\n");
        skip();
    }
    pane->home = home_make();
    (void)snprintf(pane->socket, sizeof pane->socket, "tutor338-test-%d-%d", (int)getpid(),
                   number++);
    char *script = home_write(pane->home, "bin/recorder",
                              "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$HOME/recorded\"\n");
    assert_int_equal(chmod(script, 0700), 0);
    struct text command = {0};
    text_printf(&command,
                "new-session -d -x 80 -y 24 \"env -i PATH='%s' HOME='%s' TERM=screen "
                "LC_ALL=C.UTF-8 TZ=Europe/Zurich EDITOR='%s' PS1='READY> ' "
                "ASAN_OPTIONS=handle_segv=0:handle_abort=0:detect_leaks=0 T='%s' bash --norc -i\"",
                getenv("PATH"), pane->home, script, getenv("TUTOR338"));
    run(pane, text_string(&command));
    text_release(&command);
    free(script);
    wait_for(pane, "READY>");
}

static void close_pane(struct pane *pane)
{
    run(pane, "kill-server");
    home_remove(pane->home);
}

/* Starts the tutor so that its process id is in a file. */
static pid_t start(struct pane *pane)
{
    send(pane, "'sh -c \"echo \\$\\$ > $HOME/pid; exec $T\"; echo status=$?' Enter");
    wait_for(pane, "Try the sample");
    char *path = home_path(pane->home, "pid");
    char *text = wait_for_file(path);
    pid_t pid = (pid_t)atol(text);
    free(text);
    free(path);
    assert_true(pid > 1);
    return pid;
}

/* The line discipline as a shell leaves it for programs. */
static void expect_restored(struct pane *pane)
{
    send(pane, "'clear; stty -a | tr \" \" \"\\n\" | grep -c -x -e icanon -e echo -e isig' Enter");
    wait_for(pane, "3");
    send(pane, "'echo still-$((40+2))' Enter");
    wait_for(pane, "still-42");
}

static void a_resize_is_followed(void **state)
{
    (void)state;
    struct pane pane;
    open_pane(&pane);
    (void)start(&pane);
    run(&pane, "resize-window -x 60 -y 15");
    wait_for(&pane, "the first qu…");
    run(&pane, "resize-window -x 40 -y 10");
    wait_for(&pane, "Needs 60x15, has 40x10. q leaves.");
    run(&pane, "resize-window -x 100 -y 30");
    wait_for(&pane, "the first question comes at once");
    send(&pane, "q");
    wait_for(&pane, "status=0");
    close_pane(&pane);
}

static void control_z_stops_and_fg_comes_back(void **state)
{
    (void)state;
    struct pane pane;
    open_pane(&pane);
    send(&pane, "'$T' Enter");
    wait_for(&pane, "Try the sample");
    send(&pane, "C-z");
    wait_for(&pane, "Stopped");
    expect_restored(&pane);
    send(&pane, "fg Enter");
    wait_for(&pane, "Try the sample");
    send(&pane, "2");
    wait_for(&pane, "Folder or file");
    send(&pane, "Escape");
    send(&pane, "q");
    send(&pane, "'echo status=$?' Enter");
    wait_for(&pane, "status=0");
    close_pane(&pane);
}

/* Each signal: the terminal is given back, and the status says which it was. */
static void signals_restore_the_terminal(void **state)
{
    (void)state;
    static const int signals[] = {SIGHUP, SIGTERM, SIGINT, SIGSEGV, SIGABRT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct pane pane;
        char status[32];
        open_pane(&pane);
        pid_t pid = start(&pane);
        assert_int_equal(kill(pid, signals[i]), 0);
        (void)snprintf(status, sizeof status, "status=%d", 128 + signals[i]);
        wait_for(&pane, status);
        expect_restored(&pane);
        close_pane(&pane);
    }
}

static void the_editor_opens_at_the_line(void **state)
{
    (void)state;
    struct pane pane;
    open_pane(&pane);
    (void)start(&pane);
    send(&pane, "1");
    wait_for(&pane, "then press Space");
    send(&pane, "e");
    char *path = home_path(pane.home, "recorded");
    char *words = wait_for_file(path);
    long line;
    char file[512];
    assert_int_equal(sscanf(words, "+%ld\n%511[^\n]", &line, file), 2);
    assert_true(line > 0);
    assert_true(path_exists(file));
    free(words);
    free(path);
    wait_for(&pane, "then press Space");
    send(&pane, "Space");
    wait_for(&pane, "3 good");
    send(&pane, "q");
    wait_for(&pane, "status=0");
    close_pane(&pane);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_resize_is_followed),
        cmocka_unit_test(control_z_stops_and_fg_comes_back),
        cmocka_unit_test(signals_restore_the_terminal),
        cmocka_unit_test(the_editor_opens_at_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
