"""Days of metal prices."""

import pytest

from cellworth.core.errors import InputError
from cellworth.io.metal_records import metal_prices


@pytest.mark.parametrize("text", ["2016-00", "2016-13", "2016-99", "2016-1x"])
def test_a_month_is_one_of_twelve(text: str) -> None:
    """Another one was taken for its year."""
    with pytest.raises(InputError, match="it is not a date"):
        metal_prices(text)


def test_a_month_may_have_one_figure() -> None:
    """Both ways of writing are the same day."""
    assert metal_prices("2016-8") == metal_prices("2016-08")
