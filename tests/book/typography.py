#!/usr/bin/env python3
"""What a typesetter would mend: nothing, in any file that the book makes, nor
in a book of ordinary prose that nobody looked at.

    tests/book/typography.py PROGRAM      prints the tables
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from support import Scratch, run  # noqa

BOOK = ROOT / "book"
GENERATE = ROOT / "tests/bench/generate.py"
WORD_LIST = pathlib.Path("/usr/share/dict/dutch")
FORMS = ("large", "handout", "booklet")
WORDS = 300000
# Every page of prose in each sheet is another way to go wrong.
STYLES = {"bench": WORDS, "handboek": 30000, "leidraad": 30000,
          "boekje": 30000, "groot": 30000}
FAULTS = 12
UNLEVEL = "facing pages not level, and rightly so:"


def check(program, book, *more):
    return run(program, "check", book, "--typography", "-v", *more)


def table_of(done):
    """Name of a row -> numbers; the names of the columns; rows of faults.
    Columns that do not fit go on in further tables below."""
    lines = [line for line in done.text.splitlines() if line.strip()]
    columns, rows, faults, beside = [], {}, [], 0
    for line in lines:
        if line.startswith("Typography"):
            beside = len(line.split()) - 1
            columns += line.split()[1:]
        row = re.match(r"( *\S.*?)((?: +\d+)+)$", line)
        if row and len(row[2].split()) == beside:
            name = row[1].strip()
            rows.setdefault(name, []).extend(map(int, row[2].split()))
            if not row[1].startswith(" ") and name != "pages" and \
                    name not in faults:
                faults.append(name)
    return columns, rows, faults


def problems(done, least):
    """What is not zero, with its place; or what is wrong with the table."""
    columns, rows, faults = table_of(done)
    if done.status or len(columns) < least or len(faults) != FAULTS or \
            min(rows.get("pages", [0])) == 0:
        return f"no table: status {done.status}\n{done.messages}{done.text}"
    found = [f"{column}: {rows[fault][i]} x {fault}"
             for fault in faults for i, column in enumerate(columns)
             if rows[fault][i]]
    places = [line for line in done.messages.splitlines()
              if "[typography-fault]" in line]
    return "\n".join(found + places)


def test_book(count, program):
    done = check(program, BOOK)
    count.check("check --typography: zeros for editions, excerpts, sessions",
                problems(done, 3 + 8 + 1))
    for form in FORMS:
        count.check(f"check --typography -t {form}: zeros",
                    problems(check(program, BOOK, "-t", form), 3 + 8 + 1))


def test_prose(count, program):
    if not WORD_LIST.exists():
        count.skip("check --typography: ordinary prose", "wdutch is missing")
        return
    for style, words in STYLES.items():
        with Scratch() as folder:
            subprocess.run([GENERATE, str(words), folder / "prose"],
                           check=True, stdout=subprocess.DEVNULL)
            manifest = folder / "prose/book.yaml"
            manifest.write_text(re.sub(
                "(?m)^style: .*", f"style: {style}",
                manifest.read_text(encoding="utf-8")), encoding="utf-8")
            count.check(f"check --typography: {words} words of prose in "
                        f"{style}", problems(check(program, folder / "prose"),
                                             1))


def test(count, program):
    test_book(count, program)
    test_prose(count, program)


if __name__ == "__main__":
    for wanted in ([], *(["-t", form] for form in FORMS)):
        print(check(pathlib.Path(sys.argv[1]), BOOK, *wanted).text)
