"""Page truth: a print page and the page marker of the e-book begin with the
same word.

The words of a page come from the PDF by pdftotext; running heads, folios and
repeated table heads, which are no content, are found by their place in
`bouwsteen dump --what=pages`.  The words of the e-book come from its XHTML.

A page begins where its text goes on: below a float that stands at its top, and
below the repeated head of an entry of the index.  The dump says where that is.
"""
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
import zipfile

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
WORDS_COMPARED = 4
# What the page shows before the words of an item, and XHTML does not write.
ITEM_LABEL = re.compile(r"(\d+\.|[a-z]\.|[\u2022\u2013\u25aa\u25e6])$")


def plain(word):
    """Letters and digits only: quotes and hyphens differ by medium."""
    word = unicodedata.normalize("NFKC", word).replace("\u00ad", "")
    return "".join(re.findall(r"[^\W_]+", word)).lower()


# --- print --------------------------------------------------------------------

def artifacts(dump):
    """For each page: boxes (x, y of the baseline, width) that are no content;
    the content in reading order, without a float of the page before."""
    pages = []
    for line in dump.splitlines():
        if line.startswith("page "):
            pages.append(([], []))
            continue
        if line == "  end-of-float":
            pages[-1][1].clear()
        match = re.match(r"  text (\S+) (\S+) (\S+) \S+ \S+ \"(.*)\"(.*)$", line)
        tab = re.match(r"  rect (\S+) (\S+) (\S+) (\S+) to-edge", line)
        if tab:  # its words stand anywhere in it
            x, y, width, height = map(float, tab.groups())
            pages[-1][0].extend((x, y + down, width)
                                for down in range(1, int(height)))
        elif match and re.search(r"\((header|footer|layout|tab)\)", match[5]):
            pages[-1][0].append(tuple(map(float, match.group(1, 2, 3))))
        elif re.match(r"  (text|image|path|line) ", line):
            pages[-1][1].append(line)
    return pages


def is_artifact(word, boxes):
    left, top, _, bottom, _ = word
    return any(top < y < bottom + 1 and x - 1 <= left <= x + width + 1
               for x, y, width in boxes)


def beside_the_start(word, content):
    """A note in the left margin, beside the text that the page begins with."""
    first = next((line for line in content if line.startswith("  text ")), "")
    return first and word[0] < float(first.split()[1]) - 9


def above_the_start(word, content):
    first = next((line for line in content if line.startswith("  text ")), "")
    return first and word[3] < float(first.split()[2]) - 3


def print_words(pdf):
    """For each page its words as (left, top, right, bottom, text)."""
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True,
                         capture_output=True).stdout.decode()
    out = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out)
    pages = []
    for page in ET.fromstring(out).iter(XHTML + "page"):
        pages.append([(*(float(word.get(key)) for key in
                         ("xMin", "yMin", "xMax", "yMax")), word.text or "")
                      for word in page.iter(XHTML + "word")])
    return pages


def first_line(words):
    """The words of the topmost line, up to the first wide gap: the first
    cell of a row."""
    if not words:
        return []
    top = min(words, key=lambda word: (word[1] + word[3]) / 2)
    middle = (top[1] + top[3]) / 2
    line = sorted(word for word in words if word[1] < middle < word[3])
    height = max(word[3] - word[1] for word in line)
    line = [word for word in line if not (  # a note's number
        word[4].isdigit() and word[3] - word[1] < .8 * height)]
    kept = [line[0]]
    for word in line[1:]:
        is_label = len(kept) == 1 and ITEM_LABEL.match(kept[0][4])
        if word[0] - kept[-1][2] > 9 and not is_label:
            break
        kept.append(word)
    texts = [word[4] for word in kept]
    return texts[1:] if ITEM_LABEL.match(texts[0]) else texts


# --- e-book -------------------------------------------------------------------

class Reader:
    """The words of a file, and how many stand before each page marker."""

    def __init__(self):
        self.words, self.marks, self.pictures = [], {}, {}
        self.open_word = False  # the last word may go on
        self.last_mark = None   # a marker right behind a word
        self.inside = []        # markers inside one

    def text(self, text):
        if text and self.last_mark and not text[0].isspace() and \
                text[0].isalnum():
            self.inside.append(self.last_mark)
        if text:
            self.last_mark = None
        for piece in re.findall(r"\s+|\S+", text or ""):
            if piece.isspace():
                self.open_word = False
            elif self.open_word:
                self.words[-1] += piece
            else:
                self.words.append(piece)
                self.open_word = True

    def walk(self, element):
        kind = element.get(OPS + "type")
        if kind == "pagebreak":
            self.marks[element.get("id")] = (element.get("aria-label"),
                                             len(self.words))
            if self.open_word:
                self.last_mark = element.get("id")
            self.open_word = False
        is_block = element.tag.removeprefix(XHTML) not in (
            "a", "em", "strong", "span", "dfn", "code", "s", "i", "b")
        if is_block or kind == "noteref":
            self.open_word, self.last_mark = False, None
        if element.tag == XHTML + "img":
            self.pictures[len(self.words)] = True
        if kind != "noteref" and element.get("role") not in (
                "doc-backlink", "img"):
            self.text(element.text)
            for child in element:
                self.walk(child)
                self.text(child.tail)
        if is_block:
            self.open_word = False


