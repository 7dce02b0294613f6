"""Running mean and spread over blocks of scenarios, same bits for any cut."""

from collections.abc import Mapping

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.sums import TILE, tile_sums
from cellworth.core.types import Array


@record
class TileMoments:
    """Mean and spread of each tile of 1,024 scenarios.

    Attributes
    ----------
    tile_count : (t,) [1]
    tile_mean : (t, ...) [any]
    tile_square : (t, ...) [any]
        Sum of squared distances from the tile's mean.
    """

    tile_count: Array
    tile_mean: Array
    tile_square: Array


@record
class RunningMoments:
    """Mean and spread over all scenarios.

    Attributes
    ----------
    n_scenarios : () [1]
    running_mean : (...) [any]
    running_sd : (...) [any]
        With n - 1 below; NaN for a single scenario.
    mean_error : (...) [any]
        Standard error of the mean, as if the draws were independent.
    """

    n_scenarios: Array
    running_mean: Array
    running_sd: Array
    mean_error: Array


def tile_moments(values: Array) -> TileMoments:
    """Mean and spread per tile of one block.

    Parameters
    ----------
    values : (s, ...) [any]
        A block that opens a tile; only the last block of a run may end inside one.

    Returns
    -------
    TileMoments

    References
    ----------
    S44, S51; theory, eq. uncertainty-4.
    """
    xp = namespace(values)
    n, *rest = values.shape
    n_tiles = -(-n // TILE)
    shape = (n_tiles,) + (1,) * len(rest)
    counts = [min(TILE, n - tile * TILE) for tile in range(n_tiles)]
    count = xp.asarray([float(tile) for tile in counts], dtype=values.dtype)
    mean = tile_sums(values) / xp.reshape(count, shape)
    means = xp.concat([xp.broadcast_to(mean[tile, ...], (counts[tile], *rest)) for tile in range(n_tiles)])
    centred = values - means
    return TileMoments(tile_count=count, tile_mean=mean, tile_square=tile_sums(centred * centred))


def merged_moments(blocks: Mapping[int, TileMoments]) -> RunningMoments:
    r"""Mean and spread over all blocks, tile after tile.

    .. math:: \delta = \bar x_b - \bar x_a, \quad \bar x = \bar x_a + \delta n_b / n, \quad
        M = M_a + M_b + \delta^2 n_a n_b / n

    Parameters
    ----------
    blocks : mapping
        Tiles of each block by the number of its first scenario, in any order.

    Returns
    -------
    RunningMoments

    Raises
    ------
    ValueError
        If a block is missing, or one that is not the last ends inside a tile.

    References
    ----------
    S44, S51; theory, eq. uncertainty-4. [chan1983]_
    """
    expected = 0
    count: Array = 0.0
    mean: Array = 0.0
    square: Array = 0.0
    for first in sorted(blocks):
        if first != expected or first % TILE:
            raise ValueError(f"blocks must follow on tiles of {TILE}: {first} after {expected}")
        part = blocks[first]
        for tile in range(part.tile_count.shape[0]):
            added = part.tile_count[tile]
            share = added / (count + added)
            step = part.tile_mean[tile, ...] - mean
            mean = mean + step * share
            square = square + part.tile_square[tile, ...] + step * step * (count * share)
            count = count + added
            expected += int(added)
    sd = (square / (count - 1.0 if expected > 1 else float("nan"))) ** 0.5
    return RunningMoments(n_scenarios=count, running_mean=mean, running_sd=sd, mean_error=sd / count**0.5)
