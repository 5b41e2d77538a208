#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# layers.sh: who may include whom. Prints what breaks a rule and fails.
#   engine/base includes only engine/base · engine, content, exercises include themselves and engine/base
#   tui includes all of them · curses in one file · the clock and entropy in engine/base only
set -u
bad=0
report() { [ -z "$1" ] || { printf '%s:\n%s\n' "$2" "$1"; bad=1; }; }
includes() { # FOLDER... -- EXTENDED-REGEX of allowed first parts
  local folder=$1 allowed=$2
  grep -rnE '^ *# *include "' "$folder" --include='*.[ch]' | grep -vE "include \"($allowed)" | grep -vE '^engine/base/tools/'
}
report "$(includes engine/base 'engine/base/')" 'engine/base may include only engine/base'
report "$(includes engine 'engine/|sql\.h')" 'engine may include only engine'
report "$(includes content 'content/|engine/base/')" 'content may include only content and engine/base'
report "$(includes exercises 'exercises/|engine/base/')" 'exercises may include only exercises and engine/base'
report "$(includes tui 'tui/|engine/|content/|exercises/')" 'tui may include only the layers'
curses=$(grep -rlE '#include *[<"](ncursesw?/)?(n?curses|panel|term)\.h' tui engine content exercises --include='*.[ch]')
[ "$(printf '%s\n' "$curses" | grep -c .)" -le 1 ] || report "$curses" 'curses belongs in one file'
report "$(grep -rnE '(^|[^_a-zA-Z>.])(time|rand|srand|random|gettimeofday|clock_gettime|getrandom) ?\(' tui engine content exercises --include='*.c' |
  grep -vE '^engine/base/|^[^:]*:[0-9]+: *(//|\*|/\*)')" 'the clock and entropy belong to engine/base'
report "$(grep -rnE '(^|[^_a-zA-Z])(strcpy|strcat|sprintf|vsprintf|gets|strtok|system|popen) ?\(' tui engine content exercises --include='*.[ch]' |
  grep -vE '^[^:]*:[0-9]+: *(//|\*|/\*)')" 'banned functions'
missing=$(for f in $(git ls-files '*.c' '*.h' '*.sh' '*.sql' 2>/dev/null); do [ ! -f "$f" ] || head -3 "$f" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || echo "$f"; done)
report "$missing" 'no SPDX line'
[ "$bad" -eq 0 ] && echo 'layers: in order'
exit "$bad"
