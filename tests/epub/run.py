#!/usr/bin/env python3
"""The e-books of the real book, its excerpts and sessions, and of a book with a construct of
every kind: EPUBCheck, Ace, calibre, page truth, the same bytes at any place
and hour.

    tests/epub/run.py PROGRAM

Tools that are missing make their tests skipped.  Ace runs beside the other
tests, since it waits for its browser most of the time.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from support import ROOT, TOOLS, Count, is_sanitized, run  # noqa: E402
import catalog  # noqa: E402
import defects  # noqa: E402
import pages  # noqa: E402
import readers  # noqa: E402
import update  # noqa: E402
import validators  # noqa: E402

BOOK = ROOT / "book"
CONSTRUCTS = ROOT / "tests/epub/constructs"
NODE = TOOLS / "node_modules"
# A gap in the Netherlands' clock, and a moment on two dates across the world.
MOMENTS = ("1774747800", "1790000000")
ZONES = ("Europe/Amsterdam", "Pacific/Auckland", "America/St_Johns")


# --- building -----------------------------------------------------------------

def build(program, book, folder, *more, **environment):
    done = run(program, "build", book, "-o", folder, "-q", *more,
               cwd=folder.parent, **environment)
    return "" if done.status == 0 else f"exit {done.status}\n{done.messages}"


def books_below(folder):
    return sorted(folder.rglob("*.epub"))


# --- the container ------------------------------------------------------------

def container_problem(epub):
    data = epub.read_bytes()
    problems = []
    # EPUBCheck 5.3.0 does not see a deflated mimetype.
    if (data[:4], data[6:8], data[8:10]) != (b"PK\3\4", b"\0\0", b"\0\0") or \
            data[26:30] != b"\x08\0\0\0" or \
            data[30:58] != b"mimetypeapplication/epub+zip":
        problems.append(f"mimetype: {data[:64]!r}")
    with zipfile.ZipFile(epub) as archive:
        problems += [f"bad: {name}" for name in [archive.testzip()] if name]
        for entry in archive.infolist():
            if entry.filename.endswith("/"):
                problems.append(f"folder entry {entry.filename}")
            if entry.date_time != (1980, 1, 1, 0, 0, 0) or entry.extra:
                problems.append(f"{entry.filename}: date or extra field")
        text = "".join(archive.read(name).decode("utf-8")
                       for name in archive.namelist()
                       if name.endswith((".xhtml", ".opf", ".ncx", ".css")))
    if str(ROOT) in text:
        problems.append("a path of this machine")
    return "\n".join(problems)


# --- the same bytes -----------------------------------------------------------

def test_same_bytes(count, program, folder):
    """Time zones, gaps in the clock, and whether the PDF is made too."""
    for moment in MOMENTS:
        seen = set()
        for zone in ZONES:
            out = folder / f"at-{moment}-{zone.replace('/', '-')}"
            problem = build(program, CONSTRUCTS, out, "-t", "epub", "-e",
                            "lezer", TZ=zone, SOURCE_DATE_EPOCH=moment)
            seen |= {book.read_bytes() for book in books_below(out)}
        count.check(f"the same bytes in all time zones, at {moment}",
                    problem or ("" if len(seen) == 1 else f"{len(seen)} kinds"))
    out = folder / "alone"
    problem = build(program, CONSTRUCTS, out, "-t", "epub")
    count.check("an e-book made alone is the one made with the PDF", problem or
                "\n".join(book.name for book in books_below(out)
                          if book.read_bytes() != (
                              folder / "constructs" / book.parent.name /
                              book.name).read_bytes()))


# --- page truth ---------------------------------------------------------------

def dump_of(program, book, edition):
    return run(program, "dump", book, "-e", edition, "--what=pages").text


def displace(epub, broken):
    """The same e-book with page markers a word too late; how many."""
    moved = 0
    with zipfile.ZipFile(epub) as source, \
            zipfile.ZipFile(broken, "w") as target:
        for info in source.infolist():
            text = source.read(info)
            if info.filename.endswith(".xhtml"):
                text, count = re.subn(
                    rb'(<span id="p\d+" [^>]*></span>)((?:<[^>]*>)*[^\s<]+\s)',
                    rb"\2\1", text)
                moved += count
            target.writestr(info, text)
    return moved


def edition_of(epub):
    """A session's files lie in one folder; both have their names behind the
    book's."""
    return epub.stem.split("-", 1)[1] if epub.parts[-3] == "sessions" \
        else epub.parent.name


