#!/usr/bin/env python3
"""Partners' excerpts: what is made, the sign-off, names mistyped.

    tests/excerpts.py PROGRAM

What nobody may see in them is the work of noninterference.py and of proof/.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

from support import (ROOT, Commands, Scratch, environment, files_below,
                     run)

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


class Tests(Commands):
    def __init__(self, program):
        super().__init__(program, "excerpts")


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


def documented_loops():
    """The commands by which the editors' guide spreads excerpts over jobs."""
    guide = (BOOK / "README.md").read_text(encoding="utf-8")
    return [block for block in re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
            if "book/partners/*.yaml" in block]


def is_gnu(tool):
    """Another program, of moreutils, is called `parallel` too."""
    return bool(shutil.which(tool)) and "GNU" in subprocess.run(
        [tool, "--version"], check=False, capture_output=True,
        text=True).stdout


def test_loops(tests, scratch, made):
    folder = scratch / "bin"
    folder.mkdir()
    (folder / "bouwsteen").symlink_to(
        pathlib.Path(tests.program).resolve())
    for loop in documented_loops():
        tool = "parallel" if "parallel" in loop else "xargs"
        name = f"the guide's loop with {tool}: the same bytes"
        if not is_gnu(tool):
            tests.count.skip(name, "run make setup-test")
            continue
        subprocess.run(["bash", "-c", loop.strip() + f" -o {tool}"], check=True,
                       cwd=scratch, stderr=subprocess.DEVNULL,
                       env={**environment(),
                            "PATH": f"{folder}:{os.environ['PATH']}"})
        tests.count.check(name, "" if made == files_below(scratch / tool)
                          else "other bytes")
    tests.count.check("the guide has a loop for any machine", "" if any(
        "xargs" in loop for loop in documented_loops()) else "none")


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
    test_loops(tests, scratch, made)
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


def zorg(before, after):
    return lambda book: change(book / "partners/zorg.yaml", before, after)


def link_outside(book):
    write(book.parent / "geheim.md", INTRODUCTION.format("zorg"))
    (book / "partners/zorg.md").unlink()
    (book / "partners/zorg.md").symlink_to("../../geheim.md")


def profiles_outside(book):
    shutil.move(book / "partners", book.parent / "elders")
    (book / "partners").symlink_to("../elders")


def logo_without_picture(book):
    write(book / "partners/logo.png", "geen plaatje")
    zorg("blocks:", "logo: partners/logo.png\nblocks:")(book)


def reference_to_hidden(book):
    change(book / "blokken/01-eerste.md", "Omdat", "Zie [](#bouwsteen-2). Omdat")
    change(book / "book.yaml", "block-folder", "block-name: bouwsteen\n"
           "block-folder")
    zorg("references: reworded", "references: error")(book)
    zorg("[1: short, 2: full]", "[1]")(book)


# What is wrong, the place and the slug that are told.
BAD = (
    ("an unknown block", zorg("2: full", "9: full"),
     "partners/zorg.yaml:6:20", "block-unlisted"),
    ("a block twice", zorg("2: full", "1: full"),
     "partners/zorg.yaml:6:20", "name-twice"),
    ("an unknown role", zorg("1: short", "1: [kop]"),
     "partners/zorg.yaml:6:14", "role-undeclared"),
    ("an unknown variable", zorg("{steunpunt: Punt}", "{plein: Brink}"),
     "partners/zorg.yaml:5:13", "variable-undeclared"),
    ("an undefined variable", zorg("name: zorg", 'name: "{{plein}}"'),
     "partners/zorg.yaml:1:7", "variable-undefined"),
    ("an unknown audience", lambda book: change(
        book / "partners/zorg.md", "audience: zorg", "audience: brandweer"),
     "partners/zorg.md:2:11", "audience-undeclared"),
    ("an unknown file", zorg("partners/zorg.md", "voorwoord.md"),
     "partners/zorg.yaml:2:15", "file-missing"),
    ("another partner's introduction", zorg("partners/zorg.md",
                                            "partners/school.md"),
     "partners/zorg.yaml:2:15", "excerpt-hidden"),
    ("no introduction", zorg("introduction: partners/zorg.md\n", ""),
     "partners/zorg.yaml:1:1", "yaml-key-missing"),
    ("no name", zorg("name: zorg\n", ""),
     "partners/zorg.yaml:1:1", "yaml-key-missing"),
    ("no blocks", zorg("blocks: [1: short, 2: full]\n", ""),
     "partners/zorg.yaml:1:1", "outline-empty"),
    ("a logo that is no picture", logo_without_picture,
     "partners/zorg.yaml:6:7", "image-kind"),
    ("two profiles with one name", zorg("name: zorg", "name: school"),
     "partners/zorg.yaml:1:7", "profile-twice"),
    ("a path outside the book", zorg("partners/zorg.md", "../geheim.md"),
     "partners/zorg.yaml:2:15", "file-outside"),
    ("a link out of the book", link_outside,
     "partners/zorg.yaml:2:15", "file-outside"),
    ("profiles outside the book", profiles_outside,
     "book.yaml:1:1", "file-outside"),
    ("a hidden block is referred to", reference_to_hidden,
     "blokken/01-eerste.md:10:5", "reference-removed"),
    ("a profile named as an edition", lambda book: (book / (
        "partners/zorg.yaml")).rename(book / "partners/ervaren.yaml"),
     "partners/ervaren.yaml:1:1", "name-twice"),
    ("a name with capitals", lambda book: (book / (
        "partners/zorg.yaml")).rename(book / "partners/Zorg.yaml"),
     "partners/Zorg.yaml:1:1", "name-invalid"),
)


