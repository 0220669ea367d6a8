#!/usr/bin/env python3
"""The drawings of the book, read as drawings: words large enough on the
smallest page, that stand free of each other and of every line, in a contrast
that a grey print keeps; and in the text an alternative and a table that says
the same.

    tests/book/figures.py
"""
import itertools
import math
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as xml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from support import ROOT, Count  # noqa

BOOK = ROOT / "book"
LATO = pathlib.Path("/usr/share/fonts/truetype/lato")
MEASURE_POINTS = 110 / 25.4 * 72  # the narrower of our measures
LEAST_POINTS = 7.5
LEAST_TEXT, LEAST_LINE = 4.5, 3.0
IMAGE = re.compile(r'!\[([^\]]*)\]\(beelden/([\w-]+\.svg) "([^"]+)"\)'
                   r'\{([^}]*)\}')


# --- widths -------------------------------------------------------------------

class Face:
    """Advance widths of a TrueType face."""

    def __init__(self, path):
        data = path.read_bytes()
        tables = {}
        for i in range(struct.unpack_from(">H", data, 4)[0]):
            tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * i)
            tables[tag] = offset
        self.units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
        metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
        self.advances = [struct.unpack_from(">H", data,
                                            tables[b"hmtx"] + 4 * i)[0]
                         for i in range(metrics)]
        self.glyphs = self.read_map(data, tables[b"cmap"])

    @staticmethod
    def read_map(data, cmap):
        glyphs = {}
        for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
            platform, _, offset = struct.unpack_from(">HHI", data,
                                                     cmap + 4 + 8 * i)
            at = cmap + offset
            if platform != 3 or struct.unpack_from(">H", data, at)[0] != 4:
                continue
            count = struct.unpack_from(">H", data, at + 6)[0] // 2
            ends, starts, deltas, ranges = (
                struct.unpack_from(f">{count}H", data, at + skip)
                for skip in (14, 16 + 2 * count, 16 + 4 * count,
                             16 + 6 * count))
            for j in range(count):
                for char in range(starts[j], min(ends[j], 0xfffe) + 1):
                    glyph = char
                    if ranges[j]:
                        glyph = struct.unpack_from(
                            ">H", data, at + 16 + 6 * count + 2 * j
                            + ranges[j] + 2 * (char - starts[j]))[0]
                    glyphs[char] = (glyph + deltas[j]) & 0xffff
        return glyphs

    def width(self, text, size):
        last = len(self.advances) - 1
        return sum(self.advances[min(self.glyphs.get(ord(c), 0), last)]
                   for c in text) * size / self.units


# --- what is drawn --------------------------------------------------------------

def elements(node, inherited=None):
    """Each shape with the properties it has, its own or a group's."""
    mine = {**(inherited or {}), **node.attrib}
    kind = node.tag.split("}")[1]
    if kind not in ("svg", "g"):
        yield kind, mine, node.text
        return
    for child in node:
        yield from elements(child, {name: value for name, value in mine.items()
                                    if name not in ("width", "height",
                                                    "viewBox")})


def number(shape, name):
    return float(shape.get(name, 0))


def text_box(shape, words, faces):
    size = number(shape, "font-size")
    bold = shape.get("font-weight") == "bold"
    width = faces[bold].width(words, size)
    x, y = number(shape, "x"), number(shape, "y")
    left = x - {"middle": width / 2, "end": width}.get(
        shape.get("text-anchor"), 0)
    box = (left, y - 0.72 * size, left + width, y + 0.2 * size)
    turned = re.fullmatch(r"translate\(([\d.]+) ([\d.]+)\) rotate\(-90\)",
                          shape.get("transform", ""))
    if turned:  # (x, y) goes to (dx + y, dy - x)
        dx, dy = map(float, turned.groups())
        box = (dx + box[1], dy - box[2], dx + box[3], dy - box[0])
    return box


def area_box(kind, shape):
    if kind == "rect":
        x, y = number(shape, "x"), number(shape, "y")
        return x, y, x + number(shape, "width"), y + number(shape, "height")
    if kind == "circle":
        x, y, r = (number(shape, name) for name in ("cx", "cy", "r"))
        return x - r, y - r, x + r, y + r
    points = [tuple(map(float, pair.split(",")))
              for pair in shape["points"].split()]
    xs, ys = zip(*points)
    return min(xs), min(ys), max(xs), max(ys)


def lies_in(inner, outer):
    return (inner[0] >= outer[0] and inner[1] >= outer[1]
            and inner[2] <= outer[2] and inner[3] <= outer[3])


def touch(one, other):
    return (one[0] < other[2] and other[0] < one[2]
            and one[1] < other[3] and other[1] < one[3])


