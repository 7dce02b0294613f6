"""Uniform draws of the static uncertain inputs: Sobol' points, shifted by seed and name."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from scipy.stats.qmc import Sobol

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

BITS = 32
MOST_POINTS = 2**BITS


def digital_shift(seed: int, name: str) -> int:
    """Bits that shift one dimension, from seed and parameter name only.

    Parameters
    ----------
    seed : int
        Zero is a seed like any other.
    name : str

    Returns
    -------
    shift : int
        Below two to the power of 32.

    References
    ----------
    Theory, eq. uncertainty-2 (draws before S7).
    """
    digest = blake2b(f"{seed}\n{name}".encode(), digest_size=BITS // 8).digest()
    return int.from_bytes(digest, "big")


def quasi_uniforms(
    seed: int, names: Sequence[str], dimensions: Mapping[str, int], first: int, count: int, *, offset: int = 0
) -> Array:
    r"""Uniform numbers of a block of scenarios, one column per parameter.

    .. math:: u_{n,d} = \frac{(x_{n,d} \oplus c_d) + 1/2}{2^{32}}

    with :math:`x` the whole-number Sobol' points, unscrambled, and :math:`c_d` the digital shift.

    Parameters
    ----------
    seed : int
    names : sequence
        Columns wanted.
    dimensions : mapping
        Dimension of each parameter.
    first : int
        Number of the first scenario of the block.
    count : int
        Scenarios in the block.
    offset : int
        Added to every dimension: a second, independent set of points.

    Returns
    -------
    uniforms : (s, k) [1]
        Inside (0, 1), never at an end. A scenario has the same bits in any block.

    Raises
    ------
    ValueError
        If the block reaches beyond the 2^32 points.

    References
    ----------
    Theory, eq. uncertainty-2 (draws before S7). [joe2008]_
    """
    if first + count > MOST_POINTS:
        raise ValueError(f"scenarios beyond {MOST_POINTS} have no points")
    columns = [dimensions[name] + offset for name in names]
    points = _sobol_points(max(columns) + 1, first, count)
    xp = namespace(points)
    whole = xp.astype(points * float(MOST_POINTS), xp.int64)
    shifted = [
        xp.bitwise_xor(whole[:, column], xp.asarray([digital_shift(seed, name)], dtype=xp.int64))
        for name, column in zip(names, columns, strict=True)
    ]
    return (xp.astype(xp.stack(shifted, axis=-1), xp.float64) + 0.5) / float(MOST_POINTS)


def _sobol_points(n_dimensions: int, first: int, count: int) -> Array:
    sequence = Sobol(n_dimensions, scramble=False, bits=BITS)
    if first:
        sequence.fast_forward(first)
        return sequence.random(count)
    return sequence.random(1 << (count - 1).bit_length())[:count, :]
