#!/usr/bin/env python3
"""What the book holds: words of each part, and per edition and excerpt words,
pages, terms, index entries, worksheets, exercises, figures and tables.

    tests/book/counts.py PROGRAM       prints both as Markdown tables

As a test: each block has its fixed parts, in their order; each edition and
excerpt is about as long as planned.
"""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import sources

PARTS = ("Doe dit", "In één minuut", "Waarom", "Waarom", "Wat", "Stappen",
         "Praktijkvoorbeeld", "Valkuilen", "Checklist", "Reflectievragen",
         "Oefening", "Verdieping", "Wat mag je van ons verwachten?",
         "Wat vragen we van jou?", "Verder lezen", "Werkblad")
TIME = re.compile(r"\b(minuten|minuut|seconden|kwartier|halfuur|uur|middag|"
                  r"avond|dagen|week)\b")
WORKSHEET = ("**Doel:**", "**Tijd:**", "**Met wie:**")
BLOCKS = 30
# What each book is planned to have, and how far off it may be.
PLANNED = {
    "nieuw": {"planned words": 33500, "blocks": BLOCKS, "worksheets": BLOCKS,
              "exercises": BLOCKS},
    "ervaren": {"planned words": 31000, "blocks": BLOCKS, "terms": 84,
                "main entries": 150},
    "partners": {"planned words": 9000, "blocks": 21},
}
LEEWAY = 0.1
# Words of an excerpt, and which have the fewest and the most.
EXCERPT_LEAST, EXCERPT_MOST = 6700, 11900
SHORT, LONG = {"politie"}, {"wijkmanagement", "bewonersgroepen"}
# The plan counts what is written to be read on: front matter, parts, blocks,
# glossary.  Not lists, what is made by the program, or what each file repeats
# about itself.
UNPLANNED = ("nav", "omslag", "titelpagina", "colofon", "register", "bronnen",
             "themas-en-werkbladen", "toegankelijkheid", "contactkaart")
# Definitions beside the text are those of the glossary; the map of the parts
# is made by the program.
COPIED = re.compile(r'<div role="note" class="begrip">.*?</div>|'
                    r"<nav\b.*?</nav>", re.S)
# How many items a part has: fewer is no help, more is not read on the way.
ITEMS = (("Stappen", r"^\d+\. ", 5, 8), ("Valkuilen", "^- ", 4, 5),
         ("Checklist", r"^- \[ \] ", 6, 8), ("Reflectievragen", r"^\d+\. ", 3, 4),
         ("Verder lezen", "^- ", 3, 5))
# The blocks where an experienced worker has most to gain from more.
DEEPENING, DEEPENED = "Verdieping", 15
# What of the parts a reader of the reference edition has of a worksheet: what
# it is for and where it is.
APART = '- {audience="ervaren"} **Waar:** {{werkbladen}}'


