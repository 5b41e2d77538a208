/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Full Name (FN)" and "FN (full name)": what the letters stand for, asked both ways. Letters that
 * do not match the words before them are remarked on instead.
 */
#include <ctype.h>
#include <string.h>

#include "content/claim.h"
#include "content/definition.h"

enum { LETTERS = 8, WORDS = 12 };

/* The acronym without a plural s: 2 to 8 capitals and digits, at least two capitals (or one and a
 * digit). Length 0: none. */
static struct slice acronym_of(struct slice text)
{
    text = slice_trim(text);
    if (text.length > 2 && text.at[text.length - 1] == 's' &&
        isupper((unsigned char)text.at[text.length - 2]))
        text.length--;
    size_t capitals = 0, digits = 0, small = 0;
    for (size_t at = 0; at < text.length; at++) {
        unsigned char c = (unsigned char)text.at[at];
        capitals += isupper(c) != 0;
        digits += isdigit(c) != 0;
        small += islower(c) != 0;
        if (!isalnum(c) && c != '/')
            return slice_until(text, 0);
    }
    bool good = text.length >= 2 && text.length <= LETTERS && isupper((unsigned char)text.at[0]) &&
                capitals + digits >= 2 && small <= capitals * 2 && digits <= 1;
    return slice_until(text, good ? text.length : 0);
}

/* Whether the letters from `letter` on are the initials of the words from `word` on; a word may
 * give further letters from its inside ("DataBase", "CapEx"); small words and what kind of thing
 * it is, at the end ("Act", "International"), may give none. */
static bool spells(struct slice letters, size_t letter, const struct slice *words, size_t word,
                   size_t count)
{
    while (letter < letters.length && letters.at[letter] == '/')
        letter++;
    if (word == count)
        return letter == letters.length;
    struct slice bare = word_bare(words[word]);
    bool takes = letter < letters.length && bare.length &&
                 tolower((unsigned char)bare.at[0]) == tolower((unsigned char)letters.at[letter]);
    if (takes) {
        size_t next = letter + 1, at = 1;
        for (;;) {
            if (spells(letters, next, words, word + 1, count))
                return true;
            while (at < bare.length && next < letters.length &&
                   tolower((unsigned char)bare.at[at]) != tolower((unsigned char)letters.at[next]))
                at++;
            if (at >= bare.length || next >= letters.length)
                break;
            at++;
            next++;
        }
    }
    static const char *const kinds[] = {"act", "law", "international", "inc", "ltd", "group", NULL};
    bool kind = word > 1 && word + 1 == count && slice_is_any(bare, kinds);
    return (kind || (word_is_small(bare) && word > 0)) &&
           spells(letters, letter, words, word + 1, count);
}

/* "EC2", "S3": the digit says how often the letter before it stands. */
static struct slice unfold(struct slice acronym, char room[LETTERS * 2 + 12])
{
    size_t length = 0;
    for (size_t at = 0; at < acronym.length; at++) {
        char c = acronym.at[at];
        int times = isdigit((unsigned char)c) && at && c >= '2' && c <= '9' ? c - '1' : 0;
        if (!isdigit((unsigned char)c))
            room[length++] = c;
        for (int i = 0; i < times && length < LETTERS * 2 + 10; i++)
            room[length++] = acronym.at[at - 1];
    }
    return slice_make(room, length);
}

/* Hyphens separate words too: "Data-Intensive". */
static size_t split_parts(struct slice text, struct slice *parts)
{
    struct slice words[WORDS];
    size_t words_count = word_split(text, words, WORDS), count = 0;
    for (size_t i = 0; i < words_count; i++) {
        struct slice word = words[i];
        for (;;) {
            const char *hyphen = memchr(word.at, '-', word.length);
            size_t length = hyphen ? (size_t)(hyphen - word.at) : word.length;
            if (length && count < WORDS * 2)
                parts[count++] = slice_until(word, length);
            if (!hyphen)
                break;
            word = slice_from(word, length + 1);
        }
    }
    return count;
}

/* "OS1", "OS2": the letters without the digit are the initials already; it counts. */
static bool is_numbered(struct slice acronym, const struct slice *parts, size_t count)
{
    if (acronym.length != count + 1 || !isdigit((unsigned char)acronym.at[count]))
        return false;
    for (size_t i = 0; i < count; i++)
        if (tolower((unsigned char)parts[i].at[0]) != tolower((unsigned char)acronym.at[i]))
            return false;
    return true;
}

static bool stands_for(struct slice acronym, struct slice name)
{
    struct slice parts[WORDS * 2];
    char room[LETTERS * 2 + 12];
    size_t count = split_parts(name, parts);
    if (is_numbered(acronym, parts, count))
        return false;
    return count >= 2 && count <= WORDS && spells(unfold(acronym, room), 0, parts, 0, count);
}

