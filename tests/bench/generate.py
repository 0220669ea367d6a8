#!/usr/bin/env python3
"""Makes a book of a given number of words for the benchmark.

    tests/bench/generate.py WORDS FOLDER [--format md|typ|html|ms]...

The words come from sentences.txt, written for this project; in their place
come words of the system's Dutch list (package wdutch), so that the vocabulary
grows as that of real prose does: about 7,600 different words in 30,000,
30,000 in 300,000 and 95,000 in 3,000,000.  The same number of words gives the
same text on every machine with the same list.  All formats hold the same text.
"""
import argparse
import collections
import html
import math
import pathlib
import random
import re

HERE = pathlib.Path(__file__).resolve().parent
WORD_LIST = pathlib.Path("/usr/share/dict/dutch")
CHAPTER_WORDS = 2500
# (words, different words): Heaps' law, fixed at these points.
GROWTH = [(1, 1), (1000, 560), (30000, 7600), (300000, 30000),
          (3000000, 95000), (30000000, 300000)]
WORD = re.compile(r"[^\W\d_]+")

Note = collections.namedtuple("Note", "text")


def vocabulary_at(words):
    """How many different words there should be after so many."""
    for (n0, v0), (n1, v1) in zip(GROWTH, GROWTH[1:]):
        if words <= n1:
            share = math.log(max(words, 1) / n0) / math.log(n1 / n0)
            return v0 * (v1 / v0) ** share
    return GROWTH[-1][1]


class Writer:
    """Gives sentences, and counts what it gave."""

    def __init__(self):
        self.random = random.Random(20261123)
        self.sentences = (HERE / "sentences.txt").read_text(
            encoding="utf-8").split("\n")[:-1]
        listed = sorted({line for line in WORD_LIST.read_text(
            encoding="utf-8").split("\n")
            if 5 <= len(line) <= 18 and WORD.fullmatch(line)
            and line.islower()})
        self.random.shuffle(listed)
        self.fresh = collections.defaultdict(list)  # by length
        for word in listed:
            self.fresh[len(word)].append(word)
        self.used = collections.defaultdict(list)   # swapped in, by length
        self.seen = set()
        self.words = 0

    def swap(self, match):
        word = match.group()
        self.words += 1
        if len(word) >= 5 and word.islower():
            size = len(word) + self.random.choice((-1, 0, 0, 1, 2))
            if len(self.seen) < vocabulary_at(self.words):
                if self.fresh[size]:
                    word = self.fresh[size].pop()
                    self.used[size].append(word)
            elif self.random.random() < 0.3 and self.used[size]:
                # Early words come more often, as in Zipf's law.
                known = self.used[size]
                word = known[int(len(known) * self.random.random() ** 3)]
        self.seen.add(word.lower())
        return word

    def sentence(self):
        return WORD.sub(self.swap, self.random.choice(self.sentences))

    def phrase(self, least=3, most=6):
        """The beginning of a sentence, as a heading or a list item."""
        words = self.sentence().rstrip(".").split()
        phrase = " ".join(words[:self.random.randint(least, most)])
        return phrase.rstrip(",;:")


def paragraph(writer):
    """Pieces: text and notes."""
    pieces = [" ".join(writer.sentence()
                       for _ in range(writer.random.randint(3, 7)))]
    if writer.random.random() < 0.06:
        pieces.append(Note(writer.sentence()))
        pieces.append(" " + writer.sentence())
    return pieces


def chapter(writer):
    """Yields (kind, content)."""
    yield "h1", writer.phrase()
    yield "p", paragraph(writer)
    end = writer.words + CHAPTER_WORDS - 100
    section = 0
    while writer.words < end:
        yield "h2", writer.phrase()
        for _ in range(writer.random.randint(3, 6)):
            yield "p", paragraph(writer)
        section += 1
        if section == 1:
            yield "ul", [writer.sentence() for _ in range(5)]
        if section == 3:
            yield "table", [[writer.phrase(2, 4) for _ in range(3)]
                            for _ in range(6)]


# --- formats ----------------------------------------------------------------

class Markdown:
    suffix = ".md"

    def __init__(self):
        self.notes = 0

    def block(self, kind, content):
        if kind == "p":
            text, after = "", ""
            for piece in content:
                if isinstance(piece, Note):
                    self.notes += 1
                    text += f"[^n{self.notes}]"
                    after += f"\n[^n{self.notes}]: {piece.text}\n"
                else:
                    text += piece
            return text + "\n" + after
        if kind == "ul":
            return "".join(f"- {item}\n" for item in content)
        if kind == "table":
            lines = ["| " + " | ".join(row) + " |" for row in content]
            return "\n".join([lines[0], "|---|---|---|", *lines[1:]]) + "\n"
        return "#" * int(kind[1]) + " " + content + "\n"

    def whole(self, chapters):
        return "\n".join(chapters)


