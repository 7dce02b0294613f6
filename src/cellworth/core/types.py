"""The array type of every signature."""

from typing import Any, TypeAlias

Array: TypeAlias = Any
"""An array of any library that follows the array API: NumPy, the strict reference, JAX."""
