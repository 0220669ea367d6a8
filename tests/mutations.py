"""Changes of a book that one of its deliverables does not show.

Each mutation takes dice and a noninterference.Source, and gives a description
("kind: where") and the changed files, or None when the book has no place for
it.  The changed book is valid.
"""
import copy
import re
import struct
import zlib

import yaml

from audiences import body_start, covers, lines_of

WORDS = ("geheim verborgen fluister zilvervos kelderluik roestvrij havenkraan "
         "spiegelschrift duizendpoot vergeetboek wandelstok nachtuil "
         "sleutelbos trekpleister waterlanders huilbui omleiding stroopwafel "
         "Van Der Zwaluw Kruidnagel Bestevaer 024-3291847 06-18273645 2031"
         ).split()
MASK = re.compile(r"\{[^}]*\}|\]\([^)]*\)|\[\^[^\]]*\]|`[^`]*`|\{\{[^}]*\}\}"
                  r"|\{#[^}]*\}|https?://\S+")
PLAIN = re.compile(r"^(?:[^\W\d_]|\*\*[^\W\d_])")
MARKER = re.compile(r"^((?:[-*+]|\d+[.)])\s+)(?!\{)(?!\[[ x]\])")


def phrase(dice, least=3, most=9):
    return " ".join(dice.choice(WORDS)
                    for _ in range(dice.randint(least, most)))


def sentence(dice):
    return phrase(dice).capitalize() + "."


def masked(line):
    return MASK.sub(lambda match: "\0" * len(match.group(0)), line)


