"""Figures of a sentence: sums, shares, energies, counts and years, with unit, hedge and rate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from cellworth.io.articles.lexicon import NUMBER_WORDS, Unit, language, units

__all__ = ["Figure", "figures"]

SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
PARTS = {"half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3, "a quarter": 25.0}
PARTS |= {"one quarter": 25.0, "three quarters": 75.0, "a fifth": 20.0}
MARKS = {"$": "USD", "us$": "USD", "c$": "CAD", "a$": "AUD", "hk$": "HKD", "€": "EUR", "£": "GBP", "¥": "JPY"}
MONIES = {
    r"(?:u\.?s\.? )?dollars?": "USD",
    r"euros?": "EUR",
    r"pounds?(?: sterling)?": "GBP",
    r"(?:japanese )?yen": "JPY",
    r"(?:chinese )?(?:yuan|renminbi|rmb)": "CNY",
    r"(?:korean )?won": "KRW",
    r"USD": "USD",
    r"EUR": "EUR",
    r"GBP": "GBP",
    r"JPY": "JPY",
    r"CNY": "CNY",
    r"KRW": "KRW",
}
IN_WORDS = "|".join(NUMBER_WORDS)
SYMBOL = 5
NUMBER = r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?"
SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|tn|m|b|k)\b"
VAGUE = r"(?:low |mid-?|high |upper )?(?:single|double|triple|two|three)[- ]digit (?:millions?|billions?)|"
VAGUE += (
    r"(?:tens|dozens|hundreds|thousands|millions|billions) of (?:thousands|millions|billions)|hundreds of|"
)
VAGUE += r"(?:tens|dozens|hundreds|thousands|millions|billions)(?= of)"
PER_YEAR = re.compile(r"^,? ?(?:-?(?:a|per|each|every)[ -]year|/year|annually|yearly|p\.a\.)", re.I)
PER_ENERGY = re.compile(r"^(?: ?/ ?| per | an? )(kwh|kilowatt[- ]?hours?)(?: \(kwh\))?", re.I)
NO_PART = r"(?<!first )(?<!second )(?<!latter )(?<!other )(?<!last )"
OF_TIME = r"(?:that|it|what|this|them|last|next|(?:the )?(?:year|fiscal|decade|quarter)|19|20)"
CONVERTED = re.compile(r" \((?:or |about |around |roughly |some |approximately |US)*$")
OF_ALL = r"(?: of (?:the|its|their) \d[\d,]*)?"
WHOLE = 1e-6
LINK = r"[ -]?(?:plus[ -])?"


@dataclass(frozen=True)
class Figure:
    """A figure.

    Attributes
    ----------
    start, end : characters of the sentence.
    kind : of figure, see `article_lexicon.KINDS`.
    value : number as a text, or the words of a vague one.
    unit : it is counted in.
    hedge : plain, around, over or potentially.
    """

    start: int
    end: int
    kind: str
    value: str
    unit: str
    hedge: str


def figures(text: str) -> list[Figure]:
    """Figures of a sentence, in order, none within another."""
    found: list[Figure] = []
    taken = [False] * len(text)
    for reader in (_money, _shares, _measured, _counted, _years, _scaled):
        for figure in reader(text):
            if not any(taken[figure.start : figure.end]):
                taken[figure.start : figure.end] = [True] * (figure.end - figure.start)
                found.append(figure)
    return _ranges(list(_converted(sorted(found, key=lambda figure: figure.start), text)), text)


def _converted(found: list[Figure], text: str) -> Iterator[Figure]:
    """Sums with the same in another currency, in brackets behind, as one figure."""
    place = 0
    while place < len(found):
        figure = found[place]
        other = found[place + 1] if place + 1 < len(found) else None
        bracket = (
            other and CONVERTED.fullmatch(text[figure.end : other.start]) and text[other.end :][:1] == ")"
        )
        if other and bracket and figure.kind == other.kind == "money":
            figure = replace(figure, end=other.end + 1)
            place += 1
        yield figure
        place += 1


def _ranges(found: list[Figure], text: str) -> list[Figure]:
    """The first figure of a range in the unit of the second."""
    for place in range(len(found) - 1):
        first, second = found[place], found[place + 1]
        between = text[first.end : second.start]
        pair = between == " and " and re.search(r"\bbetween (?:about |around )?$", text[: first.start])
        same = first.kind == second.kind or (first.kind == "count" and not first.unit)
        if same and (pair or re.fullmatch(r" ?[-–—] ?| to ", between)):
            found[place] = replace(first, unit=second.unit, kind=second.kind)
    return found


def _plain(number: float) -> str:
    """A number as a text that reads back as the same number."""
    whole = round(number)
    return str(whole) if abs(number - whole) < WHOLE else f"{number:.10g}"


def _amount(digits: str, scale: str | None) -> float:
    return float(digits.replace(",", "")) * (SCALES[scale.lower()] if scale else 1.0)


def _figure(text: str, start: int, end: int, kind: str, value: str, unit: str) -> Figure:
    """With what stands around it: hedge before or after, rate after."""
    hedges = language("words")["hedges"]
    before, after = text[:start], text[end:]
    hedge = "plain"
    for name in ("potentially", "around", "over"):
        if re.search(rf"\b{hedges[name]}(?: an?| the| another| some)? ?$", before, re.I):
            hedge = name
    if re.search(r"(?:~|≈) ?$", before):
        hedge = "around"
    if re.search(r"[- ]plus\b", text[start:end], re.I) or after.startswith("+"):
        hedge = "over"
    if kind in ("energy", "count"):
        rate = PER_YEAR.match(after)
        unit = f"{unit}/year" if rate else unit
        end += rate.end() if rate else 0
    return Figure(start, end, kind, value, unit, hedge)


@cache
def _money_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = "|".join(MONIES)
    marks = "|".join(re.escape(mark) for mark in sorted(MARKS, key=len, reverse=True))
    return (
        re.compile(rf"(?:{marks}) ?({NUMBER}|\d+(?:\.\d+)?)(?:[ -]?({SCALE}))?", re.I),
        re.compile(rf"({NUMBER})(?:[ -]({SCALE}))?[ -]({words})\b", re.I),
        re.compile(rf"\b({VAGUE})(?: of)?(?: ({words})\b)?", re.I),
    )


def _money(text: str) -> Iterator[Figure]:
    marked, worded, vague = _money_patterns()
    for match in marked.finditer(text):
        mark = re.match(r"[^\d ]+", match[0])
        yield _priced(
            text, match.start(), match.end(), match[1], match[2], MARKS[mark[0].lower()] if mark else ""
        )
    for match in worded.finditer(text):
        yield _priced(text, match.start(), match.end(), match[1], match[2], _currency(match[3]))
    for match in vague.finditer(text):
        words = match[1].removesuffix(" of")
        if match[2] or re.search(r"million|billion", words):
            yield _figure(text, match.start(), match.end(), "money", words, _currency(match[2]))


def _priced(text: str, start: int, end: int, digits: str, scale: str | None, currency: str) -> Figure:
    """A sum, per kWh where that follows."""
    per = PER_ENERGY.match(text[end:])
    unit = f"{currency}/kWh" if per else currency
    end += per.end() if per else 0
    return _figure(text, start, end, "money", _plain(_amount(digits, scale)), unit)


def _currency(words: str | None) -> str:
    if not words:
        return ""
    for pattern, code in MONIES.items():
        if re.fullmatch(pattern, words, re.I):
            return code
    return ""


def _shares(text: str) -> Iterator[Figure]:
    for match in re.finditer(rf"({NUMBER})(?: ?%|[ -]per ?-?cent\b)", text, re.I):
        yield _figure(text, match.start(), match.end(), "percent", _plain(_amount(match[1], None)), "%")
    for word, value in PARTS.items():
        for match in re.finditer(
            rf"{NO_PART}\b(?:{word.replace(' ', '[ -]')})(?= of\b(?! {OF_TIME})| stake\b| share\b|[ -]owned)",
            text,
            re.I,
        ):
            yield _figure(text, match.start(), match.end(), "percent", f"{value:.4g}", "%")


def _measured(text: str) -> Iterator[Figure]:
    """Energies, distances and the like: the unit stands beside the number."""
    for word, unit in units():
        if unit.kind == "count":
            continue
        head = rf"({NUMBER}|\b(?:{IN_WORDS})\b)(?:[ -]?({SCALE}))?{LINK}"
        flags = 0 if len(word) < SYMBOL and unit.kind != "distance" else re.I
        for match in re.finditer(rf"{head}(?:{word})\b(?: \([A-Za-z/]+\))?", text, flags):
            yield _measure(text, match, unit)


def _counted(text: str) -> Iterator[Figure]:
    """Counts: a few words may stand between the number and what is counted."""
    for word, unit in units():
        if unit.kind != "count":
            continue
        head = rf"({NUMBER}|\b(?:{IN_WORDS})\b)(?:[ -]?({SCALE}))?{OF_ALL} (?:[A-Za-z][\w/-]* ){{0,3}}?"
        for match in re.finditer(rf"{head}(?:{word})\b", text, re.I):
            informant = re.match(r" (?:familiar|close|with|briefed|who|involved)\b", text[match.end() :])
            if not informant and not re.fullmatch(r"(?:19|20)\d\d", match[1]) and not _broken(match[0]):
                yield _measure(text, match, unit)


def _measure(text: str, match: re.Match[str], unit: Unit) -> Figure:
    digits = str(NUMBER_WORDS.get(match[1].lower(), match[1]))
    amount = _amount(digits, match[2]) * unit.factor
    return _figure(text, match.start(), match.end(), unit.kind, _plain(amount), unit.unit)


def _broken(words: str) -> bool:
    """Whether words between number and unit end its phrase."""
    ends = language("words")["phrases"]["ends"]
    inner = words.lower().split()[1:-1]
    return any(word in ends for word in inner)


def _years(text: str) -> Iterator[Figure]:
    for match in re.finditer(r"(?<![\w.,$€£¥])((?:19|20)\d\d)(?![\w%]|,\d|\.\d)(?:-ish)?", text):
        yield Figure(match.start(), match.end(), "year", match[1], "year", "plain")


def _scaled(text: str) -> Iterator[Figure]:
    """Millions of something that is not said here."""
    for match in re.finditer(rf"({NUMBER})[ -]?((?:million|billion)\b)", text, re.I):
        yield _figure(text, match.start(), match.end(), "count", _plain(_amount(match[1], match[2])), "")
