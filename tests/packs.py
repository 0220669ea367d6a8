"""Replacement packs: an old print, and the sheets of a pack put into it as the
pack's first page says, are the new print, page by page.
"""
import re
import shutil
import subprocess

RESOLUTION = "40"


def pages_of(path, folder):
    """(text, rendering) of each page."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    texts = subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                           stdout=subprocess.PIPE).stdout.decode("utf-8")
    subprocess.run(["pdftoppm", "-r", RESOLUTION, "-gray", path,
                    folder / "p"], check=True)
    drawn = [item.read_bytes() for item in sorted(folder.glob("p-*.pgm"))]
    return list(zip(texts.split("\f")[:-1], drawn, strict=True))


def sheets_of(pages):
    """Leaves: recto and verso; the last one may have no verso."""
    return [tuple(pages[i:i + 2]) for i in range(0, len(pages), 2)]


def names_of(labels):
    return ["/".join(labels[i:i + 2]) for i in range(0, len(labels), 2)]


def labels_of(digests, edition):
    """The labels of an edition's pages, from what a release wrote down."""
    part = digests.split(f"\nreader: {edition}\n")[1].split("\nreader: ")[0]
    return re.findall(r"^page: (\S+) \S+$", part, re.M)


def rows_of(text):
    """The instructions: (sheets that go, sheets that come) each; a row goes on
    where a cell ends in a comma."""
    lines = text.split("\n")
    head = next(i for i, line in enumerate(lines) if "Leg op die plaats" in line)
    column = lines[head].index("Leg op die plaats") - 2
    rows, goes_on = [], False
    for line in lines[head + 1:]:
        if not line.strip() or "Leg op die plaats" in line:
            continue
        left, right = line[:column].strip(), line[column:].strip()
        if goes_on:
            rows[-1][0] += " " + left
            rows[-1][1] += " " + right
        else:
            rows.append([left, right])
        goes_on = left.endswith(",") or right.endswith(",")
    return rows


def sheet_names(cell):
    return [] if cell.strip().startswith("niets") else \
        [name.strip() for name in cell.split(",") if name.strip()]


def apply(old, old_names, pack, count):
    """What a reader makes of it; raises ValueError where he cannot."""
    first = len(pack) - 2 * count
    rows = rows_of("\n".join(text for text, _ in pack[:first]))
    incoming = sheets_of(pack[first:])
    result, at = [], 0
    for left, right in rows:
        out, come = sheet_names(left), sheet_names(right)
        if out:
            place = old_names.index(out[0], at)
        else:
            after = left.replace("\xa0", " ").rsplit(" ", 1)[1]
            place = old_names.index(after, at) + 1
        if old_names[place:place + len(out)] != out:
            raise ValueError(f"{out} do not follow one another")
        result += old[at:place] + incoming[:len(come)]
        incoming = incoming[len(come):]
        at = place + len(out)
    if incoming:
        raise ValueError(f"{len(incoming)} sheets are left over")
    return result + old[at:], len(rows)


def difference(made, new):
    """'' when both prints are the same, page by page.  A last verso on which
    nothing is printed is no page of the new print's file."""
    if len(made) != len(new):
        return f"{len(made)} sheets, not {len(new)}"
    for number, (one, other) in enumerate(zip(made, new)):
        for side, page in enumerate(one):
            if side == len(other):
                if page[0].strip():
                    return f"sheet {number + 1} has a text on its back"
            elif page[0] != other[side][0]:
                return (f"sheet {number + 1}, side {side + 1}: another text\n"
                        f"{page[0][:300]}\n---\n{other[side][0][:300]}")
            elif page[1] != other[side][1]:
                return f"sheet {number + 1}, side {side + 1} looks otherwise"
    return ""