def test_bad_input(tests, scratch):
    for name, spoil, place, slug in BAD:
        book = make_book(scratch)
        shutil.rmtree(scratch / "elders", ignore_errors=True)
        spoil(book)
        done = tests.run(scratch, "excerpt", "book", "--all", "-o", "out")
        lines = done.messages.splitlines()
        found = any(f"{place}: error: " in line and f"[{slug}]" in line
                    for line in lines)
        tests.count.check(f"bad input: {name}", "" if found and
                          done.status == 1 else
                          f"no {place} [{slug}]: {done.messages}")
        tests.count.check(f"bad input: {name}: nothing is made", "it is" if (
            scratch / "out").exists() else "")


def test_new(tests, scratch):
    book = make_book(scratch)
    new = tests.run(scratch, "excerpt", "--new", "bibliotheek", "book")
    tests.expect("a new profile", new, 0, "partners/bibliotheek.yaml")
    tests.expect("it compiles at once", tests.run(
        scratch, "excerpt", "book", "bibliotheek", "-o", "out"), 0,
        "proef-bibliotheek.pdf")
    profile = book / "partners/bibliotheek.yaml"
    good = profile.read_text(encoding="utf-8")
    change(profile, "  # - 2", "   - 2")
    tests.expect("a new profile with a slip: no word of its being gone",
                 tests.run(scratch, "excerpt", "book", "bibliotheek", "-o",
                           "out"), 1, "bibliotheek.yaml", "yaml-syntax",
                 "outdated, do not hand it out: out/excerpts/bibliotheek/"
                 "proef-bibliotheek.pdf", without=["no such profile",
                                                   "there is no profile"])
    write(profile, good)
    before = files_below(book)
    tests.expect("it is never written over", tests.run(
        scratch, "excerpt", "--new", "bibliotheek", "book"), 2, "bibliotheek")
    tests.expect("a name that is taken", tests.run(
        scratch, "excerpt", "--new", "nieuw", "book"), 2, "nieuw")
    tests.expect("a name that cannot be", tests.run(
        scratch, "excerpt", "--new", "../bieb", "book"), 2, "../bieb")
    tests.count.check("nothing else was changed", "" if before
                      == files_below(book) else "it was")
    profile = (book / "partners/bibliotheek.yaml").read_text(encoding="utf-8")
    keys = re.compile(r"^# ([a-z-]+:.*|  .*)$", re.MULTILINE)
    write(book / "partners/bibliotheek.yaml",
          keys.sub(r"\1", profile).replace("logo: partners", "# logo: partners"))
    tests.expect("each of its examples is right", tests.run(
        scratch, "check", "book"), 0, without=["error"])


SESSION = """\
title: Eerste keer
handout: sessions/keer.md
notes: sessions/notities.md
blocks:
  - 1: [checklist]
"""


def make_session_book(scratch):
    book = make_book(scratch)
    change(book / "book.yaml", "audiences: {", "sessions: {reads: nieuw, "
           "facilitator: begeleider}\naudiences: {begeleider: B, ")
    change(book / "book.yaml", "[nieuw, ervaren, partners]",
           "[nieuw, ervaren, partners, begeleider]")
    write(book / "sessions/keer.yaml", SESSION)
    write(book / "sessions/keer.md",
          "---\naudience: nieuw begeleider\n---\n\n# Vandaag\n\nWe oefenen.\n")
    write(book / "sessions/notities.md",
          "---\naudience: begeleider\n---\n\n# Draaiboek\n\nEerst koffie.\n")
    return book


