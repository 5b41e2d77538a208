#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# test-all.sh [NAME]: everything that "make test" does; ends with "N passed, N failed".
# With NAME only the suites whose name holds it run, as released.
set -u
name=${1:-}
counts=$(mktemp)
export COUNTS=$counts
jobs=$(nproc 2>/dev/null || echo 2)
# A step that counts nothing of its own counts as one test.
step() {
  local title=$1
  shift
  printf -- '--- %s\n' "$title"
  if "$@"; then echo '1 0 0' >>"$counts"; else echo '0 1 0' >>"$counts"; printf 'FAIL %s\n' "$title"; fi
}
suites() { # MODE: build, then run; the suites count themselves
  printf -- '--- suites, %s\n' "$1"
  if make --no-print-directory -j"$jobs" MODE="$1" WERROR=1 tests-build >"build/log-$1" 2>&1; then
    make --no-print-directory MODE="$1" WERROR=1 check T="$name"
  else
    tail -40 "build/log-$1"; echo '0 1 0' >>"$counts"; printf 'FAIL build %s\n' "$1"
  fi
}
mkdir -p build
if [ -z "$name" ]; then
  step 'layers' engine/base/tools/layers.sh
  step 'pictures in the README' engine/base/tools/pictures.sh check
  step 'cppcheck' engine/base/tools/lint.sh quick
fi
suites release
if [ -z "$name" ]; then
  suites asan
  printf -- '--- fuzz targets\n'
  if make --no-print-directory -j"$jobs" MODE=fuzz fuzz-build >build/log-fuzz 2>&1; then
    engine/base/tools/fuzz.sh build/fuzz "${FUZZ_SECONDS:-10}"
  else
    tail -40 build/log-fuzz; echo '0 1 0' >>"$counts"
  fi
fi
awk '{p += $1; f += $2; s += $3} END {printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 || p == 0}' "$counts"
status=$?
rm -f "$counts"
exit "$status"
