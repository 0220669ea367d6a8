#!/usr/bin/env python3
"""Partners' excerpts: what is made, the sign-off, names mistyped.

    tests/excerpts.py PROGRAM

What nobody may see in them is the work of noninterference.py and of proof/.
"""
import pathlib
import re
import shutil
import subprocess
import sys

from support import ROOT, Count, Scratch, files_below, run

BOOK = ROOT / "book"
PARTNERS = ("bewonersgroepen", "corporatie", "onderwijs", "politie", "stip",
            "wijkmanagement", "wijkteam", "zorg")

MANIFEST = """\
name: proef
title: Proef
language: nl
variables: {steunpunt: Stip}
audiences: {nieuw: Nieuw, ervaren: Ervaren}
groups:
  partners: [profiles]
  iedereen: [nieuw, ervaren, partners]
roles: {waarom: Waarom, checklist: Checklist}
depths: {short: [waarom]}
classes: [kader]
block-folder: blokken
blocks: {1: Eerste, 2: Tweede}
excerpts: {optional: [checklist]}
editions: {nieuw: {style: handboek, chapters: [1, 2]}}
"""
BLOCK = """\
---
nummer: {0}
audience: iedereen
---

# {1} titel

## Waarom

Omdat {1} nodig is bij de {{{{steunpunt}}}}. [Dit ziet zorg.]{{audience="zorg"}}
[Dit ziet nieuw.]{{audience="nieuw"}}

## Checklist

- [ ] Een vakje van {1}.
"""
INTRODUCTION = "---\naudience: {0}\n---\n\n# Voor {0}\n\nWelkom, {0}.\n"
PROFILE = """\
name: {0}
introduction: partners/{0}.md
references: reworded
targets: [pdf, epub]
variables: {{steunpunt: Punt}}
blocks: [1: short, 2: full]
"""


class Tests:
    def __init__(self, program):
        self.program = program
        self.count = Count("excerpts")

    def run(self, scratch, *arguments, **more):
        return run(self.program, *arguments, cwd=scratch, **more)

    def expect(self, name, done, status, *words, without=()):
        printed = done.text + done.messages
        problems = [f"'{word}' is not in: {printed}" for word in words
                    if word not in printed]
        problems += [f"'{word}' is in: {printed}" for word in without
                     if word in printed]
        if done.status != status:
            problems.append(f"status {done.status}, not {status}: {printed}")
        self.count.check(name, "\n".join(problems))


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text, (path, before)
    write(path, text.replace(before, after, 1))


def make_book(scratch):
    book = scratch / "book"
    shutil.rmtree(book, ignore_errors=True)
    write(book / "book.yaml", MANIFEST)
    for number, title in ((1, "Eerste"), (2, "Tweede")):
        write(book / f"blokken/{number:02}-{title.lower()}.md",
              BLOCK.format(number, title))
    for name in ("zorg", "school"):
        write(book / f"partners/{name}.yaml", PROFILE.format(name))
        write(book / f"partners/{name}.md", INTRODUCTION.format(name))
    return book


def pdf_text(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                          stdout=subprocess.PIPE).stdout.decode("utf-8")


def test_handbook(tests, scratch):
    """All eight, in one run, with one thread, and one by one."""
    shutil.copytree(BOOK, scratch / "book")
    done = tests.run(scratch, "excerpt", "book", "--all", "-o", "out")
    tests.expect("all excerpts of the handbook", done, 0)
    made = files_below(scratch / "out")
    wanted = {f"excerpts/{name}/bouwstenenboek-{name}.{target}"
              for name in PARTNERS for target in ("pdf", "epub")}
    tests.count.check("two files for each of eight partners",
                      f"{sorted(made)}" if set(made) != wanted else "")
    tests.run(scratch, "excerpt", "book", "--all", "-j1", "-o", "one")
    tests.count.check("the same bytes with one thread", "" if made
                      == files_below(scratch / "one") else "other bytes")
    for name in PARTNERS:
        tests.run(scratch, "excerpt", "book", name, "-q", "-o", "loop")
    tests.count.check("the same bytes one by one", "" if made
                      == files_below(scratch / "loop") else "other bytes")
    for name in PARTNERS:
        check_handbook_excerpt(tests, scratch, name)


