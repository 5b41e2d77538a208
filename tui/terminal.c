/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/terminal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "engine/base/memory.h"
#include "tui/editor.h"

/* Codes for sequences that terminfo has no key for. */
enum { CODE_PASTE_BEGIN = KEY_MAX + 1, CODE_PASTE_END };

enum { SIGNAL_COUNT = 6, CRASH_COUNT = 5, RESTORE_BYTES = 256 };
static const int handled[SIGNAL_COUNT] = {SIGWINCH, SIGTSTP, SIGCONT, SIGHUP, SIGTERM, SIGINT};
static const int crashes[CRASH_COUNT] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

struct terminal {
    SCREEN *screen;
    WINDOW *input; /* a pad: reading from it never refreshes the screen */
    int in, out;
    int wake[2]; /* signal handlers write the number here */
    int signal;
    bool colors, pasting, paste_known, mouse;
    bool fresh; /* the next drawing paints everything */
    struct canvas shown;
    struct termios modes;
    bool has_modes;
    char restore[RESTORE_BYTES]; /* gives the screen back without curses, after a crash */
    size_t restore_length;
    struct sigaction old_actions[SIGNAL_COUNT], old_crashes[CRASH_COUNT], old_pipe;
    void (*old_exhausted)(size_t);
};

/* Signal handlers and the memory handler need to find it. */
static struct terminal *current;

/* --- Giving the terminal back -------------------------------------------------------------------
 */

static void restore_raw(const struct terminal *terminal)
{
    ssize_t ignored = write(terminal->out, terminal->restore, terminal->restore_length);
    (void)ignored;
    if (terminal->has_modes)
        (void)tcsetattr(terminal->in, TCSANOW, &terminal->modes);
}

static void on_crash(int number)
{
    if (current)
        restore_raw(current);
    /* The action was reset when this handler was called. */
    (void)raise(number);
}

static void on_signal(int number)
{
    int saved = errno;
    if (current) {
        char byte = (char)number;
        ssize_t ignored = write(current->wake[1], &byte, 1);
        (void)ignored;
    }
    errno = saved;
}

static void on_exhausted(size_t wanted)
{
    struct terminal *terminal = current;
    current = NULL;
    if (terminal) {
        restore_raw(terminal);
        memory_exhausted = terminal->old_exhausted;
    }
    (void)fprintf(stderr, "tutor338: out of memory (%zu bytes wanted)\n", wanted);
    _exit(ERROR_FAILURE);
}

static void collect(struct terminal *terminal, const char *sequence)
{
    size_t length = sequence ? strlen(sequence) : 0;
    if (terminal->restore_length + length > RESTORE_BYTES)
        return;
    memcpy(terminal->restore + terminal->restore_length, sequence ? sequence : "", length);
    terminal->restore_length += length;
}

static const char *capability(const char *name)
{
    char code[16];
    (void)snprintf(code, sizeof code, "%s", name);
    const char *value = tigetstr(code);
    return value && value != (const char *)-1 ? value : NULL;
}

static void collect_restore(struct terminal *terminal)
{
    if (terminal->paste_known)
        collect(terminal, "\033[?2004l");
    if (capability("kmous"))
        collect(terminal, "\033[?1000l\033[?1006l");
    collect(terminal, capability("sgr0"));
    collect(terminal, capability("cnorm"));
    collect(terminal, capability("rmkx"));
    collect(terminal, capability("rmcup"));
}

/* --- Signals ------------------------------------------------------------------------------------
 */

static void install_signals(struct terminal *terminal)
{
    struct sigaction action = {.sa_handler = on_signal};
    (void)sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNAL_COUNT; i++)
        (void)sigaction(handled[i], &action, &terminal->old_actions[i]);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGPIPE, &ignore, &terminal->old_pipe);
    struct sigaction crash = {.sa_handler = on_crash, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER)};
    (void)sigemptyset(&crash.sa_mask);
    for (int i = 0; i < CRASH_COUNT; i++) {
        (void)sigaction(crashes[i], NULL, &terminal->old_crashes[i]);
        /* A sanitizer or debugger that watches already keeps its handler. */
        if (terminal->old_crashes[i].sa_handler == SIG_DFL)
            (void)sigaction(crashes[i], &crash, NULL);
    }
    terminal->old_exhausted = memory_exhausted;
    memory_exhausted = on_exhausted;
}

