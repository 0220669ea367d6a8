#!/usr/bin/env python3
"""What a print shop gets: plates, boxes, inks, fonts, claims.

    tests/press.py PROGRAM

Ghostscript's tiffsep makes the plates; tests/pdfx.py has the rules of PDF/X-4.
"""
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import zlib

import pdfx
from support import ROOT, Count, Scratch, files_below, run

PROFILE = pathlib.Path("/usr/share/texlive/texmf-dist/tex/generic/"
                       "colorprofiles/FOGRA39L_coated.icc")
CONSTRUCTS = ROOT / "tests/epub/constructs"
MM = 72 / 25.4
TOOLS = ("gs", "qpdf", "pdfinfo", "pdftotext", "pdftoppm", "pdffonts")
DPI = 144

MANIFEST = """name: proef
title: Proef voor de drukker
language: nl
version: "1"
date: 2026-11-23
style: proef
chapters: [zwart.md, kleur.md, beeld.md]
"""

# Everything black but the ground of a box, and what asks for colour.
SHEET = """based-on: handboek
colours: {paars: "#5a2a7a", geel: "#ffe9a0"}
inks: {paars: 70 90 0 20}
blocks:
  heading, .chapter-label: {colour: ink}
  .kader: {background: geel, bar: 0}
inline:
  link, reference: {colour: ink}
  strong: {colour: paars}
"""

BLACK = "# Zwart\n\n" + "Alleen zwarte letters op wit papier, regel na regel. " * 9
COLOUR = ("# Kleur\n\n::: {.kader}\n" + "Zwart staat over geel heen. " * 20 +
          "\n:::\n\nEen **paars woord** in de tekst.\n")
PICTURES = ("# Beeld\n\n![Rood](rood.png)\n\n![Grijs](grijs.png)\n\n"
            "![Doorzichtig](glas.png)\n\n![Palet](palet.png)\n\n"
            "![Foto](foto.jpg)\n\n![Tekening](figuur.svg)\n")


# --- pictures -----------------------------------------------------------------

def png(kind, row, palette=b""):
    """32 x 32 pixels, 8 bits a component; `row` is one row's bytes."""
    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + \
            struct.pack(">I", zlib.crc32(body))
    head = struct.pack(">IIBBBBB", 32, 32, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + \
        (chunk(b"PLTE", palette) if palette else b"") + \
        chunk(b"IDAT", zlib.compress((b"\0" + row) * 32)) + chunk(b"IEND", b"")


def write_pictures(folder):
    red = bytes((200, 30, 30)) * 16 + bytes((0, 0, 0)) * 16
    (folder / "rood.png").write_bytes(png(2, red))
    (folder / "grijs.png").write_bytes(png(0, bytes(range(0, 256, 8))))
    (folder / "glas.png").write_bytes(png(6, bytes((20, 60, 200, 128)) * 32))
    (folder / "palet.png").write_bytes(
        png(3, bytes((0, 1) * 16), bytes((10, 120, 60, 255, 255, 255))))
    subprocess.run(["gs", "-q", "-dSAFER", "-sDEVICE=jpeg", "-r72", "-g40x40",
                    f"-o{folder}/foto.jpg", "-c", "0.9 0.6 0.1 setrgbcolor "
                    "0 0 40 40 rectfill showpage"], check=True)
    (folder / "figuur.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" '
        'viewBox="0 0 100 40"><title>t</title><desc>d</desc><rect x="0" y="0" '
        'width="50" height="40" fill="#17505f"/><text x="55" y="25" '
        'font-size="9">Zwart</text></svg>', encoding="utf-8")


def write_book(folder):
    (folder / "styles").mkdir(parents=True)
    for name, content in (("book.yaml", MANIFEST), ("zwart.md", BLACK),
                          ("kleur.md", COLOUR), ("beeld.md", PICTURES),
                          ("styles/proef.yaml", SHEET)):
        (folder / name).write_text(content, encoding="utf-8")
    write_pictures(folder)
    return folder


# --- plates -------------------------------------------------------------------

class Plate:
    """The amount of an ink, from an uncompressed TIFF of 8 bits a pixel: 255
    is none, 0 all."""

    def __init__(self, path):
        data = path.read_bytes()
        start = struct.unpack_from("<I", data, 4)[0]
        tags = {}
        for at in range(start + 2, start + 2 + 12 *
                        struct.unpack_from("<H", data, start)[0], 12):
            tag, kind, count = struct.unpack_from("<HHI", data, at)
            form = {3: "H", 4: "I"}.get(kind)
            if not form:
                continue
            size = count * struct.calcsize(form)
            place = at + 8 if size <= 4 else struct.unpack_from(
                "<I", data, at + 8)[0]
            tags[tag] = struct.unpack_from(f"<{count}{form}", data, place)
        assert tags[258] == (8,) and tags[259] == (1,)  # bits, compression
        self.width, self.height = tags[256][0], tags[257][0]
        self.data = b"".join(data[offset:offset + size] for offset, size in
                             zip(tags[273], tags[279]))

    def inside(self, left, top, right, bottom):
        """Ink of the pixels in a rectangle, in mm."""
        scale = DPI / 25.4
        for y in range(int(top * scale), int(bottom * scale)):
            row = y * self.width
            yield from (255 - value for value in self.data[
                row + int(left * scale):row + int(right * scale)])


def plates(pdf, page, folder):
    folder.mkdir(parents=True, exist_ok=True)
    # Without anti-aliasing: a pixel has what its middle has.
    subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER",
                    "-sDEVICE=tiffsep", "-sCompression=none", f"-r{DPI}", "-dTextAlphaBits=1",
                    "-dGraphicsAlphaBits=1", f"-dFirstPage={page}",
                    f"-dLastPage={page}", f"-sOutputFile={folder}/p%d.tif",
                    str(pdf)], check=True, stdout=subprocess.PIPE,
                   stderr=subprocess.STDOUT)
    return {ink: Plate(folder / f"p1({ink}).tif")
            for ink in ("Cyan", "Magenta", "Yellow", "Black")}


