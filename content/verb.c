/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/verb.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* In the order of their letters. */
static const char *const verbs[] = {
    "abolish",       "absorb",      "abstract",    "accelerate",  "accept",       "access",
    "account",       "achieve",     "acknowledge", "act",         "activate",     "adapt",
    "add",           "address",     "adjust",      "affect",      "aggregate",    "aim",
    "align",         "allocate",    "allow",       "alter",       "analyse",      "analyze",
    "answer",        "appear",      "append",      "apply",       "appoint",      "approximate",
    "argue",         "arrange",     "ask",         "assert",      "assess",       "assign",
    "assume",        "attach",      "attack",      "attract",     "authenticate", "automate",
    "avoid",         "balance",     "ban",         "become",      "begin",        "belong",
    "bend",          "benefit",     "bind",        "block",       "boil",         "borrow",
    "bound",         "break",       "bring",       "buffer",      "build",        "buy",
    "cache",         "call",        "capture",     "carry",       "cause",        "centralize",
    "change",        "charge",      "check",       "checkout",    "choose",       "claim",
    "classify",      "clean",       "clone",       "cluster",     "collect",      "combine",
    "come",          "commit",      "communicate", "compare",     "compile",      "comply",
    "compress",      "comprise",    "compute",     "concern",     "condense",     "configure",
    "confirm",       "connect",     "consider",    "consist",     "consume",      "contain",
    "continue",      "contradict",  "contribute",  "control",     "converge",     "convert",
    "cool",          "coordinate",  "copy",        "correspond",  "cost",         "count",
    "cover",         "create",      "criticize",   "cross",       "cure",         "cut",
    "damage",        "deal",        "decide",      "declare",     "decompose",    "decouple",
    "decrease",      "defeat",      "defend",      "define",      "delay",        "delete",
    "deliver",       "demand",      "depend",      "deploy",      "derive",       "describe",
    "design",        "destroy",     "detect",      "determine",   "develop",      "differ",
    "differentiate", "digest",      "discard",     "discover",    "display",      "dissolve",
    "distribute",    "diverge",     "divide",      "dominate",    "download",     "drive",
    "drop",          "earn",        "elect",       "eliminate",   "emit",         "emphasise",
    "emphasize",     "employ",      "enable",      "enact",       "encapsulate",  "encode",
    "encompass",     "encourage",   "encrypt",     "end",         "enforce",      "enhance",
    "ensure",        "enter",       "equal",       "erode",       "escape",       "establish",
    "estimate",      "evaluate",    "evaporate",   "evict",       "evolve",       "examine",
    "exchange",      "execute",     "exist",       "expand",      "expect",       "expire",
    "explain",       "export",      "expose",      "express",     "extend",       "extract",
    "face",          "facilitate",  "fail",        "fall",        "favor",        "favour",
    "feed",          "fetch",       "fill",        "filter",      "finance",      "find",
    "fit",           "fix",         "flow",        "flush",       "focus",        "follow",
    "force",         "fork",        "form",        "forward",     "free",         "freeze",
    "function",      "fund",        "gather",      "generalize",  "generate",     "get",
    "give",          "go",          "govern",      "grant",       "group",        "grow",
    "guarantee",     "guide",       "handle",      "happen",      "hash",         "have",
    "heal",          "heat",        "help",        "hide",        "hire",         "hold",
    "host",          "identify",    "ignore",      "illustrate",  "impact",       "implement",
    "imply",         "import",      "impose",      "improve",     "include",      "incorporate",
    "increase",      "incur",       "index",       "indicate",    "infect",       "infer",
    "influence",     "inherit",     "inhibit",     "initialize",  "insert",       "inspire",
    "install",       "integrate",   "interact",    "interpret",   "introduce",    "invade",
    "invalidate",    "invent",      "invest",      "invoke",      "involve",      "isolate",
    "iterate",       "join",        "keep",        "kill",        "know",         "label",
    "lack",          "launch",      "lead",        "learn",       "leave",        "lend",
    "let",           "leverage",    "lie",         "limit",       "link",         "list",
    "listen",        "live",        "load",        "lock",        "log",          "look",
    "lose",          "lower",       "maintain",    "make",        "manage",       "manipulate",
    "map",           "mark",        "match",       "matter",      "maximize",     "mean",
    "measure",       "melt",        "merge",       "migrate",     "minimise",     "minimize",
    "modify",        "monitor",     "motivate",    "mount",       "move",         "multiply",
    "need",          "normalize",   "notify",      "observe",     "obtain",       "occur",
    "offer",         "open",        "operate",     "oppose",      "optimise",     "optimize",
    "orbit",         "orchestrate", "order",       "organise",    "organize",     "outline",
    "output",        "overcome",    "overfit",     "override",    "overwrite",    "owe",
    "own",           "oxidize",     "parse",       "participate", "partition",    "pass",
    "pause",         "pay",         "penalize",    "perform",     "permit",       "persist",
    "place",         "play",        "point",       "power",       "preach",       "predict",
    "prefer",        "prepend",     "present",     "preserve",    "prevent",      "print",
    "process",       "produce",     "promote",     "prompt",      "propose",      "protect",
    "prove",         "provide",     "provision",   "publish",     "pull",         "pump",
    "punish",        "push",        "put",         "query",       "raise",        "rank",
    "ratify",        "react",       "read",        "rearrange",   "rebase",       "rebuild",
    "receive",       "recognise",   "recognize",   "recommend",   "recompute",    "record",
    "reduce",        "refer",       "reference",   "refine",      "reflect",      "refresh",
    "refuse",        "register",    "regularize",  "reject",      "relate",       "release",
    "rely",          "remain",      "remember",    "remove",      "rename",       "reorder",
    "repair",        "repeat",      "repel",       "replace",     "replicate",    "report",
    "represent",     "reproduce",   "request",     "require",     "resemble",     "reset",
    "resolve",       "respond",     "restart",     "restore",     "restrict",     "result",
    "resume",        "retain",      "retrieve",    "retry",       "return",       "reuse",
    "reveal",        "revolve",     "reward",      "rewrite",     "rise",         "rotate",
    "route",         "rule",        "run",         "sample",      "satisfy",      "save",
    "say",           "scale",       "scan",        "schedule",    "search",       "secrete",
    "secure",        "see",         "seek",        "select",      "sell",         "send",
    "separate",      "serve",       "set",         "shape",       "share",        "shift",
    "show",          "shrink",      "shuffle",     "sign",        "signal",       "simplify",
    "sink",          "sit",         "skip",        "slice",       "solve",        "sort",
    "span",          "spawn",       "specify",     "speed",       "spend",        "spin",
    "split",         "spread",      "stage",       "standardize", "start",        "state",
    "stay",          "stem",        "stimulate",   "stop",        "store",        "stream",
    "streamline",    "strengthen",  "stretch",     "structure",   "submit",       "subscribe",
    "subtract",      "suffer",      "suggest",     "supply",      "support",      "surround",
    "survive",       "suspend",     "swap",        "switch",      "synchronize",  "tag",
    "take",          "target",      "tax",         "teach",       "tell",         "tend",
    "terminate",     "test",        "throttle",    "throw",       "tokenize",     "track",
    "trade",         "train",       "transcribe",  "transfer",    "transform",    "translate",
    "transmit",      "travel",      "traverse",    "treat",       "trigger",      "truncate",
    "turn",          "underlie",    "understand",  "unify",       "update",       "upgrade",
    "upload",        "use",         "utilize",     "validate",    "vary",         "verify",
    "view",          "visualise",   "visualize",   "vote",        "wait",         "walk",
    "warn",          "watch",       "weigh",       "win",         "work",         "wrap",
    "write",         "yield"};

