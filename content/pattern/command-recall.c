/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "How to build an image:" over a fence of shell: recall the command. Hosts and personal paths are
 * shown as HOST and PATH, and what the person called an image, a container, a network or a database
 * as IMAGE and so on; a command that holds a secret makes no card.
 */
#include <ctype.h>
#include <string.h>

#include "content/outline.h"
#include "content/quality.h"
#include "engine/base/text.h"

enum { COMMANDS = 5, COMMAND_WORDS = 25, LEAD_WORDS = 20, DEPTH = 16 };

static bool is_shell(const struct block *code)
{
    static const char *const names[] = {"sh",       "bash",         "shell",     "zsh",
                                        "console",  "fish",         "cmd",       "powershell",
                                        "terminal", "shellsession", "terraform", "git",
                                        "docker",   "dockerfile",   "psql",      NULL};
    struct slice info = slice_trim(slice_of(code->info ? code->info : ""));
    if (!info.length)
        return slice_begins(slice_make(code->text, code->length), "$ ");
    return slice_is_any(word_first(info), names);
}

/* --- The commands --------------------------------------------------------------------------------
 */

/* The next command: one line, or several joined by backslashes. Comments are left out. */
static struct slice next_command(struct finder *f, struct slice *rest)
{
    struct text out = {0};
    bool goes_on = true;
    while (rest->length && goes_on) {
        const char *newline = memchr(rest->at, '\n', rest->length);
        size_t length = newline ? (size_t)(newline - rest->at) : rest->length;
        struct slice line = slice_trim(slice_until(*rest, length));
        *rest = slice_from(*rest, length + (newline != NULL));
        if (!line.length || line.at[0] == '#')
            continue;
        if (slice_begins(line, "$ "))
            line = slice_from(line, 2);
        goes_on = line.at[line.length - 1] == '\\';
        if (goes_on)
            line.length--;
        text_printf(&out, "%s%.*s", out.length ? " " : "", (int)slice_trim(line).length,
                    slice_trim(line).at);
    }
    struct slice command = slice_of(arena_copy_string(&f->harvest->arena, text_string(&out)));
    text_release(&out);
    return command;
}

/* "version: 3.9", "key = value", "<toc>": a configuration, no command. */
static bool is_command(struct slice line)
{
    struct slice first = word_first(line);
    return first.length > 1 && isalpha((unsigned char)first.at[0]) &&
           first.at[first.length - 1] != ':' && !memchr(line.at, '{', line.length) &&
           first.at[first.length - 1] != ',' &&
           !slice_begins(slice_from(line, first.length), " = ");
}

static bool is_host(struct slice word)
{
    static const char *const ends[] = {".com",   ".net",      ".org", ".io",
                                       ".local", ".internal", ".dev", NULL};
    if (slice_holds(word, "://") || slice_begins(word, "git@"))
        return true;
    size_t digits = 0, dots = 0;
    for (size_t at = 0; at < word.length; at++) {
        digits += isdigit((unsigned char)word.at[at]) != 0;
        dots += word.at[at] == '.';
    }
    if (dots >= 3 && digits + dots + 6 >= word.length)
        return true;
    const char *sign = memchr(word.at, '@', word.length);
    bool user = sign && sign > word.at && isalpha((unsigned char)word.at[0]);
    for (size_t i = 0; ends[i]; i++)
        if (slice_ends(word, ends[i]) || (user && slice_holds(word, ends[i])))
            return true;
    return user && !memchr(word.at, ':', word.length) && !memchr(word.at, '/', word.length);
}

static bool is_personal_path(struct slice word)
{
    return slice_holds(word, "/users/") || slice_holds(word, "/home/") ||
           slice_begins(word, "~/") || slice_holds(word, ":\\users") ||
           slice_begins(word, "/volume");
}

/* What the person called something: told by the command and the flag before it, or by where it
 * stands. `flag` "": the first word that is no flag. */
