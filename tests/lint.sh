#!/usr/bin/env bash
# Looks for faults without running anything.
#
#     tests/lint.sh                 sizes, texts, cppcheck, clang-tidy: all
#     tests/lint.sh quick           only what takes no time: sizes and texts
#     tests/lint.sh tidy FILE...    clang-tidy, one file at a time
#
# `make lint` runs the quick part and cppcheck here, and clang-tidy by file,
# so that files which have not changed are not looked at again.
set -euo pipefail
cd "$(dirname "$0")/.."

failures=0
fail() {
    printf '%s\n' "$*"
    failures=$((failures + 1))
}

# Files of the project: what git knows or would add.
project_files() {
    git ls-files --cached --others --exclude-standard | while read -r file; do
        if [ -f "$file" ]; then printf '%s\n' "$file"; fi
    done
}

lint_sizes() {
    python3 tests/sizes.py || failures=$((failures + 1))
}

# Paths of one machine, hosts of package registries, tabs and trailing blanks.
lint_texts() {
    local -a texts sources
    mapfile -t texts < <(project_files |
        grep -vE '\.(png|jpe?g|epub|pdf|ttf|otf|seed)$|^tests/fuzz/seeds/')
    mapfile -t sources < <(printf '%s\n' "${texts[@]}" |
        grep -E '\.(c|h|def|py|sh|yaml|css)$' | grep -v '^tests/cases/')
    [ "${#texts[@]}" -gt 0 ] || return 0
    # The patterns are in pieces, so that this file does not match itself.
    local paths='(^|[^A-Za-z0-9_.~-])/(wor[k]|tm[p]|hom[e]|roo[t]|Use[r]s)/'
    local hosts='registry\.npmj[s]|pyp[i]\.org|pythonhoste[d]\.org'
    if grep -nIE "$paths" -- "${texts[@]}"; then
        fail 'a path of one machine'
    fi
    if grep -nIiE "$hosts" -- "${texts[@]}"; then
        fail 'the host of a package registry'
    fi
    if grep -nE '[[:blank:]]+$' -- "${sources[@]}"; then
        fail 'blanks at the end of a line'
    fi
    if grep -nP '\t' -- $(printf '%s\n' "${sources[@]}" |
        grep -E '\.(c|h|py|sh|yaml)$'); then
        fail 'a tab'
    fi
}

lint_shell() {
    local file
    while read -r file; do
        bash -n "$file" || fail "$file: syntax"
        if command -v shellcheck >/dev/null; then
            shellcheck -x "$file" || fail "$file: shellcheck"
        fi
    done < <(project_files | grep -E '\.sh$|^\.ci/run$')
    while read -r file; do
        python3 - "$file" <<'PY' || fail "$file: syntax"
import ast, sys
ast.parse(open(sys.argv[1], encoding="utf-8").read(), sys.argv[1])
PY
    done < <(project_files | grep -E '\.py$')
}

lint_cppcheck() {
    # Its preprocessor does not know the libraries' headers; the compiler does.
    mkdir -p out/build/cppcheck
    cppcheck --quiet --std=c11 --language=c -j "$(nproc)" \
        --enable=warning,performance,portability --inline-suppr \
        --suppress=missingInclude --suppress=missingIncludeSystem \
        --suppress=normalCheckLevelMaxBranches \
        --cppcheck-build-dir=out/build/cppcheck --error-exitcode=1 \
        --template='{file}:{line}:{column}: {severity}: {message} [{id}]' \
        -D_GNU_SOURCE '-DBOUWSTEEN_VERSION="0"' '-DBOUWSTEEN_PREFIX="/"' \
        -Isrc src || fail 'cppcheck'
}

lint_tidy() {
    local -a flags packages
    packages=(harfbuzz harfbuzz-subset freetype2 libzip yaml-0.1 icu-uc
        icu-i18n libpng expat libdeflate)
    read -ra flags <<<"$(pkg-config --cflags "${packages[@]}")"
    local file log
    for file in "$@"; do
        if ! log=$(clang-tidy --quiet "$file" -- -std=c17 -D_GNU_SOURCE \
            '-DBOUWSTEEN_VERSION="0"' '-DBOUWSTEEN_PREFIX="/"' \
            -Isrc "${flags[@]}" 2>&1); then
            printf '%s\n' "$log" | grep -vE '^[0-9]+ warnings? (generated|treated)|^Suppressed|^Use -header'
            fail "$file: clang-tidy"
        fi
    done
}

case "${1:-all}" in
quick) lint_sizes; lint_texts; lint_shell ;;
cppcheck) lint_cppcheck ;;
tidy) shift; lint_tidy "$@" ;;
all)
    lint_sizes
    lint_texts
    lint_shell
    lint_cppcheck
    mapfile -t sources < <(find src -name '*.c' | LC_ALL=C sort)
    lint_tidy "${sources[@]}"
    ;;
*)
    echo "usage: tests/lint.sh [all | quick | cppcheck | tidy FILE...]" >&2
    exit 2
    ;;
esac

if [ "$failures" -gt 0 ]; then
    echo "lint: $failures faults"
    exit 1
fi
