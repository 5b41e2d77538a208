#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# coverage.sh BUILD: lines reached by the suites, per folder, from gcov.
set -u
build=$1
find "$build" -name '*.gcda' -not -path '*/tests/*' -print0 | xargs -0 gcov -n -r -s "$PWD" 2>/dev/null |
  awk '/^File/ {gsub(/\x27/, "", $2); file = $2} /^Lines executed/ && file !~ /^\// && file !~ /^build/ {
         split($2, a, ":"); sub(/%/, "", a[2]); folder = file; sub(/\/[^\/]*$/, "", folder)
         n[folder] += $4; hit[folder] += a[2] / 100 * $4; total += $4; reached += a[2] / 100 * $4; file = "/"}
       END {for (f in n) printf "%6.1f %% of %6d lines  %s\n", 100 * hit[f] / n[f], n[f], f
            if (total) printf "%6.1f %% of %6d lines  all\n", 100 * reached / total, total}' | sort -k5