def picture(dice):
    """A small PNG of its own colour."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    colour = bytes(dice.randrange(256) for _ in range(3))
    rows = (b"\0" + colour * 4) * 4
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


# --- places -------------------------------------------------------------------

def hidden_spans(source, name):
    if name in source.unseen_files():
        text = source.texts[name]
        from audiences import Span
        return [Span("file", body_start(text), len(text))]
    return source.hidden[name]


def outside_code(source, name, at):
    reading = source.readings.get(name)
    text = source.texts[name]
    if reading:
        return not covers(reading.spans, at)
    return text.count("\n```", 0, at) % 2 == 0 and "<!--" not in text


def hidden_lines(source, wanted=PLAIN):
    """(file, start, end) of plain lines that lie wholly out of sight."""
    found = []
    for name, text in source.texts.items():
        spans = hidden_spans(source, name)
        for start, end, after in lines_of(text):
            line = text[start:end]
            if start >= body_start(text) and wanted.match(line) \
                    and any(span.start <= start and end <= span.end
                            and span.kind not in ("comment", "span")
                            for span in spans) \
                    and outside_code(source, name, start) \
                    and not text[after:after + 1] == ":":
                found.append((name, start, end))
    return found


def visible_lines(source, wanted):
    """(file, start, end) of lines that are seen whole."""
    found = []
    for name in source.hidden:
        text = source.texts[name]
        for start, end, after in lines_of(text):
            if start >= body_start(text) and wanted.match(text[start:end]) \
                    and not any(span.start < end and span.end > start
                                for span in source.hidden[name]) \
                    and outside_code(source, name, start) \
                    and not text[after:after + 1] == ":":
                found.append((name, start, end))
    return found


def audience(dice, source, name, at):
    """An audience without this reader, that is not nobody; None."""
    manifest, reading = source.manifest, source.readings[name]
    around = [value for span, value in reading.conditions
              if span.start <= at < span.end] + [reading.audience]
    others = [atom for atom in source.other_atoms()
              if all(manifest.sees(atom, value) for value in around)]
    if not others:
        return None
    ways = [dice.choice(others), " ".join(dice.sample(
        others, dice.randint(1, len(others)))),
        f"not {source.deliverable.atom}"]
    return dice.choice(ways)


def edited(source, name, start, end, new):
    text = source.texts[name]
    return {name: text[:start] + new + text[end:]}


def where(source, name, at):
    return f"{name}:{source.texts[name].count(chr(10), 0, at) + 1}"


def manifest_with(source, change):
    data = copy.deepcopy(source.manifest.data)
    change(data)
    return {"book.yaml": yaml.safe_dump(data, allow_unicode=True,
                                        sort_keys=False)}


# --- within what is hidden ----------------------------------------------------

def hidden_word(dice, source):
    lines = hidden_lines(source, re.compile(r"^(?:[-*+] |\d+\. )?[^\W\d_]"))
    dice.shuffle(lines)
    for name, start, end in lines:
        line = source.texts[name][start:end]
        words = list(re.finditer(r"\b[a-zà-ÿ]{4,}\b", masked(line)))
        if words:
            word = dice.choice(words)
            return (f"word: {where(source, name, start)} {word.group(0)}",
                    edited(source, name, start + word.start(),
                           start + word.end(), dice.choice(WORDS).lower()))
    return None


def appended(kind, make):
    """Mutations that add something to a hidden line."""
    def mutation(dice, source):
        lines = hidden_lines(source)
        if not lines:
            return None
        name, start, end = dice.choice(lines)
        new, more = make(dice, source)
        changes = edited(source, name, end, end, new)
        for path, content in more.items():
            changes[path] = content
        return f"{kind}: {where(source, name, start)}", changes
    return mutation


def alt_text(dice, source):
    path = f"beelden/proef-{dice.randrange(10000)}.png"
    return (f"\n\n![{phrase(dice, 2)}]({path} \"{phrase(dice, 2)}\")"
            f"{{#fig-{dice.randrange(10000)}}}", {path: picture(dice)})


def table(dice, source):
    return ("\n\n| " + phrase(dice, 1, 2) + " | " + phrase(dice, 1, 2)
            + " |\n|---|---|\n| " + phrase(dice) + " | " + phrase(dice)
            + " |\n\n: " + phrase(dice), {})


def term(dice, source):
    return f" [{dice.choice(WORDS)}]{{.term .index .main}}", {}


def index_term(dice, source):
    extra = dice.choice(["", ' see="vierhoek"', ' seealso="Stip"', " .main"])
    return (f' []{{.index key="{phrase(dice, 1, 2)}!{phrase(dice, 1, 2)}"'
            f"{extra}}}", {})


def named_note(dice, source):
    name = f"proef{dice.randrange(10000)}"
    return f" [^{name}]\n\n[^{name}]: {sentence(dice)}", {}


def link_definition(dice, source):
    name = dice.choice(["Stip", "opbouwwerk", "x"])
    return (f" [{name}]\n\n[{name}]: https://geheim.example/"
            f"{dice.randrange(999)}", {})


def hidden_paragraph_goes(dice, source):
    lines = [(name, start, end) for name, start, end in hidden_lines(source)
             if "[^" not in source.texts[name][start:end]
             and "range=" not in source.texts[name][start:end]]
    if not lines:
        return None
    name, start, end = dice.choice(lines)
    return (f"paragraph goes: {where(source, name, start)}",
            edited(source, name, start, end, ""))


def hidden_heading(dice, source):
    lines = [line for line in
             hidden_lines(source, re.compile(r"^#{2,3} [^{]+$"))]
    if not lines:
        return None
    name, start, end = dice.choice(lines)
    level = source.texts[name][start:end].split()[0]
    return (f"heading: {where(source, name, start)}",
            edited(source, name, start, end, f"{level} {phrase(dice)}"))


def hidden_goes(dice, source):
    """A hidden section, div, item, row, span or comment is taken out."""
    spans = [(name, span) for name, spans in source.hidden.items()
             for span in spans if span.kind not in ("file", "depth", "note")]
    if not spans:
        return None
    name, span = dice.choice(spans)
    return (f"{span.kind} goes: {where(source, name, span.start)}",
            edited(source, name, span.start, span.end, ""))


def hidden_label(dice, source):
    spans = [(name, span, match) for name in source.texts
             for span in hidden_spans(source, name)
             for match in re.finditer(r"\{#([\w-]+)",
                                      source.texts[name][span.start:span.end])]
    everything = "".join(source.texts.values())
    spans = [item for item in spans
             if f"#{item[2].group(1)})" not in everything
             and f'"#{item[2].group(1)}"' not in everything]
    if not spans:
        return None
    name, span, match = dice.choice(spans)
    return (f"label: {name} {match.group(1)}",
            edited(source, name, span.start + match.start(1),
                   span.start + match.end(1), f"l-{dice.randrange(10000)}"))


# --- hidden things among what is seen -----------------------------------------

def span_in_paragraph(dice, source):
    lines = visible_lines(source, PLAIN)
    name, start, end = dice.choice(lines)
    line = masked(source.texts[name][start:end])
    blanks = [at for at, byte in enumerate(line)
              if byte == " " and line.count("[", 0, at)
              == line.count("]", 0, at) and line.count("*", 0, at) % 2 == 0]
    names = audience(dice, source, name, start)
    if not blanks or not names:
        return None
    at = start + dice.choice(blanks)
    forms = [f"[{phrase(dice)}]", f"^[{sentence(dice)}]",
             f"[]{{.index key=\"{phrase(dice, 1, 2)}\" AUDIENCE}}",
             f"[{phrase(dice, 1, 2)}](https://geheim.example/)",
             f"`{phrase(dice, 1, 2)}`", f"**[{phrase(dice, 1, 2)}]AUDIENCE**"]
    form, attribute = dice.choice(forms), f'audience="{names}"'
    form = form.replace("]AUDIENCE", f"]{{{attribute}}}") \
        if "]AUDIENCE" in form else form.replace("AUDIENCE", attribute) \
        if "AUDIENCE" in form else f"{form}{{{attribute}}}"
    return (f"hidden words: {where(source, name, start)} {form}",
            edited(source, name, at, at, " " + form))


def span_in_heading(dice, source):
    lines = visible_lines(source, re.compile(r"^#{1,3} [^{]+$"))
    if not lines:
        return None
    name, start, end = dice.choice(lines)
    names = audience(dice, source, name, start)
    if not names:
        return None
    return (f"words in heading: {where(source, name, start)}",
            edited(source, name, end, end,
                   f' [{phrase(dice, 1, 3)}]{{audience="{names}"}}'))


def note_in_paragraph(dice, source):
    name, start, end = dice.choice(visible_lines(source, PLAIN))
    names = audience(dice, source, name, start)
    note = f"proef{dice.randrange(10000)}"
    if not names:
        return None
    return (f"hidden note: {where(source, name, start)}",
            edited(source, name, end, end,
                   f'[^{note}]{{audience="{names}"}}\n\n'
                   f"[^{note}]: {sentence(dice)}"))


def list_item(dice, source):
    lines = visible_lines(source, MARKER)
    if not lines:
        return None
    name, start, end = dice.choice(lines)
    names = audience(dice, source, name, start)
    if not names:
        return None
    marker = MARKER.match(source.texts[name][start:end]).group(1)
    if marker[0].isdigit():
        marker = f"{dice.randint(1, 9)}. "
    inside = dice.choice(["", f"\n{' ' * len(marker)}- {phrase(dice)}",
                          f"\n\n{' ' * len(marker)}{sentence(dice)}"])
    return (f"list item: {where(source, name, start)}",
            edited(source, name, start, start,
                   f'{marker}{{audience="{names}"}} {sentence(dice)}{inside}\n'))


def table_row(dice, source):
    rows = [(name, start, end) for name, start, end
            in visible_lines(source, re.compile(r"^\|(?!\s*[:-]+)"))
            if re.search(r"\n\|[^\n]*\n$", source.texts[name][:start])]
    if not rows:
        return None
    name, start, end = dice.choice(rows)
    line = masked(source.texts[name][start:end]).replace("\\|", "  ")
    names = audience(dice, source, name, start)
    if not names:
        return None
    cells = [phrase(dice, 1, 3) for _ in range(line.count("|") - 1)]
    return (f"table row: {where(source, name, start)}",
            edited(source, name, start, start,
                   f'| {{audience="{names}"}} ' + " | ".join(cells) + " |\n"))


def gaps(source):
    """(file, place) between two plain paragraphs that are seen."""
    found = []
    for name, start, end in visible_lines(source, PLAIN):
        if re.search(r"\n(?:[^\W\d_*#][^\n]*|#+ [^\n]*)\n\n$",
                     source.texts[name][:start]):
            found.append((name, start))
    return found


def block(dice, source):
    place = dice.choice(gaps(source))
    names = audience(dice, source, *place)
    if not names:
        return None
    name, at = place
    more = {}
    attribute = f'{{audience="{names}"}}'
    kind = dice.choice(["text", "kader", "table", "figure", "list", "links"])
    if kind == "figure":
        path = f"beelden/proef-{dice.randrange(10000)}.png"
        more[path] = picture(dice)
        new = (f'![{phrase(dice, 2)}]({path} "{phrase(dice, 2)}"){attribute}')
    else:
        inner = {"text": sentence(dice), "kader": f"### {phrase(dice)}\n\n"
                 + sentence(dice), "table": table(dice, source)[0].strip(),
                 "list": f"1. {sentence(dice)}\n2. {sentence(dice)}",
                 "links": "[Stip][de] en [x]\n\n[de]: https://a.example/\n"
                          "[x]: https://b.example/"}[kind]
        opening = attribute.replace("{", "{.kader ") if kind == "kader" \
            else attribute
        new = f"::: {opening}\n{inner}\n:::"
    changes = edited(source, name, at, at, new + "\n\n")
    return f"{kind} between: {where(source, name, at)}", {**changes, **more}


def section(dice, source):
    """A hidden section, also with the title of one that is seen."""
    lines = visible_lines(source, re.compile(r"^## "))
    if not lines:
        return None
    name, start, end = dice.choice(lines)
    names = audience(dice, source, name, start)
    if not names:
        return None
    heads = [re.sub(r"\s*\{.*", "", source.texts[path][at + 3:stop])
             for path, at, stop in lines]
    title = dice.choice([phrase(dice), dice.choice(heads)])
    label = dice.choice(["", f"#geheim-{dice.randrange(10000)} "])
    return (f"section: {where(source, name, start)} {title}",
            edited(source, name, start, start,
                   f'## {title} {{{label}audience="{names}"}}\n\n'
                   f"{sentence(dice)}\n\n"))


def comment(dice, source):
    name, at = dice.choice(gaps(source))
    return (f"comment: {where(source, name, at)}",
            edited(source, name, at, at, f"<!-- {phrase(dice)} -->\n\n"))


# --- files, glossary and manifest ---------------------------------------------

def glossary_term(dice, source):
    """A term that no text uses."""
    name = next(name for name, text in source.texts.items()
                if "kind: glossary" in text)
    terms = visible_lines(source, re.compile(r"^\S"))
    terms = [start for path, start, end in terms if path == name
             and source.texts[name][end:end + 3] == "\n: "] or \
        [match.start(1) for match in
         re.finditer(r"\n\n([^\n:#]+)\n:", source.texts[name])]
    if not terms:
        return None
    at = dice.choice(terms)
    return (f"glossary: {where(source, name, at)}",
            edited(source, name, at, at,
                   f"kelderluikzeeschip{dice.randrange(999)}\n"
                   f":   {sentence(dice)}\n\n"))


def hidden_file(dice, source):
    """A chapter that is not seen gets another name."""
    names = [name for name in source.unseen_files()
             if source.texts["".join(name)] and not name.startswith(
                 source.manifest.data["block-folder"])]
    text = (source.folder / "book.yaml").read_text(encoding="utf-8")
    names = [name for name in names if name in text]
    if not names:
        return None
    name = dice.choice(names)
    new = name.rsplit("/", 1)[0] + f"/{dice.choice(WORDS).lower()}-proef.md"
    return (f"file name: {name}",
            {name: None, new: source.texts[name],
             "book.yaml": text.replace(name, new)})


def seen_file(dice, source):
    """Also the name of a file that is seen shows nowhere."""
    folder = source.manifest.data["block-folder"] + "/"
    blocks = [name for name in source.hidden if name.startswith(folder)]
    name = dice.choice(blocks)
    number = name[len(folder):].split("-")[0]
    return (f"file name: {name}",
            {name: None, f"{folder}{number}-{dice.choice(WORDS).lower()}.md":
             source.texts[name]})


def seen_picture(dice, source):
    """Nor does that of a picture."""
    names = [str(path.relative_to(source.folder))
             for path in source.folder.glob("beelden/*")]
    name = dice.choice(sorted(names))
    new = f"beelden/{dice.choice(WORDS).lower()}-proef.{name.split('.')[-1]}"
    changes = {path: text.replace(f"({name}", f"({new}")
               for path, text in source.texts.items() if f"({name}" in text}
    return (f"picture name: {name}",
            {**changes, name: None,
             new: (source.folder / name).read_bytes()})


def front_matter(dice, source):
    names = source.unseen_files()
    if not names:
        return None
    name = dice.choice(names)
    text = source.texts[name]
    line = f"running-head: {phrase(dice)}\n"
    text = re.sub(r"^running-head:.*\n", "", text, flags=re.M)
    return (f"front matter: {name}", {name: text.replace("---\n", "---\n"
                                                         + line, 1)})


def new_block(dice, source):
    """A building block that this deliverable does not take."""
    blocks = source.manifest.data["blocks"]
    listed = [number for number in blocks
              if source.manifest.block_path(number) is None]
    number = dice.choice(listed or [max(blocks) + 1])
    more = {} if listed else manifest_with(
        source, lambda data: data["blocks"].update({number: phrase(dice)}))
    names = " ".join(source.manifest.atoms)
    folder = source.manifest.data["block-folder"]
    return (f"block: {number}",
            {**more, f"{folder}/{number:02}-{dice.choice(WORDS).lower()}.md":
             f"---\nnummer: {number}\naudience: {names}\n---\n\n"
             f"# {phrase(dice)}\n\n## Waarom\n\n{sentence(dice)}\n"})


def others(data, source):
    return [name for name in data["editions"]
            if name != source.deliverable.name]


def edition_order(dice, source):
    def change(data):
        chapters = data["editions"][dice.choice(others(data, source))][
            "chapters"]
        dice.shuffle(chapters)
        items = list(data["editions"].items())
        dice.shuffle(items)
        data["editions"] = dict(items)
    return "order of files: editions", manifest_with(source, change)


def edition_words(dice, source):
    def change(data):
        edition = data["editions"][dice.choice(others(data, source))]
        edition["title"], edition["subtitle"] = phrase(dice), phrase(dice)
        edition["variables"] = {"wijkteam": phrase(dice)}
    return "edition's words: another's", manifest_with(source, change)


def edition_goes(dice, source):
    def change(data):
        del data["editions"][dice.choice(others(data, source))]
    return "edition goes: another's", manifest_with(source, change)


def profile_words(dice, source):
    """Another partner's profile says something else."""
    names = [name for name in source.manifest.profiles
             if name != source.deliverable.name]
    if not names:
        return None
    name = dice.choice(names)
    profile = copy.deepcopy(source.manifest.profiles[name])
    profile["name"], profile["title"] = phrase(dice), phrase(dice)
    profile["variables"] = {"wijkteam": phrase(dice)}
    dice.shuffle(profile["blocks"])
    return (f"profile: {name}",
            {f"partners/{name}.yaml": yaml.safe_dump(profile)})


