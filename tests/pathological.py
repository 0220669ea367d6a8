#!/usr/bin/env python3
"""Inputs made to hurt: each must end within its limits of time and memory,
with a book or with a message, never with a crash.

    tests/pathological.py PROGRAM [NAME]...
"""
import os
import pathlib
import re
import resource
import sys
import time

from support import Count, Scratch, is_sanitized, is_slow, run

MIB = 1 << 20
MANIFEST = "title: Proef\nlanguage: nl\nchapters: [een.md]\n"
AUDIENCES = ("name: proef\ntitle: Proef\nlanguage: nl\n"
             "audiences: {nieuw: N, ervaren: E}\n"
             "editions: {nieuw: {chapters: [een.md]}}\n")
FRONT = "---\naudience: nieuw\n---\n# Eén\n\n"
SENTENCE = "Je loopt een vaste ronde door de buurt en groet wie je kent. "

# name -> (text of the chapter, seconds of CPU, MiB, may it be refused?)
# Seconds are several times what it takes, for a busy machine.
INPUTS = {
    "quotes": (lambda: "> " * 50000 + "tekst\n", 10, 512, True),
    "quotes by line": (lambda: "".join(
        ">" * depth + " tekst\n" for depth in range(1, 1000)), 10, 512, True),
    "one paragraph of 1 MB": (lambda: SENTENCE * 17000, 20, 768, False),
    "one word of 1 MB": (lambda: "buurt" * 200000 + "\n", 20, 768, True),
    "table of 10,000 rows": (lambda: "| a | b | c |\n|---|---|---|\n" +
                             "| een | twee | drie |\n" * 10000, 30, 1024,
                             False),
    "table of 1,000 columns": (lambda: "|" + "a|" * 1000 + "\n|" +
                               "---|" * 1000 + "\n" + "| b " * 1000 + "|\n",
                               20, 768, True),
    "open brackets": (lambda: "[" * 100000 + "\n", 10, 512, True),
    "closed brackets": (lambda: "]" * 100000 + "\n", 10, 512, True),
    "brackets in brackets": (lambda: "[" * 50000 + "a" + "](b)" * 50000,
                             10, 512, True),
    "spans in spans": (lambda: "[" * 5000 + "a" + "]{.x}" * 5000, 10, 512,
                       True),
    "images in images": (lambda: "![" * 20000 + "a" + "](b.png)" * 20000,
                         20, 768, True),
    "deep lists": (lambda: "".join("  " * depth + "- tekst\n"
                                   for depth in range(1000)), 10, 512, True),
    "lists in one line": (lambda: "- " * 20000 + "tekst\n", 10, 512, True),
    "emphasis": (lambda: "*a **b " * 20000 + "\n", 10, 512, True),
    "underscores and stars": (lambda: "_*" * 50000 + "a\n", 10, 512, True),
    "backticks": (lambda: "".join("e" + "`" * n for n in range(1500)), 10,
                  512, True),
    "divs in divs": (lambda: "::: kader\n" * 20000 + ":::\n" * 20000, 10,
                     512, True),
    "divs never closed": (lambda: "::: kader\n\n" * 20000, 20, 512, True),
    "stray closes": (lambda: ":::\n\n" * 20000, 20, 512, True),
    "references": (lambda: "[a] " * 30000 + "\n\n[a]: b" + "x" * 30000 +
                   "\n", 10, 512, True),
    "footnotes": (lambda: "".join(
        f"Tekst met een noot.[^n{n}]\n\n" for n in range(5000)) + "".join(
            f"[^n{n}]: Noot {n}.\n" for n in range(5000)), 30, 768, False),
    "footnotes in one line": (lambda: "Tekst^[" * 2000 + "noot" + "]" * 2000,
                              10, 512, True),
    "many notes in a paragraph": (lambda: "Tekst.^[" + SENTENCE + "] " +
                                  ("Nog.^[" + SENTENCE + "] ") * 2000, 30,
                                  768, False),
    "headings": (lambda: "".join(f"## Kop {n}\n\nTekst.\n\n"
                                 for n in range(10000)), 30, 1024, False),
    "the same heading": (lambda: "## Kop\n\nTekst.\n\n" * 10000, 30, 1024,
                         False),
    "attributes": (lambda: "[a]{" + ".klein " * 20000 + "}\n", 10, 512, True),
    "variables": (lambda: "{{a " * 50000 + "\n", 10, 512, True),
    "definitions": (lambda: "woord\n:   uitleg\n\n" * 10000, 30, 768, False),
    "index terms": (lambda: "".join(
        f"[woord{n}]{{.index key=\"a!b{n}\"}} " for n in range(10000)), 30,
                    768, False),
    "html": (lambda: "<" * 100000 + "a\n", 10, 512, True),
    "comments": (lambda: "<!-- " * 30000 + "\n", 10, 512, True),
    "entities": (lambda: "&amp;" * 100000 + "\n", 10, 512, False),
    "combining marks": (lambda: "e" + "\u0301" * 100000 + "\n", 10, 512,
                        True),
}


