"""Does the answer make sense? The real case as it stands and with one thing changed, read with care."""

import math
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.docs import MADE, table
from cellworth.app.run import SCENARIOS, SEED
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.scenarios.run import run_strategies
from cellworth.engine.scenarios.scenario_paths import path_model
from cellworth.engine.scenarios.sensitivities import halved_reliability
from cellworth.io.cases import load_case
from cellworth.io.dimensions import known_dimensions
from cellworth.io.parameter_files import parameter_table
from cellworth.io.strategy_records import strategy_case
from cellworth.report.figures import upper

__all__ = [
    "SanityRow",
    "changed_case",
    "changed_results",
    "measures",
    "met",
    "sanity_page",
    "sanity_plan",
    "sanity_results",
]

MILLION = 1e6
SAME = 1e-9


@dataclass(frozen=True)
class SanityRow:
    """One change and what is made of it.

    Attributes
    ----------
    name, title : key and printed name.
    case : difference to the case, as a case file has it.
    without : families left out of the menu.
    halve_evidence : whether the weight of every claim on a number is halved.
    expects : ``up``, ``down`` or ``same`` against the case as it stands, by measure.
    verdict : in words.
    """

    name: str
    title: str
    case: str
    without: tuple[str, ...]
    halve_evidence: bool
    expects: dict[str, str]
    verdict: str


def sanity_plan() -> tuple[str, tuple[SanityRow, ...], str]:
    """The case, its changes, the unchanged one first, and what is to be said of all of them."""
    path = files("cellworth").joinpath("data", "docs", "sanity.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = tuple(
        SanityRow(
            name=name,
            title=entry["title"],
            case=entry.get("case", ""),
            without=tuple(entry.get("without", ())),
            halve_evidence=entry.get("halve_evidence", False),
            expects=entry.get("expects", {}),
            verdict=entry["verdict"],
        )
        for name, entry in raw["rows"].items()
    )
    return raw["case"], rows, raw["closing"]["text"]


def sanity_results(
    n_scenarios: int = SCENARIOS, seed: int = SEED, only: tuple[str, ...] = ()
) -> dict[str, StrategyResult]:
    """Every row run on the same draws, by name.

    Parameters
    ----------
    n_scenarios, seed : of each.
    only : rows wanted; all by default.
    """
    base, rows, _ = sanity_plan()
    return changed_results(base, [row for row in rows if not only or row.name in only], n_scenarios, seed)


def changed_results(
    base: str, rows: Iterable[SanityRow], n_scenarios: int = SCENARIOS, seed: int = SEED
) -> dict[str, StrategyResult]:
    """Changes of a case run on the same draws, by name.

    Parameters
    ----------
    base : the case.
    rows : its changes.
    n_scenarios, seed : of each.
    """
    words = [(e["name"], float(e["value"])) for e in parameter_table("uncertainty/confidence_words.csv").rows]
    plain = strategy_case(load_case(base))
    known = designed_cell_plants(plain.packs, plain.places)
    found = {}
    for row in rows:
        case = _changed(base, row)
        same = case.packs == plain.packs and case.places == plain.places
        cells = known if same else designed_cell_plants(case.packs, case.places)
        model = path_model(case, cells, known_dimensions())
        found[row.name] = run_strategies(case, model, words=words, n_scenarios=n_scenarios, seed=seed)
    return found


