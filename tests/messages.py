#!/usr/bin/env python3
"""The messages of the program and their translations.

    tests/messages.py              fails when one lacks a translation, or when
                                   a translation is no longer used or unfit
    tests/messages.py --update     rewrites src/po/*.po in the order of the
                                   sources: new messages get an empty
                                   translation, unused ones go

Found are: format and hint of each entry of src/base/diag.def; literals in the
calls named in CALLS; words that go into a %s of a report, and why something
failed.  Adjacent literals are one message.
"""
import argparse
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
FOLDER = SOURCES / "po"

# Calls whose first literal is a message.
CALLS = ("message", "N_", "refuse", "usage_error")
# Calls that hand on why something failed to a %s of a report.
REASONS = ("report_syntax", "fault", "fail", "report_unreadable")
# What the system says when a file cannot be used.
SYSTEM = ("No such file or directory", "Permission denied", "Is a directory",
          "Not a directory", "No space left on device", "File too large",
          "File name too long", "Read-only file system", "Input/output error",
          "Too many levels of symbolic links", "Invalid argument",
          "File exists")

TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\]|\\.)+\''
                   r'|[A-Za-z_]\w*|\s+|.', re.S)
CONVERSION = re.compile(r"%[-+ #0-9.*lzhj]*[a-zA-Z%]")


