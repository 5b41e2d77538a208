/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Powers of two and ten: the sizes that a data engineer meets.
 *
 * Level 1: 2^n by heart, both ways, and 10^n. 2: large n by 2^10 ~ 10^3. 3: laws of exponents and
 * prefixes. 4: the power of two that holds N.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "exercises/drill.h"
#include "exercises/problem_writer.h"

static uint64_t two_to(int n)
{
    return n < 0 ? 0 : UINT64_C(1) << n;
}

static uint64_t ten_to(int n)
{
    uint64_t value = 1;
    while (n-- > 0)
        value *= 10;
    return value;
}

/* The smallest k with 2^k >= count. */
static int bits_for(uint64_t count)
{
    int bits = 0;
    while (bits < 63 && two_to(bits) < count)
        bits++;
    return bits;
}

/* --- Level 1 ------------------------------------------------------------------------------------
 */

static void ask_small_power(gsl_rng *rng, struct problem *problem)
{
    static const char *const sentences[][2] = {
        {"A hash table has 2^", " slots. How many slots is that?"},
        {"A topic is split into 2^", " partitions. How many partitions is that?"},
        {"A field of a record holds ", " bits. How many different values can it take?"},
        {"A table starts with one slot and has doubled ",
         " times. How many slots does it have now?"},
        {"A binary tree is full down to depth ",
         " (the root is at depth 0). How many leaves has it?"},
    };
    int n = draw_between(rng, 3, 16), which = draw_between(rng, 0, 4);
    uint64_t value = two_to(n);
    problem_prompt(problem, "%s%d%s", sentences[which][0], n, sentences[which][1]);
    problem_expression(problem, "2^%d", n);
    problem_answer(problem, ANSWER_EXACT, "%" PRIu64, value);
    problem_hint(problem, "Every bit, level or doubling multiplies by 2.");
    problem_hint(problem, "Start from a power you know: 2^4 = 16, 2^8 = 256, 2^10 = 1024.");
    if (n > 10) {
        problem_hint(problem, "2^%d = 2^10 · 2^%d.", n, n - 10);
        problem_step(problem, "2^%d = 2^10 · 2^%d", n, n - 10);
        problem_step(problem, "= 1024 · %" PRIu64 " = %" PRIu64, two_to(n - 10), value);
    } else {
        problem_hint(problem, "2^%d = 2^%d · 2^%d.", n, n - n / 2, n / 2);
        problem_step(problem, "2^%d = 2^%d · 2^%d", n, n - n / 2, n / 2);
        problem_step(problem, "= %" PRIu64 " · %" PRIu64 " = %" PRIu64, two_to(n - n / 2),
                     two_to(n / 2), value);
    }
    problem_misconception(problem, "multiplied-base-and-exponent",
                          "2^n is n factors of 2, not 2 times n", "%d", 2 * n);
    problem_misconception(problem, "off-by-one-exponent", "one doubling is missing", "%" PRIu64,
                          value / 2);
    problem_misconception(problem, "off-by-one-exponent", "one doubling too many", "%" PRIu64,
                          value * 2);
    problem_misconception(problem, "counted-from-one",
                          "the largest value is one less, but 0 is a value, too", "%" PRIu64,
                          value - 1);
}

static void ask_exponent(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"slots", "partitions", "buckets", "shards", "pages"};
    const char *thing = DRAW_FROM(rng, things);
    int n = draw_between(rng, 4, 20);
    uint64_t value = two_to(n);
    problem_prompt(problem,
                   "An array of %s %s is indexed by the last n bits of a hash, and every index is "
                   "used. What is n?",
                   grouped(problem, value), thing);
    problem_answer(problem, ANSWER_EXACT, "%d", n);
    problem_hint(problem, "n bits make 2^n different indexes.");
    problem_hint(problem, "Which power of 2 is %s? Halve until a power you know appears.",
                 grouped(problem, value));
    if (n > 10)
        problem_step(problem, "%s = 1024 · %s = 2^10 · 2^%d", grouped(problem, value),
                     grouped(problem, value / 1024), n - 10);
    else
        problem_step(problem, "%s = 16 · %s = 2^4 · 2^%d", grouped(problem, value),
                     grouped(problem, value / 16), n - 4);
    problem_step(problem, "= 2^%d, so n = %d", n, n);
    problem_misconception(problem, "off-by-one-exponent", "that many bits reach only half of it",
                          "%d", n - 1);
    problem_misconception(problem, "off-by-one-exponent", "that many bits reach twice as far", "%d",
                          n + 1);
    problem_misconception(problem, "halved-instead-of-logarithm",
                          "the bits count doublings; they are not half of the number", "%" PRIu64,
                          value / 2);
}

