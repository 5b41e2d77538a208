/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields of decks as plain text. They hold HTML as an editor leaves it, sound or not; everything
 * is read somehow, in time that grows with the length alone.
 *
 *   <br> and the edges of blocks end a line; an item of a list begins with "- " or its number;
 *   cells of a row are divided by " | "; inside <pre> blanks and lines stay as they are;
 *   <img src="NAME"> becomes "[picture NAME]"; 2<sup>10</sup> becomes 2^10;
 *   styles, scripts and comments are left out, other markup goes and its text stays;
 *   entities become their characters, every kind of blank a plain one.
 *
 * Control characters and invalid UTF-8 do not come through.
 */
#ifndef CONTENT_HTML_H
#define CONTENT_HTML_H

#include <stddef.h>

#include "engine/base/text.h"

void html_append_text(struct text *out, const char *html, size_t length);

/* Text that is no HTML, with the same care for characters. */
void plain_append_text(struct text *out, const char *plain, size_t length);

#endif
