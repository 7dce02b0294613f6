"""Reference pages made from tables, glossary and forms."""

import math
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from cellworth.app.explain_pack import PACK_BOOKS
from cellworth.io.column_sets import default_columns
from cellworth.io.glossary import Term, glossary_rooms
from cellworth.io.input_schema import InputDefinition, input_definitions
from cellworth.io.parameter_files import ParameterTable, parameter_table
from cellworth.io.relations import FIRST_BOOK, relation, relation_names
from cellworth.io.result_json import result_schema
from cellworth.io.result_tables import table_columns
from cellworth.io.table_writing import whole_file

__all__ = ["reference_pages", "write_pages"]

MADE = "<!-- made by `cellworth docs`; edit the tables, not this page -->"
LISTED = 40
"""Rows of a table with a column of values that are listed; longer ones stand by their head alone."""

SOURCES = {
    "first": "the first decision",
    "asked": "what the decision under uncertainty is asked with",
    "full": "the decision under uncertainty",
}


def reference_pages() -> dict[str, str]:
    """Text of each page by file name."""
    return {
        "parameters.md": _parameters(),
        "inputs.md": _inputs(),
        "outputs.md": _outputs(),
        "result-schema.md": _result_schema(),
    }


def write_pages(pages: Mapping[str, str], folder: str | Path) -> list[Path]:
    """Write pages into a folder, which is made."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in pages.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        with whole_file(str(target / name)) as part:
            Path(part).write_text(text, encoding="utf-8")
        written.append(target / name)
    return written


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table in Markdown."""
    lines = [f"| {' | '.join(heads)} |", f"|{'|'.join('---' for _ in heads)}|"]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([MADE, f"# {title}", *parts]) + "\n"


def _parameters() -> str:
    folder = files("cellworth").joinpath("data")
    paths = sorted(
        str(path.relative_to(str(folder)))
        for path in Path(str(folder)).rglob("*.csv")
        if path.parent.name != "columns"
    )
    intro = (
        "Every table of numbers, with what its head says. Grades: A read at the primary source, B maker or "
        "authority, C second-hand, D estimate, E stand-in."
    )
    return _page("Parameters", intro, *(_table_part(path) for path in paths))


def _table_part(path: str) -> str:
    found = parameter_table(path)
    head = found.head
    told = [f"source `{head['source']}`", f"grade {head['grade']}", f"as of {head['as_of']}"]
    told += [f"{key}: {head[key]}" for key in ("where", "rights") if head.get(key)]
    title = f"{head['title']}. " if head.get("title") else ""
    lines = [f"## {path}", title + "; ".join(told) + "."]
    values = _values(found)
    if values:
        lines.append(values)
    else:
        columns = ", ".join(f"`{name}`" for name in found.rows[0]) if found.rows else "none"
        lines.append(f"{len(found.rows)} rows. Columns: {columns}.")
    return "\n\n".join(lines)


def _values(found: ParameterTable) -> str:
    """The rows of a table of named values, where it is one and short."""
    if not found.rows or "value" not in found.rows[0] or len(found.rows) > LISTED:
        return ""
    key = next(iter(found.rows[0]))
    shown = [key, "value", *(name for name in ("unit", "source") if name in found.rows[0])]
    return table(shown, ([row[name] for name in shown] for row in found.rows))


def _inputs() -> str:
    intro = "Inputs of one pack, as options of `cellworth pack` and as headings of `cellworth batch`."
    groups: dict[str, list[InputDefinition]] = {}
    for definition in input_definitions().values():
        groups.setdefault(definition.group, []).append(definition)
    heads = ("option", "unit", "default", "limits or choices", "meaning")
    parts = [f"## {group}\n\n" + table(heads, map(_input_row, members)) for group, members in groups.items()]
    return _page("Inputs", intro, *parts)


def _input_row(definition: InputDefinition) -> Sequence[str]:
    limits = ", ".join(definition.choices)
    if definition.is_numeric:
        limits = f"{definition.lower:g} to {definition.upper:g}" if math.isfinite(definition.upper) else ""
    if definition.kind == "flag":
        limits = "yes, no"
    flag = f"`--{definition.name.replace('_', '-')}`"
    meaning = f"{definition.label}: {definition.meaning}"
    return flag, definition.unit, definition.default or "of couple or vehicle, or none", limits, meaning


