#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh BUILD SECONDS: runs each fuzz target for SECONDS on a copy of its corpus.
set -u
build=$1 seconds=$2 passed=0 failed=0
export LC_ALL=C.UTF-8
for target in "$build"/tests/fuzz/fuzz_*; do
  [ -x "$target" ] && [ -f "tests/fuzz/$(basename "$target").c" ] || continue
  name=$(basename "$target") work=$(mktemp -d)
  mkdir "$work/corpus"
  cp -r "tests/fuzz/corpus/${name#fuzz_}/." "$work/corpus/" 2>/dev/null
  if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=65536 -verbosity=0 \
      -artifact_prefix="$work/" "$work/corpus" >"$work/log" 2>&1; then
    passed=$((passed + 1)); printf 'ok   %s: %s s, no crash\n' "$name" "$seconds"
  else
    failed=$((failed + 1)); printf 'FAIL %s\n' "$name"; tail -40 "$work/log"
    mkdir -p "$build/crashes" && cp "$work"/crash-* "$work"/timeout-* "$work"/oom-* "$work"/leak-* "$build/crashes/" 2>/dev/null
  fi
  rm -rf "$work"
done
[ -z "${COUNTS:-}" ] || printf '%s %s 0\n' "$passed" "$failed" >>"$COUNTS"
[ "$failed" -eq 0 ]
