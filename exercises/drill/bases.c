/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Binary and hexadecimal.
 *
 * Level 1: up to six bits and two hexadecimal digits. 2: bytes both ways, file modes. 3: masks,
 * network masks, signed bytes, shards from hashes, pages from offsets.
 *
 * What is typed is read as a number, so that answers in binary and octal are digits as they stand;
 * answers with the digits A to F are choices.
 */
#include "exercises/drill.h"
#include "exercises/problem_writer.h"

/* `value` in binary, `bits` wide; with `spaced`, a blank after every four from the right. */
static const char *in_binary(struct problem *problem, unsigned value, int bits, bool spaced)
{
    char digits[80], *to = digits;
    for (int i = bits - 1; i >= 0; i--) {
        *to++ = value >> i & 1 ? '1' : '0';
        if (spaced && i && i % 4 == 0)
            *to++ = ' ';
    }
    *to = '\0';
    return problem_text(problem, "%s", digits);
}

static int bits_of(unsigned value)
{
    int bits = 1;
    while (value >> bits)
        bits++;
    return bits;
}

static unsigned reversed(unsigned value, int bits)
{
    unsigned out = 0;
    for (int i = 0; i < bits; i++)
        out = out << 1 | (value >> i & 1);
    return out;
}

/* "32 + 8 + 1" */
static const char *as_powers(struct problem *problem, unsigned value)
{
    const char *sum = "";
    for (int i = 31; i >= 0; i--)
        if (value >> i & 1)
            sum = problem_text(problem, "%s%s%u", sum, sum[0] ? " + " : "", 1U << i);
    return sum;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_from_binary(gsl_rng *rng, struct problem *problem)
{
    static const char *const sentences[][2] = {
        {"A field of flags holds ", " in binary. Which number is that?"},
        {"The last bits of a hash are ", ". Which number is that?"},
        {"Which number is written ", " in binary?"}};
    unsigned value = (unsigned)draw_between(rng, 9, 63);
    int bits = bits_of(value);
    const char *const *sentence = DRAW_FROM(rng, sentences);
    const char *digits = in_binary(problem, value, bits, false);
    problem_prompt(problem, "%s%s%s", sentence[0], digits, sentence[1]);
    problem_expression(problem, "%s", digits);
    problem_answer(problem, ANSWER_EXACT, "%u", value);
    problem_hint(problem, "From the right the places are worth 1, 2, 4, 8, 16, 32.");
    problem_hint(problem, "The first digit here is worth %u; add up what stands under a 1.",
                 1U << (bits - 1));
    problem_step(problem, "the ones stand for %s", as_powers(problem, value));
    problem_step(problem, "= %u", value);
    problem_misconception(problem, "read-from-the-wrong-end",
                          "the place worth 1 is the rightmost one", "%u", reversed(value, bits));
    problem_misconception(problem, "places-off-by-one", "the rightmost place is worth 1, not 2",
                          "%u", 2 * value);
    problem_misconception(problem, "dropped-the-last-place", "the rightmost place counts, too",
                          "%u", value / 2);
    problem_misconception(problem, "lost-the-first-place", "the first digit is worth most", "%u",
                          value - (1U << (bits - 1)));
}

static void ask_to_binary(gsl_rng *rng, struct problem *problem)
{
    unsigned value = (unsigned)draw_between(rng, 9, 63), rest = value;
    int bits = bits_of(value);
    const char *digits = in_binary(problem, value, bits, false);
    problem_prompt(problem, "How is %u written in binary?", value);
    problem_expression(problem, "%u", value);
    problem_answer(problem, ANSWER_EXACT, "%s", digits);
    problem_hint(problem, "Take away the largest power of two that fits, again and again.");
    problem_hint(problem, "The largest one in %u is %u.", value, 1U << (bits - 1));
    rest -= 1U << (bits - 1);
    problem_step(problem, "%u is the largest power of two that fits; %u is left", 1U << (bits - 1),
                 rest);
    problem_step(problem, "%u = %s", value, as_powers(problem, value));
    problem_step(problem, "a 1 for each, a 0 for each power between: %s", digits);
    problem_misconception(problem, "written-backwards",
                          "remainders of halving come out from the right to the left", "%s",
                          in_binary(problem, reversed(value, bits), bits, false));
    problem_misconception(problem, "off-by-one", "that is one less", "%s",
                          in_binary(problem, value - 1, bits, false));
    problem_misconception(problem, "off-by-one", "that is one more", "%s",
                          in_binary(problem, value + 1, bits_of(value + 1), false));
    problem_misconception(problem, "places-off-by-one", "that is twice as much", "%s",
                          in_binary(problem, 2 * value, bits + 1, false));
}

/* Two hexadecimal digits to decimal. */
static void ask_hex(gsl_rng *rng, struct problem *problem, unsigned least, unsigned most)
{
    unsigned value = (unsigned)draw_between(rng, (int)least, (int)most);
    unsigned high = value / 16, low = value % 16;
    problem_prompt(problem, "How much is 0x%02X in decimal?", value);
    problem_answer(problem, ANSWER_EXACT, "%u", value);
    problem_hint(problem, "The left digit counts sixteens, the right one ones; A is 10, F is 15.");
    problem_hint(problem, "The left digit, %X, is %u · 16.", high, high);
    problem_step(problem, "0x%02X = %u · 16 + %u", value, high, low);
    problem_step(problem, "= %u + %u = %u", high * 16, low, value);
    problem_misconception(problem, "used-ten-for-sixteen", "the left digit counts sixteens", "%u",
                          high * 10 + low);
    problem_misconception(problem, "swapped-digits", "the left digit is the one that counts most",
                          "%u", low * 16 + high);
    problem_misconception(problem, "counted-a-from-eleven", "A is 10, B is 11, ... F is 15", "%u",
                          (high + (high > 9)) * 16 + low + (low > 9));
    problem_misconception(problem, "added-the-digits", "the left digit counts sixteens", "%u",
                          high + low);
}

static void ask_small_hex(gsl_rng *rng, struct problem *problem)
{
    ask_hex(rng, problem, 0x11, 0x5F);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void ask_large_hex(gsl_rng *rng, struct problem *problem)
{
    ask_hex(rng, problem, 0x80, 0xFE);
}

static void ask_hex_to_binary(gsl_rng *rng, struct problem *problem)
{
    unsigned value = (unsigned)draw_between(rng, 0x41, 0xFE), high = value / 16, low = value % 16;
    problem_prompt(problem,
                   "The byte 0x%02X in binary? (Digits without blanks; zeros in front may be left "
                   "out.)",
                   value);
    problem_answer(problem, ANSWER_EXACT, "%s", in_binary(problem, value, bits_of(value), false));
    problem_hint(problem, "Each hexadecimal digit is four bits of its own.");
    problem_hint(problem, "%X is %u: %s.", high, high, in_binary(problem, high, 4, false));
    problem_step(problem, "%X = %s, %X = %s", high, in_binary(problem, high, 4, false), low,
                 in_binary(problem, low, 4, false));
    problem_step(problem, "together: %s", problem->answer);
    problem_misconception(problem, "dropped-inner-zeros",
                          "each digit is four bits; only zeros at the very front may go", "%s%s",
                          in_binary(problem, high, bits_of(high), false),
                          in_binary(problem, low, bits_of(low), false));
    problem_misconception(problem, "swapped-digits", "the left digit gives the left four bits",
                          "%s", in_binary(problem, low * 16 + high, 8, false));
    problem_misconception(problem, "written-backwards", "in each four the rightmost bit is worth 1",
                          "%s%s", in_binary(problem, reversed(high, 4), 4, false),
                          in_binary(problem, reversed(low, 4), 4, false));
}

/* Offers four ways to write a byte whose digits are `high` and `low`. */
static void offer_hex(gsl_rng *rng, struct problem *problem, const char *question, unsigned value)
{
    unsigned high = value / 16, low = value % 16;
    unsigned letter = (high - (high > 10)) * 16 + low - (low > 10);
    unsigned backwards = reversed(high, 4) * 16 + reversed(low, 4), next = (value + 16) % 256;
    const unsigned wrong[] = {low * 16 + high, letter, backwards, next};
    const char *choices[5] = {problem_text(problem, "%02X", value)};
    for (int i = 0; i < 4; i++)
        choices[i + 1] = problem_text(problem, "%02X", wrong[i]);
    problem_choose(problem, rng, question, choices, 5);
    problem_misconception(problem, "swapped-digits", "the left digit is the one that counts most",
                          "%s", choices[1]);
    problem_misconception(problem, "counted-a-from-eleven", "A is 10, B is 11, ... F is 15", "%s",
                          choices[2]);
    problem_misconception(problem, "written-backwards", "in each four the rightmost bit is worth 1",
                          "%s", choices[3]);
    problem_misconception(problem, "one-sixteen-too-many", "that is sixteen more", "%s",
                          choices[4]);
}

static void ask_binary_to_hex(gsl_rng *rng, struct problem *problem)
{
    unsigned value = (unsigned)draw_between(rng, 0x81, 0xFE), high = value / 16, low = value % 16;
    offer_hex(rng, problem,
              problem_text(problem, "How is the byte %s written in hexadecimal?",
                           in_binary(problem, value, 8, true)),
              value);
    problem_hint(problem, "Four bits make one hexadecimal digit.");
    problem_hint(problem, "The first four, %s, are %u.", in_binary(problem, high, 4, false), high);
    problem_step(problem, "%s is %u, %s is %u", in_binary(problem, high, 4, false), high,
                 in_binary(problem, low, 4, false), low);
    problem_step(problem, "as digits (A is 10, F is 15): %s", problem->answer);
}

static void ask_decimal_to_hex(gsl_rng *rng, struct problem *problem)
{
    unsigned value = (unsigned)draw_between(rng, 0x1A, 0xEE), high = value / 16, low = value % 16;
    offer_hex(rng, problem, problem_text(problem, "How is %u written in hexadecimal?", value),
              value);
    problem_hint(problem, "How many sixteens are in it, and what is left?");
    problem_hint(problem, "%u · 16 = %u.", high, high * 16);
    problem_step(problem, "%u = %u · 16 + %u", value, high, low);
    problem_step(problem, "the digits of %u and %u: %s", high, low, problem->answer);
}

static const char *as_rights(struct problem *problem, const unsigned *digits)
{
    char text[10];
    for (unsigned i = 0; i < 9; i++)
        text[i] = '-';
    text[9] = '\0';
    for (unsigned i = 0; i < 9; i++)
        if (digits[i / 3] >> (2 - i % 3) & 1)
            text[i] = "rwx"[i % 3];
    return problem_text(problem, "%s", text);
}

static void ask_mode(gsl_rng *rng, struct problem *problem)
{
    static const unsigned owners[] = {4, 5, 6, 7}, others[] = {0, 1, 4, 5, 6};
    unsigned d[] = {DRAW_FROM(rng, owners), DRAW_FROM(rng, others), DRAW_FROM(rng, others)};
    const char *rights = as_rights(problem, d);
    problem_prompt(problem,
                   "A file is listed with the rights %s. Which three digits does chmod "
                   "take for them?",
                   rights);
    problem_answer(problem, ANSWER_EXACT, "%u%u%u", d[0], d[1], d[2]);
    problem_hint(problem, "Each three of owner, group and others are three bits: one octal digit.");
    problem_hint(problem, "r is 4, w is 2, x is 1.");
    problem_step(problem, "owner %.3s: %u, group %.3s: %u, others %.3s: %u", rights, d[0],
                 rights + 3, d[1], rights + 6, d[2]);
    problem_step(problem, "together: %s", problem->answer);
    problem_misconception(problem, "read-from-the-wrong-end", "r is the bit worth 4, x is worth 1",
                          "%u%u%u", reversed(d[0], 3), reversed(d[1], 3), reversed(d[2], 3));
    problem_misconception(problem, "swapped-owner-and-others", "the owner comes first", "%u%u%u",
                          d[2], d[1], d[0]);
    problem_misconception(problem, "inverted", "a letter is a 1, a dash a 0", "%u%u%u", 7 - d[0],
                          7 - d[1], 7 - d[2]);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_mask(gsl_rng *rng, struct problem *problem)
{
    static const char *const names[] = {"AND", "OR", "XOR"};
    static const char *const rules[] = {"AND keeps a bit where both have it.",
                                        "OR sets a bit where at least one has it.",
                                        "XOR sets a bit where exactly one has it."};
    static const char *const reasons[] = {"that is AND: where both have the bit",
                                          "that is OR: where at least one has the bit",
                                          "that is XOR: where exactly one has the bit"};
    unsigned a = (unsigned)draw_between(rng, 0x41, 0xFE),
             b = (unsigned)draw_between(rng, 0x21, 0xFE);
    int which = draw_between(rng, 0, 2);
    const unsigned results[] = {a & b, a | b, a ^ b};
    problem_prompt(problem, "Which number is 0x%02X %s 0x%02X (bit by bit), in decimal?", a,
                   names[which], b);
    problem_answer(problem, ANSWER_EXACT, "%u", results[which]);
    problem_hint(problem, "%s", rules[which]);
    problem_hint(problem, "Write both in binary, one below the other: 0x%02X is %s.", a,
                 in_binary(problem, a, 8, true));
    problem_step(problem, "0x%02X = %s, 0x%02X = %s", a, in_binary(problem, a, 8, true), b,
                 in_binary(problem, b, 8, true));
    problem_step(problem, "%s: %s", names[which], in_binary(problem, results[which], 8, true));
    problem_step(problem, "= 0x%02X = %u · 16 + %u = %u", results[which], results[which] / 16,
                 results[which] % 16, results[which]);
    for (int i = 0; i < 3; i++)
        problem_misconception(problem,
                              i == 0   ? "took-and"
                              : i == 1 ? "took-or"
                                       : "took-xor",
                              reasons[i], "%u", results[i]);
    problem_misconception(problem, "added", "a bit that both have carries nothing here", "%u",
                          a + b);
}

static void ask_network(gsl_rng *rng, struct problem *problem)
{
    static const char *const places[] = {"first", "second", "third", "fourth"};
    int prefix = 8 * draw_between(rng, 1, 3) + draw_between(rng, 1, 7), at = prefix / 8;
    unsigned part[4] = {10};
    for (int i = 1; i < 4; i++)
        part[i] = (unsigned)draw_between(rng, 33, 250);
    int kept = prefix % 8;
    unsigned mask = 256 - (1U << (8 - kept)), byte = part[at];
    problem_prompt(problem,
                   "A host has the address %u.%u.%u.%u/%d. What is the %s byte of the address of "
                   "its network?",
                   part[0], part[1], part[2], part[3], prefix, places[at]);
    problem_answer(problem, ANSWER_EXACT, "%u", byte & mask);
    problem_hint(problem, "The first %d bits name the network; the others become 0.", prefix);
    problem_hint(problem, "%d bits fill %d bytes; of the %s byte the first %d bit%s stay%s.",
                 prefix, at, places[at], kept, kept > 1 ? "s" : "", kept > 1 ? "" : "s");
    problem_step(problem, "%d = %d · 8 + %d: mask of the %s byte %s = %u", prefix, at, kept,
                 places[at], in_binary(problem, mask, 8, true), mask);
    problem_step(problem, "%u = %s", byte, in_binary(problem, byte, 8, true));
    problem_step(problem, "AND: %s = %u", in_binary(problem, byte & mask, 8, true), byte & mask);
    problem_misconception(problem, "forgot-the-mask", "the bits of the host become 0", "%u", byte);
    problem_misconception(problem, "took-the-mask",
                          "that is the mask; the address is still to be "
                          "cut with it",
                          "%u", mask);
    problem_misconception(problem, "kept-the-host", "those are the bits of the host", "%u",
                          byte & ~mask & 0xFF);
    problem_misconception(problem, "kept-too-few-bits", "some bits of this byte are the network's",
                          "0");
}

static void ask_signed(gsl_rng *rng, struct problem *problem)
{
    unsigned byte = (unsigned)draw_between(rng, 0x81, 0xFE);
    int value = (int)byte - 256;
    problem_prompt(problem,
                   "A signed byte (two's complement) is stored as 0x%02X. Which number is "
                   "that?",
                   byte);
    problem_answer(problem, ANSWER_EXACT, "%d", value);
    problem_hint(problem,
                 "The first bit is set, so the number is negative: that bit is worth -128.");
    problem_hint(problem, "As a number without a sign it would be %u; 256 less is what it means.",
                 byte);
    problem_step(problem, "0x%02X = %u · 16 + %u = %u", byte, byte / 16, byte % 16, byte);
    problem_step(problem, "%u - 256 = %d", byte, value);
    problem_misconception(problem, "read-without-a-sign", "the first bit is worth -128, not 128",
                          "%u", byte);
    problem_misconception(problem, "took-the-first-bit-for-a-minus",
                          "two's complement: the first bit is worth -128, it is no minus sign",
                          "%d", -(int)(byte & 0x7F));
    problem_misconception(problem, "inverted-only", "invert all bits, and then add 1", "%d",
                          value + 1);
    problem_misconception(problem, "lost-the-sign", "the first bit is set: it is negative", "%d",
                          -value);
}

static void ask_shard(gsl_rng *rng, struct problem *problem)
{
    unsigned long hash = gsl_rng_uniform_int(rng, 0xFFFFFFFFUL);
    int bits = draw_between(rng, 5, 7);
    unsigned byte = (unsigned)(hash & 0xFF), shard = byte & ((1U << bits) - 1);
    problem_prompt(problem,
                   "A key's hash is 0x%08lX. Its last %d bits are the number of the shard. Which "
                   "shard is it, in decimal?",
                   hash, bits);
    problem_answer(problem, ANSWER_EXACT, "%u", shard);
    problem_hint(problem, "Four bits are one hexadecimal digit: the last two digits are enough.");
    problem_hint(problem, "0x%02X is %s; keep the last %d bits.", byte,
                 in_binary(problem, byte, 8, true), bits);
    problem_step(problem, "the last two digits: 0x%02X = %s", byte,
                 in_binary(problem, byte, 8, true));
    problem_step(problem, "the last %d bits: %s", bits, in_binary(problem, shard, bits, true));
    problem_step(problem, "in decimal: %u", shard);
    problem_misconception(problem, "took-both-digits",
                          "two digits are eight bits; fewer are asked "
                          "for",
                          "%u", byte);
    problem_misconception(problem, "took-one-digit", "one digit is only four bits", "%u",
                          byte & 0xF);
    problem_misconception(problem, "took-the-first-bits", "the last bits are asked for", "%lu",
                          hash >> (32 - bits));
}

static void ask_page(gsl_rng *rng, struct problem *problem)
{
    int digits = draw_between(rng, 2, 4);
    unsigned size = 1U << (4 * digits), page = (unsigned)draw_between(rng, 0x12, 0xDF);
    unsigned offset = (unsigned)gsl_rng_uniform_int(rng, size), address = page * size + offset;
    problem_prompt(problem,
                   "Pages have %s bytes and are counted from 0. In which page, in decimal, is byte "
                   "0x%X?",
                   grouped(problem, size), address);
    problem_answer(problem, ANSWER_EXACT, "%u", page);
    problem_hint(problem, "%s bytes are 0x%X: a page takes up the last %d hexadecimal digits.",
                 grouped(problem, size), size, digits);
    problem_hint(problem, "Cut off the last %d digits; what stands before them is the page.",
                 digits);
    problem_step(problem, "0x%X: page 0x%X, place 0x%0*X within it", address, page, digits, offset);
    problem_step(problem, "0x%X = %u · 16 + %u = %u", page, page / 16, page % 16, page);
    problem_misconception(problem, "cut-one-digit-too-many",
                          "count the zeros of the size of a page in hexadecimal", "%u", page / 16);
    problem_misconception(problem, "cut-one-digit-too-few",
                          "count the zeros of the size of a page in hexadecimal", "%u",
                          address / (size / 16));
    problem_misconception(problem, "used-ten-for-sixteen", "the digits of the page are hexadecimal",
                          "%u", page / 16 * 10 + page % 16);
    problem_misconception(problem, "took-the-place-within", "that is the place within the page",
                          "%u", offset);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[3][5] = {
        {ask_from_binary, ask_from_binary, ask_to_binary, ask_to_binary, ask_small_hex},
        {ask_large_hex, ask_hex_to_binary, ask_binary_to_hex, ask_decimal_to_hex, ask_mode},
        {ask_mask, ask_network, ask_signed, ask_shard, ask_page},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 4)](rng, problem);
}

const struct drill drill_bases = {
    .name = "bases",
    .title = "Binary and hexadecimal",
    .topic = "number sense",
    .version = 1,
    .levels = 3,
    .prerequisites = (const char *const[]){"powers", NULL},
    .terms = (const char *const[]){"binary number", "binary system", "hexadecimal", "hex", "octal",
                                   "bitwise", "bit mask", "bitmask", "subnet mask", "cidr", "chmod",
                                   "two's complement", NULL},
    .generate = generate,
};
