"""The published fiscal years of a venture beside the model's."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_case import CASE
from made_up_paths import made_up_paths

from cellworth.engine.plant_history import PlantHistory, SpentPart
from cellworth.engine.scenarios.accounts import reconciled
from cellworth.engine.scenarios.case import AccountLine, AccountYear
from cellworth.engine.scenarios.draws import central_values
from cellworth.engine.scenarios.setting import Setting


def test_accounts_behind_the_case_stand_on_the_plants_of_their_years():
    """Revenue by hand: nine months of 2025, three of 2026; cost, write-off, mark-up, electrodes."""
    spent = SpentPart(
        varies=np.asarray([60e6, 80e6]),
        above=np.zeros(2),
        fixed=np.asarray([10e6, 10e6]),
        capital=np.asarray([100e6, 100e6]),
    )
    none = SpentPart(*(np.zeros(2) for _ in range(4)))
    made = PlantHistory((2025, 2026), np.asarray([1e6, 2e6]), spent, none, 10.0)
    south = replace(made, output=np.asarray([3e6, 1e6]))
    lines = tuple(
        AccountLine(sells, sells, purchase, sells == "cells", "", "")
        for sells, purchase in (("cells", ""), ("rest", ""), ("used", "electrodes"), ("unused", "electrodes"))
    )
    origin = CASE.quantities["money.consent"].origin
    account = AccountYear("2025", (2025, 4), (2026, 3), ("north",), 150e6, 2e6, origin, lines)
    bought = replace(CASE.purchases[0], name="electrodes", last_year=2030)
    quantities = dict(CASE.quantities)
    values = {bought.minimum: 5e6, bought.price: 50.0, CASE.money["transfer_markup"]: 0.02}
    for name, value in values.items():
        quantities[name] = replace(
            quantities[name], kind="fixed", numbers=(value,), lower=-np.inf, upper=np.inf
        )
    case = replace(
        CASE,
        quantities=quantities,
        purchases=(bought,),
        accounts=(account,),
        histories={"north": made, "south": south},
    )
    paths = made_up_paths(case, None, np.arange(8), 1)
    middle = central_values(case)
    for name in (case.learning["conversion_level"], case.learning["capital_level"]):
        paths.draws[name] = middle[name]
    row = reconciled(Setting(case, paths))[0]
    sold = {line["line"]: line["revenue"] for line in row["lines"]}

    assert row["months_modelled"] == 12
    assert row["output_modelled"] == pytest.approx(0.75 * 1e6 + 0.25 * 2e6)
    assert sold["cells"] == pytest.approx(1.02 * (0.75 * 80e6 + 0.25 * 100e6))
    assert sold["rest"] == 0.0
    assert sold["used"] == pytest.approx(50.0 * (0.75 * 3e6 + 0.25 * 1e6))
    assert sold["unused"] == pytest.approx(50.0 * (0.75 * 1e6 + 0.25 * 2e6))
    assert row["revenue_modelled"] == pytest.approx(sold["cells"])
    assert row["profit_with_open"] == pytest.approx(sold["cells"] * 0.02 / 1.02)
    rest = sold.pop("published, and in none of these lines")
    assert rest == pytest.approx(150e6 - sum(sold.values()))
    assert row["revenue_missing_with_open"] == pytest.approx(rest)
