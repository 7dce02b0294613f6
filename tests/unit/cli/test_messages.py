"""What a new user is told who mistypes: one sentence, before any work, exit code 2."""

import pytest

from cellworth.cli.compare import _pair
from cellworth.io.input_schema import nearest

FOLDERLESS = [
    ("backtest", "nissan-aesc-2016", "--page"),
    ("claims", "draft", "article.txt", "--out"),
    ("export", "nissan-aesc-2016", "--xlsx"),
    ("export", "nissan-aesc-2016", "--sip"),
    ("export", "--pybamm"),
    ("powertrains", "--page"),
    ("range", "--score"),
    ("run", "nissan-aesc-2016", "--json"),
    ("runs", "--out"),
    ("sql", "SELECT 1", "--out"),
    ("study", "map.toml", "--out"),
    ("study", "map.toml", "--chart"),
    ("timeline", "nissan-aesc-2016", "--page"),
    ("trial", "--page"),
    ("bench", "--json"),
]
ENDS = {"--xlsx": ".xlsx", "--sip": ".xml", "--chart": ".svg"}


@pytest.mark.parametrize("line", FOLDERLESS, ids=" ".join)
def test_a_file_in_no_folder_is_refused_before_the_work(cellworth, tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.toml").write_text('kind = "switch-map"\nvary = {}\n', encoding="utf-8")
    target = f"nowhere/x{ENDS.get(line[-1], '.csv')}"
    code, out, err = cellworth(*line, target)
    assert (code, out) == (2, "")
    assert err == f"cellworth: {target}: its folder does not exist; no file can stand there. Make it first.\n"


@pytest.mark.parametrize(
    "line",
    [
        ("run", "nissan-aesc-2016", "--out"),
        ("quote", "lg-chem-2016", "--out"),
        ("search", "nissan-aesc-2016", "--out"),
        ("timeline", "nissan-aesc-2016", "--out"),
        ("trial", "--out"),
        ("docs",),
        ("docs", "pages", "--answers"),
        ("docs", "pages", "--gallery"),
    ],
    ids=" ".join,
)
def test_a_folder_that_is_a_file_is_refused_before_the_work(cellworth, tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("", encoding="utf-8")
    code, out, err = cellworth(*line, "taken")
    assert (code, out) == (2, "")
    assert err.startswith("cellworth: taken: a file of this name stands there; a folder is to be written.")
    assert [entry.name for entry in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("explain", "walk_away"), "it is a result of a case, and none is named. Name one with --case"),
        (("explain", "walk_away", "--run", "nope"), "run 'nope': there is none; a run is a folder"),
        (("pack", "--metals", ""), "--metals: ''; it is not a date"),
        (("claims", "draft", "."), ".: this is a folder; a file is due."),
        (("pack", "--place", ""), "--place: ''; no table has it"),
        (("timeline", "nissan-aesc-2016", "--dates", "1800-01"), "1800-01-31; what was known is told from"),
        (("timeline", "nissan-aesc-2016", "--dates", "2050-01"), "2050-01-31; what was known is told from"),
        (("search", "nissan-aesc-2016", "--ways", "0"), "'--ways': '0'; it must be at least 1."),
        (("run", "nissan-aesc-2016", "--seed", "x"), "'--seed': 'x'; a whole number is due."),
        (("docs", "pages", "--studies", "nope.md"), "nope.md: no such file; a page of studies"),
    ],
    ids=lambda part: part if isinstance(part, str) else " ".join(part),
)
def test_what_cannot_be_is_one_sentence(cellworth, tmp_path, monkeypatch, line, told):
    monkeypatch.chdir(tmp_path)
    code, out, err = cellworth(*line)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_metals_of_another_day_are_told(cellworth):
    assert "Ni of 2025" in cellworth("pack", "--metals", "2031")[2]
    assert (
        "no metal prices of 2016-08, averages of the year taken"
        in cellworth("pack", "--metals", "2016-08")[2]
    )
    assert "note" not in cellworth("pack", "--metals", "2016")[2]


def test_an_empty_case_is_one_sentence(cellworth, tmp_path):
    empty = tmp_path / "empty.toml"
    empty.write_text("", encoding="utf-8")
    code, _, err = cellworth("check", str(empty))
    assert (code, len(err.splitlines())) == (2, 1)
    assert "no schema, name, title" in err
    assert 'Rest it on another, as base = "new-plant-2026"' in err


def test_an_unknown_name_is_told_the_first_of_many():
    known = [f"name_{number}" for number in range(40)]
    assert nearest("zzz", known, what="outputs").startswith("The 40 outputs begin with name_0, name_1, ")
    assert nearest("4", [*known[:3], "pack (40)"], what="outputs") == "Did you mean 'pack (40)'?"
    assert nearest("zzz", known[:3], what="outputs") == "Those outputs are name_0, name_1, name_2."


@pytest.mark.parametrize(
    ("first", "second", "relative", "told"),
    [
        (100.0, 125.0, 0.25, "100 -> 125 USD  (+25.0 %)"),
        (-2.0e6, 1.0e6, None, "-2,000,000 -> 1,000,000 USD  (+3,000,000 USD)"),
        (-100.0, -250.0, None, "-100 -> -250 USD  (-150 USD)"),
        (None, 1.0, None, "none -> 1 USD"),
    ],
)
def test_a_share_of_a_loss_is_told_in_money(first, second, relative, told):
    assert _pair("saving", "USD", first, second, relative).removeprefix("saving").strip() == told
