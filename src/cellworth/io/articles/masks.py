"""A sentence with one character for each name and figure, so that rules can be patterns."""

from dataclasses import dataclass, field

from cellworth.io.articles.described import Mention
from cellworth.io.articles.figures import Figure
from cellworth.io.articles.lexicon import ENTITY, FIGURES

__all__ = ["Masked", "masked"]

FIRST_ENTITY = ENTITY[0]


@dataclass(frozen=True)
class Masked:
    """A masked sentence.

    Attributes
    ----------
    text : with one character for each name and figure.
    origin : character of the sentence that each one stands for; one more for the end.
    mentions, figures : by their character.
    """

    text: str
    origin: tuple[int, ...]
    mentions: dict[str, Mention] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)

    def spoken(self, start: int, end: int) -> str:
        """Part of the masked text in words again, with the names as they should be."""
        return self.in_words(self.text[start:end])

    def in_words(self, part: str) -> str:
        """Some masked text in words again."""
        found = []
        for letter in part:
            if letter in self.mentions:
                found.append(" and ".join(self.mentions[letter].names))
            elif letter in self.figures:
                figure = self.figures[letter]
                found.append(
                    f"{figure.value} {figure.unit}".strip() if figure.kind != "year" else figure.value
                )
            else:
                found.append(letter)
        return " ".join("".join(found).split())

    def names(self, part: str) -> tuple[str, ...]:
        """Names in some masked text, in order."""
        found = [name for letter in part if letter in self.mentions for name in self.mentions[letter].names]
        return tuple(dict.fromkeys(found))


def masked(text: str, mentions: list[Mention], figures: list[Figure]) -> Masked:
    """Mask a sentence; a figure wins over a name inside it."""
    names = [
        mention
        for mention in mentions
        if not any(mention.start < figure.end and figure.start < mention.end for figure in figures)
    ]
    parts: list[Mention | Figure] = sorted([*names, *figures], key=lambda part: part.start)
    letters: list[str] = []
    origin: list[int] = []
    kept = Masked("", ())
    place = 0
    for number, part in enumerate(parts):
        if part.start < place:
            continue
        letters += text[place : part.start]
        origin += range(place, part.start)
        shown = _letter(number, part, kept)
        letters += shown
        origin += [part.start] * len(shown)
        place = part.end
    letters += text[place:]
    origin += range(place, len(text) + 1)
    return Masked("".join(letters), tuple(origin), kept.mentions, kept.figures)


def _letter(number: int, part: Mention | Figure, kept: Masked) -> str:
    if isinstance(part, Figure):
        letter = chr(FIGURES[part.kind][0] + number)
        kept.figures[letter] = part
        return letter
    letter = chr(ord(FIRST_ENTITY) + number)
    kept.mentions[letter] = part
    return f"{letter}'s" if part.owns else letter
