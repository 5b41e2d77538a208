/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/simulation_link.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "content/byte.h"
#include "content/quantity.h"
#include "engine/base/text.h"

enum { PROSE_AT_LEAST = 80 }; /* bytes of a quoted line */

/* A simulation, and the parameters that it takes from a passage. Not all of them need to exist:
 * the terminal offers those that do. */
enum subject_index {
    HASH,
    BLOOM,
    COMPACTION,
    DISK,
    WAREHOUSE,
    STORAGE_CLASS,
    AVAILABILITY,
    SPOT,
    RESERVE,
    AUTOSCALE,
    SPC,
    SCHEMA,
    SCAN,
    DAG,
    QUEUE,
    RING,
    BITCASK,
    BIRTHDAY,
    BTREE,
    SERVERLESS,
    EGRESS,
    TCO,
    REGIONS,
    SUBJECT_COUNT,
    NONE
};

static const struct subject {
    const char *simulation;
    struct {
        const char *parameter;
        enum quantity_kind kind;
        const char *phrase;
    } numbers[4];
} subjects[SUBJECT_COUNT] = {
    [HASH] = {"hash",
              {{"load", QUANTITY_AFTER, "load factor of"},
               {"load", QUANTITY_AFTER, "load factor is"},
               {"slots", QUANTITY_AFTER, "slots ="}}},
    [BLOOM] = {"bloom", {{NULL, QUANTITY_AFTER, NULL}}},
    [COMPACTION] = {"compaction", {{NULL, QUANTITY_AFTER, NULL}}},
    [DISK] = {"disk-assets",
              {{"capacity-bytes", QUANTITY_BYTES, NULL},
               {"iops", QUANTITY_BEFORE, "IOPS"},
               {"iops", QUANTITY_NEAR, "IOPS"},
               {"bandwidth-bytes", QUANTITY_RATE, NULL}}},
    [WAREHOUSE] = {"warehouse", {{"table-bytes", QUANTITY_BYTES, NULL}}},
    [STORAGE_CLASS] = {"storage-class", {{"archive-ratio", QUANTITY_RATIO, NULL}}},
    [AVAILABILITY] = {"availability", {{"availability", QUANTITY_SHARE, NULL}}},
    [SPOT] = {"spot", {{NULL, QUANTITY_AFTER, NULL}}},
    [RESERVE] = {"reserve", {{NULL, QUANTITY_AFTER, NULL}}},
    [AUTOSCALE] = {"autoscale", {{NULL, QUANTITY_AFTER, NULL}}},
    [SPC] = {"spc", {{NULL, QUANTITY_AFTER, NULL}}},
    [SCHEMA] = {"schema", {{NULL, QUANTITY_AFTER, NULL}}},
    [SCAN] = {"scan", {{NULL, QUANTITY_AFTER, NULL}}},
    [DAG] = {"dag", {{NULL, QUANTITY_AFTER, NULL}}},
    [QUEUE] = {"queue", {{NULL, QUANTITY_AFTER, NULL}}},
    [RING] = {"ring", {{NULL, QUANTITY_AFTER, NULL}}},
    [BITCASK] = {"bitcask", {{NULL, QUANTITY_AFTER, NULL}}},
    [BIRTHDAY] = {"birthday", {{NULL, QUANTITY_AFTER, NULL}}},
    [BTREE] = {"btree-lsm", {{NULL, QUANTITY_AFTER, NULL}}},
    [SERVERLESS] = {"serverless", {{NULL, QUANTITY_AFTER, NULL}}},
    [EGRESS] = {"egress", {{"data-bytes", QUANTITY_BYTES, NULL}}},
    [TCO] = {"tco", {{NULL, QUANTITY_AFTER, NULL}}},
    [REGIONS] = {"regions", {{NULL, QUANTITY_AFTER, NULL}}},
};

/*
 * Phrases in the order of their first letters. The longest that begins at a word counts; NONE keeps
 * the words in it from meaning anything else. A weak one links only where a number is found, too.
 */
