"""An article read: what it says, who says so through whom, how sure, and when."""

import datetime
import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from cellworth.io.articles.dates import When, dates
from cellworth.io.articles.described import NO_SUBJECTS, Cast
from cellworth.io.articles.figures import figures
from cellworth.io.articles.generic import plain_figures
from cellworth.io.articles.lexicon import grammar, language
from cellworth.io.articles.masks import Masked, masked
from cellworth.io.articles.names import cast
from cellworth.io.articles.references import resolved
from cellworth.io.articles.rules import Finding, Reading, actor, cleaned, findings
from cellworth.io.articles.speech import Saying, Source, sayings, spokespeople
from cellworth.io.articles.stance import answered, denials, denied, own_word, stance
from cellworth.io.articles.text import Sentence, sentences
from cellworth.io.articles.voices import first_person, merged, relay_of, speakers

__all__ = ["Draft", "read_article"]

LEAD_DATE = re.compile(r"^(?:[A-Z][a-z]+, )?$")


@dataclass(frozen=True)
class Draft:
    """A claim as it may stand, to be confirmed by a person.

    Attributes
    ----------
    subject, attribute, value, unit, hedge, ages_as : what is said of whom.
    stance : towards the event; `fact` for a figure or a state.
    chain : from the origin to the page.
    verbatim : those of the chain that quote word for word.
    said : day, month or year it was said, as precise as the article tells.
    start, end : characters of the article.
    rule : that found it.
    linked : whether it stands in the headline of a linked report.
    """

    subject: str
    attribute: str
    value: str
    unit: str
    hedge: str
    ages_as: str
    stance: str
    chain: tuple[Source, ...]
    verbatim: tuple[str, ...]
    said: str
    start: int
    end: int
    rule: str
    linked: bool


def read_article(text: str, page: str, published: datetime.date | None = None) -> list[Draft]:
    """Drafts of the claims of an article.

    Parameters
    ----------
    text : of the page.
    page : name of the outlet, the last of every chain.
    published : day it appeared; without it dates like "on Friday" stay open.

    References
    ----------
    S1 to S6: chain, age, stance and hedge of a claim.
    """
    whole = sentences(text)
    found, named = cast(whole)
    mentions = resolved(whole, found, named)
    spoken = speakers(whole, mentions, found)
    relay = relay_of(text, whole, found, page)
    made: list[Draft] = []
    titled: list[Draft] = []
    lead: Finding | None = None
    recent: tuple[int, Finding | None] = (-1, None)
    before = topic = ""
    body_seen = False
    asking = {entry.paragraph for entry in whole if entry.speaker and entry.text.endswith("?")}
    for number, sentence in enumerate(whole):
        asked = sentence.paragraph in asking and grammar("says.to_other").search(sentence.text)
        if sentence.kind == "heading" or sentence.text.endswith("?") or asked:
            continue
        own = first_person(sentence, mentions[number], spoken[number], found)
        view = masked(sentence.text, own, figures(sentence.text))
        reading = Reading(number, sentence.text, view, found, before, topic, sentence.kind)
        said = sayings(view, found)
        told = _findings(reading)
        stated = denied(reading, told)
        if not any(fixed for _, fixed in stated):
            about = recent[1] if recent[0] == sentence.paragraph and recent[1] else lead
            stated += _against(reading, spoken[number], about)
        for finding, fixed in stated:
            chain = _chain(finding, said, spoken[number], relay, view, found, page)
            made.append(_draft(finding, fixed, chain, reading, sentence, said, published, page))
            if sentence.kind == "title":
                titled.append(made[-1])
        lead = lead or _leading(told, first=not body_seen and sentence.kind == "body")
        body_seen = body_seen or sentence.kind == "body"
        if about := answered([finding for finding, _ in stated]):
            recent = (sentence.paragraph, about)
        before = actor(reading, _main_clause(reading)) or before
        ventures = [mention.names[0] for mention in own if mention.names[0] in found.ventures]
        topic = ventures[-1] if ventures and sentence.kind == "body" else topic
    return _once(made, titled)


def _leading(told: list[Finding], *, first: bool) -> Finding | None:
    """What an article leads with: a plan or deal, or what its first sentence tells by a rule."""
    leads = {rule["name"] for rule in language("relations")["rule"] if rule.get("leads")}
    rules = [entry for entry in told if entry.rule in leads or (first and entry.kind in ("event", "figure"))]
    return next((entry for entry in rules if entry.rule != "figure"), None)


def _main_clause(reading: Reading) -> int:
    """Last character of the main clause: before a relative clause that ends the sentence."""
    relative = grammar("acting.relative").search(reading.text)
    end = relative.start() if relative else len(reading.text)
    return max(bisect_left(reading.masked.origin, end) - 1, 0)


def _against(reading: Reading, spoken: tuple[Source, ...], lead: Finding | None) -> list[tuple[Finding, str]]:
    chain = spoken or (Source(actor(reading, len(reading.masked.text) - 1), "company"),)
    return list(denials(reading, chain, lead))


