#!/usr/bin/env python3
"""The scan of finished files finds what a broken selection lets through.

    tests/leaks.py PROGRAM --sabotaged PROGRAM [--count N] [--only NUMBER]

Canaries are put into copies of the real book, for a reader that no deliverable
is for, in places of all kinds.  The sabotaged program (tests/sabotage) shows
what that reader sees to everybody; its own scan must refuse each file and name
the canary's line.  The sound program must build the same copies without a
word: no false alarms.
"""
import argparse
import concurrent.futures
import json
import pathlib
import random
import re
import shutil
import tempfile

import mutations
from audiences import Manifest
from noninterference import BOOK, WORKERS, Source, copy_of
from support import ROOT, Count, Scratch, run

READER = "kanarie"
ATTRIBUTE = f'audience="{READER}"'
ROLE = ".waarom"  # one that the short form takes too
VOWELS, CONSONANTS = "aeiou", "bdfgklmnprstvz"


def word(dice, syllables=4):
    """A word that nobody has written."""
    return "".join(dice.choice(CONSONANTS) + dice.choice(VOWELS)
                   for _ in range(syllables))


def known_words(dice, source, count):
    """Words that the reader sees elsewhere, in an order that occurs
    nowhere."""
    text = " ".join(source.texts[name][:4000] for name in source.hidden)
    words = sorted({found for found in re.findall(r"\b[a-z]{4,9}\b", text)
                    if found not in ("audience", "nummer", "iedereen", "kind",
                                     "themes", "running", "glossary", "index",
                                     "term", "head")})
    seen = [found for found in words
            if any(source.sees(name, at.start()) for name in source.hidden
                   for at in re.finditer(rf"(?<=[a-z,] ){found}(?= [a-z])",
                                         source.texts[name]))]
    return " ".join(dice.sample(seen, count))


# --- kinds of places ------------------------------------------------------------
# Each gives Markdown that stands between two paragraphs, and further files.

def div(inner):
    return f"::: {{{ATTRIBUTE}}}\n{inner}\n:::"


def one_word_heading(dice, source):
    return f"## {word(dice).capitalize()} {{{ROLE} {ATTRIBUTE}}}\n\n", {}


def known_heading(dice, source):
    return (f"## {known_words(dice, source, 2).capitalize()} "
            f"{{{ROLE} {ATTRIBUTE}}}\n\n", {})


def paragraph(dice, source):
    return div(f"Dit gaat over {word(dice)}."), {}


def known_sentence(dice, source):
    return div(known_words(dice, source, 6).capitalize() + "."), {}


def words_in_a_sentence(dice, source):
    return f"De [{word(dice)}]{{{ATTRIBUTE}}} wijk.", {}


def emphasised(dice, source):
    return f"De **[{word(dice)}]{{{ATTRIBUTE}}}** wijk.", {}


def code(dice, source):
    return f"De `{word(dice)}`{{{ATTRIBUTE}}} wijk.", {}


def code_block(dice, source):
    return f"```{{{ATTRIBUTE}}}\n{word(dice)} {word(dice)}\n```", {}


def figure(dice, source, alternative, caption, name=None, label=""):
    path = f"beelden/{name or 'proef-' + str(dice.randrange(9999))}.png"
    title = f' "{caption}"' if caption else ""
    return (f"![{alternative}]({path}{title}){{{label}{ATTRIBUTE}}}",
            {path: mutations.picture(dice)})


def alternative_text(dice, source):
    return figure(dice, source, word(dice), None)


def known_alternative_text(dice, source):
    return figure(dice, source, known_words(dice, source, 2), None)


def caption(dice, source):
    return figure(dice, source, known_words(dice, source, 1), word(dice))


def figure_label(dice, source):
    return figure(dice, source, known_words(dice, source, 1),
                  known_words(dice, source, 1), label=f"#{word(dice)} ")


def svg_words(dice, source):
    name = f"beelden/proef-{dice.randrange(9999)}.svg"
    return (f"![{known_words(dice, source, 1)}]({name}){{{ATTRIBUTE}}}", {
        name: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20">'
              '<text x="2" y="14" font-family="Lato" font-size="9">'
              f"{word(dice)}</text></svg>\n"})


def inline_note(dice, source):
    return f"De wijk.^[Over {word(dice)}.]{{{ATTRIBUTE}}}", {}


