import json
from dataclasses import fields, is_dataclass

import pytest
from made_up_decision import made_up_result
from made_up_strategies import made_up_strategies

from cellworth.app.compare import compare
from cellworth.app.explain import explain
from cellworth.app.export_run import export_run
from cellworth.app.run import CaseRun
from cellworth.app.run_json import write_result
from cellworth.app.run_money import money_of, run_in_money
from cellworth.core.errors import InputError
from cellworth.io.cases import load_case
from cellworth.io.result_json import ResultForm, read_result
from cellworth.report.content import Cited, Column, Headline
from cellworth.report.strategies.content import strategies_content

CASE = "nissan-aesc-2016"
YEN = 101.1
"""JPY per USD in the case."""
OF_CASE = ("inputs", "claims", "events", "companies", "holdings", "leave_one_out")
POWERS = {
    "USD": 1,
    "USD/kWh": 1,
    "USD/kg": 1,
    "USD/pack": 1,
    "USD/year": 1,
    "USD per USD/kWh": 0,
}


@pytest.fixture(scope="module")
def done():
    return CaseRun(load_case(CASE), made_up_result(name=CASE), made_up_strategies())


def shown(done, currency, real=None):
    return run_in_money(done, money_of(CASE, currency, real))


def numbers(document: ResultForm):
    """Every number of the headline and the computed tables: where it stands, value, unit."""
    of_headline = {line.name: line.unit for line in document.headline}
    for line in document.headline:
        for end in ("value", "low", "high"):
            yield ("headline", line.name, end), getattr(line, end), line.unit
    for name, table in document.tables.items():
        heads = [column.name for column in table.columns]
        for place, row in enumerate(table.rows):
            cells = dict(zip(heads, row, strict=True))
            for column in table.columns:
                unit = column.unit
                if unit == "as in the column unit" or (name, column.name) == ("supplier_criteria", "figure"):
                    unit = cells["unit"]
                if unit == "as in the headline":
                    unit = of_headline[cells["name"]]
                value = cells[column.name]
                if isinstance(value, float) and not isinstance(value, bool):
                    yield (name, place, column.name), value, unit


def test_every_number_is_changed_once_by_its_unit(done):
    before = {where: (value, unit) for where, value, unit in numbers(done.document)}
    after = {where: (value, unit) for where, value, unit in numbers(shown(done, "JPY").document)}
    assert before.keys() == after.keys()
    changed = 0
    for where, (value, unit) in before.items():
        found, found_unit = after[where]
        if where[0] in OF_CASE:
            assert (found, found_unit) == (value, unit)
            continue
        assert found_unit == unit.replace("USD", "JPY")
        if value is not None:
            assert found == pytest.approx(value * YEN ** POWERS.get(unit, 0), rel=1e-12), where
            changed += unit in POWERS
    assert changed > 300


def test_numbers_of_a_year_are_deflated_from_that_year(done):
    nominal, real = done.document, shown(done, "USD", 2015).document
    paths = [each.tables["by_year"] for each in (nominal, real)]
    heads = [column.name for column in paths[0].columns]
    rows = [[dict(zip(heads, row, strict=True)) for row in table.rows] for table in paths]
    # carried on after 2015 by the mean rise from 2010 (price-332) to 2015 (price-337)
    rise = (237.017 / 218.056) ** 0.2
    costs = [(one, other) for one, other in zip(*rows, strict=True) if one["name"] == "own_cell_full"]
    assert len({one["year"] for one, _ in costs}) > 2
    for one, other in costs:
        assert other["mean"] / one["mean"] == pytest.approx(rise ** (2015 - one["year"]))
    worth = [{line.name: line.value for line in each.headline}["walk_away"] for each in (nominal, real)]
    assert worth[1] / worth[0] == pytest.approx(rise ** (2015 - done.strategies.case.as_of.year))


def words(part):
    """Texts of a page that it writes itself: those of facts with their sources are left out."""
    if isinstance(part, Cited) and part.source != "computed":
        return
    if isinstance(part, Column):
        yield from (part.label, part.unit, part.why)
    elif isinstance(part, str):
        yield part
    elif isinstance(part, tuple | list):
        for each in part:
            yield from words(each)
    elif isinstance(part, dict):
        yield from words(list(part.values()))
    elif is_dataclass(part):
        for each in fields(part):
            if each.name not in ("facts", "conflicts", "limits"):
                yield from words(getattr(part, each.name))


@pytest.mark.parametrize(("currency", "sign"), [("EUR", "€"), ("JPY", "¥")])
def test_no_word_of_the_page_is_left_in_dollars(done, currency, sign):
    found = shown(done, currency)
    texts = list(words(strategies_content(found.strategies, found.result)))
    # the money note gives the rate, and whose prices deflate
    own = [text for text in texts if not text.startswith("Money: ")]
    assert not [text for text in own if "$" in text or "USD" in text or "dollar" in text]
    assert any(sign in text for text in own)
    assert any(text.startswith(f"Money: {currency}") for text in texts)


def test_headlines_of_the_page_are_in_the_money(done):
    dollars, yen = (
        strategies_content(each.strategies, each.result).headlines for each in (done, shown(done, "JPY"))
    )
    assert [each.unit for each in yen] == ["JPY/pack", "JPY", "JPY/kWh"]
    for one, other in zip(dollars, yen, strict=True):
        assert isinstance(other, Headline)
        if one.value:
            assert other.value == pytest.approx(YEN * one.value, rel=0.2)


def test_nominal_dollars_stay_as_they_are(done):
    assert shown(done, "USD") is done


@pytest.fixture(scope="module")
def written(done, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    for name, each in (
        ("dollars", done),
        ("yen", shown(done, "JPY")),
        ("real", shown(done, "JPY", 2015)),
    ):
        write_result(each.document, folder / f"{name}.json")
    return folder


def test_two_moneys_are_not_compared(written):
    with pytest.raises(InputError, match="nominal JPY"):
        compare(str(written / "dollars.json"), str(written / "yen.json"))
    assert compare(str(written / "yen.json"), str(written / "yen.json")).same


def test_workbook_follows_nominal_money_and_refuses_real(written, tmp_path):
    target = str(tmp_path / "book.xlsx")
    export_run(str(written / "yen.json"), target, draws=0)
    with pytest.raises(InputError, match="nominal rate"):
        export_run(str(written / "real.json"), target, draws=0)


def test_explained_in_dollars_with_a_note(written):
    path = written / "yen.json"
    document = read_result(path)
    asked = document.model_copy(update={"manifest": document.manifest.model_copy(update={"scenarios": 64})})
    write_result(asked, path)
    (found,) = explain("own_pack_full", of_run=str(path), depth=0, with_effects=False)
    assert "explained in nominal USD, 101.1 of it each" in found.note


def test_document_of_version_one_is_in_nominal_dollars(written):
    content = json.loads((written / "dollars.json").read_text(encoding="utf-8"))
    old = {name: part for name, part in content.items() if name != "money"} | {"schema_version": 1}
    path = written / "old.json"
    path.write_text(json.dumps(old), encoding="utf-8")
    assert read_result(path) == read_result(written / "dollars.json")


def test_stakes_are_not_shown_in_other_money(cellworth):
    code, _, err = cellworth("run", "calsonic-mitsubishi", "--currency", "EUR")
    assert code == 2
    assert "stake deals" in err


def test_unknown_currency_is_refused_before_the_run(cellworth):
    code, _, err = cellworth("run", CASE, "--currency", "CHF")
    assert code == 2
    assert "USD, EUR, JPY" in err
