"""Memory freed after a block is kept for the next one instead of going back to the system."""

import ctypes
import sys
from functools import cache

__all__ = ["keep_freed_memory"]

TRIM_THRESHOLD, MAP_THRESHOLD, ARENAS = -1, -3, -8
"""Options of ``mallopt`` in the GNU C library (its malloc.h)."""

KEPT_BYTES = 1 << 30
LARGEST_FROM_HEAP = 1 << 25
"""The largest value the library takes for the second option."""


@cache
def keep_freed_memory() -> bool:
    """Tell the C library to keep freed memory; true if it took it, false where there is no such option.

    A block frees all its intermediate arrays when it is done. The library then gives the top of the heap
    back, and the next block pays for every page again: three quarters of its time were measured. A heap of
    a thread's own is given back whatever is said, so that threads that begin later share the first one.
    """
    if sys.platform != "linux":
        return False
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is None:
        return False
    options = {TRIM_THRESHOLD: KEPT_BYTES, MAP_THRESHOLD: LARGEST_FROM_HEAP, ARENAS: 1}
    return all(bool(set_option(option, value)) for option, value in options.items())
