"""What an auditor asks for: register of inputs, equations, checks, errors, sensitivities, accounts."""

from cellworth.engine.scenarios.case import Quantity
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.report.content import Column, Fold, Section, Table
from cellworth.report.decision.reading import column
from cellworth.report.figures import amount, plain, significant, upper
from cellworth.report.strategies.reading import (
    dollars,
    family,
    given,
    leading,
    money_column,
    spoken,
    way,
)

__all__ = ["audit"]

EQUATIONS = (
    ("worth of a strategy, mean, P5, P50, P95", "S40, S44"),
    ("chance best, by family", "S45, S81"),
    ("regret", "S46"),
    ("worst tenth, and caution", "S47"),
    ("worth of knowing everything, and a group of inputs", "S48, S49"),
    ("share of the variance of the leading difference", "S50"),
    ("errors", "S51"),
    ("waiting, and the break-even chance of losing the bidder", "S52, S53"),
    ("stake, debt and what is like it", "S55"),
    ("least price of the seller, most a bidder pays, prices between", "S61 to S64"),
    ("clean price, chance to close, worth with that chance", "S42, S66"),
    ("supply price at which buying and keeping tie", "S41"),
    ("own cost, ramp, tax, closure, conversion", "S20 to S25"),
    ("supplier's cost and price, delivered", "S29 to S31, S79"),
    ("metals, exchange rates, demand", "S11, S12, S17, S18"),
    ("learning", "S15, S16"),
    ("claims", "S1 to S6"),
    ("ownership, votes, power, capacity looked through", "S68 to S72"),
    ("negotiator's frontier", "S82"),
)
KINDS = {
    "fixed": "fixed",
    "normal": "normal (mean, sd)",
    "lognormal": "lognormal (P10, P90)",
    "triangular": "triangular (low, likely, high)",
    "pert": "PERT (low, likely, high)",
    "uniform": "uniform (low, high)",
    "pool": "pool (weight, claim mean, sd, base mean, sd)",
}


def audit(result: StrategyResult) -> Section:
    """Everything that is needed to distrust the answer properly."""
    tables = (_sensitivities(result), _accounts(result), *_account_lines(result), _checks(result))
    folds = (
        Fold(summary=f"Inputs: {len(result.case.quantities)}", tables=(_register(result),)),
        Fold(summary="Equations behind the numbers", tables=(_equations(),)),
        Fold(summary="Correlations, states of the world, switches", tables=_structure(result)),
        Fold(summary="Time and evaluations", tables=(_effort(result),)),
    )
    return Section(
        heading="For the auditor",
        tables=tuple(table for table in tables if len(table)),
        folds=folds,
        notes=tuple(spoken(result, note) for note in result.notes),
    )


def _sensitivities(result: StrategyResult) -> Table:
    rows = result.sensitivities
    ranked = (
        f"mean with a weight of {amount(result.case.risk_aversion, 'share')}% on the worst tenth; less than "
        f"{dollars(result, result.case.materiality)} apart is a tie"
    )
    return Table(
        caption="Standard sensitivities",
        columns=(
            column("title", "Changed", "text", [row["title"] for row in rows]),
            column("family", "Ranked first", "text", [family(row["family"]) for row in rows]),
            Column(
                name="chance",
                label="Chance best",
                unit="share",
                values=[row["chance"] for row in rows],
                why=f"of that family; as run, {amount(result.chance, 'share')}% for {way(result.family)}",
            ),
            column("next", "Then", "text", [family(row["next"]) if row["next"] else "" for row in rows]),
            money_column(result, "lead", "Ahead of it", [row["lead"] for row in rows], ranked),
        ),
    )


def _accounts(result: StrategyResult) -> Table:
    rows = result.accounts

    def of(name: str) -> list[float]:
        return [float(row.get(name, float("nan"))) for row in rows]

    def less(one: str, other: str) -> list[float]:
        return [a - b for a, b in zip(of(one), of(other), strict=True)]

    return Table(
        caption="Against the published accounts of the venture",
        columns=(
            column("title", "Year", "text", [row["title"] for row in rows]),
            money_column(result, "sold", "Revenue, published", of("revenue_published")),
            money_column(
                result,
                "modelled",
                "Modelled",
                of("revenue_modelled"),
                "what is known to be in the accounts",
            ),
            money_column(result, "revenue_gap", "Difference", less("revenue_modelled", "revenue_published")),
            money_column(result, "with_open", "With what may be", of("revenue_with_open")),
            money_column(result, "profit", "Profit, published", of("profit_published")),
            money_column(result, "profit_modelled", "Modelled", of("profit_modelled")),
            money_column(result, "profit_gap", "Difference", less("profit_modelled", "profit_published")),
        ),
    )


