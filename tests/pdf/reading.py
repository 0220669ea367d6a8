"""PDFs as readers have them: poppler's view of the structure, and what is
copied or searched.  Called by run.py."""
import collections
import re
import shutil
import subprocess
import unicodedata

HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")


def output(*command):
    return subprocess.run(list(map(str, command)), check=False,
                          stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode()


# --- poppler's structure ------------------------------------------------------

def structure_blocks(text):
    """The text of `pdfinfo -struct-text`, a block an item.  What it prints of
    an element with ActualText is what its glyphs say: a broken word has its
    hyphen here."""
    blocks = [""]
    for line in text.splitlines():
        said = re.fullmatch(r'\s*"(.*)"', line)
        if said:
            blocks[-1] += said[1]
        elif not re.search(r"\(inline\)|^\s*(Object |Figure|/)", line):
            blocks.append("")
    return [block for block in blocks if block.strip()]


def plain_letters(text):
    """Letters alone, without what a broken word lost (coördinatie)."""
    text = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in text if letter.isalpha())


def test_structure(count, dumped, pdf):
    """Every block of the tree, in its order, is a block of the structure."""
    if not shutil.which("pdfinfo"):
        count.skip(f"{pdf.name}: pdfinfo -struct-text", "not installed")
        return
    said = structure_blocks(output("pdfinfo", "-struct-text", pdf))
    letters = [plain_letters(block) for block in said]
    at, missing = 0, []
    for block in filter(str.strip, dumped.split("\n\n")):
        wanted = plain_letters(block)
        found = next((i for i in range(at, min(at + 400, len(letters)))
                      if wanted in letters[i]), None)
        if found is None:
            missing.append(block[:100])
        else:
            at = found
    count.check(f"{pdf.name}: pdfinfo -struct-text reads as the tree",
                "\n".join(missing[:20]) if said else "no structure")


# --- copying ------------------------------------------------------------------

def copied(text):
    """As one reads it: one blank between words, hyphens of one kind.  Figures
    are left out: numbers of notes and pages are not in the tree's text."""
    text = unicodedata.normalize("NFC", text).translate(HYPHENS)
    text = re.sub(r"\d", "", text.translate(SPACES).replace("\u00ad", ""))
    text = text.replace("\u2060", "").replace("\u200b", "")
    text = re.sub(r"-\n", "-", text)
    return re.sub(r" (?=[.,;:!?)])", "", re.sub(r"\s+", " ", text)).strip()


def paragraphs(dumped):
    """Those that are long enough to be told from others."""
    for block in dumped.split("\n\n"):
        text = copied(block)
        if len(text) > 60:
            yield text


def without_blanks(text):
    return re.sub(r"\s", "", text)


def is_cut(text, pages):
    """Does it begin on one page and end on the next?"""
    head, tail = text[:25], text[-25:]
    return any(head in page and tail in after
               for page, after in zip(pages, pages[1:]))


def test_copying(count, judge, dumped, pdf):
    """Every paragraph comes whole and exact: from its elements, as a screen
    reader has it, and from its page, as it is copied."""
    blocks = collections.Counter(
        copied(line) for line in output(judge, "--text", pdf).splitlines())
    lost = [text for text in paragraphs(dumped)
            if ",," not in text  # the index's numbers, some of them joined
            and not any(text in block for block in
                        ([text] if text in blocks else blocks))]
    count.check(f"{pdf.name}: elements hold paragraphs exactly",
                "\n".join(text[:120] for text in lost[:10])
                if blocks else "no text")
    if not shutil.which("pdftotext"):
        count.skip(f"{pdf.name}: copying", "not installed")
        return
    pages = [copied(page) for page in
             output("pdftotext", "-enc", "UTF-8", pdf, "-").split("\f")]
    # An address that is broken over lines has a blank there.
    bare = [without_blanks(page) for page in pages]
    every = list(paragraphs(dumped))
    lost = [text for text in every
            if ",," not in text and not is_cut(text, pages)
            and not any(text in page for page in pages)
            and not (re.search(r"\w\.\w", text) and any(
                without_blanks(text) in page for page in bare))]
    # pdftotext reads across the cells of a table now and then.
    count.check(f"{pdf.name}: {len(every)} paragraphs are copied exactly",
                "" if every and 200 * len(lost) <= len(every) else
                f"{len(lost)} are not:\n" + "\n".join(
                    text[:160] for text in lost[:15]))


# --- searching ----------------------------------------------------------------

WORD = "coördinatie"
TIMES, PARAGRAPHS = 30, 12


def test_searching(count, program, judge, folder):
    """A word that is broken, and loses its trema there, is found whole."""
    book = folder / "searching"
    book.mkdir()
    text = "\n\n".join("i" * number + f" {WORD}" * TIMES
                       for number in range(1, PARAGRAPHS + 1))
    (book / "een.md").write_text(f"# Zoeken\n\n{text}\n", encoding="utf-8")
    (book / "book.yaml").write_text(
        "title: Zoeken\nlanguage: nl\nchapters: [een.md]\n", encoding="utf-8")
    subprocess.run([program, "build", book, "-o", folder / "found", "-q",
                    "-t", "pdf"], check=False)
    pdf = next((folder / "found").rglob("*.pdf"))
    placed = output(program, "dump", book, "--what=pages")
    wanted = TIMES * PARAGRAPHS
    count.check("some words are broken, some lose their trema there",
                "" if placed.count('"ordinatie" = "') > 2 and
                placed.count('natie') > wanted - 50 and
                placed.count(WORD) < wanted - 10 else placed[:2000])
    said = output(judge, "--text", pdf).replace("\u00ad", "")
    count.check(f"elements say {WORD!r} wherever it stands", "" if
                (found := said.count(WORD)) == wanted else
                f"{found} of {wanted}")
    if not shutil.which("pdftotext"):
        count.skip("searching", "not installed")
        return
    seen = copied(output("pdftotext", "-enc", "UTF-8", pdf, "-"))
    count.check(f"a search for {WORD!r} finds all of them", "" if
                (found := seen.count(WORD)) == wanted else
                f"{found} of {wanted}: " + " | ".join(
                    re.findall(r"co\W{0,4}[oö]rdinatie", seen)[:3]))
