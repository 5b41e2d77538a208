/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "进程（Full Name，FN）", "FN（Full Name，全称）": in Chinese, Japanese and Korean text the
 * letters, the words and the name share one pair of parentheses. Asks what the letters stand for.
 */
#include <ctype.h>
#include <string.h>

#include "content/pattern.h"
#include "content/script.h"

enum { PARTS = 4, INSIDE_AT_MOST = 160 };

static bool is_latin(struct slice text)
{
    for (size_t at = 0; at < text.length; at++)
        if (!isalnum((unsigned char)text.at[at]) && !strchr(" -/'", text.at[at]))
            return false;
    return text.length > 1 && isalpha((unsigned char)text.at[0]);
}

static bool is_letters(struct slice text)
{
    size_t capitals = 0;
    for (size_t at = 0; at < text.length; at++)
        capitals += isupper((unsigned char)text.at[at]) != 0;
    return is_latin(text) && text.length <= 8 && capitals >= 2 &&
           !memchr(text.at, ' ', text.length);
}

/* Each word gives its first letter, in order; letters from inside of a word may stand between. */
static bool stands_for(struct slice letters, struct slice name)
{
    struct slice words[8];
    size_t count = word_split(name, words, 8), letter = 0;
    if (count < 2 || count > letters.length)
        return false;
    for (size_t i = 0; i < count; i++) {
        int first = tolower((unsigned char)words[i].at[0]);
        while (letter < letters.length && tolower((unsigned char)letters.at[letter]) != first)
            letter++;
        if (letter++ >= letters.length || (!i && letter != 1))
            return false;
    }
    return true;
}

/* "a，b" and "a, b". */
static size_t split(struct slice text, struct slice *parts)
{
    static const char *const commas[] = {"，", "、", ",", "；", NULL};
    size_t count = 0;
    while (count < PARTS) {
        size_t at = slice_find_any(text, commas);
        parts[count++] = slice_trim(slice_until(text, at));
        if (at >= text.length)
            break;
        text = slice_from(text, at + slice_begins_any(slice_from(text, at), commas));
    }
    return count;
}

/* The Chinese, Japanese or Korean name, or the letters, right before the parenthesis. */
static struct slice before(struct slice text)
{
    static const char *const breaks[] = {"，", "。", "：", "；", "、", "（", "）", "“",
                                         "”",  "的", "有", "是", " ",  "\n", NULL};
    text = slice_trim(text);
    size_t from = text.length > 60 ? text.length - 60 : 0;
    while (from < text.length && ((unsigned char)text.at[from] & 0xC0) == 0x80)
        from++;
    struct slice tail = slice_from(text, from);
    for (size_t at; (at = slice_find_any(tail, breaks)) < tail.length;)
        tail = slice_from(tail, at + slice_begins_any(slice_from(tail, at), breaks));
    return tail;
}

static void offer(struct finder *f, const struct block *block, struct slice passage,
                  struct slice letters, struct slice name)
{
    struct arena *arena = &f->harvest->arena;
    const char *abbreviation = finder_clean(f, letters);
    const char *question;
    switch (script_of(slice_make(block->text, block->length))) {
    case SCRIPT_JAPANESE:
        question = arena_format(arena, "%s は何の略ですか？", abbreviation);
        break;
    case SCRIPT_KOREAN:
        question = arena_format(arena, "%s는 무엇의 약자인가요?", abbreviation);
        break;
    default:
        question = arena_format(arena, "%s 是什么的缩写？", abbreviation);
    }
    struct offer card = {.kind = CARD_BASIC,
                         .front = question,
                         .back = finder_clean(f, name),
                         .block = block,
                         .line = finder_line(block, passage),
                         .end_line = finder_end_line(block, passage),
                         .passage = passage,
                         .term = letters};
    finder_offer(f, &card);
}

static void look_at(struct finder *f, const struct block *block, struct slice text, size_t open)
{
    static const char *const closes[] = {"）", ")", NULL};
    struct slice inside = slice_from(text, open + (text.at[open] == '(' ? 1 : strlen("（")));
    size_t end = slice_find_any(inside, closes);
    if (end >= inside.length || end > INSIDE_AT_MOST)
        return;
    struct slice parts[PARTS + 1];
    size_t count = split(slice_until(inside, end), parts);
    parts[count++] = before(slice_until(text, open));
    struct slice last = parts[count - 1], first = last.length ? last : parts[0];
    struct slice passage = slice_make(first.at, (size_t)(inside.at + end - first.at));
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (i != j && is_letters(parts[i]) && is_latin(parts[j]) &&
                stands_for(parts[i], parts[j])) {
                offer(f, block, passage, parts[i], parts[j]);
                return;
            }
}

static void find(struct finder *f, const struct block *block)
{
    static const char *const opens[] = {"（", "(", NULL};
    struct slice text = slice_make(block->text, block->length);
    bool prose = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM;
    if (!prose || script_of(text) == SCRIPT_OTHER)
        return;
    for (size_t at = 0; (at += slice_find_any(slice_from(text, at), opens)) < text.length; at++)
        look_at(f, block, text, at);
}

const struct pattern pattern_wide_acronym = {
    .name = "wide-acronym",
    .confidence = 0.85,
    .summary = "术语（Full Name，FN） in Chinese, Japanese and Korean text",
    .example = "细胞里的脱氧核糖核酸（Desoxyribo Nucleic Acid，DNA）保存遗传信息。\n",
    .front = "DNA 是什么的缩写？",
    .back = "Desoxyribo Nucleic Acid",
    .counter_example = "酵母（Yeast，真菌）使面团发酵（见 ABC，第三章）。\n",
    .find = find,
};
