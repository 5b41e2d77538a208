/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/verb.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* In the order of their letters. */
static const char *const verbs[] = {
    "abandon",      "abolish",       "absorb",        "abstract",
    "accelerate",   "accept",        "access",        "account",
    "accumulate",   "achieve",       "acknowledge",   "acquire",
    "act",          "activate",      "adapt",         "add",
    "address",      "adjust",        "administer",    "adopt",
    "advance",      "advocate",      "affect",        "afford",
    "aggregate",    "aid",           "aim",           "alert",
    "align",        "allege",        "alleviate",     "allocate",
    "allow",        "alter",         "amend",         "amplify",
    "analyse",      "analyze",       "annotate",      "announce",
    "annul",        "answer",        "anticipate",    "appeal",
    "appear",       "append",        "apply",         "appoint",
    "approve",      "approximate",   "argue",         "arise",
    "arouse",       "arrange",       "ascertain",     "ask",
    "assemble",     "assert",        "assess",        "assign",
    "assist",       "associate",     "assume",        "assure",
    "attach",       "attack",        "attain",        "attempt",
    "attend",       "attract",       "attribute",     "authenticate",
    "authorize",    "automate",      "avoid",         "await",
    "awaken",       "balance",       "ban",           "bear",
    "beat",         "become",        "begin",         "behave",
    "believe",      "belong",        "bend",          "benefit",
    "betray",       "bind",          "block",         "boil",
    "boost",        "borrow",        "bound",         "break",
    "breathe",      "breed",         "bring",         "broaden",
    "buffer",       "build",         "burn",          "buy",
    "cache",        "calculate",     "call",          "cancel",
    "capture",      "carry",         "cast",          "catabolize",
    "catalyse",     "catalyze",      "catch",         "cause",
    "cease",        "celebrate",     "centralise",    "centralize",
    "challenge",    "change",        "characterise",  "characterize",
    "charge",       "chase",         "check",         "checkout",
    "choose",       "circulate",     "cite",          "claim",
    "clarify",      "classify",      "clean",         "clear",
    "cleave",       "climb",         "clone",         "close",
    "cluster",      "coat",          "coerce",        "collapse",
    "collect",      "collide",       "colonise",      "colonize",
    "combine",      "come",          "comment",       "commit",
    "communicate",  "compare",       "compel",        "compensate",
    "compete",      "compile",       "complain",      "complement",
    "complete",     "complicate",    "comply",        "compose",
    "compress",     "comprise",      "compute",       "concatenate",
    "conceal",      "concentrate",   "concern",       "conclude",
    "condemn",      "condense",      "conduct",       "confer",
    "confess",      "configure",     "confine",       "confirm",
    "conflict",     "confront",      "connect",       "conquer",
    "conserve",     "consider",      "consist",       "constitute",
    "constrain",    "construct",     "consult",       "consume",
    "contact",      "contain",       "containerize",  "contest",
    "continue",     "contract",      "contradict",    "contribute",
    "control",      "converge",      "convert",       "convey",
    "convict",      "convince",      "cool",          "coordinate",
    "copy",         "correct",       "correspond",    "corrode",
    "cost",         "count",         "cover",         "crash",
    "create",       "criticise",     "criticize",     "cross",
    "crush",        "cultivate",     "curb",          "cure",
    "cut",          "damage",        "dampen",        "deactivate",
    "deal",         "debug",         "decay",         "decentralize",
    "decide",       "declare",       "decline",       "decode",
    "decompose",    "decompress",    "decorate",      "decouple",
    "decrease",     "decrypt",       "deduce",        "deepen",
    "defeat",       "defend",        "define",        "deform",
    "degrade",      "delay",         "delegate",      "delete",
    "delimit",      "deliver",       "demand",        "democratize",
    "demonstrate",  "denote",        "deny",          "depend",
    "depict",       "deplete",       "deploy",        "depolarize",
    "deposit",      "deprive",       "dequeue",       "dereference",
    "derive",       "descend",       "describe",      "deserialize",
    "design",       "desire",        "destabilise",   "destabilize",
    "destroy",      "detect",        "deteriorate",   "determine",
    "develop",      "devote",        "dictate",       "die",
    "differ",       "differentiate", "diffuse",       "digest",
    "dilute",       "diminish",      "disable",       "discard",
    "disclose",     "discount",      "discourage",    "discover",
    "discriminate", "dismiss",       "dispatch",      "disperse",
    "displace",     "display",       "disprove",      "disregard",
    "disrupt",      "dissipate",     "dissociate",    "dissolve",
    "distinguish",  "distort",       "distribute",    "diverge",
    "divert",       "divide",        "dockerize",     "dominate",
    "donate",       "double",        "download",      "draft",
    "drain",        "draw",          "drive",         "drop",
    "dwell",        "earn",          "eat",           "educate",
    "eject",        "elaborate",     "elect",         "elicit",
    "eliminate",    "embed",         "embody",        "embrace",
    "emerge",       "emit",          "emphasise",     "emphasize",
    "employ",       "enable",        "enact",         "encapsulate",
    "enclose",      "encode",        "encompass",     "encounter",
    "encourage",    "encrypt",       "end",           "endanger",
    "endorse",      "endure",        "enforce",       "engage",
    "engulf",       "enhance",       "enlarge",       "enqueue",
    "enrich",       "enroll",        "ensue",         "ensure",
    "entail",       "enter",         "entitle",       "enumerate",
    "envelop",      "equal",         "equip",         "erode",
    "escalate",     "escape",        "establish",     "estimate",
    "evade",        "evaluate",      "evaporate",     "evict",
    "evoke",        "evolve",        "exaggerate",    "examine",
    "exceed",       "exchange",      "excite",        "exclude",
    "excrete",      "excuse",        "execute",       "exempt",
    "exercise",     "exert",         "exhibit",       "exist",
    "expand",       "expect",        "expel",         "experience",
    "expire",       "explain",       "explode",       "exploit",
    "explore",      "export",        "expose",        "express",
    "extend",       "extinguish",    "extract",       "face",
    "facilitate",   "fail",          "fall",          "fasten",
    "favor",        "favour",        "feed",          "ferment",
    "fertilise",    "fertilize",     "fetch",         "fight",
    "fill",         "filter",        "finance",       "find",
    "finish",       "fire",          "fit",           "fix",
    "flatten",      "float",         "flow",          "flush",
    "focus",        "fold",          "follow",        "forbid",
    "force",        "forecast",      "forget",        "forgive",
    "fork",         "form",          "formulate",     "forward",
    "foster",       "fragment",      "frame",         "free",
    "freeze",       "frighten",      "fulfil",        "fulfill",
    "function",     "fund",          "fuse",          "gain",
    "gather",       "generalise",    "generalize",    "generate",
    "germinate",    "get",           "give",          "glue",
    "go",           "govern",        "grant",         "grasp",
    "grip",         "group",         "grow",          "guarantee",
    "guard",        "guide",         "halt",          "hamper",
    "handle",       "happen",        "harm",          "harvest",
    "hash",         "hatch",         "have",          "heal",
    "hear",         "heat",          "help",          "hide",
    "hinder",       "hire",          "hit",           "hold",
    "host",         "humidify",      "hurt",          "hydrate",
    "hydrolyse",    "hydrolyze",     "hypothesise",   "idealise",
    "identify",     "ignite",        "ignore",        "illustrate",
    "imitate",      "immunize",      "impact",        "impair",
    "impede",       "implant",       "implement",     "implicate",
    "imply",        "import",        "impose",        "impress",
    "imprison",     "improve",       "incite",        "incline",
    "include",      "incorporate",   "increase",      "incubate",
    "incur",        "index",         "indicate",      "individuate",
    "induce",       "infect",        "infer",         "inflate",
    "influence",    "inform",        "infringe",      "inhabit",
    "inherit",      "inhibit",       "initialize",    "inject",
    "innervate",    "insert",        "insist",        "inspect",
    "inspire",      "install",       "instantiate",   "instruct",
    "insulate",     "insult",        "integrate",     "intend",
    "intensify",    "interact",      "intercept",     "interface",
    "interfere",    "interpret",     "interrupt",     "intersect",
    "intervene",    "introduce",     "invade",        "invalidate",
    "invent",       "invert",        "invest",        "investigate",
    "invoke",       "involve",       "ionise",        "ionize",
    "irradiate",    "irritate",      "isolate",       "issue",
    "iterate",      "join",          "judge",         "jump",
    "justify",      "keep",          "kill",          "knit",
    "know",         "label",         "lack",          "lactate",
    "land",         "last",          "laugh",         "launch",
    "lay",          "lead",          "leak",          "learn",
    "leave",        "legalise",      "legislate",     "lend",
    "lengthen",     "let",           "level",         "leverage",
    "liberate",     "lie",           "lift",          "light",
    "limit",        "link",          "list",          "listen",
    "litigate",     "live",          "load",          "localise",
    "localize",     "locate",        "lock",          "log",
    "look",         "lose",          "lower",         "lubricate",
    "magnify",      "maintain",      "make",          "manage",
    "mandate",      "manipulate",    "map",           "march",
    "mark",         "match",         "matter",        "mature",
    "maximize",     "mean",          "measure",       "mediate",
    "meet",         "melt",          "memoize",       "memorize",
    "merge",        "metabolise",    "metabolize",    "migrate",
    "mimic",        "mine",          "minimise",      "minimize",
    "misrepresent", "mitigate",      "mix",           "mobilise",
    "mobilize",     "model",         "moderate",      "modify",
    "modularize",   "monetize",      "monitor",       "monopolize",
    "motivate",     "mount",         "move",          "multiply",
    "mutate",       "name",          "narrow",        "nationalise",
    "necessitate",  "need",          "neglect",       "negotiate",
    "neutralise",   "neutralize",    "nominate",      "normalize",
    "notice",       "notify",        "nourish",       "nullify",
    "obey",         "object",        "oblige",        "obscure",
    "observe",      "obstruct",      "obtain",        "occupy",
    "occur",        "offer",         "offset",        "omit",
    "open",         "operate",       "oppose",        "optimise",
    "optimize",     "orbit",         "orchestrate",   "order",
    "organise",     "organize",      "outline",       "outlive",
    "outnumber",    "outperform",    "output",        "outweigh",
    "overcome",     "overfit",       "overlap",       "overload",
    "override",     "overrule",      "oversee",       "overthrow",
    "overwrite",    "owe",           "own",           "oxidise",
    "oxidize",      "oxygenate",     "paint",         "paralyse",
    "paralyze",     "pardon",        "parse",         "participate",
    "partition",    "pass",          "pause",         "pay",
    "penalize",     "penetrate",     "perceive",      "perform",
    "permit",       "persist",       "persuade",      "photosynthesize",
    "pick",         "place",         "plan",          "plant",
    "play",         "point",         "polarise",      "polarize",
    "poll",         "pollinate",     "pollute",       "portray",
    "position",     "possess",       "postpone",      "pour",
    "power",        "practise",      "praise",        "preach",
    "precede",      "precipitate",   "preclude",      "predict",
    "preempt",      "prefer",        "prepend",       "present",
    "preserve",     "presume",       "presuppose",    "prevail",
    "prevent",      "price",         "print",         "prioritise",
    "prioritize",   "proceed",       "process",       "proclaim",
    "produce",      "prohibit",      "proliferate",   "prolong",
    "promote",      "prompt",        "propagate",     "propose",
    "prosecute",    "prosper",       "protect",       "prove",
    "provide",      "provision",     "provoke",       "publish",
    "pull",         "pump",          "punctuate",     "punish",
    "purchase",     "purify",        "pursue",        "push",
    "put",          "qualify",       "quantify",      "query",
    "quote",        "radiate",       "raise",         "range",
    "rank",         "ratify",        "reach",         "react",
    "reactivate",   "read",          "realise",       "realize",
    "rearrange",    "reason",        "rebase",        "rebuild",
    "recall",       "receive",       "recognise",     "recognize",
    "recombine",    "recommend",     "recompute",     "reconcile",
    "reconstruct",  "record",        "recover",       "recruit",
    "recycle",      "redden",        "redirect",      "redistribute",
    "reduce",       "refer",         "reference",     "refine",
    "reflect",      "refresh",       "refuse",        "refute",
    "regain",       "regenerate",    "register",      "regularize",
    "regulate",     "reinforce",     "reinterpret",   "reject",
    "relate",       "relax",         "relay",         "release",
    "relieve",      "rely",          "remain",        "remedy",
    "remember",     "remind",        "remove",        "rename",
    "render",       "renew",         "renounce",      "reopen",
    "reorder",      "repair",        "repay",         "repeal",
    "repeat",       "repel",         "replace",       "replenish",
    "replicate",    "repolarize",    "report",        "represent",
    "reprint",      "reproduce",     "request",       "require",
    "rescind",      "resemble",      "reserve",       "reset",
    "reside",       "resist",        "resolve",       "respond",
    "restart",      "restore",       "restrain",      "restrict",
    "result",       "resume",        "retain",        "rethrow",
    "retreat",      "retrieve",      "retry",         "return",
    "reuse",        "reveal",        "revert",        "review",
    "revise",       "revive",        "revoke",        "revolt",
    "revolve",      "reward",        "rewrite",       "ride",
    "ring",         "rise",          "risk",          "rob",
    "roll",         "rotate",        "round",         "route",
    "rule",         "run",           "rupture",       "safeguard",
    "sample",       "satisfy",       "save",          "say",
    "scale",        "scan",          "scatter",       "schedule",
    "score",        "seal",          "search",        "secede",
    "secrete",      "secure",        "see",           "seek",
    "seize",        "select",        "sell",          "send",
    "sense",        "sentence",      "separate",      "serialize",
    "serve",        "set",           "settle",        "sever",
    "shape",        "share",         "shed",          "shield",
    "shift",        "shoot",         "shorten",       "show",
    "shrink",       "shuffle",       "shut",          "sign",
    "signal",       "signify",       "silence",       "simplify",
    "simulate",     "sink",          "sit",           "skip",
    "slice",        "slide",         "slow",          "smooth",
    "soften",       "solidify",      "solve",         "sort",
    "sow",          "span",          "spark",         "spawn",
    "speak",        "specify",       "speed",         "spend",
    "spill",        "spin",          "split",         "spread",
    "sprout",       "stabilise",     "stabilize",     "stage",
    "stain",        "stand",         "standardize",   "start",
    "state",        "stay",          "steer",         "stem",
    "step",         "stick",         "stimulate",     "stipulate",
    "stop",         "store",         "straighten",    "stream",
    "streamline",   "strengthen",    "stretch",       "strike",
    "strip",        "strive",        "structure",     "study",
    "subdivide",    "submit",        "subordinate",   "subscribe",
    "subsidise",    "subsidize",     "substitute",    "subtract",
    "succeed",      "suck",          "sue",           "suffer",
    "suggest",      "summarise",     "summarize",     "supersede",
    "supervise",    "supply",        "support",       "suppress",
    "surpass",      "surrender",     "surround",      "survive",
    "suspend",      "sustain",       "swallow",       "swap",
    "sweep",        "swell",         "swim",          "switch",
    "symbolise",    "symbolize",     "synchronize",   "synthesise",
    "synthesize",   "tackle",        "tag",           "take",
    "target",       "tax",           "teach",         "tear",
    "tell",         "tend",          "terminate",     "terrify",
    "test",         "testify",       "thicken",       "think",
    "threaten",     "throttle",      "throw",         "tie",
    "tighten",      "tilt",          "tokenise",      "tokenize",
    "tolerate",     "touch",         "track",         "trade",
    "train",        "transcend",     "transcribe",    "transfer",
    "transform",    "translate",     "transmit",      "transport",
    "trap",         "travel",        "traverse",      "treat",
    "trigger",      "triple",        "truncate",      "try",
    "turn",         "unbind",        "underestimate", "undergo",
    "underlie",     "undermine",     "understand",    "unfold",
    "unify",        "unite",         "unload",        "unlock",
    "unroll",       "untie",         "unwind",        "unwrap",
    "update",       "upgrade",       "uphold",        "upload",
    "urge",         "use",           "utilise",       "utilize",
    "vaccinate",    "validate",      "vaporise",      "vaporize",
    "vary",         "vectorize",     "verify",        "vibrate",
    "view",         "violate",       "visit",         "visualise",
    "visualize",    "vote",          "wait",          "walk",
    "want",         "warn",          "warrant",       "wash",
    "waste",        "watch",         "weaken",        "wear",
    "weave",        "weigh",         "welcome",       "widen",
    "win",          "wish",          "withdraw",      "withhold",
    "withstand",    "witness",       "work",          "worsen",
    "wound",        "wrap",          "write",         "yield"};