def sections(path):
    """(heading, lines) of each part of a block."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            out.append((sources.bare(line[3:]), []))
        elif out:
            out[-1][1].append(line)
    return out


def problems_of(path):
    found = sections(path)
    headings = tuple(heading for heading, _ in found)
    if headings not in (PARTS, tuple(part for part in PARTS
                                     if part != DEEPENING)):
        yield f"{path.name}: parts are {', '.join(headings)}"
        return
    text = {heading: "\n".join(lines) for heading, lines in found}
    if not TIME.search(text["Oefening"]):
        yield f"{path.name}: the exercise does not say how long it takes"
    for field in WORKSHEET:
        if field not in text["Werkblad"]:
            yield f"{path.name}: the worksheet has no {field}"
    if APART not in text["Werkblad"]:
        yield f"{path.name}: experienced readers are not told where its" \
            " worksheet is"
    number = int(path.name[:2])
    if f"(#werkblad-{number})" not in text["Stappen"]:
        yield f"{path.name}: no step says when its worksheet is filled in"
    for heading, item, least, most in ITEMS:
        items = re.findall(item, text[heading], re.M)
        if not least <= len(items) <= most:
            yield f"{path.name}: {heading} has {len(items)} items"


def listed_wrongly(paths):
    """Worksheets and themes that the list at the end does not have."""
    listed = (sources.BOOK / "nawerk/themas-en-werkbladen.md").read_text(
        encoding="utf-8")
    for path in paths:
        text = path.read_text(encoding="utf-8")
        number = int(path.name[:2])
        title = re.search(r"^## Werkblad .*\n\n\*\*([^*]+)\*\*", text, re.M)
        if not title or f"| {title[1]} | [](#werkblad-{number}) |" \
                not in listed:
            yield f"{path.name}: its worksheet is not in the list"
        themes = re.search(r"^themes: \[(.*)\]", text, re.M)[1].split(",")
        if listed.count(f"[{number}](#bouwsteen-{number})") != len(themes):
            yield f"{path.name}: its themes are not those of the list"


def test(count):
    paths = sorted((sources.BOOK / "bouwstenen").glob("*.md"))
    count.check("thirty blocks", "" if len(paths) == BLOCKS else
                str(len(paths)))
    count.check("each block has its parts; exercises their time, worksheets"
                " their place among the steps",
                "\n".join(problem for path in paths
                          for problem in problems_of(path)))
    deepened = [path.name for path in paths if DEEPENING in
                (heading for heading, _ in sections(path))]
    count.check("half of the blocks are deepened for experienced readers",
                "" if len(deepened) == DEEPENED else
                f"{len(deepened)}: {', '.join(deepened)}")
    count.check("worksheets and themes stand in their lists",
                "\n".join(listed_wrongly(paths)))


# --- tables -------------------------------------------------------------------

def words_of(lines):
    text = " ".join(sources.bare(line) for line in lines
                    if sources.is_text(line))
    return len(re.findall(r"\w[\w'’-]*", text))


def part_table():
    total = collections.Counter()
    for path in sorted((sources.BOOK / "bouwstenen").glob("*.md")):
        for heading, lines in sections(path):
            total[heading] += words_of(lines)
    print("| part | words in 30 blocks | per block |\n|---|--:|--:|")
    for heading in dict.fromkeys(PARTS):
        print(f"| {heading} | {total[heading]} | {total[heading] // BLOCKS} |")
    print("\n| folder | words |\n|---|--:|")
    for folder in sources.FOLDERS:
        words = sum(words_of(path.read_text(encoding="utf-8").splitlines())
                    for path in (sources.BOOK / folder).glob("*.md"))
        print(f"| {folder} | {words} |")


def pages_of(pdf):
    done = subprocess.run(["pdfinfo", pdf], stdout=subprocess.PIPE,
                          check=False)
    found = re.search(rb"^Pages: +(\d+)", done.stdout, re.M)
    return int(found[1]) if found else 0


def words_in(page):
    page = re.sub(r"<head>.*?</head>", " ", page, flags=re.S)
    return len(re.findall(r"\w[\w'’-]*",
                          re.sub(r"<[^>]+>|&\w+;", " ", page)))


def count_book(folder):
    """The figures of one finished book, from its e-book."""
    marks = collections.Counter(pages=pages_of(next(folder.glob("*.pdf"))))
    with zipfile.ZipFile(next(folder.glob("*.epub"))) as archive:
        for entry in archive.namelist():
            if not entry.endswith(".xhtml") or entry.endswith("nav.xhtml"):
                continue
            page = archive.read(entry).decode("utf-8")
            marks["words"] += words_in(page)
            if pathlib.Path(entry).stem not in UNPLANNED:
                marks["planned words"] += words_in(COPIED.sub("", page))
            if entry.endswith("begrippen.xhtml"):
                marks["terms"] = page.count("<dt")
            if entry.endswith("register.xhtml"):
                marks["entries"] = page.count("<li")
                marks["main entries"] = main_entries(page)
                continue
            marks["blocks"] += bool(re.search(r"bouwsteen-\d+\.xhtml", entry))
            marks["worksheets"] += len(re.findall(r'id="werkblad-\d+"', page))
            marks["exercises"] += len(re.findall(r'id="[^"]*-oefening"', page))
            marks["figures"] += page.count("<figcaption")
            marks["tables"] += page.count("<table")
    return marks


def main_entries(page):
    depth = main = 0
    for closing, tag in re.findall(r"<(/?)(ul|li)\b", page):
        if tag == "ul":
            depth += -1 if closing else 1
        elif not closing and depth == 1:
            main += 1
    return main


def books_in(folder):
    return {epub.parent.name: count_book(epub.parent)
            for epub in sorted(folder.rglob("*.epub"))}


def off_plan(marks, planned):
    for name, number in planned.items():
        if abs(marks[name] - number) > LEEWAY * number:
            yield f"{marks[name]} {name}, {number} are planned"


def excerpts_off_plan(excerpts):
    words = {name: marks["planned words"] for name, marks in excerpts.items()}
    for name, number in words.items():
        if not (1 - LEEWAY) * EXCERPT_LEAST <= number <= (
                1 + LEEWAY) * EXCERPT_MOST:
            yield f"{name} has {number} words"
    in_order = sorted(words, key=words.get)
    if set(in_order[:len(SHORT)]) != SHORT:
        yield f"the shortest is {in_order[0]}"
    if set(in_order[-len(LONG):]) != LONG:
        yield f"the longest are {' and '.join(in_order[-len(LONG):])}"


def test_lengths(count, editions, excerpts):
    """Of the finished books in two folders."""
    for name, marks in books_in(editions).items():
        if name in PLANNED:
            count.check(f"{name} is about as long as planned",
                        "\n".join(off_plan(marks, PLANNED[name])))
    count.check("excerpts are about as long as planned",
                "\n".join(excerpts_off_plan(books_in(excerpts))))


COLUMNS = ("words", "planned words", "pages", "blocks", "terms", "main entries", "entries",
           "worksheets", "exercises", "figures", "tables")


def book_table(program):
    with tempfile.TemporaryDirectory(prefix="bouwsteen-counts-") as name:
        out = pathlib.Path(name)
        for command in (["build", sources.BOOK, "-o", out],
                        ["excerpt", sources.BOOK, "--all", "--draft", "-o",
                         out]):
            subprocess.run([program, *command, "-q"], check=True)
        print("\n| book | " + " | ".join(COLUMNS) + " |\n|---"
              + "|--:" * len(COLUMNS) + "|")
        for epub in sorted(out.rglob("*.epub")):
            marks = count_book(epub.parent)
            print(f"| {epub.parent.name} | "
                  + " | ".join(str(marks[column]) for column in COLUMNS)
                  + " |")


if __name__ == "__main__":
    part_table()
    book_table(pathlib.Path(sys.argv[1]).resolve())
