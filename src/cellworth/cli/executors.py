"""Options that say who does the work, the same on every verb that has enough of it."""

from typing import Annotated, TypeAlias

import typer

__all__ = ["EXECUTOR", "EveryOption", "ExecutorOption", "RestartOption", "SchedulerOption", "WorkersOption"]

EXECUTOR = "auto"

ExecutorOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--executor",
        metavar="KIND",
        help="Who does the work: threads, processes, dask; auto takes the faster of the first two.",
    ),
]
WorkersOption: TypeAlias = Annotated[
    int, typer.Option("--workers", min=0, metavar="N", help="How many work at once; as many as can for 0.")
]
SchedulerOption: TypeAlias = Annotated[
    str, typer.Option("--scheduler", metavar="ADDRESS", help="Of dask: tcp://127.0.0.1:8786.")
]
RestartOption: TypeAlias = Annotated[
    bool, typer.Option("--restart", help="Begin again where parts of another job stand.", metavar=" ")
]
EveryOption: TypeAlias = Annotated[
    float,
    typer.Option(
        "--keep-every",
        min=0.0,
        metavar="SECONDS",
        help="Work between two stored parts; a stop loses no more.",
    ),
]
