"""Whom an article means by "it", "the company" or "the venture"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cellworth.io.articles.described import NO_MAKERS, NO_SPEAKERS, Cast, Mention, employ, stems
from cellworth.io.articles.lexicon import grammar, language
from cellworth.io.articles.text import Sentence

__all__ = ["in_list", "is_subject", "joined", "resolved"]

ITS_OWN = re.compile(r"'s (?:[\w-]+ ){1,3}and its$", re.I)
REACH = 4
"""Sentences looked back."""


@dataclass(frozen=True)
class _Said:
    """A mention met so far."""

    sentence: int
    mention: Mention
    subject: bool
    reports: bool


def is_subject(text: str, start: int, end: int) -> bool:
    """Whether words stand where the one who acts stands."""
    before, after = text[:start], text[end:]
    if after.startswith("'s ") or grammar("acting.preposition").search(before):
        return False
    if re.search(r" [-–—] $", before) and re.match(r" [-–—] ", after):
        return False
    return bool(grammar("acting.boundary").search(before) or grammar("acting.verb_after").match(after))


def in_list(text: str, one: Mention, other: Mention) -> bool:
    """Whether a mention is only joined by "and" to one that does not act."""
    joined_to = one.end < other.start and re.fullmatch(
        r",? and (?:[a-z-]+ ){0,2}", text[one.end : other.start]
    )
    acts = is_subject(text, one.start, one.end) or grammar("acting.verb_after").match(text[other.end :])
    return bool(joined_to) and not acts


def resolved(text: list[Sentence], found: Cast, named: list[list[Mention]]) -> list[list[Mention]]:
    """All mentions by sentence: names, and the words that stand for them."""
    told: list[_Said] = []
    everywhere = []
    for place, (sentence, names) in enumerate(zip(text, named, strict=True)):
        here = list(names)
        for start, end, kind in _stand_ins(sentence.text, here, sentence.kind):
            before = [entry for entry in _said(place, sentence.text, here) if entry.mention.end <= start]
            meant = _meant(kind, sentence.text, start, end, found, [*told, *before], place)
            if meant:
                how = "pronoun" if kind in ("it", "they", "which") else "words"
                owns = _owns(sentence.text[start:end], kind)
                here.append(Mention(start, start + len(sentence.text[start:end].rstrip()), meant, how, owns))
        here.sort(key=lambda mention: mention.start)
        for mention in here:
            if found.kind(mention.names[0]) == "person":
                employ(found, mention.names[0], sentence.text, mention, here)
                near = [entry for entry in told if entry.sentence >= place - REACH]
                _employ_untold(found, sentence.text, mention, near, place)
        everywhere.append(here)
        if sentence.kind not in ("title", "headline"):
            told += _said(place, sentence.text, here)
    return _named_later(text, found, everywhere)


def _named_later(text: list[Sentence], found: Cast, everywhere: list[list[Mention]]) -> list[list[Mention]]:
    """A unit known by a makeshift name under the one that a later sentence gives it ("The unit, X, ...")."""
    makeshift = [name for name in found.ventures if "'s " in name]
    named = [
        mention.names[0]
        for sentence, here in zip(text, everywhere, strict=True)
        for mention in here
        if mention.how == "name" and grammar("described.unit_before").search(sentence.text[: mention.start])
    ]
    if len(makeshift) != 1 or len(set(named)) != 1:
        return everywhere
    old, new = makeshift[0], named[0]
    found.ventures[found.ventures.index(old)] = new
    return [
        [replace(entry, names=tuple(new if name == old else name for name in entry.names)) for entry in here]
        for here in everywhere
    ]


def _employ_untold(found: Cast, text: str, mention: Mention, near: list[_Said], place: int) -> None:
    """An officer whose company is not told speaks for the one the article is just about."""
    officer = grammar("described.officer_before").search(text[: mention.start])
    acting = _acting(
        [entry for entry in near if found.kind(entry.mention.names[0]) not in NO_SPEAKERS], place
    )
    if officer and len(acting) == 1:
        found.of.setdefault(mention.names[0], acting)


def _said(place: int, text: str, here: list[Mention]) -> list["_Said"]:
    found = []
    for number, mention in enumerate(here):
        together = joined(text, here, number)
        entry = Mention(mention.start, mention.end, together, mention.how, mention.owns)
        acts = is_subject(text, mention.start, mention.end)
        found.append(
            _Said(place, entry, acts, grammar("acting.reporting").match(text[mention.end :]) is not None)
        )
    return sorted(found, key=lambda entry: entry.mention.start)


def _owns(words: str, kind: str) -> bool:
    """Whether a stand-in is a possessive without its 's: "its", "their", and "it's" by a slip of the pen."""
    given = words.lower()
    return given in ("its", "their", "whose") or (kind == "it" and given == "it's")