static const struct phrase {
    const char *text;
    enum subject_index subject;
    bool weak;
} phrases[] = {
    {"airflow", DAG, false},
    {"archival", STORAGE_CLASS, true},
    {"archival storage", STORAGE_CLASS, false},
    {"archive", STORAGE_CLASS, true},
    {"archive class", STORAGE_CLASS, false},
    {"archive storage", STORAGE_CLASS, false},
    {"auto scaling", AUTOSCALE, false},
    {"auto-scaling", AUTOSCALE, false},
    {"autoscaler", AUTOSCALE, false},
    {"autoscalers", AUTOSCALE, false},
    {"autoscaling", AUTOSCALE, false},
    {"availability", AVAILABILITY, true},
    {"availability zone", NONE, false},
    {"availability zones", NONE, false},
    {"available", AVAILABILITY, true},
    {"avro", SCHEMA, false},
    {"aws lambda", SERVERLESS, false},
    {"b+ tree", BTREE, false},
    {"b+ trees", BTREE, false},
    {"b+-tree", BTREE, false},
    {"b+-trees", BTREE, false},
    {"b-tree", BTREE, false},
    {"b-trees", BTREE, false},
    {"backward compatibility", SCHEMA, false},
    {"backward compatible", SCHEMA, false},
    {"backward-compatible", SCHEMA, false},
    {"batch and stream", QUEUE, false},
    {"batch and streaming", QUEUE, false},
    {"batch processing", QUEUE, false},
    {"bigquery", WAREHOUSE, true},
    {"birthday paradox", BIRTHDAY, false},
    {"birthday problem", BIRTHDAY, false},
    {"bitcask", BITCASK, false},
    {"bloom filter", BLOOM, false},
    {"bloom filters", BLOOM, false},
    {"bytes scanned", WAREHOUSE, false},
    {"capex", TCO, false},
    {"capital expenditure", TCO, false},
    {"capital expense", TCO, false},
    {"capital expenses", TCO, false},
    {"cloud functions", SERVERLESS, false},
    {"cloud warehouse", WAREHOUSE, true},
    {"cold storage", STORAGE_CLASS, false},
    {"coldline", STORAGE_CLASS, false},
    {"column store", SCAN, false},
    {"column stores", SCAN, false},
    {"column-oriented", SCAN, false},
    {"columnar", SCAN, false},
    {"committed use", RESERVE, false},
    {"committed-use", RESERVE, false},
    {"compaction", COMPACTION, false},
    {"consistent hashing", RING, false},
    {"container orchestration", NONE, false},
    {"container orchestrator", NONE, false},
    {"container orchestrators", NONE, false},
    {"control chart", SPC, false},
    {"control charts", SPC, false},
    {"control limit", SPC, false},
    {"control limits", SPC, false},
    {"dag", DAG, false},
    {"dags", DAG, false},
    {"data egress", EGRESS, false},
    {"data warehouse", WAREHOUSE, true},
    {"data warehouses", WAREHOUSE, true},
    {"directed acyclic graph", DAG, false},
    {"directed acyclic graphs", DAG, false},
    {"disk", DISK, true},
    {"disks", DISK, true},
    {"drive", DISK, true},
    {"drives", DISK, true},
    {"egress cost", EGRESS, false},
    {"egress costs", EGRESS, false},
    {"egress fee", EGRESS, false},
    {"egress fees", EGRESS, false},
    {"five nines", AVAILABILITY, false},
    {"forward compatibility", SCHEMA, false},
    {"forward compatible", SCHEMA, false},
    {"forward-compatible", SCHEMA, false},
    {"four nines", AVAILABILITY, false},
    {"functions as a service", SERVERLESS, false},
    {"glacier", STORAGE_CLASS, false},
    {"hash collision", BIRTHDAY, false},
    {"hash collisions", BIRTHDAY, false},
    {"hash index", HASH, false},
    {"hash indexes", HASH, false},
    {"hash map", HASH, false},
    {"hash maps", HASH, false},
    {"hash ring", RING, false},
    {"hash table", HASH, false},
    {"hash tables", HASH, false},
    {"infrequent access", STORAGE_CLASS, false},
    {"iops", DISK, true},
    {"lift and shift", AUTOSCALE, false},
    {"lift-and-shift", AUTOSCALE, false},
    {"lock-in", TCO, false},
    {"log segment", COMPACTION, false},
    {"log segments", COMPACTION, false},
    {"lsm tree", COMPACTION, false},
    {"lsm trees", COMPACTION, false},
    {"lsm-tree", COMPACTION, false},
    {"lsm-trees", COMPACTION, false},
    {"memtable", COMPACTION, false},
    {"message queue", QUEUE, false},
    {"message queues", QUEUE, false},
    {"micro-batch", QUEUE, false},
    {"micro-batches", QUEUE, false},
    {"multi-region", REGIONS, false},
    {"multiregion", REGIONS, false},
    {"nearline", STORAGE_CLASS, false},
    {"on-demand pricing", WAREHOUSE, false},
    {"operating expense", TCO, false},
    {"operating expenses", TCO, false},
    {"operational expense", TCO, false},
    {"operational expenses", TCO, false},
    {"opex", TCO, false},
    {"orchestration", DAG, false},
    {"orchestrator", DAG, false},
    {"orchestrators", DAG, false},
    {"parquet", SCAN, false},
    {"preemptible", SPOT, false},
    {"priority queue", NONE, false},
    {"priority queues", NONE, false},
    {"protobuf", SCHEMA, false},
    {"protocol buffers", SCHEMA, false},
    {"queue", QUEUE, false},
    {"queueing", QUEUE, false},
    {"queues", QUEUE, false},
    {"redshift", WAREHOUSE, true},
    {"reserved capacity", RESERVE, false},
    {"reserved instance", RESERVE, false},
    {"reserved instances", RESERVE, false},
    {"row store", SCAN, false},
    {"row stores", SCAN, false},
    {"row-oriented", SCAN, false},
    {"savings plan", RESERVE, false},
    {"savings plans", RESERVE, false},
    {"schema evolution", SCHEMA, false},
    {"schema registry", SCHEMA, false},
    {"segment file", COMPACTION, false},
    {"segment files", COMPACTION, false},
    {"segments", COMPACTION, false},
    {"serverless", SERVERLESS, false},
    {"several regions", REGIONS, false},
    {"snowflake", WAREHOUSE, true},
    {"spot capacity", SPOT, false},
    {"spot instance", SPOT, false},
    {"spot instances", SPOT, false},
    {"spot price", SPOT, false},
    {"spot prices", SPOT, false},
    {"spot vm", SPOT, false},
    {"spot vms", SPOT, false},
    {"sstable", COMPACTION, false},
    {"sstables", COMPACTION, false},
    {"statistical process control", SPC, false},
    {"storage class", STORAGE_CLASS, false},
    {"storage classes", STORAGE_CLASS, false},
    {"stream processing", QUEUE, false},
    {"streaming", QUEUE, false},
    {"tco", TCO, false},
    {"three nines", AVAILABILITY, false},
    {"thrift", SCHEMA, false},
    {"toco", TCO, false},
    {"total cost of ownership", TCO, false},
    {"total opportunity cost of ownership", TCO, false},
    {"two nines", AVAILABILITY, false},
    {"uptime", AVAILABILITY, true},
    {"vendor lock-in", TCO, false},
    {"virtual node", RING, false},
    {"virtual nodes", RING, false},
};

