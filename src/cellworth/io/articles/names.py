"""Who an article names: companies, papers and persons, under all the names it gives them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cellworth.io.articles.described import Cast, Mention, describe, said_of
from cellworth.io.articles.lexicon import Name, grammar, language
from cellworth.io.articles.lexicon import names as known_names
from cellworth.io.articles.text import Sentence

__all__ = ["cast"]

WORD = re.compile(r"[A-Za-zÀ-ÿ0-9](?:[\wÀ-ÿ&-]|\.(?=\w)|'(?=[a-z]{2}))*(?:\.(?=,? ))?")
ALIAS_WORDS = 5
ACRONYM = re.compile(r" \(\"?([A-Z][A-Za-z]{1,7})\"?(?:,[^)]*)?\)")


@dataclass(frozen=True)
class _Run:
    """Words with capitals that may be a name; `whole` if they came with "Corp" or the like."""

    start: int
    end: int
    text: str
    known: Name | None
    whole: bool = False


def cast(text: list[Sentence]) -> tuple[Cast, list[list[Mention]]]:
    """Everyone in an article, and where each is named, sentence by sentence."""
    runs = [list(_runs(sentence.text, sentence.kind)) for sentence in text]
    sure = _certain(text, runs)
    renamed = _one_name_each(text, runs, sure)
    found = Cast()
    labels = {sentence.speaker for sentence in text if " " in sentence.speaker}
    found.kinds |= {label: "person" for label in labels if label.split()[-1] not in _press_words()}
    mentions: list[list[Mention]] = []
    for sentence, group in zip(text, runs, strict=True):
        here = []
        for run in group:
            if run.known is None and run.text not in sure:
                continue
            name = renamed.get(run.text, run.known.name if run.known else run.text)
            here.append(Mention(run.start, run.end, (name,), "name"))
            _introduce(found, name, run, sentence)
        groups = list(_peoples(sentence.text, here))
        found.kinds |= {group.names[0]: "group" for group in groups}
        linked = _in_headline(sentence, here, sure, renamed)
        mentions.append(_grouped([*here, *groups, *linked], sentence.text))
    _products(found, runs, sure)
    for sentence, here in zip(text, mentions, strict=True):
        describe(found, sentence.text, here)
    return found, mentions


def _press_words() -> list[str]:
    found: list[str] = language("words")["press_words"]
    return found


def _in_headline(
    sentence: Sentence, here: list[Mention], sure: set[str], renamed: dict[str, str]
) -> Iterator[Mention]:
    """Names of the body in a headline, where every word has a capital."""
    if sentence.kind == "body":
        return
    for name in sorted(sure, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(name)}\b", sentence.text):
            if not any(match.start() < mention.end and mention.start < match.end() for mention in here):
                here = [*here, Mention(match.start(), match.end(), (renamed.get(name, name),), "name")]
                yield here[-1]


def _products(found: Cast, runs: list[list[_Run]], sure: set[str]) -> None:
    """Names that begin with that of a company and are none themselves ("Halden Vika")."""
    makers = {run.text for group in runs for run in group if run.whole and run.text in sure}
    organisation = set(language("words")["organisation_words"])
    for group in runs:
        for run in group:
            maker = next((name for name in makers if run.text.startswith(f"{name} ")), None)
            if (
                maker
                and not run.whole
                and not set(run.text.split()) & organisation
                and run.text in found.kinds
            ):
                found.kinds[run.text] = "product"
                found.of[run.text] = (maker,)


def _peoples(text: str, here: list[Mention]) -> Iterator[Mention]:
    """Companies called by their country only ("Chinese companies")."""
    for match in grammar("described.peoples").finditer(text):
        if not any(match.start() < mention.end and mention.start < match.end() for mention in here):
            yield Mention(match.start(), match.end(), (match[0],), "name")


def _runs(text: str, kind: str) -> Iterator[_Run]:
    """Known names, and words with capitals, of a sentence."""
    words = list(WORD.finditer(text))
    place = 0
    while place < len(words):
        known, length = _known(words, place, text)
        skipped = 0 if known else _place_words(words, place, text)
        if skipped or (known is None and (kind != "body" or not _may_name(words[place]))):
            place += max(skipped, 1)
            continue
        last = place + length
        while last < len(words) and _goes_with(words, last, text, known, kind):
            last += 1
        yield _named(text, words[place].start(), words[last - 1].end(), words[place:last], length, known)
        place = last


def _place_words(words: list[re.Match[str]], place: int, text: str) -> int:
    """Number of words of a place or people that begins here; zero if none, or if it heads a firm's name."""
    rules = language("words")
    ahead = text[words[place].start() :]
    fits = [
        name
        for name in (*rules["places"], *rules["peoples"])
        if re.match(rf"{re.escape(name)}(?![\w-])", ahead)
    ]
    if not fits:
        return 0
    length = len(max(fits, key=len).split())
    last = place + length
    while last < len(words) and text[words[last - 1].end() : words[last].start()] == " ":
        if not words[last][0][0].isupper() or words[last][0] in known_names():
            break
        last += 1
    named = {word[0] for word in words[place + length : last]} & set(rules["organisation_words"])
    return 0 if named else last - place


