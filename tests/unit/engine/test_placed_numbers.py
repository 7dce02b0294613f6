from dataclasses import dataclass

import array_api_strict as strict
import numpy as np

from cellworth.engine.placed_numbers import numbers_of, with_numbers
from cellworth.engine.scenarios.columns import numbers, of_years


@dataclass(frozen=True)
class Part:
    name: str
    packs: tuple[float, ...]
    price: float
    count: int = 3


@dataclass(frozen=True)
class Whole:
    title: str
    parts: tuple[Part, ...]
    by_year: dict[int, float]
    aside: float


WHOLE = Whole(
    title="whole",
    parts=(Part("one", (1.0, 2.0), 5.0), Part("two", (3.0, 4.0), float("nan"))),
    by_year={2016: 7.0, 2018: 8.0},
    aside=9.0,
)


def test_numbers_stand_by_place_and_paths_for_themselves():
    single = numbers_of(WHOLE, ("aside",))
    assert single["parts.one.packs.1"] == 2.0
    assert set(single) == {
        *(f"parts.{part}.packs.{k}" for part in ("one", "two") for k in range(2)),
        "parts.one.price",
        "by_year.2016",
        "by_year.2018",
    }
    assert numbers_of(WHOLE, paths=True)["parts.two.packs"] == (3.0, 4.0)
    assert numbers_of(WHOLE)["aside"] == 9.0


def test_other_numbers_are_put_in_and_the_rest_is_the_same():
    moved = with_numbers(WHOLE, {"parts.one.packs": np.asarray([6.0, 7.0]), "by_year.2018": 1.0})
    assert moved.parts[0].packs.tolist() == [6.0, 7.0]
    assert moved.by_year == {2016: 7.0, 2018: 1.0}
    assert moved.parts[1] is WHOLE.parts[1]
    assert with_numbers(WHOLE, {}) is WHOLE


def test_an_array_of_a_case_is_of_the_library_of_its_numbers():
    plain = numbers(((1.0, 2), (3.0, 4.0)))
    assert isinstance(plain, np.ndarray)
    assert plain.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    path = np.asarray([1.0, 2.0])
    assert numbers(path) is path
    assert of_years(path).shape == (2, 1)
    mixed = numbers([0.0, strict.asarray(1.0), 2.0])
    assert type(mixed) is type(strict.asarray(1.0))
    assert np.asarray(mixed).tolist() == [0.0, 1.0, 2.0]
