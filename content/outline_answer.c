/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cards over several answers: all at once where they are few, else one gap an answer. */
#include <ctype.h>
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"
#include "engine/base/text.h"

enum { ITEMS_WANTED = 5, FRONT_WORDS = 60, GAP_WORDS = 16, SHOWN_WORDS = 50 };

const char *outline_number(struct finder *f, size_t count)
{
    static const char *const names[] = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    return count < sizeof names / sizeof *names ? names[count]
                                                : arena_format(&f->harvest->arena, "%zu", count);
}

/* --- What is an answer ---------------------------------------------------------------------------
 */

bool outline_is_filler(struct slice item)
{
    static const char *const fillers[] = {"etc",      "etc.",      "others",     "other", "more",
                                          "and more", "and so on", "and others", "so on", "...",
                                          "misc",     "rest",      "the rest",   NULL};
    item = slice_trim_any(item, " \t.,;:()");
    static const char *const begins[] = {"other ", "any other ", "anything else",
                                         "nb:",    "note:",      NULL};
    static const char *const vague[] = {"of stuff", "more stuff", "too much", "should now", NULL};
    for (size_t i = 0; begins[i]; i++)
        if (slice_begins(item, begins[i]))
            return true;
    return !item.length || slice_is_any(item, fillers) ||
           slice_holds_any(slice_until(item, slice_find(item, "(")), vague);
}

/* "is there a limit", "what does it cost": not "how long it takes" or "does not scale". */
bool outline_is_asked(struct slice item)
{
    static const char *const asking[] = {"what", "which", "who",   "whom", "why",
                                         "how",  "when",  "where", NULL};
    static const char *const helpers[] = {"is",   "are",   "was", "were",   "do",
                                          "does", "did",   "can", "should", "could",
                                          "will", "would", "has", "have",   NULL};
    static const char *const alone[] = {"does", "did", NULL};
    static const char *const first[] = {"is", "are", "do", "can", "should", "will", NULL};
    static const char *const subjects[] = {"there", "it", "we", "you", "they", "i", "the", NULL};
    struct slice words[3];
    size_t count = word_split(item, words, 3);
    if (item.length && item.at[item.length - 1] == '?')
        return true;
    if (count < 3)
        return false;
    if (slice_is_any(words[0], asking))
        return slice_is_any(words[1], helpers);
    if (slice_is_any(words[0], alone))
        return !slice_equals(words[1], "not");
    return slice_is_any(words[0], first) && slice_is_any(words[1], subjects);
}

/* The end of the part that begins the text: before a comma or a spaced slash. */
static size_t part_end(struct slice text, size_t *skip)
{
    size_t depth = 0, at = 0;
    for (*skip = 0; at < text.length; at++) {
        depth += strchr("([", text.at[at]) != NULL;
        depth -= depth && strchr(")]", text.at[at]);
        if (depth)
            continue;
        bool comma = strchr(",;", text.at[at]) != NULL &&
                     (at + 1 == text.length || isspace((unsigned char)text.at[at + 1]) ||
                      (at && text.at[at - 1] == ' '));
        bool slash = at && at + 1 < text.length && text.at[at] == '/' && text.at[at - 1] == ' ' &&
                     text.at[at + 1] == ' ';
        if (comma || slash) {
            *skip = 1;
            break;
        }
    }
    return at;
}

size_t outline_split(struct slice text, struct slice *parts, size_t room)
{
    size_t count = 0;
    text = slice_trim_any(text, " \t\n.");
    if (text.length > 2 && text.at[0] == '(' && text.at[text.length - 1] == ')' &&
        !memchr(text.at + 1, '(', text.length - 1))
        text = slice_make(text.at + 1, text.length - 2);
    while (text.length && count < room) {
        size_t skip, end = part_end(text, &skip);
        struct slice part = slice_trim_any(slice_until(text, end), " \t\n.");
        text = slice_from(text, end + skip);
        if (count && slice_begins(part, "and "))
            part = slice_from(part, 4);
        if (count && slice_begins(part, "or "))
            part = slice_from(part, 3);
        static const char *const intros[] = {"eg. ", "e.g. ", "eg: ", "eg ", "ex: ", NULL};
        for (size_t i = 0; intros[i]; i++)
            if (slice_begins(part, intros[i]))
                part = slice_trim(slice_from(part, strlen(intros[i])));
        if (slice_ends(part, " etc"))
            part = slice_trim(slice_until(part, part.length - 4));
        if (!outline_is_filler(part))
            parts[count++] = part;
    }
    return text.length ? 0 : count;
}

