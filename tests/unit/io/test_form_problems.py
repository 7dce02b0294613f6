import datetime
import math
import tomllib
from importlib.resources import files

import pytest

from cellworth.core.errors import InputError
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_layers import fill_heads
from cellworth.io.form_problems import formed, within
from cellworth.io.offer_files import OfferForm
from cellworth.io.outcome_files import OutcomeForm
from cellworth.io.strategy_forms_evidence import ClaimsForm
from cellworth.io.study_files import StudyForm
from cellworth.io.timeline_files import TimelineForm

WEIRD = (True, 1, -1, 1.5, math.nan, math.inf, 10**18, "x", "", "-3", "x y\n", [], [1], {}, {"a": 1})
WEIRD += (datetime.date(2016, 8, 31), datetime.datetime(2016, 8, 31, 1))
SCHEMA_WORDS = (
    "nput should",
    "valid ",
    "ssertion",
    "parse",
    "ensure",
    "pydantic",
    "type=",
    "tag ",
    "alue err",
)


def shipped(*place):
    return tomllib.loads(files("cellworth").joinpath(*place).read_text(encoding="utf-8"))


def study():
    vary = {"energy": {"from": "40 kWh", "to": "60 kWh", "points": 3, "group": "g"}}
    limits = {"pack_mass": {"at_least": 1.0, "at_most": 2.0}}
    more = {"scenarios": 64, "metals": "2024", "target": 1.0, "best": "smallest", "samples": 4, "seed": 1}
    given = {"base": {"couple": "x"}, "against": {"couple": "y"}, "options": {"a": {"couple": "x"}}}
    parts = {"vary": vary, "limits": limits, "bad": {"at_least": 1.0}}
    return {"kind": "grid", "case": "", "outputs": ["pack_mass"], **parts, **more, **given}


FORMS = {
    "case": (CaseForm, lambda: fill_heads(CaseForm, shipped("cases", "nissan-aesc-2016.toml"))),
    "claims": (ClaimsForm, lambda: shipped("data", "claims", "nissan-aesc.toml")),
    "offer": (OfferForm, lambda: shipped("cases", "offers", "lg-chem-2016.toml")),
    "outcome": (OutcomeForm, lambda: shipped("data", "outcomes", "nissan-aesc-2016.toml")),
    "study": (StudyForm, study),
    "timeline": (TimelineForm, lambda: shipped("data", "timelines", "nissan-aesc-2016.toml")),
}


def changed(raw, depth=0):
    """The same with one entry put to each weird value in turn; two of each table are enough."""
    for key in [*raw][: 60 if depth < 2 else 3]:
        yield from ({**raw, key: value} for value in WEIRD)
        if isinstance(raw[key], dict) and depth < 3:
            yield from ({**raw, key: inner} for inner in changed(raw[key], depth + 1))


@pytest.mark.parametrize(("name", "step"), [(name, 250 if name == "case" else 3) for name in FORMS])
def test_no_word_of_the_schema_reaches_a_person(name, step):
    form, raw = FORMS[name]
    told = []
    for weird in list(changed(raw()))[::step]:
        try:
            formed(weird, form, within(name))
        except InputError as error:
            told += map(str, error.problems)
    assert len(told) > 20
    assert not [text for text in told if any(word in text for word in SCHEMA_WORDS)]


def refused(raw, form=StudyForm):
    with pytest.raises(InputError) as error:
        formed(raw, form, within("mine.toml"))
    return [str(problem) for problem in error.value.problems]


def test_what_is_missing_in_one_place_is_one_sentence():
    told = refused({"name": "x"}, OfferForm)
    assert told == [
        "mine.toml: no schema, title, supplier, pack, first_year, term, price and volume; "
        "these entries are needed."
    ]


def test_a_value_that_may_be_of_several_kinds_has_one_sentence():
    assert refused({"kind": "grid", "base": {"energy": [1]}}) == [
        "mine.toml [base.energy]: found a list; a text in quotes, a number or true or false is due."
    ]


def test_a_mistyped_choice_and_key_are_offered_the_nearest():
    assert refused({"kind": "paretto", "ouputs": []}) == [
        "mine.toml [kind]: found 'paretto'; one of 'grid', 'one-at-a-time', 'inverse', 'pareto', 'sobol', "
        "'switch-map', 'optimise' or 'discover' is due. Did you mean 'pareto'?",
        "mine.toml [ouputs]: unknown key 'ouputs'; an unknown key would be ignored silently. "
        "Did you mean 'outputs'?",
    ]


def test_limits_and_names_are_told_without_a_unit_of_one():
    case = fill_heads(CaseForm, shipped("cases", "nissan-aesc-2016.toml"))
    case["name"] = "My Case"
    case["learning"]["own_rate"]["high"] = "120 %"
    assert refused(case, CaseForm)[-2:] == [
        "mine.toml [name]: found 'My Case'; a name has small letters, digits and dashes, the first no dash. "
        'Write it as "my-case".',
        "mine.toml [learning.own_rate]: found low 5 %, mode 10 %, high 120 %; it must be at most 90 %. "
        "Check the number and its unit.",
    ]


@pytest.mark.parametrize(
    ("place", "number", "why"),
    [
        (("make", "discount_rate"), "900 %/year", "it must be at most 100 %/year"),
        (("learning", "industry_rate"), "100 %", "it must be at most 90 %"),
        (("make", "closure"), "1e30 USD", "it is larger than anything there is"),
        (("make", "closure"), "1e400 USD", "it is not a finite number"),
        (("make", "closure"), "-9 JPY", "it must be at least 0 JPY"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_the_unit_of_a_person(place, number, why):
    case = fill_heads(CaseForm, shipped("cases", "new-plant-2026.toml"))
    case[place[0]][place[1]] = {**case[place[0]][place[1]], "value": number}
    for key in ("low", "mode", "high"):
        case[place[0]][place[1]].pop(key, None)
    where = ".".join(place)
    assert f"mine.toml [{where}]: found '{number}'; {why}. Check the number" in "\n".join(
        refused(case, CaseForm)
    )


def test_a_mistyped_name_of_an_entry_is_offered_its_namesake():
    offer = {**shipped("cases", "offers", "lg-chem-2016.toml"), "take_or_pays": {"share": "1"}}
    assert "Did you mean 'take_or_pay'?" in "\n".join(refused(offer, OfferForm))
    bands = {"first": {"volume": "1 GWh/year", "factor": 0.9}, "frist": {}}
    offer = shipped("cases", "offers", "lg-chem-2016.toml")
    offer["price"] = {**offer["price"], "bands": bands}
    told = (
        "mine.toml [price.bands.frist]: no volume and factor; these entries are needed. Did you mean 'first'?"
    )
    assert refused(offer, OfferForm) == [told]
