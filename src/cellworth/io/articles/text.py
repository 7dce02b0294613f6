"""The text of an article: what surrounds it dropped, the rest in sentences that know their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cellworth.io.articles.lexicon import any_of, language, names

__all__ = ["Sentence", "dateline", "plain_marks", "sentences"]

ABBREVIATION = re.compile(
    r"(?:\b(?:Corp|Co|Inc|Ltd|Mr|Ms|Mrs|Dr|No|St|vs|etc|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Mich|Tenn|Calif|Ky|Ga|Ind|Kan|Nev|Ill|Ariz|Ont|[A-Z]|U\.S|U\.K|E\.U|S\.A|N\.V|a\.m|p\.m))\.$"
)
ENDING = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)")
COMPANY_END = re.compile(r"\b(?:Corp|Co|Inc|Ltd|S\.A|N\.V)\.$")
COUNTRY_END = re.compile(r"\b(?:U\.S|U\.K)\.$")
STARTER = re.compile(
    r"\s+(?:The|A|An|In|It|But|And|Both|This|That|These|Those|However|Meanwhile|Last|On|At)\b"
)
WRAPPED_AT = 45
WRAPPED_MOST = 100
LEAST_WORDS = 4
DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
DATELINE = re.compile(
    rf"^(?:[A-Z][A-Z .,/'-]{{2,}}(?:, [A-Z][a-z]+)?(?:,? {DAY})?(?: \([A-Z][\w /]+\))?"
    rf"|{DAY} \([A-Z][\w ]+\)|\([A-Z]\w+\)) ?(?:--|-|–|—) ?"
)
LABEL = re.compile(r"^([A-Z][\w.&-]*(?: [A-Z][\w.-]+){0,3}): +(?=\S)")
HEADLINE_WORDS = 5


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article.

    Attributes
    ----------
    start, end : characters of the article.
    text : as printed, but for plain quotation marks; as long as the original.
    kind : body, headline (a link to another report), title, or heading (a line of a few words).
    paragraph : number of its paragraph.
    quoted : whether it begins inside a quotation.
    speaker : label of its paragraph in an interview ("A", or a name), or empty.
    """

    start: int
    end: int
    text: str
    kind: str
    paragraph: int
    quoted: bool
    speaker: str = ""


def plain_marks(text: str) -> str:
    """The text with plain quotation marks, apostrophes and spaces, character by character."""
    return text.translate(str.maketrans("“”„«»‘’`´\u00a0\u2009\u202f\t", '"""""\'\'\'\' ' + "   "))


def sentences(text: str) -> list[Sentence]:
    """Sentences of an article without what surrounds it.

    Parameters
    ----------
    text : of the page.
    """
    found: list[Sentence] = []
    body_seen = False
    plain = plain_marks(text)
    open_quote = False
    for number, (start, end) in enumerate(_paragraphs(plain)):
        kind = _kind(plain[start:end], body_seen)
        body_seen = body_seen or kind == "body"
        marks = plain[start:end].count('"')
        goes_on = open_quote and marks % 2 == 1 and not plain[start:end].lstrip().startswith('"')
        found += _of_paragraph(plain, start, end, kind, number, quoted=goes_on)
        if kind == "body":
            open_quote = (marks % 2 == 1) != goes_on
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Places of paragraphs: lines, with those joined that were only wrapped."""
    for block in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        lines = [
            (block.start() + line.start(1), block.start() + line.end(1))
            for line in re.finditer(r"[ \t]*([^\n]*[^\s])\s*(?:\n|$)", block[0])
        ]
        hard = max(end - start for start, end in lines) <= WRAPPED_MOST
        start, end = lines[0]
        for following, stop in lines[1:]:
            if hard and _goes_on(text[start:end], end - start, text[following]):
                end = stop
                continue
            yield start, end
            start, end = following, stop
        yield start, end


def _goes_on(before: str, length: int, first: str) -> bool:
    """Whether a line was only wrapped, by how it ends and the next begins."""
    if re.search(r"[.!?][\"')\]]*$", before) and not ABBREVIATION.search(before):
        return False
    return first.islower() or length >= WRAPPED_AT


def _kind(paragraph: str, body_seen: bool) -> str:
    """Body, headline, title, or to be dropped."""
    rules = language("boilerplate")
    if re.match(rules["headline"], paragraph, re.IGNORECASE):
        return "headline"
    if re.search(r"[.!?:;,][\"')\]]*\s*$", paragraph):
        return "body"
    words = len(paragraph.split())
    if words < LEAST_WORDS:
        return "heading"
    if not body_seen:
        return "title"
    return "headline" if words >= HEADLINE_WORDS else "heading"


def _of_paragraph(text: str, start: int, end: int, kind: str, number: int, *, quoted: bool) -> list[Sentence]:
    rules = language("boilerplate")
    if kind == "headline":
        link = re.match(rules["headline"], text[start:end], re.IGNORECASE)
        start += link.end() if link else 0
    start += len(dateline(text[start:end]))
    label = LABEL.match(text[start:end]) if kind == "body" else None
    speaker = label[1] if label and text.count(f"\n{label[0]}") > 1 else ""
    start += len(label[0]) if label and speaker else 0
    found = []
    for first, last in _split(text, start, end):
        piece = text[first:last]
        if not _is_boilerplate(piece, quoted or bool(speaker), kind):
            found.append(Sentence(first, last, piece.replace("\n", " "), kind, number, quoted, speaker))
        quoted = quoted != (piece.count('"') % 2 == 1)
    return found


def dateline(paragraph: str) -> str:
    """Place, day and agency set before the first sentence of a paragraph; empty if there are none."""
    found = DATELINE.match(paragraph)
    return found[0] if found else ""


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places of the sentences of a paragraph."""
    first = start
    for match in ENDING.finditer(text, start, end):
        before = text[first : match.start() + 1]
        rest = text[match.end() : end]
        abbreviated = match[0].startswith(".") and ABBREVIATION.search(before)
        if abbreviated and not _sentence_follows(before, rest):
            continue
        if rest and not re.match(r"\s+[\"'(\[$€£¥]*[A-Z0-9]", rest):
            continue
        yield first, match.end()
        first = match.end() + len(rest) - len(rest.lstrip())
    if text[first:end].strip():
        yield first, end


def _sentence_follows(before: str, rest: str) -> bool:
    """Whether an abbreviation of companies or countries ends its sentence, by the word that follows."""
    after_company = COMPANY_END.search(before) is not None
    if after_company and _known_name().match(rest):
        return True
    return bool((after_company or COUNTRY_END.search(before)) and STARTER.match(rest))


@cache
def _known_name() -> re.Pattern[str]:
    return re.compile(rf"\s+{any_of(list(names()))}\b")


def _is_boilerplate(piece: str, quoted: bool, kind: str) -> bool:
    rules = language("boilerplate")
    if any(re.search(rule, piece, re.IGNORECASE) for rule in rules["sentence"]):
        return True
    if re.search(rules["exchange"], piece):
        return True
    outside = re.sub(r'"[^"]*(?:"|$)', "", piece)
    if quoted:
        outside = outside if '"' not in piece else piece.partition('"')[2]
        outside = "" if '"' not in piece else outside
    if re.search(rules["reader"], outside, re.IGNORECASE):
        return True
    return kind != "heading" and len(piece.split()) < LEAST_WORDS and not re.search(r"\d", piece)
