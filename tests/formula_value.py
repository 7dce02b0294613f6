"""Value of a formula of the relations, for tests alone: the program shows and never computes with them."""

import ast
import math
import operator
import re

OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.Eq: operator.eq,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
}
FUNCTIONS = {
    "max": max,
    "min": min,
    "ceil": math.ceil,
    "floor": math.floor,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "where": lambda condition, yes, no: yes if condition else no,
}
SUM = re.compile(r"sum\((\w+)\)")


def formula_value(formula, value, parts):
    """Value of a formula; `value` gives that of a name, `parts` the names that ``sum(name)`` adds."""
    added = SUM.sub(lambda match: "(" + " + ".join(parts(match[1])) + ")", formula)
    return _value(ast.parse(added, mode="eval").body, value)


def _value(node, value):
    if isinstance(node, ast.Constant):
        return float(node.value)
    if isinstance(node, ast.Name):
        return value(node.id)
    if isinstance(node, ast.Attribute):
        return value(f"{node.value.id}.{node.attr}")
    if isinstance(node, ast.UnaryOp):
        return OPERATIONS[type(node.op)](_value(node.operand, value))
    if isinstance(node, ast.BinOp):
        return OPERATIONS[type(node.op)](_value(node.left, value), _value(node.right, value))
    if isinstance(node, ast.Compare):
        return OPERATIONS[type(node.ops[0])](_value(node.left, value), _value(node.comparators[0], value))
    return FUNCTIONS[node.func.id](*(_value(argument, value) for argument in node.args))
