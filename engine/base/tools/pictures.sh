#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# pictures.sh check|write: the pictures in README.md are the golden screens of the tests.
# A line "<!-- golden: NAME -->" is followed by a fence that holds tests/golden/NAME.
set -u
made=$(mktemp)
awk '
  /^<!-- golden: / { name = $3; print; getline; print; file = "tests/golden/" name
                     while ((getline line < file) > 0) print line
                     close(file); while ((getline line) > 0 && line != "```"); print "```"; next }
  { print }' README.md >"$made"
status=0
if [ "$1" = write ]; then cat "$made" >README.md
elif cmp -s "$made" README.md; then echo 'pictures: as the tests draw them'
else diff README.md "$made" | head -20; echo "README.md shows old screens; 'make golden' renews them"; status=1; fi
rm -f "$made"
exit "$status"
