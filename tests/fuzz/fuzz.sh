#!/usr/bin/env bash
# Fuzzes each parser (clang's libFuzzer with ASan and UBSan).
#
#     FUZZ_SECONDS=600 tests/fuzz/fuzz.sh BUILD [TARGET...]
#
# BUILD is out/build/fuzz, where `make fuzz` puts the programs.  Seeds are the
# cases, the styles and the book; what is found stays in out/fuzz for the next
# run.  An input that breaks something is kept there as TARGET-crash-... .
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:?which build folder?}
shift
seconds=${FUZZ_SECONDS:-60}
out=out/fuzz
all=(markdown manifest style version svg image pdf finished)
[ $# -gt 0 ] || set -- "${all[@]}"

# Prints the seed files of a target.
seeds_of() {
    case $1 in
    markdown) find tests/cases book -name '*.md' ;;
    manifest) find tests/cases book -name '*.yaml' ;;
    version) find tests/fuzz -name '*.digests' ;;
    style) find styles tests/cases -name '*.yaml' ;;
    svg) find book tests/cases -name '*.svg' ;;
    image) find book tests/cases tests/unit -name '*.png' -o -name '*.jpg' -o -name '*.jpeg' ;;
    pdf) find tests/fuzz -name 'pdf-*' ;;
    finished) find out -maxdepth 3 -name '*.epub' ;;
    *)
        echo "tests/fuzz/fuzz.sh: there is no target '$1'" >&2
        exit 2
        ;;
    esac
}

passed=0
failed=0
for target in "$@"; do
    program="$build/tests/fuzz/fuzz_$target"
    corpus="$out/$target"
    mkdir -p "$corpus"
    while read -r seed; do
        cp "$seed" "$corpus/seed-$(cksum <"$seed" | cut -d' ' -f1)"
    done < <(seeds_of "$target")
    options=(-max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048
        -artifact_prefix="$out/$target-" -print_final_stats=1 -verbosity=0)
    [ "$target" = markdown ] && options+=(-dict=tests/fuzz/markdown.dict)
    if [ "$target" = pdf ]; then
        options+=(-dict=tests/fuzz/pdf.dict)
        # A real book, where the program for it was built.
        if [ -x out/build/release/tests/pdf/variant ]; then
            UNPACKED=1 out/build/release/tests/pdf/variant build \
                book -e partners -o "$out/book" -q -t pdf
            find "$out/book" -name '*.pdf' -exec tests/pdf/seeds.py "$corpus" {} +
        fi
    fi
    [[ $target =~ ^(image|pdf|finished)$ ]] || options+=(-max_len=65536)
    echo "--- $target, $seconds s"
    if "$program" "${options[@]}" "$corpus" >"$out/$target.log" 2>&1; then
        grep -E 'number_of_executed_units|peak_rss_mb' "$out/$target.log" || true
        passed=$((passed + 1))
    else
        tail -n 40 "$out/$target.log"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
