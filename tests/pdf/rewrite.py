"""A PDF of ours taken apart and put together again with something changed.

Only for files as pdf/ writes them: one cross-reference table, every object a
dictionary.  What is changed is one thing; the table and the lengths of
streams are made anew, so that nothing else is wrong."""
import re
import zlib


class Fault(Exception):
    """What was to be changed is not there."""


class Object:
    def __init__(self, body, stream):
        self.body = body      # "<<...>>"
        self.stream = stream  # unpacked where it was packed; None: none
        self.raw = None       # the stream as it lay in the file

    def written(self):
        if self.stream is None:
            return self.body
        body, data = self.body, self.stream
        if self.raw is not None and data == self.raw[0]:
            data = self.raw[1]
        else:
            body = body.replace(b"/Filter/FlateDecode", b"")
        body = re.sub(rb"/Length \d+>>$", b"/Length %d>>" % len(data), body)
        return body + b"\nstream\n" + data + b"\nendstream"


class Pdf:
    def __init__(self, data):
        table = int(re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)[1])
        self.head = data[:data.index(b"1 0 obj")]
        self.objects = {}
        lines = re.findall(rb"(\d{10}) \d{5} [nf]", data[table:])
        for number, offset in enumerate(lines):
            if number:
                self.objects[number] = self.object(data, int(offset))
        trailer = data.index(b"trailer", table)
        self.trailer = data[trailer:data.index(b"startxref", trailer)]

    @staticmethod
    def object(data, offset):
        start = data.index(b"obj", offset) + 4
        end = data.index(b"\nendobj", start)
        at = data.find(b">>\nstream\n", start, end)
        if at < 0:
            return Object(data[start:end], None)
        body = data[start:at + 2]
        length = int(re.search(rb"/Length (\d+)>>$", body)[1])
        raw = data[at + 10:at + 10 + length]
        packed = b"/Filter/FlateDecode" in body and b"DecodeParms" not in body
        stream = zlib.decompress(raw) if packed else raw
        found = Object(body, stream)
        found.raw = (stream, raw)
        return found

    def bytes(self):
        out, offsets = bytearray(self.head), []
        for number, found in self.objects.items():
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + found.written() + b"\nendobj\n"
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(offsets) + 1)
        for offset in offsets:
            out += b"%010d 00000 n\r\n" % offset
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % (len(offsets) + 1),
                         self.trailer)
        return bytes(out) + trailer + b"startxref\n%d\n%%%%EOF\n" % table

    # --- finding and changing -------------------------------------------------

    def find(self, pattern, where=0):
        """The number of the `where`th object whose body has the pattern."""
        found = [number for number, item in self.objects.items()
                 if re.search(pattern, item.body, re.S)]
        if not found:
            raise Fault(f"no object has {pattern!r}")
        return found[where]

    def change(self, pattern, old, new, where=0):
        """Changes what matches `old` in the body of such an object, once."""
        number = self.find(pattern, where)
        item = self.objects[number]
        item.body, count = re.subn(old, new, item.body, count=1, flags=re.S)
        if not count:
            raise Fault(f"object {number} has no {old!r}")
        return number

    def change_stream(self, pattern, old, new, where=0):
        number = self.find(pattern, where)
        item = self.objects[number]
        item.stream, count = re.subn(old, new, item.stream, count=1,
                                     flags=re.S)
        if not count:
            raise Fault(f"stream {number} has no {old!r}")
        return number

    def add(self, body, stream=None):
        number = len(self.objects) + 1
        if stream is not None:
            body = body[:-2] + b"/Length %d>>" % len(stream)
        self.objects[number] = Object(body, stream)
        return number

    def content(self, page):
        """The number of a page's content stream."""
        pages = [item.body for item in self.objects.values()
                 if b"/Type/Page/" in item.body]
        return int(re.search(rb"/Contents (\d+) 0 R", pages[page])[1])

    def change_content(self, old, new, page=None):
        """Changes the content of the first page that has it."""
        pages = range(10 ** 6) if page is None else [page]
        for index in pages:
            try:
                item = self.objects[self.content(index)]
            except IndexError:
                break
            item.stream, count = re.subn(old, new, item.stream, count=1,
                                         flags=re.S)
            if count:
                return
        raise Fault(f"no page's content has {old!r}")

    def element(self, kind, where=0):
        """The number of an element of the structure of that type."""
        return self.find(rb"^<<\n/S/%s/" % kind, where)

    def kids(self, number):
        body = self.objects[number].body
        found = re.search(rb"/K(?: |\[)(.*?)(?:\]>>|>>)$", body, re.S)
        return [int(kid) for kid in re.findall(rb"(\d+) 0 R", found[1])]

    def retype(self, number, kind):
        item = self.objects[number]
        item.body = re.sub(rb"^<<\n/S/\w+", b"<<\n/S/" + kind, item.body)


def fixtures_of():
    """A list of broken PDFs, (name, change, rules of ours, does only our judge
    know it?), and the decorator that puts what breaks one on it."""
    fixtures = []

    def fixture(*rules, alone=False):
        def keep(change):
            fixtures.append((change.__name__.replace("_", "-"), change, rules,
                             alone))
            return change
        return keep
    return fixtures, fixture
