"""An offer judged, as text, as JSON and as a page."""

import json
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.app.quote import Quote
from cellworth.core.version import version
from cellworth.io.table_writing import whole_file
from cellworth.report.quote import Asked, lever_text, write_quote_page
from cellworth.report.quote_text import quote_text

__all__ = ["quote_json", "quote_lines", "write_quote"]

PAGE, FILE = "quote.html", "quote.json"


def quote_lines(done: Quote) -> list[str]:
    """Lines for the terminal."""
    return quote_text(done.result, _asked(done))


def write_quote(done: Quote, folder: str) -> list[Path]:
    """Page and JSON; the files in the order written."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    page = write_quote_page(done.result, _asked(done), target / PAGE)
    path = target / FILE
    with whole_file(str(path)) as part:
        Path(part).write_text(quote_json(done), encoding="utf-8")
    return [page, path]


def quote_json(done: Quote) -> str:
    """Everything the program says of an offer, as JSON; numbers that do not exist are null."""
    asked = _asked(done)
    result = {item.name: getattr(done.result, item.name) for item in fields(done.result)}
    offer, levers = result.pop("offer"), result.pop("levers")
    content = {
        "schema": "cellworth-quote/1",
        "version": version(),
        "offer": {"name": done.offer.form.name, "title": asked.title, "note": asked.note},
        "case": asked.case,
        "as_of": asked.as_of,
        "seed": done.seed,
        "files": dict(asked.files),
        "money": {"currency": asked.currency, "real": done.money.real, "words": asked.money},
        "units": {
            "price, cost": f"{asked.currency}/kWh",
            "sums": asked.currency,
            "energy": "kWh/year",
            "shares, margins": "1",
        },
        "equations": "S11, S17, S18, S21, S27, S29 to S34, S55, S79",
        "terms_in_usd": _plain(offer),
        "result": _plain(result),
        "levers": [
            {
                "name": lever.name,
                "text": lever_text(lever, asked.index_titles),
                "from_to": _plain(lever.values),
                "mean": float(np.mean(lever.worth)),
                "p10": float(np.quantile(lever.worth, 0.1)),
                "p90": float(np.quantile(lever.worth, 0.9)),
                "equations": lever.equations,
            }
            for lever in levers
        ],
    }
    return json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value


def _asked(done: Quote) -> Asked:
    """What the page says beside the result."""
    form, case = done.offer.form, done.case.form
    rate = f" ({done.offered_at})" if done.offered_at else ""
    door = "supplier" if form.delivered == "supplier" else "buyer"
    last = form.first_year + form.term - 1
    terms = (
        f"Offer: {form.price.level} at the {door}'s door in {form.first_year}{rate}, {form.term} years to"
        f" {last}; pack {case.packs[form.pack].title}."
    )
    prices = {name: entry.title for name, entry in case.prices.items()}
    return Asked(
        title=form.title,
        note=form.note,
        supplier=form.supplier,
        case=case.name,
        as_of=case.as_of.isoformat(),
        material_titles=prices,
        index_titles={name: entry.title.partition(",")[0] for name, entry in case.indices.items()},
        currency=done.money.currency,
        money=done.money.words,
        terms=terms,
        grades=_grades(done),
        seed=done.seed,
        files=((done.offer.place, done.offer.sha256), *((Path(n).name, d) for n, d in done.case.layers)),
    )


def _grades(done: Quote) -> str:
    """How sure the numbers behind the supplier's cost are."""
    starts = (f"suppliers.{done.offer.form.supplier}.", "learning.")
    grades = Counter(each.grade for name, each in done.asked.quantities.items() if name.startswith(starts))
    told = ", ".join(f"{count} of grade {grade}" for grade, count in sorted(grades.items()))
    return (
        f"The supplier's scale, level and learning rest on {sum(grades.values())} inputs of the case: {told}."
    )
