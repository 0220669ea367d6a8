"""Who sees what, read from the sources a second time: an own, small reading of
the manifest and of Markdown that shares no line with the program.

What it finds hidden is taken out or changed by tests/noninterference.py; if
this reading and the program's differ, files differ.  It is told nothing by the
program.
"""
import pathlib
import re

import yaml

FENCE = re.compile(r"^:::+\s*(.*?)\s*$")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
ITEM = re.compile(r"^(\s*)(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(\{[^}]*\})")
ROW = re.compile(r"^\s*\|\s*(\{[^}]*\})")
NOTE = re.compile(r"^\[\^([^\]]+)\]:")
AUDIENCE = re.compile(r"""\baudience=(?:"([^"]*)"|([^\s}]+))""")


class Deliverable:
    """An edition, or a partner's excerpt: what it reads as and takes."""

    def __init__(self, name, atom, taken, arguments, files):
        self.name = name
        self.atom = atom
        self.taken = taken          # path -> roles of its depth; None: full
        self.arguments = arguments  # of bouwsteen, behind the book
        self.files = files          # below the output folder


class Manifest:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.data = yaml.safe_load(
            (self.folder / "book.yaml").read_text(encoding="utf-8"))
        self.profiles = {
            path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
            for path in sorted(self.folder.glob("partners/*.yaml"))}
        self.atoms = [*self.data.get("audiences", {}), *self.profiles]
        self.roles = {}   # heading's text -> role
        for role, headings in self.data.get("roles", {}).items():
            for text in headings if isinstance(headings, list) else [headings]:
                self.roles[str(text)] = role

    def members(self, name):
        """The atoms that a name stands for."""
        if name == "profiles":
            return set(self.profiles)
        found = set()
        groups = self.data.get("groups", {})
        if name in groups:
            for part in groups[name]:
                found |= self.members(part)
        elif name in self.atoms:
            found.add(name)
        else:
            raise KeyError(name)
        return found

    def sees(self, atom, value):
        """May the atom see what has this audience?  (As one of several
        conditions: its ancestors' are asked besides.)"""
        seen, negative = None, False
        for word in value.split():
            if word == "not":
                negative = True
                seen = True if seen is None else seen
                continue
            holds = word == "all" or atom in self.members(word)
            if negative:
                seen = seen and not holds
            else:
                seen = bool(seen) or holds
            negative = False
        return bool(seen)

    def block_path(self, number):
        folder = self.data.get("block-folder", "")
        for path in sorted((self.folder / folder).glob("*.md")):
            if re.match(rf"0*{number}-", path.name):
                return f"{folder}/{path.name}"
        return None

    def depth(self, name):
        return None if name in (None, "full") else \
            set(self.data["depths"][name])

    def outline(self, entries, taken):
        for entry in entries:
            if isinstance(entry, int):
                taken[self.block_path(entry)] = None
            elif isinstance(entry, str):
                if entry.endswith(".md"):
                    taken[entry] = None
            elif "chapters" in entry:
                if entry.get("file"):
                    taken[entry["file"]] = None
                self.outline(entry["chapters"], taken)
            else:
                for key, value in entry.items():
                    if isinstance(key, int):
                        taken[self.block_path(key)] = self.depth(value)
                    else:
                        self.outline(value, taken)

    def deliverables(self):
        yield from self.editions()
        yield from self.excerpts()

    def of_profile(self, name, key):
        """A profile's own value, else its base's, else what all have."""
        while name:
            if key in self.profiles[name]:
                return self.profiles[name][key]
            name = self.profiles[name].get("based-on")
        return self.data.get("excerpts", {}).get(key)

    def profile_blocks(self, name):
        """Number -> depth's name."""
        profile = self.profiles[name]
        base = profile.get("based-on")
        taken = self.profile_blocks(base) if base else {}
        for item in profile.get("blocks", []):
            for number, depth in (item if isinstance(item, dict)
                                  else {item: "full"}).items():
                taken.pop(number, None)
                if depth != "none":
                    taken[number] = depth
        return taken

    def excerpts(self):
        book = self.data["name"]
        roles = set(self.data.get("roles", {}))
        optional = set(self.data.get("excerpts", {}).get("optional", []))
        for name in self.profiles:
            wanted = self.of_profile(name, "optional")
            wanted = set() if wanted == list(optional) or wanted is None \
                else set(wanted)
            if "optional" not in self.profiles[name] \
                    and not self.profiles[name].get("based-on"):
                wanted = set()
            taken = {}
            self.outline(self.of_profile(name, "chapters"), taken)
            for key in ("introduction", "contact"):
                if self.of_profile(name, key):
                    taken[self.of_profile(name, key)] = None
            for number, depth in self.profile_blocks(name).items():
                full = roles - optional if depth == "full" \
                    else self.depth(depth)
                taken[self.block_path(number)] = full | wanted
            taken.pop(None, None)
            yield Deliverable(
                name, name, taken, ["excerpt", name],
                [f"excerpts/{name}/{book}-{name}.{kind}"
                 for kind in ("pdf", "epub")])

    def editions(self):
        book = self.data["name"]
        for name, edition in self.data["editions"].items():
            taken = {}
            self.outline(edition["chapters"], taken)
            taken.pop(None, None)
            yield Deliverable(
                name, edition["reads"], taken, ["build", "-e", name],
                [f"{name}/{book}-{name}.{kind}" for kind in ("pdf", "epub")])