def check_handbook_excerpt(tests, scratch, name):
    path = scratch / f"out/excerpts/{name}/bouwstenenboek-{name}.pdf"
    pages = pdf_text(path).split("\f")
    text = re.sub(r"\s+", " ", " ".join(pages))
    introduction = (BOOK / f"partners/{name}.md").read_text(encoding="utf-8")
    last = introduction.strip().split("\n")[-1].split()[-3:]
    taken = set(re.findall(r"^  - (\d+)", (BOOK / f"partners/{name}.yaml")
                           .read_text(encoding="utf-8"), re.MULTILINE))
    reworded = set(re.findall(r"bouwsteen (\d+) in het volledige boek", text))
    problems = []
    if " ".join(last) not in text:
        problems.append("the introduction is not in it")
    if "Contactkaart" not in pages[-2]:
        problems.append("the contact card is not the last page")
    if taken & reworded:
        problems.append(f"reworded, but there: {sorted(taken & reworded)}")
    if "{{" in text:
        problems.append("a variable is not filled in")
    tests.count.check(f"{name}: introduction, references, contact card",
                      "\n".join(problems))


def test_content(tests, scratch):
    """What the profile takes, and nothing that it does not take."""
    book = make_book(scratch)

    def text(name):
        done = tests.run(scratch, "dump", "book", "-e", name, "--what=text")
        return done.text + done.messages
    zorg, school = text("zorg"), text("school")

    def has(name, text_, words, without):
        wrong = [word for word in words if word not in text_]
        wrong += [word for word in without if word in text_]
        tests.count.check(name, f"{wrong}\n{text_}" if wrong else "")
    has("an excerpt has what names its partner", zorg,
        ["Dit ziet zorg.", "bij de Punt", "Welkom, zorg"],
        ["Dit ziet nieuw", "vakje", "school"])
    has("another partner does not have it", school, ["Welkom, school"],
        ["Dit ziet zorg", "Welkom, zorg"])
    change(book / "partners/zorg.yaml", "blocks:",
           "optional: [checklist]\nblocks:")
    has("optional parts come when asked for", text("zorg"),
        ["vakje van Eerste", "vakje van Tweede"], [])
    write(book / "partners/school.yaml",
          "based-on: zorg\nname: school\nintroduction: partners/school.md\n"
          "blocks: [1: none]\n")
    has("a profile takes over another", text("school"),
        ["Tweede titel", "vakje van Tweede", "bij de Punt", "Welkom, school"],
        ["Eerste titel"])


def test_sign_off(tests, scratch):
    book = make_book(scratch)
    out = scratch / "out" / "excerpts" / "zorg"

    def excerpt(*more):
        return tests.run(scratch, "excerpt", "book", "zorg", "-o", "out", *more)
    tests.expect("never approved: a warning", excerpt(), 0,
                 "excerpt-unapproved")
    pages = pdf_text(out / "proef-zorg.pdf").split("\f")[:-1]
    tests.count.check("never approved: each page says so", "" if all(
        "Concept, nog niet goedgekeurd" in page for page in pages) else "no")
    approve = ("approve", "book", "zorg")
    tests.expect("approving shows what is new",
                 tests.run(scratch, *approve), 0, "+ Omdat Tweede nodig is",
                 "approved: book/partners/zorg.approved", without=["vakje"])
    tests.expect("approved: no word", excerpt(), 0, without=["excerpt-"])
    tests.count.check("approved: no mark", "there is one" if "Concept"
                      in pdf_text(out / "proef-zorg.pdf") else "")
    before = files_below(out)
    block = book / "blokken/01-eerste.md"
    change(block, "Dit ziet nieuw.", "Alleen voor nieuw.")
    change(block, "Een vakje van", "Een ander vakje van")
    tests.expect("what is not seen changes without a word", excerpt(), 0,
                 without=["excerpt-"])
    tests.count.check("and changes no byte", "" if before
                      == files_below(out) else "other bytes")
    change(block, "Omdat Eerste", "Zodat Eerste")
    tests.expect("what is seen needs another approval", excerpt(), 1,
                 "'Eerste titel' has changed since 'zorg' approved it",
                 "outdated, do not hand it out: "
                 "out/excerpts/zorg/proef-zorg.pdf", without=["'Tweede"])
    tests.count.check("the old files stay", "" if before
                      == files_below(out) else "other bytes")
    tests.expect("check warns", tests.run(scratch, "check", "book"), 0,
                 "excerpt-outdated")
    tests.expect("the other partner's excerpt is made", tests.run(
        scratch, "excerpt", "book", "school", "-o", "out"), 0)
    tests.expect("a draft can be made", excerpt("--draft"), 0,
                 "proef-zorg-concept.pdf", "outdated, do not hand it out: "
                 "out/excerpts/zorg/proef-zorg.epub")
    tests.expect("--show shows what changed", tests.run(
        scratch, *approve, "--show"), 0, "- Omdat Eerste nodig is",
        "+ Zodat Eerste nodig is", without=["approved:", "Tweede titel"])
    tests.expect("--show records nothing", excerpt(), 1)
    tests.run(scratch, *approve)
    tests.expect("approved anew: the draft is outdated", excerpt(), 0,
                 "outdated, do not hand it out: "
                 "out/excerpts/zorg/proef-zorg-concept.pdf",
                 without=["proef-zorg.pdf\nbouwsteen: outdated"])
    (book / "partners/zorg.yaml").unlink()
    tests.expect("a profile that is gone: its files are named", tests.run(
        scratch, "excerpt", "book", "--all", "-o", "out", "-q"), 1,
        "there is no such profile any more: "
        "out/excerpts/zorg/proef-zorg.pdf")