struct own_name {
    const char *tool, *verb, *flag, *mask;
};
static const struct own_name own_names[] = {
    {"docker", "", "--network", "NETWORK"},
    {"docker", "", "--net", "NETWORK"},
    {"docker", "", "--name", "CONTAINER"},
    {"docker", "build", "-t", "IMAGE"},
    {"docker", "build", "--tag", "IMAGE"},
    {"docker", "exec", "", "CONTAINER"},
    {"docker", "attach", "", "CONTAINER"},
    {"docker", "logs", "", "CONTAINER"},
    {"docker", "start", "", "CONTAINER"},
    {"docker", "stop", "", "CONTAINER"},
    {"docker", "restart", "", "CONTAINER"},
    {"docker", "rm", "", "CONTAINER"},
    {"docker", "inspect", "", "CONTAINER"},
    {"docker", "run", "", "IMAGE"},
    {"docker", "push", "", "IMAGE"},
    {"docker", "rmi", "", "IMAGE"},
    {"psql", "", "-d", "DATABASE"},
    {"psql", "", "--dbname", "DATABASE"},
    {"psql", "", "-U", "USER"},
    {"pg_dump", "", "-d", "DATABASE"},
    {"pg_dump", "", "-U", "USER"},
    {"mysql", "", "-u", "USER"},
    {"mysql", "", "-D", "DATABASE"},
    {"createdb", "", "", "DATABASE"},
    {"dropdb", "", "", "DATABASE"},
    {"kubectl", "", "-n", "NAMESPACE"},
    {"kubectl", "", "--namespace", "NAMESPACE"},
};

/* Where the reader of a command stands. */
struct place {
    struct slice tool, verb;
    const char *next; /* the mask of the next word, "" for a value that stays, or NULL */
    bool named;       /* the first word that is no flag went by */
};

static const char *mask_for(const struct place *place, struct slice flag)
{
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++) {
        const struct own_name *own = &own_names[i];
        if (slice_equals(place->tool, own->tool) && slice_equals(flag, own->flag) &&
            (!*own->verb || slice_equals(place->verb, own->verb)))
            return own->mask;
    }
    return NULL;
}

/* "postgres:13" is everybody's image, "my_shop:v2" the person's own. */
static bool is_own(struct slice word, const char *mask)
{
    bool plain = true;
    for (size_t at = 0; at < word.length; at++)
        plain = plain && !strchr("_-/", word.at[at]);
    return !strchr("<$\"'./", word.at[0]) && !(plain && !strcmp(mask, "IMAGE"));
}

/* The mask of the word, or NULL; steps on. `*key` is set to the bytes that stay before it. */
static const char *own_mask(struct place *place, struct slice word, size_t *key)
{
    static const char *const valued[] = {"-p",        "-v",           "-e",     "-w",
                                         "-u",        "--entrypoint", "--env",  "--volume",
                                         "--publish", "-f",           "--file", NULL};
    const char *mask = place->next;
    bool flag = word.at[0] == '-';
    *key = 0;
    place->next = NULL;
    if (mask)
        return *mask && is_own(word, mask) ? mask : NULL;
    if (!place->tool.length || slice_equals(place->tool, "sudo")) {
        place->tool = word;
        return NULL;
    }
    if (!flag && !place->verb.length && slice_equals(place->tool, "docker")) {
        place->verb = word;
        return NULL;
    }
    if (!flag) {
        mask = place->named ? NULL : mask_for(place, slice_until(word, 0));
        place->named = true;
        return mask && is_own(word, mask) ? mask : NULL;
    }
    const char *equals = memchr(word.at, '=', word.length);
    size_t length = equals ? (size_t)(equals - word.at) : word.length;
    mask = mask_for(place, slice_until(word, length));
    if (equals) {
        *key = length + 1;
        return mask && *key < word.length && is_own(slice_from(word, *key), mask) ? mask : NULL;
    }
    place->next = mask ? mask : slice_is_any(word, valued) ? "" : NULL;
    return NULL;
}

/* One word with its name, host or path hidden; "--name=" before it stays. */
static void append_masked(struct text *out, struct place *place, struct slice word)
{
    size_t own, key;
    const char *mask = own_mask(place, word, &own);
    const char *equals = memchr(word.at, '=', word.length);
    key = equals ? (size_t)(equals - word.at) + 1 : 0;
    struct slice value = slice_trim_any(slice_from(word, key), "\"'");
    if (mask)
        key = own;
    else if (slice_begins(value, "gs://") || slice_begins(value, "s3://"))
        mask = "BUCKET";
    else
        mask = is_personal_path(value) ? "PATH" : is_host(value) ? "HOST" : NULL;
    text_append_bytes(out, word.at, mask ? key : word.length);
    text_append(out, mask ? mask : "");
}