/* The shortest run of words at the end of `before` that the letters stand for; length 0: none. */
static struct slice name_before(struct slice before, struct slice acronym)
{
    before = slice_trim(before);
    size_t start = before.length;
    for (size_t words = 0; words < 10 && start; words++) {
        while (start && before.at[start - 1] == ' ')
            start--;
        while (start && before.at[start - 1] != ' ' && before.at[start - 1] != '\n')
            start--;
        struct slice name = slice_from(before, start);
        if (stands_for(acronym, name))
            return slice_trim_any(name, " \t\n(\"“”*_,");
        if (start && (before.at[start - 1] == '\n' || strchr(".;:(", before.at[start - 1])))
            break;
    }
    return slice_until(before, 0);
}

/* "(ABC) - Rule Book (ABCRB)": the name begins inside another parenthesis. */
static const char *without_bracket(struct finder *f, struct slice name)
{
    const char *close = memchr(name.at, ')', name.length);
    if (!close || memchr(name.at, '(', name.length))
        return finder_clean(f, name);
    struct slice before = slice_until(name, (size_t)(close - name.at));
    struct slice after = slice_trim_any(slice_from(name, before.length + 1), " -");
    return arena_format(&f->harvest->arena, "%s %s", finder_clean(f, before),
                        finder_clean(f, after));
}

#define UNSURE (-0.15)

/* Why the name may not be the whole of it, or NULL: "turns of the shaft (TSs) per minute" goes on
 * behind the letters, and "Guild (GLD) - Rule Book (GLDRB)" was put together. */
static const char *unsure(struct slice name, struct slice passage, const struct block *block)
{
    const char *after = passage.at + passage.length;
    size_t left = (size_t)(block->text + block->length - after);
    bool plural = passage.length > 1 && after[-1] == ')' && after[-2] == 's';
    if (plural && slice_begins(slice_make(after, left), " per "))
        return "the name may go on";
    return memchr(name.at, ')', name.length) && !memchr(name.at, '(', name.length)
               ? "the name was put together"
               : NULL;
}

static void offer(struct finder *f, const struct block *block, struct slice acronym,
                  struct slice name, struct slice passage)
{
    struct arena *arena = &f->harvest->arena;
    const char *short_form = finder_clean(f, acronym), *long_form = without_bracket(f, name);
    struct definition d = {.block = block,
                           .passage = passage,
                           .line = finder_line(block, passage),
                           .end_line = finder_end_line(block, passage)};
    d.why = unsure(name, passage, block);
    d.adjust = d.why ? UNSURE : 0;
    const char *group = finder_group(f);
    size_t from = f->harvest->draft_count;
    const char *question = arena_format(arena, "What does %s stand for?", short_form);
    if (!definition_offer_question(f, &d, question, CARD_BASIC, long_form, group))
        return;
    question = arena_format(arena, "What is the abbreviation of “%s”?", long_form);
    definition_offer_question(f, &d, question, CARD_REVERSE, short_form, group);
    claim_expansion(f->harvest, from, short_form, long_form);
}

/* "DAta MAnagement": the letters are the first ones of words, several of a word. */
static bool is_spelled(struct slice letters, const struct slice *words, size_t count)
{
    size_t most = count ? words[0].length : 0;
    if (!letters.length)
        return true;
    for (size_t taken = 1; taken <= most && taken <= letters.length; taken++) {
        if (tolower((unsigned char)letters.at[taken - 1]) !=
            tolower((unsigned char)words[0].at[taken - 1]))
            return false;
        if (is_spelled(slice_from(letters, taken), words + 1, count - 1))
            return true;
    }
    return false;
}

/* Words and letters that are as many, begin alike, and yet do not match. */
static bool is_mismatch(struct slice acronym, const struct slice *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isupper((unsigned char)words[i].at[0]) || word_is_stop(words[i]))
            return false;
    return acronym.length >= 3 && count == acronym.length && !is_spelled(acronym, words, count) &&
           tolower((unsigned char)words[0].at[0]) == tolower((unsigned char)acronym.at[0]) &&
           !stands_for(acronym,
                       slice_make(words[0].at, (size_t)(words[count - 1].at +
                                                        words[count - 1].length - words[0].at)));
}

static void remark_mismatch(struct finder *f, const struct block *block, struct slice acronym,
                            struct slice name, struct slice passage)
{
    struct arena *arena = &f->harvest->arena;
    struct remark *remark = harvest_add_remark(f->harvest);
    remark->kind = "clarify";
    remark->file = f->harvest->file;
    remark->line = finder_line(block, acronym);
    remark->text = arena_copy_bytes(arena, passage.at, passage.length);
    remark->mismatched = finder_clean(f, name);
    remark->why = "the letters do not match the words";
}

/* The capitalised words before the parenthesis, as many as it has letters. */
static void look_for_mismatch(struct finder *f, const struct block *block, struct slice before,
                              struct slice acronym)
{
    struct slice words[WORDS];
    struct slice tail = before.length > 120 ? slice_from(before, before.length - 120) : before;
    size_t count = word_split(tail, words, WORDS), run = 0;
    while (run < count && isupper((unsigned char)words[count - 1 - run].at[0]) &&
           !word_is_stop(words[count - 1 - run]))
        run++;
    if (count == WORDS || !run || !is_mismatch(acronym, words + count - run, run))
        return;
    const char *start = words[count - run].at, *end = words[count - 1].at + words[count - 1].length;
    remark_mismatch(f, block, acronym, slice_make(start, (size_t)(end - start)),
                    slice_make(start, (size_t)(acronym.at + acronym.length - start) + 1));
}