# A place where a declared name is used, and the name mistyped by one letter.
TYPOS = (
    ("blokken/01-eerste.md", "audience: iedereen", "audience: iederen"),
    ("blokken/01-eerste.md", 'audience="zorg"', 'audience="zorgg"'),
    ("blokken/01-eerste.md", 'audience="nieuw"', 'audience="neuw"'),
    ("blokken/01-eerste.md", "{{steunpunt}}", "{{steunpnut}}"),
    ("blokken/01-eerste.md", "## Checklist", "## Cheklist"),
    ("partners/zorg.md", "audience: zorg", "audience: zrog"),
    ("partners/zorg.yaml", "references: reworded", "references: reworde"),
    ("partners/zorg.yaml", "[pdf, epub]", "[pdf, epup]"),
    ("partners/zorg.yaml", "steunpunt: Punt", "steunpund: Punt"),
    ("partners/zorg.yaml", "1: short", "1: shrt"),
    ("partners/zorg.yaml", "blocks:", "optional: [cheklist]\nblocks:"),
    ("partners/zorg.yaml", "blocks:", "style: boekjes\nblocks:"),
    ("partners/zorg.yaml", "blocks:", "based-on: schol\nblocks:"),
    ("partners/zorg.yaml", "partners/zorg.md", "partners/zorgg.md"),
    ("partners/zorg.yaml", "introduction:", "introdution:"),
    ("partners/zorg.yaml", "blocks:", "block:"),
    ("book.yaml", "partners: [profiles]", "partners: [profile]"),
    ("book.yaml", "[nieuw, ervaren, partners]", "[niew, ervaren, partners]"),
    ("book.yaml", "depths: {short: [waarom]}", "depths: {short: [warom]}"),
    ("book.yaml", "optional: [checklist]", "optional: [checklis]"),
    ("book.yaml", "optional:", "optionel:"),
    ("book.yaml", "style: handboek", "style: handbook"),
)


def test_typos(tests, scratch):
    for path, right, wrong in TYPOS:
        book = make_book(scratch)
        change(book / path, right, wrong)
        done = tests.run(scratch, "check", "book")
        tests.expect(f"mistyped: {path}: {wrong}", done, 1, "did you mean")
    make_book(scratch)
    tests.expect("a partner mistyped on the command line", tests.run(
        scratch, "excerpt", "book", "zrog"), 2, "no profile 'zrog'",
        "did you mean 'zorg'?")
    tests.expect("no partner named", tests.run(scratch, "excerpt", "book"), 2,
                 "--all")


def main():
    tests = Tests(sys.argv[1])
    for test in (test_handbook, test_content, test_sign_off, test_typos):
        with Scratch() as scratch:
            test(tests, scratch)
    tests.count.close()


if __name__ == "__main__":
    main()
