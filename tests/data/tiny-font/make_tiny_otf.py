#!/usr/bin/env python3
"""Makes tiny.otf, a font of four glyphs with CFF outlines, for the tests.

    python3 make_tiny_otf.py > tiny.otf

No packaged font that the tests may rely on has CFF outlines.  The glyphs are
.notdef, space, A (a box) and B (a triangle); A and B kern through nothing.
"""
import struct
import sys

ADVANCES = [500, 250, 600, 640]


def number(value):
    """An integer in a Type 2 charstring or a CFF dictionary."""
    if -107 <= value <= 107:
        return bytes([value + 139])
    if 108 <= value <= 1131:
        value -= 108
        return bytes([(value >> 8) + 247, value & 255])
    if -1131 <= value <= -108:
        value = -value - 108
        return bytes([(value >> 8) + 251, value & 255])
    return b"\x1c" + struct.pack(">h", value)


def charstring(*parts):
    operators = {"rmoveto": 21, "hlineto": 6, "vlineto": 7, "rlineto": 5,
                 "endchar": 14}
    return b"".join(bytes([operators[part]]) if part in operators
                    else number(part) for part in parts)


def index(items):
    """A CFF INDEX."""
    if not items:
        return struct.pack(">H", 0)
    offsets, at = [1], 1
    for item in items:
        at += len(item)
        offsets.append(at)
    return (struct.pack(">HB", len(items), 2)
            + b"".join(struct.pack(">H", offset) for offset in offsets)
            + b"".join(items))


def cff():
    glyphs = index([
        charstring(500, "endchar"),
        charstring(250, "endchar"),
        charstring(600, 100, 0, "rmoveto", 400, "hlineto", 700, "vlineto",
                   -400, "hlineto", "endchar"),
        charstring(640, 50, 0, "rmoveto", 500, 0, "rlineto", -250, 700,
                   "rlineto", "endchar"),
    ])
    private = number(0) + b"\x14"                       # defaultWidthX
    charset = b"\x00" + struct.pack(">HHH", 1, 34, 35)  # space, A, B

    def long(value):
        return b"\x1d" + struct.pack(">i", value)

    def top(at_charset, at_glyphs, at_private):
        return index([long(at_charset) + b"\x0f" + long(at_glyphs) + b"\x11"
                      + long(len(private)) + long(at_private) + b"\x12"])

    def start(*offsets):
        return (b"\x01\x00\x04\x02" + index([b"TinyOTF"]) + top(*offsets)
                + index([]) + index([]))

    at = len(start(0, 0, 0))
    offsets = (at, at + len(charset), at + len(charset) + len(glyphs))
    return start(*offsets) + charset + glyphs + private


def cmap():
    # Format 4: space, A to B, and the end.
    segments = [(32, 32, 1), (65, 66, 2), (0xFFFF, 0xFFFF, 0)]
    count = len(segments)
    table = struct.pack(">HHHH", count * 2, 4, 1, count * 2 - 4)
    table += b"".join(struct.pack(">H", end) for _, end, _ in segments)
    table += struct.pack(">H", 0)
    table += b"".join(struct.pack(">H", first) for first, _, _ in segments)
    table += b"".join(struct.pack(">H", (glyph - first) & 0xFFFF)
                      for first, _, glyph in segments)
    table += struct.pack(">H", 0) * count
    table = struct.pack(">HHH", 4, len(table) + 6, 0) + table
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def names():
    entries = {1: "Tiny", 2: "Regular", 4: "Tiny", 5: "Version 1.000",
               6: "TinyOTF"}
    records, strings = b"", b""
    for name, value in sorted(entries.items()):
        text = value.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, name, len(text),
                               len(strings))
        strings += text
    return struct.pack(">HHH", 0, len(entries), 6 + len(records)) \
        + records + strings


def tables():
    return {
        "CFF ": cff(),
        "OS/2": struct.pack(">HhHHHhhhhhhhhhhh10sIIII4sHHHhhhHHIIhhHHH",
                            4, 550, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0,
                            350, 50, 300, 0, bytes(10), 1, 0, 0, 0, b"TINY",
                            64, 32, 66, 800, -200, 0, 800, 200, 1, 0, 500,
                            700, 0, 32, 1),
        "cmap": cmap(),
        "head": struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0,
                            0x5F0F3CF5, 0, 1000, 0, 0, 50, 0, 550, 700, 0, 8,
                            2, 0, 0),
        "hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 640,
                            0, 0, 550, 1, 0, 0, 0, 0, 0, 0, 0, 4),
        "hmtx": b"".join(struct.pack(">Hh", advance, 0)
                         for advance in ADVANCES),
        "maxp": struct.pack(">IH", 0x5000, 4),
        "name": names(),
        "post": struct.pack(">IIhhIIIII", 0x30000, 0, -75, 50, 0, 0, 0, 0, 0),
    }


def checksum(data):
    data += bytes(-len(data) % 4)
    return sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF


def main():
    parts = tables()
    head = struct.pack(">4sHHHH", b"OTTO", len(parts), 128, 3,
                       len(parts) * 16 - 128)
    at = len(head) + 16 * len(parts)
    directory, body = b"", b""
    for tag, data in sorted(parts.items()):
        directory += struct.pack(">4sIII", tag.encode(), checksum(data),
                                 at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    font = bytearray(head + directory + body)
    adjust = (0xB1B0AFBA - checksum(bytes(font))) & 0xFFFFFFFF
    entry = font.index(b"head", 12)
    offset = struct.unpack_from(">I", font, entry + 8)[0]
    struct.pack_into(">I", font, offset + 8, adjust)
    sys.stdout.buffer.write(bytes(font))


main()