def named_note(dice, source):
    name = f"proef{dice.randrange(9999)}"
    return (f"De wijk.[^{name}]{{{ATTRIBUTE}}}\n\n"
            f"[^{name}]: {known_words(dice, source, 6)}.", {})


def index_term(dice, source):
    return f'De wijk.[]{{.index key="{word(dice)}" {ATTRIBUTE}}}', {}


def index_entry_below(dice, source):
    return f'De wijk.[]{{.index key="wijk!{word(dice)}" {ATTRIBUTE}}}', {}


def index_word(dice, source):
    return f"De [{word(dice)}]{{.index {ATTRIBUTE}}} wijk.", {}


def address(dice, source):
    return (f"Kijk op [{known_words(dice, source, 1)}]"
            f"(https://{word(dice)}.example/){{{ATTRIBUTE}}}.", {})


def list_item(dice, source):
    return (f"- De wijk.\n- {{{ATTRIBUTE}}} De {word(dice)}.\n- De straat.",
            {})


def check_item(dice, source):
    return (f"- [ ] De wijk.\n- [ ] {{{ATTRIBUTE}}} De {word(dice)}.", {})


def table_row(dice, source):
    return (f"| Wie | Wat |\n|---|---|\n| wij | de wijk |\n"
            f"| {{{ATTRIBUTE}}} {word(dice)} | de wijk |", {})


def section_label(dice, source):
    return (f"## {known_words(dice, source, 1).capitalize()} "
            f"{{#{word(dice)} {ROLE} {ATTRIBUTE}}}\n\n", {})


def name_of_somebody(dice, source):
    first, last = known_words(dice, source, 2).title().split()
    return div(f"Bel {first} {last}."), {}


def telephone(dice, source):
    return div(f"Bel {dice.randrange(1000, 9999)} "
               f"{dice.randrange(100, 999)} {dice.randrange(100, 999)}."), {}


def quotation(dice, source):
    return div(f"> Alles is {word(dice)}."), {}


def definition(dice, source):
    return (f"wijk {{{ATTRIBUTE}}}\n: De {word(dice)}.", {})


def long_word_hyphenated(dice, source):
    return div(" ".join(word(dice, 9) for _ in range(8))), {}


KINDS = [
    one_word_heading, known_heading, paragraph, known_sentence,
    words_in_a_sentence, emphasised, code, code_block, alternative_text,
    known_alternative_text, caption, figure_label, svg_words, inline_note,
    named_note, index_term, index_entry_below, index_word, address, list_item,
    check_item, table_row, section_label, name_of_somebody, telephone,
    quotation, definition, long_word_hyphenated,
]


# --- trying ---------------------------------------------------------------------

class Aviary:
    def __init__(self, scratch, options):
        self.scratch, self.options = scratch, options
        self.book = scratch / "book"
        shutil.copytree(BOOK, self.book)
        manifest = self.book / "book.yaml"
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(text.replace(
            "\naudiences:\n", f"\naudiences:\n  {READER}: Niemand\n").replace(
            "  iedereen: [", f"  iedereen: [{READER}, "), encoding="utf-8")
        self.deliverables = [
            item for item in Manifest(self.book).deliverables()
            if item.arguments[0] == "excerpt" or item.name == "partners"]
        self.sources = [Source(self.book, item)
                        for item in self.deliverables]

    def places(self, source, ends_section):
        """Between two paragraphs, or before a heading, in text for all."""
        if ends_section:
            lines = mutations.visible_lines(source, re.compile(r"^## "))
            found = [(name, start) for name, start, _ in lines]
        else:
            found = mutations.gaps(source)
        return [(name, at) for name, at in found
                if all(source.manifest.sees(READER, value) for value in
                       [source.readings[name].audience]
                       + [value for span, value in
                          source.readings[name].conditions
                          if span.start <= at < span.end])
                and "kind: glossary" not in source.texts[name]]

    def canary(self, number):
        dice = random.Random(f"kanarie/{number}")
        index = dice.randrange(len(self.deliverables))
        source = self.sources[index]
        kind = KINDS[number % len(KINDS)]
        text, more = kind(dice, source)
        is_section = text.startswith("##")
        if is_section:
            text += known_words(dice, source, 1).capitalize() + "."
        name, at = dice.choice(self.places(source, is_section))
        whole = source.texts[name]
        changes = {name: whole[:at] + text + "\n\n" + whole[at:], **more}
        first = whole.count("\n", 0, at) + 1
        return (self.deliverables[index], kind.__name__, changes, name,
                range(first, first + text.count("\n") + 2))

    def build(self, program, deliverable, changes):
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder, \
                tempfile.TemporaryDirectory(dir=self.scratch) as out:
            target = pathlib.Path(folder)
            copy_of(self.book, target, changes)
            command, *rest = deliverable.arguments
            done = run(program, command, target, *rest, "-o", out, "-q",
                       "--diagnostics=json", BOUWSTEEN_SABOTAGE=READER)
            written = [path for path in pathlib.Path(out).rglob("*.*")]
        found = json.loads(done.messages or "[]") \
            if done.messages.startswith("[") else []
        return done, found, written

    def problems(self, number):
        """What was not as it should be with the sabotaged and with the sound
        program."""
        deliverable, kind, changes, name, lines = self.canary(number)
        about = f"{deliverable.name}: {kind} in {name}:{lines[0]}"
        done, found, written = self.build(self.options.sabotaged, deliverable,
                                          changes)
        caught = [item for item in found if item["slug"] == "leak"
                  and item["file"].endswith(name) and item["line"] in lines]
        missed = "" if caught and done.status == 1 and not written else \
            f"{about}\nexit status {done.status}, files: {written}\n" \
            + done.messages
        done, found, written = self.build(self.options.program, deliverable,
                                          changes)
        alarm = "" if done.status == 0 and len(written) == 2 else \
            f"{about}\nexit status {done.status}\n{done.messages}"
        return number, kind, missed, alarm


