#!/usr/bin/env python3
"""What EPUBCheck and Ace let through, checked on finished e-books.

    check.py book.epub ...                 own rules
    check.py --pages book.pdf book.epub    also: each page's first words

Prints each finding, closes with "N passed, N failed" (checks, all books).
"""
import argparse
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENGLISH = {"contents", "table of contents", "cover", "title page", "landmarks",
           "start of content", "notes", "index", "pages", "list of tables",
           "list of figures", "footnotes"}


class Book:
    def __init__(self, path):
        self.path, self.passed, self.findings = path, 0, []
        with open(path, "rb") as file:
            self.bytes = file.read()
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.opf = ET.fromstring(self.zip.read("EPUB/package.opf"))
        self.docs = {name: ET.fromstring(self.zip.read(name))
                     for name in self.names if name.endswith(".xhtml")}
        self.nav = self.docs["EPUB/nav.xhtml"]

    def check(self, good, finding):
        if good:
            self.passed += 1
        else:
            self.findings.append(finding)

    def properties(self, name):
        return [meta.text for meta in self.opf.iter(OPF + "meta")
                if meta.get("property") == name]

    def navs(self, kind):
        return [nav for nav in self.nav.iter(XHTML + "nav")
                if nav.get(OPS + "type") == kind]


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def check_container(book):
    head = book.bytes[:58]
    method, = struct.unpack("<H", head[8:10])
    flags, = struct.unpack("<H", head[6:8])
    name, extra = struct.unpack("<HH", head[26:30])
    book.check(head[:4] == b"PK\3\4", "does not begin with a local header")
    book.check(method == 0 and flags == 0, "mimetype is not stored plainly")
    book.check((name, extra) == (8, 0), "mimetype has an extra field")
    book.check(head[30:58] == b"mimetypeapplication/epub+zip",
               "mimetype is not the first entry")
    for info in book.zip.infolist():
        book.check(not info.filename.endswith("/"),
                   f"folder entry {info.filename}")
        book.check(info.date_time == (1980, 1, 1, 0, 0, 0),
                   f"{info.filename} bears a date")
        book.check(re.fullmatch(r"[A-Za-z0-9/._-]+", info.filename),
                   f"name {info.filename} is not plain ASCII")
    folded = [name.casefold() for name in book.names]
    book.check(len(set(folded)) == len(folded), "names differ only by case")


def check_package(book):
    items = list(book.opf.iter(OPF + "item"))
    covers = [item for item in items
              if "cover-image" in (item.get("properties") or "").split()]
    named = [meta for meta in book.opf.iter(OPF + "meta")
             if meta.get("name") == "cover"]
    book.check(len(covers) == 1, "no single cover-image")
    book.check(bool(covers) and bool(named) and
               named[0].get("content") == covers[0].get("id"),
               "meta cover does not name the cover image")
    book.check(any(item.get("media-type") == "application/x-dtbncx+xml"
                   for item in items), "no NCX")
    book.check(book.opf.find(OPF + "guide") is not None, "no guide")
    book.check(len(book.opf.findall(f".//{DC}title")) == 1,
               "not exactly one title")
    claims = set(book.properties("schema:accessibilityFeature"))
    conforms = book.properties("dcterms:conformsTo")
    book.check(not conforms or book.properties("a11y:certifiedBy"),
               "claims conformance, but nobody certifies it")
    images = [img for doc in book.docs.values() for img in doc.iter(XHTML + "img")]
    math = any(True for doc in book.docs.values() for e in doc.iter()
               if e.tag.endswith("}math"))
    book.check(("MathML" in claims) == math, "MathML claim does not fit")
    modes = set(book.properties("schema:accessMode"))
    book.check(("visual" in modes) == bool(images), "visual claim does not fit")
    book.check("alternativeText" not in claims or
               all(img.get("alt") for img in images),
               "claims alternativeText, but a picture has none")
    pages = book.navs("page-list")
    book.check(("pageNavigation" in claims) == bool(pages),
               "pageNavigation claim does not fit")
    book.check(bool(pages) == bool(book.properties("pageBreakSource")),
               "page-list and pageBreakSource do not go together")
    own = book.opf.find(f".//{DC}identifier").text
    book.check(own not in book.properties("pageBreakSource"),
               "names itself as the source of its pages")
    book.check(("index" in claims) == any(
        e.get(OPS + "type") == "index" for doc in book.docs.values()
        for e in doc.iter(XHTML + "section")), "index claim does not fit")


