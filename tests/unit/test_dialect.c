/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes as other tools write and export them: what they say becomes cards, their markup does not.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "content/content.h"
#include "engine/base/text.h"
#include "tests/support/suite.h"

static void gather(const char *text, struct harvest *harvest)
{
    struct content_options options = {0};
    memset(harvest, 0, sizeof *harvest);
    content_harvest("/note.md", text, strlen(text), &options, harvest);
}

/* `wanted`: "term => back" of cards that must be there; `never`: what no card may hold. */
struct note {
    const char *name, *text;
    const char *wanted[8], *never[10];
};

static const struct note notes[] = {
    {"a page exported from Notion",
     "# Bird notes 2f3a9c1d\n\nCreated: March 3, 2024 10:12 AM\nLast Edited: March 9, 2024\n"
     "Status: In progress\nMood: fine\n\n<aside>\n💡 **Clutch:** the eggs that a bird lays in one "
     "nesting\n\n</aside>\n\n- [ ]  read on\n",
     {"clutch => The eggs that a bird lays in one nesting"},
     {"March", "Mood", "aside", "💡", "In progress"}},
    {"an outline of Logseq",
     "title:: Birds\ntags:: zoo\n\n- **Clutch** is the set of eggs that a bird lays in one "
     "nesting.\n  id:: 65a1b2c3-1111-2222-3333-444455556667\n  collapsed:: true\n\t- "
     "card-repeats:: 1\n\t- {{embed ((65a1b2c3-1111-2222-3333-444455556668))}}\n\t- "
     "((65a1b2c3-1111-2222-3333-444455556669))\n\t- SCHEDULED: <2024-02-05 Mon>\n\t- "
     "#+BEGIN_NOTE\n\t  Brood patch: bare skin with which a bird warms its eggs.\n\t  "
     "#+END_NOTE\n\t- :LOGBOOK:\n\t  CLOCK: [2024-02-03 Sat 10:11:12]\n\t  :END:\n",
     {"brood patch => Bare skin with which a bird warms its eggs"},
     {"::", "65a1b2c3", "SCHEDULED", "BEGIN", "CLOCK", "embed", "2024"}},
    {"an Org file",
     "#+TITLE: Birds\n#+AUTHOR: Nobody\n\n* Nests\n:PROPERTIES:\n:ID: 1234\n:END:\n** TODO Parts "
     "[1/3]\n- Clutch :: the eggs that a bird lays in one nesting\n#+BEGIN_SRC sh\nls # nest: a "
     "folder of eggs\n#+END_SRC\n",
     {"clutch => The eggs that a bird lays in one nesting"},
     {"TITLE", "1234", "PROPERTIES", "[1/3]", "TODO", "SRC", "::"}},
    {"definition lists",
     "# Birds\n\nClutch\n:   the eggs that a bird lays in one nesting\n\n*Brood patch*\n\n~ bare "
     "skin "
     "with which a bird warms its eggs\n\nPellet\n  : the remains of a meal that an owl casts up\n"
     "Crop\n: a pouch in which a bird keeps food\n",
     {"clutch => The eggs that a bird lays in one nesting",
      "brood patch => Bare skin with which a bird warms its eggs",
      "pellet => The remains of a meal that an owl casts up",
      "crop => A pouch in which a bird keeps food"},
     {"~", "*"}},
    {"containers, admonitions and roles",
     "# Birds {#sec:birds .unnumbered}\n\n!!! note \"On eggs\"\n    A clutch is a set of eggs that "
     "a "
     "bird lays in one nesting.\n\n:::{note}\nA pellet is a ball of remains that an owl casts "
     "up.\n:::\n\n{term}`Moulting` is the process by which a bird renews its feathers.[@bird1997, "
     "p. 3]\n\nA crop[^1] is a pouch in which a bird keeps food.\n\n[^1]: Not all of 300 "
     "species.\n\n"
     "\\begin{equation}\nE = 3 birds\n\\end{equation}\n\nA talon is a claw of a bird that hunts "
     "\\cite{hawk}.\n",
     {"clutch => A set of eggs that a bird lays in one nesting",
      "pellet => A ball of remains that an owl casts up",
      "crop => A pouch in which a bird keeps food", "talon => A claw of a bird that hunts"},
     {"{", "@", "^", "!!!", ":::", "300", "cite", "equation", "#sec"}},
    {"names of blocks and roles",
     "**Clutch:** the eggs that a bird lays in one nesting ^a1b2c3\n\nA talon is a claw of a bird "
     "that hunts, as in :ref:`claws`.\n",
     {"clutch => The eggs that a bird lays in one nesting"},
     {"^", "a1b2", ":ref:"}},
    {"HTML",
     "<p>A <b>clutch</b> is a set of eggs that a bird lays in one nesting.<br/>It is "
     "warmed.</p>\n\n"
     "The smallest nest holds 10<sup>3</sup> eggs<sup>2</sup> of one kind of fly.\n",
     {"clutch => A set of eggs that a bird lays in one nesting"},
     {"<", "nesting.It", "eggs2"}},
    {"Windows line ends, a BOM and odd front matter",
     "\xEF\xBB\xBF---\r\ntitle: \"Birds: a start\"\r\ntags:\r\n  - zoo\r\ncss: |\r\n  a: "
     "b\r\n---\r\n# Birds\r\n\r\n\tClutch:\tthe eggs that a bird lays in one nesting\r\n",
     {"clutch => The eggs that a bird lays in one nesting"},
     {"\r", "\t", "zoo"}},
};