static bool has_secret(struct slice command)
{
    static const char *const names[] = {"password", "passwd", "secret", "token=",  "api_key",
                                        "apikey",   "token ", "-p ",    "sshpass", NULL};
    bool port = slice_holds(command, "docker ") || slice_holds(command, "mkdir ") ||
                slice_holds(command, "ssh ") || slice_holds(command, "cp ");
    for (size_t i = 0; names[i]; i++)
        if (slice_holds(command, names[i]) && !(port && !strcmp(names[i], "-p ")))
            return true;
    return quality_is_private(command);
}

static const char *masked(struct finder *f, struct slice command)
{
    struct text out = {0};
    struct place place = {0};
    struct slice rest = command;
    for (struct slice word; (word = word_first(rest)).length;
         rest = slice_from(rest, (size_t)(word.at + word.length - rest.at))) {
        text_append(&out, out.length ? " " : "");
        append_masked(&out, &place, word);
    }
    const char *clean = arena_copy_string(&f->harvest->arena, text_string(&out));
    text_release(&out);
    return has_secret(slice_of(clean)) ? NULL : clean;
}

/* All commands of the text on lines of their own; NULL: it holds something else, or too much. */
static const char *read_commands(struct finder *f, struct slice rest, size_t *count)
{
    struct text out = {0};
    bool good = true;
    *count = 0;
    while (good && rest.length) {
        struct slice command = next_command(f, &rest);
        if (!command.length)
            break;
        const char *clean = is_command(command) ? masked(f, command) : NULL;
        good = clean && ++*count <= COMMANDS;
        text_printf(&out, "%s%s", out.length ? "\n" : "", good ? clean : "");
    }
    good = good && *count && word_count(slice_of(text_string(&out))) <= COMMAND_WORDS;
    const char *commands = good ? arena_copy_string(&f->harvest->arena, text_string(&out)) : NULL;
    text_release(&out);
    return commands;
}

/* --- The question --------------------------------------------------------------------------------
 */

/* Without ", you do this" and its like. */
static struct slice without_tail(struct slice lead)
{
    static const char *const tails[] = {", you",      ", we",        ", run",
                                        ", do this",  ", use",       " with this",
                                        " like this", " as follows", NULL};
    for (size_t i = 0; tails[i]; i++)
        lead = slice_until(lead, slice_find(lead, tails[i]));
    return slice_trim_any(lead, " .:,*_");
}

/* "it" may stand for what the lead named itself. */
static bool points_elsewhere(struct slice lead)
{
    static const char *const dangling[] = {"this",  "these", "those", "them",
                                           "above", "below", NULL};
    size_t it = slice_find_word(lead, "it");
    return slice_holds_any(lead, dangling) ||
           (it < lead.length && word_count(slice_until(lead, it)) < 6);
}

/* "to run that job" becomes "to run the job". */
static struct slice with_article(struct finder *f, struct slice lead)
{
    size_t at = slice_find_word(lead, "that");
    if (at >= lead.length || !slice_begins(lead, "to ") || word_count(slice_until(lead, at)) != 2)
        return lead;
    struct slice after = slice_from(lead, at + 4);
    return slice_of(arena_format(&f->harvest->arena, "%.*sthe%.*s", (int)at, lead.at,
                                 (int)after.length, after.at));
}

/* "prefect command": the tool, where the lead does not name it; a lone word would give all away. */
static const char *kind_of(struct finder *f, struct slice lead, struct slice commands, bool many)
{
    struct slice tool = word_first(commands);
    if (slice_equals(tool, "sudo"))
        tool = word_first(slice_from(commands, tool.length));
    const char *noun = many ? "commands" : "command";
    if (word_count(commands) < 2 || slice_holds_word(lead, "command") ||
        memchr(tool.at, '/', tool.length) ||
        slice_holds(lead, arena_copy_bytes(&f->harvest->arena, tool.at, tool.length)))
        return noun;
    return arena_format(&f->harvest->arena, "%.*s %s", (int)tool.length, tool.at, noun);
}