def _outputs() -> str:
    intro = (
        "Every public name with symbol, unit and meaning, by room; ● stands in the usual table of "
        "`cellworth batch`. With an equation the name can be walked back by `cellworth explain`."
    )
    usual = {name.partition(".")[0] for name in default_columns()}
    equations = _equations()
    parts = []
    for room, terms in glossary_rooms().items():
        rows = [_output_row(entry, usual, equations) for entry in terms.values()]
        parts.append(f"## {room}\n\n" + table(("name", "symbol", "unit", "meaning", "equation"), rows))
    return _page("Outputs", intro, *parts)


def _output_row(entry: Term, usual: set[str], equations: Mapping[str, str]) -> Sequence[str]:
    mark = " ●" if entry.name in usual else ""
    unit = "" if entry.unit == "1" else entry.unit
    return f"`{entry.name}`{mark}", entry.symbol, unit, entry.meaning, equations.get(entry.name, "")


def _equations() -> dict[str, str]:
    """Equation by name; the parts of a name may have several."""
    found: dict[str, list[str]] = {}
    for book in (*PACK_BOOKS, FIRST_BOOK):
        for name in relation_names(book):
            entry = relation(name, book)
            if entry:
                found.setdefault(name.partition(".")[0], []).append(entry.equation)
    return {name: ", ".join(dict.fromkeys(ids)) for name, ids in found.items()}


def _result_schema() -> str:
    schema = result_schema()
    intro = (
        "`cellworth run CASE --json FILE` writes one document; the folder of a run holds the same as "
        "`result.json`. Its form has a name and a version: `schema_name` is `cellworth-result`, "
        "`schema_version` is 2. The schema is `src/cellworth/data/schemas/result-2.json`. A number that does "
        "not exist is null. A change that breaks a reader raises the version: since 2 the money of the "
        "numbers is said, and a document of version 1, all in nominal dollars, is read as such."
    )
    forms = {"The document": schema, **schema["$defs"]}
    parts = [_form_part(name, form, forms) for name, form in forms.items()]
    for source, title in SOURCES.items():
        parts.append(f"## Tables of {title}")
        parts += [_columns_part(name, source) for name in table_columns(source)]
    note = "Tables by year, plant and volume hold a column for each name of the [glossary](outputs.md)."
    return _page("Result as JSON", intro, *parts, note)


def _form_part(name: str, form: Mapping[str, Any], forms: Mapping[str, Any]) -> str:
    rows = [(f"`{field}`", _kind(info), _meaning(info, forms)) for field, info in form["properties"].items()]
    told = "" if name == "The document" else f"{form.get('description', '')}\n\n"
    return f"## {name.removesuffix('Form')}\n\n{told}" + table(("field", "holds", "meaning"), rows)


def _meaning(info: Mapping[str, Any], forms: Mapping[str, Any]) -> str:
    """Of a field, or of the form it holds."""
    held = forms.get(str(info.get("$ref", "")).rpartition("/")[2], {})
    return str(info.get("description") or held.get("description", ""))


def _kind(info: Mapping[str, Any]) -> str:
    """What a field of the schema holds, in words."""
    if "const" in info:
        return f"`{info['const']}`"
    if "$ref" in info:
        return str(info["$ref"].rpartition("/")[2]).removesuffix("Form")
    if "anyOf" in info:
        return " or ".join(dict.fromkeys(_kind(part) for part in info["anyOf"]))
    if info.get("type") == "array":
        inner = info.get("items", {})
        return f"list of {_kind(inner)}" if inner else "list"
    if info.get("type") == "object":
        inner = info.get("additionalProperties")
        return f"{_kind(inner)} by name" if isinstance(inner, Mapping) else "object"
    return str(info.get("type", "anything"))


def _columns_part(name: str, source: str) -> str:
    rows = [(f"`{column}`", unit, meaning) for _, (column, unit, meaning) in table_columns(source)[name]]
    return f"### {name}\n\n" + table(("column", "unit", "meaning"), rows)