def check_language(book):
    language = book.opf.find(f".//{DC}language").text
    book.check(book.opf.get(XML_LANG) == language, "package language differs")
    words = " ".join(text_of(doc) for doc in book.docs.values()).lower().split()
    dutch = sum(words.count(w) for w in ("de", "het", "een", "van", "en"))
    english = sum(words.count(w) for w in ("the", "a", "of", "and", "to"))
    expected = "nl" if dutch > english else "en"
    book.check(language.startswith(expected),
               f"language {language}, but the text looks like {expected}")
    for name, doc in book.docs.items():
        book.check(doc.get("lang") == doc.get(XML_LANG) == language,
                   f"{name}: language differs from the package's")
        for element in doc.iter():
            book.check(element.get("lang") == element.get(XML_LANG),
                       f"{name}: lang and xml:lang differ")
    if language.startswith("nl"):
        labels = [e for e in book.nav.iter() if e.tag in (
            XHTML + "a", XHTML + "h1", XHTML + "h2")]
        for label in labels:
            book.check(text_of(label).lower() not in ENGLISH,
                       f"English label '{text_of(label)}'")
        for nav in book.nav.iter(XHTML + "nav"):
            book.check((nav.get("aria-label") or "").lower() not in ENGLISH,
                       "English name of a nav")


def check_landmarks(book):
    navs = book.navs("landmarks")
    book.check(len(navs) == 1, "not one landmarks nav")
    types = [a.get(OPS + "type") or "" for nav in navs
             for a in nav.iter(XHTML + "a")]
    for kind in types:
        book.check(len(kind.split()) == 1, f"landmark with types '{kind}'")
    for kind in ("cover", "toc", "bodymatter"):
        book.check(types.count(kind) == 1, f"no single landmark {kind}")


def check_document(book, name, doc):
    title = text_of(doc.find(f".//{XHTML}title"))
    stem = name.rsplit("/", 1)[-1]
    book.check(title and title not in (stem, stem.rsplit(".", 1)[0]) and
               ".xhtml" not in title, f"{name}: title '{title}'")
    parents = {child: parent for parent in doc.iter() for child in parent}
    for figure in doc.iter(XHTML + "figure"):
        for img in figure.iter(XHTML + "img"):
            book.check(img.get("alt"), f"{name}: empty alt in a figure")
    for img in doc.iter(XHTML + "img"):
        alt, source = img.get("alt") or "", img.get("src").rsplit("/", 1)[-1]
        book.check(alt.lower() not in (source.lower(),
                                       source.rsplit(".", 1)[0].lower()),
                   f"{name}: alt is the file's name")
        book.check(img.get("width") and img.get("height"),
                   f"{name}: {source} without width and height")
    for table in doc.iter(XHTML + "table"):
        region = parents[table]
        heads = list(table.iter(XHTML + "th"))
        book.check(heads, f"{name}: table without th")
        book.check(all(th.get("scope") for th in heads),
                   f"{name}: th without scope")
        book.check(region.get("tabindex") == "0" and
                   region.get("role") == "region",
                   f"{name}: table outside a scroll region")
    check_notes(book, name, doc)
    for mark in doc.iter():
        if mark.get(OPS + "type") != "pagebreak":
            continue
        up = mark
        while up in parents:
            up = parents[up]
            book.check(up.tag not in (XHTML + f"h{i}" for i in range(1, 7)),
                       f"{name}: page marker {mark.get('id')} in a heading")
        book.check(parents[mark].tag not in (
            XHTML + "ul", XHTML + "ol", XHTML + "table", XHTML + "tr",
            XHTML + "dl"), f"{name}: page marker in a {parents[mark].tag}")