def _known(words: list[re.Match[str]], place: int, text: str) -> tuple[Name | None, int]:
    """Longest known name that begins at a word; the first word must be as known, the others in any case."""
    aliases = known_names()
    for length in range(min(ALIAS_WORDS, len(words) - place), 0, -1):
        given = text[words[place].start() : words[place + length - 1].end()].rstrip(".,")
        if given in aliases:
            return aliases[given], length
        first, _, rest = given.partition(" ")
        titled = f"{first} {rest.title()}"
        if rest and titled in aliases:
            return aliases[titled], length
    return None, 1


def _may_name(word: re.Match[str]) -> bool:
    rules = language("words")
    given = word[0].rstrip(".")
    if not given[0].isupper() or re.search(
        r"\d\.\d|\d(?:bn|mn|m)$|^(?:NMC|NCM|NCA|LFP|LMO|LMFP)[\d-]*$", given
    ):
        return False
    if len(given) == 1 or grammar("described.no_name").search(given):
        return False
    if given.lower() in (*rules["carmaker_words"], *rules["company_words"]):
        return False
    return not (given in rules["not_names"] or word[0] in rules["not_names"] or given in rules["calendar"])


def _goes_with(words: list[re.Match[str]], place: int, text: str, known: Name | None, kind: str) -> bool:
    """Whether the next word belongs to the name."""
    before, word = words[place - 1][0], words[place][0]
    between = text[words[place - 1].end() : words[place].start()]
    rules = language("words")
    if before.rstrip(".") in rules["suffixes"]:
        return word in rules["suffixes"] and between == " "
    if kind == "body" and known is None and word in ("of", "for", "and", "the") and place + 1 < len(words):
        office = {entry[0] for entry in words[max(place - ALIAS_WORDS, 0) : place]} & set(rules["offices"])
        following = words[place + 1][0]
        return (
            bool(office) and (following[0].isupper() or following == "the") and following not in known_names()
        )
    if between != " " or not word[0].isupper():
        return between == " & " and word[0].isupper() and kind == "body"
    if word in rules["suffixes"] or word.rstrip(".") in rules["suffixes"]:
        return True
    if known is not None and (known.kind not in ("carmaker", "cellmaker") or kind != "body"):
        return word in known_names() and known_names()[word].kind == "product"
    return _may_name(words[place]) or word in rules["organisation_words"]


def _named(
    text: str, start: int, end: int, words: list[re.Match[str]], length: int, known: Name | None
) -> _Run:
    """A run under its name, a maker's product under its own."""
    rules = language("words")
    given = text[start:end]
    kept = [word[0] for word in words]
    while len(kept) > 1 and (kept[-1] in rules["suffixes"] or kept[-1].rstrip(".") in rules["suffixes"]):
        kept.pop()
    if given.endswith(".") and not text[end:].strip(" \"')"):
        end -= 1
    if known is None:
        whole = text[start : words[len(kept) - 1].end()]
        return _Run(start, end, whole.rstrip("."), None, len(kept) < len(words))
    rest = " ".join(kept[length:])
    if not rest:
        return _Run(start, end, known.name, known)
    if rest in known_names():
        return _Run(start, end, known_names()[rest].name, known_names()[rest])
    if rest in rules["places"]:
        return _Run(start, end, known.name, known)
    if set(kept[length:]) & set(rules["organisation_words"]):
        return _Run(start, end, " ".join(kept), Name(" ".join(kept), "company", ()))
    return _Run(start, end, rest, Name(rest, "product", (known.name,)))


