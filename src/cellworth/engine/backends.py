"""Other array libraries under the same kernels: JAX, for exact derivatives and for accelerators.

The only module that imports JAX, which is an extra: importing this module fails where it is absent.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from cellworth.core.arrays import Step, take_up
from cellworth.core.record import RECORDS
from cellworth.core.types import Array

__all__ = ["along", "compiled", "device_name", "finished", "gradients", "mapped", "on_jax", "to_numpy"]

LIBRARY = "jax.numpy"

_TREES: set[type] = set()


def on_jax(tree: Any) -> Any:
    """The same records, mappings and arrays with arrays of JAX; whole numbers that set shapes stay.

    Parameters
    ----------
    tree : records, mappings and tuples of numpy arrays and numbers.
    """
    _take_up()
    return jax.tree.map(_array, tree)


def to_numpy(tree: Any) -> Any:
    """The same records, mappings and arrays with arrays of numpy."""
    return jax.tree.map(np.asarray, tree)


def mapped(function: Callable[..., Any], *trees: Any) -> Any:
    """A tree of the same records with a function of the leaves of one or several trees."""
    _take_up()
    return jax.tree.map(function, *trees)


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of arrays, compiled for the default device at the first call with new shapes."""
    _take_up()
    made: Callable[..., Any] = jax.jit(function)
    return made


def gradients(
    function: Callable[[Any, Any], Mapping[str, Array]], variables: Any, constants: Any
) -> tuple[dict[str, Array], dict[str, Any]]:
    r"""Outputs and their derivatives to every real number among the variables.

    Designs do not touch each other, so the derivative of the sum over designs to the input of a design is
    that of the design's own output. To a number that all designs share it is the sum over them.

    Parameters
    ----------
    function : takes variables and constants; returns (s,) outputs by name.
    variables, constants : trees of `on_jax`.

    Returns
    -------
    values : (s,) by output.
    by : for each output a tree like the variables, zeros at whole numbers.

    Notes
    -----
    Backward, so the work does not grow with the number of variables. Where the solve ends, the equations
    :math:`F(x, \theta) = 0` give :math:`dx/d\theta = -F_x^{-1} F_\theta`. Whole layers, branches and counts
    are held. Not compiled: `compiled` pays where many designs of one shape follow.
    """
    leaves, shape = jax.tree.flatten(variables)
    moving = [k for k, leaf in enumerate(leaves) if jnp.issubdtype(leaf.dtype, jnp.floating)]

    def outputs(moved: list[Array]) -> dict[str, Array]:
        whole = list(leaves)
        for k, leaf in zip(moving, moved, strict=True):
            whole[k] = leaf
        return dict(function(jax.tree.unflatten(shape, whole), constants))

    values, back = jax.vjp(outputs, [leaves[k] for k in moving])
    by = {}
    for name in values:
        weight = {each: jnp.full_like(array, each == name) for each, array in values.items()}
        slopes = [jnp.zeros(leaf.shape) for leaf in leaves]
        for k, slope in zip(moving, back(weight)[0], strict=True):
            slopes[k] = slope
        by[name] = jax.tree.unflatten(shape, slopes)
    return values, by


def along(
    function: Callable[[Any], Mapping[str, Array]], variables: Any, direction: Any
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Outputs and their derivatives along one direction of all variables.

    Parameters
    ----------
    function : takes variables, returns (s,) outputs by name.
    variables, direction : trees of `on_jax` of one shape.

    Returns
    -------
    values, derivatives : (s,) by output.
    """
    moves = jax.tree.map(_move, variables, direction)
    values, slopes = jax.jvp(lambda point: dict(function(point)), (variables,), (moves,))
    return values, slopes


def finished(tree: Any) -> Any:
    """The same arrays, once the device has computed them."""
    return jax.block_until_ready(tree)  # type: ignore[no-untyped-call]


def device_name() -> str:
    """Kind of the default device, as JAX names it."""
    device = jax.devices()[0]
    return f"{device.platform}, {device.device_kind}"


def _take_up() -> None:
    """Double precision, records as trees, and the rule for the solve."""
    jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]
    take_up(LIBRARY, _implicit, _still)
    for kind in RECORDS:
        if kind not in _TREES:
            _TREES.add(kind)
            listed = fields(kind)
            static = [item.name for item in listed if item.metadata.get("static")]
            leaves = [item.name for item in listed if item.name not in static]
            jax.tree_util.register_dataclass(kind, data_fields=leaves, meta_fields=static)


def _still(array: Array, where: Callable[[Array], Array] | None) -> Array:
    """The same numbers without derivatives: in numpy, or where asked."""
    ended = jax.lax.stop_gradient(array)
    return np.asarray(ended) if where is None else jnp.where(where(ended), ended, array)


def _array(leaf: Any) -> Any:
    return jnp.asarray(leaf) if isinstance(leaf, np.ndarray | np.generic | float) else leaf


def _move(point: Any, move: Any) -> Any:
    if jnp.issubdtype(point.dtype, jnp.floating):
        return jnp.broadcast_to(move, point.shape)
    return np.zeros(point.shape, dtype=jax.dtypes.float0)


def _implicit(step: Step[Any], state: Any) -> Any:
    r"""The solution with the derivatives of what it solves, :math:`dx = (I - N_x)^{-1} N_\theta d\theta`.

    :math:`N` is the step, which has the solution as its fixed point whatever the slopes inside it are.

    Parameters
    ----------
    step : from a state to a better one.
    state : two arrays, (s,).

    Returns
    -------
    state : the same numbers.
    """
    held = jax.lax.stop_gradient(state)
    first, second = held
    one, none = jnp.ones_like(first), jnp.zeros_like(first)
    kind = type(state)
    (a, c), (b, d) = (
        jax.lax.stop_gradient(jax.jvp(step, (held,), (kind(*turn),))[1])
        for turn in ((one, none), (none, one))
    )
    moved = step(held)
    shift, turn = (new - jax.lax.stop_gradient(new) for new in moved)
    width = (1.0 - a) * (1.0 - d) - b * c
    return kind(
        first + ((1.0 - d) * shift + b * turn) / width,
        second + (c * shift + (1.0 - a) * turn) / width,
    )
