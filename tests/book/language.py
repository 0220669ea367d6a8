"""What an editor would mend in the book: nothing, for any of its readers; and
partners, who read it beside their own work, get short sentences.

    tests/book/language.py PROGRAM      prints the table
"""
import pathlib
import re
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from support import Scratch, run  # noqa

BOOK = ROOT / "book"
# Words of a sentence, on average: B1, as for the parts for partners.
PARTNERS_MEAN = 12
# What is meant so is left alone; more of it would hide faults.
MOST_MEANT_SO = 4
ROW = re.compile(r"^(\S+) +(\d+) +([\d.]+) +[\d.]+ +[\d.]+((?: +\d+)+)$")
LONG = ("\n\nDeze zin staat hier alleen om te zien of iemand het merkt als er "
        "in de inleiding voor een partner meer dan twintig woorden op een rij "
        "staan.\n")


def deliverables():
    """The names of all that the manifest and the profiles have made."""
    manifest = (BOOK / "book.yaml").read_text(encoding="utf-8")
    editions = re.search(r"^editions:\n((?: .*\n|#.*\n|\n)+)", manifest, re.M)
    names = re.findall(r"^  (\w[\w-]*):", editions[1], re.M)
    names += [path.stem for path in sorted((BOOK / "partners").glob("*.yaml"))]
    for path in sorted((BOOK / "sessions").glob("*.yaml")):
        names += [path.stem, path.stem + "-begeleider"]
    return names


def rows(table):
    """Name -> sentences, words in each, faults of the six kinds."""
    found = {}
    for line in table.splitlines():
        row = ROW.match(line)
        if row:
            found[row[1]] = (int(row[2]), float(row[3]),
                             list(map(int, row[4].split())))
    return found


def check(program, book):
    return run(program, "check", book, "--language", "--werror", "-v")


def warnings_of(done):
    return "\n".join(line for line in done.messages.splitlines()
                     if re.search(r"\[[a-z-]+\]$", line))


def test_clean(count, program):
    done = check(program, BOOK)
    count.check("check --language --werror finds nothing to mend",
                warnings_of(done) or ("" if done.status == 0 else
                                      f"exit status {done.status}"))
    table = rows(done.text)
    wanted = deliverables()
    count.check(f"the language of {len(wanted)} books was read",
                "" if sorted(table) == sorted(wanted)
                and all(row[0] for row in table.values())
                else f"wanted {wanted}\nfound {table}")
    count.check("the table counts no fault", "\n".join(
        f"{name}: {row[2]}" for name, row in table.items() if any(row[2])))
    mean = table.get("partners", (0, PARTNERS_MEAN))[1]
    count.check(f"sentences for partners: fewer than {PARTNERS_MEAN} words",
                "" if 0 < mean < PARTNERS_MEAN else f"mean {mean}")


def test_meant_so(count):
    places = [f"{path.name}: {found}" for path in sorted(BOOK.rglob("*.md"))
              if path.name != "README.md"
              for found in re.findall(r"\{[^}]*\.sic\b[^}]*\}",
                                      path.read_text(encoding="utf-8"))]
    count.check("little is meant so, and left alone",
                "" if len(places) <= MOST_MEANT_SO else "\n".join(places))


def test_seeded(count, program):
    """A fault in one partner's introduction is seen there, and only there."""
    with Scratch() as folder:
        shutil.copytree(BOOK, folder / "book")
        path = folder / "book/partners/zorg.md"
        path.write_text(path.read_text(encoding="utf-8") + LONG,
                        encoding="utf-8")
        done = check(program, folder / "book")
        faulty = [name for name, row in rows(done.text).items() if any(row[2])]
        count.check("a long sentence in one excerpt fails the check",
                    "" if done.status == 1 and faulty == ["zorg"]
                    and "[sentence-long]" in done.messages else
                    f"status {done.status}, faults in {faulty}\n"
                    + warnings_of(done))


def test(count, program):
    test_clean(count, program)
    test_meant_so(count)
    test_seeded(count, program)


if __name__ == "__main__":
    print(check(pathlib.Path(sys.argv[1]), BOOK).text)
