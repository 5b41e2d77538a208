/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/opener.h"

#include <string.h>

#include "content/verb.h"

enum { SPEECH_WORDS = 9, ROUNDS = 3 };

static const char *const openers[] = {"note that ",
                                      "note also that ",
                                      "also note that ",
                                      "note also ",
                                      "recall that ",
                                      "remember that ",
                                      "keep in mind that ",
                                      "it is important to note that ",
                                      "important to note that ",
                                      "also important to note that ",
                                      "important to note is that ",
                                      "it is worth noting that ",
                                      "bear in mind that ",
                                      "this means that ",
                                      "it turns out that ",
                                      "the point is that ",
                                      "in other words, ",
                                      "that is to say, ",
                                      "that is, ",
                                      "in general, ",
                                      "generally, ",
                                      "basically, ",
                                      "basically ",
                                      "generally ",
                                      "essentially, ",
                                      "so for example, ",
                                      "for instance, ",
                                      "for example, ",
                                      "namely, ",
                                      "of course, ",
                                      "in short, ",
                                      "in practice, ",
                                      "frequently, ",
                                      "typically, ",
                                      "usually, ",
                                      "instead, ",
                                      "similarly, ",
                                      "more specifically, ",
                                      "or, ",
                                      "but ",
                                      "first, ",
                                      "second, ",
                                      "third, ",
                                      "finally, ",
                                      "note: ",
                                      "note:",
                                      "nb: ",
                                      "important: ",
                                      "warning: ",
                                      "caution: ",
                                      "tip: ",
                                      "reminder: ",
                                      "correction: ",
                                      "important correction: ",
                                      "rule of thumb: ",
                                      "goal: ",
                                      NULL};

/* "We recommend that", "The author gives a rule of thumb that": what follows, or the whole. */
static struct slice skip_speaker(struct slice text)
{
    static const char *const speakers[] = {"we ",     "the author ", "the authors ",
                                           "author ", "authors ",    NULL};
    static const char *const recommends[] = {"we recommend you ", "we suggest you ", NULL};
    size_t length = slice_begins_any(text, recommends);
    if (length)
        return slice_from(text, length);
    if (!slice_begins_any(text, speakers))
        return text;
    struct slice rest = text;
    for (int i = 0; i < SPEECH_WORDS; i++) {
        struct slice word = word_first(rest);
        if (!word.length || strchr(",;:(", word.at[word.length - 1]))
            return text;
        rest = slice_trim(slice_from(rest, (size_t)(word.at + word.length - rest.at)));
        if (i > 1 && slice_equals(word, "that"))
            return rest;
    }
    return text;
}

/* "We then heat the pan" orders to heat the pan. */
static struct slice skip_we(struct slice text)
{
    static const char *const steps[] = {
        "then ",     "now ",          "also ",    "next ",   "first ",       "can ",     "must ",
        "should ",   "need to ",      "have to ", "always ", "usually ",     "finally ", "simply ",
        "can also ", "will need to ", "will ",    "could ",  "should also ", NULL};
    static const char *const thoughts[] = {
        "think", "believe", "feel",  "want",  "like",    "see",   "know",      "look", "hope",
        "say",   "talk",    "add",   "learn", "discuss", "cover", "have",      "go",   "call",
        "find",  "start",   "refer", "get",   "argue",   "note",  "recommend", NULL};
    if (!slice_begins(text, "we "))
        return text;
    struct slice rest = slice_from(text, 3);
    for (size_t length; (length = slice_begins_any(rest, steps)) > 0;)
        rest = slice_from(rest, length);
    struct slice verb = word_first(rest);
    bool step_given = rest.at > text.at + 3;
    return step_given && verb_of_base(verb) && !slice_is_any(verb, thoughts) ? rest : text;
}

/* "Here the main risk is fire"; "Here is fire" begins with its verb. */
static struct slice skip_here(struct slice text)
{
    static const char *const places[] = {"here ", "here, ", NULL};
    size_t length = slice_begins_any(text, places);
    struct slice rest = slice_from(text, length), next = word_first(rest);
    static const char *const names[] = {"the", "a", "an", NULL};
    return length && slice_is_any(next, names) ? rest : text;
}

struct slice opener_skip(struct slice text)
{
    for (int round = 0; round < ROUNDS; round++) {
        size_t before = text.length;
        text = slice_trim(slice_from(text, slice_begins_any(text, openers)));
        text = skip_here(skip_we(skip_speaker(text)));
        if (text.length == before)
            break;
    }
    return text;
}
