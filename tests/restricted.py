#!/usr/bin/env python3
"""What one edition may not see must not get into it, however it is written:
each text holds GEHEIM for another edition, in every place and with every slip
of the pen that we could think of.  Either nothing of it is in the tree, or the
book is refused with an error.

    tests/restricted.py PROGRAM

An audience stands as @ in the texts below.
"""
import pathlib
import sys

from support import CASES, Count, Scratch, run

AUDIENCE = '{audience="ervaren"}'
FRONT = "---\naudience: iedereen\n---\n\n# Proef\n\n"

# Kept out without a word.
HIDDEN = [
    "- @ GEHEIM\n",
    "1. a\n   - @ GEHEIM\n",
    "- [ ] @ GEHEIM\n",
    "- a\n\n- @ GEHEIM\n\n  GEHEIM2\n",
    "```@\nGEHEIM\n```\n",
    "``` python @\nGEHEIM\n```\n",
    "- ## Kop @\n  GEHEIM\n\n  GEHEIM2\n",
    "Kop\ntwee @\n---\n\nGEHEIM\n",
    "## Kop @ ##\n\nGEHEIM\n",
    "a[^x]\n\n[^x]: b\n\n    ::: @\n    GEHEIM\n    :::\n",
    "![GEHEIM](x.svg)@\n",
    "a ![GEHEIM](x.svg)@\n",
    "[GEHEIM](http://x)@\n",
    "`GEHEIM`@\n",
    "<http://GEHEIM>@\n",
    "**[GEHEIM]@**\n",
    "a^[GEHEIM]@\n",
    "a[^x]@\n\n[^x]: GEHEIM\n",
    "|a|\n|---|\n|GEHEIM|\n\n: b @\n",
    "GEHEIM @\n: GEHEIM\n",
    "1. ::: @\n   GEHEIM\n   :::\n",
    "| a | b |\n|---|---|\n| @ GEHEIM | GEHEIM |\n",
    "[see [GEHEIM]@](http://x)\n",
    "~~[GEHEIM]@~~\n",
    "::: @\n- a\n  - GEHEIM\n\n```\n:::\nGEHEIM\n```\nGEHEIM\n:::\n",
    "::: @\n<!--\n:::\n-->\nGEHEIM\n:::\n",
    "> ::: @\n> GEHEIM\n> :::\n",
    "[GEHEIM]{audience=ervaren}\n",
    "[GEHEIM\nGEHEIM]@\n",
    "[GEHEIM]{.index\naudience=\"ervaren\"}\n",
    "[]{.index key=\"GEHEIM\" audience=\"ervaren\"}x\n",
    "## Kop @\n\n::: kader\nGEHEIM\n:::\n\nGEHEIM\n",
    "## Kop @\n\n- GEHEIM\n\n[^g]: GEHEIM\n\nGEHEIM\n",
    "term\n: def\n\nGEHEIM @\n: GEHEIM\n",
    "## Kop @\nGEHEIM\n### Onder {audience=\"all\"}\nGEHEIM\n",
    "[x]\n\n## Kop @\n\n[x]: http://GEHEIM\n",
    "::: @\r\nGEHEIM\r\n:::\r\n",
    "Kop @\n===\n\nGEHEIM\n",
    "## Kop {.kader audience=\"ervaren\"}\n\nGEHEIM\n",
    "## `x` @\n\nGEHEIM\n",
    "## Kop [x]{.klein} @\n\nGEHEIM\n",
]

# Refused: that it was meant for some readers only can be seen, but not for
# which text.
REFUSED = [
    "> @ GEHEIM\n",
    "@ GEHEIM\n",
    "``` python @ x\nGEHEIM\n```\n",
    "##Kop @\n\nGEHEIM\n",
    "    ::: @\nGEHEIM\n    :::\n",
    "\\::: @\nGEHEIM\n:::\n",
    "## Kop {audience=“ervaren”}\n\nGEHEIM\n",
    "## Kop { audience = \"ervaren\" }\n\nGEHEIM\n",
    "##\u00a0Kop @\nGEHEIM\n",
    "\u00a0::: @\nGEHEIM\n",
    ":: @\nGEHEIM\n::\n",
    "::: kader @\nGEHEIM\n:::\n",
    "- a\n\n  @ GEHEIM\n",
    "[GEHEIM] @\n",
    "[GEHEIM]{.klein}@\n",
    "![een [GEHEIM]@](x.svg)\n",
    "![a](x.svg \"GEHEIM @\")\n",
    "a[^x]\n\n[^x]: @ GEHEIM\n",
    "&nbsp;@GEHEIM\n",
    "> ::: @\nGEHEIM\n:::\n",
    "- ::: @\n  GEHEIM\n\n  | a |\n  |---|\n  | GEHEIM |\n  :::\n",
    "[x]\n\n- @ a\n\n  [x]: http://GEHEIM\n",
    "[x]\n\n> ## Kop @\n>\n> [x]: http://GEHEIM\n",
    "## Kop {#a} @\n\nGEHEIM\n",
    "* * *\n@\nGEHEIM\n",
]


def problem_of(program, text, is_refused):
    text = text.replace("@", AUDIENCE)
    manifest = (CASES / "read" / "book.yaml").read_text(encoding="utf-8")
    picture = CASES / "read" / "figure.files" / "vierkant.svg"
    with Scratch() as scratch:
        book = scratch / "book"
        book.mkdir()
        (book / "book.yaml").write_text(manifest.replace("CASE", "a"),
                                        encoding="utf-8")
        (book / "x.svg").write_bytes(picture.read_bytes())
        (book / "a.md").write_bytes((FRONT + text).encode("utf-8"))
        tree = run(program, "dump", "book", "-e", "nieuw", "--what=tree",
                   cwd=scratch)
        checked = run(program, "check", "book", cwd=scratch)
    if is_refused:
        return "" if checked.status == 1 else \
            f"not refused: {text}\n{tree.text}"
    if checked.status != 0:
        return f"refused: {text}\n{checked.messages}"
    return f"seen: {text}\n{tree.text}" if "GEHEIM" in tree.text else ""


def main():
    program = pathlib.Path(sys.argv[1])
    count = Count("restricted")
    for texts, is_refused in ((HIDDEN, False), (REFUSED, True)):
        for text in texts:
            count.check(repr(text), problem_of(program, text, is_refused))
    count.close()


if __name__ == "__main__":
    main()
