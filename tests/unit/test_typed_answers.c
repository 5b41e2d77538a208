/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people type, and what becomes of it: one table for each kind of answer. Rows with the same
 * question stand together.
 */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "tests/support/answer_rows.h"

#define RIGHT VERDICT_CORRECT
#define WRONG VERDICT_WRONG
#define ASKED VERDICT_UNGRADED

#define CHECK(rows) answer_rows_check(rows, sizeof(rows) / sizeof((rows)[0]), NULL)

/* --- Fractions and whole numbers ----------------------------------------------------------------
 */

static const struct answer_row fractions[] = {
    {"3/4", ANSWER_EXACT, "3/4", RIGHT, "3/4", ""},
    {"6/8", ANSWER_EXACT, "3/4", RIGHT, "3/4", "in lowest terms it is 3/4"},
    {"75/100", ANSWER_EXACT, "3/4", RIGHT, "3/4", "lowest terms"},
    {"3 / 4", ANSWER_EXACT, "3/4", RIGHT, "3/4", ""},
    {"3÷4", ANSWER_EXACT, "3/4", RIGHT, "3/4", ""},
    {"3∕4", ANSWER_EXACT, "3/4", RIGHT, "3/4", ""},
    {"0.75", ANSWER_EXACT, "3/4", RIGHT, "0.75", ""},
    {".75", ANSWER_EXACT, "3/4", RIGHT, "0.75", ""},
    {"0.750", ANSWER_EXACT, "3/4", RIGHT, "0.75", ""},
    {"75%", ANSWER_EXACT, "3/4", RIGHT, "75 %", ""},
    {"75 %", ANSWER_EXACT, "3/4", RIGHT, "75 %", ""},
    {"7.5e-1", ANSWER_EXACT, "3/4", RIGHT, "0.75", ""},
    {"75", ANSWER_EXACT, "3/4", ASKED, "75", "75 or 75 %?"},
    {"75", ANSWER_DECIMAL, "0.75", ASKED, "75", "75 or 75 %?"},
    {"3", ANSWER_EXACT, "3/4", WRONG, "3", "not the answer"},
    {"4/3", ANSWER_EXACT, "3/4", WRONG, "4/3", "not the answer"},
    {"-3/4", ANSWER_EXACT, "3/4", WRONG, "-3/4", "sign"},
    {"0.76", ANSWER_EXACT, "3/4", WRONG, "0.76", "not the answer"},
    {"0.7500001", ANSWER_EXACT, "3/4", WRONG, "0.7500001", "exact answer"},
    {"0.075", ANSWER_EXACT, "3/4", WRONG, "0.075", "power of ten"},
    {"3:4", ANSWER_EXACT, "3/4", ASKED, "", NULL},
    {"3/4/1", ANSWER_EXACT, "3/4", ASKED, "", NULL},
    {"(3/4)", ANSWER_EXACT, "3/4", RIGHT, "3/4", ""},
    {"three quarters", ANSWER_EXACT, "3/4", ASKED, "", "number"},
    {"0.75 or 0.8", ANSWER_EXACT, "3/4", ASKED, "", NULL},
    {"0.75?", ANSWER_EXACT, "3/4", ASKED, "", NULL},
    {"−3/4", ANSWER_EXACT, "-3/4", RIGHT, "-3/4", ""},
    {"–3/4", ANSWER_EXACT, "-3/4", RIGHT, "-3/4", ""},
    {"-.75", ANSWER_EXACT, "-3/4", RIGHT, "-0.75", ""},
    {"3/4", ANSWER_EXACT, "-3/4", WRONG, "3/4", "sign"},
    {"1 1/2", ANSWER_EXACT, "3/2", RIGHT, "3/2", ""},
    {"3/2", ANSWER_EXACT, "3/2", RIGHT, "3/2", ""},
    {"1.5", ANSWER_EXACT, "3/2", RIGHT, "1.5", ""},
    {"1 2/4", ANSWER_EXACT, "3/2", RIGHT, "3/2", "lowest terms"},
    {"150 %", ANSWER_EXACT, "3/2", RIGHT, "150 %", ""},
    {"1 + 1/2", ANSWER_EXACT, "3/2", ASKED, "", NULL},
    {"1 3/2", ANSWER_EXACT, "5/2", ASKED, "", "less than 1"},
    {"1,5", ANSWER_EXACT, "3/2", ASKED, "", "decimal comma?"},
    {"-1 1/2", ANSWER_EXACT, "-3/2", RIGHT, "-3/2", ""},
    {"1/3", ANSWER_EXACT, "1/3", RIGHT, "1/3", ""},
    {"0.3", ANSWER_EXACT, "1/3", WRONG, "0.3", "not the answer"},
    {"0.333", ANSWER_EXACT, "1/3", ASKED, "0.333", "rounded"},
    {"0.3333", ANSWER_EXACT, "1/3", ASKED, "0.3333", "rounded; an exact answer is asked for"},
    {"0.3334", ANSWER_EXACT, "1/3", WRONG, "0.3334", "close, but an exact answer"},
    {"0.333", ANSWER_DECIMAL, "1/3", RIGHT, "0.333", ""},
    {"0", ANSWER_EXACT, "0", RIGHT, "0", ""},
    {"-0", ANSWER_EXACT, "0", RIGHT, "0", ""},
    {"0.00", ANSWER_EXACT, "0", RIGHT, "0", ""},
    {"0 %", ANSWER_EXACT, "0", RIGHT, "0 %", ""},
    {"1", ANSWER_EXACT, "0", WRONG, "1", "not the answer"},
    {"0/0", ANSWER_EXACT, "0", ASKED, "", "denominator is zero"},
    {"1/0", ANSWER_EXACT, "0", ASKED, "", "denominator is zero"},
};

