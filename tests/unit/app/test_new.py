"""A new case: fit to run as written, and with every line of it in force."""

import re

import pytest

from cellworth.app.check import check
from cellworth.app.new import new
from cellworth.core.errors import InputError
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case


@pytest.mark.parametrize("base", ["new-plant-2026", "nissan-aesc-2016"])
def test_new_case_is_fit_to_run(tmp_path, base):
    path = new("mine", base, str(tmp_path))

    assert path == tmp_path / "mine.toml"
    assert check(str(path)).problems == ()
    assert load_case(path).form.base == base


def in_force(text):
    """The template with the # taken away from every line that shows a value."""
    return re.sub(r'^# (?=("[^"]*"|[A-Za-z0-9_-]+) = )', "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("base", ["new-plant-2026", "nissan-aesc-2016"])
def test_every_line_of_a_new_case_can_be_put_in_force(tmp_path, base):
    path = new("mine", base, str(tmp_path))
    whole = in_force(path.read_text(encoding="utf-8"))
    assert len(re.findall(r"^# \S+ = ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)) > 300
    path.write_text(whole, encoding="utf-8")

    assert check(str(path)).problems == ()
    mine, of_base = strategy_case(load_case(path)), strategy_case(load_case(base))
    assert {n: q.kind for n, q in mine.quantities.items()} == {
        n: q.kind for n, q in of_base.quantities.items()
    }
    for name, quantity in mine.quantities.items():
        assert quantity.numbers == pytest.approx(of_base.quantities[name].numbers), name
    assert mine.strategies == of_base.strategies
    assert mine.programmes == of_base.programmes


@pytest.mark.parametrize(
    ("name", "told"),
    [("My Case", "small letters, figures and hyphens"), ("nissan-aesc-2016", "a shipped case has this name")],
)
def test_bad_names_are_refused(tmp_path, name, told):
    with pytest.raises(InputError, match=told):
        new(name, folder=str(tmp_path))


def test_a_file_is_not_written_over(tmp_path):
    new("mine", folder=str(tmp_path))

    with pytest.raises(InputError, match="not written over"):
        new("mine", folder=str(tmp_path))


def test_an_unknown_base_offers_the_nearest(tmp_path):
    with pytest.raises(InputError, match="Did you mean 'new-plant-2026'"):
        new("mine", "new-plant-2025", str(tmp_path))