enum { PART_WORDS = 3, FEW_WORDS = 6 };

/* A word that joins or says something: a part that holds one is no name. */
static bool holds_link(struct slice part)
{
    static const char *const links[] = {"that", "which", "where", "with", "to", "is", "are", NULL};
    struct slice words[PART_WORDS];
    size_t count = word_split(part, words, PART_WORDS);
    for (size_t i = 0; i < count; i++)
        if ((islower((unsigned char)words[i].at[0]) && slice_is_any(words[i], links)) ||
            (count > 1 && i + 1 == count && word_is_third_person(words[i])) ||
            (count > 1 && i == 0 && word_is_third_person(words[i])))
            return true;
    return false;
}

size_t outline_listed(struct slice text, struct slice *parts, size_t room)
{
    size_t count = memchr(text.at, ':', text.length) ? 0 : outline_split(text, parts, room);
    for (size_t i = 0; i < count; i++)
        if (word_count(parts[i]) > PART_WORDS || holds_link(parts[i]))
            return 0;
    bool few = count == 2 && word_count(text) > FEW_WORDS;
    struct slice last = count ? word_last(parts[0]) : text;
    bool action = count && word_count(parts[0]) > 1 && word_is_base_verb(word_first(parts[0])) &&
                  !slice_ends(last, "ing") && !word_is_plural(last);
    return count > 1 && !few && !action ? count : 0;
}

/* --- The cards -----------------------------------------------------------------------------------
 */

void outline_add_answer(struct outline_answers *answers, const char *text)
{
    size_t words = word_count(slice_of(text));
    if (answers->count == OUTLINE_ITEMS)
        return;
    answers->text[answers->count++] = text;
    answers->words += words;
    answers->longest = words > answers->longest ? words : answers->longest;
}

static const char *joined(struct finder *f, const struct outline_answers *answers)
{
    struct text out = {0};
    for (size_t i = 0; i < answers->count; i++)
        text_printf(&out, "%s%s", i ? "\n" : "", answers->text[i]);
    const char *all = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    return all;
}

/* The list with one answer hidden; of a long one only what stands near. */
static const char *with_gap(struct finder *f, const char *label,
                            const struct outline_answers *answers, size_t hidden)
{
    bool all = answers->words <= FRONT_WORDS;
    struct text out = {0};
    text_printf(&out, "%s: ", label);
    for (size_t i = 0; i < answers->count; i++) {
        bool near = all || (i + 2 >= hidden && i <= hidden + 2);
        bool edge = !near && (i == 0 || i + 1 == answers->count);
        if (!near && !edge)
            continue;
        const char *text = i == hidden ? "[...]" : near ? answers->text[i] : "…";
        text_printf(&out, "%s%s", i ? "; " : "", text);
    }
    const char *front = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    return front;
}

void outline_offer_answers(struct finder *f, const struct offer *base, const char *question,
                           const char *label, const struct outline_answers *answers)
{
    struct offer offer = *base;
    if (!offer.group)
        offer.group = finder_group(f);
    if (answers->count <= ITEMS_WANTED && answers->words <= BACK_WANTED) {
        offer.kind = CARD_LIST;
        offer.front = question;
        offer.back = joined(f, answers);
        finder_offer(f, &offer);
        return;
    }
    if (answers->longest > GAP_WORDS && answers->words > SHOWN_WORDS)
        return; /* paragraphs, no list */
    for (size_t i = 0; i < answers->count; i++) {
        offer.kind = CARD_CLOZE;
        offer.front = with_gap(f, label, answers, i);
        offer.back = answers->text[i];
        finder_offer(f, &offer);
    }
}