enum { VERB_COUNT = sizeof verbs / sizeof *verbs, VERB_PLACES = 2048, WORD_ROOM = 24 };

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
        "access",   "act",         "address",     "advance",  "aid",        "alert",
        "answer",   "appeal",      "approximate", "attack",   "attempt",    "attribute",
        "balance",  "ban",         "bear",        "beat",     "block",      "boost",
        "bound",    "buffer",      "burn",        "cache",    "call",       "cast",
        "catch",    "cause",       "challenge",   "change",   "charge",     "check",
        "claim",    "clean",       "clear",       "clone",    "close",      "cluster",
        "coat",     "collapse",    "comment",     "commit",   "complement", "complete",
        "conduct",  "conflict",    "contact",     "contest",  "contract",   "contrast",
        "control",  "cool",        "copy",        "correct",  "cost",       "count",
        "crash",    "cross",       "crush",       "cut",      "damage",     "deal",
        "decay",    "decline",     "decrease",    "delay",    "delegate",   "demand",
        "deposit",  "design",      "desire",      "dispatch", "display",    "double",
        "download", "draft",       "drain",       "draw",     "drive",      "drop",
        "end",      "equal",       "exchange",    "excuse",   "exercise",   "experience",
        "exploit",  "export",      "fall",        "feed",     "fight",      "fill",
        "filter",   "finance",     "finish",      "fire",     "flow",       "focus",
        "fold",     "force",       "forecast",    "fork",     "form",       "fragment",
        "frame",    "free",        "function",    "fund",     "gain",       "glue",
        "grant",    "grip",        "group",       "guard",    "guide",      "halt",
        "harm",     "harvest",     "hash",        "heat",     "hit",        "host",
        "impact",   "import",      "increase",    "index",    "influence",  "insult",
        "issue",    "judge",       "jump",        "label",    "lack",       "land",
        "last",     "launch",      "lead",        "leak",     "level",      "lift",
        "light",    "limit",       "link",        "list",     "live",       "load",
        "lock",     "log",         "look",        "lower",    "mandate",    "map",
        "march",    "mark",        "match",       "mature",   "measure",    "mine",
        "mix",      "model",       "moderate",    "mount",    "move",       "name",
        "narrow",   "need",        "object",      "offer",    "offset",     "open",
        "orbit",    "order",       "output",      "overlap",  "overload",   "own",
        "paint",    "pass",        "pause",       "pick",     "place",      "plan",
        "plant",    "play",        "point",       "poll",     "position",   "power",
        "practise", "present",     "price",       "print",    "process",    "prompt",
        "pump",     "purchase",    "push",        "query",    "quote",      "range",
        "rank",     "reach",       "reason",      "recall",   "record",     "reference",
        "relay",    "release",     "remedy",      "repair",   "repeat",     "report",
        "reprint",  "request",     "reserve",     "reset",    "result",     "retreat",
        "return",   "review",      "revolt",      "reward",   "ride",       "ring",
        "rise",     "risk",        "roll",        "round",    "route",      "rule",
        "run",      "rupture",     "sample",      "scale",    "scan",       "schedule",
        "score",    "seal",        "search",      "secure",   "sense",      "sentence",
        "separate", "set",         "shed",        "shield",   "shift",      "shoot",
        "show",     "sign",        "signal",      "silence",  "slice",      "slide",
        "slow",     "smooth",      "sort",        "span",     "spark",      "speed",
        "spill",    "spin",        "split",       "spread",   "stage",      "stain",
        "stand",    "start",       "state",       "stem",     "step",       "stick",
        "stop",     "store",       "stream",      "strike",   "strip",      "structure",
        "study",    "subordinate", "substitute",  "supply",   "support",    "swap",
        "sweep",    "switch",      "tag",         "target",   "tax",        "tear",
        "test",     "tie",         "touch",       "track",    "trade",      "train",
        "transfer", "transport",   "trap",        "travel",   "trigger",    "triple",
        "turn",     "update",      "upgrade",     "use",      "view",       "visit",
        "vote",     "warrant",     "wash",        "waste",    "watch",      "wear",
        "welcome",  "win",         "wish",        "witness",  "work",       "wound",
        "yield",    NULL};
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