static void ask_power_of_ten(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"events", "rows", "requests", "readings"};
    const char *thing = DRAW_FROM(rng, things);
    int each = draw_between(rng, 2, 5), files = draw_between(rng, 2, 5), n = each + files;
    problem_prompt(problem, "A log is kept in %s files of %s %s each. How many %s is that?",
                   grouped(problem, ten_to(files)), grouped(problem, ten_to(each)), thing, thing);
    problem_expression(problem, "%" PRIu64 "*%" PRIu64, ten_to(files), ten_to(each));
    problem_answer(problem, ANSWER_EXACT, "%" PRIu64, ten_to(n));
    problem_hint(problem, "Count zeros: multiplying powers of ten adds them up.");
    problem_hint(problem, "%s is 10^%d.", grouped(problem, ten_to(files)), files);
    problem_step(problem, "10^%d · 10^%d = 10^%d", files, each, n);
    problem_step(problem, "= %" PRIu64, ten_to(n));
    problem_misconception(problem, "lost-a-zero", "one zero is missing", "%" PRIu64, ten_to(n - 1));
    problem_misconception(problem, "lost-a-zero", "one zero too many", "%" PRIu64, ten_to(n + 1));
    problem_misconception(problem, "multiplied-exponents",
                          "exponents of a product are added, not multiplied", "1e%d", each * files);
}

/* --- Level 2 ------------------------------------------------------------------------------------
 */

static void add_estimate_of_power(struct problem *problem, int n)
{
    int tens = n / 10, rest = n % 10;
    problem_hint(problem, "2^10 = 1024 is about 10^3.");
    problem_hint(problem, "Split the exponent: %d = %d + %d.", n, rest, tens * 10);
    problem_step(problem, "2^%d = 2^%d · 2^%d", n, rest, tens * 10);
    problem_step(problem, "2^%d = (2^10)^%d ≈ (10^3)^%d = 10^%d", tens * 10, tens, tens, 3 * tens);
    problem_step(problem, "2^%d ≈ %" PRIu64 " · 10^%d", n, two_to(rest), 3 * tens);
}

static void ask_large_power(gsl_rng *rng, struct problem *problem)
{
    static const char *const sentences[][2] = {
        {"Identifiers have ", " bits. About how many different ones are there?"},
        {"A hash gives ", " bits. About how many different values is that?"},
        {"An address has ", " bits. About how many bytes can be addressed?"},
    };
    int n = draw_between(rng, 20, 62), which = draw_between(rng, 0, 2);
    problem_prompt(problem, "%s%d%s", sentences[which][0], n, sentences[which][1]);
    problem_expression(problem, "2^%d", n);
    problem_answer(problem, ANSWER_ESTIMATE, "%" PRIu64, two_to(n));
    add_estimate_of_power(problem, n);
    problem_step(problem, "each 1024 is 2.4 %% more than 10^3; exactly: %" PRIu64, two_to(n));
    problem_misconception(problem, "dropped-a-group-of-ten",
                          "ten bits more are a factor of a thousand more", "%" PRIu64,
                          two_to(n - 10));
    problem_misconception(problem, "ten-for-two", "n bits give 2^n values, not 10^n", "1e%d", n);
    problem_misconception(problem, "multiplied-base-and-exponent",
                          "2^n is n factors of 2, not 2 times n", "%d", 2 * n);
}

static void ask_wrap_around(gsl_rng *rng, struct problem *problem)
{
    int n = draw_between(rng, 30, 60), k = draw_between(rng, 3, 7);
    double seconds = ldexp(1, n) / pow(10, k);
    problem_prompt(problem,
                   "A sequence number of %d bits counts %s messages a second. After about how many "
                   "seconds does it wrap around?",
                   n, grouped(problem, ten_to(k)));
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", seconds);
    problem_hint(problem, "It wraps after 2^%d messages.", n);
    add_estimate_of_power(problem, n);
    problem_step(problem, "divided by 10^%d a second: %" PRIu64 " · 10^%d", k, two_to(n % 10),
                 n / 10 * 3 - k);
    problem_step(problem, "without rounding 1024 to 1000: %s s", problem->answer);
    problem_misconception(problem, "dropped-a-group-of-ten",
                          "ten bits more are a factor of a thousand more", "%.4g", seconds / 1024);
    problem_misconception(problem, "forgot-the-rate",
                          "that many messages; a second takes many of them", "%.4g",
                          seconds * pow(10, k));
    problem_misconception(problem, "ten-for-two", "n bits count to 2^n, not to 10^n", "1e%d",
                          n - k);
}