class Span:
    """Characters start..end of a file; `kind` says of what."""

    def __init__(self, kind, start, end):
        self.kind, self.start, self.end = kind, start, end


def audience_of(attributes):
    match = AUDIENCE.search(attributes)
    return (match.group(1) or match.group(2)) if match else None


def lines_of(text):
    """(start, end without the line end, next) of each line."""
    at, lines = 0, []
    for line in text.splitlines(keepends=True):
        lines.append((at, at + len(line.rstrip("\r\n")), at + len(line)))
        at += len(line)
    return lines


def body_start(text):
    if not text.startswith("---"):
        return 0
    end = text.index("\n---", 3)
    return text.index("\n", end + 1) + 1


def plain_heading(text):
    return re.sub(r"\s*\{[^}]*\}\s*$", "", text).strip()


class Reading:
    """One chapter: its blocks with their borders, and what narrows them."""

    def __init__(self, manifest, text):
        self.manifest, self.text = manifest, text
        self.lines = lines_of(text)
        self.start = body_start(text)
        front = text[:self.start]
        match = re.search(r"^audience:\s*(.*?)\s*$", front, re.M)
        self.audience = match.group(1).strip("[]").replace(",", " ") \
            if match else ""
        self.conditions = []  # (Span, audience)
        self.parts = []       # (Span, role or None, level): headings and divs
        self.spans = []       # comments, and code: looked into no further
        self.blocks()
        self.inlines()

    def add(self, kind, start, end, attributes):
        audience = audience_of(attributes)
        if audience:
            self.conditions.append((Span(kind, start, end), audience))

    def blocks(self):
        code, fences, headings, comment = None, [], [], None
        for number, (start, end, after) in enumerate(self.lines):
            line = self.text[start:end]
            if start < self.start:
                continue
            if code or re.match(r"^\s*(```|~~~)", line):
                opening = code is None
                code = line.strip()[:3] if opening else \
                    None if line.strip().startswith(code) else code
                self.spans.append(Span("code", start, after))
                continue
            if comment is not None or line.startswith("<!--"):
                comment = start if comment is None else comment
                if "-->" in line:
                    self.spans.append(Span("comment", comment, after))
                    comment = None
                continue
            fence, heading = FENCE.match(line), HEADING.match(line)
            if fence and fence.group(1):
                fences.append((start, fence.group(1), len(headings)))
            elif fence:
                opened, attributes, depth = fences.pop()
                while len(headings) > depth:
                    self.close_heading(headings.pop(), start)
                self.close_div(opened, attributes, after)
            elif heading:
                level = len(heading.group(1))
                floor = fences[-1][2] if fences else 0
                while len(headings) > floor and headings[-1][1] >= level:
                    self.close_heading(headings.pop(), start)
                headings.append((start, level, heading.group(2), len(fences)))
            else:
                self.line_element(number, line, start, after)
        while headings:
            self.close_heading(headings.pop(), len(self.text))

    def close_heading(self, heading, end):
        start, level, words, depth = heading
        span = Span("section", start, end)
        role = self.manifest.roles.get(plain_heading(words))
        attributes = re.search(r"\{[^}]*\}\s*$", words)
        if attributes:
            self.add("section", start, end, attributes.group(0))
            for name in re.findall(r"\.([\w-]+)", attributes.group(0)):
                if name in self.manifest.roles.values():
                    role = name
        self.parts.append((span, role, level, depth))

    def close_div(self, start, attributes, end):
        self.add("div", start, end, attributes)
        names = re.findall(r"\.([\w-]+)", attributes) or [attributes]
        role = next((name for name in names
                     if name in self.manifest.roles.values()), None)
        self.parts.append((Span("div", start, end), role, 0, 0))

    def line_element(self, number, line, start, after):
        item, row = ITEM.match(line), ROW.match(line)
        if row:
            self.add("row", start, after, row.group(1))
        elif item:
            indent = len(item.group(1))
            end = after
            for first, last, following in self.lines[number + 1:]:
                text = self.text[first:last]
                if text.strip() and len(text) - len(text.lstrip()) <= indent:
                    break
                if text.strip():
                    end = following
            self.add("item", start, self.item_end(end, indent),
                     item.group(2))

    def item_end(self, end, indent):
        """The blank lines before a further item go with this one."""
        for first, last, following in self.lines:
            if first < end:
                continue
            text = self.text[first:last]
            if text.strip():
                marker = re.match(r"^(\s*)(?:[-*+]|\d+[.)])\s", text)
                return first if marker and len(marker.group(1)) == indent \
                    else end
        return end

    def inlines(self):
        """[...]{...}, ![...](...){...}, `...`{...}, ^[...]{...}"""
        for match in re.finditer(r"\{[^{}\n]*\baudience=[^{}\n]*\}",
                                 self.text):
            before = match.start() - 1
            if match.start() < self.start or before < 0:
                continue
            start = self.inline_start(before)
            if start is not None:
                self.add("span", start, match.end(), match.group(0))

    def inline_start(self, at):
        text = self.text
        if text[at] == "`":
            return text.rfind("`", 0, at)
        if text[at] == ")":
            at = text.rfind("](", 0, at)
        if at < 0 or text[at] != "]":
            return None
        depth = 0
        while at >= 0:
            depth += {"]": 1, "[": -1}.get(text[at], 0)
            if depth == 0:
                return at - 1 if at and text[at - 1] in "!^" else at
            at -= 1
        return None

    def is_kept(self, part, roles):
        """Does the short form take this part?  What stands around it must be
        taken too, or be a div without a role."""
        around = sorted(
            ((other, role) for other, role, level, _ in self.parts
             if level != 1 and other.start <= part.start
             and other.end >= part.end), key=lambda pair: pair[0].start)
        inside = False
        for other, role in around:
            if role in roles:
                inside = True
            elif role is not None or (other.kind == "section" and not inside):
                return False
        return inside

    def short(self, roles):
        """What a short form leaves out."""
        hidden, kept = [], []
        for span, role, level, _ in self.parts:
            if level == 1:
                title = next(after for start, _, after in self.lines
                             if start == span.start)
                kept.append((span.start, title))
            elif role in roles and self.is_kept(span, roles):
                kept.append((span.start, span.end))
            elif role is not None and role not in roles:
                hidden.append(Span("depth", span.start, span.end))
        at = self.start
        for start, end in sorted(kept):
            if start > at:
                hidden.append(Span("depth", at, start))
            at = max(at, end)
        if at < len(self.text):
            hidden.append(Span("depth", at, len(self.text)))
        return hidden

    def hidden(self, deliverable, roles):
        """Spans that the deliverable does not show, sorted and apart."""
        manifest, atom = self.manifest, deliverable.atom
        if not manifest.sees(atom, self.audience):
            return [Span("file", 0, len(self.text))]
        found = [span for span, audience in self.conditions
                 if not manifest.sees(atom, audience)]
        if roles is not None:
            found += self.short(roles)
        found += [span for span in self.spans if span.kind == "comment"]
        found = apart(found)
        return apart(found + self.uncalled(found))

    def uncalled(self, hidden):
        """Notes' texts without a visible call."""
        found = []
        for number, (start, end, after) in enumerate(self.lines):
            match = NOTE.match(self.text[start:end])
            if not match or start < self.start:
                continue
            stop = after
            for first, last, following in self.lines[number + 1:]:
                line = self.text[first:last]
                if line.strip() and not line.startswith(("    ", "\t")):
                    break
                stop = following if line.strip() else stop
            call = f"[^{match.group(1)}]"
            calls = [at.start() for at in
                     re.finditer(re.escape(call) + r"(?!:)", self.text)]
            if not any(not covers(hidden, at) for at in calls):
                found.append(Span("note", start, stop))
        return found


def covers(spans, at):
    return any(span.start <= at < span.end for span in spans)


def apart(spans):
    """Sorted, and those that lie in or over another joined to it."""
    result = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if result and span.start < result[-1].end:
            if span.end > result[-1].end:
                result[-1] = Span(result[-1].kind, result[-1].start, span.end)
        else:
            result.append(span)
    return result