static void remove_signals(struct terminal *terminal)
{
    for (int i = 0; i < SIGNAL_COUNT; i++)
        (void)sigaction(handled[i], &terminal->old_actions[i], NULL);
    for (int i = 0; i < CRASH_COUNT; i++)
        (void)sigaction(crashes[i], &terminal->old_crashes[i], NULL);
    (void)sigaction(SIGPIPE, &terminal->old_pipe, NULL);
    memory_exhausted = terminal->old_exhausted;
}

/* --- Colours ------------------------------------------------------------------------------------
 */

/*
 * Blue and orange rather than red and green; -1 is the terminal's own colour. The fourth and fifth
 * series are those that differ most from the others as colour-blind eyes see them, computed after
 * Machado, Oliveira and Fernandes (2009).
 */
static const short palette_256[THEME_COUNT][INK_COUNT] = {
    [THEME_DARK] = {-1, 246, -1, 117, 75, 215, 75, 215, 176, 29, 226, 250, 240, 24, 31, 38, 81},
    [THEME_LIGHT] = {-1, 242, -1, 25, 26, 130, 26, 130, 90, 65, 19, 238, 249, 110, 68, 26, 18},
    [THEME_HIGH_CONTRAST] = {-1, -1, -1, 45, 45, 214, 45, 214, 207, 36, 229, -1, 250, 45, 45, 51,
                             51},
};
static const short palette_8[INK_COUNT] = {-1, -1, -1, 6, 4, 3, 4, 3, 5, 6, 1, -1, -1, 4, 4, 6, 6};

static void start_colors(struct terminal *terminal, const struct terminal_options *options)
{
    const char *no_color = getenv("NO_COLOR");
    terminal->colors = options->theme != THEME_MONO && !options->no_color &&
                       !(no_color && *no_color) && has_colors() && start_color() == OK;
    if (!terminal->colors)
        return;
    (void)use_default_colors();
    const short *palette = COLORS >= 256 ? palette_256[options->theme] : palette_8;
    for (int ink = 0; ink < INK_COUNT; ink++)
        (void)init_pair((short)(ink + 1), palette[ink], -1);
}

/* Inks that have a weight of their own, with or without colours. */
static attr_t weight(const struct terminal *terminal, enum ink ink)
{
    switch (ink) {
    case INK_STRONG:
    case INK_ACCENT:
        return A_BOLD;
    case INK_DIM:
        return terminal->colors && COLORS >= 256 ? A_NORMAL : A_DIM;
    default:
        return A_NORMAL;
    }
}

/* --- Opening and closing ------------------------------------------------------------------------
 */

static void paste_mode(struct terminal *terminal, bool on)
{
    if (terminal->paste_known) {
        const char *sequence = on ? "\033[?2004h" : "\033[?2004l";
        ssize_t ignored = write(terminal->out, sequence, strlen(sequence));
        (void)ignored;
    }
}

static void set_modes(struct terminal *terminal)
{
    (void)cbreak();
    (void)noecho();
    (void)nonl();
    (void)curs_set(0);
    (void)typeahead(-1);
    if (!getenv("ESCDELAY"))
        (void)set_escdelay(25);
    terminal->input = newpad(1, 1);
    (void)keypad(terminal->input, TRUE);
    (void)nodelay(terminal->input, TRUE);
    (void)leaveok(stdscr, FALSE);
    /* As terminals send them that do not know the application mode of the cursor keys. */
    (void)define_key("\033[A", KEY_UP);
    (void)define_key("\033[B", KEY_DOWN);
    (void)define_key("\033[C", KEY_RIGHT);
    (void)define_key("\033[D", KEY_LEFT);
    (void)define_key("\033[200~", CODE_PASTE_BEGIN);
    (void)define_key("\033[201~", CODE_PASTE_END);
}

/* Notes are UTF-8, so curses must count characters as UTF-8 whatever the environment says. */
static void ensure_utf8(void)
{
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        (void)setlocale(LC_CTYPE, "C.UTF-8");
}

static bool open_wake(struct terminal *terminal, struct error *error)
{
    if (pipe2(terminal->wake, O_CLOEXEC | O_NONBLOCK) == 0)
        return true;
    return error_set(error, ERROR_FAILURE, "no pipe for signals: %s", strerror(errno));
}

static bool knows_paste(const char *type)
{
    static const char *const families[] = {"xterm", "screen", "tmux", "rxvt",   "alacritty",
                                           "kitty", "foot",   "st-",  "konsole"};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (!strncmp(type, families[i], strlen(families[i])))
            return true;
    }
    return false;
}

