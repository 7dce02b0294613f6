"""Uniform draws of inputs without a dimension: even by themselves, in an order of their own."""

from hashlib import blake2b

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

BITS = 32
LOW_BITS = 0xFFFFFFFF
HASH_STEPS = (0x3D20ADEA, 0x05526C56, 0x53A22864)
"""Even factors of the hash that carries changes from lower to higher bits only (Vegdahl's)."""

NEXT_KEY = (0x9E3779B1, 0x7F4A7C15)
"""Factor and summand that turn the key of the first pass into that of the second: one pass leaves traces."""

SWAPS = ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF))


def padded_uniforms(seed: int, name: str, scenario: Array) -> Array:
    r"""Uniform numbers of one input, evenly spread over any first power of two of the scenarios.

    The scenario numbers are shuffled and the points of van der Corput scrambled, both bit by bit from the
    highest (Owen), with keys of seed and name only: a new input changes no other.

    Parameters
    ----------
    seed : int
        Zero is a seed like any other.
    name : str
    scenario : (s,) [1]
        Whole scenario numbers from zero on.

    Returns
    -------
    uniforms : (s,) [1]
        Inside (0, 1), never at an end.

    References
    ----------
    Theory, eq. uncertainty-2 (draws before S7). [burley2020]_
    """
    xp = namespace(scenario)
    digest = blake2b(f"{seed}\n{name}\norder".encode(), digest_size=8).digest()
    order, digits = int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:], "big")
    number = xp.astype(scenario, xp.uint64)
    point = _scrambled(xp, _reversed(xp, number), order)
    point = _reversed(xp, _scrambled(xp, _reversed(xp, point), digits))
    return (xp.astype(point, xp.float64) + 0.5) / float(2**BITS)


def _word(xp: Array, value: int) -> Array:
    return xp.asarray([value], dtype=xp.uint64)


def _scrambled(xp: Array, bits: Array, key: int) -> Array:
    """Scrambled bits, each by a hash of the key and the bits below it, in two passes."""
    factor, summand = NEXT_KEY
    return _pass(xp, _pass(xp, bits, key), (key * factor + summand) & LOW_BITS)


def _pass(xp: Array, bits: Array, key: int) -> Array:
    low = _word(xp, LOW_BITS)
    bits = xp.bitwise_xor(bits, xp.bitwise_and(bits * _word(xp, HASH_STEPS[0]), low))
    bits = xp.bitwise_and(bits + _word(xp, key), low)
    bits = xp.bitwise_and(bits * _word(xp, (key >> 16) | 1), low)
    for factor in HASH_STEPS[1:]:
        bits = xp.bitwise_xor(bits, xp.bitwise_and(bits * _word(xp, factor), low))
    return bits


def _reversed(xp: Array, bits: Array) -> Array:
    """The 32 bits back to front."""
    for width, mask in SWAPS:
        shift, kept = _word(xp, width), _word(xp, mask)
        high = xp.bitwise_left_shift(xp.bitwise_and(bits, kept), shift)
        bits = xp.bitwise_or(xp.bitwise_and(xp.bitwise_right_shift(bits, shift), kept), high)
    return bits
