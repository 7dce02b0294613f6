"""What the first decision says: named arrays by year, tables, headline numbers; no text is printed here."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from cellworth.core.types import Array
from cellworth.engine.decision_inputs import Evidence, Later, Provenance
from cellworth.engine.plant_history import PlantHistory
from cellworth.engine.result_money import DOLLARS, ResultMoney

__all__ = ["Calibration", "Compared", "DecisionResult", "PackFigures"]


@dataclass(frozen=True)
class Calibration:
    """One thing set so that the model meets what was known.

    Attributes
    ----------
    name : ``capital_level`` or ``conversion_level``.
    value : [1], the multiplier found; the conversion level is that of the first year.
    fitted_to : evidence or plants it was set on.
    before, after : root mean square of the relative difference to them, without and with it.
    at : multiplier by year.
    """

    name: str
    value: float
    fitted_to: tuple[str, ...]
    before: float
    after: float
    at: Array


@dataclass(frozen=True)
class Compared:
    """A published figure beside the model's.

    Attributes
    ----------
    evidence : the figure, with its origin.
    model : [USD/kWh], the result it is compared with.
    difference : [1], model over figure, less one.
    agrees : within the tolerance, or on the right side of a bound.
    """

    evidence: Evidence
    model: float
    difference: float
    agrees: bool


@dataclass(frozen=True)
class PackFigures:
    """One design as computed, beside what was weighed.

    Attributes
    ----------
    energy : [kWh]
    cells : number of cells.
    cell_mass, weighed_cell_mass : [g]
    pack_mass, weighed_pack_mass : [kg]
    specific_energy, published_specific_energy : [Wh/kg], of the cell
        Weighed and published ones are NaN where nobody told.
    later : became known after the day of the case.
    """

    name: str
    title: str
    couple: str
    couple_reason: str
    energy: float
    cells: float
    cell_mass: float
    weighed_cell_mass: float
    pack_mass: float
    weighed_pack_mass: float
    specific_energy: float
    published_specific_energy: float
    later: bool


@dataclass(frozen=True)
class DecisionResult:
    """The first decision.

    Attributes
    ----------
    name, title, question, as_of, parties : of the case.
    years, today : axis, and the last year with evidence.
    pack_of_year : pack made, per year.
    yearly : arrays over years by glossary name.
    plants : arrays over plants by name; ``plant`` holds their titles.
    plant_utilization : per plant, over years; NaN before a plant opens.
    sweep : arrays over volume by name; NaN where a plant is too small.
    cost_by_step, cost_by_item : [USD/kWh] of today's pack in today's plants, by step and by bought item
        ``not_yet_learned`` among the steps is what lies above the cost method's level, ``warranty`` stands
        with the items. All add up to the pack's full cost.
    headline : numbers of the first screen by glossary name.
    ranges : low and high of a headline number, by its name.
    calibration, compared : what was set on what, and the model against every figure.
    later : what became known later, never computed with.
    packs : designs.
    numbers : every number of the case with its origin.
    limits : sentences.
    evaluations : bottom-up design and cost evaluations made.
    missing : count of NaN per output of the evaluations, where there is any.
    pledge : low and high by name: factory for the packs of a pledge, and its share of the sum [USD, 1].
    histories : what each plant made and spent, by its name in the case.
    money : in which the numbers stand; units of dollars here are units of it.
    """

    name: str
    title: str
    question: str
    as_of: datetime.date
    parties: dict[str, str]
    years: tuple[int, ...]
    today: int
    pack_of_year: tuple[str, ...]
    yearly: dict[str, Array]
    plants: dict[str, Array]
    plant_utilization: dict[str, Array]
    sweep: dict[str, Array]
    cost_by_step: dict[str, float]
    cost_by_item: dict[str, float]
    headline: dict[str, float]
    ranges: dict[str, tuple[float, float]]
    calibration: tuple[Calibration, ...]
    compared: tuple[Compared, ...]
    later: tuple[Later, ...]
    packs: tuple[PackFigures, ...]
    numbers: tuple[Provenance, ...]
    limits: tuple[str, ...]
    evaluations: int
    missing: dict[str, int]
    pledge: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    histories: Mapping[str, PlantHistory] = field(default_factory=dict)
    money: ResultMoney = DOLLARS

    def unit(self, dollars: str) -> str:
        """Unit in the money of the result of what is computed in a unit of dollars."""
        return self.money.unit(dollars)
