"""Draws as a library of SIPmath 2.0 in XML: stored trials, which its tools for R, Python and Excel read.

One element for each name holds its trials as text; the n-th trial of every name is the same scenario. SIPmath
3.0 holds generators in place of trials (metalog coefficients, seeds, correlations) and cannot carry draws.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np

from cellworth.io.result_json import ResultForm

__all__ = ["origin_of", "write_sip_library"]


def origin_of(document: ResultForm) -> str:
    """Where draws come from: program, case, seed and hash of the case."""
    manifest = document.manifest
    return f"Cellworth {manifest.version}, case {manifest.case}, seed {manifest.seed}, {manifest.case_sha256}"


def write_sip_library(path: str, document: ResultForm, draws: Mapping[str, Any]) -> None:
    """Write the library.

    Parameters
    ----------
    path : of the file.
    document : of the run, for its origin.
    draws : (n,) each of one length, by name of strategy or input; the same place is the same scenario.
    """
    origin = origin_of(document)
    root = ElementTree.Element(
        "SLURP", {"name": document.manifest.case, "provenance": origin, "count": str(len(draws))}
    )
    for name, values in draws.items():
        trials = np.asarray(values, dtype=float)
        about = {"name": name, "count": str(len(trials)), "type": "CSV", "provenance": origin}
        middle = {"average": repr(float(trials.mean())), "median": repr(float(np.median(trials)))}
        sip = ElementTree.SubElement(root, "SIP", {**about, **middle})
        sip.text = ", ".join(map(repr, trials.tolist()))
    ElementTree.indent(root, " ")
    Path(path).write_bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
