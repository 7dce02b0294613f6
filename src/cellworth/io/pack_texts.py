"""Codes of the pack turned into the words printed for them."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from cellworth.core.types import Array
from cellworth.io.input_schema import column_rows

__all__ = ["NO_TAG", "TAG_NAMES", "pack_texts", "tag_sentences"]

TAG_NAMES = ("design_errors", "design_warnings")
NO_TAG = "None"
NO_VALUE = ""


@cache
def _labels() -> dict[str, dict[float, str]]:
    """Words by code, by name."""
    found: dict[str, dict[float, str]] = {}
    for row in column_rows("pack_labels.csv"):
        found.setdefault(row["name"], {})[float(row["code"])] = row["text"]
    return found


@cache
def tag_sentences() -> dict[str, str]:
    """What each tag of an error or a warning means."""
    return {row["tag"]: row["sentence"] for row in column_rows("tag_sentences.csv")}


def tag_text(code: float) -> str:
    """Tags as they are printed, for example ``3, 4``; the code is the sum of two to the power of each."""
    bits = int(code)
    tags = [str(tag) for tag in range(bits.bit_length()) if bits >> tag & 1]
    return ", ".join(tags) or NO_TAG


def pack_texts(name: str, codes: Array) -> Sequence[str] | None:
    """Words of one quantity, one per code; nothing if the quantity is a number.

    A code that is not a number has no word.
    """
    if name not in TAG_NAMES and name not in _labels():
        return None
    unique, places = np.unique(np.asarray(codes, dtype=float), return_inverse=True)
    words = [NO_VALUE if code != code else _word(name, float(code)) for code in unique]
    return [words[place] for place in places]


def _word(name: str, code: float) -> str:
    return tag_text(code) if name in TAG_NAMES else _labels()[name][code]
