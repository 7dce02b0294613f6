"""Drafts of claims as a file: TOML of the form of claim files, unreviewed, the quoted words beside each."""

import json
import re
from collections.abc import Iterator
from pathlib import PurePath

from cellworth.io.articles.dates import middle_day
from cellworth.io.articles.lexicon import names
from cellworth.io.articles.reader import Draft
from cellworth.io.articles.speech import Source

__all__ = ["drafts_toml", "page_name"]

HEAD = """# Draft claims of {article}. Read each beside its words, mend it and set reviewed = true;
# then name the file in a case (claims_from) or copy its claims there. No run takes what nobody has reviewed.
# The quoted words are the article's: keep them out of anything that is passed on."""
GRADES = {
    "press": ("F", "not judged yet"),
    "company": ("officer", "the company about itself; judge how near to it"),
    "officer": ("officer", "officer on the record"),
    "unnamed": ("F", "unnamed; cannot be judged"),
    "analyst": ("F", "not judged yet"),
    "filing": ("filing", "filing or signed notice"),
}
"""Grade proposed for each kind of source, and why."""
KINDS = {"officer": "company"}


def page_name(stem: str) -> str:
    """Name of the outlet of a file, as known names write it."""
    plain = re.sub(r"[^a-z0-9]", "", stem.lower())
    for entry in names().values():
        if entry.kind == "press" and re.sub(r"[^a-z0-9]", "", entry.name.lower()) == plain:
            return entry.name
    return stem


def drafts_toml(drafts: list[Draft], text: str, article: str, published: str) -> str:
    """The file of drafts.

    Parameters
    ----------
    drafts : of the article.
    text : of the article; its words stand as comments beside each draft.
    article : path or name of the article.
    published : day it appeared, or empty.
    """
    stem = _key(PurePath(article).stem)
    lines = [HEAD.format(article=PurePath(article).name), 'schema = "claims/1"']
    lines += [f"title = {_text(f'Drafts from {PurePath(article).name}')}", ""]
    for source in _sources(drafts):
        grade, reason = GRADES[source.kind]
        lines += [f"[sources.{_key(source.name)}]", f"title = {_text(source.name)}", f'grade = "{grade}"']
        lines += [f"reason = {_text(reason)}", f'kind = "{KINDS.get(source.kind, source.kind)}"', ""]
    for number, draft in enumerate(drafts, 1):
        lines += [*_claim(draft, f"{stem}_{number}", text, article, published), ""]
    return "\n".join(lines)


def _sources(drafts: list[Draft]) -> list[Source]:
    found: dict[str, Source] = {}
    for draft in drafts:
        for source in draft.chain:
            found.setdefault(_key(source.name), source)
    return list(found.values())


def _claim(draft: Draft, name: str, text: str, article: str, published: str) -> Iterator[str]:
    quoted = " ".join(text[draft.start : draft.end].split())
    around = " ".join(text[max(0, draft.start - 120) : draft.end + 60].split())
    yield f"# words: {quoted}"
    yield f"# around: {around}"
    if draft.linked:
        yield "# this is the headline of a linked report"
    yield f"[claims.{name}]"
    yield "reviewed = false"
    yield f"span = [{draft.start}, {draft.end}]"
    shown = f"{draft.value} {draft.unit}".strip()
    yield f"text = {_text(f'{draft.subject}: {draft.attribute}: {shown}')}"
    for field in ("subject", "attribute", "value", "unit", "stance"):
        yield f"{field} = {_text(getattr(draft, field))}"
    yield f"chain = [{', '.join(_text(_key(source.name)) for source in draft.chain)}]"
    if draft.verbatim:
        yield f"verbatim = [{', '.join(_text(_key(name)) for name in draft.verbatim)}]"
    yield f"hedge = {_text(draft.hedge)}"
    yield f"ages_as = {_text(draft.ages_as)}"
    if draft.said:
        yield f"stated_on = {middle_day(draft.said).isoformat()} # said: {draft.said}"
    if published:
        yield f"known_from = {published}"
    else:
        yield "# known_from = the day the article appeared is due here, like 2016-08-05"
    yield f"locator = {_text(f'{PurePath(article).name}, characters {draft.start} to {draft.end}')}"


def _key(words: str) -> str:
    """Words as a bare key of TOML."""
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_") or "unnamed"


def _text(words: str) -> str:
    """Words as a text of TOML."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)