enum { VERB_COUNT = sizeof verbs / sizeof *verbs, VERB_PLACES = 2048 };

static size_t hash_of(const char *word)
{
    size_t hash = 0;
    for (; *word; word++)
        hash = hash * 31 + (unsigned char)*word;
    return (hash ^ hash >> 11) & (VERB_PLACES - 1);
}

/* The verbs by hash, made when first asked for: nearly every word of a text is looked up. */
static const char *look_up(const char *word)
{
    static const char *places[VERB_PLACES];
    static bool made;
    for (size_t i = 0; !made && i < VERB_COUNT; i++) {
        size_t at = hash_of(verbs[i]);
        while (places[at])
            at = (at + 1) & (VERB_PLACES - 1);
        places[at] = verbs[i];
    }
    made = true;
    for (size_t at = hash_of(word); places[at]; at = (at + 1) & (VERB_PLACES - 1))
        if (!strcmp(places[at], word))
            return places[at];
    return NULL;
}

bool verb_may_be_noun(const char *base)
{
    static const char *const nouns[] = {
        "access",    "act",      "address", "answer",    "attack",  "block",     "bound",
        "buffer",    "cache",    "call",    "cause",     "change",  "charge",    "claim",
        "clone",     "cluster",  "commit",  "contrast",  "control", "cost",      "count",
        "cross",     "cut",      "damage",  "decrease",  "demand",  "design",    "display",
        "download",  "drop",     "end",     "exchange",  "export",  "fall",      "feed",
        "fill",      "filter",   "finance", "flow",      "focus",   "force",     "fork",
        "form",      "function", "fund",    "group",     "guide",   "hash",      "heat",
        "host",      "impact",   "import",  "increase",  "index",   "influence", "label",
        "lack",      "launch",   "limit",   "link",      "list",    "load",      "lock",
        "log",       "look",     "map",     "mark",      "match",   "measure",   "mount",
        "move",      "need",     "offer",   "orbit",     "order",   "output",    "pass",
        "pause",     "place",    "play",    "point",     "power",   "present",   "print",
        "process",   "prompt",   "pump",    "push",      "query",   "rank",      "record",
        "reference", "release",  "repair",  "repeat",    "report",  "request",   "reset",
        "result",    "return",   "reward",  "rise",      "route",   "rule",      "run",
        "sample",    "scale",    "scan",    "schedule",  "search",  "set",       "shift",
        "show",      "sign",     "signal",  "slice",     "sort",    "span",      "speed",
        "split",     "spread",   "stage",   "start",     "state",   "stem",      "step",
        "stop",      "store",    "stream",  "structure", "support", "swap",      "switch",
        "tag",       "target",   "tax",     "test",      "track",   "trade",     "train",
        "transfer",  "travel",   "trigger", "turn",      "update",  "upgrade",   "use",
        "view",      "vote",     "watch",   "work",      "yield",   NULL};
    return slice_is_any(slice_of(base), nouns);
}

