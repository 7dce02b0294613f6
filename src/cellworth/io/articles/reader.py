"""An article read: what it says, who says so through whom, how sure, and when."""

import datetime
import re
from dataclasses import dataclass, replace

from cellworth.io.articles.dates import When, dates
from cellworth.io.articles.described import Cast, Mention
from cellworth.io.articles.figures import figures
from cellworth.io.articles.generic import plain_figures
from cellworth.io.articles.lexicon import grammar
from cellworth.io.articles.masks import Masked, masked
from cellworth.io.articles.names import cast
from cellworth.io.articles.references import resolved
from cellworth.io.articles.rules import Finding, Reading, actor, cleaned, findings
from cellworth.io.articles.speech import Saying, Source, sayings, speaker_company
from cellworth.io.articles.stance import denials, own_word, stance
from cellworth.io.articles.text import Sentence, sentences

__all__ = ["Draft", "read_article"]

FIRST_PERSON = re.compile(r"\b(?:we|us|our|ours)\b", re.I)
NEWS_COMES = "news comes from"
AGENCY = re.compile(r"^(?:[A-Z][^()\n]{2,50})?\(([A-Z][\w ]+)\) ?(?:--|-|–|—)", re.MULTILINE)
LEADS = (
    "stake_sale",
    "business_sale",
    "part_sale",
    "purchase",
    "stake_purchase",
    "supply_plan",
    "cut_output",
    "plan",
)
LEAD_DATE = re.compile(r"^(?:[A-Z][a-z]+, )?$")