def page_of(pdf, words):
    pages = output("pdftotext", pdf, "-").split("\f")
    return next(i for i, text in enumerate(pages, 1) if words in text and
                "Inhoud" not in text)


def output(*command):
    done = subprocess.run(list(map(str, command)), check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("utf-8", errors="replace")


# The trim box of 170 x 240 mm lies 10 mm inside the media.
TRIM = (10, 10, 180, 250)


def test_black_page(count, pdf, folder):
    plate = plates(pdf, page_of(pdf, "Alleen zwarte letters"), folder)
    for ink in ("Cyan", "Magenta", "Yellow"):
        count.check(f"black text: nothing on the plate of {ink}", "" if
                    not any(plate[ink].inside(*TRIM)) else
                    f"up to {max(plate[ink].inside(*TRIM))} of 255")
    black = list(plate["Black"].inside(*TRIM))
    count.check("black text: all of the black ink", "" if max(black) == 255
                else f"at most {max(black)}")
    count.check("crop marks on every plate", "" if all(
        max(one.inside(0, 0, 11, 6.5)) == 255 for one in plate.values()) else
        str({ink: max(one.inside(0, 0, 11, 6.5))
             for ink, one in plate.items()}))


def yellow_box(plate):
    """The box's rectangle in mm, from the plate itself."""
    rows = [y for y in range(12, 248)
            if max(plate.inside(60, y, 120, y + 1), default=0) > 20]
    return 52, rows[0] + 3, 135, rows[-1] - 2


def holes(pdf, folder):
    """Pixels within the box that have no yellow."""
    plate = plates(pdf, page_of(pdf, "Zwart staat over geel"), folder)
    box = yellow_box(plate["Yellow"])
    yellow = list(plate["Yellow"].inside(*box))
    black = list(plate["Black"].inside(*box))
    half = max(yellow) / 2
    return sum(1 for value in yellow if value < half), \
        sum(1 for value in black if value > 200), len(yellow)


def test_overprint(count, pdf, folder):
    empty, letters, pixels = holes(pdf, folder / "a")
    count.check("overprint: there are letters on the box", "" if
                letters > pixels / 100 else f"{letters} of {pixels}")
    count.check("overprint: no letter leaves a hole in the ground", "" if
                not empty else f"{empty} of {pixels} pixels, {letters} black")
    # The same file without it, to see that this would be noticed.
    other = folder / "knockout.pdf"
    plain = pdf.read_bytes()
    other.write_bytes(plain.replace(b"/op true", b"/op null"))
    empty, _, _ = holes(other, folder / "b")
    count.check("overprint: its lack is noticed", "" if
                plain != other.read_bytes() and empty > letters / 2 else
                f"{empty} holes, {letters} black pixels")


def test_own_inks(count, pdf):
    """A colour with inks of its own in the style has those."""
    content = "\n".join(pdfx.Pdf(pdf).contents())
    count.check("inks of the style", "" if "\n.7 .9 0 .2 k" in content else
                "not found")


def test_pictures(count, pdf, folder):
    plate = plates(pdf, page_of(pdf, "Beeld"), folder)
    file = pdfx.Pdf(pdf)
    spaces = [str(d["/ColorSpace"])[:24] for d, _ in file.streams()
              if d.get("/Subtype") == "/Image" and not pdfx.is_mask(file, d)]
    count.check("pictures: five, in inks", "" if len(spaces) == 5 else
                str(spaces))
    count.check("pictures: grey is one ink", "" if
                sum("/Black" in space for space in spaces) == 1 else
                str(spaces))
    # Red: magenta and yellow, hardly cyan.  Blue glass: cyan.
    red = [d for d, _ in file.streams() if d.get("/Subtype") == "/Image"]
    data = [file.stream(name[4:]) for name, found in file.objects.items()
            if "stream" in found and found["stream"]["dict"] in red]
    first = next(d for d in data if len(d) == 4096 and d[4 * 31] == 0 and
                 d[4 * 31 + 3] == 255)
    cyan, magenta, yellow, black = first[:4]
    count.check("pictures: red is magenta and yellow", "" if
                magenta > 200 and yellow > 200 and cyan < 60 else
                f"{cyan} {magenta} {yellow} {black}")
    count.check("pictures: black is black ink alone", "" if
                first[4 * 31:4 * 32] == b"\0\0\0\xff" else
                str(list(first[4 * 31:4 * 32])))
    count.check("pictures: all plates have something", "" if all(
        max(one.inside(*TRIM)) > 100 for one in plate.values()) else
        str({ink: max(one.inside(*TRIM)) for ink, one in plate.items()}))


def test_black_only(count, program, book, folder):
    run(program, "build", book, "-o", folder, "-q", "--black", "-t", "print",
        "-t", "pdf", "-t", "epub")
    made = sorted(path.name for path in folder.rglob("*.*"))
    if not count.check("--black: names", "" if made ==
                       ["proef-black.pdf", "proef-print-black.pdf"] else
                       str(made)):
        return
    pdf = folder / "proef/proef-print-black.pdf"
    for words in ("Zwart staat over geel", "Beeld"):
        plate = plates(pdf, page_of(pdf, words), folder / words[:5])
        used = [ink for ink in ("Cyan", "Magenta", "Yellow")
                if max(plate[ink].inside(0, 0, 190, 260))]
        count.check(f"--black: one plate, {words}", "" if not used and
                    max(plate["Black"].inside(*TRIM)) == 255 else str(used))
    count.check("--black: PDF/X-4",
                "\n".join(pdfx.problems(pdf, PROFILE.read_bytes())[:9]))
    screen = folder / "proef/proef-black.pdf"
    content = "\n".join(pdfx.Pdf(screen).contents())
    coloured = re.findall(r"\S+ \S+ \S+ (?:rg|RG)\b", content)
    count.check("--black: the PDF for the screen is grey", "" if not coloured
                else str(coloured[:5]))
    spaces = {str(d["/ColorSpace"]) for d, _ in pdfx.Pdf(screen).streams()
              if d.get("/Subtype") == "/Image"}
    count.check("--black: pictures are grey", "" if spaces == {"/DeviceGray"}
                else str(spaces))
    test_contrast(count, screen, folder)


def luminance(value):
    value /= 255
    return value / 12.92 if value <= 0.04045 else \
        ((value + 0.055) / 1.055) ** 2.4


def test_contrast(count, screen, folder):
    """Colours that had 4.5:1 keep it: greys are as light as they were."""
    colour = folder.parent / "made/proef/proef.pdf"
    page = page_of(screen, "Zwart staat over geel")
    grey = output("pdftoppm", "-r", 20, "-f", page, "-singlefile", screen,
                  folder / "grey")
    output("pdftoppm", "-r", 20, "-f", page, "-singlefile", colour,
           folder / "colour")
    one, other = ((folder / f"{name}.ppm").read_bytes()[-3 * 9000:]
                  for name in ("colour", "grey"))
    worst = 0
    for i in range(0, len(one), 3):
        light = sum(share * luminance(one[i + j]) for j, share in
                    enumerate((0.2126, 0.7152, 0.0722)))
        worst = max(worst, abs(light - luminance(other[i])))
    count.check("--black: as light as in colour", "" if worst < 0.02 else
                f"{worst:.3f} of 1 apart {grey}")


# --- files --------------------------------------------------------------------

def test_boxes(count, pdf):
    text = output("pdfinfo", "-box", "-f", 1, "-l", 9999, pdf)
    boxes = {name: {tuple(round(float(v) / MM, 1) for v in found.split())
                    for found in re.findall(rf"{name}:((?:\s+[\d.]+){{4}})",
                                            text)}
             for name in ("MediaBox", "BleedBox", "TrimBox")}
    wanted = {"MediaBox": {(0, 0, 190, 260)}, "BleedBox": {(7, 7, 183, 253)},
              "TrimBox": {(10, 10, 180, 250)}}
    count.check("boxes", "" if boxes == wanted else str(boxes))
    count.check("pdfinfo: PDF/X-4", "" if "PDF/X-4" in text and
                "1.6" in text else text[:900])
    fonts = output("pdffonts", pdf).splitlines()[2:]
    count.check("fonts: all embedded", "" if fonts and all(
        re.search(r"\byes yes yes\s+\d+\s+\d+$", line) for line in fonts)
        else "\n".join(fonts))
    check = output("qpdf", "--check", pdf)
    count.check("qpdf", "" if "No syntax" in check else check)


def test_text(count, pdf, screen):
    one, other = (output("pdftotext", "-layout", file, "-").split()
                  for file in (pdf, screen))
    count.check("the text of the PDF", "" if one == other and len(one) > 99
                else f"{len(one)} and {len(other)} words")


def test_bytes(count, program, book, folder):
    for name, jobs in (("a", 1), ("b", 2)):
        run(program, "build", book, "-o", folder / name, "-q", "-t", "print",
            "-j", jobs)
    moved = folder / "elders" / "boek"
    shutil.copytree(book, moved)
    run(program, "build", moved, "-o", folder / "c", "-q", "-t", "print")
    one, two, three = (files_below(folder / name) for name in "abc")
    count.check("the same bytes: threads", "" if one and one == two else
                "they differ")
    count.check("the same bytes: folders", "" if one == three else
                "they differ")
    for path, content in one.items():
        places = [word for word in (b"/usr/", b"texlive", bytes(
            str(folder), "utf-8"), bytes(str(ROOT), "utf-8"))
            if word in content]
        count.check(f"{path}: no path of this machine", str(places)
                    if places else "")


def test_no_profile(count, program, book, folder):
    """Where texlive-base is not installed."""
    hidden = PROFILE.parent
    if subprocess.run(["unshare", "-rm", "true"], check=False,
                      stderr=subprocess.DEVNULL).returncode:
        count.skip("no profile", "no right to hide it")
        return
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs none "$1" && shift && '
         'exec "$@"', "-", hidden, program.resolve(), "build", book, "-o",
         folder, "-q", "-t", "print"], check=False, stderr=subprocess.PIPE)
    text = done.stderr.decode("utf-8")
    count.check("no profile: an error that names the package", "" if
                done.returncode == 1 and "apt-get install texlive-base" in text
                and "press-profile" in text and not list(folder.rglob("*.pdf"))
                else f"status {done.returncode}\n{text}")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs none "$1" && shift && '
         'exec "$@"', "-", hidden, program.resolve(), "build", book, "-o",
         folder, "-q", "-t", "pdf"], check=False, stderr=subprocess.PIPE)
    count.check("no profile: none is needed for the screen", "" if
                done.returncode == 0 else done.stderr.decode("utf-8"))


