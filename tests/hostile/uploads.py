"""Cases and questions that must be refused, from a seed: the same seed gives the same bytes."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

BASE = "nissan-aesc-2016"
HEAD = f'base = "{BASE}"\nname = "mine"\n'
TOML = {"Content-Type": "application/toml"}
BIG = 150_000
"""Bytes of the large ones: below every limit of a body, so that their content is what is refused."""


@dataclass(frozen=True)
class Upload:
    """One thing sent: name of its kind, route, bytes, headers."""

    kind: str
    path: str
    content: bytes
    headers: dict[str, str] = field(default_factory=dict)


def _number(text: str) -> str:
    return f"{HEAD}[strategy]\nrisk_aversion = {text}\n"


def truncated(chance: random.Random) -> str:
    return HEAD + 'title = "' + "x" * chance.randrange(200)


def wrong_bytes(chance: random.Random) -> bytes:
    whole = bytearray(HEAD.encode() * 3)
    whole[chance.randrange(len(whole))] = chance.randrange(0x80, 0xC0)
    return bytes(whole)


def wrong_encoding(chance: random.Random) -> bytes:
    return (HEAD + 'title = "Zellfabrik für später"\n').encode(chance.choice(["utf-16", "utf-32", "latin-1"]))


def control_signs(chance: random.Random) -> str:
    return f'{HEAD}title = "a{chr(chance.choice([0, 1, 7, 8, 11, 27, 127]))}b"\n'


def deep(chance: random.Random) -> str:
    n = chance.randrange(500, 20_000)
    inside = "{a = " * n + "1" + "}" * n
    return HEAD + chance.choice(
        [
            f"a = {'[' * n}{']' * n}",
            f"a = {inside}",
            f"{'a.' * n}b = 1",
            f"[{'.'.join(['a'] * n)}]",
            f"a = {'[' * n}",
        ]
    )


def huge_number(chance: random.Random) -> str:
    n = chance.randrange(400, BIG)
    return _number(
        chance.choice(
            ["9" * n, f"1e{'9' * 300}", f"0x{'f' * n}", f"1.{'0' * n}1", "1e400", "-1e308", "10" * 150]
        )
    )


def no_number(chance: random.Random) -> str:
    return _number(
        chance.choice(["nan", "inf", "-inf", "+nan", '"nan"', '"inf %"', "true", "1979-05-27", '""'])
    )


def huge_array(chance: random.Random) -> str:
    n = chance.randrange(20_001, 60_000)
    return HEAD + chance.choice([f"a = [{'1,' * n}]", f'a = ["{"x" * BIG}"]', "[[a]]\n" * (n // 2)])


def quadratic(chance: random.Random) -> str:
    n = chance.randrange(2_000, 6_000)
    return HEAD + chance.choice(
        [
            "".join(f"[{'a.' * 20}k{k}]\n" for k in range(n // 2)),
            "".join(f"{'a.' * 30}k{k} = 1\n" for k in range(n // 2)),
            'a = "' + "\\u0041" * (BIG // 6) + "\n",
            'a = """' + '"" ' * (BIG // 3),
            "a = [" + "[1]," * n * 4,
            "#" * BIG + "\nb = ",
        ]
    )


def foreign_base(chance: random.Random) -> str:
    base = chance.choice(
        [
            "mine",
            "mine.toml",
            "./mine.toml",
            "/etc/passwd",
            "../../../etc/passwd",
            "file:///etc/passwd",
            "~/.bashrc",
            "http://127.0.0.1:1/case.toml",
            f"{BASE}.toml",
            f"../cases/{BASE}",
            f"{BASE}\\u0000",
            "",
            "C:\\\\boot.ini",
        ]
    )
    return f'base = "{base}"\nname = "mine"\n'


def foreign_name(chance: random.Random) -> str:
    name = chance.choice(
        [
            "../../out",
            "/etc/cron.d/x",
            "..",
            ".",
            "a/b",
            "a\\\\b",
            "C:\\\\x",
            "x\\u0000y",
            "\\u202Ex",
            "",
            " ",
            "<script>alert(1)</script>",
            "{{7*7}}",
            "$(reboot)",
            "%2e%2e%2f",
            "x" * 10000,
            "-rf",
            "a\\nb",
            ".hidden",
        ]
    )
    return f'base = "{BASE}"\nname = "{name}"\n'


def foreign_claims(chance: random.Random) -> str:
    path = chance.choice(["/etc/passwd", "../../secret", "~/x.toml", "a/b", "..", "x\\u0000", "http://a"])
    return f'{HEAD}[strategy]\nclaims_from = ["{path}"]\n'


def formula(chance: random.Random) -> str:
    return _number(
        chance.choice(
            [
                '"=1+1"',
                "\"=cmd|' /C calc'!A0\"",
                '"=HYPERLINK(\\"http://a\\")"',
                '"@SUM(1)"',
                '"+1+1"',
                '"-1-1"',
                '"__import__(\\"os\\").system(\\"id\\")"',
                '"${jndi:ldap://a}"',
                '"0.2; DROP TABLE runs"',
            ]
        )
    )


