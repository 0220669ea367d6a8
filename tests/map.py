#!/usr/bin/env python3
"""Who sees what: the map on the terminal, as CSV and as a page in a browser.

    tests/map.py PROGRAM
"""
import base64
import csv
import hashlib
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys

from audiences import Manifest, Reading
from support import ROOT, TOOLS, Count, Scratch, run

MANIFEST = """\
name: proef
title: Proef & <probeer>
language: nl
audiences: {nieuw: Nieuw, ervaren: Ervaren, inkijkje: Inkijkje}
groups: {iedereen: [nieuw, ervaren, inkijkje]}
roles: {waarom: Waarom, stappen: Stappen}
depths: {short: [waarom]}
variables: {stip: vierkant}
block-name: bouwsteen
block-folder: bouwstenen
blocks: {1: "=Een", 2: Twee, 3: Drie}
editions:
  nieuw: {chapters: [een.md, 1]}
  ervaren: {chapters: [{1: short}]}
  kijk: {reads: inkijkje, chapters: [een.md]}
"""
CHAPTER = """\
---
audience: nieuw inkijkje
---
# Eén

Een zin voor allen.

Over het {{stip}} en een [geheim]{audience="nieuw"} woord.

- {audience="not nieuw"} Een bëlangrijk gehëim.

[Voor niemand hier.]{audience="nieuw"}
"""
BLOCK = """\
---
nummer: NUMBER
audience: iedereen
---
# Titel

## Waarom

Daarom.

## Stappen

| a | b |
|---|---|
| eerst | dan |
"""


class Fixture:
    def __init__(self, scratch):
        self.book = scratch / "book"
        (self.book / "bouwstenen").mkdir(parents=True)
        (self.book / "book.yaml").write_text(MANIFEST, encoding="utf-8")
        (self.book / "een.md").write_text(CHAPTER, encoding="utf-8")
        for number in (1, 2):
            (self.book / f"bouwstenen/0{number}-b.md").write_text(
                BLOCK.replace("NUMBER", str(number)), encoding="utf-8")
        self.page = scratch / "map.html"


def missing(text, *words):
    lost = [word for word in words if word not in text]
    return f"not there: {lost}\n{text}" if lost else ""


def test_terminal(count, program, fixture):
    done = run(program, "map", fixture.book)
    count.check("the map on the terminal", missing(
        done.text, "1 =Een", "short  ervaren  (3/", "full   nieuw  (",
        "none   ervaren  (not among its chapters)",
        "In no edition or excerpt", "2 Twee", "3 Drie  (not written yet)")
        or ("" if done.status == 0 else done.messages))


