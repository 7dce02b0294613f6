"""A dask cluster: the connection to it, and tasks that travel to its workers and back as plain bytes."""

import logging
import pickle
import socket
from collections.abc import Callable
from concurrent.futures import Future
from functools import lru_cache
from typing import Any, cast

from cellworth.core.errors import InputError, Problem
from cellworth.core.version import version
from cellworth.engine.memory import keep_freed_memory

__all__ = ["connected", "submitter", "unpacked"]

CONNECT_SECONDS = 10


def submitter(cluster: Any, work: Callable[[Any], Any]) -> Callable[[Any], Future[bytes]]:
    """What hands tasks out to a cluster; results are `unpacked` here.

    A result of thousand arrays would be sent as thousand messages and be opened by the scheduler; as bytes
    it is one. What is done for each task is packed once, and unpacked once by each worker.

    Parameters
    ----------
    cluster : connection.
    work : what is done for each task.
    """
    from distributed.protocol.pickle import dumps

    # Never shut down: that waits for ever where the scheduler is lost. Its tasks end with the connection.
    executor, packing = cluster.get_executor(), cast("Callable[[Any], bytes]", dumps)
    packed = packing(work)
    return lambda task: executor.submit(_worked, packed, packing(task))


def unpacked(content: bytes) -> Any:
    """A result of a worker."""
    return pickle.loads(content)


def _worked(work: bytes, task: bytes) -> bytes:
    return pickle.dumps(_work_of(work)(pickle.loads(task)), protocol=5)


@lru_cache(maxsize=1)
def _work_of(packed: bytes) -> Callable[[Any], Any]:
    found: Callable[[Any], Any] = pickle.loads(packed)
    return found


def connected(scheduler: str) -> Any:
    """Connection to a cluster of workers of the same program.

    Parameters
    ----------
    scheduler : its address.

    Raises
    ------
    InputError
        If there is no cluster library, no scheduler, or its workers run another version.
    """
    if not scheduler:
        why = "a cluster is reached by the address of its scheduler"
        instead = "Name it: --scheduler tcp://127.0.0.1:8786."
        raise InputError(Problem("--executor dask", "no address", why, instead))
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ModuleNotFoundError:
        why = "it comes with the extra 'cluster'"
        instead = "In the folder of the Makefile: .venv/bin/pip install -e '.[cluster]'."
        raise InputError(Problem("--executor dask", "dask is not installed", why, instead)) from None
    # What it logs of a lost connection is told in a sentence here.
    for name in ("distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        # Asked first without the library, whose threads stay when nobody answers.
        socket.create_connection(get_address_host_port(scheduler), CONNECT_SECONDS).close()
        cluster: Any = Client(  # type: ignore[no-untyped-call]
            scheduler, timeout=CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError) as error:
        told = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        why = f"no scheduler answers there ({told})"
        instead = "Start one: dask scheduler --host 127.0.0.1 --port 8786."
        raise InputError(Problem("--scheduler", scheduler, why, instead)) from None
    try:
        _prepare_workers(cluster, scheduler)
    except BaseException:
        cluster.close()
        raise
    return cluster


def _prepare_workers(cluster: Any, scheduler: str) -> None:
    """Workers begin to keep their memory; those of another version are refused, as the bits may differ."""
    try:
        found = cluster.run(_prepared_worker)
    except ModuleNotFoundError:
        why = "its workers know no cellworth"
        raise InputError(Problem("--scheduler", scheduler, why, "Install it where they run.")) from None
    if not found:
        raise InputError(Problem("--scheduler", scheduler, "it has no workers", "Start some: dask worker."))
    others = sorted(set(found.values()) - {_versions()})
    if others:
        why = f"here it is {_versions()}, and the bits must be the same"
        raise InputError(Problem("--scheduler", f"workers of version {', '.join(others)}", why))


def _prepared_worker() -> str:
    """A worker keeps freed memory, said before its threads begin; its versions."""
    keep_freed_memory()
    return _versions()


def _versions() -> str:
    """Versions that the bits of a result hang on."""
    import numpy as np

    return f"{version()} numpy {np.__version__}"