def test_session(tests, scratch):
    book = make_session_book(scratch)
    tests.expect("a session is made", tests.run(
        scratch, "session", "book", "keer", "-o", "out"), 0,
        "out/sessions/keer/proef-keer.pdf",
        "out/sessions/keer/proef-keer-begeleider.epub")

    def check(name, id_, words, without):
        text = pdf_text(scratch / f"out/sessions/keer/proef-{id_}.pdf")
        wrong = [word for word in words if word not in text]
        wrong += [word for word in without if word in text]
        tests.count.check(name, f"{wrong}\n{text}" if wrong else "")
    check("participants get the hand-out", "keer",
          ["We oefenen", "Een vakje van Eerste"],
          ["Eerst koffie", "Draaiboek", "Omdat"])
    check("the facilitator gets the notes too", "keer-begeleider",
          ["We oefenen", "Een vakje van Eerste", "Eerst koffie",
           "Voor de begeleider"], ["Omdat"])
    tests.run(scratch, "build", "book", "-o", "out", "-q")
    tests.run(scratch, "excerpt", "book", "--all", "-o", "out", "-q")
    leaks = [name for name in map(str, (scratch / "out").rglob("*.pdf"))
             if "keer" not in name and "koffie" in pdf_text(name)]
    tests.count.check("the notes are in no other file", "\n".join(leaks))
    tests.expect("check looks at sessions", tests.run(scratch, "check", "book"),
                 0)
    tests.expect("a session mistyped", tests.run(
        scratch, "session", "book", "keeer", "-o", "out"), 2,
        "no session 'keeer'", "did you mean 'keer'")
    change(book / "sessions/keer.yaml", "checklist", "cheklist")
    write(book / "sessions/stuk.yaml", "title: [\n")
    tests.expect("a session that cannot be read", tests.run(
        scratch, "session", "book", "stuk", "-o", "out"), 1, "stuk.yaml",
        "yaml-syntax", without=["no session"])
    (book / "sessions/stuk.yaml").unlink()
    tests.expect("a role mistyped in a session", tests.run(
        scratch, "check", "book"), 1, "did you mean 'checklist'")


APPENDIX = "Op welke bladzijde?"


def told_rows(line):
    """Of a line of the appendix: its name and pages; nothing for others."""
    found = re.match(r" *(\S.*?)((?: {2,}(?:\d+|–))+)$", line)
    return (found.group(1), found.group(2).split()) if found else None


def page_problem(pages, name, page):
    """Does a row's name stand on that page of a file?"""
    words = re.sub(r"^\d+\s|\s\d+$", "", name).split()
    return "" if all(word in pages[int(page) - 1] for word in words) else \
        f"'{name}' is not on page {page}\n"


class ToldPages:
    """The handbook's files as pages, to compare an appendix with."""

    def __init__(self, out):
        def pages(path):
            return pdf_text(path).split("\f")
        self.editions = [pages(next((out / name).glob("*.pdf")))
                         for name in ("nieuw", "ervaren", "partners")]
        manifest = (BOOK / "book.yaml").read_text("utf-8")
        variables = dict(re.findall(r"^  (\w+): (.*)$", manifest,
                                    re.MULTILINE))
        self.excerpts = {}
        for name in PARTNERS:
            profile = (BOOK / f"partners/{name}.yaml").read_text("utf-8")
            partner = re.search(r'^name: "?(.*?)"?$', profile, re.MULTILINE)
            partner = re.sub(r"{{(\w+)}}", lambda found: variables[
                found.group(1)], partner.group(1))
            self.excerpts[partner] = pages(
                next((out / "excerpts" / name).glob("*.pdf")))
        self.titles = dict(re.findall(r'^  (\d+): "?(.*?)"?$', manifest,
                                      re.MULTILINE))

    def compare(self, facilitator, handout):
        """What is wrong with a facilitator's appendix, and how many pages it
        names."""
        own = pdf_text(facilitator).split("\f")
        files = [own, pdf_text(handout).split("\f"), *self.editions]
        first = next(i for i, page in enumerate(own)
                     if page.strip().startswith(APPENDIX))
        problems, count, blocks = "", 0, []
        for line in "\n".join(own[first:]).splitlines():
            blocks = re.findall(r"bouwsteen (\d+)", line) or blocks
            name, pages = told_rows(line) or ("", [])
            columns = [(name, file) for file in files]
            for partner, excerpt in self.excerpts.items():
                if name and blocks and partner.startswith(name):
                    columns = [(self.titles[block], excerpt)
                               for block in blocks]
            for (words, file), page in zip(columns, pages):
                if page != "–":
                    count += 1
                    problems += page_problem(file, words, page)
        return problems, count


