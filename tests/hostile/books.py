"""Workbooks that must be refused, from a seed, most of them a whole one made bad in one place."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from functools import cache

from hostile.uploads import Upload
from made_workbook import designs, made_book, saved

MEBI = 1 << 20
PATHS = [
    "../../evil.txt",
    "/etc/cron.d/evil",
    "C:\\evil.txt",
    "xl/../../../evil.txt",
    "..\\..\\evil",
    "~/evil",
]
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha">' + "".join(
    f'<!ENTITY b{k} "&b{k - 1 if k else ""};&b{k - 1 if k else ""};">' for k in range(40)
)


@cache
def parts() -> dict[str, bytes]:
    """Parts of a whole workbook."""
    held = io.BytesIO()
    saved(made_book(designs("r008")), held)
    with zipfile.ZipFile(held) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changed: dict[str, bytes], **more: bytes) -> bytes:
    """A workbook of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in {**changed, **more}.items():
            archive.writestr(name, content)
    return held.getvalue()


def _any_sheet(chance: random.Random) -> str:
    return chance.choice([name for name in parts() if name.startswith("xl/worksheets/")])


def _with(name: str, content: bytes) -> bytes:
    return packed({**parts(), name: content})


def cut(chance: random.Random) -> bytes:
    whole = packed(parts())
    return whole[: chance.randrange(4, len(whole) - 30)]


def broken_directory(chance: random.Random) -> bytes:
    whole = bytearray(packed(parts()))
    start = whole.rindex(b"PK\x05\x06")
    whole[start + 8 : start + 20] = chance.randbytes(12)
    return bytes(whole)


