"""The design of the three editions, measured on what is printed.

Thumb tabs: found on grey renderings of the fore-edge, each part's below the
one before, and artifacts to who reads the PDF aloud.

QR codes: read from grey renderings as a telephone would, and compared with
the addresses that stand in the text.

Part openers: the parts of the edition, no others, and the page of each block
as it is printed at that block."""
import collections
import re
import shutil
import subprocess
import zipfile

from support import run

DPI = 72
MM = DPI / 25.4
TAB_DARK = 120  # of 255: what counts as a tab on a grey print


def grey_pages(pdf):
    """(width, height, rows) of each page, on a printer without colour."""
    data = subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), str(pdf)],
                          stdout=subprocess.PIPE, check=True).stdout
    at = 0
    while at < len(data):
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data[at:at + 40])
        width, height = int(head[1]), int(head[2])
        at += head.end()
        yield width, height, data[at:at + width * height]
        at += width * height


def dark_run(width, height, rows, column):
    """(top, bottom) of what is dark in one column of dots; None."""
    dark = [y for y in range(height) if rows[y * width + column] < TAB_DARK]
    if not dark:
        return None
    return (dark[0], dark[-1] + 1) if len(dark) == dark[-1] + 1 - dark[0] \
        else "in pieces"


def edge_tabs(pdf):
    """{page: (top, bottom)} at the outer edge; also what stands elsewhere."""
    tabs, elsewhere = {}, []
    for index, (width, height, rows) in enumerate(grey_pages(pdf)):
        number = index + 1
        outer, inner = (width - 1, 0) if number % 2 else (0, width - 1)
        found = dark_run(width, height, rows, outer)
        if found:
            tabs[number] = found
        if dark_run(width, height, rows, inner):
            elsewhere.append(number)
    return tabs, elsewhere


def parts_of_pages(program, book, edition):
    """{page: (number of the part, word)} as the layout says."""
    parts, page = {}, 0
    dump = run(program, "dump", book, "-e", edition, "--what=pages").text
    for line in dump.splitlines():
        if re.match(r"page \S+ (recto|verso)", line):
            page += 1
        found = re.search(r'"([^"]+)"( turned)? \(tab\)$', line)
        if found:
            parts.setdefault(page, []).append(found[1])
    return parts


def problems_of_tabs(tabs, parts, count):
    if sorted(tabs) != sorted(parts):
        yield f"tabs at the edge of {sorted(tabs)}, parts on {sorted(parts)}"
        return
    tops = collections.defaultdict(set)
    for page, words in parts.items():
        if tabs[page] == "in pieces" or len(words) != 2:
            yield f"page {page}: {tabs[page]}, {words}"
            return
        tops[words[0]].add(tabs[page])
    if len(tops) != count:
        yield f"{len(tops)} parts"
    places = [tops[key] for key in tops]
    if any(len(place) != 1 for place in places):
        yield f"a part's tabs do not lie above each other: {dict(tops)}"
        return
    starts = [min(place)[0] for place in places]
    steps = {later - sooner for sooner, later in zip(starts, starts[1:])}
    if not steps or min(steps) <= 24 * MM or max(steps) - min(steps) > 1:
        yield f"tabs begin at {starts}: no even steps down"


def luminance(grey):
    part = grey / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast_on_grey(pdf, page, tab):
    """Of the tab's lightest dot, its letters, to its ground."""
    data = subprocess.run(["pdftoppm", "-gray", "-r", "300", "-f", str(page),
                           "-l", str(page), str(pdf)],
                          stdout=subprocess.PIPE, check=True).stdout
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    width, rows = int(head[1]), data[head.end():]
    scale = 300 / DPI
    top, bottom = (int(y * scale) for y in tab)
    depth = int(6 / 25.4 * 300) - 4
    left = width - depth if page % 2 else 4
    dots = b"".join(rows[y * width + left:y * width + left + depth - 4]
                    for y in range(top + 4, bottom - 4))
    ground = max(set(dots), key=dots.count)
    return (luminance(max(dots)) + 0.05) / (luminance(ground) + 0.05)


def test_tabs(count, program, book, folder):
    pdf = next((folder / "ervaren").glob("*.pdf"))
    tabs, elsewhere = edge_tabs(pdf)
    parts = parts_of_pages(program, book, "ervaren")
    count.check("thumb tabs: one for each part, in even steps down the edge",
                "\n".join(problems_of_tabs(tabs, parts, 7)))
    count.check("thumb tabs: nothing at the inner edge",
                " ".join(map(str, elsewhere)))
    if tabs:
        page = min(tabs)
        contrast = contrast_on_grey(pdf, page, tabs[page])
        count.check("thumb tabs: words can be read on a grey print",
                    "" if contrast >= 4.5 else f"contrast {contrast:.2f}")
    for edition in ("nieuw", "partners"):
        other = next((folder / edition).glob("*.pdf"))
        count.check(f"thumb tabs: none in {edition}",
                    " ".join(map(str, edge_tabs(other)[0])))


def test_tab_artifacts(count, folder):
    """Tabs are no part of what is read."""
    pdf = next((folder / "ervaren").glob("*.pdf"))
    plain = folder / "tabs.pdf"
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(pdf),
                    str(plain)], check=False)
    text = plain.read_bytes()
    plain.unlink()
    turned = text.count(b"q 0 -1 1 0 ")
    before = len(re.findall(
        rb"q 0 -1 1 0 [\d. ]+cm\nBT\n/Artifact<</Type/Pagination>>BDC", text))
    count.check("thumb tabs: artifacts of pagination",
                "" if turned and turned == before else
                f"{before} of {turned} words")