def _findings(reading: Reading) -> list[Finding]:
    """Rules first, then the figures they left, then the reason given; nothing is a person's or a paper's."""
    told = [entry for entry in findings(reading) if reading.found.kind(entry.subject) not in NO_SUBJECTS]
    told += plain_figures(reading, {finding.figure for finding in told})
    reason = grammar("says.reason").search(reading.masked.text)
    events = [
        finding for finding in told if finding.kind == "event" and reason and finding.start < reason.start()
    ]
    if reason and events:
        first = events[0]
        what = cleaned(reading.masked.in_words(reason["what"]))
        told.append(
            replace(
                first,
                rule="reason",
                start=reason.start(),
                end=reason.end(),
                subject=first.actor or first.subject,
                attribute=f"reason for {first.attribute}",
                value=what,
                unit="",
                hedge="plain",
                figure="",
            )
        )
    return told


def _chain(
    finding: Finding,
    said: list[Saying],
    spoken: tuple[Source, ...],
    relay: tuple[Source, ...],
    view: Masked,
    found: Cast,
    page: str,
) -> tuple[Source, ...]:
    """Chain of a finding: who says it in the sentence, who is quoted around, the page."""
    inner = [saying for saying in said if saying.start <= finding.start < saying.end]
    if finding.rule == "denial":
        inner = [saying for saying in inner if saying.chain[0].kind in ("company", "officer")]
        spokes = () if inner else spokespeople(view, found, finding.start)
        if spokes:
            return merged(spokes, relay)
        if not inner and finding.actor:
            return merged((Source(finding.actor, "company"),), relay)
    chains = [saying.chain for saying in reversed(inner)]
    around = spoken if (inner or not said or finding.rule == "denial") else ()
    chain = merged(*chains, around, relay)
    outside = {source.name for source in relay}
    if len(chain) > len(relay):
        chain = tuple(source for source in chain if source.name not in outside or source.kind == "press")
    if all(source.name in outside for source in chain) and own_word(finding, view.text) and finding.actor:
        return merged((Source(finding.actor, "company"),), relay)
    return (*(source for source in chain if source.name != page), Source(page, "press"))


def _draft(
    finding: Finding,
    fixed: str,
    chain: tuple[Source, ...],
    reading: Reading,
    sentence: Sentence,
    said: list[Saying],
    published: datetime.date | None,
    page: str,
) -> Draft:
    view = reading.masked
    start, end = view.origin[finding.start], view.origin[min(finding.end, len(view.origin) - 1)]
    inside = sentence.quoted != (sentence.text[:start].count('"') % 2 == 1)
    return Draft(
        subject=finding.subject,
        attribute=finding.attribute,
        value=finding.value,
        unit=finding.unit,
        hedge=finding.hedge,
        ages_as=finding.ages_as,
        stance=fixed or stance(finding, chain, view.text, page),
        chain=chain,
        verbatim=(page,) if inside and len(chain) > 1 else (),
        said=_said(finding, said, view, sentence, published),
        start=sentence.start + start,
        end=sentence.start + end,
        rule=finding.rule,
        linked=sentence.kind == "headline",
    )


def _said(
    finding: Finding, said: list[Saying], view: Masked, sentence: Sentence, published: datetime.date | None
) -> str:
    """When it was said: the date beside the words of saying, at the head of the sentence, or of the page."""
    known = dates(sentence.text, published)
    for saying in said:
        low, high = (
            view.origin[saying.at],
            view.origin[min(saying.at + len(saying.said), len(view.origin) - 1)],
        )
        ranked = saying.thought and saying.chain[0].kind == "analyst"
        near = [when for when in known if (ranked and _past(when, published)) or low <= when.start <= high]
        if near:
            return near[0].date
    heading = [when for when in known if _heads(sentence.text, when)]
    if heading and finding.unit != "year":
        return heading[0].date
    return published.isoformat() if published else ""


def _past(when: When, published: datetime.date | None) -> bool:
    """Whether a date is not after the day the article appeared."""
    return published is None or when.date[:4] <= str(published.year)


def _heads(text: str, when: When) -> bool:
    """Whether a date opens its sentence."""
    return grammar("heads.date").match(text[: when.start]) is not None


def _once(made: list[Draft], titled: list[Draft]) -> list[Draft]:
    """Each claim once per chain's origin; what a title says again is left out."""
    kept: dict[tuple[str, ...], Draft] = {}
    told = {(draft.subject, draft.attribute, draft.value) for draft in made if draft not in titled}
    again = [draft for draft in titled if (draft.subject, draft.attribute, draft.value) in told]
    for draft in [entry for entry in made if entry not in again]:
        key = (draft.subject, draft.attribute, draft.value, draft.unit, draft.chain[0].name, draft.stance)
        kept.setdefault(key, draft)
    return sorted(kept.values(), key=lambda draft: draft.start)
