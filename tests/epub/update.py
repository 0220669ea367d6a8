"""A new version of a book: its editions keep their identifiers, and what was
there before keeps its file and its id, so that bookmarks and notes made in a
reading app still lead to it.
"""
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile

OPS = "{http://www.idpf.org/2007/ops}"
MARKER = re.compile(r"p\d+$")  # of a print page: follows the print
WORDS_COMPARED = 8
LISTS = ("EPUB/nav.xhtml", "EPUB/text/register.xhtml")  # what is new is in them
# What is written anew: a chapter in front of the others that has all they
# have, and a paragraph in one of them.
CHAPTER = """---
audience: iedereen
---

# Nieuw in deze versie

## Zelfde

Eerst [kracht]{.index key="kracht!veld"} en een [aanloop]{.index}.[^nieuw]

[^nieuw]: Een noot voor alle andere.

::: kader
### Twee keer hetzelfde

Nieuw.
:::

::: tip
Nieuw.
:::

| A | B |
|---|---|
| 1 | 2 |

: Zelfde bijschrift

## Lijsten

- een
"""
PARAGRAPH = "\nNog iets.^[Met een noot.] [Achteraf]{.index} toegevoegd.\n"


def write_next(book, following):
    """The version after it."""
    shutil.copytree(book, following)
    (following / "nieuw.md").write_text(CHAPTER, encoding="utf-8")
    with open(following / "vooraf.md", "a", encoding="utf-8") as chapter:
        chapter.write(PARAGRAPH)
    manifest = following / "book.yaml"
    text = manifest.read_text(encoding="utf-8")
    for old, new in (('version: "1"', 'version: "2"'),
                     ("date: 2026-03-29", "date: 2026-11-23"),
                     ("vooraf.md]", "nieuw.md, vooraf.md]")):
        assert old in text
        text = text.replace(old, new)
    manifest.write_text(text, encoding="utf-8")


class Version:
    def __init__(self, epub):
        with zipfile.ZipFile(epub) as archive:
            package = archive.read("EPUB/package.opf").decode()
            self.texts = {name: ET.fromstring(archive.read(name))
                          for name in archive.namelist()
                          if name.endswith(".xhtml")}
        self.items = dict(re.findall(r'<item id="([^"]*)" href="([^"]*)"',
                                     package))
        self.names = re.findall(r"urn:uuid:[0-9a-f-]+", package)
        self.modified = re.search(r"dcterms:modified\">([^<]*)", package)[1]


def words_of(element):
    """Without the numbers of notes, which count over the book."""
    if element.get("role") in ("doc-noteref", "doc-backlink"):
        return ""
    return (element.text or "") + "".join(
        words_of(child) + (child.tail or "") for child in element)


def elements_of(text):
    """(tag, its first words) by id."""
    return {element.get("id"): (
        element.tag, re.findall(r"[^\W\d_]+", words_of(element))
        [:WORDS_COMPARED]) for element in text.iter()
        if element.get("id") and not MARKER.match(element.get("id"))}


def id_problems(old, new):
    problems = []
    for name, text in old.texts.items():
        now = elements_of(new.texts[name]) if name in new.texts else {}
        for identifier, (tag, words) in elements_of(text).items():
            found = now.get(identifier)
            if not found:
                problems.append(f"{name}#{identifier} is gone")
            elif name not in LISTS and found != (tag, words):
                problems.append(f"{name}#{identifier}: {words} are now "
                                f"{found[1]}")
    return problems


def version_problems(old, new):
    problems = []
    if new.names != old.names:
        problems.append(f"identifiers {old.names}, then {new.names}")
    if not new.modified.startswith("2026-11-23T"):
        problems.append(f"modified {new.modified}")
    texts = {name: href for name, href in old.items.items()
             if name.startswith("x-")}
    problems += [f"item {name} was {href}" for name, href in texts.items()
                 if new.items.get(name) != href]
    return problems


def feed_problems(old, new):
    """The same entries; only what is new of them differs."""
    def of(feed):
        text = (feed / "catalog/opds.xml").read_text(encoding="utf-8")
        return (re.findall(r"<(?:id|dc:identifier)>([^<]*)", text),
                set(re.findall(r"<updated>([^<T]*)", text)))
    (ids, _), (new_ids, dates) = of(old), of(new)
    return "" if ids == new_ids and dates == {"2026-11-23"} else \
        f"{ids}, then {new_ids} of {dates}"


def test_update(count, build, book, folder):
    """`build(book, out)` gives a problem or nothing."""
    old, new = folder / "version-1", folder / "version-2"
    write_next(book, folder / "next")
    problem = build(book, old) or build(folder / "next", new)
    if not count.check("builds a new version", problem):
        return
    for epub in sorted(old.rglob("*.epub")):
        before, after = Version(epub), Version(new / epub.relative_to(old))
        count.check(f"{epub.name}: a new version is the same book",
                    "\n".join(version_problems(before, after)))
        count.check(f"{epub.name}: what was there keeps its id",
                    "\n".join(id_problems(before, after)))
    count.check("the feed has the same entries, of a new date",
                feed_problems(old, new))