/* "stores" in `room`, which is changed. */
static const char *third_person(char *room)
{
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

/* "stored" in `room`, which is changed. */
static const char *past(char *room)
{
    static const char *const irregular[][2] = {{"led", "lead"},
                                               {"made", "make"},
                                               {"gave", "give"},
                                               {"built", "build"},
                                               {"took", "take"},
                                               {"brought", "bring"},
                                               {"grew", "grow"},
                                               {"kept", "keep"},
                                               {"held", "hold"},
                                               {"began", "begin"},
                                               {"broke", "break"},
                                               {"wrote", "write"},
                                               {"won", "win"},
                                               {"lost", "lose"},
                                               {"fought", "fight"},
                                               {"became", "become"},
                                               {"sold", "sell"},
                                               {"told", "tell"},
                                               {"spoke", "speak"},
                                               {"chose", "choose"},
                                               {"drove", "drive"},
                                               {"fell", "fall"},
                                               {"rose", "rise"},
                                               {"sent", "send"},
                                               {"spent", "spend"},
                                               {"met", "meet"},
                                               {"ran", "run"},
                                               {"saw", "see"},
                                               {"went", "go"},
                                               {"came", "come"},
                                               {"taught", "teach"},
                                               {"caught", "catch"},
                                               {"bought", "buy"},
                                               {"sought", "seek"},
                                               {"left", "leave"},
                                               {"dealt", "deal"},
                                               {"meant", "mean"},
                                               {"paid", "pay"},
                                               {"laid", "lay"},
                                               {"said", "say"},
                                               {"drew", "draw"},
                                               {"threw", "throw"},
                                               {"bore", "bear"},
                                               {"rode", "ride"},
                                               {"struck", "strike"},
                                               {"sank", "sink"},
                                               {"stood", "stand"},
                                               {"understood", "understand"},
                                               {"overthrew", "overthrow"},
                                               {"withdrew", "withdraw"},
                                               {"arose", "arise"},
                                               {"overcame", "overcome"},
                                               {"forbade", "forbid"},
                                               {"heard", "hear"},
                                               {"upheld", "uphold"},
                                               {"showed", "show"},
                                               {"shot", "shoot"},
                                               {"underwent", "undergo"},
                                               {"fed", "feed"},
                                               {"lent", "lend"},
                                               {"bred", "breed"},
                                               {"spun", "spin"},
                                               {"swept", "sweep"},
                                               {"found", "find"}};
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

/* --- What a word may be -------------------------------------------------------------------------
 */

/* The verbs that a word may be a form of. */
struct forms {
    char word[WORD_ROOM]; /* lower case */
    const char *base, *third, *past;
};

/* Texts repeat their words, and each pattern asks about each: what was found out is remembered, one
 * word a place. NULL: it cannot be a verb. */
static const struct forms *forms_of(struct slice word)
{
    static struct forms known[VERB_PLACES];
    char room[WORD_ROOM] = {0};
    if (!lower_into(word, room, sizeof room))
        return NULL;
    struct forms *forms = &known[hash_of(room)];
    if (!strcmp(forms->word, room))
        return forms;
    memcpy(forms->word, room, sizeof room);
    forms->base = look_up(room);
    forms->third = third_person(room);
    memcpy(room, forms->word, sizeof room);
    forms->past = past(room);
    return forms;
}

const char *verb_of_base(struct slice word)
{
    const struct forms *forms = forms_of(word);
    return forms ? forms->base : NULL;
}

const char *verb_of_third_person(struct slice word)
{
    const struct forms *forms = forms_of(word);
    return forms ? forms->third : NULL;
}

const char *verb_of_past(struct slice word)
{
    const struct forms *forms = forms_of(word);
    return forms ? forms->past : NULL;
}

bool verb_may_be(struct slice word)
{
    const struct forms *forms = forms_of(word);
    return forms && (forms->base || forms->third || forms->past);
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
    static const char *const pairs[] = {"account for",
                                        "act as",
                                        "act on",
                                        "aim at",
                                        "allow for",
                                        "apply to",
                                        "belong to",
                                        "benefit from",
                                        "come from",
                                        "come with",
                                        "communicate with",
                                        "comply with",
                                        "connect to",
                                        "consist of",
                                        "contribute to",
                                        "correspond to",
                                        "deal with",
                                        "depend on",
                                        "differ from",
                                        "differ in",
                                        "focus on",
                                        "function as",
                                        "help with",
                                        "integrate with",
                                        "interact with",
                                        "lead to",
                                        "listen on",
                                        "look like",
                                        "map to",
                                        "operate on",
                                        "participate in",
                                        "point to",
                                        "read from",
                                        "refer to",
                                        "relate to",
                                        "rely on",
                                        "respond to",
                                        "result in",
                                        "revolve around",
                                        "run on",
                                        "scale with",
                                        "serve as",
                                        "start with",
                                        "stem from",
                                        "subscribe to",
                                        "suffer from",
                                        "translate to",
                                        "vary by",
                                        "vary with",
                                        "work with",
                                        "work on",
                                        "write to",
                                        "relate with",
                                        "result from",
                                        "occur in",
                                        "end with",
                                        "begin with",
                                        "sit between",
                                        "work by",
                                        "happen through",
                                        "occur through",
                                        "go through",
                                        "protect against",
                                        "protect from",
                                        "occur when",
                                        "happen when",
                                        "arise when",
                                        "begin when",
                                        "end when",
                                        "start when",
                                        "apply when",
                                        "occur during",
                                        "arise from",
                                        "amount to",
                                        "react with",
                                        "compete with",
                                        "attach to",
                                        "bind to",
                                        "object to",
                                        "appeal to",
                                        "apply for",
                                        "call for",
                                        "pay for",
                                        "emerge from",
                                        "originate in",
                                        "originate from",
                                        "descend from",
                                        "derive from",
                                        "evolve from",
                                        "feed on",
                                        "live in",
                                        "live on",
                                        "flow through",
                                        "pass through",
                                        "travel through",
                                        "develop into",
                                        "turn into",
                                        "divide into",
                                        "split into",
                                        "fall into",
                                        "break into",
                                        "decay into",
                                        "lie in",
                                        "reside in",
                                        "exist in",
                                        "insist on",
                                        "provide for",
                                        "search for",
                                        "look for",
                                        "stand for",
                                        "ask for",
                                        "compensate for",
                                        "vote for",
                                        "fight for",
                                        "guard against",
                                        "defend against",
                                        "discriminate against",
                                        "collide with",
                                        "combine with",
                                        "merge with",
                                        "break with",
                                        "trade with",
                                        "cope with",
                                        "conflict with",
                                        "coincide with",
                                        "overlap with",
                                        "increase with",
                                        "decrease with",
                                        "distinguish between",
                                        "mediate between",
                                        "circulate in",
                                        "dissolve in",
                                        "engage in",
                                        "invest in",
                                        "specialize in",
                                        "succeed in",
                                        "believe in",
                                        "act against",
                                        "contract with",
                                        "inhere in",
                                        "grow in",
                                        "succeed with",
                                        "compete for",
                                        "move through",
                                        "react to",
                                        "adapt to",
                                        "adhere to",
                                        "interface with",
                                        "communicate through",
                                        "start from",
                                        "begin from",
                                        "grow from",
                                        "grow into",
                                        "grow on",
                                        "live from",
                                        "run through",
                                        "fail with",
                                        "share with",
                                        "work through",
                                        "act through",
                                        "spread through",
                                        "spread by",
                                        "come in",
                                        "end in",
                                        "sit in",
                                        "lie on",
                                        "rest on",
                                        "rely upon",
                                        "depend upon",
                                        "build on",
                                        "draw on",
                                        "focus upon",
                                        "go with",
                                        "go into",
                                        "turn to",
                                        NULL};
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