def wrong_kind(chance: random.Random) -> str:
    return HEAD + chance.choice(
        [
            "strategy = 1",
            "strategy = []",
            "[[strategy]]",
            "packs = 'x'",
            "prices = [1]",
            "title = 1",
            "as_of = 'soon'",
            "as_of = 9999-99-99",
            "[strategy.money]\ntax_rate = {}",
            "[strategy.years]\nfirst = 'x'",
            "name = 'again'",
        ]
    )


def too_many(chance: random.Random) -> str:
    n = chance.choice([10**6, 10**9, 2**63 - 1, -1])
    return HEAD + chance.choice(
        [
            f"[shown]\nsweep_points = {n}",
            f"[strategy.years]\nfirst = 2017\nlast = {n}",
            f"[years]\nlast = {n}",
        ]
    )


def unknown_keys(chance: random.Random) -> str:
    names = "".join(f"k{chance.randrange(10**9)} = {k}\n" for k in range(chance.randrange(1, 3000)))
    return f"{HEAD}[{chance.choice(['stategy', 'exec', '__class__', '__proto__'])}]\n{names}"


def another_format(chance: random.Random) -> bytes:
    return chance.choice(
        [
            b"",
            b" \n",
            b"\xef\xbb\xbf",
            b"{}",
            b"%PDF-1.7",
            b"\x89PNG\r\n\x1a\n",
            b"\x7fELF",
            b"<html></html>",
            b"\x1f\x8b\x08\x00" + b"\x00" * 999,
            b"--- !!python/object:os.system\n",
            b"PK\x03\x04",
            b"\x80\x04.",
            b"!<arch>\n",
            b"name: x\nbase: y\n",
            b"MZ",
            json.dumps({"base": BASE, "name": "x"}).encode(),
        ]
    )


CASES: tuple[Callable[[random.Random], str | bytes], ...] = (
    *(truncated, wrong_bytes, wrong_encoding, control_signs, deep, huge_number, no_number, huge_array),
    *(quadratic, foreign_base, foreign_name, foreign_claims, formula, wrong_kind, too_many, unknown_keys),
    another_format,
)


def bad_json(chance: random.Random) -> bytes:
    n = chance.randrange(500, 50_000)
    texts = [
        "{",
        "[" * n,
        '{"case":' * n,
        '{"seed": NaN}',
        '{"seed": 1e999}',
        '{"a": 1, "a": 2}',
        "null",
        "[]",
        '"x"',
    ]
    texts += [f'{{"case": "{BASE}", "seed": {"9" * min(n, 4000)}}}', f'{{"case": "{"x" * n}"}}', "\ud800"]
    return chance.choice(texts).encode("utf-8", "surrogatepass")


def bad_question(chance: random.Random) -> bytes:
    names = [
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "/etc/passwd",
        "x\u0000",
        "C:\\x",
        "",
        "a" * 5000,
        None,
    ]
    plain = {"case": BASE, "scenarios": 64}
    return json.dumps(
        chance.choice(
            [
                {"case": chance.choice(names)},
                {**plain, "edits": {f"k{k}": 1.0 for k in range(chance.randrange(1, 3000))}},
                {**plain, "edits": {"money.tax_rate": chance.choice([1e308, -1e308, "=1+1", None, [], {}])}},
                {**plain, "claims_off": [f"c{k}" for k in range(chance.randrange(301, 5000))]},
                {**plain, "scenarios": chance.choice([0, -1, 10**9, 2**70, 64.5, "64; x"])},
                {**plain, "risk_aversion": chance.choice([-1, 2, 1e308, "nan"])},
                {**plain, chance.choice(["__class__", "exec", "folder", "out"]): "/tmp/x"},
            ]
        )
    ).encode()


def bad_pack(chance: random.Random) -> bytes:
    bad = chance.choice([1e308, -1e308, 1e-308, "=1+1", "9" * 100, {}, [], True, "nan kWh", "inf kWh"])
    one = {chance.choice(["energy", "power", "packs_per_year", "cells_per_module", "couple"]): bad}
    designs = chance.choice([[one], [one] * 7, [one] * 500, [], {}, [{"../../x": 1}], [{"x" * 500: 1}]])
    return json.dumps({"designs": designs}).encode()


QUESTIONS = (("/quick", bad_json), ("/quick", bad_question), ("/runs", bad_question), ("/packs", bad_pack))


def case_uploads(seed: int, count: int) -> Iterator[Upload]:
    """Cases, the kinds in turn; headers that lie about them now and then."""
    lies = [
        TOML,
        {"Content-Type": "multipart/form-data; boundary=x; filename=../../evil"},
        {"Content-Encoding": "gzip"},
    ]
    for at in range(count):
        chance = random.Random(f"case {seed} {at}")
        make = CASES[at % len(CASES)]
        content = make(chance)
        sent = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        yield Upload(make.__name__, "/api/v1/cases", sent, chance.choice(lies))


def question_uploads(seed: int, count: int) -> Iterator[Upload]:
    """Bodies for the routes that compute, in turn."""
    for at in range(count):
        path, make = QUESTIONS[at % len(QUESTIONS)]
        chance = random.Random(f"question {seed} {at}")
        yield Upload(make.__name__, f"/api/v1{path}", make(chance), {"Content-Type": "application/json"})
