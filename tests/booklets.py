"""Booklets, for tests/print.py: sheets taken apart again and held against the
A5 PDF of the same layout.

All is measured at 254 dpi, where a tenth of a millimetre is a pixel: creep of
0.1 mm a sheet then moves renderings by whole pixels.
"""
import operator
import pathlib
import re
import subprocess

DPI = 254
WIDTH, HEIGHT = 2970, 2100  # pixels of A4, lying
PAGE = 1480  # width of A5
MOST_SHEETS = 16
EDGES = 300  # pixels that rounding may turn; a tenth of a mm turns thousands

MANIFEST = """name: proef
title: Proef
language: nl
version: "1"
date: 2026-11-23
style: boekje
chapters: [{}]
"""

CHAPTER = """# Hoofdstuk {number}

Bladzijde van hoofdstuk {number}, waarop van alles staat: eerst een alinea.

::: {{.tip}}
Een kader met nummer {number} erin.
:::

| Wie | Wat |
|---|---|
| nummer {number} | een cel |

::: {{.schrijfregels lines={lines}}}
:::
"""


def write_book(folder, chapters):
    """Each chapter is a page, behind a title page and the contents."""
    folder.mkdir(parents=True)
    names = [f"c{number}.md" for number in range(1, chapters + 1)]
    (folder / "book.yaml").write_text(MANIFEST.format(", ".join(names)),
                                      encoding="utf-8")
    for number, name in enumerate(names, 1):
        (folder / name).write_text(
            CHAPTER.format(number=number, lines=1 + number % 12),
            encoding="utf-8")


def signatures(pages):
    """Sheets of each signature, outermost first: as even as can be."""
    sheets = pages // 4
    count = -(-sheets // MOST_SHEETS)
    return [sheets // count + (i < sheets % count) for i in range(count)]


def sides(pages):
    """(left, right, creep in tenths of a millimetre), pages from 1."""
    first = 1
    for sheets in signatures(pages):
        low, high = first, first + 4 * sheets - 1
        for creep in range(sheets):
            yield high, low, creep
            yield low + 1, high - 1, creep
            low, high = low + 2, high - 2
        first += 4 * sheets


def output(*command):
    done = subprocess.run(list(map(str, command)), check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("utf-8", errors="replace")


def page_count(pdf):
    return int(re.search(r"Pages:\s+(\d+)", output("pdfinfo", pdf))[1])


def words(pdf, page, *crop):
    return output("pdftotext", "-f", page, "-l", page, "-r", DPI, *crop, pdf,
                  "-").split()


def half_words(pdf, side, right):
    return words(pdf, side, "-x", WIDTH // 2 if right else 0, "-y", 0, "-W",
                 WIDTH // 2, "-H", HEIGHT)


def unlike(one, other):
    """Pixels that are clearly not of the same grey."""
    return sum(1 for d in map(operator.sub, one, other)
               if d > 100 or d < -100)


def compare_half(render, booklet, plain, side, page, creep):
    """Pixels of a page that look otherwise on its sheet."""
    right = page % 2 == 1
    left_edge = WIDTH // 2 - creep if right else WIDTH // 2 - PAGE + creep
    # What lies over the fold is cut off; it is white.
    half = render(booklet, side, DPI, "-x", left_edge, "-y", 0, "-W", PAGE,
                  "-H", HEIGHT)
    whole = render(plain, page, DPI, "-x", 0, "-y", 0, "-W", PAGE, "-H",
                   HEIGHT)
    if right:
        return sum(unlike(half.row(y)[creep:], whole.row(y)[creep:])
                   for y in range(0, HEIGHT, 3))
    return sum(unlike(half.row(y)[:PAGE - creep],
                      whole.row(y)[:PAGE - creep])
               for y in range(0, HEIGHT, 3))


def test_order(count, booklet, plain, pages):
    """The text of each half is that of the page that belongs there."""
    problems = []
    own = page_count(plain)
    for side, (left, right, _) in enumerate(sides(pages), 1):
        for page, is_right in ((left, False), (right, True)):
            got = half_words(booklet, side, is_right)
            wanted = words(plain, page) if page <= own else \
                ["Aantekeningen", str(page)]
            if got != wanted:
                problems.append(f"side {side}: {got[:9]}, and page {page} "
                                f"says {wanted[:9]}")
    count.check(f"{pages} pages: in order on their sheets",
                "\n".join(problems[:5]))


def test_order_of_numbers(count, pdf):
    """A test sheet's pages bear their numbers alone."""
    found = [(half_words(pdf, side, right))
             for side in (1, 2) for right in (False, True)]
    wanted = ["4", "1", "2", "3"]
    count.check("test sheet: pages in order", "" if
                [words[3] for words in found] == wanted else str(found)[:400])


def test_look(count, render, booklet, plain, pages, some):
    problems = []
    own = page_count(plain)
    for side, (left, right, creep) in enumerate(sides(pages), 1):
        if side not in some:
            continue
        for page in (left, right):
            bad = compare_half(render, booklet, plain, side, page, creep) \
                if page <= own else 0
            if bad > EDGES:
                problems.append(f"page {page} on side {side}, moved by "
                                f"{creep / 10} mm: {bad} pixels differ")
    count.check(f"{pages} pages: as they look by themselves, creep away",
                "\n".join(problems))


def test_eyes(count, render, booklet, plain):
    """The comparison would see a tenth of a millimetre."""
    bad = compare_half(render, booklet, plain, 8, 9, 4)
    count.check("a tenth of a millimetre is seen", "" if bad > 3 * EDGES else
                f"only {bad} pixels differ")


def test_edge(count, render, booklet):
    """Nothing within 5 mm of the edge, nor across the fold."""
    dirty = []
    for side in range(1, page_count(booklet) + 1):
        picture = render(booklet, side, DPI // 2)
        free = 25
        rows = [*range(free - 1), *range(picture.height - free + 1,
                                         picture.height)]
        columns = [*range(free - 1), *range(picture.width - free + 1,
                                            picture.width),
                   picture.width // 2]
        if any(min(picture.row(y)) < 255 for y in rows) or \
                any(min(picture.column(x)) < 255 for x in columns):
            dirty.append(side)
    count.check("nothing near the edge or on the fold",
                f"sides {dirty}" if dirty else "")


def test_catalog(count, booklet):
    text = output("qpdf", "--qdf", "--object-streams=disable", booklet, "-")
    wanted = {"PrintScaling": "None", "Duplex": "DuplexFlipShortEdge"}
    for key, value in wanted.items():
        count.check(f"booklet: {key}", "" if
                    re.search(rf"/{key} /{value}\b", text) else "missing")
    for key in ("/Lang", "/Title", "/Metadata", "/PieceInfo"):
        count.check(f"booklet: {key}", "" if key in text else "missing")
    for key in ("/StructTreeRoot", "/Annots", "/Outlines", "/Dests"):
        count.check(f"booklet: no {key}", "there is one" if key in text
                    else "")
    check = output("qpdf", "--check", booklet)
    count.check("booklet: qpdf", "" if "No syntax" in check else check)


def made(folder, pattern):
    found = sorted(pathlib.Path(folder).rglob(pattern))
    return found[0] if found else None