static void ask_nearest_power(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"keys", "rows", "readings", "bytes", "users"};
    const char *thing = DRAW_FROM(rng, things);
    int tens = draw_between(rng, 1, 6), rest = draw_between(rng, 0, 3), n = 10 * tens + rest;
    uint64_t count = two_to(rest) * ten_to(3 * tens);
    problem_prompt(problem, "%s %s are about 2^n. Which whole n comes nearest?",
                   grouped(problem, count), thing);
    problem_answer(problem, ANSWER_EXACT, "%d", n);
    problem_hint(problem, "10^3 is about 2^10.");
    problem_hint(problem, "Write the number as a small power of 2 times 10^%d.", 3 * tens);
    problem_step(problem, "%s = %" PRIu64 " · 10^%d", grouped(problem, count), two_to(rest),
                 3 * tens);
    problem_step(problem, "10^%d = (10^3)^%d ≈ (2^10)^%d = 2^%d", 3 * tens, tens, tens, 10 * tens);
    problem_step(problem, "2^%d · 2^%d = 2^%d, so n = %d", rest, 10 * tens, n, n);
    problem_misconception(problem, "copied-the-exponent-of-ten",
                          "10^3 is about 2^10: three zeros need ten bits", "%d", 3 * tens);
    problem_misconception(problem, "off-by-one-exponent", "that is only half as many", "%d", n - 1);
    problem_misconception(problem, "off-by-one-exponent", "that is twice as many", "%d", n + 1);
}

/* --- Level 3 ------------------------------------------------------------------------------------
 */

static void ask_product(gsl_rng *rng, struct problem *problem)
{
    static const char *const pairs[][2] = {
        {"partitions", "rows"}, {"files", "records"}, {"shards", "keys"}, {"pages", "bytes"}};
    int which = draw_between(rng, 0, 3), a = draw_between(rng, 3, 14), b = draw_between(rng, 8, 24);
    problem_prompt(problem, "There are 2^%d %s with 2^%d %s each: 2^n %s altogether. What is n?", a,
                   pairs[which][0], b, pairs[which][1], pairs[which][1]);
    problem_expression(problem, "%d+%d", a, b);
    problem_answer(problem, ANSWER_EXACT, "%d", a + b);
    problem_hint(problem, "2^a is a factors of 2. How many factors are there together?");
    problem_hint(problem, "2^a · 2^b = 2^(a + b).");
    problem_step(problem, "2^%d · 2^%d = 2^(%d + %d)", a, b, a, b);
    problem_step(problem, "n = %d + %d = %d", a, b, a + b);
    problem_misconception(problem, "multiplied-exponents",
                          "exponents of a product are added, not multiplied", "%d", a * b);
    problem_misconception(problem, "subtracted-exponents",
                          "exponents are subtracted when powers are divided", "%d", abs(b - a));
}

static void ask_quotient(gsl_rng *rng, struct problem *problem)
{
    static const char *const pairs[][2] = {{"A file", "pages"},
                                           {"A disk", "blocks"},
                                           {"A log", "segments"},
                                           {"A buffer pool", "frames"}};
    int which = draw_between(rng, 0, 3), b = draw_between(rng, 9, 16);
    int a = b + draw_between(rng, 6, 26);
    problem_prompt(problem,
                   "%s of 2^%d bytes is cut into %s of 2^%d bytes. There are 2^n. What is n?",
                   pairs[which][0], a, pairs[which][1], b);
    problem_expression(problem, "%d-%d", a, b);
    problem_answer(problem, ANSWER_EXACT, "%d", a - b);
    problem_hint(problem, "Dividing takes factors of 2 away.");
    problem_hint(problem, "2^a / 2^b = 2^(a - b).");
    problem_step(problem, "2^%d / 2^%d = 2^(%d - %d)", a, b, a, b);
    problem_step(problem, "n = %d - %d = %d", a, b, a - b);
    problem_misconception(problem, "added-exponents",
                          "exponents are added when powers are multiplied, not divided", "%d",
                          a + b);
    if (a % b == 0)
        problem_misconception(problem, "divided-exponents",
                              "exponents of a quotient are subtracted, not divided", "%d", a / b);
}

