# bouwsteen: the compiler, the book, and their tests.
#
#   make                 the compiler, in out/bin
#   make setup book      on a fresh Debian 12: install, build, make all editions
#   make setup-test test install the test tools, run all tests
#   make check           format, layers, lint and all tests, also under ASan+UBSan
#   make bench fuzz accept coverage install
#
# Adding a source file or a test needs no change here.

PROFILE ?= release
PREFIX ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

OUT := out
BUILD := $(OUT)/build/$(PROFILE)
# All in one folder: fonts, styles and messages are found from there.
PROGRAM := $(OUT)/bin/bouwsteen$(if $(filter-out release,$(PROFILE)),-$(PROFILE))
LOCALE := $(OUT)/share/locale
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

PACKAGES := harfbuzz harfbuzz-subset freetype2 libzip yaml-0.1 icu-uc icu-i18n \
	libpng libjpeg lcms2 expat libdeflate hunspell libqrencode
# Asked once, and only when something is compiled: `make setup` runs before
# pkg-config is there.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)

CC ?= cc
CFLAGS ?= $(PROFILE_CFLAGS)
PROFILE_CFLAGS_release := -O3 -g
PROFILE_CFLAGS_debug := -O0 -g3
PROFILE_CFLAGS_asan := -O1 -g -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -fno-omit-frame-pointer
PROFILE_CFLAGS_tsan := -O1 -g -fsanitize=thread
# Threads count side by side.
PROFILE_CFLAGS_coverage := -O0 -g --coverage -fprofile-update=atomic \
	-DSLOW_TESTS
PROFILE_CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=undefined -fno-omit-frame-pointer
PROFILE_CFLAGS = $(PROFILE_CFLAGS_$(PROFILE))
PROFILE_LDFLAGS_asan := -fsanitize=address,undefined
PROFILE_LDFLAGS_tsan := -fsanitize=thread
PROFILE_LDFLAGS_coverage := --coverage
PROFILE_LDFLAGS_fuzz := -fsanitize=fuzzer,address,undefined
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum \
	-Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
STANDARD := -std=c17 -D_GNU_SOURCE -DBOUWSTEEN_VERSION='"$(VERSION)"' \
	-DBOUWSTEEN_PREFIX='"$(PREFIX)"'
COMPILE = $(CC) $(STANDARD) $(CFLAGS) $(CPPFLAGS) $(WARNINGS) -Isrc -pthread
LIBRARIES = -lmd4c-html -lmd4c-html -lmd4c -lhpdf -lhyphen -lz -lm

SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
HEADERS := $(sort $(wildcard src/*.h src/*/*.h src/*/*.def))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/src/%.o)
LIBRARY_OBJECTS := $(filter-out $(BUILD)/src/main.o,$(OBJECTS))
UNIT_TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/*/test_*.c)))
FUZZ_TARGETS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
TIDIED := $(SOURCES:src/%.c=$(BUILD)/tidy/%.ok)
CATALOGUES := $(patsubst src/po/%.po,$(LOCALE)/%/LC_MESSAGES/bouwsteen.mo,$(sort $(wildcard src/po/*.po)))

.PHONY: all
all: $(PROGRAM) $(CATALOGUES)

$(PROGRAM): $(OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(PROFILE_LDFLAGS_$(PROFILE)) $(LDFLAGS) -pthread -o $@ $^ \
		$(PKG_LIBS) $(LIBRARIES)

$(BUILD)/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(COMPILE) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

# The page that `serve` shows is part of the program.
$(BUILD)/src/serve/front.o: $(wildcard src/serve/front/*)

$(LOCALE)/%/LC_MESSAGES/bouwsteen.mo: src/po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

.PHONY: book
book:
	$(MAKE) PROFILE=$(PROFILE) all
	$(PROGRAM) build book -o $(OUT)

# --- what a fresh machine needs -------------------------------------------

BUILD_PACKAGES := gcc libc6-dev make pkg-config gettext \
	libmd4c-dev libmd4c-html0-dev libhpdf-dev libzip-dev libharfbuzz-dev libfreetype-dev \
	libhyphen-dev hyphen-nl libicu-dev libyaml-dev libpng-dev \
	libjpeg62-turbo-dev liblcms2-dev libexpat1-dev \
	libdeflate-dev zlib1g-dev libhunspell-dev hunspell-nl libqrencode-dev \
	libmicrohttpd-dev \
	fonts-vollkorn fonts-lato fonts-noto-core fonts-dejavu-core
TEST_PACKAGES := libcmocka-dev qpdf poppler-utils mupdf-tools ghostscript texlive-base python3 python3-yaml \
	clang clang-format clang-tidy cppcheck libclang-rt-14-dev valgrind \
	faketime strace wdutch git default-jre-headless chromium \
	util-linux binutils file calibre parallel zbar-tools debhelper dpkg-dev \
	fakeroot lintian
# Where Node.js came from elsewhere, npm came with it, and Debian's npm would
# conflict with it.  The same goes for Maven.
FETCH_PACKAGES = $(if $(shell command -v npm),,nodejs npm) \
	$(if $(shell command -v mvn),,maven)
APT := DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends

.PHONY: setup setup-test
setup:
	$(SUDO) apt-get update -q
	$(SUDO) env $(APT) $(BUILD_PACKAGES)
setup-test: setup
	$(SUDO) env $(APT) $(TEST_PACKAGES) $(FETCH_PACKAGES)
	tests/setup.sh $(OUT)/tools

# --- tests ------------------------------------------------------------------

$(BUILD)/tests/%: tests/%.c $(LIBRARY_OBJECTS)
	@mkdir -p $(@D)
	$(COMPILE) $(PKG_CFLAGS) $(PROFILE_LDFLAGS_$(PROFILE)) \
		-MMD -MP -o $@ $< $(LIBRARY_OBJECTS) \
		$(PKG_LIBS) $(LIBRARIES) -lcmocka

# The program with its selection broken on purpose: see tests/sabotage.
COMMA := ,
SABOTAGED := $(BUILD)/tests/sabotage/bouwsteen
SABOTAGE = $(addprefix -Wl$(COMMA)--wrap=,audience_atoms audience_file_atoms \
	select_depth removed_find leak_scan)
$(SABOTAGED): tests/sabotage/sabotage.c $(OBJECTS)
	@mkdir -p $(@D)
	$(COMPILE) $(PKG_CFLAGS) -Wno-reserved-identifier \
		$(PROFILE_LDFLAGS_$(PROFILE)) $(SABOTAGE) \
		-o $@ $< $(OBJECTS) $(PKG_LIBS) $(LIBRARIES)

# The program with PDFs of another kind.
VARIANT := $(BUILD)/tests/pdf/variant
$(VARIANT): tests/pdf/variant.c $(OBJECTS)
	@mkdir -p $(@D)
	$(COMPILE) $(PKG_CFLAGS) -Wno-reserved-identifier \
		$(PROFILE_LDFLAGS_$(PROFILE)) \
		-Wl$(COMMA)--wrap=pdf_write -Wl$(COMMA)--wrap=pdf_check \
		-Wl$(COMMA)--wrap=leak_scan \
		-o $@ $< $(OBJECTS) $(PKG_LIBS) $(LIBRARIES)

.PHONY: unit test proof check layers lint format format-check accept bench fuzz coverage
unit: $(UNIT_TESTS)
	tests/run.sh unit $(UNIT_TESTS)
test:
	$(MAKE) PROFILE=$(PROFILE) all unit-tests
	tests/run.sh all $(BUILD)
.PHONY: unit-tests
unit-tests: $(UNIT_TESTS) $(SABOTAGED) $(BUILD)/tests/pdf/judge $(VARIANT)
# All mutations and canaries; `make test` runs a part of them.
proof:
	$(MAKE) PROFILE=$(PROFILE) all unit-tests
	tests/noninterference.py $(PROGRAM) --count 1000 --sabotaged $(SABOTAGED)
	tests/leaks.py $(PROGRAM) --count 200 --sabotaged $(SABOTAGED)

layers:
	tests/layers.sh
format:
	@clang-format -i $(SOURCES) $(HEADERS) $(wildcard tests/unit/*/*.c tests/fuzz/*.c tests/sabotage/*.c tests/pdf/*.c)
format-check:
	@clang-format --dry-run --Werror $(SOURCES) $(HEADERS) $(wildcard tests/unit/*/*.c tests/fuzz/*.c tests/sabotage/*.c tests/pdf/*.c)
# clang-tidy looks again only at what has been compiled again since.
lint: $(TIDIED)
	tests/lint.sh quick
	tests/messages.py
	tests/lint.sh cppcheck
$(BUILD)/tidy/%.ok: src/%.c $(BUILD)/src/%.o .clang-tidy
	tests/lint.sh tidy $<
	@mkdir -p $(@D)
	@touch $@
check: format-check layers lint
	$(MAKE) PROFILE=release test
	$(MAKE) PROFILE=asan test
	$(MAKE) races
# Threads that touch the same memory unguarded.
.PHONY: races
races:
	$(MAKE) PROFILE=tsan CC=clang all
	tests/races.sh $(OUT)/bin/bouwsteen-tsan
# What src/po lacks; `tests/messages.py --update` makes room for it.
.PHONY: messages
messages:
	tests/messages.py
accept:
	$(MAKE) PROFILE=$(PROFILE) all
	tests/cases.py --accept $(PROGRAM)
	tests/broken.py --accept $(PROGRAM)
# Every construct in every style sheet, for who changes one.
.PHONY: specimen
specimen: all
	$(PROGRAM) build styles/specimen -o $(OUT)/specimen
	$(PROGRAM) build styles/specimen -o $(OUT)/specimen \
		-e handboek-worksheets -t handout
bench: all
	tests/bench/bench.py $(PROGRAM)
# FUZZ_SECONDS=600 make fuzz
fuzz:
	$(MAKE) PROFILE=fuzz CC=clang fuzz-targets
	tests/fuzz/fuzz.sh $(OUT)/build/fuzz
.PHONY: fuzz-targets
fuzz-targets: $(FUZZ_TARGETS)
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/fuzz.h $(LIBRARY_OBJECTS)
	@mkdir -p $(@D)
	$(COMPILE) $(PKG_CFLAGS) $(PROFILE_LDFLAGS_$(PROFILE)) -o $@ $< \
		$(LIBRARY_OBJECTS) $(PKG_LIBS) $(LIBRARIES)
coverage:
	$(MAKE) PROFILE=coverage test
	tests/coverage.sh $(OUT)/build/coverage

# --- installing -------------------------------------------------------------

SHARE := $(DESTDIR)$(PREFIX)/share
.PHONY: install uninstall clean
install: all
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/bouwsteen
	install -D -m 644 src/bouwsteen.1 $(SHARE)/man/man1/bouwsteen.1
	install -d $(SHARE)/bouwsteen/styles $(SHARE)/bouwsteen/fonts
	install -m 644 $(wildcard styles/*.*) $(SHARE)/bouwsteen/styles
	install -m 644 $(wildcard fonts/*) $(SHARE)/bouwsteen/fonts
	for mo in $(CATALOGUES:$(LOCALE)/%=%); do \
		install -D -m 644 $(LOCALE)/$$mo $(SHARE)/locale/$$mo; done
uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/bouwsteen $(SHARE)/bouwsteen \
		$(SHARE)/man/man1/bouwsteen.1 \
		$(CATALOGUES:$(LOCALE)/%=$(SHARE)/locale/%)
clean:
	rm -rf $(OUT)
# A Debian package, in out/deb; needs debhelper, dpkg-dev and fakeroot.
.PHONY: deb
deb:
	src/packaging/deb.sh $(OUT)/deb $(VERSION)

-include $(OBJECTS:.o=.d) $(UNIT_TESTS:=.d)
