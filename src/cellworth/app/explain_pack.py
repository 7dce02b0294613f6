"""Numbers of a pack explained: from a cost, a mass or an energy down to inputs and tables."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from cellworth.app.explain_tree import Explanation, Leaf, Node, effects, leaves, tree
from cellworth.app.unsolved import no_design
from cellworth.core.errors import InputError, Problem
from cellworth.core.record import named_arrays
from cellworth.core.types import Array
from cellworth.engine.pack_model import PackModel
from cellworth.engine.packs import evaluate_packs
from cellworth.io.glossary import term
from cellworth.io.input_schema import InputDefinition, input_definitions, nearest
from cellworth.io.input_values import single_design
from cellworth.io.output_texts import in_words
from cellworth.io.pack_model import pack_model
from cellworth.io.parameter_files import parameter_table
from cellworth.io.parameter_origins import ParameterOrigin, parameter_origin, same_cell, table_origin
from cellworth.io.relations import FIRST_BOOK, FULL_BOOK, Relation, relation
from cellworth.io.theory_pages import theory_page

__all__ = ["PACK_BOOKS", "PackFacts", "explain_pack", "refuse_result_of_case", "scaled", "stems"]

PACK_BOOKS = ("pack_cost", "pack_design")
TABLE = "table:"
SWITCHES = frozenset({"strategy", "cost_option"})


def explain_pack(
    name: str,
    given: Mapping[str, tuple[str, str]],
    *,
    parity: bool = False,
    depth: int = 2,
    with_effects: bool = True,
) -> list[Explanation]:
    """Explain an output of one pack, or every part of a name such as ``unit_cost``.

    Parameters
    ----------
    name : of an output.
    given : for each input given, where it stands and its text.
    parity : follow the published method with its quirks.
    depth : levels of the tree.
    with_effects : whether to compute what would change it.

    Raises
    ------
    InputError
        If the inputs cannot be used, or no output has this name.
    """
    facts = PackFacts.of(given, parity=parity)
    names = [name] if name in facts.outputs else facts.parts_of(name)
    if not names:
        refuse_result_of_case(name)
        offer = nearest(name, [*stems(facts.outputs), *facts.outputs], what="outputs")
        raise InputError(Problem(f"output '{name}'", "there is none", "an output of a pack is due", offer))
    return [_explained(each, facts, depth, with_effects) for each in names]


def refuse_result_of_case(name: str) -> None:
    """Refuse a result of a case where a number of a pack is due.

    Raises
    ------
    InputError
        If a case has a result of this name.
    """
    if relation(name, FIRST_BOOK, FULL_BOOK) is not None:
        why = "it is a result of a case, and none is named"
        offer = "Name one with --case, or a run with --run."
        raise InputError(Problem(f"output '{name}'", "no output of a pack", why, offer))


def stems(names: Mapping[str, Any]) -> list[str]:
    """Names before the dot, each once."""
    return list(dict.fromkeys(name.partition(".")[0] for name in names))


def _explained(name: str, facts: "PackFacts", depth: int, with_effects: bool) -> Explanation:
    root = tree(name, facts, depth)
    if not isinstance(root.value, float) or not math.isfinite(root.value):
        return Explanation(root, (), (), "It is no number, so nothing is said of what would change it.")
    note = "" if facts.relation(name) else "No relation to other outputs is written for it."
    if not with_effects:
        return Explanation(root, (), (), note)
    found, unchanged = effects(root.value, leaves(name, facts), facts.changed(name))
    return Explanation(root, found, unchanged, note)


def scaled(tree_of: Any, name: str, factor: float) -> Any:
    """A record with every leaf of a name multiplied.

    Parameters
    ----------
    tree_of : a record.
    name : as `cellworth.core.record.named_arrays` has it.
    factor : of the leaf.
    """
    stem, _, part = name.partition(".")
    changes: dict[str, Any] = {}
    for item in fields(tree_of):
        value = getattr(tree_of, item.name)
        if is_dataclass(value):
            changes[item.name] = scaled(value, name, factor)
        elif isinstance(value, dict):
            changes[item.name] = _scaled_part(item.name, value, (stem, part), factor)
        elif item.name == stem and not part and not item.metadata.get("static"):
            changes[item.name] = value * factor
    return replace(tree_of, **changes)


def _scaled_part(field: str, value: dict[str, Any], name: tuple[str, str], factor: float) -> dict[str, Any]:
    stem, part = name
    if part not in value:
        return value
    if is_dataclass(value[part]):
        return {**value, part: scaled(value[part], stem, factor)}
    return {**value, part: value[part] * factor} if field == stem else value


@dataclass(frozen=True)
class PackFacts:
    """One design and what its numbers follow from.

    Attributes
    ----------
    arrays : inputs, arrays of length one.
    given : texts of the inputs given.
    outputs : by name; codes as words.
    model : tables and parameters.
    parity : follow the published method with its quirks.
    """

    arrays: dict[str, Array]
    given: dict[str, str]
    outputs: dict[str, float | str]
    model: PackModel
    parity: bool

    @classmethod
    def of(cls, given: Mapping[str, tuple[str, str]], *, parity: bool) -> "PackFacts":
        """Design a pack.

        Raises
        ------
        InputError
            If an input cannot be used or no design meets them all.
        """
        arrays, _ = single_design(given, parity=parity)
        model = pack_model()
        results = evaluate_packs(arrays, model, parity=parity)
        if results.reason[0]:
            raise InputError(no_design(results, 0))
        found = {name: in_words(name, values)[0] for name, values in results.outputs.items()}
        outputs = {name: value if isinstance(value, str) else float(value) for name, value in found.items()}
        texts = {name: text for name, (_, text) in given.items()}
        return cls(arrays, texts, outputs, model, parity)

    def parts_of(self, stem: str) -> list[str]:
        """Outputs that are parts of a name."""
        return [name for name in self.outputs if name.startswith(f"{stem}.")]

    @property
    def choices(self) -> dict[str, str]:
        """Texts of the inputs that choose rows of tables."""
        found = {}
        for name in ("couple", "vehicle", "strategy", "cost_option"):
            found[name] = input_definitions()[name].choices[int(self.arrays[name][0])]
        return found

    def relation(self, name: str) -> Relation | None:
        """How an output follows; None for inputs and parameters."""
        return relation(name, *PACK_BOOKS, parity=self.parity) if name in self.outputs else None

    def parents(self, found: Relation) -> tuple[str, ...]:
        """Names an output follows from."""
        settled: list[str] = []
        for parent in found.parents:
            if parent.endswith(".*"):
                settled += self.parts_of(parent.removesuffix(".*"))
            elif "|" in parent:
                settled.append(self._first_given(parent.split("|")))
            else:
                settled.append(parent)
        return tuple(dict.fromkeys(settled))

    def _first_given(self, names: list[str]) -> str:
        for name in names:
            if name not in self.arrays or not np.isnan(self.arrays[name][0]):
                return name
        return names[-1]

    def own_leaf(self, name: str) -> Node | None:
        """The parameter of a name that is an output too."""
        origin = parameter_origin(name, self.choices)
        return self._node(name, self.parameter(name), _parameter_leaf(origin)) if origin else None

    def node(self, name: str) -> Node:
        """A number by itself."""
        if name.startswith(TABLE):
            return _table_node(name.removeprefix(TABLE))
        if self.relation(name) is not None:
            return self._node(name, self.outputs[name], None)
        if name in self.arrays:
            return self._input(name)
        origin = parameter_origin(name, self.choices)
        if origin is not None:
            value = self.outputs[name] if name in self.outputs else self.parameter(name)
            return self._node(name, value, _parameter_leaf(origin))
        return self._node(name, self.outputs[name], None)

    def _node(self, name: str, value: float | str | None, leaf: Leaf | None) -> Node:
        try:
            unit, meaning = term(name).unit, term(name).meaning
        except KeyError:
            unit, meaning = "", ""
        found = self.relation(name)
        equation = found.equation if found else ""
        shown = None if isinstance(value, float) and not math.isfinite(value) else value
        return Node(name, shown, unit, meaning, "", "", equation, theory_page(equation), leaf, ())

    def _input(self, name: str) -> Node:
        """An input; its value as the model has it, where that is an output too."""
        definition, raw = input_definitions()[name], self.arrays[name][0]
        leaf = self._input_leaf(definition, raw)
        if name in self.outputs and definition.is_numeric:
            return replace(self._node(name, self.outputs[name], leaf), meaning=definition.meaning)
        value: float | str | None = _text(definition, raw)
        if definition.is_numeric:
            value = None if np.isnan(raw) else float(raw)
        unit = definition.unit if definition.is_numeric else ""
        return Node(name, value, unit, definition.meaning, "", "", "", "", leaf, ())

    def _input_leaf(self, definition: InputDefinition, raw: Any) -> Leaf:
        head = parameter_table("inputs.csv").head
        name = definition.name
        own = name in self.given
        default = f"{definition.default}{definition.unit_shown}" if definition.default else "none"
        upper = None
        if definition.is_numeric and math.isfinite(definition.upper) and raw:
            here = self.outputs.get(name, float(raw))
            upper = definition.upper * (here / float(raw)) if isinstance(here, float) else None
        return Leaf(
            kind="input",
            given=self.given[name] if own else f"{default}, the default",
            source="as given" if own else head["source"],
            where=f"--{name.replace('_', '-')}" if own else head["where"],
            grade="" if own else head["grade"],
            known="" if own else head["as_of"],
            place=f"inputs.csv, {name}",
            upper=upper,
            may_change=definition.kind == "number",
        )

    def parameter(self, name: str) -> float:
        """A parameter of the model; of the row chosen where it stands by couple or vehicle."""
        value = np.atleast_1d(np.asarray(_parameters(self.model)[name], dtype=float))
        if value.shape[0] == 1:
            return float(value[0])
        origin = parameter_origin(name, self.choices)
        choice = (origin.choice if origin else "") or "couple"
        return float(value[int(self.arrays[choice][0])])

    def changed(self, name: str) -> Any:
        """The number explained, with an input or parameter multiplied."""

        def again(node: Node, factor: float) -> float | None:
            arrays, model = self.arrays, self.model
            if node.leaf is not None and node.leaf.kind == "input":
                arrays = {**arrays, node.name: arrays[node.name] * factor}
            else:
                for each in same_cell(node.name):
                    model = scaled(model, each, factor)
            results = evaluate_packs(arrays, model, parity=self.parity, outputs=[name])
            value = float(results.outputs[name][0])
            return None if results.reason[0] or not math.isfinite(value) else value

        return again


def _parameters(model: PackModel) -> dict[str, Any]:
    return dict(named_arrays(model))


def _text(definition: InputDefinition, raw: Any) -> str:
    if definition.kind == "flag":
        return "yes" if raw else "no"
    return definition.choices[int(raw)] if definition.choices else ""


def _parameter_leaf(origin: ParameterOrigin) -> Leaf:
    unit = f" {origin.unit}" if origin.unit and origin.unit != "-" else ""
    return Leaf(
        kind="parameter",
        given=f"{origin.given}{unit}" if origin.given else "empty",
        source=origin.source,
        where=origin.where,
        grade=origin.grade,
        known=origin.as_of,
        place=f"{origin.table}, {origin.row}, {origin.column}",
        upper=origin.upper,
        may_change=_is_number(origin.given) and origin.choice not in SWITCHES,
    )


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _table_node(path: str) -> Node:
    origin = table_origin(path)
    leaf = Leaf("table", "", origin.source, origin.where, origin.grade, origin.as_of, path, may_change=False)
    title = parameter_table(path).head.get("title", "every row of this table that applies")
    return Node(path, None, "", title, "", "", "", "", leaf, ())
