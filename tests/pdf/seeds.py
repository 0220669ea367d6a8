#!/usr/bin/env python3
"""Seeds for fuzz_pdf: the objects of PDFs, unpacked, without their bulk.

    tests/pdf/seeds.py FOLDER PDF...
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import rewrite  # noqa

MOST = 1500  # bytes of a stream; fonts and pictures are longer


def seed_of(pdf):
    parts = []
    for item in pdf.objects.values():
        body = item.body
        if item.stream is not None:
            body = body.replace(b"/Filter/FlateDecode", b"")
            body = re.sub(rb"/Length \d+>>$", b">>", body)
            body += b"\nstream\n" + item.stream[:MOST]
        parts.append(body)
    return b"\n%%\n".join(parts)


def main():
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:]:
        data = pathlib.Path(name).read_bytes()
        seed = seed_of(rewrite.Pdf(data))
        (folder / f"seed-{pathlib.Path(name).stem}").write_bytes(seed)


if __name__ == "__main__":
    main()
