"""Stance of what an article says, and denials."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cellworth.io.articles.lexicon import grammar, language
from cellworth.io.articles.rules import Finding, Reading, actor, cleaned
from cellworth.io.articles.speech import Source

__all__ = ["answered", "denials", "denied", "own_word", "stance"]

AROUND = 60
NOT_SAID = re.compile(r"^(?:was|is|were|are|had|has|have|having|being|any) ")
EMPTY = Finding("denial", 0, 0, "", "", "denied", "", "plain", "event", "deal_talks", "")
DENIALS = ("filed_denial", "flat_denial", "no_comment", "non_denial")
VALUES = {
    "filed_denial": "denied",
    "flat_denial": "denied",
    "non_denial": "no decision",
    "no_comment": "no comment",
}


def stance(finding: Finding, chain: tuple[Source, ...], text: str, page: str) -> str:
    """Stance of a finding, in the words of data/evidence/stances.csv, or `fact`.

    Parameters
    ----------
    finding : what is said.
    chain : of it, from the origin on.
    text : of the masked sentence.
    page : name of the page read.
    """
    words = language("words")["stance"]
    around = text[max(0, finding.start - AROUND) : finding.end]
    origin = chain[0]
    if finding.kind == "meta":
        return "fact"
    if origin.kind in ("company", "officer", "filing"):
        if finding.kind in ("event", "figure") and re.search(words["signed"], around, re.I):
            return "signed"
        if finding.kind in ("event", "goal", "opinion") or re.search(words["intention"], around, re.I):
            return "officer_intention"
        return "fact"
    if origin.kind == "analyst":
        return "rumour"
    hinted = re.search(words["rumour"], around, re.I) is not None
    if finding.kind in ("event", "goal"):
        return "rumour" if hinted and origin.name == page else "press_own_sources"
    return "rumour" if hinted and origin.name == page else "fact"


def own_word(finding: Finding, text: str) -> bool:
    """Whether what is told is the company's own word although nobody is quoted."""
    around = text[max(0, finding.start - AROUND) : finding.end]
    return (
        finding.kind in ("event", "goal", "figure")
        and finding.rule != "reason"
        and bool(grammar("says.own_word").search(around))
    )


def denied(reading: Reading, told: list[Finding]) -> list[tuple[Finding, str]]:
    """What a sentence tells, with the stance of a denial on what it says a company denies.

    Parameters
    ----------
    reading : the sentence.
    told : what it says.
    """
    text = reading.masked.text
    called = grammar("says.denied_before").search(text)
    match = called or grammar("says.denied").search(text)
    if match is None:
        return [(finding, "") for finding in told]
    groups = match.groupdict()
    what = "what" if groups["what"] else "what_too"
    inside = [finding for finding in told if finding.start >= match.start(what) - len("it ")]
    events = [finding for finding in inside if finding.kind == "event" and finding.rule != "plan"]
    outside = [(finding, "") for finding in told if finding not in inside]
    denier = actor(reading, match.start())
    first = next((finding for finding in events if finding.rule != "bidders"), None)
    if first is None:
        subject = " and ".join(reading.masked.names(groups.get("who") or match[what])[:1]) or denier
        words = cleaned(NOT_SAID.sub("", reading.masked.in_words(match[what])))
        first = replace(EMPTY, start=match.start(what), end=match.end(), subject=subject, attribute=words)
    said = replace(first, rule="denial", value="denied", unit="", actor=denier)
    if called:
        said = replace(said, start=called.end("what") + 1, end=called.end())
    return [*outside, (said, "flat_denial")] if said.subject and said.attribute else outside


def answered(told: list[Finding]) -> Finding | None:
    """What of a sentence the next may answer: the last that is talked of or denied."""
    fitting = [
        finding
        for finding in told
        if finding.rule == "denial" or (finding.kind == "event" and finding.value in ("in talks", "possible"))
    ]
    return fitting[-1] if fitting else None


def denials(
    reading: Reading, chain: tuple[Source, ...], lead: Finding | None
) -> Iterator[tuple[Finding, str]]:
    """What a company says against the report an article leads with, and the stance of that."""
    if lead is None:
        return
    text = reading.masked.text
    speaks = chain[0].kind in ("company", "officer", "filing")
    for kind in DENIALS:
        match = re.search(language("words")["denial"][kind], text, re.I)
        if match is None or (not speaks and kind == "non_denial" and chain[0].kind != "unnamed"):
            continue
        if not speaks and kind in ("flat_denial", "filed_denial") and not actor(reading, match.start()):
            continue
        value = "speculation" if match[0].lower().startswith("speculat") else VALUES[kind]
        yield (
            Finding(
                rule="denial",
                start=match.start(),
                end=match.end(),
                subject=lead.subject,
                attribute=lead.attribute,
                value=value,
                unit="",
                hedge="plain",
                kind="event",
                ages_as="deal_talks",
                actor=actor(reading, match.start()),
            ),
            kind,
        )
        return
