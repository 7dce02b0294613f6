"""Tables of a run, whole or in part."""

from collections.abc import Sequence

from cellworth.app.compare import load_run
from cellworth.core.errors import InputError, Problem
from cellworth.io.input_schema import nearest
from cellworth.io.result_json import ColumnForm, HeadlineForm, NumberForm, ResultForm, TableForm

__all__ = ["run_tables", "show_table", "tables_of"]

INPUTS_OF_CASE = {
    "place": "in the case",
    "given": "as written, with its unit",
    "grade": "A to E",
    "known_from": "first day known",
    "source": "who said it",
    "row": "row of the market tables",
}


def run_tables(run: str) -> dict[str, TableForm]:
    """Every table of a run by name: its headline and its inputs among them.

    Parameters
    ----------
    run : folder of a run, its JSON file, or the name of a case, which is then run.

    Raises
    ------
    InputError
        If it is no run.
    """
    return tables_of(load_run(run))


def tables_of(document: ResultForm) -> dict[str, TableForm]:
    """Every table of the document of a run by name: its headline and its inputs among them."""
    return {"headline": _headline(document), "numbers": _numbers(document.numbers), **document.tables}


def _headline(document: ResultForm) -> TableForm:
    meaning = {name: info.description or "" for name, info in HeadlineForm.model_fields.items()}
    names = ("name", "value", "low", "high", "unit", "meaning")
    columns = tuple(ColumnForm(name=name, unit="1", meaning=meaning[name]) for name in names)
    rows = tuple(tuple(getattr(line, name) for name in names) for line in document.headline)
    return TableForm(columns=columns, rows=rows)


def _numbers(numbers: Sequence[NumberForm]) -> TableForm:
    columns = tuple(ColumnForm(name=n, unit="1", meaning=m) for n, m in INPUTS_OF_CASE.items())
    rows = tuple(tuple(getattr(number, name) for name in INPUTS_OF_CASE) for number in numbers)
    return TableForm(columns=columns, rows=rows)


def show_table(
    tables: dict[str, TableForm], name: str, *, columns: Sequence[str] = (), where: Sequence[str] = ()
) -> TableForm:
    """A table, some of its columns and rows.

    Parameters
    ----------
    tables : of a run, by name.
    name : of the table.
    columns : names wanted, in this order; all if none are named.
    where : conditions as ``column=text``; a row must meet them all. Several texts are parted by commas.

    Raises
    ------
    InputError
        If the table or a column does not exist.
    """
    if name not in tables:
        offer = nearest(name, tables, what="tables")
        raise InputError(Problem(f"table '{name}'", "there is none", "a table of the run is due", offer))
    table = tables[name]
    rows = table.rows
    for condition in where:
        column, sign, text = condition.partition("=")
        if not sign:
            why = "a column and a text are due"
            raise InputError(Problem("--where", f"'{condition}'", why, "Write --where column=text."))
        place = _place(table, column.strip(), name)
        wanted = {part.strip() for part in text.split(",")}
        rows = tuple(row for row in rows if str(row[place]) in wanted)
    chosen = [_place(table, column.strip(), name) for column in columns] or range(len(table.columns))
    heads = tuple(table.columns[place] for place in chosen)
    return TableForm(columns=heads, rows=tuple(tuple(row[place] for place in chosen) for row in rows))


def _place(table: TableForm, column: str, name: str) -> int:
    known = [head.name for head in table.columns]
    if column not in known:
        offer = nearest(column, known, what="columns")
        raise InputError(Problem(f"column '{column}' of {name}", "there is none", "it has others", offer))
    return known.index(column)
