"""Codes among the outputs as words: own words, or those the reference designs print."""

from typing import Any

import numpy as np

from cellworth.design.sizing.states import LIMIT_NAMES
from cellworth.io.pack_texts import pack_texts

__all__ = ["in_words"]


def in_words(name: str, values: Any, *, batpac: bool = False) -> Any:
    """Words of a coded output, one for each code; the values as they are if they are numbers."""
    if name == "limited_by" and not batpac:
        codes = np.asarray(values, dtype=float)
        texts = np.array([*LIMIT_NAMES, ""], dtype=object)
        return texts[np.where(np.isnan(codes), len(LIMIT_NAMES), codes).astype(int)]
    words = pack_texts(name, values)
    return values if words is None else np.array(words, dtype=object)
