"""Stance of what an article says, and denials."""

import re
from collections.abc import Iterator

from cellworth.io.articles.lexicon import grammar, language
from cellworth.io.articles.rules import Finding, Reading, actor
from cellworth.io.articles.speech import Source

__all__ = ["denials", "own_word", "stance"]

AROUND = 60
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
    if origin.kind == "analyst" and finding.rule != "figure":
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
