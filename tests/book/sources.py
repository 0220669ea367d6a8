"""The sentences of the book's sources, with where they stand."""
import pathlib
import re

BOOK = pathlib.Path(__file__).resolve().parent.parent.parent / "book"
FOLDERS = ("voorwerk", "delen", "bouwstenen", "partners", "nawerk")
MARKED = re.compile(r"\[([^\[\]]*)\]\{[^{}]*\}")
NOTE = re.compile(r"\[\^[^\]]+\]|\^\[[^\]]*\]")
# An end of a sentence, maybe with a quote, note calls and marks after it.
END = re.compile(r"(?<=[.?!])([\"*)]*(?:\[\^[^\]]+\]|\^\[[^\]]*\]|"
                 r"\[\]\{[^}]*\})*)\s+(?=[\"*(\[A-Z0-9É])")


class Sentence:
    def __init__(self, file, line, heading, text, has_note):
        self.file, self.line, self.heading = file, line, heading
        self.text, self.has_note = text, has_note


def files():
    for folder in FOLDERS:
        yield from sorted((BOOK / folder).glob("*.md"))


def bare(text):
    """Without marks, links and emphasis."""
    for _ in range(3):
        text = MARKED.sub(r"\1", text)
    text = NOTE.sub("", text)
    text = re.sub(r"\]\([^)]*\)|[\[*`]", "", text)
    text = re.sub(r"\{[^{}]*\}", "", text)
    return re.sub(r"\s+", " ", text).strip()


def is_text(line):
    return line.strip() and not line.startswith(
        ("#", ":::", "---", "[^", "<!--", "![")) and not re.match(
            r"\|[-| ]+\|$", line)


def parts(line):
    """The sentences of one line of Markdown, with their notes."""
    line = re.sub(r"^\s*(-|\d+\.)\s+(\[ \]\s+)?", "", line)
    if line.startswith("|"):
        return [line.strip("| ")]
    line = line.removeprefix(":   ").removeprefix(": ")
    out, at = [], 0
    for end in END.finditer(line):
        out.append(line[at:end.end(1)])
        at = end.end()
    return [*out, line[at:]]


def sentences():
    """All sentences but those of notes, headings and front matter."""
    for path in files():
        heading, is_front = "", False
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if line == "---" and (number == 1 or is_front):
                is_front = not is_front
            elif line.startswith("## "):
                heading = bare(line[3:])
            elif not is_front and is_text(line):
                for text in parts(line):
                    yield Sentence(path, number, heading, bare(text),
                                   bool(NOTE.search(text)))


def notes():
    """(file, line, text) of each note."""
    for path in files():
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            written = re.match(r"\[\^[^\]]+\]:\s*(.*)", line)
            if written:
                yield path, number, written[1]
            for inline in re.findall(r"\^\[([^\]]*)\]", line):
                yield path, number, inline
