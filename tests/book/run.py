#!/usr/bin/env python3
"""The real book, all editions: the same bytes twice, sound PDFs, and text
that can be searched; sound PDFs of its excerpts and sessions; and what is
written: its parts, phrases, sources, language, and whether a worker's question
is answered; that a typesetter would mend nothing.  The e-books have tests of their own: tests/epub.

    tests/book/run.py PROGRAM

Tools that are missing make their tests skipped.
"""
import hashlib
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import counts  # noqa
import design  # noqa
import facts  # noqa
import figures  # noqa
import language  # noqa
import phrasing  # noqa
import questions  # noqa
import typography  # noqa
import verapdf  # noqa
from support import (ROOT, Count, environment, is_sanitized,  # noqa
                     run)

BOOK = ROOT / "book"
HOUR = "+1h"


def output_of(*command, **more):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, **more)
    return done.returncode, done.stdout.decode("utf-8", errors="replace")


def digests(folder):
    return {str(path.relative_to(folder)):
            hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*.*")) if path.is_file()}


def build(program, folder, *more, clock=None):
    command = [program.resolve(), "build", BOOK, "-o", folder, "-q", *more]
    if clock:
        command = ["faketime", "-f", clock, *command]
    return output_of(*command, env=environment(), cwd=folder.parent)


# --- the same bytes -----------------------------------------------------------

def test_same_bytes(count, program, folder):
    status, text = build(program, folder / "one", "-j1")
    if not count.check("builds with -j1", "" if status == 0 else
                       f"exit status {status}\n{text}"):
        return False
    count.check("says nothing when all is well", text)
    with_clock = shutil.which("faketime") and not is_sanitized(program)
    (folder / "other place").mkdir()
    other = folder / "other place/two"
    status, text = build(program, other, "-j2",
                         clock=HOUR if with_clock else None)
    first, second = digests(folder / "one"), digests(other)
    differing = [name for name in {**first, **second}
                 if first.get(name) != second.get(name)]
    count.check("the same bytes with -j2, elsewhere"
                + (", an hour later" if with_clock else ""),
                text if status else "\n".join(sorted(differing)))
    made = [name for name in first if not name.startswith("catalog/")]
    count.check("six files, and a catalog of them",
                "" if len(made) == 6 and "catalog/opds.xml" in first
                else "\n".join(first))
    return True


# --- PDF ----------------------------------------------------------------------

def is_known_note(line):
    return not line.strip() or line.startswith(("name ", "---"))


def test_fonts(count, pdf):
    status, text = output_of("pdffonts", pdf)
    problems = [line for line in text.splitlines()
                if not is_known_note(line)
                and not re.search(r"\byes +(yes|no) +yes +\d+ +\d+$", line)]
    if status or len(text.splitlines()) < 3:
        problems.append(text)
    count.check(f"{pdf.name}: all fonts embedded, with Unicode",
                "\n".join(problems))


def rejoined(text):
    """Words as one reads them: broken words whole, breaks as spaces.  A
    hyphen that belongs to a word comes as U+2010 at a line's end."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("\u00ad\\s*", "", text)
    text = text.replace("\u2010\n", "-").replace("\u2010", "-")
    return re.sub(r"\s+", " ", text)


def source_words(program, edition):
    done = run(program, "dump", BOOK, "-e", edition, "--what=text")
    return done.text


def letters(text):
    """For comparing text in whatever layout: words, without what the layout
    adds or changes (quotes, dashes, spaces, soft hyphens)."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return re.findall(r"[^\W_]+", text.lower())


def test_text(count, program, pdf, edition):
    """Each longer word of the tree is in the PDF's text, whole."""
    _, text = output_of("pdftotext", "-enc", "UTF-8", pdf, "-")
    got = set(letters(rejoined(text)))
    wanted = set(letters(source_words(program, edition)))
    missing = sorted(word for word in wanted if len(word) > 3
                     and word not in got)
    allowed = len(wanted) // 500  # a table's or folio's accident
    count.check(f"{pdf.name}: pdftotext gives the words whole",
                "" if wanted and len(missing) <= allowed else
                f"{len(missing)} of {len(wanted)} missing: "
                + " ".join(missing[:60]))
    count.check(f"{pdf.name}: all page numbers are filled in",
                "" if not re.search(r"bladzijde\s000\b", text)
                else "bladzijde 000 is printed")
    tremas = [word for word in wanted if re.search("[ëïöüä]", word)]
    lost = [word for word in tremas if word not in got]
    count.check(f"{pdf.name}: words keep their trema",
                "" if tremas and not lost else " ".join(lost) or "none found")


def sentences(program, edition):
    """Some sentences of the book's running text, one in forty."""
    paragraphs = [paragraph for paragraph in
                  source_words(program, edition).split("\n\n")
                  if len(paragraph) > 200 and paragraph.rstrip().endswith(".")]
    for paragraph in paragraphs[::40]:
        yield letters(paragraph)[:12]


def test_sentences(count, program, pdf, edition):
    _, text = output_of("pdftotext", "-enc", "UTF-8", pdf, "-")
    got = " ".join(letters(rejoined(text)))
    chosen = list(sentences(program, edition))
    missing = [" ".join(words) for words in chosen
               if " ".join(words) not in got]
    # A sentence may lie across a page, with a folio and notes between.
    count.check(f"{pdf.name}: sentences read on",
                "" if chosen and len(missing) <= 1 + len(chosen) // 8
                else f"{len(missing)} of {len(chosen)}:\n"
                + "\n".join(missing))


def test_soundness(count, pdf):
    if shutil.which("qpdf"):
        status, text = output_of("qpdf", "--check", pdf)
        count.check(f"{pdf.name}: qpdf --check",
                    "" if status == 0 and "WARNING" not in text else text)
    else:
        count.skip(f"{pdf.name}: qpdf", "not installed")


def test_pdf(count, program, pdf):
    edition = pdf.parent.name
    test_soundness(count, pdf)
    if not shutil.which("pdffonts"):
        count.skip(f"{pdf.name}: text and fonts", "poppler-utils missing")
        return
    test_fonts(count, pdf)
    test_text(count, program, pdf, edition)
    test_sentences(count, program, pdf, edition)
    status, text = output_of("pdfinfo", pdf)
    count.check(f"{pdf.name}: has a title and is tagged", "" if
                re.search(r"^Title: +\S", text, re.M) and
                re.search(r"^Tagged: +yes", text, re.M) else text)


def test_command(count, program, folder, command):
    """The PDFs of all excerpts or sessions; the same with one thread."""
    seen = []
    for jobs in ("-j2", "-j1"):
        out = folder / f"{command}{jobs}"
        done = run(program, command, BOOK, "--all", "-q", "-o", out, jobs)
        seen.append(digests(out))
    count.check(f"{command} --all: {len(seen[0])} files are made",
                done.messages if done.status else ("" if seen[0] else "none"))
    count.check(f"{command} --all: the same bytes with one thread",
                "" if seen[0] == seen[1] else "other bytes")
    pdfs = sorted(out.rglob("*.pdf"))
    for pdf in pdfs:
        test_soundness(count, pdf)
        if shutil.which("pdffonts"):
            test_fonts(count, pdf)
    return pdfs


def test_conformance(count, pdfs):
    """veraPDF on what the files claim: PDF/A-2a and PDF/UA-1."""
    if not verapdf.command():
        for pdf in pdfs:
            count.skip(f"{pdf.name}: veraPDF", "run make setup-test")
        return
    for file, flavours in verapdf.verdicts(pdfs).items():
        name = pathlib.Path(file).name
        for flavour in ("2a", "ua1"):
            problems = flavours.get(flavour, {"": "not claimed, or no PDF"})
            count.check(f"{name}: veraPDF {flavour}",
                        "\n".join(problems.values()))


def main():
    program = pathlib.Path(sys.argv[1])
    count = Count("book")
    with tempfile.TemporaryDirectory(prefix="bouwsteen-book-") as name:
        folder = pathlib.Path(name)
        if test_same_bytes(count, program, folder):
            pdfs = sorted((folder / "one").rglob("*.pdf"))
            for pdf in pdfs:
                test_pdf(count, program, pdf)
            for command in ("excerpt", "session"):
                pdfs += test_command(count, program, folder, command)
            if is_sanitized(program):
                print("book: same files as in release; veraPDF left to it")
            else:
                test_conformance(count, pdfs)
            questions.test(count, folder / "one/ervaren")
            counts.test_lengths(count, folder / "one", folder / "excerpt-j1")
            design.test(count, program, BOOK, folder / "one")
    counts.test(count)
    phrasing.test(count)
    facts.test(count)
    figures.test(count)
    language.test(count, program)
    typography.test(count, program)
    count.close()


if __name__ == "__main__":
    main()
