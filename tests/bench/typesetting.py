#!/usr/bin/env python3
r"""Compares how evenly bouwsteen and peers set one and the same text.

    tests/bench/typesetting.py PROGRAM [--keep FOLDER]

The long paragraphs of the handbook, in one font (Vollkorn), size (10.5 pt on
14.5 pt) and measure (114 mm), justified and hyphenated as Dutch: by bouwsteen
and by LuaLaTeX with microtype, both with glyphs that give way by 1.5 % as our
sheets have it and by 2 % as microtype has it; by pdfLaTeX with microtype likewise
(pdftex_font.py gives it the same font); by LuaLaTeX alone, and by Typst;
those that are installed.  What is compared is read from each PDF in the same way, by
where poppler finds its words:

    spaces, sd     standard deviation of word spaces, as parts of the font's own
    > 1.5, < 0.8   share of the justified lines stretched, shrunk beyond that
    hyphens        lines that end in a divided word, per 100 lines
    ladders        runs of three such lines or more
    rivers         word spaces that overlap on four lines or more in a row
    overfull       lines that stick out by more than 3 pt

    apt-get install texlive-luatex texlive-latex-extra texlive-lang-european \
        lcdf-typetools
"""
import argparse
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import peers

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SIZE, LEADING, INNER, TOP = 10.5, 14.5, 18, 15  # pt, pt, mm, mm
MEASURE = 114 / 25.4 * 72
LEAST = 240  # characters of a paragraph: six lines, mostly more

TEX = r"""\documentclass[twoside]{article}
\usepackage[paperwidth=148mm,paperheight=210mm,inner=18mm,outer=16mm,top=15mm,
  bottom=20mm]{geometry}
%s
\usepackage[dutch]{babel}
%s
\setlength\parindent{0pt}\setlength\parskip{14.5pt}
\begin{document}\fontsize{10.5}{14.5}\selectfont
%s
\end{document}
"""

LUA_FONT = r"""\usepackage{fontspec}
\setmainfont{Vollkorn}[Path=%s/,Extension=.ttf,UprightFont=*-Regular]
"""

PDFTEX_FONT = r"""\usepackage[T1]{fontenc}
\pdfmapfile{+vollkorn-t1.map}
\DeclareFontFamily{T1}{vollkorn}{}
\DeclareFontShape{T1}{vollkorn}{m}{n}{<-> vollkorn-t1}{}
\DeclareFontFamily{TS1}{vollkorn}{}
\DeclareFontShape{TS1}{vollkorn}{m}{n}{<-> ssub*lmr/m/n}{}
\renewcommand\rmdefault{vollkorn}
"""

TYPST = """#set page(width: 148mm, height: 210mm, margin: (inside: 18mm,
  outside: 16mm, top: 15mm, bottom: 20mm))
#set text(font: "Vollkorn", size: 10.5pt, lang: "nl", hyphenate: true,
  top-edge: 8pt, bottom-edge: -2.5pt)
#set par(justify: true, leading: 4pt, spacing: 18.5pt)
%s
"""


def paragraphs(program):
    """Plain ones: marks of the dump and of the peers' languages are left
    out, so that all get the same words."""
    text = subprocess.run(
        [program, "dump", ROOT / "book", "-e", "ervaren", "--what=text"],
        check=True, capture_output=True, text=True).stdout
    found = []
    for paragraph in text.split("\n"):
        paragraph = re.sub(r"[\u00ad]", "", paragraph)
        paragraph = re.sub(r"[\u00a0\u202f]", " ", paragraph).strip()
        if len(paragraph) >= LEAST and not re.search(
                r"[\\{}#$%&_^~*<>|`@\[\]=+/]|\.{3}|--", paragraph):
            found.append(paragraph.replace("\u2011", "-"))
    return found


