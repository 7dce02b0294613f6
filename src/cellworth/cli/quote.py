"""`cellworth quote`: a supplier's offer, what its cells cost to make, and what to answer."""

import sys
from typing import Annotated

import typer

__all__ = ["HELP", "quote"]

HELP = """
Judge a supplier's offer: should-cost by line at its own scale, margin and utilisation in the price, index
exposure, take-or-pay, three levers with money, and the range to answer in.

An offer is a TOML file (docs/how-to/check-a-quote.md), or a shipped one: cn-lfp-2026, lg-chem-2016. Writes
quote.html and quote.json.

Example: cellworth quote lg-chem-2016 --currency EUR --real 2016
"""


def quote(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Offer: a TOML file, or the name of a shipped one.")
    ],
    case: Annotated[
        str, typer.Option("--case", metavar="CASE", help="Case it is judged in; that of the offer.")
    ] = "",
    currency: Annotated[
        str, typer.Option("--currency", metavar="CODE", help="Shown in USD, EUR or JPY.")
    ] = "USD",
    real: Annotated[
        int | None,
        typer.Option("--real", metavar="YEAR", help="Shown in money of a year; nominal if not given."),
    ] = None,
    folder: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help="Folder of the files; out/quote-NAME if not given.")
    ] = "",
    scenarios: Annotated[int, typer.Option(min=64, help="Scenarios drawn.")] = 1024,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print as JSON, write nothing.", metavar=" ")
    ] = False,
) -> None:
    """Judge a supplier's offer."""
    from cellworth.app.quote import quote as judged
    from cellworth.app.quote_write import quote_json, quote_lines, write_quote
    from cellworth.io.offer_files import load_offer
    from cellworth.io.targets import check_folder

    target = folder or f"out/quote-{load_offer(file).form.name}"
    if not as_json:
        check_folder(target)
    done = judged(file, case=case, currency=currency, real=real, n_draws=scenarios, seed=seed)
    for warning in done.case.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if as_json:
        print(quote_json(done))
        return
    print("\n".join(quote_lines(done)))
    for path in write_quote(done, target):
        print(path, file=sys.stderr)
