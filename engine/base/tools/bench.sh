#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench.sh BUILD: every benchmark, each figure beside what it is to reach.
set -u
build=$1
root=$PWD
export EMPTY_CURSES=$root/$build/tests/bench/empty_curses
export UNORDERED_MAP=$root/$build/tests/bench/unordered_map
export TUTOR338=$root/$build/tutor338 SOURCE_ROOT=$root LC_ALL=C.UTF-8
for bench in "$build"/tests/bench/bench_*; do
  [ -x "$bench" ] && [ -f "tests/bench/$(basename "$bench").c" ] || continue
  work=$(mktemp -d)
  printf -- '--- %s\n' "$(basename "$bench")"
  (cd "$work" && HOME=$work "$root/$bench") || exit 1
  rm -rf "$work"
done
