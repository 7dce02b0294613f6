"""What a case says of companies, commitments, bidders and ways to go."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from cellworth.io.case_numbers import (
    EnergyPrice,
    Form,
    Fraction,
    Money,
    Number,
    Rate,
    Ratio,
    Section,
    Uncertain,
)
from cellworth.io.spreads import spread
from cellworth.io.units import quantity

__all__ = [
    "BidderForm",
    "CompanyForm",
    "HoldingForm",
    "PurchaseForm",
    "StrategyChoiceForm",
    "TermsForm",
]

EnergyRate = Annotated[Uncertain, spread("kWh/year", shown="GWh/year", ge=0)]
Months = Annotated[Uncertain, spread("month", ge=0)]
Years = Annotated[Uncertain, spread("year", gt=0)]
Chance = Annotated[float, quantity("1", shown="%", ge=0, le=1)]
TermShare = Annotated[Number, quantity("1", shown="%", ge=-0.5, le=1)]
TermRatio = Annotated[Number, quantity("1", ge=0)]
TermRate = Annotated[Number, quantity("1/year", shown="%/year", ge=0, le=1)]
TermMoney = Annotated[Number, quantity("USD", shown="million USD", ge=0)]
TermPrice = Annotated[Number, quantity("USD/kWh")]
ONE, BY_YEAR = "[one]", "[by year]"


def _form_of_share(given: Any) -> str:
    return BY_YEAR if isinstance(given, Mapping) and "value" not in given else ONE


ShareOrShares = Annotated[
    Annotated[Chance, Tag(ONE)] | Annotated[dict[int, Chance], Field(min_length=1), Tag(BY_YEAR)],
    Discriminator(_form_of_share),
]
Plant = Literal["keep", "convert", "close", "sell"]


class CompanyForm(Form):
    """A company of the case."""

    title: str
    country: str
    part: Literal["automaker", "venture", "partner", "supplier", "bidder", "ally", "outside"]


class HoldingForm(Section):
    """Shares of one company in another."""

    holder: str
    company: str
    share: Annotated[Number, quantity("1", shown="%")]
    """Of the cash flow."""
    votes: Annotated[Number, quantity("1", shown="%")] | None = None
    """As the share where not given."""


class PurchaseForm(Section):
    """A purchase commitment: take or pay (S32)."""

    title: str
    payer: str
    payee: str
    minimum: EnergyRate
    """Bought and paid in any case."""
    price: EnergyPrice
    """Of the committed part only."""
    last_year: Annotated[Number, quantity("year")]
    """Year after which it ends."""
    moves_with: str
    """`venture` if it goes with the shares, else the company it stays with."""


class BidderForm(Section):
    """A class of buyers, argued without knowing who came."""

    title: str
    interest: Fraction
    """Chance that one of the class bids at all."""
    third_party: EnergyRate
    """Sales to others that it would add at full plan."""
    ramp_years: Years
    """Until full plan."""
    cost_factor: Ratio
    """Conversion cost under its plan over the venture's own."""
    discount_rate: Rate
    synergy: Money
    integration: Money
    """Cost of taking over."""
    other_bid: Money
    """What it forgoes elsewhere."""
    funding: Fraction
    """Chance that the money comes (S66)."""
    regulation: Fraction
    """Chance that authorities agree (S66)."""
    no_adverse_change: Fraction
    """Chance that nothing undoes the deal before closing (S66)."""
    months_to_close: Months
    fees: Money
    """Of the seller."""
    reverse_fee: Money
    """Paid to the seller if it fails."""
    third_party_price_factor: Ratio
    """Price it gets from others over the supply price."""


class TermsForm(Section):
    """Further terms of a strategy; those that its kind needs (S42, S53, S75)."""

    markup: TermShare | None = None
    """Of the price between the owners' company and the automaker over cost (co-owned)."""
    entry_price: TermMoney | None = None
    """Paid by the new owner for its part (co-owned)."""
    fee: TermPrice | None = None
    """Per energy made (licence)."""
    up_front: TermMoney | None = None
    """Paid once at the start (licence)."""
    variable_factor: TermRatio | None = None
    """On own variable cost from then on."""
    fixed_factor: TermRatio | None = None
    """On own fixed cash cost from then on."""
    margin: TermShare | None = None
    """On conversion cost (tolling)."""
    share: TermShare | None = None
    """Of the supplier's business (stake)."""
    price: TermMoney | None = None
    """Paid for that share (stake)."""
    capacity_added: Annotated[Number, quantity("kWh/year", shown="GWh/year", ge=0)] | None = None
    """In all plants together (expand)."""
    capital_share: TermRatio | None = None
    """Of the plants' capital, spent at the start instead of the plant's own share (convert)."""
    downtime: Annotated[Number, quantity("year", ge=0)] | None = None
    """Without output, at the start (convert)."""
    price_above_market: TermPrice | None = None
    """Of supply by the sold venture (sell)."""
    take_or_pay: TermShare | None = None
    """Of the agreed volume, paid for in any case (sell)."""
    wait_years: Annotated[Number, quantity("year", ge=1)] | None = None
    """Longest wait."""
    hazard: TermRate | None = None
    """Chance in a year that the bidders go (wait)."""
    erosion: TermRate | None = None
    """Of the venture's worth while talks drag on (wait)."""


class StrategyChoiceForm(Form):
    """One way to go; what it is follows from its kind."""

    title: str
    family: Literal["make", "partner", "dual", "buy", "sell", "wait"]
    kind: Literal[
        "keep",
        "expand",
        "convert",
        "co_owned",
        "licence",
        "tolling",
        "supplier_stake",
        "dual",
        "buy_close",
        "sell",
        "wait",
    ]
    start_year: int | None = None
    """First year in which it acts; the first of the axis where not given."""
    supplier: str = ""
    """Supplier bought from or partnered with."""
    supplier_share: ShareOrShares = 0.0
    """Of the cells, from the supplier; by year (dual), from that year on."""
    retained: Chance = 0.0
    """Of the venture, kept."""
    agreement_years: int = Field(default=0, ge=0, le=40)
    """Of supply by the sold venture; none for zero."""
    agreement_share: Chance = 0.0
    """Of demand, bought from the sold venture."""
    partner_bought_out: bool = False
    """Whether the partner's shares are bought first and sold on."""
    pack: str = ""
    """Pack made instead of the programme's (convert)."""
    plants: dict[str, Plant] = Field(default_factory=dict)
    """Fate of single plants, where it is not that of the kind."""
    terms: TermsForm = TermsForm()