/* Lower case into `room`; false where it cannot be a verb. */
static bool lower_into(struct slice word, char *room, size_t size)
{
    word = word_bare(word);
    if (word.length < 2 || word.length >= size)
        return false;
    for (size_t at = 0; at < word.length; at++) {
        room[at] = byte_fold(word.at[at]);
        if (room[at] < 'a' || room[at] > 'z')
            return false;
    }
    room[word.length] = '\0';
    return true;
}

const char *verb_of_base(struct slice word)
{
    char room[24];
    return lower_into(word, room, sizeof room) ? look_up(room) : NULL;
}

const char *verb_of_third_person(struct slice word)
{
    char room[24];
    if (!lower_into(word, room, sizeof room))
        return NULL;
    size_t length = strlen(room);
    if (!strcmp(room, "has"))
        return look_up("have");
    if (length < 4 || room[length - 1] != 's' || room[length - 2] == 's')
        return NULL;
    room[length - 1] = '\0';
    const char *base = look_up(room);
    if (!base && room[length - 2] == 'e') {
        room[length - 2] = '\0';
        base = look_up(room);
        if (!base && room[length - 3] == 'i') {
            room[length - 3] = 'y';
            base = look_up(room);
        }
    }
    return base;
}

const char *verb_of_past(struct slice word)
{
    static const char *const irregular[][2] = {
        {"led", "lead"},  {"made", "make"},     {"gave", "give"}, {"built", "build"},
        {"took", "take"}, {"brought", "bring"}, {"grew", "grow"}, {"kept", "keep"},
        {"held", "hold"}, {"began", "begin"}};
    char room[24];
    if (!lower_into(word, room, sizeof room))
        return NULL;
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (room[0] == irregular[i][0][0] && !strcmp(room, irregular[i][0]))
            return irregular[i][1];
    size_t length = strlen(room);
    if (length < 5 || strcmp(room + length - 2, "ed") != 0)
        return NULL;
    room[length - 1] = '\0'; /* stored, store */
    const char *base = look_up(room);
    room[length - 2] = '\0'; /* allowed, allow */
    if (!base)
        base = look_up(room);
    if (!base && room[length - 3] == 'i') {
        room[length - 3] = 'y';
        base = look_up(room);
    }
    return base;
}