/* The subjects that a passage names, as bits. */
struct naming {
    unsigned strong, weak;
};

enum { PHRASE_COUNT = sizeof phrases / sizeof *phrases };

/* Where the phrases of each first letter begin and end. */
struct phrase_index {
    bool made;
    unsigned char begin[128], end[128];
    uint32_t second[128]; /* the letters that follow it, as bits */
};

static const struct phrase_index *index_phrases(void)
{
    static struct phrase_index index;
    for (size_t i = 0; !index.made && i < PHRASE_COUNT; i++) {
        size_t letter = (unsigned char)phrases[i].text[0] & 0x7F;
        if (!index.end[letter])
            index.begin[letter] = (unsigned char)i;
        index.end[letter] = (unsigned char)(i + 1);
        index.second[letter] |= (uint32_t)1 << ((unsigned char)phrases[i].text[1] & 31);
    }
    index.made = true;
    return &index;
}

/* A letter or digit; a dash beyond ASCII ends a word. */
static bool is_letter(char c)
{
    return byte_is_word(c) && (unsigned char)c < 0x80;
}

/* The longest phrase at the beginning of `rest` (two bytes at least), or NULL. */
static const struct phrase *phrase_at(const struct phrase_index *index, struct slice rest,
                                      size_t *length)
{
    const struct phrase *best = NULL;
    char first = byte_fold(rest.at[0]), second = byte_fold(rest.at[1]);
    *length = 0;
    if (!(index->second[first & 0x7F] >> ((unsigned char)second & 31) & 1))
        return NULL;
    for (size_t i = index->begin[first & 0x7F]; i < index->end[first & 0x7F]; i++) {
        if (phrases[i].text[1] != second)
            continue;
        size_t long_one = strlen(phrases[i].text);
        if (long_one > *length && slice_begins(rest, phrases[i].text) &&
            (long_one >= rest.length || !is_letter(rest.at[long_one]))) {
            best = &phrases[i];
            *length = long_one;
        }
    }
    return best;
}

