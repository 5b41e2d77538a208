# SPDX-License-Identifier: GPL-3.0-or-later
#
# make              build/release/tutor338            make run ARGS='today --plain'   build and start
# make test         every check and test, twice       make test T=store               one suite
# make golden       rewrite golden screens            make bench | fuzz | coverage    figures
# make lint|format  static checks, layout             make install PREFIX=/usr/local  also DESTDIR=
# make deps         install what is missing (called by run and test only when something is)

MODE    ?= release
Q       := $(if $(V),,@)
BUILD   := build/$(MODE)
GEN     := $(BUILD)/generated
PREFIX  ?= /usr/local
TOOLS   := engine/base/tools
VERSION := 0.1.0

PACKAGES      := ncursesw sqlite3 gsl md4c icu-uc icu-i18n libzip libzstd jansson inih
TEST_PACKAGES := cmocka vterm

# --- Targets that need no compiler -------------------------------------------------------------

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all run test check golden bench fuzz asan coverage lint format layers deps deps-test install uninstall \
        clean FORCE tests-build fuzz-build bench-build

QUICK := $(filter clean deps deps-test format layers uninstall,$(MAKECMDGOALS))

deps:
	@$(TOOLS)/deps.sh install run
deps-test:
	@$(TOOLS)/deps.sh install test

run:
	@$(TOOLS)/deps.sh ensure run
	@$(MAKE) --no-print-directory MODE=release all >&2
	@build/release/tutor338 $(ARGS)

# Everything: layers, static checks, the suites as released and again under the sanitizers, fuzzers.
test:
	@$(TOOLS)/deps.sh ensure test
	@$(TOOLS)/test-all.sh "$(T)"

asan:
	@$(TOOLS)/deps.sh ensure test
	@$(MAKE) --no-print-directory MODE=asan check T="$(T)"
fuzz:
	@$(TOOLS)/deps.sh ensure test
	@$(MAKE) --no-print-directory MODE=fuzz fuzz-build
	@$(TOOLS)/fuzz.sh build/fuzz "$${SECONDS_EACH:-60}"
coverage:
	@$(TOOLS)/deps.sh ensure test
	@$(MAKE) --no-print-directory MODE=coverage check T="$(T)"
	@$(TOOLS)/coverage.sh build/coverage
golden:
	@$(TOOLS)/deps.sh ensure test
	@GOLDEN=write $(MAKE) --no-print-directory MODE=release check T=screen
	@$(TOOLS)/pictures.sh write
bench:
	@$(TOOLS)/deps.sh ensure test
	@$(MAKE) --no-print-directory MODE=release all bench-build
	@$(TOOLS)/bench.sh build/release
layers:
	@$(TOOLS)/layers.sh
format:
	clang-format -i $$(git ls-files '*.c' '*.h')
lint: layers
	@$(TOOLS)/lint.sh
clean:
	rm -rf build

# --- Compiler and flags of a mode --------------------------------------------------------------

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
            -Wformat=2 -Wundef $(if $(WERROR),-Werror)
HARDEN   := -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2
LINK     := -pie -Wl,-z,relro,-z,now

ifeq ($(MODE),release)
  OPTIMISE := -O2 -g
else ifeq ($(MODE),debug)
  OPTIMISE := -O0 -g3
  HARDEN   :=
else ifeq ($(MODE),asan)
  CC       := clang
  OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
  HARDEN   := -fPIC
  LINK     := -fsanitize=address,undefined
else ifeq ($(MODE),coverage)
  OPTIMISE := -O0 -g --coverage
  HARDEN   :=
  LINK     := --coverage
else ifeq ($(MODE),fuzz)
  CC       := clang
  OPTIMISE := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
  HARDEN   :=
  LINK     := -fsanitize=address,undefined
else
  $(error MODE is release, debug, asan, coverage or fuzz)
endif
ifeq ($(origin CC),default)
  CC := gcc
endif
# Descriptors leave out what they do not have; clang minds that after an array's index, gcc does not.
ifeq ($(CC),clang)
  WARNINGS += -Wno-missing-field-initializers
endif

