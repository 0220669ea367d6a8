"""What reading systems make of an e-book: foliate-js, epub.js and Vivliostyle
in headless Chromium (readers.mjs), the parser of Thorium Reader (thorium.js),
and MuPDF, which knows least of all.  What they should see is read from the
book itself.
"""
import collections
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile

from support import ROOT, TOOLS

NODE = TOOLS / "node_modules"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
# MuPDF runs the words of neighbouring cells together where a column is
# narrow: of 1000 words this many.
JOINED = 1


class Book:
    """What the e-book says of itself."""

    def __init__(self, epub):
        with zipfile.ZipFile(epub) as archive:
            self.texts = {name: ET.fromstring(archive.read(name))
                          for name in archive.namelist()
                          if name.endswith(".xhtml")}
            package = archive.read("EPUB/package.opf").decode()
        navs = {nav.get(OPS + "type"): nav for nav in
                self.texts["EPUB/nav.xhtml"].iter(XHTML + "nav")}
        self.contents = [(words_of(link), link.get("href"))
                         for link in navs["toc"].iter(XHTML + "a")]
        self.pages = [link.text for link in
                      navs["page-list"].iter(XHTML + "a")]
        self.landmarks = [link.get(OPS + "type") for link in
                          navs["landmarks"].iter(XHTML + "a")]
        self.lists = {kind: len(list(navs[kind].iter(XHTML + "a")))
                      for kind in ("loi", "lot")}
        self.title = ET.fromstring(package).find(
            ".//{http://purl.org/dc/elements/1.1/}title").text
        self.with_table = next(
            name for name, text in self.texts.items()
            if any(cell.get("data-kop") for cell in text.iter(XHTML + "td")))
        self.notes = [words_of(note) for text in self.texts.values()
                      for note in text.iter()
                      if note.get(OPS + "type") == "footnote"]

    def words(self):
        """All that a reader shows, and how often."""
        return collections.Counter(re.findall(r"[^\W_]+", " ".join(
            words_of(text.find(XHTML + "body")) for text in
            self.texts.values())))


def words_of(element):
    """Its text, without what is hidden, with blanks between blocks."""
    if element.get("hidden") is not None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        pieces += [words_of(child), child.tail or ""]
    is_inline = element.tag.removeprefix(XHTML) in (
        "a", "b", "code", "dfn", "em", "i", "q", "s", "span", "strong")
    joined = "".join(pieces)
    return joined if is_inline else \
        " " + re.sub(r"[ \n]+", " ", joined).strip() + " "


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def navigation_problems(told, book, pages):
    problems = list(told["errors"])
    if told["title"] != book.title or told["language"] != "nl-NL":
        problems.append(f"{told['title']}, {told['language']}")
    if [plain(label) for label, _ in told["contents"]] != \
            [plain(label) for label, _ in book.contents]:
        problems.append(f"contents: {told['contents']}")
    if pages != book.pages:
        problems.append(f"pages: {pages}")
    if told["landmarks"] != book.landmarks:
        problems.append(f"landmarks: {told['landmarks']}")
    if not told["cover"]:
        problems.append("no cover")
    return problems


def foliate_problems(told, book):
    problems = navigation_problems(told, book,
                                   [label for label, _ in told["pages"]])
    if told["lost"]:
        problems.append(f"pages that lead nowhere: {told['lost']}")
    notes = [(note["type"], plain(note["text"])) for note in told["notes"]]
    if notes != [("footnote", plain(book.notes[0]))]:
        problems.append(f"the note that popped up: {notes}")
    return problems


def epubjs_problems(told, book):
    problems = navigation_problems(told, book,
                                   [str(page) for page in told["pages"]])
    if not told.get("text"):
        problems.append("nothing is shown")
    return problems


def vivliostyle_problems(told, book):
    problems = list(told["errors"])
    missing = [label for label, _ in book.contents
               if plain(label).split(" ")[-1] not in told["text"]]
    if missing:
        problems.append(f"not on a page: {missing}")
    if told["pages"] < len(book.texts) or told["title"] != book.title:
        problems.append(f"{told['pages']} pages of {told['title']}")
    return problems


def narrow_problems(told, book):
    """Each row is a block there: it must stay a table to a screen reader,
    and each cell say its column, since the heads are gone."""
    named = [cell.get("data-kop") for cell in
             book.texts[book.with_table].iter(XHTML + "td")
             if cell.get("data-kop") and plain(words_of(cell))]
    problems = ["it scrolls sideways"] if told["wide"] else []
    if not told["tables"] or told["rows"] < len(told["tables"]):
        problems.append(f"{told['tables']}, {told['rows']} rows")
    said = [cell.split(":")[0] for cell in told["cells"] if ":" in cell]
    if not named or said[:len(named)] != named or told["heads"]:
        problems.append(f"cells say {said}, not {named}")
    return problems