static void read_names(const struct phrase_index *index, struct slice text, struct naming *naming)
{
    bool inside = false;
    for (size_t at = 0; at + 1 < text.length;) {
        bool letter = is_letter(text.at[at]);
        size_t length = 0;
        const struct phrase *phrase =
            letter && !inside ? phrase_at(index, slice_from(text, at), &length) : NULL;
        inside = letter;
        at += phrase ? length : 1;
        if (!phrase || phrase->subject == NONE)
            continue;
        if (phrase->weak)
            naming->weak |= 1U << phrase->subject;
        else
            naming->strong |= 1U << phrase->subject;
    }
}

static void append_parameters(struct text *out, const struct subject *subject, struct slice passage)
{
    const char *done = NULL;
    for (size_t i = 0; i < 4 && subject->numbers[i].parameter; i++) {
        const char *name = subject->numbers[i].parameter;
        char number[QUANTITY_ROOM];
        double value;
        if ((done && !strcmp(done, name)) ||
            !quantity_find(passage, subject->numbers[i].kind, subject->numbers[i].phrase, &value))
            continue;
        quantity_print(value, number);
        text_printf(out, "%s%s=%s", out->length ? " " : "", name, number);
        done = name;
    }
}

/* Whether the passage is about the subject; its parameters go to `parameters`. */
static bool is_about(struct naming naming, enum subject_index subject, struct slice passage,
                     struct text *parameters)
{
    unsigned bit = 1U << subject;
    text_clear(parameters);
    if (!((naming.strong | naming.weak) & bit))
        return false;
    append_parameters(parameters, &subjects[subject], passage);
    return (naming.strong & bit) || parameters->length;
}

const char *simulation_for(struct slice passage, const char *front, struct arena *arena)
{
    struct naming naming = {0, 0};
    struct text parameters = {0};
    const char *link = NULL;
    const struct phrase_index *index = index_phrases();
    read_names(index, passage, &naming);
    read_names(index, slice_of(front), &naming);
    for (unsigned i = 0; i < SUBJECT_COUNT && !link && (naming.strong | naming.weak); i++)
        if (is_about(naming, (enum subject_index)i, passage, &parameters))
            link = arena_format(arena, "%s%s%s", subjects[i].simulation,
                                parameters.length ? " " : "", text_string(&parameters));
    text_release(&parameters);
    return link;
}

static bool is_name(struct slice text)
{
    for (size_t at = 0; at < text.length; at++)
        if (!isalnum((unsigned char)text.at[at]) && text.at[at] != '-' && text.at[at] != '_')
            return false;
    return text.length > 0 && text.length <= 40;
}