def set_by_bouwsteen(program, texts, scratch, expansion):
    scratch = scratch / f"bouwsteen-{expansion}"
    book = scratch / "book"
    (book / "styles").mkdir(parents=True)
    shutil.copy(ROOT / "tests/bench/styles/bench.yaml", book / "styles")
    (book / "styles/own.yaml").write_text(
        "based-on: bench\n"
        "page: {top: 15mm, bottom: 20mm, grid: 14.5pt}\n"
        f"lines: {{expansion: {expansion}%}}\n", encoding="utf-8")
    (book / "book.yaml").write_text(
        "title: Proef\nname: proef\nlanguage: nl\nstyle: own\n"
        "chapters: [tekst.md]\n", encoding="utf-8")
    (book / "tekst.md").write_text("\n\n".join(texts) + "\n",
                                   encoding="utf-8")
    subprocess.run([program, "build", book, "-o", scratch, "-t", "pdf", "-q"],
                   check=True)
    return scratch / "proef/proef.pdf"


def set_by_latex(texts, scratch, name, package, engine="lualatex"):
    font = PDFTEX_FONT if engine == "pdflatex" else LUA_FONT % peers.VOLLKORN
    (scratch / f"{name}.tex").write_text(
        TEX % (font, package, "\n\n".join(texts)), encoding="utf-8")
    subprocess.run([engine, "-interaction=batchmode", f"{name}.tex"],
                   cwd=scratch, check=False, stdout=subprocess.DEVNULL)
    return scratch / f"{name}.pdf"


def has_pdftex_font(scratch):
    if not shutil.which("pdflatex") or not shutil.which("otftotfm"):
        return False
    return subprocess.run(
        [peers.VENV, ROOT / "tests/bench/pdftex_font.py",
         f"{peers.VOLLKORN}/Vollkorn-Regular.ttf", scratch], check=False,
        stderr=subprocess.DEVNULL).returncode == 0


def set_by_typst(texts, scratch):
    (scratch / "typst.typ").write_text(TYPST % "\n\n".join(texts),
                                       encoding="utf-8")
    subprocess.run([peers.VENV, "-c", peers.TYPST, scratch / "typst.typ",
                    scratch / "typst.pdf", peers.VOLLKORN], check=True)
    return scratch / "typst.pdf"


# --- reading a PDF ------------------------------------------------------------

def pages_of(pdf):
    """For each page its lines, each a list of (left, right, word)."""
    page = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True,
                          capture_output=True, text=True).stdout
    page = re.sub(r' xmlns="[^"]*"', "", page)
    page = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", page)
    for element in ElementTree.fromstring(page).iter("page"):
        lines = {}
        for word in element.iter("word"):
            box = [float(word.get(key)) for key in
                   ("xMin", "xMax", "yMin", "yMax")]
            middle = round((box[2] + box[3]) / 2)
            key = next((key for key in (middle, middle - 1, middle + 1)
                        if key in lines), middle)
            lines.setdefault(key, []).append((box[0], box[1],
                                              word.text or ""))
        yield [sorted(lines[key]) for key in sorted(lines)]


def natural_space():
    """The word space of Vollkorn at this size, in points."""
    font = pathlib.Path(peers.VOLLKORN) / "Vollkorn-Regular.ttf"
    code = ("import sys\nfrom fontTools.ttLib import TTFont\n"
            "font = TTFont(sys.argv[1])\n"
            "print(font['hmtx']['space'][0] / font['head'].unitsPerEm)")
    for python in (peers.VENV, sys.executable):
        done = subprocess.run([python, "-c", code, font], capture_output=True,
                              text=True, check=False)
        if done.returncode == 0:
            return float(done.stdout) * SIZE
    sys.exit("fontTools is not there (pip install fonttools)")


def gaps_of(line):
    return [(line[i][1], line[i + 1][0]) for i in range(len(line) - 1)]


def is_text(line, left):
    """Running text begins at the margin, but for a mark that hangs out."""
    # Nor does it have leaders.
    return len(line) > 2 and line[-2][2] != "." and -8 < line[0][0] - left < 8