class Typst:
    suffix = ".typ"
    # The page, the font and the leading of styles/bench.yaml.
    head = ('#set page(width: 148mm, height: 210mm, margin: (inside: 18mm, '
            'outside: 16mm, top: 15mm, bottom: 20mm), numbering: "1")\n'
            '#set text(font: "Vollkorn", size: 10.5pt, lang: "nl", '
            'hyphenate: true, top-edge: 8pt, bottom-edge: -2.5pt)\n'
            '#set par(justify: true, leading: 4pt, spacing: 18.5pt)\n'
            '#show heading.where(level: 1): it => { pagebreak(weak: true); '
            'it }\n#outline()\n')

    def block(self, kind, content):
        if kind == "p":
            return "".join(f"#footnote[{piece.text}]" if
                           isinstance(piece, Note) else piece
                           for piece in content) + "\n"
        if kind == "ul":
            return "".join(f"- {item}\n" for item in content)
        if kind == "table":
            cells = "".join("".join(f"[{cell}], " for cell in row) + "\n"
                            for row in content)
            return f"#table(columns: 3,\n{cells})\n"
        return "=" * int(kind[1]) + " " + content + "\n"

    def whole(self, chapters):
        return self.head + "\n".join(chapters)


class Html:
    suffix = ".html"

    def block(self, kind, content):
        def text(string):
            return html.escape(string, quote=False)
        if kind == "p":
            return "<p>" + "".join(
                f" ({text(piece.text)})" if isinstance(piece, Note)
                else text(piece) for piece in content) + "</p>\n"
        if kind == "ul":
            return "<ul>" + "".join(f"<li>{text(item)}</li>\n"
                                    for item in content) + "</ul>\n"
        if kind == "table":
            return "<table>" + "".join(
                "<tr>" + "".join(f"<td>{text(cell)}</td>" for cell in row)
                + "</tr>\n" for row in content) + "</table>\n"
        return f"<{kind}>{text(content)}</{kind}>\n"

    def whole(self, chapters):
        return ('<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">'
                "<title>Proef</title><style>@page { size: A5; margin: "
                "15mm 17mm 20mm; @bottom-center { content: counter(page) } }\n"
                "body { font: 10.5pt/14.5pt Vollkorn; text-align: justify; "
                "hyphens: auto }\np, ul, table { margin: 0 0 14.5pt }\n"
                "h1 { break-before: page }</style></head><body>\n"
                + "".join(chapters) + "</body></html>\n")


class Groff:
    suffix = ".ms"

    def block(self, kind, content):
        def text(string):
            return string.replace("\\", "\\e").replace("'", "\\[cq]")
        if kind == "p":
            lines = ".LP\n"
            for piece in content:
                if isinstance(piece, Note):
                    lines += f"\n.FS\n{text(piece.text)}\n.FE\n"
                else:
                    lines += text(piece.strip())
            return lines + "\n"
        if kind == "ul":
            return "".join(f".IP \\[bu]\n{text(item)}\n" for item in content)
        if kind == "table":
            return ".LP\n" + "\n.br\n".join(
                ", ".join(map(text, row)) for row in content) + "\n"
        return f".NH {kind[1]}\n{text(content)}\n"

    def whole(self, chapters):
        return ".nr LL 11.4c\n.nr PS 10.5\n" + "".join(chapters)


FORMATS = {"md": Markdown, "typ": Typst, "html": Html, "ms": Groff}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("words", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--format", action="append", choices=FORMATS)
    options = parser.parse_args()
    formats = {name: FORMATS[name]() for name in options.format or ["md"]}
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)

    writer = Writer()
    chapters = {name: [] for name in formats}
    while writer.words < options.words:
        blocks = list(chapter(writer))
        for name, form in formats.items():
            between = "\n" if name in ("md", "typ") else ""
            chapters[name].append(between.join(
                form.block(kind, content) for kind, content in blocks))
    for name, form in formats.items():
        if name != "md":
            (folder / f"book{form.suffix}").write_text(
                form.whole(chapters[name]), encoding="utf-8")
    if "md" in chapters:
        write_book(folder, chapters["md"])
    print(f"{writer.words} words, {len(writer.seen)} different, "
          f"{len(chapters[next(iter(formats))])} chapters")


def write_book(folder, chapters):
    names = [f"hoofdstuk-{number:04}.md"
             for number in range(1, len(chapters) + 1)]
    for name, text in zip(names, chapters):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "styles").mkdir(exist_ok=True)
    (folder / "styles/bench.yaml").write_text(
        (HERE / "styles/bench.yaml").read_text(encoding="utf-8"))
    (folder / "book.yaml").write_text(
        "name: proef\ntitle: Proef\nlanguage: nl\nstyle: bench\nchapters:\n"
        + "".join(f"  - {name}\n" for name in names), encoding="utf-8")
    # For tools that take one file.
    (folder / "book.txt").write_text("\n".join(chapters), encoding="utf-8")


if __name__ == "__main__":
    main()