def test_viewers(count, epub, book, folder):
    node, browser = shutil.which("node"), shutil.which("chromium")
    if not node or not browser or not (NODE / "foliate-js").is_dir():
        count.skip(f"{epub.name}: foliate-js, epub.js and Vivliostyle",
                   "run make setup-test")
        return
    files = folder / f"files-{epub.stem}"
    with zipfile.ZipFile(epub) as archive:
        archive.extractall(files)
    done = subprocess.run(
        [node, ROOT / "tests/epub/readers.mjs", NODE, epub, files,
         book.with_table],
        capture_output=True, check=False, timeout=300,
        env=dict(os.environ, PUPPETEER_EXECUTABLE_PATH=browser))
    if not count.check(f"{epub.name}: viewers run", "" if done.returncode == 0
                       else done.stderr.decode("utf-8", "replace")):
        return
    told = json.loads(done.stdout)
    for name, judge in (("foliate", foliate_problems),
                        ("epubjs", epubjs_problems),
                        ("vivliostyle", vivliostyle_problems),
                        ("narrow", narrow_problems)):
        count.check(f"{epub.name}: {name}",
                    "\n".join(judge(told[name], book)))


# --- Thorium ------------------------------------------------------------------

def flat(entries):
    for entry in entries:
        yield entry["title"]
        yield from flat(entry.get("children", []))


def thorium_problems(told, book):
    data, problems = told["metadata"], []
    if (data["title"], data["language"]) != (book.title, "nl-NL"):
        problems.append(f"{data['title']}, {data['language']}")
    if [plain(title) for title in flat(told["toc"])] != \
            [plain(label) for label, _ in book.contents]:
        problems.append(f"contents: {told['toc']}")
    if [page["title"] for page in told["pageList"]] != book.pages:
        problems.append(f"pages: {told['pageList']}")
    if [one["rel"] for one in told["landmarks"]] != book.landmarks:
        problems.append(f"landmarks: {told['landmarks']}")
    if {kind: len(told[kind]) for kind in ("loi", "lot")} != book.lists:
        problems.append("lists of figures and tables")
    if [one["type"] for one in told["resources"]
            if one.get("rel") == "cover"] != ["image/png"]:
        problems.append("no cover")
    missing = {"summary", "accessMode", "accessModeSufficient", "feature",
               "hazard"} - set(data.get("accessibility", {}))
    if missing:
        problems.append(f"accessibility without {missing}")
    if not data.get("pageBreakSource"):
        problems.append("no source of the pages")
    return problems


def test_thorium(count, epub, book):
    node = shutil.which("node")
    if not node or not (NODE / "r2-shared-js").is_dir():
        count.skip(f"{epub.name}: Thorium's parser", "run make setup-test")
        return
    done = subprocess.run([node, ROOT / "tests/epub/thorium.js", NODE, epub],
                          capture_output=True, check=False)
    problem = done.stderr.decode("utf-8", "replace") if done.returncode else \
        "\n".join(thorium_problems(json.loads(done.stdout), book))
    count.check(f"{epub.name}: Thorium's parser sees all of it", problem)


# --- MuPDF --------------------------------------------------------------------

def test_mupdf(count, epub, book):
    if not shutil.which("mutool"):
        count.skip(f"{epub.name}: MuPDF", "run make setup-test")
        return
    done = subprocess.run(["mutool", "draw", "-q", "-F", "text", "-o", "-",
                           epub], capture_output=True, check=False)
    pages = done.stdout.decode("utf-8", "replace").split("\f")
    # The cover is a picture; behind the last page stands a feed too.
    empty = [number for number, page in enumerate(pages[:-1], 1)
             if not page.strip()]
    wanted = book.words()
    lost = wanted - collections.Counter(
        re.findall(r"[^\W_]+", "\n".join(pages)))
    problems = [f"empty pages {empty}"] if empty != [1] else []
    if sum(lost.values()) > sum(wanted.values()) * JOINED / 1000:
        problems.append(f"words that are on no page: {lost}")
    count.check(f"{epub.name}: MuPDF shows all its words", "" if
                done.returncode == 0 and not problems else
                "\n".join(problems) + done.stderr.decode("utf-8", "replace"))


def test_readers(count, epub, folder):
    book = Book(epub)
    test_viewers(count, epub, book, folder)
    test_thorium(count, epub, book)
    test_mupdf(count, epub, book)