def own_words():
    """Words of the program's own literals: some of them stand in every
    file."""
    found = set()
    for room in ("epub", "pdf", "pass", "layout", "doc"):
        for path in (ROOT / "src" / room).glob("*.c"):
            for literal in re.findall(r'"((?:[^"\\\n]|\\.)*)"',
                                      path.read_text(encoding="utf-8")):
                found.update(re.findall(r"[^\W\d_]{3,}", re.sub(
                    r"\\.|%[-.*0-9a-z]+", " ", literal)))
    return sorted(found)


LOGO = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<path d="M0 0h9v9z"/></svg>\n')


def with_little(aviary, deliverable):
    """The profile of an excerpt with one block, so that few words are visible,
    and a picture on its title page."""
    name = f"partners/{deliverable.name}.yaml"
    path = aviary.book / name
    if not path.is_file():
        return {}
    profile = re.sub(r"^blocks:\n(?:  .*\n)+", "blocks: [1: short]\n",
                     path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: profile + "logo: partners/logo.svg\nlogo-alt: Logo\n",
            "partners/logo.svg": LOGO}


def vocabulary_problem(aviary, deliverable, source):
    """Hidden text may hold any word that the program itself writes."""
    name, at = min(aviary.places(source, False), key=lambda place:
                   place[0].startswith("bouwstenen/"))
    whole = source.texts[name]
    words = own_words()
    hidden = "\n\n".join(words)  # each a text of its own
    done, _, written = aviary.build(
        aviary.options.program, deliverable,
        {name: f"{whole[:at]}{div(hidden)}\n\n{whole[at:]}",
         **with_little(aviary, deliverable)})
    return "" if done.status == 0 and len(written) == 2 \
        and len(words) > 300 else f"{len(words)} words\n{done.messages}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--sabotaged", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=len(KINDS))
    parser.add_argument("--only", type=int, help="this canary alone")
    options = parser.parse_args()
    count, kinds, caught = Count("leaks"), set(), 0
    numbers = range(options.count) if options.only is None else [options.only]
    with Scratch() as scratch, \
            concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        aviary = Aviary(scratch, options)
        for number, kind, missed, alarm in pool.map(aviary.problems, numbers):
            kinds.add(kind)
            caught += not missed
            count.check(f"canary {number} is caught", missed)
            count.check(f"canary {number} raises no false alarm", alarm)
        for deliverable, source in zip(aviary.deliverables, aviary.sources):
            if options.only is None:
                count.check(f"{deliverable.name}: own words raise no alarm",
                            vocabulary_problem(aviary, deliverable, source))
    print(f"leaks: {caught} of {len(numbers)} canaries caught, in "
          f"{len(kinds)} kinds of places")
    count.close()


if __name__ == "__main__":
    main()
