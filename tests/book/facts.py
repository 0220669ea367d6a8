#!/usr/bin/env python3
"""Claims that ask for a source: sentences with a year, a number, or the name
of an organisation, a law or a method have a note, or the reason why not is
known; each source of a note is in the list of sources.

    tests/book/facts.py           lists the sentences without a note
    tests/book/facts.py --all     also those with a known reason

The known reasons: facts-accepted.tsv, "file, how the sentence begins, reason".
"""
import re
import sys

import sources

ACCEPTED = sources.pathlib.Path(__file__).resolve().parent / \
    "facts-accepted.tsv"
# Invented, or what a reader does: no claims.
INVENTED = ("Praktijkvoorbeeld", "Doe dit", "Oefening", "Werkblad",
            "Checklist", "Reflectievragen")
LISTS = ("bronnen.md", "zoeken-op-vraag.md", "themas-en-werkbladen.md",
         "bouwstenen-in-een-oogopslag.md")
YEAR = re.compile(r"\b(1[89]|20)\d\d\b")
NUMBER = re.compile(r"\b\d[\d.,]*\b|\b(miljoen|duizend|procent)\b|%")
# Hours of a day, days of the first hundred, the number for emergencies.
PLAIN = re.compile(r"\b\d+\.\d\d uur|\b112\b|\b(bouwsteen|tabel|werkblad|stap|"
                   r"week|deel|dag) \d+(-\d+)?|100 dagen|^\d \|", re.I)
NAMES = re.compile(
    r"\b(Tandem|Movisie|LSA|McKnight|Kretzmann|Elos|Baart|CCV|VNG|Arnstein|"
    r"Rijksoverheid|Canon|Nijme\w+|Brazili\w+|NSPOH|ProDemos|DSP\w*|"
    r"Verwey\S*|PIAAC\S*|Veilig Thuis|AVG|Wmo|VN-verdrag|Schiedam|Blokland|"
    r"Wet \w+|wet\b|wetten|onderzoekers?|beroepsprofiel|competentieprofiel|"
    r"beroepscode|meldcode|uitdaagrecht|participatieverordening)\b")
# Each is explained at one place, and there it has a note.
METHODS = {
    "presentiebenadering": "05", "outreachend werken": "05", "ABCD": "08",
    "krachtenveldanalyse": "07", "wijkanalyse": "06", "Instituto Elos": "16",
    "buurtbemiddeling": "20", "kwartiermaken": "18", "wereldcafé": "14",
    "publieke familiariteit": "21", "participatieverordening": "13",
    "meldcode": "27", "AVG": "27", "beroepscode": "02",
    "Sociale cohesie": "21",
}
SITE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:nl|eu|org|be|net)\b")


def claims(sentence):
    text = PLAIN.sub("", sentence.text)
    return bool(YEAR.search(text) or NUMBER.search(text)
                or NAMES.search(text))


def without_note():
    """Sentences with a claim; a note may stand in the one beside it."""
    everything = list(sources.sentences())
    for at, sentence in enumerate(everything):
        if sentence.heading.startswith(INVENTED) or not claims(sentence) or \
                sentence.file.name in LISTS:
            continue
        beside = everything[max(at - 1, 0):at + 2]
        if not any(other.has_note and other.file == sentence.file
                   and other.line == sentence.line for other in beside):
            yield sentence


def accepted():
    """(file, beginning) -> reason."""
    out = {}
    for line in ACCEPTED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            file, beginning, reason = line.split("\t")
            out[file, beginning] = reason
    return out


def key_of(sentence, known):
    for file, beginning in known:
        if sentence.file.name == file and sentence.text.startswith(beginning):
            return file, beginning
    return None


def show(sentence):
    return f"{sentence.file.name}:{sentence.line}: {sentence.text}"


def test_sentences(count):
    known, seen, open_ones = accepted(), set(), []
    for sentence in without_note():
        key = key_of(sentence, known)
        seen.add(key)
        if not key:
            open_ones.append(show(sentence))
    count.check("claims have a note, or a reason why not",
                "\n".join(open_ones))
    count.check("each known reason is about a sentence of the book",
                "\n".join(f"{file}: {beginning}" for file, beginning
                          in known if (file, beginning) not in seen))


def test_methods(count):
    """The line that explains a method, marked there, has a note."""
    problems = []
    for method, block in METHODS.items():
        path = next(sources.BOOK.glob(f"bouwstenen/{block}-*.md"))
        lines = [line for line in path.read_text(encoding="utf-8").splitlines()
                 if re.search(r"\[" + re.escape(method)
                              + r"\w*\]\{(\.term|\.index|lang)", line,
                              re.I)]
        if not any(sources.NOTE.search(line) for line in lines):
            problems.append(f"{path.name}: {method}")
    count.check("each method has a note where it is explained",
                "\n".join(problems))


def test_list_of_sources(count):
    listed = (sources.BOOK / "nawerk/bronnen.md").read_text(encoding="utf-8")
    used = "\n".join(text for _, _, text in sources.notes())
    count.check("each site of a note is in the list of sources",
                "\n".join(sorted({site for site in SITE.findall(used)
                                  if site not in listed})))
    count.check("each site in the list of sources is that of a note",
                "\n".join(sorted({site for site in SITE.findall(listed)
                                  if site not in used})))
    lines = [line for line in listed.splitlines() if line.startswith("- ")]
    count.check("each source says what it is used for",
                "\n".join(line for line in lines
                          if "*Gebruikt voor:*" not in line))


def test(count):
    test_sentences(count)
    test_methods(count)
    test_list_of_sources(count)


if __name__ == "__main__":
    reasons = accepted()
    for found in without_note():
        reason = reasons.get(key_of(found, reasons))
        if not reason:
            print(show(found))
        elif "--all" in sys.argv:
            print(f"{show(found)}\n    {reason}")
