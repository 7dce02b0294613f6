"""Words that the reading of articles rests on: names, verbs, units, patterns, from data/language."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cellworth.io.parameter_files import parameter_table

__all__ = [
    "ENTITY",
    "FIGURES",
    "KINDS",
    "NUMBER_WORDS",
    "Name",
    "Unit",
    "any_of",
    "grammar",
    "language",
    "names",
    "pattern",
    "units",
]

ENTITY = "\ue000-\uefff"
"""Characters that stand for names in a masked sentence."""
KINDS = ("money", "percent", "energy", "power", "density", "distance", "mass", "count", "duration", "year")
LOOSE = "although|but|while|which|who|because|after|as|when|where|that|is|was|were|has|have|will|could|may"
KIND_SPAN = 0x100
MACRO = re.compile(r"<([A-Z]+)>")
LISTS = {
    "PEOPLE": "peoples",
    "CARMAKERS": "carmaker_words",
    "CELLMAKERS": "cellmaker_words",
    "COMPANIES": "company_words",
    "PAPERS": "press_words_small",
    "VENTURES": "venture_words",
    "BUSINESS": "business_words",
    "NEWCOMPANY": "new_company_words",
    "TITLES": "person_titles",
}
"""Macros that are any word of a list of words.toml."""
SPEECH = {"SAY": "say", "THINK": "think", "INFORMANT": "unnamed", "KNOWNBY": "known_by", "OUTLET": "outlets"}
NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "dozen": 12,
    "fifty": 50,
}
"""Numbers in words."""
FIGURES = {
    kind: (0xF0000 + KIND_SPAN * place, 0xF0000 + KIND_SPAN * (place + 1) - 1)
    for place, kind in enumerate(KINDS)
}
"""Characters that stand for figures, by kind."""


@dataclass(frozen=True)
class Name:
    """A known name.

    Attributes
    ----------
    name : that it stands for.
    kind : carmaker, cellmaker, company, investor, analyst, press or product.
    of : its maker, or its members.
    """

    name: str
    kind: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """A unit as articles write it.

    Attributes
    ----------
    kind : of figure.
    unit, factor : what it is counted in, and how many of it.
    """

    kind: str
    unit: str
    factor: float


@cache
def language(name: str) -> dict[str, Any]:
    """One of the word files."""
    path = files("cellworth").joinpath("data", "language", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def names() -> dict[str, Name]:
    """Known names by alias."""
    rows = parameter_table("language/companies.csv").rows
    return {
        row["alias"]: Name(row["name"], row["kind"], tuple(part for part in row["of"].split(";") if part))
        for row in rows
    }


@cache
def units() -> tuple[tuple[str, Unit], ...]:
    """Pattern of each unit, and the unit; longer words first."""
    rows = parameter_table("language/units.csv").rows
    found = [(row["word"], Unit(row["kind"], row["unit"], float(row["factor"]))) for row in rows]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """Pattern of any of some words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"


@cache
def pattern(text: str) -> re.Pattern[str]:
    """Pattern of a rule, with its `<NAMES>` in capitals replaced."""
    while MACRO.search(text):
        text = MACRO.sub(lambda found: _macros()[found[1]], text)
    return re.compile(text, re.IGNORECASE)


def grammar(place: str) -> re.Pattern[str]:
    """A pattern of grammar.toml, for example ``says.after``."""
    part, _, name = place.partition(".")
    return pattern(language("grammar")[part][name])


@cache
def _macros() -> dict[str, str]:
    words = language("words")
    entity = f"[{ENTITY}]"
    made = {name: rf"\b(?:{verbs})\b" for name, verbs in words["verbs"].items()}
    made |= {kind.upper(): f"[{chr(first)}-{chr(last)}]" for kind, (first, last) in FIGURES.items()}
    made |= {name: any_of(words[name_of_list]) for name, name_of_list in LISTS.items()}
    made |= {name: words["speech"][part] for name, part in SPEECH.items()}
    made["E"] = entity
    made["ES"] = (
        rf"{entity}(?:(?:, and |, or |, | and | or | & )(?:(?!(?:{LOOSE})\b)[a-z-]+ ){{0,3}}{entity})*"
    )
    made["NUMBERWORD"] = "|".join(NUMBER_WORDS)
    return {**language("grammar")["macros"], **made}