def test_pages(count, program, book, epub):
    edition = edition_of(epub)
    if not shutil.which("pdftotext"):
        count.skip(f"{epub.name}: page truth", "poppler-utils missing")
        return
    dump = dump_of(program, book, edition)
    problems, seen = pages.page_problems(epub.with_suffix(".pdf"), epub, dump)
    count.check(f"{epub.name}: {seen} print pages begin where they say",
                "\n".join(problems) or ("" if seen else "no page seen"))
    broken = epub.with_name("broken.epub.zip")
    moved = displace(epub, broken)
    problems, _ = pages.page_problems(epub.with_suffix(".pdf"), broken, dump)
    broken.unlink()
    count.check(f"{epub.name}: markers that are a word off are noticed",
                "" if 0 < moved <= len(problems) else
                f"{len(problems)} of {moved} noticed")


def test_unprinted(count, epub):
    """An edition without a PDF names no print pages."""
    with zipfile.ZipFile(epub) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    found = [word for word in (b"page-list", b"pageBreakSource", b"dc:source",
                               b"pagebreak", b"pageList", b"pageNavigation")
             if word in text]
    count.check(f"{epub.name}: no pages without print",
                b" ".join(found).decode())


# --- our own proof ------------------------------------------------------------

# Of the matrix of 86; those that are no faults to anyone count like others.
FEWEST_FOUND = 84


def test_proof(count, program, epubs, folder):
    for epub in epubs:
        done = run(program, "proof", epub)
        count.check(f"{epub.name}: proof", done.text if done.status else "")
    bad, missed, unmade = folder / "bad.epub", [], []
    for name, content in defects.seeded(good_book(epubs).read_bytes()):
        if not isinstance(content, bytes):
            unmade.append(f"{name}: {content}")
            continue
        bad.write_bytes(content)
        done = run(program, "proof", "-q", bad)
        if done.status != 1 or not done.text:
            missed.append(name)
    count.check("all defects could be seeded", "\n".join(unmade))
    of_matrix = [name for name in missed if name in defects.MATRIX]
    found = len(defects.MATRIX) - len(of_matrix) - len(unmade)
    count.check(f"proof finds {found} of {len(defects.MATRIX)} seeded defects",
                "" if found >= FEWEST_FOUND else "\n".join(of_matrix))
    count.check(f"and each of {len(defects.MORE)} more", "\n".join(
        name for name in missed if name in defects.MORE))


def good_book(epubs):
    return next(epub for epub in epubs if epub.parent.name == "lezer")


def bad_book(epubs, folder):
    """One for others to find fault with."""
    seed, bad = defects.Seed(good_book(epubs).read_bytes()), folder / "odd.epub"
    defects.MORE["an id with a blank"](seed)
    bad.write_bytes(seed.pack())
    return bad


def commonmark_book(folder):
    """All examples of the specification as chapters of one plain book, without
    those that name a picture that is not there, or have a letter that no font
    has; NULL when the specification is not installed."""
    spec = NODE / "commonmark-spec/spec.txt"
    if not spec.is_file():
        return None
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$",
                          spec.read_text(encoding="utf-8"), re.M | re.S)
    folder.mkdir()
    names = []
    for number, example in enumerate(examples, 1):
        if "![" in example or "&#XD06;" in example:
            continue
        names.append(f"{number:03}.md")
        (folder / names[-1]).write_text(
            f"# Voorbeeld {number}\n\n" + example.replace("\u2192", "\t"),
            encoding="utf-8")
    (folder / "book.yaml").write_text(
        "title: CommonMark\nlanguage: nl\nchapters:\n" + "".join(
            f"  - {name}\n" for name in names), encoding="utf-8")
    return folder


# --- what the manifest chooses ------------------------------------------------

