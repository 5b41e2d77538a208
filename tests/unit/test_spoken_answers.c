/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Honest answers as people type them: units spelled out, "about", "x =", percent in words, rounded
 * fractions. What a tutor would accept is accepted; what is left is asked about, and told how to
 * write it. Wrong are only wrong values.
 */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>

#include "exercises/answer_compare.h"
#include "tests/support/answer_rows.h"

#define RIGHT VERDICT_CORRECT
#define WRONG VERDICT_WRONG
#define ASKED VERDICT_UNGRADED
#define CHECK(rows) answer_rows_check(rows, sizeof(rows) / sizeof((rows)[0]), NULL)

static const struct answer_row whole_and_exact[] = {
    {"1.5k", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1.5K", ANSWER_EXACT, "1500", ASKED, "", "K: 1000 or 1024? Type the number in full"},
    {"1.5 k", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"15 hundred", ANSWER_EXACT, "1500", ASKED, "", "'hundred' is no number or unit known here"},
    {"1.5 thousand", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"fifteen hundred", ANSWER_EXACT, "1500", ASKED, "",
     "a number is expected, in digits such as 12"},
    {"x = 1500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"x=1,500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"n: 1500", ANSWER_EXACT, "1500", ASKED, "", "a number is expected, in digits such as 12"},
    {"~1500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"about 1500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"≈1500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1500.", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"1500!", ANSWER_EXACT, "1500", ASKED, "", "'!' is no number or unit known here"},
    {"1.500,00", ANSWER_EXACT, "1500", ASKED, "",
     "decimal comma? Type a decimal point, or groups of three digits"},
    {"1 500,00", ANSWER_EXACT, "1500", ASKED, "",
     "decimal comma? Type a decimal point, or groups of three digits"},
    {"1500 rows", ANSWER_EXACT, "1500", ASKED, "1500 rows",
     "a number without a unit is asked for, not 1500 rows"},
    {"$1500", ANSWER_EXACT, "1500", ASKED, "$1500",
     "a number without a unit is asked for, not $1500"},
    {"1500x", ANSWER_EXACT, "1500", ASKED, "", "'x' is no number or unit known here"},
    {"2 * 750", ANSWER_EXACT, "1500", ASKED, "",
     "one number is expected, not a product to work out"},
    {"750 x 2", ANSWER_EXACT, "1500", ASKED, "",
     "one number is expected, not a product to work out"},
    {"1.5M", ANSWER_EXACT, "1500", WRONG, "1500000",
     "the digits are right, the power of ten is not"},
    {"1,500.0", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"0b1010", ANSWER_EXACT, "1500", ASKED, "",
     "leave out the 0x or 0b: type nothing but the digits"},
    {"1500 or 1600", ANSWER_EXACT, "1500", ASKED, "", "one number is expected, not several"},
    {"1500 and 1600", ANSWER_EXACT, "1500", ASKED, "", "one number is expected, not several"},
    {"1500-1600", ANSWER_EXACT, "1500", ASKED, "",
     "one number is expected, not a range or a difference"},
    {"1500; 2", ANSWER_EXACT, "1500", ASKED, "", "one number is expected, not several"},
    {"1500 +- 3", ANSWER_EXACT, "1500", ASKED, "",
     "one number is expected: type what this comes to"},
    {"'1500'", ANSWER_EXACT, "1500", ASKED, "", "a number is expected"},
    {"1e3+500", ANSWER_EXACT, "1500", ASKED, "", "one number is expected: type what this comes to"},
    {"1500 /", ANSWER_EXACT, "1500", ASKED, "", "a fraction has one / and a number on either side"},
    {"5 to 6", ANSWER_EXACT, "1500", ASKED, "", "one number is expected, not a range"},
    {"(1500)", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"((1500))", ANSWER_EXACT, "1500", ASKED, "",
     "one number is expected: type what this comes to"},
    {"[1500]", ANSWER_EXACT, "1500", ASKED, "", "a number is expected"},
    {"f(2) = 1500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"f'(2) = 1500", ANSWER_EXACT, "1500", RIGHT, "1500", ""},
    {"2x = 1500", ANSWER_EXACT, "1500", ASKED, "", "type nothing but the number, without ="},
    {"x = y = 1500", ANSWER_EXACT, "1500", ASKED, "", "a number is expected, in digits such as 12"},
    {"ten", ANSWER_EXACT, "1500", ASKED, "", "a number is expected, in digits such as 12"},
    {"a dozen", ANSWER_EXACT, "1500", ASKED, "", "a number is expected, in digits such as 12"},
    {"1500=x", ANSWER_EXACT, "1500", ASKED, "", "type nothing but the number, without ="},
    {"-1500", ANSWER_EXACT, "1500", WRONG, "-1500", "the sign is wrong"},
    {"0x5DC", ANSWER_EXACT, "1500", ASKED, "",
     "leave out the 0x or 0b: type nothing but the digits"},
    {"1k", ANSWER_EXACT, "1024", ASKED, "1000", "1000 or 1024? Type the number in full"},
    {"1 k", ANSWER_EXACT, "1024", ASKED, "1000", "1000 or 1024? Type the number in full"},
    {"1K", ANSWER_EXACT, "1024", ASKED, "", "K: 1000 or 1024? Type the number in full"},
    {"1 Ki", ANSWER_EXACT, "1024", ASKED, "", "'Ki' is no number or unit known here"},
    {"2^10", ANSWER_EXACT, "1024", RIGHT, "1024", ""},
    {"1024.0", ANSWER_EXACT, "1024", RIGHT, "1024", ""},
    {"-32/3", ANSWER_EXACT, "-32/3", RIGHT, "-32/3", ""},
    {"−10.67", ANSWER_EXACT, "-32/3", ASKED, "-10.67",
     "-10.67 is rounded; an exact answer is asked for, such as a fraction"},
    {"-10.7", ANSWER_EXACT, "-32/3", ASKED, "-10.7",
     "-10.7 is rounded; an exact answer is asked for, such as a fraction"},
    {"-10 2/3", ANSWER_EXACT, "-32/3", RIGHT, "-32/3", ""},
    {"- 32 / 3", ANSWER_EXACT, "-32/3", RIGHT, "-32/3", ""},
    {"32/-3", ANSWER_EXACT, "-32/3", ASKED, "", "the sign stands before the fraction: -3/4"},
    {"(-32)/3", ANSWER_EXACT, "-32/3", ASKED, "",
     "one number is expected: type what this comes to"},
    {"(-32/3)", ANSWER_EXACT, "-32/3", RIGHT, "-32/3", ""},
    {"x = -32/3", ANSWER_EXACT, "-32/3", RIGHT, "-32/3", ""},
    {"-10.667", ANSWER_EXACT, "-32/3", ASKED, "-10.667",
     "-10.667 is rounded; an exact answer is asked for, such as a fraction"},
    {"-11", ANSWER_EXACT, "-32/3", WRONG, "-11", "this is not the answer"},
    {"ten", ANSWER_EXACT, "10", ASKED, "", "a number is expected, in digits such as 12"},
    {"10", ANSWER_EXACT, "10", RIGHT, "10", ""},
    {"0b1010", ANSWER_EXACT, "10", ASKED, "",
     "leave out the 0x or 0b: type nothing but the digits"},
    {"1010", ANSWER_EXACT, "10", WRONG, "1010", "this is not the answer"},
    {"0xA", ANSWER_EXACT, "10", ASKED, "", "leave out the 0x or 0b: type nothing but the digits"},
    {"10 (ten)", ANSWER_EXACT, "10", ASKED, "", "one number is expected: type what this comes to"},
    {"1/4", ANSWER_EXACT, "1/4", RIGHT, "1/4", ""},
    {"0.25", ANSWER_EXACT, "1/4", RIGHT, "0.25", ""},
    {"25%", ANSWER_EXACT, "1/4", RIGHT, "25 %", ""},
    {"25 percent", ANSWER_EXACT, "1/4", RIGHT, "25 %", ""},
    {"25 per cent", ANSWER_EXACT, "1/4", RIGHT, "25 %", ""},
    {"25 pct", ANSWER_EXACT, "1/4", RIGHT, "25 %", ""},
    {"1 in 4", ANSWER_EXACT, "1/4", ASKED, "", "type it as a fraction, such as 1/4"},
    {"1:4", ANSWER_EXACT, "1/4", ASKED, "", "type a ratio as a fraction, such as 3/4"},
    {"one quarter", ANSWER_EXACT, "1/4", ASKED, "", "a number is expected, in digits such as 12"},
    {"¼", ANSWER_EXACT, "1/4", ASKED, "", "a number is expected"},
    {"2/8", ANSWER_EXACT, "1/4", RIGHT, "1/4", "right; in lowest terms it is 1/4"},
    {"25", ANSWER_EXACT, "1/4", ASKED, "25", "25 or 25 %?"},
};

static const struct answer_row shares[] = {
    {"10%", ANSWER_PERCENT, "10 %", RIGHT, "10 %", ""},
    {"10 percent", ANSWER_PERCENT, "10 %", RIGHT, "10 %", ""},
    {"10 per cent", ANSWER_PERCENT, "10 %", RIGHT, "10 %", ""},
    {"0.1", ANSWER_PERCENT, "10 %", RIGHT, "0.1", ""},
    {"1/10", ANSWER_PERCENT, "10 %", RIGHT, "1/10", ""},
    {"10", ANSWER_PERCENT, "10 %", ASKED, "10", "10 or 10 %?"},
    {"10 pct", ANSWER_PERCENT, "10 %", RIGHT, "10 %", ""},
    {"ten percent", ANSWER_PERCENT, "10 %", ASKED, "",
     "a number is expected, in digits such as 12"},
    {"~10%", ANSWER_PERCENT, "10 %", RIGHT, "10 %", ""},
    {"10.0 %", ANSWER_PERCENT, "10 %", RIGHT, "10 %", ""},
    {"10 in 100", ANSWER_PERCENT, "10 %", ASKED, "", "type it as a fraction, such as 1/4"},
    {"p = 10 %", ANSWER_PERCENT, "10 %", RIGHT, "10 %", ""},
    {"P(A|B) = 0.1", ANSWER_PERCENT, "10 %", RIGHT, "0.1", ""},
    {"10 Percent", ANSWER_PERCENT, "10 %", RIGHT, "10 %", ""},
    {"10 percentage points", ANSWER_PERCENT, "10 %", ASKED, "",
     "'percentage points' is no number or unit known here"},
};

static const struct answer_row amounts[] = {
    {"1.5 hours", ANSWER_UNIT, "1.5 h", RIGHT, "1.5 hours", ""},
    {"1h30", ANSWER_UNIT, "1.5 h", RIGHT, "1 h 30 min (1.5 h)", ""},
    {"1 h 30", ANSWER_UNIT, "1.5 h", RIGHT, "1 h 30 min (1.5 h)", ""},
    {"1h 30min", ANSWER_UNIT, "1.5 h", RIGHT, "1 h 30 min (1.5 h)", ""},
    {"1h30m", ANSWER_UNIT, "1.5 h", RIGHT, "1 h 30 min (1.5 h)", ""},
    {"1 hour 30 minutes", ANSWER_UNIT, "1.5 h", RIGHT, "1 hour 30 minutes (1.5 h)", ""},
    {"1 hour and 30 minutes", ANSWER_UNIT, "1.5 h", RIGHT, "1 hour 30 minutes (1.5 h)", ""},
    {"1 hour, 30 minutes", ANSWER_UNIT, "1.5 h", RIGHT, "1 hour 30 minutes (1.5 h)", ""},
    {"90 min", ANSWER_UNIT, "1.5 h", RIGHT, "90 min", ""},
    {"90 minutes", ANSWER_UNIT, "1.5 h", RIGHT, "90 minutes", ""},
    {"90m", ANSWER_UNIT, "1.5 h", ASKED, "", "did you mean min instead of m?"},
    {"1:30", ANSWER_UNIT, "1.5 h", ASKED, "", "hours, minutes or seconds? Type it as 1 h 30 min"},
    {"01:30:00", ANSWER_UNIT, "1.5 h", ASKED, "",
     "hours, minutes or seconds? Type it as 1 h 30 min"},
    {"3/2 h", ANSWER_UNIT, "1.5 h", RIGHT, "3/2 h", ""},
    {"1 1/2 h", ANSWER_UNIT, "1.5 h", RIGHT, "3/2 h", ""},
    {"1 1/2 hours", ANSWER_UNIT, "1.5 h", RIGHT, "3/2 hours", ""},
    {"one and a half hours", ANSWER_UNIT, "1.5 h", ASKED, "",
     "a number is expected, in digits such as 12"},
    {"5400 s", ANSWER_UNIT, "1.5 h", RIGHT, "5400 s", ""},
    {"5,400 seconds", ANSWER_UNIT, "1.5 h", RIGHT, "5400 seconds", ""},
    {"5400 sec", ANSWER_UNIT, "1.5 h", RIGHT, "5400 sec", ""},
    {"5.4e6 ms", ANSWER_UNIT, "1.5 h", RIGHT, "5400000 ms", ""},
    {"1.5", ANSWER_UNIT, "1.5 h", ASKED, "1.5", "1.5 of what? Type the unit, too"},
    {"1.5 hrs.", ANSWER_UNIT, "1.5 h", RIGHT, "1.5 hrs", ""},
    {"~1.5h", ANSWER_UNIT, "1.5 h", RIGHT, "1.5 h", ""},
    {"about 90 min", ANSWER_UNIT, "1.5 h", RIGHT, "90 min", ""},
    {"-1 h 30 min", ANSWER_UNIT, "1.5 h", WRONG, "-1 h 30 min (-1.5 h)", "the sign is wrong"},
    {"30 min 1 h", ANSWER_UNIT, "1.5 h", ASKED, "",
     "the larger unit stands first, as in 1 h 30 min"},
    {"1 h 5", ANSWER_UNIT, "1.5 h", ASKED, "", "each number needs its unit, as in 1 h 30 min"},
    {"1,5 h", ANSWER_UNIT, "1.5 h", ASKED, "",
     "decimal comma? Type a decimal point, or groups of three digits"},
    {"t = 1.5 h", ANSWER_UNIT, "1.5 h", RIGHT, "1.5 h", ""},
    {"1 h 90 min", ANSWER_UNIT, "1.5 h", WRONG, "1 h 90 min (2.5 h)", "this is not the answer"},
    {"0.0625 days", ANSWER_UNIT, "1.5 h", RIGHT, "0.0625 days", ""},
    {"1.5 H", ANSWER_UNIT, "1.5 h", ASKED, "",
     "capitals matter in units: did you mean h instead of H?"},
    {"12 MB/s", ANSWER_UNIT, "12 MB/s", RIGHT, "12 MB/s", ""},
    {"12 MB/sec", ANSWER_UNIT, "12 MB/s", RIGHT, "12 MB/sec", ""},
    {"12 megabytes per second", ANSWER_UNIT, "12 MB/s", RIGHT, "12 megabytes/second", ""},
    {"12 megabytes a second", ANSWER_UNIT, "12 MB/s", RIGHT, "12 megabytes/second", ""},
    {"12 MBps", ANSWER_UNIT, "12 MB/s", RIGHT, "12 MBps", ""},
    {"96 Mbit/s", ANSWER_UNIT, "12 MB/s", RIGHT, "96 Mbit/s", ""},
    {"96 Mbps", ANSWER_UNIT, "12 MB/s", RIGHT, "96 Mbps", ""},
    {"96 megabits per second", ANSWER_UNIT, "12 MB/s", RIGHT, "96 megabits/second", ""},
    {"12 mb/s", ANSWER_UNIT, "12 MB/s", ASKED, "",
     "capitals matter in units: did you mean MB or Mb instead of mb?"},
    {"12 MB per s", ANSWER_UNIT, "12 MB/s", RIGHT, "12 MB/s", ""},
    {"0.72 GB/min", ANSWER_UNIT, "12 MB/s", RIGHT, "0.72 GB/min", ""},
    {"12", ANSWER_UNIT, "12 MB/s", ASKED, "12", "12 of what? Type the unit, too"},
    {"12 M", ANSWER_UNIT, "12 MB/s", ASKED, "12000000", "12000000 of what? Type the unit, too"},
    {"12 MB", ANSWER_UNIT, "12 MB/s", WRONG, "12 MB", "this unit measures something else"},
    {"12,000 kB/s", ANSWER_UNIT, "12 MB/s", RIGHT, "12000 kB/s", ""},
    {"12 MBytes/s", ANSWER_UNIT, "12 MB/s", ASKED, "", "'MBytes' is no number or unit known here"},
    {"12e6 B/s", ANSWER_UNIT, "12 MB/s", RIGHT, "12000000 B/s", ""},
    {"12 million bytes per second", ANSWER_UNIT, "12 MB/s", RIGHT, "12000000 bytes/second", ""},
    {"12 million bytes/s", ANSWER_UNIT, "12 MB/s", RIGHT, "12000000 bytes/s", ""},
    {"2 terabytes", ANSWER_UNIT, "2 TB", RIGHT, "2 terabytes", ""},
    {"2 Terabyte", ANSWER_UNIT, "2 TB", RIGHT, "2 terabyte", ""},
    {"2TB", ANSWER_UNIT, "2 TB", RIGHT, "2 TB", ""},
    {"2000 GB", ANSWER_UNIT, "2 TB", RIGHT, "2000 GB", ""},
    {"2 trillion bytes", ANSWER_UNIT, "2 TB", RIGHT, "2000000000000 bytes", ""},
    {"2 T", ANSWER_UNIT, "2 TB", ASKED, "", "'T' is no number or unit known here"},
    {"2e12 bytes", ANSWER_UNIT, "2 TB", RIGHT, "2000000000000 bytes", ""},
    {"2,000,000,000,000 bytes", ANSWER_UNIT, "2 TB", RIGHT, "2000000000000 bytes", ""},
    {"2 000 GB", ANSWER_UNIT, "2 TB", RIGHT, "2000 GB", ""},
    {"2 tebibytes", ANSWER_UNIT, "2 TB", WRONG, "2 tebibytes",
     "kB, MB, GB, TB count in thousands; KiB, MiB, GiB, TiB in 1024s"},
    {"1.82 TiB", ANSWER_UNIT, "2 TB", RIGHT, "1.82 TiB", ""},
    {"2 M", ANSWER_UNIT, "2 TB", ASKED, "2000000", "2000000 of what? Type the unit, too"},
    {"2 GB", ANSWER_UNIT, "2 TB", WRONG, "2 GB", "the digits are right, the power of ten is not"},
    {"2 tb", ANSWER_UNIT, "2 TB", ASKED, "",
     "capitals matter in units: did you mean TB or Tb instead of tb?"},
    {"16 terabits", ANSWER_UNIT, "2 TB", RIGHT, "16 terabits", ""},
    {"16 Tbits", ANSWER_UNIT, "2 TB", RIGHT, "16 Tbits", ""},
    {"40 per second", ANSWER_UNIT, "40 requests/s", RIGHT, "40/second", ""},
    {"40/s", ANSWER_UNIT, "40 requests/s", RIGHT, "40/s", ""},
    {"40 rps", ANSWER_UNIT, "40 requests/s", RIGHT, "40 rps", ""},
    {"40 req/s", ANSWER_UNIT, "40 requests/s", RIGHT, "40 req/s", ""},
    {"40 requests per second", ANSWER_UNIT, "40 requests/s", RIGHT, "40 requests/second", ""},
    {"40 requests a second", ANSWER_UNIT, "40 requests/s", RIGHT, "40 requests/second", ""},
    {"40 qps", ANSWER_UNIT, "40 requests/s", RIGHT, "40 qps", ""},
    {"40", ANSWER_UNIT, "40 requests/s", ASKED, "40", "40 of what? Type the unit, too"},
    {"2400 per minute", ANSWER_UNIT, "40 requests/s", RIGHT, "2400/minute", ""},
    {"2400 requests/min", ANSWER_UNIT, "40 requests/s", RIGHT, "2400 requests/min", ""},
    {"40 requests", ANSWER_UNIT, "40 requests/s", WRONG, "40 requests",
     "this unit measures something else"},
    {"40 queries/s", ANSWER_UNIT, "40 requests/s", RIGHT, "40 queries/s", ""},
    {"0.04k rps", ANSWER_UNIT, "40 requests/s", RIGHT, "40 rps", ""},
    {"40 Hz", ANSWER_UNIT, "40 requests/s", ASKED, "", "'Hz' is no number or unit known here"},
    {"$1,200.50", ANSWER_UNIT, "$1200.50", RIGHT, "$1200.50", ""},
    {"1200.50 dollars", ANSWER_UNIT, "$1200.50", RIGHT, "1200.50 dollars", ""},
    {"1200.5 dollars", ANSWER_UNIT, "$1200.50", RIGHT, "1200.50 dollars", ""},
    {"1.2005k $", ANSWER_UNIT, "$1200.50", RIGHT, "$1200.50", ""},
    {"$1.2005k", ANSWER_UNIT, "$1200.50", RIGHT, "$1200.50", ""},
    {"120050 cents", ANSWER_UNIT, "$1200.50", RIGHT, "120050 cents", ""},
    {"$1200.50.", ANSWER_UNIT, "$1200.50", RIGHT, "$1200.50", ""},
    {"1,200.50", ANSWER_UNIT, "$1200.50", ASKED, "1200.5", "1200.5 of what? Type the unit, too"},
    {"USD 1,200.50", ANSWER_UNIT, "$1200.50", RIGHT, "1200.50 USD", ""},
    {"1200,50 $", ANSWER_UNIT, "$1200.50", ASKED, "",
     "decimal comma? Type a decimal point, or groups of three digits"},
    {"US$1200.50", ANSWER_UNIT, "$1200.50", RIGHT, "$1200.50", ""},
    {"$1200.50 per month", ANSWER_UNIT, "$1200.50", WRONG, "$1200.50/month",
     "this unit measures something else"},
};

static const struct answer_row estimates[] = {
    {"100k", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"10^5", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"0.1M", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"0.1 million", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"~100,000", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"about 10^5", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"86.4k", ANSWER_ESTIMATE, "86400", RIGHT, "86400", ""},
    {"100 thousand", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"1e5 s", ANSWER_ESTIMATE, "86400", ASKED, "100000 s",
     "a number without a unit is asked for, not 100000 s"},
    {"100000", ANSWER_ESTIMATE, "86400", RIGHT, "100000", ""},
    {"lots", ANSWER_ESTIMATE, "86400", ASKED, "", "a number is expected, in digits such as 12"},
    {"50k-100k", ANSWER_ESTIMATE, "86400", ASKED, "",
     "one number is expected, not a range or a difference"},
    {"1/0", ANSWER_ESTIMATE, "86400", ASKED, "", "the denominator is zero"},
    {"90_000", ANSWER_ESTIMATE, "86400", RIGHT, "90000", ""},
    {"2 TB", ANSWER_ESTIMATE, "3 TB", RIGHT, "2 TB", ""},
    {"2.5 terabytes", ANSWER_ESTIMATE, "3 TB", RIGHT, "2.5 terabytes", ""},
    {"3000 GB", ANSWER_ESTIMATE, "3 TB", RIGHT, "3000 GB", ""},
    {"about 3 TB", ANSWER_ESTIMATE, "3 TB", RIGHT, "3 TB", ""},
    {"~3TB", ANSWER_ESTIMATE, "3 TB", RIGHT, "3 TB", ""},
    {"3", ANSWER_ESTIMATE, "3 TB", ASKED, "3", "3 of what? Type the unit, too"},
};

static const struct answer_row decimals[] = {
    {".0027", ANSWER_DECIMAL, "0.0027", RIGHT, "0.0027", ""},
    {"0.27 %", ANSWER_DECIMAL, "0.0027", RIGHT, "0.27 %", ""},
    {"0.27%", ANSWER_DECIMAL, "0.0027", RIGHT, "0.27 %", ""},
    {"2.7e-3", ANSWER_DECIMAL, "0.0027", RIGHT, "0.0027", ""},
    {"2.7*10^-3", ANSWER_DECIMAL, "0.0027", RIGHT, "0.0027", ""},
    {"2.7 × 10⁻³", ANSWER_DECIMAL, "0.0027", RIGHT, "0.0027", ""},
    {"27/10000", ANSWER_DECIMAL, "0.0027", RIGHT, "27/10000", ""},
    {"0.27", ANSWER_DECIMAL, "0.0027", ASKED, "0.27", "0.27 or 0.27 %?"},
    {"1/370", ANSWER_DECIMAL, "0.0027", RIGHT, "1/370", ""},
    {"sqrt(2)", ANSWER_DECIMAL, "0.0027", ASKED, "",
     "one number is expected: type what this comes to"},
    {"pi/4", ANSWER_DECIMAL, "0.0027", ASKED, "",
     "one number is expected: type what this comes to"},
    {"0.0027 or so", ANSWER_DECIMAL, "0.0027", ASKED, "", "one number is expected, not several"},
    {"1 in 370", ANSWER_DECIMAL, "0.0027", ASKED, "", "type it as a fraction, such as 1/4"},
};

static const struct answer_row sets[] = {
    {"x=2 or x=-3", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"x = 2, -3", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"x=2; x=-3", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"2 & -3", ANSWER_SET, "{2, -3}", ASKED, "", "one number or two? Put a comma between two"},
    {"{2,-3}", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"(2, -3)", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"2 und -3", ANSWER_SET, "{2, -3}", ASKED, "", "one number or two? Put a comma between two"},
    {"2 or 3", ANSWER_SET, "{2, -3}", WRONG, "{2, 3}",
     "1 of these 2 belongs to the answer, not all"},
    {"x ∈ {2, -3}", ANSWER_SET, "{2, -3}", ASKED, "", "a number is expected, in digits such as 12"},
    {"x1 = 2 and x2 = -3", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"[2, -3]", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"x = 2 or -3", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
    {"+2, -3", ANSWER_SET, "{2, -3}", RIGHT, "{2, -3}", ""},
};

static const struct answer_row intervals[] = {
    {"x >= 2", ANSWER_INTERVAL, "[2, inf)", RIGHT, "[2, inf)", ""},
    {"x>=2", ANSWER_INTERVAL, "[2, inf)", RIGHT, "[2, inf)", ""},
    {"≥ 2", ANSWER_INTERVAL, "[2, inf)", ASKED, "",
     "one side of it must be the variable, such as x >= 2"},
    {">= 2", ANSWER_INTERVAL, "[2, inf)", ASKED, "",
     "one side of it must be the variable, such as x >= 2"},
    {"at least 2", ANSWER_INTERVAL, "[2, inf)", ASKED, "",
     "an interval looks like (2, 5] or 2 < x <= 5"},
    {"[2, infinity)", ANSWER_INTERVAL, "[2, inf)", RIGHT, "[2, inf)", ""},
    {"[2, ∞)", ANSWER_INTERVAL, "[2, inf)", RIGHT, "[2, inf)", ""},
    {"2 or more", ANSWER_INTERVAL, "[2, inf)", ASKED, "",
     "an interval looks like (2, 5] or 2 < x <= 5"},
    {"x ≥ 2.", ANSWER_INTERVAL, "[2, inf)", RIGHT, "[2, inf)", ""},
    {"x is at least 2", ANSWER_INTERVAL, "[2, inf)", ASKED, "",
     "an interval looks like (2, 5] or 2 < x <= 5"},
    {"2 <= x", ANSWER_INTERVAL, "[2, inf)", RIGHT, "[2, inf)", ""},
    {"[2,oo[", ANSWER_INTERVAL, "[2, inf)", ASKED, "",
     "an interval looks like (2, 5] or 2 < x <= 5"},
    {"x > 2", ANSWER_INTERVAL, "[2, inf)", WRONG, "(2, inf)",
     "the ends are right; which of them belong to it?"},
    {"(2, inf)", ANSWER_INTERVAL, "[2, inf)", WRONG, "(2, inf)",
     "the ends are right; which of them belong to it?"},
    {"x > 2/3", ANSWER_INTERVAL, "(2/3, inf)", RIGHT, "(2/3, inf)", ""},
    {"x > 0.667", ANSWER_INTERVAL, "(2/3, inf)", ASKED, "(0.667, inf)",
     "(0.667, inf) is rounded; an exact answer is asked for, such as a fraction"},
    {"x > 0.6667", ANSWER_INTERVAL, "(2/3, inf)", ASKED, "(0.6667, inf)",
     "(0.6667, inf) is rounded; an exact answer is asked for, such as a fraction"},
    {"x>.67", ANSWER_INTERVAL, "(2/3, inf)", ASKED, "(0.67, inf)",
     "(0.67, inf) is rounded; an exact answer is asked for, such as a fraction"},
};

static const struct answer_row formulas[] = {
    {"y = 2x+1", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"2x + 1", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"f(x) = 2x + 1", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"2 x + 1", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"2·x+1", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"1+2x", ANSWER_FORMULA, "2x+1", RIGHT, "1 + 2*x", ""},
    {"2*x+1.", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"x+x+1", ANSWER_FORMULA, "2x+1", RIGHT, "x + x + 1", ""},
    {"2X+1", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"(2x+1)", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"2n+1", ANSWER_FORMULA, "2x+1", ASKED, "",
     "column 2: n has no meaning here; the variable is x"},
    {"2x+1 for all x", ANSWER_FORMULA, "2x+1", ASKED, "",
     "column 6: f has no meaning here; the variable is x"},
    {"f'(x) = 2x+1", ANSWER_FORMULA, "2x+1", RIGHT, "2*x + 1", ""},
    {"ln x", ANSWER_FORMULA, "ln(x)", RIGHT, "ln(x)", ""},
    {"log x", ANSWER_FORMULA, "ln(x)", RIGHT, "ln(x)", ""},
    {"log(x)", ANSWER_FORMULA, "ln(x)", RIGHT, "ln(x)", ""},
    {"ln(x)", ANSWER_FORMULA, "ln(x)", RIGHT, "ln(x)", ""},
    {"log_e(x)", ANSWER_FORMULA, "ln(x)", ASKED, "", "column 4: ln of what? Put it in parentheses"},
    {"LN(x)", ANSWER_FORMULA, "ln(x)", RIGHT, "ln(x)", ""},
    {"ln|x|", ANSWER_FORMULA, "ln(x)", ASKED, "", "column 3: ln of what? Put it in parentheses"},
};

static const struct answer_row vectors[] = {
    {"(1,-2)", ANSWER_VECTOR, "(1, -2)", RIGHT, "(1, -2)", ""},
    {"1, -2", ANSWER_VECTOR, "(1, -2)", RIGHT, "(1, -2)", ""},
    {"1 -2", ANSWER_VECTOR, "(1, -2)", RIGHT, "(1, -2)", ""},
    {"[1,-2]", ANSWER_VECTOR, "(1, -2)", RIGHT, "(1, -2)", ""},
    {"x=1, y=-2", ANSWER_VECTOR, "(1, -2)", RIGHT, "(1, -2)", ""},
    {"x = 1 and y = -2", ANSWER_VECTOR, "(1, -2)", ASKED, "",
     "a number is expected, in digits such as 12"},
    {"<1; -2>", ANSWER_VECTOR, "(1, -2)", RIGHT, "(1, -2)", ""},
    {"(1|-2)", ANSWER_VECTOR, "(1, -2)", ASKED, "", "'|-' is no number or unit known here"},
    {"1 and -2", ANSWER_VECTOR, "(1, -2)", ASKED, "", "a number is expected, in digits such as 12"},
    {"{1, -2}", ANSWER_VECTOR, "(1, -2)", RIGHT, "(1, -2)", ""},
    {"(1.0, -2.0)", ANSWER_VECTOR, "(1, -2)", RIGHT, "(1, -2)", ""},
    {"(0.333, 0.667)", ANSWER_VECTOR, "(1/3, 2/3)", ASKED, "(0.333, 0.667)",
     "(0.333, 0.667) is rounded; an exact answer is asked for, such as a fraction"},
    {"(1/3, 2/3)", ANSWER_VECTOR, "(1/3, 2/3)", RIGHT, "(1/3, 2/3)", ""},
    {"(.33, .67)", ANSWER_VECTOR, "(1/3, 2/3)", ASKED, "(0.33, 0.67)",
     "(0.33, 0.67) is rounded; an exact answer is asked for, such as a fraction"},
    {"(33.3%, 66.7%)", ANSWER_VECTOR, "(1/3, 2/3)", ASKED, "(0.333, 0.667)",
     "(0.333, 0.667) is rounded; an exact answer is asked for, such as a fraction"},
};

static const struct answer_row matrices[] = {
    {"[[1,2],[3,4]]", ANSWER_MATRIX, "[1 2; 3 4]", RIGHT, "[1 2; 3 4]", ""},
    {"1 2; 3 4", ANSWER_MATRIX, "[1 2; 3 4]", RIGHT, "[1 2; 3 4]", ""},
    {"1,2;3,4", ANSWER_MATRIX, "[1 2; 3 4]", RIGHT, "[1 2; 3 4]", ""},
    {"[1 2", ANSWER_MATRIX, "[1 2; 3 4]", ASKED, "", "a bracket is open, or one too many"},
    {"{{1,2},{3,4}}", ANSWER_MATRIX, "[1 2; 3 4]", RIGHT, "[1 2; 3 4]", ""},
    {"A = [1 2; 3 4]", ANSWER_MATRIX, "[1 2; 3 4]", RIGHT, "[1 2; 3 4]", ""},
    {"[1, 2 | 3, 4]", ANSWER_MATRIX, "[1 2; 3 4]", ASKED, "",
     "'|' is no number or unit known here"},
};

static void test_whole_and_exact(void **state)
{
    (void)state;
    CHECK(whole_and_exact);
}

static void test_shares(void **state)
{
    (void)state;
    CHECK(shares);
}

static void test_amounts(void **state)
{
    (void)state;
    CHECK(amounts);
}

static void test_estimates(void **state)
{
    (void)state;
    CHECK(estimates);
}

static void test_decimals(void **state)
{
    (void)state;
    CHECK(decimals);
}

static void test_sets(void **state)
{
    (void)state;
    CHECK(sets);
}

static void test_intervals(void **state)
{
    (void)state;
    CHECK(intervals);
}

static void test_formulas(void **state)
{
    (void)state;
    CHECK(formulas);
}

static void test_vectors(void **state)
{
    (void)state;
    CHECK(vectors);
}

static void test_matrices(void **state)
{
    (void)state;
    CHECK(matrices);
}

/* "12 %" where per cent are asked for is 12, and 0.12 may be a share. */
static void test_questions_in_per_cent(void **state)
{
    (void)state;
    static const struct problem problems[] = {
        {.kind = ANSWER_ESTIMATE, .answer = "12", .prompt = "Which share waits, in per cent?"},
        {.kind = ANSWER_DECIMAL,
         .answer = "12",
         .relative = 0.005,
         .prompt = "By how many percent does it grow?"},
        {.kind = ANSWER_DECIMAL, .answer = "12", .relative = 0.005, .prompt = "Of 5 % how many?"},
    };
    static const struct problem_row rows[] = {
        {0, "12", RIGHT, "12", ""},
        {0, "12 %", RIGHT, "12 %", ""},
        {0, "0.12", ASKED, "0.12", "0.12 or 0.12 %?"},
        {0, "0.2 %", WRONG, "0.2 %", ""},
        {1, "12 percent", RIGHT, "12 %", ""},
        {1, "0.12", ASKED, "0.12", "in per cent"},
        {1, "13 %", WRONG, "13 %", ""},
        {2, "12 %", ASKED, "12 %", "without a percent sign"},
        {2, "0.12", WRONG, "0.12", "power of ten"},
    };
    problem_rows_check(problems, rows, sizeof rows / sizeof rows[0]);
}

/* What is counted may be said. */
static void test_counted_things(void **state)
{
    (void)state;
    static const struct problem problems[] = {
        {.kind = ANSWER_EXACT,
         .answer = "192",
         .prompt = "How many bytes more are 8 KiB than 8 kB?"},
        {.kind = ANSWER_EXACT, .answer = "1", .prompt = "Of 9, how many workers are enough?"},
        {.kind = ANSWER_DECIMAL,
         .answer = "2.5",
         .relative = 0.005,
         .prompt = "How many GB is it?"},
    };
    static const struct problem_row rows[] = {
        {0, "192 bytes", RIGHT, "192", ""},
        {0, "192 byte", RIGHT, "192", ""},
        {0, "192 kB", ASKED, "192 kB", "without a unit"},
        {0, "190 bytes", WRONG, "190", ""},
        {0, "bytes", ASKED, "", "number"},
        {1, "1 worker", RIGHT, "1", ""},
        {1, "1 work", ASKED, "", ""},
        {2, "2.5 GB", RIGHT, "2.5", ""},
        {2, "2500 MB", ASKED, "2500 MB", "without a unit"},
    };
    problem_rows_check(problems, rows, sizeof rows / sizeof rows[0]);
}

/* Marks around the letter of a choice. */
static void test_choices(void **state)
{
    (void)state;
    static const struct problem problems[] = {{.kind = ANSWER_CHOICE,
                                               .answer = "chaining",
                                               .choices = {"probing", "chaining"},
                                               .choice_count = 2}};
    static const struct problem_row rows[] = {
        {0, "b", RIGHT, "chaining", ""},     {0, "(b)", RIGHT, "chaining", ""},
        {0, "B.", RIGHT, "chaining", ""},    {0, "2.", RIGHT, "chaining", ""},
        {0, "(a)", WRONG, "probing", ""},    {0, "c", ASKED, "", "one of the 2 choices"},
        {0, "b or a", ASKED, "", "choices"},
    };
    problem_rows_check(problems, rows, sizeof rows / sizeof rows[0]);
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_and_exact),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_amounts),
        cmocka_unit_test(test_estimates),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_matrices),
        cmocka_unit_test(test_questions_in_per_cent),
        cmocka_unit_test(test_counted_things),
        cmocka_unit_test(test_choices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
