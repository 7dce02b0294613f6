"""What a case of stake deals may say."""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from cellworth.io.case_numbers import CaseName, EnergyPrice, Exchange, Form, Fraction, Money, Number, Section
from cellworth.io.strategy_forms_deal import CompanyForm, HoldingForm
from cellworth.io.strategy_forms_evidence import ClaimForm, SourceForm
from cellworth.io.units import quantity

__all__ = ["PoolForm", "StakeDealForm", "StakesForm", "ThresholdForm"]


class StakeDealForm(Section):
    """One deal in shares."""

    title: str
    day: datetime.date
    """Agreed, or first reported."""
    company: str
    """Whose shares."""
    buyer: str = ""
    """Empty where nobody is named yet."""
    seller: str = ""
    """Empty for new shares."""
    new_shares: bool = False
    """Whether the money goes into the company."""
    share: Annotated[Number, quantity("1", shown="%", gt=0, le=1)]
    """Of all shares after the deal."""
    price: Money
    shares: Annotated[Number, quantity("share", gt=0)] | None = None
    """Number of shares, to check the price."""
    share_price: Annotated[Number, quantity("USD/share", any_currency=True, gt=0)] | None = None
    """Price of one, to check the price."""
    exchange: Exchange | None = None
    control_premium: Fraction
    """Paid above the worth without control."""


class ThresholdForm(Section):
    """Votes that carry a resolution."""

    title: str
    votes: Annotated[Number, quantity("1", shown="%", gt=0, le=1)]
    """Share that must be reached."""


class PoolForm(Section):
    """Makers on one plant or contract (S83)."""

    title: str
    variable: EnergyPrice
    """Cost that goes with the volume."""
    fixed: Annotated[Number, quantity("USD/year", shown="million USD/year", ge=0)]
    """Cost of the plant, whatever the volume."""
    volume: dict[str, Annotated[Number, quantity("kWh/year", shown="GWh/year", gt=0)]] = Field(min_length=1)
    """By company, the one that has the plant first."""


class StakesForm(Form):
    """A set of stake deals of one holder."""

    schema_: Literal["case/1"] = Field(alias="schema")
    kind: Literal["stakes"]
    """What it asks."""
    name: CaseName
    title: str
    question: str
    as_of: datetime.date
    """Nothing known later is used."""
    base: str = ""
    """Case this one differs from, by name or path."""
    holder: str
    """Company whose deals they are."""
    companies: dict[str, CompanyForm]
    holdings: dict[str, HoldingForm] = Field(default_factory=dict)
    """Before the deals."""
    deals: dict[str, StakeDealForm] = Field(min_length=1)
    thresholds: dict[str, ThresholdForm]
    capacity: dict[str, Annotated[Number, quantity("kWh/year", shown="GWh/year", ge=0)]] = Field(
        default_factory=dict
    )
    """Of cells, by company."""
    pools: dict[str, PoolForm] = Field(default_factory=dict)
    claims_from: tuple[str, ...] = ()
    """Files of claims below data/claims; those known later are left out."""
    sources: dict[str, SourceForm] = Field(default_factory=dict)
    claims: dict[str, ClaimForm] = Field(default_factory=dict)
    limits: tuple[str, ...] = ()
