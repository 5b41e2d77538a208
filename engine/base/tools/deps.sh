#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# deps.sh ensure|install|list run|test: what the program (run) or its tests (test) need.
#   ensure   installs only when something is missing; silent and offline when all is there
#   install  installs through the system's package manager, as root or with sudo
#   list     prints the package names for this system
set -eu
action=${1:?} what=${2:?}

libraries='ncursesw sqlite3 gsl md4c icu-uc icu-i18n libzip libzstd jansson inih'
programs='gcc make pkg-config'
if [ "$what" = test ]; then
  libraries="$libraries cmocka vterm"
  programs="$programs clang cppcheck tmux git"
fi

# Names by family; columns are program, tests.
packages() {
  case $1 in
  debian) p='gcc libc6-dev make pkg-config libncurses-dev libsqlite3-dev libgsl-dev libmd4c-dev libicu-dev libzip-dev libzstd-dev libjansson-dev libinih-dev'
          t="libcmocka-dev libvterm-dev clang $(clang_runtime) cppcheck tmux git tzdata" ;;
  fedora) p='gcc make pkgconf-pkg-config ncurses-devel sqlite-devel gsl-devel md4c-devel libicu-devel libzip-devel libzstd-devel jansson-devel inih-devel'
          t='libcmocka-devel libvterm-devel clang compiler-rt cppcheck tmux git tzdata' ;;
  arch)   p='gcc make pkgconf ncurses sqlite gsl md4c icu libzip zstd jansson libinih'
          t='cmocka libvterm clang compiler-rt cppcheck tmux git tzdata' ;;
  brew)   p='gcc make pkg-config ncurses sqlite gsl md4c icu4c libzip zstd jansson inih'
          t='cmocka libvterm llvm cppcheck tmux git' ;;
  esac
  if [ "$what" = test ]; then echo "$p $t"; else echo "$p"; fi
}

# Debian keeps clang's sanitizer runtime apart, under the version that "clang" stands for.
clang_runtime() {
  version=$(apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\).*/\1/p' | head -1)
  [ -z "$version" ] || echo "libclang-rt-$version-dev"
}

family() {
  if command -v apt-get >/dev/null; then echo debian
  elif command -v dnf >/dev/null; then echo fedora
  elif command -v pacman >/dev/null; then echo arch
  elif command -v brew >/dev/null; then echo brew
  else echo unknown; fi
}

missing() {
  for program in $programs; do
    command -v "$program" >/dev/null || { echo "$program"; return; }
  done
  for library in $libraries; do
    pkg-config --exists "$library" || { echo "$library"; return; }
  done
  # The compiler alone is not enough: headers of the C library, and clang's sanitizers for tests.
  probe=$(mktemp -d)
  echo 'int main(void){return 0;}' >"$probe/p.c"
  gcc -include stdio.h -o "$probe/p" "$probe/p.c" 2>/dev/null || echo 'C library headers'
  if [ "$what" = test ] && ! clang -fsanitize=address,undefined,fuzzer-no-link -o "$probe/p" "$probe/p.c" 2>/dev/null; then
    echo "clang's sanitizer runtime"
  fi
  rm -rf "$probe"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else return 77; fi
}

explain() {
  printf 'Missing: %s. Please install these packages and run the command again:\n  %s\n' "$1" "$2" >&2
  exit 1
}

install_packages() {
  kind=$(family)
  case $kind in
  debian)
    printf 'Installing what is missing (Debian packages)...\n' >&2
    # The list of packages must be there before the name of clang's runtime can be known.
    as_root apt-get update -q >/dev/null || explain "${1:-packages}" "$(packages debian)"
    # shellcheck disable=SC2046
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $(packages debian) >/dev/null ||
      explain "${1:-packages}" "$(packages debian)" ;;
  fedora) as_root dnf install -y -q $(packages fedora) || explain "${1:-packages}" "$(packages fedora)" ;;
  arch) as_root pacman -S --noconfirm --needed $(packages arch) || explain "${1:-packages}" "$(packages arch)" ;;
  brew) brew install $(packages brew) || explain "${1:-packages}" "$(packages brew)" ;;
  *) explain "${1:-packages}" "$(packages debian)   (Debian's names)" ;;
  esac
}

case $action in
list) kind=$(family); [ "$kind" != unknown ] || kind=debian; packages "$kind" ;;
install) install_packages ;;
ensure)
  lacking=$(missing)
  if [ -n "$lacking" ]; then
    install_packages "$lacking"
    lacking=$(missing)
    [ -z "$lacking" ] || explain "$lacking" "$(packages "$(family)")"
  fi ;;
*) echo "usage: deps.sh ensure|install|list run|test" >&2; exit 2 ;;
esac