def _account_lines(result: StrategyResult) -> tuple[Table, ...]:
    """What each published year may consist of, and what would tell; none where nobody said."""
    rows = [line for row in result.accounts for line in row.get("lines", ()) if line["identified_by"]]
    if not rows:
        return ()

    def text(name: str, title: str) -> Column:
        return column(name, title, "text", [upper(row[name]) for row in rows])

    low = money_column(result, "revenue_p5", "P5", [row["revenue_p5"] for row in rows])
    high = money_column(result, "revenue_p95", "P95", [row["revenue_p95"] for row in rows])
    return (
        Table(
            caption="What the published revenue may consist of; nothing is scaled to meet it",
            columns=(
                text("line", "Line"),
                text("in_accounts", "In the accounts"),
                money_column(result, "revenue", "Revenue", [row["revenue"] for row in rows]),
                low,
                high,
                money_column(result, "profit", "Profit", [row["profit"] for row in rows]),
                text("rests_on", "Rests on"),
                text("identified_by", "What would tell"),
            ),
        ),
    )


def _checks(result: StrategyResult) -> Table:
    rows = [
        (
            "Ledgers of all parties sum to zero (S43)",
            _small(result.ledger_residual),
            "largest rest over turnover",
        ),
        *((_identity(name), _small(error), "largest error") for name, error in result.identities.items()),
        (
            "Chance of the leading family",
            f"± {amount(result.chance_error, 'share')} points",
            "standard error (S51)",
        ),
        *(
            (
                f"{family(each.name)}, mean over keeping",
                f"± {dollars(result, row.against_keep[1])}",
                f"standard error; the mean is {dollars(result, row.against_keep[0])}",
            )
            for each, row in leading(result)
        ),
        ("Correlations repaired by", _small(result.repaired_correlation), "largest change of one (S7)"),
        (
            "Outputs that are not a number",
            plain(sum(result.not_a_number.values())),
            ", ".join(f"{name} {plain(count)}" for name, count in result.not_a_number.items()),
        ),
    ]
    return Table(
        caption="Checks and errors of this run",
        columns=(
            column("check", "Check", "text", [row[0] for row in rows]),
            column("found", "Found", "text", [row[1] for row in rows]),
            column("what", "What is shown", "text", [row[2] for row in rows]),
        ),
    )


def _identity(name: str) -> str:
    words = name.replace("_", " ")
    return f"Identity {words}" if words.startswith("S") else upper(words)


def _small(value: float) -> str:
    return "0" if value == 0 else f"{value:.1e}".replace("-", "\u2212")


def _register(result: StrategyResult) -> Table:
    found = sorted(result.case.quantities.values(), key=lambda each: (each.kind == "fixed", each.name))
    return Table(
        caption="Inputs, the uncertain ones first",
        columns=(
            column("title", "Input", "text", [upper(each.title) for each in found]),
            column("name", "Key", "text", [each.name for each in found]),
            column("given", "As given", "text", [given(each) for each in found]),
            column("kind", "Distribution", "text", [KINDS.get(each.kind, each.kind) for each in found]),
            column("numbers", "Numbers", "text", [_numbers(each) for each in found]),
            column("grade", "Grade", "text", [each.grade for each in found]),
            column("claims", "Claims", "text", [", ".join(each.claims) for each in found]),
            column("source", "Source", "text", [each.origin.source for each in found]),
            column("known", "Known", "date", [each.origin.known_from.isoformat() for each in found]),
        ),
    )


def _numbers(each: Quantity) -> str:
    numbers = ", ".join(f"{significant(number, 4):,.10g}" for number in each.numbers).replace("-", "\u2212")
    return f"{numbers} {each.unit}" if each.unit != "1" else numbers


def _equations() -> Table:
    return Table(
        caption="Equations by number of the method",
        columns=(
            column("what", "Number", "text", [row[0] for row in EQUATIONS]),
            column("id", "Equations", "text", [row[1] for row in EQUATIONS]),
        ),
    )


def _structure(result: StrategyResult) -> tuple[Table, ...]:
    case = result.case
    titles = {name: each.title for name, each in case.quantities.items()}
    tables = (
        Table(
            caption="Rank correlations wanted (S7)",
            columns=(
                column("one", "Input", "text", [titles.get(pair[0], pair[0]) for pair in case.correlations]),
                column("other", "With", "text", [titles.get(pair[1], pair[1]) for pair in case.correlations]),
                column("rank", "Rank correlation", "1", [pair[2] for pair in case.correlations]),
            ),
        ),
        Table(
            caption="States of the world",
            columns=(
                column("title", "State", "text", [each.title for each in case.scenarios]),
                column("chance", "Chance", "share", [each.chance for each in case.scenarios]),
                column(
                    "factors",
                    "Factors",
                    "text",
                    [
                        ", ".join(
                            f"{titles.get(name, name)} × {factor:g}" for name, factor in each.factors.items()
                        )
                        for each in case.scenarios
                    ],
                ),
            ),
        ),
        Table(
            caption="Switches",
            columns=(
                column("name", "Switch", "text", [name.replace("_", " ") for name in case.switches]),
                column("on", "On", "text", list(case.switches.values())),
            ),
        ),
    )
    return tuple(table for table in tables if len(table))


def _effort(result: StrategyResult) -> Table:
    rows = [(f"{name} evaluations", plain(count)) for name, count in result.evaluations.items()]
    rows.append(("scenario-years", plain(result.n_scenarios * len(result.case.years))))
    return Table(
        caption="Evaluations made",
        columns=(
            column("what", "What", "text", [row[0].replace("_", " ") for row in rows]),
            column("count", "Number", "text", [row[1] for row in rows]),
        ),
    )
