import numpy as np
import pytest

from cellworth.io.pack_texts import pack_texts, tag_text


@pytest.mark.parametrize(
    ("code", "text"), [(0, "None"), (8, "3"), (8 + 16, "3, 4"), (2**5 + 2**8 + 2**12, "5, 8, 12")]
)
def test_tags_as_printed(code, text):
    assert tag_text(code) == text


def test_words_of_codes():
    assert list(pack_texts("cooling_unit", np.asarray([4.0, 1.0, np.nan]))) == ["Refrig 4", "Refrig 1", ""]


def test_a_number_has_no_words():
    assert pack_texts("pack_mass", np.asarray([1.0])) is None
