"""Who says what in an article: sources, the papers that pass them on, and how far their words reach."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cellworth.io.articles.described import NO_COMPANY, NO_SUBJECTS, Cast
from cellworth.io.articles.lexicon import ENTITY, grammar, language, pattern
from cellworth.io.articles.lexicon import names as known_names
from cellworth.io.articles.masks import Masked

__all__ = ["Saying", "Source", "sayings", "speaker_company", "spokespeople"]


APPOSITION = re.compile(rf", (?=[a-z]|[{ENTITY}] [a-z])")


@dataclass(frozen=True)
class Source:
    """Someone who says something.

    Attributes
    ----------
    name : as it stands in a chain.
    kind : press, company, officer, unnamed, analyst or filing.
    """

    name: str
    kind: str


@dataclass(frozen=True)
class Saying:
    """A part of a sentence that is somebody's.

    Attributes
    ----------
    start, end : characters of the masked sentence.
    at : character where its source stands.
    chain : from the origin on.
    said : the words of saying, with what stands by them.
    thought : whether it is a view of the source ("expects").
    """

    start: int
    end: int
    at: int
    chain: tuple[Source, ...]
    said: str
    thought: bool = False


def sayings(sentence: Masked, found: Cast) -> list[Saying]:
    """What a sentence says in the words of others, the widest first."""
    text = sentence.text
    made: list[Saying] = []
    for reader in (_via, _learned, _told, _after, _before, _according, _report, _released):
        for saying in reader(text, sentence, found):
            if saying.chain and not any(_repeats(saying, other) for other in made):
                made.append(saying)
    made = [
        _with_cited(text, sentence, found, saying) for saying in made if not _of_his_own(saying, made, found)
    ]
    return sorted(made, key=lambda saying: saying.start - saying.end)


def _of_his_own(saying: Saying, others: list[Saying], found: Cast) -> bool:
    """Whether a company only says what its own officer is heard to say ("she said the firm expects")."""
    return saying.chain[0].kind == "company" and any(
        other.chain[0].kind == "officer"
        and saying.chain[0].name in speaker_company(other.chain, found)
        and other.start <= saying.at < other.end
        for other in others
    )


def _learned(text: str, sentence: Masked, found: Cast) -> Iterator[Saying]:
    """It was learned; X has learned: sources of the paper's own, which it does not name."""
    for match in grammar("says.learned").finditer(text):
        papers = [name for name in sentence.names(match["src"] or "") if found.kind(name) == "press"]
        if papers or match["src"] is None:
            chain = (Source("unnamed sources", "unnamed"), *(Source(name, "press") for name in papers[:1]))
            yield Saying(0, len(text), match.start(), chain, match[0])


def _repeats(saying: Saying, other: Saying) -> bool:
    if saying.at == other.at or (saying.chain == other.chain and saying.at < other.at + len(other.said)):
        return True
    if other.chain[0] == saying.chain[0] and saying.at > other.at:
        return True
    same = {source.name for source in saying.chain} <= {source.name for source in other.chain}
    return same and saying.start >= other.start and saying.end <= other.end


def _words() -> dict[str, str]:
    given: dict[str, str] = language("words")["speech"]
    return given


def _told(text: str, sentence: Masked, found: Cast) -> Iterator[Saying]:
    """X told Y that so it is."""
    for match in grammar("says.told").finditer(text):
        known = {entry.name for entry in known_names().values() if entry.kind != "press"}
        relay = [Source(name, "press") for name in sentence.names(match["to"]) if name not in known]
        chain = (*_who(match["src"], sentence, found), *relay)
        before = _quoted_before(text, match.start())
        if before is not None:
            yield Saying(before, match.start(), match.start(), chain, match[0])
        else:
            yield Saying(match.end("to"), _clause(text, match.end("to")), match.start(), chain, match[0])