class Book:
    """A book that is not one chapter: its files, by name."""

    def __init__(self, **files):
        self.files = {name.replace("_", "."): text
                      for name, text in files.items()}


BOOKS = {
    "hidden references": (lambda: Book(book_yaml=AUDIENCES, een_md=FRONT +
                                       "[](#a) " * 20000), 10, 512, True),
    "YAML nested": (lambda: Book(book_yaml="title: " + "[" * 100000,
                                 een_md="# Een\n"), 10, 256, True),
    "YAML maps": (lambda: Book(book_yaml="title: " + "{a: " * 20000,
                               een_md="# Een\n"), 10, 256, True),
    "YAML keys": (lambda: Book(book_yaml="title: P\nlanguage: nl\nchapters: "
                               "[een.md]\nvariables:\n" + "".join(
                                   f"  v{n}: w\n" for n in range(20000)),
                               een_md="# Een\n\nTekst.\n"), 20, 256, True),
    "SVG nested": (lambda: Book(
        book_yaml=MANIFEST, een_md="# Een\n\n![alt](a.svg \"b\")\n",
        a_svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' +
        "<g>" * 20000 + "</g>" * 20000 + "</svg>"), 10, 256, True),
    "SVG with a long path": (lambda: Book(
        book_yaml=MANIFEST, een_md="# Een\n\n![alt](a.svg \"b\")\n",
        a_svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<path d="M0 0' + "l1 1" * 200000 + '"/></svg>'), 10, 256, True),
}


def limits(seconds, mib):
    """Time is CPU time: the machine may be busy."""
    def set_limits():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        if mib:
            resource.setrlimit(resource.RLIMIT_AS, (mib * MIB, mib * MIB))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return set_limits


def problem_of(done, may_refuse):
    if done.status is None or done.status < 0 or done.status > 1:
        return f"ended with {done.status}: {done.messages[-1500:]}"
    if done.status == 1 and not may_refuse:
        return f"refused: {done.messages[:1500]}"
    if done.status == 1 and not re.search(r"error: .* \[[a-z0-9-]+\]",
                                          done.messages):
        return f"refused without a message: {done.messages[:500]}"
    if "\n" in done.messages and max(
            map(len, done.messages.split("\n"))) > 2000:
        return "a message of more than 2,000 letters in a line"
    return ""


def run_input(program, make, seconds, mib, may_refuse):
    if is_slow(program):
        seconds *= 6
    if is_sanitized(program):
        mib = None
    book = make()
    if isinstance(book, str):
        book = Book(book_yaml=MANIFEST, een_md="# Eén\n\n" + book)
    with Scratch() as scratch:
        (scratch / "book").mkdir()
        for name, text in book.files.items():
            (scratch / "book" / name).write_text(text, encoding="utf-8")
        done = run(program, "build", "book", "-o", "out", "-q", "-j1",
                   cwd=scratch, timeout=seconds * 6,
                   limits=limits(seconds, mib))
    return problem_of(done, may_refuse)


def main():
    program = pathlib.Path(sys.argv[1])
    verbose = os.environ.get("VERBOSE")
    count = Count("pathological")
    for name, (make, seconds, mib, may_refuse) in {**INPUTS,
                                                   **BOOKS}.items():
        if sys.argv[2:] and name not in sys.argv[2:]:
            continue
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.monotonic()
        count.check(name, run_input(program, make, seconds, mib, may_refuse))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if verbose:
            used = (after.ru_utime + after.ru_stime
                    - before.ru_utime - before.ru_stime)
            print(f"{used:6.2f} s CPU {time.monotonic() - started:6.2f} s "
                  f"(limit {seconds} s, {mib} MiB)  {name}")
    count.close()


if __name__ == "__main__":
    main()