def test_excerpt(count, program, folder):
    done = run(program, "excerpt", ROOT / "book", "stip", "-t", "print", "-t",
               "cover", "--draft", "-q", "-o", folder)
    made = list(folder.rglob("*-stip-print-concept.pdf"))
    covers = list(folder.rglob("*-stip-cover-concept.pdf"))
    count.check("an excerpt's cover: a draft says so", "" if covers and
                "Concept" in output("pdftotext", covers[0], "-") else
                done.messages)
    if count.check("an excerpt for a print shop", "" if done.status == 0 and
                   len(made) == 1 else
                   f"status {done.status}\n{done.messages}"):
        count.check("an excerpt: PDF/X-4", "\n".join(
            pdfx.problems(made[0], PROFILE.read_bytes())[:9]))
        verified = run(program, "verify", made[0])
        count.check("an excerpt: verified", "" if verified.status == 0 else
                    verified.text)


def test_rules(count, pdf, folder):
    """The checker of PDF/X-4 finds what is broken."""
    folder.mkdir()
    source = PROFILE.read_bytes()
    plain = pdf.read_bytes()
    # Of one length each, so that the file can still be read.
    for name, old, new in (
            ("label", b"(FOGRA39)", b"(FOGRA27)"),
            ("intent", b"/GTS_PDFX/", b"/GTS_PDFA/"),
            ("trapped", b"/Trapped/False", b"/Trapped/Maybe"),
            ("claim", b">PDF/X-4<", b">PDF/X-1<"),
            ("version", b"%PDF-1.6", b"%PDF-1.7"),
            ("trim", b"/TrimBox", b"/TrimBux"),
            ("bleed", b"/BleedBox[19.84 19.84", b"/BleedBox[39.84 39.84"),
            ("picture", b"/ColorSpace/DeviceCMYK", b"/ColorSpace/DeviceGray"),
            ("font", b"/FontFile2", b"/FontFileX")):
        broken = folder / f"{name}.pdf"
        broken.write_bytes(plain.replace(old, new))
        count.check(f"PDF/X-4 broken: {name}", "" if old in plain and
                    pdfx.problems(broken, source) else "not noticed")
    count.check("PDF/X-4 broken: profile", "" if
                pdfx.problems(pdf, source[:-1]) else "not noticed")


