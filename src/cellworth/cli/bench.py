"""`cellworth bench`: how fast this machine designs and costs packs."""

import json
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["bench"]


def bench(
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures to this file; its folder must exist.")
    ] = None,
    largest: Annotated[
        int, typer.Option(min=10_000, help="Largest number of designs; 10,000,000 takes half a minute.")
    ] = 1_000_000,
    gradients: Annotated[
        Path | None,
        typer.Option(
            help="Instead, hold exact derivatives against differences on random designs; write this page."
        ),
    ] = None,
) -> None:
    """Time random designs of all couples and vehicles, with cost, on this machine."""
    if gradients is not None:
        check_gradients(gradients)
        return
    from cellworth.app.bench import KEYS, bench
    from cellworth.io.table_writing import whole_file
    from cellworth.io.targets import check_file

    if json_file is not None:
        check_file(json_file)
    sizes = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= largest]
    result = bench(sizes, report=print)
    for key, meaning in KEYS.items():
        value = result[key]
        if isinstance(value, dict):
            parts = ", ".join(f"{name} {_shown(part)}" for name, part in value.items())
            print(f"{key:29} {meaning}: {parts}")
        elif isinstance(value, float | int):
            print(f"{key:29} {_shown(value):>16}  {meaning}")
    if json_file is not None:
        with whole_file(str(json_file)) as part:
            Path(part).write_text(json.dumps({**result, "keys": KEYS}, indent=1) + "\n", encoding="utf-8")


def check_gradients(page: Path) -> None:
    """Write the page of derivatives; end with code 1 if any misses."""
    from cellworth.app.explain_gradient import needs_jax
    from cellworth.io.table_writing import whole_file
    from cellworth.io.targets import check_file

    needs_jax()
    check_file(page)
    from cellworth.app.gradient_page import gradient_page

    text, missed = gradient_page()
    with whole_file(str(page)) as part:
        Path(part).write_text(text, encoding="utf-8")
    print(f"{page}: {missed} derivatives miss.")
    if missed:
        raise typer.Exit(1)


def _shown(value: float) -> str:
    return f"{value:,.4f}" if value < 10 else f"{value:,.0f}"