static void ask_power_of_power(gsl_rng *rng, struct problem *problem)
{
    int a = draw_between(rng, 4, 8), b = draw_between(rng, 3, 9);
    problem_prompt(problem,
                   "A key is a string of %d characters, and each can be any of %" PRIu64
                   ". There are 2^n different keys. What is n?",
                   b, two_to(a));
    problem_expression(problem, "%d*%d", a, b);
    problem_answer(problem, ANSWER_EXACT, "%d", a * b);
    problem_hint(problem, "Each character multiplies the number of keys by %" PRIu64 ".",
                 two_to(a));
    problem_hint(problem, "%" PRIu64 " = 2^%d, and (2^a)^b = 2^(a · b).", two_to(a), a);
    problem_step(problem, "%" PRIu64 "^%d = (2^%d)^%d = 2^(%d · %d)", two_to(a), b, a, b, a, b);
    problem_step(problem, "n = %d · %d = %d", a, b, a * b);
    problem_misconception(problem, "added-exponents-of-a-power",
                          "a power of a power multiplies the exponents", "%d", a + b);
    problem_misconception(problem, "forgot-the-base", "the base is itself a power of 2", "%d", b);
}

static void ask_prefix(gsl_rng *rng, struct problem *problem)
{
    static const char *const binary[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    static const char *const metric[] = {"bytes", "kB", "MB", "GB", "TB"};
    bool iec = draw_between(rng, 0, 1);
    int large = draw_between(rng, 2, 4), small = large - draw_between(rng, 1, 2);
    int count = 1 << draw_between(rng, 0, 9), apart = large - small;
    const char *const *names = iec ? binary : metric;
    uint64_t thousand = (uint64_t)count * ten_to(3 * apart),
             exact = (uint64_t)count << (10 * apart);
    problem_prompt(problem, "How many %s are %d %s?", names[small], count, names[large]);
    problem_answer(problem, ANSWER_EXACT, "%" PRIu64, iec ? exact : thousand);
    problem_hint(problem,
                 "Ki, Mi, Gi and Ti count in steps of 2^10; k, M, G and T in steps of 10^3.");
    problem_hint(problem, "From %s to %s: %d step%s.", names[large], names[small], apart,
                 apart > 1 ? "s" : "");
    problem_step(problem, "1 %s = %s^%d %s = %s %s", names[large], iec ? "1024" : "1000", apart,
                 names[small], grouped(problem, (iec ? exact : thousand) / (uint64_t)count),
                 names[small]);
    problem_step(problem, "times %d: %s", count, problem->answer);
    problem_misconception(problem, iec ? "used-1000-for-1024" : "used-1024-for-1000",
                          iec ? "an i in the prefix means steps of 1024"
                              : "without an i the prefix means steps of 1000",
                          "%" PRIu64, iec ? thousand : exact);
    problem_misconception(problem, "one-prefix-off", "count the steps between the prefixes",
                          "%" PRIu64, iec ? exact / 1024 : thousand / 1000);
    problem_misconception(problem, "one-prefix-off", "count the steps between the prefixes",
                          "%" PRIu64, iec ? exact * 1024 : thousand * 1000);
}

/* --- Level 4 ------------------------------------------------------------------------------------
 */

/* A count such as 35,000,000, and now and then a power of two itself. */
static uint64_t draw_count(gsl_rng *rng)
{
    if (draw_between(rng, 0, 5) == 0)
        return two_to(draw_between(rng, 8, 40));
    return (uint64_t)draw_between(rng, 11, 99) * ten_to(draw_between(rng, 2, 10));
}

static void ask_bits_for(gsl_rng *rng, struct problem *problem)
{
    static const char *const things[] = {"customers", "sensors", "events", "files", "rows"};
    const char *thing = DRAW_FROM(rng, things);
    uint64_t count = draw_count(rng);
    int bits = bits_for(count), digits = (int)floor(log10((double)count)) + 1;
    problem_prompt(problem, "Each of %s %s needs a number of its own. How many bits must it have?",
                   grouped(problem, count), thing);
    problem_answer(problem, ANSWER_EXACT, "%d", bits);
    problem_hint(problem,
                 "k bits number 2^k things: find the smallest power of two that is enough.");
    problem_hint(problem, "10 bits for each factor of about 1000; then double until it is enough.");
    problem_step(problem, "2^%d = %s is too few", bits - 1, grouped(problem, two_to(bits - 1)));
    problem_step(problem, "2^%d = %s is enough for %s", bits, grouped(problem, two_to(bits)),
                 grouped(problem, count));
    problem_step(problem, "so the number of bits is %d", bits);
    problem_misconception(problem, "off-by-one-exponent",
                          "rounded down: that many bits are too few", "%d", bits - 1);
    problem_misconception(problem, "off-by-one-exponent", "one bit fewer is enough", "%d",
                          bits + 1);
    problem_misconception(problem, "counted-decimal-digits", "a decimal digit takes about 3.3 bits",
                          "%d", digits);
}

static void ask_slots_for(gsl_rng *rng, struct problem *problem)
{
    static const int loads[] = {50, 60, 70, 75, 80, 90};
    uint64_t count = (uint64_t)draw_between(rng, 11, 99) * ten_to(draw_between(rng, 2, 9));
    int load = loads[draw_between(rng, 0, 5)];
    uint64_t slots = (count * 100 + (uint64_t)load - 1) / (uint64_t)load;
    int k = bits_for(slots), plain = bits_for(count);
    problem_prompt(
        problem,
        "A hash table has 2^k slots and may be at most %d %% full. It must hold %s keys. "
        "What is the smallest k?",
        load, grouped(problem, count));
    problem_answer(problem, ANSWER_EXACT, "%d", k);
    problem_hint(problem, "First ask how many slots %s keys need at a load of %.2f.",
                 grouped(problem, count), load / 100.0);
    problem_hint(problem, "Keys divided by load, rounded up; then the next power of two.");
    problem_step(problem, "%s / %.2f = %s slots at least", grouped(problem, count), load / 100.0,
                 grouped(problem, slots));
    problem_step(problem, "2^%d = %s is too few, 2^%d = %s is enough", k - 1,
                 grouped(problem, two_to(k - 1)), k, grouped(problem, two_to(k)));
    problem_step(problem, "k = %d", k);
    problem_misconception(problem, "forgot-the-load", "the table would be fuller than allowed",
                          "%d", plain);
    problem_misconception(problem, "off-by-one-exponent", "rounded down: too few slots", "%d",
                          k - 1);
    problem_misconception(problem, "off-by-one-exponent", "half of that is enough", "%d", k + 1);
}

static void ask_addressable(gsl_rng *rng, struct problem *problem)
{
    static const char *const names[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int bits = draw_between(rng, 20, 48), block = draw_between(rng, 9, 16), n = bits + block;
    if (n > 62)
        n = bits + (block = 62 - bits);
    problem_prompt(problem,
                   "A file system numbers its blocks with %d bits; a block has %s bytes. How large "
                   "can a volume be? (Give the unit, such as 3 GiB.)",
                   bits, grouped(problem, two_to(block)));
    problem->unit = names[n / 10];
    problem_answer(problem, ANSWER_UNIT, "%" PRIu64 " %s", two_to(n % 10), problem->unit);
    problem_hint(problem, "Number of blocks times bytes a block; both are powers of two.");
    problem_hint(problem, "%s = 2^%d, so there are 2^(%d + %d) bytes.",
                 grouped(problem, two_to(block)), block, bits, block);
    problem_step(problem, "2^%d blocks · 2^%d bytes = 2^%d bytes", bits, block, n);
    problem_step(problem, "2^%d = 2^%d · 2^%d, and 2^%d bytes are 1 %s", n, n % 10, n / 10 * 10,
                 n / 10 * 10, problem->unit);
    problem_step(problem, "= %s", problem->answer);
    problem_misconception(problem, "forgot-the-block-size",
                          "each number stands for a block, not for a byte", "%" PRIu64 " %s",
                          two_to(bits % 10), names[bits / 10]);
    problem_misconception(problem, "used-1000-for-1024",
                          "powers of two are counted in KiB, MiB, GiB, TiB", "%" PRIu64 " %c%s",
                          two_to(n % 10), names[n / 10][0], "B");
    problem_misconception(problem, "one-prefix-off", "count the tens in the exponent",
                          "%" PRIu64 " %s", two_to(n % 10), names[n / 10 - 1]);
}

/* ------------------------------------------------------------------------------------------------
 */

typedef void asker(gsl_rng *rng, struct problem *problem);

static void generate(const struct drill *drill, int level, gsl_rng *rng, struct problem *problem)
{
    static asker *const askers[4][4] = {
        {ask_small_power, ask_small_power, ask_exponent, ask_power_of_ten},
        {ask_large_power, ask_large_power, ask_wrap_around, ask_nearest_power},
        {ask_product, ask_quotient, ask_power_of_power, ask_prefix},
        {ask_bits_for, ask_bits_for, ask_slots_for, ask_addressable},
    };
    (void)drill;
    askers[level - 1][draw_between(rng, 0, 3)](rng, problem);
}

const struct drill drill_powers = {
    .name = "powers",
    .title = "Powers of two and ten",
    .topic = "number sense",
    .version = 1,
    .levels = 4,
    .terms = (const char *const[]){"power of two", "power of 2", "power of ten", "power of 10",
                                   "exponent", "exponentiation", "scientific notation",
                                   "order of magnitude", "32-bit", "64-bit", "int64", NULL},
    .generate = generate,
};
