"""The other programs that the benchmark runs beside ours.

None is needed.  pandoc, groff and mutool come from Debian (`apt-get install
pandoc groff mupdf-tools`), Typst and WeasyPrint from PyPI:

    python3 -m venv out/tools/venv
    out/tools/venv/bin/pip install typst weasyprint

All get the same words on A5.  Typst gets the same font, hyphenates and
justifies by total fit, and tags its PDF, as ours; WeasyPrint the same font,
hyphenated and justified line by line; the others what they have.
"""
import collections
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
VENV = ROOT / "out/tools/venv/bin/python"
VOLLKORN = "/usr/share/fonts/truetype/vollkorn"
FORMATS = ["typ", "html", "ms"]  # of generate.py, beside Markdown

TYPST = ("import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], "
         "font_paths=[sys.argv[3]])")
WEASYPRINT = ("import sys, weasyprint; "
              "weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])")

Peer = collections.namedtuple("Peer", "name command is_epub large")


def has_module(name):
    return VENV.exists() and subprocess.run(
        [VENV, "-c", f"import {name}"], capture_output=True,
        check=False).returncode == 0


def known(book, out):
    """Those that are installed; large: fit for L on a small machine."""
    if has_module("typst"):
        yield Peer("Typst, Vollkorn", [VENV, "-c", TYPST, book / "book.typ",
                                       out / "typst.pdf", VOLLKORN],
                   False, False)
    elif shutil.which("typst"):
        yield Peer("Typst, Vollkorn",
                   ["typst", "compile", "--font-path", VOLLKORN,
                    book / "book.typ", out / "typst.pdf"], False, False)
    if has_module("weasyprint"):
        yield Peer("WeasyPrint, Vollkorn",
                   [VENV, "-c", WEASYPRINT, book / "book.html",
                    out / "weasyprint.pdf"], False, False)
    if shutil.which("mutool"):
        yield Peer("mutool from HTML",
                   ["mutool", "convert", "-o", out / "mutool.pdf", "-O",
                    "width=420,height=595", book / "book.html"], False, False)
    if shutil.which("groff"):
        yield Peer("groff to PostScript",
                   ["groff", "-ms", "-Kutf8", "-Tps", book / "book.ms"],
                   False, True)
    if shutil.which("pandoc"):
        yield Peer("pandoc to EPUB",
                   ["pandoc", "-o", out / "pandoc.epub", book / "book.txt",
                    "-f", "markdown", "--metadata", "title=Proef",
                    "--metadata", "lang=nl"],
                   True, False)


def installed(book, out, size, all_sizes):
    return [peer for peer in known(book, out)
            if size != "L" or peer.large or all_sizes]
