import csv

import pytest
from made_up_decision import made_up_result

from cellworth.app.run_json import result_document
from cellworth.app.run_money import in_money, money_lines, money_of, write_money
from cellworth.io.cases import load_case


@pytest.fixture(scope="module")
def case():
    return load_case("nissan-aesc-2016")


def test_only_money_is_shown_and_at_the_rate(case):
    document = result_document(case, made_up_result())
    money = money_of("nissan-aesc-2016", "JPY", None)
    shown = {each.name: each for each in in_money(document, case, money)}
    before = {each.name: each for each in document.headline}
    assert set(shown) == {name for name, each in before.items() if "USD" in each.unit}
    assert len(shown) < len(before)
    for name, each in shown.items():
        assert each.unit == before[name].unit.replace("USD", "JPY")
        if each.value is not None:
            assert each.value == pytest.approx(101.1 * before[name].value)


def test_money_of_a_year_takes_the_prices_between(case):
    document = result_document(case, made_up_result())
    nominal = in_money(document, case, money_of("nissan-aesc-2016", "USD", None))
    real = in_money(document, case, money_of("nissan-aesc-2016", "USD", 2012))
    # 2016 is carried on from 2015 by the mean rise from 2010 (price-332) to 2015 (price-337).
    rise = (237.017 / 218.056) ** 0.2
    for each, other in zip(nominal, real, strict=True):
        if each.value:
            assert other.value / each.value == pytest.approx(229.594 / (237.017 * rise))


def test_file_and_lines_say_which_money(case, tmp_path):
    document = result_document(case, made_up_result())
    money = money_of("nissan-aesc-2016", "EUR", 2015)
    shown = in_money(document, case, money)
    path = write_money(shown, money, str(tmp_path))
    assert path.name == "headline-EUR-2015.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert {row["money"] for row in rows} == {money.words}
    lines = list(money_lines(shown, money))
    assert "Money: EUR of 2015" in lines[0]
    assert any("nominal USD" in line for line in lines)


def test_stakes_are_not_shown_in_other_money(cellworth):
    code, _, err = cellworth("run", "calsonic-mitsubishi", "--currency", "EUR")
    assert code == 2
    assert "stake deals" in err


def test_unknown_currency_is_refused_before_the_run(cellworth):
    code, _, err = cellworth("run", "nissan-aesc-2016", "--currency", "CHF")
    assert code == 2
    assert "USD, EUR, JPY" in err