def joined(text: str, here: list[Mention], number: int) -> tuple[str, ...]:
    """Names of a mention with the one it is joined to by "and"."""
    mention = here[number]
    for other in here:
        between = text[other.end : mention.start] if other.end < mention.start else ""
        if re.fullmatch(r",? (?:and|&) (?:[a-z-]+ ){0,3}", between):
            return tuple(dict.fromkeys((*other.names, *mention.names)))
    return mention.names


def _stand_ins(text: str, here: list[Mention], kind: str) -> Iterator[tuple[int, int, str]]:
    """Places of the words that stand for a name, and what they may stand for."""
    if kind in ("heading", "headline", "title"):
        return
    taken = [(mention.start, mention.end) for mention in here]
    found = []
    for group in language("grammar")["stand_in"]:
        for match in grammar(f"stand_in.{group}").finditer(text):
            if group == "it" and _expletive(text, match.start()):
                continue
            found.append((match.start(), match.end(), group))
    for start, end, group in sorted(found, key=lambda entry: (entry[0], -entry[1])):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        if group not in ("it", "they", "which") and _apposed(text, end, here):
            continue
        if group == "unnamed" and any(
            text[mention.end : start] == ", " for mention in here if mention.end < start
        ):
            continue
        taken.append((start, end))
        yield start, end, group


def _apposed(text: str, end: int, here: list[Mention]) -> bool:
    """Whether the name itself follows at once ("the German carmaker Daimler")."""
    return any(
        re.fullmatch(r",? ?[-–—]? ?", text[end : mention.start]) for mention in here if mention.start >= end
    )


def _expletive(text: str, start: int) -> bool:
    match = grammar("acting.expletive").match(text[start:])
    return bool(match and grammar("acting.expletive_word").search(match[0]))


def _meant(
    kind: str, text: str, start: int, end: int, found: Cast, told: list[_Said], place: int
) -> tuple[str, ...]:
    """Names that a stand-in means; empty if nobody can tell."""
    near = [entry for entry in told if entry.sentence >= place - REACH]
    here = [entry for entry in near if entry.sentence == place]
    if kind in ("person", "product"):
        return _last([entry for entry in near if found.kind(entry.mention.names[0]) == kind])
    if kind == "analysis":
        return _last([entry for entry in told if found.kind(entry.mention.names[0]) == "analyst"])
    if kind == "press":
        papers = [entry for entry in told if found.kind(entry.mention.names[0]) == kind]
        return _last([entry for entry in papers if entry.reports] or papers)
    next_to = here[-1].mention.names if here and text[here[-1].mention.end : start] == " and " else ()
    if kind in ("carmaker", "cellmaker", "company") and next_to:
        return _another(near, next_to, found)
    if kind == "it" and ITS_OWN.search(text[:end]):
        return _last(here[-1:])
    if kind == "it" and text[:start].endswith("in which "):
        near = [entry for entry in near if entry.mention.names[0] not in found.ventures]
    employer = _employer(found, here)
    if employer and kind in ("it", "company", found.kind(employer[0])):
        return employer
    if kind in ("carmaker", "cellmaker"):
        return _of_kind(kind, found, near, place)
    if kind == "both":
        pairs = [entry for entry in near if len(entry.mention.names) == 2]
        return _last(pairs) or _last_two(found, near)
    if kind == "which":
        return _last(here[-1:])
    if kind in ("new", "unnamed"):
        return _joint_venture(kind, text, start, found, told, near, place)
    if kind in ("venture", "business"):
        makers = [entry for entry in near if found.kind(entry.mention.names[0]) not in NO_MAKERS]
        if here and text[:start].endswith("'s "):
            return _venture(kind, f"its {text[start:end]}", found, told, here[-1].mention.names)
        return _venture(kind, text[start:end], found, told, _acting(makers, place))
    return _maker(kind, text, start, found, near, place)


def _another(near: list[_Said], next_to: tuple[str, ...], found: Cast) -> tuple[str, ...]:
    """The company named last that is not the one beside ("Nissan and the carmaker")."""
    others = [
        entry
        for entry in near
        if not set(entry.mention.names) <= set(next_to)
        and found.kind(entry.mention.names[0]) not in NO_MAKERS
    ]
    names = [name for entry in others for name in entry.mention.names]
    return tuple([name for name in names if name not in (*next_to, *found.ventures)][-1:])


def _maker(kind: str, text: str, start: int, found: Cast, near: list[_Said], place: int) -> tuple[str, ...]:
    """The company that "it", "they" or "the company" means."""
    here = [entry for entry in near if entry.sentence == place]
    makers = [entry for entry in near if found.kind(entry.mention.names[0]) not in NO_MAKERS]
    if kind == "company":
        makers = [
            entry
            for entry in makers
            if found.kind(entry.mention.names[0]) != "analyst" and "'s " not in entry.mention.names[0]
        ]
    if here and not any(entry.sentence == place for entry in makers):
        papers = [entry for entry in here if found.kind(entry.mention.names[0]) == "press" and entry.subject]
        makers = [*makers, *papers]
    elif not here and start > len("The company") and grammar("acting.plain_subject").match(text):
        return ()
    beside = [
        entry for entry in makers if entry.sentence == place and text[entry.mention.end : start] == " and "
    ]
    if beside and kind == "it":
        return beside[-1].mention.names[-1:]
    if kind == "they":
        return _they(found, makers, here, place)
    return _acting([entry for entry in makers if len(entry.mention.names) == 1], place)