def check_notes(book, name, doc):
    calls = [a for a in doc.iter(XHTML + "a")
             if a.get(OPS + "type") == "noteref"]
    notes = [e for e in doc.iter() if e.get(OPS + "type") == "footnote"]
    linked = {a.get("href") for a in calls}
    for call in calls:
        book.check(len(call) == 0, f"{name}: markup inside a note's call")
        book.check(call.get("href").startswith("#"),
                   f"{name}: note in another file")
    for note in notes:
        back = [a.get("href") for a in note.iter(XHTML + "a")
                if a.get("role") == "doc-backlink"]
        ids = {"#" + (a.get("id") or "") for a in calls
               if a.get("href") == "#" + note.get("id")}
        book.check(back and ids and ids <= set(back),
                   f"{name}: note {note.get('id')} without backlinks")
        book.check("#" + note.get("id") in linked,
                   f"{name}: note {note.get('id')} is not called")


def check_styles(book):
    for name in book.names:
        if not name.endswith(".css"):
            continue
        css = re.sub(r"/\*.*?\*/", "", book.zip.read(name).decode(), flags=re.S)
        book.check(not re.search(r"[;{\s]color\s*:", css),
                   f"{name}: sets a colour of text")
        book.check(not re.search(r"background(-color)?\s*:", css),
                   f"{name}: sets a background")
        book.check(not re.search(r"\d(px|vh|vw|rem)\b", re.sub(
            r"border[^;]*;", "", css)), f"{name}: fixed sizes")
        book.check(not re.search(r"text-align\s*:\s*justify|position\s*:", css),
                   f"{name}: forces justification or position")
        if "dark" not in name:
            book.check("@media" not in css,
                       f"{name}: a media feature in the first sheet")


def words(text):
    """Letters and digits only: hyphens, quotes and spaces differ by medium."""
    text = text.replace("\u00ad", "").replace("\ufb01", "fi").replace(
        "\ufb02", "fl")
    return re.findall(r"[^\W_]+", text)


def check_pages(book, pdf):
    """The first words after each marker stand on that page of the PDF."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True,
                          capture_output=True).stdout.decode()
    pages = text.split("\f")
    info = subprocess.run(["pdfinfo", pdf], check=True,
                          capture_output=True).stdout.decode()
    book.check("Pages:" in info, "pdfinfo says nothing")
    labels = [text_of(a) for nav in book.navs("page-list")
              for a in nav.iter(XHTML + "a")]
    book.check(labels == sorted(set(labels), key=labels.index),
               "a page stands twice in the page-list")
    for name, doc in book.docs.items():
        if doc is book.nav:  # all pages of the printed contents begin there
            continue
        flat, marks = [], []

        def walk(element):
            if element.get(OPS + "type") == "pagebreak":
                marks.append((element.get("aria-label"), len(flat)))
            if element.text and element.get(OPS + "type") != "noteref":
                flat.extend(words(element.text))
            for child in element:
                walk(child)
                flat.extend(words(child.tail or ""))

        body = doc.find(XHTML + "body")
        walk(body)
        for label, at in marks:
            if not label.isdigit() or int(label) > len(pages):
                continue
            have = "".join(words(pages[int(label) - 1]))
            first = [w for w in flat[at:at + 3]]
            hit = any(w in have for w in first)
            book.check(hit or not first,
                       f"{name}: page {label} does not begin with {first}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("books", nargs="+")
    parser.add_argument("--pages", metavar="PDF")
    options = parser.parse_args()
    passed = failed = 0
    for path in options.books:
        book = Book(path)
        check_container(book)
        check_package(book)
        check_language(book)
        check_landmarks(book)
        check_styles(book)
        for name, doc in book.docs.items():
            check_document(book, name, doc)
        if options.pages:
            check_pages(book, options.pages)
        for finding in sorted(set(book.findings)):
            print(f"{path}: {finding}")
        passed += book.passed
        failed += len(book.findings)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
