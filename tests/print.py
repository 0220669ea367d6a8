#!/usr/bin/env python3
"""What a trainer prints: large print, hand-outs and booklets, of any edition,
excerpt or session, also where the manifest asks for none.

    tests/print.py PROGRAM

The PDFs are measured on renderings (poppler) and in the sizes of their
letters (mutool).
"""
import pathlib
import re
import shutil
import subprocess
import sys

import booklets
import verapdf
from support import ROOT, Count, Scratch, run

BOOK = ROOT / "tests/epub/constructs"
MM = 72 / 25.4
TOOLS = ("pdfinfo", "pdftoppm", "pdftotext", "mutool", "qpdf")


def output(*command):
    done = subprocess.run(list(map(str, command)), check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("utf-8", errors="replace")


def page_sizes(pdf):
    """{(width, height) in whole mm}"""
    text = output("pdfinfo", "-f", 1, "-l", 9999, pdf)
    return {(round(float(w) / MM), round(float(h) / MM)) for w, h in
            re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", text)}


class Picture:
    """A page in grey: rows of bytes, 255 is white."""

    def __init__(self, data):
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
        self.width, self.height = int(head[1]), int(head[2])
        self.data = data[head.end():]

    def row(self, y):
        return self.data[y * self.width:(y + 1) * self.width]

    def column(self, x):
        return self.data[x::self.width]


def render(pdf, page, dpi, *more):
    done = subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), "-f",
                           str(page), "-l", str(page), *map(str, more),
                           str(pdf)], stdout=subprocess.PIPE, check=True)
    return Picture(done.stdout)


def build(program, folder, *more, book=BOOK):
    return run(program, "build", book, "-o", folder, "-q", *more)


def text_of(program, edition, book=BOOK):
    return re.sub(r"\d+", "", run(program, "dump", book, "-e", edition,
                                  "--what=text").text)


# --- large print, hand-outs ---------------------------------------------------

def letter_sizes(pdf):
    """{size in points: letters}, of the text between head and foot."""
    sizes = {}
    for page in re.split(r"<page ", output("mutool", "draw", "-q", "-F",
                                           "stext", pdf))[1:]:
        height = float(re.search(r'height="([\d.]+)"', page)[1])
        for size, content in re.findall(
                r'<font name="[^"]*" size="([\d.]+)">(.*?)</font>', page,
                re.S):
            for y in re.findall(r'<char [^>]*? y="([\d.-]+)"', content):
                if 13 * MM < float(y) < height - 14 * MM:
                    size = round(float(size), 1)
                    sizes[size] = sizes.get(size, 0) + 1
    return sizes


def test_large(count, pdf):
    sizes = letter_sizes(pdf)
    body = max(sizes, key=sizes.get)
    count.check("large print: 18 pt on paper", "" if body == 18.0 else
                f"most letters are of {body} pt: {sizes}")
    small = {size: letters for size, letters in sizes.items() if size < 17.9}
    # Numbers of notes, program text, which keeps its lines, and drawings.
    share = sum(small.values()) / sum(sizes.values())
    count.check("large print: nothing is set small", "" if share < 0.05 else
                f"{share:.1%} of the letters: {small}")
    fonts = output("pdffonts", pdf)
    count.check("large print: in Lato", "" if "Vollkorn" not in fonts and
                "Lato" in fonts else fonts)


def test_whole_words(count, program):
    dump = run(program, "dump", BOOK, "-e", edition_of(program) + "-large",
               "--what=pages").text
    count.check("large print: no word is divided",
                "" if "soft-hyphen" not in dump else
                "\n".join(line for line in dump.splitlines()
                          if "soft-hyphen" in line))


def test_punch(count, pdf, pages):
    """Nothing within 24 mm of the inner edge."""
    dirty = []
    for page in range(1, pages + 1):
        picture = render(pdf, page, 36)
        free = int(24 / 25.4 * 36)
        columns = range(free) if page % 2 else \
            range(picture.width - free, picture.width)
        if any(min(picture.column(x)) < 200 for x in columns):
            dirty.append(page)
    count.check("hand-outs: the punch hits nothing",
                f"something stands there on pages {dirty}" if dirty else "")


def edition_of(program):
    listed = run(program, "list", BOOK).text
    return re.search(r"Editions\n  (\S+)", listed)[1]