def test_csv(count, program, fixture, scratch):
    run(program, "map", fixture.book, "--csv", scratch / "map.csv", "-q")
    text = (scratch / "map.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    found = {(row["file"], row["reader"]): row for row in rows}
    problems = [] if len(rows) == 12 else [f"{len(rows)} rows"]
    for place, state, shown in (
            (("een.md", "nieuw"), "full", "5"),
            (("een.md", "kijk"), "full", "4"),
            (("een.md", "ervaren"), "none", "0"),
            (("bouwstenen/01-b.md", "ervaren"), "short", "3"),
            (("bouwstenen/02-b.md", "nieuw"), "none", "0")):
        row = found.get(place, {})
        if (row.get("state"), row.get("shown")) != (state, shown):
            problems.append(f"{place}: {row}")
    if any(row["title"].startswith("=") for row in rows):
        problems.append("a title is a formula")
    count.check("the map as CSV", "\n".join(problems))


def test_real(count, program, scratch):
    """The real book: what has an audience of its own, for each reader, as an
    independent reading has it."""
    run(program, "map", ROOT / "book", "--csv", scratch / "real.csv", "-q")
    text = (scratch / "real.csv").read_text(encoding="utf-8")
    found = {(row["file"], row["reader"]): row
             for row in csv.DictReader(io.StringIO(text))}
    manifest, problems = Manifest(ROOT / "book"), []
    for item in manifest.deliverables():
        for path, roles in item.taken.items():
            source = (ROOT / "book" / path).read_text(encoding="utf-8")
            hidden = Reading(manifest, source).hidden(item, roles)
            row = found[path, item.name]
            is_hidden = any(span.kind == "file" for span in hidden)
            if is_hidden != (row["state"] == "none"):
                problems.append(f"{path}, {item.name}: {row}")
            is_whole = row["shown"] == row["pieces"]
            hides = [span for span in hidden if span.kind != "comment"
                     and source[span.start:span.end].strip()]
            if bool(hides) == is_whole:
                problems.append(f"{path}, {item.name}: {row}")
    count.check("the map of the real book", "\n".join(problems))


def test_concordance(count, program, scratch):
    """Pages are those that the contents of the printed file tell."""
    book = ROOT / "book"
    done = run(program, "map", book, "--concordance", scratch / "pages.csv",
               "-q")
    if not count.check("a concordance is written", done.messages):
        return
    text = (scratch / "pages.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    readers = [item.name for item in Manifest(book).deliverables()]
    count.check("it has a column for each reader", "" if list(rows[0])[3:]
                == readers else repr(list(rows[0])))
    blocks = [row for row in rows if not row["part"]]
    if not shutil.which("pdftotext"):
        count.skip("its pages", "poppler-utils missing")
        return
    run(program, "build", book, "-e", "partners", "-t", "pdf", "-o",
        scratch / "out", "-q")
    pdf = next((scratch / "out").rglob("*.pdf"))
    printed = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True,
                             capture_output=True, text=True).stdout
    pages = {row["title"]: row["partners"] for row in blocks
             if row["partners"] and len(row["title"]) < 30}
    wrong = [title for title, page in pages.items() if not re.search(
        rf"{re.escape(title)}[ .]*\b{page}$", printed, re.M)]
    count.check("its pages are those of the contents",
                "" if len(pages) > 2 and not wrong else repr((pages, wrong)))


def test_policy(count, program, fixture):
    run(program, "map", fixture.book, "--html", fixture.page, "-q")
    page = fixture.page.read_text(encoding="utf-8")
    script = re.search(r"<script>(.*?)</script>", page, re.S).group(1)
    digest = base64.b64encode(
        hashlib.sha256(script.encode()).digest()).decode()
    count.check("the page's policy names its script", missing(
        page, f"script-src 'sha256-{digest}'", "default-src 'none'"))
    remote = re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|url\(|@import", page)
    count.check("the page needs nothing else", "\n".join(remote))
    count.check("the page is escaped", missing(page, "Proef &amp; &lt;probeer"))


def test_browser(count, program, fixture):
    chromium, node = shutil.which("chromium"), shutil.which("node")
    modules = TOOLS / "node_modules"
    if not chromium or not node or \
            not (modules / "puppeteer-core").is_dir():
        count.skip("the page in a browser", "run make setup-test")
        return
    run(program, "map", fixture.book, "--html", fixture.page, "-q",
        LC_ALL="nl_NL.UTF-8")
    done = subprocess.run(
        [node, ROOT / "tests/map.js", modules.resolve(), chromium,
         fixture.page], capture_output=True, text=True, timeout=120,
        check=False)
    if not count.check("the page opens in a browser", done.stderr
                       if done.returncode else ""):
        return
    seen = json.loads(done.stdout)

    def expect(name, key, texts, words):
        state = seen[key]
        problem = "" if len(state["shown"]) == texts and \
            state["said"].startswith(f"{texts} ") else repr(state)
        count.check(name, problem or (missing(
            " ".join(state["shown"]), *words) if words else ""))
    whole = seen["start"]["all"]
    expect("all is shown at first", "start", whole, [])
    expect("local names are found by their value", "one", 1,
           ["[geheim]{nieuw}", "Ziet: nieuw, kijk", "Niet: ervaren"])
    expect("accents do not matter", "accents", 1, ["kijk"])
    expect("nothing is found", "none", 0, [])
    expect("who is seen by nobody", "reader",
           len(seen["reader"]["shown"]), ["niemand"])
    expect("Escape clears the field", "cleared", whole, [])
    count.check("the first tab stop leads to the field",
                "" if seen["first"] == "skip" and seen["field"] == "search"
                else f"{seen['first']} {seen['field']}")
    count.check("no word on the console", "\n".join(seen["log"]))
    count.check("one request", "" if len(seen["requests"]) == 1 else
                "\n".join(seen["requests"]))
    if "axe" in seen:
        count.check("axe finds nothing", "\n".join(seen["axe"]))


def main():
    program = pathlib.Path(sys.argv[1])
    count = Count("map")
    with Scratch() as scratch:
        fixture = Fixture(scratch)
        test_terminal(count, program, fixture)
        test_csv(count, program, fixture, scratch)
        test_real(count, program, scratch)
        test_concordance(count, program, scratch)
        test_policy(count, program, fixture)
        test_browser(count, program, fixture)
    count.close()


if __name__ == "__main__":
    main()