struct terminal *terminal_open(const struct terminal_options *options, struct error *error)
{
    const char *type = options->type ? options->type : getenv("TERM");
    struct terminal *terminal = memory_allocate(1, sizeof *terminal);
    terminal->in = fileno(options->in);
    terminal->out = fileno(options->out);
    terminal->has_modes = tcgetattr(terminal->in, &terminal->modes) == 0;
    ensure_utf8();
    if (!open_wake(terminal, error)) {
        free(terminal);
        return NULL;
    }
    terminal->screen = newterm(type ? type : "", options->out, options->in);
    if (!terminal->screen) {
        (void)error_set(error, ERROR_FAILURE,
                        "the terminal type \"%s\" is not known here: set TERM, or use --plain",
                        type ? type : "");
        (void)close(terminal->wake[0]);
        (void)close(terminal->wake[1]);
        free(terminal);
        return NULL;
    }
    terminal->paste_known = knows_paste(type ? type : "");
    terminal->fresh = true;
    current = terminal;
    collect_restore(terminal);
    set_modes(terminal);
    start_colors(terminal, options);
    install_signals(terminal);
    paste_mode(terminal, true);
    return terminal;
}

void terminal_close(struct terminal *terminal)
{
    if (!terminal)
        return;
    terminal_mouse(terminal, false);
    paste_mode(terminal, false);
    (void)endwin();
    remove_signals(terminal);
    current = NULL;
    (void)delwin(terminal->input);
    delscreen(terminal->screen);
    (void)close(terminal->wake[0]);
    (void)close(terminal->wake[1]);
    canvas_release(&terminal->shown);
    free(terminal);
}

/* --- Size ---------------------------------------------------------------------------------------
 */

void terminal_size(const struct terminal *terminal, int *columns, int *rows)
{
    (void)terminal;
    *columns = COLS;
    *rows = LINES;
}

void terminal_set_size(struct terminal *terminal, int columns, int rows)
{
    if (columns < 1 || rows < 1 || (columns == COLS && rows == LINES))
        return;
    (void)resize_term(rows, columns);
    terminal_repaint(terminal);
}

static void fetch_size(struct terminal *terminal)
{
    struct winsize size;
    if (ioctl(terminal->out, TIOCGWINSZ, &size) == 0)
        terminal_set_size(terminal, size.ws_col, size.ws_row);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->width == b->width && a->style.ink == b->style.ink &&
           a->style.attributes == b->style.attributes && !strcmp(a->bytes, b->bytes);
}

static void put_cell(const struct terminal *terminal, int column, int row, const struct cell *cell)
{
    wchar_t wide[CCHARW_MAX + 1] = {0};
    size_t count = 0, offset = 0, length = strlen(cell->bytes);
    while (offset < length && count < CCHARW_MAX) {
        uint32_t code;
        offset += utf8_decode(cell->bytes + offset, length - offset, &code, NULL);
        wide[count++] = (wchar_t)code;
    }
    /* The last line of defence: nothing that is not a printing character is handed on. */
    if (!count || wcwidth(wide[0]) != cell->width) {
        wide[0] = length ? L'?' : L' ';
        wide[1] = L'\0';
    }
    attr_t attributes = weight(terminal, cell->style.ink);
    attributes |= cell->style.attributes & ATTRIBUTE_BOLD ? A_BOLD : 0;
    attributes |= cell->style.attributes & ATTRIBUTE_UNDERLINE ? A_UNDERLINE : 0;
    attributes |= cell->style.attributes & ATTRIBUTE_REVERSE ? A_REVERSE : 0;
    short pair = terminal->colors ? (short)(cell->style.ink + 1) : 0;
    cchar_t character;
    if (setcchar(&character, wide, attributes, pair, NULL) == OK)
        (void)mvadd_wch(row, column, &character);
}

/* Whole rows are handed to curses, which sends the difference; this keeps wide characters whole. */
static bool put_row(struct terminal *terminal, const struct canvas *canvas, int row)
{
    bool changed = terminal->fresh;
    for (int column = 0; column < canvas->columns && !changed; column++)
        changed = !same_cell(canvas_cell(canvas, column, row),
                             canvas_cell(&terminal->shown, column, row));
    for (int column = 0; column < canvas->columns && changed; column++) {
        const struct cell *cell = canvas_cell(canvas, column, row);
        if (cell->width)
            put_cell(terminal, column, row, cell);
    }
    return changed;
}