@dataclass(frozen=True)
class Draft:
    """A claim as it may stand, to be confirmed by a person.

    Attributes
    ----------
    subject, attribute, value, unit, hedge, ages_as : what is said of whom.
    stance : towards the event; `fact` for a figure or a state.
    says : for or against.
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
    says: str
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
    spoken = _speakers(whole, mentions, found)
    relay = _relay(text, whole, found, page)
    made: list[Draft] = []
    lead: Finding | None = None
    before = topic = ""
    for number, sentence in enumerate(whole):
        if sentence.kind == "heading":
            continue
        own = _first_person(sentence, mentions[number], spoken[number], found)
        view = masked(sentence.text, own, figures(sentence.text))
        reading = Reading(number, sentence.text, view, found, before, topic, sentence.kind)
        said = sayings(view, found)
        told = _findings(reading)
        for finding, fixed in [*((entry, "") for entry in told), *_against(reading, spoken[number], lead)]:
            chain = _chain(finding, said, spoken[number], relay, view.text, page)
            made.append(_draft(finding, fixed, chain, reading, sentence, said, published, page))
        lead = lead or next((entry for entry in told if entry.rule in LEADS), None)
        before = actor(reading, len(view.text) - 1) or before
        ventures = [mention.names[0] for mention in own if mention.names[0] in found.ventures]
        topic = ventures[-1] if ventures and sentence.kind == "body" else topic
    return _once(made)


def _against(reading: Reading, spoken: tuple[Source, ...], lead: Finding | None) -> list[tuple[Finding, str]]:
    chain = spoken or (Source(actor(reading, len(reading.masked.text) - 1), "company"),)
    return list(denials(reading, chain, lead))


def _findings(reading: Reading) -> list[Finding]:
    """Rules first, then the figures they left, then the reason given."""
    told = findings(reading)
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


def _speakers(whole: list[Sentence], mentions: list[list[Mention]], found: Cast) -> list[tuple[Source, ...]]:
    """Whom each sentence quotes as a whole: of its own, carried on from a quotation, or of a block."""
    spoken: list[tuple[Source, ...]] = []
    block: tuple[Source, ...] = ()
    block_from = -1
    carried: tuple[Source, ...] = ()
    for number, sentence in enumerate(whole):
        view = masked(sentence.text, mentions[number], figures(sentence.text))
        said = sayings(view, found)
        opens = sentence.text.lstrip().startswith('"') or sentence.quoted
        own = said[0].chain if said else ()
        if own and NEWS_COMES in sentence.text.lower():
            if spoken and not spoken[-1]:
                spoken[-1] = own
            block, block_from = own, sentence.paragraph + 1
        in_block = block if block and opens and sentence.paragraph >= block_from else ()
        if block and not opens and sentence.paragraph >= block_from:
            block = ()
        if own and not in_block:
            carried = own
        elif not opens:
            carried = ()
        spoken.append(_merged(own, in_block) or (carried if opens else ()))
    return spoken


def _merged(*chains: tuple[Source, ...]) -> tuple[Source, ...]:
    """One chain after the other, each source once."""
    kept: dict[str, Source] = {}
    for chain in chains:
        for source in chain:
            kept.setdefault(source.name, source)
    return tuple(kept.values())


def _relay(text: str, whole: list[Sentence], found: Cast, page: str) -> tuple[Source, ...]:
    """Agency whose text the page prints, and the page."""
    agency = AGENCY.search(text)
    last = [sentence.text.strip() for sentence in whole if sentence.kind == "heading"][-1:]
    name = agency[1] if agency else last[0] if last and found.kinds.get(last[0]) == "press" else ""
    own = Source(page, "press")
    return (Source(name, "press"), own) if name and name != page else (own,)


def _first_person(
    sentence: Sentence, here: list[Mention], spoken: tuple[Source, ...], found: Cast
) -> list[Mention]:
    """Mentions with "we" for the company of whoever is quoted."""
    company = speaker_company(spoken, found) if spoken else ()
    if not company or not (sentence.quoted or '"' in sentence.text):
        return here
    added = [
        Mention(match.start(), match.end(), company, "pronoun", match[0].lower() == "our")
        for match in FIRST_PERSON.finditer(sentence.text)
    ]
    return sorted([*here, *added], key=lambda mention: mention.start)


def _chain(
    finding: Finding,
    said: list[Saying],
    spoken: tuple[Source, ...],
    relay: tuple[Source, ...],
    text: str,
    page: str,
) -> tuple[Source, ...]:
    """Chain of a finding: who says it in the sentence, who is quoted around, the page."""
    inner = [saying for saying in said if saying.start <= finding.start < saying.end]
    if finding.rule == "denial":
        inner = [saying for saying in inner if saying.chain[0].kind in ("company", "officer")]
        if not inner and finding.actor:
            return _merged((Source(finding.actor, "company"),), relay)
    chains = [saying.chain for saying in reversed(inner)]
    around = spoken if (inner or not said or finding.rule == "denial") else ()
    chain = _merged(*chains, around, relay)
    outside = {source.name for source in relay}
    if all(source.name in outside for source in chain) and own_word(finding, text) and finding.actor:
        return _merged((Source(finding.actor, "company"),), relay)
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
    against = fixed in ("filed_denial", "flat_denial", "non_denial")
    plain = "against" if against and not _negative(fixed) else "for"
    return Draft(
        subject=finding.subject,
        attribute=finding.attribute,
        value=finding.value,
        unit=finding.unit,
        hedge=finding.hedge,
        ages_as=finding.ages_as,
        stance=fixed or stance(finding, chain, view.text, page),
        says=plain,
        chain=chain,
        verbatim=(page,) if inside and len(chain) > 1 else (),
        said=_said(finding, said, view, sentence, published),
        start=sentence.start + start,
        end=sentence.start + end,
        rule=finding.rule,
        linked=sentence.kind == "headline",
    )


def _negative(fixed: str) -> bool:
    """Whether the stance factor is already below zero (data/evidence/stances.csv)."""
    return fixed in ("filed_denial", "flat_denial", "non_denial")


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
        near = [when for when in known if ranked or low <= when.start <= high]
        if near:
            return near[0].date
    heading = [when for when in known if _heads(sentence.text, when)]
    if heading and finding.unit != "year":
        return heading[0].date
    return published.isoformat() if published else ""


def _heads(text: str, when: When) -> bool:
    """Whether a date opens its sentence."""
    return grammar("heads.date").match(text[: when.start]) is not None


def _once(made: list[Draft]) -> list[Draft]:
    """Each claim once per chain's origin; what a title says again is left out."""
    kept: dict[tuple[str, ...], Draft] = {}
    for draft in made:
        key = (draft.subject, draft.attribute, draft.value, draft.unit, draft.chain[0].name, draft.stance)
        kept.setdefault(key, draft)
    return sorted(kept.values(), key=lambda draft: draft.start)