def test_files(count, program, book, folder):
    made = folder / "made"
    done = run(program, "build", book, "-o", made, "-q", "-t", "print", "-t",
               "pdf")
    pdf, screen = made / "proef/proef-print.pdf", made / "proef/proef.pdf"
    if not count.check("a book for a print shop", "" if done.status == 0 and
                       pdf.exists() else
                       f"status {done.status}\n{done.messages}"):
        return
    count.check("PDF/X-4",
                "\n".join(pdfx.problems(pdf, PROFILE.read_bytes())[:9]))
    test_rules(count, pdf, folder / "rules")
    test_boxes(count, pdf)
    test_text(count, pdf, screen)
    test_black_page(count, pdf, folder / "black")
    test_overprint(count, pdf, folder / "over")
    test_own_inks(count, pdf)
    test_pictures(count, pdf, folder / "pictures")
    test_black_only(count, program, book, folder / "one")


# --- covers -------------------------------------------------------------------

def make_cover(program, folder, paper, *more):
    """(cover, pages inside)"""
    book = write_book(folder / "book")
    manifest = book / "book.yaml"
    manifest.write_text(MANIFEST + f"paper: {{{paper}}}\nblurb: |\n  Achterop "
                        "staat dit.\n\n  En dit in {{versie}}.\nsubtitle: Voor "
                        "wie drukt\nvariables: {versie: versie 7}\n"
                        "licence: CC BY 4.0\n", encoding="utf-8")
    run(program, "build", book, "-o", folder, "-q", "-t", "print", "-t",
        "cover", *more)
    inside = next(folder.rglob("proef-print*.pdf"), None)
    cover = next(folder.rglob("proef-cover*.pdf"), None)
    pages = int(re.search(r"Pages:\s+(\d+)", output("pdfinfo", inside))[1])
    return cover, pages