def test_told_pages(tests, scratch):
    """What the facilitators' files of the handbook say of other files is so in
    those files."""
    shutil.copytree(BOOK, scratch / "book")
    for command in (("build",), ("excerpt", "--all"), ("session", "--all")):
        tests.expect(f"{command[0]} of the handbook", tests.run(
            scratch, command[0], "book", *command[1:], "-o", "out", "-q",
            "-t", "pdf"), 0)
    told = ToldPages(scratch / "out")
    for folder in sorted((scratch / "out/sessions").iterdir()):
        handout, facilitator = sorted(folder.glob("*.pdf"),
                                      key=lambda path: len(path.name))
        problems, count = told.compare(facilitator, handout)
        tests.count.check(f"{folder.name}: its {count} pages are those of the "
                          "other files", problems or
                          ("" if count > 30 else "too few"))
        tests.count.check(f"{folder.name}: the hand-out has no appendix",
                          "it has" if APPENDIX in pdf_text(handout) else "")


def test_told_changes(tests, scratch):
    """The appendix follows the other files, and so does `verify`."""
    book = make_session_book(scratch)
    session = ("session", "book", "keer", "-q", "-o")
    tests.run(scratch, *session, "out", "-j1")
    tests.run(scratch, *session, "two", "-j2")
    before = files_below(scratch / "out")
    tests.count.check("a session: the same bytes with two threads", "" if before
                      == files_below(scratch / "two") else "other bytes")
    tests.run(scratch, "build", "book", "-e", "keer-begeleider", "-q",
              "-o", "one")
    one = files_below(scratch / "one")
    tests.count.check("made alone it is the same", "" if one and all(
        before[name] == data for name, data in one.items()) else "it is not")
    files = sorted(str(path) for path in
                   (scratch / "out").rglob("*begeleider*"))
    verify = ("verify", *files, "--against", "book")
    tests.expect("a facilitator's file is up to date",
                 tests.run(scratch, *verify), 0, without=["outdated"])
    change(book / "blokken/01-eerste.md", "[Dit ziet nieuw.]",
           f"[{'Dit ziet nieuw. ' * 500}]")
    tests.expect("it is outdated when pages elsewhere are others",
                 tests.run(scratch, *verify), 1, "outdated")
    tests.run(scratch, *session, "out")
    after = files_below(scratch / "out")
    tests.count.check("only the facilitator's file changes", "" if {
        name for name in after if after[name] != before[name]} == {
        name for name in after if "begeleider" in name} else "others too")
    change(book / "blokken/01-eerste.md", "{{steunpunt}}", "{{steunpnut}}")
    tests.expect("an error elsewhere is told", tests.run(
        scratch, *session, "out"), 1, "steunpnut")
    tests.count.check("and nothing is written", "" if after
                      == files_below(scratch / "out") else "other bytes")


def test_build(tests, scratch):
    """`build` makes excerpts when the manifest says so, or -e names one."""
    book = make_book(scratch)
    tests.run(scratch, "build", "book", "-o", "out", "-q")
    tests.count.check("a build makes no excerpts", "it does" if (
        scratch / "out/excerpts").exists() else "")
    tests.expect("-e takes a profile", tests.run(
        scratch, "build", "book", "-e", "zorg", "-o", "one"), 0,
        "one/excerpts/zorg/proef-zorg.pdf", without=["school"])
    change(book / "book.yaml", "excerpts: {", "excerpts: {build: yes, ")
    tests.expect("unless the manifest says so", tests.run(
        scratch, "build", "book", "-o", "out"), 0, "out/nieuw/proef-nieuw.pdf",
        "out/excerpts/zorg/proef-zorg.pdf",
        "out/excerpts/school/proef-school.epub")


def main():
    tests = Tests(sys.argv[1])
    for test in (test_handbook, test_content, test_sign_off, test_typos,
                 test_bad_input, test_new, test_session, test_told_pages,
                 test_told_changes, test_build):
        with Scratch() as scratch:
            test(tests, scratch)
    tests.count.close()


if __name__ == "__main__":
    main()
