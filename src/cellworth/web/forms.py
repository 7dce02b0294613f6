"""What a request may say: limits on every number, name and list, unknown keys refused."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "LEAST_SCENARIOS",
    "Designs",
    "Question",
    "QuickQuestion",
    "RunQuestion",
    "Sweep",
    "TimelineQuestion",
    "question_of",
]

LEAST_SCENARIOS = 64
MOST_QUICK = 2048
MOST_RUN = 65_536
MOST_DATED = 16_384
MOST_SEED = 2**32 - 1
MOST_DESIGNS = 7
MOST_STEPS = 201

Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9_.\- ]+$")]
Switch = Annotated[bool, Field(strict=True)]
Figure = Annotated[float, Field(allow_inf_nan=False, strict=True)]
DesignValue = Switch | Figure | Annotated[str, Field(max_length=120)] | None
DesignInputs = Annotated[dict[Name, DesignValue], Field(max_length=120)]


class Form(BaseModel):
    """No unknown keys."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


def _like(example: dict[str, Any]) -> ConfigDict:
    """What the description of the API shows of a form."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class Question(Form):
    """A case, and what differs from it."""

    case: Name
    """Id of the case."""
    edits: dict[Name, Figure] = Field(default_factory=dict, max_length=300)
    """New middle of a number, in its own unit, by its name."""
    claims_off: list[Name] = Field(default_factory=list, max_length=300)
    """Claims that are not taken."""
    risk_aversion: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=True)] | None = None
    """Weight of the worst tenth; null as the case says."""
    seed: int = Field(default=1, ge=0, le=MOST_SEED, strict=True)
    """Of the draws."""


class QuickQuestion(Question):
    """A question answered at once."""

    model_config = _like(
        {"case": "nissan-aesc-2016", "edits": {"suppliers.lg_chem.freight": 5.0}, "scenarios": 64}
    )

    scenarios: int = Field(default=512, ge=LEAST_SCENARIOS, le=MOST_QUICK, strict=True)
    """Drawn."""
    sections: Switch = False
    """All sections of the page and all tables, not the first screen alone."""
    light: Switch = False
    """The answer alone, sooner: no map and no drivers, the same bits."""
    map: Switch = False
    """With `light`: the switch map too. Without `light` it is always there."""


class RunQuestion(Question):
    """A question answered by a run with all its files."""

    model_config = _like({"case": "nissan-aesc-2016", "claims_off": ["e1"], "scenarios": 64, "seed": 3})

    scenarios: int = Field(default=16_384, ge=LEAST_SCENARIOS, le=MOST_RUN, strict=True)
    """Drawn."""
    audit: Switch = False
    """More draws for what is worth finding out."""


class TimelineQuestion(Form):
    """A case as of each of its dates."""

    model_config = _like({"case": "nissan-aesc-2016", "scenarios": 1024, "seed": 1})

    case: Name
    """Id of the case."""
    scenarios: int = Field(default=1024, ge=LEAST_SCENARIOS, le=MOST_DATED, strict=True)
    """Drawn at each date."""
    seed: int = Field(default=1, ge=0, le=MOST_SEED, strict=True)
    """Of the draws."""


class Designs(Form):
    """Packs side by side."""

    model_config = _like({"designs": [{"energy": 60.0}, {"energy": 60.0, "couple": "LFP-G (Energy)"}]})

    designs: list[DesignInputs] = Field(min_length=1, max_length=MOST_DESIGNS)
    """Of each what differs from the defaults, in the units of the inputs."""


class Sweep(Form):
    """One input of a pack from one value to another."""

    model_config = _like(
        {"inputs": {"energy": 60.0}, "input": "packs_per_year", "from": 50_000, "to": 500_000, "steps": 4}
    )

    inputs: DesignInputs = Field(default_factory=dict)
    """What differs from the defaults."""
    input: Name
    """Input that is swept."""
    start: Figure = Field(alias="from")
    """First value."""
    stop: Figure = Field(alias="to")
    """Last value."""
    steps: int = Field(default=25, ge=2, le=MOST_STEPS, strict=True)
    """Values, both ends among them."""


def question_of(form: Question) -> dict[str, Any]:
    """A question as plain content, without its case."""
    return form.model_dump(exclude={"case"})