def _employer(found: Cast, here: list[_Said]) -> tuple[str, ...]:
    """Company of the person who speaks in this sentence, unless another is named between."""
    if not here or not here[-1].reports or found.kind(here[-1].mention.names[0]) != "person":
        return ()
    company = found.of.get(here[-1].mention.names[0], ())
    return company if company and found.kind(company[0]) != "analyst" else ()


def _of_kind(kind: str, found: Cast, near: list[_Said], place: int) -> tuple[str, ...]:
    """The one of a kind who acts, or acted last."""
    fitting = []
    known = any(found.kind(name) == kind for entry in near for name in entry.mention.names)
    for entry in near:
        wanted = kind if known else "company"
        names = tuple(name for name in entry.mention.names if found.kind(name) == wanted)
        names = tuple(name for name in names if known or name not in found.ventures)
        if names:
            mention = Mention(entry.mention.start, entry.mention.end, names[:1], entry.mention.how)
            fitting.append(_Said(entry.sentence, mention, entry.subject, entry.reports))
    return _acting(fitting, place)


def _last(entries: list[_Said]) -> tuple[str, ...]:
    return entries[-1].mention.names if entries else ()


def _last_two(found: Cast, near: list[_Said]) -> tuple[str, ...]:
    """The two companies named last, the maker for its product."""
    named: list[str] = []
    for entry in near:
        name = entry.mention.names[0]
        named += list(found.of.get(name, ()))[:1] if found.kind(name) == "product" else [name]
    companies = [name for name in named if found.kind(name) not in NO_MAKERS]
    last = list(dict.fromkeys(reversed(companies)))[:2]
    return tuple(reversed(last)) if len(last) == 2 else ()


def _acting(entries: list[_Said], place: int) -> tuple[str, ...]:
    """The one who acts: nearest in this sentence, first in the ones before."""
    here = [entry for entry in entries if entry.sentence == place and not entry.mention.owns]
    acting = [entry for entry in here if entry.subject]
    if acting:
        return acting[-1].mention.names
    for sentence in range(place - 1, place - REACH - 1, -1):
        there = [entry for entry in entries if entry.sentence == sentence]
        acting = [entry for entry in there if entry.subject]
        if acting or (there and not here):
            return (acting or there)[0].mention.names
    return here[-1].mention.names if here else ()


def _they(found: Cast, makers: list[_Said], here: list[_Said], place: int) -> tuple[str, ...]:
    """Those that act; when a person speaks of them, not his own company."""
    speakers = [entry for entry in here if found.kind(entry.mention.names[0]) == "person"]
    if not speakers:
        return _acting(makers, place)
    own = found.of.get(speakers[-1].mention.names[0], ()) or _acting(makers, place)
    others = [entry for entry in makers if not set(entry.mention.names) & set(own)]
    return _last(others)


def _joint_venture(
    kind: str, text: str, start: int, found: Cast, told: list[_Said], near: list[_Said], place: int
) -> tuple[str, ...]:
    """The joint venture or new company of an article, under a name made of its owners if it has none."""
    before = [entry.mention.names[0] for entry in told if entry.mention.names[0] in found.ventures]
    named = [name for name in before if kind == "new" or name.startswith("joint venture")]
    if named:
        return (named[-1],)
    if kind == "new" or text[start:].lower().startswith(("their", "its")) or before:
        return tuple(before[-1:]) or tuple(found.ventures[:1])
    makers = [entry for entry in near if found.kind(entry.mention.names[0]) not in NO_MAKERS]
    owners = _acting(makers, place)
    name = f"joint venture of {' and '.join(owners)}" if owners else "joint venture"
    found.ventures.append(name)
    found.described[name] = {"joint", "ventu"}
    return (name,)


def _venture(
    kind: str, words: str, found: Cast, told: list[_Said], owner: tuple[str, ...]
) -> tuple[str, ...]:
    """A venture of the article by what it is called; a name made of that if the article gives it none."""
    before = [entry.mention.names[0] for entry in told if entry.mention.names[0] in found.ventures]
    if kind == "venture" and before:
        return (before[-1],)
    called = stems(words)
    others = [name for name in found.ventures if name not in owner]
    fitting = [name for name in others if called & found.described.get(name, set())]
    if fitting:
        return (fitting[0],)
    if len(others) == 1 or kind == "venture":
        return tuple(others[:1])
    first, _, rest = words.partition(" ")
    holder = f"{owner[0]}'s " if owner and first.lower() in ("its", "their") else ""
    name = holder + (rest if holder or first.lower() in ("the", "a", "an") else words)
    found.ventures.append(name)
    found.described[name] = called
    return (name,)