static bool holds_card(const struct harvest *h, const char *wanted)
{
    const char *arrow = strstr(wanted, " => ");
    char term[64];
    (void)snprintf(term, sizeof term, "%.*s", (int)(arrow - wanted), wanted);
    for (size_t i = 0; i < h->draft_count; i++)
        if (strcasestr(h->drafts[i].front, term) && !strcmp(h->drafts[i].back, arrow + 4))
            return true;
    return false;
}

static void notes_of_other_tools_are_read(void **state)
{
    (void)state;
    bool good = true;
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        struct harvest h;
        gather(notes[i].text, &h);
        for (size_t k = 0; k < 8 && notes[i].wanted[k]; k++)
            if (!holds_card(&h, notes[i].wanted[k])) {
                good = false;
                (void)fprintf(stderr, "%s: no card \"%s\"\n", notes[i].name, notes[i].wanted[k]);
            }
        for (size_t d = 0; d < h.draft_count; d++)
            for (size_t k = 0; k < 10 && notes[i].never[k]; k++)
                if (strstr(h.drafts[d].front, notes[i].never[k]) ||
                    strstr(h.drafts[d].back, notes[i].never[k])) {
                    good = false;
                    (void)fprintf(stderr, "%s: \"%s\" in \"%s\" - \"%s\"\n", notes[i].name,
                                  notes[i].never[k], h.drafts[d].front, h.drafts[d].back);
                }
        for (size_t d = 0; !good && d < h.draft_count; d++)
            (void)fprintf(stderr, "has: %s => %s\n", h.drafts[d].front, h.drafts[d].back);
        harvest_release(&h);
        if (!good)
            fail_msg("%s", notes[i].name);
    }
}

/* The form is the tool's, but it is written as text. */
static void lookalikes_stay_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "# Birds\n\nClutch: the eggs that a bird lays in one nesting\n",      /* no property */
        "# Nests\n\n✅ Clutch: the eggs that a bird lays in one nesting\n",    /* a state */
        "??? Clutch\n\nClutch: the eggs that a bird lays in one nesting\n",   /* a doubt */
        "* one\n* two\n\nClutch: the eggs that a bird lays in one nesting\n", /* bullets */
        "\\begin{x} never ends\n\nClutch: the eggs that a bird lays in one nesting\n",
        ":PROPERTIES:\n\nClutch: the eggs that a bird lays in one nesting\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct harvest h;
        bool found = false;
        gather(texts[i], &h);
        for (size_t d = 0; d < h.draft_count; d++)
            found |= !strcmp(h.drafts[d].back, "The eggs that a bird lays in one nesting");
        if (!found)
            fail_msg("no card from \"%s\"", texts[i]);
        harvest_release(&h);
    }
}

static void hostile_notes_are_read_in_time(void **state)
{
    (void)state;
    static const char *const units[] = {":PROPERTIES:\n",
                                        "#+BEGIN_SRC\n",
                                        "\\begin{a}\n",
                                        "a\n: b\n",
                                        "a\n\n: b\n\n",
                                        "[^",
                                        "[@",
                                        "{.",
                                        "{a}`",
                                        "<sup>1",
                                        "\\cite{",
                                        "💡",
                                        "!!! a\n",
                                        ":::",
                                        "((",
                                        "* \n#+A:\n",
                                        "id:: a\n",
                                        "a<br>"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct text text = {0};
        while (text.length < 300000)
            text_append(&text, units[i]);
        struct harvest h;
        clock_t begin = clock();
        gather(text.data, &h);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        if (seconds > 5)
            fail_msg("%.1f s for \"%s\"", seconds, units[i]);
        harvest_release(&h);
        text_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_of_other_tools_are_read),
        cmocka_unit_test(lookalikes_stay_text),
        cmocka_unit_test(hostile_notes_are_read_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
