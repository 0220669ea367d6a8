#!/usr/bin/env python3
"""Speed, counted in instructions, which no busy machine disturbs.

    tests/speed.py PROGRAM

Generated books (bench/generate.py) are made into PDF and EPUB under
valgrind's callgrind, with one thread.  What a book of 30,000 words costs has a
limit, well above what it cost last; and three times the words may cost at most
three times as much.  A limit that is passed for a good reason is raised here,
in the commit that passes it.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
WORDS = 30000
MILLION = 1000000

# Millions of instructions.
LIMITS = {"pdf": 480, "epub": 430}
MOST_GROWTH = 3.0  # for three times the words


def instructions(program, book, target, scratch):
    done = subprocess.run(
        ["valgrind", "--tool=callgrind",
         f"--callgrind-out-file={scratch / 'callgrind'}", program, "build",
         book, "-o", scratch / "out", "-t", target, "-j1", "-q"],
        capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"speed: {program} failed on {book}\n{done.stderr}")
    return int(found.group(1))


def generate(words, folder):
    subprocess.run([HERE / "bench/generate.py", str(words), folder],
                   check=True, capture_output=True)
    return folder


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    if program.name != "bouwsteen" or not shutil.which("valgrind") \
            or not pathlib.Path("/usr/share/dict/dutch").exists():
        print("speed: 0 passed, 0 failed, 1 skipped")
        return 0
    passed = failed = 0

    def expect(holds, words):
        nonlocal passed, failed
        passed += holds
        failed += not holds
        if not holds:
            print(f"FAIL {words}")

    with tempfile.TemporaryDirectory(prefix="bouwsteen-speed-") as folder:
        scratch = pathlib.Path(folder)
        small = generate(WORDS, scratch / "small")
        large = generate(3 * WORDS, scratch / "large")
        counted = {target: instructions(program, small, target, scratch)
                   for target in LIMITS}
        for target, limit in LIMITS.items():
            expect(counted[target] <= limit * MILLION,
                   f"{target}: {counted[target] / MILLION:.0f} million "
                   f"instructions for {WORDS} words; the limit is {limit}")
        growth = instructions(program, large, "pdf", scratch) / counted["pdf"]
        expect(growth <= MOST_GROWTH,
               f"three times the words cost {growth:.2f} times as much")
    print("speed: " + ", ".join(f"{target} {count / MILLION:.0f} million"
                                for target, count in counted.items())
          + f" instructions; three times the words {growth:.2f} times")
    print(f"speed: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