def test_forms(count, program, folder):
    edition = edition_of(program)
    build(program, folder / "own")
    made = [path.name for path in folder.rglob("*-*.pdf")
            if re.search(r"-(large|handout)\.pdf$", path.name)]
    count.check("no form is made unasked", "\n".join(made))
    done = build(program, folder, "-e", edition, "-t", "large", "-t",
                 "handout")
    pdfs = sorted((folder / edition).glob("*.pdf"))
    names = [re.sub(r".*-", "", path.stem) for path in pdfs]
    if not count.check("large print and hand-out of an edition",
                       "" if names == ["handout", "large"] else
                       f"{names}\n{done.messages}"):
        return
    handout, large = pdfs
    for pdf in pdfs:
        form = pdf.stem.split("-")[-1]
        count.check(f"{form}: A4", "" if page_sizes(pdf) == {(210, 297)}
                    else str(page_sizes(pdf)))
        count.check(f"{form}: the same text", "" if
                    text_of(program, edition) ==
                    text_of(program, f"{edition}-{form}") else "it differs")
        verified = run(program, "verify", pdf, "--against", BOOK)
        count.check(f"{form}: verified", "" if verified.status == 0 else
                    verified.text + verified.messages)
        proof = run(program, "proof", pdf)
        count.check(f"{form}: proof", "" if proof.status == 0 else proof.text)
        count.check(f"{form}: qpdf", "" if "No syntax" in
                    output("qpdf", "--check", pdf) else
                    output("qpdf", "--check", pdf))
    test_large(count, large)
    test_whole_words(count, program)
    test_punch(count, handout,
               int(re.search(r"Pages:\s+(\d+)", output("pdfinfo", handout))[1]))
    if not verapdf.command():
        count.skip("veraPDF on large print and hand-outs",
                   "run make setup-test")
        return
    for file, flavours in verapdf.verdicts(pdfs).items():
        count.check(f"veraPDF: {pathlib.Path(file).name}",
                    "" if set(flavours) == {"ua1", "2a"}
                    and not any(flavours.values()) else str(flavours))


def test_form_of_form(count, program, folder):
    """An id that ends in a form can be named itself."""
    edition = edition_of(program)
    done = build(program, folder, "-e", f"{edition}-large")
    made = [path.name for path in folder.rglob("*.pdf")]
    count.check("a form named with -e", "" if len(made) == 1 and
                made[0].endswith("-large.pdf") else
                f"{made}\n{done.messages}")
    build(program, folder, "-e", f"{edition}-large", "-t", "large")
    count.check("a form is not made of itself", "" if
                len(list(folder.rglob("*.pdf"))) == 1 else
                "\n".join(map(str, folder.rglob("*.pdf"))))
    done = build(program, folder, "-e", f"{edition}-large", "-t", "epub")
    count.check("no e-book of a form", "" if done.status == 2 and
                "PDF alone" in done.messages else
                f"status {done.status}\n{done.messages}")


def test_plain(count, program, scratch):
    """The form of a plain book does not take the book's own name."""
    book = scratch / "plain"
    book.mkdir()
    (book / "book.yaml").write_text("title: Proef\nlanguage: nl\n"
                                    "chapters: [a.md]\n", encoding="utf-8")
    (book / "a.md").write_text("# Een\n\nTekst.\n", encoding="utf-8")
    done = build(program, scratch / "made", "-t", "large", book=book)
    made = [path.name for path in (scratch / "made").rglob("*.pdf")]
    count.check("large print of a plain book", "" if
                made == ["proef-large.pdf"] else f"{made}\n{done.messages}")


# --- booklets -----------------------------------------------------------------

def make_booklet(program, scratch, wanted):
    """(booklet, plain, messages) of as many pages before it is filled."""
    chapters = wanted - 2
    while chapters > 0:
        folder = scratch / f"{wanted}-{chapters}"
        booklets.write_book(folder / "book", chapters)
        done = build(program, folder / "out", "-t", "pdf", "-t", "booklet",
                     book=folder / "book")
        plain = booklets.made(folder / "out", "proef.pdf")
        booklet = booklets.made(folder / "out", "proef-booklet.pdf")
        if not plain or not booklet:
            return None, None, done.messages
        more = booklets.page_count(plain) - wanted
        if more <= 0:
            return booklet, plain, done.messages
        chapters -= more
    return None, None, "too few"