def read_book(path):
    """Markers by id of each file, and the page lists of nav and NCX."""
    with zipfile.ZipFile(path) as archive:
        files = {}
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                reader = Reader()
                reader.walk(ET.fromstring(archive.read(name)).find(
                    XHTML + "body"))
                files[name.removeprefix("EPUB/")] = reader
        nav = ET.fromstring(archive.read("EPUB/nav.xhtml"))
        ncx = ET.fromstring(archive.read("EPUB/toc.ncx"))
    listed = [(a.text, a.get("href")) for part in nav.iter(XHTML + "nav")
              if part.get(OPS + "type") == "page-list"
              for a in part.iter(XHTML + "a")]
    old = [(target.find(f"{NCX}navLabel/{NCX}text").text,
            target.find(NCX + "content").get("src"))
           for target in ncx.iter(NCX + "pageTarget")]
    return files, listed, old


# --- the two together ---------------------------------------------------------

# The end of a reference that the page break has cut: "bladzijde 75).".
CUT_REFERENCE = re.compile(r"^(\S+ ){0,3}?bladzijde \S*?\d+(?=\D)\S* ?")


def same_start(printed, written, before):
    """Do both begin alike?  `printed` is a line of the page and may end, or
    begin, in the middle of a word."""
    printed = [plain(word) for word in printed]
    printed = [word for word in printed if word]
    written = [plain(word) for word in written]
    written = [word for word in written if word]
    if printed and printed[0] != plain(before) and \
            plain(before).endswith(printed[0]) and printed[:1] != written[:1]:
        printed = printed[1:]  # the rest of a word cut by the page's end
        if not printed:
            return True
    if not printed or not written:
        return not printed and not written
    joined = "".join(written[:WORDS_COMPARED + 2])
    for count, word in enumerate(printed[:WORDS_COMPARED]):
        if not joined.startswith(word):
            # Only the last word of a line may be cut.
            return False
        joined = joined[len(word):]
    return True


def check_page(label, printed, reader, mark):
    """A complaint, or nothing."""
    _, at = mark
    written = reader.words[at:at + 8]
    before = reader.words[at - 1] if at else ""
    if same_start(printed, written, before):
        return ""
    # An e-book's reference names no page: the marker stands behind it.
    rest = CUT_REFERENCE.sub("", " ".join(printed))
    if rest != " ".join(printed) and same_start(rest.split(" "), written, ""):
        return ""
    if reader.pictures.get(at):
        return ""  # opens with a picture, whose words are in its file
    return (f"page {label} begins with '{' '.join(printed[:6])}' in print, "
            f"with '{' '.join(written[:6])}' in the e-book")


def page_problems(pdf, epub, dump):
    """All complaints about an edition; checks how many pages it saw."""
    files, listed, old = read_book(epub)
    problems, seen = [], 0
    if listed != old:
        problems.append("page-list and NCX differ")
    places = dict(listed)
    if len(places) != len(listed):
        problems.append("a page is listed twice")
    boxes = artifacts(dump)
    words = print_words(pdf)
    if len(boxes) != len(words):
        problems.append(f"{len(words)} pages, {len(boxes)} dumped")
    for index, (page, (marginal, content)) in enumerate(zip(words, boxes)):
        label = str(index + 1)
        if label not in places:
            if content:
                problems.append(f"page {label} is not in the page-list")
            continue
        name, _, mark_id = places[label].partition("#")
        mark = files[name].marks.get(mark_id)
        if mark_id in files[name].inside:
            problems.append(f"page {label}: its marker stands inside a word")
        if not mark or mark[0] != label:
            problems.append(f"page {label}: no marker {mark_id} in {name}")
            continue
        seen += 1
        # All pages of the printed contents begin where the nav begins: its
        # list may hold nothing but links.
        if name == "nav.xhtml":
            continue
        printed = first_line([word for word in page
                              if not is_artifact(word, marginal)
                              and not beside_the_start(word, content)
                              and not above_the_start(word, content)])
        problem = check_page(label, printed, files[name], mark)
        if problem:
            problems.append(problem)
    order = [int(label) for label, _ in listed]
    if order != sorted(order):
        problems.append("the page-list is not in order")
    spread = [label for reader in files.values()
              for label, _ in reader.marks.values()]
    if sorted(spread) != sorted(label for label, _ in listed):
        problems.append("markers and page-list differ")
    return problems, seen