def _quoted_before(text: str, start: int) -> int | None:
    """Start of the words that a source set behind them said."""
    ahead = re.search(r"(?:,|,?\"|\",) ?$", text[:start])
    if ahead is None:
        return None
    if text[:start].rstrip(', "').count('"') % 2 == 1:
        return text[:start].rstrip(', "').rfind('"')
    return text[:start].rfind("; ") + 1


def _after(text: str, sentence: Masked, found: Cast) -> Iterator[Saying]:
    """So it is, X said; so it is, said X."""
    for rule in ("says.after", "says.after_turned", "says.after_found"):
        for match in grammar(rule).finditer(text):
            before = _quoted_before(text, match.start("src"))
            if before is None:
                before = _quoted_before(text, match.start() + 2)
            relay = grammar("says.to_paper").search(match["tail"].rstrip())
            papers = sentence.names(relay["to"]) if relay else ()
            chain = (
                *_who(match["src"], sentence, found),
                *(Source(name, "press") for name in papers if found.kind(name) == "press"),
            )
            goes_on = grammar("says.goes_on").match(text[match.end() :])
            end = len(text) if goes_on else match.start()
            yield Saying(before or 0, end, match.start("src"), chain, match[0])


def _before(text: str, sentence: Masked, found: Cast) -> Iterator[Saying]:
    """X said that so it is."""
    for match in (*grammar("says.before").finditer(text), *grammar("says.put").finditer(text)):
        if grammar("says.nothing_said").match(text[match.end() :]):
            continue
        chain = _who(match["src"], sentence, found)
        thought = pattern("(?:<THINK>)").fullmatch(match["say"]) is not None
        if chain and not (thought and chain[0].kind == "press"):
            end = _clause(text, match.end())
            yield Saying(match.end(), end, match.start("src"), chain, match[0], thought)


def _clause(text: str, start: int) -> int:
    """End of what is said: before a contrast or the next voice."""
    found = grammar("says.clause_end").search(text, start)
    if found is None:
        return len(text)
    return found.start() if text[start : found.start()].count('"') % 2 == 0 else len(text)


def _according(text: str, sentence: Masked, found: Cast) -> Iterator[Saying]:
    """According to X, so it is; so it is, as reported by X."""
    for match in grammar("says.according").finditer(text):
        yield Saying(0, len(text), match.start("src"), _who(match["src"], sentence, found), match[0])


def _released(text: str, sentence: Masked, found: Cast) -> Iterator[Saying]:
    """According to a press release or filing: the company the sentence begins with says so."""
    makers = [name for name in sentence.names(text) if found.kind(name) not in NO_COMPANY]
    for match in grammar("says.released").finditer(text):
        if makers:
            kind = "filing" if match["paper"] in ("filing", "notice") else "company"
            yield Saying(0, len(text), match.start(), (Source(makers[0], kind),), match[0])


def _report(text: str, sentence: Masked, found: Cast) -> Iterator[Saying]:
    """A report by X; an X report; X ranks Y."""
    for rule in ("says.report_of", "says.report_by", "says.news_from", "says.ranks"):
        for match in grammar(rule).finditer(text):
            chain = _who(match["src"], sentence, found)
            if grammar("says.answers").search(text[: match.start()]):
                continue
            if chain and chain[0].kind in (("analyst",) if rule == "says.ranks" else ("press", "analyst")):
                start = match.start("src") if rule == "says.ranks" else 0
                yield Saying(start, len(text), match.start("src"), chain, match[0], rule == "says.ranks")


def _via(text: str, sentence: Masked, found: Cast) -> Iterator[Saying]:
    """X (via Y)."""
    for match in grammar("says.via").finditer(text):
        chain = (*_who(match["src"], sentence, found), *_who(match["by"], sentence, found))
        if chain and all(source.kind == "press" for source in chain):
            yield Saying(0, len(text), match.start("src"), chain, match[0])


