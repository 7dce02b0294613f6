"""Exact derivatives of pack outputs to every continuous input and parameter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cellworth.core.record import named_arrays
from cellworth.core.types import Array
from cellworth.engine.backends import along, gradients, on_jax, to_numpy
from cellworth.engine.pack_model import CORRECTED, PARITY, PackModel
from cellworth.engine.packs import evaluate_block

__all__ = ["PackGradients", "continuous", "named_outputs", "pack_derivative", "pack_gradients"]


@dataclass(frozen=True)
class PackGradients:
    """Outputs and their derivatives.

    Attributes
    ----------
    values : (s,) by output.
    by_input : (s,) by output and input, in the output's unit per the input's.
    by_parameter : by output, a model whose leaves are the derivatives of the sum over the designs.
    """

    values: dict[str, Array]
    by_input: dict[str, dict[str, Array]]
    by_parameter: dict[str, PackModel]


def continuous(inputs: Mapping[str, Array]) -> list[str]:
    """Inputs that are given and hold real numbers; an override that nobody gave has no derivative."""
    return [
        name
        for name, array in inputs.items()
        if np.issubdtype(array.dtype, np.floating) and not np.all(np.isnan(array))
    ]


def named_outputs(
    inputs: Mapping[str, Array], model: PackModel, names: Sequence[str], *, parity: bool = False
) -> dict[str, Array]:
    """Outputs by name of one block, whatever the array library of the inputs.

    Raises
    ------
    KeyError
        If an output has no such name.
    """
    found = dict(named_arrays(evaluate_block(inputs, model, PARITY if parity else CORRECTED, names)))
    return {name: found[name] for name in names}


def pack_gradients(
    inputs: Mapping[str, Array], model: PackModel, outputs: Sequence[str], *, parity: bool = False
) -> PackGradients:
    r"""Derivatives by implicit differentiation through the design solve.

    .. math:: \frac{dy}{d\theta} = y_\theta - y_x F_x^{-1} F_\theta, \quad F(x, \theta) = 0

    Parameters
    ----------
    inputs : every input by name, arrays of one length or of length one.
    model : tables and parameters.
    outputs : names of numbers.
    parity : follow the published method with its quirks.

    Returns
    -------
    gradients : PackGradients

    Raises
    ------
    KeyError
        If an output has no such name.

    Notes
    -----
    Choices, counts that decide shapes, whole layers and the branch in force are held: within one branch the
    derivatives are exact, across a switch there are none.
    """
    n = max(array.shape[0] for array in inputs.values())
    moving = {name: np.broadcast_to(inputs[name], n) for name in continuous(inputs)}
    still = {name: array for name, array in inputs.items() if name not in moving}

    def function(variables: Any, still: Any) -> dict[str, Array]:
        given, parameters = variables
        return named_outputs({**still, **given}, parameters, outputs, parity=parity)

    found, slopes = gradients(function, on_jax((moving, model)), on_jax(still))
    by = to_numpy(slopes)
    return PackGradients(
        values=to_numpy(found),
        by_input={name: each[0] for name, each in by.items()},
        by_parameter={name: each[1] for name, each in by.items()},
    )


def pack_derivative(
    inputs: Mapping[str, Array],
    model: PackModel,
    direction: PackModel,
    outputs: Sequence[str],
    *,
    parity: bool = False,
) -> dict[str, Array]:
    """Derivative of each design's outputs when all parameters move together.

    Parameters
    ----------
    inputs : every input by name.
    model : tables and parameters.
    direction : a model whose leaves are the moves of the parameters.
    outputs : names of numbers.
    parity : follow the published method with its quirks.

    Returns
    -------
    derivative : (s,) by output.
    """
    given = on_jax(dict(inputs))

    def function(parameters: Any) -> dict[str, Array]:
        return named_outputs(given, parameters, outputs, parity=parity)

    derivative: dict[str, Array] = to_numpy(along(function, on_jax(model), on_jax(direction))[1])
    return derivative
