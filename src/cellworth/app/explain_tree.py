"""The tree below a number: how it follows from its parents, down to what was put in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from cellworth.io.relations import Relation

__all__ = ["Effect", "Explanation", "Facts", "Leaf", "Node", "effects", "leaves", "tree"]

Value = float | str | None
"""A number, a word, or nothing where none exists."""

STEP = 0.1
"""Relative change of an input that shows what it does."""


@dataclass(frozen=True)
class Leaf:
    """Where a number that follows from no other comes from.

    Attributes
    ----------
    kind : ``input``, ``parameter``, ``table`` or ``case number``.
    given : as written, with its unit.
    source, where, grade, known : who said it, where, how sure, since when.
    place : cell of a table, or place in the case.
    upper : a change may not go above it; None for no limit.
    may_change : whether a tenth more of it makes sense.
    """

    kind: str
    given: str
    source: str
    where: str
    grade: str
    known: str
    place: str
    upper: float | None = None
    may_change: bool = True


@dataclass(frozen=True)
class Node:
    """A number and how it follows.

    Attributes
    ----------
    name, value, unit, meaning : of the number.
    formula, words, equation, page : how it follows, and where that is derived; empty where it does not.
    leaf : where it comes from, for one that follows from no other.
    parents : what it follows from; empty below the depth asked for.
    shown_before : its parents stand further up in the same tree.
    """

    name: str
    value: Value
    unit: str
    meaning: str
    formula: str
    words: str
    equation: str
    page: str
    leaf: Leaf | None
    parents: tuple["Node", ...]
    shown_before: bool = False


@dataclass(frozen=True)
class Effect:
    """What a changed input does to the number explained.

    Attributes
    ----------
    name, leaf : of the input.
    step : relative change of the input.
    value : number explained, after it.
    change : of that number.
    elasticity : relative change of the number per relative change of the input; None for a number of zero.
    """

    name: str
    leaf: Leaf
    step: float
    value: float
    change: float
    elasticity: float | None


@dataclass(frozen=True)
class Explanation:
    """A number explained.

    Attributes
    ----------
    root : tree below it.
    effects : what a tenth more of each input does, the strongest first.
    unchanged : inputs it was tried with that leave it as it is.
    note : what the reader should know; may be empty.
    """

    root: Node
    effects: tuple[Effect, ...]
    unchanged: tuple[str, ...]
    note: str = ""


class Facts(Protocol):
    """What a tree is built from."""

    def node(self, name: str) -> Node:
        """The number by itself, without parents."""

    def relation(self, name: str) -> Relation | None:
        """How it follows; None for what was put in."""

    def parents(self, found: Relation) -> tuple[str, ...]:
        """Names it follows from; alternatives settled, parts of a sum listed."""

    def own_leaf(self, name: str) -> Node | None:
        """The parameter of the same name, for a number that names itself among its parents."""


def tree(name: str, facts: Facts, depth: int) -> Node:
    """Tree below a number.

    Parameters
    ----------
    name : of the number.
    facts : Facts
    depth : levels below it.
    """
    return _grown(name, facts, depth, set())


def _grown(name: str, facts: Facts, depth: int, expanded: set[str]) -> Node:
    node = facts.node(name)
    found = facts.relation(name)
    if found is None:
        return node
    node = replace(node, formula=found.formula, words=found.words, equation=found.equation)
    if name in expanded:
        return replace(node, shown_before=True)
    if depth == 0:
        return node
    expanded.add(name)
    below = []
    for parent in facts.parents(found):
        own = facts.own_leaf(parent) if parent == name else None
        below.append(own or _grown(parent, facts, depth - 1, expanded))
    return replace(node, parents=tuple(below))


def leaves(name: str, facts: Facts) -> Iterator[Node]:
    """Every number that was put in below a number, each once."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        found = facts.relation(here)
        if found is None:
            node = facts.node(here)
            if node.leaf is not None:
                yield node
            continue
        for parent in facts.parents(found):
            own = facts.own_leaf(parent) if parent == here else None
            if own is not None and f"own {parent}" not in seen:
                seen.add(f"own {parent}")
                yield own
            elif own is None and parent not in seen:
                seen.add(parent)
                waiting.append(parent)


def effects(
    base: float, inputs: Iterator[Node], changed: Callable[[Node, float], float | None]
) -> tuple[tuple[Effect, ...], tuple[str, ...]]:
    """What a tenth more of each input does, by computing again.

    A tenth less where more would pass the limit of the input.

    Parameters
    ----------
    base : number explained.
    inputs : leaves of its tree.
    changed : number explained with an input multiplied by a factor; None where it cannot be.

    Returns
    -------
    effects : the strongest first.
    unchanged : names of the inputs without any.
    """
    found, unchanged = [], []
    for node in inputs:
        leaf = node.leaf
        if leaf is None or not leaf.may_change or not isinstance(node.value, float) or node.value == 0.0:
            continue
        too_much = leaf.upper is not None and node.value * (1.0 + STEP) > leaf.upper
        step = -STEP if too_much else STEP
        value = changed(node, 1.0 + step)
        if value is None:
            continue
        if value == base:
            unchanged.append(node.name)
            continue
        elasticity = (value / base - 1.0) / step if base else None
        found.append(Effect(node.name, leaf, step, value, value - base, elasticity))
    found.sort(key=lambda effect: -abs(effect.change))
    return tuple(found), tuple(sorted(unchanged))