def profile_new(dice, source):
    """A partner more: the numbers of all shift."""
    if not source.manifest.profiles:
        return None
    name = f"a{dice.choice('bcdfg')}kelderluik{dice.randrange(99)}"
    return (f"new profile: {name}", {
        f"partners/{name}.yaml":
            f"name: {phrase(dice)}\ntitle: {phrase(dice)}\n"
            f"introduction: partners/{name}.md\nblocks: [1, 10]\n",
        f"partners/{name}.md": f"---\naudience: {name}\n---\n\n"
                               f"# {phrase(dice)}\n\n{sentence(dice)}\n"})


def is_addressed(name, texts):
    """Does a text name the partner as a reader?  Then its profile must be
    there, also where that text is for others ("not NAME")."""
    return any(re.search(rf"audience(?:=\"|: )[^\"\n]*\b{re.escape(name)}\b",
                         text) for text in texts if text)


def profile_goes(dice, source):
    used = source.manifest.profiles.get(source.deliverable.name, {})
    names = [name for name in source.manifest.profiles
             if name not in (source.deliverable.name, used.get("based-on"))
             and not is_addressed(name, [
                 text for path, text in source.texts.items()
                 if path != f"partners/{name}.md"])
             and f"partners/{name}.md" in source.unseen_files()]
    if not names:
        return None
    name = dice.choice(names)
    return (f"profile goes: {name}", {f"partners/{name}.yaml": None,
                                      f"partners/{name}.md": None})


