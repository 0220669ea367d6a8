#!/usr/bin/env python3
"""Sizes of files and functions of the C sources, against the house's budget.

    tests/sizes.py        prints what is too long; exit status 1 then
    tests/sizes.py -v     also the median and the longest
"""
import pathlib
import re
import statistics
import sys

FILE_LINES = 600      # hard stop
FUNCTION_LINES = 80   # hard stop; the aim is a median of 15, p90 of 50

ROOT = pathlib.Path(__file__).resolve().parent.parent


def functions(lines):
    """Yields (name, first line, number of lines).  The house's format puts a
    definition's name and its braces in column 0."""
    name = start = None
    is_body = False
    for number, line in enumerate(lines, 1):
        if is_body:
            if line.startswith("}"):
                yield name, start, number - start + 1
                is_body, name = False, None
            continue
        match = re.match(r"([a-z_][A-Za-z0-9_]*)\(", line)
        if match:
            name, start = match.group(1), number
        if line.rstrip() == "{" and name:
            is_body = True
        elif line.rstrip().endswith(";"):
            name = None


def main():
    verbose = "-v" in sys.argv[1:]
    failures, lengths, sizes = 0, [], []
    for path in sorted(ROOT.glob("src/**/*.[ch]")):
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        shown = path.relative_to(ROOT)
        sizes.append((len(lines), str(shown)))
        if len(lines) > FILE_LINES:
            print(f"{shown}:{FILE_LINES}: {len(lines)} lines, more than "
                  f"{FILE_LINES}; split the file by what it is about")
            failures += 1
        if path.suffix != ".c":
            continue
        for name, line, length in functions(lines):
            lengths.append((length, f"{shown}:{line}: {name}"))
            if length > FUNCTION_LINES:
                print(f"{shown}:{line}: {name} has {length} lines, more than "
                      f"{FUNCTION_LINES}")
                failures += 1
    if verbose and lengths:
        only = sorted(length for length, _ in lengths)
        print(f"{len(sizes)} files, median "
              f"{statistics.median(size for size, _ in sizes):.0f} lines; "
              f"{len(only)} functions, median {statistics.median(only):.0f}, "
              f"p90 {only[len(only) * 9 // 10]}, longest {only[-1]}")
        for length, place in sorted(lengths, reverse=True)[:10]:
            print(f"  {length:3} {place}")
        for size, path in sorted(sizes, reverse=True)[:5]:
            print(f"  {size:3} {path}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