def tokens_of(path):
    """(token, line), without white space, comments and directives; adjacent
    literals are one."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.)*(?:\\\n[^\n]*)*",
                  lambda m: "\n" * m.group().count("\n"), text, flags=re.M)
    found, line = [], 1
    for token in TOKEN.findall(text):
        if not (token.isspace() or token.startswith(("/*", "//"))):
            if token[0] == '"' and found and found[-1][0][0] == '"':
                found[-1] = (found[-1][0][:-1] + token[1:], found[-1][1])
            else:
                found.append((token, line))
        line += token.count("\n")
    return found


def arguments_of(tokens, at):
    """The arguments of the call whose '(' is at `at`, each a list of tokens."""
    arguments, depth = [[]], 0
    for token in tokens[at:]:
        if token[0] in "([{":
            depth += 1
            if depth == 1:
                continue
        if token[0] in ")]}":
            depth -= 1
            if not depth:
                return arguments
        if token[0] == "," and depth == 1:
            arguments.append([])
        else:
            arguments[-1].append(token)
    return []


def literals(argument):
    return [token for token in argument if token[0][0] == '"']


def catalogue(path):
    tokens = tokens_of(path)
    for at, (token, line) in enumerate(tokens):
        if token == "DIAG" and tokens[at + 1][0] == "(":
            arguments = arguments_of(tokens, at + 1)
            if len(arguments) == 5:
                yield arguments[0][0][0], arguments[3][0], arguments[4][0]


def messages_of_call(name, arguments, with_words):
    if name in CALLS:
        yield from literals(arguments[0])[:1]
    elif name == "refuse_name" and len(arguments) > 1:
        yield from literals(arguments[1])[:1]
    elif name in REASONS:
        for argument in arguments[1:]:
            if len(argument) == 1:
                yield from literals(argument)
    elif name in ("diag_report", "diag_report_hint") and len(arguments) > 2:
        rest = arguments[2:]
        if name == "diag_report_hint":
            if [t for t, _ in rest[0][:2]] == ["TEXT", "("]:
                yield from literals(rest[0])
            rest = rest[1:]
        if arguments[1][0][0] in with_words:
            for argument in rest[1:]:
                names = {token for token, _ in argument}
                if not names & {"TEXT", "TEXT_PRINTF", "message",
                                "arena_printf"}:
                    yield from literals(argument)


def messages_of(path, with_words):
    tokens = tokens_of(path)
    for at, (token, _) in enumerate(tokens[:-2]):
        after = tokens[at + 1][0]
        if after == "(":
            yield from messages_of_call(token, arguments_of(tokens, at + 1),
                                        with_words)
        elif token in ("why", "fault") and after == "=" and tokens[at + 2][0][0] == '"':
            yield tokens[at + 2]


def extract():
    """message (as a C literal without quotes) -> places, in order."""
    found = {}

    def add(literal, path, line):
        if len(literal) > 2 and literal != '"%s"':
            place = f"{path.relative_to(ROOT)}:{line}"
            found.setdefault(literal[1:-1], []).append(place)

    path = SOURCES / "base/diag.def"
    with_words = set()
    for name, text, hint in catalogue(path):
        add(*text[:1], path, text[1])
        add(*hint[:1], path, hint[1])
        if re.search(r"%s", text[0]):
            with_words.add(name)
    for path in sorted(SOURCES.glob("*.c")) + sorted(SOURCES.glob("*/*.c")):
        for literal, line in messages_of(path, with_words):
            add(literal, path, line)
    for words in SYSTEM:
        found.setdefault(words, ["the system"])
    return found


def normal(literal):
    """One spelling for one text: "\\xC2\\xB7" and the character itself."""
    def unescape(match):
        code = match.group(1)
        if code[0] == "x":
            return chr(int(code[1:], 16)).encode("latin-1")
        if code[0] in "uU":
            return chr(int(code[1:], 16)).encode()
        return match.group().encode()
    pieces, at = [], 0
    for match in re.finditer(
            r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", literal):
        pieces += [literal[at:match.start()].encode(), unescape(match)]
        at = match.end()
    return b"".join(pieces + [literal[at:].encode()]).decode()


def read_po(path):
    """(head, message -> translation)"""
    entries, current, field = {}, {}, None
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines() + [""]:
        match = re.match(r'(msgid|msgstr)\s+"(.*)"$', line)
        if match:
            field = match.group(1)
            if field == "msgid":
                current = {}
            current[field] = match.group(2)
            if field == "msgstr":
                entries[current["msgid"]] = current
        elif line.startswith('"') and field:
            current[field] += line[1:-1]
            if field == "msgid" and "msgstr" in current:
                sys.exit(f"{path}: a text between entries")
    fixed = {}
    for entry in entries.values():  # ids of several lines are whole by now
        fixed[entry["msgid"]] = entry["msgstr"]
    head = text[:text.find("\n\n") + 1]
    return head, fixed


def write_literal(out, field, text):
    if len(field) + len(text) + 3 <= 79 and "\\n" not in text[:-2]:
        out.append(f'{field} "{text}"')
        return
    out.append(f'{field} ""')
    for part in re.findall(r".*?\\n|.+", text):
        while len(part) > 76:
            cut = part.rfind(" ", 0, 76) + 1 or len(part)
            out.append(f'"{part[:cut]}"')
            part = part[cut:]
        if part:
            out.append(f'"{part}"')


def write_po(path, head, wanted, translations):
    out = [head]
    for message, places in wanted.items():
        out.append("#: " + " ".join(place for place in places[:3]
                                    if place != "the system")
                   if places[0] != "the system" else "#. " + places[0])
        if CONVERSION.search(message):
            out.append("#, c-format")
        write_literal(out, "msgid", message)
        write_literal(out, "msgstr", translations.get(message, ""))
        out.append("")
    path.write_text("\n".join(out).rstrip("\n") + "\n", encoding="utf-8")


def faults_of(path, wanted, translations):
    for message, places in wanted.items():
        translation = translations.get(message)
        if not translation:
            yield f"{places[0]}: no translation in {path.name}: \"{message}\""
        elif (CONVERSION.findall(message) != CONVERSION.findall(translation)
              and CONVERSION.search(message)):
            yield f"{path.name}: other conversions than in \"{message}\""
        elif message.endswith("\\n") != translation.endswith("\\n"):
            yield f"{path.name}: only one ends in a new line: \"{message}\""
    for message in translations:
        if message and message not in wanted:
            yield f"{path.name}: no longer used: \"{message}\""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    wanted = {}
    for message, places in extract().items():
        wanted.setdefault(normal(message), []).extend(places)
    faults = []
    for path in sorted(FOLDER.glob("*.po")):
        head, translations = read_po(path)
        if options.update:
            write_po(path, head, wanted, translations)
            head, translations = read_po(path)
        faults += faults_of(path, wanted, translations)
        checked = subprocess.run(
            ["msgfmt", "--check", "-o", "/dev/null", path], check=False,
            capture_output=True, text=True)
        faults += checked.stderr.splitlines() if checked.returncode else []
    print("\n".join(faults + [f"messages: {len(wanted)}, "
                              f"{len(faults)} faults"]))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