def line_cuts(shape, box):
    x1, y1, x2, y2 = (number(shape, name) for name in ("x1", "y1", "x2", "y2"))
    steps = int(math.hypot(x2 - x1, y2 - y1)) + 1
    return any(box[0] < x1 + (x2 - x1) * i / steps < box[2]
               and box[1] < y1 + (y2 - y1) * i / steps < box[3]
               for i in range(steps + 1))


def seen_lines(shapes, box):
    """The lines that no filled area is drawn over at the box."""
    seen = []
    for kind, shape, _ in shapes:
        if kind == "line":
            seen.append(shape)
        elif (kind in ("rect", "circle") and shape.get("fill") != "none"
              and touch(area_box(kind, shape), box)):
            seen = []
    return seen


# --- contrast -------------------------------------------------------------------

def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045
                        else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ground(box, areas):
    """The fill that is seen below a box: the last one drawn over it."""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) * 2
    fills = [shape["fill"] for around, shape in areas
             if shape.get("fill", "none") != "none" and lies_in(middle, around)]
    return fills[-1] if fills else "#ffffff"


def problems_of_drawing(path, faces):
    root = xml.fromstring(path.read_bytes())
    _, _, width, _ = map(float, root.get("viewBox").split())
    shapes = list(elements(root))
    texts = [(text_box(shape, words, faces), shape, words)
             for kind, shape, words in shapes if kind == "text"]
    areas = [(area_box(kind, shape), shape) for kind, shape, _ in shapes
             if kind in ("rect", "circle", "polygon")]
    for box, shape, words in texts:
        points = number(shape, "font-size") * min(
            MEASURE_POINTS / width, 0.75)
        if points < LEAST_POINTS:
            yield f"'{words}' is printed at {points:.2f} pt"
        if not lies_in(box, (0, 0, width, 1e9)):
            yield f"'{words}' runs out of the drawing"
        below = ground(box, areas)
        if contrast(shape["fill"], below) < LEAST_TEXT:
            yield f"'{words}' on {below}: too little contrast"
        for around, area in areas:
            if touch(box, around) and not lies_in(box, around):
                yield f"'{words}' crosses the edge of {around}"
        if any(line_cuts(line, box) for line in seen_lines(shapes, box)):
            yield f"a line runs through '{words}'"
    for (one, _, words), (other, _, more) in itertools.combinations(texts, 2):
        if touch(one, other):
            yield f"'{words}' and '{more}' overlap"
    for kind, shape, _ in shapes:
        stroke = shape.get("stroke", "none")
        if stroke != "none" and contrast(stroke, "#ffffff") < LEAST_LINE:
            yield f"a line of {stroke} is too pale"


# --- in the text ----------------------------------------------------------------

def chapters():
    return [path for path in sorted(BOOK.rglob("*.md"))
            if path.name != "README.md"]


def calls():
    """Where the chapters call a drawing: (its name, file, alternative,
    attributes, the file's text)."""
    for source in chapters():
        text = source.read_text(encoding="utf-8")
        for alternative, name, _, attributes in IMAGE.findall(text):
            yield name, source, alternative, attributes, text


def problems_of_calls(name, found):
    if not found:
        yield f"{name}: no chapter calls it"
    for _, source, alternative, attributes, text in found:
        where = f"{source.name}: {name}"
        if len(alternative.split()) < 20:
            yield f"{where}: its alternative is too short to stand for it"
        label = re.search(r"#(fig-[\w-]+)", attributes)
        if not label or not any(f"[](#{label[1]})" in file.read_text("utf-8")
                                for file in chapters()):
            yield f"{where}: no text speaks of it"
        told = re.search(r'longdesc="#([\w-]+)"', attributes)
        before = text[:text.index(f"(beelden/{name} ")].split("\n\n")[-2]
        if not before.startswith("- ") and (
                not told or f"{{#{told[1]}" not in text):
            yield f"{where}: no table or list beside it says the same"


def test(count):
    if not LATO.is_dir():
        count.skip("drawings", "the sans face is not installed")
        return
    faces = {False: Face(LATO / "Lato-Regular.ttf"),
             True: Face(LATO / "Lato-Bold.ttf")}
    called = list(calls())
    for path in sorted((BOOK / "beelden").glob("*.svg")):
        count.check(f"{path.name}: words stand free and can be read",
                    "\n".join(problems_of_drawing(path, faces)))
        found = [call for call in called if call[0] == path.name]
        count.check(f"{path.name}: called, described, and told in a table",
                    "\n".join(problems_of_calls(path.name, found)))


if __name__ == "__main__":
    drawings = Count("figures")
    test(drawings)
    drawings.close()
