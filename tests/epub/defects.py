#!/usr/bin/env python3
"""Seeds defects in a good e-book; check.py must find each of them.

    defects.py book.epub        closes with "N passed, N failed"
"""
import pathlib
import subprocess
import sys
import tempfile
import zipfile

CHECK = pathlib.Path(__file__).with_name("check.py")
# (name, file suffix, text, its replacement); first occurrence in each file
DEFECTS = [
    ("no cover-image", ".opf", ' properties="cover-image"', ""),
    ("no NCX", ".opf", 'application/x-dtbncx+xml', "text/xml"),
    ("claims MathML", ".opf", ">readingOrder<", ">MathML<"),
    ("no visual mode", ".opf", ">visual<", ">auditory<"),
    ("claims conformance", ".opf", "</metadata>",
     '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 '
     'Level AA</meta></metadata>'),
    ("English on Dutch", ".opf", ">nl-NL<", ">en<"),
    ("no page source", ".opf", '"pageBreakSource"', '"dcterms:source"'),
    ("empty alt", "25.xhtml", 'alt="Een vierhoek', 'alt="" title="Een'),
    ("alt is file name", "25.xhtml", 'alt="Een vierhoek',
     'alt="vierhoek" title="Een'),
    ("th without scope", ".xhtml", '<th scope="col"', "<th"),
    ("no tabindex", ".xhtml", ' tabindex="0"', ""),
    ("no backlink", ".xhtml", 'role="doc-backlink"', 'class="x"'),
    ("title is file name", "25.xhtml", "<title>25", "<title>bouwsteen-25.xhtml"),
    ("landmark of two types", "nav.xhtml", 'epub:type="bodymatter"',
     'epub:type="bodymatter chapter"'),
    ("no bodymatter", "nav.xhtml", '<a epub:type="bodymatter"',
     '<a epub:type="chapter"'),
    ("English label", "nav.xhtml", 'kop">Inhoud<', 'kop">Contents<'),
    ("markup in a call", ".xhtml", 'class="noteref">', 'class="noteref"><b/>'),
    ("lang without xml:lang", ".xhtml", "<p>", '<p lang="en">'),
    ("colour of text", ".css", "body {", "body { color: #000;"),
    ("page marker in a heading", "25.xhtml", '<span class="nummer">',
     '<span id="px" epub:type="pagebreak"></span><span class="nummer">'),
]


def seed(good, bad, suffix, text, replacement):
    hit = False
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename.endswith(suffix) and text.encode() in data:
                data = data.replace(text.encode(), replacement.encode(), 1)
                hit = True
            target.writestr(info, data)
    return hit


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        bad = pathlib.Path(folder, "bad.epub")
        for name, suffix, text, replacement in DEFECTS:
            hit = seed(sys.argv[1], bad, suffix, text, replacement)
            found = subprocess.run([sys.executable, CHECK, bad],
                                   capture_output=True).returncode == 1
            if hit and found:
                passed += 1
            else:
                failed += 1
                print(f"{name}: {'not found' if hit else 'could not be seeded'}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