bool verb_may_be(struct slice word)
{
    char room[24];
    return lower_into(word, room, sizeof room) &&
           (look_up(room) || verb_of_third_person(word) || verb_of_past(word));
}

bool verb_is_modal(struct slice word)
{
    static const char *const modals[] = {"can",    "could", "may",   "might", "must",
                                         "should", "will",  "would", NULL};
    return slice_is_any(word_bare(word), modals);
}

bool verb_is_be(struct slice word)
{
    static const char *const be[] = {"is", "are", "was", "were", NULL};
    return slice_is_any(word_bare(word), be);
}

bool verb_is_participle(struct slice word)
{
    static const char *const irregular[] = {
        "built", "known",  "made",   "given",  "written", "done",  "kept", "held",
        "taken", "set",    "read",   "seen",   "shown",   "sent",  "run",  "split",
        "found", "bound",  "drawn",  "meant",  "spread",  "led",   "told", "lost",
        "put",   "spent",  "proven", "arisen", "become",  "grown", "gone", "come",
        "begun", "driven", "chosen", "broken", "won",     NULL};
    word = word_bare(word);
    if (slice_is_any(word, irregular))
        return true;
    return word.length > 4 && slice_ends(word, "ed") && !slice_ends(word, "eed");
}

bool verb_is_gerund(struct slice word)
{
    static const char *const nouns[] = {"thing",     "string",   "during",     "nothing",
                                        "something", "anything", "everything", "ring",
                                        "king",      "spring",   NULL};
    word = word_bare(word);
    return word.length > 4 && slice_ends(word, "ing") && !slice_is_any(word, nouns);
}

bool verb_is_adverb(struct slice word)
{
    static const char *const adverbs[] = {
        "also", "often",  "always",    "then",    "thus",    "therefore", "still", "now",
        "both", "either", "sometimes", "further", "already", "even",      "just",  NULL};
    static const char *const adjectives[] = {"supply", "apply",  "rely",     "reply",
                                             "comply", "family", "assembly", "anomaly",
                                             "daily",  "only",   "friendly", NULL};
    word = word_bare(word);
    if (slice_is_any(word, adverbs))
        return true;
    return word.length > 4 && slice_ends(word, "ly") && !slice_is_any(word, adjectives);
}

bool verb_is_preposition(struct slice word)
{
    static const char *const prepositions[] = {
        "about", "above", "across",  "after",   "against", "along",  "among",   "behind", "around",
        "as",    "at",    "before",  "between", "by",      "down",   "during",  "for",    "from",
        "in",    "into",  "like",    "of",      "off",     "on",     "onto",    "out",    "over",
        "per",   "since", "through", "to",      "towards", "under",  "until",   "up",     "upon",
        "via",   "when",  "where",   "while",   "with",    "within", "without", NULL};
    return slice_is_any(word_bare(word), prepositions);
}

bool verb_takes(const char *base, struct slice preposition)
{
    static const char *const pairs[] = {
        "account for",      "act as",       "act on",          "aim at",         "allow for",
        "apply to",         "belong to",    "benefit from",    "come from",      "come with",
        "communicate with", "comply with",  "connect to",      "consist of",     "contribute to",
        "correspond to",    "deal with",    "depend on",       "differ from",    "differ in",
        "focus on",         "function as",  "help with",       "integrate with", "interact with",
        "lead to",          "listen on",    "look like",       "map to",         "operate on",
        "participate in",   "point to",     "read from",       "refer to",       "relate to",
        "rely on",          "respond to",   "result in",       "revolve around", "run on",
        "scale with",       "serve as",     "start with",      "stem from",      "subscribe to",
        "suffer from",      "translate to", "vary by",         "vary with",      "work with",
        "work on",          "write to",     "relate with",     "result from",    "occur in",
        "end with",         "begin with",   "sit between",     "work by",        "happen through",
        "occur through",    "go through",   "protect against", "protect from",   NULL};
    char pair[48];
    preposition = word_bare(preposition);
    size_t length = strlen(base);
    if (length + preposition.length + 2 > sizeof pair)
        return false;
    memcpy(pair, base, length);
    pair[length] = ' ';
    for (size_t at = 0; at < preposition.length; at++)
        pair[length + 1 + at] = (char)tolower((unsigned char)preposition.at[at]);
    pair[length + 1 + preposition.length] = '\0';
    return slice_is_any(slice_of(pair), pairs);
}
