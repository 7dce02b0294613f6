"""Numbers of a case with all that a reader may ask about them, certain or not; the ground of every form."""

import datetime
import math
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from cellworth.io.spreads import spread
from cellworth.io.units import quantity

__all__ = [
    "PROVENANCE",
    "CaseName",
    "Currency",
    "Energy",
    "EnergyPrice",
    "Exchange",
    "FindOutForm",
    "Form",
    "Fraction",
    "LearningRate",
    "MaterialPrice",
    "Money",
    "Number",
    "PackRate",
    "Rate",
    "Ratio",
    "Section",
    "Spelled",
    "Uncertain",
]

PROVENANCE = ("source", "where", "grade", "known_from")


class Form(BaseModel):
    """Frozen, no unknown keys, field docs below the field."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Number(Form):
    """A number with all that a reader may ask about it."""

    value: float
    """In the canonical unit of its field."""
    given: str
    """As written in the case."""
    unit: str
    """Canonical unit."""
    source: str = Field(min_length=1)
    """Who said it; `own estimate` where nobody did."""
    where: str = Field(min_length=1)
    """Place in the source, or the reasoning of an estimate."""
    grade: Literal["A", "B", "C", "D", "E"]
    """A read at the primary source, B maker or authority, C second-hand, D estimate, E stand-in."""
    known_from: datetime.date
    """First day a careful outsider could have had it."""
    row: str = ""
    """Row of the market tables it is."""
    rule: str = ""
    """How a derived number follows from its parents."""
    parents: tuple[str, ...] = ()
    """Rows of the market tables it is derived from."""


class FindOutForm(Form):
    """How an uncertain number could be found out before the decision."""

    how: str
    """Who could tell, as an item of due diligence."""
    cost: Annotated[float, quantity("USD", shown="million USD", ge=0)]
    """Of finding out."""
    months: Annotated[float, quantity("month", ge=0)]
    """It takes."""


class Uncertain(Number):
    """A number that may be uncertain; `value` is its most likely or middle one, used where one is due."""

    kind: Literal["fixed", "normal", "lognormal", "triangular", "pert", "uniform", "same"] = "fixed"
    """Kind of distribution."""
    numbers: tuple[float, ...] = ()
    """Of the distribution, in the canonical unit; empty for a certain number."""
    lower: float = -math.inf
    """Draws below are cut off."""
    upper: float = math.inf
    """Draws above are cut off."""
    same_as: str = ""
    """Place of the number it always equals."""
    title: str = ""
    """Printed name; made from the place where empty."""
    group: str = ""
    """Heading under which it is ranked, with others of the same heading."""
    find_out: FindOutForm | None = None
    """How it could be found out."""


class Section(Form):
    """A part of the case; its head holds for all numbers below that do not say otherwise."""


@dataclass(frozen=True)
class Spelled:
    """Marks a form's text that is spelled in one way: its pattern, and that in words."""

    pattern: str
    why: str
    instead: str

    def check(self, text: str) -> str:
        """The text, if it is spelled so."""
        if re.fullmatch(self.pattern, text) is None:
            raise PydanticCustomError("quantity", "{why}", {"why": self.why, "instead": self.instead})
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the spelling of what is a text."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The pattern, for forms made from the schema."""
        return {**handler(schema), "pattern": self.pattern}


CaseName = Annotated[
    str,
    Field(max_length=100),
    Spelled(
        r"^[a-z0-9][a-z0-9-]*$",
        "a name has small letters, digits and dashes, the first no dash",
        'write it as "my-case"',
    ),
]
Currency = Literal["USD", "JPY", "EUR", "GBP", "CNY", "KRW"]
Fraction = Annotated[Uncertain, spread("1", shown="%", ge=0, le=1)]
LearningRate = Annotated[Uncertain, spread("1", shown="%", ge=0, le=0.9)]
Ratio = Annotated[Uncertain, spread("1", ge=0)]
Rate = Annotated[Uncertain, spread("1/year", shown="%/year", ge=-0.5, le=1)]
Energy = Annotated[Uncertain, spread("kWh", shown="MWh", gt=0)]
PackRate = Annotated[Uncertain, spread("pack/year", gt=0)]
Money = Annotated[Uncertain, spread("USD", shown="million USD", any_currency=True, ge=0)]
Exchange = Annotated[Number, quantity("JPY/USD|USD/EUR|USD/GBP|CNY/USD|KRW/USD", gt=0)]
EnergyPrice = Annotated[Uncertain, spread("USD/kWh", any_currency=True, ge=0)]
MaterialPrice = Annotated[Uncertain, spread("USD/kg|USD/m^2|USD/L", ge=0)]
