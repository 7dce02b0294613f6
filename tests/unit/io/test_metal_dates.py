"""Days of metal prices."""

import re
from pathlib import Path
from typing import Any

import pytest

from cellworth.core.errors import InputError
from cellworth.io.metal_records import dates_taken, metal_prices


@pytest.mark.parametrize("text", ["2016-00", "2016-13", "2016-99", "2016-1x"])
def test_a_month_is_one_of_twelve(text: str) -> None:
    """Another one was taken for its year."""
    with pytest.raises(InputError, match="it is not a date"):
        metal_prices(text)


def test_a_month_may_have_one_figure() -> None:
    """Both ways of writing are the same day."""
    assert metal_prices("2016-8") == metal_prices("2016-08")


def test_months_named_as_examples_have_prices_of_their_own(cellworth: Any) -> None:
    """A month without them is told to take the averages of its year."""
    root = Path(__file__).parents[3]
    pages = [root / "README.md", *root.glob("docs/how-to/*.md")]
    texts = [page.read_text(encoding="utf-8") for page in pages] + [cellworth("pack", "--help")[1]]
    told = [
        found for text in texts for found in re.findall(r"(?:--metals |month,? such as `?)(\d{4}-\d\d)", text)
    ]
    assert len(told) >= 2
    with pytest.raises(InputError) as refused:
        metal_prices("soon")
    told += re.findall(r"such as (\d{4}-\d\d)", str(refused.value))
    for month in told:
        assert dates_taken(month, metal_prices(month)) == (), month
