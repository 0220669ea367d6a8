#!/usr/bin/env bash
# After `make PROFILE=coverage test`: lines executed, by file, fewest first.
#
#     tests/coverage.sh [BUILD]       default out/build/coverage
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-out/build/coverage}
root=$PWD
mapfile -t data < <(find "$root/$build/src" -name '*.gcda')
if [ "${#data[@]}" -eq 0 ]; then
    echo "no data in $build: run 'make coverage'" >&2
    exit 1
fi
gcov --no-output --relative-only --source-prefix "$root" "${data[@]}" |
    awk -F"['%:]" '
        /^File / { file = $2; next }
        /^Lines executed/ && file ~ /^src\/.*\.c$/ {
            split($0, part, " of ")
            lines[file] = part[2]
            percent[file] = $2
            file = ""
        }
        END {
            for (name in lines) {
                printf "%6.1f %% of %5d  %s\n", percent[name], lines[name], name
                total += lines[name]
                run += lines[name] * percent[name] / 100
            }
            if (total)
                printf "%6.1f %% of %5d  all\n", 100 * run / total, total
        }' | LC_ALL=C sort -n
