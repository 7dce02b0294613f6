"""Whose voice an article is: whom its sentences quote, and the house that it comes from."""

import re

from cellworth.io.articles.described import Cast, Mention
from cellworth.io.articles.figures import figures
from cellworth.io.articles.lexicon import grammar
from cellworth.io.articles.lexicon import names as known_names
from cellworth.io.articles.masks import masked
from cellworth.io.articles.speech import Source, sayings, speaker_company
from cellworth.io.articles.text import Sentence, plain_marks

__all__ = ["first_person", "merged", "relay_of", "speakers"]

AGENCY = re.compile(r"^(?:[A-Z][^()\n]{2,50})?\(([A-Z][\w ]+)\) ?(?:--|-|–|—)", re.MULTILINE)
HEAD = 5


def speakers(whole: list[Sentence], mentions: list[list[Mention]], found: Cast) -> list[tuple[Source, ...]]:
    """Whom each sentence quotes as a whole: of its own, carried on from a quotation, or of a block."""
    spoken: list[tuple[Source, ...]] = []
    asked = _asked(whole, mentions, found)
    block: tuple[Source, ...] = ()
    block_from = -1
    carried: tuple[Source, ...] = ()
    for number, sentence in enumerate(whole):
        view = masked(sentence.text, mentions[number], figures(sentence.text))
        said = sayings(view, found)
        opens = sentence.text.lstrip().startswith('"') or sentence.quoted
        own = said[0].chain if said else ()
        if sentence.speaker and not own:
            spoken.append(_labelled(sentence.speaker, asked, found))
            continue
        if own and grammar("says.news_from").search(view.text):
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
        spoken.append(merged(own, in_block) or (carried if opens else ()))
    return spoken


def _labelled(label: str, asked: tuple[Source, ...], found: Cast) -> tuple[Source, ...]:
    """Whoever a label in an interview stands for; nobody for the one who asks."""
    if grammar("says.answer_label").search(label):
        return asked
    people = [name for name in found.kinds if found.kind(name) == "person"]
    meant = [name for name in people if name == label or name.endswith(f" {label}")]
    return (_speaks(meant[0], found),) if meant else ()


def _speaks(person: str, found: Cast) -> Source:
    """A person as a source; whose company is not told speaks for the one named first."""
    expert = any(found.kind(name) == "analyst" for name in found.of.get(person, ()))
    makers = found.speaking()
    if makers and not expert:
        found.of.setdefault(person, tuple(makers[:1]))
    return Source(person, "analyst" if expert else "officer")


def _asked(whole: list[Sentence], mentions: list[list[Mention]], found: Cast) -> tuple[Source, ...]:
    """Whom an interview in questions and answers is with: the first person whom it names."""
    for sentence, here in zip(whole, mentions, strict=True):
        people = [entry.names[0] for entry in here if found.kind(entry.names[0]) == "person"]
        if people and sentence.kind == "body":
            return (_speaks(people[0], found),)
    return ()


def _heading_paper(text: str) -> str:
    """Known paper named with the day in a line at the head of a text."""
    for line in plain_marks(text).strip().splitlines()[:HEAD]:
        name, _, rest = line.partition(",")
        known = known_names().get(name.strip().removeprefix("The "))
        if known and known.kind == "press" and re.search(r"\b(?:19|20)\d\d\s*$", rest):
            return known.name
    return ""


def _issuer(whole: list[Sentence], found: Cast) -> Source | None:
    """Company whose own release or filing a text is."""
    titles = [sentence for sentence in whole if sentence.kind == "title"]
    first = [sentence for sentence in whole if sentence.kind == "body"][:1]
    for sentence in [*titles, *first]:
        for kind in ("filing", "company"):
            match = grammar(f"says.issued_{kind}").search(sentence.text)
            before = [name for name in found.speaking() if match and name in sentence.text[: match.end()]]
            if before:
                return Source(min(before, key=sentence.text.index), kind)
    return None


def merged(*chains: tuple[Source, ...]) -> tuple[Source, ...]:
    """One chain after the other, each source once."""
    kept: dict[str, Source] = {}
    for chain in chains:
        for source in chain:
            kept.setdefault(source.name, source)
    return tuple(kept.values())


def relay_of(text: str, whole: list[Sentence], found: Cast, page: str) -> tuple[Source, ...]:
    """Agency whose text the page prints, and the page."""
    agency = AGENCY.search(text)
    last = [sentence.text.strip() for sentence in whole if sentence.kind == "heading"][-1:]
    name = agency[1] if agency else last[0] if last and found.kinds.get(last[0]) == "press" else ""
    name = name or _heading_paper(text)
    own = Source(page, "press")
    issuer = _issuer(whole, found)
    if issuer and not name:
        return (issuer, own)
    return (Source(name, "press"), own) if name and name != page else (own,)


def first_person(
    sentence: Sentence, here: list[Mention], spoken: tuple[Source, ...], found: Cast
) -> list[Mention]:
    """Mentions with "we" for the company of whoever is quoted."""
    company = speaker_company(spoken, found) if spoken else ()
    if not company or not (sentence.quoted or sentence.speaker or '"' in sentence.text):
        return here
    added = [
        Mention(match.start(), match.end(), company, "pronoun", match[0].lower() == "our")
        for match in grammar("says.first_person").finditer(sentence.text)
    ]
    return sorted([*here, *added], key=lambda mention: mention.start)
