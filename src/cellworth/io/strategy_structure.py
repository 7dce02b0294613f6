"""Programmes, plants, suppliers, bidders, companies and strategies of a case as records of the engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cellworth.engine.scenarios.structure import (
    BidderClass,
    Company,
    Holding,
    Lane,
    OwnPlant,
    Programme,
    Purchase,
    Strategy,
    SupplierCase,
    SupplyContract,
)
from cellworth.io.case_formats import case_format
from cellworth.io.case_forms import PlantForm
from cellworth.io.case_numbers import Number, Section, Uncertain
from cellworth.io.quantity_records import provenance
from cellworth.io.strategy_forms import StrategyForm
from cellworth.io.strategy_forms_deal import (
    BidderForm,
    CompanyForm,
    HoldingForm,
    PurchaseForm,
    StrategyChoiceForm,
    TermsForm,
)
from cellworth.io.strategy_forms_market import (
    ContractForm,
    LaneForm,
    OwnPlantForm,
    ProgrammeForm,
    StrategySupplierForm,
)
from cellworth.io.strategy_places import place_of, plant_ramp

__all__ = [
    "Keys",
    "announced",
    "bidder",
    "company",
    "grown",
    "holding",
    "lane",
    "plant",
    "programme",
    "purchase",
    "share_in",
    "stepped",
    "strategy",
    "supplier",
]

FATES = {
    "buy_close": "close",
    "tolling": "close",
    "supplier_stake": "close",
    "sell": "sell",
    "convert": "convert",
}
"""What a kind of strategy does with plants that it does not name; all other kinds keep them."""


@dataclass(frozen=True)
class Keys:
    """Keys of quantities by place, the same number always by one key."""

    resolve: Callable[[str], str]

    def __call__(self, place: str) -> str:
        """Key of the number of a place."""
        return self.resolve(place)

    def of(self, place: str, fields: tuple[str, ...]) -> dict[str, str]:
        """Keys of the numbers of a section by field."""
        return {field: self(f"{place}.{field}") for field in fields}


def _uncertain(form: type[Section]) -> tuple[str, ...]:
    """Fields of a form that are drawn."""
    return tuple(name for name, field in form.model_fields.items() if field.annotation is Uncertain)


def stepped(by_year: Mapping[int, Number], year: int, before: float | None = None) -> float:
    """Value in force in a year; before the first one `before`, or that one where nothing is said."""
    started = [start for start in by_year if start <= year]
    if not started:
        return by_year[min(by_year)].value if before is None else before
    return by_year[max(started)].value


def grown(
    by_year: Mapping[int, Number], growth: Mapping[int, Number], axis: tuple[int, ...]
) -> tuple[float, ...]:
    """Values by year; after the last one given they grow by the rate in force."""
    last = max(by_year)
    value, path = by_year[last].value, {}
    for year in range(last + 1, axis[-1] + 1):
        value *= 1.0 + (stepped(growth, year) if growth else 0.0)
        path[year] = value
    return tuple(path[year] if year > last else stepped(by_year, year) for year in axis)


def announced(by_year: Mapping[int, Number], year: int) -> float:
    """Announced capacity that should work by a year."""
    return sum((number.value for start, number in sorted(by_year.items()) if start <= year), 0.0)


def programme(name: str, form: ProgrammeForm, keys: Keys, axis: tuple[int, ...]) -> Programme:
    """Vehicles on the axis."""
    return Programme(
        name=name,
        title=form.title,
        packs=tuple(stepped(form.packs, year, 0.0) for year in axis),
        pack=tuple(form.pack[max(start for start in form.pack if start <= year)] for year in axis),
        regions={
            region: tuple(stepped(part.share, year) for year in axis) for region, part in form.regions.items()
        },
        **keys.of(f"programmes.{name}", _uncertain(ProgrammeForm)),
    )


def lane(name: str, form: LaneForm, keys: Keys) -> Lane:
    """A way between regions."""
    return Lane(form.origin, form.destination, **keys.of(f"lanes.{name}", _uncertain(LaneForm)))


def plant(
    name: str,
    form: OwnPlantForm,
    first: PlantForm,
    part: StrategyForm,
    keys: Keys,
    axis: tuple[int, ...],
    conversion_years: tuple[int, ...],
) -> OwnPlant:
    """A plant; `first` is what the first decision says of it, `part` who belongs to the automaker."""
    owner = part.companies.get(form.owner)
    of_group = owner is not None and owner.part == "automaker" and form.owner != part.automaker
    return OwnPlant(
        name=name,
        title=first.title,
        owner=part.automaker if of_group else form.owner,
        through=form.owner if of_group else "",
        region=form.region,
        share=tuple(stepped(first.share, year, 0.0) for year in axis),
        built_pack=first.built_pack,
        conversion_years=conversion_years,
        currency=form.currency,
        place=place_of(form.place, f"[strategy.plants.{name}.place]"),
        ramp=plant_ramp(form.ramp, first.opens, axis, f"[strategy.plants.{name}.ramp]"),
        **keys.of(f"plants.{name}", _uncertain(OwnPlantForm)),
    )


def supplier(name: str, form: StrategySupplierForm, keys: Keys, axis: tuple[int, ...]) -> SupplierCase:
    """A supplier on the axis."""
    place = f"suppliers.{name}"
    return SupplierCase(
        name=name,
        title=form.title,
        country=form.country,
        bidder_class=form.bidder_class,
        energy=grown(form.energy, form.growth, axis),
        quote=keys(f"{place}.quote"),
        cause=form.cause,
        quoted={year: keys(f"{place}.quoted.{year}") for year in sorted(form.quoted)},
        currency=form.currency,
        price_factor=form.price_factor.value if form.price_factor else 1.0,
        scores={criterion: score.value for criterion, score in form.scores.items()},
        contract=_contract(form.contract) if form.contract else None,
        place=place_of(form.place, f"[strategy.{place}.place]"),
        ramp=plant_ramp(form.ramp, form.opens, axis, f"[strategy.{place}.ramp]"),
        cell_format=case_format(form.format, f"[strategy.{place}.format]"),
        **keys.of(place, _uncertain(StrategySupplierForm)),
    )


def _contract(form: ContractForm) -> SupplyContract:
    bands = sorted((band.volume.value, band.factor.value) for band in form.bands.values())
    return SupplyContract(
        years=form.years,
        minimum_share=form.minimum_share.value,
        yearly_fall=form.yearly_fall.value,
        indexed={index: share.value for index, share in form.indexed.items()},
        collar=(form.collar_low.value, form.collar_high.value),
        bands=tuple(bands),
        option_fee=form.option_fee.value,
        option_strike=form.option_strike.value,
    )


def bidder(name: str, form: BidderForm, keys: Keys) -> BidderClass:
    """A class of bidders."""
    return BidderClass(name=name, title=form.title, **keys.of(f"bidders.{name}", _uncertain(BidderForm)))


def purchase(name: str, form: PurchaseForm, keys: Keys) -> Purchase:
    """A purchase commitment."""
    return Purchase(
        name=name,
        title=form.title,
        payer=form.payer,
        payee=form.payee,
        last_year=round(form.last_year.value),
        moves_with=form.moves_with,
        **keys.of(f"purchases.{name}", ("minimum", "price")),
    )


def company(name: str, form: CompanyForm) -> Company:
    """A company."""
    return Company(name=name, title=form.title, country=form.country, part=form.part)


def holding(name: str, form: HoldingForm, part: str = "strategy.") -> Holding:
    """Shares of one company in another; votes follow them unless the case says otherwise."""
    return Holding(
        holder=form.holder,
        company=form.company,
        share=form.share.value,
        votes=(form.votes or form.share).value,
        origin=provenance(f"{part}holdings.{name}", form.share),
    )


def share_in(form: StrategyChoiceForm, year: int) -> float:
    """Share of the cells from the supplier in force in a year [1]; that of the first year before it."""
    given = form.supplier_share
    if not isinstance(given, dict):
        return given
    return given[max((start for start in given if start <= year), default=min(given))]


def strategy(name: str, form: StrategyChoiceForm, part: StrategyForm) -> Strategy:
    """A way to go, with the fate of each plant."""
    fate = FATES.get(form.kind, "keep")
    begin = form.start_year or part.years.first
    axis = range(part.years.first, part.years.last + 1)
    shares = tuple(share_in(form, year) if year >= begin else 0.0 for year in axis)
    return Strategy(
        name=name,
        title=form.title,
        family=form.family,
        kind=form.kind,
        supplier=form.supplier,
        supplier_share=max(shares),
        retained=form.retained,
        agreement_years=form.agreement_years,
        agreement_share=form.agreement_share,
        partner_bought_out=form.partner_bought_out,
        plants={plant: form.plants.get(plant, fate) for plant in part.plants},
        start_year=begin,
        terms=_terms(form.terms),
        pack=form.pack,
        shares=shares if isinstance(form.supplier_share, dict) else (),
    )


def _terms(form: TermsForm) -> dict[str, float]:
    """Terms that are given, by name."""
    given = {name: getattr(form, name) for name in type(form).model_fields}
    return {name: number.value for name, number in given.items() if number is not None}
