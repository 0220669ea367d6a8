#!/usr/bin/env python3
"""Makes a TrueType font one that pdfTeX sets: FOLDER/vollkorn-t1.tfm, .map.

    out/tools/venv/bin/python tests/bench/pdftex_font.py FONT.ttf FOLDER

The metrics are those of otftotfm (package lcdf-typetools), which reads no
kerns from TrueType: those are added here, with the ligatures, from the font's
own tables.  pdfTeX embeds the font itself; it wants an older OS/2 table.
"""
import pathlib
import re
import subprocess
import sys

from fontTools.ttLib import TTFont

LIGATURES = [("f", "f", "f_f", 27), ("f", "i", "fi", 28), ("f", "l", "fl", 29),
             ("f_f", "i", "f_f_i", 30), ("f_f", "l", "f_f_l", 31)]
KERNED = set(range(33, 127)) | {27, 28, 29, 30, 31, 39, 96} \
    | {0xe0, 0xe1, 0xe4, 0xe8, 0xe9, 0xea, 0xeb, 0xef, 0xf3, 0xf6, 0xfc}


def kern_lookups(font):
    table = font["GPOS"].table
    indices = sorted({index for record in table.FeatureList.FeatureRecord
                      if record.FeatureTag == "kern"
                      for index in record.Feature.LookupListIndex})
    return [table.LookupList.Lookup[index].SubTable for index in indices]


def kern_in(subtable, left, right):
    """None: this subtable says nothing of the pair."""
    if left not in subtable.Coverage.glyphs:
        return None
    if subtable.Format == 1:
        pairs = subtable.PairSet[subtable.Coverage.glyphs.index(left)]
        for pair in pairs.PairValueRecord:
            if pair.SecondGlyph == right:
                return getattr(pair.Value1, "XAdvance", 0)
        return None
    first = subtable.ClassDef1.classDefs.get(left, 0)
    second = subtable.ClassDef2.classDefs.get(right, 0)
    record = subtable.Class1Record[first].Class2Record[second]
    return getattr(record.Value1, "XAdvance", 0)


def kern_of(lookups, left, right):
    total = 0
    for subtables in lookups:
        found = (kern_in(subtable, left, right) for subtable in subtables)
        total += next((kern for kern in found if kern is not None), 0)
    return total


def ligature_table(font, slots):
    """In the language of property lists; slots: number -> glyph."""
    lookups, units = kern_lookups(font), font["head"].unitsPerEm
    lines = ["(LIGTABLE"]
    for left in sorted(KERNED & slots.keys()):
        steps = [f"(LIG O {ord(second):o} O {slot:o})"
                 for first, second, _, slot in LIGATURES
                 if slots.get(left) in (first, first.replace("_", ""))
                 and slot in slots]
        for right in sorted(KERNED & slots.keys()):
            kern = kern_of(lookups, slots[left], slots[right])
            if kern:
                steps.append(f"(KRN O {right:o} R {kern / units:.4f})")
        if steps:
            lines += [f"(LABEL O {left:o})", *steps, "(STOP)"]
    return "\n".join([*lines, ")"])


def main():
    source, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    font = TTFont(source)
    font["OS/2"].version = 3
    font.save(folder / "vollkorn.ttf")
    done = subprocess.run(
        ["otftotfm", "-e", "ec", "-fkern", "--no-updmap", "--no-type1",
         "--no-virtual", "--tfm-directory=.", "--encoding-directory=.",
         "vollkorn.ttf", "vollkorn-t1"], cwd=folder, check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    line = done.stdout.decode().strip()
    (folder / "vollkorn-t1.map").write_text(line + "\n", encoding="utf-8")
    encoding = (folder / re.search(r"<\[(\S+)", line)[1]).read_text()
    names = re.findall(r"/(\S+)", encoding[encoding.index("["):])
    order = set(font.getGlyphOrder())
    slots = {slot: name for slot, name in enumerate(names)
             if name in order and name != ".notdef"}
    plain = subprocess.run(["tftopl", "vollkorn-t1.tfm"], cwd=folder,
                           check=True, stdout=subprocess.PIPE).stdout.decode()
    plain = re.sub(r"\(LIGTABLE.*?\n   \)\n", "", plain, flags=re.S)
    start = plain.index("(CHARACTER")
    (folder / "vollkorn.pl").write_text(
        plain[:start] + ligature_table(font, slots) + "\n" + plain[start:],
        encoding="utf-8")
    subprocess.run(["pltotf", "vollkorn.pl", "vollkorn-t1.tfm"], cwd=folder,
                   check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
