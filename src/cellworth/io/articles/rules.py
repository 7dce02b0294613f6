"""What the sentences of an article say, by the patterns of data/language/relations.toml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cellworth.io.articles.described import NO_MAKERS, NO_SUBJECTS, Cast, Mention, said_of
from cellworth.io.articles.lexicon import NUMBER_WORDS, grammar, language, pattern
from cellworth.io.articles.masks import Masked
from cellworth.io.articles.references import in_list, is_subject, joined
from cellworth.io.articles.speech import joint_name

__all__ = ["Finding", "Reading", "actor", "cleaned", "findings", "status", "venture"]

CLAUSE = re.compile(r'[;:"]|, (?:and|but|while) |\b(?:because|although|though|after) ')
PHRASE_END = re.compile(
    r", (?:(?:its|the|an?|his|her|according|which|who|one|two|three|people|sources)\b|[A-Z][\w ]*'s )"
)
RELATIVE = re.compile(r", (?:which|who|whose) [^,]*,")
GOODS = {"cell": "cells", "pack": "packs", "battery": "batteries"}
MODAL_REACH = 25
PHRASE_WORDS = 8
MANY = 3
PLANT = re.compile(r"factory|plant|works", re.I)


@dataclass(frozen=True)
class Reading:
    """A sentence with all that is known of it.

    Attributes
    ----------
    number : of the sentence.
    text : as printed.
    masked : Masked
    found : everyone in the article.
    before : name that acted in the sentence before, or empty.
    topic : venture named last before the sentence, or empty.
    kind : of the sentence.
    """

    number: int
    text: str
    masked: Masked
    found: Cast
    before: str
    topic: str
    kind: str


@dataclass(frozen=True)
class Finding:
    """Something a sentence says.

    Attributes
    ----------
    rule : that found it.
    start, end : characters of the masked sentence.
    subject, attribute, value, unit : what is said of whom.
    hedge : of the figure.
    kind : event, state, figure, opinion, goal or meta.
    ages_as : how it ages.
    actor : who acts.
    figure : character of the figure it uses, or empty.
    """

    rule: str
    start: int
    end: int
    subject: str
    attribute: str
    value: str
    unit: str
    hedge: str
    kind: str
    ages_as: str
    actor: str
    figure: str = ""


def findings(reading: Reading) -> list[Finding]:
    """What a sentence says; plans that no other rule knows come last."""
    made: dict[tuple[str, str, str], Finding] = {}
    rules = language("relations")["rule"]
    for rule in sorted(rules, key=lambda rule: bool(rule.get("last"))):
        if rule.get("last") and made:
            continue
        for finding in _of_rule(rule, reading):
            made.setdefault((finding.subject, finding.attribute, finding.value), finding)
    for rule in rules:
        for other in rule.get("unless", []):
            found = [entry for entry in made.values() if entry.rule == other]
            made = {
                key: entry
                for key, entry in made.items()
                if entry.rule != rule["name"] or not any(_meets(entry, each) for each in found)
            }
    return list(made.values())


def _meets(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end


def _of_rule(rule: Mapping[str, Any], reading: Reading) -> Iterator[Finding]:
    text = reading.masked.text
    if not _in_context(rule, reading):
        return
    taken: list[tuple[int, int]] = []
    for given in rule["patterns"]:
        for match in pattern(given).finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            groups = {name: part for name, part in match.groupdict().items() if part}
            if rule.get("year") and (year := re.search(pattern("<YEAR>").pattern, text)):
                groups.setdefault("year", year[0])
            if not _fits(rule, groups, reading, match.start()):
                continue
            taken.append((match.start(), match.end()))
            for draft in _due(rule["draft"], groups, reading):
                finding = _drafted(rule, draft, groups, match, reading)
                if finding is not None:
                    yield finding


def _fits(rule: Mapping[str, Any], groups: Mapping[str, str], reading: Reading, start: int) -> bool:
    """Whether what a pattern found is of the right kind."""
    names = reading.masked.names(groups.get("object", ""))
    wanted = rule.get("object_is")
    if "per" in rule and not _of_unit(rule["per"], groups, reading):
        return False
    if names and reading.found.kind(names[0]) in NO_SUBJECTS:
        return False
    if rule.get("needs_venture") and names and names[0] not in reading.found.ventures:
        return False
    if rule.get("last") and any(letter in reading.masked.figures for letter in groups.get("what", "")):
        return all(
            reading.masked.figures[letter].kind == "year"
            for letter in groups["what"]
            if letter in reading.masked.figures
        )
    if rule.get("plant_only") and reading.masked.names(groups.get("what", "")):
        return PLANT.search(reading.masked.in_words(groups["what"])) is not None
    if wanted is None or not names:
        return True
    kind = reading.found.kind(names[0])
    if kind in NO_MAKERS or names[0] == actor(reading, start):
        return False
    return wanted != "venture" or names[0] in reading.found.ventures or kind in ("cellmaker", "company")


def _of_unit(ending: str, groups: Mapping[str, str], reading: Reading) -> bool:
    """Whether the sums that a pattern found are counted per what is wanted; none at all if that is empty."""
    found = [reading.masked.figures[part] for part in groups.values() if part in reading.masked.figures]
    units = [figure.unit for figure in found if figure.kind == "money"]
    return all(unit.endswith(ending) if ending else "/" not in unit for unit in units)


def _due(
    drafts: Iterable[Mapping[str, Any]], groups: Mapping[str, str], reading: Reading
) -> Iterator[Mapping[str, Any]]:
    """Drafts whose conditions are met; one that is for otherwise, where the one before it is not made."""
    made = False
    for draft in drafts:
        if draft.get("otherwise"):
            made = not made
        else:
            found = "needs" not in draft or draft["needs"] in groups
            made = found and _in_context(draft, reading) and _of_kinds(draft, groups, reading)
        if made:
            yield draft


def _drafted(
    rule: Mapping[str, Any],
    draft: Mapping[str, Any],
    groups: Mapping[str, str],
    match: re.Match[str],
    reading: Reading,
) -> Finding | None:
    acting = actor(reading, match.start())
    subject = _subject(rule, draft, groups, reading, acting, match)
    value, unit, hedge, figure = _value(draft["value"], groups, reading, match)
    of_itself = bool(acting) and (subject == acting or subject.startswith(f"{acting}'s "))
    told_of = "" if of_itself and draft["attribute"].endswith("by {actor}") else acting
    attribute = _filled(draft["attribute"], groups, reading, told_of)
    if not subject or not value or not attribute:
        return None
    return Finding(
        rule=rule["name"],
        start=match.start(),
        end=match.end(),
        subject=subject,
        attribute=attribute,
        value=value,
        unit=unit,
        hedge=hedge,
        kind=draft["kind"],
        ages_as=draft["ages_as"],
        actor=acting,
        figure=figure,
    )


def _in_context(entry: Mapping[str, Any], reading: Reading) -> bool:
    """Whether a sentence has the words that a rule or draft wants in it, if it wants any."""
    wanted = entry.get("context")
    return wanted is None or re.search(wanted, reading.masked.text, re.I) is not None


def _of_kinds(draft: Mapping[str, Any], groups: Mapping[str, str], reading: Reading) -> bool:
    """Whether the names found are of the kinds that a draft wants, if it wants any."""
    for group, kind in draft.get("kinds", {}).items():
        names = reading.masked.names(groups.get(group, ""))
        if not names or reading.found.kind(names[0]) != kind:
            return False
    return True


def _subject(
    rule: Mapping[str, Any],
    draft: Mapping[str, Any],
    groups: Mapping[str, str],
    reading: Reading,
    acting: str,
    match: re.Match[str],
) -> str:
    wanted = draft["subject"]
    if wanted == "object" and "object" not in groups and "thing" in groups:
        return cleaned(reading.masked.in_words(groups["thing"]))
    if wanted == "object" and "object" not in groups:
        wanted = rule.get("object_else", "actor")
    if wanted == "venture":
        business = venture(reading, match.start())
        named = {name for part in groups.values() for name in reading.masked.names(part)}
        own = named or {acting}
        return reading.before if rule.get("of_other") and business in own and reading.before else business
    if wanted == "actor" or (wanted == "who" and "who" not in groups):
        return acting
    if "{" in wanted:
        return _filled(wanted, groups, reading, acting)
    names = reading.masked.names(groups.get(wanted, ""))
    if names:
        return joint_name(names)
    words = cleaned(reading.masked.in_words(groups.get(wanted, "")))
    return GOODS.get(words.lower(), words.lower() if words.lower() in GOODS.values() else words)


def actor(reading: Reading, place: int) -> str:
    """Who acts at a place of a masked sentence: the nearest before it who stands as one who acts."""
    masked = reading.masked
    original = masked.origin[place]
    mentions = sorted(masked.mentions.values(), key=lambda mention: mention.start)
    best = ""
    for number, mention in enumerate(mentions):
        if mention.start >= original and best:
            break
        if mention.start > original or mention.owns or _aside(reading.text, mention, original):
            continue
        first = reading.kind in ("headline", "title") and not best
        titled = said_of("officer_before", reading.text[: mention.start])
        if number and in_list(reading.text, mentions[number - 1], mention):
            continue
        if not (first or titled or is_subject(reading.text, mention.start, mention.end)):
            continue
        names = joined(reading.text, mentions, number)
        kind = reading.found.kind(names[0])
        if kind == "person":
            names = reading.found.of.get(names[0], ()) or ((reading.before,) if reading.before else names)
        elif kind == "press":
            continue
        best = joint_name(names)
    if best:
        return best
    if reading.before and grammar("acting.plain_subject").match(reading.text):
        return reading.before
    owners = [
        number
        for number, mention in enumerate(mentions)
        if mention.start <= original and reading.found.kind(mention.names[0]) not in NO_MAKERS
    ]
    return joint_name(joined(reading.text, mentions, owners[-1])) if owners else reading.before


def _aside(text: str, mention: Mention, place: int) -> bool:
    """Whether a relative clause has ended between its "which", or one named in it, and a place."""
    for clause in RELATIVE.finditer(text, 0, place):
        if clause.start() < mention.start and mention.end < clause.end():
            return True
    relative = text[mention.start : mention.end].lower() in ("which", "who")
    return relative and "," in text[mention.end : place]


def venture(reading: Reading, place: int) -> str:
    """The business that a sentence is about, or else the article."""
    ventures = reading.found.ventures
    mentions = sorted(reading.masked.mentions.values(), key=lambda mention: mention.start)
    here = [mention.names[0] for mention in mentions if mention.names[0] in ventures]
    if here:
        return here[0]
    return reading.topic or (ventures[0] if ventures else actor(reading, place))


def _value(
    spec: str, groups: Mapping[str, str], reading: Reading, match: re.Match[str]
) -> tuple[str, str, str, str]:
    """Value, unit, hedge and figure that a draft states."""
    how, _, group = spec.partition(":")
    if how == "status":
        return status(reading.masked.text, match), "", "plain", ""
    if how == "text":
        return group, "", "plain", ""
    if how == "cut":
        return f"cut {status(reading.masked.text, match)}", "", "plain", ""
    given = groups.get(group, "")
    if how == "figure":
        figure = reading.masked.figures.get(given)
        return (figure.value, figure.unit, figure.hedge, given) if figure else ("", "", "plain", "")
    if how == "order":
        word = re.search(r"\d+|[a-z]+(?=$|-)", given.lower())
        orders = {**NUMBER_WORDS, **language("words")["orders"]}
        return str(orders.get(word[0], word[0])) if word else "", "rank", "plain", ""
    names = reading.masked.names(given)
    if how == "names" and names and pattern("<ES>").fullmatch(given):
        return " and ".join(names) if len(names) < MANY else ", ".join(names), "", "plain", ""
    words = cleaned(reading.masked.in_words(given))
    return words, "", "plain", ""


def status(text: str, match: re.Match[str]) -> str:
    """How far along something is, by the words before it; `yes` for what is simply told."""
    place = match.start()
    if "verb" in match.re.groupindex:
        place = match.start("verb")
    elif "how" in match.re.groupindex:
        place = match.end("how")
    breaks = [found.end() for found in CLAUSE.finditer(text, 0, place)]
    start = breaks[-1] if breaks else 0
    nearest, at = "yes", -1
    possible = None
    for rule in language("words")["status"]:
        for found in re.finditer(rule["before"], text[start : match.end()], re.I):
            if found.start() > place - start + 1:
                continue
            if rule["value"] == "possible":
                possible = found.end()
            if found.end() > at:
                nearest, at = rule["value"], found.end()
    if nearest in ("planned", "in talks") and possible is not None and at - MODAL_REACH < possible:
        return "possible"
    return nearest


def _filled(template: str, groups: Mapping[str, str], reading: Reading, acting: str) -> str:
    """Words of an attribute, with what a pattern found in them."""

    def found(match: re.Match[str]) -> str:
        name = match[1]
        if name not in groups:
            return acting if name in ("actor", "owner") else ""
        figure = reading.masked.figures.get(groups[name])
        if figure is not None and figure.kind == "count":
            before = reading.masked.text[: reading.masked.text.index(groups[name])].split()
            return figure.unit or (before[-1] if before else "")
        names = reading.masked.names(groups[name])
        if names and pattern("<ES>").fullmatch(groups[name]):
            return joint_name(names)
        words = reading.masked.in_words(groups[name])
        return cleaned(words) if " " in words else words

    words = re.sub(r"\{(\w+)\}", found, template)
    words = re.sub(r"\b(?:with|by|of|among) ?(?=:|$)", "", words)
    words = re.sub(r" +:", ":", words)
    return " ".join(words.rstrip(": ").split())


def cleaned(words: str) -> str:
    """Words without articles before and loose ends behind, at most a few."""
    leading = language("words")["phrases"]["leading"]
    words = PHRASE_END.split(words)[0]
    kept = words.strip(" ,.;:\"'()").split()[:PHRASE_WORDS]
    while kept and kept[0].lower() in leading:
        kept.pop(0)
    while kept and kept[-1].lower().strip(",") in (*language("words")["phrases"]["ends"], "its", "their"):
        kept.pop()
    return " ".join(kept).strip(" ,")
