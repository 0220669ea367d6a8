"""Thirty questions of a worker: is each answered within two steps from the
question list, the index or the bookmarks of the finished reference edition?"""
import json
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as xml
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
LIST = HERE / "questions.tsv"
WAYS = ("list", "index", "bookmarks")


def questions():
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def plain(text):
    """Letters and digits only: quotes, dashes, spaces and hyphenation differ
    between the files."""
    return " ".join(re.findall(r"\w+", re.sub("\u00ad\\s*", "", text)))


def name(element):
    return element.tag.rsplit("}", 1)[-1]


def text_of(element):
    return plain(" ".join(element.itertext()))


class Ebook:
    """The chapters of an EPUB as trees, each element knowing its parent."""

    def __init__(self, path):
        self.chapters, self.parents = {}, {}
        with zipfile.ZipFile(path) as archive:
            for entry in archive.namelist():
                if entry.endswith(".xhtml"):
                    tree = xml.fromstring(archive.read(entry))
                    self.chapters[entry.rsplit("/", 1)[-1]] = tree
                    for parent in tree.iter():
                        for child in parent:
                            self.parents[child] = parent

    def chapter(self, stem):
        return self.chapters[f"{stem}.xhtml"]

    def target(self, link):
        """The element that a link leads to, or None."""
        file, _, label = link.get("href", "").partition("#")
        tree = self.chapters.get(file)
        if tree is None or not label:
            return tree
        return next((element for element in tree.iter()
                     if element.get("id") == label), None)

    def section(self, block, heading):
        """The section of a block below this heading, or None."""
        for element in self.chapter(f"bouwsteen-{block}").iter():
            if name(element) == "section":
                first = next((child for child in element
                              if name(child) == "h2"), None)
                if first is not None and text_of(first) == plain(heading):
                    return element
        return None

    def is_within(self, element, section):
        while element is not None:
            if element is section:
                return True
            element = self.parents.get(element)
        return False


def index_item(items, words):
    for item in items:
        head = plain((item.text or "").split(",")[0] if item.text else
                     text_of(item).split(",")[0])
        own = plain(re.split(r",| zie ", item.text or "")[0])
        if plain(words) in (head, own):
            return item
        if plain("".join(item.itertext())).startswith(plain(words)):
            return item
    return None


def items_of(element):
    """The list items just below, not those below them."""
    found = []
    for child in element:
        if name(child) == "li":
            found.append(child)
        elif name(child) != "a":
            found += items_of(child)
    return found


def links_of(item):
    return [child for child in item.iter() if name(child) == "a"
            and child.get("href")]


def by_index(book, entry):
    """The links of "entry > sub-entry" of the index."""
    items = items_of(book.chapter("register"))
    item = None
    for words in entry.split(" > "):
        item = index_item(items, words)
        if item is None:
            return []
        items = items_of(item)
    below = {link for child in items for link in links_of(child)}
    return [link for link in links_of(item) if link not in below]


def by_list(book, entry):
    """The item of the question list that begins with these words."""
    for item in items_of(book.chapter("zoeken-op-vraag")):
        if text_of(item).startswith(plain(entry)):
            return item
    return None


def in_ebook(book, block, heading, words, way, entry):
    """What is wrong, or ''."""
    section = book.section(block, heading)
    if section is None:
        return f"bouwsteen {block} has no section {heading}"
    if plain(words) not in text_of(section):
        return f"bouwsteen {block}, {heading} does not say: {words}"
    if way == "index":
        links = by_index(book, entry)
        if not any(book.is_within(book.target(link), section)
                   for link in links):
            return f"the index has no '{entry}' that leads to {heading}"
    if way == "list":
        item = by_list(book, entry)
        if item is None:
            return f"the question list has no '{entry}'"
        targets = [book.target(link) for link in links_of(item)]
        if any(book.is_within(target, section) for target in targets):
            return ""
        chapter = book.chapter(f"bouwsteen-{block}")
        if not any(book.is_within(target, chapter) for target in targets):
            return f"'{entry}' does not lead to bouwsteen {block}"
        named = text_of(item).rpartition(" bij ")[2] if " bij " in \
            text_of(item) else heading
        if plain(heading) not in named:
            return f"'{entry}' names another heading than {heading}"
    return ""