def overlap(above, below):
    return [gap for gap in below
            if any(min(gap[1], other[1]) > max(gap[0], other[0])
                   for other in above)]


class Counts:
    def __init__(self):
        self.lines = self.justified = self.hyphens = self.ladders = 0
        self.rivers = self.overfull = self.pages = 0
        self.ratios = []


def count_page(counts, lines, left, space):
    ladder, streams, depth = 0, [], 0
    for line in lines:
        if not is_text(line, left):
            ladder, streams, depth = 0, [], 0
            continue
        counts.lines += 1
        right = line[-1][1] - left
        divided = bool(re.search(r"[a-z\u00e0-\u00ff][-\u00ad\u2010]$",
                                 line[-1][2]))
        counts.hyphens += divided
        ladder = ladder + 1 if divided else 0
        counts.ladders += ladder == 3
        gaps = gaps_of(line)
        streams = overlap(streams, gaps) if depth else gaps
        depth = depth + 1 if streams else 0
        counts.rivers += depth == 4
        if depth == 0:
            streams, depth = gaps, 1
        if right < MEASURE - 4:
            continue
        counts.justified += 1
        counts.overfull += right > MEASURE + 6
        counts.ratios.append(
            statistics.mean(b - a for a, b in gaps) / space)


def count(pdf, space):
    counts = Counts()
    for number, lines in enumerate(pages_of(pdf), 1):
        # Recto: the inner margin is at the left.
        left = (INNER if number % 2 else 16) / 25.4 * 72
        before = counts.lines
        count_page(counts, lines, left, space)
        counts.pages += counts.lines > before + 3  # no title, no contents
    return counts


def row(name, counts):
    share = 100 / counts.justified
    return [name, counts.pages, counts.lines,
            f"{statistics.mean(counts.ratios):.3f}",
            f"{statistics.stdev(counts.ratios):.3f}",
            f"{sum(ratio > 1.5 for ratio in counts.ratios) * share:.2f} %",
            f"{sum(ratio < 0.8 for ratio in counts.ratios) * share:.2f} %",
            f"{counts.hyphens * 100 / counts.lines:.2f}", counts.ladders,
            counts.rivers, counts.overfull]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    program = options.program.resolve()
    scratch = (options.keep or pathlib.Path(
        tempfile.mkdtemp(prefix="bouwsteen-typesetting-"))).resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    texts = paragraphs(program)
    made, has_pdftex = {}, has_pdftex_font(scratch)
    for percent in (1.5, 2):
        made[f"bouwsteen, {percent} %"] = set_by_bouwsteen(program, texts,
                                                           scratch, percent)
        limit = f"[stretch={percent * 10:.0f},shrink={percent * 10:.0f}]"
        microtype = rf"\usepackage{limit}{{microtype}}"
        for name, engine, there in (
                ("LuaLaTeX", "lualatex", shutil.which("lualatex")),
                ("pdfLaTeX", "pdflatex", has_pdftex)):
            if there:
                made[f"{name}, microtype, {percent} %"] = set_by_latex(
                    texts, scratch, f"{engine}-{percent * 10:.0f}", microtype,
                    engine)
    if shutil.which("lualatex"):
        made["LuaLaTeX"] = set_by_latex(texts, scratch, "plain", "")
    if peers.has_module("typst"):
        made["Typst"] = set_by_typst(texts, scratch)
    space = natural_space()
    print(f"{len(texts)} paragraphs, {sum(map(len, texts))} characters\n")
    head = ["", "pages", "lines", "mean space", "sd", "> 1.5", "< 0.8",
            "hyphens", "ladders", "rivers", "overfull"]
    print("| " + " | ".join(head) + " |")
    print("|--" * len(head) + "|")
    for name, pdf in made.items():
        print("| " + " | ".join(map(str, row(name, count(pdf, space)))) + " |")
    if not options.keep:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