static void remember(struct terminal *terminal, const struct canvas *canvas)
{
    struct canvas *shown = &terminal->shown;
    if (shown->columns != canvas->columns || shown->rows != canvas->rows)
        canvas_resize(shown, canvas->columns, canvas->rows);
    size_t cells = (size_t)canvas->columns * (size_t)canvas->rows;
    if (cells)
        memcpy(shown->cells, canvas->cells, cells * sizeof *shown->cells);
    shown->cursor_column = canvas->cursor_column;
    shown->cursor_row = canvas->cursor_row;
}

void terminal_draw(struct terminal *terminal, const struct canvas *canvas)
{
    if (canvas->columns != terminal->shown.columns || canvas->rows != terminal->shown.rows)
        terminal->fresh = true;
    bool changed = terminal->fresh || canvas->cursor_column != terminal->shown.cursor_column ||
                   canvas->cursor_row != terminal->shown.cursor_row;
    if (terminal->fresh) {
        (void)werase(stdscr);
        (void)clearok(curscr, TRUE);
    }
    for (int row = 0; row < canvas->rows && row < LINES; row++)
        changed |= put_row(terminal, canvas, row);
    if (!changed)
        return;
    bool cursor = canvas->cursor_column >= 0 && canvas->cursor_row >= 0;
    (void)curs_set(cursor);
    (void)move(cursor ? canvas->cursor_row : LINES - 1, cursor ? canvas->cursor_column : 0);
    (void)wnoutrefresh(stdscr);
    (void)doupdate();
    remember(terminal, canvas);
    terminal->fresh = false;
}

void terminal_repaint(struct terminal *terminal)
{
    terminal->fresh = true;
}

/* --- Keys ---------------------------------------------------------------------------------------
 */

static const struct {
    int code;
    uint32_t special;
} special_codes[] = {
    {KEY_UP, SPECIAL_UP},         {KEY_DOWN, SPECIAL_DOWN},     {KEY_LEFT, SPECIAL_LEFT},
    {KEY_RIGHT, SPECIAL_RIGHT},   {KEY_PPAGE, SPECIAL_PAGE_UP}, {KEY_NPAGE, SPECIAL_PAGE_DOWN},
    {KEY_HOME, SPECIAL_HOME},     {KEY_END, SPECIAL_END},       {KEY_ENTER, SPECIAL_ENTER},
    {KEY_BTAB, SPECIAL_BACK_TAB}, {KEY_DC, SPECIAL_DELETE},     {KEY_BACKSPACE, SPECIAL_BACKSPACE},
    {KEY_IC, SPECIAL_INSERT},     {KEY_RESIZE, SPECIAL_RESIZE},
};

static bool translate_mouse(struct key *key)
{
    MEVENT event;
    if (getmouse(&event) != OK)
        return false;
    if (event.bstate & BUTTON4_PRESSED)
        key->code = SPECIAL_WHEEL_UP;
    else if (event.bstate & BUTTON5_PRESSED)
        key->code = SPECIAL_WHEEL_DOWN;
    else if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED))
        key->code = SPECIAL_CLICK;
    else
        return false;
    key->column = event.x;
    key->row = event.y;
    return true;
}

static bool translate_function(struct terminal *terminal, wint_t code, struct key *key)
{
    if (code == CODE_PASTE_BEGIN || code == CODE_PASTE_END) {
        terminal->pasting = code == CODE_PASTE_BEGIN;
        return false;
    }
    if (code == KEY_MOUSE)
        return translate_mouse(key);
    if (code >= KEY_F(1) && code <= KEY_F(12)) {
        key->code = SPECIAL_F1 + (uint32_t)code - KEY_F(1);
        return true;
    }
    for (size_t i = 0; i < sizeof special_codes / sizeof *special_codes; i++) {
        if ((wint_t)special_codes[i].code == code) {
            key->code = special_codes[i].special;
            return true;
        }
    }
    return false;
}