def new_names(dice, source):
    """A reader more, first, so that all numbers shift; and other names."""
    def change(data):
        data["audiences"] = {"zilvervos": phrase(dice), **data["audiences"]}
        data["groups"]["nachtploeg"] = ["zilvervos"]
        data["roles"] = {"kelderluik": phrase(dice), **data["roles"]}
        data["variables"]["duizendpoot"] = phrase(dice)
        data["classes"] = ["vergeetboek", *data["classes"]]
    return "names: manifest", manifest_with(source, change)


def unused_picture(dice, source):
    return "picture: unused", {f"beelden/{dice.choice(WORDS)}.png":
                               picture(dice)}


def stray_files(dice, source):
    return "stray files: book", {
        "README.md": phrase(dice), ".DS_Store": phrase(dice),
        f"voorwerk/{dice.choice(WORDS)}.md": phrase(dice),
        "bouwstenen/99-notities.md": phrase(dice)}


MUTATIONS = [
    hidden_word, hidden_word, hidden_paragraph_goes, hidden_heading,
    hidden_goes, hidden_goes, hidden_label,
    appended("sentence", lambda dice, source: (" " + sentence(dice), {})),
    appended("note", lambda dice, source: (f"^[{sentence(dice)}]", {})),
    appended("named note", named_note), appended("alt text", alt_text),
    appended("index term", index_term), appended("term", term),
    appended("table", table), appended("link definition", link_definition),
    appended("sub-heading",
             lambda dice, source: (f"\n\n### {phrase(dice)}\n\n"
                                   + sentence(dice), {})),
    appended("local name",
             lambda dice, source: (" {{wijkteam}} {{gemeente}}", {})),
    span_in_paragraph, span_in_paragraph, span_in_heading, note_in_paragraph,
    list_item, list_item, table_row, block, block, section, section, comment,
    glossary_term, hidden_file, seen_file, seen_picture,
    front_matter, new_block,
    edition_order, edition_words, edition_goes, profile_words, profile_new,
    profile_goes, new_names, unused_picture,
    stray_files,
]


