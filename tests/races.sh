#!/usr/bin/env bash
# Builds the book, its excerpts and sessions, and a generated book with several
# threads under ThreadSanitizer: no two threads may touch the same memory
# unguarded.
#
#     tests/races.sh PROGRAM        out/bin/bouwsteen-tsan, built with clang
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:?which program?}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The C library's own guard of its time zone is not seen.
printf 'race:tzset_internal\ncalled_from_lib:libzip.so\n' >"$scratch/known"
export TSAN_OPTIONS="suppressions=$scratch/known exitcode=66"

books=(book)
if [ -e /usr/share/dict/dutch ]; then
    tests/bench/generate.py 30000 "$scratch/generated" >/dev/null
    books+=("$scratch/generated")
fi
for book in "${books[@]}"; do
    for threads in 2 3 4; do
        "$program" build "$book" -o "$scratch/out" -q "-j$threads"
    done
done
for command in excerpt session; do
    "$program" "$command" book --all -o "$scratch/out" -q -j4
done
echo "no races in ${#books[@]} books"