class Print:
    """A PDF: its pages as text, its bookmarks with their pages."""

    def __init__(self, path):
        # Without running head and folio, which part a sentence over pages.
        size = subprocess.run(["pdfinfo", path], stdout=subprocess.PIPE,
                              check=True).stdout.decode("utf-8")
        width, height = (int(float(side)) for side in re.search(
            r"Page size: *([\d.]+) x ([\d.]+)", size).groups())
        done = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", "-x", "0", "-y", "34", "-W",
             str(width + 1), "-H", str(height - 34 - 47), path, "-"],
            stdout=subprocess.PIPE, check=True)
        text = done.stdout.decode("utf-8").replace("\u2010\n", "-")
        self.pages = [plain(page) for page in text.split("\f")]
        done = subprocess.run(["qpdf", "--json", "--json-key=outlines", path],
                              stdout=subprocess.PIPE, check=True)
        self.bookmarks = json.loads(done.stdout)["outlines"]

    def says(self, words, first, last):
        """Do these pages, from 1, say this? A page's end may cut the
        sentence: then a foot or head stands inside it."""
        words = plain(words)
        for page in range(first - 1, min(last, len(self.pages))):
            if words in self.pages[page]:
                return True
            after = " ".join(self.pages[page + 1:page + 2])
            parts = words.split()
            for cut in range(3, len(parts)):
                head = self.pages[page].rfind(" ".join(parts[:cut]))
                tail = after.find(" ".join(parts[cut:]))
                if head >= 0 and 0 <= tail < 120 and \
                        len(self.pages[page]) - head < 300:
                    return True
        return False

    def bookmark(self, path):
        """The page of "title > title", wherever the first one stands."""
        level, page = self.bookmarks, None
        for title in path.split(" > "):
            found = self.find(level, title, page is None)
            if not found:
                return None
            level, page = found["kids"], found["destpageposfrom1"]
        return page

    def find(self, level, title, deep):
        for item in level:
            bare = re.sub(r"^\d+ ", "", plain(item["title"]))
            if bare == plain(title):
                return item
            inner = self.find(item["kids"], title, deep) if deep else None
            if inner:
                return inner
        return None


def in_print(book, pdf, block, words, way, entry):
    if way == "bookmarks":
        page = pdf.bookmark(entry)
        if not page:
            return f"no bookmark '{entry}'"
        return "" if pdf.says(words, page, page + 2) else \
            f"page {page} and the two after it do not say: {words}"
    if way == "index":
        pages = [int(text_of(link)) for link in by_index(book, entry)
                 if text_of(link).isdigit()]
        if any(pdf.says(words, page, page + 1) for page in pages):
            return ""
        return f"no page of {pages} says: {words}"
    for page in pdf.pages:
        found = re.search(re.escape(plain(entry))
                          + r".{0,160}? bladzijde (\d+)", page)
        if found:
            first = int(found[1])
            return "" if pdf.says(words, first, first + 9) else \
                f"page {first} and what follows do not say: {words}"
    return f"the printed question list has no '{entry}'"


def test(count, folder):
    """`folder` holds the finished files of the reference edition."""
    ebook = Ebook(next(folder.glob("*.epub")))
    rows = list(questions())
    count.check("thirty questions, by three ways",
                "" if len(rows) >= 30 and
                {row[4] for row in rows} == set(WAYS) else str(len(rows)))
    for question, block, heading, words, way, entry in rows:
        if way != "bookmarks":
            count.check(f"e-book answers: {question}",
                        in_ebook(ebook, block, heading, words, way, entry))
    if not shutil.which("qpdf") or not shutil.which("pdftotext"):
        count.skip("questions in the PDF", "qpdf or poppler-utils missing")
        return
    pdf = Print(next(folder.glob("*.pdf")))
    for question, block, _, words, way, entry in rows:
        count.check(f"PDF answers: {question}",
                    in_print(ebook, pdf, block, words, way, entry))