# --- part openers ---------------------------------------------------------------

def page_texts(pdf):
    """Without what stands on thumb tabs."""
    done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", "-x", "20",
                           "-W", "440", "-H", "700", str(pdf), "-"], stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8").split("\f")


def map_lines(text):
    """(number, title, page) of the lines with leaders."""
    return [(int(number), title, int(page)) for number, title, page in
            re.findall(r"^ *(\d+) +(\S.*?)(?: ?\.)+ *(\d+)$", text, re.M)]


def opener_pages(pages):
    """{number of the part: index of the page it opens}, without contents."""
    return {int(found[1]): i for i, page in enumerate(pages)
            for found in [re.match(r"\s*Deel (\d)\n", page)] if found
            and map_lines(page)}


def problems_of_maps(pages):
    openers = opener_pages(pages)
    if len(openers) != 7:
        yield f"parts open on pages {openers}"
    for part, index in openers.items():
        lines = map_lines(pages[index])
        shown = [line for line in lines if openers.get(line[0]) == line[2] - 1]
        if len(shown) != len(openers):
            yield f"part {part} shows {lines}"
        blocks = [line for line in lines if line not in shown]
        if not blocks:
            yield f"part {part}: no blocks"
        for number, title, page in blocks:
            head = pages[page - 1][:200]
            if f"Bouwsteen {number}\n" not in head or \
                    title.split()[0] not in head:
                yield f"part {part}: '{number} {title}' is not on page {page}"


def problems_of_navs(epub):
    """The same in the e-book: a list of links in each part's file."""
    with zipfile.ZipFile(epub) as archive:
        navs = [re.search(r'<nav class="part-map".*?</nav>',
                          archive.read(name).decode("utf-8"), re.S)
                for name in archive.namelist() if "/text/deel-" in name]
    if len(navs) != 7 or not all(navs):
        yield f"{len(navs)} parts, {len([n for n in navs if n])} maps"
        return
    for nav in navs:
        if nav[0].count("aria-current") != 1 or nav[0].count("<a href") < 7:
            yield nav[0]


def test_maps(count, folder):
    for edition in ("nieuw", "ervaren", "partners"):
        pdf = next((folder / edition).glob("*.pdf"))
        epub = next((folder / edition).glob("*.epub"))
        count.check(f"part openers: the parts and pages of {edition}",
                    "\n".join(problems_of_maps(page_texts(pdf))))
        count.check(f"part openers: lists of links in {edition}.epub",
                    "\n".join(problems_of_navs(epub)))


# --- codes ----------------------------------------------------------------------

MODULE = 0.4 / 25.4 * 72  # the least, in points
SHORTEST = 25 + 8         # modules of the smallest code for these addresses


def codes_of_pages(program, book, edition):
    """{page: widths of the codes}, as the layout says."""
    codes, page = {}, 0
    dump = run(program, "dump", book, "-e", edition, "--what=pages").text
    for line in dump.splitlines():
        page += bool(re.match(r"page \S+ (recto|verso)", line))
        found = re.match(r"  image \S+ \S+ (\S+) \S+ \(layout\)$", line)
        if found:
            codes.setdefault(page, []).append(float(found[1]))
    return codes


def read_codes(pdf, page, scratch):
    """What a reader of codes makes of the printed page."""
    subprocess.run(["pdftoppm", "-gray", "-r", "200", "-f", str(page), "-l",
                    str(page), str(pdf), str(scratch)], check=True)
    picture, = scratch.parent.glob(scratch.name + "-*.pgm")
    done = subprocess.run(["zbarimg", "-q", "--raw", str(picture)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False)
    picture.unlink()
    return done.stdout.decode("utf-8").split()


def shown_address(address):
    return re.sub(r"^https?://(www\.)?|/$", "", address)


def problems_of_codes(pdf, codes, scratch):
    for page, widths in codes.items():
        read = read_codes(pdf, page, scratch)
        if len(read) != len(widths):
            yield f"page {page}: {len(widths)} codes, read as {read}"
        text = re.sub(r"\s", "", subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"],
            stdout=subprocess.PIPE, check=True).stdout.decode("utf-8"))
        for address in read:
            if shown_address(address) not in text:
                yield f"page {page}: {address} is not in the text"
        if min(widths) < SHORTEST * MODULE:
            yield f"page {page}: a code is only {min(widths)} points wide"


def test_codes(count, program, book, folder):
    if not shutil.which("zbarimg"):
        count.skip("QR codes", "zbarimg is not installed")
        return
    for edition in ("nieuw", "ervaren", "partners"):
        pdf = next((folder / edition).glob("*.pdf"))
        codes = codes_of_pages(program, book, edition)
        count.check(f"QR codes: some in {edition}", "" if codes else "none")
        count.check(f"QR codes: telephones read them in {edition}",
                    "\n".join(problems_of_codes(pdf, codes,
                                                folder / "code")))
        epub = next((folder / edition).glob("*.epub"))
        with zipfile.ZipFile(epub) as archive:
            text = b"".join(archive.read(name) for name in archive.namelist()
                            if name.endswith(".xhtml"))
        count.check(f"QR codes: links in {edition}.epub",
                    "" if b'class="qr" href="https://' in text else "none")


def test(count, program, book, folder):
    test_maps(count, folder)
    test_codes(count, program, book, folder)
    test_tabs(count, program, book, folder)
    test_tab_artifacts(count, folder)