def _certain(text: list[Sentence], runs: list[list[_Run]]) -> set[str]:
    """Unknown runs that are names, not places and not just the first word of a sentence."""
    rules = language("words")
    sure: set[str] = set()
    lower = {word for sentence in text for word in re.findall(r"\b[a-z]+\b", sentence.text)}
    for sentence, group in zip(text, runs, strict=True):
        for run in group:
            words = run.text.split()
            if run.known is not None:
                continue
            before, after = sentence.text[: run.start], sentence.text[run.end :]
            of_place = grammar("described.place_before").search(before) and not (
                grammar("described.stake_before").search(before) or said_of("analyst_before", before)
            )
            organisation = set(words) & {*rules["organisation_words"], *rules["press_words"]} or any(
                suffix in sentence.text[run.start : run.end].split() for suffix in rules["suffixes"]
            )
            bracketed = before.endswith("(") and not any(other.end == run.start - 2 for other in group)
            site = grammar("described.site_after").match(after) and len(words) == 1
            adjective = re.search(r"\b[Aa]n? $", before) and re.match(r" [a-z]", after)
            if bracketed or site or adjective:
                continue
            if len(words) == 1 and words[0] in rules["organisation_words"]:
                continue
            first = (
                len(words) == 1
                and not run.text.isupper()
                and _opens_by_chance(run.text, before, after, lower)
            )
            if (
                organisation
                or ACRONYM.match(after)
                or (not of_place and not first and not re.match(r", [A-Z][\w.]+,", after))
            ):
                sure.add(run.text)
    heads = {f"{run.text} " for group in runs for run in group if run.known is None}
    return sure | {head.strip() for head in heads if any(name.startswith(head) for name in sure)}


def _opens_by_chance(name: str, before: str, after: str, lower: set[str]) -> bool:
    """Whether a word may have its capital only because it opens its sentence."""
    if before.strip(" \"'("):
        return False
    common = name in language("words")["openers"] or name.lower() in lower or name.endswith(("ly", "ing"))
    return common or grammar("acting.verb_after").match(after) is None


def _one_name_each(text: list[Sentence], runs: list[list[_Run]], sure: set[str]) -> dict[str, str]:
    """One name for all that mean the same: acronyms, short forms, family names."""
    renamed: dict[str, str] = {}
    full = {run.text: run for group in runs for run in group if run.known or run.text in sure}
    whole = {run.text for group in runs for run in group if run.whole}
    for sentence, group in zip(text, runs, strict=True):
        for run in group:
            acronym = ACRONYM.match(sentence.text[run.end :])
            if acronym and acronym[1] != run.text:
                known = known_names().get(acronym[1])
                renamed[acronym[1]] = run.known.name if run.known else known.name if known else run.text
                renamed[run.text] = renamed[acronym[1]]
    for short in sorted(full):
        held = full[short].known
        if (held is not None and held.kind != "short") or short in whole:
            continue
        for long in sorted(full, key=len):
            starts = long.startswith(f"{short} ")
            ends = held is None and long.endswith(f" {short}") and full[long].known is None
            if long != short and (starts or ends) and not _side_by_side(text, runs, short, long):
                renamed.setdefault(short, renamed.get(long, long))
                break
    return renamed


def _side_by_side(text: list[Sentence], runs: list[list[_Run]], short: str, long: str) -> bool:
    """Whether a name stands in a sentence with a longer one that begins with it: a parent and its venture."""
    for sentence, group in zip(text, runs, strict=True):
        named = [run.text for run in group]
        if sentence.kind == "body" and short in named and long in named[named.index(short) :]:
            return True
    return False


def _introduce(found: Cast, name: str, run: _Run, sentence: Sentence) -> None:
    """Note the kind of a name where it is met."""
    if run.known is not None and name == run.known.name:
        found.kinds[name] = run.known.kind
        found.of.setdefault(name, run.known.of)
        return
    if name in known_aliases():
        found.kinds[name] = known_aliases()[name].kind
        return
    before, after = sentence.text[: run.start], sentence.text[run.end :]
    if name not in found.kinds or found.kinds[name] == "company":
        found.kinds[name] = _guessed(run.text, before, after)


def known_aliases() -> dict[str, Name]:
    """Known names by the name itself."""
    return {entry.name: entry for entry in known_names().values()}


def _guessed(name: str, before: str, after: str) -> str:
    """Kind of an unknown name, from its words and its neighbours."""
    rules = language("words")
    words = name.split()
    told_press = said_of("press_before", before) or said_of("press_after", after)
    if words[-1] in rules["press_words"] or told_press:
        return "press"
    if set(words) & set(rules["analyst_words"]) or said_of("analyst_before", before):
        return "analyst"
    if said_of("title_before", before):
        return "person"
    if set(words) & set(rules["cell_words"]):
        return "cellmaker"
    if set(words) & set(rules["car_words"]):
        return "carmaker"
    if set(words) & set(rules["organisation_words"]):
        return "company"
    if "&" in words:
        return "company"
    if grammar("described.office_after").match(after) or (
        len(words) in (2, 3) and grammar("described.speaks_after").match(after)
    ):
        return "person" if not name.isupper() else "company"
    return "company"


def _grouped(here: list[Mention], text: str) -> list[Mention]:
    """Mentions of a sentence, in order, without those inside an acronym's brackets next to the same name."""
    kept: list[Mention] = []
    for mention in sorted(here, key=lambda entry: entry.start):
        if kept and kept[-1].names == mention.names and text[kept[-1].end : mention.start].strip() == "(":
            continue
        kept.append(mention)
    return kept