static bool translate_character(struct terminal *terminal, wint_t code, struct key *key)
{
    key->pasted = terminal->pasting;
    key->code = (uint32_t)code;
    if (code == '\r' || code == '\n')
        key->code = terminal->pasting ? ' ' : SPECIAL_ENTER;
    else if (code == '\t')
        key->code = terminal->pasting ? ' ' : SPECIAL_TAB;
    else if (code == 27)
        key->code = SPECIAL_ESCAPE;
    else if (code == 8 || code == 127)
        key->code = SPECIAL_BACKSPACE;
    else if (code >= 1 && code <= 26) {
        key->code = (uint32_t)(code - 1 + 'a');
        key->control = true;
    }
    bool special = key->control || key->code >= SPECIAL_FIRST;
    /* In a paste there are no commands, and nowhere are there other control characters. */
    return special ? !terminal->pasting : key->code >= ' ' && (key->code < 127 || key->code >= 160);
}

/* Takes keys that are there until one means something. */
static bool take_key(struct terminal *terminal, struct key *key)
{
    wint_t code;
    int kind;
    while ((kind = wget_wch(terminal->input, &code)) != ERR) {
        *key = (struct key){0};
        if (kind == KEY_CODE_YES ? translate_function(terminal, code, key)
                                 : translate_character(terminal, code, key))
            return true;
    }
    return false;
}

static void come_back(struct terminal *terminal);

static bool take_signal(struct terminal *terminal, struct key *key)
{
    unsigned char byte;
    while (read(terminal->wake[0], &byte, 1) == 1) {
        *key = (struct key){.code = SPECIAL_RESIZE};
        if (byte == SIGWINCH) {
            fetch_size(terminal);
        } else if (byte == SIGTSTP) {
            terminal_stop(terminal);
        } else if (byte == SIGCONT) {
            /* Whoever stopped us without asking (kill -STOP) left the terminal as it was. */
            come_back(terminal);
        } else {
            terminal->signal = byte;
            key->code = SPECIAL_END_OF_INPUT;
        }
        return true;
    }
    return false;
}

/* Whether there is nothing more to read and never will be. */
static bool is_at_end(const struct terminal *terminal, short events)
{
    int available = 0;
    if (events & (POLLERR | POLLNVAL))
        return true;
    return (events & (POLLIN | POLLHUP)) && ioctl(terminal->in, FIONREAD, &available) == 0 &&
           available == 0;
}

bool terminal_read(struct terminal *terminal, int timeout_ms, struct key *key)
{
    for (;;) {
        if (take_signal(terminal, key) || take_key(terminal, key))
            return true;
        struct pollfd sources[2] = {{.fd = terminal->in, .events = POLLIN},
                                    {.fd = terminal->wake[0], .events = POLLIN}};
        int ready = poll(sources, 2, timeout_ms);
        if (ready == 0)
            return false;
        if (ready > 0 && !sources[1].revents && is_at_end(terminal, sources[0].revents)) {
            *key = (struct key){.code = SPECIAL_END_OF_INPUT};
            return true;
        }
    }
}

int terminal_signal(const struct terminal *terminal)
{
    return terminal->signal;
}

void terminal_mouse(struct terminal *terminal, bool on)
{
    if (on == terminal->mouse)
        return;
    terminal->mouse = on;
    (void)mouseinterval(0);
    (void)mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

/* --- Leaving for a while ------------------------------------------------------------------------
 */

static void leave(struct terminal *terminal)
{
    paste_mode(terminal, false);
    (void)def_prog_mode();
    (void)endwin();
}

static void come_back(struct terminal *terminal)
{
    (void)reset_prog_mode();
    (void)refresh();
    paste_mode(terminal, true);
    fetch_size(terminal);
    terminal_repaint(terminal);
}

void terminal_stop(struct terminal *terminal)
{
    leave(terminal);
    struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
    (void)sigaction(SIGTSTP, &standard, &ours);
    (void)raise(SIGTSTP);
    (void)sigaction(SIGTSTP, &ours, NULL);
    come_back(terminal);
}

/* Ctrl-C pressed in the editor was meant for the editor. */
static void forget_interrupts(struct terminal *terminal)
{
    unsigned char bytes[64];
    ssize_t count = read(terminal->wake[0], bytes, sizeof bytes);
    for (ssize_t i = 0; i < count; i++) {
        if (bytes[i] != SIGINT && bytes[i] != SIGTSTP)
            on_signal(bytes[i]);
    }
}

bool terminal_edit(struct terminal *terminal, const char *file, long line, struct error *error)
{
    leave(terminal);
    bool ok = editor_run(file, line, error);
    forget_interrupts(terminal);
    come_back(terminal);
    return ok;
}