/* "slots = 64" to "slots=64"; false: not of that form. */
static bool append_assignment(struct text *out, struct slice line)
{
    const char *equals = memchr(line.at, '=', line.length);
    if (!equals)
        return false;
    struct slice name = slice_trim(slice_until(line, (size_t)(equals - line.at)));
    struct slice value = slice_trim(slice_from(line, (size_t)(equals - line.at) + 1));
    if (!is_name(name) || !value.length || value.length > 40 || memchr(value.at, ' ', value.length))
        return false;
    text_printf(out, "%s%.*s=%.*s", out->length ? " " : "", (int)name.length, name.at,
                (int)value.length, value.at);
    return true;
}

static void read_fence(const struct block *code, struct harvest *harvest)
{
    struct slice name = slice_trim(slice_from(slice_of(code->info), 3));
    struct text parameters = {0};
    if (!is_name(name)) {
        harvest_warn(harvest, code->first_line, "broken-block",
                     "\"sim\" wants the name of one simulation");
        return;
    }
    struct slice rest = slice_make(code->text, code->length);
    for (long line = code->first_line + 1; rest.length; line++) {
        const char *newline = memchr(rest.at, '\n', rest.length);
        size_t length = newline ? (size_t)(newline - rest.at) : rest.length;
        struct slice text = slice_trim(slice_until(rest, length));
        if (text.length && text.at[0] != '#' && !append_assignment(&parameters, text))
            harvest_warn(harvest, line, "broken-block", "expected \"parameter = value\"");
        rest = slice_from(rest, length + 1);
    }
    struct simulation_link *link = harvest_add_link(harvest);
    link->name = arena_copy_bytes(&harvest->arena, name.at, name.length);
    link->parameters = arena_copy_string(&harvest->arena, text_string(&parameters));
    link->line = code->first_line;
    link->end_line = code->last_line;
    text_release(&parameters);
}

/* A link for every subject of the passage. */
static void link_passage(const struct phrase_index *index, struct slice passage, long line,
                         long end_line, struct harvest *harvest)
{
    struct naming naming = {0, 0};
    struct text parameters = {0};
    read_names(index, passage, &naming);
    for (unsigned i = 0; i < SUBJECT_COUNT && (naming.strong | naming.weak); i++) {
        if (!is_about(naming, (enum subject_index)i, passage, &parameters))
            continue;
        struct simulation_link *link = harvest_add_link(harvest);
        link->name = subjects[i].simulation;
        link->parameters = arena_copy_string(&harvest->arena, text_string(&parameters));
        link->line = line;
        link->end_line = end_line;
    }
    text_release(&parameters);
}

/* A fence without a language may hold prose that was quoted: its long lines are passages. */
static void link_quotation(const struct phrase_index *index, const struct block *code,
                           struct harvest *harvest)
{
    struct slice rest = slice_make(code->text, code->length);
    for (long line = code->first_line + 1; rest.length; line++) {
        const char *newline = memchr(rest.at, '\n', rest.length);
        size_t length = newline ? (size_t)(newline - rest.at) : rest.length;
        struct slice text = slice_until(rest, length);
        if (length >= PROSE_AT_LEAST && text_is_english(slice_until(text, 600)))
            link_passage(index, text, line, line, harvest);
        rest = slice_from(rest, length + 1);
    }
}

void simulation_find_links(const struct document *document, struct harvest *harvest)
{
    const struct phrase_index *index = index_phrases();
    for (const struct block *b = document->root; b; b = block_following(b)) {
        if (b->kind == BLOCK_CODE && !strncmp(b->info, "sim ", 4))
            read_fence(b, harvest);
        else if (b->kind == BLOCK_CODE && !*b->info)
            link_quotation(index, b, harvest);
        else if ((b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM) && b->length)
            link_passage(index, slice_make(b->text, b->length), b->first_line, b->last_line,
                         harvest);
    }
}
