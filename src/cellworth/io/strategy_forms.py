"""The part of a case for the decision under uncertainty: one form over those of each subject."""

from typing import Annotated

from pydantic import Field

from cellworth.io.case_numbers import Form, Uncertain
from cellworth.io.spreads import spread
from cellworth.io.strategy_forms_deal import (
    BidderForm,
    CompanyForm,
    HoldingForm,
    PurchaseForm,
    StrategyChoiceForm,
)
from cellworth.io.strategy_forms_evidence import (
    AccountForm,
    ClaimForm,
    CorrelationForm,
    EventForm,
    ScenarioForm,
    SourceForm,
)
from cellworth.io.strategy_forms_market import (
    AxisForm,
    LaneForm,
    Materiality,
    MetalForm,
    MoneyForm,
    OwnPlantForm,
    ProgrammeForm,
    StrategyIndustryForm,
    StrategyLearningForm,
    StrategySupplierForm,
)

__all__ = ["StrategyForm"]


class StrategyForm(Form):
    """Make, partner, buy, sell or wait: what the decision under uncertainty reads beside the rest."""

    question: str
    automaker: str
    """Company that decides."""
    venture: str = Field(min_length=1)
    """Company that makes the cells; the automaker's own where it has no partner."""
    partner: str = ""
    """Other owner of the venture; empty for none."""
    years: AxisForm
    materiality: Materiality
    """Below it values tie (S81)."""
    risk_aversion: float = Field(ge=0, le=1)
    """Default of the slider (S47)."""
    bargaining: tuple[float, float, float] = (0.3, 0.5, 0.7)
    """Power of the seller: low, middle, high (S64)."""
    more_work_cost: Materiality
    """Of going on analysing (S51)."""
    companies: dict[str, CompanyForm]
    holdings: dict[str, HoldingForm] = Field(default_factory=dict)
    programmes: dict[str, ProgrammeForm] = Field(min_length=1)
    plants: dict[str, OwnPlantForm] = Field(min_length=1)
    lanes: dict[str, LaneForm] = Field(default_factory=dict)
    """Ways of own cells between regions."""
    suppliers: dict[str, StrategySupplierForm] = Field(min_length=1)
    purchases: dict[str, PurchaseForm] = Field(default_factory=dict)
    bidders: dict[str, BidderForm] = Field(default_factory=dict)
    industry: StrategyIndustryForm
    learning: StrategyLearningForm
    metals: dict[str, MetalForm] = Field(default_factory=dict)
    currencies: dict[str, Annotated[Uncertain, spread("1", shown="%", ge=0)]] = Field(default_factory=dict)
    """Standard deviation of a year's change against USD (S18)."""
    money: MoneyForm
    scenarios: dict[str, ScenarioForm] = Field(min_length=1)
    correlations: dict[str, CorrelationForm] = Field(default_factory=dict)
    menu: dict[str, StrategyChoiceForm] = Field(min_length=1)
    """Ways to go."""
    events: dict[str, EventForm] = Field(default_factory=dict)
    claims_from: tuple[str, ...] = ()
    """Files of claims below data/claims; those known later are left out."""
    sources: dict[str, SourceForm] = Field(default_factory=dict)
    claims: dict[str, ClaimForm] = Field(default_factory=dict)
    claims_off: tuple[str, ...] = ()
    """Claims that this case does not take, its own or of its files."""
    accounts: dict[str, AccountForm] = Field(default_factory=dict)
    switches: dict[str, bool] = Field(default_factory=dict)
    """`scale_circle` and others, on or off."""
