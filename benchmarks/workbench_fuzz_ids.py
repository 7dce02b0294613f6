"""Puts ids that are there into half of the made-up requests of `workbench_fuzz.py`, and sends its uploads."""

import json
import os
from collections.abc import Callable
from typing import Any

import schemathesis
from hypothesis import strategies as st

IDS: dict[str, list[str]] = json.loads(os.environ["IDS"])


def _with_ids(given: dict[str, Any], choose: Callable[[list[str]], str]) -> dict[str, Any]:
    return {name: choose(IDS[name]) if name in IDS else value for name, value in given.items()}


def _half(context: Any, strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Deleting takes made-up ids only: what is there is for the others."""
    if context.operation.method.upper() == "DELETE":
        return strategy

    @st.composite
    def mixed(draw: Callable[[Any], Any]) -> Any:
        given = draw(strategy)
        if not isinstance(given, dict) or draw(st.booleans()):
            return given
        return _with_ids(given, lambda known: draw(st.sampled_from(known)))

    return mixed()


@schemathesis.hook
def before_generate_path_parameters(context: Any, strategy: Any) -> Any:
    return _half(context, strategy)


@schemathesis.hook
def before_generate_query(context: Any, strategy: Any) -> Any:
    return _half(context, strategy)


@schemathesis.serializer(
    "application/toml",
    "text/toml",
    "application/vnd.ms-excel.sheet.macroEnabled.12",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
def as_bytes(_: Any, value: Any) -> dict[str, bytes]:
    return {"data": value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")}
