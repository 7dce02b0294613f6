"""What a case says of sources, claims, events, scenarios and published accounts."""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from cellworth.io.case_numbers import Exchange, Form, Fraction, Number, Section, Spelled
from cellworth.io.units import quantity

__all__ = [
    "AccountForm",
    "AccountLineForm",
    "ClaimForm",
    "ClaimsForm",
    "CorrelationForm",
    "EventForm",
    "ScenarioForm",
    "SourceForm",
]

Month = Annotated[
    str, Spelled(r"^[0-9]{4}-(0[1-9]|1[0-2])$", "a year and a month are due", 'write it as "2015-04"')
]


class SourceForm(Form):
    """Someone who says something: at the start of a chain, or passing it on."""

    title: str
    grade: Literal["filing", "officer", "A", "B", "C", "D", "E", "F"]
    """How far what starts with it can be trusted (S1)."""
    reason: str
    """Why this grade."""
    kind: Literal["filing", "company", "press", "unnamed", "analyst"]
    """Sources of one kind may share an informant (S4)."""


class ClaimForm(Form):
    """What somebody said, in our words."""

    text: str
    subject: str
    attribute: str
    value: str
    """As stated."""
    unit: str = ""
    stance: Literal[
        "fact",
        "signed",
        "officer_intention",
        "press_own_sources",
        "rumour",
        "no_comment",
        "non_denial",
        "flat_denial",
        "filed_denial",
    ]
    """Towards the event; `fact` for a figure or a state of things."""
    chain: tuple[str, ...] = Field(min_length=1)
    """From the origin to the page read, by name of source."""
    verbatim: tuple[str, ...] = ()
    """Those of the chain that quote word for word."""
    hedge: Literal["plain", "around", "over", "potentially"] = "plain"
    """Words that widen the figure (S6)."""
    ages_as: Literal["deal_talks", "price", "capacity", "ownership"]
    """Half-life of its reliability (S2)."""
    stated_on: datetime.date | None = None
    known_from: datetime.date
    superseded_by: str = ""
    """Claim that replaced it."""
    locator: str
    """Where it stands."""
    moves: str = ""
    """Quantity or `events.NAME` it acts on; empty if it only informs."""
    says: Literal["for", "against"] = "for"
    """Whether it speaks for or against the event it moves."""
    confirmed: bool = False
    """By the parties or a filing."""
    rows: tuple[str, ...] = ()
    """Rows of the mission's table that it serves."""
    conflict: str = ""
    """Claim it contradicts."""
    span: tuple[int, int] | None = None
    """Characters of the article, where it was drafted from one."""
    reviewed: bool = True
    """False for a draft that nobody has confirmed yet; no run takes it."""


class ClaimsForm(Form):
    """A file of claims, shared by cases."""

    schema_: Literal["claims/1"] = Field(alias="schema")
    title: str
    sources: dict[str, SourceForm]
    claims: dict[str, ClaimForm]


class EventForm(Section):
    """Something that may come to pass; claims move its odds."""

    title: str
    prior: Fraction
    """Chance before any claim."""


class ScenarioForm(Section):
    """A named state of the world."""

    title: str
    chance: Annotated[Number, quantity("1", shown="%")]
    """Zero for one that is only stressed."""
    factors: dict[str, Annotated[Number, quantity("1", ge=0)]] = Field(default_factory=dict)
    """Factor on each quantity it changes."""


class CorrelationForm(Section):
    """Two uncertain quantities that go together (S7)."""

    first: str
    second: str
    rank: Annotated[Number, quantity("1")]
    """Rank correlation."""


class AccountLineForm(Form):
    """Something the company of the accounts may have sold."""

    title: str
    sells: Literal["cells", "rest", "used", "unused"]
    """Cells, or modules and packs around them, of the plants inside; a commitment resold, or paid unused."""
    purchase: str = ""
    """Commitment of the last two."""
    in_accounts: Literal["yes", "open"]
    """Whether it is known to be in the accounts, or may be."""
    rests_on: str
    """What it hangs on that nobody published."""
    identified_by: str
    """What would tell."""


class AccountForm(Section):
    """A published fiscal year of the venture."""

    title: str
    first: Month
    last: Month
    plants: tuple[str, ...] = Field(min_length=1)
    """Inside the perimeter of the accounts."""
    revenue: Annotated[Number, quantity("USD", shown="million USD", any_currency=True, ge=0)] | None = None
    operating_profit: Annotated[Number, quantity("USD", shown="million USD", any_currency=True)] | None = None
    exchange: Exchange | None = None
    lines: dict[str, AccountLineForm] = Field(default_factory=dict)
    """What it may consist of; none for the cells of the plants alone."""
    rest_identified_by: str = ""
    """What would tell where the rest comes from."""
