"""Which packs are evaluated for the first decision, and the cash of each group."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.blocks import Evaluate
from cellworth.engine.cash_view import CashView, cash_view
from cellworth.engine.decision_inputs import DecisionInputs, plain
from cellworth.engine.decision_rows import Rows, material_prices
from cellworth.market.learning import effective_experience, two_factor_cost

__all__ = ["Evaluations", "Experience", "evaluate_case", "experience"]


@dataclass(frozen=True)
class Experience:
    """Experience and what it does.

    Attributes
    ----------
    maker, supplier, industry : (y,) [kWh]
        Cumulative output that counts, at the end of each year.
    maker_learned, supplier_learned : (y,) [1]
        Learnable part of a cost over its value in the maker's first year.
    maker_reject, supplier_reject : (y,) [1]
        Share of rejected cells.
    """

    maker: Array
    supplier: Array
    industry: Array
    maker_learned: Array
    supplier_learned: Array
    maker_reject: Array
    supplier_reject: Array


def experience(inputs: DecisionInputs) -> Experience:
    """Experience year by year; after today the supplier has the buyer's volume too (S15, S16)."""
    xp, learning = inputs.library, inputs.learning
    years = xp.asarray(inputs.years)
    output = xp.asarray(inputs.output_energy)
    industry = xp.cumsum(xp.asarray(inputs.industry_energy))
    moved = xp.where(years > inputs.today, output, 0.0)
    own = {"maker": xp.cumsum(output), "supplier": xp.cumsum(xp.asarray(inputs.supplier.energy) + moved)}
    spillover, nothing = xp.asarray([learning.spillover]), xp.zeros(1)
    counts = {
        name: effective_experience(path, industry, spillover, nothing, nothing) for name, path in own.items()
    }
    first = counts["maker"][:1]
    rates = xp.asarray([learning.own_rate]), xp.asarray([learning.industry_rate])
    ratio = industry / industry[:1]

    def learned(path: Array, start: float, floor: float) -> Array:
        cost = two_factor_cost(xp.asarray([start]), xp.asarray([floor]), path / first, ratio, *rates)
        return cost

    return Experience(
        maker=counts["maker"],
        supplier=counts["supplier"],
        industry=industry,
        maker_learned=learned(counts["maker"], 1.0, 0.0),
        supplier_learned=learned(counts["supplier"], 1.0, 0.0),
        maker_reject=learned(counts["maker"], learning.reject_first, learning.reject_floor),
        supplier_reject=learned(counts["supplier"], learning.reject_first, learning.reject_floor),
    )


@dataclass(frozen=True)
class Evaluations:
    """Cash of every evaluated row, and where each group stands.

    Attributes
    ----------
    cash : CashView of all rows.
    outputs : all outputs of the evaluation.
    at_output, at_capacity : (p, y) row numbers, -1 before a plant opens.
        A plant sized for the output carries what varies; one sized for the capacity what is fixed.
    supplier_at_output, supplier_at_capacity : (y,) row numbers.
    sweep : (v,) row numbers.
    built : (p,) row numbers of the plants as published, when they opened.
    designs : row number by pack.
    volumes : (s,) packs a year of each row.
    missing : count of NaN by output, where some rows have one and others a number.
    pledged : row number of the factory for the pledge's packs; -1 where none is named.
    """

    cash: CashView
    outputs: Mapping[str, Array]
    at_output: Array
    at_capacity: Array
    supplier_at_output: Array
    supplier_at_capacity: Array
    sweep: Array
    built: Array
    designs: dict[str, int]
    volumes: Array
    missing: dict[str, int]
    pledged: int = -1

    def take(self, rows: Array) -> CashView:
        """Cash of some rows, in their shape."""
        return self.cash.rows(rows)


def evaluate_case(inputs: DecisionInputs, learned: Experience, evaluate: Evaluate) -> Evaluations:
    """Gather all rows, evaluate them in one block, and split their cash.

    Parameters
    ----------
    inputs : DecisionInputs
    learned : Experience
    evaluate : bottom-up evaluation of packs, inputs by name to outputs by name.
    """
    rows = Rows(inputs, material_prices(inputs))
    at_output, at_capacity = _plant_rows(rows, inputs, learned)
    supplier_rows = _supplier_rows(rows, inputs, learned)
    now = inputs.years.index(inputs.today)
    reject = plain(learned.maker_reject[now])
    today_pack = inputs.pack_of_year[now]
    sweep = [rows.add(today_pack, inputs.today, volume, reject) for volume in inputs.sweep_volumes]
    built = []
    for plant in inputs.plants:
        packs = plant.capacity / inputs.packs[plant.built_pack].energy
        opened = max(plant.opens, inputs.years[0])
        start = plain(learned.maker_reject[inputs.years.index(opened)])
        built.append(rows.add(plant.built_pack, opened, packs, start))
    packs_today = inputs.output_energy[now] / inputs.packs[today_pack].energy
    designs = {name: rows.add(name, inputs.today, packs_today, reject) for name in inputs.packs}
    pledged = -1
    if inputs.pledge:
        first = plain(learned.maker_reject[inputs.years.index(inputs.pledge.year)])
        pledged = rows.add(inputs.pledge.pack, inputs.pledge.year, inputs.pledge.packs, first)
    outputs = evaluate(rows.block())
    return Evaluations(
        cash=cash_view(outputs),
        outputs=outputs,
        at_output=at_output,
        at_capacity=at_capacity,
        supplier_at_output=supplier_rows[0],
        supplier_at_capacity=supplier_rows[1],
        sweep=np.asarray(sweep),
        built=np.asarray(built),
        designs=designs,
        volumes=rows.packs(),
        missing=_missing(outputs),
        pledged=pledged,
    )


def _plant_rows(rows: Rows, inputs: DecisionInputs, learned: Experience) -> tuple[Array, Array]:
    shape = (len(inputs.plants), len(inputs.years))
    at_output, at_capacity = np.full(shape, -1), np.full(shape, -1)
    for p, plant in enumerate(inputs.plants):
        for y, year in enumerate(inputs.years):
            pack = inputs.pack_of_year[y]
            energy, reject = inputs.packs[pack].energy, plain(learned.maker_reject[y])
            made = inputs.output_energy[y] * plant.share[y]
            if year >= plant.opens:
                at_capacity[p, y] = rows.add(pack, year, plant.capacity / energy, reject)
            if made > 0.0:
                at_output[p, y] = rows.add(pack, year, made / energy, reject)
    return at_output, at_capacity


def _supplier_rows(rows: Rows, inputs: DecisionInputs, learned: Experience) -> tuple[Array, Array]:
    at_output, at_capacity = [], []
    for y, year in enumerate(inputs.years):
        pack = inputs.pack_of_year[y]
        moved = inputs.output_energy[y] if year > inputs.today else 0.0
        packs = (inputs.supplier.energy[y] + moved) / inputs.packs[pack].energy
        reject = plain(learned.supplier_reject[y])
        at_output.append(rows.add(pack, year, packs, reject))
        at_capacity.append(rows.add(pack, year, packs / inputs.supplier.utilization, reject))
    return np.asarray(at_output), np.asarray(at_capacity)


def _missing(outputs: Mapping[str, Array]) -> dict[str, int]:
    counts = {}
    for name, array in outputs.items():
        if not isinstance(array, np.ndarray):
            continue
        values = array
        lacking = int(np.isnan(values).sum()) if values.dtype.kind == "f" else 0
        if 0 < lacking < values.size:
            counts[name] = lacking
    return counts
