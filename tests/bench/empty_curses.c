/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that a full-screen program can be: what starting costs before anything is done. */
#include <curses.h>

int main(void)
{
    initscr();
    mvaddstr(0, 0, "nothing");
    refresh();
    (void)getch();
    endwin();
    return 0;
}