def choose(dice, source):
    while True:
        mutation = dice.choice(MUTATIONS)(dice, source)
        if mutation:
            return mutation


# --- all of it at once --------------------------------------------------------

def strip(source):
    """Takes out all that the deliverable does not show: files, parts of files,
    other editions, pictures that nothing shows."""
    changes = {name: None for name in source.texts
               if name not in source.hidden}
    for name, spans in source.hidden.items():
        text = source.texts[name]
        if any(span.kind == "file" for span in spans):
            changes[name] = None
            continue
        for span in reversed(spans):
            text = text[:span.start] + text[span.end:]
        changes[name] = text
    seen = "".join(text for text in changes.values() if text)
    for path in source.folder.rglob("beelden/*"):
        name = str(path.relative_to(source.folder))
        if name not in seen:
            changes[name] = None
    changes["README.md"] = None
    kept, name = set(), source.deliverable.name
    while name in source.manifest.profiles:
        kept.add(name)
        name = source.manifest.profiles[name].get("based-on")
    for name in source.manifest.profiles:
        if name not in kept and not is_addressed(name, changes.values()):
            changes[f"partners/{name}.yaml"] = None

    def drop(entries):
        kept = []
        for entry in entries:
            if isinstance(entry, dict):
                for key, value in entry.items():
                    if isinstance(value, list):
                        entry[key] = drop(value)
            if not (isinstance(entry, str) and changes.get(entry, "") is None):
                kept.append(entry)
        return kept

    def change(data):
        for name in others(data, source):
            del data["editions"][name]
        if not data["editions"]:  # a book must have one
            data["editions"]["leeg"] = {"reads": "nieuw",
                                        "chapters": ["titlepage"]}
        for edition in data["editions"].values():
            edition["chapters"] = drop(edition["chapters"])
    changes.update(manifest_with(source, change))
    return changes
