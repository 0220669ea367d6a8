#!/usr/bin/env bash
# Runs tests and counts them.
#
#     tests/run.sh all BUILD            everything; BUILD is out/build/PROFILE
#     tests/run.sh unit PROGRAM...      these unit tests (cmocka)
#     tests/run.sh PART... -- BUILD     some of: unit cases broken restricted writes
#                                       command excerpts changes pathological
#                                       noninterference leaks map serve book pdf epub
#                                       print press packaging speed
#
# Each part closes with 'PART: N passed, N failed'; the run closes with
# 'N passed, N failed' (', N skipped' when some were).  Exit status 1 when
# anything failed.
set -euo pipefail
cd "$(dirname "$0")/.."

# Messages in English, sorting by bytes, whatever the user's locale.
export LC_ALL=C.UTF-8
unset LANGUAGE SOURCE_DATE_EPOCH
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export PYTHONDONTWRITEBYTECODE=1

passed=0
failed=0
skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Adds "N passed, N failed[, N skipped]" of a part's last such line.  A part
# that dies without one, or with another status than it says, has failed.
count_part() {
    local part=$1 status=$2 line
    line=$(grep -E "^$part: [0-9]+ passed, [0-9]+ failed" "$log" |
        tail -n 1 || true)
    if [[ $line =~ :\ ([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)? ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        skipped=$((skipped + ${BASH_REMATCH[4]:-0}))
        if [ "$status" -eq 0 ] || [ "${BASH_REMATCH[2]}" -gt 0 ]; then
            return 0
        fi
    fi
    echo "$part: ended with status $status without a proper count"
    failed=$((failed + 1))
}

run_part() {
    local part=$1 status=0
    shift
    echo "--- $part"
    "$@" 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
    count_part "$part" "$status"
}

# The program of a profile, as the Makefile places it.
program_of() {
    local profile
    profile=$(basename "$1")
    if [ "$profile" = release ]; then
        echo out/bin/bouwsteen
    else
        echo "out/bin/bouwsteen-$profile"
    fi
}

# Unit tests whose source is there: not what an older build has left.
unit_tests_of() {
    local source
    for source in tests/unit/*/test_*.c; do
        [ -e "$source" ] || continue
        source=${source#tests/}
        echo "$1/tests/${source%.c}"
    done
}

run_named() {
    local part=$1 build=$2 program
    program=$(program_of "$build")
    case $part in
    unit)
        local -a tests
        mapfile -t tests < <(unit_tests_of "$build")
        run_part unit tests/unit.py "${tests[@]}"
        ;;
    cases | broken | restricted | writes | command | excerpts | changes | \
        packaging | pathological | print | press | speed)
        run_part "$part" "tests/$part.py" "$program"
        ;;
    map) run_part map tests/map.py "$program" ;;
    noninterference | leaks | serve)
        run_part "$part" "tests/$part.py" "$program" \
            --sabotaged "$build/tests/sabotage/bouwsteen"
        ;;
    book | pdf | epub) run_part "$part" "tests/$part/run.py" "$program" ;;
    *)
        echo "tests/run.sh: there is no part '$part'" >&2
        exit 2
        ;;
    esac
}

case "${1:-}" in
unit)
    if [ "${2:-}" = -- ]; then
        run_named unit "$3"
    else
        shift
        run_part unit tests/unit.py "$@"
    fi
    ;;
all)
    for part in unit cases broken restricted writes command excerpts changes \
        pathological noninterference leaks map serve book pdf epub print press \
        packaging speed; do
        run_named "$part" "${2:?which build folder?}"
    done
    ;;
"")
    echo "usage: tests/run.sh all BUILD | unit PROGRAM... | PART... -- BUILD" >&2
    exit 2
    ;;
*)
    build=${!#}
    for part in "$@"; do
        [ "$part" != -- ] || break
        run_named "$part" "$build"
    done
    ;;
esac

echo
if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