def broken_parts(chance: random.Random) -> bytes:
    whole = bytearray(packed(parts()))
    for _ in range(200):
        whole[chance.randrange(200, len(whole) // 2)] = chance.randrange(256)
    return bytes(whole)


def bomb(chance: random.Random) -> bytes:
    zeros = bytes(chance.randrange(30, 110) * MEBI)
    return packed({**parts(), chance.choice([_any_sheet(chance), "xl/media/a.bin"]): zeros})


def nested_bomb(chance: random.Random) -> bytes:
    inner = packed({f"{k}.bin": bytes(MEBI) for k in range(20)})
    return packed({f"{k}.zip": inner for k in range(chance.randrange(20, 60))})


def lying_size(chance: random.Random) -> bytes:
    """A part that says it unpacks to little."""
    name = _any_sheet(chance)
    whole = bytearray(packed({**parts(), name: bytes(20 * MEBI)}))
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for found in re.finditer(re.escape(sign), bytes(whole)):
            if name.encode() in whole[found.start() : found.start() + 80]:
                whole[found.start() + at : found.start() + at + 4] = struct.pack("<I", 100)
    return bytes(whole)


def overlapping(chance: random.Random) -> bytes:
    """Many names for the same bytes."""
    whole = packed(parts())
    end = whole.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", whole[end + 16 : end + 20])[0]
    entry = whole[start : whole.index(b"PK\x01\x02", start + 4)]
    n = chance.randrange(2100, 4000)
    tail = whole[end : end + 8] + struct.pack("<HHII", n, n, n * len(entry), start) + b"\0\0"
    return whole[:start] + entry * n + tail


def many_parts(chance: random.Random) -> bytes:
    return packed({**parts(), **{f"xl/media/{k}": b"" for k in range(chance.randrange(2001, 3000))}})


def locked(chance: random.Random) -> bytes:
    whole = bytearray(packed(parts()))
    for found in re.finditer(b"PK\x01\x02", bytes(whole)):
        if chance.random() < 0.9:
            whole[found.start() + 8] |= 1
    return bytes(whole)


def other_packing(chance: random.Random) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", chance.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])) as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
    return held.getvalue()


def path_names(chance: random.Random) -> bytes:
    """Paths in the names of parts, in a zip that is no workbook of the kind."""
    name = chance.choice(PATHS)
    left = {key: content for key, content in parts().items() if not key.startswith("xl/worksheets/")}
    return packed({**left, name: b"evil"})


def path_targets(chance: random.Random) -> bytes:
    """Sheets that stand elsewhere."""
    target = chance.choice(
        ["/etc/passwd", "../../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/a"]
    )
    name = "xl/_rels/workbook.xml.rels"
    return _with(name, re.sub(rb'Target="[^"]*sheet\d+\.xml"', f'Target="{target}"'.encode(), parts()[name]))


def entity_bomb(chance: random.Random) -> bytes:
    name = chance.choice(["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", _any_sheet(chance)])
    text = parts()[name].decode()
    text = re.sub(r"^<\?xml[^>]*\?>", "", text)
    form = chance.choice(["utf-8", "utf-16", "utf-16-be", "utf-16-le"])
    kind = chance.choice(
        [
            f"{LAUGHS}]>",
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE a SYSTEM "http://a">',
        ]
    )
    return _with(name, f'<?xml version="1.0" encoding="{form.upper()[:6]}"?>{kind}{text}'.encode(form))


def deep_part(chance: random.Random) -> bytes:
    name = chance.choice(["xl/workbook.xml", _any_sheet(chance)])
    n = chance.randrange(20_000, 60_000)
    return _with(name, b"<a>" * n + b"</a>" * chance.choice([n, 0]))


def bad_numbers(chance: random.Random) -> bytes:
    """No battery keeps a size that is a number."""
    word = chance.choice([b"1e999", b"NaN", b"INF", b"-1E308", b"9" * 300, b"", b"0x10"])
    return _numbers(word)


def _numbers(word: bytes) -> bytes:
    changed = {
        name: re.sub(rb"<v>[0-9.eE+-]+</v>", b"<v>" + word + b"</v>", content) if "sheet" in name else content
        for name, content in parts().items()
    }
    return packed(changed)


def formulas(chance: random.Random) -> bytes:
    """Formulas with nothing computed: nothing here computes them."""
    text = chance.choice(
        [b"1+1", b"cmd|'/C calc'!A0", b'WEBSERVICE("http://127.0.0.1:1")', b'HYPERLINK("file:///etc")']
    )
    changed = {
        name: re.sub(rb"<v>[0-9.eE+-]+</v>", b"<f>" + text + b"</f><v></v>", content)
        if "sheet" in name
        else content
        for name, content in parts().items()
    }
    return packed(changed)


def macros(chance: random.Random) -> bytes:
    """Macros in a workbook that is none of ours."""
    absent = _any_sheet(chance)
    left = {key: content for key, content in parts().items() if key != absent}
    code = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Sub Auto_Open() Shell "calc" End Sub' + chance.randbytes(2000)
    return packed({**left, "xl/vbaProject.bin": code})


def far_cells(chance: random.Random) -> bytes:
    """Every cell stands at a place that no sheet has."""
    place = chance.choice([b"A99999999999", b"ZZZZZZZZ1", b"A0", b"A-1", b"XFD1048576:XFD9999999"])
    changed = {
        name: re.sub(rb' r="[A-Z]+\d+"', b' r="' + place + b'"', content) for name, content in parts().items()
    }
    return packed(changed)


def lost_texts(chance: random.Random) -> bytes:
    """Every text is one of a list that is too short."""
    texts = chance.choice([b"", b"<sst/>", b"<sst><si><t>x</t></si></sst>", b"\0" * 100, b"<sst><si>"])
    changed = {
        name: re.sub(rb' t="\w+"><is><t>[^<]*</t></is>', rb' t="s"><v>7</v>', content)
        for name, content in parts().items()
    }
    return packed({**changed, "xl/sharedStrings.xml": texts})


def another_version(chance: random.Random) -> bytes:
    found = f"{chance.choice([1, 2, 3, 4, 6, 40, 999])}.{chance.randrange(9)}".encode()
    name = "xl/drawings/drawing90.xml"
    return _with(name, parts()[name].replace(b"5.0", found))


def another_file(chance: random.Random) -> bytes:
    return chance.choice(
        [
            b"",
            b"PK\x05\x06" + b"\x00" * 18,
            b"\xd0\xcf\x11\xe0" * 999,
            b"%PDF-1.7",
            b"<html><table></table></html>",
            b"a,b\n1,2\n",
            b"\x7fELF",
            chance.randbytes(9999),
            packed({"mimetype": b"application/vnd.oasis"}),
            packed({"[Content_Types].xml": b"", "word/document.xml": b""}),
            b"\x1f\x8b\x08",
            b"Rar!\x1a\x07",
        ]
    )


BOOKS: tuple[Callable[[random.Random], bytes], ...] = (
    *(cut, broken_directory, broken_parts, bomb, nested_bomb, lying_size, overlapping, many_parts, locked),
    *(other_packing, path_names, path_targets, entity_bomb, deep_part, bad_numbers, formulas, macros),
    *(far_cells, lost_texts, another_version, another_file),
)


def book_upload(seed: int, at: int) -> Upload:
    """The n-th workbook of a seed; the kinds stand in turn."""
    make = BOOKS[at % len(BOOKS)]
    content = make(random.Random(f"book {seed} {at}"))
    return Upload(make.__name__, "/api/v1/workbooks", content, {"Content-Type": "application/octet-stream"})