def test_choices(count, program, folder):
    """A certifier only where one is named; no fonts where none are wanted."""
    book, out = folder / "choices", folder / "choices-out"
    shutil.copytree(CONSTRUCTS, book)
    manifest = book / "book.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(
        text.replace("title: Alles", "title: Het een", 1)
        + "accessibility-certifier: Bureau Toets\nembed-fonts: no\n",
        encoding="utf-8")
    problem = build(program, book, out, "-t", "epub", "-e", "luisteraar")
    if not count.check("builds with choices", problem):
        return []
    epub = books_below(out)[0]
    with zipfile.ZipFile(epub) as archive:
        package = archive.read("EPUB/package.opf").decode()
        names = archive.namelist()
        glossary = archive.read("EPUB/text/begrippen.xhtml").decode()
        nav = archive.read("EPUB/nav.xhtml").decode()
    count.check("the certifier is named, with what is certified", "" if
                "EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>" in package
                and '>Bureau Toets</meta>' in package else package)
    count.check("title and maker are filed by the right word", "" if
                'property="file-as">redactie, De</meta>' in package and
                'property="file-as">een &amp; nog wat &lt;proef&gt;: '
                'Zonder druk, Het</meta>' in package else package)
    count.check("no fonts when none are wanted", "\n".join(
        name for name in names if name.startswith("EPUB/fonts/")))
    count.check("an entry of the glossary leads back to its uses", "" if
                re.search(r'class="terug">Genoemd in: <a href="bouwsteen-7\.xhtml'
                          r'#bij-kracht">', glossary) else glossary)
    count.check("worksheets, tables and figures are listed", "" if all(
        f"<h2 id=\"lijst-{word}-kop\">" in nav
        for word in ("worksheets", "tables", "figures")) else nav)
    return [epub]


# --- the catalog --------------------------------------------------------------

def test_catalog(count, program, folder):
    out, later = folder / "catalog-out", folder / "catalog-later"
    problem = build(program, CONSTRUCTS, out, "-t", "catalog") or \
        build(program, CONSTRUCTS, later, "-t", "catalog", TZ=ZONES[1])
    if count.check("makes a catalog", problem):
        catalog.test_catalog(count, out, later)
        catalog.test_forms(count, program, CONSTRUCTS, folder / "forms")


# --- excerpts and sessions ----------------------------------------------------

def make_all(count, program, folder, command):
    """All excerpts or sessions of the real book.  No catalog names them."""
    out = folder / f"{command}-out"
    done = run(program, command, BOOK, "--all", "-o", out, "-q", cwd=folder)
    made = books_below(out)
    count.check(f"{command}: {len(made)} e-books are made", done.messages
                if done.status else ("" if made else "none"))
    count.check(f"{command}: no catalog",
                "there is one" if (out / "catalog").exists() else "")
    return made


def test_made(count, program, epubs):
    for epub in epubs:
        test_pages(count, program, BOOK, epub)
        found = run(program, "proof", epub)
        count.check(f"{epub.name}: proof", found.text if found.status else "")


# --- all ----------------------------------------------------------------------

def commonmark(count, program, folder):
    """Its e-book, for EPUBCheck too: the build has looked at it."""
    book = commonmark_book(folder / "commonmark")
    if not book:
        count.skip("CommonMark's examples", "run make setup-test")
        return []
    out = folder / "out"
    problem = "\n".join(
        line for line in build(program, book, out, "-t", "epub").splitlines()
        if "error:" in line or line.startswith("exit"))
    count.check("CommonMark's examples make a sound e-book", problem)
    return books_below(out)


def main():
    program = pathlib.Path(sys.argv[1])
    count = Count("epub")
    with tempfile.TemporaryDirectory(prefix="bouwsteen-epub-") as name:
        folder = pathlib.Path(name)
        problem = build(program, BOOK, folder / "book") or \
            build(program, CONSTRUCTS, folder / "constructs")
        if not count.check("builds", problem):
            count.close()
        epubs = books_below(folder)
        excerpts = make_all(count, program, folder, "excerpt")
        sessions = make_all(count, program, folder, "session")
        # The sanitizers' files are those of the release build.
        ace = None if is_sanitized(program) else validators.Ace(
            epubs + excerpts + sessions[-2:], folder)
        for epub in epubs:
            count.check(f"{epub.name}: archive", container_problem(epub))
            if epub.with_suffix(".pdf").is_file():
                test_pages(count, program, BOOK if folder / "book" in
                           epub.parents else CONSTRUCTS, epub)
            else:
                test_unprinted(count, epub)
        test_same_bytes(count, program, folder)
        update.test_update(count, lambda book, out: build(program, book, out),
                           CONSTRUCTS, folder)
        test_proof(count, program, epubs, folder)
        more = test_choices(count, program, folder) + excerpts + sessions
        test_made(count, program, excerpts + sessions)
        if ace:
            more = epubs + more + commonmark(count, program, folder)
            test_catalog(count, program, folder)
            for epub in epubs:
                if epub.parent.name in ("lezer", "nieuw"):
                    readers.test_readers(count, epub, folder)
            validators.test_epubcheck(count, more)
            validators.test_check_book(count, more, bad_book(epubs, folder),
                                       folder)
            ace.test(count)
    count.close()


if __name__ == "__main__":
    main()
