"""Everyone in an article, and what it says of each."""

import re
from dataclasses import dataclass, field

from cellworth.io.articles.lexicon import grammar

__all__ = [
    "NO_COMPANY",
    "NO_MAKERS",
    "NO_SPEAKERS",
    "NO_SUBJECTS",
    "Cast",
    "Mention",
    "describe",
    "employ",
    "said_of",
    "stems",
]

STEM = 5

NO_SUBJECTS = ("person", "press")
"""Kinds of names of which nothing is drafted."""
NO_MAKERS = (*NO_SUBJECTS, "product")
"""Kinds that neither own nor make anything."""
NO_COMPANY = (*NO_MAKERS, "group")
"""Kinds that are no single company."""
NO_SPEAKERS = (*NO_COMPANY, "analyst")
"""Kinds that nobody speaks for of their own business."""


@dataclass(frozen=True)
class Mention:
    """A place where an article means someone.

    Attributes
    ----------
    start, end : characters of the sentence.
    names : of those it means; more than one for "both companies".
    how : name, pronoun, or words ("the venture").
    owns : whether it is a possessive without its 's ("its").
    """

    start: int
    end: int
    names: tuple[str, ...]
    how: str
    owns: bool = False


@dataclass
class Cast:
    """Everyone in an article.

    Attributes
    ----------
    kinds : of each name: carmaker, cellmaker, company, investor, analyst, press, person, product.
    of : maker of a product, company of a person, members of a group.
    described : beginnings of the words that the article describes each with.
    ventures : names that are called a venture, business or unit, or of which a stake is spoken.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    described: dict[str, set[str]] = field(default_factory=dict)
    ventures: list[str] = field(default_factory=list)

    def kind(self, name: str) -> str:
        """Kind of a name; company if nothing else is known."""
        return self.kinds.get(name, "company")

    def speaking(self) -> list[str]:
        """Companies that somebody speaks for, in the order they are named."""
        return [name for name in self.kinds if self.kind(name) not in NO_SPEAKERS]


def stems(text: str) -> set[str]:
    """Beginnings of the words of a text, small words left out."""
    small = {"the", "and", "for", "its", "with", "that", "company", "from", "into"}
    words = re.findall(r"[a-zà-ÿ]{3,}", text.lower())
    return {word[:STEM] for word in words if word not in small}


def describe(found: Cast, text: str, here: list[Mention]) -> None:
    """Words that stand with a name, and whether it is spoken of as a venture."""
    for mention in here:
        name = mention.names[0]
        before, after = text[: mention.start], text[mention.end :]
        ahead = grammar("described.ahead").search(before)
        behind = grammar("described.behind").match(after)
        told = [ahead[1]] if ahead and not said_of("loose", ahead[1]) else []
        told += [behind[1].split(",")[0]] if behind else []
        words = " ".join(told)
        found.described.setdefault(name, set()).update(stems(words))
        if found.kind(name) == "person":
            employ(found, name, text, mention, here)
        elif found.kind(name) in ("company", "cellmaker", "short") and name not in found.ventures:
            company = behind and re.match(r"company (?:that|which)", behind[1])
            sold = grammar("described.sold_before").search(before) or grammar("described.run_after").match(
                after
            )
            if (
                grammar("described.stake_before").search(before)
                or sold
                or grammar("described.venture_word").search(words)
                or company
            ):
                found.ventures.append(name)


def said_of(name: str, text: str) -> bool:
    """Whether a text fits a pattern of what is said of names."""
    return grammar(f"described.{name}").search(text) is not None


def employ(found: Cast, name: str, text: str, mention: Mention, here: list[Mention]) -> None:
    """Company of a person, named before the title or after it."""
    for other in here:
        if found.kind(other.names[0]) in NO_MAKERS:
            continue
        between = text[other.end : mention.start] if other.end <= mention.start else ""
        following = text[mention.end : other.start] if other.start >= mention.end else ""
        before = between and grammar("described.employer_before").match(between)
        after = following and grammar("described.employer_after").match(following)
        expert = following and grammar("described.expert_after").match(following)
        if expert:
            found.kinds[other.names[0]] = "analyst"
        if before or after or expert:
            found.of.setdefault(name, other.names)
