/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/script.h"

#include <ctype.h>

#include "engine/base/text.h"

enum { LOOKED_AT = 600, TERM_CHARACTERS = 16, TERM_BYTES = 70, RECALLED = 60 };

enum script script_of(struct slice text)
{
    size_t characters = 0, han = 0, kana = 0, hangul = 0;
    for (size_t at = 0; at + 2 < text.length && at < LOOKED_AT; at++) {
        unsigned char c = (unsigned char)text.at[at], next = (unsigned char)text.at[at + 1];
        if ((c & 0xC0) == 0x80 || byte_is_space((char)c))
            continue;
        characters++;
        if (c == 0xE3 && next >= 0x81 && next <= 0x83)
            kana++;
        else if (c >= 0xEA && c <= 0xED)
            hangul++;
        else if ((c == 0xE3 && next >= 0x90) || (c >= 0xE4 && c <= 0xE9))
            han++;
    }
    size_t wide = han + kana + hangul;
    if (wide < 2 || wide * 3 < characters)
        return SCRIPT_OTHER;
    if (hangul * 2 > wide)
        return SCRIPT_KOREAN;
    return kana * 8 > wide ? SCRIPT_JAPANESE : SCRIPT_CHINESE;
}

size_t script_length(struct slice text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length; at++)
        count += ((unsigned char)text.at[at] & 0xC0) != 0x80;
    return count;
}

/* Strips any of the strings from both ends. */
static struct slice strip(struct slice text, const char *const *marks)
{
    for (size_t i = 0; marks[i]; i++) {
        size_t length = strlen(marks[i]);
        bool begins = slice_begins(text, marks[i]), ends = slice_ends(text, marks[i]);
        if (!length || text.length < length || !(begins || ends))
            continue;
        text = begins ? slice_from(text, length) : slice_until(text, text.length - length);
        return strip(slice_trim(text), marks);
    }
    return text;
}

struct slice script_term(struct slice text)
{
    static const char *const marks[] = {"“",  "”",  "「", "」", "『", "』", "《", "》",
                                        "**", "：", ":",  "。", "，", "、", "*",  NULL};
    static const char *const opens[] = {"（", "(", NULL};
    text = strip(slice_trim(text), marks);
    size_t open = slice_find_any(text, opens);
    bool closed = slice_ends(text, "）") || slice_ends(text, ")");
    if (open && open < text.length && closed)
        text = strip(slice_trim(slice_until(text, open)), marks);
    return text;
}

bool script_is_term(struct slice term)
{
    static const char *const signs[] = {"，", "。", "；", "？", "！", "：", "（",
                                        "）", "、", "是", "?",  "!",  ";",  " vs ",
                                        "{",  "}",  "=",  "`",  "/",  NULL};
    static const char *const pronouns[] = {
        "它",   "他",   "她",   "这",   "那",   "其",     "此",   "该",   "我",   "你",
        "您",   "本文", "如果", "因此", "所以", "但",     "而",   "当",   "在",   "从",
        "对于", "由于", "这里", "以下", "これ", "それ",   "この", "その", "ここ", "私",
        "彼",   "이것", "그것", "이는", "尽管", "换句话", "也就", "需要", "值得", "虽然",
        "同时", "另外", "第",   "具体", "简单", "总之",   "接着", "首先", "最后", NULL};
    static const char *const labels[] = {
        "补充",     "注意", "注",       "例如",     "例",   "例子",   "示例", "比如", "参考",
        "来源",     "作者", "日期",     "标签",     "目录", "总结",   "小结", "提示", "答",
        "问",       "問",   "答案",     "问题",     "问答", "说明",   "备注", "结论", "时间",
        "标题",     "链接", "步骤",     "重点",     "思考", "補足",   "備考", "注釈", "例題",
        "まとめ",   "メモ", "質問",     "回答",     "問題", "解答",   "出典", "結論", "예",
        "예문",     "예시", "참고",     "주의",     "요약", "문제",   "답",   "질문", "정답",
        "메모",     "출처", "参考资料", "参考文献", "关键", "关键词", "格式", "用法", "图",
        "表",       "优点", "缺点",     "原因",     "结果", "特点",   "目的", "定义", "概念",
        "参考資料", "課題", "目標",     "目标",     "今日", "今天",   "待办", NULL};
    size_t length = script_length(term), letters = 0;
    for (size_t at = 0; at < term.length; at++)
        letters += isalpha((unsigned char)term.at[at]) || script_begins(term.at[at]);
    if (letters < 1 || term.length < 2 || term.length > TERM_BYTES ||
        (script_of(term) != SCRIPT_OTHER && length > TERM_CHARACTERS))
        return false;
    static const char *const ends[] = {"的", "了", "说", "时", "中", "上", "が", "を", "に", NULL};
    for (size_t i = 0; ends[i]; i++)
        if (slice_ends(term, ends[i]))
            return false;
    return slice_find_any(term, signs) == term.length && !slice_begins_any(term, pronouns) &&
           !slice_is_any(term, labels);
}

const char *script_question(struct arena *arena, enum script script, const char *term)
{
    size_t length = strlen(term);
    bool latin = length && isalnum((unsigned char)term[length - 1]);
    switch (script) {
    case SCRIPT_CHINESE:
        return arena_format(arena, "%s%s是什么？", term, latin ? " " : "");
    case SCRIPT_JAPANESE:
        return arena_format(arena, "%sとは何ですか？", term);
    case SCRIPT_KOREAN:
        return arena_format(arena, "“%s”의 뜻은 무엇인가요?", term);
    case SCRIPT_OTHER:
        break;
    }
    return NULL;
}

struct slice script_shorten(struct slice text)
{
    static const char *const stops[] = {"。", "．", "！", "？", "\n", NULL};
    static const char *const commas[] = {"；", "，", "、", NULL};
    text = slice_trim(text);
    text = slice_trim(slice_until(text, slice_find_any(text, stops)));
    for (size_t at = 0, count = 0; script_length(text) > RECALLED && at < text.length; at++) {
        count += ((unsigned char)text.at[at] & 0xC0) != 0x80;
        if (count > RECALLED / 3 && slice_begins_any(slice_from(text, at), commas))
            return slice_trim(slice_until(text, at));
    }
    return slice_trim_any(text, " \t\n;,:");
}