def _with_cited(text: str, sentence: Masked, found: Cast, saying: Saying) -> Saying:
    """The same with those whom its source cites."""
    for match in grammar("says.cites").finditer(text):
        cited = _who(match["src"], sentence, found)
        if cited and saying.chain[0].kind == "press" and cited[0] not in saying.chain:
            return replace(saying, chain=(*cited, *saying.chain))
    paper = grammar("says.cites_paper").search(text)
    if paper and saying.chain[0].kind == "press":
        return replace(saying, chain=(Source(paper["paper"].removesuffix("s"), "filing"), *saying.chain))
    return saying


def spokespeople(sentence: Masked, found: Cast, place: int) -> tuple[Source, ...]:
    """Those who speak for a company before a place where no word of saying stands ("declined to comment")."""
    match = grammar("says.spokes").search(sentence.text[:place])
    return _who(match["src"], sentence, found) if match else ()


def speaker_company(chain: tuple[Source, ...], found: Cast) -> tuple[str, ...]:
    """Company for which the origin of a chain speaks."""
    origin = chain[0]
    if origin.kind == "officer":
        return found.of.get(origin.name, ())
    if origin.kind == "company":
        return (origin.name.removesuffix(" spokesperson"),)
    return ()


def _who(words: str, sentence: Masked, found: Cast) -> tuple[Source, ...]:
    """Sources that some masked words name; none if they cannot speak."""
    lower = sentence.in_words(words).lower()
    names = sentence.names(words)
    if re.search(r"\bspokes|\brepresentative", lower):
        companies = [name for name in names if found.kind(name) not in NO_COMPANY]
        people = [name for name in names if found.kind(name) == "person"]
        employer = [name for person in people for name in found.of.get(person, ())]
        around = [name for name in sentence.names(sentence.text) if found.kind(name) not in NO_COMPANY]
        owner = companies or employer or around
        return tuple(Source(f"{name} spokesperson", "company") for name in owner[:1]) or tuple(
            Source(f"{name}, spokesperson", "company") for name in people[:1]
        )
    if re.search(r"\banalysts?\b|\bwatchers\b|\bobservers\b", lower):
        people = [name for name in names if found.kind(name) == "person"]
        if people:
            return (Source(people[0], "analyst"),)
        return (Source(f"{names[-1]} analyst" if names else "unnamed analysts", "analyst"),)
    if re.search(rf"\b(?:{_words()['unnamed']})\b", lower) and not any(
        found.kind(name) == "person" for name in names
    ):
        return (Source(_unnamed(lower), "unnamed"),)
    head = sentence.names(APPOSITION.split(words)[0])
    if head and not any(found.kind(name) in NO_SUBJECTS for name in names):
        names = head
    speaking = [name for name in names if found.kind(name) != "product"]
    if not speaking:
        return ()
    kinds = {"press": "press", "analyst": "analyst", "person": "officer"}
    if found.kind(speaking[-1]) == "press":
        speaking = speaking[-1:]
    first = speaking[0]
    if found.kind(first) not in kinds and len(speaking) > 1 and found.kind(speaking[-1]) == "person":
        first = speaking[-1]
    if any(found.kind(name) == "analyst" for name in found.of.get(first, ())):
        return (Source(first, "analyst"),)
    if found.kind(first) in kinds or len(speaking) == 1:
        return (Source(first, kinds.get(found.kind(first), "company")),)
    return (Source(joint_name(tuple(speaking)), "company"),)


def _unnamed(words: str) -> str:
    """Unnamed sources under one name, with their number where it is told."""
    number = re.search(r"\b(two|three|four|five|six)\b", words)
    if number:
        return f"{number[1]} sources"
    single = re.match(r"(?:an?|one|another) ", words) or re.search(
        r"\b(?:person|source|executive|official|insider)\b", words
    )
    return "unnamed source" if single else "unnamed sources"


def joint_name(names: tuple[str, ...]) -> str:
    """Name of several together: of their group where there is one."""
    for entry in known_names().values():
        if entry.of and entry.kind != "product" and set(entry.of) == set(names):
            return entry.name
    return " and ".join(names)
