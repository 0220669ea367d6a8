"""Calibre's Check Book over some e-books, without its window:

    calibre-debug -e tests/epub/check_book.py a.epub b.epub ...

Prints what it finds, and `clean: BOOK` for a book without.
"""
import sys

from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container

for path in sys.argv[1:]:
    found = run_checks(get_container(path, tweak_mode=True))
    for error in found:
        print(f"{path}: {error.name}:{error.line}: {error.msg}")
    if not found:
        print(f"clean: {path}")
