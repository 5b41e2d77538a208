#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# check.sh BUILD [NAME]: runs the suites in BUILD whose name holds NAME, each in a folder of its own,
# as many at a time as there are processors (JOBS=1: one), and prints what failed, then the counts.
# TAP from cmocka is counted, never just the exit status.
set -u
build=$1
name=${2:-}
root=$PWD
export TUTOR338=$root/$build/tutor338 SOURCE_ROOT=$root CMOCKA_MESSAGE_OUTPUT=TAP
export LC_ALL=C.UTF-8 TZ=Europe/Zurich
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99 UBSAN_OPTIONS=print_stacktrace=1
unset TUTOR338_COLLECTION TUTOR338_NOW NO_COLOR XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME EDITOR VISUAL ESCDELAY
jobs=${JOBS:-$(nproc 2>/dev/null || echo 1)}
results=$(mktemp -d "${TMPDIR:-/tmp}/tutor338-check.XXXXXX")
trap 'rm -rf "$results"' EXIT

# run_suite PROGRAM NAME: leaves "passed failed skipped" in a file of its own and says what happened.
run_suite() {
  local suite=$1 short=$2 work out status ok skip bad
  work=$(mktemp -d "${TMPDIR:-/tmp}/tutor338-test.XXXXXX")
  mkdir "$work/home"
  out=$work/out.tap
  (cd "$work" && HOME=$work/home TMPDIR=$work timeout "${SUITE_SECONDS:-900}" "$root/$suite") >"$out" 2>"$work/err"
  status=$?
  ok=$(grep -c '^ok ' "$out")
  skip=$(grep -c '^\(not \)\?ok .*# SKIP' "$out") # cmocka 1.1.5 writes "not ok" before a skip
  bad=$(($(grep -c '^not ok ' "$out") - $(grep -c '^not ok .*# SKIP' "$out")))
  # A suite that died, or that said nothing, failed, whatever it counted.
  if { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; } || [ $((ok + bad + skip)) -eq 0 ]; then bad=$((bad + 1)); fi
  ok=$((ok - $(grep -c '^ok .*# SKIP' "$out")))
  {
    if [ "$bad" -gt 0 ]; then
      printf 'FAIL %s (exit %s)\n' "$short" "$status"
      grep -v '# SKIP' "$out" | grep -A12 '^not ok ' | head -80
      tail -60 "$work/err"
    else
      printf 'ok   %s: %s\n' "$short" "$ok$([ "$skip" -eq 0 ] || printf ' (%s skipped)' "$skip")"
    fi
    grep -h '^# *skipped:' "$out" "$work/err" | sort -u
    [ -z "${KEEP:-}" ] || printf 'kept %s\n' "$work"
  } >"$work/said"
  cat "$work/said"
  printf '%s %s %s\n' "$ok" "$bad" "$skip" >"$results/${short//\//_}"
  [ -n "${KEEP:-}" ] || rm -rf "$work"
}

started=0
for suite in $(find "$build/tests" -name 'test_*' -type f -perm -u+x | sort); do
  short=${suite#"$build"/tests/}
  # A program whose source is gone is a leftover of an older build.
  [ -f "tests/$short.c" ] || continue
  case $short in *"$name"*) ;; *) continue ;; esac
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
  run_suite "$suite" "$short" &
  started=$((started + 1))
done
wait
# A suite without a result counts as one that failed.
counted=$(cat "$results"/* 2>/dev/null | awk '{p += $1; f += $2; s += $3; n++} END {print p + 0, f + 0, s + 0, n + 0}')
read -r passed failed skipped ended <<<"$counted"
failed=$((failed + started - ended))
[ -z "${COUNTS:-}" ] || printf '%s %s %s\n' "$passed" "$failed" "$skipped" >>"$COUNTS"
printf '%s: %s passed, %s failed, %s skipped\n' "$build" "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