/* The parenthesis that opens at `open`. */
static void look_at(struct finder *f, const struct block *block, size_t open)
{
    struct slice text = slice_make(block->text, block->length);
    struct slice inside = slice_from(text, open + 1);
    const char *close = memchr(inside.at, ')', inside.length < 80 ? inside.length : 80);
    if (!close || block_covered(block, SPAN_CODE, open, open + 1))
        return;
    inside.length = (size_t)(close - inside.at);
    struct slice before = slice_until(text, open);
    if (before.length > 200)
        before = slice_from(before, before.length - 200);
    struct slice acronym = acronym_of(inside);
    if (acronym.length) {
        struct slice name = name_before(before, acronym);
        struct slice from = name.length ? name : inside;
        struct slice passage = slice_make(from.at, (size_t)(close + 1 - from.at));
        if (name.length && !word_is_acronym(word_bare(name)))
            offer(f, block, acronym, name, passage);
        else if (name.length && word_count(name) > 1)
            offer(f, block, acronym, name, passage);
        else
            look_for_mismatch(f, block, before, acronym);
        return;
    }
    acronym = acronym_of(word_bare(word_last(before)));
    inside = slice_trim(inside);
    struct slice words[WORDS] = {{NULL, 0}},
                 passage = slice_make(acronym.at, (size_t)(close + 1 - acronym.at));
    if (acronym.length && stands_for(acronym, inside))
        offer(f, block, acronym, inside, passage);
    else if (acronym.length && is_mismatch(acronym, words, word_split(inside, words, WORDS)))
        remark_mismatch(f, block, acronym, inside, passage);
}

/* "Infrastructure as Code comes in or IaC": the verb stands between the name and its letters. Two
 * letters would fit too many words at such a distance. */
static struct slice name_further_before(struct slice before, struct slice acronym)
{
    struct slice name = name_before(before, acronym), part = slice_trim(before);
    for (size_t skipped = 0; !name.length && skipped < 3 && acronym.length > 2; skipped++) {
        struct slice last = word_last(part);
        if (!last.length || !islower((unsigned char)last.at[0]) ||
            !isalpha((unsigned char)last.at[last.length - 1]))
            break;
        part = slice_trim(slice_until(part, (size_t)(last.at - part.at)));
        name = name_before(part, acronym);
        if (name.length && !isupper((unsigned char)name.at[0]))
            name.length = 0;
    }
    return name;
}

/* "Transmission Control Protocol or TCP", "TCP or transmission control protocol". */
static void look_at_or(struct finder *f, const struct block *block, size_t at)
{
    struct slice text = slice_make(block->text, block->length);
    struct slice before = slice_until(text, at), after = slice_from(text, at + 4);
    if (before.length > 200)
        before = slice_from(before, before.length - 200);
    struct slice acronym = acronym_of(word_bare(word_first(after)));
    struct slice name = acronym.length ? name_further_before(before, acronym) : acronym;
    if (name.length) {
        offer(f, block, acronym, name,
              slice_make(name.at, (size_t)(acronym.at + acronym.length - name.at)));
        return;
    }
    acronym = acronym_of(word_bare(word_last(before)));
    struct slice words[LETTERS];
    size_t count = acronym.length ? word_split(slice_until(after, 120), words, LETTERS) : 0;
    for (size_t take = 2; take <= count; take++) {
        name = slice_make(words[0].at,
                          (size_t)(words[take - 1].at + words[take - 1].length - words[0].at));
        if (!stands_for(acronym, name))
            continue;
        offer(f, block, acronym, word_bare(name),
              slice_make(acronym.at, (size_t)(name.at + name.length - acronym.at)));
        return;
    }
}

static void find(struct finder *f, const struct block *block)
{
    if (block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM && block->kind != BLOCK_CELL &&
        block->kind != BLOCK_HEADING)
        return;
    size_t found = 0;
    for (size_t at = 1; at < block->length && found < 500; at++) {
        if (block->text[at] == '(') {
            look_at(f, block, at);
            found++;
        } else if (block->text[at] == ' ' && !strncmp(block->text + at, " or ", 4)) {
            look_at_or(f, block, at);
            found++;
        }
    }
}

const struct pattern pattern_acronym = {
    .name = "acronym",
    .confidence = 0.85,
    .summary = "Full Name (FN), FN (full name) or \"full name or FN\": the letters both ways",
    .example = "The kernel uses Copy On Write (COW) for fork.\n",
    .front = "What does COW stand for?",
    .back = "Copy On Write",
    .counter_example = "The function (see RFC) returns (OK) when all is well.\n",
    .find = find,
};
