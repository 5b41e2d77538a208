#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# registry.sh KIND FILE...: the C source of KIND_registry, from the names of the files.
# Each FILE.c defines `const struct KIND KIND_FILE` (dashes as underscores).
set -eu
kind=$1
shift
names=$(for file; do basename "$file" .c | tr - _; done)
printf '/* Generated from file names. */\n#include <stddef.h>\nstruct %s;\n' "$kind"
for name in $names; do printf 'extern const struct %s %s_%s;\n' "$kind" "$kind" "$name"; done
printf 'extern const struct %s *const %s_registry[];\n' "$kind" "$kind"
printf 'const struct %s *const %s_registry[] = {\n' "$kind" "$kind"
for name in $names; do printf '    &%s_%s,\n' "$kind" "$name"; done
printf '    NULL,\n};\n'
