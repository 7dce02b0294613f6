"""Uniform draws of yearly shocks: a counter-based generator, keyed by seed, name and year."""

from hashlib import blake2b

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

GOLDEN = 0x9E3779B97F4A7C15
MIX_ONE = 0xBF58476D1CE4E5B9
MIX_TWO = 0x94D049BB133111EB
KEPT_BITS = 52


def stream_uniforms(seed: int, name: str, scenario: Array, years: int) -> Array:
    r"""Uniform numbers of one stream of shocks, by scenario and year.

    .. math:: u = \frac{\lfloor m(m(\gamma (n + 1)) \oplus k) / 2^{12} \rfloor + 1/2}{2^{52}}

    with :math:`n` the scenario number, :math:`k` the key of (seed, name, year), :math:`\gamma` and the
    mixing function :math:`m` of SplitMix64.

    Parameters
    ----------
    seed : int
        Zero is a seed like any other.
    name : str
        Of the stream.
    scenario : (s,) [1]
        Whole scenario numbers from zero on.
    years : int
        Columns; more years leave the earlier ones as they are.

    Returns
    -------
    uniforms : (s, y) [1]
        Inside (0, 1), never at an end.

    References
    ----------
    Theory, eq. uncertainty-3 (shocks of S11, S17, S18). [steele2014]_
    """
    xp = namespace(scenario)
    counter = _mix(xp, (xp.astype(scenario, xp.uint64) + _word(xp, 1)) * _word(xp, GOLDEN))
    columns = [_mix(xp, xp.bitwise_xor(counter, _word(xp, _key(seed, name, year)))) for year in range(years)]
    bits = xp.bitwise_right_shift(xp.stack(columns, axis=-1), _word(xp, 64 - KEPT_BITS))
    return (xp.astype(bits, xp.float64) + 0.5) / float(2**KEPT_BITS)


def _key(seed: int, name: str, year: int) -> int:
    return int.from_bytes(blake2b(f"{seed}\n{name}\n{year}".encode(), digest_size=8).digest(), "big")


def _word(xp: Array, value: int) -> Array:
    return xp.asarray([value], dtype=xp.uint64)


def _mix(xp: Array, z: Array) -> Array:
    z = xp.bitwise_xor(z, xp.bitwise_right_shift(z, _word(xp, 30))) * _word(xp, MIX_ONE)
    z = xp.bitwise_xor(z, xp.bitwise_right_shift(z, _word(xp, 27))) * _word(xp, MIX_TWO)
    return xp.bitwise_xor(z, xp.bitwise_right_shift(z, _word(xp, 31)))