static const char *question_for(struct finder *f, const struct block *block, struct slice lead,
                                const char *commands, bool many)
{
    struct arena *arena = &f->harvest->arena;
    const char *question;
    lead = without_tail(outline_without_parentheses(f, slice_trim_any(lead, " .:*_"), true));
    if (!lead.length || word_count(lead) > LEAD_WORDS || points_elsewhere(lead) ||
        quality_is_aside(lead) || memchr(lead.at, '?', lead.length))
        return NULL;
    lead = with_article(f, lead);
    const char *which = kind_of(f, lead, slice_of(commands), many);
    if (text_holds_all(slice_of(arena_format(arena, "%s %.*s", which, (int)lead.length, lead.at)),
                       slice_of(commands)))
        which = many ? "commands" : "command"; /* the tool's name would give all away */
    const char *text = outline_lowered(f, finder_clean(f, lead));
    struct slice first = word_first(lead), second = word_first(slice_from(lead, first.length));
    static const char *const times[] = {"once", "after", "when", "if", "before", "whenever", NULL};
    static const char *const objects[] = {"the", "a", "an", "your", "all", "sure", NULL};
    bool orders = word_is_base_verb(first) || slice_is_any(second, objects);
    if (slice_is_any(first, times))
        question = arena_format(arena, "Which %s do you run %s?", which, text);
    else if (slice_begins(lead, "how to "))
        question = arena_format(arena, "Name the %s to %s.", which, text + 7);
    else if (slice_begins(lead, "to ") || slice_equals(first, "for"))
        question = arena_format(arena, "Name the %s %s.", which, text);
    else if (orders && !slice_ends(first, "ing") && word_count(lead) > 1)
        question = arena_format(arena, "Name the %s to %s.", which, text);
    else if (slice_ends(first, "ing") && word_count(lead) > 1)
        question = arena_format(arena, "Name the %s for %s.", which, text);
    else
        question = arena_format(arena, "Name the %s that the note gives for “%s”.", which,
                                outline_capitalised(f, finder_clean(f, lead)));
    static const char *const filing[] = {"command", "commands",   "useful", "snippets",
                                         "tips",    "cheatsheet", NULL};
    const char *about = outline_about(f, block);
    return about && slice_holds_any(slice_of(about), filing)
               ? question
               : outline_in_context(f, block, question);
}

static void offer(struct finder *f, const struct block *lead_block, struct slice lead,
                  const struct block *code)
{
    size_t count;
    struct slice text = slice_make(code->text, code->length);
    const char *commands = read_commands(f, text, &count);
    const char *question = commands ? question_for(f, lead_block, lead, commands, count > 1) : NULL;
    if (!question)
        return;
    struct offer offer = {.kind = CARD_COMMAND,
                          .front = question,
                          .back = commands,
                          .block = lead_block,
                          .line = finder_line(lead_block, lead),
                          .end_line = code->last_line,
                          .passage = slice_of(commands)};
    if (with_article(f, lead).at != lead.at) {
        offer.adjust = -0.1;
        offer.why = "which one, the line before it says";
    }
    finder_offer(f, &offer);
}

/* The last sentence of the block's last line. */
static struct slice lead_of(const struct block *block)
{
    struct slice text = slice_make(block->text, block->length);
    for (size_t at = text.length; at-- > 1;)
        if (text.at[at] == '\n' || (text.at[at] == ' ' && text.at[at - 1] == '.'))
            return slice_from(text, at + 1);
    return text;
}

static void find(struct finder *f, const struct block *block)
{
    if (!f->english || block->length > 2000)
        return;
    const struct block *next = block->next;
    if (block->kind == BLOCK_HEADING || block->kind == BLOCK_PARAGRAPH) {
        if (next && next->kind == BLOCK_CODE && is_shell(next))
            offer(f, block, lead_of(block), next);
    } else if (block->kind == BLOCK_ITEM) {
        /* Inside the item, or behind the list that it ends. */
        const struct block *code = block->first, *up = block;
        for (int depth = 0; !code && !up->next && up->parent && depth < DEPTH; depth++) {
            up = up->parent;
            code = up->kind == BLOCK_LIST || up->kind == BLOCK_ITEM ? up->next : NULL;
        }
        if (code && code->kind == BLOCK_CODE && is_shell(code))
            offer(f, block, lead_of(block), code);
        else if (block->first && block->first->kind == BLOCK_LIST && block->first->first &&
                 block_covered(block->first->first, SPAN_CODE, 0, block->first->first->length) &&
                 block->first->first->length)
            offer(f, block, lead_of(block), block->first->first);
    }
}

const struct pattern pattern_command_recall = {
    .name = "command-recall",
    .confidence = 0.75,
    .summary = "a how-to heading or line over a fence of shell: the command",
    .example = "### How to back up the orders\n\n```sh\npg_dump -U anna -d bakery -Fc\n```\n",
    .front = "Name the pg_dump command to back up the orders.",
    .back = "pg_dump -U USER -d DATABASE -Fc",
    .counter_example = "### How to log in\n\n```sh\nlogin --password=hunter2\n```\n\n"
                       "Config:\n\n```yaml\nport: 80\n```\n",
    .find = find,
};