static const struct answer_row numbers[] = {
    {"1.5e3", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1.5E3", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1.5*10^3", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1.5 × 10³", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"15*10^2", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1_500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1,500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1 500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1\u00A0500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1500.", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"3000/2", ANSWER_EXACT, "1500", RIGHT, "1500", NULL},
    {"1,5", ANSWER_EXACT, "1500", ASKED, "", "decimal comma?"},
    {"1,50", ANSWER_EXACT, "1500", ASKED, "", "decimal comma?"},
    {"15,00", ANSWER_EXACT, "1500", ASKED, "", "decimal comma?"},
    {"1.500", ANSWER_EXACT, "1500", WRONG, "1.5", "power of ten"},
    {"1 50 0", ANSWER_EXACT, "1500", ASKED, "", NULL},
    {"1__500", ANSWER_EXACT, "1500", ASKED, "", NULL},
    {"_1500", ANSWER_EXACT, "1500", ASKED, "", NULL},
    {"1500_", ANSWER_EXACT, "1500", ASKED, "", NULL},
    {"++1500", ANSWER_EXACT, "1500", ASKED, "", NULL},
    {"1500-", ANSWER_EXACT, "1500", ASKED, "", NULL},
    {"=1500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1.5k", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1500 and a bit", ANSWER_EXACT, "1500", ASKED, "", NULL},
    {"500+1000", ANSWER_EXACT, "1500", ASKED, "", NULL},
    {"1500 s", ANSWER_EXACT, "1500", ASKED, "1500 s", "without a unit"},
    {"12abc", ANSWER_EXACT, "12", ASKED, "", "abc"},
    {"12 abc", ANSWER_EXACT, "12", ASKED, "", "abc"},
    {"nan", ANSWER_EXACT, "12", ASKED, "", NULL},
    {"NaN", ANSWER_DECIMAL, "12", ASKED, "", NULL},
    {"inf", ANSWER_DECIMAL, "12", ASKED, "", NULL},
    {"-inf", ANSWER_DECIMAL, "12", ASKED, "", NULL},
    {"0x1F", ANSWER_EXACT, "31", ASKED, "", NULL},
    {"0xC", ANSWER_EXACT, "12", ASKED, "", NULL},
    {"0b11", ANSWER_EXACT, "3", ASKED, "", NULL},
    {"1e", ANSWER_EXACT, "1", ASKED, "", NULL},
    {"1e5e", ANSWER_EXACT, "100000", ASKED, "", NULL},
    {"1e1.5", ANSWER_EXACT, "31", ASKED, "", NULL},
    {"1e9999", ANSWER_EXACT, "1", ASKED, "", "too large"},
    {"", ANSWER_EXACT, "12", ASKED, "", "nothing was typed"},
    {"\t ", ANSWER_EXACT, "12", ASKED, "", "nothing was typed"},
    {"?", ANSWER_EXACT, "12", ASKED, "", NULL},
    {"12\n", ANSWER_EXACT, "12", RIGHT, "12", ""},
    {"２", ANSWER_EXACT, "2", ASKED, "", NULL},
    {"2^10", ANSWER_EXACT, "1024", RIGHT, "1024", ""},
    {"2¹⁰", ANSWER_EXACT, "1024", RIGHT, "1024", ""},
    {"2**10", ANSWER_EXACT, "1024", RIGHT, "1024", ""},
    {"32^2", ANSWER_EXACT, "1024", RIGHT, "1024", ""},
    {"2^10.0", ANSWER_EXACT, "1024", ASKED, "", "exponent"},
    {"2^(10)", ANSWER_EXACT, "1024", ASKED, "", "exponent"},
    {"10^-3", ANSWER_EXACT, "1/1000", RIGHT, "1/1000", ""},
    {"1e-3", ANSWER_EXACT, "1/1000", RIGHT, "0.001", ""},
    {"0.1 %", ANSWER_EXACT, "1/1000", RIGHT, "0.1 %", ""},
    {"2^64", ANSWER_EXACT, "18446744073709551616", RIGHT, "18446744073709551616", ""},
    {"18,446,744,073,709,551,616", ANSWER_EXACT, "18446744073709551616", RIGHT,
     "18446744073709551616", ""},
    {"18446744073709551615", ANSWER_EXACT, "18446744073709551616", WRONG, "18446744073709551615",
     NULL},
};

/* What no double holds is refused with the reason; what is exact stays so, however it is typed. */
static const struct answer_row extremes[] = {
    {"1e-400", ANSWER_DECIMAL, "0", ASKED, "", "too close to zero"},
    {"1e-400", ANSWER_EXACT, "0", ASKED, "", "too close to zero"},
    {"-1e-400", ANSWER_DECIMAL, "0", ASKED, "", "too close to zero"},
    {"1e-320", ANSWER_DECIMAL, "0", ASKED, "", "too close to zero"},
    {"1e-307 %", ANSWER_PERCENT, "0 %", ASKED, "", "too close to zero"},
    {"2^-9999", ANSWER_DECIMAL, "0", ASKED, "", "too close to zero"},
    {"1e-200*10^-200", ANSWER_DECIMAL, "0", ASKED, "", "too close to zero"},
    {"1e-200/1e200", ANSWER_DECIMAL, "0", ASKED, "", "too close to zero"},
    {"1/1e-400", ANSWER_DECIMAL, "0", ASKED, "", "too close to zero"},
    {"1/1e400", ANSWER_DECIMAL, "0", ASKED, "", "too close to zero"},
    {"1e400", ANSWER_DECIMAL, "0", ASKED, "", "too large"},
    {"1e400", ANSWER_ESTIMATE, "1e300", ASKED, "", "too large"},
    {"1e200*10^200", ANSWER_DECIMAL, "0", ASKED, "", "too large"},
    {"2^9999", ANSWER_EXACT, "1", ASKED, "", "too large"},
    {"2^100000", ANSWER_EXACT, "1", ASKED, "", "at most four digits"},
    {"2^-100000", ANSWER_EXACT, "1", ASKED, "", "at most four digits"},
    {"1e100000", ANSWER_EXACT, "1", ASKED, "", "exponent is too large"},
    {"1e400 TB", ANSWER_UNIT, "2 TB", ASKED, "", "too large"},
    {"0e-400", ANSWER_EXACT, "0", RIGHT, "0", ""},
    {"0e400", ANSWER_EXACT, "0", RIGHT, "0", ""},
    {"0.000e999", ANSWER_EXACT, "0", RIGHT, "0", ""},
    {"0^9999", ANSWER_EXACT, "0", RIGHT, "0", ""},
    {"1^9999", ANSWER_EXACT, "1", RIGHT, "1", ""},
    {"1e-20", ANSWER_EXACT, "0", WRONG, "1e-20", "not the answer"},
    {"0.00000000000000000000000000000000001", ANSWER_EXACT, "0", WRONG, "1e-35", "not the answer"},
    {"1e-300", ANSWER_DECIMAL, "0", WRONG, "1e-300", "not the answer"},
    {"2^125", ANSWER_EXACT, "42535295865117307932921825928971026432", RIGHT, NULL, ""},
    {"2^125", ANSWER_EXACT, "42535295865117307932921825928971026431", WRONG, NULL, NULL},
    {"{1e-400}", ANSWER_SET, "{0}", ASKED, "", "too close to zero"},
    {"2^-100000", ANSWER_SET, "{0}", ASKED, "", "too close to zero"},
    {"exp(-1000)", ANSWER_SET, "{0}", ASKED, "", "too close to zero"},
    {"1 - 1", ANSWER_SET, "{0}", RIGHT, "{0}", ""},
    {"exp(1000)", ANSWER_SET, "{0}", ASKED, "", "too large"},
    {"2^100000", ANSWER_SET, "{0}", ASKED, "", "too large"},
    {"(0, 1e400)", ANSWER_INTERVAL, "(0, inf)", ASKED, "", "too large"},
    {"(1e-400, 1)", ANSWER_INTERVAL, "(0, 1)", ASKED, "", "too close to zero"},
    {"x > 1e-400", ANSWER_INTERVAL, "(0, inf)", ASKED, "", "too close to zero"},
    {"x + 1e-400", ANSWER_FORMULA, "x", ASKED, "", "too close to zero"},
    {"x + 0.0e-400", ANSWER_FORMULA, "x", RIGHT, NULL, ""},
    {"x + 1e400", ANSWER_FORMULA, "x", ASKED, "", "too large"},
    {"x^2^2^2^2^2^2", ANSWER_FORMULA, "x", ASKED, NULL, "no value where it was tried"},
    {"[1e-400 1]", ANSWER_MATRIX, "[0 1]", ASKED, "", "too close to zero"},
};

static const struct answer_row decimals[] = {
    {"0.634", ANSWER_DECIMAL, "0.634", RIGHT, "0.634", ""},
    {"0.63397", ANSWER_DECIMAL, "0.634", RIGHT, "0.63397", ""},
    {"63.4 %", ANSWER_DECIMAL, "0.634", RIGHT, "63.4 %", ""},
    {"63.4", ANSWER_DECIMAL, "0.634", ASKED, "63.4", "63.4 or 63.4 %?"},
    {"0.64", ANSWER_DECIMAL, "0.634", WRONG, "0.64", NULL},
    {"0.366", ANSWER_DECIMAL, "0.634", WRONG, "0.366", NULL},
    {"0,634", ANSWER_DECIMAL, "0.634", ASKED, "", "decimal comma?"},
    {"2.7e-3", ANSWER_DECIMAL, "0.0027", RIGHT, "0.0027", ""},
    {"0.27 %", ANSWER_DECIMAL, "0.0027", RIGHT, "0.27 %", ""},
    {"0.027", ANSWER_DECIMAL, "0.0027", WRONG, "0.027", "power of ten"},
    {"1/370.4", ANSWER_DECIMAL, "0.0027", RIGHT, NULL, ""},
    {"9.585", ANSWER_DECIMAL, "9.585", RIGHT, "9.585", ""},
    {"9.6", ANSWER_DECIMAL, "9.585", RIGHT, "9.6", ""},
    {"958.5", ANSWER_DECIMAL, "9.585", WRONG, "958.5", "power of ten"},
    {"-9.585", ANSWER_DECIMAL, "9.585", WRONG, "-9.585", "sign"},
};

/* --- Percentages and estimates ------------------------------------------------------------------
 */

static const struct answer_row percentages[] = {
    {"99.95 %", ANSWER_PERCENT, "99.95 %", RIGHT, "99.95 %", ""},
    {"99.95%", ANSWER_PERCENT, "99.95 %", RIGHT, "99.95 %", ""},
    {"0.9995", ANSWER_PERCENT, "99.95 %", RIGHT, "0.9995", ""},
    {"1999/2000", ANSWER_PERCENT, "99.95 %", RIGHT, "1999/2000", ""},
    {"99.95", ANSWER_PERCENT, "99.95 %", ASKED, "99.95", "99.95 or 99.95 %?"},
    {"99.9 %", ANSWER_PERCENT, "99.95 %", WRONG, "99.9 %", NULL},
    {"99.9", ANSWER_PERCENT, "99.95 %", WRONG, "99.9", NULL},
    {"9.995 %", ANSWER_PERCENT, "99.95 %", WRONG, "9.995 %", "power of ten"},
    {"0.9995 %", ANSWER_PERCENT, "99.95 %", WRONG, "0.9995 %", "power of ten"},
    {"% 99.95", ANSWER_PERCENT, "99.95 %", ASKED, "", NULL},
    {"99.95 % %", ANSWER_PERCENT, "99.95 %", ASKED, "", "follows the percent sign"},
    {"99.95 % up", ANSWER_PERCENT, "99.95 %", ASKED, "", "follows the percent sign"},
    {"99,95 %", ANSWER_PERCENT, "99.95 %", ASKED, "", "decimal comma?"},
    {"99.95 h", ANSWER_PERCENT, "99.95 %", ASKED, "99.95 h", "without a unit"},
    {"75%", ANSWER_PERCENT, "0.75", RIGHT, "75 %", ""},
    {"75", ANSWER_PERCENT, "0.75", ASKED, "75", "75 or 75 %?"},
    {"3/4", ANSWER_PERCENT, "75 %", RIGHT, "3/4", ""},
    {"-5 %", ANSWER_PERCENT, "-5 %", RIGHT, "-5 %", ""},
    {"−0.05", ANSWER_PERCENT, "-5 %", RIGHT, "-0.05", ""},
    {"-5", ANSWER_PERCENT, "-5 %", ASKED, "-5", "-5 or -5 %?"},
    {"5 %", ANSWER_PERCENT, "-5 %", WRONG, "5 %", "sign"},
    {"1.5", ANSWER_PERCENT, "150 %", RIGHT, "1.5", ""},
    {"150", ANSWER_PERCENT, "150 %", ASKED, "150", "150 or 150 %?"},
};

static const struct answer_row estimates[] = {
    {"86400", ANSWER_ESTIMATE, "86400", RIGHT, "86400", ""},
    {"10^5", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"1e5", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"43,200", ANSWER_ESTIMATE, "86400", RIGHT, "43200", ""},
    {"172800", ANSWER_ESTIMATE, "86400", RIGHT, "172800", ""},
    {"200 000", ANSWER_ESTIMATE, "86400", RIGHT, "200000", "close enough for an estimate"},
    {"30_000", ANSWER_ESTIMATE, "86400", RIGHT, "30000", "close enough for an estimate"},
    {"259200", ANSWER_ESTIMATE, "86400", RIGHT, "259200", "computed: 86400"},
    {"260000", ANSWER_ESTIMATE, "86400", WRONG, "260000", "right idea"},
    {"1e4", ANSWER_ESTIMATE, "86400", WRONG, "10000", "right idea"},
    {"864000", ANSWER_ESTIMATE, "86400", WRONG, "864000", "right idea"},
    {"1e6", ANSWER_ESTIMATE, "86400", WRONG, "1000000", NULL},
    {"0", ANSWER_ESTIMATE, "86400", WRONG, "0", NULL},
    {"-86400", ANSWER_ESTIMATE, "86400", WRONG, "-86400", "sign"},
    {"about 1e5", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"1e5-2e5", ANSWER_ESTIMATE, "86400", ASKED, "", NULL},
    {"100k", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"2 TB", ANSWER_ESTIMATE, "3 TB", RIGHT, "2 TB", ""},
    {"2000 GB", ANSWER_ESTIMATE, "3 TB", RIGHT, "2000 GB", ""},
    {"3 GB", ANSWER_ESTIMATE, "3 TB", WRONG, "3 GB", NULL},
    {"3", ANSWER_ESTIMATE, "3 TB", ASKED, "3", "of what?"},
};

/* --- Units --------------------------------------------------------------------------------------
 */

static const struct answer_row amounts[] = {
    {"2 TiB", ANSWER_UNIT, "2 TiB", RIGHT, "2 TiB", ""},
    {"2048 GiB", ANSWER_UNIT, "2 TiB", RIGHT, "2048 GiB", ""},
    {"2,048 GiB", ANSWER_UNIT, "2 TiB", RIGHT, "2048 GiB", ""},
    {"2^41 bytes", ANSWER_UNIT, "2 TiB", RIGHT, "2199023255552 bytes", ""},
    {"2.2 TB", ANSWER_UNIT, "2 TiB", RIGHT, "2.2 TB", ""},
    {"2 TB", ANSWER_UNIT, "2 TiB", WRONG, "2 TB", "in 1024s"},
    {"2 TiB", ANSWER_UNIT, "2 TB", WRONG, "2 TiB", "in thousands"},
    {"2000 GB", ANSWER_UNIT, "2 TB", RIGHT, "2000 GB", ""},
    {"2 Tb", ANSWER_UNIT, "2 TB", WRONG, "2 Tb", "8 bits"},
    {"16 Tbit", ANSWER_UNIT, "2 TB", RIGHT, "16 Tbit", ""},
    {"16 TB", ANSWER_UNIT, "2 TB", WRONG, "16 TB", "8 bits"},
    {"2 GB", ANSWER_UNIT, "2 TB", WRONG, "2 GB", "power of ten"},
    {"2 tb", ANSWER_UNIT, "2 TB", ASKED, "", "did you mean"},
    {"2 tB", ANSWER_UNIT, "2 TB", ASKED, "", "TB"},
    {"2 T", ANSWER_UNIT, "2 TB", ASKED, "", "'T'"},
    {"2", ANSWER_UNIT, "2 TB", ASKED, "2", "2 of what?"},
    {"5", ANSWER_UNIT, "2 TB", WRONG, "5", NULL},
    {"2 s", ANSWER_UNIT, "2 TB", WRONG, "2 s", "something else"},
    {"2 TB/s", ANSWER_UNIT, "2 TB", WRONG, "2 TB/s", "something else"},
    {"2 %", ANSWER_UNIT, "2 TB", ASKED, "2 %", "not a percentage"},
    {"2 TB 5 GB", ANSWER_UNIT, "2 TB", ASKED, "", "follows"},
    {"TB", ANSWER_UNIT, "2 TB", ASKED, "", "number is expected"},
    {"250 ms", ANSWER_UNIT, "250 ms", RIGHT, "250 ms", ""},
    {"250ms", ANSWER_UNIT, "250 ms", RIGHT, "250 ms", ""},
    {"0.25 s", ANSWER_UNIT, "250 ms", RIGHT, "0.25 s", ""},
    {"1/4 s", ANSWER_UNIT, "250 ms", RIGHT, "1/4 s", ""},
    {"250 000 µs", ANSWER_UNIT, "250 ms", RIGHT, "250000 µs", ""},
    {"250000 μs", ANSWER_UNIT, "250 ms", RIGHT, "250000 µs", ""},
    {"2.5e8 ns", ANSWER_UNIT, "250 ms", RIGHT, "250000000 ns", ""},
    {"250 MS", ANSWER_UNIT, "250 ms", ASKED, "", "did you mean ms"},
    {"250 m", ANSWER_UNIT, "250 ms", ASKED, "", "min"},
    {"250 s", ANSWER_UNIT, "250 ms", WRONG, "250 s", "power of ten"},
    {"4.44 h", ANSWER_UNIT, "4.44 h", RIGHT, "4.44 h", ""},
    {"4.44 hours", ANSWER_UNIT, "4.44 h", RIGHT, "4.44 hours", ""},
    {"4.44 Hours", ANSWER_UNIT, "4.44 h", RIGHT, "4.44 hours", ""},
    {"4 h 26 min", ANSWER_UNIT, "4.44 h", RIGHT, "4 h 26 min (4.433 h)", ""},
    {"4h 26min 24s", ANSWER_UNIT, "4.44 h", RIGHT, "4 h 26 min 24 s (4.44 h)", ""},
    {"266.4 min", ANSWER_UNIT, "4.44 h", RIGHT, "266.4 min", ""},
    {"16,000 s", ANSWER_UNIT, "4.44 h", RIGHT, "16000 s", ""},
    {"0.185 days", ANSWER_UNIT, "4.44 h", RIGHT, "0.185 days", ""},
    {"4 4/9 h", ANSWER_UNIT, "4.44 h", RIGHT, "40/9 h", ""},
    {"4.44 H", ANSWER_UNIT, "4.44 h", ASKED, "", "did you mean h"},
    {"4:26", ANSWER_UNIT, "4.44 h", ASKED, "", NULL},
    {"4.44", ANSWER_UNIT, "4.44 h", ASKED, "4.44", "of what?"},
    {"4.44 h 5", ANSWER_UNIT, "4.44 h", ASKED, "", NULL},
    {"-4.44 h", ANSWER_UNIT, "4.44 h", WRONG, "-4.44 h", "sign"},
    {"0.56 h", ANSWER_UNIT, "4.44 h", WRONG, "0.56 h", NULL},
    {"10 Gbps", ANSWER_UNIT, "10 Gbps", RIGHT, "10 Gbps", ""},
    {"10 Gbit/s", ANSWER_UNIT, "10 Gbps", RIGHT, "10 Gbit/s", ""},
    {"10 Gb per s", ANSWER_UNIT, "10 Gbps", RIGHT, "10 Gb/s", ""},
    {"10,000 Mbps", ANSWER_UNIT, "10 Gbps", RIGHT, "10000 Mbps", ""},
    {"1.25 GB/s", ANSWER_UNIT, "10 Gbps", RIGHT, "1.25 GB/s", ""},
    {"10 GBps", ANSWER_UNIT, "10 Gbps", WRONG, "10 GBps", "8 bits"},
    {"10 gbps", ANSWER_UNIT, "10 Gbps", ASKED, "", "did you mean"},
    {"10 Gib/s", ANSWER_UNIT, "10 Gbps", WRONG, "10 Gib/s", "in thousands"},
    {"10 Gb", ANSWER_UNIT, "10 Gbps", WRONG, "10 Gb", "something else"},
    {"10 Gbps.", ANSWER_UNIT, "10 Gbps", RIGHT, "10 Gbps", ""},
};

static const struct answer_row sums_of_money[] = {
    {"$1,200.50", ANSWER_UNIT, "$1200.50", RIGHT, "$1200.50", ""},
    {"$ 1200.50", ANSWER_UNIT, "$1200.50", RIGHT, "$1200.50", ""},
    {"1,200.50 $", ANSWER_UNIT, "$1200.50", RIGHT, "$1200.50", ""},
    {"USD 1200.50", ANSWER_UNIT, "$1200.50", RIGHT, "1200.50 USD", ""},
    {"$1,201", ANSWER_UNIT, "$1200.50", RIGHT, "$1201", ""},
    {"1200.50", ANSWER_UNIT, "$1200.50", ASKED, "1200.5", "of what?"},
    {"$1.200,50", ANSWER_UNIT, "$1200.50", ASKED, "", NULL},
    {"$1200.50 $", ANSWER_UNIT, "$1200.50", ASKED, "", NULL},
    {"1200.50 bucks", ANSWER_UNIT, "$1200.50", ASKED, "", "bucks"},
    {"£1200.50", ANSWER_UNIT, "$1200.50", WRONG, "£1200.50", "something else"},
    {"$1200.50/year", ANSWER_UNIT, "$1200.50", WRONG, "$1200.50/year", "something else"},
    {"$12,005", ANSWER_UNIT, "$1200.50", WRONG, "$12005", "power of ten"},
    {"-$5.26", ANSWER_UNIT, "-$5.26", RIGHT, "-$5.26", ""},
    {"$-5.26", ANSWER_UNIT, "-$5.26", RIGHT, "-$5.26", ""},
    {"−5.26 $", ANSWER_UNIT, "-$5.26", RIGHT, "-$5.26", ""},
    {"$5.26", ANSWER_UNIT, "-$5.26", WRONG, "$5.26", "sign"},
    {"($5.26)", ANSWER_UNIT, "-$5.26", ASKED, "", NULL},
    {"--$5.26", ANSWER_UNIT, "-$5.26", ASKED, "", NULL},
};

/* --- Sets, intervals, formulas ------------------------------------------------------------------
 */

static const struct answer_row lists[] = {
    {"{2, -3}", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"2 or -3", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"-3 or 2", ANSWER_SET, "{2, -3}", RIGHT, "{-3, 2}", ""},
    {"{−3; 2}", ANSWER_SET, "{2, -3}", RIGHT, "{-3, 2}", ""},
    {"x = 2", ANSWER_SET, "{2, -3}", WRONG, "{2}", "not all of them"},
    {"{2, -3, 0}", ANSWER_SET, "{2, -3}", WRONG, "{2, -3, 0}", "belong"},
    {"{2 -3}", ANSWER_SET, "{2, -3}", ASKED, "", "one number or two"},
    {"2, nan", ANSWER_SET, "{2, -3}", ASKED, "", NULL},
    {"(2,5]", ANSWER_INTERVAL, "(2, 5]", RIGHT, "(2, 5]", ""},
    {"2 < x ≤ 5", ANSWER_INTERVAL, "(2, 5]", RIGHT, "(2, 5]", ""},
    {"[2,5]", ANSWER_INTERVAL, "(2, 5]", WRONG, "[2, 5]", "which of them belong"},
    {"(2,5)", ANSWER_INTERVAL, "(2, 5]", WRONG, "(2, 5)", "which of them belong"},
    {"(2,5] or", ANSWER_INTERVAL, "(2, 5]", ASKED, "", NULL},
    {"x>=2", ANSWER_INTERVAL, "[2, inf)", RIGHT, "[2, inf)", ""},
    {"2<=x", ANSWER_INTERVAL, "[2, inf)", RIGHT, "[2, inf)", ""},
    {"x>2", ANSWER_INTERVAL, "[2, inf)", WRONG, "(2, inf)", "which of them belong"},
    {">=2", ANSWER_INTERVAL, "[2, inf)", ASKED, "", NULL},
    {"x>=two", ANSWER_INTERVAL, "[2, inf)", ASKED, "", NULL},
    {"2x+1", ANSWER_FORMULA, "2x+1", RIGHT, NULL, ""},
    {"1 + 2*x", ANSWER_FORMULA, "2x+1", RIGHT, NULL, ""},
    {"x + (x + 1)", ANSWER_FORMULA, "2x+1", RIGHT, NULL, ""},
    {"(4x²+2x)/(2x)", ANSWER_FORMULA, "2x+1", RIGHT, NULL, ""},
    {"2x-1", ANSWER_FORMULA, "2x+1", WRONG, NULL, "try x ="},
    {"2(x+1)", ANSWER_FORMULA, "2x+1", WRONG, NULL, "try x ="},
    {"2y+1", ANSWER_FORMULA, "2x+1", ASKED, "", "variable is x"},
    {"2x+", ANSWER_FORMULA, "2x+1", ASKED, "", "missing"},
    {"ln(x) + 1", ANSWER_FORMULA, "1 + ln(x)", RIGHT, NULL, ""},
};

static void test_fractions(void **state)
{
    (void)state;
    CHECK(fractions);
}

static void test_numbers(void **state)
{
    (void)state;
    CHECK(numbers);
    CHECK(decimals);
    CHECK(extremes);
}

/* Refused with a sentence, in every kind, however long or deep. */
static void test_long_and_deep_answers(void **state)
{
    (void)state;
    static const struct {
        const char *before, *repeated, *after;
    } shapes[] = {{"", "7", ""},        {"0.", "7", ""},   {"", "(", "x"},
                  {"", "-", "1"},       {"", "2^", "2"},   {"", "sqrt(", "x"},
                  {"{", "1,", "1}"},    {"[", "1 ", "1]"}, {"", "x or ", "x"},
                  {"", "1/", "1"},      {"x", "=x", ""},   {"1 h ", "1 min ", ""},
                  {"", "1,000,", "000"}};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        for (int kind = 0; kind < ANSWER_KIND_COUNT; kind++) {
            struct text typed = {0};
            const struct problem problem = {.kind = (enum answer_kind)kind,
                                            .answer = kind == ANSWER_FORMULA ? "x" : "338",
                                            .variables = "x",
                                            .choices = {"338", "339"},
                                            .choice_count = 2};
            struct judgement got;
            text_append(&typed, shapes[i].before);
            for (int k = 0; k < 1000; k++)
                text_append(&typed, shapes[i].repeated);
            text_append(&typed, shapes[i].after);
            answer_judge(&problem, text_string(&typed), NULL, &got);
            if (got.verdict != ASKED || !got.message[0])
                fail_msg("%.20s... as %s: %s", text_string(&typed), answer_kind_name(problem.kind),
                         verdict_name(got.verdict));
            text_release(&typed);
        }
}

static void test_percentages_and_estimates(void **state)
{
    (void)state;
    CHECK(percentages);
    CHECK(estimates);
}

static void test_units(void **state)
{
    (void)state;
    CHECK(amounts);
    CHECK(sums_of_money);
}

static void test_lists(void **state)
{
    (void)state;
    CHECK(lists);
}

static void test_decimal_comma(void **state)
{
    (void)state;
    const struct answer_style comma = {.decimal_comma = true};
    static const struct answer_row rows[] = {
        {"0,75", ANSWER_EXACT, "3/4", RIGHT, NULL, ""},
        {"1,5", ANSWER_EXACT, "3/2", RIGHT, NULL, ""},
        {"1.5", ANSWER_EXACT, "3/2", ASKED, "", NULL},
        {"1.500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
        {"1.500,0", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
        {"1,500", ANSWER_EXACT, "1500", WRONG, NULL, "power of ten"},
        {"1,5e3", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
        {"99,95 %", ANSWER_PERCENT, "99.95 %", RIGHT, NULL, ""},
        {"4,44 h", ANSWER_UNIT, "4.44 h", RIGHT, NULL, ""},
        {"$1.200,50", ANSWER_UNIT, "$1200.50", RIGHT, NULL, ""},
        {"$1,200.50", ANSWER_UNIT, "$1200.50", ASKED, "", NULL},
        {"2,5; -3", ANSWER_SET, "{5/2, -3}", RIGHT, NULL, ""},
        {"(2,5; 5]", ANSWER_INTERVAL, "(5/2, 5]", RIGHT, NULL, ""},
    };
    answer_rows_check(rows, sizeof rows / sizeof rows[0], &comma);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fractions),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_long_and_deep_answers),
        cmocka_unit_test(test_percentages_and_estimates),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_decimal_comma),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