def spine_of(cover):
    text = output("pdfinfo", "-box", cover)
    left, _, right, _ = map(float, re.search(
        r"TrimBox:" + r"\s+([\d.]+)" * 4, text).groups())
    return (right - left) / MM - 2 * 170


def turned(cover):
    """Is text turned to the right: does it run downwards?"""
    return any(re.search(r"(?:^|\s)0 -1 1 0 \S+ \S+ cm\s+BT", content)
               for content in pdfx.Pdf(cover).contents())


def test_covers(count, program, folder):
    cover, pages = make_cover(program, folder / "thick",
                              "weight: 400, bulk: 6.25, cover: 0.25")
    if not count.check("cover", "" if cover else "not made"):
        return
    wanted = (pages + 1) // 2 * 400 * 6.25 / 1000 + 2 * 0.25
    count.check("cover: the spine is as thick as the book", "" if
                abs(spine_of(cover) - wanted) < 0.02 else
                f"{spine_of(cover):.2f} mm, and {pages} pages are {wanted}")
    count.check("cover: PDF/X-4",
                "\n".join(pdfx.problems(cover, PROFILE.read_bytes())[:9]))
    words = " ".join(output("pdftotext", cover, "-").split())
    missing = [wanted for wanted in (
        "Proef voor de drukker", "Voor wie drukt", "Achterop staat dit.",
        "En dit in versie 7.", "CC BY 4.0") if wanted not in words]
    count.check("cover: words", f"{missing}: {words}" if missing else "")
    count.check("cover: the title runs down the spine", "" if turned(cover)
                and words.count("Proef voor de drukker") == 2 else words)
    plate = plates(cover, 1, folder / "plates")
    edge = [max(list(one.inside(7.2, 7.2, 9.8, 9.8)))
            for one in plate.values()]
    outside = list(plate["Cyan"].inside(0, 0, 6.5, 9)) + \
        list(plate["Cyan"].inside(12, 0, 60, 6.5))
    count.check("cover: colour goes on into the bleed, and no farther", "" if
                max(edge) > 100 and not any(outside) else
                f"{edge}, {max(outside)}")
    dashes = [x for x in (180, 180 + wanted)
              if not any(plate["Black"].inside(x - 0.4, 1, x + 0.4, 6))]
    count.check("cover: marks where it is folded", f"none at {dashes} mm"
                if dashes else "")
    thin, _ = make_cover(program, folder / "thin", "weight: 80, bulk: 1")
    count.check("cover: a thin spine has no words", "" if thin and
                not turned(thin) and spine_of(thin) < 6 else
                f"{spine_of(thin)}")
    black, _ = make_cover(program, folder / "black", "weight: 80", "--black")
    plate = plates(black, 1, folder / "black-plates")
    count.check("cover: black alone", "" if not any(
        any(plate[ink].inside(0, 0, 355, 260))
        for ink in ("Cyan", "Magenta", "Yellow")) else "other plates")