def test_booklets(count, program, scratch):
    for wanted, some in ((3, (1, 2)), (4, (1, 2)), (8, (4,)), (13, (8,)),
                         (64, (1, 31, 32)), (68, (18, 33)), (75, ())):
        booklet, plain, messages = make_booklet(program, scratch, wanted)
        if not count.check(f"{wanted} pages: a booklet", "" if booklet and
                           booklets.page_count(plain) == wanted else messages):
            continue
        pages = -(-wanted // 4) * 4
        count.check(f"{wanted} pages: {pages // 2} sides of A4", "" if
                    booklets.page_count(booklet) == pages // 2 and
                    page_sizes(booklet) == {(297, 210)} else
                    output("pdfinfo", booklet))
        thick = "booklet-thick" in messages
        count.check(f"{wanted} pages: warning", "" if thick == (pages > 64)
                    else messages or "none")
        booklets.test_order(count, booklet, plain, pages)
        booklets.test_look(count, render, booklet, plain, pages, some)
        if wanted == 13:
            booklets.test_eyes(count, render, booklet, plain)
    booklets.test_edge(count, render, booklet)
    booklets.test_catalog(count, booklet)
    verified = run(program, "verify", booklet)
    count.check("booklet: verified", "" if verified.status == 0 else
                verified.text + verified.messages)


def test_rich_booklet(count, program, scratch):
    """Pictures, tables and notes look alike on sheets."""
    book = scratch / "rich"
    scratch.mkdir()
    shutil.copytree(BOOK, book)
    manifest = (book / "book.yaml").read_text(encoding="utf-8")
    (book / "book.yaml").write_text(
        re.sub(r"style: \S+", "style: boekje", manifest), encoding="utf-8")
    edition = edition_of(program)
    build(program, scratch / "made", "-e", edition, "-t", "pdf", "-t",
          "booklet", book=book)
    plain = booklets.made(scratch / "made", f"*-{edition}.pdf")
    booklet = booklets.made(scratch / "made", f"*-{edition}-booklet.pdf")
    if not count.check("booklet of every construct",
                       "" if plain and booklet else "not made"):
        return
    pages = 2 * booklets.page_count(booklet)
    booklets.test_order(count, booklet, plain, pages)
    booklets.test_look(count, render, booklet, plain, pages,
                       range(1, pages // 2 + 1))


def test_ruler(count, program, folder):
    """100 mm is 100 mm, between the middles of the first and last tick."""
    tick = 0.5 / MM
    done = run(program, "testsheet", BOOK, "-o", folder, "-q")
    pdf = folder / "testsheet.pdf"
    if not count.check("test sheet", "" if done.status == 0 and pdf.exists()
                       else f"status {done.status}\n{done.messages}"):
        return
    count.check("test sheet: one sheet of A4",
                "" if page_sizes(pdf) == {(297, 210)} and
                booklets.page_count(pdf) == 2 else output("pdfinfo", pdf))
    for side in (1, 2):
        picture = render(pdf, side, 300)
        for right in (False, True):
            # The ruler's line: the widest run of ink that is not the frame.
            half = picture.width // 2
            rows = [picture.row(y)[half * right:half * (right + 1)]
                    for y in range(300, picture.height - 300)]
            across = max(longest_run(row) for row in rows) / 300 * 25.4
            columns = [picture.column(x)[300:-300] for x in range(
                half * right + 100 * (not right),
                half * (right + 1) - 100 * right)]
            down = max(longest_run(column) for column in columns) / 300 * 25.4
            for name, length in (("lying", across), ("upright", down)):
                count.check(f"ruler {name} on side {side}", "" if
                            abs(length - tick - 100) < 0.2 else f"{length:.2f} mm")
    text = " ".join(output("pdftotext", pdf, "-").split())
    count.check("test sheet: says which side is up",
                "" if text.count("deze kant boven") == 4 else text)
    booklets.test_order_of_numbers(count, pdf)


def longest_run(line):
    return max(map(len, re.findall(rb"[\x00-\x7f]+", line)), default=0)


def test_excerpt(count, program, folder):
    """What is scanned for leaks can be made as a booklet too."""
    done = run(program, "excerpt", ROOT / "book", "stip", "-t", "booklet",
               "--draft", "-q", "-o", folder)
    count.check("booklet of an excerpt", "" if done.status == 0 and
                list(folder.rglob("*-stip-booklet-concept.pdf")) else
                f"status {done.status}\n{done.messages}")


# --- the specimen -------------------------------------------------------------

SHEETS = ROOT / "styles"
# Looks that layout gives to what has no such class in the tree.
MADE_BY_LAYOUT = {"chapter-label", "box-label", "caption-number", "begrip",
                  "change-bar", "cover", "blurb", "lead", "rights"}
# Kinds that other names stand for, or that hold what is there.
KINDS = {"note-call", "footnote", "writing-lines", "contents-entry",
         "index-entry", "definition", "term", "locator", "code-block",
         "strike", "quote", "rule", "figure", "table", "row", "cell", "item",
         "emphasis", "strong", "link", "reference", "span", "div", "part"}


def test_specimen(count, program, folder):
    """Every construct that the sheets speak of is in the specimen."""
    book = SHEETS / "specimen"
    done = build(program, folder, book=book)
    build(program, folder, "-e", "handboek-worksheets", "-t", "handout",
          book=book)
    made = {path.name for path in folder.rglob("*.pdf")}
    sheets = {path.stem for path in SHEETS.glob("*.yaml")}
    shown = {re.sub(r"^stijlproef-(handboek-)?|\.pdf$", "", name)
             for name in made}
    named = {"worksheets": "werkbladen", "large": "groot",
             "booklet": "boekje", "worksheets-handout": "werkbladen-handout"}
    missing = sheets - {named.get(name, name) for name in shown}
    count.check("specimen: builds without a remark", done.messages)
    count.check("specimen: every sheet", f"not shown: {sorted(missing)}"
                if missing else "")
    tree = run(program, "dump", book, "-e", "handboek", "--what=tree").text
    kinds = set(re.findall(r"^ *([a-z-]+)", tree, re.M))
    count.check("specimen: every kind of node", "" if KINDS <= kinds else
                str(sorted(KINDS - kinds)))
    keys = re.findall(r"^  ([^#:]+):", (SHEETS / "handboek.yaml").read_text(
        encoding="utf-8"), re.M)
    classes = {name for key in keys
               for name in re.findall(r"(?<!\w)\.([\w-]+)", key)}
    lost = {name for name in classes - MADE_BY_LAYOUT
            if not re.search(rf"\b{name}\b", tree)}
    count.check("specimen: every class of the handbook's sheet",
                str(sorted(lost)) if lost else "")


# --- worksheets on paper --------------------------------------------------------

def steps(values):
    """Distances between neighbours, in mm, without repeats."""
    values = sorted(set(values))
    return {round((b - a) / MM, 1) for a, b in zip(values, values[1:])}


def lines_of(dump, kind):
    """(x, y, width, height) of the marks of a kind, by page."""
    pages = [[]]
    for line in dump.splitlines():
        if line.startswith("page "):
            pages.append([])
        found = re.match(rf"  {kind} (\S+) (\S+) (\S+) (\S+)", line)
        if found:
            pages[-1].append(tuple(map(float, found.groups())))
    return pages


def writing_steps(dump):
    """From line to line where two or more lie below each other."""
    found = set()
    for page in lines_of(dump, "line"):
        wide = [y for _, y, width, height in page if width > 100 and not height]
        found |= {step for step in steps(wide) if 6 < step < 12}
    return found


def test_fields_on_paper(count, program):
    """Field types of the specimen, in the sizes that a pen asks for."""
    book = SHEETS / "specimen"
    for edition, wanted in (("handboek-worksheets-handout", 9.0),
                            ("boekje", 8.0)):
        dump = run(program, "dump", book, "-e", edition, "--what=pages").text
        found = writing_steps(dump)
        count.check(f"worksheets: {wanted:.0f} mm from line to line in "
                    f"{edition}", "" if found == {wanted} else str(found))
        squares = {step for page in lines_of(dump, "line")
                   for step in steps([x for x, _, width, height in page
                                      if height and not width])}
        count.check(f"worksheets: squares of 5 mm in {edition}",
                    "" if squares == {5.0} else str(squares))
        circles = {(round(width / MM, 1), round(height / MM, 1))
                   for page in lines_of(dump, "frame")
                   for _, _, width, height in page if width < 20}
        boxes = {(round(float(w) / MM, 1), round(float(h) / MM, 1))
                 for w, h in re.findall(
                     r"  path \S+ \S+ (\S+) (\S+) box ", dump)}
        count.check(f"worksheets: circles and boxes of 4 mm in {edition}",
                    "" if circles == boxes == {(4.0, 4.0)} else
                    f"{circles} {boxes}")
        low = [step for page in lines_of(dump, "rect")
               for step in steps([y for _, y, _, height in page
                                  if height < 0.5]) if 8 < step < 10]
        count.check(f"worksheets: no row below 10 mm in {edition}",
                    " ".join(map(str, low)))


def main():
    program = pathlib.Path(sys.argv[1])
    count = Count("print")
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        count.skip("what is printed", f"missing: {' '.join(missing)}")
        count.close()
    with Scratch() as scratch:
        test_forms(count, program, scratch / "a")
        test_form_of_form(count, program, scratch / "b")
        test_plain(count, program, scratch)
        test_booklets(count, program, scratch / "d")
        test_rich_booklet(count, program, scratch / "e")
        test_specimen(count, program, scratch / "h")
        test_fields_on_paper(count, program)
        test_ruler(count, program, scratch / "g")
        test_excerpt(count, program, scratch / "f")
    count.close()


if __name__ == "__main__":
    main()
