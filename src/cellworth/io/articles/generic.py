"""Figures of an article that no rule knows: what is counted, by the words beside it."""

import re

from cellworth.io.articles.described import NO_SUBJECTS
from cellworth.io.articles.figures import Figure
from cellworth.io.articles.lexicon import grammar, language
from cellworth.io.articles.references import in_list, is_subject
from cellworth.io.articles.rules import Finding, Reading, actor, cleaned, venture

__all__ = ["plain_figures"]

LEFT_OUT = ("year", "duration")
WORDS_BEFORE = 6
AGES = {"money": "price", "percent": "ownership", "energy": "capacity", "count": "capacity"}
HUNDRED = "100"
FROM_TO = re.compile(r" from [\d.,]+ to $")


def plain_figures(reading: Reading, used: set[str]) -> list[Finding]:
    """One finding for each figure that no rule has used.

    Parameters
    ----------
    reading : the sentence.
    used : characters of the figures used.
    """
    made = []
    text = reading.masked.text
    for letter, figure in reading.masked.figures.items():
        if letter in used or figure.kind in LEFT_OUT:
            continue
        place = text.index(letter)
        bracket = grammar("counted.bracket").search(text[:place])
        if bracket and text[: bracket.start()].rstrip()[-1:] in reading.masked.figures:
            continue
        if figure.kind == "percent" and figure.value == HUNDRED:
            continue
        if grammar("counted.anyone").search(text[:place]):
            continue
        attribute = _called(text, place, figure, reading)
        subject = _of_whom(reading, place, figure, attribute)
        attribute = attribute.removeprefix(f"{subject} ")
        if grammar("counted.nameless").search(attribute) or reading.found.kind(subject) in NO_SUBJECTS:
            continue
        if attribute and subject and not _poor(attribute):
            made.append(_found(letter, figure, place, subject, attribute, reading))
    return made


def _found(
    letter: str, figure: Figure, place: int, subject: str, attribute: str, reading: Reading
) -> Finding:
    return Finding(
        rule="figure",
        start=place,
        end=place + 1,
        subject=subject,
        attribute=attribute,
        value=figure.value,
        unit=figure.unit,
        hedge=figure.hedge,
        kind="figure",
        ages_as=AGES.get(figure.kind, "capacity"),
        actor=actor(reading, place),
        figure=letter,
    )


def _called(text: str, place: int, figure: Figure, reading: Reading) -> str:
    """What a figure counts, in the words beside it."""
    others = [mark for mark, other in reading.masked.figures.items() if other.kind not in LEFT_OUT]
    start = max(text.rfind(mark, 0, place) + 1 for mark in others)
    before, after = FROM_TO.sub(" to ", text[start:place]), text[place + 1 :]
    beside = _beside_another(text, start, before, figure, reading)
    if beside is not None:
        return beside
    if figure.kind == "count" and figure.unit:
        counted = grammar("counted.number").sub("", reading.text[figure.start : figure.end])
        doing = grammar("counted.doing").search(before)
        noun = grammar("counted.noun").search(before)
        if noun:
            return f"{noun[1]} {counted.strip()}"
        verb = doing[1] if doing and doing[1].lower() not in language("words")["phrases"]["ends"] else ""
        return f"{verb} {counted.strip()}".strip()
    behind = grammar("counted.part").match(after) if figure.kind == "percent" else None
    whole = f" {reading.masked.in_words(behind['what'])}" if behind else ""
    linked = grammar("counted.linking").search(_last_clause(before))
    if linked:
        words = cleaned(_last_words(reading.masked.in_words(linked["what"])))
        if not _poor(words):
            return words + whole
    following = grammar("counted.following").match(after)
    adjective = re.search(r"\b(new|next|first|second|current|annual|total|additional) $", before)
    words = cleaned(_until_end(following[1])) if following and not whole else ""
    if words:
        return f"{adjective[1]} {words}" if adjective else words
    for clause in reversed(grammar("counted.clauses").split(before)):
        words = cleaned(_last_words(reading.masked.in_words(clause)))
        if not _poor(words):
            return words + whole
    return ""


def _beside_another(text: str, start: int, before: str, figure: Figure, reading: Reading) -> str | None:
    """What a figure counts that is told as a change of the one before it, or as the end of its range."""
    first = reading.masked.figures[text[start - 1]] if start else None
    pair = grammar("counted.pair").fullmatch(before)
    change = grammar("counted.change").search(before)
    if first is None or not (pair or change) or figure.kind not in (first.kind, "percent"):
        return None
    named = _called(text, start - 1, first, reading)
    if pair or not named:
        return named
    if figure.kind == "percent" and grammar("counted.moved").search(before):
        return f"{named} {'down' if grammar('counted.down').search(before) else 'up'}"
    return f"{named} before"


def _poor(words: str) -> bool:
    """Whether words say nothing of what is counted."""
    poor = language("words")["phrases"]["poor"]
    return not [word for word in words.lower().split() if word not in poor]


def _last_clause(before: str) -> str:
    return grammar("counted.clauses").split(before)[-1]


def _last_words(words: str) -> str:
    """The last few words, from the last word that opens a phrase."""
    kept = words.split()[-WORDS_BEFORE:]
    while kept and kept[-1].lower() in ("will", "would", "to", "could", "has", "have"):
        kept.pop()
    opening = (
        "the",
        "a",
        "an",
        "its",
        "their",
        "has",
        "have",
        "is",
        "was",
        "will",
        "expects",
        "said",
        "says",
    )
    places = [place for place, word in enumerate(kept) if word.lower() in opening]
    return " ".join(kept[places[-1] + 1 :] if places else kept)


def _until_end(words: str) -> str:
    ends = language("words")["phrases"]["ends"]
    kept = []
    for word in words.split():
        if word.lower() in ends:
            break
        kept.append(word)
    return " ".join(kept)


def _of_whom(reading: Reading, place: int, figure: Figure, attribute: str) -> str:
    """Whose figure it is: the site's, the venture's, the market's, the owner's before it, or who acts."""
    if grammar("counted.site").search(reading.text) and reading.topic:
        return reading.topic
    if figure.kind == "percent" and grammar("counted.stake").search(attribute):
        return venture(reading, place)
    subject = _owner(reading, place)
    market = grammar("counted.market").search(reading.masked.text[:place])
    if market and not set(reading.masked.text[market.start() : place]) & set(reading.masked.mentions):
        return cleaned(market["what"])
    if figure.unit.endswith("/kWh") and reading.found.kind(subject) in ("analyst", "press"):
        goods = grammar("counted.goods").findall(reading.text[: figure.start])
        return goods[-1].lower() if goods else "cells"
    return subject


def _owner(reading: Reading, place: int) -> str:
    """The owner just before a place, or else who acts."""
    original = reading.masked.origin[place]
    near = [
        mention
        for mention in reading.masked.mentions.values()
        if mention.start < original and reading.found.kind(mention.names[0]) not in NO_SUBJECTS
    ]
    if near:
        last = max(near, key=lambda mention: mention.start)
        after = reading.text[last.end :]
        owns = last.owns or after.startswith("'s ")
        listed = any(in_list(reading.text, other, last) for other in near)
        if owns or (is_subject(reading.text, last.start, last.end) and not listed):
            return last.names[0] if len(last.names) == 1 else actor(reading, place)
    return actor(reading, place)