def changed_case(base: str, name: str, text: str) -> StrategyCase:
    """Another case with some lines of its own.

    Parameters
    ----------
    base : the case it rests on.
    name : its own.
    text : what differs, as a case file has it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name.replace('_', '-')}.toml"
        path.write_text(f'name = "{path.stem}"\nbase = "{base}"\n{text}', encoding="utf-8")
        return strategy_case(load_case(path))


def _changed(base: str, row: SanityRow) -> StrategyCase:
    """The case of a row."""
    case = changed_case(base, row.name, row.case)
    if row.halve_evidence:
        case = halved_reliability(case)
    kept = tuple(entry for entry in case.strategies if entry.family not in row.without)
    return replace(case, strategies=kept)


def measures(result: StrategyResult) -> dict[str, float]:
    """What the rows are judged by: chances, mean leads over keeping [USD], prices [USD], [USD/kWh].

    ``chance.FAMILY``, ``lead.FAMILY`` of its best, ``over.STRATEGY``, ``over_keeping.best`` of all,
    ``walk_away``, ``best_bid``, ``closing`` of the reference deal's likeliest bidder, ``buy_below``,
    ``supply_price``; in the fourth year ``own_cost`` and ``price.SUPPLIER`` at the door.
    """
    rows = {row.name: row for row in result.strategies}
    found = {f"chance.{each.name}": each.chance_best for each in result.families}
    found |= {f"lead.{each.name}": rows[each.best].against_keep[0] for each in result.families}
    found |= {f"over.{name}": row.against_keep[0] for name, row in rows.items()}
    fourth = min(3, len(result.case.years) - 1)
    paths = {name: float(stack[0, fourth]) for name, stack in result.by_year.items()}
    landed = "landed_cell_price."
    found |= {f"price.{key.removeprefix(landed)}": v for key, v in paths.items() if key.startswith(landed)}
    supply = next((entry for entry in result.breakevens if entry.unit == "USD/kWh"), None)
    return found | {
        "over_keeping.best": max(row.against_keep[0] for row in result.strategies),
        "walk_away": result.walk_away,
        "best_bid": result.zone[1],
        "closing": max((each.closing_chance for each in result.bidders), default=math.nan),
        "buy_below": result.buy_below,
        "supply_price": supply.today if supply else math.nan,
        "own_cost": paths["own_cell_full"],
    }


def met(before: float, after: float, expected: str) -> bool:
    """Whether a measure moved as expected."""
    moved = after - before
    if expected == "same":
        return abs(moved) <= SAME * max(abs(before), 1.0)
    return moved > 0.0 if expected == "up" else moved < 0.0


def sanity_page(results: Mapping[str, StrategyResult]) -> dict[str, str]:
    """Text of the page by file name, from the results of all rows."""
    base, rows, together = sanity_plan()
    first = measures(results[rows[0].name])
    run = next(iter(results.values()))
    intro = (
        f"The real case as the program answers it, and the same with one thing changed: `{base}`, "
        f"{run.n_scenarios:,} scenarios, seed {run.seed}, the same draws for all. Chances in percent, sums "
        "in million USD of today, prices in USD/kWh. The numbers are the program's; the verdicts are ours, "
        "and so are the laws that each change has to obey."
    )
    told = (
        "changed, recommended, chance, next best, lead, walk away below, best bid, buy below, expected price"
    )
    heads = told.split(", ")
    lines = [_row(row, results[row.name]) for row in rows]
    parts = [MADE, "# Does the answer make sense?", intro, table(heads, lines)]
    parts += [_part(row, measures(results[row.name]), first) for row in rows]
    if together:
        parts.append(f"## All together\n\n{together.strip()}")
    return {"sanity.md": "\n\n".join(parts) + "\n"}


def _row(row: SanityRow, result: StrategyResult) -> list[str]:
    known = {entry.name: entry for entry in result.strategies}
    told = measures(result)
    titles = {name: f"{entry.family}: {entry.title}" for name, entry in known.items()}
    best = {each.name: each.best for each in result.families}
    rival = best.get(result.next_best, result.strategy)
    lead = known[result.strategy].mean - known[rival].mean
    return [
        row.title,
        titles[result.strategy],
        _number(100.0 * result.chance),
        titles[rival],
        _number(lead / MILLION),
        _number(told["walk_away"] / MILLION),
        _number(told["best_bid"] / MILLION),
        _number(told["buy_below"]),
        _number(told["supply_price"]),
    ]


def _part(row: SanityRow, told: Mapping[str, float], first: Mapping[str, float]) -> str:
    """What was changed, how it moved what it should, and the verdict."""
    parts = [f"## {upper(row.title)}"]
    if row.case:
        parts.append(f"```toml\n{row.case.strip()}\n```")
    if row.expects:
        parts.append("\n".join(_law(name, way, first, told) for name, way in row.expects.items()))
    parts.append(row.verdict.strip())
    return "\n\n".join(parts)


def _law(name: str, way: str, first: Mapping[str, float], told: Mapping[str, float]) -> str:
    before, after = first[name], told[name]
    shown = _number(_shown(name, before)), _number(_shown(name, after))
    end = "as it must" if met(before, after, way) else f"which should go {way}"
    return f"- {_words(name)}: {shown[0]} → {shown[1]}, {end}"


def _shown(name: str, value: float) -> float:
    stem = name.partition(".")[0]
    if stem in ("chance", "closing"):
        return 100.0 * value
    return value / MILLION if stem in ("lead", "over", "over_keeping", "walk_away", "best_bid") else value


def _words(name: str) -> str:
    stem, _, part = name.partition(".")
    return {
        "chance": f"chance of the family '{part}', %",
        "lead": f"best of the family '{part}' over keeping, M$",
        "over": f"`{part}` over keeping, M$",
        "over_keeping": "best of all over keeping, M$",
        "closing": "chance that the likeliest bidder closes, %",
        "supply_price": "expected price at the door, USD/kWh",
        "price": f"cells of `{part}` at the door in the fourth year, USD/kWh",
        "own_cost": "own cells in the fourth year, USD/kWh",
        "walk_away": "least price to take, M$",
        "best_bid": "most a bidder can pay, M$",
        "buy_below": "price at which buying and keeping tie, USD/kWh",
    }[stem]


def _number(value: float) -> str:
    if math.isnan(value):
        return "none"
    return f"{value:,.0f}".replace("-", "−") if abs(value) >= 10.0 else f"{value:.1f}".replace("-", "−")
