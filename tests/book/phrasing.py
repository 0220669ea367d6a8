"""No two chapters share a phrase: six words in a row that stand in both."""
import collections
import re

import sources

LENGTH = 6
# What stands in many blocks on purpose.
FIXED = (
    "praktijkvoorbeeld verzonnen samengesteld uit herkenbare situaties mensen"
    " plekken en organisaties bestaan niet echt",
    "bewaar dit niet met namen erin",
    "bewaar dit niet met namen of bedragen erin",
)
# Words of a law or a title that cannot be said otherwise.
NAMES = (
    "de wet versterking participatie op decentraal niveau",
    "de meldcode huiselijk geweld en kindermishandeling",
)
# Lists of other texts: titles, and explanations of words.
LISTS = ("begrippen.md", "bronnen.md", "bouwstenen-in-een-oogopslag.md",
         "zoeken-op-vraag.md", "themas-en-werkbladen.md")


def words_of(text):
    return re.findall(r"[^\W_]+", text.lower())


def runs(words):
    for at in range(len(words) - LENGTH + 1):
        yield " ".join(words[at:at + LENGTH])


def lines():
    """(file, line, words): the sentences of one line read on."""
    gathered = collections.defaultdict(list)
    for sentence in sources.sentences():
        if sentence.file.name not in LISTS:
            gathered[sentence.file, sentence.line] += words_of(sentence.text)
    for (file, line), words in gathered.items():
        yield file, line, words


def shared():
    allowed = {run for text in FIXED + NAMES
               for run in runs(words_of(text))}
    places = collections.defaultdict(dict)
    for file, line, words in lines():
        for run in runs(words):
            if run not in allowed:
                places[run].setdefault(file, line)
    for run, files in places.items():
        if len(files) > 1:
            yield run + ": " + ", ".join(
                f"{file.name}:{line}" for file, line in files.items())


def test(count):
    count.check(f"no two chapters share {LENGTH} words in a row",
                "\n".join(shared()))


if __name__ == "__main__":
    print("\n".join(shared()))