ifeq ($(QUICK)$(filter run test asan fuzz coverage golden bench lint,$(MAKECMDGOALS)),)
  PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
  PACKAGE_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
  TEST_LIBS       = $(shell pkg-config --libs $(TEST_PACKAGES))
  ifeq ($(PACKAGE_LIBS),)
    $(error Libraries are missing: run 'make deps', or '$(TOOLS)/deps.sh list run' for their names)
  endif
endif

CPPFLAGS_ALL := -I. -I$(GEN) -D_GNU_SOURCE -DTUTOR338_VERSION='"$(VERSION)"' $(PACKAGE_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL   := -std=c11 $(OPTIMISE) $(HARDEN) $(WARNINGS) $(CFLAGS)

# --- Sources, found by where they are ----------------------------------------------------------

SOURCES := $(sort $(shell find engine content exercises tui -name '*.c' -not -path '$(TOOLS)/*'))
MAIN    := tui/main.c
SQL     := $(sort $(shell find engine/sql -name '*.sql'))
SAMPLES := $(sort $(wildcard content/sample/*))
PRICES  := exercises/prices.csv
LATENCIES := exercises/latencies.csv

# One registry a kind: every file of the folder ends in a descriptor KIND_NAME (dashes as underscores).
REGISTRIES := drill:exercises/drill simulation:exercises/simulation pattern:content/pattern \
              deck_format:content/deck screen:tui/screen command:tui/command scheduler:engine/scheduler \
              export_format:tui/export
registry_kind   = $(firstword $(subst :, ,$(1)))
registry_folder = $(lastword $(subst :, ,$(1)))
GENERATED := $(foreach r,$(REGISTRIES),$(GEN)/registry_$(call registry_kind,$(r)).c) $(GEN)/sql.c \
             $(GEN)/sample.c $(GEN)/prices.c $(GEN)/latencies.c

LIBRARY_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(filter-out $(MAIN),$(SOURCES))) \
                   $(patsubst $(GEN)/%.c,$(BUILD)/generated/%.o,$(GENERATED))
# With the sanitizers' checks the code is large, and every suite would hold a copy of all of it: there
# they share one. Elsewhere programs stand alone.
ifeq ($(MODE),asan)
  LIBRARY := $(BUILD)/libtutor338.so
  LINK    += -Wl,-rpath,'$$ORIGIN:$$ORIGIN/../..'
else
  LIBRARY := $(BUILD)/libtutor338.a
endif

all: $(BUILD)/tutor338

$(BUILD)/tutor338: $(BUILD)/$(MAIN:.c=.o) $(LIBRARY)
	$(Q)echo '  LINK $@'; $(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(PACKAGE_LIBS) -lm

# Rebuilt whole, so that a removed source leaves no object behind.
$(BUILD)/libtutor338.a: $(LIBRARY_OBJECTS) $(GEN)/objects.list
	@rm -f $@
	$(Q)echo '  AR   $@'; $(AR) rcs $@ $(LIBRARY_OBJECTS)
$(BUILD)/libtutor338.so: $(LIBRARY_OBJECTS) $(GEN)/objects.list
	$(Q)echo '  LINK $@'; $(CC) -shared -Wl,-soname,$(@F) $(LINK) $(LDFLAGS) -o $@ $(LIBRARY_OBJECTS) $(PACKAGE_LIBS) -lm

$(BUILD)/%.o: %.c $(BUILD)/flags | $(GEN)/sql.h
	@mkdir -p $(@D)
	$(Q)echo '  CC   $<'; $(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(BUILD)/generated/%.o: $(GEN)/%.c $(BUILD)/flags | $(GEN)/sql.h
	$(Q)echo '  CC   $<'; $(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Files that change only when what they say changes: flags and lists of names.
define write_if_changed
@mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(1))' > $@
endef
$(BUILD)/flags: FORCE
	$(call write_if_changed,$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LINK) $(LDFLAGS))
$(GEN)/objects.list: FORCE
	$(call write_if_changed,$(LIBRARY_OBJECTS))

define registry_rule
$(GEN)/registry_$(call registry_kind,$(1)).list: FORCE
	$$(call write_if_changed,$$(sort $$(wildcard $(call registry_folder,$(1))/*.c)))
$(GEN)/registry_$(call registry_kind,$(1)).c: $(GEN)/registry_$(call registry_kind,$(1)).list $(TOOLS)/registry.sh
	@$(TOOLS)/registry.sh $(call registry_kind,$(1)) $$(sort $$(wildcard $(call registry_folder,$(1))/*.c)) > $$@
endef
$(foreach r,$(REGISTRIES),$(eval $(call registry_rule,$(r))))

$(BUILD)/tools/embed: $(TOOLS)/embed.c
	@mkdir -p $(@D)
	$(Q)echo '  CC   $<'; $(CC) -std=c11 -O1 -Wall -Wextra -o $@ $<
$(GEN)/embed.list: FORCE
	$(call write_if_changed,$(SQL) $(SAMPLES))
$(GEN)/sql.h: $(BUILD)/tools/embed $(SQL) $(GEN)/embed.list
	@$(BUILD)/tools/embed sql-header $(SQL) > $@
$(GEN)/sql.c: $(BUILD)/tools/embed $(SQL) $(GEN)/embed.list
	@$(BUILD)/tools/embed sql-source $(SQL) > $@
$(GEN)/sample.c: $(BUILD)/tools/embed $(SAMPLES) $(GEN)/embed.list
	@$(BUILD)/tools/embed sample $(SAMPLES) > $@
$(GEN)/prices.c: $(BUILD)/tools/embed $(PRICES)
	@$(BUILD)/tools/embed bytes prices_shipped exercises/price.h $(PRICES) > $@
$(GEN)/latencies.c: $(BUILD)/tools/embed $(LATENCIES)
	@$(BUILD)/tools/embed bytes latencies_shipped exercises/latency_ladder.h $(LATENCIES) > $@

# --- Tests, fuzz targets, benchmarks -----------------------------------------------------------

TEST_SOURCES  := $(sort $(shell find tests -name 'test_*.c'))
TEST_SUPPORT  := $(sort $(wildcard tests/support/*.c))
TEST_PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(TEST_SOURCES))
FUZZ_PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
BENCH_PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/bench/bench_*.c)))
SUPPORT_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(TEST_SUPPORT))

$(TEST_PROGRAMS): $(BUILD)/%: $(BUILD)/%.o $(SUPPORT_OBJECTS) $(LIBRARY)
	$(Q)echo '  LINK $@'; $(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(PACKAGE_LIBS) $(TEST_LIBS) -lm
$(BENCH_PROGRAMS): $(BUILD)/%: $(BUILD)/%.o $(SUPPORT_OBJECTS) $(LIBRARY)
	$(Q)echo '  LINK $@'; $(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(PACKAGE_LIBS) $(TEST_LIBS) -lm
$(FUZZ_PROGRAMS): $(BUILD)/%: $(BUILD)/%.o $(LIBRARY)
	$(Q)echo '  LINK $@'; $(CC) -fsanitize=fuzzer $(LINK) $(LDFLAGS) -o $@ $^ $(PACKAGE_LIBS) -lm

tests-build: $(TEST_PROGRAMS) $(BUILD)/tutor338
fuzz-build: $(FUZZ_PROGRAMS)
$(BUILD)/tests/bench/empty_curses: $(BUILD)/tests/bench/empty_curses.o
	$(Q)echo '  LINK $@'; $(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(PACKAGE_LIBS)
# A peer in C++, where there is a compiler for it; the bench says when there is not.
$(BUILD)/tests/bench/unordered_map: tests/bench/unordered_map.cpp
	@mkdir -p $(@D)
	$(Q)if command -v g++ >/dev/null; then echo '  C++  $<'; g++ -O2 -Wall -o $@ $<; fi
bench-build: $(BENCH_PROGRAMS) $(BUILD)/tests/bench/empty_curses $(BUILD)/tests/bench/unordered_map

# The suites of one mode. T=store runs those whose name holds "store".
check: tests-build
	@$(TOOLS)/check.sh $(BUILD) "$(T)"

# --- Installation ------------------------------------------------------------------------------

install: all
	install -Dm755 $(BUILD)/tutor338 $(DESTDIR)$(PREFIX)/bin/tutor338
	@mkdir -p $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(BUILD)/tutor338 help --man > $(DESTDIR)$(PREFIX)/share/man/man1/tutor338.1
	$(BUILD)/tutor338 help --completion > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/tutor338
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/tutor338 $(DESTDIR)$(PREFIX)/share/man/man1/tutor338.1 \
	      $(DESTDIR)$(PREFIX)/share/bash-completion/completions/tutor338

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