def test_constructs(count, program, folder):
    """Every construct of the format."""
    done = run(program, "build", CONSTRUCTS, "-o", folder, "-q", "-t", "print",
               "-t", "pdf")
    pdfs = sorted(folder.rglob("*-print.pdf"))
    count.check("every construct", "" if done.status == 0 and pdfs else
                done.messages)
    for pdf in pdfs:
        count.check(f"PDF/X-4: {pdf.name}", "\n".join(
            pdfx.problems(pdf, PROFILE.read_bytes())[:9]))
        test_text(count, pdf, pdf.with_name(
            pdf.name.replace("-print.pdf", ".pdf")))


def main():
    program = pathlib.Path(sys.argv[1])
    count = Count("press")
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing or not PROFILE.exists():
        count.skip("what a print shop gets", f"missing: {' '.join(missing)} "
                   f"{'' if PROFILE.exists() else PROFILE.name}")
        count.close()
    with Scratch() as scratch:
        book = write_book(scratch / "boek")
        test_files(count, program, book, scratch / "files")
        test_bytes(count, program, book, scratch / "bytes")
        test_no_profile(count, program, book, scratch / "none")
        test_constructs(count, program, scratch / "constructs")
        test_covers(count, program, scratch / "covers")
        test_excerpt(count, program, scratch / "excerpt")
    count.close()


if __name__ == "__main__":
    main()
